"""A damaged database replaced by that of a backup, while the recordings stay: nothing that was measured is lost by it.

The damaged file is kept as ``station.db.damaged-<time>``, with what SQLite had beside it, and never deleted.  What was
recorded since the backup lies in the recordings as before and is offered as interrupted at the next start.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from station.backing_up import Backup, backups_in, sync_folder, usual_folder
from station.backup_format import DATABASE, Manifest, damaged, opened, take_out, verify
from station.database_check import broken_references, trial_recordings
from station.errors import BadInput, Missing, StationError
from station.folders import FolderLock, Folders
from station.recorded import interrupted
from station.schema import SCHEMA, whole_schema_of
from station.version import software

DAMAGED: Final = ".damaged-"
_BESIDE: Final = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was put in place, where the file that was there is kept, and how many recordings are without a trial."""

    backup: Path
    manifest: Manifest
    kept: Path | None
    unfiled: int


def last_good_backup(folders: Folders) -> Backup | None:
    """The newest good backup of this data folder in the usual place; none of another computer's."""
    for backup in backups_in(usual_folder(folders)):
        found = backup.manifest
        if found is not None and found.schema and Path(found.data_folder) == folders.data:
            return backup
    return None


def restore_database(folders: Folders, path: Path, now: datetime) -> Replaced:
    """Put the database of a backup in the place of the one that is there, which is kept.

    Raises BadInput for a damaged archive or one without a database, StationError for one of a newer version and for a
    folder that is in use, Missing when the disk does not take it.  Whatever it raises, the database is as it was.
    """
    manifest = verify(path)
    if manifest.schema == 0:
        raise BadInput(f"{path} holds no database: nothing was stored yet when it was made.")
    if manifest.schema > SCHEMA:
        raise StationError(
            f"The database in {path} was written by {manifest.software[:100]}. This is {software()}. Update to restore "
            "it; nothing was changed."
        )
    lock = FolderLock(folders)
    part = folders.database.with_name(f"{DATABASE}.restoring.part")
    try:
        _take_out(path, manifest, part)
        kept = _keep(folders.database, now) if folders.database.exists() else None
        for name in _BESIDE:  # they belong to the file that goes, and would be taken for the new one's
            folders.database.with_name(DATABASE + name).unlink(missing_ok=True)
        part.replace(folders.database)
        sync_folder(folders.data)
        known = trial_recordings(folders.database)
        return Replaced(path, manifest, kept, len(interrupted(folders.recordings, known)))
    except OSError as error:
        raise Missing(
            f"The database could not be put back into {folders.data} ({error.strerror or error}). Free space or change "
            "the permissions, then try again; the file that was there is still there, or kept under a new name."
        ) from error
    finally:
        part.unlink(missing_ok=True)
        lock.release()


def _take_out(path: Path, manifest: Manifest, part: Path) -> None:
    """The backup's database beside the old one, looked through."""
    member = next(each for each in manifest.members if each.name == DATABASE)
    part.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with opened(path) as (archive, again), os.fdopen(os.open(part, flags, 0o600), "wb") as out:
        if again != manifest:
            raise damaged(path, "it was changed while it was read")
        take_out(path, archive, member, out.write)
        out.flush()
        os.fsync(out.fileno())
    if whole_schema_of(part) != manifest.schema or broken_references(part):
        raise damaged(path, "its database is not what its manifest says")


def _keep(database: Path, now: datetime) -> Path:
    """What was there, under a new name; the file itself has its old one too until another takes it."""
    kept = database.with_name(f"{database.name}{DAMAGED}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if kept.exists():
        raise StationError(f"{kept} is there already; nothing was changed. Try again in a second.")
    for name in ("", *_BESIDE):
        source, target = database.with_name(database.name + name), kept.with_name(kept.name + name)
        if not source.exists():
            continue
        with contextlib.suppress(OSError):
            os.link(source, target)
            continue
        shutil.copy2(source, target)  # a disk that knows no second names
    sync_folder(database.parent)
    return kept
