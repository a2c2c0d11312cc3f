"""The one place that knows pyqtgraph: a plot of forces over time, typed for the rest of the window.

All curves are one graphics item that draws one vertical stroke per pixel column, from the least to the greatest force
in it.  A polyline of the same samples costs 30 to 100 times as much once it is 2 px wide and antialiased, because
every join is stroked.  The item is a child of the view box and draws in its pixels, so nothing is transformed twice.
"""
# mypy: disallow-untyped-calls=False

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QVBoxLayout, QWidget

from station.model import Side
from ui import theme
from ui.force_axis import tick_names
from ui.numbers import side_letter
from ui.widgets.curve_layers import Axes, CurveLayers
from ui.widgets.curve_styles import Stroke as Stroke
from ui.widgets.curve_styles import Trace as Trace
from ui.widgets.curve_styles import paint_difference
from ui.widgets.moments import Moment, paint_moments
from ui.words import say

RING_RADIUS = 3.6


@dataclass(frozen=True, slots=True)
class Band:
    """A target band in newtons with its label, in the colour of its side."""

    low_n: float
    high_n: float
    label: str
    side: Side = Side.LEFT


class CurvesItem(pg.GraphicsObject):
    """Everything inside the axes: grid, band, curves, moments and end labels, in pixels of the view box."""

    def __init__(self, box: QGraphicsItem) -> None:
        super().__init__()
        self.setParentItem(box)
        self.width, self.height, self.dpr = 1.0, 1.0, 1.0
        self.first_s, self.last_s, self.margin = -10.0, 0.0, 30.0
        self.lower_n, self.upper_n = -5.0, 100.0
        self.level_ticks: list[float] = []
        self.traces: Sequence[Trace] = ()
        self.nothing = ""
        """What is said where there is no curve."""
        self.bands: tuple[Band, ...] = ()
        self.moments: Sequence[Moment] = ()
        self.selection: tuple[float, float] | None = None
        self.ring_phase_s: float | None = None
        self.ring_every_s = 1.0
        self.shaded: tuple[Trace, Trace] | None = None
        """Left and right whose difference has a ground in the colour of the higher side."""
        self._curves = CurveLayers()
        self._rings: dict[tuple[str, float], QPixmap] = {}

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self.width, self.height)

    @property
    def span(self) -> float:
        """Pixels between the first and the last second."""
        return max(1.0, self.width - self.margin)

    def x_of_time(self, time_s: float) -> float:
        """Pixel of a time."""
        return (time_s - self.first_s) / (self.last_s - self.first_s) * self.span

    def y_of_force(self, force_n: float) -> float:
        """Pixel of a force."""
        return self.height * (self.upper_n - force_n) / (self.upper_n - self.lower_n)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        look = theme.active()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_ground(painter, look)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._paint_moments(painter, look)
        if self.bands:
            self._paint_band_names(painter, look)
        axes = Axes(self.span, self.height, self.lower_n, self.upper_n, self.dpr)
        if self.shaded is not None:
            paint_difference(painter, look, *self.shaded, upper_n=self.upper_n, scale=axes.scale, width=self.span)
        self._curves.paint(painter, look, axes, self.traces, lambda trace: self._lay_over(painter, look, trace))
        self._paint_labels(painter, look)
        if not self.traces:
            painter.setPen(QColor(look.muted))
            painter.setFont(theme.font(theme.BODY))
            box = QRectF(0, 0, self.span, self.height)
            painter.drawText(
                box,
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self.nothing or say("No force arrives yet"),
            )
        painter.restore()

    def _paint_ground(self, painter: QPainter, look: theme.Theme) -> None:
        grid, above = QColor(look.grid), 0.0 if self.dpr == 1.0 else 0.5
        for level in self.level_ticks:  # a filled row costs a tenth of a line
            painter.fillRect(QRectF(0, round(self.y_of_force(level)) - above, self.span, 1), grid)
        if self.selection is not None:
            first, last = (self.x_of_time(each) for each in self.selection)
            painter.fillRect(QRectF(first, 0, last - first, self.height), QColor(look.grid))
        for band in self.bands:
            self._paint_band(painter, look, band)

    def _edges(self, band: Band) -> tuple[float, float]:
        """Pixels of the upper and the lower end of a band, as far as they are in sight."""
        return max(0.0, self.y_of_force(band.high_n)), min(self.height, self.y_of_force(band.low_n))

    def _paint_band(self, painter: QPainter, look: theme.Theme, band: Band) -> None:
        top, bottom = self._edges(band)
        colour = QColor(look.side(band.side))
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        for edge in (top, bottom):
            painter.drawLine(QLineF(0, round(edge), self.span, round(edge)))
        colour.setAlphaF(look.band_opacity)
        painter.fillRect(QRectF(0, top, self.span, bottom - top), colour)

    def _paint_band_names(self, painter: QPainter, look: theme.Theme) -> None:
        """At the old end, over the marks and under the curves, which no word may hide: above its band, a second below.

        Where a second one has no room below it stands beside the first, at the new end.
        """
        painter.setFont(theme.font(theme.SECONDARY))
        painter.setPen(QColor(look.muted))
        tall = QFontMetricsF(painter.font()).height()
        highest = max(self.bands, key=lambda band: band.high_n, default=None)
        if highest is None:
            return
        above = max(0.0, self._edges(highest)[0] - tall - 3)
        for band in self.bands:
            below = self._edges(band)[1] + 3
            beside = band is not highest and below + tall > self.height
            box = QRectF(6, above if beside or band is highest else below, self.span - 12, tall)
            end = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
            placed = end | Qt.AlignmentFlag.AlignVCenter
            # no mark runs through the numbers
            painter.fillRect(painter.boundingRect(box, placed, band.label).adjusted(-3, 0, 3, 0), QColor(look.surface))
            painter.drawText(box, placed, band.label)

    def _paint_moments(self, painter: QPainter, look: theme.Theme) -> None:
        inside = sorted((self.x_of_time(each.time_s), each.name) for each in self.moments)
        paint_moments(painter, look, [(x, name) for x, name in inside if 0 <= x <= self.span], self.height)

    def _lay_over(self, painter: QPainter, look: theme.Theme, trace: Trace) -> None:
        """The second cue of the right side: rings that travel with the curve, so greyscale tells it from the left."""
        if trace.stroke is not Stroke.MAIN or trace.side is not Side.RIGHT or self.ring_phase_s is None:
            return
        ring, columns = self._ring(look), len(trace.low_n)
        size = ring.width() / ring.devicePixelRatio()
        for time_s in np.arange(self.last_s - self.ring_phase_s, self.first_s, -self.ring_every_s):
            x = self.x_of_time(float(time_s))
            column = int(x / self.span * columns)
            if 0 <= column < columns:
                y = self.y_of_force(float(trace.low_n[column] + trace.high_n[column]) / 2)
                if math.isfinite(y):
                    painter.drawPixmap(QPointF(x - size / 2, y - size / 2), ring)

    def _ring(self, look: theme.Theme) -> QPixmap:
        """One ring, painted once per look and scale: ten antialiased circles cost more than a whole curve."""
        key = (look.name, self.dpr)
        if key not in self._rings:
            size = 2 * RING_RADIUS + 4
            ring = QPixmap(round(size * self.dpr), round(size * self.dpr))
            ring.setDevicePixelRatio(self.dpr)
            ring.fill(Qt.GlobalColor.transparent)
            painter = QPainter(ring)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.right), 1.8))
            painter.setBrush(QColor(look.surface))
            painter.drawEllipse(QPointF(size / 2, size / 2), RING_RADIUS, RING_RADIUS)
            painter.end()
            self._rings = {key: ring}
        return self._rings[key]

    def _paint_labels(self, painter: QPainter, look: theme.Theme) -> None:
        face = theme.font(theme.BODY, QFont.Weight.Bold)
        tall = QFontMetricsF(face).height() * 0.86
        painter.setFont(face)
        ends = sorted(
            (self.y_of_force(t.end_n), t.side)
            for t in self.traces
            if t.end_n is not None and np.isfinite(t.end_n) and t.stroke in (Stroke.MAIN, Stroke.INK)
        )
        lowest = -np.inf
        placed = []
        for y, side in ends:
            lowest = max(y, lowest + tall)
            placed.append((lowest, side))
        overflow = max(0.0, lowest - (self.height - tall / 2)) if placed else 0.0
        for y, side in placed:
            painter.setPen(QColor(look.muted if side is Side.BOTH else look.side(side)))
            box = QRectF(self.span + 6, y - overflow - tall / 2, self.margin, tall)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, side_letter(side))


class ForcePlot(QWidget):
    """Forces over time with round fixed axes.  ``set_traces`` is the only thing that is called at the screen's pace."""

    resized = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._plot = pg.PlotWidget()
        self._plot.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # opaque: otherwise every frame would first paint the panel behind it
        self._plot.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._box = self._plot.getPlotItem().getViewBox()
        self._box.setDefaultPadding(0.0)
        self._item = CurvesItem(self._box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self._seconds: tuple[float, float] = (-10.0, 0.0)
        self._headroom = 18.0
        self._time_range: tuple[float, float, tuple[tuple[float, str], ...], float] | None = None
        self._force_range: tuple[float, tuple[float, ...], float | None] | None = None
        self._box.sigResized.connect(self._fit)
        self._dress()
        self.set_force_range(100.0)

    def _dress(self) -> None:
        look = theme.active()
        self._plot.setBackground(look.surface)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            # labels change a few times a minute and would otherwise be drawn anew with every frame
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(look.surface)
            axis.setTextPen(look.muted)
            axis.setStyle(
                tickFont=theme.font(theme.SECONDARY), tickLength=0, autoExpandTextSpace=False, hideOverlappingLabels=48
            )
        self._plot.getAxis("left").setStyle(tickTextOffset=10)
        self._plot.getAxis("left").setWidth(round(58 * theme.scale()))
        self._plot.getAxis("bottom").setStyle(tickTextOffset=8)
        self._plot.getAxis("bottom").setHeight(round(28 * theme.scale()))
        # the outermost tick texts stand half outside the axes
        self._plot.getPlotItem().layout.setContentsMargins(0, 10, round(8 * theme.scale()), 0)

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_item"):
            self._dress()
            self._item.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        rect = self._box.rect()
        if (rect.width(), rect.height()) == (self._item.width, self._item.height):
            return
        self._item.prepareGeometryChange()
        self._item.width, self._item.height = max(1.0, rect.width()), max(1.0, rect.height())
        self._range()
        self.resized.emit()

    def _range(self) -> None:
        for side in ("left", "bottom"):
            # Qt at times keeps the picture of the axis that an earlier trial left: wrong numbers beside a right curve
            axis = self._plot.getAxis(side)
            axis.setCacheMode(QGraphicsItem.CacheMode.NoCache)
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        first, last = self._seconds
        self._item.first_s, self._item.last_s = first, last
        if self._force_range is not None:
            upper, _, lower = self._force_range
            self._item.lower_n = -0.02 * upper if lower is None else lower
            part = self._item.height / max(1.0, self._item.height - self._headroom)
            self._item.upper_n = self._item.lower_n + (upper - self._item.lower_n) * min(part, 3.0)
        room = (last - first) * self._item.width / self._item.span
        self._box.setRange(
            xRange=(first, first + room), yRange=(self._item.lower_n, self._item.upper_n), padding=0, update=True
        )
        self._item.update()

    @property
    def columns(self) -> int:
        """Device pixels from the first to the last second: how many columns an envelope should have."""
        return max(2, round(self._item.span * self.devicePixelRatioF()))

    @property
    def axes(self) -> QRectF:
        """The rectangle of the axes in pixels of this widget, without the room for the end labels."""
        corner = self._plot.mapFromScene(self._box.mapToScene(QPointF(0, 0)))
        return QRectF(corner.x(), corner.y(), self._item.span, self._item.height)

    def x_of(self, time_s: float) -> float:
        """Pixel of a time in this widget."""
        return self.axes.left() + self._item.x_of_time(time_s)

    def time_at(self, x: float) -> float:
        """Time at a pixel of this widget, kept inside the axes."""
        first, last = self._seconds
        return min(last, max(first, first + (x - self.axes.left()) / self._item.span * (last - first)))

    def set_seconds(self, first: float, last: float, ticks: Sequence[tuple[float, str]], margin: float = 30.0) -> None:
        """Time axis from ``first`` to ``last`` with these labels; ``margin`` pixels stay free right of it."""
        wanted = (first, last, tuple(ticks), margin)
        if wanted == self._time_range:
            return
        self._time_range = wanted
        self._seconds = (first, last)
        self._item.margin = margin
        self._plot.getAxis("bottom").setTicks([list(ticks)])
        self._range()

    def set_force_range(self, upper_n: float, levels: Sequence[float] = (), lower_n: float | None = None) -> None:
        """Force axis up to ``upper_n`` with grid lines and labels at ``levels``."""
        wanted = (upper_n, tuple(levels), lower_n)
        if wanted == self._force_range:
            return
        self._force_range = wanted
        self._item.level_ticks = list(levels)
        self._plot.getAxis("left").setTicks([tick_names(levels)])
        self._range()

    def set_headroom(self, pixels: float) -> None:
        """Keep so many pixels free above the highest level, for what is labelled there."""
        if pixels != self._headroom:
            self._headroom = pixels
            self._range()

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Target bands behind the curves."""
        if tuple(bands) != self._item.bands:
            self._item.bands = tuple(bands)
            self._item.update()

    @property
    def selection(self) -> tuple[float, float] | None:
        """The seconds that are being chosen with the mouse."""
        return self._item.selection

    def set_selection(self, seconds: tuple[float, float] | None) -> None:
        """Lay a ground behind these seconds."""
        if seconds != self._item.selection:
            self._item.selection = seconds
            self._item.update()

    def set_traces(
        self, traces: Sequence[Trace], moments: Sequence[Moment] = (), ring_phase_s: float | None = 0.5
    ) -> None:
        """Draw these curves and moments; ``ring_phase_s`` is the age of the newest ring on the right curve."""
        self._item.traces, self._item.moments = traces, moments
        self._item.dpr = self.devicePixelRatioF()
        self._item.ring_phase_s = ring_phase_s
        self._item.update()

    def set_nothing(self, words: str) -> None:
        """Say this where there is no curve to draw."""
        self._item.nothing = words

    def set_shaded(self, sides: tuple[Trace, Trace] | None) -> None:
        """Lay a ground between left and right."""
        self._item.shaded = sides
        self._item.update()

    def paint_now(self) -> None:
        """Paint before returning instead of with the next frame; for measuring."""
        self._plot.viewport().repaint()

    def set_ring_spacing(self, seconds: float) -> None:
        """Rings on the right curve every so many seconds."""
        self._item.ring_every_s = seconds
