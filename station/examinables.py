"""What can be examined, and what can be done with it: programs, devices of a visit, devices that are made for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from drivers.contracts import Clock, LinkState
from station.desks.examining import Examinable, Program
from station.errors import StationError
from station.model import Side
from station.qa.battery import CHECKS, Check, Subject
from station.qa.examination import Plan
from station.qa.hands import Hands
from station.qa.limits import limits_for
from station.qa.programmes import DAILY, PROGRAMMES, VERIFICATION, Programme
from station.streams import Stream

BATTERY = Program("battery", "Whole battery", "every check of the device: at rest, under known masses, clock and link")
PROGRAMS = (
    BATTERY,
    Program(DAILY.key, DAILY.title, DAILY.what),
    Program(VERIFICATION.key, VERIFICATION.title, VERIFICATION.what),
)
BUSY = "A test is being done. Finish it or leave it, then examine the devices."
VISIT, MADE = "visit:", "made:"

HandsFor = Callable[[Sequence[Side], float], Hands | None]
"""Who puts masses on a device of the visit with these sides by itself, at this gravity; None: somebody is asked."""


def nobody(sides: Sequence[Side], gravity: float) -> Hands | None:
    """Somebody is to be asked."""
    return None


class Workshop(Protocol):
    """Makes devices for an examination, on a loop of their own."""

    def kinds(self) -> Mapping[str, str]:
        """What can be made: keys and what a person calls them."""
        ...

    def clock(self) -> Clock:
        """The time that they live in."""
        ...

    def made(self, key: str, clock: Clock) -> AbstractAsyncContextManager[tuple[Subject, Hands]]:
        """One of them, and who puts masses on it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What is to be carried out."""

    program: Program
    plan: Plan
    checks: tuple[Check, ...]
    who: str

    @property
    def programme(self) -> Programme | None:
        """The proof that is kept of it; None for the battery."""
        return PROGRAMMES.get(self.program.key)


def job_of(key: str, masses_kg: tuple[float, ...], who: str) -> Job:
    """What a program asks for.  Raises KeyError for one that there is not."""
    program = {each.key: each for each in PROGRAMS}[key]
    programme = PROGRAMMES.get(key)
    if programme is None:
        return Job(program, Plan(masses_kg=masses_kg), CHECKS, who)
    return Job(program, programme.planned(masses_kg, Plan().gravity), programme.checks, who)


def of_visit(stream: Stream, *, busy: bool) -> Examinable:
    """A device of a visit; ``busy`` while a test is being done."""
    attached, info = stream.attached, None if stream.segment is None else stream.segment.info
    masses, why_not = _masses_of(attached.device.key), ""
    if not masses:
        why_not = f"What a {attached.device.title} must keep is not known: there are no limits for it."
    elif busy:
        why_not = BUSY
    elif stream.state not in (LinkState.STREAMING, LinkState.ASLEEP) or stream.calibration is None:
        why_not = stream.refusal or stream.problem or "It does not stream just now. Switch it on, then wait."
    return Examinable(
        f"{VISIT}{stream.number}",
        attached.name,
        attached.device.title,
        "" if info is None else attached.known_by or info.serial,
        attached.sides,
        attached.simulated,
        True,
        why_not,
        masses,
    )


def to_be_made(kinds: Mapping[str, str]) -> list[Examinable]:
    """Devices that a workshop makes: keys and what a person calls them."""
    return [
        Examinable(f"{MADE}{key}", title, "simulated", "", (), True, False, "", _masses_of(key.partition("?")[0]))
        for key, title in kinds.items()
    ]


@cache
def _masses_of(kind: str) -> tuple[float, ...]:
    """What is asked for of a kind; nothing where nobody wrote its limits."""
    try:
        return limits_for(kind).masses_kg
    except StationError:
        return ()
