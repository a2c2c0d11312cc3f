"""Why a hold ended, as whoever ran the test said it, and what that makes of its time."""

from __future__ import annotations

from dsp.endurance import EndReason
from station.model import Outcome, TrialData
from station.timeline import Doubts

_REASONS = {
    Outcome.COMPLETED: EndReason.TIME,
    Outcome.STOPPED_BY_CLIENT: EndReason.CLIENT,
    Outcome.LOST_FORM: EndReason.FORM,
    Outcome.LOST_BALANCE: EndReason.FORM,
    Outcome.STOPPED_FOR_PAIN: EndReason.PAIN,
    Outcome.STOPPED: EndReason.STOPPED,
    Outcome.PROTOCOL_WRONG: EndReason.STOPPED,
    Outcome.DEVICE_FAILED: EndReason.DEVICE,
    Outcome.INTERRUPTED: EndReason.DEVICE,
}
_LIMITS = {
    Outcome.STOPPED_FOR_PAIN: "stopped for pain: this is the time until it hurt too much, not what the muscles last",
    Outcome.PROTOCOL_WRONG: "the test was not done as it should be, as whoever ran it said",
}
_NOTES = {
    Outcome.LOST_FORM: "ended because the form was lost",
    Outcome.LOST_BALANCE: "ended because the balance was lost",
    Outcome.STOPPED_BY_CLIENT: "ended by the client",
}


def end_reason(data: TrialData) -> EndReason:
    """Why the recording of a hold ended; a recording that is not whole failed, whoever says otherwise."""
    if not data.complete:
        return EndReason.DEVICE
    return EndReason.TIME if data.outcome is None else _REASONS[data.outcome]


def of_the_end(data: TrialData) -> Doubts:
    """What the outcome makes of a time that lasts to the end of the hold: pain limits it, a lost form is its end."""
    if data.outcome is None:
        return Doubts()
    limit, note = _LIMITS.get(data.outcome), _NOTES.get(data.outcome)
    return Doubts(limits=(limit,) if limit else (), notes=(note,) if note else ())
