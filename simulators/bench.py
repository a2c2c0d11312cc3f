"""A clinic's worth of simulated devices on one stage, each with a way to be reached.

``async with SimulatedBench(clock, stage) as bench:`` brings them up on the running loop; ``bench.devices`` says what
they are and how the drivers reach them.  What happens to the bodies is directed on the stage, what happens to the
devices here: ``drop``, ``vanish``, ``unplug``, ``replug``, or any fault by ``inject``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner

from drivers.clock import SystemClock
from drivers.contracts import Clock
from simulators.faces import (
    Air,
    AirFace,
    BleReach,
    CannotHappen,
    Face,
    MemoryFace,
    MemoryReach,
    PortFace,
    Reach,
    SerialReach,
)
from simulators.fault_truth import Truth
from simulators.fault_wire import FaultyBleFirmware, FaultyFirmware
from simulators.faults import Fault
from simulators.firmware import BleFirmware, Firmware
from simulators.injection import Injection, Target
from simulators.loadcell import CalibrationFacts
from simulators.performance import Side
from simulators.stage import Stage
from simulators.transports.memory import MemorySocket
from simulators.transports.pty_port import HAS_PTY, PACE_S, PtyPort
from simulators.transports.scripted_bleak import ScriptedAir
from simulators.transports.tcp_port import TcpPort
from simulators.units import Unit, Wire, make_unit

__all__ = [
    "BenchDevice",
    "BleReach",
    "CannotHappen",
    "MemoryReach",
    "SerialReach",
    "SimulatedBench",
    "SimulatorMissing",
]

DEVICES = (
    "progressor?side=left&ppm=18&battery_mv=3980",
    "progressor?side=right&ppm=-23&battery_mv=3870",
    "harp-loadcells",
)
"""What a bench has unless it is told otherwise: two dynamometers and two plates on one board."""

USB_LATENCY_S = 0.016
"""How far apart a USB converter hands bytes over, as it comes from the shop; a line in memory does the same."""

Ble = Literal["bumble", "scripted", "memory"]
Line = Literal["pty", "tcp", "memory"]
MakePort = Callable[[Firmware], PtyPort | TcpPort]


class SimulatorMissing(RuntimeError):
    """A package that the simulated devices need is not installed; the message says which and how to get it."""


@dataclass(frozen=True, slots=True)
class BenchDevice:
    """One device on the bench; ``key`` is its line in the drivers' registry, ``title`` what a person calls it."""

    key: str
    serial: str
    name: str
    title: str
    sides: tuple[Side, ...]
    reach: Reach
    facts: CalibrationFacts


class SimulatedBench:
    """Any set of simulated devices.

    ``devices`` are texts of ``make_unit``, or units that are made already; ``seed`` and ``exact`` are given to texts
    that do not say their own, and ``exact`` leaves out noise and differences between cells, so that what crosses the
    wire is the force to within one rounding.  ``ble`` chooses real ATT over Bumble, calls without any, memory, or a
    radio room of the caller's; ``line`` a pty, TCP on the loopback, memory, or whatever port the caller makes.
    """

    def __init__(
        self,
        clock: Clock,
        stage: Stage,
        devices: Sequence[str | Unit] = DEVICES,
        *,
        seed: int = 0,
        exact: bool = False,
        ble: Ble | Air = "bumble",
        line: Line | MakePort | None = None,
        interval_s: float = 0.015,
        latency_s: float = USB_LATENCY_S,
    ) -> None:
        self.stage = stage
        self.clock = clock
        self._latency_s = latency_s
        said = {"seed": seed, "exact": exact}
        self.units = tuple(each if isinstance(each, Unit) else make_unit(each, stage, said) for each in devices)
        twice = [serial for serial, count in Counter(unit.firmware.serial for unit in self.units).items() if count > 1]
        if twice:
            raise ValueError(f"two devices have the serial number {twice[0]}: give one of them another")
        self.titles = _titles(self.units)
        if stage.grid_s is None:
            stage.grid_s = next((unit.grid_s for unit in self.units if unit.grid_s is not None), None)
        over_ble = ble != "memory" and any(unit.wire == "ble" for unit in self.units)
        self._air = _air(clock, ble, interval_s) if over_ble else None
        targets = [self._target(unit, line, 1 + number + 101 * seed) for number, unit in enumerate(self.units)]
        self._targets = {target.unit.firmware.serial: target for target in targets}
        self.injection = Injection(clock, stage, targets, seed)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            if self._air is not None:
                await self._stack.enter_async_context(self._air)
            for target in self._targets.values():
                self._stack.push_async_callback(target.face.take_down)
                await target.face.bring_up()
            self._stack.push_async_callback(self.injection.stop)
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    # Who is there ---------------------------------------------------------------------------------------------

    @property
    def has_radio(self) -> bool:
        """Whether any of them is on the air."""
        return self._air is not None

    @property
    def scanner(self) -> type[BaseBleakScanner]:
        return self._radio().scanner

    @property
    def client(self) -> type[BaseBleakClient]:
        return self._radio().client

    @property
    def devices(self) -> tuple[BenchDevice, ...]:
        """All of them, in the order that they were asked for, as they can be reached now."""
        return tuple(self._device(unit) for unit in self.units)

    def device(self, serial: str) -> BenchDevice:
        """One device as it can be reached now; a replugged cable has another name.  Raises LookupError."""
        return self._device(self.unit(serial))

    def named(self, title: str) -> BenchDevice:
        """The device that a person calls so: ``plates``, ``left grip``, ``right grip``.  Raises LookupError."""
        for serial, known in self.titles.items():
            if known == title:
                return self.device(serial)
        raise LookupError(f"no {title!r} on the bench; there are: {', '.join(self.titles.values())}")

    def unit(self, serial: str) -> Unit:
        """What a device is made of.  Raises LookupError."""
        for unit in self.units:
            if unit.firmware.serial == serial:
                return unit
        raise LookupError(f"no device {serial!r} on the bench; there are: {', '.join(self.titles)}")

    def firmware(self, serial: str) -> Firmware:
        """What runs in a device.  Raises LookupError."""
        return self.unit(serial).firmware

    # What happens to them -------------------------------------------------------------------------------------

    async def unplug(self, serial: str) -> None:
        """Pull the cable or switch the device off: the host is told, and it cannot be found until ``replug``."""
        await self._target_of(serial).gone(told=True)

    async def drop(self, serial: str) -> None:
        """Break the connection; the device can be connected to again at once."""
        await self._target_of(serial).face.drop()

    async def vanish(self, serial: str) -> None:
        """Let the device fall silent, and nobody is told."""
        await self._target_of(serial).gone(told=False)

    async def replug(self, serial: str) -> None:
        """Bring a device back that was unplugged or has vanished."""
        await self._target_of(serial).back()

    def hand_over_every(self, seconds: float) -> None:
        """Let lines in memory hand bytes over this far apart from now on, as a converter's latency timer is set."""
        for target in self._targets.values():
            if isinstance(target.face, MemoryFace) and not target.face.socket.messages:
                target.face.socket.latency_s = seconds

    def schedule(self, fault: Fault, from_s: float) -> None:
        """Let a fault happen, its first time ``fault.at_s`` after ``from_s``.  Raises CannotHappen."""
        self.injection.schedule(fault, from_s)

    async def inject(self, fault: Fault) -> None:
        """Let a fault begin now, whatever state it waits for.  Raises CannotHappen."""
        self.schedule(fault, self.clock.now())
        await asyncio.sleep(0)

    async def mend(self) -> None:
        """End every fault and bring every device back."""
        await self.injection.mend()

    def truth(self, serial: str) -> Truth:
        """What became of the samples of a device.  Raises LookupError."""
        return self._target_of(serial).truth

    # How it is put together -----------------------------------------------------------------------------------

    def _device(self, unit: Unit) -> BenchDevice:
        serial = unit.firmware.serial
        return BenchDevice(
            unit.key,
            serial,
            unit.firmware.name,
            self.titles[serial],
            unit.sides,
            self._targets[serial].face.reach,
            self._targets[serial].facts,
        )

    def _target_of(self, serial: str) -> Target:
        return self._targets[self.unit(serial).firmware.serial]

    def _target(self, unit: Unit, line: Line | MakePort | None, seed: int) -> Target:
        """A unit whose packets can meet with something, at its face."""
        over_ble = isinstance(unit.firmware, BleFirmware)
        wired = (FaultyBleFirmware if over_ble else FaultyFirmware)(unit.firmware, seed)
        face = self._face(unit.wire, wired, line)
        target = Target(unit, self.titles[unit.firmware.serial], wired, face, unit.facts)
        wired.watch = target.measured
        return target

    def _radio(self) -> Air:
        if self._air is None:
            raise LookupError("this bench has no radio: its devices are reached in memory or over a line")
        return self._air

    def _face(self, wire: Wire, firmware: FaultyFirmware, line: Line | MakePort | None) -> Face:
        if wire == "ble":
            if self._air is None:
                return MemoryFace(MemorySocket(firmware, self.clock, messages=True))
            if not isinstance(firmware, FaultyBleFirmware):
                raise TypeError(f"{firmware.serial} is a BLE device whose firmware has no GATT profile")
            return AirFace(self._air, firmware)
        if line == "memory":
            return MemoryFace(MemorySocket(firmware, self.clock, messages=False, latency_s=self._latency_s))
        if callable(line):
            return PortFace(line(firmware))
        speed = self.clock.speed if isinstance(self.clock, SystemClock) else 1.0
        kind = PtyPort if line == "pty" or (line is None and HAS_PTY) else TcpPort
        return PortFace(kind(firmware, self.clock, PACE_S * speed))


def _titles(units: Sequence[Unit]) -> dict[str, str]:
    """Serial numbers and what a person calls the devices; the second of a kind is called ``plates 2``."""
    titles: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for unit in units:
        seen[unit.title] += 1
        number = seen[unit.title]
        titles[unit.firmware.serial] = unit.title if number == 1 else f"{unit.title} {number}"
    return titles


def _air(clock: Clock, ble: Ble | Air, interval_s: float) -> Air:
    if not isinstance(ble, str):
        return ble
    if ble == "scripted":
        return ScriptedAir(clock)
    try:
        from simulators.transports.bumble_ble import BumbleAir
        from simulators.transports.bumble_link import Radio
    except ModuleNotFoundError as error:
        raise SimulatorMissing(
            f"Simulated Bluetooth devices need the package {error.name}, which is not installed. "
            'Install it with: pip install "counterpoise[sim]"'
        ) from error
    return BumbleAir(clock, Radio(interval_s))
