"""Parts of a page of which one is in front, or all stand beside each other where the window is wide enough."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme

ROOM = 2300
"""From this width on, in pixels of the design, all parts are shown: none is narrower than alone in a small window."""


class Abreast(QWidget):
    """``parts`` with how much of the width each takes where all are shown."""

    turned = Signal()
    """They stand beside each other now, or do no longer."""

    def __init__(self, parts: Sequence[tuple[QWidget, int]]) -> None:
        super().__init__()
        self._parts = [part for part, _ in parts]
        self._front, self._alone = 0, False
        self.all_shown = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        for part, share in parts:
            layout.addWidget(part, share)
        self._show()

    def bring(self, place: int, *, alone: bool = False) -> None:
        """Put this one in front; ``alone``: the others have nothing to show, however wide it is."""
        self._front, self._alone = place, alone
        self._show()

    def _show(self) -> None:
        for place, part in enumerate(self._parts):
            part.setVisible(place == self._front or (self.all_shown and not self._alone))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOM * theme.scale()
        if wide != self.all_shown:
            self.all_shown = wide
            self._show()
            self.turned.emit()
