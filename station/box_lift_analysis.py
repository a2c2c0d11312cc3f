"""Lifts of an object from a trial's traces: what it weighs, the times of each lift, and how the feet share the load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dsp.box_lift import LEAST_OBJECT_N, TIME_KNOWN_S, BoxLifts, Lift, find_lifts
from dsp.box_lift_metrics import BOX_LIFT
from dsp.movement import NoMovement
from dsp.symmetry import assumed_uncertainty
from dsp.weighing import Stance
from station.comparing_repetitions import compared
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import (
    ONE_FORCE,
    Doubts,
    Timeline,
    Unusable,
    in_order,
    measured,
    moved_time,
    withheld,
)

PEAK_SD = 3.0
_NAMES = ("start", "down", "up", "end")


def analyse_box_lift(
    protocol: Protocol, line: Timeline, data: TrialData, stance: Stance, moved: Sequence[Mark]
) -> Analysis:
    """Analyse all lifts of the trial; ``stance`` is without the object.  Raises Unusable when there is none."""
    try:
        found = find_lifts(line.time_s, line.total_n, stance)
    except NoMovement as error:
        raise Unusable(
            f"No lift found: {error}. Stand still for a second without the object and for a second with it."
        ) from error
    placed = tuple(_placed(line, moved, number, lift) for number, lift in enumerate(found, 1))
    marks = tuple(mark for number, lift in enumerate(placed, 1) for mark in _marks(line, moved, number, lift))
    if any(not lift.before <= lift.start < lift.down <= lift.up < lift.end <= lift.after for lift in placed):
        raise Unusable("The marks are not in order: start, down, up, end, each within its lift. Move them back.", marks)
    trial = BoxLifts(
        line.time_s,
        line.total_n,
        line.total_n,
        placed,
        stance.mean_n,
        # half a second of standing with the object is a mean of fewer sways than the weighing
        weight_uncertainty_n=float(np.hypot(2.0 * stance.sd_n, line.step_uncertainty_n)),
        noise_n=float(np.hypot(PEAK_SD * np.hypot(stance.sd_n, stance.wander_n), line.step_uncertainty_n)),
        force_uncertainty_n=line.step_uncertainty_n,
        gain_uncertainty=line.gain_uncertainty,
    )
    methods: dict[str, dict[str, float | str]] = {
        "weight.lowest_variance": {"mean_n": stance.mean_n, "sd_n": stance.sd_n},
        "lift.levels": {
            "least_object_n": LEAST_OBJECT_N,
            "motion": "forwards to the lowest point, backwards to taking hold; not integrated in between",
        },
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "2 SD between repetitions"},
    }
    lines = _lines(protocol, line, data, trial)
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, methods)


def _placed(line: Timeline, moved: Sequence[Mark], number: int, lift: Lift) -> Lift:
    """A lift with its marks where somebody put them."""
    places = {name: moved_time(moved, f"{name} {number}", Side.BOTH) for name in _NAMES}
    at: dict[str, int] = {name: line.index(time_s) for name, time_s in places.items() if time_s is not None}
    return replace(lift, **at)


def _marks(line: Timeline, moved: Sequence[Mark], number: int, lift: Lift) -> list[Mark]:
    marks = []
    for name in _NAMES:
        automatic = moved_time(moved, f"{name} {number}", Side.BOTH) is None
        known_s = (TIME_KNOWN_S if automatic else 0.0) + 1.0 / line.fs_hz
        at_s = float(line.time_s[int(getattr(lift, name))])
        marks.append(Mark(f"{name} {number}", Side.BOTH, at_s, automatic, known_s))
    return marks


def _lines(protocol: Protocol, line: Timeline, data: TrialData, trial: BoxLifts) -> list[NamedMeasurement]:
    notes = () if data.complete else ("the recording was interrupted",)
    count = len(trial.lifts)
    short = () if count == protocol.reps else (f"{protocol.reps} lifts were asked for, {count} were found",)
    # either plate moves the share, and where their calibration is not verified the default stands for it
    shared = replace(trial, gain_uncertainty=float(np.sqrt(2.0)) * assumed_uncertainty(trial.gain_uncertainty))
    lines: list[NamedMeasurement] = []
    for row in BOX_LIFT:
        doubts = Doubts(limits=short if row.key == "lift_count" else (), notes=notes)
        if not row.sided:
            lines.append(measured(line, row, trial, doubts=doubts))
            continue
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(next(item for item in withheld(row, ONE_FORCE) if item.side == side))
            else:
                lines.append(measured(line, row, shared.under(foot), side, doubts))
    spans = [slice(lift.start, lift.end + 1) for lift in trial.lifts]
    lines.append(compared(line, "rep_load_asymmetry", spans))
    return lines
