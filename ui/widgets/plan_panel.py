"""The plan of doses: what is agreed, what was reached, and the form for a line of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.model import ProtocolCard
from ui import theme
from ui.person_presenter import SIDE_WORDS, TARGETS, DoneDose, PlanGiven, PlanLine, found_tests
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import ChoiceRow, LineField, labelled
from ui.widgets.flow import FlowBox
from ui.widgets.labels import ElidedLabel, Panel, clear, row, rule, scrolled, text
from ui.words import say, told


class PlanPanel(Panel):
    """What is agreed for the weeks to come; changed in place."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    """The ``PlanLine``."""
    end_wanted = Signal(object)
    begin_wanted = Signal(object)
    submitted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__("planPanel", margins=(18, 14, 10, 12))
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 10, 0)
        self._list.setSpacing(8)
        self.column.addWidget(scrolled(content), 1)
        self._form: PlanForm | None = None

    @property
    def given(self) -> PlanGiven | None:
        """What stands in the form; None where there is none."""
        return None if self._form is None else self._form.given

    def show_plan(self, lines: Sequence[PlanLine], done: Sequence[DoneDose]) -> None:
        """What is agreed and what was done."""
        clear(self._list)
        self._form = None
        add = ActionButton("plan-add", "small", say("Add an exercise"), "A")
        add.clicked.connect(lambda _=False: self.add_wanted.emit())
        self._list.addLayout(row(text("panel", say("Agreed")), None, add))
        if not lines:
            empty = say("Nothing is agreed yet: an exercise with its target, how long to hold it and how often.")
            self._list.addWidget(text("quiet", empty, wrap=True))
        for line in lines:
            self._list.addWidget(rule())
            self._list.addWidget(self._line(line))
        if done:
            title = text("panel", say("Done in visits"))
            title.setContentsMargins(0, 16, 0, 0)
            self._list.addWidget(title)
        for dose in done:
            self._list.addWidget(rule())
            self._list.addWidget(_done(dose))
        self._list.addStretch(1)

    def _line(self, line: PlanLine) -> QWidget:
        holder, column = _holder()
        change = ActionButton(f"plan-change-{line.dose.id}", "tiny", say("Change"))
        change.setAccessibleName(say("Change {what}", what=line.title))
        change.clicked.connect(lambda _=False: self.change_wanted.emit(line))
        end = ActionButton(f"plan-end-{line.dose.id}", "tiny", say("End"))
        end.setAccessibleName(say("End {what}", what=line.title))
        end.clicked.connect(lambda _=False: self.end_wanted.emit(line))
        begin = ActionButton(f"plan-begin-{line.dose.id}", "tiny", say("Do it now"))
        begin.setAccessibleName(say("Do {what} now, as it is planned", what=line.title))
        begin.clicked.connect(lambda _=False: self.begin_wanted.emit(line))
        column.addLayout(row(ElidedLabel("strong", line.title), None, begin, change, end, spacing=8))
        column.addWidget(
            text("body", " · ".join(part for part in (line.asked, line.words, line.since) if part), wrap=True)
        )
        column.addWidget(text("secondary", say("Reached last: {what}", what=line.reached), wrap=True))
        return holder

    def edit(self, title: str, given: PlanGiven, tests: Sequence[ProtocolCard]) -> None:
        """The form of one line."""
        clear(self._list)
        self._form = PlanForm(title, given, tests)
        self._form.submitted.connect(self.submitted.emit)
        self._form.given_up.connect(self.given_up.emit)
        self._list.addWidget(self._form)
        self._list.addStretch(1)
        self._form.begin()

    def say_problem(self, words: str) -> None:
        """What is wrong with what was typed."""
        if self._form is not None:
            self._form.say_problem(words)


class PlanForm(QWidget):
    """Exercise, side, target, hold, repetitions, and a remark."""

    submitted = Signal()
    given_up = Signal()

    def __init__(self, title: str, given: PlanGiven, tests: Sequence[ProtocolCard]) -> None:
        super().__init__()
        self._tests, self._exercise = tuple(tests), given.exercise
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        close = ActionButton("plan-close", "tiny", say("Close"), "Esc")
        close.clicked.connect(lambda _=False: self.given_up.emit())
        column.addLayout(row(text("panel", title), None, close))
        self._problem = text("bannerTrouble", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self._search = self._field("exercise", say("Exercise"), say("Type a part of its name"), 60)
        known = next((test for test in tests if test.key == given.exercise), None)
        self._search.setText("" if known is None else told(known.title))
        self._search.textEdited.connect(self._look)
        column.addWidget(labelled(say("Exercise"), self._search))
        self._found = FlowBox()
        column.addWidget(self._found)
        sides = [(side.value, say(words)) for side, words in SIDE_WORDS.items()]
        self._side = ChoiceRow("plan-side", sides, given.side, label=say("Side"))
        column.addWidget(labelled(say("Side"), self._side))
        self._low = self._number("low", say("Target from"), given.low, "40")
        self._high = self._number("high", say("Target to"), given.high, "60")
        self._unit = ChoiceRow("plan-unit", [(unit, say(words)) for unit, words in TARGETS.items()], given.unit,
                               label=say("Unit of the target"))  # fmt: skip
        column.addWidget(FlowBox(labelled(say("Target from"), self._low), labelled(say("to"), self._high), spacing=12))
        column.addWidget(labelled(say("Unit of the target"), self._unit))
        self._hold = self._number("hold", say("Hold, s"), given.hold_s, "30")
        self._reps = self._number("reps", say("Repetitions"), given.reps, "5")
        column.addWidget(FlowBox(labelled(say("Hold, s"), self._hold), labelled(say("Repetitions"), self._reps),
                                 spacing=12))  # fmt: skip
        self._words = self._field("words", say("Remark"), say("for example: every second day"), 120)
        self._words.setText(given.words)
        column.addWidget(labelled(say("Remark"), self._words))

    def _field(self, name: str, label: str, hint: str, longest: int) -> LineField:
        field = LineField(f"plan-{name}", label, hint, longest=longest)
        field.taken.connect(self._taken)
        field.given_up.connect(self.given_up.emit)
        return field

    def _number(self, name: str, label: str, value: str, hint: str) -> LineField:
        field = self._field(name, label, hint, 8)
        field.setText(value)
        field.setFixedWidth(round(120 * theme.scale()))
        return field

    def begin(self) -> None:
        """Let somebody type."""
        (self._low if self._exercise else self._search).setFocus()

    def _taken(self) -> None:
        """Enter in the search takes the first test that was found; elsewhere everything."""
        found = found_tests(self._search.text(), self._tests)
        if self._search.hasFocus() and not self._exercise and found:
            self._take(found[0])
        else:
            self.submitted.emit()

    def _look(self, words: str) -> None:
        self._exercise = ""
        clear(self._found.flow)
        for test in found_tests(words, self._tests):
            button = ActionButton(f"plan-take-{test.key}", "small", told(test.title))
            button.clicked.connect(lambda _=False, it=test: self._take(it))
            self._found.flow.addWidget(button)
        self._found.updateGeometry()

    def _take(self, test: ProtocolCard) -> None:
        self._exercise = test.key
        self._search.setText(told(test.title))
        clear(self._found.flow)
        self._found.updateGeometry()
        self._low.setFocus()

    @property
    def given(self) -> PlanGiven:
        """What stands in it now."""
        return PlanGiven(
            self._exercise, self._side.value, self._low.text().strip(), self._high.text().strip(), self._unit.value,
            self._hold.text().strip(), self._reps.text().strip(), self._words.text().strip(),
        )  # fmt: skip

    def say_problem(self, words: str) -> None:
        """What is wrong with what was typed."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))


def _done(dose: DoneDose) -> QWidget:
    holder, column = _holder()
    column.addLayout(row(ElidedLabel("strong", dose.title), None, text("quiet", dose.when), spacing=8))
    column.addWidget(text("body", say("asked {asked}; done {reached}", asked=dose.asked or say("nothing"),
                                      reached=dose.reached), wrap=True))  # fmt: skip
    if dose.limited:
        column.addWidget(text("secondary", say("limited: {why}", why=dose.limited), wrap=True))
    return holder


def _holder() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(2)
    return holder, column
