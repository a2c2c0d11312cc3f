"""What a disk may hold after the power went: every write and every sync of some files, and images made from them.

The model: what was synced is there.  Of what was written since, each page of 4 KiB is there, is as it was before, was
only begun (some sectors of 512 bytes), or is zeros where the file had not reached before; each for itself, so that a
page written later may be there without an earlier one.  The file ends anywhere between its synced and its full length.
A file's name comes with its first sync, which settles the folder too, as SQLite does it; a deletion that no folder was
synced after may be undone.  A medium that says "synced" and has not is outside this model.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGE: Final = 4096
SECTOR: Final = 512


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that the system took."""

    file: str
    offset: int
    data: bytes
    at_s: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A file that was shortened."""

    file: str
    size: int
    at_s: float


@dataclass(frozen=True, slots=True)
class Synced:
    """Everything of this file among the first ``covers`` operations is on the medium."""

    file: str
    covers: int
    at_s: float


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file whose name is gone; ``sure`` when the folder was synced too."""

    file: str
    sure: bool
    at_s: float


Operation = Written | Cut | Synced | Deleted


class OperationLog:
    """What was done to files, in order; threads may write to it together."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self._lock = threading.Lock()

    def wrote(self, file: str, offset: int, data: bytes) -> None:
        self._add(Written(file, offset, bytes(data), time.perf_counter()))

    def cut(self, file: str, size: int) -> None:
        self._add(Cut(file, size, time.perf_counter()))

    def deleted(self, file: str, *, sure: bool) -> None:
        self._add(Deleted(file, sure, time.perf_counter()))

    @contextmanager
    def syncing(self, file: str) -> Iterator[None]:
        """Around a sync: what was written while it ran is not covered by it."""
        covers = len(self.operations)
        yield
        self._add(Synced(file, covers, time.perf_counter()))

    def until(self, at_s: float) -> int:
        """How many operations were over by then."""
        return sum(each.at_s <= at_s for each in self.operations)

    def _add(self, operation: Operation) -> None:
        with self._lock:
            self.operations.append(operation)

    # Images -----------------------------------------------------------------------------------------------------------

    def image(self, count: int, dice: random.Random, folder: Path) -> None:
        """Write into ``folder`` what a power cut after ``count`` operations may have left."""
        done = self.operations[:count]
        settled = _folder_synced(done)
        for file in dict.fromkeys(each.file for each in done):
            content = _after([each for each in enumerate(done) if each[1].file == file], settled, dice)
            if content is not None:
                (folder / file).write_bytes(content)


def _folder_synced(operations: list[Operation]) -> int:
    """How many of the operations were over when the folder was synced last, with the first sync of some file."""
    last, known = 0, set[str]()
    for number, each in enumerate(operations):
        if isinstance(each, Deleted):
            known.discard(each.file)
        elif isinstance(each, Synced) and each.file not in known:
            known.add(each.file)
            last = number
    return last


def _after(operations: list[tuple[int, Operation]], settled: int, dice: random.Random) -> bytes | None:
    """What is left of one file; None when its name is not there."""
    begun = 0
    for place, (number, each) in enumerate(operations):
        if isinstance(each, Deleted) and (
            each.sure or number < settled or place < len(operations) - 1 or dice.random() < 0.5
        ):
            begun = place + 1
    operations = operations[begun:]
    synced = max((each.covers for _, each in operations if isinstance(each, Synced)), default=None)
    if synced is None and (not operations or dice.random() < 0.5):
        return None
    safe, pending = bytearray(), list[Written | Cut]()
    for number, each in operations:
        if isinstance(each, Written | Cut):
            if synced is not None and number < synced:
                _apply(safe, each)
            else:
                pending.append(each)
    return _torn(bytes(safe), pending, dice)


def _apply(content: bytearray, each: Written | Cut) -> None:
    if isinstance(each, Cut):
        del content[each.size :]
        return
    if len(content) < each.offset:
        content.extend(bytes(each.offset - len(content)))
    content[each.offset : each.offset + len(each.data)] = each.data


def _torn(safe: bytes, pending: list[Written | Cut], dice: random.Random) -> bytes:
    """The synced content, and of each page that was written since, any state that it may be in."""
    full = bytearray(safe)
    states: dict[int, list[bytes]] = {}
    for each in pending:
        first, last = 0, -1
        if isinstance(each, Written) and each.data:
            first, last = each.offset // PAGE, (each.offset + len(each.data) - 1) // PAGE
        before = {page: _page(full, page) for page in range(first, last + 1)}
        _apply(full, each)
        for page, content in before.items():
            states.setdefault(page, [content if page * PAGE < len(safe) else bytes(PAGE)]).append(_page(full, page))
    length = dice.choice([len(safe), len(full), dice.randint(*sorted((len(safe), len(full))))])
    image = bytearray(safe.ljust(length, b"\0")[:length])
    for page, versions in states.items():
        chosen = dice.choice(versions)
        if dice.random() < 0.3:  # torn between two of its states
            at = SECTOR * dice.randrange(PAGE // SECTOR + 1)
            chosen = versions[-1][:at] + versions[0][at:]
        room = max(0, min(PAGE, length - page * PAGE))
        image[page * PAGE : page * PAGE + room] = chosen[:room]
    return bytes(image)


def _page(content: bytearray, page: int) -> bytes:
    return bytes(content[page * PAGE : (page + 1) * PAGE]).ljust(PAGE, b"\0")
