"""``station db sync|join`` and ``station db check|upgrade`` of the clinic's server."""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from station.counting import counted, counted_people
from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.folders import Folders
    from station.server import ServerAddress

SAY_EVERY_S = 2.0
GIVEN_UP_S = 10.0
"""How long ``sync`` waits for a server that is away."""


def upgrade(address: ServerAddress, as_json: bool) -> int:
    """Make the tables on the server, or carry older ones over."""
    from station.schema import SCHEMA
    from station.server_schema import bring_server_up_to_date

    before = bring_server_up_to_date(address, datetime.now(UTC))
    if as_json:
        print(json.dumps({"schema_before": before, "schema": SCHEMA, "copy": None}, indent=2))
    elif before == SCHEMA:
        print(f"The server's database has schema {SCHEMA} already, that of this program.")
    elif before:
        print(f"The server's database was carried over from schema {before} to {SCHEMA}.")
    else:
        print(f"The tables were made on the server (schema {SCHEMA}).")
    return 0


def sync(folders: Folders, args: argparse.Namespace) -> int:
    """Exchange everything now; 1 when something still waits."""
    from station.commands.server_option import said_on_stderr
    from station.link import ServerLink
    from station.settings import server_of
    from station.store import Store

    address = server_of(folders, args.store)
    if address is None:
        raise BadInput("No server is known. Name it with --store, COUNTERPOISE_STORE, or store in settings.toml.")
    with Store(folders) as store:
        if store.local is None:
            raise TypeError("a data folder has a database of its own")
        link = store.link = ServerLink(store.local, address, store.station)
        begun = heard = time.monotonic()
        done = False
        while not done and time.monotonic() - heard < GIVEN_UP_S:
            done = link.wait_until_exchanged(SAY_EVERY_S)
            if link.state.reachable:
                heard = time.monotonic()
                if not done:
                    said_on_stderr(f"Still waiting here: {counted(link.state.waiting.changes, 'change')} ...")
        state, counts = link.state, store.counts()
    if args.json:
        content = {"done": done, "waiting": state.waiting.changes, "trials_waiting": state.waiting.trials, **counts}
        print(json.dumps(content, indent=2))
    elif done:
        seconds = time.monotonic() - begun
        print(
            f"Everything is exchanged ({seconds:.0f} s); here and on the server: "
            f"{counted_people(counts['people'], counts['sessions'], counts['trials'])}."
        )
    else:
        said_on_stderr(state.said)
    return 0 if done else 1


def join(folders: Folders, args: argparse.Namespace) -> int:
    """Make one person of two codes."""
    from station.commands.server_option import working_store

    with working_store(folders, args.store) as store:
        store.conflicts.join(args.code, args.into)
    if args.json:
        print(json.dumps({"code": args.code, "into": args.into}))
    else:
        print(f"Everything of {args.code} belongs to {args.into} now; the code {args.code} is left with nothing.")
    return 0


def require_folder(folders: Folders) -> None:
    """Raise StationError where nothing was stored yet."""
    if not folders.database.exists():
        raise StationError(f"There is no database in {folders.data}: nothing was stored there yet.")
