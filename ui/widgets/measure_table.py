"""The table of numbers: measure, sides, state, why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dsp.measurement import State
from station.model import Side
from ui import theme
from ui.measures_presenter import STATE_CHIPS, Column, TableRow
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Chip, Icon, Panel, SideBadge, discard, row, rule, text

COLUMNS = {Side.LEFT: Column.LEFT, Side.RIGHT: Column.RIGHT, Side.BOTH: Column.BOTH}
ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}
ROW_HEIGHT, HEAD_HEIGHT = 34, 26


class MeasureTable(Panel):
    """Rows of measures; a withheld number is a dash and its reason stands beside it."""

    fold = Signal()
    """Somebody wants the other numbers, or no longer."""

    def __init__(self) -> None:
        super().__init__("measureTable", margins=(24, 8, 24, 8), spacing=0)
        self._body = QWidget()
        self.column.addWidget(self._body)
        self._more = ActionButton("moreNumbers", "tiny")
        self._more.clicked.connect(self.fold)
        self._foot = QWidget()
        foot = row(self._more, None)
        foot.setContentsMargins(0, 8, 0, 4)
        self._foot.setLayout(foot)
        self.column.addWidget(self._foot)

    def show_rows(self, columns: tuple[Column, ...], rows: tuple[TableRow, ...], more: str = "") -> None:
        """Show these rows with the columns that have something in them, and the button that shows ``more``."""
        self._foot.setVisible(bool(more))
        self._more.show_as(more, "N" if more else "")
        self.column.removeWidget(self._body)
        discard(self._body)
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        heads = ["Measure", *(column.value for column in columns), "State", "Why"]
        for number, head in enumerate(heads):
            grid.addWidget(self._cell(text("secondary", head), HEAD_HEIGHT), 0, number)
        for number, line in enumerate(rows):
            grid.addWidget(rule(), 2 * number + 1, 0, 1, len(heads))
            self._add_row(grid, 2 * number + 2, columns, line)
        if not rows:
            grid.addWidget(self._cell(text("quiet", "This trial has no numbers. The curve is stored as it was.")), 1, 0)
        grid.setColumnStretch(0, 4)
        for number in range(1, 1 + len(columns)):
            grid.setColumnStretch(number, 2)
        grid.setColumnStretch(len(heads) - 2, 1)
        grid.setColumnStretch(len(heads) - 1, 5)
        self.column.insertWidget(0, self._body)

    def _add_row(self, grid: QGridLayout, at: int, columns: tuple[Column, ...], line: TableRow) -> None:
        grid.addWidget(self._cell(text("body", line.title, wrap=True)), at, 0)
        for side, value in line.values:
            number = columns.index(COLUMNS[side]) if COLUMNS[side] in columns else 0
            grid.addWidget(self._cell(text(ROLES[side], value)), at, 1 + number)
        grid.addWidget(self._states(line), at, 1 + len(columns), Qt.AlignmentFlag.AlignVCenter)
        quiet = "secondary" if all(state is State.VALID for _, state in line.states) else "quiet"
        grid.addWidget(self._cell(text(quiet, line.why, wrap=True)), at, 2 + len(columns))

    def _states(self, line: TableRow) -> QWidget:
        holder = QWidget()
        parts: list[QWidget | int | None] = []
        for side, state in line.states:
            if side is not None:
                parts.append(SideBadge(side, 18))
            parts.append(self._state(state))
        holder.setLayout(row(*parts, None, spacing=6))
        return holder

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
    def _cell(label: QLabel, tall: int = ROW_HEIGHT) -> QLabel:
        label.setMinimumHeight(round(tall * theme.scale()))
        return label
