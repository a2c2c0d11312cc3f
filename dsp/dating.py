"""When a rise began: the samples before its crossing cleaned of spikes and hum, and the change point dated in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dsp.changepoint import Noise, date_rise, rest_noise
from dsp.trigger import Crossing

Array = npt.NDArray[np.float64]

REST_BEFORE_S = 0.8
SHORT_REST_S = 0.4
REST_LEARNED_S = 2.0
REST_GUARD_S = 0.25
"""The noise is learned from up to two seconds of rest, without the last moment in which the rise may hide."""
SHAPE_FACTOR, LEAST_SD_S = 1.6, 0.0005
"""The spread over the fitted shapes knows nothing of shapes outside the family; so much larger it covered nine in ten
errors on simulated efforts of other shapes."""


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


def cleaned(force: Array, at: int, crossing: Crossing, fs: float) -> tuple[Array, Noise]:
    """Raw samples without spikes and mains hum, and the noise of their rest; the rise is seen from sample ``at``."""
    clean = _without_spikes(force)
    rest = slice(max(0, at - round((REST_LEARNED_S + REST_GUARD_S) * fs)), max(3, at - round(REST_GUARD_S * fs)))
    hum = _mains(clean[rest], fs)
    if hum is not None:
        frequency, amplitudes = hum
        clean = clean - _waves((np.arange(len(clean)) - rest.start) / fs, frequency, fs) @ amplitudes
    return clean, rest_noise(clean[rest], fs, least_n=max(1e-3, 1e-3 * crossing.threshold_n))


def dated(clean: Array, start: int, noise: Noise, crossing: Crossing, fs: float) -> Onset:
    """Date the rise at the end of a cleaned stretch whose first sample has the index ``start``."""
    at = crossing.index - start
    before = max(round(REST_BEFORE_S * fs), round(1.5 * (len(clean) - at)))
    first = max(0, at - before)
    time = (start + first + np.arange(len(clean) - first)) / fs
    found = date_rise(time, clean[first:], (crossing.index + 0.005 * fs) / fs, noise)
    uncertainty = 2.0 * float(np.hypot(SHAPE_FACTOR * found.sd_s, np.hypot(0.3 / fs, LEAST_SD_S)))
    flags = []
    if at - first < SHORT_REST_S * fs:
        flags.append(OnsetFlag.SHORT_REST)
    if uncertainty > 0.05:
        flags.append(OnsetFlag.SLOW_RISE)
    if crossing.on_plateau:
        flags.append(OnsetFlag.PRETENSION)
    if fs < 200.0:
        flags.append(OnsetFlag.LOW_RATE)
    index = max(0, round(found.time_s * fs))
    return Onset(index, found.time_s, uncertainty, tuple(flags), crossing.declared_index)


def median3(x: Array) -> Array:
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
    middle = median3(x)
    off = np.abs(x - middle)
    limit = 8.0 * (float(np.median(off)) + 1e-3) + 2.0
    return np.where(off > limit, middle, x)
