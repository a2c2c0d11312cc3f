"""Whether samples can be believed: values that are not numbers, a sensor that repeats one value, single wild samples.

Nothing is repaired here.  What is found reaches the metrics in whose window it lies (``metric.Facts``), and only them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dsp.runs import runs

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

STUCK_S = 0.2
"""No healthy channel repeats one value for so long (G2) ..."""
FEW = 5
"""... nor more often on end than this: at 10 Hz two samples that are equal by chance last 0.2 s ..."""
BY_CHANCE = 1e-6
"""... unless its steps are so coarse that chance explains it: this often in a record."""
QUIET = 100
"""So many samples on end show how a channel repeats itself in its quiet moments."""
TURNING = 0.25
"""A channel with noise turns round at two samples of three; one that never turns is a drawing, or a sum of models."""
SPIKE_SD = 8.0
SPIKE_SHARE = 0.25
"""A spike is further from both neighbours than so many standard deviations and than this share of the range around."""
AROUND = 25
_SAME_SIDE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Flaws:
    """Where channels cannot be believed, ``(channels, n)`` each: one value repeated, or a sample that stands alone."""

    stuck: Mask
    spikes: Mask

    def between(self, first: int, last: int) -> tuple[bool, int]:
        """Whether any channel is stuck in the samples ``first`` to ``last`` (both included), and how many spikes."""
        part = (slice(None), slice(first, last + 1))
        return bool(self.stuck[part].any()), int(np.count_nonzero(self.spikes[part]))


def find_flaws(force_n: npt.ArrayLike, fs: float, *, limited: npt.ArrayLike | None = None) -> Flaws:
    """Find stuck channels and spikes.

    Parameters
    ----------
    force_n : array_like, shape (channels, n) or (n,), N
        Raw samples, finite.
    fs : float, Hz
        Measured sample rate, > 0.
    limited : array_like of bool, of the same shape, optional
        Samples at the sensor's limit: they repeat one value and are known to be no measurement already.

    Returns
    -------
    Flaws
        Masks of shape (channels, n).

    Raises
    ------
    ValueError
        When values are not finite, the rate is not positive or the shapes differ.

    Notes
    -----
    A healthy channel repeats a value now and then, the more so the coarser its steps and the quieter the moment: in
    the 100 samples where it repeats most, neighbouring ones are equal with a probability p.  A run of L equal values in
    n is chance while ``n p^L > 1e-6``, and is never called stuck below 0.2 s or five samples.  A run of exactly 0 N is
    a plate that was clipped to zero while empty, unless it is the whole record.

    Examples
    --------
    >>> noise = np.random.default_rng(1).normal(200.0, 1.0, 2000)
    >>> noise[700:1100] = noise[700]
    >>> find_flaws(noise, 1000.0).between(0, 1999)
    (True, 0)
    """
    force = np.atleast_2d(np.asarray(force_n, dtype=np.float64))
    if force.ndim != 2 or not np.isfinite(force).all():
        raise ValueError("samples must be (channels, n) and finite: take out those that are not numbers first")
    if not fs > 0.0:
        raise ValueError(f"the sample rate must be positive, not {fs} Hz")
    known = np.zeros(force.shape, dtype=np.bool_) if limited is None else np.atleast_2d(np.asarray(limited, np.bool_))
    if known.shape != force.shape:
        raise ValueError(f"limits of shape {known.shape} do not belong to samples of shape {force.shape}")
    stuck = np.stack([_stuck(row, fs, bound) for row, bound in zip(force, known, strict=True)])
    spikes = np.stack([_spikes(row) for row in force])
    return Flaws(stuck, spikes & ~known)


def without_gaps_of_nan(time_s: Array, force_n: Array) -> tuple[Array, Array, tuple[tuple[int, int], ...], Mask]:
    """Take out the samples of which any channel is not a number: they were not measured, so they are missing.

    Parameters
    ----------
    time_s : ndarray, shape (n,), s
        Sample times.
    force_n : ndarray, shape (channels, n), N
        Samples; NaN and infinities are taken out.

    Returns
    -------
    time_s : ndarray, shape (m,)
        Times of what is left.
    force_n : ndarray, shape (channels, m)
        What is left.
    gaps : tuple of (int, int)
        First sample after each place and how many were taken out there.
    kept : ndarray of bool, shape (n,)
        Which samples are left.

    Examples
    --------
    >>> without_gaps_of_nan(np.arange(4.0), np.array([[1.0, np.nan, np.nan, 2.0]]))[2]
    ((1, 2),)
    """
    kept: Mask = np.isfinite(force_n).all(axis=0) & np.isfinite(time_s)
    before = np.cumsum(kept)
    gaps = tuple((int(before[start - 1]) if start else 0, stop - start) for start, stop in runs(~kept))
    return time_s[kept], force_n[:, kept], gaps, kept


def _stuck(values: Array, fs: float, limited: Mask) -> Mask:
    """Runs of one value that are too long for a sensor with this channel's noise."""
    found = np.zeros(len(values), dtype=np.bool_)
    if len(values) < 2:
        return found
    edges = np.concatenate(([0], np.flatnonzero(np.diff(values)) + 1, [len(values)]))
    lengths = np.diff(edges)
    least = max(STUCK_S * fs, FEW)
    if len(lengths) == 1:
        found[:] = len(values) > least
        return found
    if lengths.max() <= least:
        return found
    healthy = lengths <= least
    moving = values[np.repeat(healthy, lengths)]
    turns = np.diff(moving)
    turns = turns[turns != 0]
    if len(turns) < 10 or np.mean(turns[1:] * turns[:-1] < 0) < TURNING:
        return found
    equal = np.concatenate(([0], np.cumsum(moving[1:] == moving[:-1])))
    width = min(QUIET, len(equal) - 1)
    repeating = float((equal[width:] - equal[:-width]).max()) / width
    if repeating > 0.0:
        least = max(least, np.log(BY_CHANCE / len(values)) / np.log(min(repeating, 1.0 - 1.0 / least)))
    for start, length in zip(edges[:-1][lengths > least], lengths[lengths > least], strict=True):
        run = slice(start, start + length)
        found[run] = values[start] != 0.0 and not limited[run].all()
    return found


def _spikes(values: Array) -> Mask:
    """Single samples far from both neighbours, which agree with each other."""
    found = np.zeros(len(values), dtype=np.bool_)
    if len(values) < 5:
        return found
    before, at, after = values[:-2], values[1:-1], values[2:]
    nearest = np.where(np.abs(at - before) < np.abs(at - after), before, after)
    off = np.abs(at - nearest)
    off[(at - before) * (at - after) <= 0] = 0.0
    at_most = np.abs(after - before) < _SAME_SIDE * off
    suspects = np.flatnonzero((off > SPIKE_SD * _scatter(values)[1:-1]) & at_most) + 1
    around = suspects[:, None] + np.concatenate((np.arange(-AROUND, 0), np.arange(1, AROUND + 1)))
    spans = np.ptp(values[np.clip(around, 0, len(values) - 1)], axis=1)
    found[suspects] = off[suspects - 1] > SPIKE_SHARE * spans
    return found


def _scatter(values: Array) -> Array:
    """Standard deviation of the white noise around every sample; at least the step of a channel that hardly changes."""
    bends = np.abs(np.diff(values, 2))
    count = max(1, len(bends) // (2 * AROUND))
    size = len(bends) // count
    around = np.median(bends[: count * size].reshape(count, size), axis=1)
    white = 1.4826 / np.sqrt(6.0) * np.maximum(around, float(np.median(bends)))
    steps = np.abs(np.diff(values))
    least = float(np.min(steps[steps > 1e-9 * float(np.abs(values).max())], initial=np.inf))
    per_sample = np.repeat(np.maximum(white, least if np.isfinite(least) else 0.0), size)
    return np.pad(per_sample, (1, len(values) - 1 - len(per_sample)), mode="edge")
