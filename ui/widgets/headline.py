"""The number that matters of a trial, and the comparison of left and right in words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.model import Side
from ui import theme
from ui.numbers import DASH
from ui.review_presenter import ReviewScreen
from ui.widgets.change_panel import ChangePanel
from ui.widgets.labels import Panel, SideBadge, row, rule, text
from ui.widgets.readouts import BigNumber
from ui.words import say, told

COLOURS = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "ink"}


class HeadlinePanel(Panel):
    """Headline, its uncertainty, the verdict, and whether the person changed."""

    def __init__(self) -> None:
        super().__init__("headlinePanel", margins=(22, 16, 22, 16), spacing=8)
        self._title = text("quiet", wrap=True)
        self._numbers = {side: BigNumber(theme.RESULT, small=theme.BODY, colour=COLOURS[side]) for side in COLOURS}
        self._spreads = {side: text("quiet") for side in COLOURS}
        self._whys = {side: text("quiet", wrap=True) for side in COLOURS}
        line = QHBoxLayout()
        line.setSpacing(14)
        self._cells: dict[Side, QWidget] = {}
        for side in COLOURS:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(self._numbers[side])
            letter = [] if side is Side.BOTH else [SideBadge(side, 18)]
            column.addLayout(row(*letter, self._spreads[side], None))
            column.addWidget(self._whys[side])
            self._cells[side] = cell
            line.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)
        basis = say("One trial, ± 95 %; the band of a visit has the scatter of its repetitions too.")
        self._basis = text("secondary", basis, wrap=True)
        self._verdict, self._detail = text("strong", wrap=True), text("secondary", wrap=True)
        self.change = ChangePanel()
        self.column.addWidget(self._title)
        self.column.addLayout(line)
        self.column.addWidget(self._basis)
        self.column.addSpacing(2)
        for widget in (self._verdict, self._detail, rule(), self.change):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            # sentences that wrap need more height in a narrow column, which the row of panels does not ask for
            self.setMinimumHeight(max(0, self.column.heightForWidth(self.width())))
        return done

    def show_screen(self, shown: ReviewScreen, verdict: str) -> None:
        """Show this trial's headline."""
        self._title.setText(shown.headline_title)
        values = {value.side: value for value in shown.headline}
        for side, number in self._numbers.items():
            value = values.get(side)
            self._cells[side].setVisible(value is not None)
            if value is not None:
                number.show_value(value.whole or DASH, "", value.unit)
                for label, words in ((self._spreads[side], value.spread), (self._whys[side], value.why)):
                    label.setText(words)
                    label.setVisible(bool(words))
        self._basis.setVisible(any(value.spread for value in shown.headline))
        for label, words in ((self._verdict, told(verdict)), (self._detail, shown.detail)):
            label.setText(words)
            label.setVisible(bool(words))
