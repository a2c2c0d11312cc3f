"""The curve that a kind of test is known by, drawn small."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme

Points = tuple[tuple[float, float], ...]


def _hops() -> Points:
    points = [(0.0, 0.03)]
    for at in (0.04, 0.29, 0.54, 0.79):
        points += [(at, 0.03), (at + 0.06, 0.95), (at + 0.12, 0.03)]
    return (*points, (1.0, 0.03))


def _bouts() -> Points:
    points = [(0.0, 0.04)]
    for at, height in ((0.02, 0.95), (0.22, 0.74), (0.42, 0.6), (0.62, 0.53), (0.82, 0.5)):
        points += [(at, 0.04), (at + 0.03, height), (at + 0.11, height * 0.93), (at + 0.14, 0.04)]
    return (*points, (1.0, 0.04))


def _limbs() -> Points:
    points = [(0.0, 0.44)]
    for at, height in ((0.06, 0.8), (0.36, 0.1), (0.66, 0.8)):
        points += [(at, 0.44), (at + 0.06, height), (at + 0.18, height), (at + 0.24, 0.44)]
    return (*points, (1.0, 0.44))


def _squats() -> Points:
    points = [(0.0, 0.5)]
    for at in (0.05, 0.4, 0.75):
        points += [(at, 0.5), (at + 0.05, 0.3), (at + 0.12, 0.82), (at + 0.19, 0.28), (at + 0.24, 0.5)]
    return (*points, (1.0, 0.5))


def _rises() -> Points:
    points = [(0.0, 0.14)]
    for at in (0.06, 0.56):
        points += [(at, 0.14), (at + 0.06, 0.86), (at + 0.13, 0.52), (at + 0.22, 0.56), (at + 0.29, 0.66)]
        points += [(at + 0.34, 0.14)]
    return (*points, (1.0, 0.14))


class Sketch(QWidget):
    """What left and right typically do in a test of this kind, as a protocol names it."""

    SHAPES: ClassVar[dict[str, Points]] = {
        "isometric": ((0, 0.04), (0.16, 0.04), (0.26, 0.82), (0.36, 0.9), (0.62, 0.86), (0.72, 0.1), (0.78, 0.04),
                      (1, 0.04)),
        "hold": ((0, 0.05), (0.1, 0.05), (0.17, 0.7), (0.3, 0.72), (0.6, 0.69), (0.86, 0.64), (0.92, 0.06), (1, 0.05)),
        "limb_hold": ((0, 0.44), (0.14, 0.44), (0.22, 0.8), (0.5, 0.79), (0.82, 0.74), (0.9, 0.44), (1, 0.44)),
        "limb_reps": _limbs(),
        "tracking": ((0, 0.08), (0.12, 0.08), (0.28, 0.6), (0.42, 0.6), (0.5, 0.76), (0.62, 0.4), (0.74, 0.76),
                     (0.86, 0.4), (1, 0.4)),
        "jump": ((0, 0.4), (0.2, 0.4), (0.3, 0.14), (0.36, 0.2), (0.46, 0.86), (0.54, 0.74), (0.58, 0.03),
                 (0.74, 0.03), (0.77, 1.0), (0.83, 0.5), (0.9, 0.4), (1, 0.4)),
        "squat_jump": ((0, 0.4), (0.3, 0.4), (0.46, 0.84), (0.54, 0.74), (0.58, 0.03), (0.74, 0.03), (0.77, 1.0),
                       (0.83, 0.5), (0.9, 0.4), (1, 0.4)),
        "drop_jump": ((0, 0.03), (0.16, 0.03), (0.2, 1.0), (0.27, 0.72), (0.33, 0.03), (0.62, 0.03), (0.66, 0.9),
                      (0.74, 0.4), (1, 0.36)),
        "hops": _hops(),
        "intermittent": _bouts(),
        "movement": _squats(),
        "sit_to_stand": _rises(),
        "step_down": ((0, 0.03), (0.2, 0.03), (0.24, 0.92), (0.3, 0.62), (0.42, 0.52), (1, 0.5)),
        "weight_shift": ((0, 0.44), (0.1, 0.44), (0.2, 0.8), (0.36, 0.8), (0.5, 0.08), (0.66, 0.08), (0.8, 0.8),
                         (0.9, 0.8), (1, 0.44)),
        "balance": ((0, 0.5), (0.12, 0.54), (0.24, 0.47), (0.36, 0.53), (0.48, 0.46), (0.6, 0.52), (0.72, 0.48),
                    (0.86, 0.55), (1, 0.5)),
    }  # fmt: skip
    MIRRORED: ClassVar[frozenset[str]] = frozenset({"balance", "limb_hold", "limb_reps", "weight_shift"})
    """Here the weight that one foot loses is on the other."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind if kind in self.SHAPES else "isometric"

    def _smooth(self, shift: float) -> list[tuple[float, float]]:
        along = np.linspace(0, 1, 240)
        knots = np.array(self.SHAPES[self._kind])
        kernel = np.hanning(15) / np.hanning(15).sum()
        level = np.interp(along - shift, knots[:, 0], knots[:, 1])
        return list(
            zip(along.tolist(), np.convolve(np.pad(level, 7, mode="edge"), kernel, "valid").tolist(), strict=True)
        )

    def _heights(self, *, second: bool) -> list[tuple[float, float]]:
        if second and self._kind in self.MIRRORED:
            return [(x, 0.88 - y) for x, y in self._smooth(0.0)]
        return [(x, (0.86 if second else 1.0) * y) for x, y in self._smooth(0.012 if second else 0.0)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot, tall, wide = self.height() - 2.0, self.height() - 5.0, self.width() - 4
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        if not self.isEnabled():
            painter.setOpacity(0.4)
        painter.setClipRect(QRectF(self.rect()))
        for colour, second in ((look.right, True), (look.left, False)):
            pen = QPen(QColor(colour), 1.7)
            pen.setJoinStyle(pen.joinStyle().RoundJoin)
            pen.setCapStyle(pen.capStyle().RoundCap)
            painter.setPen(pen)
            line = [QPointF(2 + x * wide, foot - 1 - y * tall * 0.94) for x, y in self._heights(second=second)]
            painter.drawPolyline(QPolygonF(line))
        painter.end()
