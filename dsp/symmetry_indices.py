"""The family of left-right indices, each under the name of its formula, and the guards that all of them share.

Nine equations are in use in the literature under overlapping names [S51]; the same pair of limbs is 10, 5.3 or 10.5 %
apart by three of them.  An index is therefore never shown without its formula, a comparison over time is valid with one
index alone, and the direction is a word where a person reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from dsp.metric import Direction


class NoComparison(ValueError):
    """Two values between which a percentage means nothing; the message says why, for the therapist."""


@dataclass(frozen=True, slots=True)
class Index:
    """One index of left against right: its formula, the range of its values, and where it is published.

    ``signed`` ones are positive when right is larger.
    """

    key: str
    title: str
    formula: str
    low: float
    high: float
    signed: bool
    source: str
    compute: Callable[[float, float], float]


def _check_comparable(left: float, right: float, noise: float = 0.0) -> None:
    """Refuse a pair of which no percentage may be given [S3]."""
    if not (np.isfinite(left) and np.isfinite(right)):
        raise NoComparison("one side has no value")
    if min(left, right) < 0:
        raise NoComparison("one side is negative: a percentage of a signed quantity means nothing")
    larger = max(left, right)
    if larger <= 0 or larger < 3.0 * noise:
        raise NoComparison("both sides are too close to zero to compare")


def _of_max(left: float, right: float) -> float:
    return 100.0 * (right - left) / max(left, right)


def _of_sum(left: float, right: float) -> float:
    return 100.0 * (right - left) / (right + left)


def _of_mean(left: float, right: float) -> float:
    return 200.0 * (right - left) / (right + left)


def _unsigned(left: float, right: float) -> float:
    return 100.0 * abs(right - left) / (right + left)


def _angle(left: float, right: float) -> float:
    return 100.0 * (45.0 - float(np.degrees(np.arctan2(left, right)))) / 90.0


_ROWS = (
    Index("asym.max", "Difference in per cent of the larger", "100 (R - L) / max(L, R)", -100.0, 100.0, True,
          "default, as VALD [S1, S3]", _of_max),
    Index("asym.sum", "Difference in per cent of both", "100 (R - L) / (R + L)", -100.0, 100.0, True,
          "bilateral asymmetry index 1 [S51]", _of_sum),
    Index("asym.mean", "Difference in per cent of the mean", "100 (R - L) / ((R + L) / 2)", -200.0, 200.0, True,
          "Robinson 1987; LSI 3 in [S51]", _of_mean),
    Index("symmetry.index", "Symmetry index", "100 (high - low) / (high + low)", 0.0, 100.0, False,
          "symmetry index in [S51]", _unsigned),
    Index("symmetry.angle", "Symmetry angle", "100 (45 deg - arctan(L / R)) / 90 deg", -50.0, 50.0, True,
          "Zifchock 2008; [S51]", _angle),
)  # fmt: skip

INDICES: Mapping[str, Index] = MappingProxyType({row.key: row for row in _ROWS})
"""Every index of a left and a right value; those of an involved side and of a curve are functions of their own."""


def index(key: str, left: float, right: float, *, noise: float = 0.0) -> float:
    """Compute one index of two non-negative quantities.

    Parameters
    ----------
    key : str
        One of ``INDICES``.
    left, right : float
        Same unit, >= 0.
    noise : float
        Standard deviation of either, same unit.

    Returns
    -------
    float
        In per cent, in the index's range; positive when right is larger where it is signed.

    Raises
    ------
    NoComparison
        When one is negative or not a number, or the larger is zero or below three times the noise.
    ValueError
        When there is no such index.

    Examples
    --------
    >>> [round(index(key, 90.0, 100.0), 2) for key in ("asym.max", "asym.sum", "asym.mean", "symmetry.angle")]
    [10.0, 5.26, 10.53, 3.35]
    """
    if key not in INDICES:
        raise ValueError(f"there is no index {key!r}; there are {', '.join(INDICES)}")
    _check_comparable(left, right, noise)
    return INDICES[key].compute(left, right)


def asymmetry(left: float, right: float, *, noise: float = 0.0) -> float:
    """Difference of two non-negative quantities by ``asym.max``: ``100 (R - L) / max(L, R)``.

    Parameters
    ----------
    left, right : float
        Same unit, >= 0.
    noise : float
        Standard deviation of either, same unit.

    Returns
    -------
    float
        -100 to 100 %, positive when right is larger.

    Raises
    ------
    NoComparison
        When one is negative or not a number, or the larger is below three times the noise [S3].

    Examples
    --------
    >>> asymmetry(90.0, 100.0), asymmetry(100.0, 90.0)
    (10.0, -10.0)
    """
    return index("asym.max", left, right, noise=noise)


def limb_symmetry(
    involved: float, uninvolved: float, *, better: Direction = Direction.HIGHER, noise: float = 0.0
) -> float:
    """Limb symmetry index: the involved side in per cent of the uninvolved one, below 100 when it is worse.

    Parameters
    ----------
    involved, uninvolved : float
        Same unit, >= 0.
    better : Direction
        Which way is better; where lower is, the fraction is turned over.
    noise : float
        Standard deviation of either, same unit.

    Returns
    -------
    float
        0 or more, in per cent; 100 is even.

    Raises
    ------
    NoComparison
        As ``index``, when the side that is divided by is too close to zero, or when neither more nor less
        is better.

    Examples
    --------
    >>> limb_symmetry(180.0, 200.0)
    90.0
    >>> limb_symmetry(2.5, 2.0, better=Direction.LOWER)
    80.0
    """
    _check_comparable(involved, uninvolved, noise)
    if better is Direction.NEITHER:
        raise NoComparison("neither more nor less of it is better: there is no involved side to judge")
    above, below = (involved, uninvolved) if better is Direction.HIGHER else (uninvolved, involved)
    if below <= 0 or below < 3.0 * noise:
        raise NoComparison("the side that is divided by is too close to zero to compare")
    return 100.0 * above / below


def curve_asymmetry(share_percent: npt.ArrayLike, band_percent: float, *, time_s: npt.ArrayLike | None = None) -> float:
    """Index ``asym.curve``: the part of the time in which a load share is further from even than a band [S50].

    Parameters
    ----------
    share_percent : array_like, shape (n,)
        Share of one side, 0 to 100 %; NaN where nobody stands, which is left out.
    band_percent : float
        Half width of the band about 50 %, 0 or more.
    time_s : array_like, shape (n,), optional
        Instants of the samples in s, rising; without them every sample counts alike.

    Returns
    -------
    float
        0 to 100 % of the loaded time.

    Raises
    ------
    NoComparison
        When no sample is loaded, or a share is outside 0 to 100 %: of signed forces there is none.
    ValueError
        When shapes or band make no sense.

    Examples
    --------
    >>> curve_asymmetry([50.0, 52.0, 58.0, 61.0], 5.0)
    50.0
    """
    share = np.asarray(share_percent, dtype=np.float64)
    if share.ndim != 1 or not band_percent >= 0:
        raise ValueError("a share is one curve (n,), its band 0 % or more")
    weights = np.ones(len(share))
    if time_s is not None:
        time = np.asarray(time_s, dtype=np.float64)
        if time.shape != share.shape or (len(time) > 1 and not np.all(np.diff(time) > 0)):
            raise ValueError("the instants of a share rise, one for each sample")
        weights = np.gradient(time) if len(time) > 1 else weights
    loaded = np.isfinite(share)
    if not loaded.any():
        raise NoComparison("nobody loads the plates here")
    if share[loaded].min() < 0.0 or share[loaded].max() > 100.0:
        raise NoComparison("a share is outside 0 to 100 %: one of the forces is negative")
    outside = np.abs(share[loaded] - 50.0) > band_percent
    return 100.0 * float(weights[loaded][outside].sum() / weights[loaded].sum())
