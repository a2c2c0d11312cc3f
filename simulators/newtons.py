"""Cells for other makers' devices: the dynamometer's in newtons or counts, and one plate of a pair by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simulators.cell_model import STANDARD_GRAVITY
from simulators.firmware import Floats
from simulators.loadcell import CELLS, CalibrationFacts, Grip, PlatePair
from simulators.performance import SIDES, Side


def in_newtons(facts: CalibrationFacts, capacity_n: float) -> CalibrationFacts:
    """The certificate of a device that sends as newtons what its cell reads in kilograms."""
    return replace(
        facts,
        capacity_n=capacity_n,
        gain=tuple(tuple(value / STANDARD_GRAVITY for value in row) for row in facts.gain),
        zero_native=tuple(zero * STANDARD_GRAVITY for zero in facts.zero_native),
        native_step=facts.native_step * STANDARD_GRAVITY,
    )


def in_counts(facts: CalibrationFacts, count_kg: float, tare: float) -> CalibrationFacts:
    """The certificate of a device that sends counts of ``count_kg`` from ``tare`` on for what its cell reads."""
    return replace(
        facts,
        gain=tuple(tuple(value * count_kg for value in row) for row in facts.gain),
        zero_native=tuple(tare + zero / count_kg for zero in facts.zero_native),
        native_step=1.0,
    )


def newtons_of(grip: Grip) -> Callable[[Floats], npt.NDArray[np.float64]]:
    """What such a device reads: true times ``(n,)`` to newtons ``(n,)``."""

    def read_n(times: Floats) -> npt.NDArray[np.float64]:
        return grip.read_kg(times).astype(np.float64) * STANDARD_GRAVITY

    return read_n


@dataclass(frozen=True, slots=True)
class OnePlate:
    """The plate of one side, whose device adds up its four cells and takes their zeros off."""

    pair: PlatePair
    side: Side

    def read_n(self, times: Floats) -> npt.NDArray[np.float64]:
        """Newtons at these times, ``(n,)``."""
        counts = self.pair.read_counts(times)[self._cells].astype(np.float64)
        newtons = (counts - self.pair.zero_counts[self._cells, np.newaxis]) * self.pair.step_n[self._cells, np.newaxis]
        total: npt.NDArray[np.float64] = newtons.sum(axis=0)
        return total

    def facts(self, serial: str) -> CalibrationFacts:
        """Its certificate: it tells newtons, from an empty plate on."""
        pair = self.pair.facts(serial)
        row = SIDES.index(self.side)
        return replace(
            pair,
            outputs=(self.side,),
            gain=((1.0,),),
            zero_native=(0.0,),
            noise_sd_n=(pair.noise_sd_n[row],),
            native_step=float(self.pair.step_n[self._cells].mean()),
            cells_m=(),
        )

    @property
    def _cells(self) -> slice:
        row = SIDES.index(self.side)
        return slice(row * CELLS, (row + 1) * CELLS)
