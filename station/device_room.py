"""The room of the devices while a visit goes on: the desk that searches and remembers, and what is known of each.

Pulled by the screen; what changes something happens on the acquisition thread, between two tests and never in one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from drivers.calibration import Calibration
from drivers.contracts import Clock, DeviceInfo
from drivers.errors import DriverError
from drivers.identity import has_number
from station.acquisition import Acquisition, Attached
from station.attaching import calibrate_with, read_calibration, with_sides
from station.desks.devices import AbsentCard, DeviceCard, DevicesView, History, NearCard, ProofCard
from station.device_book import DeviceBook, KnownDevice
from station.device_cards import all_checked, drift_of, forces_of, history_of, pair_of, proof_card, record_card
from station.device_desk import DeviceDesk
from station.errors import BadInput, StationError
from station.examination_room import ATTENDS
from station.finding import InReach
from station.model import Side, TrialState
from station.proofs import Standing
from station.qa.programmes import DAILY, VERIFICATION
from station.runner import Runner
from station.streams import Stream, take_zeros

USED, NEAR = "visit:", "near:"
BUSY = "A test is being done. Finish it or leave it, then change the devices."
EXAMINED = "A device is being examined. Finish that or stop it, then change the devices."
MEAN_S = 0.3
BOOK_S = 2.0
"""How old what is shown of the book may be."""


class DeviceRoom:
    """Implements ``DevicesDesk`` for one visit; made by ``Visit.device_room``."""

    def __init__(
        self,
        acquisition: Acquisition,
        runner: Runner,
        clock: Clock,
        book: DeviceBook,
        desk: DeviceDesk,
        standing: Standing,
        align: Callable[[], None],
        demonstrate: Callable[[str], None] | None = None,
    ) -> None:
        """``demonstrate`` does by itself what a person is asked for: ``tap`` a device, or ``press`` two together."""
        self._demonstrate = demonstrate
        self._acquisition, self._runner, self._clock = acquisition, runner, clock
        self._book, self._desk, self._standing = book, desk, standing
        self._align = align
        self._said, self._problem = "", ""
        desk.found = self._use_again
        self._known: tuple[KnownDevice, ...] = ()
        self._looked_s = float("-inf")
        self._tasks: set[asyncio.Task[None]] = set()
        self._histories: dict[str, tuple[int, History]] = {}

    # What is ----------------------------------------------------------------------------------------------------------

    def view(self) -> DevicesView:
        desk, streams = self._desk.view, tuple(self._runner.streams)
        known = self._remembered()
        used = tuple(self._card(stream, streams, known) for stream in streams)
        near, absent = self._near(used, known), self._absent(used, known)
        return DevicesView(
            used=used,
            near=near,
            absent=absent if desk.in_reach is not None else (),
            searching=desk.searching,
            searched=desk.in_reach is not None,
            identifying=desk.identifying,
            tapped=self._tapped(used, near),
            unclear=desk.unclear,
            by_itself=self._demonstrate is not None,
            said=self._said,
            problem=self._problem or desk.problem,
            checked_at=all_checked(used),
            failed_check=next((card.status.name for card in used if card.daily and card.daily.passed is False), ""),
        )

    def _card(self, stream: Stream, streams: Sequence[Stream], known: Sequence[KnownDevice]) -> DeviceCard:
        now_s = self._clock.now()
        attached, info, health = stream.attached, None if stream.segment is None else stream.segment.info, stream.health
        forces = stream.mean_n(MEAN_S, now_s)
        serial = "" if info is None else attached.known_by or info.serial
        status = stream.status(now_s)
        return DeviceCard(
            key=f"{USED}{stream.number}",
            status=replace(status, serial=serial or status.serial),
            kind=attached.device.title,
            firmware="" if info is None else info.firmware,
            now_n=tuple((side, forces.get(side)) for side in attached.sides),
            zeroed_s=None if stream.zero is None else max(0.0, now_s - stream.zero.host_s),
            loss_share=0.0 if health is None else health.lost_share,
            drift_ppm=None if health is None else drift_of(health)[0],
            drift_to_ppm=None if health is None else drift_of(health)[1],
            signal_dbm=None if health is None else health.rssi_dbm,
            record=None if stream.calibration is None else record_card(stream.calibration, date.today()),
            history=self._history(serial),
            daily=self._proof(serial, DAILY.key, DAILY.title),
            verified=self._proof(serial, VERIFICATION.key, VERIFICATION.title),
            remembered=any((each.kind, each.serial) == (attached.device.key, serial) for each in known),
            pair=pair_of(stream, streams),
        )

    def _proof(self, serial: str, programme: str, title: str) -> ProofCard | None:
        proof = self._standing.latest(serial, programme) if serial else None
        return None if proof is None else proof_card(proof, title, datetime.now(UTC))

    def _history(self, serial: str) -> History:
        """Made anew only when something was proven since."""
        proofs = self._standing.of(serial) if serial else ()
        kept = self._histories.get(serial)
        if kept is None or kept[0] != len(proofs):
            kept = self._histories[serial] = (len(proofs), history_of(proofs, datetime.now(UTC)))
        return kept[1]

    def _near(self, used: Sequence[DeviceCard], known: Sequence[KnownDevice]) -> tuple[NearCard, ...]:
        in_reach = self._desk.view.in_reach
        if in_reach is None:
            return ()
        taken = {card.status.serial for card in used} - {""}
        places = {each.how for each in known if each.serial in taken} - {""}
        found = [(one.found, one.device.sides) for one in in_reach.present]
        found += [(one, ()) for one in (*in_reach.strangers, *in_reach.problems)]
        return tuple(
            NearCard(
                f"{NEAR}{each.how}",
                each.name or each.title,
                each.title,
                each.serial,
                sides,
                forces_of(each),
                each.problem,
            )
            for each, sides in found
            if each.serial not in taken and each.how not in places
        )

    def _absent(self, used: Sequence[DeviceCard], known: Sequence[KnownDevice]) -> tuple[AbsentCard, ...]:
        in_reach = self._desk.view.in_reach
        here = {card.status.serial for card in used}
        here |= set() if in_reach is None else {one.device.serial for one in in_reach.present}
        return tuple(
            AbsentCard(each.kind, each.serial, each.name or each.kind, each.sides, each.seen_at)
            for each in known
            if each.serial not in here
        )

    def _tapped(self, used: Sequence[DeviceCard], near: Sequence[NearCard]) -> str:
        tap = self._desk.view.tapped
        if tap is None:
            return ""
        serial = tap.found.serial or tap.info.serial
        by_number = [card.key for card in used if card.status.serial == serial]
        return next(iter([*by_number, *(card.key for card in near if card.key == f"{NEAR}{tap.found.how}")]), "")

    def _remembered(self) -> tuple[KnownDevice, ...]:
        if time.monotonic() - self._looked_s > BOOK_S:
            self._known, self._looked_s = self._book.known(), time.monotonic()
        return self._known

    # What is wanted ---------------------------------------------------------------------------------------------------

    def attend(self, wanted: bool) -> None:
        self._acquisition.post(partial(self._runner.attend, wanted))

    def look(self) -> None:
        self._clear()
        self._desk.look()

    def identify(self) -> None:
        self._clear()
        self._desk.identify()
        self._shown_how("tap")

    def stop(self) -> None:
        self._desk.stop()

    def connect(self, near: str, sides: Sequence[Side]) -> None:
        self._do(partial(self._connect, near, tuple(sides)))

    def assign(self, device: str, sides: Sequence[Side]) -> None:
        self._do(partial(self._assign, device, tuple(sides)))

    def forget(self, device: str) -> None:
        self._do(partial(self._forget, device))

    def forget_absent(self, kind: str, serial: str) -> None:
        self._book.forget(kind, serial)
        self._looked_s = float("-inf")

    def zero(self, device: str) -> None:
        self._do(partial(self._zero, device), in_a_test=True)

    def load_record(self, device: str, path: Path) -> None:
        self._do(partial(self._load, device, path))

    def align(self) -> None:
        self._clear()
        self._align()
        self._shown_how("press")

    # On the acquisition thread ----------------------------------------------------------------------------------------

    def _do(self, job: Callable[[], object], *, in_a_test: bool = False) -> None:
        self._clear()

        async def run() -> None:
            try:
                if why_not := "" if in_a_test else self._used_otherwise():
                    raise StationError(why_not)
                done = job()
                if asyncio.iscoroutine(done):
                    await done
            except (StationError, DriverError) as error:
                self._said, self._problem = "", str(error)
            finally:
                self._looked_s = float("-inf")

        def begin() -> None:
            task = asyncio.create_task(run(), name="device room")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self._acquisition.post(begin)

    def _used_otherwise(self) -> str:
        machine = self._runner.machine
        if machine is not None and machine.state is not TrialState.DONE:
            return BUSY
        return EXAMINED if ATTENDS in self._runner.attended else ""

    async def _connect(self, near: str, sides: tuple[Side, ...]) -> None:
        in_reach = self._desk.view.in_reach
        everything = () if in_reach is None else (*(one.found for one in in_reach.present), *in_reach.strangers)
        found = next((each for each in everything if f"{NEAR}{each.how}" == near), None)
        if found is None:
            raise BadInput("That device is not in reach any more. Search again.")
        self._said = f"Connecting to {found.name or found.title} …"
        told = await self._desk.with_number(found)
        if told.problem:
            raise BadInput(told.problem)
        taken = [each.attached.name for each in self._runner.streams if _same(each.attached.sides, sides)]
        if taken:
            raise BadInput(
                f"{taken[0]} measures {_said(sides)} already. Give that one the other side, or forget it, then connect."
            )
        known = self._desk.remember(told, sides)
        self._said = f"{known.name or told.title} measures {_said(sides)}, now and from now on."

    def _use_again(self, in_reach: InReach) -> None:
        """Known devices that have come are used at once for their sides, as at the start; never in a test."""
        came = []
        for one in () if self._used_otherwise() else in_reach.present:
            taken = any(_same(each.attached.sides, one.device.sides) for each in self._runner.streams)
            if one.found.serial and not taken:
                self._desk.remember(one.found, one.device.sides)
                came.append(one.device.name or one.found.title)
        if came:
            self._said = f"Used again: {', '.join(came)}."

    def _assign(self, device: str, sides: tuple[Side, ...]) -> None:
        stream = self._stream(device)
        before = stream.attached.sides
        other = next(
            (each for each in self._runner.streams if each is not stream and _same(each.attached.sides, sides)), None
        )
        changes = [(stream, sides)] + ([] if other is None else [(other, before)])
        for each, wanted in changes:
            self._remember_sides(each, wanted)
        for each, wanted in changes:
            self._acquisition.exchange(each.number, turned(each.attached, wanted))
        self._said = ". ".join(f"{each.attached.name} measures {_said(wanted)}" for each, wanted in changes) + "."

    def _remember_sides(self, stream: Stream, sides: tuple[Side, ...]) -> None:
        """A simulated device has the sides that its scenario gives it at the next start."""
        known = self._known_of(stream)
        if known is not None:
            self._book.remember(replace(known, sides=sides))

    def _known_of(self, stream: Stream) -> KnownDevice | None:
        """What the book says of a device, or would; None for one that cannot be known again."""
        attached, info = stream.attached, None if stream.segment is None else stream.segment.info
        serial = attached.known_by or ("" if info is None else info.serial)
        known = next((each for each in self._book.find(serial) if each.kind == attached.device.key), None)
        if known is not None or attached.simulated or not (attached.known_by or has_number(serial)):
            return known
        return KnownDevice(attached.device.key, serial, attached.sides, attached.name)

    def _forget(self, device: str) -> None:
        stream = self._stream(device)
        known = self._known_of(stream)
        if known is not None:
            self._book.forget(known.kind, known.serial)
        self._acquisition.remove(stream.number)
        self._said = f"{stream.attached.name} is not used any more. Search, and it can be connected again."

    def _zero(self, device: str) -> None:
        if why_not := self._used_otherwise():
            raise StationError("A test is being done: it takes its zero itself." if why_not == BUSY else why_not)
        stream = self._stream(device)
        refused = take_zeros([stream], self._clock.now())
        if refused:
            raise StationError(refused)
        self._said = f"{stream.attached.name} is at zero now."

    def _load(self, device: str, path: Path) -> None:
        stream = self._stream(device)
        attached = stream.attached
        record = with_sides(read_calibration(path), attached.sides)
        known = self._known_of(stream)
        serial = attached.known_by or ("" if stream.segment is None else stream.segment.info.serial)
        if record.serial not in ("", serial):
            raise BadInput(
                f"This record is of device {record.serial}, and {attached.name} is {serial}. Its forces would be "
                "wrong, so it is not used. Choose the record of this device."
            )
        if known is not None:
            self._book.remember(replace(known, calibration_id=self._book.add_calibration(record)))
        calibrate = calibrate_with(attached.sides, record, attached.known_by)
        proven = self._standing.attached(replace(attached, calibrate=calibrate))
        self._acquisition.exchange(stream.number, proven)
        self._said = f"{attached.name} is measured with the record {record.id} from now on."

    def _stream(self, device: str) -> Stream:
        for stream in self._runner.streams:
            if f"{USED}{stream.number}" == device:
                return stream
        raise BadInput("That device is not used any more.")

    def _shown_how(self, what: str) -> None:
        if self._demonstrate is not None:
            self._acquisition.post(partial(self._demonstrate, what))

    def _clear(self) -> None:
        self._said = self._problem = ""


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
