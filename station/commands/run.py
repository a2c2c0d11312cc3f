"""``station run``: the station with the devices that are attached to this computer."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from drivers.calibration import Calibration, accept_scale, wrong_scale
from drivers.clock import SystemClock
from drivers.contracts import DeviceInfo
from drivers.discovery import Found, Search, find_devices
from drivers.errors import BadAddress
from drivers.registry import devices
from drivers.ways import Way, parse_way
from station.acquisition import Attached
from station.archive import Archive
from station.attaching import attach, attach_found, choose_found, read_calibration
from station.commands.device_list import print_in_reach
from station.commands.hci import add_hci, hci_adapter
from station.commands.report_words import told_in
from station.commands.server_option import add_store, tell, working_store
from station.commands.window import LOOKS, require_display, require_qt, show
from station.commands.workshop import workshop
from station.daily_backup import DailyBackup
from station.device_book import DeviceBook
from station.errors import BadInput, Missing, StationError
from station.finding import BookMemory, attach_present, look, record_of, said_missing, said_twin
from station.folders import Folders, make_folders
from station.model import Side
from station.office import Office
from station.people_desk import PeopleRoom, in_effort
from station.report_desk import ReportDesk
from station.review_desk import ReviewDesk
from station.settings import settle
from station.settings_room import SettingsRoom, server_asked
from station.visit import Visit

BOTH = (Side.LEFT, Side.RIGHT)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station run`` understands."""
    named = "its name, address or serial number, or where it is: serial:PORT, tcp:HOST:PORT"
    parser.add_argument("--person", default="A-001", metavar="CODE", help="pseudonym of the client (default A-001)")
    parser.add_argument("--battery", metavar="KEY", help="what the visit does: one of station batteries list")
    parser.add_argument(
        "--operator", default="", metavar="NAME", help="who measures; kept with every number (default: this user)"
    )
    parser.add_argument("--left", metavar="DEVICE", help=f"device of the left side: {named}")
    parser.add_argument("--right", metavar="DEVICE", help="device of the right side, in the same way")
    parser.add_argument("--plates", metavar="PORT", help="serial port of a device with two plates, left and right")
    parser.add_argument(
        "--calibration", type=Path, metavar="FILE", help="calibration record (JSON) of the plates, or of the one device"
    )
    parser.add_argument(
        "--accept-scale",
        action="store_true",
        help="use that calibration although its scale is more than 5 %% off nominal; every number says so",
    )
    parser.add_argument(
        "--align",
        action="store_true",
        help="align the clocks of the devices first: press them against each other when the window asks for it",
    )
    parser.add_argument("--seconds", type=float, default=5.0, metavar="S", help="how long to look for devices")
    add_hci(parser)
    parser.add_argument("--list", action="store_true", help="say which devices are in reach, and end")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the clinic's data lies")
    add_store(parser)
    parser.add_argument("--look", choices=LOOKS, help="colours of the window (default: those of the settings)")


def run(args: argparse.Namespace) -> int:
    """Find the devices, open the window, and stay until it is closed."""
    search = Search(args.seconds, adapter=hci_adapter(args.hci))
    if args.list:
        return print_in_reach(search, make_folders(args.data_dir))
    wanted = wanted_devices(args)
    folders = make_folders(args.data_dir)
    settled = settle(folders)
    for problem in settled.problems:
        print(f"station: {problem}", file=sys.stderr)
    with working_store(folders, server_asked(args.store, settled)) as store:
        if args.operator:
            store.audit.who = args.operator
        attached = _at_hand(args, wanted, store.devices, search)
        proven = store.proofs.standing()
        attached = [proven.attached(device) for device in attached]
        require_display()
        require_qt()
        with (
            ExitStack() as rooms,
            _backups(folders) if settled.settings.daily_backup else nullcontext(),
            Visit(attach(attached), SystemClock(), Archive(folders, store, args.person, battery=args.battery)) as visit,
        ):
            tell(store, visit.advise)
            if args.align:
                visit.align()
            settings = SettingsRoom(folders, settled, {"theme": args.look, "store": args.store}, store)
            rooms.callback(settings.close)
            people = rooms.enter_context(
                PeopleRoom(store, folders, busy=lambda: in_effort(visit.live()), can_practise=simulators_installed())
            )
            office = Office(
                visit,
                reviewing=ReviewDesk(store, folders),
                reports=ReportDesk(store, folders, told_in),
                people=people,
                settings=settings,
                devices=visit.device_room(store.devices, search, proven),
                examining=visit.examination_room(store, proven, workshop=workshop()),
            )
            code = show(office)
    return practise() if people.practice_wanted else code


def _at_hand(
    args: argparse.Namespace, wanted: list[tuple[str, tuple[Side, ...]]], book: DeviceBook, search: Search
) -> list[Attached]:
    """The devices to begin with; where none was asked for and none is there, the window opens and leads to them."""
    try:
        return asyncio.run(find_wanted(wanted, args.calibration, book, search, accept=args.accept_scale))
    except Missing as error:
        if wanted:
            raise
        print(f"station: {error}", file=sys.stderr)
        return []


def practise() -> int:
    """Go on at a station with simulated devices, in a data folder of its own."""
    from station.commands import demo

    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    return demo.run(parser.parse_args([]))


def simulators_installed() -> bool:
    """Whether there are simulated devices to practise with."""
    return find_spec("simulators") is not None


def _backups(folders: Folders) -> DailyBackup:
    return DailyBackup(folders, tell=lambda text: print(f"station: {text}", file=sys.stderr))


# Which devices -----------------------------------------------------------------------------------------------------


def wanted_devices(args: argparse.Namespace) -> list[tuple[str, tuple[Side, ...]]]:
    """What was named, and for which sides.  Raises BadInput for what cannot be meant."""
    wanted: list[tuple[str, tuple[Side, ...]]] = []
    if args.plates is not None:
        wanted.append((args.plates if _way(args.plates) is not None else f"serial:{args.plates}", BOTH))
    wanted += [(text, (side,)) for text, side in ((args.left, Side.LEFT), (args.right, Side.RIGHT)) if text]
    for text, _ in wanted:
        _way(text)
    if args.calibration is not None and args.plates is None and len(wanted) > 1:
        raise BadInput(
            "--calibration is the record of one device: name that one alone, or remember it with its record."
        )
    if args.calibration is not None and not wanted:
        raise BadInput("--calibration needs the device that it belongs to: --plates PORT, --left or --right.")
    return wanted


def _way(text: str) -> Way | None:
    """Where a device is, when the text says where; None for a name.  Raises BadInput."""
    scheme, _, rest = text.partition(":")
    if scheme not in ("ble", "serial", "tcp", "hid") or not rest:
        return None
    try:
        return parse_way(text, devices())
    except BadAddress as error:
        raise BadInput(str(error)) from error


async def find_wanted(
    wanted: Sequence[tuple[str, tuple[Side, ...]]],
    calibration: Path | None,
    book: DeviceBook,
    search: Search,
    *,
    accept: bool = False,
) -> list[Attached]:
    """The devices that were named, or else those that are known.  Raises StationError with what to do."""
    if not wanted:
        return await _known(book, search)
    record = None if calibration is None else read_calibration(calibration)
    ways = [_way(text) for text, _ in wanted]
    ports = tuple(way.place for way in ways if way is not None and way.by == "serial")
    named = not all(ways)
    ble = named or any(way is not None and way.by == "ble" for way in ways)
    search = replace(
        search,
        ble=ble,
        serial=named,
        hid=named or any(way is not None and way.by == "hid" for way in ways),
        ports=ports,
        known=tuple(device.as_known for device in book.known()),
    )
    found = await find_devices(search)
    attached, taken = [], dict[str, str]()
    for (text, sides), way in zip(wanted, ways, strict=True):
        chosen = _chosen(found, text, way)
        if chosen.how in taken:
            raise BadInput(f"{text}: that is {taken[chosen.how]} as well, and one device cannot measure both sides.")
        taken[chosen.how] = text
        own = record if record is not None and (len(wanted) == 1 or len(sides) > 1) else None
        attached.append(_attached(chosen, sides, own, book, search, accept=accept))
    return attached


def _chosen(found: Sequence[Found], text: str, way: Way | None) -> Found:
    """The device that was named.  Raises Missing."""
    if way is None or way.by != "serial":
        return choose_found(found, text if way is None else way.place)
    at = next((each for each in found if each.how == f"serial:{way.place}"), None)
    if at is None or at.problem:
        raise Missing(f"{text}: {'nothing was found' if at is None else at.problem}")
    if (way.kind and at.kind != way.kind) or (way.serial and at.serial != way.serial):
        raise Missing(f"{text}: a {at.title} with the serial number {at.serial} is there, which is not the one meant.")
    return at


def _attached(
    found: Found, sides: tuple[Side, ...], record: Calibration | None, book: DeviceBook, search: Search, *, accept: bool
) -> Attached:
    if record is None:
        kept = next((device for device in book.find(found.serial) if device.kind == found.kind), None)
        # the side that is named counts today, whatever the record calls it
        record = None if kept is None else record_of(replace(kept, sides=sides), book)
    if record is not None and found.info is not None:
        record = _right_scale(record, found.info.signal.unit, accept=accept)
    memory = BookMemory(book, found.kind, found)
    name = "Plates" if len(sides) > 1 else ""
    attached = attach_found(found, sides, record=record, search=search, memory=memory, name=name)
    if record is None and not found.serial:
        attached = _looked_up(attached, found.kind, book, accept=accept)
    if found.info is not None:
        attached.calibrate(found.info)  # what cannot be measured with is refused before the window opens
    return attached


def _looked_up(attached: Attached, kind: str, book: DeviceBook, *, accept: bool) -> Attached:
    """A device of which only the name is known so far: its record is looked up once it has told its serial number."""

    @cache
    def record_for(serial: str) -> Calibration | None:
        """Looked up once: when it comes back in a test, no device waits for the disk."""
        kept = next((device for device in book.find(serial) if device.kind == kind), None)
        return None if kept is None else record_of(replace(kept, sides=attached.sides), book)

    def calibrate(info: DeviceInfo) -> Calibration:
        record = record_for(info.serial)
        return attached.calibrate(info) if record is None else _right_scale(record, info.signal.unit, accept=accept)

    return replace(attached, calibrate=calibrate)


def _right_scale(calibration: Calibration, unit: str, *, accept: bool) -> Calibration:
    """The record; one of a wrong scale is refused before anything is shown.  Raises BadInput."""
    if accept:
        return accept_scale(calibration, unit)
    if wrong := wrong_scale(calibration, unit):
        raise BadInput(wrong)
    return calibration


# Known devices -----------------------------------------------------------------------------------------------------


async def _known(book: DeviceBook, search: Search) -> list[Attached]:
    """Every known device that is in reach; says which are not.  Raises StationError for none, or one in doubt."""
    known = book.known()
    there = await look(known, search, briefly=True)
    missing = {(device.kind, device.serial) for device in there.missing}
    doubtful = [said_twin(*twin) for twin in there.twins if (twin[0].kind, twin[0].serial) in missing]
    if doubtful:
        raise StationError(" ".join(doubtful))
    if not there.present:
        raise _nothing(known, there.strangers, there.problems)
    for line in [*(said_missing(device) for device in there.missing), *(said_twin(*twin) for twin in there.twins)]:
        print(f"station: {line}", file=sys.stderr)
    return attach_present(there.present, book, search)


def _nothing(known: Sequence[object], strangers: Sequence[Found], problems: Sequence[Found]) -> Missing:
    """No known device is there: say what there is, and the line to type."""
    troubles = " ".join(dict.fromkeys(each.problem for each in problems))
    if strangers:
        listed = ", ".join(f"{each.name or each.title} ({each.serial or each.how})" for each in strangers)
        first = strangers[0]
        return Missing(
            f"In reach: {listed}. Nobody has said yet which side they measure. Say it once for all: station devices "
            f"remember {first.serial or first.how} --side left; or for today: station run --left "
            f"{first.serial or first.name or first.how}"
            + (
                f" --right {strangers[1].serial or strangers[1].name or strangers[1].how}."
                if len(strangers) > 1
                else "."
            )
        )
    what = "None of the known devices is in reach." if known else "No device was named and none was found."
    return Missing(
        f"{what} {troubles} Switch the devices on and start again. `station devices` says what is in reach, "
        "`station doctor` what this computer lacks; `station demo` works without hardware.".replace("  ", " ")
    )
