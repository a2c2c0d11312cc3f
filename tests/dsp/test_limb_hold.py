"""A limb held on two plates: what moved, who took it over, how steady and how lasting it is, against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.endurance import Hold
from dsp.limb_hold import LimbHold, moved_load, rest_before
from dsp.limb_hold_metrics import drift, share_moved, taken_over, unsteadiness, wander

FS = 100.0
REST_S, HELD_S = 3.0, 20.0
TIME = np.arange(round((REST_S + HELD_S) * FS)) / FS
UP = TIME >= REST_S


def held(own, other, *, unloads=True, **more):
    """Own and other plate as ``(at rest, held)``, each a number or ``(n,)``."""
    own_n, other_n = (np.where(UP, plate[1], plate[0]).astype(float) for plate in (own, other))
    onset = int(REST_S * FS)
    hold = Hold(TIME, own_n + other_n, own_n, onset, len(TIME) - 1, exited=False, **more)
    return LimbHold(hold, rest_before(TIME, onset), unloads)


def test_a_leg_in_the_air_moves_all_of_its_share_and_part_of_its_load():
    dog = held((200.0, 0.0), (200.0, 350.0))
    assert share_moved(dog) == pytest.approx(50.0)
    assert taken_over(dog) == pytest.approx(75.0)
    assert dog.moved_n[-1] == 175.0


def test_a_lowered_leg_puts_load_onto_its_own_side_and_the_plates_lose_none():
    bug = held((300.0, 340.0), (300.0, 260.0), unloads=False)
    assert share_moved(bug) == pytest.approx(100.0 * 340.0 / 600.0 - 50.0)
    assert taken_over(bug) == pytest.approx(100.0)


def test_where_neither_plate_loses_nothing_was_taken_over():
    assert np.isnan(taken_over(held((200.0, 220.0), (200.0, 350.0))))


@pytest.mark.parametrize("hertz", [0.8, 4.0])
def test_the_unsteadiness_is_the_sd_of_the_difference_over_the_mean_total(hertz):
    sway = 12.0 * np.sin(2.0 * np.pi * hertz * TIME)
    assert unsteadiness(held((200.0, 0.0), (200.0, 350.0 + sway))) == pytest.approx(
        100.0 * 12.0 / np.sqrt(2.0) / 350.0, rel=0.01
    )
    # what goes from one plate to the other is in the difference twice
    closed = held((300.0, 340.0 + sway), (300.0, 260.0 - sway), unloads=False)
    assert unsteadiness(closed) == pytest.approx(100.0 * 24.0 / np.sqrt(2.0) / 600.0, rel=0.01)


def test_a_straight_line_is_no_unsteadiness_and_its_ends_are_the_drift():
    sinking = 350.0 - 2.0 * (TIME - REST_S)
    dog = held((200.0, 0.0), (200.0, sinking))
    assert unsteadiness(dog) == pytest.approx(0.0, abs=1e-9)
    steady = dog.hold.steady
    first, last = sinking[steady][: round(5 * FS)].mean(), sinking[steady][-round(5 * FS) - 1 :].mean()
    assert drift(dog) == pytest.approx(100.0 * (last - first) / sinking[steady].mean(), abs=0.02)


def test_short_holds_and_holds_without_a_rest_before_keep_quiet():
    whole = held((200.0, 0.0), (200.0, 350.0))
    brief = LimbHold(Hold(TIME, whole.hold.force_n, whole.hold.foot_n, 300, 430, True), whole.rest, True)
    assert np.isnan(drift(brief))
    assert np.isnan(unsteadiness(brief))
    unseen = LimbHold(whole.hold, slice(0, 0), True)
    assert np.isnan(share_moved(unseen))
    assert np.isnan(taken_over(unseen))
    assert "limb_taken_over" not in wander(unseen)


@pytest.mark.parametrize(("onset", "expected"), [(300, (100, 250)), (120, (0, 70)), (75, (0, 0))])
def test_the_rest_is_what_was_seen_between_two_seconds_and_half_a_second_before(onset, expected):
    rest = rest_before(TIME, onset)
    assert (rest.start, rest.stop) == expected


def test_the_band_of_the_drift_holds_what_sway_alone_makes_of_it():
    inside = 0
    for seed in range(40):
        dice = np.random.default_rng(seed)
        sway = np.zeros(len(TIME))
        for at in range(1, len(TIME)):
            sway[at] = 0.99 * sway[at - 1] + dice.normal(0.0, 1.0)
        dog = held((200.0, 0.0), (200.0, 350.0 + sway))
        inside += abs(drift(dog)) <= wander(dog)["limb_drift"]
    assert inside >= 36


def test_a_wrong_gain_moves_what_is_taken_over_by_as_much():
    dog = held((200.0, 0.0), (200.0, 350.0), gain_uncertainty=0.01)
    moved = [taken_over(each) - 75.0 for each in dog.variants()]
    # the gain of the emptied plate: it seems to have carried 202 N before
    assert moved[0] == pytest.approx(100.0 * 150.0 / 202.0 - 75.0)


def test_the_load_that_moves_has_the_sign_of_the_limb():
    own, other = np.array([200.0, 0.0]), np.array([200.0, 350.0])
    assert moved_load(own, other, unloads=True).tolist() == [0.0, 175.0]
    assert moved_load(own, other, unloads=False).tolist() == [0.0, -175.0]
