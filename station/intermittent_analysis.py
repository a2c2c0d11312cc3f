"""Work in bouts from a trial's traces: the bouts of each side, the critical force, and the two sides compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dsp.catalog import CATALOG
from dsp.critical_force import LAST_BOUTS, PLATEAU_BOUTS, Bout, Intermittent, NoBouts, find_bouts, reservations
from dsp.critical_force_metrics import CRITICAL, bout_wander, critical_force
from dsp.measurement import Measurement, State
from dsp.metric import Facts, judge, measure
from dsp.symmetry import NoComparison, asymmetry
from station.hold_band import with_sampling
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Unusable, facts_between, in_order, moved_time, named, withheld

_DOUBTED = frozenset({"critical_force", "critical_force_share", "impulse_above_critical", "decline_time"})


@dataclass(frozen=True, slots=True, eq=False)
class _Limb:
    """What one side did; ``work`` is None where there are too few bouts, for the reason ``why``."""

    side: Side
    trace: Trace
    work: Intermittent | None
    marks: tuple[Mark, ...]
    why: str = ""


def analyse_intermittent(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the bouts of every side that was recorded.  Raises Unusable when no side has enough of them."""
    rows = [(trace, side, trace.force_n[i]) for trace in data.traces for i, side in enumerate(trace.sides)]
    if not rows or any(len(trace.time_s) < 2 for trace, _, _ in rows):
        raise Unusable("There are no samples to analyse. Check that the devices were sending, then repeat the trial.")
    if any(not np.isfinite(force).all() for _, _, force in rows):
        raise Unusable("The recording holds values that are not numbers. It cannot be used.")
    limbs = [_limb(protocol, trace, side, force, moved) for trace, side, force in rows]
    if all(limb.work is None for limb in limbs):
        raise Unusable(
            f"No bouts of work to analyse: {limbs[0].why}. Check that the dynamometers are in place, then repeat the "
            "trial.",
            tuple(mark for limb in limbs for mark in limb.marks),
        )
    lines = [line for limb in limbs for line in _limb_lines(protocol, limb, data.complete)]
    sides = {limb.side for limb in limbs}
    if Side.BOTH not in sides:
        for side in sorted({Side.LEFT, Side.RIGHT} - sides):
            reason = f"the {side} side was not recorded"
            lines += [item for metric in CRITICAL for item in withheld(metric, reason) if item.side == side]
    lines.append(_difference(limbs, lines))
    marks = tuple(mark for limb in limbs for mark in limb.marks)
    rate = float(min(trace.fs_hz for trace in data.traces))
    return Analysis(protocol.key, rate, marks, in_order(protocol, lines), None, _methods(protocol, limbs))


def _limb(protocol: Protocol, trace: Trace, side: Side, force: Floats, moved: Sequence[Mark]) -> _Limb:
    found = find_bouts(trace.time_s, force, rise_above_n=protocol.detect.contraction_above_n)
    step = 1.0 / trace.fs_hz
    bouts, marks = [], []
    for number, bout in enumerate(found, 1):
        onset_s, end_s = (moved_time(moved, f"{name} {number}", side) for name in ("onset", "end"))
        placed = Bout(bout.start_s if onset_s is None else onset_s, bout.stop_s if end_s is None else end_s)
        marks.append(Mark(f"onset {number}", side, placed.start_s, onset_s is None, step))
        marks.append(Mark(f"end {number}", side, placed.stop_s, end_s is None, step))
        bouts.append(placed)
    order = [time for bout in bouts for time in (bout.start_s, bout.stop_s)]
    if any(late <= early for early, late in pairwise(order)):
        raise Unusable(f"The marks of the bouts, {side}, are not in order. Move them apart.", tuple(marks))
    if not bouts:
        least = protocol.detect.contraction_above_n
        return _Limb(side, trace, None, (), f"on the {side} side the force never rises by {least:g} N for a second")
    # seconds of work as the test asks for, so that short last bouts do not shorten what is averaged
    usual_s = float(np.median([bout.seconds for bout in bouts]))
    try:
        work = Intermittent(
            trace.time_s,
            force,
            tuple(bouts),
            LAST_BOUTS * usual_s,
            force_uncertainty_n=2.0 * trace.resolution_n / float(np.sqrt(12.0)),
            gain_uncertainty=trace.uncertainty,
        )
    except NoBouts as error:
        return _Limb(side, trace, None, tuple(marks), f"{error} ({side})")
    return _Limb(side, trace, work, tuple(marks))


def _limb_lines(protocol: Protocol, limb: _Limb, complete: bool) -> list[NamedMeasurement]:
    work = limb.work
    if work is None:
        return [item for metric in CRITICAL for item in withheld(metric, limb.why) if item.side == limb.side]

    def facts(start: int, stop: int) -> Facts:
        first, last = float(limb.trace.time_s[start]), float(limb.trace.time_s[stop])
        return facts_between((limb.trace,), first, last, 0.0)

    doubts = reservations(work, critical_force(work), protocol.reps)
    if not complete:
        doubts.append("the recording was interrupted")
    wander = bout_wander(work)
    lines = []
    for formula in CRITICAL:
        limits = doubts if formula.key in _DOUBTED else []
        item = named(formula, limb.side, measure(formula, work, facts, limits=limits))
        lines.append(with_sampling(item, wander.get(formula.key, float("nan"))))
    return lines


def _difference(limbs: Sequence[_Limb], lines: Sequence[NamedMeasurement]) -> NamedMeasurement:
    """Right against left of the critical force, known to what both are known to."""
    metric = CATALOG["critical_force_asymmetry"]
    values = {line.side: line.measurement for line in lines if line.key == "critical_force"}
    if Side.LEFT not in values or Side.RIGHT not in values:
        return withheld(metric, ONE_FORCE)[0]
    left, right = values[Side.LEFT], values[Side.RIGHT]
    if left.value is None or right.value is None:
        return withheld(metric, *(reason for item in (left, right) for reason in item.reasons if item.value is None))[0]
    try:
        percent = asymmetry(left.value, right.value)
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    limits = [f"{side}: {reason}" for side, item in values.items() for reason in _reserved(item)]
    known = 100.0 * float(np.hypot(_relative(left), _relative(right)))
    facts = Facts(float(min(limb.trace.fs_hz for limb in limbs)))
    return named(metric, Side.BOTH, judge(metric, percent, facts, uncertainty=known, limits=limits))


def _reserved(item: Measurement) -> tuple[str, ...]:
    return item.reasons if item.state is State.LIMITED else ()


def _relative(item: Measurement) -> float:
    return (item.uncertainty or 0.0) / item.value if item.value else 0.0


def _methods(protocol: Protocol, limbs: Sequence[_Limb]) -> dict[str, dict[str, float | str]]:
    return {
        "bouts.half_of_rise": {
            "rise_above_n": protocol.detect.contraction_above_n,
            **{f"found_{limb.side}": float(len(limb.marks) // 2) for limb in limbs},
        },
        "critical_force.last_seconds_of_work": {
            "bouts": float(LAST_BOUTS),
            **{f"seconds_{limb.side}": limb.work.last_s for limb in limbs if limb.work is not None},
            "plateau_of_bouts": float(PLATEAU_BOUTS),
        },
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "of both critical forces"},
    }
