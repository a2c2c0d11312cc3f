"""Images of a disk after a power cut: what was saved is there, what was recorded is there but for its last second.

``COUNTERPOISE_POWER_CUTS=400`` makes so many images of each store; the model of the disk is in ``bench/power_cuts.py``.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import taped
from test_store import NOON, RUN, session_of, trial

from bench.power_cuts import PAGE, OperationLog
from bench.sqlite_log import library, overheard
from drivers.contracts import Segment
from dsp.measurement import Measurement
from station.errors import BadInput
from station.folders import Folders, make_folders
from station.model import Outcome, Side
from station.recorded import read
from station.recording import Recorder
from station.store import Store

IMAGES = int(os.environ.get("COUNTERPOISE_POWER_CUTS", "60"))
RAW_SECONDS = 4.0
MOST_LOST_S = 1.1
ALLOWED_STALL_S = 0.05
TRIALS = 60


def test_the_model_keeps_what_was_synced_and_tears_only_what_was_not(tmp_path: Path) -> None:
    log = OperationLog()
    log.wrote("a", 0, b"s" * 3 * PAGE)
    with log.syncing("a"):
        pass
    log.wrote("a", 2 * PAGE, b"n" * 3 * PAGE)
    seen = set()
    for seed in range(200):
        log.image(3, random.Random(seed), tmp_path)
        data = (tmp_path / "a").read_bytes()
        assert data[: 2 * PAGE] == b"s" * 2 * PAGE
        assert 3 * PAGE <= len(data) <= 5 * PAGE
        seen |= {bytes(sorted(set(data[at : at + PAGE]))) for at in range(2 * PAGE, len(data), PAGE)}
    # lost, kept, torn, and zeros behind the old end
    assert {b"s", b"n", b"ns", b"\0", b"\0n"} <= seen


# Raw samples ----------------------------------------------------------------------------------------------------------


@dataclass
class Taped:
    """A recording in real time: what was done to its file, and when how many samples had been handed over."""

    log: OperationLog
    handed_over: list[tuple[float, int]]
    began_s: float
    stalled_s: float
    """The longest that this computer kept the program waiting beyond what it had asked for."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Taped:
    log, size = OperationLog(), 0

    def write(fd: int, data: bytes) -> int:
        nonlocal size
        count = os.write(fd, data)
        log.wrote("a.rec", size, data[:count])
        size += count
        return count

    def sync(fd: int) -> None:
        with log.syncing("a.rec"):
            os.fsync(fd)

    path = tmp_path_factory.mktemp("power") / "a.rec"
    recorder = Recorder(path, taped.header("a"), write=write, sync=sync)
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    began_s = time.perf_counter()
    handed_over, stalled_s = [(began_s, 0)], 0.0
    for number in range(round(RAW_SECONDS * 100)):
        recorder.samples(1, taped.plate_block(number * 10, 10))
        handed_over.append((time.perf_counter(), number * 10 + 10))
        due_s = began_s + (number + 1) * 0.010
        time.sleep(max(0.0, due_s - time.perf_counter()))
        stalled_s = max(stalled_s, time.perf_counter() - due_s)
    cut = Taped(OperationLog(), handed_over, began_s, stalled_s)
    cut.log.operations = list(log.operations)  # without what closing does: the power went before
    recorder.close(Outcome.COMPLETED)
    return cut


@pytest.mark.wire
@pytest.mark.timeout(600)
def test_a_power_cut_costs_at_most_the_last_second_of_raw_samples_and_makes_no_wrong_one(
    recorded: Taped, tmp_path: Path
) -> None:
    lost_s, torn = [], 0
    for seed in range(IMAGES):
        dice = random.Random(seed)
        at_s = recorded.began_s + dice.uniform(0.0, RAW_SECONDS)
        recorded.log.image(recorded.log.until(at_s), dice, tmp_path)
        handed_over = max(count for when_s, count in recorded.handed_over if when_s <= at_s)
        path = tmp_path / "a.rec"
        kept = 0
        if path.exists():
            try:
                recording = read(path)
            except BadInput:  # not even its first page was there
                recording = None
            if recording is not None:
                numbers = taped.assert_nothing_wrong(recording)
                whole = np.flatnonzero(numbers != np.arange(numbers.size))
                kept = int(whole[0]) if whole.size else numbers.size
                torn += bool(whole.size or recording.damage)
            path.unlink()
        lost_s.append((handed_over - kept) / 1000.0)
    print(f"{IMAGES} images, lost s: median {np.median(lost_s):.3f}, worst {max(lost_s):.3f}; torn {torn}")
    # what this computer itself kept waiting, while others worked on it, is not the recorder's
    assert max(lost_s) <= MOST_LOST_S + max(0.0, 2.0 * recorded.stalled_s - ALLOWED_STALL_S)
    assert max(lost_s) > 0.3, "an image without any loss is no image of a power cut"
    assert torn > 0


# The database ---------------------------------------------------------------------------------------------------------


def numbered(number: int) -> Measurement:
    return Measurement(number / 7.0, "m", RUN.measurements[0].measurement.state, (), 0.004, "im")


def run_of(number: int) -> object:
    line = replace(RUN.measurements[0], measurement=numbered(number))
    return replace(RUN, measurements=(line, *RUN.measurements[1:]))


@pytest.fixture
def sqlite() -> None:
    if library() is None:
        if sys.platform.startswith("linux") and os.environ.get("CI"):
            pytest.fail("the SQLite of this Python is no shared library, so its writes cannot be overheard")
        pytest.skip("the SQLite of this Python is no shared library")


def saved(folders: Folders, log: OperationLog) -> list[tuple[int, str]]:
    """Trials that were stored, each with how many operations had been done when the call returned."""
    acknowledged = []
    with overheard(log, folders.data):
        with Store(folders, now=lambda: NOON) as store:
            session_id = session_of(store)
            for number in range(TRIALS):
                trial_id = store.add_trial(trial(session_id, f"r-{number}"), run_of(number))
                acknowledged.append((len(log.operations), trial_id))
            last = len(log.operations)
        log.operations = log.operations[:last]  # the power goes while it is open
    return acknowledged


@pytest.mark.timeout(1800)
def test_a_power_cut_costs_no_saved_result_and_leaves_a_whole_database(sqlite: None, tmp_path: Path) -> None:
    log = OperationLog()
    folders = make_folders(tmp_path / "real")
    acknowledged = saved(folders, log)
    pending = 0
    for seed in range(IMAGES):
        dice = random.Random(seed)
        # nothing was there before the first trial but an empty database, of which a few images are enough
        first = acknowledged[0][0] if seed % 20 else 0
        count = dice.randint(first, len(log.operations))
        image = make_folders(tmp_path / f"image{seed}")
        log.image(count, dice, image.data)
        safe = [trial_id for at, trial_id in acknowledged if at <= count]
        with Store(image) as store:
            found = {summary.trial_id for summary in store.trials()}
            assert set(safe) <= found, f"image {seed} after {count} operations lost {len(set(safe) - found)}"
            pending += len(found) - len(safe)
            for trial_id in dice.sample(sorted(found), min(5, len(found))):
                stored = store.trial(trial_id)
                number = int(stored.trial.recording_id.removeprefix("r-"))
                (line, *_) = stored.current.measurements
                assert (line.key, line.side, line.measurement) == ("height", Side.BOTH, numbered(number))
        with closing(sqlite3.connect(image.database)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    print(f"{IMAGES} images of {len(log.operations)} operations, {TRIALS} trials; {pending} not yet acknowledged found")


@pytest.mark.parametrize(("mode", "loses"), [("FULL", False), ("OFF", True)])
def test_the_images_find_a_database_that_does_not_wait_for_the_disk(
    sqlite: None, tmp_path: Path, mode: str, loses: bool
) -> None:
    log, acknowledged = OperationLog(), list[int]()
    real, image = tmp_path / "real", tmp_path / "image"
    real.mkdir()
    image.mkdir()
    with overheard(log, real):
        connection = sqlite3.connect(real / "a.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={mode}")
        connection.execute("CREATE TABLE a (n INTEGER, filler TEXT)")
        for number in range(40):
            connection.execute("INSERT INTO a VALUES (?, ?)", (number, "x" * 900))
            acknowledged.append(len(log.operations))
        last = len(log.operations)
        connection.close()
    log.operations = log.operations[:last]

    def lost(seed: int) -> bool:
        dice = random.Random(seed)
        for path in image.iterdir():
            path.unlink()
        count = dice.randint(acknowledged[0], last)
        log.image(count, dice, image)
        safe = sum(at <= count for at in acknowledged)
        try:
            with closing(sqlite3.connect(image / "a.db")) as database:
                found = [n for (n,) in database.execute("SELECT n FROM a ORDER BY n")]
        except sqlite3.DatabaseError:
            return True
        return found[:safe] != list(range(safe))

    damaged = sum(lost(seed) for seed in range(40))
    assert damaged > 10 if loses else damaged == 0
