"""Where the names of moments stand on a scrolling plot, so that each can only be read as its own line's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ui import theme

ROWS = 3
"""Rows that are always kept free above the curves; more are used only where more names stand close together."""
LEADER = 10.0
"""From the line to its name, with a tick."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A thin labelled line at ``time_s`` of the axis."""

    name: str
    time_s: float


def moment_rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """The row of each name (left end, pixel of its line; in order of time), counted from the top.

    Every name stands left of its line.  Where it would reach over an earlier line it stands higher than that line
    begins, so no line runs past another's name; a name keeps its row while it scrolls and when a later one comes.
    """
    rows: list[int] = []
    for left, _ in spans:
        crossed = [row for row, (_, line) in zip(rows, spans, strict=False) if left <= line + LEADER]
        rows.append(min(crossed, default=ROWS) - 1)
    # more names on top of each other than rows are kept free: all move down together
    lift = max(0, -min(rows, default=0))
    return [row + lift for row in rows]


def headroom() -> float:
    """Pixels to keep free above the highest level for the names."""
    return ROWS * _row_height() + 8.0


def _row_height() -> float:
    return QFontMetricsF(theme.font(theme.SECONDARY)).height() + 1.0


def paint_moments(painter: QPainter, look: theme.Theme, at: Sequence[tuple[float, str]], height: float) -> None:
    """Draw lines at these pixels with their names; ``at`` is in order of time."""
    face = theme.font(theme.SECONDARY)
    metrics, tall = QFontMetricsF(face), _row_height()
    widths = [metrics.horizontalAdvance(name) for _, name in at]
    rows = moment_rows([(x - LEADER - width - 4, x) for (x, _), width in zip(at, widths, strict=True)])
    dashed = QPen(QColor(look.muted), 1.3)
    dashed.setDashPattern([2.0, 3.0])
    painter.setFont(face)
    for (x, name), width, row in zip(at, widths, rows, strict=True):
        middle = 2 + (row + 0.5) * tall
        painter.setPen(dashed)
        painter.drawLine(QLineF(x, middle, x, height))
        left = x - LEADER - width
        others = [other - LEADER - wide for (other, _), wide, its in zip(at, widths, rows, strict=True) if its == row]
        if left < 0.0 and all(other <= left or other > width + 8 for other in others):
            # one that goes out of sight keeps its name whole as long as nobody else needs the place
            left = 0.0
        box = QRectF(left, middle - tall / 2, width, tall)
        painter.fillRect(box.adjusted(-3, 0, 2, 0), QColor(look.surface))
        painter.setPen(QPen(QColor(look.ink), 1.3))
        if left + width < x:
            painter.drawLine(QLineF(min(left + width + 3, x), middle, x, middle))
            painter.setBrush(QColor(look.ink))
            painter.drawEllipse(QPointF(x, middle), 2.0, 2.0)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
