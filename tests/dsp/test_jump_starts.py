"""Where people begin to move, marked by eye on plots of the force, beside where the program sees it.

The marks were put on the force around each jump, drawn to 1 % of body weight, at the bend where it leaves its level for
good.  Every jump of every file has one, also those that must be refused.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from dsp.jump_metrics import height_difference, height_flight, height_impulse
from dsp.jump_recording import FoundJump, NoJump, NotWeighed, OtherMovement, Recording, best_of
from dsp.jump_search import find_jump, find_jumps
from dsp.squat_jump import find_squat_jump, find_squat_jumps
from station.model import Floats
from station.traces import read_traces

pytestmark = pytest.mark.real

OPTIONS = {
    "gidiel": {"fs": 1000.0},
    "F02_CTRL1": {"fs": 2000.0, "columns": {"left": 3, "right": 9}},
    "FHOC_P30_SQT300007": {"fs": 1000.0, "columns": {"left": 3, "right": 9}},
    "M07_CTRL1_filtered": {"fs": 2000.0, "columns": {"force": 2}},
    "acl_squat_jump": {},
}
COUNTERMOVEMENTS = {
    "gidiel/Dual-CMJ-Fz.txt": {1: 1.600},
    "gidiel/Single-CMJ-Fz.txt": {1: 1.600},
    "jumpmetrics/F02_CTRL1.txt": {1: 7.720},
    "acl_squat_jump/BFR003_squat_jump.csv": {1: 0.75, 2: 4.19, 3: 7.91},
    "acl_squat_jump/BFR007_squat_jump.csv": {1: 0.09, 2: 4.49, 3: 9.23},
}
"""Seconds at which the descent begins.  In F02 a rise on the toes begins at 7.58 s."""
SQUATS = {"gidiel/Dual-SJ-Fz.txt": 1.843, "gidiel/Single-SJ-Fz.txt": 1.843}
RESTLESS = {"acl_squat_jump/BFR003_squat_jump.csv": {1, 2}, "acl_squat_jump/BFR007_squat_jump.csv": {1}}
"""Jumps that are not preceded by a second of quiet standing."""


def recording(folder: Path, name: str) -> Recording:
    path = folder / name
    options = OPTIONS.get(path.stem, OPTIONS.get(path.parent.name, {}))
    (trace,) = read_traces(path, **options).traces
    total: Floats = trace.force_n.sum(axis=0)
    return Recording(trace.time_s, total, trace.fs_hz)


@pytest.mark.parametrize("name", COUNTERMOVEMENTS)
def test_every_start_that_is_given_is_within_100_ms_of_the_eye(real_data, name):
    marks, wanted = COUNTERMOVEMENTS[name], recording(real_data, name)
    jumps = dict(enumerate(find_jumps(wanted), 1))
    assert set(jumps) == set(marks)
    for number, found in jumps.items():
        if number in RESTLESS.get(name, ()):
            assert isinstance(found, NotWeighed)
            assert "no 1 s of quiet standing" in str(found)
            continue
        assert isinstance(found, FoundJump)
        assert wanted.time_s[found.begin.onset] == pytest.approx(marks[number], abs=0.1)


@pytest.mark.parametrize("name", SQUATS)
def test_the_push_of_a_squat_jump_starts_within_20_ms_of_the_eye(real_data, name):
    wanted = recording(real_data, name)
    found = find_squat_jump(wanted)
    assert wanted.time_s[found.begin.onset] == pytest.approx(SQUATS[name], abs=0.02)
    assert not found.begin.countermovement
    assert height_impulse(found.jump) == pytest.approx(height_flight(found.jump), abs=0.005)
    with pytest.raises(OtherMovement, match="squat jump"):
        find_jump(wanted)


def test_hand_marked_starts_of_slow_jumps_are_the_programs(real_data):
    with (real_data / "acl_squat_jump" / "BFR007_index.csv").open(newline="") as file:
        rows = {row[0]: row[1:] for row in csv.reader(file)}
    by_hand = [int(sample) / 1000 for sample in rows["Event"][::2]]
    by_eye = COUNTERMOVEMENTS["acl_squat_jump/BFR007_squat_jump.csv"]
    assert list(by_eye.values()) == pytest.approx(by_hand, abs=0.02)
    takes_off = [int(sample) / 1000 for sample in rows["Concentric Phase"][1::2]]
    lands = [int(sample) / 1000 for sample in rows["Landing Phase"][::2]]
    lowest = [int(sample) / 1000 for sample in rows["Eccentric Phase"][1::2]]
    found = find_jumps(recording(real_data, "acl_squat_jump/BFR007_squat_jump.csv"))
    for number, each in enumerate(found):
        if isinstance(each, FoundJump):
            jump = each.jump
            assert jump.onset / 1000 == pytest.approx(by_hand[number], abs=0.05)
            assert jump.takeoff / 1000 == pytest.approx(takes_off[number], abs=0.03)
            assert jump.landing / 1000 == pytest.approx(lands[number], abs=0.03)
            # theirs ends the eccentric phase at the greatest force, ours at the lowest point
            assert jump.lowest / 1000 < lowest[number] + 0.05


def test_heights_of_quiet_jumps_agree_within_a_centimetre_in_the_middle_of_them(real_data):
    differences = []
    for name in COUNTERMOVEMENTS:
        for found in find_jumps(recording(real_data, name)):
            if isinstance(found, FoundJump):
                differences.append(height_difference(found.jump))
                spread = [height_impulse(each) - height_impulse(found.jump) for each in found.jump.variants()]
                assert abs(differences[-1]) <= max(0.03, float(np.sqrt(np.sum(np.square(spread)))))
    assert len(differences) >= 6
    assert np.median(np.abs(differences)) <= 0.01


def test_of_three_jumps_the_best_is_the_highest_of_those_that_could_be_weighed(real_data):
    found = find_jumps(recording(real_data, "acl_squat_jump/BFR007_squat_jump.csv"))
    best = best_of(found)
    assert best is not None
    assert best.number == 2
    assert best.jumps == 3
    assert best_of([each for each in found if isinstance(each, NoJump)]) is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gidiel/Dual-CMJ-Fz.txt", r"Countermovement present: .* dips 5\d\d N"),
        ("jumpmetrics/F02_CTRL1.txt", r"Countermovement present: .* dips 1[12]\d N"),
        ("jumpmetrics/FHOC_P30_SQT300007.txt", r"Countermovement present: .* dips 9\d N \(12 %"),
        ("gidiel/Dual-DJ-Fz.txt", "drop jump"),
        ("jumpmetrics/M07_CTRL1_filtered.txt", "ends in flight"),
    ],
)
def test_what_is_no_squat_jump_fails_with_the_size_of_its_dip(real_data, name, says):
    with pytest.raises(NoJump, match=says):
        find_squat_jump(recording(real_data, name))


def test_slow_jumps_without_stillness_in_the_squat_are_none_of_them_squat_jumps(real_data):
    for name in RESTLESS:
        assert all(isinstance(each, NoJump) for each in find_squat_jumps(recording(real_data, name)))


@pytest.mark.parametrize("name", ["gidiel/Dual-CMJ-Fz.txt", "jumpmetrics/F02_CTRL1.txt"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_sensors_that_are_louder_than_the_body_move_no_start_out_of_reach(real_data, name, seed):
    """Plates with 4.7 N of noise exist; a shallow slow dip is hardly 10 times that."""
    wanted = recording(real_data, name)
    noise = np.random.default_rng(seed).normal(0.0, 4.7, len(wanted.force_n))
    found = find_jump(Recording(wanted.time_s, wanted.force_n + noise, wanted.fs))
    assert wanted.time_s[found.begin.onset] == pytest.approx(COUNTERMOVEMENTS[name][1], abs=0.05)
