"""What can end the program in the middle of a painting: a painter that lives on, a widget freed by another thread."""

import gc
import threading

import pytest
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.faults import Faults
from ui.garbage import LOOK_MS, collect_due, collected_here


class Failing(QWidget):
    """Fails while it paints, as a view with a fault in it would."""

    def paintEvent(self, _event):
        painter = QPainter(self)
        painter.drawPoint(1, 1)
        try:
            {}["no such colour"]
        except KeyError:
            raise ValueError("a fault in a painting")  # noqa: B904


@pytest.mark.faulty
def test_a_painting_that_fails_leaves_no_painter_behind(app):
    said = []
    faults = Faults(lambda words: None)
    before = qInstallMessageHandler(lambda kind, context, message: said.append(message))
    widget = Failing()
    try:
        widget.resize(40, 40)
        widget.show()
        for _ in range(4):
            widget.update()
            QApplication.processEvents()
    finally:
        qInstallMessageHandler(before)
        faults.close()
        widget.close()
        widget.deleteLater()
    assert [str(fault) for fault in faults.kept] == ["a fault in a painting"]
    assert [message for message in said if "active painter" in message] == []


def let_go_of_a_widget(freed):
    widget = QWidget()
    widget.destroyed.connect(lambda: freed.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection)
    widget.itself = widget


def allocate():
    """Enough to make Python collect everything, wherever it may."""
    return [[number] for number in range(200_000)]


def test_a_widget_is_freed_by_the_thread_of_the_screen_and_by_no_other_one(app):
    freed = []
    gc.collect()
    with collected_here():
        let_go_of_a_widget(freed)
        kept = []
        worker = threading.Thread(target=lambda: kept.extend(allocate()), name="acquisition")
        worker.start()
        worker.join()
        assert freed == [], "collected while the screen may be painting"
        assert not gc.isenabled()
        assert len(kept) == 200_000, "so that something is due"
        QTest.qWait(3 * LOOK_MS)
    assert freed == [threading.main_thread().name]
    assert gc.isenabled()


def test_what_is_due_is_collected_and_everything_only_where_that_is_wanted():
    limits = gc.get_threshold()
    gc.disable()
    try:
        gc.collect()
        gc.set_threshold(10, 2, 2)
        kept = [[number] for number in range(100)]
        assert collect_due(everything=False) == 0
        assert collect_due(everything=False) is None
        found = []
        for _ in range(12):
            kept += [[number] for number in range(100)]
            found.append(collect_due(everything=False))
        assert set(found) == {0, 1}
        kept += [[number] for number in range(100)]
        assert collect_due(everything=True) == 2
    finally:
        gc.set_threshold(*limits)
        gc.enable()
    assert len(kept) == 1400
