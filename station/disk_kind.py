r"""Whether a folder lies on this computer's own disk or on one that is reached over a network.

A database in WAL mode needs memory that all its users share, which no network disk has: two computers on one file would
spoil it, and a server that goes away would take half a transaction with it.

    Linux     /proc/self/mountinfo: the type of the file system that the folder is on
    macOS     statfs: whether the system calls it local, and its type
    Windows   GetDriveType of the drive; a path \\server\share is remote whatever it says
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from station.errors import StationError

REMOTE: Final = frozenset(
    [
        "afs",
        "afpfs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "orangefs",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
        "webdav",
        "fuse.ceph",
        "fuse.curlftpfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "fuse.vmhgfs-fuse",
    ]
)
"""Types of file systems that are reached over a network, or shared with the computer that this one runs in."""
_DRIVE_REMOTE: Final = 4
_MNT_LOCAL: Final = 0x1000


def remote_kind(folder: Path, platform: str = sys.platform) -> str:
    """What kind of network disk a folder is on, as ``nfs4``; empty for a disk of this computer, or where unknown."""
    # what is not there yet will be made on the disk of the folder above it
    existing = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        if platform.startswith("linux"):
            return linux_kind(existing.resolve(), Path("/proc/self/mountinfo").read_text("utf-8", errors="replace"))
        if platform == "darwin":
            return _mac_kind(existing)
        if platform == "win32":
            return windows_kind(str(existing.resolve()), _drive_type)
    except (OSError, AttributeError, ValueError):
        pass  # what the system does not tell is no reason to refuse
    return ""


def refuse_network_disk(folder: Path, kind: Callable[[Path], str] = remote_kind) -> None:
    """Raise StationError for a folder on a network disk."""
    found = kind(folder)
    if found:
        raise StationError(
            f"The data folder {folder} lies on a network disk ({found}). A database there can be spoiled by a second "
            "computer or by a server that goes away, so it is not opened; nothing was changed. Choose a folder on this "
            "computer with --data-dir, and let `station backup` copy it to the network disk; several stations share "
            "one database on a server of their own."
        )


def linux_kind(folder: Path, mountinfo: str) -> str:
    """By the lines of ``/proc/self/mountinfo``; the last one mounted on the longest path that the folder is under."""
    best, kind = "", ""
    for line in mountinfo.splitlines():
        before, divided, after = line.partition(" - ")
        fields, told = before.split(), after.split()
        if not divided or len(fields) < 5 or not told:
            continue
        at = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), fields[4])
        if (folder.is_relative_to(at)) and len(at) >= len(best):
            # a drive of Windows, seen from the Linux inside it
            windows = told[0] == "9p" and "aname=drvfs" in after
            best, kind = at, told[0] if told[0] in REMOTE else "drvfs" if windows else ""
    return kind


def windows_kind(folder: str, drive_type: Callable[[str], int]) -> str:
    """By the drive's letter, or by two backslashes in front."""
    if folder.startswith("\\\\") and not folder.startswith(("\\\\?\\", "\\\\.\\")):
        return "network share"
    if folder.startswith("\\\\?\\UNC\\"):
        return "network share"
    drive = re.match(r"(?:\\\\\?\\)?([A-Za-z]:)", folder)
    return "network drive" if drive and drive_type(f"{drive.group(1)}\\") == _DRIVE_REMOTE else ""


def _drive_type(drive: str) -> int:
    return int(ctypes.windll.kernel32.GetDriveTypeW(drive))  # type: ignore[attr-defined,unused-ignore]


class _Statfs(ctypes.Structure):
    """The 64 bit form of macOS."""

    _fields_ = (
        ("bsize", ctypes.c_uint32),
        ("iosize", ctypes.c_int32),
        ("blocks", ctypes.c_uint64 * 5),
        ("fsid", ctypes.c_int32 * 2),
        ("owner", ctypes.c_uint32),
        ("type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("subtype", ctypes.c_uint32),
        ("name", ctypes.c_char * 16),
        ("paths", ctypes.c_char * 2048),
        ("reserved", ctypes.c_uint32 * 8),
    )


def _mac_kind(folder: Path) -> str:
    told = _Statfs()
    library = ctypes.CDLL(None)
    ask = getattr(library, "statfs$INODE64", None) or library.statfs
    if ask(os.fsencode(folder), ctypes.byref(told)) != 0 or told.flags & _MNT_LOCAL:
        return ""
    return str(told.name.decode("ascii", "replace")) or "network disk"
