"""Who is expected when, what is said of a person in words, and what a station keeps for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.audit import Action
from station.day_tables import AppointmentRow, KeptHereRow, PersonWordsRow
from station.errors import StationError
from station.ledger import Ledger
from station.plain_text import plain_text
from station.tables import PersonRow, offset_minutes, on_the_wall

LONGEST_PURPOSE: Final = 120
LONGEST_COMPLAINT: Final = 120
LONGEST_NOTES: Final = 2000
_MOST_ASKED: Final = 400


@dataclass(frozen=True, slots=True)
class Appointment:
    """One of the list.  ``battery`` is the key of what the visit is to do; empty where nobody said."""

    id: str
    person: str
    """The code."""
    at: datetime
    """With the UTC offset of the place."""
    what: str
    battery: str


@dataclass(frozen=True, slots=True)
class PersonWords:
    """What people say of a person: the complaint in one line, and notes.  No names in either."""

    complaint: str = ""
    notes: str = ""


class DayList:
    """The appointments of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, person_id: str, at: datetime, what: str = "", battery: str = "") -> str:
        """Expect somebody at a time that carries its UTC offset; returns the id.  Raises BadInput, StationError."""
        what = plain_text(what, "purpose", LONGEST_PURPOSE) if what.strip() else ""
        offset = offset_minutes(at)
        with self._ledger.writing() as session:
            if session.get(PersonRow, person_id) is None:
                raise StationError(f"Nobody with the id {person_id} is stored here.")
            row = AppointmentRow(
                id=self._ledger.new_id(),
                person_id=person_id,
                at=at,
                utc_offset_minutes=offset,
                what=what,
                battery=battery,
            )
            session.add(row)
            self._ledger.audit.note_in(session, Action.ADD, "person", person_id, appointment=row.id, at=_written(at))
            return row.id

    def move(self, appointment_id: str, at: datetime) -> None:
        """To another time.  Raises StationError when there is none of this id."""
        with self._ledger.writing() as session:
            row = _require(session, appointment_id)
            was = on_the_wall(row.at, row.utc_offset_minutes)
            row.at, row.utc_offset_minutes = at, offset_minutes(at)
            said = [_written(was), _written(at)]
            self._ledger.audit.note_in(session, Action.CHANGE, "person", row.person_id, appointment=row.id, at=said)

    def remove(self, appointment_id: str) -> None:
        """Called off.  Raises StationError when there is none of this id."""
        with self._ledger.writing() as session:
            row = _require(session, appointment_id)
            session.delete(row)
            at = _written(on_the_wall(row.at, row.utc_offset_minutes))
            self._ledger.audit.note_in(session, Action.DELETE, "person", row.person_id, appointment=row.id, at=at)

    def between(self, begin: datetime, end: datetime) -> tuple[Appointment, ...]:
        """From ``begin`` on and before ``end``, earliest first; both carry their UTC offset."""
        return self._found(_APPOINTMENTS.where(AppointmentRow.at >= begin, AppointmentRow.at < end))

    def of(self, person_id: str, begin: datetime) -> tuple[Appointment, ...]:
        """Those of one person from ``begin`` on."""
        return self._found(_APPOINTMENTS.where(AppointmentRow.person_id == person_id, AppointmentRow.at >= begin))

    def _found(self, query: Any) -> tuple[Appointment, ...]:
        with self._ledger.reading() as session:
            return tuple(
                Appointment(row.id, code, on_the_wall(row.at, row.utc_offset_minutes), row.what, row.battery)
                for row, code in session.execute(query.order_by(AppointmentRow.at, AppointmentRow.id))
            )


_APPOINTMENTS: Final = select(AppointmentRow, PersonRow.code).join(PersonRow, PersonRow.id == AppointmentRow.person_id)


class WordBook:
    """What is said of people in one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def words(self, person_id: str) -> PersonWords:
        """What is said of a person; empty where nobody said anything."""
        with self._ledger.reading() as session:
            return _words(session.get(PersonWordsRow, person_id))

    def complaints(self, people: Iterable[str] | None = None) -> dict[str, str]:
        """The complaints of these people, or of everybody, by id; those without one are not in it."""
        query = select(PersonWordsRow.person_id, PersonWordsRow.complaint).where(PersonWordsRow.complaint != "")
        with self._ledger.reading() as session:
            if people is None:
                return {row.person_id: row.complaint for row in session.execute(query)}
            wanted, found = list(people), dict[str, str]()
            for at in range(0, len(wanted), _MOST_ASKED):
                some = query.where(PersonWordsRow.person_id.in_(wanted[at : at + _MOST_ASKED]))
                found |= {row.person_id: row.complaint for row in session.execute(some)}
            return found

    def say(self, person_id: str, *, complaint: str | None = None, notes: str | None = None) -> PersonWords:
        """Write down what is given and leave the rest; an empty text takes one out.  Raises BadInput.

        What was there before goes into the audit: an account of treatment is changed, never lost.
        """
        given = checked_words(complaint, notes)
        with self._ledger.writing() as session:
            if session.get(PersonRow, person_id) is None:
                raise StationError(f"Nobody with the id {person_id} is stored here.")
            row = session.get(PersonWordsRow, person_id)
            before = _words(row)
            after = PersonWords(*(getattr(before, name) if value is None else value for name, value in given.items()))
            if after == before:
                return after
            if row is None:
                row = PersonWordsRow(person_id=person_id)
                session.add(row)
            row.complaint, row.notes, row.changed_at = after.complaint, after.notes, self._ledger.now()
            changed = {
                name: [getattr(before, name), getattr(after, name)]
                for name in given
                if getattr(before, name) != getattr(after, name)
            }
            self._ledger.audit.note_in(session, Action.CHANGE, "person", person_id, facts=changed)
            return after


class KeptHere:
    """Small things that this station keeps for itself; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def value(self, name: str) -> Any:
        """What was kept under this name, as JSON has it; None where nothing was."""
        with self._ledger.reading() as session:
            row = session.get(KeptHereRow, name)
            return None if row is None else row.value

    def keep(self, name: str, value: Any) -> None:
        """Keep this under the name from now on."""
        with self._ledger.writing() as session:
            row = session.get(KeptHereRow, name)
            if row is None:
                session.add(KeptHereRow(name=name, value=value))
            else:
                row.value = value


def checked_words(complaint: str | None, notes: str | None) -> dict[str, str | None]:
    """Both as they would be kept; None stays None.  Raises BadInput for what cannot be kept."""
    return {
        "complaint": None if complaint is None else _one_line(complaint),
        "notes": None if notes is None else _lines(notes),
    }


def _one_line(text: str) -> str:
    return plain_text(" ".join(text.split()), "complaint", LONGEST_COMPLAINT) if text.strip() else ""


def _lines(text: str) -> str:
    """Notes keep their lines; each of them is plain text."""
    lines = [line.strip() for line in text.replace("\t", " ").splitlines()]
    kept = "\n".join(plain_text(line, "note", LONGEST_NOTES) if line else "" for line in lines).strip()
    if len(kept) > LONGEST_NOTES:
        plain_text("n" * len(kept), "notes", LONGEST_NOTES)
    return kept


def _words(row: PersonWordsRow | None) -> PersonWords:
    return PersonWords() if row is None else PersonWords(row.complaint, row.notes)


def _require(session: Session, appointment_id: str) -> AppointmentRow:
    row = session.get(AppointmentRow, appointment_id)
    if row is None:
        raise StationError("This appointment is not on the list any more: somebody took it out meanwhile.")
    return row


def _written(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")
