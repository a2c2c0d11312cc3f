"""An endurance hold on plates from a trial's traces: its marks, its length, its load share and its fatigue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsp.catalog import CATALOG, HOLD, SHARE, judge
from dsp.endurance import END_S, EXIT_S, LEVEL, Hold, find_hold
from dsp.onset import LOWEST_FS, find_onsets
from dsp.symmetry import NoComparison, asymmetry
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import (
    NO_DOUBTS,
    ONE_FORCE,
    Doubts,
    Timeline,
    Unusable,
    in_order,
    measured,
    moved_time,
    named,
    timeline,
    withheld,
)

_BLOCK_S = 5.0
_ONSET_SEARCH_S = 2.5


def analyse_hold(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first hold of the trial.  Raises Unusable when there is none."""
    line = timeline(data)
    hold = _hold(protocol, line, moved)
    limits = [] if hold.exited else ["still holding when the recording ended: the hold lasted at least this long"]
    if not data.complete:
        limits.append("the recording was interrupted")
    doubts = Doubts(limits=tuple(limits))
    lines: list[NamedMeasurement] = []
    for formula in HOLD:
        if not formula.sided:
            lines.append(measured(line, formula, hold, doubts=doubts if formula.key == "hold_time" else NO_DOUBTS))
    for formula in (*(row for row in HOLD if row.sided), *SHARE):
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(next(item for item in withheld(formula, ONE_FORCE) if item.side == side))
            else:
                lines.append(measured(line, formula, hold.under(foot), side))
    lines.append(_difference(line, hold))
    return Analysis(
        protocol.key, line.fs_hz, _marks(line, hold, moved), in_order(protocol, lines), None, _methods(protocol, line)
    )


def _hold(protocol: Protocol, line: Timeline, moved: Sequence[Mark]) -> Hold:
    rise = protocol.detect.contraction_above_n
    found = find_hold(line.total_n, line.fs_hz, rise_above_n=rise)
    at = {name: moved_time(moved, name, Side.BOTH) for name in ("onset", "end")}
    step = 1.0 / line.fs_hz
    if found is None and (at["onset"] is None or at["end"] is None):
        raise Unusable(
            f"No hold found: the force never rises by {rise:g} N for a second. Check that the feet are on the plates, "
            "then repeat the trial."
        )
    onset, end, exited = found or (0, 0, True)
    onset, onset_u = _dated(line, onset)
    hold = Hold(
        line.time_s,
        line.total_n,
        line.total_n,
        onset,
        end,
        exited,
        onset_uncertainty_s=onset_u,
        end_uncertainty_s=max(0.05, step) if exited else step,
        force_uncertainty_n=2.0 * line.resolution_n / float(np.sqrt(12.0)),
        gain_uncertainty=line.gain_uncertainty,
    )
    if at["onset"] is not None:
        hold = replace(hold, onset=line.index(at["onset"]), onset_uncertainty_s=step)
    if at["end"] is not None:
        hold = replace(hold, end=line.index(at["end"]), end_uncertainty_s=step, exited=True)
    if hold.end <= hold.onset:
        raise Unusable("The marks are not in order: onset, end. Move them apart.")
    return hold


def _dated(line: Timeline, crossing: int) -> tuple[int, float]:
    """The onset of the rise that crosses half its height at ``crossing``, and what it is known to."""
    if line.fs_hz >= LOWEST_FS:
        stop = min(len(line.total_n), crossing + round(_ONSET_SEARCH_S * line.fs_hz))
        for onset in reversed(find_onsets(line.total_n[:stop], line.fs_hz)):
            if 0 <= crossing - onset.index <= _ONSET_SEARCH_S * line.fs_hz:
                return onset.index, max(onset.uncertainty_s, 1.0 / line.fs_hz)
    return crossing, 0.25


def _marks(line: Timeline, hold: Hold, moved: Sequence[Mark]) -> tuple[Mark, ...]:
    places = (("onset", hold.onset, hold.onset_uncertainty_s), ("end", hold.end, hold.end_uncertainty_s))
    return tuple(
        Mark(name, Side.BOTH, float(line.time_s[index]), moved_time(moved, name, Side.BOTH) is None, uncertainty)
        for name, index, uncertainty in places
    )


def _difference(line: Timeline, hold: Hold) -> NamedMeasurement:
    """Right against left of the mean force; known to what the share wanders between blocks of 5 s and the devices."""
    metric = CATALOG["load_asymmetry"]
    left, right = line.left_n, line.right_n
    if left is None or right is None:
        return withheld(metric, ONE_FORCE)[0]
    part = hold.steady
    if part.stop - part.start < 2:
        return withheld(metric, "the hold is too short")[0]
    try:
        percent = asymmetry(float(left[part].mean()), float(right[part].mean()))
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    size = round(_BLOCK_S * line.fs_hz)
    starts = range(part.start, part.stop - size + 1, size)
    blocks = [
        100.0
        * (right[i : i + size].mean() - left[i : i + size].mean())
        / max(left[i : i + size].mean(), right[i : i + size].mean())
        for i in starts
    ]
    limits = [] if len(blocks) >= 2 else ["the hold is too short to know how much the load share wanders"]
    wander = 2.0 * float(np.std(blocks, ddof=1)) if len(blocks) >= 2 else float("nan")
    devices = 100.0 * float(np.sqrt(2.0)) * line.gain_uncertainty
    facts = line.facts(part.start, part.stop - 1)
    result = judge(metric, percent, facts, uncertainty=float(np.hypot(wander, devices)), limits=limits)
    return named(metric, Side.BOTH, result)


def _methods(protocol: Protocol, line: Timeline) -> dict[str, dict[str, float | str]]:
    return {
        "hold.half_rise": {
            "rise_above_n": protocol.detect.contraction_above_n,
            "level": LEVEL,
            "exit_s": EXIT_S,
        },
        "onset.change_point": {"search_s": _ONSET_SEARCH_S},
        "fatigue.ends": {"seconds": END_S},
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "2 SD of 5 s blocks"},
    }
