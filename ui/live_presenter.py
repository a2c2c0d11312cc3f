"""Decides what the live view says: tones, the big number, captions, bands, rest, the steps of a battery.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from station.feedback.state import Feedback, Lane, Place
from station.model import Live, Side, TrialRow, TrialState
from station.visit_now import StepNow
from ui.force_axis import LiveAxis
from ui.numbers import (
    DASH,
    NEWTON,
    ago,
    fixed,
    force_decimals,
    force_name,
    force_unit,
    in_words,
    shown_force,
    split_big,
)
from ui.words import later, number, say, told

TONES = {
    TrialState.CONNECTING: "caution",
    TrialState.ZERO: "neutral",
    TrialState.WEIGH: "caution",
    TrialState.READY: "good",
    TrialState.COUNTDOWN: "caution",
    TrialState.GO: "good",
    TrialState.HOLD: "good",
    TrialState.REST: "neutral",
    TrialState.BREAK: "neutral",
    TrialState.STOPPED: "caution",
    TrialState.REVIEW: "neutral",
    TrialState.DONE: "neutral",
}
ROW_TONES = {"kept": "good", "rejected": "trouble", "running": "strong", "to do": "muted"}
ROW_WORDS = {
    "kept": later("kept"),
    "rejected": later("rejected"),
    "running": later("running"),
    "to do": later("to do"),
}
PHASES = {
    "ready": later("Get ready"),
    "lower": later("Lower"),
    "pause": later("Pause"),
    "raise": later("Raise"),
    "stand": later("Stand"),
}
PLACES = {
    Place.BELOW: later("below the band"),
    Place.IN: later("in the band"),
    Place.ABOVE: later("above the band"),
}
SIDES = {Side.LEFT: later("Left"), Side.RIGHT: later("Right"), Side.BOTH: later("Both")}
OVER = (TrialState.REVIEW, TrialState.STOPPED)
BEFORE_GO = (TrialState.CONNECTING, TrialState.BREAK, TrialState.ZERO, TrialState.WEIGH, TrialState.READY)
ALIKE = 0.02
"""Bands of the two sides that differ by less than this part are drawn as one."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the trial list."""

    label: str
    value: str
    state: str
    tone: str
    trial_id: str = ""
    """The stored trial that it stands for; empty for an effort of the running one."""
    why: str = ""
    """Why it does not count."""
    shown: bool = False


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


@dataclass(frozen=True, slots=True)
class Lower:
    """What the panel under the curves shows: ``kind`` is ``share``, ``weigh`` or empty."""

    kind: str = ""
    title: str = ""
    value: str = ""
    verdict: str = ""
    detail: str = ""
    left_share: float | None = None
    band: float = 0.0
    part: float = 0.0
    still: bool = False


@dataclass(frozen=True, slots=True)
class LiveScreen:
    """Everything on the live view except the curves themselves."""

    choosing: bool
    tone: str
    prompt: str
    trouble: str
    axis_caption: str
    big_label: str
    big_whole: str
    big_rest: str
    big_unit: str
    big_note: str
    now: tuple[tuple[Side, str], ...]
    lines: tuple[ListLine, ...]
    lines_note: str
    lower: Lower
    upper_n: float
    bands: tuple[BandShown, ...] = ()
    rest_part: float | None = None
    """How much of the rest is left, 0..1; None where nobody rests."""
    practice: bool = False
    may_skip: bool = False
    """The practice can still be left out."""
    lines_title: str = ""
    steps: tuple[StepLine, ...] = ()
    steps_title: str = ""
    lever: LeverShown | None = None
    tempo: Beating | None = None


def choosing(live: Live) -> bool:
    """Whether no test is prepared: none was chosen yet, or the last one is over."""
    return live.state is TrialState.DONE or not live.title


def was_chosen(live: Live) -> bool:
    """Whether a test was chosen at all; without a state word there was none that could be over."""
    return bool(live.word and live.title)


def resting(live: Live) -> bool:
    """Whether the client rests, between two efforts or two trials."""
    return live.state in (TrialState.REST, TrialState.BREAK) and live.visit.rest_s is not None


class LivePresenter:
    """Turns pulled state into what is written on the screen; remembers only what must not jump."""

    def __init__(self) -> None:
        self.axis = LiveAxis()
        self._lower = Lower()
        self._lower_of = ""
        self._effort_of, self._over = "", 0

    def screen(self, live: Live) -> LiveScreen:
        """The view's texts and figures for this state."""
        self.axis.begin(live.title, live.full_scale_n)
        self._fit_axis(live)
        label, whole, rest, unit, note = self._big(live)
        return LiveScreen(
            choosing=choosing(live),
            tone=self._tone(live),
            prompt=told(live.prompt),
            trouble=told(live.trouble),
            axis_caption=caption(live),
            big_label=label,
            big_whole=whole,
            big_rest=rest,
            big_unit=unit,
            big_note=note,
            now=self._now(live),
            lines=tuple(self._line(row) for row in live.rows),
            lines_note=variation_note(live.rows_note),
            lower=self._under(live),
            upper_n=self.axis.upper_n,
            bands=bands(live),
            rest_part=rest_part(live),
            practice=live.visit.practice,
            may_skip=live.visit.practice and live.state in BEFORE_GO,
            steps=near(live.visit.course.steps),
            steps_title=told(live.visit.battery_note),
            lever=lever(live),
            tempo=beating(live.feedback),
        )

    def _fit_axis(self, live: Live) -> None:
        """After the first effort of a test the axis may come down once, while nobody pushes."""
        in_effort = live.state in (TrialState.GO, TrialState.HOLD)
        over = sum(row.state in ("kept", "rejected") and bool(row.value) for row in live.rows)
        resting = not in_effort or (live.title == self._effort_of and over > self._over)
        if live.title != self._effort_of:
            self._effort_of, self._over = live.title, over
        if in_effort:
            self.axis.effort()
        lowest = max((band.high_n for band in bands(live)), default=0.0)
        if resting:
            self.axis.rest(sum(max(0.0, force) for force in live.now_n.values()), lowest)

    def _tone(self, live: Live) -> str:
        if live.trouble and live.state is TrialState.CONNECTING:
            return "trouble"
        if live.state is TrialState.WEIGH and live.weigh is not None and live.weigh.still:
            return "good"
        return TONES[live.state]

    def _big(self, live: Live) -> tuple[str, str, str, str, str]:
        if live.countdown_s is not None:
            left = max(1, math.ceil(live.countdown_s - 1e-9))
            return say("Starts in"), str(left), "", "s", told(live.big.note)
        if resting(live):
            return rest_big(live)
        counted = rep_big(live)
        if counted is not None:
            return counted
        value, decimals, unit = live.big.value, live.big.decimals, live.big.unit
        if unit == NEWTON and value is not None:
            value, decimals, unit = shown_force(value), force_decimals(decimals), force_unit()
        whole, rest = split_big(value, decimals)
        note = " · ".join(part for part in (told(live.big.note), band_note(live.feedback)) if part)
        return told(live.big.label), whole, rest, "" if whole == DASH else unit, note

    def _now(self, live: Live) -> tuple[tuple[Side, str], ...]:
        if live.state is TrialState.BREAK:
            return ()  # nobody works; the steps of the battery have the room
        sides: list[Side] = [side for side in (Side.LEFT, Side.RIGHT) if side in live.sides]
        if not sides and live.sides:
            sides = [Side.BOTH]
        now = {side: fixed(shown_force(force_n), force_decimals()) for side, force_n in live.now_n.items()}
        return tuple((side, now.get(side, DASH)) for side in sides)

    def _line(self, row: TrialRow) -> ListLine:
        shown = "" if row.state == "to do" and row.value else say(ROW_WORDS.get(row.state, row.state))
        return ListLine(told(row.label), told(row.value), shown, ROW_TONES.get(row.state, "muted"))

    def _under(self, live: Live) -> Lower:
        if self._lower_of != live.title:
            self._lower_of, self._lower = live.title, Lower()
        badge = live.weigh
        if badge is not None:
            self._lower = Lower(
                kind="weigh",
                title=say("Body weight"),
                value=say("{force} N", force=fixed(badge.mean_n, 0)),
                verdict=say("Still") if badge.still else say("Not still yet"),
                detail=told(badge.advice)
                or say(
                    "varies by {sd} N, at most {limit} N",
                    sd=number(fixed(badge.sd_n, 1)),
                    limit=number(fixed(badge.limit_n, 1)),
                ),
                part=badge.sd_n / badge.limit_n if badge.limit_n > 0 else 0.0,
                still=badge.still,
            )
        elif live.share_label:
            share = live.left_share
            left = round(share * 100) if share is not None and math.isfinite(share) else None
            self._lower = Lower(
                kind="share",
                title=told(live.share_label),
                value=DASH if left is None else f"{left} : {100 - left}",
                verdict=told(live.share_verdict) or (say("Nothing to compare yet") if left is None else ""),
                detail=share_note(live) or told(live.share_detail),
                left_share=None if left is None else share,
                band=live.share_band,
            )
        # otherwise the last one stays: a panel that comes and goes would make the curves jump
        return self._lower


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
    """The unit, how old the zero is, and what was carried over from earlier tests of the visit."""
    carried = told(live.visit.carried_note)
    if carried and live.zeroed_s is not None:
        return say("{unit} · {carried}", unit=force_name(), carried=carried[:1].lower() + carried[1:])
    return say("{unit} · {zeroed}", unit=force_name(), zeroed=ago(live.zeroed_s))


def variation_note(note: str) -> str:
    """How the efforts vary, with the coefficient of variation in words."""
    return told(in_words(note).replace("variation of repetitions", "variation"))


def rest_part(live: Live) -> float | None:
    """How much of the rest is left, 0..1; None where nobody rests."""
    if not resting(live):
        return None
    whole_s, left_s = live.visit.course.rest_of_s or 0.0, live.visit.rest_s or 0.0
    return min(1.0, left_s / whole_s) if whole_s > 0 else 0.0


def rest_big(live: Live) -> tuple[str, str, str, str, str]:
    """The rest that is left, as the biggest thing on the screen, and what comes after it."""
    left_s = max(0, math.ceil((live.visit.rest_s or 0.0) - 1e-9))
    whole_s = live.visit.course.rest_of_s
    minutes, seconds = divmod(left_s, 60)
    whole = f"{minutes}:{seconds:02d}" if left_s >= 100 else str(left_s)
    label, unit = (say("Rest, minutes and seconds"), "") if left_s >= 100 else (say("Rest"), "s")
    note = "" if whole_s is None else say("of {seconds} s of rest", seconds=f"{whole_s:.0f}")
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
    if len(known) == 2 and not _alike(*known):
        return tuple(
            BandShown(each.side, each.low_n, each.high_n, f"{say(SIDES[each.side])} · {each.label}".strip(" ·"))
            for each in known
        )
    target = live.target
    if target is not None:
        side = known[0].side if len(known) == 1 else Side.LEFT
        source = f" · {known[0].label}" if known and known[0].label and known[0].label != told(target.label) else ""
        return (BandShown(side, target.low_n, target.high_n, told(target.label) + source),)
    return tuple(known[:1])


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
