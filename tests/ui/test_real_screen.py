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
STARTS_S, PATIENCE_S = 90.0, 60.0

pytestmark = [pytest.mark.display, pytest.mark.timeout(600)]


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own: windows of other tests must not take the keyboard."""
    assert shutil.which("xdotool"), "apt-get install xdotool"
    told, tells = os.pipe()
    line = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(line, pass_fds=(tells,), stderr=subprocess.DEVNULL)
    os.close(tells)
    try:
        yield f":{os.read(told, 16).decode().strip()}"
    finally:
        os.close(told)
        server.terminate()
        server.wait(10)


class Screen:
    """The window of the running program, and the hands in front of it."""

    def __init__(self, program: subprocess.Popen[str], display: str) -> None:
        self.program = program
        self.window = ""
        self._environment = {**os.environ, "DISPLAY": display}

    def xdotool(self, *words: str) -> str:
        line = ["xdotool", *words]
        done = subprocess.run(line, capture_output=True, text=True, timeout=10, check=False, env=self._environment)
        return done.stdout.strip()

    def until(self, holds: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
        ends_s = time.monotonic() + seconds
        while not holds():
            assert self.program.poll() is None, f"the program ended: {self.program.communicate()}"
            assert time.monotonic() < ends_s, f"{what}: not within {seconds:.0f} s"
            time.sleep(0.1)

    def find(self) -> None:
        def found() -> str:
            self.window = self.xdotool("search", "--onlyvisible", "--pid", str(self.program.pid)).split("\n")[-1]
            return self.window

        self.until(found, "a window", STARTS_S)
        self.xdotool("windowfocus", self.window)

    def key(self, name: str) -> None:
        """Press a key, in whichever window the server has the keyboard."""
        self.xdotool("key", name)

    def click_primary(self) -> None:
        """Click where the primary button always is: at the top right, below the strip of devices."""
        wide = int(self.xdotool("getwindowgeometry", "--shell", self.window).split("WIDTH=")[1].split()[0])
        self.xdotool("mousemove", "--window", self.window, str(wide - 120), "108", "click", "1")


@pytest.fixture
def screen(tmp_path: Path, display: str) -> Iterator[Screen]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(PROJECT)}
    line = [sys.executable, "-m", "station", "demo", "--data-dir", str(tmp_path / "demo"), "--speed", "2"]
    program = subprocess.Popen(
        line, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        opened = Screen(program, display)
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

    screen.until(through, "a trial that was kept", 120.0)
    assert kept(tmp_path)[0] == ("sit_to_stand_5x",)
