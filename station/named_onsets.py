"""The onsets of a trial by one of the field's named rules beside our own, for clinics that compare with old numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dsp.onset_methods import METHODS, NoOnset, find_onset
from station.model import Analysis, Floats, Mark, Side, Trace, TrialData

AFTER_RELEASE_S = 0.3
MOST_REST_S = 0.5
"""A rule's rest ends half a second before our onset: whatever the rule takes for it lies before the rise."""


@dataclass(frozen=True, slots=True)
class NamedOnset:
    """One onset by a named rule: ``time_s`` is None where the rule finds none, and ``reason`` says why."""

    name: str
    side: Side
    ours_s: float
    time_s: float | None
    reason: str
    parameters: Mapping[str, float]


def named_onsets(data: TrialData, result: Analysis, method: str) -> list[NamedOnset]:
    """Find every onset that ``result`` marks by the rule ``method`` (a key of ``dsp.onset_methods.METHODS``) too.

    Each repetition is given to the rule by itself, with the rest directly before it: rules know one contraction.
    """
    found = []
    for mark in result.marks:
        rows = [(trace, force) for trace in data.traces if (force := _force_of(trace, mark.side)) is not None]
        if mark.name.startswith("onset") and rows:
            found.append(_named(*rows[0], mark, result.marks, method))
    return found


def _force_of(trace: Trace, side: Side) -> Floats | None:
    """What one side did; two plates on one clock are the whole body, as in the analysis."""
    if side in trace.sides:
        force: Floats = trace.force_n[trace.sides.index(side)]
        return force
    if side is Side.BOTH and len(trace.sides) == 2:
        whole: Floats = trace.force_n.sum(axis=0)
        return whole
    return None


def _named(trace: Trace, force: Floats, mark: Mark, marks: tuple[Mark, ...], method: str) -> NamedOnset:
    parameters = METHODS[method].parameters
    same = [each for each in marks if each.side == mark.side]
    ended = [each.time_s for each in same if each.name.startswith("end") and each.time_s < mark.time_s]
    ends = [each.time_s for each in same if each.name.startswith(("end", "onset")) and each.time_s > mark.time_s]
    from_s = mark.time_s - parameters.get("rest_s", 1.0) - MOST_REST_S
    first_s = max([from_s, *(end + AFTER_RELEASE_S for end in ended)])
    first, last = np.searchsorted(trace.time_s, (first_s, min(ends, default=np.inf)))
    try:
        onset = find_onset(force[first:last], trace.fs_hz, method)
    except (NoOnset, ValueError) as error:
        return NamedOnset(mark.name, mark.side, mark.time_s, None, str(error), parameters)
    time_s = float(np.interp(first + onset.time_s * trace.fs_hz, np.arange(len(force)), trace.time_s))
    return NamedOnset(mark.name, mark.side, mark.time_s, time_s, "", onset.used.parameters)
