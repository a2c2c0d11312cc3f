"""A stance from traces: which part of it, what the plates can tell, what is withheld and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dsp.balance import mean_velocity, prediction_ellipse_area
from dsp.measurement import State
from dsp.sway import make_sway
from simulators.body import Person
from simulators.standing import quiet_stance, single_leg_stance
from station.__main__ import main
from station.analysis import analyse
from station.errors import BadInput
from station.model import Cells, Centre, Mark, Side, Trace, TrialData
from station.protocol import built_in
from station.romberg import with_romberg
from station.traces import parse_columns, read_traces

FS = 200.0
CORNERS = np.array([[-0.2, 0.2, -0.2, 0.2], [-0.3, -0.3, 0.3, 0.3]])
OPEN, ONE_LEG = built_in()["quiet_stance_eyes_open"], built_in()["single_leg_stance"]


def performed(performance):
    times = np.arange(round(performance.duration_s * FS)) / FS
    return times, performance.at(times)


def plates(performance=None, *, cells=True, noise_n=0.0, go_s=0.5, uncertainty=0.01):
    """Two plates as they are recorded, each with a wandering centre of its own."""
    t, force = performed(performance or quiet_stance(Person()))
    inside = np.stack([0.004 * np.sin(2.3 * t), 0.03 + 0.006 * np.sin(1.4 * t + 1)])
    right, front = inside[0] / 0.4 + 0.5, inside[1] / 0.6 + 0.5
    shares = np.stack([(1 - right) * (1 - front), right * (1 - front), (1 - right) * front, right * front])
    loads = np.concatenate([shares * force[0], shares * force[1]])
    loads = loads + noise_n * np.random.default_rng(8).standard_normal(loads.shape)
    force = np.stack([loads[:4].sum(axis=0), loads[4:].sum(axis=0)])
    sides = (Side.LEFT,) * 4 + (Side.RIGHT,) * 4
    known = Cells(sides, loads, np.hstack([CORNERS, CORNERS]), noise_n) if cells else None
    trace = Trace((Side.LEFT, Side.RIGHT), t, force, FS, uncertainty=uncertainty, cells=known)
    return TrialData((trace,), go_s=go_s), inside


def line(analysis, key, side=Side.BOTH):
    return next(item.measurement for item in analysis.measurements if item.key == key and item.side is side)


def test_plates_with_cells_give_the_sway_of_the_whole_body():
    data, inside = plates()
    found = analyse(OPEN, data)
    assert found.refusal is None
    force = data.traces[0].force_n
    across = inside[0] + 0.21 * (force[1] - force[0]) / force.sum(axis=0)
    part = slice(100, 100 + 6000)  # from GO on, 30 s
    true = make_sway(np.stack([across, inside[1]])[:, part], FS)
    assert line(found, "sway_velocity").value == pytest.approx(mean_velocity(true.cop_m, FS), rel=1e-9)
    assert line(found, "sway_area").value == pytest.approx(prediction_ellipse_area(true.cop_m), rel=1e-9)
    assert all(item.measurement.state is State.VALID for item in found.measurements), found.measurements
    start, end = found.marks
    assert (start.name, end.name) == ("start", "end")
    assert start.time_s == pytest.approx(0.5)
    assert end.time_s - start.time_s == pytest.approx(30 - 1 / FS)
    # the plates were put down by hand: 1 cm of 42
    assert line(found, "sway_range_ml").uncertainty / line(found, "sway_range_ml").value == pytest.approx(
        np.hypot(0.01 / 0.42, 0.01), rel=1e-3
    )
    assert found.methods["centre_of_pressure"]["from"] == "cells of two plates"
    assert found.methods["filter.butterworth_zero_phase"]["cutoff_hz"] == 10.0


def test_heels_and_forefeet_are_told_apart_by_cells():
    data, inside = plates()
    front = (inside[1] / 0.6 + 0.5)[100:6100].mean()
    parts = 50 * np.array([1 - front, front, 1 - front, front])
    found = line(analyse(OPEN, data), "weight_distribution_index")
    assert found.value == pytest.approx(np.sqrt(np.mean((parts - 25) ** 2)), rel=0.01)


def test_the_share_of_each_foot_is_that_of_the_person():
    stance = quiet_stance(Person(stance_left=0.56))
    left, wander = 100 * stance.figures["left_share"], 100 * stance.figures["share_sd"]
    assert left == pytest.approx(56.0, abs=0.5)
    data, _ = plates(stance)
    found = analyse(OPEN, data)
    assert line(found, "stance_share", Side.LEFT).value == pytest.approx(left, abs=0.05)
    assert line(found, "stance_share", Side.RIGHT).value == pytest.approx(100 - left, abs=0.05)
    assert line(found, "weight_shift").value == pytest.approx(wander, rel=0.1)


def test_plates_without_known_cells_tell_side_to_side_only_and_say_what_that_takes_for_granted():
    data, _ = plates(cells=False)
    found = analyse(OPEN, data)
    assert found.refusal is None
    for item in found.measurements:
        if item.key.startswith("sway_"):
            if item.key.endswith("_ml"):
                assert item.measurement.state is State.LIMITED
                assert "0.42 m apart" in item.measurement.reasons[0]
            else:
                assert item.measurement.reasons[0].startswith("needs plates with three or more cells"), item
    force = data.traces[0].force_n[:, 100:6100]
    across = 0.21 * (force[1] - force[0]) / force.sum(axis=0)
    true = make_sway(np.stack([across, np.full(6000, np.nan)]), FS).cop_m[0]
    assert line(found, "sway_range_ml").value == pytest.approx(np.ptp(true), rel=1e-9)


def test_without_a_distance_nothing_joins_the_plates():
    for cells in (True, False):
        data, _ = plates(cells=cells)
        found = analyse(replace_distance(None), data)
        assert "how far apart" in line(found, "sway_velocity_ml").reasons[0]


def replace_distance(distance):
    import msgspec

    return msgspec.structs.replace(OPEN, plate_distance_m=distance)


def test_noise_of_cells_is_in_the_uncertainty_of_the_path_and_limits_it_when_large():
    quiet = line(analyse(OPEN, plates(noise_n=0.05)[0]), "sway_velocity")
    loud = line(analyse(OPEN, plates(noise_n=1.0)[0]), "sway_velocity")
    assert quiet.state is State.VALID
    assert loud.state is State.LIMITED
    assert "noise makes the path" in loud.reasons[0]
    assert loud.value > 1.1 * quiet.value
    assert loud.uncertainty > 0.05 * loud.value


def coarse(data, step_n):
    """The same plates with cells that show steps."""
    (trace,) = data.traces
    loads = np.round(trace.cells.force_n / step_n) * step_n
    force = np.stack([loads[:4].sum(axis=0), loads[4:].sum(axis=0)])
    return replace(data, traces=(replace(trace, force_n=force, cells=replace(trace.cells, force_n=loads)),))


@pytest.mark.parametrize("seed", range(3))
def test_steps_far_above_the_noise_are_in_the_uncertainty_of_the_path_and_limit_it_when_large(seed):
    stance = quiet_stance(Person(seed=seed))
    true = line(analyse(OPEN, plates(stance)[0]), "sway_velocity").value
    data, _ = plates(stance, noise_n=0.1)
    fine, rough = (line(analyse(OPEN, coarse(data, step_n)), "sway_velocity") for step_n in (0.25, 1.2))
    assert fine.state is State.VALID
    assert abs(fine.value - true) <= fine.uncertainty
    assert rough.state is State.LIMITED
    assert "noise makes the path" in rough.reasons[0]
    assert abs(rough.value - true) <= rough.uncertainty


def test_a_person_who_steps_off_is_refused_with_the_time_that_is_missing():
    data, _ = plates()
    trace = data.traces[0]
    force = trace.force_n.copy()
    force[:, 2000:2400] = 0.0
    refused = analyse(OPEN, TrialData((replace(trace, force_n=force, cells=None),), go_s=0.5))
    assert "for 2.00 s" in refused.refusal
    assert [mark.name for mark in refused.marks] == ["start", "end"]


def test_an_empty_plate_is_said_with_the_shares():
    data, _ = plates()
    (trace,) = data.traces
    force = np.stack([trace.force_n.sum(axis=0), np.random.default_rng(1).normal(0.0, 1.0, trace.force_n.shape[1])])
    alone = analyse(OPEN, TrialData((replace(trace, force_n=force, cells=None),), go_s=0.5))
    both = analyse(OPEN, data)
    for side, percent in ((Side.LEFT, 100.0), (Side.RIGHT, 0.0)):
        share = line(alone, "stance_share", side)
        assert share.value == pytest.approx(percent, abs=0.1)
        assert share.state is State.VALID
        assert share.reasons == ("the right plate carried nothing",)
        assert line(both, "stance_share", side).reasons == ()


def test_a_foot_that_is_lifted_leaves_the_centre_known():
    performance = single_leg_stance(Person(), seconds=31.0)
    data, _ = plates(performance)
    assert line(analyse(OPEN, data), "sway_velocity").value is not None


def test_a_short_stance_is_limited_and_a_shorter_one_withheld():
    for seconds, state in ((20.0, State.LIMITED), (8.0, State.INVALID)):
        data, _ = plates(quiet_stance(Person(), seconds))
        found = line(analyse(OPEN, data), "sway_velocity")
        assert found.state is state
        assert "s of standing" in found.reasons[0]


def test_stepping_on_and_off_in_a_file_is_left_out_and_said():
    data, _ = plates(quiet_stance(Person(), 40.0), cells=False, go_s=None)
    trace = data.traces[0]
    force = trace.force_n.copy()
    force[:, :400] = 0.0
    force[:, -200:] = 0.0
    found = analyse(OPEN, TrialData((replace(trace, force_n=force),)))
    assert found.marks[0].time_s == pytest.approx(3.0)
    assert found.marks[1].time_s == pytest.approx(38.0, abs=0.02)
    assert "stepping on and off is left out" in line(found, "sway_velocity_ml").reasons


def test_marks_that_were_moved_hold():
    data, _ = plates()
    marks = (Mark("start", Side.BOTH, 5.0, False), Mark("end", Side.BOTH, 25.0, False))
    found = analyse(OPEN, data, moved=marks)
    assert [mark.time_s for mark in found.marks] == pytest.approx([5.0, 25.0])
    assert not any(mark.automatic for mark in found.marks)
    assert "20 s of standing" in " ".join(line(found, "sway_velocity").reasons)
    disorder = analyse(OPEN, data, moved=(Mark("end", Side.BOTH, 0.1, False),))
    assert "not in order" in disorder.refusal


def test_lost_samples_in_the_stance_withhold_its_numbers():
    data, _ = plates(cells=False)
    trace = replace(data.traces[0], gaps=((2000, 10),))
    found = analyse(OPEN, TrialData((trace,), go_s=0.5))
    assert line(found, "sway_velocity_ml").value is None
    assert "missing" in line(found, "sway_velocity_ml").reasons[0]


# One leg --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["left", "right"])
def test_time_on_one_leg_is_from_the_lift_to_the_first_touch(side):
    data, inside = plates(single_leg_stance(Person(), side, touches=[(14.0, 0.4), (20.0, 0.3)]))
    found = analyse(ONE_LEG, data)
    assert found.refusal is None
    of = Side(side)
    duration, touches = line(found, "balance_duration", of), line(found, "balance_touches", of)
    assert duration.state is State.VALID
    assert duration.value == pytest.approx(14.0 - 0.75, abs=0.1)  # the plate is empty shortly before the foot is up
    assert touches.value == 2.0
    assert "beside its plate" in touches.reasons[0]
    assert {mark.side for mark in found.marks} == {of}
    assert [item.side for item in found.measurements if item.key == "balance_duration"] == [of]
    start = round((found.marks[0].time_s + 1.0) * FS)
    end = round((found.marks[1].time_s - 0.5) * FS)
    true = make_sway(inside[:, start : end + 1], FS)
    assert line(found, "sway_velocity").value == pytest.approx(mean_velocity(true.cop_m, FS), rel=0.01)
    assert found.methods["stance.one_leg"]["stands_on"] == side


@pytest.mark.parametrize("go_s", [None, 0.5, 2.0], ids=["file", "lifted after GO", "lifted before GO"])
def test_who_stands_for_thirty_seconds_from_the_lift_has_reached_them(go_s):
    data, _ = plates(single_leg_stance(Person(), seconds=38.0, touches=[(36.5, 0.5)]), go_s=go_s)
    found = analyse(ONE_LEG, data)
    duration, touches = (line(found, key, Side.LEFT) for key in ("balance_duration", "balance_touches"))
    assert duration.value == pytest.approx(30.0, abs=1.0 / FS)
    assert duration.state is State.VALID
    assert "30 s reached" in duration.reasons
    assert touches.value == 0.0  # the foot came down when the time was over
    assert found.marks[1].time_s - found.marks[0].time_s == pytest.approx(30.0, abs=1.0 / FS)
    assert line(found, "sway_velocity").state is State.VALID
    assert found.methods["stance.one_leg"]["longest_s"] == 30.0


def test_the_recording_of_a_stance_on_one_leg_leaves_time_to_lift_the_foot():
    assert ONE_LEG.effort_s >= 33.0
    data, _ = plates(single_leg_stance(Person(), seconds=36.0), go_s=0.0)
    assert line(analyse(ONE_LEG, data), "balance_duration", Side.LEFT).value == pytest.approx(30.0, abs=1.0 / FS)


@pytest.mark.parametrize("touched_s", [10.0, 29.0])
def test_touches_within_the_thirty_seconds_end_the_time_and_count(touched_s):
    data, _ = plates(single_leg_stance(Person(), seconds=36.0, touches=[(touched_s, 0.4), (33.0, 0.4)]), go_s=0.5)
    found = analyse(ONE_LEG, data)
    assert line(found, "balance_duration", Side.LEFT).value == pytest.approx(touched_s - 0.75, abs=0.1)
    assert line(found, "balance_touches", Side.LEFT).value == 1.0


def test_who_stands_to_the_end_of_a_shorter_recording_has_stood_at_least_so_long():
    found = analyse(ONE_LEG, plates(single_leg_stance(Person(), seconds=29.5))[0])
    duration = line(found, "balance_duration", Side.LEFT)
    assert duration.state is State.LIMITED
    assert "at least this long" in duration.reasons[0]
    assert duration.value > 28.0
    assert line(found, "balance_touches", Side.LEFT).value == 0.0


def test_a_moved_end_of_the_stance_on_one_leg_holds():
    data, _ = plates(single_leg_stance(Person(), touches=[(14.0, 0.4)]))
    found = analyse(ONE_LEG, data, moved=(Mark("end", Side.LEFT, 12.0, False),))
    assert found.marks[1].time_s == pytest.approx(12.0)
    assert line(found, "balance_duration", Side.LEFT).value == pytest.approx(12.0 - found.marks[0].time_s)


def test_two_feet_or_one_plate_cannot_show_a_stance_on_one_leg():
    refused = analyse(ONE_LEG, plates()[0])
    assert "both feet stayed" in refused.refusal
    trace = plates()[0].traces[0]
    one = replace(trace, sides=(Side.BOTH,), force_n=trace.force_n.sum(axis=0, keepdims=True), cells=None)
    assert "a plate under each foot" in analyse(ONE_LEG, TrialData((one,))).refusal


def test_without_cells_one_leg_has_its_time_and_no_sway():
    found = analyse(ONE_LEG, plates(single_leg_stance(Person()), cells=False)[0])
    assert line(found, "balance_duration", Side.LEFT).value is not None
    assert "three or more cells" in line(found, "sway_velocity").reasons[0]


# Files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.real
def test_a_file_with_its_centre_of_pressure_gives_all_sway(real_data):
    path = real_data / "bds" / "BDS00001.txt"
    data = read_traces(path)
    assert data.traces[0].centre is not None
    found = analyse(OPEN, data)
    # published from samples that were not filtered again: 0.62019 cm/s and 0.94469 cm^2
    assert line(found, "sway_velocity").value == pytest.approx(0.0062019, rel=0.02)
    assert line(found, "sway_area").value == pytest.approx(0.94469e-4, rel=1e-3)
    assert line(found, "sway_mean_frequency").value == pytest.approx(0.256576, rel=0.005)
    assert line(found, "sway_mean_frequency").uncertainty is None
    assert "smoothed before" in " ".join(line(found, "sway_velocity").reasons)
    assert "which is side to side" in line(found, "sway_velocity_ml").reasons[0]
    named = analyse(OPEN, read_traces(path, columns=parse_columns("time=1,force=4,cop_ml=9,cop_ap=8")))
    assert all(item.measurement.value is not None for item in named.measurements if item.key.startswith("sway_"))
    assert line(named, "sway_range_ap").value > line(named, "sway_range_ml").value
    moments = analyse(OPEN, read_traces(path, columns=parse_columns("time=1,force=4,mx=5,my=6")))
    assert line(moments, "sway_velocity").value == pytest.approx(line(found, "sway_velocity").value, rel=1e-4)


def written(tmp_path, head, columns):
    rows = np.stack(columns, axis=1)
    path = tmp_path / "stance.csv"
    path.write_text(head + "\n" + "\n".join(",".join(f"{value:.7f}" for value in row) for row in rows) + "\n")
    return path


def test_names_and_units_of_a_centre_of_pressure(tmp_path):
    t = np.arange(3200) / 100
    ml, ap = 5 * np.sin(t), 8 * np.cos(0.7 * t)
    force = np.full(3200, 700.0) + np.sin(3 * t)
    for head, scale in (
        ("time_s,force_n,cop_ml_mm,cop_ap_mm", 1e-3),
        ("time [s],Fz [N],CoP ML [cm],CoP AP [cm]", 1e-2),
        ("time,fz,ml_cop (m),ap_cop (m)", 1.0),
    ):
        factor = 1e-3 / scale
        centre = read_traces(written(tmp_path, head, [t, force, ml * factor, ap * factor])).traces[0].centre
        assert centre is not None, head
        assert centre.directed
        assert np.abs(centre.cop_m - np.stack([ml, ap]) / 1000).max() < 1e-6
    # without a unit it could be anything
    trace = read_traces(written(tmp_path, "time_s,force_n,copx,copy", [t, force, ml, ap])).traces[0]
    assert trace.centre is None


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("time=1,force=2,cop_ml=3", "one of these pairs"),
        ("time=1,force=2,cop_ml=3,cop_y=4", "one of these pairs"),
        ("time=1,left=2,right=3,mx=4,my=5", "need the force"),
        ("time=1,force=2,cop_ml=3,cop_ap=4", "has no unit"),
    ],
)
def test_half_a_centre_of_pressure_is_refused(tmp_path, columns, words):
    t = np.arange(100) / 100
    path = written(tmp_path, "time_s,a,b,c,d", [t, t + 700, t, t, t])
    with pytest.raises(BadInput, match=words):
        read_traces(path, columns=parse_columns(columns))


def test_a_place_that_is_on_no_plate_is_refused_with_its_line(tmp_path):
    t = np.arange(100) / 100
    far = np.where(np.arange(100) == 40, 12.0, 0.0)
    path = written(tmp_path, "time_s,force_n,cop_ml_m,cop_ap_m", [t, t + 700, far, 0 * t])
    with pytest.raises(BadInput, match="line 42"):
        read_traces(path)


def test_a_centre_that_is_a_file_s_own_is_not_mixed_with_the_distance_of_plates():
    data, inside = plates(cells=False, uncertainty=0.0)
    trace = replace(data.traces[0], centre=Centre(inside, directed=True))
    found = analyse(OPEN, TrialData((trace,), go_s=0.5))
    true = make_sway(inside[:, 100:6100], FS)
    assert line(found, "sway_velocity").value == pytest.approx(mean_velocity(true.cop_m, FS), rel=1e-9)
    assert "taken as known to 2 %" in " ".join(line(found, "sway_velocity").reasons)
    relative = line(found, "sway_velocity").uncertainty / line(found, "sway_velocity").value
    assert 0.0141 < relative < 0.0201


# Romberg --------------------------------------------------------------------------------------------------------------

CLOSED = built_in()["quiet_stance_eyes_closed"]


@pytest.mark.real
def test_closed_eyes_against_open_ones_on_foam(real_data):
    opened, closed = (read_traces(real_data / "bds" / f"BDS{number:05d}.txt") for number in (7, 10))
    found = with_romberg(CLOSED, analyse(CLOSED, closed), closed, opened)
    ratio = line(found, "romberg_area")
    assert ratio.value == pytest.approx(6.455127 / 3.949595, rel=2e-3)  # published areas
    assert line(found, "romberg_velocity").value == pytest.approx(2.067419 / 2.005028, rel=2e-3)
    # 2 % of scale on either axis of each
    assert ratio.uncertainty / ratio.value == pytest.approx(0.02 * 2, rel=0.01)


def test_stances_of_different_length_or_source_are_not_compared():
    closed, _ = plates()
    for other, words in (
        (plates(quiet_stance(Person(), 20.0))[0], "only equal lengths are compared"),
        (plates(cells=False)[0], "once"),
        (TrialData((replace(closed.traces[0], force_n=0 * closed.traces[0].force_n, cells=None),)), "is refused"),
    ):
        found = with_romberg(CLOSED, analyse(CLOSED, closed), closed, other)
        for key in ("romberg_velocity", "romberg_area", "romberg_path"):
            assert line(found, key).value is None
            assert words in line(found, key).reasons[0]


def test_a_stance_against_itself_has_the_ratio_one():
    data, _ = plates()
    found = with_romberg(CLOSED, analyse(CLOSED, data), data, data)
    assert [line(found, key).value for key in ("romberg_velocity", "romberg_area", "romberg_path")] == [1.0] * 3


def test_only_a_test_of_sway_has_a_romberg_ratio():
    data, _ = plates()
    with pytest.raises(BadInput, match="no sway to compare"):
        with_romberg(ONE_LEG, analyse(ONE_LEG, data), data, data)


@pytest.mark.real
def test_the_command_prints_the_romberg_ratio(real_data, capsys):
    folder = real_data / "bds"
    arguments = ["--protocol", CLOSED.key, "--eyes-open", str(folder / "BDS00007.txt")]
    assert main(["analyze", str(folder / "BDS00010.txt"), *arguments]) == 0
    printed = capsys.readouterr().out
    assert "Romberg ratio of sway area" in printed
    assert "1.63" in printed


@pytest.mark.parametrize("go_s", [None, 0.5])
def test_a_foot_that_was_up_before_the_time_begins_leaves_a_lower_bound(go_s):
    data, _ = plates(single_leg_stance(Person()), noise_n=0.1, go_s=go_s)
    begun_s = next(mark.time_s for mark in analyse(ONE_LEG, data).marks if mark.name == "start")
    side = next(mark.side for mark in analyse(ONE_LEG, data).marks if mark.name == "start")
    trace = data.traces[0]
    later = trace.time_s >= begun_s + 1.0
    cut = replace(trace, time_s=trace.time_s[later] - begun_s - 1.0, force_n=trace.force_n[:, later], cells=None)
    found = line(analyse(ONE_LEG, replace(data, traces=(cut,))), "balance_duration", side)
    assert found.state is State.LIMITED
    assert any("up already" in reason for reason in found.reasons)
