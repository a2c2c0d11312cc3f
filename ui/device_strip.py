"""The strip along the top: every device with its side and how it sends; what is lost has colour and word at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from station.model import DeviceStatus, Side
from ui import theme
from ui.device_texts import device_details, device_flow, device_line, device_losses, device_tone, strip_note_details
from ui.widgets.labels import Dot, ElidedLabel, PartsLabel, SideBadge, discard, set_role, set_tip, text
from ui.words import say, told

ROLES = {"true": "secondary", "caution": "smallCaution", "trouble": "smallTrouble"}
"""How the words of a chip are written, by its weight."""
CUT = 40
"""So many pixels of each name may be cut off before names beside a letter are left out."""
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
        self.said: tuple[object, ...] = ()
        """Everything that is shown; a status changes many times a second, mostly in what nobody is shown."""
        self._status: DeviceStatus | None = None
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

    def needs(self, *, brief: bool = False) -> int:
        """The width with everything that it can say; with ``brief`` without the flow of a device that is all right."""
        flow = self._line.sizeHint().width() + 8 if self._line.full else 0
        name = self._name.sizeHint().width() + 8
        shown = self.sizeHint().width()
        shown += 0 if not self._line.isHidden() else flow
        shown += 0 if not self._name.isHidden() else name
        return shown - (flow if brief and self._quiet else 0)

    @property
    def _quiet(self) -> bool:
        return bool(self.property("deviceChip") == "true")

    def be_brief(self, level: int) -> None:
        """Leave out, where there is no room, how a device sends that is as it should be; then names beside a letter."""
        lettered = any(not badge.isHidden() for badge in self._badges.values())
        lost = not self._missing.isHidden()
        for label, hide in (
            (self._line, level > 0 and (self._quiet or (level > 1 and lost))),
            (self._name, level > 1 and lettered),
        ):
            if hide != label.isHidden():
                label.setVisible(not hide)

    def show_status(self, status: DeviceStatus) -> None:
        """Show this device."""
        self._status = status
        tone, missing, flow = device_tone(status), device_losses(status), device_flow(status)
        if self._losses.fresh(status) and tone == "good":
            tone = "caution"
        said = (status.sides, status.name, tone, missing, flow, device_line(status))
        if said == self.said:
            return
        self.said = said
        for side, badge in self._badges.items():
            badge.setVisible(side in status.sides or (Side.BOTH in status.sides))
        self._name.set_text(told(status.name))
        weight = tone if tone in ("caution", "trouble") else "true"
        set_role(self._missing, "role", ROLES[weight])
        # the word for a device that is lost has the weight; a rate has it only beside what was lost
        set_role(self._line, "role", "secondary" if missing else ROLES[weight])
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._line.set_text(flow)
        self._dot.set_tone(tone)
        set_role(self, "deviceChip", weight)
        set_tip(self, device_details(status))
        self.setAccessibleName(f"{told(status.name)}: {said[-1]}")

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and self._status is not None:
            set_tip(self, device_details(self._status))
        return super().event(event)


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
        self._fitted: tuple[object, ...] = ()
        self._none = text("secondary", say("No device is connected. Switch one on; it appears here by itself."))
        self._note = PartsLabel("", " · ", optional=True)
        # the note takes what the devices leave, and nothing from them
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._layout.addWidget(self._none)
        self._layout.addWidget(self._note, 1)
        self._layout.addStretch(0)

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
        hints = [chip.sizeHint().width() for chip in self._chips]
        fitted = (self.width(), tools, hints, [chip.said for chip in self._chips], self._note.full)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        room = self.width() - 2 * theme.MARGIN - tools
        between = len(self._chips) * self._layout.spacing()
        need = sum(chip.needs() for chip in self._chips) + between
        self._note.setVisible(bool(self._chips) and need + self._note.minimumSizeHint().width() <= room)
        briefly = sum(chip.needs(brief=True) for chip in self._chips) + between
        for chip in self._chips:
            chip.be_brief(0 if need <= room else 1 if briefly <= room + CUT * len(self._chips) else 2)

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
