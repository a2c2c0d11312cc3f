"""A stored trial's curve under marks that can be moved: mouse, keyboard, zoom, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.model import Curve, Floats, Mark, Side
from ui import theme
from ui.drawing_presenter import Drawing, columns_end
from ui.force_axis import ticks
from ui.review_presenter import (
    columns_of,
    mark_label,
    mark_rows,
    movement,
    shifted,
    time_ticks,
    value_at,
    zoomed,
)
from ui.widgets.labels import discard
from ui.widgets.marks import MarkHandle
from ui.widgets.plotting import ForcePlot, Stroke, Trace

NUDGES_MS = 250
"""Arrow keys that follow each other within this are one move."""
ZOOM_STEP = 0.8
DRAG_PX = 6.0
MOST_ROWS = 3
"""Labels in more rows than this would cover the curve: the others are ticks until somebody zooms in."""


class MarkedPlot(QWidget):
    """The trial's curve under its handles; first the movement with a little around it, on request the whole trial."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: Drawing | None = None
        self._later: Drawing | None = None
        self._handles: list[MarkHandle] = []
        self._stack: list[MarkHandle] = []
        self._times: dict[MarkHandle, float] = {}
        self._columns: dict[Curve, tuple[object, Floats, Floats, float | None]] = {}
        """What was drawn of each curve: of which seconds at which width, and what came of it."""
        self._view = (0.0, 1.0)
        self._held: MarkHandle | None = None
        self._from_x: float | None = None
        self._from_view: tuple[float, float] | None = None
        """What was in sight when the time axis was taken hold of."""
        self.moved: Callable[[Mark, float], None] = lambda _mark, _time_s: None
        self.view_changed: Callable[[], None] = lambda: None
        self._nudges = QTimer(self)
        self._nudges.setSingleShot(True)
        self._nudges.setInterval(NUDGES_MS)
        self._nudges.timeout.connect(self.flush)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.plot = ForcePlot("reviewPlot")
        layout.addWidget(self.plot)
        self.plot.resized.connect(self._draw)
        self.setMinimumHeight(round(210 * theme.scale()))

    # what the view asks ------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """A mark is being dragged or nudged: nothing is to be decided meanwhile."""
        return self._held is not None or self._nudges.isActive()

    @property
    def dragging(self) -> bool:
        """A mark is in somebody's hand."""
        return self._held is not None

    @property
    def whole(self) -> bool:
        """Whether the whole trial is in sight."""
        return self._drawn is None or self._view == (0.0, self._drawn.last_s)

    def show_drawing(self, drawn: Drawing) -> None:
        """Draw the curves and put a handle on every mark; view and focus stay while the same thing is looked at."""
        before = self._drawn
        if self.busy and before is not None and drawn.trial_id == before.trial_id:
            # the numbers of an earlier move: the handle in somebody's hand is not taken away
            self._later = drawn
            return
        another = before is None or before.trial_id != drawn.trial_id
        sided = before is not None and before.shown is not drawn.shown
        focused = next((handle.objectName() for handle in self._handles if handle.hasFocus()), "")
        self._drawn, self._later = drawn, None
        self._held = None
        if another or sided or before is None or before.marks != drawn.marks:
            for handle in self._handles:
                discard(handle)
            self._handles = [self._handle(mark, drawn) for mark in sorted(drawn.marks, key=lambda each: each.time_s)]
        self._times = {handle: handle.mark.time_s for handle in self._handles}
        self.plot.set_nothing(drawn.nothing)
        self.plot.set_force_range(drawn.upper_n, ticks(drawn.upper_n), drawn.lower_n)
        self._look_at(movement(drawn.marks, drawn.last_s) if another or sided else self._view)
        for handle in self._handles:
            if handle.objectName() == focused:
                handle.setFocus()

    def toggle_whole(self) -> None:
        """From the movement to the whole trial and back."""
        if self._drawn is not None:
            last_s = self._drawn.last_s
            self._look_at(movement(self._drawn.marks, last_s) if self.whole else (0.0, last_s))

    def show_whole(self) -> None:
        """Everything there is of the trial."""
        if self._drawn is not None:
            self._look_at((0.0, self._drawn.last_s))

    def zoom(self, steps: float) -> None:
        """Closer by so many turns of the wheel, about the mark that has the keyboard, else about the middle."""
        if self._drawn is not None:
            focused = next((handle for handle in self._handles if handle.hasFocus()), None)
            about_s = sum(self._view) / 2 if focused is None else self._times[focused]
            self._look_at(zoomed(self._view, about_s, ZOOM_STEP**steps, self._drawn.last_s))

    def pan(self, part: float) -> None:
        """Go right by this part of what is in sight."""
        if self._drawn is not None:
            seconds = part * (self._view[1] - self._view[0])
            self._look_at(shifted(self._view, seconds, self._drawn.last_s))

    def next_mark(self) -> None:
        """Put the keyboard on the next mark that can be moved, and bring it into sight."""
        movable = [handle for handle in self._handles if handle.mark.movable]
        if movable:
            at = next((number for number, handle in enumerate(movable) if handle.hasFocus()), -1)
            handle = movable[(at + 1) % len(movable)]
            self._reveal(handle)
            handle.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._place()  # a tick that has the keyboard shows its label

    def flush(self) -> None:
        """Let go of marks that were nudged: their move is done now."""
        self._nudges.stop()
        for handle in self._handles:
            self._drop(handle)
        self._catch_up()

    # marks -------------------------------------------------------------------------------------------------------

    def _handle(self, mark: Mark, drawn: Drawing) -> MarkHandle:
        handle = MarkHandle(self, mark, mark_label(mark, drawn.marks))
        if mark.movable:
            handle.dragged.connect(lambda x, h=handle: self._drag(h, x))
            handle.released.connect(lambda h=handle: self._release(h))
            handle.nudged.connect(lambda seconds, h=handle: self._nudge(h, seconds))
        return handle

    def _drag(self, handle: MarkHandle, x: float) -> None:
        self._held = handle
        self._times[handle] = self.plot.time_at(x)
        self._place()

    def _release(self, handle: MarkHandle) -> None:
        self._held = None
        self._drop(handle)
        self._catch_up()

    def _nudge(self, handle: MarkHandle, seconds: float) -> None:
        last_s = self._drawn.last_s if self._drawn else 0.0
        self._times[handle] = min(last_s, max(0.0, self._times[handle] + seconds))
        self._nudges.start()
        self._reveal(handle)
        self._place()

    def _drop(self, handle: MarkHandle) -> None:
        time_s = self._times[handle]
        if time_s != handle.mark.time_s:
            mark = handle.mark
            handle.mark = Mark(mark.name, mark.side, time_s, False, mark.uncertainty_s)
            self.moved(mark, time_s)

    def _catch_up(self) -> None:
        if self._later is not None and not self.busy:
            drawn, self._later = self._later, None
            self.show_drawing(drawn)

    def _reveal(self, handle: MarkHandle) -> None:
        time_s, (first, last) = self._times[handle], self._view
        if self._drawn is not None and not first <= time_s <= last:
            self._look_at(shifted(self._view, time_s - (first + last) / 2, self._drawn.last_s))

    # view --------------------------------------------------------------------------------------------------------

    def _look_at(self, view: tuple[float, float]) -> None:
        self._view = view
        self.plot.set_seconds(*view, time_ticks(view), margin=44.0 * max(1.0, theme.scale()))
        self.plot.set_ring_spacing((view[1] - view[0]) / 12)
        self._draw()
        self.view_changed()

    def _draw(self) -> None:
        if self._drawn is None:
            return
        first, last = self._view
        # a layout asks several times until everything has its place, mostly for the same columns
        self._columns = {line.curve: self._of(line.curve) for line in self._drawn.lines}
        traces = []
        for line in self._drawn.lines:
            _, low, high, end_n = self._columns[line.curve]
            traces.append(Trace(line.curve.side, low, high, end_n, Stroke(line.stroke)))
        main = {trace.side: trace for trace in traces if trace.stroke is Stroke.MAIN}
        shaded = (main[Side.LEFT], main[Side.RIGHT]) if self._drawn.shaded and len(main) > 1 else None
        self.plot.set_shaded(shaded)
        self.plot.set_traces(traces, ring_phase_s=(last - first) / 24)
        self._place()

    def _of(self, curve: Curve) -> tuple[object, Floats, Floats, float | None]:
        """Its columns in what is in sight."""
        wanted = (self._view, self.plot.columns)
        known = self._columns.get(curve)
        if known is not None and known[0] == wanted:
            return known
        first, last = self._view
        low, high = columns_of(curve, first, last, self.plot.columns)
        return wanted, low, high, value_at(curve, columns_end(curve, last))

    def _place(self) -> None:
        axes, (first, last) = self.plot.axes, self._view
        seen = [handle for handle in self._handles if first <= self._times[handle] <= last or handle is self._held]
        centres = {handle: self.plot.x_of(self._times[handle]) for handle in seen}
        order = sorted(seen, key=lambda handle: centres[handle])
        spans = [(centres[h] - h.pill_width / 2 - 3, centres[h] + h.pill_width / 2 + 3) for h in order]
        levels = mark_rows(spans)
        tall = order[0].pill_height + 4 if order else 0
        rows = [
            0 if handle.hasFocus() or handle is self._held else level
            for handle, level in zip(order, levels, strict=True)
        ]
        shown_rows = [row for row in rows if row < MOST_ROWS]
        self.plot.set_headroom(max(18.0, tall * (max(shown_rows, default=0) + 1) + 2))
        for handle, row in zip(order, rows, strict=True):
            handle.place(centres[handle], round(axes.top()) - 8, round(axes.bottom()), row, labelled=row < MOST_ROWS)
        stack = [handle for handle, _ in sorted(zip(order, rows, strict=True), key=lambda pair: pair[1])]
        if stack != self._stack:
            # the line of an upper mark passes behind the names of lower ones
            self._stack = stack
            for handle in stack:
                handle.raise_()
        for handle in self._handles:
            handle.setVisible(handle in centres)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._drawn is None:
            return
        across, steps = event.angleDelta().x() / 120, event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not across:
            across, steps = steps, 0.0
        if across:
            self.pan(-0.1 * across)
        elif steps:
            about_s = self.plot.time_at(event.position().x())
            self._look_at(zoomed(self._view, about_s, ZOOM_STEP**steps, self._drawn.last_s))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from_x = event.position().x()
            self._from_view = self._view if event.position().y() > self.plot.axes.bottom() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from_x is None or self._drawn is None:
            return
        pixels = event.position().x() - self._from_x
        if self._from_view is not None:
            # the time axis is taken along with the mouse
            first, last = self._from_view
            seconds = -pixels / max(1.0, self.plot.axes.width()) * (last - first)
            self._look_at(shifted(self._from_view, seconds, self._drawn.last_s))
        elif abs(pixels) > DRAG_PX:
            ends = sorted((self.plot.time_at(self._from_x), self.plot.time_at(event.position().x())))
            self.plot.set_selection((ends[0], ends[1]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        chosen, self._from_x, self._from_view = self.plot.selection, None, None
        self.plot.set_selection(None)
        if chosen is not None and self._drawn is not None:
            first, last = chosen
            factor = (last - first) / (self._view[1] - self._view[0])
            middle = (first + last) / 2
            view = zoomed(self._view, middle, factor, self._drawn.last_s)
            self._look_at(shifted(view, middle - (view[0] + view[1]) / 2, self._drawn.last_s))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._from_x = None
        self.show_whole()
