"""Repetitions of one limb or two in turn: clamshells on a dynamometer; bird dogs, dead bugs and taps on two plates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from dsp.catalog import CATALOG
from dsp.isometric_metrics import variation_uncertainty
from dsp.level_reps import HIGH, LEAST_S, LOW, TIME_KNOWN_S, LevelRep, LevelReps, find_level_reps
from dsp.limb_reps_metrics import (
    LIMB_REPS,
    LIMB_RESTS,
    LIMB_SET,
    Between,
    force_known,
    forces,
    periods,
    rest_share_known,
)
from dsp.metric import judge
from dsp.movement import NoMovement
from dsp.symmetry import NoComparison, assumed_uncertainty, compare
from station.hold_band import with_sampling
from station.limb_hold_analysis import plates_of
from station.model import Analysis, Floats, Mark, NamedMeasurement, Outcome, Side, TrialData
from station.one_side import ALONE, line_of, of_tested_side, tested_side
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Doubts, Timeline, Unusable, in_order, measured, moved_time, named, withheld

_NAMES = ("start", "end")
_THROUGH = frozenset({None, Outcome.COMPLETED, Outcome.PROTOCOL_WRONG})
"""How a trial ends that was not cut off: that no repetition is found in it has another cause."""
_REST_EDGE_S = 0.1
"""A rest between repetitions is looked at so long after the one and before the next."""
_OF_MANY = {"limb_rep_period": 2, "limb_rep_period_cv": 3, "limb_rep_force_cv": 2}
"""Metrics that so many repetitions at least can give."""
_IN_WORDS = {2: "two", 3: "three"}


@dataclass(frozen=True, slots=True, eq=False)
class Limb:
    """The repetitions of one limb in the force that tells them."""

    side: Side
    reps: LevelReps


def analyse_limb_reps(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all repetitions of the trial.  Raises Unusable when there is none."""
    line = line_of(protocol, data)
    forces_n = _forces(protocol, line)
    found = _found(protocol, line, forces_n, data.outcome)
    placed = [(side, _placed(line, moved, number, side, rep)) for number, (side, rep) in enumerate(found, 1)]
    marks = _marks(line, moved, placed)
    reps_in_turn = [rep for _, rep in placed]
    in_turn = all(one.start < two.start for one, two in pairwise(reps_in_turn))
    if not in_turn or any(not rep.start < rep.reached <= rep.left < rep.end for rep in reps_in_turn):
        raise Unusable("The marks are not in order: start, end, each around its repetition. Move them back.", marks)
    offset_n = _offset_n(line) if len(forces_n) > 1 else 0.0
    limbs = [
        Limb(side, _subject(line, forces_n[side], tuple(rep for of, rep in placed if of is side), offset_n))
        for side in forces_n
        if any(of is side for of, _ in placed)
    ]
    lines = _lines(protocol, line, data, limbs, reps_in_turn, offset_n)
    methods: dict[str, dict[str, float | str]] = {
        "repetitions.levels": {
            "of": "force" if protocol.device == "dynamometers" else "half of the difference between the plates",
            "limb_plate": protocol.limb_plate or "",
            "low": LOW,
            "high": HIGH,
            "least_s": LEAST_S,
            "least_rise_n": protocol.detect.contraction_above_n,
        },
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "Welch's t, 95 %"},
    }
    measurements = of_tested_side(protocol, in_order(protocol, lines))
    return Analysis(protocol.key, line.fs_hz, marks, measurements, None, methods)


def _forces(protocol: Protocol, line: Timeline) -> dict[Side, Floats]:
    """By limb, the force that rises with every repetition of it."""
    sides = [Side(side) for side in protocol.sides]
    if protocol.device == "dynamometers":
        return dict.fromkeys(sides, line.total_n)
    return {side: plates_of(protocol, line, side).moved.total_n for side in sides}


def _found(
    protocol: Protocol, line: Timeline, forces_n: Mapping[Side, Floats], outcome: Outcome | None = None
) -> list[tuple[Side, LevelRep]]:
    """Every repetition of every limb, in order of time.  Raises Unusable without one."""
    found: list[tuple[Side, LevelRep]] = []
    reasons = []
    for side, force_n in forces_n.items():
        # in turn, the other limb's repetitions are none of this one's
        risen = np.maximum(force_n, 0.0) if len(forces_n) > 1 else force_n
        try:
            reps = find_level_reps(line.time_s, risen, least_rise_n=protocol.detect.contraction_above_n)
        except NoMovement as error:
            reasons.append(str(error))
            continue
        found += [(side, rep) for rep in reps]
    if not found and outcome not in _THROUGH:
        raise Unusable(
            f"The trial ended ({outcome}) before one repetition was complete, so there is nothing to count. That is "
            "no fault of the set-up; it stays stored with how it ended."
        )
    if not found:
        where = "dynamometer is in place" if protocol.device == "dynamometers" else "client is on both plates"
        raise Unusable(
            f"No repetition found: {reasons[0]}. Check that the {where} as the position says, then begin and end at "
            "rest."
        )
    return sorted(found, key=lambda item: item[1].start)


def _placed(line: Timeline, moved: Sequence[Mark], number: int, side: Side, rep: LevelRep) -> LevelRep:
    """A repetition with its marks where somebody put them."""
    start, end = (moved_time(moved, f"{name} {number}", side) for name in _NAMES)
    return replace(
        rep,
        start=rep.start if start is None else line.index(start),
        end=rep.end if end is None else line.index(end),
    )


def _marks(line: Timeline, moved: Sequence[Mark], placed: Sequence[tuple[Side, LevelRep]]) -> tuple[Mark, ...]:
    marks = []
    for number, (side, rep) in enumerate(placed, 1):
        for name, place in (("start", rep.start), ("end", rep.end)):
            automatic = moved_time(moved, f"{name} {number}", side) is None
            known_s = (TIME_KNOWN_S if automatic else 0.0) + 1.0 / line.fs_hz
            marks.append(Mark(f"{name} {number}", side, float(line.time_s[place]), automatic, known_s))
    return tuple(marks)


def _offset_n(line: Timeline) -> float:
    """What the load that goes between two plates is off by at rest (k = 2): each is read with a gain of its own.

    Where the limbs move in turn a repetition rises from an even load, not from what was there before it, so this does
    not go out of the rise.
    """
    if line.left_n is None or line.right_n is None:
        return 0.0
    return 0.5 * line.gain_uncertainty * float(np.hypot(line.left_n.mean(), line.right_n.mean()))


def _subject(line: Timeline, force_n: Floats, reps: tuple[LevelRep, ...], offset_n: float = 0.0) -> LevelReps:
    known_s = float(np.hypot(TIME_KNOWN_S, 2.0 / line.fs_hz))
    known_n = float(np.hypot(line.step_uncertainty_n, offset_n))
    return LevelReps(line.time_s, force_n, force_n, reps, known_s, known_n, line.gain_uncertainty)


def _lines(
    protocol: Protocol,
    line: Timeline,
    data: TrialData,
    limbs: Sequence[Limb],
    reps: Sequence[LevelRep],
    offset_n: float,
) -> list[NamedMeasurement]:
    notes = () if data.complete else ("the recording was interrupted",)
    short = (
        () if len(reps) == protocol.reps else (f"{protocol.reps} repetitions were asked for, {len(reps)} were found",)
    )
    lines = []
    every = _subject(line, limbs[0].reps.force_n, tuple(reps))
    for row in LIMB_SET:
        doubts = Doubts(short if row.key == "limb_rep_count" else (), _too_few(row.key, len(reps)), notes)
        item = measured(line, row, every, doubts=doubts)
        if row.key == "limb_rep_period_cv":
            item = with_sampling(item, variation_uncertainty(periods(every)))
        lines.append(item)
    for row in LIMB_REPS:
        for side in (Side(side) for side in protocol.sides):
            limb = next((limb for limb in limbs if limb.side is side), None)
            if limb is None:
                reason = f"no repetition of the {side.value} side was found"
                lines += [item for item in withheld(row, reason) if item.side is side]
                continue
            refusals = _too_few(row.key, len(limb.reps.repetitions))
            item = measured(line, row, limb.reps, side, Doubts((), refusals, notes))
            if row.key == "limb_rep_force":
                item = with_sampling(item, force_known(limb.reps))
            if row.key == "limb_rep_force_cv":
                item = with_sampling(item, variation_uncertainty(forces(limb.reps)))
            lines.append(item)
    lines += _rests(line, reps)
    lines.append(_difference(protocol, line, limbs, offset_n))
    return lines


def _too_few(key: str, count: int) -> tuple[str, ...]:
    least = _OF_MANY.get(key, 1)
    return () if count >= least else (f"needs at least {_IN_WORDS[least]} repetitions",)


def _rests(line: Timeline, reps: Sequence[LevelRep]) -> list[NamedMeasurement]:
    """How the load share drifts between the repetitions."""
    (row,) = LIMB_RESTS
    edge = round(_REST_EDGE_S * line.fs_hz)
    rests = tuple(slice(one.end + edge, two.start - edge) for one, two in pairwise(reps))
    rests = tuple(rest for rest in rests if rest.stop - rest.start > edge)
    if line.left_n is None or line.right_n is None:
        return withheld(row, ONE_FORCE)
    if len(rests) < 2:
        return withheld(row, "there is no rest between the repetitions to look at")
    gain = float(np.sqrt(2.0)) * assumed_uncertainty(line.gain_uncertainty)
    lines = []
    for side, foot in ((Side.LEFT, line.left_n), (Side.RIGHT, line.right_n)):
        between = Between(line.time_s, line.total_n, foot, rests, gain)
        known = rest_share_known(replace(between, foot_n=line.left_n))
        lines.append(with_sampling(measured(line, row, between, side), known))
    return lines


def _difference(protocol: Protocol, line: Timeline, limbs: Sequence[Limb], offset_n: float) -> NamedMeasurement:
    """Right against left of the forces of their repetitions."""
    metric = CATALOG["limb_rep_force_asymmetry"]
    if tested_side(protocol) is not None:
        return withheld(metric, ALONE)[0]
    by_side = {limb.side: limb.reps for limb in limbs}
    missing = [side for side in (Side.LEFT, Side.RIGHT) if side not in by_side]
    if missing:
        return withheld(metric, f"no repetition of the {missing[0].value} side was found")[0]
    each = [forces(by_side[side]) for side in (Side.LEFT, Side.RIGHT)]
    # what one limb seems to move too much the other one moves too little
    apart = 2.0 * offset_n / max(float(np.mean(values)) for values in each)
    try:
        found = compare(
            *each,
            noise=line.step_uncertainty_n / 2.0,
            device_uncertainty=float(np.hypot(np.sqrt(2.0) * line.gain_uncertainty, apart)),
        )
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    limits = [] if found.uncertainty is not None else ["one repetition a side does not show the usual variation"]
    first = min(limb.reps.repetitions[0].start for limb in limbs)
    last = max(limb.reps.repetitions[-1].end for limb in limbs)
    result = judge(metric, found.percent, line.facts(first, last), uncertainty=found.uncertainty, limits=limits)
    return named(metric, Side.BOTH, result)
