"""When a rise began: the samples before its crossing cleaned of spikes and hum, and the change point dated in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dsp.changepoint import Noise, date_rise, rest_noise
from dsp.mains import remove_mains
from dsp.trigger import Crossing

Array = npt.NDArray[np.float64]

LOWEST_FS = 20.0
LOW_RATE_HZ = 200.0
REST_BEFORE_S = 0.8
SHORT_REST_S = 0.4
REST_LEARNED_S = 2.0
REST_GUARD_S = 0.25
"""The noise is learned from up to two seconds of rest, without the last moment in which the rise may hide."""
SHAPE_FACTOR, LEAST_SD_S = 1.75, 0.0005
"""The spread over the fitted shapes knows nothing of shapes outside the family; so much larger it covers nineteen
in twenty errors on simulated efforts of other shapes."""


UNSTABLE_N, UNSTABLE_SHARE = 20.0, 0.03
"""The rest is unstable when it wanders so much that only a rise of this, or of this share of the load at rest (a person
who stands on a plate), is told from it: the level at which the field's fixed rule begins."""
REST_JUDGED_S, REST_BLOCK_S = 1.5, 0.1
"""It is, too, when tenths of a second of the last one and a half differ by more than the threshold."""


class OnsetFlag(StrEnum):
    """Why an onset deserves a second look."""

    UNSTABLE_BASELINE = "the force was not steady before it"
    AMBIGUOUS = "there may be two starts: a small push, and later the effort proper"

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


def one_channel(force_n: npt.ArrayLike, fs: float) -> Array:
    """Check that a record is one channel that onsets can be found in.

    Parameters
    ----------
    force_n : array_like, shape (n,) or (1, n)
        Raw force in N, without gaps.
    fs : float
        Rate in Hz, at least 20.

    Returns
    -------
    ndarray, shape (n,)
        The same samples.

    Raises
    ------
    ValueError
        For another shape, values that are not numbers, or too low a rate.
    """
    check_rate(fs)
    force = np.asarray(force_n, dtype=np.float64)
    if force.ndim == 2 and force.shape[0] == 1:
        force = force[0]
    if force.ndim != 1:
        raise ValueError(f"force must be one channel (n,), not an array of shape {force.shape}")
    if not np.isfinite(force).all():
        raise ValueError("force has values that are not numbers: split the record at its gaps")
    return force


def check_rate(fs: float) -> None:
    """Raise ValueError for a rate that no onset can be dated at."""
    if not LOWEST_FS <= fs < np.inf:
        raise ValueError(f"onsets need a sample rate of at least {LOWEST_FS:.0f} Hz, not {fs} Hz")


def cleaned(force: Array, at: int, crossing: Crossing, fs: float) -> tuple[Array, Noise]:
    """Take spikes and mains hum out of the samples around a rise.

    Parameters
    ----------
    force : ndarray, shape (n,)
        Raw force in N.
    at : int
        Sample from which the rise is seen; the rest is learned from the two seconds that end 0.25 s before it.
    crossing : Crossing
        What was declared there; its threshold bounds how little noise is believed.
    fs : float
        Rate in Hz.

    Returns
    -------
    clean : ndarray, shape (n,)
        Force in N, not smoothed.
    noise : Noise
        Of the rest.
    """
    clean = without_spikes(force)
    rest = slice(max(0, at - round((REST_LEARNED_S + REST_GUARD_S) * fs)), max(3, at - round(REST_GUARD_S * fs)))
    clean = remove_mains(clean, fs, rest).force_n
    return clean, rest_noise(clean[rest], fs, least_n=max(1e-3, 1e-3 * crossing.threshold_n))


def dated(clean: Array, start: int, noise: Noise, crossing: Crossing, fs: float) -> Onset:
    """Date the rise at the end of a cleaned stretch.

    Parameters
    ----------
    clean : ndarray, shape (n,)
        Force in N as ``cleaned`` gives it, from the rest to as far up the rise as the change point shall see.
    start : int
        Place of its first sample in the record.
    noise : Noise
        Of the rest.
    crossing : Crossing
        What was declared, in samples of the record.
    fs : float
        Rate in Hz.

    Returns
    -------
    Onset
        With its expanded uncertainty and what makes it deserve a second look.
    """
    at = crossing.index - start
    before = max(round(REST_BEFORE_S * fs), round(1.5 * (len(clean) - at)))
    first = max(0, at - before)
    time = (start + first + np.arange(len(clean) - first)) / fs
    found = date_rise(time, clean[first:], (crossing.index + 0.005 * fs) / fs, noise)
    uncertainty = 2.0 * float(np.hypot(SHAPE_FACTOR * found.sd_s, np.hypot(0.3 / fs, LEAST_SD_S)))
    flags = []
    if _wanders(clean[: max(0, at - round(REST_GUARD_S * fs))], crossing, fs):
        flags.append(OnsetFlag.UNSTABLE_BASELINE)
    if found.rival_s is not None:
        flags.append(OnsetFlag.AMBIGUOUS)
    if at - first < SHORT_REST_S * fs:
        flags.append(OnsetFlag.SHORT_REST)
    if uncertainty > 0.05:
        flags.append(OnsetFlag.SLOW_RISE)
    if crossing.on_plateau:
        flags.append(OnsetFlag.PRETENSION)
    if fs < LOW_RATE_HZ:
        flags.append(OnsetFlag.LOW_RATE)
    index = max(0, round(found.time_s * fs))
    return Onset(index, found.time_s, uncertainty, tuple(flags), crossing.declared_index)


def _wanders(rest: Array, crossing: Crossing, fs: float) -> bool:
    if crossing.threshold_n > max(UNSTABLE_N, UNSTABLE_SHARE * abs(crossing.rest_n)):
        return True
    block = max(1, round(REST_BLOCK_S * fs))
    count = min(len(rest), round(REST_JUDGED_S * fs)) // block
    means = rest[len(rest) - count * block :].reshape(count, block).mean(axis=1)
    return count > 1 and float(np.ptp(means)) > crossing.threshold_n


def median3(x: Array) -> Array:
    """Each sample ``(n,)`` as the median of itself and its neighbours: single wild samples are gone, edges stay."""
    if len(x) < 3:
        return x
    a, b, c = x[:-2], x[1:-1], x[2:]
    middle = np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))
    return np.concatenate((x[:1], middle, x[-1:]))


def without_spikes(x: Array) -> Array:
    """Replace single samples of ``(n,)`` that stand out of both neighbours by far more than the scatter."""
    middle = median3(x)
    off = np.abs(x - middle)
    limit = 8.0 * (float(np.median(off)) + 1e-3) + 2.0
    return np.where(off > limit, middle, x)
