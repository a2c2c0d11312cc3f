"""From the bytes of a LoadCells board to filtered force, ring and onset, on one core.

Timed from the second second of the stream on: the first goes into locking, learning the rate and the filter's matrices.
"""

from __future__ import annotations

import struct
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

import numpy as np

from bench.rows import Row, explained
from dsp.filters import BlockFilter, butter, cascade, notch
from dsp.onset import OnsetDetector
from dsp.ring import Ring

FS = 1000.0
HEAD = bytes((3, 26, 33, 255, 0x92))
GAIN = np.repeat(np.eye(2), 4, axis=1) * 0.05
SOS = cascade(butter(4, 20.0, FS), notch(50.0, 30.0, FS))
WARM_UP = 1000
"""Samples that are fed before the clock starts."""


class Path(Protocol):
    """Takes the bytes of one read after the other."""

    samples: int

    def feed(self, data: bytes) -> None: ...


def wire(samples: int) -> list[bytes]:
    """Each sample's packet, written here from the wire description and not by the codec under test."""
    rng = np.random.default_rng(0)
    counts = (2000.0 + np.cumsum(rng.normal(size=(samples, 8)), axis=0)).astype(np.int16)
    packets = []
    for k in range(samples):
        ticks = k * 125 // 4
        body = HEAD + struct.pack("<IH8h", 10 + ticks // 31250, ticks % 31250, *counts[k].tolist())
        packets.append(body + bytes((sum(body) & 0xFF,)))
    return packets


class Numbered:
    """Codec and timebase: the packets' samples as blocks, numbered and on one time line."""

    def __init__(self) -> None:
        from drivers.contracts import Frame, SampleBlock
        from drivers.devices.harp_loadcells import HARP_LOADCELLS, SIGNAL
        from drivers.timebase import Timebase

        self._frame, self._block = Frame, SampleBlock
        self._codec = HARP_LOADCELLS.codec()
        self._timebase = Timebase(SIGNAL)
        self._tick_s = SIGNAL.tick_s
        self.samples = 0

    def feed(self, data: bytes) -> None:
        for event in self._codec.feed(data):
            if not isinstance(event, self._frame):
                continue
            for block in self._timebase.push(event):
                if isinstance(block, self._block):
                    self._take(block.ticks, block.values)

    def _take(self, ticks: np.ndarray, values: np.ndarray) -> None:
        self.samples += len(ticks)


class Station(Numbered):
    """The same, and then newtons, raw and filtered ring, one onset detector a side."""

    def __init__(self) -> None:
        super().__init__()
        self._filter = BlockFilter(SOS, 2)
        self._onsets = (OnsetDetector(FS), OnsetDetector(FS))
        self._raw = Ring(3, 10_000)
        self._smooth = Ring(3, 10_000)

    def _take(self, ticks: np.ndarray, values: np.ndarray) -> None:
        rows = np.empty((3, len(ticks)))
        rows[0] = ticks * self._tick_s
        rows[1:] = GAIN.dot(values)
        self._raw.push(rows)
        for detector, side in zip(self._onsets, rows[1:], strict=True):
            detector.feed(side)
        rows[1:] = self._filter.process(rows[1:])
        self._smooth.push(rows)
        self.samples += len(ticks)


class PeerDecoder:
    """The packets taken apart as small stations do it: a slice, a sum and int.from_bytes for every channel."""

    def __init__(self) -> None:
        self._left = b""
        self.samples = 0

    def feed(self, data: bytes) -> None:
        if force := self._forces(data):
            self._take(force)

    def _forces(self, data: bytes) -> list[tuple[float, float]]:
        data = self._left + data
        force = []
        at = 0
        while at + 28 <= len(data):
            packet = data[at : at + 28]
            if sum(packet[:-1]) & 0xFF != packet[-1]:
                break
            cells = [int.from_bytes(packet[11 + 2 * c : 13 + 2 * c], "little", signed=True) for c in range(8)]
            force.append((0.05 * sum(cells[:4]), 0.05 * sum(cells[4:])))
            at += 28
        self._left = data[at:]
        return force

    def _take(self, force: list[tuple[float, float]]) -> None:
        self.samples += len(force)


class Peer(PeerDecoder):
    """The same, and then scipy per chunk, deques, a 20 N rule."""

    def __init__(self) -> None:
        from scipy import signal

        super().__init__()
        self._sosfilt = signal.sosfilt
        self._state = np.zeros((len(SOS), 2, 2))
        self._rows: deque[tuple[float, float, float]] = deque(maxlen=10_000)
        self.above = 0

    def _take(self, force: list[tuple[float, float]]) -> None:
        smooth, self._state = self._sosfilt(SOS, np.array(force), axis=0, zi=self._state)
        for (left, right), row in zip(force, smooth, strict=True):
            self._rows.append((self.samples / FS, float(row[0]), float(row[1])))
            self.above += left > 420.0 or right > 420.0
            self.samples += 1


CASES: tuple[tuple[str, Callable[[], Path], str, Callable[[], Path]], ...] = (
    ("bytes to numbered samples", Numbered, "from_bytes", PeerDecoder),
    ("bytes to onset", Station, "from_bytes + scipy + deque", Peer),
)


def rows(quick: bool) -> list[Row]:
    """8 channels at 1 kHz in reads of 1, 20 and 100 packets; samples per second that one core keeps up with."""
    area = "whole path"
    try:
        Numbered()
    except ImportError as error:
        return [Row(area, "bytes to onset", None, "samples/s", note=f"no LoadCells driver to read with: {error}")]
    packets = wire(WARM_UP + (6000 if quick else 20_000))
    table = []
    for n in (1, 20, 100):
        reads = [b"".join(packets[k : k + n]) for k in range(0, len(packets), n)]
        for name, ours, peer, theirs in CASES:
            speeds: tuple[list[float], list[float]] = ([], [])
            for _ in range(5):
                for taken, build in zip(speeds, (ours, theirs), strict=True):
                    if (speed := _speed(build, reads, WARM_UP // n)) is not None:
                        taken.append(speed)
            mine, peers = (sorted(each)[1] if each else None for each in speeds)
            case = f"{n} packets a read, {name}"
            row = Row(area, case, mine, "samples/s", peer, peers, higher_is_better=True)
            table.append(explained(row, _why_slower(mine, n)))
    return table


def _why_slower(mine: float | None, n: int) -> str:
    """Where a peer that loops over packets wins."""
    enough = "" if mine is None else f"; still {mine / FS:.0f} times what a board at {FS:g} Hz sends"
    return (
        f"a read costs ours about as many numpy calls for {n} packet{'s' * (n != 1)} as for 100, and ours numbers and "
        f"times every sample by the board's clock, which the peer does not{enough}"
    )


def _speed(build: Callable[[], Path], reads: list[bytes], warm_up: int) -> float | None:
    """Samples per second after so many reads; None where a peer's library is not installed."""
    try:
        path = build()
    except ImportError:
        return None
    for read in reads[:warm_up]:
        path.feed(read)
    before, begun = path.samples, time.perf_counter()
    for read in reads[warm_up:]:
        path.feed(read)
    taken_s = time.perf_counter() - begun
    if path.samples == before:
        raise RuntimeError("none of the packets that the benchmark sent was taken")
    return (path.samples - before) / taken_s
