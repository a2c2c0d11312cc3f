"""Curves in pixels of the axes; those that scroll are a picture that moves on, in which only what is new is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from station.model import Side
from ui import theme
from ui.widgets.curve_styles import Stroke, Trace, colour_of, dashed, width_of
from ui.widgets.strokes import Strokes

REACH = 8
"""So many columns to either side of one that changed can look different: its neighbours meet it and lean with it."""
ASIDE_PX = 4
"""Right of the newest column its stroke may lean and be thick."""


@dataclass(frozen=True, slots=True)
class Axes:
    """Where curves are drawn: pixels from the first to the last second and from top to bottom, and what these mean."""

    span: float
    height: float
    lower_n: float
    upper_n: float
    dpr: float

    @property
    def scale(self) -> float:
        """Pixels per newton."""
        return self.height / (self.upper_n - self.lower_n)


def paint_curve(
    painter: QPainter, look: theme.Theme, axes: Axes, trace: Trace, strokes: Strokes, first: int = 0
) -> None:
    """Draw one curve from its column ``first`` on."""
    step = axes.span / max(1, len(trace.low_n))
    low_y = (axes.upper_n - trace.low_n[first:]) * axes.scale
    high_y = (axes.upper_n - trace.high_n[first:]) * axes.scale
    if trace.stroke is Stroke.DASHED:
        low_y, high_y = dashed(low_y, high_y, step)
    # columns that are not whole device pixels would show hairlines between them
    strokes.paint(
        painter,
        _pen(look, trace.side, trace.stroke),
        low_y,
        high_y,
        step,
        0.0 if _whole(axes, trace) else 0.5 * step,
        first,
    )


@lru_cache(64)
def _pen(look: theme.Theme, side: Side, stroke: Stroke) -> QPen:
    """Shared: not to be changed."""
    pen = QPen(colour_of(look, side, stroke), width_of(look, side, stroke))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _whole(axes: Axes, trace: Trace) -> bool:
    """Whether every column is one device pixel."""
    per_pixel = axes.span / max(1, len(trace.low_n)) * axes.dpr
    return abs(per_pixel - 1.0) < 1e-6 and float(axes.dpr).is_integer()


class CurveLayers:
    """Draws all curves of a plot, again and again."""

    def __init__(self) -> None:
        self._layers: list[CurveLayer] = []
        self._strokes: list[Strokes] = []

    def paint(
        self,
        painter: QPainter,
        look: theme.Theme,
        axes: Axes,
        traces: Sequence[Trace],
        laid_over: Callable[[Trace], None],
    ) -> None:
        """Draw the curves in their order, and what is laid over each once it is there."""
        drawn, layers = 0, 0
        for _, some in groupby(traces, lambda each: id(each) if each.numbered is None else each.numbered):
            group = list(some)
            if group[0].numbered is not None and all(_whole(axes, each) and _plain(each) for each in group):
                if layers == len(self._layers):
                    self._layers.append(CurveLayer())
                self._layers[layers].paint(painter, look, axes, group)
                layers += 1
            else:
                for trace in group:
                    if drawn == len(self._strokes):
                        self._strokes.append(Strokes())
                    paint_curve(painter, look, axes, trace, self._strokes[drawn])
                    drawn += 1
            for trace in group:
                laid_over(trace)
        del self._layers[layers:]


def _plain(trace: Trace) -> bool:
    """Dashes keep their place on the screen while the curve moves."""
    return trace.stroke is not Stroke.DASHED


class CurveLayer:
    """Curves of one device, whose columns are numbered alike."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._strokes: list[Strokes] = []
        self._drawn_as: tuple[object, ...] = ()
        self._end = self._settled = 0

    def paint(self, painter: QPainter, look: theme.Theme, axes: Axes, traces: Sequence[Trace]) -> None:
        """Draw these curves, all with the same numbers."""
        numbered, columns = traces[0].numbered, len(traces[0].low_n)
        if numbered is None:
            raise ValueError("only columns that are numbered can be moved on")
        drawn_as = (look, axes, columns, numbered.source, tuple((each.side, each.stroke) for each in traces))
        moved = numbered.end - self._end
        if drawn_as != self._drawn_as or not 0 <= moved < columns:
            self._drawn_as, since = drawn_as, 0
            self._picture = QPixmap(round((axes.span + ASIDE_PX) * axes.dpr), max(1, round(axes.height * axes.dpr)))
            self._picture.setDevicePixelRatio(axes.dpr)
            self._picture.fill(Qt.GlobalColor.transparent)
        else:
            since = max(0, self._settled - (numbered.end - columns) - REACH)
            if moved:
                self._picture.scroll(-moved, 0, self._picture.rect())
        self._end, self._settled = numbered.end, numbered.settled
        if since < columns:
            self._draw(look, axes, traces, since)
        painter.drawPixmap(QPointF(0, 0), self._picture)

    def _draw(self, look: theme.Theme, axes: Axes, traces: Sequence[Trace], since: int) -> None:
        """Draw columns from ``since`` on in the place of what was there."""
        while len(self._strokes) < len(traces):
            self._strokes.append(Strokes())
        left = since * axes.span / len(traces[0].low_n)
        strip = QRectF(left, 0, axes.span + ASIDE_PX - left, axes.height + 1)
        painter = QPainter(self._picture)
        painter.setClipRect(strip)
        if since:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(strip, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for trace, strokes in zip(traces, self._strokes, strict=False):
            paint_curve(painter, look, axes, trace, strokes, max(0, since - REACH))
        painter.end()
