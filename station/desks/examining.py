"""Examining a device at the screen: what is asked for, what is measured, what was found.

One examination runs at a time: the battery of checks, a daily check, a verification.  ``exam`` may be pulled from any
thread; what is wanted returns at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from station.envelope import Envelope
from station.model import Side
from station.qa.findings import Finding, Report
from station.qa.hands import Load
from station.report.wording import Wording


class Ask(StrEnum):
    """What somebody is asked to do."""

    EMPTY = "empty"
    PUT = "put"
    STAND = "stand"
    TURN = "turn"
    RELEASE = "release"
    UNPLUG = "unplug"
    PLUG = "plug"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to do now.  ``text`` says it in a sentence."""

    ask: Ask
    text: str
    button: str
    """What the key says when it is done."""
    load: Load | None = None
    felt: str = ""
    """What the device shows of it meanwhile; empty before it shows anything."""
    by_itself: bool = False
    """Simulated hands do it; nobody needs to press anything."""
    goes_on: bool = False
    """The station feels it and goes on by itself."""


class PartState(StrEnum):
    """How far one part of an examination is."""

    TO_COME = "to come"
    NOW = "now"
    PASSED = "passed"
    FAILED = "failed"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Part:
    """One check of the examination."""

    key: str
    title: str
    state: PartState = PartState.TO_COME
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What the curve should show now, drawn behind it: the limits, and which sides carry them."""

    low_n: float
    high_n: float
    label: str
    side: Side | None = None
    """None: every side."""


@dataclass(frozen=True, slots=True)
class Program:
    """What can be carried out: ``battery``, ``daily`` or ``verification``."""

    key: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Examinable:
    """A device that can be examined."""

    key: str
    name: str
    kind: str
    """Title of its kind."""
    serial: str
    sides: tuple[Side, ...]
    simulated: bool
    in_use: bool
    """It is one of the devices of the visit; otherwise it is made for the examination."""
    why_not: str
    """Why it cannot be examined now; empty when it can."""
    masses_kg: tuple[float, ...] = ()
    """What is asked for unless somebody says which masses are at hand."""


@dataclass(frozen=True, slots=True)
class Exam:
    """The examination that runs, or the one that ran last."""

    program: Program
    device: Examinable
    who: str
    running: bool
    parts: tuple[Part, ...]
    asked: Asked | None = None
    measuring: float | None = None
    """How much of the running measurement is done, 0..1; None while nothing is measured."""
    measuring_s: float = 0.0
    """How long it takes altogether."""
    expected: Expected | None = None
    sides: tuple[Side, ...] = ()
    """Curves that there are."""
    report: Report | None = None
    """Everything that was found, once it is over and was not stopped."""
    stopped: str = ""
    """Why it ended early; empty when it went to its end or still goes on."""
    kept: str = ""
    """What became of it in the store, in words; empty where nothing was kept."""


class ExaminingDesk(Protocol):
    """The room where devices are examined."""

    def devices(self) -> Sequence[Examinable]:
        """What can be examined."""
        ...

    def programs(self) -> Sequence[Program]:
        """The whole battery first."""
        ...

    def exam(self) -> Exam | None:
        """What runs or ran last; None before the first."""
        ...

    def begin(self, device: str, program: str, masses_kg: Sequence[float] = (), who: str = "") -> str:
        """Begin; returns why it cannot begin, or nothing."""
        ...

    def answer(self) -> None:
        """What was asked for is done."""
        ...

    def skip(self) -> None:
        """What was asked for will not be done: its check is left out."""
        ...

    def stop(self) -> None:
        """End it now."""
        ...

    def leave(self) -> None:
        """It was looked at: there is none any more."""
        ...

    def curve(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        """What the examined device sends, above the zero that the checks took."""
        ...

    def save(self, path: Path, who: str, words: Wording) -> None:
        """Write the certificate (.pdf, .html) in these words, or the results as JUnit (.xml).  Raises StationError."""
        ...
