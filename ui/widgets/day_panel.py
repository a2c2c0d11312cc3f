"""The list of the day with its search: people in the order of their time, then what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station.desks.people import PersonCard
from station.model import TrialSummary
from ui import theme
from ui.home_presenter import DayRow, Verdict, found_detail, start_of_person, who
from ui.trial_lines import trial_line
from ui.widgets.buttons import ActionButton
from ui.widgets.day_list import FoundLine, PersonLine
from ui.widgets.fields import LineField
from ui.widgets.labels import Panel, clear, row, rule, scrolled, text
from ui.widgets.trial_line import TrialLine
from ui.words import say


class DayPanel(Panel):
    """Shows what it is given; what is wanted of a row comes out as a signal."""

    turned = Signal(int)
    """So many days on, or back."""
    searched = Signal(str)
    names_wanted = Signal()
    person_opened = Signal(str)
    started = Signal(object)
    """The ``Start`` of a row."""
    expected = Signal(str)
    edited = Signal(str)
    """Id of an appointment."""
    trial_opened = Signal(str)
    insisted = Signal()
    """What was asked about is to be done."""

    def __init__(self) -> None:
        super().__init__("dayPanel", margins=(14, 12, 8, 8), spacing=8)
        back, on = ActionButton("day-before", "tiny", "‹"), ActionButton("day-after", "tiny", "›")
        back.setAccessibleName(say("The day before"))
        on.setAccessibleName(say("The day after"))
        back.clicked.connect(lambda _=False: self.turned.emit(-1))
        on.clicked.connect(lambda _=False: self.turned.emit(1))
        self._arrows = (back, on)
        self._title = text("panel")
        self.search = LineField("people-search", say("Find anybody"), say("Search anyone: just type"), longest=60)
        self.search.setMinimumWidth(round(150 * theme.scale()))
        self.search.setMaximumWidth(round(250 * theme.scale()))
        self.search.textChanged.connect(self.searched.emit)
        self.search.taken.connect(self._take_first)
        self.search.given_up.connect(self.leave_search)
        self._names = ActionButton("names", "tiny", say("Show names"))
        self._names.clicked.connect(lambda _=False: self.names_wanted.emit())
        head = row(10, self._title, back, on, None, self._names, self.search, 8, spacing=8)
        head.setStretch(4, 1)
        head.setStretch(6, 100)
        self.column.addLayout(head)
        self.column.addWidget(self._banner())
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self.column.addWidget(scrolled(content), 1)
        self._lines: dict[str, list[PersonLine]] = {}

    def _banner(self) -> QWidget:
        self._said = text("bannerCaution", wrap=True)
        self._anyway = ActionButton("start-anyway", "small")
        self._anyway.clicked.connect(lambda _=False: self.insisted.emit())
        self._asking = QWidget()
        line = QHBoxLayout(self._asking)
        line.setContentsMargins(10, 0, 8, 0)
        line.addWidget(self._said, 1)
        line.addWidget(self._anyway)
        self._asking.hide()
        return self._asking

    # what the view asks -------------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        """What somebody looks for."""
        return self.search.text().strip()

    def typed(self, letters: str) -> None:
        """Look for somebody by these letters; a stroke only opens the field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if letters != "/":
            self.search.insert(letters)

    def leave_search(self) -> None:
        """Show the day again."""
        self.search.clear()
        self.window().setFocus()

    def say(self, words: str, anyway: str = "") -> None:
        """A sentence over the list, with a button where it asks something; nothing for no words."""
        self._asking.setVisible(bool(words))
        self._said.setText(words)
        self._anyway.setVisible(bool(anyway))
        self._anyway.show_as(anyway, "")

    def show_day(
        self,
        title: str,
        rows: Sequence[DayRow],
        trials: Sequence[TrialSummary],
        verdicts: Mapping[str, Verdict],
        *,
        names: bool,
    ) -> None:
        """These people and these trials."""
        self._begin(title, names=names)
        for number, shown in enumerate(rows):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(self._person(shown, verdicts.get(shown.line.card.code)))
        if not rows:
            self._note(
                say("Nobody is on the list. N adds a new person; type to find somebody and give an appointment.")
            )
        if trials:
            heading = text("panel", say("Measured"))
            heading.setContentsMargins(10, 22, 0, 8)
            self._list.addWidget(heading)
        for trial in trials:
            self._list.addWidget(rule())
            widget = TrialLine(trial_line(trial))
            widget.clicked.connect(lambda _=False, key=trial.trial_id: self.trial_opened.emit(key))
            self._list.addWidget(widget)
        self._list.addStretch(1)

    def show_found(self, title: str, found: Sequence[PersonCard], first_battery: str | None, *, names: bool) -> None:
        """These people were found."""
        self._begin(title, names=names)
        for number, card in enumerate(found):
            if number:
                self._list.addWidget(rule())
            start = start_of_person(card, first_battery)
            line = FoundLine(card.code, who(card), found_detail(card, date.today()), start, first=not number)
            line.clicked.connect(lambda _=False, code=card.code: self.person_opened.emit(code))
            line.started.connect(self.started.emit)
            line.expected.connect(self.expected.emit)
            self._list.addWidget(line)
        if not found:
            said = say("Nobody is known by “{words}”. N adds a new person; Esc shows the day.", words=self.words)
            hidden = "" if names else say("Names are not searched while they are hidden.")
            self._note(f"{said} {hidden}".strip())
        self._list.addStretch(1)

    def show_verdict(self, code: str, verdict: Verdict) -> None:
        """It is known now whether this person changed."""
        for line in self._lines.get(code, ()):
            line.verdict.show_verdict(verdict)

    # --------------------------------------------------------------------------------------------------------------

    def _begin(self, title: str, *, names: bool) -> None:
        clear(self._list)
        self._lines = {}
        self._title.setText(title)
        for arrow in self._arrows:
            # whoever was found belongs to no day
            arrow.setVisible(not self.words)
        self._names.show_as(say("Hide names") if names else say("Show names"), "")

    def _person(self, shown: DayRow, verdict: Verdict | None) -> PersonLine:
        line, code = PersonLine(shown), shown.line.card.code
        line.verdict.show_verdict(verdict)
        line.clicked.connect(lambda _=False: self.person_opened.emit(code))
        line.started.connect(self.started.emit)
        line.edited.connect(self.edited.emit)
        self._lines.setdefault(code, []).append(line)
        return line

    def _note(self, words: str) -> None:
        label = text("quiet", words, wrap=True)
        label.setContentsMargins(10, 12, 10, 12)
        self._list.addWidget(label)

    def _take_first(self) -> None:
        first = self._list.itemAt(0)
        widget = None if first is None else first.widget()
        if isinstance(widget, FoundLine):
            code = widget.code
            self.leave_search()
            self.person_opened.emit(code)
