"""The tables by which a station and the server of its clinic know what the other has not got yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.tables import COUNT, ID_LENGTH, Row, UtcTime

TAKEN: Final = 1
"""Id of the row of ``sync_state`` that says what was taken last; it is there as long as there is a server."""
SENDING: Final = 2
"""Id of the one that says what is being sent: whether it arrived, only the server knows when the answer is lost."""


class OutboxRow(Row):
    """On a station: a row that the server has not got yet.  Empty on a server."""

    __tablename__ = "outbox"

    number: Mapped[int] = mapped_column(COUNT, primary_key=True)
    table_name: Mapped[str]
    key: Mapped[str] = mapped_column(Text)
    """The row's key as a JSON list."""

    __table_args__ = (UniqueConstraint("table_name", "key"), {"sqlite_autoincrement": True})


class ChangeRow(Row):
    """On a server: in which order everything came; only ever added to.  Empty on a station."""

    __tablename__ = "change"

    number: Mapped[int] = mapped_column(COUNT, primary_key=True)
    table_name: Mapped[str]
    key: Mapped[str] = mapped_column(Text)
    batch: Mapped[str] = mapped_column(String(ID_LENGTH))
    """Which transaction brought it: after a server was set back, another one stands in its place."""
    station: Mapped[str]

    __table_args__ = ({"sqlite_autoincrement": True},)


class SyncStateRow(Row):
    """On a station that has a server: the last change that it took from there, and the last batch it meant to send."""

    __tablename__ = "sync_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(COUNT)
    batch: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime | None] = mapped_column(UtcTime)


class ConflictRow(Row):
    """Two stations said different things while they did not hear of each other; what was not used stays in here."""

    __tablename__ = "conflict"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    station: Mapped[str]
    """Where it was found."""
    what: Mapped[str] = mapped_column(Text)
    table_name: Mapped[str]
    key: Mapped[str] = mapped_column(Text)
    unused: Mapped[dict[str, Any]] = mapped_column(JSON)
