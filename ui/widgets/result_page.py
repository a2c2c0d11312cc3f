"""The trial that was just done, in place: its curve with marks to move, its numbers, and what is asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.model import Outcome, Side, TrialReview
from ui import theme
from ui.deciding_presenter import Act, Question
from ui.drawing_presenter import Shown, drawing
from ui.live_parts import StepLine
from ui.live_presenter import ListLine
from ui.measures_presenter import TableRow
from ui.numbers import DASH, force_name
from ui.review_presenter import ReviewScreen
from ui.widgets.beside import PlotPage
from ui.widgets.buttons import ActionButton
from ui.widgets.choices import ChoiceGrid
from ui.widgets.flow import FlowBox
from ui.widgets.labels import ElidedLabel, Panel, SideBadge, clear, row, text
from ui.widgets.live_panels import PromptSlot, TrialsPanel
from ui.widgets.marked_plot import MarkedPlot
from ui.widgets.readouts import BigNumber
from ui.widgets.visit_panels import StepsPanel
from ui.words import number, say, told

ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}
COLUMNS = (Side.LEFT, Side.RIGHT)

SUPPORTING = 4
"""Numbers beside the headline."""


def _worth_showing(line: TableRow) -> bool:
    """Comparisons stand in the verdict; what is withheld is told, with its reason, where one looks closer."""
    return not line.key.endswith("asymmetry") and any(value != DASH for _, value in line.values)


class ResultPanel(Panel):
    """The headline as large as the room allows, what is known of it, and left against right in words."""

    def __init__(self) -> None:
        super().__init__("resultPanel", spacing=4)
        self._title = text("quiet", wrap=True)
        self._alone = BigNumber(theme.HEADLINE)
        self._sides = {side: BigNumber(theme.RESULT, small=theme.BODY, colour=side.value) for side in COLUMNS}
        self._spreads = {side: text("quiet") for side in Side}
        self._why, self._verdict = text("quiet", wrap=True), text("strong", wrap=True)
        self._detail, self._outcome = text("quiet", wrap=True), text("strong", wrap=True)
        self._again = text("strong", wrap=True)
        self._again.hide()
        self.column.addWidget(self._title)
        self.column.addWidget(self._alone)
        self.column.addLayout(row(*self._sides.values(), spacing=12))
        self._letters = {side: SideBadge(side, 18) for side in COLUMNS}
        spreads = row(spacing=12)
        for side in COLUMNS:
            spreads.addLayout(row(self._letters[side], self._spreads[side], None), 1)
        self.column.addWidget(self._spreads[Side.BOTH])
        self.column.addLayout(spreads)
        for label in (self._why, self._verdict, self._detail, self._outcome, self._again):
            self.column.addWidget(label)

    def show_result(self, shown: ReviewScreen, review: TrialReview) -> None:
        """Show this trial's headline."""
        self._title.setText(told(shown.headline_title))
        values = {value.side: value for value in shown.headline}
        alone = values.get(Side.BOTH) if len(values) == 1 else None
        self._alone.setVisible(alone is not None)
        if alone is not None:
            self._alone.show_value(number(alone.whole or DASH), "", alone.unit)
        for side, big in self._sides.items():
            value = values.get(side)
            big.setVisible(value is not None)
            self._letters[side].setVisible(value is not None)
            if value is not None:
                big.show_value(number(value.whole or DASH), "", value.unit)
        for side, label in self._spreads.items():
            spread = values[side].spread if side in values else ""
            label.setText(number(spread))
            label.setVisible(bool(spread))
        whys = dict.fromkeys(told(value.why) for value in shown.headline if value.why)
        ended = "" if review.outcome is Outcome.COMPLETED else told(review.outcome.value)
        said = (" ".join(whys), told(review.verdict), shown.detail, ended[:1].upper() + ended[1:])
        for label, words in zip((self._why, self._verdict, self._detail, self._outcome), said, strict=True):
            label.setText(words)
            label.setVisible(bool(words))

    def show_retest(self, words: str) -> None:
        """What came of testing again in this visit."""
        self._again.setText(words)
        self._again.setVisible(bool(words))


class NumbersPanel(Panel):
    """The few numbers that stand beside the headline."""

    def __init__(self) -> None:
        super().__init__("numbersPanel", spacing=5)
        self.column.addWidget(text("quiet", say("Also measured")))
        self._list = QVBoxLayout()
        self._list.setSpacing(5)
        self.column.addLayout(self._list)
        self._rows: tuple[TableRow, ...] | None = None

    def show_rows(self, rows: tuple[TableRow, ...]) -> None:
        """Show these, or nothing at all."""
        self.setVisible(bool(rows))
        if rows == self._rows:
            return
        self._rows = rows
        clear(self._list)
        for each in rows:
            holder = QWidget()
            lines = QVBoxLayout(holder)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(1)
            lines.addWidget(ElidedLabel("secondary", told(each.title)))
            values = [text(ROLES[side], number(shown)) for side, shown in each.values]
            lines.addLayout(row(*values, None, spacing=18))
            holder.setToolTip(told(each.why))
            self._list.addWidget(holder)


class ResultPage(PlotPage):
    """What was measured, and what is to be decided."""

    acted = Signal(str)
    answered = Signal(int)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("result")
        self._review: TrialReview | None = None
        self._acts: tuple[Act, ...] | None = None
        panel = Panel("resultPlotPanel", margins=(24, 12, 14, 12), spacing=6)
        self._prompt = PromptSlot()
        panel.column.addWidget(self._prompt)
        self._caption, self._buttons = ElidedLabel("secondary"), FlowBox(spacing=8)
        head = row(self._caption, self._buttons, spacing=10)
        head.setStretch(0, 1)
        panel.column.addLayout(head)
        self.plot = MarkedPlot()
        panel.column.addWidget(self.plot, 1)
        self._choices = ChoiceGrid()
        self._choices.answered.connect(self.answered)
        panel.column.addWidget(self._choices)
        self._headline, self._numbers = ResultPanel(), NumbersPanel()
        self._trials, self._steps = TrialsPanel(), StepsPanel()
        self._trials.opened.connect(self.opened)
        self._lay_out(panel, (self._headline, self._numbers, self._steps), self._trials)

    def _fit_caption(self) -> None:
        """What is said of the axes, as far as the buttons leave room for it; many of them take a second row."""
        unit = force_name()
        full = say("{unit} · seconds from the start · a mark can be dragged", unit=unit)
        short = say("{unit} · seconds from the start", unit=unit)
        room = self.width() - self._side.width() - theme.GAP - 48
        if room <= 0:
            return
        taken = self._buttons.wide
        wide = self._caption.fontMetrics().horizontalAdvance
        words = next((each for each in (full, short, unit) if wide(each) + 4 <= room - taken), "")
        self._caption.set_text(words)
        self._caption.setVisible(bool(words))
        if taken <= room:
            self._buttons.keep_in_one_row()
        else:
            self._buttons.setFixedWidth(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(round(min(380, max(300, self.width() * 0.28)) * min(theme.scale(), 1.25)))
        self._fit_caption()

    def show_trial(self, review: TrialReview, shown: ReviewScreen) -> None:
        """Show this trial; one that is shown already is not drawn anew."""
        if review is self._review:
            return
        self._review = review
        self._headline.show_result(shown, review)
        beside = [each for each in shown.first if each.key != review.headline and _worth_showing(each)]
        self._numbers.show_rows(tuple(beside[:SUPPORTING]))
        self.plot.show_drawing(drawing(review, Shown.BOTH, ()))

    def show_retest(self, words: str) -> None:
        """What came of testing again in this visit, or nothing."""
        self._headline.show_retest(words)

    def show_words(self, prompt: str, trouble: str) -> None:
        """What was decided and what to do, or what is wrong with the trial."""
        self._prompt.show_text(prompt, trouble)

    def show_question(self, question: Question) -> None:
        """Ask this, or nothing."""
        self._choices.show_question(question)

    def show_trials(self, lines: tuple[ListLine, ...], note: str, title: str) -> None:
        """The trials of this test today."""
        self._trials.show_lines(lines, note, title)

    def show_steps(self, title: str, steps: tuple[StepLine, ...]) -> None:
        """The battery that is walked."""
        self._steps.show_steps(title, steps)

    def show_acts(self, acts: Sequence[Act]) -> None:
        """What else can be done, a button each."""
        if tuple(acts) == self._acts:
            return
        self._acts = tuple(acts)
        clear(self._buttons.flow)
        for act in acts:
            button = ActionButton(f"act-{act.name}", "tiny", act.label, act.key)
            button.clicked.connect(lambda _=False, name=act.name: self.acted.emit(name))
            self._buttons.flow.addWidget(button)
        self._fit_caption()
