"""From newtons to what a converter reads: gain, zero, noise, steps and the ends of the range, per cell.

What the cells do to a load over time is in ``cell_physics``, its figures in ``cell_model``.  Noise is drawn sample by
sample, so that asking in larger or smaller pieces gives the same stream.  ``exact`` models have no noise, and what
crosses the wire differs from the force by rounding alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simulators.cell_model import GRIPS, PLATES, STANDARD_GRAVITY, CellModel
from simulators.cell_physics import CellPhysics
from simulators.firmware import Floats
from simulators.performance import SIDES, Side, Surface
from simulators.stage import Stage

AHEAD = 250
"""Samples that are worked out together."""
ON_GRID_S = 1e-9

COUNT_LIMITS = (-32768, 32767)

CELLS = 4
PLATE_SPAN_M = (0.40, 0.60)
"""Distances between the cells of a plate, side to side and front to back; they stand at its corners."""

CORNERS_M = tuple(
    (right * PLATE_SPAN_M[0] / 2, front * PLATE_SPAN_M[1] / 2) for front in (-1.0, 1.0) for right in (-1.0, 1.0)
)
"""Where the cells of a plate stand, to the right and forward from its middle, in the order of ``corner_loads``."""

PLATE_STEP_N = 0.05
"""One count of one cell: 32767 counts are 1638 N, so four cells carry over 6 kN and a corner that of any jumper."""

PLATE_CAPACITY_N = 2000.0
PLATE_RATE_HZ = 1000.0
GRIP_RATE_HZ = 80.0

GRIP_STEP_KG = 0.0005
"""One step of the dynamometer: 150 kg over 300,000 noise-free codes of an HX711."""

GRIP_CAPACITY_KG = 150.0

CopPath = Callable[[Floats], Floats]
"""True times ``(n,)`` to the centre of pressure on a plate, ``(2, n)`` metres to the right and forward."""


@dataclass(frozen=True, slots=True)
class CalibrationFacts:
    """What the maker's certificate of a device would say; fields named as in ``drivers.calibration.Calibration``."""

    serial: str
    outputs: tuple[str, ...]
    gain: tuple[tuple[float, ...], ...]
    zero_native: tuple[float, ...]
    capacity_n: float
    noise_sd_n: tuple[float, ...]
    native_step: float
    uncertainty: float = 0.01
    cells_m: tuple[tuple[float, float], ...] = ()
    dated: str | None = None
    """Its date as YYYY-MM-DD, empty when it says none; None: it is fresh."""
    nominal_gain: float = 0.0
    """What one step of a cell is called on the type plate, in newtons; 0 where the unit says it."""
    moment_x: tuple[tuple[float, ...], ...] = ()
    moment_y: tuple[tuple[float, ...], ...] = ()


def central(times: Floats) -> Floats:
    """A centre of pressure that stays in the middle."""
    return np.zeros((2, times.size))


def swaying_cop(side: Side) -> CopPath:
    """A centre of pressure that wanders a few millimetres about a point a little inside and in front of the middle."""
    inward = 0.02 if side == "left" else -0.02

    def wander(times: Floats) -> Floats:
        across = inward + 0.004 * np.sin(2.0 * np.pi * 0.37 * times) + 0.002 * np.sin(2.0 * np.pi * 1.13 * times)
        along = 0.03 + 0.006 * np.sin(2.0 * np.pi * 0.23 * times + 1.0) + 0.003 * np.sin(2.0 * np.pi * 0.91 * times)
        return np.stack([across, along])

    return wander


def corner_loads(force_n: Floats, cop_m: Floats) -> Floats:
    """Loads ``(..., 4, n)`` of the cells back left, back right, front left, front right under forces ``(..., n)``.

    ``cop_m`` is ``(..., 2, n)``, to the right and forward from the middle of the plate.
    """
    right = np.minimum(np.maximum(cop_m[..., 0, :] / PLATE_SPAN_M[0] + 0.5, 0.0), 1.0)
    front = np.minimum(np.maximum(cop_m[..., 1, :] / PLATE_SPAN_M[1] + 0.5, 0.0), 1.0)
    loads = np.empty((*right.shape[:-1], CELLS, right.shape[-1]))
    loads[..., 0, :], loads[..., 1, :] = (1 - right) * (1 - front), right * (1 - front)
    loads[..., 2, :], loads[..., 3, :] = (1 - right) * front, right * front
    loads *= force_n[..., np.newaxis, :]
    return loads


class PlatePair:
    """Two plates of four cells on one board: channels 0-3 are left, 4-7 right.

    ``facts`` is the certificate.  What happened to the cells since is in ``gain_now`` (1.02: reads 2 % high),
    ``offset_n``, ``stuck`` (the channel that repeats one value) and ``swapped`` (left and right stand exchanged); all
    of them may be changed while the board runs.
    """

    def __init__(
        self,
        stage: Stage,
        seed: int = 0,
        *,
        exact: bool = False,
        noise_n: float | None = None,
        model: CellModel = PLATES["standard"],
    ) -> None:
        makers = np.random.default_rng([seed, 1])
        channels = CELLS * len(SIDES)
        step_n = self._nominal_n = PLATE_STEP_N if exact else model.step_n
        self.step_n = np.full(channels, step_n) if exact else step_n * makers.uniform(0.97, 1.03, channels)
        zeros = np.zeros(channels) if exact else makers.integers(-400, 401, channels).astype(np.float64)
        self.zero_counts = np.rint(zeros * (PLATE_STEP_N / step_n))
        self.model = model.noiseless() if exact else model
        self.noise_n = 0.0 if exact else (model.noise_n if noise_n is None else noise_n)
        self.gain_now = np.ones(channels)
        self.offset_n = np.zeros(channels)
        self.stuck: int | None = None
        self.swapped = False
        self.cop: dict[Side, CopPath] = {side: central if exact else swaying_cop(side) for side in SIDES}
        self._stage = stage
        self._dice = np.random.default_rng([seed, 2])
        self._physics = CellPhysics(self.model, channels, CELLS, PLATE_RATE_HZ, [seed, 5])
        self._ahead: Floats = np.zeros((channels, 0))
        self._ahead_from = 0
        self._ahead_known: tuple[int, bool, float] | None = None

    def read_counts(self, times: Floats) -> npt.NDArray[np.int16]:
        """What the eight converters read at these times, ``(8, n)``."""
        loads = self._physics.felt(times, self.loads(times), self.loads)
        newtons = loads * self.gain_now[:, np.newaxis] + self.offset_n[:, np.newaxis]
        counts = newtons / self.step_n[:, np.newaxis] + self.zero_counts[:, np.newaxis]
        if self.noise_n:
            cell_noise = self.noise_n / np.sqrt(CELLS) / self.step_n
            counts = counts + self._dice.standard_normal((times.size, counts.shape[0])).T * cell_noise[:, np.newaxis]
        if self.stuck is not None:
            counts[self.stuck] = self.zero_counts[self.stuck]
        read: npt.NDArray[np.int16] = np.clip(np.rint(counts), *COUNT_LIMITS).astype(np.int16)
        return read

    def loads(self, times: Floats) -> Floats:
        """True newtons on the eight cells ``(8, n)``.

        What stands on the stage is worked out a quarter second ahead, for the samples of the plates' own grid, and
        again when the stage has changed: it is a pure function of the time, so nothing else changes.
        """
        grid_s = self._stage.grid_s
        if grid_s is None or not times.size:
            return self._loads(times)
        numbers = np.rint(times / grid_s)
        first, count = int(numbers[0]), times.size
        if int(numbers[-1]) - first != count - 1 or float(np.abs(times - numbers * grid_s).max()) > ON_GRID_S:
            return self._loads(times)
        known = (self._stage.version, self.swapped, grid_s)
        at = first - self._ahead_from
        if self._ahead_known != known or at < 0 or at + count > self._ahead.shape[1]:
            self._ahead = self._loads((first + np.arange(max(count, AHEAD), dtype=np.float64)) * grid_s)
            self._ahead_known, self._ahead_from, at = known, first, 0
        return self._ahead[:, at : at + count]

    def _loads(self, times: Floats) -> Floats:
        if self._stage.nobody(Surface.PLATES, times):
            return np.zeros((CELLS * len(SIDES), times.size))
        forces = self._stage.both(Surface.PLATES, times)
        places = self._places(times)
        pressed = corner_loads(forces, places)
        return (pressed[::-1] if self.swapped else pressed).reshape(-1, times.size)

    def _places(self, times: Floats) -> Floats:
        """Where on each plate the force acts ``(2, 2, n)``: as what happens there says, else on the pair's own path."""
        places = self._stage.centres(times)
        for row, side in enumerate(SIDES):
            unsaid = np.isnan(places[row, 0])
            if unsaid.any():
                places[row][:, unsaid] = self.cop[side](times[unsaid])
        return places

    def facts(self, serial: str) -> CalibrationFacts:
        """The certificate of this pair, as it was made before anything happened to the cells."""
        rows = np.zeros((len(SIDES), self.step_n.size))
        for row in range(len(SIDES)):
            cells = slice(row * CELLS, (row + 1) * CELLS)
            rows[row, cells] = self.step_n[cells]
        sd_n = replace(self.model, noise_n=self.noise_n).empty_sd_n(CELLS) if self.noise_n else 0.0
        return CalibrationFacts(
            serial,
            SIDES,
            tuple(tuple(float(value) for value in row) for row in rows),
            tuple(float(zero) for zero in self.zero_counts),
            PLATE_CAPACITY_N,
            (sd_n, sd_n),
            1.0,
            cells_m=CORNERS_M * len(SIDES),
            nominal_gain=self._nominal_n,
        )


class Grip:
    """The cell of one hand-held dynamometer, which tells kilograms.

    ``gain_now`` and ``offset_n`` are what happened to it since its certificate (``facts``) was made.
    """

    def __init__(
        self,
        stage: Stage,
        side: Side,
        seed: int = 0,
        *,
        exact: bool = False,
        noise_n: float | None = None,
        model: CellModel = GRIPS["standard"],
        rate_hz: float = GRIP_RATE_HZ,
    ) -> None:
        makers = np.random.default_rng([seed, 3, SIDES.index(side)])
        self.side: Side = side
        self.kg_per_n = (1.0 if exact else float(makers.uniform(0.995, 1.005))) / STANDARD_GRAVITY
        self.zero_kg = 0.0 if exact else round(float(makers.uniform(-0.05, 0.05)), 4)
        self.model = model.noiseless() if exact else model
        self.noise_n = 0.0 if exact else (model.noise_n if noise_n is None else noise_n)
        self.step_kg = GRIP_STEP_KG if exact else model.step_n / STANDARD_GRAVITY
        self.gain_now = 1.0
        self.offset_n = 0.0
        self.stuck = False
        self.swapped = False
        self._stage = stage
        self._dice = np.random.default_rng([seed, 4, SIDES.index(side)])
        self._physics = CellPhysics(self.model, 1, 1, rate_hz, [seed, 6, SIDES.index(side)])

    def read_kg(self, times: Floats) -> npt.NDArray[np.float32]:
        """What the device would send at these times, ``(n,)``."""
        newtons = self._physics.felt(times, self._loads(times), self._loads)[0] * self.gain_now + self.offset_n
        kg = newtons * self.kg_per_n + self.zero_kg
        if self.noise_n:
            kg = kg + self._dice.standard_normal(times.size) * self.noise_n * self.kg_per_n
        if self.stuck:
            kg = np.full(times.size, self.zero_kg)
        steps = np.rint(np.clip(kg, -GRIP_CAPACITY_KG, GRIP_CAPACITY_KG) / self.step_kg)
        read: npt.NDArray[np.float32] = (steps * self.step_kg).astype(np.float32)
        return read

    def _loads(self, times: Floats) -> Floats:
        if self._stage.nobody(Surface.GRIPS, times):
            return np.zeros((1, times.size))
        side: Side = ("right" if self.side == "left" else "left") if self.swapped else self.side
        return self._stage.forces(Surface.GRIPS, side, times)[np.newaxis]

    def facts(self, serial: str) -> CalibrationFacts:
        """The certificate of this dynamometer, as it was made before anything happened to its cell."""
        return CalibrationFacts(
            serial,
            (self.side,),
            ((1.0 / self.kg_per_n,),),
            (self.zero_kg,),
            GRIP_CAPACITY_KG * STANDARD_GRAVITY,
            (self.noise_n,),
            self.step_kg,
        )
