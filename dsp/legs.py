"""Which legs carry a load in a jump, a drop or a set of hops, and what their plates read when they are empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dsp.flight import Flight, empty_reading

Floats = npt.NDArray[np.float64]

LEFT, RIGHT, BOTH = "left", "right", "both"
WORKING_SHARE = 0.05
"""A plate with less than this part of the impulse carries no leg that works."""
ONE_FORCE = "this recording holds one total force; left and right need a plate or dynamometer each"


@dataclass(frozen=True, slots=True)
class Legs:
    """What each plate reads in flight, N, by ``"left"`` and ``"right"``, and which legs carry nothing.

    Both are empty when one total was recorded.
    """

    readings: Mapping[str, float]
    idle: tuple[str, ...]

    @property
    def working(self) -> str | None:
        """The only leg that carries a load; None on two legs, or where nobody knows."""
        return None if not self.idle else RIGHT if self.idle[0] == LEFT else LEFT

    @property
    def alone(self) -> str:
        """Why one leg is not compared with the other in a test on one leg; empty on two legs."""
        if not self.idle:
            return ""
        return f"all load is on the {self.working} leg: repeat the test on the other leg and compare the two trials"


def empty_readings(feet: Mapping[str, Floats], fs: float, flight: Flight) -> dict[str, float]:
    """What each plate reads while nobody is on it.

    Parameters
    ----------
    feet : mapping of str to ndarray, shape (n,)
        Force in N of each plate.
    fs : float
        Measured rate in Hz, > 0.
    flight : Flight
        A flight that has a landing.

    Returns
    -------
    dict of str to float
        N, by the same names.
    """
    return {side: empty_reading(force, fs, flight) for side, force in feet.items()}


def legs_of(feet: Mapping[str, Floats], readings: Mapping[str, float], parts: Sequence[slice]) -> Legs:
    """Find which legs carry a load in parts of a recording.

    Parameters
    ----------
    feet : mapping of str to ndarray, shape (n,)
        Force in N of ``"left"`` and ``"right"``; empty when one total was recorded.
    readings : mapping of str to float
        What these plates read when they are empty, N.
    parts : sequence of slice
        The samples that count.

    Returns
    -------
    Legs
        A leg is idle when its plate takes less than 5 % of the impulse of both.

    Examples
    --------
    >>> feet = {"left": np.full(50, 690.0), "right": np.full(50, 2.0)}
    >>> legs_of(feet, {"left": 0.0, "right": 1.5}, [slice(0, 50)]).working
    'left'
    """
    sums = {side: sum(float((force[part] - readings[side]).sum()) for part in parts) for side, force in feet.items()}
    idle = tuple(side for side in sums if sums[side] < WORKING_SHARE * sum(sums.values()))
    return Legs(readings, idle)
