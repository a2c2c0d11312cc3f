"""The traces of a trial looked at once, before anything is computed: what is missing, stuck or wild."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dsp.soundness import find_flaws, without_gaps_of_nan
from station.model import Trace, TrialData


def examined(data: TrialData) -> TrialData:
    """Return the trial with samples that are not numbers as gaps, and with its stuck channels and spikes found."""
    return replace(data, traces=tuple(_examined(trace) for trace in data.traces))


def _examined(trace: Trace) -> Trace:
    found = trace if np.isfinite(trace.force_n).all() and np.isfinite(trace.time_s).all() else _cut(trace)
    if found.force_n.shape[1] < 2:
        return found
    return replace(found, flaws=find_flaws(found.force_n, found.fs_hz, limited=found.saturated))


def _cut(trace: Trace) -> Trace:
    time_s, force_n, lost, kept = without_gaps_of_nan(trace.time_s, trace.force_n)
    moved = np.concatenate(([0], np.cumsum(kept)))
    gaps: dict[int, int] = {}
    for index, missing in (*((int(moved[index]), missing) for index, missing in trace.gaps), *lost):
        gaps[index] = gaps.get(index, 0) + missing
    return replace(
        trace,
        time_s=time_s,
        force_n=force_n,
        gaps=tuple(sorted(gaps.items())),
        saturated=None if trace.saturated is None else trace.saturated[:, kept],
        cells=None if trace.cells is None else replace(trace.cells, force_n=trace.cells.force_n[:, kept]),
        centre=None if trace.centre is None else replace(trace.centre, cop_m=trace.centre.cop_m[:, kept]),
    )
