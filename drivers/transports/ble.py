"""Bluetooth Low Energy through bleak: one connection, one notification per ``read``; and looking for devices.

bleak is imported when the first connection is made, so that importing this module costs nothing.  A simulated radio
comes in as a backend class; nothing here knows about it.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from drivers.clock import SystemClock
from drivers.contracts import Clock
from drivers.errors import DriverError, LinkLost, LinkUnavailable, WrongDevice
from drivers.profiles import GattProfile

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.client import BaseBleakClient
    from bleak.backends.device import BLEDevice
    from bleak.backends.scanner import AdvertisementData, BaseBleakScanner

CONNECT_S = 20.0
MTU_S = 2.0
"""How long both ends may take to agree on longer messages than the shortest there are."""

SHORTEST = 20
"""Bytes of a notification that every connection carries, and what is told before anything was agreed on."""

BACKLOG = 4096
"""Notifications that wait to be read; older ones are dropped, which the device's clock shows as a gap."""

NO_ADAPTER = (
    "Bluetooth is not available on this computer ({reason}). "
    "Switch Bluetooth on or plug in an adapter, then try again. On Linux the service 'bluetooth' must run."
)


class Adapter(Protocol):
    """Which Bluetooth adapter to use, where it is not the system's own: classes that bleak takes as its backends."""

    scanner: type[BaseBleakScanner]
    client: type[BaseBleakClient]


class BleTransport:
    """One GATT connection; ``address`` is what ``scan`` found (or an address, which costs another scan)."""

    def __init__(
        self,
        address: str | BLEDevice,
        profile: GattProfile,
        client_backend: type[BaseBleakClient] | None = None,
        *,
        connect_s: float = CONNECT_S,
        rssi_dbm: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        """``rssi_dbm``: how strong the device was heard when it was found, for systems that tell it only then."""
        self._address = address
        self._profile = profile
        self._backend = client_backend
        self._connect_s = connect_s
        self._heard_dbm = rssi_dbm
        self._clock = clock or SystemClock()
        self._client: BleakClient | None = None
        self._response = True
        self._messages: deque[bytes] = deque(maxlen=BACKLOG)
        self._news = asyncio.Event()
        self._gone = False

    async def open(self) -> None:
        """Connect and subscribe.  Raises LinkUnavailable, LinkLost, WrongDevice."""
        if self._client is not None:
            raise RuntimeError("a transport is opened once; make a new one for each connection")
        with _translated(LinkUnavailable, "The dynamometer cannot be reached"):
            client = await self._connect()
        with _translated(LinkLost, "The connection broke while it was being made"):
            written = client.services.get_characteristic(self._profile.write)
            notified = client.services.get_characteristic(self._profile.notify)
            if written is None or notified is None:
                raise WrongDevice(
                    "The device has another set of Bluetooth services than this kind of dynamometer. "
                    "Choose another device, or its right kind."
                )
            self._response = "write" in written.properties
            await self._agree(notified)
            await client.start_notify(self._profile.notify, self._notified)

    async def _connect(self) -> BleakClient:
        """Connect to what was found; by its address where the system has forgotten that it was ever found."""
        from bleak import BleakClient
        from bleak.exc import BleakDeviceNotFoundError

        where: str | BLEDevice = self._address
        while True:
            self._client = BleakClient(where, self._disconnected, timeout=self._connect_s, backend=self._backend)
            try:
                await self._client.connect()
            except BleakDeviceNotFoundError:
                if isinstance(where, str):
                    raise
                where = where.address
            else:
                return self._client

    async def _agree(self, notified: BleakGATTCharacteristic) -> None:
        """Wait until notifications are as long as the device needs them.  Raises LinkUnavailable when they stay short.

        The size is read of the characteristic: it is the only one that bleak knows on every system.
        """
        needed = self._profile.smallest_mtu - 3
        with suppress(TimeoutError):
            async with self._clock.timeout(MTU_S):
                while notified.max_write_without_response_size == SHORTEST < needed and not self._gone:
                    await self._clock.sleep(0.05)
        agreed = notified.max_write_without_response_size
        if agreed < needed and not self._gone:
            raise LinkUnavailable(
                f"This computer's Bluetooth carries messages of {agreed} bytes to this device, and it sends up to "
                f"{needed}: they would arrive cut off. Use another Bluetooth adapter (on Linux BlueZ 5.62 or newer), "
                "or connect it by cable where it has one."
            )

    async def read(self) -> bytes:
        """The next notification.  Raises LinkLost once all that came before the end was read."""
        while not self._messages:
            if self._gone:
                raise LinkLost("The Bluetooth connection ended: the dynamometer went out of reach or switched off.")
            self._news.clear()
            await self._news.wait()
        return self._messages.popleft()

    async def write(self, data: bytes) -> None:
        """Write one command.  Raises LinkLost; WrongDevice when the device refuses it."""
        if self._client is None or self._gone:
            raise LinkLost("The Bluetooth connection is not open.")
        with _translated(LinkLost, "A command could not be sent"):
            size = self._profile.write_bytes or max(1, len(data))
            for at in range(0, len(data), size):
                piece = data[at : at + size]
                await self._client.write_gatt_char(self._profile.write, piece, response=self._response)

    async def close(self) -> None:
        """Disconnect.  Safe to call twice and after a failed open."""
        client, self._client = self._client, None
        self._disconnected()
        if client is None:
            return
        # a connection that is already gone need not be closed, whatever the library says about it
        try:
            with _translated(LinkLost, "The connection could not be closed"):
                await client.disconnect()
        except DriverError:
            return

    async def attribute(self, uuid: str) -> bytes:
        """Read a characteristic beside the stream; empty where the device has none.  Raises LinkLost."""
        if self._client is None or self._gone:
            raise LinkLost("The Bluetooth connection is not open.")
        with _translated(LinkLost, "The device did not tell about itself"):
            found = self._client.services.get_characteristic(uuid)
            return b"" if found is None else bytes(await self._client.read_gatt_char(found))

    async def rssi_dbm(self) -> int | None:
        """Strength of the signal now on macOS; elsewhere as it was when the device was found.  Raises LinkLost."""
        if self._client is None or self._gone:
            raise LinkLost("The Bluetooth connection is not open.")
        # bleak hands it out on macOS only, and only by what lies below its own client
        read = getattr(getattr(self._client, "_backend", None), "get_rssi", None)
        if read is None:
            return self._heard_dbm
        with _translated(LinkLost, "The strength of the signal was not told"):
            self._heard_dbm = int(await read())
        return self._heard_dbm

    def _notified(self, _: BleakGATTCharacteristic, data: bytearray) -> None:
        if data:
            self._messages.append(bytes(data))
            self._news.set()

    def _disconnected(self, _: BleakClient | None = None) -> None:
        self._gone = True
        self._news.set()


@contextmanager
def _translated(kind: type[DriverError], what: str) -> Iterator[None]:
    """Turn whatever bleak and the systems below it raise into our errors."""
    from bleak.exc import BleakBluetoothNotAvailableError, BleakError, BleakGATTProtocolError

    try:
        yield
    except asyncio.CancelledError as error:
        # some backends cancel their own requests when the device goes away; only a cancellation of ours passes
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        raise kind(f"{what}: the device went away. Bring it near, then try again.") from error
    except BleakBluetoothNotAvailableError as error:
        raise LinkUnavailable(NO_ADAPTER.format(reason=error.args[0])) from error
    except BleakGATTProtocolError as error:
        raise WrongDevice(f"{what}: the device refused it ({error.args[-1]}). Choose its right kind.") from error
    except TimeoutError as error:
        raise kind(f"{what}: it did not answer in time. Switch it on and bring it near, then try again.") from error
    except FileNotFoundError as error:
        # BlueZ is spoken to through a socket that is missing when neither adapter nor service is there
        raise LinkUnavailable(NO_ADAPTER.format(reason="no Bluetooth service")) from error
    except (BleakError, OSError, EOFError) as error:
        raise kind(f"{what} ({error}). Switch it on and bring it near, then try again.") from error


@dataclass(frozen=True, slots=True)
class FoundBle:
    """A device that advertises."""

    name: str
    address: str
    """On macOS an identifier that only this computer knows."""
    rssi: int
    """Signal strength in dBm; nearer to 0 is stronger."""
    handle: BLEDevice = field(repr=False, compare=False)
    """What ``BleTransport`` connects to without looking for it again."""
    services: frozenset[str] = frozenset()


SHARED = re.compile(r"0000[0-9a-f]{4}-0000-1000-8000-00805f9b34fb")
"""Services with a short number are offered by things of many makers; they alone say nothing."""
LONGEST_NAME = 40


def fits(profile: GattProfile, name: str, services: Collection[str]) -> bool:
    """Whether what advertises like this can be such a device: by its name, or by a service that nobody else has."""
    if profile.name_prefix and name.startswith(profile.name_prefix):
        return True
    own = profile.service.lower()
    return own in services and not SHARED.fullmatch(own)


async def listen(
    profiles: Sequence[GattProfile],
    seconds: float,
    heard: Callable[[FoundBle], None],
    *,
    clock: Clock | None = None,
    scanner_backend: type[BaseBleakScanner] | None = None,
) -> None:
    """Tell of every advertisement of these kinds for so long.  Raises LinkUnavailable without Bluetooth."""
    from bleak import BleakScanner

    def called(device: BLEDevice, advertisement: AdvertisementData) -> None:
        name = advertisement.local_name or device.name or ""
        offered = frozenset(uuid.lower() for uuid in advertisement.service_uuids)
        if any(fits(profile, name, offered) for profile in profiles):
            shown = "".join(letter for letter in name if 32 <= ord(letter) < 127)[:LONGEST_NAME]
            heard(FoundBle(shown, device.address, advertisement.rssi, device, offered))

    with _translated(LinkUnavailable, "Looking for Bluetooth devices failed"):
        async with BleakScanner(called, backend=scanner_backend):
            await (clock or SystemClock()).sleep(seconds)


async def scan(
    profiles: Sequence[GattProfile],
    seconds: float = 5.0,
    *,
    clock: Clock | None = None,
    scanner_backend: type[BaseBleakScanner] | None = None,
) -> tuple[FoundBle, ...]:
    """Devices of these kinds that were heard, strongest first.  Raises LinkUnavailable without Bluetooth."""
    found: dict[str, FoundBle] = {}

    def heard(device: FoundBle) -> None:
        found[device.address] = device

    await listen(profiles, seconds, heard, clock=clock, scanner_backend=scanner_backend)
    return tuple(sorted(found.values(), key=lambda device: -device.rssi))
