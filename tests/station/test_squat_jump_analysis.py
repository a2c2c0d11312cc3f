"""Squat jumps from a trial's traces: marks, numbers, the refusal of a dip, moved marks, one force."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from dsp.catalog import CATALOG
from dsp.measurement import State
from simulators.body import Person
from simulators.squat_jump import squat_jump
from station.analysis import analyse
from station.model import Mark, Side, Trace, TrialData
from station.protocol import built_in
from station.traces import read_traces

sys.path.insert(0, str(Path(__file__).parent.parent / "dsp"))
from jumps import Jumper, noisy

SQUAT_JUMP = built_in()["squat_jump"]
PLAYED = squat_jump(Person(jump_height_m=0.26, jump_left=0.54))
FS = 1000.0


def trial(dip=0.0):
    forces = PLAYED.at(np.arange(round(PLAYED.duration_s * FS)) / FS)
    first = round((PLAYED.events["onset"] - 0.2) * FS)
    forces[:, first : first + 200] -= dip / 2 * np.sin(np.pi * np.arange(200) / 200)
    forces = np.stack([noisy(row, 0.5, number) for number, row in enumerate(forces)])
    return TrialData((Trace((Side.LEFT, Side.RIGHT), np.arange(forces.shape[1]) / FS, forces, FS),))


def value(analysis, key, side=Side.BOTH):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


def test_marks_and_numbers_of_a_squat_jump_are_those_that_were_played():
    result = analyse(SQUAT_JUMP, trial())
    assert result.refusal is None
    found = {mark.name: mark.time_s for mark in result.marks}
    for name in ("onset", "takeoff", "landing"):
        assert found[name] == pytest.approx(PLAYED.events[name], abs=0.03)
    for key in ("jump_height_im", "jump_height_ft"):
        assert value(result, key).value == pytest.approx(0.26, abs=0.008)
    height = value(result, "jump_height_im")
    assert abs(height.value - 0.26) <= height.uncertainty
    assert value(result, "push_time").value == pytest.approx(
        PLAYED.events["takeoff"] - PLAYED.events["onset"], abs=0.03
    )
    assert value(result, "squat_hold_time").value == pytest.approx(2.0, abs=0.35)
    assert value(result, "propulsive_share", Side.LEFT).value == pytest.approx(54.0, abs=0.5)
    assert {line.key for line in result.measurements} == set(SQUAT_JUMP.metrics)
    assert result.methods["onset.squat_jump"]["dip_n"] < result.methods["onset.squat_jump"]["band_n"]


def test_a_dip_is_refused_with_its_size_and_the_marks_stay():
    result = analyse(SQUAT_JUMP, trial(dip=90.0))
    assert result.refusal is not None
    assert "Countermovement present" in result.refusal
    assert "dips 9" in result.refusal or "dips 8" in result.refusal
    assert [mark.name for mark in result.marks] == ["onset", "takeoff", "landing"]
    assert {line.measurement.state for line in result.measurements} == {State.INVALID}


def test_a_countermovement_jump_is_no_squat_jump_and_the_other_way_round():
    half = Jumper().force() / 2
    both = np.stack([noisy(half, 0.7, 1), noisy(half, 0.7, 2)])
    data = TrialData((Trace((Side.LEFT, Side.RIGHT), Jumper().time(), both, FS),))
    refusal = analyse(SQUAT_JUMP, data).refusal
    assert refusal is not None
    assert "ountermovement" in refusal
    other = analyse(built_in()["cmj"], trial()).refusal
    assert other is not None
    assert "squat jump" in other


def test_a_moved_onset_stays_and_changes_the_numbers_that_begin_there():
    before = analyse(SQUAT_JUMP, trial())
    found = next(mark.time_s for mark in before.marks if mark.name == "onset")
    after = analyse(SQUAT_JUMP, trial(), moved=[Mark("onset", Side.BOTH, found - 0.05, automatic=False)])
    assert [mark.automatic for mark in after.marks] == [False, True, True]
    assert value(after, "push_time").value == pytest.approx(value(before, "push_time").value + 0.05, abs=0.002)
    assert value(after, "jump_height_ft").value == value(before, "jump_height_ft").value


def test_a_moved_takeoff_before_the_push_is_a_matter_of_the_marks():
    result = analyse(SQUAT_JUMP, trial(), moved=[Mark("takeoff", Side.BOTH, 1.0, automatic=False)])
    assert result.refusal is not None
    assert "marks" in result.refusal


def test_without_a_weighing_the_protocol_is_at_fault():
    nothing = msgspec.structs.replace(SQUAT_JUMP, weigh=None)
    refusal = analyse(nothing, trial()).refusal
    assert refusal is not None
    assert "does not say" in refusal


@pytest.mark.real
@pytest.mark.parametrize("name", ["Dual-SJ-Fz.txt", "Single-SJ-Fz.txt"])
def test_real_squat_jumps_have_heights_that_agree(real_data, name):
    result = analyse(SQUAT_JUMP, read_traces(real_data / "gidiel" / name, fs=1000.0))
    assert result.refusal is None
    impulse, flight = value(result, "jump_height_im"), value(result, "jump_height_ft")
    assert impulse.value == pytest.approx(flight.value, abs=0.01)
    assert abs(impulse.value - flight.value) <= impulse.uncertainty
    assert value(result, "squat_dip").value < 15.0
    assert CATALOG["squat_dip"].unit == "N"
