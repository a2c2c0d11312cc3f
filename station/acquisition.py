"""The acquisition thread: one asyncio loop that runs every device's link, whatever the screen is doing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from drivers.calibration import Calibration
from drivers.contracts import (
    Clock,
    ClockRate,
    Device,
    DeviceInfo,
    LinkChange,
    LinkEvent,
    LinkHealth,
    LinkState,
    OpenTransport,
    Radio,
    Transport,
)
from drivers.errors import DriverError, WrongDevice
from drivers.link import Link
from drivers.link_news import RateOf, no_rate
from station.model import Side

LOOK_AGAIN_S = 1.0
"""How often a device is looked for whose link has given up."""

WRONG_AGAIN_S = 3.0
"""The same where another device answers, which should not be disturbed all the time."""

SLEPT_S = 0.5
"""The computer slept when its two clocks have moved apart by more; otherwise they agree within a microsecond."""

HELD_UP_S = 0.25
"""A tick that comes this late is logged: the program itself was held up."""


class DeviceMemory(Protocol):
    """What is kept of a device from one day to the next: on a disk, so never asked on the acquisition thread itself."""

    def answered(self, info: DeviceInfo) -> None:
        """It was connected to, and said who it is."""
        ...

    def rates(self) -> RateOf:
        """How fast the clock of a serial number ran the last time, looked up now and then told without the disk."""
        ...

    def learned(self, serial: str, rate: ClockRate) -> None:
        """How fast it runs, as it is now known."""
        ...


@dataclass(frozen=True, slots=True)
class Attached:
    """A device that the station shall use: how to speak to it and which side it measures."""

    name: str
    device: Device
    open_transport: OpenTransport
    sides: tuple[Side, ...]
    calibrate: Callable[[DeviceInfo], Calibration]
    """The calibration that belongs to this serial number.  Raises DriverError when there is none."""
    simulated: bool = False
    serial: str | None = None
    """Accept no other serial number; None: whoever answers first."""
    known_by: str = ""
    """What tells it from another one where its serial number does not (``drivers.identity``); empty where it does."""
    memory: DeviceMemory | None = None

    @property
    def kind(self) -> str:
        """What a protocol calls this device."""
        return "plates" if len(self.sides) > 1 else "dynamometers"


Ear = Callable[[int, LinkEvent], None]
"""Hears what a device's link says, with the device's number."""

Attach = Callable[[Clock], AbstractAsyncContextManager[Sequence[Attached]]]
"""Finds the devices (or brings up simulated ones) on the acquisition loop and gives them back at the end."""


class Listener(Protocol):
    """Who hears the devices; every call comes on the acquisition thread."""

    def attached(self, devices: Sequence[Attached]) -> None:
        """These are the devices, by their numbers; told again, with more of them behind, when one is added."""
        ...

    def heard(self, number: int, event: LinkEvent) -> None: ...

    def tick(self, now_s: float) -> float:
        """Let time pass; returns after how many seconds the next tick is wanted."""
        ...

    def slept(self, seconds: float) -> None:
        """The computer slept for so long; every device is connected to anew."""
        ...

    def failed(self, error: BaseException) -> None:
        """Everything has stopped."""
        ...

    def stumbled(self, error: BaseException) -> None:
        """One posted call failed; the devices go on."""
        ...


class _Used:
    """One device that is kept streaming; known by its identity, its number is its place among them."""

    def __init__(self, attached: Attached) -> None:
        self.attached = attached
        self.link: Link | None = None
        self.serial = attached.serial
        """Who answered first here; nobody else may take it over."""
        self.over_air = False
        """It was reached by radio the last time."""
        self.task: asyncio.Task[None] | None = None

    def opened(self) -> Transport:
        transport = self.attached.open_transport()
        self.over_air = isinstance(transport, Radio)
        return transport


class Acquisition:
    """Owns the thread, the loop and the links; ``post`` runs a call on that thread."""

    def __init__(self, attach: Attach, clock: Clock, listener: Listener) -> None:
        self._attach = attach
        self._clock = clock
        self._listener = listener
        self._used: list[_Used] = []
        self._resting = False
        self._tick_now = asyncio.Event()
        self._slept_s = clock.slept_s()
        self._tasks: list[asyncio.Task[None]] = []
        self._fault: BaseException | None = None
        self._ears: list[Ear] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._running = threading.Event()
        self._thread = threading.Thread(target=self._run, name="acquisition", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._running.wait()

    def stop(self, timeout_s: float = 10.0) -> bool:
        """Stop every device, close every port, end the thread; False when it did not end.  Safe to call twice."""
        if self._loop is not None and self._stopping is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` on the acquisition thread soon; does nothing when that thread has ended."""
        if self._loop is not None and self._thread.is_alive():
            # the loop may close between the question and the call
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(call)

    def health(self, number: int) -> LinkHealth | None:
        """Counters of one link; None while it is not open."""
        used = self._used[number] if number < len(self._used) else None
        return None if used is None or used.link is None else used.link.health()

    def add(self, attached: Attached) -> None:
        """Use one more device from now on.  On the loop's thread only."""
        used = _Used(attached)
        self._used.append(used)
        self._attached()
        used.task = self._keep_running(self._stream(used))

    def exchange(self, number: int, attached: Attached) -> None:
        """Use this in the place of that device: another side, another calibration.  On the loop's thread only."""
        before, used = self._used[number], _Used(attached)
        self._used[number] = used
        self._attached()
        used.task = self._keep_running(self._stream(used, before.task))

    def remove(self, number: int) -> None:
        """Use that device no more; those behind it move up.  On the loop's thread only."""
        gone = self._used.pop(number)
        if gone.task is not None:
            gone.task.cancel()
        self._attached()

    def connected(self) -> Mapping[int, tuple[Attached, DeviceInfo]]:
        """The devices whose links are open, and who they are.  On the loop's thread only."""
        links = enumerate((used.attached, used.link) for used in self._used)
        return {number: (attached, link.info) for number, (attached, link) in links if link is not None}

    def number_of(self, attached: Attached) -> int | None:
        """The number of this very device now; None when it is used no more."""
        return next((number for number, used in enumerate(self._used) if used.attached is attached), None)

    def over_air(self, number: int) -> bool:
        """Whether that device was reached by radio the last time."""
        return self._used[number].over_air

    def overhear(self, ear: Ear) -> Callable[[], None]:
        """Let ``ear`` hear every event beside the listener; returns the call that ends it.  On the loop's thread."""
        self._ears.append(ear)
        return lambda: self._ears.remove(ear)

    @property
    def resting(self) -> bool:
        return self._resting

    def rest(self, wanted: bool) -> None:
        """Let every device rest, now and when it comes back, or let all stream again.  On the loop's thread only."""
        self._resting = wanted
        for link in self._open_links():
            if wanted:
                link.pause()
            else:
                link.resume()
        self._tick_now.set()

    def _run(self) -> None:
        try:
            asyncio.run(self.serve())
        except BaseException as error:
            self._listener.failed(error)
        finally:
            self._running.set()

    async def serve(self) -> None:
        """Run everything on the running loop until ``stop``; the thread does just this."""
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._loop.set_exception_handler(self._stumbled)
        self._clock.now()  # from here on other threads can read the clock too
        self._running.set()
        async with self._attach(self._clock) as devices:
            self._used = [_Used(device) for device in devices]
            self._attached()
            self._keep_running(self._ticks())
            for used in self._used:
                used.task = self._keep_running(self._stream(used))
            try:
                await self._stopping.wait()
                if self._fault is not None:
                    raise self._fault
            finally:
                for task in self._tasks:
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    def _attached(self) -> None:
        self._listener.attached([used.attached for used in self._used])

    def _open_links(self) -> list[Link]:
        return [used.link for used in self._used if used.link is not None]

    def _keep_running(self, job: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run what never ends; when it does, everything stops."""

        def ended(task: asyncio.Task[None]) -> None:
            if not task.cancelled() and (error := task.exception()) is not None and self._stopping is not None:
                self._fault = self._fault or error
                self._stopping.set()

        task = asyncio.create_task(job)
        task.add_done_callback(ended)
        self._tasks = [*(each for each in self._tasks if not each.done()), task]
        return task

    def _stumbled(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A fault in a call that nobody waits for must be seen too."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._listener.stumbled(error)
        else:
            loop.default_exception_handler(context)

    async def _ticks(self) -> None:
        while True:
            wait_s = self._listener.tick(self._clock.now())
            due_s = self._clock.now() + wait_s
            self._tick_now.clear()
            timer = self._clock.call_later(wait_s, self._tick_now.set)
            try:
                await self._tick_now.wait()
            finally:
                timer.cancel()
            late_s = self._clock.now() - due_s
            if not self._woke_up() and late_s > HELD_UP_S:
                logging.getLogger(__name__).warning("the program was held up for %.2f s", late_s)

    def _woke_up(self) -> bool:
        """Whether the computer has slept since the last look; then the listener hears it before anything else."""
        slept_s, self._slept_s = self._slept_s, self._clock.slept_s()
        seconds = self._slept_s - slept_s
        if seconds <= SLEPT_S:
            return False
        logging.getLogger(__name__).warning("the computer slept for %.1f s", seconds)
        self._listener.slept(seconds)
        for link in self._open_links():
            link.connect_anew("The computer slept.")
        return True

    async def _stream(self, used: _Used, before: asyncio.Task[None] | None = None) -> None:
        """Keep one device streaming: one that is not there, or is another one, is looked for again.

        ``before`` had its place, and is left to close its port first.
        """
        if before is not None:
            before.cancel()
            await asyncio.gather(before, return_exceptions=True)
        why = ""
        while True:
            # what was wrong the last time is still true until it turns out otherwise
            self._heard(used, LinkChange(LinkState.CONNECTING, why))
            again_s = LOOK_AGAIN_S
            try:
                async with await self._link(used) as link:
                    used.link, used.serial = link, link.info.serial
                    if self._resting:
                        link.pause()
                    if used.attached.memory is not None:
                        # what writes to a disk must not hold up the other devices
                        await asyncio.to_thread(used.attached.memory.answered, link.info)
                    async for event in link:
                        self._woke_up()
                        self._heard(used, event)
            except DriverError as error:
                why = str(error)
                again_s = WRONG_AGAIN_S if isinstance(error, WrongDevice) else LOOK_AGAIN_S
                self._heard(used, LinkChange(LinkState.LOST, why))
            finally:
                link_before, used.link = used.link, None
                self._learn(used.attached, link_before)
            await self._clock.sleep(again_s)

    def _heard(self, used: _Used, event: LinkEvent) -> None:
        """Tell everybody; what a device says that is used no more is told to nobody."""
        if used not in self._used:
            return
        number = self._used.index(used)
        self._listener.heard(number, event)
        for ear in tuple(self._ears):
            ear(number, event)

    async def _link(self, used: _Used) -> Link:
        attached = used.attached
        rate_of = no_rate if attached.memory is None else await asyncio.to_thread(attached.memory.rates)
        return Link(attached.device, used.opened, self._clock, serial=used.serial, known_rate=rate_of)

    def _learn(self, attached: Attached, link: Link | None) -> None:
        """Keep what this link found out about the device's clock; the loop ends only after it was written."""
        if attached.memory is not None and link is not None:
            rate = link.health().rate
            if rate is not None:
                learned = partial(attached.memory.learned, link.info.serial, rate)
                asyncio.get_running_loop().run_in_executor(None, learned)
