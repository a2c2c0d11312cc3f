"""Endurance holds: how long, how evenly shared, how steadily, and how much the force sinks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

END_S = 5.0
RAMP_S = 1.0
_LOWERING_S = 0.5
_BLOCK_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Hold:
    """One hold: samples ``onset`` to ``end``; ``exited`` is False when the record ended before the hold did.

    ``force_n`` ``(n,)`` is the total, ``foot_n`` ``(n,)`` one side of it (the total, until ``under`` puts a plate
    there).  ``force_uncertainty_n`` (zero and resolution) and ``gain_uncertainty`` (relative) are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    onset: int
    end: int
    exited: bool
    onset_uncertainty_s: float = 0.0
    end_uncertainty_s: float = 0.0
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    def under(self, foot_n: Floats) -> Hold:
        """Return the same hold seen by one plate whose force ``(n,)`` is given."""
        return replace(self, foot_n=foot_n)

    @property
    def steady(self) -> slice:
        """Samples of the hold proper: 1 s after the onset, so that lifting is out, to 0.5 s before a loss."""
        first = np.searchsorted(self.time_s, self.time_s[self.onset] + RAMP_S)
        stop_s = self.time_s[self.end] - (_LOWERING_S if self.exited else 0.0)
        return slice(int(first), int(np.searchsorted(self.time_s, stop_s, side="right")))

    def variants(self) -> Iterator[Hold]:
        """Yield the same hold with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = 1.0 + self.gain_uncertainty
        yield replace(self, foot_n=self.foot_n * gain, force_n=self.force_n + self.foot_n * (gain - 1.0))
        moved = self.force_uncertainty_n
        yield replace(self, foot_n=self.foot_n + moved, force_n=self.force_n + moved)
        last = len(self.time_s) - 1
        later = float(self.time_s[self.onset]) + self.onset_uncertainty_s
        yield replace(self, onset=min(int(np.searchsorted(self.time_s, later)), self.end))
        later = float(self.time_s[self.end]) + self.end_uncertainty_s
        yield replace(self, end=min(int(np.searchsorted(self.time_s, later)), last))


def hold_time(hold: Hold) -> float:
    """Onset to the first loss that lasts 1 s, s; a lower bound when the record ended first."""
    return float(hold.time_s[hold.end] - hold.time_s[hold.onset])


def mean_force(hold: Hold) -> float:
    """Mean force of one side (or both) during the hold, N."""
    part = hold.foot_n[hold.steady]
    return float(part.mean()) if len(part) else float("nan")


def load_share(hold: Hold) -> float:
    """Mean share of one side in the total, %, of all samples of the hold [S1]."""
    return _share(hold, hold.steady)


def load_share_drift(hold: Hold) -> float:
    """Share in the last 5 s minus share in the first 5 s, percentage points; NaN for holds under 10 s."""
    first, last = _ends(hold)
    return _share(hold, last) - _share(hold, first) if first is not None and last is not None else float("nan")


def steadiness_cv(hold: Hold) -> float:
    """SD of the force about its own straight line over its mean, %; NaN for holds under 2 s."""
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    if len(part) < 3 or time_s[-1] - time_s[0] < 2.0 or part.mean() <= 0:
        return float("nan")
    slope, offset = _line(time_s, part)
    return 100.0 * float(np.std(part - (slope * time_s + offset), ddof=2)) / float(part.mean())


def steadiness_uncertainty(hold: Hold) -> float:
    """Expanded uncertainty (k = 2) of ``steadiness_cv`` from the shortness of the hold, in % of the mean.

    Notes
    -----
    Tremor and sway are alike from one sample to the next: N samples tell as much about their SD as
    ``N / sum(r_k^2)`` independent ones, r_k the autocorrelation at lag k (Bartlett 1946).  NaN as ``steadiness_cv``.
    """
    cv = steadiness_cv(hold)
    if not np.isfinite(cv):
        return float("nan")
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    slope, offset = _line(time_s, part)
    rest = part - (slope * time_s + offset)
    power = np.abs(np.fft.rfft(rest, 2 * len(rest))) ** 2
    alike = np.fft.irfft(power)[: len(rest)]
    if alike[0] <= 0:
        return 0.0
    squares = (alike / alike[0]) ** 2
    independent = len(rest) / float(2.0 * squares.sum() - 1.0)
    return 2.0 * cv / float(np.sqrt(2.0 * independent))


def fatigue_slope(hold: Hold) -> float:
    """Slope of the straight line through the force, % of the mean force per second; NaN for holds under 5 s."""
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    if len(part) < 3 or time_s[-1] - time_s[0] < END_S or part.mean() <= 0:
        return float("nan")
    return 100.0 * _line(time_s, part)[0] / float(part.mean())


def fatigue_index(hold: Hold) -> float:
    """Loss from the mean of the first 5 s to that of the last 5 s, %; NaN for holds under 10 s."""
    first, last = _ends(hold)
    if first is None or last is None:
        return float("nan")
    begin, finish = float(hold.foot_n[first].mean()), float(hold.foot_n[last].mean())
    return 100.0 * (begin - finish) / begin if begin > 0 else float("nan")


def fatigue_uncertainty(hold: Hold) -> tuple[float, float]:
    """Expanded uncertainties (k = 2) of ``fatigue_slope`` (%/s) and ``fatigue_index`` (%) from tremor and sway.

    Means of 1 s are taken as independent of each other about the straight line; NaN with fewer than five of them.
    """
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    count = int((time_s[-1] - time_s[0]) / _BLOCK_S) if len(time_s) else 0
    if count < round(END_S / _BLOCK_S) or part.mean() <= 0:
        return float("nan"), float("nan")
    slope, offset = _line(time_s, part)
    edges = np.searchsorted(time_s, time_s[0] + _BLOCK_S * np.arange(count + 1))
    rest = part - (slope * time_s + offset)
    # where a whole second was lost there is no mean of it
    kept = [(first, stop) for first, stop in pairwise(edges) if stop > first]
    if len(kept) < 3:
        return float("nan"), float("nan")
    means = np.array([rest[first:stop].mean() for first, stop in kept])
    spread = 100.0 * float(np.sqrt(np.sum(means**2) / (len(kept) - 2))) / float(part.mean())
    apart = np.array([time_s[first:stop].mean() for first, stop in kept])
    apart -= apart.mean()
    return 2.0 * spread / float(np.sqrt(np.sum(apart**2))), 2.0 * spread * float(np.sqrt(2.0 * _BLOCK_S / END_S))


def _share(hold: Hold, part: slice) -> float:
    total = hold.force_n[part]
    if not len(total) or total.min() <= 0:
        return float("nan")
    return 100.0 * float((hold.foot_n[part] / total).mean())


def _ends(hold: Hold) -> tuple[slice | None, slice | None]:
    """First and last 5 s by time, never by number of samples [S19]."""
    steady = hold.steady
    time_s = hold.time_s[steady]
    if not len(time_s) or time_s[-1] - time_s[0] < 2 * END_S:
        return None, None
    first = int(np.searchsorted(time_s, time_s[0] + END_S))
    last = int(np.searchsorted(time_s, time_s[-1] - END_S))
    return slice(steady.start, steady.start + first), slice(steady.start + last, steady.stop)


def _line(time_s: Floats, values: Floats) -> tuple[float, float]:
    centred = time_s - time_s.mean()
    slope = float(np.dot(centred, values - values.mean()) / np.dot(centred, centred))
    return slope, float(values.mean() - slope * time_s.mean())
