"""One person: who and how they are, whether they changed, their visits, the plan, and what to begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.desks.people import PeopleDesk, PersonRecord
from station.errors import StationError
from station.events import Event, TrialChanged, TrialStored
from station.identity import Identity
from station.model import Live
from station.office import Office
from ui import person_presenter as says
from ui import theme
from ui.comparing import Comparing
from ui.home_presenter import Start, going_on
from ui.page import Command, Heading, Page
from ui.visits_presenter import read_treated_at, visit_blocks
from ui.widgets.about_panel import AboutPanel
from ui.widgets.abreast import Abreast
from ui.widgets.begin_panel import BeginPanel
from ui.widgets.columns import Columns
from ui.widgets.fields import ChoiceRow
from ui.widgets.plan_panel import PlanPanel
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.visits_panel import AT_ONCE, VisitsPanel
from ui.words import say, told

PROGRESS, VISITS, PLAN = "progress", "visits", "plan"
PARTS = (PROGRESS, VISITS, PLAN)
KEYS = {"p": PROGRESS, "v": VISITS, "d": PLAN}
SIDE_WIDE, ONE_COLUMN, MAIN_TALL = (300, 364), 900, 520
"""How wide the left column is; below which width it lies under the other, and how tall that one is then."""


class PersonView(Page):
    """About and what to begin left; progress, visits or plan right."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.people is None:
            raise ValueError("a person's page needs the people's desk")
        self.desk: PeopleDesk = office.people
        self._live: Live | None = None
        self.code = ""
        self._record: PersonRecord | None = None
        self._problem = ""
        self._identity: Identity | None = None
        self._identity_shown = False
        self._editing = ""
        self._plan_id = ""
        self._asked: Start | None = None
        self._build()

    def _build(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.GAP)
        self._about, self._begin_panel = AboutPanel(), BeginPanel()
        left.addWidget(self._about, 1)
        left.addWidget(self._begin_panel)
        left.addStretch()
        self._main = QWidget()
        main = QVBoxLayout(self._main)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(10)
        choices = [(PROGRESS, say("Progress (P)")), (VISITS, say("Visits (V)")), (PLAN, say("Dose plan (D)"))]
        self._part = ChoiceRow("person-part", choices, PROGRESS)
        self._part.chosen.connect(self._show_part)
        main.addWidget(self._part)
        self._changes, self._visits, self._plan = ProgressPanel(), VisitsPanel(), PlanPanel()
        self._parts = Abreast(((self._changes, 5), (self._visits, 4), (self._plan, 3)))
        self._parts.turned.connect(self._turned)
        main.addWidget(self._parts, 1)
        self._columns = Columns(self._main, self._left, self._left, wide=SIDE_WIDE, share=0.27, one=ONE_COLUMN)
        self._columns.stand_left()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._columns)
        self._connect()

    def _connect(self) -> None:
        about, plan, alone = self._about, self._plan, self._unless_typing
        self._begin_panel.wanted.connect(self._start)
        about.edit_wanted.connect(alone(self._edit_about))
        about.identity_wanted.connect(self._turn_identity)
        about.identity_hidden.connect(self._turn_identity)
        about.identity_edit_wanted.connect(alone(self._edit_identity))
        about.forget_wanted.connect(self._forget_identity)
        about.mass_struck.connect(alone(self._strike_mass))
        plan.add_wanted.connect(alone(lambda: self._edit_plan(None)))
        plan.change_wanted.connect(alone(self._edit_plan))
        plan.end_wanted.connect(alone(self._end_plan))
        plan.begin_wanted.connect(lambda line: self._start(Start(self.code, None, line.title, line.dose.exercise)))
        for panel in (about, plan, self._visits):
            panel.submitted.connect(self._submit)
            panel.given_up.connect(self._close)
        self._comparing = Comparing(self.desk, self._changes)
        self._comparing.failed.connect(self.message)
        self._visits.note_wanted.connect(alone(self._note_treatment))
        self._visits.strike_wanted.connect(alone(self._strike_treatment))
        self._visits.trial_opened.connect(lambda trial: self.navigate.emit("review", trial))
        self._visits.all_wanted.connect(lambda: self._show_visits(everything=True))

    def hasHeightForWidth(self) -> bool:
        return False  # what it would like best is no reason for the window to scroll: each part scrolls by itself

    def least(self) -> QSize:
        main = 0 if self._main.isHidden() else MAIN_TALL
        return QSize(510, main + self._columns.under if self._columns.under else 540)

    # what the shell asks ------------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        record = self._record
        back = Command(say("Back"), "Esc", self._close)
        if record is None:
            home = Command(say("Find somebody"), "Space", lambda: self.navigate.emit("home", ""))
            return Heading(self.code or say("Nobody"), self._nobody(), primary=home, wordless=True)
        subtitle = says.subtitle(record, date.today())
        if self._editing:
            save = Command(say("Save"), "Space", self._submit)
            return Heading(self._title(record), subtitle, primary=save, more=(back,), wordless=True)
        report = None
        if getattr(self.office, "reports", None) is not None and record.visits:
            report = Command(say("Report"), "R", lambda: self.navigate.emit("report", record.code))
        going = going_on(self._live)
        if going is not None and record.code == self.console.person():
            primary = Command(going[0], "Space", lambda: self.navigate.emit(going[1], ""))
        else:
            start = self._asked or says.start(record, self.console.batteries())
            label = say("Leave that test, receive {person}", person=record.code) if self._asked else start.label
            primary = Command(label, "Space", lambda: self._start(start))
        return Heading(self._title(record), subtitle, primary=primary, secondary=report, more=(back,), wordless=True)

    def _nobody(self) -> str:
        if self._problem:
            return say("This person could not be read.")
        return say("Nobody with this code is known here.")

    def _title(self, record: PersonRecord) -> str:
        if self._identity_shown and self._identity is not None and self._identity.name:
            return say("{name} · {code}", name=self._identity.name, code=record.code)
        return record.code

    def enter(self, argument: str) -> None:
        code = argument or self.code or self.console.person()
        if code != self.code:
            self.code, self._problem = code, ""
            self._comparing.open(code)
            self._part.choose(PROGRESS)
        # whoever comes back has to ask again: a name does not stay on the screen
        self._identity, self._identity_shown, self._editing, self._asked = None, False, "", None
        self._visits.leave_note()
        self._load()

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged) and self.isVisible() and not self._editing:
            self._load()

    def refresh(self, live: Live) -> None:
        self._live = live
        if self._comparing.waiting and self._record is not None:
            self._comparing.look()
        self.heading_changed.emit()

    def choose(self, number: int) -> None:
        found = self.console.batteries()[number - 1 : number]
        if found and not self._editing and self._record is not None:
            self._start(Start(self.code, found[0].key, told(found[0].title)))

    def typed(self, letters: str) -> None:
        letter = letters.lower()
        if self._editing or self._record is None:
            return
        if letter in KEYS:
            self._part.choose(KEYS[letter])
        elif letter == "e":
            self._edit_about()
        elif letter == "i":
            self._turn_identity()
        elif letter == "a":
            self._part.choose(PLAN)
            self._edit_plan(None)
        elif letter == "t":
            self._note_treatment()

    # reading ------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        try:
            self._record, self._problem = self.desk.record(self.code), ""
        except StationError as error:
            self._problem = str(error)
            self.message.emit(told(self._problem))
            if self._record is not None and self._record.code == self.code:
                # what was read before is still true, and stays
                self.heading_changed.emit()
                return
            self._record = None
        record = self._record
        self._left.setVisible(record is not None)
        self._part.setVisible(record is not None and not self._parts.all_shown)
        self._main.show()
        if record is None:
            self._parts.bring(PARTS.index(PROGRESS), alone=True)  # visits and plan are of whoever was here before
            self._comparing.nobody(told(self._problem) or say("Type a code or a word on the page Today."))
            return
        self._show_about()
        self._begin_panel.show_ways(record.code, self.console.batteries(), again=bool(record.visits))
        self._show_plan(record)
        self._show_part(self._part.value)
        self._comparing.look(first=True)

    def _show_about(self) -> None:
        record, today = self._record, date.today()
        if record is not None:
            identity = says.identity_lines(self._identity, today) if self._identity_shown else None
            given = bool(record.masses) and record.masses[-1].how == "given"
            self._about.show_facts(says.facts(record, today), record.words.notes, identity, strikable=given)

    def _show_part(self, key: str) -> None:
        self._parts.bring(PARTS.index(key))
        if key == VISITS or self._parts.all_shown:
            self._show_visits()

    def _turned(self) -> None:
        """All parts are shown now, or one of them again."""
        self._part.setVisible(self._record is not None and not self._parts.all_shown)
        if self._record is not None:
            self._show_part(self._part.value)

    def _show_visits(self, *, everything: bool = False) -> None:
        """Read only when somebody looks: a history of years has hundreds of trials."""
        record = self._record
        if record is None:
            return
        try:
            trials = self.desk.trials(self.code)
        except StationError as error:
            self.message.emit(told(str(error)))  # what was read before is still true, and stays
            return
        most = len(record.visits) if everything else AT_ONCE
        blocks = visit_blocks(record, trials, datetime.now().astimezone(), most)
        self._visits.show_visits(blocks, max(0, len(record.visits) - most))

    def _show_plan(self, record: PersonRecord) -> None:
        today, tests = date.today(), self.console.protocols()
        self._plan.show_plan(says.plan_lines(record, tests, today), says.done_doses(record, tests, today))

    # beginning ----------------------------------------------------------------------------------------------------

    def _start(self, start: Start) -> None:
        if going_on(self._live) is not None and start != self._asked:
            self._asked = start
            self.heading_changed.emit()
            return
        self._asked = None
        self.console.receive(start.code, start.battery, start.test)
        self.navigate.emit("live", "")

    # writing ------------------------------------------------------------------------------------------------------

    def _unless_typing(self, job: Callable[..., None]) -> Callable[..., None]:
        """Do it only where no form is open: what is typed there would be lost."""

        def do(*given: object) -> None:
            if self._editing:
                self.message.emit(say("Save what is being typed, or close it, before something else is changed."))
            else:
                job(*given)

        return do

    def _edit(self, what: str) -> None:
        """What is typed at the left has the whole column, or the whole page where that lies below; nothing begins."""
        self._editing = what
        self._begin_panel.hide()
        self._main.setVisible(not self._columns.below)

    def _edit_about(self) -> None:
        if self._record is not None:
            self._edit("about")
            self._about.edit_facts(says.typed_about(self._record))
            self.heading_changed.emit()

    def _edit_identity(self) -> None:
        self._edit("identity")
        self._about.edit_identity(self._identity)
        self.heading_changed.emit()

    def _turn_identity(self) -> None:
        shown = not self._identity_shown

        def look() -> None:
            self._identity = self.desk.identity(self.code) if shown else None
            self._identity_shown = shown

        self._do(look)
        self._show_about()
        self.heading_changed.emit()

    def _forget_identity(self) -> None:
        def forget() -> None:
            self.desk.forget_identity(self.code)
            self._identity = None

        if self._do(forget):
            self._close()

    def _strike_mass(self) -> None:
        record = self._record
        if record is not None and record.masses:
            self._do(lambda: self.desk.strike_mass(record.masses[-1].id, "given wrongly"))
            self._load()

    def _edit_plan(self, line: says.PlanLine | None) -> None:
        self._editing, self._plan_id = "plan", "" if line is None else line.dose.id
        title = say("A new line of the plan") if line is None else line.title
        self._plan.edit(title, says.typed_plan(None if line is None else line.dose), self.console.protocols())
        self.heading_changed.emit()

    def _end_plan(self, line: says.PlanLine) -> None:
        if self._do(lambda: self.desk.end_plan(self.code, line.dose.id)):
            self._load()

    def _note_treatment(self) -> None:
        """What is done between two measurements belongs to today's visit, so there has to be one."""
        self._part.choose(VISITS)
        if self._visits.open_today:
            self._editing = "treatment"
            self._visits.note()
            self.heading_changed.emit()
        else:
            self.message.emit(say("Nothing was measured today: note what was done after the first test of the visit."))

    def _strike_treatment(self, treatment_id: str) -> None:
        try:
            self.desk.strike_treatment(treatment_id)
        except StationError as error:
            self.message.emit(told(str(error)))
        self._load()

    def _submit(self) -> None:
        """Write down what stands in the form that is open."""
        write: dict[str, Callable[[], None]] = {
            "about": self._write_about,
            "identity": self._write_identity,
            "plan": self._write_plan,
            "treatment": self._write_treatment,
        }
        if self._editing and self._do(write[self._editing]):
            self._close()

    def _write_about(self) -> None:
        if self._record is not None:
            given = says.read_about(self._about.about, says.typed_about(self._record))
            self.desk.write(self.code, given)

    def _write_identity(self) -> None:
        name, contact, born = self._about.identity
        self.desk.keep_identity(self.code, name, contact, says.read_birth(born))
        self._identity = self.desk.identity(self.code)

    def _write_plan(self) -> None:
        given = self._plan.given
        if given is not None:
            self.desk.agree(self.code, says.read_plan(given, self._plan_id))

    def _write_treatment(self) -> None:
        given = self._visits.given
        if given is not None:
            self.desk.note_treatment(self.code, given[0], read_treated_at(given[1]))

    def _do(self, job: Callable[[], object]) -> bool:
        try:
            job()
        except StationError as error:
            panels: dict[str, AboutPanel | PlanPanel | VisitsPanel] = {"plan": self._plan, "treatment": self._visits}
            panels.get(self._editing, self._about).say_problem(told(str(error)))
            return False
        return True

    def _close(self) -> None:
        """Give up what is being typed; with nothing open, back to the day."""
        self.window().setFocus()
        if self._asked is not None:
            self._asked = None
        elif self._editing:
            self._editing = ""
            self._visits.leave_note()
            self._load()
        else:
            self.navigate.emit("home", "")
        self.heading_changed.emit()
