"""The room of whoever gives a demo: who the simulated client is, what goes wrong, how fast time goes, and the story.

Only a station with simulated devices has it.  All calls return at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from station.model import Side


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who can be the client; ``code`` is what the station calls them."""

    key: str
    code: str
    title: str
    summary: str
    plan: tuple[str, ...]
    """Tests that show what is the matter, by key."""


@dataclass(frozen=True, slots=True)
class DemoFault:
    """Something that can go wrong now: what happens, and what the therapist should see of it."""

    key: str
    group: str
    title: str
    seen: str
    devices: tuple[str, ...]
    """Where it can happen, as a person calls the devices; empty where nobody asks."""


@dataclass(frozen=True, slots=True)
class Deficit:
    """How much weaker one side is than the person's own; no side and 0 for nobody."""

    side: Side | None = None
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class StoryNow:
    """Where the story is.  ``view`` and ``argument`` are what the window should show; empty leaves it as it is."""

    line: str
    chapter: str = ""
    number: int = 0
    """Counts on with every line: a new one is a new moment."""
    part: float = 0.0
    """How much of it is over, 0..1."""
    view: str = ""
    argument: str = ""
    client_screen: bool = False


@dataclass(frozen=True, slots=True)
class DemoNow:
    """Everything that the demo's panel shows."""

    person: str
    """Key of who is the client."""
    deficit: Deficit = field(default_factory=Deficit)
    fatigue: float = 0.0
    """0 rested, 1 as tired as can be played."""
    speed: float = 1.0
    happening: tuple[str, ...] = ()
    """What was let go wrong and was not mended since, in words, newest first."""
    trouble: str = ""
    """Why the last wish could not be fulfilled."""
    pressing: bool = False
    """A script presses the buttons, of one test or of the story."""


class DemoDesk(Protocol):
    """What ``office.demo`` can do."""

    def now(self) -> DemoNow: ...

    def people(self) -> Sequence[DemoPerson]: ...

    def speeds(self) -> Sequence[float]:
        """How many times faster than life time can go."""
        ...

    def faults(self) -> Sequence[DemoFault]: ...

    def play(self, person: str) -> None:
        """Somebody else is the client from now on, by key; what runs is abandoned."""
        ...

    def weaken(self, deficit: Deficit) -> None:
        """From the next effort on."""
        ...

    def tire(self, fatigue: float) -> None:
        """From the next effort on, 0..1."""
        ...

    def set_speed(self, speed: float) -> None: ...

    def let_happen(self, fault: str, device: str = "") -> None:
        """Let this go wrong now; without a device at every one that can have it."""
        ...

    def mend(self) -> None:
        """End everything that goes wrong."""
        ...

    def do_test(self, protocol_key: str) -> None:
        """Let a scripted therapist run this test from its choice to its result."""
        ...

    def begin_story(self) -> None: ...

    def end_story(self) -> None:
        """Stop at once: the running test is left, time is life's again."""
        ...

    def story(self) -> StoryNow | None:
        """Go on with the story as far as it can now, and say where it is; None while there is none.

        Whoever shows it calls this some ten times a second.
        """
        ...
