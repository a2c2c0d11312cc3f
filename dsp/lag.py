"""How far a force lags behind a moving target: the shift of best agreement, and what it is known to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dsp.sampling import usual_step, whole_steps
from dsp.tracking import Floats, Tracking
from dsp.wander import likeness

EARLIEST_S, LATEST_S = -0.5, 1.5
"""Shifts that are tried: people anticipate a target they know by less, and follow one they see by less."""
_COARSE_S = 0.02
_FINEST_HZ = 100.0
_LEAST_MOVED = 0.02


@dataclass(frozen=True, slots=True)
class Lag:
    """``seconds`` is how much later than the target the force does the same, ``uncertainty_s`` expanded (k = 2).

    ``correlation`` is that of the force with the target shifted so.
    """

    seconds: float
    uncertainty_s: float
    correlation: float


def find_lag(tracking: Tracking) -> Lag | None:
    """Find the shift at which the force agrees best with its moving target.

    Parameters
    ----------
    tracking : Tracking
        With a target ``(n,)`` in N that moves by more than 2 % of its mean.

    Returns
    -------
    Lag or None
        None where the target stands still, where the record is too short, or where the best shift lies at the end of
        those that are tried (-0.5 to 1.5 s): then the force does not follow the target.

    Notes
    -----
    The maximum of the normalised cross-correlation, refined by a parabola.  Its variance is that of a least-squares
    shift, ``likeness * residual variance / sum(T'^2)``, with the likeness of neighbouring residuals (``dsp.wander``).
    Stretches without samples are left out.
    """
    time_s, force, target = _even(tracking)
    if len(time_s) < 10 or np.ptp(target) <= _LEAST_MOVED * abs(float(target.mean())):
        return None
    inside = (time_s >= time_s[0] + LATEST_S) & (time_s <= time_s[-1] + EARLIEST_S)
    counted = inside & np.isfinite(force)
    if np.count_nonzero(counted) < 10:
        return None
    shifts = np.arange(EARLIEST_S, LATEST_S + _COARSE_S / 2, _COARSE_S)
    when, pushed = time_s[counted], force[counted]
    agreement = np.array([_correlation(pushed, np.interp(when - shift, time_s, target)) for shift in shifts])
    best = int(np.argmax(agreement))
    if best in (0, len(shifts) - 1) or agreement[best] <= 0:
        return None
    before, here, after = agreement[best - 1 : best + 2]
    bend = before - 2.0 * here + after
    shift = float(shifts[best] + (0.5 * _COARSE_S * (before - after) / bend if bend < 0 else 0.0))
    moved = np.interp(when - shift, time_s, target)
    return Lag(shift, _uncertainty(when, pushed, moved), _correlation(pushed, moved))


def _even(tracking: Tracking) -> tuple[Floats, Floats, Floats]:
    """Times at equal distances, at most 100 Hz; the force there, NaN over gaps; the target there."""
    part = tracking.part
    time_s, force = tracking.time_s[part], tracking.force_n[part]
    target = tracking.limits()[2][part]
    if len(time_s) < 2:
        return time_s, force, target
    step = max(usual_step(time_s), 1.0 / _FINEST_HZ)
    even = np.arange(time_s[0], time_s[-1] + step / 2, step)
    pushed = np.interp(even, time_s, force)
    for at in np.flatnonzero(~whole_steps(time_s)):
        pushed[(even > time_s[at]) & (even < time_s[at + 1])] = np.nan
    return even, pushed, np.interp(even, time_s, target)


def _correlation(first: Floats, second: Floats) -> float:
    one, two = first - first.mean(), second - second.mean()
    size = float(np.sqrt((one @ one) * (two @ two)))
    return float(one @ two) / size if size > 0 else 0.0


def _uncertainty(when: Floats, pushed: Floats, moved: Floats) -> float:
    """Expanded uncertainty of the shift between two curves that are fitted to each other in size and offset."""
    centred = moved - moved.mean()
    gain = float(centred @ (pushed - pushed.mean())) / float(centred @ centred)
    rest = pushed - pushed.mean() - gain * centred
    slope = gain * np.gradient(moved, when)
    variance = likeness(rest * slope) * float(rest @ rest) / max(1, len(rest) - 3)
    return 2.0 * float(np.sqrt(variance / float(slope @ slope)))
