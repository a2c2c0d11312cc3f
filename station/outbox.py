"""What the clinic's server has not got yet: noted with every change, in the transaction that makes it.

A note names a row and not what is in it; when it is sent, the row is sent as it is then, so that a note survives a
migration and a row that was changed ten times is sent once.  A table whose key holds the key of another one is a part
of it (the results of a run): it travels with it, and changing it is a change of that.

The notes are written by triggers, so that nothing that writes rows has to know of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import Column, Table
from sqlalchemy.orm import Session

from station.tables import Row
from station.tables_of_sync import OutboxRow

STAYS_HERE: Final = frozenset({"schema_history", "outbox", "change", "sync_state", "audit", "audit_head", "kept_here"})
"""Tables that are each database's own.  An account of who did what is kept where it was done."""


@dataclass(frozen=True, slots=True)
class Travelling:
    """A table that goes to the server, with its parts."""

    table: Table
    parts: Mapping[Table, tuple[str, ...]]
    """Each part, and its columns that hold the key of ``table``, in the order of that key."""

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.primary_key)


@cache
def travelling() -> Mapping[str, Travelling]:
    """Every table that goes to the server by name, parents before children."""
    tables = [table for table in Row.metadata.sorted_tables if table.name not in STAYS_HERE]
    parts: dict[str, dict[Table, tuple[str, ...]]] = {}
    for table in tables:
        whole = _whole_of(table)
        if whole is not None:
            parts.setdefault(whole[0], {})[table] = whole[1]
    inner = {table.name for found in parts.values() for table in found}
    if inner & parts.keys():
        raise TypeError(f"a part has parts of its own, which nobody carries: {inner & parts.keys()}")
    return {table.name: Travelling(table, parts.get(table.name, {})) for table in tables if table.name not in inner}


def _whole_of(table: Table) -> tuple[str, tuple[str, ...]] | None:
    """The table that this one is a part of, and the columns that say of which row."""
    for constraint in table.foreign_key_constraints:
        if set(constraint.columns) <= set(table.primary_key):
            to: dict[Column[object], str] = {element.column: element.parent.name for element in constraint.elements}
            parent = constraint.referred_table
            return parent.name, tuple(to[column] for column in parent.primary_key)
    return None


def note_changes(connection: sqlite3.Connection) -> None:
    """From now on every change that this connection makes is noted for the server."""
    for name, each in travelling().items():
        _watch(connection, name, name, each.key)
        for part, columns in each.parts.items():
            _watch(connection, part.name, name, columns)


def _watch(connection: sqlite3.Connection, table: str, noted: str, key: Iterable[str]) -> None:
    columns = tuple(key)
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        values = ", ".join(f'{row}."{column}"' for column in columns)
        # A number is given anew each time, so that a change during sending is not taken for one that was sent.
        connection.execute(
            f'CREATE TEMP TRIGGER "noting_{table}_{verb}" AFTER {verb} ON main."{table}" BEGIN '
            f"INSERT OR REPLACE INTO outbox (table_name, key) VALUES ('{noted}', json_array({values})); END"
        )


def note_everything(session: Session) -> None:
    """Note every row there is, for a server that has seen none of them, or has lost some."""
    for name, each in travelling().items():
        values = ", ".join(f'"{column}"' for column in each.key)
        session.connection().exec_driver_sql(
            "INSERT OR REPLACE INTO outbox (table_name, key) "
            f"SELECT '{name}', json_array({values}) FROM \"{each.table.name}\""
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much the server has not got yet."""

    trials: int
    changes: int


def waiting(session: Session) -> Waiting:
    """Trials that are new or whose numbers are, and changes of every kind."""
    counts = session.connection().exec_driver_sql(
        "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM (SELECT json_extract(key, '$[0]') FROM outbox "
        "WHERE table_name = 'trial' UNION SELECT run.trial_id FROM outbox JOIN run "
        "ON run.id = json_extract(outbox.key, '$[0]') WHERE outbox.table_name = 'run'))"
    )
    changes, trials = counts.one()
    return Waiting(trials, changes)


__all__ = ["OutboxRow", "Travelling", "Waiting", "note_changes", "note_everything", "travelling", "waiting"]
