"""What the view of reports needs: which visits there are, the pages of one, and the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from station.report.content import Audience


@dataclass(frozen=True, slots=True)
class VisitOnFile:
    """A visit that a report can be made of."""

    id: str
    started_at: datetime
    number: int
    """Of this person, from 1."""
    trials: int


@dataclass(frozen=True, slots=True)
class Wish:
    """How a report is wanted; without ``named`` it has no name."""

    visit_id: str
    audience: Audience = Audience.THERAPIST
    language: str = "en"
    named: bool = False


class ReportsDesk(Protocol):
    """Raises StationError.  ``visits`` is quick; the others may take some seconds and are made on a thread apart."""

    def visits(self, person: str) -> Sequence[VisitOnFile]:
        """Those of the person with this code, newest first; those without a trial are left out."""
        ...

    def languages(self) -> Sequence[str]:
        """The codes of the languages that reports speak."""
        ...

    def pages(self, wish: Wish, dots_per_inch: float) -> Sequence[bytes]:
        """Each page as PNG, laid out as in the PDF."""
        ...

    def pdf(self, wish: Wish) -> bytes:
        """The file's bytes; the same visit gives the same bytes."""
        ...

    def save(self, wish: Wish, path: Path) -> None:
        """Write the PDF."""
        ...

    def file_name(self, wish: Wish) -> str:
        """What the file would be called; never with a name of a person in it."""
        ...
