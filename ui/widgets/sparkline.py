"""A curve over visits, drawn small: where somebody began, and where they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from station.model import Side
from ui import theme


class Sparkline(QWidget):
    """``points`` are time and value, oldest first; the right side is dashed, as everywhere."""

    def __init__(self, points: Sequence[tuple[float, float]], side: Side, words: str, *, wide: int = 84) -> None:
        super().__init__()
        self._points, self._side = tuple(points), side
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFixedSize(QSize(round(wide * theme.scale()), round(26 * theme.scale())))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(look.muted if self._side is Side.BOTH else look.side(self._side))
        places = self._places()
        pen = QPen(colour, 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self._side is Side.RIGHT:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        if len(places) > 1:
            painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(places[-1], 3.0, 3.0)
        painter.end()

    def _places(self) -> list[QPointF]:
        times, values = [at for at, _ in self._points], [value for _, value in self._points]
        span_t, low, high = (times[-1] - times[0]) or 1.0, min(values), max(values)
        # a change of a tenth of the number fills the height: what hardly moved looks like it
        span = max(high - low, 0.1 * max(abs(low), abs(high)), 1e-12)
        middle = (low + high) / 2.0
        wide, tall = self.width() - 8.0, self.height() - 8.0
        return [
            QPointF(4.0 + wide * (at - times[0]) / span_t, 4.0 + tall * (0.5 - (value - middle) / span))
            for at, value in self._points
        ]
