"""Whether the device that answered is the one that is wanted, and one whose packets this program knows."""

from __future__ import annotations

import re

from drivers.contracts import Device, DeviceInfo
from drivers.errors import UnknownFirmware, WrongDevice


def accept(device: Device, info: DeviceInfo, serial: str | None) -> None:
    """Take this device, or raise WrongDevice (another serial number than ``serial``) or UnknownFirmware."""
    if serial is not None and info.serial != serial:
        raise WrongDevice(
            f"Another {device.title} answered: serial number {info.serial} instead of {serial}. "
            "Switch the other one off, or choose it as the device to use."
        )
    major = re.match(r"\d+", info.firmware)
    if major is not None and int(major[0]) > device.known_firmware:
        raise UnknownFirmware(
            f"The {device.title} {info.serial} has firmware {info.firmware}, and this program knows versions "
            f"up to {device.known_firmware}.x. Its numbers could mean something else, so none are taken. "
            "Update this program."
        )


def not_from(device: Device) -> WrongDevice:
    """Bytes come, and no answer is among them."""
    return WrongDevice(
        f"Data arrives but is not from a {device.title} (or the speed of the port is wrong). "
        "Choose another port or another kind of device."
    )
