"""An examination inside a view: prepared, carried out step by step, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from station.desks.examining import Exam, Examinable, ExaminingDesk, Program
from ui import theme
from ui.exam_presenter import (
    ExamPresenter,
    masses_text,
    named,
    outcome,
    primary_words,
    result_lines,
    summary_of,
    to_do,
)
from ui.page import Command, Heading
from ui.widgets.exam_page import ExamPage, FindingTable
from ui.widgets.exam_setup import ExamSetup
from ui.widgets.labels import Panel, scrolled, text
from ui.widgets.sign_panel import SignPanel
from ui.words import later, say, told

STEPS = {
    "daily": (
        later("Empty: where the zero stands, and a new zero"),
        later("One known mass: at every corner and in the middle of each plate, or hanging from the dynamometer"),
        later("Stand on the plates, turn round, stand: left and right must mirror"),
        later("Empty again: back to zero"),
    ),
    "verification": (
        later("Empty: noise, zero and its drift, for a minute"),
        later("Which side answers"),
        later("Known masses up and down again: error, hysteresis, back to zero"),
        later("The largest mass at every corner: each cell by itself"),
    ),
    "battery": (
        later("Identity and battery"),
        later("Empty for a minute: rate, noise, mains hum, stuck channels, zero and drift"),
        later("Known masses: which side answers, linearity, hysteresis, corners"),
        later("One quick unloading: settling and swing"),
        later("Clock, losses, and coming back after the cable was pulled"),
    ),
}


class ResultPage(QWidget):
    """What came of an examination."""

    def hasHeightForWidth(self) -> bool:
        # its table scrolls by itself
        return False


class Examining:
    """``widget`` shows it while ``open``; ``prepare`` opens it."""

    def __init__(
        self, desk: ExaminingDesk, changed: Callable[[], None], in_the_way: Callable[[], Command | None] = lambda: None
    ) -> None:
        self._desk, self._changed, self._in_the_way = desk, changed, in_the_way
        self._presenter = ExamPresenter()
        self._exam: Exam | None = None
        self._device: Examinable | None = None
        self._program: Program | None = None
        self._problem = ""
        self.setup, self.page = ExamSetup(), ExamPage(desk.curve)
        self.sign = SignPanel(desk)
        self._result = self._build_result()
        self.widget = QStackedWidget()
        self._setup_area = scrolled(self.setup)
        for each in (self._setup_area, self.page, self._result):
            self.widget.addWidget(each)

    def _build_result(self) -> QWidget:
        holder = ResultPage()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        head = Panel("examResult", margins=(28, 20, 28, 20), spacing=6)
        self._verdict, self._kept = text("screen", wrap=True), text("quiet", wrap=True)
        self._to_do = text("strong", wrap=True)
        head.column.addWidget(self._verdict)
        head.column.addWidget(self._to_do)
        head.column.addWidget(self._kept)
        column.addWidget(head)
        column.addWidget(self.sign)
        self._table = FindingTable(say("What was found"))
        self._table.follows = False
        column.addWidget(self._table, 1)
        return holder

    @property
    def open(self) -> bool:
        """Whether there is something to show."""
        return self._program is not None or self._exam is not None

    # What is wanted ---------------------------------------------------------------------------------------------------

    def prepare(self, device: str, program: str) -> None:
        """Ask what has to be known before it begins."""
        found = next((each for each in self._desk.devices() if each.key == device), None)
        wanted = next((each for each in self._desk.programs() if each.key == program), None)
        if found is None or wanted is None:
            return
        self._device, self._program, self._problem = found, wanted, found.why_not
        what = told(wanted.what)
        needs = say("You need known masses and a minute or two. The station feels each step and goes on by itself.")
        if found.simulated:
            needs = say("It is a simulated device: simulated hands put the masses on by themselves.")
        steps = [say(step) for step in STEPS[program] if len(found.sides) != 1 or "turn round" not in step]
        self.setup.ask(
            f"{what[:1].upper()}{what[1:]}.", needs, masses_text(found.masses_kg), steps, plates=len(found.sides) != 1
        )
        self._changed()

    def begin(self) -> None:
        """Begin what was prepared."""
        if self._device is None or self._program is None or self.setup.problem():
            return
        self._presenter = ExamPresenter()
        self._problem = self._desk.begin(self._device.key, self._program.key, self.setup.masses_kg, self.setup.who)
        if not self._problem:
            self._program = None
        self.refresh()
        self._changed()

    def _look_again(self) -> None:
        """Whether what stood in the way of the device still does."""
        if self._device is None or self._problem != self._device.why_not:
            return
        now = next((each for each in self._desk.devices() if each.key == self._device.key), None)
        if now is not None and now.why_not != self._problem:
            self._device, self._problem = now, now.why_not
            self._changed()

    def close(self) -> None:
        """Back to what there was before."""
        self._program, self._problem = None, ""
        self._desk.leave()
        self.refresh()
        self._changed()

    def again(self) -> None:
        """The same once more."""
        exam = self._exam
        if exam is not None:
            self._desk.leave()
            self.prepare(exam.device.key, exam.program.key)

    def typed(self, letters: str) -> None:
        """A letter that may be a key of the certificate."""
        if self.widget.currentWidget() is self._result:
            self.sign.typed(letters)

    # What is shown ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Pull the examination and show it."""
        exam = self._exam = self._desk.exam()
        if self._program is not None:
            self._look_again()
            self.widget.setCurrentWidget(self._setup_area)
        elif exam is not None and exam.running:
            self.page.show_exam(exam, self._presenter.screen(exam))
            self.widget.setCurrentWidget(self.page)
        elif exam is not None:
            self._show_result(exam)
            self.widget.setCurrentWidget(self._result)

    def frame(self) -> None:
        """Draw one frame of the curve."""
        if self.widget.currentWidget() is self.page:
            self.page.draw()

    def _show_result(self, exam: Exam) -> None:
        self._verdict.setText(summary_of(exam))
        self._kept.setText(told(exam.kept))
        self._kept.setVisible(bool(exam.kept))
        steps = to_do(exam)
        self._to_do.setText(steps)
        self._to_do.setVisible(bool(steps))
        self._table.show_findings(result_lines(exam))
        self.sign.show_exam(exam)

    def heading(self) -> Heading:
        """Title, state word and commands."""
        if self._program is not None and self._device is not None:
            title = say("{program}: {name}", program=told(self._program.title), name=told(self._device.name))
            begin = self._in_the_way() if self._problem else Command(say("Begin"), "Space", self.begin)
            back = Command(say("Back"), "Esc", self.close)
            return Heading(title, told(self._problem) or named(self._device), "", "neutral", begin, back)
        exam = self._exam
        if exam is None:
            return Heading(say("Devices"))
        title = say("{program}: {name}", program=told(exam.program.title), name=told(exam.device.name))
        word, tone = outcome(exam)
        if exam.running:
            words = primary_words(exam)
            done = Command(words, "Space", self._desk.answer) if words else None
            stop = Command(say("Stop"), "Esc", self._desk.stop)
            leave_out = (Command(say("Leave this check out"), "K", self._desk.skip),)
            return Heading(title, named(exam.device), word, tone, done, stop, leave_out)
        back = Command(say("Done"), "Space", self.close)
        return Heading(title, named(exam.device), word, tone, back, Command(say("Once more"), "R", self.again))
