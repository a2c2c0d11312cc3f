"""What is loaded at the start is never searched for garbage again: a full collection holds up every thread."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import gc, time
import station.analysis, station.store, station.commands.run
from station.commands.window import freeze_what_is_loaded

def milliseconds():
    began = time.perf_counter()
    gc.collect()
    return 1000 * (time.perf_counter() - began)

gc.collect()
before = min(milliseconds() for _ in range(3))
freeze_what_is_loaded()
print(gc.get_freeze_count(), before, min(milliseconds() for _ in range(3)))
"""


def test_after_the_start_a_full_collection_takes_almost_nothing() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
    frozen, before_ms, after_ms = map(float, told.split())
    assert frozen > 10_000
    assert after_ms < 0.1 * before_ms


WINDOW = """
import gc, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, sys.argv[1])
from fake_console import FakeConsole
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from station.commands.window import show
from station.office import Office

def prepare(window):
    QTimer.singleShot(50, QApplication.quit)
    print(gc.isenabled())

show(Office(FakeConsole("hold")), prepare, start="live")
print(gc.isenabled())
"""


def test_while_a_window_is_open_no_thread_collects_but_its_own() -> None:
    fakes = str(Path(__file__).parents[1] / "ui")
    done = subprocess.run([sys.executable, "-c", WINDOW, fakes], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
