"""A device that a visit keeps open, listened to by an examination: nothing is handed over, so nothing is given back.

The strip, the live curves and the reconnecting go on as they are while it is examined.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from types import TracebackType

from drivers.contracts import Clock, DeviceInfo, LinkChange, LinkEvent, LinkHealth, LinkState
from drivers.errors import LinkUnavailable
from station.acquisition import Acquisition, Attached
from station.qa.probe import Probe


class OverheardLink:
    """The events of one device of a visit, from now on.  On the acquisition's loop only."""

    def __init__(self, acquisition: Acquisition, attached: Attached) -> None:
        self._acquisition, self._attached = acquisition, attached
        self._heard: asyncio.Queue[LinkEvent] = asyncio.Queue()
        self._info: DeviceInfo | None = None
        self._health: LinkHealth | None = None
        self._end: Callable[[], None] | None = None

    async def __aenter__(self) -> OverheardLink:
        """Begin to listen.  Raises LinkUnavailable for a device that is not connected."""
        self._look()
        if self._info is None:
            raise LinkUnavailable("The device is not connected just now. Switch it on, wait until it streams, repeat.")
        self._end = self._acquisition.overhear(self._ear)
        if self._health is not None and self._health.state is LinkState.STREAMING:
            # it streams already, and nobody will say so again
            self._heard.put_nowait(LinkChange(LinkState.STREAMING, ""))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._end is not None:
            self._end()
        self._end = None

    @property
    def info(self) -> DeviceInfo:
        """Who it is, as it said when it was last connected to."""
        self._look()
        if self._info is None:
            raise RuntimeError("a device is listened to as `async with`")
        return self._info

    def health(self) -> LinkHealth:
        """Its counters, since the visit connected to it."""
        self._look()
        if self._health is None:
            raise RuntimeError("a device is listened to as `async with`")
        return self._health

    async def __aiter__(self) -> AsyncIterator[LinkEvent]:
        while True:
            yield await self._heard.get()

    def _ear(self, number: int, event: LinkEvent) -> None:
        # its number changes when one before it is removed
        if number == self._acquisition.number_of(self._attached):
            self._heard.put_nowait(event)

    def _look(self) -> None:
        number = self._acquisition.number_of(self._attached)
        if number is None:
            return
        connected = self._acquisition.connected().get(number)
        self._info = self._info if connected is None else connected[1]
        self._health = self._acquisition.health(number) or self._health


def listening(acquisition: Acquisition, kept: Attached, examined: Attached, clock: Clock) -> Probe:
    """A probe of a device that a visit keeps open; ``examined`` is the same one as the checks shall see it."""
    probe = Probe(examined, clock, OverheardLink(acquisition, kept))
    number = acquisition.number_of(kept)
    probe.over_air = number is not None and acquisition.over_air(number)
    return probe
