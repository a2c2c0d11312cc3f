"""The devices that ``station qa --device`` names: simulated ones, a serial port, a radio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.contracts import Clock
from drivers.registry import DEVICES
from station.acquisition import Attached
from station.attaching import choose_found, dynamometer, find_dynamometers, plates, ports, read_calibration
from station.commands.hci import hci_adapter
from station.errors import BadInput, Missing
from station.model import Side
from station.qa.battery import Subject
from station.qa.hands import Hands, NoHands
from station.qa.limits import Limits, limits_for

if TYPE_CHECKING:
    from simulators.bench import SimulatedBench

SIM, SERIAL, BLE = "sim:", "serial:", "ble:"
LATENCY_S = 0.064
"""Four times that of a USB converter: fewer, larger pieces make a simulated minute a second."""
FORMS = "sim:harp?seed=1, serial:PORT or ble:NAME"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of the devices and how to treat them."""

    devices: tuple[str, ...]
    kind: str | None = None
    calibration: Path | None = None
    limits: Path | None = None
    gravity: float = 9.80665
    search_s: float = 5.0
    hci: str | None = None

    @property
    def simulated(self) -> bool:
        return all(text.startswith(SIM) for text in self.devices)


def check_wanted(wanted: Wanted) -> None:
    """Refuse what cannot be meant, before anything is opened.  Raises BadInput."""
    if not wanted.devices:
        raise BadInput(f"Say which device to examine: --device {FORMS}.")
    for text in wanted.devices:
        form = next((form for form in (SIM, SERIAL, BLE) if text.startswith(form)), None)
        if form is None or text == form:
            raise BadInput(f"--device {text}: give {FORMS}.")
    if not wanted.simulated and any(text.startswith(SIM) for text in wanted.devices):
        raise BadInput("Simulated and real devices keep different time and cannot be examined together.")
    if wanted.kind is not None and wanted.kind not in DEVICES:
        raise BadInput(f"--kind {wanted.kind}: there are {', '.join(DEVICES)}.")


@asynccontextmanager
async def subjects(
    wanted: Wanted, clock: Clock, hands: Hands | None = None
) -> AsyncIterator[tuple[list[Subject], Hands]]:
    """The devices, brought up where they are simulated, and who puts masses on them.  Raises BadInput, Missing."""
    if wanted.simulated:
        from station.commands.qa_hands import StageHands

        async with _bench(wanted, clock) as bench:
            from station.commands.simulated import attached

            found = [
                Subject(replace(attached(bench, device), name=bench.titles[device.serial]), text, _limits(wanted, key))
                for device, text in zip(bench.devices, wanted.devices, strict=True)
                for key in (device.key,)
            ]
            yield found, hands or StageHands(bench, clock, wanted.gravity)
        return
    yield await _real(wanted), hands or NoHands()


@asynccontextmanager
async def _bench(wanted: Wanted, clock: Clock) -> AsyncIterator[SimulatedBench]:
    try:
        from simulators.bench import SimulatedBench
        from simulators.stage import Stage
        from simulators.units import BadUnit
    except ImportError as error:
        raise Missing(
            f"The simulated devices are an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    texts = [text.removeprefix(SIM) for text in wanted.devices]
    try:
        bench = SimulatedBench(clock, Stage(), texts, ble="memory", line="memory", latency_s=LATENCY_S)
    except (BadUnit, ValueError) as error:
        raise BadInput(f"{error}.") from error
    for unit in bench.units:
        if unit.key not in DEVICES:
            raise BadInput(f"{unit.key} can be simulated for other programs, but this one has no driver for it.")
    async with bench:
        yield bench


async def _real(wanted: Wanted) -> list[Subject]:
    names = [text.removeprefix(BLE) for text in wanted.devices if text.startswith(BLE)]
    adapter = hci_adapter(wanted.hci)
    heard = await find_dynamometers(wanted.search_s, adapter) if names else ()
    sides = iter((Side.LEFT, Side.RIGHT) * len(names))
    found = []
    for text in wanted.devices:
        if text.startswith(BLE):
            name = text.removeprefix(BLE)
            near = [device for device in heard if device.name.lower().startswith(name.lower())]
            chosen = near[0] if len(near) == 1 else choose_found(heard, name)
            device, key = dynamometer(chosen, next(sides), adapter), wanted.kind or "progressor"
        else:
            device, key = _at_port(text.removeprefix(SERIAL), wanted)
        found.append(Subject(device, text, _limits(wanted, key)))
    return found


def _at_port(port: str, wanted: Wanted) -> tuple[Attached, str]:
    """A serial device; those that send raw counts need their certificate."""
    key = wanted.kind or "harp-loadcells"
    if DEVICES[key].serial is None:
        raise BadInput(f"A {DEVICES[key].title} is reached over Bluetooth: --device ble:NAME.")
    if "://" not in port and port not in ports() and not Path(port).exists():
        raise Missing(f"There is no serial port {port}. Ports of this computer: {', '.join(ports()) or 'none'}.")
    if wanted.calibration is None:
        raise BadInput(
            "The plates send raw counts; without their certificate there are no newtons. Add --calibration FILE."
        )
    return plates(port, read_calibration(wanted.calibration)), key


def _limits(wanted: Wanted, key: str) -> Limits:
    return limits_for(key, wanted.limits)


def new_loop(wanted: Wanted) -> asyncio.AbstractEventLoop:
    """A loop on virtual time for simulated devices, an ordinary one for real ones."""
    if wanted.simulated:
        from simulators.clock import VirtualTimeLoop

        return VirtualTimeLoop()
    return asyncio.new_event_loop()
