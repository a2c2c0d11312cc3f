"""A backup put back: everything is taken out and compared first, then it takes its place in one step.

What is taken out lies beside the data folder as ``<data folder>.restoring-<time>`` until all of it is right.  A data
folder that is in the way is renamed to ``<data folder>.before-restore-<time>`` and never deleted.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from station.backup_format import OWN_FOLDERS, Manifest, Member, damaged, opened, take_out, verify
from station.database_check import broken_references, trial_recordings
from station.errors import Missing, StationError
from station.folders import FolderLock, Folders, in_use
from station.schema import SCHEMA, whole_schema_of
from station.version import software

RESTORING: Final = ".restoring-"
BEFORE: Final = ".before-restore-"
_SPARE_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there before lies now (None where there was nothing)."""

    data: Path
    manifest: Manifest
    set_aside: Path | None


def restore(path: Path, folders: Folders, now: datetime, *, set_aside: bool = False) -> Restored:
    """Put a backup in the place of a data folder.

    Raises BadInput for a damaged archive; StationError for one of a newer version, for a folder that is in use, and
    for one that is not empty without ``set_aside``; Missing when the disk does not take it.  Whatever it raises, the
    data folder is as it was.
    """
    data = folders.data.resolve()
    target = Folders(data)
    _check_free(target, set_aside)
    manifest = verify(path)
    if manifest.schema > SCHEMA:
        raise _newer(path, manifest.software)
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        _remove_left_behind(data)
        _check_room(data.parent, manifest)
        staging = Folders(data.with_name(f"{data.name}{RESTORING}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
        staging.data.mkdir(mode=0o700)
    except OSError as error:
        raise _not_written(data.parent, error) from error
    lock: FolderLock | None = None
    try:
        lock = FolderLock(staging)
        _take_all_out(path, manifest, staging)
        _check_database(path, manifest, staging)
        aside = _put_in_place(staging, target, now, set_aside, lock)
    except OSError as error:
        raise _not_written(data.parent, error) from error
    finally:
        if lock is not None:
            lock.release()
        if staging.data.exists():
            _discard(staging)
    return Restored(data, manifest, aside)


def is_empty(folders: Folders) -> bool:
    """Whether a data folder holds nothing but what the station makes by opening it."""
    own = _own(folders)
    plain = {folders.lock, folders.recordings, folders.set_aside, *own}
    places = (folders.data, folders.recordings, folders.set_aside, *own)
    return all(each in plain for place in places if place.is_dir() for each in place.iterdir())


def _own(folders: Folders) -> tuple[Path, ...]:
    return tuple(folders.data / each for each in OWN_FOLDERS)


def _check_free(folders: Folders, set_aside: bool) -> None:
    """Refuse what would be refused at the end, before anything is read."""
    if not folders.data.exists():
        return
    if not folders.data.is_dir():
        raise StationError(f"{folders.data} is a file and no data folder. Choose another one with --data-dir.")
    holder = in_use(folders)
    if holder is not None:
        raise StationError(f"The data folder {folders.data} is open {holder}. Close that station, then restore.")
    if not set_aside and not is_empty(folders):
        raise StationError(
            f"The data folder {folders.data} is not empty, and nothing in it was changed. With --set-aside it is kept "
            "under a new name and the backup takes its place; with --data-dir the backup goes somewhere else."
        )


def _newer(path: Path, written_by: str) -> StationError:
    return StationError(
        f"The database in {path} was written by {written_by[:100]}. This is {software()}. Update to restore it; "
        "nothing was changed."
    )


def _check_room(parent: Path, manifest: Manifest) -> None:
    needed = sum(member.bytes for member in manifest.members) + _SPARE_BYTES
    free = shutil.disk_usage(parent).free
    if free < needed:
        raise Missing(
            f"This backup needs {needed / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free in {parent}. Nothing was "
            "changed. Free space, or choose a data folder on another disk with --data-dir."
        )


def _remove_left_behind(data: Path) -> None:
    """What a restore that was killed had taken out; the backup that it came from has all of it."""
    for each in data.parent.iterdir():
        left = Folders(each)
        if not each.name.startswith(data.name + RESTORING):
            continue
        if not left.lock.exists():
            with contextlib.suppress(OSError):  # killed before anything was in it; else it is none of ours
                each.rmdir()
        elif in_use(left) is None:
            _discard(left)


def _discard(folders: Folders) -> None:
    """Remove what was taken out; the lock goes last, so that what a kill leaves is still known as ours."""
    with contextlib.suppress(OSError):
        for each in folders.data.iterdir():
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            elif each != folders.lock:
                each.unlink()
        folders.lock.unlink(missing_ok=True)
        folders.data.rmdir()


def _take_all_out(path: Path, manifest: Manifest, staging: Folders) -> None:
    for folder in (staging.recordings, staging.set_aside, *_own(staging)):
        folder.mkdir(mode=0o700)
    with opened(path) as (archive, again):
        if again != manifest:
            raise damaged(path, "it was changed while it was read")
        for member in manifest.members:
            _take_out_to(path, archive, member, staging.data / member.name)
    for folder in (staging.set_aside, staging.recordings, *_own(staging), staging.data):
        _sync(folder)


def _take_out_to(path: Path, archive: zipfile.ZipFile, member: Member, file: Path) -> None:
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as out:
        take_out(path, archive, member, out.write)
        out.flush()
        os.fsync(out.fileno())


def _check_database(path: Path, manifest: Manifest, staging: Folders) -> None:
    """Whether the database can be used, and whether the recordings are those that its trials speak of."""
    if manifest.schema == 0:
        return
    try:
        schema = whole_schema_of(staging.database)
    except StationError as error:
        raise damaged(path, "its database cannot be read") from error
    if schema > SCHEMA:
        raise _newer(path, manifest.software)
    try:
        broken = broken_references(staging.database)
        expected = trial_recordings(staging.database)
    except sqlite3.Error as error:
        raise damaged(path, f"its database: {error}") from error
    if schema != manifest.schema:
        raise damaged(path, "its database is of another schema than its manifest says")
    if broken:
        raise damaged(path, f"rows of its database lack their parents: {', '.join(broken)}")
    known = {*manifest.missing, *manifest.changed, *manifest.elsewhere}
    sums = manifest.sha256
    for recording_id, digest in expected.items():
        places = (f"recordings/{recording_id}.rec", f"recordings/set-aside/{recording_id}.rec")
        if recording_id not in known and digest not in [sums.get(place) for place in places]:
            raise damaged(path, f"the recording {recording_id} of a stored trial is not in it")


def _put_in_place(staging: Folders, target: Folders, now: datetime, set_aside: bool, lock: FolderLock) -> Path | None:
    """Rename; returns where what was there before lies now."""
    if not target.data.exists():
        _rename(staging.data, target.data, lock, None)
        return None
    held = FolderLock(target)  # nobody opens it from here on
    try:
        _check_again(target, set_aside)
        empty = is_empty(target)
        old = target.data.with_name(f"{target.data.name}{BEFORE}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        if old.exists():
            raise StationError(f"{old} is there already; nothing was changed. Try again in a second.")
        _rename(target.data, old, lock, held)
        try:
            _rename(staging.data, target.data, None, None)
        except OSError:
            if not target.data.exists():
                old.rename(target.data)
            raise
    finally:
        held.release()
    if empty:
        _remove_empty(Folders(old))
        return None
    return old


def _check_again(target: Folders, set_aside: bool) -> None:
    if not set_aside and not is_empty(target):
        raise StationError(f"Something was stored in {target.data} meanwhile, so the backup was not put there.")


def _rename(path: Path, new: Path, *locks: FolderLock | None) -> None:
    if os.name != "posix":  # Windows renames no folder in which a file is open
        for lock in locks:
            if lock is not None:
                lock.release()
    path.rename(new)
    _sync(new.parent)


def _remove_empty(folders: Folders) -> None:
    with contextlib.suppress(OSError):
        folders.lock.unlink(missing_ok=True)
        for folder in (*_own(folders), folders.set_aside, folders.recordings, folders.data):
            if folder.exists():
                folder.rmdir()


def _sync(folder: Path) -> None:
    if os.name == "posix":
        with contextlib.suppress(OSError):  # some file systems cannot
            fd = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)


def _not_written(where: Path, error: OSError) -> Missing:
    return Missing(
        f"The backup could not be put into {where} ({error.strerror or error}); what was there before is as it was. "
        "Free space or change the permissions, or choose another data folder with --data-dir."
    )
