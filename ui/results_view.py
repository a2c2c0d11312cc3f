"""The day: trials newest first, what waits to be recovered, which tests and devices there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from drivers.contracts import LinkState
from station.errors import StationError
from station.events import Event, TrialChanged, TrialStored
from station.model import DeviceStatus, Interrupted, Live, ProtocolCard, Side, TrialState, TrialSummary
from station.office import Office
from ui import theme
from ui.choice_presenter import again
from ui.device_texts import device_line
from ui.live_presenter import choosing
from ui.page import Command, Heading, Page
from ui.results_presenter import ResultLine, day_summary, days, long_date, recover_text
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.labels import Chip, ElidedLabel, Icon, Panel, SideBadge, clear, row, rule, scrolled, text

ROLES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "strong"}


class TrialLine(Surface):
    """One trial; click or Enter opens it."""

    def __init__(self, line: ResultLine) -> None:
        super().__init__(f"trial-{line.trial_id}", framed=False)
        values = ", ".join(f"{side.value} {value}" for side, value in line.values)
        self.setAccessibleName(f"{line.time} {line.title}, {line.detail}: {line.measure} {values}, {line.word}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 12, 10, 12)
        layout.setSpacing(18)
        clock = text("quiet", line.time)
        clock.setFixedWidth(round(48 * theme.scale()))
        layout.addWidget(clock)
        what = QVBoxLayout()
        what.setSpacing(2)
        what.addWidget(ElidedLabel("quiet" if line.rejected else "strong", line.title))
        what.addWidget(ElidedLabel("secondary", line.detail))
        layout.addLayout(what, 5)
        numbers = QVBoxLayout()
        numbers.setSpacing(2)
        values_row = row(*(self._value(line, side, value) for side, value in line.values), None, spacing=18)
        numbers.addLayout(values_row)
        numbers.addWidget(ElidedLabel("secondary", line.measure + (" · limited" if line.limited else "")))
        layout.addLayout(numbers, 5)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(Chip(line.word, line.tone))
        holder = QWidget()
        holder.setLayout(end)
        end.setContentsMargins(0, 0, 0, 0)
        holder.setMinimumWidth(round(128 * theme.scale()))
        layout.addWidget(holder)
        layout.addWidget(Icon("arrow", 16, "muted"))

    @staticmethod
    def _value(line: ResultLine, side: Side, value: str) -> QLabel:
        label = text("quiet" if line.rejected else ROLES[side], value)
        if line.rejected:
            struck = label.font()
            struck.setStrikeOut(True)
            label.setFont(struck)
        return label


class ResultsView(Page):
    """Results of the day and everything that is stored."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._live: Live | None = None
        self._summary = ""
        self._shown_devices: tuple[DeviceStatus, ...] | None = None
        self._problem = ""
        self._again: tuple[ProtocolCard, ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        panel = Panel("dayPanel", margins=(14, 8, 8, 8))
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        panel.column.addWidget(scrolled(content))
        layout.addWidget(panel, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.GAP)
        self._recover, self._tests, self._devices = Panel("recoverPanel"), Panel("testsPanel"), Panel("devicesPanel")
        for each in (self._recover, self._tests, self._devices):
            side.addWidget(each)
        side.addStretch(1)
        self._right = scrolled(self._side)
        layout.addWidget(self._right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(round(min(386, max(310, self.width() * 0.29)) * min(theme.scale(), 1.25)))

    def heading(self) -> Heading:
        live = self._live
        if live is not None and not choosing(live):
            waiting = live.state in (TrialState.REVIEW, TrialState.STOPPED)
            label = "Look at the result" if waiting else f"Back to {live.title.lower()}"
            go = Command(label, "Space", lambda: self.navigate.emit("review" if waiting else "live", ""))
        else:
            go = self._start
        return Heading(long_date(date.today()), self._summary, primary=go)

    @property
    def _start(self) -> Command:
        return Command("Choose a test", "Space", self._to_test)

    def _to_test(self) -> None:
        self.navigate.emit("live", "")

    def enter(self, argument: str) -> None:
        self._load()

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged) and self.isVisible():
            self._load()

    def refresh(self, live: Live) -> None:
        self._live = live
        if live.devices != self._shown_devices:
            self._shown_devices = live.devices
            self._show_devices(live.devices)
        self.heading_changed.emit()

    def choose(self, number: int) -> None:
        if 0 < number <= len(self._again) and self._again[number - 1].ready:
            self._begin(self._again[number - 1].key)

    # ------------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        trials, today = self.console.trials(), date.today()
        self._summary = day_summary(trials, today)
        clear(self._list)
        grouped = days(trials, today)
        for number, day in enumerate(grouped):
            title = text("panel", day.title)
            title.setContentsMargins(10, 14 if number else 10, 0, 10)
            self._list.addWidget(title)
            for line in day.lines:
                self._list.addWidget(rule())
                widget = TrialLine(line)
                widget.clicked.connect(lambda _=False, key=line.trial_id: self.navigate.emit("review", key))
                self._list.addWidget(widget)
        if not grouped:
            empty = text("quiet", "No trial is stored yet. Choose a test, and every effort appears here.", wrap=True)
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._list.addWidget(empty, 1)
        else:
            self._list.addStretch(1)
        self._show_interrupted()
        self._show_again(trials)
        self.heading_changed.emit()

    def _show_interrupted(self) -> None:
        items = self.console.interrupted()
        clear(self._recover.column)
        self._recover.setVisible(bool(items) or bool(self._problem))
        if self._problem:
            self._recover.column.addWidget(text("bannerTrouble", self._problem, wrap=True))
        if not items:
            return
        title, sentences = recover_text(items)
        self._recover.column.addWidget(text("panel", title))
        for item, sentence in zip(items, sentences, strict=True):
            self._recover.column.addWidget(text("quiet", sentence, wrap=True))
            look = ActionButton(f"recover-{item.recording_id}", "small", "Look at it")
            look.clicked.connect(lambda _=False, it=item: self._look_at(it))
            drop = ActionButton(f"discard-{item.recording_id}", "small", "Discard")
            drop.clicked.connect(lambda _=False, it=item: self._discard(it))
            self._recover.column.addLayout(row(look, drop, None, spacing=10))

    def _show_again(self, trials: Sequence[TrialSummary]) -> None:
        clear(self._tests.column)
        cards = self.console.protocols()
        self._again = again(cards, trials)
        self._tests.setVisible(bool(self._again) or not cards)
        if self._again:
            self._tests.column.addWidget(text("panel", "Do again"))
        for number, card in enumerate(self._again):
            button = ActionButton(f"start-{card.key}", "small", card.title, str(number + 1))
            button.setEnabled(card.ready)
            button.setToolTip(card.why_not if not card.ready else card.summary)
            button.clicked.connect(lambda _=False, key=card.key: self._begin(key))
            self._tests.column.addLayout(row(button, None))
            if not card.ready:
                self._tests.column.addWidget(text("secondary", card.why_not, wrap=True))
        if not cards:
            self._tests.column.addWidget(text("quiet", "No test is set up on this station.", wrap=True))

    def _show_devices(self, devices: tuple[DeviceStatus, ...]) -> None:
        clear(self._devices.column)
        self._devices.column.addWidget(text("panel", "Devices"))
        for status in devices:
            badges = [SideBadge(side, 18) for side in status.sides if side is not Side.BOTH]
            good = status.state in (LinkState.STREAMING, LinkState.ASLEEP) and not status.problem
            value = text("quiet", device_line(status)) if good else Chip(device_line(status), "caution")
            self._devices.column.addLayout(row(*badges, ElidedLabel("body", status.name), None, value, spacing=8))
        if not devices:
            sentence = "No device is connected. Switch one on; it appears here by itself."
            self._devices.column.addWidget(text("quiet", sentence, wrap=True))

    def _begin(self, key: str) -> None:
        self.console.choose(key)
        self.navigate.emit("live", "")

    def _look_at(self, item: Interrupted) -> None:
        try:
            trial_id = self.console.recover(item.recording_id)
        except StationError as error:
            self._problem = str(error)
            self._load()
            return
        self._problem = ""
        self.navigate.emit("review", trial_id)

    def _discard(self, item: Interrupted) -> None:
        self.console.discard(item.recording_id)
        self._load()
