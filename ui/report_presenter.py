"""Which report is shown, and what the view says about it.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from station.desks.reports import ReportsDesk, VisitOnFile, Wish
from station.errors import StationError
from station.report.content import Audience
from ui.dates import local, short_date
from ui.words import say, told

NUMBERED = 9
"""So many visits have a digit as their key."""
ENDONYMS = {"en": "English", "de": "Deutsch"}
"""Each by its own name."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit to choose; ``key`` is its digit, or empty."""

    id: str
    label: str
    key: str
    chosen: bool


class ReportPresenter:
    """Holds the wish; the view asks for its pages whenever ``wish`` is another one than was shown."""

    def __init__(self, desk: ReportsDesk, language: str) -> None:
        self._desk = desk
        self.person = ""
        self.problem = ""
        """Why there is no page, in the language of the window."""
        self.saved = ""
        """What became of the last file or print."""
        self.printed = False
        """Whether that was a print."""
        self.making = False
        self._visits: Sequence[VisitOnFile] = ()
        self._wish: Wish | None = None
        known = desk.languages()
        self._language = language if language in known else known[0]

    @property
    def wish(self) -> Wish | None:
        """What is wanted now; None where nobody was measured."""
        return self._wish

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of each."""
        return [(code, ENDONYMS.get(code, code)) for code in self._desk.languages()]

    def open(self, person: str) -> None:
        """Show the newest visit of this person; the visit that is looked at stays where it is one of theirs."""
        self.problem = self.saved = ""
        if person != self.person:
            self._wish = None
        self.person = person
        try:
            self._visits = self._desk.visits(person) if person else ()
        except StationError as error:
            self._visits, self.problem = (), told(str(error))
        known = {visit.id for visit in self._visits}
        if self._wish is None or self._wish.visit_id not in known:
            first = next((visit.id for visit in self._visits), None)
            # who was asked for by name once is not named again without being asked
            before = replace(self._wish, named=False) if self._wish else Wish("", language=self._language)
            self._wish = None if first is None else replace(before, visit_id=first)

    def choose_visit(self, visit_id: str) -> None:
        """Another visit of the same person."""
        self._change(visit_id=visit_id)

    def choose_number(self, number: int) -> None:
        """By its digit."""
        if 1 <= number <= min(len(self._visits), NUMBERED):
            self.choose_visit(self._visits[number - 1].id)

    def choose_audience(self, audience: Audience) -> None:
        self._change(audience=audience)

    def choose_language(self, language: str) -> None:
        self._change(language=language)

    def next_language(self) -> None:
        """The one after this one, and after the last the first."""
        codes = [code for code, _ in self.languages]
        if self._wish is not None:
            self._change(language=codes[(codes.index(self._wish.language) + 1) % len(codes)])

    def choose_named(self, named: bool) -> None:
        self._change(named=named)

    def _change(self, **what: str | bool | Audience) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, **what)  # type: ignore[arg-type]
            self.saved = self.problem = ""

    def failed(self, error: StationError) -> None:
        """Pages or a file could not be made."""
        self.making, self.problem = False, told(str(error))

    def visit_lines(self, today: date) -> list[VisitLine]:
        """Newest first."""
        return [
            VisitLine(
                visit.id,
                say("{date} · visit {number}", date=self._day(visit, today), number=visit.number),
                str(place) if place <= NUMBERED else "",
                self._wish is not None and visit.id == self._wish.visit_id,
            )
            for place, visit in enumerate(self._visits, 1)
        ]

    def subtitle(self, today: date) -> str:
        """Whose report of which visit this is, for whom."""
        visit = next((each for each in self._visits if self._wish and each.id == self._wish.visit_id), None)
        if visit is None or self._wish is None:
            return self.person
        reader = say("for the client") if self._wish.audience is Audience.CLIENT else say("for the therapist")
        return say(
            "{person} · visit {number} of {count}, {date} · {reader}",
            person=self.person,
            number=visit.number,
            count=len(self._visits),
            date=self._day(visit, today),
            reader=reader,
        )

    def _day(self, visit: VisitOnFile, today: date) -> str:
        return short_date(local(visit.started_at).date(), today)

    @property
    def privacy(self) -> str:
        """What is on the page of who the client is."""
        if self._wish is not None and self._wish.named:
            return say("The name is on the page, and the look at it is written down.")
        return say("No name: only the code is on the page.")

    @property
    def empty(self) -> str:
        """What to read where no page can be shown."""
        if self.problem:
            return self.problem
        if not self.person:
            return say("Choose a client first; a report is made of what was measured in one visit.")
        return say("Nothing was measured of {person} yet. After the first test there is a report.", person=self.person)
