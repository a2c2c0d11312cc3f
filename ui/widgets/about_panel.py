"""Who and how somebody is: facts, notes, and, only when asked for, the name; read or edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from station.identity import Identity
from ui import theme
from ui.person_presenter import LEGS, SEXES, SIDES, AboutGiven, Fact
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import ChoiceRow, LineField, NotesField, labelled
from ui.widgets.flow import FlowBox
from ui.widgets.labels import Panel, clear, row, rule, scrolled, text
from ui.words import say


class AboutPanel(Panel):
    """Read: facts under each other. Edit: fields; the window's primary button writes them down."""

    edit_wanted = Signal()
    identity_wanted = Signal()
    identity_edit_wanted = Signal()
    identity_hidden = Signal()
    forget_wanted = Signal()
    submitted = Signal()
    given_up = Signal()
    mass_struck = Signal()

    def __init__(self) -> None:
        super().__init__("aboutPanel", margins=(16, 12, 6, 12), spacing=6)
        self._head = QVBoxLayout()
        self._head.setSpacing(0)
        self.column.addLayout(self._head)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 10, 0)
        self._list.setSpacing(8)
        self._content, self._scroll = content, scrolled(content)
        self.column.addWidget(self._scroll, 1)
        content.installEventFilter(self)
        self._fields: dict[str, LineField] = {}
        self._choices: dict[str, ChoiceRow] = {}
        self._notes: NotesField | None = None
        self._problem = text("bannerTrouble", wrap=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No taller than what it says: a panel is not half empty."""
        margins = self.column.contentsMargins()
        around = margins.top() + margins.bottom() + self.column.spacing() + 2 * self.frameWidth() + 2
        said = self._content.heightForWidth(self._scroll.viewport().width())
        if said < 0:  # nothing of it wraps
            said = self._content.sizeHint().height()
        self.setMaximumHeight(around + self._head.sizeHint().height() + said)

    def _begin(self, title: str, *buttons: ActionButton) -> None:
        clear(self._head)
        clear(self._list)
        self._fields, self._choices, self._notes = {}, {}, None
        self._head.addLayout(row(text("panel", title), None, *buttons, 8))
        self._problem = text("bannerTrouble", wrap=True)
        self._problem.hide()
        self._list.addWidget(self._problem)

    # reading ------------------------------------------------------------------------------------------------------

    def show_facts(
        self, facts: Sequence[Fact], notes: str, identity: Sequence[Fact] | None, *, strikable: bool
    ) -> None:
        """What is known; ``identity`` is None while it is hidden."""
        edit = ActionButton("about-edit", "tiny", say("Edit"), "E")
        edit.clicked.connect(lambda _=False: self.edit_wanted.emit())
        self._begin(say("About"), edit)
        if identity is None:
            self._list.addWidget(self._hidden_name())
        else:
            self._list.addLayout(self._grid(identity))
            change = ActionButton("identity-edit", "tiny", say("Change"))
            change.clicked.connect(lambda _=False: self.identity_edit_wanted.emit())
            hide = ActionButton("identity-hide", "tiny", say("Hide"), "I")
            hide.clicked.connect(lambda _=False: self.identity_hidden.emit())
            self._list.addWidget(FlowBox(change, hide))
        self._list.addWidget(rule())
        self._list.addLayout(self._grid(facts))
        if strikable:
            strike = ActionButton("mass-strike", "tiny", say("This body mass was wrong"))
            strike.clicked.connect(lambda _=False: self.mass_struck.emit())
            self._list.addWidget(strike)
        if notes:
            self._list.addWidget(rule())
            self._list.addWidget(text("secondary", say("Notes")))
            self._list.addWidget(text("body", notes, wrap=True))
        self._list.addStretch(1)

    def _hidden_name(self) -> QWidget:
        """The way to the name, and that a look at it leaves a trace."""
        why = say("The name is kept apart; a look is written into the audit.")
        show = ActionButton("identity-show", "tiny", say("Show"), "I")
        show.setToolTip(why)
        show.setAccessibleDescription(why)
        show.clicked.connect(lambda _=False: self.identity_wanted.emit())
        holder = QWidget()
        holder.setToolTip(why)
        holder.setLayout(row(text("quiet", say("Name")), show, None, spacing=12))
        return holder

    @staticmethod
    def _grid(facts: Sequence[Fact]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        for place, fact in enumerate(facts):
            grid.addWidget(text("quiet", fact.label), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text("body", fact.value, wrap=True), place, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return grid

    # editing ------------------------------------------------------------------------------------------------------

    def edit_facts(self, given: AboutGiven) -> None:
        """Fields with what is known."""
        self._begin(say("Edit"), self._cancel())
        self._line("complaint", say("Complaint"), given.complaint, say("in one line"), 120)
        self._choose("involved", say("Involved side"), [(key.value, say(words)) for key, words in SIDES.items()],
                     given.involved)  # fmt: skip
        self._choose("leg", say("Dominant leg"), [(key.value, say(words)) for key, words in LEGS.items()], given.leg)
        self._choose("sex", say("Sex, as reference values tell it"), [(key.value, say(w)) for key, w in SEXES.items()],
                     given.sex)  # fmt: skip
        self._pair(("birth_year", say("Birth year"), given.birth_year, "1971"),
                   ("height_cm", say("Height, cm"), given.height_cm, "168"))  # fmt: skip
        self._pair(("mass_kg", say("New body mass, kg"), given.mass_kg, "72.5"),
                   ("weighed_on", say("On (empty: today)"), given.weighed_on, "2026-03-04"))  # fmt: skip
        self._notes = NotesField("about-notes", say("Notes"), say("No names: notes lie beside what was measured."))
        self._notes.setPlainText(given.notes)
        self._notes.taken.connect(self.submitted.emit)
        self._notes.given_up.connect(self.given_up.emit)
        self._list.addWidget(labelled(say("Notes"), self._notes))
        self._list.addStretch(1)
        self._fields["complaint"].setFocus()

    def edit_identity(self, identity: Identity | None) -> None:
        """Fields with who it is."""
        self._begin(say("Who it is"), self._cancel())
        born = "" if identity is None or identity.birth_date is None else identity.birth_date.isoformat()
        self._line("name", say("Name"), "" if identity is None else identity.name, "", 120)
        self._line("contact", say("Contact"), "" if identity is None else identity.contact, "", 300)
        self._line("born", say("Birth date"), born, "1971-05-06", 12)
        if identity is not None:
            self._list.addWidget(text("secondary", say("What was measured stays under the code."), wrap=True))
            forget = ActionButton("identity-forget", "small", say("Delete who it is"))
            forget.clicked.connect(lambda _=False: self.forget_wanted.emit())
            self._list.addLayout(row(forget, None))
        self._list.addStretch(1)
        self._fields["name"].setFocus()

    def _cancel(self) -> ActionButton:
        cancel = ActionButton("about-close", "tiny", say("Close"), "Esc")
        cancel.clicked.connect(lambda _=False: self.given_up.emit())
        return cancel

    def _field(self, name: str, label: str, value: str, hint: str, longest: int) -> LineField:
        field = LineField(f"about-{name}", label, hint, longest=longest)
        field.setText(value)
        field.taken.connect(self.submitted.emit)
        field.given_up.connect(self.given_up.emit)
        self._fields[name] = field
        return field

    def _line(self, name: str, label: str, value: str, hint: str, longest: int) -> None:
        self._list.addWidget(labelled(label, self._field(name, label, value, hint, longest)))

    def _pair(self, *fields: tuple[str, str, str, str]) -> None:
        made = []
        for name, label, value, hint in fields:
            field = self._field(name, label, value, hint, 12)
            field.setFixedWidth(round(120 * theme.scale()))
            made.append(labelled(label, field))
        self._list.addWidget(FlowBox(*made, spacing=12))

    def _choose(self, name: str, label: str, choices: Sequence[tuple[str, str]], value: str) -> None:
        made = ChoiceRow(f"about-{name}", [*choices, ("", say("not said"))], value, label=label)
        self._choices[name] = made
        self._list.addWidget(labelled(label, made))

    @property
    def about(self) -> AboutGiven:
        """What stands in the fields about the person."""
        line = {name: field.text().strip() for name, field in self._fields.items()}
        choice = {name: made.value for name, made in self._choices.items()}
        notes = "" if self._notes is None else self._notes.toPlainText()
        return AboutGiven(
            line["complaint"], notes, choice["sex"], line["birth_year"], line["height_cm"], choice["involved"],
            choice["leg"], line["mass_kg"], line["weighed_on"],
        )  # fmt: skip

    @property
    def identity(self) -> tuple[str, str, str]:
        """Name, contact and birth date as they were typed."""
        name, contact, born = (self._fields[name].text().strip() for name in ("name", "contact", "born"))
        return name, contact, born

    def say_problem(self, words: str) -> None:
        """What is wrong with what was typed."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
