"""``station db``: what is wrong with a database or its recordings is found, told in words, and left as it is."""

import json
import sqlite3
from contextlib import closing

import backed_up
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from station import schema
from station.__main__ import main
from station.database_check import Verdict, examine_database
from station.folders import FolderLock, Folders, make_folders
from station.recorded import set_aside
from station.store import Store


@pytest.fixture
def clinic(tmp_path) -> Folders:
    folders = make_folders(tmp_path / "clinic")
    backed_up.fill(folders)
    return folders


def wrong(folders: Folders) -> dict[str, str]:
    return {each.what: each.text for each in examine_database(folders) if each.verdict is Verdict.WRONG}


def change(folders: Folders, *statements: str) -> None:
    with closing(sqlite3.connect(folders.database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_whole_database_is_called_whole_even_while_a_station_runs(clinic, capsys):
    with Store(clinic):
        assert wrong(clinic) == {}
        assert main(["db", "check", "--data-dir", str(clinic.data)]) == 0
    said = capsys.readouterr().out
    assert "The raw files of all 6 trials are there, each with the checksum that was stored." in said
    assert f"Schema {schema.SCHEMA}, that of this program." in said


def test_a_database_that_lost_its_number_is_refused_and_not_called_empty(clinic, capsys):
    with closing(sqlite3.connect(clinic.database)) as old:
        script = "\n".join(old.iterdump())
    clinic.database.unlink()
    with closing(sqlite3.connect(clinic.database)) as anew:
        anew.executescript(script)
    held = clinic.database.read_bytes()
    for words in (["db", "check"], ["trial", "list"], ["person", "add", "A-200"], ["backup"]):
        assert main([*words, "--data-dir", str(clinic.data)]) == 1
        told = capsys.readouterr()
        assert "it holds tables, and the number of its schema is gone" in told.out + told.err
    assert clinic.database.read_bytes() == held


def test_a_recording_that_is_gone_or_changed_is_named_with_what_to_do(clinic, capsys):
    with Store(clinic) as store:
        first, second, aside = sorted(store.recordings())[:3]
    (clinic.recordings / f"{first}.rec").unlink()
    with (clinic.recordings / f"{second}.rec").open("r+b") as file:
        file.seek(1000)
        file.write(b"\x00\xff\x00\xff")
    set_aside(clinic.recordings / f"{aside}.rec")
    assert main(["db", "check", "--data-dir", str(clinic.data), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert [(each["what"], each["verdict"]) for each in said["findings"]] == [
        ("database", "ok"),
        ("schema", "ok"),
        ("references", "ok"),
        ("audit", "ok"),
        ("recordings", "wrong"),
        ("recordings", "wrong"),
    ]
    missing, changed = said["findings"][-2:]
    assert missing["text"] == f"The raw file of 1 trial is missing: {first}."
    assert second in changed["text"]
    assert "Take the files out of a backup" in changed["to_do"]


def test_a_damaged_page_is_found_and_a_backup_is_what_helps(clinic, capsys):
    data = bytearray(clinic.database.read_bytes())
    data[4096:8192] = bytes(range(256)) * 16
    clinic.database.write_bytes(data)
    assert main(["db", "check", "--data-dir", str(clinic.data)]) == 1
    said = capsys.readouterr().out
    assert "is damaged" in said
    assert "station db restore" in said
    assert clinic.database.read_bytes() == data


def test_rows_without_their_parents_are_counted(clinic):
    change(clinic, "DELETE FROM person WHERE code = 'A-104'")
    assert wrong(clinic) == {"references": "Rows whose parents are gone: session (1 row)."}


def test_a_newer_schema_is_named_and_nothing_more_is_believed(clinic):
    change(clinic, f"PRAGMA user_version = {schema.SCHEMA + 1}")
    assert list(wrong(clinic)) == ["schema"]
    assert "knows schemas up to" in wrong(clinic)["schema"]


def test_no_database_is_no_fault_and_no_folder_is_a_wrong_call(tmp_path, capsys):
    folders = make_folders(tmp_path / "new")
    assert main(["db", "check", "--data-dir", str(folders.data)]) == 0
    assert main(["db", "upgrade", "--data-dir", str(folders.data)]) == 1
    assert main(["db", "check", "--data-dir", str(tmp_path / "none")]) == 2
    assert not folders.database.exists()


def of_schema_2(folders: Folders) -> None:
    """A database as an older version of the program left it."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    engine = create_engine(f"sqlite:///{folders.database}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql("INSERT INTO person VALUES ('p-1', 'A-104', '2026-03-04 08:30:00.000000')")
        connection.exec_driver_sql("INSERT INTO schema_history VALUES (2, 'counterpoise 0.0.9', '2026-03-04 08:30:00')")
    engine.dispose()


def test_an_older_database_is_no_fault_and_is_carried_over_on_demand(tmp_path, capsys):
    folders = make_folders(tmp_path / "older")
    of_schema_2(folders)
    where = ["--data-dir", str(folders.data)]
    assert main(["db", "check", *where]) == 0
    assert "to do it now: station db upgrade" in capsys.readouterr().out

    assert main(["db", "upgrade", *where, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    copy = folders.data / "station.db.schema-2.backup"
    assert said == {"schema_before": 2, "schema": schema.SCHEMA, "copy": str(copy)}
    assert schema.schema_of(copy) == 2
    with Store(folders) as store:
        assert store.person("A-104")
        assert main(["db", "upgrade", *where]) == 0, "nothing to do is no reason to want the folder"
    assert "already" in capsys.readouterr().out


def test_an_older_database_is_backed_up_as_it_is_and_carried_over_where_it_is_restored(tmp_path, capsys):
    folders, other = make_folders(tmp_path / "older"), Folders(tmp_path / "other")
    of_schema_2(folders)
    assert main(["backup", "--data-dir", str(folders.data), "--json"]) == 0
    file = json.loads(capsys.readouterr().out)["file"]
    assert main(["restore", file, "--data-dir", str(other.data)]) == 0
    assert schema.schema_of(other.database) == 2
    with Store(other) as store:
        assert store.person("A-104")


def test_a_running_station_keeps_its_folder_from_being_carried_over(tmp_path, capsys):
    folders = make_folders(tmp_path / "older")
    of_schema_2(folders)
    lock = FolderLock(folders)
    assert main(["db", "upgrade", "--data-dir", str(folders.data)]) == 1
    lock.release()
    assert "This data folder is open on" in capsys.readouterr().err
    assert schema.schema_of(folders.database) == 2


def test_a_row_of_the_audit_that_was_touched_and_identities_that_cannot_be_read_are_named(clinic):
    change(clinic, "UPDATE audit SET who = 'somebody else' WHERE number = 1")
    clinic.identities.write_bytes(b"no database " * 500)
    found = wrong(clinic)
    assert "at row 1, row 1 was changed after it was written" in found["audit"]
    assert "left as it is" in found["identities"]
