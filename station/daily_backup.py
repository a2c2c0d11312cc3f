"""Today's backup, made beside the work without being asked, and what is to be said about the last one.

A station that is opened makes it in the usual folder once a day, some time after its start, on a thread of its own; one
that is closed before waits for it.  ``station.backups_kept`` says which older ones stay.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Final

from station.backing_up import Backup, back_up, backups_in, usual_folder
from station.database_check import counts
from station.doctor import Finding, Verdict
from station.errors import StationError
from station.folders import WARN_BELOW_BYTES, Folders
from station.schema import schema_of

AFTER_S: Final = 60.0
"""How long a station works before its backup begins: the first client is not kept waiting for the disk."""
CLOSING_S: Final = 600.0
"""How long a station that is closed waits for it."""
OLD_DAYS: Final = 7


def last_good(folders: Folders) -> Backup | None:
    """The newest good backup of this data folder in the usual place."""
    for backup in backups_in(usual_folder(folders)):
        if backup.good and backup.manifest is not None and backup.manifest.data_folder == str(folders.data):
            return backup
    return None


def is_due(folders: Folders, now: datetime) -> bool:
    """Whether something is stored and no good backup of today is there; ``now`` has its offset."""
    try:
        if schema_of(folders.database) == 0 or not any(counts(folders.database).values()):
            return False
    except (StationError, sqlite3.Error):
        return False  # a damaged database is not backed up; opening it says so
    last = last_good(folders)
    made = None if last is None or last.manifest is None else last.manifest.created
    return made is None or made.astimezone(now.tzinfo).date() < now.date()


_LOG: Final = logging.getLogger(__name__)


class DailyBackup:
    """Makes today's backup if it is due; ``with`` waits for it at the end."""

    def __init__(
        self,
        folders: Folders,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        tell: Callable[[str], None] = _LOG.warning,
        after_s: float = AFTER_S,
    ) -> None:
        """``tell`` hears, on another thread, why there is none."""
        self._folders, self._now, self._tell, self._after_s = folders, now, tell, after_s
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily backup", daemon=True)

    def __enter__(self) -> DailyBackup:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        self._thread.join(1.0)
        if self._thread.is_alive():
            self._tell("Today's backup is being finished; leave the computer on until it is.")
            self._thread.join(CLOSING_S)

    def _run(self) -> None:
        self._closing.wait(self._after_s)
        try:
            if is_due(self._folders, self._now()):
                self._make()
        except (StationError, OSError) as error:
            self._tell(f"Today's backup could not be made: {error}")
        except Exception as error:
            _LOG.exception("the daily backup failed")
            self._tell(f"Today's backup failed because of a fault in the program ({type(error).__name__}: {error}).")

    def _make(self) -> None:
        target = usual_folder(self._folders)
        target.mkdir(mode=0o700, exist_ok=True)
        size = sum(path.stat().st_size for path in self._folders.data.rglob("*") if path.is_file())
        free = shutil.disk_usage(target).free
        if free - size < WARN_BELOW_BYTES:
            self._tell(
                f"No backup was made today: it needs {size / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free in "
                f"{target.parent}, of which 2,000 MB are left to recordings. Make it on another disk: station backup "
                "DIR."
            )
            return
        back_up(self._folders, target, self._now())


def check_backup(folders: Folders, now: datetime) -> Finding:
    """When the last good backup was made, for ``station doctor``."""
    topic, another = "backup", "station backup DIR    (best on another disk; once a day by the system's scheduler)"
    where = usual_folder(folders)
    try:
        last = last_good(folders)
    except (StationError, OSError) as error:
        return Finding(topic, Verdict.NOT_NEEDED, f"The backups cannot be looked at: {error}", "station db check")
    if last is None or last.manifest is None:
        try:
            stored = counts(folders.database)["trials"] if schema_of(folders.database) else 0
        except (StationError, OSError, sqlite3.Error):
            # what is wrong with the database is a finding of its own
            what = f"There is no good backup in {where}, and the database cannot be read."
            return Finding(topic, Verdict.NOT_NEEDED, what, "station db check")
        if not stored:
            return Finding(topic, Verdict.OK, "Nothing is stored yet, so there is nothing to back up.")
        what = f"There is no good backup of {stored} trials in {where}."
        if stored == 1:
            what = f"There is no good backup of the only trial in {where}."
        return Finding(topic, Verdict.NOT_NEEDED, what, another)
    made = last.manifest.created.astimezone(now.tzinfo)
    days = (now.date() - made.date()).days
    ago = "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
    what = f"The last good one was made {ago}, {made:%Y-%m-%d %H:%M}, in {last.path.parent}."
    if days > OLD_DAYS:
        return Finding(topic, Verdict.NOT_NEEDED, what, another)
    return Finding(topic, Verdict.OK, what)
