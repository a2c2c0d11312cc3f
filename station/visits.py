"""Who was here, when, and what was measured: lists of people, visits and trials, read from one database.

Columns are asked for, and not whole rows with everything behind them: a clinic of years is listed at once.
"""

from __future__ import annotations

import unicodedata
from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from station.errors import StationError
from station.model import NamedMeasurement, Outcome, RejectReason, TrialSummary
from station.rows import measurement_of
from station.tables import PersonRow, ResultRow, RunRow, SessionRow, Transaction, TrialRow, on_the_wall

JOINS: Final = timedelta(hours=2)
"""Who does another test on the same day within this time is still here: no clinical visit has a longer pause between
two tests, and a body weight that was taken at its beginning holds as long (``station.carrying``)."""
_MOST_NAMED: Final = 5
_RUNS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A client and how often they were here."""

    id: str
    code: str
    created_at: datetime
    visits: int
    trials: int
    last_visit_at: datetime | None
    """With the UTC offset of the place."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit of one person."""

    id: str
    person: str
    """The code."""
    started_at: datetime
    trials: int


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A trial with its main numbers; ``refusal`` is why none of them must be used."""

    id: str
    visit_id: str
    person: str
    protocol: str
    title: str
    started_at: datetime
    outcome: Outcome
    complete: bool
    kept: bool | None
    """None until somebody decided."""
    recording_id: str
    refusal: str | None
    headline: tuple[NamedMeasurement, ...]
    practice: bool = False
    rejected_for: RejectReason | None = None

    @property
    def summary(self) -> TrialSummary:
        """What lists of trials show of it."""
        return TrialSummary(
            trial_id=self.id,
            person=self.person,
            protocol=self.protocol,
            title=self.title,
            started_at=self.started_at,
            outcome=self.outcome,
            kept=self.kept,
            headline=self.headline,
            practice=self.practice,
            rejected_for=self.rejected_for,
        )


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One stored number of one trial, with the text of the test that it was measured by."""

    trial_id: str
    protocol: str
    protocol_text: str
    started_at: datetime
    kept: bool | None
    line: NamedMeasurement


def time_in_visit(visit: VisitLine, at: time, now: datetime) -> datetime:
    """That time of the day in the visit of today; yesterday's evening where it has run past midnight."""
    moment = datetime.combine(now.date(), at, now.tzinfo)
    yesterday = moment - timedelta(days=1)
    began = visit.started_at.astimezone(now.tzinfo).date()
    return yesterday if moment > now and yesterday.date() == began else moment


def of_today(began: datetime, last: datetime, now: datetime) -> bool:
    """Whether a visit began on the day of ``now``, or has run past midnight: what was done ``last`` is not long ago."""
    return began.astimezone(now.tzinfo).date() == now.date() or timedelta(0) <= now - last < JOINS


class VisitBook:
    """The lists of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, reading: Transaction) -> None:
        self._reading = reading

    def people(self) -> tuple[PersonLine, ...]:
        """Everybody, by code."""
        latest = (
            select(SessionRow.person_id, func.max(SessionRow.started_at).label("at"), func.count().label("visits"))
            .group_by(SessionRow.person_id)
            .subquery()
        )
        trials = (
            select(SessionRow.person_id, func.count().label("trials"))
            .join(TrialRow, TrialRow.session_id == SessionRow.id)
            .group_by(SessionRow.person_id)
            .subquery()
        )
        query = (
            select(PersonRow, latest.c.visits, latest.c.at, func.max(SessionRow.utc_offset_minutes), trials.c.trials)
            .outerjoin(latest, latest.c.person_id == PersonRow.id)
            .outerjoin(SessionRow, (SessionRow.person_id == PersonRow.id) & (SessionRow.started_at == latest.c.at))
            .outerjoin(trials, trials.c.person_id == PersonRow.id)
            .group_by(PersonRow.id, latest.c.visits, latest.c.at, trials.c.trials)
            .order_by(PersonRow.code)
        )
        with self._reading() as session:
            return tuple(
                PersonLine(
                    row.id,
                    row.code,
                    row.created_at,
                    visits or 0,
                    done or 0,
                    None if at is None else on_the_wall(at, offset),
                )
                for row, visits, at, offset, done in session.execute(query)
            )

    def visits(self, person: str | None = None) -> tuple[VisitLine, ...]:
        """All visits, or those of the person with this code; newest first."""
        return self._visits(None if person is None else PersonRow.code == _normal(person))

    def today(self, person: str, now: datetime) -> VisitLine | None:
        """The newest visit of the person with this code, if it began on the day of ``now`` or has run past midnight.

        It has when its last trial, or its beginning where there is none yet, is less than ``JOINS`` ago.
        """
        newest = next(iter(self.visits(person)), None)
        there = newest is not None and of_today(newest.started_at, self._last_done(newest), now)
        return newest if there else None

    def history(self, person: str) -> tuple[tuple[VisitLine, ...], tuple[TrialLine, ...]]:
        """All visits and all trials of the person with this code, newest first, as they were at one moment.

        In two questions: on the way to a server each takes longer than what it asks for.
        """
        of_person = PersonRow.code == _normal(person)
        with self._reading() as session:
            return _visit_lines(session, of_person), _with_numbers(session, [of_person])

    def _visits(self, condition: ColumnElement[bool] | None) -> tuple[VisitLine, ...]:
        with self._reading() as session:
            return _visit_lines(session, condition)

    def going_on(self, person: str, now: datetime) -> str | None:
        """The visit of the person with this code that goes on ``now`` (with its UTC offset); None where none does.

        It began on this day, and its last trial, or its beginning where there is none yet, is less than ``JOINS`` ago.
        """
        begun = next((visit for visit in self.visits(person) if visit.started_at <= now), None)
        if begun is None or begun.started_at.astimezone(now.tzinfo).date() != now.date():
            return None
        return begun.id if now - self._last_done(begun) < JOINS else None

    def _last_done(self, visit: VisitLine) -> datetime:
        newest = self.trials(visit_id=visit.id, most=1)
        return max([visit.started_at, *(trial.started_at for trial in newest)])

    def visit(self, beginning: str) -> VisitLine:
        """The one whose id begins like this.  Raises StationError when there is none, or more than one."""
        visit_id = self._only(SessionRow.id, beginning, "visit")
        return self._visits(SessionRow.id == visit_id)[0]

    def trial_id(self, beginning: str) -> str:
        """The id that begins like this, of a trial or of its recording.

        Raises StationError when there is none, or more than one.
        """
        with self._reading() as session:
            of_recording = session.scalar(select(TrialRow.id).where(TrialRow.recording_id == beginning))
        return of_recording or self._only(TrialRow.id, beginning, "trial")

    def trials(
        self,
        person: str | None = None,
        visit_id: str | None = None,
        protocol: str | None = None,
        most: int | None = None,
    ) -> tuple[TrialLine, ...]:
        """All trials, or those of a person (by code), a visit and a test; newest first, at most so many."""
        conditions = []
        if person is not None:
            conditions.append(PersonRow.code == _normal(person))
        if visit_id is not None:
            conditions.append(TrialRow.session_id == visit_id)
        if protocol is not None:
            conditions.append(TrialRow.protocol == protocol)
        if most is None and (person is not None or visit_id is not None):
            with self._reading() as session:
                return _with_numbers(session, conditions)
        query = _trials_of(conditions).limit(most)
        if most is not None and person is None:
            # which ones they are is known by their times alone, before anything is looked up for any of them
            newest = select(TrialRow.id).where(*conditions).order_by(TrialRow.started_at.desc(), TrialRow.id)
            query = query.where(TrialRow.id.in_(newest.limit(most)))
        with self._reading() as session:
            rows = session.execute(query).all()
            headlines: dict[str, list[NamedMeasurement]] = {}
            for at in range(0, len(rows), _RUNS_AT_ONCE):
                _headlines(session, rows[at : at + _RUNS_AT_ONCE], headlines)
            return tuple(_trial_line(row, tuple(headlines.get(row.run_id, ()))) for row in rows)

    def results(self, person: str, key: str) -> tuple[ResultLine, ...]:
        """Every number of this metric that the person with this code has, of the runs that are shown; newest first.

        Practice is not among them.
        """
        query = (
            select(TrialRow, ResultRow)
            .join(SessionRow, SessionRow.id == TrialRow.session_id)
            .join(PersonRow, PersonRow.id == SessionRow.person_id)
            .join(RunRow, (RunRow.trial_id == TrialRow.id) & RunRow.current)
            .join(ResultRow, ResultRow.run_id == RunRow.id)
            .where(PersonRow.code == _normal(person), func.coalesce(ResultRow.key, "") == key, ~TrialRow.practice)
            .order_by(TrialRow.started_at.desc(), TrialRow.id, ResultRow.position)
        )
        with self._reading() as session:
            return tuple(
                ResultLine(
                    row.id,
                    row.protocol,
                    row.protocol_text,
                    on_the_wall(row.started_at, row.utc_offset_minutes),
                    row.kept,
                    measurement_of(result),
                )
                for row, result in session.execute(query)
            )

    def _only(self, column: Any, beginning: str, what: str) -> str:
        with self._reading() as session:
            query = select(column).where(column.startswith(beginning, autoescape=True)).order_by(column)
            found = list(session.scalars(query.limit(_MOST_NAMED + 1)))
        if len(found) == 1:
            return str(found[0])
        if not found:
            raise StationError(
                f"No {what} has an id that begins with {beginning[:40]!r}. Look it up: station {what} list."
            )
        named = ", ".join(found[:_MOST_NAMED]) + (" ..." if len(found) > _MOST_NAMED else "")
        raise StationError(f"More than one {what} has an id that begins with {beginning[:40]!r}: {named}.")


# What a list shows; the text of the test, which every trial keeps, is most of a row and is left where it is.
_LINE: Final = (
    TrialRow.id,
    TrialRow.session_id,
    TrialRow.protocol,
    TrialRow.title,
    TrialRow.headline,
    TrialRow.started_at,
    TrialRow.utc_offset_minutes,
    TrialRow.outcome,
    TrialRow.complete,
    TrialRow.kept,
    TrialRow.recording_id,
    TrialRow.practice,
    TrialRow.rejected_for,
)
_Number: Final = namedtuple("_Number", "run_id key title side value unit state reasons uncertainty method")
_NUMBER: Final = (
    ResultRow.run_id,
    ResultRow.key,
    ResultRow.title,
    ResultRow.side,
    ResultRow.value,
    ResultRow.unit,
    ResultRow.state,
    ResultRow.reasons,
    ResultRow.uncertainty,
    ResultRow.method,
)


def _visit_lines(session: Session, condition: ColumnElement[bool] | None) -> tuple[VisitLine, ...]:
    query = (
        select(
            SessionRow.id,
            PersonRow.code,
            SessionRow.started_at,
            SessionRow.utc_offset_minutes,
            func.count(TrialRow.id),
        )
        .join(PersonRow, PersonRow.id == SessionRow.person_id)
        .outerjoin(TrialRow, TrialRow.session_id == SessionRow.id)
        .group_by(SessionRow.id, PersonRow.code)
        .order_by(SessionRow.started_at.desc(), SessionRow.id)
    )
    if condition is not None:
        query = query.where(condition)
    return tuple(
        VisitLine(visit_id, code, on_the_wall(at, offset), trials)
        for visit_id, code, at, offset, trials in session.execute(query)
    )


def _trials_of(conditions: Sequence[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    return (
        select(*_LINE, PersonRow.code, RunRow.id.label("run_id"), RunRow.refusal)
        .join(SessionRow, SessionRow.id == TrialRow.session_id)
        .join(PersonRow, PersonRow.id == SessionRow.person_id)
        .join(RunRow, (RunRow.trial_id == TrialRow.id) & RunRow.current)
        .where(*conditions)
        .order_by(TrialRow.started_at.desc(), TrialRow.id)
    )


def _with_numbers(session: Session, conditions: Sequence[ColumnElement[bool]]) -> tuple[TrialLine, ...]:
    """Few trials and their main numbers in one question: a row for each number, one for a trial without any."""
    numbers = [column.label(f"number_{column.key}") for column in _NUMBER]
    # through the index on keys every result of that key there ever was would be looked at, so it is kept out
    is_headline = func.coalesce(ResultRow.key, "") == TrialRow.headline
    query = (
        _trials_of(conditions)
        .add_columns(*numbers)
        .outerjoin(ResultRow, (ResultRow.run_id == RunRow.id) & is_headline)
        .order_by(ResultRow.position)
    )
    found: dict[str, tuple[Any, list[NamedMeasurement]]] = {}
    for row in session.execute(query):
        _, headline = found.setdefault(row.id, (row, []))
        if row.number_run_id is not None:
            headline.append(measurement_of(_Number(*row[-len(numbers) :])))
    return tuple(_trial_line(row, tuple(headline)) for row, headline in found.values())


def _headlines(session: Session, rows: Sequence[Any], found: dict[str, list[NamedMeasurement]]) -> None:
    """The main numbers of some trials, by run: found through the runs.

    Through the index on keys alone every result of that key there ever was would be looked at, so it is kept out.
    """
    wanted = {row.run_id: row.headline for row in rows}
    query = (
        select(*_NUMBER)
        .where(ResultRow.run_id.in_(wanted), func.coalesce(ResultRow.key, "").in_(sorted(set(wanted.values()))))
        .order_by(ResultRow.run_id, ResultRow.position)
    )
    for result in session.execute(query):
        if result.key == wanted[result.run_id]:
            found.setdefault(result.run_id, []).append(measurement_of(result))


def _trial_line(row: Any, headline: tuple[NamedMeasurement, ...]) -> TrialLine:
    return TrialLine(
        id=row.id,
        visit_id=row.session_id,
        person=row.code,
        protocol=row.protocol,
        title=row.title,
        started_at=on_the_wall(row.started_at, row.utc_offset_minutes),
        outcome=Outcome(row.outcome),
        complete=row.complete,
        kept=row.kept,
        recording_id=row.recording_id,
        refusal=row.refusal,
        headline=headline,
        practice=row.practice,
        rejected_for=None if row.rejected_for is None else RejectReason(row.rejected_for),
    )


def _normal(code: str) -> str:
    return unicodedata.normalize("NFC", code).strip()
