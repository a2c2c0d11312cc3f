"""What is known of a device's clock at one moment: the line from its seconds to the host's, and how far it is known.

A recording keeps some of these for every stream; the last one is the line that the trial's times are made with, and the
others tell how well it held.  Two devices that were aligned by something both of them saw (``station.aligning``) are
known against each other better than either is against the host.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from drivers.alignment import skew_uncertainty_s
from drivers.contracts import ClockRate

Seconds = TypeVar("Seconds", float, npt.NDArray[np.float64])

QUARTZ_TO = 200e-6
"""What the slope is known to of a device of which nothing is known."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """Host minus device seconds at ``at_s`` of the device, growing by ``slope``; what it is known to (95 %).

    ``spread_s`` is the scatter of the arrivals that it came from; recordings of earlier versions have nothing else.
    """

    offset_s: float
    spread_s: float | None = None
    at_s: float = 0.0
    slope: float = 0.0
    known_to_s: float | None = None
    slope_to: float | None = None
    """What the slope is known to."""
    aligned: str = ""
    """Which alignment the line was laid by; devices of one alignment are compared by ``aligned_to_s``."""
    aligned_to_s: float | None = None

    def host_s(self, device_s: Seconds) -> Seconds:
        """Host seconds of device seconds, one or many."""
        if not self.slope:
            return device_s + self.offset_s
        return device_s + (self.offset_s + self.slope * (device_s - self.at_s))

    def moved(self, at_s: float) -> ClockReading:
        """The same line, told for another moment: what it is known to grows with the time in between."""
        grown_s = abs(at_s - self.at_s) * (QUARTZ_TO if self.slope_to is None else self.slope_to)
        known, aligned = self.known_to_s, self.aligned_to_s
        return ClockReading(
            self.host_s(at_s) - at_s,
            self.spread_s,
            at_s,
            self.slope,
            None if known is None else math.hypot(known, grown_s),
            self.slope_to,
            self.aligned,
            None if aligned is None else math.hypot(aligned, grown_s),
        )


def slope_of(rate: ClockRate | None) -> tuple[float, float]:
    """How fast the delay of a clock of this rate grows, and what that is known to."""
    if rate is None:
        return 0.0, QUARTZ_TO
    return -rate.ppm * 1e-6 / (1.0 + rate.ppm * 1e-6), rate.uncertainty_ppm * 1e-6


def held_to_s(readings: Sequence[ClockReading], last_s: float, *, aligned: bool = False) -> float | None:
    """What the last reading's line was known to up to ``last_s`` of the device; None when that was not recorded.

    Earlier readings that do not lie on the line tell how far it was off; without any the slope's own uncertainty does.
    """
    if not readings:
        return None
    line = readings[-1]
    known_s = line.aligned_to_s if aligned else line.known_to_s
    if known_s is None:
        known_s = line.spread_s
    if known_s is None:
        return None
    if line.known_to_s is None:
        offsets = [reading.offset_s for reading in readings]
        return math.hypot(known_s, max(offsets) - min(offsets))
    grown_s = abs(last_s - line.at_s) * (QUARTZ_TO if line.slope_to is None else line.slope_to)
    told = [reading for reading in readings[:-1] if not reading.aligned]
    off = [line.host_s(one.at_s) - one.offset_s - one.at_s for one in told] + ([] if aligned else [0.0])
    if len(off) > 1 and max(one.at_s for one in told) > 0.5 * (line.at_s + last_s):
        grown_s = min(grown_s, max(off) - min(off))
    return math.hypot(known_s, grown_s)


def agreement_s(clocks: Sequence[tuple[Sequence[ClockReading], float]]) -> float | None:
    """How well the clocks of several devices agree (95 %), each with its readings and its last device second.

    0 for one clock; None when one of them was not recorded.
    """
    names = {readings[-1].aligned if readings else "" for readings, _ in clocks}
    aligned = len(names) == 1 and "" not in names
    return skew_uncertainty_s(held_to_s(readings, last_s, aligned=aligned) for readings, last_s in clocks)
