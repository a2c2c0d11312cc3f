"""What drop jumps and sets of hops share: contacts, the quiet second, plates off zero, the legs that work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.contacts import Contact, find_contacts
from dsp.doubts import NO_DOUBTS, Doubts
from dsp.flight import Flight, loaded_level
from dsp.legs import ONE_FORCE, Legs, empty_readings
from dsp.legs import legs_of as legs_among
from dsp.measurement import State
from dsp.metric import Facts, Formula, judge, measure
from dsp.symmetry import NoComparison, asymmetry
from dsp.weighing import Stance, quiet_windows, wandering
from station.model import Floats, Mark, NamedMeasurement, Side
from station.protocol import Protocol, Weigh
from station.timeline import S, Timeline, Unusable, moved_time, named, withheld

QUIET = Weigh(seconds=1.0, sd_below_n=10.0, mean_above_n=50.0)
"""A quiet second, where the protocol does not say what it is [S3]."""
RESIDUAL_NOTE_N, RESIDUAL_LIMIT_N, RESIDUAL_REFUSE_N = 1.0, 5.0, 20.0
"""Of one plate with nobody on it: 5 N in a contact of 0.2 s are 1 N s of about 170."""
SIDES = (Side.LEFT, Side.RIGHT)

Methods = dict[str, dict[str, float | str]]


def contacts_of(line: Timeline) -> list[Contact]:
    """Every contact of the trial.  Raises Unusable when nobody was on the plates."""
    if loaded_level(line.total_n) is None:
        raise Unusable("Nobody was on the plates: the force never exceeds 50 N.")
    return find_contacts(line.total_n, line.fs_hz)


def quiet_second(protocol: Protocol, line: Timeline, contacts: Sequence[Contact]) -> tuple[Stance | None, str]:
    """The stillest second of these contacts; without one, None and the reason."""
    weigh = protocol.weigh or QUIET
    gate = {"seconds": weigh.seconds, "mean_above_n": weigh.mean_above_n}
    found: list[Stance] = []
    stillest = np.inf
    for contact in contacts:
        force = line.total_n[contact.start : contact.stop]
        windows = quiet_windows(force, line.fs_hz, sd_below_n=weigh.sd_below_n, **gate)
        if windows:
            stance = wandering(windows[0], windows)
            # few seconds show badly how much their means differ
            span = max(window.stop for window in windows) - min(window.start for window in windows)
            count = max(span / line.fs_hz / weigh.seconds, 1.5)
            stance = replace(stance, wander_n=stance.wander_n * float(np.sqrt((count + 1.0) / (count - 1.0))))
            found.append(replace(stance, start=stance.start + contact.start, stop=stance.stop + contact.start))
        elif restless := quiet_windows(force, line.fs_hz, sd_below_n=np.inf, **gate):
            stillest = min(stillest, restless[0].sd_n)
    if found:
        return min(found, key=lambda stance: stance.sd_n), ""
    if np.isfinite(stillest):
        detail = f"the stillest varies by {stillest:.0f} N, {weigh.sd_below_n:g} N is the limit"
    else:
        detail = "the recording is too short for one"
    return None, f"no {weigh.seconds:g} s of quiet standing on the plates ({detail})"


def legs_of(line: Timeline, flight: Flight, parts: Sequence[slice]) -> Legs:
    """What the plates read in ``flight``, and which carry a leg in ``parts``."""
    feet = {str(side): force for side in SIDES if (force := line.side(side)) is not None}
    return legs_among(feet, empty_readings(feet, line.fs_hz, flight), parts)


def of_zero(legs: Legs, residual_n: float, side: Side) -> Doubts:
    """What to say of a number from plates that are not at zero when nobody stands on them."""
    readings = legs.readings or {Side.BOTH: residual_n}
    if side is not Side.BOTH:
        readings = {side: readings[side]} if side in readings else {}
    limits: list[str] = []
    refusals: list[str] = []
    notes: list[str] = []
    for plate, reading in readings.items():
        if abs(reading) <= RESIDUAL_NOTE_N:
            continue
        plates = "the plates read" if plate == Side.BOTH else f"the {plate} plate reads"
        them = "them" if plate == Side.BOTH else "it"
        reason = f"{plates} {reading:+.2g} N with nobody on {them}; zero before the next trial"
        size = abs(reading)
        (refusals if size > RESIDUAL_REFUSE_N else limits if size > RESIDUAL_LIMIT_N else notes).append(reason)
    return Doubts(tuple(limits), tuple(refusals), tuple(notes))


def line_of(
    formula: Formula[S],
    subject: S,
    facts: Callable[[int, int], Facts],
    side: Side = Side.BOTH,
    doubts: Doubts = NO_DOUBTS,
) -> NamedMeasurement:
    """One metric of one side, judged by ``facts``."""
    result = measure(formula, subject, facts, limits=doubts.limits, refusals=doubts.refusals, notes=doubts.notes)
    return named(formula, side, result)


def sided_lines(
    formula: Formula[S],
    under: Callable[[Floats, float], S],
    line: Timeline,
    legs: Legs,
    facts: Callable[[int, int], Facts],
    doubts: Mapping[Side, Doubts],
) -> list[NamedMeasurement]:
    """Left and right of one metric: of the legs that work."""
    lines = []
    for side in SIDES:
        foot = line.side(side)
        reason = ONE_FORCE if foot is None else f"the {side} leg is off its plate" if side in legs.idle else ""
        if foot is None or reason:
            lines.append(next(item for item in withheld(formula, reason) if item.side is side))
        else:
            lines.append(line_of(formula, under(foot, legs.readings[side]), facts, side, doubts[side]))
    return lines


def difference_of(
    key: str, lines: Sequence[NamedMeasurement], of: str, legs: Legs, facts: Facts
) -> list[NamedMeasurement]:
    """Right against left of the metric ``of``, of valid values of two legs that work; the ``key`` is its row."""
    metric = CATALOG[key]
    if legs.alone:
        return withheld(metric, legs.alone)
    values = {item.side: item.measurement for item in lines if item.key == of}
    left, right = values[Side.LEFT], values[Side.RIGHT]
    if left.value is None or right.value is None:
        return withheld(metric, *dict.fromkeys(left.reasons + right.reasons))
    if State.LIMITED in (left.state, right.state):
        return withheld(metric, "only unrestricted values are compared", *dict.fromkeys(left.reasons + right.reasons))
    try:
        percent = asymmetry(left.value, right.value)
    except NoComparison as error:
        return withheld(metric, str(error))
    relative = np.hypot((left.uncertainty or 0.0) / left.value, (right.uncertainty or 0.0) / right.value)
    notes = tuple(dict.fromkeys((*left.reasons, *right.reasons)))
    return [named(metric, Side.BOTH, judge(metric, percent, facts, uncertainty=100.0 * float(relative), notes=notes))]


def weight_line(
    line: Timeline, stance: Stance | None, why_none: str, legs: Legs, residual_n: float
) -> NamedMeasurement:
    """The weight that was found in a quiet second, or why there is none."""
    metric = CATALOG["system_weight"]
    if stance is None:
        return withheld(metric, why_none)[0]
    known = np.hypot(stance.uncertainty_n, line.step_uncertainty_n)
    zero = sum(legs.readings.values()) if legs.readings else residual_n
    uncertainty = float(np.hypot(np.hypot(known, zero), line.gain_uncertainty * stance.mean_n))
    doubts = of_zero(legs, residual_n, Side.BOTH)
    facts = line.facts(stance.start, stance.stop - 1)
    return named(
        metric,
        Side.BOTH,
        judge(
            metric,
            stance.mean_n,
            facts,
            uncertainty=uncertainty,
            limits=doubts.limits,
            refusals=doubts.refusals,
            notes=doubts.notes,
        ),
    )


def doubts_of_weighing(line: Timeline, stance: Stance) -> Doubts:
    """Samples that were lost or saturated in the weighing reach whatever the weight is in."""
    facts = replace(line.facts(stance.start, stance.stop - 1), alignment_s=0.0)
    weighed = judge(CATALOG["system_weight"], stance.mean_n, facts)
    reasons = tuple(f"in the weighing: {reason}" for reason in weighed.reasons)
    if weighed.state is State.INVALID:
        return Doubts(refusals=reasons)
    return Doubts(limits=reasons) if weighed.state is State.LIMITED else NO_DOUBTS


def weighing_method(protocol: Protocol, line: Timeline, stance: Stance | None) -> Methods:
    """What the weighing was done by; empty when there was none."""
    weigh = protocol.weigh or QUIET
    if stance is None:
        return {}
    return {
        "weight.lowest_variance": {
            "seconds": weigh.seconds,
            "sd_below_n": weigh.sd_below_n,
            "mean_above_n": weigh.mean_above_n,
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        }
    }


def placed(line: Timeline, moved: Sequence[Mark], name: str, index: int, uncertainty_s: float) -> tuple[int, Mark]:
    """A sample, and its mark: where it was found, or where somebody put it."""
    time_s = moved_time(moved, name, Side.BOTH)
    if time_s is None:
        return index, Mark(name, Side.BOTH, float(line.time_s[index]), True, uncertainty_s)
    return line.index(time_s), Mark(name, Side.BOTH, time_s, False, 1.0 / line.fs_hz)
