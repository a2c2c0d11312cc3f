"""What happened, a few times a second at most; samples never travel this way."""

from __future__ import annotations

from dataclasses import dataclass

from station.model import TrialState


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The running test is in a new state; ``protocol`` is its key."""

    state: TrialState
    protocol: str = ""
    again: bool = False
    """The effort goes on after a rest within the trial."""


@dataclass(frozen=True, slots=True)
class TrialStored:
    """A trial was recorded, analysed and stored; it waits for keep or retake."""

    trial_id: str


@dataclass(frozen=True, slots=True)
class TrialChanged:
    """A stored trial was kept, rejected, or computed again."""

    trial_id: str


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """A device came, went, or changed its state."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person should read: what happened, what it means, what to do."""

    text: str


@dataclass(frozen=True, slots=True)
class PersonReceived:
    """The visit of this person, by code, goes on from now."""

    person: str


Event = StateChanged | TrialStored | TrialChanged | DevicesChanged | Trouble | PersonReceived
