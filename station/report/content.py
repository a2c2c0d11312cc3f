"""What a report of one visit says, before anybody decides how it looks: frozen values, in no format and no language.

The PDF, the preview in the window and ``station report --json`` are made of the same ``VisitReport``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dsp.measurement import Measurement
from station.change.verdicts import Change, Point, Retest, SidesPoint
from station.dose_plans import PlannedDose
from station.doses import Dose
from station.mcgill import Ratio
from station.model import Outcome, RejectReason, Side


class Audience(StrEnum):
    """Who reads it."""

    THERAPIST = "therapist"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Norm:
    """What one publication says of a number."""

    title: str
    says: str
    citation: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one side in this visit, and what became of it since the first visit and since the one before.

    ``before_at`` is the visit before; None where there is none.
    """

    metric: str
    title: str
    side: Side
    point: Point
    before_at: datetime | None = None
    norms: tuple[Norm, ...] = ()

    @property
    def value(self) -> Measurement:
        return self.point.value

    @property
    def since_first(self) -> Change:
        return self.point.change

    @property
    def since_last(self) -> Change | None:
        """None in the first two visits, where it says what ``since_first`` says."""
        again = self.before_at is None or self.before_at == self.since_first.against_at
        return None if again else self.point.since_last


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One side's force over time; None where samples are missing."""

    side: Side
    time_s: tuple[float, ...]
    force_n: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class DrawnCurves:
    """The curves of a test.  ``best_effort``: the strongest effort of each side, from its onset; else the whole trial.

    ``why_not`` says why there are none.
    """

    lines: tuple[DrawnLine, ...] = ()
    best_effort: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RawFile:
    """The recording that numbers of this visit were computed from."""

    recording: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One device, its calibration and how that was proven last."""

    model: str
    serial: str
    sides: tuple[Side, ...]
    calibration: str
    uncertainty: float
    """Expanded relative uncertainty (k = 2); 0 where nobody verified it."""
    dated: str
    proofs: tuple[str, ...]
    warnings: tuple[str, ...]
    """What must be said whenever its numbers are: expired, a scale that somebody accepted by hand."""


@dataclass(frozen=True, slots=True)
class TestReport:
    """One clinical test of the visit: the headline of each side first, what stands beside it after."""

    __test__ = False  # pytest would take the name for a test of its own

    test: str
    title: str
    trials: int
    headline: tuple[Figure, ...]
    supporting: tuple[Figure, ...]
    sides: SidesPoint | None
    sides_title: str
    """The number by which left and right are compared; empty where nothing is."""
    retests: tuple[Retest, ...]
    curves: DrawnCurves
    recomputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A trial of the visit that counts for nothing, and why."""

    title: str
    started_at: datetime
    outcome: Outcome
    practice: bool
    rejected_for: RejectReason | None
    note: str
    refusal: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """One line of what was agreed to be done at home."""

    title: str
    dose: PlannedDose


@dataclass(frozen=True, slots=True)
class DoneDose:
    """What was to be done in an exercise of this visit, and what was done."""

    title: str
    dose: Dose


@dataclass(frozen=True, slots=True)
class VisitReport:
    """Everything of one visit.  ``name`` is empty unless somebody asked for it."""

    visit_id: str
    person: str
    """The code."""
    started_at: datetime
    number: int
    """Which visit of this person it is, from 1."""
    first_at: datetime
    before_at: datetime | None
    tests: tuple[TestReport, ...]
    not_counted: tuple[NotCounted, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    doses: tuple[DoneDose, ...] = ()
    targets: tuple[Target, ...] = ()
    treatments: tuple[str, ...] = ()
    involved_side: str = ""
    body_mass_kg: float | None = None
    instruments: tuple[Instrument, ...] = ()
    methods: tuple[str, ...] = ()
    """Ids of what decided marks and numbers."""
    software: str = ""
    """What computed the numbers, each version once."""
    files: tuple[RawFile, ...] = ()
    station: str = ""
    simulated: bool = False
    """Some of it is from simulated devices."""
    name: str = field(default="", repr=False)
