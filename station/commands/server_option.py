"""``--store``: the server of a clinic with several stations, for the commands that store and for those that look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from station.settings import NO_SERVER, server_of

if TYPE_CHECKING:
    from station.folders import Folders
    from station.link import LinkState
    from station.server import ServerAddress
    from station.store import Store

FIRST_WORDS_S = 3.0
"""How long a start waits for what other stations stored meanwhile."""


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add ``--store``."""
    parser.add_argument(
        "--store",
        metavar="ADDRESS",
        help="the clinic's server, postgresql://USER@HOST/DATABASE (default: COUNTERPOISE_STORE, or store in "
        f"settings.toml of the data folder); {NO_SERVER}: this computer alone",
    )


def said_on_stderr(text: str) -> None:
    """Tell what became of the server."""
    print(f"station: {text}", file=sys.stderr, flush=True)


@contextmanager
def working_store(
    folders: Folders,
    asked: str | None,
    *,
    simulated: bool = False,
    say: Callable[[str], None] = said_on_stderr,
) -> Iterator[Store]:
    """The store of a station, which exchanges with the clinic's server where there is one.

    People who are simulated go there only when ``--store`` says so.  Raises StationError.
    """
    from station.store import Store

    address = None if simulated and asked is None else server_of(folders, asked)
    with Store(folders) as store:
        if address is not None:
            _link(store, address, say)
        yield store
        if store.link is not None:
            store.link.close()
            left = store.link.state
            if left.said and left.waiting.changes:
                say(left.said)


def _link(store: Store, address: ServerAddress, say: Callable[[str], None]) -> None:
    from station.identity import IdentityBook, identities_on
    from station.link import ServerLink
    from station.server import ServerDatabase

    if store.local is None:
        raise TypeError("only a store on this computer can have a link")
    link = ServerLink(store.local, address, store.station)
    store.link = link
    # names do not travel with what was measured: all stations of the clinic read and write them on the server
    store.identities = IdentityBook(lambda: identities_on(ServerDatabase(address).engine), store.audit, store.now)
    if link.wait(lambda state: state.reachable is not None, FIRST_WORDS_S) and link.state.reachable:
        link.wait_until_exchanged(FIRST_WORDS_S)
    tell(store, say)


def tell(store: Store, say: Callable[[str], None]) -> None:
    """Say when the server goes and when it is back, for as long as the store is open; nothing without a server."""
    from station.server import AWAY

    last = [""]

    def heard(state: LinkState) -> None:
        # once for all that is stored meanwhile; how much waits in the end is said at the end
        kind = state.said and (state.trouble or AWAY)
        if kind != last[0]:
            back = "The server is there again; what was waiting is sent." if last[0] else ""
            last[0] = kind
            if state.said or back:
                say(state.said or back)

    if store.link is not None:
        store.link.subscribe(heard)


def looking_store(folders: Folders, asked: str | None) -> Store | None:
    """The clinic's server for looking, or this computer where there is none or it is away; None for nothing stored.

    Raises StationError.
    """
    from station.store import readable_store

    address = server_of(folders, asked)
    if address is not None:
        from station.server import ServerAway

        try:
            return server_store(address)
        except ServerAway as away:
            said_on_stderr(f"{away} Shown is what this computer has.")
    return readable_store(folders)


def server_store(address: ServerAddress) -> Store:
    """The server itself.  Raises ServerAway, ServerRefuses."""
    from station.server import LONG_DEADLINE_S, ServerDatabase, ServerRefuses
    from station.server_schema import require_schema
    from station.store import Store

    database = ServerDatabase(address, LONG_DEADLINE_S)
    try:
        with database.reading() as session:
            if not require_schema(session):
                raise ServerRefuses(
                    "The server's database is empty or of an older version. Carry it over: station db upgrade --store "
                    "ADDRESS; a station that may do so does it at its next start."
                )
    except BaseException:
        database.close()
        raise
    return Store.on(database, now=lambda: datetime.now(UTC))
