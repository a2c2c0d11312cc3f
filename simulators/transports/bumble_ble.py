"""BLE devices on Bumble's virtual link: real HCI, L2CAP and ATT, no adapter.

``BumbleAir`` holds the link and the devices on it; its ``scanner`` and ``client`` are backend classes for bleak.  Each
client gets a central of its own, so one connection attempt never waits for another's.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from types import TracebackType
from typing import Any, Protocol, Self, runtime_checkable

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner
from bumble import hci
from bumble.att import Attribute
from bumble.core import UUID, AdvertisingData, BaseBumbleError
from bumble.device import Connection, Device, DeviceConfiguration
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.gatt_server import Server
from bumble.host import Host
from bumble.transport.common import AsyncPipeSink

from drivers.contracts import Clock
from simulators.firmware import BleFirmware, SamplePacket
from simulators.transports.bumble_bleak import BumbleClient, BumbleScanner
from simulators.transports.bumble_controller import FixedController
from simulators.transports.bumble_link import PacedLink, Radio
from simulators.transports.bumble_services import services_beside

ADVERTISING_MS = 60.0
SUPERVISION_S = 0.72
"""After this long without a word both ends of a real link give the connection up."""


class BumbleAir:
    """A radio room: ``async with BumbleAir(clock) as air: address = await air.add(firmware)``."""

    def __init__(self, clock: Clock, radio: Radio | None = None) -> None:
        self.radio = radio or Radio()
        self.devices: dict[str, BumblePeripheral] = {}
        self.scanner: type[BaseBleakScanner] = type("BumbleScannerHere", (BumbleScanner,), {"air": self})
        self.client: type[BaseBleakClient] = type("BumbleClientHere", (BumbleClient,), {"air": self})
        self.link = PacedLink(clock, self.radio)
        self._clock = clock
        self._addresses = 0
        self._controllers: dict[Device, FixedController] = {}
        self._pacer: asyncio.Task[None] | None = None
        self._losses: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        if self.radio.interval_s > 0:
            self._pacer = asyncio.create_task(self.link.run(), name="air")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for peripheral in self.devices.values():
            await peripheral.stop()
        for device in list(self._controllers):
            await self.give_back(device)
        await _end(*self._losses, *([self._pacer] if self._pacer else []))

    async def add(self, firmware: BleFirmware) -> str:
        """Bring a device within reach and return its address."""
        device = await self.take(firmware.name)
        peripheral = BumblePeripheral(firmware, OwnController(device), self._clock)
        await peripheral.start()
        self.devices[peripheral.address] = peripheral
        return peripheral.address

    # Hosts for bleak's backends

    async def take(self, purpose: str) -> Device:
        """A powered Bumble host with its own controller on this link."""
        self._addresses += 1
        address = hci.Address(f"C0:00:00:00:{self._addresses >> 8:02X}:{self._addresses & 0xFF:02X}")
        controller = FixedController(purpose, link=self.link)
        config = DeviceConfiguration(name=purpose, address=address, advertising_interval_min=ADVERTISING_MS)
        config.advertising_interval_max = ADVERTISING_MS
        device = Device(config=config, host=Host(controller, AsyncPipeSink(controller)))
        await device.power_on()
        self._controllers[device] = controller
        return device

    async def give_back(self, device: Device) -> None:
        await device.power_off()
        self.link.remove_controller(self._controllers.pop(device))

    async def listen(self, device: Device, *, active: bool) -> None:
        await device.start_scanning(active=active, filter_duplicates=False)

    async def stop_listening(self, device: Device) -> None:
        await device.stop_scanning()

    async def connect(self, device: Device, address: hci.Address, timeout_s: float) -> Connection:
        return await device.connect(address, timeout=timeout_s)

    # What happens to the devices

    async def drop(self, address: str) -> None:
        """End the connection from the device's side; it can be connected to again."""
        await self.devices[address].drop()

    async def vanish(self, address: str, *, told: bool = True, after_s: float = SUPERVISION_S) -> None:
        """Take a device out of range.  The host is told after the supervision time, or never, as some systems do."""
        peripheral = self.devices[address]
        self.link.silence(peripheral.radio_address)
        task = asyncio.create_task(self._time_out(peripheral, told, after_s), name=f"supervision of {address}")
        self._losses.add(task)
        task.add_done_callback(self._losses.discard)

    def reappear(self, address: str) -> None:
        self.link.hear(self.devices[address].radio_address)

    def nudge(self, address: str) -> None:
        """Ask the device anew when it will have something to say."""
        self.devices[address].wake()

    async def _time_out(self, peripheral: BumblePeripheral, told: bool, after_s: float) -> None:
        await self._clock.sleep(after_s)
        own = self.link.find_le_controller(peripheral.radio_address)
        for controller in list(self.link.controllers):
            if isinstance(controller, FixedController) and controller is not own and told:
                controller.time_out(peripheral.radio_address)
        if isinstance(own, FixedController):
            own.time_out(peripheral.radio_address)


@runtime_checkable
class MessageBound(Protocol):
    """A firmware that makes its packets no longer than the host takes them."""

    def agree(self, att_mtu: int) -> None: ...


class Presence(Protocol):
    """Where on the air a device is: a controller of its own, or one of several advertising sets of a shared one."""

    device: Device
    server: Server
    address: hci.Address

    @property
    def advertising(self) -> bool: ...

    async def advertise(self, data: bytes, response: bytes) -> None: ...

    async def hush(self) -> None: ...

    def owns(self, connection: Connection) -> bool:
        """Whether somebody connected to this device, and not to another one on the same controller."""
        ...

    async def leave(self) -> None: ...


class OwnController:
    """A device with a controller for itself."""

    def __init__(self, device: Device, server: Server | None = None) -> None:
        self.device = device
        self.server: Server = server or device.gatt_server
        self.address: hci.Address = device.random_address

    @property
    def advertising(self) -> bool:
        return bool(self.device.is_advertising)

    async def advertise(self, data: bytes, response: bytes) -> None:
        await self.device.start_advertising(advertising_data=data, scan_response_data=response)

    async def hush(self) -> None:
        await self.device.stop_advertising()

    def owns(self, connection: Connection) -> bool:
        return True

    async def leave(self) -> None:
        await self.hush()


class BumblePeripheral:
    """One firmware behind a GATT server."""

    def __init__(self, firmware: BleFirmware, presence: Presence, clock: Clock) -> None:
        self.firmware = firmware
        self.samples = 0
        """How many samples it notified of while a host was there."""
        self.silent = False
        """Whether what it says is lost; a virtual link has better means, a real radio no other."""
        self.radio_address = presence.address
        self.address: str = presence.address.to_string(False)
        self._presence = presence
        self._clock = clock
        self._connection: Connection | None = None
        self._outbox: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None
        self._stopping = False
        self.trouble = ""
        """Why it stopped, if it did not by itself."""
        self._data: Characteristic[bytes] = Characteristic(
            firmware.gatt.notify, Characteristic.Properties.NOTIFY, Attribute.Permissions.READABLE
        )

    @property
    def connected(self) -> bool:
        return self._connection is not None

    async def start(self) -> None:
        """Offer the service and advertise."""
        control: Characteristic[bytes] = Characteristic(
            self.firmware.gatt.write,
            Characteristic.Properties.WRITE | Characteristic.Properties.WRITE_WITHOUT_RESPONSE,
            Attribute.Permissions.WRITEABLE,
            CharacteristicValue(write=self._written),
        )
        server = self._presence.server
        server.max_mtu = self.firmware.att_mtu
        server.add_service(Service(self.firmware.gatt.service, [self._data, control]))
        for service in services_beside(self.firmware.gatt.service, self.firmware):
            server.add_service(service)
        self._presence.device.on(Device.EVENT_CONNECTION, self._connected)
        self._pump = asyncio.create_task(self._run(), name=f"device {self.firmware.serial}")

    async def stop(self) -> None:
        """Leave the air."""
        self._stopping = True
        self._wake.set()
        if self._pump is not None:
            # not cancelled: on Python 3.11 wait_for, and so Bumble's HCI, can swallow a cancellation
            await self._pump
        with contextlib.suppress(BaseBumbleError):
            await self.drop()
            await self._presence.leave()
        self._presence.device.remove_listener(Device.EVENT_CONNECTION, self._connected)

    async def abandon(self) -> None:
        """Stop although the controller is gone and answers nothing any more."""
        self._stopping = True
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.wait([self._pump], timeout=1.0)
        if self._connection is not None:
            self._disconnected(0)
        self._presence.device.remove_listener(Device.EVENT_CONNECTION, self._connected)

    async def drop(self) -> None:
        """End the connection from the device's side."""
        if self._connection is not None:
            await self._connection.disconnect()

    def wake(self) -> None:
        """Look at the firmware again, after something was done to it from outside."""
        self._wake.set()

    def _connected(self, connection: Connection) -> None:
        if not self._presence.owns(connection):
            return
        self._connection = connection
        connection.gatt_server = self._presence.server
        connection.on(Connection.EVENT_DISCONNECTION, self._disconnected)
        self.firmware.attach(self._clock.now())
        self._wake.set()

    def _disconnected(self, _reason: int) -> None:
        if self._connection is None:
            return
        self._presence.server.on_disconnection(self._connection)
        self._connection = None
        self._outbox.clear()
        self.firmware.detach(self._clock.now())
        self._wake.set()

    def _written(self, _connection: Any, value: bytes) -> None:
        inner = getattr(self.firmware, "inner", self.firmware)
        if isinstance(inner, MessageBound) and self._connection is not None:
            inner.agree(self._connection.att_mtu)
        if not self.silent:
            self._outbox.extend(self.firmware.write(bytes(value), self._clock.now()))
        self._wake.set()

    async def _run(self) -> None:
        """Advertise while alone, send what is due while connected, be gone while switched off."""
        while not self._stopping:
            self._wake.clear()
            self._outbox.extend(self.firmware.advance(self._clock.now()))
            try:
                await self._send()
                await self._advertise(self.firmware.powered and not self.silent and self._connection is None)
                if not self.firmware.powered:
                    await self.drop()
            except BaseBumbleError as error:
                # the controller went away or refuses; whoever holds it says so, and brings it back
                self.trouble = str(error) or type(error).__name__
                return
            if not self._stopping:
                await self._pause()

    async def _send(self) -> None:
        while self._outbox and self._connection is not None:
            raw = self._outbox.popleft()
            if not self.silent:
                self.samples += raw.samples if isinstance(raw, SamplePacket) else 0
                await self._presence.server.notify_subscriber(self._connection, self._data, raw)

    async def _advertise(self, wanted: bool) -> None:
        presence = self._presence
        if wanted and not presence.advertising:
            await presence.advertise(advertisement(self.firmware.name), scan_response(self.firmware))
        elif presence.advertising and not wanted:
            await presence.hush()

    async def _pause(self) -> None:
        due_s = self.firmware.next_due_s
        if due_s is None:
            await self._wake.wait()
            return
        with contextlib.suppress(TimeoutError):
            async with self._clock.timeout(max(0.0, due_s - self._clock.now())):
                await self._wake.wait()


def advertisement(name: str) -> bytes:
    """Flags and the whole name, as the maker's device sends them; 31 bytes at most, so the service has no room."""
    raw = bytes(
        AdvertisingData(
            [(AdvertisingData.FLAGS, bytes((0x06,))), (AdvertisingData.COMPLETE_LOCAL_NAME, name.encode("ascii"))]
        )
    )
    if len(raw) > 31:
        raise ValueError(f"{name!r} is too long to be advertised; 26 characters fit")
    return raw


def scan_response(firmware: BleFirmware) -> bytes:
    service = UUID(firmware.gatt.service).to_bytes()
    return bytes(AdvertisingData([(AdvertisingData.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, service)]))


async def _end(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
