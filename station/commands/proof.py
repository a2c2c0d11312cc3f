"""``station proof``: prove that a device measures right, every day and every month, and make its calibration record."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from drivers.calibration import Calibration
from drivers.clock import SystemClock
from drivers.contracts import DeviceInfo
from drivers.identity import has_number
from station.acquisition import Attached
from station.commands.hci import add_hci
from station.commands.qa_devices import FORMS, Wanted, check_wanted, new_loop, subjects
from station.commands.qa_hands import Engineer
from station.commands.report_words import wording_of
from station.device_book import KnownDevice
from station.errors import BadInput, StationError
from station.folders import make_folders, readable_folders
from station.model import Side
from station.proofs import Proof, zero_drift
from station.qa.battery import Subject, examine
from station.qa.calibrating import Circumstances, Solved, calibrate
from station.qa.certificate import check_form, check_writable, write_certificate
from station.qa.examination import GRAVITY, Examination, Plan
from station.qa.findings import Finding, Report
from station.qa.hands import NotDone
from station.qa.probe import Probe
from station.qa.programmes import DAILY, VERIFICATION, Programme
from station.qa.table import closing, heading, row
from station.store import Store, readable_store
from station.whole_file import write_whole

SHORT_ID = 8
SIMULATED = "simulated-"
"""So the ids of records begin that were made of simulated devices."""
LARGEST_CAPACITY_N = 100_000.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station proof`` understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, programme in (("daily", DAILY), ("verify", VERIFICATION)):
        action = actions.add_parser(name, help=programme.what, description=f"{programme.title}: {programme.what}.")
        _add_device(action)
        _add_folder(action)
        action.add_argument("--certificate", type=Path, metavar="FILE", help="write what was found (.pdf or .html)")
    made = actions.add_parser("calibrate", help="make a calibration record from known masses")
    _add_device(made)
    _add_folder(made)
    made.add_argument("--temperature", type=float, metavar="C", help="of the room")
    made.add_argument("--span", metavar="WxD", help="metres between a plate's cells, right and forward: 0.36x0.50")
    made.add_argument("--capacity", type=float, default=0.0, metavar="N", help="rated force of one plate or handle")
    made.add_argument("--out", type=Path, metavar="FILE", help="write the record as a file too (JSON)")
    listed = actions.add_parser("list", help="what was proven of which device, and how its zero drifts")
    _add_folder(listed)
    listed.add_argument("--json", action="store_true", help="print one JSON value instead of lines")
    listed.add_argument("--serial", metavar="SERIAL", help="of this device only")
    printed = actions.add_parser("print", help="a certificate of a proof that is kept")
    _add_folder(printed)
    printed.add_argument("id", metavar="ID", help="the beginning of its id, as `station proof list` shows it")
    printed.add_argument("--certificate", type=Path, required=True, metavar="FILE", help="write it (.pdf or .html)")


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the clinic's data lies")


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", required=True, metavar="DEVICE", help=FORMS)
    parser.add_argument("--kind", metavar="KEY", help="kind of the device at a port")
    parser.add_argument("--calibration", type=Path, metavar="FILE", help="the record to prove, or to begin from (JSON)")
    parser.add_argument("--masses", metavar="KG,KG,...", help="known masses at hand (default: those of the limits)")
    parser.add_argument("--gravity", type=float, default=GRAVITY, metavar="G", help=f"of this place, m/s2 ({GRAVITY})")
    parser.add_argument("--who", default="", metavar="NAME", help="who did it")
    parser.add_argument("--limits", type=Path, metavar="FILE", help="limits of your own (TOML)")
    add_hci(parser)


def run(args: argparse.Namespace) -> int:
    """Prove, calibrate, list or print; 1 when a proof failed."""
    if args.action == "list":
        return _list(args)
    if args.action == "print":
        return _print(args)
    wanted = Wanted(
        (args.device,), args.kind, args.calibration, args.limits, args.gravity, hci=args.hci,
        uncalibrated=args.action == "calibrate",
    )  # fmt: skip
    check_wanted(wanted)
    masses = _masses(args.masses)
    if not wanted.simulated and not sys.stdin.isatty():
        raise BadInput("Somebody must put masses on: run this at a terminal.")
    # what cannot be kept is refused before anybody lifts a mass
    with (
        Store(make_folders(args.data_dir)) as store,
        asyncio.Runner(loop_factory=lambda: new_loop(wanted)) as runner,
    ):
        wanted = replace(wanted, kept=partial(_kept, store, wanted.simulated))
        if args.action == "calibrate":
            made = runner.run(_calibrated(wanted, masses, _circumstances(args), store))
            return _keep(made, args.out, store, simulated=wanted.simulated)
        programme = DAILY if args.action == "daily" else VERIFICATION
        if args.certificate is not None:
            check_form(args.certificate)
            check_writable(args.certificate)
        report, calibration = runner.run(_examined(wanted, programme, masses))
        proof = store.proofs.add(report, programme, calibration.id, args.who)
        print(f"Kept as {proof.id[:SHORT_ID]}: {proof.line}.")
        if args.certificate is not None:
            write_certificate(args.certificate, [report], args.who, wording_of(make_folders(args.data_dir)))
            print(f"Certificate: {args.certificate}")
        return 0 if proof.passed else 1


async def _examined(wanted: Wanted, programme: Programme, masses: tuple[float, ...]) -> tuple[Report, Calibration]:
    used: list[Calibration] = []

    def hear(report: Report, finding: Finding) -> None:
        if len(report.findings) == 1:
            print("\n".join(heading(report)))
        print("\n".join(row(finding)), flush=True)

    clock = SystemClock()
    async with subjects(wanted, clock, None if wanted.simulated else Engineer()) as (found, hands):
        subject = replace(found[0], attached=_noting(found[0].attached, used))
        keys = tuple(check.key for check in programme.checks)
        plan = programme.planned(masses, wanted.gravity)
        (report,) = await examine([subject], clock, hands, plan, hear, keys, programme.checks)
    report.programme = programme.title
    print("\n".join(closing(report)))
    return report, used[-1]


def _kept(store: Store, simulated: bool, kind: str, serial: str) -> Calibration | None:
    """The record that the clinic uses of this device; the newest one where the clinic does not know the device.

    Simulated devices have records of their own: a real one may have the same serial number.
    """
    for device in store.devices.find(serial):
        if device.kind == kind and not simulated:
            return None if device.calibration_id is None else store.devices.calibration(device.calibration_id)
    records = store.devices.calibrations(serial) if has_number(serial) else ()
    return next((each for each in reversed(records) if each.id.startswith(SIMULATED) == simulated), None)


def _noting(attached: Attached, used: list[Calibration]) -> Attached:
    """The device, with the calibration that it is given noted."""

    def calibrate(info: DeviceInfo) -> Calibration:
        used.append(attached.calibrate(info))
        return used[-1]

    return replace(attached, calibrate=calibrate)


@dataclass(frozen=True, slots=True)
class _Made:
    """A new record, how each output was solved, and of which device it is."""

    record: Calibration
    solved: dict[str, Solved]
    of: Subject


async def _calibrated(wanted: Wanted, masses: tuple[float, ...], made: Circumstances, store: Store) -> _Made:
    clock = SystemClock()
    async with subjects(wanted, clock, None if wanted.simulated else Engineer()) as (found, hands):
        subject = found[0]
        async with Probe(subject.attached, clock) as probe:
            number = subject.attached.known_by or probe.info.serial
            if not (has_number(number) or wanted.simulated):
                raise StationError(
                    f"The {probe.info.model} tells no serial number, and nothing at {subject.reached} tells it from "
                    "another one, so a record could be taken for the other's. No calibration was made."
                )
            plan = Plan(masses_kg=masses, gravity=wanted.gravity)
            try:
                record, solved = await calibrate(Examination(probe, subject.limits, hands, plan), made)
            except NotDone as left_out:
                raise StationError(f"No calibration was made. {left_out}") from left_out
    earlier = [each.version for each in store.devices.calibrations(number)]
    version = max([record.version, *(earlier_one + 1 for earlier_one in earlier)])
    beginning = SIMULATED if wanted.simulated else ""
    record = replace(record, serial=number, version=version, id=f"{beginning}{number}-{record.dated}-v{version}")
    return _Made(record, solved, subject)


def _keep(made: _Made, out: Path | None, store: Store, *, simulated: bool) -> int:
    record, solved = made.record, made.solved
    store.devices.add_calibration(record)
    device = None if simulated else _used_with(record, made.of, store)
    print(f"Calibration {record.id}, known to {100.0 * record.uncertainty:.2f} %.")
    for output, each in solved.items():
        gains = ", ".join(f"{gain:.6g}" for gain in each.gain)
        worst = 100.0 * abs(each.residuals).max()
        print(f"  {output:<6} newtons per native unit: {gains}; worst placement {worst:.2f} % off")
    if out is not None:
        try:
            write_whole(out, msgspec.json.format(msgspec.json.encode(record)))
        except OSError as error:
            raise BadInput(f"{out} cannot be written ({error.strerror}). The database keeps the record.") from error
        print(f"Record: {out}")
    if not record.capacity_n:
        print("Its rated force is not known, so nothing says when it is overloaded: give --capacity.")
    if device is None:
        using = "It is of a simulated device and used by station proof alone."
    else:
        sides = " and ".join(side.value for side in device.sides)
        change = f"station devices remember {device.serial} --side ..."
        using = f"It is used from now on, and measures {sides} (if not: {change})."
    print(f"{using} Prove it now with: station proof verify")
    return 0


def _used_with(record: Calibration, subject: Subject, store: Store) -> KnownDevice:
    """The device, remembered with its new record."""
    attached, sides = subject.attached, tuple(Side(output) for output in record.outputs)
    kind = attached.device.key
    known = [device for device in store.devices.find(record.serial) if device.kind == kind]
    device = known[0] if known else KnownDevice(kind, record.serial, sides, attached.name, subject.how)
    return store.devices.remember(replace(device, calibration_id=record.id))


def _list(args: argparse.Namespace) -> int:
    store = readable_store(readable_folders(args.data_dir))
    if store is None:
        proofs: tuple[Proof, ...] = ()
    else:
        with store:
            proofs = store.proofs.proofs(args.serial)
    if args.json:
        print(json.dumps([_as_json(proof) for proof in proofs], ensure_ascii=False, indent=2))
        return 0 if proofs else 1
    if not proofs:
        print("Nothing was proven yet. Begin with: station proof daily --device DEVICE")
        return 1
    for proof in proofs:
        print(_line(proof))
    for serial in dict.fromkeys(proof.serial for proof in proofs):
        for output, (slope, known) in zero_drift([p for p in proofs if p.serial == serial]).items():
            print(f"Zero of {serial}, {output}: {slope:+.2f} ± {known:.2f} N a month")
    return 0


def _as_json(proof: Proof) -> dict[str, object]:
    return {
        "id": proof.id,
        "programme": proof.programme,
        "at": proof.at.isoformat(timespec="seconds"),
        "kind": proof.kind,
        "device": proof.report.device,
        "serial": proof.serial,
        "simulated": proof.report.simulated,
        "calibration": proof.calibration_id,
        "passed": proof.passed,
        "within": proof.within,
        "who": proof.who,
        "software": proof.software,
    }


def _line(proof: Proof) -> str:
    at = proof.at.strftime("%Y-%m-%d %H:%M")
    simulated = " (simulated)" if proof.report.simulated else ""
    device = f"{proof.report.device} {proof.serial}{simulated}"
    return f"{proof.id[:SHORT_ID]}  {at}  {device}  {proof.line}  {proof.who}".rstrip()


def _print(args: argparse.Namespace) -> int:
    check_form(args.certificate)
    check_writable(args.certificate)
    folders = readable_folders(args.data_dir)
    store = readable_store(folders)
    if store is None:
        raise StationError("Nothing was proven yet.")
    with store:
        proof = store.proofs.proof(args.id)
    write_certificate(args.certificate, [proof.report], proof.who, wording_of(folders))
    print(f"Certificate: {args.certificate}")
    return 0


def _masses(text: str | None) -> tuple[float, ...]:
    masses: tuple[float, ...] = ()
    with suppress(ValueError):
        masses = tuple(float(part) for part in text.split(",")) if text else ()
    if text and (not masses or any(not 0 < mass <= 500 for mass in masses)):
        raise BadInput(f"--masses {text}: kilograms with commas between them, for example 5,10,20.")
    return tuple(sorted(masses))


def _circumstances(args: argparse.Namespace) -> Circumstances:
    span = None
    if args.span:
        try:
            across, along = (float(part) for part in args.span.lower().split("x"))
        except ValueError:
            across = along = 0.0
        if not (0.05 <= across <= 2.0 and 0.05 <= along <= 2.0):
            raise BadInput(f"--span {args.span}: metres between the cells, to the right and forward: 0.36x0.50.")
        span = (across, along)
    if not 0.0 <= args.capacity <= LARGEST_CAPACITY_N:
        raise BadInput(f"--capacity {args.capacity:g}: newtons that one plate or handle is made for, for example 5000.")
    if args.temperature is not None and not -20.0 <= args.temperature <= 60.0:
        raise BadInput(f"--temperature {args.temperature:g}: degrees Celsius of the room.")
    return Circumstances(date.today(), args.who, args.temperature, span, args.capacity)
