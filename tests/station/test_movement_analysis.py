"""Squats, hinges and sit-to-stands from traces: numbers, marks, refusals in words, and what limits which number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.measurement import State
from simulators.body import Person, countermovement_jump
from simulators.movement import LegShares, Tempo, box_lift, bridges, squat
from simulators.sit_to_stand import Pace, sit_to_stand
from station.analysis import analyse, verdict
from station.model import Mark, Side, Trace, TrialData
from station.protocol import built_in

SQUAT, FIVE, THIRTY = (built_in()[key] for key in ("squat", "sit_to_stand_5x", "sit_to_stand_30s"))
BEAT = Tempo(2.0, 0.0, 1.0, 1.0)


def data(performance, fs=1000.0, noise=0.7, seed=1, spoil=None, **more):
    time_s = np.arange(int(performance.duration_s * fs)) / fs
    force = performance.at(time_s)
    force = force + np.random.default_rng(seed).normal(0.0, noise, force.shape)
    if spoil is not None:
        spoil(time_s, force)
    return TrialData((Trace((Side.LEFT, Side.RIGHT), time_s, force, fs, **more),))


def squats(seed=1, reps=5, **more):
    return squat(Person(seed=seed), reps, BEAT, before_s=2.0, **more)


def found(analysis, key, side=Side.BOTH):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side == side)


# Squats


def test_squats_have_their_depth_tempo_and_marks():
    performance = squats(2)
    result = analyse(SQUAT, data(performance, uncertainty=0.002))
    assert result.refusal is None
    assert found(result, "rep_count").value == 5.0
    assert found(result, "rep_count").state is State.VALID
    for key, true in {
        "movement_depth": 0.35,
        "lowering_time": 2.0,
        "raising_time": 1.0,
        "rep_period": 4.0,
        "raising_peak_speed": performance.figures["peak_speed_up"],
        "raising_peak_power": performance.figures["peak_power_w"],
        "system_weight": performance.figures["weight_n"],
    }.items():
        number = found(result, key)
        assert abs(number.value - true) <= number.uncertainty, key
    assert found(result, "tempo_error").value < 0.1
    assert [mark.name for mark in result.marks[:6]] == ["start 1", "turn 1", "end 1", "start 2", "turn 2", "end 2"]
    for mark in result.marks:
        name, number = mark.name.split()
        assert abs(mark.time_s - performance.events[f"rep{number}_{name}"]) <= mark.uncertainty_s + 0.001, mark.name
    assert result.methods["movement.closed_repetitions"]["found"] == 5


def test_shares_mirror_when_the_feet_change():
    performance = squats(shares=LegShares(0.5, 0.44, 0.58))
    result = analyse(SQUAT, data(performance))
    recorded = data(performance).traces[0]
    swapped = analyse(SQUAT, TrialData((replace(recorded, force_n=recorded.force_n[::-1]),)))
    for key in ("rep_load_share", "lowering_load_share", "raising_load_share", "peak_load_share"):
        assert found(result, key, Side.LEFT).value == pytest.approx(found(swapped, key, Side.RIGHT).value)
    assert found(result, "rep_load_asymmetry").value == pytest.approx(-found(swapped, "rep_load_asymmetry").value)
    assert found(result, "lowering_load_share", Side.LEFT).value < 46.0
    assert found(result, "raising_load_share", Side.LEFT).value > 55.0


def test_unequal_loading_is_said_in_words_and_equal_loading_is_not_distinguishable():
    uneven = analyse(SQUAT, data(squats(shares=LegShares(0.44, 0.42, 0.42)), uncertainty=0.002))
    assert verdict(uneven)[0].startswith("Right higher by 2")
    assert "more than" in verdict(uneven)[0]
    assert verdict(analyse(SQUAT, data(squats())))[0].startswith("Left and right are even within ±")


def test_a_missing_repetition_limits_the_count():
    count = found(analyse(SQUAT, data(squats(reps=4))), "rep_count")
    assert (count.value, count.state) == (4.0, State.LIMITED)
    assert "5 repetitions were asked for, 4 are measured" in count.reasons


def test_who_touches_the_wall_loses_that_repetition_and_is_told():
    def touch(time_s, force):
        force[:, (time_s > 6.3) & (time_s < 7.6)] -= 25.0

    result = analyse(SQUAT, data(squats(), spoil=touch))
    assert found(result, "rep_count").value == 4.0
    assert any("touched" in reason for reason in found(result, "movement_depth").reasons)


def test_restless_standing_is_refused_with_what_to_do():
    shaken = data(squat(Person(sway_n=30.0), 2, BEAT))
    refusal = analyse(SQUAT, shaken).refusal
    assert "Weighing failed" in refusal
    assert "Stand still on both plates" in refusal


def test_who_only_stands_is_told_that_there_is_no_repetition():
    standing = data(squat(Person(), 1, BEAT, depth_m=0.01))
    assert analyse(SQUAT, standing).refusal.startswith("No repetition found")


def test_one_total_force_has_times_and_depth_but_no_share():
    trace = data(squats()).traces[0]
    total = TrialData((Trace((Side.BOTH,), trace.time_s, trace.force_n.sum(axis=0)[None, :], 1000.0),))
    result = analyse(SQUAT, total)
    assert found(result, "movement_depth").value == pytest.approx(0.35, abs=0.02)
    assert found(result, "rep_load_share", Side.LEFT).value is None
    assert found(result, "rep_load_asymmetry").value is None


@pytest.mark.parametrize(
    ("fs", "timed", "mean"), [(80.0, State.VALID, State.VALID), (20.0, State.INVALID, State.VALID)]
)
def test_a_slow_device_keeps_its_shares_and_loses_its_times(fs, timed, mean):
    result = analyse(SQUAT, data(squats(), fs))
    assert found(result, "lowering_time").state is timed
    assert found(result, "movement_depth").state is timed
    assert found(result, "rep_load_share", Side.LEFT).state is mean


def test_a_moved_turn_moves_the_times_and_is_said():
    performance = squats()
    recorded = data(performance)
    turn_s = performance.events["rep2_turn"] + 0.2
    moved = analyse(SQUAT, recorded, moved=[Mark("turn 2", Side.BOTH, turn_s, automatic=False)])
    place = next(mark for mark in moved.marks if mark.name == "turn 2")
    assert (place.automatic, place.time_s) == (False, pytest.approx(turn_s, abs=0.001))
    longer = found(moved, "lowering_time").value - found(analyse(SQUAT, recorded), "lowering_time").value
    assert longer == pytest.approx(0.2 / 5, abs=0.015)
    assert found(moved, "lowering_time").state is State.LIMITED


def test_marks_out_of_order_are_refused():
    performance = squats()
    wrong = Mark("turn 2", Side.BOTH, performance.events["rep2_start"] - 1.0, automatic=False)
    assert "not in order" in analyse(SQUAT, data(performance), moved=[wrong]).refusal


def test_a_turn_that_is_moved_before_the_greatest_speed_leaves_numbers_or_reasons_and_no_crash():
    performance = squats()
    for early_s in (0.7, 1.5):
        put = Mark("turn 2", Side.BOTH, performance.events["rep2_turn"] - early_s, automatic=False)
        late = Mark("start 2", Side.BOTH, performance.events["rep2_start"] + 0.3, automatic=False)
        result = analyse(SQUAT, data(performance), moved=[put, late])
        assert result.refusal is None
        assert all(
            line.measurement.value is None or np.isfinite(line.measurement.value) for line in result.measurements
        )


def test_one_repetition_has_no_period_and_says_why():
    result = analyse(SQUAT, data(squats(reps=1)))
    for key in ("rep_period", "tempo_error", "movement_depth_cv", "share_spread"):
        assert "one repetition cannot say this; do two or more" in found(result, key).reasons


@pytest.mark.parametrize("late_s", [0.3, 0.5, 0.7])
def test_a_repetition_that_began_before_the_recording_is_left_out(late_s):
    """Its first sample is no start: the mean time from start to start would be short by a part of the way down."""
    performance = squats(2)
    whole = data(performance, uncertainty=0.002)
    (trace,) = whole.traces
    kept = trace.time_s >= performance.events["rep2_start"] + late_s
    cut = replace(trace, time_s=trace.time_s[kept] - trace.time_s[kept][0], force_n=trace.force_n[:, kept])
    result = analyse(SQUAT, TrialData((cut,)))
    assert found(result, "rep_count").value == 3.0
    assert any("repetition 1" in reason for reason in found(result, "rep_count").reasons)
    assert abs(found(result, "rep_period").value - 4.0) <= found(result, "rep_period").uncertainty


def test_a_repetition_left_out_between_others_leaves_no_time_from_start_to_start():
    """Two periods are no period: with the third of five left out the mean would be 5.3 s of a beat of 4 s."""
    performance = squats(2)

    def held(repetition):
        def spoil(time_s, force):
            start, end = (performance.events[f"rep{repetition}_{name}"] for name in ("start", "end"))
            force[:, (time_s > start) & (time_s < end)] -= 25.0

        return analyse(SQUAT, data(performance, uncertainty=0.002, spoil=spoil))

    middle, last = held(3), held(5)
    for result in (middle, last):
        assert found(result, "rep_count").value == 4.0
    for key in ("rep_period", "tempo_error"):
        assert found(middle, key).state is State.INVALID
        assert "left out between two others" in found(middle, key).reasons[0]
        assert found(last, key).state is State.VALID
    assert found(last, "rep_period").value == pytest.approx(4.0, abs=0.1)


# Sit-to-stand


def test_five_rises_have_their_time_marks_and_load():
    performance = sit_to_stand(Person(seed=3), 5, left=0.45)
    result = analyse(FIVE, data(performance, uncertainty=0.002))
    assert result.refusal is None
    time = found(result, "five_rises_time")
    true = performance.events["rep5_up"] - performance.events["rep1_start"]
    assert time.value == pytest.approx(true, abs=0.1)
    assert found(result, "test_mean_force", Side.LEFT).value < found(result, "test_mean_force", Side.RIGHT).value
    assert found(result, "rise_load_share", Side.LEFT).value == pytest.approx(45.0, abs=0.3)
    assert found(result, "rise_load_asymmetry").value == pytest.approx(100.0 * (55.0 - 45.0) / 55.0, abs=0.8)
    assert found(result, "five_rises_seated_time").reasons == ("the fifth rise stayed standing",)
    assert [mark.name for mark in result.marks[:4]] == ["start 1", "stood 1", "start 2", "stood 2"]
    assert verdict(result)[0].startswith("Right higher by 18")


def test_four_rises_are_not_five():
    result = analyse(FIVE, data(sit_to_stand(Person(), 4)))
    assert found(result, "five_rises_time").reasons == ("5 rises are needed, 4 were found",)
    assert found(result, "rise_count").state is State.LIMITED


def test_nine_rises_in_thirty_seconds():
    result = analyse(THIRTY, data(sit_to_stand(Person(seed=2), 9, Pace(), after_s=4.0)))
    assert found(result, "rises_in_30_s").value == 9.0
    short = analyse(THIRTY, data(sit_to_stand(Person(seed=2), 4)))
    assert "only" in found(short, "rises_in_30_s").reasons[0]


def test_the_thirty_seconds_run_from_go_where_it_is_known():
    performance = sit_to_stand(Person(seed=2), 9, Pace(), after_s=6.0)
    played, first_s = data(performance), performance.events["rep1_start"]
    # half of the height is gained in the middle between the seat and standing
    half_up = [0.5 * (performance.events[f"rep{n}_seat_off"] + performance.events[f"rep{n}_up"]) for n in range(1, 10)]
    for go_s, count in ((half_up[8] - 30.6, 8.0), (half_up[8] - 29.4, 9.0)):
        result = analyse(THIRTY, replace(played, go_s=go_s))
        assert found(result, "rises_in_30_s").value == count
        assert result.methods["sit_to_stand.feet"]["counted_from"] == "GO"
    unknown = analyse(THIRTY, played)
    assert unknown.methods["sit_to_stand.feet"]["counted_from"] == "first sign of the first rise"
    assert found(unknown, "rises_in_30_s").value == sum(each <= first_s + 30.0 for each in half_up)


def test_stepping_off_the_plates_is_not_sitting():
    performance = sit_to_stand(Person(seed=2), 9, Pace(), after_s=4.0)

    def left(time_s, force):
        force[:, round(0.7 * len(time_s)) :] = 0.0

    result = analyse(THIRTY, data(performance, spoil=left))
    for key in ("rises_in_30_s", "rise_count", "time_to_sit"):
        count = found(result, key)
        assert count.state is State.LIMITED
        assert any("stepping off them is not sitting down" in reason for reason in count.reasons)
    assert found(result, "rises_in_30_s").value < 9.0
    seated = found(analyse(THIRTY, data(performance)), "rises_in_30_s")
    assert seated.state is State.VALID


def test_who_never_stands_still_is_refused_and_quiet_sitting_is_not_the_weight():
    performance = sit_to_stand(Person(seed=4), 5, Pace(0.35, 0.8, 0.1, 0.8, 1.5), before_s=0.0, sit_last=True)
    refusal = analyse(FIVE, data(performance)).refusal
    assert refusal.startswith("Weighing failed")
    assert "quiet sitting is not the weight" in refusal


def test_whoever_does_not_sit_is_told_where_the_chair_belongs():
    refusal = analyse(FIVE, data(squats())).refusal
    assert "nobody sits" in refusal
    assert "Put the chair beside the plates" in refusal


def test_an_eighty_hertz_device_gives_times_and_no_rate_of_force():
    result = analyse(FIVE, data(sit_to_stand(Person(seed=5), 5), 80.0))
    assert found(result, "five_rises_time").state is State.VALID
    assert found(result, "rise_rfd_100").state is State.INVALID


def test_a_moved_first_sign_moves_the_time_of_five():
    performance = sit_to_stand(Person(seed=6), 5)
    recorded = data(performance)
    plain = analyse(FIVE, recorded)
    start_s = plain.marks[0].time_s - 0.3
    moved = analyse(FIVE, recorded, moved=[Mark("start 1", Side.BOTH, start_s, automatic=False)])
    longer = found(moved, "five_rises_time").value - found(plain, "five_rises_time").value
    assert longer == pytest.approx(0.3, abs=0.002)


# Bridges

BRIDGES = built_in()["glute_bridge_reps"]


def test_bridges_are_counted_timed_and_shared_without_a_weight():
    performance = bridges(Person(bridge_left=0.43), 8, Tempo(1.0, 1.5, 1.0, 1.0))
    result = analyse(BRIDGES, data(performance, uncertainty=0.002))
    assert result.refusal is None
    assert found(result, "bridge_count").value == 8.0
    assert found(result, "bridge_period").value == pytest.approx(4.5, abs=0.02)
    assert found(result, "bridge_load_share", Side.RIGHT).value == pytest.approx(57.0, abs=0.3)
    assert verdict(result)[0].startswith("Right higher by 24")
    assert [mark.name for mark in result.marks[:2]] == ["start 1", "end 1"]


def test_fewer_bridges_limit_the_count_and_none_are_refused():
    short = found(analyse(BRIDGES, data(bridges(Person(), 6))), "bridge_count")
    assert (short.value, short.state) == (6.0, State.LIMITED)
    lying = data(bridges(Person(bridge_load=0.165), 2))
    assert "Check that the feet are on the plates" in analyse(BRIDGES, lying).refusal


def test_a_moved_end_of_a_bridge_moves_its_lowering_time():
    recorded = data(bridges(Person(), 8))
    plain = analyse(BRIDGES, recorded)
    end_s = next(mark.time_s for mark in plain.marks if mark.name == "end 3")
    moved = analyse(BRIDGES, recorded, moved=[Mark("end 3", Side.BOTH, end_s + 0.4, automatic=False)])
    longer = found(moved, "bridge_lowering_time").value - found(plain, "bridge_lowering_time").value
    assert longer == pytest.approx(0.4 / 8, abs=0.001)
    assert found(moved, "bridge_lowering_time").state is State.LIMITED


# Lifts

LIFT = built_in()["box_lift"]


def test_a_box_is_weighed_and_its_lifts_are_timed():
    performance = box_lift(Person(seed=2, stance_left=0.46), 3, 10.0)
    result = analyse(LIFT, data(performance, uncertainty=0.002))
    assert result.refusal is None
    weight = found(result, "object_weight")
    assert abs(weight.value - performance.figures["object_n"]) <= weight.uncertainty
    assert found(result, "lift_count").value == 3.0
    assert found(result, "grasping_time").value == pytest.approx(0.8, abs=0.1)
    assert found(result, "system_weight").value == pytest.approx(performance.figures["weight_n"], abs=3.0)
    assert verdict(result)[0].startswith("Right higher by 14.8")
    assert [mark.name for mark in result.marks[:4]] == ["start 1", "down 1", "up 1", "end 1"]


def test_whoever_lifts_nothing_is_told_how_to_be_weighed_with_the_object():
    refusal = analyse(LIFT, data(squats())).refusal
    assert refusal.startswith("No lift found")
    assert "for a second with it" in refusal


# Anything else


@pytest.mark.parametrize("fs", [8.0, 40.0, 250.0])
def test_another_movement_gets_numbers_or_a_refusal_in_words_and_never_a_crash(fs):
    done = [
        countermovement_jump(Person()),
        squats(reps=2),
        bridges(Person(), 2),
        sit_to_stand(Person(), 2),
        box_lift(Person(), 1),
    ]
    for performance in done:
        for protocol in (SQUAT, FIVE, BRIDGES, LIFT):
            result = analyse(protocol, data(performance, fs))
            assert result.refusal is None or result.refusal.endswith(".")
            assert all(line.measurement.value is not None or line.measurement.reasons for line in result.measurements)


@pytest.mark.parametrize("after_s", [0.6, 0.9, 1.1])
def test_a_recording_that_ends_within_a_rise_says_so(after_s):
    """The speed at its end is not zero, so what is integrated backwards from there is not the body's."""
    whole = data(sit_to_stand(Person(seed=3), 3), uncertainty=0.002)
    starts = [mark.time_s for mark in analyse(THIRTY, whole).marks if mark.name == "start 3"]
    (trace,) = whole.traces
    kept = trace.time_s < starts[0] + after_s
    cut = replace(trace, time_s=trace.time_s[kept], force_n=trace.force_n[:, kept])
    result = analyse(THIRTY, TrialData((cut,)))
    assert found(result, "rise_count").value == 3.0
    for key in ("time_to_stand", "rise_top_speed", "rise_peak_force_relative"):
        assert found(result, key).state is State.LIMITED, key
        assert "the recording ended before the last rise settled" in found(result, key).reasons
