"""Numbering for a device that is read when it is asked: nothing on the wire says when a reading was taken.

    Frame -> SampleBlock (stamped with the host's clock as it arrives)

A reading that was asked for and did not come leaves no hole, since nobody knows when it would have been taken; the link
is silent then, and says so.  Indices count the readings.  A stamp is late by at most what lay between the question and
the answer, which is measured.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from drivers.contracts import Frame, SampleBlock, Signal
from drivers.sample_blocks import side_by_side

WINDOW_S = 5.0
RECENT_S = 2.0

ANSWERS = 256
"""Questions and answers that tell how late a stamp can be."""


class HostTime:
    """Readings in the order of their arrival; counts them and nothing else."""

    lost = late = estimated = duplicates = strays = 0

    def __init__(self, signal: Signal) -> None:
        self._tick_s = signal.tick_s
        self.received = 0
        self._began_s: float | None = None
        self._tick = -1
        self._arrived: deque[int] = deque()
        self._answered_s: deque[float] = deque(maxlen=ANSWERS)

    @property
    def rate_hz(self) -> float | None:
        """Readings per second over the last WINDOW_S; None until there are three."""
        return self._rate_hz(WINDOW_S)

    @property
    def recent_rate_hz(self) -> float | None:
        """The same over the last RECENT_S; None until there is that much."""
        return self._rate_hz(RECENT_S) if self._tick * self._tick_s >= RECENT_S else None

    @property
    def last_s(self) -> float | None:
        """Seconds from the segment's first reading to its newest; None until there is one."""
        return self._tick * self._tick_s if self._began_s is not None else None

    @property
    def late_s(self) -> float | None:
        """How much later than the reading its stamp can be (95 % of them); None before anything was asked."""
        return float(np.percentile(self._answered_s, 95.0)) if self._answered_s else None

    def tick_of(self, raw: int) -> int | None:
        """None: whatever stamps an edge, it is not the clock of the readings."""
        return None

    def push(self, frame: Frame, now_s: float, asked_s: float | None) -> list[SampleBlock]:
        """Stamp the readings of one frame with ``now_s`` of the host, ``asked_s`` being when they were asked for."""
        if self._began_s is None:
            self._began_s = now_s
        if asked_s is not None:
            self._answered_s.append(now_s - asked_s)
        count = frame.ticks.size
        # two that came at once are one tick apart: time never stands still
        first = max(round((now_s - self._began_s) / self._tick_s), self._tick + 1)
        ticks = np.arange(first, first + count, dtype=np.int64)
        block = SampleBlock(self.received, ticks, side_by_side([frame.values]))
        self._tick = int(ticks[-1])
        self.received += count
        self._arrived.extend(ticks.tolist())
        while (self._tick - self._arrived[0]) * self._tick_s > WINDOW_S:
            self._arrived.popleft()
        return [block]

    def let_go(self) -> list[SampleBlock]:
        """Nothing waits here."""
        return []

    def finish(self) -> list[SampleBlock]:
        """Nothing is held back here."""
        return []

    def _rate_hz(self, window_s: float) -> float | None:
        from_tick = self._tick - window_s / self._tick_s
        within = [tick for tick in self._arrived if tick >= from_tick]
        if len(within) < 3:
            return None
        return (len(within) - 1) / ((within[-1] - within[0]) * self._tick_s)
