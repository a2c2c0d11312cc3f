"""Where the samples of a running trial go: our framed file beside an SQLite file for each recording.

Both get what this program gives: eight cells at 1 kHz in batches of 40 ms, from a thread of their own.  SQLite keeps a
row for each batch and commits it, in WAL mode; ``FULL`` has every commit wait for the medium, ``NORMAL`` does not.

    python -m bench.recording_stores KIND FILE      writes in real time until it is killed, one byte on stdout per batch
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bench.power_cuts import OperationLog
from bench.rows import Row
from bench.sqlite_log import library, overheard
from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, SampleBlock, Segment, Signal
from station.errors import StationError
from station.model import Outcome
from station.recorded import read
from station.recording import BATCH_S, Recorder
from station.recording_format import Header

BATCH = round(1000 * BATCH_S)
CELLS = 8
SIGNAL = Signal(tuple(f"cell{n}" for n in range(CELLS)), "count", 0.001, None, 1000.0, -32768, 32767)
INFO = DeviceInfo("Harp LoadCells", "bench", "1.2", SIGNAL)
GAIN = ((0.5,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.5,) * 4)
CALIBRATION = Calibration("bench", "bench", ("left", "right"), GAIN, (0.0,) * CELLS, 4e4, (0.3, 0.3))
OURS, FULL, NORMAL = "framed file", "SQLite WAL FULL", "SQLite WAL NORMAL"
KINDS = (OURS, FULL, NORMAL)


def batch(number: int) -> SampleBlock:
    """What every sample is follows from its number, so that a wrong one is seen."""
    index = np.arange(number * BATCH, number * BATCH + BATCH, dtype=np.int64)
    values = np.stack([(index * 7919 + cell * 1009) % 30011 - 15000 for cell in range(CELLS)])
    return SampleBlock(number * BATCH, index, values.astype(np.int16))


class Sink(Protocol):
    """Takes a batch and has handed it to the system when it returns."""

    def put(self, block: SampleBlock) -> None: ...

    def close(self) -> None: ...


class Timed(Recorder):
    """The recorder of the program, which notes what each of its batches took on its own thread."""

    taken_us: list[float] | None = None

    def _write(self, start: bytes, batch: Any) -> None:
        begun = time.perf_counter()
        super()._write(start, batch)
        if self.taken_us is not None:
            self.taken_us.append(1e6 * (time.perf_counter() - begun))


class Framed:
    """Our file.  With a log there are no threads, and syncs come in between: what was done has one order then."""

    def __init__(self, path: Path, log: OperationLog | None = None) -> None:
        self._size, self._log, self._file = 0, log, path.name
        header = Header(path.stem, datetime(2026, 3, 4, tzinfo=UTC), "bench", "", "", "")
        self._recorder = Timed(path, header, write=self._write, sync=self._sync, threads=log is None)
        self._recorder.stream(0, Segment(0, INFO, 0.0), CALIBRATION, None)
        self._synced_s = time.perf_counter()

    def times_us(self) -> list[float]:
        """What each batch takes from here on."""
        self._recorder.taken_us = []
        return self._recorder.taken_us

    def put(self, block: SampleBlock) -> None:
        self._recorder.samples(0, block)
        if self._log is not None:
            self._recorder._write_waiting()
            if time.perf_counter() - self._synced_s >= 1.0:
                self._synced_s = time.perf_counter()
                self._sync(self._recorder._fd)

    def close(self) -> None:
        self._recorder.close(Outcome.COMPLETED)

    def _write(self, fd: int, data: bytes) -> int:
        count = os.write(fd, data)
        if self._log is not None:
            self._log.wrote(self._file, self._size, data[:count])
        self._size += count
        return count

    def _sync(self, fd: int) -> None:
        with nullcontext() if self._log is None else self._log.syncing(self._file):
            getattr(os, "fdatasync", os.fsync)(fd)


class Database:
    """A file of SQLite for one recording, as a plain program would write it."""

    def __init__(self, path: Path, mode: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL" if mode == FULL else "PRAGMA synchronous=NORMAL")
        self._connection.execute("CREATE TABLE block (first INTEGER PRIMARY KEY, n INTEGER, ticks BLOB, samples BLOB)")

    def put(self, block: SampleBlock) -> None:
        row = (block.index, block.ticks.size, block.ticks[[0]].tobytes(), block.values.tobytes())
        self._connection.execute("INSERT INTO block VALUES (?, ?, ?, ?)", row)

    def close(self) -> None:
        self._connection.close()


def opened(kind: str, path: Path, log: OperationLog | None = None) -> Sink:
    return Framed(path, log) if kind == OURS else Database(path, kind)


def kept(kind: str, path: Path) -> int:
    """How many samples come back without a hole, from the first on; raises where one is wrong."""
    index, values = _read_ours(path) if kind == OURS else _read_database(path)
    if index.size and not (values == (index * 7919 + 1009 * np.arange(CELLS)[:, None]) % 30011 - 15000).all():
        raise RuntimeError(f"{kind}: a sample came back wrong")
    holes = np.flatnonzero(index != np.arange(index.size))
    return int(holes[0]) if holes.size else index.size


def _read_ours(path: Path) -> tuple[np.ndarray, np.ndarray]:
    try:
        streams = read(path).streams
    except StationError:
        return np.zeros(0, np.int64), np.zeros((CELLS, 0), np.int16)
    parts = [part for segments in streams.values() for part in segments if part.index.size]
    return (parts[0].index, parts[0].values) if parts else (np.zeros(0, np.int64), np.zeros((CELLS, 0), np.int16))


def _read_database(path: Path) -> tuple[np.ndarray, np.ndarray]:
    index, values = [np.zeros(0, np.int64)], [np.zeros((CELLS, 0), np.int16)]
    try:
        with closing(sqlite3.connect(path)) as connection:
            for first, n, samples in connection.execute("SELECT first, n, samples FROM block ORDER BY first"):
                index.append(np.arange(first, first + n))
                values.append(np.frombuffer(samples, np.int16).reshape(CELLS, n))
    except sqlite3.DatabaseError:
        pass
    return np.concatenate(index), np.concatenate(values, axis=1)


# What is measured --------------------------------------------------------------------------------------------------


def write_times_us(folder: Path, seconds: float) -> dict[str, list[float]]:
    """Microseconds for each batch, all kinds in turn within every 40 ms, so that one disk serves all alike."""
    framed = Framed(folder / "write")
    databases = {kind: Database(folder / f"write{n}", kind) for n, kind in enumerate(KINDS) if kind != OURS}
    taken: dict[str, list[float]] = {OURS: framed.times_us(), **{kind: [] for kind in databases}}
    began_s = time.perf_counter()
    for number in range(round(seconds / BATCH_S)):
        block = batch(number)
        framed.put(block)
        for kind, database in databases.items():
            begun = time.perf_counter()
            database.put(block)
            taken[kind].append(1e6 * (time.perf_counter() - begun))
        time.sleep(max(0.0, began_s + (number + 1) * BATCH_S - time.perf_counter()))
    for sink in (framed, *databases.values()):
        sink.close()
    return taken


def killed_ms(kind: str, folder: Path, kills: int) -> list[float]:
    """Milliseconds of acknowledged samples that were gone after ``kill -9`` of a process at a random moment."""
    lost = []
    for number in range(kills):
        path, dice = folder / f"killed {KINDS.index(kind)} {number}", random.Random(number)
        command = [sys.executable, "-m", "bench.recording_stores", kind, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            if writer.stdout is None:
                raise RuntimeError("it cannot say what it wrote")
            acknowledged = len(writer.stdout.read(dice.randrange(3, 20)))
            time.sleep(dice.random() * BATCH_S)
            writer.kill()
            acknowledged += len(writer.stdout.read())
        lost.append(max(0.0, float(acknowledged * BATCH - kept(kind, path))))
    return lost


def power_cut_ms(kind: str, folder: Path, seconds: float, images: int) -> list[float]:
    """The same after power cuts: images of the disk at random moments of one recording."""
    log, acknowledged, name = OperationLog(), [(time.perf_counter(), 0)], f"cut{KINDS.index(kind)}"
    real, image = folder / f"{name} real", folder / f"{name} image"
    real.mkdir()
    image.mkdir()
    with overheard(log, real) if kind != OURS else nullcontext():
        sink = opened(kind, real / name, log)
        began_s = time.perf_counter()
        for number in range(round(seconds / BATCH_S)):
            sink.put(batch(number))
            acknowledged.append((time.perf_counter(), (number + 1) * BATCH))
            time.sleep(max(0.0, began_s + (number + 1) * BATCH_S - time.perf_counter()))
        ended_s, last = time.perf_counter(), len(log.operations)
        sink.close()
    log.operations = log.operations[:last]
    lost = []
    for seed in range(images):
        dice = random.Random(seed)
        at_s = dice.uniform(began_s, ended_s)
        for path in image.iterdir():
            path.unlink()
        log.image(log.until(at_s), dice, image)
        safe = max(count for when_s, count in acknowledged if when_s <= at_s)
        lost.append(max(0.0, float(safe - (kept(kind, image / name) if (image / name).exists() else 0))))
    return lost


def read_and_size(kind: str, folder: Path, seconds: float) -> tuple[float, float]:
    """Milliseconds to read a recording whole, and its size in kB."""
    path = folder / f"whole{KINDS.index(kind)}"
    sink = opened(kind, path, OperationLog() if kind == OURS else None)
    for number in range(round(seconds / BATCH_S)):
        sink.put(batch(number))
    sink.close()
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        if kept(kind, path) != round(seconds / BATCH_S) * BATCH:
            raise RuntimeError(f"{kind}: not everything came back")
        times.append(1e3 * (time.perf_counter() - begun))
    return statistics.median(times), path.stat().st_size / 1000.0


def rows(quick: bool) -> list[Row]:
    """All of it; power cuts of SQLite only where its writes can be overheard."""
    seconds, kills, images = (2.0, 2, 30) if quick else (10.0, 6, 200)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = write_times_us(folder, seconds)
        table = []
        for case, of in (("median", 50.0), ("p99", 99.0), ("worst", 100.0)):
            found = {kind: float(np.percentile(taken, of)) for kind, taken in times.items()}
            table += _beside(f"one batch to the system, {case}", found, "us")
        gone = {kind: max(killed_ms(kind, folder, kills)) for kind in KINDS}
        table += _beside(f"lost by kill -9, worst of {kills}", gone, "ms")
        able = [kind for kind in KINDS if kind == OURS or library() is not None]
        cut = {kind: max(power_cut_ms(kind, folder, min(seconds, 4.0), images)) for kind in able}
        table += _beside(f"lost by a power cut, worst of {images}", cut, "ms")
        whole = {kind: read_and_size(kind, folder, 60.0) for kind in KINDS}
        table += _beside("a minute read and checked", {kind: ms for kind, (ms, _) in whole.items()}, "ms")
        table += _beside("a minute on the disk", {kind: kb for kind, (_, kb) in whole.items()}, "kB")
    return table


WHY = {
    "one batch": "NORMAL waits for nothing: a power cut takes all that was committed since the last checkpoint.",
    "lost by": "FULL loses nothing because every batch waits for the medium; its p99 and worst show what that costs.",
    "a minute": "Ours checks a CRC-32 for each frame and makes the SHA-256 of the file; SQLite checks nothing.",
}


def _beside(case: str, found: dict[str, float], unit: str) -> list[Row]:
    why = next((text for begins, text in WHY.items() if case.startswith(begins)), "")
    return [
        Row("recording store", case, found[OURS], unit, kind, value, note=why if value < found[OURS] else "")
        for kind, value in found.items()
        if kind != OURS
    ]


def _write_until_killed(kind: str, path: Path) -> None:
    sink = opened(kind, path)
    began_s = time.monotonic()
    for number in range(100_000):
        sink.put(batch(number))
        os.write(1, b".")
        time.sleep(max(0.0, began_s + (number + 1) * BATCH_S - time.monotonic()))


if __name__ == "__main__":
    _write_until_killed(sys.argv[1], Path(sys.argv[2]))
