"""What the live screen shows, composed from the running trial: words, the big number, the bilateral bar, the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drivers.contracts import LinkHealth
from dsp.isometric_metrics import variation
from dsp.symmetry import UNVERIFIED_SHARE_ERROR
from dsp.weighing import GRAVITY
from station.clock_reading import ClockReading, agreement_s
from station.feedback.client_words import for_client
from station.feedback.state import Feedback
from station.model import (
    BigNumber,
    DeviceStatus,
    Live,
    LiveMark,
    Outcome,
    Side,
    Target,
    TrialRow,
    TrialState,
    WeighBadge,
)
from station.one_side import compares_sides, plate_names, tested_side
from station.outcome_meaning import choices_of
from station.progress import Hold, Jump, Repetitions, Timed, best_n
from station.protocol import Protocol
from station.trial import EFFORT, OVER, PRIMARY, TrialMachine
from station.trial_set import VARIES_PERCENT
from station.visit_now import NO_COURSE, CourseNow, VisitNow

WORDS = {
    TrialState.CONNECTING: "CONNECTING",
    TrialState.ZERO: "ZERO",
    TrialState.WEIGH: "WEIGH",
    TrialState.READY: "READY",
    TrialState.COUNTDOWN: "GET READY",
    TrialState.GO: "GO",
    TrialState.HOLD: "HOLD",
    TrialState.REST: "REST",
    TrialState.BREAK: "REST",
    TrialState.STOPPED: "STOPPED",
    TrialState.REVIEW: "REVIEW",
    TrialState.DONE: "DONE",
}


SHARED = frozenset({"balance", "movement", "weight_shift"})
"""Kinds of test that show the load share all the time, as the mean of a second."""
ONE_LEG = 0.1
"""With less of the load than this on a foot, the other leg is stood on."""
SAID_S = 3.0
"""So long the signal to go stays on the screen, then what to keep doing."""


@dataclass(slots=True)
class Scene:
    """Everything that the board is composed from, as it stands at ``now_s`` (host seconds)."""

    now_s: float
    machine: TrialMachine | None
    now_n: Mapping[Side, float]
    devices: Sequence[DeviceStatus]
    calm_n: Mapping[Side, float] = field(default_factory=dict)
    """Force now, mean over a second."""
    zero_s: float | None = None
    delay_s: float = 0.0
    marks: Sequence[tuple[str, Side, float]] = ()
    """Name, side and host seconds."""
    kept_rows: Sequence[TrialRow] = ()
    trouble: str = ""
    healths: Sequence[LinkHealth] = ()
    clocks: Sequence[ClockReading] = ()
    filing: bool = False
    following: str = ""
    """The test that is offered when none runs, as the button says it."""
    person: str = ""
    ask: str = ""
    """What the client is asked for beside the test's own words while stepping on."""
    set_note: str = ""
    """How the trials of the last test stand: how many, how they vary, whether one more would help."""
    progress: str = ""
    """How far the battery is."""
    carried: str = ""
    """How old the zero and the body weight are that are used again."""
    course: CourseNow = NO_COURSE
    waiting: tuple[str, ...] = ()
    """What keeps the devices of this test from streaming, as far as they say."""


def compose(scene: Scene) -> Live:
    """The live state in words and numbers, ready to be shown."""
    machine = scene.machine
    state = TrialState.DONE if machine is None else machine.state
    protocol = None if machine is None else machine.protocol
    total = machine is not None and any(len(sides) > 1 for sides in machine.streams.values())
    feedback = None if machine is None else machine.coach.state(scene.now_s)
    share_label, left_share, verdict, detail = _bilateral(scene)
    rows, rows_note = _rows(scene)
    return Live(
        state=state,
        word=WORDS[state] if machine is not None else "",
        title=protocol.title if protocol else "",
        subtitle=" · ".join(part for part in (_client(scene), scene.progress) if part),
        position=protocol.position if protocol else "",
        prompt=_followed(protocol, state, feedback) or _prompt(scene),
        primary=_primary(scene),
        can_stop=machine is not None and state not in OVER | {TrialState.DONE},
        sides=(Side.LEFT, Side.RIGHT),
        total=total,
        zeroed_s=None if scene.zero_s is None else scene.now_s - scene.zero_s,
        countdown_s=None if machine is None else machine.countdown_s(scene.now_s),
        big=_accuracy(protocol, state, feedback) or _big(scene, total),
        now_n=dict(scene.now_n),
        share_label=share_label,
        left_share=left_share,
        share_verdict=verdict,
        share_detail=detail,
        share_band=UNVERIFIED_SHARE_ERROR,
        weigh=None if machine is None else machine.badge(),
        target=_target(protocol, feedback),
        marks=tuple(LiveMark(*mark) for mark in scene.marks),
        rows=rows,
        rows_note=rows_note,
        trouble=scene.trouble,
        devices=tuple(scene.devices),
        devices_note=_devices_note(scene),
        delay_s=scene.delay_s,
        full_scale_n=500.0 if protocol is None else protocol.full_scale_n,
        visit=_visit(scene),
        feedback=for_client(protocol, state, feedback),
    )


def _visit(scene: Scene) -> VisitNow:
    machine = scene.machine
    asked = machine is not None and machine.state is TrialState.STOPPED
    return VisitNow(
        person=scene.person,
        practice=machine is not None and machine.practice,
        rest_s=None if machine is None else machine.rest_s(scene.now_s),
        trials_note=scene.set_note,
        battery_note=scene.progress,
        carried_note=scene.carried,
        planned_note=_planned(machine),
        outcomes=choices_of(machine.protocol, Outcome.STOPPED) if machine is not None and asked else (),
        course=scene.course,
    )


def _practice(machine: TrialMachine) -> str:
    """What is said before a practice trial; empty before one that counts."""
    protocol = machine.protocol
    if not machine.practice or protocol.practice is None:
        return ""
    return f"Practice, at {100 * protocol.practice.effort_share:.0f} % of full effort; it is not part of the result."


def _planned(machine: TrialMachine | None) -> str:
    planned = None if machine is None else machine.protocol.planned
    return f"planned: {planned}" if planned else ""


def _client(scene: Scene) -> str:
    return f"Client {scene.person}" if scene.person else ""


def _primary(scene: Scene) -> str:
    machine = scene.machine
    if machine is None or machine.state is TrialState.DONE:
        return scene.following
    if machine.state in OVER:
        return "" if scene.filing else "Keep"
    if machine.state is TrialState.READY:
        return f"Start in {machine.protocol.countdown_s:.0f} s" if machine.protocol.countdown_s else "Start"
    return PRIMARY.get(machine.state, "")


def _prompt(scene: Scene) -> str:
    machine = scene.machine
    if machine is None:
        return "Choose a test to begin."
    words = machine.protocol.words
    if machine.state is TrialState.CONNECTING:
        # what the trouble beside it says already is not said again
        waiting = " ".join(each for each in scene.waiting if each not in scene.trouble)
        return waiting or "Waiting for the devices of this test."
    if machine.state is TrialState.COUNTDOWN:
        return words.ready
    if machine.state is TrialState.STOPPED:
        return "Stopped. Say why it ended; until then its numbers are limited."
    if machine.state is TrialState.REVIEW:
        return "Saving and computing." if scene.filing else "Keep this trial, or repeat it."
    if machine.state is TrialState.BREAK:
        return f"{machine.protocol.told('rest')} {machine.rest_s(scene.now_s) or 0.0:.0f} s until the next trial."
    progress = machine.progress
    if machine.state in (TrialState.GO, TrialState.REST) and isinstance(progress, Repetitions):
        return _turn(progress, machine.protocol, scene.now_s)
    if machine.state is TrialState.GO and isinstance(progress, Timed) and (progress.elapsed_s or 0.0) >= SAID_S:
        return words.hold
    return {
        TrialState.ZERO: f"{_which(scene, machine)} {words.zero}".strip(),
        TrialState.WEIGH: f"{scene.ask} {words.weigh}".strip(),
        TrialState.READY: f"{_practice(machine)} {words.ready}".strip(),
        TrialState.GO: words.go,
        TrialState.HOLD: words.hold,
        TrialState.DONE: words.done,
    }[machine.state]


def _which(scene: Scene, machine: TrialMachine) -> str:
    """Which of two dynamometers is to be taken, where a test measures with one."""
    if not machine.protocol.unsided or len(scene.devices) < 2:
        return ""
    return f"This test takes one dynamometer: {scene.devices[min(machine.streams)].name}."


def _turn(progress: Repetitions, protocol: Protocol, now_s: float) -> str:
    side = progress.turn
    if side is None:
        return protocol.words.done
    pusher = progress.pushers[side]
    said = f"push {len(pusher.peaks_n) + 1} of {progress.wanted}"
    count = said.capitalize() if side is Side.BOTH else f"{side.value.capitalize()}, {said}"
    rest_s = 0.0 if progress.rest_until_s is None else progress.rest_until_s - now_s
    if rest_s > 0:  # whoever rests may still lean on the device a little
        return f"{count}: rest, up to {rest_s:.0f} s."
    return f"{count}: {protocol.words.hold if pusher.pushing else protocol.words.go}"


def _big(scene: Scene, total: bool) -> BigNumber:
    machine = scene.machine
    if machine is None:
        return BigNumber("", None, 0, "")
    countdown_s = machine.countdown_s(scene.now_s)
    if countdown_s is not None:
        return BigNumber("Starts in", float(int(countdown_s) + 1 if countdown_s > 0 else 0), 0, "s")
    progress = machine.progress
    if isinstance(progress, Hold) and progress.begun_s is not None:
        goal_s = machine.protocol.effort_s
        return BigNumber("Hold time", progress.held_s(), 1, "s", f"goal {goal_s:.0f} s")
    if isinstance(progress, Timed) and progress.elapsed_s is not None:
        return BigNumber("Time", progress.elapsed_s, 1, "s", f"of {progress.wanted_s:.0f} s")
    if isinstance(progress, Jump) and progress.landing_s is not None and progress.takeoff_s is not None:
        return BigNumber("In the air", progress.landing_s - progress.takeoff_s, 2, "s", "height follows in the review")
    if isinstance(progress, Repetitions) and machine.state in EFFORT | OVER:
        return _best_push(progress, scene)
    weight_n = machine.badge()
    if weight_n is not None:
        return BigNumber("Weight now", weight_n.mean_n, 0, "N", _mass(weight_n))
    force_n = sum(scene.now_n.values()) if total else max(scene.now_n.values(), default=0.0)
    return BigNumber("Force now", force_n if scene.now_n else None, 0, "N", "both sides" if total else "")


def _mass(badge: WeighBadge) -> str:
    return f"{badge.mean_n / GRAVITY:.1f} kg · moves by ±{badge.sd_n:.0f} N"


def _followed(protocol: Protocol | None, state: TrialState, feedback: Feedback | None) -> str:
    """What to do on a path at this moment; empty in any other test."""
    following = protocol is not None and protocol.path is not None and state is TrialState.GO
    return feedback.words if following and feedback is not None else ""


def _accuracy(protocol: Protocol | None, state: TrialState, feedback: Feedback | None) -> BigNumber | None:
    """The score of the side that follows the path; None in any other test."""
    if protocol is None or protocol.path is None or feedback is None or state is not TrialState.GO:
        return None
    lane = feedback.active
    if lane is None:
        return BigNumber("Accuracy", None, 0, "%")
    inside = "" if lane.in_band is None else f"on the path {100.0 * lane.in_band:.0f} % of the time"
    return BigNumber(f"{lane.side.value.capitalize()}, accuracy", lane.score, 0, "%", inside)


def _best_push(progress: Repetitions, scene: Scene) -> BigNumber:
    side = progress.turn
    pushing = [pusher for pusher in progress.pushers.values() if pusher.pushing]
    if pushing:
        side = pushing[0].side
    if side is None:
        return BigNumber("Best push", max(best_n(progress).values(), default=None), 0, "N")
    label = f"{side.value.capitalize()} now" if pushing else f"{side.value.capitalize()}, next push"
    now_n = scene.now_n.get(side)
    if side is Side.BOTH:
        label, now_n = "Force now" if pushing else "Next push", max(scene.now_n.values(), default=None)
    best = best_n(progress).get(side)
    return BigNumber(label, now_n, 0, "N", "" if best is None else f"best {best:.0f} N")


def _target(protocol: Protocol | None, feedback: Feedback | None) -> Target | None:
    """The band of the side that is worked with."""
    lane = None if feedback is None else feedback.active
    if protocol is None or lane is None or lane.low_n is None or lane.high_n is None:
        return None
    return Target(lane.low_n, lane.high_n, "the path" if protocol.target is None else protocol.target.label)


def _bilateral(scene: Scene) -> tuple[str, float | None, str, str]:
    machine = scene.machine
    if machine is None or machine.protocol.unsided:
        return "", None, "", ""
    if machine.protocol.device == "dynamometers" and tested_side(machine.protocol) is not None:
        return "", None, "", ""
    if isinstance(machine.progress, Repetitions):
        best = best_n(machine.progress)
        label, left, right = "Best push, left : right", best.get(Side.LEFT), best.get(Side.RIGHT)
        waiting = "appears when both sides have pushed"
    elif isinstance(machine.progress, Timed) and machine.state is TrialState.GO and machine.protocol.kind in SHARED:
        label, left, right = "Load share", scene.calm_n.get(Side.LEFT), scene.calm_n.get(Side.RIGHT)
        waiting = "appears when somebody stands on the plates"
    else:
        label, left, right = "Load share", scene.now_n.get(Side.LEFT), scene.now_n.get(Side.RIGHT)
        waiting = "appears when somebody stands or holds still"
        if not _steady(machine):
            left = right = None
    if left is None or right is None or left + right < 2 * machine.protocol.detect.flight_below_n:
        return label, None, "", waiting
    share = min(1.0, max(0.0, left / (left + right)))
    if not compares_sides(machine.protocol):
        first, second = plate_names(machine.protocol)
        parts = f"{first} {100.0 * share:.0f} %, {second} {100.0 - 100.0 * share:.0f} %"
        return label, share, parts[0].upper() + parts[1:], ""
    if not ONE_LEG <= share <= 1.0 - ONE_LEG:
        return label, share, f"On the {'left' if share > 0.5 else 'right'} leg", ""
    difference = 100.0 * abs(left - right) / max(left, right)
    # (L-R)/max of an even load that is wrong by the error of one share
    error = 100.0 * 4 * UNVERIFIED_SHARE_ERROR / (1 + 2 * UNVERIFIED_SHARE_ERROR)
    if difference <= error:
        return label, share, "Left and right are even", f"within measurement error (±{error:.0f} %)"
    higher = "Left" if left > right else "Right"
    return label, share, f"{higher} higher by {difference:.0f} %", f"more than measurement error (±{error:.0f} %)"


def _steady(machine: TrialMachine) -> bool:
    """Left and right can be compared at this moment: not while somebody steps on, dips or lands."""
    if machine.state is TrialState.WEIGH:
        badge = machine.badge()
        return badge is not None and badge.still
    return machine.state in (TrialState.READY, TrialState.COUNTDOWN, TrialState.HOLD)


def _rows(scene: Scene) -> tuple[tuple[TrialRow, ...], str]:
    machine = scene.machine
    if machine is None or not isinstance(machine.progress, Repetitions):
        running = machine is not None and machine.state in EFFORT
        here = "This trial" if machine is None or not machine.practice else "Practice"
        return (*scene.kept_rows, *([TrialRow(here, "", "running")] if running else [])), scene.set_note
    progress, rows = machine.progress, []
    for side in progress.order:
        pusher = progress.pushers.get(side)
        if pusher is None:
            continue
        for number in range(progress.wanted):
            label = f"{'Push' if side is Side.BOTH else side.value.capitalize()} {number + 1}"
            if number < len(pusher.peaks_n):
                rows.append(TrialRow(label, f"{pusher.peaks_n[number]:.0f} N", "kept"))
            elif number == len(pusher.peaks_n) and (pusher.pushing or side is progress.turn):
                rows.append(TrialRow(label, "", "running" if machine.state in EFFORT else "to do"))
            else:
                rows.append(TrialRow(label, "", "to do"))
    return tuple(rows), _variation(progress) or scene.set_note


def _variation(progress: Repetitions) -> str:
    parts, most = [], 0.0
    for side in progress.order:
        peaks = progress.pushers[side].peaks_n if side in progress.pushers else []
        if len(peaks) >= 2:
            percent = variation(peaks)
            most = max(most, percent)
            whose = "" if side is Side.BOTH else f"{side.value[0].upper()} "
            parts.append(f"{whose}{percent:.0f} %")
    asked = ": one more?" if most > VARIES_PERCENT and progress.turn is None else ""
    return f"CV {', '.join(parts)}{asked}" if parts else ""


def _devices_note(scene: Scene) -> str:
    """What all devices have in common: samples lost, and how well their clocks are known against each other."""
    if not scene.healths:
        return ""
    known = sum(health.lost + health.unseen for health in scene.healths)
    unnumbered = [health for health in scene.healths if not health.counts_losses]
    lost = f"{known:,} samples lost" if known > 1 else "1 sample lost" if known else "no samples lost"
    if unnumbered and known:
        lost = f"at least {lost}"
    elif unnumbered:
        lost = "losses not counted" if len(unnumbered) == len(scene.healths) else "no samples lost, not counted by all"
    # as a recording that begins now would know them
    agree_s = agreement_s([((clock,), clock.at_s) for clock in scene.clocks])
    return " · ".join([lost, *([f"clocks agree within {1000 * agree_s:.0f} ms"] if agree_s else [])])
