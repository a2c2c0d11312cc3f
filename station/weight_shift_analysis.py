"""Weight shifts from a trial's traces: marks of each, and how fast, how far and how steadily the load went over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsp.catalog import CATALOG
from dsp.metric import judge
from dsp.movement_search import standing
from dsp.symmetry import NoComparison, assumed_uncertainty, compare
from dsp.weighing import Stance
from dsp.weight_shift import HIGH, LEAST_S, LOW, TIME_KNOWN_S, NoShift, Shift, WeightShifts, find_shifts
from dsp.weight_shift_metrics import (
    END_S,
    LEAVING_S,
    LIMIT_S,
    OVER_S,
    WEIGHT_SHIFT,
    end_shares,
    missed_count,
    noise_of_share,
    shift_count,
    steadiness,
    support_error,
)
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.movement_analysis import gate_of, system_weight, weighed, weighing_doubts
from station.protocol import Protocol
from station.timeline import (
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

CARRIED = 3.0
"""Per cent of the weight that something else than the feet may carry without a word."""
_SIDES = (Side.LEFT, Side.RIGHT)
_NAMES = ("start", "reached", "leave")
_IN_BAND = frozenset({"shift_time"})
_HELD = frozenset({"shift_share", "shift_error", "shift_in_band", "shift_overshoot", "shift_steadiness", "shift_limit"})
_NO_ERROR = frozenset({"shift_count", "shift_missed_count"})


def analyse_weight_shift(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all weight shifts of the trial.  Raises Unusable when there is none."""
    line = timeline(data)
    if line.left_n is None or line.right_n is None:
        raise Unusable(f"Weight shifts need one plate under each foot: {ONE_FORCE}.")
    if protocol.target is None or protocol.target.kind != "body_weight_share":
        raise Unusable(f"The protocol {protocol.key} does not say which share of the weight is to be reached.")
    band = (100.0 * protocol.target.low, 100.0 * protocol.target.high)
    try:
        found = find_shifts(line.time_s, line.left_n, line.right_n, band=band)
    except NoShift as error:
        raise Unusable(
            f"No shift of the weight found: {error}. Begin in the middle, shift to one foot until the band is reached, "
            "hold it, and come back to the middle."
        ) from error
    stance = _weighed_before(protocol, line, found[0].start)
    shifts = tuple(_placed(line, moved, number, shift) for number, shift in _numbered(found))
    marks = _marks(line, moved, shifts)
    if not all(_ordered(shift) for shift in shifts):
        raise Unusable("The marks are not in order: start, reached, leave, each in its shift. Move them back.", marks)
    trial = WeightShifts(
        line.time_s,
        line.left_n,
        line.right_n,
        shifts,
        band,
        stance.mean_n,
        time_uncertainty_s=float(np.hypot(TIME_KNOWN_S, 2.0 / line.fs_hz)),
        zero_n=line.step_uncertainty_n,
        # either plate moves the share, and where their calibration is not verified the default stands for it
        gain_uncertainty=assumed_uncertainty(line.gain_uncertainty),
        weight_uncertainty_n=float(np.hypot(stance.uncertainty_n, line.gain_uncertainty * stance.mean_n)),
    )
    trial = replace(trial, wander=float(np.nan_to_num(steadiness(trial))), noise=noise_of_share(trial))
    marks = _marks(line, moved, shifts, trial)
    of_weight, unusable = weighing_doubts(line, stance)
    lines = [_line(protocol, line, data, trial, side, row.key, of_weight, unusable) for row in WEIGHT_SHIFT
             for side in _SIDES]  # fmt: skip
    lines.extend((_compared(line, trial), system_weight(line, stance)))
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, _methods(line, stance, band))


def _methods(line: Timeline, stance: Stance, band: tuple[float, float]) -> dict[str, dict[str, float | str]]:
    return {
        "weight.lowest_variance": {
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        },
        "weight_shift.levels": {
            "low": LOW,
            "high": HIGH,
            "least_s": LEAST_S,
            "band_low_percent": band[0],
            "band_high_percent": band[1],
            "end_s": END_S,
            "without_s": LEAVING_S,
            "overshoot_within_s": OVER_S,
            "limit_mean_s": LIMIT_S,
        },
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "Welch's t between shifts"},
    }


def _weighed_before(protocol: Protocol, line: Timeline, first: int) -> Stance:
    """The quiet standing before the first shift: who holds on to something while shifting is as still, but lighter."""
    gate = gate_of(protocol)
    found = standing(
        line.total_n[:first],
        line.fs_hz,
        seconds=gate.seconds,
        sd_below_n=gate.sd_below_n,
        mean_above_n=gate.mean_above_n,
    )
    return weighed(protocol, line) if found is None else found


def _numbered(shifts: Sequence[Shift]) -> list[tuple[int, Shift]]:
    """Each shift with its number among those to its side."""
    counts = {"left": 0, "right": 0}
    numbered = []
    for shift in shifts:
        counts[shift.side] += 1
        numbered.append((counts[shift.side], shift))
    return numbered


def _placed(line: Timeline, moved: Sequence[Mark], number: int, shift: Shift) -> Shift:
    """A shift with its marks where somebody put them."""
    times = [moved_time(moved, f"{name} {number}", Side(shift.side)) for name in _NAMES]
    start, reached, leave = (None if time_s is None else line.index(time_s) for time_s in times)
    return replace(
        shift,
        start=shift.start if start is None else start,
        reached=shift.reached if reached is None else reached,
        left=shift.left if leave is None else leave,
    )


def _ordered(shift: Shift) -> bool:
    reached = shift.arrived if shift.reached is None else shift.reached
    return shift.start < min(reached, shift.arrived) and max(reached, shift.arrived) < shift.left <= shift.end


def _marks(
    line: Timeline, moved: Sequence[Mark], shifts: Sequence[Shift], trial: WeightShifts | None = None
) -> tuple[Mark, ...]:
    marks = []
    for number, shift in _numbered(shifts):
        side = Side(shift.side)
        for name, place in zip(_NAMES, (shift.start, shift.reached, shift.left), strict=True):
            if place is None:
                continue
            automatic = moved_time(moved, f"{name} {number}", side) is None
            found_s = TIME_KNOWN_S if trial is None else trial.known_s(shift)
            known_s = (found_s if automatic else 0.0) + 1.0 / line.fs_hz
            marks.append(Mark(f"{name} {number}", side, float(line.time_s[place]), automatic, known_s))
    return tuple(marks)


def _line(
    protocol: Protocol,
    line: Timeline,
    data: TrialData,
    trial: WeightShifts,
    side: Side,
    key: str,
    of_weight: tuple[str, ...],
    unusable: bool,
) -> NamedMeasurement:
    row = next(row for row in WEIGHT_SHIFT if row.key == key)
    one = trial.to("left" if side is Side.LEFT else "right")
    count, missed = round(shift_count(one)), round(missed_count(one))
    limits, refusals = [], []
    if key == "shift_count" and count != protocol.reps:
        limits.append(f"{protocol.reps} shifts to the {side.value} were asked for, {count} were found")
    if key not in _NO_ERROR and not count:
        refusals.append(f"there is no shift to the {side.value}")
    elif key in _IN_BAND and missed == count:
        refusals.append(f"the share never came into the band of {one.band[0]:.0f} to {one.band[1]:.0f} %")
    elif key in _IN_BAND and missed:
        limits.append(f"{missed} of {count} shifts never came into the band and have no time")
    held = len(end_shares(one))
    if key in _HELD and count and not held:
        refusals.append(f"no shift was held long enough; {3.0 * LEAVING_S:g} s or more are needed")
    carried = support_error(one)
    if key in _HELD and carried > CARRIED:
        limits.append(f"something else than the feet carried {carried:.0f} % of the weight; do it without holding on")
    if key == "shift_support":
        (refusals if unusable else limits).extend(of_weight)
    notes = () if data.complete else ("the recording was interrupted",)
    return measured(line, row, one, side, Doubts(tuple(limits), tuple(refusals), notes))


def _compared(line: Timeline, trial: WeightShifts) -> NamedMeasurement:
    """Right against left of the shares that were held."""
    metric = CATALOG["shift_asymmetry"]
    left, right = end_shares(trial.to("left")), end_shares(trial.to("right"))
    try:
        found = compare(left, right, device_uncertainty=float(np.sqrt(2.0)) * line.gain_uncertainty)
    except NoComparison as error:
        return withheld(metric, str(error))[0]
    limits = () if min(len(left), len(right)) > 1 else ("one shift a side: what varies between shifts is not known",)
    first, last = trial.shifts[0].start, max(shift.end for shift in trial.shifts)
    result = judge(metric, found.percent, line.facts(first, last), uncertainty=found.uncertainty, limits=limits)
    return named(metric, Side.BOTH, result)
