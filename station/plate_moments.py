"""How the forces of a trace press on plates that measure moments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """``moment_nm`` ``(sides, 2, n)`` at a trace's times: about the axes to the right and forward, at the surface.

    ``known`` ``(sides, n)`` is False where a channel that they are made of stands at an end of its range, repeats one
    value, or has a single wild sample.  ``noise_nm`` is the standard deviation of a moment that the steps of the device
    alone leave.
    """

    moment_nm: npt.NDArray[np.float64]
    known: npt.NDArray[np.bool_]
    noise_nm: float
