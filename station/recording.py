"""Raw samples on disk before anything is computed from them: one append-only file per trial.

The caller only puts values into a queue.  One thread turns what has come in during the last 40 ms into frames
(``recording_format``) and hands them to the system with one ``os.write``; a second one has them put onto the medium
once a second, so that a slow disk holds up neither the acquisition nor the next write.  A program that is killed loses
what is younger than one batch; a power cut about one second.  When the disk refuses, recording stops and
``Recorder.problem`` says so; what was written before stays readable.

On virtual time there is no "last 40 ms": a recorder without threads writes whenever so many bytes wait, in the thread
that calls it, and then the file depends on what was recorded alone and not on how fast the computer was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from drivers.calibration import Calibration, Zero
from drivers.contracts import Gap, SampleBlock, Segment
from station.clock_reading import ClockReading
from station.errors import StationError
from station.model import Outcome, Side
from station.recording_format import FORMAT, MAGIC, VALUE_TYPES, Header, Kind, pack_frame, pack_json, pack_samples

BATCH_S: Final = 0.04
SYNC_S: Final = 1.0
FRAME_BYTES: Final = 8192
"""About the most that one damaged or torn frame costs, when a late batch holds many samples."""
QUEUE_BYTES: Final = 64 * 2**20
"""More than ten minutes of two plates at 1 kHz: a disk that is this far behind will not catch up."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(slots=True)
class _Stream:
    """Where a stream stands on the side that queues."""

    segment: int
    tick_s: float
    next_index: int | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to write; ``content`` is JSON that is ready, or samples that may be joined with their neighbours."""

    kind: Kind
    stream: int
    segment: int
    content: bytes | SampleBlock
    tick_s: float = 0.0


class Recorder:
    """Writes one trial.  Methods are called from one thread, return at once and never wait for the disk."""

    def __init__(
        self,
        path: Path,
        header: Header,
        *,
        write: Callable[[int, bytes], int] = os.write,
        sync: Callable[[int], None] | None = None,
        queue_bytes: int = QUEUE_BYTES,
        threads: bool = True,
    ) -> None:
        """Create the file (it must not exist yet) and start the threads.  Raises StationError when it cannot.

        Without ``threads`` the caller waits for the disk, and the same content always makes the same file.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
        try:
            self._fd = os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise StationError(
                f"The recording cannot be created in {path.parent} ({error.strerror}). Nothing would be saved, so the "
                "trial does not start. Check that the folder exists and may be written to, or choose another one."
            ) from error
        self.path = path
        self.problem: str | None = None
        """What stopped the recording, for the user; None while all is well."""
        self._broken = False
        self._write_to = write
        self._sync_to = sync or _sync
        self._limit = queue_bytes
        self._streams: dict[int, _Stream] = {}
        self._queue: list[_Item] = []
        self._waiting = 0
        self._ready = threading.Condition()
        self._closing = False
        self._sequence = 0
        self._first_tick: dict[tuple[int, int], int] = {}
        self._seconds = 0.0
        self._unsynced = threading.Event()
        self._written_all = threading.Event()
        self._start = MAGIC
        self._threads = (
            threading.Thread(target=self._write_loop, name="recording", daemon=True),
            threading.Thread(target=self._sync_loop, name="recording-sync", daemon=True),
        )[: 2 if threads else 0]
        self._put(Kind.HEADER, 0, 0, pack_json({"format": FORMAT, **asdict(header)}))
        for thread in self._threads:
            thread.start()

    @property
    def seconds(self) -> float:
        """How much of the longest stream has been handed to the system."""
        return self._seconds

    # What goes in ----------------------------------------------------------------------------------------------

    def stream(
        self, number: int, segment: Segment, calibration: Calibration, zero: Zero | None, sides: Sequence[Side] = ()
    ) -> None:
        """Describe a stream, a new segment of it, or a zero that was taken since (the latest one applies).

        ``sides`` name the calibration's outputs; without them the outputs' own names must be sides.
        """
        known = self._streams.get(number)
        if known is None or known.segment != segment.number:
            self._streams[number] = _Stream(segment.number, segment.info.signal.tick_s)
        content = {"segment": segment, "calibration": calibration, "zero": zero, "sides": list(sides)}
        self._put(Kind.STREAM, number, segment.number, pack_json(content))

    def samples(self, number: int, block: SampleBlock) -> None:
        """Keep one block; its arrays must not be changed afterwards."""
        if block.values.dtype not in VALUE_TYPES or block.values.shape[1:] != block.ticks.shape or not block.ticks.size:
            raise TypeError(f"not a block of samples: {block.values.dtype} {block.values.shape} {block.ticks.shape}")
        stream = self._streams[number]
        stream.next_index = block.index + block.ticks.size
        size = block.ticks.nbytes + block.values.nbytes
        self._put(Kind.SAMPLES, number, stream.segment, block, size=size, tick_s=stream.tick_s)

    def gap(self, number: int, gap: Gap) -> None:
        stream = self._streams[number]
        stream.next_index = gap.index + gap.missing
        self._put(Kind.GAP, number, stream.segment, pack_json(gap))

    def marker(self, name: str, host_s: float, **data: object) -> None:
        """Something that happened at ``host_s`` of the station's clock; ``data`` is anything that JSON can hold."""
        self._put(Kind.MARKER, 0, 0, pack_json({"name": name, "host_s": host_s, "data": data}))

    def clock(self, number: int, reading: ClockReading) -> None:
        """What is known now about this stream's clock; the last one is what the trial's times are made with."""
        self._put(Kind.CLOCK, number, self._streams[number].segment, pack_json(reading))

    def close(self, outcome: Outcome | None) -> None:
        """Write everything out, have it put onto the medium and end the threads.  Waits; safe to call twice.

        Without an outcome it gets no end: the copy of one that was interrupted.
        """
        with self._ready:
            if self._closing:
                return
        expected = [
            {"stream": number, "segment": stream.segment, "next_index": stream.next_index}
            for number, stream in self._streams.items()
        ]
        if outcome is not None:
            self._put(Kind.END, 0, 0, pack_json({"outcome": outcome, "streams": expected}))
        with self._ready:
            self._closing = True
            self._ready.notify()
        if self._threads:
            self._threads[0].join()
            self._written_all.set()
            self._threads[1].join()
        else:
            self._write_waiting()
            self._written_all.set()
            self._sync_loop()
        os.close(self._fd)

    def _put(
        self, kind: Kind, stream: int, segment: int, content: bytes | SampleBlock, *, size: int = 0, tick_s: float = 0.0
    ) -> None:
        with self._ready:
            if self._closing:
                raise RuntimeError("the recording is closed")
            if self.problem is not None and kind is not Kind.END:
                return
            if self._waiting > self._limit and kind is Kind.SAMPLES:
                self._stop("the disk does not keep up", "Use a faster disk for the data folder")
                return
            self._waiting += size
            self._queue.append(_Item(kind, stream, segment, content, tick_s))
            if len(self._queue) == 1:
                self._ready.notify()
            if not self._threads and self._waiting >= FRAME_BYTES:
                self._write_waiting()

    # What comes out --------------------------------------------------------------------------------------------

    def _write_loop(self) -> None:
        try:
            self._write_batches()
        except BaseException as error:
            self._broken = True
            self._stop(f"the recorder failed ({error})", "Restart the program")
            raise

    def _write_batches(self) -> None:
        last = False
        while not last:
            with self._ready:
                self._ready.wait_for(lambda: self._queue or self._closing)
                self._ready.wait_for(lambda: self._closing, BATCH_S)
                last = self._closing
            self._write_waiting()

    def _write_waiting(self) -> None:
        """Write what waits now."""
        with self._ready:
            batch, self._queue = self._queue, []
            self._waiting = 0
        start, self._start = self._start, b""
        self._write(start, batch)

    def _write(self, start: bytes, batch: list[_Item]) -> None:
        if self._broken:
            batch = [item for item in batch if item.kind is Kind.END]
        frames = list(self._frames(batch))
        data = start + b"".join(frame for frame, _ in frames)
        written = 0
        try:
            # A disk that runs full takes a part and reports nothing; only the attempt at the rest gives the reason.
            while written < len(data):
                count = self._write_to(self._fd, data[written:] if written else data)
                if count <= 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                written += count
        except OSError as error:
            self._note_seconds(frames, written - len(start))
            self._stop_for(error)
        else:
            self._note_seconds(frames, len(data))
        self._unsynced.set()

    def _frames(self, batch: list[_Item]) -> list[tuple[bytes, float]]:
        """The batch as frames, each with the seconds of its stream that are safe once it is written."""
        frames: list[tuple[bytes, float]] = []
        runs: dict[int, list[SampleBlock]] = {}
        for at, item in enumerate(batch):
            if isinstance(item.content, bytes):
                for _ in range(2 if item.kind in (Kind.HEADER, Kind.STREAM) else 1):
                    frames.append((self._frame(item, item.content), 0.0))
                continue
            run = runs.setdefault(item.stream, [])
            run.append(item.content)
            full = sum(block.values.nbytes for block in run) >= FRAME_BYTES
            if full or not _continues(batch, at):
                frames.append((self._frame(item, pack_samples(run)), self._elapsed(item, run)))
                runs[item.stream] = []
        return frames

    def _frame(self, item: _Item, payload: bytes) -> bytes:
        frame = pack_frame(item.kind, item.stream, item.segment, self._sequence, payload)
        self._sequence += 1
        return frame

    def _elapsed(self, item: _Item, run: list[SampleBlock]) -> float:
        first = self._first_tick.setdefault((item.stream, item.segment), int(run[0].ticks[0]))
        return (int(run[-1].ticks[-1]) - first) * item.tick_s

    def _note_seconds(self, frames: list[tuple[bytes, float]], written: int) -> None:
        for frame, seconds in frames:
            written -= len(frame)
            if written < 0:
                return
            self._seconds = max(self._seconds, seconds)

    def _sync_loop(self) -> None:
        _sync_folder(self.path.parent)
        last = False
        while not last:
            last = self._written_all.wait(SYNC_S)
            if self._unsynced.is_set():
                self._unsynced.clear()
                try:
                    self._sync_to(self._fd)
                except OSError as error:
                    self._stop_for(error)

    def _stop_for(self, error: OSError) -> None:
        self._broken = True
        if error.errno in _FULL:
            self._stop("Disk full", "Free space")
        else:
            self._stop(f"The disk failed ({error.strerror or error})", "Check the disk and the data folder")

    def _stop(self, why: str, remedy: str) -> None:
        if self.problem is None:
            self.problem = (
                f"{why[0].upper()}{why[1:]}: recording stopped at {self._seconds:.1f} s and was saved. "
                f"{remedy}, then repeat the trial."
            )


if sys.platform == "darwin":
    import fcntl

    def _sync(fd: int) -> None:
        # a plain fsync stops at the drive's own memory there
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
else:

    def _sync(fd: int) -> None:
        getattr(os, "fdatasync", os.fsync)(fd)


def _sync_folder(folder: Path) -> None:
    """Make the new file's name itself survive a power cut, where the system knows how (Windows does it alone)."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            fd = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)


def _continues(batch: list[_Item], at: int) -> bool:
    """Whether the next thing of the same stream in the batch is the very next sample of the same segment."""
    item = batch[at]
    content = item.content
    if not isinstance(content, SampleBlock):
        return False
    for other in batch[at + 1 :]:
        if other.stream == item.stream and other.kind not in (Kind.MARKER, Kind.HEADER, Kind.END):
            follower = other.content
            return (
                isinstance(follower, SampleBlock)
                and other.segment == item.segment
                and follower.index == content.index + content.ticks.size
                and follower.values.dtype == content.values.dtype
                and follower.values.shape[0] == content.values.shape[0]
            )
    return False
