"""The curves of a test as a page shows them: few points, no peak lost, left and right on one time axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from dsp.metric import Direction
from station.change.stored import TrialNumbers
from station.errors import StationError
from station.filing import stored_recording
from station.folders import Folders
from station.model import Curve, Floats, Mark, Side
from station.report.content import DrawnCurves, DrawnLine
from station.store import Store
from station.stored_curves import curves_of, traces_of

COLUMNS: Final = 160
"""A curve of a few centimetres shows no more: of each column the least and the greatest force are kept."""
LEAD_S: Final = 0.5
ONE_SIDE: Final = (Side.LEFT, Side.RIGHT)


def drawn(
    store: Store, folders: Folders, trials: Sequence[TrialNumbers], metric: str, direction: Direction, effort_s: float
) -> DrawnCurves:
    """What is drawn of a test: of each side the trial with its best number, or why nothing can be.  Never raises."""
    sides = [side for side in Side if any(trial.find(metric, side) for trial in trials)]
    chosen = {side: _best(trials, metric, side, direction) for side in sides}
    read: dict[str, tuple[list[Curve], tuple[Mark, ...]]] = {}
    try:
        for trial in {trial.id: trial for trial in chosen.values()}.values():
            stored, recording = stored_recording(store, folders, trial.id)
            traces, _ = traces_of(stored, recording)
            marks = tuple(each.mark for each in stored.current.marks)
            read[trial.id] = [curve for trace in traces for curve in curves_of(trace)], marks
    except StationError as error:
        return DrawnCurves(why_not=str(error))
    if not read:
        return DrawnCurves(why_not="No trial of this test has its main number.")
    efforts = _efforts(chosen, read, effort_s)
    if efforts:
        return DrawnCurves(tuple(efforts), best_effort=True)
    return DrawnCurves(tuple(_whole(chosen, read)))


def _best(trials: Sequence[TrialNumbers], metric: str, side: Side, direction: Direction) -> TrialNumbers:
    """The trial whose number is the best; the last one where none has a number, or none is better for being more."""

    def rank(trial: TrialNumbers) -> float:
        found = trial.find(metric, side)
        value = None if found is None else found.measurement.value
        if value is None:
            return -np.inf
        return {Direction.HIGHER: value, Direction.LOWER: -value}.get(direction, 0.0)

    return max(reversed(trials), key=rank)


def _efforts(
    chosen: Mapping[Side, TrialNumbers], read: Mapping[str, tuple[list[Curve], tuple[Mark, ...]]], effort_s: float
) -> list[DrawnLine]:
    """The strongest effort of each side from its onset; nothing where a side has no onsets of its own."""
    if not chosen or not set(chosen) <= set(ONE_SIDE):
        return []
    lines = []
    for side, trial in chosen.items():
        curves, marks = read[trial.id]
        curve = next((each for each in curves if each.side is side), None)
        onsets = sorted(mark.time_s for mark in marks if mark.side is side and mark.name.split(" ")[0] == "onset")
        if curve is None or not onsets:
            return []
        ends = [*(later - LEAD_S for later in onsets[1:]), np.inf]
        windows = [
            _cut(curve, onset - LEAD_S, min(onset + effort_s + LEAD_S, end))
            for onset, end in zip(onsets, ends, strict=True)
        ]
        highest = [float(np.nanmax(force)) if np.isfinite(force).any() else -np.inf for _, force in windows]
        best = int(np.argmax(highest))
        lines.append(_line(side, windows[best][0] - onsets[best], windows[best][1]))
    return lines


def _whole(
    chosen: Mapping[Side, TrialNumbers], read: Mapping[str, tuple[list[Curve], tuple[Mark, ...]]]
) -> list[DrawnLine]:
    """From just before the first mark to just after the last; one trial a side where each was measured by itself."""
    lines: list[DrawnLine] = []
    for side, trial in chosen.items():
        curves, marks = read[trial.id]
        several = len({each.id for each in chosen.values()}) > 1
        shown = [each for each in curves if each.side is side] or curves if several else curves
        at_s = [mark.time_s for mark in marks if side is Side.BOTH or mark.side in (side, Side.BOTH) or not several]
        for curve in shown:
            first, last = (min(at_s), max(at_s)) if at_s else (float(curve.time_s[0]), float(curve.time_s[-1]))
            time_s, force_n = _cut(curve, first - LEAD_S, last + LEAD_S)
            line = _line(curve.side, time_s - first, force_n)
            if line.time_s and all(line.side is not other.side for other in lines):
                lines.append(line)
    return sorted(lines, key=lambda line: list(Side).index(line.side))


def _cut(curve: Curve, from_s: float, to_s: float) -> tuple[Floats, Floats]:
    start, stop = np.searchsorted(curve.time_s, (from_s, to_s))
    return curve.time_s[start:stop], curve.force_n[start:stop]


def _line(side: Side, time_s: Floats, force_n: Floats) -> DrawnLine:
    """Two points a column, in the order in which they were measured; a column with a gap ends the line."""
    if time_s.size <= 2 * COLUMNS:
        return DrawnLine(side, _seconds(time_s), _newtons(force_n))
    times, forces = [], []
    for column in np.array_split(np.arange(time_s.size), COLUMNS):
        there = column[np.isfinite(force_n[column])]
        if there.size:
            pair = sorted({int(there[np.argmin(force_n[there])]), int(there[np.argmax(force_n[there])])})
            times += [float(time_s[at]) for at in pair]
            forces += [float(force_n[at]) for at in pair]
        if there.size < column.size:
            times.append(float(time_s[column[-1]]))
            forces.append(float("nan"))
    return DrawnLine(side, _seconds(np.array(times)), _newtons(np.array(forces)))


def _seconds(time_s: Floats) -> tuple[float, ...]:
    return tuple(round(float(each), 4) for each in time_s)


def _newtons(force_n: Floats) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(each) else round(float(each), 2) for each in force_n)
