"""Curves over visits: values with their 95 % bars, the band of what is no change, left solid and right dashed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.model import Side
from ui import theme
from ui.numbers import side_letter
from ui.progress_curves import Chart, Curve, between, spaced

HEIGHT, TALLEST = 236, 620
"""What it always has, and what it takes of a large screen."""
APART = 26.0
"""Two visits of one day stand at least so far apart."""


class ProgressChart(QWidget):
    """One number over the visits; dates below, round values left, the letter of a side at the end of its curve."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self.setAccessibleName(chart.says)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(round(HEIGHT * theme.scale()))
        self.setMaximumHeight(round(TALLEST * theme.scale()))

    def sizeHint(self) -> QSize:
        return QSize(420, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        self._paint_axes(painter, box)
        painter.save()
        painter.setClipRect(box.adjusted(-2, -2, 2, 2))
        for curve in self._chart.curves:
            self._paint_band(painter, box, curve)
        painter.restore()
        for curve in self._chart.curves:
            self._paint_curve(painter, box, curve)
        self._paint_letters(painter, box)
        painter.end()

    def _box(self) -> QRectF:
        metrics = QFontMetrics(theme.font(theme.CAPTION))
        left = 14.0 + max(metrics.horizontalAdvance(words) for _, words in self._chart.ticks)
        below = 10.0 + metrics.height()
        above = 10.0 + metrics.height()
        return QRectF(left, above, self.width() - left - 30.0, self.height() - above - below)

    def _x(self, box: QRectF, day: float) -> float:
        places = spaced(self._chart.visits, box.width() - 48.0, APART)
        return box.left() + 24.0 + between(day, self._chart.visits, places)

    def _y(self, box: QRectF, value: float) -> float:
        low, high = self._chart.ticks[0][0], self._chart.ticks[-1][0]
        return box.bottom() - (value - low) / (high - low) * box.height()

    def _paint_axes(self, painter: QPainter, box: QRectF) -> None:
        look, face = theme.active(), theme.font(theme.CAPTION)
        metrics = QFontMetrics(face)
        painter.setFont(face)
        for place, words in self._chart.ticks:
            y = self._y(box, place)
            painter.setPen(QPen(QColor(look.grid), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QColor(look.muted))
            text = QRectF(0, y - metrics.height() / 2, box.left() - 8, metrics.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.drawText(QPointF(0, metrics.ascent()), self._chart.unit)
        free = self.width() + 1e9
        # from the newest on: where there is no room for all, that one is there
        for day, words in reversed(self._chart.days):
            wide = metrics.horizontalAdvance(words)
            left = min(max(self._x(box, day) - wide / 2, 0.0), self.width() - wide)
            if left + wide + 10 < free:
                painter.drawText(QPointF(left, self.height() - metrics.descent() - 1), words)
                free = left

    def _paint_band(self, painter: QPainter, box: QRectF, curve: Curve) -> None:
        if curve.low is None or curve.high is None:
            return
        colour = QColor(theme.active().side(curve.side))
        colour.setAlphaF(theme.active().band_opacity)
        top, bottom = self._y(box, curve.high), self._y(box, curve.low)
        painter.fillRect(QRectF(box.left(), top, box.width(), bottom - top), colour)

    def _paint_curve(self, painter: QPainter, box: QRectF, curve: Curve) -> None:
        look = theme.active()
        colour = QColor(look.side(curve.side) if curve.side is not Side.BOTH else look.ink)
        places = [QPointF(self._x(box, dot.day), self._y(box, dot.value)) for dot in curve.dots]
        pen = QPen(colour, look.curve_px)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if curve.side is Side.RIGHT:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        if len(places) > 1:
            painter.drawPolyline(QPolygonF(places))
        for dot, place in zip(curve.dots, places, strict=True):
            painter.setPen(QPen(colour, 1.4))
            if dot.spread > 0:
                top, bottom = self._y(box, dot.value + dot.spread), self._y(box, dot.value - dot.spread)
                painter.drawLine(QPointF(place.x(), top), QPointF(place.x(), bottom))
                for end in (top, bottom):
                    painter.drawLine(QPointF(place.x() - 4, end), QPointF(place.x() + 4, end))
            painter.setBrush(QColor(look.surface) if dot.limited else colour)
            if curve.side is Side.RIGHT:
                painter.drawRect(QRectF(place.x() - 4.0, place.y() - 4.0, 8.0, 8.0))
            else:
                painter.drawEllipse(place, 4.6, 4.6)

    def _paint_letters(self, painter: QPainter, box: QRectF) -> None:
        """At the ends of the curves, moved apart where they would lie over each other."""
        face = theme.font(theme.BODY, QFont.Weight.Medium)
        tall = QFontMetrics(face).height()
        ends = sorted(
            (self._y(box, curve.dots[-1].value), curve.side)
            for curve in self._chart.curves
            if curve.side is not Side.BOTH
        )
        shown = [y for y, _ in ends]
        if len(shown) == 2 and shown[1] - shown[0] < tall:
            middle = (shown[0] + shown[1]) / 2
            shown = [middle - tall / 2, middle + tall / 2]
        painter.setFont(face)
        for y, (_, side) in zip(shown, ends, strict=True):
            painter.setPen(QColor(theme.active().side_text(side)))
            where = QRectF(box.right() + 6, y - tall / 2, 32, tall)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, side_letter(side))
