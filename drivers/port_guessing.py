"""Which kinds of device can be behind a serial port, by what its USB adapter says: the likeliest first.

An adapter is either one that a kind of device names as its own, or a converter or board that is sold by itself and says
nothing of what is behind it.  Whatever else has a USB id of its own (modem, GPS, debugger, printer) is never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drivers.contracts import Device
from drivers.transports.serial import FoundPort

CONVERTERS: Mapping[str, frozenset[str] | None] = {
    "0403": frozenset({"6001", "6010", "6011", "6014", "6015"}),  # FTDI; its other numbers are makers' own
    "10c4": frozenset({"ea60", "ea70", "ea71"}),  # Silicon Labs CP210x
    "1a86": frozenset({"5523", "7522", "7523", "55d3", "55d4", "55d5"}),  # WCH CH34x, CH910x
    "067b": frozenset({"2303", "23a3", "23b3", "23c3", "23d3"}),  # Prolific
    "04d8": frozenset({"000a", "00dd", "00df"}),  # Microchip
    "0483": frozenset({"5740"}),  # STMicroelectronics' virtual port; its debuggers have others
    "16c0": frozenset({"0483", "27dd"}),  # Teensy, and the shared number for such ports
    "2e8a": frozenset({"0005", "000a"}),  # Raspberry Pi Pico
    "303a": None,  # Espressif
    "2341": None,  # Arduino, three times
    "2a03": None,
    "1b4f": None,  # SparkFun
    "239a": None,  # Adafruit
}
"""Vendors whose adapters say nothing of what is behind them, with their products; None: all of them."""


def is_converter(usb_id: str) -> bool:
    """Whether an adapter with this vendor and product can have anything behind it."""
    vendor, _, product = usb_id.lower().partition(":")
    products = CONVERTERS.get(vendor, frozenset())
    return products is None or product in products


def candidates(port: FoundPort, kinds: Iterable[Device], known: str = "") -> tuple[Device, ...]:
    """The kinds of device that this port may lead to, in the order in which they should be asked.

    ``known`` is the key of the kind that was there before.  Nothing for a port that is no USB adapter: such a port is
    asked only when somebody names it.
    """
    if not port.usb_id:
        return ()
    ranked = [(_rank(port, device), device) for device in kinds if device.serial is not None]
    possible = [(rank, device) for rank, device in ranked if rank is not None]
    if any(rank == 0 for rank, _ in possible):
        possible = [(rank, device) for rank, device in possible if rank == 0]
    possible.sort(key=lambda each: (each[1].key != known, each[0], _settle_s(each[1])))
    return tuple(device for _, device in possible)


def quickest_first(kinds: Iterable[Device]) -> tuple[Device, ...]:
    """All kinds with a serial port, for one that says nothing of itself."""
    return tuple(sorted((device for device in kinds if device.serial is not None), key=_settle_s))


def _rank(port: FoundPort, device: Device) -> int | None:
    """0: the adapter calls itself so; 1: it is one of the device's own; 2: any will do; None: it cannot be."""
    profile = device.serial
    if profile is None:
        return None
    listed = port.usb_id.lower() in {usb_id.lower() for usb_id in profile.usb_ids}
    if profile.usb_ids and not listed:
        return None
    if profile.product and profile.product.lower() in f"{port.product} {port.description}".lower():
        return 0
    if listed:
        return 1
    return 2 if is_converter(port.usb_id) else None


def _settle_s(device: Device) -> float:
    return 0.0 if device.serial is None else device.serial.settle_s
