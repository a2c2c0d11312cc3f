"""From traces to marks and numbers: what is found, what follows a moved mark, and what is refused."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dsp.measurement import State
from station.analysis import analyse, verdict
from station.isometric_analysis import _worst
from station.model import Mark, Side, Trace, TrialData
from station.protocol import built_in
from station.traces import read_traces

sys.path.insert(0, str(Path(__file__).parent.parent / "dsp"))
from jumps import Jumper, noisy

CMJ, HIP, BRIDGE = (built_in()[key] for key in ("cmj", "hip_abduction_iso", "glute_bridge_hold"))


def total(force, fs=1000.0, **more):
    force = np.asarray(force, dtype=float)
    return TrialData((Trace((Side.BOTH,), np.arange(len(force)) / fs, force[None, :], fs, **more),))


def plates(left, right, fs=1000.0, **more):
    force = np.stack([left, right])
    return TrialData((Trace((Side.LEFT, Side.RIGHT), np.arange(force.shape[1]) / fs, force, fs, **more),))


def two_devices(left, right, fs=80.0, alignment=0.003, **more):
    traces = [
        Trace((side,), np.arange(len(force)) / fs, np.asarray(force)[None, :], fs, **more)
        for side, force in ((Side.LEFT, left), (Side.RIGHT, right))
    ]
    return TrialData(tuple(traces), alignment_s=alignment)


def jump(jumper=None, share=0.5, noise=1.0):
    jumper = jumper or Jumper()
    force = jumper.force()
    return plates(noisy(share * force, noise, 1), noisy((1 - share) * force, noise, 2), jumper.fs)


def value(analysis, key, side=Side.BOTH):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


def marks(analysis, side=Side.BOTH):
    return {mark.name: mark.time_s for mark in analysis.marks if mark.side == side}


def without(data, start, count):
    """The same recording with ``count`` samples lost."""
    (trace,) = data.traces
    keep = np.r_[0:start, start + count : len(trace.time_s)]
    gap = ((start, count),)
    return TrialData((replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=gap),))


def refused(analysis, *words):
    assert analysis.refusal is not None
    for word in words:
        assert word in analysis.refusal
    assert analysis.measurements
    for line in analysis.measurements:
        assert line.measurement.state is State.INVALID
        assert line.measurement.reasons == (analysis.refusal,)
    keys = [line.key for line in analysis.measurements]
    assert list(dict.fromkeys(keys)) == list(CMJ.metrics)


# Jumps


def test_a_jump_has_its_marks_and_heights():
    jumper = Jumper()
    result = analyse(CMJ, jump(jumper))
    assert result.refusal is None
    found = marks(result)
    assert list(found) == ["onset", "takeoff", "landing"]
    assert found["onset"] == pytest.approx(jumper.onset_s, abs=0.015)
    assert found["takeoff"] == pytest.approx(jumper.takeoff_s, abs=0.002)
    assert found["landing"] == pytest.approx(jumper.landing_s, abs=0.004)
    for key in ("jump_height_im", "jump_height_ft"):
        height = value(result, key)
        assert height.state is State.VALID
        assert height.value == pytest.approx(jumper.height, abs=0.005)
        assert height.unit == "m"
    assert value(result, "system_weight").value == pytest.approx(jumper.weight, abs=1.0)
    assert result.methods["weight.lowest_variance"]["sd_below_n"] == 10.0
    assert [line.key for line in result.measurements if line.side is not Side.LEFT][: len(CMJ.metrics)] == list(
        CMJ.metrics
    )


def test_uneven_legs_are_seen_and_named():
    result = analyse(CMJ, jump(share=0.55))
    assert value(result, "propulsive_impulse_asymmetry").value == pytest.approx(-100 * (0.55 - 0.45) / 0.55, abs=0.5)
    text, detail = verdict(result)
    assert text.startswith("Left higher by 18 ±")
    assert "one jump" in detail


def test_one_total_force_has_heights_and_no_sides():
    result = analyse(CMJ, total(noisy(Jumper().force(), 1.0)))
    assert value(result, "jump_height_im").state is State.VALID
    for side in (Side.LEFT, Side.RIGHT):
        assert "one total force" in value(result, "propulsive_impulse", side).reasons[0]
    assert value(result, "propulsive_impulse_asymmetry").state is State.INVALID
    assert verdict(result)[0].startswith("Left and right are not compared: this recording holds one total force")


@pytest.mark.parametrize("fs", [80.0, 250.0])
def test_below_500_hz_the_marks_stay_and_the_heights_are_withheld(fs):
    result = analyse(CMJ, jump(Jumper(fs=fs)))
    assert result.refusal is None
    assert list(marks(result)) == ["onset", "takeoff", "landing"]
    assert value(result, "jump_height_im").reasons == (f"needs >= 500 Hz; this device sends {fs:g} Hz",)
    assert value(result, "system_weight").state is State.VALID


def test_moved_marks_stay_where_they_are_and_the_numbers_follow():
    data = jump()
    before = analyse(CMJ, data)
    at = marks(before)
    moved = [
        Mark("onset", Side.BOTH, at["onset"] - 0.05, False),
        Mark("landing", Side.BOTH, at["landing"] + 0.02, False),
    ]
    after = analyse(CMJ, data, moved=moved)
    assert marks(after)["onset"] == pytest.approx(at["onset"] - 0.05)
    assert [mark.automatic for mark in after.marks] == [False, True, False]
    longer = value(after, "contraction_time").value - value(before, "contraction_time").value
    assert longer == pytest.approx(0.05, abs=1e-9)
    time = value(before, "flight_time").value + 0.02
    assert value(after, "jump_height_ft").value == pytest.approx(9.80665 * time**2 / 8)
    assert value(after, "jump_height_im").value == pytest.approx(value(before, "jump_height_im").value, abs=0.003)


def test_marks_moved_past_each_other_are_refused():
    data = jump()
    at = marks(analyse(CMJ, data))
    refused(analyse(CMJ, data, moved=[Mark("onset", Side.BOTH, at["takeoff"] + 0.1, False)]), "not in order")
    refused(analyse(CMJ, data, moved=[Mark("landing", Side.BOTH, at["onset"], False)]), "not in order")


def test_a_record_that_ends_in_flight_is_refused_with_the_marks_before_it():
    jumper = Jumper()
    force = noisy(jumper.force(), 1.0)[: round((jumper.takeoff_s + 0.2) * 1000)]
    result = analyse(CMJ, total(force))
    refused(result, "ends in flight")
    assert list(marks(result)) == ["onset", "takeoff"]


def test_a_jump_off_the_plates_is_refused():
    jumper = Jumper()
    force = np.concatenate([jumper.force()[: round(jumper.takeoff_s * 1000)], np.zeros(4000)])
    refused(analyse(CMJ, total(noisy(force, 1.0))), "No landing")


def test_nobody_and_standing_only_are_refused():
    refused(analyse(CMJ, total(noisy(np.zeros(4000), 1.0))), "Nobody")
    refused(analyse(CMJ, total(noisy(np.full(4000, 700.0), 1.0))), "No jump")
    refused(analyse(CMJ, TrialData(())), "no samples")
    refused(analyse(CMJ, total(np.full(4000, np.nan))), "no samples")


def test_without_a_quiet_second_weighing_fails():
    jumper = Jumper(quiet_s=3.0)
    force = noisy(jumper.force(), 1.0)
    restless = force + np.where(jumper.time() < 3.0, 25.0 * np.sin(2 * np.pi * 1.7 * jumper.time()), 0.0)
    result = analyse(CMJ, total(restless))
    refused(result, "Weighing failed", "10 N is the limit")
    assert list(marks(result)) == ["takeoff", "landing"]
    refused(analyse(CMJ, total(noisy(Jumper(quiet_s=0.2, unweighting_s=0.3).force(), 1.0)[:-1])), "Weighing failed")


def test_squat_jumps_are_refused():
    for jumper in (Jumper(down_speed=0.0), Jumper(down_speed=0.12), Jumper(pause_s=0.6), Jumper(pause_s=2.0)):
        refused(analyse(CMJ, jump(jumper)), "squat jump")


def test_a_restless_pause_in_the_squat_is_refused_too():
    jumper = Jumper(pause_s=1.5, quiet_s=3.0)
    time_s = jumper.time()
    hold = (time_s > jumper.takeoff_s - jumper.propulsion_s - 1.5) & (time_s < jumper.takeoff_s - jumper.propulsion_s)
    force = noisy(jumper.force(), 1.0) + np.where(hold, 25.0 * np.sin(2 * np.pi * 2 * time_s), 0.0)
    refused(analyse(CMJ, total(force)), "squat jump")


def test_a_shallow_countermovement_is_limited():
    result = analyse(CMJ, jump(Jumper(down_speed=0.32, unweighting_s=0.25, braking_s=0.2)))
    height = value(result, "jump_height_im")
    assert height.state is State.LIMITED
    assert "very shallow" in height.reasons[0]


def drop_jump(jumper, stood=0):
    """Empty plates, a landing from a box in 0.3 s, a jump; after ``stood`` s of standing on the plates before that."""
    first = round((jumper.takeoff_s - jumper.propulsion_s) * 1000)
    contact = np.full(60, 2.5 * jumper.weight)
    return np.concatenate([np.full(stood * 1000, jumper.weight), np.zeros(1500), contact, jumper.force()[first:]])


def test_drop_jumps_are_refused_even_after_standing_on_the_plates():
    for stood in (0, 3):
        result = analyse(CMJ, total(noisy(drop_jump(Jumper(), stood), 1.0)))
        refused(result, "drop jump")
        assert list(marks(result)) == ["takeoff", "landing"]


def test_of_several_jumps_the_first_is_analysed_and_it_is_said():
    first, second = Jumper(takeoff_speed=2.2), Jumper(takeoff_speed=2.8)
    result = analyse(CMJ, total(noisy(np.concatenate([first.force(), second.force()]), 1.0)))
    height = value(result, "jump_height_im")
    assert height.value == pytest.approx(first.height, abs=0.005)
    assert height.reasons == ("2 jumps in this recording; this is the first",)
    assert result.methods["selection.first_complete"]["jumps_found"] == 2


def test_stepping_on_one_foot_at_a_time_does_not_spoil_the_weight():
    jumper = Jumper(quiet_s=2.5)
    on = np.concatenate(
        [np.zeros(1200), np.full(1800, 0.45 * jumper.weight), np.linspace(0.45, 1, 300) * jumper.weight]
    )
    result = analyse(CMJ, total(noisy(np.concatenate([on, jumper.force()]), 1.0)))
    assert value(result, "system_weight").value == pytest.approx(jumper.weight, rel=0.005)
    assert value(result, "jump_height_im").value == pytest.approx(jumper.height, abs=0.006)


def test_heights_that_contradict_each_other_are_limited_or_withheld():
    jumper = Jumper()
    air = slice(round(jumper.takeoff_s * 1000) + 200, round(jumper.takeoff_s * 1000) + 201)
    for more, state in ((0.06, State.LIMITED), (0.25, State.INVALID)):
        force = np.insert(jumper.force(), air.start, np.zeros(round(more * 1000)))
        result = analyse(CMJ, total(noisy(force, 1.0)))
        assert value(result, "jump_height_im").state is state
        assert "differ by" in value(result, "jump_height_ft").reasons[0]


@pytest.mark.parametrize(
    ("lost", "impulse", "time"), [(2, "limited", "limited"), (8, "limited", "invalid"), (15, "invalid", "invalid")]
)
def test_lost_samples_touch_only_what_is_measured_over_them(lost, impulse, time):
    jumper = Jumper()
    data = without(jump(jumper), round((jumper.takeoff_s - 0.1) * 1000), lost)
    result = analyse(CMJ, data)
    assert value(result, "jump_height_im").state == impulse
    assert value(result, "contraction_time").state == time
    assert value(result, "jump_height_ft").state is State.VALID
    assert value(result, "landing_peak", Side.LEFT).state is State.VALID


def test_a_saturated_landing_bounds_its_peak_and_leaves_the_heights():
    jumper = Jumper()
    data = jump(jumper)
    (trace,) = data.traces
    flags = np.zeros(trace.force_n.shape, dtype=bool)
    flags[0, round((jumper.landing_s + 0.1) * 1000)] = True
    result = analyse(CMJ, TrialData((replace(trace, saturated=flags),)))
    assert ">=" in value(result, "landing_peak", Side.LEFT).reasons[0]
    assert value(result, "jump_height_im").state is State.VALID
    flags = np.zeros(trace.force_n.shape, dtype=bool)
    flags[0, round((jumper.takeoff_s - 0.1) * 1000)] = True
    result = analyse(CMJ, TrialData((replace(trace, saturated=flags),)))
    assert value(result, "jump_height_im").state is State.INVALID


def test_two_plates_on_two_clocks_need_to_agree():
    force = Jumper().force() / 2
    for alignment, state in (
        (0.001, State.VALID),
        (0.004, State.LIMITED),
        (0.02, State.INVALID),
        (None, State.INVALID),
    ):
        result = analyse(CMJ, two_devices(noisy(force, 1, 1), noisy(force, 1, 2), 1000.0, alignment))
        assert value(result, "jump_height_im").state is state
    refused(analyse(CMJ, TrialData(two_devices(force, force, 1000.0).traces[:1])), "right side")


# Isometric strength


def pushes(peaks, fs=80.0, seed=1, rest=6.0, hold=4.0):
    """Maximal pushes of 4 s, tau 0.12 s, 5 s apart, on a slack strap."""
    time_s = np.arange(round((2 + 9 * len(peaks)) * fs)) / fs
    force = np.full(len(time_s), rest)
    for number, peak in enumerate(peaks):
        since = time_s - (2.0 + 9 * number)
        up = np.clip(since, 0, None)
        rise = (peak - rest) * (1 - np.exp(-up / 0.12))
        force += np.where(since < hold, rise, (peak - rest) * np.exp(-np.clip(since - hold, 0, None) / 0.08))
    return noisy(force, 0.3, seed)


def test_strength_of_two_sides_with_marks_of_every_repetition():
    data = two_devices(pushes([230, 236, 234]), pushes([250, 255, 251], seed=2), uncertainty=0.005)
    result = analyse(HIP, data)
    assert result.refusal is None
    assert list(marks(result, Side.LEFT)) == [f"{name} {n}" for n in (1, 2, 3) for name in ("onset", "peak", "end")]
    assert marks(result, Side.LEFT)["onset 2"] == pytest.approx(11.0, abs=0.03)
    assert value(result, "peak_force", Side.LEFT).value == pytest.approx(233.3, abs=1.5)
    assert value(result, "peak_force_best", Side.RIGHT).value == pytest.approx(255.0, abs=1.5)
    assert value(result, "peak_force_cv", Side.LEFT).value == pytest.approx(1.3, abs=0.3)
    assert value(result, "peak_force", Side.LEFT).state is State.VALID
    assert value(result, "rfd_0_100", Side.LEFT).reasons == ("needs >= 250 Hz; this device sends 80 Hz",)
    text, detail = verdict(result)
    assert text.startswith("Right higher by 7 ±")
    assert text.endswith("more than measurement error")
    assert "own variation L 1." in detail


def by_devices(uncertainty):
    """A difference of 10 % in each test, by devices of which so much is known."""
    steady = [230.0, 230.2, 229.8]
    pushed = two_devices(
        pushes(steady, 1000.0), pushes([0.9 * n for n in steady], 1000.0, 2), 1000.0, uncertainty=uncertainty
    )
    held, jumped = bridge(left=1 / 1.9).traces[0], jump(share=1 / 1.9).traces[0]
    return (
        (HIP, "peak_force_asymmetry", pushed),
        (BRIDGE, "load_asymmetry", TrialData((replace(held, uncertainty=uncertainty),))),
        (CMJ, "propulsive_impulse_asymmetry", TrialData((replace(jumped, uncertainty=uncertainty),))),
    )


@pytest.mark.parametrize("row", [0, 1, 2], ids=["isometric", "hold", "jump"])
def test_devices_that_are_not_verified_are_not_taken_for_perfect(row):
    protocol, key, data = by_devices(0.0)[row]
    result = analyse(protocol, data)
    assert 8.0 <= value(result, key).uncertainty < 10.0
    assert "calibration not verified: ± 8 % between left and right is assumed for it" in value(result, key).reasons
    text, detail = verdict(result)
    assert text.startswith(f"Left higher by 10 ± {value(result, key).uncertainty:.0f} %, ")
    assert "calibration not verified" in detail
    assert result.methods["calibration.not_verified"] == {"share_error": 0.02}


@pytest.mark.parametrize("row", [0, 1], ids=["isometric", "hold"])
def test_verified_devices_are_taken_at_their_word_and_never_for_perfect(row):
    protocol, key, data = by_devices(0.0001)[row]
    result = analyse(protocol, data)
    assert value(result, key).uncertainty < 1.0
    text, detail = verdict(result)
    assert text.startswith("Left higher by 10.0 ± 0.")
    assert "± 0 %" not in text
    assert "± 0.0 %" not in text
    assert "not verified" not in detail


def test_a_share_by_plates_that_are_not_verified_is_known_to_two_per_cent():
    share = value(analyse(BRIDGE, bridge(left=0.5)), "load_share", Side.LEFT)
    assert share.uncertainty == pytest.approx(2.0, abs=0.1)


def test_limbs_within_their_own_variation_are_not_distinguishable():
    data = two_devices(pushes([210, 236, 250]), pushes([225, 240, 262], seed=2))
    text, _ = verdict(analyse(HIP, data))
    assert text.startswith("Left and right are not distinguishable: right higher by 4 ±")
    assert text.endswith("within measurement error")


def test_a_fast_device_has_rates_of_force():
    result = analyse(HIP, two_devices(pushes([230] * 3, 1000.0), pushes([230] * 3, 1000.0, 2), 1000.0))
    for key, seconds in (("rfd_0_100", 0.1), ("rfd_0_200", 0.2)):
        expected = 224 * (1 - np.exp(-seconds / 0.12)) / seconds
        rate = value(result, key, Side.LEFT)
        assert rate.value == pytest.approx(expected, rel=0.06)
        assert rate.uncertainty is not None


def test_of_more_repetitions_the_strongest_are_used_and_of_fewer_it_is_said():
    result = analyse(HIP, two_devices(pushes([120, 230, 236, 234]), pushes([250, 255], seed=2)))
    left, right = value(result, "peak_force", Side.LEFT), value(result, "peak_force", Side.RIGHT)
    assert left.value == pytest.approx(233.3, abs=1.5)
    assert left.reasons == ("4 efforts found, the 3 strongest are used",)
    assert marks(result, Side.LEFT)["onset 1"] == pytest.approx(11.0, abs=0.03)
    assert right.state is State.LIMITED
    assert right.reasons == ("2 of 3 repetitions",)


def test_six_tries_against_three_are_compared_in_equal_numbers_and_it_is_said():
    left, right = pushes([200, 160, 180, 220, 170, 210]), pushes([200, 160, 180], seed=2)
    result = analyse(HIP, two_devices(left, right, uncertainty=0.005))
    difference = value(result, "peak_force_asymmetry")
    assert difference.state is State.LIMITED
    said = "efforts found: 6 on the left and 3 on the right; the 3 strongest of each are compared"
    assert difference.reasons == (said,)
    assert f"limited: {said}" in verdict(result)[1]


def test_of_unequal_numbers_the_strongest_of_each_side_are_compared():
    left, right = pushes([200, 190]), pushes([200, 120, 190], seed=2)
    difference = value(analyse(HIP, two_devices(left, right, uncertainty=0.005)), "peak_force_asymmetry")
    assert difference.value == pytest.approx(0.0, abs=0.5)
    assert difference.state is State.LIMITED
    assert difference.reasons == (
        "efforts found: 2 on the left and 3 on the right; the 2 strongest of each are compared",
    )
    equal = value(analyse(HIP, two_devices(left, pushes([200, 190], seed=2))), "peak_force_asymmetry")
    assert equal.state is State.VALID


def test_one_side_alone_is_measured_and_not_compared():
    data = two_devices(pushes([230, 236, 234]), np.full(2000, 5.0))
    result = analyse(HIP, TrialData(data.traces[:1]))
    assert value(result, "peak_force", Side.LEFT).state is State.VALID
    assert value(result, "peak_force", Side.RIGHT).reasons == ("the right side was not recorded",)
    result = analyse(HIP, data)
    assert value(result, "peak_force", Side.RIGHT).reasons == ("no effort found on the right side",)
    assert value(result, "peak_force_asymmetry").reasons == ("one side has no usable repetition",)


def test_a_total_force_is_nobodys_side():
    result = analyse(HIP, total(pushes([230, 236, 234]), 80.0))
    assert value(result, "peak_force", Side.BOTH).value == pytest.approx(233.3, abs=1.5)
    assert "one total force" in value(result, "peak_force_asymmetry").reasons[0]


def test_a_repetition_over_lost_samples_is_left_out_of_the_mean():
    data = plates(pushes([230, 236, 234]), pushes([250, 255, 251], seed=2), 80.0)
    result = analyse(HIP, without(data, 13 * 80, 4))
    peak = value(result, "peak_force", Side.LEFT)
    assert peak.state is State.LIMITED
    assert "mean of 2 of 3" in peak.reasons[0]
    assert peak.value == pytest.approx(232.0, abs=1.5)
    for key in ("peak_force_cv", "peak_force_best"):
        assert value(result, key, Side.LEFT).state is State.LIMITED
        assert value(result, key, Side.LEFT).reasons == ("from 2 of 3 repetitions, the others are not usable",)
    difference = value(result, "peak_force_asymmetry")
    assert difference.state is State.LIMITED
    assert difference.reasons[:2] == (
        "left: 1 of 3 repetitions not usable",
        "right: 1 of 3 repetitions not usable; the 2 strongest of each are compared",
    )


def test_a_saturated_push_is_a_lower_bound():
    data = two_devices(pushes([230]), pushes([250], seed=2))
    left = data.traces[0]
    flags = np.zeros(left.force_n.shape, dtype=bool)
    flags[0, 240] = True
    result = analyse(HIP, TrialData((replace(left, saturated=flags), data.traces[1])))
    peak = value(result, "peak_force", Side.LEFT)
    assert peak.state is State.LIMITED
    assert any(">= 23" in reason for reason in peak.reasons)


def test_a_moved_onset_moves_the_rate_of_force():
    data = two_devices(pushes([230], 1000.0), pushes([230], 1000.0, 2), 1000.0)
    before = analyse(HIP, data)
    later = Mark("onset 1", Side.LEFT, marks(before, Side.LEFT)["onset 1"] + 0.02, False)
    after = analyse(HIP, data, moved=[later])
    assert marks(after, Side.LEFT)["onset 1"] == later.time_s
    assert value(after, "rfd_0_100", Side.LEFT).value > 1.1 * value(before, "rfd_0_100", Side.LEFT).value
    assert value(after, "rfd_0_100", Side.RIGHT).value == value(before, "rfd_0_100", Side.RIGHT).value


def test_no_effort_at_all_is_refused():
    result = analyse(HIP, two_devices(np.full(800, 5.0), np.full(800, 5.0)))
    assert result.refusal is not None
    assert "No effort found" in result.refusal


@pytest.mark.parametrize("fs", [8.0, 12.0])
def test_a_very_slow_device_still_gives_a_peak(fs):
    result = analyse(HIP, two_devices(pushes([230] * 3, fs), pushes([230] * 3, fs, 2), fs))
    assert value(result, "peak_force", Side.LEFT).value == pytest.approx(230.0, abs=2.0)
    assert value(result, "time_to_peak", Side.LEFT).reasons[0].startswith("needs >= 40 Hz")


# Holds


def bridge(length=30.0, left=0.55, drift=0.0, fs=1000.0, slope=-1.5, after=3.0):
    time_s = np.arange(round((3 + length + after) * fs)) / fs
    lift = np.clip((time_s - 3) / 0.4, 0, 1) - np.clip((time_s - 3 - length) / 0.3, 0, 1)
    whole = 90.0 + 300.0 * lift + np.where(lift == 1, slope * (time_s - 3), 0.0)
    share = left + drift * np.clip(time_s - 3, 0, length)
    return plates(noisy(share * whole, 1.0, 1), noisy((1 - share) * whole, 1.0, 2), fs)


def test_a_bridge_has_its_time_share_and_fatigue():
    result = analyse(BRIDGE, bridge())
    assert result.refusal is None
    assert marks(result)["onset"] == pytest.approx(3.0, abs=0.06)
    assert marks(result)["end"] == pytest.approx(33.15, abs=0.1)
    assert value(result, "hold_time").value == pytest.approx(30.15, abs=0.15)
    assert value(result, "load_share", Side.LEFT).value == pytest.approx(55.0, abs=0.1)
    assert value(result, "load_share", Side.RIGHT).value == pytest.approx(45.0, abs=0.1)
    assert value(result, "fatigue_slope").value == pytest.approx(-100 * 1.5 / 367, rel=0.02)
    assert value(result, "steadiness_cv").value < 0.6
    assert all(line.measurement.state is State.VALID for line in result.measurements)
    text, _ = verdict(result)
    assert text.startswith("Left higher by 18 ±")


def test_load_that_wanders_to_the_other_side_is_a_drift():
    result = analyse(BRIDGE, bridge(left=0.5, drift=0.2 / 30))
    assert value(result, "load_share_drift", Side.LEFT).value == pytest.approx(100 * 0.2 / 30 * 23.5, abs=0.6)
    text, _ = verdict(result)
    assert text.startswith("Left higher by")


def test_even_load_is_not_distinguishable():
    rng = np.random.default_rng(4)
    data = bridge(left=0.5)
    sway = 6.0 * np.sin(2 * np.pi * 0.11 * data.traces[0].time_s + rng.uniform())
    force = data.traces[0].force_n + np.stack([sway, -sway])
    text, _ = verdict(analyse(BRIDGE, TrialData((replace(data.traces[0], force_n=force),))))
    assert text == "Left and right are even within ± 9 %"


def test_a_hold_that_outlasts_the_recording_is_a_lower_bound():
    result = analyse(BRIDGE, bridge(after=-2.0))
    hold = value(result, "hold_time")
    assert hold.state is State.LIMITED
    assert "at least" in hold.reasons[0]
    moved = analyse(BRIDGE, bridge(after=-2.0), moved=[Mark("end", Side.BOTH, 20.0, False)])
    assert value(moved, "hold_time").value == pytest.approx(17.0, abs=0.1)
    # no lower bound any more, and the end is somebody's word
    assert [reason.split(",")[0] for reason in value(moved, "hold_time").reasons] == ["end was placed by hand"]


def test_a_bridge_on_one_plate_has_a_time_and_no_share():
    force = bridge().traces[0].force_n.sum(axis=0)
    result = analyse(BRIDGE, total(force))
    assert value(result, "hold_time").state is State.VALID
    assert "one total force" in value(result, "load_share", Side.LEFT).reasons[0]
    assert "one total force" in value(result, "load_asymmetry").reasons[0]


def bridged(*pieces, share=0.5, fs=1000.0, **more):
    """Straight lines of the total, each from a force to a force in so many seconds, on two plates."""
    whole = np.concatenate([np.linspace(first, last, round(s * fs), endpoint=False) for first, last, s in pieces])
    return plates(noisy(share * whole, 1.0, 1), noisy((1 - share) * whole, 1.0, 2), fs, **more)


def test_feet_that_are_lifted_off_after_a_hold_leave_its_numbers_alone():
    lying, lift, held, lower = (80.0, 80.0, 5.0), (80.0, 350.0, 0.5), (350.0, 350.0, 30.0), (350.0, 80.0, 0.5)
    feet_off = ((80.0, 80.0, 0.5), (80.0, 0.0, 0.1), (0.0, 0.0, 1.2))
    for before in ((lying,), ((0.0, 0.0, 1.2), lying)):
        result = analyse(BRIDGE, bridged(*before, lift, held, lower, *feet_off))
        assert value(result, "hold_time").value == pytest.approx(30.75, abs=0.1)
        assert value(result, "hold_time").state is State.VALID
        assert value(result, "steadiness_cv").value < 0.6
        assert value(result, "fatigue_index").value == pytest.approx(0.0, abs=0.2)
    assert "an earlier rise by 80 N is taken as feet being put down" in value(result, "hold_time").reasons


def test_hips_that_were_up_before_the_recording_began_bound_the_time_from_below():
    result = analyse(BRIDGE, bridged((350.0, 350.0, 30.0), (350.0, 80.0, 0.5), (80.0, 80.0, 2.0)))
    time, fatigue = value(result, "hold_time"), value(result, "fatigue_index")
    assert time.state is State.LIMITED
    assert time.value == pytest.approx(30.25, abs=0.1)
    assert time.reasons == ("already lifted when the recording began: the hold lasted at least this long",)
    assert fatigue.state is State.LIMITED
    assert "its first 5 s are not those of the hold" in fatigue.reasons[0]
    assert value(result, "steadiness_cv").state is State.VALID


def test_a_lift_that_reaches_into_the_hold_limits_what_is_computed_over_it():
    slow = ((80.0, 80.0, 3.0), (80.0, 350.0, 3.0), (350.0, 350.0, 30.0), (350.0, 80.0, 0.5), (80.0, 80.0, 2.0))
    result = analyse(BRIDGE, bridged(*slow))
    for key in ("steadiness_cv", "fatigue_slope", "fatigue_index"):
        assert value(result, key).state is State.LIMITED
        assert value(result, key).reasons[0].startswith("lifting took 2.")


def test_a_bridge_that_is_too_short_is_refused_with_its_length():
    brief = ((80.0, 80.0, 3.0), (80.0, 350.0, 0.5), (350.0, 350.0, 0.8), (350.0, 80.0, 0.5), (80.0, 80.0, 2.0))
    result = analyse(BRIDGE, bridged(*brief))
    assert result.refusal is not None
    assert "the force rose by 60 N for 1.6 s only, too short to know the level of the hold" in result.refusal


def test_an_unsteadiness_is_known_to_what_a_hold_of_its_length_can_tell():
    short, long = (value(analyse(BRIDGE, bridge(length=n, fs=80.0)), "steadiness_cv") for n in (8.0, 60.0))
    assert short.uncertainty > 0.05 * short.value
    assert long.uncertainty < 0.6 * short.uncertainty


def test_lying_still_is_no_hold():
    result = analyse(BRIDGE, total(noisy(np.full(9000, 95.0), 1.0)))
    assert result.refusal is not None
    assert "No hold found" in result.refusal
    assert {line.side for line in result.measurements if line.key == "load_share"} == {Side.LEFT, Side.RIGHT}


def test_a_reason_that_every_repetition_has_is_said_once_with_its_worst_figure() -> None:
    reasons = ["80 Hz device: onset known to ± 9 ms", "80 Hz device: onset known to ± 14 ms", "3 ms are missing"]
    assert _worst(reasons) == ["80 Hz device: onset known to ± 14 ms", "3 ms are missing"]


@pytest.mark.real
def test_numbers_from_a_mark_that_was_put_far_from_the_computed_one_are_limited_and_say_so(real_data: Path) -> None:
    protocol = built_in()["cmj"]
    data = read_traces(real_data / "gidiel" / "Dual-CMJ-Fz.txt", fs=1000.0)
    computed = next(mark for mark in analyse(protocol, data).marks if mark.name == "takeoff")
    near = Mark("takeoff", Side.BOTH, computed.time_s + 0.001, automatic=False)
    far = Mark("takeoff", Side.BOTH, computed.time_s + 0.020, automatic=False)
    for mark, state in ((near, State.VALID), (far, State.LIMITED)):
        height = next(
            m.measurement for m in analyse(protocol, data, moved=[mark]).measurements if m.key == "flight_time"
        )
        assert height.state is state
    assert "take-off was placed by hand, 20 ms after the computed one" in height.reasons
