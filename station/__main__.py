"""The command line of Counterpoise, a station for force plates and dynamometers.

Exit codes: 0 done; 1 refused or nothing found (the reason is on stderr); 2 the input or the call cannot be used;
3 this computer lacks something that was asked for.
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn, Protocol, cast

from drivers.errors import DriverError, LinkUnavailable
from station.errors import BadInput, Missing, StationError

COMMANDS = {
    "demo": "a clinic without hardware: simulated devices and a scripted client",
    "simulate": "simulated devices for any program, over serial lines, TCP or Bluetooth, with faults on demand",
    "run": "the station with the devices that are attached to this computer",
    "test": "one clinical test without a window, on any device or a simulated one; the numbers on the terminal",
    "devices": "which devices are in reach and which side each measures; tap one to identify it; its own commands",
    "analyze": "the marks and numbers of a force recording in a text file",
    "person": "who is known here, by code; everything about one of them; new ones, and who they are",
    "progress": "what changed over the visits of a person, and whether that is more than measurement error",
    "visit": "who was here when, and what was measured then",
    "report": "one page about a visit as PDF, for the therapist or for the client",
    "trial": "every stored trial; all numbers and marks of one of them, and what made them",
    "recordings": "list, show and recover raw recordings",
    "backup": "everything that was stored, in one file that is read back; which backups there are",
    "restore": "a backup put back, after every byte of it was compared",
    "db": "whether the database and its recordings are whole; an older one carried over",
    "audit": "who did what and when, and whether that account is still as it was written",
    "reanalyse": "compute every stored result again from its raw samples, and say what differs",
    "replay": "a recording as a device, through the same drivers again: is everything the same?",
    "proof": "prove a device every day and every month with known masses, and make its calibration record",
    "qa": "is this device fit for measuring people: checks on simulated or real hardware, with a certificate",
    "faults": "what the station makes of every fault that it was promised to survive",
    "metrics": "what is measured, by which formula, and when a number is withheld",
    "protocols": "the clinical tests, those that ship and the clinic's own; whether a file of one's own is right",
    "batteries": "which tests a visit does in which order; how long that takes; whether a file of one's own is right",
    "norms": "published reference values, whom and what they hold for; whether a file of one's own is right",
    "completion": "a script that lets a shell complete commands, options, tests and devices",
    "doctor": "what this computer has and lacks, and the line that mends it",
}


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; with ``only``, the arguments of that command alone, so that no other is imported."""
    parser = _Parser(prog="station", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--version", action="store_true", help="say which version this is")
    # commands have a --markdown too, which must not be taken for this one
    parser.add_argument(
        "--markdown", dest="page", metavar="FILE", help="write the tables of docs/command-line.md anew, and end"
    )
    parser.set_defaults(build_parser=build_parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if only in (None, name):
            _module(name).add_arguments(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a user never sees a traceback."""
    words = sys.argv[1:] if argv is None else list(argv)
    as_json = _Parser.as_json = "--json" in words
    parser = build_parser(next((word for word in words if word in COMMANDS), ""))
    args = parser.parse_args(words)
    if args.version:
        from station.version import software

        print(software())
        return 0
    if args.page is not None:
        return _write_page(args.page)
    if args.command is None:
        parser.print_help()
        return 2
    try:
        return _module(args.command).run(args)
    except BadInput as error:
        return _complain(str(error), 2, as_json=as_json)
    except (Missing, LinkUnavailable) as error:
        return _complain(str(error), 3, as_json=as_json)
    except (StationError, DriverError) as error:
        return _complain(str(error), 1, as_json=as_json)
    except KeyboardInterrupt:
        return _complain("Stopped. What was recorded is saved.", 130, as_json=as_json)
    except BrokenPipeError:
        return 128 + getattr(signal, "SIGPIPE", 13)
    except Exception as error:
        return _complain(_fault(error), 1, as_json=as_json)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a call as JSON too, where JSON was asked for."""

    as_json = False

    def error(self, message: str) -> NoReturn:
        if not _Parser.as_json:
            super().error(message)
        raise SystemExit(_complain(f"{message[0].upper()}{message[1:]}. See: {self.prog} --help.", 2, as_json=True))


class Command(Protocol):
    """What a module in ``station.commands`` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def _module(name: str) -> Command:
    return cast(Command, importlib.import_module(f"station.commands.{name}"))


def _write_page(file: str) -> int:
    from pathlib import Path

    from station.commands.command_page import with_tables

    try:
        page = with_tables(Path(file).read_text("utf-8"), build_parser())
        Path(file).write_text(page, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        return _complain(f"{file} cannot be written anew: {error}.", 2)
    return 0


def _fault(error: Exception) -> str:
    """A fault of ours in a sentence; the details go to a file that can be sent to us."""
    from datetime import UTC, datetime

    import platformdirs

    folder = platformdirs.user_log_path("counterpoise", appauthor=False)
    file = folder / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        where = f"The details are in {file}."
    except OSError as unwritten:
        where = f"The details could not be written to {file} ({unwritten.strerror})."
    return f"A fault in this program: {type(error).__name__}: {error}. What was recorded is safe. {where}"


def _complain(text: str, code: int, *, as_json: bool = False) -> int:
    from station.commands.complaints import complain

    return complain(text, code, as_json=as_json)


if __name__ == "__main__":
    sys.exit(main())
