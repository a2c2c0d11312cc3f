"""A closed list in place: every line has its number, its title and what follows from it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.deciding_presenter import Choice, Question
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, ElidedLabel, KeyCap, PartsLabel, clear, row, text
from ui.words import say

COLUMNS = 2


class ChoiceLine(Surface):
    """One answer."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(f"answer-{choice.number}", framed=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(". ".join(part for part in (f"{choice.title} ({choice.number})", choice.means) if part))
        self.setToolTip(choice.means)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 5, 12, 5)
        line.setSpacing(12)
        line.addWidget(KeyCap(str(choice.number), 26))
        words = QVBoxLayout()
        words.setSpacing(0)
        head = row(ElidedLabel("strong", choice.title), spacing=8)
        head.setStretch(0, 1)
        if choice.stands:
            head.addWidget(Chip(say("said"), "neutral"))
        words.addLayout(head)
        if choice.means:
            words.addWidget(PartsLabel(choice.means, "; "))
        line.addLayout(words, 1)


class ChoiceGrid(QWidget):
    """The question and its answers, read downwards in two columns; there only while something is asked."""

    answered = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choices")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._question: Question | None = None
        self._title = text("panel")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, round(10 * theme.scale()), 4)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        self.hide()

    def show_question(self, question: Question) -> None:
        """Ask this, or nothing."""
        if question == self._question:
            return
        self._question = question
        self._title.setText(question.title)
        clear(self._grid)
        rows = -(-len(question.choices) // COLUMNS)
        for place, choice in enumerate(question.choices):
            line = ChoiceLine(choice)
            line.clicked.connect(lambda _=False, number=choice.number: self.answered.emit(number))
            self._grid.addWidget(line, place % rows, place // rows)
        for number in range(COLUMNS):
            self._grid.setColumnStretch(number, 1)
        self.setVisible(bool(question.choices))
