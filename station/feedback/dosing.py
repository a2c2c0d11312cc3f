"""The dose of an exercise: what was to be done, and what was done, from the recording of a trial that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from station.doses import Dose, Prescribed, Reached
from station.errors import StationError
from station.feedback.afterwards import coached
from station.feedback.state import Feedback, Lane
from station.filing import data_of, protocol_of
from station.force_path import path_of
from station.model import Side, TrialData
from station.protocol import Protocol
from station.recorded import Recording
from station.records import StoredTrial
from station.timeline import Unusable

DOSED: Final = frozenset({"hold", "limb_hold", "limb_reps", "movement", "weight_shift", "tracking"})
"""Kinds of test that are exercises too: what is held, repeated or followed."""
_UNITS: Final = {
    "own_maximum": "% of own maximum",
    "own_level": "% of own beginning",
    "body_weight_share": "% of body weight",
}


def doses_of(stored: StoredTrial, recording: Recording) -> tuple[Dose, ...]:
    """The doses of a trial as it stands, one for each side; what cannot be told is no dose.  Raises StationError."""
    protocol, trial = protocol_of(stored), stored.trial
    if protocol.kind not in DOSED:
        return ()
    return tuple(
        Dose(trial.session_id, protocol.key, side, trial.started_at, prescribed, reached, stored.id)
        for side, (prescribed, reached) in doses_in(protocol, data_of(stored, recording)).items()
    )


def has_doses(stored: StoredTrial) -> bool:
    """Whether its test is an exercise too."""
    try:
        return protocol_of(stored).kind in DOSED
    except StationError:
        return False


def doses_in(protocol: Protocol, data: TrialData) -> Mapping[Side, tuple[Prescribed, Reached]]:
    """What was to be done and what was done, of each side that was worked with; empty where that cannot be told."""
    try:
        coach, end_s = coached(protocol, data)
    except Unusable:
        return {}
    feedback = coach.state(end_s)
    doubts = [] if data.complete else ["the recording was interrupted"]
    doubts += [doubt for trace in data.traces for doubt in trace.doubts]
    found = {}
    for lane in feedback.lanes:
        reached = _reached(protocol, lane, feedback, tuple(dict.fromkeys(doubts)))
        if reached is not None:
            found[lane.side] = _prescribed(protocol, feedback), reached
    return found


def _prescribed(protocol: Protocol, feedback: Feedback) -> Prescribed:
    hold_s = None if feedback.hold is None else feedback.hold.goal_s
    if protocol.path is not None:
        path = path_of(protocol.path.pieces)
        unit = _UNITS["own_maximum"]
        return Prescribed(
            _rounded(100.0 * path.lowest), _rounded(100.0 * path.highest), unit, path.seconds, protocol.reps
        )
    target, reps = protocol.target, feedback.wanted_reps or None
    if target is None:
        return Prescribed(hold_s=hold_s, reps=reps)
    parts = 100.0 if target.kind in _UNITS else 1.0
    return Prescribed(
        _rounded(parts * target.low), _rounded(parts * target.high), _UNITS.get(target.kind, "N"), hold_s, reps
    )


def _reached(protocol: Protocol, lane: Lane, feedback: Feedback, doubts: tuple[str, ...]) -> Reached | None:
    hold_s = None if feedback.hold is None else feedback.hold.held_s
    reps = lane.reps if feedback.wanted_reps else None
    if protocol.path is not None:
        path = path_of(protocol.path.pieces)
        hold_s, reps = lane.seconds_measured, round(lane.seconds_measured / path.seconds)
    if not hold_s and not reps and lane.in_band is None:
        return None
    level = lane.mean_n
    if level is not None and lane.whole_n and (protocol.path is not None or protocol.target is not None):
        in_newtons = protocol.target is not None and protocol.target.kind == "newtons"
        level = level if in_newtons else 100.0 * level / lane.whole_n
    return Reached(level, hold_s, reps, lane.in_band, doubts)


def _rounded(limit: float) -> float:
    """A limit as the test's file has it: 1.15 are 115 %, whatever binary fractions make of it."""
    return round(limit, 6)
