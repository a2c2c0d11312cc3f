"""Parts of what the running test says: bands, rest, repetitions, the steps of a battery, lever arm, tempo.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from station.feedback.state import Feedback, Lane
from station.model import Live, Side, TrialState
from station.visit_now import StepNow
from ui.numbers import ago, fixed, force_decimals, force_name, force_text, in_words, shown_force
from ui.words import inside, later, number, say, told

PHASES = {
    "ready": later("Get ready"),
    "lower": later("Lower"),
    "pause": later("Pause"),
    "raise": later("Raise"),
    "stand": later("Stand"),
}
SIDES = {Side.LEFT: later("Left"), Side.RIGHT: later("Right"), Side.BOTH: later("Both")}
TARGETS = {
    Side.LEFT: later("Target left: {limits}"),
    Side.RIGHT: later("Target right: {limits}"),
    Side.BOTH: later("Target: {limits}"),
}
PATHS = {Side.LEFT: later("Path left"), Side.RIGHT: later("Path right"), Side.BOTH: later("Path")}
BEFORE_GO = (TrialState.CONNECTING, TrialState.BREAK, TrialState.ZERO, TrialState.WEIGH, TrialState.READY)
ALIKE = 0.02
"""Bands of the two sides that differ by less than this part are drawn as one."""


@dataclass(frozen=True, slots=True)
class BandShown:
    """A band in newtons with its label and the side whose colour it has."""

    side: Side
    low_n: float
    high_n: float
    label: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One test of the battery that is walked."""

    title: str
    state: str
    """``done``, ``next`` or ``to do``."""


@dataclass(frozen=True, slots=True)
class LeverShown:
    """The lever arm that this test wants, in cm as it is written; empty while nobody gave one."""

    protocol: str
    value_cm: str


@dataclass(frozen=True, slots=True)
class Beating:
    """Where the tempo is: the word of the phase, and how much of it is over, 0..1."""

    word: str
    part: float


def resting(live: Live) -> bool:
    """Whether the client rests, between two efforts or two trials."""
    return live.state in (TrialState.REST, TrialState.BREAK) and live.visit.rest_s is not None


def near(steps: Sequence[StepNow], most: int = 4) -> tuple[StepLine, ...]:
    """The step that is done now with those around it, and how many more there are."""
    now = next((place for place, step in enumerate(steps) if step.state == "next"), len(steps) - 1)
    first = max(0, min(now - 1, len(steps) - most))
    shown = [StepLine(told(step.title), step.state) for step in steps[first : first + most]]
    later_on = len(steps) - first - most
    if later_on > 0:
        shown.append(StepLine(say("{count} more", count=later_on), "more"))
    return tuple(shown)


def caption(live: Live) -> str:
    """The unit, how old the zero is, what was carried over from earlier tests of the visit, and a planned dose."""
    planned = told(live.visit.planned_note)
    return " · ".join(part for part in (_unit_and_zero(live), planned) if part)


def _unit_and_zero(live: Live) -> str:
    carried = told(live.visit.carried_note)
    if carried and live.zeroed_s is not None:
        return say("{unit} · {carried}", unit=force_name(), carried=inside(carried))
    return say("{unit} · {zeroed}", unit=force_name(), zeroed=ago(live.zeroed_s))


def variation_note(note: str) -> str:
    """How the efforts vary, with the coefficient of variation in words."""
    return told(in_words(note).replace("variation of repetitions", "variation"))


def rest_part(live: Live) -> float | None:
    """How much of the rest is left, 0..1; None where nobody rests, or where no rest is asked for."""
    if not resting(live):
        return None
    whole_s, left_s = live.visit.course.rest_of_s or 0.0, live.visit.rest_s or 0.0
    return min(1.0, left_s / whole_s) if whole_s > 0 else None


def rest_big(live: Live) -> tuple[str, str, str, str, str]:
    """The rest that is left, as the biggest thing on the screen, and what comes after it."""
    left_s = max(0, math.ceil((live.visit.rest_s or 0.0) - 1e-9))
    whole_s = live.visit.course.rest_of_s
    minutes, seconds = divmod(left_s, 60)
    whole = f"{minutes}:{seconds:02d}" if left_s >= 100 else str(left_s)
    label, unit = (say("Rest, minutes and seconds"), "") if left_s >= 100 else (say("Rest"), "s")
    note = say("of {seconds} s of rest", seconds=f"{whole_s:.0f}") if whole_s else ""
    return label, whole, "", unit, note


def rep_big(live: Live) -> tuple[str, str, str, str, str] | None:
    """Repetitions of a test that is counted in them; None in any other, and while nothing was begun."""
    feedback = live.feedback
    if feedback is None or feedback.all_out or live.state is not TrialState.GO:
        return None
    if not feedback.wanted_reps and not any(lane.reps for lane in feedback.lanes):
        return None
    done = [lane for lane in feedback.lanes if lane.refusal == "" or lane.reps]
    if not done:
        return None
    label = say("Repetitions")
    if len(done) == 1:
        whole = str(done[0].reps)
    else:
        whole = ":".join(str(lane.reps) for lane in done)
        label = say("Repetitions, left : right")
    # a test of as many as possible asks for no number
    rest = say("of {count}", count=feedback.wanted_reps) if feedback.wanted_reps else ""
    timed = ""
    if live.big.value is not None and live.big.unit == "s":
        spent = number(fixed(live.big.value, live.big.decimals))
        timed = " ".join(part for part in (f"{spent} s", told(live.big.note)) if part)
    return label, whole, "", rest, " · ".join(part for part in (timed, band_note(feedback)) if part)


def band_note(feedback: Feedback | None) -> str:
    """Time in the band so far, where somebody was to keep to one."""
    lane = None if feedback is None else feedback.active or _kept(feedback)
    if lane is None or lane.in_band is None or lane.score is not None:
        return ""
    return say("in the band {percent} %", percent=f"{100.0 * lane.in_band:.0f}")


def _kept(feedback: Feedback) -> Lane | None:
    return next((lane for lane in feedback.lanes if lane.in_band is not None), None)


def share_note(live: Live) -> str:
    """The load share by phase of the movement, where the phases are known."""
    if live.feedback is None or not live.feedback.phases:
        return ""
    parts = [
        say("{phase} {left} : {right}", phase=say(PHASES[each.phase]), left=left, right=100 - left)
        for each in live.feedback.phases
        if each.phase in PHASES
        for left in (round(100 * each.left),)
    ]
    return " · ".join(parts)


def bands(live: Live) -> tuple[BandShown, ...]:
    """The target bands: one where both sides have the same, else each side's own."""
    lanes = [] if live.feedback is None else [lane for lane in live.feedback.lanes if lane.low_n is not None]
    known = [
        BandShown(lane.side, lane.low_n, lane.high_n, told(lane.source))
        for lane in lanes
        if lane.low_n is not None and lane.high_n is not None
    ]
    moves = any(lane.path for lane in lanes)
    return _drawn(live, known, moves=moves)


def _said(band: BandShown, of: Side, *, moves: bool) -> BandShown:
    """With its side, its limits and what it is made of; a band that moves has no limits to name."""
    low, high = fixed(shown_force(band.low_n), force_decimals()), force_text(band.high_n)
    limits = say("{low} to {high}", low=low, high=high)
    head = say(PATHS[of]) if moves else say(TARGETS[of], limits=limits)
    return replace(band, label=" · ".join(part for part in (head, band.label) if part))


def _drawn(live: Live, known: Sequence[BandShown], *, moves: bool) -> tuple[BandShown, ...]:
    if len(known) == 2 and not _alike(*known):
        return tuple(_said(each, each.side, moves=moves) for each in known)
    target = live.target
    if target is not None:
        side = known[0].side if len(known) == 1 else Side.LEFT
        label = told(target.label)
        source = f"{label} · {known[0].label}" if known and known[0].label and known[0].label != label else label
        band = BandShown(side, target.low_n, target.high_n, source)
        return (_said(band, side if len(known) == 1 else Side.BOTH, moves=moves),)
    return tuple(_said(each, each.side, moves=moves) for each in known[:1])


def _alike(one: BandShown, other: BandShown) -> bool:
    reach = max(one.high_n, other.high_n)
    return abs(one.low_n - other.low_n) <= ALIKE * reach and abs(one.high_n - other.high_n) <= ALIKE * reach


def lever(live: Live) -> LeverShown | None:
    """The field for the lever arm: before GO, of a test that wants one."""
    course = live.visit.course
    if not course.takes_lever or live.state not in BEFORE_GO:
        return None
    value = "" if course.lever_m is None else number(f"{100.0 * course.lever_m:.1f}")
    return LeverShown(course.protocol, value)


def read_cm(written: str) -> float | None:
    """A lever arm in metres as somebody wrote it in cm; None for what is no number."""
    try:
        value_cm = float(written.strip().removesuffix("cm").strip().replace(",", "."))
    except ValueError:
        return None
    return value_cm / 100.0 if math.isfinite(value_cm) and value_cm > 0 else None


def beating(feedback: Feedback | None) -> Beating | None:
    """The phase of the tempo; None in a test without one."""
    if feedback is None or feedback.tempo is None or feedback.tempo.phase not in PHASES:
        return None
    return Beating(say(PHASES[feedback.tempo.phase]), feedback.tempo.part)
