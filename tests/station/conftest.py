"""Both kinds of store for one battery of tests: a file on this computer, and a database on a real PostgreSQL server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from postgres_server import PostgresServer, running_server
from travelled import contents

from station.folders import Folders
from station.server import ServerDatabase, parse_address
from station.server_schema import bring_server_up_to_date
from station.store import Store
from station.syncing import Exchange, begin_with_server

OpenStore = Callable[..., Store]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole run; tests that stop or freeze one start their own."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def server_template(postgres: PostgresServer) -> str:
    """The name of a database with the tables of this program, to be copied."""
    url = postgres.new_database()
    bring_server_up_to_date(parse_address(url), datetime.now(UTC))
    return url.rpartition("/")[2]


@pytest.fixture
def clinic_server(postgres: PostgresServer, server_template: str) -> Iterator[str]:
    """The address of a database of this test's own, with tables and nothing in them."""
    url = postgres.new_database(server_template)
    yield url
    postgres.drop(url)


@pytest.fixture(params=["a file", "a server", "a station with a server"])
def stores(request: pytest.FixtureRequest) -> Iterator[OpenStore]:
    """Opens the store of a folder, like ``Store`` itself.

    Everything that is kept must run on both kinds of database, with no SQL that only one of them knows; and whatever a
    station stored must be on its server to the last bit after they have spoken.
    """
    if request.param == "a file":
        yield Store
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("server_template")
    yield from (_on_a_server if request.param == "a server" else _with_a_server)(postgres, template)


def _on_a_server(postgres: PostgresServer, template: str) -> Iterator[OpenStore]:
    databases: dict[Folders, str] = {}
    with ExitStack() as stack:

        def opened(folders: Folders, **others: object) -> Store:
            if folders not in databases:
                databases[folders] = postgres.new_database(template)
            store = Store.on(ServerDatabase(parse_address(databases[folders]), 20.0), **others)  # type: ignore[arg-type]
            stack.callback(store.close)
            return store

        yield opened
    for url in databases.values():
        postgres.drop(url)


def _with_a_server(postgres: PostgresServer, template: str) -> Iterator[OpenStore]:
    seen: list[Folders] = []

    def opened(folders: Folders, **others: object) -> Store:
        store = Store(folders, **others)  # type: ignore[arg-type]
        assert store.local is not None
        begin_with_server(store.local)
        seen.append(folders)
        return store

    yield opened
    for folders in dict.fromkeys(seen):
        url = postgres.new_database(template)
        server = ServerDatabase(parse_address(url), 20.0)
        with Store(folders) as store:
            assert store.local is not None
            exchange = Exchange(store.local, server, "here", lambda: datetime.now(UTC))
            while not exchange.step(100).idle:
                pass
            here, there = contents(store.local.engine), contents(server.engine)
        server.close()
        postgres.drop(url)
        assert here == there
