"""One stored trial: its curve with marks that can be moved, its numbers with their reasons, keep or retake."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.console import Console
from station.errors import StationError
from station.events import Event, TrialChanged, TrialStored
from station.model import Live, Mark, Side, TrialReview, TrialState
from ui import theme
from ui.force_axis import ticks
from ui.numbers import DASH
from ui.page import Command, Heading, Page
from ui.review_presenter import ReviewScreen, columns_of, mark_label, mark_rows, screen, value_at
from ui.widgets.labels import Chip, Icon, Panel, discard, rule, scrolled, text
from ui.widgets.marks import MarkHandle
from ui.widgets.measure_table import MeasureTable
from ui.widgets.plotting import ForcePlot, Trace
from ui.widgets.readouts import BigNumber

COLOURS = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "ink"}


class MarkedPlot(QWidget):
    """The trial's curve under its handles."""

    def __init__(self) -> None:
        super().__init__()
        self._review: TrialReview | None = None
        self._handles: list[MarkHandle] = []
        self._times: dict[MarkHandle, float] = {}
        self.moved: Callable[[Mark, float], None] = lambda _mark, _time_s: None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.plot = ForcePlot("reviewPlot")
        layout.addWidget(self.plot)
        self.plot.resized.connect(self._draw)
        self.setMinimumHeight(round(300 * theme.scale()))

    def show_review(self, review: TrialReview, shown: ReviewScreen) -> None:
        """Draw the curves and put a handle on every mark; focus stays on the mark that had it."""
        focused = next((handle.objectName() for handle in self._handles if handle.hasFocus()), "")
        self._review = review
        for handle in self._handles:
            discard(handle)
        self._handles = [self._handle(mark, review) for mark in sorted(review.marks, key=lambda each: each.time_s)]
        self._times = {handle: handle.mark.time_s for handle in self._handles}
        self.plot.set_seconds(0.0, shown.last_s, shown.time_ticks, margin=44.0)
        self.plot.set_force_range(shown.upper_n, ticks(shown.upper_n), shown.lower_n)
        self.plot.set_ring_spacing(shown.last_s / 12)
        self._draw()
        for handle in self._handles:
            handle.show()
            if handle.objectName() == focused:
                handle.setFocus()

    def _handle(self, mark: Mark, review: TrialReview) -> MarkHandle:
        handle = MarkHandle(self, mark, mark_label(mark, review.marks))
        if not mark.movable:
            return handle
        handle.dragged.connect(lambda x, h=handle: self._drag(h, x))
        handle.released.connect(lambda h=handle: self._drop(h))
        handle.nudged.connect(lambda seconds, h=handle: self._nudge(h, seconds))
        return handle

    def _drag(self, handle: MarkHandle, x: float) -> None:
        self._times[handle] = self.plot.time_at(x)
        self._place()

    def _nudge(self, handle: MarkHandle, seconds: float) -> None:
        self._times[handle] = self.plot.time_at(self.plot.x_of(self._times[handle] + seconds))
        self._place()
        self._drop(handle)

    def _drop(self, handle: MarkHandle) -> None:
        if self._times[handle] != handle.mark.time_s:
            self.moved(handle.mark, self._times[handle])

    def _draw(self) -> None:
        if self._review is None:
            return
        first, last = 0.0, self.plot.time_at(1e9)
        traces = []
        order = sorted(self._review.curves, key=lambda curve: curve.side is not Side.BOTH)
        for curve in order:
            low, high = columns_of(curve, first, last, self.plot.columns)
            end = value_at(curve, float(curve.time_s[-1])) if len(curve.time_s) else None
            traces.append(Trace(curve.side, low, high, end))
        self.plot.set_traces(traces, ring_phase_s=last / 24)
        self._place()

    def _place(self) -> None:
        axes = self.plot.axes
        centres = {handle: self.plot.x_of(self._times[handle]) for handle in self._handles}
        order = sorted(self._handles, key=lambda handle: centres[handle])
        spans = [(centres[h] - h.pill_width / 2 - 3, centres[h] + h.pill_width / 2 + 3) for h in order]
        levels = mark_rows(spans)
        tall = order[0].pill_height + 4 if order else 0
        self.plot.set_headroom(max(18.0, tall * (max(levels, default=0) + 1) + 2))
        for handle, level in zip(order, levels, strict=True):
            handle.place(centres[handle], round(axes.top()) - 8, round(axes.bottom()), level)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()


class HeadlinePanel(Panel):
    """The number that matters, the comparison in words, and what was decided."""

    def __init__(self) -> None:
        super().__init__("headlinePanel", margins=(22, 18, 22, 18), spacing=8)
        self._title = text("quiet", wrap=True)
        self._numbers = {side: BigNumber(theme.RESULT, small=theme.BODY, colour=COLOURS[side]) for side in COLOURS}
        self._whys = {side: text("secondary", wrap=True) for side in COLOURS}
        line = QHBoxLayout()
        line.setSpacing(14)
        self._cells: dict[Side, QWidget] = {}
        for side in COLOURS:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(self._numbers[side])
            column.addWidget(self._whys[side])
            self._cells[side] = cell
            line.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)
        self._verdict, self._detail = text("strong", wrap=True), text("secondary", wrap=True)
        self._decision, self._outcome = Chip(), text("body", wrap=True)
        self.column.addWidget(self._title)
        self.column.addLayout(line)
        self.column.addSpacing(6)
        self.column.addWidget(self._verdict)
        self.column.addWidget(self._detail)
        self.column.addSpacing(6)
        self.column.addWidget(rule())
        self.column.addSpacing(6)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._decision)
        foot.addWidget(self._outcome, 1)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    def show_review(self, review: TrialReview, shown: ReviewScreen) -> None:
        """Show this trial's headline."""
        self._title.setText(shown.headline_title)
        values = {value.side: value for value in shown.headline}
        for side, number in self._numbers.items():
            value = values.get(side)
            self._cells[side].setVisible(value is not None)
            if value is not None:
                number.show_value(value.whole or DASH, "", value.spread)
                self._whys[side].setText(value.why)
                self._whys[side].setVisible(bool(value.why))
        self._verdict.setText(review.verdict)
        self._detail.setText(review.verdict_detail)
        self._verdict.setVisible(bool(review.verdict))
        self._detail.setVisible(bool(review.verdict_detail))
        self._decision.show_as(shown.decision, shown.decision_tone)
        self._outcome.setText(shown.outcome)


class Refusal(QFrame):
    """Why the whole trial must not be used."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("refusal")
        self.setProperty("banner", "trouble")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(12)
        self._text = text("bannerTrouble", wrap=True)
        layout.addWidget(Icon("warn", 22, "trouble"))
        layout.addWidget(self._text, 1)

    def show_reason(self, reason: str | None) -> None:
        """Show the reason, or nothing at all."""
        self.setVisible(bool(reason))
        self._text.setText(f"Do not use this trial. {reason}" if reason else "")


class ReviewView(Page):
    """A stored trial, opened by its id; the newest one when none is named."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self.trial_id = ""
        self._review: TrialReview | None = None
        self._problem = ""
        self._state: TrialState | None = None
        self._waiting = ""
        self._stack = QStackedLayout(self)
        self._none = text("quiet", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = Panel("emptyReview")
        empty.column.addWidget(self._none, 1)
        self._stack.addWidget(empty)
        self._scroll = scrolled(self._build())
        self._stack.addWidget(self._scroll)

    def _build(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self._refusal = Refusal()
        column.addWidget(self._refusal)
        plot_panel = Panel("reviewPlotPanel", margins=(24, 16, 14, 12))
        self._plot_title, hint = text("panel"), text("quiet", "drag a mark to correct it")
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self._plot_title)
        head.addWidget(hint)
        head.addStretch(1)
        plot_panel.column.addLayout(head)
        self._plot = MarkedPlot()
        self._plot.moved = self._move_mark
        plot_panel.column.addWidget(self._plot, 1)
        self._headline = HeadlinePanel()
        upper = QHBoxLayout()
        upper.setSpacing(theme.GAP)
        upper.addWidget(plot_panel, 1)
        upper.addWidget(self._headline)
        column.addLayout(upper, 1)
        self._table = MeasureTable()
        column.addWidget(self._table)
        self._provenance = text("caption", wrap=True)
        self._provenance.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._provenance.setContentsMargins(4, 0, 4, 4)
        column.addWidget(self._provenance)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._headline.setFixedWidth(round(min(400, max(300, self.width() * 0.3)) * min(theme.scale(), 1.25)))

    # what the shell asks ---------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        review = self._review
        if review is None:
            return Heading("Review", "Nothing is open", primary=Command("Go to the test", "Space", self._to_test))
        subtitle = review.subtitle
        keep, retake = Command("Keep", "Space", self._keep), Command("Retake", "R", self._retake)
        if review.kept is None and review.refusal:
            keep_anyway = Command("Keep anyway", "K", self._keep)
            again = Command("Retake", "Space", self._retake)
            return Heading(review.title, subtitle, "DO NOT USE", "trouble", again, keep_anyway)
        if review.kept is None:
            return Heading(review.title, subtitle, "", "neutral", keep, retake)
        back = Command("Back to the test", "Space", self._to_test)
        other = retake if review.kept else Command("Keep after all", "K", self._keep)
        return Heading(review.title, subtitle, "KEPT" if review.kept else "REJECTED", *self._tone(review), back, other)

    @staticmethod
    def _tone(review: TrialReview) -> tuple[str]:
        return ("good" if review.kept else "neutral",)

    def enter(self, argument: str) -> None:
        if not argument and (self._waiting or not self.trial_id):
            argument = self._waiting or next((trial.trial_id for trial in self.console.trials()), "")
        if argument:
            self.trial_id = argument
        self._load()
        self._scroll.verticalScrollBar().setValue(0)

    def refresh(self, live: Live) -> None:
        self._state = live.state

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored):
            self._waiting = event.trial_id
        elif isinstance(event, TrialChanged):
            if event.trial_id == self._waiting:
                self._waiting = ""
            if event.trial_id == self.trial_id and self.isVisible():
                self._load()

    # ------------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        try:
            self._review = self.console.review(self.trial_id) if self.trial_id else None
            self._problem = ""
        except StationError as error:
            self._review, self._problem = None, str(error)
        if self._review is None:
            self._none.setText(self._problem or "No trial yet. Run a test, and its curve and numbers appear here.")
            self._stack.setCurrentIndex(0)
        else:
            self._show(self._review)
            self._stack.setCurrentIndex(1)
        self.heading_changed.emit()

    def _show(self, review: TrialReview) -> None:
        shown = screen(review)
        self._refusal.show_reason(review.refusal)
        self._plot_title.setText(shown.plot_title)
        self._headline.show_review(review, shown)
        self._table.show_rows(shown.sides, shown.rows)
        self._provenance.setText("\n".join(review.provenance))
        self._provenance.setVisible(bool(review.provenance))
        self._plot.show_review(review, shown)

    def _move_mark(self, mark: Mark, time_s: float) -> None:
        self.console.move_mark(self.trial_id, mark.name, mark.side, time_s)

    def _keep(self) -> None:
        self.console.keep(self.trial_id)
        self._to_test()

    def _retake(self) -> None:
        self.console.retake(self.trial_id)
        self._to_test()

    def _to_test(self) -> None:
        self.navigate.emit("live", "")
