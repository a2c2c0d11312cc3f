"""Tests of one side and of limbs that are lifted: whose numbers they are, what is refused, and why they ended."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.holding import POSTURES, Course, held, hold
from simulators.limbs import limb_hold, limb_reps
from simulators.strength import Both
from simulators.tracking import clamshell_hold, clamshell_reps
from station.analysis import analyse, verdict
from station.board import Scene, compose
from station.model import Mark, Outcome, Side, Trace, TrialData, TrialState
from station.progress import Hold as LiveHold
from station.progress import follow
from station.protocol import built_in
from station.trial import TrialMachine

TESTS = built_in()
LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
PERSON = Person(seed=4)


def plates(performance, fs=200.0, until_s=None, **more):
    time_s = np.arange(0, performance.duration_s if until_s is None else until_s, 1 / fs)
    force = performance.at(time_s) + np.random.default_rng(1).normal(0, 0.7, (2, len(time_s)))
    return TrialData((Trace((LEFT, RIGHT), time_s, force, fs, uncertainty=0.01),), **more)


def grips(performance, fs=80.0, sides=(LEFT, RIGHT), **more):
    time_s = np.arange(0, performance.duration_s, 1 / fs)
    force = performance.at(time_s) + np.random.default_rng(1).normal(0, 0.1, (2, len(time_s)))
    rows = {LEFT: force[:1], RIGHT: force[1:]}
    return TrialData(tuple(Trace((side,), time_s, rows[side], fs, uncertainty=0.01) for side in sides), **more)


def number(analysis, key, side):
    return next(line.measurement for line in analysis.measurements if (line.key, line.side) == (key, side))


def sides_of(analysis):
    return {line.side for line in analysis.measurements}


# Whose numbers they are ---


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_every_number_of_a_test_of_one_side_is_that_sides(side):
    side_plank = analyse(
        TESTS[f"side_plank_{side.value}_hold"], plates(hold("side_plank_hold", PERSON, side.value, 20.0))
    )
    assert sides_of(side_plank) == {side}
    assert number(side_plank, "load_share", side).value == pytest.approx(60.0, abs=2.0)
    clamshell = analyse(TESTS[f"clamshell_{side.value}_hold"], grips(clamshell_hold(PERSON, side.value, hold_s=15.0)))
    assert sides_of(clamshell) == {side}
    assert number(clamshell, "hold_time", side).state is State.VALID


def test_a_refused_test_of_one_side_is_refused_for_that_side():
    found = analyse(TESTS["side_plank_left_hold"], plates(hold("side_plank_hold", PERSON, "right", 20.0)))
    assert "test of the left side" in found.refusal
    assert "60 % of the load is on the right plate" in found.refusal
    assert sides_of(found) == {LEFT}
    assert {mark.name for mark in found.marks} == {"onset", "end"}


def test_a_bridge_on_the_other_leg_is_refused():
    found = analyse(TESTS["single_leg_bridge_right_hold"], plates(hold("single_leg_bridge_hold", PERSON, "left", 20.0)))
    assert "100 % of the load is on the left plate" in found.refusal


def test_a_foot_that_stays_down_is_no_single_leg_bridge():
    data = plates(hold("single_leg_bridge_hold", PERSON, "left", 20.0))
    (trace,) = data.traces
    helped = trace.force_n + np.array([[-50.0], [50.0]])
    found = analyse(TESTS["single_leg_bridge_left_hold"], replace(data, traces=(replace(trace, force_n=helped),)))
    held = number(found, "hold_time", LEFT)
    assert held.state is State.LIMITED
    assert "16 % of the load was on the other foot: it was not clear of its plate" in held.reasons


@pytest.mark.parametrize(
    ("key", "hold_key", "side", "said"),
    [
        ("side_plank_left_hold", "side_plank_hold", "left", "from the forearm to the feet"),
        ("side_plank_right_hold", "side_plank_hold", "right", "from the forearm to the feet"),
        ("biering_sorensen_hold", "biering_sorensen_hold", "left", "from the head end to the foot end"),
    ],
)
def test_a_lost_form_is_said_by_what_is_on_the_plates(key, hold_key, side, said):
    posture = POSTURES[hold_key]
    course = Course(lost_at_s=30.0, shift=-0.12, takes_s=1.0, wander=0.003)
    performance = held(PERSON, posture, 60.0, course)
    force = performance.force_n[::-1] if side == "right" else performance.force_n
    found = analyse(TESTS[key], plates(replace(performance, force_n=force)))
    kept = number(found, "form_kept_time", BOTH if key.startswith("biering") else Side(side))
    assert kept.value == pytest.approx(30.0 + posture.rise_s, abs=1.0)
    assert any(said in reason for reason in kept.reasons), kept.reasons


def test_the_dynamometer_of_the_other_side_does_not_stand_in():
    left = clamshell_hold(PERSON, "left", hold_s=15.0)
    found = analyse(TESTS["clamshell_left_hold"], grips(left, sides=(RIGHT,)))
    assert "no recording of the left dynamometer" in found.refusal
    alone = analyse(TESTS["clamshell_left_hold"], grips(left, sides=(LEFT,)))
    assert number(alone, "hold_time", LEFT).state is State.VALID


def test_a_clamshell_is_told_as_a_part_of_the_own_maximum_or_says_what_is_missing():
    done = clamshell_hold(PERSON, "left", hold_s=20.0)
    own = {LEFT: done.figures["maximum_n"]}
    known = analyse(TESTS["clamshell_left_hold"], grips(done, own_maximum_n=own))
    level = number(known, "hold_level", LEFT)
    truth = 100.0 * done.figures["mean_n"] / done.figures["maximum_n"]
    assert abs(level.value - truth) <= level.uncertainty
    assert number(known, "time_in_band", LEFT).value > 95.0
    assert known.methods["band"]["low_n"] == pytest.approx(0.45 * own[LEFT])
    unknown = analyse(TESTS["clamshell_left_hold"], grips(done))
    for key in ("hold_level", "time_in_band", "band_hold_time"):
        assert "do the test of its strength first" in number(unknown, key, LEFT).reasons[0]
    assert number(unknown, "hold_time", LEFT).state is State.VALID


# Limbs that are held ---


@pytest.mark.parametrize(("key", "over"), [("bird_dog", 100.0 * 0.22 / 0.30), ("dead_bug", 100.0)])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_held_limb_comes_back_with_its_time_its_share_and_who_took_it_over(key, over, side):
    performance = limb_hold(key, PERSON, side, 20.0)
    found = analyse(TESTS[f"{key}_{side}_hold"], plates(performance))
    events, at = performance.events, Side(side)
    time = number(found, "hold_time", at)
    truth_s = 0.5 * (events["hold_end"] + events["lowered"]) - events["rise"]
    assert abs(time.value - truth_s) <= time.uncertainty + 0.03
    assert (
        abs(number(found, "limb_taken_over", at).value - over) <= number(found, "limb_taken_over", at).uncertainty + 0.5
    )
    assert number(found, "form_kept_time", at).state is State.VALID


def test_the_other_leg_is_no_result_of_this_one():
    found = analyse(TESTS["bird_dog_left_hold"], plates(limb_hold("bird_dog", PERSON, "right", 20.0)))
    assert "this is the right leg, and the test asks for the left one" in found.refusal
    assert found.marks
    assert all(line.measurement.state is State.INVALID for line in found.measurements)


def test_nobody_moving_is_no_hold():
    still = np.full((2, 4000), 210.0) + np.random.default_rng(2).normal(0, 0.7, (2, 4000))
    data = TrialData((Trace((LEFT, RIGHT), np.arange(4000) / 200.0, still, 200.0),))
    assert "No hold found" in analyse(TESTS["bird_dog_left_hold"], data).refusal


def test_a_leg_that_rests_on_its_plate_is_said():
    performance = limb_hold("bird_dog", PERSON, "left", 20.0)
    data = plates(performance)
    (trace,) = data.traces
    force = trace.force_n.copy()
    force[0] = np.maximum(force[0], 60.0 + np.random.default_rng(3).normal(0.0, 0.7, force.shape[1]))
    found = analyse(TESTS["bird_dog_left_hold"], replace(data, traces=(replace(trace, force_n=force),)))
    for key in ("hold_time", "limb_taken_over", "limb_unsteadiness"):
        measured = number(found, key, LEFT)
        assert measured.state is State.LIMITED, key
        assert any("the limb was not clear of it" in reason for reason in measured.reasons)


def test_without_rest_before_the_lift_only_what_needs_it_is_withheld():
    data = plates(limb_hold("bird_dog", PERSON, "left", 20.0))
    (trace,) = data.traces
    late = trace.time_s >= 1.75
    cut = replace(trace, time_s=trace.time_s[late] - 1.75, force_n=trace.force_n[:, late])
    found = analyse(TESTS["bird_dog_left_hold"], replace(data, traces=(cut,)))
    assert "lie still" in number(found, "limb_taken_over", LEFT).reasons[0]
    assert number(found, "limb_unsteadiness", LEFT).state is State.VALID


@pytest.mark.parametrize(
    ("outcome", "complete", "state", "said"),
    [
        (Outcome.STOPPED_FOR_PAIN, True, State.LIMITED, "stopped for pain"),
        (Outcome.LOST_FORM, True, State.VALID, "form was lost"),
        (Outcome.STOPPED_BY_CLIENT, True, State.VALID, "ended by the client"),
        (Outcome.COMPLETED, True, State.LIMITED, "at least this long"),
        (Outcome.STOPPED, True, State.LIMITED, "nobody said why"),
        (Outcome.DEVICE_FAILED, False, State.LIMITED, "a device failed while the client was holding"),
    ],
)
@pytest.mark.parametrize("key", ["bird_dog_left_hold", "side_plank_left_hold"])
def test_how_a_hold_ended_is_never_passed_over(key, outcome, complete, state, said):
    play = {"bird_dog_left_hold": limb_hold("bird_dog", PERSON, "left", 30.0)}
    performance = play.get(key) or hold("side_plank_hold", PERSON, "left", 30.0)
    found = analyse(TESTS[key], plates(performance, until_s=22.0, complete=complete, outcome=outcome))
    time = number(found, "hold_time", LEFT)
    assert time.state is state
    assert time.value == pytest.approx(20.0, abs=0.3)
    assert any(said in reason for reason in time.reasons), time.reasons


def test_live_a_limb_is_held_while_its_load_is_moved():
    performance = limb_hold("dead_bug", PERSON, "right", 12.0)
    progress = follow(TESTS["dead_bug_right_hold"], {0: (LEFT, RIGHT)}, {0: 200.0})
    assert isinstance(progress, LiveHold)
    time_s = np.arange(0, performance.duration_s + 3.0, 1 / 200.0)
    force = performance.at(np.minimum(time_s, performance.duration_s))
    happened = [
        item
        for at in range(0, len(time_s), 20)
        for item in progress.feed(0, time_s[at : at + 20], force[:, at : at + 20])
    ]
    names = [item.name for item in happened]
    assert names[:3] == ["hold", "release", "finished"]
    afterwards = number(analyse(TESTS["dead_bug_right_hold"], plates(performance)), "hold_time", RIGHT)
    assert progress.held_s() == pytest.approx(afterwards.value, abs=0.6)


# Limbs in turn ---


def test_repetitions_in_turn_are_those_of_their_sides():
    performance = limb_reps("bird_dog", PERSON, reps=8)
    found = analyse(TESTS["bird_dog_reps"], plates(performance))
    assert number(found, "limb_rep_count", BOTH).value == 8.0
    starts = [mark for mark in found.marks if mark.name.startswith("start")]
    assert [mark.side for mark in starts] == [LEFT, RIGHT] * 4
    for place, mark in enumerate(starts, 1):
        assert mark.time_s == pytest.approx(performance.events[f"rep{place}_start"], abs=0.3)
    assert number(found, "limb_rep_hold_time", LEFT).value == pytest.approx(2.0 + 0.39 * 0.8, abs=0.1)


def test_a_weaker_hip_leaves_more_to_the_hands_and_the_verdict_says_which():
    weak = replace(PERSON, strength_n={"hip_abduction": Both(160.0, 96.0)})
    performance = limb_reps("bird_dog", weak, reps=8)
    found = analyse(TESTS["bird_dog_reps"], plates(performance))
    # with the left leg up the weaker right hip carries less
    left, right = (number(found, "limb_rep_force", side).value for side in (LEFT, RIGHT))
    difference = number(found, "limb_rep_force_asymmetry", BOTH)
    assert difference.value == pytest.approx(100.0 * (right - left) / right)
    assert difference.value > difference.uncertainty
    assert verdict(found)[0].startswith("Right higher")


def test_plates_that_read_with_gains_of_their_own_move_what_the_limbs_move_by_less_than_is_said():
    data = plates(limb_reps("dead_bug", PERSON, reps=8))
    (trace,) = data.traces
    exact = analyse(TESTS["dead_bug_reps"], data)
    off = replace(data, traces=(replace(trace, force_n=trace.force_n * np.array([[1.006], [0.994]])),))
    found = analyse(TESTS["dead_bug_reps"], off)
    moved = {}
    for side in (LEFT, RIGHT):
        true, read = (number(each, "limb_rep_force", side) for each in (exact, found))
        moved[side] = abs(read.value - true.value)
        assert moved[side] <= read.uncertainty
    # half of what the plates read differently at rest is taken for load that a limb moves from an even load
    assert max(moved.values()) == pytest.approx(0.006 * trace.force_n.mean(axis=1).mean(), rel=0.5)
    true, read = (number(each, "limb_rep_force_asymmetry", Side.BOTH) for each in (exact, found))
    assert 0.5 < abs(read.value - true.value) <= read.uncertainty


def test_a_side_that_was_never_moved_is_named():
    performance = limb_reps("bird_dog", PERSON, reps=1)
    found = analyse(TESTS["bird_dog_reps"], plates(performance))
    assert "no repetition of the right side was found" in number(found, "limb_rep_force", RIGHT).reasons
    assert "no repetition of the right side was found" in number(found, "limb_rep_force_asymmetry", BOTH).reasons
    assert number(found, "limb_rep_count", BOTH).state is State.LIMITED
    assert "needs at least two repetitions" in number(found, "limb_rep_force_cv", LEFT).reasons


def test_a_mark_that_somebody_moved_changes_its_repetition_and_is_said():
    data = plates(limb_reps("bird_dog", PERSON, reps=4))
    before = analyse(TESTS["bird_dog_reps"], data)
    (start,) = (mark for mark in before.marks if mark.name == "start 3")
    moved = Mark("start 3", start.side, start.time_s - 0.4, automatic=False)
    found = analyse(TESTS["bird_dog_reps"], data, moved=(moved,))
    (now,) = (mark for mark in found.marks if mark.name == "start 3")
    assert (now.time_s, now.automatic) == (pytest.approx(moved.time_s), False)
    raised = number(found, "limb_rep_raise_time", LEFT)
    assert raised.value == pytest.approx(number(before, "limb_rep_raise_time", LEFT).value + 0.2, abs=0.01)
    assert any("placed by hand" in reason for reason in raised.reasons)
    wrong = analyse(TESTS["bird_dog_reps"], data, moved=(replace(moved, time_s=start.time_s + 9.0),))
    assert "not in order" in wrong.refusal


def test_clamshells_are_counted_with_how_even_they_are():
    even, uneven = (replace(PERSON, skill=replace(PERSON.skill, cv=cv)) for cv in (0.0, 0.12))
    found = [analyse(TESTS["clamshell_right_reps"], grips(clamshell_reps(who, "right", 10))) for who in (even, uneven)]
    assert [number(each, "limb_rep_count", RIGHT).value for each in found] == [10.0, 10.0]
    cv = [number(each, "limb_rep_force_cv", RIGHT).value for each in found]
    assert cv[0] < 4.0 < 6.0 < cv[1]


def test_which_way_the_load_goes_is_asked_of_every_file_of_such_a_test():
    protocol = TESTS["bird_dog_left_hold"]
    data = plates(limb_hold("dead_bug", PERSON, "left", 20.0))
    loads = msgspec.structs.replace(
        protocol, limb_plate="loads", detect=msgspec.structs.replace(protocol.detect, contraction_above_n=12.0)
    )
    assert analyse(loads, data).refusal is None
    assert analyse(msgspec.structs.replace(loads, limb_plate="unloads"), data).refusal is not None


# Live ---


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("side_plank_left_hold", "The forearm 60 %, the feet 40 %"),
        ("side_plank_right_hold", "The feet 60 %, the forearm 40 %"),
        ("biering_sorensen_hold", "The head end 60 %, the foot end 40 %"),
        ("dead_bug_left_hold", "Left 60 %, right 40 %"),
        ("prone_plank_hold", "Left higher by 33 %"),
        ("clamshell_left_hold", ""),
    ],
)
def test_the_bar_of_the_screen_compares_sides_only_where_there_are_two(key, said):
    machine = TrialMachine(
        TESTS[key], {0: (LEFT, RIGHT)} if TESTS[key].device == "plates" else {0: (LEFT,), 1: (RIGHT,)}
    )
    machine.connected(0.0, dict.fromkeys(machine.streams, 200.0))
    machine.state = TrialState.HOLD
    live = compose(Scene(1.0, machine, {LEFT: 420.0, RIGHT: 280.0}, ()))
    assert live.share_verdict == said
    assert (live.left_share is None) == (said == "")


@pytest.mark.parametrize("outcome", [Outcome.STOPPED_FOR_PAIN, Outcome.STOPPED, Outcome.DEVICE_FAILED])
def test_repetitions_that_were_stopped_before_the_first_say_so_and_not_that_something_is_set_up_wrongly(outcome):
    still = np.full((2, 1000), 300.0) + np.random.default_rng(1).normal(0, 0.7, (2, 1000))
    trace = Trace((LEFT, RIGHT), np.arange(1000) / 200.0, still, 200.0, uncertainty=0.01)
    stopped = analyse(TESTS["bird_dog_reps"], TrialData((trace,), outcome=outcome)).refusal
    assert f"ended ({outcome.value}) before one repetition was complete" in stopped
    assert "Check that" not in stopped
    done = analyse(TESTS["bird_dog_reps"], TrialData((trace,), outcome=Outcome.COMPLETED)).refusal
    assert "Check that the client is on both plates" in done


def test_in_the_rest_nobody_is_told_to_keep_pushing():
    protocol = TESTS["hip_abduction_iso"]
    machine = TrialMachine(protocol, {0: (LEFT,), 1: (RIGHT,)})
    machine.connected(0.0, {0: 80.0, 1: 80.0})
    machine.state = TrialState.REST
    machine.progress.rest_until_s = 12.0
    pusher = machine.progress.pushers[machine.progress.turn]
    pusher._counter = SimpleNamespace(begun=True)  # a touch that is no push yet
    prompt = compose(Scene(2.0, machine, {}, ())).prompt
    assert "rest, up to 10 s." in prompt
    assert protocol.words.hold not in prompt
