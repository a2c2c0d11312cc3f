"""Plates that measure six axes: forces and moments of what stands on the stage, about the middle of their sensors.

The vertical force and its place come from the cells of a pair of plates (``loadcell``); people on the stage have no
horizontal forces, so feet press a little outwards here and rock to and fro, in proportion to what they carry.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats
from simulators.loadcell import CELLS, CORNERS_M, CalibrationFacts, PlatePair
from simulators.performance import SIDES, Side

AXES = 6
FULL_SCALES = (
    (1500.0, 1500.0, 3000.0, 300.0, 300.0, 200.0),
    (3000.0, 3000.0, 6000.0, 600.0, 600.0, 400.0),
    (5000.0, 5000.0, 10000.0, 1000.0, 1000.0, 600.0),
)
"""N and N m, in the ranges of 3, 6 and 10 kN."""
FULL_COUNTS = 30000
ENDS = (-32768, 32767)

SURFACE_M = -0.045
"""From the middle of the sensors to the surface, as the maker writes it: z points down."""
SPLAY = 0.04
ROCKING, ROCKING_HZ = 0.02, 0.4
"""Horizontal forces as a part of the vertical one."""


@dataclass(frozen=True, slots=True)
class SixAxisPlate:
    """One plate as it left the factory; ``full_scale`` for each range, six axes each."""

    serial: int
    surface_m: float
    full_scale: tuple[tuple[float, ...], ...]


def made_plates(count: int, seed: int, *, exact: bool, first_serial: int = 106) -> tuple[SixAxisPlate, ...]:
    """So many specimens: each with its own full scales, ``exact`` ones all alike."""
    dice = np.random.default_rng([seed, 21])
    plates = []
    for number in range(count):
        own = np.ones(AXES) if exact else dice.uniform(0.99, 1.01, AXES)
        scales = tuple(tuple(round(float(value), 2) for value in np.array(row) * own) for row in FULL_SCALES)
        surface_m = SURFACE_M if exact else round(SURFACE_M + float(dice.uniform(-0.003, 0.003)), 4)
        plates.append(SixAxisPlate(first_serial + number, surface_m, scales))
    return tuple(plates)


class SixAxisPlates:
    """The amplifiers of plates of which the first two stand under the feet; on others there is nobody."""

    def __init__(
        self, pair: PlatePair, plates: tuple[SixAxisPlate, ...], seed: int, *, exact: bool, alone: Side = "left"
    ) -> None:
        """``alone``: where the only plate stands, if it is one."""
        self.pair = pair
        self.plates = plates
        self.which = 0
        self.sides: tuple[Side, ...] = SIDES if len(plates) > 1 else (alone,)
        makers = np.random.default_rng([seed, 22])
        channels = AXES * len(plates)
        self.offsets = np.zeros(channels) if exact else makers.integers(-60, 61, channels).astype(np.float64)
        self._noise = 0.0 if exact else pair.noise_n
        self._dice = np.random.default_rng([seed, 23])

    def set_range(self, which: int) -> None:
        """Let all plates have this one of the three ranges."""
        self.which = which

    def read_counts(self, times: Floats) -> npt.NDArray[np.int16]:
        """What all axes read at these times, ``(6 plates, n)``."""
        values = np.zeros((len(self.plates), AXES, times.size))
        counts = self.pair.read_counts(times).astype(np.float64)
        cells = (counts - self.pair.zero_counts[:, np.newaxis]) * self.pair.step_n[:, np.newaxis]
        for row, side in enumerate(self.sides):
            at = SIDES.index(side) * CELLS
            values[row] = self._axes(cells[at : at + CELLS], times, side, abs(self.plates[row].surface_m))
        if self._noise:
            values += self._dice.standard_normal((times.size, len(self.plates), AXES)).transpose(1, 2, 0) * (
                self._noise * np.array([0.5, 0.5, 0.1, 0.05, 0.05, 0.05])[np.newaxis, :, np.newaxis]
            )
        scales = np.array([plate.full_scale[self.which] for plate in self.plates])
        made = values.reshape(-1, times.size) / scales.reshape(-1, 1) * FULL_COUNTS + self.offsets[:, np.newaxis]
        read: npt.NDArray[np.int16] = np.clip(np.rint(made), *ENDS).astype(np.int16)
        return read

    def facts(self, serial: str) -> CalibrationFacts:
        """The certificate of the plates under the feet; those of others have no part in any force."""
        wide = AXES * len(self.plates)
        gain, moment_x, moment_y = (np.zeros((len(self.sides), wide)) for _ in range(3))
        for row in range(len(self.sides)):
            plate, at = self.plates[row], row * AXES
            fx, fy, fz, mx, my, _ = (value / FULL_COUNTS for value in plate.full_scale[self.which])
            gain[row, at + 2] = fz
            moment_x[row, at + 3], moment_x[row, at + 1] = mx, -fy * abs(plate.surface_m)
            moment_y[row, at + 4], moment_y[row, at] = my, fx * abs(plate.surface_m)
        pair = self.pair.facts(serial)
        capacity_n = min(plate.full_scale[self.which][2] for plate in self.plates)
        steps_n = capacity_n / FULL_COUNTS / np.sqrt(12.0)
        sd_n = float(np.hypot(pair.noise_sd_n[0], steps_n)) if self._noise else 0.0
        return CalibrationFacts(
            serial,
            self.sides,
            _rows(gain),
            (0.0,) * wide,
            capacity_n,
            (sd_n,) * len(self.sides),
            1.0,
            nominal_gain=FULL_SCALES[self.which][2] / FULL_COUNTS,
            moment_x=_rows(moment_x),
            moment_y=_rows(moment_y),
        )

    @staticmethod
    def _axes(cells_n: Floats, times: Floats, side: Side, surface_m: float) -> Floats:
        """Six axes of one plate from what its cells carry, ``(6, n)``."""
        right, forward = np.array(CORNERS_M).T
        down = cells_n.sum(axis=0)
        outward = -SPLAY if side == "left" else SPLAY
        across, along = outward * down, ROCKING * np.sin(2.0 * np.pi * ROCKING_HZ * times) * down
        about_right, about_forward = forward @ cells_n, -(right @ cells_n)
        twist = right @ cells_n * ROCKING - forward @ cells_n * outward
        axes: Floats = np.stack(
            [across, along, down, about_right + along * surface_m, about_forward - across * surface_m, twist]
        )
        return axes


def _rows(table: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(value) for value in row) for row in table)
