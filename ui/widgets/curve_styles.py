"""How the curves of a plot are told apart: colour, width, dashes, and the ground of a difference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from station.envelope import Numbered
from station.model import Floats, Side
from ui import theme


class Stroke(Enum):
    """How a curve is drawn: what is looked at, what is earlier, and what was first of all."""

    MAIN = "main"
    INK = "ink"
    """What is looked at where earlier curves of the same colour lie under it."""
    LIGHT = "light"
    DASHED = "dashed"


LIGHT_PX, LIGHT_PART = 1.6, 0.45
"""Width of an earlier curve, and how much of its side's colour it has."""
DASHED_PART = 0.75
DASH_PX, DASH_LEAST_PX = (7, 5), 12.0
"""Drawn and left out of a dashed curve; what is higher than this is drawn whole, so that no peak falls into a gap."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One curve: per pixel column least and greatest force, NaN where there is none, and a value for the label."""

    side: Side
    low_n: Floats
    high_n: Floats
    end_n: float | None = None
    stroke: Stroke = Stroke.MAIN
    numbered: Numbered | None = None
    """Which columns these are, where they scroll."""


def colour_of(look: theme.Theme, side: Side, stroke: Stroke) -> QColor:
    """The side's colour; of an earlier curve as much of it as still lies under the others."""
    if stroke is Stroke.INK:
        return QColor(look.ink)
    part = {Stroke.MAIN: 1.0, Stroke.LIGHT: LIGHT_PART, Stroke.DASHED: DASHED_PART}[stroke]
    full, ground = QColor(look.side(side)), QColor(look.surface)
    pairs = zip(full.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(part * one + (1 - part) * other) for one, other in pairs))


def width_of(look: theme.Theme, side: Side, stroke: Stroke) -> float:
    """Of the curve, in pixels."""
    if stroke in (Stroke.LIGHT, Stroke.DASHED):
        return LIGHT_PX
    return look.curve_px - (0.8 if side is Side.BOTH else 0.0)


def dashed(low_y: Floats, high_y: Floats, step: float) -> tuple[Floats, Floats]:
    """The same with gaps where the curve is flat."""
    on, off = DASH_PX
    gap = (np.arange(len(low_y)) * step) % (on + off) >= on
    with np.errstate(invalid="ignore"):
        gap &= low_y - high_y < DASH_LEAST_PX
    return np.where(gap, np.nan, low_y), np.where(gap, np.nan, high_y)


def paint_difference(
    painter: QPainter, look: theme.Theme, left: Trace, right: Trace, *, upper_n: float, scale: float, width: float
) -> None:
    """A ground between two curves in the colour of the higher one, one upright stroke a column."""
    one, other = ((upper_n - (each.low_n + each.high_n) / 2) * scale for each in (left, right))
    step = width / max(1, len(one))
    tops, bottoms = np.fmin(one, other), np.fmax(one, other)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for side, higher in ((Side.LEFT, one < other), (Side.RIGHT, other < one)):
        colour = QColor(look.side(side))
        colour.setAlphaF(min(1.0, 2 * look.band_opacity))
        painter.setBrush(colour)
        painter.drawRects([QRectF(at * step, tops[at], step, bottoms[at] - tops[at]) for at in np.flatnonzero(higher)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
