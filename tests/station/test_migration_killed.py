"""A migration killed at any statement leaves the old database or the new one, and the next start finishes it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from test_store import NOON

from station import schema

PROGRAM = Path(__file__).with_name("killed_migration.py")
PEOPLE = [(f"id-{number}", f"A-{number}", "2026-03-04 08:30:00") for number in range(300)]


def older(folder: Path, number: int) -> Path:
    """A database as the program of that schema left it, with people and their sessions."""
    migrations = folder / "migrations"
    (migrations / "versions").mkdir(parents=True)
    for source in schema.MIGRATIONS.rglob("*.py"):
        name = source.relative_to(schema.MIGRATIONS)
        if not name.name.startswith("v0") or int(name.name[1:5]) <= number:
            shutil.copy(source, migrations / name)
    database = folder / "old.db"
    schema.bring_up_to_date(database, NOON, schema=number, migrations=migrations)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executemany("INSERT INTO person (id, code, created_at) VALUES (?, ?, ?)", PEOPLE)
        sessions = [(f"s-{row[0]}", row[0], row[2], 120) for row in PEOPLE]
        connection.executemany("INSERT INTO session VALUES (?, ?, ?, ?)", sessions)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


def content(database: Path) -> tuple[int, frozenset[tuple[str, str, str]], int, int]:
    """Schema number, every column of every table, people, sessions."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        made = frozenset(
            (name, *column)
            for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()
            for column in connection.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
        )
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        (people,) = connection.execute("SELECT count(*) FROM person").fetchone()
        (sessions,) = connection.execute("SELECT count(*) FROM session").fetchone()
    return number, made, people, sessions


@pytest.mark.skipif(not hasattr(os, "fork"), reason="every kill takes a process of its own, which only fork makes fast")
@pytest.mark.parametrize(("number", "step"), [(1, 7), (schema.SCHEMA - 1, 1)])
def test_killed_before_any_statement_it_is_old_or_new_and_the_next_start_finishes_it(
    tmp_path: Path, number: int, step: int
) -> None:
    old = older(tmp_path, number)
    before = content(old)
    folder = tmp_path / "killed"
    folder.mkdir()
    command = [sys.executable, PROGRAM, old, folder, str(step)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    statements = int(done.stdout)
    assert statements > 5
    after = content(folder / str(statements) / "station.db")
    assert (before[0], after[0]) == (number, schema.SCHEMA)
    assert after[1] != before[1]
    states = []
    for killed in range(0, statements, step):
        database = folder / str(killed) / "station.db"
        kept = folder / f"{killed}.copy.db"
        for each in database.parent.glob("station.db*"):  # a look at a hot journal would take it back
            shutil.copy(each, kept.with_name(each.name.replace("station.db", kept.name)))
        states.append(content(kept))
        schema.bring_up_to_date(database, NOON)
        assert content(database) == after
        backup = database.with_name(f"station.db.schema-{number}.backup")
        if backup.exists():  # it was not yet needed when the kill came before, and not any more when it came after
            assert content(backup) == before
    assert set(states) <= {before, after}
    assert states[0] == before


def test_a_copy_that_was_cut_off_before_a_migration_is_made_anew(tmp_path: Path) -> None:
    database = older(tmp_path, schema.SCHEMA - 1)
    before = content(database)
    backup = database.with_name(f"old.db.schema-{schema.SCHEMA - 1}.backup")
    backup.write_bytes(database.read_bytes()[:5000])
    schema.bring_up_to_date(database, NOON)
    assert content(database)[0] == schema.SCHEMA
    assert content(backup) == before
