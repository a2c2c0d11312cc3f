"""Where a visit stands beside the numbers of the running test: practice, rest, variation, what is carried over."""

from __future__ import annotations

from dataclasses import dataclass

from station.trial_state import OutcomeChoice


@dataclass(frozen=True, slots=True)
class StepNow:
    """One test of the battery that is walked; ``state`` is ``done``, ``next`` or ``to do``."""

    key: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class CourseNow:
    """What the screen says of the test that runs, or was just done, and of what follows it."""

    protocol: str = ""
    """Key of that test."""
    trial_id: str = ""
    """Its trial, from when it is stored; empty before."""
    rest_of_s: float | None = None
    """How long the rest is in all; None where nobody rests."""
    takes_lever: bool = False
    """Whether it makes a torque of its forces, and so wants a lever arm."""
    lever_m: float | None = None
    """That lever arm; None while nobody has given one."""
    one_more: bool = False
    """The trials vary so much that one more would help."""
    next_key: str = ""
    """The test that follows when no more of this one is done."""
    next_title: str = ""
    steps: tuple[StepNow, ...] = ()
    """The battery that is walked; empty without one."""


NO_COURSE = CourseNow()


@dataclass(frozen=True, slots=True)
class VisitNow:
    """The part of the live state that is about the visit."""

    person: str = ""
    """Code of whoever this state is about."""
    practice: bool = False
    """The trial that runs, or was just done, is practice."""
    rest_s: float | None = None
    """Seconds of rest that are left; None where nobody rests."""
    trials_note: str = ""
    """``2 of 3 trials · CV L 4 %, R 12 %: one more?``."""
    battery_note: str = ""
    """``Hip strength: 2 of 5 tests``."""
    carried_note: str = ""
    """How old the zero and the body weight are, and when they are taken again."""
    planned_note: str = ""
    """``planned: 50 to 60 % of own maximum, 3 x 30 s``: the running test is a dose; empty for any other."""
    outcomes: tuple[OutcomeChoice, ...] = ()
    """How the trial that was just stopped may be said to have ended; empty while there is none."""
    course: CourseNow = NO_COURSE


NOTHING_YET = VisitNow()


@dataclass(frozen=True, slots=True)
class BatteryCard:
    """One battery that can be walked; ``tests`` are keys in their order."""

    key: str
    title: str
    summary: str
    minutes: float
    tests: tuple[str, ...]
