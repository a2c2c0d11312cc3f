"""The whole window while devices stream: how old a sample is when it is painted, and what the window's thread costs.

Two plates at 1 kHz (eight cells, simulated by another process at a pty that hands over every 16 ms) carry somebody who
squats; two dynamometers stream beside them.  The peer draws the same two curves and their total in the same program,
with ``PlotDataItem.setData`` at the same pace.  Age counts from the read that brought the sample.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.live_cost import attaching, plates_elsewhere
from bench.rows import Row
from drivers.contracts import Clock, LinkEvent, SampleBlock, Transport
from station.acquisition import Attach, Attached

AREA = "live window"
SETTLE_S, WATCH_S, QUICK_S = 5.0, 10.0, 4.0
FRAME_MS, SECONDS = 16, 10.0
WANTED_PERCENT, WANTED_P99_MS = 30.0, 20.0
COLOURS = ("#0072B2", "#D55E00", "#7A8894")


class Ages:
    """When samples of the plates came, when they could be drawn, and how old they were when they were painted."""

    def __init__(self) -> None:
        self.read_s = 0.0
        self.painted_ms: list[float] = []
        self.frames = 0
        self._waiting: deque[tuple[float, float, int]] = deque()

    def watch(self, runner, number: int) -> None:
        """Note every block of this device once it can be drawn."""
        hear = runner.heard

        def heard(device: int, event: LinkEvent) -> None:
            read_s = self.read_s
            hear(device, event)
            if device == number and isinstance(event, SampleBlock):
                self._waiting.append((read_s, time.perf_counter(), event.ticks.size))

        runner.heard = heard

    def painted(self, begun_s: float) -> None:
        """A frame that was begun then has just been painted."""
        now_s = time.perf_counter()
        self.frames += 1
        while self._waiting and self._waiting[0][1] <= begun_s:
            read_s, _, count = self._waiting.popleft()
            self.painted_ms += [1000.0 * (now_s - read_s)] * count

    def forget(self) -> None:
        """Begin anew."""
        self.painted_ms, self.frames = [], 0
        self._waiting.clear()


def rows(quick: bool) -> list[Row]:
    """Age of what is painted, frames, and the window's thread; no rows but a reason where there is no Qt or pty."""
    if importlib.util.find_spec("PySide6") is None or importlib.util.find_spec("pyqtgraph") is None:
        return [Row(AREA, "two plates and two dynamometers", None, "ms", note="not available: install the extra [ui]")]
    if sys.platform == "win32":
        return [Row(AREA, "two plates and two dynamometers", None, "ms", note="needs a pty")]
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)  # as the station does when it opens its window
    try:
        return _rows(QUICK_S if quick else WATCH_S)
    finally:
        sys.setswitchinterval(before)


def _rows(watch_s: float) -> list[Row]:
    from ui.app import create_app

    app = create_app("light")
    ages = Ages()
    with _collected(), _station(ages) as visit:
        _pass(SETTLE_S)
        with _window(app, visit, ages):
            ours = _watched(ages, watch_s)
        with _peer(visit, ages):
            peers = _watched(ages, watch_s)
        lost = sum(device.lost for device in visit.live().devices)
        if lost:
            raise RuntimeError(f"the figures are of no use: {lost} samples were lost")
    peer = "pyqtgraph, PlotDataItem.setData"
    cases = {"age when painted, median": "ms", "age when painted, 99 of 100": "ms", "its thread": "% of a core"}
    table = [
        Row(AREA, case, mine, unit, peer, theirs)
        for (case, unit), mine, theirs in zip(cases.items(), ours, peers, strict=False)
    ]
    table.append(Row(AREA, "frames a second", ours[3], "1/s", peer, peers[3], higher_is_better=True))
    table.append(Row(AREA, "age when painted, 99 of 100", ours[1], "ms", "wanted at most", WANTED_P99_MS))
    table.append(Row(AREA, "its thread", ours[2], "% of a core", "wanted at most", WANTED_PERCENT))
    return table


def _watched(ages: Ages, seconds: float) -> tuple[float, float, float, float]:
    """Median and 99 of 100 of the ages (ms), the part of a core that this thread took (%), frames a second."""
    _pass(1.0)
    ages.forget()
    begun_s, busy_s = time.perf_counter(), time.thread_time()
    _pass(seconds)
    passed_s, busy_s = time.perf_counter() - begun_s, time.thread_time() - busy_s
    median, late = np.percentile(ages.painted_ms, [50.0, 99.0])
    return float(median), float(late), 100.0 * busy_s / passed_s, ages.frames / passed_s


def _pass(seconds: float) -> None:
    """Let the window live for so long."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


@contextmanager
def _collected() -> Iterator[None]:
    """Garbage is collected as it is while the station's window is open."""
    from ui.garbage import collected_here

    with collected_here():
        try:
            yield
        finally:
            gc.unfreeze()


@contextmanager
def _station(ages: Ages) -> Iterator:
    """A visit whose balance test shows the plates; the zero is never taken, since somebody is on them."""
    from drivers.clock import SystemClock
    from station.archive import Archive
    from station.folders import make_folders
    from station.store import Store
    from station.visit import Visit

    with tempfile.TemporaryDirectory() as folder, plates_elsewhere(moving=True) as url:
        folders = make_folders(Path(folder))
        opened = _noting(attaching(url), ages)
        with Store(folders) as store:
            visit = Visit(opened, SystemClock(), Archive(folders, store, "B-001"))
            ages.watch(visit.at_hand()[1], number=2)
            with visit:
                visit.choose("quiet_stance_eyes_open")
                yield visit


def _noting(attach: Attach, ages: Ages) -> Attach:
    """The same devices; every read of the last one, the plates, is noted."""

    @asynccontextmanager
    async def opened(clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        async with attach(clock) as devices:
            *others, plates = devices
            yield [*others, replace(plates, open_transport=lambda: _noted(plates.open_transport(), ages))]

    return opened


def _noted(transport: Transport, ages: Ages) -> Transport:
    read = transport.read

    async def noted() -> bytes:
        data = await read()
        ages.read_s = time.perf_counter()
        return data

    transport.read = noted
    return transport


@contextmanager
def _window(app, visit, ages: Ages) -> Iterator[None]:
    """The station's own window, with its painting watched."""
    from station.commands.window import freeze_what_is_loaded
    from station.office import Office
    from ui.app import DESIGN, MainWindow
    from ui.widgets import plotting

    window = MainWindow(Office(visit), start="live")
    window.resize(DESIGN)
    page = window.page("live")
    begun = [0.0]
    frame, paint = page.frame, plotting.CurvesItem.paint

    def timed_frame() -> None:
        begun[0] = time.perf_counter()
        frame()

    def timed_paint(item, *how: object) -> None:
        paint(item, *how)
        if item.isVisible() and begun[0]:
            ages.painted(begun[0])

    page.frame = timed_frame
    plotting.CurvesItem.paint = timed_paint
    try:
        window.show()
        freeze_what_is_loaded()
        _pass(1.0)
        yield
    finally:
        plotting.CurvesItem.paint = paint
        _closed(app, window)


@contextmanager
def _peer(visit, ages: Ages) -> Iterator[None]:
    """What most programs do: the newest 10 s of each curve handed to ``setData``, on a timer of the screen's pace."""
    import pyqtgraph as pg
    from PySide6.QtCore import QTimer

    pg.setConfigOptions(antialias=True)
    plot = pg.PlotWidget(background="w")
    plot.setXRange(-SECONDS, 0, padding=0)
    plot.setYRange(0, 1200, padding=0)
    plot.resize(1040, 560)
    items = [plot.plot(pen=pg.mkPen(colour, width=2)) for colour in COLOURS]
    live = visit.at_hand()[1].streams[2].live
    draw = _drawing(live, items)

    def frame() -> None:
        begun_s = time.perf_counter()
        draw()
        plot.viewport().repaint()
        ages.painted(begun_s)

    timer = QTimer(plot)
    timer.timeout.connect(frame)
    plot.show()
    timer.start(FRAME_MS)
    try:
        _pass(1.0)
        yield
    finally:
        timer.stop()
        pg.setConfigOptions(antialias=False)
        _closed(None, plot)


def _drawing(live, items) -> Callable[[], None]:
    def draw() -> None:
        window = live._ring.last(round(SECONDS * 1000))
        x = window[0] - window[0, -1]
        left_n, right_n = window[1], window[2]
        for item, y in zip(items, (left_n, right_n, left_n + right_n), strict=True):
            item.setData(x, y)

    return draw


def _closed(app, widget) -> None:
    widget.close()
    widget.deleteLater()
    if app is not None:
        app.processEvents()
