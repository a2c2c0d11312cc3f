"""Who puts masses on and takes them off, and pulls the cable: an engineer at the terminal, or the simulated stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from station.model import Side

MIDDLE = "middle"
CORNERS = ("back left", "back right", "front left", "front right")


class NotDone(Exception):
    """What was asked for will not happen; says why.  Example: the engineer skips a check; there is no engineer."""


@dataclass(frozen=True, slots=True)
class Load:
    """A known mass at a place of a plate (``MIDDLE`` or one of ``CORNERS``), or hanging from a dynamometer."""

    side: Side
    mass_kg: float
    place: str = MIDDLE


class Hands(Protocol):
    """Does what a check asks for and returns when it is done.  Every method may raise NotDone."""

    async def nothing_on(self) -> None:
        """Everything off, and nobody near."""
        ...

    async def put(self, load: Load, on: str) -> None:
        """This load and no other; ``on`` says on what, for a person."""
        ...

    async def stand(self, *, turned: bool) -> None:
        """A person stands still, one foot on each plate; ``turned``: the other way round, with the feet swapped."""
        ...

    async def ready_to_release(self, on: str) -> None:
        """From now on, within ``RELEASE_S``, the load goes off in one quick movement."""
        ...

    async def disconnect(self, serial: str, what: str) -> None:
        """Pull the cable, or switch off."""
        ...

    async def reconnect(self, serial: str, what: str) -> None:
        """Put the cable back, or switch on; returns at the moment it is done."""
        ...


RELEASE_S = 6.0


class NoHands:
    """Nobody is there: every check that needs somebody is left out."""

    async def nothing_on(self) -> None:
        """The devices are left as they stand."""

    async def put(self, load: Load, on: str) -> None:
        raise NotDone("Nobody is there to put masses on.")

    async def stand(self, *, turned: bool) -> None:
        raise NotDone("Nobody is there to stand on the plates.")

    async def ready_to_release(self, on: str) -> None:
        raise NotDone("Nobody is there to take the mass off.")

    async def disconnect(self, serial: str, what: str) -> None:
        raise NotDone("Nobody is there to pull the cable.")

    async def reconnect(self, serial: str, what: str) -> None:
        raise NotDone("Nobody is there to plug it in again.")
