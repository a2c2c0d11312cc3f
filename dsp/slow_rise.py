"""Rises so slow that the live rest follows them: found in a finished record, by how far the force goes in a second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dsp.dating import median3
from dsp.runs import runs
from dsp.trigger import Crossing

Array = npt.NDArray[np.float64]

BLOCK_S = 0.1
CLIMB_N_S = 5.0
"""Faster than breathing, swaying or a warming sensor goes on for; guided ramps are faster still."""
LEAST_RISE_N = 20.0
"""What goes on for so far is none of them."""
LEAST_CLIMB_S = 0.5
"""A knock is higher than a second ago for as long as it lasts; a climb is so all the way up."""
REST_S = 1.0
LEAST_THRESHOLD_N = 2.0


def slow_rises(force: Array, fs: float, known: Sequence[tuple[int, int]]) -> list[Crossing]:
    """Find long climbs that are so slow that the live rest follows them.

    Parameters
    ----------
    force : ndarray, shape (n,)
        Force in N.
    fs : float
        Rate in Hz.
    known : sequence of (int, int)
        First and last sample of the efforts that were found already; climbs that overlap them are left out.

    Returns
    -------
    list of Crossing
        Climbs by 20 N or more at 5 N/s or more for half a second or more, in order of time.
    """
    block = max(1, round(BLOCK_S * fs))
    means = median3(force)[: len(force) // block * block].reshape(-1, block).mean(axis=1)
    second = round(1.0 / BLOCK_S)
    found: list[Crossing] = []
    if len(means) <= 2 * second:
        return found
    for first, after in runs(means[second:] - means[:-second] >= CLIMB_N_S):
        last = after - 1 + second
        overlaps = any(start <= last * block and first * block <= stop for start, stop in known)
        before = means[max(0, first - round(REST_S / BLOCK_S)) : first + 1]
        brief = after - first < LEAST_CLIMB_S / BLOCK_S
        if brief or overlaps or len(before) < second // 2 or means[last] - means[first] < LEAST_RISE_N:
            continue
        rest_n = float(np.median(before))
        threshold_n = max(LEAST_THRESHOLD_N, 4.0 * float(np.median(np.abs(before - rest_n))))
        crossed = first + int(np.argmax(means[first : last + 1] - rest_n > threshold_n))
        rest_from = max([0, (first - 2 * second) * block, *(stop for _, stop in known if stop <= first * block)])
        found.append(Crossing(crossed * block, last * block, rest_from, rest_n, threshold_n, False))
    return found
