"""Step-downs and weight shifts from traces: numbers, marks, refusals in words, and what limits which number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.movement import squat
from simulators.stepping import step_down, weight_shifts
from station.analysis import analyse, verdict
from station.model import Mark, Side, Trace, TrialData
from station.protocol import built_in

STEP, SHIFT = built_in()["step_down"], built_in()["weight_shift"]


def data(performance, fs=500.0, seed=1, spoil=None, **more):
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    force = performance.at(time_s)
    force = force + np.random.default_rng(seed).normal(0.0, 0.7, force.shape)
    if spoil is not None:
        spoil(time_s, force)
    return TrialData((Trace((Side.LEFT, Side.RIGHT), time_s, force, fs, uncertainty=0.005),), **more)


def found(analysis, key, side=Side.BOTH):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


# Step-downs


def test_step_downs_have_their_numbers_on_the_leg_that_stands_and_their_marks():
    performance = step_down(Person(), side="left", tap=0.1)
    result = analyse(STEP, data(performance))
    assert result.refusal is None
    assert {line.side for line in result.measurements} == {Side.LEFT, Side.BOTH}
    for key, true in {
        "step_count": 5.0,
        "step_untapped_count": 0.0,
        "step_depth": performance.figures["depth_m"],
        "tap_peak_force": performance.figures["tap_peak_n"],
        "tap_peak_relative": 10.0,
        "tap_time": performance.figures["tap_time_s"],
    }.items():
        number = found(result, key, Side.LEFT)
        assert number.state is State.VALID, key
        assert abs(number.value - true) <= number.uncertainty + 1e-9, key
    assert [mark.name for mark in result.marks[:5]] == ["start 1", "tap 1", "turn 1", "off 1", "end 1"]
    for mark in result.marks:
        name, number = mark.name.split()
        if name in ("start", "turn", "end"):
            assert abs(mark.time_s - performance.events[f"rep{number}_{name}"]) <= mark.uncertainty_s + 0.002, mark.name
    assert result.methods["stepping.closed_repetitions"]["stands_on"] == "left"


def test_who_stands_on_both_plates_is_told_where_the_box_belongs():
    refusal = analyse(STEP, data(squat(Person(stance_left=0.45), 3))).refusal
    assert "Nobody stands on a box" in refusal
    assert "% on the left" in refusal
    assert "zero both plates with it" in refusal


def test_who_only_stands_on_the_box_has_made_no_step():
    refusal = analyse(STEP, data(step_down(Person(), 1, depth_m=0.01, tap=0.0))).refusal
    assert refusal.startswith("No step-down found")


def test_without_a_tap_the_tap_has_no_number_and_says_so():
    result = analyse(STEP, data(step_down(Person(), tap=0.0)))
    assert found(result, "step_untapped_count", Side.RIGHT).value == 5.0
    tap = found(result, "tap_peak_relative", Side.RIGHT)
    assert tap.value is None
    assert tap.reasons[0] == "the other foot never touched its plate with 3 % of the weight"
    assert found(result, "step_depth", Side.RIGHT).state is State.VALID


def test_a_whole_step_is_not_taken_for_a_tap():
    tap = found(analyse(STEP, data(step_down(Person(), 2, tap=0.7))), "tap_peak_relative", Side.RIGHT)
    assert tap.state is State.LIMITED
    assert "carried more than half of the weight" in tap.reasons[0]


def test_a_box_that_was_not_zeroed_is_seen_in_a_weight_that_the_body_does_not_have():
    def boxed(time_s, force):
        force[1] += 60.0

    performance = step_down(Person(mass_kg=70.0), 2)
    heavy = found(analyse(STEP, data(performance, spoil=boxed, body_mass_kg=70.0)), "tap_peak_relative", Side.RIGHT)
    assert heavy.state is State.LIMITED
    assert "zero the plates with the box on its own" in heavy.reasons[0]
    right = analyse(STEP, data(performance, body_mass_kg=70.0))
    assert found(right, "tap_peak_relative", Side.RIGHT).state is State.VALID


def test_one_total_force_is_refused_with_what_is_needed():
    trace = data(step_down(Person(), 2)).traces[0]
    total = TrialData((Trace((Side.BOTH,), trace.time_s, trace.force_n.sum(axis=0)[None, :], 500.0),))
    assert "one plate under the box" in analyse(STEP, total).refusal
    assert "one plate under each foot" in analyse(SHIFT, total).refusal


def test_a_moved_tap_changes_its_time_and_is_said():
    performance = step_down(Person(), 2)
    recorded = data(performance)
    off = next(mark for mark in analyse(STEP, recorded).marks if mark.name == "off 2")
    result = analyse(STEP, recorded, moved=[Mark("off 2", Side.BOTH, off.time_s + 0.1, automatic=False)])
    before = found(analyse(STEP, recorded), "tap_time", Side.RIGHT).value
    assert found(result, "tap_time", Side.RIGHT).value == pytest.approx(before + 0.05, abs=1e-6)
    assert any("off 2 was placed by hand" in reason for reason in found(result, "tap_time", Side.RIGHT).reasons)
    early = analyse(STEP, recorded, moved=[Mark("off 2", Side.BOTH, off.time_s - 2.0, automatic=False)])
    assert "tap before off" in early.refusal


# Weight shifts


def test_shifts_have_their_shares_and_times_and_are_compared():
    performance = weight_shifts(Person(), 3, left=0.76, right=0.72)
    result = analyse(SHIFT, data(performance))
    assert result.refusal is None
    for side, share in ((Side.LEFT, 76.0), (Side.RIGHT, 72.0)):
        number = found(result, "shift_share", side)
        assert abs(number.value - share) <= number.uncertainty + 0.3
        assert found(result, "shift_count", side).value == 3.0
        assert found(result, "shift_support", side).value < 1.0
    assert found(result, "shift_asymmetry").value == pytest.approx(100.0 * (72.0 - 76.0) / 76.0, abs=0.8)
    assert verdict(result)[0].startswith("Left higher by 5")
    assert [mark.name for mark in result.marks[:3]] == ["start 1", "reached 1", "leave 1"]
    assert result.marks[0].side is Side.LEFT


def test_who_never_reaches_the_band_has_no_time_to_it_and_is_told():
    result = analyse(SHIFT, data(weight_shifts(Person(), 2, left=0.66, right=0.75)))
    time = found(result, "shift_time", Side.LEFT)
    assert time.value is None
    assert "never came into the band of 70 to 80 %" in time.reasons[0]
    assert found(result, "shift_missed_count", Side.LEFT).value == 2.0
    assert found(result, "shift_time", Side.RIGHT).state is State.VALID
    assert "3 shifts to the left were asked for, 2 were found" in found(result, "shift_count", Side.LEFT).reasons


def test_holding_on_while_the_weight_is_over_limits_the_shares():
    performance = weight_shifts(Person(), 3)
    events = performance.events

    def held(time_s, force):
        for number in (1, 2, 3):
            inside = (time_s > events[f"left{number}_reached"]) & (time_s < events[f"left{number}_leave"])
            force[:, inside] *= 0.92

    result = analyse(SHIFT, data(performance, spoil=held))
    share = found(result, "shift_share", Side.LEFT)
    assert share.state is State.LIMITED
    assert "without holding on" in share.reasons[0]
    assert found(result, "shift_share", Side.RIGHT).state is State.VALID


def test_standing_in_the_middle_is_no_shift():
    refusal = analyse(SHIFT, data(weight_shifts(Person(), 1, left=0.52, right=0.52))).refusal
    assert refusal.startswith("No shift of the weight found")
    assert "hold it, and come back to the middle" in refusal


def test_a_moved_start_moves_the_time_to_the_band():
    recorded = data(weight_shifts(Person(), 3))
    first = analyse(SHIFT, recorded)
    start = first.marks[0]
    moved = analyse(SHIFT, recorded, moved=[replace(start, time_s=start.time_s - 0.3, automatic=False)])
    longer = found(moved, "shift_time", Side.LEFT).value - found(first, "shift_time", Side.LEFT).value
    assert longer == pytest.approx(0.1, abs=0.003)
    late = analyse(SHIFT, recorded, moved=[replace(start, time_s=start.time_s + 4.0, automatic=False)])
    assert "not in order" in late.refusal
