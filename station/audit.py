"""Who did what, and when: an account that is only added to, each row sealed with the one before.

The seal of a row is the SHA-256 of the seal before it and of everything in the row.  A row that was changed, taken out
or put in breaks the chain at its number; one that was cut off the end is missed by the head, which is kept apart.  The
seal needs no secret, so it shows accidents and hands that touched rows; it does not stop somebody who computes every
seal anew.  For that, write down the last seal elsewhere (``station audit verify`` prints it; every backup has it).

Names and contacts never go in here: of an identity, only which fields were changed or looked at.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from station.folders import system_user
from station.people_tables import AuditHeadRow, AuditRow
from station.plain_text import plain_text
from station.tables import Transaction

FIRST: Final = "0" * 64
"""What stands before the first row."""
_HEAD: Final = 1
_LONGEST_NAME: Final = 80


class Action(StrEnum):
    ADD = "add"
    CHANGE = "change"
    CORRECTION = "correction"
    DELETE = "delete"
    EXPORT = "export"
    IDENTITY_VIEW = "identity view"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the account."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    """What kind of thing: ``person``, ``identity``, ``trial``."""
    subject_id: str
    detail: Mapping[str, Any]
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the account is not what it was, and what is wrong there."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Seal:
    """How long the account is, its last seal, and the first place where it is not whole."""

    rows: int
    digest: str
    fault: Fault | None = None


def seal_of(before: str, entry: Entry) -> str:
    """The seal of a row: SHA-256 over the seal before it and the row as JSON."""
    content = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": entry.who,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "detail": dict(entry.detail),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def verify(entries: Iterable[Entry], head: tuple[int, str] | None) -> Seal:
    """Go through the whole account, oldest first; ``head`` is how many rows there should be and the last seal."""
    before, number = FIRST, 0
    for entry in entries:
        number += 1
        if entry.number != number:
            return Seal(number - 1, before, Fault(number, _not_next(number, entry.number)))
        if seal_of(before, entry) != entry.digest:
            return Seal(number - 1, before, Fault(number, f"row {number} was changed after it was written"))
        before = entry.digest
    wanted, last = head or (0, FIRST)
    if wanted > number:
        gone = f"row {number + 1} is missing" if wanted == number + 1 else f"rows {number + 1} to {wanted} are missing"
        return Seal(number, before, Fault(number + 1, f"{gone} at the end"))
    if wanted < number:
        return Seal(number, before, Fault(wanted + 1, f"row {wanted + 1} was put in after the end"))
    if last != before:
        return Seal(number, before, Fault(number, "the last seal is not the one that was noted"))
    return Seal(number, before)


def seal_in(connection: sqlite3.Connection) -> Seal:
    """Whether the account in a database file is as it was written; one from before there was an account is empty."""
    known = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"audit", "audit_head"} <= known:
        return Seal(0, FIRST)
    head = connection.execute("SELECT number, digest FROM audit_head WHERE id = ?", (_HEAD,)).fetchone()
    columns = "number, at, who, action, subject, subject_id, detail, digest"
    rows = connection.execute(f"SELECT {columns} FROM audit ORDER BY number")
    return verify(map(_from_file, rows), None if head is None else (int(head[0]), str(head[1])))


def _from_file(row: tuple[Any, ...]) -> Entry:
    number, at, who, action, subject, subject_id, detail, digest = row
    try:
        moment, known = datetime.fromisoformat(str(at)).replace(tzinfo=UTC), json.loads(detail)
    except (TypeError, ValueError):
        # what is no time or no JSON any more was changed, and no seal fits it
        moment, known, digest = datetime.min.replace(tzinfo=UTC), {}, ""
    return Entry(number, moment, str(who), str(action), str(subject), str(subject_id), known, str(digest))


def _not_next(number: int, found: int) -> str:
    return f"row {number} is missing" if found > number else f"row {found} is there twice"


class AuditBook:
    """The account of one database.  Made by ``Store``; ``who`` is written into every row from then on."""

    def __init__(self, reading: Transaction, writing: Transaction, now: Callable[[], datetime]) -> None:
        self._reading, self._writing, self._now = reading, writing, now
        self._who = system_user()

    @property
    def who(self) -> str:
        """Whoever works here now: this user of the computer until somebody says otherwise."""
        return self._who

    @who.setter
    def who(self, name: str) -> None:
        self._who = plain_text(name, "name of whoever works here", _LONGEST_NAME)

    def note(self, action: Action, subject: str, subject_id: str, **detail: object) -> Entry:
        """Write a row in a transaction of its own."""
        with self._writing() as session:
            return self.note_in(session, action, subject, subject_id, **detail)

    def note_in(self, session: Session, action: Action, subject: str, subject_id: str, **detail: object) -> Entry:
        """Write a row in a transaction that is open: both reach the disk, or neither."""
        head = session.get(AuditHeadRow, _HEAD, with_for_update=True)
        if head is None:  # somebody took it out: work goes on, from the last row that there is
            last = session.scalar(select(AuditRow).order_by(AuditRow.number.desc()).limit(1))
            head = AuditHeadRow(id=_HEAD, number=last.number if last else 0, digest=last.digest if last else FIRST)
            session.add(head)
        entry = Entry(head.number + 1, self._now().astimezone(UTC), self._who, action, subject, subject_id, detail)
        digest = seal_of(head.digest, entry)
        session.add(
            AuditRow(
                number=entry.number,
                at=entry.at,
                who=entry.who,
                action=entry.action,
                subject=subject,
                subject_id=subject_id,
                detail=dict(detail),
                digest=digest,
            )
        )
        head.number, head.digest = entry.number, digest
        session.flush()
        return Entry(entry.number, entry.at, entry.who, action, subject, subject_id, detail, digest)

    def entries(self, subject_id: str | None = None) -> tuple[Entry, ...]:
        """All rows, or those about one thing; oldest first."""
        query = select(AuditRow).order_by(AuditRow.number)
        if subject_id is not None:
            query = query.where(AuditRow.subject_id == subject_id)
        with self._reading() as session:
            return tuple(_entry(row) for row in session.scalars(query))

    def verify(self) -> Seal:
        """Whether every row is as it was written."""
        with self._reading() as session:
            head = session.get(AuditHeadRow, _HEAD)
            rows = session.scalars(select(AuditRow).order_by(AuditRow.number).execution_options(yield_per=1000))
            return verify(map(_entry, rows), None if head is None else (head.number, head.digest))


def _entry(row: AuditRow) -> Entry:
    return Entry(row.number, row.at, row.who, row.action, row.subject, row.subject_id, row.detail, row.digest)


def _refused(*_: object) -> None:
    raise ValueError("a row of the audit is never changed and never deleted")


event.listen(AuditRow, "before_update", _refused)
event.listen(AuditRow, "before_delete", _refused)
