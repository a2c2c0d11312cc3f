"""What is measured of bridges: pure functions of ``LevelReps``, means over the repetitions, and their catalog rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.level_reps import LevelRep, LevelReps
from dsp.load_share import mean_share
from dsp.metric import Direction, Formula, Kind, Needs


def _mean(reps: LevelReps, of: Callable[[LevelRep], float]) -> float:
    return float(np.mean([of(rep) for rep in reps.repetitions]))


def count(reps: LevelReps) -> float:
    """How many times the load went up and down, reps."""
    return float(len(reps.repetitions))


def period(reps: LevelReps) -> float:
    """Mean time from one start to the next, s; NaN for a single repetition [S48]."""
    starts = [reps.time_s[rep.start] for rep in reps.repetitions]
    return float(np.mean(np.diff(starts))) if len(starts) > 1 else float("nan")


def lifting_time(reps: LevelReps) -> float:
    """A tenth to nine tenths of the rise, s."""
    return _mean(reps, lambda rep: reps.seconds(rep.start, rep.reached))


def hold_time(reps: LevelReps) -> float:
    """Time at nine tenths of the rise or more, s."""
    return _mean(reps, lambda rep: reps.seconds(rep.reached, rep.left))


def lowering_time(reps: LevelReps) -> float:
    """Nine tenths to a tenth of the rise, s."""
    return _mean(reps, lambda rep: reps.seconds(rep.left, rep.end))


def hold_force(reps: LevelReps) -> float:
    """Mean force of one foot (or both) while the hips are up, N."""
    return _mean(reps, lambda rep: float(reps.foot_n[rep.reached : rep.left + 1].mean()))


def load_share(reps: LevelReps) -> float:
    """Mean share of one foot while the hips are up, % [S1]."""
    return _mean(reps, lambda rep: mean_share(reps.foot_n, reps.force_n, rep.reached, rep.left))


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_PLAIN = Direction.NEITHER


def _all(reps: LevelReps) -> tuple[int, int]:
    return reps.repetitions[0].start, reps.repetitions[-1].end


# fmt: off
BRIDGES: tuple[Formula[LevelReps], ...] = (
    Formula("bridge_count", "Bridges", "reps", _PLAIN, _TIMED,
            "loads that go up for 0.4 s and down again", "own definition", count, _all),
    Formula("bridge_period", "Time from bridge to bridge", "s", _PLAIN, _TIMED,
            "mean time between starts", "[S48]", period, _all),
    Formula("bridge_lifting_time", "Lifting time", "s", _PLAIN, _TIMED,
            "10 to 90 % of the rise of load", "own definition", lifting_time, _all),
    Formula("bridge_hold_time", "Time at the top", "s", _PLAIN, _TIMED,
            "time above 90 % of the rise", "own definition", hold_time, _all),
    Formula("bridge_lowering_time", "Lowering time", "s", _PLAIN, _TIMED,
            "90 to 10 % of the rise of load", "own definition", lowering_time, _all),
    Formula("bridge_hold_force", "Mean force at the top", "N", _PLAIN, _SLOW,
            "mean above 90 % of the rise", "[S1]", hold_force, _all, sided=True),
    Formula("bridge_load_share", "Load share at the top", "%", _PLAIN, _SLOW,
            "mean of side / total above 90 % of the rise", "[S1]", load_share, _all, sided=True),
)
# fmt: on
