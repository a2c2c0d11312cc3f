"""The table of everything a person can do: each entry can be played, repeats itself, and covers the clinical tests."""

from __future__ import annotations

import argparse

import numpy as np
import pytest

from drivers.clock import SystemClock
from simulators.body import Person, Skill
from simulators.clock import run
from simulators.movements import MOVEMENTS, SQUEEZE, SUPINE, Ask, Before, leave
from simulators.performance import SIDES, Surface
from simulators.sit_to_stand import BRISK, pace_of
from simulators.stage import Stage
from simulators.strength import MUSCLES, Both
from simulators.tracking import CLAMSHELL
from station.commands import simulate
from station.commands.client import Body, movement_for
from station.commands.simulate_person import Mover
from station.protocol import built_in

SHORT = Ask(reps=2, push_s=1.5, rest_s=1.0, hold_s=6.0, seconds=4.0)
SAME = Skill(cv=0.0, learning=0.0, steadiness=0.0)

GROUPS = {
    "Hip strength": [
        "hip_abduction_iso", "hip_abduction_supine_iso", "hip_adduction_iso", "hip_adduction_squeeze_iso",
        "hip_extension_iso", "hip_flexion_iso", "hip_external_rotation_iso", "hip_internal_rotation_iso",
        "knee_extension_iso", "knee_flexion_iso",
    ],
    "Core strength": ["trunk_flexion_iso", "trunk_extension_iso", "trunk_lateral_flexion_iso"],
    "Endurance": [
        "prone_plank_hold", "side_plank_left_hold", "side_plank_right_hold", "biering_sorensen_hold",
        "trunk_flexor_hold", "single_leg_bridge_left_hold", "single_leg_bridge_right_hold", "glute_bridge_hold",
        "clamshell_left_hold", "clamshell_right_hold", "bird_dog_left_hold", "dead_bug_left_hold",
        "hip_abduction_critical_force",
    ],
    "Activation": [
        "glute_bridge_reps", "clamshell_left_reps", "bird_dog_reps", "dead_bug_reps", "plank_on_hands_hold",
        "shoulder_tap_reps", "plank_leg_lift_reps", "hip_abduction_clamshell_iso",
        "plank_on_knees_hold", "force_tracking_left",
    ],
    "Movement": [
        "squat", "hip_hinge", "box_lift", "sit_to_stand_5x", "sit_to_stand_30s", "step_down_left", "weight_shift",
    ],
    "Balance": ["quiet_stance_eyes_open", "quiet_stance_eyes_closed", "single_leg_stance_left"],
    "Power": [
        "cmj", "squat_jump", "drop_jump", "single_leg_jump_right", "hop_set", "isometric_pull", "isometric_squat",
    ],
    "Checks": ["corner_check_left", "swap_feet", "hung_mass_right", "known_masses_left", "walk_on", "stand"],
}  # fmt: skip
"""What clinics test, group by group."""


@pytest.mark.parametrize("group", GROUPS)
def test_every_test_of_a_clinic_has_its_movement(group):
    assert [key for key in GROUPS[group] if key not in MOVEMENTS] == []


@pytest.mark.parametrize("key", MOVEMENTS)
def test_a_movement_is_the_same_each_time_and_has_its_events_inside(key):
    movement = MOVEMENTS[key]
    assert movement.title
    first, second = (movement.play(Person(seed=3), SHORT) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.force_n, other.force_n)
        assert one.surface is movement.surface
        assert all(-1e-9 <= at <= one.duration_s for at in one.events.values())
        assert all(np.isfinite(size) for size in one.figures.values())
        assert np.isfinite(one.force_n).all()
        assert one.force_n.min() > -20.0
        assert one.force_n.max() > 10.0


@pytest.mark.parametrize("key", MOVEMENTS)
def test_a_movement_begins_where_its_waiting_ends(key):
    movement, person, stage = MOVEMENTS[key], Person(seed=3), Stage()
    movement.enter(stage, person, SHORT, 1.0)
    begun_s = 9.0
    before = stage.both(movement.surface, np.array([begun_s - 0.001]))[:, 0]
    end_s = movement.begin(stage, person, SHORT, begun_s)
    after = stage.both(movement.surface, np.array([begun_s + 0.001]))[:, 0]
    rest_n = 5.0 if movement.surface is Surface.GRIPS else 0.05 * person.weight_n
    assert np.abs(after - before).max() < rest_n
    free_s = leave(stage, person, end_s + 0.5)
    assert free_s < end_s + 4.0
    assert not stage.both(movement.surface, np.array([free_s + 0.5])).any()
    assert (movement.before is Before.AWAY) == (not before.any())


def test_isometric_tests_are_played_by_their_own_group_and_on_the_sides_they_ask_for():
    strength = {key: Both.same(100.0 + 10.0 * place) for place, key in enumerate(MUSCLES)}
    person = Person(strength_n=strength, skill=SAME)
    for place, key in enumerate(MUSCLES):
        if key != "leg_push":
            played = MOVEMENTS[f"{key}_iso"].play(person, Ask(reps=1, rest_s=0.5))
            assert len(played) == (2 if MUSCLES[key].sided else 1)
            for performance in played:
                assert performance.figures["strength_n"] == 100.0 + 10.0 * place
    (right,) = MOVEMENTS["hip_flexion_iso"].play(person, Ask(reps=1, sides=("right",)))
    assert not right.force_n[0].any()
    (supine, _) = MOVEMENTS["hip_abduction_supine_iso"].play(person, Ask(reps=1))
    assert supine.figures["strength_n"] == pytest.approx(100.0 * SUPINE)


def test_a_squeeze_is_what_the_weaker_leg_lets_through():
    person = Person(strength_n={"hip_adduction": Both(120.0, 90.0)}, skill=SAME)
    (squeeze,) = MOVEMENTS["hip_adduction_squeeze_iso"].play(person, Ask(reps=1))
    assert squeeze.figures["voluntary_n"] == pytest.approx(SQUEEZE * 90.0)


def test_whoever_has_weak_or_aching_knees_rises_slowly():
    assert pace_of(Person()) == BRISK
    weak = pace_of(Person(deficit={"knee_extension": Both.same(0.5)}))
    aching = pace_of(Person(pain={"knee_extension": Both.same(0.8)}))
    assert 1.6 * BRISK.period_s < weak.period_s < 1.9 * BRISK.period_s
    assert BRISK.period_s < aching.period_s
    (five,) = MOVEMENTS["sit_to_stand_5x"].play(Person(), Ask())
    assert 9.0 < five.events["rep5_up"] - five.events["rep1_start"] < 11.4
    (rises,) = MOVEMENTS["sit_to_stand_30s"].play(Person(), Ask())
    assert rises.events["rep1_start"] + 30.0 < max(rises.events.values())


@pytest.mark.parametrize("key", built_in())
def test_the_client_of_a_clinic_does_the_test_of_that_name(key):
    protocol = built_in()[key]
    movement = movement_for(protocol)
    assert movement.surface is (Surface.PLATES if protocol.device == "plates" else Surface.GRIPS)
    if protocol.kind == "isometric" and protocol.device == "dynamometers":
        muscle = next(name for name in MUSCLES if key.startswith(name))
        person = Person(strength_n={muscle: Both(77.0, 99.0 if MUSCLES[muscle].sided else 77.0)}, skill=SAME)
        played = Body(person, push_s=1.5, rest_s=0.5).performances(protocol)
        parts = {"hip_abduction_supine_iso": SUPINE, "hip_adduction_squeeze_iso": SQUEEZE}
        part = (parts | {"hip_abduction_clamshell_iso": CLAMSHELL}).get(key, 1.0)
        felt = [77.0] if protocol.unsided else [77.0, 99.0]
        assert [each.figures["strength_n"] for each in played] == pytest.approx([part * force for force in felt])


def test_holds_last_as_long_as_this_person_can_or_as_the_test_is_cut_short():
    person = Person(endurance_s={"hip_extension": Both(8.0, 10.0), "trunk_flexion": Both.same(20.0)})
    bridge, plank = built_in()["glute_bridge_hold"], built_in()["prone_plank_hold"]
    assert Body(person).performances(bridge)[0].figures["hold_s"] == pytest.approx(20.0)
    assert Body(person).performances(plank)[0].figures["hold_s"] == pytest.approx(0.86 * 20.0)
    assert Body(person, hold_s=5.0).performances(plank)[0].figures["hold_s"] == 5.0


@pytest.mark.parametrize("side", SIDES)
def test_a_hold_on_one_side_is_on_the_plate_of_that_side(side):
    (plank,) = MOVEMENTS[f"side_plank_{side}_hold"].play(Person(), SHORT)
    (bridge,) = MOVEMENTS[f"single_leg_bridge_{side}_hold"].play(Person(), SHORT)
    own = SIDES.index(side)
    for hold in (plank, bridge):
        loads = hold.at(np.arange(hold.events["hold_start"] + 1.0, hold.events["hold_end"], 0.01)).mean(axis=1)
        assert loads[own] > 1.3 * loads[1 - own]
        if hold is bridge:
            assert loads[1 - own] < 1.0
        else:  # plates under both ends carry all of the body, however it trembles
            total = hold.at(np.array([hold.events["hold_start"] + 2.0])).sum()
            assert total == pytest.approx(Person().weight_n, rel=0.01)


def test_what_is_no_clinical_test_is_played_on_served_devices_too():
    async def visit():
        clock, stage = SystemClock(), Stage()
        mover = Mover(stage, Person(seed=2), clock)
        mover.move(["corner_check_left"], again=False)
        seen = []
        for _ in range(400):
            await clock.sleep(0.1)
            seen.append(stage.both(Surface.PLATES, np.array([clock.now()]))[:, 0])
        await mover.end()
        return np.array(seen)

    loads = run(visit())
    weight_n = 20.0 * 9.80665
    rises = np.flatnonzero(np.diff((loads[:, 0] > 0.5 * weight_n).astype(int)) == 1)
    assert len(rises) == 4
    assert np.median(loads[loads[:, 0] > 0.9 * weight_n, 0]) == pytest.approx(weight_n)
    assert not loads[:, 1].any()
    assert not loads[-1].any()


def test_every_movement_is_listed(capsys):
    parser = argparse.ArgumentParser()
    simulate.add_arguments(parser)
    assert simulate.run(parser.parse_args(["--list"])) == 0
    listed = capsys.readouterr().out
    assert [key for key in MOVEMENTS if key not in listed] == []
