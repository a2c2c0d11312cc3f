"""Marks that can be taken hold of: mouse, keyboard, at least 24 pixels wide; and those that only show a place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from station.model import Mark, Side
from ui import theme
from ui.words import say

GRAB = 24
TICK = 12
"""Length in pixels of a mark that has no room for its label."""
NUDGE_S, LEAP_S = 0.001, 0.010
"""What an arrow key moves a mark by, without and with Shift."""


class MarkHandle(QWidget):
    """One mark: a labelled handle above a thin line through the whole plot.

    One that cannot be moved is a label in outline: it takes neither mouse nor focus.
    """

    dragged = Signal(float)
    """The handle is at this x of its parent now."""
    released = Signal()
    nudged = Signal(float)
    """Move by so many seconds."""

    def __init__(self, parent: QWidget, mark: Mark, label: str) -> None:
        super().__init__(parent)
        self.mark, self.label = mark, label
        self._from: QPointF | None = None
        self._row = 0
        self._labelled = True
        self.setObjectName(f"mark-{mark.name}-{mark.side.value}")
        told_at = say("{mark} at {seconds:.3f} s", mark=label, seconds=mark.time_s)
        self.setAccessibleName(say("{mark}; arrow keys move it", mark=told_at) if mark.movable else told_at)
        if mark.movable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parts = [say("{mark} {seconds:.3f} s", mark=label, seconds=mark.time_s)]
        if mark.uncertainty_s:
            parts.append(say("known to ± {spread:.0f} ms", spread=mark.uncertainty_s * 1000))
        if not mark.automatic:
            parts.append(say("moved by hand"))
        if mark.movable:
            parts.append(say("Tab and arrow keys move it by 1 ms, with Shift by 10 ms"))
        self.setToolTip(" · ".join(parts))

    @property
    def pill_width(self) -> int:
        """Width of the labelled handle."""
        metrics = QFontMetrics(theme.font(theme.SECONDARY, QFont.Weight.Medium))
        return max(GRAB * 2, metrics.horizontalAdvance(self.label) + 20)

    @property
    def pill_height(self) -> int:
        """Height of the labelled handle."""
        return max(GRAB, QFontMetrics(theme.font(theme.SECONDARY)).height() + 8)

    def place(self, x: float, top: int, bottom: int, row: int, *, labelled: bool = True) -> None:
        """Stand at ``x`` from ``top`` to ``bottom`` of the parent, the handle in the given row, or as a mere tick."""
        self._labelled = labelled
        if not labelled:
            self.clearMask()
            self.setGeometry(round(x) - 1, bottom - TICK, 3, TICK)
            self.update()
            return
        width = self.pill_width
        self._row = row
        self.setGeometry(round(x - width / 2), top, width, bottom - top)
        line = QRect((width - GRAB) // 2, self._pill().top(), GRAB, self.height())
        # only the handle and 24 pixels around the line take the mouse: neighbours stay reachable
        self.setMask(QRegion(self._pill()).united(QRegion(line)))
        self.update()

    def _pill(self) -> QRect:
        return QRect(0, self._row * (self.pill_height + 4), self.width(), self.pill_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(look.ink if self.mark.side is Side.BOTH else look.side(self.mark.side))
        middle = self.width() / 2
        if not self._labelled:
            painter.fillRect(self.rect(), colour)
            painter.end()
            return
        pill = QRectF(self._pill())
        painter.setPen(QPen(QColor(look.ink), 1.4))
        painter.drawLine(QPointF(middle, pill.bottom()), QPointF(middle, self.height()))
        fixed = not self.mark.movable
        painter.setPen(QPen(colour if fixed else QColor(look.surface), 1))
        painter.setBrush(QColor(look.surface) if fixed else colour)
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.surface), 2))
            painter.drawRoundedRect(pill.adjusted(3, 3, -3, -3), 4, 4)
        painter.setPen(QColor(look.ink) if fixed else QColor(look.surface))
        painter.setFont(theme.font(theme.SECONDARY, QFont.Weight.Medium))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.label)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position() - QPointF(self.width() / 2, 0)
            self.raise_()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            at = self.mapToParent(QPoint(round(event.position().x() - self._from.x()), 0))
            self.dragged.emit(float(at.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None and event.button() is Qt.MouseButton.LeftButton:
            self._from = None
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}.get(Qt.Key(event.key()))
        if sign is None:
            event.ignore()
            return
        big = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.nudged.emit(sign * (LEAP_S if big else NUDGE_S))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.raise_()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()
