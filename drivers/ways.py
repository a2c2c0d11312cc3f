"""How a device is named in one line of text, and the transport that leads to it.

    ble:NAME or ble:ADDRESS            over Bluetooth
    serial:/dev/ttyUSB0, serial:COM3   at a serial port; also what pyserial takes as a URL
    tcp:HOST:PORT                      a serial device behind a TCP port
    hid:PATH                           a USB device without a port (``%3F`` for a ``?`` in its path)

Behind any of them may stand ``?kind=KEY`` (a key of the registry; otherwise the device is asked what it is) and
``&serial=NUMBER`` (nobody else is accepted).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, quote, unquote

from drivers.contracts import Device, OpenTransport
from drivers.errors import BadAddress
from drivers.transports.ble import Adapter, BleTransport
from drivers.transports.hid import HidFinder, HidTransport
from drivers.transports.serial import FoundPort, PortFinder, SerialTransport, scan_ports

if TYPE_CHECKING:
    from bleak.backends.device import BLEDevice

By = Literal["ble", "serial", "hid"]
FORMS = "ble:NAME, ble:ADDRESS, serial:PORT, tcp:HOST:PORT or hid:PATH"


@dataclass(frozen=True, slots=True)
class Way:
    """Where a device is, and what is known of it beforehand."""

    by: By
    place: str
    """A Bluetooth name or address, a port or URL, a path of the system's HID devices."""
    kind: str = ""
    serial: str = ""

    def __str__(self) -> str:
        return f"{self.by}:{quote(self.place, safe='/:.-_@{}&#') if self.by == 'hid' else self.place}"


def parse_way(text: str, kinds: Mapping[str, Device]) -> Way:
    """Read ``text``.  Raises BadAddress with what can be said instead."""
    head, _, query = text.partition("?")
    scheme, _, place = head.partition(":")
    if not place:
        raise BadAddress(f"{text!r} names no device. Give {FORMS}.")
    said = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := said.keys() - {"kind", "serial"}:
        raise BadAddress(f"{text!r}: nothing is known of {', '.join(sorted(unknown))}; there are kind and serial.")
    kind, serial = said.get("kind", ""), said.get("serial", "")
    if kind and kind not in kinds:
        raise BadAddress(f"{text!r}: there is no kind {kind!r}; there are {', '.join(kinds)}.")
    by: By
    match scheme:
        case "ble" | "serial":
            by = scheme
        case "hid":
            by, place = "hid", unquote(place)
        case "tcp":
            by, place = "serial", _socket(text, place)
        case _:
            raise BadAddress(f"{text!r} names no device. Give {FORMS}.")
    if kind and profile_of(kinds[kind], by) is None:
        raise BadAddress(f"A {kinds[kind].title} is not reached by {scheme}:. {_reached(kinds[kind])}")
    return Way(by, place, kind, serial)


def profile_of(device: Device, by: By) -> object | None:
    """How this kind of device is reached in this way; None where it is not."""
    return {"ble": device.gatt, "serial": device.serial, "hid": device.hid}[by]


def _reached(device: Device) -> str:
    ways: tuple[By, ...] = ("ble", "serial", "hid")
    return f"Give {' or '.join(f'{by}:...' for by in ways if profile_of(device, by) is not None)}."


def _socket(text: str, place: str) -> str:
    host, _, port = place.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadAddress(f"{text!r}: give a host and a port, as tcp:127.0.0.1:7000.")
    return f"socket://{host}:{port}"


def transport_to(
    device: Device,
    way: Way,
    *,
    adapter: Adapter | None = None,
    handle: BLEDevice | None = None,
    rssi_dbm: int | None = None,
    find_ports: Callable[[], Sequence[FoundPort]] = scan_ports,
) -> OpenTransport:
    """What makes a connection to such a device there, again and again.

    ``handle`` is what a scan found at the address, ``rssi_dbm`` how strong it was heard.  Raises BadAddress when such a
    device is not reached in this way.
    """
    if way.by == "ble" and device.gatt is not None:
        profile, client = device.gatt, None if adapter is None else adapter.client
        return lambda: BleTransport(handle or way.place, profile, client, rssi_dbm=rssi_dbm)
    if way.by == "serial" and device.serial is not None:
        port_profile = device.serial
        # a name of the system can be another one after a replug
        place = way.place if "://" in way.place else PortFinder(way.place, find_ports)
        return lambda: SerialTransport(place, port_profile)
    if way.by == "hid" and device.hid is not None:
        usb_profile = device.hid
        finder = HidFinder(way.place, usb_profile)
        return lambda: HidTransport(finder, usb_profile)
    raise BadAddress(f"A {device.title} is not reached by {way.by}:. {_reached(device)}")
