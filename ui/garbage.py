"""Garbage is collected on the screen's thread alone for as long as there are windows.

Python collects on whichever thread allocates next.  A widget in a cycle would be freed there, behind the back of the
painting that goes on here, and that ends the program now and then.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QTimer

LOOK_MS: Final = 50
FULL_S: Final = 60.0
"""Everything is searched no more often than this: it holds up every thread."""


@contextmanager
def collected_here() -> Iterator[None]:
    """Collect on this thread, from its event loop, and on no other one.  Needs a QApplication."""
    before, timer, full_s = gc.isenabled(), QTimer(), time.monotonic()

    def look() -> None:
        nonlocal full_s
        if collect_due(everything=time.monotonic() - full_s > FULL_S) == 2:
            full_s = time.monotonic()

    gc.disable()
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    try:
        yield
    finally:
        timer.stop()
        gc.collect()
        if before:
            gc.enable()


def collect_due(*, everything: bool) -> int | None:
    """Collect the oldest generation that Python would have collected by itself; which one that was."""
    counts, limits = gc.get_count(), gc.get_threshold()
    due = (each for each in (2, 1, 0) if counts[each] > limits[each] and (everything or each < 2))
    generation = next(due, None)
    if generation is not None:
        gc.collect(generation)
    return generation
