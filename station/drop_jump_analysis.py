"""A drop jump from a trial's traces: the contact between drop and jump, its marks and its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dsp.contacts import Contact, Edge, NoRebound
from dsp.doubts import NO_DOUBTS, Doubts, joined
from dsp.drop_jump import LONGEST_CONTACT_S, DropJump, find_drop, make_drop_jump
from dsp.drop_jump_metrics import DROP_JUMP, drop_height, height_difference, touchdown_speed
from dsp.flight import Flight
from dsp.legs import Legs
from dsp.weighing import GRAVITY, Stance
from station.body_facts import SCALES_KG
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.rebound_analysis import (
    SIDES,
    Methods,
    contacts_of,
    difference_of,
    doubts_of_weighing,
    legs_of,
    line_of,
    of_zero,
    placed,
    quiet_second,
    sided_lines,
    weighing_method,
    weight_line,
)
from station.timeline import Timeline, Unusable, in_order, timeline

HEIGHTS_LIMIT_M, HEIGHTS_REFUSE_M = 0.05, 0.12
LEAST_DROP_M = 0.05
MARKS = ("touchdown", "takeoff", "landing")
DISORDER = "The marks are not in order: touch-down, take-off, landing. Move them apart."

_BY_LANDING = frozenset({"drop_height_im", "drop_height_difference", "drop_rsi_im"})
_MOTION = frozenset({"effective_drop_height", "touchdown_speed", "drop_depth", "drop_braking_time"})
_MOTION |= {"drop_propulsion_time", "vertical_stiffness", "spring_correlation"}
_PARTED = frozenset({"drop_braking_impulse", "drop_propulsive_impulse"})
_FORCES = frozenset({"impact_peak", "drop_peak_force", "drop_contact_impulse", "drop_contact_share"})
_TIMES = frozenset({"drop_rsi_ft", "drop_rsi_jh", "drop_flight_time", "drop_height_ft"})


@dataclass(frozen=True, slots=True)
class _Found:
    """The drop jump that is analysed; ``after`` says that ``stance``, a quiet second, follows the landing.

    ``otherwise`` says where the weight is from when nobody stood still after the landing; empty when it is unknown.
    """

    jump: DropJump
    flight: Flight
    legs: Legs
    stance: Stance | None
    after: bool
    otherwise: str
    why_no_weight: str
    drops: int


def analyse_drop_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first drop jump of the trial.  Raises Unusable with the marks that are known."""
    kept = tuple(mark for mark in moved if mark.name in MARKS and mark.side is Side.BOTH)
    try:
        line = timeline(data)
        contacts = contacts_of(line)
        try:
            dropped = find_drop(contacts, line.fs_hz)
        except NoRebound as error:
            raise Unusable(f"No drop jump: {error}.", _known_marks(line, contacts, moved)) from error
    except Unusable as refused:
        raise Unusable(str(refused), refused.marks or kept) from refused
    marks, contact = _marked(line, dropped, moved)
    found = _found(protocol, line, contacts, dropped, contact, marks, data.body_mass_kg)
    lines = _lines(line, found, data.complete)
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, _methods(protocol, line, found))


def _known_marks(line: Timeline, contacts: Sequence[Contact], moved: Sequence[Mark]) -> tuple[Mark, ...]:
    """Of a trial that is refused: where the first landing and what followed it were found, or put by hand."""
    places: dict[str, tuple[int, float]] = {}
    contact = next((each for each in contacts if each.before is Edge.EMPTY), None)
    if contact is not None:
        places["touchdown"] = contact.start, contact.start_uncertainty_s
        if contact.flight is not None:
            places["takeoff"] = contact.stop, contact.stop_uncertainty_s
            if contact.flight.landing is not None:
                places["landing"] = contact.flight.landing, contact.flight.landing_uncertainty_s
    put = {mark.name: mark for mark in moved if mark.side is Side.BOTH}
    marks = []
    for name in MARKS:
        if name in places:
            marks.append(placed(line, moved, name, *places[name])[1])
        elif name in put:
            marks.append(replace(put[name], uncertainty_s=1.0 / line.fs_hz))
    return tuple(marks)


def _marked(line: Timeline, contact: Contact, moved: Sequence[Mark]) -> tuple[tuple[Mark, ...], Contact]:
    """The marks, and the contact with its flight between them."""
    flight = contact.flight
    if flight is None or flight.landing is None:
        raise AssertionError("a drop jump has a flight with a landing")
    touchdown, first = placed(line, moved, "touchdown", contact.start, contact.start_uncertainty_s)
    takeoff, second = placed(line, moved, "takeoff", contact.stop, contact.stop_uncertainty_s)
    landing, third = placed(line, moved, "landing", flight.landing, flight.landing_uncertainty_s)
    flight = replace(
        flight,
        takeoff=takeoff,
        landing=landing,
        takeoff_uncertainty_s=second.uncertainty_s or 0.0,
        landing_uncertainty_s=third.uncertainty_s or 0.0,
    )
    start_u = first.uncertainty_s or 0.0
    return (first, second, third), replace(
        contact, start=touchdown, stop=takeoff, start_uncertainty_s=start_u, flight=flight
    )


def _found(
    protocol: Protocol,
    line: Timeline,
    contacts: Sequence[Contact],
    dropped: Contact,
    contact: Contact,
    marks: tuple[Mark, ...],
    body_mass_kg: float | None,
) -> _Found:
    """The jump between the marks; weight and empty reading follow from the contact as it was found."""
    flight = dropped.flight
    if flight is None:
        raise AssertionError("a drop jump has a flight")
    number = contacts.index(dropped)
    stance, why = quiet_second(protocol, line, contacts[number + 1 : number + 2])
    after = stance is not None
    given_n, given_u, otherwise = None, 0.0, ""
    if stance is None and body_mass_kg is not None:
        given_n, given_u, otherwise = GRAVITY * body_mass_kg, GRAVITY * SCALES_KG, "by the body mass as given"
    elif stance is None:
        stance = quiet_second(protocol, line, contacts[:number])[0]
        if stance is not None:
            given_n, given_u, otherwise = stance.mean_n, stance.uncertainty_n, "weighed before the drop"
    try:
        jump = make_drop_jump(
            line.time_s,
            line.total_n,
            contact=contact,
            stance=stance if after else None,
            given_weight_n=given_n,
            given_uncertainty_n=given_u,
            gain_uncertainty=line.gain_uncertainty,
            step_uncertainty_n=line.step_uncertainty_n,
        )
    except ValueError as error:
        raise Unusable(DISORDER, marks) from error
    legs = legs_of(line, flight, [slice(dropped.start, dropped.stop)])
    drops = sum(1 for each in contacts if each.before is Edge.EMPTY and each.flight and each.flight.landing)
    why = why and f"{why}: stand still for two seconds after the landing"
    return _Found(jump, flight, legs, stance, after, otherwise, why, drops)


def _lines(line: Timeline, found: _Found, complete: bool) -> list[NamedMeasurement]:
    doubts = _doubts(line, found, complete)
    lines: list[NamedMeasurement] = []
    for formula in DROP_JUMP:
        if formula.sided:
            each = {side: joined(doubts[formula.key], _zero(found, formula.key, side)) for side in SIDES}
            lines += sided_lines(formula, found.jump.under, line, found.legs, line.facts, each)
        else:
            whole = joined(doubts[formula.key], _zero(found, formula.key, Side.BOTH))
            lines.append(line_of(formula, found.jump, line.facts, doubts=whole))
    lines.append(weight_line(line, found.stance, found.why_no_weight, found.legs, found.jump.residual_n))
    facts = line.facts(found.jump.touchdown, found.jump.takeoff)
    lines += difference_of("drop_impulse_asymmetry", lines, "drop_contact_impulse", found.legs, facts)
    return lines


def _zero(found: _Found, key: str, side: Side) -> Doubts:
    """Times do not depend on where the plates rest: the empty reading is their zero."""
    if key in _FORCES | _MOTION | _PARTED | _BY_LANDING:
        return of_zero(found.legs, found.jump.residual_n, side)
    return NO_DOUBTS


def _doubts(line: Timeline, found: _Found, complete: bool) -> Mapping[str, Doubts]:
    """Reasons to limit a metric or to withhold it, by its key."""
    notes: tuple[str, ...] = () if complete else ("the recording was interrupted after the landing",)
    if found.drops > 1:
        notes += (f"{found.drops} drop jumps in this recording; this is the first",)
    doubts = {formula.key: Doubts(notes=notes) for formula in DROP_JUMP}

    def add(keys: frozenset[str], more: Doubts) -> None:
        doubts.update({key: joined(doubts[key], more) for key in keys})

    if not found.after and not found.otherwise:
        add(_MOTION | _PARTED | _BY_LANDING, Doubts(refusals=(found.why_no_weight,)))
        return doubts
    if found.stance is not None:
        add(_MOTION | _PARTED | _BY_LANDING, doubts_of_weighing(line, found.stance))
    if not found.after:
        reason = f"{found.otherwise}: {found.why_no_weight}"
        add(_BY_LANDING, Doubts(refusals=(found.why_no_weight,)))
        add(_MOTION | _PARTED, Doubts(limits=(reason,)))
    by_heights = _of_heights(found.jump)
    add(_MOTION | _PARTED | _BY_LANDING, by_heights)
    add(_TIMES, Doubts(limits=by_heights.limits + by_heights.refusals))
    add(_MOTION | _PARTED, _of_drop(found.jump))
    return doubts


def _of_heights(jump: DropJump) -> Doubts:
    """Two ends of one momentum that contradict each other."""
    differ = height_difference(jump)
    text = f"heights by flight time and by the impulse of the landing differ by {100 * abs(differ):.0f} cm"
    if abs(differ) > HEIGHTS_REFUSE_M:
        return Doubts(refusals=(f"{text}: one of them is wrong; repeat the trial and stand still after the landing",))
    if abs(differ) > HEIGHTS_LIMIT_M:
        return Doubts(limits=(f"{text}: legs bent in the air, or not still after the landing",))
    return NO_DOUBTS


def _of_drop(jump: DropJump) -> Doubts:
    """A body that does not fall before it jumps."""
    if jump.lowest is None or touchdown_speed(jump) <= 0:
        return Doubts(
            refusals=("the body does not come down onto the plates: step off the box, land, and jump up at once",)
        )
    height = drop_height(jump)
    if height < LEAST_DROP_M:
        return Doubts(limits=(f"a drop of {100 * height:.0f} cm only: this looks like a step onto the plates",))
    return NO_DOUBTS


def _methods(protocol: Protocol, line: Timeline, found: _Found) -> Methods:
    flight = found.flight
    return {
        "contacts.adaptive": {
            "residual_n": flight.residual_n,
            "residual_sd_n": flight.residual_sd_n,
            "sd_factor": 5.0,
            "longest_contact_s": LONGEST_CONTACT_S,
        },
        "motion.backwards_from_takeoff": {
            "gravity": GRAVITY,
            "integration": "trapezoid",
            "takeoff_speed": "g t / 2, flight time",
            "checked_by": "impulse from the landing to the quiet stand" if found.after else "nothing",
        },
        "selection.first_drop": {"drops_found": found.drops, "analysed": 1},
        **weighing_method(protocol, line, found.stance),
    }
