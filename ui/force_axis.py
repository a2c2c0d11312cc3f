"""Round axes: which ticks, and an upper end that grows in round steps and never jumps back.  No Qt.

Forces come and go in newtons; what is round about them is round in the unit that forces are shown in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ui.numbers import fixed, force_unit, shown_force

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that needs at most ``most`` steps for ``span``."""
    if not (span > 0 and math.isfinite(span)):
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(step * power for step in (*_STEPS, 20.0) if step * power * most >= span * (1 - 1e-9))


def force_step(span_n: float, most: int) -> float:
    """A step in newtons that is round in the unit that is shown."""
    per_newton = shown_force(1.0)
    return round_step(span_n * per_newton, most) / per_newton


def ticks(upper_n: float, most: int = 6) -> list[float]:
    """Round forces from 0 up to ``upper_n``."""
    step = force_step(upper_n, most)
    return [step * k for k in range(int(upper_n / step + 1e-9) + 1)]


def round_up(force_n: float, most: int = 6) -> float:
    """The next round upper end at or above ``force_n``."""
    step = force_step(force_n, most)
    return step * math.ceil(force_n / step - 1e-9)


def tick_names(levels_n: Sequence[float]) -> list[tuple[float, str]]:
    """Each level with what stands there: all with as many decimals as they need, the unit at the top one."""
    shown = [shown_force(level) for level in levels_n]
    decimals = next((count for count in (0, 1) if all(abs(v - round(v, count)) < 1e-6 for v in shown)), 2)
    top = max(levels_n, default=0.0)
    return [
        (level, fixed(value, decimals) + (f" {force_unit()}" if level == top else ""))
        for level, value in zip(levels_n, shown, strict=True)
    ]


class LiveAxis:
    """The upper end of the live force axis: asked for by the test, grown by what was seen, reset by a new test.

    Once after the first effort of a test it comes down where the effort stayed far below; never during one.
    """

    FAR_BELOW, AT_REST = 1 / 3, 0.15

    def __init__(self) -> None:
        self.upper_n = 100.0
        self._test = ""
        self._asked_n = 0.0
        self._in_effort = self._fitted = False
        self._greatest_n = self._visible_n = 0.0

    def begin(self, test: str, full_scale_n: float) -> None:
        """Start over for another test; within one only a greater full scale changes the end."""
        if test != self._test:
            self._test, self._asked_n = test, full_scale_n
            self._in_effort, self._fitted = False, False
            self._greatest_n = self._visible_n = 0.0
            self.upper_n = round_up(max(full_scale_n, 10.0))
        elif full_scale_n > self._asked_n:
            self._asked_n = full_scale_n
            self.upper_n = max(self.upper_n, round_up(full_scale_n))

    def see(self, highest_n: float) -> float:
        """Make room for a force of ``highest_n``, the greatest in sight; returns the upper end."""
        if math.isfinite(highest_n):
            self._visible_n = highest_n
            if self._in_effort:
                self._greatest_n = max(self._greatest_n, highest_n)
            if highest_n > 0.97 * self.upper_n:
                self.upper_n = round_up(highest_n * 1.12)
        return self.upper_n

    def effort(self) -> None:
        """An effort is on."""
        self._in_effort = True

    def rest(self, now_n: float, at_least_n: float = 0.0) -> None:
        """Nobody pushes now: come down if the efforts so far stayed far below, but not below what is in sight."""
        greatest_n = max(self._greatest_n, self._visible_n)
        if self._fitted or not self._in_effort or not greatest_n > 0 or now_n > self.AT_REST * greatest_n:
            return
        self._fitted = True
        if greatest_n < self.FAR_BELOW * self.upper_n:
            self.upper_n = min(self.upper_n, round_up(1.25 * max(greatest_n, at_least_n, 10.0)))
