"""What came out of a device that played a recording, against what went in: sample for sample, and number for number.

A recording begins when its zero is taken, so its first sample has some index and tick of the stream that ran before.
The played stream begins at 0; everything else must be the same, and is compared after that shift.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from drivers.contracts import Gap, LinkEvent, SampleBlock, SampleClock, Segment
from station.model import Analysis
from station.recorded import Description, RecordedSegment, Recording
from station.recording import Recorder


@dataclass(slots=True)
class Heard:
    """What a link handed out, cut into its segments."""

    segments: list[list[SampleBlock]] = field(default_factory=list)
    gaps: list[list[Gap]] = field(default_factory=list)
    left_out: int = 0
    """Samples that only filled up what a device sends as a whole."""

    def take(self, event: LinkEvent) -> None:
        match event:
            case Segment():
                self.segments.append([])
                self.gaps.append([])
            case SampleBlock():
                self.segments[-1].append(event)
            case Gap():
                self.gaps[-1].append(event)
            case _:
                pass

    def leave_out(self, fillers: Sequence[int]) -> None:
        """Take this many samples off the end of each segment: they were sent and never recorded."""
        for blocks, size in zip(self.segments, fillers, strict=False):
            left = size
            while left and blocks:
                last = blocks.pop()
                taken = min(left, last.ticks.size)
                left, self.left_out = left - taken, self.left_out + taken
                if keep := last.ticks.size - taken:
                    blocks.append(SampleBlock(last.index, last.ticks[:keep], last.values[:, :keep]))

    @property
    def samples(self) -> int:
        return sum(block.ticks.size for blocks in self.segments for block in blocks)


def playable(recording: Recording) -> dict[int, tuple[tuple[RecordedSegment, Description], ...]]:
    """The segments of each stream that say who sent them and hold samples."""
    found = {
        number: tuple((part, part.description) for part in parts if part.description is not None and part.index.size)
        for number, parts in recording.streams.items()
    }
    return {number: parts for number, parts in found.items() if parts}


def host_clock(part: RecordedSegment) -> bool:
    """Whether the computer that asked made the times of these samples, so that asking again makes others."""
    described = part.description
    return described is not None and described.segment.info.signal.clock is SampleClock.HOST


def differences(original: Sequence[RecordedSegment], heard: Heard) -> tuple[str, ...]:
    """What differs between a stream as it was recorded and as it was heard again; empty when nothing does.

    Times are compared where they come from the device.
    """
    if len(original) != len(heard.segments):
        return (f"{len(original)} segments were recorded, {len(heard.segments)} were heard",)
    found = []
    for part, blocks in zip(original, heard.segments, strict=True):
        where = f"segment {part.number}: "
        count = sum(block.ticks.size for block in blocks)
        if not count or count != part.index.size:
            found.append(f"{where}{part.index.size} samples were recorded, {count} were heard")
            continue
        index = np.concatenate([block.index + np.arange(block.ticks.size) for block in blocks])
        ticks = np.concatenate([block.ticks for block in blocks])
        values = np.concatenate([block.values for block in blocks], axis=1)
        if not np.array_equal(index - index[0], part.index - part.index[0]):
            found.append(f"{where}samples have other numbers: a gap is missing or was invented")
        if not host_clock(part) and not np.array_equal(ticks - ticks[0], part.ticks - part.ticks[0]):
            found.append(f"{where}the device's clock reads otherwise")
        if values.tobytes() != part.values.tobytes():
            found.append(f"{where}{int((values != part.values).any(axis=0).sum())} samples have other values")
    return tuple(found)


def record_again(path: Path, original: Recording, heard: Mapping[int, Heard]) -> None:
    """Write what was heard as a recording of its own, with the original's description, zero, clocks and markers."""
    recorder = Recorder(path, replace(original.header, recording_id=path.stem))
    for number, parts in playable(original).items():
        for (part, described), blocks in zip(parts, heard[number].segments, strict=False):
            if described.calibration is None or not blocks:
                continue
            recorder.stream(number, described.segment, described.calibration, described.zero, described.sides)
            first = blocks[0]
            for block in blocks:
                index = block.index - first.index + int(part.index[0])
                ticks = block.ticks - first.ticks[0] + part.ticks[0]
                recorder.samples(number, SampleBlock(index, ticks, block.values))
            for clock in part.clocks:
                recorder.clock(number, clock)
    for marker in original.markers:
        recorder.marker(marker.name, marker.host_s, **marker.data)
    recorder.close(original.outcome)


def other_numbers(then: Analysis, now: Analysis) -> tuple[str, ...]:
    """Numbers, marks or verdicts that are not bit for bit the same."""
    found = []
    if then.refusal != now.refusal:
        found.append(f"was {then.refusal or 'analysed'}, is {now.refusal or 'analysed'}")
    if then.marks != now.marks:
        found.append("marks stand elsewhere")
    before = {(line.key, line.side): line for line in then.measurements}
    after = {(line.key, line.side): line for line in now.measurements}
    found += [
        f"{(before.get(where) or after[where]).title} ({where[1].value}) differs"
        for where in before | after
        if before.get(where) != after.get(where)
    ]
    return tuple(found)
