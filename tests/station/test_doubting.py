"""Doubts about a whole trial: what they touch, what they say, and what a trial that was cut off still tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from drivers.calibration import Calibration
from drivers.devices.progressor import SIGNAL as PROGRESSOR
from dsp.catalog import CATALOG
from dsp.measurement import Measurement, State, invalid
from simulators.body import Person
from simulators.holding import glute_bridge
from station.analysis import analyse
from station.doubting import doubted, touched
from station.model import Analysis, NamedMeasurement, Outcome, Side, Trace, TrialData
from station.protocol import built_in
from station.trial_checks import (
    AFTER,
    as_methods,
    calibration_doubts,
    found_doubts,
    later_findings,
    promised_hz,
    rate_doubts,
    zero_doubts,
)
from station.trial_doubt import Effect, Touches, TrialDoubt


def line(key: str, side: Side = Side.BOTH, state: State = State.VALID) -> NamedMeasurement:
    metric = CATALOG[key]
    reasons = () if state is State.VALID else ("known before",)
    found = invalid(metric.unit, "gone") if state is State.INVALID else Measurement(1.0, metric.unit, state, reasons)
    return NamedMeasurement(key, metric.title, side, found)


@pytest.mark.parametrize(
    ("key", "side", "families"),
    [
        ("jump_height_im", Side.BOTH, {Touches.FORCES, Touches.MOTION}),
        ("jump_height_ft", Side.BOTH, {Touches.RATES}),
        ("flight_time", Side.BOTH, {Touches.RATES}),
        ("peak_force", Side.LEFT, {Touches.FORCES, Touches.SIDES}),
        ("peak_force_asymmetry", Side.BOTH, {Touches.FORCES, Touches.SIDES}),
        ("shift_asymmetry", Side.BOTH, {Touches.FORCES, Touches.SIDES}),
        ("rfd_0_100", Side.RIGHT, {Touches.FORCES, Touches.SIDES, Touches.RATES}),
        ("hold_time", Side.BOTH, set()),
        ("sway_velocity", Side.BOTH, {Touches.FORCES}),
        ("hop_height", Side.BOTH, set()),
        ("rep_count", Side.BOTH, set()),
        ("peak_power", Side.BOTH, {Touches.FORCES, Touches.MOTION}),
        ("load_share", Side.LEFT, {Touches.FORCES, Touches.SIDES}),
    ],
)
def test_a_doubt_touches_the_numbers_that_it_is_about(key: str, side: Side, families: set[Touches]) -> None:
    found = {family for family in Touches if touched(line(key, side), family)}
    assert found - {Touches.RATES} == families - {Touches.RATES}
    assert (Touches.RATES in families) <= (Touches.RATES in found)


@pytest.mark.parametrize(
    ("effect", "before", "after"),
    [
        (Effect.NOTE, State.VALID, State.VALID),
        (Effect.NOTE, State.LIMITED, State.LIMITED),
        (Effect.LIMIT, State.VALID, State.LIMITED),
        (Effect.LIMIT, State.INVALID, State.INVALID),
        (Effect.REFUSE, State.LIMITED, State.INVALID),
    ],
)
def test_a_doubt_never_makes_a_number_better(effect: Effect, before: State, after: State) -> None:
    analysis = Analysis("cmj", 1000.0, (), (line("peak_power", state=before),))
    (changed,) = doubted(analysis, [TrialDoubt("why", Touches.FORCES, effect)]).measurements
    assert changed.measurement.state is after
    assert ("why" in changed.measurement.reasons) == (before is not State.INVALID)
    assert (changed.measurement.value is None) == (after is State.INVALID)


def test_plates_at_zero_raise_no_doubt_and_those_that_are_not_say_by_how_much() -> None:
    assert list(zero_doubts({"left": 0.9, "right": -0.9})) == []
    motion, forces = zero_doubts({"left": 0.2, "right": -1.5})
    assert (motion.effect, forces.effect) == (Effect.LIMIT, Effect.LIMIT)
    assert forces.reason == "the right plate reads \N{MINUS SIGN}1.5 N with nobody on it"
    assert motion.reason.endswith("heights by impulse can be wrong by 0.5 cm")
    motion, forces = zero_doubts({"left": -6.0, "right": 0.0})
    assert (motion.effect, forces.effect) == (Effect.REFUSE, Effect.LIMIT)
    assert forces.reason.startswith("zero was taken under load")
    (forces,) = zero_doubts({"left": -3.0}, plates=False)
    assert forces.reason == "the left dynamometer reads \N{MINUS SIGN}3.0 N with nothing on it"


def test_a_rate_limits_times_below_99_and_withholds_them_below_95_per_cent() -> None:
    assert list(rate_doubts(0.995, 1000.0)) == []
    assert [doubt.effect for doubt in rate_doubts(0.97, 1000.0)] == [Effect.LIMIT]
    assert [doubt.effect for doubt in rate_doubts(0.94, 1000.0)] == [Effect.REFUSE]


def test_a_clone_at_its_own_rate_keeps_its_promise() -> None:
    signal = replace(PROGRESSOR, other_rates_hz=(10.0,))
    assert promised_hz(signal, 9.67) == 10.0
    assert promised_hz(signal, 75.0) == 80.0


def test_findings_that_cannot_be_read_are_passed_over() -> None:
    strange = {"zero_check": {"left": "many"}, "side_check": {}, "other": {"left": 9.0}}
    assert list(found_doubts(strange, plates=True)) == []


def test_a_later_finding_replaces_the_one_of_the_recording() -> None:
    marked = {"side_check": {"first": "right"}}
    assert len(list(found_doubts(marked, plates=True))) == 1
    assert list(found_doubts({**marked, "side_check": {"first": "left"}}, plates=True)) == []


def test_later_findings_go_through_the_methods_of_a_run_and_back() -> None:
    found = {"zero_return": {"left": 2.3, "right": 0.0}}
    methods = {"onset.cmj": {"sd_factor": 5.0}, **as_methods(found)}
    assert set(methods) == {"onset.cmj", AFTER + "zero_return"}
    assert later_findings(methods) == found


@pytest.mark.parametrize(
    ("dated", "uncertainty", "effect", "said"),
    [
        ("2025-03-01", 0.01, None, ""),
        ("2025-02-28", 0.01, Effect.LIMIT, "calibration expired: it is of 2025-02-28"),
        ("", 0.01, Effect.NOTE, "the day of the calibration is not known"),
        ("", 0.0, Effect.NOTE, "calibration not verified"),
        ("last spring", 0.0, Effect.NOTE, "calibration not verified"),
    ],
)
def test_a_calibration_holds_for_twelve_months(
    dated: str, uncertainty: float, effect: Effect | None, said: str
) -> None:
    known = Calibration("c", "1", ("left",), ((1.0,),), (0.0,), 100.0, (0.1,), uncertainty, dated=dated)
    doubts = list(calibration_doubts(known, date(2026, 3, 1)))
    assert [doubt.effect for doubt in doubts] == ([] if effect is None else [effect])
    assert all(doubt.reason.startswith(said) for doubt in doubts)


def test_a_device_that_failed_its_daily_check_limits_every_force_and_one_that_passed_none() -> None:
    record = Calibration("c", "1", ("left",), ((1.0,),), (0.0,), 100.0, (0.1,), 0.01, dated="2026-02-01")
    passed = replace(record, proofs=("daily check 2026-02-28: passed, within 0.1 %",))
    failed = replace(record, proofs=("daily check 2026-02-28: FAILED, off by up to 2.1 %",))
    assert list(calibration_doubts(passed, date(2026, 3, 1))) == []
    (doubt,) = calibration_doubts(failed, date(2026, 3, 1))
    assert (doubt.effect, doubt.touches) == (Effect.LIMIT, Touches.FORCES)
    assert doubt.reason == "the device did not pass its last proof (daily check 2026-02-28: FAILED, off by up to 2.1 %)"


# A trial that its device cut off ------------------------------------------------------------------------------------


def hold(until_s: float, outcome: Outcome) -> TrialData:
    times = np.arange(0.0, until_s, 0.001)
    force_n = glute_bridge(Person(), 20.0).at(times) + np.random.default_rng(1).normal(0.0, 0.5, (2, times.size))
    trace = Trace((Side.LEFT, Side.RIGHT), times, force_n, 1000.0, resolution_n=0.05, uncertainty=0.01)
    return TrialData((trace,), complete=outcome is Outcome.COMPLETED, outcome=outcome)


def of(analysis: Analysis, key: str) -> Measurement:
    return next(each.measurement for each in analysis.measurements if each.key == key)


def test_a_hold_that_its_device_cut_off_is_a_lower_bound_and_compares_nothing() -> None:
    found = analyse(built_in()["glute_bridge_hold"], hold(12.0, Outcome.DEVICE_FAILED))
    assert of(found, "hold_time").at_least
    assert of(found, "load_asymmetry").state is State.INVALID
    assert "cut off in the middle" in of(found, "load_asymmetry").reasons[0]
    assert of(found, "load_share").state is State.LIMITED
    assert not [each.key for each in found.measurements if each.measurement.state is State.VALID]


def test_a_hold_that_was_over_before_its_device_failed_keeps_its_numbers() -> None:
    found = analyse(built_in()["glute_bridge_hold"], hold(25.5, Outcome.DEVICE_FAILED))
    whole = analyse(built_in()["glute_bridge_hold"], hold(25.5, Outcome.COMPLETED))
    assert of(found, "load_asymmetry") == of(whole, "load_asymmetry")
    assert of(found, "load_share") == of(whole, "load_share")
