"""Scenarios are data that load, and bad data says what is wrong with it."""

import pytest

from simulators.body import countermovement_jump, step_off, step_on
from simulators.effort import isometric_effort
from simulators.holding import glute_bridge
from simulators.scenario import DEFAULT, BadScenario, UnknownScenario, load_scenario, parse_scenario, scenario_keys


def abduction(scenario, side):
    return isometric_effort(scenario.person, "hip_abduction", side, 3)


@pytest.mark.parametrize("key", scenario_keys())
def test_every_scenario_loads_and_can_be_played(key):
    scenario = load_scenario(key)
    assert scenario.title
    assert scenario.person.name == key
    played = [
        countermovement_jump(scenario.person),
        glute_bridge(scenario.person, 20.0),
        abduction(scenario, "left"),
        abduction(scenario, "right"),
        step_on(scenario.person),
        step_off(scenario.person),
    ]
    assert all(each.duration_s > 0.5 for each in played)


def test_the_default_person_is_weaker_on_the_left_in_all_three_movements():
    scenario = load_scenario()
    assert scenario.key == DEFAULT
    left, right = (abduction(scenario, side).figures["rep1_peak_n"] for side in ("left", "right"))
    assert left < 0.85 * right
    jump = countermovement_jump(scenario.person).figures
    assert jump["left_impulse_ns"] < 0.9 * jump["right_impulse_ns"]
    assert glute_bridge(scenario.person, 20.0).figures["left_share_end"] < 0.45


def test_another_seed_is_another_day_of_the_same_person():
    one, other = (abduction(load_scenario(seed=seed), "left") for seed in (1, 2))
    assert one.figures != other.figures
    assert one.figures["rep1_peak_n"] == pytest.approx(other.figures["rep1_peak_n"], rel=0.05)


def test_an_unknown_scenario_names_those_that_exist():
    with pytest.raises(UnknownScenario, match="symmetric"):
        load_scenario("symetric")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('title = "x"\n[person]\nmass = 70', "no 'mass'"),
        ('title = "x"\n[person]\nmass_kg = "heavy"', "not a number"),
        ('title = "x"\n[person]\nmass_kg = 7', "20 to 200 kg"),
        ('title = "x"\n[person]\njump_left = 1.4', "between 0 and 1"),
        ('title = "x"\nfaults = 3', "unknown key faults"),
        ("[person]", "needs a title"),
        ("title = ", "Invalid value"),
    ],
)
def test_a_bad_scenario_says_what_is_wrong(text, says):
    with pytest.raises(BadScenario, match=says):
        parse_scenario("case", text)
