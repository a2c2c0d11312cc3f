"""A countermovement jump from a trial's traces: which jump, whether it is one, its marks and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

import numpy as np

from dsp.catalog import CATALOG
from dsp.flight import Flight, empty_stretches, find_flights, loaded_level
from dsp.jump import landing_share, make_jump, pause_at_bottom
from dsp.jump_metrics import JUMP, countermovement_depth
from dsp.measurement import Measurement, State
from dsp.metric import judge
from dsp.symmetry import NoComparison, asymmetry
from dsp.unweighting import ONSET_SD, PERSISTENCE_S, Unweighting, find_unweighting
from dsp.weighing import GRAVITY, Stance, quiet_windows, wandering
from station.jump_doubts import FoundJump, doubts_of, empty_readings, joined
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol, Weigh
from station.timeline import (
    ONE_FORCE,
    Timeline,
    Unusable,
    in_order,
    measured,
    moved_time,
    named,
    timeline,
    withheld,
)

LEAST_DEPTH_M = 0.05
LEAST_DOWN_SPEED = 0.25
LEAST_LANDING = 0.5
PAUSE_S = 0.4
DROP_CONTACT_S = 1.2
REST_S = 0.2
"""Stillness right before the movement that shows the weight; a wobble before that does not count."""

MARKS = ("onset", "takeoff", "landing")
NO_LANDING = "No landing on the plates after take-off. Land on both plates, then repeat the trial."
DISORDER = "The marks are not in order: onset, take-off, landing. Move them apart."
Methods = dict[str, dict[str, float | str]]


def analyse_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first complete jump of the trial.  Raises Unusable with all marks that are known, moved ones too."""
    known: dict[str, Mark] = {mark.name: mark for mark in moved if mark.name in MARKS and mark.side is Side.BOTH}
    try:
        line = timeline(data)
        found = _find(protocol, line, moved, known)
        _check_countermovement(found, moved)
        _check_landing(found, moved)
    except Unusable as refused:
        raise Unusable(str(refused), _listed(known)) from refused
    lines = _lines(line, found, data.complete)
    methods = _methods(protocol, line, found)
    return Analysis(protocol.key, line.fs_hz, _listed(known), in_order(protocol, lines), None, methods)


def _listed(known: dict[str, Mark]) -> tuple[Mark, ...]:
    return tuple(known[name] for name in MARKS if name in known)


def _know(known: dict[str, Mark], line: Timeline, name: str, index: int, uncertainty_s: float) -> None:
    """Add an automatic mark, unless somebody put it elsewhere: then it stays as it was put."""
    if name not in known or known[name].automatic:
        known[name] = Mark(name, Side.BOTH, float(line.time_s[index]), True, uncertainty_s)
    elif known[name].uncertainty_s is None:
        known[name] = replace(known[name], uncertainty_s=1.0 / line.fs_hz)


def _find(protocol: Protocol, line: Timeline, moved: Sequence[Mark], known: dict[str, Mark]) -> FoundJump:
    force, fs = line.total_n, line.fs_hz
    if loaded_level(force) is None:
        raise Unusable("Nobody stood on the plates: the force never exceeds 50 N.")
    flights = find_flights(force, fs)
    complete = [flight for flight in flights if flight.landing is not None]
    if not complete:
        _refuse_incomplete(protocol, line, flights, known)
    flight = complete[0]
    _know_flight(known, line, flight)
    # weight and onset follow from the take-off that was found: moving a mark does not change the others
    stance, unweighting = _stance(_weigh(protocol), line, flight)
    if unweighting is not None:
        _know_onset(known, line, unweighting)
    onset_s = moved_time(moved, "onset", Side.BOTH)
    if onset_s is not None:
        onset = line.index(onset_s)
        unweighting = Unweighting(onset, onset, onset, paused=False)
    if unweighting is None:
        raise Unusable(
            "No countermovement: the force never dips below body weight before the push. This looks like a squat jump. "
            "Stand tall, then dip and jump in one movement."
        )
    try:
        jump = make_jump(
            line.time_s,
            force,
            stance=stance,
            start=unweighting.start,
            onset=unweighting.onset,
            onset_uncertainty_s=max(1, unweighting.declared - unweighting.onset) / fs,
            flight=_moved_flight(line, flight, moved),
            gain_uncertainty=line.gain_uncertainty,
            step_uncertainty_n=line.step_uncertainty_n,
        )
    except ValueError as error:
        raise Unusable(DISORDER) from error
    return FoundJump(flight, stance, unweighting, jump, len(complete))


def _know_flight(known: dict[str, Mark], line: Timeline, flight: Flight) -> None:
    _know(known, line, "takeoff", flight.takeoff, flight.takeoff_uncertainty_s)
    if flight.landing is not None:
        _know(known, line, "landing", flight.landing, flight.landing_uncertainty_s)


def _know_onset(known: dict[str, Mark], line: Timeline, unweighting: Unweighting) -> None:
    uncertainty = max(1, unweighting.declared - unweighting.onset) / line.fs_hz
    _know(known, line, "onset", unweighting.onset, uncertainty)


def _weigh(protocol: Protocol) -> Weigh:
    if protocol.weigh is None:
        raise Unusable(f"The protocol {protocol.key} does not say how the body weight is found.")
    return protocol.weigh


def _refuse_incomplete(
    protocol: Protocol, line: Timeline, flights: Sequence[Flight], known: dict[str, Mark]
) -> NoReturn:
    if not flights:
        raise Unusable("No jump found: nobody left the plates for 0.1 s after a push-off. Repeat the trial.")
    flight = flights[0]
    _know_flight(known, line, flight)
    with suppress(Unusable):
        unweighting = _stance(_weigh(protocol), line, flight)[1]
        if unweighting is not None:
            _know_onset(known, line, unweighting)
    left_s = float(line.time_s[-1] - line.time_s[flight.takeoff])
    if left_s > 2.0:
        raise Unusable(NO_LANDING)
    raise Unusable("The recording ends in flight: there is no landing. Repeat the trial and let it run on.")


def _stance(weigh: Weigh, line: Timeline, flight: Flight) -> tuple[Stance, Unweighting | None]:
    """The weighing before this jump, and the countermovement after it; the stillest one that fits the start."""
    force, fs = line.total_n, line.fs_hz
    empty = [stop for _, stop in empty_stretches(force, fs) if stop <= flight.takeoff]
    floor = max(empty, default=0)
    before = force[floor : flight.takeoff]
    gate = {"seconds": weigh.seconds, "mean_above_n": weigh.mean_above_n}
    windows = quiet_windows(before, fs, sd_below_n=weigh.sd_below_n, **gate)
    if not windows:
        _refuse_weighing(weigh, line, floor, flight)
    first: Stance | None = None
    tried: list[float] = []
    restless = 0.0
    for window in windows:
        if any(abs(window.mean_n - mean) <= 0.02 * mean for mean in tried):
            continue  # stillest first: this one stands on a level that was tried
        tried.append(window.mean_n)
        known = wandering(window, windows)
        stance = replace(known, start=window.start + floor, stop=window.stop + floor)
        unweighting = find_unweighting(force, fs, stance, flight.takeoff)
        if unweighting is None:
            first = first or stance
            continue
        rest = force[max(floor, unweighting.start - round(REST_S * fs)) : unweighting.start + 1]
        if abs(float(rest.mean()) - stance.mean_n) <= 0.05 * stance.mean_n:
            return stance, unweighting
        restless = restless or float(rest.std())
    if first is not None:
        return first, None
    if restless > weigh.sd_below_n:
        raise Unusable(
            f"Not still right before the jump: in the last {REST_S:g} s the force varies by {restless:.0f} N, "
            f"{weigh.sd_below_n:g} N is the limit. Stand still until the signal, then dip and jump in one movement."
        )
    raise Unusable(
        "The weight just before the jump differs by more than 5 % from the quiet stand before it. Stand with both feet "
        "on the plates, still, until the signal."
    )


def _refuse_weighing(weigh: Weigh, line: Timeline, floor: int, flight: Flight) -> NoReturn:
    stood_s = float(line.time_s[flight.takeoff] - line.time_s[floor])
    if floor > 0 and stood_s < DROP_CONTACT_S:
        raise Unusable(
            f"The plates were empty until {stood_s:.2f} s before take-off: this looks like a drop jump. This test "
            f"needs {weigh.seconds:g} s of quiet standing, then one jump."
        )
    before = line.total_n[floor : flight.takeoff]
    tried = quiet_windows(before, line.fs_hz, seconds=weigh.seconds, sd_below_n=np.inf, mean_above_n=weigh.mean_above_n)
    if not tried:
        detail = f"only {stood_s:.1f} s on the plates before the jump"
    else:
        detail = f"the stillest varies by {tried[0].sd_n:.0f} N, {weigh.sd_below_n:g} N is the limit"
    raise Unusable(
        f"Weighing failed: no {weigh.seconds:g} s of quiet standing before the jump ({detail}). Stand still until the "
        "weight is taken, then jump."
    )


def _check_countermovement(found: FoundJump, moved: Sequence[Mark]) -> None:
    """A jump without a dip, or with a pause in it, is not a countermovement jump and must not be counted as one."""
    jump = found.jump
    depth, down, up = countermovement_depth(jump), -float(jump.speed.min()), float(jump.speed[-1])
    if any(moved_time(moved, name, Side.BOTH) is not None for name in ("onset", "takeoff")):
        if up <= 0:
            raise Unusable(f"At the take-off as marked the body moves down ({-up:.2f} m/s): {DISORDER}")
        if depth < LEAST_DEPTH_M or down < LEAST_DOWN_SPEED:
            raise Unusable(
                f"Between the onset and the take-off as marked there is hardly any countermovement ({100 * depth:.0f} "
                f"cm, {down:.2f} m/s downwards). Move the marks back to where the movement begins and ends."
            )
    if found.unweighting.paused:
        raise Unusable(
            "The body sinks and stands still before it dips and jumps: this looks like a squat jump or a false start. "
            "Stand tall and still, then dip and jump in one go."
        )
    if pause_at_bottom(jump) >= PAUSE_S:
        raise Unusable(
            "There is a pause at the bottom before the push: this looks like a squat jump. Dip and jump in one go."
        )
    if depth < LEAST_DEPTH_M or down < LEAST_DOWN_SPEED:
        raise Unusable(
            f"Hardly any countermovement ({100 * depth:.0f} cm, {down:.2f} m/s downwards): this looks like a squat "
            "jump. Stand tall, then dip and jump in one movement."
        )
    if up <= 0:
        raise Unusable("The body does not move up at take-off: the push was not recorded whole. Repeat the trial.")


def _check_landing(found: FoundJump, moved: Sequence[Mark]) -> None:
    """Who lands beside the plates and steps on later has not landed: the fall must end on the plates."""
    if moved_time(moved, "landing", Side.BOTH) is None and landing_share(found.jump) < LEAST_LANDING:
        raise Unusable(NO_LANDING)


def _lines(line: Timeline, found: FoundJump, complete: bool) -> list[NamedMeasurement]:
    reserves, readings = doubts_of(found, line, complete), empty_readings(line, found.flight)
    lines = []
    for formula in JUMP:
        if not formula.sided:
            doubts = joined(reserves, formula.key, Side.BOTH)
            lines.append(measured(line, formula, found.jump, doubts=doubts))
            continue
        for side in (Side.LEFT, Side.RIGHT):
            foot, doubts = line.side(side), joined(reserves, formula.key, side)
            if foot is None:
                lines.append(measured(line, formula, found.jump, side, replace(doubts, refusals=(ONE_FORCE,))))
            else:
                lines.append(measured(line, formula, found.jump.under(foot, readings[side]), side, doubts))
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


def _difference(line: Timeline, found: FoundJump, lines: Sequence[NamedMeasurement]) -> list[NamedMeasurement]:
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


def _moved_flight(line: Timeline, flight: Flight, moved: Sequence[Mark]) -> Flight:
    for name in ("takeoff", "landing"):
        time_s = moved_time(moved, name, Side.BOTH)
        if time_s is not None:
            step = 1.0 / line.fs_hz
            index = line.index(time_s)
            flight = (
                replace(flight, takeoff=index, takeoff_uncertainty_s=step)
                if name == "takeoff"
                else replace(flight, landing=index, landing_uncertainty_s=step)
            )
    return flight


def _methods(protocol: Protocol, line: Timeline, found: FoundJump) -> Methods:
    weigh = _weigh(protocol)
    stance, flight = found.stance, found.flight
    return {
        "weight.lowest_variance": {
            "seconds": weigh.seconds,
            "sd_below_n": weigh.sd_below_n,
            "mean_above_n": weigh.mean_above_n,
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        },
        "onset.cmj": {
            "sd_factor": ONSET_SD,
            "persistence_s": PERSISTENCE_S,
            "integration_start_s": float(line.time_s[found.jump.start]),
        },
        "flight.adaptive": {"residual_n": flight.residual_n, "residual_sd_n": flight.residual_sd_n, "sd_factor": 5.0},
        "motion.impulse_momentum": {"gravity": GRAVITY, "integration": "trapezoid"},
        "selection.first_complete": {"jumps_found": found.jumps, "analysed": 1},
    }
