"""A small clinic with recordings to back up, and everything that it holds, for comparing."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace

import taped
from test_store import NOON, RUN, trial

from station.device_book import KnownDevice
from station.folders import Folders
from station.model import Side
from station.recorded import read, set_aside
from station.store import Store


def fill(folders: Folders, trials: int = 3) -> list[str]:
    """Two people, a few trials with raw recordings and two runs each, a device, an interrupted recording."""
    made = []
    with Store(folders, now=lambda: NOON) as store:
        for code in ("A-104", "B-7"):
            session = store.start_session(store.add_person(code).id, NOON)
            for _ in range(trials):
                recording = read(taped.record_plates(folders.recordings).path)
                sha = recording.sha256
                run = replace(RUN, provenance=replace(RUN.provenance, recording_sha256=sha))
                new = trial(session, recording.header.recording_id, recording_sha256=sha)
                made.append(store.add_trial(new, run))
                store.replace_results(made[-1], replace(run, cause="a mark was moved"))
        store.decide(made[0], True)
        store.devices.add_calibration(taped.PLATES_CALIBRATION)
        sides = (Side.LEFT, Side.RIGHT)
        store.devices.remember(KnownDevice("harp", "LC-7", sides, calibration_id=taped.PLATES_CALIBRATION.id))
    set_aside(taped.record_plates(folders.recordings).path)
    taped.record_plates(folders.recordings)
    (folders.data / "protocols").mkdir(exist_ok=True)
    (folders.data / "protocols" / "own.toml").write_text("a test of this clinic's own")
    return made


def rows(folders: Folders) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with closing(sqlite3.connect(f"{folders.database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}
        found["user_version"] = connection.execute("PRAGMA user_version").fetchall()
        return found


def recordings(folders: Folders) -> dict[str, str]:
    """The checksum of every recording, by where it lies."""
    return {
        path.relative_to(folders.data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folders.recordings.rglob("*")
        if path.is_file()
    }
