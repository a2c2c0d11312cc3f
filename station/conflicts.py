"""What two stations said differently while they did not hear of each other, and people of one code made one again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from station.audit import Action
from station.errors import BadInput, StationError
from station.ledger import Ledger
from station.outbox import travelling
from station.tables import PersonRow
from station.tables_of_sync import ConflictRow


@dataclass(frozen=True, slots=True)
class Conflict:
    """One of them, with what was not used."""

    id: str
    made_at: datetime
    station: str
    what: str
    unused: Mapping[str, Any]


class ConflictBook:
    """The conflicts of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> tuple[Conflict, ...]:
        """Every conflict there ever was, newest first."""
        with self._ledger.reading() as session:
            rows = session.scalars(select(ConflictRow).order_by(ConflictRow.made_at.desc(), ConflictRow.id))
            return tuple(Conflict(row.id, row.made_at, row.station, row.what, row.unused) for row in rows)

    def join(self, code: str, into: str) -> None:
        """Everything of one person becomes that of another one, because both are the same.

        What there can be only once of a person is kept as the other one has it.  The code that is left stays known,
        with nothing under it.  Raises BadInput for the same code twice, StationError for one that nobody has.
        """
        if code == into:
            raise BadInput("Two different codes are needed.")
        with self._ledger.writing() as session:
            left, stays = _person(session, code), _person(session, into)
            moved = {table.name: _move(session, table, column, left, stays) for table, column in _of_people()}
            self._ledger.audit.note_in(session, Action.CORRECTION, "person", stays, joined=left, code=code, moved=moved)


def _person(session: Session, code: str) -> str:
    found = session.scalar(select(PersonRow.id).where(PersonRow.code == code))
    if found is None:
        raise StationError(f"Nobody with the code {code[:64]!r} is known here. Look it up: station person list.")
    return found


def _of_people() -> list[tuple[Table, str]]:
    """Every table that refers to a person, and by which column."""
    tables = [table for each in travelling().values() for table in (each.table, *each.parts)]
    return [
        (table, element.parent.name)
        for table in tables
        for constraint in table.foreign_key_constraints
        for element in constraint.elements
        if element.column.table.name == PersonRow.__tablename__
    ]


def _move(session: Session, table: Table, column: str, left: str, stays: str) -> int:
    """Rows of one person to another; those that would be there twice stay as they are.  How many were moved."""
    connection = session.connection()
    if column not in table.primary_key.columns:
        return connection.execute(update(table).where(table.c[column] == left).values({column: stays})).rowcount
    others = [each.name for each in table.primary_key if each.name != column]
    there = {
        tuple(row[name] for name in others)
        for row in connection.execute(select(table).where(table.c[column] == stays)).mappings()
    }
    copies = [
        {**row, column: stays}
        for row in connection.execute(select(table).where(table.c[column] == left)).mappings()
        if tuple(row[name] for name in others) not in there
    ]
    if copies:
        connection.execute(insert(table), copies)
    return len(copies)
