"""Dating the start of a rise: a change-point regression over a family of rise shapes, in the noise that is there.

A threshold is crossed late, and the later the slower the rise begins.  Here the curve around the rise is fitted as

    force(t) = b + a G_k((t - t0) / s) + noise        a > 0,  G_k = 0 before t0

where ``G_k`` is the step response of ``k`` equal first-order stages (regularised incomplete gamma function): ``k = 1``
starts with a corner, ``k = 2, 3`` ever more gently, and a large ``s`` leaves the pure power law ``(t - t0)^k``.

The noise is white plus a random walk (a person sways, breathes and trembles; that is not white) whose two sizes are
learned from the rest before, plus a smooth deviation in proportion to the rise, because no muscle rises exactly like
``G_k``.  For every ``(t0, k, s)`` of a grid the linear part is solved in closed form (generalised least squares); the
residual becomes a likelihood, and the onset is the mean of ``t0`` over all shapes, so that its spread is an honest
uncertainty about an unknown shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

STAGES = (1.0, 1.5, 2.0, 2.5, 3.0)
REACHES = (0.3, 1.0, 2.0, 4.0, 7.0)
"""Length of the observed rise in units of ``s``: from hardly bent to fully saturated."""

MODEL_ERROR = 0.05
"""Share of the rise by which a real rise may differ from every ``G_k``: high points count less than low ones."""
MODEL_REACH = 0.25
"""That deviation is smooth over this share of the observed rise."""

SLOW_LAGS_S = (0.06, 0.3)
"""Over these lags the random walk is told from white noise: as long as a rise takes to show, and as a breath."""

FAR_POINTS = 24
NEAR_POINTS = 76
NEAR_S = 0.12
"""Where the rise may begin the samples stay as they are; before, and in slow rises, they are averaged."""
STARTS = 20
"""Matrices stay so small that BLAS does not spread them over threads: on a busy machine that waits for all of them."""
FIRST_STARTS = 32
CLOSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Noise:
    """What the rest does by itself: white standard deviation in N, and variance per second of its walk in N^2/s."""

    white_n: float
    walk_n2_s: float


@dataclass(frozen=True, slots=True)
class Dated:
    """Start of the rise in seconds on the given time axis and its standard deviation."""

    time_s: float
    sd_s: float


def rest_noise(rest_n: Array, fs: float, *, least_n: float) -> Noise:
    """Noise of a stretch of rest ``(n,)``, from its mean square changes over short and long lags.

    A straight drift is taken out first; ``least_n`` (> 0) is what a sensor cannot be better than.
    """
    n = len(rest_n)
    if n < 6:
        return Noise(least_n, 0.0)
    clock = np.arange(n, dtype=np.float64)
    clock -= clock.mean()
    level = rest_n - clock * (clock @ rest_n) / (clock @ clock)
    short = 0.5 * float(np.mean(np.diff(level) ** 2))
    walks = [0.0]
    for seconds in SLOW_LAGS_S:
        lag = max(2, min(round(seconds * fs), n // 3))
        walks.append(2.0 * (0.5 * float(np.mean((level[lag:] - level[:-lag]) ** 2)) - short) / (lag - 1))
    walk = max(walks)
    white = np.sqrt(max(short - 0.5 * walk, 0.0))
    return Noise(max(float(white), least_n), walk * fs)


@cache
def _step_response(stages: float) -> tuple[Array, Array]:
    """``G_k`` sampled at ``x = u^2``, dense where it starts; ``(x, G_k(x))``."""
    u = np.linspace(0.0, 6.0, 1201)
    density = 2.0 * u ** (2.0 * stages - 1.0) * np.exp(-u * u)
    area = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) * 0.5 * (u[1] - u[0]))))
    return u * u, area / area[-1]


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

    Notes
    -----
    Change-point regression after Hinkley 1969 (Biometrika 56:495), with correlated noise and averaged over shapes.
    """
    time_s, force_n, count = _thin(time_s, force_n, latest_s)
    latest_s = min(latest_s, time_s[-1] - 0.5 * (time_s[-1] - time_s[-2]))
    first = time_s[0] + 0.15 * (latest_s - time_s[0])
    # a steep rise has begun shortly before, and its likelihood is narrow: look there closely from the first
    starts = latest_s + CLOSE_S - np.geomspace(CLOSE_S + latest_s - first, CLOSE_S, FIRST_STARTS)
    precision = _precision(time_s, force_n, noise, count, latest_s)
    found = _posterior(time_s, force_n, precision, starts)
    for _ in range(2):
        half = max(3.0 * found.sd_s, 1.5 * float(starts[1] - starts[0]) if len(starts) == STARTS else 0.02)
        starts = np.linspace(max(first, found.time_s - half), min(latest_s, found.time_s + half), STARTS)
        found = _posterior(time_s, force_n, precision, starts)
    return found


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
    rise = np.clip(force_n - level, 0.0, None)
    since = time_s - time_s[0]
    apart = np.abs(since[:, None] - since)
    reach = max(MODEL_REACH * (time_s[-1] - latest_s), time_s[-1] - time_s[-2])
    covariance = noise.walk_n2_s * np.minimum(since[:, None], since)
    covariance += MODEL_ERROR**2 * np.outer(rise, rise) * np.exp(-0.5 * (apart / reach) ** 2)
    covariance[np.diag_indices(len(since))] += noise.white_n**2 / count + 1e-4 * rise**2
    inverse = np.linalg.inv(covariance)
    level_part = inverse.sum(axis=0)
    precision: Array = inverse - np.outer(level_part, level_part) / level_part.sum()
    return precision


def _posterior(time_s: Array, force_n: Array, precision: Array, starts: Array) -> Dated:
    late = int(np.searchsorted(time_s, starts[0]))
    weighted = np.einsum("ij,j->i", precision[late:], force_n - force_n[0])
    inner = np.ascontiguousarray(precision[late:, late:])
    after = np.maximum(time_s[late:] - starts[:, None], 0.0)
    length = time_s[-1] - starts[:, None]
    logs = np.empty((len(STAGES), len(REACHES), len(starts)))
    for i, stages in enumerate(STAGES):
        x, response = _step_response(stages)
        for j, reach in enumerate(REACHES):
            shape = np.interp(after * (reach / length), x, response)
            shape /= shape[:, -1:]
            power = np.maximum(np.einsum("ij,ij->i", shape @ inner, shape), 1e-300)
            gain = np.maximum(np.einsum("ij,j->i", shape, weighted), 0.0)
            logs[i, j] = 0.5 * gain**2 / power - 0.5 * np.log(power)
    logs -= logs.max()
    belief = np.exp(logs).sum(axis=(0, 1)) * np.gradient(starts)
    belief /= belief.sum()
    mean = float(belief @ starts)
    sd = float(np.sqrt(belief @ (starts - mean) ** 2))
    below = np.cumsum(belief) - 0.5 * belief
    return Dated(float(np.interp(0.5, below, starts)), sd)
