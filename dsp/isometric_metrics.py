"""What is measured of an isometric effort: pure functions of an ``Effort``, and their rows in the catalog."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from dsp.isometric import STABLE_S, Effort
from dsp.metric import Direction, Formula, Kind, Metric, Needs


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


# The table ---

_SLOW_PEAK = Needs(8.0, Kind.PEAK)
_SLOW = Needs(8.0, Kind.AVERAGE)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _effort(e: Effort) -> tuple[int, int]:
    return e.start, e.stop


def _rise(seconds: float) -> Callable[[Effort], tuple[int, int]]:
    return lambda e: (max(e.start - 1, 0), min(int(np.searchsorted(e.time_s, e.onset_s + seconds)), len(e.time_s) - 1))


def _to_peak(e: Effort) -> tuple[int, int]:
    return max(e.start - 1, 0), peak_index(e)


# fmt: off
EFFORT: tuple[Formula[Effort], ...] = (
    Formula("peak_force", "Peak force", "N", _UP, _SLOW_PEAK,
            "greatest sample; mean of the repetitions", "[S5]",
            peak_force, _effort, sided=True),
    Formula("stable_peak_force", "Stable peak force", "N", _UP, _SLOW,
            "best 0.5 s mean; mean of the repetitions", "[S3, S5]",
            stable_peak_force, _effort, sided=True),
    Formula("time_to_peak", "Time to peak", "s", _PLAIN, Needs(40.0, Kind.TIME),
            "onset to greatest sample; mean of the repetitions", "[S1]",
            time_to_peak, _to_peak, sided=True),
    Formula("rfd_0_100", "RFD 0-100 ms", "N/s", _UP, Needs(250.0, Kind.TIME, onset_s=0.005),
            "(F(onset + 100 ms) - rest) / 100 ms; mean of the repetitions", "[S1]",
            rfd_0_100, _rise(0.1), sided=True),
    Formula("rfd_0_200", "RFD 0-200 ms", "N/s", _UP, Needs(80.0, Kind.TIME, onset_s=0.005),
            "(F(onset + 200 ms) - rest) / 200 ms; mean of the repetitions", "[S1]",
            rfd_0_200, _rise(0.2), sided=True),
)

EFFORT_SUMMARY: tuple[Metric, ...] = (
    Metric("peak_force_best", "Peak force, best", "N", _UP, _SLOW_PEAK, "greatest of the valid repetitions", "[S3]",
           sided=True),
    Metric("peak_force_cv", "Variation of peak force (CV)", "%", _DOWN, _SLOW_PEAK, "SD / mean of the repetitions",
           "[S28]", sided=True),
    Metric("peak_force_asymmetry", "Difference of peak force", "%", _PLAIN, _SLOW_PEAK,
           "100 (R - L) / max(L, R) of the means of the repetitions", "[S1, S3]"),
)
# fmt: on
