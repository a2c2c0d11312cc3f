"""Choosing a test: one large card each, with its key, or the reason why it cannot run now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from station.model import ProtocolCard
from ui import theme
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, Panel, clear, row, text
from ui.widgets.readouts import Sketch


def shape_of(key: str) -> str:
    """Which typical curve stands for a test."""
    if "jump" in key or "cmj" in key:
        return "jump"
    return "hold" if "hold" in key or "plank" in key or "bridge" in key else "effort"


class Card(Surface):
    """One test."""

    def __init__(self, card: ProtocolCard, number: int) -> None:
        super().__init__(f"choose-{card.key}", framed=True)
        self.card = card
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setEnabled(card.ready)
        reason = "" if card.ready else f". {card.why_not}"
        self.setAccessibleName(f"{card.title} ({number}){reason}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 22)
        column.setSpacing(10)
        title = text("screen", card.title, wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(title)
        summary = text("quiet", card.summary, wrap=True)
        summary.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(summary)
        column.addSpacing(8)
        column.addWidget(Sketch(shape_of(card.key)), 1)
        column.addSpacing(8)
        ready = Chip("ready", "good") if card.ready else Chip("not now", "caution")
        foot = row(ready, None, Chip(f"{number}", "neutral"))
        column.addLayout(foot)
        why = text("secondary", card.why_not if not card.ready else "", wrap=True)
        why.setVisible(not card.ready)
        column.addWidget(why)


class Picker(QWidget):
    """The tests of this clinic side by side, three to a row."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picker")
        self._cards: tuple[ProtocolCard, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP)
        self._empty = Panel("noTests")
        sentence = text(
            "quiet", "No test is set up on this station. Reinstall it, or copy the test files back.", wrap=True
        )
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.column.addWidget(sentence, 1)

    def show_cards(self, cards: Sequence[ProtocolCard]) -> None:
        """Show these tests; unchanged ones are left alone so that focus stays."""
        if tuple(cards) == self._cards:
            return
        self._cards = tuple(cards)
        clear(self._grid)
        if not cards:
            self._grid.addWidget(self._nothing(), 0, 0)
        for number, card in enumerate(cards):
            widget = Card(card, number + 1)
            widget.clicked.connect(lambda _=False, key=card.key: self.chosen.emit(key))
            self._grid.addWidget(widget, number // 3, number % 3)
        self._grid.setRowStretch(0, 1)
        for column in range(min(3, len(cards))):
            self._grid.setColumnStretch(column, 1)

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
        return cards[number - 1].key if 0 < number <= len(cards) and cards[number - 1].ready else None
