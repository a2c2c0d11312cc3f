"""The form in the day's list: a new person, an appointment, or another time for one.  It is never a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from station.visit_now import BatteryCard
from ui import theme
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import ChoiceRow, LineField, labelled
from ui.widgets.flow import FlowBox
from ui.widgets.labels import Panel, row, text
from ui.words import say, told

NEW, EXPECT, MOVE = "new", "expect", "move"


@dataclass(frozen=True, slots=True)
class VisitGiven:
    """What was typed."""

    code: str
    complaint: str
    name: str
    involved: str
    """``left``, ``right``, ``both`` or empty."""
    time: str
    what: str
    battery: str


class VisitForm(Panel):
    """``kind`` is NEW, EXPECT or MOVE; Enter does what the window's primary button says."""

    submitted = Signal()
    given_up = Signal()
    called_off = Signal()
    changed = Signal()

    def __init__(
        self,
        kind: str,
        person: str,
        batteries: Sequence[BatteryCard],
        *,
        time: str = "",
        what: str = "",
        battery: str = "",
    ) -> None:
        super().__init__("visitForm", margins=(18, 14, 18, 16), spacing=10)
        self.kind, self.person = kind, person
        titles = {NEW: say("New person"), EXPECT: say("Expect {person}", person=person),
                  MOVE: say("Appointment of {person}", person=person)}  # fmt: skip
        close = ActionButton("form-close", "tiny", say("Close"), "Esc")
        close.clicked.connect(lambda _=False: self.given_up.emit())
        self._problem = text("bannerTrouble", wrap=True)
        self._problem.hide()
        self.column.addLayout(row(text("panel", titles[kind]), None, close))
        self.column.addWidget(self._problem)
        self._fields: list[LineField] = []
        self._involved: ChoiceRow | None = None
        if kind == NEW:
            self._about_somebody(person)
        self._time = self._field("form-time", say("Time of the appointment"), say("now") if kind == NEW else "9:30", 8)
        self._time.setText(time)
        self._what = self._field("form-what", say("What the visit is for"), say("for example: after six weeks"), 120)
        self._what.setText(what)
        when, line = QWidget(), row(spacing=12)
        when.setLayout(line)
        self._time.setFixedWidth(round(90 * theme.scale()))
        if kind == NEW:
            line.addWidget(self._sides())
        line.addWidget(labelled(say("At"), self._time))
        if kind != MOVE:
            line.addWidget(labelled(say("What for"), self._what), 1)
        else:
            self._what.hide()
            drop = ActionButton("form-call-off", "small", say("Call it off"))
            drop.clicked.connect(lambda _=False: self.called_off.emit())
            line.addStretch(1)
            line.addWidget(drop, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addWidget(when)
        choices = [(each.key, told(each.title)) for each in batteries]
        self._battery = ChoiceRow("form-battery", [*choices, ("", say("choose then"))], battery, label=say("Tests"))
        if kind != MOVE and choices:
            self.column.addWidget(labelled(say("Tests"), self._battery))
        self._battery.setVisible(kind != MOVE and bool(choices))
        self._battery.chosen.connect(lambda _: self.changed.emit())

    def _about_somebody(self, code: str) -> None:
        code_field = self._field("form-code", say("Code"), "A-105", 64)
        code_field.setText(code)
        complaint = self._field("form-complaint", say("Complaint, in one line"), say("for example: low back pain"), 120)
        name = self._field("form-name", say("Name; kept apart from everything measured"), say("kept apart"), 120)
        for field, wide in ((code_field, 130), (complaint, 260), (name, 220)):
            field.setFixedWidth(round(wide * theme.scale()))
        self.column.addWidget(
            FlowBox(
                labelled(say("Code"), code_field),
                labelled(say("Complaint"), complaint),
                labelled(say("Name (may stay empty)"), name),
                spacing=12,
            )
        )

    def _sides(self) -> QWidget:
        sides = [("", say("not said")), ("left", say("left")), ("right", say("right")), ("both", say("both"))]
        made = ChoiceRow("form-involved", sides, label=say("Involved side"))
        made.keep_in_one_row()
        self._involved = made
        return labelled(say("Involved side"), made)

    def _field(self, name: str, label: str, hint: str, longest: int) -> LineField:
        field = LineField(name, label, hint, longest=longest)
        field.taken.connect(self.submitted.emit)
        field.given_up.connect(self.given_up.emit)
        field.textChanged.connect(lambda _: self.changed.emit())
        self._fields.append(field)
        return field

    @property
    def given(self) -> VisitGiven:
        """What stands in it now."""
        texts = {field.objectName(): field.text().strip() for field in self._fields}
        return VisitGiven(
            texts.get("form-code", self.person),
            texts.get("form-complaint", ""),
            texts.get("form-name", ""),
            "" if self._involved is None else self._involved.value,
            texts["form-time"],
            texts["form-what"],
            self._battery.value,
        )

    def begin(self) -> None:
        """Let somebody type."""
        first = self._fields[0] if self.kind == NEW else self._time
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def say_problem(self, words: str) -> None:
        """What is wrong with what was typed."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
