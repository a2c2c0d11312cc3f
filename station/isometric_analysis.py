"""Isometric strength from a trial's traces: the repetitions of each side, their marks, and the two sides compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.isometric import Effort, peak_index
from dsp.isometric_metrics import EFFORT, best_of, mean_of, variation
from dsp.measurement import Measurement, State
from dsp.metric import Facts, Formula, judge, measure
from dsp.onset import LOWEST_FS
from dsp.reps import RepCounter, find_contractions
from dsp.symmetry import NoComparison, compare
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Unusable, facts_between, in_order, moved_time, named, withheld

LEAST_EFFORT_S = 0.5
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, eq=False)
class _Repetition:
    """One effort of one side, with the marks that stand for it."""

    effort: Effort
    marks: tuple[Mark, ...]
    released: bool
    disorder: str = ""
    """Why the marks cannot stand where somebody put them."""


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
    limbs = [_limb(protocol, trace, side, force, moved) for trace, side, force in rows]
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
            lines.extend(item for metric in CATALOG.values() for item in withheld(metric, reason) if item.side == side)
    lines.append(_difference(limbs, peaks))
    rate = float(min(trace.fs_hz for trace in data.traces))
    return Analysis(protocol.key, rate, marks, in_order(protocol, lines), None, _methods(protocol, limbs))


def _limb(protocol: Protocol, trace: Trace, side: Side, force: Floats, moved: Sequence[Mark]) -> _Limb:
    least = protocol.detect.contraction_above_n
    efforts = _contractions(trace, force, least)
    strongest = sorted(efforts, key=lambda item: item[0].rest_n - float(force[peak_index(item[0])]))[: protocol.reps]
    used = sorted(strongest, key=lambda item: item[0].onset_s)
    repetitions = tuple(
        _repetition(trace, side, number, effort, released, moved) for number, (effort, released) in enumerate(used, 1)
    )
    return _Limb(side, trace, repetitions, len(efforts))


def _contractions(trace: Trace, force: Floats, least_n: float) -> list[tuple[Effort, bool]]:
    """Efforts of at least ``least_n`` above rest that last, and whether their release was recorded."""
    found = []
    if trace.fs_hz < LOWEST_FS:
        # too slow to date an onset; levels still find the repetitions, and the catalog withholds the times
        for rep in RepCounter(trace.fs_hz, least_n, least_s=LEAST_EFFORT_S).feed(force):
            onset_s = float(trace.time_s[rep.start_index])
            found.append((_effort(trace, force, 0.0, onset_s, rep.end_index, 1.0 / trace.fs_hz), True))
        return found
    for item in find_contractions(force, trace.fs_hz):
        stop = len(force) if item.end_index is None else item.end_index
        if item.peak_n - item.rest_n < least_n or stop - item.onset.index < LEAST_EFFORT_S * trace.fs_hz:
            continue
        between = item.onset.time_s * trace.fs_hz
        onset_s = float(np.interp(between, np.arange(len(force)), trace.time_s))
        effort = _effort(trace, force, item.rest_n, onset_s, stop, item.onset.uncertainty_s)
        found.append((effort, item.end_index is not None))
    return found


def _effort(
    trace: Trace, force: Floats, rest_n: float, onset_s: float, stop: int, onset_uncertainty_s: float
) -> Effort:
    start = int(np.searchsorted(trace.time_s, onset_s))
    rest = force[max(0, start - round(0.3 * trace.fs_hz)) : start]
    noise = float(np.std(np.diff(rest))) / np.sqrt(2.0) if len(rest) > 3 else 0.0
    uncertainty = float(np.hypot(2.0 * noise, 2.0 * trace.resolution_n / np.sqrt(12.0)))
    return Effort(trace.time_s, force, rest_n, onset_s, stop, onset_uncertainty_s, uncertainty, trace.uncertainty)


def _repetition(
    trace: Trace, side: Side, number: int, effort: Effort, released: bool, moved: Sequence[Mark]
) -> _Repetition:
    """The repetition with the marks where they are or where somebody put them."""
    last, step = len(trace.time_s) - 1, 1.0 / trace.fs_hz
    onset_s = moved_time(moved, f"onset {number}", side)
    end_s = moved_time(moved, f"end {number}", side)
    placed = effort
    # a mark that was put back where it was found stands for what was found there
    if onset_s is not None and abs(onset_s - effort.onset_s) > step / 2:
        first, at = np.searchsorted(trace.time_s, (onset_s - 0.1, onset_s))
        before = effort.force_n[first : at + 1]
        rest_n = float(np.median(before)) if len(before) else effort.rest_n
        placed = replace(placed, onset_s=onset_s, rest_n=rest_n, onset_uncertainty_s=step)
    if end_s is not None and abs(end_s - float(trace.time_s[min(effort.stop, last)])) > step / 2:
        placed, released = replace(placed, stop=int(np.searchsorted(trace.time_s, end_s))), True
    stop_s = float(trace.time_s[min(max(placed.stop, 1), last)])
    ordered = float(trace.time_s[0]) <= placed.onset_s < stop_s
    peak_s = float(trace.time_s[peak_index(placed if ordered else effort)])
    marks = [
        Mark(f"onset {number}", side, placed.onset_s, onset_s is None, placed.onset_uncertainty_s),
        Mark(f"peak {number}", side, peak_s, True, step),
    ]
    if released or end_s is not None:
        marks.append(Mark(f"end {number}", side, float(trace.time_s[min(placed.stop, last)]), end_s is None, step))
    disorder = f"The marks of repetition {number}, {side}, are not in order: onset, end. Move them apart."
    return _Repetition(placed, tuple(marks), released, "" if ordered else disorder)


def _limb_lines(protocol: Protocol, limb: _Limb, lines: list[NamedMeasurement]) -> list[Measurement]:
    """Add the lines of one side; return its peaks, one per repetition."""
    notes, limits = [], []
    if limb.found > len(limb.repetitions):
        notes.append(f"{limb.found} efforts found, the {len(limb.repetitions)} strongest are used")
    elif limb.repetitions and len(limb.repetitions) < protocol.reps:
        limits.append(f"{len(limb.repetitions)} of {protocol.reps} repetitions")
    peaks: list[Measurement] = []
    for formula in EFFORT:
        values = [_value(limb, formula, repetition) for repetition in limb.repetitions]
        lines.append(_together(limb, formula, values, limits, notes))
        if formula.key == "peak_force":
            peaks = values
    usable = [item.value for item in _usable(peaks) if item.value is not None]
    spread = max((item.uncertainty or 0.0 for item in _usable(peaks)), default=None)
    reserved = [
        *limits,
        *_dropped(peaks, "from"),
        *(reason for item in _usable(peaks) if item.state is State.LIMITED for reason in item.reasons),
    ]
    none = _why_none(limb, peaks)
    facts = Facts(limb.trace.fs_hz)
    best, cv = CATALOG["peak_force_best"], CATALOG["peak_force_cv"]
    result = judge(best, best_of(usable), facts, uncertainty=spread, limits=reserved, refusals=none, notes=notes)
    lines.append(named(best, limb.side, result))
    few = none or (["needs at least two repetitions"] if len(usable) < 2 else [])
    result = judge(cv, variation(usable), facts, limits=reserved, refusals=few, notes=notes)
    lines.append(named(cv, limb.side, result))
    return peaks


def _value(limb: _Limb, formula: Formula[Effort], repetition: _Repetition) -> Measurement:
    effort, trace = repetition.effort, limb.trace

    def facts(start: int, stop: int) -> Facts:
        first, last = float(trace.time_s[start]), float(trace.time_s[min(stop, len(trace.time_s) - 1)])
        onset = effort.onset_uncertainty_s
        return facts_between((trace,), first, last, 0.0, onset_uncertainty_s=onset)

    limits = [] if repetition.released else ["the recording ends before the release"]
    return measure(formula, effort, facts, limits=limits)


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
    result = judge(formula, value, facts, uncertainty=uncertainty, limits=reserved, refusals=refusals, notes=notes)
    return named(formula, limb.side, result)


def _difference(limbs: Sequence[_Limb], peaks: dict[Side, list[Measurement]]) -> NamedMeasurement:
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
        result = compare(strongest[Side.LEFT], strongest[Side.RIGHT], noise=noise, device_uncertainty=devices)
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    facts = Facts(float(min(limb.trace.fs_hz for limb in limbs)))
    limits = _unequal(limbs, values, count)
    if result.uncertainty is None:
        limits.append("one repetition a side does not show the usual variation")
    return named(metric, Side.BOTH, judge(metric, result.percent, facts, uncertainty=result.uncertainty, limits=limits))


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
        },
        "asymmetry.max": {
            "formula": "100 (R - L) / max(L, R)",
            "interval": "pooled SD, Student t, 95 %",
            "repetitions": "equal numbers, the strongest",
        },
    }
