"""What is measured of repetitions of one limb, or of two in turn: pure functions of ``LevelReps``, and their rows.

The force is that of a dynamometer, or the load that moves between two plates (``moved_load``).  Times between the
levels are those of bridges; what is new is the force above rest, and how even the repetitions are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.level_reps import Floats, LevelRep, LevelReps
from dsp.level_reps_metrics import count, hold_time, lifting_time, lowering_time, period
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.symmetry import student_95
from dsp.wander import block_means, likeness, line

_BLOCK_S = 0.5


def forces(reps: LevelReps) -> tuple[float, ...]:
    """Mean force in the middle half of the time above 90 % of the rise minus the force before, N, of each repetition.

    The outer quarters are left out, because the force still rises and falls there.
    """
    return tuple(float(reps.foot_n[_middle(rep)].mean()) - rep.low_n for rep in reps.repetitions)


def _middle(rep: LevelRep) -> slice:
    quarter = (rep.left - rep.reached) // 4
    return slice(rep.reached + quarter, rep.left - quarter + 1)


def force(reps: LevelReps) -> float:
    """Mean force in the middle of the time above 90 % of the rise minus the force before, N."""
    return float(np.mean(forces(reps)))


def force_known(reps: LevelReps) -> float:
    """Expanded uncertainty (95 %) of ``force`` from how much repetitions differ, N; NaN for a single one."""
    each = forces(reps)
    return student_95(len(each) - 1.0) * float(np.std(each, ddof=1) / np.sqrt(len(each))) if len(each) > 1 else np.nan


def variation_of(values: Sequence[float]) -> float:
    """SD over mean of repetitions, %; NaN for fewer than two, or where the mean is not above 0 [S28]."""
    mean = float(np.mean(values)) if len(values) > 1 else 0.0
    return 100.0 * float(np.std(values, ddof=1)) / mean if mean > 0 else float("nan")


def force_variation(reps: LevelReps) -> float:
    """How much the force differs from repetition to repetition, %; NaN for a single one [S28]."""
    return variation_of(forces(reps))


def periods(reps: LevelReps) -> tuple[float, ...]:
    """Times from each start to the next, s."""
    return tuple(np.diff([reps.time_s[rep.start] for rep in reps.repetitions]).tolist())


def period_variation(reps: LevelReps) -> float:
    """How much the time from start to start differs, %; NaN for fewer than three repetitions [S28]."""
    return variation_of(periods(reps))


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """The load on two plates while nothing is lifted: ``rests`` are the samples between repetitions.

    ``foot_n`` ``(n,)`` is one plate of ``force_n``, their total; ``gain_uncertainty`` is relative, expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    rests: tuple[slice, ...]
    gain_uncertainty: float = 0.0

    def variants(self) -> tuple[Between, ...]:
        """The same with the gain of one plate moved by its uncertainty."""
        more = self.foot_n * self.gain_uncertainty
        return (replace(self, force_n=self.force_n + more, foot_n=self.foot_n + more),)


def _shares(between: Between) -> tuple[Floats, Floats]:
    times = [between.time_s[part] for part in between.rests if part.stop > part.start]
    if not times:
        return np.empty(0), np.empty(0)
    totals = np.concatenate([between.force_n[part] for part in between.rests])
    feet = np.concatenate([between.foot_n[part] for part in between.rests])
    return np.concatenate(times), 100.0 * feet / totals if totals.min() > 0 else np.full(totals.shape, np.nan)


def rest_share_drift(between: Between) -> float:
    """Change of the share of one plate over the set, in the rests between repetitions, % of the total [S1].

    By the straight line through the shares of these rests, from the first to the last sample.
    """
    time_s, shares = _shares(between)
    if len(time_s) < 3 or len(between.rests) < 2:
        return float("nan")
    return line(time_s, shares)[0] * float(time_s[-1] - time_s[0])


def rest_share_known(between: Between) -> float:
    """Expanded uncertainty (k = 2) of ``rest_share_drift`` from how the share wanders about its line, %."""
    time_s, shares = _shares(between)
    if len(time_s) < 3 or not np.isfinite(shares).all():
        return float("nan")
    slope, offset = line(time_s, shares)
    centres, means = block_means(time_s, shares - (slope * time_s + offset), _BLOCK_S)
    if len(means) < 3:
        return float("nan")
    variance = likeness(means) * float(np.sum(means**2)) / (len(means) - 2)
    apart = float(np.sum((centres - centres.mean()) ** 2))
    return 2.0 * float(np.sqrt(variance / apart)) * float(time_s[-1] - time_s[0])


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_UP, _DOWN, _PLAIN = Direction.HIGHER, Direction.LOWER, Direction.NEITHER


def _all(reps: LevelReps) -> tuple[int, int]:
    return reps.repetitions[0].start, reps.repetitions[-1].end


def _rests(between: Between) -> tuple[int, int]:
    return between.rests[0].start, max(between.rests[0].start, between.rests[-1].stop - 1)


# fmt: off
LIMB_SET: tuple[Formula[LevelReps], ...] = (
    Formula("limb_rep_count", "Repetitions", "reps", _PLAIN, _TIMED,
            "loads that go up for 0.4 s and down again", "own definition", count, _all),
    Formula("limb_rep_period", "Time from repetition to repetition", "s", _PLAIN, _TIMED,
            "mean time between starts", "[S48]", period, _all),
    Formula("limb_rep_period_cv", "Unevenness of the beat (CV)", "%", _DOWN, _TIMED,
            "SD / mean of the times between starts", "[S28]", period_variation, _all),
)

LIMB_REPS: tuple[Formula[LevelReps], ...] = (
    Formula("limb_rep_force", "Force above rest, or load moved", "N", _PLAIN, _SLOW,
            "mean of the middle half of the time above 90 % of the rise, minus rest", "own definition",
            force, _all, sided=True),
    Formula("limb_rep_force_cv", "Unevenness of force (CV)", "%", _DOWN, _SLOW,
            "SD / mean between repetitions", "[S28]", force_variation, _all, sided=True),
    Formula("limb_rep_raise_time", "Time of moving out", "s", _PLAIN, _TIMED,
            "10 to 90 % of the rise", "own definition", lifting_time, _all, sided=True),
    Formula("limb_rep_hold_time", "Time held", "s", _PLAIN, _TIMED,
            "time above 90 % of the rise", "own definition", hold_time, _all, sided=True),
    Formula("limb_rep_lower_time", "Time of moving back", "s", _PLAIN, _TIMED,
            "90 to 10 % of the rise", "own definition", lowering_time, _all, sided=True),
)

LIMB_RESTS: tuple[Formula[Between], ...] = (
    Formula("rest_share_drift", "Drift of load share between repetitions", "%", _PLAIN, _SLOW,
            "straight line through side / total at rest, first to last", "[S1]", rest_share_drift, _rests, sided=True),
)

LIMB_SUMMARY: tuple[Metric, ...] = (
    Metric("limb_rep_force_asymmetry", "Difference of force or load moved", "%", _PLAIN, _SLOW,
           "100 (R - L) / max(L, R) of the means", "[S1, S3]"),
)
# fmt: on
