"""The devices that are attached to this computer, as the station shall use them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from drivers.calibration import Calibration
from drivers.contracts import Clock, Device, DeviceInfo
from drivers.errors import WrongDevice
from drivers.profiles import GattProfile
from drivers.registry import DEVICES
from drivers.transports.ble import Adapter, BleTransport, FoundBle, scan
from drivers.transports.serial import FoundPort, PortFinder, SerialTransport, scan_ports
from dsp.weighing import GRAVITY
from station.acquisition import Attach, Attached
from station.errors import BadInput, Missing
from station.model import Side

PROGRESSOR_CAPACITY_KG = 150.0
PROGRESSOR_NOISE_N = 0.3
"""Scatter of an empty unit; a zero is refused above three times this."""

_DYNAMOMETER = DEVICES["progressor"]
_PLATES = DEVICES["harp-loadcells"]


async def find_dynamometers(seconds: float = 5.0, adapter: Adapter | None = None) -> tuple[FoundBle, ...]:
    """Every dynamometer that advertises.  Raises LinkUnavailable when this computer has no Bluetooth that works."""
    return await scan([_gatt(_DYNAMOMETER)], seconds, scanner_backend=None if adapter is None else adapter.scanner)


def ports() -> list[str]:
    """The serial ports of this computer."""
    return [port.url for port in scan_ports()]


def dynamometer(found: FoundBle, side: Side, adapter: Adapter | None = None) -> Attached:
    """A dynamometer that was found, for one side, by the adapter that found it."""
    profile = _gatt(_DYNAMOMETER)
    return Attached(
        name=found.name,
        device=_DYNAMOMETER,
        open_transport=lambda: BleTransport(found.handle, profile, None if adapter is None else adapter.client),
        sides=(side,),
        calibrate=lambda info: makers_calibration(info, side),
    )


def plates(port: str, calibration: Calibration, find_ports: Callable[[], Sequence[FoundPort]] = scan_ports) -> Attached:
    """Two plates on one controller at a serial port; after a replug the port may have another name."""
    profile = _PLATES.serial
    if profile is None:
        raise TypeError("the plates are not reached through a serial port")
    finder = PortFinder(port, find_ports)

    def calibrate(info: DeviceInfo) -> Calibration:
        if calibration.serial not in ("", info.serial):
            raise WrongDevice(
                f"The calibration is of device {calibration.serial}, and device {info.serial} is attached. Its forces "
                "would be wrong, so none are shown. Give the calibration that belongs to this device."
            )
        return calibration

    return Attached(
        name="Plates",
        device=_PLATES,
        open_transport=lambda: SerialTransport(finder, profile),
        sides=(Side.LEFT, Side.RIGHT),
        calibrate=calibrate,
    )


def _gatt(device: Device) -> GattProfile:
    if device.gatt is None:
        raise TypeError(f"{device.key} is not reached over Bluetooth")
    return device.gatt


def makers_calibration(info: DeviceInfo, side: Side) -> Calibration:
    """Kilograms as the maker scaled them; not verified here, and said to be so."""
    return Calibration(
        id=f"maker-{info.serial}",
        serial=info.serial,
        outputs=(side.value,),
        gain=((GRAVITY,),),
        zero_native=(0.0,),
        capacity_n=PROGRESSOR_CAPACITY_KG * GRAVITY,
        noise_sd_n=(PROGRESSOR_NOISE_N,),
        native_step=0.0,
        note="maker's calibration, not verified",
    )


def read_calibration(path: Path) -> Calibration:
    """A calibration record from a JSON file.  Raises BadInput."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Calibration)
    except OSError as error:
        raise BadInput(f"{path}: the calibration cannot be read ({error.strerror}).") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput(f"{path.name}: this is not a calibration record: {error}.") from error


def choose_found(found: Sequence[FoundBle], wanted: str) -> FoundBle:
    """The one dynamometer that is called (or addressed) so.  Raises Missing with what was found."""
    matches = [device for device in found if wanted.lower() in (device.name.lower(), device.address.lower())]
    if len(matches) == 1:
        return matches[0]
    listed = ", ".join(f"{device.name} ({device.address})" for device in found) or "none"
    if matches:
        raise Missing(f"{len(matches)} dynamometers are called {wanted}. Give the address instead. Found: {listed}.")
    raise Missing(
        f"There is no dynamometer {wanted} in reach. Switch it on (it sleeps when unused), bring it closer, and try "
        f"again. Found: {listed}."
    )


def attach(devices: Sequence[Attached]) -> Attach:
    """Devices that are known beforehand, as the acquisition wants them."""

    @asynccontextmanager
    async def opened(_: Clock) -> AsyncIterator[Sequence[Attached]]:
        yield devices

    return opened
