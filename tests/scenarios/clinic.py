"""A whole clinic on virtual time: simulated plates and dynamometers, the real drivers, links, runner and archive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from drivers.clock import SystemClock
from drivers.contracts import Clock
from drivers.registry import DEVICES
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.progressor import GENUINE, Profile, Progressor
from simulators.loadcell import Grip, PlatePair
from simulators.performance import SIDES
from simulators.stage import Stage
from simulators.transports.memory import MemorySocket
from station.acquisition import Acquisition, Attached
from station.archive import Archive, Finished
from station.commands.client import Client, Repertoire
from station.commands.simulated import calibration_of
from station.events import Event
from station.folders import make_folders
from station.model import Side, TrialState
from station.runner import Runner
from station.store import Store


class Clinic:
    """``visit`` runs one test as a therapist would and returns the stored trial's id."""

    def __init__(self, folder: Path, store: Store, *, exact: bool = True, profile: Profile = GENUINE) -> None:
        self.clock = SystemClock()
        self.stage = Stage()
        self.archive = Archive(make_folders(folder), store, "A-104")
        self.finished: list[Finished] = []
        self.events: list[Event] = []
        self.sockets: list[MemorySocket] = []
        self.runner = Runner(self.clock, self.archive, lambda n: self.acquisition.health(n), self._tell, self._file)
        self.acquisition = Acquisition(self._attach, self.clock, self.runner)
        self._exact, self._profile = exact, profile
        self._listeners: list[Callable[[Event], None]] = []

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def visit(
        self, protocol: str, repertoire: Repertoire, interfere: Callable[[Clinic], None] | None = None
    ) -> str | None:
        Client(self, self.stage, repertoire, self.clock)
        run(self._visit(protocol, interfere))
        return self.archive.file(self.finished[-1])

    async def _visit(self, protocol: str, interfere: Callable[[Clinic], None] | None) -> None:
        serving = asyncio.create_task(self.acquisition.serve())
        await self.clock.sleep(2.5)
        self.runner.choose(self.archive.protocols[protocol])
        while self.state is not TrialState.REVIEW:
            await self.clock.sleep(0.5)
            if self.state in (TrialState.ZERO, TrialState.WEIGH, TrialState.READY):
                self.runner.primary()
            if self.state in (TrialState.GO, TrialState.HOLD) and interfere is not None:
                interfere(self)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    @property
    def state(self) -> TrialState:
        machine = self.runner.machine
        assert machine is not None, self.runner.live.trouble
        return machine.state

    def _tell(self, event: Event) -> None:
        self.events.append(event)
        for listener in self._listeners:
            listener(event)

    def _file(self, finished: Finished) -> None:
        self.finished.append(finished)

    @asynccontextmanager
    async def _attach(self, clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        plates = PlatePair(self.stage, 1, exact=self._exact)
        board = HarpLoadCells(plates.read_counts, 417)
        self.stage.grid_s = board.grid_s
        devices = [self._attached("harp-loadcells", board, plates.facts(board.serial), (Side.LEFT, Side.RIGHT))]
        for number, side in enumerate(SIDES):
            grip = Grip(self.stage, side, 1, exact=self._exact)
            unit = Progressor(grip.read_kg, 0x2639 + number, self._profile, ppm=20.0 * number)
            devices.append(self._attached("progressor", unit, grip.facts(unit.serial), (Side(side),)))
        yield devices

    def _attached(self, key, firmware, facts, sides) -> Attached:
        serial = key != "progressor"
        socket = MemorySocket(firmware, self.clock, messages=not serial, latency_s=0.016 if serial else 0.0)
        self.sockets.append(socket)
        return Attached(key, DEVICES[key], socket.transport, sides, lambda info: calibration_of(facts, info), True)
