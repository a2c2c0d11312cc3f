"""What stands about a trial and what can be said of it, and the list to choose from, in place of a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from station.model import TrialReview
from ui import theme
from ui.decision_presenter import MOST_NOTE, Choice, said_chips
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.flow import FlowBox
from ui.widgets.labels import ElidedLabel, Icon, KeyCap, Panel, discard, row, text
from ui.widgets.segments import key_cap
from ui.words import say, told


class DecisionBar(Panel):
    """One line: how the trial stands, and the ways to say it otherwise."""

    reject = Signal()
    outcome = Signal()
    practice = Signal()
    exchange = Signal()
    undo = Signal()
    redo = Signal()

    def __init__(self) -> None:
        super().__init__("decisionBar", margins=(24, 8, 14, 8))
        self._words, self._last = ElidedLabel("strong"), ElidedLabel("secondary")
        self._buttons = {
            "reject": ActionButton("reject", "tiny", say("Reject …"), key_cap("X")),
            "outcome": ActionButton("outcome", "tiny", say("How it ended …"), key_cap("O")),
            "practice": ActionButton("practice", "tiny", say("Is practice"), key_cap("P")),
            "exchange": ActionButton("exchange", "tiny", say("Exchange sides"), key_cap("S")),
            "undo": ActionButton("undo", "tiny", say("Undo"), key_cap("Ctrl+Z")),
            "redo": ActionButton("redo", "tiny", say("Redo"), ""),
        }
        for name, button in self._buttons.items():
            button.clicked.connect(getattr(self, name))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._last)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        self._box, self._stacked = FlowBox(*self._buttons.values()), False
        self._line.addWidget(self._box)
        self.column.addLayout(self._line)

    def stack(self, *, stacked: bool) -> None:
        """Put the buttons below the words, in as many rows as they need."""
        way = QBoxLayout.Direction
        self._stacked = stacked
        self._line.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        self._fit()

    def _fit(self) -> None:
        if self._stacked:
            self._box.wrap()
        else:
            self._box.keep_in_one_row()

    def show_review(self, review: TrialReview) -> None:
        """Show how this trial stands."""
        said = review.said
        stands = " · ".join(chip.words for chip in said_chips(review))
        self._words.set_text(stands[:1].upper() + stands[1:])
        last = say("Last change: {change}", change=told(said.undo)) if said.undo else say("Nothing was changed by hand")
        self._last.set_text(last)
        rejected = review.kept is False
        self._buttons["reject"].show_as(say("Reason …") if rejected else say("Reject …"), key_cap("X"))
        self._buttons["outcome"].setEnabled(bool(said.outcomes))
        self._buttons["practice"].show_as(say("Let it count") if said.practice else say("Is practice"), key_cap("P"))
        sided = any(curve.side.value != "both" for curve in review.curves)
        self._buttons["exchange"].setEnabled(sided)
        for name, words, key in (("undo", said.undo, "Ctrl+Z"), ("redo", said.redo, "Ctrl+Shift+Z")):
            self._buttons[name].setEnabled(bool(words))
            self._buttons[name].setToolTip(f"{told(words)} ({key})" if words else "")
        self._fit()


class ChoiceRow(Surface):
    """One choice with its digit."""

    def __init__(self, number: int, choice: Choice) -> None:
        super().__init__(f"choice-{choice.key}", framed=True)
        self.setAccessibleName(
            say("{number}: {choice}. {means}", number=number, choice=choice.title, means=choice.means)
        )
        layout = row(KeyCap(str(number), 26), spacing=12)
        layout.setContentsMargins(12, 6, 12, 6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(text("strong" if choice.chosen else "body", choice.title, wrap=True))
        if choice.means:
            words.addWidget(text("secondary", choice.means, wrap=True))
        words.addStretch(1)
        layout.addLayout(words, 1)
        if choice.chosen:
            layout.addWidget(Icon("check", 20))
        self.setLayout(layout)
        # all choices of a row are as tall as the one with most to say
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)


class ChoicePanel(Panel):
    """A closed list that opens in place; a digit or a click chooses, Esc leaves everything as it is."""

    chosen = Signal(str, str)
    """Key of the choice, and what was written beside it."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__("choicePanel", margins=(24, 14, 24, 16), spacing=10)
        self._title, self._hint = text("panel"), ElidedLabel("quiet")
        leave = ActionButton("leaveChoice", "tiny", say("Leave it as it is"), "Esc")
        leave.clicked.connect(self.left)
        self.column.addLayout(row(self._title, self._hint, None, leave, spacing=12))
        self.note = QLineEdit()
        self.note.setObjectName("search")
        self.note.setMaxLength(MOST_NOTE)
        self.note.setAccessibleName(say("In your own words, if you like"))
        self.note.setPlaceholderText(say("In your own words, if you like; then choose"))
        self.note.setMinimumHeight(round(40 * theme.scale()))
        self.column.addWidget(self.note)
        self._rows = QWidget()
        self.column.addWidget(self._rows)
        self._keys: tuple[str, ...] = ()
        self.hide()

    @property
    def open(self) -> bool:
        """Whether something is being chosen."""
        return not self.isHidden()

    def ask(self, title: str, hint: str, choices: Sequence[Choice], *, note: bool) -> None:
        """Open with these choices."""
        self._title.setText(title)
        self._hint.set_text(hint)
        self._keys = tuple(choice.key for choice in choices)
        self.note.clear()
        self.note.setVisible(note)
        self.column.removeWidget(self._rows)
        discard(self._rows)
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for place, choice in enumerate(choices):
            button = ChoiceRow(place + 1, choice)
            button.clicked.connect(lambda _=False, key=choice.key: self.chosen.emit(key, self.note.text().strip()))
            grid.addWidget(button, place // 3, place % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        if not choices:
            none = QLabel(say("Nothing else can be said of this trial."))
            grid.addWidget(none, 0, 0)
        self.column.addWidget(self._rows)
        self.show()

    def choose(self, number: int) -> bool:
        """Choose by digit; False where there is no such row."""
        if 1 <= number <= len(self._keys):
            self.chosen.emit(self._keys[number - 1], self.note.text().strip())
            return True
        return False

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
