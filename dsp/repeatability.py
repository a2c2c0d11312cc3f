"""How much one person's own repetitions vary, and which change between two visits is more than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dsp.symmetry import student_95

__all__ = ["Spread", "own_detectable_change", "pooled", "spread_of", "standard_error"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviation of a single repetition within one occasion, and the degrees of freedom it is known by."""

    sd: float
    freedom: float


def spread_of(values: Sequence[float]) -> Spread | None:
    """Return the scatter of the repetitions of one occasion; None with fewer than two.

    Parameters
    ----------
    values : sequence of float
        Same unit.

    Returns
    -------
    Spread or None
        Sample standard deviation, same unit.

    Examples
    --------
    >>> spread_of([1.0, 3.0])
    Spread(sd=1.4142135623730951, freedom=1.0)
    """
    if len(values) < 2:
        return None
    return Spread(float(np.std(values, ddof=1)), float(len(values) - 1))


def pooled(spreads: Sequence[Spread]) -> Spread | None:
    """Return the scatter within occasions from several of them, each weighted by its degrees of freedom.

    Parameters
    ----------
    spreads : sequence of Spread
        One per occasion.

    Returns
    -------
    Spread or None
        Root of the mean variance; None without any.
    """
    freedom = sum(each.freedom for each in spreads)
    if freedom <= 0:
        return None
    variance = sum(each.freedom * each.sd**2 for each in spreads) / freedom
    return Spread(float(np.sqrt(variance)), freedom)


def standard_error(spread: Spread, count: int) -> float:
    """Return the standard error of measurement (SEM) of a mean: what is left of the scatter in it.

    Parameters
    ----------
    spread : Spread
        Of a single repetition.
    count : int
        How many are in the mean, at least 1.

    Returns
    -------
    float
        ``SD / sqrt n``, same unit.
    """
    return spread.sd / float(np.sqrt(count))


def own_detectable_change(first: float, second: float, freedom: float) -> float:
    """Return the smallest change between two means that a person's own scatter does not explain (95 %).

    Parameters
    ----------
    first, second : float
        Standard error of each of the two means, same unit, >= 0.
    freedom : float
        Degrees of freedom by which the scatter behind them is known, from 1 on.

    Returns
    -------
    float
        ``t sqrt(SEM1^2 + SEM2^2)``, same unit.

    Notes
    -----
    With equal errors and a scatter that is known well (t = 1.96) this is ``MDC95 = 1.96 sqrt 2 SEM = 2.77 SEM`` [S3];
    by the four degrees of freedom of two times three repetitions it is 3.93 SEM.  It holds what varies from one
    repetition to the next, and nothing of what varies from day to day: it is the least that a change must exceed.

    Examples
    --------
    >>> round(own_detectable_change(0.9, 0.9, 1e4), 1)
    2.5
    >>> round(own_detectable_change(0.9, 0.9, 4), 1)
    3.5
    """
    return student_95(freedom) * float(np.hypot(first, second))
