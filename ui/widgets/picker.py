"""Choosing a test: all of them under the headings of the clinic, a field that finds one, keys for the first nine."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.choice_presenter import ChoiceCard, ChoiceGroup, columns, found, groups
from ui.widgets.buttons import ENTER_KEYS, Surface
from ui.widgets.labels import Chip, ElidedLabel, KeyCap, Panel, clear, row, scrolled, text
from ui.widgets.sketch import Sketch

THREE, TWO = 1050, 680
"""From these widths on there are three columns, and two."""
STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
KEYS = 9


class SearchField(QLineEdit):
    """Finds a test by its name; Enter takes the first one, Down goes to the list, Escape gives up."""

    taken = Signal()
    left = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText("Find a test")
        self.setAccessibleName("Find a test by its name")
        self.setMaxLength(60)
        self.setFixedHeight(round(40 * max(1.0, theme.scale())))
        self.setFixedWidth(round(340 * theme.scale()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS:
            if not event.isAutoRepeat():
                self.taken.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class Card(Surface):
    """One test: its key, the curve it is known by, its title, and one line; arrows go to its neighbours."""

    stepped = Signal(int, int)

    def __init__(self, shown: ChoiceCard, key: str) -> None:
        card = shown.card
        super().__init__(f"choose-{card.key}", framed=True)
        self.shown = shown
        self.setEnabled(card.ready)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        parts = [f"{card.title} ({key})" if key else card.title, shown.device, shown.today]
        parts += [] if card.ready else [card.why_not]
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
        told = [card.summary, card.position, "" if card.ready else card.why_not]
        self.setToolTip("\n".join(part for part in told if part))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 14, 6)
        line.setSpacing(12)
        if key:
            line.addWidget(KeyCap(key, 26))
        else:
            line.addSpacing(round(26 * theme.scale()) + line.spacing())
        sketch = Sketch(card.kind)
        sketch.setFixedSize(round(60 * theme.scale()), round(36 * theme.scale()))
        line.addWidget(sketch)
        words = QVBoxLayout()
        words.setSpacing(1)
        title = ElidedLabel("strong" if card.ready else "quiet", card.title)
        head: list[QWidget | int | None] = [title]
        if shown.word != "ready":
            head.append(Chip(shown.word, shown.tone))
        first = row(*head, spacing=8)
        first.setStretch(0, 1)
        words.addLayout(first)
        device = text("device", shown.device)
        device.setVisible(bool(shown.device) and card.ready and not shown.done)
        second = row(device, ElidedLabel("secondary", shown.line), spacing=8)
        second.setStretch(1, 1)
        words.addLayout(second)
        line.addLayout(words, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(*step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class Picker(QWidget):
    """The tests of this clinic."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picker")
        self._all: tuple[ChoiceCard, ...] | None = None
        self._widgets: list[Card] = []
        self._columns = 0
        self._search = SearchField()
        self._search.textChanged.connect(lambda _: self._fill())
        self._search.taken.connect(self._take_first)
        self._search.left.connect(self._enter_list)
        self._search.given_up.connect(self.leave_search)
        self._cap, self._note, self._below = KeyCap("/", 26), ElidedLabel("secondary"), text("secondary")
        self._content = QWidget()
        self._grid = QHBoxLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP)
        self._scroll = scrolled(self._content)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(lambda _: self._say_below())
        bar.rangeChanged.connect(lambda _low, _high: self._say_below())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        head = row(self._search, self._cap, 6, self._note, spacing=8)
        head.setStretch(3, 1)
        outer.addLayout(head)
        outer.addWidget(self._scroll, 1)
        self._below.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self._below)
        self._below.hide()

    # what the view asks --------------------------------------------------------------------------------------------

    @property
    def searching(self) -> bool:
        """Whether somebody looks for a test by its name."""
        return bool(self._search.text()) or self._search.hasFocus()

    def show_cards(self, cards: tuple[ChoiceCard, ...]) -> None:
        """Offer these tests; nothing is touched while they stay the same, so that focus stays."""
        if cards != self._all:
            self._all = cards
            self._fill()

    def key(self, number: int) -> str | None:
        """The test behind the key 1, 2, 3; None when it is not there or cannot run."""
        cards = self._all or ()
        known = 0 < number <= len(cards) and cards[number - 1].card.ready
        return cards[number - 1].card.key if known else None

    def typed(self, letters: str) -> None:
        """Look for a test by these letters; a stroke only opens the field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if letters != "/":
            self._search.insert(letters)

    def leave_search(self) -> None:
        """Show every test again."""
        self._search.clear()
        self.window().setFocus()

    # --------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._all is not None and self._wanted_columns() != self._columns:
            self._fill()

    def _wanted_columns(self) -> int:
        wide = self.width() / theme.scale()
        return 3 if wide >= THREE else 2 if wide >= TWO else 1

    def _fill(self) -> None:
        focused = next((each.shown.card.key for each in self._widgets if each.hasFocus()), "")
        self._columns, self._widgets = self._wanted_columns(), []
        search = self._search.text().strip()
        cards = found(self._all or (), search)
        clear(self._grid)
        for number, column in enumerate(columns(groups(cards), self._columns)):
            self._grid.addLayout(self._column(column, search), 1)
            self._grid.setStretch(number, 1)
        if not cards:
            clear(self._grid)
            self._grid.addWidget(self._nothing(search), 1)
        self._note.set_text(self._summary(len(cards), search))
        self._tell(focused)

    def _column(self, parts: tuple[ChoiceGroup, ...], search: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        for at, part in enumerate(parts):
            if part.title:
                heading = text("panel", part.title)
                heading.setContentsMargins(2, 10 if at else 0, 0, 0)
                column.addWidget(heading)
            for shown in part.cards:
                column.addWidget(self._made(shown, search))
        column.addStretch(1)
        return column

    def _made(self, shown: ChoiceCard, search: str) -> Card:
        if search:
            first = not any(each.isEnabled() for each in self._widgets) and shown.card.ready
            key = "↵" if first else ""
        else:
            key = str(shown.number) if shown.number <= KEYS else ""
        made = Card(shown, key)
        made.clicked.connect(lambda _=False: self.chosen.emit(shown.card.key))
        made.stepped.connect(lambda across, down, card=made: self._step(card, across, down))
        self._widgets.append(made)
        return made

    def _tell(self, focused: str) -> None:
        for each in self._widgets:
            if each.shown.card.key == focused:
                each.setFocus()
        self._say_below()

    def _summary(self, count: int, search: str) -> str:
        if search:
            return f"{count} of {len(self._all or ())} tests · Enter starts the first · Esc shows all" if count else ""
        missing = sum(not shown.card.ready for shown in self._all or ())
        return f"{missing} of {count} cannot be done with the devices at hand" if missing else ""

    def _nothing(self, search: str) -> Panel:
        panel = Panel("noTests")
        words = "No test is set up on this station. Reinstall it, or copy the test files back."
        if search and self._all:
            words = f"No test is called or mentions “{search}”. Esc shows all {len(self._all)}."
        sentence = text("quiet", words, wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        panel.column.addWidget(sentence, 1)
        return panel

    def _say_below(self) -> None:
        bar, bottom = self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        hidden = 0
        for each in self._widgets:
            middle = each.mapTo(self._content, each.rect().center()).y() - bar.value()
            hidden += middle > bottom
        self._below.setVisible(bar.maximum() > 0)
        self._below.setText(f"↓ {hidden} more below" if hidden > 0 else "End of the list")

    def _step(self, card: Card, across: int, down: int) -> None:
        ready = [each for each in self._widgets if each.isEnabled()]
        if down:
            at = ready.index(card) + down
            if at < 0:
                self._search.setFocus()
            target = ready[at] if 0 <= at < len(ready) else None
        else:
            beside = [each for each in ready if (each.x() - card.x()) * across > 0]
            target = min(beside, key=lambda e: (abs(e.x() - card.x()), abs(e.y() - card.y())), default=None)
        if target is not None:
            self._go_to(target)

    def _go_to(self, card: Card) -> None:
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(card, 0, 40)

    def _enter_list(self) -> None:
        first = next((each for each in self._widgets if each.isEnabled()), None)
        if first is not None:
            self._go_to(first)

    @property
    def first_found(self) -> ChoiceCard | None:
        """The test that Enter starts; None when nothing is looked for or found."""
        ready = (each.shown for each in self._widgets if each.isEnabled())
        return next(ready, None) if self._search.text().strip() else None

    def _take_first(self) -> None:
        first = self.first_found
        if first is not None:
            self.chosen.emit(first.card.key)
