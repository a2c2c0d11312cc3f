"""Makes the frozen clinic of a release: python tests/golden/freeze_clinic.py FOLDER

A folder is made once, with the release that its name says, and never again: it holds what that release computed.
Where a later release computes a number otherwise on purpose, the folder's changed.txt says so: a line ``KEY: why``.
"""

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from simulators.body import Person
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.model import Side
from station.qa.golden import machine

PLAN = ("hip_abduction_iso", "cmj", "hip_abduction_critical_force", "drop_jump", "hip_abduction_tracking")


def freeze(target: Path) -> None:
    """Conduct a visit, move a mark, keep and reject, and copy what is stored."""
    with tempfile.TemporaryDirectory() as folder:
        clinic = VirtualClinic(Path(folder), Body(Person(seed=3), push_s=1.5, rest_s=1.0), seed=3)
        with clinic:
            clinic.store.audit.who = "A. Example"
            done = clinic.conduct(PLAN)
            failed = [each.protocol for each in done if each.trial_id is None]
            if failed:
                raise SystemExit(f"no trial of {failed}: {[each.given_up for each in done]}")
            isometric = next(each for each in done if each.protocol == "hip_abduction_iso")
            onset = next(mark for mark in isometric.review.marks if mark.movable and mark.side is Side.LEFT)
            clinic.move_mark(isometric.trial_id, onset.name, onset.side, onset.time_s + 0.05)
        target.mkdir(parents=True)
        with (
            closing(sqlite3.connect(clinic.folders.database)) as source,
            closing(sqlite3.connect(target / "station.db")) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("VACUUM")
        shutil.copytree(clinic.folders.recordings, target / "recordings")
    (target / "made_on.txt").write_text(f"{machine()}\n", "utf-8")


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
