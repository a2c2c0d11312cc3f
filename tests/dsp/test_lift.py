"""Where a hold begins and ends, whatever the feet do before and after it."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.lift import NoHold, find_hold

REST, HELD = 80.0, 350.0
LYING, LIFTING, HOLDING, LOWERING = (REST, REST, 5.0), (REST, HELD, 0.5), (HELD, HELD, 30.0), (HELD, REST, 0.5)
FEET_OFF = ((REST, REST, 0.5), (REST, 0.0, 0.1), (0.0, 0.0, 1.2))


def course(*pieces, fs=1000.0, noise=1.4):
    """Straight lines, each from a force to a force in so many seconds."""
    lines = [np.linspace(first, last, round(seconds * fs), endpoint=False) for first, last, seconds in pieces]
    force = np.concatenate(lines)
    return force + np.random.default_rng(5).normal(0, noise, len(force))


def found(force, fs=1000.0):
    return find_hold(force, fs, rise_above_n=60.0)


@pytest.mark.parametrize("fs", [8.0, 80.0, 1000.0])
@pytest.mark.parametrize("rest", [0.0, 90.0, 160.0])
def test_a_hold_is_found_whatever_the_feet_weigh(fs, rest):
    lift = (rest, rest + 300, 0.4)
    force = course((rest, rest, 2.0), lift, (*2 * (rest + 300,), 29.6), (rest + 300, rest, 0.3), (rest, rest, 3), fs=fs)
    hold = found(force, fs)
    assert hold.exited
    assert hold.seen
    assert hold.onset / fs == pytest.approx(2.2, abs=max(0.1, 2 / fs))
    assert hold.end / fs == pytest.approx(32.15, abs=max(0.1, 2 / fs))
    assert hold.rest_n == pytest.approx(rest, abs=3.0)
    assert hold.level_n == pytest.approx(rest + 300, abs=2.0)


@pytest.mark.parametrize("fs", [8.0, 80.0, 1000.0])
@pytest.mark.parametrize(
    ("before", "after", "onset_s"),
    [
        ((LYING,), FEET_OFF, 5.25),
        (((0.0, 0.0, 1.2), LYING), ((REST, REST, 2.0),), 6.45),
        (((REST, REST, 1.0), (15.0, 15.0, 1.1), LYING), ((REST, REST, 2.0),), 7.35),
        (((0.0, 0.0, 1.2), (REST, REST, 2.0)), FEET_OFF, 3.45),
        (((REST, REST, 0.4),), FEET_OFF, 0.65),
    ],
    ids=["lifted off after", "put down late", "put right before", "both", "soon after the cue"],
)
def test_feet_that_are_put_down_or_lifted_off_are_no_part_of_the_hold(fs, before, after, onset_s):
    hold = found(course(*before, LIFTING, HOLDING, LOWERING, *after, fs=fs), fs)
    assert hold.seen
    assert hold.exited
    assert hold.onset / fs == pytest.approx(onset_s, abs=max(0.1, 2 / fs))
    assert hold.end / fs == pytest.approx(onset_s + 30.5, abs=max(0.1, 2 / fs))


def test_a_step_on_which_the_hold_is_built_is_told():
    put_down = found(course((0.0, 0.0, 1.2), LYING, LIFTING, HOLDING, LOWERING, (REST, REST, 2.0)))
    assert put_down.loaded_n == pytest.approx(REST, abs=3.0)
    assert found(course(LYING, LIFTING, HOLDING, LOWERING, *FEET_OFF)).loaded_n == 0.0


def test_getting_up_from_the_plates_afterwards_is_not_the_hold():
    up = ((REST, REST, 1.0), (REST, 700.0, 0.5), (700.0, 700.0, 5.0))
    hold = found(course(LYING, LIFTING, HOLDING, LOWERING, *up))
    assert hold.onset / 1000 == pytest.approx(5.25, abs=0.05)
    assert hold.end / 1000 == pytest.approx(35.75, abs=0.05)


@pytest.mark.parametrize("lift_s", [0.3, 1.0, 3.0])
def test_rest_is_that_from_before_a_slow_lift(lift_s):
    hold = found(course((0.0, 0.0, 1.2), LYING, (REST, HELD, lift_s), HOLDING, LOWERING, (REST, REST, 2.0)))
    assert hold.rest_n == pytest.approx(REST, abs=3.0)
    assert (hold.lifted - hold.onset) / 1000 == pytest.approx(0.4 * lift_s, abs=0.1)


def test_a_short_sag_is_not_the_end_of_the_hold_and_a_lasting_one_is():
    force = course((90.0, 90.0, 2.0), (90.0, 390.0, 0.4), (390.0, 390.0, 29.6), (390.0, 90.0, 0.3), (90.0, 90.0, 3.0))
    force[12_000:12_800] = 100.0
    assert found(force).end / 1000 == pytest.approx(32.15, abs=0.1)
    force[20_000:21_300] = 100.0
    assert found(force).end / 1000 == pytest.approx(20.0, abs=0.06)


def test_a_hold_that_outlasts_the_record_has_no_exit():
    assert not found(course(LYING, LIFTING, HOLDING)).exited


@pytest.mark.parametrize("fs", [8.0, 80.0, 1000.0])
def test_a_record_that_begins_in_a_hold_says_that_its_beginning_is_missing(fs):
    hold = found(course(HOLDING, LOWERING, (REST, REST, 2.0), fs=fs), fs)
    assert not hold.seen
    assert hold.onset == 0
    assert hold.end / fs == pytest.approx(30.25, abs=max(0.1, 2 / fs))
    under_way = found(course((200.0, HELD, 0.3), HOLDING, LOWERING, (REST, REST, 2.0), fs=fs), fs)
    assert not under_way.seen


def test_lying_still_before_the_lift_is_no_hold_that_began_earlier():
    lower = ((HELD, 50.0, 0.5), (50.0, 50.0, 3.0))
    hold = found(course((120.0, 120.0, 3.0), (120.0, HELD, 0.5), HOLDING, *lower))
    assert hold.seen
    assert hold.onset / 1000 == pytest.approx(3.25, abs=0.06)


def test_lying_still_and_taking_the_feet_away_is_no_hold():
    with pytest.raises(NoHold, match="never rises by 60 N for a second"):
        found(course(LYING, (REST, 0.0, 0.1), (0.0, 0.0, 3.0)))


def test_no_hold_in_rest_in_a_short_lift_or_in_a_short_record():
    with pytest.raises(NoHold, match="never rises by 60 N for a second"):
        found(np.full(20_000, 90.0))
    with pytest.raises(NoHold, match="never rises by 60 N for a second"):
        found(course(LYING, LIFTING, (HELD, HELD, 0.3), LOWERING, LYING))
    with pytest.raises(NoHold, match="shorter than 2 s"):
        found(np.zeros(1500))
    with pytest.raises(ValueError, match="positive"):
        find_hold(np.zeros(5000), 1000.0, rise_above_n=0.0)


def test_a_lift_that_is_too_short_for_a_level_is_told_with_its_length_and_a_longer_one_counts():
    with pytest.raises(NoHold, match=r"rose by 60 N for 1\.[67] s only, too short to know the level"):
        found(course(LYING, LIFTING, (HELD, HELD, 0.9), LOWERING, LYING))
    hold = found(course(LYING, LIFTING, (HELD, HELD, 0.9), LOWERING, LYING, LIFTING, HOLDING, LOWERING, LYING))
    assert hold.onset / 1000 == pytest.approx(12.15, abs=0.05)
    assert found(course(LYING, LIFTING, (HELD, HELD, 1.5), LOWERING, LYING)).end / 1000 == pytest.approx(7.25, abs=0.05)
