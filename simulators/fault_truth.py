"""What really became of a device's samples, by the device's own count: the truth that a station's account is held to.

A sample that was measured is lost unless a packet with it arrived that can be read; what is still on the way counts as
neither.  Numbers are those of ``SamplePacket``: unique over the life of a device, whatever its own counter does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]
"""First number, and the number behind the last."""


class Numbers:
    """A set of sample numbers that mostly follow one another, kept as spans."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []
        for first, end in spans:
            self.add(first, end - first)

    def add(self, first: int, count: int) -> None:
        if count <= 0:
            return
        end = first + count
        at = bisect_left(self._ends, first)
        behind = bisect_right(self._begins, end)
        if at < behind:
            first, end = min(first, self._begins[at]), max(end, self._ends[behind - 1])
        self._begins[at:behind] = [first]
        self._ends[at:behind] = [end]

    @property
    def spans(self) -> tuple[Span, ...]:
        """In order, with holes between them."""
        return tuple(zip(self._begins, self._ends, strict=True))

    def __len__(self) -> int:
        return sum(self._ends) - sum(self._begins)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._begins, number) - 1
        return at >= 0 and number < self._ends[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Numbers) and self.spans == other.spans

    def __repr__(self) -> str:
        return f"Numbers({list(self.spans)})"

    def within(self, first: int, end: int) -> Numbers:
        """Those from ``first`` on, before ``end``."""
        return Numbers((max(a, first), min(b, end)) for a, b in self.spans if a < end and b > first)

    def minus(self, other: Numbers) -> Numbers:
        """Those that are not in the other set."""
        left = Numbers()
        for first, end in self.spans:
            for hole_first, hole_end in other.within(first, end).spans:
                left.add(first, hole_first - first)
                first = hole_end
            left.add(first, end - first)
        return left


@dataclass(frozen=True, slots=True)
class StreamBegun:
    """A connection or a restart of the device; its first sample is the one with this number."""

    first: int
    at_s: float


@dataclass(slots=True)
class Truth:
    """The account of one device's samples."""

    measured: Numbers = field(default_factory=Numbers)
    arrived: Numbers = field(default_factory=Numbers)
    """In a packet that can be read, at least once."""
    on_the_way: Numbers = field(default_factory=Numbers)
    repeated: Numbers = field(default_factory=Numbers)
    """Arrived more than once."""
    delayed: Numbers = field(default_factory=Numbers)
    """Arrived later than the device sent them."""
    late_s: float = 0.0
    """By how much, at most."""
    altered: Numbers = field(default_factory=Numbers)
    """Arrived as something else than was measured, in a packet that looks right."""
    falsified: Numbers = field(default_factory=Numbers)
    """Measured by cells that did not show the force on them (stuck, off, beyond their range)."""
    saturated: Numbers = field(default_factory=Numbers)
    """Measured at the end of a cell's range."""
    garbage_bytes: int = 0
    """Bytes that arrived and belong to no packet that can be read."""
    streams: list[StreamBegun] = field(default_factory=list)

    @property
    def lost(self) -> Numbers:
        """Measured, and neither arrived nor on the way."""
        return self.measured.minus(self.arrived).minus(self.on_the_way)
