"""Repetitions while they are done, block by block: pushes over a level, squats by their speed, stays in a band.

These decide what is shown; the numbers of the result are found afterwards, with all samples at hand.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Protocol as Interface

from dsp.weighing import GRAVITY

BEGIN_S = 0.1
"""Force above the level for this long is an effort."""
LEAST_S = 0.4
"""What is shorter is handling."""
RELEASED = 0.5
"""An effort ends below this part of the level."""
REST_S = 0.2
"""The level of rest is the mean of so long from GO."""
MOVING_M_S, STILL_M_S = 0.08, 0.04
"""Faster than the first somebody moves, slower than the second no more."""
BEGUN_M_S = 0.02
"""A way down began when the speed last was no more than this."""
FORGETS_S = 4.0
"""A speed made of forces is forgotten in so long: a weight that is wrong by a newton must not run away."""
QUIET_PART, QUIET_S = 0.012, 0.4
"""Who carries the weight to within this part for so long, and hardly moves, stands still: above or below."""
SEATED, RISING = 0.55, 0.85
"""Who sits has less than the first part of the weight on the feet; who rises has more than the second."""
RISE_S = 0.5
"""Nobody stands up in less."""
STOOD_S = 1.0
"""Who is still on the feet so long after leaving the seat stands."""
LIFTED_N, LIFTED_WEIGHT = 15.0, 0.02
"""More than the own weight by this and this part of it, in the mean of a second: something is being carried."""
MEAN_S = 1.0
LONGEST_S = 15.0
"""Who went down and does not come up for so long has done something else."""


@dataclass(frozen=True, slots=True)
class Effort:
    """One repetition that is over."""

    start_s: float
    stop_s: float
    peak_n: float


class Counter(Interface):
    """Finds repetitions in the blocks of one force."""

    on: bool
    """Whether one is being done."""

    def feed(self, start_s: float, stop_s: float, mean_n: float, peak_n: float) -> Effort | None: ...


class Rest:
    """The mean force of the first ``REST_S``."""

    def __init__(self) -> None:
        self._sum = self._seconds = 0.0
        self.level_n: float | None = None

    def feed(self, start_s: float, stop_s: float, mean_n: float) -> float | None:
        """Take one block; returns the level once it is known."""
        if self.level_n is None:
            self._sum += mean_n * (stop_s - start_s)
            self._seconds += stop_s - start_s
            if self._seconds >= REST_S - 1e-9:
                self.level_n = self._sum / self._seconds
        return self.level_n


class Pushes:
    """Efforts of more than ``above_n`` over the level of rest."""

    def __init__(self, above_n: float) -> None:
        self.on = False
        self._above_n = above_n
        self._rest = Rest()
        self._since_s: float | None = None
        self._peak_n = 0.0

    def feed(self, start_s: float, stop_s: float, mean_n: float, peak_n: float) -> Effort | None:
        rest_n = self._rest.feed(start_s, stop_s, mean_n)
        if rest_n is None:
            return None
        over_n = mean_n - rest_n
        if self._since_s is None:
            if over_n > self._above_n:
                self._since_s, self._peak_n = start_s, peak_n
            return None
        if over_n >= RELEASED * self._above_n:
            self._peak_n = max(self._peak_n, peak_n)
            self.on = self.on or stop_s - self._since_s >= BEGIN_S
            return None
        began_s, self._since_s, self.on = self._since_s, None, False
        return Effort(began_s, start_s, self._peak_n) if start_s - began_s >= LEAST_S else None


class Squats:
    """Down and up again of somebody of a known weight: the speed of the body from the force on the feet."""

    def __init__(self, weight_n: float) -> None:
        self.on = False
        self._weight_n = weight_n
        self._speed = 0.0
        self._quiet_s = 0.0
        self._start_s = 0.0
        self._rising = False
        self._peak_n = 0.0

    def feed(self, start_s: float, stop_s: float, mean_n: float, peak_n: float) -> Effort | None:
        self._move(stop_s - start_s, mean_n)
        if not self.on:
            if self._speed > -BEGUN_M_S:
                self._start_s = stop_s
            if self._speed < -MOVING_M_S:
                self.on, self._rising, self._peak_n = True, False, peak_n
            return None
        self._peak_n = max(self._peak_n, peak_n)
        if not self._rising:
            self._rising = self._speed > MOVING_M_S
        elif self._speed < STILL_M_S:
            self.on = False
            return Effort(self._start_s, stop_s, self._peak_n)
        self.on = self.on and stop_s - self._start_s < LONGEST_S
        return None

    def _move(self, seconds: float, mean_n: float) -> None:
        over_n = mean_n - self._weight_n
        self._speed += (over_n / self._weight_n * GRAVITY - self._speed / FORGETS_S) * seconds
        self._quiet_s = self._quiet_s + seconds if abs(over_n) < QUIET_PART * self._weight_n else 0.0
        if self._quiet_s >= QUIET_S - 1e-9 and abs(self._speed) < 2.0 * MOVING_M_S:
            self._speed = 0.0


class Stays:
    """Stays of ``least_s`` or more between two forces."""

    def __init__(self, low_n: float, high_n: float, least_s: float) -> None:
        self.on = False
        self._low_n, self._high_n, self._least_s = low_n, high_n, least_s
        self._since_s: float | None = None
        self._peak_n = 0.0

    def feed(self, start_s: float, stop_s: float, mean_n: float, peak_n: float) -> Effort | None:
        if self._low_n <= mean_n <= self._high_n:
            self._since_s = start_s if self._since_s is None else self._since_s
            self._peak_n = max(self._peak_n, mean_n) if self.on else mean_n
            self.on = True
            return None
        began_s, self._since_s, self.on = self._since_s, None, False
        if began_s is None or start_s - began_s < self._least_s:
            return None
        return Effort(began_s, start_s, self._peak_n)


class Rises:
    """From a seat to standing, of somebody of a known weight: counted when the feet have carried all of it for long."""

    def __init__(self, weight_n: float) -> None:
        self.on = False
        self._weight_n = weight_n
        self._seated = False
        self._start_s = 0.0
        self._peak_n = 0.0

    def feed(self, start_s: float, stop_s: float, mean_n: float, peak_n: float) -> Effort | None:
        if mean_n < SEATED * self._weight_n:
            # who falls back in no time has not stood; who has risen fast has passed the top meanwhile
            stood = self.on and start_s - self._start_s >= RISE_S
            effort = Effort(self._start_s, start_s, self._peak_n) if stood else None
            self._seated, self.on = True, False
            return effort
        if not self.on:
            if self._seated and mean_n > RISING * self._weight_n:
                self.on, self._seated, self._start_s, self._peak_n = True, False, start_s, peak_n
            return None
        self._peak_n = max(self._peak_n, peak_n)
        if stop_s - self._start_s < STOOD_S:
            return None
        self.on = False
        return Effort(self._start_s, stop_s, self._peak_n)


class Lifts:
    """Something lifted and put down by somebody of a known weight: more than that weight, in the mean of a second."""

    def __init__(self, weight_n: float) -> None:
        self.on = False
        self._more_n = max(LIFTED_N, LIFTED_WEIGHT * weight_n)
        self._weight_n = weight_n
        self._newest: deque[tuple[float, float]] = deque()
        self._start_s = self._peak_n = 0.0

    def feed(self, start_s: float, stop_s: float, mean_n: float, peak_n: float) -> Effort | None:
        self._newest.append((stop_s - start_s, mean_n))
        seconds = sum(part for part, _ in self._newest)
        while seconds - self._newest[0][0] >= MEAN_S - 1e-9:
            seconds -= self._newest.popleft()[0]
        if seconds < MEAN_S - 1e-9:
            return None
        over_n = sum(part * force_n for part, force_n in self._newest) / seconds - self._weight_n
        if not self.on:
            if over_n > self._more_n:
                self.on, self._start_s, self._peak_n = True, stop_s, peak_n
            return None
        self._peak_n = max(self._peak_n, peak_n)
        if over_n > RELEASED * self._more_n:
            return None
        # the mean of a second falls that much later than the force
        self.on, end_s = False, stop_s - MEAN_S
        return Effort(self._start_s, end_s, self._peak_n) if end_s - self._start_s >= LEAST_S else None
