"""The form for what was done in today's visit between two measurements, in place of nothing else."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField, labelled
from ui.widgets.labels import row, text
from ui.words import say


class TreatmentForm(QWidget):
    """Words and a time; Enter does what the window's primary button says."""

    submitted = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 10, 8)
        column.setSpacing(8)
        close = ActionButton("treatment-close", "tiny", say("Close"), "Esc")
        close.clicked.connect(lambda _=False: self.given_up.emit())
        column.addLayout(row(text("panel", say("Done in this visit")), None, close))
        why = say("The same test after it is compared with the one before it.")
        column.addWidget(text("secondary", why, wrap=True))
        self._problem = text("bannerTrouble", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self._what = LineField("treatment-what", say("What was done"), say("for example: hip flexors loosened, 10 min"))
        self._at = LineField("treatment-at", say("When it was done"), say("now"), longest=8)
        self._at.setFixedWidth(round(90 * theme.scale()))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(labelled(say("What was done"), self._what), 1)
        line.addWidget(labelled(say("At"), self._at))
        column.addLayout(line)
        for field in (self._what, self._at):
            field.taken.connect(self.submitted.emit)
            field.given_up.connect(self.given_up.emit)

    @property
    def given(self) -> tuple[str, str]:
        """What was done and when, as they were typed."""
        return self._what.text().strip(), self._at.text().strip()

    def begin(self) -> None:
        """Let somebody type."""
        self._what.setFocus()

    def say_problem(self, words: str) -> None:
        """What is wrong with what was typed."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
