"""What a screen needs so that a person can say which device is which, while a visit runs.

Who is in reach, what each known device measures, which one was tapped; a device that is remembered is used at once.
What is wanted returns at once and happens on the acquisition thread, ``remember`` and ``forget`` write to the store
before they return; ``view`` may be pulled from any thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from drivers.calibration import Calibration
from drivers.contracts import Clock, DeviceInfo, LinkEvent
from drivers.discovery import Found, Search, ask
from drivers.errors import DriverError
from station.acquisition import Acquisition, Attached
from station.attaching import attach_found, with_sides
from station.device_book import DeviceBook, KnownDevice
from station.errors import BadInput, StationError
from station.finding import BookMemory, InReach, Present, look, record_of, sort
from station.identifying import Identifying, Tapped
from station.model import Side
from station.proofs import Standing

WATCH_S = 8.0
"""Every device has been watched for long enough by then, or a tap on it is not noticed."""


@dataclass(frozen=True, slots=True)
class DeskView:
    """How things stand."""

    searching: bool = False
    in_reach: InReach | None = None
    """What the last search found, beside the devices in use; None before the first one."""
    in_use: tuple[Present, ...] = ()
    identifying: bool = False
    """Devices are being watched for a tap."""
    tapped: Tapped | None = None
    unclear: int = 0
    """How often two devices felt a tap alike since identifying began."""
    problem: str = ""


class DeviceDesk:
    """Searches, identifies and remembers for one visit; made by ``Visit.desk``."""

    def __init__(
        self,
        acquisition: Acquisition,
        book: DeviceBook,
        search: Search,
        clock: Clock,
        standing: Standing | None = None,
    ) -> None:
        """``standing``: what was proven of the devices goes into the records of those that are remembered."""
        self._standing = standing
        self.found: Callable[[InReach], Awaitable[None]] = _nobody_waits
        """Told what a search found, on the acquisition thread."""
        self._acquisition = acquisition
        self._book = book
        self._search = search
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self.view = DeskView()

    def look(self) -> None:
        """Search for devices that are not in use."""
        self._begin(self._look)

    def identify(self, seconds: float = 60.0) -> None:
        """Watch the devices in use, and those that the last search found, until one is tapped or ``seconds`` pass."""
        self._begin(partial(self._identify, seconds))

    def stop(self) -> None:
        """End a search, or the watch for a tap."""
        self._acquisition.post(self._cancel)

    def remember(self, found: Found, sides: Sequence[Side], record: Calibration | None = None) -> KnownDevice:
        """The side belongs to this device's serial number from now on, and the device is used at once.

        One that is in use already keeps its side until the next start.  Raises StationError for a device without a
        serial number (ask it first: ``identify``, or ``with_number``) and for a record that is not its own.
        """
        if record is not None and record.serial not in ("", found.serial):
            raise BadInput(f"The calibration {record.id} is of device {record.serial}, and this is {found.serial}.")
        kept = next((device for device in self._book.find(found.serial) if device.kind == found.kind), None)
        calibration_id = None if kept is None else kept.calibration_id
        if record is not None:
            with_sides(record, sides)
            calibration_id = self._book.add_calibration(record)
        known = self._book.remember(
            KnownDevice(found.kind, found.serial, tuple(sides), found.name, found.how, calibration_id)
        )
        attached = attach_found(
            found,
            known.sides,
            record=record_of(known, self._book),
            search=self._search,
            memory=BookMemory(self._book, found.kind, found),
        )
        proven = attached if self._standing is None else self._standing.attached(attached)
        self._acquisition.post(partial(self._use, proven))
        return known

    def forget(self, device: KnownDevice) -> None:
        """Use it no more from the next start on."""
        self._book.forget(device.kind, device.serial)

    async def with_number(self, found: Found) -> Found:
        """The device as it says who it is; on the acquisition's loop."""
        return found if found.serial else await ask(found, self._search, self._clock)

    # On the acquisition thread

    def _begin(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        def begin() -> None:
            self._cancel()
            self._task = asyncio.create_task(self._run(job), name="device desk")

        self._acquisition.post(begin)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await job()
        except (DriverError, StationError) as error:
            self.view = replace(self.view, problem=str(error))
        finally:
            self.view = replace(self.view, searching=False, identifying=False)

    async def _look(self) -> None:
        self.view = replace(self.view, searching=True, problem="", in_use=self._in_use())
        book = await asyncio.to_thread(self._book.known)
        known = [device for device in book if not self._is_used(device.kind, device.serial)]
        there = await look(known, self._search, self._clock)
        found = [*(one.found for one in there.present), *there.strangers, *there.problems]
        in_reach = sort(known, found)
        self.view = replace(self.view, in_reach=in_reach)
        await self.found(in_reach)

    async def _identify(self, seconds: float) -> None:
        self.view = replace(self.view, identifying=True, tapped=None, unclear=0, problem="", in_use=self._in_use())
        there = self.view.in_reach
        strangers = () if there is None else (*(one.found for one in there.present), *there.strangers)
        unused = [found for found in strangers if not self._is_used(found.kind, found.serial)]
        with ExitStack() as stack:
            if self._acquisition.resting:
                self._acquisition.rest(False)
                stack.callback(self._acquisition.rest, True)
            async with Identifying(unused, self._search, self._clock) as taps:
                ears = {
                    number: taps.overhear(_as_found(attached, info), info)
                    for number, (attached, info) in self._acquisition.connected().items()
                }
                stack.callback(self._acquisition.overhear(partial(_tell, ears)))
                if taps.problems:
                    self.view = replace(self.view, problem=" ".join(taps.problems.values()))
                await taps.until_ready(WATCH_S)
                tap = await taps.next_tap(seconds, self._unclear)
        self.view = replace(self.view, tapped=tap)

    def _unclear(self) -> None:
        self.view = replace(self.view, unclear=self.view.unclear + 1)

    def _use(self, attached: Attached) -> None:
        if not self._is_used(attached.device.key, attached.known_by):
            self._acquisition.add(attached)

    def _in_use(self) -> tuple[Present, ...]:
        connected = self._acquisition.connected().values()
        return tuple(
            Present(
                KnownDevice(attached.device.key, _known_by(attached, info), attached.sides, attached.name),
                _as_found(attached, info),
            )
            for attached, info in connected
        )

    def _is_used(self, kind: str, known_by: str) -> bool:
        return bool(known_by) and any(
            (attached.device.key, _known_by(attached, info)) == (kind, known_by)
            for attached, info in self._acquisition.connected().values()
        )


async def _nobody_waits(in_reach: InReach) -> None:
    """Nobody wants to know what a search found."""


def _known_by(attached: Attached, info: DeviceInfo) -> str:
    return attached.known_by or info.serial


def _as_found(attached: Attached, info: DeviceInfo) -> Found:
    """A device in use, as a search would tell of it."""
    return Found(
        attached.device.key,
        attached.device.title,
        "",
        attached.name,
        serial=_known_by(attached, info),
        firmware=info.firmware,
        battery=info.battery,
        known=True,
        info=info,
    )


def _tell(ears: Mapping[int, Callable[[LinkEvent], None]], number: int, event: LinkEvent) -> None:
    if number in ears:
        ears[number](event)
