"""Whether a rise is a contraction or the beginning of a knock, from its shape alone.

A knock of the table, of the strap or of a cable turns round and falls back within some sixty milliseconds; a
contraction keeps rising.  Waiting until it *has* turned costs those sixty milliseconds.  Its flank tells earlier: a
bump that is this narrow and not higher than ``HIGHEST_KNOCK_N`` must already bend, and a rise that does not is no such
bump.  So the last ``WINDOW_S`` of force are explained twice:

* by the best of a bank of bumps (Gaussian, half sine, triangle) of all widths, positions and heights that a knock has;
* by the best power of the time since a start, ``(t - t0)^k``, of any height: how a muscle begins to pull.

Both may stand on a rest that is a little off.  How much better the second one fits, in units of the noise, is the
evidence (a generalised likelihood ratio; Kay 1998, Fundamentals of Statistical Signal Processing II, section 6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

WINDOW_S = 0.12
POINT_S = 0.003
LEAST_POINTS = 8

HIGHEST_KNOCK_N = 35.0
WIDEST_S, NARROWEST_S = 0.027, 0.004
"""Standard deviation of the Gaussian bumps; the widest is 64 ms wide at half its height."""
LONGEST_FLANK_S, SHORTEST_FLANK_S = 0.045, 0.01
"""Of half sines and triangles, from the foot to the top."""
WIDTHS, FLANKS = 8, 5
SHIFT = 0.12
"""Between two positions, in units of a Gaussian's standard deviation: coarser ones leave a misfit like a rise's."""

POWERS = (1.0, 1.5, 2.0, 3.0)
STARTS = 20
SHAPE_ERROR = 0.02
"""No knock and no muscle is exactly one of these shapes: by this share of the rise they may differ."""
LEAST_SD_N = 0.15


@dataclass(frozen=True, slots=True)
class _Bank:
    """Shapes ``(shapes, points)``, first the bumps; ``fold`` samples make a point."""

    fold: int
    shapes: Array
    squares: Array
    bumps: int
    highest: Array


@lru_cache(maxsize=8)
def _bank(fs: float) -> _Bank:
    fold = max(1, round(POINT_S * fs))
    points = max(LEAST_POINTS, round(WINDOW_S * fs / fold))
    time = (np.arange(points * fold) + 1.0 - points * fold) / fs

    def rows(centres: Array, shape: Array) -> Array:
        means: Array = shape.reshape(len(centres), points, fold).mean(axis=2)
        return means

    bumps = []
    for width in np.geomspace(NARROWEST_S, WIDEST_S, WIDTHS):
        top = np.arange(-1.5, 2.3, SHIFT) * width
        bumps.append(rows(top, np.exp(-0.5 * ((time - top[:, None]) / width) ** 2)))
    for flank in np.geomspace(SHORTEST_FLANK_S, LONGEST_FLANK_S, FLANKS):
        top = np.arange(-0.6, 0.95, 0.4 * SHIFT) * flank
        away = np.minimum(np.abs(time - top[:, None]) / flank, 1.0)
        bumps += [rows(top, np.cos(0.5 * np.pi * away)), rows(top, 1.0 - away)]
    length = points * fold / fs
    bumps.append(np.zeros((1, points)))
    bumps[-1][0, -1] = 1.0  # a wild sample
    starts = np.geomspace(0.05, 0.9, STARTS) * length
    since = np.maximum(time + starts[:, None], 0.0) / starts[:, None]
    rises = [rows(starts, since**power) for power in POWERS]
    shapes = np.ascontiguousarray(np.concatenate(bumps + rises))
    known = sum(map(len, bumps))
    highest = np.full(len(shapes), np.inf)
    highest[: known - 1] = HIGHEST_KNOCK_N
    return _Bank(fold, shapes, shapes**2, known, highest)


class KnockTest:
    """Evidence that the newest samples of a stream at ``fs`` Hz are a contraction and not a knock."""

    def __init__(self, fs: float) -> None:
        self.fs = fs
        bank = _bank(fs)
        self.samples = bank.fold * bank.shapes.shape[1]
        """How many of the newest samples it looks at."""
        self.points = bank.shapes.shape[1]

    def evidence(self, rise_n: Array, scatter_n: float, level_sd_n: float) -> float:
        """How much better a contraction explains the newest samples than any knock: half of it is a log likelihood.

        Parameters
        ----------
        rise_n : ndarray, shape (samples,), N
            Above the rest, oldest first, single wild samples removed.
        scatter_n : float, N
            Standard deviation of one sample of the rest.
        level_sd_n : float, N
            How well the rest's level is known.
        """
        bank = _bank(self.fs)
        points = rise_n.reshape(-1, bank.fold).mean(axis=1)
        weight = 1.0 / (scatter_n**2 / bank.fold + LEAST_SD_N**2 + (SHAPE_ERROR * points) ** 2)
        weighted = weight * points
        total = float(weight.sum()) + 1.0 / level_sd_n**2
        # einsum: BLAS would spread these few numbers over threads and wait for them
        mean = np.einsum("ij,j->i", bank.shapes, weight)
        match = np.einsum("ij,j->i", bank.shapes, weighted) - mean * (float(weighted.sum()) / total)
        power = np.einsum("ij,j->i", bank.squares, weight) - mean * mean / total
        height = np.clip(match / power, 0.0, bank.highest)
        misfit = height * (height * power - 2.0 * match)
        return float(misfit[: bank.bumps].min() - misfit[bank.bumps :].min())
