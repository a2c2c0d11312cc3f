"""How a simulated device can be reached: over BLE, over a serial line, or through this program's own memory.

A face carries a firmware's packets and can be broken: ``drop``, ``vanish``, ``unplug``, ``replug``, ``refuse``,
``occupy``.  What a face cannot do it refuses with ``CannotHappen``, in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner

from drivers.contracts import OpenTransport
from simulators.firmware import BleFirmware
from simulators.transports.memory import MemorySocket
from simulators.transports.pty_port import PtyPort
from simulators.transports.scripted_bleak import ScriptedAir
from simulators.transports.tcp_port import TcpPort


class CannotHappen(RuntimeError):
    """A fault that this way of reaching a device does not have.  Example: a busy port over BLE."""


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
class MemoryReach:
    """Inside this program: exact, instant, and fit for virtual time.  ``name`` is that of the port, as it is now."""

    name: str
    open_transport: OpenTransport


Reach = BleReach | SerialReach | MemoryReach


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

    def nudge(self, address: str) -> None: ...


class Face(Protocol):
    """One device's way to a host, while its bench is open."""

    can: frozenset[str]
    """Which of ``refuse`` and ``port_busy`` can happen here."""

    @property
    def reach(self) -> Reach: ...

    def nudge(self) -> None:
        """Something was done to the firmware: ask it anew when it will have something to say."""
        ...

    async def bring_up(self) -> None: ...

    async def take_down(self) -> None: ...

    async def drop(self) -> None:
        """Break the connection; the host is told, and the device can be connected to again at once."""
        ...

    async def unplug(self) -> None:
        """Pull the cable or carry the device away: the host is told, and it cannot be found until ``replug``."""
        ...

    async def vanish(self) -> None:
        """Let the device fall silent, and tell nobody."""
        ...

    async def replug(self) -> None:
        """Bring back what was unplugged or has vanished; a cable comes back as another port."""
        ...

    def refuse(self, times: int) -> None:
        """Let the next connections fail."""
        ...

    def occupy(self, busy: bool) -> None:
        """Let another program hold the port, or give it back."""
        ...


class AirFace:
    """A device in a radio room."""

    def __init__(self, air: Air, firmware: BleFirmware) -> None:
        self._air = air
        self._firmware = firmware
        self._address = ""
        self.can = frozenset({"refuse"}) if isinstance(air, ScriptedAir) else frozenset()

    def nudge(self) -> None:
        if self._address:
            self._air.nudge(self._address)

    @property
    def reach(self) -> BleReach:
        return BleReach(self._address, self._air.scanner, self._air.client)

    async def bring_up(self) -> None:
        self._address = await self._air.add(self._firmware)

    async def take_down(self) -> None:
        """The room takes its devices down itself."""

    async def drop(self) -> None:
        await self._air.drop(self._address)

    async def unplug(self) -> None:
        await self._air.vanish(self._address)

    async def vanish(self) -> None:
        await self._air.vanish(self._address, told=False)

    async def replug(self) -> None:
        self._air.reappear(self._address)

    def refuse(self, times: int) -> None:
        if not isinstance(self._air, ScriptedAir):
            raise CannotHappen("a device on a real radio link cannot be made to refuse: use disconnect with for_s")
        self._air.refuse(self._address, times)

    def occupy(self, busy: bool) -> None:
        raise CannotHappen("a BLE device has no port that another program could hold")


class PortFace:
    """A device at a pty or a TCP port."""

    def __init__(self, port: PtyPort | TcpPort) -> None:
        self._port = port
        self.can: frozenset[str] = frozenset()

    def nudge(self) -> None:
        """It looks every few milliseconds anyway."""

    @property
    def reach(self) -> SerialReach:
        return SerialReach(self._port.url)

    async def bring_up(self) -> None:
        await self._port.plug()

    async def take_down(self) -> None:
        await self._port.unplug()

    async def drop(self) -> None:
        await self._port.unplug()
        await self._port.plug()

    async def unplug(self) -> None:
        await self._port.unplug()

    async def vanish(self) -> None:
        self._port.vanish()

    async def replug(self) -> None:
        await self._port.unplug()
        await self._port.plug()

    def refuse(self, times: int) -> None:
        raise CannotHappen("a port that is there cannot be made to refuse: use unplug with for_s")

    def occupy(self, busy: bool) -> None:
        raise CannotHappen("nobody else opens this port: a busy port can be played in memory only")


class MemoryFace:
    """A device in this program's memory; ``messages`` as over BLE, otherwise a stream as over a serial line."""

    def __init__(self, socket: MemorySocket) -> None:
        self.socket = socket
        self.can = frozenset({"refuse"} if socket.messages else {"refuse", "port_busy"})
        self._plugged = 1

    def nudge(self) -> None:
        self.socket.changed.set()

    @property
    def reach(self) -> MemoryReach:
        kind = "ble" if self.socket.messages else "port"
        return MemoryReach(
            f"memory:{kind}/{self.socket.firmware.serial}/{self._plugged}",
            self.socket.transport,
        )

    async def bring_up(self) -> None:
        """It is there already."""

    async def take_down(self) -> None:
        self.socket.unplug()

    async def drop(self) -> None:
        self.socket.drop()

    async def unplug(self) -> None:
        self.socket.unplug()

    async def vanish(self) -> None:
        self.socket.vanish()

    async def replug(self) -> None:
        self._plugged += not self.socket.messages
        self.socket.plug()

    def refuse(self, times: int) -> None:
        self.socket.refusals = times

    def occupy(self, busy: bool) -> None:
        if self.socket.messages:
            raise CannotHappen("a BLE device has no port that another program could hold")
        self.socket.occupied = busy
