"""What the client is shown, as values: any screen, lamp or sound can render it, and nothing in it is private.

Forces in newtons, times in seconds; times of moments are host seconds, those of the path and the beat ahead of now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from station.model import Side


class Place(StrEnum):
    """Where a value stands against its band."""

    UNKNOWN = "unknown"
    BELOW = "below"
    IN = "in"
    ABOVE = "above"


class Shape(StrEnum):
    """The same for eyes that tell no colours apart: which way to go, or to stay."""

    RING = "ring"
    TRIANGLE_UP = "triangle up"
    DISC = "disc"
    TRIANGLE_DOWN = "triangle down"


SHAPES = {
    Place.UNKNOWN: Shape.RING,
    Place.BELOW: Shape.TRIANGLE_UP,
    Place.IN: Shape.DISC,
    Place.ABOVE: Shape.TRIANGLE_DOWN,
}


@dataclass(frozen=True, slots=True)
class Point:
    """The path ``ahead_s`` from now; negative is past."""

    ahead_s: float
    target_n: float


@dataclass(frozen=True, slots=True)
class RepNow:
    """One repetition that is over."""

    side: Side
    number: int
    start_s: float
    seconds: float
    peak_n: float
    place: Place
    """Its peak against the band of its time."""
    in_band: float | None
    """Part of its time in the band, 0..1; None without a band."""
    late_s: float | None
    """How long after its beat it began, negative when before; None without a beat."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One force and its band: of the left, of the right, or of both together."""

    side: Side
    value_n: float | None
    """Mean of the newest 100 ms; None where nothing came lately."""
    low_n: float | None
    high_n: float | None
    target_n: float | None
    place: Place
    shape: Shape
    pitch: float | None
    """For a tone, 0..1: 0.5 is on target, 0.25 and 0.75 are the edges of the band."""
    active: bool
    """Whether this one is to be worked with now."""
    seconds_in: float = 0.0
    seconds_measured: float = 0.0
    """So long it was to be in its band and was measured."""
    mean_n: float | None = None
    """Mean force of that time."""
    exits: int = 0
    reps: int = 0
    reps_in_band: int = 0
    path: tuple[Point, ...] = ()
    """From a second ago to as far ahead as the test shows it; of the active one alone."""
    score: float | None = None
    """Accuracy of following so far, % (``dsp.path_following_metrics.path_score``)."""
    unsteadiness: float | None = None
    """SD about a straight line over the mean of the last two seconds, %."""
    whole_n: float | None = None
    """What the levels of its band or path are parts of; None where they are no parts, or of what is not known."""
    source: str = ""
    """What the band is made of, and how old that is."""
    refusal: str = ""
    """Why there is no band where the test has one."""

    @property
    def in_band(self) -> float | None:
        """Part of the time in the band, 0..1."""
        return self.seconds_in / self.seconds_measured if self.seconds_measured > 0 else None


@dataclass(frozen=True, slots=True)
class Share:
    """The left part of the load of both sides, 0..1, and the band in which they count as even."""

    left: float
    low: float
    high: float
    place: Place
    """``below`` when the left carries too little."""
    seconds_in: float
    seconds_measured: float


@dataclass(frozen=True, slots=True)
class PhaseShare:
    """The left part of the load in one phase of the tempo, 0..1, over all repetitions so far."""

    phase: str
    left: float


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat of the metronome; ``accent`` on the one that begins a repetition."""

    number: int
    at_s: float
    phase: str
    """``ready``, ``lower``, ``pause``, ``raise``, ``stand``; empty for a second within a phase."""
    accent: bool


@dataclass(frozen=True, slots=True)
class TempoNow:
    """Where the beat is now."""

    phase: str
    part: float
    """How much of the phase is over, 0..1."""
    rep: int
    """From 1; 0 while counting in."""
    beat: Beat | None
    """The one that is due at this moment; None between beats, and where it is too late for it."""
    next_beat: Beat | None
    late_s: float | None
    """Of the newest repetition."""
    next_in_s: float | None = None
    """How long until the next beat: whoever sounds it need not look at that very moment."""


@dataclass(frozen=True, slots=True)
class HoldNow:
    """The timer of a hold."""

    held_s: float
    goal_s: float
    over: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything of one moment."""

    lanes: tuple[Lane, ...]
    share: Share | None = None
    tempo: TempoNow | None = None
    hold: HoldNow | None = None
    reps: tuple[RepNow, ...] = ()
    """The newest few, oldest first."""
    wanted_reps: int = 0
    """Of each side; 0 where repetitions are not counted."""
    words: str = ""
    """For the client, a few words."""
    phases: tuple[PhaseShare, ...] = ()
    """How the load was shared in each phase of the tempo; empty without one."""
    all_out: bool = False
    """The most that is possible is asked for: more than the band is better, not too much."""
    shifts: bool = False
    """The weight is to be moved from one side to the other and kept there, each side in its band."""

    @property
    def active(self) -> Lane | None:
        """The force to be worked with now: the one that a single pointer, tone or shape shows."""
        return next((lane for lane in self.lanes if lane.active), None)


def place_of(value: float | None, low: float | None, high: float | None) -> Place:
    """Where a value stands; the edges belong to the band."""
    if value is None or low is None or high is None:
        return Place.UNKNOWN
    return Place.BELOW if value < low else Place.ABOVE if value > high else Place.IN


def pitch_of(value: float | None, low: float | None, high: float | None) -> float | None:
    """A tone's height: straight through the edges of the band at 0.25 and 0.75, and no further than 0 and 1."""
    if value is None or low is None or high is None or not high > low:
        return None
    return min(1.0, max(0.0, 0.25 + 0.5 * (value - low) / (high - low)))
