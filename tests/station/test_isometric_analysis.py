"""Isometric trials through the station: which numbers a test asks for, and what happened before, during and around."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from dsp.isometric_metrics import EFFORT, EFFORT_SUMMARY
from dsp.measurement import State
from simulators.body import Person
from simulators.pull import isometric_pull
from station.analysis import analyse, verdict
from station.isometric_doubts import HALF, NO_LEVER, NO_MASS, disagreement, unsteady
from station.model import Mark, Side, Trace, TrialData
from station.named_onsets import named_onsets
from station.protocol import GateTuning, built_in

HIP = built_in()["hip_abduction_iso"]
KNEE = built_in()["knee_extension_iso"]
EVERYTHING = msgspec.structs.replace(HIP, metrics=tuple(row.key for row in (*EFFORT, *EFFORT_SUMMARY)))
FS = 1000.0


def force(peaks=(230.0, 236.0, 234.0), *, fs=FS, rest=4.0, before=None, during=None, seed=1, hold=3.0):
    """Pushes of 3 s every 7 s from 2 s on; ``before`` adds, ``during`` multiplies, both by the time since an onset."""
    time_s = np.arange(round((2.5 + 7.0 * len(peaks)) * fs)) / fs
    total = np.full(len(time_s), rest) + np.random.default_rng(seed).normal(0.0, 0.3, len(time_s))
    for number, peak in enumerate(peaks):
        since = time_s - (2.0 + 7.0 * number)
        up = (peak - rest) * (1.0 - np.exp(-np.clip(since, 0.0, None) / 0.12))
        let_go = np.exp(-np.clip(since - hold, 0.0, None) / 0.08)
        total += up * let_go * (1.0 if during is None else during(since))
        total += 0.0 if before is None else before(since)
    return total


def devices(left, right, *, fs=FS, **more):
    known = {"uncertainty": 0.005} | more
    rows = ((Side.LEFT, left), (Side.RIGHT, right))
    traces = [Trace((side,), np.arange(len(row)) / fs, row[None, :], fs, **known) for side, row in rows]
    return TrialData(tuple(traces), alignment_s=0.001)


def line(analysis, key, side=Side.LEFT):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


def marks(analysis, side=Side.LEFT):
    return [mark.name for mark in analysis.marks if mark.side == side]


def clean(**more):
    return devices(force(), force((250.0, 255.0, 251.0), seed=2), **more)


@pytest.mark.parametrize("fs", [9.67, 10.0, 20.0])
def test_numbers_of_a_slow_device_have_its_noise_in_their_uncertainty(fs):
    """0.3 s of rest are three samples at 10 Hz, too few to show noise; here single samples have 0.3 N of it."""
    analysis = analyse(HIP, devices(force(fs=fs), force(fs=fs, seed=2), fs=fs, uncertainty=0.0))
    peaks = [line.measurement for line in analysis.measurements if line.key == "peak_force"]
    assert len(peaks) == 2
    assert all(peak.uncertainty is not None and peak.uncertainty > 0.3 for peak in peaks)


# Which numbers


def test_a_test_that_asks_for_every_metric_gets_every_one_of_both_sides():
    result = analyse(EVERYTHING, replace(clean(), body_mass_kg=70.0, lever_m=0.4))
    keys = [line.key for line in result.measurements if line.side is not Side.RIGHT]
    assert keys == list(EVERYTHING.metrics)
    for key in keys[:-1]:
        for side in (Side.LEFT, Side.RIGHT):
            found = line(result, key, side)
            if key in ("rfd_0_50", "force_at_50", "force_at_50_net"):
                # limited at worst: the onset is known to 3 ms or so
                assert found.state is not State.INVALID
            elif key not in ("peak_force_above_weight",):
                assert found.value is not None, (key, found.reasons)
            assert found.value is None or found.uncertainty is None or found.uncertainty >= 0
    assert line(result, "peak_force_net").value == pytest.approx(line(result, "peak_force").value - 4.0, abs=0.5)
    rise = (233.3 - 4.0) * (1.0 - np.exp(-0.25 / 0.12))
    assert line(result, "force_at_250_net").value == pytest.approx(rise, rel=0.02)
    assert line(result, "effort_duration").value == pytest.approx(3.0 + 0.08 * np.log(10), abs=0.03)
    assert line(result, "peak_torque_per_mass").value == pytest.approx(line(result, "peak_force").value * 0.4 / 70.0)
    assert result.methods["lever.given"]["lever_m"] == 0.4
    assert result.methods["body_mass.given"]["mass_kg"] == 70.0


@pytest.mark.parametrize("key", ["peak_torque", "peak_torque_per_mass", "peak_force_per_mass", "peak_force_allometric"])
def test_what_nobody_has_measured_of_the_body_is_asked_for_and_never_guessed(key):
    result = analyse(EVERYTHING, clean())
    found = line(result, key)
    assert found.state is State.INVALID
    asked = {NO_LEVER} if key == "peak_torque" else {NO_MASS} if "torque" not in key else {NO_LEVER, NO_MASS}
    assert set(found.reasons) == asked
    given = analyse(EVERYTHING, replace(clean(), body_mass_kg=70.0, lever_m=0.4))
    assert line(given, key).state is State.VALID


def test_a_lever_arm_of_the_test_counts_until_one_is_measured():
    framed = msgspec.structs.replace(EVERYTHING, lever_m=0.35)
    torque = line(analyse(framed, clean()), "peak_torque").value
    assert torque == pytest.approx(0.35 * line(analyse(framed, clean()), "peak_force").value)
    measured = line(analyse(framed, replace(clean(), lever_m=0.42)), "peak_torque").value
    assert measured == pytest.approx(torque * 0.42 / 0.35)


@pytest.mark.parametrize(
    ("fs", "missing"),
    [
        (8.0, {"time_to_peak", "time_to_80", "rfd_0_200", "peak_force_cv"}),
        (80.0, {"rfd_0_100", "rfd_20_80", "rfd_peak", "force_at_100"}),
    ],
)
def test_a_slow_device_keeps_what_its_rate_supports(fs, missing):
    data = devices(force(fs=fs), force(fs=fs, seed=2), fs=fs)
    result = analyse(EVERYTHING, data)
    for key in missing:
        assert line(result, key).reasons[0].startswith("needs >= ")
    for key in ("peak_force", "stable_peak_force", "effort_mean_force", "impulse_effort"):
        assert line(result, key).value is not None


def test_how_many_repetitions_are_in_a_number_travels_with_it():
    result = analyse(EVERYTHING, clean())
    for key in ("peak_force", "peak_force_best", "peak_force_cv", "rfd_0_200"):
        assert line(result, key).method.endswith("; n = 3")
    assert result.methods["repetitions.strongest"]["used_left"] == 3.0
    assert line(result, "peak_force_mean3").value == pytest.approx(line(result, "peak_force").value, abs=1e-9)
    best2 = line(result, "peak_force_best2").value
    assert line(result, "peak_force").value < best2 < line(result, "peak_force_best").value
    fewer = analyse(EVERYTHING, devices(force((230.0, 236.0)), force((230.0, 236.0), seed=2)))
    assert line(fewer, "peak_force_mean3").reasons == ("needs at least three repetitions",)


# Unlike repetitions


def test_best_repetitions_that_disagree_ask_for_one_more():
    result = analyse(EVERYTHING, devices(force((200.0, 236.0, 170.0)), force(seed=2)))
    said = "the two best repetitions differ by 36 N (15 %), more than 10 %: one more"
    assert line(result, "peak_force_best").state is State.LIMITED
    assert line(result, "peak_force_best").reasons == (said,)
    assert line(result, "peak_force").state is State.VALID
    assert line(result, "peak_force").reasons == (said,)
    assert line(result, "peak_force_cv").reasons == ("repetitions vary by 16 %, more than 10 %: one more",)
    assert line(result, "peak_force_best", Side.RIGHT).state is State.VALID


def test_plates_are_judged_by_newtons_and_dynamometers_by_per_cent():
    plates, grips = built_in()["isometric_pull"], built_in()["hip_abduction_iso"]
    assert disagreement(plates, [1500.0, 1260.0]) == []
    assert disagreement(plates, [1500.0, 1240.0])[0].startswith("the two best repetitions differ by 260 N (17 %)")
    assert disagreement(grips, [200.0, 181.0]) == []
    assert disagreement(grips, [200.0, 179.0]) != []
    assert disagreement(grips, [200.0]) == []
    assert unsteady(grips, 10.0) == unsteady(grips, float("nan")) == []
    assert unsteady(grips, 10.6) == ["repetitions vary by 11 %, more than 10 %: one more"]


def test_a_test_that_tunes_its_gates_is_judged_by_them_and_says_so_in_its_own_words():
    gates = {
        "agreement": GateTuning(limit=20.0),
        "variation": GateTuning(limit=12.0, happened="{found} of 100 apart, {limit} bearable", do="rest, then again"),
        "plateau": GateTuning(limit=2.9),
    }
    test = msgspec.structs.replace(EVERYTHING, gates=gates)
    trial = devices(force((200.0, 236.0, 170.0)), force(seed=2))
    plain, result = analyse(EVERYTHING, trial), analyse(test, trial)
    assert line(result, "peak_force_best").state is State.VALID
    assert line(result, "peak_force_cv").reasons == ("16 of 100 apart, 12 bearable: rest, then again",)
    assert line(plain, "stable_peak_force").state is State.VALID
    assert line(result, "stable_peak_force").reasons[0].startswith("no plateau: the force stays near its stable peak")
    assert result.methods["gates"] == {"agreement": 20.0, "plateau": 2.9, "variation": 12.0}
    assert "gates" not in plain.methods


# Before the push


def test_a_countermovement_limits_what_counts_from_the_onset_and_is_marked():
    def dip(since):
        u = np.clip((since + 0.15) / 0.15, 0.0, 1.0)
        return -3.5 * 0.5 * (1.0 - np.cos(np.pi * u)) * np.exp(-np.clip(since, 0.0, None) / 0.05)

    result = analyse(EVERYTHING, devices(force(before=dip), force(seed=2)))
    assert "dip 1" in marks(result)
    assert "dip 1" not in marks(result, Side.RIGHT)
    assert not next(mark for mark in result.marks if mark.name == "dip 1").movable
    for key in ("rfd_0_200", "time_to_80", "impulse_0_200_net"):
        assert line(result, key).state is State.LIMITED
        assert any("before the onset: no countermovement" in reason for reason in line(result, key).reasons)
    assert line(result, "peak_force").state is State.VALID
    assert not any("countermovement" in reason for reason in line(result, "rfd_0_200", Side.RIGHT).reasons)


def test_a_strap_that_is_already_pulled_limits_rates_and_leaves_the_peak():
    result = analyse(EVERYTHING, devices(force(rest=60.0), force(seed=2)))
    assert line(result, "rfd_0_200").state is State.LIMITED
    assert any(reason.startswith("60 N of pre-tension, more than 1") for reason in line(result, "rfd_0_200").reasons)
    assert line(result, "peak_force").state is State.VALID
    assert not any("pre-tension" in reason for reason in line(result, "rfd_0_200", Side.RIGHT).reasons)


def test_a_doubtful_onset_says_why():
    # the recording of the left side begins 0.2 s before its first push
    found = line(analyse(EVERYTHING, devices(force()[1800:], force(seed=2))), "rfd_0_200")
    assert found.state is State.LIMITED
    assert found.reasons[0] == "mean of 2 of 3 repetitions, the others are not usable"
    assert "left out: less than 0.4 s of rest before it" in found.reasons
    slow = devices(force(fs=80.0), force(fs=80.0, seed=2), fs=80.0)
    # a plateau has no sharp peak, which is another doubt than the rate
    slowly = line(analyse(EVERYTHING, slow), "time_to_peak")
    assert not any("sample rate" in reason for reason in slowly.reasons)
    assert slowly.state is State.LIMITED
    assert any("more than it is itself" in reason for reason in slowly.reasons)


# During the push


def slip(since):
    return 1.0 - 0.5 * np.clip((since - 1.2) / 0.03, 0.0, 1.0) + 0.5 * np.clip((since - 1.5) / 0.15, 0.0, 1.0)


def test_a_slip_limits_forces_and_leaves_the_rates_before_it():
    result = analyse(EVERYTHING, devices(force(during=slip), force(seed=2)))
    for key in ("peak_force", "effort_mean_force", "peak_force_best", "time_to_peak"):
        found = line(result, key)
        assert found.state is State.LIMITED
        assert any("1.2 s after the onset, and came back: the device slipped" in reason for reason in found.reasons)
    assert line(result, "rfd_0_200").state is State.VALID
    assert line(result, "peak_force", Side.RIGHT).state is State.VALID


def test_a_limb_that_yields_limits_the_forces_in_its_own_words():
    data = devices(force(during=lambda since: np.where(since < 1.5, 1.0, 0.6)), force(seed=2))
    found = line(analyse(EVERYTHING, data), "peak_force")
    assert found.state is State.LIMITED
    assert any(reason.endswith("and stayed lower: the limb yielded or the device moved") for reason in found.reasons)


def test_a_strap_that_tears_counts_only_while_the_force_still_rises():
    def torn(since):
        return np.where(since < 1.5, np.clip(since / 1.5, 0.4, 1.0), 0.0)

    found = line(analyse(EVERYTHING, devices(force(during=torn), force(seed=2))), "peak_force")
    assert found.state is State.LIMITED
    assert any("faster than a muscle relaxes" in reason for reason in found.reasons)
    # the tester takes the device away after a plateau: nothing is wrong with the peak
    pulled = devices(force(during=lambda since: np.where(since < 2.9, 1.0 - 0.02 * since, 0.0)), force(seed=2))
    assert line(analyse(EVERYTHING, pulled), "peak_force").state is State.VALID


def test_without_a_plateau_the_stable_peak_is_limited():
    def pulse(since):
        return np.exp(-0.5 * ((since - 0.45) / 0.16) ** 2)

    found = line(analyse(EVERYTHING, devices(force(during=pulse), force(seed=2))), "stable_peak_force")
    assert found.value is None or any("no plateau" in reason for reason in found.reasons)
    assert found.state is not State.VALID


# Left and right


def test_a_published_detectable_difference_bounds_the_verdict():
    data = devices(force((230.0, 231.0, 229.0)), force((200.0, 201.0, 199.0), seed=2))
    assert verdict(analyse(HIP, data))[0].endswith("more than measurement error")
    result = analyse(KNEE, data)
    found = line(result, "peak_force_asymmetry", Side.BOTH)
    assert found.uncertainty == 21.0
    assert found.reasons == ("this test is published to tell differences from 21 % on",)
    assert verdict(result)[0] == (
        "Left and right are not distinguishable: left higher by 13 ± 21 %, within measurement error"
    )
    far = devices(force((230.0, 231.0, 229.0)), force((150.0, 151.0, 149.0), seed=2))
    assert verdict(analyse(KNEE, far))[0].startswith("Left higher by 35 ± 21 %, more than")


@pytest.mark.parametrize(
    "key",
    ["hip_abduction_iso", "hip_adduction_iso", "hip_extension_iso", "knee_extension_iso", "trunk_lateral_flexion_iso"],
)
def test_every_isometric_test_that_ships_shows_its_headline_and_a_few_numbers_more(key):
    protocol = built_in()[key]
    assert len(protocol.metrics) <= 10
    result = analyse(protocol, clean())
    assert {line.key for line in result.measurements} == set(protocol.metrics)
    assert line(result, protocol.headline).state is State.VALID


# On two plates

PULL = built_in()["isometric_pull"]
PULL_EVERYTHING = msgspec.structs.replace(PULL, metrics=EVERYTHING.metrics)


def pulled(seed=0, *, taken_up=0.0, **person):
    """The simulated person at the bar, on plates with a newton of noise; ``taken_up`` newtons of slack before."""
    body = Person(**({"mass_kg": 70.0, "jump_left": 0.55, "stance_left": 0.5} | person))
    movement = isometric_pull(body, hold_s=3.0, rest_s=3.0, quiet_s=3.0)
    rows = movement.force_n[:, ::4] + np.random.default_rng(seed).normal(0.0, 1.0, movement.force_n[:, ::4].shape)
    time_s = np.arange(rows.shape[1]) / FS
    rows = rows + 0.5 * taken_up * (time_s > 1.8)
    trace = Trace((Side.LEFT, Side.RIGHT), time_s, rows, FS, uncertainty=0.005)
    return movement, TrialData((trace,))


def test_a_pull_on_two_plates_is_measured_whole_and_by_foot_from_one_onset():
    movement, data = pulled()
    result = analyse(PULL_EVERYTHING, data)
    assert result.refusal is None
    onsets = [mark.time_s for mark in result.marks if mark.name.startswith("onset")]
    assert onsets == pytest.approx([movement.events[f"rep{n}_onset"] for n in (1, 2, 3)], abs=0.02)
    assert {mark.side for mark in result.marks} == {Side.BOTH}
    peaks = [movement.figures[f"rep{n}_peak_n"] for n in (1, 2, 3)]
    assert line(result, "peak_force", Side.BOTH).value == pytest.approx(np.mean(peaks), rel=0.005)
    feet = [line(result, "peak_force_net", side).value for side in (Side.LEFT, Side.RIGHT)]
    assert sum(feet) == pytest.approx(line(result, "peak_force_net", Side.BOTH).value, rel=0.005)
    assert feet[0] / sum(feet) == pytest.approx(0.55, abs=0.005)
    halves = [line(result, "rfd_0_200", side).value for side in (Side.LEFT, Side.RIGHT)]
    assert sum(halves) == pytest.approx(line(result, "rfd_0_200", Side.BOTH).value, rel=0.01)


def test_plates_weigh_who_pulls_and_count_in_body_weights():
    movement, data = pulled(mass_kg=83.0)
    result = analyse(PULL_EVERYTHING, data)
    assert result.methods["body_mass.weighed"]["mass_kg"] == pytest.approx(83.0, abs=0.5)
    weights = line(result, "peak_force_body_weights", Side.BOTH)
    peaks = [movement.figures[f"rep{n}_peak_n"] for n in (1, 2, 3)]
    assert weights.value == pytest.approx(np.mean(peaks) / movement.figures["weight_n"], rel=0.005)
    above = line(result, "peak_force_above_weight", Side.BOTH).value
    assert above == pytest.approx(line(result, "peak_force", Side.BOTH).value - 83.0 * 9.80665, abs=5.0)
    assert line(result, "peak_force_above_weight", Side.LEFT).reasons == (HALF,)


def test_a_written_mass_far_from_what_this_pull_weighed_limits_what_is_counted_in_body_weights():
    _, data = pulled(mass_kg=83.0)
    for given_kg, said in ((81.0, False), (38.0, True)):
        result = analyse(PULL_EVERYTHING, replace(data, body_mass_kg=given_kg))
        reasons = " ".join(line(result, "peak_force_body_weights", Side.BOTH).reasons)
        assert ("is written down, and the plates weighed 83" in reasons) == said
        assert "is written down" not in " ".join(line(result, "peak_force", Side.BOTH).reasons)


def test_a_rule_of_the_field_dates_the_pull_of_both_feet_by_their_sum():
    movement, data = pulled()
    found = named_onsets(data, analyse(PULL, data), "sd3")
    assert [each.side for each in found] == [Side.BOTH] * 3
    true = [movement.events[f"rep{number}_onset"] for number in (1, 2, 3)]
    assert [each.time_s for each in found] == pytest.approx(true, abs=0.1)


def test_marks_beyond_the_record_refuse_the_pull_of_both_feet_in_words():
    data = pulled()[1]
    for name in ("onset 1", "end 2"):
        moved = [Mark(name, Side.BOTH, 1000.0 if name.startswith("onset") else -1000.0, automatic=False)]
        assert "are not in order" in analyse(PULL, data, moved=moved).refusal


def test_slack_that_is_pulled_out_of_the_bar_is_pre_tension():
    _, data = pulled(taken_up=160.0)
    found = line(analyse(PULL_EVERYTHING, data), "rfd_0_200", Side.BOTH)
    assert found.state is State.LIMITED
    assert any("of pre-tension, more than" in reason for reason in found.reasons)
    clean_pull = line(analyse(PULL_EVERYTHING, pulled()[1]), "rfd_0_200", Side.BOTH)
    assert not any("pre-tension" in reason for reason in clean_pull.reasons)


def test_feet_that_pull_unequally_are_told_apart_and_mirror():
    data = pulled()[1]
    assert verdict(analyse(PULL, data))[0].startswith("Left higher by ")
    (trace,) = data.traces
    mirrored = TrialData((replace(trace, force_n=trace.force_n[::-1]),))
    one, two = (line(analyse(PULL, each), "peak_force_asymmetry", Side.BOTH) for each in (data, mirrored))
    assert two.value == pytest.approx(-one.value)
    assert two.uncertainty == pytest.approx(one.uncertainty)


@pytest.mark.parametrize("fs", [8.0, 10.0, 16.0])
@pytest.mark.parametrize("rest", [-15.0, 0.0, 15.0, 40.0])
def test_net_force_of_a_slow_device_is_above_the_rest_before_the_effort(fs, rest):
    """Below 20 Hz no onset is dated, but the rest is seen all the same."""
    found = analyse(
        EVERYTHING, devices(*(force((230.0, 240.0, 250.0), rest=rest, fs=fs, seed=n) for n in (1, 2)), fs=fs)
    )
    assert line(found, "stable_peak_force_net").value == pytest.approx(240.0 - rest, abs=1.5)
    gross, net = (line(found, key) for key in ("peak_force", "peak_force_net"))
    assert gross.value - net.value == pytest.approx(rest, abs=0.5)
    fast = analyse(EVERYTHING, devices(*(force((230.0, 240.0, 250.0), rest=rest, seed=n) for n in (1, 2))))
    for key in ("effort_mean_force_net", "impulse_effort_net"):
        number = line(found, key)
        assert abs(number.value - line(fast, key).value) <= number.uncertainty, key
