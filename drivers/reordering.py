"""What a timebase remembers of samples that did not come in their order: those that wait, and those that were passed.

``Waiting`` holds what came behind a hole, in runs without a hole inside; ``Passed`` knows what was given out lately and
where a hole was given up, so that a sample from the past can be told for what it is: one that came twice, one that
came too late, or one that contradicts what is known (then the device's clock was turned back).

All ticks are unwrapped, since the segment's first sample.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum

import numpy as np

from drivers.contracts import Native, Ticks
from drivers.sample_blocks import side_by_side


@dataclass(slots=True, eq=False)
class Run:
    """Samples without a hole between them, in pieces as they came; in front of it something is missing."""

    ticks: list[Ticks]
    values: list[Native]
    estimated: bool = False
    """How much is missing in front was told by the host's clock."""

    @property
    def first(self) -> int:
        return int(self.ticks[0][0])

    @property
    def last(self) -> int:
        return int(self.ticks[-1][-1])

    def joined(self) -> tuple[Ticks, Native]:
        ticks = self.ticks[0] if len(self.ticks) == 1 else np.concatenate(self.ticks)
        return ticks, side_by_side(self.values)


class Waiting:
    """Runs in the order of their ticks, each behind a hole."""

    def __init__(self) -> None:
        self.runs: deque[Run] = deque()

    def __bool__(self) -> bool:
        return bool(self.runs)

    @property
    def newest(self) -> int:
        return self.runs[-1].last

    def append(self, ticks: Ticks, values: Native, *, estimated: bool = False) -> None:
        """A new run behind all others."""
        self.runs.append(Run([ticks], [values], estimated))

    def extend(self, ticks: Ticks, values: Native) -> None:
        """Samples that go on where the newest one ends."""
        self.runs[-1].ticks.append(ticks)
        self.runs[-1].values.append(values)

    def insert(self, tick: int, value: Native, after: int, period: float) -> bool:
        """Put a straggler into its hole; ``after`` is the last sample in front of all holes.  False: no hole there."""
        at = next(k for k, run in enumerate(self.runs) if run.last >= tick)
        before = self.runs[at - 1].last if at else after
        behind = self.runs[at]
        if tick - before <= 0.5 * period or behind.first - tick <= 0.5 * period:
            return False
        follows = at > 0 and tick - before < 1.5 * period
        leads = behind.first - tick < 1.5 * period
        one = np.array([tick], dtype=np.int64)
        if leads:
            behind.ticks.insert(0, one)
            behind.values.insert(0, value)
        if follows:
            self.runs[at - 1].ticks += behind.ticks if leads else [one]
            self.runs[at - 1].values += behind.values if leads else [value]
            if leads:
                del self.runs[at]
        elif not leads:
            self.runs.insert(at, Run([one], [value], behind.estimated))
        return True

    def value_at(self, tick: int) -> Native | None:
        """The sample of this tick, when it waits here."""
        for run in self.runs:
            if run.first <= tick <= run.last:
                ticks, values = run.joined()
                return _at(tick, ticks, values)
        return None


class Past(Enum):
    """What a sample is whose place in the stream has passed."""

    TWICE = "it was here before"
    LATE = "its place was given up"
    CONTRADICTED = "another sample was here, or none can be"


class Passed:
    """What was given out, and the holes that were given up, over the last ``span`` ticks."""

    def __init__(self, span: float) -> None:
        self._span = span
        self._given: deque[tuple[int, Ticks, Native]] = deque()
        self._holes: deque[tuple[int, int]] = deque()

    def give(self, ticks: Ticks, values: Native, last: int) -> None:
        """These samples went out; ``last`` is the last one's tick."""
        given = self._given
        given.append((last, ticks, values))
        oldest = last - self._span
        while given[0][0] < oldest:
            given.popleft()

    def give_up(self, before: int, behind: int) -> None:
        """What is missing between these two samples will not be waited for any longer."""
        self._holes.append((before, behind))
        while self._holes[0][1] < behind - self._span:
            self._holes.popleft()

    def judge(self, tick: int, value: Native, period: float) -> Past:
        """What a sample of the past is; a late one fills its place, so that it can come twice too."""
        for k, (before, behind) in enumerate(self._holes):
            if before + 0.5 * period < tick < behind - 0.5 * period:
                del self._holes[k]
                self._holes.insert(k, (tick, behind))
                self._holes.insert(k, (before, tick))
                return Past.LATE
        known = self._value_at(tick)
        if known is not None:
            return Past.TWICE if np.array_equal(known, value, equal_nan=False) else Past.CONTRADICTED
        filled = any(tick in hole for hole in self._holes)
        return Past.TWICE if filled or not self._given or tick < self._given[0][1][0] else Past.CONTRADICTED

    def _value_at(self, tick: int) -> Native | None:
        for last, ticks, values in reversed(self._given):
            if tick > last:
                return None
            if tick >= ticks[0]:
                return _at(tick, ticks, values)
        return None


def _at(tick: int, ticks: Ticks, values: Native) -> Native | None:
    at = int(np.searchsorted(ticks, tick))
    return values[:, at : at + 1] if ticks[at] == tick else None
