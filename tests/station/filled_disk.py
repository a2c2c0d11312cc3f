"""A station on a disk of 3 MB: it records until the disk is full, tries to store, makes room, and stores.

filled_disk.py DATA COPY     DATA is on that disk; what is on it in the end is copied to COPY
"""

import json
import shutil
import sys
from pathlib import Path

import taped
from test_store import RUN, session_of, trial

from drivers.contracts import Segment
from station.errors import StationError
from station.folders import make_folders
from station.model import Outcome
from station.recording import Recorder
from station.store import Store

data, copy = Path(sys.argv[1]), Path(sys.argv[2])
folders = make_folders(data)
ballast = data / "ballast"
ballast.write_bytes(b"x" * 400_000)
said = {}
with Store(folders) as store:
    session_id = session_of(store)
    stored = [store.add_trial(trial(session_id, "before"), RUN)]
    recorder = Recorder(folders.recordings / "a.rec", taped.header("a"))
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    handed_over = 0
    while recorder.problem is None and handed_over < 1_000_000:
        recorder.samples(1, taped.plate_block(handed_over, 200))
        handed_over += 200
    recorder.close(Outcome.COMPLETED)
    said["recorder"], said["seconds"] = recorder.problem, recorder.seconds
    try:
        for number in range(200):  # the last blocks of a full disk may still take a few rows
            stored.append(store.add_trial(trial(session_id, f"full-{number}"), RUN))
    except StationError as error:
        said["store"] = str(error)
    said["readable"] = sorted(each.trial_id for each in store.trials()) == sorted(stored)
    ballast.unlink()
    stored.append(store.add_trial(trial(session_id, "after"), RUN))
with Store(folders) as store:
    said["kept"] = sorted(each.trial_id for each in store.trials()) == sorted(stored)
shutil.copytree(data, copy)
print(json.dumps(said))
