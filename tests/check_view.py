"""A battery that every view must pass: it shows something, clips nothing, overlaps nothing, works from the keyboard.

``problems(window)`` returns sentences; an empty list is a pass.  Run as a program it checks all views in one look, for
scale factors that Qt only takes from the environment: ``QT_SCALE_FACTOR=2 python tests/check_view.py dark``.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QScrollArea, QStackedWidget, QWidget

from ui.app import MainWindow
from ui.widgets.labels import ElidedLabel
from ui.widgets.marks import MarkHandle

NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def visible(window: MainWindow, kind: type) -> list:
    return [each for each in window.findChildren(kind) if each.isVisible()]


def name_of(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or words[:40]!r}"


def is_blank(image: QImage) -> bool:
    """Fewer than eight colours on a coarse grid: nothing was drawn."""
    points = itertools.product(range(0, image.width(), 7), range(0, image.height(), 7))
    return len({image.pixel(x, y) for x, y in points}) < 8


def clipped_texts(window: MainWindow) -> list[str]:
    found = []
    for label in visible(window, QLabel):
        if isinstance(label, ElidedLabel) or not label.text():
            continue
        if label.wordWrap():
            need = label.heightForWidth(label.width())
            if need > label.height() + 1:
                found.append(f"{name_of(label)} needs {need} px of height and has {label.height()}")
        elif label.sizeHint().width() > label.width() + 1 or label.sizeHint().height() > label.height() + 1:
            found.append(f"{name_of(label)} needs {label.sizeHint().toTuple()} and has {label.size().toTuple()}")
    for button in visible(window, QAbstractButton):
        if button.minimumSizeHint().width() > button.width() or button.minimumSizeHint().height() > button.height():
            need, has = button.minimumSizeHint().toTuple(), button.size().toTuple()
            found.append(f"{name_of(button)} needs {need} and has {has}")
    return found


def overlaps(window: MainWindow) -> list[str]:
    found = []
    for parent in [window.centralWidget(), *visible(window, QWidget)]:
        # one that never scrolls up and down is a row that is stepped through, as that of the trials of a visit
        up_and_down = isinstance(parent, QScrollArea) and parent.verticalScrollBarPolicy() is not NEVER
        if up_and_down and parent.widget().width() > parent.viewport().width() + 1:
            found.append(f"{name_of(parent.widget())} is wider than the area that scrolls it only up and down")
        if isinstance(parent, QStackedWidget | QAbstractScrollArea) or parent.window() is not window:
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisible() and not isinstance(child, MarkHandle)
        ]
        for one, other in itertools.combinations(children, 2):
            shared: QRect = one.geometry().intersected(other.geometry())
            if shared.width() > 1 and shared.height() > 1:
                found.append(f"{name_of(one)} and {name_of(other)} overlap by {shared.size().toTuple()}")
        inside = parent.rect().adjusted(-1, -1, 1, 1)
        scrolled = isinstance(parent.parent(), QAbstractScrollArea)
        for child in children:
            if not scrolled and not inside.contains(child.geometry()):
                found.append(f"{name_of(child)} sticks out of {name_of(parent)}")
    return found


def unreachable(window: MainWindow) -> list[str]:
    found = []
    for widget in [*visible(window, QAbstractButton), *visible(window, MarkHandle)]:
        if not widget.accessibleName():
            found.append(f"{name_of(widget)} has no accessible name")
        fixed = isinstance(widget, MarkHandle) and not widget.mark.movable
        if widget.isEnabled() and not fixed and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(f"{name_of(widget)} cannot be reached with Tab")
    return found


def problems(window: MainWindow) -> list[str]:
    """What is wrong with the view in front."""
    window.refresh()
    blank = ["nothing is drawn"] if is_blank(window.grab().toImage()) else []
    return [*blank, *clipped_texts(window), *overlaps(window), *unreachable(window)]


def main(look: str, font_scale: float = 1.0) -> int:
    sys.path.insert(0, str(Path(__file__).parent / "ui"))
    from fake_console import EVERY_CARD, FakeConsole
    from whole_office import whole_office

    from ui.app import create_app

    app = create_app(look, font_scale)
    count = 0
    cases = [("hold", "live", ""), ("weigh", "live", ""), ("trouble", "live", ""), ("idle", "live", "")]
    cases += [
        ("hold", "review", "t-jump"),
        ("hold", "review", "t-refused"),
        ("hold", "home", ""),
        ("idle", "person", "A-104"),
        ("hold", "settings", ""),
        ("idle", "report", "A-104"),
        ("hold", "devices", ""),
        ("hold", "qa", ""),
    ]
    for scene, view, argument in cases:
        console = FakeConsole(scene)
        console.cards = EVERY_CARD
        window = MainWindow(whole_office(console), start=view)
        window.resize(1440, 900)
        window.show()
        window.show_view(view, argument)
        for _ in range(4):
            app.processEvents()
        for problem in problems(window):
            print(f"{look} {view} {scene} {argument}: {problem}")
            count += 1
        window.close()
        window.deleteLater()
        app.processEvents()
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1.0))
