"""Recordings with known content: every sample's value and tick follow from its number, so any wrong one is seen."""

import uuid
from datetime import datetime, timedelta, timezone

import numpy as np

from drivers.calibration import Calibration, Zero
from drivers.contracts import DeviceInfo, Gap, SampleBlock, Segment, Signal
from station.clock_reading import ClockReading
from station.model import Outcome
from station.recorded import Recording
from station.recording import Recorder
from station.recording_format import Header

CREATED = datetime(2026, 3, 4, 9, 12, 5, tzinfo=timezone(timedelta(hours=2)))
PLATES = Signal(("l1", "l2", "r1", "r2"), "count", 0.001, None, 1000.0, -32768, 32767)
PLATES_INFO = DeviceInfo("Harp LoadCells", "LC-7", "1.2", PLATES)
PLATES_CALIBRATION = Calibration(
    "lc7-2026",
    "LC-7",
    ("left", "right"),
    ((0.5, 0.5, 0.0, 0.0), (0.0, 0.0, 0.5, 0.5)),
    (0.0,) * 4,
    40_000.0,
    (0.3, 0.3),
)
DYNAMOMETER = Signal(("force",), "kg", 1e-6, 2**32, 80.0, -150.0, 150.0)


def dynamometer(serial: str, side: str) -> tuple[DeviceInfo, Calibration]:
    return (
        DeviceInfo("Progressor", serial, "2.0.4", DYNAMOMETER),
        Calibration(f"{serial}-cal", serial, (side,), ((10.0,),), (0.0,), 1500.0, (0.1,), 0.01, 0.001, "2026-01-02"),
    )


def header(recording_id: str | None = None, **others: str) -> Header:
    fields = {"software": "counterpoise 0.1.0", "protocol": "cmj", "person": "", "title": "Countermovement jump"}
    return Header(recording_id or str(uuid.uuid4()), CREATED, **{**fields, **others})


def plate_values(index: np.ndarray) -> np.ndarray:
    """What channel c of the plates sends as sample number ``index``."""
    return np.vstack([(index * 7919 + c * 1009) % 30011 - 15000 for c in range(4)]).astype(np.int16)


def plate_block(first: int, n: int) -> SampleBlock:
    index = np.arange(first, first + n)
    return SampleBlock(first, index.astype(np.int64), plate_values(index))


def kilograms(first: int, n: int) -> SampleBlock:
    """Samples of a dynamometer at 80 Hz with a clock that jitters by some microseconds."""
    index = np.arange(first, first + n)
    ticks = index * 12500 + (index * 37) % 11
    return SampleBlock(first, ticks.astype(np.int64), (index / 8).astype(np.float32)[np.newaxis])


def record_plates(folder, *, samples=400, chunk=20, outcome=Outcome.COMPLETED, **options) -> Recorder:
    """A closed recording of two plates: zeroed, with a gap of 5 samples at number 200, markers and a clock."""
    made = header(**options)
    recorder = Recorder(folder / f"{made.recording_id}.rec", made)
    segment = Segment(0, PLATES_INFO, 100.0)
    recorder.stream(1, segment, PLATES_CALIBRATION, Zero((10.0, 0.0, -10.0, 0.0), (0.3, 0.3), 99.0))
    recorder.marker("range_start", 100.05)
    for first in range(0, samples, chunk):
        end = min(first + chunk, samples)
        for begin, stop in ((first, min(end, 200)), (max(first, 205), end)):
            if begin < stop:
                recorder.samples(1, plate_block(begin, stop - begin))
        if first <= 200 < end:
            recorder.gap(1, Gap(200, 5))
    recorder.clock(1, ClockReading(100.0, 0.002))
    recorder.marker("range_end", 100.0 + (samples - 50) / 1000, reps=3)
    recorder.close(outcome)
    return recorder


def assert_nothing_wrong(recording: Recording) -> np.ndarray:
    """Every sample of the plates that came back is the one that went in; returns their numbers."""
    numbers = np.zeros(0, np.int64)
    for segments in recording.streams.values():
        for segment in segments:
            if segment.index.size:
                np.testing.assert_array_equal(segment.values, plate_values(segment.index))
                np.testing.assert_array_equal(segment.ticks, segment.index)
                assert (np.diff(segment.index) > 0).all()
                numbers = segment.index
    return numbers
