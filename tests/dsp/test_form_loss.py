"""The loss of form of holds that a simulated person does: found, dated and named; and never in a steady one."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy.signal import lfilter

from dsp.endurance import Hold
from dsp.form_loss import Change, NoBeginning, change_at, find_form_loss
from simulators.body import Person
from simulators.holding import Course, bridge, prone_plank
from simulators.holding import hold as hold_until_tired

LOST_AT_S = 30.0


def held(performance, fs=80.0, noise=0.7, seed=0):
    """The performance as two plates measure it, seen by the left one."""
    time_s = np.arange(0, performance.duration_s, 1 / fs)
    force = performance.at(time_s) + np.random.default_rng(seed).normal(0, noise, (2, len(time_s)))
    onset, end = np.searchsorted(time_s, (performance.events["rise"], performance.events["hold_end"] + 0.35))
    return Hold(time_s, force.sum(axis=0), force[0], int(onset), int(end), True)


def lost(course, seed=0, hold_s=60.0, moves=bridge, **more):
    performance = moves(Person(seed=seed), hold_s, course)
    hold = held(performance, seed=seed, **more)
    return find_form_loss(hold), performance


# A loss of form, with its truth ---


@pytest.mark.parametrize("fs", [8.0, 80.0, 1000.0])
@pytest.mark.parametrize("shift", [0.20, -0.20])
def test_twenty_per_cent_that_move_at_thirty_seconds_are_a_sudden_transfer_then(shift, fs):
    loss, performance = lost(Course(lost_at_s=LOST_AT_S, shift=shift), fs=fs)
    assert loss.change is Change.TRANSFER
    assert loss.time_s == pytest.approx(performance.events["form_lost"], abs=max(0.2, 1.5 / fs))
    assert abs(loss.time_s - performance.events["form_lost"]) <= loss.uncertainty_s + 1 / fs
    assert loss.size == pytest.approx(100 * shift, abs=loss.size_uncertainty)
    assert loss.size_uncertainty < 3.0


def test_twenty_per_cent_that_drift_away_from_thirty_seconds_on_are_a_gradual_shift_from_there():
    found = [lost(Course(lost_at_s=LOST_AT_S, shift=0.2, takes_s=20.0), seed) for seed in range(8)]
    errors = np.array([loss.time_s - performance.events["form_lost"] for loss, performance in found])
    widths = np.array([loss.uncertainty_s for loss, _ in found])
    assert {loss.change for loss, _ in found} == {Change.SHIFT}
    assert np.abs(errors).max() < 1.5
    assert np.count_nonzero(np.abs(errors) <= widths) >= 7
    assert all(loss.size == pytest.approx(20.0, abs=loss.size_uncertainty + 0.5) for loss, _ in found)


def test_shaking_three_times_as_much_is_unsteadiness_and_no_shift():
    found = [lost(Course(lost_at_s=LOST_AT_S, shakes=4.0), seed) for seed in range(6)]
    for loss, performance in found:
        assert loss.change is Change.UNSTEADY
        assert loss.time_s == pytest.approx(performance.events["form_lost"], abs=max(1.5, loss.uncertainty_s))
        # the noise of the plates does not grow with the tremor
        assert 2.0 < loss.size < 4.2


@pytest.mark.parametrize("seed", [11, 13, 14, 15, 16])
def test_the_date_of_a_growing_tremor_and_its_band_lie_within_the_hold(seed):
    performance = hold_until_tired("prone_plank_hold", Person(seed=seed))
    hold = held(performance, fs=20.0, seed=seed)
    loss = find_form_loss(hold)
    assert loss.change is Change.UNSTEADY
    assert loss.time_s - loss.uncertainty_s >= hold.time_s[hold.steady][0]
    assert loss.time_s + loss.uncertainty_s <= hold.time_s[hold.end]


def test_the_earlier_of_two_changes_is_the_loss():
    loss, performance = lost(Course(lost_at_s=LOST_AT_S, shift=0.15, takes_s=0.3, shakes=1.0), moves=prone_plank)
    assert loss.change is Change.TRANSFER
    assert loss.time_s == pytest.approx(performance.events["form_lost"] + 0.1, abs=0.3)


def test_a_step_is_dated_whatever_its_place_among_the_blocks():
    errors = []
    for number in range(10):
        loss, performance = lost(Course(lost_at_s=30.0 + 0.037 * number, shift=0.1), seed=number)
        errors.append(loss.time_s - performance.events["form_lost"])
    assert np.abs(errors).max() < 0.2


# None ---


@cache
def steady(seed, wander, forgets_s, hold_s, drift=0.0):
    person = Person(seed=seed, bridge_drift=drift, bridge_fatigue_per_s=0.002)
    return held(bridge(person, hold_s, Course(wander=wander, forgets_s=forgets_s)), fs=20.0, seed=seed)


@pytest.mark.parametrize("hold_s", [15.0, 40.0])
def test_steady_bridges_keep_their_form(hold_s):
    assert [find_form_loss(steady(seed, 0.008, 2.0, hold_s)) for seed in range(8)] == [None] * 8


@pytest.mark.parametrize(("wander", "forgets_s"), [(0.3, 0.5), (0.6, 2.0), (1.0, 5.0), (2.0, 3.0)])
@pytest.mark.parametrize("hold_s", [15.0, 40.0])
def test_at_most_two_of_a_hundred_steady_holds_are_said_to_lose_their_form(wander, forgets_s, hold_s):
    rng, fs, found = np.random.default_rng(11), 10.0, 0
    keep = float(np.exp(-1 / (forgets_s * fs)))
    time_s = np.arange(0, hold_s, 1 / fs)
    for _ in range(100):
        pushes = rng.normal(0, np.sqrt(1 - keep**2), len(time_s))
        pushes[0] = rng.normal()
        share = 0.5 + 0.01 * wander * lfilter([1.0], [1.0, -keep], pushes)
        total = 330.0 + rng.normal(0, 2.0, len(time_s))
        left = share * total + rng.normal(0, 1.5, len(time_s))
        found += find_form_loss(Hold(time_s, total, left, 0, len(time_s) - 1, True)) is not None
    assert found <= 2


def test_a_small_drift_is_no_loss():
    assert [find_form_loss(steady(seed, 0.006, 2.0, 40.0, drift=0.02)) for seed in range(6)] == [None] * 6


def test_a_shift_that_is_corrected_is_no_loss_and_the_later_one_for_good_is():
    hold = steady(1, 0.003, 1.0, 60.0)
    after = hold.time_s - hold.time_s[hold.onset]

    def moved(flags):
        return hold.under(hold.foot_n + 0.12 * hold.force_n * flags)

    assert find_form_loss(moved((after > 20) & (after < 30))) is None
    loss = find_form_loss(moved(((after > 20) & (after < 30)) | (after > 45)))
    assert loss.time_s - hold.time_s[hold.onset] == pytest.approx(45.0, abs=0.3)


def test_one_force_alone_tells_unsteadiness_only():
    performance = bridge(Person(), 60.0, Course(lost_at_s=LOST_AT_S, shift=0.2, shakes=4.0))
    both = held(performance)
    alone = Hold(both.time_s, both.force_n, both.force_n, both.onset, both.end, True)
    assert find_form_loss(alone).change is Change.UNSTEADY


def test_a_short_hold_has_no_beginning_to_compare_with():
    with pytest.raises(NoBeginning, match="needs 12 s"):
        find_form_loss(held(bridge(Person(), 10.0)))


# Properties ---

SHIFTED = Course(lost_at_s=LOST_AT_S, shift=0.12, takes_s=3.0)


def test_the_other_plate_sees_the_same_moment_and_the_opposite_size():
    hold = held(bridge(Person(seed=4), 60.0, SHIFTED))
    left, right = find_form_loss(hold), find_form_loss(hold.under(hold.force_n - hold.foot_n))
    assert right.time_s == pytest.approx(left.time_s, abs=1e-6)
    assert right.size == pytest.approx(-left.size, abs=1e-6)
    assert right.change is left.change


def test_neither_gain_nor_the_origin_of_time_matter():
    hold = held(bridge(Person(seed=4), 60.0, SHIFTED))
    plain = find_form_loss(hold)
    louder = Hold(hold.time_s + 100.0, 3 * hold.force_n, 3 * hold.foot_n, hold.onset, hold.end, True)
    loss = find_form_loss(louder)
    assert loss.time_s - 100.0 == pytest.approx(plain.time_s, abs=1e-4)
    assert loss.size == pytest.approx(plain.size, abs=1e-6)


def test_a_lost_second_before_the_change_moves_nothing():
    hold = held(bridge(Person(seed=4), 60.0, SHIFTED))
    at = int(np.searchsorted(hold.time_s, 20.0))
    keep = np.r_[0:at, at + 80 : len(hold.time_s)]
    part = Hold(hold.time_s[keep], hold.force_n[keep], hold.foot_n[keep], hold.onset, hold.end - 80, True)
    assert find_form_loss(part).time_s == pytest.approx(find_form_loss(hold).time_s, abs=0.5)


def test_a_moment_that_somebody_chose_is_sized_before_against_after():
    hold = held(bridge(Person(seed=4), 60.0, Course(lost_at_s=LOST_AT_S, shift=0.1)))
    loss = change_at(hold, 32.9)
    assert loss.size == pytest.approx(10.0, abs=loss.size_uncertainty)
    assert change_at(hold, 0.5) is None
