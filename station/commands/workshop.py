"""Simulated devices for an examination at the screen, made where no real one is at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec

from drivers.clock import SystemClock
from drivers.contracts import Clock
from station.commands.qa_devices import SIM, Wanted, subjects
from station.examinables import Workshop
from station.qa.battery import Subject
from station.qa.hands import Hands

KINDS = {
    "harp-loadcells": "Simulated pair of plates",
    "progressor?side=left": "Simulated dynamometer",
    "counterpoise-plate": "Simulated Counterpoise plates",
}
SPEED = 4.0
"""Their time runs faster: nobody waits a minute for an empty plate that is none."""


class SimulatedWorkshop:
    """Makes one simulated device at a time, with hands that put masses on it by themselves."""

    def kinds(self) -> Mapping[str, str]:
        return KINDS

    def clock(self) -> Clock:
        return SystemClock(SPEED)

    @asynccontextmanager
    async def made(self, key: str, clock: Clock) -> AsyncIterator[tuple[Subject, Hands]]:
        async with subjects(Wanted((f"{SIM}{key}",)), clock) as (found, hands):
            yield found[0], hands


def workshop() -> Workshop | None:
    """The workshop, where the simulated devices are installed."""
    return None if find_spec("simulators") is None or find_spec("bumble") is None else SimulatedWorkshop()
