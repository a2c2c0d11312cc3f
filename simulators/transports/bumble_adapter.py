"""A real or virtual Bluetooth controller as this program's adapter: bleak backends over one Bumble host.

``HciAdapter("tcp-client:127.0.0.1:7300")`` or ``HciAdapter("serial:/dev/ttyACM0,1000000")``; its ``scanner`` and
``client`` are what bleak is given.  The transport is opened for whoever comes first and closed behind the last, so
one adapter can be used by one event loop after another; one that broke is opened anew for the next who asks.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason
from bumble import core, hci
from bumble.device import Connection, Device, DeviceConfiguration
from bumble.host import Host
from bumble.transport import open_transport
from bumble.transport.common import Transport

from simulators.transports.bumble_bleak import BumbleClient, BumbleScanner

OPEN_S = 8.0
"""A controller that has not answered its first commands by then does not answer."""

TURN_S = 2.0
"""A controller makes one connection at a time: after so long without success the next one has its turn."""


@dataclass(slots=True)
class _Opened:
    """The transport and the host on it, as long as somebody uses them."""

    loop: asyncio.AbstractEventLoop
    transport: Transport
    device: Device
    users: int = 0
    listeners: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def lost(self) -> bool:
        terminated = getattr(self.transport.source, "terminated", None)
        return terminated is not None and terminated.done()


class HciAdapter:
    """One controller by Bumble's name of its transport."""

    def __init__(self, transport: str) -> None:
        self.scanner: type[BaseBleakScanner] = type("HciScanner", (BumbleScanner,), {"air": self})
        self.client: type[BaseBleakClient] = type("HciClient", (BumbleClient,), {"air": self})
        self._name = transport
        self._opened: _Opened | None = None
        self._opening: asyncio.Lock | None = None
        self._opening_loop: asyncio.AbstractEventLoop | None = None

    async def take(self, purpose: str) -> Device:
        """The host on this controller, which all share.  Raises BleakBluetoothNotAvailableError."""
        loop = asyncio.get_running_loop()
        if self._opening is None or self._opening_loop is not loop:
            self._opening, self._opening_loop = asyncio.Lock(), loop
        async with self._opening:
            opened = self._opened
            if opened is None or opened.lost or opened.loop is not loop:
                opened = self._opened = await self._open(loop)
            opened.users += 1
            return opened.device

    async def give_back(self, device: Device) -> None:
        opened = self._opened
        if opened is None or opened.device is not device:
            return  # of a transport that broke, and was closed then
        opened.users -= 1
        if opened.users == 0:
            self._opened = None
            if not opened.lost:
                with contextlib.suppress(core.BaseBumbleError):
                    await device.host.send_sync_command(hci.HCI_Reset_Command())
            await opened.transport.close()

    async def listen(self, device: Device, *, active: bool) -> None:
        opened = self._of(device)
        opened.listeners += 1
        if opened.listeners == 1:
            with _told(self._name):
                await device.start_scanning(active=active, filter_duplicates=False)

    async def stop_listening(self, device: Device) -> None:
        if self._opened is None or self._opened.device is not device or self._opened.lost:
            return
        self._opened.listeners -= 1
        if self._opened.listeners == 0:
            with contextlib.suppress(core.BaseBumbleError):
                await device.stop_scanning()

    async def connect(self, device: Device, address: hci.Address, timeout_s: float) -> Connection:
        """Connect, taking turns with others who try: one that is not there must not keep them waiting."""
        opened = self._of(device)
        end_s = opened.loop.time() + timeout_s
        while True:
            async with opened.turn:
                left_s = end_s - opened.loop.time()
                try:
                    return await device.connect(address, timeout=max(0.05, min(TURN_S, left_s)))
                except core.TimeoutError:
                    if left_s <= TURN_S:
                        raise

    def _of(self, device: Device) -> _Opened:
        if self._opened is None or self._opened.device is not device or self._opened.lost:
            raise _unavailable(self._name, "it went away")
        return self._opened

    async def _open(self, loop: asyncio.AbstractEventLoop) -> _Opened:
        if self._opened is not None and self._opened.loop is loop:
            await self._opened.transport.close()
        transport: Transport | None = None
        try:
            async with asyncio.timeout(OPEN_S):
                transport = await open_transport(self._name)
                config = DeviceConfiguration(name="station", address=hci.Address.generate_static_address())
                device = Device(config=config, host=Host(transport.source, transport.sink))
                await device.power_on()
        except BaseException as error:
            if transport is not None:
                await transport.close()
            if isinstance(error, TimeoutError | core.CommandTimeoutError):
                raise _unavailable(self._name, f"it did not answer within {OPEN_S:g} s") from error
            if isinstance(error, Exception):  # libusb's errors, for one, are of no common kind
                raise _unavailable(self._name, str(error) or type(error).__name__) from error
            raise
        return _Opened(loop, transport, device)


@contextlib.contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except core.BaseBumbleError as error:
        raise _unavailable(name, str(error) or type(error).__name__) from error


def _unavailable(name: str, why: str) -> BleakBluetoothNotAvailableError:
    return BleakBluetoothNotAvailableError(
        f"the Bluetooth controller {name} cannot be used: {why}", BleakBluetoothNotAvailableReason.NO_BLUETOOTH
    )
