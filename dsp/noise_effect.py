"""What the noise of samples does to a number that is computed from them: by how much it shifts it, and scatters it.

Noise makes a path longer, a range wider and a spread larger whichever way it points, so it is not only a scatter about
the truth.  By how much is told by simulation and extrapolation (Cook and Stefanski 1994): the number is computed with
as much noise again on the samples, and with twice as much, and followed back to none.

The shift is not taken off the number, which stays as published; it is in its uncertainty.  There it counts in full and
not as one of several independent squares, as for any known effect that is not corrected (JCGM 100:2008, F.2.4.5).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
S = TypeVar("S")
Pairs = tuple[tuple[S, S], ...]

DRAWS = 8
STUDENT = 2.306
"""Holds 95 % of a scatter that is told from eight draws (Student's t, two-sided)."""
_STEEPER = float(np.sqrt(2.0)) - 1.0
_LEAST_KEPT = 0.5
"""A draw that is hidden from the number by more than half by another one says nothing of how much is hidden."""


@dataclass(frozen=True, slots=True, eq=False)
class Noisier(Generic[S]):
    """A subject with more noise on its samples than they have.

    ``plain`` has what was measured.  ``again`` are pairs of draws, each with as much noise again, once added and once
    taken away; ``twice`` the same with twice the variance; in ``beside`` they are added and taken away where another
    draw has been added.
    """

    plain: S
    again: Pairs[S]
    twice: Pairs[S]
    beside: Pairs[S]


def with_noise(plain: S, draws: Sequence[Floats], put: Callable[[Floats], S]) -> Noisier[S]:
    """Put draws of noise on a subject.

    Parameters
    ----------
    plain : S
        With what was measured.
    draws : sequence of ndarray
        Each with as much noise as there is.
    put : callable
        The subject with such noise added.

    Returns
    -------
    Noisier
        With as much noise again, and with twice as much.
    """
    others = [*draws[1:], draws[0]]
    more = float(np.sqrt(2.0))
    return Noisier(
        plain,
        tuple((put(draw), put(-draw)) for draw in draws),
        tuple((put(more * draw), put(-more * draw)) for draw in draws),
        tuple((put(other + draw), put(other - draw)) for draw, other in zip(draws, others, strict=True)),
    )


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

    The scatter is that of the draws in the squares: half the difference of each pair is linear in the noise, what their
    means differ by is of second order.  It goes through the squares to the root of what is left.  More noise hides what
    one draw does, the turns of a path above all: of each pair ``r`` is left where another draw is on the samples.  So
    what the noise that is there has done by chance is in the number in full, in the next ones by ``r`` and its square,
    and the way to none makes ``4 - 5 r + 2 r^2`` of it; without any noise it is a ``1 / r`` of what the draws do.  That
    there are eight draws only leaves an error in the shift too, told from the shift by each of them.

    Examples
    --------
    The mean square of samples has all of the noise in it:

    >>> dice = np.random.default_rng(1)
    >>> x = 3.0 * dice.standard_normal(20_000) + dice.standard_normal(20_000)
    >>> draws = [dice.standard_normal(20_000) for _ in range(8)]
    >>> found = noise_effect(lambda each: float(each.std()), with_noise(x, draws, lambda noise: x + noise))
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
    known = STUDENT * float(np.std(by_draw, ddof=1)) / np.sqrt(len(by_draw))
    if extreme:
        scatter = STUDENT * np.hypot(np.sqrt(np.mean(np.square(again[:, 0] - again[:, 1]))) / 2.0, np.std(more, ddof=1))
        return NoiseEffect(shift, float(np.hypot(scatter, known)))
    beside = np.array([[compute(one), compute(other)] for one, other in noisier.beside])
    # what a square is off by weighs more in the root of the lesser square, and all where little of it is left
    left = here - shift
    scatter = abs(left - _root(left, left**2 - _scatter_of_square(again, beside)))
    return NoiseEffect(shift, float(np.sqrt(scatter**2 + known**2 + (shift - _line(here, float(more.mean()))) ** 2)))


def _scatter_of_square(again: Floats, beside: Floats) -> float:
    """What the square without noise is off by, by chance: that of the draws, drawn out on the way to none."""
    linear, hidden = (np.square(pairs) @ [0.5, -0.5] for pairs in (again, beside))
    drawn = np.hypot(np.sqrt(np.mean(np.square(linear))), np.std(np.square(again).mean(axis=1), ddof=1))
    power = float(np.mean(np.square(linear)))
    kept = float(np.clip(np.mean(linear * hidden) / power, _LEAST_KEPT, 1.0)) if power > 0 else 1.0
    return STUDENT * float(drawn) * (4.0 - 5.0 * kept + 2.0 * kept**2) / kept


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
