"""Carries a database over again and again, killed before one of its statements after the other; one copy for each.

killed_migration.py OLD FOLDER STEP     kills before every STEP-th; FOLDER/N/station.db is what N statements left
"""

import os
import shutil
import signal
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from station import schema

old, folder, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
opened = schema._open_for_migration
# what takes long to import is imported once, and not by every child
schema._migrate(folder / "first.db", datetime.now(UTC), schema.SCHEMA, schema.MIGRATIONS)


def carry_over(database: Path, last: int) -> None:
    """End without a word when statement number ``last`` is about to run."""
    done = 0

    def count(_: str) -> None:
        nonlocal done
        done += 1
        if done > last:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(database: Path) -> sqlite3.Connection:
        connection = opened(database)
        connection.execute("PRAGMA cache_size=4")  # pages go to the disk long before the end
        connection.set_trace_callback(count)
        return connection

    schema._open_for_migration = connect
    schema.bring_up_to_date(database, datetime.now(UTC))


last = 0
while True:
    database = folder / str(last) / "station.db"
    database.parent.mkdir()
    shutil.copy(old, database)
    child = os.fork()
    if child == 0:
        carry_over(database, last)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        print(last if os.WEXITSTATUS(status) == 0 else f"failed with {os.WEXITSTATUS(status)}")
        break
    last += step
