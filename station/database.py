"""Where rows are kept: the SQLite file of a data folder, with its transactions.  ``station.server`` has the other kind.

SQLite in WAL mode with synchronous=FULL: a transaction that has ended survives a power cut.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from station.disk_kind import refuse_network_disk
from station.errors import StationError
from station.folders import FolderLock, Folders, keep_private
from station.outbox import note_changes
from station.schema import (
    SCHEMA,
    bring_up_to_date,
    damage_of,
    refuse_damage,
    refuse_newer,
    refuse_older,
    schema_of,
    undo_what_was_interrupted,
)

CHECKED_AT_OPENING_BYTES: Final = 16_000_000
"""A database up to this size is looked through before it is used (0.1 s); a larger one meanwhile."""


class Database(Protocol):
    """Transactions for the books of a ``Store``."""

    @property
    def engine(self) -> Engine: ...

    def reading(self) -> AbstractContextManager[Session]:
        """A transaction that changes nothing.  Raises StationError."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that is there as a whole or not at all.  Raises StationError."""
        ...

    def close(self) -> None: ...


class LocalDatabase:
    """The database of one data folder; it is locked against other stations until ``close``."""

    def __init__(self, folders: Folders, now: Callable[[], datetime], *, read_only: bool = False) -> None:
        """Lock the folder, bring the database up to date and open it.  Raises StationError.

        ``read_only`` takes no lock and changes nothing; it needs a database of this program's own schema.
        """
        self.path = folders.database
        self._lock: FolderLock | None = None
        self._damage = ""
        self._stop = threading.Event()
        self._checking: threading.Thread | None = None
        self.written: Callable[[], None] = lambda: None
        """Called after each transaction that wrote."""
        if read_only:
            found = schema_of(folders.database)
            if found != SCHEMA:
                raise (refuse_newer if found > SCHEMA else refuse_older)(folders.database, found)
        else:
            refuse_network_disk(folders.data)
            self._lock = FolderLock(folders)
            try:
                keep_private(folders.database)
                undo_what_was_interrupted(folders.database)
                self._look_for_damage()
                bring_up_to_date(folders.database, now())
            except BaseException:
                self._lock.release()
                raise
        self.engine = _engine(folders, read_only, changes_noted=False)
        self._noting = _engine(folders, read_only, changes_noted=True)
        self._notes = False if read_only else self._has_server()
        if not read_only:
            self._begin_log()

    def note_changes_from_now_on(self) -> None:
        """Every change is noted for the server from here on, in the transaction that makes it."""
        self._notes = True

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that changes nothing.  Raises StationError."""
        try:
            with Session(self.engine) as session:
                yield session
        except SQLAlchemyError as error:
            raise _failed(self.path, "read", error) from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is there as a whole or not at all.  Raises StationError."""
        with self._transaction(self._noting if self._notes else self.engine) as session:
            yield session
        self.written()

    def taking(self) -> AbstractContextManager[Session]:
        """Like ``writing``, for what comes from the server: it is not noted for it.  Raises StationError."""
        return self._transaction(self.engine)

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Session]:
        if self._damage:
            raise refuse_damage(self.path, self._damage)
        # Taking the write lock at BEGIN, not at the first write, is what lets a second writer wait instead of fail.
        try:
            with (
                Session(engine.execution_options(write=True), expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session
        except SQLAlchemyError as error:
            raise _failed(self.path, "written", error) from error

    def close(self) -> None:
        """Close the database and give the folder back.  Safe to call twice."""
        self._stop.set()
        if self._checking is not None:
            self._checking.join()
        self.engine.dispose()
        self._noting.dispose()
        if self._lock is not None:
            self._lock.release()

    # Damage ----------------------------------------------------------------------------------------------------

    def checked(self) -> str:
        """Wait until the whole file was looked through; what is damaged in it, or nothing."""
        if self._checking is not None:
            self._checking.join()
        return self._damage

    def _look_for_damage(self) -> None:
        if not self.path.exists() or self.path.stat().st_size == 0:
            return
        if self.path.stat().st_size <= CHECKED_AT_OPENING_BYTES:
            found = damage_of(self.path)
            if found:
                raise refuse_damage(self.path, found)
            return
        self._checking = threading.Thread(target=self._look_meanwhile, name="looking for damage", daemon=True)
        self._checking.start()

    def _look_meanwhile(self) -> None:
        # from here on nothing more is written into a file that is damaged; what can be read, can be looked at
        self._damage = damage_of(self.path, self._stop.is_set)

    def _begin_log(self) -> None:
        # the first connection turns a new file to its write-ahead log, and that waits for no other connection: of
        # several threads that came first together one would be told that the database is locked
        try:
            self.engine.connect().close()
        except SQLAlchemyError as error:
            self.close()
            raise _failed(self.path, "opened", error) from error

    def _has_server(self) -> bool:
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sync_state").fetchone()[0])


def _engine(folders: Folders, read_only: bool, changes_noted: bool) -> Engine:
    address = f"{folders.database.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, timeout=5.0, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA fullfsync=ON")  # macOS alone: there a plain sync stops at the drive's own memory
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
        if changes_noted:
            note_changes(connection)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


_DAMAGED: Final = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))


def _failed(path: Path, what: str, error: SQLAlchemyError) -> StationError:
    reason = getattr(error, "orig", None) or error
    # the low byte; above it stands which part of SQLite met it
    if getattr(reason, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
        return refuse_damage(path, str(reason))
    if isinstance(error, IntegrityError):
        return StationError(
            f"What was to be stored contradicts what is stored already ({reason}). Nothing of this step was changed, "
            "and raw recordings are separate files and unharmed. The disk is not at fault: run station db check, and "
            "send these words with what it says to the makers of this program."
        )
    return StationError(
        f"The database could not be {what} ({reason}). Nothing of this step was changed. Check the disk (free space, "
        "permissions) and try again; raw recordings are separate files and unharmed."
    )
