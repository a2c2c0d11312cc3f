"""One isometric effort: the force between its onset and its release, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STABLE_S = 0.5
_NAN = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """One effort against a dynamometer or on a plate.

    ``time_s`` and ``force_n`` are the whole record ``(n,)``; ``onset_s`` lies between samples, ``stop`` is the first
    sample after the release.  ``rest_n`` is the force just before the onset: *gross* force is what the zeroed device
    shows, *net* force is what the effort adds to the rest.  All uncertainties are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    rest_n: float
    onset_s: float
    stop: int
    onset_uncertainty_s: float = 0.0
    force_uncertainty_n: float = 0.0
    """Noise and resolution of one sample."""
    gain_uncertainty: float = 0.0
    """Of the calibration, relative."""
    step_s: float = 0.0
    """Time between samples; 0 leaves what happens between them out of the uncertainty."""
    lever_m: float = _NAN
    """From the axis of the joint to the device; NaN when nobody has measured it."""
    lever_uncertainty_m: float = 0.0
    mass_kg: float = _NAN
    """Of the body; NaN when nobody has weighed it."""
    mass_uncertainty_kg: float = 0.0
    instant_shift_s: float = 0.0
    """How far instants that are samples (peak, release) lie after them; not 0 in a variant alone."""
    bend: float = 0.0
    """0: force runs straight between samples; 1: with the curvature around them, in a variant alone."""
    pair_noise_n: float = 0.0
    """What noise adds between two samples of a window, 2 sqrt(2) SD; not 0 in a variant alone."""

    @property
    def start(self) -> int:
        """First sample at or after the onset."""
        return int(np.searchsorted(self.time_s, self.onset_s))

    @property
    def peak_excess_n(self) -> float:
        """What the greatest of the effort's samples lies above the force: ``SD sqrt(2 ln n)``; 0 but in a variant."""
        count = max(self.stop - self.start, 2)
        return self.pair_noise_n * float(np.sqrt(np.log(count))) / 2.0

    def force_at(self, time_s: float) -> float:
        """Gross force at an instant, N, interpolated between samples; NaN outside the record."""
        time, force = self.time_s, self.force_n
        if not time[0] <= time_s <= time[-1]:
            return _NAN
        right = min(max(int(np.searchsorted(time, time_s)), 1), len(time) - 1)
        share = float((time_s - time[right - 1]) / (time[right] - time[right - 1]))
        straight = float((1.0 - share) * force[right - 1] + share * force[right])
        if not self.bend:
            return straight
        around = force[max(right - 2, 0) : right + 2]
        curvature = float(np.mean(np.diff(around, 2))) if len(around) > 2 else 0.0
        return straight - self.bend * 0.5 * share * (1.0 - share) * curvature

    def variants(self) -> Iterator[Effort]:
        """Yield the same effort with one input moved by its expanded uncertainty (k = 2) at a time.

        Notes
        -----
        What the rate leaves open is taken apart by cause: an instant that is a sample is known to half a step either
        way (uniform, so 2 / sqrt(12) steps), force between samples to their curvature, the onset to its own
        uncertainty, which holds the step too.
        """
        gain = 1.0 + self.gain_uncertainty
        yield replace(self, force_n=self.force_n * gain, rest_n=self.rest_n * gain)
        yield replace(self, force_n=self.force_n + self.force_uncertainty_n)
        yield replace(self, onset_s=self.onset_s + self.onset_uncertainty_s)
        yield replace(self, pair_noise_n=float(np.sqrt(2.0)) * self.force_uncertainty_n)
        if self.step_s > 0:
            yield replace(self, instant_shift_s=2.0 * self.step_s / float(np.sqrt(12.0)))
            yield replace(self, bend=1.0)
        if self.lever_uncertainty_m > 0:
            yield replace(self, lever_m=self.lever_m + self.lever_uncertainty_m)
        if self.mass_uncertainty_kg > 0:
            yield replace(self, mass_kg=self.mass_kg + self.mass_uncertainty_kg)


def peak_index(effort: Effort) -> int:
    """Sample of the greatest force between onset and release."""
    # an onset that is moved by its uncertainty may lie behind the last sample
    first = min(effort.start, len(effort.force_n) - 1)
    return first + int(np.argmax(effort.force_n[first : max(effort.stop, first + 1)]))
