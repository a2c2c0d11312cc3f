"""Dating the start of a rise: a change-point regression over a family of rise shapes.

A threshold is crossed late, and the later the slower the rise begins.  Here the curve around the rise is fitted as

    force(t) = b0 + b1 t + a G_k((t - t0) / s)        a > 0,  G_k = 0 before t0

where ``G_k`` is the step response of ``k`` equal first-order stages (regularised incomplete gamma function): ``k = 1``
starts with a corner, ``k = 2, 3, 4`` ever more gently, and a large ``s`` leaves the pure power law ``(t - t0)^k``.  For
every ``(t0, k, s)`` of a grid the linear part is solved in closed form; the weighted residual becomes a likelihood, and
the onset is the mean of ``t0`` over all shapes, so that its spread is an honest uncertainty about an unknown shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

STAGES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
REACHES = (0.3, 0.8, 1.5, 2.5, 4.0, 6.0, 9.0)
"""Length of the observed rise in units of ``s``: from hardly bent to fully saturated."""

MODEL_ERROR = 0.02
"""Share of the rise by which a real rise may differ from every ``G_k``: high points count less than low ones."""

CORRELATION_S = 0.004
"""Residuals closer together than this are not independent (tremor, heart beat, hum)."""

MOST_POINTS = 240


@dataclass(frozen=True, slots=True)
class Dated:
    """Start of the rise in seconds on the given time axis, its standard deviation and the fitted rest level there."""

    time_s: float
    sd_s: float
    level: float


@cache
def _step_response(stages: float) -> tuple[Array, Array]:
    """``G_k`` sampled at ``x = u^2``, dense where it starts; ``(x, G_k(x))``."""
    u = np.linspace(0.0, 6.0, 1201)
    density = 2.0 * u ** (2.0 * stages - 1.0) * np.exp(-u * u)
    area = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) * 0.5 * (u[1] - u[0]))))
    return u * u, area / area[-1]


def date_rise(time_s: Array, force_n: Array, latest_s: float, noise_n: float) -> Dated:
    """When the rise in a stretch of force began.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,), s and N
        A stretch that begins in rest and ends on the rise, spikes and hum removed.  At least 8 samples.
    latest_s : float, s
        The rise has certainly begun here (for example a threshold is crossed).
    noise_n : float, N
        Standard deviation of the rest, > 0.

    Returns
    -------
    Dated

    Notes
    -----
    Weighted least squares with the variance ``noise_n^2 + (0.02 rise)^2``; change-point regression after Hinkley 1969
    (Biometrika 56:495), averaged over shapes.
    """
    time_s, force_n, count = _thin(time_s, force_n)
    step = time_s[1] - time_s[0]
    first = time_s[0] + 0.15 * (latest_s - time_s[0])
    coarse = np.linspace(first, latest_s, 48)
    guess = _posterior(time_s, force_n, coarse, noise_n, count)
    half = max(3.0 * guess.sd_s, 2.0 * (coarse[1] - coarse[0]), 2.0 * step)
    fine = np.linspace(max(first, guess.time_s - half), min(latest_s, guess.time_s + half), 48)
    return _posterior(time_s, force_n, fine, noise_n, count)


def _thin(time_s: Array, force_n: Array) -> tuple[Array, Array, int]:
    """At most MOST_POINTS means of ``count`` neighbours each; the end of the stretch is kept."""
    count = -(-len(time_s) // MOST_POINTS)
    kept = len(time_s) // count * count
    means = [a[len(a) - kept :].reshape(-1, count).mean(1) for a in (time_s, force_n)]
    return means[0], means[1], count


def _posterior(time_s: Array, force_n: Array, starts: Array, noise_n: float, count: int) -> Dated:
    step = time_s[1] - time_s[0]
    level = float(np.median(force_n[time_s <= starts[0] + step])) if np.any(time_s <= starts[0] + step) else force_n[0]
    weight = 1.0 / np.sqrt(noise_n**2 / count + (MODEL_ERROR * (force_n - level)) ** 2)
    basis, _ = np.linalg.qr(np.stack([weight, weight * (time_s - time_s[0])], axis=1))
    y = force_n * weight
    y = y - basis @ (basis.T @ y)
    share = min(1.0, step / CORRELATION_S)

    after = np.maximum(time_s - starts[:, None], 0.0)
    length = time_s[-1] - starts[:, None]
    logs = np.empty((len(STAGES), len(REACHES), len(starts)))
    for i, stages in enumerate(STAGES):
        x, response = _step_response(stages)
        for j, reach in enumerate(REACHES):
            shape = np.interp(after * (reach / length), x, response) * weight
            shape -= (shape @ basis) @ basis.T
            power = np.einsum("ij,ij->i", shape, shape)
            gain = np.maximum(shape @ y, 0.0)
            logs[i, j] = 0.5 * share * gain**2 / np.maximum(power, 1e-300)
    logs -= logs.max()
    belief = np.exp(logs).sum(axis=(0, 1))
    belief /= belief.sum()
    mean = float(belief @ starts)
    sd = float(np.sqrt(belief @ (starts - mean) ** 2))
    return Dated(mean, sd, float(level))
