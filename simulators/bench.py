"""A clinic's worth of simulated devices: two dynamometers over BLE and a pair of force plates over a serial port.

``async with SimulatedBench(clock, stage) as bench:`` brings them up on the running loop; ``bench.devices`` says what
they are and how the drivers reach them.  What happens to them is directed on the stage.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner

from drivers.clock import SystemClock
from drivers.contracts import Clock
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import GENUINE, Profile, Progressor
from simulators.firmware import BleFirmware, Firmware
from simulators.loadcell import CalibrationFacts, Grip, PlatePair
from simulators.performance import SIDES, Side
from simulators.stage import Stage
from simulators.transports.pty_port import HAS_PTY, PACE_S, PtyPort
from simulators.transports.scripted_bleak import ScriptedAir
from simulators.transports.tcp_port import TcpPort

UNIT_IDS: dict[Side, int] = {"left": 0x2639, "right": 0x2640}
CLOCK_PPM: dict[Side, float] = {"left": 18.0, "right": -23.0}
BATTERY_MV: dict[Side, int] = {"left": 3980, "right": 3870}
PLATES_SERIAL = 417


class SimulatorMissing(RuntimeError):
    """A package that the simulated devices need is not installed; the message says which and how to get it."""


@dataclass(frozen=True, slots=True)
class BleReach:
    """Over BLE: the address, and what bleak is to be given as its backends."""

    address: str
    scanner: type[BaseBleakScanner]
    client: type[BaseBleakClient]


@dataclass(frozen=True, slots=True)
class SerialReach:
    """Over a serial line: what pyserial opens."""

    url: str


@dataclass(frozen=True, slots=True)
class BenchDevice:
    """One device on the bench; ``key`` is its line in the drivers' registry."""

    key: str
    serial: str
    name: str
    sides: tuple[Side, ...]
    reach: BleReach | SerialReach
    facts: CalibrationFacts


class Air(Protocol):
    """Where BLE devices are: ``BumbleAir`` or ``ScriptedAir``."""

    scanner: type[BaseBleakScanner]
    client: type[BaseBleakClient]

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def add(self, firmware: BleFirmware) -> str: ...

    async def drop(self, address: str) -> None: ...

    async def vanish(self, address: str, *, told: bool = True) -> None: ...

    def reappear(self, address: str) -> None: ...


class SimulatedBench:
    """Two Progressors and one Harp LoadCells with two plates.

    ``exact`` leaves out noise and differences between cells, so that what crosses the wire is the force to within one
    rounding.  ``ble`` chooses real ATT over Bumble or calls without any; ``line`` a pty or TCP on the loopback.
    """

    def __init__(
        self,
        clock: Clock,
        stage: Stage,
        *,
        seed: int = 0,
        exact: bool = False,
        profile: Profile = GENUINE,
        ble: Literal["bumble", "scripted"] = "bumble",
        line: Literal["pty", "tcp"] | None = None,
        interval_s: float = 0.015,
    ) -> None:
        self.stage = stage
        self.clock = clock
        self.plates = PlatePair(stage, seed, exact=exact)
        self.board = HarpLoadCells(self.plates.read_counts, PLATES_SERIAL)
        self.grips: dict[Side, Grip] = {side: Grip(stage, side, seed, exact=exact) for side in SIDES}
        self.units: dict[Side, Progressor] = {
            side: Progressor(
                self.grips[side].read_kg,
                UNIT_IDS[side],
                profile,
                ppm=CLOCK_PPM[side],
                battery_mv=BATTERY_MV[side],
            )
            for side in SIDES
        }
        if stage.grid_s is None:
            stage.grid_s = self.board.grid_s
        self._air = _air(clock, ble, interval_s)
        self._port = _port(self.board, clock, line)
        self._addresses: dict[str, str] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._stack.enter_async_context(self._air)
            await self._stack.enter_async_context(self._port)
            for unit in self.units.values():
                self._addresses[unit.serial] = await self._air.add(unit)
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @property
    def scanner(self) -> type[BaseBleakScanner]:
        return self._air.scanner

    @property
    def client(self) -> type[BaseBleakClient]:
        return self._air.client

    @property
    def devices(self) -> tuple[BenchDevice, ...]:
        """The dynamometers, left first, then the plates, as they can be reached now."""
        grips = tuple(
            BenchDevice(
                "progressor",
                unit.serial,
                unit.name,
                (side,),
                BleReach(self._addresses[unit.serial], self._air.scanner, self._air.client),
                self.grips[side].facts(unit.serial),
            )
            for side, unit in self.units.items()
        )
        board = self.board
        reach = SerialReach(self._port.url)
        return (
            *grips,
            BenchDevice("harp-loadcells", board.serial, board.name, SIDES, reach, self.plates.facts(board.serial)),
        )

    def device(self, serial: str) -> BenchDevice:
        """One device as it can be reached now; a replugged cable has another name.  Raises LookupError."""
        for each in self.devices:
            if each.serial == serial:
                return each
        raise LookupError(f"no device {serial!r} on the bench; there are {[each.serial for each in self.devices]}")

    def firmware(self, serial: str) -> Firmware:
        """What runs in a device.  Raises LookupError."""
        self.device(serial)
        return next((unit for unit in self.units.values() if unit.serial == serial), self.board)

    async def unplug(self, serial: str) -> None:
        """Pull the cable or switch the device off: the host is told, and it cannot be found until ``replug``."""
        if self.device(serial).serial == self.board.serial:
            await self._port.unplug()
        else:
            await self._air.vanish(self._addresses[serial])

    async def drop(self, serial: str) -> None:
        """Break the connection; the device can be connected to again at once."""
        if self.device(serial).serial == self.board.serial:
            await self._port.unplug()
            await self._port.plug()
        else:
            await self._air.drop(self._addresses[serial])

    async def vanish(self, serial: str) -> None:
        """Let the device fall silent, and nobody is told."""
        if self.device(serial).serial == self.board.serial:
            self._port.vanish()
        else:
            await self._air.vanish(self._addresses[serial], told=False)

    async def replug(self, serial: str) -> None:
        """Bring a device back that was unplugged or has vanished."""
        if self.device(serial).serial == self.board.serial:
            await self._port.unplug()
            await self._port.plug()
        else:
            self._air.reappear(self._addresses[serial])


def _air(clock: Clock, ble: Literal["bumble", "scripted"], interval_s: float) -> Air:
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


def _port(board: HarpLoadCells, clock: Clock, line: Literal["pty", "tcp"] | None) -> PtyPort | TcpPort:
    speed = clock.speed if isinstance(clock, SystemClock) else 1.0
    kind = PtyPort if line == "pty" or (line is None and HAS_PTY) else TcpPort
    return kind(board, clock, PACE_S * speed)
