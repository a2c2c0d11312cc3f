"""The path of the centre of pressure from above: front is up, left is left, both directions to one scale."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from station.model import Side
from ui import theme
from ui.numbers import side_letter
from ui.pressure_presenter import Field, PressureScreen, pressure_screen, ticks_mm
from ui.words import number, say

ROOM_LEFT, ROOM_FOOT, ROOM_TOP, APART = 46.0, 44.0, 26.0, 36.0


class PressurePlot(QWidget):
    """One field for both feet, or one a foot, and a sentence about what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pressurePlot")
        self._shown = pressure_screen(None)
        self.setMinimumHeight(round(210 * theme.scale()))

    def show_pressure(self, shown: PressureScreen) -> None:
        """Draw this."""
        self._shown = shown
        self.setAccessibleName(say("centre of pressure: {what}", what=shown.words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, shown = theme.active(), QPainter(self), self._shown
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(look.surface))
        scale = theme.scale()
        words = QRectF(8, self.height() - 40 * scale, self.width() - 16, 40 * scale)
        painter.setFont(theme.font(theme.SECONDARY if shown.fields else theme.BODY))
        painter.setPen(QColor(look.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words if shown.fields else QRectF(self.rect()).adjusted(40, 0, -40, 0), flags, shown.words)
        count = len(shown.fields)
        if count:
            tall = words.top() - (ROOM_TOP + ROOM_FOOT) * scale
            wide = (self.width() - 16 - count * ROOM_LEFT * scale - (count - 1) * APART) / count
            side = max(40.0, min(tall, wide))
            whole = count * (side + ROOM_LEFT * scale) + (count - 1) * APART
            left = (self.width() - whole) / 2
            for place, field in enumerate(shown.fields):
                at = left + place * (side + ROOM_LEFT * scale + APART) + ROOM_LEFT * scale
                self._paint_field(painter, look, field, QRectF(at, ROOM_TOP * scale, side, side))
        painter.end()

    def _paint_field(self, painter: QPainter, look: theme.Theme, field: Field, box: QRectF) -> None:
        half = self._shown.half_mm
        per_mm = box.width() / (2 * half)
        x_mm, y_mm = field.middle_mm

        def place(x: float, y: float) -> QPointF:
            if self._shown.time_down:
                return QPointF(
                    box.center().x() + (x - x_mm) * per_mm,
                    box.top() + y / max(self._shown.seconds, 1e-9) * box.height(),
                )
            return QPointF(box.center().x() + (x - x_mm) * per_mm, box.center().y() - (y - y_mm) * per_mm)

        self._paint_axes(painter, look, field, box, place)
        painter.save()
        painter.setClipRect(box)
        if field.ellipse is not None:
            (middle, (long, short), degrees) = field.ellipse
            pen = QPen(QColor(look.ink), 1.6)
            pen.setDashPattern([4.0, 3.0])
            painter.save()
            painter.translate(place(*middle))
            painter.rotate(-degrees)
            painter.setPen(pen)
            painter.drawEllipse(QPointF(0, 0), long * per_mm, short * per_mm)
            painter.restore()
        colour = QColor(look.ink if field.side is Side.BOTH else look.side(field.side))
        painter.setPen(QPen(colour, 1.4))
        for run in _runs(field.path_mm):
            painter.drawPolyline(QPolygonF([place(x, y) for x, y in zip(*run.tolist(), strict=True)]))
        painter.restore()
        if field.side is not Side.BOTH:
            painter.setFont(theme.font(theme.BODY, QFont.Weight.Bold))
            painter.setPen(colour)
            above = QRectF(box.left(), box.top() - ROOM_TOP * theme.scale(), box.width(), ROOM_TOP * theme.scale() - 4)
            name = say("L, left foot") if field.side is Side.LEFT else say("R, right foot")
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_axes(self, painter: QPainter, look: theme.Theme, field: Field, box: QRectF, place) -> None:  # type: ignore[no-untyped-def]
        shown, scale = self._shown, theme.scale()
        left, right, back, front = shown.axes
        face, tall = theme.font(theme.CAPTION), 18 * scale
        painter.setFont(face)
        for x in ticks_mm(field.middle_mm[0], shown.half_mm, shown.step_mm):
            at = place(x, 0).x()
            painter.setPen(QPen(QColor(look.line if x == 0 else look.grid), 1))
            painter.drawLine(QLineF(at, box.top(), at, box.bottom()))
            painter.setPen(QColor(look.muted))
            text = number(f"{x:.6g}".replace("-", "−"))
            painter.drawText(QRectF(at - 30, box.bottom() + 2, 60, tall), Qt.AlignmentFlag.AlignCenter, text)
        if not shown.time_down:
            for y in ticks_mm(field.middle_mm[1], shown.half_mm, shown.step_mm):
                at = place(0, y).y()
                painter.setPen(QPen(QColor(look.line if y == 0 else look.grid), 1))
                painter.drawLine(QLineF(box.left(), at, box.right(), at))
                painter.setPen(QColor(look.muted))
                text = number(f"{y:.6g}".replace("-", "−"))
                beside = QRectF(box.left() - 38 * scale, at - tall / 2, 34 * scale, tall)
                painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawRect(box)
        painter.setPen(QColor(look.ink))
        foot = QRectF(box.left(), box.bottom() + tall, box.width(), tall)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, f"◂ {left}")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, f"{right} ▸")
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, say("mm"))
        inner = box.adjusted(8, 4, -8, -4)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, f"▴ {front}")
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, f"▾ {back}")
        painter.setFont(theme.font(theme.BODY, QFont.Weight.Bold))
        for side, x in field.feet_mm:
            at = min(max(place(x, 0).x(), box.left() + 12), box.right() - 12)
            painter.setPen(QColor(look.side(side)))
            above = QRectF(at - 20, box.top() - ROOM_TOP * scale, 40, ROOM_TOP * scale - 4)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, side_letter(side))


def _runs(path_mm: np.ndarray) -> list[np.ndarray]:
    """The stretches of a path that are known."""
    known = np.isfinite(path_mm).all(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], known.astype(np.int8), [0]))))
    return [path_mm[:, start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True) if stop - start > 1]
