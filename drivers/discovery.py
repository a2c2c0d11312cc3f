"""Which devices are in reach: Bluetooth, serial ports and USB are searched at once, results come as they are found.

    async with aclosing(discover()) as found:
        async for device in found:
            print(device.how, device.title, device.serial, device.problem)

A Bluetooth device tells its name and nothing more: its serial number is known only to who connects (``ask``).  At a
serial port nothing is told at all, so the device is asked who it is; the port is opened for that, and closed again.
Opened are only ports whose adapter can belong to such a device and that no other program holds.  What cannot be
searched or used is a line with a ``problem``, never an exception.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.asking import ASK_S, ask_who
from drivers.clock import SystemClock
from drivers.contracts import Clock, Device, DeviceInfo
from drivers.errors import DriverError, LinkUnavailable, ReplyTimeout, WrongDevice
from drivers.identity import identity
from drivers.link_identity import accept
from drivers.port_guessing import candidates, quickest_first
from drivers.profiles import HidProfile
from drivers.registry import devices
from drivers.transports.ble import Adapter, FoundBle, fits, listen
from drivers.transports.hid import FoundHid, HidMissing, scan_hid
from drivers.transports.port_holders import holder_of
from drivers.transports.serial import FoundPort, scan_ports
from drivers.ways import Way, parse_way, transport_to

if TYPE_CHECKING:
    from bleak.backends.device import BLEDevice

CONNECT_S = 20.0
"""A Bluetooth device that is asked who it is has been connected to by then."""


@dataclass(frozen=True, slots=True)
class Known:
    """A device that was used before."""

    serial: str
    kind: str
    how: str = ""
    """Where it was last, as ``Found.how``."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found; with a ``problem`` it cannot be used, and says why."""

    kind: str
    """Key of the registry; empty where nobody knows what it is."""
    title: str
    how: str
    """What ``open_device`` takes: ``ble:ADDRESS``, ``serial:PORT``, ``hid:PATH``."""
    name: str = ""
    """As it calls itself."""
    serial: str = ""
    """What it is known by (``drivers.identity``): told by the device itself, or, as long as ``info`` is None, what is
    known of this place; empty where nothing tells it from another one."""
    rssi: int | None = None
    """Signal strength in dBm, Bluetooth only."""
    firmware: str = ""
    battery: float | None = None
    """Charge 0..1, where the device was asked and can tell."""
    problem: str = ""
    known: bool = False
    """It stands among the devices that were used before."""
    info: DeviceInfo | None = field(default=None, compare=False, repr=False)
    """What it said when it was asked."""
    handle: BLEDevice | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look, and what is known beforehand."""

    seconds: float = 5.0
    """How long to listen for Bluetooth devices."""
    ble: bool = True
    serial: bool = True
    hid: bool = True
    ports: tuple[str, ...] = ()
    """Ports to ask beside those that the system lists: a pty, ``socket://host:port``."""
    known: tuple[Known, ...] = ()
    adapter: Adapter | None = None
    """Another Bluetooth adapter than the system's."""
    find_ports: Callable[[], Sequence[FoundPort]] = scan_ports
    held_by: Callable[[str], str] = holder_of
    find_usb: Callable[[Sequence[HidProfile]], Sequence[FoundHid]] = scan_hid
    kinds: Mapping[str, Device] = field(default_factory=devices)


async def discover(search: Search | None = None, clock: Clock | None = None) -> AsyncGenerator[Found]:
    """What is in reach, as it is found.  A device that tells more of itself comes again.

    Ends by itself.  Who leaves early closes it (``aclosing``); then, as when cancelled, every port is given back.
    """
    search, clock = search or Search(), clock or SystemClock()
    news: asyncio.Queue[Found | None] = asyncio.Queue()
    jobs: list[asyncio.Task[None]] = []
    if search.ble:
        jobs.append(asyncio.create_task(_search_ble(search, clock, news.put_nowait), name="search over Bluetooth"))
    if search.serial or search.ports:
        jobs.append(asyncio.create_task(_search_ports(search, clock, news.put_nowait), name="search of ports"))
    if search.hid:
        jobs.append(asyncio.create_task(_search_usb(search, news.put_nowait), name="search at USB"))
    ended = asyncio.gather(*jobs)
    ended.add_done_callback(lambda _: news.put_nowait(None))
    try:
        while (found := await news.get()) is not None:
            yield found
        await ended
    finally:
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, ended, return_exceptions=True)


async def find_devices(search: Search | None = None, clock: Clock | None = None) -> tuple[Found, ...]:
    """All that is in reach: known devices first, then others, then what is wrong."""
    places: dict[str, Found] = {}
    async with aclosing(discover(search, clock)) as news:
        async for found in news:
            places[found.how] = found
    return tuple(sorted(places.values(), key=lambda each: (bool(each.problem), not each.known, each.kind, each.how)))


async def ask(found: Found, search: Search | None = None, clock: Clock | None = None) -> Found:
    """Connect to what was found and let it say who it is; with a ``problem`` where it cannot be asked.

    A Bluetooth device is connected to and left again, after which some switch themselves off.
    """
    search, clock = search or Search(), clock or SystemClock()
    device = search.kinds.get(found.kind)
    if device is None:
        return found
    way = parse_way(found.how, search.kinds)
    opens = transport_to(device, way, adapter=search.adapter, handle=found.handle, find_ports=search.find_ports)
    try:
        info = await ask_who(device, opens(), clock, within_s=CONNECT_S if way.by == "ble" else ASK_S)
        place = way.place if way.by == "ble" else await asyncio.to_thread(_place_of, way.place, search)
        return _told(found, device, info, search.known, place)
    except DriverError as error:
        return replace(found, problem=str(error))


def _told(found: Found, device: Device, info: DeviceInfo, known: Sequence[Known], place: str) -> Found:
    """What was found, with what it said of itself; ``place`` is where no other device can be."""
    serial = identity(info.serial, place)
    try:
        accept(device, info, None)
        problem = ""
    except WrongDevice as error:  # a newer firmware than this program knows
        problem = str(error)
    return replace(
        found,
        name=found.name or info.model,
        serial=serial,
        firmware=info.firmware,
        battery=info.battery,
        problem=problem,
        known=any((each.serial, each.kind) == (serial, device.key) for each in known if serial),
        info=info,
    )


# Bluetooth -------------------------------------------------------------------------------------------------------


def kind_of(found: FoundBle, kinds: Mapping[str, Device]) -> Device | None:
    """The kind of a Bluetooth device: by the longest name that fits, else by its service."""
    fitting = [
        device for device in kinds.values() if device.gatt is not None and fits(device.gatt, found.name, found.services)
    ]

    def certainty(device: Device) -> int:
        prefix = "" if device.gatt is None else device.gatt.name_prefix
        return len(prefix) if prefix and found.name.startswith(prefix) else 0

    return max(fitting, key=certainty, default=None)


async def _search_ble(search: Search, clock: Clock, tell: Callable[[Found], None]) -> None:
    profiles = [device.gatt for device in search.kinds.values() if device.gatt is not None]
    known = {each.how.lower(): each for each in search.known}
    said: dict[str, tuple[str, str]] = {}

    def heard(advertised: FoundBle) -> None:
        device = kind_of(advertised, search.kinds)
        if device is None or said.get(advertised.address) == (device.key, advertised.name):
            return
        said[advertised.address] = (device.key, advertised.name)
        how = f"ble:{advertised.address}"
        before = known.get(how.lower())
        if before is not None and (before.kind != device.key or before.name not in ("", advertised.name)):
            before = None  # somebody else is at the address now
        tell(
            Found(
                device.key,
                device.title,
                how,
                advertised.name,
                serial="" if before is None else before.serial,
                rssi=advertised.rssi,
                known=before is not None,
                handle=advertised.handle,
            )
        )

    backend = None if search.adapter is None else search.adapter.scanner
    try:
        await listen(profiles, search.seconds, heard, clock=clock, scanner_backend=backend)
    except LinkUnavailable as error:
        tell(Found("", "Bluetooth", "ble:", problem=str(error)))


# Serial ports ----------------------------------------------------------------------------------------------------


async def _search_ports(search: Search, clock: Clock, tell: Callable[[Found], None]) -> None:
    listed = await asyncio.to_thread(search.find_ports) if search.serial else ()
    async with asyncio.TaskGroup() as group:
        for port in listed:
            if port.url not in search.ports:
                group.create_task(_search_port(port, search, clock, tell), name=f"search at {port.url}")
        for url in dict.fromkeys((*search.ports, *_known_places(search, listed))):
            named = next((port for port in listed if port.url == url), None)
            group.create_task(_search_named(url, named, search, clock, tell), name=f"search at {url}")


def _known_places(search: Search, listed: Sequence[FoundPort]) -> list[str]:
    """Where known devices were that the system does not list: behind a TCP port, at a pty."""
    urls = {port.url for port in listed}
    places = [each.how.removeprefix("serial:") for each in search.known if each.how.startswith("serial:")]
    return [place for place in places if place not in urls and ("://" in place or Path(place).exists())]


async def _search_port(port: FoundPort, search: Search, clock: Clock, tell: Callable[[Found], None]) -> None:
    """A port that the system lists: asked only where that cannot disturb anybody."""
    before = _before(port.url, search)
    kinds = candidates(port, search.kinds.values(), before)
    if not kinds and not port.usb_id and before in search.kinds:
        kinds = (search.kinds[before],)
    if not kinds:
        why = "its USB id belongs to something else" if port.usb_id else "it is no USB port"
        tell(_no_use(port.url, f"Not asked, since {why}. If a device is there, name it: serial:{port.url}."))
    elif holder := await asyncio.to_thread(search.held_by, port.url):
        tell(_no_use(port.url, f"Not asked: the program {holder} has the port {port.url} open. Close it, then search."))
    else:
        await _ask_at(port.url, port.product, kinds, search, clock, tell)


async def _search_named(
    url: str, port: FoundPort | None, search: Search, clock: Clock, tell: Callable[[Found], None]
) -> None:
    """A port that somebody named, now or when its device was remembered: whatever its adapter says."""
    before = _before(url, search)
    kinds = () if port is None else candidates(port, search.kinds.values(), before)
    if url not in search.ports and before in search.kinds:
        kinds = (search.kinds[before],)
    name = "" if port is None else port.product
    await _ask_at(url, name, kinds or quickest_first(search.kinds.values()), search, clock, tell)


async def _ask_at(
    url: str, name: str, kinds: Sequence[Device], search: Search, clock: Clock, tell: Callable[[Found], None]
) -> None:
    try:
        tell(await who_is_at(url, kinds, search, clock, name))
    except DriverError as error:
        tell(_no_use(url, str(error)))


async def who_is_at(url: str, kinds: Sequence[Device], search: Search, clock: Clock, name: str = "") -> Found:
    """Ask one kind after the other who is at this port, until one answers.

    Raises LinkUnavailable (busy, not allowed, not there), WrongDevice (somebody else answers), ReplyTimeout (nobody).
    """
    other: WrongDevice | None = None
    for device in kinds:
        opens = transport_to(device, Way("serial", url), find_ports=search.find_ports)
        try:
            info = await ask_who(device, opens(), clock)
        except WrongDevice as error:
            other = other or error
        except LinkUnavailable:  # for every other kind as well
            raise
        except DriverError:
            continue
        else:
            place = await asyncio.to_thread(_place_of, url, search)
            return _told(Found(device.key, device.title, f"serial:{url}", name), device, info, search.known, place)
    if other is not None:
        raise other
    asked = ", ".join(device.title for device in kinds)
    raise ReplyTimeout(f"Nothing answered at {url} (asked for: {asked}). Is the device switched on?")


# USB devices without a port --------------------------------------------------------------------------------------


async def usb_kind(place: str, search: Search) -> Device:
    """The kind of the USB device at this path, or of the only one there is.  Raises LinkUnavailable."""
    plugged = await _plugged_in(search)
    here = [device for each, device in plugged if each.path == place] or [device for _, device in plugged]
    if len(here) != 1:
        listed = ", ".join(str(Way("hid", each.path)) for each, _ in plugged) or "none"
        raise LinkUnavailable(f"There is no USB device {place}. Plug it in and switch it on. Plugged in are: {listed}.")
    return here[0]


async def _search_usb(search: Search, tell: Callable[[Found], None]) -> None:
    try:
        plugged = await _plugged_in(search)
    except HidMissing:  # whoever has such a device is told when it is named; the others need not know
        return
    except LinkUnavailable as error:
        tell(Found("", "USB", "hid:", problem=str(error)))
        return
    for each, device in plugged:
        how = str(Way("hid", each.path))
        before = next((known for known in search.known if (known.how, known.kind) == (how, device.key)), None)
        serial = "" if before is None else before.serial
        tell(Found(device.key, device.title, how, each.product, serial=serial, known=before is not None))


async def _plugged_in(search: Search) -> list[tuple[FoundHid, Device]]:
    kinds = {device.hid: device for device in search.kinds.values() if device.hid is not None}
    found = await asyncio.to_thread(search.find_usb, list(kinds)) if kinds else ()
    return [(each, device) for each in found for profile, device in kinds.items() if profile.usb_id == each.usb_id]


def _place_of(url: str, search: Search) -> str:
    """What tells the adapter at this port from all others: its own number, or the address of a port server."""
    if "://" in url:
        return url
    return next((port.serial for port in search.find_ports() if port.url == url), "")


def _before(url: str, search: Search) -> str:
    """The kind of the device that was at this port the last time."""
    return next((each.kind for each in search.known if each.how == f"serial:{url}"), "")


def _no_use(url: str, problem: str) -> Found:
    return Found("", "serial port", f"serial:{url}", problem=problem)
