"""Samples that were lost without a trace, for trials that may hold the place: a device that only counts what arrives.

That something is missing shows by the host's clock some seconds later, when the link begins a new segment.  A trial
that ended a moment before may have lost it, and its times are then too short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from station.streams import Stream

SHOWS_WITHIN_S: Final = 8.0
"""A loss that shows now happened no longer ago (``drivers.unseen_loss`` looks at whole seconds and waits for four)."""


@dataclass(frozen=True, slots=True)
class Suspected:
    """Trials that may have lost samples: about how many, and how long that is."""

    recordings: tuple[str, ...]
    samples: int
    seconds: float


class LossCheck:
    """Watches what links suspect, and which trials ended a moment ago."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        """By stream: samples that seemed to be lost when it was looked at last."""
        self._ended: list[tuple[float, str, tuple[Stream, ...]]] = []

    def ended(self, at_s: float, recording_id: str, streams: Sequence[Stream]) -> None:
        """A trial with these devices ended."""
        self._ended.append((at_s, recording_id, tuple(streams)))

    def look(self, now_s: float, streams: Sequence[Stream]) -> Suspected | None:
        """What has come to light since the last look, for trials that can have it; None when nothing has."""
        self._ended = [each for each in self._ended if each[0] > now_s - SHOWS_WITHIN_S]
        watched = {stream.number: stream for stream in streams}
        watched |= {stream.number: stream for _, _, used in self._ended for stream in used}
        found = {number: news for number, stream in watched.items() if (news := self._news(stream))}
        recordings = [name for _, name, used in self._ended if any(stream.number in found for stream in used)]
        if not recordings:
            return None
        seconds = max(missing / watched[number].rate_hz for number, missing in found.items())
        return Suspected(tuple(recordings), sum(found.values()), seconds)

    def _news(self, stream: Stream) -> int:
        """Samples of this stream that were found to be missing since the last look."""
        if stream.health is None:
            return 0
        before = self._known.get(stream.number, stream.health.unseen)
        self._known[stream.number] = stream.health.unseen
        return max(0, stream.health.unseen - before)
