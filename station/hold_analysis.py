"""An endurance hold on plates from a trial's traces: its marks, its length, its load share and its fatigue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.endurance import END_S, RAMP_S, Hold, lower_bound
from dsp.endurance_metrics import (
    HOLD,
    SHARE,
    fatigue_uncertainty,
    share_uncertainty,
    share_unsteadiness_uncertainty,
    steadiness_uncertainty,
)
from dsp.lift import EXIT_S, LEAST_S, LEVEL, Lift, NoHold, find_hold
from dsp.measurement import State
from dsp.metric import judge
from dsp.onset import LOWEST_FS, find_onsets
from dsp.symmetry import NoComparison, assumed_uncertainty, asymmetry
from station.hold_band import NO_MAXIMUM, band_lines, with_sampling
from station.hold_ends import end_reason, of_the_end
from station.hold_form import form_lines
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.one_side import ALONE, OTHER, line_of, of_tested_side, plate_names, tested_side
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
    withheld,
)

_BLOCK_S = 5.0
_ONSET_SEARCH_S = 2.5
_ALREADY = "already lifted when the recording began"
AT_LEAST = f"{_ALREADY}: the hold lasted at least this long"
_CHECK = {
    "plates": "Check that the client is on the plates as the position says, then repeat the trial.",
    "dynamometers": "Check that the dynamometer is in place, then repeat the trial.",
}
_OTHER_FOOT = 0.1
"""With more than this part of the load on it the other foot is not in the air."""
_SLOW_LIFT = 1.5
"""Lifting that takes so many times the second that is left out reaches into the hold proper."""


def analyse_hold(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first hold of the trial.  Raises Unusable when there is none."""
    line = line_of(protocol, data)
    lift, hold = find_held(protocol, line, moved)
    _check_the_side(protocol, line, hold, moved)
    ended = of_the_end(data)
    bound = lower_bound(hold.exited, end_reason(data)) or next(iter(ended.limits), "")
    late = (AT_LEAST,) if lift is not None and not lift.seen else ()
    lines = _hold_lines(protocol, line, hold, doubts_of(line, data, lift, hold, (bound, *ended.limits)))
    alone = tested_side(protocol) is not None
    lines.append(withheld(CATALOG["load_asymmetry"], ALONE)[0] if alone else _difference(line, hold))
    own_n = data.own_maximum_n.get(tested_side(protocol) or Side.BOTH)
    if protocol.target is not None and protocol.target.kind == "own_maximum":
        lines.append(_level(line, hold, own_n))
    in_band, band_method = band_lines(protocol, line, hold, bound, late, own_n)
    of_form, form_marks, form_method = form_lines(line, hold, moved, bound, late, plate_names(protocol))
    return Analysis(
        protocol.key,
        line.fs_hz,
        (*hold_marks(line, hold, moved), *form_marks),
        _on_one_foot(protocol, line, hold, of_tested_side(protocol, in_order(protocol, [*lines, *in_band, *of_form]))),
        None,
        {**_methods(protocol, line), **band_method, **form_method},
    )


def _check_the_side(protocol: Protocol, line: Timeline, hold: Hold, moved: Sequence[Mark]) -> None:
    """Raise Unusable where the plate of the side that is tested carries less than the other one.

    A body that lies straight on forearm and feet has its centre nearer to the forearm, and a bridge on one leg has
    everything on its foot: less than half is the other side, or the plates are swapped.
    """
    side = tested_side(protocol)
    if side is None or line.left_n is None or line.right_n is None:
        return
    whole = hold.steady if hold.steady.stop > hold.steady.start else slice(hold.onset, hold.end + 1)
    loads = {Side.LEFT: float(line.left_n[whole].mean()), Side.RIGHT: float(line.right_n[whole].mean())}
    if loads[side] >= loads[OTHER[side]]:
        return
    part = 100.0 * loads[OTHER[side]] / sum(loads.values())
    raise Unusable(
        f"{part:.0f} % of the load is on the {OTHER[side].value} plate, and this is the test of the {side.value} side: "
        "the other side was tested, or the plates are swapped. Repeat it as the position says, or choose the test of "
        "the other side.",
        hold_marks(line, hold, moved),
    )


def _on_one_foot(
    protocol: Protocol, line: Timeline, hold: Hold, lines: tuple[NamedMeasurement, ...]
) -> tuple[NamedMeasurement, ...]:
    """The lines of a test on one foot, limited where the other foot was down."""
    other = line.side(OTHER.get(tested_side(protocol) or Side.BOTH, Side.BOTH))
    one_foot = protocol.setup is not None and protocol.setup.device_at == "under_one_foot"
    if not one_foot or other is None or line.left_n is None or hold.steady.stop <= hold.steady.start:
        return lines
    share = float(other[hold.steady].mean() / line.total_n[hold.steady].mean())
    if share <= _OTHER_FOOT:
        return lines
    reason = f"{100 * share:.0f} % of the load was on the other foot: it was not clear of its plate"
    return tuple(
        replace(each, measurement=replace(found, state=State.LIMITED, reasons=(*found.reasons, reason)))
        if (found := each.measurement).value is not None
        else each
        for each in lines
    )


def _hold_lines(protocol: Protocol, line: Timeline, hold: Hold, doubts: dict[str, Doubts]) -> list[NamedMeasurement]:
    """What needs neither a band nor a beginning to compare with."""
    lines: list[NamedMeasurement] = []
    for formula in HOLD:
        if not formula.sided:
            lines.append(measured(line, formula, hold, doubts=doubts.get(formula.key, NO_DOUBTS)))
    # either plate moves the share, and where their calibration is not verified the default stands for it
    shared = replace(hold, gain_uncertainty=float(np.sqrt(2.0)) * assumed_uncertainty(hold.gain_uncertainty))
    for formula in (*(row for row in HOLD if row.sided), *SHARE):
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None and formula not in SHARE and side is tested_side(protocol):
                foot = line.total_n  # of the only dynamometer
            if foot is None:
                lines.append(next(item for item in withheld(formula, ONE_FORCE) if item.side == side))
            else:
                subject = (shared if formula in SHARE else hold).under(foot)
                lines.append(measured(line, formula, subject, side, doubts.get(formula.key, NO_DOUBTS)))
    slope_u, index_u = fatigue_uncertainty(hold)
    wander = {"steadiness_cv": steadiness_uncertainty(hold), "fatigue_slope": slope_u, "fatigue_index": index_u}
    if line.left_n is not None:
        # of what wanders from one side the other has the opposite
        of_share = share_uncertainty(hold.under(line.left_n))
        wander |= dict(zip(("load_share", "load_share_drift", "share_drift_rate"), of_share, strict=True))
        wander["share_unsteadiness"] = share_unsteadiness_uncertainty(hold.under(line.left_n))
    return [with_sampling(item, wander.get(item.key, float("nan"))) for item in lines]


def doubts_of(
    line: Timeline, data: TrialData, lift: Lift | None, hold: Hold, ended: Sequence[str]
) -> dict[str, Doubts]:
    """Reasons to limit a metric, by its key; ``ended`` says what the end makes of every time that lasts to it."""
    timed = list(dict.fromkeys(reason for reason in ended if reason))
    if not data.complete:
        timed.append("the recording was interrupted")
    ends: list[str] = []
    lifting: list[str] = []
    notes: list[str] = []
    if lift is not None:
        if not lift.seen:
            timed.append(AT_LEAST)
            ends.append(f"{_ALREADY}: its first 5 s are not those of the hold")
        took_s = float(line.time_s[lift.lifted] - line.time_s[hold.onset])
        if took_s > _SLOW_LIFT * RAMP_S:
            lifting.append(f"lifting took {took_s:.1f} s: what follows its first second is in this number")
        if lift.loaded_n > 0:
            notes.append(f"an earlier rise by {lift.loaded_n:.0f} N is taken as feet being put down")
    steady = Doubts(limits=tuple(lifting))
    notes += of_the_end(data).notes
    return {
        "hold_time": Doubts(limits=tuple(timed), notes=tuple(notes)),
        "hold_impulse": Doubts(limits=tuple(timed)),
        "fatigue_index": Doubts(limits=(*ends, *lifting)),
        **dict.fromkeys(("fatigue_slope", "steadiness_cv", "mean_force"), steady),
    }


def find_held(protocol: Protocol, line: Timeline, moved: Sequence[Mark]) -> tuple[Lift | None, Hold]:
    """What was found (None when somebody put the onset elsewhere) and the hold between the marks."""
    rise = protocol.detect.contraction_above_n
    places = {name: _placed(line, moved, name) for name in ("onset", "end")}
    lift: Lift | None = None
    try:
        lift = find_hold(line.total_n, line.fs_hz, rise_above_n=rise)
    except NoHold as error:
        if None in places.values():
            raise Unusable(f"No hold found: {error}. {_CHECK[protocol.device]}", _kept(line, moved)) from error
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
        end_uncertainty_s=max(0.05, step) if exited or end < len(line.time_s) - 1 else step,
        force_uncertainty_n=2.0 * line.resolution_n / float(np.sqrt(12.0)),
        gain_uncertainty=line.gain_uncertainty,
    )
    # a mark that was put back where it was found stands for what was found there
    if places["end"] is not None and (lift is None or places["end"] != end):
        hold = replace(hold, end=places["end"], end_uncertainty_s=step, exited=True)
    if places["onset"] is not None and (lift is None or places["onset"] != onset):
        lift, hold = None, replace(hold, onset=places["onset"], onset_uncertainty_s=step)
    if hold.end <= hold.onset:
        raise Unusable("The marks are not in order: onset, end. Move them apart.", hold_marks(line, hold, moved))
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


def hold_marks(line: Timeline, hold: Hold, moved: Sequence[Mark]) -> tuple[Mark, ...]:
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
    blocks = _blocks(part, round(_BLOCK_S * line.fs_hz))
    limits = [] if blocks else ["the hold is too short to know how much the load share wanders"]
    found = [_percent(left[block].mean(), right[block].mean()) for block in blocks or _halves(part)]
    wander = 2.0 * float(np.std(found, ddof=1))
    devices = 100.0 * float(np.sqrt(2.0)) * line.gain_uncertainty
    facts = line.facts(part.start, part.stop - 1)
    result = judge(metric, percent, facts, uncertainty=float(np.hypot(wander, devices)), limits=limits)
    return named(metric, Side.BOTH, result)


def _blocks(part: slice, size: int) -> list[slice]:
    """Whole blocks of so many samples; none where there are fewer than two."""
    starts = range(part.start, part.stop - size + 1, size)
    return [slice(start, start + size) for start in starts] if len(starts) >= 2 else []


def _halves(part: slice) -> list[slice]:
    middle = (part.start + part.stop) // 2
    return [slice(part.start, middle), slice(middle, part.stop)]


def _percent(left_n: float, right_n: float) -> float:
    return 100.0 * float((right_n - left_n) / max(left_n, right_n))


def _level(line: Timeline, hold: Hold, own_n: float | None) -> NamedMeasurement:
    """The mean force of the hold as a part of the own maximum."""
    metric, part = CATALOG["hold_level"], hold.steady
    if own_n is None:
        return withheld(metric, NO_MAXIMUM)[0]
    if part.stop - part.start < 2:
        return withheld(metric, "the hold is too short")[0]
    percent = 100.0 * float(hold.force_n[part].mean()) / own_n
    # force and maximum are of one device, days apart: its gain may have moved between
    known = float(np.hypot(percent * line.gain_uncertainty, 100.0 * hold.force_uncertainty_n / own_n))
    known = float(np.hypot(known, fatigue_uncertainty(hold)[1] * percent / 100.0))
    return named(metric, Side.BOTH, judge(metric, percent, line.facts(part.start, part.stop - 1), uncertainty=known))


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
        "asymmetry.max": {
            "formula": "100 (R - L) / max(L, R)",
            "interval": "2 SD of 5 s blocks, or of two halves of a shorter hold",
        },
    }
