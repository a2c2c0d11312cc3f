"""Forces held at a level, clamshells, bird dogs and dead bugs: what stands in events and figures is what is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import FINE_HZ, Person, Skill
from simulators.effort import PRELOAD_N
from simulators.limbs import LEANS, LIFTINGS, MOVE_S, limb_hold, limb_reps
from simulators.performance import Surface
from simulators.strength import Both
from simulators.tracking import (
    CLAMSHELL,
    clamshell_hold,
    clamshell_reps,
    force_tracking,
    hold_time_at,
    level_hold,
    unsteadiness_at,
)


def trembling(force):
    """Standard deviation above 7 Hz of what was drawn every 2 ms."""
    lines = np.fft.rfft(force * np.hanning(force.size))
    return np.abs(lines[np.fft.rfftfreq(force.size, 0.002) > 7.0]).std()


STEADY = Person(skill=Skill(steadiness=0.0, cv=0.0), sway_n=0.0)


@pytest.mark.parametrize(("level", "minutes"), [(0.2, 6.5), (0.3, 2.5370), (0.5, 1.1), (1.0, 0.1)])
def test_a_level_is_held_as_long_as_rohmerts_curve_says_beside_the_endurance_at_a_half(level, minutes):
    person = Person(endurance_s={"hip_abduction": Both(66.0, 33.0)})
    assert hold_time_at(person, "hip_abduction", "left", level) == pytest.approx(60.0 * minutes, rel=1e-3)
    assert hold_time_at(person, "hip_abduction", "right", level) == pytest.approx(30.0 * minutes, rel=1e-3)


def test_a_tracked_level_is_kept_with_the_stated_error_and_wavers_more_where_little_is_asked():
    for level in (0.15, 0.6):
        done = level_hold(Person(seed=2), "hip_abduction", "right", level, 12.0)
        assert done.surface is Surface.GRIPS
        times = np.arange(done.force_n.shape[1]) / FINE_HZ
        there = (times >= done.events["settled"]) & (times <= done.events["hold_end"])
        away = done.force_n[1][there] - done.figures["target_n"]
        assert done.figures["error_n"] == pytest.approx(np.sqrt(np.mean(away**2)))
        assert done.figures["mean_n"] == pytest.approx(level * done.figures["maximum_n"], rel=0.03)
        cv = away.std() / done.figures["mean_n"]
        assert cv == pytest.approx(unsteadiness_at(Person(), level, 0.0), rel=0.45)
    assert unsteadiness_at(Person(), 0.15, 0.0) > 1.3 * unsteadiness_at(Person(), 0.6, 0.0)
    assert not level_hold(STEADY, "hip_abduction", "right", 0.3, 8.0).force_n[0].any()


def test_a_hold_ends_when_the_endurance_does_or_when_told_and_sags_and_trembles_before():
    person = Person(endurance_s={"hip_abduction": Both.same(40.0)}, seed=5)
    told, tired = clamshell_hold(person, hold_s=15.0), clamshell_hold(person)
    assert (told.figures["hold_s"], told.figures["ended_by_fatigue"]) == (15.0, 0.0)
    assert (tired.figures["hold_s"], tired.figures["ended_by_fatigue"]) == (40.0, 1.0)
    maximum_n = CLAMSHELL * person.strength("hip_abduction", "left")
    assert tired.figures["target_n"] == pytest.approx(0.5 * maximum_n)
    end_s = tired.events["hold_end"]
    late, early = tired.at(np.arange(end_s - 6, end_s - 4, 0.002))[0], tired.at(np.arange(4.0, 6.0, 0.002))[0]
    assert trembling(late) > 1.5 * trembling(early)
    assert tired.at(np.array([end_s]))[0, 0] < 0.87 * tired.figures["target_n"]
    assert tired.at(np.array([tired.duration_s]))[0, 0] == pytest.approx(PRELOAD_N)


def test_pain_ends_a_hold_earlier_and_takes_from_its_level():
    hurting = Person(pain={"hip_abduction": Both(0.6, 0.0)})
    left, right = (clamshell_hold(hurting, side) for side in ("left", "right"))
    assert left.figures["hold_s"] < 0.7 * right.figures["hold_s"]
    assert left.figures["target_n"] < 0.7 * right.figures["target_n"]


def test_tracking_lasts_as_long_as_asked():
    done = force_tracking(STEADY, "knee_extension", "left", 0.3, 20.0)
    assert done.figures["hold_s"] == 20.0
    assert done.figures["error_n"] < 0.01 * done.figures["target_n"]


def test_clamshells_are_counted_peak_where_they_say_and_rest_at_the_preload():
    done = clamshell_reps(Person(seed=3), "right", reps=6)
    force, times = done.force_n[1], np.arange(done.force_n.shape[1]) / FINE_HZ
    assert done.figures["reps"] == 6
    for number in range(1, 7):
        start_s, end_s = done.events[f"rep{number}_start"], done.events[f"rep{number}_end"]
        inside = (times >= start_s) & (times <= end_s)
        assert force[inside].max() == done.figures[f"rep{number}_peak_n"]
        assert force[inside][[0, -1]] == pytest.approx(PRELOAD_N, abs=1e-3)
    assert done.figures["rep1_peak_n"] > 10 * PRELOAD_N


@pytest.mark.parametrize("key", LIFTINGS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_lifted_leg_moves_the_load_to_the_other_plate_by_what_is_stated(key, side):
    lifting, done = LIFTINGS[key], limb_hold(key, STEADY, side, 10.0)
    own = ("left", "right").index(side)
    held = done.at(np.array([done.events["hold_start"] + 5.0]))[:, 0]
    assert held[own] == pytest.approx(lifting.own * STEADY.weight_n, abs=0.5)
    assert held[1 - own] == pytest.approx(lifting.other * STEADY.weight_n, abs=1.0)
    before = done.at(np.arange(0.0, 1.9, 0.01))
    assert before.sum(axis=0).mean() == pytest.approx(done.figures["still_n"], rel=0.01)
    assert done.events["hold_start"] - done.events["rise"] == pytest.approx(MOVE_S)
    assert done.figures["hold_s"] == pytest.approx(done.events["hold_end"] - done.events["hold_start"])


def test_a_dead_bug_keeps_the_whole_load_while_it_moves_from_side_to_side():
    done = limb_reps("dead_bug", Person(seed=2), reps=6)
    np.testing.assert_allclose(done.force_n.sum(axis=0), done.figures["still_n"], rtol=1e-9)
    assert np.ptp(done.force_n[0]) > 0.1 * done.figures["still_n"]


def test_a_bird_dog_empties_the_plate_of_the_lifted_leg_in_turn():
    done = limb_reps("bird_dog", Person(seed=2), reps=4)
    for number, own in ((1, 0), (2, 1), (3, 0), (4, 1)):
        middle_s = 0.5 * (done.events[f"rep{number}_reached"] + done.events[f"rep{number}_leave"])
        loads = done.at(np.array([middle_s]))[:, 0]
        assert loads[own] == pytest.approx(0.0, abs=1.0)
        assert loads[1 - own] > 0.45 * done.figures["weight_n"]


def test_an_unsteady_trunk_shakes_more_and_tires_to_its_end():
    def shaking(steadiness, first_s):
        done = limb_hold("bird_dog", Person(skill=Skill(steadiness=steadiness), seed=4), "left")
        assert done.figures["ended_by_fatigue"] == 1.0
        return done.at(np.arange(first_s, first_s + 10.0, 0.01))[1].std()

    assert shaking(0.024, 5.0) == pytest.approx(2.0 * shaking(0.012, 5.0), rel=0.05)
    assert shaking(0.012, 78.0) > 1.4 * shaking(0.012, 5.0)


def test_a_weaker_hip_and_a_tired_trunk_leave_more_to_the_hands():
    weak = Person(skill=STEADY.skill, strength_n={"hip_abduction": Both(160.0, 80.0)})
    left, right = (limb_reps("bird_dog", weak, reps=2).at(np.array([at_s]))[:, 0] for at_s in (4.0, 8.8))
    # with the left leg up the right knee carries, with half the strength of the left one
    assert (
        left[1]
        < right[0] - 0.5 * LEANS * (LIFTINGS["bird_dog"].other - LIFTINGS["bird_dog"].still) * weak.weight_n + 1.0
    )
    assert limb_hold("dead_bug", weak, "left", 5.0).figures["held_other_n"] == pytest.approx(
        LIFTINGS["dead_bug"].other * weak.weight_n
    )
    whole = limb_hold("bird_dog", Person(skill=STEADY.skill), "left")
    early, late = whole.at(np.array([5.0, whole.events["hold_end"] - 1.0]))[1]
    assert late < 0.95 * early


def test_repetitions_follow_the_beat_that_is_asked_for():
    done = limb_reps("shoulder_tap", STEADY, 4, 0.5, 0.7, 0.6)
    starts = [done.events[f"rep{number}_start"] for number in range(1, 5)]
    assert np.diff(starts) == pytest.approx([2 * 0.6 + 0.5 + 0.7] * 3)
    clams = clamshell_reps(STEADY, "left", 3, 1.0, 0.5, 1.0, rest_s=1.5)
    assert clams.events["rep2_start"] - clams.events["rep1_start"] == pytest.approx(4.0)
