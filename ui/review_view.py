"""One stored trial: its curve with marks that can be moved, its numbers with their reasons, keep or retake."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.events import Event, TrialChanged, TrialStored
from station.model import Live, Mark, TrialReview, TrialState
from station.office import Office
from ui import theme
from ui.measures_presenter import fold_label
from ui.page import Command, Heading, Page
from ui.review_presenter import ReviewScreen, screen
from ui.widgets.buttons import ActionButton
from ui.widgets.headline import HeadlinePanel
from ui.widgets.labels import ElidedLabel, Icon, Panel, keep_place, row, scrolled, text
from ui.widgets.marked_plot import MarkedPlot
from ui.widgets.measure_table import MeasureTable


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

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.trial_id = ""
        self._review: TrialReview | None = None
        self._problem = ""
        self._state: TrialState | None = None
        self._waiting = ""
        self._moves: list[Mark] = []
        self._unfolded = False
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
        self._plot_title = text("panel")
        self._undo_button = ActionButton("undo", "tiny", "Undo the move", "Ctrl+Z")
        self._undo_button.clicked.connect(self._undo)
        keep_place(self._undo_button)
        self._whole_button = ActionButton("whole", "tiny", "Whole trial", "T")
        self._whole_button.clicked.connect(self._toggle_whole)
        hint = ElidedLabel("quiet", "drag, or M and arrows · wheel zooms")
        plot_panel.column.addLayout(
            row(self._plot_title, hint, None, self._undo_button, self._whole_button, spacing=12)
        )
        self._plot = MarkedPlot()
        self._plot.moved = self._move_mark
        self._plot.view_changed = self._view_changed
        plot_panel.column.addWidget(self._plot, 1)
        self._headline = HeadlinePanel()
        upper = QHBoxLayout()
        upper.setSpacing(theme.GAP)
        upper.addWidget(plot_panel, 1)
        upper.addWidget(self._headline)
        column.addLayout(upper, 1)
        self._table = MeasureTable()
        self._table.fold.connect(self._fold)
        column.addWidget(self._table)
        self._provenance = text("secondary", wrap=True)
        self._provenance.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._provenance.setContentsMargins(4, 0, 4, 4)
        column.addWidget(self._provenance)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot.setMinimumHeight(round(max(200, self.height() * 0.42 - 20) * min(theme.scale(), 1.25)))
        self._headline.setFixedWidth(round(min(400, max(300, self.width() * 0.3)) * min(theme.scale(), 1.25)))

    # what the shell asks ---------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        review = self._review
        if review is None:
            return Heading("Review", "Nothing is open", primary=Command("Go to the test", "Space", self._to_test))
        back = Command("Back to the test", "Space", self._to_test)
        keep, retake = Command("Keep", "Space", self._keep), Command("Retake", "R", self._retake)
        word, tone, primary, secondary = "NOT DECIDED", "caution", keep, retake
        more: tuple[Command, ...] = ()
        if review.kept is not None:
            word, tone = ("KEPT", "good") if review.kept else ("REJECTED", "neutral")
            primary, secondary = back, retake if review.kept else Command("Keep after all", "K", self._keep)
        elif review.refusal:
            word, tone, secondary = "DO NOT USE", "trouble", Command("Keep anyway", "K", self._keep)
            # whose last move made the trial unusable presses Space to take it back, and rejects nothing by it
            primary = Command("Undo the move", "Space", self._undo) if self._moves else replace(retake, key="Space")
            more = (retake,)
        more += (
            Command("Undo the move", "Ctrl+Z", self._undo),
            Command("Next mark", "M", self._plot.next_mark),
            Command("Whole trial", "T", self._toggle_whole),
            Command("More numbers", "N", self._fold),
        )
        return Heading(review.title, review.subtitle, word, tone, primary, secondary, more)

    def enter(self, argument: str) -> None:
        if not argument and (self._waiting or not self.trial_id):
            argument = self._waiting or next((trial.trial_id for trial in self.console.trials()), "")
        if argument and argument != self.trial_id:
            self.trial_id, self._moves = argument, []
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
        self._headline.show_screen(shown, review.verdict)
        self._show_rows(shown)
        self._provenance.setText("\n".join(review.provenance))
        self._provenance.setVisible(bool(review.provenance))
        self._plot.show_review(review, shown)
        self._undo_button.setVisible(bool(self._moves))

    def _show_rows(self, shown: ReviewScreen) -> None:
        rows = shown.rows if self._unfolded else shown.first
        self._table.show_rows(shown.columns, rows, fold_label(shown.rows, shown.first, unfolded=self._unfolded))

    def _fold(self) -> None:
        """Show the numbers behind the button, or hide them again; it stays so for the next trials."""
        if self._review is not None:
            self._unfolded = not self._unfolded
            self._show_rows(screen(self._review))

    def _move_mark(self, mark: Mark, time_s: float) -> None:
        self._moves.append(mark)
        self._undo_button.setVisible(True)
        self.console.move_mark(self.trial_id, mark.name, mark.side, time_s)

    def _undo(self) -> None:
        """Put the mark that was moved last back to where it was before."""
        if self._plot.dragging:
            return
        self._plot.flush()
        if self._moves:
            mark = self._moves.pop()
            self._undo_button.setVisible(bool(self._moves))
            self.console.move_mark(self.trial_id, mark.name, mark.side, mark.time_s)
            self.heading_changed.emit()

    def _toggle_whole(self) -> None:
        self._plot.toggle_whole()

    def _view_changed(self) -> None:
        self._whole_button.show_as("The movement" if self._plot.whole else "Whole trial", "T")

    def _keep(self) -> None:
        if not self._plot.busy:
            self.console.keep(self.trial_id)
            self._to_test()

    def _retake(self) -> None:
        if not self._plot.busy:
            self.console.retake(self.trial_id)
            self._to_test()

    def _to_test(self) -> None:
        self.navigate.emit("live", "")
