"""Makes backups and restores in processes that are killed at random moments; prints what was ever found wrong.

One process without threads forks for every kill, which costs a hundredth of starting a program.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import backed_up

from station.backing_up import back_up, backups_in
from station.errors import StationError
from station.folders import Folders, make_folders
from station.restoring import BEFORE, restore

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def killed_after(seconds: float, action) -> bool:
    """Run it in a process of its own; whether the kill came first."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("the work itself failed")
    return os.WIFSIGNALED(status)


def content(folders: Folders) -> tuple:
    return backed_up.rows(folders), backed_up.recordings(folders)


def main(where: Path, kills: int) -> None:
    """Kill backups, then restores over a folder that holds something else."""
    chance = random.Random(5)
    clinic, other, disk = make_folders(where / "clinic"), make_folders(where / "other"), where / "disk"
    disk.mkdir()
    backed_up.fill(clinic)
    backed_up.fill(other, trials=1)
    mine, theirs = content(clinic), content(other)
    started = time.perf_counter()
    first = back_up(clinic, disk, NOON).backup.path.rename(where / "first.zip")
    lasts = time.perf_counter() - started
    cut = 0
    for number in range(1, kills + 1):
        moment = NOON + timedelta(seconds=number)
        cut += killed_after(chance.uniform(0.0, 1.3 * lasts), lambda moment=moment: back_up(clinic, disk, moment))
        assert all(backup.good for backup in backups_in(disk, thorough=True)), "an incomplete backup has a name"
        assert content(clinic) == mine
        for path in disk.iterdir():
            path.unlink()
    print(f"{cut} backups killed")

    started = time.perf_counter()
    restore(first, Folders(where / "trial run"), NOON)
    lasts = time.perf_counter() - started
    cut = 0
    for number in range(1, kills + 1):
        moment = NOON + timedelta(seconds=number)
        cut += killed_after(
            chance.uniform(0.0, 1.3 * lasts), lambda moment=moment: restore(first, other, moment, set_aside=True)
        )
        aside = [Folders(path) for path in where.iterdir() if path.name.startswith(f"other{BEFORE}")]
        there = [content(each) for each in (other, *aside) if each.data.exists()]
        assert theirs in there, "what was there before is gone"
        assert not other.data.exists() or content(other) in (mine, theirs), "half a data folder"
        if not other.data.exists():
            restore(first, other, moment + timedelta(milliseconds=1))
            assert content(other) == mine
        if aside:
            other.data.rename(where / f"done {number}")
            aside[0].data.rename(other.data)
    print(f"{cut} restores killed")
    restore(first, other, NOON, set_aside=True)
    assert content(other) == mine
    assert not [path for path in where.iterdir() if ".restoring-" in path.name], "what was killed was not tidied up"


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]))
    except StationError as error:
        raise SystemExit(str(error)) from error
