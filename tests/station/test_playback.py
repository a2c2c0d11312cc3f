"""A recording as analysis sees it: newtons, one time axis, and an honest `complete`."""

import math
from dataclasses import replace

import numpy as np
import pytest
import taped

from drivers.contracts import Gap, SampleBlock, Segment
from station.clock_reading import ClockReading
from station.errors import StationError
from station.examining import examined
from station.model import Outcome, Side
from station.playback import trial_data
from station.recorded import read
from station.recording import Recorder


def two_dynamometers(folder, *, clocks=True, outcome=Outcome.COMPLETED, right_until=240):
    recorder = Recorder(folder / "a.rec", taped.header("a"))
    for number, (serial, side) in enumerate((("7", "left"), ("8", "right"))):
        info, calibration = taped.dynamometer(serial, side)
        recorder.stream(number, Segment(0, info, 50.0 + number), calibration, None, (Side(side),))
        for first in range(0, 240 if number == 0 else right_until, 8):
            recorder.samples(number, taped.kilograms(first, 8))
        if clocks:
            recorder.clock(number, ClockReading(50.25 + number, 0.003 + number / 1000))
    recorder.close(outcome)
    return read(recorder.path)


def test_native_values_become_newtons_with_the_zero_that_was_taken(tmp_path):
    recording = read(taped.record_plates(tmp_path).path)
    data = trial_data(recording, None, None)

    (trace,) = data.traces
    assert trace.sides == (Side.LEFT, Side.RIGHT)
    numbers = np.array([*range(200), *range(205, 400)])
    native = taped.plate_values(numbers).astype(float)
    np.testing.assert_allclose(trace.force_n[0], 0.5 * (native[0] - 10.0) + 0.5 * native[1], rtol=1e-12)
    np.testing.assert_allclose(trace.force_n[1], 0.5 * (native[2] + 10.0) + 0.5 * native[3], rtol=1e-12)
    np.testing.assert_allclose(trace.time_s, numbers / 1000, atol=1e-12)
    assert trace.fs_hz == pytest.approx(1000.0)
    assert trace.gaps == ((200, 5),)
    assert trace.resolution_n == 0.5
    assert trace.source == "Harp LoadCells LC-7, not verified"
    assert (data.alignment_s, data.complete) == (0.0, True)


def test_a_range_starts_at_zero_and_gaps_count_from_it(tmp_path):
    recording = read(taped.record_plates(tmp_path).path)
    data = trial_data(recording, 100.150, 100.300)

    (trace,) = data.traces
    assert trace.time_s[0] == 0.0
    assert trace.time_s.size == 145
    assert trace.time_s[-1] == pytest.approx(0.149)
    assert trace.gaps == ((50, 5),)
    assert data.complete


def test_saturated_samples_are_flagged_on_the_side_that_they_belong_to(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 0.0), taped.PLATES_CALIBRATION, None)
    block = taped.plate_block(0, 50)
    block.values[2, 17] = 32767
    recorder.samples(1, block)
    recorder.close(Outcome.COMPLETED)

    (trace,) = trial_data(read(recorder.path), None, None).traces
    assert np.argwhere(trace.saturated).tolist() == [[1, 17]]


def test_a_value_that_is_no_number_is_a_gap(tmp_path):
    info, calibration = taped.dynamometer("7", "left")
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(0, Segment(0, info, 0.0), calibration, None)
    block = taped.kilograms(0, 40)
    block.values[0, [11, 12]] = (math.nan, math.inf)
    recorder.samples(0, block)
    recorder.close(Outcome.COMPLETED)

    (trace,) = trial_data(read(recorder.path), None, None).traces
    assert np.isfinite(trace.force_n).all()
    assert trace.force_n.shape == (1, 38)
    assert trace.gaps == ((11, 2),)


def test_two_clocks_share_one_time_axis_and_say_how_well_they_agree(tmp_path):
    data = trial_data(two_dynamometers(tmp_path), 51.30, 53.0)

    left, right = data.traces
    assert (left.sides, right.sides) == ((Side.LEFT,), (Side.RIGHT,))
    # at 51.30 s the left one sends number 84 (6 us late by its jitter), the right one number 4 (5 us late)
    assert (left.force_n[0, 0], right.force_n[0, 0]) == (10.0 * 84 / 8, 10.0 * 4 / 8)
    assert right.time_s[0] == 0.0
    assert left.time_s[0] == pytest.approx(1e-6, abs=1e-9)
    assert left.fs_hz == pytest.approx(80.0, rel=1e-4)
    assert left.uncertainty == 0.01
    assert left.resolution_n == pytest.approx(0.01)
    assert data.alignment_s == pytest.approx(math.hypot(0.003, 0.004))
    assert data.complete


def test_clocks_that_nobody_read_have_an_unknown_alignment(tmp_path):
    assert trial_data(two_dynamometers(tmp_path, clocks=False), None, None).alignment_s is None


def test_a_stream_that_ends_before_the_range_does_makes_the_trial_incomplete(tmp_path):
    recording = two_dynamometers(tmp_path, right_until=120)
    assert trial_data(recording, 51.3, 52.6).complete
    assert not trial_data(recording, 51.3, 53.2).complete


def test_a_stream_with_nothing_in_the_range_makes_the_trial_incomplete(tmp_path):
    data = trial_data(two_dynamometers(tmp_path, right_until=8), 51.5, 52.5)
    assert [trace.sides for trace in data.traces] == [(Side.LEFT,)]
    assert not data.complete


@pytest.mark.parametrize("outcome", [Outcome.DEVICE_FAILED, Outcome.INTERRUPTED])
def test_a_failure_of_the_device_or_the_program_is_never_complete(tmp_path, outcome):
    assert not trial_data(two_dynamometers(tmp_path, outcome=outcome), None, None).complete


def test_a_recording_without_its_end_is_never_complete(tmp_path):
    recorder = taped.record_plates(tmp_path)
    data = recorder.path.read_bytes()
    recorder.path.write_bytes(data[: data.rindex(b"\xabREC")])
    assert not trial_data(read(recorder.path), 100.0, 100.2).complete


def test_segments_are_never_glued(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    for number in (0, 1):
        recorder.stream(1, Segment(number, taped.PLATES_INFO, 100.0 + number), taped.PLATES_CALIBRATION, None)
        recorder.samples(1, taped.plate_block(0, 500))
        recorder.clock(1, ClockReading(100.0 + number, 0.001))
    recorder.close(Outcome.COMPLETED)
    recording = read(recorder.path)

    both = trial_data(recording, 100.2, 101.4)
    assert not both.complete
    assert both.traces[0].time_s.size == 300
    np.testing.assert_allclose(np.diff(both.traces[0].time_s), 0.001, rtol=1e-6)
    second = trial_data(recording, 101.1, 101.4)
    assert second.complete
    assert second.traces[0].time_s.size == 300


def test_a_range_without_samples_says_so(tmp_path):
    recording = read(taped.record_plates(tmp_path).path)
    with pytest.raises(StationError, match="no usable samples in this part of the trial"):
        trial_data(recording, 500.0, 501.0)


def test_a_stream_whose_description_is_lost_is_not_guessed_at(tmp_path):
    recording = read(taped.record_plates(tmp_path).path)
    (segment,) = recording.streams[1]
    bare = replace(recording, streams={1: (replace(segment, description=None),)})
    with pytest.raises(StationError, match="no usable samples"):
        trial_data(bare, None, None)
    beside = two_dynamometers(tmp_path)
    left, right = beside.streams[0], beside.streams[1]
    half = replace(beside, streams={0: left, 1: (replace(right[0], description=None),)})
    assert not trial_data(half, None, None).complete


def test_a_gap_at_the_end_of_the_stream_is_not_inside_the_data(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    recorder.samples(1, taped.plate_block(0, 500))
    recorder.gap(1, Gap(500, 400))
    recorder.close(Outcome.COMPLETED)

    data = trial_data(read(recorder.path), 100.0, 100.9)
    assert data.traces[0].gaps == ()
    assert not data.complete


@pytest.mark.parametrize("output", ["left", "force"])
def test_sides_come_from_the_calibration_where_the_recording_names_none(tmp_path, output):
    info, calibration = taped.dynamometer("7", output)
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(0, Segment(0, info, 0.0), calibration, None)
    recorder.samples(0, taped.kilograms(0, 40))
    recorder.close(Outcome.COMPLETED)
    recording = read(recorder.path)

    if output == "left":
        assert trial_data(recording, None, None).traces[0].sides == (Side.LEFT,)
    else:
        with pytest.raises(StationError, match="does not say which side a device measured"):
            trial_data(recording, None, None)


def test_a_cell_that_does_not_respond_makes_its_plate_stuck_though_the_sum_still_moves(tmp_path):
    dice = np.random.default_rng(5)
    values = np.rint(dice.normal(3000.0, 6.0, (4, 1000))).astype(np.int16)
    values[3, 400:800] = values[3, 400]
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 0.0), taped.PLATES_CALIBRATION, None)
    recorder.samples(1, SampleBlock(0, np.arange(1000), values))
    recorder.close(Outcome.COMPLETED)

    (trace,) = examined(trial_data(read(recorder.path), None, None)).traces
    assert not trace.flaws.stuck[0].any()
    assert np.flatnonzero(trace.flaws.stuck[1])[[0, -1]].tolist() == [400, 799]
