"""Jumps on plates with faults of their own: zero errors, steps, short records, landings elsewhere, odd marks."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.countermovement import countermovement_jump
from simulators.jump import solve_jump
from station.analysis import analyse
from station.model import Mark, Side, Trace, TrialData
from station.protocol import built_in
from station.traces import read_traces

sys.path.insert(0, str(Path(__file__).parent.parent / "dsp"))
from jumps import G, Jumper, noisy, ringing, stepped

CMJ = built_in()["cmj"]
FS = 1000.0


def plates(left, right, fs=FS, **more):
    force = np.stack([left, right])
    return TrialData((Trace((Side.LEFT, Side.RIGHT), np.arange(force.shape[1]) / fs, force, fs, **more),))


def total(force):
    return TrialData((Trace((Side.BOTH,), np.arange(len(force)) / FS, np.asarray(force)[None, :], FS),))


def halves(jumper=None, noise=0.7):
    jumper = jumper or Jumper()
    half = jumper.force() / 2
    return noisy(half, noise, 1), noisy(half, noise, 2)


def value(analysis, key, side=Side.BOTH):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


def put(name, time_s):
    return Mark(name, Side.BOTH, time_s, False)


# The recording


@pytest.mark.parametrize("seed", range(4))
def test_the_recording_of_a_jump_goes_on_for_long_enough_to_see_who_comes_to_rest(seed):
    performance = countermovement_jump(Person(seed=seed), after_s=3.0)
    times = np.arange(0.0, performance.events["landing"] + CMJ.finish.settle_s, 1.0 / FS)
    left, right = performance.at(times)
    stable = value(analyse(CMJ, plates(noisy(left, 0.7, 1), noisy(right, 0.7, 2))), "time_to_stabilisation")
    assert stable.state is State.VALID, stable.reasons
    assert 0.9 < stable.value < 1.4


# Zero errors


@pytest.mark.parametrize(
    ("residual", "state"), [(0.5, State.VALID), (1.5, State.VALID), (3.0, State.LIMITED), (6.0, State.INVALID)]
)
def test_a_plate_off_zero_is_said_limits_and_withholds_what_comes_from_impulse(residual, state):
    left, right = halves()
    result = analyse(CMJ, plates(left + residual, right))
    height = value(result, "jump_height_im")
    assert height.state is state
    assert any("left plate reads" in reason for reason in height.reasons) == (residual > 1.0)
    assert value(result, "propulsive_impulse", Side.LEFT).state is state
    assert value(result, "propulsive_impulse", Side.RIGHT).state is State.VALID
    assert value(result, "jump_height_ft").state is State.VALID
    peak = State.LIMITED if residual > 2.0 else State.VALID
    assert value(result, "landing_peak", Side.LEFT).state is peak
    assert value(result, "system_weight").state is peak


@pytest.mark.parametrize("error", [5.5, 40.0, -40.0])
def test_opposite_zero_errors_of_two_plates_make_no_asymmetry(error):
    left, right = halves()
    result = analyse(CMJ, plates(left + error, right - error))
    assert value(result, "propulsive_impulse_asymmetry").state is State.INVALID
    for side in (Side.LEFT, Side.RIGHT):
        assert value(result, "propulsive_impulse", side).state is State.INVALID


@pytest.mark.parametrize("error", [-4.6, -3.0, -1.8, 1.8, 3.0, 4.6])
def test_a_zero_error_of_a_plate_is_in_the_uncertainty_of_its_side(error):
    left, right = halves(noise=0.3)
    clean, off = (analyse(CMJ, plates(left + moved, right - moved)) for moved in (0.0, error))
    for side, sign in ((Side.LEFT, 1), (Side.RIGHT, -1)):
        before, after = (value(each, "propulsive_impulse", side) for each in (clean, off))
        assert after.value - before.value == pytest.approx(sign * error * 0.25, abs=0.05)
        assert abs(after.value - before.value) <= after.uncertainty
    difference = value(off, "propulsive_impulse_asymmetry")
    assert difference.value is None or abs(difference.value) <= difference.uncertainty


@pytest.mark.parametrize("drift", [-3.4, -1.9, 1.9, 3.4])
def test_a_drift_after_the_weighing_is_within_the_uncertainty_of_the_height(drift):
    jumper = Jumper()
    left, right = halves(jumper)
    late = (jumper.time() > jumper.quiet_s - 0.1) * drift / 2
    height = value(analyse(CMJ, plates(left + late, right + late)), "jump_height_im")
    assert height.state is State.VALID
    assert abs(height.value - jumper.height) <= height.uncertainty
    late *= 3.0
    assert value(analyse(CMJ, plates(left + late, right + late)), "jump_height_im").state is not State.VALID


@pytest.mark.parametrize(("rest", "state"), [(3.0, State.LIMITED), (8.0, State.INVALID)])
def test_one_force_off_zero_in_flight_counts_as_one_plate(rest, state):
    jumper = Jumper()
    result = analyse(CMJ, total(noisy(ringing(jumper.force(), FS, jumper.takeoff_s, rest=rest), 1.0)))
    height = value(result, "jump_height_im")
    assert height.state is state
    assert f"+{rest:g} N with nobody on them" in height.reasons[0] or rest == 3.0
    assert value(result, "jump_height_ft").state is State.VALID


def test_coarse_steps_are_in_the_uncertainty_of_the_weight_and_the_height():
    inside = 0
    for number in range(20):
        jumper = Jumper(mass=22.0 + 0.13 * number)
        left, right = (stepped(half, 2.8) for half in halves(jumper, noise=0.2))
        result = analyse(CMJ, plates(left, right))
        weight, height = value(result, "system_weight"), value(result, "jump_height_im")
        assert abs(weight.value - jumper.weight) <= weight.uncertainty
        inside += abs(height.value - jumper.height) <= height.uncertainty
    assert inside >= 19


# The weighing and the landing


@pytest.mark.parametrize(("lost", "state"), [(5, State.LIMITED), (60, State.INVALID)])
def test_samples_lost_in_the_weighing_reach_all_that_is_computed_from_the_weight(lost, state):
    jumper = Jumper(quiet_s=1.3)
    left, right = halves(jumper)
    keep = np.r_[0:700, 700 + lost : len(left)]
    trace = plates(left, right).traces[0]
    gaps = ((700, lost),)
    trace = replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=gaps)
    result = analyse(CMJ, TrialData((trace,)))
    for key in ("system_weight", "jump_height_im", "rsi_modified", "takeoff_velocity", "countermovement_depth"):
        assert value(result, key).state is state
    assert "in the weighing" in value(result, "jump_height_im").reasons[0]
    for key in ("jump_height_ft", "flight_time", "peak_propulsive_force"):
        assert value(result, key).state is State.VALID


def test_a_height_that_the_sway_leaves_open_by_three_centimetres_is_limited():
    jumper = Jumper(mass=25.0, quiet_s=3.0)
    sway = np.where(jumper.time() < 3.0, 4.0 * np.cos(np.pi * (jumper.time() - 3.0)), 0.0)
    result = analyse(CMJ, total(noisy(jumper.force() + sway, 0.7)))
    height = value(result, "jump_height_im")
    assert height.state is State.LIMITED
    assert "is known to ±" in height.reasons[0]
    assert abs(height.value - jumper.height) <= height.uncertainty
    assert value(result, "jump_height_ft").state is State.VALID


@pytest.mark.parametrize("after", [0.02, 0.2, 0.45])
def test_a_record_that_ends_soon_after_landing_bounds_the_landing_peak(after):
    jumper = Jumper(after_s=after)
    left, right = halves(jumper)
    result = analyse(CMJ, replace(plates(left, right), complete=False))
    peak = value(result, "landing_peak", Side.LEFT)
    assert peak.state is State.LIMITED
    assert "at least" in peak.reasons[0]
    assert value(result, "jump_height_ft").state is State.VALID
    assert any("interrupted" in reason for reason in value(result, "jump_height_ft").reasons)


def test_a_record_that_holds_the_landing_has_an_unrestricted_peak():
    left, right = halves(Jumper(after_s=0.52))
    assert value(analyse(CMJ, plates(left, right)), "landing_peak", Side.LEFT).state is State.VALID


@pytest.mark.parametrize("back_s", [0.45, 0.55, 0.9])
def test_stepping_on_after_a_landing_beside_the_plates_is_no_landing(back_s):
    jumper = Jumper()
    force = jumper.force()
    takeoff = round(jumper.takeoff_s * FS)
    force[takeoff:] = 0.0
    force[takeoff + round(back_s * FS) :] = jumper.weight
    result = analyse(CMJ, total(noisy(force, 1.0)))
    assert result.refusal is not None
    assert "No landing on the plates" in result.refusal
    assert [mark.name for mark in result.marks] == ["onset", "takeoff", "landing"]


def test_heights_that_differ_limit_and_withhold_the_time_in_the_air_too():
    jumper = Jumper()
    middle = round(jumper.takeoff_s * FS) + 200
    for more, state in ((0.06, State.LIMITED), (0.25, State.INVALID)):
        force = np.insert(jumper.force(), middle, np.zeros(round(more * FS)))
        result = analyse(CMJ, plates(noisy(force / 2, 0.7, 1), noisy(force / 2, 0.7, 2)))
        assert value(result, "flight_time").state is state
        assert value(result, "landing_peak", Side.LEFT).state is state


# People


@pytest.mark.parametrize("mass", [20.0, 150.0])
def test_a_deep_dip_of_a_child_is_no_empty_plate(mass):
    jump = solve_jump(0.5)
    half = mass * G / 2 * jump.weights(np.arange(5500) / FS - 2.0)
    result = analyse(CMJ, plates(noisy(half, 0.7, 1), noisy(half, 0.7, 2)))
    assert result.refusal is None
    assert value(result, "jump_height_im").value == pytest.approx(0.5, abs=0.012)


@pytest.mark.parametrize("still_s", [0.22, 0.3, 0.6])
def test_a_wobble_before_a_moment_of_stillness_is_no_matter(still_s):
    jumper = Jumper(quiet_s=3.0)
    force, first = jumper.force(), round((2.5 - still_s) * FS)
    force[first : first + 500] -= 0.24 * jumper.weight * np.cos(2 * np.pi * np.arange(500) / 500)
    height = value(analyse(CMJ, total(noisy(force, 1.0))), "jump_height_im")
    assert height.value == pytest.approx(jumper.height, abs=0.01)


def test_sinking_and_standing_still_before_the_dip_is_told_as_it_was():
    jumper = Jumper(quiet_s=3.0)
    force = jumper.force()
    force[2200:2700] -= 0.3 * jumper.weight * np.sin(2 * np.pi * np.arange(500) / 500)
    result = analyse(CMJ, total(noisy(force, 1.0)))
    assert result.refusal is not None
    assert "sinks and stands still before it dips" in result.refusal


def test_restlessness_right_before_the_jump_is_not_called_a_change_of_weight():
    jumper = Jumper(quiet_s=3.0)
    force = jumper.force()
    force[2000:2985] += 0.5 * jumper.weight * np.abs(np.sin(2 * np.pi * np.arange(985) / 160))
    result = analyse(CMJ, total(noisy(force, 1.0)))
    assert result.refusal is None or "differs by more than" not in result.refusal


# Marks


@pytest.mark.parametrize("time_s", [1.5, 2.05, 2.3, 2.5])
def test_a_take_off_put_before_or_into_the_dip_is_a_matter_of_the_marks(time_s):
    data = plates(*halves())
    result = analyse(CMJ, data, moved=[put("takeoff", time_s)])
    assert result.refusal is not None
    assert "marks" in result.refusal
    assert "squat" not in result.refusal


@pytest.mark.parametrize("name", ["onset", "takeoff", "landing"])
def test_a_mark_put_anywhere_comes_back_where_it_was_put_and_with_all_others(name):
    data = plates(*halves())
    clean = {mark.name: mark.time_s for mark in analyse(CMJ, data).marks}
    for time_s in np.arange(-0.5, data.traces[0].time_s[-1] + 0.5, 0.09):
        result = analyse(CMJ, data, moved=[put(name, float(time_s))])
        found = {mark.name: mark for mark in result.marks}
        assert list(found) == ["onset", "takeoff", "landing"]
        for other, mark in found.items():
            assert mark.automatic == (other != name)
            assert mark.time_s == (time_s if other == name else clean[other])


def test_a_moved_mark_survives_every_refusal():
    moved = [put("onset", 1.0), put("landing", 2.0)]
    jumper = Jumper()
    for data in (
        TrialData(()),
        total(noisy(np.zeros(4000), 1.0)),
        total(noisy(np.full(4000, 700.0), 1.0)),
        total(noisy(jumper.force(), 1.0)[: round((jumper.takeoff_s + 0.2) * FS)]),
        total(noisy(jumper.force(), 14.0)),
        total(noisy(Jumper(pause_s=2.0).force(), 1.0)),
    ):
        result = analyse(CMJ, data, moved=moved)
        assert result.refusal is not None
        assert [(m.name, m.time_s) for m in result.marks if not m.automatic] == [("onset", 1.0), ("landing", 2.0)]


# Several jumps


REAL_SETS = {"BFR003": (3, 7.91, "jump 1 was left out: Weighing failed"), "BFR007": (2, 4.49, "Weighing failed")}
"""Three jumps each: which is the first that can be weighed, where it begins to the eye, and what is said."""


@pytest.mark.real
@pytest.mark.parametrize("name", REAL_SETS)
def test_of_three_real_jumps_the_first_that_can_be_weighed_is_analysed_and_said(real_data, name):
    number, begins_s, left_out = REAL_SETS[name]
    data = read_traces(real_data / "acl_squat_jump" / f"{name}_squat_jump.csv")
    result = analyse(CMJ, data)
    assert result.refusal is None
    assert result.methods["selection.first_complete"] == {"jumps_found": 3, "analysed": number}
    marks = {mark.name: mark.time_s for mark in result.marks}
    assert marks["onset"] == pytest.approx(begins_s, abs=0.1)
    (note,) = [reason for reason in value(result, "jump_height_ft").reasons if reason.startswith("jump ")]
    assert note.startswith(f"jump {number} of 3; ")
    assert left_out in note
    # a mark is moved on the jump that is shown
    moved = analyse(CMJ, data, moved=[put("takeoff", marks["takeoff"] + 0.004)])
    after = {mark.name: mark.time_s for mark in moved.marks}
    assert after == marks | {"takeoff": marks["takeoff"] + 0.004}
    assert value(moved, "flight_time").value == pytest.approx(value(result, "flight_time").value - 0.004, abs=0.001)
    assert any(reason.startswith(f"jump {number} of 3") for reason in value(moved, "flight_time").reasons)


@pytest.mark.real
@pytest.mark.parametrize(("name", "until_s"), [("BFR003", 3.3), ("BFR003", 7.0), ("BFR007", 3.3)])
def test_real_jumps_of_which_none_can_be_weighed_are_refused(real_data, name, until_s):
    (trace,) = read_traces(real_data / "acl_squat_jump" / f"{name}_squat_jump.csv").traces
    count = int(np.searchsorted(trace.time_s, until_s))
    cut = replace(trace, time_s=trace.time_s[:count], force_n=trace.force_n[:, :count], saturated=None)
    result = analyse(CMJ, TrialData((cut,)))
    assert result.refusal is not None
    assert "Weighing failed" in result.refusal
    assert {line.measurement.state for line in result.measurements} == {State.INVALID}


def test_a_mark_moved_out_of_the_jump_that_is_shown_is_a_matter_of_the_marks():
    one = Jumper(quiet_s=3.0)
    wobble = np.where(one.time() < 3.0, 40.0 * np.sin(2 * np.pi * 1.7 * one.time()), 0.0)
    data = total(noisy(np.concatenate([one.force() + wobble, one.force()]), 0.7))
    shown = {mark.name: mark.time_s for mark in analyse(CMJ, data).marks}
    assert shown["onset"] > len(one.force()) / FS
    result = analyse(CMJ, data, moved=[put("landing", shown["onset"] - 0.1)])
    assert result.refusal is not None
    assert "marks" in result.refusal
    assert {mark.name: mark.time_s for mark in result.marks} == shown | {"landing": shown["onset"] - 0.1}
