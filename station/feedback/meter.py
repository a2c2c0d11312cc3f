"""A force against its band while it comes in: the live twin of ``dsp.tracking``, with the same rules for every second.

What ``seconds_inside``, ``tracking_rmse`` and ``find_exits`` say of a whole record, these say of what has come so far.
A lost sample is no time in the band and none out of it.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from dsp.sampling import GAP_STEPS
from dsp.tracking import BACK_S, EXIT_S, parts_inside
from station.model import Floats

STEADY_S = 2.0
"""Unsteadiness is of so long."""


@dataclass(slots=True)
class Meter:
    """Time in the band and distance from the target of one force; ``step_s`` is the usual distance of its samples."""

    step_s: float
    seconds_in: float = 0.0
    seconds_measured: float = 0.0
    _square: float = 0.0
    _target: float = 0.0
    _force: float = 0.0
    _last: Floats | None = None

    def feed(self, time_s: Floats, force_n: Floats, low_n: Floats, high_n: Floats, target_n: Floats) -> None:
        """Take samples that count; they follow those before unless ``pause`` was called."""
        rows = np.array((time_s, force_n, low_n, high_n, target_n))
        if self._last is not None:
            rows = np.concatenate((self._last, rows), axis=1)
        self._last = rows[:, -1:].copy()
        if rows.shape[1] < 2:
            return
        time_s, force_n, low_n, high_n, target_n = rows
        steps = np.diff(time_s)
        steps = steps * (steps <= GAP_STEPS * self.step_s)
        self.seconds_in += float(parts_inside(force_n, low_n, high_n) @ steps)
        self.seconds_measured += float(steps.sum())
        square = (force_n - target_n) ** 2
        self._square += 0.5 * float((square[1:] + square[:-1]) @ steps)
        self._target += 0.5 * float((target_n[1:] + target_n[:-1]) @ steps)
        self._force += 0.5 * float((force_n[1:] + force_n[:-1]) @ steps)

    def pause(self) -> None:
        """What comes next does not follow what was before."""
        self._last = None

    @property
    def mean_n(self) -> float | None:
        """Mean force of the time that counts."""
        return self._force / self.seconds_measured if self.seconds_measured > 0 else None

    @property
    def distance(self) -> float | None:
        """Root of the mean square of force minus target, % of the mean target."""
        if not self._target > 0:
            return None
        return 100.0 * math.sqrt(self._square * self.seconds_measured) / self._target

    @property
    def score(self) -> float | None:
        """100 minus the distance, at least 0."""
        return None if self.distance is None else max(0.0, 100.0 - self.distance)


@dataclass(slots=True)
class Exits:
    """Excursions out of the band of ``EXIT_S`` or more, in means of 0.1 s, half a block apart.

    A stay inside of less than ``BACK_S`` does not part an excursion; what comes before the band was first reached is
    none.  Its moments are known to a block, so one of just about ``EXIT_S`` may be counted here and not afterwards.
    """

    count: int = 0
    _reached: bool = False
    _before: float | None = None
    _out_since_s: float | None = None
    _counted: bool = False
    _back_since_s: float | None = None

    def feed(self, start_s: float, stop_s: float, mean_n: float, low_n: float, high_n: float) -> None:
        """Take the mean of one block from ``start_s`` to ``stop_s``."""
        smooth = mean_n if self._before is None else 0.5 * (self._before + mean_n)
        self._before = mean_n
        if low_n <= smooth <= high_n:
            self._inside(start_s, stop_s)
        elif self._reached:
            self._back_since_s = None
            self._out_since_s = start_s if self._out_since_s is None else self._out_since_s
            if not self._counted and stop_s - self._out_since_s >= EXIT_S - 1e-9:
                self._counted = True
                self.count += 1

    def pause(self) -> None:
        """What comes next does not follow what was before."""
        self._before = self._out_since_s = self._back_since_s = None
        self._counted = False

    def _inside(self, start_s: float, stop_s: float) -> None:
        self._reached = True
        if self._out_since_s is None:
            return
        self._back_since_s = start_s if self._back_since_s is None else self._back_since_s
        if stop_s - self._back_since_s >= BACK_S - 1e-9:
            self._out_since_s = self._back_since_s = None
            self._counted = False


class Steadiness:
    """SD about a straight line over the mean, of the newest ``STEADY_S`` that count."""

    def __init__(self) -> None:
        self._sums: deque[tuple[float, Floats]] = deque()
        self._from_s: float | None = None

    def feed(self, time_s: Floats, force_n: Floats) -> None:
        """Take one block."""
        if self._from_s is None:
            self._from_s = float(time_s[0])
        t = time_s - self._from_s
        sums = np.array((t.size, t.sum(), force_n.sum(), t @ t, t @ force_n, force_n @ force_n))
        last_s = float(time_s[-1])
        self._sums.append((last_s, sums))
        while self._sums[0][0] <= last_s - STEADY_S:
            self._sums.popleft()

    def pause(self) -> None:
        """What comes next does not follow what was before."""
        self._sums.clear()
        self._from_s = None

    @property
    def cv(self) -> float | None:
        """In %; None before there are nearly ``STEADY_S``."""
        if len(self._sums) < 4 or self._sums[-1][0] - self._sums[0][0] < 0.8 * STEADY_S:
            return None
        n, t, f, tt, tf, ff = np.sum([sums for _, sums in self._sums], axis=0)
        var_t, cov, var_f = tt - t * t / n, tf - t * f / n, ff - f * f / n
        rest = var_f - cov * cov / var_t if var_t > 0 else var_f
        if not f > 0 or n < 3:
            return None
        return 100.0 * float(np.sqrt(max(0.0, rest) / (n - 2)) / (f / n))
