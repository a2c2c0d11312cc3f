"""Doses: what a person was to do in an exercise, what they did, and what was done to them between two measurements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station.audit import Action, AuditBook
from station.errors import StationError
from station.ledger import Ledger
from station.model import Side
from station.people_tables import DoseRow, TreatmentRow
from station.plain_text import plain_text
from station.tables import SessionRow, TrialRow, offset_minutes, on_the_wall

_LONGEST_WORDS: Final = 300


@dataclass(frozen=True, slots=True)
class Prescribed:
    """What was to be done; None where the exercise asks for nothing of the kind."""

    target_low: float | None = None
    target_high: float | None = None
    target_unit: str = ""
    """``N``, ``% of own maximum``, ``% of body weight``."""
    hold_s: float | None = None
    reps: int | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """What was done, in the units of what was prescribed; None where it could not be measured."""

    target: float | None = None
    """Mean of the held level."""
    hold_s: float | None = None
    reps: int | None = None
    in_band: float | None = None
    """Part of the time between the limits, 0..1."""
    doubts: tuple[str, ...] = ()
    """Why these numbers are limited; empty when they are not."""


@dataclass(frozen=True, slots=True)
class Dose:
    """One exercise of one side in one visit.  ``exercise`` is the key of its protocol."""

    session_id: str
    exercise: str
    side: Side
    at: datetime
    prescribed: Prescribed
    reached: Reached
    trial_id: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was done in a visit: measurements before and after it can be told apart."""

    id: str
    session_id: str
    at: datetime
    what: str


class DoseBook:
    """The doses and treatments of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, dose: Dose) -> str:
        """Keep a dose; returns its id."""
        with self._ledger.writing() as session:
            _require(session, dose.session_id)
            row = _row(self._ledger.new_id(), dose)
            session.add(row)
            return row.id

    def doses(self, person_id: str, exercise: str | None = None) -> tuple[Dose, ...]:
        """Everything that a person did, or of one exercise; oldest first.  A trial that does not count has none."""
        query = (
            select(DoseRow)
            .join(SessionRow, SessionRow.id == DoseRow.session_id)
            .outerjoin(TrialRow, TrialRow.id == DoseRow.trial_id)
            .where(SessionRow.person_id == person_id)
            .where(or_(DoseRow.trial_id.is_(None), TrialRow.kept.is_(True) & ~TrialRow.practice))
            .order_by(DoseRow.at, DoseRow.exercise, DoseRow.side, DoseRow.id)
        )
        if exercise is not None:
            query = query.where(DoseRow.exercise == exercise)
        with self._ledger.reading() as session:
            return tuple(_dose(row) for row in session.scalars(query))

    def treat(self, session_id: str, what: str, at: datetime | None = None) -> Treatment:
        """Write down what was done now, between two measurements of a visit.  Raises BadInput for unusable words."""
        what, at = plain_text(what, "treatment", _LONGEST_WORDS), at or self._ledger.now().astimezone()
        with self._ledger.writing() as session:
            _require(session, session_id)
            row = TreatmentRow(
                id=self._ledger.new_id(),
                session_id=session_id,
                at=at,
                utc_offset_minutes=offset_minutes(at),
                what=what,
            )
            session.add(row)
            self._ledger.audit.note_in(session, Action.ADD, "visit", session_id, treatment=row.id)
            return _treatment(row)

    def strike_treatment(self, treatment_id: str) -> None:
        """Take back what was noted by mistake; the account keeps its words.  Raises StationError when there is none."""
        with self._ledger.writing() as session:
            row = session.get(TreatmentRow, treatment_id)
            if row is None:
                raise StationError("What was done is not noted here any more.")
            session.delete(row)
            self._ledger.audit.note_in(
                session, Action.DELETE, "visit", row.session_id, treatment=treatment_id, what=row.what
            )

    def treatments(self, person_id: str) -> tuple[Treatment, ...]:
        """What was done to a person in all visits, oldest first."""
        query = (
            select(TreatmentRow)
            .join(SessionRow, SessionRow.id == TreatmentRow.session_id)
            .where(SessionRow.person_id == person_id)
            .order_by(TreatmentRow.at, TreatmentRow.id)
        )
        with self._ledger.reading() as session:
            return tuple(_treatment(row) for row in session.scalars(query))


def put_doses(
    session: Session, trial_id: str, doses: Sequence[Dose], new_id: Callable[[], str], audit: AuditBook
) -> None:
    """Let a trial have these doses, in a transaction that is open; those that are the same stay as they are."""
    rows = {row.side: row for row in session.scalars(select(DoseRow).where(DoseRow.trial_id == trial_id))}
    wanted = {dose.side.value: dose for dose in doses}
    gone = [row for side, row in rows.items() if side not in wanted or replace(_dose(row), id="") != wanted[side]]
    new = [dose for side, dose in wanted.items() if side not in rows or rows[side] in gone]
    for row in gone:
        session.delete(row)
    session.flush()
    session.add_all(_row(new_id(), dose) for dose in new)
    if gone or new:
        said = {"doses": [dose.side.value for dose in new], "instead_of": [row.side for row in gone]}
        audit.note_in(session, Action.CORRECTION if gone else Action.ADD, "trial", trial_id, **said)


def _row(dose_id: str, dose: Dose) -> DoseRow:
    asked, done = dose.prescribed, dose.reached
    return DoseRow(
        id=dose_id,
        session_id=dose.session_id,
        trial_id=dose.trial_id,
        exercise=dose.exercise,
        side=dose.side.value,
        at=dose.at,
        utc_offset_minutes=offset_minutes(dose.at),
        target_low=asked.target_low,
        target_high=asked.target_high,
        target_unit=asked.target_unit,
        hold_s=asked.hold_s,
        reps=asked.reps,
        reached_target=done.target,
        reached_hold_s=done.hold_s,
        reached_reps=done.reps,
        in_band=done.in_band,
        doubts=list(done.doubts),
    )


def _require(session: Session, session_id: str) -> None:
    if session.get(SessionRow, session_id) is None:
        raise StationError(f"There is no visit {session_id} here.")


def _treatment(row: TreatmentRow) -> Treatment:
    return Treatment(row.id, row.session_id, on_the_wall(row.at, row.utc_offset_minutes), row.what)


def _dose(row: DoseRow) -> Dose:
    return Dose(
        session_id=row.session_id,
        exercise=row.exercise,
        side=Side(row.side),
        at=on_the_wall(row.at, row.utc_offset_minutes),
        prescribed=Prescribed(row.target_low, row.target_high, row.target_unit, row.hold_s, row.reps),
        reached=Reached(row.reached_target, row.reached_hold_s, row.reached_reps, row.in_band, tuple(row.doubts)),
        trial_id=row.trial_id,
        id=row.id,
    )
