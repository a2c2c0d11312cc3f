"""Isometric efforts: peak, stable peak, rate of force development, and what several repetitions say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def peak_index(effort: Effort) -> int:
    """Sample of the greatest force between onset and release."""
    return effort.start + int(np.argmax(effort.force_n[effort.start : max(effort.stop, effort.start + 1)]))


def peak_force(effort: Effort) -> float:
    """Greatest force, N, gross: what the zeroed dynamometer shows [S5]."""
    return float(effort.force_n[peak_index(effort)])


def stable_peak_force(effort: Effort) -> float:
    """Greatest mean over 0.5 s, N; NaN when the effort is shorter [S3]."""
    time_s, force_n = effort.time_s[effort.start : effort.stop], effort.force_n[effort.start : effort.stop]
    if len(time_s) < 2 or time_s[-1] - time_s[0] < STABLE_S:
        return float("nan")
    step = float(np.median(np.diff(time_s)))
    size = max(1, round(STABLE_S / step))
    if len(force_n) < size:
        return float("nan")
    total = np.concatenate(([0.0], np.cumsum(force_n)))
    return float(((total[size:] - total[:-size]) / size).max())


def time_to_peak(effort: Effort) -> float:
    """Onset to the greatest force, s."""
    return float(effort.time_s[peak_index(effort)]) - effort.onset_s


def rate_of_force(effort: Effort, seconds: float) -> float:
    """Mean rise of force above rest in the first ``seconds`` after the onset, N/s; NaN when the record is shorter.

    The force at the end of the window is interpolated between samples.
    """
    end = effort.onset_s + seconds
    if seconds <= 0 or end > effort.time_s[-1]:
        return float("nan")
    return (float(np.interp(end, effort.time_s, effort.force_n)) - effort.rest_n) / seconds


def rfd_0_100(effort: Effort) -> float:
    """Rate of force development in the first 100 ms, N/s."""
    return rate_of_force(effort, 0.1)


def rfd_0_200(effort: Effort) -> float:
    """Rate of force development in the first 200 ms, N/s."""
    return rate_of_force(effort, 0.2)


def mean_of(values: Sequence[float]) -> float:
    """Mean of the repetitions; NaN of none.  For symmetry better than the best one (table 2.9 of simulated pairs)."""
    return float(np.mean(values)) if values else float("nan")


def best_of(values: Sequence[float]) -> float:
    """Greatest of the repetitions; NaN of none."""
    return max(values) if values else float("nan")


def variation(values: Sequence[float]) -> float:
    """Coefficient of variation of the repetitions, %, sample SD; NaN with fewer than two or a mean of zero."""
    if len(values) < 2 or np.mean(values) == 0:
        return float("nan")
    return 100.0 * float(np.std(values, ddof=1)) / abs(float(np.mean(values)))
