"""Every built-in test with every metric of its kind: the symmetries of physics, and no silent wrong number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import taped
from check_metrics import (
    AT_LIMIT,
    BATTERY,
    FEET,
    badly_said,
    damaged,
    faults_at,
    hurt_lines,
    numbers,
    on_two_clocks,
    positions,
    prolonged,
    silently_wrong,
    slower,
    trial,
    with_offset,
)

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, SampleBlock, Segment, Signal
from dsp.catalog import CATALOG
from dsp.measurement import State
from station.clock_reading import ClockReading
from station.model import Outcome
from station.one_side import tested_side as side_of_test
from station.playback import trial_data
from station.protocol import built_in
from station.recorded import read
from station.recording import Recorder

TESTS = sorted(built_in())


@pytest.mark.parametrize("check", BATTERY, ids=lambda check: check.__name__)
@pytest.mark.parametrize("key", TESTS)
def test_the_battery_holds(key, check):
    check(trial(key))


@pytest.mark.parametrize("key", TESTS)
def test_wherever_a_fault_lies_no_valid_number_is_wrong_and_what_it_touches_says_so(key):
    sound = trial(key)
    for number, at_s in enumerate(positions(sound)):
        side = FEET[number % 2]
        limited = sound.again(damaged(sound.data, at_s, AT_LIMIT, side))
        touched = hurt_lines(sound, limited)
        found_with = {fault: hurt(sound, at_s, fault, side) for fault in faults_at(sound, number)}
        for fault, found in ((AT_LIMIT, limited), *found_with.items()):
            where = f"{fault} at {at_s:.3f} s on the {side}"
            assert silently_wrong(sound, found) == [], where
            assert badly_said(found.measurements) == [], where
            # where it moved neither a mark nor the weighing, the same lines rest on these samples
            if found.refusal is None and found.marks == sound.sound.marks and found.methods == sound.sound.methods:
                assert touched <= hurt_lines(sound, found), where


def hurt(sound, at_s, fault, side):
    return sound.again(damaged(sound.data, at_s, fault, side))


@pytest.mark.parametrize("key", TESTS)
def test_what_follows_the_trial_changes_nothing(key):
    """Half a second more of what the trial ended with, once sound and once at its limit, wild and lost."""
    sound = trial(key)
    more = prolonged(sound.data, 1.0)
    whole = sound.again(more)
    last_s = max(float(trace.time_s[-1]) for trace in more.traces)
    for fault in (AT_LIMIT, "one sample is no number"):
        found = sound.again(damaged(more, last_s - 0.01, fault, FEET[0]))
        states = {where: number.state for where, number in numbers(found).items()}
        assert states == {where: number.state for where, number in numbers(whole).items()}, fault
        assert silently_wrong(replace(sound, sound=whole), found) == [], fault


@pytest.mark.parametrize("key", TESTS)
def test_a_slow_device_withholds_what_needs_more(key):
    sound = trial(key)
    rate = max(trace.fs_hz for trace in sound.data.traces)
    for every in (4, 10):
        found = sound.again(slower(sound.data, every))
        assert silently_wrong(sound, found) == [], every
        for (name, side), measurement in numbers(found).items():
            if CATALOG[name].needs.rate_hz > 1.02 * rate / every:
                assert measurement.state is State.INVALID, (name, side)


def measured_alone(protocol):
    """One dynamometer measures all of it, so no other clock matters."""
    return protocol.unsided or (protocol.device == "dynamometers" and side_of_test(protocol) is not None)


@pytest.mark.parametrize("key", TESTS)
def test_clocks_that_disagree_limit_what_joins_both_sides_and_then_withhold_it(key):
    sound = trial(key)
    for apart_s, worst in ((0.004, State.LIMITED), (0.008, State.INVALID)):
        found = sound.again(on_two_clocks(sound.data, apart_s))
        assert silently_wrong(sound, found) == [], apart_s
        if found.refusal is not None:
            continue
        if measured_alone(sound.protocol):
            for where, number in sound.numbers.items():
                other = numbers(found)[where]
                assert other.state is number.state, (where, other)
                if number.value is not None:
                    assert abs(other.value - number.value) <= 0.01 * (number.uncertainty or 1e-9), where
            continue
        for (name, side), measurement in numbers(found).items():
            if CATALOG[name].needs.one_clock:
                assert measurement.state in (worst, State.INVALID), (name, side, apart_s, measurement)


ISOMETRIC = [key for key in TESTS if built_in()[key].kind == "isometric" and built_in()[key].device == "dynamometers"]


@pytest.mark.parametrize("key", ISOMETRIC)
def test_a_device_off_its_zero_moves_gross_force_by_as_much_and_net_force_not_at_all(key):
    sound = trial(key)
    seen = numbers(sound.again(with_offset(sound.data, 7.0)))
    compared = 0
    for (name, side), number in sound.numbers.items():
        found = seen[name, side]
        if number.value is None or number.unit not in ("N", "N s", "N/s", "s") or found.value is None:
            continue
        if number.unit == "N" and not name.endswith("_net") and name != "peak_force_above_weight":
            assert found.value - number.value == pytest.approx(7.0, abs=1e-6), name
        elif (number.unit != "N s" or name.endswith("_net")) and name != "peak_force_above_weight":
            assert found.value == pytest.approx(number.value, rel=1e-6, abs=1e-6), name
        compared += 1
    assert compared > 15 * len(sound.protocol.sides)


@pytest.mark.parametrize("key", ["cmj", "hip_abduction_iso"])
def test_a_trial_that_went_through_a_recording_file_has_the_same_numbers(key, tmp_path):
    sound = trial(key)
    data = through_a_file(sound.data, tmp_path)
    found = sound.again(data)
    assert found.refusal is None
    seen = numbers(found)
    for where, number in sound.numbers.items():
        assert seen[where].state is number.state, (where, number, seen[where])
        if number.value is not None:
            allowed = max(1e-6 * max(1.0, abs(number.value)), 0.01 * (number.uncertainty or 0.0))
            assert abs(seen[where].value - number.value) <= allowed, (where, number, seen[where])


def through_a_file(data, folder):
    """Written as the steps of its devices and read again."""
    recorder = Recorder(folder / "a.rec", taped.header("a"))
    for number, trace in enumerate(data.traces):
        sides = tuple(str(side) for side in trace.sides)
        channels, fs = tuple(f"c{side}" for side in sides), trace.fs_hz
        signal = Signal(channels, "count", 1.0 / fs, None, fs, -(2**31), 2**31 - 1)
        info = DeviceInfo("Plates", f"P-{number}", "1.0", signal)
        gain = tuple(
            tuple(trace.resolution_n * (row == column) for column in range(len(sides))) for row in range(len(sides))
        )
        zero, noise = (0.0,) * len(sides), (0.5,) * len(sides)
        made = Calibration("c", info.serial, sides, gain, zero, 2000.0, noise, trace.uncertainty)
        recorder.stream(number, Segment(0, info, 100.0), made, None, trace.sides)
        steps = np.rint(trace.force_n / trace.resolution_n).astype(np.int32)
        for first in range(0, steps.shape[1], 1000):
            part = steps[:, first : first + 1000]
            recorder.samples(number, SampleBlock(first, np.arange(first, first + part.shape[1]), part))
            recorder.clock(number, ClockReading(100.0, 0.0005))
    recorder.close(Outcome.COMPLETED)
    read_back = trial_data(read(recorder.path), None, None)
    return replace(read_back, body_mass_kg=data.body_mass_kg, lever_m=data.lever_m, go_s=data.go_s)
