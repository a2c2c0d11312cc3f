"""People as data: what is missing has a norm, what is wrong is named, and training changes each thing in its time."""

from __future__ import annotations

import numpy as np
import pytest

from simulators.body import PAIN_SHORTENS, Person
from simulators.holding import hold
from simulators.people import BadPerson, person_from
from simulators.scenario import load_scenario
from simulators.strength import MUSCLES, Both
from simulators.training import NEURAL, Course, course_from


def test_a_person_has_the_norm_of_the_body_weight_where_nothing_is_said():
    person = Person(mass_kg=80.0)
    # published per cent of body weight, women of 20 to 29 years
    for muscle, percent in {"hip_flexion": 38.5, "hip_extension": 27.0, "hip_adduction": 16.9,
                            "hip_external_rotation": 17.1, "hip_internal_rotation": 23.8}.items():  # fmt: skip
        assert person.strength(muscle, "left") == pytest.approx(percent / 100 * 80.0 * 9.80665)
    assert person.strength("hip_abduction", "left") / person.strength("hip_adduction", "left") == pytest.approx(1.28)
    assert person.endurance("trunk_extension", "left") == 146.0


def test_a_table_gives_each_group_and_side_its_figures():
    person = person_from(
        "anna",
        {
            "mass_kg": 60,
            "strength_n": {"hip_abduction": {"left": 118, "right": 158.0}, "trunk_extension": 310},
            "deficit": {"hip_flexion": {"left": 0.25, "right": 0}},
            "endurance_s": {"trunk_lateral_flexion": {"left": 40, "right": 60}},
            "pain": {"hip_abduction": {"left": 0.5, "right": 0}, "trunk_lateral_flexion": 0.5},
            "skill": {"cv": 0.05},
        },
        seed=9,
    )
    assert (person.name, person.seed, person.skill.cv, person.skill.learning) == ("anna", 9, 0.05, 0.03)
    assert person.strength("hip_abduction", "left") == 118.0
    assert person.voluntary("hip_abduction", "left") == pytest.approx(0.7 * 118.0)
    assert person.voluntary("hip_abduction", "right") == 158.0
    assert person.strength("trunk_extension", "right") == 310.0
    assert person.strength("hip_flexion", "left") == pytest.approx(0.75 * person.strength("hip_flexion", "right"))
    assert person.endurance("trunk_lateral_flexion", "right") == pytest.approx(60.0 * (1 - 0.5 * PAIN_SHORTENS))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"mass": 70}, "a person has no 'mass'; there are: mass_kg, "),
        ({"mass_kg": "heavy"}, "mass_kg = 'heavy' is not a number"),
        ({"mass_kg": float("nan")}, "mass_kg = nan is not a number"),
        ({"rise_s": 9.0}, "rise_s can be from 0.02 to 2, not 9"),
        ({"strength_n": {"hip_abductoin": 100}}, "strength_n has no 'hip_abductoin'; there are: hip_abduction, "),
        ({"strength_n": {"hip_abduction": {"left": 100}}}, "hip_abduction is one number or { left = ..., right"),
        ({"strength_n": {"hip_abduction": {"left": 100, "right": "x"}}}, "hip_abduction.right = 'x' is not a number"),
        ({"strength_n": {"hip_abduction": -4}}, "strength_n.hip_abduction can be from 1 to 6000, not -4"),
        ({"strength_n": 100}, "strength_n is a table with muscle groups, not 100"),
        ({"strength_n": {"trunk_flexion": {"left": 100, "right": 120}}}, "trunk_flexion has no sides"),
        ({"pain": {"hip_flexion": 1.5}}, "pain.hip_flexion can be from 0 to 1, not 1.5"),
        ({"skill": {"grace": 1}}, "skill has no 'grace'; there are: cv, "),
        ({"skill": {"cv": 2.0}}, "skill.cv can be from 0 to 0.3, not 2"),
        ({"skill": 3}, "skill is a table, not 3"),
    ],
)
def test_a_bad_table_is_refused_with_its_key_and_what_is_allowed(table, says):
    with pytest.raises(BadPerson) as refused:
        person_from("case", table)
    assert str(refused.value).startswith("scenario case: ")
    assert says in str(refused.value)


def course(**more):
    return course_from(
        "case",
        {
            "bridge_drift": -0.05,
            "strength_n": {"hip_abduction": {"left": 100, "right": 150}},
            "pain": {"hip_flexion": 0.8},
        },
        {
            "strength_n": {"hip_abduction": {"left": 150, "right": 150}},
            "pain": {"hip_flexion": 0.0},
            "bridge_drift": 0.0,
        }
        | more,
    )


def test_strength_comes_early_by_use_and_later_by_muscle():
    going = course()
    gain = np.array([(going.person_at(week).strength("hip_abduction", "left") - 100) / 50 for week in range(60)])
    weeks = np.arange(60.0)
    expected = NEURAL * (1 - np.exp(-weeks / 3)) + (1 - NEURAL) * (1 - (1 + weeks / 6) * np.exp(-weeks / 6))
    np.testing.assert_allclose(gain, expected, atol=1e-12)
    assert gain[59] == pytest.approx(1.0, abs=0.001)
    early, late = NEURAL * (1 - np.exp(-2 / 3)), gain[2] - NEURAL * (1 - np.exp(-2 / 3))
    assert early > 10 * late


def test_pain_and_drift_go_exponentially_each_in_its_time_and_what_is_not_named_stays():
    going = course(weeks={"pain": 1.0, "bridge_drift": 6.0})
    person = going.person_at(3)
    assert person.hurts("hip_flexion", "left") == pytest.approx(0.8 * np.exp(-3))
    assert person.bridge_drift == pytest.approx(-0.05 * np.exp(-0.5))
    assert (person.mass_kg, person.jump_height_m) == (going.person.mass_kg, going.person.jump_height_m)
    assert person.strength("hip_abduction", "right") == 150.0
    assert person.seed != going.person.seed
    assert going.person_at(0) == going.person


def test_groups_that_only_the_goal_names_begin_at_the_norm():
    going = course(endurance_s={"hip_flexion": 200.0})
    norm_s = MUSCLES["hip_flexion"].endurance_s
    reached = going.person_at(6).endurance_s["hip_flexion"]
    assert reached.left == pytest.approx(norm_s + (200 - norm_s) * (1 - np.exp(-2)))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"visits": [3, 0]}, "are not weeks from 0 on"),
        ({"visits": 3}, "visits is a list of weeks"),
        ({"weeks": {"hip": 3}}, "weeks has no 'hip'; there are: neural, "),
        ({"weeks": {"pain": 0}}, "weeks.pain can be from 0.1 to 100"),
        ({"seed": 3}, "training does not change seed"),
        ({"strength_n": {"hip": 3}}, "strength_n has no 'hip'"),
    ],
)
def test_a_bad_course_is_refused_with_its_key(more, says):
    with pytest.raises(BadPerson, match=says.replace("(", r"\(")):
        course(**more)


def test_a_course_without_changes_leaves_the_person_alone_but_for_the_day():
    alone = Course(Person(seed=4), Person(seed=4))
    later = alone.person_at(5)
    assert later.seed == 5004
    assert later.strength("hip_abduction", "left") == Person().strength("hip_abduction", "left")
    with pytest.raises(ValueError, match="weeks 0 to 520"):
        alone.person_at(-1)


def test_the_weak_gluteals_of_the_demo_improve_beyond_what_can_be_detected_by_week_six():
    going = load_scenario().course
    assert going.visits == (0, 3, 6)
    first, third, sixth = (going.person_at(week) for week in going.visits)
    left = [person.strength("hip_abduction", "left") for person in (first, third, sixth)]
    right = [person.strength("hip_abduction", "right") for person in (first, third, sixth)]
    # smallest detectable change: 2.77 times the variation of less than 5 % from week to week
    assert left[1] - left[0] < 0.02 * left[0] + 2.77 * 0.05 * left[0]
    assert left[2] - left[0] > 1.5 * 2.77 * 0.05 * left[0]
    assert right[2] - right[0] < 2.77 * 0.05 * right[0]
    drifts = [abs(hold("glute_bridge_hold", person, hold_s=30.0).figures["left_share_end"] - 0.5) for person in
              (first, third, sixth)]  # fmt: skip
    assert drifts[0] > 2.0 * drifts[1] > 2.0 * drifts[2]
    assert drifts[0] > 0.07
    assert drifts[2] < 0.025
    assert first.hurts("trunk_extension", "left") > 3 * sixth.hurts("trunk_extension", "left")
    assert isinstance(first.strength_n["hip_abduction"], Both)
