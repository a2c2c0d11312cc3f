"""Jumps from one leg on two plates: whose numbers they are, and what is not said of the leg that did nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person, countermovement_jump
from simulators.single_leg_jump import single_leg_jump
from station.analysis import analyse, verdict
from station.model import Side, Trace, TrialData
from station.protocol import built_in

CMJ, ONE_LEG = built_in()["cmj"], built_in()["single_leg_jump"]
FS = 1000.0


def trial(move):
    count = round(move.duration_s * FS)
    force = move.at(np.arange(count) / FS) + np.random.default_rng(3).normal(0.0, 0.7, (2, count))
    return TrialData((Trace((Side.LEFT, Side.RIGHT), np.arange(count) / FS, force, FS),))


def lines(analysis, key):
    return {line.side: line.measurement for line in analysis.measurements if line.key == key}


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_plates_tell_which_leg_jumped_and_the_numbers_are_its_own(side):
    move = single_leg_jump(Person(jump_height_m=0.36, stance_left=0.53), side)
    result = analyse(ONE_LEG, trial(move))
    assert result.refusal is None
    assert {line.side for line in result.measurements} == {Side(side)}
    height = lines(result, "jump_height_im")[Side(side)]
    assert height.state is State.VALID
    assert abs(height.value - move.figures["height_m"]) <= height.uncertainty
    assert lines(result, "contraction_time")[Side(side)].value == pytest.approx(
        move.events["takeoff"] - move.events["onset"], abs=0.03
    )
    assert lines(result, "landing_peak")[Side(side)].value > 1.5 * move.figures["weight_n"]
    assert result.methods["leg.share_of_push"]["leg"] == side
    assert verdict(result) == ("", "")


def test_a_jump_on_both_legs_is_no_single_leg_jump():
    result = analyse(ONE_LEG, trial(countermovement_jump(Person(jump_left=0.56), quiet_s=2.0)))
    assert result.refusal is not None
    assert "Both legs push off (left 5" in result.refusal
    assert [mark.name for mark in result.marks] == ["onset", "takeoff", "landing"]


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_countermovement_jump_on_one_leg_compares_nothing_and_says_so(side, other):
    result = analyse(CMJ, trial(single_leg_jump(Person(), side)))
    words, _ = verdict(result)
    assert words.startswith(f"Left and right are not compared: all load is on the {side} leg")
    for key in ("propulsive_impulse", "propulsive_share", "braking_impulse", "unweighting_share"):
        found = lines(result, key)
        assert found[Side(side)].state is State.VALID
        assert found[Side(other)].reasons == (f"the {other} leg is off its plate",)
    assert lines(result, "landing_peak")[Side(other)].reasons == (f"the {other} leg does not land on its plate",)
    height = lines(result, "jump_height_im")[Side.BOTH]
    assert height.state is State.VALID
    assert f"this jump is on the {side} leg alone" in height.reasons


def test_a_jump_from_one_leg_that_lands_on_both_limits_what_is_said_of_the_landing():
    move = single_leg_jump(Person(), "left")
    force, fs = move.force_n.copy(), move.fs_hz
    landed = slice(round(move.events["landing"] * fs), None)
    force[:, landed] = force[:, landed].sum(axis=0) / 2
    result = analyse(ONE_LEG, trial(replace(move, force_n=force)))
    peak = lines(result, "landing_peak")[Side.LEFT]
    assert peak.state is State.LIMITED
    assert "the jump is on the left leg alone, the landing is not" in peak.reasons
    assert lines(result, "jump_height_im")[Side.LEFT].state is State.VALID


def test_one_total_force_does_not_tell_the_leg_and_says_so():
    (trace,) = trial(single_leg_jump(Person())).traces
    total = replace(trace, sides=(Side.BOTH,), force_n=trace.force_n.sum(axis=0, keepdims=True))
    height = lines(analyse(ONE_LEG, TrialData((total,))), "jump_height_im")[Side.BOTH]
    assert height.state is State.LIMITED
    assert "one total force" in height.reasons[0]
