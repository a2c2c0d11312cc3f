"""The guided set-up of a new station: devices, the first person, the first measurement; it can be left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.home_presenter import Offer
from ui.welcome_presenter import DEVICES, PERSON, Step, Steps
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField, labelled
from ui.widgets.flow import FlowBox
from ui.widgets.labels import Chip, Icon, KeyCap, Panel, clear, row, rule, scrolled, text
from ui.words import say


class WelcomePanel(Panel):
    """Three steps under each other; the one that is due is open."""

    devices_wanted = Signal()
    practice_wanted = Signal()
    left_out = Signal()
    person_given = Signal()
    offered = Signal(object)
    """The ``Offer`` that was taken."""

    def __init__(self) -> None:
        super().__init__("welcomePanel", margins=(24, 18, 16, 18), spacing=6)
        self._steps: Steps | None = None
        self._offers: tuple[Offer, ...] = ()
        skip = ActionButton("welcome-skip", "small", say("Leave it out"))
        skip.clicked.connect(lambda _=False: self.left_out.emit())
        title = text("screen", say("Two minutes to the first measurement"), wrap=True)
        head = row(title, skip, 8)
        head.setStretch(0, 1)
        self.column.addLayout(head)
        self.column.addWidget(text("quiet", say("Three steps; everything can be changed later."), wrap=True))
        self.column.addSpacing(8)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(18)
        self.column.addWidget(scrolled(content), 1)
        self.code: LineField | None = None
        self.complaint: LineField | None = None

    def show_steps(self, steps: Steps, offers: Sequence[Offer], code: str) -> None:
        """Show how far the station is; nothing is touched while that stays the same."""
        if (steps, tuple(offers)) == (self._steps, self._offers):
            return
        kept = ("", "") if self.code is None or self.complaint is None else (self.code.text(), self.complaint.text())
        had_focus = self.code is not None and self.code.hasFocus()
        self._steps, self._offers = steps, tuple(offers)
        self._forget_fields()
        clear(self._list)
        for number, step in enumerate(steps.steps, start=1):
            if number > 1:
                self._list.addWidget(rule())
            self._list.addLayout(self._step(number, step, kept[0] or code, kept[1]))
        self._list.addStretch(1)
        if had_focus and self.code is not None:
            self.code.setFocus()

    def _forget_fields(self) -> None:
        self.code = self.complaint = None

    def _step(self, number: int, step: Step, code: str, complaint: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        badge = Icon("check", round(30 * theme.scale()), "good") if step.done else KeyCap(str(number), 30)
        line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(6)
        head: list[QWidget | int | None] = [text("panel" if step.due or step.done else "quiet", step.title)]
        if step.chip:
            head.append(Chip(step.chip, step.tone))
        words.addLayout(row(*head, None, spacing=10))
        words.addWidget(text("body" if step.due else "quiet", step.says, wrap=True))
        if step.key == DEVICES and step.buttons:
            words.addWidget(FlowBox(*self._device_buttons(step)))
        elif step.key == PERSON and step.due:
            words.addWidget(self._person_fields(code, complaint))
        elif step.due and self._offers:
            words.addWidget(FlowBox(*self._offer_buttons()))
        line.addLayout(words, 1)
        return line

    def _device_buttons(self, step: Step) -> list[ActionButton]:
        made = []
        if "devices" in step.buttons:
            find = ActionButton("welcome-devices", "small", say("Connect devices"))
            find.clicked.connect(lambda _=False: self.devices_wanted.emit())
            made.append(find)
        if "practice" in step.buttons:
            practise = ActionButton("welcome-practice", "small", say("Practise with simulated devices"))
            practise.clicked.connect(lambda _=False: self.practice_wanted.emit())
            made.append(practise)
        return made

    def _person_fields(self, code: str, complaint: str) -> FlowBox:
        self.code = LineField("welcome-code", say("Code of the first person"), "A-001", longest=64)
        self.code.setText(code)
        self.code.setFixedWidth(round(140 * theme.scale()))
        hint = say("for example: low back pain")
        self.complaint = LineField("welcome-complaint", say("Complaint, in one line"), hint)
        self.complaint.setText(complaint)
        self.complaint.setFixedWidth(round(280 * theme.scale()))
        for field in (self.code, self.complaint):
            field.taken.connect(self.person_given.emit)
            field.given_up.connect(lambda: self.window().setFocus())
        return FlowBox(
            labelled(say("Code"), self.code), labelled(say("Complaint (may stay empty)"), self.complaint), spacing=12
        )

    def _offer_buttons(self) -> list[ActionButton]:
        made = []
        for number, offer in enumerate(self._offers, start=1):
            button = ActionButton(f"welcome-offer-{offer.favourite.key}", "small", offer.title, str(number))
            button.setEnabled(offer.ready)
            button.setToolTip(offer.why_not)
            button.clicked.connect(lambda _=False, it=offer: self.offered.emit(it))
            made.append(button)
        return made
