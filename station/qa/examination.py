"""What the checks of one device share: the probe, the limits, the hands, and what was measured already."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import numpy as np

from station.model import Floats
from station.qa.findings import Pictures
from station.qa.hands import Hands, Load
from station.qa.limits import Limits
from station.qa.probe import Probe, Take

GRAVITY = 9.80665


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and with what the engineer wants to measure."""

    still_s: float = 60.0
    load_s: float = 3.0
    settle_s: float = 2.0
    stand_s: float = 6.0
    """How long a person stands still."""
    creep_s: float = 0.0
    """0: the creep is left out."""
    masses_kg: tuple[float, ...] = ()
    """Empty: those of the limits."""
    gravity: float = GRAVITY
    largest_only: bool = False
    """Of the masses only the largest is used."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One load as the device shows it: the mean of every cell and output in newtons, and the scatter of the output."""

    load: Load
    force_n: float
    true_n: float
    sd_n: float
    cells_n: Floats
    others_n: float
    """The largest that any other output shows meanwhile."""

    @property
    def error_n(self) -> float:
        return self.force_n - self.true_n


@dataclass(slots=True, eq=False)
class Examination:
    """One device in the middle of its checks."""

    probe: Probe
    limits: Limits
    hands: Hands
    plan: Plan
    reference: Probe | None = None
    """A gauge that carries the same force and tells what it truly is; without one it is mass times gravity."""
    swapped: bool = False
    """Left and right were found exchanged; the other checks look at the output that answers."""
    pictures: dict[str, Pictures] = field(default_factory=dict)
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    """By output: what linearity found, for those checks that look at it again."""
    _still: Take | None = None

    @property
    def outputs(self) -> tuple[str, ...]:
        return self.probe.calibration.outputs

    @property
    def has_plates(self) -> bool:
        return len(self.outputs) > 1

    @property
    def over_ble(self) -> bool:
        return self.probe.over_air

    @property
    def masses_kg(self) -> tuple[float, ...]:
        masses = tuple(sorted(self.plan.masses_kg or self.limits.masses_kg))
        return masses[-1:] if self.plan.largest_only else masses

    def name(self, output: str) -> str:
        """What a person calls an output."""
        return f"{output} plate" if self.has_plates else f"{output} dynamometer"

    def cells(self, output: str) -> list[int]:
        """The channels that an output is made of."""
        row = np.array(self.probe.calibration.gain)[self.outputs.index(output)]
        return [int(channel) for channel in np.flatnonzero(row)]

    def channels(self, output: str) -> list[int]:
        """The same, with those that only tell where the force acts."""
        calibration, row = self.probe.calibration, self.outputs.index(output)
        used = np.array(calibration.gain)[row] != 0.0
        if calibration.moment_x:
            used |= (calibration.moment_rows()[row] != 0.0).any(axis=0)
        return [int(channel) for channel in np.flatnonzero(used)]

    def cell_name(self, channel: int) -> str:
        """``front right cell``, where the certificate says where the cells stand; else its channel."""
        places = self.probe.calibration.cells_m
        if not places:
            return f"cell on {self.probe.info.signal.channels[channel]}"
        right, forward = places[channel]
        return f"{'front' if forward > 0 else 'back'} {'right' if right > 0 else 'left'} cell"

    def answering(self, output: str) -> str:
        """The output that answers when this one is loaded."""
        if not self.swapped or not self.has_plates:
            return output
        return next(other for other in self.outputs if other != output)

    async def still(self) -> Take:
        """The empty device over the long stretch that the checks at rest share."""
        if self._still is None:
            await self.hands.nothing_on()
            await self.probe.take(self.plan.settle_s)
            self._still = await self.probe.take(self.plan.still_s)
        return self._still

    async def read(self, load: Load) -> Reading:
        """Have a load put on and read it."""
        await self.hands.put(load, self.name(load.side.value))
        await self.probe.take(self.plan.settle_s)
        if self.reference is None:
            return self.reading(load, await self.probe.take(self.plan.load_s))
        take, beside = await asyncio.gather(self.probe.take(self.plan.load_s), self.reference.take(self.plan.load_s))
        # in series with what is pulled it is pulled too, whichever way its maker counts
        return self.reading(load, take, abs(float(beside.newtons.sum(axis=0).mean())))

    async def zero(self) -> None:
        """Take the zero of the device, and of the gauge beside it."""
        probes = [self.probe] if self.reference is None else [self.probe, self.reference]
        await asyncio.gather(*(probe.take_zero(self.plan.load_s) for probe in probes))

    def reading(self, load: Load, take: Take, true_n: float | None = None) -> Reading:
        """What a take shows of a load; ``true_n`` where something better than its mass tells the force."""
        row = self.outputs.index(self.answering(load.side.value))
        others = [float(take.newtons[other].mean()) for other in range(len(self.outputs)) if other != row]
        return Reading(
            load,
            float(take.newtons[row].mean()),
            load.mass_kg * self.plan.gravity if true_n is None else true_n,
            float(take.newtons[row].std(ddof=1) / np.sqrt(take.newtons.shape[1])),
            take.cells_n.mean(axis=1),
            max(others, key=abs, default=0.0),
        )
