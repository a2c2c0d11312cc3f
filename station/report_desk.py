"""Reports of one data folder: made when somebody asks, from what is stored then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock

from station.desks.reports import VisitOnFile, Wish
from station.errors import BadInput, StationError
from station.folders import Folders
from station.people_lists import PeopleLists
from station.report.content import VisitReport
from station.report.gathering import visit_report
from station.report.sheet import Sheet, sheet
from station.report.typesetting import as_pdf, as_pictures, read_logo
from station.report.wording import Told, Wording, languages
from station.settings import settle
from station.store import Store
from station.whole_file import write_whole


class ReportDesk:
    """The desk of reports; calls may come from any thread.

    ``tell`` gives for a language what turns the station's texts into it.
    """

    def __init__(self, store: Store, folders: Folders, tell: Callable[[str], Told]) -> None:
        self._store, self._folders, self._tell = store, folders, tell
        self._lists, self._lock = PeopleLists(store), Lock()
        self._kept: tuple[object, VisitReport] | None = None

    def visits(self, person: str) -> Sequence[VisitOnFile]:
        found = [each for each in self._store.visits.visits(person) if each.trials]
        return [
            VisitOnFile(each.id, each.started_at, len(found) - place, each.trials) for place, each in enumerate(found)
        ]

    def languages(self) -> Sequence[str]:
        return languages()

    def pages(self, wish: Wish, dots_per_inch: float) -> Sequence[bytes]:
        made, logo, _ = self._sheet(wish)
        return as_pictures(made, dots_per_inch, logo)

    def pdf(self, wish: Wish) -> bytes:
        made, logo, report = self._sheet(wish)
        return as_pdf(made, report.started_at, logo)

    def save(self, wish: Wish, path: Path) -> None:
        write_report(path, self.pdf(wish))

    def file_name(self, wish: Wish) -> str:
        visit = self._store.visits.visit(wish.visit_id)
        return file_name(visit.person, f"{visit.started_at:%Y-%m-%d}", wish)

    def _sheet(self, wish: Wish) -> tuple[Sheet, bytes, VisitReport]:
        settings = settle(self._folders).settings
        words = Wording(wish.language, self._tell(wish.language))
        report = self._report(wish)
        logo = read_logo(Path(settings.logo)) if settings.logo else b""
        return sheet(report, wish.audience, words, clinic=settings.clinic), logo, report

    def _report(self, wish: Wish) -> VisitReport:
        """The content; kept for the next question as long as nothing was stored meanwhile that it rests on."""
        visit = self._store.visits.visit(wish.visit_id)
        # a name is looked up for every page: it may have been changed or taken out
        name = name_of(self._store, visit.person) if wish.named else ""
        state = (visit.id, self._state(visit.person))
        with self._lock:
            if self._kept is None or self._kept[0] != state:
                self._kept = state, visit_report(self._store, self._folders, visit.id)
            return replace(self._kept[1], name=name)

    def _state(self, code: str) -> tuple[object, ...]:
        """Everything of a person that a report says, or that says when it has become another one."""
        store, person = self._store, self._store.person(code)
        if person is None:
            return ()
        trials = [
            (each.id, each.kept, each.outcome, each.rejected_for, each.practice)
            for each in store.visits.trials(person.code)
        ]
        return (
            trials,
            self._lists.state_of(person.id),
            store.facts.facts(person.id),
            store.facts.body_masses(person.id),
            store.plans.plan(person.id),
            store.doses.doses(person.id),
            store.doses.treatments(person.id),
        )


def name_of(store: Store, code: str) -> str:
    """The name of a person, with the look written down.  Raises StationError where nobody wrote one down."""
    person = store.person(code)
    identity = None if person is None else store.identities.view(person.id)
    if identity is None or not identity.name:
        raise StationError(f"No name is written down for {code}. The report can be made without it.")
    return identity.name


def file_name(person: str, day: str, wish: Wish) -> str:
    """``A-104 2026-09-28 therapist.pdf``: of the code only what every file system takes."""
    code = "".join(each if each.isalnum() or each in "-_." else "_" for each in person).strip(".") or "report"
    return f"{code} {day} {wish.audience.value}.pdf"


def write_report(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all.  Raises BadInput."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Give another file.") from error
