"""Hands for the quality checks: an engineer who reads prompts at the terminal, and the simulated stage."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

import numpy as np

from drivers.contracts import Clock
from station.model import Floats, Side
from station.qa.hands import CORNERS, MIDDLE, Load, NotDone

if TYPE_CHECKING:
    from simulators.bench import SimulatedBench
    from simulators.performance import Surface
    from simulators.standing import Stance

RELEASED_AFTER_S = 1.0
KEPT = 4
OF_THE_WAY = 0.7
"""How far towards a corner a simulated mass stands: a real one has a size too."""


class Engineer:
    """Somebody at the terminal, who presses Enter when a thing is done and types ``s`` to leave a check out."""

    def __init__(self, ask: TextIO = sys.stdin, tell: TextIO = sys.stderr) -> None:
        self._from, self._to = ask, tell
        self._empty = False

    async def nothing_on(self) -> None:
        """Nobody is asked again to take off what is off."""
        if not self._empty:
            await self._prompt("Take everything off, and step back")
            self._empty = True

    async def put(self, load: Load, on: str) -> None:
        where = f"in the middle of the {on}" if load.place == MIDDLE else f"at the {load.place} corner of the {on}"
        if "dynamometer" in on:
            where = f"on the {on}, hanging still"
        self._empty = False
        await self._prompt(f"Put {load.mass_kg:g} kg {where}, and nothing else")

    async def stand(self, *, turned: bool) -> None:
        how = (
            "Turn round, so that each foot is on the other plate, and stand" if turned else "Step on, one foot on each"
        )
        self._empty = False
        await self._prompt(f"{how}, {'as before' if turned else 'looking forward'}; stand still, arms hanging")

    async def ready_to_release(self, on: str) -> None:
        await self._prompt(f"Get ready: within 4 seconds AFTER Enter, lift the mass off the {on} in one quick movement")

    async def disconnect(self, serial: str, what: str) -> None:
        await self._prompt(f"Pull the cable of {what} (or switch it off)")

    async def reconnect(self, serial: str, what: str) -> None:
        await self._prompt(f"Plug {what} in again (or switch it on), and press Enter at that moment")

    async def _prompt(self, text: str) -> None:
        """Ask while the devices go on streaming."""
        print(f"\n  >> {text}. [Enter = done, s = skip] ", end="", file=self._to, flush=True)
        answer = await self._line()
        if not answer:
            raise NotDone("Nobody answered: the terminal was closed.")
        if answer.strip().lower().startswith("s"):
            raise NotDone("Skipped by the operator.")

    async def _line(self) -> str:
        """The next line.  On a thread that nobody waits for: Ctrl+C must not have to wait for Enter."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[str] = loop.create_future()

        def give(line: str) -> None:
            if not answered.done():
                answered.set_result(line)

        def read() -> None:
            line = self._from.readline()
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(give, line)

        threading.Thread(target=read, name="prompt", daemon=True).start()
        return await answered


class _Masses:
    """Steady newtons on left and right ``(2,)`` at places ``(2, 2)``, from one moment to the next."""

    def __init__(self) -> None:
        self._laid: list[tuple[float, Floats, Floats]] = [(-np.inf, np.zeros(2), np.zeros((2, 2)))]

    def lay(self, from_s: float, force_n: Floats, places_m: Floats) -> None:
        # what lies further back is asked for by no device any more
        earlier = [entry for entry in self._laid if entry[0] < from_s][-KEPT:]
        self._laid = [*earlier, (from_s, force_n, places_m)]

    def __call__(self, times: Floats) -> Floats:
        return self._chosen(times, 1)

    def centres(self, times: Floats) -> Floats:
        return self._chosen(times, 2)

    def _chosen(self, times: Floats, part: Literal[1, 2]) -> Floats:
        if times.size and self._laid[-1][0] <= times.min():
            steady = self._laid[-1][part]
            return np.broadcast_to(steady[..., None], (*steady.shape, times.size))
        starts = [entry[0] for entry in self._laid]
        which = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, len(starts) - 1)
        return np.stack([entry[part] for entry in self._laid], axis=-1)[..., which]


@dataclass(frozen=True, slots=True)
class TurnedRound:
    """Whoever stands, facing the other way: each foot on the other plate, and forward is backward."""

    stands: Stance

    def __call__(self, times: Floats) -> Floats:
        return self.stands(times)[::-1]

    def centres(self, times: Floats) -> Floats:
        return -self.stands.centres(times)[::-1]


class StageHands:
    """Does on the simulated stage what an engineer would do, at once."""

    def __init__(
        self, bench: SimulatedBench, clock: Clock, gravity: float, surfaces: Sequence[Surface] | None = None
    ) -> None:
        """``surfaces``: put masses on these alone; None: on all."""
        self.bench = bench
        self._surfaces = surfaces
        self._clock, self._gravity = clock, gravity
        self._masses = _Masses()
        self._lay(None, clock.now())

    async def nothing_on(self) -> None:
        self._lay(None, self._clock.now())

    async def put(self, load: Load, on: str) -> None:
        self._lay(load, self._clock.now())

    async def stand(self, *, turned: bool) -> None:
        from simulators.body import Person
        from simulators.performance import Surface
        from simulators.standing import stance

        stands = stance(Person())
        self.bench.stage.idle(TurnedRound(stands) if turned else stands, Surface.PLATES)

    async def ready_to_release(self, on: str) -> None:
        self._lay(None, self._clock.now() + RELEASED_AFTER_S)

    async def disconnect(self, serial: str, what: str) -> None:
        await self.bench.unplug(self._on_the_bench(serial))

    async def reconnect(self, serial: str, what: str) -> None:
        await self.bench.replug(self._on_the_bench(serial))

    def _on_the_bench(self, serial: str) -> str:
        """What is written on the device that tells this serial number; some tell none, and then it must be alone."""
        written = [device.serial for device in self.bench.devices]
        if serial in written:
            return serial
        if len(written) > 1:
            raise NotDone("These devices tell no serial number, so nobody knows which of them is meant.")
        return written[0]

    def _lay(self, load: Load | None, from_s: float) -> None:
        from simulators.performance import Surface

        force, places = np.zeros(2), np.zeros((2, 2))
        if load is not None:
            at = (Side.LEFT, Side.RIGHT).index(load.side)
            force[at] = load.mass_kg * self._gravity
            places[at] = _place(load.place)
        self._masses.lay(from_s, force, places)
        for surface in Surface if self._surfaces is None else self._surfaces:
            # said again, so that the stage knows that what it felt ahead is no longer so
            self.bench.stage.idle(self._masses, surface)


def _place(name: str) -> tuple[float, float]:
    """Metres to the right and forward from the middle of a plate."""
    from simulators.loadcell import PLATE_SPAN_M

    if name not in CORNERS:
        return (0.0, 0.0)
    across, along = (span / 2.0 * OF_THE_WAY for span in PLATE_SPAN_M)
    return (across if "right" in name else -across, along if "front" in name else -along)
