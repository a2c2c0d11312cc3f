"""Which moments are heard and seen: countdown, GO, the end, rest over, the beat, the tone of the force.  No Qt.

A cue is said once, when its moment is first seen; sound and flash render the same cue.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from station.feedback.state import Lane, Place
from station.model import Live, TrialState

REST_WARNING_S: Final = 3
"""The last seconds of a rest are counted."""
EFFORT = (TrialState.GO, TrialState.HOLD)
PUSHING = 0.3
"""Below this part of the band nobody is told how far away it is: a client who rests is left in peace."""
TONE_LOW_HZ, TONE_OCTAVES = 220.0, 2.0
"""The tone of the band's middle is an octave above the lowest one."""


class Cue(StrEnum):
    """What can be heard and seen."""

    COUNT = "count"
    GO = "go"
    END = "end"
    REST_OVER = "rest over"
    BEAT = "beat"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Said:
    """One cue, ``in_s`` from now."""

    cue: Cue
    in_s: float = 0.0


def tone_hz(pitch: float) -> float:
    """The tone for a place of 0..1: equal steps of pitch are equal steps for the ear."""
    return TONE_LOW_HZ * math.pow(2.0, TONE_OCTAVES * pitch)


class Cues:
    """Fed the pulled states one after the other."""

    def __init__(self) -> None:
        self._state = TrialState.DONE
        self._second: int | None = None
        self._rest: int | None = None
        self._beat: int | None = None
        self._hold_over = False
        self._title = ""

    def see(self, live: Live) -> tuple[Said, ...]:
        """What is to be said because of this state."""
        said = [*self._count(live), *self._changes(live), *self._beats(live)]
        self._state, self._title = live.state, live.title
        return tuple(said)

    def _count(self, live: Live) -> list[Said]:
        seconds = None if live.countdown_s is None else max(1, math.ceil(live.countdown_s - 1e-9))
        new = seconds is not None and seconds != self._second
        self._second = seconds
        rest_s = live.visit.rest_s if live.state in (TrialState.REST, TrialState.BREAK) else None
        left = None if rest_s is None or rest_s <= 0 else math.ceil(rest_s - 1e-9)
        last = left is not None and left != self._rest and left <= REST_WARNING_S and self._rest is not None
        over = left is None and self._rest is not None and self._rest <= 1
        self._rest = left
        return [Said(Cue.COUNT)] * (new or last) + [Said(Cue.REST_OVER)] * over

    def _changes(self, live: Live) -> list[Said]:
        hold = None if live.feedback is None else live.feedback.hold
        over = hold is not None and hold.over and live.state in EFFORT
        ended = (over and not self._hold_over) or (
            self._state in (*EFFORT, TrialState.REST)
            and live.state in (TrialState.REVIEW, TrialState.STOPPED)
            and not self._hold_over
        )
        self._hold_over = over
        begun = live.state is TrialState.GO and self._state in (TrialState.COUNTDOWN, TrialState.READY)
        return [Said(Cue.GO)] * begun + [Said(Cue.END)] * ended

    def _beats(self, live: Live) -> list[Said]:
        """The next beat is said ahead of its time, so that it sounds at its time; a late one at once."""
        tempo = None if live.feedback is None or live.state not in EFFORT else live.feedback.tempo
        if tempo is None:
            self._beat = None
            return []
        said = []
        for beat, in_s in ((tempo.beat, 0.0), (tempo.next_beat, tempo.next_in_s)):
            if beat is None or in_s is None or in_s > 0.3 or (self._beat is not None and beat.number <= self._beat):
                continue
            self._beat = beat.number
            said.append(Said(Cue.ACCENT if beat.accent else Cue.BEAT, in_s))
        return said


def tone_of(live: Live) -> float | None:
    """Frequency of the tone that follows the force against its band; None for silence."""
    feedback = live.feedback
    lane: Lane | None = None if feedback is None else feedback.active
    if feedback is None or lane is None or lane.pitch is None or live.state not in EFFORT:
        return None
    if lane.place is Place.UNKNOWN or lane.value_n is None or lane.low_n is None:
        return None
    if lane.value_n < PUSHING * lane.low_n or (feedback.hold is not None and feedback.hold.over):
        return None
    return tone_hz(lane.pitch)
