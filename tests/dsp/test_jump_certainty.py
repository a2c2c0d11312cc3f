"""The same jump recorded again with other noise: its numbers differ by no more than they say."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from check_metrics import PERSON
from jumps import Jumper, noisy

from dsp.jump_metrics import JUMP
from dsp.jump_recording import Recording, onset_known_s
from dsp.jump_search import find_jump
from dsp.metric import Facts, measure
from simulators.countermovement import countermovement_jump

ROWS = {row.key: row for row in JUMP}


def measured(key, force_n, fs=1000.0):
    jump = find_jump(Recording(np.arange(len(force_n)) / fs, force_n, fs)).jump
    return measure(ROWS[key], jump, lambda first, last: Facts(fs))


def test_the_least_force_of_a_plateau_may_be_any_of_it():
    jumper = Jumper(unweighting_s=0.4)
    dip = (jumper.time() > jumper.onset_s) & (jumper.time() < jumper.onset_s + jumper.unweighting_s)
    flat = np.where(dip, np.maximum(jumper.force(), 0.6 * jumper.weight), jumper.force())
    numbers = [measured("vald_braking_time", noisy(flat, 0.7, seed)) for seed in range(12)]
    values = [number.value for number in numbers]
    assert max(values) - min(values) > 0.03
    for number in numbers:
        assert all(abs(number.value - other) <= 1.5 * number.uncertainty for other in values)


def test_the_least_force_of_a_sharp_dip_is_known_well():
    number = measured("vald_braking_time", noisy(Jumper().force(), 0.5))
    assert number.uncertainty < 0.02


@pytest.mark.parametrize("seed", range(2, 8))
def test_a_fall_that_almost_ends_early_says_that_it_may_have(seed):
    # all but a hundredth of the fall is taken up at 0.40 s, and the rest at 0.56 s: a weight or a take-off that is a
    # little different decides between them
    move = countermovement_jump(replace(PERSON, seed=2))
    dice = np.random.default_rng(seed)
    times = np.arange(1, round(move.duration_s * 1000.0)) / 1000.0 - dice.uniform(0.0, 0.001)
    drift = dice.normal(0.0, 0.5) * np.clip(times - 1.0, 0.0, 0.5)
    force_n = np.where(move.at(times).sum(axis=0) > 20.0, move.at(times).sum(axis=0) + drift, 0.0)
    number = measured("landing_time", noisy(force_n, 0.55, seed))
    assert number.uncertainty > 0.1


def test_a_fall_that_ends_once_and_for_all_is_known_well():
    move = countermovement_jump(replace(PERSON, seed=1))
    times = np.arange(round(move.duration_s * 1000.0)) / 1000.0
    assert measured("landing_time", noisy(move.at(times).sum(axis=0), 0.55)).uncertainty < 0.02


def test_an_onset_is_known_to_what_sway_moves_the_leaving_of_a_parabola():
    # the force leaves the weight with the square of time; sway lies between 2 SD against it and 1 SD along with it
    sd, curve, fs = 2.0, 2000.0, 1000.0
    time_s = np.arange(400) / fs

    def passes(level_sds, sway_sds):
        return time_s[np.argmax(curve * time_s**2 >= (level_sds + sway_sds) * sd)]

    begin = SimpleNamespace(onset=round(passes(1.0, 0.0) * fs), declared=round(passes(5.0, 0.0) * fs))
    known_s = onset_known_s(begin, fs)
    assert known_s == pytest.approx(passes(1.0, 2.0), rel=0.02)
    # its true onset is at 0: wherever sway puts the passing of 1 SD, it is within that
    assert all(passes(1.0, sway) <= 1.02 * known_s for sway in np.linspace(-1.0, 2.0, 13))
    assert onset_known_s(SimpleNamespace(onset=10, declared=10), fs) == 1.0 / fs
