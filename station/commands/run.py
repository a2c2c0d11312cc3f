"""``station run``: the station with the devices that are attached to this computer."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from drivers.calibration import Calibration, accept_scale, wrong_scale
from drivers.clock import SystemClock
from drivers.errors import LinkUnavailable
from drivers.transports.ble import Adapter, FoundBle
from station.acquisition import Attached
from station.archive import Archive
from station.attaching import attach, choose_found, dynamometer, find_dynamometers, plates, ports, read_calibration
from station.commands.hci import add_hci, hci_adapter
from station.commands.window import LOOKS, require_display, require_qt, show
from station.errors import BadInput, Missing
from station.folders import make_folders
from station.model import Side
from station.store import Store
from station.visit import Visit

PLATES_UNIT = "count"
"""What the plates send; how many newtons that should be only their record says."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station run`` understands."""
    parser.add_argument("--person", default="A-001", metavar="CODE", help="pseudonym of the client (default A-001)")
    parser.add_argument("--left", metavar="NAME", help="dynamometer of the left side: its name or address")
    parser.add_argument("--right", metavar="NAME", help="dynamometer of the right side: its name or address")
    parser.add_argument("--plates", metavar="PORT", help="serial port of two Harp plates (port0 left, port1 right)")
    parser.add_argument("--calibration", type=Path, metavar="FILE", help="calibration record of the plates (JSON)")
    parser.add_argument(
        "--accept-scale",
        action="store_true",
        help="use that calibration although its scale is more than 5 %% off nominal; every number says so",
    )
    parser.add_argument("--seconds", type=float, default=5.0, metavar="S", help="how long to look for dynamometers")
    add_hci(parser)
    parser.add_argument("--list", action="store_true", help="say which devices are in reach, and end")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the clinic's data lies")
    parser.add_argument("--look", choices=LOOKS, default="light", help="colours of the window")


def run(args: argparse.Namespace) -> int:
    """Find the devices, open the window, and stay until it is closed."""
    adapter = hci_adapter(args.hci)
    if args.list:
        return _list(args.seconds, adapter)
    devices = _devices(args, adapter)
    require_display()
    require_qt()
    with Store(make_folders(args.data_dir)) as store:
        folders = make_folders(args.data_dir)
        with Visit(attach(devices), SystemClock(), Archive(folders, store, args.person)) as visit:
            return show(visit, args.look)


def _devices(args: argparse.Namespace, adapter: Adapter | None) -> list[Attached]:
    devices: list[Attached] = []
    if args.plates is not None:
        if args.calibration is None:
            raise BadInput(
                "The plates send raw counts; without their calibration there are no newtons. Add --calibration FILE."
            )
        if args.plates not in ports() and "://" not in args.plates and not Path(args.plates).exists():
            known = ", ".join(ports()) or "none"
            raise Missing(f"There is no serial port {args.plates}. Ports of this computer: {known}. Is the cable in?")
        devices.append(plates(args.plates, _calibration(args.calibration, accept=args.accept_scale)))
    wanted = [(Side.LEFT, args.left), (Side.RIGHT, args.right)]
    if any(name for _, name in wanted):
        found = asyncio.run(find_dynamometers(args.seconds, adapter))
        devices += [dynamometer(choose_found(found, name), side, adapter) for side, name in wanted if name]
    if not devices:
        raise _what_to_say(args.seconds, adapter)
    return devices


def _calibration(path: Path, *, accept: bool) -> Calibration:
    """The record of the plates; one of a wrong scale is refused before anything is opened.  Raises BadInput."""
    calibration = read_calibration(path)
    if accept:
        return accept_scale(calibration, PLATES_UNIT)
    if wrong := wrong_scale(calibration, PLATES_UNIT):
        raise BadInput(f"{path.name}: {wrong}")
    return calibration


def _what_to_say(seconds: float, adapter: Adapter | None) -> Missing:
    """Nothing was named: say what could be."""
    try:
        found: Sequence[FoundBle] = asyncio.run(find_dynamometers(seconds, adapter))
        bluetooth = "Bluetooth works and no dynamometer is in reach"
    except LinkUnavailable as error:
        found, bluetooth = (), str(error)
    if found:
        names = ", ".join(device.name for device in found)
        return Missing(
            f"In reach: {names}. Say which is on which side: station run --left {found[0].name}"
            + (f" --right {found[1].name}." if len(found) > 1 else ".")
        )
    serial = ", ".join(ports())
    return Missing(
        f"No device was named and none was found. {bluetooth} Serial ports: {serial or 'none'}. Switch the "
        "dynamometers on and start again, or name the plates' port: station run --plates PORT --calibration FILE. "
        "`station doctor` says what this computer lacks; `station demo` works without hardware."
    )


def _list(seconds: float, adapter: Adapter | None) -> int:
    try:
        found = asyncio.run(find_dynamometers(seconds, adapter))
        for device in found:
            print(f"dynamometer  {device.name}  {device.address}  {device.rssi} dBm")
        if not found:
            print("no dynamometer in reach")
    except LinkUnavailable as error:
        print(f"Bluetooth: {error}")
    for port in ports():
        print(f"serial port  {port}")
    return 0
