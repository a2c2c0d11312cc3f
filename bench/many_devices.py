"""A hundred boards at once: bytes to numbered samples on one time line, into a ring, on one core, against real time.

Each board sends 8 channels at 1 kHz.  Whoever reads a hundred ports in one loop comes round to each of them every so
many milliseconds, and then finds that many packets there.
"""

from __future__ import annotations

import time
from typing import ClassVar

import numpy as np

from bench.rows import Row
from bench.whole_path import FS, WARM_UP, wire
from dsp.ring import Ring

DEVICES = 100
SECONDS = 4.0
RING_SAMPLES = 10_000


class Board:
    """One board as a link keeps it: codec, numbering, clock, and the station's ring of raw values."""

    _rows: ClassVar[dict[int, np.ndarray]] = {}
    """Where a block is put together, by its length; one core has one board in its hands at a time."""

    def __init__(self) -> None:
        from drivers.contracts import Frame, SampleBlock
        from drivers.devices.harp_loadcells import HARP_LOADCELLS, SIGNAL
        from drivers.segment_time import SegmentTime

        self._frame, self._block = Frame, SampleBlock
        self._codec = HARP_LOADCELLS.codec()
        self._time = SegmentTime(SIGNAL)
        self._tick_s = SIGNAL.tick_s
        self._ring = Ring(9, RING_SAMPLES)
        self.samples = 0

    def feed(self, data: bytes, host_s: float) -> None:
        for event in self._codec.feed(data):
            if not isinstance(event, self._frame):
                continue
            for block in self._time.push(event, host_s, None):
                if isinstance(block, self._block):
                    self._keep(block)

    def _keep(self, block) -> None:
        count = block.ticks.size
        rows = self._rows.get(count)
        if rows is None:
            rows = self._rows[count] = np.empty((9, count))
        rows[0] = block.ticks
        rows[0] *= self._tick_s
        rows[1:] = block.values
        self._ring.push(rows)
        self.samples += count


def times_real_time(every: int, seconds: float = SECONDS, devices: int = DEVICES) -> float:
    """Seconds of all boards that one second of a core keeps up with, with ``every`` packets in a read."""
    packets = wire(WARM_UP + int(seconds * FS))
    reads = [b"".join(packets[at : at + every]) for at in range(0, len(packets), every)]
    boards = [Board() for _ in range(devices)]
    warm = WARM_UP // every
    for number, read in enumerate(reads[:warm]):
        for board in boards:
            board.feed(read, number * every / FS)
    before = sum(board.samples for board in boards)
    begun_s = time.process_time()
    for number, read in enumerate(reads[warm:], warm):
        host_s = number * every / FS
        for board in boards:
            board.feed(read, host_s)
    taken_s = time.process_time() - begun_s
    return (sum(board.samples for board in boards) - before) / FS / devices / taken_s


def rows(quick: bool) -> list[Row]:
    """Times real time, for reads every 20, 100 and 250 ms."""
    area = "many devices"
    try:
        Board()
    except ImportError as error:
        return [Row(area, f"{DEVICES} boards", None, "x real time", note=f"no LoadCells driver to read with: {error}")]
    seconds = 1.0 if quick else SECONDS
    return [
        Row(
            area,
            f"{DEVICES} boards of 8 channels at 1 kHz, a read every {every} ms: bytes to ring",
            sorted(times_real_time(every, seconds) for _ in range(3))[1],
            "x real time",
            higher_is_better=True,
        )
        for every in (20, 100, 250)
    ]
