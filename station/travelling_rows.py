"""Rows on their way between a station and the server: read with everything that belongs to them, and put in place.

Both databases are read and written through the same tables, so that a value is the same on both to the last bit.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, UniqueConstraint, and_, delete, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from station.outbox import Travelling, travelling

Values = Mapping[str, Any]
Key = tuple[Any, ...]
_MOST_AT_ONCE: Final = 400
"""So many keys in one question: both databases have a limit on the values of a statement."""


@dataclass(frozen=True, slots=True)
class Named:
    """One row of a table that travels."""

    table: str
    key: Key

    @property
    def text(self) -> str:
        """The key as it is noted."""
        return json.dumps(list(self.key), ensure_ascii=False, separators=(",", ":"))


def named(table: str, key: str) -> Named:
    """A row as it was noted."""
    return Named(table, tuple(json.loads(key)))


@dataclass(frozen=True, slots=True)
class Parcel:
    """A row and its parts as one database has them; ``row`` is None where it has none."""

    row: Values | None
    parts: Mapping[str, Sequence[Values]] = field(default_factory=dict)

    @property
    def contents(self) -> dict[str, Any]:
        """Everything in it as plain JSON values."""
        plain: dict[str, Any] = json.loads(
            json.dumps({"row": self.row, **{name: [*rows] for name, rows in self.parts.items() if rows}}, default=str)
        )
        return plain


def read(connection: Connection, wanted: Iterable[Named]) -> dict[Named, Parcel]:
    """Every row that is wanted, with its parts, parents before children."""
    by_table: dict[str, list[Key]] = {}
    for each in wanted:
        by_table.setdefault(each.table, []).append(each.key)
    found: dict[Named, Parcel] = {}
    for name, what in travelling().items():
        keys = by_table.get(name, ())
        for at in range(0, len(keys), _MOST_AT_ONCE):
            some = keys[at : at + _MOST_AT_ONCE]
            rows = {_key(row, what.key): row for row in _rows(connection, what.table, what.key, some)}
            parts: dict[Key, dict[str, list[Values]]] = {key: {part.name: [] for part in what.parts} for key in some}
            for part, columns in what.parts.items():
                for row in _rows(connection, part, columns, some):
                    parts[_key(row, columns)][part.name].append(row)
            found |= {Named(name, key): Parcel(rows.get(key), parts[key]) for key in some}
    return found


def _rows(connection: Connection, table: Table, columns: Sequence[str], keys: Sequence[Key]) -> Iterator[Values]:
    query = select(table).where(_among(table, columns, keys)).order_by(*table.primary_key)
    for row in connection.execute(query).mappings():
        yield dict(row)


def _among(table: Table, columns: Sequence[str], keys: Sequence[Key]) -> Any:
    if len(columns) == 1:
        return table.c[columns[0]].in_([key[0] for key in keys])
    return tuple_(*(table.c[column] for column in columns)).in_(keys)


def _key(row: Values, columns: Sequence[str]) -> Key:
    return tuple(row[column] for column in columns)


def parents(parcels: Mapping[Named, Parcel]) -> set[Named]:
    """Every row that one of these refers to."""
    found: set[Named] = set()
    for each, parcel in parcels.items():
        what = travelling()[each.table]
        for table, rows in ((what.table, [parcel.row] if parcel.row else []), *_parts(what, parcel)):
            for constraint in table.foreign_key_constraints:
                parent = travelling().get(constraint.referred_table.name)
                if parent is None:
                    continue
                by: dict[Column[Any], str] = {element.column: element.parent.name for element in constraint.elements}
                columns = [by[parent.table.c[column]] for column in parent.key]
                for row in rows:
                    key = _key(row, columns)
                    if None not in key:
                        found.add(Named(parent.table.name, key))
    return found - parcels.keys()


def _parts(what: Travelling, parcel: Parcel) -> Iterator[tuple[Table, Sequence[Values]]]:
    for part in what.parts:
        yield part, parcel.parts.get(part.name, ())


def put(connection: Connection, parcels: Mapping[Named, Parcel]) -> None:
    """Make the rows of a database the same as these, parts too; one that is None is taken out.

    References may be out of order until the transaction ends.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    for name, what in travelling().items():
        mine = {each.key: parcel for each, parcel in parcels.items() if each.table == name}
        if not mine:
            continue
        gone = [key for key, parcel in mine.items() if parcel.row is None]
        for part, columns in what.parts.items():
            _delete(connection, part, columns, mine)
        _delete(connection, what.table, what.key, gone)
        # An index over the one that holds now must not see two of them for a moment: what holds no more goes first.
        rows = [parcel.row for parcel in mine.values() if parcel.row is not None]
        if name == "person":
            _free_codes(connection, what.table, rows)
        if name == "run":
            _free_numbers(connection, what.table, rows)
        _insert(connection, what.table, sorted(rows, key=lambda row: bool(row.get("current"))))
        for part in what.parts:
            _insert(connection, part, [row for parcel in mine.values() for row in parcel.parts.get(part.name, ())])


def _free_codes(connection: Connection, people: Table, rows: Sequence[Values]) -> None:
    """A code that went from one of these people to another is taken from the one before the other gets it."""
    ids = [row["id"] for row in rows]
    for row in rows:
        others = (people.c.code == row["code"]) & (people.c.id != row["id"]) & people.c.id.in_(ids)
        connection.execute(update(people).where(others).values(code=people.c.id))


def _free_numbers(connection: Connection, runs: Table, rows: Sequence[Values]) -> None:
    """A number in a trial that went from one of these runs to another, likewise."""
    ids = [row["id"] for row in rows]
    for row in rows:
        place = (runs.c.trial_id == row["trial_id"]) & (runs.c.number == row["number"])
        others = place & (runs.c.id != row["id"]) & runs.c.id.in_(ids)
        connection.execute(update(runs).where(others).values(number=-runs.c.number))


def _delete(connection: Connection, table: Table, columns: Sequence[str], keys: Collection[Key]) -> None:
    some = list(keys)
    for at in range(0, len(some), _MOST_AT_ONCE):
        connection.execute(delete(table).where(_among(table, columns, some[at : at + _MOST_AT_ONCE])))


def _insert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    if not rows:
        return
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = kind.insert(table)
    key = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    statement = statement.on_conflict_do_update(index_elements=key, set_=rest)
    connection.execute(statement, [dict(row) for row in rows])


def same_elsewhere(connection: Connection, table: Table, row: Values) -> dict[tuple[str, ...], Values]:
    """Rows of other keys that stand where this one would have to stand: by the columns that are unique."""
    key = [column.name for column in table.primary_key]
    other = and_(*(table.c[column] == row[column] for column in key))
    found: dict[tuple[str, ...], Values] = {}
    for columns in unique_columns(table):
        taken = and_(*(table.c[column] == row[column] for column in columns), ~other)
        there = connection.execute(select(table).where(taken)).mappings().first()
        if there is not None:
            found[columns] = dict(there)
    return found


def unique_columns(table: Table) -> list[tuple[str, ...]]:
    """The columns that are unique beside the key, in every row."""
    named = [each.columns.keys() for each in table.constraints if isinstance(each, UniqueConstraint)]
    return sorted(tuple(columns) for columns in named)
