"""PySide6 6.12 drops a reference to True and None on each emit and repaint and ends Python 3.11 within seconds."""

import gc
import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Source(QObject):
    changed = Signal(object)
    flagged = Signal(bool)


SHARED = (None, True, False)


def counts() -> list[int]:
    return [sys.getrefcount(each) for each in SHARED]


def fallen(before: list[int], after: list[int]) -> bool:
    # from 3.12 on these objects are immortal and their counts stand still
    return any(now < then - 10 for then, now in zip(before, after, strict=True))


def test_fifty_emits_do_not_eat_references():
    source, heard = Source(), []
    source.changed.connect(heard.append)
    source.flagged.connect(heard.append)
    before = counts()
    for number in range(50):
        source.changed.emit(None)
        source.flagged.emit(number % 2 == 0)
    heard_count = len(heard)
    heard.clear()
    assert heard_count == 100
    assert not fallen(before, counts()), "this PySide6 eats references: pin it below 6.12"


@pytest.mark.parametrize("view", ["live", "review", "home"])
def test_fifty_repaints_do_not_eat_references(view, open_window):
    window = open_window("hold", view)
    window._slow.stop()
    window._fast.stop()
    window.grab()
    gc.collect()
    gc.disable()  # a collection in between frees containers of other tests and would look like a loss
    try:
        before = counts()
        for _ in range(50):
            window._frame()
            window._stack.currentWidget().grab()
    finally:
        gc.enable()
    assert not fallen(before, counts()), "this PySide6 eats references: pin it below 6.12"
