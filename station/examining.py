"""The traces of a trial looked at once, before anything is computed: what is missing, stuck or wild."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dsp.soundness import Flaws, find_flaws, without_gaps_of_nan
from station.model import Cells, Side, Trace, TrialData

REVERSED_N, REVERSED_TIMES = 20.0, 2.0
"""Forces that fall so far below zero, and so many times further than they rise above it, are not compression."""


def examined(data: TrialData) -> TrialData:
    """Return the trial with samples that are not numbers as gaps, and with its stuck channels and spikes found."""
    return replace(data, traces=tuple(_examined(trace) for trace in data.traces))


def _examined(trace: Trace) -> Trace:
    measured = [trace.force_n, trace.time_s, *([] if trace.cells is None else [trace.cells.force_n])]
    measured += [] if trace.moments is None else [trace.moments.moment_nm]
    found = _bounded(trace if all(np.isfinite(values).all() for values in measured) else _cut(trace))
    if found.force_n.shape[1] < 2:
        return found
    flaws = find_flaws(found.force_n, found.fs_hz, limited=found.saturated)
    if found.flaws is not None:  # of the channels that the forces are summed of
        flaws = Flaws(flaws.stuck | found.flaws.stuck, flaws.spikes | found.flaws.spikes)
    elif found.cells is not None:
        flaws = _with_cells(flaws, found, found.cells)
    return replace(found, flaws=flaws, doubts=(*found.doubts, *_reversed(found)))


def _bounded(trace: Trace) -> Trace:
    """Nothing beyond the rated force is vouched for: there the true force is at least that, and no more is known."""
    if not (np.abs(trace.force_n) > trace.capacity_n).any():
        return trace
    over = np.abs(trace.force_n) >= trace.capacity_n
    saturated = over if trace.saturated is None else trace.saturated | over
    return replace(trace, force_n=np.clip(trace.force_n, -trace.capacity_n, trace.capacity_n), saturated=saturated)


def _reversed(trace: Trace) -> tuple[str, ...]:
    """That a sensor reads below zero where it should read force; a strap that hangs or a drifted zero do not."""
    said = []
    for side, row in zip(trace.sides, trace.force_n, strict=True):
        least, most = (float(level) for level in np.percentile(row, (1.0, 99.0)))
        if least < -REVERSED_N and -least > REVERSED_TIMES * most:
            whose = "the sensor" if side is Side.BOTH else f"the {side} sensor"
            said.append(f"{whose} reads down to {least:.0f} N: it is mounted the wrong way round or was not zeroed")
    return tuple(said)


def _with_cells(flaws: Flaws, trace: Trace, cells: Cells) -> Flaws:
    """What ails a single cell ails its plate too: the others still move, so the sum does not show it."""
    each = find_flaws(cells.force_n, trace.fs_hz)
    stuck, spikes = flaws.stuck.copy(), flaws.spikes.copy()
    for row, side in enumerate(trace.sides):
        own = [number for number, of in enumerate(cells.sides) if of is side]
        stuck[row] |= each.stuck[own].any(axis=0)
        spikes[row] |= each.spikes[own].any(axis=0)
    return Flaws(stuck, spikes)


def _cut(trace: Trace) -> Trace:
    """A sample counts where every channel is a number, and every cell, whatever a device made of the sum."""
    cells = trace.force_n[:0] if trace.cells is None else trace.cells.force_n
    moments = trace.force_n[:0] if trace.moments is None else trace.moments.moment_nm.reshape(-1, len(trace.time_s))
    time_s, every, lost, kept = without_gaps_of_nan(trace.time_s, np.concatenate((trace.force_n, cells, moments)))
    force_n = every[: len(trace.force_n)]
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
        flaws=None if trace.flaws is None else Flaws(trace.flaws.stuck[:, kept], trace.flaws.spikes[:, kept]),
        cells=None if trace.cells is None else replace(trace.cells, force_n=trace.cells.force_n[:, kept]),
        moments=None
        if trace.moments is None
        else replace(
            trace.moments,
            moment_nm=trace.moments.moment_nm[:, :, kept],
            known=trace.moments.known[:, kept],
        ),
        centre=None if trace.centre is None else replace(trace.centre, cop_m=trace.centre.cop_m[:, kept]),
    )
