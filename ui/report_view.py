"""The report of a visit as it will be printed: which visit, for whom, in which language, with or without the name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from station.errors import StationError
from station.events import Event, TrialChanged, TrialStored
from station.model import Live, TrialState
from station.office import Office
from station.report.content import Audience
from ui import theme
from ui.languages.speaking import SYSTEM, language_of_system
from ui.making_reports import MakingReports
from ui.page import Command, Heading, Page
from ui.report_presenter import ReportPresenter
from ui.widgets.labels import Panel, clear, scrolled, text
from ui.widgets.paper import Papers
from ui.widgets.segments import Segment
from ui.words import say

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SCREEN_DPI, PRINT_DPI = 160, 300
SIDE_WIDTH = 292
MEASURING = frozenset(
    {TrialState.ZERO, TrialState.WEIGH, TrialState.COUNTDOWN, TrialState.GO, TrialState.HOLD, TrialState.REST}
)
"""While a trial is under way no dialog comes in front of it."""


class ReportView(Page):
    """Opened with the code of a person: their newest visit."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        if office.reports is None:
            raise ValueError("a station without reports has no view of them")
        self._desk = office.reports
        self.presenter = ReportPresenter(office.reports, _language(office))
        self._state: TrialState | None = None
        self._stale = False
        self._printer: QPrinter | None = None
        self.choose_file: Callable[[str], str] = self._asked_file
        self.choose_printer: Callable[[], QPrinter | None] = self._asked_printer
        self._making = MakingReports(self, "file")
        self._making.made.connect(self._made)
        self._stack = QStackedLayout(self)
        self._none = text("quiet", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = Panel("emptyReport")
        empty.column.addStretch(1)
        empty.column.addWidget(self._none)
        empty.column.addStretch(1)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._build())

    def _build(self) -> QWidget:
        content = QWidget()
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self._papers = Papers()
        self._area = scrolled(self._papers)
        self._area.setObjectName("papers")
        # with the keyboard: Tab to the page, then the arrows
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setAccessibleName(say("The page as it will be printed"))
        side = Panel("reportWishes", margins=(18, 16, 18, 16), spacing=8)
        side.setFixedWidth(round(SIDE_WIDTH * max(1.0, theme.scale())))
        column = side.column
        self._audience = {
            Audience.THERAPIST: self._choice("audience-therapist", say("Therapist"), "T", self._for_therapist),
            Audience.CLIENT: self._choice("audience-client", say("Client"), "C", self._for_client),
        }
        column.addWidget(text("panel", say("For whom")))
        column.addLayout(_side_by_side(list(self._audience.values())))
        column.addSpacing(8)
        column.addWidget(text("panel", say("Language of the page")))
        self._languages = {
            code: self._choice(f"language-{code}", name, "", partial(self._speak, code))
            for code, name in self.presenter.languages
        }
        column.addLayout(_side_by_side(list(self._languages.values())))
        column.addSpacing(8)
        column.addWidget(text("panel", say("Name")))
        self._named = self._choice("named", say("With the name"), "N", self._toggle_name)
        column.addLayout(_side_by_side([self._named]))
        self._privacy = text("secondary", wrap=True)
        column.addWidget(self._privacy)
        column.addSpacing(8)
        column.addWidget(text("panel", say("Visits")))
        holder = QWidget()
        holder.setObjectName("content")
        self._visits = QVBoxLayout(holder)
        self._visits.setContentsMargins(0, 0, 8, 0)
        self._visits.setSpacing(6)
        column.addWidget(scrolled(holder), 1)
        self._note = text("secondary", wrap=True)
        column.addWidget(self._note)
        line.addWidget(self._area, 1)
        line.addWidget(side)
        return content

    def _choice(self, name: str, label: str, key: str, act: Callable[[], None]) -> Segment:
        button = Segment(name, "small", label, key)
        button.setCheckable(True)
        button.clicked.connect(lambda _=False: act())
        return button

    # what the shell asks ---------------------------------------------------------------------------------------

    def heading(self) -> Heading:
        shown = self.presenter
        title, subtitle = say("Report"), shown.subtitle(date.today())
        if shown.wish is None:
            go = Command(say("Go to the test"), "Space", lambda: self.navigate.emit("live", ""))
            return Heading(title, subtitle, primary=go)
        word, tone = "", "neutral"
        if shown.problem:
            word, tone = say("NOT MADE"), "trouble"
        elif shown.making:
            word = say("IS MADE")
        elif shown.saved:
            word, tone = say("PRINTED") if shown.printed else say("SAVED"), "good"
        more = (
            Command(say("For the therapist"), "T", self._for_therapist),
            Command(say("For the client"), "C", self._for_client),
            Command(say("With the name"), "N", self._toggle_name),
            Command(say("Next language"), "L", self._next_language),
        )
        save = Command(say("Save as PDF"), "Space", self.save)
        return Heading(title, subtitle, word, tone, save, Command(say("Print"), "P", self.print), more)

    def least(self) -> QSize:
        return QSize(600, 540)

    def enter(self, argument: str) -> None:
        person = argument or self.presenter.person or self.console.person()
        self.presenter.open(person)
        self._ask()

    def refresh(self, live: Live) -> None:
        self._state = live.state
        if self._stale and live.state not in MEASURING:
            self._stale = False
            self.presenter.open(self.presenter.person)
            self._ask()

    def hear(self, event: Event) -> None:
        if isinstance(event, TrialStored | TrialChanged) and self.presenter.person:
            self._stale = True

    def choose(self, number: int) -> None:
        self.presenter.choose_number(number)
        self._ask()

    def typed(self, letters: str) -> None:
        heading = self.heading()
        for command in (heading.secondary, *heading.more):
            if command is not None and command.key == letters.upper():
                command.run()

    # what is wanted --------------------------------------------------------------------------------------------

    def _for_therapist(self) -> None:
        self.presenter.choose_audience(Audience.THERAPIST)
        self._ask()

    def _for_client(self) -> None:
        self.presenter.choose_audience(Audience.CLIENT)
        self._ask()

    def _speak(self, language: str) -> None:
        self.presenter.choose_language(language)
        self._ask()

    def _next_language(self) -> None:
        self.presenter.next_language()
        self._ask()

    def _toggle_name(self) -> None:
        wish = self.presenter.wish
        self.presenter.choose_named(wish is not None and not wish.named)
        self._ask()

    def _choose_visit(self, visit_id: str) -> None:
        self.presenter.choose_visit(visit_id)
        self._ask()

    def _ask(self) -> None:
        """Ask for the pages of what is wanted now; until they are there the ones before stay."""
        wish = self.presenter.wish
        if wish is not None:
            self.presenter.making = True
            dots = SCREEN_DPI * max(1.0, self.devicePixelRatioF())
            self._making.ask("pages", lambda: self._desk.pages(wish, dots))
        self._show()

    def save(self) -> None:
        """Ask where, and write the file on the other thread."""
        wish = self.presenter.wish
        if wish is None or self._wait_for_trial():
            return
        chosen = self.choose_file(self._desk.file_name(wish))
        if chosen:
            path = Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")

            def write() -> Path:
                self._desk.save(wish, path)
                return path

            self._making.ask("file", write)

    def print(self) -> None:
        """Ask for the printer; the pages are made for it on the other thread."""
        wish = self.presenter.wish
        if wish is None or self._wait_for_trial():
            return
        self._printer = self.choose_printer()
        if self._printer is not None:
            self._making.ask("print", lambda: self._desk.pages(wish, PRINT_DPI))

    def _wait_for_trial(self) -> bool:
        if self._state in MEASURING:
            self.presenter.problem = say("A trial is under way: save or print after it.")
            self._show()
            return True
        return False

    def _asked_file(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, say("Save the report"), str(Path.home() / name), "PDF (*.pdf)")[0]

    def _asked_printer(self) -> QPrinter | None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        return printer if dialog.exec() else None

    # what came of it -------------------------------------------------------------------------------------------

    def _made(self, name: str, value: object) -> None:
        shown = self.presenter
        if isinstance(value, StationError):
            shown.failed(value)
        elif name == "pages" and isinstance(value, Sequence):
            shown.making = False
            self._papers.show_pages(value)
            self._area.verticalScrollBar().setValue(0)
        elif name == "file":
            shown.printed, shown.saved = False, say("Saved as {file}", file=str(value))
        elif name == "print" and isinstance(value, Sequence) and self._printer is not None:
            paint_pages(self._printer, value)
            self._printer = None
            shown.printed = True
            shown.saved = say("Sent to the printer at {time}", time=f"{datetime.now():%H:%M}")
        self._show()

    def _show(self) -> None:
        shown = self.presenter
        wish = shown.wish
        self._stack.setCurrentIndex(0 if wish is None else 1)
        self._none.setText(shown.empty)
        if wish is not None:
            for audience, button in self._audience.items():
                button.setChecked(audience is wish.audience)
            for code, button in self._languages.items():
                button.setChecked(code == wish.language)
            self._named.setChecked(wish.named)
            self._privacy.setText(shown.privacy)
            self._show_visits()
            said = shown.problem or shown.saved or (say("The page is being made.") if shown.making else "")
            self._note.setText(said)
        self.heading_changed.emit()

    def _show_visits(self) -> None:
        clear(self._visits)
        for line in self.presenter.visit_lines(date.today()):
            button = self._choice(f"visit-{line.id}", line.label, line.key, partial(self._choose_visit, line.id))
            button.setChecked(line.chosen)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._visits.addWidget(button)
        self._visits.addStretch(1)


def _language(office: Office) -> str:
    """That of the window, for the first report that is looked at."""
    chosen = SYSTEM if office.settings is None else office.settings.now().language
    return language_of_system() if chosen == SYSTEM else chosen


def _side_by_side(buttons: Sequence[QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line


def paint_pages(printer: QPrinter, pages: Sequence[bytes]) -> None:
    """Each page as large as the paper allows, in the middle."""
    painter = QPainter(printer)
    for number, data in enumerate(pages):
        if number:
            printer.newPage()
        image = QImage.fromData(data)
        room = painter.viewport()
        scale = min(room.width() / max(1, image.width()), room.height() / max(1, image.height()))
        wide, tall = image.width() * scale, image.height() * scale
        painter.drawImage(QRectF((room.width() - wide) / 2, (room.height() - tall) / 2, wide, tall), image)
    painter.end()
