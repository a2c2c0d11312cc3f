"""Bridges in repetitions from a trial's traces: only the feet are on the plates, so levels of load decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from dsp.level_reps import HIGH, LEAST_S, LOW, TIME_KNOWN_S, LevelRep, LevelReps, find_level_reps
from dsp.level_reps_metrics import BRIDGES
from dsp.movement import NoMovement
from dsp.symmetry import assumed_uncertainty
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
    timeline,
    withheld,
)

_NAMES = ("start", "end")


def analyse_bridges(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all bridges of the trial.  Raises Unusable when there is none."""
    line = timeline(data)
    try:
        found = find_level_reps(line.time_s, line.total_n, least_rise_n=protocol.detect.contraction_above_n)
    except NoMovement as error:
        raise Unusable(
            f"No bridge found: {error}. Check that the feet are on the plates, then begin and end with the hips down."
        ) from error
    placed = tuple(_placed(line, moved, number, rep) for number, rep in enumerate(found, 1))
    marks = _marks(line, moved, placed)
    in_turn = all(one.end <= two.start for one, two in pairwise(placed))
    if not in_turn or any(not rep.start < rep.reached <= rep.left < rep.end for rep in placed):
        raise Unusable("The marks are not in order: start, end, each around its bridge. Move them back.", marks)
    known_s = float(np.hypot(TIME_KNOWN_S, 2.0 / line.fs_hz))
    reps = LevelReps(
        line.time_s, line.total_n, line.total_n, placed, known_s, line.step_uncertainty_n, line.gain_uncertainty
    )
    lines = _lines(protocol, line, data, reps)
    methods: dict[str, dict[str, float | str]] = {
        "bridges.levels": {
            "low": LOW,
            "high": HIGH,
            "least_s": LEAST_S,
            "least_rise_n": protocol.detect.contraction_above_n,
            "motion": "not integrated: the floor carries a part of the body",
        },
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R)", "interval": "2 SD between repetitions"},
    }
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, methods)


def _placed(line: Timeline, moved: Sequence[Mark], number: int, rep: LevelRep) -> LevelRep:
    """A bridge with its marks where somebody put them."""
    places = {name: moved_time(moved, f"{name} {number}", Side.BOTH) for name in _NAMES}
    start, end = (None if time_s is None else line.index(time_s) for time_s in places.values())
    return replace(rep, start=rep.start if start is None else start, end=rep.end if end is None else end)


def _marks(line: Timeline, moved: Sequence[Mark], placed: Sequence[LevelRep]) -> tuple[Mark, ...]:
    marks = []
    for number, rep in enumerate(placed, 1):
        for name, place in (("start", rep.start), ("end", rep.end)):
            automatic = moved_time(moved, f"{name} {number}", Side.BOTH) is None
            known_s = (TIME_KNOWN_S if automatic else 0.0) + 1.0 / line.fs_hz
            marks.append(Mark(f"{name} {number}", Side.BOTH, float(line.time_s[place]), automatic, known_s))
    return tuple(marks)


def _lines(protocol: Protocol, line: Timeline, data: TrialData, reps: LevelReps) -> list[NamedMeasurement]:
    notes = () if data.complete else ("the recording was interrupted",)
    count = len(reps.repetitions)
    short = () if count == protocol.reps else (f"{protocol.reps} bridges were asked for, {count} were found",)
    single = ("one bridge cannot say this; do two or more",) if count < 2 else ()
    # either plate moves the share, and where their calibration is not verified the default stands for it
    shared = replace(reps, gain_uncertainty=float(np.sqrt(2.0)) * assumed_uncertainty(reps.gain_uncertainty))
    lines: list[NamedMeasurement] = []
    for row in BRIDGES:
        doubts = Doubts(short if row.key == "bridge_count" else (), single if row.key == "bridge_period" else (), notes)
        if not row.sided:
            lines.append(measured(line, row, reps, doubts=doubts))
            continue
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(next(item for item in withheld(row, ONE_FORCE) if item.side == side))
            else:
                subject = shared if row.key == "bridge_load_share" else reps
                lines.append(measured(line, row, subject.under(foot), side, doubts))
    spans = [slice(rep.reached, rep.left + 1) for rep in reps.repetitions]
    lines.append(compared(line, "rep_load_asymmetry", spans))
    return lines
