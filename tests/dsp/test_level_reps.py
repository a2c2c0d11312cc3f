"""Repetitions between two levels of load: bridges with the feet on the plates."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.level_reps import LevelReps, find_level_reps
from dsp.level_reps_metrics import (
    BRIDGES,
    count,
    hold_force,
    hold_time,
    lifting_time,
    load_share,
    lowering_time,
    period,
)
from dsp.movement import NoMovement
from simulators.body import Person
from simulators.movement import Tempo, bridges

ROWS = {row.key: row for row in BRIDGES}
PART = 0.608
"""Of a way that is blended as 3 u^2 - 2 u^3, the part of its time between 10 and 90 %: solved below, not taken over."""


def played(fs=1000.0, seed=1, noise=0.7, person=None, **more):
    performance = bridges(person or Person(seed=seed), **more)
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    force = performance.at(time_s)
    force = force + np.random.default_rng(seed).normal(0.0, noise, force.shape)
    return performance, time_s, force[0], force[1]


def subject(time_s, left, right, side=None):
    force = left + right
    reps = LevelReps(time_s, force, force, find_level_reps(time_s, force, least_rise_n=60.0))
    return reps if side is None else reps.under(side)


def test_a_blended_way_is_between_its_levels_for_the_part_that_is_used_here():
    low, high = (np.roots([-2.0, 3.0, 0.0, -level]) for level in (0.1, 0.9))
    inside = [next(root.real for root in roots if 0.0 < root.real < 1.0) for roots in (low, high)]
    assert inside[1] - inside[0] == pytest.approx(PART, abs=1e-3)


def test_times_and_levels_are_those_of_the_path():
    tempo = Tempo(0.8, 1.6, 1.2, 1.0)
    _, time_s, left, right = played(reps=6, tempo=tempo, person=Person(tremor_n=0.5))
    reps = subject(time_s, left, right)
    assert count(reps) == 6.0
    assert period(reps) == pytest.approx(tempo.period_s, abs=0.02)
    assert lifting_time(reps) == pytest.approx(PART * 1.2, abs=0.05)
    assert lowering_time(reps) == pytest.approx(PART * 0.8, abs=0.05)
    assert hold_time(reps) == pytest.approx(1.6 + (1.0 - PART) / 2.0 * (1.2 + 0.8), abs=0.05)
    assert hold_force(reps) == pytest.approx(Person().weight_n * 0.46, rel=0.01)


def test_shares_mirror_and_follow_the_person():
    _, time_s, left, right = played(person=Person(bridge_left=0.42))
    reps = subject(time_s, left, right, left)
    assert load_share(reps) == pytest.approx(42.0, abs=0.2)
    assert load_share(reps) + load_share(reps.under(right)) == pytest.approx(100.0)


@pytest.mark.parametrize("fs", [1000.0, 40.0])
def test_the_truth_lies_within_the_uncertainty(fs):
    tempo = Tempo(1.0, 1.5, 1.0, 1.0)
    inside = dict.fromkeys(("bridge_period", "bridge_lifting_time", "bridge_hold_time", "bridge_lowering_time"), 0)
    for seed in range(20):
        person = Person(seed=seed, tremor_n=0.5 + 0.1 * seed)
        _, time_s, left, right = played(fs, seed, person=person, reps=4, tempo=tempo)
        reps = subject(time_s, left, right)
        true = (tempo.period_s, PART, 1.5 + (1.0 - PART), PART)
        for key, truth in zip(inside, true, strict=True):
            value = ROWS[key].compute(reps)
            moved = [ROWS[key].compute(variant) - value for variant in reps.variants()]
            inside[key] += abs(value - truth) <= np.sqrt(np.sum(np.square(moved)))
    assert min(inside.values()) >= 19


def test_gain_and_time_shift():
    _, time_s, left, right = played()
    base, louder, later = (
        subject(time_s, left, right),
        subject(time_s, 2 * left, 2 * right),
        subject(time_s + 9.0, left, right),
    )
    for key in ("bridge_lifting_time", "bridge_hold_time"):
        assert ROWS[key].compute(louder) == pytest.approx(ROWS[key].compute(base))
        assert ROWS[key].compute(later) == pytest.approx(ROWS[key].compute(base))
    assert hold_force(louder) == pytest.approx(2.0 * hold_force(base))


def test_what_is_up_at_the_beginning_or_the_end_does_not_count():
    performance, time_s, left, right = played(reps=4)
    first, last = performance.events["rep1_top"] + 0.3, performance.events["rep4_top"] + 0.3
    part = (time_s >= first) & (time_s <= last)
    assert count(subject(time_s[part], left[part], right[part])) == 2.0


def test_lying_still_holds_no_bridge():
    force = 110.0 + np.random.default_rng(0).normal(0.0, 1.0, 4000)
    with pytest.raises(NoMovement, match="less than 60 N"):
        find_level_reps(np.arange(4000) / 1000.0, force, least_rise_n=60.0)


@pytest.mark.parametrize("rest_s", [2.0, 60.0, 300.0])
def test_few_bridges_in_a_long_record_are_found(rest_s):
    _, time_s, left, right = played(100.0, reps=2, rest_s=rest_s)
    assert count(subject(time_s, left, right)) == 2.0


def test_a_short_push_is_no_bridge():
    time_s = np.arange(4000) / 1000.0
    force = np.where((time_s > 2.0) & (time_s < 2.3), 300.0, 110.0)
    with pytest.raises(NoMovement, match="never goes up"):
        find_level_reps(time_s, force, least_rise_n=60.0)
