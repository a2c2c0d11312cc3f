"""The tables of the database.  Only ``store`` and the migrations look in here.

Rows of analysis (run, source, mark, result) are added and never changed, except for the flag that says which run is the
current one.  Times are stored in UTC and come back aware of it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

# SQLite cannot alter a constraint: it is dropped and made again, for which it must have a name from the first day.
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ID_LENGTH = 36

CURRENT = text("current")
# a counter of 32 bits without a sign does not fit PostgreSQL's integer
COUNT = Integer().with_variant(BigInteger(), "postgresql")


Transaction = Callable[[], AbstractContextManager[Session]]
"""Begins one; it is written at the end of its ``with``, or not at all."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC: SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def offset_minutes(moment: datetime) -> int:
    """How far the clock on the wall was from UTC then; kept beside a time, which comes back as UTC."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a time without its zone cannot be stored")
    return int(offset / timedelta(minutes=1))


def on_the_wall(moment: datetime, minutes: int) -> datetime:
    """A stored time as the clock on the wall showed it, so far from UTC."""
    return moment.astimezone(timezone(timedelta(minutes=minutes)))


class Row(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class SchemaRow(Row):
    """Which version of the program brought the database to which schema."""

    __tablename__ = "schema_history"

    number: Mapped[int] = mapped_column(primary_key=True)
    software: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class PersonRow(Row):
    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class SessionRow(Row):
    """One visit of one person."""

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    person: Mapped[PersonRow] = relationship()


class TrialRow(Row):
    __tablename__ = "trial"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"), index=True)
    recording_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True)
    recording_sha256: Mapped[str] = mapped_column(String(64))
    range_start_host_s: Mapped[float | None]
    range_end_host_s: Mapped[float | None]
    protocol: Mapped[str]
    protocol_text: Mapped[str] = mapped_column(Text)
    protocol_sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    headline: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    utc_offset_minutes: Mapped[int]
    outcome: Mapped[str]
    complete: Mapped[bool]
    kept: Mapped[bool | None]
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    rejected_for: Mapped[str | None]
    rejected_note: Mapped[str | None] = mapped_column(Text)
    practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    sides_swapped: Mapped[bool] = mapped_column(default=False, server_default=false())
    retest_of: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    station: Mapped[str | None]
    session: Mapped[SessionRow] = relationship()
    runs: Mapped[list[RunRow]] = relationship(order_by="RunRow.number", back_populates="trial")


class RunRow(Row):
    """One pass of analysis with what made its numbers."""

    __tablename__ = "run"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    trial_id: Mapped[str] = mapped_column(ForeignKey("trial.id"))
    number: Mapped[int]
    current: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    cause: Mapped[str]
    fs_hz: Mapped[float]
    refusal: Mapped[str | None] = mapped_column(Text)
    software: Mapped[str]
    numpy: Mapped[str]
    recording_sha256: Mapped[str] = mapped_column(String(64))
    alignment_s: Mapped[float | None]
    methods: Mapped[dict[str, Any]] = mapped_column(JSON)
    operator: Mapped[str | None]
    code_sha256: Mapped[str | None] = mapped_column(String(64))
    trial: Mapped[TrialRow] = relationship(back_populates="runs")
    sources: Mapped[list[SourceRow]] = relationship(order_by="SourceRow.position")
    marks: Mapped[list[MarkRow]] = relationship(order_by="MarkRow.position")
    results: Mapped[list[ResultRow]] = relationship(order_by="ResultRow.position")

    __table_args__ = (
        UniqueConstraint("trial_id", "number"),
        Index("uq_run_current", "trial_id", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
    )


class SourceRow(Row):
    """Device, calibration, zero and sample range behind a run."""

    __tablename__ = "source"

    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[int]
    segment: Mapped[int]
    model: Mapped[str]
    serial: Mapped[str] = mapped_column(index=True)
    firmware: Mapped[str]
    sides: Mapped[list[str]] = mapped_column(JSON)
    calibration: Mapped[dict[str, Any]] = mapped_column(JSON)
    zero: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    first_index: Mapped[int] = mapped_column(COUNT)
    last_index: Mapped[int] = mapped_column(COUNT)
    gaps: Mapped[list[list[int]]] = mapped_column(JSON)
    fs_hz: Mapped[float]
    clock_offset_s: Mapped[float | None]
    clock_spread_s: Mapped[float | None]
    clock: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class MarkRow(Row):
    """A mark of a run; ``before_s`` is its place in the run before, when it was moved."""

    __tablename__ = "mark"

    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    side: Mapped[str]
    time_s: Mapped[float]
    automatic: Mapped[bool]
    uncertainty_s: Mapped[float | None]
    before_s: Mapped[float | None]


class ResultRow(Row):
    """One number of a run, or the reasons why there is none."""

    __tablename__ = "result"

    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    side: Mapped[str]
    value: Mapped[float | None]
    unit: Mapped[str]
    state: Mapped[str]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    uncertainty: Mapped[float | None]
    method: Mapped[str]


class AmendmentRow(Row):
    """What somebody changed about a stored trial, with before and after; never changed, an undo is a row of its own."""

    __tablename__ = "amendment"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    trial_id: Mapped[str] = mapped_column(ForeignKey("trial.id"), index=True)
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    who: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    step: Mapped[str]
    of: Mapped[int]


class CalibrationRow(Row):
    """A calibration record as somebody gave it; never changed."""

    __tablename__ = "calibration"

    id: Mapped[str] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(index=True)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    added_at: Mapped[datetime] = mapped_column(UtcTime)


class KnownDeviceRow(Row):
    """A device that was used before, and the side that belongs to its serial number."""

    __tablename__ = "known_device"

    kind: Mapped[str] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    how: Mapped[str]
    sides: Mapped[list[str]] = mapped_column(JSON)
    calibration_id: Mapped[str | None] = mapped_column(ForeignKey("calibration.id"))
    remembered_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    clock_ppm: Mapped[float | None]
    clock_uncertainty_ppm: Mapped[float | None]
    clock_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ProofRow(Row):
    """What a daily check or a verification found; never changed.

    ``calibration_id`` refers to a record that may be kept here or be the device's own, so it is no foreign key.
    """

    __tablename__ = "proof"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    programme: Mapped[str]
    kind: Mapped[str]
    serial: Mapped[str] = mapped_column(index=True)
    calibration_id: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    who: Mapped[str]
    passed: Mapped[bool | None]
    within: Mapped[float | None]
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    software: Mapped[str]
