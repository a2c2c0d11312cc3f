"""What counts from the onset of an isometric effort: times, rates of force, force and impulse of the first moments.

A doubt about the onset is a doubt about these.  A rate of force is the same of gross and of net force.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.isometric import Effort, peak_index
from dsp.metric import Direction, Formula, Kind, Needs

PEAK_RATE_S = 0.02
"""The steepest rise is looked for over windows of this length: the most repeatable of six lengths (Haff 2015)."""


def force_after(effort: Effort, seconds: float) -> float:
    """Read the force so long after the onset, interpolated between samples.

    Parameters
    ----------
    effort : Effort
        Raw force with its onset.
    seconds : float
        Time after the onset, s.

    Returns
    -------
    float
        Gross force, N; NaN beyond the record [S1].
    """
    return effort.force_at(effort.onset_s + seconds)


def force_after_net(effort: Effort, seconds: float) -> float:
    """Read the force above rest so long after the onset.

    Parameters
    ----------
    effort : Effort
        Raw force with its onset.
    seconds : float
        Time after the onset, s.

    Returns
    -------
    float
        Net force, N; NaN beyond the record [S1].
    """
    return force_after(effort, seconds) - effort.rest_n


# Times ---


def time_to_peak(effort: Effort) -> float:
    """Onset to the greatest force, s [S1]; on a plateau noise decides which sample that is."""
    peak = peak_index(effort)
    if effort.pair_noise_n:
        part = effort.force_n[effort.start : max(effort.stop, effort.start + 1)]
        near = effort.start + np.flatnonzero(part >= effort.force_n[peak] - effort.pair_noise_n)
        peak = int(near[np.argmax(np.abs(near - peak))])
    return float(effort.time_s[peak]) + effort.instant_shift_s - effort.onset_s


def time_to_80(effort: Effort) -> float:
    """Onset to 80 % of the net peak, s; interpolated between samples [S1]."""
    at = _risen(effort, 0.8)
    return float("nan") if at is None else at[1] + effort.instant_shift_s - effort.onset_s


def _risen(effort: Effort, share: float, before: int | None = None) -> tuple[int, float] | None:
    """Sample and instant at which a share of the net peak is crossed: the first time, or the last before a sample."""
    peak = peak_index(effort)
    first = max(effort.start - 1, 0)
    level = effort.rest_n + share * (float(effort.force_n[peak]) - effort.peak_excess_n - effort.rest_n)
    part = effort.force_n[first : (peak if before is None else before) + 1]
    if before is None:
        above = np.flatnonzero(part >= level)
        at = int(above[0]) if len(above) else -1
    else:
        below = np.flatnonzero(part < level)
        at = int(below[-1]) + 1 if len(below) else -1
    if at < 1 or at >= len(part):
        return None
    low, high = float(part[at - 1]), float(part[at])
    since = (level - low) / (high - low) if high > low else 0.0
    time_s = effort.time_s[first + at - 1 : first + at + 1]
    return first + at, float(time_s[0] + min(max(since, 0.0), 1.0) * (time_s[1] - time_s[0]))


# Rate of force development ---


def rate_of_force(effort: Effort, seconds: float) -> float:
    """Compute the mean rise of force above rest in the first moments after the onset.

    Parameters
    ----------
    effort : Effort
        Raw force with its onset.
    seconds : float
        Length of the window, s, above 0; the force at its end is interpolated between samples.

    Returns
    -------
    float
        Rate of force development, N/s; NaN beyond the record or for a window that is none [S1].
    """
    if seconds <= 0:
        return float("nan")
    return force_after_net(effort, seconds) / seconds


def rate_between(effort: Effort, first_s: float, last_s: float) -> float:
    """Compute the mean rise of force between two instants after the onset, both interpolated.

    Parameters
    ----------
    effort : Effort
        Raw force with its onset.
    first_s, last_s : float
        Begin and end of the window after the onset, s.

    Returns
    -------
    float
        Rate of force development, N/s; NaN beyond the record or for a window that is none [S1].
    """
    if not 0.0 <= first_s < last_s:
        return float("nan")
    if first_s == 0.0:
        return rate_of_force(effort, last_s)
    rise = force_after(effort, last_s) - force_after(effort, first_s) + effort.pair_noise_n
    return rise / (last_s - first_s)


def peak_rate(effort: Effort) -> float:
    """Steepest rise over any 20 ms between onset and peak, N/s (Haff 2015); NaN when the rise is shorter."""
    first, peak = effort.start, peak_index(effort)
    begins = effort.time_s[first : peak + 1]
    begins = begins[begins + PEAK_RATE_S <= effort.time_s[peak]]
    if not len(begins):
        return float("nan")
    ends = np.interp(begins + PEAK_RATE_S, effort.time_s, effort.force_n)
    return float((ends - effort.force_n[first : first + len(begins)]).max() + effort.pair_noise_n) / PEAK_RATE_S


def rate_20_80(effort: Effort) -> float:
    """Rise from 20 to 80 % of the net peak over the time it takes, N/s: ``0.6 net peak / (t80 - t20)`` [S34]."""
    upper = _risen(effort, 0.8)
    lower = None if upper is None else _risen(effort, 0.2, before=upper[0])
    if upper is None or lower is None or upper[1] <= lower[1]:
        return float("nan")
    taken = upper[1] - lower[1]
    rise = 0.6 * (float(effort.force_n[peak_index(effort)]) - effort.rest_n)
    return (rise + effort.pair_noise_n) / taken


# Impulse ---


def impulse(effort: Effort, first_s: float, last_s: float) -> float:
    """Integrate the force between two instants after the onset: trapezoids with interpolated ends.

    Parameters
    ----------
    effort : Effort
        Raw force with its onset.
    first_s, last_s : float
        Begin and end of the window after the onset, s.

    Returns
    -------
    float
        Gross impulse, N s; NaN beyond the record or for a window that is none [S16].
    """
    begin_s, end_s = effort.onset_s + first_s, effort.onset_s + last_s
    first, last = effort.force_at(begin_s), effort.force_at(end_s)
    if not begin_s < end_s or not np.isfinite(first + last):
        return float("nan")
    inside = slice(
        int(np.searchsorted(effort.time_s, begin_s, side="right")), int(np.searchsorted(effort.time_s, end_s))
    )
    time_s = np.concatenate(([begin_s], effort.time_s[inside], [end_s]))
    force_n = np.concatenate(([first], effort.force_n[inside], [last]))
    return float(np.trapezoid(force_n, time_s))


def impulse_net(effort: Effort, first_s: float, last_s: float) -> float:
    """Integrate the force above rest between two instants after the onset.

    Parameters
    ----------
    effort : Effort
        Raw force with its onset.
    first_s, last_s : float
        Begin and end of the window after the onset, s.

    Returns
    -------
    float
        Net impulse, N s; NaN beyond the record or for a window that is none [S1].
    """
    return impulse(effort, first_s, last_s) - effort.rest_n * (last_s - first_s)


# The table ---

_TIMING = Needs(40.0, Kind.TIME)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER
_EACH = "mean of the repetitions"
_SHARP, _LONG_ENOUGH = 0.05, 0.25
"""An onset known to a twentieth of the window leaves 3 to 9 % of its rate open; beyond a quarter of its end it is no
window after the onset any more."""


def _early(first_s: float, last_s: float) -> Needs:
    """What a window after the onset needs: its rate (table 2.9), and an onset that the window is long against.

    10 ms of onset error are 35 % of the rate in the first 50 ms, 14 % in 100 and 3 % in 200.
    """
    slow = first_s == 0.0 and last_s >= 0.2
    sharp_s, worst_s = _SHARP * (last_s - first_s), _LONG_ENOUGH * last_s
    return Needs(80.0 if slow else 250.0, Kind.TIME, onset_s=sharp_s, onset_worst_s=worst_s)


def _until(seconds: float) -> Callable[[Effort], tuple[int, int]]:
    return lambda e: (max(e.start - 1, 0), min(int(np.searchsorted(e.time_s, e.onset_s + seconds)), len(e.time_s) - 1))


def _to_peak(e: Effort) -> tuple[int, int]:
    return max(e.start - 1, 0), peak_index(e)


def _ms(seconds: float) -> int:
    return round(1000 * seconds)


def _rate_row(first_s: float, last_s: float) -> Formula[Effort]:
    first, last = _ms(first_s), _ms(last_s)
    begin = "rest" if first_s == 0.0 else f"F(onset + {first} ms)"
    return Formula(
        f"rfd_{first}_{last}", f"RFD {first}-{last} ms", "N/s", _UP, _early(first_s, last_s),
        f"(F(onset + {last} ms) - {begin}) / {last - first} ms; {_EACH}", "[S1]",
        lambda e: rate_between(e, first_s, last_s), _until(last_s), sided=True,
    )  # fmt: skip


def _force_rows(seconds: float) -> tuple[Formula[Effort], Formula[Effort]]:
    ms, needs = _ms(seconds), _early(0.0, seconds)
    return (
        Formula(f"force_at_{ms}", f"Force at {ms} ms", "N", _UP, needs,
                f"F(onset + {ms} ms), gross; {_EACH}", "[S1]",
                lambda e: force_after(e, seconds), _until(seconds), sided=True),
        Formula(f"force_at_{ms}_net", f"Net force at {ms} ms", "N", _UP, needs,
                f"F(onset + {ms} ms) - rest; {_EACH}", "[S1]",
                lambda e: force_after_net(e, seconds), _until(seconds), sided=True),
    )  # fmt: skip


def _impulse_rows(first_s: float, last_s: float) -> tuple[Formula[Effort], Formula[Effort]]:
    first, last, needs = _ms(first_s), _ms(last_s), _early(0.0, last_s)
    return (
        Formula(f"impulse_{first}_{last}", f"Impulse {first}-{last} ms", "N s", _UP, needs,
                f"integral of F from onset + {first} to + {last} ms, gross; {_EACH}", "[S1, S16]",
                lambda e: impulse(e, first_s, last_s), _until(last_s), sided=True),
        Formula(f"impulse_{first}_{last}_net", f"Net impulse {first}-{last} ms", "N s", _UP, needs,
                f"integral of F - rest from onset + {first} to + {last} ms; {_EACH}", "[S1, S16]",
                lambda e: impulse_net(e, first_s, last_s), _until(last_s), sided=True),
    )  # fmt: skip


# fmt: off
RISE: tuple[Formula[Effort], ...] = (
    Formula("time_to_peak", "Time to peak", "s", _PLAIN, _TIMING,
            f"onset to greatest sample; {_EACH}", "[S1]",
            time_to_peak, _to_peak, sided=True),
    Formula("time_to_80", "Time to 80 % of peak", "s", _DOWN, _TIMING,
            f"onset to rest + 0.8 (peak - rest); {_EACH}", "[S1]",
            time_to_80, _to_peak, sided=True),
    *(_rate_row(0.0, last) for last in (0.05, 0.1, 0.15, 0.2, 0.25)),
    *(_rate_row(first, last) for first, last in ((0.05, 0.1), (0.1, 0.15), (0.1, 0.2), (0.15, 0.2))),
    Formula("rfd_peak", "Peak RFD", "N/s", _UP, Needs(250.0, Kind.TIME),
            f"steepest 20 ms between onset and peak; {_EACH}", "[S5]; Haff 2015",
            peak_rate, _to_peak, sided=True),
    Formula("rfd_20_80", "RFD 20-80 %", "N/s", _UP, Needs(250.0, Kind.TIME),
            f"0.6 (peak - rest) / (t80 - t20); {_EACH}", "[S34]",
            rate_20_80, _to_peak, sided=True),
    *(row for at in (0.05, 0.1, 0.15, 0.2, 0.25) for row in _force_rows(at)),
    *(row for first, last in ((0.0, 0.1), (0.0, 0.2), (0.05, 0.25)) for row in _impulse_rows(first, last)),
)
# fmt: on
