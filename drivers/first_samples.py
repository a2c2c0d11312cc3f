"""The first samples of a segment: held back until they show how far apart samples are."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from drivers.contracts import Native, Ticks
from drivers.sample_blocks import side_by_side


class FirstSamples:
    """Samples in the order of their ticks, unwrapped since whichever came first."""

    def __init__(self) -> None:
        self._ticks: list[int] = []
        self._values: list[Native] = []

    def __len__(self) -> int:
        return len(self._ticks)

    def add(self, step: int, value: Native) -> bool:
        """Put a sample ``step`` ticks from the newest one in its place; False when it came twice."""
        tick = self._ticks[-1] + step if self._ticks else 0
        at = bisect_left(self._ticks, tick)
        if at < len(self._ticks) and self._ticks[at] == tick:
            return False
        self._ticks.insert(at, tick)
        self._values.insert(at, value)
        return True

    def taken(self) -> tuple[Ticks, Native, float | None]:
        """Ticks since the first sample, values, and the period; None for the period of a single sample."""
        ticks = np.array(self._ticks, dtype=np.int64) - self._ticks[0]
        values = side_by_side(self._values)
        steps = np.diff(ticks)
        if not steps.size:
            return ticks, values, None
        # a lost sample lengthens a step and nothing shortens one, so the short steps are single periods
        single = steps[steps < 1.5 * steps.min()].mean()
        return ticks, values, float(steps.sum() / np.round(steps / single).sum())
