"""bleak backends over a Bumble central: the real bleak, and with it the real driver, reaches simulated devices."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Protocol, TypeVar

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

_T = TypeVar("_T")

HOST_MTU = 247

_PROPERTIES: tuple[tuple[Characteristic.Properties, CharacteristicPropertyName], ...] = (
    (Characteristic.Properties.READ, "read"),
    (Characteristic.Properties.WRITE_WITHOUT_RESPONSE, "write-without-response"),
    (Characteristic.Properties.WRITE, "write"),
    (Characteristic.Properties.NOTIFY, "notify"),
    (Characteristic.Properties.INDICATE, "indicate"),
)


_UUIDS = (
    core.AdvertisingData.Type.INCOMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
    core.AdvertisingData.Type.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
    core.AdvertisingData.Type.INCOMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS,
    core.AdvertisingData.Type.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS,
)


class Centrals(Protocol):
    """Where the backends get a Bluetooth host from: one each on a virtual link, or one adapter for all."""

    async def take(self, purpose: str) -> Device:
        """A powered host.  Raises BleakError when there is none."""
        ...

    async def give_back(self, device: Device) -> None: ...

    async def listen(self, device: Device, *, active: bool) -> None:
        """Report advertisements from now on."""
        ...

    async def stop_listening(self, device: Device) -> None: ...

    async def connect(self, device: Device, address: hci.Address, timeout_s: float) -> Connection:
        """Raises bumble.core.TimeoutError, bumble.core.ConnectionError, BleakError."""
        ...


class BumbleScanner(BaseBleakScanner):
    """Listens for as long as it is started."""

    air: ClassVar[Centrals]

    def __init__(
        self,
        detection_callback: AdvertisementDataCallback | None,
        service_uuids: list[str] | None,
        scanning_mode: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(detection_callback, service_uuids)
        self._active = scanning_mode != "passive"
        self._central: Device | None = None

    async def start(self) -> None:
        self.seen_devices = {}
        central = await self.air.take("scanner")
        central.on(Device.EVENT_ADVERTISEMENT, self._heard)
        self._central = central
        try:
            await self.air.listen(central, active=self._active)
        except BaseException:
            await self._leave()
            raise

    async def stop(self) -> None:
        if self._central is not None:
            await self.air.stop_listening(self._central)
            await self._leave()

    async def _leave(self) -> None:
        central, self._central = self._central, None
        if central is not None:
            central.remove_listener(Device.EVENT_ADVERTISEMENT, self._heard)
            await self.air.give_back(central)

    def _heard(self, advertisement: Advertisement) -> None:
        data = advertisement.data
        name = data.get(core.AdvertisingData.COMPLETE_LOCAL_NAME) or data.get(core.AdvertisingData.SHORTENED_LOCAL_NAME)
        makers = data.get_all(core.AdvertisingData.Type.MANUFACTURER_SPECIFIC_DATA)
        heard = AdvertisementData(
            local_name=name if isinstance(name, str) else None,
            manufacturer_data={int(maker): bytes(raw) for maker, raw in makers},
            service_data={},
            service_uuids=_offered(data),
            tx_power=None,
            rssi=advertisement.rssi,
            platform_data=(),
        )
        if self.is_allowed_uuid(heard.service_uuids):
            address = advertisement.address.to_string(False)
            device = self.create_or_update_device(address, address, heard.local_name, advertisement.address, heard)
            self.call_detection_callbacks(device, heard)


class BumbleClient(BaseBleakClient):
    """One connection."""

    air: ClassVar[Centrals]

    def __init__(self, address_or_ble_device: BLEDevice | str, **kwargs: Any) -> None:
        super().__init__(address_or_ble_device, **kwargs)
        self._name = getattr(address_or_ble_device, "name", None) or self.address
        known = getattr(address_or_ble_device, "details", None)
        # an address alone does not say whether it is a public one; those of small devices are random
        self._peer = known if isinstance(known, hci.Address) else None
        self._central: Device | None = None
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
        self._central = await self.air.take("station")
        try:
            _heed_cancellation()
            peer_address = self._peer or hci.Address(self.address)
            connection = await self.air.connect(self._central, peer_address, self._timeout)
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
        except core.BaseBumbleError as error:
            await self._release()
            raise BleakError(f"{self.address} could not be connected: {error}") from error
        except asyncio.CancelledError as error:
            await self._release()
            _heed_cancellation()
            raise BleakError(f"{self.address} could not be connected: the adapter went away") from error
        except BaseException:
            await self._release()
            raise

    async def disconnect(self) -> None:
        connection = self._connection
        if connection is not None:
            await _end(connection)
        await self._release()

    def _lost(self, _reason: int) -> None:
        self._connection = None
        if self._disconnected_callback is not None and self.services is not None:
            self._disconnected_callback()

    async def _release(self) -> None:
        """Give the central back; an open connection ends with it."""
        central, self._central = self._central, None
        if central is None:
            return
        if self._connection is not None:
            await _end(self._connection)
        await self.air.give_back(central)

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


def _offered(data: core.AdvertisingData) -> list[str]:
    """The services that an advertisement names."""
    uuids: list[Any] = [each for kind in _UUIDS for listed in data.get_all(kind) for each in listed]  # type: ignore[union-attr]
    return [_uuid(each) for each in uuids]


async def _end(connection: Connection) -> None:
    """Disconnect; a connection that is already gone, or whose adapter is, has nothing to be told."""
    try:
        await connection.disconnect()
    except core.BaseBumbleError:
        return
    except asyncio.CancelledError:
        _heed_cancellation()


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
