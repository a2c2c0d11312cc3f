"""Where a trial stands, how it ended, and why it does not count: three closed lists."""

from __future__ import annotations

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
