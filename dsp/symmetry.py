"""Left against right: the difference, what it is known to, and whether it is a difference at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# two-sided 95 % quantiles of Student's t for 1-30 degrees of freedom (any table); beyond, the normal one is near
_T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip

UNVERIFIED_SHARE_ERROR = 0.02
"""Half width (k = 2) of the share of a side that two devices leave open while their calibration is not verified."""
UNVERIFIED_DEVICE = 4.0 * UNVERIFIED_SHARE_ERROR / float(np.sqrt(2.0))
"""The same as relative expanded uncertainty of one device: of an even load, 2 % of share are 8 % between the sides."""


class NoComparison(ValueError):
    """Two values between which a percentage means nothing; the message says why, for the therapist."""


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


def asymmetry(left: float, right: float, *, noise: float = 0.0) -> float:
    """Difference of two non-negative quantities, ``100 (R - L) / max(L, R)``.

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
    """
    if not (np.isfinite(left) and np.isfinite(right)):
        raise NoComparison("one side has no value")
    if min(left, right) < 0:
        raise NoComparison("one side is negative: a percentage of a signed quantity means nothing")
    larger = max(left, right)
    if larger <= 0 or larger < 3.0 * noise:
        raise NoComparison("both sides are too close to zero to compare")
    return 100.0 * (right - left) / larger


def assumed_uncertainty(verified: float) -> float:
    """What to reckon with for a device (relative, k = 2): its verified uncertainty, or the default where that is 0."""
    return verified if verified > 0 else UNVERIFIED_DEVICE


def compare(
    left: Sequence[float], right: Sequence[float], *, noise: float = 0.0, device_uncertainty: float = 0.0
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

    Returns
    -------
    Difference
        ``distinguishable`` when zero is outside the 95 % interval that the spread of the own repetitions (pooled SD,
        Student's t) and the devices leave; one value a side gives no verdict.

    Raises
    ------
    NoComparison
        As ``asymmetry``, or when a side has no repetition.
    """
    if not left or not right:
        raise NoComparison("one side has no usable repetition")
    if min(*left, *right) < 0:
        raise NoComparison("one side is negative: a percentage of a signed quantity means nothing")
    mean_left, mean_right = float(np.mean(left)), float(np.mean(right))
    percent = asymmetry(mean_left, mean_right, noise=noise)
    freedom = len(left) + len(right) - 2
    if len(left) < 2 or len(right) < 2:
        return Difference(percent, None, None)
    squares = float(np.sum((np.asarray(left) - mean_left) ** 2) + np.sum((np.asarray(right) - mean_right) ** 2))
    error = float(np.sqrt(squares / freedom * (1 / len(left) + 1 / len(right))))
    quantile = _T95[freedom - 1] if freedom <= len(_T95) else 2.0
    of_trials = 100.0 * quantile * error / max(mean_left, mean_right)
    uncertainty = float(np.hypot(of_trials, 100.0 * device_uncertainty))
    return Difference(percent, uncertainty, abs(percent) > uncertainty)
