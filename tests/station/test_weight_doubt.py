"""Kilograms that were read as newtons make a person of seven kilograms, and no number of hers goes through unsaid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.isometric import Effort
from dsp.isometric_metrics import EFFORT
from dsp.measurement import State
from station.analysis import analyse
from station.errors import BadInput
from station.folders import make_folders
from station.model import Side, Trace, TrialData
from station.protocol import built_in
from station.store import Store
from station.weighed_before import WeighedBefore
from station.weight_doubt import PER_MASS, weight_doubts

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


def pulls(given_kg: float | None, weighed_kg: float | None) -> TrialData:
    time_s = np.arange(int(20 * 80.0)) / 80.0
    force = np.zeros((1, len(time_s)))
    for begin_s in (4.0, 11.0):
        rise = np.clip((time_s - begin_s) / 0.4, 0.0, 1.0) * (time_s < begin_s + 3.0)
        force[0] += 200.0 * rise
    force += np.random.default_rng(1).normal(0.0, 0.1, force.shape)
    before = None if weighed_kg is None else WeighedBefore(weighed_kg, 0.2, 600.0, "r-1", "cmj")
    data = TrialData((Trace((Side.LEFT,), time_s, force, 80.0),), lever_m=0.4)
    return replace(data, body_mass_kg=given_kg, weighed_before=before)


@pytest.mark.parametrize(
    ("given_kg", "weighed_kg", "said"), [(65.0, 74.5, True), (78.0, 74.5, False), (70.0, None, False)]
)
def test_a_written_mass_far_from_what_the_plates_weighed_limits_what_is_told_for_each_kilogram(
    given_kg, weighed_kg, said
):
    lines = analyse(built_in()["hip_abduction_iso"], pulls(given_kg, weighed_kg)).measurements
    per_mass = [line for line in lines if line.key in PER_MASS and line.measurement.value is not None]
    assert {line.key for line in per_mass} >= {"peak_torque_per_mass"}
    doubted = [any("is written down" in reason for reason in line.measurement.reasons) for line in per_mass]
    assert doubted == [said] * len(per_mass)
    assert not any("is written down" in str(line.measurement.reasons) for line in lines if line.key not in PER_MASS)


def test_a_mass_that_no_client_has_is_refused_when_it_is_written_down(tmp_path):
    with Store(make_folders(tmp_path / "data")) as store, pytest.raises(BadInput, match="from 15 to 400 kg, not 7"):
        store.add_person("B-1", body_mass_kg=7.0)


def test_each_number_of_an_effort_that_the_body_mass_changes_is_limited_with_it():
    def numbers(mass_kg: float) -> dict[str, float]:
        time_s = np.arange(0.0, 4.0, 0.0125)
        force_n = 200.0 * np.clip((time_s - 0.5) / 0.4, 0.0, 1.0)
        effort = Effort(time_s, force_n, 0.0, 0.5, 300, lever_m=0.4, mass_kg=mass_kg)
        return {row.key: row.compute(effort) for row in EFFORT}

    light, heavy = numbers(65.0), numbers(78.0)
    changed = {key for key in light if light[key] != heavy[key] and not np.isnan(light[key])}
    assert changed == PER_MASS
