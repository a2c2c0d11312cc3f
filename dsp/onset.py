"""The instant at which a contraction begins: declared live, dated afterwards.

A live rule (``trigger.py``) decides *that* a contraction has begun, some 50 ms into it.  *When* it began is then found
by change-point regression on the samples before (``changepoint.py``), because 10 ms of onset error are a third of the
rate of force development in the first 50 ms.  Always give raw samples: a filter moves the start of a rise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dsp.changepoint import Noise, date_rise, rest_noise
from dsp.ring import Ring
from dsp.trigger import Crossing, RiseTrigger

Array = npt.NDArray[np.float64]

LOWEST_FS = 20.0
REST_BEFORE_S = 0.8
SHORT_REST_S = 0.4
LONGEST_RISE_S = 2.5
HISTORY_S = 6.0
REST_LEARNED_S = 2.0
REST_GUARD_S = 0.25
"""The noise is learned from up to two seconds of rest, without the last moment in which the rise may hide."""
DATED_TO = 0.6
NOISE_UP = 30.0
LAST_CROSSING = 0.1
"""Offline the rise is looked at up to this share of its peak."""
SHAPE_FACTOR, LEAST_SD_S = 1.6, 0.0005
"""The spread over the fitted shapes knows nothing of shapes outside the family; so much larger it covered nine in ten
errors on simulated efforts of other shapes."""
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
        start = max(0, crossing.rest_from, crossing.index - round(HISTORY_S * fs))
        clean, noise = _cleaned(force[start : min(limit, peak_index + 2)], crossing.index - start, crossing, fs)
        at = crossing.index - start
        height = force[peak_index] - crossing.rest_n
        level = max(crossing.threshold_n, NOISE_UP * np.hypot(noise.white_n, np.sqrt(noise.walk_n2_s * 0.03)))
        reached = np.flatnonzero(_median3(clean[at:]) - crossing.rest_n >= min(DATED_TO * height, level))
        rise = max(int(reached[0]) if len(reached) else len(clean) - at, max(3, round(0.005 * fs))) + 1
        found.append(_dated(clean[: at + rise], start, noise, crossing, fs))
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
                clean, noise = _cleaned(seen, crossing.index - start, crossing, self.fs)
                found.append(_dated(clean, start, noise, crossing, self.fs))
        return found


def _cleaned(force: Array, at: int, crossing: Crossing, fs: float) -> tuple[Array, Noise]:
    """Raw samples without spikes and mains hum, and the noise of their rest; the rise is seen from sample ``at``."""
    clean = _without_spikes(force)
    rest = slice(max(0, at - round((REST_LEARNED_S + REST_GUARD_S) * fs)), max(3, at - round(REST_GUARD_S * fs)))
    hum = _mains(clean[rest], fs)
    if hum is not None:
        frequency, amplitudes = hum
        clean = clean - _waves((np.arange(len(clean)) - rest.start) / fs, frequency, fs) @ amplitudes
    return clean, rest_noise(clean[rest], fs, least_n=max(1e-3, 1e-3 * crossing.threshold_n))


def _dated(clean: Array, start: int, noise: Noise, crossing: Crossing, fs: float) -> Onset:
    """Date the rise at the end of a cleaned stretch whose first sample has the index ``start``."""
    at = crossing.index - start
    before = max(round(REST_BEFORE_S * fs), round(1.5 * (len(clean) - at)))
    first = max(0, at - before)
    time = (start + first + np.arange(len(clean) - first)) / fs
    dated = date_rise(time, clean[first:], (crossing.index + 0.005 * fs) / fs, noise)
    uncertainty = 2.0 * float(np.hypot(SHAPE_FACTOR * dated.sd_s, np.hypot(0.3 / fs, LEAST_SD_S)))
    flags = []
    if at - first < SHORT_REST_S * fs:
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


def _mains(rest: Array, fs: float) -> tuple[float, Array] | None:
    """Mains frequency and its sine and cosine amplitudes ``(harmonics, 2)`` where the rest has a hum to speak of."""
    if len(rest) < 0.4 * fs:
        return None
    clock = np.arange(len(rest)) / fs
    plain = np.stack([np.ones(len(rest)), clock - clock.mean(), (clock - clock.mean()) ** 2], axis=1)
    remains = _fit(plain, rest)[0]
    best = None
    for frequency in (50.0, 60.0):
        waves = _waves(clock, frequency, fs)
        if not waves.shape[1]:
            continue
        left, solved = _fit(np.concatenate([plain, waves], axis=1), rest)
        if left < 0.8 * remains and (best is None or left < best[0]):
            best = (left, frequency, solved[3:])
    return None if best is None else best[1:]


def _fit(columns: Array, values: Array) -> tuple[float, Array]:
    """Least squares by normal equations: few well-scaled columns, and none of LAPACK's threads."""
    solved = np.linalg.solve(np.einsum("ij,ik->jk", columns, columns), np.einsum("ij,i->j", columns, values))
    return float(np.sum((values - np.einsum("ij,j->i", columns, solved)) ** 2)), solved


def _waves(clock: Array, frequency: float, fs: float) -> Array:
    """Sines and cosines of the mains and of its harmonics that the rate can hold, ``(n, waves)``."""
    # above half the rate the mains itself still shows, folded down, unless it folds on to zero
    if abs((frequency + fs / 4) % (fs / 2) - fs / 4) < 0.02 * fs:
        return np.empty((len(clock), 0))
    kept = [frequency, *(h * frequency for h in (2, 3) if h * frequency < 0.45 * fs)]
    return np.stack([wave(2 * np.pi * each * clock) for each in kept for wave in (np.sin, np.cos)], axis=1)


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
