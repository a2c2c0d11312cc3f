"""What ``station doctor`` says of the database: whether a station would open it."""

from __future__ import annotations

import shlex
import sqlite3

from station.database import CHECKED_AT_OPENING_BYTES
from station.doctor import Finding, Verdict
from station.errors import StationError
from station.folders import Folders
from station.schema import SCHEMA, refuse_newer, schema_of, whole_schema_of

TOPIC = "database"


def check_database(folders: Folders) -> Finding:
    """Whether it is whole, as far as opening a station looks, and of a schema that this program knows."""
    path = folders.database
    try:
        if not path.exists() or path.stat().st_size == 0:
            return Finding(TOPIC, Verdict.OK, "There is none yet; it is made at the first start.")
        small = path.stat().st_size <= CHECKED_AT_OPENING_BYTES
        found = schema_of(path)
        if found > SCHEMA:
            what = f"No station opens with it, and nothing is stored. {refuse_newer(path, found)}"
            return Finding(TOPIC, Verdict.WRONG, what, "Update this program, or start it with --data-dir FOLDER")
        if small:
            whole_schema_of(path)
    except (StationError, sqlite3.Error, OSError) as error:
        what = f"No station opens with it, and nothing is stored. {error}"
        return Finding(TOPIC, Verdict.WRONG, what, f"station db restore --data-dir {shlex.quote(str(folders.data))}")
    if found < SCHEMA:
        what = f"Schema {found}; the next start of the station carries it over to {SCHEMA}, after a copy of it."
        return Finding(TOPIC, Verdict.OK, what)
    read = "every page can be read" if small else "too large to read every page here: station db check does"
    return Finding(TOPIC, Verdict.OK, f"Schema {found}, that of this program; {read}.")
