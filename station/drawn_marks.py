"""Marks on the running curve, in the time of their stream, so that they stay on its samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from station.model import Side
from station.streams import Stream
from station.trial import Marked

KEPT_S: Final = 20.0
DRAWN: Final = frozenset({"onset", "hold", "takeoff", "landing", "release"})


class DrawnMarks:
    """What happened in the running test, as long as its curve is on the screen."""

    def __init__(self) -> None:
        self._marks: list[tuple[str, Side, Stream, float]] = []

    def clear(self) -> None:
        """Another test."""
        self._marks = []

    def add(self, mark: Marked, used: Sequence[Stream]) -> None:
        """Something happened; ``used`` are the devices of the test."""
        if mark.name in DRAWN:
            if mark.name == "onset":
                self._take_back(mark.side)
            stream = next((stream for stream in used if mark.side in stream.attached.sides), used[0])
            self._marks.append((mark.name, mark.side, stream, stream.trial_stream_s(mark.at_s)))

    def _take_back(self, side: Side) -> None:
        """An onset that nothing followed was no push: a leg that was laid into its strap, for instance."""
        newest = next((each for each in reversed(self._marks) if each[1] is side), None)
        if newest is not None and newest[0] == "onset":
            self._marks.remove(newest)

    def seen(self, now_s: float) -> list[tuple[str, Side, float]]:
        """Name, side and host seconds of each, those of the last seconds only."""
        found = [(name, side, stream.offset_s + at_s) for name, side, stream, at_s in self._marks]
        self._marks = [mark for mark, seen in zip(self._marks, found, strict=True) if now_s - seen[2] < KEPT_S]
        return found
