"""bleak backends over a Bumble central: the real bleak, and with it the real driver, reaches simulated devices."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from bleak.args import SizedBuffer
from bleak.assigned_numbers import CharacteristicPropertyName
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, AdvertisementDataCallback, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError, BleakGATTProtocolError
from bleak.uuids import normalize_uuid_str
from bumble import core, hci
from bumble.att import ATT_Error
from bumble.device import Advertisement, Connection, Device, Peer
from bumble.gatt import Characteristic

if TYPE_CHECKING:
    from simulators.transports.bumble_ble import BumbleAir
    from simulators.transports.bumble_link import FixedController

_T = TypeVar("_T")

HOST_MTU = 247

_PROPERTIES: tuple[tuple[Characteristic.Properties, CharacteristicPropertyName], ...] = (
    (Characteristic.Properties.READ, "read"),
    (Characteristic.Properties.WRITE_WITHOUT_RESPONSE, "write-without-response"),
    (Characteristic.Properties.WRITE, "write"),
    (Characteristic.Properties.NOTIFY, "notify"),
    (Characteristic.Properties.INDICATE, "indicate"),
)


class BumbleScanner(BaseBleakScanner):
    """Listens with a central of its own for as long as it is started."""

    air: ClassVar[BumbleAir]

    def __init__(
        self,
        detection_callback: AdvertisementDataCallback | None,
        service_uuids: list[str] | None,
        scanning_mode: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(detection_callback, service_uuids)
        self._central: Device | None = None
        self._controller: FixedController | None = None

    async def start(self) -> None:
        self.seen_devices = {}
        self._central, self._controller = await self.air.radio_device("scanner")
        self._central.on(Device.EVENT_ADVERTISEMENT, self._heard)
        await self._central.start_scanning(filter_duplicates=False)

    async def stop(self) -> None:
        if self._central is not None and self._controller is not None:
            await self._central.stop_scanning()
            await self._central.power_off()
            self.air.link.remove_controller(self._controller)
            self._central = self._controller = None

    def _heard(self, advertisement: Advertisement) -> None:
        name = advertisement.data.get(core.AdvertisingData.COMPLETE_LOCAL_NAME)
        uuids = advertisement.data.get(core.AdvertisingData.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS) or []
        heard = AdvertisementData(
            local_name=name if isinstance(name, str) else None,
            manufacturer_data={},
            service_data={},
            service_uuids=[_uuid(each) for each in uuids if isinstance(each, core.UUID)],
            tx_power=None,
            rssi=advertisement.rssi,
            platform_data=(),
        )
        if self.is_allowed_uuid(heard.service_uuids):
            address = advertisement.address.to_string(False)
            device = self.create_or_update_device(address, address, heard.local_name, advertisement, heard)
            self.call_detection_callbacks(device, heard)


class BumbleClient(BaseBleakClient):
    """One connection, made by a central of its own."""

    air: ClassVar[BumbleAir]

    def __init__(self, address_or_ble_device: BLEDevice | str, **kwargs: Any) -> None:
        super().__init__(address_or_ble_device, **kwargs)
        self._name = getattr(address_or_ble_device, "name", None) or self.address
        self._central: Device | None = None
        self._controller: FixedController | None = None
        self._connection: Connection | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def mtu_size(self) -> int:
        return int(self._connected().att_mtu)

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    async def connect(self, pair: bool, **kwargs: Any) -> None:
        self._central, self._controller = await self.air.radio_device("station")
        try:
            _heed_cancellation()
            connection = await self._central.connect(hci.Address(self.address), timeout=self._timeout)
            connection.on(Connection.EVENT_DISCONNECTION, self._lost)
            self._connection = connection
            _heed_cancellation()
            peer = Peer(connection)
            await self._on_air(peer.request_mtu(HOST_MTU))
            await self._on_air(peer.discover_all())  # type: ignore[no-untyped-call]
            _heed_cancellation()
            self.services = _service_table(peer, connection)
        except core.TimeoutError as error:
            await self._release()
            raise TimeoutError(f"{self.address} did not answer within {self._timeout:g} s") from error
        except core.ConnectionError as error:
            await self._release()
            raise BleakError(f"{self.address} could not be connected: {error}") from error
        except BaseException:
            await self._release()
            raise

    async def disconnect(self) -> None:
        connection = self._connection
        if connection is not None:
            await connection.disconnect()
        await self._release()

    def _lost(self, _reason: int) -> None:
        self._connection = None
        if self._disconnected_callback is not None and self.services is not None:
            self._disconnected_callback()

    async def _release(self) -> None:
        """Give the central back; an open connection ends with it."""
        central, controller = self._central, self._controller
        self._central = self._controller = None
        if central is None or controller is None:
            return
        if self._connection is not None:
            await self._connection.disconnect()
        await central.power_off()
        self.air.link.remove_controller(controller)

    def _connected(self) -> Connection:
        if self._connection is None:
            raise BleakError("Not connected")
        return self._connection

    async def _on_air(self, request: Awaitable[_T]) -> _T:
        """Wait for a request; a refusal by the device or the end of the connection become bleak's own errors.

        One whose caller gives up still runs to its end: its answer is on the way, and must not be taken for the next.
        """
        asked = asyncio.ensure_future(self._connected().cancel_on_disconnection(request))
        asked.add_done_callback(_look_at)
        try:
            return await asyncio.shield(asked)
        except ATT_Error as error:
            raise BleakGATTProtocolError(error.error_code) from error
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise BleakError(f"{self.address} disconnected while it was asked") from error

    async def pair(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("these devices do not pair")

    async def unpair(self) -> None:
        raise NotImplementedError("these devices do not pair")

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, *, use_cached: bool = False, **kwargs: Any
    ) -> bytearray:
        self._connected()
        return bytearray(await self._on_air(characteristic.obj.read_value()))

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, *, use_cached: bool = False, **kwargs: Any
    ) -> bytearray:
        self._connected()
        return bytearray(await self._on_air(descriptor.obj.read_value()))

    async def write_gatt_char(self, characteristic: BleakGATTCharacteristic, data: SizedBuffer, response: bool) -> None:
        self._connected()
        await self._on_air(characteristic.obj.write_value(bytes(data), with_response=response))

    async def write_gatt_descriptor(self, descriptor: BleakGATTDescriptor, data: SizedBuffer) -> None:
        self._connected()
        await self._on_air(descriptor.obj.write_value(bytes(data), with_response=True))

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: Callable[[bytearray], None], **kwargs: Any
    ) -> None:
        self._connected()
        await self._on_air(characteristic.obj.subscribe(lambda value: callback(bytearray(value))))

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        self._connected()
        await self._on_air(characteristic.obj.unsubscribe())


def _heed_cancellation() -> None:
    """Be cancelled after all where Bumble's use of wait_for swallowed it (Python 3.11)."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _uuid(uuid: core.UUID) -> str:
    return normalize_uuid_str(uuid.to_hex_str("-").lower())


def _service_table(peer: Peer, connection: Connection) -> BleakGATTServiceCollection:
    table = BleakGATTServiceCollection()
    for service in peer.services:
        found = BleakGATTService(service, service.handle, _uuid(service.uuid))
        table.add_service(found)
        for each in service.characteristics:
            names = [name for bit, name in _PROPERTIES if each.properties & bit]
            characteristic = BleakGATTCharacteristic(
                each, each.handle, _uuid(each.uuid), names, lambda: connection.att_mtu - 3, found
            )
            table.add_characteristic(characteristic)
            for descriptor in each.descriptors:
                table.add_descriptor(
                    BleakGATTDescriptor(descriptor, descriptor.handle, _uuid(descriptor.type), characteristic)
                )
    return table


def _look_at(asked: asyncio.Future[_T]) -> None:
    """An answer that nobody waits for any more is no fault."""
    if not asked.cancelled():
        asked.exception()
