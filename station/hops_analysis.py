"""A set of hops from a trial's traces: which contacts count, their marks, and what the set is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.contacts import Contact, NoRebound
from dsp.doubts import Doubts, joined
from dsp.flight import Flight
from dsp.hops import LONGEST_CONTACT_S, Hop, HopSet, LeftOut, cut_off, find_hops, make_hop_set
from dsp.hops_metrics import (
    HOPS,
    LEAST_FOR_SPREAD,
    contact_impulses,
    contact_times,
    flight_times,
    heights,
    rsis,
)
from dsp.legs import ONE_FORCE, Legs
from dsp.metric import GAP_LIMITED_S, Facts, judge
from dsp.symmetry import NoComparison, compare
from dsp.weighing import Stance
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.rebound_analysis import (
    SIDES,
    Methods,
    contacts_of,
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
from station.timeline import Timeline, Unusable, in_order, named, timeline, withheld

DISORDER = "The marks are not in order: touch-down, take-off, next touch-down. Move them apart."


@dataclass(frozen=True, slots=True)
class _Found:
    """The set that is analysed, and what was left out of it."""

    hops: HopSet
    left_out: tuple[LeftOut, ...]
    flight: Flight
    legs: Legs
    stance: Stance | None
    why_no_weight: str
    cut_off: tuple[str, ...]
    """Why there may have been more hops than the recording holds."""


def analyse_hops(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all complete hops of the trial.  Raises Unusable when there is none."""
    kept = tuple(mark for mark in moved if mark.side is Side.BOTH)
    try:
        line = timeline(data)
        contacts = contacts_of(line)
        try:
            complete, left_out = find_hops(contacts, line.fs_hz)
        except NoRebound as error:
            raise Unusable(f"No hops: {error}. Keep hopping on the plates until told to stop.") from error
        complete, left_out = _without_gaps(line, complete, left_out)
    except Unusable as refused:
        raise Unusable(str(refused), refused.marks or kept) from refused
    marks, placed_hops = _marked(line, complete, moved)
    found = _found(protocol, line, contacts, complete, placed_hops, left_out, marks)
    lines = _lines(line, found, data.complete)
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, _methods(protocol, line, found))


def _without_gaps(
    line: Timeline, hops: tuple[Hop, ...], left_out: tuple[LeftOut, ...]
) -> tuple[tuple[Hop, ...], tuple[LeftOut, ...]]:
    """Hops with lost samples are left out, so that the others keep their numbers."""
    whole, lost = [], list(left_out)
    for hop in hops:
        missing = line.facts(hop.touchdown, hop.landing).missing_s
        if missing > GAP_LIMITED_S + 1e-9:
            lost.append(LeftOut(hop.touchdown, f"{1000 * missing:.3g} ms are missing in a hop", lost=True))
        else:
            whole.append(hop)
    if not whole:
        raise Unusable("Samples are missing in every hop. Check the connection, then repeat the trial.")
    return tuple(whole), tuple(sorted(lost, key=lambda each: each.touchdown))


def _marked(line: Timeline, hops: tuple[Hop, ...], moved: Sequence[Mark]) -> tuple[tuple[Mark, ...], tuple[Hop, ...]]:
    """The marks of all hops, and the hops between them.  A landing that is the next touch-down has one mark."""
    marks: list[Mark] = []
    found: list[Hop] = []
    for number, hop in enumerate(hops, 1):
        following = hops[number] if number < len(hops) else None
        name = f"touchdown {number + 1}" if following and following.touchdown == hop.landing else f"landing {number}"
        down, first = placed(line, moved, f"touchdown {number}", hop.touchdown, hop.touchdown_uncertainty_s)
        off, second = placed(line, moved, f"takeoff {number}", hop.takeoff, hop.takeoff_uncertainty_s)
        landed, third = placed(line, moved, name, hop.landing, hop.landing_uncertainty_s)
        marks += [first, second]
        if name.startswith("landing"):
            marks.append(third)
        known = (each.uncertainty_s or 0.0 for each in (first, second, third))
        found.append(Hop(down, off, landed, *known))
    return tuple(marks), tuple(found)


def _found(
    protocol: Protocol,
    line: Timeline,
    contacts: Sequence[Contact],
    complete: tuple[Hop, ...],
    hops: tuple[Hop, ...],
    left_out: tuple[LeftOut, ...],
    marks: tuple[Mark, ...],
) -> _Found:
    flights = {each.start: each.flight for each in contacts if each.flight is not None}
    # the longest flight tells best what the empty plates read
    flight = max((flights[hop.touchdown] for hop in complete), key=lambda each: (each.landing or 0) - each.takeoff)
    hopped = {hop.touchdown for hop in complete}
    stance, why = quiet_second(protocol, line, [each for each in contacts if each.start not in hopped])
    try:
        made = make_hop_set(
            line.time_s,
            line.total_n,
            hops=hops,
            stance=stance,
            residual_n=flight.residual_n,
            noise_sd_n=flight.residual_sd_n,
            gain_uncertainty=line.gain_uncertainty,
            step_uncertainty_n=line.step_uncertainty_n,
        )
    except ValueError as error:
        raise Unusable(DISORDER, marks) from error
    legs = legs_of(line, flight, [slice(hop.touchdown, hop.takeoff) for hop in complete])
    why = why and f"{why}: stand still before the first hop or after the last"
    cut = cut_off(list(contacts), len(line.total_n), line.fs_hz)
    return _Found(made, left_out, flight, legs, stance, why, cut)


def _lines(line: Timeline, found: _Found, complete: bool) -> list[NamedMeasurement]:
    facts = _facts_of(line, found.hops)
    doubts = _doubts(line, found, complete)
    lines: list[NamedMeasurement] = []
    for formula in HOPS:
        if formula.sided:
            each = {side: joined(doubts[formula.key], of_zero(found.legs, 0.0, side)) for side in SIDES}
            lines += sided_lines(formula, found.hops.under, line, found.legs, facts, each)
        else:
            lines.append(line_of(formula, found.hops, facts, doubts=doubts[formula.key]))
    count = CATALOG["hop_count"]
    notes = dict.fromkeys(f"left out: {each.reason}" for each in found.left_out)
    # where samples are missing nobody knows how many hops there were
    unseen = (*found.cut_off, *(each.reason for each in found.left_out if each.lost))
    limits = [f"at least this many: {reason}" for reason in unseen]
    result = judge(count, float(len(found.hops.hops)), facts(0, 0), limits=dict.fromkeys(limits), notes=tuple(notes))
    lines.append(named(count, Side.BOTH, result))
    lines.append(weight_line(line, found.stance, found.why_no_weight, found.legs, found.hops.residual_n))
    return [*lines, *_difference(line, found, facts(0, 0))]


def _facts_of(line: Timeline, hops: HopSet) -> Callable[[int, int], Facts]:
    """What is known about the samples of all hops together; what lies between them does not matter."""
    every = [line.facts(hop.touchdown, hop.landing) for hop in hops.hops]
    worst = replace(
        every[0],
        missing_s=max(facts.missing_s for facts in every),
        saturated=any(facts.saturated for facts in every),
        stuck=any(facts.stuck for facts in every),
        spikes=sum(facts.spikes for facts in every),
    )
    return lambda start, stop: worst


def _doubts(line: Timeline, found: _Found, complete: bool) -> Mapping[str, Doubts]:
    """Reasons to limit a metric or to withhold it, and what is to be said with it, by its key."""
    hops, count = found.hops, len(found.hops.hops)
    notes = list(dict.fromkeys(f"left out: {each.reason}" for each in found.left_out if not each.usual))
    if not complete:
        notes.append("the recording was interrupted after the last hop")
    doubts = {formula.key: Doubts(notes=tuple(notes)) for formula in HOPS}

    def add(key: str, more: Doubts) -> None:
        doubts[key] = joined(doubts[key], more)

    if count < hops.best_n:
        add("hop_rsi_best_mean", Doubts(refusals=(f"needs {hops.best_n} hops; this set has {count}",)))
    add("hop_rsi_best_mean", Doubts(notes=(f"the best {hops.best_n} of {count} hops",)))
    if count < 2 * hops.window:
        add("hop_fatigue", Doubts(refusals=(f"needs {2 * hops.window} hops; this set has {count}",)))
    add("hop_fatigue", Doubts(limits=found.cut_off))
    add("hop_fatigue", Doubts(notes=(f"first and last {hops.window} of {count} hops",)))
    if count < LEAST_FOR_SPREAD:
        for key in ("hop_rsi_cv", "hop_contact_cv"):
            add(key, Doubts(refusals=(f"needs {LEAST_FOR_SPREAD} hops; this set has {count}",)))
    if found.stance is None:
        add("hop_stiffness", Doubts(refusals=(found.why_no_weight,)))
    else:
        add("hop_stiffness", doubts_of_weighing(line, found.stance))
    return doubts


def _difference(line: Timeline, found: _Found, facts: Facts) -> list[NamedMeasurement]:
    """Right against left of the contacts' impulse; the spread of the hops tells what it is known to."""
    metric = CATALOG["hop_impulse_asymmetry"]
    left, right = line.left_n, line.right_n
    if left is None or right is None:
        return withheld(metric, ONE_FORCE)
    if found.legs.alone:
        return withheld(metric, found.legs.alone)
    values = [_impulses(found, side, force) for side, force in zip(SIDES, (left, right), strict=True)]
    try:
        result = compare(*values, device_uncertainty=float(np.sqrt(2.0)) * line.gain_uncertainty)
    except NoComparison as error:
        return withheld(metric, str(error))
    zero = joined(*(of_zero(found.legs, 0.0, side) for side in SIDES))
    limits = zero.limits if result.uncertainty is not None else (*zero.limits, "one hop does not show the variation")
    known = result.uncertainty
    if known is not None:
        # what an empty plate reads is in every one of its contacts
        off = [
            abs(found.legs.readings[side]) * float(contact_times(found.hops).mean()) / float(np.mean(each))
            for side, each in zip(SIDES, values, strict=True)
        ]
        known = float(np.hypot(known, 100.0 * np.hypot(off[0], off[1])))
    measured = judge(metric, result.percent, facts, uncertainty=known, limits=limits, refusals=zero.refusals)
    return [named(metric, Side.BOTH, measured)]


def _impulses(found: _Found, side: Side, force: Floats) -> list[float]:
    under = found.hops.under(force, found.legs.readings[side])
    return [float(each) for each in contact_impulses(under)]


def _methods(protocol: Protocol, line: Timeline, found: _Found) -> Methods:
    hops = found.hops
    each = zip(contact_times(hops), flight_times(hops), rsis(hops), heights(hops), strict=True)
    return {
        "contacts.adaptive": {
            "residual_n": found.flight.residual_n,
            "residual_sd_n": found.flight.residual_sd_n,
            "sd_factor": 5.0,
            "longest_contact_s": LONGEST_CONTACT_S,
        },
        "hops.each": {
            f"hop {number}": f"contact {ground:.3f} s, flight {air:.3f} s, RSI {rsi:.2f}, height {100 * high:.1f} cm"
            for number, (ground, air, rsi, high) in enumerate(each, 1)
        },
        "hops.left_out": {f"{line.time_s[out.touchdown]:.3f} s": out.reason for out in found.left_out},
        "hops.best_and_change": {"best_n": float(hops.best_n), "window": float(hops.window), "of": "flight / contact"},
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "pooled SD of hops, Student t, 95 %"},
        **weighing_method(protocol, line, found.stance),
    }
