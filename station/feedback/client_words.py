"""What the client is told in each state of a trial: the test's own words outside of the effort, the coach's in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from station.feedback.state import Feedback
from station.protocol import Protocol
from station.trial_state import TrialState

Told = Literal["zero", "weigh", "ready", "rest", "done"]

OUTSIDE: Final[Mapping[TrialState, Told]] = {
    TrialState.ZERO: "zero",
    TrialState.WEIGH: "weigh",
    TrialState.READY: "ready",
    TrialState.COUNTDOWN: "ready",
    TrialState.REST: "rest",
    TrialState.BREAK: "rest",
    TrialState.STOPPED: "done",
    TrialState.REVIEW: "done",
    TrialState.DONE: "done",
}
"""During the effort (and while devices connect) the state says nothing of its own."""


def for_client(protocol: Protocol | None, state: TrialState, feedback: Feedback | None) -> Feedback | None:
    """The feedback with the words of this state."""
    told = OUTSIDE.get(state)
    if protocol is None or feedback is None or told is None:
        return feedback
    return replace(feedback, words=protocol.told(told))
