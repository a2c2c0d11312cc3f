"""How a device is reached: over BLE, at a serial port, as a USB device without one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GattProfile:
    """How a BLE device is found and spoken to."""

    name_prefix: str
    service: str
    notify: str
    write: str
    smallest_mtu: int = 23
    """Less than this on the connection, and its notifications do not fit."""
    write_bytes: int = 0
    """Commands are written in pieces of so many bytes, which the device puts together; 0: whole."""


@dataclass(frozen=True, slots=True)
class SerialProfile:
    """How a serial device's port is opened."""

    baud: int
    rtscts: bool
    settle_s: float = 0.0
    """From the opening of the port until the device listens."""
    usb_ids: tuple[str, ...] = ()
    """Vendor and product of adapters that it is seen behind, as ``0403:6001``; empty: any."""
    product: str = ""
    """What its own adapter calls itself; empty where that says nothing."""


@dataclass(frozen=True, slots=True)
class HidProfile:
    """How a USB device without a port is found; reports carry a length and then so many bytes."""

    usb_id: str
    report_bytes: int = 64
