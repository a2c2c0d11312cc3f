"""Choosing a test: one row each with its key, what it needs and what was done of it today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.choice_presenter import ChoiceCard
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, KeyCap, Panel, clear, row, scrolled, text
from ui.widgets.readouts import Sketch


def shape_of(key: str) -> str:
    """Which typical curve stands for a test."""
    if "jump" in key or "cmj" in key:
        return "jump"
    return "hold" if "hold" in key or "plank" in key or "bridge" in key else "effort"


class Card(Surface):
    """One test: key, typical curve, what it measures; right what it needs and how the day stands."""

    def __init__(self, shown: ChoiceCard) -> None:
        card = shown.card
        super().__init__(f"choose-{card.key}", framed=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(round(260 * max(1.0, theme.scale())))
        self.setEnabled(card.ready)
        reason = "" if card.ready else f". {card.why_not}"
        self.setAccessibleName(f"{card.title} ({shown.number}). {shown.today}{reason}")
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 14, 24, 14)
        line.setSpacing(28)
        line.addWidget(KeyCap(str(shown.number)))
        sketch = Sketch(shape_of(card.key))
        sketch.setFixedWidth(round(200 * theme.scale()))
        line.addWidget(sketch)
        what = [text("screen", card.title, wrap=True), text("quiet", card.summary, wrap=True)]
        if card.position:
            what.append(text("quiet", card.position, wrap=True))
        line.addLayout(self._column(what), 5)
        chip = Chip(shown.word, shown.tone)
        facts: list[QLabel] = [text("strong", shown.today, wrap=True)]
        facts += [text("quiet", shown.latest, wrap=True)] if shown.latest else []
        if not card.ready:
            facts = [text("strong", card.why_not, wrap=True)]
        line.addLayout(self._column(facts, chip), 4)

    @staticmethod
    def _column(labels: Sequence[QLabel], chip: Chip | None = None) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch(1)
        if chip is not None:
            column.addLayout(row(chip, None))
        for label in labels:
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label)
        column.addStretch(1)
        return column


class Picker(QWidget):
    """The tests of this clinic, one below the other."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picker")
        self._cards: tuple[ChoiceCard, ...] | None = None
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def show_cards(self, cards: tuple[ChoiceCard, ...]) -> None:
        """Show these tests; unchanged ones are left alone so that focus stays."""
        if cards == self._cards:
            return
        self._cards = cards
        clear(self._list)
        if not cards:
            self._list.addWidget(self._nothing(), 1)
            return
        for shown in cards:
            widget = Card(shown)
            widget.clicked.connect(lambda _=False, key=shown.card.key: self.chosen.emit(key))
            self._list.addWidget(widget, 10)
        self._list.addStretch(1)

    @staticmethod
    def _nothing() -> Panel:
        panel = Panel("noTests")
        words = "No test is set up on this station. Reinstall it, or copy the test files back."
        sentence = text("quiet", words, wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        panel.column.addWidget(sentence, 1)
        return panel

    def key(self, number: int) -> str | None:
        """The test behind the key 1, 2, 3; None when it is not there or cannot run."""
        cards = self._cards or ()
        known = 0 < number <= len(cards) and cards[number - 1].card.ready
        return cards[number - 1].card.key if known else None
