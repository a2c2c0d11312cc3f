"""One trial as a row of a list; click or Enter opens it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from station.model import Side
from ui import change_texts, theme
from ui.trial_lines import ResultLine
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, ElidedLabel, Icon, SideBadge, row, text
from ui.words import say

NARROW = 640
"""Below this width a line takes two rows."""
ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}


class TrialLine(Surface):
    """Time, what was tested, the headline of each side, and where it stands."""

    def __init__(self, line: ResultLine) -> None:
        super().__init__(f"trial-{line.trial_id}", framed=False)
        values = ", ".join(f"{say(change_texts.SIDES[side])} {value}" for side, value in line.values)
        self.setAccessibleName(f"{line.time} {line.title}, {line.detail}: {line.measure} {values}, {line.word}")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 9, 10, 9)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        time = text("quiet", line.time)
        time.setFixedWidth(round(52 * theme.scale()))
        self._grid.addWidget(time, 0, 0)
        self._what, self._numbers = QWidget(), self._measured(line)
        what = QVBoxLayout(self._what)
        what.setContentsMargins(0, 0, 0, 0)
        what.setSpacing(1)
        what.addWidget(ElidedLabel("quiet" if line.rejected else "strong", line.title))
        if line.detail:
            what.addWidget(ElidedLabel("secondary", line.detail))
        self._end = QWidget()
        holder = row(None, Chip(line.word, line.tone), Icon("arrow", 16, "muted"), spacing=14)
        self._end.setLayout(holder)
        self._end.setMinimumWidth(round(150 * min(theme.scale(), 1.0)))
        self._narrow = True
        self._stand(narrow=False)

    @staticmethod
    def _measured(line: ResultLine) -> QWidget:
        """The headline of each side, and what it is."""
        numbers = QWidget()
        column = QVBoxLayout(numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        widgets: list[QWidget | int | None] = []
        for side, value in line.values:
            if side is not Side.BOTH:
                widgets.append(SideBadge(side, round(16 * theme.scale())))
            widgets += [TrialLine._value(line, side, value), 8]
        if line.sides_say:
            widgets.append(text("secondary", line.sides_say))
        column.addLayout(row(*widgets, None, spacing=6))
        limited = say("{measure} · limited", measure=line.measure) if line.limited else line.measure
        column.addWidget(ElidedLabel("secondary", limited))
        return numbers

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand(narrow=0 < self.width() < NARROW * theme.scale())

    def _stand(self, *, narrow: bool) -> None:
        """Numbers beside what was tested, or below it where there is no room."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for widget in (self._what, self._numbers, self._end):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._what, 0, 1)
        self._grid.addWidget(self._numbers, 1 if narrow else 0, 1 if narrow else 2)
        self._grid.addWidget(self._end, 0, 2 if narrow else 3)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(2, 0 if narrow else 5)
        self.updateGeometry()

    @staticmethod
    def _value(line: ResultLine, side: Side, value: str) -> QLabel:
        label = text("quiet" if line.rejected else ROLES[side], value)
        if line.rejected:
            struck = label.font()
            struck.setStrikeOut(True)
            label.setFont(struck)
        return label
