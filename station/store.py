"""What the clinic keeps: people, sessions, trials, and every run of analysis with its provenance.

Every method is one transaction and may be called from any thread; on a station, one that has returned survives a power
cut (``station.database``).  Numbers are added, never overwritten: a trial that is computed again gets a new run.
"""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from station.amendment_book import AmendmentBook
from station.audit import Action, AuditBook
from station.change.stored import ChangeBook
from station.conflicts import ConflictBook
from station.database import Database, LocalDatabase
from station.day_list import DayList, KeptHere, WordBook
from station.device_book import DeviceBook
from station.dose_plans import PlanBook
from station.doses import DoseBook
from station.errors import BadInput, StationError
from station.folders import Folders
from station.identity import IdentityBook, identities_in, identities_on
from station.ledger import Ledger
from station.model import RejectReason, TrialSummary
from station.people import PeopleBook
from station.proofs import ProofBook
from station.records import NewRun, NewTrial, Person, StoredTrial
from station.rows import run_of, run_row, trial_of
from station.schema import schema_of
from station.tables import PersonRow, RunRow, SessionRow, TrialRow, offset_minutes
from station.visits import VisitBook
from station.whereabouts import own_name

if TYPE_CHECKING:
    from station.link import LinkState

_LONGEST_CODE: Final = 64


def unused_id() -> str:
    """An id that nobody has used before."""
    return str(uuid.uuid4())


class Link(Protocol):
    """What a store shows of its connection to the clinic's server."""

    @property
    def state(self) -> LinkState: ...

    def subscribe(self, listener: Callable[[LinkState], None]) -> None: ...

    def close(self) -> None: ...


class Store:
    """The database of one data folder.  ``close`` (or ``with``) gives the folder back."""

    def __init__(
        self,
        folders: Folders,
        *,
        read_only: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = unused_id,
    ) -> None:
        """Lock the folder, bring the database up to date and open it.  Raises StationError.

        ``read_only`` takes no lock and changes nothing; it needs a database of this program's own schema.
        """
        station = own_name(folders)
        local = LocalDatabase(folders, now, read_only=read_only)
        self._use(local, now, new_id, lambda: identities_in(folders.identities), read_only)
        self.local: LocalDatabase | None = local
        self.station = station

    @classmethod
    def on(
        cls,
        database: Database,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = unused_id,
    ) -> Store:
        """What another database keeps, that of a server for one; ``close`` closes it."""
        store = cls.__new__(cls)
        store._use(database, now, new_id, lambda: identities_on(database.engine), False)
        store.local = None
        return store

    def _use(
        self,
        database: Database,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        identities: Callable[[], Engine],
        read_only: bool,
    ) -> None:
        self._now, self._new_id, self._database = now, new_id, database
        self._reading, self._writing = database.reading, database.writing
        self._engine = database.engine
        self.link: Link | None = None
        """How the clinic's server is; None without one."""
        self.station = ""
        """What this station is called; goes with every trial."""
        self.audit = AuditBook(self._reading, self._writing, now)
        self.visits = VisitBook(self._reading)
        self.changes = ChangeBook(self._reading)
        ledger = Ledger(self._reading, self._writing, now, new_id, self.audit)
        self.devices = DeviceBook(ledger)
        self.proofs = ProofBook(ledger)
        self.amendments = AmendmentBook(ledger, self._add_run)
        self.facts = PeopleBook(ledger)
        self.doses = DoseBook(ledger)
        self.plans = PlanBook(ledger)
        self.words = WordBook(ledger)
        self.days = DayList(ledger)
        self.kept_here = KeptHere(ledger)
        self.conflicts = ConflictBook(ledger)
        self.identities = IdentityBook(identities, self.audit, now, read_only=read_only)

    def now(self) -> datetime:
        """What its clock says."""
        return self._now()

    def reading(self) -> AbstractContextManager[Session]:
        """A transaction that changes nothing, for a list that no book has.  Raises StationError."""
        return self._reading()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and give the folder back.  Safe to call twice."""
        if self.link is not None:
            self.link.close()
        self.identities.close()
        self._database.close()

    # People and sessions ---------------------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """Everybody, by code."""
        with self._reading() as session:
            return tuple(_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.code)))

    def person(self, code: str) -> Person | None:
        with self._reading() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.code == unicodedata.normalize("NFC", code)))
            return None if row is None else _person(row)

    def add_person(
        self,
        code: str,
        facts: Mapping[str, object] | None = None,
        body_mass_kg: float | None = None,
        weighed_at: datetime | None = None,
    ) -> Person:
        """A new client under a pseudonym, with what is known of them, all of it or nothing.

        Raises BadInput when the code is unusable or taken, and for facts that cannot be.
        """
        code = unicodedata.normalize("NFC", code).strip()
        if not code or len(code) > _LONGEST_CODE or any(unicodedata.category(c)[0] == "C" for c in code):
            raise BadInput(f"A code needs 1 to {_LONGEST_CODE} visible characters, for example A-104.")
        with self._writing() as session:
            if session.scalar(select(PersonRow.id).where(PersonRow.code == code)):
                raise BadInput(f"The code {code} is taken. Choose another one.")
            row = PersonRow(id=self._new_id(), code=code, created_at=self._now())
            session.add(row)
            self.audit.note_in(session, Action.ADD, "person", row.id, code=code)
            self.facts.write_in(session, row.id, facts or {}, body_mass_kg, weighed_at)
            return _person(row)

    def start_session(self, person_id: str, started_at: datetime | None = None, session_id: str = "") -> str:
        """A new visit of this person; returns its id.  ``started_at`` carries its UTC offset (default: now, here).

        ``session_id`` is what it is called already, as in the recordings of its trials; one that is no id of this
        program, or that is taken, is not used.
        """
        started_at = started_at or self._now().astimezone()
        with self._writing() as session:
            if session.get(PersonRow, person_id) is None:
                raise StationError(f"Nobody with the id {person_id} is stored here.")
            usable = _is_id(session_id) and session.get(SessionRow, session_id) is None
            row = SessionRow(
                id=session_id if usable else self._new_id(),
                person_id=person_id,
                started_at=started_at,
                utc_offset_minutes=offset_minutes(started_at),
            )
            session.add(row)
            return row.id

    def has_session(self, session_id: str) -> bool:
        with self._reading() as session:
            return session.get(SessionRow, session_id) is not None

    def has_person(self, person_id: str) -> bool:
        with self._reading() as session:
            return session.get(PersonRow, person_id) is not None

    # Trials ----------------------------------------------------------------------------------------------------

    def add_trial(self, trial: NewTrial, run: NewRun) -> str:
        """Store a trial with its first run, both or neither; returns its id.  One trial per recording."""
        with self._writing() as session:
            if session.get(SessionRow, trial.session_id) is None:
                raise StationError(f"There is no session {trial.session_id} to store this trial in.")
            if session.scalar(select(TrialRow.id).where(TrialRow.recording_id == trial.recording_id)):
                raise StationError(f"The recording {trial.recording_id} belongs to a stored trial already.")
            row = TrialRow(
                id=self._new_id(),
                session_id=trial.session_id,
                recording_id=trial.recording_id,
                recording_sha256=trial.recording_sha256,
                range_start_host_s=trial.range_start_host_s,
                range_end_host_s=trial.range_end_host_s,
                protocol=trial.protocol,
                protocol_text=trial.protocol_text,
                protocol_sha256=hashlib.sha256(trial.protocol_text.encode()).hexdigest(),
                title=trial.title,
                headline=trial.headline,
                started_at=trial.started_at,
                utc_offset_minutes=offset_minutes(trial.started_at),
                outcome=trial.outcome.value,
                complete=trial.complete,
                practice=trial.practice,
                retest_of=trial.retest_of,
                station=self.station or None,
            )
            session.add(row)
            session.flush()
            session.add(run_row(self._new_id(), row.id, 1, self._now(), run, before={}))
            return row.id

    def replace_results(self, trial_id: str, run: NewRun) -> int:
        """Add a run that is the current one from now on; earlier ones stay.  Returns its number."""
        with self._writing() as session:
            return self._add_run(session, trial_id, run)

    def _add_run(self, session: Session, trial_id: str, run: NewRun) -> int:
        last = session.scalar(
            select(RunRow)
            .where(RunRow.trial_id == trial_id)
            .order_by(RunRow.number.desc())
            .limit(1)
            .options(selectinload(RunRow.marks))
        )
        if last is None:
            raise _no_trial(trial_id)
        before = {(mark.name, mark.side): mark for mark in last.marks}
        session.execute(update(RunRow).where(RunRow.trial_id == trial_id).values(current=False))
        session.add(run_row(self._new_id(), trial_id, last.number + 1, self._now(), run, before))
        self.audit.note_in(
            session, Action.CORRECTION, "trial", trial_id, run=last.number + 1, of=last.number, cause=run.cause
        )
        return last.number + 1

    def decide(self, trial_id: str, kept: bool) -> None:
        """Keep or reject a trial; a rejected one stays stored."""
        self.amendments.decide(trial_id, kept)

    def trials(self, person: str | None = None, most: int | None = None) -> list[TrialSummary]:
        """All trials, or those of a person (by code), newest first, with the current headline numbers."""
        return [line.summary for line in self.visits.trials(person, most=most)]

    def trial(self, trial_id: str) -> StoredTrial:
        """Everything about one trial.  Raises StationError when there is none of this id."""
        with self._reading() as session:
            row = session.scalar(
                select(TrialRow)
                .where(TrialRow.id == trial_id)
                .options(
                    joinedload(TrialRow.session).joinedload(SessionRow.person),
                    selectinload(TrialRow.runs).selectinload(RunRow.sources),
                    selectinload(TrialRow.runs).selectinload(RunRow.marks),
                    selectinload(TrialRow.runs).selectinload(RunRow.results),
                )
            )
            if row is None:
                raise _no_trial(trial_id)
            return _stored(row)

    def marked(self, trial_ids: Sequence[str]) -> tuple[StoredTrial, ...]:
        """These trials in this order, each with its shown run alone and of that its marks alone: for drawing."""
        shown = TrialRow.runs.and_(RunRow.current)
        query = (
            select(TrialRow)
            .where(TrialRow.id.in_(trial_ids))
            .options(
                joinedload(TrialRow.session).joinedload(SessionRow.person),
                selectinload(shown).selectinload(RunRow.marks),
            )
        )
        with self._reading() as session:
            rows = {row.id: row for row in session.scalars(query)}
            return tuple(_stored(rows[each], marks_only=True) for each in trial_ids if each in rows)

    def trial_of_recording(self, recording_id: str) -> str | None:
        """The id of the trial that was made from a recording."""
        with self._reading() as session:
            return session.scalar(select(TrialRow.id).where(TrialRow.recording_id == recording_id))

    def recordings(self) -> frozenset[str]:
        """Ids of all recordings that belong to a trial."""
        return frozenset(self.trials_of_recordings())

    def trials_of_recordings(self) -> dict[str, str]:
        """The id of each recording that belongs to a trial, and that trial's id."""
        with self._reading() as session:
            rows = session.execute(select(TrialRow.recording_id, TrialRow.id))
            return {row.recording_id: row.id for row in rows}

    def counts(self) -> dict[str, int]:
        """How many people, sessions and trials are stored."""
        tables = {"people": PersonRow, "sessions": SessionRow, "trials": TrialRow}
        with self._reading() as session:
            return {name: session.scalar(select(func.count()).select_from(row)) or 0 for name, row in tables.items()}


def readable_store(folders: Folders) -> Store | None:
    """The database for looking only, even while a station runs; None when nothing was stored in this folder yet."""
    return Store(folders, read_only=True) if schema_of(folders.database) else None


def _no_trial(trial_id: str) -> StationError:
    return StationError(f"No trial {trial_id} is stored here. `station recordings list` shows what there is.")


def _stored(row: TrialRow, *, marks_only: bool = False) -> StoredTrial:
    return StoredTrial(
        id=row.id,
        person=_person(row.session.person),
        trial=trial_of(row),
        kept=row.kept,
        decided_at=row.decided_at,
        runs=tuple(run_of(run, marks_only=marks_only) for run in row.runs),
        station=row.station,
        sides_swapped=row.sides_swapped,
        rejected_for=None if row.rejected_for is None else RejectReason(row.rejected_for),
        rejected_note=row.rejected_note or "",
    )


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.code, row.created_at)
