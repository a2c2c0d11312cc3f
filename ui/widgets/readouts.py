"""The large number, and the bars under the curves: bilateral share and stillness."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.model import Side
from ui import theme
from ui.numbers import DASH, side_letter
from ui.words import say


class BigNumber(QWidget):
    """Digits as large as the design says and the room allows, then decimals and unit smaller on the same base line."""

    def __init__(self, size: int, *, small: int = theme.VALUE, colour: str = "ink", on_panel: bool = False) -> None:
        """``on_panel``: it stands on the plain surface, so nothing below it has to be painted when it changes."""
        super().__init__()
        self._on_panel = on_panel
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on_panel)
        self._size, self._small, self._colour = size, small, colour
        self._whole, self._rest, self._unit = DASH, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, whole: str, rest: str, unit: str) -> None:
        """Show ``whole`` huge, ``rest`` and ``unit`` after it."""
        if (whole, rest, unit) != (self._whole, self._rest, self._unit):
            self._whole, self._rest, self._unit = whole, rest, unit
            self.setAccessibleName(f"{whole}{rest} {unit}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._size * 1.9), round(self._size * 0.92 * theme.scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._size * 0.8), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        if self._on_panel:
            painter.fillRect(self.rect(), QColor(look.surface))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        shrink = 1.0
        if self._whole == DASH:
            shrink = min(1.0, theme.VALUE / self._size)
        huge, tail, unit = self._faces(shrink)
        gap = max(8.0, self._small * 0.22)
        width = self._width(huge, tail, unit, gap)
        if width > self.width():
            shrink = self.width() / width * 0.99
            huge, tail, unit = self._faces(shrink)
        base = self.height() * 0.5 + QFontMetricsF(huge).capHeight() / 2
        colour = QColor(getattr(look, self._colour))
        painter.setPen(QColor(look.muted) if self._whole == DASH else colour)
        x = -QFontMetricsF(huge).leftBearing(self._whole[0]) if self._whole else 0.0
        for face, part in ((huge, self._whole), (tail, self._rest)):
            painter.setFont(face)
            painter.drawText(QPointF(x, base), part)
            x += QFontMetricsF(face).horizontalAdvance(part)
        if self._whole == DASH:
            painter.end()
            return
        painter.setFont(unit)
        if self._colour != "ink":
            painter.setPen(QColor(look.muted))
        painter.drawText(QPointF(x + gap * shrink, base), self._unit)
        painter.end()

    def _faces(self, shrink: float) -> tuple[QFont, QFont, QFont]:
        light = QFont.Weight.Light
        small = self._small if self._small >= theme.VALUE else self._size
        # what is written small already stays as large as it is
        own = self._small * shrink if self._small >= theme.VALUE else max(self._small * shrink, theme.SECONDARY)
        unit = theme.font(own, light if self._small >= theme.VALUE else QFont.Weight.Normal)
        return theme.font(self._size * shrink, light), theme.font(small * shrink, light), unit

    def _width(self, huge: QFont, tail: QFont, unit: QFont, gap: float) -> float:
        parts = ((huge, self._whole), (tail, self._rest), (unit, self._unit))
        return sum(QFontMetricsF(face).horizontalAdvance(part) for face, part in parts) + gap + 2


class ShareBar(QWidget):
    """Left and right against each other: the middle line, what is within measurement error, and how far we are."""

    SPAN = 0.25
    """From the middle to the end of the bar, as a part of left + right."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self._band = 0.0
        self.setMinimumSize(200, round(50 * theme.scale()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_share(self, left_share: float | None, band: float) -> None:
        """Show the left part of left + right (0..1) against the band around one half."""
        if (left_share, band) != (self._share, self._band):
            self._share, self._band = left_share, band
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = self._band > 0 and self.height() >= round(74 * theme.scale())
        middle, centre = self.width() / 2, self.height() / 2 + (0 if named else 8)
        track = QRectF(0, centre - 8, self.width(), 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.grid))
        painter.drawRoundedRect(track, 8, 8)
        painter.setFont(theme.font(theme.SECONDARY, QFont.Weight.Bold))
        over = QRectF(0, centre - 14 - 20, self.width(), 20)
        painter.setPen(QColor(look.left))
        painter.drawText(over, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, side_letter(Side.LEFT))
        painter.setPen(QColor(look.right))
        painter.drawText(over, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, side_letter(Side.RIGHT))
        if self._share is not None:
            self._paint_share(painter, look, middle, centre, self._share)
        if self._band > 0:
            half = min(self._band / self.SPAN, 1.0) * middle
            painter.setPen(QPen(QColor(look.muted if look.name == "contrast" else look.total), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(middle - half, centre - 14, 2 * half, 28), 7, 7)
        if named:
            painter.setPen(QColor(look.muted))
            painter.setFont(theme.font(theme.CAPTION))
            below = QRectF(0, centre + 20, self.width(), self.height() - centre - 20)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, say("measurement error"))
        painter.setPen(QPen(QColor(look.ink), 2))
        painter.drawLine(QPointF(middle, centre - 20), QPointF(middle, centre + 20))
        painter.end()

    def _paint_share(self, painter: QPainter, look: theme.Theme, middle: float, centre: float, share: float) -> None:
        # at the end it stops short of the letters above
        most = middle - 22
        reach = max(-most, min(most, (share - 0.5) / self.SPAN * middle))
        colour = QColor(look.left if reach > 0 else look.right)
        tip = middle - reach
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRect(QRectF(min(tip, middle), centre - 8, abs(reach), 16))
        painter.drawPolygon(
            QPolygonF([QPointF(tip - 5, centre - 24), QPointF(tip + 5, centre - 24), QPointF(tip, centre - 16)])
        )


class StillnessBar(QWidget):
    """The standard deviation of the last second against what the test allows."""

    def __init__(self) -> None:
        super().__init__()
        self._part, self._still = 0.0, False
        self.setMinimumSize(200, round(50 * theme.scale()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_part(self, part: float, still: bool) -> None:
        """``part`` is SD over its limit; 1 is the limit."""
        if (part, still) != (self._part, self._still):
            self._part, self._still = part, still
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = self.height() / 2 + 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.grid))
        painter.drawRoundedRect(QRectF(0, centre - 8, self.width(), 16), 8, 8)
        limit = self.width() / 2
        painter.setBrush(QColor(look.tone("good" if self._still else "caution")[0]))
        reach = max(16.0, min(self._part, 2.0) * limit)
        painter.drawRoundedRect(QRectF(0, centre - 8, reach, 16), 8, 8)
        painter.setPen(QPen(QColor(look.ink), 2))
        painter.drawLine(QPointF(limit, centre - 16), QPointF(limit, centre + 16))
        painter.setPen(QColor(look.muted))
        painter.setFont(theme.font(theme.SECONDARY))
        box = QRectF(limit - 60, centre - 38, 120, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say("limit"))
        painter.end()
