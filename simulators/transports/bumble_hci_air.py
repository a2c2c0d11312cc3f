"""Simulated devices on a Bluetooth controller: a dongle (hardware in the loop), or a virtual one in another program.

Same manners as ``BumbleAir``.  A controller with advertising sets holds several devices, each with an address and an
attribute table of its own; one without holds a single device, and says so.  A controller that goes away is opened anew
once a second, and the devices are back.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import BleakError
from bumble import hci
from bumble.core import BaseBumbleError
from bumble.device import (
    AdvertisingEventProperties,
    AdvertisingParameters,
    AdvertisingSet,
    Connection,
    Device,
    DeviceConfiguration,
)
from bumble.gatt_server import Server
from bumble.host import Host
from bumble.profiles.gap import GenericAccessService
from bumble.profiles.gatt_service import GenericAttributeProfileService
from bumble.transport import open_transport
from bumble.transport.common import Transport

from drivers.contracts import Clock
from simulators.firmware import BleFirmware
from simulators.transports.bumble_ble import ADVERTISING_MS, BumblePeripheral, OwnController
from simulators.transports.bumble_bleak import BumbleClient, BumbleScanner

OPEN_S = 8.0
"""A controller that has not answered its first commands by then does not answer."""

LOOK_AGAIN_S = 1.0


class ControllerMissing(RuntimeError):
    """A Bluetooth controller that cannot be used as it was asked for; the message says why and what to do."""


class AdvertisingPlace:
    """A device in one advertising set of a shared controller."""

    def __init__(self, device: Device, address: hci.Address, name: str, turn: asyncio.Lock) -> None:
        self.device = device
        self._turn = turn
        self.address = address
        self.server = _server(device, name)
        self._set: AdvertisingSet | None = None

    @property
    def advertising(self) -> bool:
        return self._set is not None and self._set.enabled

    async def advertise(self, data: bytes, response: bytes) -> None:
        if self._set is not None:
            await self._set.start()
            return
        # as Bluetooth 4 advertises, so that everybody can see it
        kind = AdvertisingEventProperties(is_connectable=True, is_scannable=True, is_legacy=True)
        async with self._turn:  # two at once would get one handle
            self._set = await self.device.create_advertising_set(
                AdvertisingParameters(kind, ADVERTISING_MS, ADVERTISING_MS),
                random_address=self.address,
                advertising_data=data,
                scan_response_data=response,
            )

    async def hush(self) -> None:
        if self._set is not None:
            await self._set.stop()

    def owns(self, connection: Connection) -> bool:
        return bool(connection.self_address == self.address)

    async def leave(self) -> None:
        if self._set is not None:
            if self._set.enabled:
                await self._set.stop()
            await self._set.remove()
            self._set = None


@dataclass(slots=True)
class _Controller:
    """One controller by the name of its transport, and the devices on it."""

    name: str
    firmwares: list[BleFirmware] = field(default_factory=list)
    peripherals: dict[str, BumblePeripheral] = field(default_factory=dict)
    transport: Transport | None = None
    device: Device | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def room(self) -> int:
        """How many devices fit on it."""
        if self.device is None or not self.device.supports_le_extended_advertising:
            return 1
        return max(1, int(self.device.host.number_of_supported_advertising_sets))


class _Advertiser:
    """Takes the place of an adapter where there is none for whoever asks."""

    async def take(self, purpose: str) -> Device:
        raise BleakError("this controller is the devices; look for them with another adapter")


class HciAir:
    """Devices on real or remote controllers: ``async with HciAir(clock, ["serial:COM3"]) as air: await air.add(...)``.

    Raises ControllerMissing when a controller does not answer or the devices do not fit.
    """

    def __init__(self, clock: Clock, transports: list[str]) -> None:
        # a host finds the devices with an adapter of its own
        self.scanner: type[BaseBleakScanner] = type("NoScanner", (BumbleScanner,), {"air": _Advertiser()})
        self.client: type[BaseBleakClient] = type("NoClient", (BumbleClient,), {"air": _Advertiser()})
        self.trouble = ""
        """What is wrong with a controller at the moment."""
        self._clock = clock
        self._controllers = [_Controller(name) for name in transports]
        self._keepers: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        try:
            for each in self._controllers:
                await _open(each)
        except BaseException:
            await self.__aexit__(None, None, None)
            raise
        self._keepers = [
            asyncio.create_task(self._keep(each), name=f"controller {each.name}") for each in self._controllers
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for each in self._controllers:
            await _close(each)

    @property
    def devices(self) -> dict[str, BumblePeripheral]:
        """Every device by its address."""
        return {address: one for each in self._controllers for address, one in each.peripherals.items()}

    async def add(self, firmware: BleFirmware) -> str:
        """Let a device advertise over the emptiest controller and return its address."""
        each = min(self._controllers, key=lambda one: len(one.firmwares))
        if len(each.firmwares) >= each.room:
            raise ControllerMissing(
                f"The controller {each.name} can be {each.room} device{'s' if each.room > 1 else ''} at a time and no "
                "more. Simulate fewer devices over Bluetooth, or give another controller with a further --ble."
            )
        each.firmwares.append(firmware)
        return await self._present(each, firmware)

    async def drop(self, address: str) -> None:
        """End the connection from the device's side; it can be connected to again."""
        await self.devices[address].drop()

    async def vanish(self, address: str, *, told: bool = True) -> None:
        """Say nothing any more; ``told``: and end the connection, which a device that fell silent could not."""
        peripheral = self.devices[address]
        peripheral.silent = True
        if told:
            await peripheral.drop()
        peripheral.wake()

    def reappear(self, address: str) -> None:
        peripheral = self.devices[address]
        peripheral.silent = False
        peripheral.wake()

    def nudge(self, address: str) -> None:
        """Ask the device anew when it will have something to say."""
        self.devices[address].wake()

    async def _present(self, each: _Controller, firmware: BleFirmware) -> str:
        if each.device is None:
            raise ControllerMissing(f"The controller {each.name} is not there.")
        if each.device.supports_le_extended_advertising:
            place = AdvertisingPlace(each.device, address_of(firmware), firmware.name, each.turn)
            peripheral = BumblePeripheral(firmware, place, self._clock)
        else:
            address = address_of(firmware)
            await each.device.send_sync_command(hci.HCI_LE_Set_Random_Address_Command(random_address=address))
            each.device.random_address = address
            own = OwnController(each.device, _server(each.device, firmware.name))
            peripheral = BumblePeripheral(firmware, own, self._clock)
        await peripheral.start()
        each.peripherals[peripheral.address] = peripheral
        return peripheral.address

    async def _keep(self, each: _Controller) -> None:
        """Bring the devices back whenever their controller went away."""
        while True:
            if each.transport is not None:
                await each.transport.source.terminated
            self.trouble = f"the controller {each.name} went away"
            silent = {one.firmware.serial for one in each.peripherals.values() if one.silent}
            await _close(each, lost=True)
            while each.device is None:
                await self._clock.sleep(LOOK_AGAIN_S)
                with contextlib.suppress(ControllerMissing):
                    await _open(each)
            for firmware in each.firmwares:
                address = await self._present(each, firmware)
                each.peripherals[address].silent = firmware.serial in silent
            self.trouble = ""


def _server(device: Device, name: str) -> Server:
    """An attribute table of its own for a device on a shared host."""
    server = Server(device)
    server.add_service(GenericAccessService(name))
    server.add_service(GenericAttributeProfileService(None))
    return server


def address_of(firmware: BleFirmware) -> hci.Address:
    """A static random address that is the same on every run, so that hosts know the device again."""
    octets = hashlib.sha256(firmware.name.encode()).digest()[:6]
    return hci.Address(bytes([*octets[:5], octets[5] | 0xC0]), hci.AddressType.RANDOM_DEVICE)


async def _open(each: _Controller) -> None:
    """Raises ControllerMissing."""
    transport: Transport | None = None
    try:
        async with asyncio.timeout(OPEN_S):
            transport = await open_transport(each.name)
            config = DeviceConfiguration(
                name="Counterpoise",
                address=hci.Address.generate_static_address(),
                advertising_interval_min=ADVERTISING_MS,
                advertising_interval_max=ADVERTISING_MS,
            )
            device = Device(config=config, host=Host(transport.source, transport.sink))
            await device.power_on()
    except BaseException as error:
        if transport is not None:
            await transport.close()
        if isinstance(error, TimeoutError):
            why = f"it did not answer within {OPEN_S:g} s"
        elif isinstance(error, Exception):  # libusb's errors, for one, are of no common kind
            why = str(error) or type(error).__name__
        else:
            raise
        raise ControllerMissing(
            f"The Bluetooth controller {each.name} cannot be used: {why.rstrip('.')}. Check its name and that no other "
            "program has it open."
        ) from error
    each.transport, each.device = transport, device


async def _close(each: _Controller, *, lost: bool = False) -> None:
    for peripheral in each.peripherals.values():
        await (peripheral.abandon() if lost else peripheral.stop())
    each.peripherals.clear()
    transport, each.transport = each.transport, None
    device, each.device = each.device, None
    if device is not None and not lost:
        with contextlib.suppress(BaseBumbleError):
            await device.host.send_sync_command(hci.HCI_Reset_Command())
    if transport is not None:
        await transport.close()
