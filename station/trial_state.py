"""Where a trial stands, how it ended, why it does not count, and what was changed about it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TrialState(StrEnum):
    """Where the journey stands; the words on the screen are in ``STATE_WORDS``."""

    CONNECTING = "connecting"
    ZERO = "zero"
    WEIGH = "weigh"
    READY = "ready"
    COUNTDOWN = "countdown"
    GO = "go"
    HOLD = "hold"
    REST = "rest"
    """Between two efforts of one trial; the recording goes on."""
    BREAK = "break"
    """Between two trials of one test; nothing is recorded."""
    STOPPED = "stopped"
    """A person stopped the effort, and has not said why yet."""
    REVIEW = "review"
    DONE = "done"


class Outcome(StrEnum):
    """How a trial ended; a device failure is never scored as the client's."""

    COMPLETED = "completed"
    STOPPED = "stopped early"
    """Somebody stopped it, and nobody has said why yet."""
    STOPPED_BY_CLIENT = "stopped by client"
    LOST_FORM = "lost form"
    LOST_BALANCE = "lost balance"
    STOPPED_FOR_PAIN = "stopped for pain"
    PROTOCOL_WRONG = "protocol wrong"
    DEVICE_FAILED = "device failed"
    INTERRUPTED = "interrupted"


BY_DEVICE = frozenset({Outcome.DEVICE_FAILED, Outcome.INTERRUPTED})
"""What no person ended."""


class RejectReason(StrEnum):
    """Why a trial does not count; the closed list that a person chooses from, with words of their own beside it."""

    NOT_SAID = "no reason given"
    NOT_AS_INSTRUCTED = "not done as instructed"
    NOT_FULL_EFFORT = "not a full effort"
    FALSE_START = "moved before the signal"
    COMPENSATED = "moved another part of the body"
    SLIPPED = "device or foot slipped"
    DISTURBED = "disturbed"
    DEVICE = "device or signal in doubt"
    OTHER = "something else"


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """One way in which a trial can be said to have ended, and what that means for its numbers."""

    outcome: Outcome
    title: str
    means: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that somebody changed about a stored trial."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What people said about a stored trial beside keeping or rejecting it, and what they can say."""

    practice: bool = False
    decision: str = ""
    """``kept``, or ``rejected`` with its reason and words."""
    sides_exchanged: bool = False
    outcomes: tuple[OutcomeChoice, ...] = ()
    """How it may be said to have ended."""
    history: tuple[HistoryLine, ...] = ()
    """What was changed about it since it was stored, oldest first."""
    undo: str = ""
    """What would be taken back; empty when nothing can be."""
    redo: str = ""


NOTHING_SAID = Said()
