"""Decides what the live view says: tones, the big number, captions, bands, rest, the steps of a battery.  No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from station.model import Live, Side, TrialRow, TrialState
from ui.force_axis import LiveAxis
from ui.live_parts import (
    BEFORE_GO,
    BandShown,
    Beating,
    LeverShown,
    StepLine,
    band_note,
    bands,
    beating,
    caption,
    lever,
    near,
    rep_big,
    rest_big,
    rest_part,
    resting,
    share_note,
    variation_note,
)
from ui.numbers import (
    DASH,
    NEWTON,
    fixed,
    force_decimals,
    force_text,
    force_unit,
    shown_force,
    split_big,
)
from ui.words import later, say, told

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
OVER = (TrialState.REVIEW, TrialState.STOPPED)


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
    position: str = ""
    """How the client is placed, for as long as somebody is being placed."""


def choosing(live: Live) -> bool:
    """Whether no test is prepared: none was chosen yet, or the last one is over."""
    return live.state is TrialState.DONE or not live.title


def was_chosen(live: Live) -> bool:
    """Whether a test was chosen at all; without a state word there was none that could be over."""
    return bool(live.word and live.title)


class LivePresenter:
    """Turns pulled state into what is written on the screen; remembers only what must not jump."""

    def __init__(self) -> None:
        self.axis = LiveAxis()
        self._lower = Lower()
        self._lower_of = ("", "")
        """Of whom, and of which test."""
        self._effort_of, self._over = "", 0

    def screen(self, live: Live) -> LiveScreen:
        """The view's texts and figures for this state."""
        self.axis.begin(live.title, live.full_scale_n)
        self._fit_axis(live)
        label, whole, rest, unit, note = self._big(live)
        return LiveScreen(
            choosing=choosing(live),
            tone=self.tone(live),
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
            position=told(live.position) if live.state in BEFORE_GO else "",
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

    def tone(self, live: Live) -> str:
        """The colour of the state word."""
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
        of = (live.visit.person, live.title)
        if self._lower_of != of:
            self._lower_of, self._lower = of, Lower()
        badge = live.weigh
        if badge is not None:
            self._lower = Lower(
                kind="weigh",
                title=say("Body weight"),
                value=force_text(badge.mean_n),
                # what is to be done says that it is not still yet
                verdict=say("Still") if badge.still else "" if badge.advice else say("Not still yet"),
                detail=told(badge.advice)
                or say(
                    "varies by {spread}, at most {limit}",
                    spread=force_text(badge.sd_n, 1),
                    limit=force_text(badge.limit_n, 1),
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
