"""What is measured of the landing of a vertical jump: pure functions of a ``Jump``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.jump import LANDING_S, STABLE_S, Jump
from dsp.metric import Direction, Formula, Kind, Needs


def landing_peak(jump: Jump) -> float:
    """Greatest force under one foot (or both) in the 0.5 s after landing, N [S5]."""
    stop = int(np.searchsorted(jump.time_s, jump.time_s[jump.landing] + LANDING_S))
    return float(jump.foot.n[jump.landing : max(stop, jump.landing + 1)].max())


def landing_time(jump: Jump) -> float:
    """Landing to the lowest point after it, s: until the speed of take-off has been taken up [S16]."""
    landed = jump.landed
    return jump.seconds(jump.landing, landed) if landed < len(jump.time_s) else np.nan


def time_to_stabilisation(jump: Jump) -> float:
    """Landing to the first second of force within 5 % of the weight, s; ICC 0.28-0.60 [S5, S45]."""
    stable = jump.stable
    return np.nan if stable is None else jump.seconds(jump.landing, stable)


def corrected_weight(jump: Jump) -> float:
    """Weight, N, with which the body is at rest again after landing: mean force from rest to rest [S1]."""
    stable = jump.stable
    if stable is None:
        return float("nan")
    end = min(int(np.searchsorted(jump.time_s, jump.time_s[stable] + STABLE_S / 2)), len(jump.time_s) - 1)
    return jump.mean_force(jump.start, end)


def landing_impulse(jump: Jump) -> float:
    """Impulse of one foot (or both) from landing to the lowest point after it, N s, weight included [S1]."""
    return jump.impulse(jump.landing, jump.landed)


def landing_share_of_foot(jump: Jump) -> float:
    """Part of one foot in the impulse from landing to the lowest point after it, %."""
    return jump.share(jump.landing, jump.landed)


# The table ---

_TIME = Needs(500.0, Kind.TIME, one_clock=True)
_PEAK = Needs(500.0, Kind.PEAK, one_clock=True)
_SUM = Needs(500.0, Kind.AVERAGE, one_clock=True)
_PLAIN = Direction.NEITHER


def _landing(j: Jump) -> tuple[int, int]:
    return j.landing, min(int(np.searchsorted(j.time_s, j.time_s[j.landing] + LANDING_S)), len(j.time_s) - 1)


def _stopping(j: Jump) -> tuple[int, int]:
    return j.start, min(j.landed, len(j.time_s) - 1)


def _settling(j: Jump) -> tuple[int, int]:
    stable = j.landing if j.stable is None else j.stable
    return j.start, min(int(np.searchsorted(j.time_s, j.time_s[stable] + STABLE_S)), len(j.time_s) - 1)


# fmt: off
LANDING: tuple[Formula[Jump], ...] = (
    Formula("landing_peak", "Landing peak force", "N", _PLAIN, _PEAK,
            "greatest force in 0.5 s after landing", "[S5]", landing_peak, _landing, sided=True),
    Formula("landing_impulse", "Landing impulse", "N s", _PLAIN, _SUM,
            "integral of F, landing to lowest point after it", "[S1, S16]", landing_impulse, _stopping, sided=True),
    Formula("landing_share", "Load share, landing", "%", _PLAIN, _SUM,
            "100 integral of foot / integral of both, landing to lowest point after it", "[S1, S16]",
            landing_share_of_foot, _stopping, sided=True),
    Formula("landing_time", "Landing time", "s", _PLAIN, _TIME,
            "landing until the take-off velocity has been taken up", "[S16]", landing_time, _stopping),
    Formula("time_to_stabilisation", "Time to stabilisation", "s", Direction.LOWER, _TIME,
            "landing to the first 1 s with |F - W| <= 5 % W; poorly repeatable", "[S5, S45]", time_to_stabilisation,
            _settling),
    Formula("corrected_weight", "Corrected weight", "N", _PLAIN, _SUM,
            "mean F from rest before to rest after the jump: leaves no velocity", "[S1]", corrected_weight, _settling),
)
# fmt: on
