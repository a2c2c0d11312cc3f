"""How the weight lies on the feet during a stance: left and right, heels and forefeet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_NOISE_SEED = 7


@dataclass(frozen=True, slots=True, eq=False)
class Loading:
    """Force under one foot ``foot_n`` ``(n,)`` and under both ``force_n`` ``(n,)``, N.

    ``quarters_n`` ``(4, n)`` is left heel, left forefoot, right heel, right forefoot where plates tell them apart.
    ``first`` is the place of the first sample in the record, ``gain_uncertainty`` that of one plate (relative, k = 2).
    """

    foot_n: Floats
    force_n: Floats
    quarters_n: Floats | None = None
    first: int = 0
    gain_uncertainty: float = 0.0

    def under(self, foot_n: Floats) -> Loading:
        """Return the same stance seen by the other foot."""
        return replace(self, foot_n=foot_n)

    def variants(self) -> Iterator[Loading]:
        """Yield the same stance with the gain of one plate moved by its expanded uncertainty (k = 2) at a time.

        Cells that err each for themselves are known less well than their sum: as much as moves a plate also moves load
        between its heel and its forefoot.  The last has more noise of the sensors on the foot: what moves to and fro
        seems to move more for it.
        """
        more = self.foot_n * self.gain_uncertainty
        rest = (self.force_n - self.foot_n) * self.gain_uncertainty
        yield replace(
            self, foot_n=self.foot_n + more, force_n=self.force_n + more, quarters_n=self._weighed(1, 1, 0, 0)
        )
        yield replace(self, force_n=self.force_n + rest, quarters_n=self._weighed(0, 0, 1, 1))
        if self.quarters_n is not None:
            yield replace(self, quarters_n=self._weighed(1, -1, 0, 0))
            yield replace(self, quarters_n=self._weighed(0, 0, 1, -1))
        # what is added to a mean square counts for less than what is in it: twice as much
        noise = float(np.sqrt(2.0)) * sample_scatter(self.foot_n)
        if noise > 0:
            white = np.random.default_rng(_NOISE_SEED).standard_normal(self.foot_n.shape)
            yield replace(self, foot_n=self.foot_n + noise * white)

    def _weighed(self, *by: float) -> Floats | None:
        """Return the quarters, each with its gain moved by so many expanded uncertainties."""
        if self.quarters_n is None:
            return None
        return self.quarters_n * (1.0 + self.gain_uncertainty * np.array(by)[:, None])


def sample_scatter(force_n: Floats) -> float:
    """Noise of single samples, told from how each differs from the middle of its neighbours.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Force in N, sampled so fast that a person moves little from sample to sample.

    Returns
    -------
    float
        Standard deviation, N; 0 of fewer than three samples.

    Examples
    --------
    >>> round(sample_scatter(np.random.default_rng(1).normal(350.0, 0.5, 10000)), 2)
    0.5
    """
    if len(force_n) < 3:
        return 0.0
    return float(np.sqrt(np.mean(np.diff(force_n, 2) ** 2) / 6.0))
