"""A device that reaches its limit during a trial: said at once, and marked in the recording at its place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.contracts import SampleBlock
from station.model import Floats, Side
from station.streams import Stream


@dataclass(frozen=True, slots=True)
class Overload:
    """Where a device reached its limit: the true force there is at least ``least_n``."""

    side: Side
    at_s: float
    least_n: float
    words: str


class OverloadCheck:
    """Each side is told once a trial."""

    def __init__(self) -> None:
        self._told: set[Side] = set()

    def begun(self) -> None:
        """A new trial."""
        self._told.clear()

    def feed(self, stream: Stream, block: SampleBlock, host_s: Floats, force_n: Floats) -> list[Overload]:
        """Look at one block; ``force_n`` ``(sides, n)`` at ``host_s``."""
        calibration, segment = stream.calibration, stream.segment
        if calibration is None or segment is None or force_n.shape[1] != block.values.shape[1]:
            return []
        signal = segment.info.signal
        within = block.values.min() > signal.native_min and block.values.max() < signal.native_max
        over = calibration.overloaded(force_n)
        if within and not over.any():
            return []
        ended = calibration.saturated(block.values, signal)
        found = []
        for row, side in enumerate(stream.attached.sides):
            at = np.flatnonzero(over[row] | ended[row])
            if not at.size or side in self._told:
                continue
            self._told.add(side)
            what = f"{side.value.capitalize()} {'plate' if len(stream.attached.sides) > 1 else 'dynamometer'}"
            rated = bool(over[row].any())
            least_n = calibration.capacity_n if rated else float(np.abs(force_n[row, at]).max())
            limit = f"its limit ({least_n:,.0f} N)" if rated else "the end of a sensor's range"
            words = f"{what} reached {limit}. True peak is at least {least_n:,.0f} N."
            found.append(Overload(side, float(host_s[at[0]]), least_n, words))
        return found
