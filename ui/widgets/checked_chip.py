"""Whether the devices were checked today, in the strip; it leads to them."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from station.desks.devices import DevicesDesk
from ui import theme
from ui.devices_presenter import checked_words
from ui.widgets.buttons import _PaintedButton

LOOK_S = 1.0


class CheckedChip(_PaintedButton):
    """``✓ Checked 08:12``, or that it is due, or which device failed.  Asks the desk itself, once a second."""

    def __init__(self, desk: DevicesDesk | None, show_view: Callable[[str], object]) -> None:
        """``show_view`` brings a view to the front, by its key."""
        super().__init__("checked")
        self.clicked.connect(lambda _=False: show_view("devices"))
        self._desk, self._tone = desk, "neutral"
        self._looked_s = float("-inf")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def look(self) -> None:
        """Show how it stands."""
        now_s = time.monotonic()
        if self._desk is None or now_s - self._looked_s < LOOK_S:
            return
        self._looked_s = now_s
        words, self._tone = checked_words(self._desk.view())
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
            self.updateGeometry()
        self.setVisible(bool(words))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.SECONDARY, QFont.Weight.Medium))
        return QSize(metrics.horizontalAdvance(self.text()) + 26, round(min(26 * max(1.0, theme.scale()), 40)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground = look.tone(self._tone)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(ink) if look.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(theme.SECONDARY, QFont.Weight.Medium))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        self._focus_ring(painter, box.adjusted(1, 1, -1, -1), box.height() / 2 - 1)
        painter.end()
