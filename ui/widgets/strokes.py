"""How a curve becomes pixels: one stroke per pixel column from the least to the greatest force in it.

Upright strokes are rectangles of whole device pixels with a round pen's outline; where the curve climbs through several
pixels per column the stroke leans with it.  That looks like an antialiased polyline and never loses a peak.
"""
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from station.model import Floats

Indices = npt.NDArray[np.intp]

HALF_STROKE = 0.75
"""Added above and below a leaning column so that it meets its neighbours."""
LEAN_FROM, STEEP_FROM_PX = 0.35, 5.0
"""Columns that climb by more than this part of their height, and are higher than this, are drawn leaning."""


class Strokes:
    """One curve as one upright stroke per column, in reused blocks of rectangles and lines; NaN is not drawn."""

    def __init__(self) -> None:
        self._upright = PrimitiveArray(QRectF, 4)
        self._leaning = PrimitiveArray(QLineF, 4)

    def paint(
        self,
        painter: QPainter,
        pen: QPen,
        low_y: Floats,
        high_y: Floats,
        step: float,
        seam: float,
        first: int = 0,
    ) -> None:
        """Draw pixel rows ``low_y`` >= ``high_y`` (y grows downwards) of columns ``step`` wide, from ``first`` on.

        ``seam`` is added to each rectangle's width: 0 where columns are whole device pixels.
        """
        top, bottom = high_y.copy(), low_y.copy()
        known = np.isfinite(top)
        # fmin and fmax: next to a gap the neighbour is NaN and the column keeps its own range
        np.fmin(top[1:], low_y[:-1], out=top[1:], where=known[1:])
        np.fmax(bottom[1:], high_y[:-1], out=bottom[1:], where=known[1:])
        lean = np.zeros(len(top))
        if len(top) > 2:
            middle = top + bottom
            lean[1:-1] = (middle[2:] - middle[:-2]) / (4.0 * (bottom - top)[1:-1] + 4.0 * HALF_STROKE)
        # a column that is all slope leans with it, one that is all noise stands upright: no stairs, no lost peak
        steep = known & (np.abs(lean) > LEAN_FROM) & (bottom - top > STEEP_FROM_PX)
        within = steep.copy()  # the first and the last of a climb are drawn both ways, so that nothing opens there
        within[1:] &= steep[:-1]
        within[:-1] &= steep[1:]
        self._paint_leaning(painter, pen, steep.nonzero()[0], top, bottom, lean, step, first)
        thick_top, thick_bottom = _thickened(top, bottom, pen.widthF() / 2, step)
        self._paint_upright(painter, pen, (known & ~within).nonzero()[0], thick_top, thick_bottom, step, seam, first)

    def _paint_leaning(
        self,
        painter: QPainter,
        pen: QPen,
        columns: Indices,
        top: Floats,
        bottom: Floats,
        lean: Floats,
        step: float,
        first: int,
    ) -> None:
        if not len(columns):
            return
        self._leaning.resize(len(columns))
        block = self._leaning.ndarray()
        aside = np.clip(lean[columns], -0.5, 0.5)
        block[:, 0] = (columns + (first + 0.5) - aside) * step
        block[:, 1] = top[columns] - HALF_STROKE
        block[:, 2] = (columns + (first + 0.5) + aside) * step
        block[:, 3] = bottom[columns] + HALF_STROKE
        painter.setPen(pen)
        painter.drawLines(*self._leaning.drawargs())

    def _paint_upright(
        self,
        painter: QPainter,
        pen: QPen,
        columns: Indices,
        top: Floats,
        bottom: Floats,
        step: float,
        seam: float,
        first: int,
    ) -> None:
        if not len(columns):
            return
        self._upright.resize(len(columns))
        block = self._upright.ndarray()
        block[:, 0] = (columns + first) * step - seam / 2
        block[:, 1] = top[columns]
        block[:, 2] = step + seam
        block[:, 3] = bottom[columns] - top[columns]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        painter.drawRects(*self._upright.drawargs())


def _thickened(top: Floats, bottom: Floats, radius: float, step: float) -> tuple[Floats, Floats]:
    """What a round pen of ``radius`` covers of each column when it runs over the column and its neighbours."""
    thick_top, thick_bottom = top - radius, bottom + radius
    for away in range(1, int(radius / step) + 1):
        reach = math.sqrt(radius**2 - (away * step) ** 2)
        for here, there in ((slice(away, None), slice(None, -away)), (slice(None, -away), slice(away, None))):
            np.fmin(thick_top[here], top[there] - reach, out=thick_top[here])
            np.fmax(thick_bottom[here], bottom[there] + reach, out=thick_bottom[here])
    return thick_top, thick_bottom
