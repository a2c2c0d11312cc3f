"""What is measured of all-out work in bouts: functions of an ``Intermittent``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.critical_force import Intermittent, fit_decline
from dsp.metric import Direction, Formula, Kind, Metric, Needs


def critical_force(work: Intermittent) -> float:
    """Mean force of the last seconds of work, N: by seconds, whatever the rate of the device [S19].

    A force that falls by 5 N each second, 300 N at first; the middle of the last 4 s of work is 24 s:

    >>> from dsp.critical_force import Bout
    >>> time_s = np.arange(301) / 10.0
    >>> bouts = (Bout(0.0, 6.0), Bout(10.0, 16.0), Bout(20.0, 26.0))
    >>> round(critical_force(Intermittent(time_s, 300.0 - 5.0 * time_s, bouts, 4.0)), 6)
    180.0
    """
    sums = np.array([work.impulse(part.start_s, part.stop_s) for part in work.last_work()])
    seconds = float(sums[:, 1].sum())
    return float(sums[:, 0].sum()) / seconds if seconds > 0 else float("nan")


def critical_share(work: Intermittent) -> float:
    """Critical force in % of the mean force of the strongest bout [S19]."""
    means, _ = work.means()
    strongest = float(np.nanmax(means)) if np.isfinite(means).any() else float("nan")
    return 100.0 * critical_force(work) / strongest if strongest > 0 else float("nan")


def bout_peak(work: Intermittent) -> float:
    """Greatest force of all bouts, N."""
    return float(max(work.force_n[first : last + 1].max() for first, last in _bouts(work)))


def impulse_above(work: Intermittent) -> float:
    """Force above the critical one summed over all work, N s: the finite part of what can be done (W') [S19].

    As in ``critical_force``: means of 285, 235 and 185 N over 6 s each, less 180 N.

    >>> from dsp.critical_force import Bout
    >>> time_s = np.arange(301) / 10.0
    >>> bouts = (Bout(0.0, 6.0), Bout(10.0, 16.0), Bout(20.0, 26.0))
    >>> round(impulse_above(Intermittent(time_s, 300.0 - 5.0 * time_s, bouts, 4.0)), 6)
    990.0
    """
    critical = critical_force(work)
    sums = np.array([work.impulse(bout.start_s, bout.stop_s) for bout in work.bouts])
    return float(np.sum(sums[:, 0] - critical * sums[:, 1]))


def decline_time(work: Intermittent) -> float:
    """Work in which the surplus over the final level falls to 37 %, s; NaN where nothing declines."""
    decline = fit_decline(work)
    return decline.tau_s if decline is not None and decline.loss_n > 0 else float("nan")


def bout_count(work: Intermittent) -> float:
    """Number of bouts."""
    return float(len(work.bouts))


def bout_wander(work: Intermittent) -> dict[str, float]:
    """Expanded uncertainties (k = 2) from how bouts differ by themselves, by the metric's key; empty under five bouts.

    Bouts scatter about the fitted decline with an SD; the critical force is a mean of a few of them.
    """
    decline = fit_decline(work)
    if decline is None:
        return {}
    last = len(work.last_work())
    of_mean = 2.0 * decline.residual_n / float(np.sqrt(last))
    means, _ = work.means()
    strongest, seconds = float(np.nanmax(means)), sum(bout.seconds for bout in work.bouts)
    of_share = 100.0 * float(np.hypot(of_mean, 2.0 * decline.residual_n * critical_force(work) / strongest)) / strongest
    return {
        "critical_force": of_mean,
        "critical_force_share": of_share,
        "impulse_above_critical": of_mean * seconds,
        "decline_time": decline.tau_uncertainty_s,
    }


def _bouts(work: Intermittent) -> list[tuple[int, int]]:
    """First and last sample of each bout."""
    edges = np.array([(bout.start_s, bout.stop_s) for bout in work.bouts])
    first = np.searchsorted(work.time_s, edges[:, 0])
    last = np.searchsorted(work.time_s, edges[:, 1], side="right") - 1
    return [(int(a), max(int(a), int(b))) for a, b in zip(first, last, strict=True)]


# The table ---

_SLOW = Needs(8.0, Kind.AVERAGE)
_UP = Direction.HIGHER
_PLAIN = Direction.NEITHER


def _all(w: Intermittent) -> tuple[int, int]:
    found = _bouts(w)
    return found[0][0], found[-1][1]


def _last(w: Intermittent) -> tuple[int, int]:
    part = w.last_work()
    first, last = np.searchsorted(w.time_s, (part[0].start_s, part[-1].stop_s))
    return max(0, int(first) - 1), min(int(last), len(w.time_s) - 1)


# fmt: off
CRITICAL: tuple[Formula[Intermittent], ...] = (
    Formula("critical_force", "Critical force", "N", _UP, _SLOW,
            "mean of the last seconds of work (three bouts)", "[S19]", critical_force, _last, sided=True),
    Formula("critical_force_share", "Critical force of strongest bout", "%", _UP, _SLOW,
            "critical force / mean of the strongest bout", "[S19]", critical_share, _all, sided=True),
    Formula("bout_peak_force", "Peak force of the bouts", "N", _UP, Needs(8.0, Kind.PEAK),
            "greatest sample of all bouts", "[S5]", bout_peak, _all, sided=True),
    Formula("impulse_above_critical", "Impulse above critical force (W')", "N s", _UP, _SLOW,
            "force minus critical force summed over all work", "[S19]", impulse_above, _all, sided=True),
    Formula("decline_time", "Time constant of the decline", "s", _PLAIN, _SLOW,
            "exponential through the means of the bouts, in seconds of work", "own definition", decline_time, _all,
            sided=True),
    Formula("bout_count", "Bouts", "", _UP, _SLOW,
            "stretches of work of at least 1 s above half of the rise", "[S19]", bout_count, _all, sided=True),
)

CRITICAL_SUMMARY: tuple[Metric, ...] = (
    Metric("critical_force_asymmetry", "Difference of critical force", "%", _PLAIN, _SLOW,
           "100 (R - L) / max(L, R) of the critical forces", "[S1, S3]"),
)
# fmt: on
