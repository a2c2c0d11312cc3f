"""The table of numbers: measure, sides, state, why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dsp.measurement import State
from station.model import Side
from ui.review_presenter import STATE_CHIPS, TableRow
from ui.widgets.labels import Chip, Icon, Panel, discard, rule, text

HEADS = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: "Both"}
ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}


class MeasureTable(Panel):
    """Rows of measures; a withheld number is a dash and its reason stands beside it."""

    def __init__(self) -> None:
        super().__init__("measureTable", margins=(24, 10, 24, 10), spacing=0)
        self._body = QWidget()
        self.column.addWidget(self._body)

    def show_rows(self, sides: tuple[Side, ...], rows: tuple[TableRow, ...]) -> None:
        """Show these rows with a column per side that has numbers."""
        self.column.removeWidget(self._body)
        discard(self._body)
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        shown = [side for side in (Side.LEFT, Side.RIGHT, Side.BOTH) if side in sides]
        heads = ["Measure", *(HEADS[side] for side in shown), "State", "Why"]
        for column, head in enumerate(heads):
            grid.addWidget(self._cell(text("secondary", head), 34), 0, column)
        for number, line in enumerate(rows):
            at = 2 * number + 1
            grid.addWidget(rule(), at, 0, 1, len(heads))
            values = dict(line.values)
            cells: list[QLabel] = [text("body", line.title, wrap=True)]
            cells += [text(ROLES[side], values.get(side, "")) for side in shown]
            for column, cell in enumerate(cells):
                grid.addWidget(self._cell(cell), at + 1, column)
            grid.addWidget(self._state(line.state), at + 1, len(cells), Qt.AlignmentFlag.AlignVCenter)
            quiet = "quiet" if line.state is not State.VALID else "secondary"
            grid.addWidget(self._cell(text(quiet, line.why, wrap=True)), at + 1, len(cells) + 1)
        if not rows:
            grid.addWidget(self._cell(text("quiet", "This trial has no numbers. The curve is stored as it was.")), 1, 0)
        grid.setColumnStretch(0, 4)
        for column in range(1, 1 + len(shown)):
            grid.setColumnStretch(column, 2)
        grid.setColumnStretch(len(heads) - 2, 1)
        grid.setColumnStretch(len(heads) - 1, 5)
        self.column.addWidget(self._body)

    @staticmethod
    def _state(state: State) -> QWidget:
        word, tone = STATE_CHIPS[state]
        if state is not State.VALID:
            return Chip(word, tone)
        # what is as it should be stays quiet: a tick instead of a word
        tick = Icon("check", 18, tone)
        tick.setAccessibleName(word)
        tick.setToolTip(word)
        return tick

    @staticmethod
    def _cell(label: QLabel, tall: int = 43) -> QLabel:
        label.setMinimumHeight(tall)
        return label
