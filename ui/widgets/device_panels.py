"""The panels of the view of the devices: one for each device in use, what is in reach, what is not here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from station.desks.devices import AbsentCard, NearCard
from station.model import Side
from ui import theme
from ui.devices_presenter import DeviceLines, Fact, absent_line, near_line, sides_words
from ui.numbers import DASH
from ui.widgets.buttons import ActionButton
from ui.widgets.flow import FlowBox
from ui.widgets.labels import Chip, ElidedLabel, Panel, SideBadge, clear, row, rule, set_role, text
from ui.words import later, say

ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}
COLUMNS = 4
CHOICES = {
    "left": (Side.LEFT,),
    "right": (Side.RIGHT,),
    "both plates": (Side.LEFT, Side.RIGHT),
    "plates swapped": (Side.RIGHT, Side.LEFT),
    "whole body": (Side.BOTH,),
}
"""For which sides a device can be connected."""
NOW = {Side.LEFT: later("Left side now"), Side.RIGHT: later("Right side now"), Side.BOTH: later("Force now")}
ACTIONS = (
    ("zero", later("Zero"), "Z"),
    ("daily", later("Daily check"), "D"),
    ("verification", later("Verify"), "V"),
    ("swap", "", "X"),
    ("record", later("Calibration"), "C"),
    ("forget", later("Forget"), "F"),
)
"""What can be done with a device: name, button, key while it is the chosen one."""


class FactCell(QWidget):
    """A label over its value; the value has weight where it needs looking at."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._label, self._value = text("caption", wrap=True), text("body", wrap=True)
        column.addWidget(self._label)
        column.addWidget(self._value)
        column.addStretch(1)

    def show_fact(self, fact: Fact) -> None:
        """Show this."""
        self._label.setText(fact.label)
        roles = {"caution": "bannerCaution", "trouble": "bannerTrouble", "good": "good"}
        set_role(self._value, "role", roles.get(fact.tone, "body"))
        self._value.setText(fact.value)
        self.setAccessibleName(f"{fact.label}: {fact.value}")


class DevicePanel(Panel):
    """One device in use: who it is, its force now, its facts, and what can be done with it."""

    wanted = Signal(str, str)
    """What is wanted, and the key of the device."""

    def __init__(self, number: int) -> None:
        super().__init__(f"device-{number}", margins=(20, 14, 20, 14), spacing=10)
        self.lines: DeviceLines | None = None
        self._number = number
        self._badges = {side: SideBadge(side, 22) for side in (Side.LEFT, Side.RIGHT)}
        self._name, self._who, self._word = text("panel"), ElidedLabel("secondary"), Chip()
        self._forces = QGridLayout()
        self._forces.setHorizontalSpacing(18)
        self._forces.setVerticalSpacing(0)
        self._shown_forces: dict[Side, QLabel] = {}
        words = QVBoxLayout()
        words.setSpacing(1)
        first = row(*self._badges.values(), self._name, self._word, None, spacing=10)
        words.addLayout(first)
        words.addWidget(self._who)
        head = row(spacing=16)
        head.addLayout(words, 1)
        head.addLayout(self._forces)
        self.column.addLayout(head)
        self._trouble = text("bannerTrouble", wrap=True)
        self.column.addWidget(self._trouble)
        facts = QGridLayout()
        facts.setHorizontalSpacing(18)
        facts.setVerticalSpacing(8)
        self._facts = [FactCell() for _ in range(2 * COLUMNS)]
        for place, cell in enumerate(self._facts):
            facts.addWidget(cell, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            facts.setColumnStretch(column, 1)
        self.column.addLayout(facts)
        buttons = FlowBox(spacing=8)
        self._buttons: dict[str, ActionButton] = {}
        for name, label, _key in ACTIONS:
            button = ActionButton(f"device-{number}-{name}", "tiny", say(label) if label else "")
            button.clicked.connect(lambda _=False, name=name: self._want(name))
            buttons.flow.addWidget(button)
            self._buttons[name] = button
        self.column.addWidget(buttons)

    def show_lines(self, lines: DeviceLines, *, chosen: bool, forgetting: bool, tapped: bool) -> None:
        """Show this device; the chosen one has the keys, the tapped one stands out."""
        self.lines = lines
        for side, badge in self._badges.items():
            badge.setVisible(side in lines.sides or Side.BOTH in lines.sides)
        self._name.setText(lines.name)
        self._who.set_text(lines.subtitle)
        self._word.show_as(say("tapped") if tapped else lines.word, "good" if tapped else lines.tone)
        self._show_forces(lines)
        self._trouble.setText(lines.trouble)
        self._trouble.setVisible(bool(lines.trouble))
        for cell, fact in zip(self._facts, lines.facts, strict=True):
            cell.show_fact(fact)
        for name, label, key in ACTIONS:
            words = lines.swap if name == "swap" else say(label)
            if name == "forget" and forgetting:
                words = say("Forget it: sure?")
            self._buttons[name].show_as(words, key if chosen else "")
        self._buttons["swap"].setVisible(bool(lines.swap))
        set_role(self, "panel", "chosen" if chosen or tapped else "true")
        self.setAccessibleName(f"{lines.name}, {lines.subtitle}")

    def _show_forces(self, lines: DeviceLines) -> None:
        if tuple(self._shown_forces) != tuple(side for side, _ in lines.forces):
            clear(self._forces)
            self._shown_forces = {}
            for column, (side, _) in enumerate(lines.forces):
                value = text("forceNow")
                value.setMinimumWidth(round(92 * theme.scale()))
                value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._forces.addWidget(value, 0, column)
                whose = text("caption", say(NOW[side]))
                self._forces.addWidget(whose, 1, column, Qt.AlignmentFlag.AlignRight)
                self._shown_forces[side] = value
        for side, words in lines.forces:
            set_role(self._shown_forces[side], "role", f"forceNow{side.value.capitalize()}")
            self._shown_forces[side].setText(words if words == DASH else say("{force} N", force=words))

    def _want(self, name: str) -> None:
        if self.lines is not None:
            self.wanted.emit(name, self.lines.key)


class NearPanel(Panel):
    """What a search found that is not used; a side is said, and it is used."""

    connected = Signal(str, str)
    """Key of what was found, and one of ``CHOICES``."""
    searched = Signal()

    def __init__(self) -> None:
        super().__init__("nearPanel", spacing=8)
        self._shown: object = None
        self.search = ActionButton("search-devices", "tiny", say("Search"), "S")
        self.search.clicked.connect(lambda _=False: self.searched.emit())
        self.column.addLayout(row(text("panel", say("In reach")), None, self.search))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)

    def show_near(self, near: Sequence[NearCard], *, searching: bool, searched: bool) -> None:
        """Show these."""
        wanted = (tuple(near), searching, searched, theme.scale())
        if wanted == self._shown:
            return
        self._shown = wanted
        self.search.show_as(say("Stop") if searching else say("Search again") if searched else say("Search"), "S")
        clear(self._rows)
        if searching:
            self._rows.addWidget(text("quiet", say("Searching …")))
        elif not near:
            nothing = say("Nothing new is in reach.") if searched else say("Search for devices that are switched on.")
            self._rows.addWidget(text("quiet", nothing, wrap=True))
        for number, card in enumerate(near):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(card))

    def _row(self, card: NearCard) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(text("strong", card.name, wrap=True))
        column.addWidget(text("secondary", near_line(card), wrap=True))
        if card.problem:
            column.addWidget(text("bannerCaution", card.problem, wrap=True))
            return holder
        choices = [("both plates", say("Connect: both plates"))] if card.forces == 2 else []
        if card.forces != 2:
            choices = [("left", say("Connect: left")), ("right", say("Connect: right"))]
        known = next((key for key, sides in CHOICES.items() if sides == card.remembered), "")
        if known:
            choices = [(known, say("Connect again: {sides}", sides=sides_words(card.remembered)))]
        box = FlowBox(spacing=8)
        for key, label in choices:
            button = ActionButton(f"connect-{key}-{card.key}", "tiny", label)
            button.setAccessibleName(f"{label}, {card.name}")
            button.clicked.connect(lambda _=False, key=key: self.connected.emit(card.key, key))
            box.flow.addWidget(button)
        column.addWidget(box)
        return holder


class AbsentPanel(Panel):
    """What the clinic knows and what is not here."""

    forgotten = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("absentPanel", spacing=8)
        self._shown: object = None
        self.column.addWidget(text("panel", say("Known, not here")))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)

    def show_absent(self, absent: Sequence[AbsentCard], now: datetime) -> None:
        """Show these; the panel is there only while there are any."""
        self.setVisible(bool(absent))
        shown = (tuple(absent), now.date())
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        for number, card in enumerate(absent):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(text("strong", card.name, wrap=True))
            self._rows.addWidget(text("secondary", absent_line(card, now), wrap=True))
            self._rows.addWidget(text("secondary", say("Switch it on and bring it near, then search."), wrap=True))
            button = ActionButton(f"forget-{card.serial}", "tiny", say("Forget"))
            button.setAccessibleName(say("Forget {name}", name=card.name))
            button.clicked.connect(lambda _=False, card=card: self.forgotten.emit(card.kind, card.serial))
            self._rows.addLayout(row(button, None))


class HelpPanel(Panel):
    """Something that is done with all devices: what it is for, its button, and what came of it."""

    pressed = Signal()

    def __init__(self, name: str, title: str, what: str, key: str) -> None:
        super().__init__(f"{name}Panel", spacing=8)
        self._key = key
        self.column.addWidget(text("panel", title))
        self._what = text("quiet", what, wrap=True)
        self._plain = what
        self.button = ActionButton(name, "tiny", title, key)
        self.button.clicked.connect(lambda _=False: self.pressed.emit())
        self.column.addWidget(self._what)
        self.column.addLayout(row(self.button, None))

    def show_state(self, label: str, words: str = "") -> None:
        """What the button says, and in the place of the explanation what goes on."""
        self.button.show_as(label, self._key)
        if self._what.text() != (words or self._plain):
            self._what.setText(words or self._plain)
        set_role(self._what, "role", "body" if words else "quiet")


class RecordPanel(Panel):
    """The calibration record of one device, line by line, and the way to another one."""

    load = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("recordPanel", spacing=8)
        self._title = text("panel", wrap=True)
        self.column.addWidget(self._title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(1)
        self.column.addLayout(self._rows)
        load = ActionButton("load-record", "tiny", say("Load from file …"), "L")
        close = ActionButton("close-record", "tiny", say("Close"), "C")
        load.clicked.connect(lambda _=False: self.load.emit())
        close.clicked.connect(lambda _=False: self.closed.emit())
        self.column.addLayout(row(load, close, None))
        self._shown: object = None

    def show_record(self, name: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show these lines."""
        if (name, tuple(lines)) == self._shown:
            return
        self._shown = (name, tuple(lines))
        self._title.setText(say("Calibration of {name}", name=name))
        clear(self._rows)
        for label, value in lines:
            self._rows.addWidget(text("caption", label, wrap=True))
            self._rows.addWidget(text("body", value, wrap=True))
            self._rows.addSpacing(8)
