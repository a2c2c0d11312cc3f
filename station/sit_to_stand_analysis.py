"""Sit-to-stands on plates from a trial's traces: marks of each rise, the times, the forces and both feet compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from dsp.catalog import CATALOG
from dsp.measurement import State
from dsp.metric import judge
from dsp.rise_search import SEATED, SEATED_S, SETTLED, SETTLED_S, STANDING, STANDING_S, find_rises
from dsp.runs import runs
from dsp.sit_to_stand import COUNT_S, RISES, NoRise, Rise, SitToStand
from dsp.sit_to_stand_metrics import RISE_SHARE, SIT_TO_STAND
from dsp.symmetry import assumed_uncertainty
from dsp.weighing import GRAVITY, Stance, sample_noise_n
from station.comparing_repetitions import compared
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.movement_analysis import PEAK_SD, system_weight, weighed
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

LOWEST_HZ = 8.0
SEAT_SPEED = 0.03
"""What the seat leaves open of the speed of rising, m/s (k = 2): it still carries a part where integration begins."""
OFF_N, OFF_S = 20.0, 0.5
"""Who sits with the feet on the plates leaves more on them; plates that read less for so long were left."""
_STANDING = 0.7
_NAMES = ("start", "stood")
_COUNTS = frozenset({"rise_count", "rises_in_30_s", "five_rises_seated_time"})
_SITTING = ("time_to_sit", "sitting_peak_force", "sitting_mean_force")
_OF_SEATS = ("rises_in_30_s", "rise_count", "five_rises_seated_time", *_SITTING)
_WEIGHT_FREE = frozenset({"rise_mean_force", *(row.key for row in RISE_SHARE)})


def analyse_sit_to_stand(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse all rises of the trial.  Raises Unusable when there is none, or when nobody stood still to be weighed."""
    line = timeline(data)
    if line.fs_hz < LOWEST_HZ:
        raise Unusable(f"The device sends {line.fs_hz:.3g} Hz; rises need {LOWEST_HZ:g} Hz or more.")
    stance = _weighed(protocol, line)
    try:
        rises, attempts = find_rises(line.time_s, line.total_n, stance)
    except NoRise as error:
        raise Unusable(
            f"No rise from a seat found: {error}. Put the chair beside the plates, both feet on them, and begin seated."
        ) from error
    placed = tuple(_placed(line, moved, number, rise) for number, rise in enumerate(rises, 1))
    found, trial = (replace(_trial(line, stance, each, attempts), go_s=data.go_s) for each in (rises, placed))
    marks = _marks(line, moved, found, placed)
    if any(not rise.start <= rise.unseated < rise.stood for rise in placed) or not _in_turn(placed):
        raise Unusable("The marks are not in order: start, stood, each within its rise. Move them back.", marks)
    lines = _lines(line, trial, stance, _doubts(protocol, line, data, trial, stance))
    return Analysis(
        protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, _methods(protocol, line, stance, trial)
    )


def _weighed(protocol: Protocol, line: Timeline) -> Stance:
    """Quiet standing, not quiet sitting, which is stiller: without the weight nothing can be told."""
    carried = float(np.percentile(line.total_n, 95.0))
    try:
        return weighed(protocol, line, above_n=_STANDING * carried)
    except Unusable as refused:
        raise Unusable(
            f"{refused} The feet carry up to {carried:.0f} N, so quiet sitting is not the weight: stand still for a "
            "second before sitting down or after the last rise."
        ) from refused


def _trial(line: Timeline, stance: Stance, rises: tuple[Rise, ...], attempts: int) -> SitToStand:
    return SitToStand(
        line.time_s,
        line.total_n,
        line.total_n,
        rises,
        stance.mean_n,
        weight_uncertainty_n=float(np.hypot(stance.uncertainty_n, line.step_uncertainty_n)),
        noise_n=float(np.hypot(PEAK_SD * np.hypot(stance.sd_n, stance.wander_n), line.step_uncertainty_n)),
        force_uncertainty_n=line.step_uncertainty_n,
        gain_uncertainty=line.gain_uncertainty,
        open_speed=float(np.hypot(SEAT_SPEED, GRAVITY * stance.uncertainty_n / stance.mean_n)),
        attempts=attempts,
        sample_noise_n=sample_noise_n(line.total_n, stance),
    )


def _placed(line: Timeline, moved: Sequence[Mark], number: int, rise: Rise) -> Rise:
    """A rise with its marks where somebody put them."""
    places = {name: moved_time(moved, f"{name} {number}", Side.BOTH) for name in _NAMES}
    start, stood = (None if time_s is None else line.index(time_s) for time_s in places.values())
    return replace(rise, start=rise.start if start is None else start, stood=rise.stood if stood is None else stood)


def _in_turn(rises: Sequence[Rise]) -> bool:
    return all(rise.stood < later.start for rise, later in pairwise(rises))


def _marks(line: Timeline, moved: Sequence[Mark], found: SitToStand, placed: Sequence[Rise]) -> tuple[Mark, ...]:
    marks = []
    for number, (first, rise) in enumerate(zip(found.rises, placed, strict=True), 1):
        known = {
            "start": (rise.start, found.start_uncertainty_s(first)),
            "stood": (rise.stood, found.stood_uncertainty_s(first)),
        }
        for name, (place, uncertainty) in known.items():
            automatic = moved_time(moved, f"{name} {number}", Side.BOTH) is None
            known_s = uncertainty if automatic else 1.0 / line.fs_hz
            marks.append(Mark(f"{name} {number}", Side.BOTH, float(line.time_s[place]), automatic, known_s))
    return tuple(marks)


def _doubts(
    protocol: Protocol, line: Timeline, data: TrialData, trial: SitToStand, stance: Stance
) -> dict[str, Doubts]:
    """What is to be said against a metric, by its key."""
    notes = [] if data.complete else ["the recording was interrupted"]
    if trial.attempts:
        notes.append(f"{trial.attempts} attempts to rise ended on the seat")
    count, last = len(trial.rises), trial.rises[-1]
    few = (f"{RISES} rises are needed, {count} were found",) if count < RISES else ()
    taken = judge(
        CATALOG["system_weight"], stance.mean_n, replace(line.facts(stance.start, stance.stop - 1), alignment_s=0.0)
    )
    of_weight = tuple(f"in the weighing: {reason}" for reason in taken.reasons)
    refused = of_weight if taken.state is State.INVALID else ()
    limited = of_weight if taken.state is State.LIMITED else ()
    doubts = {
        row.key: Doubts(notes=tuple(notes)) if row.key in _WEIGHT_FREE else Doubts(limited, refused, tuple(notes))
        for row in (*SIT_TO_STAND, *RISE_SHARE)
    }

    def against(key: str, *, limits: tuple[str, ...] = (), refusals: tuple[str, ...] = ()) -> None:
        known = doubts[key]
        doubts[key] = replace(known, limits=(*known.limits, *limits), refusals=(*known.refusals, *refusals))

    against("five_rises_time", refusals=few)
    stays = () if few or trial.rises[RISES - 1].sat is not None else ("the fifth rise stayed standing",)
    against("five_rises_seated_time", refusals=few or stays)
    recorded = float(line.time_s[-1]) - trial.counted_from_s
    if recorded < COUNT_S:
        since = "the first sign of rising" if trial.go_s is None else "GO"
        against("rises_in_30_s", refusals=(f"only {recorded:.0f} s were recorded after {since}",))
    if count != protocol.reps and protocol.reps > 1:
        against("rise_count", limits=(f"{protocol.reps} rises were asked for, {count} were found",))
    for key in _OF_SEATS:
        against(key, limits=_left_the_plates(line, trial))
    if not any(rise.sat is not None for rise in trial.rises):
        for key in _SITTING:
            against(key, refusals=("nobody sat down again",))
    unsettled = sum(not rise.settled for rise in trial.rises)
    if unsettled:
        text = f"{unsettled} of {count} rises did not settle: they end at their highest point"
        doubts["time_to_stand"] = replace(doubts["time_to_stand"], notes=(*doubts["time_to_stand"].notes, text))
    if not last.settled and last.sat is None:
        for row in SIT_TO_STAND:
            if row.key not in _COUNTS:
                against(row.key, limits=("the recording ended before the last rise settled",))
    if not last.settled:
        against("five_rises_time", limits=("the last rise did not settle: it ends at its highest point",))
    return doubts


def _left_the_plates(line: Timeline, trial: SitToStand) -> tuple[str, ...]:
    """That nobody was on the plates for a time after the first rise began, neither standing nor seated."""
    since = line.total_n[trial.rises[0].start :]
    empty = sum(stop - first for first, stop in runs(since < OFF_N, max(1, round(OFF_S * line.fs_hz))))
    if not empty:
        return ()
    return (f"for {empty / line.fs_hz:.1f} s the plates were empty: stepping off them is not sitting down",)


def _lines(line: Timeline, trial: SitToStand, stance: Stance, doubts: dict[str, Doubts]) -> list[NamedMeasurement]:
    lines = [measured(line, row, trial, doubts=doubts[row.key]) for row in SIT_TO_STAND if not row.sided]
    # either plate moves the share, and where their calibration is not verified the default stands for it
    shared = replace(trial, gain_uncertainty=float(np.sqrt(2.0)) * assumed_uncertainty(trial.gain_uncertainty))
    for row in (*(row for row in SIT_TO_STAND if row.sided), *RISE_SHARE):
        for side in (Side.LEFT, Side.RIGHT):
            foot = line.side(side)
            if foot is None:
                lines.append(next(item for item in withheld(row, ONE_FORCE) if item.side == side))
            else:
                subject = shared if row.key == "rise_load_share" else trial
                lines.append(measured(line, row, subject.under(foot), side, doubts[row.key]))
    lines.append(system_weight(line, stance))
    lines.append(_difference(line, trial))
    return lines


def _difference(line: Timeline, trial: SitToStand) -> NamedMeasurement:
    """Right against left of the mean force over the whole test [S47]; known to what it varies between rises."""
    starts, last = [rise.start for rise in trial.rises], trial.rises[-1].stood
    spans = [slice(first, stop) for first, stop in pairwise([*starts, last + 1])]
    return compared(line, "rise_load_asymmetry", spans, whole=slice(starts[0], last + 1))


def _methods(
    protocol: Protocol, line: Timeline, stance: Stance, trial: SitToStand
) -> dict[str, dict[str, float | str]]:
    return {
        "weight.lowest_variance": {
            "start_s": float(line.time_s[stance.start]),
            "mean_n": stance.mean_n,
            "sd_n": stance.sd_n,
        },
        "sit_to_stand.feet": {
            "seated_below": SEATED,
            "seated_s": SEATED_S,
            "standing_above": STANDING,
            "standing_s": STANDING_S,
            "settled_within": SETTLED,
            "settled_s": SETTLED_S,
            "five_times": "first sign of the first rise to the fifth standing",
            "count_s": COUNT_S,
            "count": "more than half way up counts",
            "counted_from": "first sign of the first rise" if trial.go_s is None else "GO",
            "counted_from_s": trial.counted_from_s,
            "attempts": trial.attempts,
        },
        "asymmetry.max": {"formula": "100 (R - L) / max(L, R), mean force over the whole test", "rises": protocol.reps},
    }
