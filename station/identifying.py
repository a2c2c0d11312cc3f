"""Tap to identify: every device streams, and the one that is tapped says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from drivers.clock import SystemClock
from drivers.contracts import Clock, DeviceInfo, LinkEvent, SampleBlock, Segment
from drivers.discovery import Found, Search
from drivers.errors import DriverError
from drivers.opening import OpenDevice, open_device
from station.tapping import SETTLE_S, Feeling, Felt, tapped

JUDGE_S = 0.05
CALM_S = 0.5
"""Nothing was touched for so long: the next tap is another one."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """The device that was tapped, and the channel that felt it most."""

    found: Found
    info: DeviceInfo
    channel: str


class Identifying:
    """Listens to several devices at once and waits for taps."""

    def __init__(self, found: Sequence[Found], search: Search | None = None, clock: Clock | None = None) -> None:
        self._found = found
        self._search = search or Search()
        self._clock = clock or SystemClock()
        self._stack = AsyncExitStack()
        self._open: dict[int, OpenDevice] = {}
        self._feelings: dict[int, Feeling] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._touched = False
        self._infos: dict[int, DeviceInfo] = {}
        self._places: dict[int, Found] = dict(enumerate(found))
        self.problems: dict[str, str] = {}
        """What could not be opened or was lost, by its place."""

    async def __aenter__(self) -> Identifying:
        """Open every device; one that cannot be opened is a problem, and the others are watched."""
        try:
            await asyncio.gather(*(self._join(number, found) for number, found in enumerate(self._found)))
        except BaseException:
            await self._stack.aclose()
            raise
        self._tasks = [asyncio.create_task(self._feel(number)) for number in self._open]
        return self

    async def __aexit__(self, *error: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()

    @property
    def watched(self) -> tuple[Found, ...]:
        """The devices that are open."""
        return tuple(self._places[number] for number in sorted(self._feelings))

    def overhear(self, found: Found, info: DeviceInfo) -> Callable[[LinkEvent], None]:
        """Watch a device that somebody else has open; returns what must be told of its events."""
        number = len(self._places)
        self._places[number], self._infos[number] = found, info
        feeling = self._feelings[number] = Feeling(info.signal.unit)
        return lambda event: _feel(feeling, event, info.signal.nominal_rate_hz)

    @property
    def ready(self) -> bool:
        """Whether every open device has been watched for long enough."""
        return bool(self._feelings) and all(feeling.ready for feeling in self._feelings.values())

    async def until_ready(self, seconds: float) -> None:
        """Wait until every open device has been watched for long enough, or at most so long."""
        end_s = self._clock.now() + seconds
        while not self.ready and self._clock.now() < end_s:
            await self._clock.sleep(JUDGE_S)

    async def next_tap(self, seconds: float, unclear: Callable[[], None] = lambda: None) -> Tapped | None:
        """Wait for a tap; None when there was none.  ``unclear`` is called when two devices felt it alike."""
        end_s = self._clock.now() + seconds
        if self._touched:
            await self._calm(end_s)
        for feeling in self._feelings.values():
            feeling.forget()
        while self._clock.now() < end_s:
            await self._clock.sleep(JUDGE_S)
            if not self._jumped():
                continue
            self._touched = True
            await self._clock.sleep(SETTLE_S)
            felt: dict[int, Felt] = {number: feeling.felt for number, feeling in self._feelings.items()}
            number = tapped(felt)
            if number is None:
                unclear()
                await self._calm(end_s)
                continue
            info = self._infos[number]
            return Tapped(self._places[number], info, info.signal.channels[felt[number].channel])
        return None

    def _jumped(self) -> bool:
        return any(tapped({0: feeling.felt}) == 0 for feeling in self._feelings.values())

    async def _calm(self, end_s: float) -> None:
        """Wait until nothing is touched any more: letting go is no second tap."""
        calm_s = 0.0
        while calm_s < CALM_S and self._clock.now() < end_s:
            for feeling in self._feelings.values():
                feeling.forget()
            await self._clock.sleep(JUDGE_S)
            calm_s = 0.0 if self._jumped() else calm_s + JUDGE_S

    async def _join(self, number: int, found: Found) -> None:
        try:
            device = await self._stack.enter_async_context(
                open_device(found, adapter=self._search.adapter, kinds=self._search.kinds, clock=self._clock)
            )
        except DriverError as error:
            self.problems[found.how] = str(error)
            return
        self._open[number], self._feelings[number] = device, Feeling(device.info.signal.unit)
        self._infos[number] = device.info

    async def _feel(self, number: int) -> None:
        device, feeling = self._open[number], self._feelings[number]
        try:
            async for event in device.stream():
                _feel(feeling, event, device.health().rate_hz or device.info.signal.nominal_rate_hz)
        except DriverError as error:
            self.problems[self._found[number].how] = str(error)


def _feel(feeling: Feeling, event: LinkEvent, rate_hz: float) -> None:
    if isinstance(event, SampleBlock):
        feeling.push(event.values, rate_hz)
    elif isinstance(event, Segment):
        feeling.restart()
