"""What surrounds every view: the rail, the strip of devices, the heading with its commands."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from station.model import DeviceStatus, Side
from ui import theme
from ui.device_texts import (
    device_details,
    device_flow,
    device_line,
    device_losses,
    device_tone,
    strip_note_details,
)
from ui.page import Heading, Page
from ui.views import View
from ui.widgets.buttons import ActionButton, RailButton
from ui.widgets.labels import Dot, ElidedLabel, Icon, SideBadge, discard, keep_place, scrolled, set_role, set_tip, text
from ui.words import say, told

WIDE = 1240
"""From this width of the heading on its buttons are wider."""
TITLE_NEEDS, BETWEEN = 220, 16
"""Room for title and subtitle, below which the commands stand under them; and between the parts of the heading."""
LEAST = QSize(1280, 720)
"""What the design needs; where there is less the view below the heading scrolls."""
ROOMY = 1.25
"""Type up to so much larger has room in the design; beyond it a view needs more."""


class Rail(QFrame):
    """The views, one button each, and the switch between light and dark."""

    wanted = Signal(str)
    theme_wanted = Signal()

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(round(88 * max(1.0, theme.scale())))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 18, 4, 10)
        column.setSpacing(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scrolled(content))
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


ROLES = {"true": "secondary", "caution": "smallCaution", "trouble": "smallTrouble"}
"""How the words of a chip are written, by its weight."""
LOSS_SHOWN_S = 20.0
"""So long after samples went missing a device has weight; the count stays in its words."""


class Losses:
    """Whether a device loses samples just now, from counts that only grow."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._serial, self._count, self._grew_s = "", 0, float("-inf")

    def fresh(self, status: DeviceStatus) -> bool:
        """Whether some went missing within the last seconds."""
        count = status.lost + status.unseen + status.corrupt + status.not_numbers
        if status.serial == self._serial and count > self._count:
            self._grew_s = self._now_s()
        elif status.serial != self._serial:
            # what was lost before this chip was there is told by its words
            self._grew_s = float("-inf")
        self._serial, self._count = status.serial, count
        return count > 0 and self._now_s() - self._grew_s < LOSS_SHOWN_S


class DeviceChip(QFrame):
    """One device: side, name, rate and battery, a light; losses and trouble in words that are never cut short."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._losses = Losses(now_s)
        self._seen: tuple[DeviceStatus, bool] | None = None
        self.setProperty("deviceChip", "true")
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 14, 0)
        layout.setSpacing(8)
        self._badges = {side: SideBadge(side) for side in (Side.LEFT, Side.RIGHT)}
        self._name, self._line, self._dot = ElidedLabel("device"), ElidedLabel("secondary"), Dot()
        self._missing = text("smallCaution")
        for widget in (*self._badges.values(), self._name, self._missing, self._line, self._dot):
            layout.addWidget(widget)

    def needs(self) -> int:
        """The width with everything that it can say."""
        hidden = self._line.isHidden() and self._line.full
        return self.sizeHint().width() + (self._line.sizeHint().width() + 8 if hidden else 0)

    def be_brief(self, *, brief: bool) -> None:
        """Leave out how a device sends that is as it should be: there is no room for it."""
        hide = brief and self.property("deviceChip") == "true"
        if hide != self._line.isHidden():
            self._line.setVisible(not hide)

    def show_status(self, status: DeviceStatus) -> None:
        """Show this device."""
        seen = (status, self._losses.fresh(status))
        if seen == self._seen:
            return
        self._seen = seen
        for side, badge in self._badges.items():
            badge.setVisible(side in status.sides or (Side.BOTH in status.sides))
        tone, missing = device_tone(status), device_losses(status)
        if tone == "good" and seen[1]:
            tone = "caution"
        self._name.set_text(told(status.name))
        weight = tone if tone in ("caution", "trouble") else "true"
        set_role(self._missing, "role", ROLES[weight])
        # the word for a device that is lost has the weight; a rate has it only beside what was lost
        set_role(self._line, "role", "secondary" if missing else ROLES[weight])
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._line.set_text(device_flow(status))
        self._dot.set_tone(tone)
        set_role(self, "deviceChip", weight)
        set_tip(self, device_details(status))
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
        self._tools: tuple[QWidget, ...] = ()
        self._none = text("secondary", say("No device is connected. Switch one on; it appears here by itself."))
        self._note = ElidedLabel("secondary")
        self._layout.addWidget(self._none)
        self._layout.addWidget(self._note)
        self._layout.addStretch(1)

    def add_tools(self, tools: Sequence[QWidget]) -> None:
        """Put buttons at the right end."""
        self._tools = tuple(tools)
        for tool in tools:
            self._layout.addWidget(tool)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all the note goes first, then how devices send that are as they should be."""
        tools = sum(tool.sizeHint().width() + self._layout.spacing() for tool in self._tools if not tool.isHidden())
        room = self.width() - 2 * theme.MARGIN - tools
        need = sum(chip.needs() + self._layout.spacing() for chip in self._chips)
        self._note.setVisible(bool(self._chips) and need + self._note.minimumSizeHint().width() <= room)
        for chip in self._chips:
            chip.be_brief(brief=need > room)

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
        self._note.set_text(told(note))
        set_tip(self._note, strip_note_details(note))
        self._fit()


class PageHeader(QWidget):
    """Title and subtitle left; state word, the quiet command and the one primary command right, always there.

    Where large type leaves no room beside the title the commands stand below it, the primary one still at the right.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.heading = Heading("")
        self._title, self._subtitle = ElidedLabel("screen"), ElidedLabel("quiet")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        self._words = QWidget()
        self._words.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        self._word = StateWord()
        self.secondary = ActionButton("secondary", "secondary")
        self.primary = ActionButton("primary", "primary")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._stands: tuple[bool, bool] | None = None
        self._stand(below=False)
        for widget in (self._word, self.secondary, self.primary):
            # hidden ones keep their place, so that nothing of the heading ever moves
            keep_place(widget)
        self.secondary.clicked.connect(self.run_secondary)
        self.primary.clicked.connect(self.run_primary)
        self._measure()
        self.show_heading(Heading("Counterpoise"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _stand(self, *, below: bool) -> None:
        """Put the commands beside the title, or below it."""
        if (below, self.heading.wordless) == self._stands:
            return
        self._stands = (below, self.heading.wordless)
        for widget in (self._words, self._word, self.secondary, self.primary):
            self._grid.removeWidget(widget)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._words, 0, 0, 1, (3 if self.heading.wordless else 2) if below else 1)
        if not (below and self.heading.wordless):
            self._grid.addWidget(self._word, 0, 2 if below else 1, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self.secondary, 1 if below else 0, 1 if below else 2, middle)
        self._grid.addWidget(self.primary, 1 if below else 0, 2 if below else 3, middle)
        self.setFixedHeight(round((60 + 12 + 56 if below else 60) * max(1.0, theme.scale())))

    def _measure(self) -> None:
        """Widths and places that depend on the window alone, never on what is said."""
        factor, room = theme.scale(), self.width()
        wide = room >= WIDE * factor
        widths = [round(pair[wide] * factor) for pair in ((142, 154), (164, 176), (280, 330))]
        below = 0 < room < sum(widths) + 3 * BETWEEN + TITLE_NEEDS * factor
        if below:
            # on the smallest windows both get narrower; the title is never without the word of the state
            widths[2] = max(1, min(widths[2], round((room - BETWEEN) * 0.62)))
            widths[1] = max(1, min(widths[1], room - BETWEEN - widths[2]))
        for widget, width in zip((self._word, self.secondary, self.primary), widths, strict=True):
            widget.setFixedWidth(width)
        self._stand(below=below)

    def show_heading(self, heading: Heading) -> None:
        """Show this heading."""
        if heading == self.heading:
            return
        self.heading = heading
        if self._stands is not None:
            self._stand(below=self._stands[0])
        self._title.set_text(heading.title)
        self._subtitle.set_text(heading.subtitle)
        policy = self._word.sizePolicy()
        policy.setRetainSizeWhenHidden(not heading.wordless)
        self._word.setSizePolicy(policy)
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


class ViewArea(QScrollArea):
    """Where the views are: the one in front scrolls where it needs more room than the window has."""

    def __init__(self, views: QStackedWidget) -> None:
        super().__init__()
        self._views = views
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        views.setObjectName("content")
        self.setWidget(views)

    def show_page(self, page: Page) -> None:
        """Bring it to the front, from its beginning, with the room that it needs."""
        factor = theme.scale()
        if factor > ROOMY:
            least = page.least() * factor
        else:
            # what the rest of the smallest window leaves, even with a message over it
            rail, header = (round(each * max(1.0, factor)) for each in (88, 60))
            rest = QSize(LEAST.width() - rail - 2 * theme.MARGIN, LEAST.height() - 200 - header)
            least = page.least().boundedTo(rest)
        if self._views.minimumSize() != least:
            self._views.setMinimumSize(least)
        if self._views.currentWidget() is not page:
            self._views.setCurrentWidget(page)
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)


def surrounded(rail: QWidget, above: Sequence[QWidget], header: QWidget, area: QWidget) -> QWidget:
    """The inside of the window: the rail left, strip and messages ``above``, the heading, and the view below it."""
    body = QWidget()
    body.setObjectName("page")
    # a window that is smaller than any screen scrolls as a whole
    body.setMinimumSize(QSize(480, 320) * max(1.0, theme.scale()))
    outer = QHBoxLayout(body)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(rail)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in above:
        column.addWidget(widget)
    inner = QVBoxLayout()
    inner.setContentsMargins(theme.MARGIN, 22, theme.MARGIN, theme.MARGIN)
    inner.setSpacing(theme.GAP)
    inner.addWidget(header)
    inner.addWidget(area, 1)
    column.addLayout(inner, 1)
    outer.addLayout(column, 1)
    return body
