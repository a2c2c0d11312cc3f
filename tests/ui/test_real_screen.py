"""The station as its user starts it, on a real X server, worked by the keyboard and the mouse of that server.

Nothing of the window's code is called: keys and clicks come from xdotool, and what happened is read from the disk.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
STARTS_S, PATIENCE_S = 40.0, 30.0

pytestmark = [pytest.mark.display, pytest.mark.timeout(180)]


def xdotool(*words: str) -> str:
    done = subprocess.run(["xdotool", *words], capture_output=True, text=True, timeout=10, check=False)
    return done.stdout.strip()


class Screen:
    """The window of the running program."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self.program = program
        self.window = ""

    def until(self, holds: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
        ends_s = time.monotonic() + seconds
        while not holds():
            assert self.program.poll() is None, f"the program ended: {self.program.communicate()}"
            assert time.monotonic() < ends_s, f"{what}: not within {seconds:.0f} s"
            time.sleep(0.1)

    def find(self) -> None:
        def found() -> str:
            self.window = xdotool("search", "--onlyvisible", "--pid", str(self.program.pid)).split("\n")[-1]
            return self.window

        self.until(found, "a window", STARTS_S)
        xdotool("windowfocus", self.window)

    def key(self, name: str) -> None:
        """Press a key, in whichever window the server has the keyboard."""
        xdotool("key", name)

    def click_primary(self) -> None:
        """Click where the primary button always is: at the top right, below the strip of devices."""
        wide = int(xdotool("getwindowgeometry", "--shell", self.window).split("WIDTH=")[1].split()[0])
        xdotool("mousemove", "--window", self.window, str(wide - 120), "108", "click", "1")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    assert shutil.which("xdotool"), "apt-get install xdotool"
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(PROJECT)}
    line = [sys.executable, "-m", "station", "demo", "--data-dir", str(tmp_path / "demo"), "--speed", "2"]
    program = subprocess.Popen(
        line, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        opened = Screen(program)
        opened.find()
        yield opened
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGINT)
        program.communicate(timeout=30)


def kept(folder: Path) -> list[tuple[str]]:
    """Tests with a trial that was kept, read as another program would."""
    store = folder / "demo" / "station.db"
    if not store.exists():
        return []
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
        return list(database.execute("select protocol from trial where kept = 1"))


def recordings(folder: Path) -> list[Path]:
    return [path for path in (folder / "demo").rglob("*.rec*") if path.is_file()]


def test_a_new_client_is_recorded_and_kept_with_the_keys_and_the_mouse_of_an_x_server(
    screen: Screen, tmp_path: Path
) -> None:
    time.sleep(3.0)  # nothing outside of the program says when its first view is drawn
    screen.key("n")
    time.sleep(1.0)
    screen.key("Return")
    begun_s = time.monotonic()

    def recording() -> bool:
        if not recordings(tmp_path):
            screen.click_primary()
            time.sleep(0.7)
        return bool(recordings(tmp_path))

    screen.until(recording, "a recording")
    assert time.monotonic() - begun_s < PATIENCE_S

    def through() -> bool:
        if not kept(tmp_path):
            # pressed blindly, an effort may end too early for a number: Space would then repeat it, K keeps it
            screen.key("space")
            time.sleep(0.7)
            screen.key("k")
        return bool(kept(tmp_path))

    screen.until(through, "a trial that was kept", 60.0)
    assert kept(tmp_path)[0] == ("sit_to_stand_5x",)
