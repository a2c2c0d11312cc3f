"""Step-downs on one leg from a trial's traces: the body's motion by both plates, the tap by the one beside the box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsp.movement import NoMovement
from dsp.movement_search import CLOSING_SPEED, CORRECTED, LEAST_DEPTH_M, Found, find_repetitions
from dsp.stepping import APART_S, MOVING, ON_BOX, TAP_PART, TAP_S, NoSteps, StepDowns, Tap, find_taps, standing_side
from dsp.stepping import Side as Leg
from dsp.stepping_metrics import COARSE_S, FINE_S, STEP_DOWN
from dsp.weighing import GRAVITY, Stance
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, TrialData
from station.movement_analysis import (
    LOWEST_HZ,
    PEAK_SD,
    in_sequence,
    movement_of,
    placed,
    repetition_marks,
    system_weight,
    weighed,
    weighing_doubts,
)
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Doubts, Timeline, Unusable, in_order, measured, moved_time, timeline

STEPPED_OFF = 0.5
"""A tapping foot that carries more than this part of the weight has taken the step."""
HEAVIER_KG = 3.0
"""Above the body mass that somebody gave: clothes and shoes are less, a box that was not zeroed is more."""
_TAPS = frozenset({"tap_peak_force", "tap_peak_relative", "tap_time", "tap_impulse"})
_OF_MANY = frozenset({"step_period", "step_tempo_error"})
_WITHOUT_WEIGHT = frozenset({"step_peak_force", "step_untapped_count", "tap_peak_force", "tap_time", "tap_impulse"})
_BESIDE = "a foot that touches the floor beside its plate is not seen as a tap"


def analyse_step_down(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all step-downs of the trial.  Raises Unusable when none can be measured."""
    line = timeline(data)
    if line.left_n is None or line.right_n is None:
        raise Unusable(f"A step-down needs one plate under the box and one beside it: {ONE_FORCE}.")
    if line.fs_hz < LOWEST_HZ:
        raise Unusable(f"The device sends {line.fs_hz:.3g} Hz; repetitions need {LOWEST_HZ:g} Hz or more.")
    stance = weighed(protocol, line)
    try:
        leg = standing_side(line.left_n, line.right_n, stance)
    except NoSteps as error:
        raise Unusable(
            f"Nobody stands on a box: {error}. Put the box on one plate, zero both plates with it, and stand on it "
            "with the other foot in the air."
        ) from error
    try:
        found = find_repetitions(line.time_s, line.total_n, stance, moving=MOVING)
    except NoMovement as error:
        raise Unusable(
            f"No step-down found: {error}. Stand still on the box, lower the other foot to its plate and come up again "
            "without holding on, and stand still at the end."
        ) from error
    repetitions = tuple(placed(line, moved, number, rep) for number, rep in enumerate(found.repetitions, 1))
    feet = (line.left_n, line.right_n) if leg == "left" else (line.right_n, line.left_n)
    known = _subject(protocol, line, stance, leg, feet, found)
    steps = _tapped(line, known, moved)
    steps = replace(steps, movement=replace(steps.movement, repetitions=repetitions))
    marks = (*repetition_marks(line, moved, known.movement, repetitions), *_tap_marks(line, moved, steps))
    if not all(in_sequence(rep) for rep in repetitions) or any(tap.start_s >= tap.end_s for tap in _all(steps)):
        raise Unusable(
            "The marks are not in order: start, turn, end, each within its step, and tap before off. Move them back.",
            tuple(sorted(marks, key=lambda mark: mark.time_s)),
        )
    lines = _lines(protocol, line, data, found, stance, steps)
    lines.append(system_weight(line, stance))
    ordered = tuple(sorted(marks, key=lambda mark: mark.time_s))
    return Analysis(
        protocol.key, line.fs_hz, ordered, in_order(protocol, lines), None, _methods(line, stance, found, steps)
    )


def _all(steps: StepDowns) -> list[Tap]:
    return [tap for taps in steps.taps for tap in taps]


def _subject(
    protocol: Protocol, line: Timeline, stance: Stance, leg: Leg, feet: tuple[Floats, Floats], found: Found
) -> StepDowns:
    """The step-downs as they were found; ``feet`` are the plate under the box and the one beside it."""
    box, beside = feet
    resting = beside[stance.start : stance.stop]
    # with the foot in the air its plate shows how well it was zeroed, and its noise
    zero_n = float(np.hypot(line.step_uncertainty_n, np.abs(resting.mean())))
    noise_n = PEAK_SD * float(resting.std())
    movement = movement_of(protocol, line, stance, found.repetitions).under(box)
    spans = [(rep.start, rep.end) for rep in found.repetitions]
    taps = find_taps(
        line.time_s,
        beside,
        spans,
        level_n=TAP_PART * stance.mean_n,
        uncertainty_n=float(np.hypot(zero_n, noise_n)),
    )
    return StepDowns(movement, beside, taps, leg, stance.uncertainty_n, zero_n, noise_n)


def _tapped(line: Timeline, steps: StepDowns, moved: Sequence[Mark]) -> StepDowns:
    """The same with the first touch and the last release of each repetition where somebody put them."""
    taps = []
    for number, touches in enumerate(steps.taps, 1):
        on, off = (moved_time(moved, f"{name} {number}", Side.BOTH) for name in ("tap", "off"))
        kept = list(touches)
        if kept and on is not None:
            kept[0] = replace(kept[0], first=line.index(on), start_s=on, start_known_s=1.0 / line.fs_hz)
        if kept and off is not None:
            kept[-1] = replace(kept[-1], last=line.index(off), end_s=off, end_known_s=1.0 / line.fs_hz)
        taps.append(tuple(kept))
    return replace(steps, taps=tuple(taps))


def _tap_marks(line: Timeline, moved: Sequence[Mark], steps: StepDowns) -> list[Mark]:
    marks = []
    for number, touches in enumerate(steps.taps, 1):
        if not touches:
            continue
        edges = (
            ("tap", touches[0].start_s, touches[0].start_known_s),
            ("off", touches[-1].end_s, touches[-1].end_known_s),
        )
        for name, time_s, known_s in edges:
            automatic = moved_time(moved, f"{name} {number}", Side.BOTH) is None
            marks.append(Mark(f"{name} {number}", Side.BOTH, time_s, automatic, max(known_s, 1.0 / line.fs_hz)))
    return marks


def _lines(
    protocol: Protocol, line: Timeline, data: TrialData, found: Found, stance: Stance, steps: StepDowns
) -> list[NamedMeasurement]:
    of_weight, unusable = weighing_doubts(line, stance)
    of_weight = (*of_weight, *_unzeroed(data, stance))
    count = len(found.repetitions)
    short = () if count == protocol.reps else (f"{protocol.reps} step-downs were asked for, {count} are measured",)
    notes = [f"left out: {reason}" for reason in found.left_out]
    if not data.complete:
        notes.append("the recording was interrupted")
    lines = []
    for row in STEP_DOWN:
        own = () if row.key in _WITHOUT_WEIGHT else of_weight
        limits = [*(() if unusable else own), *(short if row.key == "step_count" else ())]
        refusals = list(own) if unusable else []
        tapping = row.key in _TAPS or row.key == "step_untapped_count"
        if row.key in _TAPS:
            limits.extend(_stepped_off(steps))
            if not _all(steps):
                refusals.append(f"the other foot never touched its plate with {100 * TAP_PART:g} % of the weight")
        if row.key in _OF_MANY and count < 2:
            refusals.append("one repetition cannot say this; do two or more")
        if row.key == "step_tempo_error" and steps.movement.period_s is None:
            refusals.append("this test has no metronome")
        doubts = Doubts(tuple(limits), tuple(refusals), (*notes, *((_BESIDE,) if tapping else ())))
        lines.append(measured(line, row, steps, Side(steps.side), doubts))
    return lines


def _unzeroed(data: TrialData, stance: Stance) -> tuple[str, ...]:
    """What is to be said of a weight that the body does not have."""
    if data.body_mass_kg is None:
        return ()
    more = stance.mean_n / GRAVITY - data.body_mass_kg
    if more <= HEAVIER_KG:
        return ()
    return (f"the weight is {more:.1f} kg above the body mass that was given: zero the plates with the box on its own",)


def _stepped_off(steps: StepDowns) -> tuple[str, ...]:
    limit = STEPPED_OFF * steps.movement.weight_n
    over = [
        number
        for number, taps in enumerate(steps.taps, 1)
        if any(steps.tap_n[tap.first : tap.last + 1].max() > limit for tap in taps)
    ]
    if not over:
        return ()
    which = ", ".join(str(number) for number in over)
    return (f"in step-down {which} the tapping foot carried more than half of the weight: that is a step, not a tap",)


def _methods(line: Timeline, stance: Stance, found: Found, steps: StepDowns) -> dict[str, dict[str, float | str]]:
    return {
        "weight.lowest_variance": {
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        },
        "stepping.closed_repetitions": {
            "stands_on": steps.side,
            "on_box_other_below": ON_BOX,
            "gravity": GRAVITY,
            "integration": "trapezoid of both plates, speed and height equal before and after each repetition",
            "least_depth_m": LEAST_DEPTH_M,
            "moving_m_per_s": MOVING,
            "corrected_at_most": CORRECTED,
            "closing_speed_at_most": CLOSING_SPEED,
            "found": len(found.repetitions),
            "left_out": len(found.left_out),
        },
        "stepping.tap": {"above_weight": TAP_PART, "least_s": TAP_S, "apart_s": APART_S},
        "stepping.unsteadiness": {"fine_s": FINE_S, "coarse_s": COARSE_S},
    }
