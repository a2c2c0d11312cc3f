"""The day: who comes and whether they changed, anybody by a few letters, what is next; a new station is led here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.desks.people import FactsGiven, Favourite, PeopleDesk, Welcome
from station.errors import StationError
from station.events import Event, PersonReceived, TrialChanged, TrialStored
from station.model import Interrupted, Live, Side, TrialSummary
from station.office import Office
from ui import theme
from ui.dates import day_title, long_date
from ui.home_forms import DayForms
from ui.home_presenter import (
    DayRow,
    Offer,
    Start,
    Verdict,
    addable,
    day_rows,
    going_on,
    next_row,
    offers,
    start_label,
    summary,
    trials_of_day,
    verdict,
)
from ui.page import Command, Heading, Page
from ui.welcome_presenter import DEVICES, PERSON, Steps, steps
from ui.widgets.columns import Columns
from ui.widgets.day_panel import DayPanel
from ui.widgets.home_panels import DevicesPanel, FavouritesPanel, RecoverPanel
from ui.widgets.labels import scrolled
from ui.widgets.welcome import WelcomePanel
from ui.words import say, told

SIDE_WIDE = (310, 386)
ONE_COLUMN = 840
"""Below this width what stands right stands below the list."""
LIST_TALL = 400
"""So tall is the list at least where something stands below it."""
FORM_AND_LIST = 530
"""So much height takes a form with some of the list under it."""


class HomeView(Page):
    """Day list with its search and forms left; recovery, favourites and devices right, or below it."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.people is None:
            raise ValueError("the day needs the people's desk")
        self.desk: PeopleDesk = office.people
        self._live: Live | None = None
        self._day = date.today()
        self._rows: tuple[DayRow, ...] = ()
        self._trials: tuple[TrialSummary, ...] = ()
        self._verdicts: dict[str, Verdict] = {}
        self._liked: Sequence[Favourite] = ()
        self._waiting: list[str] = []
        self._asked: Start | None = None
        self._problem = ""
        self._welcome, self._steps, self._first = Welcome(False), Steps((), "", ""), ""
        self._summary = ""
        self._has_devices = office.devices is not None
        self._build()

    def _build(self) -> None:
        holder = QWidget()
        main = QVBoxLayout(holder)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(theme.GAP)
        self._forms = DayForms(self.desk, self.console)
        self._forms.changed.connect(self._make_room)
        self._forms.done.connect(self._form_done)
        main.addWidget(self._forms)
        self._panel = self._day_panel()
        main.addWidget(self._panel, 1)
        self._guide = WelcomePanel()
        self._guide.devices_wanted.connect(lambda: self.navigate.emit("devices", ""))
        self._guide.practice_wanted.connect(self._practise)
        self._guide.left_out.connect(self._leave_out)
        self._guide.person_given.connect(self._first_person)
        self._guide.offered.connect(self._take)
        main.addWidget(self._guide, 1)
        side = self._side_column()
        self._columns = Columns(holder, scrolled(side), side, wide=SIDE_WIDE, share=0.29, one=ONE_COLUMN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._columns)

    def _day_panel(self) -> DayPanel:
        panel = DayPanel()
        panel.turned.connect(self._turn_to)
        panel.searched.connect(lambda _: self._fill())
        panel.names_wanted.connect(self._switch_names)
        panel.person_opened.connect(lambda code: self.navigate.emit("person", code))
        panel.trial_opened.connect(lambda trial: self.navigate.emit("review", trial))
        panel.started.connect(self._start)
        panel.expected.connect(lambda code: self._forms.expect(code, self._day))
        panel.edited.connect(self._edit)
        panel.insisted.connect(self._begin_asked)
        return panel

    def _side_column(self) -> QWidget:
        holder = QWidget()
        side = QVBoxLayout(holder)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.GAP)
        self._recover, self._favourites = RecoverPanel(), FavouritesPanel()
        self._devices = DevicesPanel(room=self._has_devices)
        self._recover.wanted.connect(self._look_at)
        self._recover.dropped.connect(self._discard)
        self._favourites.taken.connect(self._take)
        self._favourites.preferred.connect(self._prefer)
        self._favourites.looked_for.connect(self._look_for_favourite)
        self._devices.wanted.connect(lambda: self.navigate.emit("devices", ""))
        for each in (self._recover, self._favourites, self._devices):
            side.addWidget(each)
        side.addStretch(1)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def least(self) -> QSize:
        return QSize(510, LIST_TALL + self._columns.under if self._columns.under else 540)

    def _make_room(self) -> None:
        """On a small screen with large type the form takes the place of the list."""
        room = self.height() >= FORM_AND_LIST * theme.scale()
        self._panel.setVisible(not self._welcome.wanted and (room or not self._forms.open))
        self.heading_changed.emit()

    # what the shell asks ------------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        title = long_date(date.today())
        close = (Command(say("Close"), "Esc", self._escape),)
        if self._forms.open:
            submit = Command(self._forms.label, "Space", self._forms.submit)
            return Heading(title, self._summary, primary=submit, more=close, wordless=True)
        new = Command(say("New person"), "N", self._forms.new_person)
        return Heading(title, self._summary, primary=self._next(), secondary=new, more=close, wordless=True)

    def _next(self) -> Command | None:
        going = going_on(self._live)
        if going is not None:
            return Command(going[0], "Space", lambda: self.navigate.emit(going[1], ""))
        if self._welcome.wanted:
            return Command(self._steps.primary, "Space", self._next_step) if self._steps.primary else None
        found = next_row(self._rows) if self._day == date.today() else None
        if found is not None:
            return Command(start_label(found), "Space", lambda: self._start(found.start))
        return Command(say("Choose a test for {person}", person=self.console.person()), "Space", self._to_test)

    def _to_test(self) -> None:
        self.navigate.emit("live", "")

    def enter(self, argument: str) -> None:
        self._day = date.today()
        self._ask(None)
        self._load()
        if argument == "new":
            self._forms.new_person()

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged | PersonReceived) and self.isVisible():
            self._load()

    def refresh(self, live: Live) -> None:
        self._live = live
        self._devices.show_devices(live.devices)
        self._show_offers()
        if self._welcome.wanted:
            self._show_welcome()
        self._look_at_one()
        self._summary = summary(self._rows, live.devices, self._trials)
        self.heading_changed.emit()

    def choose(self, number: int) -> None:
        found = self._favourites.offers[number - 1 : number]
        if found and found[0].ready and not self._forms.open:
            self._take(found[0])

    def typed(self, letters: str) -> None:
        if not self._welcome.wanted and not self._forms.open:
            self._panel.typed(letters)

    # the list -----------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        now = datetime.now().astimezone()
        try:
            lines, self._welcome, self._liked = self.desk.day(self._day), self.desk.welcome(), self.desk.favourites()
        except StationError as error:
            self._say(str(error))
            return
        today = self._day == now.date()
        self._rows = day_rows(lines, self.console.batteries(), self.console.person(), now, today=today)
        self._trials = trials_of_day(self.console.trials(), self._day)
        self._waiting = [row.line.card.code for row in self._rows]
        self._make_room()
        self._guide.setVisible(self._welcome.wanted)
        self._favourites.setVisible(not self._welcome.wanted)
        self._recover.show_items(self.console.interrupted(), self._problem)
        self._fill()
        self._show_offers()
        if self._live is not None:
            self.refresh(self._live)

    def _fill(self) -> None:
        names, words = self.desk.names_shown(), self._panel.words
        if words:
            self._panel.show_found(say("Found"), self.desk.find(words), self._first_battery, names=names)
        else:
            title = day_title(self._day, date.today())
            self._panel.show_day(title, self._rows, self._trials, self._verdicts, names=names)

    @property
    def _first_battery(self) -> str | None:
        return next((each.key for each in self.console.batteries()), None)

    def _look_at_one(self) -> None:
        """Ask for the verdict of one person at a time: nobody waits for all of them."""
        if not self._waiting:
            return
        code = self._waiting.pop(0)
        try:
            found: Verdict | None = verdict(self.desk.outlook(code), date.today())
        except StationError as error:
            found = Verdict("", "", say("could not be compared"), "", (), Side.BOTH)
            self.message.emit(say("{person}: {problem}", person=code, problem=told(str(error))))
        if found is None:
            self._waiting.append(code)
            return
        self._verdicts[code] = found
        self._panel.show_verdict(code, found)

    def _turn_to(self, days: int) -> None:
        self._day += timedelta(days=days)
        self._load()

    def _switch_names(self) -> None:
        self._try(lambda: self.desk.show_names(not self.desk.names_shown()))
        self._load()

    def _escape(self) -> None:
        if self._forms.open:
            self._forms.close_form()
        else:
            self._ask(None)
            self._panel.leave_search()

    def _edit(self, appointment: str) -> None:
        shown = next((each for each in self._rows if each.line.appointment == appointment), None)
        if shown is not None:
            self._forms.edit(shown.line, self._day)

    def _form_done(self, start: Start | None) -> None:
        self._panel.leave_search()
        self._load()
        if start is not None:
            self._start(start)

    # beginning ----------------------------------------------------------------------------------------------------

    def _start(self, start: Start) -> None:
        going = going_on(self._live)
        if going is not None and start != self._asked:
            self._ask(start)
            return
        self._ask(None)
        self.console.receive(start.code, start.battery)
        self.navigate.emit("live", "")

    def _begin_asked(self) -> None:
        if self._asked is not None:
            self._start(self._asked)

    def _ask(self, start: Start | None) -> None:
        """A test runs: say what would be lost before somebody else is received."""
        self._asked = start
        if start is None or self._live is None:
            self._panel.say("")
            return
        said = say(
            "“{test}” of {person} is not finished. Receiving {other} leaves it; what runs is not kept.",
            test=told(self._live.title),
            person=self.console.person(),
            other=start.code,
        )
        self._panel.say(said, say("Leave it, receive {other}", other=start.code))

    def _say(self, words: str) -> None:
        self._asked = None
        self._panel.say(told(words))

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except StationError as error:
            self._say(str(error))
            return False
        return True

    def _take(self, offer: Offer) -> None:
        person = self._first if self._welcome.wanted and self._first else self.console.person()
        if offer.favourite.kind == "battery":
            self._start(Start(person, offer.favourite.key, offer.title))
            return
        if going_on(self._live) is None:
            self.console.choose(offer.favourite.key)
        self.navigate.emit("live", "")

    def _show_offers(self) -> None:
        found = offers(self._liked, self.console.batteries(), self.console.protocols())
        self._favourites.show_offers(found, self.console.person())

    def _prefer(self, favourites: tuple[Favourite, ...]) -> None:
        if self._try(lambda: self.desk.prefer(favourites)):
            self._liked = self.desk.favourites()
            self._show_offers()

    def _look_for_favourite(self, words: str) -> None:
        found = addable(words, self._liked, self.console.batteries(), self.console.protocols())
        self._favourites.show_addable(found)

    # the guided set-up --------------------------------------------------------------------------------------------

    def _show_welcome(self) -> None:
        live, found = self._live, self._favourites.offers
        if live is None:
            return
        self._steps = steps(self._welcome, live.devices, self._first, found, has_device_room=self._has_devices)
        self._guide.show_steps(self._steps, found, self.console.person())

    def _next_step(self) -> None:
        if self._steps.due == DEVICES and not self._has_devices:
            self._practise()
        elif self._steps.due == DEVICES:
            self.navigate.emit("devices", "")
        elif self._steps.due == PERSON:
            self._first_person()
        else:
            ready = next((offer for offer in self._favourites.offers if offer.ready), None)
            if ready is not None:
                self._take(ready)

    def _first_person(self) -> None:
        if self._guide.code is None or self._guide.complaint is None:
            return
        code, complaint = self._guide.code.text().strip(), self._guide.complaint.text().strip()
        known = {card.code for card in self._welcome.people}

        def written() -> None:
            if code in known:
                if complaint:
                    self.desk.write(code, FactsGiven(complaint=complaint))
                self._first = code
            else:
                self._first = self.desk.add(code, complaint)

        if self._try(written):
            self.console.receive(self._first)
            self.window().setFocus()
            self._load()

    def _leave_out(self) -> None:
        self._try(self.desk.leave_out_welcome)
        self._load()

    def _practise(self) -> None:
        self.desk.practise()
        self.window().close()

    # what was cut short -------------------------------------------------------------------------------------------

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
