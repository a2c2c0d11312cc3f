"""``station analyze``: its object, its table, its exit codes; and real recordings beside an independent program."""

from __future__ import annotations

import argparse
import json

import numpy as np
import pandas as pd
import pytest
from jumpmetrics.core.io import find_frame_when_off_plate
from jumpmetrics.core.jump_processing import process_jump_trial
from jumpmetrics.core.processors import ForceTimeCurveCMJTakeoffProcessor

from station.analysis import analyse
from station.commands import analyze
from station.model import Side, TrialData
from station.protocol import built_in
from station.traces import read_traces

MEASUREMENT_KEYS = ["key", "side", "value", "unit", "state", "reasons", "uncertainty", "method"]


@pytest.fixture
def station(capsys):
    """Run the command; its exit code, what it printed and what it complained of."""

    def command(*arguments):
        parser = argparse.ArgumentParser()
        analyze.add_arguments(parser)
        code = analyze.run(parser.parse_args([str(argument) for argument in arguments]))
        return code, *capsys.readouterr()

    return command


def a_file(tmp_path, speed=2.5):
    """A jump as CSV, made of half sines (see tests/dsp/jumps.py for the algebra)."""
    fs, weight = 1000.0, 70.0 * 9.80665
    phases = ((0.35, -1.2), (0.25, 1.2), (0.25, speed))
    pieces = [np.full(2000, weight)]
    for length, change in phases:
        since = np.arange(round(length * fs)) / fs
        pieces.append(weight + 70.0 * change * np.pi / (2 * length) * np.sin(np.pi * since / length))
    pieces.append(np.zeros(round(2 * speed / 9.80665 * fs)))
    since = np.arange(250) / fs
    pieces.append(weight + 70.0 * speed * np.pi / 0.5 * np.sin(np.pi * since / 0.25))
    pieces.append(np.full(1500, weight))
    force = np.concatenate(pieces) + np.random.default_rng(7).normal(0, 1.0, sum(map(len, pieces)))
    lines = [f"{i / fs:.3f},{0.5 * f:.3f},{0.5 * f:.3f}" for i, f in enumerate(force)]
    path = tmp_path / "jump.csv"
    path.write_text("time_s,left_n,right_n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_json_is_the_promised_object(station, tmp_path):
    code, out, err = station(a_file(tmp_path), "--protocol", "cmj", "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    promised = ["protocol", "fs_hz", "marks", "measurements", "software"]
    assert list(result) == [*promised, "refusal", "verdict", "verdict_detail", "source"]
    assert result["refusal"] is None
    assert "left_n" in result["source"] or "calibration not verified" in result["source"]
    assert result["protocol"] == "cmj"
    assert result["fs_hz"] == pytest.approx(1000.0)
    assert result["software"].startswith("counterpoise ")
    assert [list(mark) for mark in result["marks"]] == [["name", "side", "time_s", "uncertainty_s"]] * 3
    times = {mark["name"]: mark["time_s"] for mark in result["marks"]}
    assert times == {
        "onset": pytest.approx(2.0, abs=0.015),
        "takeoff": pytest.approx(2.85, abs=0.002),
        "landing": pytest.approx(2.85 + 0.51, abs=0.003),
    }
    assert all(list(line) == MEASUREMENT_KEYS for line in result["measurements"])
    heights = {line["key"]: line for line in result["measurements"]}
    for key in ("jump_height_im", "jump_height_ft"):
        assert heights[key]["value"] == pytest.approx(2.5**2 / (2 * 9.80665), abs=0.005)
        assert (heights[key]["unit"], heights[key]["state"], heights[key]["side"]) == ("m", "valid", "both")


def test_the_table_is_for_reading(station, tmp_path):
    code, out, _ = station(a_file(tmp_path), "--protocol", "cmj")
    assert code == 0
    assert "Countermovement jump, 1000 Hz" in out
    assert "calibration not verified" in out
    rows = {line[2:42].strip(): line[49:].split("  ")[0] for line in out.splitlines()}
    for title in ("Jump height, impulse-momentum", "Jump height, flight time", "Countermovement depth"):
        assert rows[title].endswith(" cm")
    assert float(rows["Jump height, flight time"].split()[0]) == pytest.approx(31.8, abs=0.5)
    assert "Left and right are even within ± 9 %" in out


def test_a_refused_trial_exits_1_with_the_reason_and_the_same_object(station, tmp_path):
    path = a_file(tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:3050]), encoding="utf-8")
    code, out, err = station(path, "--protocol", "cmj", "--json")
    assert code == 1
    assert "ends in flight" in err
    result = json.loads(out)
    assert [mark["name"] for mark in result["marks"]] == ["onset", "takeoff"]
    assert result["measurements"]
    for line in result["measurements"]:
        assert (line["state"], line["value"]) == ("invalid", None)
        assert "ends in flight" in line["reasons"][0]
    code, out, err = station(path, "--protocol", "cmj")
    assert code == 1
    assert "No number is given" in out
    assert "ends in flight" in err


def written(tmp_path, force, fs=1000.0):
    path = tmp_path / "trace.csv"
    path.write_text("time_s,force_n\n" + "\n".join(f"{i / fs},{f}" for i, f in enumerate(force)), encoding="utf-8")
    return path


def test_a_refused_trial_without_marks_has_no_empty_part(station, tmp_path):
    code, out, err = station(written(tmp_path, [350.0] * 500), "--protocol", "cmj")
    assert code == 1
    assert len(err.splitlines()) == 1
    assert [bool(line) for line in out.splitlines()] == [True, False, True]
    assert "\n\n\n" not in out


def test_an_accepted_trial_without_a_single_number_exits_1_and_says_why(station, tmp_path):
    force = np.concatenate([np.full(50, 80.0), np.full(150, 700.0), np.full(25, 80.0)])
    force += np.random.default_rng(3).normal(0, 1.0, len(force))
    code, out, err = station(written(tmp_path, force, fs=5.0), "--protocol", "glute_bridge_hold", "--json")
    result = json.loads(out)
    assert [mark["name"] for mark in result["marks"]] == ["onset", "end"]
    assert {line["state"] for line in result["measurements"]} == {"invalid"}
    assert code == 1
    why = "No number can be given: needs >= 8 Hz; this device sends 5 Hz."
    assert json.loads(err) == {"error": why, "exit_code": 1}


def test_a_trial_with_one_number_is_done(station, tmp_path):
    lines = a_file(tmp_path).read_text(encoding="utf-8").splitlines()
    slow = tmp_path / "slow.csv"
    slow.write_text("\n".join([lines[0], *lines[1::10]]), encoding="utf-8")
    code, out, err = station(slow, "--protocol", "cmj", "--json")
    given = {line["key"] for line in json.loads(out)["measurements"] if line["state"] != "invalid"}
    assert (given, code, err) == ({"system_weight"}, 0, "")


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 500, bytes(range(256)) * 100, b"", b"1,2,3", None])
def test_what_is_no_trace_gets_one_sentence(station, tmp_path, content):
    path = tmp_path / "thing.csv"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    code, out, err = station(path, "--protocol", "cmj")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_huge_file_gets_one_sentence(station, tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    code, _, err = station(path, "--protocol", "cmj")
    assert code == 2
    assert "larger than 50 MB" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--protocol", "cartwheel"),
        ("--protocol", "cmj", "--columns", "left=1"),
        ("--protocol", "cmj", "--columns", "nonsense"),
        ("--protocol", "cmj", "--fs", "500"),
    ],
)
def test_bad_input_exits_2_with_one_message(station, tmp_path, arguments):
    code, out, err = station(a_file(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("station analyze: ")
    assert err.count("\n") == 1


def isometric(tmp_path):
    """Two pulls of 300 N with corners at 2.5 s and 8 s and a slope of 1000 N/s."""
    t = np.arange(13000) / 1000.0
    force = sum(
        300.0 * np.clip((t - on) / 0.3, 0.0, 1.0) * np.clip((on + 3.0 - t) / 0.3, 0.0, 1.0) for on in (2.5, 8.0)
    )
    return written(tmp_path, 40.0 + force + np.random.default_rng(2).normal(0.0, 0.1, len(t)))


def strength_test():
    return next(key for key, protocol in built_in().items() if protocol.kind == "isometric")


def test_onsets_by_a_rule_of_the_field_stand_beside_ours(station, tmp_path):
    path = isometric(tmp_path)
    code, out, _ = station(path, "--protocol", strength_test(), "--onset", "fixed", "--json")
    result = json.loads(out)
    assert code == 0
    assert result["onset_method"] == "fixed"
    assert [each["name"] for each in result["onsets"]] == ["onset 1", "onset 2"]
    for each, corner in zip(result["onsets"], (2.5, 8.0), strict=True):
        assert each["change_point_s"] == pytest.approx(corner, abs=0.003)
        assert each["time_s"] == pytest.approx(corner + 0.02, abs=0.002)
        assert each["uncertainty_s"] is None
        assert each["parameters"] == {"rest_s": 1.0, "above_n": 20.0}
    code, out, _ = station(path, "--protocol", strength_test(), "--onset", "fixed")
    assert code == 0
    assert "Onsets by fixed: 20 N above rest, first crossing (rest_s 1, above_n 20)" in out
    assert out.count("ms beside ours") == 2


def test_where_the_rule_finds_no_onset_it_says_why(station, tmp_path):
    code, out, _ = station(isometric(tmp_path), "--protocol", strength_test(), "--onset", "weight_share")
    assert code == 0
    assert out.count("none: the record does not begin with a person's weight") == 2


@pytest.mark.parametrize(("key", "rule"), [(None, "guess"), ("cmj", "fixed")])
def test_a_rule_that_does_not_exist_or_fit_the_test_exits_2(station, tmp_path, key, rule):
    code, out, err = station(isometric(tmp_path), "--protocol", key or strength_test(), "--onset", rule)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_missing_file_exits_2(station, tmp_path):
    code, _, err = station(tmp_path / "absent.csv", "--protocol", "cmj")
    assert code == 2
    assert "cannot be read" in err


# Real recordings -----------------------------------------------------------------------------------------------------

JUMPS = {
    "gidiel/Dual-CMJ-Fz.txt": {"fs": 1000.0},
    "gidiel/Single-CMJ-Fz.txt": {"fs": 1000.0},
    "jumpmetrics/F02_CTRL1.txt": {"fs": 2000.0, "columns": {"left": 3, "right": 9}},
}
REFUSED = {
    "gidiel/Dual-SJ-Fz.txt": ({"fs": 1000.0}, "squat jump"),
    "gidiel/Single-SJ-Fz.txt": ({"fs": 1000.0}, "squat jump"),
    "gidiel/Dual-DJ-Fz.txt": ({"fs": 1000.0}, "drop jump"),
    "gidiel/Single-DJ-Fz.txt": ({"fs": 1000.0}, "drop jump"),
    "jumpmetrics/FHOC_P30_SQT300007.txt": ({"fs": 1000.0, "columns": {"left": 3, "right": 9}}, "squat jump"),
    "jumpmetrics/M07_CTRL1_filtered.txt": ({"fs": 2000.0, "columns": {"force": 2}}, "ends in flight"),
    "bds/BDS00001.txt": ({}, "No jump found"),
}


def number(analysis, key):
    return next(line.measurement for line in analysis.measurements if line.key == key and line.side is Side.BOTH)


def theirs(force, fs, takeoff, before_s=2.0, weighing_s=0.4):
    """Height by jumpmetrics' take-off processor from the ``before_s`` seconds before its own take-off."""
    series = pd.Series(force)
    off = find_frame_when_off_plate(series[int(takeoff - 0.2 * fs) :], int(fs))
    part = series[max(0, off - int(before_s * fs)) : off].reset_index(drop=True)
    processor = ForceTimeCurveCMJTakeoffProcessor(part, int(fs), weighing_s)
    processor.get_jump_events()
    processor.compute_jump_metrics()
    return processor.jump_metrics["jump_height_takeoff_velocity"]


@pytest.mark.real
@pytest.mark.parametrize("name", JUMPS)
def test_heights_of_real_jumps_agree_with_jumpmetrics_to_half_a_centimetre(real_data, name):
    data = read_traces(real_data / name, **JUMPS[name])
    result = analyse(built_in()["cmj"], data)
    assert result.refusal is None
    (trace,) = data.traces
    takeoff = next(mark.time_s for mark in result.marks if mark.name == "takeoff") * trace.fs_hz
    height = number(result, "jump_height_im")
    assert height.value == pytest.approx(theirs(trace.force_n.sum(axis=0), trace.fs_hz, takeoff), abs=0.005)
    assert height.state == "valid"
    assert abs(number(result, "jump_height_difference").value) < 0.03


@pytest.mark.real
def test_flight_time_of_a_real_jump_agrees_with_jumpmetrics(real_data):
    name = "jumpmetrics/F02_CTRL1.txt"
    data = read_traces(real_data / name, **JUMPS[name])
    force = data.traces[0].force_n.sum(axis=0)
    table = process_jump_trial(
        force, 2000, "countermovement", 0.4, "p", lowpass_filter=False, compute_jump_height_from_flight_time=True
    )["results_dataframe"]
    result = analyse(built_in()["cmj"], data)
    assert number(result, "jump_height_im").value == pytest.approx(table["jump_height_takeoff_velocity"][0], abs=0.005)
    # theirs looks for landing at 20 N and for take-off at 10 N: together up to 1.5 ms and 2 mm more
    assert number(result, "jump_height_ft").value == pytest.approx(table["jump_height_flight_time"][0], abs=0.003)


@pytest.mark.real
@pytest.mark.parametrize("name", REFUSED)
def test_real_recordings_that_are_no_countermovement_jump_are_refused(real_data, name):
    options, reason = REFUSED[name]
    result = analyse(built_in()["cmj"], read_traces(real_data / name, **options))
    assert result.refusal is not None
    assert reason in result.refusal
    assert {line.measurement.state for line in result.measurements} == {"invalid"}


@pytest.mark.real
@pytest.mark.parametrize(("first_s", "last_s", "flight_cm"), [(3.3, 8.2, 13.1), (8.2, 14.5, 12.2)])
def test_slow_real_jumps_with_a_quiet_second_agree_with_their_flight_and_with_jumpmetrics_on_that_second(
    real_data, first_s, last_s, flight_cm
):
    """These jumps take 1.7 s, so the choice of the weighing second decides: both programs get the same one."""
    whole = read_traces(real_data / "acl_squat_jump" / "BFR007_squat_jump.csv").traces[0]
    part = slice(round(first_s * 1000), round(last_s * 1000))
    trace = type(whole)(whole.sides, whole.time_s[part] - whole.time_s[part][0], whole.force_n[:, part], 1000.0)
    result = analyse(built_in()["cmj"], TrialData((trace,)))
    height = number(result, "jump_height_im")
    assert height.value is not None
    assert height.uncertainty is not None
    assert number(result, "jump_height_ft").value == pytest.approx(flight_cm / 100, abs=0.002)
    assert abs(height.value - flight_cm / 100) < 0.005
    weighed = result.methods["weight.lowest_variance"]["start_s"]
    takeoff = next(mark.time_s for mark in result.marks if mark.name == "takeoff")
    force = trace.force_n.sum(axis=0)
    same_second = theirs(force, 1000.0, takeoff * 1000, before_s=takeoff - float(weighed), weighing_s=1.0)
    assert height.value == pytest.approx(same_second, abs=max(0.005, height.uncertainty))


@pytest.mark.real
def test_one_plate_and_two_of_the_same_jump_give_the_same_numbers(real_data):
    both, single = (
        analyse(built_in()["cmj"], read_traces(real_data / f"gidiel/{kind}-CMJ-Fz.txt", fs=1000.0))
        for kind in ("Dual", "Single")
    )
    assert [mark.time_s for mark in both.marks] == [mark.time_s for mark in single.marks]
    for key in ("jump_height_im", "jump_height_ft", "contraction_time", "system_weight"):
        assert number(both, key).value == pytest.approx(number(single, key).value, rel=1e-3)


def test_all_gives_the_numbers_that_the_screen_leaves_out(station, tmp_path):
    few = json.loads(station(a_file(tmp_path), "--protocol", "cmj", "--json")[1])
    many = json.loads(station(a_file(tmp_path), "--protocol", "cmj", "--json", "--all")[1])
    first = [(line["key"], line["side"]) for line in few["measurements"]]
    assert [(line["key"], line["side"]) for line in many["measurements"]][: len(first)] == first
    assert len(many["measurements"]) >= len(first)


def test_a_refused_trial_says_so_in_its_object_too(station, tmp_path):
    path = tmp_path / "standing.csv"
    path.write_text("force_n\n" + "\n".join(f"{700 + (k % 7) * 0.3:.1f}" for k in range(4000)), encoding="utf-8")
    code, out, err = station(path, "--protocol", "cmj", "--fs", "1000", "--json")
    assert code == 1
    assert json.loads(out)["refusal"] in err
