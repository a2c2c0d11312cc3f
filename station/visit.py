"""A visit: devices stream, a test is chosen, a trial is recorded, filed and decided on.  The real ``Console``.

Three threads: acquisition (devices and the running trial), filing (what takes long after a trial), and the caller's,
which pulls ``live()`` and ``envelope()`` and never waits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from drivers.contracts import Clock
from drivers.discovery import Search
from station.acquisition import Acquisition, Attach
from station.archive import Archive, Finished
from station.decisions import Decisions
from station.device_book import DeviceBook
from station.device_desk import DeviceDesk
from station.device_room import DeviceRoom
from station.envelope import Envelope
from station.errors import StationError
from station.events import Event, PersonReceived, TrialStored
from station.examinables import HandsFor, Workshop, nobody
from station.examination_room import ExaminationRoom
from station.intentions import Intentions
from station.model import Interrupted, Live, ProtocolCard, Side, TrialReview, TrialSummary
from station.proofs import Standing
from station.protocol import Protocol
from station.runner import Runner
from station.scene_setting import envelope_now
from station.store import Store
from station.visit_now import BatteryCard


class Visit(Intentions):
    """One person's visit at this station.  ``open`` before use, ``close`` at the end (``with`` does both)."""

    def __init__(self, attach: Attach, clock: Clock, archive: Archive) -> None:
        self._clock = clock
        self._archive = archive
        self._listeners: list[Callable[[Event], None]] = []
        self._rooms: list[ExaminationRoom] = []
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="filing")
        self._runner = Runner(
            clock,
            archive,
            lambda n: self._acquisition.health(n),
            self._tell,
            self._file_later,
            self.later,
            lambda wanted: self._acquisition.rest(wanted),
        )
        self._acquisition = Acquisition(attach, clock, self._runner)
        self._decisions = Decisions(lambda: self._archive, self._runner, self.post, self._tell)

    def __enter__(self) -> Visit:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Bring up the devices; returns once the acquisition thread runs."""
        self._acquisition.start()
        if self._archive.warning:
            self._acquisition.post(partial(self._runner.advise, self._archive.warning))

    def close(self) -> None:
        """End examinations, and a running trial as interrupted; close every device, and finish filing."""
        for room in self._rooms:
            room.close()
        if self._acquisition.stop():
            self._runner.abandon()
        self._worker.shutdown(wait=True)

    def desk(self, book: DeviceBook, search: Search) -> DeviceDesk:
        """Where a person says which device is which."""
        return DeviceDesk(self._acquisition, book, search, self._clock)

    def device_room(
        self,
        book: DeviceBook,
        search: Search,
        standing: Standing,
        demonstrate: Callable[[str], None] | None = None,
    ) -> DeviceRoom:
        """Everything about the devices, for a screen; ``demonstrate`` taps and presses by itself."""
        desk = DeviceDesk(self._acquisition, book, search, self._clock, standing)
        return DeviceRoom(self._acquisition, self._runner, self._clock, book, desk, standing, self.align, demonstrate)

    def examination_room(
        self,
        store: Store,
        standing: Standing,
        *,
        hands: HandsFor = nobody,
        workshop: Workshop | None = None,
    ) -> ExaminationRoom:
        """Where devices are examined; ``hands`` put masses on by themselves, ``workshop`` makes devices for it."""
        room = ExaminationRoom(
            self._acquisition, self._runner, self._clock, store, standing, hands=hands, workshop=workshop
        )
        self.subscribe(room.hear)
        self._rooms.append(room)
        return room

    # What is ----------------------------------------------------------------------------------------------------------

    def live(self) -> Live:
        return self._runner.live

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        return envelope_now(self._runner.machine, self._runner.streams, side, columns, seconds, self._clock.now())

    def protocols(self) -> Sequence[ProtocolCard]:
        missing = self._runner.missing
        return [card_of(each, missing(each), self._archive.first(each)) for each in self._archive.protocols.values()]

    def batteries(self) -> Sequence[BatteryCard]:
        return self._archive.batteries()

    def review(self, trial_id: str) -> TrialReview:
        return self._archive.review(trial_id)

    def trials(self) -> Sequence[TrialSummary]:
        return self._archive.trials()

    def interrupted(self) -> Sequence[Interrupted]:
        return self._archive.interrupted()

    # What is wanted ---------------------------------------------------------------------------------------------------

    def recover(self, recording_id: str) -> str:
        trial_id = self._archive.recover(recording_id)
        self._tell(TrialStored(trial_id))
        return trial_id

    def discard(self, recording_id: str) -> None:
        self._archive.discard(recording_id)

    def advise(self, text: str) -> None:
        """Show this to whoever works here, until the next intention."""
        self._acquisition.post(partial(self._runner.advise, text))

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)

        def forget() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return forget

    # Between the threads ----------------------------------------------------------------------------------------------

    def at_hand(self) -> tuple[Archive, Runner, Decisions]:
        return self._archive, self._runner, self._decisions

    def hand_over(self, archive: Archive) -> None:
        self._runner.receive(archive)
        self._archive = archive
        self._tell(PersonReceived(archive.person))

    def post(self, job: Callable[[], None]) -> None:
        self._acquisition.post(job)

    def _file_later(self, finished: Finished) -> None:
        self.later(partial(self._file, self._archive, finished))

    def _file(self, archive: Archive, finished: Finished) -> None:
        trial_id = None
        try:
            trial_id = archive.file(finished)
        finally:
            if finished.wanted:
                self._acquisition.post(partial(self._runner.filed, finished.recording_id, trial_id))
        if finished.recorder.problem:
            self._acquisition.post(partial(self._runner.advise, finished.recorder.problem))
        if trial_id is not None:
            self._tell(TrialStored(trial_id))

    def later(self, job: Callable[[], None]) -> None:
        """Run ``job`` on the filing thread; what goes wrong there is shown, and the visit goes on."""

        def run() -> None:
            try:
                job()
            except StationError as error:
                self._acquisition.post(partial(self._runner.advise, str(error)))
            except Exception as error:
                logging.getLogger(__name__).exception("filing failed")
                text = f"This could not be saved because of a fault in the program ({type(error).__name__}: {error})."
                self._acquisition.post(partial(self._runner.advise, text + " The raw recording is safe."))

        self._worker.submit(run)

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)


def card_of(protocol: Protocol, why_not: str = "", first: str = "") -> ProtocolCard:
    """A test as it is offered; ``why_not`` says why it cannot be done now, ``first`` what has to be done before."""
    return ProtocolCard(
        key=protocol.key,
        title=protocol.title,
        summary=protocol.summary,
        ready=not why_not,
        why_not=why_not,
        position=protocol.position,
        group=protocol.group,
        kind=protocol.kind,
        device=protocol.device,
        first=first,
    )
