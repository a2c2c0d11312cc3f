"""Squats, hinges and other repetitions on plates from a trial's traces: marks of each, and what they are together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np

from dsp.box_lift_metrics import BOX_LIFT
from dsp.catalog import CATALOG
from dsp.measurement import State
from dsp.metric import judge
from dsp.movement import Movement, NoMovement, Repetition
from dsp.movement_metrics import MOVEMENT, MOVEMENT_CURVE, MOVEMENT_SHARE
from dsp.movement_search import (
    AT_WEIGHT_SD,
    CLOSING_SPEED,
    CORRECTED,
    LEAST_DEPTH_M,
    MOVING,
    Found,
    find_repetitions,
    open_speed,
    standing,
)
from dsp.symmetry import assumed_uncertainty
from dsp.weighing import GRAVITY, Stance, sample_noise_n
from station.box_lift_analysis import analyse_box_lift
from station.bridge_analysis import analyse_bridges
from station.comparing_repetitions import compared
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol, Weigh
from station.timeline import (
    NO_DOUBTS,
    ONE_FORCE,
    Doubts,
    Timeline,
    Unusable,
    in_order,
    measured,
    moved_time,
    named,
    timeline,
    withheld,
)

LOWEST_HZ = 8.0
_BEGINNING_S = 2.0
PEAK_SD = 3.0
"""The greatest of many samples stands out by so many SD of the stillest second."""
_WITHOUT_WEIGHT = frozenset(row.key for row in MOVEMENT_SHARE)
_NOT_FOLLOWING = "a repetition was left out between two others: the time from start to start would hold two of them"


def analyse_movement(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all repetitions of the trial.  Raises Unusable when none can be measured.

    A test without weighing has only the feet on the plates: levels of load decide.
    """
    if protocol.weigh is None:
        return analyse_bridges(protocol, data, moved)
    line = timeline(data)
    if line.fs_hz < LOWEST_HZ:
        raise Unusable(f"The device sends {line.fs_hz:.3g} Hz; repetitions need {LOWEST_HZ:g} Hz or more.")
    lifting = any(row.key in protocol.metrics for row in BOX_LIFT)
    stance = _empty_handed(protocol, line) if lifting else weighed(protocol, line)
    if lifting:
        lifted = analyse_box_lift(protocol, line, data, stance, moved)
        return replace(lifted, measurements=in_order(protocol, [*lifted.measurements, system_weight(line, stance)]))
    try:
        found = find_repetitions(line.time_s, line.total_n, stance)
    except NoMovement as error:
        raise Unusable(
            f"No repetition found: {error}. Stand still on both plates, do the repetitions without touching anything, "
            "and stand still again."
        ) from error
    repetitions = tuple(placed(line, moved, number, rep) for number, rep in enumerate(found.repetitions, 1))
    marks = repetition_marks(line, moved, movement_of(protocol, line, stance, found.repetitions), repetitions)
    if not all(in_sequence(rep) for rep in repetitions):
        raise Unusable(
            "The marks are not in order: start, turn, end, each within its repetition. Move them back.", marks
        )
    movement = movement_of(protocol, line, stance, repetitions)
    lines = _lines(line, movement, stance, _doubts(protocol, line, data, found, stance))
    return Analysis(
        protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, _methods(protocol, line, stance, found)
    )


def weighed(protocol: Protocol, line: Timeline, *, above_n: float = 0.0) -> Stance:
    """The quiet standing that gives the weight, at ``above_n`` or more.  Raises Unusable where there is none."""
    gate = gate_of(protocol)
    gate = msgspec.structs.replace(gate, mean_above_n=max(gate.mean_above_n, above_n))
    found = standing(
        line.total_n, line.fs_hz, seconds=gate.seconds, sd_below_n=gate.sd_below_n, mean_above_n=gate.mean_above_n
    )
    if found is not None:
        return found
    restless = standing(
        line.total_n, line.fs_hz, seconds=gate.seconds, sd_below_n=np.inf, mean_above_n=gate.mean_above_n
    )
    detail = (
        f"the force never exceeds {gate.mean_above_n:.0f} N for so long"
        if restless is None
        else f"the stillest varies by {restless.sd_n:.0f} N, {gate.sd_below_n:g} N is the limit"
    )
    raise Unusable(
        f"Weighing failed: no {gate.seconds:g} s of quiet standing in this recording ({detail}). Stand still on both "
        "plates before the first repetition and after the last."
    )


def _empty_handed(protocol: Protocol, line: Timeline) -> Stance:
    """The quiet standing at the beginning: later the client may be as still with the object in the hands."""
    first = weighed(protocol, line)
    for seconds in (_BEGINNING_S, 2.0 * _BEGINNING_S):
        stop = int(np.searchsorted(line.time_s, line.time_s[0] + seconds))
        gate = gate_of(protocol)
        found = standing(
            line.total_n[:stop],
            line.fs_hz,
            seconds=gate.seconds,
            sd_below_n=gate.sd_below_n,
            mean_above_n=gate.mean_above_n,
        )
        if found is not None:
            return found
    return first


def gate_of(protocol: Protocol) -> Weigh:
    if protocol.weigh is None:
        raise Unusable(f"The protocol {protocol.key} does not say how the body weight is found.")
    return protocol.weigh


def movement_of(protocol: Protocol, line: Timeline, stance: Stance, repetitions: tuple[Repetition, ...]) -> Movement:
    return Movement(
        line.time_s,
        line.total_n,
        line.total_n,
        repetitions,
        stance.mean_n,
        rest_speed=open_speed(repetitions, stance),
        noise_n=float(np.hypot(PEAK_SD * np.hypot(stance.sd_n, stance.wander_n), line.step_uncertainty_n)),
        force_uncertainty_n=line.step_uncertainty_n,
        gain_uncertainty=line.gain_uncertainty,
        period_s=None if protocol.tempo is None else protocol.tempo.period_s,
        sample_noise_n=sample_noise_n(line.total_n, stance),
    )


def placed(line: Timeline, moved: Sequence[Mark], number: int, rep: Repetition) -> Repetition:
    """A repetition with its marks where somebody put them."""
    places = {name: moved_time(moved, f"{name} {number}", Side.BOTH) for name in ("start", "turn", "end")}
    at = {name: line.index(time_s) for name, time_s in places.items() if time_s is not None}
    if not any(place != getattr(rep, name) for name, place in at.items()):
        return rep
    turn = at.get("turn", rep.turn)
    if turn != rep.turn:
        rep = replace(rep, pause_start=turn, turn=turn, pause_end=turn)
    rep = replace(rep, start=at.get("start", rep.start), end=at.get("end", rep.end))
    if not in_sequence(rep):
        return rep
    down = rep.speed[rep.start - rep.before : rep.pause_start - rep.before]
    up = rep.speed[rep.pause_end + 1 - rep.before : rep.end + 1 - rep.before]
    fastest_down, fastest_up = rep.start + int(np.argmin(down)), rep.pause_end + 1 + int(np.argmax(up))
    return replace(rep, fastest_down=fastest_down, fastest_up=fastest_up)


def in_sequence(rep: Repetition) -> bool:
    return rep.before <= rep.start < rep.pause_start <= rep.pause_end < rep.end <= rep.after


def repetition_marks(
    line: Timeline, moved: Sequence[Mark], known: Movement, repetitions: Sequence[Repetition]
) -> tuple[Mark, ...]:
    """The marks of the repetitions as they stand; ``known`` are those that were found."""
    marks = []
    for number, (first, rep) in enumerate(zip(known.repetitions, repetitions, strict=True), 1):
        edges = (
            ("start", rep.start, known.start_uncertainty_s(first)),
            ("turn", rep.turn, known.turn_uncertainty_s(first)),
            ("end", rep.end, known.end_uncertainty_s(first)),
        )
        for name, place, uncertainty in edges:
            automatic = moved_time(moved, f"{name} {number}", Side.BOTH) is None
            known_s = uncertainty if automatic else 1.0 / line.fs_hz
            marks.append(Mark(f"{name} {number}", Side.BOTH, float(line.time_s[place]), automatic, known_s))
    return tuple(marks)


def _doubts(protocol: Protocol, line: Timeline, data: TrialData, found: Found, stance: Stance) -> dict[str, Doubts]:
    """What is to be said against a metric, by its key."""
    notes = [f"left out: {reason}" for reason in found.left_out]
    if not data.complete:
        notes.append("the recording was interrupted")
    short: tuple[str, ...] = ()
    if len(found.repetitions) != protocol.reps:
        short = (f"{protocol.reps} repetitions were asked for, {len(found.repetitions)} are measured",)
    of_weight, invalid = weighing_doubts(line, stance)
    doubts: dict[str, Doubts] = {}
    for row in (*MOVEMENT, *MOVEMENT_SHARE, *MOVEMENT_CURVE):
        own = () if row.key in _WITHOUT_WEIGHT else of_weight
        doubts[row.key] = Doubts(
            limits=(*(() if invalid else own), *(short if row.key == "rep_count" else ())),
            refusals=own if invalid else (),
            notes=tuple(notes),
        )
    if found.interrupted:
        for key in ("rep_period", "tempo_error"):
            doubts[key] = replace(doubts[key], refusals=(*doubts[key].refusals, _NOT_FOLLOWING))
    return doubts


def weighing_doubts(line: Timeline, stance: Stance) -> tuple[tuple[str, ...], bool]:
    """What is to be said against the samples of the weighing, and whether it makes the weight unusable."""
    facts = replace(line.facts(stance.start, stance.stop - 1), alignment_s=0.0)
    taken = judge(CATALOG["system_weight"], stance.mean_n, facts)
    return tuple(f"in the weighing: {reason}" for reason in taken.reasons), taken.state is State.INVALID


def _lines(line: Timeline, movement: Movement, stance: Stance, doubts: dict[str, Doubts]) -> list[NamedMeasurement]:
    lines = [
        measured(line, row, movement, doubts=_about(row.key, movement, doubts)) for row in MOVEMENT if not row.sided
    ]
    # either plate moves the share, and where their calibration is not verified the default stands for it
    shared = replace(movement, gain_uncertainty=float(np.sqrt(2.0)) * assumed_uncertainty(movement.gain_uncertainty))
    for row in (*(row for row in MOVEMENT if row.sided), *MOVEMENT_SHARE):
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(next(item for item in withheld(row, ONE_FORCE) if item.side == side))
            else:
                subject = shared if row in MOVEMENT_SHARE else movement
                lines.append(measured(line, row, subject.under(foot), side, doubts[row.key]))
    # noise makes repetitions look less alike than they are; the total has that of both plates, at k = 2
    shaken = replace(shared, side_noise_n=movement.sample_noise_n / float(np.sqrt(8.0)))
    for row in MOVEMENT_CURVE:
        if line.left_n is None:
            lines.extend(withheld(row, ONE_FORCE))
        else:
            lines.append(measured(line, row, shaken.under(line.left_n), doubts=_about(row.key, movement, doubts)))
    lines.append(system_weight(line, stance))
    spans = [slice(rep.start, rep.end + 1) for rep in movement.repetitions]
    lines.append(compared(line, "rep_load_asymmetry", spans))
    return lines


def _about(key: str, movement: Movement, doubts: dict[str, Doubts]) -> Doubts:
    """Doubts about a line, and why it can have no value where one repetition or no metronome is the reason."""
    known = doubts.get(key, NO_DOUBTS)
    if key == "tempo_error" and movement.period_s is None:
        return replace(known, refusals=(*known.refusals, "this test has no metronome"))
    of_many = ("rep_period", "tempo_error", "movement_depth_cv", "share_spread")
    if key in of_many and len(movement.repetitions) < 2:
        return replace(known, refusals=(*known.refusals, "one repetition cannot say this; do two or more"))
    return known


def system_weight(line: Timeline, stance: Stance) -> NamedMeasurement:
    """The line of the weight that was taken in quiet standing."""
    metric = CATALOG["system_weight"]
    known = np.hypot(stance.uncertainty_n, line.step_uncertainty_n)
    result = judge(
        metric,
        stance.mean_n,
        line.facts(stance.start, stance.stop - 1),
        uncertainty=float(np.hypot(known, line.gain_uncertainty * stance.mean_n)),
    )
    return named(metric, Side.BOTH, result)


def _methods(protocol: Protocol, line: Timeline, stance: Stance, found: Found) -> dict[str, dict[str, float | str]]:
    gate = gate_of(protocol)
    corrections = [rep.weight_n - stance.mean_n for rep in found.repetitions]
    return {
        "weight.lowest_variance": {
            "seconds": gate.seconds,
            "sd_below_n": gate.sd_below_n,
            "mean_above_n": gate.mean_above_n,
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        },
        "movement.closed_repetitions": {
            "gravity": GRAVITY,
            "integration": "trapezoid, speed and height equal before and after each repetition",
            "least_depth_m": LEAST_DEPTH_M,
            "moving_m_per_s": MOVING,
            "at_weight_sd": AT_WEIGHT_SD,
            "corrected_at_most": CORRECTED,
            "closing_speed_at_most": CLOSING_SPEED,
            "greatest_correction_n": float(max(corrections, key=abs)),
            "found": len(found.repetitions),
            "left_out": len(found.left_out),
        },
        "share.curve": {"points": 101, "band": 5.0},
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "2 SD between repetitions"},
    }
