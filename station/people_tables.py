"""The tables about people: facts that numbers need, body mass over time, doses, treatments, and who did what when.

Nothing in here says who a person is; names are kept apart (``station.identity``).  Rows of ``audit`` are added and
never changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from station.tables import ID_LENGTH, Row, UtcTime


class PersonFactsRow(Row):
    """What is known of a person that a number or its reference depends on; what it was before is in the audit."""

    __tablename__ = "person_facts"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sex: Mapped[str | None]
    birth_year: Mapped[int | None]
    height_m: Mapped[float | None]
    involved_side: Mapped[str | None]
    dominant_leg: Mapped[str | None]
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class BodyMassRow(Row):
    """A body mass with its day and its uncertainty (k = 2); never changed, a wrong one is struck out."""

    __tablename__ = "body_mass"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    mass_kg: Mapped[float]
    uncertainty_kg: Mapped[float]
    how: Mapped[str]
    struck_out: Mapped[bool]


class TreatmentRow(Row):
    """Something that was done between two measurements of one visit."""

    __tablename__ = "treatment"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    what: Mapped[str] = mapped_column(Text)


class DoseRow(Row):
    """What a person was to do in an exercise, and what they did."""

    __tablename__ = "dose"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"), index=True)
    trial_id: Mapped[str | None] = mapped_column(ForeignKey("trial.id"))
    exercise: Mapped[str]
    side: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    target_low: Mapped[float | None]
    target_high: Mapped[float | None]
    target_unit: Mapped[str]
    hold_s: Mapped[float | None]
    reps: Mapped[int | None]
    reached_target: Mapped[float | None]
    reached_hold_s: Mapped[float | None]
    reached_reps: Mapped[int | None]
    in_band: Mapped[float | None]
    doubts: Mapped[list[str]] = mapped_column(JSON)


class AuditRow(Row):
    """One thing that somebody did; ``digest`` is over the digest of the row before and all of this row."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)
    who: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_audit_subject", "subject", "subject_id"),)


class AuditHeadRow(Row):
    """One row: how long the audit is and how it ends, so that a row cut off its end is missed."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
