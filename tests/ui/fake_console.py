"""A console without a station: believable devices, curves, trials and reviews, and a record of what was asked of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from drivers.contracts import LinkState
from dsp.measurement import Measurement, State, invalid
from station.envelope import Envelope
from station.errors import StationError
from station.events import Event, PersonReceived, StateChanged, TrialChanged, TrialStored
from station.feedback.state import Feedback, Lane, PhaseShare, Place, Shape, TempoNow
from station.model import (
    BigNumber,
    Curve,
    DeviceStatus,
    Interrupted,
    Live,
    LiveMark,
    Mark,
    NamedMeasurement,
    Outcome,
    ProtocolCard,
    RejectReason,
    Side,
    Target,
    TrialReview,
    TrialRow,
    TrialState,
    TrialSummary,
    WeighBadge,
)
from station.outcome_meaning import choices_of
from station.protocol import built_in
from station.visit import card_of
from station.visit_now import BatteryCard, CourseNow, StepNow, VisitNow

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
RATE_HZ = 1000
BATTERIES = Path(__file__).parent.parent.parent / "station" / "batteries"

DEVICES = (
    DeviceStatus("Plate A", "LC-0117", (LEFT,), LinkState.STREAMING, None, 1000.0, 0, 0, simulated=True),
    DeviceStatus("Plate B", "LC-0117", (RIGHT,), LinkState.STREAMING, None, 1000.0, 0, 0, simulated=True),
    DeviceStatus("Progressor 2639", "2639", (LEFT,), LinkState.STREAMING, 0.84, 80.2, 0, 0, simulated=True),
    DeviceStatus("Progressor 1180", "1180", (RIGHT,), LinkState.STREAMING, 0.61, 79.9, 0, 0, simulated=True),
)

CARDS = (
    ProtocolCard("hip_abduction_iso", "Hip abduction, side-lying", "Make test with two dynamometers: three efforts of "
                 "5 s on each side, peak force and rate of force development.", True, "",
                 "Side-lying, leg to be tested on top and straight, dynamometer just above the ankle."),
    ProtocolCard("glute_bridge_hold", "Glute bridge hold", "Both feet on the plates: hold time, load share, "
                 "steadiness and fatigue.", True, ""),
    ProtocolCard("cmj", "Countermovement jump", "Hands on hips, one foot on each plate: jump height, "
                 "reactive strength and left/right impulse.", True, ""),
)  # fmt: skip

EVERY_CARD = tuple(card_of(protocol) for protocol in built_in().values())
"""The tests that ship, as many as a therapist chooses from."""


def _battery(text: str) -> BatteryCard:
    found = tomllib.loads(text)
    return BatteryCard(found["key"], found["title"], found["summary"], found["minutes"], tuple(found["tests"]))


EVERY_BATTERY = tuple(_battery(path.read_text(encoding="utf-8")) for path in sorted(BATTERIES.glob("*.toml")))
"""The batteries that ship."""

IDLE = Live(
    state=TrialState.DONE, word="", title="", subtitle="", prompt="", primary="", can_stop=False, sides=(),
    total=False, zeroed_s=None, countdown_s=None, big=BigNumber("", None, 0, ""), now_n={}, share_label="",
    left_share=None, share_verdict="", share_detail="", share_band=0.0, weigh=None, target=None, marks=(), rows=(),
    rows_note="", trouble="", devices=DEVICES, devices_note="no samples lost · clocks agree within 0.6 ms",
    delay_s=0.0208, full_scale_n=500.0,
)  # fmt: skip

HOLD = replace(
    IDLE, state=TrialState.HOLD, word="HOLD", title="Glute bridge hold",
    subtitle="Client A-104 · Back pain, re-test · trial 2 of 3 · feet on plates, knees 90°",
    prompt="Hold the bridge, hips level", primary="Finish hold", can_stop=True, sides=(LEFT, RIGHT), total=True,
    zeroed_s=43.0, big=BigNumber("Hold time", 23.4, 1, "s", "last visit 31.0 s · in band 88 %"),
    now_n={LEFT: 308.4, RIGHT: 251.2}, share_label="Load share", left_share=0.551,
    share_verdict="Left higher by 10 ± 4 %", share_detail="more than measurement error (7 %)", share_band=0.035,
    target=Target(275.0, 345.0, "target 60 % of own maximum ± 10 %"), marks=(LiveMark("onset", BOTH, -7.1),),
    rows=(TrialRow("1", "29.8 s", "kept"), TrialRow("2", "", "running"), TrialRow("3", "after 30 s rest", "to do")),
    rows_note="CV 4.1 %", full_scale_n=600.0,
)  # fmt: skip

SCENES: dict[str, Live] = {
    "idle": IDLE,
    "nothing": replace(IDLE, devices=(), devices_note=""),
    "connecting": replace(
        HOLD, state=TrialState.CONNECTING, word="CONNECTING", primary="", can_stop=False, zeroed_s=None,
        prompt="Switch the plates on", big=BigNumber("Hold time", None, 1, "s"), now_n={}, left_share=None,
        share_verdict="", share_detail="", marks=(), rows=(), rows_note="",
        trouble="The right plate does not answer. Check its cable; the station tries again by itself.",
        devices=(DEVICES[0], replace(DEVICES[1], state=LinkState.CONNECTING, rate_hz=None)),
    ),
    "zero": replace(
        HOLD, state=TrialState.ZERO, word="ZERO", primary="Zero", can_stop=False, zeroed_s=None,
        prompt="Step off both plates", big=BigNumber("On the plates", 2, 0, "N", "should read 0 N when empty"),
        now_n={LEFT: 1.2, RIGHT: 0.6}, left_share=None, share_verdict="", share_detail="", marks=(), target=None,
        rows=(TrialRow("1", "", "to do"), TrialRow("2", "", "to do"), TrialRow("3", "", "to do")), rows_note="",
    ),
    "weigh": replace(
        HOLD, state=TrialState.WEIGH, word="WEIGH", title="Countermovement jump",
        subtitle="Client A-104 · trial 1 of 3 · hands on hips", primary="", prompt="Stand still, look ahead",
        big=BigNumber("Body weight", 712, 0, "N", "72.6 kg"), now_n={LEFT: 361.0, RIGHT: 351.0}, zeroed_s=12.0,
        weigh=WeighBadge(712.3, 1.4, 3.5, True, ""), target=None, marks=(), full_scale_n=2000.0,
        rows=(TrialRow("1", "", "running"), TrialRow("2", "", "to do"), TrialRow("3", "", "to do")), rows_note="",
    ),
    "restless": replace(
        HOLD, state=TrialState.WEIGH, word="WEIGH", title="Countermovement jump",
        subtitle="Client A-104 · trial 1 of 3 · hands on hips", primary="", prompt="Stand still, look ahead",
        big=BigNumber("Body weight", None, 0, "N", "needs 1 s of standing still"), now_n={LEFT: 381.0, RIGHT: 331.0},
        weigh=WeighBadge(712.3, 6.1, 3.5, False, "Varies by 6.1 N, at most 3.5 N: arms still, look at one point"),
        target=None, marks=(), full_scale_n=2000.0, rows=(), rows_note="",
    ),
    "countdown": replace(
        HOLD, state=TrialState.COUNTDOWN, word="GET READY", primary="", countdown_s=2.3, prompt="Lift at zero",
        now_n={LEFT: 12.0, RIGHT: 9.0}, marks=(),
    ),
    "hold": HOLD,
    "go": replace(
        HOLD, state=TrialState.GO, word="GO", title="Hip abduction, side-lying", total=False, sides=(LEFT,),
        subtitle="Client A-104 · left · effort 3 of 3 · long lever 0.71 m", prompt="Push as hard as you can",
        primary="Finish", big=BigNumber("Peak force", 338.0, 0, "N", "best so far 241 N"), now_n={LEFT: 308.0},
        share_label="Difference of best peaks", left_share=None, share_verdict="", target=None,
        share_detail="the right side is still to come", full_scale_n=400.0,
        rows=(TrialRow("Left 1", "236 N", "kept"), TrialRow("Left 2", "198 N", "rejected"),
              TrialRow("Left 3", "", "running"), TrialRow("Right 1", "", "to do"), TrialRow("Right 2", "", "to do"),
              TrialRow("Right 3", "", "to do")),
    ),
    "trouble": replace(
        HOLD, trouble="Right plate stopped sending at 4.2 s. This trial is kept as incomplete; peak force up to then "
        "is usable, symmetry is not. Reconnecting …", now_n={LEFT: 308.4},
        devices=(DEVICES[0], replace(DEVICES[1], state=LinkState.LOST, problem="cable pulled", lost=412),
                 replace(DEVICES[2], battery=0.09), DEVICES[3]),
        devices_note="412 samples lost · clocks agree within 0.6 ms",
    ),
    "review": replace(HOLD, state=TrialState.REVIEW, word="REVIEW", primary="Keep", can_stop=False,
                      prompt="Keep this trial, or repeat it.", visit=VisitNow(course=CourseNow("cmj", "t-jump"))),
    "rest": replace(
        HOLD, state=TrialState.REST, word="REST", title="Hip abduction, side-lying", total=False, sides=(LEFT, RIGHT),
        prompt="Left, push 3 of 3: rest, up to 18 s.", primary="Finish", target=None, marks=(), now_n={LEFT: 4.0},
        big=BigNumber("Left, next push", 4.0, 0, "N", "best 241 N"), full_scale_n=400.0,
        visit=VisitNow(practice=True, rest_s=17.6, course=CourseNow("hip_abduction_iso", rest_of_s=30.0)),
    ),
    "break": replace(
        HOLD, state=TrialState.BREAK, word="REST", primary="Start early", target=None, marks=(), rows=(), rows_note="",
        prompt="Rest on your back, breathe. 112 s until the next trial.", now_n={LEFT: 1.0, RIGHT: 0.5},
        big=BigNumber("Force now", 2.0, 0, "N", "both sides"), left_share=None, share_verdict="", share_detail="",
        visit=VisitNow(rest_s=112.0, battery_note="Hip strength: 2 of 5 tests", course=CourseNow(
            "glute_bridge_hold", rest_of_s=180.0, steps=(
                StepNow("a", "Sit-to-stand, five times", "done"), StepNow("b", "Hip hinge", "done"),
                StepNow("c", "Glute bridge hold", "next"), StepNow("d", "Prone plank hold", "to do"),
            ))),
    ),
    "practice": replace(
        HOLD, state=TrialState.READY, word="READY", title="Hip abduction, side-lying", primary="Start in 3 s",
        prompt="Practice, at 50 % of full effort; it is not part of the result.", total=False, marks=(),
        now_n={LEFT: 3.0, RIGHT: 2.0}, big=BigNumber("Force now", 3.0, 0, "N"), full_scale_n=400.0, target=None,
        visit=VisitNow(practice=True, carried_note="Zero 4 min old, again after 15 min · body weight 71.4 kg, 12 min "
                       "old", course=CourseNow("hip_abduction_iso", takes_lever=True, lever_m=0.385)),
    ),
    "tempo": replace(
        HOLD, state=TrialState.GO, word="GO", title="Squat", primary="Finish", target=None, marks=(), prompt="Lower",
        big=BigNumber("Time", 21.3, 1, "s", "of 42 s"), rows=(TrialRow("This trial", "", "running"),), rows_note="",
        feedback=Feedback(
            (Lane(BOTH, 702.0, None, None, None, Place.UNKNOWN, Shape.RING, None, True, reps=3),),
            tempo=TempoNow("lower", 0.4, 4, None, None, 0.1), wanted_reps=5,
            phases=(PhaseShare("lower", 0.54), PhaseShare("pause", 0.51), PhaseShare("raise", 0.57)),
        ),
    ),
    "two bands": replace(
        HOLD, feedback=Feedback((
            Lane(LEFT, 308.0, 260.0, 300.0, 280.0, Place.ABOVE, Shape.TRIANGLE_DOWN, 0.8, True, seconds_in=8.0,
                 seconds_measured=10.0, source="own best 467 N, 12 days ago"),
            Lane(RIGHT, 251.0, 180.0, 215.0, 200.0, Place.ABOVE, Shape.TRIANGLE_DOWN, 0.8, False,
                 source="own best 330 N, 12 days ago"),
        )),
    ),
    "stopped": replace(
        HOLD, state=TrialState.STOPPED, word="STOPPED", primary="Keep", can_stop=False, marks=(), target=None,
        prompt="Stopped. Say why it ended; until then its numbers are limited.",
        visit=VisitNow(outcomes=choices_of(built_in()["glute_bridge_hold"], Outcome.STOPPED),
                       course=CourseNow("cmj", "t-jump")),
    ),
    "long": replace(
        HOLD, title="Single-leg isometric hip external rotation in prone position with a belt, repeated re-test",
        subtitle="Client A-104 with a very long pseudonym · Back pain after a fall from a ladder, third re-test of the "
        "second series · trial 12 of 13 · both feet on the plates, knees at 90°", prompt="Push the heels down evenly, "
        "lift the hips until the thighs and the trunk make one straight line, and then hold that as long as you can",
        primary="Finish this hold and go on to the right side", big=BigNumber("Body weight", 12345.67, 2, "N·m/kg",
        "a note that is longer than the panel is wide and has to be broken into several lines"),
        now_n={LEFT: 12345.0, RIGHT: -2345.0}, share_verdict="Left higher by 10 ± 4 %, more than measurement error",
        share_detail="own trial CV 3.8 %, detectable change 9 %, three trials on each side were compared",
        target=Target(275.0, 345.0, "target 60 % of own maximum ± 10 %, from the best of three on the same side"),
    ),
}  # fmt: skip


def bridge_force(side: Side, age_s: np.ndarray) -> np.ndarray:
    """A glute bridge that began 7.1 s ago: ramp, tremor, fatigue, and sensor noise that stays with its sample."""
    level, late, seed = (340.0, 0.0, 1) if side is LEFT else (300.0, 0.12, 2)
    since = 7.1 - late - age_s
    rise = 1 / (1 + np.exp(-(since - 0.2) * 18))
    sway = 8 * np.sin(2 * np.pi * since * 1.3 + seed) * rise
    noise = np.random.default_rng(seed).normal(0, 1.6, len(age_s))
    return 10 + (level - 4.5 * np.clip(since, 0, None)) * rise + sway + noise


def envelope_of(force: np.ndarray, columns: int) -> Envelope:
    """Least and greatest of each of ``columns`` equal parts."""
    edges = np.linspace(0, len(force), columns + 1).astype(int)[:-1]
    return Envelope(np.minimum.reduceat(force, edges), np.maximum.reduceat(force, edges), float(force[-1]))


def jump_curves(seconds: float = 6.0) -> tuple[Curve, Curve]:
    """Left and right force of a jump: stance, unweighting, push, flight of 0.52 s, landing."""
    time_s = np.arange(0, seconds, 1 / RATE_HZ)
    knots = [0, 2.4, 2.62, 2.78, 3.0, 3.17, 3.22, 3.74, 3.76, 3.8, 4.0, 4.3, 4.6, seconds]
    parts = [1, 1, 0.42, 0.7, 2.1, 1.9, 0, 0, 2.4, 3.4, 1.4, 0.93, 1, 1]
    total = np.interp(time_s, knots, parts) * 712
    kernel = np.hanning(41) / np.hanning(41).sum()
    total = np.convolve(np.pad(total, 20, mode="edge"), kernel, mode="valid")
    rng = np.random.default_rng(7)
    share = 0.523
    return tuple(
        Curve(side, time_s, total * part + rng.normal(0, 1.2, len(time_s)))
        for side, part in ((LEFT, share), (RIGHT, 1 - share))
    )


def named(key: str, title: str, side: Side, value: float, unit: str, spread: float | None = None, *why: str):
    state = State.LIMITED if why else State.VALID
    return NamedMeasurement(key, title, side, Measurement(value, unit, state, tuple(why), spread, "m-1"))


def withheld(key: str, title: str, side: Side, unit: str, *why: str):
    return NamedMeasurement(key, title, side, invalid(unit, *why))


def jump_review(trial_id: str = "t-jump") -> TrialReview:
    left, right = jump_curves()
    return TrialReview(
        trial_id, "cmj", "Countermovement jump", "Client A-104 · 23 Nov 2026, 09:41 · trial 1 of 3 · hands on hips",
        (left, right),
        (Mark("onset", BOTH, 2.41, uncertainty_s=0.006), Mark("takeoff", BOTH, 3.215), Mark("landing", BOTH, 3.742)),
        (
            named("jump_height_im", "Jump height, impulse-momentum", BOTH, 0.3127, "m", 0.0063),
            named("jump_height_ft", "Jump height, flight time", BOTH, 0.3391, "m", 0.0117,
                  "landing with bent knees makes this one too high"),
            named("rsi_mod", "RSI modified", BOTH, 0.3871, "m/s", 0.013),
            named("impulse", "Propulsive impulse", LEFT, 118.31, "N·s", 1.42),
            named("impulse", "Propulsive impulse", RIGHT, 108.07, "N·s", 1.42),
            named("peak_force", "Peak force", LEFT, 763.2, "N", 7.7),
            named("peak_force", "Peak force", RIGHT, 709.8, "N", 7.1),
            withheld("landing_peak", "Landing peak", LEFT, "N", "12 ms missing on the right plate during landing"),
            withheld("landing_peak", "Landing peak", RIGHT, "N", "12 ms missing on the right plate during landing"),
        ),
        "jump_height_im", None, Outcome.COMPLETED, None, "Left higher by 9 ± 3 %, more than measurement error",
        "(L−R)/max of the propulsive impulse · detectable change 7 %",
        ("Harp LoadCells LC-0117, firmware 1.2 · calibration verified 3 Nov 2026, ± 1.0 %",
         "onset 5-SD hinge, version 2 · take-off below 20 N · no filter before the marks · Counterpoise 0.1.0",
         "recording 7f3a91c2, samples 118 240 to 124 240"),
    )  # fmt: skip


def hip_review(trial_id: str = "t-hip") -> TrialReview:
    time_s = np.arange(0, 8, 1 / 80)
    rng = np.random.default_rng(3)
    force = np.interp(time_s, [0, 1.4, 1.8, 3, 5.8, 6.15, 8], [4, 4, 241, 239, 228, 4, 4]) + rng.normal(
        0, 1, len(time_s)
    )
    force[300:306] = np.nan
    return TrialReview(
        trial_id, "hip_abduction_iso", "Hip abduction, side-lying",
        "Client A-104 · 23 Nov 2026 · left, effort 3 of 3 · long lever 0.71 m", (Curve(LEFT, time_s, force),),
        (Mark("onset", LEFT, 1.41, uncertainty_s=0.006), Mark("peak", LEFT, 1.86, automatic=False),
         Mark("end", LEFT, 6.1)),
        (
            named("peak_force", "Peak force", LEFT, 241.3, "N", 4.2),
            named("peak_force", "Peak force", RIGHT, 251.1, "N", 4.2),
            named("rfd_0_200", "RFD 0–200 ms", LEFT, 702.4, "N/s", 92.0, "80 Hz device: onset known to ± 6 ms"),
            named("rfd_0_200", "RFD 0–200 ms", RIGHT, 741.4, "N/s", 92.0, "80 Hz device: onset known to ± 6 ms"),
            withheld("rfd_0_50", "RFD 0–50 ms", LEFT, "N/s", "needs ≥ 250 Hz; this device sends 80 Hz"),
            withheld("rfd_0_50", "RFD 0–50 ms", RIGHT, "N/s", "needs ≥ 250 Hz; this device sends 80 Hz"),
            named("time_to_peak", "Time to peak", LEFT, 0.452, "s", 0.03),
            named("time_to_peak", "Time to peak", RIGHT, 0.511, "s", 0.03),
        ),
        "peak_force", None, Outcome.COMPLETED, None,
        "Left and right are not distinguishable: right higher by 4 ± 6 %, within measurement error",
        "(R−L)/max · own trial CV 3.8 % · detectable change 9 %",
        ("Progressor 2639, firmware 1.2.3 · calibration not verified", "onset hinge, version 2 · Counterpoise 0.1.0"),
    )  # fmt: skip


def refused_review(trial_id: str = "t-refused") -> TrialReview:
    jump = jump_review(trial_id)
    return replace(
        jump, refusal="The weighing was not still: the force varied by 18 N, at most 3.5 N. Retake the jump after "
        "one second of standing still.", outcome=Outcome.DEVICE_FAILED, verdict="", verdict_detail="",
        measurements=tuple(
            withheld(each.key, each.title, each.side, each.measurement.unit, "no still second before the jump")
            for each in jump.measurements
        ),
    )  # fmt: skip


class FakeConsole:
    """``scene`` names a row of ``SCENES``; ``calls`` is what was asked, in order."""

    def __init__(self, scene: str = "hold", *, empty: bool = False) -> None:
        self.state = SCENES[scene]
        self.calls: list[tuple[object, ...]] = []
        self.now_s = 0.0
        self.who = "A-104"
        self.gap_s: tuple[float, float] | None = None
        self.cards: Sequence[ProtocolCard] = () if empty else CARDS
        self.plans: Sequence[BatteryCard] = ()
        self.reviews = {} if empty else {r.trial_id: r for r in (jump_review(), hip_review(), refused_review())}
        self.cut: list[Interrupted] = []
        if not empty:
            cut_at = datetime.now().astimezone() - timedelta(days=3)
            self.cut.append(Interrupted("rec-9", "Side plank, right", cut_at, 41.2))
        self._before: dict[str, list[TrialReview]] = {}
        self._after: dict[str, list[TrialReview]] = {}
        self._listeners: list[Callable[[Event], None]] = []

    def tell(self, event: Event) -> None:
        for listener in list(self._listeners):
            listener(event)

    def live(self) -> Live:
        return self.state

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        if not self.state.now_n:
            return None
        age = np.arange(round(seconds * RATE_HZ) - 1, -1, -1) / RATE_HZ
        force = sum(bridge_force(each, age) for each in ((LEFT, RIGHT) if side is BOTH else (side,)))
        if self.state.state not in (TrialState.HOLD, TrialState.GO, TrialState.REVIEW):
            force = force - force + self.state.now_n.get(side, sum(self.state.now_n.values()))
            force = force + np.random.default_rng(5 if side is LEFT else 6).normal(0, 1.5, len(force))
        if side not in self.state.now_n and side is not BOTH:
            force[age < 2.2] = np.nan
        if side is BOTH and len(self.state.now_n) < len(self.state.sides):
            force[age < 2.2] = np.nan
        if self.gap_s is not None:
            force[(age > self.gap_s[0]) & (age < self.gap_s[1])] = np.nan
        return envelope_of(force, columns)

    def person(self) -> str:
        return self.who

    def receive(self, person: str, battery: str | None = None, test: str = "") -> None:
        self.calls.append(("receive", person, battery, test) if test else ("receive", person, battery))
        self.who = person
        self.tell(PersonReceived(person))

    def protocols(self) -> Sequence[ProtocolCard]:
        return self.cards

    def batteries(self) -> Sequence[BatteryCard]:
        return self.plans

    def walk(self, battery: str | None) -> None:
        self.calls.append(("walk", battery))

    def repeat_last_visit(self) -> None:
        self.calls.append(("repeat_last_visit",))

    def one_more(self) -> None:
        self.calls.append(("one_more",))

    def retest(self, trial_id: str) -> None:
        self.calls.append(("retest", trial_id))

    def say_lever(self, protocol_key: str, lever_m: float) -> None:
        self.calls.append(("say_lever", protocol_key, lever_m))

    def say_outcome(self, trial_id: str, outcome: Outcome) -> None:
        self.calls.append(("say_outcome", trial_id, outcome))
        self._change(trial_id, outcome=outcome)

    def choose(self, protocol_key: str, *, practice: bool | None = None) -> None:
        self.calls.append(("choose", protocol_key) if practice is None else ("choose", protocol_key, practice))
        self.state = SCENES["zero"]
        self.tell(StateChanged(self.state.state))

    def primary(self) -> None:
        self.calls.append(("primary",))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def align(self) -> None:
        self.calls.append(("align",))

    def keep(self, trial_id: str) -> None:
        self.calls.append(("keep", trial_id))
        self._change(trial_id, kept=True)

    def retake(self, trial_id: str, reason: RejectReason = RejectReason.NOT_SAID, note: str = "") -> None:
        self.calls.append(("retake", trial_id, *(() if reason is RejectReason.NOT_SAID else (reason,))))
        self._change(trial_id, kept=False)

    def reject(self, trial_id: str, reason: RejectReason = RejectReason.NOT_SAID, note: str = "") -> None:
        self.calls.append(("reject", trial_id, *(() if reason is RejectReason.NOT_SAID else (reason,))))
        self._change(trial_id, kept=False)

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> None:
        self.calls.append(("move_mark", trial_id, name, side, time_s))
        marks = tuple(
            replace(mark, time_s=time_s, automatic=False) if (mark.name, mark.side) == (name, side) else mark
            for mark in self.reviews[trial_id].marks
        )
        self._amend(trial_id, f"{name} moved to {time_s:.3f} s", marks=marks)

    def say_practice(self, trial_id: str, practice: bool) -> None:
        self.calls.append(("say_practice", trial_id, practice))
        said = replace(self.reviews[trial_id].said, practice=practice)
        self._amend(trial_id, "counts as practice" if practice else "counts as a trial", said=said)

    def exchange_sides(self, trial_id: str) -> None:
        self.calls.append(("exchange_sides", trial_id))
        said = self.reviews[trial_id].said
        said = replace(said, sides_exchanged=not said.sides_exchanged)
        self._amend(trial_id, "left and right exchanged", said=said)

    def undo(self, trial_id: str) -> None:
        self.calls.append(("undo", trial_id))
        if self._before.get(trial_id):
            before = self._before[trial_id].pop()
            self._after.setdefault(trial_id, []).append(self.reviews[trial_id])
            said = replace(before.said, redo=self.reviews[trial_id].said.undo)
            self._change(trial_id, marks=before.marks, said=said)

    def redo(self, trial_id: str) -> None:
        self.calls.append(("redo", trial_id))
        if self._after.get(trial_id):
            after = self._after[trial_id].pop()
            self._before.setdefault(trial_id, []).append(self.reviews[trial_id])
            self._change(trial_id, marks=after.marks, said=after.said)

    def _amend(self, trial_id: str, words: str, **fields: object) -> None:
        """A change that can be taken back, as the store keeps it."""
        self._before.setdefault(trial_id, []).append(self.reviews[trial_id])
        self._after[trial_id] = []
        said = fields.pop("said", self.reviews[trial_id].said)
        self._change(trial_id, said=replace(said, undo=words, redo=""), **fields)

    def _change(self, trial_id: str, **fields: object) -> None:
        self.reviews[trial_id] = replace(self.reviews[trial_id], **fields)
        self.tell(TrialChanged(trial_id))

    def review(self, trial_id: str) -> TrialReview:
        if trial_id not in self.reviews:
            raise StationError(f"There is no trial {trial_id} on this computer. Open it on the one that recorded it.")
        return self.reviews[trial_id]

    def trials(self) -> Sequence[TrialSummary]:
        now = datetime.now(UTC).replace(hour=12, minute=0)
        rows = []
        for number, review in enumerate(self.reviews.values()):
            headline = tuple(each for each in review.measurements if each.key == review.headline)
            for back in (0, 1) if number < 2 else (0,):
                trial_id = review.trial_id if not back else f"{review.trial_id}-old"
                at = now - timedelta(minutes=17 * number + 4, days=back)
                kept = review.kept if not back else number == 0
                rows.append(
                    TrialSummary(trial_id, "A-104", review.protocol, review.title, at, review.outcome, kept, headline)
                )
        return sorted(rows, key=lambda row: row.started_at, reverse=True)

    def interrupted(self) -> Sequence[Interrupted]:
        return list(self.cut)

    def recover(self, recording_id: str) -> str:
        self.calls.append(("recover", recording_id))
        self.cut = []
        return "t-hip"

    def discard(self, recording_id: str) -> None:
        self.calls.append(("discard", recording_id))
        self.cut = []

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def finish(self, trial_id: str = "t-jump", scene: str = "review") -> None:
        """The running effort ends: the trial is stored and waits."""
        course = replace(SCENES[scene].visit.course, trial_id=trial_id, protocol=self.reviews[trial_id].protocol)
        self.state = replace(SCENES[scene], visit=replace(SCENES[scene].visit, course=course))
        self.tell(TrialStored(trial_id))

    def go_on(self, **course: object) -> None:
        """The trial was decided on: the test is over, and this is what follows."""
        now = replace(self.state.visit.course, **course)
        self.state = replace(
            self.state, state=TrialState.DONE, word="DONE", primary="Next: Hip extension, prone",
            visit=replace(self.state.visit, course=now),
        )  # fmt: skip
