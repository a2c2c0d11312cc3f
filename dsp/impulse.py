"""A force with its impulse, that can be scaled and moved without being integrated again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Force:
    """A force ``n`` ``(n,)`` in N and its impulse ``ns`` ``(n,)`` in N s since the first sample, by trapezoids."""

    n: Floats
    ns: Floats

    def changed(self, time_s: Floats, *, gain: float = 1.0, more_n: float = 0.0) -> Force:
        """Return the force scaled and moved."""
        n, ns = (self.n, self.ns) if gain == 1.0 else (self.n * gain, self.ns * gain)
        return Force(n, ns) if more_n == 0.0 else Force(n + more_n, ns + more_n * (time_s - time_s[0]))

    def plus(self, other: Force, factor: float) -> Force:
        """Return the sum with a multiple of another force."""
        return Force(self.n + factor * other.n, self.ns + factor * other.ns)
