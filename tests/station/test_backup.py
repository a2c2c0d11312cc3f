"""A backup is whole or is not there; what is restored from it is what was backed up, to the last row and sample."""

import errno
import json
import os
import shutil
import sqlite3
import stat
import struct
import subprocess
import sys
import zipfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import backed_up
import pytest
import taped
from test_store import NOON, RUN, session_of, trial

from station import backing_up, restoring
from station.__main__ import main
from station.backing_up import back_up, backups_in, usual_folder
from station.backup_format import FORMAT, MANIFEST, may_be_member, verify
from station.errors import BadInput, Missing, StationError
from station.folders import Folders, make_folders
from station.restoring import restore
from station.schema import SCHEMA
from station.settings import Settings, read_settings
from station.store import Store

DAY = timedelta(days=1)


@pytest.fixture
def clinic(tmp_path) -> Folders:
    folders = make_folders(tmp_path / "clinic #1 50%?")
    backed_up.fill(folders)
    return folders


@pytest.fixture
def disk(tmp_path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def made(folders: Folders, disk: Path, now: datetime = NOON) -> Path:
    return back_up(folders, disk, now).backup.path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# There and back ----------------------------------------------------------------------------------------------------


def test_what_is_restored_is_what_was_backed_up_row_by_row_and_sample_by_sample(clinic, disk, tmp_path):
    before, raw = backed_up.rows(clinic), backed_up.recordings(clinic)
    path = made(clinic, disk)
    assert names(disk) == ["counterpoise-20260304T083000Z.zip"]

    other = Folders(tmp_path / "another computer" / "data")
    done = restore(path, other, NOON)
    assert (done.data, done.set_aside) == (other.data, None)
    assert backed_up.rows(other) == before
    assert backed_up.recordings(other) == raw
    assert len(raw) == 8
    assert (other.data / "protocols" / "own.toml").read_text() == "a test of this clinic's own"
    with Store(other) as restored, Store(clinic) as store:
        assert restored.trials() == store.trials()
        assert [restored.trial(each.trial_id) for each in store.trials()] == [
            store.trial(each.trial_id) for each in store.trials()
        ]
        assert restored.devices.known() == store.devices.known()


def test_a_backup_is_made_while_a_station_runs_and_holds_what_was_stored_until_then(clinic, disk, tmp_path):
    with Store(clinic) as store:
        session = session_of(store, "C-1")
        recording = taped.record_plates(clinic.recordings).path
        sha = backed_up.recordings(clinic)[f"recordings/{recording.name}"]
        added = store.add_trial(trial(session, recording.stem, recording_sha256=sha), RUN)
        path = made(clinic, disk)
        store.add_person("too late")
    other = Folders(tmp_path / "other")
    restore(path, other, NOON)
    with Store(other) as restored:
        assert restored.trial(added).person.code == "C-1"
        assert restored.person("too late") is None


def test_any_program_that_opens_zip_archives_and_sqlite_reads_a_backup(clinic, disk, tmp_path):
    with zipfile.ZipFile(made(clinic, disk)) as archive:
        assert archive.testzip() is None
        archive.extract("station.db", tmp_path / "taken out")
        assert json.loads(archive.read(MANIFEST))["counts"] == {"people": 2, "visits": 2, "trials": 6}
    with closing(sqlite3.connect(tmp_path / "taken out" / "station.db")) as connection:
        assert connection.execute("SELECT count(*) FROM trial").fetchone() == (6,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_backup_and_what_is_restored_are_for_this_user_alone(clinic, disk, tmp_path):
    path = made(clinic, disk)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other = Folders(tmp_path / "other")
    restore(path, other, NOON)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in other.data.rglob("*")}
    assert modes <= {0o600, 0o700}


def test_recordings_without_a_database_are_backed_up_too(tmp_path, disk):
    folders = make_folders(tmp_path / "new")
    with pytest.raises(StationError, match="nothing was stored there yet"):
        made(folders, disk)
    taped.record_plates(folders.recordings)
    other = Folders(tmp_path / "other")
    restore(made(folders, disk), other, NOON)
    assert backed_up.recordings(other) == backed_up.recordings(folders)
    assert not other.database.exists()


# What is not made --------------------------------------------------------------------------------------------------


def test_a_damaged_database_is_not_backed_up_and_costs_no_older_backup(clinic, disk):
    older = [made(clinic, disk, NOON - day * DAY) for day in range(40, 20, -1)]
    kept = [path for path in older if path.exists()]
    data = bytearray(clinic.database.read_bytes())
    data[4096:8192] = os.urandom(4096)
    clinic.database.write_bytes(data)
    with pytest.raises(StationError, match="is damaged"):
        made(clinic, disk)
    assert names(disk) == sorted(path.name for path in kept)


def test_a_lost_recording_is_said_and_removes_no_older_backup(clinic, disk, tmp_path, capsys):
    for day in range(40, 20, -1):
        made(clinic, disk, NOON - day * DAY)
    older = len(names(disk))
    with Store(clinic) as store:
        lost, changed = sorted(store.recordings())[:2]
    (clinic.recordings / f"{lost}.rec").unlink()
    (clinic.recordings / f"{changed}.rec").write_bytes(b"other")
    (clinic.recordings / "notes.txt").write_text("mine")
    assert main(["backup", str(disk), "--data-dir", str(clinic.data)]) == 1
    said = capsys.readouterr().err
    assert f"The recording {lost} of a stored trial is missing." in said
    assert f"The recording {changed} of a stored trial is not the file" in said
    assert "Left out, because it is neither a recording nor a test: notes.txt" in said
    assert len(names(disk)) == older + 1
    newest = backups_in(disk)[0]
    assert not newest.good
    assert newest.manifest.missing == (lost,)
    assert main(["restore", str(newest.path), "--data-dir", str(tmp_path / "other")]) == 0


@contextmanager
def files_up_to(size: int):
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_disk_that_takes_no_more_leaves_no_backup_and_no_restored_folder(clinic, disk, tmp_path, share):
    whole = made(clinic, disk)
    size = int(share * whole.stat().st_size)
    with files_up_to(size), pytest.raises(Missing, match="could not be written"):
        made(clinic, disk, NOON + DAY)
    assert names(disk) == [whole.name]

    other = Folders(tmp_path / "other")
    largest = max(member.bytes for member in verify(whole).members)
    with files_up_to(int(share * largest)), pytest.raises(Missing, match="could not be "):
        restore(whole, other, NOON)
    assert not [name for name in names(tmp_path) if name.startswith("other")]


def test_a_backup_that_reads_back_differently_gets_no_name(clinic, disk, monkeypatch):
    def flip(file):
        file.flush()
        os.pwrite(file.fileno(), b"\x00\xff\x00\xff", 5000)

    monkeypatch.setattr(backing_up, "_settle", flip)
    with pytest.raises(Missing, match="that disk is failing"):
        made(clinic, disk)
    assert names(disk) == []


def test_too_little_room_is_said_before_anything_is_written(clinic, disk, tmp_path, monkeypatch):
    path = made(clinic, disk)
    monkeypatch.setattr(backing_up.shutil, "disk_usage", lambda _: os.terminal_size((0, 0)) and _Room())
    with pytest.raises(Missing, match="MB are free"):
        made(clinic, disk, NOON + DAY)
    with pytest.raises(Missing, match="MB are free"):
        restore(path, Folders(tmp_path / "other"), NOON)


class _Room:
    free = 1000


def test_a_folder_for_backups_is_there_and_lies_outside_the_data_folder(clinic, tmp_path):
    with pytest.raises(BadInput, match="lost together"):
        made(clinic, clinic.recordings)
    with pytest.raises(BadInput, match="There is no folder"):
        made(clinic, tmp_path / "not there")


def test_what_a_killed_backup_left_goes_after_a_day(clinic, disk):
    left, fresh = disk / ".counterpoise-20260301T083000Z.zip.77.part", disk / ".counterpoise-x.zip.78.part"
    for path, age in ((left, 2 * DAY), (fresh, DAY / 2)):
        path.write_bytes(b"x")
        os.utime(path, ((NOON - age).timestamp(),) * 2)
    made(clinic, disk)
    assert not left.exists()
    assert fresh.exists()


# What is removed ---------------------------------------------------------------------------------------------------


def test_old_backups_go_and_those_of_others_and_damaged_ones_stay(clinic, disk, tmp_path):
    neighbour = make_folders(tmp_path / "neighbour")
    taped.record_plates(neighbour.recordings)
    foreign = made(neighbour, disk, NOON - timedelta(days=9, hours=1))
    damaged = made(clinic, disk, NOON - 8 * DAY)
    damaged.write_bytes(damaged.read_bytes()[:-100])
    (disk / "holiday.zip").write_bytes(b"mine")
    removed = []
    for day in range(20, -1, -1):
        removed += back_up(clinic, disk, NOON - day * DAY + timedelta(minutes=1)).removed
    left = [backup.manifest.created for backup in backups_in(disk) if backup.good and backup.path != foreign]
    assert {(NOON - moment).days for moment in left} >= {*range(6)}
    assert len(left) + len(removed) == 21
    assert 7 <= len(left) <= 7 + 4 + 12
    assert foreign.exists()
    assert damaged.exists()
    assert (disk / "holiday.zip").read_bytes() == b"mine"


# What is not restored ----------------------------------------------------------------------------------------------


def test_a_folder_that_is_in_use_or_not_empty_is_left_alone(clinic, disk):
    path = made(clinic, disk)
    before = backed_up.rows(clinic), backed_up.recordings(clinic)
    with pytest.raises(StationError, match="is not empty"):
        restore(path, clinic, NOON)
    with Store(clinic), pytest.raises(StationError, match="is open on"):
        restore(path, clinic, NOON, set_aside=True)
    assert (backed_up.rows(clinic), backed_up.recordings(clinic)) == before


def test_what_was_there_is_kept_under_a_new_name(clinic, disk):
    path = made(clinic, disk)
    with Store(clinic) as store:
        store.add_person("since then")
    later = backed_up.rows(clinic)
    done = restore(path, clinic, NOON, set_aside=True)
    assert done.set_aside == clinic.data.with_name(f"{clinic.data.name}.before-restore-20260304T083000Z")
    assert backed_up.rows(Folders(done.set_aside)) == later
    with Store(clinic) as store:
        assert store.person("since then") is None
        assert len(store.trials()) == 6


def test_an_empty_folder_is_taken_without_a_word(clinic, disk, tmp_path):
    path = made(clinic, disk)
    empty = make_folders(tmp_path / "empty")
    done = restore(path, empty, NOON)
    assert done.set_aside is None
    assert backed_up.rows(empty) == backed_up.rows(clinic)
    assert [name for name in names(tmp_path) if name.startswith("empty")] == ["empty"]


def test_one_wrong_byte_anywhere_is_found_or_harmless_and_half_an_archive_is_refused(clinic, disk, tmp_path):
    path = made(clinic, disk)
    whole = path.read_bytes()
    rows, raw = backed_up.rows(clinic), backed_up.recordings(clinic)
    refused = 0
    other = Folders(tmp_path / "other")
    for place in range(0, len(whole), len(whole) // 150):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            done = restore(path, other, NOON)
        except StationError:
            refused += 1
            assert not other.data.exists()
        else:
            assert (backed_up.rows(other), backed_up.recordings(other)) == (rows, raw)
            done.data.rename(tmp_path / f"done {place}")
    assert refused > 130
    for part in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:part])
        with pytest.raises(BadInput, match=r"is damaged or is no backup|cannot be read"):
            restore(path, other, NOON)
        assert backups_in(disk)[0].problem


def rewritten(path: Path, change, **options) -> Path:
    """The backup with what ``change`` makes of its manifest and members."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    manifest = json.loads(members.pop(MANIFEST))
    change(manifest, members)
    new = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(new, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(manifest))
    return new


def added(name: str):
    def change(manifest, members):
        import hashlib

        members[name] = b"#!"
        manifest["members"].append({"name": name, "bytes": 2, "sha256": hashlib.sha256(b"#!").hexdigest()})

    return change


@pytest.mark.parametrize(
    "name",
    [
        "../evil.rec",
        "recordings/../../evil.rec",
        "/etc/evil.rec",
        "C:\\evil.rec",
        "recordings\\evil.rec",
        "recordings/a/b.rec",
        "recordings/.rec",
        "recordings/con.rec",
        "recordings/LPT1.x.rec",
        "protocols/../x.toml",
        "protocols/x.rec",
        "batteries/../x.toml",
        "norms/x/y.toml",
        "Settings.toml",
        "recordings/x\n.rec",
        "recordings/" + 200 * "x" + ".rec",
        "station.lock",
        "station.db-wal",
        "STATION.DB",
    ],
)
def test_a_member_that_would_land_elsewhere_is_refused(clinic, disk, tmp_path, name):
    assert not may_be_member(name)
    path = rewritten(made(clinic, disk), added(name))
    with pytest.raises(BadInput, match="is damaged or is no backup"):
        restore(path, Folders(tmp_path / "deep" / "other"), NOON)
    assert not list(tmp_path.rglob("*evil*"))


def unlisted(manifest, members):
    members["recordings/extra.rec"] = b"x"


def gone(manifest, members):
    del members["station.db"]


def twice(manifest, members):
    manifest["members"].append(manifest["members"][-1])


def other_content(manifest, members):
    name = manifest["members"][-1]["name"]
    members[name] = bytes(len(members[name]))


def other_size(manifest, members):
    manifest["members"][-1]["bytes"] += 1


def no_zone(manifest, members):
    manifest["created"] = "2026-03-04T10:30:00"


def not_a_number(manifest, members):
    manifest["schema"] = "three"


def lost_recording(manifest, members):
    first = next(member for member in manifest["members"] if member["name"].startswith("recordings/"))
    used = {name for name in members if "set-aside" not in name and name != "station.db"}
    for name in used:
        del members[name]
    manifest["members"] = [each for each in manifest["members"] if each["name"] not in used]
    assert first


@pytest.mark.parametrize(
    "change", [unlisted, gone, twice, other_content, other_size, no_zone, not_a_number, lost_recording]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_that_contradicts_itself_is_refused(clinic, disk, tmp_path, change):
    path = rewritten(made(clinic, disk), change)
    with pytest.raises(BadInput, match="is damaged or is no backup"):
        restore(path, Folders(tmp_path / "other"), NOON)
    assert not (tmp_path / "other").exists()


def test_packed_members_are_refused_so_that_nothing_grows_while_it_is_taken_out(clinic, disk, tmp_path):
    path = rewritten(made(clinic, disk), lambda manifest, members: None, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(BadInput, match="not stored as its manifest says"):
        restore(path, Folders(tmp_path / "other"), NOON)


def newer_format(manifest, members):
    manifest["format"] = FORMAT + 1
    del manifest["members"]


def newer_schema(manifest, members):
    import hashlib

    data = bytearray(members["station.db"])
    data[60:64] = struct.pack(">I", SCHEMA + 1)
    members["station.db"] = bytes(data)
    member = next(each for each in manifest["members"] if each["name"] == "station.db")
    member["sha256"] = hashlib.sha256(data).hexdigest()


def newer_schema_said(manifest, members):
    newer_schema(manifest, members)
    manifest["schema"] = SCHEMA + 1


def test_what_the_clinic_wrote_itself_comes_back(clinic, disk, tmp_path):
    for name in ("batteries/knee.toml", "norms/own values.toml"):
        (clinic.data / name).parent.mkdir()
        (clinic.data / name).write_text(f"{name} of this clinic")
    (clinic.data / "settings.toml").write_text(
        'station = "Zoë\'s \\"room\\""\nstore = "postgresql://r2@db.example/clinic"\n'
    )
    other = Folders(tmp_path / "other")
    restore(made(clinic, disk), other, NOON)
    for name in ("batteries/knee.toml", "norms/own values.toml"):
        assert (other.data / name).read_text() == f"{name} of this clinic"
    assert read_settings(other) == read_settings(clinic)
    assert read_settings(other).store == "postgresql://r2@db.example/clinic"


@pytest.mark.parametrize(
    ("store", "kept"),
    [
        ("postgresql://r2:hunter2@db.example:5433/clinic", "postgresql://r2@db.example:5433/clinic"),
        (
            "postgresql://r2@db.example/clinic?password=hunter2&sslmode=verify-full&sslPassword=hunter2",
            "postgresql://r2@db.example/clinic?sslmode=verify-full",
        ),
        ("host=db.example password=hunter2", ""),
        ("local", "local"),
    ],
)
def test_no_backup_holds_a_password(clinic, disk, tmp_path, store, kept):
    text = f'# before: postgresql://r2:hunter2@old.example/clinic\nstore = "{store}"\nstation = "room 2"\n'
    (clinic.data / "settings.toml").write_text(text)
    path = made(clinic, disk)
    assert b"hunter2" not in path.read_bytes()
    other = Folders(tmp_path / "other")
    restore(path, other, NOON)
    assert read_settings(other) == Settings(kept, "room 2")
    assert (clinic.data / "settings.toml").read_text() == text


@pytest.mark.parametrize("with_a_database", [True, False])
def test_settings_that_cannot_be_read_are_said_and_nothing_is_left_of_the_backup(clinic, disk, with_a_database):
    if not with_a_database:
        clinic.database.unlink()
    (clinic.data / "settings.toml").write_text("store = postgresql://r2:hunter2@db.example/clinic")
    with pytest.raises(BadInput, match=r"settings\.toml is no TOML") as refused:
        made(clinic, disk)
    assert "hunter2" not in str(refused.value)
    assert names(disk) == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_backup_of_an_older_form_is_restored(clinic, disk, tmp_path, number):
    def older(manifest, members):
        assert manifest["format"] == 3
        manifest["format"] = number

    path = rewritten(made(clinic, disk), older)
    other = Folders(tmp_path / "other")
    restore(path, other, NOON)
    assert backed_up.rows(other) == backed_up.rows(clinic)
    assert (other.data / "protocols" / "own.toml").exists()
    assert not (other.data / "settings.toml").exists()


@pytest.mark.parametrize("change", [newer_format, newer_schema, newer_schema_said])
def test_a_backup_of_a_newer_version_is_refused_by_its_name(clinic, disk, tmp_path, change):
    path = rewritten(made(clinic, disk), change)
    with pytest.raises(StationError, match=r"was written by counterpoise .* Update to ") as refused:
        restore(path, Folders(tmp_path / "other"), NOON)
    assert not isinstance(refused.value, BadInput)
    assert not (tmp_path / "other").exists()


def test_a_swap_that_fails_puts_back_what_was_there(clinic, disk, monkeypatch):
    path = made(clinic, disk)
    before = backed_up.rows(clinic)
    plain = Path.rename

    def refuse(self, new):
        if restoring.RESTORING in self.name:
            raise OSError(errno.EIO, "Input/output error")
        return plain(self, new)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Missing, match="is as it was"):
        restore(path, clinic, NOON, set_aside=True)
    monkeypatch.undo()
    assert backed_up.rows(clinic) == before
    assert not [name for name in names(clinic.data.parent) if restoring.RESTORING in name]


# On the command line -----------------------------------------------------------------------------------------------


def test_backup_list_and_restore_on_the_command_line(clinic, tmp_path, capsys):
    where = ["--data-dir", str(clinic.data)]
    assert main(["backup", "--list", *where]) == 1
    assert "There is no good backup" in capsys.readouterr().err
    assert main(["backup", *where, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["good"] is True
    assert (said["people"], said["visits"], said["trials"], said["recordings"]) == (2, 2, 6, 8)
    assert Path(said["file"]).parent == usual_folder(clinic)
    assert main(["backup", "--list", "--verify", *where]) == 0
    assert "The last good one was made" in capsys.readouterr().out

    other = tmp_path / "other"
    assert main(["restore", said["file"], "--data-dir", str(other)]) == 0
    assert "2 people, 2 visits, 6 trials, 8 recordings." in capsys.readouterr().out
    assert main(["restore", said["file"], "--data-dir", str(other)]) == 1
    assert "--set-aside" in capsys.readouterr().err
    assert main(["restore", said["file"], "--data-dir", str(other), "--set-aside", "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["set_aside"]).is_dir()
    assert main(["restore", str(tmp_path / "none.zip")]) == 2
    assert main(["backup", "--verify", *where]) == 2
    assert main(["backup", "--data-dir", str(tmp_path / "none")]) == 2
    assert main(["backup", str(tmp_path / "none"), *where]) == 2


def test_the_time_in_a_backups_name_is_utc(clinic, disk):
    assert made(clinic, disk, datetime(2026, 1, 1, 0, 30, tzinfo=UTC)).name == "counterpoise-20260101T003000Z.zip"


# Killed and full, for real -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks for every kill")
def test_killed_at_random_moments_no_half_backup_has_a_name_and_no_half_folder_takes_a_place(tmp_path):
    program = Path(__file__).with_name("killed_backup.py")
    done = subprocess.run([sys.executable, program, tmp_path, "25"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    killed = [int(line.split()[0]) for line in done.stdout.splitlines()]
    assert len(killed) == 2
    assert min(killed) >= 10, "the kills came too late to prove anything"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 100 kB, which takes root and a kernel that lets it mount."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may make a small disk")
    line = [mount, "-t", "tmpfs", "-o", "size=100k", "tmpfs", folder]
    if subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_keeps_what_was_on_it(clinic, disk, small_disk, monkeypatch):
    (small_disk / "mine").write_text("kept")
    monkeypatch.setattr(backing_up, "_check_room", lambda *_: None)  # somebody else fills it after we looked
    monkeypatch.setattr(restoring, "_check_room", lambda *_: None)
    with pytest.raises(Missing, match=r"No space left|disk is full"):
        made(clinic, small_disk)
    with pytest.raises(Missing, match="No space left"):
        restore(made(clinic, disk), Folders(small_disk / "data"), NOON)
    assert names(small_disk) == ["mine"]
    assert (small_disk / "mine").read_text() == "kept"


def test_a_member_that_is_marked_as_a_link_becomes_a_plain_file(clinic, disk, tmp_path):
    path = made(clinic, disk)
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    linked = disk / "counterpoise-20260304T083001Z.zip"
    with zipfile.ZipFile(linked, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, data)
    target = Folders(tmp_path / "new")
    restore(linked, target, NOON)
    found = [path for path in target.data.rglob("*") if not path.is_dir()]
    assert len(found) == len(members)  # the lock in the place of the manifest
    assert not any(path.is_symlink() for path in found)
    assert backed_up.rows(target) == backed_up.rows(clinic)
