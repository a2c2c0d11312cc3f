"""What a review needs beside the trial itself: what is laid over it, where the feet pressed, whether it changed.

Every call reads the store and may read recordings: it is made on a thread of its own, and may be made on any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from station.change.verdicts import TestProgress
from station.model import Curve, Floats, NamedMeasurement, Outcome, RejectReason, Side


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One trial of the visit, to be stepped to."""

    trial_id: str
    title: str
    number: int
    """Of its test in this visit, from 1."""
    of: int
    started_at: datetime
    kept: bool | None
    practice: bool
    rejected_for: RejectReason | None
    refused: bool
    """None of its numbers must be used."""
    outcome: Outcome
    headline: tuple[NamedMeasurement, ...]


class Origin(StrEnum):
    """Where a curve that is laid over another one comes from."""

    VISIT = "this visit"
    EARLIER = "earlier visit"
    FIRST = "first visit"


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """Another trial of the same test on the time of the one that is reviewed."""

    trial_id: str
    origin: Origin
    number: int
    """Of the test in its visit, from 1."""
    started_at: datetime
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Overlays:
    """Those of this visit first, then visits from the newest to the first; ``left_out`` says what is not there."""

    shown: tuple[Overlay, ...] = ()
    aligned_at: str = ""
    """Where the curves are laid over each other: the name of a mark, or GO."""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The 95 % prediction ellipse of a stance: middle and half axes in metres, direction in degrees from the right."""

    middle_m: tuple[float, float]
    half_axes_m: tuple[float, float]
    direction_deg: float
    area_m2: float


@dataclass(frozen=True, slots=True, eq=False)
class FootPath:
    """``place_m`` ``(2, n)`` to the right and forward from the middle of what measured it, NaN where not known."""

    side: Side
    """Whose foot, or of both together."""
    place_m: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PressurePath:
    """Where the centre of pressure of a trial went: one path for both feet, or one a foot where only that is known.

    ``why_not`` says what is missing, where something is.
    """

    paths: tuple[FootPath, ...] = ()
    time_s: Floats | None = None
    """``(n,)``, of all paths."""
    ellipse: Ellipse | None = None
    plate_distance_m: float | None = None
    """From the middle of the left plate to that of the right one."""
    side_to_side_only: bool = False
    directed: bool = True
    """False where nobody knows which way is forward."""
    cutoff_hz: float | None = None
    method: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class MarkMove:
    """A mark that stands elsewhere in a run than in the one before."""

    name: str
    side: Side
    before_s: float
    after_s: float


@dataclass(frozen=True, slots=True)
class RunLine:
    """One pass of analysis over the trial, and its main numbers."""

    number: int
    made_at: datetime
    shown: bool
    """Whether its numbers are those on the screen."""
    cause: str
    operator: str
    software: str
    moved: tuple[MarkMove, ...]
    headline: tuple[NamedMeasurement, ...]
    refusal: str | None


@dataclass(frozen=True, slots=True)
class TrialChange:
    """The test of a trial over all visits, and which of them the trial is of; None where it counts in none."""

    visit_id: str
    test: TestProgress | None


class ReviewingDesk(Protocol):
    """Raises StationError where the store, or a recording that is needed, cannot be read."""

    def steps(self, trial_id: str) -> Sequence[TrialStep]:
        """The trials of this trial's visit, oldest first."""
        ...

    def overlays(self, trial_id: str) -> Overlays:
        """Trials of the same test that count, laid over this one."""
        ...

    def pressure(self, trial_id: str) -> PressurePath:
        """Where the centre of pressure went between the outermost marks."""
        ...

    def change(self, trial_id: str) -> TrialChange:
        """Whether the person changed in this test; nothing is stored by it."""
        ...

    def runs(self, trial_id: str) -> Sequence[RunLine]:
        """Every time that this trial was computed, newest first."""
        ...
