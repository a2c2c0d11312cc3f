"""Every scenario of the library runs its whole plan, ends as its file says, and its numbers tell its story."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import pytest

from dsp.measurement import Measurement, State
from simulators.scenario import Scenario, load_scenario, scenario_keys
from station.commands.client import Body
from station.commands.fault_runs import untrue, verdict
from station.commands.virtual_clinic import Conducted, VirtualClinic
from station.model import Side, TrialState

WEAK = "left_weak_low_back_pain"
LATER = {3.0: ("hip_abduction_iso",), 6.0: ("hip_abduction_iso", "glute_bridge_hold")}
"""What is done again weeks later."""


@functools.cache
def played(key: str, week: float) -> tuple[tuple[Conducted, ...], tuple[str, ...]]:
    """The tests of a scenario's plan, and what on disk does not agree with the bench."""
    scenario = load_scenario(key)
    body = Body(scenario.course.person_at(week), hold_s=16.0, push_s=2.5, rest_s=1.5)
    with (
        tempfile.TemporaryDirectory() as folder,
        VirtualClinic(Path(folder), body, devices=scenario.devices, faults=scenario.faults) as clinic,
    ):
        tests = clinic.conduct(scenario.plan if not week else LATER[week])
        return tests, tuple(untrue(clinic, exact=scenario.expect.counts == "exact"))


def number(key: str, protocol: str, name: str, side: Side = Side.BOTH, week: float = 0.0) -> Measurement:
    (test,) = (test for test in played(key, week)[0] if test.protocol == protocol)
    assert test.review is not None, test.given_up
    (found,) = (line.measurement for line in test.review.measurements if (line.key, line.side) == (name, side))
    return found


def value(key: str, protocol: str, name: str, side: Side = Side.BOTH, week: float = 0.0) -> float:
    found = number(key, protocol, name, side, week)
    assert found.state is State.VALID, found.reasons
    assert found.value is not None
    return found.value


def verdict_of(key: str, protocol: str) -> str:
    (test,) = (test for test in played(key, 0.0)[0] if test.protocol == protocol)
    return "" if test.review is None else test.review.verdict


def complaints(scenario: Scenario) -> list[str]:
    tests, wrong = played(scenario.key, 0.0)
    unfinished = [test.given_up for test in tests if test.review is None]
    return [*verdict(scenario, tests), *wrong, *unfinished]


@pytest.mark.parametrize("key", scenario_keys())
def test_a_scenario_of_the_library_ends_in_its_verdict_and_every_lost_sample_is_said(key: str) -> None:
    assert complaints(load_scenario(key)) == []


def test_the_symmetric_athlete_is_told_to_be_even_in_every_test() -> None:
    for protocol in load_scenario("symmetric").plan:
        told = verdict_of("symmetric", protocol)
        assert "not distinguishable" in told or "even within" in told, (protocol, told)


def test_the_weak_left_side_shows_and_training_takes_it_away() -> None:
    weeks = (0.0, 3.0, 6.0)
    left = [value(WEAK, "hip_abduction_iso", "peak_force", Side.LEFT, week) for week in weeks]
    deficit = [value(WEAK, "hip_abduction_iso", "peak_force_asymmetry", week=week) for week in weeks]
    drift = [-value(WEAK, "glute_bridge_hold", "load_share_drift", Side.LEFT, week) for week in (0.0, 6.0)]
    assert left == sorted(left)
    assert left[2] > 1.15 * left[0]
    assert deficit[0] > 18.0
    assert deficit[0] > deficit[1] > deficit[2]
    assert drift[0] > 3.0
    assert drift[0] > 2.0 * abs(drift[1])
    assert value(WEAK, "cmj", "propulsive_impulse_asymmetry") > 10.0


def test_the_operated_knee_pushes_less_lands_less_and_is_spared_in_the_squat() -> None:
    key = "post_op_knee"
    assert 20.0 < value(key, "knee_extension_iso", "peak_force_asymmetry") < 40.0
    assert value(key, "squat", "rep_load_share", Side.LEFT) < 46.0
    assert value(key, "cmj", "landing_share", Side.LEFT) < 43.0
    assert value(key, "drop_jump", "drop_contact_share", Side.LEFT) < 46.0


def test_the_frail_person_needs_a_quarter_minute_for_five_rises() -> None:
    key = "frail_sit_to_stand"
    assert 14.0 < value(key, "sit_to_stand_5x", "five_rises_time") < 16.0
    assert value(key, "sit_to_stand_30s", "rises_in_30_s") == 8.0
    assert value(key, "sit_to_stand_5x", "rise_load_asymmetry") < -10.0
    assert value(key, "quiet_stance_eyes_open", "stance_share", Side.LEFT) > 52.0


def test_the_scale_waits_for_the_restless_client() -> None:
    def weighing_s(key: str) -> float:
        (test,) = (test for test in played(key, 0.0)[0] if test.protocol == "cmj")
        times = {state: at_s for at_s, state in reversed(test.read.states)}
        return times[TrialState.READY] - times[TrialState.WEIGH]

    assert weighing_s("restless_client") > 6.0
    assert weighing_s("restless_client") > weighing_s("wrong_tare") + 2.0


def test_a_slip_is_in_the_numbers_and_not_smoothed_away() -> None:
    slipped, steady = (value(key, "glute_bridge_hold", "steadiness_cv") for key in ("tester_slips", "symmetric"))
    assert slipped > 2.0 * steady
    assert value("tester_slips", "glute_bridge_hold", "band_exits") >= 1.0
    assert value("symmetric", "glute_bridge_hold", "band_exits") == 0.0


def test_what_was_measured_before_the_battery_died_stays_and_nothing_is_compared() -> None:
    key = "flat_battery_mid_hold"
    assert number(key, "hip_abduction_iso", "peak_force", Side.LEFT).state is State.LIMITED
    assert number(key, "hip_abduction_iso", "peak_force_asymmetry").state is State.INVALID
    (test,) = played(key, 0.0)[0]
    assert any("Its battery is flat: charge it." in text for text in test.texts)


def test_a_pulled_cable_leaves_a_hold_of_at_least_its_time() -> None:
    held = number("cable_pulled", "glute_bridge_hold", "hold_time")
    assert (held.state, held.at_least) == (State.LIMITED, True)
    assert held.value is not None
    assert 3.5 < held.value < 5.5
