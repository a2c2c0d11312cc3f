"""Isometric strength from a trial's traces: the repetitions of each side, their marks, and the two sides compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.dating import OnsetFlag
from dsp.isometric import Effort, peak_index
from dsp.isometric_metrics import EFFORT, best_of, mean_of, mean_of_best, variation
from dsp.measurement import Measurement, State
from dsp.metric import Facts, Formula, judge, measure
from dsp.onset import LOWEST_FS
from dsp.reps import RepCounter, find_contractions
from dsp.symmetry import NoComparison, compare
from dsp.symmetry_indices import INDICES
from station.body_facts import BodyFacts, body_facts
from station.isometric_doubts import EffortDoubts, disagreement, doubts_of, unsteady
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Unusable, facts_between, in_order, moved_time, named, withheld

LEAST_EFFORT_S = 0.5
_NUMBER = {1: "one", 2: "two", 3: "three"}
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, eq=False)
class _Repetition:
    """One effort of one side, with the marks that stand for it."""

    effort: Effort
    marks: tuple[Mark, ...]
    doubts: EffortDoubts
    disorder: str = ""
    """Why the marks cannot stand where somebody put them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """One effort as it was found, before anybody moved a mark."""

    effort: Effort
    released: bool
    flags: tuple[OnsetFlag, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Limb:
    """What one side did: all its repetitions in order of time, of which the strongest are used."""

    side: Side
    trace: Trace
    repetitions: tuple[_Repetition, ...]
    found: int


def analyse_isometric(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse every repetition of every side that was recorded.  Raises Unusable when there is none at all."""
    rows = [(trace, side, trace.force_n[i]) for trace in data.traces for i, side in enumerate(trace.sides)]
    if not rows or any(len(trace.time_s) < 2 for trace, _, _ in rows):
        raise Unusable("There are no samples to analyse. Check that the devices were sending, then repeat the trial.")
    if any(not np.isfinite(force).all() for _, _, force in rows):
        raise Unusable("The recording holds values that are not numbers. It cannot be used.")
    body = body_facts(protocol, data)
    limbs = [_limb(protocol, trace, side, force, body, moved) for trace, side, force in rows]
    if not any(limb.repetitions for limb in limbs):
        raise Unusable(
            f"No effort found: the force never rises by {protocol.detect.contraction_above_n:g} N for "
            f"{LEAST_EFFORT_S:g} s. Check that the dynamometer is in place, then repeat the trial."
        )
    marks = tuple(mark for limb in limbs for repetition in limb.repetitions for mark in repetition.marks)
    disorder = next((item.disorder for limb in limbs for item in limb.repetitions if item.disorder), "")
    if disorder:
        raise Unusable(disorder, marks)
    lines: list[NamedMeasurement] = []
    peaks: dict[Side, list[Measurement]] = {}
    for limb in limbs:
        peaks[limb.side] = _limb_lines(protocol, limb, lines)
    missing = {Side.LEFT, Side.RIGHT} - {limb.side for limb in limbs}
    if Side.BOTH not in peaks:
        for side in sorted(missing):
            reason = f"the {side} side was not recorded"
            asked = (CATALOG[key] for key in protocol.metrics)
            lines.extend(item for metric in asked for item in withheld(metric, reason) if item.side == side)
    lines.append(_difference(protocol, limbs, peaks))
    rate = float(min(trace.fs_hz for trace in data.traces))
    methods = _methods(protocol, limbs) | body.methods
    return Analysis(protocol.key, rate, marks, in_order(protocol, lines), None, methods)


def _limb(protocol: Protocol, trace: Trace, side: Side, force: Floats, body: BodyFacts, moved: Sequence[Mark]) -> _Limb:
    efforts = _contractions(trace, force, protocol.detect.contraction_above_n, body)
    strongest = sorted(efforts, key=lambda item: item.effort.rest_n - float(force[peak_index(item.effort)]))
    used = sorted(strongest[: protocol.reps], key=lambda item: item.effort.onset_s)
    unloaded_n = body.unloaded_n(side)
    repetitions = tuple(
        _repetition(trace, side, number, found, moved, unloaded_n) for number, found in enumerate(used, 1)
    )
    return _Limb(side, trace, repetitions, len(efforts))


def _contractions(trace: Trace, force: Floats, least_n: float, body: BodyFacts) -> list[_Found]:
    """Efforts of at least ``least_n`` above rest that last, and whether their release was recorded."""
    found = []
    if trace.fs_hz < LOWEST_FS:
        # too slow to date an onset; levels still find the repetitions, and the catalog withholds the times
        for rep in RepCounter(trace.fs_hz, least_n, least_s=LEAST_EFFORT_S).feed(force):
            onset_s = float(trace.time_s[rep.start_index])
            effort = _effort(trace, force, 0.0, onset_s, rep.end_index, 1.0 / trace.fs_hz, body)
            found.append(_Found(effort, True))
        return found
    for item in find_contractions(force, trace.fs_hz):
        stop = len(force) if item.end_index is None else item.end_index
        if item.peak_n - item.rest_n < least_n or stop - item.onset.index < LEAST_EFFORT_S * trace.fs_hz:
            continue
        between = item.onset.time_s * trace.fs_hz
        onset_s = float(np.interp(between, np.arange(len(force)), trace.time_s))
        effort = _effort(trace, force, item.rest_n, onset_s, stop, item.onset.uncertainty_s, body)
        found.append(_Found(effort, item.end_index is not None, item.onset.flags))
    return found


def _effort(
    trace: Trace, force: Floats, rest_n: float, onset_s: float, stop: int, onset_uncertainty_s: float, body: BodyFacts
) -> Effort:
    start = int(np.searchsorted(trace.time_s, onset_s))
    rest = force[max(0, start - round(0.3 * trace.fs_hz)) : start]
    noise = float(np.std(np.diff(rest))) / np.sqrt(2.0) if len(rest) > 3 else 0.0
    uncertainty = float(np.hypot(2.0 * noise, 2.0 * trace.resolution_n / np.sqrt(12.0)))
    return Effort(
        trace.time_s,
        force,
        rest_n,
        onset_s,
        stop,
        onset_uncertainty_s,
        uncertainty,
        trace.uncertainty,
        1.0 / trace.fs_hz,
        body.lever_m,
        body.lever_uncertainty_m,
        body.mass_kg,
        body.mass_uncertainty_kg,
    )


def _repetition(
    trace: Trace, side: Side, number: int, found: _Found, moved: Sequence[Mark], unloaded_n: float | None
) -> _Repetition:
    """The repetition with the marks where they are or where somebody put them."""
    last, step, effort = len(trace.time_s) - 1, 1.0 / trace.fs_hz, found.effort
    onset_s = moved_time(moved, f"onset {number}", side)
    end_s = moved_time(moved, f"end {number}", side)
    placed, released, flags = effort, found.released, found.flags
    # a mark that was put back where it was found stands for what was found there
    if onset_s is not None and abs(onset_s - effort.onset_s) > step / 2:
        first, at = np.searchsorted(trace.time_s, (onset_s - 0.1, onset_s))
        before = effort.force_n[first : at + 1]
        rest_n = float(np.median(before)) if len(before) else effort.rest_n
        placed = replace(placed, onset_s=onset_s, rest_n=rest_n, onset_uncertainty_s=step)
        flags = ()
    if end_s is not None and abs(end_s - float(trace.time_s[min(effort.stop, last)])) > step / 2:
        placed, released = replace(placed, stop=int(np.searchsorted(trace.time_s, end_s))), True
    stop_s = float(trace.time_s[min(max(placed.stop, 1), last)])
    ordered = float(trace.time_s[0]) <= placed.onset_s < stop_s
    used = placed if ordered else effort
    doubts = doubts_of(used, released=released, flags=flags, unloaded_n=unloaded_n)
    marks = [
        Mark(f"onset {number}", side, placed.onset_s, onset_s is None, placed.onset_uncertainty_s),
        Mark(f"peak {number}", side, float(trace.time_s[peak_index(used)]), True, step),
    ]
    if released or end_s is not None:
        marks.append(Mark(f"end {number}", side, float(trace.time_s[min(placed.stop, last)]), end_s is None, step))
    if doubts.dip is not None:
        marks.append(Mark(f"dip {number}", side, doubts.dip.time_s, True, step))
    disorder = f"The marks of repetition {number}, {side}, are not in order: onset, end. Move them apart."
    return _Repetition(placed, tuple(marks), doubts, "" if ordered else disorder)


def _limb_lines(protocol: Protocol, limb: _Limb, lines: list[NamedMeasurement]) -> list[Measurement]:
    """Add the lines of one side; return its peaks, one per repetition."""
    notes, limits = [], []
    if limb.found > len(limb.repetitions):
        notes.append(f"{limb.found} efforts found, the {len(limb.repetitions)} strongest are used")
    elif limb.repetitions and len(limb.repetitions) < protocol.reps:
        limits.append(f"{len(limb.repetitions)} of {protocol.reps} repetitions")
    peaks: list[Measurement] = []
    for formula in EFFORT:
        if formula.key not in protocol.metrics and formula.key != "peak_force":
            continue
        values = [_value(limb, formula, repetition) for repetition in limb.repetitions]
        if formula.key == "peak_force":
            peaks = values
            heights = [item.value for item in _usable(peaks) if item.value is not None]
            apart = disagreement(heights, plates=protocol.device == "plates")
            lines.append(_together(limb, formula, values, limits, [*notes, *apart]))
            lines.extend(_summary(protocol, limb, peaks, limits, notes))
        else:
            lines.append(_together(limb, formula, values, limits, notes))
    return peaks


def _summary(
    protocol: Protocol, limb: _Limb, peaks: Sequence[Measurement], limits: Sequence[str], notes: Sequence[str]
) -> list[NamedMeasurement]:
    """What the peaks of several repetitions say together; how many they are travels with each."""
    usable = [item.value for item in _usable(peaks) if item.value is not None]
    spread = max((item.uncertainty or 0.0 for item in _usable(peaks)), default=None)
    reserved = [
        *limits,
        *_dropped(peaks, "from"),
        *_worst([reason for item in _usable(peaks) if item.state is State.LIMITED for reason in item.reasons]),
    ]
    none, facts = _why_none(limb, peaks), Facts(limb.trace.fs_hz)
    apart = disagreement(usable, plates=protocol.device == "plates")
    cv = variation(usable)
    rows: tuple[tuple[str, float, float | None, int, list[str], list[str]], ...] = (
        ("peak_force_best", best_of(usable), spread, 1, apart, []),
        ("peak_force_mean3", mean_of_best(usable, 3), spread, 3, [], apart),
        ("peak_force_best2", mean_of_best(usable, 2), spread, 2, apart, []),
        ("peak_force_cv", cv, None, 2, [], unsteady(cv)),
    )
    lines = []
    for key, value, uncertainty, least, more, said in rows:
        few = [] if len(usable) >= least else [f"needs at least {_NUMBER[least]} repetitions"]
        result = judge(
            CATALOG[key],
            value,
            facts,
            uncertainty=uncertainty,
            limits=[*reserved, *more],
            refusals=none or few,
            notes=[*notes, *said],
        )
        lines.append(named(CATALOG[key], limb.side, _counted(result, len(usable))))
    return lines


def _counted(result: Measurement, count: int) -> Measurement:
    """A number with how many repetitions are in it, in its method."""
    return replace(result, method=f"{result.method}; n = {count}") if result.value is not None else result


def _value(limb: _Limb, formula: Formula[Effort], repetition: _Repetition) -> Measurement:
    effort, trace = repetition.effort, limb.trace

    def facts(start: int, stop: int) -> Facts:
        first, last = float(trace.time_s[start]), float(trace.time_s[min(stop, len(trace.time_s) - 1)])
        onset = effort.onset_uncertainty_s
        return facts_between((trace,), first, last, 0.0, onset_uncertainty_s=onset)

    doubts = repetition.doubts.of(formula.key)
    return measure(formula, effort, facts, limits=doubts.limits, refusals=doubts.refusals, notes=doubts.notes)


def _usable(values: Sequence[Measurement]) -> list[Measurement]:
    """The valid ones; when there are none, the limited ones."""
    valid = [item for item in values if item.state is State.VALID]
    return valid or [item for item in values if item.state is State.LIMITED]


def _dropped(values: Sequence[Measurement], how: str) -> list[str]:
    """That some repetitions are left out, where some are: lost or saturated samples, a release that is missing."""
    used = len(_usable(values))
    return [f"{how} {used} of {len(values)} repetitions, the others are not usable"] if 0 < used < len(values) else []


def _why_none(limb: _Limb, values: Sequence[Measurement]) -> list[str]:
    if not limb.repetitions:
        return [f"no effort found on the {limb.side} side" if limb.side is not Side.BOTH else "no effort found"]
    if _usable(values):
        return []
    return list(dict.fromkeys(reason for item in values for reason in item.reasons))


def _worst(reasons: Sequence[str]) -> list[str]:
    """Of reasons that differ in their figures alone, the one with the greatest: each repetition has its own."""
    kept: dict[str, tuple[list[float], str]] = {}
    for reason in reasons:
        figures = [float(figure) for figure in _FIGURE.findall(reason)]
        kind = _FIGURE.sub("#", reason)
        kept[kind] = max(kept.get(kind, (figures, reason)), (figures, reason))
    return [reason for _, reason in kept.values()]


def _together(
    limb: _Limb,
    formula: Formula[Effort],
    values: Sequence[Measurement],
    limits: Sequence[str],
    notes: Sequence[str],
) -> NamedMeasurement:
    """The mean of the repetitions; errors of the device are the same in all, so the mean keeps their uncertainty."""
    usable = _usable(values)
    reserved = [*limits, *_dropped(values, "mean of")]
    reserved += _worst([reason for item in usable if item.state is State.LIMITED for reason in item.reasons])
    uncertainty = mean_of([item.uncertainty for item in usable if item.uncertainty is not None])
    value = mean_of([item.value for item in usable if item.value is not None])
    facts = Facts(limb.trace.fs_hz)
    refusals = _why_none(limb, values)
    said = [*notes, *_worst([reason for item in usable if item.state is State.VALID for reason in item.reasons])]
    if usable:
        said += _worst([f"left out: {reason}" for item in values if item not in usable for reason in item.reasons])
    result = judge(formula, value, facts, uncertainty=uncertainty, limits=reserved, refusals=refusals, notes=said)
    return named(formula, limb.side, _counted(result, len(usable)))


def _difference(protocol: Protocol, limbs: Sequence[_Limb], peaks: dict[Side, list[Measurement]]) -> NamedMeasurement:
    metric = CATALOG["peak_force_asymmetry"]
    if Side.LEFT not in peaks or Side.RIGHT not in peaks:
        reason = ONE_FORCE if Side.BOTH in peaks else "only one side was recorded"
        return withheld(metric, reason)[0]
    values = {
        side: [item.value for item in peaks[side] if item.state is State.VALID and item.value is not None]
        for side in (Side.LEFT, Side.RIGHT)
    }
    # the best of many tries is stronger than the best of few: equal numbers, and the reader knows of unequal tries
    count = min(len(each) for each in values.values())
    strongest = {side: sorted(each, reverse=True)[:count] for side, each in values.items()}
    devices = sum(limb.trace.uncertainty**2 for limb in limbs) ** 0.5
    noise = max((r.effort.force_uncertainty_n / 2.0 for limb in limbs for r in limb.repetitions), default=0.0)
    try:
        result = compare(
            strongest[Side.LEFT],
            strongest[Side.RIGHT],
            noise=noise,
            device_uncertainty=devices,
            detectable_percent=protocol.detectable_percent or 0.0,
        )
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    facts = Facts(float(min(limb.trace.fs_hz for limb in limbs)))
    limits = _unequal(limbs, values, count)
    if result.uncertainty is None:
        limits.append("one repetition a side does not show the usual variation")
    told = protocol.detectable_percent
    notes = [] if told is None else [f"this test is published to tell differences from {told:g} % on"]
    judged = judge(metric, result.percent, facts, uncertainty=result.uncertainty, limits=limits, notes=notes)
    return named(metric, Side.BOTH, judged)


def _unequal(limbs: Sequence[_Limb], values: Mapping[Side, Sequence[float]], count: int) -> list[str]:
    """What makes the two sides unlike in how their repetitions came to be chosen."""
    pair = [limb for limb in limbs if limb.side in values]
    lost = [(limb, len(limb.repetitions) - len(values[limb.side])) for limb in pair]
    said = [f"{limb.side}: {n} of {len(limb.repetitions)} repetitions not usable" for limb, n in lost if n]
    if len({limb.found for limb in pair}) > 1:
        efforts = " and ".join(f"{limb.found} on the {limb.side}" for limb in pair)
        said.append(f"efforts found: {efforts}")
    if said:
        said[-1] += (
            f"; the {count} strongest of each are compared" if count > 1 else "; the strongest of each is compared"
        )
    return said


def _methods(protocol: Protocol, limbs: Sequence[_Limb]) -> dict[str, dict[str, float | str]]:
    slow = any(limb.trace.fs_hz < LOWEST_FS for limb in limbs)
    return {
        "onset.level" if slow else "onset.change_point": {
            "contraction_above_n": protocol.detect.contraction_above_n,
            "least_effort_s": LEAST_EFFORT_S,
        },
        "peak.greatest_sample": {"filter": "none"},
        "repetitions.strongest": {
            "used_at_most": float(protocol.reps),
            **{f"found_{limb.side}": float(limb.found) for limb in limbs},
            **{f"used_{limb.side}": float(len(limb.repetitions)) for limb in limbs},
        },
        "asymmetry.max": {
            "formula": INDICES["asym.max"].formula,
            "interval": "Welch's t, 95 %",
            "repetitions": "equal numbers, the strongest",
            "detectable_percent": protocol.detectable_percent or 0.0,
        },
    }
