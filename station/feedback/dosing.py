"""The dose of an exercise: what was to be done, and what was done, from the recording of a trial that was kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from station.doses import Dose, Prescribed, Reached
from station.errors import StationError
from station.feedback.afterwards import coached
from station.feedback.state import Feedback, Lane
from station.filing import stored_data
from station.folders import Folders
from station.force_path import path_of
from station.model import Side, TrialData
from station.protocol import Protocol
from station.timeline import Unusable

if TYPE_CHECKING:
    from station.store import Store

DOSED: Final = frozenset({"hold", "limb_hold", "limb_reps", "movement", "weight_shift", "tracking"})
"""Kinds of test that are exercises too: what is held, repeated or followed."""
_UNITS: Final = {
    "own_maximum": "% of own maximum",
    "own_level": "% of own beginning",
    "body_weight_share": "% of body weight",
}


def note_doses(store: Store, folders: Folders, trial_id: str) -> int:
    """Keep the doses of a trial, each side once; returns how many there are.  What cannot be told is no dose.

    Raises StationError when the trial cannot be read.
    """
    try:
        protocol = msgspec.toml.decode(store.trial(trial_id).trial.protocol_text, type=Protocol)
    except msgspec.DecodeError:
        return 0
    if protocol.kind not in DOSED:
        return 0
    stored, data = stored_data(store, folders, trial_id)
    known = {dose.side for dose in store.doses.doses(stored.person.id, protocol.key) if dose.trial_id == trial_id}
    found = doses_in(protocol, data)
    for side, (prescribed, reached) in found.items():
        if side not in known:
            trial = stored.trial
            dose = Dose(trial.session_id, protocol.key, side, trial.started_at, prescribed, reached, trial_id)
            store.doses.add(dose)
    return len(found)


def note_doses_or_say(store: Store, folders: Folders, trial_id: str) -> None:
    """The same; where it fails the trial is kept all the same, and the log says why there is no dose."""
    try:
        note_doses(store, folders, trial_id)
    except StationError:
        logging.getLogger(__name__).warning("no dose of trial %s", trial_id, exc_info=True)


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
