"""Rises from a seat: against the path and the seat of a simulated person, and what must not count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.movement_search import standing
from dsp.rise_search import SETTLED, SETTLED_S, find_rises
from dsp.sit_to_stand import NoRise, SitToStand
from dsp.sit_to_stand_metrics import (
    RISE_SHARE,
    SIT_TO_STAND,
    five_rises_seated_time,
    five_rises_time,
    load_share,
    mean_foot_force,
    relative_peak_force,
    rises_in_30_s,
    sitting_peak_force,
    time_to_sit,
    time_to_stand,
)
from dsp.weighing import GRAVITY, Stance, sample_noise_n
from simulators.body import Person
from simulators.sit_to_stand import Pace, sit_to_stand

ROWS = {row.key: row for row in (*SIT_TO_STAND, *RISE_SHARE)}
FAST = Pace(0.35, 0.8, 0.1, 0.8, 0.25)
SLOW = Pace(0.6, 1.6, 1.0, 1.6, 1.0)
VERY_SLOW = Pace(0.84, 1.92, 0.6, 1.92, 0.84)
PACES = [Pace(), FAST, SLOW]


def played(performance, fs=1000.0, noise=0.7, seed=1, step=0.0):
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    force = performance.at(time_s)
    force = force + np.random.default_rng(seed).normal(0.0, noise, force.shape)
    force = np.round(force / step) * step if step else force
    return time_s, force[0], force[1]


def trial(time_s, left, right, side=None, **known):
    force = left + right
    fs = (len(time_s) - 1) / (time_s[-1] - time_s[0])
    stance = standing(force, fs, seconds=1.0, sd_below_n=10.0, mean_above_n=0.7 * np.percentile(force, 95))
    rises, attempts = find_rises(time_s, force, stance)
    noise_n = 3.0 * np.hypot(stance.sd_n, stance.wander_n)
    subject = SitToStand(
        time_s, force, force, rises, stance.mean_n, stance.uncertainty_n, noise_n, open_speed=0.03, attempts=attempts
    )
    return subject if side is None else subject.under(side)


def settled_s(performance, number):
    """When the force of the path alone is within 5 % of the weight for 0.2 s after rising, by its own samples."""
    times = np.arange(performance.force_n.shape[1]) / performance.fs_hz
    force, weight = performance.force_n.sum(axis=0), performance.figures["weight_n"]
    off, up = performance.events[f"rep{number}_seat_off"], performance.events[f"rep{number}_up"]
    # from the middle of rising on, where the body is fastest and passes through the weight
    here = np.flatnonzero(times >= 0.5 * (off + up) + 0.1)
    near = np.abs(force[here] - weight) <= SETTLED * weight
    size = round(SETTLED_S * performance.fs_hz)
    runs = np.convolve(near, np.ones(size), mode="valid") == size
    return float(times[here[int(np.argmax(runs))]])


@pytest.mark.parametrize("pace", PACES)
def test_marks_lie_within_their_uncertainty_of_the_truth(pace):
    performance = sit_to_stand(Person(seed=3), 5, pace, sit_last=True)
    subject = trial(*played(performance))
    assert len(subject.rises) == 5
    for number, rise in enumerate(subject.rises, 1):
        event = {name: performance.events[f"rep{number}_{name}"] for name in ("start", "seat_off", "up", "sit")}
        time_s = subject.time_s
        assert abs(time_s[rise.start] - event["start"]) <= subject.start_uncertainty_s(rise)
        assert abs(time_s[rise.seat_off] - event["seat_off"]) <= subject.seat_off_uncertainty_s(rise)
        stood_s = settled_s(performance, number) if rise.settled else event["up"] + 0.5 * pace.stand_s
        assert abs(time_s[rise.stood] - stood_s) <= subject.stood_uncertainty_s(rise)
        assert time_s[rise.sitting] == pytest.approx(event["sit"], abs=0.12)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_stands_before_the_middle_of_a_very_slow_rise(seed):
    performance = sit_to_stand(Person(seed=seed), 5, VERY_SLOW, sit_last=True)
    for every in (1, 4):
        subject = trial(*(each[..., ::every] for each in played(performance, noise=2.0, seed=seed)))
        assert len(subject.rises) == 5
        for number, rise in enumerate(subject.rises, 1):
            event = performance.events
            assert subject.time_s[rise.stood] > 0.5 * (event[f"rep{number}_seat_off"] + event[f"rep{number}_up"])


def test_five_times_is_from_the_first_sign_to_the_fifth_standing():
    performance = sit_to_stand(Person(seed=4, sway_n=0.5), 5, FAST)
    subject = trial(*played(performance))
    true = settled_s(performance, 5) - performance.events["rep1_start"]
    assert five_rises_time(subject) == pytest.approx(true, abs=0.08)
    assert np.isnan(five_rises_seated_time(subject))
    seated = trial(*played(sit_to_stand(Person(seed=4), 5, FAST, sit_last=True)))
    # the seat has half of the weight within the last fifth of the way down
    down_s = performance.events["rep5_up"] + FAST.stand_s - performance.events["rep1_start"]
    assert down_s + 0.8 * FAST.lower_s < five_rises_seated_time(seated) < down_s + 1.1 * FAST.lower_s


def test_four_rises_give_no_time_of_five():
    assert np.isnan(five_rises_time(trial(*played(sit_to_stand(Person(), 4)))))


@pytest.mark.parametrize(("shift", "counts"), [(-0.15, 0), (0.15, 1)])
def test_more_than_half_way_up_at_thirty_seconds_counts(shift, counts):
    pace = Pace(0.45, 1.0, 0.6, 1.1, 0.6)
    # half of the height is gained half way through the rise; the ninth rise shall be there when time is over
    half_s = 0.6 * pace.lean_s + 0.5 * pace.raise_s
    period_s = (30.0 - half_s - shift) / 8.0
    pace = Pace(0.45, 1.0, 0.6 + period_s - pace.period_s, 1.1, 0.6)
    subject = trial(*played(sit_to_stand(Person(seed=5, sway_n=0.5), 9, pace, after_s=4.0)))
    assert len(subject.rises) == 9
    assert rises_in_30_s(subject) == 8 + counts


def test_a_recording_shorter_than_thirty_seconds_has_no_count():
    assert np.isnan(rises_in_30_s(trial(*played(sit_to_stand(Person(), 3)))))


def test_forces_are_those_of_the_path():
    performance = sit_to_stand(Person(seed=6, sway_n=0.3), 5, Pace(), sit_last=True)
    subject = trial(*played(performance, noise=0.3))
    mass, height, raise_s = performance.figures["mass_kg"], 0.32, 1.0
    # greatest acceleration of a way of the fifth degree: 10 / sqrt(3) h / T^2
    top = GRAVITY + 10.0 / np.sqrt(3.0) * height / raise_s**2
    assert relative_peak_force(subject) == pytest.approx(top, rel=0.005)
    assert ROWS["rise_peak_force"].compute(subject) == pytest.approx(mass * top, rel=0.005)
    assert ROWS["rise_top_speed"].compute(subject) == pytest.approx(1.875 * height / raise_s, abs=0.04)
    # braking on the way down, before the seat is felt
    assert sitting_peak_force(subject) == pytest.approx(
        mass * (GRAVITY + 10.0 / np.sqrt(3.0) * height / 1.1**2), rel=0.01
    )
    assert time_to_sit(subject) == pytest.approx(1.1, abs=0.1)


def test_the_rate_of_force_is_the_steepest_chord():
    performance = sit_to_stand(Person(seed=7, sway_n=0.0), 3, Pace())
    subject = trial(*played(performance, noise=0.0))
    fine = performance.force_n.sum(axis=0)
    first, last = (round(performance.events[f"rep1_{name}"] * performance.fs_hz) for name in ("start", "up"))
    part = fine[first:last]
    for key, window_s in (("rise_rfd_10", 0.01), ("rise_rfd_100", 0.1)):
        size = round(window_s * performance.fs_hz)
        steepest = (part[size:] - part[:-size]).max() / window_s
        assert ROWS[key].compute(subject) == pytest.approx(steepest, rel=0.01)


def test_the_steepest_of_many_chords_is_known_to_its_noise():
    performance = sit_to_stand(Person(seed=7, sway_n=0.0), 3, Pace())
    truth = trial(*played(performance, noise=0.0))
    inside = {"rise_rfd_10": 0, "rise_rfd_100": 0}
    for seed in range(20):
        noise, fs = (0.3, 0.8, 1.5)[seed % 3], (1000.0, 500.0, 250.0)[seed // 7]
        subject = trial(*played(performance, fs, noise, seed))
        stood = subject.rises[-1].stood
        still = Stance(stood, stood + round(0.5 * fs), subject.weight_n, noise)
        subject = replace(subject, sample_noise_n=sample_noise_n(subject.force_n, still))
        for key in inside:
            value = ROWS[key].compute(subject)
            moved = [ROWS[key].compute(variant) - value for variant in subject.variants()]
            known = np.sqrt(np.nansum(np.square(moved)))
            inside[key] += abs(value - ROWS[key].compute(truth)) <= known
            assert known < 0.35 * value
    assert min(inside.values()) >= 18


def test_the_load_of_each_foot_over_the_whole_test():
    performance = sit_to_stand(Person(seed=8), 5, left=0.42, sit_last=True)
    time_s, left, right = played(performance)
    subject = trial(time_s, left, right, left)
    assert load_share(subject) == pytest.approx(42.0, abs=0.2)
    other = subject.under(right)
    assert mean_foot_force(subject) / mean_foot_force(other) == pytest.approx(42.0 / 58.0, rel=0.01)
    assert load_share(subject) + load_share(other) == pytest.approx(100.0)


def test_gain_and_time_shift_change_no_time():
    time_s, left, right = played(sit_to_stand(Person(seed=9), 5))
    base = trial(time_s, left, right)
    for moved in (trial(time_s + 50.0, left, right), trial(time_s, 2.0 * left, 2.0 * right)):
        assert five_rises_time(moved) == pytest.approx(five_rises_time(base), abs=0.05)
        assert relative_peak_force(moved) == pytest.approx(relative_peak_force(base), rel=0.005)


@pytest.mark.parametrize(("fs", "step"), [(1000.0, 2.8), (80.0, 0.0), (40.0, 0.0)])
def test_coarse_steps_and_slow_devices_keep_the_time(fs, step):
    performance = sit_to_stand(Person(seed=10), 5, FAST)
    subject = trial(*played(performance, fs, step=step))
    true = settled_s(performance, 5) - performance.events["rep1_start"]
    assert five_rises_time(subject) == pytest.approx(true, abs=0.15)


def test_the_truth_lies_within_the_uncertainty_for_19_of_20_people():
    inside: dict[str, list[bool]] = {}
    for seed in range(20):
        dice = np.random.default_rng(seed)
        person = Person(seed=seed, mass_kg=dice.uniform(50, 110), sway_n=dice.uniform(0.8, 2.5))
        performance = sit_to_stand(person, 5, PACES[seed % 3], height_m=dice.uniform(0.25, 0.38), after_s=3.0)
        subject = trial(*played(performance, 250.0, seed=seed))
        assert len(subject.rises) == 5, seed
        truth = {
            "five_rises_time": settled_s(performance, 5) - performance.events["rep1_start"],
            "rise_peak_force": performance.figures["peak_force_n"],
            "rise_peak_force_relative": performance.figures["peak_force_n"] / performance.figures["mass_kg"],
            "time_to_seat_off": PACES[seed % 3].lean_s,
        }
        for key, true in truth.items():
            value = ROWS[key].compute(subject)
            moved = [ROWS[key].compute(variant) - value for variant in subject.variants()]
            known = np.sqrt(np.nansum(np.square(moved)))
            inside.setdefault(key, []).append(abs(value - true) <= known)
    assert {key: sum(hits) for key, hits in inside.items() if sum(hits) < 19} == {}


def test_an_attempt_that_ends_on_the_seat_is_counted_apart():
    time_s, left, right = played(sit_to_stand(Person(seed=11), 3, SLOW))
    # during the first wait the feet carry 70 % for half a second, and no more
    weight = Person().weight_n
    at = 1.5 + 1.6 + 0.7
    push = 0.26 * weight * np.clip(1.0 - np.abs(time_s - at - 0.3) / 0.3, 0.0, 1.0) ** 0.2
    subject = trial(time_s, left + push, right + push)
    assert (len(subject.rises), subject.attempts) == (3, 1)


def test_whoever_only_stands_does_not_rise():
    force = 700.0 + np.random.default_rng(0).normal(0.0, 1.0, 6000)
    with pytest.raises(NoRise, match="nobody sits"):
        trial(np.arange(6000) / 1000.0, force / 2, force / 2)


def test_standing_time_is_the_mean_of_the_rises():
    subject = trial(*played(sit_to_stand(Person(seed=12), 5, SLOW)))
    each = [subject.time_s[rise.stood] - subject.time_s[rise.start] for rise in subject.rises]
    assert time_to_stand(subject) == pytest.approx(np.mean(each))
    assert time_to_stand(subject) == pytest.approx(settled_s(sit_to_stand(Person(seed=12), 5, SLOW), 1) - 5.1, abs=0.15)
