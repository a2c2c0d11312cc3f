"""The table of numbers: measure, sides, state, why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dsp.measurement import State
from station.model import Side
from ui import theme
from ui.measures_presenter import STATE_CHIPS, Column, TableRow
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import Chip, ElidedLabel, Icon, Panel, SideBadge, Words, discard, row, rule, text
from ui.words import say

COLUMNS = {Side.LEFT: Column.LEFT, Side.RIGHT: Column.RIGHT, Side.BOTH: Column.BOTH}
ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}
ROW_HEIGHT, HEAD_HEIGHT = 34, 26


class MeasureName(Words):
    """The name of a measure; pointed at, or with the keyboard on it, it tells how the number is made."""

    looked_at = Signal(str)

    def __init__(self, line: TableRow) -> None:
        super().__init__(line.title)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "body")
        self.setWordWrap(True)
        self._told = "\n".join(part for part in (line.made, line.means) if part)
        self.setToolTip(self._told)
        self.setAccessibleName(line.title)
        self.setAccessibleDescription(self._told)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked_at.emit(self._told)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked_at.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit(self._told)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.looked_at.emit("")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(theme.active().left), 2))
            painter.drawLine(0, self.height() - 2, self.width() - 12, self.height() - 2)
            painter.end()


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
        self._means = text("secondary", wrap=True)
        self._foot = QWidget()
        self._made = ElidedLabel("secondary")
        foot = row(self._more)
        foot.setSpacing(16)
        foot.addWidget(self._made, 1)
        foot.setContentsMargins(0, 8, 0, 4)
        self._foot.setLayout(foot)
        self.column.addWidget(self._foot)
        self.column.addWidget(self._means)

    def show_rows(self, columns: tuple[Column, ...], rows: tuple[TableRow, ...], more: str = "") -> None:
        """Show these rows with the columns that have something in them, and the button that shows ``more``."""
        self._more.setVisible(bool(more))
        self._more.show_as(more, "N" if more else "")
        self._tell("")
        means = "\n".join(dict.fromkeys(line.means for line in rows if line.means))
        self._means.setText(means)
        self._means.setVisible(bool(means))
        self.column.removeWidget(self._body)
        discard(self._body)
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        heads = [say("Measure"), *(say(column.value) for column in columns), say("State"), say("Why")]
        for number, head in enumerate(heads):
            grid.addWidget(self._cell(text("secondary", head), HEAD_HEIGHT), 0, number)
        for number, line in enumerate(rows):
            grid.addWidget(rule(), 2 * number + 1, 0, 1, len(heads))
            self._add_row(grid, 2 * number + 2, columns, line)
        if not rows:
            grid.addWidget(
                self._cell(text("quiet", say("This trial has no numbers. The curve is stored as it was."))), 1, 0
            )
        grid.setColumnStretch(0, 4)
        for number in range(1, 1 + len(columns)):
            grid.setColumnStretch(number, 2)
        grid.setColumnStretch(len(heads) - 2, 1)
        grid.setColumnStretch(len(heads) - 1, 5)
        self.column.insertWidget(0, self._body)

    def _add_row(self, grid: QGridLayout, at: int, columns: tuple[Column, ...], line: TableRow) -> None:
        name = MeasureName(line)
        name.looked_at.connect(self._tell)
        grid.addWidget(self._cell(name), at, 0)
        if line.whole_body and Column.BOTH not in columns and Column.LEFT in columns and Column.RIGHT in columns:
            self._add_whole(grid, at, line)
        else:
            for side, value in line.values:
                number = columns.index(COLUMNS[side]) if COLUMNS[side] in columns else 0
                grid.addWidget(self._cell(text(ROLES[side], value)), at, 1 + number)
        grid.addWidget(self._states(line), at, 1 + len(columns), Qt.AlignmentFlag.AlignVCenter)
        quiet = "secondary" if all(state is State.VALID for _, state in line.states) else "quiet"
        why = self._cell(text(quiet, line.why, wrap=True))
        # a reason of two lines does not touch the rules above and below it
        why.setContentsMargins(0, 6, 0, 6)
        grid.addWidget(why, at, 2 + len(columns))

    def _add_whole(self, grid: QGridLayout, at: int, line: TableRow) -> None:
        """A number that belongs to no side lies across both."""
        of = line.sides_say or say("both together")
        whole = QWidget()
        whole.setLayout(row(self._cell(text("strong", line.values[0][1])), text("secondary", of), None, spacing=10))
        grid.addWidget(whole, at, 1, 1, 2)

    def _tell(self, made: str) -> None:
        """How the number that is looked at is made, in the foot, where it covers nothing."""
        words = made or say("Point at a measure, or go to it with Tab, to see how its number is made.")
        self._made.set_text(words.replace("\n", " · "))

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
            return Chip(say(word), tone)
        # what is as it should be stays quiet: a tick instead of a word
        tick = Icon("check", 18, tone)
        tick.setAccessibleName(say(word))
        tick.setToolTip(say(word))
        return tick

    @staticmethod
    def _cell(label: QLabel, tall: int = ROW_HEIGHT) -> QLabel:
        label.setMinimumHeight(round(tall * theme.scale()))
        return label
