"""A program that is killed at any moment loses no more than the last 100 ms."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
import taped

from station.recorded import interrupted, read

WRITER = Path(__file__).with_name("killed_writer.py")


@pytest.mark.parametrize("seed", range(6))
def test_a_kill_at_any_moment_loses_at_most_100_ms_and_leaves_nothing_wrong(tmp_path, seed):
    handed_over = random.Random(seed).randrange(1, 120)
    with subprocess.Popen([sys.executable, WRITER, tmp_path / "a.rec"], stdout=subprocess.PIPE) as writer:
        acknowledged = len(writer.stdout.read(handed_over))
        writer.kill()
        acknowledged += len(writer.stdout.read())
    assert acknowledged >= handed_over

    recording = read(tmp_path / "a.rec")
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.tolist() == list(range(numbers.size))
    assert numbers.size >= acknowledged * 10 - 100
    assert not recording.complete
    offers = interrupted(tmp_path)
    assert [offer.recording_id for offer in offers] == (["a"] if numbers.size else [])
