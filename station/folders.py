"""The folder where a clinic's data lies: its layout, the room left, and the lock that keeps a second station out.

<data folder>/station.db            people (as codes), sessions, trials, results, the audit
<data folder>/identity.db           who the people are; nothing else
<data folder>/recordings/<id>.rec   raw samples, one file per trial
<data folder>/recordings/set-aside/ interrupted recordings that somebody decided against; nothing is ever deleted
<data folder>/protocols/<key>.toml  the clinic's own tests; written by the clinic, only read here
<data folder>/batteries/<key>.toml  the clinic's own batteries of tests, likewise
<data folder>/norms/<key>.toml      the clinic's own reference values, likewise
<data folder>/station.lock          who has the folder open
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import platformdirs

from station.errors import Missing, StationError

WARN_BELOW_BYTES: Final = 2_000_000_000
REFUSE_BELOW_BYTES: Final = 200_000_000
# Windows forbids others to read what is locked, so the locked byte lies far behind the text that says who has it.
_LOCKED_BYTE: Final = 2**30


@dataclass(frozen=True, slots=True)
class Folders:
    """Where everything lies below one data folder."""

    data: Path

    @property
    def recordings(self) -> Path:
        return self.data / "recordings"

    @property
    def set_aside(self) -> Path:
        return self.recordings / "set-aside"

    @property
    def protocols(self) -> Path:
        return self.data / "protocols"

    @property
    def batteries(self) -> Path:
        return self.data / "batteries"

    @property
    def norms(self) -> Path:
        return self.data / "norms"

    @property
    def database(self) -> Path:
        return self.data / "station.db"

    @property
    def identities(self) -> Path:
        return self.data / "identity.db"

    @property
    def lock(self) -> Path:
        return self.data / "station.lock"


@dataclass(frozen=True, slots=True)
class Room:
    """Free space where the data lies; ``warning`` and ``refusal`` are sentences for the user, or None."""

    free_bytes: int
    warning: str | None = None
    refusal: str | None = None


def usual_data_folder() -> Path:
    """Where data lies when nobody says anything else."""
    return Path(platformdirs.user_data_dir("counterpoise", appauthor=False))


def folders_at(data_dir: Path | None = None) -> Folders:
    """The layout below ``data_dir`` or, without one, below the data folder of this user's settings or the usual one.

    Touches nothing.

    Raises Missing for the home of somebody who is not known here (``~nobody``).
    """
    from station.settings import chosen_folder

    chosen = data_dir or chosen_folder() or usual_data_folder()
    try:
        return Folders(chosen.expanduser().absolute())
    except RuntimeError as error:
        raise Missing(f"There is no data folder {chosen}: this computer has no such user.") from error


def make_folders(data_dir: Path | None = None) -> Folders:
    """Like ``folders_at``, and creates what is missing, for this user only.  Raises Missing when it cannot."""
    folders = folders_at(data_dir)
    try:
        for folder in (folders.data, folders.recordings, folders.set_aside):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (folders.recordings, folders.set_aside):
            _only_for_this_user(folder, 0o700)
    except OSError as error:
        raise Missing(
            f"The data folder {folders.data} cannot be created ({reason(folders, error)}), so nothing could be saved. "
            "Choose another one with --data-dir, or have its permissions changed."
        ) from error
    return folders


def readable_folders(data_dir: Path | None = None) -> Folders:
    """Like ``folders_at``, for looking into what is there.  Raises Missing when the system does not let us."""
    folders = folders_at(data_dir)
    for folder in (folders.data, folders.recordings, folders.set_aside):
        try:
            os.scandir(folder).close()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise Missing(
                f"The data folder {folders.data} cannot be read ({reason(folders, error)}). Have its permissions "
                "changed, or choose another one with --data-dir."
            ) from error
    return folders


def reason(folders: Folders, error: OSError) -> str:
    """Why the system refuses a data folder, in words."""
    for folder in (folders.set_aside, folders.recordings, folders.data, *folders.data.parents):
        with contextlib.suppress(OSError):
            if folder.exists() and not folder.is_dir():
                return f"a file is in the place of the folder {folder}"
    return error.strerror or str(error)


def keep_private(file: Path) -> None:
    """Let only this user read a file that holds clients' data; one that is missing is created empty.

    What SQLite puts beside a database takes the database's own permissions.  Raises Missing.
    """
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise Missing(
            f"{file} cannot be written to ({error.strerror}). Have its permissions changed, or choose another data "
            "folder with --data-dir."
        ) from error
    for each in (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm"))):
        _only_for_this_user(each, 0o600)


def _only_for_this_user(path: Path, mode: int) -> None:
    if os.name == "posix":  # Windows keeps a user's folders private by itself
        with contextlib.suppress(OSError):  # not ours to change: somebody else's, or a disk without permissions
            path.chmod(mode)


def room(folders: Folders, free_bytes: Callable[[Path], int] | None = None) -> Room:
    """How much can still be recorded: a warning below 2 GB, no new trial below 200 MB."""
    free = (free_bytes or _free_bytes)(folders.data)
    left = f"Only {free / 1e6:,.0f} MB are free where the data lies ({folders.data})."
    if free < REFUSE_BELOW_BYTES:
        return Room(free, refusal=f"{left} A new trial needs 200 MB to be safe. Free space first.")
    if free < WARN_BELOW_BYTES:
        return Room(free, warning=f"{left} Free space soon: below 200 MB no new trial starts.")
    return Room(free)


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise Missing(
            f"The data folder {folder} cannot be reached ({error.strerror}). Reconnect its disk, or choose another "
            "folder with --data-dir."
        ) from error


# One station per folder --------------------------------------------------------------------------------------------


class FolderLock:
    """Holds a data folder for this process.  The system gives it back when the process ends, however it ends."""

    def __init__(self, folders: Folders) -> None:
        """Take the folder.  Raises StationError saying who has it, Missing when it cannot be written to."""
        try:
            self._fd: int | None = os.open(folders.lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise Missing(
                f"The data folder {folders.data} cannot be written to ({error.strerror}). Have its permissions "
                "changed, or choose another folder with --data-dir."
            ) from error
        try:
            _lock_soon(self._fd)
        except OSError as error:
            holder = _holder(self._fd)
            os.close(self._fd)
            raise StationError(
                f"This data folder is open {holder}. Two stations on one folder would spoil each other's data. "
                "Close the other one, or choose another folder with --data-dir."
            ) from error
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        who = {"host": socket.gethostname(), "user": system_user(), "pid": os.getpid(), "since": since}
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, json.dumps(who).encode())

    def release(self) -> None:
        """Give the folder back.  Safe to call twice."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def in_use(folders: Folders) -> str | None:
    """Who has the folder open, as ``on HOST (user ...)``; None when nobody has.  Leaves no trace."""
    if not folders.lock.exists():
        return None
    with contextlib.suppress(OSError):
        fd = os.open(folders.lock, os.O_RDWR)
        try:
            _lock(fd)
        except OSError:
            return _holder(fd)
        finally:
            os.close(fd)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_soon(fd: int) -> None:
    """Lock, or fail after a moment: ``in_use`` of another program holds the lock while it looks."""
    for _ in range(2):
        with contextlib.suppress(OSError):
            _lock(fd)
            return
        time.sleep(0.02)
    _lock(fd)


def _holder(fd: int) -> str:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        os.lseek(fd, 0, os.SEEK_SET)
        who = json.loads(os.read(fd, 4096))
        since = datetime.fromisoformat(who["since"])
        return f"on {who['host']} (user {who['user']}, process {who['pid']}, since {since:%Y-%m-%d %H:%M})"
    return "in another program"


def system_user() -> str:
    """Who is logged in on this computer, as far as it says."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
