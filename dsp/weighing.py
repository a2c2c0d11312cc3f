"""Body weight from quiet standing: the stillest second, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

GRAVITY = 9.80665


@dataclass(frozen=True, slots=True)
class Gate:
    """When somebody stands still enough to be weighed: for how long, SD at most, mean at least [S3]."""

    seconds: float = 1.0
    sd_below_n: float = 10.0
    mean_above_n: float = 50.0


@dataclass(frozen=True, slots=True)
class Stance:
    """A quiet second: samples ``start:stop``, mean and SD of the force in N, and how much other seconds' means differ.

    ``wander_n`` is the SD of the means of all quiet seconds on this level; 0 until ``wandering`` has compared them.
    """

    start: int
    stop: int
    mean_n: float
    sd_n: float
    wander_n: float = 0.0

    @property
    def restlessness_n(self) -> float:
        """SD of the force that is to be expected of this person standing, in this second or another."""
        return float(np.hypot(self.sd_n, self.wander_n))

    @property
    def uncertainty_n(self) -> float:
        """Expanded uncertainty (k = 2) of the mean: sway leaves about four independent values in a second.

        A sway slower than a second is stillest where it turns, which is where it is farthest from the weight.
        """
        return float(np.hypot(self.sd_n, 2.0 * self.wander_n))


def wandering(stance: Stance, windows: Sequence[Stance]) -> Stance:
    """Compare a stance with the other quiet seconds on its level.

    Parameters
    ----------
    stance : Stance
        The one that is taken.
    windows : sequence of Stance
        All quiet ones; those within 2 % of its mean count.

    Returns
    -------
    Stance
        The same, with how much the means (N) of the others differ from its own.
    """
    means = np.array([each.mean_n for each in windows if abs(each.mean_n - stance.mean_n) <= 0.02 * stance.mean_n])
    wander = float(np.sqrt(np.mean((means - stance.mean_n) ** 2))) if len(means) else 0.0
    return replace(stance, wander_n=wander)


def sample_noise_n(force_n: Floats, stance: Stance) -> float:
    """Expanded uncertainty (k = 2) of single samples, N: what neighbours differ by in quiet standing, without sway.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        The force in N in which the stance was found.
    stance : Stance
        A quiet second of it.

    Returns
    -------
    float
        Twice the SD of the noise of a sample, which is that of differences over the root of two.

    Examples
    --------
    >>> sample_noise_n(np.array([700.0, 702.0, 700.0, 702.0, 700.0]), Stance(0, 5, 700.8, 1.1)).__round__(2)
    2.83
    """
    steps = np.diff(force_n[stance.start : stance.stop])
    return float(2.0 * np.sqrt(np.mean(steps**2) / 2.0))


def quiet_windows(
    force_n: Floats, fs: float, *, seconds: float = 1.0, sd_below_n: float = 10.0, mean_above_n: float = 50.0
) -> list[Stance]:
    """Find every window of quiet loaded standing, stillest first, of equals the latest first.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Vertical force in N, compression positive, zeroed.
    fs : float
        Measured rate in Hz, > 0.
    seconds, sd_below_n, mean_above_n : float
        Length of the window and the gate: SD at most, mean at least.

    Returns
    -------
    list of Stance
        Windows that pass, starting every tenth of their length; empty when nobody stood still.

    Raises
    ------
    ValueError
        When ``fs`` or ``seconds`` is not positive.

    Notes
    -----
    The lowest variance is preferred to the lowest mean, which reads low [S3].  SD is quantised to 1 mN, so that
    rounding does not decide between equals.
    """
    if fs <= 0 or seconds <= 0:
        raise ValueError("rate and length of the window must be positive")
    size = round(seconds * fs)
    if size < 2 or len(force_n) < size:
        return []
    starts = np.arange(0, len(force_n) - size + 1, max(1, size // 50))
    # sums of deviations from a typical level keep the difference of large numbers exact
    level = float(np.median(force_n))
    deviation = force_n - level
    first = np.concatenate(([0.0], np.cumsum(deviation)))
    second = np.concatenate(([0.0], np.cumsum(deviation**2)))
    mean = (first[starts + size] - first[starts]) / size
    variance = (second[starts + size] - second[starts]) / size - mean**2
    sd = np.round(np.sqrt(np.maximum(variance, 0.0) * size / (size - 1)), 3)
    mean = mean + level
    good = np.flatnonzero((sd <= sd_below_n) & (mean >= mean_above_n))
    order = good[np.lexsort((-starts[good], sd[good]))]
    return [Stance(int(starts[i]), int(starts[i]) + size, float(mean[i]), float(sd[i])) for i in order]
