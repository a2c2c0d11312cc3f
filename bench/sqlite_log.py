"""SQLite's own writes and syncs, noted as they happen: its file layer for this process, with three calls overheard.

The structures are those of ``sqlite3.h`` (sqlite3_vfs, sqlite3_io_methods), which only grow at their ends.  It needs
the very library that Python's ``sqlite3`` uses, as a shared one.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from bench.power_cuts import OperationLog

_OK = 0
_POINTERS_OF_METHODS = 18
"""xClose to xUnfetch: the third version of the structure, of 2013."""

_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_: ClassVar = [
        ("version", ctypes.c_int),
        ("file_bytes", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("own", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 14),
    ]


class _Methods(ctypes.Structure):
    _fields_: ClassVar = [
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * (_POINTERS_OF_METHODS - 5)),
    ]


def library() -> ctypes.CDLL | None:
    """The library that Python's ``sqlite3`` runs on; None where it is part of Python itself."""
    name = ctypes.util.find_library("sqlite3")
    if name is None:
        return None
    try:
        found = ctypes.CDLL(name)
        found.sqlite3_libversion.restype = ctypes.c_char_p
        same = found.sqlite3_libversion().decode() == sqlite3.sqlite_version
    except (OSError, AttributeError):
        return None
    return found if same else None


class _Overheard:
    """The system's file layer under another name, which notes writes, cuts, syncs and deletions below one folder."""

    def __init__(self, sqlite: ctypes.CDLL, log: OperationLog, folder: Path) -> None:
        self._log, self._folder = log, folder.resolve()
        self._files: dict[int, str] = {}
        self._real: dict[int, _Methods] = {}
        sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        sqlite.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        sqlite.sqlite3_vfs_register.argtypes = [ctypes.c_void_p, ctypes.c_int]
        sqlite.sqlite3_vfs_unregister.argtypes = [ctypes.c_void_p]
        self.usual = sqlite.sqlite3_vfs_find(None)
        self._open = _OPEN(self.usual.contents.open)
        self._delete = _DELETE(self.usual.contents.delete)
        self.own = _Vfs()
        ctypes.pointer(self.own)[0] = self.usual.contents
        self.own.name, self.own.next = b"overheard", None
        # what C calls must stay alive as long as it may be called
        self._kept: list[Any] = [_OPEN(self._opened), _DELETE(self._deleted)]
        self.own.open = ctypes.cast(self._kept[0], ctypes.c_void_p).value
        self.own.delete = ctypes.cast(self._kept[1], ctypes.c_void_p).value
        self._methods: dict[int, _Methods] = {}

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code = self._open(vfs, name, file, flags, out)
        path = None if name is None else Path(ctypes.string_at(name).decode())
        if code == _OK and path is not None and path.parent.resolve() == self._folder:
            self._files[file] = path.name
            pointer = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
            usual = pointer[0]
            if usual:
                pointer[0] = ctypes.addressof(self._with_ears(usual))
        return int(code)

    def _with_ears(self, usual: int) -> _Methods:
        """The methods of a file with ours in front of three of them."""
        if usual not in self._methods:
            real, own = _Methods.from_address(usual), _Methods()
            if real.version < 3:
                raise RuntimeError("this SQLite is older than 3.7.17")
            ctypes.memmove(ctypes.addressof(own), usual, ctypes.sizeof(_Methods))
            ears = (
                _WRITE(self._writing(_WRITE(real.write))),
                _TRUNCATE(self._truncating(_TRUNCATE(real.truncate))),
                _SYNC(self._syncing(_SYNC(real.sync))),
            )
            own.write, own.truncate, own.sync = (ctypes.cast(each, ctypes.c_void_p).value for each in ears)
            self._kept += [ears, own]
            self._methods[usual] = own
        return self._methods[usual]

    def _writing(self, real: Any) -> Any:
        def write(file: int, data: int, count: int, offset: int) -> int:
            code = real(file, data, count, offset)
            if code == _OK:
                self._log.wrote(self._files[file], offset, ctypes.string_at(data, count))
            return int(code)

        return write

    def _truncating(self, real: Any) -> Any:
        def truncate(file: int, size: int) -> int:
            code = real(file, size)
            if code == _OK:
                self._log.cut(self._files[file], size)
            return int(code)

        return truncate

    def _syncing(self, real: Any) -> Any:
        def sync(file: int, flags: int) -> int:
            with self._log.syncing(self._files[file]):
                return int(real(file, flags))

        return sync

    def _deleted(self, vfs: int, name: bytes, folder_too: int) -> int:
        code = self._delete(vfs, name, folder_too)
        path = Path(name.decode())
        if code == _OK and path.parent.resolve() == self._folder:
            self._log.deleted(path.name, sure=bool(folder_too))
        return int(code)


_alive: list[_Overheard] = []
"""A connection that is closed late still calls them."""


@contextmanager
def overheard(log: OperationLog, folder: Path) -> Iterator[None]:
    """While it lasts, every connection that is opened notes what it does to files directly in ``folder``."""
    sqlite = library()
    if sqlite is None:
        raise RuntimeError("the SQLite of this Python cannot be reached as a shared library")
    layer = _Overheard(sqlite, log, folder)
    _alive.append(layer)
    sqlite.sqlite3_vfs_register(ctypes.addressof(layer.own), 1)
    try:
        yield
    finally:
        sqlite.sqlite3_vfs_register(ctypes.addressof(layer.usual.contents), 1)
        sqlite.sqlite3_vfs_unregister(ctypes.addressof(layer.own))
