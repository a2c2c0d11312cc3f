"""Bringing a database file to the schema of this program, or refusing it without touching it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, NullPool, create_engine, event, insert

from station.errors import StationError
from station.folders import keep_private
from station.tables import SchemaRow
from station.version import software

SCHEMA: Final = 8
"""Number of the newest migration; the file keeps its own in ``PRAGMA user_version``."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"

# Alembic keeps what it is at in module variables
_ONE_AT_A_TIME: Final = threading.Lock()


def bring_up_to_date(database: Path, now: datetime, *, schema: int = SCHEMA, migrations: Path = MIGRATIONS) -> None:
    """Create the database, or carry an older one over in one transaction after a backup.

    Raises StationError for one that is newer, damaged or no database; that file is left exactly as it is.
    """
    undo_what_was_interrupted(database)
    found = schema_of(database)
    if found > schema:
        raise refuse_newer(database, found, schema)
    if found == schema:
        return
    if found > 0:
        whole_schema_of(database)
        _back_up(database, database.with_name(f"{database.name}.schema-{found}.backup"))
    _migrate(database, now, schema, migrations)


def undo_what_was_interrupted(database: Path) -> None:
    """Let SQLite take back a change that was cut off by a kill or a power cut; it cannot while it may only read."""
    journal = database.with_name(f"{database.name}-journal")
    try:
        if journal.exists() and database.exists() and database.stat().st_size:
            with closing(_open_for_migration(database)) as connection:
                connection.execute("PRAGMA user_version").fetchone()
    except (sqlite3.DatabaseError, OSError) as error:
        raise refuse_damage(database, str(error)) from error


def schema_of(database: Path) -> int:
    """The schema number of a database file, 0 for none; of the rest only whether there are tables.

    Raises StationError.  One with tables and without a number is no empty one: tools that write a database anew
    (``.dump`` of the sqlite3 shell) lose it.
    """
    try:
        if not database.exists() or database.stat().st_size == 0:
            return 0
        with closing(_open_readonly(database)) as connection:
            # first, or one that is being made meanwhile would seem to lack its number
            tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
            number = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.DatabaseError, OSError) as error:
        raise refuse_damage(database, str(error)) from error
    if number == 0 and tables:
        raise refuse_damage(database, "it holds tables, and the number of its schema is gone")
    return number


def whole_schema_of(database: Path) -> int:
    """Like ``schema_of``, after every page was looked at.  Raises StationError for a damaged file."""
    schema = schema_of(database)
    damage = damage_of(database) if schema else ""
    if damage:
        raise refuse_damage(database, damage)
    return schema


def damage_of(database: Path, stopped: Callable[[], bool] = lambda: False) -> str:
    """What is damaged in a database file, or nothing: every page is read, some 150 MB a second.

    It ends early, with nothing found, once ``stopped`` says so.
    """
    try:
        with closing(_open_readonly(database)) as connection:
            connection.set_progress_handler(lambda: int(stopped()), 100_000)
            findings = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.OperationalError as error:
        return "" if stopped() else str(error)
    except (sqlite3.DatabaseError, OSError) as error:
        return str(error)
    return "" if findings == ["ok"] else " ".join("; ".join(findings).split())


def refuse_damage(database: Path, what: str) -> StationError:
    """The words for a file that must not be used."""
    return StationError(
        f"{database} is damaged or is no database of this program ({what}). It was left exactly as it is, and nothing "
        "is written to it; what can still be read of it is shown by station trial list and the like. Put back the last "
        "good backup of it: station db restore (the damaged file is kept). The raw recordings are separate files and "
        "unharmed; those that were made since are offered again then."
    )


def refuse_newer(database: Path, found: int, schema: int = SCHEMA) -> StationError:
    """The words for a database that a newer version of this program wrote."""
    return StationError(
        f"This database was written by {_written_by(database, 'a newer version of this program')}. This is "
        f"{software()}. Update to open it, or take another data folder (--data-dir FOLDER); nothing was changed "
        f"({database}: schema {found}, this program knows schemas up to {schema})."
    )


def refuse_older(database: Path, found: int, schema: int = SCHEMA) -> StationError:
    """The words for a database that is to be carried over before it can be read."""
    return StationError(
        f"This database was written by {_written_by(database, 'an older version of this program')}. This is "
        f"{software()}, which has to carry it over first, after a copy of it: start the station once, or station db "
        f"upgrade; or take another data folder (--data-dir FOLDER). Nothing was changed ({database}: schema {found}, "
        f"this program writes schema {schema})."
    )


def _open_readonly(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)


def _written_by(database: Path, unknown: str) -> str:
    """The program version that the database names; the table of a newer one may have changed beyond recognition."""
    try:
        with closing(_open_readonly(database)) as connection:
            row = connection.execute("SELECT software FROM schema_history ORDER BY number DESC LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        return unknown
    named = "".join(each for each in str(row[0])[:100] if each.isprintable()) if row else ""
    return named or unknown


def _back_up(database: Path, target: Path) -> None:
    # under another name until it is whole: what a kill leaves behind must not pass for a copy, nor be in the way
    part = target.with_name(f"{target.name}.part")
    for each in (part, part.with_name(f"{part.name}-journal")):
        each.unlink(missing_ok=True)
    keep_private(part)
    with closing(_open_readonly(database)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(target)


def _migrate(database: Path, now: datetime, schema: int, migrations: Path) -> None:
    # Foreign keys are not enforced here: batch mode makes tables anew, which would look like deleting their rows.
    engine = create_engine("sqlite://", creator=lambda: _open_for_migration(database), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            migrate(connection, now, schema, migrations)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StationError(f"{database} could not be carried over: rows without their parents {broken[:3]}.")
    finally:
        engine.dispose()


def migrate(connection: Connection, now: datetime, schema: int, migrations: Path) -> None:
    """Run every migration that is missing on an open connection, in its transaction, and note which version did."""
    # Alembic takes a while to import and is needed once in the life of a schema.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
    connection.execute(insert(SchemaRow).values(number=schema, software=software(), made_at=now))


def _open_for_migration(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database, isolation_level=None, timeout=5.0)
