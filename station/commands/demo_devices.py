"""The simulated devices of a demo as its rooms of devices know them: found over the air, loaded by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from drivers.contracts import Clock
from drivers.discovery import Search
from drivers.errors import LinkUnavailable
from drivers.transports.ble import Adapter
from simulators.bench import SimulatedBench
from simulators.performance import Surface
from station.commands.qa_hands import StageHands
from station.model import Side
from station.qa.hands import Hands

SPARE = ("progressor?side=right&id=13064&ppm=7&battery_mv=4020",)
"""In reach and not used, so that there is something to find; it makes sure that there is a radio too."""
SEARCH_S = 3.0


class DemoBench:
    """What a demo's bench lends to the rooms of devices; a Bluetooth adapter for their search."""

    def __init__(self, clock: Clock, bench: Callable[[], SimulatedBench | None]) -> None:
        """``bench``: None until it is up."""
        self._clock, self._bench = clock, bench

    def hands(self, sides: Sequence[Side], gravity: float) -> Hands | None:
        """Who puts masses on a device with these sides."""
        bench = self._bench()
        if bench is None:
            return None
        surface = Surface.PLATES if len(sides) > 1 else Surface.GRIPS
        return StageHands(bench, self._clock, gravity, (surface,))

    @property
    def search(self) -> Search:
        """Where the demo looks for devices: on the air of its own bench alone."""
        return Search(SEARCH_S, serial=False, hid=False, adapter=cast(Adapter, self))

    @property
    def scanner(self) -> Any:
        """As a Bluetooth adapter, once the bench is up."""
        return self._radio().scanner

    @property
    def client(self) -> Any:
        """As a Bluetooth adapter, once the bench is up."""
        return self._radio().client

    def _radio(self) -> SimulatedBench:
        bench = self._bench()
        if bench is None or not bench.has_radio:
            raise LinkUnavailable("The simulated devices here are at cables, and all of them are used.")
        return bench
