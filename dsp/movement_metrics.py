"""What is measured of repetitions on two plates: pure functions of a ``Movement``, and their rows in the catalog.

Every value is the mean over the repetitions.

What a device's rate does to it, of squats of 1.6 s down and 1.2 s up at 1000 Hz and at less, at worst:

======  ======  ==========  ===========  ==============
rate    depth   peak speed  phase times  share of phase
======  ======  ==========  ===========  ==============
250 Hz  0.5 mm  0.5 mm/s    5 ms         0.05 points
100 Hz  0.5 mm  0.5 mm/s    10 ms        0.1 points
40 Hz   1 mm    2 mm/s      30 ms        0.15 points
20 Hz   3 mm    6 mm/s      40 ms        0.3 points
======  ======  ==========  ===========  ==============

So 40 Hz are asked for where speeds and times count: less than what standing leaves open (1 cm, 10 mm/s, 40 ms).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.load_share import BAND, ShareCurve, mean_share, share_curve
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.movement import Floats, Movement, Repetition
from dsp.smoothing import moving_mean

RISE_MEAN_S = 0.05
"""A rise of force is that of means of this length."""


def _mean(movement: Movement, of: Callable[[Repetition], float]) -> float:
    return float(np.mean([of(rep) for rep in movement.repetitions]))


def repetitions(movement: Movement) -> float:
    """How many repetitions were measured, reps."""
    return float(len(movement.repetitions))


def rep_period(movement: Movement) -> float:
    """Mean time from one start to the next, s; NaN for a single repetition [S48]."""
    starts = [movement.time_s[rep.start] for rep in movement.repetitions]
    return float(np.mean(np.diff(starts))) if len(starts) > 1 else float("nan")


def tempo_error(movement: Movement) -> float:
    """Mean distance of each period from the metronome's, s; NaN without a metronome or with a single repetition."""
    starts = [movement.time_s[rep.start] for rep in movement.repetitions]
    if movement.period_s is None or len(starts) < 2:
        return float("nan")
    return float(np.mean(np.abs(np.diff(starts) - movement.period_s)))


def lowering_time(movement: Movement) -> float:
    """Start to the lowest point, or to the pause there, s [S1, S13b]."""
    return _mean(movement, lambda rep: movement.seconds(rep.start, rep.pause_start))


def pause_time(movement: Movement) -> float:
    """Stillness at the lowest point, s; 0 when the body turns without one [S1]."""
    return _mean(movement, lambda rep: movement.seconds(rep.pause_start, rep.pause_end))


def raising_time(movement: Movement) -> float:
    """Lowest point, or the end of the pause there, to the end, s [S1, S13b]."""
    return _mean(movement, lambda rep: movement.seconds(rep.pause_end, rep.end))


def depth(movement: Movement) -> float:
    """How far the centre of mass goes down, m, >= 0 [S13b]."""
    return _mean(movement, _depth)


def depth_cv(movement: Movement) -> float:
    """SD of the depths over their mean, %; NaN for fewer than two repetitions."""
    depths = [_depth(rep) for rep in movement.repetitions]
    return 100.0 * float(np.std(depths, ddof=1) / np.mean(depths)) if len(depths) > 1 else float("nan")


def _depth(rep: Repetition) -> float:
    return -float(rep.position.min())


def lowering_peak_speed(movement: Movement) -> float:
    """Greatest downward speed, m/s, >= 0 [S1]."""
    return _mean(movement, lambda rep: -float(rep.speed[rep.fastest_down - rep.before]))


def raising_peak_speed(movement: Movement) -> float:
    """Greatest upward speed, m/s [S1]."""
    return _mean(movement, lambda rep: float(rep.speed[rep.fastest_up - rep.before]))


def raising_mean_speed(movement: Movement) -> float:
    """Depth over the time of rising, m/s [S1]."""
    return _mean(movement, lambda rep: _depth(rep) / movement.seconds(rep.pause_end, rep.end))


def peak_force(movement: Movement) -> float:
    """Greatest force of a repetition, N, total or of one foot [S1]."""
    return _mean(movement, lambda rep: float(movement.foot_n[rep.start : rep.end + 1].max()))


def turning_force(movement: Movement) -> float:
    """Total force at the lowest point, where the speed is zero, N [S1]."""
    return _mean(movement, lambda rep: float(movement.force_n[rep.turn]))


def lowering_mean_force(movement: Movement) -> float:
    """Mean force of one foot (or both) from the start to the lowest point or the pause, N [S1]."""
    return _mean(movement, lambda rep: float(movement.foot_n[rep.start : rep.pause_start + 1].mean()))


def raising_mean_force(movement: Movement) -> float:
    """Mean force of one foot (or both) from the lowest point or the pause to the end, N [S1]."""
    return _mean(movement, lambda rep: float(movement.foot_n[rep.pause_end : rep.end + 1].mean()))


def raising_peak_power(movement: Movement) -> float:
    """Greatest force times speed on the way up, W [S1]."""
    return _mean(movement, lambda rep: float(_power(movement, rep).max()))


def raising_mean_power(movement: Movement) -> float:
    """Mean force times speed on the way up, W [S1]."""
    return _mean(movement, lambda rep: float(_power(movement, rep).mean()))


def _power(movement: Movement, rep: Repetition) -> Floats:
    part = slice(rep.pause_end, rep.end + 1)
    power: Floats = movement.force_n[part] * rep.speed[rep.pause_end - rep.before : rep.end + 1 - rep.before]
    return power


def braking_impulse(movement: Movement) -> float:
    """Impulse above the weight from the greatest downward speed to the lowest point, N s (VALD: deceleration [S1])."""

    def of(rep: Repetition) -> float:
        part = slice(rep.fastest_down, rep.pause_start + 1)
        return float(np.trapezoid(movement.force_n[part] - rep.weight_n, movement.time_s[part]))

    return _mean(movement, of)


def braking_rfd(movement: Movement) -> float:
    """Rise of force from the greatest downward speed to the lowest point over its time, N/s [S1].

    Before a pause the force is back at the weight: there the rise ends at the greatest force of braking.  Force is the
    mean of 0.05 s at either end: in movements of a second, single samples would tell the noise.  NaN where the force
    does not rise.
    """
    fs = (len(movement.time_s) - 1) / movement.seconds(0, len(movement.time_s) - 1)
    width = max(1, round(RISE_MEAN_S * fs))
    less_n = movement.less_rise_n / np.sqrt(width)
    smooth = moving_mean(movement.force_n, width)

    def of(rep: Repetition) -> float:
        part = smooth[rep.fastest_down : rep.pause_start + 1]
        top = len(part) - 1
        if rep.pause_end > rep.pause_start:
            # where noise leaves open which sample is the greatest, the last that may be
            top = int(np.flatnonzero(part >= part.max() - less_n)[-1])
        if not top:
            return float("nan")
        return float(part[top] - part[0] - less_n) / movement.seconds(rep.fastest_down, rep.fastest_down + top)

    return _mean(movement, of)


def weight_correction(movement: Movement) -> float:
    """What was added to the weighed weight so that each repetition ends at rest, N, mean of the sizes."""
    return _mean(movement, lambda rep: abs(rep.weight_n - movement.weight_n))


# Shares ---


def load_share(movement: Movement) -> float:
    """Mean share of one foot from start to end, % [S1]."""
    return _mean(movement, lambda rep: mean_share(movement.foot_n, movement.force_n, rep.start, rep.end))


def lowering_share(movement: Movement) -> float:
    """Mean share of one foot on the way down, % [S1]."""
    return _mean(movement, lambda rep: mean_share(movement.foot_n, movement.force_n, rep.start, rep.pause_start))


def raising_share(movement: Movement) -> float:
    """Mean share of one foot on the way up, % [S1]."""
    return _mean(movement, lambda rep: mean_share(movement.foot_n, movement.force_n, rep.pause_end, rep.end))


def share_at_peak(movement: Movement) -> float:
    """Share of one foot where the total force is greatest, % [S1]."""

    def of(rep: Repetition) -> float:
        top = rep.start + int(np.argmax(movement.force_n[rep.start : rep.end + 1]))
        return mean_share(movement.foot_n, movement.force_n, top, top)

    return _mean(movement, of)


def curve(movement: Movement) -> ShareCurve:
    """Share of one foot from start to end of every repetition, on 101 points.  Raises ValueError as ``share_curve``."""
    spans = [(rep.start, rep.end) for rep in movement.repetitions]
    return share_curve(movement.time_s, movement.foot_n, movement.force_n, spans)


def share_outside(movement: Movement) -> float:
    """Part of the repetition in which a foot carries less than 45 or more than 55 %, % of time (asym.curve) [S50]."""
    return curve(movement).outside(BAND)


def share_extreme(movement: Movement) -> float:
    """Greatest distance of the mean share curve from an even share, % of the total [S50]."""
    return float(np.abs(curve(movement).mean - 50.0).max())


def share_spread(movement: Movement) -> float:
    """SD of the share between repetitions, mean over the curve, % of the total [S50]; NaN for a single repetition."""
    return float(curve(movement).sd.mean())


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_MOTION = Needs(40.0, Kind.AVERAGE, one_clock=True)
_PEAK = Needs(40.0, Kind.PEAK, one_clock=True)
_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_STEEP = Needs(80.0, Kind.TIME, one_clock=True, known_to=0.2)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _all(m: Movement) -> tuple[int, int]:
    return m.repetitions[0].before, m.repetitions[-1].after


# fmt: off
MOVEMENT: tuple[Formula[Movement], ...] = (
    Formula("rep_count", "Repetitions", "reps", _PLAIN, _TIMED,
            "ways down and up by 4 cm or more that close", "[S13b]", repetitions, _all),
    Formula("rep_period", "Time from start to start", "s", _PLAIN, _TIMED,
            "mean time between starts", "[S48]", rep_period, _all),
    Formula("tempo_error", "Error of tempo", "s", _DOWN, _TIMED,
            "mean |period - metronome|", "[S48]", tempo_error, _all),
    Formula("lowering_time", "Lowering time", "s", _PLAIN, _TIMED,
            "start to lowest point or pause", "[S1, S13b]", lowering_time, _all),
    Formula("pause_time", "Pause at the bottom", "s", _PLAIN, _TIMED,
            "force within 2 SD of the weight and speed near zero around the lowest point", "[S1]", pause_time, _all),
    Formula("raising_time", "Rising time", "s", _PLAIN, _TIMED,
            "lowest point or pause to force back at the weight", "[S1, S13b]", raising_time, _all),
    Formula("movement_depth", "Depth", "m", _PLAIN, _MOTION,
            "double integral of (F - W) / m, closed at standing", "[S13b]", depth, _all),
    Formula("movement_depth_cv", "Variation of depth (CV)", "%", _DOWN, _MOTION,
            "SD / mean of the depths", "[S3]", depth_cv, _all),
    Formula("lowering_peak_speed", "Greatest downward speed", "m/s", _PLAIN, _MOTION,
            "integral of (F - W) / m", "[S1]", lowering_peak_speed, _all),
    Formula("raising_peak_speed", "Greatest upward speed", "m/s", _UP, _MOTION,
            "integral of (F - W) / m", "[S1]", raising_peak_speed, _all),
    Formula("raising_mean_speed", "Mean upward speed", "m/s", _UP, _MOTION,
            "depth / rising time", "[S1]", raising_mean_speed, _all),
    Formula("movement_peak_force", "Greatest force", "N", _PLAIN, _PEAK,
            "greatest total force of a repetition", "[S1]", peak_force, _all),
    Formula("turning_force", "Force at the lowest point", "N", _PLAIN, _TIMED,
            "total force at zero speed", "[S1]", turning_force, _all),
    Formula("lowering_mean_force", "Mean force, lowering", "N", _PLAIN, _SLOW,
            "mean from start to lowest point or pause", "[S1]", lowering_mean_force, _all, sided=True),
    Formula("raising_mean_force", "Mean force, rising", "N", _PLAIN, _SLOW,
            "mean from lowest point or pause to end", "[S1]", raising_mean_force, _all, sided=True),
    Formula("raising_peak_power", "Greatest power, rising", "W", _UP, _MOTION,
            "greatest F v", "[S1]", raising_peak_power, _all),
    Formula("raising_mean_power", "Mean power, rising", "W", _UP, _MOTION,
            "mean F v", "[S1]", raising_mean_power, _all),
    Formula("movement_braking_impulse", "Braking impulse", "N s", _PLAIN, _MOTION,
            "integral of F - W, greatest downward speed to lowest point", "[S1]", braking_impulse, _all),
    Formula("movement_braking_rfd", "Rate of force, braking", "N/s", _PLAIN, _STEEP,
            "rise from greatest downward speed to lowest point (or top of braking) / time", "[S1]", braking_rfd, _all),
    Formula("weight_correction", "Correction of the weight", "N", _DOWN, _MOTION,
            "|mean F of a repetition - W|", "own definition", weight_correction, _all),
)

MOVEMENT_SHARE: tuple[Formula[Movement], ...] = (
    Formula("rep_load_share", "Load share", "%", _PLAIN, _SLOW,
            "mean of side / total, start to end", "[S1]", load_share, _all, sided=True),
    Formula("lowering_load_share", "Load share, lowering", "%", _PLAIN, _SLOW,
            "mean of side / total, start to lowest point or pause", "[S1]", lowering_share, _all, sided=True),
    Formula("raising_load_share", "Load share, rising", "%", _PLAIN, _SLOW,
            "mean of side / total, lowest point or pause to end", "[S1]", raising_share, _all, sided=True),
    Formula("peak_load_share", "Load share at greatest force", "%", _PLAIN, _PEAK,
            "side / total at the greatest total force", "[S1]", share_at_peak, _all, sided=True),
)

MOVEMENT_CURVE: tuple[Formula[Movement], ...] = (
    Formula("share_outside_band", "Time outside 45-55 %", "%", _DOWN, _SLOW,
            "time with |share - 50| > 5 of 101 points a repetition (asym.curve)", "[S50]", share_outside, _all),
    Formula("share_extreme", "Most uneven moment", "%", _DOWN, _SLOW,
            "greatest |mean share curve - 50|", "[S50]", share_extreme, _all, extreme=True),
    Formula("share_spread", "Spread of share between repetitions", "%", _DOWN, _SLOW,
            "SD between repetitions, mean over the curve", "[S50]", share_spread, _all),
)

MOVEMENT_SUMMARY: tuple[Metric, ...] = (
    Metric("rep_load_asymmetry", "Difference of load", "%", _PLAIN, _SLOW,
           "100 (R - L) / max(L, R) of the mean forces of the repetitions", "[S1, S3]"),
)
# fmt: on
