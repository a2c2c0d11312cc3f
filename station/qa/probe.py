"""One device under test: a link that is kept open, what it sends in the coming seconds, and how its clock runs."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from drivers.calibration import Calibration, Zero, ZeroRefused, measure_zero
from drivers.contracts import (
    Clock,
    DeviceInfo,
    Gap,
    LinkChange,
    LinkEvent,
    LinkHealth,
    LinkState,
    Native,
    Notice,
    NoticeKind,
    Radio,
    SampleBlock,
    SampleClock,
    Segment,
    Transport,
)
from drivers.errors import LinkLost
from drivers.link import Link
from station.acquisition import Attached
from station.model import Floats
from station.qa.estimates import clock_rate, link_grid
from station.qa.felt import Level
from station.qa.hands import NotDone

ARRIVAL_S = 1.0
"""Of each second the packet with the smallest delay is remembered."""
TICK_S = 0.05
FIRST_S = 5.0
PACKETS = 1024
LEVEL_S = 0.5
"""What a device shows now is told over so long."""
LATE_S = 0.25
"""On a busy computer samples come later than that after the earliest."""
TOO_LATE_S = 15.0


class Source(Protocol):
    """What a probe listens to: a link of its own, or one that somebody else keeps open."""

    async def __aenter__(self) -> object: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def info(self) -> DeviceInfo: ...

    def health(self) -> LinkHealth: ...

    def __aiter__(self) -> AsyncIterator[LinkEvent]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """Consecutive seconds of a stream: device times ``(n,)``, native values ``(channels, n)``, and what is missing."""

    time_s: Floats
    index: Floats
    native: Native
    newtons: Floats
    """``(outputs, n)`` above the zero that was taken last, or else the certificate's."""
    cells_n: Floats
    """``(channels, n)``: what each channel adds to its output."""
    gaps: tuple[Gap, ...]

    @property
    def fs_hz(self) -> float:
        """Measured by the device's own clock, lost samples counted."""
        return float((self.index[-1] - self.index[0]) / (self.time_s[-1] - self.time_s[0]))


class Probe:
    """``async with Probe(attached, clock) as probe:`` connects; ``await probe.take(seconds)`` is the future."""

    def __init__(self, attached: Attached, clock: Clock, source: Source | None = None) -> None:
        """``source``: listen to this instead of connecting."""
        self.attached = attached
        self.clock = clock
        self.zero: Zero | None = None
        self.state = LinkState.CONNECTING
        self.segments: list[Segment] = []
        self.low_battery = False
        self.first_sample_s: float | None = None
        """Host time of the first samples of the running segment."""
        self.over_air = False
        """As it was reached last: by radio, and not over a line."""
        self.taking: tuple[float, float] | None = None
        """Since when a measurement runs, and how long it takes; None while none does."""
        self.ears: list[Callable[[LinkEvent], None]] = []
        """Who hears every event too."""
        self._link: Source = source or Link(attached.device, self._opened, clock)
        self._reader: asyncio.Task[None] | None = None
        self._taking: list[SampleBlock | Gap] | None = None
        self._newest: deque[SampleBlock] = deque()
        self._breaks = 0
        self._device_s: list[float] = []
        self._delay_s: list[float] = []
        self._packets: deque[tuple[float, float]] = deque(maxlen=PACKETS)
        self._oldest: list[tuple[Floats, Floats]] = []
        self._calibration: Calibration | None = None

    async def __aenter__(self) -> Self:
        """Connect.  Raises DriverError."""
        await self._link.__aenter__()
        try:
            self._calibration = self.attached.calibrate(self._link.info)
        except BaseException:
            await self._link.__aexit__(None, None, None)
            raise
        self._reader = asyncio.create_task(self._read(), name=f"probe of {self.attached.name}")
        await self.until(LinkState.STREAMING, FIRST_S)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
        await self._link.__aexit__(kind, error, trace)

    # Who it is

    @property
    def info(self) -> DeviceInfo:
        return self._link.info

    @property
    def calibration(self) -> Calibration:
        if self._calibration is None:
            raise RuntimeError("a probe is used as `async with probe`")
        return self._calibration

    @property
    def health(self) -> LinkHealth:
        return self._link.health()

    # What it sends

    async def take(self, seconds: float) -> Take:
        """What arrives during the next ``seconds``, all of it measured after now.

        Raises LinkLost when the stream breaks meanwhile, NotDone when the computer does not keep up with it.
        """
        await self._caught_up()
        number, breaks = len(self.segments), self._breaks
        heard: list[SampleBlock | Gap] = []
        self._taking, self.taking = heard, (self.clock.now(), seconds)
        try:
            await self._pass(seconds)
        finally:
            self._taking = self.taking = None
        blocks = [entry for entry in heard if isinstance(entry, SampleBlock)]
        broken = len(self.segments) != number or self._breaks != breaks
        if broken or sum(block.ticks.size for block in blocks) < 2:
            raise LinkLost(f"{self.attached.name}: the stream broke while it was being measured.")
        return self.taken(blocks, tuple(entry for entry in heard if isinstance(entry, Gap)))

    async def _caught_up(self) -> None:
        """Wait until what arrives was measured after now: a reading of a load has nothing of before it was put on."""
        if self.no_clock or not self._delay_s:
            return
        now_s = self.clock.now()
        due_s = now_s - min(self._delay_s) - LATE_S
        tick_s, streams = self.info.signal.tick_s, LinkState.STREAMING
        while self.state is streams and self._newest and float(self._newest[-1].ticks[-1]) * tick_s < due_s:
            if self.clock.now() - now_s > TOO_LATE_S:
                raise NotDone(
                    f"What {self.attached.name} sends is worked on more than {TOO_LATE_S:.0f} s late, so nothing can "
                    "be told of a load. This computer is too busy: close other programs, then repeat."
                )
            await self._pass(TICK_S)

    def taken(self, blocks: Sequence[SampleBlock], gaps: tuple[Gap, ...] = ()) -> Take:
        """Blocks of one segment as one piece, in newtons."""
        native: Native = np.concatenate([block.values for block in blocks], axis=1)
        ticks = np.concatenate([block.ticks for block in blocks])
        index = np.concatenate([block.index + np.arange(block.ticks.size) for block in blocks])
        return Take(
            ticks * self.info.signal.tick_s,
            index.astype(np.float64),
            native,
            self.calibration.newtons(native, self.zero),
            self.calibration.cell_newtons(native, self.zero),
            gaps,
        )

    async def take_zero(self, seconds: float) -> Zero | ZeroRefused:
        """Zero as a therapist does.  Where the station refuses, the checks count from what the device shows instead."""
        self.zero = None
        take = await self.take(seconds)
        found = measure_zero(take.native, self.calibration, self.clock.now())
        if isinstance(found, Zero):
            self.zero = found
        elif np.isfinite(take.newtons).all():
            native, sd_n = take.native.astype(np.float64).mean(axis=1), take.newtons.std(axis=1)
            self.zero = Zero(tuple(native.tolist()), tuple(sd_n.tolist()), self.clock.now())
        return found

    def level(self) -> Level | None:
        """What every output shows now; None before there is anything."""
        blocks = tuple(self._newest)
        if not blocks or self.state is not LinkState.STREAMING:
            return None
        newtons = self.calibration.newtons(np.concatenate([block.values for block in blocks], axis=1), self.zero)
        return Level(newtons.mean(axis=1), newtons.std(axis=1))

    async def until(self, state: LinkState, within_s: float) -> bool:
        """Whether the link reaches this state in time (for STREAMING: with samples)."""
        end_s = self.clock.now() + within_s
        while self.clock.now() < end_s:
            if self.state is state and (state is not LinkState.STREAMING or self.first_sample_s is not None):
                return True
            await self._pass(TICK_S)
        return False

    @property
    def no_clock(self) -> bool:
        """Whether its readings have the time of the computer that asks."""
        return self.info.signal.clock is SampleClock.HOST

    def clock_ppm(self) -> tuple[float, float] | None:
        """Of the longest stretch without a break: how fast the device's clock runs, with its uncertainty, in ppm.

        None for less than ten seconds, and where the computer's own clock dates the readings.
        """
        if self.no_clock:
            return None
        here = (np.array(self._device_s), np.array(self._delay_s))
        longest = max((*self._oldest, here), key=lambda stretch: stretch[0].size)
        packets = np.array(self._packets).reshape(-1, 2)
        grid_s = link_grid(
            packets[:, 0],
            packets[:, 1],
            radio=self.over_air,
        )
        return clock_rate(*longest, self.info.signal.tick_s, grid_s)

    # The reader

    def _opened(self) -> Transport:
        transport = self.attached.open_transport()
        self.over_air = isinstance(transport, Radio)
        return transport

    async def _pass(self, seconds: float) -> None:
        """Let time go by; what ended the stream for good is raised here."""
        if self._reader is None:
            raise RuntimeError("a probe is used as `async with probe`")
        await self.clock.sleep(seconds)
        if self._reader.done():
            self._reader.result()
            raise LinkLost(f"{self.attached.name}: the stream has ended.")

    async def _read(self) -> None:
        async for event in self._link:
            self._hear(event, self.clock.now())

    def _hear(self, event: LinkEvent, now_s: float) -> None:
        for ear in self.ears:
            ear(event)
        if isinstance(event, SampleBlock):
            self._keep_newest(event)
            if self.first_sample_s is None:
                self.first_sample_s = now_s
            self._arrived(float(event.ticks[-1]) * self.info.signal.tick_s, now_s)
        if isinstance(event, SampleBlock | Gap) and self._taking is not None:
            self._taking.append(event)
        elif isinstance(event, Segment):
            self.segments.append(event)
            self.first_sample_s = None
            self._oldest.append((np.array(self._device_s), np.array(self._delay_s)))
            self._device_s, self._delay_s = [], []
            self._packets.clear()
            self._newest.clear()
        elif isinstance(event, LinkChange):
            self.state = event.state
            self._breaks += event.state is LinkState.LOST
        elif isinstance(event, Notice) and event.kind is NoticeKind.LOW_BATTERY:
            self.low_battery = True

    def _keep_newest(self, block: SampleBlock) -> None:
        oldest = float(block.ticks[-1]) - LEVEL_S / self.info.signal.tick_s
        self._newest.append(block)
        while len(self._newest) > 1 and float(self._newest[0].ticks[-1]) < oldest:
            self._newest.popleft()

    def _arrived(self, device_s: float, now_s: float) -> None:
        delay_s = now_s - device_s
        self._packets.append((device_s, delay_s))
        if not self._device_s or device_s // ARRIVAL_S != self._device_s[-1] // ARRIVAL_S:
            self._device_s.append(device_s)
            self._delay_s.append(delay_s)
        elif delay_s < self._delay_s[-1]:
            self._device_s[-1], self._delay_s[-1] = device_s, delay_s
