"""When samples were taken: their rate and usual distance, and where some between them were lost."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

GAP_STEPS = 1.5
"""Steps between samples that are longer than so many usual ones have a lost sample in them."""


def mean_rate(time_s: Floats, force_n: Floats) -> float:
    """Rate at which a force was sampled.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Increasing times in s and the force then, two samples or more.

    Returns
    -------
    float
        Steps over duration, Hz.

    Raises
    ------
    ValueError
        When time and force differ in length or have fewer than two samples.

    Examples
    --------
    >>> mean_rate(np.array([0.0, 0.25, 0.5]), np.zeros(3))
    4.0
    """
    if len(time_s) != len(force_n) or len(time_s) < 2:
        raise ValueError("time and force must have the same length, two samples or more")
    return (len(time_s) - 1) / float(time_s[-1] - time_s[0])


def usual_step(time_s: Floats) -> float:
    """Usual distance of samples ``(n,)``, s: the median, which gaps do not move; 0 with fewer than two.

    >>> usual_step(np.array([0.0, 1.0, 2.0, 7.0, 8.0]))
    1.0
    """
    return float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0


def whole_steps(time_s: Floats) -> npt.NDArray[np.bool_]:
    """Which steps between samples ``(n - 1,)`` have no lost sample in them.

    >>> whole_steps(np.array([0.0, 1.0, 2.0, 7.0, 8.0])).tolist()
    [True, True, False, True]
    """
    whole: npt.NDArray[np.bool_] = np.diff(time_s) <= GAP_STEPS * usual_step(time_s)
    return whole
