"""Simulated devices attached as real ones are: the same drivers over real ATT and a real serial line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

import msgspec

from drivers.calibration import Calibration
from drivers.contracts import Clock, DeviceInfo, Transport
from drivers.registry import DEVICES
from drivers.transports.ble import BleTransport
from drivers.transports.serial import SerialTransport
from simulators.bench import DEVICES as BENCH_DEVICES
from simulators.bench import BenchDevice, BleReach, MemoryReach, SerialReach, SimulatedBench
from simulators.director import Director
from simulators.loadcell import CalibrationFacts
from simulators.stage import Stage
from station.acquisition import Attach, Attached
from station.errors import BadInput
from station.model import Side


def simulated(
    stage: Stage,
    seed: int,
    *,
    exact: bool = False,
    devices: Sequence[str] = BENCH_DEVICES,
    director: Director | None = None,
    spare: Sequence[str] = (),
) -> Attach:
    """Simulated devices that feel what happens on ``stage``; ``exact`` ones have no noise of their own.

    ``director`` lets things go wrong with them.  ``spare`` ones are in reach and not used.
    """

    @asynccontextmanager
    async def opened(clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        async with SimulatedBench(clock, stage, [*devices, *spare], seed=seed, exact=exact) as bench:
            if director is not None:
                director.take(bench)
            yield [attached(bench, device) for device in bench.devices[: len(devices)]]

    return opened


def attached(bench: SimulatedBench, device: BenchDevice, today: date | None = None) -> Attached:
    """One device of the bench, as the station attaches it; its certificate is of ``today`` where it is fresh."""
    return Attached(
        name="Plates" if len(device.sides) > 1 else _called(device),
        device=DEVICES[device.key],
        open_transport=lambda: _transport(bench.device(device.serial)),
        sides=tuple(Side(side) for side in device.sides),
        calibrate=lambda info: calibration_of(bench.device(device.serial).facts, info, today),
        simulated=True,
    )


def _called(device: BenchDevice) -> str:
    """What a dynamometer is called on the screen: by its number, or as it advertises where that says it already."""
    return f"Progressor {device.serial}" if device.key == "progressor" else device.name


def calibration_of(facts: CalibrationFacts, info: DeviceInfo, today: date | None = None) -> Calibration:
    """The certificate of a simulated device as a calibration record; a fresh one is of ``today``."""
    return _calibration(facts, info.serial, today)


def write_calibrations(bench: SimulatedBench, folder: Path) -> tuple[Path, ...]:
    """The certificates of all devices, as `station run --calibration` reads them.  Raises BadInput."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for device in bench.devices:
            path = folder / f"{device.key}-{device.serial}.json"
            path.write_bytes(msgspec.json.format(msgspec.json.encode(_calibration(device.facts, device.serial))))
            written.append(path)
    except OSError as error:
        raise BadInput(f"The certificates cannot be written to {folder} ({error.strerror}). Give another.") from error
    return tuple(written)


def facts_of(calibration: Calibration) -> CalibrationFacts:
    """What the certificate of a device said when it was recorded."""
    return CalibrationFacts(**{field.name: getattr(calibration, field.name) for field in fields(CalibrationFacts)})


def _calibration(facts: CalibrationFacts, serial: str, today: date | None = None) -> Calibration:
    fresh = (today or date.today()).isoformat()
    said = {field.name: getattr(facts, field.name) for field in fields(facts)}
    dated = fresh if facts.dated is None else facts.dated
    return Calibration(
        **said | {"id": f"simulated-{serial}", "serial": serial, "dated": dated}, note="simulated device"
    )


def _transport(device: BenchDevice) -> Transport:
    """A new connection; asked for anew each time, since a replugged cable has another name."""
    driver, reach = DEVICES[device.key], device.reach
    if isinstance(reach, MemoryReach):
        return reach.open_transport()
    if driver.gatt is not None and isinstance(reach, BleReach):
        return BleTransport(reach.address, driver.gatt, client_backend=reach.client)
    if driver.serial is not None and isinstance(reach, SerialReach):
        return SerialTransport(reach.url, driver.serial)
    raise TypeError(f"{device.key} cannot be reached by {type(reach).__name__}")
