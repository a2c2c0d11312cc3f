"""Left against right: the difference, what it is known to, and whether it is a difference at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from dsp.symmetry_indices import NoComparison, asymmetry

__all__ = [
    "UNVERIFIED_DEVICE",
    "UNVERIFIED_SHARE_ERROR",
    "Difference",
    "NoComparison",
    "Verdict",
    "assumed_uncertainty",
    "asymmetry",
    "compare",
    "detectable_change",
    "measurement_error",
    "student_95",
    "verdict",
]

UNVERIFIED_SHARE_ERROR = 0.02
"""Half width (k = 2) of the share of a side that two devices leave open while their calibration is not verified."""
UNVERIFIED_DEVICE = 4.0 * UNVERIFIED_SHARE_ERROR / float(np.sqrt(2.0))
"""The same as relative expanded uncertainty of one device: of an even load, 2 % of share are 8 % between the sides."""


class Verdict(StrEnum):
    """What may be said of two sides; a direction is a word, not a sign."""

    LEFT_HIGHER = "left higher"
    RIGHT_HIGHER = "right higher"
    NOT_DISTINGUISHABLE = "not distinguishable"


@dataclass(frozen=True, slots=True)
class Difference:
    """Right against left in per cent of the larger, with its expanded uncertainty (about 95 %).

    ``distinguishable`` is None when there is one value a side, which cannot tell what varies from trial to trial.
    """

    percent: float
    uncertainty: float | None
    distinguishable: bool | None

    @property
    def higher(self) -> str:
        """``left``, ``right`` or ``neither``: a direction is a word, not a sign."""
        if self.percent == 0:
            return "neither"
        return "right" if self.percent > 0 else "left"

    @property
    def verdict(self) -> Verdict:
        """What may be said; without a verdict the sides are not distinguishable."""
        if not self.distinguishable or self.percent == 0:
            return Verdict.NOT_DISTINGUISHABLE
        return Verdict.RIGHT_HIGHER if self.percent > 0 else Verdict.LEFT_HIGHER


def assumed_uncertainty(verified: float) -> float:
    """What to reckon with for a device (relative, k = 2): its verified uncertainty, or the default where that is 0."""
    return verified if verified > 0 else UNVERIFIED_DEVICE


def compare(
    left: Sequence[float],
    right: Sequence[float],
    *,
    noise: float = 0.0,
    device_uncertainty: float = 0.0,
    detectable_percent: float = 0.0,
) -> Difference:
    """Compare the means of the repetitions of both sides.

    Parameters
    ----------
    left, right : sequence of float
        One value per repetition, same unit, >= 0.
    noise : float
        Standard deviation of one value from the sensor alone.
    device_uncertainty : float
        Relative expanded uncertainty (k = 2) of the ratio of the two devices.
    detectable_percent : float
        Smallest difference in per cent that the method is known to tell; 0 when nobody has found it out.

    Returns
    -------
    Difference
        ``distinguishable`` when zero is outside the 95 % interval that the spread of the own repetitions (Welch's t)
        and the devices leave, and the difference is one that the method can tell; one value a side gives no verdict
        unless the method's detectable difference is known.

    Raises
    ------
    NoComparison
        As ``asymmetry``, or when a side has no repetition.

    Notes
    -----
    Welch's t takes nothing for granted about equal spreads: a weak or painful side varies more.  With three repetitions
    a side it calls 3.5 % of equal limbs different, where the pooled t calls 5.0 % (6.1 % of those whose repetitions are
    spread evenly); that is its price and its use, for a false asymmetry is treated.
    """
    if not left or not right:
        raise NoComparison("one side has no usable repetition")
    if min(*left, *right) < 0:
        raise NoComparison("one side is negative: a percentage of a signed quantity means nothing")
    mean_left, mean_right = float(np.mean(left)), float(np.mean(right))
    percent = asymmetry(mean_left, mean_right, noise=noise)
    devices = 100.0 * device_uncertainty
    if len(left) < 2 or len(right) < 2:
        if detectable_percent <= 0:
            return Difference(percent, None, None)
        single = float(np.hypot(detectable_percent, devices))
        return Difference(percent, single, abs(percent) > single)
    error, freedom = _welch(np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64))
    of_trials = 100.0 * student_95(freedom) * error / max(mean_left, mean_right)
    uncertainty = max(float(np.hypot(of_trials, devices)), detectable_percent)
    return Difference(percent, uncertainty, abs(percent) > uncertainty)


def verdict(
    left: Sequence[float],
    right: Sequence[float],
    *,
    noise: float = 0.0,
    device_uncertainty: float = 0.0,
    detectable_percent: float = 0.0,
) -> Verdict:
    """Say which side is higher, or that nobody can tell: ``compare`` in one word.

    Parameters
    ----------
    left, right : sequence of float
        One value per repetition, same unit, >= 0.
    noise, device_uncertainty, detectable_percent : float
        As in ``compare``.

    Returns
    -------
    Verdict
        One value a side is not distinguishable unless ``detectable_percent`` is known.

    Raises
    ------
    NoComparison
        As ``compare``.

    Examples
    --------
    >>> str(verdict([231.0, 236.0, 235.0], [252.0, 247.0, 255.0]))
    'right higher'
    >>> str(verdict([210.0, 236.0, 250.0], [225.0, 240.0, 262.0]))
    'not distinguishable'
    """
    return compare(
        left,
        right,
        noise=noise,
        device_uncertainty=device_uncertainty,
        detectable_percent=detectable_percent,
    ).verdict


def _welch(left: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return the standard error of the difference of two means, and its degrees of freedom (Welch-Satterthwaite)."""
    parts = [float(np.var(side, ddof=1)) / len(side) for side in (left, right)]
    total = sum(parts)
    if total <= 0:
        return 0.0, float(len(left) + len(right) - 2)
    freedom = total**2 / sum(part**2 / (len(side) - 1) for part, side in zip(parts, (left, right), strict=True))
    return float(np.sqrt(total)), freedom


@lru_cache(maxsize=1024)
def student_95(freedom: float) -> float:
    """Two-sided 95 % quantile of Student's t: how many standard errors hold 95 %.

    Parameters
    ----------
    freedom : float
        Degrees of freedom, from 1 on.

    Returns
    -------
    float
        12.7 for 1, 1.96 for very many.

    Notes
    -----
    With ``t = sqrt(f) tan(a)`` the density is ``cos(a) ** (f - 1)``, smooth and without tails.
    """
    angle = np.linspace(0.0, np.pi / 2, 4001)
    density = np.cos(angle) ** (freedom - 1.0) if freedom > 1.0 else np.ones(len(angle))
    mass = np.concatenate(([0.0], np.cumsum(0.5 * (density[1:] + density[:-1]))))
    return float(np.sqrt(freedom) * np.tan(np.interp(0.95 * mass[-1], mass, angle)))


# Between two visits ---


def measurement_error(first: Sequence[float], second: Sequence[float]) -> float:
    """Standard error of measurement (SEM) from people who were measured twice with nothing changed in between.

    Parameters
    ----------
    first, second : sequence of float
        One value per person and occasion, same order, same unit.

    Returns
    -------
    float
        ``SD(second - first) / sqrt 2``, same unit [S3].

    Raises
    ------
    ValueError
        With fewer than two people, or unequal numbers.
    """
    if len(first) != len(second) or len(first) < 2:
        raise ValueError("the error of a measurement needs two values of at least two people")
    return float(np.std(np.subtract(second, first), ddof=1) / np.sqrt(2.0))


def detectable_change(sem: float) -> float:
    """Smallest change of one person that is not measurement error: ``MDC95 = 1.96 sqrt 2 SEM = 2.77 SEM`` [S3].

    Parameters
    ----------
    sem : float
        Standard error of measurement, any unit, >= 0.

    Returns
    -------
    float
        Same unit: a change is real when it is greater.

    Raises
    ------
    ValueError
        When ``sem`` is negative or not a number.

    Examples
    --------
    >>> round(detectable_change(0.9), 1)
    2.5
    """
    if not sem >= 0:
        raise ValueError(f"an error is 0 or more, not {sem}")
    return 1.96 * float(np.sqrt(2.0)) * sem
