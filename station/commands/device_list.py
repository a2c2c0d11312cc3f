"""What is in reach and what is known, as a list."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

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


def print_in_reach(search: Search, folders: Folders, *, as_json: bool = False) -> int:
    """List known devices, other devices, and what cannot be used; 0."""
    known = known_devices(folders)
    there = asyncio.run(look(known, search))
    if as_json:
        print(json.dumps(in_reach_as_json(there), ensure_ascii=False, indent=2))
        return 0
    for line in lines(there):
        print(line)
    return 0


def in_reach_as_json(there: InReach) -> list[dict[str, Any]]:
    """One object for each device; ``state`` is known, new, missing or unusable."""
    found = [_found("known", one.found, one.device.sides) for one in there.present]
    found += [_found("new", each) for each in there.strangers]
    found += [_known("missing", device, said_missing(device)) for device in there.missing]
    return found + [_found("unusable", each) for each in there.problems]


def _found(state: str, found: Found, sides: Sequence[Side] = ()) -> dict[str, Any]:
    return {
        "state": state,
        "kind": found.kind or None,
        "title": found.title,
        "name": found.name,
        "serial": found.serial,
        "where": found.how,
        "sides": [side.value for side in sides],
        "firmware": found.firmware,
        "battery": found.battery,
        "rssi_dbm": found.rssi,
        "problem": found.problem,
    }


def _known(state: str, device: KnownDevice, problem: str) -> dict[str, Any]:
    said = {"state": state, "kind": device.kind, "title": "", "name": device.name, "serial": device.serial}
    sides = [side.value for side in device.sides]
    known = {"where": device.how, "sides": sides, "firmware": "", "battery": None, "rssi_dbm": None}
    return said | known | {"problem": problem}


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
