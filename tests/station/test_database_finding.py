"""station doctor looks at the database as a station does that opens it, and fails where none would."""

import sqlite3
from contextlib import closing
from pathlib import Path

import backed_up
import pytest
from test_damaged_database import damage
from test_store import NOON

from station.__main__ import main
from station.backing_up import back_up, usual_folder
from station.daily_backup import check_backup
from station.database_finding import check_database
from station.doctor import Verdict
from station.errors import StationError
from station.folders import Folders, make_folders
from station.schema import SCHEMA
from station.store import Store


@pytest.fixture
def clinic(tmp_path: Path) -> Folders:
    folders = make_folders(tmp_path / "clinic")
    backed_up.fill(folders, trials=1)
    return folders


def make_newer(folders: Folders) -> None:
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def test_a_database_of_this_program_is_fine_and_so_is_none(clinic: Folders, tmp_path: Path) -> None:
    found = check_database(clinic)
    assert (found.verdict, found.mend) == (Verdict.OK, "")
    assert "every page can be read" in found.what
    assert check_database(make_folders(tmp_path / "empty")).verdict is Verdict.OK


def test_the_doctor_fails_where_the_database_is_of_a_newer_version(
    clinic: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    make_newer(clinic)
    found = check_database(clinic)
    assert found.verdict is Verdict.WRONG
    assert f"schema {SCHEMA + 1}, this program knows schemas up to {SCHEMA}" in found.what
    assert "Update this program" in found.mend
    assert main(["doctor", "--data-dir", str(clinic.data)]) == 3
    said = capsys.readouterr().out
    assert "No station opens with it, and nothing is stored." in said
    assert "All that is needed is here" not in said


@pytest.mark.parametrize("kind", ["page", "no database", "cut"])
def test_the_doctor_fails_where_the_database_is_damaged_and_names_the_way_back(
    clinic: Folders, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    usual_folder(clinic).mkdir()
    back_up(clinic, usual_folder(clinic), NOON)
    damage(clinic, "mark")
    if kind == "no database":
        clinic.database.write_bytes(b"no database at all" * 100)
    elif kind == "cut":
        clinic.database.write_bytes(clinic.database.read_bytes()[:6000])
    with pytest.raises(StationError):
        Store(clinic)
    found = check_database(clinic)
    assert found.verdict is Verdict.WRONG
    assert "is damaged or is no database" in found.what
    assert found.mend == f"station db restore --data-dir {clinic.data}"
    # the one to be put back is named beside it
    assert "The last good one was made today" in check_backup(clinic, NOON).what
    assert main(["doctor", "--data-dir", str(clinic.data)]) == 3
    assert "All that is needed is here" not in capsys.readouterr().out


def test_without_a_backup_a_damaged_database_is_not_called_an_empty_one(clinic: Folders) -> None:
    clinic.database.write_bytes(b"no database at all" * 100)
    found = check_backup(clinic, NOON)
    assert found.verdict is Verdict.NOT_NEEDED
    assert found.what == f"There is no good backup in {usual_folder(clinic)}, and the database cannot be read."


@pytest.mark.parametrize("words", [("trial", "list"), ("person", "list"), ("visit", "list")])
def test_a_list_from_a_damaged_database_names_the_way_back(
    clinic: Folders, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    damage(clinic, "person")
    assert main([*words, "--data-dir", str(clinic.data)]) == 1
    said = capsys.readouterr().err
    assert "station db restore" in said
    assert "try again" not in said
