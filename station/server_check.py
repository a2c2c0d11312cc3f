"""How the clinic's server is, and what a station and it have not exchanged yet."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import func, select

from station.counting import counted_people
from station.database_check import Finding, Verdict, read_only
from station.errors import StationError
from station.folders import Folders
from station.schema import SCHEMA, schema_of
from station.server import LONG_DEADLINE_S, ServerAddress, ServerDatabase
from station.server_schema import require_schema, server_schema
from station.tables import PersonRow, SessionRow, TrialRow
from station.tables_of_sync import ConflictRow

_MOST_SHOWN = 10


def examine_server(address: ServerAddress) -> tuple[Finding, ...]:
    """Look at the server and change nothing."""
    database = ServerDatabase(address, LONG_DEADLINE_S)
    try:
        with database.reading() as session:
            if not require_schema(session):
                found = server_schema(session.connection())
                what = f"Schema {found}; this program writes schema {SCHEMA}." if found else "It is empty."
                to_do = "Carry it over: station db upgrade --store ADDRESS; a station does it where its role may."
                return (Finding("server", Verdict.NOTE, what, to_do),)
            counts = [
                session.scalar(select(func.count()).select_from(row)) or 0 for row in (PersonRow, SessionRow, TrialRow)
            ]
            size = session.scalar(select(func.pg_database_size(func.current_database()))) or 0
            conflicts = session.scalars(
                select(ConflictRow.what).order_by(ConflictRow.made_at.desc()).limit(_MOST_SHOWN)
            ).all()
    except StationError as error:
        return (Finding("server", Verdict.WRONG, str(error), "Trials go on, and are saved on each station."),)
    finally:
        database.close()
    people, visits, trials = counts
    held = f"{counted_people(people, visits, trials)}, {size / 1e6:,.0f} MB"
    what = f"Schema {SCHEMA}, that of this program. {held}."
    return (
        Finding("server", Verdict.OK, what),
        *(Finding("conflict", Verdict.NOTE, text) for text in conflicts),
    )


def examine_waiting(folders: Folders) -> tuple[Finding, ...]:
    """What the server has not got yet; nothing for a station that never had one.  Raises StationError."""
    if schema_of(folders.database) != SCHEMA:
        return ()
    try:
        with closing(read_only(folders.database)) as connection:
            state = connection.execute("SELECT at FROM sync_state WHERE id = 1").fetchone()
            if state is None:
                return ()
            waiting = connection.execute("SELECT count(*) FROM outbox").fetchone()[0]
    except sqlite3.Error as error:
        return (Finding("outbox", Verdict.WRONG, f"What waits for the server cannot be read ({error})."),)
    heard = f"; last exchange {str(state[0])[:16]} UTC" if state[0] else "; nothing was exchanged yet"
    if waiting:
        to_do = "It is sent when a station runs and the server is there; to do it now: station db sync."
        return (Finding("outbox", Verdict.NOTE, f"{waiting} changes wait for the server{heard}.", to_do),)
    return (Finding("outbox", Verdict.OK, f"Everything is on the server{heard}."),)
