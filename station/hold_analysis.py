"""An endurance hold on plates from a trial's traces: its marks, its length, its load share and its fatigue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.endurance import END_S, RAMP_S, Hold
from dsp.endurance_metrics import HOLD, SHARE, fatigue_uncertainty, steadiness_uncertainty
from dsp.lift import EXIT_S, LEAST_S, LEVEL, Lift, NoHold, find_hold
from dsp.metric import judge
from dsp.onset import LOWEST_FS, find_onsets
from dsp.symmetry import NoComparison, assumed_uncertainty, asymmetry
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
_ALREADY = "already lifted when the recording began"
_SLOW_LIFT = 1.5
"""Lifting that takes so many times the second that is left out reaches into the hold proper."""


def analyse_hold(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first hold of the trial.  Raises Unusable when there is none."""
    line = timeline(data)
    lift, hold = _hold(protocol, line, moved)
    doubts = _doubts(line, data, lift, hold)
    lines: list[NamedMeasurement] = []
    for formula in HOLD:
        if not formula.sided:
            lines.append(measured(line, formula, hold, doubts=doubts.get(formula.key, NO_DOUBTS)))
    # either plate moves the share, and where their calibration is not verified the default stands for it
    shared = replace(hold, gain_uncertainty=float(np.sqrt(2.0)) * assumed_uncertainty(hold.gain_uncertainty))
    for formula in (*(row for row in HOLD if row.sided), *SHARE):
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(next(item for item in withheld(formula, ONE_FORCE) if item.side == side))
            else:
                subject = shared if formula in SHARE else hold
                lines.append(measured(line, formula, subject.under(foot), side, doubts.get(formula.key, NO_DOUBTS)))
    lines.append(_difference(line, hold))
    slope_u, index_u = fatigue_uncertainty(hold)
    wander = {"steadiness_cv": steadiness_uncertainty(hold), "fatigue_slope": slope_u, "fatigue_index": index_u}
    lines = [_with_sampling(item, wander[item.key]) if item.key in wander else item for item in lines]
    return Analysis(
        protocol.key, line.fs_hz, _marks(line, hold, moved), in_order(protocol, lines), None, _methods(protocol, line)
    )


def _doubts(line: Timeline, data: TrialData, lift: Lift | None, hold: Hold) -> dict[str, Doubts]:
    """Reasons to limit a metric, by its key."""
    timed: list[str] = (
        [] if hold.exited else ["still holding when the recording ended: the hold lasted at least this long"]
    )
    if not data.complete:
        timed.append("the recording was interrupted")
    ends: list[str] = []
    lifting: list[str] = []
    notes: list[str] = []
    if lift is not None:
        if not lift.seen:
            timed.append(f"{_ALREADY}: the hold lasted at least this long")
            ends.append(f"{_ALREADY}: its first 5 s are not those of the hold")
        took_s = float(line.time_s[lift.lifted] - line.time_s[hold.onset])
        if took_s > _SLOW_LIFT * RAMP_S:
            lifting.append(f"lifting took {took_s:.1f} s: what follows its first second is in this number")
        if lift.loaded_n > 0:
            notes.append(f"an earlier rise by {lift.loaded_n:.0f} N is taken as feet being put down")
    steady = Doubts(limits=tuple(lifting))
    return {
        "hold_time": Doubts(limits=tuple(timed), notes=tuple(notes)),
        "fatigue_index": Doubts(limits=(*ends, *lifting)),
        **dict.fromkeys(("fatigue_slope", "steadiness_cv", "mean_force"), steady),
    }


def _with_sampling(item: NamedMeasurement, wander: float) -> NamedMeasurement:
    """A number with what tremor and sway leave open about it in a hold of this length (k = 2)."""
    if item.measurement.value is None or not np.isfinite(wander):
        return item
    uncertainty = float(np.hypot(item.measurement.uncertainty or 0.0, wander))
    return replace(item, measurement=replace(item.measurement, uncertainty=uncertainty))


def _hold(protocol: Protocol, line: Timeline, moved: Sequence[Mark]) -> tuple[Lift | None, Hold]:
    """What was found (None when somebody put the onset elsewhere) and the hold between the marks."""
    rise = protocol.detect.contraction_above_n
    places = {name: _placed(line, moved, name) for name in ("onset", "end")}
    lift: Lift | None = None
    try:
        lift = find_hold(line.total_n, line.fs_hz, rise_above_n=rise)
    except NoHold as error:
        if None in places.values():
            raise Unusable(
                f"No hold found: {error}. Check that the feet are on the plates, then repeat the trial.",
                _kept(line, moved),
            ) from error
    step = 1.0 / line.fs_hz
    onset, onset_u = (0, step) if lift is None or not lift.seen else _dated(line, lift.onset)
    end, exited = (0, True) if lift is None else (lift.end, lift.exited)
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
    # a mark that was put back where it was found stands for what was found there
    if places["end"] is not None and (lift is None or places["end"] != end):
        hold = replace(hold, end=places["end"], end_uncertainty_s=step, exited=True)
    if places["onset"] is not None and (lift is None or places["onset"] != onset):
        lift, hold = None, replace(hold, onset=places["onset"], onset_uncertainty_s=step)
    if hold.end <= hold.onset:
        raise Unusable("The marks are not in order: onset, end. Move them apart.", _marks(line, hold, moved))
    return lift, hold


def _placed(line: Timeline, moved: Sequence[Mark], name: str) -> int | None:
    time_s = moved_time(moved, name, Side.BOTH)
    return None if time_s is None else line.index(time_s)


def _kept(line: Timeline, moved: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks that a person placed, in a trial where none is found."""
    return tuple(replace(mark, uncertainty_s=1.0 / line.fs_hz) for mark in moved if mark.name in ("onset", "end"))


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
            "least_s": LEAST_S,
            "rest": "load before the rise",
        },
        "onset.change_point": {"search_s": _ONSET_SEARCH_S},
        "fatigue.ends": {"seconds": END_S},
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "2 SD of 5 s blocks"},
    }
