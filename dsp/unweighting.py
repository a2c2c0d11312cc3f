"""Where a countermovement begins: the start of the descent, not of the sway before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dsp.runs import first_run
from dsp.smoothing import moving_mean
from dsp.weighing import GRAVITY, Stance

Floats = npt.NDArray[np.float64]

ONSET_SD = 5.0
PERSISTENCE_S = 0.030
_SMOOTH_S, _LOUD_N, _LOUD = 0.015, 3.0, 1.4
_REST_S = 0.25
_REST_SPEED = 0.10
_PAUSED_BELOW_M = 0.06
_KNEE_S, _SHALLOW, _DEEP = 0.06, 0.07, 0.3
_UNWEIGHTING_S, _CLEARLY_SD = 1.0, 25.0


@dataclass(frozen=True, slots=True)
class Unweighting:
    """Where the countermovement begins, in samples.

    ``onset`` is the walk-back of the first lasting dip, ``declared`` where the dip left the band, ``start`` where the
    body last was at rest (before a rise on the toes, if there was one), from which velocity is integrated.
    ``paused`` tells that the body had gone down and stood still again before, as in a squat jump.
    """

    onset: int
    declared: int
    start: int
    paused: bool


def find_unweighting(force_n: Floats, fs: float, stance: Stance, takeoff: int) -> Unweighting | None:
    """Find the onset of a countermovement between weighing and take-off.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total vertical force in N.
    fs : float
        Measured rate in Hz, > 0.
    stance : Stance
        The weighing; the search starts after it.
    takeoff : int
        Sample of take-off; the search ends there.

    Returns
    -------
    Unweighting or None
        None when force never stays below ``W - 5 SD`` for 30 ms: no countermovement.

    Notes
    -----
    First force below ``W - 5 SD`` (at least 5 N) that stays there for 30 ms, then back to ``W - 1 SD`` [S3].  A dip
    after which the body is at rest again (inside the band for 0.25 s at less than 0.1 m/s) was sway, not the jump,
    and the search goes on behind it; so was one from which force comes back into the band for 30 ms before a fifth of
    the greatest downward speed is reached.  The standard deviation is that of the weighing and of how other quiet
    seconds differ from it.  Sway that leads into the descent is no onset either: it is not put more than 60 ms before
    the force last was above 7 % of the unweighting, where that is more than sway.
    """
    excess, sd = _quietened(force_n[:takeoff] - stance.mean_n, fs, stance)
    band = max(ONSET_SD * sd, 5.0)
    hold = max(1, round(PERSISTENCE_S * fs))
    position, paused = stance.stop, False
    while True:
        declared = first_run(excess[position:] < -band, hold)
        if declared is None:
            return None
        declared += position
        onset = _walk_back(excess, declared, -max(sd, 1.0), stance.start)
        start = min(onset, _rest_before(excess, onset, band, fs, stance.stop))
        rest = _rest_after(excess, start, declared, band, fs, stance.mean_n)
        if rest is None:
            inside = _back_inside(excess, start, declared, band, hold, fs, stance.mean_n)
            if inside is None:
                knee = _knee(excess, declared, fs, sd)
                onset = max(onset, knee - round(_KNEE_S * fs))
                return Unweighting(onset, max(declared, knee), start, paused)
            rest = inside, 0.0
        position, depth = rest
        paused = paused or depth > _PAUSED_BELOW_M


def _quietened(excess: Floats, fs: float, stance: Stance) -> tuple[Floats, float]:
    """The force above the weight and its SD in standing; of means of 15 ms where sensors are louder than bodies."""
    smooth = moving_mean(excess, max(1, round(_SMOOTH_S * fs)))
    sd = float(smooth[stance.start : stance.stop].std())
    if stance.sd_n > max(_LOUD_N, _LOUD * sd):
        return smooth, float(np.hypot(sd, stance.wander_n))
    return excess, stance.restlessness_n


def _walk_back(excess: Floats, index: int, level: float, floor: int) -> int:
    """Last sample at or above ``level`` before ``index``, not before ``floor``."""
    above = np.flatnonzero(excess[floor:index] >= level)
    return floor + int(above[-1]) if len(above) else floor


def _knee(excess: Floats, declared: int, fs: float, sd: float) -> int:
    """Last sample above a little part of the unweighting before a greater part of it; sway ends there at the latest."""
    ahead = excess[declared : declared + round(_UNWEIGHTING_S * fs)]
    # it ends where the force is back above the weight: after the push it falls once more
    ended = first_run(ahead > 0.0, max(1, round(PERSISTENCE_S * fs)))
    least = declared + int(np.argmin(ahead if not ended else ahead[:ended]))
    if -float(excess[least]) < _CLEARLY_SD * sd:
        return declared  # that little part is no more than sway is
    deep = declared + int(np.argmax(excess[declared : least + 1] <= _DEEP * excess[least]))
    above = np.flatnonzero(excess[declared : deep + 1] > _SHALLOW * excess[least])
    return declared + (int(above[-1]) if len(above) else 0)


def _rest_before(excess: Floats, onset: int, band: float, fs: float, floor: int) -> int:
    """End of the last 0.2 s inside the band before ``onset``; ``floor`` when there is none after it."""
    size = max(2, round(0.2 * fs))
    inside = (np.abs(excess[max(0, floor - size) : onset]) <= band)[::-1]
    found = first_run(inside, size)
    return floor if found is None else onset - found


def _rest_after(
    excess: Floats, start: int, declared: int, band: float, fs: float, weight_n: float
) -> tuple[int, float] | None:
    """End of the first rest after the dip and how deep the body was then; None when the dip led into the jump."""
    speed = np.concatenate(([0.0], np.cumsum(excess[start:-1]))) / fs * GRAVITY / weight_n
    still = (np.abs(excess[start:]) <= band) & (np.abs(speed) <= _REST_SPEED)
    size = max(2, round(_REST_S * fs))
    found = first_run(still[declared - start :], size)
    if found is None:
        return None
    end = declared + found + size
    return end, -float(speed[: end - start].sum()) / fs


def _back_inside(
    excess: Floats, start: int, declared: int, band: float, hold: int, fs: float, weight_n: float
) -> int | None:
    """End of the last return into the band, or above it, between a dip and the descent proper; None without one."""
    speed = np.cumsum(excess[start:]) / fs * GRAVITY / weight_n
    descent = start + int(np.argmax(speed <= 0.2 * min(float(speed.min()), 0.0)))
    found = first_run((excess[declared:descent] >= -band)[::-1], hold)
    return None if found is None else descent - found
