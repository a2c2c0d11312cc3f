"""The simulated devices of a demo as its rooms of devices know them: found over the air, loaded by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from drivers.contracts import Clock
from drivers.discovery import Search
from drivers.errors import LinkUnavailable
from drivers.transports.ble import Adapter
from simulators.bench import SimulatedBench
from simulators.performance import Surface
from station.commands.qa_hands import StageHands
from station.model import Floats, Side
from station.qa.hands import Hands

SPARE = ("progressor?side=right&id=13064&ppm=7&battery_mv=4020",)
"""In reach and not used, so that there is something to find; it makes sure that there is a radio too."""
SEARCH_S = 3.0


TAP_AFTER_S, TAP_S, TAP_N = (5.0, 8.0), 0.25, 25.0
"""Two taps: the first may come before every device has been watched for long enough."""
PRESS_AFTER_S, PRESS_S, PRESS_N = (4.0, 5.1, 6.7), 0.35, 90.0
"""Three presses with pauses of different length, as the station asks for."""


@dataclass(frozen=True, slots=True)
class Presses:
    """Soft presses at these moments on left and right, nothing else."""

    at_s: tuple[float, ...]
    lasts_s: float
    force_n: tuple[float, float]

    def __call__(self, times: Floats) -> Floats:
        pushed = np.zeros(times.shape)
        for start_s in self.at_s:
            part = np.clip((times - start_s) / self.lasts_s, 0.0, 1.0)
            pushed += np.sin(np.pi * part) ** 2
        return np.outer(self.force_n, pushed)


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

    def demonstrate(self, what: str) -> None:
        """Do by itself what a person is asked for: ``tap`` the left dynamometer, or ``press`` it onto the plates."""
        bench = self._bench()
        if bench is None:
            return
        now_s = self._clock.now()
        if what == "tap":
            bench.stage.idle(Presses(_moments(now_s, TAP_AFTER_S), TAP_S, (TAP_N, 0.0)), Surface.GRIPS)
            return
        for surface in Surface:
            bench.stage.idle(Presses(_moments(now_s, PRESS_AFTER_S), PRESS_S, (PRESS_N, 0.0)), surface)

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


def _moments(now_s: float, after_s: Sequence[float]) -> tuple[float, ...]:
    return tuple(now_s + each for each in after_s)
