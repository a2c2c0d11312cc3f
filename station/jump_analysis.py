"""A vertical jump from a trial's traces: its marks, its numbers and what is to be said against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np

from dsp.catalog import CATALOG
from dsp.flight import Flight
from dsp.jump import Jump
from dsp.jump_metrics import JUMP
from dsp.jump_recording import EVENTS, Begin, FoundJump, NoJump, Recording
from dsp.jump_search import find_jump
from dsp.measurement import Measurement, State
from dsp.metric import Formula, judge
from dsp.symmetry import NoComparison, asymmetry
from dsp.unweighting import ONSET_SD, PERSISTENCE_S
from dsp.weighing import GRAVITY, Gate
from station.jump_doubts import Reserve, doubts_of, empty_readings, joined
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Timeline, Unusable, in_order, measured, moved_time, named, timeline, withheld

B = TypeVar("B", bound=Begin)
Methods = dict[str, dict[str, float | str]]


@dataclass(frozen=True, slots=True)
class Kind(Generic[B]):
    """What differs between jumps: how one is found, the formulas of all, further lines and methods of this kind."""

    find: Callable[[Recording], FoundJump[B]]
    formulas: Sequence[Formula[Jump]]
    more: Callable[[Timeline, FoundJump[B], list[Reserve]], list[NamedMeasurement]]
    method: Callable[[Timeline, FoundJump[B]], Methods]


def analyse_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first complete countermovement jump.  Raises as ``analyse_as`` does."""
    kind = Kind(
        find_jump,
        JUMP,
        lambda line, found, reserves: [],
        lambda line, found: {
            "onset.cmj": {
                "sd_factor": ONSET_SD,
                "persistence_s": PERSISTENCE_S,
                "integration_start_s": float(line.time_s[found.jump.start]),
            }
        },
    )
    return analyse_as(kind, protocol, data, moved)


def analyse_as(kind: Kind[B], protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first complete jump of the trial.  Raises Unusable with all marks that are known, moved ones too."""
    known: dict[str, Mark] = {mark.name: mark for mark in moved if mark.name in EVENTS and mark.side is Side.BOTH}
    try:
        line = timeline(data)
    except Unusable as refused:
        raise Unusable(str(refused), _listed(known)) from refused
    places = {name: moved_time(moved, name, Side.BOTH) for name in EVENTS}
    try:
        found = kind.find(_recording(protocol, line, places))
    except NoJump as refused:
        _know(known, line, refused.flight, refused.begin)
        raise Unusable(str(refused), _listed(known)) from refused
    _know(known, line, found.flight, found.begin)
    reserves, readings = doubts_of(found, line, data.complete), empty_readings(line, found.flight)
    lines = _lines(line, found, kind.formulas, reserves, readings)
    lines.extend(kind.more(line, found, reserves))
    methods = _methods(protocol, line, found) | kind.method(line, found)
    return Analysis(protocol.key, line.fs_hz, _listed(known), in_order(protocol, lines), None, methods)


def _listed(known: dict[str, Mark]) -> tuple[Mark, ...]:
    return tuple(known[name] for name in EVENTS if name in known)


def _recording(protocol: Protocol, line: Timeline, places: Mapping[str, float | None]) -> Recording:
    weigh = protocol.weigh
    if weigh is None:
        raise Unusable(f"The protocol {protocol.key} does not say how the body weight is found.")
    return Recording(
        line.time_s,
        line.total_n,
        line.fs_hz,
        Gate(weigh.seconds, weigh.sd_below_n, weigh.mean_above_n),
        gain_uncertainty=line.gain_uncertainty,
        step_uncertainty_n=line.step_uncertainty_n,
        placed={name: line.index(time_s) for name, time_s in places.items() if time_s is not None},
    )


def _know(known: dict[str, Mark], line: Timeline, flight: Flight | None, begin: Begin | None) -> None:
    """Add the automatic marks; one that somebody put elsewhere stays as it was put."""
    step = 1.0 / line.fs_hz
    found = {}
    if begin is not None:
        found["onset"] = (begin.onset, max(1, begin.declared - begin.onset) * step)
    if flight is not None:
        found["takeoff"] = (flight.takeoff, flight.takeoff_uncertainty_s)
        if flight.landing is not None:
            found["landing"] = (flight.landing, flight.landing_uncertainty_s)
    for name, (index, uncertainty_s) in found.items():
        if name not in known:
            known[name] = Mark(name, Side.BOTH, float(line.time_s[index]), True, uncertainty_s)
        elif known[name].uncertainty_s is None:
            known[name] = replace(known[name], uncertainty_s=step)


def _lines(
    line: Timeline,
    found: FoundJump[B],
    formulas: Sequence[Formula[Jump]],
    reserves: list[Reserve],
    readings: Mapping[Side, float],
) -> list[NamedMeasurement]:
    lines = []
    feet = {side: line.side(side) for side in (Side.LEFT, Side.RIGHT)}
    under = {side: found.jump.under(foot, readings[side]) for side, foot in feet.items() if foot is not None}
    for formula in formulas:
        if not formula.sided:
            doubts = joined(reserves, formula.key, Side.BOTH)
            lines.append(measured(line, formula, found.jump, doubts=doubts))
            continue
        for side in feet:
            doubts = joined(reserves, formula.key, side)
            if side in under:
                lines.append(measured(line, formula, under[side], side, doubts))
            else:
                lines.append(measured(line, formula, found.jump, side, replace(doubts, refusals=(ONE_FORCE,))))
    weight, stance = CATALOG["system_weight"], found.stance
    doubts = joined(reserves, weight.key, Side.BOTH)
    known = np.hypot(found.jump.weight_uncertainty_n, line.gain_uncertainty * stance.mean_n)
    result = judge(
        weight,
        stance.mean_n,
        line.facts(stance.start, stance.stop - 1),
        uncertainty=float(np.hypot(known, sum(readings.values()))),
        limits=doubts.limits,
        refusals=doubts.refusals,
        notes=doubts.notes,
    )
    lines.append(named(weight, Side.BOTH, result))
    lines.extend(_difference(line, found, lines))
    return lines


def _difference(line: Timeline, found: FoundJump[B], lines: Sequence[NamedMeasurement]) -> list[NamedMeasurement]:
    """Right against left of the propulsive impulse; of valid values only."""
    metric = CATALOG["propulsive_impulse_asymmetry"]
    impulse = {item.side: item.measurement for item in lines if item.key == "propulsive_impulse"}
    left, right = impulse[Side.LEFT], impulse[Side.RIGHT]
    if left.value is None or right.value is None:
        return withheld(metric, *dict.fromkeys(left.reasons + right.reasons))
    if State.LIMITED in (left.state, right.state):
        return withheld(metric, "only unrestricted values are compared", *dict.fromkeys(left.reasons + right.reasons))
    try:
        percent = asymmetry(left.value, right.value)
    except NoComparison as error:
        return withheld(metric, str(error))
    relative = np.hypot((left.uncertainty or 0.0) / left.value, (right.uncertainty or 0.0) / right.value)
    facts = line.facts(found.jump.start, found.jump.takeoff)
    result: Measurement = judge(
        metric, percent, facts, uncertainty=100.0 * float(relative), notes=(*left.reasons, *right.reasons)
    )
    return [named(metric, Side.BOTH, result)]


def _methods(protocol: Protocol, line: Timeline, found: FoundJump[B]) -> Methods:
    stance, flight, weigh = found.stance, found.flight, protocol.weigh
    gate = {} if weigh is None else {name: getattr(weigh, name) for name in ("seconds", "sd_below_n", "mean_above_n")}
    return {
        "weight.lowest_variance": {
            **gate,
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        },
        "flight.adaptive": {"residual_n": flight.residual_n, "residual_sd_n": flight.residual_sd_n, "sd_factor": 5.0},
        "motion.impulse_momentum": {"gravity": GRAVITY, "integration": "trapezoid"},
        "selection.first_complete": {"jumps_found": found.jumps, "analysed": found.number},
    }
