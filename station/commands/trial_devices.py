"""The devices of ``station test``: those that were named, those that are known, or simulated ones with their client."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from station.errors import BadInput, Missing
from station.model import Side

if TYPE_CHECKING:
    from drivers.clock import SystemClock
    from drivers.contracts import Clock
    from simulators.body import Person
    from simulators.stage import Stage
    from station.acquisition import Attach, Attached
    from station.commands.client import Body
    from station.device_book import DeviceBook
    from station.protocol import Protocol
    from station.store import Store
    from station.visit import Visit

BOTH = (Side.LEFT, Side.RIGHT)
PLATES = ("harp-loadcells",)
GRIPS = ("progressor?side=left&ppm=18&battery_mv=3980", "progressor?side=right&ppm=-23&battery_mv=3870")


# Devices that are there --------------------------------------------------------------------------------------------


def attached_devices(args: argparse.Namespace, store: Store, kinds: Collection[str]) -> Attach:
    """The devices that were named, or those that are known, as ``station run`` attaches them.  Raises StationError."""
    from drivers.discovery import Search
    from station.attaching import attach
    from station.commands.hci import hci_adapter
    from station.commands.run import find_wanted

    plates = set(kinds) == {"plates"}
    wanted = [_named(text, store.devices, plates=plates) for text in args.device]
    if args.calibration is not None and len(wanted) != 1:
        raise BadInput("--calibration is the record of one device: name that one with --device, and no other.")
    search = Search(args.seconds, adapter=hci_adapter(args.hci))
    found = asyncio.run(find_wanted(wanted, args.calibration, store.devices, search, accept=args.accept_scale))
    proven = store.proofs.standing()
    return attach([proven.attached(device) for device in found])


def _named(text: str, book: DeviceBook, *, plates: bool) -> tuple[str, tuple[Side, ...]]:
    """A device that was named and its sides: as said, as they are remembered, or both of plates.  Raises BadInput."""
    said, equals, device = text.partition("=")
    if equals and said.lower() in {side.value for side in BOTH}:
        return device, (Side(said.lower()),)
    if equals and said.lower() in ("both", "left,right"):
        return device, BOTH
    named = {text.lower(), text.partition(":")[2].lower()}
    for known in book.known():
        if named & {known.serial.lower(), known.name.lower(), known.how.lower()}:
            return text, known.sides
    if plates:
        return text, BOTH
    raise BadInput(
        f"Which side does {text} measure? Say --device left={text} or --device right={text}; once for all: station "
        f"devices remember {text} --side left."
    )


# Simulated ones ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class World:
    """Simulated devices on a stage, and who is on it."""

    stage: Stage
    attach: Attach
    client: Body

    def follow(self, visit: Visit, clock: SystemClock, protocols: Mapping[str, Protocol]) -> None:
        """Let the client do what the visit asks for."""
        from station.commands.client import Client

        Client(visit, self.stage, self.client, clock, protocols)


def simulated_world(args: argparse.Namespace, kinds: Collection[str]) -> World:
    """The devices that were asked for, or those that these kinds of tests need, and a client.  Raises StationError."""
    try:
        from simulators.stage import Stage
        from station.commands.client import Body
    except ImportError as error:
        raise Missing(
            f"The simulated devices are an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    stage = Stage()
    asked = [unit for unit in map(_unit, args.device) if unit]
    needed = [*PLATES * ("plates" in kinds), *GRIPS * ("dynamometers" in kinds)]
    devices = asked or needed
    return World(stage, _bench(stage, devices, args.seed), Body(_client(args)))


def _unit(text: str) -> str:
    """``progressor?side=left`` of ``sim:progressor?side=left`` or ``left=sim:progressor``."""
    if text.startswith("sim:"):
        return text.removeprefix("sim:")
    side, _, unit = text.partition("=sim:")
    if side not in (Side.LEFT, Side.RIGHT):
        raise BadInput(f"--device {text}: before sim: stands left= or right=, or nothing.")
    return f"{unit}{'&' if '?' in unit else '?'}side={side}"


def _client(args: argparse.Namespace) -> Person:
    from simulators.scenario import DEFAULT, load_scenario, scenario_keys

    key = args.scenario or DEFAULT
    if key not in scenario_keys():
        raise BadInput(f"There is no scenario {key}; known ones: {', '.join(scenario_keys())}.")
    return load_scenario(key, args.seed).person


def _bench(stage: Stage, devices: Sequence[str], seed: int) -> Attach:
    """Simulated devices whose bytes reach their drivers in memory."""
    from simulators.bench import SimulatedBench
    from simulators.units import BadUnit, make_unit
    from station.commands.simulated import attached

    try:  # a device that cannot be made is refused here, not by the thread of the devices
        for text in devices:
            make_unit(text, stage, {})
    except (BadUnit, ValueError) as error:
        raise BadInput(f"{error}") from error

    @asynccontextmanager
    async def opened(clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        async with SimulatedBench(clock, stage, devices, seed=seed, ble="memory", line="memory") as bench:
            yield [attached(bench, device) for device in bench.devices]

    return opened
