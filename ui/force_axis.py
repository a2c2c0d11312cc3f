"""Round axes: which ticks, and an upper end that grows in round steps and never jumps back.  No Qt."""

from __future__ import annotations

import math

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that needs at most ``most`` steps for ``span``."""
    if not (span > 0 and math.isfinite(span)):
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(step * power for step in (*_STEPS, 20.0) if step * power * most >= span * (1 - 1e-9))


def ticks(upper: float, most: int = 6) -> list[float]:
    """Round values from 0 up to ``upper``."""
    step = round_step(upper, most)
    return [step * k for k in range(int(upper / step + 1e-9) + 1)]


def round_up(value: float, most: int = 6) -> float:
    """The next round upper end at or above ``value``."""
    step = round_step(value, most)
    return step * math.ceil(value / step - 1e-9)


class GrowingAxis:
    """The upper end of the live force axis: asked for by the test, grown by what was seen, reset by a new test."""

    def __init__(self) -> None:
        self.upper_n = 100.0
        self._test = ""

    def begin(self, test: str, full_scale_n: float) -> None:
        """Start over for another test; within one the end only ever grows."""
        if test != self._test:
            self._test = test
            self.upper_n = round_up(max(full_scale_n, 10.0))
        elif full_scale_n > self.upper_n:
            self.upper_n = round_up(full_scale_n)

    def see(self, highest_n: float) -> float:
        """Make room for a force of ``highest_n``; returns the upper end."""
        if math.isfinite(highest_n) and highest_n > 0.97 * self.upper_n:
            self.upper_n = round_up(highest_n * 1.12)
        return self.upper_n
