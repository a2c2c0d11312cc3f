"""What is stored comes back, nothing is overwritten, and a file that cannot be used is refused untouched."""

import errno
import os
import re
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import taped

from dsp.measurement import Measurement, State, invalid
from station import schema
from station.__main__ import main
from station.errors import BadInput, Missing, StationError
from station.folders import Folders, folders_at, in_use, make_folders, readable_folders, room
from station.model import Mark, NamedMeasurement, Outcome, Side
from station.records import NewRun, NewTrial, Provenance, Source
from station.store import Store, readable_store

NOON = datetime(2026, 3, 4, 10, 30, tzinfo=timezone(timedelta(hours=2)))
SOURCE = Source(
    stream=1,
    segment=0,
    model="Harp LoadCells",
    serial="LC-7",
    firmware="1.2",
    sides=(Side.LEFT, Side.RIGHT),
    calibration={"id": "lc7-2026", "gain": [[0.5, 0.25]]},
    zero={"native": [1.0, 2.0]},
    first_index=100,
    last_index=5100,
    gaps=((200, 5),),
    fs_hz=1000.02,
    clock_offset_s=12.5,
    clock_spread_s=None,
)
RUN = NewRun(
    cause="first analysis",
    fs_hz=1000.02,
    marks=(Mark("onset", Side.BOTH, 1.25, uncertainty_s=0.004), Mark("takeoff", Side.BOTH, 1.9)),
    measurements=(
        NamedMeasurement("height", "Height", Side.BOTH, Measurement(0.1 + 0.2, "m", State.VALID, (), 0.004, "im")),
        NamedMeasurement("share", "Share", Side.LEFT, Measurement(0.51, "1", State.LIMITED, ("2 ms missing",))),
        NamedMeasurement("share", "Share", Side.RIGHT, invalid("1", "12 ms missing", "no zero")),
    ),
    refusal=None,
    provenance=Provenance("counterpoise 0.1.0", "2.4.6", "ab" * 32, 0.0, {"onset": {"sd": 5.0}}, (SOURCE,)),
)


@pytest.fixture
def folders(tmp_path) -> Folders:
    return make_folders(tmp_path / "clinic #1 50%?")


def trial(session_id: str, recording_id: str = "r-1", **others) -> NewTrial:
    plain = NewTrial(
        session_id=session_id,
        recording_id=recording_id,
        recording_sha256="ab" * 32,
        range_start_host_s=100.25,
        range_end_host_s=None,
        protocol="cmj",
        protocol_text='key = "cmj"',
        title="Countermovement jump",
        headline="height",
        started_at=NOON,
        outcome=Outcome.COMPLETED,
        complete=True,
    )
    return replace(plain, **others)


def session_of(store: Store, code: str = "A-104") -> str:
    person = store.person(code) or store.add_person(code)
    return store.start_session(person.id, NOON)


def test_a_trial_comes_back_as_it_was_stored_after_closing(folders, stores):
    with stores(folders, now=lambda: NOON) as store:
        session_id = session_of(store)
        trial_id = store.add_trial(trial(session_id), RUN)
    with stores(folders) as store:
        stored = store.trial(trial_id)

    assert stored.trial == trial(session_id)
    assert stored.person.code == "A-104"
    assert (stored.kept, stored.decided_at) == (None, None)
    (run,) = stored.runs
    assert run.provenance == RUN.provenance
    assert run.measurements == RUN.measurements
    assert tuple(item.mark for item in run.marks) == RUN.marks
    assert (run.number, run.current, run.cause, run.fs_hz, run.refusal) == (1, True, "first analysis", 1000.02, None)


def test_times_come_back_aware_and_with_the_offset_of_the_place(folders, stores):
    with stores(folders, now=lambda: NOON) as store:
        trial_id = store.add_trial(trial(session_of(store)), RUN)
        store.decide(trial_id, True)
        stored = store.trial(trial_id)
        (summary,) = store.trials()

    assert summary.started_at == NOON
    assert summary.started_at.utcoffset() == timedelta(hours=2)
    assert stored.runs[0].made_at == NOON
    assert stored.decided_at is not None
    assert stored.decided_at.tzinfo is UTC
    assert stored.person.created_at.tzinfo is UTC
    with stores(folders) as store, pytest.raises(ValueError, match="without its zone"):
        store.start_session(stored.person.id, datetime(2026, 1, 1))


def test_computing_again_adds_a_run_and_keeps_the_old_one(folders, stores):
    moved = replace(
        RUN,
        cause="onset moved",
        marks=(Mark("onset", Side.BOTH, 1.30, automatic=False), RUN.marks[1]),
        measurements=(NamedMeasurement("height", "Height", Side.BOTH, Measurement(0.31, "m", State.VALID)),),
    )
    with stores(folders) as store:
        trial_id = store.add_trial(trial(session_of(store)), RUN)
        assert store.replace_results(trial_id, moved) == 2
        assert store.replace_results(trial_id, RUN) == 3
        stored = store.trial(trial_id)
        (summary,) = store.trials()

    assert [run.number for run in stored.runs] == [1, 2, 3]
    assert [run.current for run in stored.runs] == [False, False, True]
    assert stored.current.number == 3
    assert stored.runs[0].measurements == RUN.measurements
    assert [item.before_s for item in stored.runs[1].marks] == [1.25, None]
    assert [item.mark.automatic for item in stored.runs[1].marks] == [False, True]
    assert [item.before_s for item in stored.runs[2].marks] == [1.30, None]
    assert summary.headline == RUN.measurements[:1]


def test_the_list_is_newest_first_with_the_headline_of_both_sides(folders, stores):
    with stores(folders) as store:
        session_id = session_of(store)
        old = store.add_trial(trial(session_id, headline="share"), RUN)
        new = store.add_trial(trial(session_id, "r-2", started_at=NOON + timedelta(minutes=5)), RUN)
        none = store.add_trial(
            trial(session_of(store, "B-7"), "r-3", headline="x", started_at=NOON.astimezone(UTC)), RUN
        )
        store.decide(old, False)
        store.decide(new, True)
        listed = store.trials()

    assert listed[0].trial_id == new
    assert {line.trial_id for line in listed[1:]} == {old, none}
    by_id = {line.trial_id: line for line in listed}
    assert [(item.side, item.measurement.state) for item in by_id[old].headline] == [
        (Side.LEFT, State.LIMITED),
        (Side.RIGHT, State.INVALID),
    ]
    assert (by_id[old].kept, by_id[new].kept, by_id[none].kept) == (False, True, None)
    assert (by_id[none].person, by_id[none].headline) == ("B-7", ())


def test_one_recording_makes_one_trial(folders, stores):
    with stores(folders) as store:
        session_id = session_of(store)
        trial_id = store.add_trial(trial(session_id), RUN)
        assert store.trial_of_recording("r-1") == trial_id
        assert store.trial_of_recording("r-2") is None
        assert store.recordings() == {"r-1"}
        with pytest.raises(StationError, match="belongs to a stored trial already"):
            store.add_trial(trial(session_id), RUN)
        assert store.counts() == {"people": 1, "sessions": 1, "trials": 1}


def test_half_a_trial_is_never_stored(folders, stores):
    # a mark without a time breaks the last of the inserts
    broken = replace(RUN, marks=(Mark("onset", Side.BOTH, None),))  # type: ignore[arg-type]
    with stores(folders) as store:
        session_id = session_of(store)
        with pytest.raises(StationError, match="Nothing of this step was changed"):
            store.add_trial(trial(session_id), broken)
        assert store.trials() == []
        assert store.recordings() == frozenset()


def test_what_does_not_exist_is_named(folders, stores):
    with stores(folders) as store:
        for call in (
            lambda: store.trial("x"),
            lambda: store.decide("x", True),
            lambda: store.replace_results("x", RUN),
        ):
            with pytest.raises(StationError, match="No trial x is stored here"):
                call()
        with pytest.raises(StationError, match="Nobody with the id x"):
            store.start_session("x")
        with pytest.raises(StationError, match="no session x"):
            store.add_trial(trial("x"), RUN)
        assert not store.has_person("x")
        assert not store.has_session("x")


@pytest.mark.parametrize("code", ["", "   ", "A\n1", "A\x00", "A\u202e4", "\ud800", "x" * 65])
def test_codes_that_could_deceive_are_refused(folders, stores, code):
    with stores(folders) as store, pytest.raises(BadInput, match="visible characters"):
        store.add_person(code)


def test_a_code_is_taken_once_however_it_is_typed(folders, stores):
    with stores(folders) as store:
        person = store.add_person("Zoë")
        with pytest.raises(BadInput, match="is taken"):
            store.add_person(" Zoë ")
        hostile = store.add_person("'); DROP TABLE person;--")
        assert store.person("Zoë") == person
        assert store.people() == (hostile, person)


def test_foreign_keys_hold_and_every_commit_reaches_the_disk(folders):
    with Store(folders) as store:
        with store._engine.connect() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("foreign_keys", "journal_mode", "synchronous")
            }
        assert pragmas == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}


def test_a_new_database_has_its_log_before_anybody_uses_it(folders):
    """Turning it on waits for nobody: of several threads that came first together, one would find it locked."""
    with Store(folders), closing(sqlite3.connect(folders.database)) as another:
        assert another.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_many_threads_write_and_read_at_once(folders, stores):
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            session_id = session_of(store, f"P-{number}")
            for each in range(4):
                trial_id = store.add_trial(trial(session_id, f"r-{number}-{each}"), RUN)
                store.replace_results(trial_id, RUN)
                store.trials()
        except BaseException as error:
            failures.append(error)

    with stores(folders) as store:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert store.counts() == {"people": 4, "sessions": 4, "trials": 16}


# One station per folder --------------------------------------------------------------------------------------------


def test_a_second_station_is_refused_with_who_and_where(folders):
    with Store(folders):
        with pytest.raises(StationError, match=r"open on .+ \(user .+, process \d+, since \d{4}-\d\d-\d\d \d\d:\d\d\)"):
            Store(folders)
        assert "process" in (in_use(folders) or "")
    assert in_use(folders) is None
    Store(folders).close()


def test_looking_is_possible_while_a_station_runs(folders):
    assert readable_store(folders) is None
    with Store(folders) as store:
        trial_id = store.add_trial(trial(session_of(store)), RUN)
        looking = readable_store(folders)
        assert looking is not None
        with looking:
            assert looking.trials_of_recordings() == {"r-1": trial_id}
            with pytest.raises(StationError, match="could not be written"):
                looking.add_person("C-1")


def test_a_killed_station_gives_the_folder_back_and_keeps_what_was_stored(folders):
    program = Path(__file__).with_name("killed_store.py")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, program, folders.data], **pipes) as station:
        stored = station.stdout.readline().strip()
        with pytest.raises(StationError, match=f"process {station.pid},"):
            Store(folders)
        station.kill()
    with Store(folders) as store:
        assert [line.trial_id for line in store.trials()] == [stored]


# Schemas and files that cannot be used -----------------------------------------------------------------------------


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(folders, stores):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import inspect

    from station.tables import Row

    with stores(folders) as store, store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        server = connection.dialect.name == "postgresql"
        differences = [
            difference
            for difference in compare_metadata(context, Row.metadata)
            # a server's references may wait for the end of a transaction, which the comparison takes for another one
            if "alembic_version" not in str(difference) and not (server and difference[0] in ("add_fk", "remove_fk"))
        ]
        assert differences == []
        for table in Row.metadata.tables.values():
            there = {
                (*each["constrained_columns"], each["referred_table"], *each["referred_columns"])
                for each in inspect(connection).get_foreign_keys(table.name)
            }
            assert there == {
                (*each.column_keys, each.referred_table.name, *(element.column.name for element in each.elements))
                for each in table.foreign_key_constraints
            }
        if not server:
            assert connection.exec_driver_sql("PRAGMA user_version").scalar() == schema.SCHEMA


def test_a_database_of_a_newer_version_is_refused_untouched(folders):
    Store(folders).close()
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute("INSERT INTO schema_history VALUES (99, 'counterpoise 2.4', '2027-01-01 00:00:00.000000')")
        database.execute("PRAGMA user_version = 99")
        database.commit()
    before = folders.database.read_bytes()
    with pytest.raises(
        StationError, match=r"written by counterpoise 2\.4\. This is counterpoise .*nothing was changed"
    ):
        Store(folders)
    assert folders.database.read_bytes() == before
    assert in_use(folders) is None
    with pytest.raises(
        StationError, match=r"written by counterpoise 2\.4\. This is counterpoise .* Update to open it"
    ) as refused:
        Store(folders, read_only=True)
    assert "start the station" not in str(refused.value)


def test_a_database_of_an_older_version_is_not_read_before_it_is_carried_over_and_it_is_said_how(folders):
    Store(folders).close()
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute("UPDATE schema_history SET software = 'counterpoise 0.0.9'")
        database.execute("PRAGMA user_version = 1")
        database.commit()
    before = folders.database.read_bytes()
    with pytest.raises(
        StationError, match=r"written by counterpoise 0\.0\.9\. This is counterpoise .* start the station once"
    ) as refused:
        Store(folders, read_only=True)
    assert "Update" not in str(refused.value)
    assert "schema 1, this program writes schema" in str(refused.value)
    assert folders.database.read_bytes() == before


@pytest.mark.parametrize(("schema_number", "advice"), [(99, "Update to open it"), (1, "start the station once")])
def test_commands_that_only_read_say_which_of_the_two_has_to_be_updated(folders, capsys, schema_number, advice):
    Store(folders).close()
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute(f"PRAGMA user_version = {schema_number}")
        database.commit()
    for command in (["person", "list"], ["progress", "A-104"], ["trial", "list"]):
        assert main([*command, "--data-dir", str(folders.data)]) == 1
        assert advice in capsys.readouterr().err


def test_what_is_no_database_is_refused_and_kept(folders):
    folders.database.write_bytes(b"time_s,left_n\n" * 500)
    with pytest.raises(StationError, match=r"damaged or is no database .*left exactly as it is"):
        Store(folders)
    assert folders.database.read_bytes() == b"time_s,left_n\n" * 500


def test_a_flipped_page_is_found_at_opening(folders):
    with Store(folders) as store:
        session_id = session_of(store)
        for number in range(30):
            store.add_trial(trial(session_id, f"r-{number}"), RUN)
    data = bytearray(folders.database.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    data[4 * page : 6 * page] = bytes(byte ^ 0xFF for byte in data[4 * page : 6 * page])
    folders.database.write_bytes(data)
    with pytest.raises(StationError, match="damaged"):
        Store(folders)
    assert folders.database.read_bytes() == data


def test_a_large_database_is_looked_through_while_it_is_open_and_not_written_to_when_it_is_damaged(
    folders, monkeypatch
):
    monkeypatch.setattr("station.database.CHECKED_AT_OPENING_BYTES", 0)
    with Store(folders) as store:
        session_id = session_of(store)
        for number in range(30):
            store.add_trial(trial(session_id, f"r-{number}"), RUN)
    with Store(folders) as store:
        assert store.local.checked() == ""
        store.add_person("B-7")
    with closing(sqlite3.connect(folders.database)) as database:
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'result'").fetchone()
        page = database.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(folders.database.read_bytes())
    data[page * (root - 1) : page * root] = bytes(byte ^ 0xFF for byte in data[page * (root - 1) : page * root])
    folders.database.write_bytes(data)
    with Store(folders) as store:
        assert store.local.checked() != ""
        assert [person.code for person in store.people()] == ["A-104", "B-7"]
        with pytest.raises(StationError, match=r"damaged .*left exactly as it is"):
            store.add_person("C-9")


NEXT = schema.SCHEMA + 1


def extra_migration(folder: Path, body: str) -> Path:
    """Our migrations and one more on top of them."""
    migrations = folder / "migrations"
    (migrations / "versions").mkdir(parents=True)
    for source in schema.MIGRATIONS.rglob("*.py"):
        (migrations / source.relative_to(schema.MIGRATIONS)).write_text(source.read_text(encoding="utf-8"))
    (migrations / "versions" / "v9999_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{NEXT:04}'\ndown_revision = '{schema.SCHEMA:04}'\n"
        f"def upgrade():\n    op.create_table('more', sa.Column('id', sa.Integer()))\n    {body}\n"
    )
    return migrations


def test_an_older_database_is_carried_over_after_a_backup(folders, tmp_path):
    with Store(folders) as store:
        trial_id = store.add_trial(trial(session_of(store)), RUN)
    migrations = extra_migration(
        tmp_path, "with op.batch_alter_table('person') as batch: batch.add_column(sa.Column('born', sa.Integer()))"
    )
    schema.bring_up_to_date(folders.database, NOON, schema=NEXT, migrations=migrations)

    assert schema.schema_of(folders.database) == NEXT
    backup = folders.database.with_name(f"station.db.schema-{schema.SCHEMA}.backup")
    assert schema.schema_of(backup) == schema.SCHEMA
    with closing(sqlite3.connect(folders.database)) as database:
        assert database.execute("SELECT id FROM trial").fetchall() == [(trial_id,)]
        assert database.execute("SELECT code, born FROM person").fetchall() == [("A-104", None)]
        assert [row[0] for row in database.execute("SELECT number FROM schema_history ORDER BY 1")] == [
            schema.SCHEMA,
            NEXT,
        ]


def test_a_migration_that_fails_half_way_leaves_the_old_database(folders, tmp_path):
    with Store(folders) as store:
        trial_id = store.add_trial(trial(session_of(store)), RUN)
    migrations = extra_migration(tmp_path, "raise RuntimeError('power cut')")
    with pytest.raises(RuntimeError, match="power cut"):
        schema.bring_up_to_date(folders.database, NOON, schema=NEXT, migrations=migrations)

    assert schema.schema_of(folders.database) == schema.SCHEMA
    with Store(folders) as store:
        assert store.trial(trial_id).trial.recording_id == "r-1"
    with closing(sqlite3.connect(folders.database)) as database:
        assert not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'more'").fetchall()


# The data folder ---------------------------------------------------------------------------------------------------


def test_folders_are_made_on_demand_below_the_one_that_was_asked_for(tmp_path):
    folders = folders_at(tmp_path / "a" / "b")
    assert not folders.data.exists()
    assert make_folders(tmp_path / "a" / "b") == folders
    assert folders.recordings.is_dir()
    assert folders.set_aside.is_dir()
    assert folders_at().data.is_absolute()
    (tmp_path / "file").write_text("")
    with pytest.raises(StationError, match="cannot be created"):
        make_folders(tmp_path / "file")


def permissions(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_umask():
    """A system on which everything that is made may be read by everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folders private by itself")
def test_only_this_user_may_read_what_is_stored(tmp_path, open_umask):
    folders = make_folders(tmp_path / "data")
    with Store(folders) as store:
        store.add_person("A-104")
        taped.record_plates(folders.recordings, recording_id="r-1")
        beside = {path.name for path in folders.data.iterdir()}
        assert {"station.db", "station.db-wal", "station.db-shm", "station.lock"} <= beside
        for path in [folders.data, *folders.data.rglob("*")]:
            assert permissions(path) == (0o700 if path.is_dir() else 0o600), path.name


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folders private by itself")
def test_what_an_earlier_version_left_readable_is_closed_and_a_folder_of_others_left_alone(tmp_path, open_umask):
    folders = make_folders(tmp_path)
    with Store(folders):
        pass
    tmp_path.chmod(0o755)
    folders.database.chmod(0o644)
    folders.recordings.chmod(0o755)
    with Store(make_folders(tmp_path)):
        assert permissions(folders.database) == 0o600
    assert permissions(folders.recordings) == 0o700
    assert permissions(tmp_path) == 0o755
    schema._back_up(folders.database, tmp_path / "station.db.schema-1.backup")
    assert permissions(tmp_path / "station.db.schema-1.backup") == 0o600


def test_a_data_folder_that_cannot_be_is_missing_and_says_why(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    for wrong in (tmp_path / "file", tmp_path / "file" / "data"):
        for look in (make_folders, readable_folders):
            with pytest.raises(Missing, match=re.escape(f"(a file is in the place of the folder {tmp_path / 'file'})")):
                look(wrong)
    for look in (make_folders, readable_folders):
        with pytest.raises(Missing, match=r"(?i)name too long"):
            look(tmp_path / ("x" * 300))
        with pytest.raises(Missing, match="no such user"):
            look(Path("~nobody-of-this-name/data"))
    with pytest.raises(Missing, match="cannot be reached"):
        room(folders_at(tmp_path / "unplugged"))
    folders = make_folders(tmp_path / "data")

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Missing, match=r"cannot be written to \(Permission denied\)"):
        Store(folders)


@pytest.mark.parametrize(
    ("free", "warned", "refused"),
    [
        (2_000_000_000, False, False),
        (1_999_999_999, True, False),
        (200_000_000, True, False),
        (199_999_999, False, True),
    ],
)
def test_little_room_is_said_before_a_trial_and_too_little_refuses_it(folders, free, warned, refused):
    left = room(folders, lambda _: free)
    assert (left.warning is not None, left.refusal is not None) == (warned, refused)


def test_the_room_is_that_of_the_disk_itself(folders, tmp_path):
    assert room(folders).free_bytes > 0
    with pytest.raises(StationError, match="cannot be reached"):
        room(folders_at(tmp_path / "unplugged"))


def test_recordings_and_the_database_lie_where_the_header_says(folders):
    taped.record_plates(folders.recordings, recording_id="r-1")
    assert sorted(path.name for path in folders.data.iterdir()) == ["recordings"]
    assert (folders.recordings / "r-1.rec").exists()
