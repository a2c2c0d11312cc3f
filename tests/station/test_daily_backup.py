"""A backup a day without being asked, what is said when there is none, and when the last good one was made."""

import shutil
from datetime import timedelta
from pathlib import Path

import backed_up
import pytest
from test_store import NOON

from station import daily_backup
from station.__main__ import main
from station.backing_up import back_up, backups_in, usual_folder
from station.daily_backup import DailyBackup, check_backup, is_due, last_good
from station.doctor import Verdict
from station.folders import Folders, make_folders
from station.store import Store

DAY = timedelta(days=1)


@pytest.fixture
def clinic(tmp_path: Path) -> Folders:
    folders = make_folders(tmp_path / "clinic")
    backed_up.fill(folders, trials=1)
    return folders


def open_station(folders: Folders, now=NOON, **others) -> list[str]:
    """Open and close a station, which waits for its backup; returns what was said."""
    said: list[str] = []
    with Store(folders), DailyBackup(folders, lambda: now, said.append, **others):
        pass
    return [line for line in said if "being finished" not in line]


def test_each_day_has_one_and_the_newest_of_seven_days_stay(clinic: Folders) -> None:
    for day in range(10):
        for hour in (0, 3, 6):
            assert open_station(clinic, NOON + day * DAY + timedelta(hours=hour)) == []
    made = [backup.manifest.created for backup in backups_in(usual_folder(clinic)) if backup.manifest]
    assert len({moment.date() for moment in made}) == len(made)
    assert {NOON.date() + day * DAY for day in range(3, 10)} <= {moment.date() for moment in made}
    assert all(moment.hour == NOON.hour for moment in made), "the first of its day is the one that was made"


def test_a_station_at_work_is_not_held_up_and_what_is_stored_by_then_is_in_it(clinic: Folders) -> None:
    with Store(clinic) as store, DailyBackup(clinic, lambda: NOON, after_s=3600.0):
        store.add_person("Z-9")
        assert last_good(clinic) is None
    found = last_good(clinic)
    assert found is not None
    assert found.manifest is not None
    assert found.manifest.counts["people"] == 3


def test_nothing_stored_and_a_damaged_database_need_none(tmp_path: Path, clinic: Folders) -> None:
    empty = make_folders(tmp_path / "empty")
    assert open_station(empty) == []
    assert not usual_folder(empty).exists()
    clinic.database.write_bytes(b"no database" * 500)
    assert not is_due(clinic, NOON)


def test_too_little_room_is_said_and_nothing_is_made(clinic: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(clinic.data)
    monkeypatch.setattr(daily_backup.shutil, "disk_usage", lambda _: usage._replace(free=2_000_100_000))
    (said,) = open_station(clinic)
    assert "No backup was made today" in said
    assert "station backup DIR" in said
    assert backups_in(usual_folder(clinic)) == ()


def test_a_folder_that_cannot_be_written_to_is_said(clinic: Folders) -> None:
    usual_folder(clinic).write_text("a file is in its place")
    (said,) = open_station(clinic)
    assert said.startswith("Today's backup could not be made: ")


@pytest.mark.parametrize(
    ("days", "verdict", "words"),
    [
        (0, Verdict.OK, "today"),
        (1, Verdict.OK, "yesterday"),
        (7, Verdict.OK, "7 days"),
        (8, Verdict.NOT_NEEDED, "8 days"),
    ],
)
def test_the_doctor_says_when_the_last_good_one_was_made(
    clinic: Folders, days: int, verdict: Verdict, words: str
) -> None:
    usual_folder(clinic).mkdir()
    back_up(clinic, usual_folder(clinic), NOON)
    finding = check_backup(clinic, NOON + days * DAY)
    assert finding.verdict is verdict
    assert words in finding.what
    assert bool(finding.mend) is (verdict is not Verdict.OK)


def test_the_doctor_says_that_there_is_none(
    clinic: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = check_backup(clinic, NOON)
    assert (finding.verdict, "no good backup of 2 trials" in finding.what) == (Verdict.NOT_NEEDED, True)
    assert check_backup(make_folders(tmp_path / "empty"), NOON).verdict is Verdict.OK
    main(["doctor", "--data-dir", str(clinic.data)])
    assert "no good backup of 2 trials" in capsys.readouterr().out
