"""Open one device and read its stream: all that a program needs which wants samples and nothing else of this one.

    async with open_device("ble:Progressor_2639") as device:
        async for event in device.stream():
            ...

Events are those of ``drivers.contracts``: ``Segment`` first, then ``SampleBlock`` and ``Gap``; ``LinkChange`` when the
link is lost and comes back, which it does by itself.  Nothing is filled in, smoothed or stamped on arrival.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from types import TracebackType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from drivers.clock import SystemClock
from drivers.commands import DeviceCommand, commands_of, run_command
from drivers.contracts import Clock, Device, DeviceInfo, LinkEvent, LinkHealth, Port, SampleBlock
from drivers.discovery import Found, Search, discover, usb_kind, who_is_at
from drivers.errors import BadAddress, LinkUnavailable
from drivers.identity import on_the_wire
from drivers.link import Link
from drivers.port_guessing import quickest_first
from drivers.registry import devices
from drivers.transports.ble import Adapter
from drivers.ways import Way, parse_way, transport_to

TWINS_S = 1.0
"""When a name was heard, another device of that name would be heard so soon afterwards."""

_T = TypeVar("_T")


def open_device(
    where: str | Found,
    *,
    adapter: Adapter | None = None,
    search_s: float = 8.0,
    kinds: Mapping[str, Device] | None = None,
    clock: Clock | None = None,
) -> OpenDevice:
    """A device by its name, place or by what ``discover`` found; used as ``async with``.

    ``where`` is ``ble:NAME``, ``ble:ADDRESS``, ``serial:PORT``, ``tcp:HOST:PORT`` or ``hid:PATH``, with ``?kind=KEY``
    where the device need not be asked what it is, and ``&serial=NUMBER`` where no other one is wanted.  A Bluetooth
    device is looked for during ``search_s``.  Raises BadAddress for what cannot be meant.
    """
    known = devices() if kinds is None else kinds
    way = parse_way(where, known) if isinstance(where, str) else _way_of(where, known)
    found = None if isinstance(where, str) else where
    return OpenDevice(way, found, Search(search_s, adapter=adapter, kinds=known), clock or SystemClock())


def _way_of(found: Found, kinds: Mapping[str, Device]) -> Way:
    if not found.kind:
        raise BadAddress(found.problem or f"Nobody knows what is at {found.how}.")
    return replace(parse_way(found.how, kinds), kind=found.kind, serial=found.serial)


class OpenDevice:
    """One device: opened by ``async with``, closed at its end however that comes about."""

    def __init__(self, way: Way, found: Found | None, search: Search, clock: Clock) -> None:
        self._way = way
        self._found = found
        self._search = search
        self._clock = clock
        self._device: Device | None = None
        self._link: Link | None = None

    async def __aenter__(self) -> OpenDevice:
        """Find, connect, identify, start the stream.

        Raises LinkUnavailable (not there, busy, no adapter), LinkLost, ReplyTimeout, WrongDevice.
        """
        way, found = self._way, self._found
        if found is None and way.by == "ble":
            found = await _heard(way, self._search, self._clock)
        elif found is None and not way.kind and way.by == "hid":
            way = replace(way, kind=(await usb_kind(way.place, self._search)).key)
        elif found is None and not way.kind:
            asked = await who_is_at(way.place, quickest_first(self._search.kinds.values()), self._search, self._clock)
            way = replace(way, kind=asked.kind)
        if found is not None:
            way = replace(parse_way(found.how, self._search.kinds), kind=way.kind or found.kind, serial=way.serial)
        device = self._search.kinds[way.kind]
        handle, rssi_dbm = (None, None) if found is None else (found.handle, found.rssi)
        opens = transport_to(device, way, adapter=self._search.adapter, handle=handle, rssi_dbm=rssi_dbm)
        self._device, self._link = device, Link(device, opens, self._clock, serial=on_the_wire(way.serial) or None)
        await self._link.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.__aexit__(kind, error, trace)

    @property
    def info(self) -> DeviceInfo:
        """Who it is: model, serial number, firmware, battery, and the signal that it sends."""
        return self._opened.info

    def health(self) -> LinkHealth:
        """State, measured rate, losses, damage, clock and battery, as they are now."""
        return self._opened.health()

    async def stream(self, seconds: float | None = None) -> AsyncGenerator[LinkEvent]:
        """Events as they come, for ``seconds`` or until the device is left.

        Raises LinkLost when a lost device did not come back within a minute, WrongDevice when another one did.
        """
        link, end_s = self._opened, None if seconds is None else self._clock.now() + seconds
        while True:
            try:
                if end_s is None:
                    event = await anext(link)
                else:
                    async with self._clock.timeout(max(0.0, end_s - self._clock.now())):
                        event = await anext(link)
            except (StopAsyncIteration, TimeoutError):
                return
            yield event

    def times(self, block: SampleBlock) -> npt.NDArray[np.float64]:
        """Seconds since the segment's first sample, ``(n,)``, by the device's own clock."""
        return np.asarray(block.ticks * self.info.signal.tick_s, np.float64)

    @property
    def commands(self) -> Mapping[str, DeviceCommand]:
        """What this kind of device can be told besides starting and stopping, by name."""
        return commands_of(self._kind)

    async def command(self, name: str, *words: str) -> str:
        """Run one of ``commands`` with its words, and return what the device says, as text to show.

        The stream rests meanwhile where the command needs that; afterwards a new segment begins.
        Raises BadCommand, CommandRefused, ReplyTimeout, LinkLost, WrongDevice.
        """
        device, link = self._kind, self._opened
        known = self.commands.get(name)
        rests = known is not None and known.needs_stop
        if rests:
            link.pause()
        try:
            return await link.use(lambda port: run_command(device, name, words, port))
        finally:
            if rests and known is not None and not known.ends_link:
                link.resume()

    async def use(self, action: Callable[[Port], Awaitable[_T]]) -> _T:
        """Run a function of the device's module on the open link: ``await device.use(PROGRESSOR.tare)``."""
        return await self._opened.use(action)

    @property
    def _opened(self) -> Link:
        if self._link is None:
            raise RuntimeError("the device is not open: use it as `async with open_device(...) as device`")
        return self._link

    @property
    def _kind(self) -> Device:
        if self._device is None:
            raise RuntimeError("the device is not open: use it as `async with open_device(...) as device`")
        return self._device


async def _heard(way: Way, search: Search, clock: Clock) -> Found:
    """The one Bluetooth device of this name or address.  Raises LinkUnavailable when there is none, or several."""
    wanted, heard = way.place.lower(), {}
    matches: dict[str, Found] = {}
    until_s = clock.now() + search.seconds
    async with aclosing(discover(replace(search, serial=False, hid=False), clock)) as news:
        while True:
            try:
                async with clock.timeout(max(0.0, until_s - clock.now())):
                    found = await anext(news)
            except (TimeoutError, StopAsyncIteration):
                break
            if found.problem:
                raise LinkUnavailable(found.problem)
            heard[found.how] = found
            if found.how.lower() == f"ble:{wanted}":
                return found
            if found.name.lower() == wanted:
                if not matches:
                    until_s = min(until_s, clock.now() + TWINS_S)
                matches[found.how] = found
    listed = ", ".join(f"{each.name} ({each.how})" for each in heard.values()) or "none"
    if len(matches) == 1:
        return next(iter(matches.values()))
    if matches:
        places = " or ".join(matches)
        raise LinkUnavailable(f"{len(matches)} devices are called {way.place}. Say which one is meant: {places}.")
    raise LinkUnavailable(
        f"There is no device {way.place} in reach. Switch it on (many sleep when unused), bring it closer, and try "
        f"again. In reach: {listed}."
    )
