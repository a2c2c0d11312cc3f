"""``station simulate``: simulated devices for any program, until Ctrl+C.

Serial devices stand behind pseudo-terminals or TCP ports of this computer, Bluetooth devices on a virtual radio that
other programs reach as their adapter, or on a real controller.  What happens to them is typed, or sent to a control
port.  Nothing listens beyond this computer.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from station.commands.simulate_world import Wishes, serve
from station.errors import BadInput, Missing

if TYPE_CHECKING:
    from simulators.units import Option


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station simulate`` understands."""
    parser.add_argument(
        "--device",
        action="append",
        default=[],
        metavar="TEXT",
        help="a device with its options: harp?seed=1, progressor?side=left&ppm=80 (default: two dynamometers and "
        "two plates); may be given several times",
    )
    parser.add_argument(
        "--list", action="store_true", help="say which devices can be simulated, their options, and every movement"
    )
    _add_ways(parser)
    parser.add_argument(
        "--scenario",
        default="",
        metavar="NAME",
        help="who the person is, with which devices, and what goes wrong (station demo --list)",
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--movement",
        nargs="*",
        metavar="KEY",
        help="do these tests or movements again and again; without a KEY those of the scenario",
    )
    who.add_argument("--idle", action="store_true", help="nobody is there")
    parser.add_argument(
        "--replay",
        type=Path,
        metavar="FILE",
        help="the devices of a recording (.rec): each program that listens is sent what they once measured",
    )
    parser.add_argument(
        "--calibrations", type=Path, metavar="FOLDER", help="write the devices' certificates here, for station run"
    )
    parser.add_argument("--fault", action="append", default=[], metavar="TEXT", help="a fault, as it would be typed")
    parser.add_argument("--control", type=_port, metavar="PORT", help="take typed commands on this port too (0: any)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another N, other sensors and another day")
    parser.add_argument("--seconds", type=_seconds, metavar="S", help="end after this long")


def _add_ways(parser: argparse.ArgumentParser) -> None:
    """How other programs reach the devices."""
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--pty", action="store_true", help="serial devices behind pseudo-terminals (Linux, macOS)")
    line.add_argument(
        "--tcp", type=_port, metavar="PORT", help="serial devices behind TCP ports from PORT on (0: any), loopback only"
    )
    parser.add_argument("--link", type=Path, metavar="PATH", help="a name that leads to the first pseudo-terminal")
    radio = parser.add_mutually_exclusive_group()
    radio.add_argument(
        "--ble-port", type=_port, metavar="PORT", help="a virtual radio: programs use tcp-client:127.0.0.1:PORT"
    )
    radio.add_argument(
        "--ble",
        action="append",
        metavar="TRANSPORT",
        help="Bluetooth devices on this controller, by Bumble's name: serial:/dev/ttyACM0, usb:0, tcp-client:host:port",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until somebody ends it; 0 then."""
    # what Bumble has to say of strangers' packets is no news for whoever reads the status line
    logging.getLogger("bumble").addHandler(logging.NullHandler())
    try:
        from simulators.bench import SimulatorMissing
        from simulators.units import BadUnit
    except ImportError as error:
        raise Missing(
            f"The simulated devices are an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    if args.list:
        return _list()
    if args.link is not None and args.tcp is not None:
        raise BadInput("--link names a pseudo-terminal: leave out --tcp.")
    wishes = Wishes(
        devices=tuple(args.device),
        pty=args.pty,
        tcp_port=args.tcp,
        link=args.link,
        ble_port=args.ble_port,
        controllers=tuple(args.ble or ()),
        scenario=args.scenario,
        movements=None if args.movement is None else tuple(args.movement),
        idle=args.idle,
        replay=args.replay,
        calibrations=args.calibrations,
        faults=tuple(args.fault),
        control=args.control,
        seed=args.seed,
        seconds=args.seconds,
    )
    try:
        asyncio.run(_until_stopped(wishes))
    except BadUnit as error:
        raise BadInput(f"{error}.") from error
    except SimulatorMissing as error:
        raise Missing(str(error)) from error
    return 0


async def _until_stopped(wishes: Wishes) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with _stopped_by(lambda: loop.call_soon_threadsafe(stop.set)):
        await serve(wishes, stop)


@contextmanager
def _stopped_by(end: Callable[[], object]) -> Iterator[None]:
    """Ctrl+C and a polite kill end it; the second one as it would any program."""

    def hear(number: int, _: object) -> None:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        end()

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _list() -> int:
    from simulators.cell_options import GRIP_OPTIONS, PLATE_OPTIONS
    from simulators.movements import MOVEMENTS
    from simulators.units import KINDS

    asked = [tuple(kind.options.items()) for kind in KINDS.values()]
    everywhere = {name: option for name, option in asked[0] if all((name, option) in others for others in asked)}
    print("What may be said of every device, after the question mark:")
    for name, option in everywhere.items():
        print(_option(name, option))
    families = {"plates": set(PLATE_OPTIONS) - set(everywhere), "dynamometers": set(GRIP_OPTIONS) - set(everywhere)}
    for family, names in families.items():
        print(f"What may be said of all {family}:")
        kind = next(kind for kind in KINDS.values() if _is_of(family, kind.options))
        for name in (name for name in kind.options if name in names):
            print(_option(name, kind.options[name]))
    for kind in KINDS.values():
        family = next((family for family in families if _is_of(family, kind.options)), "")
        also = f"; as all {family}" if family else ""
        print(f"{kind.key:<18} {kind.title} ({kind.wire}{also})")
        for name, option in kind.options.items():
            if name not in everywhere and name not in families.get(family, ()):
                print(_option(name, option))
    print("\nMovements:")
    for key, movement in MOVEMENTS.items():
        print(f"{key:<30} {movement.title} ({movement.surface.value})")
    return 0


def _is_of(family: str, options: Mapping[str, Option]) -> bool:
    """Whether a device is made of such cells, by what may be said of it."""
    from simulators.cell_options import GRIP_OPTIONS, PLATE_OPTIONS

    rows = PLATE_OPTIONS if family == "plates" else GRIP_OPTIONS
    return all(name in options and options[name].what == row.what for name, row in rows.items())


def _option(name: str, option: Option) -> str:
    choices = f" ({', '.join(option.choices)})" if option.choices else ""
    return f"    {name} = {option.default}: {option.what}{choices}"


def _port(text: str) -> int:
    """A TCP port, for argparse."""
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: 0 to 65535")
    return port


def _seconds(text: str) -> float:
    """A number above 0, for argparse."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value
