"""The forms over the day's list, and what becomes of them: a new person, an appointment, another time for one."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from station.console import Console
from station.desks.people import DayLine, PeopleDesk
from station.errors import StationError
from station.people import Involved
from ui.dates import clock, read_time
from ui.home_presenter import Start
from ui.widgets.labels import clear
from ui.widgets.visit_form import EXPECT, MOVE, NEW, VisitForm, VisitGiven
from ui.words import say, told


class DayForms(QWidget):
    """Holds one form, or none and then no room at all."""

    changed = Signal()
    """The form opened, closed, or says something else."""
    done = Signal(object)
    """What was typed is written down; with a ``Start`` where somebody is to be measured now."""

    def __init__(self, desk: PeopleDesk, console: Console) -> None:
        super().__init__()
        self._desk, self._console = desk, console
        self._form: VisitForm | None = None
        self._day, self._appointment = date.today(), ""
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def open(self) -> bool:
        """Whether somebody types."""
        return self._form is not None

    @property
    def label(self) -> str:
        """What is done with what stands in it now."""
        if self._form is None:
            return ""
        given = self._form.given
        if given.time or self._form.kind != NEW:
            return say("Expect {person} at {time}", person=given.code, time=given.time or "…")
        return say("Add {person} and begin", person=given.code)

    def new_person(self) -> None:
        """Somebody who was never here."""
        self._day = date.today()
        batteries = self._console.batteries()
        first = next((each.key for each in batteries), "")
        self._show(VisitForm(NEW, self._desk.next_code(), batteries, battery=first))

    def expect(self, code: str, day: date) -> None:
        """An appointment for somebody on this day."""
        self._day = day
        self._show(VisitForm(EXPECT, code, self._console.batteries()))

    def edit(self, line: DayLine, day: date) -> None:
        """Another time for an appointment of this day, or none at all."""
        self._day, self._appointment = day, line.appointment
        self._show(VisitForm(MOVE, line.card.code, (), time=clock(line.at), what=line.what))

    def _show(self, form: VisitForm) -> None:
        self._drop()
        self._form = form
        form.submitted.connect(self.submit)
        form.given_up.connect(self.close_form)
        form.called_off.connect(self._call_off)
        form.changed.connect(self.changed.emit)
        self._place.addWidget(form)
        self.show()
        form.begin()
        self.changed.emit()

    def _drop(self) -> None:
        clear(self._place)
        self._form = None
        self.hide()

    def close_form(self) -> None:
        """Give up."""
        self._drop()
        self.window().setFocus()
        self.changed.emit()

    def submit(self) -> None:
        """Write down what was typed, or say what is wrong with it."""
        form = self._form
        if form is None:
            return
        given = form.given
        at = read_time(given.time) if given.time else None
        if (given.time or form.kind != NEW) and at is None:
            form.say_problem(say("“{time}” is no time. Write it as 9:30 or 14.", time=given.time))
            return
        when = None if at is None else datetime.combine(self._day, at).astimezone()
        try:
            code = self._carry_out(form.kind, given, when)
        except StationError as error:
            form.say_problem(told(str(error)))
            return
        self.close_form()
        self.done.emit(Start(code, given.battery or None, "") if when is None else None)

    def _carry_out(self, kind: str, given: VisitGiven, when: datetime | None) -> str:
        if kind == MOVE and when is not None:
            self._desk.move(self._appointment, when)
            return given.code
        code = given.code
        if kind == NEW:
            involved = Involved(given.involved) if given.involved else None
            code = self._desk.add(given.code, given.complaint, given.name, involved)
        if when is not None:
            self._desk.expect(code, when, given.what, given.battery)
        return code

    def _call_off(self) -> None:
        form = self._form
        if form is None:
            return
        try:
            self._desk.call_off(self._appointment)
        except StationError as error:
            form.say_problem(told(str(error)))
            return
        self.close_form()
        self.done.emit(None)
