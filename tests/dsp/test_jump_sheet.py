"""All numbers of a jump from arrays alone, with what the forces themselves say against them."""

from __future__ import annotations

import numpy as np
import pytest
from jumps import Jumper, noisy

from dsp.jump_metrics import FLOWN, JUMP, JUMP_SUMMARY
from dsp.jump_recording import NotWeighed, Recording
from dsp.jump_search import find_first_jump, find_jump
from dsp.jump_sheet import measured_jump, pushing_legs
from dsp.measurement import State
from dsp.metric import Facts
from dsp.squat_jump import find_first_squat_jump, find_squat_jump
from dsp.squat_jump_metrics import SQUAT

FS = 1000.0


def facts(first, last):
    return Facts(FS)


def recording(force, **more):
    return Recording(np.arange(len(force)) / FS, force, FS, **more)


def sheet_of(left, right=None, **more):
    if right is None:
        return measured_jump(find_jump(recording(left)), facts, **more)
    return measured_jump(find_jump(recording(left + right)), facts, feet={"left": left, "right": right}, **more)


def halves(jumper, noise=0.7):
    return noisy(jumper.force() / 2, noise, 1), noisy(jumper.force() / 2, noise, 2)


def lines_of(rows):
    return {(row.key, side) for row in rows for side in (("left", "right") if row.sided else ("both",))}


def test_every_number_of_a_countermovement_jump_is_there_with_its_uncertainty():
    jumper = Jumper()
    sheet = sheet_of(*halves(jumper))
    assert set(sheet) == lines_of((*JUMP, *JUMP_SUMMARY))
    # the speed of take-off is taken up at the very end of this landing: by when is known no better than the time itself
    vague = sheet["landing_time", "both"]
    assert vague.state is State.LIMITED
    assert vague.uncertainty > vague.value
    assert {found.state for line, found in sheet.items() if line[0] != "landing_time"} == {State.VALID}
    assert all(found.uncertainty is not None for found in sheet.values())
    for key in ("jump_height_im", "jump_height_ft"):
        found = sheet[key, "both"]
        assert abs(found.value - jumper.height) <= max(found.uncertainty, 0.002)
    assert sheet["propulsive_share", "left"].value == pytest.approx(50.0, abs=0.2)


def test_a_squat_jump_has_its_own_numbers():
    jumper = Jumper(down_speed=0.0, unweighting_s=0.001, braking_s=0.001, quiet_s=2.5)
    sheet = measured_jump(find_squat_jump(recording(noisy(jumper.force(), 0.7))), facts, notes=("one plate",))
    assert set(sheet) == lines_of((*FLOWN, *SQUAT, *JUMP_SUMMARY))
    assert sheet["push_time", "both"].value == pytest.approx(jumper.propulsion_s, abs=0.008)
    assert sheet["push_time", "both"].reasons == ("one plate",)
    assert "one total force" in sheet["propulsive_impulse", "left"].reasons[0]


@pytest.mark.parametrize(("error", "state"), [(1.5, State.VALID), (3.0, State.LIMITED), (6.0, State.INVALID)])
def test_a_plate_off_zero_is_seen_without_anybody_telling(error, state):
    left, right = halves(Jumper())
    sheet = sheet_of(left + error, right)
    height = sheet["jump_height_im", "both"]
    assert height.state is state
    assert "the left plate reads" in height.reasons[0]
    assert sheet["propulsive_impulse", "right"].state is State.VALID


@pytest.mark.parametrize(("more_s", "state"), [(0.06, State.LIMITED), (0.25, State.INVALID)])
def test_heights_that_differ_are_seen_without_anybody_telling(more_s, state):
    jumper = Jumper()
    middle = round(jumper.takeoff_s * FS) + 200
    force = np.insert(jumper.force(), middle, np.zeros(round(more_s * FS)))
    found = sheet_of(noisy(force, 0.7))["flight_time", "both"]
    assert found.state is state
    assert "heights by impulse and by flight time differ" in found.reasons[0]


@pytest.mark.parametrize(("lost_s", "state"), [(0.005, State.LIMITED), (0.06, State.INVALID)])
def test_samples_lost_in_the_weighing_reach_what_the_weight_is_in(lost_s, state):
    found = find_jump(recording(noisy(Jumper().force(), 0.7)))

    def lossy(first, last):
        return Facts(FS, missing_s=lost_s if first <= found.stance.start + 500 <= last else 0.0)

    sheet = measured_jump(found, lossy)
    assert sheet["jump_height_im", "both"].state is state
    assert "in the weighing" in sheet["jump_height_im", "both"].reasons[0]
    assert sheet["jump_height_ft", "both"].state is State.VALID


def test_feet_must_be_left_and_right_of_this_recording():
    force = noisy(Jumper().force(), 0.7)
    found = find_jump(recording(force))
    for feet in ({"left": force}, {"left": force, "right": force[:-1]}, {0: force, 1: force}):
        with pytest.raises(ValueError, match="left and right"):
            measured_jump(found, facts, feet=feet)


# Why there is no number


def test_who_never_stands_still_again_is_told_so():
    jumper = Jumper(after_s=3.0)
    since = jumper.time() - jumper.landing_s
    wobble = np.where(since > 0.3, 0.2 * jumper.weight * np.sin(2 * np.pi * 2.0 * since), 0.0)
    sheet = sheet_of(noisy(jumper.force() + wobble, 0.7))
    for key in ("time_to_stabilisation", "corrected_weight"):
        assert sheet[key, "both"].reasons == ("never within 5 % of the weight for 1 s after landing",)


@pytest.mark.parametrize("after_s", [0.6, 0.9])
def test_a_record_too_short_for_a_second_of_stillness_says_how_short(after_s):
    sheet = sheet_of(noisy(Jumper(after_s=after_s).force(), 0.7))
    (reason,) = sheet["time_to_stabilisation", "both"].reasons
    assert reason == f"the recording ends {after_s:.1f} s after landing: 1 s of standing still is needed"
    assert sheet["landing_time", "both"].value == pytest.approx(0.25, abs=0.02)


def test_a_record_that_ends_before_a_second_of_standing_still_is_over_says_how_much_there_was():
    jumper = Jumper(after_s=2.0)
    since = jumper.time() - jumper.landing_s
    wobble = np.where((since > 0.3) & (since < 1.3), 0.2 * jumper.weight * np.sin(2 * np.pi * 2.0 * since), 0.0)
    sheet = sheet_of(noisy(jumper.force() + wobble, 0.7))
    for key in ("time_to_stabilisation", "corrected_weight"):
        (reason,) = sheet[key, "both"].reasons
        assert reason == ("the recording ends 2.0 s after landing, 0.7 s into standing still: 1 s of it is needed")


def test_a_record_that_ends_in_the_landing_says_that_the_fall_is_not_stopped():
    left, right = halves(Jumper(after_s=0.08))
    sheet = sheet_of(left, right)
    for line in (("landing_time", "both"), ("landing_impulse", "left"), ("landing_share", "right")):
        (reason,) = sheet[line].reasons
        assert "before the fall is stopped" in reason


def test_an_onset_marked_in_the_push_leaves_no_rise_of_force():
    jumper = Jumper(down_speed=0.0, unweighting_s=0.001, braking_s=0.001, quiet_s=2.5)
    late = round((jumper.takeoff_s - 0.06) * FS)
    found = find_squat_jump(recording(jumper.force() + 1e-3, placed={"onset": late}))
    assert "nothing rises after it" in measured_jump(found, facts)["push_rfd", "both"].reasons[0]


# Several jumps, one leg


def restless(jumper):
    """The same jump out of a stand that nobody can be weighed in."""
    quiet = jumper.time() < jumper.quiet_s
    return jumper.force() + np.where(quiet, 40.0 * np.sin(2 * np.pi * 1.7 * jumper.time()), 0.0)


def test_the_first_jump_that_can_be_analysed_is_and_the_others_are_told():
    jumper = Jumper()
    force = noisy(np.concatenate([restless(jumper), jumper.force(), jumper.force()]), 0.7)
    with pytest.raises(NotWeighed):
        find_jump(recording(force))
    found = find_first_jump(recording(force))
    length = len(jumper.force()) / FS
    assert (found.number, found.jumps) == (2, 3)
    assert found.jump.onset / FS == pytest.approx(length + jumper.onset_s, abs=0.01)
    (reason,) = measured_jump(found, facts)["jump_height_ft", "both"].reasons
    assert reason.startswith("jump 2 of 3; jump 1 was left out: Weighing failed: no 1 s of quiet standing")
    moved = find_first_jump(recording(force, placed={"takeoff": found.jump.takeoff + 3}))
    assert (moved.number, moved.jump.takeoff) == (2, found.jump.takeoff + 3)


def test_only_when_no_jump_can_be_analysed_all_are_refused():
    force = noisy(np.concatenate([restless(Jumper(after_s=0.6))] * 2), 0.7)
    with pytest.raises(NotWeighed, match=r"None of the 2 jumps .* The first one: Weighing failed"):
        find_first_jump(recording(force))
    with pytest.raises(NotWeighed, match=r"^Weighing failed"):
        find_first_jump(recording(noisy(restless(Jumper()), 0.7)))


def test_of_squat_jumps_too_the_first_that_can_be_analysed_is():
    squat = Jumper(down_speed=0.0, unweighting_s=0.001, braking_s=0.001, quiet_s=2.5)
    found = find_first_squat_jump(recording(noisy(np.concatenate([Jumper().force(), squat.force()]), 0.7)))
    assert (found.number, found.jumps) == (2, 2)
    assert "ountermovement" in found.left_out[0]


def test_which_legs_push_is_seen_through_what_their_plates_read_empty():
    force = noisy(Jumper().force(), 0.7)
    found = find_jump(recording(force + 4.0))
    alone = {"left": force, "right": np.full(len(force), 4.0)}
    assert pushing_legs(found, alone).working == "left"
    assert pushing_legs(found, {"left": 0.5 * force, "right": 0.5 * force + 4.0}).working is None
    assert pushing_legs(found, {}).working is None
    sheet = measured_jump(found, facts, feet=alone)
    assert sheet["propulsive_impulse", "right"].reasons[-1] == "the right leg is off its plate"
    assert "all load is on the left leg" in sheet["propulsive_impulse_asymmetry", "both"].reasons[0]
