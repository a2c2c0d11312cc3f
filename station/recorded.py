"""A recording read back, whole or damaged: every sample with a right checksum, and what is missing said as a gap."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from drivers.calibration import Calibration, Zero
from drivers.contracts import Gap, Native, SampleBlock, Segment, Ticks
from station.clock_reading import ClockReading as ClockReading
from station.errors import BadInput, StationError
from station.model import Interrupted, Outcome, Side
from station.recording_format import FORMAT, MAGIC, Damage, Header, Kind, RawFrame, scan, unpack_samples

SUFFIX: Final = ".rec"
SET_ASIDE: Final = "set-aside"
_EFFORT: Final = frozenset({"go", "range_start"})
"""Markers after which somebody has tried hard."""

_LARGEST_BYTES: Final = 2 * 2**30


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened at ``host_s`` of the station's clock."""

    name: str
    host_s: float
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """What a stream frame says: who measured, how native values become newtons, and which sides they belong to."""

    segment: Segment
    calibration: Calibration | None
    zero: Zero | None
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RecordedSegment:
    """One segment of a stream: ``index`` and ``ticks`` ``(n,)``, native ``values`` ``(channels, n)``, without fillers.

    ``gaps`` lie between samples or after the last one.  ``description`` is None when damage took it.
    """

    number: int
    description: Description | None
    index: npt.NDArray[np.int64]
    ticks: Ticks
    values: Native
    gaps: tuple[Gap, ...]
    clocks: tuple[ClockReading, ...]

    @property
    def seconds(self) -> float:
        """From the first to the last sample, by the device's clock; 0 where its tick is not known."""
        if self.description is None or not self.ticks.size:
            return 0.0
        return float(self.ticks[-1] - self.ticks[0]) * self.description.segment.info.signal.tick_s

    @property
    def lost(self) -> int:
        return sum(gap.missing for gap in self.gaps)


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """What a file holds.  ``complete``: it was closed properly and nothing is missing at the end of any stream."""

    path: Path
    header: Header
    header_lost: bool
    streams: dict[int, tuple[RecordedSegment, ...]]
    markers: tuple[Marker, ...]
    outcome: Outcome | None
    complete: bool
    damage: tuple[Damage, ...]
    sha256: str
    lost_to_damage: int = 0
    """Samples between others, or before the noted end, that are missing without the recording having said so."""

    @property
    def seconds(self) -> float:
        return max((sum(part.seconds for part in parts) for parts in self.streams.values()), default=0.0)

    @property
    def samples(self) -> int:
        return sum(part.index.size for parts in self.streams.values() for part in parts)

    def marker(self, name: str) -> Marker | None:
        """The last marker of this name."""
        return next((marker for marker in reversed(self.markers) if marker.name == name), None)


def interrupted(recordings: Path, known: Container[str] = ()) -> tuple[Interrupted, ...]:
    """Recordings that should have become trials and did not, newest first; ``known`` are ids that did (or still run).

    That is every one that holds samples and was never closed, or was closed after its effort had begun.  Those that
    were set aside are not offered; a file that is no recording is passed over.
    """
    found = []
    for path in recordings.glob("*" + SUFFIX):
        if path.stem in known:
            continue
        try:
            recording = read(path)
        except StationError:
            continue
        begun = any(marker.name in _EFFORT for marker in recording.markers)
        if recording.samples and (recording.outcome is None or begun):
            header = recording.header
            found.append(Interrupted(path.stem, header.title or header.protocol, header.created, recording.seconds))
    return tuple(sorted(found, key=lambda offer: offer.started_at, reverse=True))


def set_aside(path: Path) -> Path:
    """Move an interrupted recording to the folder of those that nobody wants; returns where it lies now."""
    target = path.parent / SET_ASIDE / path.name
    try:
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
    except OSError as error:
        raise StationError(f"{path.name} could not be set aside ({error.strerror}). It stays where it was.") from error
    return target


def read(path: Path) -> Recording:
    """Read a recording, however damaged.

    Raises BadInput for a file that is no recording or was written by a newer version, StationError for one that the
    system does not let us read.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST_BYTES:
            raise BadInput(f"{path.name} has {size / 2**30:.1f} GB; a recording of one trial is never that large.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except OSError as error:
        raise StationError(f"{path} cannot be read ({error.strerror}). Check the disk and the permissions.") from error
    return read_bytes(data, path)


def read_bytes(data: bytes, path: Path) -> Recording:
    """``read`` for bytes that are at hand already; ``path`` is what the recording is called."""
    reading = _Reading()
    for found in scan(data):
        if isinstance(found, Damage):
            reading.damage.append(found)
        else:
            reading.take(found)
    if not reading.frames and not MAGIC.startswith(data[: len(MAGIC)]):
        raise BadInput(f"{path.name} is not a recording of this program: none of its content is of that kind.")
    header = reading.header or _unknown_header(path)
    streams: dict[int, list[RecordedSegment]] = {}
    for (stream, _), parts in sorted(reading.segments.items()):
        streams.setdefault(stream, []).append(parts.segment())
    return Recording(
        path=path,
        header=header,
        header_lost=reading.header is None,
        streams={number: tuple(segments) for number, segments in streams.items()},
        markers=tuple(reading.markers),
        outcome=reading.outcome,
        complete=reading.ended_whole(),
        damage=tuple(reading.damage),
        sha256=hashlib.sha256(data).hexdigest(),
        lost_to_damage=sum(parts.lost_unsaid() for parts in reading.segments.values()) if reading.damage else 0,
    )


def _unknown_header(path: Path) -> Header:
    """What stands in for a header that damage took; the time is the file's own, or the epoch."""
    try:
        written = path.stat().st_mtime
    except OSError:
        written = 0.0
    return Header(path.stem, datetime.fromtimestamp(written, UTC), "", "", "", "")


@dataclass(slots=True)
class _Parts:
    """A segment while it is being read."""

    number: int
    description: Description | None = None
    blocks: list[SampleBlock] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    clocks: list[ClockReading] = field(default_factory=list)
    next_index: int | None = None
    tail: Gap | None = None
    said_missing: int = 0
    """Samples of the gaps that were noted while it was recorded."""

    def add(self, block: SampleBlock) -> bool:
        """Take the next block; False when it cannot follow what is here."""
        first = self.blocks[0].values if self.blocks else block.values
        if block.values.dtype != first.dtype or block.values.shape[0] != first.shape[0]:
            return False
        if self.next_index is not None:
            if block.index < self.next_index:
                return False
            if block.index > self.next_index:
                self.gaps.append(Gap(self.next_index, block.index - self.next_index))
        self.blocks.append(block)
        self.next_index = block.index + block.ticks.size
        self.tail = None
        return True

    def note_end(self, next_index: int) -> None:
        """Samples up to here existed, whether we have them or not."""
        if self.next_index is not None and next_index > self.next_index:
            self.tail = Gap(self.next_index, next_index - self.next_index)

    def lost_unsaid(self) -> int:
        """Samples that are missing and were not noted as lost when they were recorded."""
        return max(0, sum(gap.missing for gap in (*self.gaps, *([self.tail] if self.tail else []))) - self.said_missing)

    def segment(self) -> RecordedSegment:
        if not self.blocks:
            nothing = np.zeros(0, np.int64)
            values = np.zeros((0, 0), np.int32)
            return RecordedSegment(self.number, self.description, nothing, nothing, values, (), tuple(self.clocks))
        return RecordedSegment(
            self.number,
            self.description,
            np.concatenate([np.arange(b.index, b.index + b.ticks.size, dtype=np.int64) for b in self.blocks]),
            np.concatenate([b.ticks for b in self.blocks]),
            np.concatenate([b.values for b in self.blocks], axis=1),
            (*self.gaps, self.tail) if self.tail else tuple(self.gaps),
            tuple(self.clocks),
        )


class _StreamContent(msgspec.Struct):
    segment: Segment
    calibration: Calibration | None = None
    zero: Zero | None = None
    sides: tuple[Side, ...] = ()


class _HeaderContent(msgspec.Struct):
    format: int
    software: str = ""


class _EndOfStream(msgspec.Struct):
    stream: int
    segment: int
    next_index: int | None


class _EndContent(msgspec.Struct):
    outcome: Outcome
    streams: list[_EndOfStream]


class _Reading:
    """Collects the frames of a file; what a frame says may be wrong in any way."""

    def __init__(self) -> None:
        self.header: Header | None = None
        self.segments: dict[tuple[int, int], _Parts] = {}
        self.markers: list[Marker] = []
        self.damage: list[Damage] = []
        self.frames = 0
        self.outcome: Outcome | None = None
        self._end: _EndContent | None = None

    def take(self, frame: RawFrame) -> None:
        self.frames += 1
        try:
            understood = self._understand(frame)
        except (msgspec.DecodeError, UnicodeDecodeError):
            understood = False
        if not understood:
            self.damage.append(Damage(-1, len(frame.payload)))

    def ended_whole(self) -> bool:
        return self._end is not None and all(
            (parts := self.segments.get((end.stream, end.segment))) is not None and parts.next_index == end.next_index
            for end in self._end.streams
            if end.next_index is not None
        )

    def _understand(self, frame: RawFrame) -> bool:
        payload = frame.payload
        if frame.kind == Kind.HEADER:
            self._take_header(payload)
        elif frame.kind == Kind.MARKER:
            self.markers.append(msgspec.json.decode(payload, type=Marker))
        elif frame.kind == Kind.END:
            self._end = msgspec.json.decode(payload, type=_EndContent)
            self.outcome = self._end.outcome
            for end in self._end.streams:
                if end.next_index is not None:
                    self._parts(end.stream, end.segment).note_end(end.next_index)
        elif frame.kind == Kind.SAMPLES:
            block = unpack_samples(payload)
            return block is not None and self._parts(frame.stream, frame.segment).add(block)
        else:
            self._take_stream_frame(frame)
        return True

    def _take_stream_frame(self, frame: RawFrame) -> None:
        parts = self._parts(frame.stream, frame.segment)
        if frame.kind == Kind.STREAM:
            content = msgspec.json.decode(frame.payload, type=_StreamContent)
            parts.description = Description(content.segment, content.calibration, content.zero, content.sides)
        elif frame.kind == Kind.GAP:
            gap = msgspec.json.decode(frame.payload, type=Gap)
            parts.note_end(gap.index + gap.missing)
            parts.said_missing += gap.missing
        elif frame.kind == Kind.CLOCK:
            parts.clocks.append(msgspec.json.decode(frame.payload, type=ClockReading))

    def _take_header(self, payload: bytes) -> None:
        made = msgspec.json.decode(payload, type=_HeaderContent)
        if made.format > FORMAT:
            raise BadInput(
                f"This recording was written by version {made.software} in a newer form ({made.format}; this program "
                f"reads up to {FORMAT}). Update the program to open it; nothing was changed."
            )
        self.header = msgspec.json.decode(payload, type=Header)

    def _parts(self, stream: int, segment: int) -> _Parts:
        return self.segments.setdefault((stream, segment), _Parts(segment))
