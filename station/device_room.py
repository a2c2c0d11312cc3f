"""The room of the devices while a visit goes on: the desk that searches and remembers, and what is known of each.

Pulled by the screen; what changes something happens on the acquisition thread (``DeviceChanges``).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from drivers.contracts import Clock
from station.acquisition import Acquisition
from station.desks.devices import AbsentCard, DeviceCard, DevicesView, History, NearCard, ProofCard
from station.device_book import DeviceBook, KnownDevice
from station.device_cards import all_checked, drift_of, forces_of, history_of, pair_of, proof_card, record_card
from station.device_changes import NEAR, USED, DeviceChanges
from station.device_desk import DeviceDesk
from station.model import Side
from station.proofs import Standing
from station.qa.programmes import DAILY, VERIFICATION
from station.runner import Runner
from station.streams import Stream

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
        wall: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """``demonstrate`` does by itself what a person is asked for: ``tap`` a device, or ``press`` two together."""
        self._wall = wall
        self._demonstrate = demonstrate
        self._acquisition, self._runner, self._clock = acquisition, runner, clock
        self._book, self._desk, self._standing = book, desk, standing
        self._align = align
        self._changes = DeviceChanges(acquisition, runner, clock, book, desk, standing)
        desk.found = self._changes.use_again
        self._known: tuple[KnownDevice, ...] = ()
        self._looked: tuple[int, float] = (0, float("-inf"))
        """After how many changes, and when, the book was looked at."""
        self._histories: dict[str, tuple[int, History]] = {}

    # What is ----------------------------------------------------------------------------------------------------------

    def view(self) -> DevicesView:
        desk, streams = self._desk.view, tuple(self._runner.streams)
        known = self._remembered()
        used = tuple(self._card(stream, streams, known) for stream in streams)
        near, absent = self._near(used, known), self._absent(used, known)
        return DevicesView(
            self._wall(),
            used=used,
            near=near,
            absent=absent if desk.in_reach is not None else (),
            searching=desk.searching,
            searched=desk.in_reach is not None,
            identifying=desk.identifying,
            tapped=self._tapped(used, near),
            unclear=desk.unclear,
            by_itself=self._demonstrate is not None,
            said=self._changes.said,
            problem=self._changes.problem or desk.problem,
            checked_at=all_checked(used, self._wall()),
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
            record=None if stream.calibration is None else record_card(stream.calibration, self._wall().date()),
            history=self._history(serial),
            daily=self._proof(serial, DAILY.key, DAILY.title),
            verified=self._proof(serial, VERIFICATION.key, VERIFICATION.title),
            remembered=any((each.kind, each.serial) == (attached.device.key, serial) for each in known),
            pair=pair_of(stream, streams),
        )

    def _proof(self, serial: str, programme: str, title: str) -> ProofCard | None:
        proof = self._standing.latest(serial, programme) if serial else None
        return None if proof is None else proof_card(proof, title, self._wall())

    def _history(self, serial: str) -> History:
        """Made anew only when something was proven since."""
        proofs = self._standing.of(serial) if serial else ()
        kept = self._histories.get(serial)
        if kept is None or kept[0] != len(proofs):
            kept = self._histories[serial] = (len(proofs), history_of(proofs, self._wall()))
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
        count, looked_s = self._looked
        if count != self._changes.count or time.monotonic() - looked_s > BOOK_S:
            self._looked = (self._changes.count, time.monotonic())
            self._known = self._book.known()
        return self._known

    # What is wanted ---------------------------------------------------------------------------------------------------

    def attend(self, wanted: bool) -> None:
        self._acquisition.post(partial(self._runner.attend, wanted))

    def look(self) -> None:
        self._changes.clear()
        self._desk.look()

    def identify(self) -> None:
        self._changes.clear()
        self._desk.identify()
        self._shown_how("tap")

    def stop(self) -> None:
        self._desk.stop()

    def connect(self, near: str, sides: Sequence[Side]) -> None:
        self._changes.begin(partial(self._changes.connect, near, tuple(sides)))

    def assign(self, device: str, sides: Sequence[Side]) -> None:
        self._changes.begin(partial(self._changes.assign, device, tuple(sides)))

    def forget(self, device: str) -> None:
        self._changes.begin(partial(self._changes.forget, device))

    def forget_absent(self, kind: str, serial: str) -> None:
        self._book.forget(kind, serial)
        self._known = tuple(each for each in self._known if (each.kind, each.serial) != (kind, serial))

    def zero(self, device: str) -> None:
        self._changes.begin(partial(self._changes.zero, device))

    def load_record(self, device: str, path: Path) -> None:
        self._changes.begin(partial(self._changes.load, device, path))

    def align(self) -> None:
        self._changes.clear()
        self._align()
        self._shown_how("press")

    def _shown_how(self, what: str) -> None:
        if self._demonstrate is not None:
            self._acquisition.post(partial(self._demonstrate, what))
