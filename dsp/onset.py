"""The instant at which a contraction begins: declared live, dated afterwards.

A live rule (``trigger.py``) decides *that* a contraction has begun, some 50 ms into it.  *When* it began is then found
by change-point regression on the samples before (``changepoint.py``), because 10 ms of onset error are a third of the
rate of force development in the first 50 ms.  Always give raw samples: a filter moves the start of a rise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dsp.changepoint import date_rise
from dsp.ring import Ring
from dsp.trigger import Crossing, RiseTrigger

Array = npt.NDArray[np.float64]

LOWEST_FS = 20.0
REST_BEFORE_S = 0.4
LONGEST_RISE_S = 2.5
HISTORY_S = 6.0
DATED_TO = 0.6
"""Offline the rise is looked at up to this share of its peak."""
SHORTEST_EFFORT_S = 0.08
SMALLEST_SHARE = 0.05
"""Offline, rises below this share of the largest one in the record are handling, not contractions."""


class OnsetFlag(StrEnum):
    """Why an onset deserves a second look."""

    SHORT_REST = "less than 0.4 s of rest before it"
    SLOW_RISE = "the force rises so slowly that the onset is not sharp"
    PRETENSION = "the force was held above an earlier rest before it"
    LOW_RATE = "the sample rate is too low to date it to milliseconds"


@dataclass(frozen=True, slots=True)
class Onset:
    """Start of one contraction.

    ``index`` is the sample nearest to it in the array or since the stream's start and ``time_s`` the same on the sample
    clock (``sample / fs``, between samples); ``uncertainty_s`` is expanded (k = 2); ``declared_index`` is the sample
    with which it became known.
    """

    index: int
    time_s: float
    uncertainty_s: float
    flags: tuple[OnsetFlag, ...]
    declared_index: int


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
        height = force[peak_index] - crossing.rest_n
        rise = _median3(force[crossing.index : peak_index + 1]) - crossing.rest_n
        reached = np.flatnonzero(rise >= DATED_TO * height)
        end = crossing.index + (int(reached[0]) if len(reached) else len(rise) - 1) + 1
        end = min(max(end, crossing.index + max(3, round(0.02 * fs))), limit)
        start = max(0, crossing.rest_from, end - round(HISTORY_S * fs))
        found.append(_dated(force[start:end], start, crossing, fs))
    return found


def _real_efforts(force: Array, fs: float, crossings: list[Crossing]) -> list[tuple[Crossing, int, int]]:
    """Those rises that prove to be contractions once their whole course is known, with peak and last sample."""
    seen = []
    for number, crossing in enumerate(crossings):
        following = crossings[number + 1] if number + 1 < len(crossings) else None
        limit = following.index if following else len(force)
        limit = min(limit, crossing.index + round(LONGEST_RISE_S * 4 * fs))
        course = _median3(force[crossing.index : limit])
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
            seen.append((crossing, crossing.index + peak, limit, height))
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

    def feed(self, samples: npt.ArrayLike) -> list[Onset]:
        """Take the next raw samples ``(n,)`` in N and return the onsets they decide.

        Raises ValueError for values that are not finite: a gap ends a stream, start a new detector after it.
        """
        force = _checked(samples, self.fs)
        found: list[Onset] = []
        at = 0
        step = max(1, round(0.5 * self.fs))
        while at < len(force):
            piece = force[at : at + step]
            at += len(piece)
            self._history.push(piece[None, :])
            for crossing in self._trigger.feed(piece):
                end, window = self._history.latest(self._history.capacity)
                start = max(crossing.rest_from, crossing.declared_index - round(HISTORY_S * self.fs))
                first = end - window.shape[1]
                start = max(start, first)
                seen = window[0, start - first : crossing.declared_index + 1 - first]
                found.append(_dated(seen, start, crossing, self.fs))
        return found


def _dated(force: Array, start: int, crossing: Crossing, fs: float) -> Onset:
    """Date the rise in a stretch of raw samples whose first one has the index ``start``."""
    at = crossing.index - start
    rise = len(force) - at
    before = max(round(REST_BEFORE_S * fs), round(1.5 * rise))
    first = max(0, at - before)
    clean = _without_spikes(force)
    rest = clean[first : max(first + 3, at - max(1, before // 4))]
    clock = np.arange(len(rest), dtype=np.float64)
    slope = np.polyfit(clock, rest, 1) if len(rest) >= 6 else np.array([0.0, float(rest.mean())])
    noise = max(float(np.std(rest - np.polyval(slope, clock))), 1e-3, 1e-3 * crossing.threshold_n)
    time = (start + first + np.arange(len(clean) - first)) / fs
    dated = date_rise(time, clean[first:], (crossing.index + 0.005 * fs) / fs, noise)
    uncertainty = 2.0 * float(np.hypot(dated.sd_s, 0.3 / fs))
    flags = []
    if at - first < REST_BEFORE_S * fs * 0.9:
        flags.append(OnsetFlag.SHORT_REST)
    if uncertainty > 0.05:
        flags.append(OnsetFlag.SLOW_RISE)
    if crossing.on_plateau:
        flags.append(OnsetFlag.PRETENSION)
    if fs < 200.0:
        flags.append(OnsetFlag.LOW_RATE)
    index = max(0, round(dated.time_s * fs))
    return Onset(index, dated.time_s, uncertainty, tuple(flags), crossing.declared_index)


def _median3(x: Array) -> Array:
    if len(x) < 3:
        return x
    a, b, c = x[:-2], x[1:-1], x[2:]
    middle = np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))
    return np.concatenate((x[:1], middle, x[-1:]))


def _without_spikes(x: Array) -> Array:
    """Replace single samples that stand out of both neighbours by far more than the scatter."""
    middle = _median3(x)
    off = np.abs(x - middle)
    limit = 8.0 * (float(np.median(off)) + 1e-3) + 2.0
    return np.where(off > limit, middle, x)


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
