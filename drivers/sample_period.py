"""How far apart samples are, in ticks: learned at the start, renewed at fixed sample counts as they go on."""

from __future__ import annotations

from collections import deque

MARK_S = 0.1
"""How often the period is renewed, in device seconds."""

WINDOW_S = 5.0
"""How far back period and rate look."""

RECENT_S = 2.0
"""How far back the rate of this moment looks."""


class SamplePeriod:
    """Marks of (number, tick) along the samples of one clock, the first of them at its first sample."""

    def __init__(self, tick_s: float, period: float | None, learned_from: int) -> None:
        """``period`` in ticks, None while nothing tells it; ``learned_from`` so many samples in a row."""
        self._tick_s = tick_s
        self._learned_from = learned_from
        self._marks: deque[tuple[int, int]] = deque([(0, 0)])
        self.ticks = period
        """The period at the last mark; None while nothing tells it."""
        self.to_mark = self._every() + 1
        """Samples from here to the next mark."""

    @property
    def rate_hz(self) -> float | None:
        """Samples per device second over the last WINDOW_S, lost ones counted; None while the period is unknown."""
        return None if self.ticks is None else 1.0 / (self.ticks * self._tick_s)

    @property
    def recent_rate_hz(self) -> float | None:
        """The same over the last RECENT_S; None until there is that much."""
        back = round(RECENT_S / MARK_S)
        if len(self._marks) <= back:
            return None
        (index, tick), (to_index, to_tick) = self._marks[-1 - back], self._marks[-1]
        return (to_index - index) / ((to_tick - tick) * self._tick_s)

    def so_far(self, number: int, tick: int) -> float:
        """The period from the oldest mark to the sample of this number: a long gap needs all the precision there is."""
        index, at_tick = self._marks[0]
        count = number - index
        return (tick - at_tick) / count if count >= self._learned_from - 1 else self.ticks or 0.0

    def counted(self, count: int, number: int, tick: int) -> None:
        """So many samples were numbered, the last of them ``number`` at ``tick``."""
        self.to_mark -= count
        if self.to_mark <= 0 and self.ticks is not None:
            self._marks.append((number, tick))
            while len(self._marks) > 2 and tick - self._marks[0][1] > WINDOW_S / self._tick_s:
                self._marks.popleft()
            self.ticks = self.so_far(number, tick)
            self.to_mark = self._every()

    def _every(self) -> int:
        return max(1, round(MARK_S / (self._tick_s * self.ticks))) if self.ticks else 1
