"""Finding every rise from a seat in the force under the feet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dsp.integrals import cumulative
from dsp.runs import first_run, runs
from dsp.sampling import mean_rate
from dsp.sit_to_stand import NoRise, Rise
from dsp.smoothing import moving_mean
from dsp.weighing import GRAVITY, Stance

Floats = npt.NDArray[np.float64]

SEATED = 0.5
"""Less than this part of the weight under the feet is sitting ..."""
SEATED_S = 0.12
"""... when it lasts so long: the dip of sitting down fast is shorter."""
STANDING = 0.9
STANDING_S = 0.25
"""Who carries less than this on the feet, or for a shorter time, tried and sat down again."""
SETTLED, SETTLED_S = 0.05, 0.2
"""Standing is a force within this part of the weight for so long."""
SIGN_SD, SIGN_WEIGHT = 3.0, 0.01
"""The first sign of rising is so many SD, and this part of the weight, above the load of sitting."""
_SMOOTH_S = 0.05
_RISING_S = 2.5
_LEAVING = 0.025


def find_rises(time_s: Floats, force_n: Floats, stance: Stance) -> tuple[tuple[Rise, ...], int]:
    """Find every rise from a seat, and how many attempts ended on it again.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total force under the feet in N; the chair stands beside the plates.
    stance : Stance
        Quiet standing, anywhere in the record: without it nobody knows when the feet carry the whole weight.

    Returns
    -------
    rises : tuple of Rise
        In order of time.
    attempts : int
        Rises that never had nine tenths of the weight on the feet for a quarter of a second.

    Raises
    ------
    NoRise
        When there is none, or nobody sat.
    ValueError
        When time and force do not belong together.

    Notes
    -----
    Phases as VALD's sit-to-stand [S1]: the time to stand ends when the force is stable.  The seat is left after the
    feet carry the whole weight and, as the body is braked only later, not after the greatest force.
    """
    fs = mean_rate(time_s, force_n)
    smooth = moving_mean(force_n, max(1, round(_SMOOTH_S * fs)))
    seats = runs(smooth < SEATED * stance.mean_n, max(1, round(SEATED_S * fs)))
    if not seats:
        raise NoRise(f"the feet never carry less than {100 * SEATED:.0f} % of the weight: nobody sits")
    rises: list[Rise] = []
    attempts = 0
    for number, (sat, up) in enumerate(seats):
        stop = seats[number + 1][0] if number + 1 < len(seats) else len(smooth)
        if stop - up < 2:
            continue
        loaded = smooth[up:stop] > STANDING * stance.mean_n
        if np.count_nonzero(loaded) < STANDING_S * fs:
            attempts += 1
            continue
        rises.append(_rise(time_s, force_n, smooth, fs, stance, (sat, up, stop)))
    if not rises:
        raise NoRise("the feet never carry the whole weight after sitting: nobody stands up")
    return tuple(rises), attempts


def _rise(
    time_s: Floats, force_n: Floats, smooth: Floats, fs: float, stance: Stance, span: tuple[int, int, int]
) -> Rise:
    """A rise from the seat ``sat .. up``, with the feet loaded until ``stop``."""
    sat, up, stop = span
    weight = stance.mean_n
    start, rest_sd_n = _first_sign(smooth, fs, sat, up, weight)
    limit = min(stop, up + round(_RISING_S * fs))
    carried = np.flatnonzero(smooth[up:limit] >= weight)
    unseated = up + (int(carried[0]) if len(carried) else int(np.argmax(smooth[up:limit])))
    ends = stop < len(smooth)
    left = unseated
    if ends:
        # where the seat begins to carry, the force falls below the weight for the last time
        above = np.flatnonzero(smooth[unseated:stop] >= weight)
        left = unseated + (int(above[-1]) if len(above) else stop - unseated - 1)
    last = left if ends else stop - 1
    speed = _speed(time_s, force_n, smooth, fs, stance, (unseated, last), ends)
    falling = np.flatnonzero((speed[:-1] > 0) & (speed[1:] <= 0))
    top = unseated + (int(falling[0]) + 1 if len(falling) else len(speed) - 1)
    if not ends or top - unseated > _RISING_S * fs:
        top = min(top, unseated + round(_RISING_S * fs))
    peak = unseated + int(np.argmax(smooth[unseated : max(top, unseated + 1)]))
    # a slow push is itself within that part of the weight: nobody stands before the body has been fastest
    begun = max(peak, unseated + int(np.argmax(speed[: max(top - unseated, 1)])))
    near = np.abs(smooth[begun:last] - weight) <= SETTLED * weight
    settled = first_run(near, max(1, round(SETTLED_S * fs)))
    # passing through the weight between push and braking is not standing: there the body is still fast
    while settled is not None and speed[begun + settled - unseated] > 0.5 * float(speed.max()):
        further = first_run(near[settled + 1 :], max(1, round(SETTLED_S * fs)))
        settled = None if further is None else settled + 1 + further
    stood = top if settled is None else begun + settled
    position = cumulative(speed, time_s[unseated : last + 1])[: max(top, stood) - unseated + 1]
    height = float(position.max())
    half = unseated + int(np.argmax(position >= 0.5 * height))
    sitting = _leaving(smooth, stood, left, weight) if ends else None
    return Rise(
        start,
        unseated,
        peak,
        half,
        stood,
        settled is not None,
        sitting,
        stop if ends else None,
        height,
        float(speed[: max(top - unseated, 1)].max()),
        rest_sd_n,
    )


def _first_sign(smooth: Floats, fs: float, sat: int, up: int, weight: float) -> tuple[int, float]:
    """Where the load of the feet leaves that of sitting, and the SD of that load."""
    part = smooth[sat:up]
    # a short touch of the seat is nothing but its two flanks: there its load is near the least
    rest = float(np.percentile(part, 50.0 if up - sat > fs else 20.0))
    lower = part[part <= rest]
    # the way down and the rise are above; what is below says how restless sitting is
    sd = float(np.sqrt(np.mean((lower - rest) ** 2)))
    sd = min(sd, 0.02 * weight)
    below = np.flatnonzero(part <= rest + max(SIGN_SD * sd, SIGN_WEIGHT * weight))
    return sat + (int(below[-1]) if len(below) else 0), sd


def _speed(
    time_s: Floats, force_n: Floats, smooth: Floats, fs: float, stance: Stance, span: Sequence[int], ends: bool
) -> Floats:
    """Speed of the body from the whole weight on the feet to the seat (or to the end of the record), upwards.

    Where it stands still in between, having gone up, the speed is zero; without such a moment it comes down as far as
    it went up.
    """
    first, last = span
    part = slice(first, last + 1)
    speed = cumulative((force_n[part] - stance.mean_n) * GRAVITY / stance.mean_n, time_s[part])
    near = np.abs(smooth[part] - stance.mean_n) <= max(0.01 * stance.mean_n, 3.0 * stance.sd_n)
    height = cumulative(speed, time_s[part])
    middles = [still + round(0.5 * SETTLED_S * fs) for still, _ in runs(near, max(1, round(SETTLED_S * fs)))]
    if not ends:
        middles.append(len(speed) - 1 - round(0.5 * SETTLED_S * fs))
    for middle in (min(max(middle, 0), len(speed) - 1) for middle in middles):
        at_rest: Floats = speed - float(speed[middle])
        # a slow rise has the force of standing where it is fastest, too: at rest there, the body would have sunk
        if float(height[middle]) > float(speed[middle]) * float(time_s[first + middle] - time_s[first]):
            return at_rest
    length = float(time_s[last] - time_s[first])
    closed: Floats = speed - float(cumulative(speed, time_s[part])[-1]) / length
    return closed


def _leaving(smooth: Floats, stood: int, left: int, weight: float) -> int:
    """Where the way down begins: from its unweighting back to where the force is the weight."""
    if left <= stood:
        return stood
    part = smooth[stood : left + 1]
    low = int(np.argmin(part))
    above = np.flatnonzero(part[: low + 1] >= (1.0 - _LEAVING) * weight)
    return stood + (int(above[-1]) if len(above) else 0)
