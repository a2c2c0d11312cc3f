"""The devices that ``station qa --device`` names: simulated ones, a serial port, a radio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.calibration import Calibration
from drivers.contracts import Clock, DeviceInfo
from drivers.discovery import Found, Search, find_devices
from drivers.errors import BadAddress
from drivers.registry import DEVICES, devices
from drivers.transports.serial import scan_ports
from drivers.ways import Way, parse_way
from station.acquisition import Attached
from station.attaching import attach_found, calibrate_with, choose_found, read_calibration, sides_of
from station.commands.hci import hci_adapter
from station.errors import BadInput, Missing
from station.model import Side
from station.qa.battery import Subject
from station.qa.calibrating import blank
from station.qa.hands import Hands, NoHands
from station.qa.limits import Limits, limits_for

if TYPE_CHECKING:
    from simulators.bench import SimulatedBench

SIM = "sim:"
REAL = ("serial:", "ble:", "tcp:", "hid:")
LATENCY_S = 0.064
"""Four times that of a USB converter: fewer, larger pieces make a simulated minute a second."""
LEAST_GRAVITY, MOST_GRAVITY = 9.76, 9.84
"""From the highest mountain at the equator to the sea at a pole."""
FORMS = "sim:harp?seed=1, serial:PORT, tcp:HOST:PORT or ble:NAME"


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
    uncalibrated: bool = False
    """Show native values as they are where no record is given: the device is about to be calibrated."""
    kept: Callable[[str, str], Calibration | None] = lambda kind, serial: None
    """The record that is kept of a kind and a serial number, where no other is given."""

    @property
    def simulated(self) -> bool:
        return all(text.startswith(SIM) for text in self.devices)


def check_wanted(wanted: Wanted) -> None:
    """Refuse what cannot be meant, before anything is opened.  Raises BadInput."""
    if not wanted.devices:
        raise BadInput(f"Say which device to examine: --device {FORMS}.")
    for text in wanted.devices:
        form = next((form for form in (SIM, *REAL) if text.startswith(form)), None)
        if form is None or text == form:
            raise BadInput(f"--device {text}: give {FORMS}.")
    if not wanted.simulated and any(text.startswith(SIM) for text in wanted.devices):
        raise BadInput("Simulated and real devices keep different time and cannot be examined together.")
    if not LEAST_GRAVITY <= wanted.gravity <= MOST_GRAVITY:
        raise BadInput(
            f"--gravity {wanted.gravity:g}: m/s2 of this place, {LEAST_GRAVITY} to {MOST_GRAVITY} on this planet."
        )
    if wanted.kind is not None and wanted.kind not in devices():
        raise BadInput(f"--kind {wanted.kind}: there are {', '.join(devices())}.")


@asynccontextmanager
async def subjects(
    wanted: Wanted, clock: Clock, hands: Hands | None = None
) -> AsyncIterator[tuple[list[Subject], Hands]]:
    """The devices, brought up where they are simulated, and who puts masses on them.  Raises BadInput, Missing."""
    record = None if wanted.calibration is None else read_calibration(wanted.calibration)
    if wanted.simulated:
        from station.commands.qa_hands import StageHands

        async with _bench(wanted, clock) as bench:
            from station.commands.simulated import attached

            found = [
                Subject(
                    _prepared(replace(attached(bench, device), name=bench.titles[device.serial]), wanted, record),
                    text,
                    _limits(wanted, key),
                )
                for device, text in zip(bench.devices, wanted.devices, strict=True)
                for key in (device.key,)
            ]
            yield found, hands or StageHands(bench, clock, wanted.gravity)
        return
    yield await _real(wanted, record), hands or NoHands()


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


async def _real(wanted: Wanted, record: Calibration | None) -> list[Subject]:
    ways = [_way(text, wanted) for text in wanted.devices]
    for way in ways:
        if way.by == "serial":
            _check_port(way.place)
    ports = tuple(way.place for way in ways if way.by == "serial")
    ble = any(way.by == "ble" for way in ways)
    hid = any(way.by == "hid" for way in ways)
    search = Search(wanted.search_s, ble=ble, serial=False, hid=hid, ports=ports, adapter=hci_adapter(wanted.hci))
    found = await find_devices(search)
    sides = iter((Side.LEFT, Side.RIGHT) * len(ways))
    subjects = []
    for text, way in zip(wanted.devices, ways, strict=True):
        chosen = _chosen(found, way)
        own = record if record is not None and (len(ways) == 1 or record.serial in ("", chosen.serial)) else None
        measures = sides_of(own) if own is not None else _sides(chosen, sides)
        attached = _prepared(attach_found(chosen, measures, search=search), wanted, record)
        if chosen.info is not None:
            attached.calibrate(chosen.info)  # what nobody can make newtons of is refused before anything is measured
        subjects.append(Subject(attached, text, _limits(wanted, chosen.kind), chosen.how))
    return subjects


def _prepared(attached: Attached, wanted: Wanted, record: Calibration | None) -> Attached:
    """The device with the record that was given or is kept of it, or without any where a first one is to be made.

    A record that is given with a single device must be its own.  Of several devices it is that of one.
    """
    outputs = tuple(side.value for side in attached.sides)

    def calibrate(info: DeviceInfo) -> Calibration:
        number = attached.known_by or info.serial
        if record is not None and (len(wanted.devices) == 1 or record.serial in ("", number)):
            return calibrate_with(attached.sides, record, attached.known_by)(info)
        kept = None if record is not None else wanted.kept(attached.device.key, number)
        if kept is not None:
            return kept
        return blank(info, outputs) if wanted.uncalibrated else attached.calibrate(info)

    return replace(attached, calibrate=calibrate)


def _way(text: str, wanted: Wanted) -> Way:
    """Where the device is; ``--kind`` holds for all that do not say it themselves.  Raises BadInput."""
    try:
        way = parse_way(text, devices())
        return way if way.kind or wanted.kind is None else parse_way(f"{way}?kind={wanted.kind}", devices())
    except BadAddress as error:
        raise BadInput(f"--device {text}: {error}") from error


def _check_port(place: str) -> None:
    ports = [port.url for port in scan_ports()]
    if "://" not in place and place not in ports and not Path(place).exists():
        raise Missing(f"There is no serial port {place}. Ports of this computer: {', '.join(ports) or 'none'}.")


def _chosen(found: Sequence[Found], way: Way) -> Found:
    if way.by == "serial":
        at = next(each for each in found if each.how == str(way))
        if at.problem or (way.kind and at.kind != way.kind):
            raise Missing(at.problem or f"{way}: a {at.title} answers there, which is not what was said.")
        return at
    named = [each for each in found if each.name.lower().startswith(way.place.lower())]
    return named[0] if len(named) == 1 else choose_found(found, way.place)


def _sides(found: Found, sides: Iterator[Side]) -> tuple[Side, ...]:
    """Both sides for a device with two forces of its own, or with many cells; otherwise the next free side."""
    info = found.info
    if info is not None and (len(info.scale.gain) if info.scale is not None else len(info.signal.channels) // 4) == 2:
        return (Side.LEFT, Side.RIGHT)
    return (next(sides),)


def _limits(wanted: Wanted, key: str) -> Limits:
    return limits_for(key, wanted.limits)


def new_loop(wanted: Wanted) -> asyncio.AbstractEventLoop:
    """A loop on virtual time for simulated devices, an ordinary one for real ones."""
    if wanted.simulated:
        from simulators.clock import VirtualTimeLoop

        return VirtualTimeLoop()
    return asyncio.new_event_loop()
