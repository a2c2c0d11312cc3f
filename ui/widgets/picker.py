"""Choosing what to do: batteries first, then every test under the headings of the clinic; a field that finds one.

The first nine have keys: the batteries, then the favourites, then the first tests.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.choice_presenter import (
    TESTS,
    BatteryChoice,
    ChoiceCard,
    ChoiceGroup,
    Offer,
    columns,
    found,
    found_batteries,
    groups,
)
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.fields import LineField
from ui.widgets.labels import Chip, ElidedLabel, KeyCap, Panel, PartsLabel, clear, row, scrolled, text
from ui.widgets.sketch import Sketch
from ui.words import say, told

THREE, TWO = 1050, 680
"""From these widths on there are three columns, and two."""
STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
KEYS = 9


class Stepped(Surface):
    """A surface from which the arrows go to its neighbours."""

    stepped = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(*step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class BatteryCardView(Stepped):
    """One battery: its key, its title, how long it takes, and its tests in their order."""

    def __init__(self, shown: BatteryChoice, key: str) -> None:
        card = shown.card
        super().__init__(f"walk-{card.key}", framed=True)
        self.key, self.title = card.key, card.title
        self.setEnabled(shown.ready)
        title = told(card.title)
        head = say("{title} ({key})", title=title, key=key) if key else title
        self.setAccessibleName(". ".join((head, shown.line, shown.tests)))
        self.setToolTip(f"{told(card.summary)}\n{shown.tests}")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 9, 14, 9)
        line.setSpacing(12)
        if key:
            line.addWidget(KeyCap(key, 26))
        words = QVBoxLayout()
        words.setSpacing(2)
        first = row(ElidedLabel("strong" if shown.ready else "quiet", title), spacing=8)
        first.setStretch(0, 1)
        if shown.walked:
            first.addWidget(Chip(say("under way"), "good"))
        words.addLayout(first)
        words.addWidget(ElidedLabel("secondary", shown.line))
        words.addWidget(PartsLabel(shown.tests, TESTS))
        line.addLayout(words, 1)


class Card(Stepped):
    """One test: its key, the curve it is known by, its title, and one line."""

    retested = Signal(str)

    def __init__(self, shown: ChoiceCard, key: str) -> None:
        card = shown.card
        super().__init__(f"choose-{card.key}", framed=True)
        self.shown, self.key = shown, card.key
        self.setEnabled(card.ready)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = told(card.title)
        parts = [say("{title} ({key})", title=title, key=key) if key else title, shown.device, shown.today]
        parts += [] if card.ready else [told(card.why_not)]
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
        about = [told(card.summary), told(card.position), "" if card.ready else told(card.why_not)]
        self.setToolTip("\n".join(part for part in about if part))
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
        line.addLayout(self._words(title), 1)

    def _words(self, title: str) -> QVBoxLayout:
        shown, ready = self.shown, self.shown.card.ready
        words = QVBoxLayout()
        words.setSpacing(1)
        first = row(ElidedLabel("strong" if ready else "quiet", title), spacing=8)
        first.setStretch(0, 1)
        # a widget without a parent that is made visible is a window of its own for a moment, and takes the keyboard
        device = [text("device", shown.device)] if shown.device and ready and not shown.done else []
        about = PartsLabel(
            shown.line, " · " if shown.done and ready else ", ", optional=bool(shown.last_trial) and ready
        )
        second = row(*device, about, spacing=8)
        second.setStretch(len(device), 1)
        repeats = bool(shown.last_trial) and ready
        # what cannot be done is grey and says what it lacks: the name has the room of a chip
        if shown.word and ready:
            # beside a button there is no room for it in the line of the name, which is what one looks for
            chip = Chip(shown.word, shown.tone)
            second.insertWidget(0, chip) if repeats else first.addWidget(chip)
        if repeats:
            again = ActionButton(f"retest-{shown.card.key}", "tiny", say("Re-test"))
            again.setAccessibleName(say("Re-test: {title}", title=title))
            again.clicked.connect(lambda _=False: self.retested.emit(shown.last_trial))
            second.addWidget(again)
        words.addLayout(first)
        words.addLayout(second)
        return words


class Picker(QWidget):
    """The batteries and the tests of this clinic."""

    chosen = Signal(str)
    walked = Signal(str)
    retested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picker")
        self._offer: Offer | None = None
        self._widgets: list[BatteryCardView | Card] = []
        self._columns = 0
        self._numbers: dict[BatteryCardView | Card, int] = {}
        name, hint = say("Find a test or a battery by its name"), say("Find a test or a battery")
        self._search = LineField("search", name, hint, longest=60)
        self._search.setFixedWidth(round(340 * theme.scale()))
        self._search.textChanged.connect(lambda _: self._fill())
        self._search.taken.connect(self.take_first)
        self._search.left.connect(self._enter_list)
        self._search.given_up.connect(self.leave_search)
        self._stroke, self._note, self._below = KeyCap("/", 26), ElidedLabel("secondary"), text("secondary")
        self._content = QWidget()
        whole = QVBoxLayout(self._content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        self._first, self._grid = QVBoxLayout(), QHBoxLayout()
        self._first.setSpacing(6)
        self._grid.setSpacing(theme.GAP)
        whole.addLayout(self._first)
        whole.addLayout(self._grid, 1)
        self._scroll = scrolled(self._content)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(lambda _: self._say_below())
        bar.rangeChanged.connect(lambda _low, _high: self._say_below())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        head = row(self._search, self._stroke, 6, self._note, spacing=8)
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

    def show_offer(self, offer: Offer) -> None:
        """Offer these; nothing is touched while they stay the same, so that focus stays."""
        if offer != self._offer:
            self._offer = offer
            self._fill()

    def press(self, number: int) -> None:
        """The key 1, 2, 3: what carries it is chosen, when it is there and can be done."""
        keyed = [each for each in self._widgets if number == self._numbers.get(each)]
        if keyed and keyed[0].isEnabled() and not self._search.text().strip():
            keyed[0].click()

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
        if self._offer is not None and self._wanted_columns() != self._columns:
            self._fill()

    def _wanted_columns(self) -> int:
        wide = self.width() / theme.scale()
        return 3 if wide >= THREE else 2 if wide >= TWO else 1

    def _fill(self) -> None:
        focused = next((each.key for each in self._widgets if each.hasFocus()), "")
        self._columns, self._widgets, self._numbers = self._wanted_columns(), [], {}
        offer, search = self._offer or Offer(), self._search.text().strip()
        cards = found(offer.cards, search)
        batteries = found_batteries(offer.batteries, search)
        clear(self._first)
        clear(self._grid)
        self._shelf(say("Batteries"), [self._battery(each, search) for each in batteries])
        self._shelf(say("Favourites"), [] if search else [self._made(each, search) for each in offer.favourites])
        for number, column in enumerate(columns(groups(cards), self._columns)):
            self._grid.addLayout(self._column(column, search), 1)
            self._grid.setStretch(number, 1)
        if not cards and not batteries:
            clear(self._grid)
            self._grid.addWidget(self._nothing(search), 1)
        self._note.set_text(self._summary(len(cards), search))
        self._tell(focused)

    def _shelf(self, title: str, cards: list[BatteryCardView] | list[Card]) -> None:
        """Cards side by side under a heading; nothing without one."""
        if not cards:
            return
        heading = text("panel", title)
        heading.setContentsMargins(2, 0, 0, 0)
        self._first.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(6)
        for place, card in enumerate(cards):
            grid.addWidget(card, place // self._columns, place % self._columns)
        for column in range(self._columns):
            grid.setColumnStretch(column, 1)
        self._first.addLayout(grid)

    def _key_of(self, made: BatteryCardView | Card, number: int) -> None:
        self._numbers[made] = number
        self._widgets.append(made)
        made.stepped.connect(lambda across, down: self._step(made, across, down))

    def _cap(self, number: int, *, ready: bool, search: str) -> str:
        """What is written on the key of a card."""
        if not search:
            return str(number) if number <= KEYS else ""
        return "↵" if ready and not any(each.isEnabled() for each in self._widgets) else ""

    def _battery(self, shown: BatteryChoice, search: str) -> BatteryCardView:
        made = BatteryCardView(shown, self._cap(shown.number, ready=shown.ready, search=search))
        made.clicked.connect(lambda _=False: self.walked.emit(shown.card.key))
        self._key_of(made, shown.number)
        return made

    def _column(self, parts: tuple[ChoiceGroup, ...], search: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        for at, part in enumerate(parts):
            if part.title:
                heading = text("panel", told(part.title))
                heading.setContentsMargins(2, 10 if at else 0, 0, 0)
                column.addWidget(heading)
            for shown in part.cards:
                column.addWidget(self._made(shown, search))
        column.addStretch(1)
        return column

    def _made(self, shown: ChoiceCard, search: str) -> Card:
        made = Card(shown, self._cap(shown.number, ready=shown.card.ready, search=search))
        made.clicked.connect(lambda _=False: self.chosen.emit(shown.card.key))
        made.retested.connect(self.retested)
        self._key_of(made, shown.number)
        return made

    def _tell(self, focused: str) -> None:
        for each in self._widgets:
            if each.key == focused:
                each.setFocus()
        self._say_below()

    def _summary(self, count: int, search: str) -> str:
        cards = self._offer.cards if self._offer is not None else ()
        if search:
            if not count:
                return ""
            return say("{count} of {all} tests · Enter starts the first · Esc shows all", count=count, all=len(cards))
        missing = sum(not shown.card.ready for shown in cards)
        if not missing:
            return ""
        return say("{missing} of {count} cannot be done with the devices at hand", missing=missing, count=count)

    def _nothing(self, search: str) -> Panel:
        panel, cards = Panel("noTests"), self._offer.cards if self._offer is not None else ()
        words = say("No test is set up on this station. Reinstall it, or copy the test files back.")
        if search and cards:
            words = say(
                "No test is called or mentions “{search}”. Esc shows all {count}.", search=search, count=len(cards)
            )
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
        self._below.setText(say("↓ {count} more below", count=hidden) if hidden > 0 else say("End of the list"))

    def _step(self, card: BatteryCardView | Card, across: int, down: int) -> None:
        ready = [each for each in self._widgets if each.isEnabled()]
        if down:
            target = self._above_or_below(card, ready, down)
            if target is None and down < 0:
                self._search.setFocus()
        else:
            beside = [each for each in ready if (each.x() - card.x()) * across > 0]
            target = min(beside, key=lambda e: (abs(e.x() - card.x()), abs(e.y() - card.y())), default=None)
        if target is not None:
            self._go_to(target)

    def _above_or_below(
        self, card: BatteryCardView | Card, ready: list[BatteryCardView | Card], down: int
    ) -> BatteryCardView | Card | None:
        """The next card in the same column of the screen; past its end the neighbouring column, as one reads."""
        across = [each for each in ready if each.x() <= card.geometry().right() and each.geometry().right() >= card.x()]
        further = [each for each in across if (each.y() - card.y()) * down > 0]
        if further:
            return min(further, key=lambda each: abs(each.y() - card.y()))
        at = ready.index(card) + down
        beside = ready[at] if 0 <= at < len(ready) else None
        # what lies beside in a row of a shelf is reached with left and right
        return beside if beside is not None and (beside.y() - card.y()) * down < 0 else None

    def _go_to(self, card: BatteryCardView | Card) -> None:
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(card, 0, 40)

    def _enter_list(self) -> None:
        first = next((each for each in self._widgets if each.isEnabled()), None)
        if first is not None:
            self._go_to(first)

    @property
    def first_found(self) -> str:
        """The title of what Enter starts; empty when nothing is looked for or found."""
        first = self._first_ready()
        return "" if first is None else told(first.shown.card.title if isinstance(first, Card) else first.title)

    def _first_ready(self) -> BatteryCardView | Card | None:
        ready = (each for each in self._widgets if each.isEnabled())
        return next(ready, None) if self._search.text().strip() else None

    def take_first(self) -> None:
        """Start what was found first."""
        first = self._first_ready()
        if first is not None:
            first.click()
