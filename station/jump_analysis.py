"""A vertical jump from a trial's traces: its marks, its numbers and what is to be said against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from dsp.catalog import CATALOG
from dsp.flight import Flight
from dsp.jump_recording import EVENTS, ONSET_KNOWN, Begin, FoundJump, NoJump, Recording, onset_known_s
from dsp.jump_search import find_first_jump
from dsp.jump_sheet import Sheet, measured_jump, pushing_legs
from dsp.legs import WORKING_SHARE
from dsp.measurement import State
from dsp.unweighting import ONSET_SD, PERSISTENCE_S
from dsp.weighing import GRAVITY, Gate
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import Timeline, Unusable, in_order, moved_time, named, timeline

B = TypeVar("B", bound=Begin)
Methods = dict[str, dict[str, float | str]]

_INTERRUPTED = "the recording was interrupted after the landing"
_UNKNOWN_LEG = "one total force: whether one leg alone jumped, and which, is not known"


@dataclass(frozen=True, slots=True)
class Kind(Generic[B]):
    """What differs between jumps: how one is found, and the methods of this kind."""

    find: Callable[[Recording], FoundJump[B]]
    method: Callable[[Timeline, FoundJump[B]], Methods]


def analyse_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first countermovement jump that can be analysed.  Raises as ``analyse_as`` does."""
    kind = Kind(
        find_first_jump,
        lambda line, found: {
            "onset.cmj": {
                "sd_factor": ONSET_SD,
                "persistence_s": PERSISTENCE_S,
                "known_to_part_of_declared": ONSET_KNOWN,
                "integration_start_s": float(line.time_s[found.jump.start]),
            }
        },
    )
    return analyse_as(kind, protocol, data, moved)


def analyse_as(kind: Kind[B], protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first jump of the trial that can be analysed; moved marks are that one's.

    Raises Unusable with all marks that are known, moved ones too.
    """
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
    feet = _feet(line)
    leg = pushing_legs(found, feet).working
    notes = [] if data.complete else [_INTERRUPTED]
    if leg is not None and not protocol.one_leg:
        notes.append(f"this jump is on the {leg} leg alone")
    sheet = measured_jump(found, line.facts, feet=feet, notes=notes)
    lines = [named(CATALOG[key], Side(side), measurement) for (key, side), measurement in sheet.items()]
    methods = _methods(protocol, line, found) | kind.method(line, found)
    if protocol.one_leg:
        if feet and leg is None:
            raise Unusable(_both_push(sheet), _listed(known))
        lines = _of_one_leg(lines, leg)
        methods["leg.share_of_push"] = {"leg": leg or "not known", "idle_below": WORKING_SHARE}
    return Analysis(protocol.key, line.fs_hz, _listed(known), in_order(protocol, lines), None, methods)


def _listed(known: dict[str, Mark]) -> tuple[Mark, ...]:
    return tuple(known[name] for name in EVENTS if name in known)


def _feet(line: Timeline) -> dict[str, Floats]:
    if line.left_n is None or line.right_n is None:
        return {}
    return {Side.LEFT: line.left_n, Side.RIGHT: line.right_n}


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
        left_n=line.left_n,
    )


def _know(known: dict[str, Mark], line: Timeline, flight: Flight | None, begin: Begin | None) -> None:
    """Add the automatic marks; one that somebody put elsewhere stays as it was put."""
    step = 1.0 / line.fs_hz
    found = {}
    if begin is not None:
        found["onset"] = (begin.onset, onset_known_s(begin, line.fs_hz))
    if flight is not None:
        found["takeoff"] = (flight.takeoff, flight.takeoff_uncertainty_s)
        if flight.landing is not None:
            found["landing"] = (flight.landing, flight.landing_uncertainty_s)
    for name, (index, uncertainty_s) in found.items():
        if name not in known:
            known[name] = Mark(name, Side.BOTH, float(line.time_s[index]), True, uncertainty_s)
        elif known[name].uncertainty_s is None:
            known[name] = replace(known[name], uncertainty_s=step)


def _of_one_leg(lines: list[NamedMeasurement], leg: str | None) -> list[NamedMeasurement]:
    """The numbers of a jump on one leg are that leg's; limited where one total force does not tell which it was."""
    if leg is None:
        return [_limited(line) for line in lines]
    return [replace(line, side=Side(leg)) for line in lines if line.side in (Side.BOTH, leg)]


def _both_push(sheet: Sheet) -> str:
    share = sheet["propulsive_share", Side.LEFT].value
    parts = "" if share is None else f" (left {share:.0f} %, right {100.0 - share:.0f} %)"
    return f"Both legs push off{parts}. Lift one foot clear of its plate and jump from the other leg alone."


def _limited(line: NamedMeasurement) -> NamedMeasurement:
    found = line.measurement
    if found.value is None:
        return line
    return replace(line, measurement=replace(found, state=State.LIMITED, reasons=(*found.reasons, _UNKNOWN_LEG)))


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
        "uncertainty.gains": {"plates": "one" if line.left_n is None else "each by itself"},
        "selection.first_complete": {"jumps_found": found.jumps, "analysed": found.number},
    }
