"""``station devices``: what is in reach, which side each device measures, which one is tapped, and its own commands."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

from drivers.calibration import accept_scale, wrong_scale
from drivers.commands import commands_of
from drivers.discovery import Found, Search, ask, find_devices
from drivers.errors import BadAddress
from drivers.identity import identity
from drivers.opening import open_device
from drivers.registry import devices
from drivers.ways import parse_way
from station.attaching import attach_found, read_calibration, sides_of
from station.commands.device_list import known_devices, line, print_in_reach
from station.commands.hci import add_hci, hci_adapter
from station.device_book import DeviceBook, KnownDevice
from station.errors import BadInput, Missing
from station.finding import look, said
from station.folders import Folders, make_folders
from station.identifying import Identifying
from station.model import Side
from station.store import Store

READY_S = 8.0
"""Every device has been watched for long enough by then, or is left out."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station devices`` understands."""
    parser.set_defaults(what="list", seconds=5.0, at=[], hci=None, data_dir=None, json=False)
    parts = parser.add_subparsers(dest="what", metavar="WHAT")
    listing = _add(parts, "list", "what is in reach; without any option the word can be left out")
    kinds = _add(parts, "kinds", "every kind of device, how it is reached and what it can be told", look=False)
    for part in (listing, kinds):
        part.add_argument("--json", action="store_true", help="print one JSON value instead of lines")
    remember = _add(parts, "remember", "say once for all which side a device measures")
    remember.add_argument(
        "device", metavar="DEVICE", help="its serial number, name or place (ble:ADDRESS, serial:PORT)"
    )
    remember.add_argument("--side", metavar="SIDE", help="left or right; left,right for a device with two plates")
    remember.add_argument("--calibration", type=Path, metavar="FILE", help="its calibration record (JSON)")
    remember.add_argument(
        "--accept-scale", action="store_true", help="keep that record although its scale is not nominal"
    )
    remember.add_argument("--kind", metavar="KEY", help="remember it without looking for it: what kind it is")
    forget = _add(parts, "forget", "a device is used no more", look=False)
    forget.add_argument("device", metavar="SERIAL", help="its serial number")
    forget.add_argument("--kind", metavar="KEY", help="its kind, where two makers use one number")
    identify = _add(parts, "identify", "tap a device, and be told which one it is")
    identify.add_argument("--wait", type=float, default=30.0, metavar="S", help="how long to wait for a tap")
    identify.add_argument("--times", type=int, default=1, metavar="N", help="end after so many taps")
    tell = _add(parts, "do", "run one of a device's own commands; without COMMAND, say which there are")
    tell.add_argument("device", metavar="DEVICE", help="ble:NAME, serial:PORT, tcp:HOST:PORT, or a known serial number")
    tell.add_argument("words", nargs="*", metavar="COMMAND", help="the command and its words: tare")
    tell.add_argument("--yes", action="store_true", help="do not ask before something is changed for good")


def _add(
    parts: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, *, look: bool = True
) -> argparse.ArgumentParser:
    part = parts.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    part.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the clinic's data lies")
    if look:
        part.add_argument("--seconds", type=float, default=5.0, metavar="S", help="how long to listen for Bluetooth")
        part.add_argument(
            "--at",
            action="append",
            default=[],
            metavar="WHERE",
            help="ask here too: serial:PORT, tcp:HOST:PORT; may be given several times",
        )
        add_hci(part)
    return part


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    match args.what:
        case "kinds":
            return _kinds(args.json)
        case "remember":
            return _remember(args)
        case "forget":
            return _forget(args)
        case "identify":
            return asyncio.run(_identify(args))
        case "do":
            return asyncio.run(_do(args))
    return print_in_reach(_search(args), make_folders(args.data_dir), as_json=args.json)


def _search(args: argparse.Namespace) -> Search:
    """Where to look.  Raises BadInput."""
    try:
        ways = [parse_way(text, devices()) for text in args.at]
    except BadAddress as error:
        raise BadInput(str(error)) from error
    if others := [str(way) for way in ways if way.by != "serial"]:
        raise BadInput(f"--at names a port: serial:PORT or tcp:HOST:PORT, not {', '.join(others)}.")
    return Search(args.seconds, ports=tuple(way.place for way in ways), adapter=hci_adapter(args.hci))


def _kinds(as_json: bool) -> int:
    if as_json:
        print(json.dumps([_kind_as_json(key) for key in devices()], ensure_ascii=False, indent=2))
        return 0
    for key, device in devices().items():
        ways = [by for by, profile in (("ble", device.gatt), ("serial", device.serial), ("hid", device.hid)) if profile]
        print(f"{key:<20} {device.title} ({', '.join(ways)})")
        for name, command in commands_of(device).items():
            print(f"    {command.usage(name)}: {command.what}")
    return 0


def _kind_as_json(key: str) -> dict[str, object]:
    device = devices()[key]
    ways = [by for by, profile in (("ble", device.gatt), ("serial", device.serial), ("hid", device.hid)) if profile]
    commands = [
        {"name": name, "usage": command.usage(name), "what": command.what}
        for name, command in commands_of(device).items()
    ]
    return {"key": key, "title": device.title, "ways": ways, "commands": commands}


# Which side ----------------------------------------------------------------------------------------------------------


def _remember(args: argparse.Namespace) -> int:
    with Store(make_folders(args.data_dir)) as store:
        device, told = asyncio.run(_to_remember(args, store.devices))
        if args.calibration is not None:
            record = read_calibration(args.calibration)
            if record.serial not in ("", device.serial):
                raise BadInput(f"{args.calibration.name} is the record of {record.serial}, not of {device.serial}.")
            if told is not None and told.info is not None:
                unit = told.info.signal.unit
                record = accept_scale(record, unit) if args.accept_scale else record
                if wrong := wrong_scale(record, unit):
                    raise BadInput(wrong)
            device = replace(device, sides=device.sides or sides_of(record), calibration_id=record.id)
            if told is not None and told.info is not None:
                attach_found(told, device.sides, record=record).calibrate(told.info)
            store.devices.add_calibration(record)
        if not device.sides:
            raise BadInput(
                "Say which side it measures: --side left, --side right, or --side left,right for two plates."
            )
        if args.calibration is None and device.calibration_id is None and told is not None and told.info is not None:
            attach_found(told, device.sides).calibrate(told.info)  # raw counts without a record: said now, not later
        store.devices.remember(device)
    print(f"remembered: {said(device)}")
    return 0


async def _to_remember(args: argparse.Namespace, book: DeviceBook) -> tuple[KnownDevice, Found | None]:
    """The device that is meant, and what it said of itself; nothing is looked for where all is known."""
    sides = _sides(args.side)
    before = [each for each in book.find(args.device) if args.kind in (None, each.kind)]
    if len(before) == 1:
        return replace(before[0], sides=sides or before[0].sides), None
    if len(before) > 1:
        raise BadInput(f"Several kinds have that number: {', '.join(each.kind for each in before)}. Add --kind KEY.")
    if args.kind is not None:
        if args.kind not in devices():
            raise BadInput(f"--kind {args.kind}: there are {', '.join(devices())}.")
        return KnownDevice(args.kind, args.device, sides), None
    found = await _who(args.device, _search(args))
    kept = next((each for each in book.find(found.serial) if each.kind == found.kind), None)
    calibration_id = None if kept is None else kept.calibration_id
    return KnownDevice(found.kind, found.serial, sides, found.name, found.how, calibration_id), found


async def _who(text: str, search: Search) -> Found:
    """The device with this serial number, name or place, asked who it is.  Raises Missing."""
    try:
        way = parse_way(text, devices())
    except BadAddress:
        way = None
    if way is not None and way.by == "serial":
        search = replace(search, ble=False, serial=False, hid=False, ports=(way.place,))
    wanted = {text.lower(), "" if way is None else str(way).lower()} - {""}
    found = await find_devices(search)
    usable = [each for each in found if each.kind and not each.problem]
    named = [each for each in usable if wanted & {each.serial.lower(), each.name.lower(), each.how.lower()}]
    if not named:  # a Bluetooth device tells its number only to who connects
        asked = [await ask(each, search) for each in usable if each.info is None]
        named = [each for each in asked if each.serial.lower() == text.lower()]
        usable = [each for each in usable if each.info is not None] + asked
    if len(named) == 1:
        told = named[0] if named[0].info is not None else await ask(named[0], search)
        if told.problem:
            raise Missing(f"{told.name or told.title}: {told.problem}")
        return told
    listed = "; ".join(line(each, ()) for each in usable) or "nothing"
    if named:
        places = ", ".join(each.how for each in named)
        raise Missing(f"{len(named)} devices are called {text}: {places}. Give the place of the one that is meant.")
    problems = " ".join(dict.fromkeys(each.problem for each in found if each.problem))
    raise Missing(f"{text} is not in reach. Switch it on and bring it near. In reach: {listed}. {problems}".strip())


def _sides(text: str | None) -> tuple[Side, ...]:
    """``left`` or ``left,right`` as sides; nothing for None.  Raises BadInput."""
    if text is None:
        return ()
    try:
        return tuple(Side(word.strip()) for word in text.split(","))
    except ValueError:
        raise BadInput(
            f"--side {text}: give left, right, both (the whole body), or left,right for two plates."
        ) from None


def _forget(args: argparse.Namespace) -> int:
    with Store(make_folders(args.data_dir)) as store:
        known = [each for each in store.devices.find(args.device) if args.kind in (None, each.kind)]
        if len(known) > 1:
            raise BadInput(f"Several kinds have that number: {', '.join(each.kind for each in known)}. Add --kind KEY.")
        if not known:
            listed = ", ".join(said(device) for device in store.devices.known()) or "none"
            raise BadInput(f"No device with the serial number {args.device} is known. Known: {listed}.")
        store.devices.forget(known[0].kind, known[0].serial)
    print(f"forgotten: {said(known[0])}; its calibration records are kept")
    return 0


# Which one -----------------------------------------------------------------------------------------------------------


async def _identify(args: argparse.Namespace) -> int:
    folders = make_folders(args.data_dir)
    search, known = _search(args), known_devices(folders)
    there = await look((), replace(search, known=tuple(device.as_known for device in known)))
    if not there.strangers:
        raise Missing(" ".join(["No device is in reach.", *dict.fromkeys(each.problem for each in there.problems)]))
    sides = {(device.kind, device.serial): device.sides for device in known}
    async with Identifying(there.strangers, search) as taps:
        for where, problem in taps.problems.items():
            print(f"{where}: {problem}")
        await taps.until_ready(READY_S)
        print(f"watching {len(taps.watched)}: tap or press one", flush=True)
        for _ in range(args.times):
            tap = await taps.next_tap(args.wait, lambda: print("two of them felt that: tap again", flush=True))
            if tap is None:
                print("nothing was tapped")
                return 1
            place = tap.found.how.removeprefix("ble:") if tap.found.how.startswith("ble:") else ""
            number = tap.found.serial or identity(tap.info.serial, place)
            asked = replace(tap.found, serial=number, firmware=tap.info.firmware)
            print(f"{line(asked, sides.get((asked.kind, asked.serial), ()))}  at {tap.channel}", flush=True)
    return 0


# Its own commands ----------------------------------------------------------------------------------------------------


async def _do(args: argparse.Namespace) -> int:
    where = _place_of(args.device, make_folders(args.data_dir))
    try:
        opening = open_device(where, adapter=hci_adapter(args.hci), search_s=max(args.seconds, 1.0))
    except BadAddress as error:
        raise BadInput(str(error)) from error
    async with opening as device:
        if not args.words:
            print(f"{device.info.model}, serial number {device.info.serial}, firmware {device.info.firmware}")
            for name, command in device.commands.items():
                print(f"    {command.usage(name)}: {command.what}")
            return 0
        name, *words = args.words
        known = device.commands.get(name)
        if known is not None and known.writes and not args.yes:
            _confirm(known.what)
        print(await device.command(name, *words))
    return 0


def _place_of(text: str, folders: Folders) -> str:
    """Where the device is: as it was typed, or as it was last seen when a known serial number was typed."""
    if ":" in text:
        return text
    known = [device for device in known_devices(folders) if device.serial.lower() == text.lower() and device.how]
    if len(known) == 1:
        return f"{known[0].how}?kind={known[0].kind}&serial={known[0].serial}"
    return text


def _confirm(what: str) -> None:
    """Ask the person; refuse where nobody can be asked.  Raises BadInput."""
    if not sys.stdin.isatty():
        raise BadInput(f"{what} That is changed for good: add --yes.")
    if input(f"{what} Type yes to do it: ").strip().lower() != "yes":
        raise BadInput("Nothing was changed.")
