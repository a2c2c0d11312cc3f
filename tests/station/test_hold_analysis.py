"""Holds through the station: why they ended, their band, and the loss of form with its mark."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person
from simulators.holding import Course, bridge, prone_plank
from simulators.holding import hold as hold_until_tired
from station.analysis import analyse
from station.hold_analysis import end_reason
from station.model import Mark, Outcome, Side, Trace, TrialData
from station.protocol import Target, Weigh, built_in

BRIDGE, PLANK = built_in()["glute_bridge_hold"], built_in()["prone_plank_hold"]


def recorded(performance, fs=200.0, noise=0.7, until_s=None, **more):
    """What two plates with a verified calibration record of a performance."""
    time_s = np.arange(0, performance.duration_s if until_s is None else until_s, 1 / fs)
    force = performance.at(time_s) + np.random.default_rng(1).normal(0, noise, (2, len(time_s)))
    return TrialData((Trace((Side.LEFT, Side.RIGHT), time_s, force, fs, uncertainty=0.01),), **more)


def line(analysis, key, side=Side.BOTH):
    return next(item.measurement for item in analysis.measurements if item.key == key and item.side == side)


def places(analysis):
    return {mark.name: mark for mark in analysis.marks}


# Loss of form ---


@pytest.mark.parametrize(
    ("takes_s", "name", "within_s"),
    [(0.0, "sudden transfer", 0.2), (15.0, "gradual shift", 1.2)],
    ids=["step", "drift"],
)
@pytest.mark.parametrize("fs", [80.0, 1000.0])
def test_a_bridge_that_drifts_by_twenty_per_cent_at_thirty_seconds_says_when_why_and_how_much(
    takes_s, name, within_s, fs
):
    performance = bridge(Person(seed=2), 50.0, Course(lost_at_s=30.0, shift=0.2, takes_s=takes_s))
    result = analyse(BRIDGE, recorded(performance, fs))
    kept = line(result, "form_kept_time")
    # the form is lost 30 s after the raised position was reached, and the rise takes 0.9 s
    assert kept.value == pytest.approx(30.9, abs=within_s)
    assert abs(kept.value - 30.9) <= kept.uncertainty + 0.1
    assert kept.state is State.VALID
    assert kept.reasons[0].startswith(name)
    assert kept.reasons[0].endswith("20 points from right to left")
    assert line(result, "form_loss_shift", Side.LEFT).value == pytest.approx(20.0, abs=1.5)
    assert line(result, "form_loss_shift", Side.RIGHT).value == pytest.approx(-20.0, abs=1.5)
    assert line(result, "load_share_drift", Side.LEFT).value == pytest.approx(20.0, abs=1.5)
    mark = places(result)["form loss"]
    assert mark.time_s == pytest.approx(performance.events["form_lost"], abs=within_s)
    assert mark.movable
    assert result.methods["form_loss.change_point"]["change"].startswith(name)


def test_a_form_that_is_lost_gradually_has_no_one_time_but_two_between_which():
    performance = hold_until_tired("prone_plank_hold", Person(seed=15))
    result = analyse(PLANK, recorded(performance, 80.0))
    kept, mark, onset = line(result, "form_kept_time"), places(result)["form loss"], places(result)["onset"]
    assert kept.state is State.INVALID
    first, last = (float(word) for word in re.findall(r"between (\d+) and (\d+) s", kept.reasons[0])[0])
    assert kept.reasons[0].startswith("form was lost gradually: between")
    assert "unsteadiness" in kept.reasons[0]
    assert 0.0 <= first < last - 10.0
    assert last <= line(result, "hold_time").value
    assert mark.movable
    assert mark.time_s - mark.uncertainty_s - onset.time_s == pytest.approx(first, abs=0.6)
    assert mark.time_s + mark.uncertainty_s - onset.time_s == pytest.approx(last, abs=0.6)


def test_a_hold_in_form_keeps_it_to_the_end_and_has_no_mark():
    result = analyse(PLANK, recorded(prone_plank(Person(seed=3), 30.0)))
    kept = line(result, "form_kept_time")
    assert kept.state is State.VALID
    assert kept.value == pytest.approx(line(result, "hold_time").value)
    assert kept.reasons == ("form kept to the end",)
    assert "form loss" not in places(result)
    assert all(item.key != "form_loss_shift" for item in result.measurements)


def test_a_short_hold_says_that_nothing_can_be_said():
    result = analyse(BRIDGE, recorded(bridge(Person(), 8.0)))
    kept = line(result, "form_kept_time")
    assert kept.state is State.INVALID
    assert "12 s" in kept.reasons[0]


def test_the_difference_of_a_short_hold_is_limited_and_still_says_how_well_it_is_known():
    """Fewer than two blocks of five seconds: its two halves stand for them."""
    data = recorded(bridge(Person(bridge_left=0.56, bridge_drift=0.0), 8.0))
    found = line(analyse(BRIDGE, data), "load_asymmetry")
    assert found.state is State.LIMITED
    assert any("too short to know" in reason for reason in found.reasons)
    devices = 100.0 * float(np.sqrt(2.0)) * data.traces[0].uncertainty
    assert devices <= found.uncertainty < devices + 5.0
    longer = line(analyse(BRIDGE, recorded(bridge(Person(bridge_left=0.56, bridge_drift=0.0), 20.0))), "load_asymmetry")
    assert abs(found.value - longer.value) <= float(np.hypot(found.uncertainty, longer.uncertainty))


def test_a_moved_mark_decides_when_form_was_lost():
    data = recorded(bridge(Person(seed=2), 50.0, Course(lost_at_s=30.0, shift=0.2)))
    result = analyse(BRIDGE, data, moved=(Mark("form loss", Side.BOTH, 34.0, False),))
    mark = places(result)["form loss"]
    assert (mark.time_s, mark.automatic) == (34.0, False)
    kept = line(result, "form_kept_time")
    assert kept.value == pytest.approx(34.0 - places(result)["onset"].time_s)
    assert kept.state is State.LIMITED
    assert any("placed by hand" in reason for reason in kept.reasons)


def test_one_force_alone_keeps_quiet_about_load_share():
    data = recorded(bridge(Person(), 30.0))
    (trace,) = data.traces
    total = replace(trace, sides=(Side.BOTH,), force_n=trace.force_n.sum(axis=0)[None])
    result = analyse(BRIDGE, replace(data, traces=(total,)))
    assert "load share needs two plates" in line(result, "form_kept_time").reasons[0]
    assert line(result, "form_loss_shift", Side.LEFT).state is State.INVALID


def test_lost_samples_forbid_to_say_that_form_was_kept():
    data = recorded(bridge(Person(), 30.0))
    (trace,) = data.traces
    keep = np.r_[0:3000, 3010 : len(trace.time_s)]
    holed = replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=((3000, 10),))
    kept = line(analyse(BRIDGE, replace(data, traces=(holed,))), "form_kept_time")
    assert kept.state is State.INVALID
    assert "missing" in kept.reasons[0]


# Why it ended ---


@pytest.mark.parametrize(
    ("outcome", "complete", "said"),
    [
        (Outcome.DEVICE_FAILED, False, "a device failed while the client was holding"),
        (Outcome.INTERRUPTED, False, "a device failed while the client was holding"),
        (Outcome.STOPPED, True, "nobody said why"),
        (Outcome.COMPLETED, True, "still holding when the recording ended"),
        (None, True, "still holding when the recording ended"),
        (Outcome.STOPPED_FOR_PAIN, True, "stopped for pain"),
        (Outcome.LOST_FORM, True, ""),
        (Outcome.STOPPED_BY_CLIENT, True, ""),
    ],
)
def test_a_hold_that_the_record_cuts_off_is_a_lower_bound_unless_the_client_was_the_reason(outcome, complete, said):
    data = recorded(bridge(Person(), 40.0), until_s=25.0, complete=complete, outcome=outcome)
    for key in ("hold_time", "form_kept_time"):
        held = line(analyse(BRIDGE, data), key)
        assert held.value == pytest.approx(25.0 - 2.0, abs=0.2)
        assert held.state is (State.LIMITED if said else State.VALID)
        if said:
            assert said in held.reasons[0]
            assert ("at least this long" in held.reasons[0]) == (outcome is not Outcome.STOPPED_FOR_PAIN)


def test_a_hold_that_was_over_before_the_device_failed_is_the_clients_own():
    performance = bridge(Person(), 20.0)
    data = recorded(performance, complete=False, outcome=Outcome.DEVICE_FAILED)
    held = line(analyse(BRIDGE, data), "hold_time")
    assert not any("at least this long" in reason for reason in held.reasons)


def test_every_outcome_has_a_reason():
    data = recorded(bridge(Person(), 4.0))
    assert all(end_reason(replace(data, outcome=outcome)) for outcome in Outcome)


# Band ---


def sinking(low_at_s, hold_s=40.0, weight=None):
    """A bridge of 300 N that sinks to 60 % at ``low_at_s`` after the lift; before it a stance of ``weight``."""
    fs = 200.0
    time_s = np.arange(0, hold_s + 5.0, 1 / fs)
    up = np.clip((time_s - 2.0) / 0.4, 0, 1) - np.clip((time_s - 2.0 - hold_s) / 0.4, 0, 1)
    level = np.where(time_s < 2.0 + low_at_s, 300.0, 190.0)
    force = 60.0 + (level - 60.0) * up
    if weight is not None:
        force = np.concatenate([np.full(400, weight), np.full(600, 60.0), force])
    force = np.stack([force, force]) / 2 + np.random.default_rng(2).normal(0, 0.5, (2, len(force)))
    time_s = np.arange(force.shape[1]) / fs
    return TrialData((Trace((Side.LEFT, Side.RIGHT), time_s, force, fs, uncertainty=0.01),))


def aiming(kind, low, high, **more):
    return msgspec.structs.replace(BRIDGE, target=Target(kind, low, high, "band"), **more)


def test_a_band_in_newtons_is_left_where_the_force_sinks_below_it():
    result = analyse(aiming("newtons", 250.0, 350.0), sinking(20.0))
    assert line(result, "band_hold_time").value == pytest.approx(20.0, abs=0.15)
    assert line(result, "hold_time").value == pytest.approx(40.2, abs=0.3)
    assert line(result, "band_exits").value == 1
    assert line(result, "time_in_band").value == pytest.approx(100 * 19 / 38.7, abs=1.0)
    low_part = 1 - 19 / 38.7
    assert line(result, "tracking_rmse").value == pytest.approx(100 * np.sqrt(low_part) * 110 / 300, rel=0.03)
    assert result.methods["band"] == {"from": "newtons", "low_n": 250.0, "high_n": 350.0, "target_n": 300.0}


def test_a_band_about_the_own_beginning_is_that_of_its_first_five_seconds():
    result = analyse(aiming("own_level", 0.85, 1.15), sinking(20.0))
    assert line(result, "band_hold_time").value == pytest.approx(20.0, abs=0.15)
    assert result.methods["band"]["target_n"] == pytest.approx(300.0, abs=0.5)
    short = analyse(aiming("own_level", 0.85, 1.15), recorded(bridge(Person(), 3.0)))
    assert "shorter than the 5 s" in line(short, "time_in_band").reasons[0]


def test_a_band_of_body_weight_needs_the_weighing_before_the_hold():
    wanted = aiming("body_weight_share", 0.3, 0.5, weigh=Weigh(1.0, 10.0, 200.0))
    result = analyse(wanted, sinking(20.0, weight=750.0))
    assert result.methods["band"]["low_n"] == pytest.approx(225.0, abs=0.5)
    unweighed = analyse(aiming("body_weight_share", 0.3, 0.5), sinking(20.0))
    assert "nobody is weighed in this test" in line(unweighed, "time_in_band").reasons[0]
    restless = analyse(wanted, sinking(20.0))
    assert "nobody stood still enough" in line(restless, "time_in_band").reasons[0]


def test_bands_that_are_not_known_or_never_reached_withhold_their_lines_and_no_other():
    for target, reason in (
        (Target("own_maximum", 0.55, 0.65, ""), "no valid maximal push of this side"),
        (Target("newtons", 900.0, 990.0, ""), "never was in the band"),
        (None, "no band"),
    ):
        result = analyse(msgspec.structs.replace(BRIDGE, target=target), sinking(20.0))
        for key in ("band_hold_time", "time_in_band", "band_exits", "tracking_rmse"):
            measured = line(result, key)
            assert measured.state is State.INVALID
            assert reason in measured.reasons[0]
        assert line(result, "hold_time").state is State.VALID


def test_a_device_that_fails_inside_the_band_bounds_the_time_in_it():
    data = recorded(bridge(Person(), 40.0), until_s=25.0, complete=False, outcome=Outcome.DEVICE_FAILED)
    inside = line(analyse(BRIDGE, data), "band_hold_time")
    assert inside.state is State.LIMITED
    assert "a device failed" in inside.reasons[0]


def test_the_drift_of_the_share_is_known_to_what_it_wanders_by():
    found = []
    for seed in range(6):
        data = recorded(bridge(Person(seed=seed, bridge_drift=-0.02), 40.0, Course(wander=0.01)), fs=50.0)
        found.append(analyse(BRIDGE, data))
    rates = [line(result, "share_drift_rate", Side.LEFT) for result in found]
    truth = -2.0 / (40.0 / 60.0)
    assert sum(abs(rate.value - truth) <= rate.uncertainty for rate in rates) >= 5
    right = line(found[0], "share_drift_rate", Side.RIGHT)
    assert right.value == pytest.approx(-rates[0].value)
    assert right.uncertainty == pytest.approx(rates[0].uncertainty, rel=0.5)


@pytest.mark.parametrize("course", [Course(), Course(lost_at_s=30.0, shift=0.2, takes_s=0.0)], ids=["kept", "lost"])
def test_a_hold_whose_beginning_was_not_recorded_bounds_every_time_from_its_onset(course):
    whole = recorded(bridge(Person(seed=2), 50.0, course))
    (trace,) = whole.traces
    up_s = places(analyse(BRIDGE, whole))["onset"].time_s + 4.0
    kept = trace.time_s >= up_s
    cut = replace(trace, time_s=trace.time_s[kept] - trace.time_s[kept][0], force_n=trace.force_n[:, kept])
    result = analyse(BRIDGE, replace(whole, traces=(cut,)))
    for key in ("hold_time", "band_hold_time", "form_kept_time"):
        assert line(analyse(BRIDGE, whole), key).state is State.VALID, key
        assert line(result, key).state is State.LIMITED, key
        assert (
            "already lifted when the recording began: the hold lasted at least this long" in line(result, key).reasons
        )


@pytest.mark.parametrize("after_s", [0.1, 0.35, 0.6, 0.95])
@pytest.mark.parametrize(("outcome", "state"), [(Outcome.STOPPED_BY_CLIENT, State.VALID), (None, State.LIMITED)])
def test_lowering_is_no_part_of_a_hold_whose_recording_was_stopped_at_once(after_s, outcome, state):
    """Whoever stops the recording when the hips come down leaves less than the second that shows a loss."""
    performance = bridge(Person(seed=2), 30.0)
    whole = analyse(BRIDGE, recorded(performance))
    end_s = places(whole)["end"].time_s
    short = analyse(BRIDGE, recorded(performance, until_s=end_s + after_s, outcome=outcome))
    assert places(short)["end"].time_s == pytest.approx(end_s, abs=0.06)
    assert line(short, "hold_time").value == pytest.approx(line(whole, "hold_time").value, abs=0.06)
    assert line(short, "hold_time").state is state
    assert line(short, "steadiness_cv").value == pytest.approx(line(whole, "steadiness_cv").value, abs=0.05)
    assert line(short, "tracking_rmse").value == pytest.approx(line(whole, "tracking_rmse").value, abs=0.1)
    assert line(short, "band_exits").value == 0.0
