"""A clinic's PostgreSQL server: its address, and transactions on it that end in time, whatever became of it.

A server that stopped says so at once.  One whose network was cut is given up by the system (``tcp_user_timeout``).  One
that is frozen answers neither, and no setting of the server helps: a watch on this side closes the connection under the
call that waits.  What a user reads and what is logged never holds an address, a name or a password; the messages of the
driver do, so they are never passed on.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, QueuePool, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from station.errors import BadInput, Missing, StationError

if TYPE_CHECKING:
    import psycopg

ENVIRONMENT: Final = "COUNTERPOISE_STORE"
DEADLINE_S: Final = 2.5
"""How long a server may take for one transaction of a station."""
LONG_DEADLINE_S: Final = 30.0
"""The same for one that a person waits for, or that carries a database over."""

# libpq gives up by itself, where the network says something or nothing at all; the watch is for a server that is frozen
_CONNECT: Final = {
    "connect_timeout": "3",
    "tcp_user_timeout": "3000",
    "keepalives": "1",
    "keepalives_idle": "1",
    "keepalives_interval": "1",
    "keepalives_count": "2",
    "application_name": "counterpoise",
}
# the server forgets a station that is gone, so that its locks do not keep the others waiting
_SESSION: Final = {
    "idle_in_transaction_session_timeout": "20s",
    "lock_timeout": "20s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "client_encoding": "UTF8",
}
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class ServerAway(StationError):
    """The server could not be reached, or did not answer in time; another time it may."""


class ServerRefuses(StationError):
    """The server answered, and does not let this station work with it until somebody does something."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the clinic's database is; printing it shows nothing of it."""

    url: URL = field(repr=False)

    def __str__(self) -> str:
        return "the clinic's server"


def parse_address(text: str) -> ServerAddress:
    """An address as ``postgresql://USER@HOST/DATABASE``.  Raises BadInput, Missing without the driver."""
    try:
        url = make_url(text.strip())
    except ArgumentError:
        raise BadInput(_WRONG_ADDRESS) from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg") or not url.database:
        raise BadInput(_WRONG_ADDRESS)
    require_driver()
    return ServerAddress(url.set(drivername="postgresql+psycopg"))


_WRONG_ADDRESS: Final = (
    "The address of the server cannot be used. It is postgresql://USER@HOST/DATABASE; the password is best kept out of "
    "it, in the file that PGPASSFILE names."
)


def require_driver() -> None:
    """Raise Missing where the extra is not installed."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise Missing(
            "A server is used through psycopg, which is not here. Install counterpoise[server], for example with: "
            'pip install "counterpoise[server]".'
        ) from error


class ServerDatabase:
    """Transactions on the server, each of which ends within ``deadline_s``."""

    def __init__(self, address: ServerAddress, deadline_s: float = DEADLINE_S) -> None:
        self.deadline_s = deadline_s
        self._settings = _settings(address.url)
        self.engine: Engine = create_engine(
            "postgresql+psycopg://",
            creator=self.connect,
            poolclass=QueuePool,
            json_serializer=_to_json,
            json_deserializer=_from_json,
        )
        # how values are written and read is told to each connection by what the dialect would open it with
        self._settings["context"] = self.engine.dialect.create_connect_args(self.engine.url)[1]["context"]

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of its own, with every setting by which it notices the end of the server.

        Raises psycopg.Error.
        """
        import psycopg

        connection = psycopg.connect("", **self._settings, autocommit=True)
        try:
            with deadline(connection, self.deadline_s):
                for name, value in _SESSION.items():
                    connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        except BaseException:
            connection.close()
            raise
        connection.autocommit = False
        return connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees the server as it is at one moment.  Raises ServerAway, ServerRefuses."""
        with self._transaction("REPEATABLE READ") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is there as a whole or not at all; each statement sees what others ended before it.

        Raises ServerAway, ServerRefuses.
        """
        with self._transaction("READ COMMITTED") as session:
            yield session
            session.commit()

    @contextmanager
    def _transaction(self, isolation: str) -> Iterator[Session]:
        try:
            engine = self.engine.execution_options(isolation_level=isolation)
            with Session(engine, expire_on_commit=False) as session:
                plain = session.connection().connection.dbapi_connection
                with deadline(plain, self.deadline_s):  # type: ignore[arg-type]
                    yield session
        except SQLAlchemyError as error:
            raise in_words(error) from None

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


class _Watch(threading.Thread):
    """Closes connections under calls that take too long; one thread for all of them, which mostly sleeps."""

    def __init__(self) -> None:
        super().__init__(name="deadlines", daemon=True)
        self._condition = threading.Condition()
        self._due: dict[object, tuple[float, psycopg.Connection[Any]]] = {}
        self._wakes_at = 0.0
        self._begun = False

    def add(self, connection: psycopg.Connection[Any], seconds: float) -> object:
        token, at = object(), time.monotonic() + seconds
        with self._condition:
            self._due[token] = (at, connection)
            if not self._begun:
                self._begun = True
                self.start()
            elif at < self._wakes_at:
                self._condition.notify()
        return token

    def remove(self, token: object) -> None:
        with self._condition:
            self._due.pop(token, None)

    def run(self) -> None:
        while True:
            with self._condition:
                now = time.monotonic()
                late = [token for token, (at, _) in self._due.items() if at <= now]
                # Cut with the lock held: who is done meanwhile waits in remove, and the connection is still theirs.
                for token in late:
                    _cut(self._due.pop(token)[1])
                soonest = min((at for at, _ in self._due.values()), default=math.inf)
                self._wakes_at = soonest
                self._condition.wait(None if soonest == math.inf else max(0.0, soonest - now))


_WATCH: Final = _Watch()


@contextmanager
def deadline(connection: psycopg.Connection[Any], seconds: float) -> Iterator[None]:
    """Close the connection under whatever waits for it when this takes longer: the wait ends with an error."""
    token = _WATCH.add(connection, seconds)
    try:
        yield
    finally:
        _WATCH.remove(token)


def _cut(connection: psycopg.Connection[Any]) -> None:
    with contextlib.suppress(Exception):  # it is closed already
        plain = socket.socket(fileno=connection.fileno())
        try:
            plain.shutdown(socket.SHUT_RDWR)
        finally:
            plain.detach()


def _settings(url: URL) -> dict[str, Any]:
    """What libpq is told; whatever the address says itself, holds."""
    settings: dict[str, Any] = dict(_CONNECT)
    if url.host is not None and url.host not in _HERE and "host" not in url.query:
        # only then nobody in between can read or pretend; an address can say otherwise
        settings["sslmode"] = os.environ.get("PGSSLMODE", "verify-full")
        if "PGSSLROOTCERT" not in os.environ:
            settings["sslrootcert"] = "system"
    settings |= {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    if settings.get("sslmode") not in ("verify-full", None) and "sslrootcert" not in url.query:
        settings.pop("sslrootcert", None)  # "system" is refused beside weaker modes
    named = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    settings |= {name: value for name, value in named.items() if value is not None}
    password = url.password or _from_keyring(url)
    if password:
        settings["password"] = str(password)
    return settings


def _from_keyring(url: URL) -> str | None:
    """The password that the system's keyring holds for ``USER@HOST/DATABASE`` of ``counterpoise``, if it has one."""
    if "PGPASSFILE" in os.environ or "PGPASSWORD" in os.environ:
        return None
    with contextlib.suppress(Exception):  # no keyring is installed, or nobody opened it
        found = importlib.import_module("keyring").get_password(
            "counterpoise", f"{url.username}@{url.host}/{url.database}"
        )
        return None if found is None else str(found)
    return None


# What went wrong -----------------------------------------------------------------------------------------------------

NO_RIGHT: Final = "42501"
WORDS: Final = {
    "28P01": "The server does not accept the user and the password of this station. Have the administrator check them.",
    "28000": "The server does not let this station in. Have the administrator check its access (pg_hba.conf, TLS).",
    "3D000": "The server has no such database. Have the administrator create it, or check the address.",
    NO_RIGHT: "The server does not let this station do that. Have the administrator check its rights (docs/server.md).",
    "42P07": "The database on the server holds tables of another program. Use one of its own.",
    "53100": "The disk of the server is full. Tell the administrator.",
    "25006": "The server is read-only at the moment. Tell the administrator.",
}
_SAID: Final = (
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("no pg_hba.conf entry", "28000"),
    ('role "', "28000"),
    ("does not exist", "3D000"),
)
AWAY: Final = "Server not reachable."
_WRONG_TLS: Final = (
    "The server cannot prove that it is the clinic's (its TLS certificate does not fit), so nothing is sent to it. "
    "Have the administrator check its certificate and sslrootcert."
)


def in_words(error: Exception) -> StationError:
    """What a user is told.  The driver's own words are left out: they name the address, the user and values."""
    found = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(found, "sqlstate", None) or ""
    said = str(found).lower()
    if not state:
        state = next((code for words, code in _SAID if words in said), "")
    if state in WORDS:
        return ServerRefuses(WORDS[state])
    if not state and ("certificate" in said or ("ssl" in said and "verify" in said)):
        return ServerRefuses(_WRONG_TLS)
    kind = type(found).__name__
    if (
        isinstance(found, OSError)
        or kind in ("OperationalError", "InterfaceError", "ConnectionTimeout")
        or state[:2] in ("08", "57", "53", "40")
    ):
        return ServerAway(AWAY)
    if state[:2] in ("55", "25"):
        return ServerAway("The server is busy with another station.")
    return ServerRefuses(
        f"The server does not accept what this station stores ({kind}{' ' + state if state else ''}). Nothing of this "
        "step was changed."
    )


# Values --------------------------------------------------------------------------------------------------------------

_NOT_A_NUMBER: Final = "__not_a_number__"


def _to_json(value: object) -> str:
    """JSON as PostgreSQL takes it, which has no NaN and no infinity: those stand in an object of their own."""
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False)
    except ValueError:
        return json.dumps(_marked(value), allow_nan=False, ensure_ascii=False)


def _marked(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return {_NOT_A_NUMBER: repr(value)}
    if isinstance(value, dict):
        return {key: _marked(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_marked(each) for each in value]
    return value


def _from_json(text: str) -> object:
    return json.loads(text, object_hook=_unmarked)


def _unmarked(found: dict[str, Any]) -> object:
    return float(found[_NOT_A_NUMBER]) if found.keys() == {_NOT_A_NUMBER} else found
