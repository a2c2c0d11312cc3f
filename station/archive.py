"""Where trials go and come from: the running recording, the store, and the review of what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from zlib import crc32

from drivers.contracts import Gap, SampleBlock
from station.agreed_dose import Agreed, as_agreed
from station.aligning import aligned_markers
from station.amending import Amending
from station.amendments import Amendment
from station.carried_mass import as_marker
from station.dose_plans import PlannedDose
from station.errors import StationError
from station.feedback.own_maximum import BEST, NO_MAXIMA, Maxima, best_of, missing
from station.filing import discard, file_trial, protocol_of, recording_path, refile, unfiled
from station.folders import Folders, room
from station.model import Interrupted, Outcome, RejectReason, Side, TrialReview, TrialSummary
from station.plan import Plan
from station.plan_library import PlanLibrary, plan_library
from station.protocol import Protocol
from station.protocol_library import library
from station.recorded import set_aside
from station.recording import Recorder
from station.recording_format import Header
from station.reviewing import review_of
from station.store import Store, unused_id
from station.streams import Stream
from station.suggesting import last_visit
from station.trial_checks import Findings
from station.trial_set import Told, told_by
from station.version import software
from station.visit_now import BatteryCard

MOST_LISTED: Final = 1000
"""So many trials, the newest of all people, are listed on a screen."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A recording whose trial is over; it still has to be closed and filed."""

    recorder: Recorder
    outcome: Outcome
    wanted: bool = True
    """False for one that led to no trial: it is closed and set aside, and nobody is asked about it again."""

    @property
    def recording_id(self) -> str:
        return self.recorder.path.stem


class Archive:
    """The recordings and the store of one data folder, for one person's session.

    ``begin`` to ``finish`` are for the acquisition thread and never wait for the disk; the rest is for other threads.
    """

    def __init__(
        self,
        folders: Folders,
        store: Store,
        person_code: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        new_id: Callable[[], str] = unused_id,
        recorder: Callable[[Path, Header], Recorder] = Recorder,
        battery: str | None = None,
        new_visit: bool = False,
    ) -> None:
        """``now`` is the wall clock with its UTC offset; with ``new_id`` and ``recorder`` it is for virtual time.

        The visit follows ``battery``, by its key; one of random order has the order of this session.  Raises BadInput
        where there is none of that name.

        A visit that goes on is joined (``VisitBook.going_on``) unless this is a ``new_visit``.  One that is new is
        stored with its first trial, so that nobody who only looked leaves an empty one behind.
        """
        self._library = library(folders)
        planned = None if battery is None else partial(plan_library(folders, self._library).plan, battery)
        if planned is not None:
            planned()  # refused before anything is written
        self.protocols: Mapping[str, Protocol] = self._library.protocols
        self.left_out = self._library.trouble
        """Which of the clinic's own tests cannot be used, and why; empty when all can."""
        self._now, self._new_id, self._new_recorder = now, new_id, recorder
        self._folders = folders
        self._store = store
        self._person = store.person(person_code) or store.add_person(person_code)
        self.person = person_code
        self._mass = store.facts.body_mass_at(self._person.id, now())
        self.earlier = self._library.today(last_visit(store.trials(person_code), person_code, now().date()))
        """The tests of this person's last visit, in their order."""
        joined = None if new_visit else store.visits.going_on(person_code, now())
        self._session = joined or new_id()
        self.plan = None if planned is None else planned(crc32(self._session.encode()))
        """What the visit does, where it follows a battery."""
        self._recorder: Recorder | None = None
        self._recorded: Mapping[int, tuple[Side, ...]] = {}
        """The sides that each stream of the recording measures."""
        self._amending = Amending(store, folders)
        self._plan_library: PlanLibrary | None = None
        self._found: dict[str, Findings] = {}
        """What was found about trials that are not stored yet."""
        self._filing: set[str] = set()
        """Recordings on their way to the store."""
        self._peaks = store.visits.results(person_code, BEST)
        """This person's peaks, read when somebody decided and not while devices stream."""
        self._doses: tuple[PlannedDose, ...] = ()
        self._agreed: dict[str, Agreed] = {}
        """Tests as they are planned with this person, as far as somebody asked."""
        self.look_at_doses()

    def of(self, person: str, battery: str | None = None) -> Archive:
        """The archive of another person's visit, or of the same one's with a battery.  Raises BadInput."""
        return Archive(
            self._folders,
            self._store,
            person,
            now=self._now,
            new_id=self._new_id,
            recorder=self._new_recorder,
            battery=battery,
        )

    # What the person can ----------------------------------------------------------------------------------------------

    def own_maximum(self, protocol: Protocol) -> Maxima:
        """What is known of the own maximum that a test's band or path is a part of."""
        of = self._measures_maximum(protocol)
        return NO_MAXIMA if of is None else best_of(self._peaks, of, self._now().date())

    def lacking(self, protocol: Protocol) -> str:
        """Why this person cannot do a test yet, and what to do; empty when nothing is in the way."""
        return missing(protocol, self._measures_maximum(protocol), self.own_maximum(protocol))

    def first(self, protocol: Protocol) -> str:
        """The test that has to be done before this one; empty when none has."""
        of = self._measures_maximum(protocol)
        return of.key if of is not None and self.lacking(protocol) else ""

    def look_at_doses(self) -> None:
        """Read which doses are planned with this person; where that cannot be read, the last ones hold."""
        with suppress(StationError):
            planned = self._store.plans.plan(self._person.id)
            today = [self._library.today((dose.exercise,)) for dose in planned]
            doses = tuple(replace(dose, exercise=keys[0]) for dose, keys in zip(planned, today, strict=True))
            if doses != self._doses:
                self._doses, self._agreed = doses, {}

    def as_agreed(self, protocol: Protocol) -> Protocol:
        """A test of the clinic as it is planned with this person; as it is where nothing is."""
        return self._agreed_of(protocol.key).protocol if protocol == self.protocols.get(protocol.key) else protocol

    def not_as_agreed(self, protocol: Protocol) -> str:
        """Which part of this person's plan this test is not done by, and why; empty when there is none."""
        if protocol.key not in self.protocols:
            return ""
        agreed = self._agreed_of(protocol.key)
        return agreed.why_not if agreed.protocol == protocol else ""

    def _agreed_of(self, key: str) -> Agreed:
        agreed = self._agreed
        if key not in agreed:
            agreed[key] = as_agreed(self.protocols[key], self._library.texts.get(key, ""), self._doses)
        return agreed[key]

    def _measures_maximum(self, protocol: Protocol) -> Protocol | None:
        """The test whose peaks count; of one that the clinic has replaced, its own."""
        target = protocol.target
        asked = None if target is None or target.kind != "own_maximum" else target.maximum_of or protocol.key
        if protocol.path is not None:
            asked = protocol.path.maximum_of
        if asked is None or asked == protocol.key:
            return None if asked is None else protocol
        today = self._library.today((asked,))
        return self.protocols.get(today[0]) if today else None

    # The running recording --------------------------------------------------------------------------------------------

    @property
    def recording(self) -> bool:
        """Whether a recording is running."""
        return self._recorder is not None

    @property
    def recording_id(self) -> str:
        """Of the running recording; empty where none runs."""
        return "" if self._recorder is None else self._recorder.path.stem

    @property
    def problem(self) -> str:
        """What stopped the running recording; empty while all is well."""
        return "" if self._recorder is None or self._recorder.problem is None else self._recorder.problem

    @property
    def warning(self) -> str:
        """What to see to before it stops the work; empty when there is nothing."""
        return " ".join(part for part in (room(self._folders).warning, self.left_out) if part)

    def begin(self, protocol: Protocol, streams: Sequence[Stream]) -> None:
        """Start a recording with the newest second of every stream, which its zero was taken from.

        Raises StationError when nothing could be saved.
        """
        refusal = room(self._folders).refusal
        if refusal:
            raise StationError(refusal)
        recording_id = self._new_id()
        header = Header(
            recording_id=recording_id,
            created=self._now(),
            software=software(),
            protocol=protocol.key,
            person=self._person.id,
            title=protocol.title,
            session=self._session,
            protocol_text=self._library.text_of(protocol),
        )
        self._recorder = self._new_recorder(recording_path(self._folders, recording_id), header)
        self._recorded = {stream.number: stream.sides_in(protocol) for stream in streams}
        for stream in streams:
            self.segment(stream)
            for block in stream.tail():
                self._recorder.samples(stream.number, block)
        for host_s, said in aligned_markers(streams):
            self._recorder.marker("aligned", host_s, **said)

    def body_mass(self, protocol: Protocol) -> dict[str, object] | None:
        """What this person is known to weigh, for a test that does not weigh; None where nobody knows."""
        return None if protocol.weigh is not None else as_marker(self._mass, self._now())

    def segment(self, stream: Stream) -> None:
        """Describe a stream, or a new segment of it."""
        if self._recorder is None or stream.number not in self._recorded:
            return
        if stream.segment is not None and stream.calibration is not None:
            sides = self._recorded[stream.number]
            self._recorder.stream(stream.number, stream.segment, stream.calibration, stream.zero, sides)
            if stream.trial_clock.aligned and stream.told_clock is not None:
                self._recorder.clock(stream.number, stream.told_clock)
            self._recorder.clock(stream.number, stream.trial_clock)

    def samples(self, stream: Stream, block: SampleBlock) -> None:
        if self._recorder is not None and stream.number in self._recorded:
            self._recorder.samples(stream.number, block)

    def gap(self, stream: Stream, gap: Gap) -> None:
        if self._recorder is not None and stream.number in self._recorded:
            self._recorder.gap(stream.number, gap)

    def marker(self, name: str, host_s: float, **data: object) -> None:
        if self._recorder is not None:
            self._recorder.marker(name, host_s, **data)

    def finish(self, outcome: Outcome, end_s: float, streams: Sequence[Stream]) -> Finished | None:
        """End the recording and its range, with what is known about the clocks; the rest takes ``file``."""
        recorder = self._recorder
        if recorder is None:
            return None
        for stream in streams:
            # where the clock stands now tells its drift; the trial's own offset is the one that its times are made with
            if stream.told_clock is not None:
                recorder.clock(stream.number, stream.told_clock)
            recorder.clock(stream.number, stream.trial_clock)
        recorder.marker("range_end", end_s)
        self._filing.add(recorder.path.stem)
        self._recorder = None
        return Finished(recorder, outcome)

    def abandon(self, outcome: Outcome) -> Finished | None:
        """End a recording that led to no trial.  An interrupted one is offered for recovery, others are set aside."""
        recorder, self._recorder = self._recorder, None
        return None if recorder is None else Finished(recorder, outcome, wanted=False)

    # Stored trials ----------------------------------------------------------------------------------------------------

    def file(self, finished: Finished) -> str | None:
        """Close the recording, compute from what is on disk, store; returns the trial's id, None for an unwanted one.

        Raises StationError.
        """
        finished.recorder.close(finished.outcome)
        if finished.wanted:
            try:
                found = self._found.pop(finished.recording_id, None)
                return file_trial(self._store, self._folders, finished.recorder.path, later=found)
            finally:
                self._filing.discard(finished.recorder.path.stem)
        if finished.outcome is not Outcome.INTERRUPTED:
            set_aside(finished.recorder.path)
        return None

    def found_later(self, recordings: Sequence[str], findings: Findings) -> tuple[str, ...]:
        """What was found about trials when their recordings were closed; returns those that were computed again.

        One that is not stored yet gets it when it is.
        """
        stored = {recording_id: self._store.trial_of_recording(recording_id) for recording_id in recordings}
        for recording_id, trial_id in stored.items():
            if trial_id is None:
                self._found[recording_id] = {**self._found.get(recording_id, {}), **findings}
            else:
                refile(self._store, self._folders, trial_id, later=findings)
        return tuple(trial_id for trial_id in stored.values() if trial_id is not None)

    def decide(self, trial_id: str, kept: bool | None, reason: RejectReason | None = None, note: str = "") -> None:
        """Keep or reject a trial, or leave it open again; a rejected one stays stored, with its reason."""
        self._amending.decide(trial_id, kept, reason, note)
        self._mass = self._store.facts.body_mass_at(self._person.id, self._now())
        self._peaks = self._store.visits.results(self.person, BEST)
        self.look_at_doses()

    def told(self, trial_id: str) -> Told:
        """What a stored trial tells the set that it belongs to."""
        return told_by(self._store.trial(trial_id))

    def so_far(self) -> tuple[tuple[str, Told, bool], ...]:
        """What was decided in this visit before this program began: each test, its trial, whether it is a retest."""
        decided = [line.id for line in self._store.visits.trials(visit_id=self._session) if line.kept is not None]
        found = [self._store.trial(trial_id) for trial_id in reversed(decided)]
        return tuple((each.trial.protocol, told_by(each), each.trial.retest_of is not None) for each in found)

    def retest(self, trial_id: str) -> tuple[Protocol, frozenset[str]]:
        """The test of a trial of this visit as it was done, and which devices measured it.  Raises StationError."""
        stored = self._store.trial(trial_id)
        if stored.trial.session_id != self._session:
            raise StationError(
                "That trial is of another visit. Choose its test: the comparison over visits is made when it is done."
            )
        return protocol_of(stored), frozenset(source.serial for source in stored.current.provenance.sources)

    # Batteries --------------------------------------------------------------------------------------------------------

    def plan_for(self, battery: str) -> Plan:
        """A battery for this visit; one of random order has the same order all through it.  Raises BadInput."""
        return self._plans().plan(battery, crc32(self._session.encode()))

    def batteries(self) -> tuple[BatteryCard, ...]:
        """All batteries, those of the clinic among them."""
        found = self._plans()
        plans = [found.plan(key) for key in found.batteries]
        return tuple(
            BatteryCard(
                plan.battery.key,
                plan.battery.title,
                plan.battery.summary,
                plan.battery.minutes,
                tuple(step.protocol.key for step in plan.steps),
            )
            for plan in plans
        )

    def _plans(self) -> PlanLibrary:
        if self._plan_library is None:
            self._plan_library = plan_library(self._folders, self._library)
        return self._plan_library

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> None:
        """Put one mark elsewhere and compute again; the run before stays stored."""
        self.amend(lambda amending: amending.move_mark(trial_id, name, side, time_s))

    def amend(self, change: Callable[[Amending], Amendment | None]) -> None:
        """Change something about a stored trial, or take a change back.  Raises StationError when nothing was."""
        change(self._amending)
        self._mass = self._store.facts.body_mass_at(self._person.id, self._now())
        self._peaks = self._store.visits.results(self.person, BEST)

    def review(self, trial_id: str) -> TrialReview:
        return review_of(self._store, self._folders, trial_id)

    def trials(self) -> Sequence[TrialSummary]:
        return self._store.trials(most=MOST_LISTED)

    def interrupted(self) -> Sequence[Interrupted]:
        running = set() if self._recorder is None else {self._recorder.path.stem}
        return unfiled(self._store, self._folders, running | self._filing)

    def recover(self, recording_id: str) -> str:
        """File an interrupted recording.  Raises StationError when there is nothing to compute from."""
        return file_trial(self._store, self._folders, recording_path(self._folders, recording_id))

    def discard(self, recording_id: str) -> None:
        discard(self._folders, recording_id)
