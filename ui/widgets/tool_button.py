"""A small round button that is an icon; what it does and its key are in its tooltip and its accessible name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui import icons, theme
from ui.widgets.buttons import _PaintedButton

SIDE = 36


class ToolButton(_PaintedButton):
    """Checked ones are inverted, as the primary button is."""

    def __init__(self, name: str, icon: str, words: str) -> None:
        super().__init__(name)
        self._icon = icon
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_as(icon, words, checked=False)

    def nextCheckState(self) -> None:
        """Whoever owns it decides, not the click."""

    def show_as(self, icon: str, words: str, *, checked: bool) -> None:
        """Say and show something else."""
        self._icon = icon
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setChecked(checked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        checked = self.isChecked()
        painter.setPen(QPen(QColor(look.ink if checked else look.line), 1))
        painter.setBrush(QColor(look.ink if checked else look.background if self.underMouse() else look.surface))
        painter.drawRoundedRect(box, SIDE / 2, SIDE / 2)
        side = 20
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.paint(painter, self._icon, place, look.surface if checked else look.ink)
        self._focus_ring(painter, box.adjusted(1, 1, -1, -1), SIDE / 2)
        painter.end()
