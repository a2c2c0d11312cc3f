"""One common view of a trial's traces: total, left and right on one time axis, and what is missing where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from dsp.doubts import NO_DOUBTS as NO_DOUBTS
from dsp.doubts import Doubts as Doubts
from dsp.legs import ONE_FORCE as ONE_FORCE
from dsp.measurement import Measurement, invalid
from dsp.metric import Facts, Formula, Metric, Varied, measure
from station.model import Floats, Mark, NamedMeasurement, Side, Trace, TrialData
from station.protocol import Protocol

S = TypeVar("S", bound=Varied)

NOTHING_N = 20.0
"""A plate that reads less than this throughout carries nobody."""


class Unusable(Exception):
    """The trial cannot be analysed; the message is the refusal, ``marks`` are those that are certain all the same."""

    def __init__(self, message: str, marks: tuple[Mark, ...] = ()) -> None:
        super().__init__(message)
        self.marks = marks


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """``left_n`` and ``right_n`` are None where only the total was measured; all arrays are ``(n,)``."""

    traces: tuple[Trace, ...]
    time_s: Floats
    total_n: Floats
    left_n: Floats | None
    right_n: Floats | None
    fs_hz: float
    alignment_s: float | None
    gain_uncertainty: float
    resolution_n: float

    @property
    def step_uncertainty_n(self) -> float:
        """Expanded uncertainty (k = 2) of the total that the steps of its devices leave."""
        plates = 1 if self.left_n is None else 2
        return 2.0 * self.resolution_n * float(np.sqrt(plates / 12.0))

    def side(self, side: Side) -> Floats | None:
        """Force of one side, or of both."""
        return {Side.LEFT: self.left_n, Side.RIGHT: self.right_n, Side.BOTH: self.total_n}[side]

    def index(self, time_s: float) -> int:
        """The sample nearest to a time."""
        right = int(np.clip(np.searchsorted(self.time_s, time_s), 1, len(self.time_s) - 1))
        return right - 1 if time_s - self.time_s[right - 1] <= self.time_s[right] - time_s else right

    def facts(self, start: int, stop: int, *, onset_uncertainty_s: float = 0.0) -> Facts:
        """What is known about the samples ``start`` to ``stop`` (both included) of all traces."""
        first, last = float(self.time_s[start]), float(self.time_s[stop])
        return facts_between(self.traces, first, last, self.alignment_s, onset_uncertainty_s=onset_uncertainty_s)


def facts_between(
    traces: Iterable[Trace],
    first_s: float,
    last_s: float,
    alignment_s: float | None,
    *,
    onset_uncertainty_s: float = 0.0,
) -> Facts:
    """Worst rate, all lost time, and what is wrong with the samples of ``traces`` between two times."""
    rate, missing, saturated, stuck, spikes = np.inf, 0.0, False, False, 0
    for trace in traces:
        rate = min(rate, trace.fs_hz)
        lost = 0.0
        for index, count in trace.gaps:
            before = trace.time_s[index - 1] if index > 0 else -np.inf
            after = trace.time_s[index] if index < len(trace.time_s) else np.inf
            # a gap that ends or begins with the window took the samples that its edge was found between
            if before <= last_s and after >= first_s:
                lost += count / trace.fs_hz
        missing = max(missing, lost)
        if trace.saturated is not None:
            inside = (trace.time_s >= first_s) & (trace.time_s <= last_s)
            saturated = saturated or bool(trace.saturated[:, inside].any())
        if trace.flaws is not None:
            first, last = np.searchsorted(trace.time_s, (first_s, last_s), side="left")
            still, wild = trace.flaws.between(int(first), int(last))
            stuck, spikes = stuck or still, spikes + wild
        if not len(trace.time_s) or trace.time_s[0] > first_s + 1.5 / trace.fs_hz:
            missing = max(missing, last_s - first_s)
        elif trace.time_s[-1] < last_s - 1.5 / trace.fs_hz:
            missing = max(missing, last_s - float(trace.time_s[-1]))
    return Facts(
        float(rate),
        float(missing),
        saturated,
        stuck,
        spikes,
        onset_uncertainty_s=onset_uncertainty_s,
        alignment_s=alignment_s,
    )


def timeline(data: TrialData) -> Timeline:
    """Put all traces on one time axis.  Raises Unusable when there is nothing to analyse."""
    if not data.traces or any(len(trace.time_s) < 2 for trace in data.traces):
        raise Unusable("There are no samples to analyse. Check that the devices were sending, then repeat the trial.")
    for trace in data.traces:
        if not (np.isfinite(trace.force_n).all() and np.isfinite(trace.time_s).all()):
            raise Unusable("The recording holds values that are not numbers. It cannot be used.")
    rows = {side: (trace, trace.force_n[i]) for trace in data.traces for i, side in enumerate(trace.sides)}
    if Side.LEFT in rows and Side.RIGHT in rows:
        (first, left), (second, right) = rows[Side.LEFT], rows[Side.RIGHT]
        time_s, alignment = first.time_s, data.alignment_s
        if first is second:
            alignment = 0.0
        else:
            inside = (time_s >= second.time_s[0]) & (time_s <= second.time_s[-1])
            if np.count_nonzero(inside) < 2:
                raise Unusable("Left and right were not recorded at the same time.")
            time_s, left = time_s[inside], left[inside]
            right = np.interp(time_s, second.time_s, right)
        total: Floats = left + right
        sides: tuple[Floats | None, Floats | None] = (left, right)
        traces = (first,) if first is second else (first, second)
    elif Side.BOTH in rows:
        first, total = rows[Side.BOTH]
        time_s, alignment, sides, traces = first.time_s, 0.0, (None, None), (first,)
    else:
        missing = "right" if Side.LEFT in rows else "left"
        raise Unusable(f"There is no recording of the {missing} side. Connect it, then repeat the trial.")
    return Timeline(
        traces=traces,
        time_s=time_s,
        total_n=total,
        left_n=sides[0],
        right_n=sides[1],
        fs_hz=float(min(trace.fs_hz for trace in traces)),
        alignment_s=alignment,
        gain_uncertainty=float(max(trace.uncertainty for trace in traces)),
        resolution_n=float(max(max(trace.resolution_n, seen_step(trace.force_n)) for trace in traces)),
    )


def seen_step(force_n: Floats) -> float:
    """The step in which forces ``(rows, n)`` were written, seen from values that repeat; 0 when they do not."""
    steps = []
    for row in force_n:
        values = np.unique(row)
        if 2 <= len(values) < 0.5 * len(row):
            steps.append(float(np.diff(values).min()))
    return max(steps, default=0.0)


# Lines of a result -------------------------------------------------------------------------------------------------


def named(metric: Metric, side: Side, measurement: Measurement) -> NamedMeasurement:
    """A line of the result."""
    return NamedMeasurement(metric.key, metric.title, side, measurement)


def withheld(metric: Metric, *reasons: str) -> list[NamedMeasurement]:
    """The lines of a metric that cannot be given: one, or one for each side."""
    sides = (Side.LEFT, Side.RIGHT) if metric.sided else (Side.BOTH,)
    return [named(metric, side, invalid(metric.unit, *reasons, method=metric.method)) for side in sides]


def measured(
    line: Timeline, formula: Formula[S], subject: S, side: Side = Side.BOTH, doubts: Doubts = NO_DOUBTS
) -> NamedMeasurement:
    """One metric of one subject, judged by what the timeline knows about its samples."""
    notes = (*doubts.notes, *_carried_nothing(line, formula, subject))
    result = measure(formula, subject, line.facts, limits=doubts.limits, refusals=doubts.refusals, notes=notes)
    return named(formula, side, result)


def _carried_nothing(line: Timeline, formula: Formula[S], subject: S) -> tuple[str, ...]:
    """A share of 100 % is true where one plate is empty, and nobody stood on both."""
    if not formula.key.endswith("share") or line.left_n is None or line.right_n is None:
        return ()
    first, last = formula.window(subject)
    carried = {side: force[first : last + 1] for side, force in (("left", line.left_n), ("right", line.right_n))}
    return tuple(
        f"the {side} plate carried nothing"
        for side, force in carried.items()
        if len(force) and float(force.max()) < NOTHING_N
    )


def in_order(protocol: Protocol, lines: Iterable[NamedMeasurement]) -> tuple[NamedMeasurement, ...]:
    """The lines that the protocol asks for, in its order."""
    place = {key: number for number, key in enumerate(protocol.metrics)}
    return tuple(sorted((line for line in lines if line.key in place), key=lambda line: place[line.key]))


def moved_time(moved: Iterable[Mark], name: str, side: Side) -> float | None:
    """Where somebody put this mark, if anybody did."""
    return next((mark.time_s for mark in moved if mark.name == name and mark.side == side), None)
