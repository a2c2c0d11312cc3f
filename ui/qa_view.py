"""The bench of the QA engineer: the whole battery of checks on a device, and its certificate, signed and saved."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from station.desks.examining import Examinable, ExaminingDesk, Program
from station.model import Live
from station.office import Office
from ui import theme
from ui.exam_presenter import named
from ui.examining import STEPS, Examining
from ui.live_presenter import choosing
from ui.page import Command, Heading, Page
from ui.widgets.buttons import Surface
from ui.widgets.labels import Chip, ElidedLabel, KeyCap, Panel, SideBadge, clear, scrolled, text
from ui.words import say, told

KEYS = 9


class DeviceRow(Surface):
    """A device that can be examined."""

    def __init__(self, device: Examinable, key: str) -> None:
        super().__init__(f"examine-{device.key}", framed=True)
        self.setEnabled(not device.why_not)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        if key:
            layout.addWidget(KeyCap(key, 26))
        for side in device.sides:
            layout.addWidget(SideBadge(side))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel("strong" if not device.why_not else "quiet", told(device.name)))
        words.addWidget(ElidedLabel("secondary", told(device.why_not) if device.why_not else self._about(device)))
        layout.addLayout(words, 1)
        if device.simulated:
            layout.addWidget(Chip(say("simulated"), "neutral"))
        if device.in_use:
            layout.addWidget(Chip(say("in use"), "neutral"))
        self.setAccessibleName(f"{device.name}. {named(device)}. {told(device.why_not)}")

    @staticmethod
    def _about(device: Examinable) -> str:
        """What it is, below its name."""
        if not device.in_use and device.simulated:
            return say("Computed by this station, to try the examination on")
        return named(device).removeprefix(f"{told(device.name)} · ")


class QaPage(Page):
    """Offered where the station can examine devices."""

    animated = True

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.examining is None:
            raise ValueError("this station cannot examine devices")
        self._desk: ExaminingDesk = office.examining
        self._devices: tuple[Examinable, ...] = ()
        self._examining = Examining(self._desk, self.heading_changed.emit, self._test_in_the_way)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._build())
        self._stack.addWidget(self._examining.widget)

    def _build(self) -> QWidget:
        holder = QWidget()
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        panel = Panel("examinable", margins=(20, 16, 12, 12), spacing=10)
        panel.column.addWidget(text("panel", say("Which device?")))
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(10)
        panel.column.addWidget(scrolled(content), 1)
        what = Panel("batteryWhat", margins=(24, 18, 24, 18), spacing=10)
        what.column.addWidget(text("panel", say("What will be done")))
        for step in STEPS["battery"]:
            what.column.addWidget(text("body", say(step), wrap=True))
        limits = say("Every result has its limits and its uncertainty, and says in words what is wrong.")
        what.column.addWidget(text("quiet", limits, wrap=True))
        what.column.addStretch(1)
        self._what = what
        outer.addWidget(panel, 1)
        outer.addWidget(what)
        return holder

    def least(self) -> QSize:
        return QSize(830, 450)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._what.setFixedWidth(round(min(360, max(290, self.width() * 0.27)) * min(theme.scale(), 1.25)))

    # What the shell asks ----------------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        if self._examining.open:
            return self._examining.heading()
        first = next((each for each in self._devices if not each.why_not), None)
        subtitle = say("Is this device fit for measuring people?")
        primary = None
        if first is not None:
            words = say("Examine {name}", name=told(first.name))
            primary = Command(words, "Space", lambda: self._prepare(first.key))
        return Heading(say("Device examination"), subtitle, primary=primary, wordless=True)

    def _test_in_the_way(self) -> Command | None:
        """The way to the test that is being done, None where none is."""
        if choosing(self.console.live()):
            return None
        return Command(say("Go to the test"), "Space", lambda: self.navigate.emit("live", ""))

    def refresh(self, live: Live) -> None:
        self._examining.refresh()
        self._stack.setCurrentIndex(1 if self._examining.open else 0)
        if not self._examining.open:
            self._show_devices()
        self.heading_changed.emit()

    def frame(self) -> None:
        if self._examining.open:
            self._examining.frame()

    def choose(self, number: int) -> None:
        ready = [each for each in self._devices if not each.why_not]
        if not self._examining.open and number <= len(ready):
            self._prepare(ready[number - 1].key)

    def typed(self, letters: str) -> None:
        if self._examining.open:
            self._examining.typed(letters)

    # ------------------------------------------------------------------------------------------------------------------

    def _show_devices(self) -> None:
        devices = tuple(self._desk.devices())
        if devices == self._devices and self._rows.count():
            return
        self._devices = devices
        clear(self._rows)
        number = 0
        for device in devices:
            number += not device.why_not
            each = DeviceRow(device, str(number) if not device.why_not and number <= KEYS else "")
            each.clicked.connect(lambda _=False, key=device.key: self._prepare(key))
            self._rows.addWidget(each)
        if not devices:
            self._rows.addWidget(text("quiet", say("No device is used. Connect one in Devices."), wrap=True))
        self._rows.addStretch(1)

    def _prepare(self, device: str) -> None:
        self._examining.prepare(device, _battery(self._desk).key)
        self.refresh(self.console.live())


def _battery(desk: ExaminingDesk) -> Program:
    """The whole battery stands first."""
    return desk.programs()[0]
