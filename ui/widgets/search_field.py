"""The field above the tests that finds one by its name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui import theme
from ui.widgets.buttons import ENTER_KEYS
from ui.words import say


class SearchField(QLineEdit):
    """Finds a test by its name; Enter takes the first one, Down goes to the list, Escape gives up."""

    taken = Signal()
    left = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText(say("Find a test or a battery"))
        self.setAccessibleName(say("Find a test or a battery by its name"))
        self.setMaxLength(60)
        self.setFixedHeight(round(40 * max(1.0, theme.scale())))
        self.setFixedWidth(round(340 * theme.scale()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            if not event.isAutoRepeat():
                self.taken.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
