"""The mean of neighbours, which searches look through for what lasts longer than noise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def moving_mean(values: Floats, width: int) -> Floats:
    """Smooth by the mean of neighbours, the ends by repeating the first and last value.

    Parameters
    ----------
    values : ndarray, shape (n,)
        Samples of any unit, at least one.
    width : int
        How many samples make a mean, >= 1; an even width reaches one sample further back than ahead.

    Returns
    -------
    ndarray, shape (n,)
        In the unit of ``values``.

    Examples
    --------
    >>> moving_mean(np.array([0.0, 3.0, 0.0, 0.0]), 3).round(6)
    array([1., 1., 1., 0.])
    """
    padded = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge")
    means: Floats = np.convolve(padded, np.full(width, 1.0 / width), mode="valid")
    return means
