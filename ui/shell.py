"""What surrounds every view: the rail, the strip of devices, the heading with its commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from station.model import DeviceStatus, Side
from ui import theme
from ui.device_texts import device_details, device_line, device_tone, strip_note_details
from ui.page import Heading
from ui.views import View
from ui.widgets.buttons import ActionButton, RailButton
from ui.widgets.labels import Dot, ElidedLabel, Icon, SideBadge, discard, keep_place, set_role, text
from ui.words import say, told

WIDE = 1240
"""From this width of the heading on its buttons are wider."""


class Rail(QFrame):
    """The views, one button each, and the switch between light and dark."""

    wanted = Signal(str)
    theme_wanted = Signal()

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(round(88 * max(1.0, theme.scale())))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 18, 4, 10)
        column.setSpacing(2)
        column.addWidget(Icon("scales", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self._buttons = {}
        for view in views:
            button = RailButton(f"rail-{view.key}", view.icon, say(view.title))
            button.clicked.connect(lambda _=False, key=view.key: self.wanted.emit(key))
            column.addWidget(button)
            self._buttons[view.key] = button
        column.addStretch(1)
        switch = RailButton("rail-theme", "theme", say("Light / dark"))
        switch.clicked.connect(lambda _=False: self.theme_wanted.emit())
        column.addWidget(switch)

    def show_front(self, key: str) -> None:
        """Mark the view that is in front."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)


class DeviceChip(QFrame):
    """One device: side, name, rate and battery, a light; losses and trouble in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("deviceChip", "true")
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 14, 0)
        layout.setSpacing(8)
        self._badges = {side: SideBadge(side) for side in (Side.LEFT, Side.RIGHT)}
        self._name, self._line, self._dot = ElidedLabel("device"), ElidedLabel("secondary"), Dot()
        for widget in (*self._badges.values(), self._name, self._line, self._dot):
            layout.addWidget(widget)

    def show_status(self, status: DeviceStatus) -> None:
        """Show this device."""
        for side, badge in self._badges.items():
            badge.setVisible(side in status.sides or (Side.BOTH in status.sides))
        tone = device_tone(status)
        self._name.set_text(status.name)
        self._line.set_text(device_line(status))
        self._dot.set_tone(tone)
        set_role(self, "deviceChip", tone if tone in ("caution", "trouble") else "true")
        self.setToolTip(device_details(status))
        self.setAccessibleName(f"{status.name}: {device_line(status)}")


class DeviceStrip(QFrame):
    """All devices, and one quiet note about losses and clocks."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setFixedHeight(56)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self._layout.setSpacing(12)
        self._chips: list[DeviceChip] = []
        self._none = text("secondary", say("No device is connected. Switch one on; it appears here by itself."))
        self._note = ElidedLabel("secondary")
        self._layout.addWidget(self._none)
        self._layout.addWidget(self._note)
        self._layout.addStretch(1)

    def add_tools(self, tools: Sequence[QWidget]) -> None:
        """Put buttons at the right end."""
        for tool in tools:
            self._layout.addWidget(tool)

    def show_devices(self, devices: Sequence[DeviceStatus], note: str) -> None:
        """Show these devices."""
        while len(self._chips) < len(devices):
            chip = DeviceChip()
            self._layout.insertWidget(len(self._chips), chip)
            self._chips.append(chip)
        while len(self._chips) > len(devices):
            discard(self._chips.pop())
        for chip, status in zip(self._chips, devices, strict=True):
            chip.show_status(status)
        self._none.setVisible(not devices)
        self._note.setVisible(bool(devices))
        self._note.set_text(told(note))
        self._note.setToolTip(strip_note_details(note))


class PageHeader(QWidget):
    """Title and subtitle left; state word, the quiet command and the one primary command right, always there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.heading = Heading("")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title, self._subtitle = ElidedLabel("screen"), ElidedLabel("quiet")
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        layout.addLayout(words, 1)
        self._word = StateWord()
        self.secondary = ActionButton("secondary", "secondary")
        self.primary = ActionButton("primary", "primary")
        for widget in (self._word, self.secondary, self.primary):
            # hidden ones keep their place, so that nothing of the heading ever moves
            keep_place(widget)
            layout.addWidget(widget)
        self.secondary.clicked.connect(self.run_secondary)
        self.primary.clicked.connect(self.run_primary)
        self.setFixedHeight(round(60 * max(1.0, theme.scale())))
        self._measure()
        self.show_heading(Heading("Counterpoise"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Widths that depend on the window alone, never on what is said."""
        wide = self.width() >= WIDE * theme.scale()
        for widget, widths in ((self._word, (142, 154)), (self.secondary, (164, 176)), (self.primary, (280, 330))):
            widget.setFixedWidth(round(widths[wide] * theme.scale()))

    def show_heading(self, heading: Heading) -> None:
        """Show this heading."""
        if heading == self.heading:
            return
        self.heading = heading
        self._title.set_text(heading.title)
        self._subtitle.set_text(heading.subtitle)
        self._word.setVisible(bool(heading.word))
        self._word.show_word(heading.word, heading.tone)
        for button, command in ((self.secondary, heading.secondary), (self.primary, heading.primary)):
            button.setVisible(command is not None)
            if command is not None:
                button.show_as(command.label, command.key)

    def run_primary(self) -> None:
        """Do what the primary button says."""
        if self.heading.primary is not None:
            self.heading.primary.run()

    def run_secondary(self) -> None:
        """Do what the quiet button says."""
        if self.heading.secondary is not None:
            self.heading.secondary.run()


class StateWord(QFrame):
    """The state in one word of capitals, with a light in its tone."""

    def __init__(self) -> None:
        super().__init__()
        self._dot = Dot(7)
        self._word = text("strong")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._dot)
        layout.addWidget(self._word)
        layout.addStretch(1)
        self.setFixedHeight(round(36 * max(1.0, theme.scale())))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_word(self, word: str, tone: str) -> None:
        """Show this word."""
        self._word.setText(word)
        self.setAccessibleName(say("State: {word}", word=word))
        self._dot.set_tone(tone)
        set_role(self, "stateWord", tone)
        self._word.style().polish(self._word)
