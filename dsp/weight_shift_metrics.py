"""What is measured of weight shifts: pure functions of ``WeightShifts``, means over the shifts to one side, their rows.

Held is what lies between arriving and giving up, without half a second at either end.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.sampling import usual_step
from dsp.smoothing import moving_mean
from dsp.weight_shift import Floats, Shift, WeightShifts

END_S = 2.0
"""The end of a hold ..."""
LEAVING_S = 0.5
"""... without the time in which it is given up, and arriving lasts as long."""
OVER_S = 1.0
"""An overshoot comes so soon after arriving."""
LIMIT_S = 0.5
_FINE_S = 0.1
_TELLING = 1001


def _mean(trial: WeightShifts, of: Callable[[Shift], float]) -> float:
    values = np.array([of(shift) for shift in trial.chosen])
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _at(trial: WeightShifts, time_s: float) -> int:
    return min(int(np.searchsorted(trial.time_s, time_s - 1e-9)), len(trial.time_s) - 1)


def _step(trial: WeightShifts) -> float:
    """Time between samples, s; the beginning tells it as well as the whole."""
    return usual_step(trial.time_s[:_TELLING])


def _held_part(trial: WeightShifts, shift: Shift) -> slice:
    """Samples between half a second after arriving and half a second before giving up; may be empty."""
    times = trial.time_s
    return slice(_at(trial, times[shift.arrived] + LEAVING_S), _at(trial, times[shift.left] - LEAVING_S) + 1)


def _end_part(trial: WeightShifts, shift: Shift) -> slice | None:
    """Samples of the last 2 s of the hold; None where it was too short."""
    held = _held_part(trial, shift)
    if held.stop - held.start < 2 or trial.seconds(held.start, held.stop - 1) < LEAVING_S:
        return None
    return slice(max(held.start, _at(trial, trial.time_s[held.stop - 1] - END_S)), held.stop)


def _end(trial: WeightShifts, shift: Shift) -> Floats:
    """Share in the last 2 s of the hold, %; empty where it was too short."""
    part = _end_part(trial, shift)
    return np.zeros(0) if part is None else trial.share(shift.side, part)


def noise_of_share(trial: WeightShifts) -> float:
    """SD of a mean of 0.1 s of the share from white noise alone, %; told by second differences while held."""
    found = [
        float(np.mean(np.square(np.diff(_end(trial, one), 2)))) for one in trial.shifts if len(_end(trial, one)) > 2
    ]
    count = max(1.0, _FINE_S / _step(trial))
    return float(np.sqrt(np.mean(found) / 6.0 / count)) if found else 0.0


def _smooth(trial: WeightShifts, shift: Shift, part: slice, seconds: float) -> Floats:
    step = _step(trial)
    width = 2 * int(0.5 * seconds / step + 1e-3) + 1
    around = slice(max(0, part.start - width), part.stop + width)
    mean = moving_mean(trial.share(shift.side, around), width)
    return mean[part.start - around.start : part.stop - around.start]


def shift_count(trial: WeightShifts) -> float:
    """How many shifts went to this side, reps."""
    return float(len(trial.chosen))


def missed_count(trial: WeightShifts) -> float:
    """How many of them never entered the band, reps."""
    return float(sum(shift.reached is None for shift in trial.chosen))


def shift_time(trial: WeightShifts) -> float:
    """From a tenth of the way until the share enters the band, s, mean of those that do."""

    def of(shift: Shift) -> float:
        return float("nan") if shift.reached is None else trial.seconds(shift.start, shift.reached)

    return _mean(trial, of)


def hold_time(trial: WeightShifts) -> float:
    """Time at nine tenths of the way or more, s."""
    return _mean(trial, lambda shift: trial.seconds(shift.arrived, shift.left))


def held_share(trial: WeightShifts) -> float:
    """Mean share in the last 2 s of the hold, % [S1]."""
    return _mean(trial, lambda shift: _mean_of(_end(trial, shift)))


def shift_error(trial: WeightShifts) -> float:
    """Distance of the held share from the middle of the band, % of the total, mean of the sizes."""
    middle = 0.5 * (trial.band[0] + trial.band[1])
    return _mean(trial, lambda shift: abs(_mean_of(_end(trial, shift)) - middle))


def in_band(trial: WeightShifts) -> float:
    """Part of the hold in which the share is in the band, % of time."""

    def of(shift: Shift) -> float:
        share = trial.share(shift.side, _held_part(trial, shift))
        inside = _mean_of((share >= trial.band[0]) & (share <= trial.band[1]))
        # the edges of a hold are not known better: so much more of it may have been outside
        seconds = len(share) * _step(trial)
        return 100.0 * inside * seconds / (seconds + trial.unseen_s) if seconds > 0 else float("nan")

    return _mean(trial, of)


def overshoot(trial: WeightShifts) -> float:
    """Greatest share (mean of 0.1 s) in the second after arriving minus the held one, % of the total, >= 0."""

    def of(shift: Shift) -> float:
        last = min(shift.left, _at(trial, trial.time_s[shift.arrived] + OVER_S))
        top = float(_smooth(trial, shift, slice(shift.arrived, last + 1), _FINE_S).max())
        over = top + trial.peak_more - _mean_of(_end(trial, shift))
        return max(0.0, over) if np.isfinite(over) else float("nan")

    return _mean(trial, of)


def steadiness(trial: WeightShifts) -> float:
    """SD of the share (mean of 0.1 s) in the last 2 s of the hold, % of the total."""

    def of(shift: Shift) -> float:
        part = _end_part(trial, shift)
        if part is None:
            return float("nan")
        spread = float(_smooth(trial, shift, part, _FINE_S).std(ddof=1))
        return float(np.hypot(spread, trial.spread_more))

    return _mean(trial, of)


def limit_share(trial: WeightShifts) -> float:
    """Greatest share (mean of 0.5 s) that was held on this side, %."""
    tops = []
    for shift in trial.chosen:
        part = _held_part(trial, shift)
        if part.stop > part.start:
            tops.append(float(_smooth(trial, shift, part, LIMIT_S).max()))
    return max(tops) + trial.peak_more if tops else float("nan")


def unloading_rate(trial: WeightShifts) -> float:
    """How fast the other foot is unloaded: its loss of share from 10 to 90 % of the way times W over the time, N/s."""

    def of(shift: Shift) -> float:
        time = trial.seconds(shift.start, shift.arrived)
        gained = _smooth(trial, shift, slice(shift.start, shift.arrived + 1), _FINE_S)
        return (
            0.01 * trial.weight_n * (float(gained[-1] - gained[0]) + trial.peak_more) / time
            if time > 0
            else float("nan")
        )

    return _mean(trial, of)


def support_error(trial: WeightShifts) -> float:
    """Distance of the total from the weight while held, % of the weight, mean of the sizes: what else carried."""
    total = trial.left_n + trial.right_n
    return _mean(trial, lambda s: 100.0 * abs(_mean_of(total[_held_part(trial, s)]) / trial.weight_n - 1.0))


def end_shares(trial: WeightShifts) -> list[float]:
    """Held share of every shift that is looked at, %, those that were held long enough."""
    values = [_mean_of(_end(trial, shift)) for shift in trial.chosen]
    return [value for value in values if np.isfinite(value)]


def _mean_of(values: Floats | np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_PEAK = Needs(40.0, Kind.PEAK, one_clock=True)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _all(trial: WeightShifts) -> tuple[int, int]:
    return min(shift.start for shift in trial.shifts), max(shift.end for shift in trial.shifts)


# fmt: off
WEIGHT_SHIFT: tuple[Formula[WeightShifts], ...] = (
    Formula("shift_count", "Shifts", "reps", _PLAIN, _TIMED,
            "shares beyond half the way to the band for 0.8 s and back", "own definition", shift_count, _all,
            sided=True),
    Formula("shift_missed_count", "Shifts that missed the band", "reps", _DOWN, _TIMED,
            "share (mean of 0.1 s) never in the band", "own definition", missed_count, _all, sided=True),
    Formula("shift_time", "Time to the band", "s", _PLAIN, _TIMED,
            "10 % of the way until the share enters the band", "own definition", shift_time, _all, sided=True),
    Formula("shift_hold_time", "Time held", "s", _PLAIN, _TIMED,
            "time at 90 % of the way or more", "own definition", hold_time, _all, sided=True),
    Formula("shift_share", "Share held", "%", _PLAIN, _SLOW,
            "mean of side / total in the last 2 s", "[S1]", held_share, _all, sided=True),
    Formula("shift_error", "Error of the share held", "%", _DOWN, _SLOW,
            "mean |share held - middle of the band|", "own definition", shift_error, _all, sided=True),
    Formula("shift_in_band", "Time in the band", "%", _UP, _SLOW,
            "part of the hold with the share in the band", "own definition", in_band, _all, sided=True),
    Formula("shift_overshoot", "Overshoot", "%", _DOWN, _PEAK,
            "greatest share (mean of 0.1 s) in 1 s after arriving - share held", "own definition", overshoot, _all,
            sided=True),
    Formula("shift_steadiness", "Unsteadiness of the share", "%", _DOWN, _SLOW,
            "SD of the share (mean of 0.1 s) in the last 2 s", "own definition", steadiness, _all, sided=True),
    Formula("shift_limit", "Greatest share held", "%", _UP, _PEAK,
            "greatest mean of 0.5 s while held", "own definition", limit_share, _all, sided=True),
    Formula("shift_unloading_rate", "Unloading of the other foot", "N/s", _PLAIN, _TIMED,
            "its loss of share from 10 to 90 % of the way x W / time", "own definition", unloading_rate, _all,
            sided=True),
    Formula("shift_support", "Weight that something else carried", "%", _DOWN, _SLOW,
            "mean |F / W - 1| while held", "own definition", support_error, _all, sided=True),
)

WEIGHT_SHIFT_SUMMARY: tuple[Metric, ...] = (
    Metric("shift_asymmetry", "Difference of the shares held", "%", _PLAIN, _SLOW,
           "100 (R - L) / max(L, R) of the shares held on each side", "[S1, S3]"),
)
# fmt: on
