"""The instant at which a contraction begins: declared live, dated afterwards.

A live rule (``trigger.py``) decides *that* a contraction has begun, some 50 ms into it.  *When* it began is then found
by change-point regression on the samples before (``changepoint.py``), because 10 ms of onset error are a third of the
rate of force development in the first 50 ms.  Always give raw samples: a filter moves the start of a rise.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import numpy as np
import numpy.typing as npt

from dsp.dating import Onset, OnsetFlag, cleaned, dated, median3
from dsp.ring import Ring
from dsp.trigger import Crossing, RiseTrigger

__all__ = ["LOWEST_FS", "Onset", "OnsetDetector", "OnsetFlag", "find_onsets"]

Array = npt.NDArray[np.float64]

LOWEST_FS = 20.0
LONGEST_RISE_S = 2.5
HISTORY_S = 6.0
DATED_TO = 0.6
NOISE_UP = 30.0
LAST_CROSSING = 0.1
"""Offline the rise is looked at up to this share of its peak."""
SHORTEST_EFFORT_S = 0.08
SMALLEST_SHARE = 0.05
"""Offline, rises below this share of the largest one in the record are handling, not contractions."""


def find_onsets(force_n: npt.ArrayLike, fs: float) -> list[Onset]:
    """Find the contractions of a force record.

    Parameters
    ----------
    force_n : array_like, shape (n,), N
        Raw, unfiltered force; compression positive; any offset or pre-tension.
    fs : float, Hz
        Measured sample rate, >= 20.

    Returns
    -------
    list of Onset
        In order of time; empty when nothing rises from rest.

    Raises
    ------
    ValueError
        When ``force_n`` is not one-dimensional and finite, or ``fs`` is too low.

    Notes
    -----
    A contraction is a rise above the rest of the second before it, by more than ``max(2 N, 4 scatter + 4 wander)`` for
    50 ms while still rising; that lasts at least 80 ms above half its height; that is at least 5 % of the largest rise
    in the record; and that is not merely pre-tension on which the contraction proper is built.
    """
    force = _checked(force_n, fs)
    trigger = RiseTrigger(fs)
    crossings = [*trigger.feed(force)]
    efforts = _real_efforts(force, fs, crossings)
    found = []
    for crossing, peak_index, limit in efforts:
        start = max(0, crossing.rest_from, crossing.index - round(HISTORY_S * fs))
        clean, noise = cleaned(force[start : min(limit, peak_index + 2)], crossing.index - start, crossing, fs)
        at = crossing.index - start
        height = force[peak_index] - crossing.rest_n
        level = max(crossing.threshold_n, NOISE_UP * np.hypot(noise.white_n, np.sqrt(noise.walk_n2_s * 0.03)))
        reached = np.flatnonzero(median3(clean[at:]) - crossing.rest_n >= min(DATED_TO * height, level))
        rise = max(int(reached[0]) if len(reached) else len(clean) - at, max(3, round(0.005 * fs))) + 1
        found.append(dated(clean[: at + rise], start, noise, crossing, fs))
    return found


def _real_efforts(force: Array, fs: float, crossings: list[Crossing]) -> list[tuple[Crossing, int, int]]:
    """Those rises that prove to be contractions once their whole course is known, with peak and last sample."""
    seen = []
    for number, crossing in enumerate(crossings):
        following = crossings[number + 1] if number + 1 < len(crossings) else None
        limit = following.index if following else len(force)
        limit = min(limit, crossing.index + round(LONGEST_RISE_S * 4 * fs))
        course = median3(force[crossing.index : limit])
        peak = int(np.argmax(course))
        height = float(course[peak]) - crossing.rest_n
        above = course - crossing.rest_n > 0.5 * height
        fell = np.flatnonzero(~above[peak:])
        began = np.flatnonzero(~above[:peak])
        length = (peak + int(fell[0]) if len(fell) else len(course)) - (int(began[-1]) + 1 if len(began) else 0)
        pretension = (
            following is not None
            and following.on_plateau
            and float(force[following.index : following.index + round(fs)].max()) - following.rest_n > height
        )
        brief = length < SHORTEST_EFFORT_S * fs and len(fell) > 0
        if not brief and not pretension:
            # sway may cross the threshold just before the effort does: the effort begins after the last crossing
            steep = int(np.argmax(course - crossing.rest_n >= max(crossing.threshold_n, LAST_CROSSING * height)))
            under = np.flatnonzero(course[:steep] - crossing.rest_n <= crossing.threshold_n)
            later = crossing.index + (int(under[-1]) + 1 if len(under) else 0)
            seen.append((replace(crossing, index=later), crossing.index + peak, limit, height))
    largest = max((height for *_, height in seen), default=0.0)
    return [(c, p, limit) for c, p, limit, height in seen if height >= SMALLEST_SHARE * largest]


class OnsetDetector:
    """Finds contractions in a running stream of raw force; the same for any chunking, and for hours.

    Parameters
    ----------
    fs : float, Hz
        Measured sample rate, >= 20.
    """

    def __init__(self, fs: float) -> None:
        _check_rate(fs)
        self.fs = fs
        self._trigger = RiseTrigger(fs)
        self._history = Ring(1, round((HISTORY_S + 1.0) * fs))
        self._most = max(1, round(0.5 * fs))

    def feed(self, samples: npt.ArrayLike) -> list[Onset]:
        """Take the next raw samples ``(n,)`` or ``(1, n)`` in N and return the onsets they decide.

        Raises ValueError for values that are not finite: a gap ends a stream, start a new detector after it.
        """
        force = np.asarray(samples, dtype=np.float64)
        if force.ndim == 2 and len(force) == 1:
            force = force[0]
        if force.ndim != 1:
            raise ValueError(f"force must be one channel (n,) or (1, n), not an array of shape {force.shape}")
        values = force.tolist()
        if not isfinite(sum(values)):
            _checked(force, self.fs)
        found: list[Onset] = []
        for at in range(0, len(values), self._most):
            self._history.push(force[None, at : at + self._most])
            found += [self._dated(crossing) for crossing in self._trigger.take(values[at : at + self._most])]
        return found

    def _dated(self, crossing: Crossing) -> Onset:
        end, window = self._history.latest(self._history.capacity)
        first = end - window.shape[1]
        start = max(crossing.rest_from, crossing.declared_index - round(HISTORY_S * self.fs), first)
        seen = window[0, start - first : crossing.declared_index + 1 - first]
        clean, noise = cleaned(seen, crossing.index - start, crossing, self.fs)
        return dated(clean, start, noise, crossing, self.fs)


def _check_rate(fs: float) -> None:
    if not fs >= LOWEST_FS:
        raise ValueError(f"onsets need a sample rate of at least {LOWEST_FS:.0f} Hz, not {fs} Hz")


def _checked(force_n: npt.ArrayLike, fs: float) -> Array:
    _check_rate(fs)
    force = np.asarray(force_n, dtype=np.float64)
    if force.ndim != 1:
        raise ValueError(f"force must be one channel (n,), not an array of shape {force.shape}")
    if not np.isfinite(force).all():
        raise ValueError("force has values that are not numbers: split the record at its gaps")
    return force
