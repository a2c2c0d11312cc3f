"""Making a backup: the database by SQLite's own online copy, every raw recording, read back before it gets its name.

A station may run meanwhile.  The database is copied first and the recordings after it: a trial that it speaks of has
its recording on disk before it is stored, and recordings are never deleted.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from station.backup_format import (
    CHUNK_BYTES,
    DATABASE,
    FORMAT,
    IDENTITIES,
    MANIFEST,
    OWN_FOLDERS,
    SETTINGS,
    Manifest,
    Member,
    file_name,
    is_backup_name,
    may_be_member,
    opened,
    verify,
)
from station.backups_kept import kept
from station.database_check import counts, read_only, trial_recordings
from station.errors import BadInput, Missing, StationError
from station.folders import Folders, keep_private
from station.schema import SCHEMA, whole_schema_of
from station.settings import settings_without_password
from station.version import software
from station.whereabouts import own_name, recorded_elsewhere

UNFINISHED_AFTER: Final = timedelta(days=1)
"""What is still unfinished after so long was left behind by a program that was killed."""
_SPARE_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that lies in a folder; ``problem`` says why it cannot be used."""

    path: Path
    size_bytes: int
    manifest: Manifest | None = None
    problem: str = ""

    @property
    def good(self) -> bool:
        return self.manifest is not None and self.manifest.whole


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was just made, and the older ones that went for it."""

    backup: Backup
    manifest: Manifest
    removed: tuple[Path, ...]


def usual_folder(folders: Folders) -> Path:
    """Where backups go without another word: beside the data folder, so that what befalls it does not befall them."""
    return folders.data.with_name(f"{folders.data.name}-backups")


def back_up(folders: Folders, target: Path, now: datetime) -> Made:
    """Make one backup in ``target``, read it back, name it, and remove those that are older than what is kept.

    ``now`` has its offset.  Raises StationError when there is nothing to back up or the database is damaged, Missing
    when the disk does not take it, BadInput for a folder or settings that cannot be used.
    """
    if target.resolve().is_relative_to(folders.data.resolve()):
        raise BadInput(f"{target} lies in the data folder itself: both would be lost together. Choose another folder.")
    if not target.is_dir():
        raise BadInput(f"There is no folder {target}. Connect its disk, or make it.")
    schema = whole_schema_of(folders.database)
    if schema > SCHEMA:
        raise StationError(
            f"{folders.database} was written by a newer version of this program; this is {software()}, which cannot "
            "tell what belongs to it. Update to back it up; nothing was changed."
        )
    files = sorted(_files(folders))
    if schema == 0 and not files:
        raise StationError(f"There is nothing to back up in {folders.data}: nothing was stored there yet.")
    path = target / file_name(now)
    try:
        _check_room(target, [folders.database, folders.identities, *files])
        _remove_unfinished(target, now)
        with _unfinished(target, path.name) as (file, part, copy):
            manifest = _fill(file, copy, folders, files, schema, now)
            _settle(file)
            _read_back(part, manifest)
            if path.exists():
                raise StationError(f"{path} is there already; it was left as it is. Try again in a second.")
            part.replace(path)
        sync_folder(target)
    except OSError as error:
        raise _not_written(target, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise _not_written(target, str(error)) from error
    backup = Backup(path, path.stat().st_size, manifest)
    return Made(backup, manifest, _remove_old(target, manifest) if manifest.whole else ())


def backups_in(target: Path, thorough: bool = False) -> tuple[Backup, ...]:
    """Every backup in a folder, newest first; ``thorough`` reads each of them whole."""
    found = []
    with contextlib.suppress(FileNotFoundError):
        for path in sorted(target.iterdir(), key=lambda path: path.name, reverse=True):
            if is_backup_name(path.name):
                size = path.stat().st_size
                try:
                    found.append(Backup(path, size, verify(path) if thorough else _manifest_of(path)))
                except StationError as error:
                    found.append(Backup(path, size, problem=str(error)))
    return tuple(found)


def _manifest_of(path: Path) -> Manifest:
    with opened(path) as (_, manifest):
        return manifest


# What goes in ------------------------------------------------------------------------------------------------------


def _files(folders: Folders) -> Iterator[Path]:
    for folder in (folders.recordings, folders.set_aside, *(folders.data / each for each in OWN_FOLDERS)):
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())


def _fill(file: BinaryIO, copy: Path, folders: Folders, files: list[Path], schema: int, now: datetime) -> Manifest:
    """Write the members and, last, the manifest."""
    members: list[Member] = []
    left_out: list[str] = []
    expected: dict[str, str] = {}
    others: dict[str, str] = {}
    numbers: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        if schema:
            _copy_database(folders.database, copy)
            if whole_schema_of(copy) != schema:
                raise StationError(f"{folders.database} was changed by another program meanwhile. Try again.")
            expected, numbers = trial_recordings(copy), counts(copy)
            others = recorded_elsewhere(copy, own_name(folders))
            members.append(_add(archive, copy, DATABASE, now))
            if folders.identities.exists():
                copy.unlink()
                _copy_database(folders.identities, copy)
                members.append(_add(archive, copy, IDENTITIES, now))
            files = sorted({*files, *_files(folders)})  # those that were finished meanwhile
        for path in files:
            name = path.relative_to(folders.data).as_posix()
            if may_be_member(name):
                members += _add_file(archive, path, name, folders, now)
            else:
                left_out.append(path.name[:100])
        members += _add_text(archive, settings_without_password(folders), SETTINGS, now)
        sums: dict[str, set[str]] = {}
        for member in members:
            sums.setdefault(Path(member.name).stem, set()).add(member.sha256)
        manifest = Manifest(
            format=FORMAT,
            software=software(),
            created=now,
            host=socket.gethostname(),
            data_folder=str(folders.data),
            schema=schema,
            counts=numbers,
            members=tuple(members),
            missing=tuple(each for each in expected if each not in sums and each not in others),
            elsewhere=tuple(each for each in others if each not in sums),
            changed=tuple(each for each, known in expected.items() if each in sums and known not in sums[each]),
            left_out=tuple(left_out),
        )
        archive.writestr(_info(MANIFEST, now), msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def _copy_database(database: Path, copy: Path) -> None:
    keep_private(copy)
    with closing(read_only(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file that any program can open


def _add_file(archive: zipfile.ZipFile, path: Path, name: str, folders: Folders, now: datetime) -> list[Member]:
    """A file wherever it lies now: somebody may be setting a recording aside at this moment."""
    with contextlib.suppress(FileNotFoundError):
        return [_add(archive, path, name, now)]
    aside = folders.set_aside / path.name
    with contextlib.suppress(FileNotFoundError):
        return [_add(archive, aside, aside.relative_to(folders.data).as_posix(), now)]
    return []


def _add_text(archive: zipfile.ZipFile, text: str, name: str, now: datetime) -> list[Member]:
    data = text.encode("utf-8")
    if data:
        archive.writestr(_info(name, now), data)
    return [Member(name=name, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())] if data else []


def _add(archive: zipfile.ZipFile, path: Path, name: str, now: datetime) -> Member:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(_info(name, now), "w", force_zip64=True) as target:
        while chunk := _read(source, path):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(name=name, bytes=size, sha256=digest.hexdigest())


def _read(source: BinaryIO, path: Path) -> bytes:
    try:
        return source.read(CHUNK_BYTES)
    except OSError as error:
        raise StationError(
            f"{path} cannot be read ({error.strerror}), so no backup was made. The disk may be failing: copy the data "
            "folder to another one now, with whatever can still be read."
        ) from error


def _info(name: str, now: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
    info.external_attr = 0o600 << 16
    return info


# How it gets its name ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _unfinished(target: Path, name: str) -> Iterator[tuple[BinaryIO, Path, Path]]:
    """A file under a name that nobody takes for a backup, and one for the database's copy; both go at the end."""
    part = target / f".{name}.{os.getpid()}.part"
    copy = target / f".{name}.{os.getpid()}.db.part"
    try:
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file, part, copy
    finally:
        for each in (part, copy, copy.with_name(copy.name + "-journal")):
            with contextlib.suppress(OSError):
                each.unlink()


def _settle(file: BinaryIO) -> None:
    """Onto the disk, and out of the memory, so that what is read back comes from the disk."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read_back(part: Path, manifest: Manifest) -> None:
    try:
        same = verify(part).sha256 == manifest.sha256
    except BadInput:
        same = False
    if not same:
        raise Missing(
            f"What was written to {part.parent} reads back differently: that disk is failing. No backup was made "
            "there. Choose another disk."
        )


def sync_folder(folder: Path) -> None:
    """Make new and changed names in a folder survive a power cut, where the system knows how."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # some file systems cannot
            fd = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)


def _check_room(target: Path, files: list[Path]) -> None:
    needed = _SPARE_BYTES
    for path in files:
        with contextlib.suppress(FileNotFoundError):
            # the database is there twice for a while
            needed += path.stat().st_size * (2 if path.name == DATABASE else 1)
    free = shutil.disk_usage(target).free
    if free < needed:
        raise Missing(
            f"This backup needs {needed / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free in {target}. Free space, or "
            "name a folder on another disk: station backup DIR."
        )


def _not_written(target: Path, why: str) -> Missing:
    return Missing(
        f"The backup could not be written to {target} ({why}), and nothing incomplete was left there under a backup's "
        "name. Free space or change the folder's permissions, or name a folder on another disk: station backup DIR."
    )


def _remove_unfinished(target: Path, now: datetime) -> None:
    for path in target.glob(".counterpoise-*.part*"):
        with contextlib.suppress(OSError):
            if now.timestamp() - path.stat().st_mtime > UNFINISHED_AFTER.total_seconds():
                path.unlink()


def _remove_old(target: Path, newest: Manifest) -> tuple[Path, ...]:
    """Those of the same data folder that are good and older than what is kept; never one that is not understood."""
    good = {}
    for backup in backups_in(target):
        found = backup.manifest
        if found is not None and backup.good and (found.host, found.data_folder) == (newest.host, newest.data_folder):
            good[backup.path] = found.created
    stay = kept(good.values())
    removed = []
    for path, created in good.items():
        if created not in stay:
            with contextlib.suppress(OSError):  # it stays, and goes the next time
                path.unlink()
                removed.append(path)
    return tuple(removed)
