"""What is changed about the devices while a visit goes on: who measures which side, with which record, and who is used.

On the acquisition thread, between two tests and never in one.  A change holds at once; files and the book are read and
written on another thread meanwhile, because the devices wait for no disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from drivers.calibration import Calibration
from drivers.contracts import Clock, DeviceInfo
from drivers.errors import DriverError
from drivers.identity import has_number
from station.acquisition import Acquisition, Attached
from station.attaching import calibrate_with, read_calibration, with_sides
from station.device_book import DeviceBook, KnownDevice
from station.device_desk import DeviceDesk
from station.errors import BadInput, StationError
from station.examination_room import ATTENDS
from station.finding import InReach
from station.model import Side, TrialState
from station.proofs import Standing
from station.runner import Runner
from station.streams import Stream, take_zeros

USED, NEAR = "visit:", "near:"
"""How keys begin of devices that are used, and of those that are in reach."""
GONE = "That device is not used any more."
BUSY = "A test is being done. Finish it or leave it, then change the devices."
EXAMINED = "A device is being examined. Finish that or stop it, then change the devices."


@dataclass(frozen=True, slots=True)
class _Page:
    """Where the book says something of a device, or would."""

    kind: str
    serial: str
    sides: tuple[Side, ...]
    name: str
    can_be_new: bool
    """It can be known again although the book says nothing of it yet."""


class DeviceChanges:
    """Carries out what ``DeviceRoom`` is asked for; ``said`` and ``problem`` are what became of it."""

    def __init__(
        self,
        acquisition: Acquisition,
        runner: Runner,
        clock: Clock,
        book: DeviceBook,
        desk: DeviceDesk,
        standing: Standing,
    ) -> None:
        self._acquisition, self._runner, self._clock = acquisition, runner, clock
        self._book, self._desk, self._standing = book, desk, standing
        self.said, self.problem = "", ""
        self.count = 0
        """How many there were: what is known of the book is as old."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_turn = asyncio.Lock()

    def clear(self) -> None:
        """Something else is wanted now."""
        self.said = self.problem = ""

    def begin(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do this on the acquisition thread soon; from any thread."""
        self.clear()

        async def run() -> None:
            try:
                await job()
            except (StationError, DriverError) as error:
                self.said, self.problem = "", str(error)
            finally:
                self.count += 1

        def start() -> None:
            task = asyncio.create_task(run(), name="device room")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self._acquisition.post(start)

    def _between_tests(self) -> None:
        """Raise StationError while devices must stay as they are."""
        if why_not := self._used_otherwise():
            raise StationError(why_not)

    def _used_otherwise(self) -> str:
        machine = self._runner.machine
        if machine is not None and machine.state is not TrialState.DONE:
            return BUSY
        return EXAMINED if ATTENDS in self._runner.attended else ""

    async def connect(self, near: str, sides: tuple[Side, ...]) -> None:
        self._between_tests()
        in_reach = self._desk.view.in_reach
        everything = () if in_reach is None else (*(one.found for one in in_reach.present), *in_reach.strangers)
        found = next((each for each in everything if f"{NEAR}{each.how}" == near), None)
        if found is None:
            raise BadInput("That device is not in reach any more. Search again.")
        self.said = f"Connecting to {found.name or found.title} …"
        told = await self._desk.with_number(found)
        if told.problem:
            raise BadInput(told.problem)
        taken = [each.attached.name for each in self._runner.streams if _same(each.attached.sides, sides)]
        if taken:
            raise BadInput(
                f"{taken[0]} measures {_said(sides)} already. Give that one the other side, or forget it, then connect."
            )
        self._between_tests()
        known = await asyncio.to_thread(self._desk.remember, told, sides)
        self.said = f"{known.name or told.title} measures {_said(sides)}, now and from now on."

    async def use_again(self, in_reach: InReach) -> None:
        """Known devices that have come are used at once for their sides, as at the start; never in a test."""
        came = []
        for one in in_reach.present:
            taken = any(_same(each.attached.sides, one.device.sides) for each in self._runner.streams)
            if one.found.serial and not taken and not self._used_otherwise():
                await asyncio.to_thread(self._desk.remember, one.found, one.device.sides)
                came.append(one.device.name or one.found.title)
        if came:
            self.said = f"Used again: {', '.join(came)}."

    async def assign(self, device: str, sides: tuple[Side, ...]) -> None:
        self._between_tests()
        stream = self._stream(device)
        before = stream.attached.sides
        other = next(
            (each for each in self._runner.streams if each is not stream and _same(each.attached.sides, sides)), None
        )
        changes = [(stream, sides)] + ([] if other is None else [(other, before)])
        pages = [(_page_of(each), wanted) for each, wanted in changes]
        self.said = ". ".join(f"{each.attached.name} measures {_said(wanted)}" for each, wanted in changes) + "."
        for each, wanted in changes:
            self._acquisition.exchange(each.number, turned(each.attached, wanted))
        await self._keep(partial(self._write_sides, pages))

    async def _keep(self, write: Callable[[], None]) -> None:
        """Let the book say what was done just now, in the order in which it was.  Raises StationError."""
        done = self.said
        try:
            async with self._in_turn:
                await asyncio.to_thread(write)
        except StationError as error:
            raise StationError(f"{done} That could not be remembered and ends with this start: {error}") from error

    def _write_sides(self, pages: Sequence[tuple[_Page, tuple[Side, ...]]]) -> None:
        """A simulated device has the sides that its scenario gives it at the next start."""
        for page, sides in pages:
            if (known := self._known_of(page)) is not None:
                self._book.remember(replace(known, sides=sides))

    def _known_of(self, page: _Page) -> KnownDevice | None:
        """What the book says of a device, or would; None for one that cannot be known again."""
        known = next((each for each in self._book.find(page.serial) if each.kind == page.kind), None)
        if known is None and page.can_be_new:
            return KnownDevice(page.kind, page.serial, page.sides, page.name)
        return known

    async def forget(self, device: str) -> None:
        self._between_tests()
        stream = self._stream(device)
        page = _page_of(stream)
        self._acquisition.remove(stream.number)
        self.said = f"{stream.attached.name} is not used any more. Search, and it can be connected again."

        def forget() -> None:
            if (known := self._known_of(page)) is not None:
                self._book.forget(known.kind, known.serial)

        await self._keep(forget)

    async def zero(self, device: str) -> None:
        if why_not := self._used_otherwise():
            raise StationError("A test is being done: it takes its zero itself." if why_not == BUSY else why_not)
        stream = self._stream(device)
        refused = take_zeros([stream], self._clock.now())
        if refused:
            raise StationError(refused)
        self.said = f"{stream.attached.name} is at zero now."

    async def load(self, device: str, path: Path) -> None:
        self._between_tests()
        stream = self._stream(device)
        attached, page = stream.attached, _page_of(stream)
        record = with_sides(await asyncio.to_thread(read_calibration, path), attached.sides)
        if record.serial not in ("", page.serial):
            raise BadInput(
                f"This record is of device {record.serial}, and {attached.name} is {page.serial}. Its forces would be "
                "wrong, so it is not used. Choose the record of this device."
            )
        if page.can_be_new or await asyncio.to_thread(self._known_of, page) is not None:
            # one that is refused is not used either
            await asyncio.to_thread(self._book.add_calibration, record)
        self._between_tests()
        number = self._acquisition.number_of(attached)
        if number is None:
            raise BadInput(GONE)
        calibrate = calibrate_with(attached.sides, record, attached.known_by)
        self._acquisition.exchange(number, self._standing.attached(replace(attached, calibrate=calibrate)))
        self.said = f"{attached.name} is measured with the record {record.id} from now on."

        def remember() -> None:
            if (known := self._known_of(page)) is not None:
                self._book.remember(replace(known, calibration_id=record.id))

        await self._keep(remember)

    def _stream(self, device: str) -> Stream:
        for stream in self._runner.streams:
            if f"{USED}{stream.number}" == device:
                return stream
        raise BadInput(GONE)


def _page_of(stream: Stream) -> _Page:
    attached, info = stream.attached, None if stream.segment is None else stream.segment.info
    serial = attached.known_by or ("" if info is None else info.serial)
    can_be_new = not attached.simulated and (bool(attached.known_by) or has_number(serial))
    return _Page(attached.device.key, serial, attached.sides, attached.name, can_be_new)


def turned(attached: Attached, sides: tuple[Side, ...]) -> Attached:
    """The same device for other sides: its outputs are called after them, in their order."""

    def calibrate(info: DeviceInfo) -> Calibration:
        return with_sides(attached.calibrate(info), sides)

    return replace(attached, sides=sides, calibrate=calibrate)


def _same(one: Sequence[Side], other: Sequence[Side]) -> bool:
    return len(one) == len(other) and set(one) == set(other)


def _said(sides: Sequence[Side]) -> str:
    if tuple(sides) == (Side.RIGHT, Side.LEFT):
        return "right and left, the other way round"
    return "the whole body" if tuple(sides) == (Side.BOTH,) else " and ".join(f"the {side}" for side in sides)
