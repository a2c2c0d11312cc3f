"""What changed about one person: asked for until it is there, and shown; what fails leaves what was there before."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from station.change.verdicts import PersonProgress
from station.desks.people import Looked, PeopleDesk
from station.errors import StationError
from ui.progress_presenter import test_lines, test_page
from ui.widgets.progress_panel import ProgressPanel
from ui.words import say, told


class Comparing(QObject):
    """Fills the panel; ``waiting`` says whether somebody has to ``look`` again."""

    failed = Signal(str)
    """Why the visits could not be compared."""

    def __init__(self, desk: PeopleDesk, panel: ProgressPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self._code = self._test = self._metric = ""
        self._progress: PersonProgress | None = None
        self.waiting = False
        panel.chosen.connect(self._choose_test)
        panel.metric_chosen.connect(self._choose_metric)

    def open(self, code: str) -> None:
        """From now on it is about this person."""
        self._code, self._test, self._metric = code, "", ""
        self._progress = None

    def nobody(self, words: str) -> None:
        """Nobody is open: say why."""
        self.waiting = False
        self._panel.show_tests((), "")
        self._panel.show_words(words)

    def look(self, *, first: bool = False) -> None:
        """Ask what changed; shown anew only where something came."""
        try:
            looked = self._desk.progress(self._code)
        except StationError as error:
            looked = Looked(self._progress, str(error))
        self.waiting = looked.waiting
        if looked.problem:
            self._not_compared(told(looked.problem))
        elif looked.progress is None:
            if first:
                self._panel.show_tests((), "")
                self._panel.show_words(say("Comparing the visits …"))
        elif first or looked.progress is not self._progress:
            self._progress = looked.progress
            self._show()

    def _not_compared(self, why: str) -> None:
        """What was compared before stays; where there is nothing, why stands in its place."""
        self.failed.emit(why)
        if self._progress is not None:
            self._show(say("could not be compared anew"))
            return
        self._panel.show_tests((), "")
        self._panel.show_words(why, "bannerTrouble")

    def _show(self, note: str = "") -> None:
        progress, today = self._progress, date.today()
        if progress is None:
            return
        lines = test_lines(progress, today)
        if not lines:
            self._panel.show_tests((), "")
            self._panel.show_words(
                say(
                    "No trial that counts is stored yet. After the second visit the change of every number stands "
                    "here, with what would be measurement error."
                )
            )
            return
        if self._test not in {line.key for line in lines}:
            self._test, self._metric = lines[0].key, ""
        self._panel.show_tests(lines, self._test)
        page = test_page(progress, self._test, self._metric, today)
        if page is not None:
            self._panel.show_page(page, say("being compared anew …") if self.waiting else note)

    def _choose_test(self, key: str) -> None:
        self._test, self._metric = key, ""
        self._show()

    def _choose_metric(self, metric: str) -> None:
        self._metric = metric
        self._show()
