"""The devices: which are used and for which side, how well each measures, and the checks that prove it, in place."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.desks.devices import DeviceCard, DevicesDesk, DevicesView
from station.desks.examining import ExaminingDesk
from station.model import Live
from station.office import Office
from ui import theme
from ui.devices_presenter import due_first, history_lines, lines_of, record_lines, subtitle_of, swapped
from ui.examining import Examining
from ui.live_presenter import choosing
from ui.page import Command, Heading, Page
from ui.widgets.device_panels import ACTIONS, CHOICES, AbsentPanel, DevicePanel, HelpPanel, NearPanel, RecordPanel
from ui.widgets.labels import Panel, discard, scrolled, text
from ui.words import say, told

SURE_S = 4.0
"""So long a question whether to forget a device stands."""
ALIGNS_S = 90.0
"""So long what is said of an alignment stands beside its button."""


class DevicesPage(Page):
    """Offered where the station has a room of devices."""

    animated = True

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.devices is None or office.examining is None:
            raise ValueError("this station has no room of devices")
        self._desk: DevicesDesk = office.devices
        self._exams: ExaminingDesk = office.examining
        self.choose_file: Callable[[], str] = self._ask_for_file
        """Asks for the file of a record; empty for none."""
        self._view = DevicesView(datetime.now().astimezone())
        self._chosen, self._record_of = 0, ""
        self._sure: tuple[str, float] = ("", 0.0)
        self._aligned_s = float("-inf")
        self._trouble = ""
        self._panels: list[DevicePanel] = []
        self._examining = Examining(self._exams, self.heading_changed.emit, self._test_in_the_way)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._build())
        self._stack.addWidget(self._examining.widget)

    def _build(self) -> QWidget:
        overview = QWidget()
        outer = QHBoxLayout(overview)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(theme.GAP)
        self._said = text("quiet", wrap=True)
        self._problem_panel = Panel("deviceProblem", margins=(20, 12, 20, 12))
        self._problem_panel.setProperty("panel", "trouble")
        self._problem = text("bannerTrouble", wrap=True)
        self._problem_panel.column.addWidget(self._problem)
        self._none = Panel("noDevices", margins=(28, 24, 28, 24), spacing=8)
        self._none.column.addWidget(text("panel", say("No device is used")))
        hint = say("Switch a device on and search: what is in reach appears on the right. Say its side once for all.")
        self._none.column.addWidget(text("quiet", hint, wrap=True))
        for widget in (self._problem_panel, self._said, self._none):
            self._list.addWidget(widget)
        self._list.addStretch(1)
        outer.addWidget(scrolled(content), 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(theme.GAP)
        self._record, self._near, self._absent = RecordPanel(), NearPanel(), AbsentPanel()
        tap = say("Which one is in my hand? Tap or press a device, and it says so.")
        self._tap = HelpPanel("tap", say("Tap to identify"), tap, "T")
        align = say("Lays the clocks of two devices over each other, for times that are compared between them.")
        self._align = HelpPanel("align", say("Align clocks"), align, "A")
        for widget in (self._record, self._near, self._tap, self._align, self._absent):
            column.addWidget(widget)
        column.addStretch(1)
        self._side = scrolled(side)
        outer.addWidget(self._side)
        self._near.connected.connect(lambda near, sides: self._desk.connect(near, CHOICES[sides]))
        self._near.searched.connect(self._search)
        self._absent.forgotten.connect(self._desk.forget_absent)
        self._tap.pressed.connect(self._identify)
        self._align.pressed.connect(self._begin_align)
        self._record.load.connect(self._load)
        self._record.closed.connect(lambda: self._do("record", self._record_of))
        return overview

    def least(self) -> QSize:
        return QSize(830, 450)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(round(min(360, max(290, self.width() * 0.27)) * min(theme.scale(), 1.25)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._desk.attend(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._desk.attend(False)

    # What the shell asks ----------------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        if self._examining.open:
            return self._examining.heading()
        subtitle, due = subtitle_of(self._view), due_first(self._view)
        search = Command(say("Stop searching") if self._view.searching else say("Search"), "S", self._search)
        if not self._view.used:
            primary = Command(
                say("Stop searching") if self._view.searching else say("Search for devices"), "Space", self._search
            )
            return Heading(say("Devices"), subtitle, primary=primary, wordless=True)
        if due is not None:
            words = say("Check {name}", name=told(due.status.name))
            primary = Command(words, "Space", lambda: self._do("daily", due.key))
        else:
            primary = Command(say("Choose a test"), "Space", lambda: self.navigate.emit("live", ""))
        tap = Command(say("Stop watching") if self._view.identifying else say("Tap to identify"), "T", self._identify)
        return Heading(say("Devices"), subtitle, primary=primary, secondary=tap, more=(search,), wordless=True)

    def enter(self, argument: str) -> None:
        if argument and not self._examining.open:
            device = next((card.key for card in self._view.used if card.status.serial == argument), "")
            self._chosen = next((n for n, card in enumerate(self._view.used) if card.key == device), self._chosen)
        if not self._desk.view().searched and not self._desk.view().searching:
            self._desk.look()

    def _test_in_the_way(self) -> Command | None:
        """The way to the test that is being done, None where none is."""
        if choosing(self.console.live()):
            return None
        return Command(say("Go to the test"), "Space", lambda: self.navigate.emit("live", ""))

    def refresh(self, live: Live) -> None:
        self._view, self._trouble = self._desk.view(), live.trouble
        self._examining.refresh()
        self._stack.setCurrentIndex(1 if self._examining.open else 0)
        if not self._examining.open:
            self._show()
        self.heading_changed.emit()

    def frame(self) -> None:
        if self._examining.open:
            self._examining.frame()

    def choose(self, number: int) -> None:
        if number <= len(self._view.used) and not self._examining.open:
            self._chosen = number - 1
            self._show()

    def typed(self, letters: str) -> None:
        if self._examining.open:
            self._examining.typed(letters)
            return
        key = letters.upper()
        if key == "S":
            self._search()
        elif key == "A":
            self._begin_align()
        elif key == "L" and self._record_of:
            self._load()
        card = self._card(self._chosen)
        name = next((name for name, _, action_key in ACTIONS if action_key == key), "")
        if card is not None and name:
            self._do(name, card.key)

    # What is shown ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        view = self._view
        self._chosen = min(self._chosen, max(0, len(view.used) - 1))
        while len(self._panels) < len(view.used):
            panel = DevicePanel(len(self._panels))
            panel.wanted.connect(self._do)
            self._list.insertWidget(self._list.count() - 1, panel)
            self._panels.append(panel)
        while len(self._panels) > len(view.used):
            discard(self._panels.pop())
        sure, until_s = self._sure
        for number, (panel, card) in enumerate(zip(self._panels, view.used, strict=True)):
            forgetting = sure == card.key and time.monotonic() < until_s
            tapped = view.tapped == card.key
            panel.show_lines(
                lines_of(card, view.at), chosen=number == self._chosen, forgetting=forgetting, tapped=tapped
            )
        self._none.setVisible(not view.used)
        self._said.setText(told(view.said))
        self._said.setVisible(bool(view.said) and not view.problem)
        self._problem.setText(told(view.problem))
        self._problem_panel.setVisible(bool(view.problem))
        self._near.show_near(view.near, searching=view.searching, searched=view.searched)
        self._absent.show_absent(view.absent, view.at)
        self._show_tap(view)
        self._show_record(view)
        self.shows_trouble = time.monotonic() - self._aligned_s < ALIGNS_S
        words = told(self._trouble) if self.shows_trouble and self._trouble else ""
        if words and view.by_itself:
            words = say("{words} Simulated hands do it by themselves.", words=words)
        self._align.show_state(say("Align clocks"), words)
        self._align.setVisible(len(view.used) > 1)

    def _show_tap(self, view: DevicesView) -> None:
        words = ""
        if view.identifying:
            words = say("Watching. Tap or press the device that you mean.")
            if view.by_itself:
                words = say("Watching. In a moment simulated hands tap one of the dynamometers.")
            if view.unclear:
                words = say("Two devices felt that alike. Tap again, the one that you mean alone.")
        elif view.tapped:
            used = {card.key: told(card.status.name) for card in view.used}
            names = used | {card.key: card.name for card in view.near}
            words = say("That was {name}.", name=names.get(view.tapped, ""))
        self._tap.show_state(say("Stop watching") if view.identifying else say("Tap to identify"), words)

    def _show_record(self, view: DevicesView) -> None:
        card = next((card for card in view.used if card.key == self._record_of), None)
        self._record.setVisible(card is not None)
        if card is not None:
            lines = (*record_lines(card.record), *history_lines(card.history, view.at))
            self._record.show_record(told(card.status.name), lines)

    # What is wanted ---------------------------------------------------------------------------------------------------

    def _card(self, number: int) -> DeviceCard | None:
        return self._view.used[number] if number < len(self._view.used) else None

    def _do(self, name: str, device: str) -> None:
        card = next((card for card in self._view.used if card.key == device), None)
        if card is None:
            return
        self._chosen = self._view.used.index(card)
        if name in ("daily", "verification"):
            self._examining.prepare(device, name)
        elif name == "zero":
            self._desk.zero(device)
        elif name == "swap":
            self._desk.assign(device, swapped(card.status.sides))
        elif name == "record":
            self._record_of = "" if self._record_of == device else device
            self._side.verticalScrollBar().setValue(0)
        elif name == "forget":
            self._forget(device)
        self.refresh(self.console.live())

    def _forget(self, device: str) -> None:
        """Asked for twice: the first time the button asks whether that is meant."""
        sure, until_s = self._sure
        if sure == device and time.monotonic() < until_s:
            self._sure = ("", 0.0)
            self._desk.forget(device)
        else:
            self._sure = (device, time.monotonic() + SURE_S)

    def _search(self) -> None:
        if self._view.searching:
            self._desk.stop()
        else:
            self._desk.look()

    def _identify(self) -> None:
        if self._view.identifying:
            self._desk.stop()
        else:
            self._desk.identify()

    def _begin_align(self) -> None:
        if len(self._view.used) > 1:
            self._aligned_s, self.shows_trouble = time.monotonic(), True
            self._desk.align()

    def _load(self) -> None:
        path = self.choose_file() if self._record_of else ""
        if path:
            self._desk.load_record(self._record_of, Path(path))

    def _ask_for_file(self) -> str:
        title, kinds = say("The calibration record of this device"), say("Calibration records (*.json)")
        return QFileDialog.getOpenFileName(self, title, "", kinds)[0]
