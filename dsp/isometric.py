"""Isometric efforts: peak, stable peak, rate of force development, and what several repetitions say together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STABLE_S = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """One effort against a dynamometer.

    ``time_s`` and ``force_n`` are the whole record ``(n,)``; ``onset_s`` lies between samples, ``stop`` is the first
    sample after the release.  ``rest_n`` is the force just before the onset.  ``force_uncertainty_n`` (zero, noise and
    resolution) and ``gain_uncertainty`` (relative, calibration) are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    rest_n: float
    onset_s: float
    stop: int
    onset_uncertainty_s: float = 0.0
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    @property
    def start(self) -> int:
        """First sample at or after the onset."""
        return int(np.searchsorted(self.time_s, self.onset_s))

    def variants(self) -> Iterator[Effort]:
        """Yield the same effort with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = 1.0 + self.gain_uncertainty
        yield replace(self, force_n=self.force_n * gain, rest_n=self.rest_n * gain)
        yield replace(self, force_n=self.force_n + self.force_uncertainty_n)
        yield replace(self, onset_s=self.onset_s + self.onset_uncertainty_s)
