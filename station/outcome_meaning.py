"""What each way in which a trial can end means: for the person who chooses it, and for the trial's numbers.

One table and one function.  What a device ended (``cut_short``) is never scored as the client's; a hold that the client
ended is what it measures (``hold_ends``); whatever else ended early tells less than it should.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from dsp.measurement import State, invalid
from station.cut_short import cut_short
from station.model import BY_DEVICE, Analysis, NamedMeasurement, Outcome, TrialData
from station.protocol import Protocol
from station.trial_doubt import Effect
from station.trial_state import OutcomeChoice


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one outcome is offered, and what it does to the numbers of efforts that it cut off."""

    title: str
    means: str
    """What follows for the numbers, said before somebody chooses it."""
    effect: Effect | None = None
    reason: str = ""


MEANINGS: Mapping[Outcome, Meaning] = MappingProxyType(
    {
        Outcome.COMPLETED: Meaning("Completed", "The test was done to its end; its numbers count."),
        Outcome.STOPPED: Meaning(
            "Stopped, not said why",
            "Until somebody says why, the numbers are limited.",
            Effect.LIMIT,
            "stopped early, and nobody said why",
        ),
        Outcome.STOPPED_BY_CLIENT: Meaning(
            "Stopped by the client",
            "A hold counts up to here; of anything else, what is missing is missing, and the numbers are limited.",
            Effect.LIMIT,
            "the client stopped before the test was done",
        ),
        Outcome.LOST_FORM: Meaning(
            "Lost form",
            "A hold counts up to here; other numbers are limited.",
            Effect.LIMIT,
            "the form was lost: this is not the movement that is asked for",
        ),
        Outcome.LOST_BALANCE: Meaning(
            "Lost balance",
            "How long it was kept counts; other numbers are limited.",
            Effect.LIMIT,
            "the balance was lost before the test was done",
        ),
        Outcome.STOPPED_FOR_PAIN: Meaning(
            "Stopped for pain",
            "The numbers are limited: they say what hurt allowed, not what the client can do.",
            Effect.LIMIT,
            "stopped for pain: this is what pain allowed, not what the client can do",
        ),
        Outcome.PROTOCOL_WRONG: Meaning(
            "Not done as it should be",
            "No number of this trial is used; the recording is kept.",
            Effect.REFUSE,
            "The test was not done as it should be, as whoever ran it said. Repeat it.",
        ),
        Outcome.DEVICE_FAILED: Meaning(
            "Device failed",
            "Not the client's: what was whole before counts, the rest is withheld or limited.",
        ),
        Outcome.INTERRUPTED: Meaning(
            "Interrupted",
            "The recording was cut off: what was whole before counts, the rest is withheld or limited.",
        ),
    }
)
"""Every outcome; two have no effect here because ``cut_short`` judges them by what was recorded."""

CHOICES: Final = tuple(outcome for outcome in Outcome if outcome not in (Outcome.STOPPED, Outcome.INTERRUPTED))
"""What a person can choose from; a test may offer fewer."""
_BY_NOBODY: Final = frozenset({Outcome.DEVICE_FAILED, Outcome.INTERRUPTED, Outcome.PROTOCOL_WRONG})
_HOLDS: Final = frozenset({"hold", "limb_hold"})
"""Kinds whose end is the result: ``hold_ends`` says what the client's outcomes mean for each of their numbers."""
_KEPT_BALANCE: Final = frozenset({"balance_duration"})
"""How long the balance was kept is told by losing it."""


def choices(protocol: Protocol, recorded: Outcome) -> tuple[Outcome, ...]:
    """How a trial of this test, which ended so on the recording, may be said to have ended."""
    offered = [outcome for outcome in CHOICES if outcome.value in protocol.outcomes]
    return tuple(outcome for outcome in offered if not refused_outcome(recorded, outcome))


def choices_of(protocol: Protocol, recorded: Outcome) -> tuple[OutcomeChoice, ...]:
    """``choices`` with the words that they are offered with."""
    return tuple(
        OutcomeChoice(outcome, MEANINGS[outcome].title, MEANINGS[outcome].means)
        for outcome in choices(protocol, recorded)
    )


def refused_outcome(recorded: Outcome, wanted: Outcome) -> str:
    """Why a trial that ended so on its recording must not be said to have ended otherwise; empty when it may."""
    if wanted in (Outcome.STOPPED, Outcome.INTERRUPTED) and wanted is not recorded:
        return f"“{wanted.value}” is what the station notes by itself. Choose what happened."
    if recorded in BY_DEVICE and wanted not in _BY_NOBODY:
        ended = "A device ended" if recorded is Outcome.DEVICE_FAILED else "An interruption ended"
        return (
            f"{ended} this trial, so it is not scored as the client's. It can be rejected with a reason and words of "
            "your own, or be called not done as it should be."
        )
    return ""


def scored(protocol: Protocol, data: TrialData, analysis: Analysis) -> Analysis:
    """The analysis with every number as the outcome leaves it."""
    analysis = cut_short(protocol, data, analysis)
    meaning = None if data.outcome is None else MEANINGS[data.outcome]
    if meaning is None or meaning.effect is None or data.outcome is None:
        return analysis
    methods = {**analysis.methods, f"outcome.{data.outcome.name.lower()}": {"effect": meaning.effect.value}}
    if meaning.effect is Effect.REFUSE:
        lines = [_refused(line, meaning.reason) for line in analysis.measurements]
        return replace(analysis, measurements=tuple(lines), methods=methods, refusal=meaning.reason)
    if protocol.kind in _HOLDS:
        return analysis
    kept = _KEPT_BALANCE if data.outcome is Outcome.LOST_BALANCE else frozenset()
    lines = [line if line.key in kept else _limited(line, meaning.reason) for line in analysis.measurements]
    return replace(analysis, measurements=tuple(lines), methods=methods)


def _refused(line: NamedMeasurement, reason: str) -> NamedMeasurement:
    found = line.measurement
    return replace(line, measurement=invalid(found.unit, reason, method=found.method))


def _limited(line: NamedMeasurement, reason: str) -> NamedMeasurement:
    found = line.measurement
    if found.value is None:
        return line
    return replace(line, measurement=replace(found, state=State.LIMITED, reasons=(reason, *found.reasons)))
