"""A backup: one zip archive, readable with any program that opens one.

    counterpoise-20261123T133146Z.zip       the name has the moment in UTC
      station.db                            the database, one consistent copy (SQLite)
      identity.db                           who the people are, in the same way
      recordings/<id>.rec                   raw samples, one file per trial
      recordings/set-aside/<id>.rec         interrupted recordings that somebody decided against
      protocols/<key>.toml                  the clinic's own tests
      batteries/<key>.toml                  its own batteries of tests
      norms/<key>.toml                      its own reference values
      settings.toml                         what it set for this station, without any password
      manifest.json                         the last member: what the others are, with the SHA-256 of each

Members are stored and not packed, so that one damaged byte costs one member.  An archive that was read is believed in
nothing: names, sizes and checksums are compared with the manifest before anything is taken out of it.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from station.errors import BadInput, StationError
from station.version import software

FORMAT: Final = 3
"""1 knew no identities, 2 no batteries, reference values and settings."""
MANIFEST: Final = "manifest.json"
DATABASE: Final = "station.db"
IDENTITIES: Final = "identity.db"
MOST_MEMBERS: Final = 2_000_000
LARGEST_MANIFEST: Final = 500_000_000
CHUNK_BYTES: Final = 1 << 20

_FILE = re.compile(r"counterpoise-\d{8}T\d{6}Z\.zip")
SETTINGS: Final = "settings.toml"
OWN_FOLDERS: Final = ("protocols", "batteries", "norms")
"""Folders of what the clinic wrote itself."""
_TAME = r"[A-Za-z0-9][A-Za-z0-9 ._()+-]{0,99}"
_MEMBER = re.compile(rf"recordings/(set-aside/)?{_TAME}\.rec|({'|'.join(OWN_FOLDERS)})/{_TAME}\.toml")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever follows their first point."""
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    msgspec.MsgspecError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    KeyError,
    struct.error,
    zlib.error,
)


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the archive, as it was when it was put there."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds, of which data folder, and what was wrong with that folder then."""

    format: int
    software: str
    created: datetime
    host: str
    data_folder: str
    schema: int
    """Of the database; 0 where there was none."""
    counts: dict[str, int]
    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    """Recordings of stored trials that were not there."""
    changed: tuple[str, ...] = ()
    """Recordings of stored trials that were not the files any more that the numbers were made from."""
    elsewhere: tuple[str, ...] = ()
    """Recordings of stored trials that lie on other stations of the clinic, and go into their backups."""
    left_out: tuple[str, ...] = ()
    """Files among the recordings, tests, batteries and reference values that are none."""

    @property
    def whole(self) -> bool:
        """Nothing that a trial needs was missing."""
        return not self.missing and not self.changed

    @property
    def sha256(self) -> dict[str, str]:
        return {member.name: member.sha256 for member in self.members}


class _Beginning(msgspec.Struct):
    format: int
    software: str = "a newer version of this program"


def file_name(moment: datetime) -> str:
    return f"counterpoise-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def is_backup_name(name: str) -> bool:
    return _FILE.fullmatch(name) is not None


def may_be_member(name: str) -> bool:
    """Whether a file of this name may stand in a backup: a database, the settings, or another file with a tame name."""
    if name in (DATABASE, IDENTITIES, SETTINGS):
        return True
    return _MEMBER.fullmatch(name) is not None and not _RESERVED.fullmatch(name.rpartition("/")[2].partition(".")[0])


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose names and sizes agree with its manifest; its checksums are still to be compared.

    Raises BadInput for a file that is none or is damaged, StationError for one of a newer version.
    """
    with _reading(path):
        file = path.open("rb")
    with file:
        with _reading(path):
            archive = zipfile.ZipFile(file)
            manifest = _manifest(path, archive)
            _compare(path, archive, manifest)
        yield archive, manifest


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What a strange or damaged archive makes the reader raise, in words."""
    try:
        yield
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror or error}).") from error
    except _UNREADABLE as error:
        raise damaged(path, str(error)) from error


def damaged(path: Path, what: str) -> BadInput:
    return BadInput(
        f"{path} is damaged or is no backup of this program ({what[:200]}). Nothing was changed. Use another backup; "
        "station backup --list names them."
    )


def verify(path: Path) -> Manifest:
    """Read the whole archive and compare every byte with its manifest.  Raises BadInput, StationError."""
    with opened(path) as (archive, manifest):
        for member in manifest.members:
            take_out(path, archive, member)
    return manifest


def take_out(
    path: Path, archive: zipfile.ZipFile, member: Member, write: Callable[[bytes], object] | None = None
) -> None:
    """Stream one member to ``write``.  Raises BadInput when it is not what the manifest says."""
    digest, left = hashlib.sha256(), member.bytes
    with _reading(path):
        source = archive.open(member.name)
    with source:
        while True:
            with _reading(path):
                chunk = source.read(min(CHUNK_BYTES, left + 1))
            if not chunk:
                break
            left -= len(chunk)
            if left < 0:
                raise damaged(path, f"{member.name} is longer than its manifest says")
            digest.update(chunk)
            if write is not None:
                write(chunk)
    if left or digest.hexdigest() != member.sha256:
        raise damaged(path, f"{member.name} is not the file that was put there")


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    found = [info for info in archive.infolist() if info.filename == MANIFEST]
    if len(found) != 1:
        raise damaged(path, "it has no manifest")
    if found[0].file_size > LARGEST_MANIFEST or found[0].compress_type != zipfile.ZIP_STORED:
        raise damaged(path, "its manifest is too large")
    with archive.open(found[0]) as file:
        text = file.read(LARGEST_MANIFEST)
    beginning = msgspec.json.decode(text, type=_Beginning)
    if beginning.format > FORMAT:
        raise StationError(
            f"{path} was written by {beginning.software[:100]}. This is {software()}. Update to use it; nothing was "
            "changed."
        )
    manifest = msgspec.json.decode(text, type=Manifest)
    if manifest.created.tzinfo is None:
        raise damaged(path, "its manifest has a time without a zone")
    return manifest


def _compare(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    infos = [info for info in archive.infolist() if info.filename != MANIFEST]
    if len(infos) > MOST_MEMBERS:
        raise damaged(path, f"it has {len(infos)} members")
    sizes = {member.name: member.bytes for member in manifest.members}
    if len({name.lower() for name in sizes}) != len(manifest.members):
        raise damaged(path, "a name stands in its manifest twice")
    for name in sizes:
        if not may_be_member(name):
            raise damaged(path, f"it has a member that no backup has: {name[:100]!r}")
    if sorted(info.filename for info in infos) != sorted(sizes):
        raise damaged(path, "its members are not those of its manifest")
    for info in infos:
        plain = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
        if not plain or info.file_size != sizes[info.filename]:
            raise damaged(path, f"{info.filename} is not stored as its manifest says")
    if sum(sizes.values()) > path.stat().st_size:
        raise damaged(path, "its members are larger than it is itself")
    if (DATABASE in sizes) != (manifest.schema > 0):
        raise damaged(path, "its manifest and its members disagree about the database")
