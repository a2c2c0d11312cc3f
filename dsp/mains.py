"""Mains hum taken out of a force without moving an onset: fitted where there is rest, subtracted everywhere.

A notch filter rings into the start of a rise.  The mains is a steady oscillation: its size and phase are known from the
rest alone, and what is subtracted from the rise owes nothing to the rise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

MAINS_HZ = (50.0, 60.0)
HARMONICS = (1, 2, 3)
LEAST_REST_S = 0.4
WORTH = 0.8
"""A hum is one that, taken out, leaves less than this share of the rest's variation (its slow course aside)."""
FURTHEST_HZ = 0.5
"""Grids keep within this of their frequency, and sample clocks are better still."""
STILL_HZ = 2.0
"""Folded to less than this from a standstill, a hum is not told from a slow course."""
_HIGHEST = 0.45
"""Harmonics above this share of the rate are not told from others."""


@dataclass(frozen=True, slots=True, eq=False)
class WithoutMains:
    """Force without hum ``(..., n)`` in N, and what was taken out.

    ``frequency_hz`` is the fundamental, None where no hum was found; ``amplitude_n`` are the amplitudes of
    ``(fundamental, second, third harmonic)`` in every channel, ``(..., 3)``, zero for what the rate cannot hold.
    """

    force_n: Array
    frequency_hz: float | None
    amplitude_n: Array


def remove_mains(force_n: npt.ArrayLike, fs: float, rest: slice, *, frequency_hz: float | None = None) -> WithoutMains:
    """Subtract mains hum, fitted on the rest, from a whole force record.

    Parameters
    ----------
    force_n : array_like, shape (n,) or (..., n), N
        Raw force, evenly sampled, without spikes.
    fs : float, Hz
        Measured sample rate, > 0.
    rest : slice
        Samples without effort, of which the hum is learned; slow drift and breathing in it do no harm.
    frequency_hz : float, Hz, optional
        The mains, where it is known; else 50 or 60 Hz, whichever explains more.  Either is refined by up to 0.5 Hz.

    Returns
    -------
    WithoutMains
        With the force unchanged where the rest is shorter than 0.4 s, where there is no hum to speak of, or where the
        rate folds the mains on to zero.

    Raises
    ------
    ValueError
        For values that are not finite, a rate or frequency that is not positive.

    Notes
    -----
    Least squares of sines and cosines at the fundamental and its second and third harmonic beside a parabola.  The
    frequency is refined by the phase that the fundamental gains between the two halves of the rest.  A rate below
    twice the mains shows it folded down; that is fitted all the same.

    Examples
    --------
    >>> import numpy as np
    >>> t = np.arange(3000) / 1000.0
    >>> effort = np.clip(500.0 * (t - 2.0), 0.0, 300.0)
    >>> cleaned = remove_mains(effort + 2.0 * np.sin(2 * np.pi * 49.97 * t), 1000.0, slice(0, 1900))
    >>> round(cleaned.frequency_hz, 2), bool(np.abs(cleaned.force_n - effort).max() < 0.1)
    (49.97, True)
    """
    force = np.asarray(force_n, dtype=np.float64)
    if force.ndim < 1 or not np.isfinite(force).all():
        raise ValueError("mains hum is taken out of finite values (..., n): split the record at its gaps")
    if not 0.0 < fs < np.inf or (frequency_hz is not None and not 0.0 < frequency_hz < np.inf):
        raise ValueError(f"rate {fs} Hz and mains frequency {frequency_hz} Hz must be positive")
    rows = force.reshape(-1, force.shape[-1])
    first, last, _ = rest.indices(rows.shape[1])
    part = rows[:, first:last]
    none = WithoutMains(force, None, np.zeros((*force.shape[:-1], len(HARMONICS))))
    if part.size == 0 or part.shape[1] < LEAST_REST_S * fs:
        return none
    course = part - _slow_course(part)
    variation = float(np.sum(course**2))
    tried = MAINS_HZ if frequency_hz is None else (frequency_hz,)
    found = [(_left(course, each, fs), each) for each in tried if not _folds_to_zero(each, fs)]
    if not found or min(found)[0] >= WORTH * variation:
        return none
    frequency = _refined(course, min(found)[1], fs)
    seconds = np.arange(-first, rows.shape[1] - first) / fs
    waves = _waves(seconds, frequency, fs)
    factors = _least_squares(waves[first:last], course)
    cleaned = (rows - factors @ waves.T).reshape(force.shape)
    amplitude = np.zeros((len(rows), len(HARMONICS)))
    kept = factors.shape[1] // 2
    amplitude[:, :kept] = np.hypot(factors[:, 0::2], factors[:, 1::2])
    return WithoutMains(cleaned, frequency, amplitude.reshape(*force.shape[:-1], len(HARMONICS)))


def _folds_to_zero(frequency: float, fs: float) -> bool:
    """Sampled at ``fs``, the mains stands nearly still, or alternates from sample to sample."""
    shown = abs(frequency - fs * round(frequency / fs))
    return not STILL_HZ < shown < fs / 2.0 - STILL_HZ


def _waves(seconds: Array, frequency: float, fs: float) -> Array:
    """Sines and cosines of the mains and of those harmonics that the rate can hold, ``(n, waves)``."""
    kept = [frequency, *(h * frequency for h in HARMONICS[1:] if h * frequency < _HIGHEST * fs)]
    angle = 2.0 * np.pi * seconds
    return np.stack([wave(each * angle) for each in kept for wave in (np.sin, np.cos)], axis=1)


@lru_cache(maxsize=32)
def _rest_waves(n: int, frequency: float, fs: float) -> Array:
    """``_waves`` of ``n`` samples from zero on: the same every time one asks whether there is a hum."""
    return _waves(np.arange(n) / fs, frequency, fs)


@lru_cache(maxsize=16)
def _parabola(n: int) -> Array:
    """Three orthonormal columns ``(n, 3)`` that span every parabola."""
    u = np.linspace(-1.0, 1.0, n)
    columns: Array = np.linalg.qr(np.stack([np.ones(n), u, u * u], axis=1))[0]
    return columns


def _slow_course(part: Array) -> Array:
    columns = _parabola(part.shape[1])
    slow: Array = (part @ columns) @ columns.T
    return slow


def _left(course: Array, frequency: float, fs: float) -> float:
    """Sum of squares that is left when the hum is taken out."""
    waves = _rest_waves(course.shape[1], frequency, fs)
    return float(np.sum((course - _least_squares(waves, course) @ waves.T) ** 2))


def _least_squares(waves: Array, course: Array) -> Array:
    """Factors ``(rows, waves)`` by normal equations: few well-scaled columns, and none of LAPACK's threads."""
    return np.asarray(np.linalg.solve(waves.T @ waves, waves.T @ course.T).T, dtype=np.float64)


def _refined(course: Array, frequency: float, fs: float) -> float:
    """The frequency at which the fundamental keeps its phase from the first half of the rest to the second."""
    half = course.shape[1] // 2
    for _ in range(2):
        turning = np.exp(-2j * np.pi * frequency / fs * np.arange(2 * half))
        phasors = (course[:, : 2 * half] * turning).reshape(len(course), 2, half).sum(axis=2)
        gained = float(np.angle(np.sum(phasors[:, 1] * phasors[:, 0].conj())))
        moved = gained * fs / (2.0 * np.pi * half)
        if abs(moved) > FURTHEST_HZ:
            return frequency
        frequency += moved
    return frequency
