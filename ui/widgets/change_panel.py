"""Whether the person changed: a chip and a sentence a side, and the small curve over the visits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from station.model import Side
from ui import theme
from ui.change_presenter import ChangeLine, ChangeScreen
from ui.progress_curves import Curve, between, not_magnified, spaced
from ui.widgets.labels import Chip, SideBadge, clear, row, text
from ui.words import say

TALL = 84
APART = 14.0


class ChangeSketch(QWidget):
    """The number over the visits: left whole, right dashed, the detectable change around the first as a band."""

    def __init__(self) -> None:
        super().__init__()
        self._curves: tuple[Curve, ...] = ()
        self._first = self._last = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, round(TALL * theme.scale()))

    def show_curves(self, curves: tuple[Curve, ...], first: str, last: str) -> None:
        """Draw these."""
        self._curves, self._first, self._last = curves, first, last
        self.setAccessibleName(say("course over the visits from {first} to {last}", first=first, last=last))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        dots = [dot for curve in self._curves for dot in curve.dots]
        if not dots:
            return
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = round(20 * theme.scale())
        inside = QRectF(6, 6, self.width() - 12, self.height() - foot - 10)
        ends = [end for curve in self._curves for end in (curve.low, curve.high) if end is not None]
        values = [*(dot.value for dot in dots), *ends]
        low, high = not_magnified(min(values), max(values))
        span, days = max(high - low, 1e-9), sorted({dot.day for dot in dots})
        places = spaced(days, inside.width(), APART)

        def place(day: float, value: float) -> QPointF:
            return QPointF(
                inside.left() + between(day, days, places), inside.bottom() - (value - low) / span * inside.height()
            )

        for curve in self._curves:
            self._paint_band(painter, look, curve, inside, place(0, curve.low or 0).y(), place(0, curve.high or 0).y())
        for curve in self._curves:
            self._paint_curve(painter, look, curve, [place(dot.day, dot.value) for dot in curve.dots])
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(QColor(look.muted))
        below = QRectF(0, self.height() - foot, self.width(), foot)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._first)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._last)
        if any(curve.low is not None for curve in self._curves):
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, say("shaded: within error"))
        painter.end()

    @staticmethod
    def _paint_band(
        painter: QPainter, look: theme.Theme, curve: Curve, inside: QRectF, low_y: float, high_y: float
    ) -> None:
        if curve.low is None or curve.high is None:
            return
        colour = QColor(look.side(curve.side))
        colour.setAlphaF(look.band_opacity)
        painter.fillRect(QRectF(inside.left(), high_y, inside.width(), low_y - high_y), colour)

    @staticmethod
    def _paint_curve(painter: QPainter, look: theme.Theme, curve: Curve, places: list[QPointF]) -> None:
        colour = QColor(look.ink if curve.side is Side.BOTH else look.side(curve.side))
        pen = QPen(colour, 2.2)
        if curve.side is Side.RIGHT:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(colour, 1.6))
        for dot, at in zip(curve.dots, places, strict=True):
            painter.setBrush(colour if dot.latest else QColor(look.surface))
            painter.drawEllipse(at, 3.4, 3.4)
        painter.setBrush(Qt.BrushStyle.NoBrush)


class ChangePanel(QWidget):
    """The sentences and the curve below them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("changePanel")
        self._title, self._note = text("quiet", wrap=True), text("secondary", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._sketch = ChangeSketch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        column.addWidget(self._sketch)
        column.addWidget(self._note)
        self._shown: ChangeScreen | None = None
        self._folded = False

    def fold(self, folded: bool) -> None:
        """Leave the curve away where there is no room for it; the sentences say the same."""
        self._folded = folded
        self._sketch.setVisible(not folded and self._shown is not None and bool(self._shown.curves))

    def show_change(self, shown: ChangeScreen) -> None:
        """Show this."""
        if shown == self._shown:
            return
        self._shown = shown
        self._title.setText(shown.title)
        clear(self._lines)
        for line in shown.lines:
            holder = self._line(line)
            self._lines.addWidget(holder)
            # seen at once, so that the panel is as tall as it must be before it is painted
            holder.show()
        self._sketch.setVisible(bool(shown.curves) and not self._folded)
        self._sketch.show_curves(shown.curves, shown.first, shown.last)
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))

    @staticmethod
    def _line(line: ChangeLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head: list[QWidget | int | None] = [] if line.side is Side.BOTH else [SideBadge(line.side, 18)]
        said = text("strong", line.amount, wrap=theme.scale() > 1.5)
        amount: list[QWidget | int | None] = [said] if line.amount else []
        column.addLayout(row(*head, Chip(line.chip, line.tone), *amount, None))
        column.addWidget(text("secondary", line.words, wrap=True))
        holder.setToolTip(line.why)
        return holder
