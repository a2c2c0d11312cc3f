"""Who a person is: name, contact and birth date, in a database of their own and nowhere else.

``identity.db`` in the data folder, or the schema ``identity`` of a server; the pseudonymous id is all that joins it to
what was measured.  Exports and copies of the other database therefore hold no name, whatever they copy.  Every look at
an identity is written into the audit, without what was seen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Date, Engine, MetaData, NullPool, String, create_engine, event, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import CreateSchema

from station.audit import Action, AuditBook
from station.blotting import Blot, parts_of_contact, parts_of_name, ways_to_write
from station.errors import BadInput, StationError
from station.folders import keep_private
from station.plain_text import plain_text
from station.tables import ID_LENGTH, NAMING, UtcTime

FORM: Final = 1
"""How the tables of identities look; a database of a later form is refused."""
SERVER_SCHEMA: Final = "identity"
LONGEST_NAME: Final = 120
LONGEST_CONTACT: Final = 300


class _Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class FormRow(_Base):
    __tablename__ = "identity_form"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class IdentityRow(_Base):
    __tablename__ = "identity"

    person_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str]
    contact: Mapped[str]
    birth_date: Mapped[date | None] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Who somebody is.  Its ``repr`` says nothing, so that no log and no error message holds a name."""

    person_id: str
    name: str = ""
    contact: str = ""
    birth_date: date | None = None

    def __repr__(self) -> str:
        return f"Identity({self.person_id!r}, ...)"


def changed_identity(
    before: Identity, name: str | None, contact: str | None, birth_date: date | None, today: date
) -> Identity:
    """With what is given, the rest as before; an empty text takes one out.  Raises BadInput for what cannot be."""
    after = before
    if name is not None:
        after = replace(after, name=plain_text(name, "name", LONGEST_NAME) if name else "")
    if contact is not None:
        after = replace(after, contact=plain_text(contact, "contact", LONGEST_CONTACT) if contact else "")
    if birth_date is not None:
        if not date(1890, 1, 1) <= birth_date <= today:
            raise BadInput(f"A birth date lies between 1890 and today, not {birth_date:%Y-%m-%d}.")
        after = replace(after, birth_date=birth_date)
    return after


class IdentityBook:
    """The identities of one clinic; each call is a transaction of its own.  ``Store`` makes it."""

    def __init__(
        self,
        open_engine: Callable[[], Engine],
        audit: AuditBook,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
    ) -> None:
        """``open_engine`` is called when somebody asks for an identity for the first time."""
        self._open, self._audit, self._now, self._read_only = open_engine, audit, now, read_only
        self._engine: Engine | None = None

    def close(self) -> None:
        """Let go of the database.  Safe to call twice."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def view(self, person_id: str) -> Identity | None:
        """Who this is; None when nobody wrote it down.  The look is in the audit before anything is shown."""
        if self._read_only:
            raise StationError(
                "An identity can only be looked at where the look can be written down: open for writing."
            )
        self._audit.note(Action.IDENTITY_VIEW, "identity", person_id)
        return self._get(person_id)

    def people(self) -> dict[str, str]:
        """Every name by the person's id, for finding somebody; the look is in the audit."""
        if self._read_only:
            raise StationError("Names can only be looked at where the look can be written down: open for writing.")
        self._audit.note(Action.IDENTITY_VIEW, "identity", "*")
        with self._session() as session:
            return {row.person_id: row.name for row in session.scalars(select(IdentityRow))}

    def blot(self, also: Iterable[str] = ()) -> Blot:
        """What takes every name, contact and birth date, and ``also`` these words, out of a text.

        Nobody sees any of them, so this is no look and the audit has none.  Raises StationError.
        """
        words = [*also]
        with self._session() as session:
            for row in session.scalars(select(IdentityRow)):
                words += [*parts_of_name(row.name), *parts_of_contact(row.contact)]
                words += () if row.birth_date is None else ways_to_write(row.birth_date)
        return Blot(words)

    def keep(
        self,
        person_id: str,
        *,
        name: str | None = None,
        contact: str | None = None,
        birth_date: date | None = None,
    ) -> None:
        """Write down what is given and leave the rest; an empty text takes one out.  Raises BadInput."""
        before = self._get(person_id) or Identity(person_id)
        after = changed_identity(before, name, contact, birth_date, self._now().date())
        changed = [each for each in ("name", "contact", "birth_date") if getattr(before, each) != getattr(after, each)]
        if not changed:
            return
        self._audit.note(Action.CHANGE, "identity", person_id, fields=changed)
        with self._session() as session:
            row = session.get(IdentityRow, person_id) or IdentityRow(person_id=person_id)
            row.name, row.contact, row.birth_date = after.name, after.contact, after.birth_date
            row.changed_at = self._now()
            session.add(row)

    def forget(self, person_id: str) -> bool:
        """Delete who somebody is; what was measured stays under the code.  Whether there was anything to delete."""
        if self._get(person_id) is None:
            return False
        self._audit.note(Action.DELETE, "identity", person_id)
        with self._session() as session:
            row = session.get(IdentityRow, person_id)
            if row is not None:
                session.delete(row)
        return True

    def _get(self, person_id: str) -> Identity | None:
        with self._session() as session:
            row = session.get(IdentityRow, person_id)
            return None if row is None else Identity(row.person_id, row.name, row.contact, row.birth_date)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        # the text of such an error holds the values of the statement: names
        try:
            if self._engine is None:
                self._engine = self._open()
            with Session(self._engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            what = type(getattr(error, "orig", None) or error).__name__
            raise StationError(
                f"The identities could not be read or written ({what}). Nothing of this step was changed there. Check "
                "the disk (free space, permissions), or the way to the server, and try again; what was measured is "
                "stored elsewhere and unharmed, and the code stands for the person meanwhile."
            ) from None


def identities_in(path: Path) -> Engine:
    """The database file of identities, made where there is none.  Raises StationError for one that cannot be used."""
    keep_private(path)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what is forgotten leaves no traces in the file
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    try:
        prepare(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise StationError(
            f"{path} is damaged or is no database of this program ({type(error).__name__}). It was left as it is. Put "
            "it back from a backup; what was measured is stored elsewhere and unharmed."
        ) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def identities_on(server: Engine) -> Engine:
    """The same on a server: a schema of its own, to which other roles can be given access than to the rest."""
    with server.begin() as connection:
        # making it takes a right that a station need not have once it is there
        if SERVER_SCHEMA not in inspect(connection).get_schema_names():
            connection.execute(CreateSchema(SERVER_SCHEMA, if_not_exists=True))
    engine = server.execution_options(schema_translate_map={None: SERVER_SCHEMA})
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Make the tables where they are missing.  Raises StationError for those of a newer version."""
    with engine.begin() as connection:
        _Base.metadata.create_all(connection)
        with Session(connection) as session:
            found = session.scalar(select(FormRow.number))
            if found is None:
                session.add(FormRow(number=FORM))
                session.flush()
            elif found > FORM:
                raise StationError(
                    f"The identities were written by a newer version of this program (form {found}; this one knows "
                    f"{FORM}). Nothing was changed. Update this program."
                )


def identity_form(path: Path) -> int:
    """The form of a database file of identities, 0 for none.  Opens it for reading only.  Raises StationError."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
            whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            row = connection.execute("SELECT number FROM identity_form").fetchone()
    except sqlite3.DatabaseError as error:
        raise StationError(f"{path} is damaged or holds no identities ({error}). It was left as it is.") from error
    if whole != "ok" or row is None:
        raise StationError(f"{path} is damaged. It was left as it is.")
    return int(row[0])
