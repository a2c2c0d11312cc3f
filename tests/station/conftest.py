"""Both kinds of store for one battery of tests: a file on this computer, and a database on a real PostgreSQL server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from postgres_server import PostgresServer, running_server

from station.folders import Folders
from station.server import ServerDatabase, parse_address
from station.server_schema import bring_server_up_to_date
from station.store import Store

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
def clinic_server(postgres: PostgresServer, server_template: str) -> str:
    """The address of a database of this test's own, with tables and nothing in them."""
    return postgres.new_database(server_template)


@pytest.fixture(params=["a file", "a server"])
def stores(request: pytest.FixtureRequest) -> Iterator[OpenStore]:
    """Opens the store of a folder, like ``Store`` itself; where it is a server, each folder has a database of its own.

    Everything that is kept must run on both: no SQL that only one of them knows.
    """
    if request.param == "a file":
        yield Store
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("server_template")
    databases: dict[Folders, str] = {}
    with ExitStack() as stack:

        def opened(folders: Folders, **others: object) -> Store:
            url = databases.setdefault(folders, "") or postgres.new_database(template)
            databases[folders] = url
            store = Store.on(ServerDatabase(parse_address(url), 20.0), **others)  # type: ignore[arg-type]
            stack.callback(store.close)
            return store

        yield opened
