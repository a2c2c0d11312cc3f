"""What may be said of a person over their visits: frozen values, ready for a screen, a report and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from dsp.measurement import Measurement
from dsp.metric import Direction
from dsp.symmetry import Verdict
from station.doses import Dose
from station.mcgill import Ratio
from station.model import Side
from station.norm_cards import Compared


class Word(StrEnum):
    """The only words for a change; docs/progress.md says what each takes."""

    FIRST = "first measurement"
    IMPROVED = "improved"
    UNCHANGED = "unchanged within measurement error"
    WORSE = "worse"
    HIGHER = "higher"
    """More than measurement error, of a number that is neither better nor worse for being more."""
    LOWER = "lower"
    NOT_COMPARABLE = "not comparable"
    NOT_JUDGED = "not judged"
    """Nobody knows how great a change must be to be one: nothing published that fits, no repetitions of one's own."""


class Basis(StrEnum):
    """Where the smallest detectable change comes from."""

    PUBLISHED = "published"
    OWN = "own repetitions"


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest change that is not measurement error, in the unit of the number, and who says so."""

    value: float
    unit: str
    basis: Basis
    source: str
    """The citation and who was studied, or how many repetitions it rests on."""


@dataclass(frozen=True, slots=True)
class Change:
    """A number against an earlier one of the same person.  ``amount`` is None where the two must not be compared."""

    word: Word
    reason: str
    """Why this word, in one sentence."""
    amount: float | None = None
    percent: float | None = None
    """Of the earlier value; None where that is zero or of the other sign."""
    detectable: Detectable | None = None
    against_visit: str | None = None
    """Id of the visit that it is compared with."""
    against_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One visit of one series.  ``value.uncertainty`` is the half width of the 95 % band."""

    visit_id: str
    at: datetime
    value: Measurement
    count: int
    """How many trials are in it, or repetitions where one trial holds several."""
    trials: tuple[str, ...]
    change: Change
    """Since the first visit that it can be compared with."""
    since_last: Change
    """Since the one before."""


@dataclass(frozen=True, slots=True)
class Series:
    """One number of one side over the visits, oldest first."""

    metric: str
    title: str
    side: Side
    unit: str
    direction: Direction
    points: tuple[Point, ...]
    norms: Compared | None = None
    """What published reference values say of the latest visit, and which of them do not apply and why."""

    @property
    def latest(self) -> Point:
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class SidesPoint:
    """Left against right in one visit: ``difference`` in per cent of the larger, positive when right is higher."""

    visit_id: str
    at: datetime
    difference: Measurement
    verdict: Verdict | None
    """None where the two sides must not be compared, or one repetition tells nothing."""
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class SidesOverTime:
    """Left against right over the visits, oldest first."""

    metric: str
    title: str
    points: tuple[SidesPoint, ...]
    words: str
    """What may be said of all of them together, one sentence."""


@dataclass(frozen=True, slots=True)
class Retest:
    """The same test before and after something was done in one visit."""

    visit_id: str
    at: datetime
    done: tuple[str, ...]
    """What was done in between, where somebody wrote it down."""
    metric: str
    title: str
    side: Side
    before: Measurement
    after: Measurement
    change: Change


@dataclass(frozen=True, slots=True)
class TestProgress:
    """One clinical test of a person over all visits."""

    __test__ = False  # pytest would take the name for a test of its own

    test: str
    title: str
    headline: str
    series: tuple[Series, ...]
    sides: SidesOverTime | None
    retests: tuple[Retest, ...]
    recomputed: tuple[str, ...]
    """What was computed again so that all visits are of one method, a sentence each."""


@dataclass(frozen=True, slots=True)
class HoldRatios:
    """The four holds of the McGill battery against each other in one visit."""

    visit_id: str
    at: datetime
    ratios: tuple[Ratio, ...]


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """Everything that may be said about whether somebody changed."""

    person_id: str
    person: str
    """The code."""
    tests: tuple[TestProgress, ...]
    hold_ratios: tuple[HoldRatios, ...]
    """One for each visit in which at least two of the four holds were done, oldest first; never called good or bad."""
    doses: tuple[Dose, ...]
    """What was to be done in exercises and what was done, oldest first."""


BETTER: Mapping[Direction, tuple[Word, Word]] = MappingProxyType(
    {
        Direction.HIGHER: (Word.IMPROVED, Word.WORSE),
        Direction.LOWER: (Word.WORSE, Word.IMPROVED),
        Direction.NEITHER: (Word.HIGHER, Word.LOWER),
    }
)
"""The words for more and for less."""
