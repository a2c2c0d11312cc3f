"""What is in reach and what is known, as a list."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from drivers.discovery import Found, Search
from station.device_book import KnownDevice
from station.errors import StationError
from station.finding import InReach, look, said_missing, said_twin
from station.folders import Folders
from station.model import Side
from station.store import readable_store


def known_devices(folders: Folders) -> tuple[KnownDevice, ...]:
    """The devices that this data folder knows, even while a station runs; says why where it cannot be read."""
    try:
        store = readable_store(folders)
        if store is None:
            return ()
        with store:
            return store.devices.known()
    except StationError as error:  # of an older version: what is in reach can be said all the same
        print(f"station: {error}", file=sys.stderr)
        return ()


def print_in_reach(search: Search, folders: Folders) -> int:
    """List known devices, other devices, and what cannot be used; 0."""
    known = known_devices(folders)
    for line in lines(asyncio.run(look(known, search))):
        print(line)
    return 0


def lines(there: InReach) -> list[str]:
    """One line for each device."""
    said = [line(one.found, one.device.sides) for one in there.present]
    said += [line(found, ()) for found in there.strangers]
    said += [said_missing(device) for device in there.missing]
    said += [said_twin(*twin) for twin in there.twins]
    said += [f"{found.title}: {found.problem}" for found in there.problems]
    if not there.present and not there.strangers:
        said.insert(0, "no device in reach")
    return said


def line(found: Found, sides: Sequence[Side]) -> str:
    """``left  Tindeq Progressor  Progressor_2639  ble:C0:...  serial number 2639, -60 dBm``."""
    facts = []
    if found.serial:
        facts.append(f"serial number {found.serial}")
    if found.firmware:
        facts.append(f"firmware {found.firmware}")
    if found.battery is not None:
        facts.append(f"battery {100 * found.battery:.0f} %")
    if found.rssi is not None:
        facts.append(f"{found.rssi} dBm")
    side = "+".join(side.value for side in sides) or "-"
    return f"{side:<10}  {found.title}  {found.name}  {found.how}  {', '.join(facts)}".rstrip()
