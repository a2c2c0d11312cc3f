"""What the noise of samples does to a number that is computed from them: by how much it shifts it, and scatters it.

Noise makes a path longer, a range wider and a spread larger whichever way it points, so it is not only a scatter about
the truth.  By how much is told by simulation and extrapolation (Cook and Stefanski 1994): the number is computed with
as much noise again on the samples, and with twice as much, and followed back to none.

The shift is not taken off the number, which stays as published; it is in its uncertainty.  There it counts in full and
not as one of several independent squares, as for any known effect that is not corrected (JCGM 100:2008, F.2.4.5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

S = TypeVar("S")
Pairs = tuple[tuple[S, S], ...]

DRAWS = 8
STUDENT = 2.306
"""Holds 95 % of a scatter that is told from eight draws (Student's t, two-sided)."""
_STEEPER = float(np.sqrt(2.0)) - 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Noisier(Generic[S]):
    """A subject with more noise on its samples than they have.

    ``plain`` has what was measured.  ``again`` are pairs of draws, each with as much noise again, once added and once
    taken away; ``twice`` the same with twice the variance.
    """

    plain: S
    again: Pairs[S]
    twice: Pairs[S]


@dataclass(frozen=True, slots=True)
class NoiseEffect:
    """``shift``: what noise has added to the number.  ``uncertainty``: of that, and of its scatter (k = 2)."""

    shift: float
    uncertainty: float


def noise_effect(compute: Callable[[S], float], noisier: Noisier[S], *, extreme: bool = False) -> NoiseEffect:
    """Tell what the noise of the samples does to a number.

    Parameters
    ----------
    compute : callable
        The number of a subject.
    noisier : Noisier
        The subject, and with more noise.
    extreme : bool
        The number is decided by the outermost samples: it grows with the standard deviation of the noise.  Others grow
        with its variance, as roots of sums do: their squares are followed.

    Returns
    -------
    NoiseEffect
        Not finite where the number is not.

    Notes
    -----
    With ``f`` at 1, 2 and 3 times the variance that is there, squares are followed to none by the straight line through
    the first two, ``2 f1^2 - f2^2``, and by the parabola through the three, ``3 f1^2 - 3 f2^2 + f3^2``.  What the
    parabola adds to the line, all orders beyond it are taken to add once more, for each adds about half of what the one
    before does; as much is the standard uncertainty of going so far.

    The scatter is that of the draws: half the difference of each pair is linear in the noise, what their means differ
    by is of second order.  From ``f`` it goes through the squares to the root of what is left.  That
    there are eight draws only leaves an error in the shift too, told from the shift by each of them.

    Examples
    --------
    The mean square of samples has all of the noise in it:

    >>> dice = np.random.default_rng(1)
    >>> x = 3.0 * dice.standard_normal(20_000) + dice.standard_normal(20_000)
    >>> draws = [dice.standard_normal(20_000) for _ in range(8)]
    >>> more = lambda k: tuple((x + k**0.5 * draw, x - k**0.5 * draw) for draw in draws)
    >>> found = noise_effect(lambda each: float(each.std()), Noisier(x, more(1), more(2)))
    >>> round(found.shift, 2)  # sqrt(10) - sqrt(9)
    0.16
    """
    here = compute(noisier.plain)
    again, twice = (
        np.array([[compute(one), compute(other)] for one, other in pairs]) for pairs in (noisier.again, noisier.twice)
    )
    more, most = again.mean(axis=1), twice.mean(axis=1)
    by_draw = [_shift(here, one, two, extreme=extreme) for one, two in zip(more, most, strict=True)]
    shift = _shift(here, float(more.mean()), float(most.mean()), extreme=extreme)
    scatter = STUDENT * np.hypot(np.sqrt(np.mean(np.square(again[:, 0] - again[:, 1]))) / 2.0, np.std(more, ddof=1))
    known = [STUDENT * np.std(by_draw, ddof=1) / np.sqrt(len(by_draw))]
    if not extreme:
        # what a square is off by weighs more in the root of the lesser square, and all where little of it is left
        left = here - shift
        scatter = abs(left - _root(left, left**2 - 2.0 * abs(here) * scatter))
        known.append(shift - _line(here, float(more.mean())))
    return NoiseEffect(shift, float(np.sqrt(np.sum(np.square([scatter, *known])))))


def _shift(here: float, more: float, most: float, *, extreme: bool) -> float:
    if extreme:
        return (more - here) / _STEEPER
    bent = here - _root(here, 3.0 * here**2 - 3.0 * more**2 + most**2)
    return bent + (bent - _line(here, more))


def _line(here: float, more: float) -> float:
    return here - _root(here, 2.0 * here**2 - more**2)


def _root(like: float, square: float) -> float:
    """Root with the sign of what it was; nothing where noise explains all of it."""
    return float(np.copysign(np.sqrt(max(0.0, square)), like)) if np.isfinite(square) else float("nan")
