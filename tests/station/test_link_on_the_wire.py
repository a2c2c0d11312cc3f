"""A server that stops, freezes or is cut off, for real: a trial never waits for it, and nothing is lost or doubled."""

import logging
import time
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from postgres_server import Cable, running_server
from sqlalchemy import func, select
from test_store import NOON, RUN, session_of, trial
from travelled import contents

from simulators.body import Person
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.folders import make_folders
from station.link import ServerLink
from station.server import ServerDatabase, parse_address
from station.server_schema import bring_server_up_to_date
from station.store import Store
from station.tables_of_sync import ChangeRow

pytestmark = pytest.mark.wire

SEEN_WITHIN_S = 3.4
"""The promise of H15 and H16."""
SLACK_S = 0.6
"""What a busy machine may add."""
STORED_WITHIN_S = 2.0
"""Storing a trial on this computer takes milliseconds; a machine that does much else may take longer."""


@pytest.fixture(scope="module")
def server():
    """A server that tests may hurt."""
    with running_server() as started:
        yield started


@pytest.fixture(scope="module")
def template(server):
    url = server.new_database()
    bring_server_up_to_date(parse_address(url), datetime.now(UTC))
    return url.rpartition("/")[2]


@pytest.fixture
def url(server, template):
    return server.new_database(template)


@pytest.fixture
def linked(tmp_path):
    """Opens a station with its link."""
    with ExitStack() as stack:

        def opened(url: str, name: str = "room 1") -> Store:
            store = stack.enter_context(Store(make_folders(tmp_path / name), now=lambda: NOON))
            store.station = name
            assert store.local is not None
            store.link = ServerLink(store.local, parse_address(url), name)
            return store

        yield opened


@pytest.fixture
def cable(server):
    cut_here = Cable(server.port)
    yield cut_here
    cut_here.close()


def stored_quickly(store: Store, recording_id: str) -> str:
    begun = time.monotonic()
    trial_id = store.add_trial(trial(session_of(store), recording_id), RUN)
    assert time.monotonic() - begun < STORED_WITHIN_S
    return trial_id


def rows_on(url: str) -> dict[str, list]:
    database = ServerDatabase(parse_address(url), 20.0)
    try:
        return contents(database.engine)
    finally:
        database.close()


def same_as_the_server(store: Store, url: str) -> None:
    assert store.link.wait_until_exchanged(20.0), store.link.state
    assert contents(store.local.engine) == rows_on(url)
    assert store.link.state.said == ""


def test_a_trial_is_on_the_server_and_on_the_other_station_a_moment_later(linked, url):
    one, two = linked(url), linked(url, "room 2")
    for store in (one, two):
        assert store.link.wait_until_exchanged(20.0)
    trial_id = stored_quickly(one, "r-1")
    assert one.link.wait_until_exchanged(20.0)
    assert two.link.wait(lambda state: two.trial_of_recording("r-1") is not None, 20.0)
    assert two.trial(trial_id) == one.trial(trial_id)


def test_a_server_that_stops_is_seen_at_once_and_what_waits_is_counted_and_sent_when_it_is_back(linked, url, server):
    store = linked(url)
    stored_quickly(store, "r-0")
    assert store.link.wait_until_exchanged(20.0)
    server.stop()
    try:
        begun = time.monotonic()
        assert store.link.wait(lambda state: state.reachable is False, 10.0)
        assert time.monotonic() - begun < SLACK_S
        for number in (1, 2, 3):
            stored_quickly(store, f"r-{number}")
        assert store.link.wait(lambda state: state.waiting.trials == 3, 10.0)
        assert store.link.state.said == "Server not reachable. Trials are saved on this computer (3 waiting)."
    finally:
        server.start()
    same_as_the_server(store, url)


def test_a_cut_network_is_seen_in_time_and_nothing_is_lost_or_doubled(linked, url, server, cable):
    database = url.rpartition("/")[2]
    store = linked(server.url(database, cable.port))
    stored_quickly(store, "r-0")
    assert store.link.wait_until_exchanged(20.0)
    cable.cut()
    stored_quickly(store, "r-1")
    begun = time.monotonic()
    assert store.link.wait(lambda state: state.reachable is False, 10.0)
    assert time.monotonic() - begun < SEEN_WITHIN_S + SLACK_S
    stored_quickly(store, "r-2")
    assert store.link.wait(lambda state: "(2 waiting)" in state.said, 10.0)
    cable.mend()
    same_as_the_server(store, url)


def test_a_network_that_is_cut_between_the_commit_and_its_answer_doubles_nothing(linked, url, server, cable):
    """The worst moment: the server has it, and the station does not know."""
    database = url.rpartition("/")[2]
    store = linked(server.url(database, cable.port))
    assert store.link.wait_until_exchanged(20.0)
    cable.deafen()  # what is sent arrives; no answer comes back
    stored_quickly(store, "r-1")
    assert store.link.wait(lambda state: state.reachable is False, 10.0)
    cable.mend()
    same_as_the_server(store, url)


def test_a_frozen_server_is_seen_in_time_although_its_connection_stands(linked, url, server):
    store = linked(url)
    assert store.link.wait_until_exchanged(20.0)
    with server.frozen():
        stored_quickly(store, "r-1")
        begun = time.monotonic()
        assert store.link.wait(lambda state: state.reachable is False, 10.0)
        assert time.monotonic() - begun < SEEN_WITHIN_S + SLACK_S
        said = "Server not reachable. Trials are saved on this computer (1 waiting)."
        assert store.link.wait(lambda state: state.said == said, 10.0)
    same_as_the_server(store, url)


def test_a_frozen_server_is_seen_although_nothing_is_stored(linked, url, server):
    store = linked(url)
    assert store.link.wait_until_exchanged(20.0)
    with server.frozen():
        assert store.link.wait(lambda state: state.reachable is False, 2.0 + SEEN_WITHIN_S + SLACK_S)


def test_a_station_opens_and_closes_beside_a_frozen_server(linked, url, server):
    with server.frozen():
        begun = time.monotonic()
        store = linked(url)
        stored_quickly(store, "r-1")
        assert time.monotonic() - begun < STORED_WITHIN_S
        assert store.link.wait(lambda state: state.reachable is False, SEEN_WITHIN_S + SLACK_S)
        begun = time.monotonic()
        store.close()
        assert time.monotonic() - begun < SEEN_WITHIN_S + SLACK_S
    again = linked(url)
    same_as_the_server(again, url)


def test_a_whole_visit_beside_a_server_that_freezes_is_the_same_as_without_one(tmp_path, url, server):
    def numbers(clinic: VirtualClinic) -> list:
        (done,) = clinic.conduct(["cmj"])
        assert done.trial_id is not None
        return [*clinic.store.trial(done.trial_id).current.measurements]

    with VirtualClinic(tmp_path / "alone", Body(Person(), push_s=2.0, rest_s=1.0), seed=1) as alone:
        expected = numbers(alone)
    with VirtualClinic(tmp_path / "linked", Body(Person(), push_s=2.0, rest_s=1.0), seed=1) as clinic:
        clinic.store.link = ServerLink(clinic.store.local, parse_address(url), "room 1")
        assert clinic.store.link.wait_until_exchanged(20.0)
        with server.frozen():
            assert numbers(clinic) == expected
        same_as_the_server(clinic.store, url)


def test_nothing_in_the_log_names_the_server_the_user_or_a_person(linked, url, server, caplog):
    caplog.set_level(logging.DEBUG)
    store = linked(url.replace("clinic@", "clinic:opensesame@"))
    session_of(store, "A-104")
    assert store.link.wait_until_exchanged(20.0)
    server.stop()
    try:
        assert store.link.wait(lambda state: state.reachable is False, 10.0)
        time.sleep(0.7)
    finally:
        server.start()
    assert store.link.wait_until_exchanged(20.0)
    said = caplog.text + repr(store.link.state) + repr(parse_address(url)) + str(parse_address(url))
    assert caplog.messages.count("the server is away") == 1
    for secret in ("opensesame", "127.0.0.1", "clinic@", "clinic_", "A-104", str(server.port)):
        assert secret not in said


def test_each_change_is_on_the_servers_list_once(linked, url):
    store = linked(url)
    trial_id = stored_quickly(store, "r-1")
    assert store.link.wait_until_exchanged(20.0)
    store.decide(trial_id, True)
    assert store.link.wait_until_exchanged(20.0)
    database = ServerDatabase(parse_address(url), 20.0)
    with database.reading() as session:
        rows = session.execute(select(ChangeRow.table_name, func.count()).group_by(ChangeRow.table_name)).all()
    database.close()
    listed = {table: count for table, count in rows if table in ("person", "session", "trial", "run")}
    assert listed == {"person": 1, "session": 1, "trial": 2, "run": 1}
