"""What is agreed with a person for the weeks to come: an exercise, its target, how long and how often."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.audit import Action
from station.day_tables import DosePlanRow
from station.doses import Prescribed
from station.errors import BadInput, StationError
from station.ledger import Ledger
from station.model import Side
from station.plain_text import plain_text
from station.tables import PersonRow, on_the_wall

UNITS: Final = ("% of own maximum", "% of body weight", "N")
LONGEST_HOLD_S: Final = 600.0
MOST_REPS: Final = 200
LONGEST_WORDS: Final = 120
_HIGHEST: Final = {"N": 5000.0, "% of own maximum": 100.0, "% of body weight": 500.0}


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """One line of the plan.  ``exercise`` is the key of its test; ``words`` is how often, or what to mind."""

    exercise: str
    side: Side
    prescribed: Prescribed
    words: str = ""
    id: str = ""
    since: datetime | None = None
    """When it was agreed or changed last, with the UTC offset of the place."""


class PlanBook:
    """The plans of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def plan(self, person_id: str) -> tuple[PlannedDose, ...]:
        """What holds now, by exercise and side."""
        query = (
            select(DosePlanRow)
            .where(DosePlanRow.person_id == person_id, DosePlanRow.ended.is_(False))
            .order_by(DosePlanRow.exercise, DosePlanRow.side, DosePlanRow.id)
        )
        with self._ledger.reading() as session:
            return tuple(_planned(row) for row in session.scalars(query))

    def agree(self, person_id: str, dose: PlannedDose) -> str:
        """A new line, or with its id another content of one; returns the id.  Raises BadInput for what cannot be."""
        wanted = _checked(dose)
        with self._ledger.writing() as session:
            if session.get(PersonRow, person_id) is None:
                raise StationError(f"Nobody with the id {person_id} is stored here.")
            now = self._ledger.now().astimezone()
            if not dose.id:
                row = DosePlanRow(id=self._ledger.new_id(), person_id=person_id, ended=False)
                _put(row, wanted, now)
                session.add(row)
                self._ledger.audit.note_in(session, Action.ADD, "person", person_id, plan=row.id, **_said(wanted))
                return row.id
            row = _require(session, dose.id, person_id)
            before, after = _said(_planned(row)), _said(wanted)
            changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
            if changed:
                _put(row, wanted, now)
                self._ledger.audit.note_in(session, Action.CHANGE, "person", person_id, plan=row.id, facts=changed)
            return row.id

    def end(self, person_id: str, plan_id: str) -> None:
        """It is not to be done any more; it stays stored.  Raises StationError when there is none of this id."""
        with self._ledger.writing() as session:
            row = _require(session, plan_id, person_id)
            row.ended, row.changed_at = True, self._ledger.now()
            self._ledger.audit.note_in(session, Action.DELETE, "person", person_id, plan=plan_id, exercise=row.exercise)


def _checked(dose: PlannedDose) -> PlannedDose:
    asked = dose.prescribed
    low, high, unit = asked.target_low, asked.target_high, asked.target_unit
    if (low is None) is not (high is None):
        raise BadInput("A target has two ends: give the lower and the upper one, or neither.")
    if low is not None and high is not None:
        if unit not in UNITS:
            raise BadInput(f"A target is in {', '.join(UNITS)}.")
        if not 0 < low < high <= _HIGHEST[unit]:
            raise BadInput(f"A target goes from a lower to an upper end, above 0 and up to {_HIGHEST[unit]:g} {unit}.")
    if asked.hold_s is not None and not 0 < asked.hold_s <= LONGEST_HOLD_S:
        raise BadInput(f"A hold lasts up to {LONGEST_HOLD_S:g} s, not {asked.hold_s:g}.")
    if asked.reps is not None and not 0 < asked.reps <= MOST_REPS:
        raise BadInput(f"Repetitions can be 1 to {MOST_REPS}, not {asked.reps}.")
    if low is None and asked.hold_s is None and asked.reps is None:
        raise BadInput("Say at least one of: target, hold in seconds, repetitions.")
    words = plain_text(dose.words, "remark", LONGEST_WORDS) if dose.words.strip() else ""
    clean = replace(asked, target_unit=unit if low is not None else "")
    return replace(dose, prescribed=clean, words=words)


def _said(dose: PlannedDose) -> dict[str, object]:
    """Everything of a line by name, for the audit."""
    return {"exercise": dose.exercise, "side": dose.side.value, **asdict(dose.prescribed), "words": dose.words}


def _put(row: DosePlanRow, dose: PlannedDose, now: datetime) -> None:
    asked = dose.prescribed
    row.exercise, row.side, row.words = dose.exercise, dose.side.value, dose.words
    row.target_low, row.target_high, row.target_unit = asked.target_low, asked.target_high, asked.target_unit
    row.hold_s, row.reps = asked.hold_s, asked.reps
    row.changed_at = now
    row.utc_offset_minutes = int((now.utcoffset() or timedelta()) / timedelta(minutes=1))


def _require(session: Session, plan_id: str, person_id: str) -> DosePlanRow:
    row = session.get(DosePlanRow, plan_id)
    if row is None or row.person_id != person_id or row.ended:
        raise StationError("This line of the plan is not there any more: somebody ended it meanwhile.")
    return row


def _planned(row: DosePlanRow) -> PlannedDose:
    return PlannedDose(
        row.exercise,
        Side(row.side),
        Prescribed(row.target_low, row.target_high, row.target_unit, row.hold_s, row.reps),
        row.words,
        row.id,
        on_the_wall(row.changed_at, row.utc_offset_minutes),
    )
