"""What changed, test by test: the list of tests left, one of them with its numbers, curves and words right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.model import Side
from ui import change_texts, theme
from ui.numbers import DASH
from ui.progress_presenter import Block, MetricLine, Row, SideValue, TestLine, TestPage
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, ElidedLabel, Panel, SideBadge, clear, row, rule, scrolled, text
from ui.widgets.progress_chart import ProgressChart
from ui.widgets.readouts import BigNumber
from ui.words import say

COLOURS = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "ink"}
LIST_WIDE = 232


class TestButton(Surface):
    """One test of the list; the chosen one is framed."""

    __test__ = False

    stepped = Signal(int)

    def __init__(self, line: TestLine, *, chosen: bool) -> None:
        super().__init__(f"test-{line.key}", framed=chosen)
        self.setAccessibleName(". ".join(part for part in (line.title, line.chip, line.when) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 9)
        column.setSpacing(3)
        column.addWidget(ElidedLabel("strong" if chosen else "body", line.title))
        parts: list[QWidget | int | None] = [ElidedLabel("secondary", line.when), None]
        if line.chip:
            parts.append(Chip(line.chip, line.tone))
        column.addLayout(row(*parts, spacing=6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class MetricButton(Surface):
    """Another number of the test; a click puts it in front."""

    def __init__(self, line: MetricLine) -> None:
        super().__init__(f"metric-{line.metric}", framed=False)
        said = [f"{say(change_texts.SIDES[side])} {value} {chip}" for side, value, chip, _ in line.values]
        self.setAccessibleName(f"{line.title}: {', '.join(said)}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(ElidedLabel("body", line.title), 2)
        values = QVBoxLayout()
        values.setSpacing(4)
        for side, value, chip, tone in line.values:
            parts: list[QWidget | int | None] = []
            if side is not Side.BOTH:
                parts.append(SideBadge(side, round(16 * theme.scale())))
            parts += [ElidedLabel("strong", value), None, Chip(chip, tone)]
            values.addLayout(row(*parts, spacing=6))
        layout.addLayout(values, 3)


class SideReading(QWidget):
    """The newest number of one side, large, with the word for its change and the reason."""

    def __init__(self, value: SideValue) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head: list[QWidget | int | None] = []
        if value.side is not Side.BOTH:
            head.append(SideBadge(value.side, round(20 * theme.scale())))
        head += [Chip(value.chip, value.tone), None]
        column.addLayout(row(*head, spacing=8))
        big = BigNumber(theme.VALUE, small=theme.BODY, colour=COLOURS[value.side])
        big.show_value(value.value or DASH, "", value.unit)
        column.addWidget(big)
        said = value.since if value.value else ""
        told_of = " · ".join(part for part in (value.spread, value.basis, value.when) if part)
        column.addWidget(text("quiet", told_of, wrap=True))
        if said:
            column.addWidget(text("strong", said, wrap=True))
        if value.why_not:
            column.addWidget(text("secondary", value.why_not, wrap=True))
        elif value.why and value.why != said:
            column.addWidget(text("secondary", value.why, wrap=True))
        column.addStretch(1)


class ProgressPanel(Panel):
    """``show_tests`` fills the list, ``show_page`` what stands beside it."""

    chosen = Signal(str)
    """Key of a test."""
    metric_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("progressPanel", margins=(10, 10, 8, 10))
        layout = QHBoxLayout()
        layout.setSpacing(12)
        self._tests = QWidget()
        self._list = QVBoxLayout(self._tests)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(4)
        self._left = scrolled(self._tests)
        self._left.setFixedWidth(round(LIST_WIDE * min(theme.scale(), 1.7)))
        content = QWidget()
        self._page = QVBoxLayout(content)
        self._page.setContentsMargins(6, 2, 12, 4)
        self._page.setSpacing(10)
        self._right = scrolled(content)
        layout.addWidget(self._left)
        layout.addWidget(self._right, 1)
        self.column.addLayout(layout, 1)

    def show_tests(self, lines: Sequence[TestLine], chosen: str) -> None:
        """These tests, with one of them in front."""
        focused = next((each for each in self.findChildren(TestButton) if each.hasFocus()), None) is not None
        clear(self._list)
        self._left.setVisible(bool(lines))
        buttons: list[TestButton] = []
        for place, line in enumerate(lines):
            button = TestButton(line, chosen=line.key == chosen)
            button.clicked.connect(lambda _=False, key=line.key: self.chosen.emit(key))
            button.stepped.connect(lambda step, at=place: self._step(lines, at + step))
            buttons.append(button)
            self._list.addWidget(button)
        self._list.addStretch(1)
        if focused and buttons:
            # what is not shown yet cannot have the focus
            again = next((each for each in buttons if each.objectName() == f"test-{chosen}"), buttons[0])
            again.show()
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, lines: Sequence[TestLine], place: int) -> None:
        if 0 <= place < len(lines):
            self.chosen.emit(lines[place].key)

    def show_words(self, words: str, role: str = "quiet") -> None:
        """A sentence in the place of a test."""
        clear(self._page)
        label = text(role, words, wrap=True)
        label.setContentsMargins(8, 8, 8, 8)
        self._page.addWidget(label)
        self._page.addStretch(1)

    def show_page(self, page: TestPage, note: str) -> None:
        """Everything of one test; ``note`` is said above it."""
        clear(self._page)
        self._right.verticalScrollBar().setValue(0)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(text("panel", page.title, wrap=True))
        measure = " · ".join(part for part in (page.measure, page.direction, note) if part)
        heading.addWidget(text("quiet", measure, wrap=True))
        self._page.addLayout(heading)
        if page.values:
            values = QHBoxLayout()
            values.setSpacing(24)
            for value in page.values:
                values.addWidget(SideReading(value), 1)
            self._page.addLayout(values)
        if page.chart is not None:
            # it takes what a large screen leaves
            self._page.addWidget(ProgressChart(page.chart), 8)
        if page.band:
            self._page.addWidget(text("secondary", page.band, wrap=True))
        for block in page.blocks:
            self._add_block(block)
        if page.others:
            self._page.addWidget(rule())
            self._page.addWidget(text("panel", say("Other numbers of this test")))
            for line in page.others:
                button = MetricButton(line)
                button.clicked.connect(lambda _=False, key=line.metric: self.metric_chosen.emit(key))
                self._page.addWidget(button)
        self._page.addStretch(1)

    def _add_block(self, block: Block) -> None:
        self._page.addWidget(rule())
        self._page.addWidget(text("panel", block.title))
        if block.says:
            self._page.addWidget(text("strong" if block.rows else "secondary", block.says, wrap=True))
        for each in block.rows:
            self._page.addWidget(_row(each))


def _row(shown: Row) -> QWidget:
    """What and value with a chip, the reason below."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(1)
    parts: list[QWidget | int | None] = [ElidedLabel("body", shown.what), 4]
    if shown.value:
        parts.append(text("strong", shown.value))
    if shown.chip:
        parts += [4, Chip(shown.chip, shown.tone)]
    column.addLayout(row(*parts, None, spacing=8))
    if shown.why:
        column.addWidget(text("secondary", shown.why, wrap=True))
    return holder
