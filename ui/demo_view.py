"""The panel of whoever gives a demo: who the client is, what goes wrong, how fast time goes, and the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from station.desks.demo import DemoDesk, DemoNow
from station.model import Live
from station.office import Office
from ui import theme
from ui.demo_presenter import DemoPresenter, FaultLine, Option, PersonLine, TestLine
from ui.page import Command, Heading, Page
from ui.widgets.buttons import ActionButton, Surface
from ui.widgets.labels import Chip, Panel, clear, row, scrolled, text
from ui.widgets.segments import Segment
from ui.words import say


class Options(QWidget):
    """A row of choices of which one is filled."""

    def __init__(self, name: str, choices: Sequence[Option], chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._buttons: dict[str, Segment] = {}
        for choice in choices:
            button = Segment(f"{name}-{choice.key or 'none'}", "tiny", choice.label)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, key=choice.key: chosen(key))
            self._buttons[choice.key] = button
        self.setLayout(row(*self._buttons.values(), None, spacing=6))

    def show_chosen(self, key: str) -> None:
        """Fill this one."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)


def _as_tall_as_needed(surface: Surface) -> None:
    """Its text may be broken into more lines than it asks for by itself."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    surface.setSizePolicy(policy)


class PersonRow(Surface):
    """Somebody who can be the client."""

    def __init__(self, line: PersonLine) -> None:
        super().__init__(f"demo-person-{line.key}", framed=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        _as_tall_as_needed(self)
        self._chip = Chip(say("the client"), "good")
        title = text("strong", line.title, wrap=True)
        column.addWidget(title)
        column.addWidget(text("secondary", line.summary, wrap=True))
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(say("Client: {title}", title=line.title))
        self.show_chosen(line.chosen)

    def show_chosen(self, chosen: bool) -> None:
        """Whether this is the client now."""
        self._chip.setVisible(chosen)


class FaultRow(QWidget):
    """One thing that can go wrong, what is then to be seen, and the button for it."""

    def __init__(self, line: FaultLine, happen: Callable[[str], None]) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(text("strong", line.title, wrap=True))
        column.addWidget(text("secondary", line.seen, wrap=True))
        button = ActionButton(f"demo-fault-{line.key}", "tiny", say("Let it happen"))
        button.setAccessibleName(say("Let it happen: {title}", title=line.title))
        button.clicked.connect(lambda _=False: happen(line.key))
        whole = row(spacing=12)
        whole.addLayout(column, 1)
        whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        whole.setContentsMargins(0, 6, 6, 6)
        self.setLayout(whole)


class TestRow(Surface):
    """One test."""

    __test__ = False

    def __init__(self, line: TestLine) -> None:
        super().__init__(f"demo-test-{line.key}", framed=False)
        _as_tall_as_needed(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(2)
        column.addWidget(text("body", line.title, wrap=True))
        if line.why_not:
            column.addWidget(text("caption", line.why_not, wrap=True))
        self.setEnabled(not line.why_not)
        self.setAccessibleName(say("Do this test: {title}", title=line.title))


class DemoView(Page):
    """Only where the devices are simulated."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.demo is None:
            raise ValueError("a demo's panel without a demo")
        self._desk: DemoDesk = office.demo
        self._presenter = DemoPresenter(self._desk)
        self._now: DemoNow = self._desk.now()
        self._by_itself = True
        self._people: dict[str, PersonRow] = {}
        self._tests: tuple[TestLine, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GAP)
        for column, (panel, stretch) in enumerate(((self._who(), 10), (self._wrong(), 14), (self._what(), 10))):
            grid.addWidget(panel, 0, column)
            grid.setColumnStretch(column, stretch)
        self._show()

    # Three panels -----------------------------------------------------------------------------------------------------

    def _who(self) -> QWidget:
        panel, inside, column = _panel("demo-who", say("Who is the client"))
        for line in self._presenter.people(self._now):
            person = PersonRow(line)
            person.clicked.connect(lambda _=False, key=line.key: self._play(key))
            column.addWidget(person)
            self._people[line.key] = person
        column.addStretch(1)
        panel.column.addWidget(scrolled(inside), 1)
        presenter = self._presenter
        self._sides = Options("demo-side", presenter.weak_sides(), lambda key: self._weaken(side=key))
        self._parts = Options("demo-part", presenter.weak_parts(), lambda key: self._weaken(part=key))
        self._tired = Options("demo-tired", presenter.tiredness(), self._tire)
        for words, options in (
            (say("Weaker side, from the next effort on"), self._sides),
            (say("Weaker by"), self._parts),
            (say("How tired"), self._tired),
        ):
            panel.column.addWidget(text("secondary", words))
            panel.column.addWidget(options)
        return panel

    def _wrong(self) -> QWidget:
        panel, inside, column = _panel("demo-wrong", say("What goes wrong"))
        self._devices = Options("demo-device", self._presenter.devices(), self._at)
        panel.column.addWidget(self._devices)
        self._happening = text("secondary", wrap=True)
        column.addWidget(self._happening)
        self._faults = QVBoxLayout()
        self._faults.setSpacing(6)
        column.addLayout(self._faults)
        column.addStretch(1)
        panel.column.addWidget(scrolled(inside), 1)
        self._fill_faults()
        return panel

    def _what(self) -> QWidget:
        panel, inside, column = _panel("demo-what", say("Test and time"))
        self._speed = Options("demo-speed", self._presenter.speeds(), self._go_at)
        self._hands = Options(
            "demo-hands",
            (Option("script", say("A script")), Option("you", say("You"))),
            self._press_by,
        )
        for words, options in ((say("Time goes"), self._speed), (say("Who presses the buttons"), self._hands)):
            panel.column.addWidget(text("secondary", words))
            panel.column.addWidget(options)
        speed = say("Devices, wires and the client follow the same clock; how fast it may be depends on this computer.")
        column.addWidget(text("caption", speed, wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column.addLayout(self._list)
        column.addStretch(1)
        panel.column.addWidget(scrolled(inside), 1)
        return panel

    def _fill_faults(self) -> None:
        clear(self._faults)
        for heading, lines in self._presenter.groups():
            self._faults.addWidget(text("panel", heading, wrap=True))
            for line in lines:
                self._faults.addWidget(FaultRow(line, self._happen))

    def least(self) -> QSize:
        return QSize(830, 450)

    # What the shell asks ----------------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        running = self._desk.now().pressing
        subtitle = say("Simulated devices on real drivers: nothing is faked.")
        mend = Command(say("Make all well"), "M", self._mend) if self._now.happening else None
        primary = Command(say("Start the story (3 min)"), "Space", self._begin)
        if running:
            primary = Command(say("Stop"), "Space", self._desk.end_story)
        return Heading(say("Demo"), subtitle, primary=primary, secondary=mend, wordless=True)

    def enter(self, argument: str) -> None:
        self._show()

    def refresh(self, live: Live) -> None:
        self._show()

    def _show(self) -> None:
        self._now = now = self._desk.now()
        for person in self._presenter.people(now):
            self._people[person.key].show_chosen(person.chosen)
        self._sides.show_chosen(now.deficit.side.value if now.deficit.side is not None else "")
        self._parts.show_chosen(f"{now.deficit.part:g}")
        self._tired.show_chosen(f"{now.fatigue:g}")
        self._speed.show_chosen(f"{now.speed:g}")
        self._devices.show_chosen(self._presenter.device)
        self._hands.show_chosen("script" if self._by_itself else "you")
        self._happening.setText(self._presenter.happening(now))
        tests = self._presenter.tests(now, self.console.protocols())
        if tests != self._tests:
            self._tests = tests
            clear(self._list)
            for line in tests:
                test = TestRow(line)
                test.clicked.connect(lambda _=False, key=line.key: self._do(key))
                self._list.addWidget(test)
        self.heading_changed.emit()

    # What is wanted ---------------------------------------------------------------------------------------------------

    def _play(self, key: str) -> None:
        self._desk.play(key)
        self._show()

    def _weaken(self, *, side: str | None = None, part: str | None = None) -> None:
        self._presenter.weaken(self._now, side=side, part=part)
        self._show()

    def _tire(self, key: str) -> None:
        self._desk.tire(float(key))
        self._show()

    def _go_at(self, key: str) -> None:
        self._desk.set_speed(float(key))
        self._show()

    def _press_by(self, key: str) -> None:
        self._by_itself = key == "script"
        self._show()

    def _at(self, device: str) -> None:
        self._presenter.device = device
        self._fill_faults()
        self._show()

    def _happen(self, fault: str) -> None:
        self._desk.let_happen(fault, self._presenter.device)
        self._show()

    def _mend(self) -> None:
        self._desk.mend()
        self._show()

    def _do(self, key: str) -> None:
        if self._by_itself:
            self._desk.do_test(key)
        else:
            self.console.choose(key)
        self.navigate.emit("live", "")

    def _begin(self) -> None:
        self._desk.begin_story()


def _panel(name: str, title: str) -> tuple[Panel, QWidget, QVBoxLayout]:
    """A panel with a title, and what scrolls in it."""
    panel = Panel(name, margins=(20, 16, 12, 12), spacing=8)
    panel.column.addWidget(text("panel", title))
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(6)
    return panel, inside, column
