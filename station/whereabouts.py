"""On which station the raw recording of a trial lies: results go to the clinic's server, recordings stay."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

from station.folders import Folders
from station.records import StoredTrial
from station.settings import settle


def own_name(folders: Folders) -> str:
    """What this station is called: by its settings, or else by its computer."""
    return settle(folders).settings.station or socket.gethostname()


def elsewhere(stored: StoredTrial, folders: Folders) -> str | None:
    """The station that has the raw recording of a trial; None where it is here, or was to be here."""
    name = f"{stored.trial.recording_id}.rec"
    if stored.station is None or any((each / name).is_file() for each in (folders.recordings, folders.set_aside)):
        return None
    return None if stored.station == own_name(folders) else stored.station


def recorded_elsewhere(database: Path, own: str) -> dict[str, str]:
    """Recordings of trials that other stations made, and which station; none in a database of before there were any."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(trial)")}
        if "station" not in columns:
            return {}
        query = "SELECT recording_id, station FROM trial WHERE station IS NOT NULL AND station <> ?"
        return dict(connection.execute(query, (own,)))
