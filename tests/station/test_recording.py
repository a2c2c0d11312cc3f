"""What goes into a recording comes out of it, and a disk that refuses is told at once."""

import errno
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import taped

from drivers.calibration import Zero
from drivers.contracts import Gap, SampleBlock, Segment
from station.errors import BadInput, StationError
from station.model import Outcome, Side
from station.recorded import interrupted, read, set_aside
from station.recording import FRAME_BYTES, Recorder


def test_everything_that_went_in_comes_out(tmp_path):
    recorder = taped.record_plates(tmp_path)
    recording = read(recorder.path)

    (segment,) = recording.streams[1]
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.tolist() == [*range(200), *range(205, 400)]
    assert segment.gaps == (Gap(200, 5),)
    assert segment.lost == 5
    assert segment.description is not None
    assert segment.description.segment == Segment(0, taped.PLATES_INFO, 100.0)
    assert segment.description.calibration == taped.PLATES_CALIBRATION
    assert segment.description.zero == Zero((10.0, 0.0, -10.0, 0.0), (0.3, 0.3), 99.0)
    assert [marker.name for marker in recording.markers] == ["range_start", "range_end"]
    assert recording.marker("range_end").data == {"reps": 3}
    assert (segment.clocks[0].offset_s, segment.clocks[0].spread_s) == (100.0, 0.002)
    assert (recording.complete, recording.outcome, recording.damage) == (True, Outcome.COMPLETED, ())
    assert recording.seconds == pytest.approx(0.399)
    assert recorder.problem is None
    assert recorder.seconds == pytest.approx(0.399)


def test_the_header_keeps_the_wall_clock_with_its_offset(tmp_path):
    recording = read(taped.record_plates(tmp_path, protocol="hip", person="p-1", title="Hüfte <b>").path)

    assert recording.header.created == taped.CREATED
    assert recording.header.created.utcoffset() == taped.CREATED.utcoffset()
    assert (recording.header.protocol, recording.header.person, recording.header.title) == ("hip", "p-1", "Hüfte <b>")


@pytest.mark.parametrize("chunk", [1, 7, 200, 400])
def test_cutting_the_stream_differently_records_the_same(tmp_path, chunk):
    (plain,) = read(taped.record_plates(tmp_path).path).streams[1]
    (other,) = read(taped.record_plates(tmp_path, chunk=chunk).path).streams[1]

    np.testing.assert_array_equal(other.index, plain.index)
    np.testing.assert_array_equal(other.ticks, plain.ticks)
    np.testing.assert_array_equal(other.values, plain.values)
    assert other.gaps == plain.gaps == (Gap(200, 5),)


def test_uneven_ticks_and_floats_come_back_exactly(tmp_path):
    info, calibration = taped.dynamometer("7", "left")
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(0, Segment(0, info, 5.0), calibration, None, (Side.LEFT,))
    blocks = [taped.kilograms(first, 8) for first in range(0, 160, 8)]
    for block in blocks:
        recorder.samples(0, block)
    recorder.close(Outcome.COMPLETED)

    (segment,) = read(recorder.path).streams[0]
    np.testing.assert_array_equal(segment.ticks, np.concatenate([block.ticks for block in blocks]))
    np.testing.assert_array_equal(segment.values, np.concatenate([block.values for block in blocks], axis=1))
    assert segment.values.dtype == np.float32
    assert segment.description.sides == (Side.LEFT,)


def test_a_new_segment_is_not_glued_to_the_old_one(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    for number in (0, 1):
        recorder.stream(1, Segment(number, taped.PLATES_INFO, 100.0 + number), taped.PLATES_CALIBRATION, None)
        recorder.samples(1, taped.plate_block(0, 50))
    recorder.close(Outcome.DEVICE_FAILED)

    segments = read(recorder.path).streams[1]
    assert [(segment.number, segment.index.size) for segment in segments] == [(0, 50), (1, 50)]
    assert [segment.description.segment.host_s for segment in segments] == [100.0, 101.0]


def test_a_zero_taken_later_holds_for_the_whole_segment(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    segment = Segment(0, taped.PLATES_INFO, 100.0)
    recorder.stream(1, segment, taped.PLATES_CALIBRATION, None)
    recorder.samples(1, taped.plate_block(0, 50))
    zero = Zero((1.0, 2.0, 3.0, 4.0), (0.1, 0.1), 101.0)
    recorder.stream(1, segment, taped.PLATES_CALIBRATION, zero)
    recorder.samples(1, taped.plate_block(50, 50))
    recorder.close(Outcome.COMPLETED)

    (read_back,) = read(recorder.path).streams[1]
    assert read_back.description.zero == zero
    assert read_back.index.size == 100
    assert read_back.gaps == ()


def test_samples_lost_at_the_very_end_are_a_gap_and_not_silence(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    recorder.samples(1, taped.plate_block(0, 50))
    recorder.gap(1, Gap(50, 30))
    recorder.close(Outcome.COMPLETED)

    recording = read(recorder.path)
    assert recording.streams[1][0].gaps == (Gap(50, 30),)
    assert not recording.complete


def test_a_batch_is_written_without_waiting_for_close(tmp_path):
    written = threading.Event()

    def write(fd: int, data: bytes) -> int:
        count = os.write(fd, data)
        if b"now" in data:
            written.set()
        return count

    recorder = Recorder(tmp_path / "a.rec", taped.header("a"), write=write)
    recorder.marker("now", 1.0)
    assert written.wait(5.0)
    assert read(recorder.path).marker("now") is not None
    assert read(recorder.path).outcome is None
    recorder.close(Outcome.COMPLETED)
    recorder.close(Outcome.COMPLETED)
    with pytest.raises(RuntimeError, match="closed"):
        recorder.marker("late", 2.0)


def test_a_full_disk_stops_loudly_and_what_was_written_stays(tmp_path):
    room = 3000
    used = 0

    def write(fd: int, data: bytes) -> int:
        nonlocal used
        if used >= room:
            raise OSError(errno.ENOSPC, "No space left on device")
        count = os.write(fd, data[: room - used])
        used += count
        return count

    recorder = Recorder(tmp_path / "a.rec", taped.header("a"), write=write)
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    for first in range(100):
        recorder.samples(1, taped.plate_block(first * 10 + first // 2, 10))
    recorder.close(Outcome.COMPLETED)

    assert recorder.problem is not None
    assert recorder.problem.startswith("Disk full: recording stopped at ")
    assert recorder.problem.endswith("was saved. Free space, then repeat the trial.")
    recording = read(recorder.path)
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.size > 0
    assert f"{recorder.seconds:.1f} s" in recorder.problem
    assert recording.streams[1][0].seconds == pytest.approx(recorder.seconds)
    assert not recording.complete


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX thing")
def test_a_limit_of_the_system_itself_stops_the_recording_the_same_way(tmp_path):
    program = Path(__file__).with_name("limited_writer.py")
    answer = subprocess.run(
        [sys.executable, program, tmp_path / "a.rec", "60000"], capture_output=True, text=True, timeout=60, check=True
    )

    assert answer.stdout.startswith("Disk full: recording stopped at ")
    assert (tmp_path / "a.rec").stat().st_size == 60000
    recording = read(tmp_path / "a.rec")
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.size * 8 > 60000 - 2 * FRAME_BYTES
    assert recording.outcome is None


def test_a_disk_that_fails_otherwise_says_what_the_system_said(tmp_path):
    def write(fd: int, data: bytes) -> int:
        raise OSError(errno.EIO, "Input/output error")

    recorder = Recorder(tmp_path / "a.rec", taped.header("a"), write=write)
    recorder.close(Outcome.COMPLETED)
    assert recorder.problem == (
        "The disk failed (Input/output error): recording stopped at 0.0 s and was saved. "
        "Check the disk and the data folder, then repeat the trial."
    )


def test_a_disk_that_fails_to_make_it_permanent_is_told_too(tmp_path, monkeypatch):
    def refuse(fd: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("station.recording._sync", refuse)
    recorder = taped.record_plates(tmp_path)
    assert recorder.problem == (
        "The disk failed (Input/output error): recording stopped at 0.4 s and was saved. "
        "Check the disk and the data folder, then repeat the trial."
    )


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_recorder_itself_is_loud_and_does_not_hang(tmp_path):
    def write(fd: int, data: bytes) -> int:
        raise ZeroDivisionError("a fault")

    recorder = Recorder(tmp_path / "a.rec", taped.header("a"), write=write)
    recorder.close(Outcome.COMPLETED)
    assert recorder.problem is not None
    assert recorder.problem.startswith("The recorder failed (a fault): recording stopped at 0.0 s")


def test_a_disk_that_does_not_keep_up_never_blocks_and_loses_nothing_queued(tmp_path):
    go_on = threading.Event()

    def write(fd: int, data: bytes) -> int:
        go_on.wait(10.0)
        return os.write(fd, data)

    recorder = Recorder(tmp_path / "a.rec", taped.header("a"), write=write, queue_bytes=50_000)
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    accepted = 0
    while recorder.problem is None:
        recorder.samples(1, taped.plate_block(accepted * 100, 100))
        accepted += 1
        assert accepted < 1000
    assert recorder.problem.startswith("The disk does not keep up: recording stopped")
    go_on.set()
    recorder.close(Outcome.COMPLETED)

    recording = read(recorder.path)
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.size == (accepted - 1) * 100
    assert not recording.complete, "the sample that was refused counts as missing"


def test_what_is_no_block_of_samples_is_refused_at_once(tmp_path):
    recorder = Recorder(tmp_path / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    block = taped.plate_block(0, 10)
    for bad in (
        SampleBlock(0, block.ticks[:5], block.values),
        SampleBlock(0, block.ticks, block.values.astype(np.float64)),
        SampleBlock(0, block.ticks[:0], block.values[:, :0]),
    ):
        with pytest.raises(TypeError, match="not a block of samples"):
            recorder.samples(1, bad)
    recorder.close(Outcome.COMPLETED)
    assert recorder.problem is None


def test_a_recording_never_overwrites_another(tmp_path):
    taped.record_plates(tmp_path, recording_id="a")
    before = (tmp_path / "a.rec").read_bytes()
    with pytest.raises(StationError, match="cannot be created"):
        Recorder(tmp_path / "a.rec", taped.header("a"))
    with pytest.raises(StationError, match="cannot be created"):
        Recorder(tmp_path / "nowhere" / "a.rec", taped.header("a"))
    assert (tmp_path / "a.rec").read_bytes() == before


def test_only_what_should_have_become_a_trial_is_offered(tmp_path):
    def leave(recording_id: str, *markers: str, closed: bool, samples: int = 50) -> None:
        path = tmp_path / f"{recording_id}.rec"
        recorder = Recorder(path, taped.header(recording_id))
        recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
        if samples:
            recorder.samples(1, taped.plate_block(0, samples))
        for name in markers:
            recorder.marker(name, 101.0)
        recorder.close(Outcome.INTERRUPTED)
        if not closed:
            data = path.read_bytes()
            path.write_bytes(data[: data.rindex(b"\xabREC")])

    leave("killed", "weigh", closed=False)
    leave("killed-while-filing", "weigh", "go", "range_start", closed=True)
    leave("stored", "go", closed=True)
    leave("another-test-chosen", "weigh", closed=True)
    leave("nothing-arrived", closed=False, samples=0)
    leave("not-wanted", "go", closed=False)
    (tmp_path / "foreign.rec").write_bytes(b"something else entirely")
    set_aside(tmp_path / "not-wanted.rec")

    offers = interrupted(tmp_path, {"stored"})
    assert {offer.recording_id for offer in offers} == {"killed", "killed-while-filing"}
    assert {offer.title for offer in offers} == {"Countermovement jump"}
    assert offers[0].seconds == pytest.approx(0.049)
    assert (tmp_path / "set-aside" / "not-wanted.rec").exists()
    with pytest.raises(StationError, match="could not be set aside"):
        set_aside(tmp_path / "not-wanted.rec")


def test_what_is_no_recording_is_named_as_such(tmp_path):
    (tmp_path / "a.rec").write_text("time_s,left_n\n0,1\n")
    with pytest.raises(BadInput, match=r"a\.rec is not a recording of this program"):
        read(tmp_path / "a.rec")
    with pytest.raises(BadInput, match="no file"):
        read(tmp_path / "b.rec")
    with pytest.raises(StationError, match="cannot be read"):
        read(tmp_path)


def test_a_recording_of_a_newer_version_is_refused_with_its_name(tmp_path, monkeypatch):
    monkeypatch.setattr("station.recording.FORMAT", 2)
    recorder = Recorder(tmp_path / "a.rec", replace(taped.header("a"), software="counterpoise 7.1"))
    recorder.close(Outcome.COMPLETED)
    with pytest.raises(BadInput, match=r"written by version counterpoise 7\.1 in a newer form \(2;"):
        read(recorder.path)
