"""Integrals over time by trapezoids, as all movements are integrated here."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def cumulative(values: Floats, time_s: Floats) -> Floats:
    """Integrate by trapezoids from the first sample to each.

    Parameters
    ----------
    values, time_s : ndarray, shape (n,)
        Samples of any unit and their times in s, evenly spaced or not; at least one.

    Returns
    -------
    ndarray, shape (n,)
        In the unit of ``values`` times s; 0 at the first sample.

    Examples
    --------
    Speed of 80 kg that 80 N more than the weight push up for 2 s:

    >>> cumulative(np.array([80.0, 80.0, 80.0]) / 80.0, np.array([0.0, 0.5, 2.0]))
    array([0. , 0.5, 2. ])
    """
    total = np.zeros(len(values))
    np.cumsum(0.5 * (values[1:] + values[:-1]) * (time_s[1:] - time_s[:-1]), out=total[1:])
    return total
