"""A coloured frame over a window for a moment: what a sound says, for eyes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

SHOWN_MS = 220


class Flash(QWidget):
    """Lies over ``window`` while it is lit, and lets every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("flash")
        self._tone, self._strong = "good", True
        self._off = QTimer(self)
        self._off.setSingleShot(True)
        self._off.timeout.connect(self.hide)
        self.hide()

    def light(self, tone: str, *, strong: bool) -> None:
        """Flash once in this tone: ``good``, ``caution`` or ``neutral``; a weak one is thin."""
        self._tone, self._strong = tone, strong
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()
        self._off.start(SHOWN_MS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.active()
        width = max(8.0, min(self.width(), self.height()) * (0.035 if self._strong else 0.012))
        painter.setPen(QPen(QColor(look.tone(self._tone)[0]), width))
        painter.drawRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.end()
