"""What the rest of a force channel is like right now: its level, its scatter, and how far it wanders by itself."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable
from itertools import pairwise
from math import dist, sqrt

REST_S = 1.2
GUARD_S = 0.15
"""The newest hops do not count for the level: a slow rise would become its own rest."""
SCATTER_MEMORY_S = 3.0
WANDER_MEMORY_S = 10.0
FEW_S, FEW_MEANS = 1.0, 2.0
"""Of so little rest the wander is hardly known: the range of its level counts as well, and more the fewer hops it is
of."""

LEAST_RISE_N = 2.0
SCATTERS = 4.0
WANDERS = 4.0
LATELY_S, RESTLESS, STAYED = 2.0, 3.5, 0.5
"""Who is restless sways in bursts: a contraction rises well beyond what the rest did within two seconds.  A step of
which half stayed was no sway, and where it went is the new rest."""
SELDOM_SHARE, SELDOM = 0.95, 2.0
"""And twice as far as one hop in twenty strayed within ten seconds."""
UNTOLD_S = 0.4
"""So long it is not yet told whether a hop belongs to the rest or to the foot of a slow rise."""
MANY_VALUES, STEPS = 10, 0.5
"""A rest with fewer different values shows the steps of its converter, and its scatter is at least half a step."""


class Recent:
    """The newest numbers of a series, and any quantile of them without sorting."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._in_time: deque[float] = deque()
        self._in_order: list[float] = []

    def __len__(self) -> int:
        return len(self._in_order)

    def append(self, value: float) -> None:
        if len(self._in_time) == self._most:
            del self._in_order[bisect_left(self._in_order, self._in_time.popleft())]
        self._in_time.append(value)
        insort(self._in_order, value)

    def quantile(self, share: float) -> float:
        """The smallest number that this share of them does not exceed; 0 without any."""
        order = self._in_order
        return order[min(int(share * len(order)), len(order) - 1)] if order else 0.0


class Resting:
    """Level and spread of the rest, learned hop by hop; ``per_s`` hops in a second."""

    def __init__(self, per_s: float) -> None:
        self.means: deque[float] = deque(maxlen=round(REST_S * per_s) + 1)
        self.guard = max(1, round(GUARD_S * per_s))
        self._few = round(FEW_S * per_s)
        self._untold = round(UNTOLD_S * per_s)
        self._scatter = Recent(round(SCATTER_MEMORY_S * per_s))
        self._wander = Recent(round(WANDER_MEMORY_S * per_s))
        self._lately = Recent(round(LATELY_S * per_s))
        self._waiting: deque[tuple[float, float]] = deque()
        self._step_n = 0.0
        self._usual_n = LEAST_RISE_N

    @property
    def scatter_n(self) -> float:
        """Standard deviation of the samples within one hop."""
        return max(self._scatter.quantile(0.5), STEPS * self._step_n)

    def scattered(self, hop: list[float], scatter_n: float) -> None:
        """Learn the scatter of a hop of rest."""
        few = len(hop) // 2
        if len(set(hop[: 2 * MANY_VALUES])) > min(few, MANY_VALUES):
            self._step_n = 0.0
        elif 1 < len(values := sorted(set(hop))) <= few:
            self._step_n = min(b - a for a, b in pairwise(values))
        self._scatter.append(scatter_n)

    def wandered(self, mean_n: float, level_n: float) -> None:
        """Learn how far the mean of a hop of rest was from the level that was known before it."""
        waiting = self._waiting
        waiting.append((mean_n, level_n))
        if len(waiting) <= self._untold:
            return
        level_n = waiting[0][1]
        away = [mean - level_n for mean, _ in waiting]
        strayed = abs(away[0])
        # of three hops the middle one: a knock does not last so long, restlessness does
        swing = sorted(away[:3])[1]
        stayed = min(away) > STAYED * swing if swing > 0.0 else max(away) < STAYED * swing
        waiting.popleft()
        self._lately.append(0.0 if stayed else abs(swing))
        self._wander.append(min(strayed, self._usual_n) if stayed else strayed)

    def ended(self) -> None:
        """It was not rest any more, and perhaps had not been for a moment."""
        self.means.clear()
        self._waiting.clear()

    def threshold_n(self, level_means: list[float]) -> float:
        """How far above the level a force is no longer this rest."""
        scatter = SCATTERS * self.scatter_n
        wander = 1.4826 * self._wander.quantile(0.5)
        self._usual_n = max(LEAST_RISE_N, scatter + WANDERS * wander)
        if len(self._wander) < self._few:
            share = 0.5 + FEW_MEANS / len(level_means)
            wander = max(wander, share * (max(level_means) - min(level_means)))
        seldom = SELDOM * self._wander.quantile(SELDOM_SHARE)
        return max(LEAST_RISE_N, scatter + WANDERS * wander, seldom, RESTLESS * self._lately.quantile(1.0))

    def guarded(self) -> list[float]:
        """Means of the hops that certainly were rest."""
        means = list(self.means)
        return means[: -self.guard] if len(means) >= 2 * self.guard else means


def median(values: Iterable[float]) -> float:
    """For some dozens of numbers sorting them is ten times faster than asking numpy."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else 0.5 * (ordered[middle - 1] + ordered[middle])


def spread(values: list[float]) -> tuple[float, float]:
    """Mean and standard deviation; for some dozens of numbers ten times faster than numpy."""
    n = len(values)
    mean = sum(values) / n
    return mean, dist(values, [mean] * n) / sqrt(n)
