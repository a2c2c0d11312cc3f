"""Where the numbers of a trial come from, and what they were before: folded until somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.decision_presenter import RunScreen
from ui.explained import explained
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Panel, clear, row, text
from ui.words import say, told


class OriginPanel(Panel):
    """Two folds side by side: the origin (I), and the earlier runs (H)."""

    def __init__(self) -> None:
        super().__init__("originPanel", margins=(14, 8, 24, 8))
        self._origin = ActionButton("origin", "tiny", say("Where the numbers come from"), "I")
        self._runs = ActionButton("runs", "tiny", say("Earlier numbers"), "H")
        self._origin.clicked.connect(self.fold_origin)
        self._runs.clicked.connect(self.fold_runs)
        self.column.addLayout(row(self._origin, self._runs, None, spacing=8))
        self._origin_lines, self._run_lines = QWidget(), QWidget()
        for holder in (self._origin_lines, self._run_lines):
            lines = QVBoxLayout(holder)
            lines.setContentsMargins(10, 4, 0, 6)
            lines.setSpacing(4)
            holder.hide()
            self.column.addWidget(holder)

    def fold_origin(self) -> None:
        """Show where the numbers come from, or hide it again."""
        self._origin_lines.setVisible(self._origin_lines.isHidden())

    def fold_runs(self) -> None:
        """Show what the numbers were before, or hide it again."""
        self._run_lines.setVisible(self._run_lines.isHidden())

    def show_origin(self, lines: Sequence[str]) -> None:
        """What made the numbers, each line with what it means."""
        layout = self._origin_lines.layout()
        if layout is None:
            return
        clear(layout)
        for line in lines:
            label = text("body", told(line), wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
            means = explained(line)
            if means:
                layout.addWidget(text("secondary", means, wrap=True))

    def show_runs(self, runs: Sequence[RunScreen]) -> None:
        """Every pass of analysis, newest first."""
        self._runs.show_as(
            say("Earlier numbers ({count})", count=len(runs) - 1) if len(runs) > 1 else say("Earlier numbers"), "H"
        )
        layout = self._run_lines.layout()
        if layout is None:
            return
        clear(layout)
        if len(runs) < 2:
            layout.addWidget(text("quiet", say("The numbers are as they were computed first; nothing was changed.")))
            return
        for run in runs:
            role = "strong" if run.shown else "body"
            shown = say("shown now") if run.shown else run.when
            layout.addWidget(
                text(role, say("{run}, {when}: {numbers}", run=run.number, when=shown, numbers=run.numbers), wrap=True)
            )
            layout.addWidget(text("secondary", run.cause, wrap=True))
