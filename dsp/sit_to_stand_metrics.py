"""What is measured of sit-to-stands: pure functions of a ``SitToStand``, and their rows in the catalog.

The time of five rises begins at the first sign of the first, not at the signal: reaction is not strength.  It ends at
the fifth standing; where the person sits down again, the time to the seat (Bohannon's rule) is given, too.  Of thirty
seconds from the signal (from the first sign, where nobody knows the signal), a rise that is more than half way up when
they are over counts, as in the chair stand test.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.load_share import mean_share
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.sit_to_stand import COUNT_S, RISES, Floats, Rise, SitToStand
from dsp.weighing import GRAVITY


def _mean(trial: SitToStand, of: Callable[[Rise], float]) -> float:
    values = [of(rise) for rise in trial.rises]
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def rises(trial: SitToStand) -> float:
    """How many times somebody stood up in the whole recording, reps [S1]."""
    return float(len(trial.rises))


def rises_in_30_s(trial: SitToStand) -> float:
    """Rises, reps, within 30 s of the signal; one that is more than half way up then counts (Jones 1999).

    Without a signal, as in a file, the time begins at the first sign of the first rise.

    NaN when less than 30 s were recorded.
    """
    begun_s = trial.counted_from_s
    if trial.time_s[-1] < begun_s + COUNT_S:
        return float("nan")
    half_up = (float(trial.time_s[rise.half_up]) for rise in trial.rises)
    return float(sum(begun_s <= time_s <= begun_s + COUNT_S for time_s in half_up))


def five_rises_time(trial: SitToStand) -> float:
    """First sign of the first rise to the fifth standing, s; NaN for fewer than five [S77, S78]."""
    if len(trial.rises) < RISES:
        return float("nan")
    return trial.seconds(trial.rises[0].start, trial.rises[RISES - 1].stood)


def five_rises_seated_time(trial: SitToStand) -> float:
    """First sign of the first rise to the seat after the fifth, s; NaN when the fifth stayed standing [S78]."""
    if len(trial.rises) < RISES:
        return float("nan")
    sat = trial.rises[RISES - 1].sat
    return float("nan") if sat is None else trial.seconds(trial.rises[0].start, sat)


def time_to_stand(trial: SitToStand) -> float:
    """First sign to standing, s: force within 5 % of the weight for 0.2 s, or the highest point [S1]."""
    return _mean(trial, lambda rise: trial.seconds(rise.start, rise.stood))


def time_to_seat_off(trial: SitToStand) -> float:
    """First sign to the middle between the whole weight on the feet and the greatest force, s."""
    return _mean(trial, lambda rise: trial.seconds(rise.start, rise.seat_off))


def time_to_peak(trial: SitToStand) -> float:
    """First sign to the greatest force of rising, s [S1]."""
    return _mean(trial, lambda rise: trial.seconds(rise.start, rise.peak))


def time_to_sit(trial: SitToStand) -> float:
    """Beginning of the way down until the seat carries half of the weight, s; NaN when nobody sat down [S1]."""

    def of(rise: Rise) -> float:
        if rise.sitting is None or rise.sat is None:
            return float("nan")
        return trial.seconds(rise.sitting, rise.sat)

    return _mean(trial, of)


def peak_force(trial: SitToStand) -> float:
    """Greatest force of rising, N, total or of one foot [S1]."""
    return _mean(trial, lambda rise: float(trial.foot_n[rise.start : rise.stood + 1].max()))


def relative_peak_force(trial: SitToStand) -> float:
    """Greatest total force of rising over body mass, N/kg [S1]."""
    return _mean(trial, lambda rise: float(trial.force_n[rise.start : rise.stood + 1].max())) * GRAVITY / trial.weight_n


def mean_force(trial: SitToStand) -> float:
    """Mean force of one foot (or both) from the first sign to standing, N [S1]."""
    return _mean(trial, lambda rise: float(trial.foot_n[rise.start : rise.stood + 1].mean()))


def sitting_peak_force(trial: SitToStand) -> float:
    """Greatest total force of sitting down, N; NaN when nobody sat down [S1]."""
    return _mean(trial, lambda rise: float(_sitting(trial, rise).max(initial=-np.inf)))


def sitting_mean_force(trial: SitToStand) -> float:
    """Mean total force of sitting down, N; NaN when nobody sat down [S1]."""
    return _mean(trial, lambda rise: float(part.mean()) if len(part := _sitting(trial, rise)) else float("nan"))


def _sitting(trial: SitToStand, rise: Rise) -> Floats:
    """Total force of a way down, empty without one."""
    if rise.sitting is None or rise.sat is None:
        return trial.force_n[:0]
    return trial.force_n[rise.sitting : rise.sat + 1]


def _best_rfd(window_s: float) -> Callable[[SitToStand], float]:
    """Steepest rise of force over ``window_s`` between the first sign and the greatest force, N/s [S1]."""

    def compute(trial: SitToStand) -> float:
        return _mean(trial, lambda rise: _steepest(trial, rise, window_s))

    return compute


def _steepest(trial: SitToStand, rise: Rise, window_s: float) -> float:
    part = slice(rise.start, rise.peak + 1)
    time_s, force_n = trial.time_s[part], trial.force_n[part]
    if time_s[-1] - time_s[0] < window_s:
        return float("nan")
    begins = time_s[time_s <= time_s[-1] - window_s]
    later = np.interp(begins + window_s, time_s, force_n)
    return (float((later - force_n[: len(begins)]).max()) - trial.less_rise_n) / window_s


def top_speed(trial: SitToStand) -> float:
    """Greatest upward speed of the body, m/s, integrated from standing backwards."""
    return _mean(trial, lambda rise: rise.top_speed)


def mean_foot_force(trial: SitToStand) -> float:
    """Mean force of one foot (or both) over the whole test: first sign to the last standing, N [S47]."""
    first, last = whole(trial)
    return float(trial.foot_n[first : last + 1].mean())


def load_share(trial: SitToStand) -> float:
    """Share of one foot while rising, mean of all rises, % [S47, S79]."""
    return _mean(trial, lambda rise: mean_share(trial.foot_n, trial.force_n, rise.start, rise.stood))


def whole(trial: SitToStand) -> tuple[int, int]:
    """First and last sample of the test: from the first sign of rising to the last standing."""
    return trial.rises[0].start, trial.rises[-1].stood


# The table ---

_TIMED = Needs(40.0, Kind.TIME, one_clock=True)
_PEAK = Needs(40.0, Kind.PEAK, one_clock=True)
_MOTION = Needs(40.0, Kind.AVERAGE, one_clock=True)
_SLOW = Needs(8.0, Kind.AVERAGE, one_clock=True)
_RFD = Needs(250.0, Kind.TIME, one_clock=True, known_to=0.2)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _all(s: SitToStand) -> tuple[int, int]:
    last = s.rises[-1]
    return s.rises[0].start, last.stood if last.sat is None else last.sat


# fmt: off
SIT_TO_STAND: tuple[Formula[SitToStand], ...] = (
    Formula("five_rises_time", "Five times to standing", "s", _DOWN, _TIMED,
            "first sign to fifth standing (not from the signal)", "[S77, S78]", five_rises_time, _all),
    Formula("five_rises_seated_time", "Five times to the seat", "s", _DOWN, _TIMED,
            "first sign to the seat after the fifth", "[S78]", five_rises_seated_time, _all),
    Formula("rises_in_30_s", "Rises in 30 s", "reps", _UP, _TIMED,
            "more than half way up 30 s after GO (without it: the first sign) counts", "chair stand test, Jones 1999",
            rises_in_30_s, _all),
    Formula("rise_count", "Rises", "reps", _PLAIN, _TIMED,
            "rises that carry 90 % of the weight for 0.25 s", "[S1]", rises, _all),
    Formula("time_to_stand", "Time to stand", "s", _DOWN, _TIMED,
            "first sign to force within 5 % of the weight for 0.2 s, or the top", "[S1]", time_to_stand, _all),
    Formula("time_to_seat_off", "Time to seat-off", "s", _PLAIN, _TIMED,
            "first sign to the middle of whole weight and greatest force", "own definition", time_to_seat_off, _all),
    Formula("rise_time_to_peak", "Time to greatest force", "s", _PLAIN, _TIMED,
            "first sign to greatest force", "[S1]", time_to_peak, _all),
    Formula("rise_peak_force", "Greatest force, rising", "N", _UP, _PEAK,
            "greatest force, first sign to standing", "[S1]", peak_force, _all, sided=True),
    Formula("rise_peak_force_relative", "Greatest force over mass", "N/kg", _UP, _PEAK,
            "greatest total force / mass", "[S1]", relative_peak_force, _all),
    Formula("rise_mean_force", "Mean force, rising", "N", _PLAIN, _SLOW,
            "mean, first sign to standing", "[S1]", mean_force, _all, sided=True),
    Formula("rise_rfd_10", "Best rate of force, 10 ms", "N/s", _UP, _RFD,
            "steepest 10 ms before the greatest force", "[S1]", _best_rfd(0.010), _all),
    Formula("rise_rfd_100", "Best rate of force, 100 ms", "N/s", _UP, _RFD,
            "steepest 100 ms before the greatest force", "[S1]", _best_rfd(0.100), _all),
    Formula("rise_top_speed", "Greatest upward speed", "m/s", _UP, _MOTION,
            "integral of (F - W) / m, zero in standing", "[S1]", top_speed, _all),
    Formula("time_to_sit", "Time to sit", "s", _PLAIN, _TIMED,
            "beginning of the way down to half of the weight", "[S1]", time_to_sit, _all),
    Formula("sitting_peak_force", "Greatest force, sitting down", "N", _PLAIN, _PEAK,
            "greatest total force of the way down", "[S1]", sitting_peak_force, _all),
    Formula("sitting_mean_force", "Mean force, sitting down", "N", _PLAIN, _MOTION,
            "mean total force of the way down", "[S1]", sitting_mean_force, _all),
)

RISE_SHARE: tuple[Formula[SitToStand], ...] = (
    Formula("test_mean_force", "Mean force, whole test", "N", _PLAIN, _SLOW,
            "mean of one foot, first sign to last standing", "[S47]", mean_foot_force, whole, sided=True),
    Formula("rise_load_share", "Load share, rising", "%", _PLAIN, _SLOW,
            "mean of side / total, first sign to standing", "[S47, S79]", load_share, whole, sided=True),
)

RISE_SUMMARY: tuple[Metric, ...] = (
    Metric("rise_load_asymmetry", "Difference of load", "%", _PLAIN, _SLOW,
           "100 (R - L) / max(L, R) of the mean forces over the whole test", "[S3, S47]"),
)
# fmt: on
