"""Bringing a server's database to the schema of this program, or refusing it without touching it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.orm import Session

from station.schema import MIGRATIONS, SCHEMA, migrate
from station.server import LONG_DEADLINE_S, NO_RIGHT, WORDS, ServerAddress, ServerDatabase, ServerRefuses
from station.tables import SchemaRow
from station.version import software

ONE_AT_A_TIME: Final = 0x436F756E746572
"""Key of the advisory lock under which stations migrate and send, one after the other."""


def server_schema(connection: Connection) -> int:
    """The schema number of the database, 0 for an empty one."""
    if not inspect(connection).has_table(SchemaRow.__tablename__):
        return 0
    return connection.scalar(select(func.max(SchemaRow.number))) or 0


def require_schema(session: Session, schema: int = SCHEMA) -> bool:
    """Whether the database has this program's schema; False for an older one.  Raises ServerRefuses for a newer one."""
    found = server_schema(session.connection())
    if found > schema:
        by = session.scalar(text("SELECT software FROM schema_history ORDER BY number DESC LIMIT 1"))
        raise ServerRefuses(
            f"The server's database was written by {str(by)[:100]} (schema {found}). This is {software()} (schema "
            f"{schema}). Update this station to use it; nothing was changed."
        )
    return found == schema


def bring_server_up_to_date(
    address: ServerAddress, now: datetime, *, schema: int = SCHEMA, migrations: Path = MIGRATIONS
) -> int:
    """Create the tables, or carry older ones over, in one transaction; returns the schema that was there before.

    Two stations that do it at once wait for each other.  Raises ServerRefuses for a newer one, ServerAway.
    """
    database = ServerDatabase(address, LONG_DEADLINE_S)
    try:
        with database.reading() as session:
            if require_schema(session, schema):
                return schema
        found = 0
        try:
            with database.writing() as session:
                lock(session)
                if require_schema(session, schema):  # somebody else did it meanwhile
                    return schema
                found = server_schema(session.connection())
                migrate(session.connection(), now, schema, migrations)
                _let_references_wait(session.connection())
                return found
        except ServerRefuses as error:
            if str(error) != WORDS[NO_RIGHT]:
                raise
            there = f"has schema {found}" if found else "has no tables yet"
            raise ServerRefuses(
                f"The server's database {there}; this program needs schema {schema}, and this station's role may not "
                "make it. Have the administrator do it: station db upgrade --store ADDRESS."
            ) from None
    finally:
        database.close()


def lock(session: Session) -> None:
    """Wait until no other station migrates or sends; given back at the end of the transaction."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})


def _let_references_wait(connection: Connection) -> None:
    """References are looked at when a transaction ends: what arrives in one need not be in order."""
    query = text(
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint "
        "WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
    )
    for table, name in connection.execute(query).all():
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE INITIALLY IMMEDIATE")
