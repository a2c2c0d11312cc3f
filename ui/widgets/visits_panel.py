"""All visits of one person, newest first, each with its trials; a click opens a trial."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.person_presenter import VisitBlock
from ui.trial_lines import trial_line
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Panel, clear, row, rule, scrolled, text
from ui.widgets.trial_line import TrialLine
from ui.words import say

AT_ONCE = 8
"""Visits that are laid out at first; a history of years would take a second."""


class VisitsPanel(Panel):
    """The newest visits; earlier ones on demand."""

    trial_opened = Signal(str)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("visitsPanel", margins=(10, 12, 8, 10))
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self.column.addWidget(scrolled(content), 1)

    def show_visits(self, blocks: Sequence[VisitBlock], earlier: int) -> None:
        """These visits; so many earlier ones are there beside them."""
        clear(self._list)
        for place, block in enumerate(blocks):
            title = text("panel", block.title)
            title.setContentsMargins(10, 18 if place else 2, 0, 0)
            detail = text("secondary", block.detail, wrap=True)
            detail.setContentsMargins(10, 2, 0, 6)
            self._list.addWidget(title)
            self._list.addWidget(detail)
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
