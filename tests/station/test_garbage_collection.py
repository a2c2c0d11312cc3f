"""What is loaded at the start is never searched for garbage again: a full collection holds up every thread."""

import subprocess
import sys

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
