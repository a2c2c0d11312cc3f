"""A server's schema, its words, and the command line that names it."""

import json
import subprocess
import sys
import threading

import pytest
from sqlalchemy import text
from test_store import NOON, RUN, extra_migration, session_of, trial

from station import schema
from station.__main__ import main
from station.commands.server_option import looking_store, working_store
from station.errors import BadInput, Missing, StationError
from station.filing import stored_recording
from station.folders import make_folders
from station.link import LinkState, saved_here
from station.outbox import Waiting
from station.reviewing import review_of
from station.server import ServerAway, ServerDatabase, ServerRefuses, parse_address
from station.server_schema import bring_server_up_to_date, require_schema, server_schema
from station.settings import read_settings, server_of
from station.store import Store


@pytest.fixture
def empty(postgres) -> str:
    return postgres.new_database()


def schema_at(url: str) -> int:
    database = ServerDatabase(parse_address(url), 20.0)
    try:
        with database.reading() as session:
            return server_schema(session.connection())
    finally:
        database.close()


def execute(url: str, sql: str, **values: object) -> None:
    database = ServerDatabase(parse_address(url), 20.0)
    try:
        with database.writing() as session:
            session.execute(text(sql), values)
    finally:
        database.close()


# The schema --------------------------------------------------------------------------------------------------------


def test_the_tables_are_made_once_and_an_older_server_is_carried_over(empty, tmp_path):
    address = parse_address(empty)
    assert bring_server_up_to_date(address, NOON) == 0
    assert bring_server_up_to_date(address, NOON) == schema.SCHEMA
    more = extra_migration(tmp_path, "pass")
    newer = schema.SCHEMA + 1
    assert bring_server_up_to_date(address, NOON, schema=newer, migrations=more) == schema.SCHEMA
    assert schema_at(empty) == newer


def test_a_migration_that_fails_leaves_the_server_as_it_was(clinic_server, tmp_path):
    broken = extra_migration(tmp_path, "raise RuntimeError('power cut')")
    with pytest.raises(RuntimeError, match="power cut"):
        bring_server_up_to_date(parse_address(clinic_server), NOON, schema=schema.SCHEMA + 1, migrations=broken)
    assert schema_at(clinic_server) == schema.SCHEMA
    database = ServerDatabase(parse_address(clinic_server), 20.0)
    with database.reading() as session:
        assert session.scalar(text("SELECT to_regclass('more')")) is None
    database.close()


def test_a_server_of_a_newer_version_is_refused_by_name_and_trials_are_saved_here(clinic_server, tmp_path):
    execute(clinic_server, "INSERT INTO schema_history VALUES (99, 'counterpoise 2.4', now())")
    database = ServerDatabase(parse_address(clinic_server), 20.0)
    with (
        database.reading() as session,
        pytest.raises(ServerRefuses, match=r"written by counterpoise 2\.4 \(schema 99\)"),
    ):
        require_schema(session)
    database.close()
    said: list[str] = []
    folders = make_folders(tmp_path / "room 1")
    with working_store(folders, clinic_server, say=said.append) as store:
        store.add_trial(trial(session_of(store)), RUN)
        state = store.link.state
    assert "Update this station" in state.said
    assert "Update this station to use it; nothing was changed. Trials are saved on this computer" in said[0]
    assert said[-1].endswith("Trials are saved on this computer (1 waiting).")


def test_two_stations_that_make_the_tables_at_once_wait_for_each_other(empty):
    program = (
        "import sys; from datetime import UTC, datetime\n"
        "from station.server import parse_address; from station.server_schema import bring_server_up_to_date\n"
        "sys.stdin.readline()\n"
        "print(bring_server_up_to_date(parse_address(sys.argv[1]), datetime.now(UTC)))\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    stations = [subprocess.Popen([sys.executable, "-c", program, empty], **pipes) for _ in range(3)]
    for each in stations:
        each.stdin.write("go\n")
        each.stdin.flush()
    said = sorted(int(each.communicate(timeout=60)[0]) for each in stations)
    assert said == [0, schema.SCHEMA, schema.SCHEMA]
    database = ServerDatabase(parse_address(empty), 20.0)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM schema_history")) == 1
    database.close()


def test_a_role_that_may_not_make_tables_is_told_to_ask_the_administrator(empty, postgres):
    execute(empty, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    role = f"station_{empty.rpartition('_')[2]}"
    execute(empty, f"CREATE ROLE {role} LOGIN")
    with pytest.raises(ServerRefuses, match=r"has no tables yet.*Have the administrator do it: station db upgrade"):
        bring_server_up_to_date(parse_address(empty.replace("clinic@", f"{role}@")), NOON)


def test_a_station_needs_no_right_to_make_tables_once_they_are_there(clinic_server, tmp_path):
    """The rights that docs/server.md gives to a station."""
    role = f"station_{clinic_server.rpartition('_')[2]}"
    execute(clinic_server, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    execute(clinic_server, f"CREATE ROLE {role} LOGIN")
    execute(clinic_server, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    execute(clinic_server, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    url = clinic_server.replace("clinic@", f"{role}@")
    with working_store(make_folders(tmp_path / "room 1"), url) as store:
        store.add_trial(trial(session_of(store)), RUN)
        assert store.link.wait_until_exchanged(20.0), store.link.state


# Words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (("clinic@", "nobody:opensesame@"), ServerRefuses, "does not let this station in"),
        (("/clinic_", "/none_"), ServerRefuses, "no such database"),
        (("@127.0.0.1:", "@127.0.0.1:1"), ServerAway, "Server not reachable"),
    ],
)
def test_what_is_wrong_is_said_without_address_user_or_password(empty, change, kind, words):
    url = empty.replace(*change)
    if "127.0.0.1:1" in change[1]:
        url = "postgresql://clinic:opensesame@127.0.0.1:1/clinic_x"
    database = ServerDatabase(parse_address(url))
    with pytest.raises(kind, match=words) as caught, database.reading():
        pass
    database.close()
    assert caught.value.__cause__ is None
    for secret in ("opensesame", "127.0.0.1", "nobody", "clinic_"):
        assert secret not in str(caught.value)


def test_values_are_not_in_the_words_of_a_refusal(clinic_server):
    twice = "INSERT INTO person (id, code, created_at) VALUES ('p-1', 'SECRET-1', now()), ('p-2', 'SECRET-1', now())"
    with pytest.raises(ServerRefuses) as caught:
        execute(clinic_server, twice)
    assert "UniqueViolation" in str(caught.value)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    "wrong", ["", "clinic", "mysql://u:opensesame@h/d", "postgresql://u:opensesame@h", "http://x/y"]
)
def test_an_address_that_cannot_be_is_refused_without_repeating_it(wrong):
    with pytest.raises(BadInput, match="postgresql://USER@HOST/DATABASE") as caught:
        parse_address(wrong)
    assert "opensesame" not in str(caught.value)


def test_without_the_driver_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Missing, match=r'pip install "counterpoise\[server\]"'):
        parse_address("postgresql://u@h/d")


def test_what_waits_is_said_in_numbers():
    assert saved_here(Waiting(3, 9)) == "Trials are saved on this computer (3 waiting)."
    assert saved_here(Waiting(0, 1)) == "Everything is saved on this computer (1 change waiting)."
    assert saved_here(Waiting(0, 0)) == "Trials are saved on this computer."
    assert LinkState(reachable=None, waiting=Waiting(3, 9)).said == ""


# Settings ----------------------------------------------------------------------------------------------------------


def test_the_server_is_that_of_the_call_or_the_environment_or_the_settings(tmp_path, monkeypatch):
    folders = make_folders(tmp_path)
    assert server_of(folders, None) is None
    (tmp_path / "settings.toml").write_text('store = "postgresql://u@settings/d"\nstation = "Room 2"\n')
    assert server_of(folders, None).url.host == "settings"
    monkeypatch.setenv("COUNTERPOISE_STORE", "postgresql://u@environment/d")
    assert server_of(folders, None).url.host == "environment"
    assert server_of(folders, "postgresql://u@call/d").url.host == "call"
    assert server_of(folders, "local") is None
    assert read_settings(folders).station == "Room 2"
    with Store(folders) as store:
        assert store.station == "Room 2"


@pytest.mark.parametrize(
    "wrong", ['stor = "x"', "store = 3", 'station = "a\\nb"', "store = opensesame", f'station = "{"x" * 65}"']
)
def test_settings_that_cannot_be_are_refused_by_key_and_never_repeated(tmp_path, wrong):
    folders = make_folders(tmp_path)
    (tmp_path / "settings.toml").write_text(wrong)
    with pytest.raises(BadInput, match=r"settings\.toml") as caught:
        read_settings(folders)
    assert "opensesame" not in str(caught.value)


def test_a_server_elsewhere_is_asked_to_prove_who_it_is_unless_the_address_says_otherwise():
    def told(url: str) -> tuple:
        settings = ServerDatabase(parse_address(url))._settings
        return settings.get("sslmode"), settings.get("sslrootcert"), settings["connect_timeout"]

    assert told("postgresql://u@db.example/d") == ("verify-full", "system", "3")
    assert told("postgresql://u@db.example/d?sslrootcert=/ca.pem") == ("verify-full", "/ca.pem", "3")
    assert told("postgresql://u@db.example/d?sslmode=require&connect_timeout=9") == ("require", None, "9")
    assert told("postgresql://u@localhost/d")[0] is None


# The command line --------------------------------------------------------------------------------------------------


@pytest.fixture
def two_rooms(tmp_path, clinic_server):
    """Room 1 recorded a trial and exchanged; room 2 has exchanged."""
    rooms = []
    for name in ("Room 1", "Room 2"):
        folders = make_folders(tmp_path / name)
        (folders.data / "settings.toml").write_text(f'station = "{name}"\n')
        with working_store(folders, clinic_server) as store:
            if name == "Room 1":
                store.add_trial(trial(session_of(store)), RUN)
            assert store.link.wait_until_exchanged(20.0)
        rooms.append(folders)
    return rooms


def test_what_the_server_has_is_listed_without_any_data_of_ones_own(tmp_path, two_rooms, clinic_server, capsys):
    other = make_folders(tmp_path / "office")
    words = ["--store", clinic_server, "--data-dir", str(other.data), "--json"]
    assert main(["trial", "list", *words]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["person"], line["test"]) == ("A-104", "cmj")
    assert main(["trial", "show", line["id"], *words]) == 0
    assert json.loads(capsys.readouterr().out)["station"] == "Room 1"
    assert main(["person", "show", "A-104", *words]) == 0
    assert not other.database.exists()


def test_where_the_server_is_away_what_this_computer_has_is_shown_and_it_is_said(two_rooms, capsys):
    assert main(["trial", "list", "--store", "postgresql://u@127.0.0.1:1/d", "--data-dir", str(two_rooms[1].data)]) == 0
    said = capsys.readouterr()
    assert "A-104" in said.out
    assert said.err == "station: Server not reachable. Shown is what this computer has.\n"
    with looking_store(two_rooms[1], None) as store:
        assert len(store.trials()) == 1


def test_a_raw_recording_that_is_on_another_station_is_no_fault_and_it_is_said_where(two_rooms, capsys):
    one, two = two_rooms
    with Store(two) as store, pytest.raises(StationError, match="lies on the station Room 1, where it was made"):
        stored_recording(store, two, store.trials()[0].trial_id)
    with Store(two) as store:
        review = review_of(store, two, store.trials()[0].trial_id)
    assert (review.elsewhere, review.curves, review.said.outcomes) == ("Room 1", (), ())
    assert review.measurements, "numbers can be looked at everywhere"
    assert main(["db", "check", "--data-dir", str(two.data)]) == 0
    said = capsys.readouterr().out
    assert "The raw file of 1 trial is on other stations: Room 1." in said
    assert "Everything is on the server" in said
    assert main(["db", "check", "--data-dir", str(one.data)]) == 1  # it is to be here, and is not
    assert "The raw file of 1 trial is missing" in capsys.readouterr().out
    assert main(["backup", str(two.data.parent), "--data-dir", str(two.data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["good"]


def test_the_state_of_the_server_is_checked_and_a_person_of_two_codes_joined(two_rooms, clinic_server, capsys):
    where = ["--data-dir", str(two_rooms[1].data), "--store", clinic_server]
    with Store(two_rooms[1]) as store:
        store.add_person("A-105")
    assert main(["db", "check", *where]) == 0
    said = capsys.readouterr().out
    assert "2 changes" not in said
    assert "1 change waits for the server" in said or "changes wait for the server" in said
    assert "1 person, 1 visit, 1 trial" in said
    assert main(["db", "join", "A-105", "A-104", *where]) == 0
    assert main(["db", "sync", *where, "--json"]) == 0
    found = json.loads(capsys.readouterr().out.rpartition("\n{")[2].join(["{", ""]))
    assert (found["done"], found["people"], found["waiting"]) == (True, 2, 0)
    assert main(["db", "join", "A-105", "A-105", *where]) == 2
    assert main(["db", "join", "A-999", "A-104", *where]) == 1


def test_the_tables_are_made_on_demand_and_an_empty_server_says_what_to_do(tmp_path, empty, capsys):
    where = ["--data-dir", str(make_folders(tmp_path / "room").data), "--store", empty]
    assert main(["trial", "list", *where]) == 1
    assert "station db upgrade --store" in capsys.readouterr().err
    assert main(["db", "check", *where]) == 0
    assert "It is empty." in capsys.readouterr().out
    assert main(["db", "upgrade", *where, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema_before"] == 0
    assert main(["trial", "list", *where]) == 0


def test_simulated_people_do_not_go_to_the_clinics_server_unless_somebody_says_so(tmp_path, clinic_server, monkeypatch):
    monkeypatch.setenv("COUNTERPOISE_STORE", clinic_server)
    with working_store(make_folders(tmp_path / "demo"), None, simulated=True) as store:
        assert store.link is None
    with working_store(make_folders(tmp_path / "clinic"), None) as store:
        assert store.link is not None


def test_a_link_ends_its_thread(tmp_path, clinic_server):
    before = threading.active_count()
    with working_store(make_folders(tmp_path / "room"), clinic_server) as store:
        assert store.link.wait_until_exchanged(20.0)
    names = [thread.name for thread in threading.enumerate()]
    assert "server" not in names
    assert threading.active_count() <= before + 1  # the one watch for all deadlines stays
