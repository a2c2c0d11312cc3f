"""A program that is killed at any moment loses no more than the last 100 ms, and nothing that it has stored.

``COUNTERPOISE_KILLS=200`` kills so many that record, and a quarter as many that store, which take long to start;
``COUNTERPOISE_KILLS_SEED`` draws other moments.
"""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import taped

from station.folders import folders_at, in_use
from station.recorded import interrupted, read
from station.store import Store

WRITER = Path(__file__).with_name("killed_writer.py")
STORING = Path(__file__).with_name("killed_while_storing.py")
KILLS = int(os.environ.get("COUNTERPOISE_KILLS", "6"))
FIRST = int(os.environ.get("COUNTERPOISE_KILLS_SEED", "0"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + KILLS))
def test_a_kill_at_any_moment_loses_at_most_100_ms_and_leaves_nothing_wrong(tmp_path, seed):
    handed_over = random.Random(seed).randrange(1, 120)
    with subprocess.Popen([sys.executable, WRITER, tmp_path / "a.rec"], stdout=subprocess.PIPE) as writer:
        told = writer.stdout.read(handed_over)
        time.sleep(random.Random(~seed).random() * 0.01)
        writer.kill()
        told += writer.stdout.read()
    acknowledged, waited = told.count(b"."), told[-50:].count(b"!")
    assert acknowledged + told.count(b"!") >= handed_over

    recording = read(tmp_path / "a.rec")
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.tolist() == list(range(numbers.size))
    # while others have the processor, what was handed over late waits as long for its own thread
    assert numbers.size >= acknowledged * 10 - 100 - waited * 10
    assert not recording.complete
    offers = interrupted(tmp_path)
    assert [offer.recording_id for offer in offers] == (["a"] if numbers.size else [])


@pytest.mark.timeout(900)
def test_a_kill_at_any_moment_loses_no_stored_trial_and_gives_the_folder_back(tmp_path):
    """One folder, killed again and again: every start finds what all those before it have stored."""
    stored: set[str] = set()
    folders = folders_at(tmp_path)
    for seed in range(FIRST, FIRST + max(3, KILLS // 4)):
        dice = random.Random(seed)
        with subprocess.Popen([sys.executable, STORING, tmp_path], stdout=subprocess.PIPE) as station:
            told = [station.stdout.readline() for _ in range(dice.randrange(1, 8))]
            time.sleep(dice.random() * 0.02)
            station.kill()
            told += station.stdout.readlines()
        whole = {line.strip().decode() for line in told if line.endswith(b"\n")}
        assert whole, "it stored nothing before it was killed"
        stored |= whole
        assert in_use(folders) is None
        with closing(sqlite3.connect(folders.database)) as database:
            assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            kept = {row[0] for row in database.execute("SELECT id FROM trial")}
            assert database.execute("SELECT count(*) FROM run").fetchone() == (len(kept),)
        assert stored <= kept
    with Store(folders) as store:
        assert stored <= {trial.trial_id for trial in store.trials()}
