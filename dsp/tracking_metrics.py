"""What is measured of a force that was to stay in a band: functions of a ``Tracking``; their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.metric import Direction, Formula, Kind, Needs
from dsp.sampling import whole_steps
from dsp.tracking import Floats, NoBand, Tracking, find_exits, left_at, seconds_inside
from dsp.wander import block_means, likeness

BLOCK_S = 1.0


def band_hold_time(tracking: Tracking) -> float:
    """Start to the first exit below the band that lasts 1 s, s; to the end where there is none [S46]."""
    try:
        left_s = left_at(tracking)
    except NoBand:
        return float("nan")
    last_s = float(tracking.time_s[tracking.end])
    return (last_s if left_s is None else left_s) - float(tracking.time_s[tracking.start])


def time_in_band(tracking: Tracking) -> float:
    """Time in the band, % of the time that was measured [S46]."""
    inside, measured = seconds_inside(tracking)
    return 100.0 * inside / measured if measured > 0 else float("nan")


def band_exits(tracking: Tracking) -> float:
    """Number of excursions out of the band of at least 0.2 s."""
    return float(len(find_exits(tracking)))


def tracking_rmse(tracking: Tracking) -> float:
    """Root of the mean square of force minus target over time, % of the mean target."""
    error, weights, target = _errors(tracking)
    return _per_cent(float(np.sqrt(weights @ error**2)), target)


def tracking_bias(tracking: Tracking) -> float:
    """Mean of force minus target over time, % of the mean target; positive is too much."""
    error, weights, target = _errors(tracking)
    return _per_cent(float(weights @ error), target)


def tracking_wander(tracking: Tracking) -> dict[str, float]:
    """Expanded uncertainties (k = 2) that the shortness of the record leaves, by the metric's key.

    Means of 1 s of the error, of its square and of being in the band, with their likeness.  NaN with fewer than four.
    """
    time_s, force = tracking.time_s[tracking.part], tracking.force_n[tracking.part]
    low, high, target = (each[tracking.part] for each in tracking.limits())
    error, level = force - target, float(target.mean())
    rmse = tracking_rmse(tracking)
    square = mean_uncertainty(time_s, (100.0 * error / level) ** 2) if level > 0 else float("nan")
    inside = np.where((force >= low) & (force <= high), 100.0, 0.0)
    return {
        "time_in_band": mean_uncertainty(time_s, inside),
        "tracking_bias": mean_uncertainty(time_s, 100.0 * error / level) if level > 0 else float("nan"),
        "tracking_rmse": 0.5 * square / rmse if rmse > 0 else 0.0,
    }


def mean_uncertainty(time_s: Floats, values: Floats) -> float:
    """Find what the shortness of a record leaves open about a mean.

    Parameters
    ----------
    time_s, values : ndarray, shape (n,)
        Increasing times in s and what was measured then.

    Returns
    -------
    float
        Expanded uncertainty (k = 2) of the mean of ``values``, in their unit, from their means of 1 s and the likeness
        of these; NaN with fewer than four.

    Examples
    --------
    >>> mean_uncertainty(np.arange(8) / 2.0, np.array([1.0, 1.0, -1.0, -1.0, 1.0, 1.0, -1.0, -1.0])).__round__(2)
    1.15
    """
    _, means = block_means(time_s, values, BLOCK_S)
    if len(means) < 4:
        return float("nan")
    return 2.0 * float(np.sqrt(likeness(means) * np.var(means, ddof=1) / len(means)))


def _errors(tracking: Tracking) -> tuple[Floats, Floats, float]:
    """Force minus target, what part of the measured time each sample stands for, and the mean target."""
    time_s = tracking.time_s[tracking.part]
    target = tracking.limits()[2][tracking.part]
    error = tracking.force_n[tracking.part] - target
    if len(time_s) < 2:
        return error, np.full(len(error), np.nan), float("nan")
    steps = np.diff(time_s) * whole_steps(time_s)
    weights = np.zeros(len(time_s))
    weights[:-1] += steps / 2.0
    weights[1:] += steps / 2.0
    weights /= weights.sum()
    return error, weights, float(weights @ target)


def _per_cent(force_n: float, target_n: float) -> float:
    return 100.0 * force_n / target_n if target_n > 0 else float("nan")


# The table ---

_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_MOMENT = Needs(8.0, Kind.TIME, one_clock=True)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _part(t: Tracking) -> tuple[int, int]:
    return t.start, t.end


# fmt: off
TRACKING: tuple[Formula[Tracking], ...] = (
    Formula("band_hold_time", "Time to leaving the band", "s", _UP, _MOMENT,
            "onset to the first exit below the band for more than 1 s", "[S46]", band_hold_time, _part),
    Formula("time_in_band", "Time in band", "%", _UP, _SLOW,
            "time between the limits / time measured", "[S46]", time_in_band, _part),
    Formula("band_exits", "Exits from the band", "", _DOWN, _MOMENT,
            "excursions of at least 0.2 s of the 0.1 s mean", "[S46]", band_exits, _part),
    Formula("tracking_rmse", "Distance from target (RMSE)", "%", _DOWN, _SLOW,
            "root of the mean square of force minus target / mean target", "[S46]", tracking_rmse, _part),
    Formula("tracking_bias", "Mean deviation from target", "%", _PLAIN, _SLOW,
            "mean of force minus target / mean target", "[S46]", tracking_bias, _part),
)
# fmt: on
