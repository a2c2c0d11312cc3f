"""What is measured of an endurance hold: pure functions of a ``Hold``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.endurance import BLOCK_S, END_S, Floats, Hold
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.symmetry import student_95
from dsp.wander import block_means, likeness, line


def hold_time(hold: Hold) -> float:
    """Onset to the first loss that lasts 1 s, s; a lower bound when the record ended first."""
    return float(hold.time_s[hold.end] - hold.time_s[hold.onset])


def mean_force(hold: Hold) -> float:
    """Mean force of one side (or both) during the hold, N."""
    part = hold.foot_n[hold.steady]
    return float(part.mean()) if len(part) else float("nan")


_LEAST_FREEDOM = 4.0
"""A wander is taken to be known from so many independent stretches at least: fewer would only say that it is not."""


def load_share(hold: Hold) -> float:
    """Mean share of one side in the total, %, of all samples of the hold [S1]."""
    return _share(hold, hold.steady)


def load_share_drift(hold: Hold) -> float:
    """Share in the last 5 s minus share in the first 5 s, % of the total; NaN for holds under 10 s."""
    first, last = ends_of(hold)
    return _share(hold, last) - _share(hold, first) if first is not None and last is not None else float("nan")


def share_drift_rate(hold: Hold) -> float:
    """Slope of the straight line through the share of one side, %/min of the total; NaN under 5 s [S1]."""
    time_s, total = hold.time_s[hold.steady], hold.force_n[hold.steady]
    if len(total) < 3 or time_s[-1] - time_s[0] < END_S or total.min() <= 0:
        return float("nan")
    return 6000.0 * line(time_s, hold.foot_n[hold.steady] / total)[0]


def share_unsteadiness(hold: Hold) -> float:
    """SD of the share of one side about its own straight line, % of the total; NaN for holds under 2 s.

    Both sides have the same: where everything is on the plates, what trembles goes from one to the other and the total
    tells nothing of it.
    """
    time_s, total = hold.time_s[hold.steady], hold.force_n[hold.steady]
    if len(total) < 3 or time_s[-1] - time_s[0] < 2.0 or total.min() <= 0:
        return float("nan")
    share = hold.foot_n[hold.steady] / total
    slope, offset = line(time_s, share)
    return 100.0 * float(np.std(share - (slope * time_s + offset), ddof=2))


def share_unsteadiness_uncertainty(hold: Hold) -> float:
    """Expanded uncertainty (k = 2) of ``share_unsteadiness`` from the shortness of the hold, % of the total.

    Found as for ``steadiness_uncertainty``.
    """
    found = share_unsteadiness(hold)
    if not np.isfinite(found):
        return float("nan")
    return found * spread_known(hold.time_s[hold.steady], hold.foot_n[hold.steady] / hold.force_n[hold.steady])


def hold_impulse(hold: Hold) -> float:
    """Force of one side (or both) summed over the hold, onset to end, N s, by trapezoids [S5]."""
    part = slice(hold.onset, hold.end + 1)
    return float(np.trapezoid(hold.foot_n[part], hold.time_s[part])) if hold.end > hold.onset else float("nan")


def steadiness_cv(hold: Hold) -> float:
    """SD of the force about its own straight line over its mean, %; NaN for holds under 2 s."""
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    if len(part) < 3 or time_s[-1] - time_s[0] < 2.0 or part.mean() <= 0:
        return float("nan")
    slope, offset = line(time_s, part)
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
    return cv * spread_known(hold.time_s[hold.steady], hold.foot_n[hold.steady])


def spread_known(time_s: Floats, values: Floats) -> float:
    """Say how well the SD about a straight line is known from a record of this length.

    Parameters
    ----------
    time_s, values : ndarray, shape (n,)
        Times in s, at least three, and what was measured then.

    Returns
    -------
    float
        Expanded relative uncertainty (k = 2) of the SD; 0 where the values lie on their line.

    Notes
    -----
    As for ``steadiness_uncertainty``.
    """
    slope, offset = line(time_s, values)
    rest = values - (slope * time_s + offset)
    power = np.abs(np.fft.rfft(rest, 2 * len(rest))) ** 2
    alike = np.fft.irfft(power)[: len(rest)]
    if alike[0] <= 0:
        return 0.0
    squares = (alike / alike[0]) ** 2
    independent = len(rest) / float(2.0 * squares.sum() - 1.0)
    return 2.0 / float(np.sqrt(2.0 * independent))


def fatigue_slope(hold: Hold) -> float:
    """Slope of the straight line through the force over its mean, %/s; NaN for holds under 5 s."""
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    if len(part) < 3 or time_s[-1] - time_s[0] < END_S or part.mean() <= 0:
        return float("nan")
    return 100.0 * line(time_s, part)[0] / float(part.mean())


def fatigue_index(hold: Hold) -> float:
    """Loss from the mean of the first 5 s to that of the last 5 s, %; NaN for holds under 10 s."""
    first, last = ends_of(hold)
    if first is None or last is None:
        return float("nan")
    begin, finish = float(hold.foot_n[first].mean()), float(hold.foot_n[last].mean())
    return 100.0 * (begin - finish) / begin if begin > 0 else float("nan")


def fatigue_uncertainty(hold: Hold) -> tuple[float, float]:
    """Expanded uncertainties (k = 2) of ``fatigue_slope`` (%/s) and ``fatigue_index`` (%) from tremor and sway.

    From the scatter of means of 1 s about the straight line and their likeness; NaN with fewer than five of them.
    """
    time_s, part = hold.time_s[hold.steady], hold.foot_n[hold.steady]
    if not len(part) or part.mean() <= 0:
        return float("nan"), float("nan")
    slope, ends = line_uncertainties(time_s, part)
    return 100.0 * slope / float(part.mean()), 100.0 * ends / float(part.mean())


def share_uncertainty(hold: Hold) -> tuple[float, float, float]:
    """Expanded uncertainties (k = 2) of ``load_share`` (%), ``load_share_drift`` (%) and ``share_drift_rate`` (%/min).

    From how the share wanders about its straight line, as ``fatigue_uncertainty``.
    """
    time_s, total = hold.time_s[hold.steady], hold.force_n[hold.steady]
    if not len(total) or total.min() <= 0:
        return float("nan"), float("nan"), float("nan")
    share = 100.0 * hold.foot_n[hold.steady] / total
    slope, ends = line_uncertainties(time_s, share)
    span_s = float(time_s[-1] - time_s[0])
    # the mean of all is known better than the ends by the root of how much longer it is; two ends are compared
    return ends * float(np.sqrt(END_S / (2.0 * span_s))), ends, 60.0 * slope


def line_uncertainties(time_s: Floats, values: Floats) -> tuple[float, float]:
    """Say what wandering leaves open of a straight line and of the difference between its ends.

    Parameters
    ----------
    time_s, values : ndarray, shape (n,)
        Times in s and what was measured then.

    Returns
    -------
    slope : float
        Expanded uncertainty (k = 2) of the slope, per second; NaN for records under 5 s.
    ends : float
        That of the mean of the last 5 s minus that of the first 5 s.
    """
    if len(time_s) < 3 or time_s[-1] - time_s[0] < END_S:
        return float("nan"), float("nan")
    slope, offset = line(time_s, values)
    centres, means = block_means(time_s, values - (slope * time_s + offset), BLOCK_S)
    # where a whole second was lost there is no mean of it
    if len(means) < 3:
        return float("nan"), float("nan")
    alike = likeness(means)
    variance = alike * float(np.sum(means**2)) / (len(means) - 2)
    apart = float(np.sum((centres - centres.mean()) ** 2))
    # what is alike tells as little of its own spread as of its mean
    wide = max(2.0, student_95(max(_LEAST_FREEDOM, len(means) / alike - 2.0)))
    return wide * float(np.sqrt(variance / apart)), wide * float(np.sqrt(2.0 * variance * BLOCK_S / END_S))


def _share(hold: Hold, part: slice) -> float:
    total = hold.force_n[part]
    if not len(total) or total.min() <= 0:
        return float("nan")
    return 100.0 * float((hold.foot_n[part] / total).mean())


def ends_of(hold: Hold) -> tuple[slice | None, slice | None]:
    """First and last 5 s by time, never by number of samples [S19]."""
    steady = hold.steady
    time_s = hold.time_s[steady]
    if not len(time_s) or time_s[-1] - time_s[0] < 2 * END_S:
        return None, None
    first = int(np.searchsorted(time_s, time_s[0] + END_S))
    last = int(np.searchsorted(time_s, time_s[-1] - END_S))
    return slice(steady.start, steady.start + first), slice(steady.start + last, steady.stop)


# The table ---

_SLOW = Needs(8.0, Kind.AVERAGE)
_SHARED = Needs(8.0, Kind.AVERAGE, one_clock=True)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _steady(h: Hold) -> tuple[int, int]:
    return h.steady.start, max(h.steady.start, h.steady.stop - 1)


def _held(h: Hold) -> tuple[int, int]:
    """From the first to the last sample at which the hold may have begun and ended."""
    first, last = h.time_s[h.onset] - h.onset_uncertainty_s, h.time_s[h.end] + h.end_uncertainty_s
    return int(np.searchsorted(h.time_s, first)), min(int(np.searchsorted(h.time_s, last)), len(h.time_s) - 1)


# fmt: off
HOLD: tuple[Formula[Hold], ...] = (
    Formula("hold_time", "Hold time", "s", _UP, Needs(8.0, Kind.TIME),
            "onset to the first loss below half the rise for 1 s", "[S46]", hold_time, _held),
    Formula("mean_force", "Mean force", "N", _PLAIN, _SLOW,
            "mean from 1 s after the onset", "[S5]", mean_force, _steady, sided=True),
    Formula("hold_impulse", "Impulse of the hold", "N s", _UP, _SLOW,
            "force summed from onset to end", "[S5]", hold_impulse, _held, sided=True),
    Formula("steadiness_cv", "Unsteadiness (CV)", "%", _DOWN, _SHARED,
            "SD about a straight line / mean", "own definition", steadiness_cv, _steady),
    Formula("fatigue_slope", "Fatigue slope", "%/s", _PLAIN, _SHARED,
            "slope of the straight line / mean", "own definition", fatigue_slope, _steady),
    Formula("fatigue_index", "Fatigue index", "%", _DOWN, _SHARED,
            "loss from first to last 5 s", "[S19]", fatigue_index, _steady),
)

SHARE: tuple[Formula[Hold], ...] = (
    Formula("load_share", "Load share", "%", _PLAIN, _SHARED,
            "mean of side / total", "[S1]", load_share, _steady, sided=True),
    Formula("load_share_drift", "Drift of load share", "%", _PLAIN, _SHARED,
            "share in the last 5 s minus the first 5 s", "[S1]", load_share_drift, _steady, sided=True),
    Formula("share_drift_rate", "Drift of load share per minute", "%/min", _PLAIN, _SHARED,
            "slope of the straight line through side / total", "[S1]", share_drift_rate, _steady, sided=True),
    Formula("share_unsteadiness", "Unsteadiness of load share", "%", _DOWN, _SHARED,
            "SD of side / total about a straight line", "own definition", share_unsteadiness, _steady, sided=True),
)

HOLD_SUMMARY: tuple[Metric, ...] = (
    Metric("load_asymmetry", "Difference of load", "%", _PLAIN, _SHARED,
           "100 (R - L) / max(L, R) of the mean forces", "[S1, S3]"),
    Metric("hold_level", "Level held, of own maximum", "%", _PLAIN, _SLOW,
           "mean force / best peak of the own maximum", "[S46]"),
)

FORM_LOSS: tuple[Metric, ...] = (
    Metric("form_kept_time", "Time until form is lost", "s", _UP, _SHARED,
           "onset to where load share or unsteadiness leave their beginning for good, else to the end",
           "own definition"),
    Metric("form_loss_shift", "Load moved at loss of form", "%", _PLAIN, _SHARED,
           "share in the last 5 s minus share of the beginning", "own definition", sided=True),
)
# fmt: on
