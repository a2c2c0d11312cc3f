"""No damage to a file makes a wrong number: what is left is right, and what is gone is said."""

import random

import numpy as np
import taped

from drivers.contracts import Segment
from station.clock_reading import ClockReading
from station.errors import BadInput
from station.model import Outcome
from station.recorded import Recording, read_bytes
from station.recording import Recorder
from station.recording_format import MAGIC, Damage, scan


def small_file(folder) -> bytes:
    """Two segments in frames of a few samples each: one batch holds all, so a frame ends where an index jumps."""
    recorder = Recorder(folder / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    for first in range(0, 60, 6):
        recorder.samples(1, taped.plate_block(first, 5))
    recorder.marker("range_end", 100.5)
    recorder.clock(1, ClockReading(100.0, 0.001))
    recorder.close(Outcome.COMPLETED)
    return recorder.path.read_bytes()


def assert_what_is_missing_is_said(recording: Recording, expected: np.ndarray) -> None:
    numbers = taped.assert_nothing_wrong(recording)
    assert np.isin(numbers, expected).all()
    if numbers.size == expected.size:
        return
    flagged = set()
    for segments in recording.streams.values():
        for segment in segments:
            for gap in segment.gaps:
                flagged.update(range(gap.index, gap.index + gap.missing))
    silent = set(expected.tolist()) - set(numbers.tolist()) - flagged
    inner = {number for number in silent if numbers.size and number > numbers[0]}
    assert not inner or not recording.complete
    assert recording.damage or not recording.complete


def test_a_file_cut_at_any_byte_keeps_its_valid_beginning(tmp_path):
    data = small_file(tmp_path)
    expected = taped.assert_nothing_wrong(read_bytes(data, tmp_path / "a.rec"))
    assert expected.size == 50
    before = 0
    for length in range(len(data)):
        recording = read_bytes(data[:length], tmp_path / "a.rec")
        numbers = taped.assert_nothing_wrong(recording)
        np.testing.assert_array_equal(numbers, expected[: numbers.size])
        assert numbers.size >= before
        assert not recording.complete
        before = numbers.size
    assert before == expected.size


def test_a_byte_that_flips_anywhere_costs_one_frame_at_most_and_is_said(tmp_path):
    data = bytearray(small_file(tmp_path))
    expected = taped.assert_nothing_wrong(read_bytes(bytes(data), tmp_path / "a.rec"))
    for position in range(len(data)):
        flip = 1 << position % 8
        data[position] ^= flip
        recording = read_bytes(bytes(data), tmp_path / "a.rec")
        data[position] ^= flip
        assert_what_is_missing_is_said(recording, expected)
        assert taped.assert_nothing_wrong(recording).size >= expected.size - 5
        assert recording.header.title == "Countermovement jump", "the header stands there twice"
        assert recording.streams[1][0].description is not None, "so does what describes a stream"


def test_a_page_that_was_never_written_is_a_gap(tmp_path):
    recorder = taped.record_plates(tmp_path, samples=2000, chunk=20)
    data = bytearray(recorder.path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = bytes(4096)
    recording = read_bytes(bytes(data), recorder.path)

    numbers = taped.assert_nothing_wrong(recording)
    expected = np.array([*range(200), *range(205, 2000)])
    assert 0 < numbers.size < expected.size
    assert_what_is_missing_is_said(recording, expected)
    assert recording.damage
    assert recording.damage[0].length >= 4096


def test_a_file_without_its_beginning_is_still_read(tmp_path):
    recorder = taped.record_plates(tmp_path, recording_id="a")
    data = recorder.path.read_bytes()
    first_samples = data.index(b"\xabREC\x03")
    recording = read_bytes(bytes(first_samples) + data[first_samples:], recorder.path)

    assert recording.header_lost
    assert recording.header.recording_id == "a"
    assert recording.streams[1][0].description is None
    assert taped.assert_nothing_wrong(recording).size == 395


def test_garbage_never_raises_anything_but_no_recording(tmp_path):
    chance = random.Random(11)
    whole = small_file(tmp_path)
    for _ in range(3000):
        data = bytearray(whole if chance.random() < 0.7 else MAGIC + chance.randbytes(chance.randrange(400)))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(8))
        try:
            recording = read_bytes(bytes(data), tmp_path / "a.rec")
        except BadInput as error:
            assert "is not a recording" in str(error)  # noqa: PT017
            continue
        taped.assert_nothing_wrong(recording)


def test_scanning_accounts_for_every_byte(tmp_path):
    data = bytearray(small_file(tmp_path))
    data[700:720] = b"\xabREC" * 5
    accounted = len(MAGIC)
    for found in scan(bytes(data)):
        if isinstance(found, Damage):
            assert found.offset == accounted
            accounted += found.length
        else:
            accounted += 20 + len(found.payload)
    assert accounted == len(data)


def test_what_damage_took_is_counted_apart_from_what_the_link_had_lost(tmp_path):
    recorder = taped.record_plates(tmp_path, samples=2000, chunk=20)
    whole = read_bytes(recorder.path.read_bytes(), recorder.path)
    (segment,) = whole.streams[1]
    assert (segment.lost, whole.lost_to_damage) == (5, 0)
    data = bytearray(recorder.path.read_bytes())
    data[len(data) // 2] ^= 0x01
    damaged = read_bytes(bytes(data), recorder.path)
    (segment,) = damaged.streams[1]
    assert damaged.lost_to_damage == whole.samples - damaged.samples == segment.lost - 5
