"""What is measured of step-downs on one leg: pure functions of ``StepDowns``, means over the repetitions, their rows.

The body's motion is measured as in any movement: ``movement_metrics``.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp import movement_metrics as motion
from dsp.metric import Direction, Formula, Kind, Needs
from dsp.movement import Repetition
from dsp.sampling import usual_step
from dsp.smoothing import moving_mean
from dsp.stepping import StepDowns, Tap

FINE_S, COARSE_S = 0.04, 0.3
"""Unsteadiness lies between the mean of 0.04 s and that of 0.3 s: noise is faster, the way down is slower."""


def step_count(steps: StepDowns) -> float:
    """How many step-downs were measured, reps."""
    return motion.repetitions(steps.movement)


def untapped_count(steps: StepDowns) -> float:
    """How many ended without the other foot on its plate, reps."""
    return float(sum(not taps for taps in steps.taps))


def step_period(steps: StepDowns) -> float:
    """Mean time from one start to the next, s; NaN for a single one [S48]."""
    return motion.rep_period(steps.movement)


def step_tempo_error(steps: StepDowns) -> float:
    """Mean distance of each period from the metronome's, s; NaN without one or for a single repetition [S48]."""
    return motion.tempo_error(steps.movement)


def lowering_time(steps: StepDowns) -> float:
    """Start to the lowest point, or to the pause there, s [S13b]."""
    return motion.lowering_time(steps.movement)


def braking_time(steps: StepDowns) -> float:
    """Greatest downward speed to the lowest point, or to the pause there, s [S1]."""
    movement = steps.movement
    return float(np.mean([movement.seconds(rep.fastest_down, rep.pause_start) for rep in movement.repetitions]))


def raising_time(steps: StepDowns) -> float:
    """Lowest point, or the end of the pause there, to the end, s [S13b]."""
    return motion.raising_time(steps.movement)


def depth(steps: StepDowns) -> float:
    """How far the centre of mass goes down, m, >= 0 [S13b]."""
    return motion.depth(steps.movement)


def lowering_top_speed(steps: StepDowns) -> float:
    """Greatest downward speed, m/s, >= 0 [S1]."""
    return motion.lowering_peak_speed(steps.movement)


def standing_peak_force(steps: StepDowns) -> float:
    """Greatest force of the standing leg, N [S1]."""
    return motion.peak_force(steps.movement)


def tap_peak_force(steps: StepDowns) -> float:
    """Greatest force of the tapping foot, N, mean of the repetitions with a tap."""
    return _tapped(steps, lambda taps: max(float(steps.tap_n[tap.first : tap.last + 1].max()) for tap in taps))


def tap_peak_relative(steps: StepDowns) -> float:
    """Greatest force of the tapping foot over the body weight, %."""
    return 100.0 * tap_peak_force(steps) / steps.movement.weight_n


def tap_time(steps: StepDowns) -> float:
    """Time above 3 % of body weight on the other plate, s, mean of the repetitions with a tap."""
    return _tapped(steps, lambda taps: sum(tap.end_s - tap.start_s for tap in taps))


def tap_impulse(steps: StepDowns) -> float:
    """Impulse of the tapping foot above 3 % of body weight, N s: what it took over from the standing leg."""

    def of(tap: Tap) -> float:
        part = slice(tap.first, tap.last + 1)
        time_s = np.concatenate(([tap.start_s], steps.movement.time_s[part], [tap.end_s]))
        force = np.concatenate(([steps.tap_n[tap.first]], steps.tap_n[part], [steps.tap_n[tap.last]]))
        return float(np.trapezoid(force, time_s))

    return _tapped(steps, lambda taps: sum(of(tap) for tap in taps))


def unsteadiness(steps: StepDowns) -> float:
    """How much the force shakes on the way down, % of body weight.

    Root mean square of the mean of 0.04 s minus the mean of 0.3 s, from the start to the lowest point or to the first
    touch of the other foot; of both plates, for a foot that comes down takes load over.  What white noise adds, told
    by second differences, is taken off.
    """
    step = usual_step(steps.movement.time_s)
    force = steps.movement.force_n
    fine, coarse = (_odd(seconds, step) for seconds in (FINE_S, COARSE_S))
    shaking = moving_mean(force, fine) - moving_mean(force, coarse)
    left = 1.0 / fine - 1.0 / coarse

    def of(rep: Repetition, taps: tuple[Tap, ...]) -> float:
        last = min([rep.pause_start, *(tap.first - coarse // 2 for tap in taps)])
        part = slice(rep.start, last + 1)
        if last - rep.start < coarse:
            return float("nan")
        noise = float(np.mean(np.square(np.diff(force[part], 2)))) / 6.0
        return float(np.sqrt(max(0.0, float(np.mean(np.square(shaking[part]))) - left * noise)))

    values = [of(rep, taps) for rep, taps in zip(steps.movement.repetitions, steps.taps, strict=True)]
    return 100.0 * float(np.mean(values)) / steps.movement.weight_n


def _tapped(steps: StepDowns, of: Callable[[tuple[Tap, ...]], float]) -> float:
    values = [of(taps) for taps in steps.taps if taps]
    return float(np.mean(values)) if values else float("nan")


def _odd(seconds: float, step: float) -> int:
    """An odd number of samples, about so long; the same for a step that is rounded another way."""
    return 2 * int(np.floor(0.5 * seconds / step + 1e-3)) + 1


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_MOTION = Needs(40.0, Kind.AVERAGE, one_clock=True)
_PEAK = Needs(40.0, Kind.PEAK, one_clock=True)
_TOUCH = Needs(80.0, Kind.TIME, one_clock=True)
_SHAKING = Needs(80.0, Kind.AVERAGE, one_clock=True)
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _all(steps: StepDowns) -> tuple[int, int]:
    return steps.movement.repetitions[0].before, steps.movement.repetitions[-1].after


# fmt: off
STEP_DOWN: tuple[Formula[StepDowns], ...] = (
    Formula("step_count", "Step-downs", "reps", _PLAIN, _TIMED,
            "ways down and up by 4 cm or more that close", "[S13b]", step_count, _all),
    Formula("step_untapped_count", "Step-downs without a tap", "reps", _PLAIN, _TIMED,
            "never 3 % of W for 20 ms on the other plate", "own definition", untapped_count, _all),
    Formula("step_period", "Time from step to step", "s", _PLAIN, _TIMED,
            "mean time between starts", "[S48]", step_period, _all),
    Formula("step_tempo_error", "Error of tempo", "s", _DOWN, _TIMED,
            "mean |period - metronome|", "[S48]", step_tempo_error, _all),
    Formula("step_lowering_time", "Lowering time", "s", _PLAIN, _TIMED,
            "start to lowest point or pause", "[S13b]", lowering_time, _all),
    Formula("step_braking_time", "Braking time", "s", _PLAIN, _TIMED,
            "greatest downward speed to lowest point or pause", "[S1]", braking_time, _all),
    Formula("step_raising_time", "Rising time", "s", _PLAIN, _TIMED,
            "lowest point or pause to force back at the weight", "[S13b]", raising_time, _all),
    Formula("step_depth", "Depth", "m", _PLAIN, _MOTION,
            "double integral of (F - W) / m of both plates, closed at standing", "[S13b]", depth, _all),
    Formula("step_lowering_speed", "Greatest downward speed", "m/s", _PLAIN, _MOTION,
            "integral of (F - W) / m of both plates", "[S1]", lowering_top_speed, _all),
    Formula("step_peak_force", "Greatest force of the standing leg", "N", _PLAIN, _PEAK,
            "greatest force on the plate under the box", "[S1]", standing_peak_force, _all),
    Formula("step_unsteadiness", "Shaking on the way down", "%", _DOWN, _SHAKING,
            "RMS of F (mean of 0.04 s minus mean of 0.3 s) before the tap / W", "own definition",
            unsteadiness, _all),
    Formula("tap_peak_force", "Force of the tap", "N", _DOWN, _PEAK,
            "greatest force on the other plate", "own definition", tap_peak_force, _all),
    Formula("tap_peak_relative", "Force of the tap, of body weight", "%", _DOWN, _PEAK,
            "greatest force on the other plate / W", "own definition", tap_peak_relative, _all),
    Formula("tap_time", "Time of the tap", "s", _DOWN, _TOUCH,
            "time above 3 % of W on the other plate", "own definition", tap_time, _all),
    Formula("tap_impulse", "Impulse of the tap", "N s", _DOWN, _TOUCH,
            "integral of the force on the other plate above 3 % of W", "own definition", tap_impulse, _all),
)
# fmt: on
