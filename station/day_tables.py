"""The tables of a clinic's day and of what is agreed with a person: appointments, words about somebody, planned doses,
and what a station keeps for itself.

Nothing in here says who a person is; names are kept apart (``station.identity``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from station.tables import ID_LENGTH, Row, UtcTime


class AppointmentRow(Row):
    """Who is expected when, and what for; one that was called off is taken out, which the audit remembers."""

    __tablename__ = "appointment"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    utc_offset_minutes: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    battery: Mapped[str]
    """Key of what the visit is to do; empty where nobody said."""


class PersonWordsRow(Row):
    """What people say of a person in words; what was said before is in the audit."""

    __tablename__ = "person_words"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    complaint: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class DosePlanRow(Row):
    """What a person is to do in an exercise from now on; what it was before is in the audit."""

    __tablename__ = "dose_plan"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    exercise: Mapped[str]
    side: Mapped[str]
    target_low: Mapped[float | None]
    target_high: Mapped[float | None]
    target_unit: Mapped[str]
    hold_s: Mapped[float | None]
    reps: Mapped[int | None]
    words: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    utc_offset_minutes: Mapped[int]
    ended: Mapped[bool]


class KeptHereRow(Row):
    """A small thing that this station keeps for itself, by its name: which tests it likes best, for one."""

    __tablename__ = "kept_here"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
