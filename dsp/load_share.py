"""How much one foot carries through a movement: its share sample by sample, and as a curve of 101 points.

One number for a repetition hides that a share goes one way on the way down and the other way on the way up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

POINTS = 101
"""Points of a normalised curve: every per cent of its time."""
BAND = 5.0
"""Percentage points from an even share that are no asymmetry yet: 45 to 55 %."""


@dataclass(frozen=True, slots=True, eq=False)
class ShareCurve:
    """Share of one foot, %, over normalised time: one row per repetition, ``(repetitions, points)``."""

    rows: Floats

    @property
    def mean(self) -> Floats:
        """Mean over the repetitions, ``(points,)``."""
        mean: Floats = self.rows.mean(axis=0)
        return mean

    @property
    def sd(self) -> Floats:
        """SD between repetitions, ``(points,)``; NaN for a single one."""
        if len(self.rows) < 2:
            return np.full(self.rows.shape[1], np.nan)
        sd: Floats = self.rows.std(axis=0, ddof=1)
        return sd

    def outside(self, band: float = BAND) -> float:
        """Part of the time, %, in which the share is more than ``band`` points from even, mean of the repetitions."""
        return 100.0 * float(np.mean(np.abs(self.rows - 50.0) > band))


def share_curve(
    time_s: Floats, foot_n: Floats, total_n: Floats, spans: Sequence[tuple[int, int]], *, points: int = POINTS
) -> ShareCurve:
    """Put the share of one foot on normalised time.

    Parameters
    ----------
    time_s, foot_n, total_n : ndarray, shape (n,)
        Seconds; force of one foot and of both in N.
    spans : sequence of (int, int)
        First and last sample of every repetition (or phase of one), both included.
    points : int
        Points of the curve, >= 2; the first and the last are the ends of the span.

    Returns
    -------
    ShareCurve
        ``100 foot / total``, linear between samples, one row per span.

    Raises
    ------
    ValueError
        Without a span, for a span that is empty or outside, or where nobody stands on the plates.

    Notes
    -----
    The curve, not one number, answers at which moment of a repetition a side is spared [S50].

    >>> time_s = np.linspace(0.0, 1.0, 11)
    >>> total = np.full(11, 800.0)
    >>> curve = share_curve(time_s, 400.0 + 80.0 * time_s, total, [(0, 10)])
    >>> round(float(curve.mean[100]), 6), round(curve.outside(5.0), 1)
    (60.0, 49.5)
    """
    if not spans or points < 2:
        raise ValueError("a curve needs a span and two points or more")
    rows = []
    for first, last in spans:
        if not 0 <= first < last < len(time_s):
            raise ValueError("a span needs two samples or more inside the record")
        part = slice(first, last + 1)
        if total_n[part].min() <= 0:
            raise ValueError("there is no share where nobody stands on the plates")
        share = 100.0 * foot_n[part] / total_n[part]
        rows.append(np.interp(np.linspace(time_s[first], time_s[last], points), time_s[part], share))
    return ShareCurve(np.array(rows))


def mean_share(foot_n: Floats, total_n: Floats, first: int, last: int) -> float:
    """Mean share of one foot over a stretch of the record.

    Parameters
    ----------
    foot_n, total_n : ndarray, shape (n,)
        Force of one foot and of both in N.
    first, last : int
        Samples of the stretch, both included.

    Returns
    -------
    float
        Mean of ``100 foot / total``, %; NaN where nobody stands on the plates.

    Examples
    --------
    >>> mean_share(np.array([400.0, 300.0]), np.array([800.0, 1200.0]), 0, 1)
    37.5
    """
    total = total_n[first : last + 1]
    if not len(total) or total.min() <= 0:
        return float("nan")
    return 100.0 * float((foot_n[first : last + 1] / total).mean())
