"""All visits of one person, newest first, each with its trials and what was done; a click opens a trial."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.trial_lines import trial_line
from ui.visits_presenter import DoneLine, VisitBlock
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Panel, clear, discard, row, rule, scrolled, text
from ui.widgets.treatment_form import TreatmentForm
from ui.widgets.trial_line import TrialLine
from ui.words import say

AT_ONCE = 8
"""Visits that are laid out at first; a history of years would take a second."""


class VisitsPanel(Panel):
    """The newest visits; earlier ones on demand."""

    trial_opened = Signal(str)
    all_wanted = Signal()
    note_wanted = Signal()
    """What was done in today's visit is to be written down."""
    strike_wanted = Signal(str)
    """Id of what was noted by mistake."""
    submitted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__("visitsPanel", margins=(10, 12, 8, 10))
        self._form: TreatmentForm | None = None
        self._today = False
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self.column.addWidget(scrolled(content), 1)

    def show_visits(self, blocks: Sequence[VisitBlock], earlier: int) -> None:
        """These visits; so many earlier ones are there beside them."""
        clear(self._list)
        self._today = any(block.today for block in blocks)
        for place, block in enumerate(blocks):
            self._list.addSpacing(16 if place else 0)
            self._list.addWidget(self._heading(block))
            for done in block.done:
                self._list.addWidget(self._done(done, strikable=block.today))
            for trial in block.trials:
                self._list.addWidget(rule())
                line = TrialLine(trial_line(trial, person=False))
                line.clicked.connect(lambda _=False, key=trial.trial_id: self.trial_opened.emit(key))
                self._list.addWidget(line)
        if earlier:
            more = ActionButton("visits-more", "small", say("Show {count} earlier visits", count=earlier))
            more.clicked.connect(lambda _=False: self.all_wanted.emit())
            self._list.addSpacing(10)
            self._list.addLayout(row(more, None))
        if not blocks:
            label = text("quiet", say("No visit yet. The first one begins with a test."), wrap=True)
            label.setContentsMargins(10, 4, 10, 4)
            self._list.addWidget(label)
        self._list.addStretch(1)

    def _heading(self, block: VisitBlock) -> QWidget:
        """Which visit; what was done in today's can be noted."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(10, 2, 10, 4)
        column.setSpacing(2)
        head = row(text("panel", block.title), None)
        if block.today:
            note = ActionButton("treatment-note", "tiny", say("Note what was done"), "T")
            note.clicked.connect(lambda _=False: self.note_wanted.emit())
            head.addWidget(note)
        column.addLayout(head)
        column.addWidget(text("secondary", block.detail, wrap=True))
        return holder

    def _done(self, done: DoneLine, *, strikable: bool) -> QWidget:
        """What was done; what was noted by mistake today can be taken back."""
        holder = QWidget()
        line = row(text("body", done.text, wrap=True), spacing=8)
        line.setStretch(0, 1)
        line.setContentsMargins(10, 2, 10, 6)
        if strikable:
            strike = ActionButton(f"treatment-strike-{done.treatment_id}", "tiny", say("Take back"))
            strike.setAccessibleName(say("Take back: {what}", what=done.text))
            strike.clicked.connect(lambda _=False: self.strike_wanted.emit(done.treatment_id))
            line.addWidget(strike)
        holder.setLayout(line)
        return holder

    # noting -------------------------------------------------------------------------------------------------------

    @property
    def given(self) -> tuple[str, str] | None:
        """What was typed; None where there is no form."""
        return None if self._form is None else self._form.given

    @property
    def open_today(self) -> bool:
        """Whether there is a visit in which something can be noted as done."""
        return self._today

    def note(self) -> None:
        """Open the form above the visits; it stays over whatever is shown below."""
        self.leave_note()
        self._form = TreatmentForm()
        self._form.submitted.connect(self.submitted.emit)
        self._form.given_up.connect(self.given_up.emit)
        self.column.insertWidget(0, self._form)
        self._form.begin()

    def leave_note(self) -> None:
        """Close the form."""
        if self._form is not None:
            self.column.removeWidget(self._form)
            discard(self._form)
            self._form = None

    def say_problem(self, words: str) -> None:
        """What is wrong with what was typed."""
        if self._form is not None:
            self._form.say_problem(words)
