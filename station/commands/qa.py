"""``station qa``: is this device fit for measuring people?  The same checks on simulated and on real hardware."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from drivers.clock import SystemClock
from station.commands.hci import add_hci
from station.commands.qa_devices import FORMS, Wanted, check_wanted, new_loop, subjects
from station.commands.qa_hands import Engineer
from station.errors import BadInput
from station.qa.battery import CHECKS, examine
from station.qa.certificate import check_form, check_writable, write_certificate
from station.qa.examination import GRAVITY, Plan
from station.qa.findings import Finding, Report
from station.qa.hands import Hands, NoHands
from station.qa.junit import write_junit
from station.qa.table import closing, heading, row

CREEP_S = 300.0
LONGEST_S = 3600.0
STILL_S = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station qa`` understands."""
    parser.add_argument(
        "--device", action="append", default=[], metavar="DEVICE", help=f"{FORMS}; twice for two at a time"
    )
    parser.add_argument("--kind", metavar="KEY", help="kind of the device at a port (default harp-loadcells)")
    parser.add_argument("--calibration", type=Path, metavar="FILE", help="certificate of the plates (JSON)")
    add_hci(parser)
    parser.add_argument("--limits", type=Path, metavar="FILE", help="limits of your own (TOML) over those of the kind")
    parser.add_argument(
        "--seconds",
        type=float,
        default=STILL_S,
        metavar="S",
        help=f"how long the empty device is watched ({STILL_S:g})",
    )
    parser.add_argument("--masses", metavar="KG,KG,...", help="known masses at hand (default: those of the limits)")
    parser.add_argument(
        "--reference", metavar="DEVICE", help="a gauge that carries the same force, and is believed instead of masses"
    )
    parser.add_argument("--gravity", type=float, default=GRAVITY, metavar="G", help=f"of this place, m/s2 ({GRAVITY})")
    parser.add_argument("--creep", action="store_true", help="five minutes under load on every side")
    parser.add_argument("--unattended", action="store_true", help="ask nobody for anything: leave out what needs hands")
    parser.add_argument("--only", metavar="CHECK,...", help="of the checks only: " + ", ".join(c.key for c in CHECKS))
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write the results as JUnit XML")
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="write a one-page certificate (.pdf or .html)")
    parser.add_argument("--operator", default="", metavar="NAME", help="who examined, for the certificate")
    parser.add_argument("--golden", type=Path, metavar="FOLDER", help="analyse golden recordings again and compare")
    parser.add_argument(
        "--golden-tolerance",
        type=float,
        default=0.0,
        metavar="REL",
        help="with --golden-write: how far numbers may differ, relative (0: bit for bit)",
    )
    parser.add_argument(
        "--golden-write", nargs="+", type=Path, metavar="PATH", help="FOLDER FILE...: make recordings golden"
    )


def run(args: argparse.Namespace) -> int:
    """Examine the devices; 1 when a check failed."""
    if args.golden is not None or args.golden_write:
        from station.commands.qa_golden import run_golden

        return run_golden(args.golden, args.golden_write, args.golden_tolerance)
    check_wanted(Wanted(tuple(args.device)))
    asked = tuple(args.device) if args.reference is None else (*args.device, args.reference)
    wanted = Wanted(asked, args.kind, args.calibration, args.limits, args.gravity, hci=args.hci)
    check_wanted(wanted)
    plan, only = _plan(args), _only(args.only)
    if args.certificate is not None:
        check_form(args.certificate)
    for path in (args.junit, args.certificate):
        if path is not None:
            check_writable(path)
    with asyncio.Runner(loop_factory=lambda: new_loop(wanted)) as runner:
        reports = runner.run(_examined(wanted, plan, only, args.unattended, args.reference is not None))
    if args.junit is not None:
        write_junit(args.junit, reports)
    if args.certificate is not None:
        write_certificate(args.certificate, reports, args.operator)
    for path, what in ((args.junit, "JUnit XML"), (args.certificate, "Certificate")):
        if path is not None:
            print(f"{what}: {path}")
    return 1 if any(report.failed for report in reports) else 0


async def _examined(wanted: Wanted, plan: Plan, only: tuple[str, ...], unattended: bool, against: bool) -> list[Report]:
    """``against``: the last of the devices is the one that the others are held against."""
    clock = SystemClock()
    hands: Hands | None = None
    if unattended:
        hands = NoHands()
    elif not wanted.simulated:
        hands = Engineer() if sys.stdin.isatty() else NoHands()
    printed = _Printed()
    async with subjects(wanted, clock, hands) as (found, who):
        reference = found.pop() if against else None
        reports = await examine(found, clock, who, plan, printed.hear, only, reference=reference)
    printed.end()
    return reports


class _Printed:
    """Prints findings as they come, under a heading for each device."""

    def __init__(self) -> None:
        self._report: Report | None = None

    def hear(self, report: Report, finding: Finding) -> None:
        if report is not self._report:
            self.end()
            self._report = report
            print("\n".join(heading(report)))
        print("\n".join(row(finding)), flush=True)

    def end(self) -> None:
        if self._report is not None:
            print("\n".join(closing(self._report)))


def _plan(args: argparse.Namespace) -> Plan:
    if not 5.0 <= args.seconds <= LONGEST_S:
        raise BadInput(f"--seconds {args.seconds:g}: 5 to {LONGEST_S:g}.")
    if not 9.7 <= args.gravity <= 9.9:
        raise BadInput(f"--gravity {args.gravity:g}: on this planet it is 9.76 to 9.84 m/s2.")
    try:
        masses = tuple(float(text) for text in args.masses.split(",")) if args.masses else ()
    except ValueError:
        masses = (0.0,)
    if any(not 0 < mass <= 500 for mass in masses):
        raise BadInput(f"--masses {args.masses}: kilograms with commas between them, for example 5,10,20.")
    creep_s = CREEP_S if args.creep else 0.0
    return Plan(args.seconds, creep_s=creep_s, masses_kg=masses, gravity=args.gravity)


def _only(text: str | None) -> tuple[str, ...]:
    keys = tuple(part.strip() for part in text.split(",")) if text else ()
    known = [check.key for check in CHECKS]
    if unknown := [key for key in keys if key not in known]:
        raise BadInput(f"--only {unknown[0]}: there are {', '.join(known)}.")
    return keys
