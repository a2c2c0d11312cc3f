"""One of a few things to look at, side by side; the one that is looked at is filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import clear
from ui.words import say

LARGE = 1.2
"""From this size of type on the keys of small buttons stand in their tooltips: there is no room for both."""


def key_cap(key: str) -> str:
    """The key as a small button shows it."""
    return key if theme.scale() < LARGE else ""


class Segment(ActionButton):
    """One of them; whoever owns it says whether it is the one."""

    def nextCheckState(self) -> None:
        """The click asks, it does not decide."""


class Segments(QWidget):
    """Buttons of which one is filled; their keys are the digits in their order."""

    wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._buttons: dict[str, Segment] = {}

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Key and label of each."""
        if list(self._buttons) == [key for key, _ in choices]:
            return
        clear(self._row)
        self._buttons = {}
        for number, (key, label) in enumerate(choices, 1):
            button = Segment(f"{self._name}-{key}", "tiny", label, key_cap(str(number)))
            button.setToolTip(say("{label} (key {key})", label=label, key=number))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
            self._row.addWidget(button)
            self._buttons[key] = button

    def show_chosen(self, key: str) -> None:
        """Fill this one."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)
