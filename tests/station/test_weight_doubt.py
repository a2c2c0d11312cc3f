"""Kilograms that were read as newtons make a person of seven kilograms, and no number of hers goes through unsaid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.measurement import State
from station.analysis import analyse
from station.model import Side, Trace, TrialData
from station.protocol import built_in
from station.weight_doubt import weight_doubts

FS = 1000.0


def standing(weight_n: float, key: str = "quiet_stance_eyes_open", seconds: float = 35.0) -> TrialData:
    count = int(seconds * FS)
    noise = np.random.default_rng(1).normal(0.0, 0.3, (2, count))
    force = np.full((2, count), weight_n / 2) + noise
    time_s = np.arange(count) / FS
    return TrialData((Trace((Side.LEFT, Side.RIGHT), time_s, force, FS),))


@pytest.mark.parametrize(("mass_kg", "said"), [(8.0, True), (14.0, True), (16.0, False), (70.0, False)])
def test_a_weight_that_nobody_has_is_said_with_what_it_may_be(mass_kg, said):
    doubts = weight_doubts(built_in()["cmj"], standing(mass_kg * 9.80665))
    assert bool(doubts) == said
    assert all(f"about {mass_kg:.0f} kg" in doubt and "column" in doubt for doubt in doubts)


def test_kilograms_as_newtons_leave_no_number_valid():
    protocol = built_in()["quiet_stance_eyes_open"]
    states = {line.measurement.state for line in analyse(protocol, standing(70.0)).measurements}
    assert State.VALID not in states
    assert State.LIMITED in states


def test_sitting_half_of_the_time_is_no_lightness():
    data = standing(45 * 9.80665)
    (trace,) = data.traces
    force = trace.force_n.copy()
    force[:, : force.shape[1] // 2] *= 0.12
    assert weight_doubts(built_in()["sit_to_stand_5x"], replace(data, traces=(replace(trace, force_n=force),))) == ()


@pytest.mark.parametrize("key", ["glute_bridge_hold", "hip_abduction_iso", "trunk_flexor_hold"])
def test_tests_that_take_a_part_of_the_weight_are_not_weighed(key):
    assert weight_doubts(built_in()[key], standing(60.0)) == ()


def test_empty_plates_are_no_light_person():
    assert weight_doubts(built_in()["cmj"], standing(0.0)) == ()
