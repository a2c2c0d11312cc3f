"""A stored trial's curve under marks that can be moved: mouse, keyboard, zoom, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.model import Mark, TrialReview
from ui import theme
from ui.force_axis import ticks
from ui.review_presenter import (
    ReviewScreen,
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
from ui.widgets.plotting import ForcePlot, Trace

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
        self._review: TrialReview | None = None
        self._shown: ReviewScreen | None = None
        self._later: tuple[TrialReview, ReviewScreen] | None = None
        self._handles: list[MarkHandle] = []
        self._times: dict[MarkHandle, float] = {}
        self._view = (0.0, 1.0)
        self._held: MarkHandle | None = None
        self._from_x: float | None = None
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
        return self._shown is None or self._view == (0.0, self._shown.last_s)

    def show_review(self, review: TrialReview, shown: ReviewScreen) -> None:
        """Draw the curves and put a handle on every mark; view and focus stay while it is the same trial."""
        if self.busy and self._review is not None and review.trial_id == self._review.trial_id:
            # the numbers of an earlier move: the handle in somebody's hand is not taken away
            self._later = (review, shown)
            return
        another = self._review is None or self._review.trial_id != review.trial_id
        focused = next((handle.objectName() for handle in self._handles if handle.hasFocus()), "")
        self._review, self._shown, self._later = review, shown, None
        self._held = None
        for handle in self._handles:
            discard(handle)
        self._handles = [self._handle(mark, review) for mark in sorted(review.marks, key=lambda each: each.time_s)]
        self._times = {handle: handle.mark.time_s for handle in self._handles}
        self.plot.set_force_range(shown.upper_n, ticks(shown.upper_n), shown.lower_n)
        self._look_at(movement(review.marks, shown.last_s) if another else self._view)
        for handle in self._handles:
            if handle.objectName() == focused:
                handle.setFocus()

    def toggle_whole(self) -> None:
        """From the movement to the whole trial and back."""
        if self._review is not None and self._shown is not None:
            last_s = self._shown.last_s
            self._look_at(movement(self._review.marks, last_s) if self.whole else (0.0, last_s))

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

    def _handle(self, mark: Mark, review: TrialReview) -> MarkHandle:
        handle = MarkHandle(self, mark, mark_label(mark, review.marks))
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
        last_s = self._shown.last_s if self._shown else 0.0
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
            review, shown = self._later
            self._later = None
            self.show_review(review, shown)

    def _reveal(self, handle: MarkHandle) -> None:
        time_s, (first, last) = self._times[handle], self._view
        if self._shown is not None and not first <= time_s <= last:
            self._look_at(shifted(self._view, time_s - (first + last) / 2, self._shown.last_s))

    # view --------------------------------------------------------------------------------------------------------

    def _look_at(self, view: tuple[float, float]) -> None:
        self._view = view
        self.plot.set_seconds(*view, time_ticks(view), margin=44.0)
        self.plot.set_ring_spacing((view[1] - view[0]) / 12)
        self._draw()
        self.view_changed()

    def _draw(self) -> None:
        if self._shown is None:
            return
        first, last = self._view
        traces = []
        for curve in self._shown.curves:
            low, high = columns_of(curve, first, last, self.plot.columns)
            end_s = min(last, float(curve.time_s[-1])) if len(curve.time_s) else last
            traces.append(Trace(curve.side, low, high, value_at(curve, end_s)))
        self.plot.set_traces(traces, ring_phase_s=(last - first) / 24)
        self._place()

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
        for handle in self._handles:
            handle.setVisible(handle in centres)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._shown is None:
            return
        across, steps = event.angleDelta().x() / 120, event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not across:
            across, steps = steps, 0.0
        if across:
            self._look_at(shifted(self._view, -across * 0.1 * (self._view[1] - self._view[0]), self._shown.last_s))
        elif steps:
            about_s = self.plot.time_at(event.position().x())
            self._look_at(zoomed(self._view, about_s, ZOOM_STEP**steps, self._shown.last_s))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from_x = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from_x is not None and abs(event.position().x() - self._from_x) > DRAG_PX:
            ends = sorted((self.plot.time_at(self._from_x), self.plot.time_at(event.position().x())))
            self.plot.set_selection((ends[0], ends[1]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        chosen, self._from_x = self.plot.selection, None
        self.plot.set_selection(None)
        if chosen is not None and self._shown is not None:
            first, last = chosen
            factor = (last - first) / (self._view[1] - self._view[0])
            middle = (first + last) / 2
            view = zoomed(self._view, middle, factor, self._shown.last_s)
            self._look_at(shifted(view, middle - (view[0] + view[1]) / 2, self._shown.last_s))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._from_x = None
        if self._review is not None and self._shown is not None:
            self._look_at(movement(self._review.marks, self._shown.last_s))
