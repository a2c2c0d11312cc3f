"""What is measured of lifts of an object: pure functions of ``BoxLifts``, means over the lifts, and their rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.box_lift import BoxLifts, Lift
from dsp.load_share import mean_share
from dsp.metric import Direction, Formula, Kind, Needs


def _mean(trial: BoxLifts, of: Callable[[Lift], float]) -> float:
    return float(np.mean([of(lift) for lift in trial.lifts]))


def lift_count(trial: BoxLifts) -> float:
    """How many times an object was lifted, reps."""
    return float(len(trial.lifts))


def object_weight(trial: BoxLifts) -> float:
    """Quiet standing with the object minus quiet standing without it, N."""
    return _mean(trial, lambda lift: lift.object_n)


def reaching_time(trial: BoxLifts) -> float:
    """From the start to the lowest point, s."""
    return _mean(trial, lambda lift: trial.seconds(lift.start, lift.down))


def grasping_time(trial: BoxLifts) -> float:
    """From the lowest point until both go up, s: part of the object stands on the floor."""
    return _mean(trial, lambda lift: trial.seconds(lift.down, lift.up))


def lifting_time(trial: BoxLifts) -> float:
    """From where both go up until the force is the weight of both, s."""
    return _mean(trial, lambda lift: trial.seconds(lift.up, lift.end))


def lifting_height(trial: BoxLifts) -> float:
    """How far body and object together go up, m."""
    return _mean(trial, lambda lift: lift.height_m)


def lifting_top_speed(trial: BoxLifts) -> float:
    """Greatest upward speed of body and object together, m/s."""
    return _mean(trial, lambda lift: lift.top_speed)


def lifting_peak_force(trial: BoxLifts) -> float:
    """Greatest total force on the way up, N."""
    return _mean(trial, lambda lift: float(trial.force_n[lift.up : lift.end + 1].max()))


def reaching_share(trial: BoxLifts) -> float:
    """Mean share of one foot on the way down, % [S1]."""
    return _mean(trial, lambda lift: mean_share(trial.foot_n, trial.force_n, lift.start, lift.down))


def lifting_share(trial: BoxLifts) -> float:
    """Mean share of one foot on the way up with the object, % [S1]."""
    return _mean(trial, lambda lift: mean_share(trial.foot_n, trial.force_n, lift.up, lift.end))


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_MOTION = Needs(40.0, Kind.AVERAGE, one_clock=True)
_PEAK = Needs(40.0, Kind.PEAK, one_clock=True)
_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_PLAIN = Direction.NEITHER


def _all(trial: BoxLifts) -> tuple[int, int]:
    return trial.lifts[0].before, trial.lifts[-1].after


# fmt: off
BOX_LIFT: tuple[Formula[BoxLifts], ...] = (
    Formula("lift_count", "Lifts", "reps", _PLAIN, _TIMED,
            "the weight of quiet standing rises by 15 N or more", "own definition", lift_count, _all),
    Formula("object_weight", "Weight of the object", "N", _PLAIN, _SLOW,
            "quiet standing with it minus without", "own definition", object_weight, _all),
    Formula("reaching_time", "Time down to the object", "s", _PLAIN, _TIMED,
            "start to lowest point", "[S13b]", reaching_time, _all),
    Formula("grasping_time", "Time of taking hold", "s", _PLAIN, _TIMED,
            "lowest point until both go up; not integrated", "own definition", grasping_time, _all),
    Formula("lifting_time", "Time of lifting", "s", _PLAIN, _TIMED,
            "both go up until the force is the weight of both", "[S13b]", lifting_time, _all),
    Formula("lifting_height", "Height of lifting", "m", _PLAIN, _MOTION,
            "double integral of (F - W of both) / m of both, at rest at both ends", "[S13b]", lifting_height, _all),
    Formula("lifting_top_speed", "Greatest speed of lifting", "m/s", _PLAIN, _MOTION,
            "integral of (F - W of both) / m of both", "[S1]", lifting_top_speed, _all),
    Formula("lifting_peak_force", "Greatest force of lifting", "N", _PLAIN, _PEAK,
            "greatest total force on the way up", "[S1]", lifting_peak_force, _all),
    Formula("reaching_load_share", "Load share, going down", "%", _PLAIN, _SLOW,
            "mean of side / total, start to lowest point", "[S1]", reaching_share, _all, sided=True),
    Formula("lifting_load_share", "Load share, lifting", "%", _PLAIN, _SLOW,
            "mean of side / total on the way up", "[S1]", lifting_share, _all, sided=True),
)
# fmt: on
