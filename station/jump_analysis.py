"""A countermovement jump from a trial's traces: which jump, whether it is one, its marks and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.catalog import CATALOG, JUMP, judge
from dsp.flight import Flight, empty_stretches, find_flights, loaded_level
from dsp.jump import (
    Jump,
    contraction_time,
    countermovement_depth,
    height_difference,
    make_jump,
    pause_at_bottom,
)
from dsp.measurement import Measurement, State
from dsp.symmetry import NoComparison, asymmetry
from dsp.unweighting import ONSET_SD, PERSISTENCE_S, Unweighting, find_unweighting
from dsp.weighing import GRAVITY, Stance, quiet_windows
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol, Weigh
from station.timeline import (
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

LEAST_DEPTH_M, SHALLOW_DEPTH_M = 0.05, 0.08
LEAST_DOWN_SPEED = 0.25
HEIGHTS_LIMIT_M, HEIGHTS_REFUSE_M = 0.05, 0.12
PAUSE_S = 0.4
SLOW_S = 2.0
RESIDUAL_LIMIT_N = 5.0
WEIGHT_CHANGE = 0.02
DROP_CONTACT_S = 1.2

Methods = dict[str, dict[str, float | str]]


@dataclass(frozen=True, slots=True)
class _Found:
    """The jump that is analysed, with what was decided on the way."""

    flight: Flight
    stance: Stance
    unweighting: Unweighting
    jump: Jump
    jumps: int


def analyse_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first complete jump of the trial.  Raises Unusable with the marks that are certain."""
    line = timeline(data)
    found = _find(protocol, line, moved)
    _check_countermovement(found, line, moved)
    notes = (f"{found.jumps} jumps in this recording; this is the first",) if found.jumps > 1 else ()
    lines = _lines(line, found, notes)
    marks = _marks(line, found.flight, found.unweighting, moved)
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, _methods(protocol, line, found))


def _find(protocol: Protocol, line: Timeline, moved: Sequence[Mark]) -> _Found:
    force, fs = line.total_n, line.fs_hz
    if loaded_level(force) is None:
        raise Unusable("Nobody stood on the plates: the force never exceeds 50 N.")
    flights = find_flights(force, fs)
    complete = [flight for flight in flights if flight.landing is not None]
    if not complete:
        _refuse_incomplete(protocol, line, flights, moved)
    flight = _moved_flight(line, complete[0], moved)
    certain = _marks(line, flight, None, moved)
    weigh = _weigh(protocol)
    stance, unweighting = _stance(weigh, line, flight, certain)
    onset_s = moved_time(moved, "onset", Side.BOTH)
    if onset_s is not None:
        onset = line.index(onset_s)
        unweighting = Unweighting(onset, onset, onset, paused=False)
    if unweighting is None:
        raise Unusable(
            "No countermovement: the force never dips below body weight before the push. This looks like a squat jump. "
            "Stand tall, then dip and jump in one movement.",
            certain,
        )
    try:
        jump = make_jump(
            line.time_s,
            force,
            stance=stance,
            start=unweighting.start,
            onset=unweighting.onset,
            onset_uncertainty_s=max(1, unweighting.declared - unweighting.onset) / fs,
            flight=flight,
            gain_uncertainty=line.gain_uncertainty,
        )
    except ValueError as error:
        raise Unusable("The marks are not in order: onset, take-off, landing. Move them apart.", certain) from error
    return _Found(flight, stance, unweighting, jump, len(complete))


def _weigh(protocol: Protocol) -> Weigh:
    if protocol.weigh is None:
        raise Unusable(f"The protocol {protocol.key} does not say how the body weight is found.")
    return protocol.weigh


def _refuse_incomplete(protocol: Protocol, line: Timeline, flights: Sequence[Flight], moved: Sequence[Mark]) -> None:
    if not flights:
        raise Unusable("No jump found: nobody left the plates for 0.1 s after a push-off. Repeat the trial.")
    flight = flights[0]
    marks = _marks(line, flight, None, moved)
    try:
        unweighting = _stance(_weigh(protocol), line, flight, marks)[1]
        marks = _marks(line, flight, unweighting, moved)
    except Unusable:
        pass
    left_s = float(line.time_s[-1] - line.time_s[flight.takeoff])
    if left_s > 2.0:
        raise Unusable("No landing on the plates after take-off. Land on both plates, then repeat the trial.", marks)
    raise Unusable("The recording ends in flight: there is no landing. Repeat the trial and let it run on.", marks)


def _stance(
    weigh: Weigh, line: Timeline, flight: Flight, certain: tuple[Mark, ...]
) -> tuple[Stance, Unweighting | None]:
    """The weighing before this jump, and the countermovement after it; the stillest one that fits the start."""
    force, fs = line.total_n, line.fs_hz
    empty = [stop for _, stop in empty_stretches(force, fs) if stop <= flight.takeoff]
    floor = max(empty, default=0)
    before = force[floor : flight.takeoff]
    gate = {"seconds": weigh.seconds, "mean_above_n": weigh.mean_above_n}
    windows = quiet_windows(before, fs, sd_below_n=weigh.sd_below_n, **gate)
    if not windows:
        _refuse_weighing(weigh, line, floor, flight, certain)
    first: Stance | None = None
    tried: list[float] = []
    for window in windows:
        if any(abs(window.mean_n - mean) <= 0.02 * mean for mean in tried):
            continue  # stillest first: this one stands on a level that was tried
        tried.append(window.mean_n)
        stance = replace(window, start=window.start + floor, stop=window.stop + floor)
        unweighting = find_unweighting(force, fs, stance, flight.takeoff)
        if unweighting is None:
            first = first or stance
            continue
        rest = force[max(floor, unweighting.start - round(0.5 * fs)) : unweighting.start + 1]
        if abs(float(rest.mean()) - stance.mean_n) <= 0.05 * stance.mean_n:
            return stance, unweighting
    if first is not None:
        return first, None
    raise Unusable(
        "The weight just before the jump differs by more than 5 % from the quiet stand before it. Stand with both feet "
        "on the plates, still, until the signal.",
        certain,
    )


def _refuse_weighing(weigh: Weigh, line: Timeline, floor: int, flight: Flight, certain: tuple[Mark, ...]) -> None:
    stood_s = float(line.time_s[flight.takeoff] - line.time_s[floor])
    if floor > 0 and stood_s < DROP_CONTACT_S:
        raise Unusable(
            f"The plates were empty until {stood_s:.2f} s before take-off: this looks like a drop jump. This test "
            f"needs {weigh.seconds:g} s of quiet standing, then one jump.",
            certain,
        )
    before = line.total_n[floor : flight.takeoff]
    tried = quiet_windows(before, line.fs_hz, seconds=weigh.seconds, sd_below_n=np.inf, mean_above_n=weigh.mean_above_n)
    if not tried:
        detail = f"only {stood_s:.1f} s on the plates before the jump"
    else:
        detail = f"the stillest varies by {tried[0].sd_n:.0f} N, {weigh.sd_below_n:g} N is the limit"
    raise Unusable(
        f"Weighing failed: no {weigh.seconds:g} s of quiet standing before the jump ({detail}). Stand still until the "
        "weight is taken, then jump.",
        certain,
    )


def _check_countermovement(found: _Found, line: Timeline, moved: Sequence[Mark]) -> None:
    """A jump without a dip, or with a pause in it, is not a countermovement jump and must not be counted as one."""
    certain = _marks(line, found.flight, None, moved)
    if found.unweighting.paused or pause_at_bottom(found.jump) >= PAUSE_S:
        raise Unusable(
            "There is a pause at the bottom before the push: this looks like a squat jump. Dip and jump in one go.",
            certain,
        )
    depth, down = countermovement_depth(found.jump), -float(found.jump.speed.min())
    if depth < LEAST_DEPTH_M or down < LEAST_DOWN_SPEED:
        raise Unusable(
            f"Hardly any countermovement ({100 * depth:.0f} cm, {down:.2f} m/s downwards): this looks like a squat "
            "jump. Stand tall, then dip and jump in one movement.",
            certain,
        )


def _doubts(found: _Found, line: Timeline, notes: tuple[str, ...]) -> tuple[Doubts, Doubts, Doubts]:
    """What is to be said of any number, of those of motion, and of those that come from impulse."""
    of_motion, of_impulse, refusals = [], [], []
    differ = height_difference(found.jump)
    text = f"heights by impulse and by flight time differ by {100 * abs(differ):.0f} cm"
    if abs(differ) > HEIGHTS_REFUSE_M:
        refusals.append(f"{text}: one of them is wrong; repeat the jump from a quiet stand")
    elif abs(differ) > HEIGHTS_LIMIT_M:
        of_motion.append(f"{text}: legs bent in the air, or not still before the jump")
    residual = found.flight.residual_n
    if abs(residual) > RESIDUAL_LIMIT_N:
        of_impulse.append(f"the plates read {residual:+.0f} N with nobody on them; zero them before the next jump")
    depth = countermovement_depth(found.jump)
    if depth < SHALLOW_DEPTH_M:
        of_motion.append(f"very shallow countermovement ({100 * depth:.0f} cm)")
    lasted = contraction_time(found.jump)
    if lasted > SLOW_S:
        of_motion.append(f"{lasted:.1f} s from onset to take-off: check the onset on the curve")
    after = quiet_windows(line.total_n[found.jump.landing :], line.fs_hz, mean_above_n=0.5 * found.stance.mean_n)
    change = after[0].mean_n - found.stance.mean_n if after else 0.0
    if abs(change) > WEIGHT_CHANGE * found.stance.mean_n:
        of_impulse.append(f"the weight after landing differs by {change:+.0f} N from the weight before the jump")
    plain = Doubts(notes=notes)
    motion = replace(plain, limits=tuple(of_motion), refusals=tuple(refusals))
    return plain, motion, replace(motion, limits=(*of_motion, *of_impulse))


_FROM_IMPULSE = {"jump_height_im", "jump_height_difference", "rsi_modified", "takeoff_velocity", "net_impulse"}
_FROM_IMPULSE |= {"countermovement_depth", "unweighting_time", "braking_time", "propulsion_time"}
_MOTION = _FROM_IMPULSE | {"jump_height_ft"}
"""What the doubts touch; the rest (weight, times of contact, peaks, gross impulse) stands by itself."""


def _lines(line: Timeline, found: _Found, notes: tuple[str, ...]) -> list[NamedMeasurement]:
    plain, of_motion, of_impulse = _doubts(found, line, notes)
    lines = []
    for formula in JUMP:
        doubts = of_impulse if formula.key in _FROM_IMPULSE else of_motion if formula.key in _MOTION else plain
        if not formula.sided:
            lines.append(measured(line, formula, found.jump, doubts=doubts))
            continue
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(measured(line, formula, found.jump, side, replace(doubts, refusals=(ONE_FORCE,))))
            else:
                lines.append(measured(line, formula, found.jump.under(foot), side, doubts))
    weight = CATALOG["system_weight"]
    stance = found.stance
    uncertainty = float(np.hypot(stance.uncertainty_n, line.gain_uncertainty * stance.mean_n))
    facts = line.facts(stance.start, stance.stop - 1)
    lines.append(named(weight, Side.BOTH, judge(weight, stance.mean_n, facts, uncertainty=uncertainty, notes=notes)))
    lines.extend(_difference(line, found, lines))
    return lines


def _difference(line: Timeline, found: _Found, lines: Sequence[NamedMeasurement]) -> list[NamedMeasurement]:
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
    result: Measurement = judge(metric, percent, facts, uncertainty=100.0 * float(relative), notes=left.reasons)
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


def _marks(line: Timeline, flight: Flight, unweighting: Unweighting | None, moved: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks of a jump as far as they are known."""
    found: list[tuple[str, int, float]] = []
    if unweighting is not None:
        uncertainty = max(1, unweighting.declared - unweighting.onset) / line.fs_hz
        found.append(("onset", unweighting.onset, uncertainty))
    found.append(("takeoff", flight.takeoff, flight.takeoff_uncertainty_s))
    if flight.landing is not None:
        found.append(("landing", flight.landing, flight.landing_uncertainty_s))
    return tuple(
        Mark(name, Side.BOTH, float(line.time_s[index]), moved_time(moved, name, Side.BOTH) is None, float(uncertainty))
        for name, index, uncertainty in found
    )


def _methods(protocol: Protocol, line: Timeline, found: _Found) -> Methods:
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
