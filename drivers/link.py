"""One device from switching on to switching off: open, identify, start, pump, watch, retry, stop, close.

    async with Link(device, open_transport, clock) as link:      # open, identified, started
        async for event in link:                                 # Segment first, then samples, gaps, changes
            ...

What happens when, and there is no other way through:

    CONNECTING --first samples--> STREAMING <--> STALE (silent for stale_s)
         ^                            |            |
         |                            v            v
         +--- retry, new Segment --- LOST <--------+ (silent for lost_s, unplugged)        CLOSED at the end

    STREAMING --pause()--> ASLEEP (stream stopped, connection kept) --resume(), new Segment--> CONNECTING

What still waits for stragglers is let go when the link goes stale.  A loss is announced the moment it is decided.  The
farewell to a device that may no longer hear it comes afterwards, and what still arrives meanwhile is no longer part of
the segment.

Only ``LinkLost`` starts a retry.  Each retry is a new transport, a new codec and a new segment, and an attempt that
finds nothing there yet is followed by the next one, until ``RetryPolicy.give_up_s``.  A device that sleeps is not
expected to say anything; that it is gone is noticed when the transport says so, or else when it shall wake.

Silence is judged by ``drivers.link_watch``, numbering by ``drivers.segment_time``; what the listener is told comes from
``drivers.link_news``, whose turn it is to speak to the device from ``drivers.link_use``; counters are in
``drivers.link_tally``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import TypeVar

from drivers.contracts import (
    Clock,
    Corrupt,
    Device,
    DeviceInfo,
    Frame,
    LinkEvent,
    LinkHealth,
    LinkState,
    Notice,
    OpenTransport,
    Port,
    Reply,
    Send,
    SyncEdge,
    Transport,
)
from drivers.errors import DriverError, LinkLost, LinkUnavailable, ReplyTimeout
from drivers.link_battery import BatteryPoll
from drivers.link_identity import accept, not_from
from drivers.link_news import LinkNews, RateOf, no_rate
from drivers.link_port import LinkPort
from drivers.link_queue import LinkQueue
from drivers.link_radio import follow_signal
from drivers.link_tally import LinkTally
from drivers.link_use import LinkUse
from drivers.link_watch import LinkWatch
from drivers.retrying import RETRIED, RetryPolicy
from drivers.shielded import see_through

_T = TypeVar("_T")

OPEN_S = 40.0
"""Longer than bleak's own time-out; only for a transport that hangs."""

STOP_S = 0.5
CLOSE_S = 5.0

READS_IN_A_ROW = 8
"""Of what has come meanwhile so much is read before others have their turn: some milliseconds' work."""


class Link:
    """The lifecycle of one device; an async context manager and an async iterator of LinkEvent.

    Entering raises LinkUnavailable, LinkLost, ReplyTimeout or WrongDevice.  Iterating raises LinkLost when the
    device did not come back in time, or WrongDevice when another one came back, after the events before it.
    """

    def __init__(
        self,
        device: Device,
        open_transport: OpenTransport,
        clock: Clock,
        *,
        stale_s: float = 0.5,
        lost_s: float = 1.0,
        retry: RetryPolicy | None = None,
        serial: str | None = None,
        known_rate: RateOf = no_rate,
    ) -> None:
        """``serial``: accept only the device with this serial number; otherwise whichever answers first.

        ``known_rate``: what is remembered of the clock of a serial number (``LinkHealth.rate`` of another day).
        """
        self._device = device
        self._open_transport = open_transport
        self._clock = clock
        self._stale_s = stale_s
        self._lost_s = lost_s
        self._retry = retry or RetryPolicy()
        self._serial = serial
        self._queue = LinkQueue()
        self._task: asyncio.Task[None] | None = None
        self._opened: asyncio.Future[None] | None = None
        self._failure: BaseException | None = None
        self._info: DeviceInfo | None = None
        self._watch: LinkWatch | None = None
        self._tally = LinkTally()
        self._news = LinkNews(clock, self._queue, self._tally, known_rate)
        self._use = LinkUse(device.title)
        self._battery = BatteryPoll(device, clock, self._tally)
        self._awake = asyncio.Event()
        self._awake.set()

    # What the user of a link sees

    async def __aenter__(self) -> Link:
        self._opened = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._serve(self._opened), name=f"link to {self._device.key}")
        try:
            await self._opened
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()
        if self._failure is not None and not isinstance(self._failure, DriverError) and error is None:
            raise self._failure

    def __aiter__(self) -> Link:
        return self

    async def __anext__(self) -> LinkEvent:
        event = await self._queue.get()
        if event is not None:
            return event
        if self._failure is not None:
            raise self._failure
        raise StopAsyncIteration

    @property
    def info(self) -> DeviceInfo:
        """Who is at the other end, as it said when it was last identified."""
        if self._info is None:
            raise RuntimeError("the link has not been opened: use it as `async with link`")
        return self._info

    def pause(self) -> None:
        """Let the device rest: its stream is stopped, the connection stays.  Reconnecting keeps to it."""
        if self._awake.is_set():
            self._use.unsettled()
            if self._watch is not None:
                self._watch.end()
        self._awake.clear()

    def resume(self) -> None:
        """Let it stream again.  After every pause a new segment begins, however short it was."""
        if not self._awake.is_set():
            self._use.unsettled()
        self._awake.set()

    def connect_anew(self, why: str) -> None:
        """Give a streaming connection up as lost and make another one; what lies in between is not to be trusted."""
        if self._watch is not None:
            self._watch.give_up(why)

    async def use(self, action: Callable[[Port], Awaitable[_T]]) -> _T:
        """Run a device's own command on the open link, streaming or asleep: ``await link.use(PROGRESSOR.tare)``.

        One action at a time; a ``pause`` or ``resume`` before it is carried out first.  Raises LinkLost when the device
        is not connected or goes away meanwhile, and whatever the action raises.
        """
        return await self._use.run(action)

    def health(self) -> LinkHealth:
        """Counters over the life of the link; rate, clock and shares of the running segment."""
        return self._tally.health(self._news.state, self._news.why, self._queue.dropped)

    # The life of a link, in a task of its own

    async def _serve(self, opened: asyncio.Future[None]) -> None:
        try:
            await self._keep_connected(opened)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self._failure = error
            self._news.give_up(error)
            if not opened.done():
                opened.set_exception(error)
        finally:
            self._news.change(LinkState.CLOSED, self._news.why)
            self._queue.close()
            opened.cancel()

    async def _keep_connected(self, opened: asyncio.Future[None]) -> None:
        """Make one connection after the other until one fails for good."""
        tries = 0
        lost_at = self._clock.now()
        while True:
            try:
                await self._connection(opened)
            except RETRIED as error:
                if not opened.done() and (not isinstance(error, LinkLost) or tries + 1 >= self._retry.first_attempts):
                    raise
                reason = error
            if self._watch is not None and self._watch.heard_s is not None:
                tries, lost_at = 0, self._clock.now()
            self._news.lose(reason)
            if self._clock.now() - lost_at >= self._retry.give_up_s:
                raise LinkLost(
                    f"The {self._device.title} did not come back within {self._retry.give_up_s:g} s ({reason}). "
                    "Check that it is switched on and within reach, then connect again."
                ) from reason
            await self._clock.sleep(self._retry.delays_s[min(tries, len(self._retry.delays_s) - 1)])
            tries += 1

    async def _connection(self, opened: asyncio.Future[None]) -> None:
        """One connection from open to close.  Ends by an exception only."""
        self._watch = watch = LinkWatch(
            self._clock, self._device.title, self._stale_s, self._lost_s, self._news.go_stale
        )
        transport = self._open_transport()
        port = LinkPort(transport, self._clock, self._device.title)
        tasks: list[asyncio.Task[None]] = []
        started = False
        try:
            await self._open(transport)
            reader = asyncio.create_task(self._read(transport, port, watch), name=f"reader of {self._device.key}")
            tasks.append(reader)
            info = await self._identify(port)
            started = True
            await self._start(port, watch, info)
            if opened.done():
                self._tally.reconnects += 1
            else:
                opened.set_result(None)
            beside = (self._battery.run(port), follow_signal(transport, self._clock, self._tally))
            tasks += [asyncio.create_task(each, name=f"beside {self._device.key}") for each in beside]
            while True:
                if self._awake.is_set():
                    await watch.run(reader)
                await self._sleep(port, watch, reader)
                await self._start(port, watch, info)
        except RETRIED as error:
            self._battery.lost()
            if opened.done():
                self._news.end_segment()
                self._news.lose(error)
            raise
        finally:
            self._use.ended()
            # a task of its own, so that even a second cancellation cannot leave the port open
            await see_through(asyncio.create_task(self._close(transport, port, tasks, started)))

    async def _start(self, port: LinkPort, watch: LinkWatch, info: DeviceInfo) -> None:
        async with self._use.turn:
            self._news.begin_segment(info)
            watch.begin()
            await self._device.start(port)
        if self._awake.is_set():
            self._use.ready(port)

    async def _sleep(self, port: LinkPort, watch: LinkWatch, reader: asyncio.Task[None]) -> None:
        """Stop the stream and wait until it is wanted again, or until the reader ends, which raises."""
        async with self._use.turn:
            await self._device.stop(port)
            self._news.end_segment()
            watch.answered()
            self._news.change(LinkState.ASLEEP)
        if not self._awake.is_set():
            self._use.ready(port)
        woken = asyncio.create_task(self._awake.wait(), name=f"sleep of {self._device.key}")
        try:
            await asyncio.wait({reader, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
        if reader.done():
            await reader
        self._news.change(LinkState.CONNECTING)

    async def _open(self, transport: Transport) -> None:
        try:
            async with self._clock.timeout(OPEN_S):
                await transport.open()
        except TimeoutError:
            raise LinkUnavailable(
                f"Connecting to the {self._device.title} took longer than {OPEN_S:g} s and was given up. "
                "Switch the device off and on again, then retry."
            ) from None

    async def _identify(self, port: LinkPort) -> DeviceInfo:
        read_before, garbage_before = self._tally.bytes, self._tally.corrupt
        answers_before = port.answered
        try:
            info = await self._device.identify(port)
        except ReplyTimeout as error:
            dumb = self._tally.bytes > read_before and port.answered == answers_before
            # of a device that has been here it was noise on the line, and it is asked again
            if self._info is None and (dumb or self._tally.corrupt > garbage_before):
                raise not_from(self._device) from error
            raise
        accept(self._device, info, self._serial)
        self._serial = info.serial
        self._info = info
        self._tally.battery_v, self._tally.battery = info.battery_v, info.battery
        for notice in info.notices:
            self._news.remark(notice)
        return info

    async def _read(self, transport: Transport, port: LinkPort, watch: LinkWatch) -> None:
        """The pump: bytes to events until the transport says that the link is lost."""
        codec = self._device.codec()
        reads = 0
        try:
            while True:
                data = await transport.read()
                self._tally.read(len(data), self._clock.now())
                for event in codec.feed(data):
                    if isinstance(event, Send):
                        if self._tally.time is not None:  # a stream that was stopped is not to go on
                            await port.push(event.data)
                    else:
                        self._take(event, port, watch)
                reads += 1
                if reads % READS_IN_A_ROW == 0:  # a backlog must not keep the watchdog and the listener waiting
                    await asyncio.sleep(0)
        except BaseException as error:
            port.break_off(LinkLost("The link was closed.") if isinstance(error, asyncio.CancelledError) else error)
            raise

    async def _close(
        self, transport: Transport, port: LinkPort, tasks: list[asyncio.Task[None]], started: bool
    ) -> None:
        """Stop the stream if somebody still listens, then give the transport back in any case."""
        for task in tasks[1:]:
            task.cancel()
        try:
            if started and tasks and not tasks[0].done():
                port.leave(LinkLost("The link was closed."))
                with suppress(DriverError, TimeoutError):
                    async with self._clock.timeout(STOP_S):
                        await self._device.stop(port)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(DriverError, TimeoutError):
                async with self._clock.timeout(CLOSE_S):
                    await transport.close()
            self._news.end_segment()

    async def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await see_through(self._task)

    def _take(self, event: Frame | Reply | Notice | Corrupt | SyncEdge, port: LinkPort, watch: LinkWatch) -> None:
        if isinstance(event, Frame):
            if self._news.samples(event, port.wrote_s):
                watch.heard()
        elif isinstance(event, Reply):
            port.hand_in(event)
        elif isinstance(event, SyncEdge):
            self._news.edge(event)
        else:
            if isinstance(event, Corrupt):
                watch.noise()
            self._news.remark(event)
