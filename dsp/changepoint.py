"""Dating the start of a rise: a change-point regression over a family of rise shapes, in the noise that is there.

A threshold is crossed late, and the later the slower the rise begins.  Here the curve around the rise is fitted as

    force(t) = b + a G_k((t - t0) / s) - d dip((t - t0) / w) + noise        a > 0, d >= 0,  G_k = 0 before t0

where ``G_k`` is the step response of ``k`` equal first-order stages (regularised incomplete gamma function): ``k = 1``
starts with a corner, larger ``k`` ever more gently, and a large ``s`` leaves the pure power law ``(t - t0)^k``.  The
dip is the countermovement of somebody who takes a swing: it reaches its bottom where the rise begins.

The noise is white plus a random walk (a person sways, breathes and trembles; that is not white) whose two sizes are
learned from the rest before, plus a smooth deviation in proportion to the rise, because no muscle rises exactly like
``G_k``.  For every ``(t0, k, s, w)`` of a grid the linear part is solved in closed form (generalised least squares);
the residual becomes a likelihood, and the onset is the median of ``t0`` over all shapes, so that its spread is an
honest uncertainty about an unknown shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Family = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]

FINE: Family = ((1.0, 1.5, 2.0, 2.5, 3.0), (0.3, 1.2, 3.0, 6.0), (0.08, 0.13, 0.22))
"""Stages ``k``; length of the observed rise in units of ``s``, from hardly bent to fully saturated; ``w`` in s."""
COARSE: Family = ((1.0, 1.8, 2.65), (0.3, 2.0, 6.0), (0.09, 0.18))

GENTLEST, GENTLEST_CHANCE = 3.0, 0.4
"""So gentle a start is that much less frequent than any other: where samples cannot tell, it would lead every start
into the noise before it."""

MODEL_ERROR = 0.1
"""Share of the rise by which a real rise may differ from every ``G_k``: high points count less than low ones."""
MODEL_REACH = 0.25
"""That deviation is smooth over this share of the observed rise."""

DIP_CHANCE, DIP_N = 0.3, 8.0
"""How often a rise is expected to begin from a dip, and how deep (half-normal)."""
DIP_FADES = 0.6
"""After the onset the dip fades with this time constant, in units of its width."""

DIP_ERROR = 0.2
"""A dip deviates from its shape by so much of what a rise of its size does."""

SLOW_LAGS_S = (0.06, 0.3)
"""Over these lags the random walk is told from white noise: as long as a rise takes to show, and as a breath."""

FAR_POINTS = 16
NEAR_POINTS = 50
NEAR_S = 0.12
"""Where the rise may begin the samples stay as they are; before, and in slow rises, they are averaged."""
STARTS = 14
"""Matrices stay so small that BLAS does not spread them over threads: on a busy machine that waits for all of them."""
FIRST_STARTS = 28
CLOSE_S = 0.02
MOST_LOOKS, EDGE_BELIEF, LEAST_STEPS = 3, 0.03, 0.8
"""It is looked again where belief is left at the edges, or where all of it lies within a few starts."""
_CELLS = 2048
_DIP_CELLS, _DIP_FROM, _DIP_TO = 256, -1.0, 5.0

RIVAL_SHARE, RIVAL_VALLEY, RIVAL_APART_S = 0.25, 0.5, 0.03
"""A second start is a rival when it holds this share of the belief, beyond a valley of half its height, this far away
(and three samples: between two samples belief is shaped by the samples)."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What the rest does by itself: white standard deviation in N, variance per second of its walk in N^2/s, and how
    fast it drifts in N/s, up or down: a breath is a straight line for a second.
    """

    white_n: float
    walk_n2_s: float
    drift_n_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Dated:
    """Start of the rise in seconds on the given time axis and its standard deviation.

    ``rival_s`` is another start, clearly apart, that is nearly as likely.
    """

    time_s: float
    sd_s: float
    rival_s: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Thinned samples with the inverse covariance of their noise and its product with the force."""

    time_s: Array
    precision: Array
    weighted: Array


def rest_noise(rest_n: Array, fs: float, *, least_n: float) -> Noise:
    """Tell the white noise of a rest from its wandering.

    Parameters
    ----------
    rest_n : ndarray, shape (n,)
        Force in N while nobody pushes; of fewer than six samples nothing is learned.
    fs : float
        Rate in Hz.
    least_n : float
        What a sensor cannot be better than, N, > 0.

    Returns
    -------
    Noise
        From the mean square changes over one sample and over 60 and 300 ms, a straight drift taken out.
    """
    n = len(rest_n)
    if n < 6:
        return Noise(least_n, 0.0)
    clock = np.arange(n, dtype=np.float64)
    clock -= clock.mean()
    drift = float(clock @ rest_n / (clock @ clock))
    level = rest_n - clock * drift
    short = 0.5 * float(np.mean(np.diff(level) ** 2))
    walks = []
    for seconds in SLOW_LAGS_S:
        lag = max(2, min(round(seconds * fs), n // 3))
        change = 0.5 * float(np.mean((level[lag:] - level[:-lag]) ** 2))
        walks.append(max(0.0, 2.0 * (change - short) / (lag - 1)))
    walk = sum(walks) / len(walks)
    white = np.sqrt(max(short - 0.5 * walk, 0.0))
    return Noise(max(float(white), least_n), walk * fs, abs(drift) * fs)


def date_rise(time_s: Array, force_n: Array, latest_s: float, noise: Noise) -> Dated:
    """When the rise in a stretch of force began.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,), s and N
        A stretch that begins in rest and ends on the rise, evenly sampled, spikes removed.  At least 8 samples.
    latest_s : float, s
        The rise has certainly begun here (for example a threshold is crossed).
    noise : Noise
        Of the rest.

    Returns
    -------
    Dated
        Median and spread of the start over all shapes; the spread knows nothing of shapes outside the family.

    Notes
    -----
    Change-point regression after Hinkley 1969 (Biometrika 56:495), with correlated noise and averaged over shapes.
    """
    times, forces, count = _thin(time_s, force_n, latest_s)
    latest_s = min(latest_s, times[-1] - 0.5 * (times[-1] - times[-2]))
    precision = _precision(times, forces, noise, count, latest_s)
    stretch = _Stretch(times, precision, precision @ (forces - forces[0]))
    first = times[0] + 0.15 * (latest_s - times[0])
    # a steep rise has begun shortly before, and its likelihood is narrow: look there closely from the first
    starts = latest_s + CLOSE_S - np.geomspace(CLOSE_S + latest_s - first, CLOSE_S, FIRST_STARTS)
    belief = _belief(stretch, starts, COARSE)
    found = _median(starts, belief)
    rival = _rival(starts, belief, max(RIVAL_APART_S, 3.0 * (time_s[1] - time_s[0])))
    half = max(4.0 * found.sd_s, CLOSE_S)
    for _ in range(MOST_LOOKS):
        starts = np.linspace(max(first, found.time_s - half), min(latest_s, found.time_s + half), STARTS)
        belief = _belief(stretch, starts, FINE)
        found = _median(starts, belief)
        wide = belief[0] + belief[-1] < EDGE_BELIEF
        if wide and found.sd_s > LEAST_STEPS * (starts[1] - starts[0]):
            break
        half = max(3.5 * found.sd_s, 1.5 * float(starts[1] - starts[0]))
    return Dated(found.time_s, found.sd_s, rival)


def _thin(time_s: Array, force_n: Array, latest_s: float) -> tuple[Array, Array, Array]:
    """Means of neighbours, few of them over the rest and many where the rise begins; times, forces, counts."""
    near = latest_s - max(NEAR_S, 1.5 * (time_s[-1] - latest_s))
    split = int(np.searchsorted(time_s, near))
    parts = [
        _means(time_s[:split], force_n[:split], FAR_POINTS),
        _means(time_s[split:], force_n[split:], NEAR_POINTS),
    ]
    times, forces, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    return times, forces, counts


def _means(time_s: Array, force_n: Array, most: int) -> tuple[Array, Array, Array]:
    count = max(1, -(-len(time_s) // most))
    skip = len(time_s) % count
    times, forces = (values[skip:].reshape(-1, count).mean(axis=1) for values in (time_s, force_n))
    return times, forces, np.full(len(times), float(count))


def _precision(time_s: Array, force_n: Array, noise: Noise, count: Array, latest_s: float) -> Array:
    """Inverse covariance of the noise, deviation of the model included, with the level of the rest taken out."""
    before = time_s < latest_s - 0.3 * (time_s[-1] - time_s[0])
    level = float(np.median(force_n[before])) if before.any() else float(force_n[0])
    rise = np.maximum(force_n - level, DIP_ERROR * (level - force_n))
    since = time_s - time_s[0]
    apart = np.abs(since[:, None] - since)
    reach = max(MODEL_REACH * (time_s[-1] - latest_s), time_s[-1] - time_s[-2])
    covariance = noise.walk_n2_s * np.minimum(since[:, None], since) + noise.drift_n_s**2 * np.outer(since, since)
    covariance += MODEL_ERROR**2 * np.outer(rise, rise) * np.exp(-0.5 * (apart / reach) ** 2)
    covariance[np.diag_indices(len(since))] += noise.white_n**2 / count + 1e-4 * rise**2
    inverse = np.linalg.inv(covariance)
    level_part = inverse.sum(axis=0)
    precision: Array = inverse - np.outer(level_part, level_part) / level_part.sum()
    return precision


@cache
def _rises(family: Family) -> Array:
    """Every rise of a family over its observed length, ``(shapes, cells + 1)``, from 0 to 1."""
    stages, reaches, _ = family
    # dense where the rise starts: x = u^2
    u = np.linspace(0.0, 6.0, 2401)
    rises = []
    for k in stages:
        density = 2.0 * u ** (2.0 * k - 1.0) * np.exp(-u * u)
        area = np.concatenate(([0.0], np.cumsum(density[1:] + density[:-1])))
        for reach in reaches:
            rise = np.interp(np.linspace(0.0, reach, _CELLS + 1), u * u, area)
            rises.append(rise / rise[-1])
    return np.array(rises)


@cache
def _shape_chances(family: Family) -> Array:
    """Logarithm of how frequent each rise of a family is, in the order of ``_rises``."""
    stages, reaches, _ = family
    return np.repeat(np.log([GENTLEST_CHANCE if k >= GENTLEST else 1.0 for k in stages]), len(reaches))


@cache
def _dip() -> Array:
    """A dip over time in units of its width, from its beginning at -1 through its bottom at 0 until it has faded."""
    u = np.linspace(_DIP_FROM, _DIP_TO, round((_DIP_TO - _DIP_FROM) * _DIP_CELLS) + 1)
    return -np.where(u < 0.0, 0.5 + 0.5 * np.cos(np.pi * u), np.exp(-np.maximum(u, 0.0) / DIP_FADES))


def _belief(stretch: _Stretch, starts: Array, family: Family) -> Array:
    """How likely each of ``starts`` is, over all shapes of the family, with and without a dip; sums to 1."""
    time, precision, weighted = stretch.time_s, stretch.precision, stretch.weighted
    late = int(np.searchsorted(time, starts[0]))
    cells = np.maximum(time[late:] - starts[:, None], 0.0) * (_CELLS / (time[-1] - starts[:, None]))
    rise = np.take(_rises(family), (cells + 0.5).astype(np.intp), axis=1)
    power = np.maximum(np.einsum("ksn,ksn->ks", rise @ np.ascontiguousarray(precision[late:, late:]), rise), 1e-300)
    gain = rise @ weighted[late:]
    logs = 0.5 * np.maximum(gain, 0.0) ** 2 / power + _shape_chances(family)[:, None]
    chances = [logs + np.log(1.0 - DIP_CHANCE)]
    widths = family[2]
    for width in widths:
        since = (time - starts[:, None]) / width
        cell = np.clip((since - _DIP_FROM) * _DIP_CELLS + 0.5, 0.0, len(_dip()) - 1.0)
        dip = _dip()[cell.astype(np.intp)]
        pulled = dip @ precision
        both = np.einsum("ksn,sn->ks", rise, pulled[:, late:])
        narrow = np.einsum("sn,sn->s", pulled, dip) - both**2 / power + DIP_N**-2
        deep = (dip @ weighted - both * gain / power) / np.sqrt(narrow)
        # the normal distribution's share of depths above zero, by the logistic function (within 0.01)
        above = -np.logaddexp(0.0, -1.702 * deep)
        worth = 0.5 * deep**2 + above + np.log(2.0 * DIP_CHANCE / len(widths)) - 0.5 * np.log(narrow * DIP_N**2)
        chances.append(np.where(gain > 0.0, logs + worth, -np.inf))
    logs = np.logaddexp.reduce(chances, axis=0) - 0.5 * np.log(power)
    mass = np.exp(logs - logs.max()).sum(axis=0) * np.gradient(starts)
    belief: Array = mass / mass.sum()
    return belief


def _median(starts: Array, belief: Array) -> Dated:
    mean = float(belief @ starts)
    sd = float(np.sqrt(belief @ (starts - mean) ** 2))
    below = np.cumsum(belief) - 0.5 * belief
    return Dated(float(np.interp(0.5, below, starts)), sd)


def _rival(starts: Array, belief: Array, apart_s: float) -> float | None:
    """The second of two starts that are nearly as likely as each other and clearly apart."""
    density = belief / np.gradient(starts)
    padded = np.concatenate(([0.0], density, [0.0]))
    peaks = np.flatnonzero((density > padded[:-2]) & (density >= padded[2:]))
    best = int(np.argmax(density))
    for peak in peaks[np.argsort(-density[peaks])].tolist():
        lower, upper = min(peak, best), max(peak, best)
        valley = lower + int(np.argmin(density[lower : upper + 1]))
        if density[valley] > RIVAL_VALLEY * density[peak] or abs(starts[peak] - starts[best]) < apart_s:
            continue
        share = float(belief[:valley].sum() if peak < best else belief[valley + 1 :].sum())
        if share >= RIVAL_SHARE * (1.0 - share):
            return float(starts[peak])
    return None
