"""Frame time of the live view against pyqtgraph as most programs use it, and against its best stock recipe.

Everybody draws the same 10 s at 1 kHz, 2 px wide and antialiased, 1280 x 720, 16 new samples a frame, axes fixed; a
frame is what it takes from new samples to painted pixels (envelope, update, paint) on the raster engine.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from bench.rows import Row, compared, medians
from dsp.minmax import Array, polyline_envelope

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FS, SECONDS, NEW = 1000.0, 10.0, 16
WIDTH, HEIGHT = 1280, 720
COLOURS = ("#0072B2", "#D55E00", "#7A8894")

Draw = Callable[[Array, Array], None]


def rows(quick: bool) -> list[Row]:
    """2 and 8 curves; no rows but a reason where Qt cannot be loaded."""
    if importlib.util.find_spec("PySide6") is None or importlib.util.find_spec("pyqtgraph") is None:
        return [Row("frame", "live view", None, "ms", note="not available: install the extra [ui]")]
    if sys.platform.startswith("linux"):
        # the raster engine alone: no X server's copying in anybody's figures
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.app import create_app

    app = create_app("light")
    table: list[Row] = []
    for curves in (2, 8):
        candidates, widgets = _candidates(curves)
        for _ in range(5):
            # a window that was never exposed is never painted either
            app.processEvents()
        taken = medians(candidates, rounds=3 if quick else 9, calls=4)
        table += compared("frame", f"{curves} curves, 2 px antialiased", "ours", taken, unit="ms")
        for widget in widgets:
            widget.close()
            widget.deleteLater()
        app.processEvents()
    return table


def _candidates(curves: int) -> tuple[dict[str, Callable[[], object]], list[QWidget]]:
    drawers = {
        "ours": _ours(curves),
        "pyqtgraph, PlotDataItem.setData": _default(curves),
        "pyqtgraph, own envelope and segmented lines": _best_stock(curves),
    }
    source = _Source(curves)
    candidates = {name: _frame(source, draw) for name, (draw, _) in drawers.items()}
    return candidates, [widget for _, widget in drawers.values()]


class _Source:
    """A minute of two feet in a bridge with 2 N of noise, handed out as the newest 10 s."""

    def __init__(self, curves: int) -> None:
        count = round(60 * FS)
        self._time_s = np.arange(count) / FS
        rng = np.random.default_rng(0)
        sway = 30 * np.sin(2 * np.pi * 0.7 * self._time_s)
        self._force_n = np.stack([200 + 40 * k + sway + rng.normal(0, 2, count) for k in range(curves)])
        self._end = round(SECONDS * FS)

    def next(self) -> tuple[Array, Array]:
        self._end += NEW
        if self._end > len(self._time_s):
            self._end = round(SECONDS * FS)
        begin = self._end - round(SECONDS * FS)
        return self._time_s[begin : self._end], self._force_n[:, begin : self._end]


def _frame(source: _Source, draw: Draw) -> Callable[[], object]:
    return lambda: draw(*source.next())


def _ours(curves: int) -> tuple[Draw, QWidget]:
    from station.model import Side
    from ui.force_axis import ticks
    from ui.widgets.plotting import ForcePlot, Trace

    plot = ForcePlot("bench")
    plot.set_seconds(-SECONDS, 0.0, [(-10.0, "−10 s"), (-5.0, "−5 s"), (0.0, "now")])
    plot.set_force_range(600.0, ticks(600.0))
    plot.resize(WIDTH, HEIGHT)
    plot.show()
    sides = (Side.LEFT, Side.RIGHT)

    def draw(time_s: Array, force_n: Array) -> None:
        columns = plot.columns
        width = SECONDS / columns
        first = np.ceil(time_s[-1] / width) * width - SECONDS
        traces = []
        for k in range(curves):
            low, high = polyline_envelope(time_s, force_n[k], first, width, columns, 1.8 / FS)
            traces.append(Trace(sides[k % 2], low, high, float(force_n[k, -1])))
        plot.set_traces(traces)
        plot.paint_now()

    return draw, plot


def _stock_plot() -> tuple[object, QWidget]:
    import pyqtgraph as pg

    plot = pg.PlotWidget(background="w")
    plot.setAntialiasing(True)
    pg.setConfigOptions(antialias=True)
    plot.setXRange(-SECONDS, 0, padding=0)
    plot.setYRange(0, 600, padding=0)
    plot.setMouseEnabled(False, False)
    plot.resize(WIDTH, HEIGHT)
    plot.show()
    return plot, plot


def _default(curves: int) -> tuple[Draw, QWidget]:
    import pyqtgraph as pg

    plot, widget = _stock_plot()
    items = [plot.plot(pen=pg.mkPen(COLOURS[k % 3], width=2)) for k in range(curves)]
    x = np.arange(round(SECONDS * FS)) / FS - SECONDS

    def draw(_time_s: Array, force_n: Array) -> None:
        for k, item in enumerate(items):
            item.setData(x, force_n[k])
        plot.viewport().repaint()

    return draw, widget


def _best_stock(curves: int) -> tuple[Draw, QWidget]:
    import pyqtgraph as pg

    plot, widget = _stock_plot()
    items = []
    for k in range(curves):
        item = pg.PlotCurveItem(pen=pg.mkPen(COLOURS[k % 3], width=2), antialias=True, skipFiniteCheck=True)
        item.setSegmentedLineMode("on")
        plot.addItem(item)
        items.append(item)
    block = 9
    whole = round(SECONDS * FS) // block

    def draw(_time_s: Array, force_n: Array) -> None:
        x = np.repeat((np.arange(whole) * block + block / 2) / FS - SECONDS, 2)
        for k, item in enumerate(items):
            low = high = force_n[k, : whole * block : block]
            for offset in range(1, block):
                part = force_n[k, offset : whole * block : block]
                low, high = np.minimum(low, part), np.maximum(high, part)
            item.setData(x, np.stack((low, high), axis=1).ravel(), skipFiniteCheck=True)
        plot.viewport().repaint()

    return draw, widget
