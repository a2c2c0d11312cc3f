"""What the client is shown: one kind of feedback, one band, one number, a few words; nothing private.  No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from station.feedback.state import Feedback, Lane, Place, TempoNow, place_of
from station.model import Live, Side, TrialState
from ui.words import say, told

GATE = (0.60, 0.84)
"""Where the band stands in the height of the bars; what is above it has its place too."""
EFFORT = (TrialState.GO, TrialState.HOLD)
RESTS = (TrialState.REST, TrialState.BREAK)
GO_SAID_S = 1.2
"""So long GO fills the screen of a test that has nothing to follow."""
FALLBACK_N = 50.0
"""Bars without a band are no more sensitive than this."""
GLIDE_S = 0.06
"""What is shown follows what was measured with this time constant, so that ten states a second look like sixty."""


class Kind(StrEnum):
    """What is in the middle of the screen."""

    WORDS = "words"
    BARS = "bars"
    BEAM = "beam"
    ROAD = "road"
    TEMPO = "tempo"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Bar:
    """One force: ``level`` 0..1 of the height, None where nothing was measured."""

    side: Side
    level: float | None
    place: Place
    active: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A band on the beam, from left 0 to right 1."""

    low: float
    high: float
    letter: str
    place: Place = Place.UNKNOWN


@dataclass(frozen=True, slots=True)
class Beam:
    """Where the weight is: 0 all on the left, 1 all on the right."""

    position: float | None
    gates: tuple[Gate, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Road:
    """The path ahead: ``points`` are seconds ahead of now and heights 0..1."""

    points: tuple[tuple[float, float], ...]
    half_width: float
    ball: float | None
    place: Place
    side: Side


@dataclass(frozen=True, slots=True)
class Pace:
    """The tempo: a ball that goes down and up as the client should."""

    phase: str
    height: float
    part: float


@dataclass(frozen=True, slots=True)
class ClientScreen:
    """Everything that is on the client's screen."""

    kind: Kind = Kind.WORDS
    words: str = ""
    number: str = ""
    of: str = ""
    bars: tuple[Bar, ...] = ()
    gate: tuple[float, float] | None = None
    gate_words: str = ""
    beam: Beam | None = None
    road: Road | None = None
    pace: Pace | None = None
    part: float | None = None
    """Of the clock's ring."""
    small: bool = False
    """The number is beside something to follow, not the thing itself."""


WAITING = ClientScreen()
PHASES = {"lower": (1.0, 0.0), "pause": (0.0, 0.0), "raise": (0.0, 1.0), "stand": (1.0, 1.0), "ready": (1.0, 1.0)}


class ClientPresenter:
    """Turns pulled states into the client's screen; remembers only scales, which must not jump."""

    def __init__(self) -> None:
        self._title = ""
        self._greatest_n = 0.0
        self._greatest_road_n = 0.0

    def screen(self, live: Live) -> ClientScreen:
        """What is shown for this state."""
        if live.title != self._title:
            self._title, self._greatest_n, self._greatest_road_n = live.title, 0.0, 0.0
        feedback = live.feedback
        if feedback is None or not live.title:
            return ClientScreen(words=say("Welcome. It begins in a moment."))
        words = told(feedback.words)
        if live.state is TrialState.CONNECTING:
            return ClientScreen(words=say("One moment, please."))
        if live.countdown_s is not None:
            return ClientScreen(words=words, number=str(max(1, math.ceil(live.countdown_s - 1e-9))))
        if live.state in RESTS and live.visit.rest_s:
            return ClientScreen(words=words, number=str(math.ceil(live.visit.rest_s - 1e-9)), of=say("s"))
        if live.state not in EFFORT and live.state is not TrialState.REST:
            return ClientScreen(words=words)
        return replace(self._effort(live, feedback), words=words)

    def _effort(self, live: Live, feedback: Feedback) -> ClientScreen:
        active = feedback.active
        if active is not None and active.path:
            return self._road(active)
        if feedback.tempo is not None and feedback.tempo.phase:
            return _tempo(feedback, feedback.tempo)
        if feedback.shifts:
            return _shift(feedback)
        banded = any(lane.low_n is not None or lane.refusal for lane in feedback.lanes)
        if banded or (feedback.all_out and feedback.lanes):
            return self._bars(live, feedback)
        if feedback.share is not None and feedback.hold is None:
            return _even(live, feedback)
        number, of, part = _time(live, feedback)
        return ClientScreen(kind=Kind.WORDS if part is None else Kind.CLOCK, number=number, of=of, part=part)

    # One or two bars --------------------------------------------------------------------------------------------------

    def _bars(self, live: Live, feedback: Feedback) -> ClientScreen:
        lanes = _split(feedback)
        measured = [lane.value_n for lane in lanes if lane.value_n is not None]
        self._greatest_n = max(self._greatest_n, *(1.1 * value for value in measured), FALLBACK_N)
        banded = any(lane.low_n is not None for lane in lanes)
        scale_n = max(self._greatest_n, 0.5 * live.full_scale_n)
        bars = tuple(
            Bar(lane.side, level_of(lane, scale_n), lane.place, lane.active, _bar_words(lane, feedback))
            for lane in lanes
        )
        number, of = _count(live, feedback)
        gate_words = say("your best") if feedback.all_out else say("hold")
        return ClientScreen(
            kind=Kind.BARS,
            number=number,
            of=of,
            bars=bars,
            gate=GATE if banded else None,
            gate_words=gate_words if banded else "",
            small=True,
        )

    # A path -----------------------------------------------------------------------------------------------------------

    def _road(self, lane: Lane) -> ClientScreen:
        whole_n = lane.whole_n or max((point.target_n for point in lane.path), default=FALLBACK_N)
        low_n, high_n = lane.low_n or 0.0, lane.high_n or 0.0
        half_n = 0.5 * (high_n - low_n) if lane.high_n is not None else 0.05 * whole_n
        top_n = max(point.target_n for point in lane.path) + half_n
        self._greatest_road_n = max(self._greatest_road_n, 1.25 * top_n, 0.25 * whole_n)
        scale_n = self._greatest_road_n
        road = Road(
            points=tuple((point.ahead_s, point.target_n / scale_n) for point in lane.path),
            half_width=half_n / scale_n,
            ball=None if lane.value_n is None else min(1.0, max(0.0, lane.value_n / scale_n)),
            place=lane.place,
            side=lane.side,
        )
        number = "" if lane.score is None else f"{lane.score:.0f}"
        return ClientScreen(
            kind=Kind.ROAD, number=number, of=say("% accurate") if number else "", road=road, small=True
        )


def level_of(lane: Lane, scale_n: float) -> float | None:
    """Height of a bar: straight from empty to the band's lower edge, straight through the band, and on."""
    if lane.value_n is None:
        return None
    value_n = max(0.0, lane.value_n)
    if lane.low_n is None or lane.high_n is None or not lane.high_n > lane.low_n > 0:
        return min(1.0, value_n / scale_n)
    if value_n <= lane.low_n:
        return GATE[0] * value_n / lane.low_n
    return min(1.0, GATE[0] + (GATE[1] - GATE[0]) * (value_n - lane.low_n) / (lane.high_n - lane.low_n))


def _split(feedback: Feedback) -> tuple[Lane, ...]:
    """One force of both feet as a left and a right one, where it is known how it is shared."""
    lanes, share = feedback.lanes, feedback.share
    if len(lanes) != 1 or share is None or lanes[0].side is not Side.BOTH or feedback.all_out:
        return lanes
    (whole,) = lanes
    halves = []
    for side, part in ((Side.LEFT, share.left), (Side.RIGHT, 1.0 - share.left)):
        value_n = None if whole.value_n is None else whole.value_n * part
        low_n = None if whole.low_n is None else 0.5 * whole.low_n
        high_n = None if whole.high_n is None else 0.5 * whole.high_n
        place = place_of(value_n, low_n, high_n)
        halves.append(replace(whole, side=side, value_n=value_n, low_n=low_n, high_n=high_n, place=place))
    return tuple(halves)


def _bar_words(lane: Lane, feedback: Feedback) -> str:
    if not lane.active or feedback.all_out:
        return ""
    return {Place.BELOW: say("a little more"), Place.ABOVE: say("a little less")}.get(lane.place, "")


def _count(live: Live, feedback: Feedback) -> tuple[str, str]:
    """Seconds of a hold, or which repetition this is."""
    if feedback.hold is not None or not feedback.wanted_reps:
        number, of, _ = _time(live, feedback)
        return number, of
    active = feedback.active
    done = 0 if active is None else active.reps
    return str(min(done + 1, feedback.wanted_reps)), _of(feedback)


def _of(feedback: Feedback) -> str:
    """So many are wanted, and of what: a number alone could be anything."""
    count = feedback.wanted_reps
    if feedback.all_out:
        return say("of 1 push") if count == 1 else say("of {count} pushes", count=count)
    return say("of 1 repetition") if count == 1 else say("of {count} repetitions", count=count)


def _time(live: Live, feedback: Feedback) -> tuple[str, str, float | None]:
    hold = feedback.hold
    if hold is not None:
        part = min(1.0, hold.held_s / hold.goal_s) if hold.goal_s > 0 else None
        return str(int(hold.held_s)), say("of {seconds} s", seconds=f"{hold.goal_s:.0f}"), part
    # of what the therapist sees the client is told seconds only: no force, no height
    if live.big.unit == "s" and live.big.value is not None and live.state in EFFORT:
        return str(int(live.big.value)), say("s"), None
    return "", "", None


# A beam -------------------------------------------------------------------------------------------------------------


def _shift(feedback: Feedback) -> ClientScreen:
    """Each side's band of body weight, at its end of the beam."""
    gates, position = [], None
    values = {lane.side: lane.value_n for lane in feedback.lanes}
    left_n, right_n = values.get(Side.LEFT), values.get(Side.RIGHT)
    if left_n is not None and right_n is not None and left_n + right_n > FALLBACK_N:
        position = min(1.0, max(0.0, right_n / (left_n + right_n)))
    for lane in feedback.lanes:
        if lane.low_n is None or lane.high_n is None or not lane.whole_n:
            continue
        low, high = lane.low_n / lane.whole_n, min(1.0, lane.high_n / lane.whole_n)
        span = (1.0 - high, 1.0 - low) if lane.side is Side.LEFT else (low, high)
        gates.append(Gate(*span, lane.side.value[0].upper(), lane.place))
    done = sum(lane.reps for lane in feedback.lanes)
    wanted = feedback.wanted_reps * len(feedback.lanes)
    of = say("of {count} shifts", count=wanted) if wanted else ""
    return ClientScreen(
        kind=Kind.BEAM, number=str(done) if wanted else "", of=of, beam=Beam(position, tuple(gates)), small=True
    )


def _even(live: Live, feedback: Feedback) -> ClientScreen:
    """Both feet alike: one gate in the middle."""
    share = feedback.share
    if share is None:
        return WAITING
    words = {
        Place.BELOW: say("a little more on the left"),
        Place.ABOVE: say("a little more on the right"),
    }.get(share.place, "")
    beam = Beam(1.0 - share.left, (Gate(1.0 - share.high, 1.0 - share.low, "", share.place),), words)
    number, of = _count(live, feedback)
    return ClientScreen(kind=Kind.BEAM, number=number, of=of, beam=beam, small=True)


# A beat -------------------------------------------------------------------------------------------------------------


def _tempo(feedback: Feedback, tempo: TempoNow) -> ClientScreen:
    start, end = PHASES.get(tempo.phase, (1.0, 1.0))
    word = {
        "ready": say("ready"),
        "lower": say("down"),
        "pause": say("pause"),
        "raise": say("up"),
        "stand": say("stay"),
    }.get(tempo.phase, "")
    number = str(tempo.rep) if tempo.rep else ""
    of = _of(feedback) if number and feedback.wanted_reps else ""
    pace = Pace(word, start + (end - start) * tempo.part, tempo.part)
    return ClientScreen(kind=Kind.TEMPO, number=number, of=of, pace=pace, small=True)


# Between two states -------------------------------------------------------------------------------------------------


def glided(shown: ClientScreen, wanted: ClientScreen, passed_s: float, age_s: float) -> ClientScreen:
    """``wanted`` as it looks on the way from ``shown``: heights follow smoothly, the path goes on by itself.

    ``passed_s`` since the last frame, ``age_s`` since this state was made.
    """
    if shown.kind is not wanted.kind:
        return wanted
    step = 1.0 - math.exp(-passed_s / GLIDE_S)

    def toward(before: float | None, now: float | None) -> float | None:
        return now if before is None or now is None else before + (now - before) * step

    if wanted.kind is Kind.BARS and len(shown.bars) == len(wanted.bars):
        bars = tuple(
            replace(bar, level=toward(old.level, bar.level)) for old, bar in zip(shown.bars, wanted.bars, strict=True)
        )
        return replace(wanted, bars=bars)
    if wanted.beam is not None and shown.beam is not None:
        return replace(wanted, beam=replace(wanted.beam, position=toward(shown.beam.position, wanted.beam.position)))
    if wanted.road is not None and shown.road is not None:
        moved = tuple((ahead_s - age_s, level) for ahead_s, level in wanted.road.points)
        ball = toward(shown.road.ball, wanted.road.ball)
        return replace(wanted, road=replace(wanted.road, points=moved, ball=ball))
    if wanted.pace is not None and shown.pace is not None:
        height = toward(shown.pace.height, wanted.pace.height)
        return replace(wanted, pace=replace(wanted.pace, height=height if height is not None else 0.0))
    return wanted
