"""A damaged database: nothing is written to it, what can be read is shown, a backup takes its place and it is kept."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import backed_up
import pytest
import taped
from test_store import NOON, RUN, session_of, trial

from station import database_restoring
from station.__main__ import main
from station.backing_up import back_up, usual_folder
from station.database_restoring import last_good_backup, restore_database
from station.errors import BadInput, Missing, StationError
from station.folders import Folders, make_folders
from station.recorded import read
from station.restoring import restore
from station.store import Store


@pytest.fixture
def clinic(tmp_path: Path) -> Folders:
    folders = make_folders(tmp_path / "clinic")
    backed_up.fill(folders)
    usual_folder(folders).mkdir()
    return folders


def add_another(folders: Folders) -> str:
    """A trial that is stored after the backup; returns the id of its recording."""
    with Store(folders, now=lambda: NOON) as store:
        recording = read(taped.record_plates(folders.recordings).path)
        run = replace(RUN, provenance=replace(RUN.provenance, recording_sha256=recording.sha256))
        new = trial(session_of(store), recording.header.recording_id, recording_sha256=recording.sha256)
        store.add_trial(new, run)
        return recording.header.recording_id


def damage(folders: Folders, table: str) -> bytes:
    """Overwrite the first page of a table and return what the file is now."""
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    data = bytearray(folders.database.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    data[(page - 1) * size : page * size] = bytes(byte ^ 0x5A for byte in data[(page - 1) * size : page * size])
    folders.database.write_bytes(data)
    return bytes(data)


def test_the_backups_database_takes_its_place_and_no_recording_is_lost(
    clinic: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    good = back_up(clinic, usual_folder(clinic), NOON).backup.path
    before = backed_up.rows(clinic)
    later = add_another(clinic)
    files = backed_up.recordings(clinic)
    spoiled = damage(clinic, "mark")
    with pytest.raises(StationError, match="station db restore"):
        Store(clinic)
    assert clinic.database.read_bytes() == spoiled

    assert main(["db", "restore", "--data-dir", str(clinic.data), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["backup"] == str(good)
    assert Path(said["kept"]).read_bytes() == spoiled
    assert backed_up.rows(clinic) == before
    assert backed_up.recordings(clinic) == files
    # what was stored after the backup is offered again, beside the one that was interrupted before
    assert said["recordings_without_a_trial"] == 2
    assert main(["recordings", "list", "--data-dir", str(clinic.data), "--json"]) == 0
    states = {line["id"]: line["state"] for line in json.loads(capsys.readouterr().out)}
    assert states[later] == "interrupted"
    assert main(["db", "check", "--data-dir", str(clinic.data)]) == 0


def test_what_can_still_be_read_is_shown_and_not_a_byte_changes(
    clinic: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled = damage(clinic, "known_device")
    for command in (["trial", "list"], ["person", "list"], ["recordings", "list"]):
        assert main([*command, "--data-dir", str(clinic.data), "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) > 0
    assert clinic.database.read_bytes() == spoiled


def test_without_a_backup_the_way_is_said_and_nothing_happens(
    clinic: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    spoiled = damage(clinic, "mark")
    assert last_good_backup(clinic) is None
    assert main(["db", "restore", "--data-dir", str(clinic.data)]) == 1
    assert "station db restore FILE" in capsys.readouterr().err
    assert clinic.database.read_bytes() == spoiled


def test_a_damaged_backup_and_a_folder_in_use_are_refused(clinic: Folders) -> None:
    good = back_up(clinic, usual_folder(clinic), NOON).backup.path
    with Store(clinic), pytest.raises(StationError, match="open on"):
        restore_database(clinic, good, NOON)
    data = bytearray(good.read_bytes())
    data[len(data) // 3] ^= 1
    good.write_bytes(data)
    spoiled = damage(clinic, "mark")
    with pytest.raises(BadInput, match="damaged"):
        restore_database(clinic, good, NOON)
    assert clinic.database.read_bytes() == spoiled


@pytest.mark.parametrize("step", range(4))
def test_stopped_at_any_step_the_damaged_file_is_still_there_and_a_second_try_works(
    clinic: Folders, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Each step that changes something fails in turn, as a full or pulled disk makes it."""
    good = back_up(clinic, usual_folder(clinic), NOON).backup.path
    before = backed_up.rows(clinic)
    add_another(clinic)
    spoiled = damage(clinic, "mark")
    clinic.database.with_name("station.db-wal").write_bytes(b"left behind")

    def fails(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        match step:
            case 0:
                patched.setattr(database_restoring, "take_out", fails)
            case 1:
                patched.setattr(os, "link", fails)
                patched.setattr(database_restoring.shutil, "copy2", fails)
            case 2:
                patched.setattr(database_restoring, "_BESIDE", ("-wal",))
                patched.setattr(Path, "unlink", lambda path, **_: fails() if path.name.endswith("-wal") else None)
            case _:
                patched.setattr(Path, "replace", fails)
        with pytest.raises(Missing, match="try again"):
            restore_database(clinic, good, NOON)
    assert clinic.database.read_bytes() == spoiled
    done = restore_database(clinic, good, NOON.replace(second=7))
    assert done.kept is not None
    assert done.kept.read_bytes() == spoiled
    assert backed_up.rows(clinic) == before


def test_names_come_back_with_everything_else(clinic: Folders, tmp_path: Path) -> None:
    with closing(sqlite3.connect(clinic.identities)) as identities, identities:
        identities.execute("CREATE TABLE identity (person_id TEXT, name TEXT)")
        identities.execute("INSERT INTO identity VALUES ('p-1', 'Anna Beispiel')")
    good = back_up(clinic, usual_folder(clinic), NOON).backup.path
    again = make_folders(tmp_path / "again")
    restore(good, again, NOON)
    with closing(sqlite3.connect(again.identities)) as identities:
        assert identities.execute("SELECT name FROM identity").fetchall() == [("Anna Beispiel",)]
