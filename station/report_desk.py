"""Reports of one data folder: made when somebody asks, from what is stored then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from station.desks.reports import VisitOnFile, Wish
from station.errors import BadInput, StationError
from station.folders import Folders
from station.report.content import VisitReport
from station.report.gathering import visit_report
from station.report.sheet import Sheet, sheet
from station.report.typesetting import as_pdf, as_pictures, read_logo
from station.report.wording import Told, Wording, languages
from station.settings import settle
from station.store import Store


class ReportDesk:
    """The desk of reports; calls may come from any thread.

    ``tell`` gives for a language what turns the station's texts into it.
    """

    def __init__(self, store: Store, folders: Folders, tell: Callable[[str], Told]) -> None:
        self._store, self._folders, self._tell = store, folders, tell
        self._lock = Lock()
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
        """The content; kept for the next question as long as nothing was stored meanwhile."""
        visit = self._store.visits.visit(wish.visit_id)
        person = self._store.person(visit.person)
        state = (
            wish.visit_id,
            wish.named,
            [(line.id, line.kept, line.headline) for line in self._store.visits.trials(visit_id=visit.id)],
            person and self._store.plans.plan(person.id),
            person and self._store.facts.facts(person.id),
        )
        with self._lock:
            if self._kept is None or self._kept[0] != state:
                name = name_of(self._store, visit.person) if wish.named else ""
                self._kept = state, visit_report(self._store, self._folders, visit.id, name=name)
            return self._kept[1]


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
    """Write a file.  Raises BadInput."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Give another file.") from error
