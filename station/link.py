"""A station's connection to the clinic's server: a thread of its own that takes and sends, and says how it stands.

Nothing on a station waits for it.  Everything is stored on this computer first; when the server is away, what it has
not got yet is counted, and sent when it is back.
"""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from station.database import LocalDatabase
from station.errors import StationError
from station.outbox import Waiting, waiting
from station.server import (
    AWAY,
    ServerAddress,
    ServerAway,
    ServerDatabase,
    ServerRefuses,
    deadline,
    in_words,
    require_driver,
)
from station.server_schema import bring_server_up_to_date
from station.syncing import CHANNEL, Exchange, ServerBusy, begin_with_server

if TYPE_CHECKING:
    import psycopg

LOOK_AGAIN_S: Final = 2.0
"""So often a connection on which nothing happens is asked whether it still lives."""
TRY_AGAIN_S: Final = (0.5, 1.0, 2.0, 5.0)
"""Pauses between attempts to reach a server that is away; the last one again and again."""
MOST: Final = 200
"""Rows with their parts that travel in one step; fewer after one that took too long."""
LAST_WORDS_S: Final = 2.0
"""How long closing waits for what is on its way."""


_NOTHING: Final = Waiting(0, 0)


@dataclass(frozen=True, slots=True)
class LinkState:
    """How the server is."""

    reachable: bool | None = None
    """None before the first attempt has ended."""
    trouble: str = ""
    """Why nothing goes to the server although it may be there."""
    waiting: Waiting = _NOTHING
    heard_at: datetime | None = None
    """When everything was last exchanged."""

    @property
    def said(self) -> str:
        """What to tell whoever works here; nothing while all is well."""
        if self.reachable is not False:
            return ""
        return f"{self.trouble or AWAY} {saved_here(self.waiting)}"


def saved_here(left: Waiting) -> str:
    """Where things are that the server has not got, and how many."""
    if left.trials:
        return f"Trials are saved on this computer ({left.trials} waiting)."
    if left.changes:
        return f"Everything is saved on this computer ({left.changes} change{'s' * (left.changes != 1)} waiting)."
    return "Trials are saved on this computer."


class ServerLink:
    """Takes and sends on a thread of its own until ``close``."""

    def __init__(
        self,
        local: LocalDatabase,
        address: ServerAddress,
        station: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Everything stored from now on goes to the server too.  Raises Missing without the driver, StationError."""
        require_driver()
        self._local, self._address, self._station, self._now = local, address, station, now
        self._state = LinkState()
        self._listeners: list[Callable[[LinkState], None]] = []
        self._changed = threading.Condition()
        self._stopping = False
        self._written = 0
        self._seen = 0
        self._most = MOST
        self._bell, self._hears = socket.socketpair()
        self._bell.setblocking(False)
        begin_with_server(local)
        self._count()
        local.written = self.ring
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)
        self._thread.start()

    @property
    def state(self) -> LinkState:
        return self._state

    def subscribe(self, listener: Callable[[LinkState], None]) -> None:
        """Call this on every change of state, on the link's own thread; once at once."""
        self._listeners.append(listener)
        listener(self._state)

    def ring(self) -> None:
        """Something was stored: send it."""
        with self._changed:
            self._written += 1
        with contextlib.suppress(OSError):  # it rings already, or is closed
            self._bell.send(b"!")

    def wait(self, until: Callable[[LinkState], bool], seconds: float) -> bool:
        """Whether the state became so in time."""
        with self._changed:
            return self._changed.wait_for(lambda: until(self._state), seconds)

    def wait_until_exchanged(self, seconds: float) -> bool:
        """Whether everything that was stored before this call is on the server, and everything from there is here."""
        self.ring()
        with self._changed:
            number = self._written
            return self._changed.wait_for(
                lambda: bool(self._state.reachable) and self._seen >= number and not self._state.waiting.changes,
                seconds,
            )

    def close(self) -> None:
        """Send what can be sent at once, and end.  What is left waits for the next start.  Safe to call twice."""
        if not self._stopping and self._state.reachable:
            self.wait_until_exchanged(LAST_WORDS_S)
        self._stopping = True
        self._local.written = lambda: None
        self.ring()
        self._thread.join()
        for each in (self._bell, self._hears):
            each.close()

    # The thread ------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        attempt = 0
        while not self._stopping:
            try:
                self._work()
            except StationError as error:
                if self._state.reachable:
                    attempt = 0
                self._say(reachable=False, trouble="" if isinstance(error, ServerAway) else str(error))
            except Exception as error:
                # its text may hold an address or a value, so that only its kind is written down
                logging.getLogger(__name__).error("the exchange with the server failed: %s", type(error).__name__)
                self._say(reachable=False, trouble=f"A fault in this program ({type(error).__name__}).")
            self._pause(TRY_AGAIN_S[min(attempt, len(TRY_AGAIN_S) - 1)])
            attempt += 1

    def _work(self) -> None:
        """Exchange for as long as the server is there."""
        bring_server_up_to_date(self._address, self._now())
        server = ServerDatabase(self._address)
        try:
            with contextlib.closing(self._listen(server)) as ear:
                exchange = Exchange(self._local, server, self._station, self._now)
                while not self._stopping:
                    self._exchange(exchange)
                    self._hear(ear, server)
        finally:
            server.close()

    def _exchange(self, exchange: Exchange) -> None:
        """Step until there is nothing more to take and nothing more to send."""
        while not self._stopping:
            with self._changed:
                number = self._written
            begun = time.monotonic()
            try:
                step = exchange.step(self._most)
            except ServerBusy:
                self._pause(0.1)
                continue
            except ServerAway:
                # it may only be slow: less at a time next time, so that something gets through
                self._most = max(1, self._most // 4)
                raise
            if time.monotonic() - begun < 0.5:
                self._most = min(MOST, self._most * 2)
            self._count()
            if step.idle:
                with self._changed:
                    self._seen = number
                self._say(reachable=True, trouble="", heard_at=self._now())
                return
            self._say(reachable=True, trouble="")

    def _listen(self, server: ServerDatabase) -> psycopg.Connection[Any]:
        import psycopg

        try:
            ear = server.connect()
            ear.autocommit = True
            with deadline(ear, server.deadline_s):
                ear.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error as error:
            raise in_words(error) from None
        return ear

    def _hear(self, ear: psycopg.Connection[Any], server: ServerDatabase) -> None:
        """Wait until something was stored here or there; ask now and then whether the server still lives."""
        import psycopg

        if ear.closed:
            raise ServerAway(AWAY)
        ready, _, _ = select.select([ear.fileno(), self._hears.fileno()], [], [], LOOK_AGAIN_S)
        if self._hears.fileno() in ready:
            self._hears.recv(4096)
            if len(ready) == 1:
                return
        try:
            with deadline(ear, server.deadline_s):
                ear.execute("SELECT 1")
                for _ in ear.notifies(timeout=0):
                    pass
        except (psycopg.Error, OSError) as error:
            raise in_words(error) from None

    def _pause(self, seconds: float) -> None:
        """Wait; what is stored meanwhile is counted at once."""
        until = time.monotonic() + seconds
        while not self._stopping and (left := until - time.monotonic()) > 0:
            if select.select([self._hears], [], [], left)[0]:
                self._hears.recv(4096)
                self._count()
                self._say()

    def _count(self) -> None:
        with self._local.reading() as session:
            left = waiting(session)
        self._state = replace(self._state, waiting=left)

    def _say(self, **news: Any) -> None:
        before, self._state = self._state, replace(self._state, **news)
        with self._changed:
            self._changed.notify_all()
        for listener in tuple(self._listeners):
            listener(self._state)
        if before.reachable is not self._state.reachable:
            logging.getLogger(__name__).info("the server is %s", "there" if self._state.reachable else "away")


__all__ = ["LinkState", "ServerLink", "ServerRefuses", "saved_here"]
