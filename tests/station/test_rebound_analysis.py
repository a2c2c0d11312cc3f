"""Drop jumps and sets of hops from traces: marks, numbers against what was played, refusals, faults of plates."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person, step_on
from simulators.jump import GRAVITY
from simulators.rebound import Ringing, drop_jump, hop_set
from station.analysis import analyse, verdict
from station.model import Mark, Side, Trace, TrialData
from station.protocol import Weigh, built_in
from station.traces import read_traces

DROP, HOPS = built_in()["drop_jump"], built_in()["hop_set"]
EVEN = Person(jump_height_m=0.25)


def recorded(force_n, fs=1000.0, noise=0.7, seed=0, **more):
    force = force_n + np.random.default_rng(seed).normal(0.0, noise, force_n.shape)
    more = {"uncertainty": 0.005, **more}
    return TrialData((Trace((Side.LEFT, Side.RIGHT), np.arange(force.shape[1]) / fs, force, fs, **more),))


def plates(performance, fs=1000.0, **more):
    return recorded(performance.force_n[:, :: round(performance.fs_hz / fs)], fs, **more)


def total(performance, noise=1.0):
    force = performance.force_n[:, ::4].sum(axis=0, keepdims=True)
    force = force + np.random.default_rng(3).normal(0.0, noise, force.shape)
    return TrialData((Trace((Side.BOTH,), np.arange(force.shape[1]) / 1000.0, force, 1000.0),))


def until(data, stop_s):
    (trace,) = data.traces
    count = int(np.searchsorted(trace.time_s, stop_s))
    return TrialData((replace(trace, time_s=trace.time_s[:count], force_n=trace.force_n[:, :count]),))


def value(analysis, key, side=Side.BOTH):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


def times(analysis):
    return {mark.name: mark.time_s for mark in analysis.marks}


# Drop jumps


@pytest.mark.parametrize("fs", [500.0, 1000.0, 2000.0])
def test_the_marks_of_a_drop_jump_are_where_it_happened(fs):
    played = drop_jump(EVEN)
    result = analyse(DROP, plates(played, fs))
    assert result.refusal is None
    assert [mark.name for mark in result.marks] == ["touchdown", "takeoff", "landing"]
    for mark in result.marks:
        assert mark.automatic
        # the uncertainty is k = 2: one draw of noise in twenty lies further away
        assert abs(mark.time_s - played.events[mark.name]) <= 1.5 * mark.uncertainty_s + 1e-9


def test_every_metric_of_the_protocol_is_there_and_unrestricted():
    result = analyse(DROP, plates(drop_jump(EVEN)))
    assert list(dict.fromkeys(line.key for line in result.measurements)) == list(DROP.metrics)
    assert {line.key for line in result.measurements if line.measurement.state is not State.VALID} == set()
    assert all(line.measurement.uncertainty is not None for line in result.measurements)


def test_the_numbers_of_a_drop_jump_are_true_within_their_uncertainty():
    dice = np.random.default_rng(11)
    inside = count = 0
    for number in range(24):
        person = Person(
            mass_kg=dice.uniform(45, 110), jump_height_m=dice.uniform(0.14, 0.4), jump_left=0.47, seed=number
        )
        box_m, contact_s = dice.uniform(0.15, 0.5), dice.uniform(0.16, 0.3)
        ringing = Ringing(float(dice.uniform(5, 80)), float(dice.uniform(25, 60))) if number % 2 else None
        played = drop_jump(person, box_m, contact_s, ringing=ringing, wait_s=1.0 + 0.0003 * number)
        data = plates(played, (500.0, 1000.0, 2000.0)[number % 3], noise=dice.uniform(0.3, 2.0), seed=number)
        result = analyse(DROP, data)
        assert result.refusal is None
        flight_s, height_m = played.figures["flight_s"], person.jump_height_m
        truth = {
            "drop_contact_time": contact_s,
            "drop_flight_time": flight_s,
            "drop_height_ft": height_m,
            "drop_height_im": height_m,
            "drop_rsi_ft": flight_s / contact_s,
            "drop_rsi_jh": height_m / contact_s,
            "drop_rsi_im": height_m / contact_s,
            "effective_drop_height": box_m,
            "touchdown_speed": np.sqrt(2 * GRAVITY * box_m),
            "drop_depth": played.figures["depth_m"],
            "system_weight": person.weight_n,
        }
        for key, true in truth.items():
            found = value(result, key)
            inside += abs(found.value - true) <= found.uncertainty
            count += 1
    assert inside >= 0.95 * count


def test_each_leg_has_its_share_and_the_larger_one_is_named():
    result = analyse(DROP, plates(drop_jump(Person(jump_left=0.45))))
    assert value(result, "drop_contact_share", Side.LEFT).value == pytest.approx(45.0, abs=0.2)
    assert value(result, "drop_contact_share", Side.RIGHT).value == pytest.approx(55.0, abs=0.2)
    assert value(result, "drop_impulse_asymmetry").value == pytest.approx(100 * (0.55 - 0.45) / 0.55, abs=0.4)
    words, detail = verdict(result)
    assert words.startswith("Right higher by 18")
    assert "one jump" in detail


def test_left_and_right_change_places_in_a_mirror():
    (trace,) = plates(drop_jump(Person(jump_left=0.45))).traces
    mirrored = TrialData((replace(trace, force_n=trace.force_n[::-1]),))
    one, other = analyse(DROP, TrialData((trace,))), analyse(DROP, mirrored)
    for line in one.measurements:
        side = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(line.side, line.side)
        sign = -1.0 if line.key == "drop_impulse_asymmetry" else 1.0
        assert value(other, line.key, side).value == pytest.approx(sign * line.measurement.value, rel=1e-9), line.key


def test_one_total_force_has_no_legs_and_all_the_rest():
    result = analyse(DROP, total(drop_jump(EVEN)))
    assert value(result, "drop_rsi_ft").state is State.VALID
    assert value(result, "effective_drop_height").value == pytest.approx(0.30, abs=0.02)
    for key in ("drop_contact_impulse", "impact_peak"):
        assert "one total force" in value(result, key, Side.LEFT).reasons[0]
    assert value(result, "drop_impulse_asymmetry").value is None


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_on_one_leg_nothing_is_compared_and_the_other_trial_is_asked_for(side):
    share = 0.999 if side is Side.LEFT else 0.001
    person = Person(jump_left=share, landing_left=share, stance_left=share)
    result = analyse(DROP, plates(drop_jump(person)))
    idle = Side.RIGHT if side is Side.LEFT else Side.LEFT
    assert value(result, "drop_contact_impulse", side).state is State.VALID
    assert "off its plate" in value(result, "drop_contact_impulse", idle).reasons[0]
    assert f"all load is on the {side} leg" in value(result, "drop_impulse_asymmetry").reasons[0]
    assert "not compared" in verdict(result)[0]


def test_without_a_quiet_second_after_the_landing_the_times_stay():
    played = drop_jump(EVEN)
    result = analyse(DROP, until(plates(played), played.events["landing"] + 0.7))
    for key in ("drop_rsi_ft", "drop_rsi_jh", "drop_contact_time", "drop_height_ft", "drop_flight_time"):
        assert value(result, key).state is State.VALID
    assert value(result, "drop_contact_impulse", Side.LEFT).state is State.VALID
    for key in ("effective_drop_height", "drop_height_im", "drop_rsi_im", "drop_depth", "vertical_stiffness"):
        assert "no 1 s of quiet standing" in value(result, key).reasons[0]
    assert "stand still for two seconds after the landing" in value(result, "system_weight").reasons[0]


def test_who_was_weighed_before_the_drop_has_the_motion_and_it_is_said():
    before = step_on(EVEN, quiet_s=2.0).force_n[:, ::4]
    played = drop_jump(EVEN)
    after = played.force_n[:, ::4][:, : round((played.events["landing"] + 0.6) * 1000)]
    force = np.concatenate([np.zeros((2, 500)), before, np.zeros((2, 1500)), after], axis=1)
    protocol = msgspec.structs.replace(DROP, weigh=Weigh(1.0, 10.0, 50.0))
    result = analyse(protocol, recorded(force))
    height = value(result, "effective_drop_height")
    assert height.state is State.LIMITED
    assert "weighed before the drop" in height.reasons[0]
    assert height.value == pytest.approx(0.30, abs=height.uncertainty)
    assert value(result, "drop_height_im").value is None


def test_of_two_drop_jumps_the_first_is_analysed_and_it_is_said():
    once = drop_jump(EVEN).force_n[:, ::4]
    result = analyse(DROP, recorded(np.concatenate([once, np.zeros((2, 3000)), once], axis=1)))
    assert times(result)["touchdown"] < 2.0
    assert "2 drop jumps in this recording; this is the first" in value(result, "drop_rsi_ft").reasons


def test_a_body_mass_that_is_given_takes_the_place_of_the_quiet_second():
    played = drop_jump(EVEN)
    data = replace(until(plates(played), played.events["landing"] + 0.7), body_mass_kg=EVEN.mass_kg)
    result = analyse(DROP, data)
    height = value(result, "effective_drop_height")
    assert height.state is State.LIMITED
    assert "body mass as given" in height.reasons[0]
    assert height.value == pytest.approx(0.30, abs=height.uncertainty)
    assert value(result, "drop_height_im").value is None
    assert value(result, "system_weight").value is None


def refused(data, *words):
    result = analyse(DROP, data)
    assert result.refusal is not None
    for word in words:
        assert word in result.refusal
    assert all(line.measurement.value is None for line in result.measurements)
    return result


def test_what_is_no_drop_jump_is_refused_in_words_that_help():
    played = drop_jump(EVEN)
    data = plates(played)
    (trace,) = data.traces
    takeoff, landing = played.events["takeoff"], played.events["landing"]
    result = refused(until(data, takeoff + 0.2), "ends in flight")
    assert [mark.name for mark in result.marks] == ["touchdown", "takeoff"]
    refused(until(data, takeoff - 0.05), "nobody left the plates again")
    refused(recorded(np.zeros((2, 4000))), "Nobody was on the plates")
    refused(recorded(np.full((2, 4000), 350.0)), "never empty")
    late = trace.force_n[:, round((landing + 0.6) * 1000) :]
    refused(recorded(np.concatenate([late, np.zeros((2, 1500)), late], axis=1)), "nobody left the plates again")
    refused(recorded(trace.force_n + 60.0), "box")
    refused(plates(hop_set(EVEN)), "when the recording begins")
    refused(TrialData(()), "no samples")


def test_a_moved_mark_is_honoured_and_survives_a_refusal():
    played = drop_jump(EVEN)
    data = plates(played)
    put = Mark("takeoff", Side.BOTH, played.events["takeoff"] - 0.02, False)
    result = analyse(DROP, data, moved=[put])
    assert times(result)["takeoff"] == put.time_s
    assert value(result, "drop_contact_time").value == pytest.approx(0.20, abs=0.002)
    assert value(result, "drop_contact_time").state is State.LIMITED
    assert "placed by hand" in value(result, "drop_contact_time").reasons[0]
    back = Mark("takeoff", Side.BOTH, played.events["touchdown"] - 0.1, False)
    disordered = analyse(DROP, data, moved=[back])
    assert "not in order" in (disordered.refusal or "")
    assert times(disordered)["takeoff"] == back.time_s
    flying = analyse(DROP, until(data, played.events["takeoff"] + 0.1), moved=[put])
    assert times(flying)["takeoff"] == put.time_s


@pytest.mark.parametrize(("reading", "state"), [(0.5, State.VALID), (4.0, State.VALID), (8.0, State.LIMITED)])
def test_a_plate_off_zero_is_said_and_limits_what_it_reaches(reading, state):
    (trace,) = plates(drop_jump(EVEN)).traces
    data = TrialData((replace(trace, force_n=trace.force_n + np.array([[reading], [0.0]])),))
    result = analyse(DROP, data)
    left = value(result, "drop_contact_impulse", Side.LEFT)
    assert left.state is state
    assert any("left plate reads" in reason for reason in left.reasons) == (reading > 1.0)
    assert value(result, "drop_contact_impulse", Side.RIGHT).state is State.VALID
    assert value(result, "drop_rsi_ft").state is State.VALID
    truth = value(analyse(DROP, TrialData((trace,))), "drop_contact_impulse", Side.LEFT).value
    assert abs(left.value - truth) <= left.uncertainty


def test_lost_samples_in_the_contact_reach_the_contact_and_not_the_flight():
    played = drop_jump(EVEN)
    (trace,) = plates(played).traces
    first = round((played.events["touchdown"] + 0.08) * 1000)
    keep = np.r_[0:first, first + 15 : len(trace.time_s)]
    lost = replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=((first, 15),))
    result = analyse(DROP, TrialData((lost,)))
    assert value(result, "drop_contact_impulse", Side.LEFT).value is None
    assert value(result, "drop_contact_time").value is None
    assert "15 ms are missing" in value(result, "drop_contact_time").reasons[0]
    assert value(result, "drop_flight_time").state is State.VALID


def test_a_step_instead_of_a_drop_is_told():
    result = analyse(DROP, plates(drop_jump(Person(jump_height_m=0.1), 0.03, 0.25)))
    height = value(result, "effective_drop_height")
    assert height.state is State.LIMITED
    assert "looks like a step" in height.reasons[0]


def test_heights_that_contradict_each_other_withhold_the_motion_and_limit_the_times():
    played = drop_jump(EVEN)
    force = played.force_n[:, ::4]
    middle = round((played.events["takeoff"] + 0.2) * 1000)
    longer = np.concatenate([force[:, :middle], np.zeros((2, 150)), force[:, middle:]], axis=1)
    result = analyse(DROP, recorded(longer))
    assert value(result, "effective_drop_height").value is None
    assert "differ by" in value(result, "effective_drop_height").reasons[0]
    assert value(result, "drop_rsi_ft").state is State.LIMITED


def test_a_device_of_100_hz_gives_no_number_and_says_why():
    result = analyse(DROP, plates(drop_jump(EVEN), 100.0))
    assert all(
        line.measurement.value is None and "500 Hz" in line.measurement.reasons[0]
        for line in result.measurements
        if line.key != "system_weight"
    )


@pytest.mark.real
@pytest.mark.parametrize("name", ["Dual-DJ-Fz.txt", "Single-DJ-Fz.txt"])
def test_a_real_drop_jump_has_its_marks_by_eye_and_heights_that_agree(real_data, name):
    result = analyse(DROP, read_traces(real_data / "gidiel" / name, fs=1000.0))
    assert result.refusal is None
    by_eye = {"touchdown": 1.895, "takeoff": 2.151, "landing": 2.633}
    for mark, seen in by_eye.items():
        assert times(result)[mark] == pytest.approx(seen, abs=0.006)
    assert abs(value(result, "drop_height_difference").value) <= 0.01
    assert value(result, "drop_rsi_ft").value == pytest.approx(0.482 / 0.256, rel=0.03)
    if name.startswith("Dual"):
        assert value(result, "drop_contact_share", Side.LEFT).value == pytest.approx(50.3, abs=0.3)


# Hops


def test_the_marks_of_a_set_of_hops_are_where_they_happened():
    played = hop_set(EVEN, (0.2, 0.18, 0.22, 0.2), (0.4, 0.42, 0.38, 0.4, 0.41))
    result = analyse(HOPS, plates(played))
    assert result.refusal is None
    names = [f"{name} {number}" for number in (1, 2, 3, 4) for name in ("touchdown", "takeoff")]
    assert [mark.name for mark in result.marks] == [*names, "landing 4"]
    for mark in result.marks:
        true = played.events["landing" if mark.name == "landing 4" else mark.name]
        assert abs(mark.time_s - true) <= mark.uncertainty_s + 1e-9


def test_the_numbers_of_a_set_are_true_within_their_uncertainty():
    dice = np.random.default_rng(5)
    inside = count = 0
    for number in range(10):
        contacts, flights = dice.uniform(0.17, 0.28, 8), dice.uniform(0.3, 0.45, 9)
        person = Person(mass_kg=dice.uniform(45, 110), seed=number)
        ringing = Ringing(float(dice.uniform(5, 60))) if number % 2 else None
        played = hop_set(person, tuple(contacts), tuple(flights), ringing=ringing)
        result = analyse(HOPS, plates(played, (500.0, 1000.0, 2000.0)[number % 3], seed=number))
        air, index = flights[1:], flights[1:] / contacts
        truth = {
            "hop_count": 8.0,
            "hop_contact_time": contacts.mean(),
            "hop_flight_time": air.mean(),
            "hop_rsi_ft": index.mean(),
            "hop_rsi_best": index.max(),
            "hop_rsi_best_mean": np.sort(index)[-5:].mean(),
            "hop_rsi_jh": (GRAVITY * air**2 / 8 / contacts).mean(),
            "hop_height": (GRAVITY * air**2 / 8).mean(),
            "hop_height_best": GRAVITY * air.max() ** 2 / 8,
            "hop_fatigue": 100 * (index[-3:].mean() - index[:3].mean()) / index[:3].mean(),
            "hop_rsi_cv": 100 * index.std(ddof=1) / index.mean(),
            "hop_frequency": 8 / (contacts.sum() + air.sum()),
        }
        for key, true in truth.items():
            found = value(result, key)
            inside += abs(found.value - true) <= (found.uncertainty or 0.0)
            count += 1
    assert inside >= 0.95 * count


def test_every_metric_of_a_set_is_there_and_its_hops_stand_one_by_one_in_the_methods():
    result = analyse(HOPS, plates(hop_set(EVEN)))
    assert list(dict.fromkeys(line.key for line in result.measurements)) == list(HOPS.metrics)
    assert {line.key for line in result.measurements if line.measurement.state is not State.VALID} == set()
    assert len(result.methods["hops.each"]) == 8
    assert "flight 0.40" in result.methods["hops.each"]["hop 3"]
    assert sorted(result.methods["hops.left_out"].values()) == [
        "the first push begins from standing, not from a landing",
        "the last landing is not followed by a hop",
    ]
    assert "the best 5 of 8 hops" in value(result, "hop_rsi_best_mean").reasons


def test_few_hops_have_a_mean_and_no_fading():
    result = analyse(HOPS, plates(hop_set(EVEN, (0.2, 0.2), (0.4, 0.4, 0.4))))
    assert value(result, "hop_rsi_ft").state is State.VALID
    assert value(result, "hop_fatigue").reasons[0] == "needs 6 hops; this set has 2"
    assert value(result, "hop_rsi_best_mean").reasons[0] == "needs 5 hops; this set has 2"
    assert value(result, "hop_rsi_cv").reasons[0] == "needs 3 hops; this set has 2"


def test_samples_lost_in_one_hop_leave_that_hop_out_and_the_others_their_numbers():
    played = hop_set(EVEN)
    (trace,) = plates(played).traces
    first = round((played.events["touchdown 4"] + 0.07) * 1000)
    keep = np.r_[0:first, first + 15 : len(trace.time_s)]
    lost = replace(trace, time_s=trace.time_s[keep], force_n=trace.force_n[:, keep], gaps=((first, 15),))
    result = analyse(HOPS, TrialData((lost,)))
    assert value(result, "hop_count").value == 7.0
    assert value(result, "hop_rsi_ft").state is State.VALID
    assert any("15 ms are missing" in reason for reason in value(result, "hop_rsi_ft").reasons)


def test_a_set_without_standing_has_all_but_its_stiffness():
    played = hop_set(EVEN)
    (trace,) = plates(played).traces
    first = round(played.events["takeoff 0"] * 1000) - 300
    stop = round(played.events["landing"] * 1000) + 300
    cut = TrialData((replace(trace, time_s=trace.time_s[first:stop], force_n=trace.force_n[:, first:stop]),))
    result = analyse(HOPS, cut)
    assert value(result, "hop_rsi_ft").state is State.VALID
    assert "stand still before the first hop" in value(result, "hop_stiffness").reasons[0]
    assert value(result, "system_weight").value is None


def within(data, first_s, stop_s):
    (trace,) = data.traces
    part = slice(*np.searchsorted(trace.time_s, (first_s, stop_s)))
    return TrialData(
        (replace(trace, time_s=trace.time_s[part] - trace.time_s[part][0], force_n=trace.force_n[:, part]),)
    )


@pytest.mark.parametrize("into_s", [0.1, 0.35], ids=["in a contact", "in a flight"])
@pytest.mark.parametrize("end", ["begins", "ends"])
def test_a_set_of_which_the_recording_holds_a_part_has_at_least_the_hops_in_it(end, into_s):
    played = hop_set(EVEN)
    data, at_s = plates(played), played.events["touchdown 4"] + into_s
    result = analyse(HOPS, within(data, at_s, 99.0) if end == "begins" else within(data, 0.0, at_s))
    count = value(result, "hop_count")
    assert count.state is State.LIMITED
    assert f"at least this many: the recording {end} within the set" in count.reasons
    assert count.value < 8.0
    assert value(result, "hop_rsi_ft").state is State.VALID


def test_who_stands_before_and_after_or_steps_on_and_off_did_all_the_hops_that_were_seen():
    played = hop_set(EVEN)
    assert value(analyse(HOPS, plates(played)), "hop_count").state is State.VALID
    empty = np.zeros((2, 3000))
    pushed = round(played.events["takeoff 0"] * 1000) - 350
    stepped = np.concatenate((empty, played.force_n[:, :: round(played.fs_hz / 1000)][:, pushed:], empty), axis=1)
    count = value(analyse(HOPS, recorded(stepped)), "hop_count")
    assert (count.value, count.state) == (8.0, State.VALID)


def test_the_spread_of_the_hops_decides_whether_the_legs_differ():
    even = analyse(HOPS, plates(hop_set(EVEN)))
    assert verdict(even)[0].startswith("Left and right are even within ±")
    uneven = analyse(HOPS, plates(hop_set(Person(jump_left=0.44))))
    difference = value(uneven, "hop_impulse_asymmetry")
    assert difference.value == pytest.approx(100 * (0.56 - 0.44) / 0.56, abs=0.5)
    assert "more than measurement error" in verdict(uneven)[0]


def test_hops_on_one_leg_are_not_compared():
    result = analyse(HOPS, plates(hop_set(Person(jump_left=0.002, stance_left=0.002))))
    assert value(result, "hop_contact_impulse", Side.RIGHT).state is State.VALID
    assert "off its plate" in value(result, "hop_contact_impulse", Side.LEFT).reasons[0]
    assert "all load is on the right leg" in value(result, "hop_impulse_asymmetry").reasons[0]


def test_what_is_no_set_of_hops_is_refused():
    for force in (np.zeros((2, 4000)), np.full((2, 4000), 350.0)):
        assert analyse(HOPS, recorded(force)).refusal is not None
    one = analyse(HOPS, plates(hop_set(EVEN, (), (0.4,))))
    assert "No hops" in (one.refusal or "")
    assert "Keep hopping" in (one.refusal or "")


def test_a_moved_touch_down_ends_one_flight_and_begins_the_next_contact():
    played = hop_set(EVEN, (0.2, 0.2, 0.2), (0.4, 0.4, 0.4, 0.4))
    data = plates(played)
    put = Mark("touchdown 2", Side.BOTH, played.events["touchdown 2"] + 0.03, False)
    result = analyse(HOPS, data, moved=[put])
    assert times(result)["touchdown 2"] == put.time_s
    assert "flight 0.43" in result.methods["hops.each"]["hop 1"]
    assert "contact 0.17" in result.methods["hops.each"]["hop 2"]
    assert value(result, "hop_rsi_ft").state is State.LIMITED
    wrong = Mark("takeoff 2", Side.BOTH, played.events["touchdown 2"] - 0.1, False)
    assert "not in order" in (analyse(HOPS, data, moved=[wrong]).refusal or "")
