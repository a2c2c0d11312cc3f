"""Runs: where a condition holds for long enough."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def first_run(flags: npt.NDArray[np.bool_], length: int) -> int | None:
    """First place where a condition holds for long enough.

    Parameters
    ----------
    flags : ndarray of bool, shape (n,)
        Whether it holds, sample by sample.
    length : int
        For how many samples, >= 1.

    Returns
    -------
    int or None
        Index of the first of ``length`` consecutive true values; None without them.

    Examples
    --------
    >>> first_run(np.array([True, False, True, True]), 2)
    2
    """
    if len(flags) < length:
        return None
    total = np.concatenate(([0], np.cumsum(flags)))
    found = np.flatnonzero(total[length:] - total[:-length] == length)
    return int(found[0]) if len(found) else None


def runs(flags: npt.NDArray[np.bool_], least: int = 1) -> list[tuple[int, int]]:
    """Every stretch in which a condition holds for long enough.

    Parameters
    ----------
    flags : ndarray of bool, shape (n,)
        Whether it holds, sample by sample.
    least : int
        For how many samples, >= 1.

    Returns
    -------
    list of (int, int)
        First sample, and the first one after; in order.

    Examples
    --------
    >>> runs(np.array([True, False, True, True]))
    [(0, 1), (2, 4)]
    >>> runs(np.array([True, False, True, True]), 2)
    [(2, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    found = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(first, stop) for first, stop in found if stop - first >= least]
