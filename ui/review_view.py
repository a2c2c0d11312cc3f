"""One stored trial: its curve with marks that can be moved, its numbers with their reasons, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.desks.reviewing import Overlays, PressurePath, TrialChange, TrialStep
from station.errors import StationError
from station.events import Event, TrialChanged, TrialStored
from station.model import Live, Mark, Outcome, RejectReason, TrialReview
from station.office import Office
from ui import theme
from ui.change_presenter import ChangeScreen, change_screen
from ui.decision_presenter import neighbour, outcomes, reasons, run_screens, step_screens
from ui.drawing_presenter import Shown
from ui.measures_presenter import fold_label
from ui.page import Command, Heading, Page
from ui.pressure_presenter import pressure_screen
from ui.reading_beside import PARTS, PRESSURE, ReadingBeside
from ui.review_presenter import ReviewScreen, screen
from ui.widgets.columns import side_factor
from ui.widgets.decision_bar import ChoicePanel, DecisionBar
from ui.widgets.flow import WIDEST
from ui.widgets.headline import HeadlinePanel
from ui.widgets.labels import Icon, Panel, scrolled, text
from ui.widgets.measure_table import MeasureTable
from ui.widgets.origin_panel import OriginPanel
from ui.widgets.review_plot import ReviewPlot
from ui.widgets.trial_strip import TrialStrip
from ui.words import say, told

REASONS, OUTCOMES = "reasons", "outcomes"
ROOMY, ONE_COLUMN = 640, 860
"""Below this height the small curve of the change is left away, so that the large one is whole; below this width the
result stands over the curves."""


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
        self._text.setText(say("Do not use this trial. {reason}", reason=told(reason)) if reason else "")


class ReviewView(Page):
    """A stored trial, opened by its id; the newest one when none is named."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.trial_id = ""
        self._review: TrialReview | None = None
        self._problem = ""
        self._waiting = ""
        self._unfolded = self._changing = False
        self._asking = ""
        self._steps: Sequence[TrialStep] = ()
        self._overlays: Overlays | None = None
        self._beside = None if office.reviewing is None else ReadingBeside(office.reviewing, self)
        self._pressed = False
        """The path of the pressure of this trial was asked for."""
        self._stack = QStackedLayout(self)
        self._none = text("quiet", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = Panel("emptyReview")
        empty.column.addWidget(self._none, 1)
        self._stack.addWidget(empty)
        self._scroll = scrolled(self._build())
        self._stack.addWidget(self._scroll)
        self._connect()

    def _build(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP - 4)
        self._refusal, self._strip = Refusal(), TrialStrip()
        self._plot, self._headline = ReviewPlot(), HeadlinePanel()
        self._plot.changed.connect(self._read_beside)
        self._bar, self._choice = DecisionBar(), ChoicePanel()
        self._table, self._origin = MeasureTable(), OriginPanel()
        self._upper = upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        upper.setSpacing(theme.GAP)
        upper.addWidget(self._plot, 1)
        upper.addWidget(self._headline)
        column.addWidget(self._refusal)
        column.addWidget(self._strip)
        column.addLayout(upper, 1)
        for widget in (self._bar, self._choice, self._table, self._origin):
            column.addWidget(widget)
        if self._beside is None:
            self._strip.hide()
            self._headline.change.hide()
        return content

    def _connect(self) -> None:
        self._plot.marked.moved = self._move_mark
        self._table.fold.connect(self._fold)
        self._strip.wanted.connect(self._open)
        self._strip.stepped.connect(self._step)
        self._bar.reject.connect(self._ask_reason)
        self._bar.outcome.connect(self._ask_outcome)
        self._bar.practice.connect(self._say_practice)
        self._bar.exchange.connect(self._exchange)
        self._bar.undo.connect(self._undo)
        self._bar.redo.connect(self._redo)
        self._choice.chosen.connect(self._chosen)
        self._choice.left.connect(self._leave)
        if self._beside is not None:
            self._beside.found.connect(self._found)
        # shortcuts of a view that is not in front are not active
        for keys, run in (("PgUp", lambda: self._step(-1)), ("PgDown", lambda: self._step(1))):
            QShortcut(QKeySequence(keys), self, run)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self._redo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot.marked.setMinimumHeight(round(max(190, self.height() * 0.34) * min(theme.scale(), 1.25)))
        self._headline.change.fold(self.height() < ROOMY * theme.scale())
        stacked = self.width() < ONE_COLUMN * theme.scale()
        way = QBoxLayout.Direction
        self._upper.setDirection(way.BottomToTop if stacked else way.LeftToRight)
        beside = round(min(400, max(300, self.width() * 0.3)) * side_factor(self.width()))
        self._headline.setMinimumWidth(0 if stacked else beside)
        self._headline.setMaximumWidth(WIDEST if stacked else beside)
        self._bar.stack(stacked=stacked)

    def least(self) -> QSize:
        return QSize(510, 540)

    # what the shell asks ---------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        review = self._review
        to_test = Command(say("Go to the test"), "Space", self._to_test)
        if review is None:
            return Heading(say("Review"), say("Nothing is open"), primary=to_test)
        keep, retake = Command(say("Keep"), "Space", self._keep), Command(say("Retake"), "R", self._retake)
        word, tone, primary, secondary = say("NOT DECIDED"), "caution", keep, retake
        more: tuple[Command, ...] = ()
        if review.kept is not None:
            word, tone = (say("KEPT"), "good") if review.kept else (say("REJECTED"), "neutral")
            primary = Command(say("Back to the test"), "Space", self._to_test)
            secondary = retake if review.kept else Command(say("Keep after all"), "K", self._keep)
        elif review.refusal:
            word, tone = say("DO NOT USE"), "trouble"
            secondary = Command(say("Keep anyway"), "K", self._keep)
            # whose last change made the trial unusable presses Space to take it back, and rejects nothing by it
            undo = Command(say("Undo the last change"), "Space", self._undo)
            primary = undo if review.said.undo else replace(retake, key="Space")
            more = (retake,)
        if self._choice.open:
            primary = Command(say("Leave it as it is"), "Space", self._leave)
            more += (Command(say("Leave it as it is"), "Esc", self._leave),)
        more += (
            Command(say("Undo"), "Ctrl+Z", self._undo),
            Command(say("Next mark"), "M", self._plot.marked.next_mark),
            Command(say("Whole trial"), "T", self._plot.toggle_whole),
            Command(say("More numbers"), "N", self._fold),
        )
        return Heading(told(review.title), told(review.subtitle), word, tone, primary, secondary, more)

    def enter(self, argument: str) -> None:
        if not argument and (self._waiting or not self.trial_id):
            argument = self._waiting or next((trial.trial_id for trial in self.console.trials()), "")
        self._open(argument or self.trial_id)
        self._scroll.verticalScrollBar().setValue(0)

    def refresh(self, live: Live) -> None:
        """The review shows what is stored, and hears when that changes."""

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored):
            self._waiting = event.trial_id
        elif isinstance(event, TrialChanged):
            if event.trial_id == self._waiting:
                self._waiting = ""
            if event.trial_id == self.trial_id and self.isVisible():
                self._load()

    def choose(self, number: int) -> None:
        if self._choice.open:
            self._choice.choose(number)
        else:
            self._plot.look_at_number(number)

    def typed(self, letters: str) -> None:
        if self._review is None:
            return
        doing: dict[str, Callable[[], None]] = {
            "x": self._ask_reason,
            "o": self._ask_outcome,
            "p": self._say_practice,
            "s": self._exchange,
            "c": self._plot.toggle_compared,
            "v": self._plot.look_at_next,
            "i": lambda: self._unfold(self._origin.fold_origin),
            "h": lambda: self._unfold(self._origin.fold_runs),
            "+": lambda: self._plot.marked.zoom(1),
            "=": lambda: self._plot.marked.zoom(1),
            "-": lambda: self._plot.marked.zoom(-1),
            "0": self._plot.marked.show_whole,
            ",": lambda: self._plot.marked.pan(-0.1),
            ".": lambda: self._plot.marked.pan(0.1),
        }
        if letters.lower() in doing:
            doing[letters.lower()]()

    # what is open ----------------------------------------------------------------------------------------------

    def _open(self, trial_id: str) -> None:
        if trial_id != self.trial_id:
            self._plot.marked.flush()
            self._choice.hide()
            self.trial_id, self._overlays = trial_id, None
            self._plot.show_pressure(pressure_screen(None))
            self._headline.change.show_change(change_screen(None))
            self._origin.show_runs(())
        self._load()

    def _load(self) -> None:
        try:
            self._review = self.console.review(self.trial_id) if self.trial_id else None
            self._problem, self._changing = "", False
        except StationError as error:
            self._review, self._problem = None, told(str(error))
        if self._review is None:
            nothing = say("No trial yet. Run a test, and its curve and numbers appear here.")
            self._none.setText(self._problem or nothing)
            self._stack.setCurrentIndex(0)
        else:
            self._show(self._review)
            self._stack.setCurrentIndex(1)
            self._pressed = False
            self._read_beside(tuple(part for part in PARTS if part != PRESSURE))
        self.heading_changed.emit()

    def _read_beside(self, parts: tuple[str, ...] = ()) -> None:
        """Read these parts, and the path of the pressure only once it is looked at: it takes as long as all others."""
        wants = self._plot.shown is Shown.PRESSURE and not self._pressed
        self._pressed |= wants
        if self._beside is None or not (parts or wants):
            return
        missing = PARTS if wants and self._beside.busy else parts
        self._beside.ask(self.trial_id, tuple(dict.fromkeys((*((PRESSURE,) if wants else ()), *missing))))

    def _show(self, review: TrialReview) -> None:
        shown = screen(review)
        self._refusal.show_reason(review.refusal)
        self._headline.show_screen(shown, review.verdict)
        self._bar.show_review(review)
        self._show_rows(shown)
        self._origin.show_origin(review.provenance)
        self._strip.show_steps(step_screens(self._steps, self.trial_id))
        self._plot.show_review(review, self._overlays)

    def _found(self, part: str, value: object) -> None:
        """One part of what stands beside the trial is there."""
        if self._review is None:
            return
        if part == "steps" and isinstance(value, list | tuple):
            self._steps = value
            self._strip.show_steps(step_screens(value, self.trial_id))
        elif part == "overlays":
            self._overlays = value if isinstance(value, Overlays) else Overlays(left_out=(str(value),))
            self._plot.show_review(self._review, self._overlays)
        elif part == "change":
            if isinstance(value, TrialChange):
                shown = change_screen(value)
            else:
                shown = ChangeScreen(say("What changed"), note=told(str(value)))
            self._headline.change.show_change(shown)
        elif part == "runs" and isinstance(value, list | tuple):
            self._origin.show_runs(run_screens(value))
        elif part == PRESSURE:
            found = value if isinstance(value, PressurePath) else PressurePath(why_not=str(value))
            self._plot.show_pressure(pressure_screen(found))

    def _step(self, by: int) -> None:
        wanted = neighbour(self._steps, self.trial_id, by)
        if wanted and not self._plot.marked.dragging:
            self._open(wanted)

    def _show_rows(self, shown: ReviewScreen) -> None:
        rows = shown.rows if self._unfolded else shown.first
        self._table.show_rows(shown.columns, rows, fold_label(shown.rows, shown.first, unfolded=self._unfolded))

    def _fold(self) -> None:
        """Show the numbers behind the button, or hide them again; it stays so for the next trials."""
        if self._review is not None:
            self._unfolded = not self._unfolded
            self._show_rows(screen(self._review))

    def _unfold(self, fold: Callable[[], None]) -> None:
        fold()
        QTimer.singleShot(0, self._origin, lambda: self._scroll.ensureWidgetVisible(self._origin, 0, theme.GAP))

    # what is said of it ----------------------------------------------------------------------------------------

    def _ask_reason(self) -> None:
        if self._review is not None:
            hint = say("It stays stored, with the reason, and counts nowhere.")
            self._ask(REASONS, say("Why does this trial not count?"), hint, note=True)

    def _ask_outcome(self) -> None:
        if self._review is not None:
            hint = say("The numbers follow from it; it can be taken back.")
            self._ask(OUTCOMES, say("How did this trial end?"), hint, note=False)

    def _ask(self, which: str, title: str, hint: str, *, note: bool) -> None:
        if self._review is None or self._plot.marked.busy:
            return
        if self._choice.open and self._asking == which:
            self._leave()
            return
        self._asking = which
        self._choice.ask(title, hint, reasons(self._review) if which == REASONS else outcomes(self._review), note=note)
        self.heading_changed.emit()
        # it has its place only after the layout was made
        QTimer.singleShot(0, self._choice, lambda: self._scroll.ensureWidgetVisible(self._choice, 0, theme.GAP))

    def _chosen(self, key: str, note: str) -> None:
        self._leave()
        if self._asking == REASONS:
            self.console.reject(self.trial_id, RejectReason[key], note)
        elif self._review is not None and Outcome[key] is not self._review.outcome:
            self.console.say_outcome(self.trial_id, Outcome[key])

    def _leave(self) -> None:
        self._choice.hide()
        self.heading_changed.emit()

    def _say_practice(self) -> None:
        if self._review is not None and not self._plot.marked.busy:
            self.console.say_practice(self.trial_id, not self._review.said.practice)

    def _exchange(self) -> None:
        if self._review is not None and not self._plot.marked.busy:
            self.console.exchange_sides(self.trial_id)

    def _move_mark(self, mark: Mark, time_s: float) -> None:
        self._changing = True
        self.console.move_mark(self.trial_id, mark.name, mark.side, time_s)

    def _undo(self) -> None:
        """Take back what was changed last, as the store has it."""
        if not self._plot.marked.dragging:
            self._plot.marked.flush()
            if self._changing or (self._review is not None and self._review.said.undo):
                self.console.undo(self.trial_id)

    def _redo(self) -> None:
        if not self._plot.marked.busy and self._review is not None and self._review.said.redo:
            self.console.redo(self.trial_id)

    def _keep(self) -> None:
        if not self._plot.marked.busy:
            self.console.keep(self.trial_id)
            self._to_test()

    def _retake(self) -> None:
        if not self._plot.marked.busy:
            self.console.retake(self.trial_id)
            self._to_test()

    def _to_test(self) -> None:
        self.navigate.emit("live", "")
