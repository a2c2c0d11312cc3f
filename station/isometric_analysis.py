"""Isometric strength from a trial's traces: the repetitions of each side, their marks, and the two sides compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dsp.catalog import CATALOG
from dsp.isometric import Effort
from dsp.isometric_metrics import EFFORT, best_of, mean_of, mean_of_best, variation, variation_uncertainty
from dsp.measurement import Measurement, State
from dsp.metric import Facts, Formula, judge, measure
from dsp.onset import LOWEST_FS
from dsp.symmetry import NoComparison, compare
from dsp.symmetry_indices import INDICES
from station.body_facts import body_facts
from station.isometric_doubts import disagreement, tuned_limits, unsteady
from station.isometric_efforts import LEAST_EFFORT_S, Limb, Repetition, limbs_of
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Unusable, facts_between, in_order, named, withheld

_NUMBER = {1: "one", 2: "two", 3: "three"}
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def analyse_isometric(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse every repetition of every side that was recorded.  Raises Unusable when there is none at all."""
    body = body_facts(protocol, data)
    limbs = limbs_of(protocol, data, body, moved)
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
    methods = _methods(protocol, limbs) | body.methods | tuned_limits(protocol)
    return Analysis(protocol.key, rate, marks, in_order(protocol, lines), None, methods)


def _limb_lines(protocol: Protocol, limb: Limb, lines: list[NamedMeasurement]) -> list[Measurement]:
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
            apart = disagreement(protocol, heights)
            lines.append(_together(limb, formula, values, limits, [*notes, *apart]))
            lines.extend(_summary(protocol, limb, peaks, limits, notes))
        else:
            lines.append(_together(limb, formula, values, limits, notes))
    return peaks


def _summary(
    protocol: Protocol, limb: Limb, peaks: Sequence[Measurement], limits: Sequence[str], notes: Sequence[str]
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
    apart = disagreement(protocol, usable)
    cv = variation(usable)
    rows: tuple[tuple[str, float, float | None, int, list[str], list[str]], ...] = (
        ("peak_force_best", best_of(usable), spread, 1, apart, []),
        ("peak_force_mean3", mean_of_best(usable, 3), spread, 3, [], apart),
        ("peak_force_best2", mean_of_best(usable, 2), spread, 2, apart, []),
        ("peak_force_cv", cv, variation_uncertainty(usable), 2, [], unsteady(protocol, cv)),
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


def _value(limb: Limb, formula: Formula[Effort], repetition: Repetition) -> Measurement:
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


def _why_none(limb: Limb, values: Sequence[Measurement]) -> list[str]:
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
    limb: Limb,
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


def _difference(protocol: Protocol, limbs: Sequence[Limb], peaks: dict[Side, list[Measurement]]) -> NamedMeasurement:
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
    pair = [limb for limb in limbs if limb.side in values]
    devices = sum(limb.trace.uncertainty**2 for limb in pair) ** 0.5
    noise = max((r.effort.force_uncertainty_n / 2.0 for limb in pair for r in limb.repetitions), default=0.0)
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


def _unequal(limbs: Sequence[Limb], values: Mapping[Side, Sequence[float]], count: int) -> list[str]:
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


def _methods(protocol: Protocol, limbs: Sequence[Limb]) -> dict[str, dict[str, float | str]]:
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
        **({} if protocol.unsided else {"asymmetry.max": _compared(protocol)}),
    }


def _compared(protocol: Protocol) -> dict[str, float | str]:
    return {
        "formula": INDICES["asym.max"].formula,
        "interval": "Welch's t, 95 %",
        "repetitions": "equal numbers, the strongest",
        "detectable_percent": protocol.detectable_percent or 0.0,
    }
