"""bleak without any Bluetooth: backend classes that speak to firmware models directly.

The quickest face for a BLE device, and exact on virtual time.  There is no ATT in it (``bumble_ble`` has that): a
notification is a call, a write is a call.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Any, ClassVar, Self

from bleak.args import SizedBuffer
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, AdvertisementDataCallback, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakDeviceNotFoundError, BleakError
from bleak.uuids import normalize_uuid_str

from drivers.contracts import Clock
from simulators.firmware import BleFirmware, told_about

ADVERTISING_S = 0.1
RSSI_DBM = -50


class ScriptedAir:
    """Devices within reach of a bleak that is given ``scanner`` and ``client`` as its backends.

    Same manners as ``BumbleAir``: ``async with ScriptedAir(clock) as air: address = await air.add(firmware)``.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.devices: dict[str, ScriptedPeripheral] = {}
        self.scanner: type[BaseBleakScanner] = type("ScriptedScanner", (_Scanner,), {"air": self})
        self.client: type[BaseBleakClient] = type("ScriptedClient", (_Client,), {"air": self})

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for peripheral in self.devices.values():
            await peripheral.disconnect()

    async def add(self, firmware: BleFirmware) -> str:
        """Bring a device within reach and return its address."""
        address = f"C0:00:00:00:01:{len(self.devices):02X}"
        self.devices[address] = ScriptedPeripheral(firmware, self.clock)
        return address

    async def drop(self, address: str) -> None:
        """Break the connection; the host is told and the device can be connected to again."""
        await self.devices[address].drop()

    async def vanish(self, address: str, *, told: bool = True) -> None:
        """Take a device out of range; the host is told at once, or never."""
        self.devices[address].silent = True
        if told:
            await self.devices[address].drop()

    def reappear(self, address: str) -> None:
        self.devices[address].silent = False

    def nudge(self, address: str) -> None:
        """Ask the device anew when it will have something to say."""
        self.devices[address].nudge()

    def refuse(self, address: str, times: int) -> None:
        """Let the next connections fail."""
        self.devices[address].refusals = times


class ScriptedPeripheral:
    """A device and who is connected to it."""

    def __init__(self, firmware: BleFirmware, clock: Clock) -> None:
        self.firmware = firmware
        self.silent = False
        self.refusals = 0
        self._clock = clock
        self._notify: Callable[[bytearray], None] | None = None
        self._on_lost: Callable[[], None] | None = None
        self._wake = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        return self._pump is not None

    @property
    def found(self) -> bool:
        """Whether it advertises: on, within reach, and free."""
        return self.firmware.powered and not self.silent and not self.connected

    def connect(self, on_lost: Callable[[], None]) -> None:
        self._on_lost = on_lost
        self.firmware.attach(self._clock.now())
        self._pump = asyncio.create_task(self._run(), name=f"device {self.firmware.serial}")

    def subscribe(self, notify: Callable[[bytearray], None] | None) -> None:
        self._notify = notify

    def write(self, data: bytes) -> None:
        if not self.silent:
            self._send(self.firmware.write(data, self._clock.now()))
        self._wake.set()

    def nudge(self) -> None:
        self._wake.set()

    async def disconnect(self) -> None:
        """The host leaves."""
        self._on_lost = None
        pump = self._pump
        self._leave()
        if pump is not None and pump is not asyncio.current_task():
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump

    async def drop(self) -> None:
        """The connection breaks and the host is told."""
        on_lost = self._on_lost
        await self.disconnect()
        if on_lost is not None:
            on_lost()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            self._send(self.firmware.advance(self._clock.now()))
            if not self.firmware.powered:
                break
            due_s = self.firmware.next_due_s
            if due_s is None:
                await self._wake.wait()
                continue
            with contextlib.suppress(TimeoutError):
                async with self._clock.timeout(max(0.0, due_s - self._clock.now())):
                    await self._wake.wait()
        on_lost, silent = self._on_lost, self.silent
        self._leave()
        if on_lost is not None and not silent:
            on_lost()

    def _send(self, packets: list[bytes]) -> None:
        for raw in packets:
            if self._notify is not None and not self.silent:
                self._notify(bytearray(raw))

    def _leave(self) -> None:
        if self._pump is not None:
            self._pump = self._notify = self._on_lost = None
            self.firmware.detach(self._clock.now())


class _Scanner(BaseBleakScanner):
    air: ClassVar[ScriptedAir]

    def __init__(
        self,
        detection_callback: AdvertisementDataCallback | None,
        service_uuids: list[str] | None,
        scanning_mode: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(detection_callback, service_uuids)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.seen_devices = {}
        self._task = asyncio.create_task(self._listen(), name="scan")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _listen(self) -> None:
        while True:
            for address, peripheral in self.air.devices.items():
                if peripheral.found:
                    self._heard(address, peripheral.firmware)
            await self.air.clock.sleep(ADVERTISING_S)

    def _heard(self, address: str, firmware: BleFirmware) -> None:
        heard = AdvertisementData(firmware.name, {}, {}, [firmware.gatt.service], None, RSSI_DBM, ())
        if self.is_allowed_uuid(heard.service_uuids):
            device = self.create_or_update_device(address, address, firmware.name, firmware, heard)
            self.call_detection_callbacks(device, heard)


class _Client(BaseBleakClient):
    air: ClassVar[ScriptedAir]

    def __init__(self, address_or_ble_device: BLEDevice | str, **kwargs: Any) -> None:
        super().__init__(address_or_ble_device, **kwargs)
        self._peripheral: ScriptedPeripheral | None = None

    @property
    def name(self) -> str:
        return self._connected().firmware.name

    @property
    def mtu_size(self) -> int:
        return self._connected().firmware.att_mtu

    @property
    def is_connected(self) -> bool:
        return self._peripheral is not None

    async def connect(self, pair: bool, **kwargs: Any) -> None:
        peripheral = self.air.devices.get(self.address)
        if peripheral is None:
            raise BleakDeviceNotFoundError(self.address, f"no device with address {self.address}")
        # a radio that was told to connect waits for the device to be heard
        async with self.air.clock.timeout(self._timeout):
            while not peripheral.found:
                await self.air.clock.sleep(ADVERTISING_S)
        await asyncio.sleep(0)
        if peripheral.refusals:
            peripheral.refusals -= 1
            raise BleakError("the device refused the connection")
        peripheral.connect(self._lost)
        self._peripheral = peripheral
        self.services = service_table(peripheral.firmware)

    async def disconnect(self) -> None:
        if self._peripheral is not None:
            peripheral, self._peripheral = self._peripheral, None
            await peripheral.disconnect()
            self._tell_lost()

    def _lost(self) -> None:
        self._peripheral = None
        self._tell_lost()

    def _tell_lost(self) -> None:
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    def _connected(self) -> ScriptedPeripheral:
        if self._peripheral is None:
            raise BleakError("Not connected")
        return self._peripheral

    async def pair(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("these devices do not pair")

    async def unpair(self) -> None:
        raise NotImplementedError("these devices do not pair")

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, *, use_cached: bool = False, **kwargs: Any
    ) -> bytearray:
        for values in told_about(self._connected().firmware).values():
            for name, value in values.items():
                if normalize_uuid_str(name) == characteristic.uuid:
                    await asyncio.sleep(0)
                    return bytearray(value)
        raise BleakError(f"{characteristic.uuid} cannot be read")

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, *, use_cached: bool = False, **kwargs: Any
    ) -> bytearray:
        raise BleakError(f"descriptor {descriptor.uuid} cannot be read")

    async def write_gatt_char(self, characteristic: BleakGATTCharacteristic, data: SizedBuffer, response: bool) -> None:
        if "write" not in characteristic.properties:
            raise BleakError(f"{characteristic.uuid} cannot be written")
        self._connected().write(bytes(data))
        await asyncio.sleep(0)

    async def write_gatt_descriptor(self, descriptor: BleakGATTDescriptor, data: SizedBuffer) -> None:
        raise BleakError(f"descriptor {descriptor.uuid} cannot be written")

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: Callable[[bytearray], None], **kwargs: Any
    ) -> None:
        self._connected().subscribe(callback)

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        self._connected().subscribe(None)


def service_table(firmware: BleFirmware) -> BleakGATTServiceCollection:
    """What discovery finds on such a device."""
    gatt, att_mtu = firmware.gatt, firmware.att_mtu
    table = BleakGATTServiceCollection()
    service = BleakGATTService(None, 1, gatt.service)
    table.add_service(service)
    table.add_characteristic(BleakGATTCharacteristic(None, 2, gatt.notify, ["notify"], lambda: att_mtu - 3, service))
    table.add_characteristic(
        BleakGATTCharacteristic(None, 5, gatt.write, ["write", "write-without-response"], lambda: att_mtu - 3, service)
    )
    handle = 10
    for name, values in told_about(firmware).items():
        beside = BleakGATTService(None, handle, normalize_uuid_str(name))
        table.add_service(beside)
        for each in values:
            handle += 2
            uuid = normalize_uuid_str(each)
            table.add_characteristic(BleakGATTCharacteristic(None, handle, uuid, ["read"], lambda: 20, beside))
        handle += 2
    return table
