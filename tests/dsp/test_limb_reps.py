"""Repetitions of a limb: force above rest, how even, and how the share drifts between them, against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.level_reps import LevelReps, find_level_reps
from dsp.limb_reps_metrics import (
    Between,
    force,
    force_known,
    force_variation,
    forces,
    period_variation,
    periods,
    rest_share_drift,
    rest_share_known,
    variation_of,
)
from simulators.body import Person
from simulators.tracking import clamshell_reps

FS = 200.0


def trapezoids(heights, starts, rest_n=10.0, ramp_s=0.5, top_s=1.0):
    time_s = np.arange(round((starts[-1] + 2 * ramp_s + top_s + 2.0) * FS)) / FS
    load = np.full(len(time_s), rest_n)
    for height, start in zip(heights, starts, strict=True):
        since = time_s - start
        load += height * (np.clip(since / ramp_s, 0, 1) - np.clip((since - ramp_s - top_s) / ramp_s, 0, 1))
    return time_s, load


def reps_of(time_s, load):
    return LevelReps(time_s, load, load, find_level_reps(time_s, load, least_rise_n=10.0))


def test_the_force_is_that_of_the_top_over_rest_however_the_way_there_is():
    time_s, load = trapezoids([50.0, 60.0, 55.0], [2.0, 6.0, 10.0])
    reps = reps_of(time_s, load)
    assert forces(reps) == pytest.approx((50.0, 60.0, 55.0), abs=0.2)
    assert force(reps) == pytest.approx(55.0, abs=0.2)
    assert force_variation(reps) == pytest.approx(100.0 * 5.0 / 55.0, rel=0.01)


def test_the_beat_is_as_even_as_its_starts():
    time_s, load = trapezoids([50.0] * 4, [2.0, 6.0, 10.0, 15.0])
    reps = reps_of(time_s, load)
    assert periods(reps) == pytest.approx((4.0, 4.0, 5.0), abs=0.01)
    assert period_variation(reps) == pytest.approx(100.0 * np.std([4, 4, 5], ddof=1) / (13 / 3), rel=0.01)


def test_one_repetition_says_nothing_about_how_even_they_are():
    assert np.isnan(variation_of([5.0]))
    assert np.isnan(variation_of([-1.0, 1.0]))
    time_s, load = trapezoids([50.0], [2.0])
    assert np.isnan(force_known(reps_of(time_s, load)))


def test_the_person_lies_within_what_repetitions_leave_open():
    inside = 0
    for seed in range(40):
        dice = np.random.default_rng(seed)
        time_s, load = trapezoids(dice.normal(50.0, 3.0, 6), 2.0 + 4.0 * np.arange(6))
        reps = reps_of(time_s, load)
        inside += abs(force(reps) - 50.0) <= force_known(reps)
    assert inside >= 36


def test_clamshells_of_a_person_are_found_where_they_are():
    done = clamshell_reps(Person(seed=6), "left", reps=6)
    time_s = np.arange(round(done.duration_s * FS)) / FS
    reps = reps_of(time_s, done.at(time_s)[0] + np.random.default_rng(1).normal(0.0, 0.1, len(time_s)))
    assert len(reps.repetitions) == 6
    for number, rep in enumerate(reps.repetitions, 1):
        middle_s = 0.5 * (reps.time_s[rep.start] + reps.time_s[rep.end])
        assert middle_s == pytest.approx(
            0.5 * (done.events[f"rep{number}_start"] + done.events[f"rep{number}_end"]), abs=0.08
        )


def test_the_share_at_rest_drifts_by_the_line_through_the_rests():
    time_s = np.arange(round(30.0 * FS)) / FS
    total = np.full(len(time_s), 400.0)
    foot = total * (0.5 + 0.002 * time_s)
    rests = tuple(slice(round(a * FS), round((a + 1.0) * FS)) for a in (2.0, 10.0, 18.0, 26.0))
    between = Between(time_s, total, foot, rests)
    assert rest_share_drift(between) == pytest.approx(0.2 * (27.0 - 2.0), rel=0.01)
    assert rest_share_known(between) == pytest.approx(0.0, abs=1e-9)
    other = Between(time_s, total, total - foot, rests)
    assert rest_share_drift(other) == pytest.approx(-rest_share_drift(between))


def test_two_rests_are_needed_for_a_drift():
    time_s = np.arange(2000) / FS
    total = np.full(len(time_s), 400.0)
    assert np.isnan(rest_share_drift(Between(time_s, total, total / 2, (slice(0, 200),))))
