"""Proofs of accuracy: what daily checks and verifications found of each device, kept and never changed.

A proof speaks for the calibration record that it was made with.  What the latest ones say goes into that record when
the device is taken into use, and from there into every recording and result.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import select

from drivers.calibration import Calibration
from drivers.contracts import Clock
from station.acquisition import Attach, Attached
from station.errors import StationError
from station.ledger import Ledger
from station.qa.findings import Finding, Pictures, Report
from station.qa.programmes import PROGRAMMES, VERIFICATION, Programme
from station.tables import ProofRow, on_the_wall
from station.trial_checks import PROOF_FAILED
from station.version import software


@dataclass(frozen=True, slots=True)
class Proof:
    """One run of a programme on one device."""

    id: str
    programme: str
    kind: str
    serial: str
    calibration_id: str
    at: datetime
    who: str
    passed: bool | None
    """None where nothing failed but not everything was done."""
    within: float | None
    """The largest relative error under a known mass with its uncertainty; None where no mass was put on."""
    report: Report
    software: str

    def due(self, now: datetime) -> bool:
        """Whether it is so old that it is to be done again."""
        return now - self.at > timedelta(days=_programme(self.programme).valid_days)

    @property
    def line(self) -> str:
        """The whole in one line: ``verification 2026-11-20: passed, within 0.4 %``."""
        word = {True: "passed", False: PROOF_FAILED, None: "not complete"}[self.passed]
        reach = "off by up to" if self.passed is False else "within"
        within = "" if self.within is None else f", {reach} {100.0 * self.within:.1f} %"
        return f"{_programme(self.programme).title.lower()} {self.at.date().isoformat()}: {word}{within}"


def within(report: Report) -> float | None:
    """The largest relative error of a load with what is not known about it (k = 2); None without known loads.

    Of the loads each counts by its own size: an error of 1 N at 50 N is 2 %, whatever 200 N read.
    """
    worst = []
    for finding in report.findings:
        check, _, output = finding.check.partition(".")
        if check not in ("linearity", "corners", "places") or not isinstance(finding.value, float):
            continue
        known = finding.uncertainty or 0.0
        if check != "linearity":
            worst.append((abs(finding.value) + known) / 100.0)
            continue
        picture = report.pictures[output]
        pairs = zip(picture.loads_n, picture.errors_n, strict=True)
        worst += [(abs(error) + known) / load for load, error in pairs if load > 0]
    return max(worst, default=None)


class ProofBook:
    """The proofs of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, report: Report, programme: Programme, calibration_id: str, who: str) -> Proof:
        """Keep what a programme found.  Raises StationError when nothing was done."""
        if len(report.left_out) == len(report.findings):
            raise StationError("Nothing was checked, so there is nothing to keep.")
        passed = False if report.failed else None if report.left_out or report.unasked else True
        proof = Proof(
            id=str(uuid.uuid4()),
            programme=programme.key,
            kind=report.kind,
            serial=report.serial,
            calibration_id=calibration_id,
            at=(report.started or datetime.now(UTC)).astimezone(),
            who=who,
            passed=passed,
            within=within(report),
            report=report,
            software=software(),
        )
        with self._ledger.writing() as session:
            session.add(
                ProofRow(
                    id=proof.id,
                    programme=proof.programme,
                    kind=proof.kind,
                    serial=proof.serial,
                    calibration_id=calibration_id,
                    made_at=proof.at,
                    utc_offset_minutes=round((proof.at.utcoffset() or timedelta()).total_seconds() / 60.0),
                    who=who,
                    passed=passed,
                    within=proof.within,
                    report=_as_record(report),
                    software=proof.software,
                )
            )
        return proof

    def proofs(self, serial: str | None = None, programme: str | None = None) -> tuple[Proof, ...]:
        """All of them, or those of one device or programme; newest first."""
        query = select(ProofRow).order_by(ProofRow.made_at.desc())
        if serial is not None:
            query = query.where(ProofRow.serial == serial)
        if programme is not None:
            query = query.where(ProofRow.programme == programme)
        with self._ledger.reading() as session:
            return tuple(_proof(row) for row in session.scalars(query))

    def proof(self, beginning: str) -> Proof:
        """The one whose id begins like this.  Raises StationError when there is none, or more than one."""
        found = [proof for proof in self.proofs() if proof.id.startswith(beginning)]
        if len(found) != 1:
            many = f"{len(found)} proofs begin" if found else "No proof begins"
            raise StationError(f"{many} with {beginning}. Look them up with: station proof list.")
        return found[0]

    def signed_by(self) -> tuple[str, ...]:
        """Everybody who ever signed one."""
        with self._ledger.reading() as session:
            return tuple(session.scalars(select(ProofRow.who).distinct()))

    def standing(self) -> Standing:
        """What the latest proofs say now of every device."""
        return Standing(self.proofs(), self._ledger.now())


class Standing:
    """The latest proof of each programme, by calibration record; looked up once and then asked on any thread.

    One that is not complete takes nothing back: what failed before it has failed until it passes.
    """

    def __init__(self, proofs: Sequence[Proof], now: datetime) -> None:
        """``proofs`` come newest first; those that are too old by ``now`` are said to be due again."""
        self._now = now
        self._latest: dict[tuple[str, str, str], Proof] = {}
        self._every: tuple[Proof, ...] = ()
        self._sort(proofs)

    def add(self, proof: Proof) -> None:
        """Something was proven just now."""
        self._now = max(self._now, proof.at)
        self._sort((proof, *self._every))

    def latest(self, serial: str, programme: str) -> Proof | None:
        """What is said of a device by the newest proof of this programme, whatever record it was made with."""
        return next((each for each in self._every if (each.serial, each.programme) == (serial, programme)), None)

    def of(self, serial: str) -> tuple[Proof, ...]:
        """All of one device, newest first."""
        return tuple(each for each in self._every if each.serial == serial)

    def _sort(self, proofs: Sequence[Proof]) -> None:
        self._every = tuple(proofs)
        self._latest = {}
        decided: set[tuple[str, str, str]] = set()
        for proof in proofs:
            key = (proof.serial, proof.calibration_id, proof.programme)
            latest = self._latest.setdefault(key, proof)
            if latest.passed is None and proof.passed is False and key not in decided:
                self._latest[key] = proof
            if proof.passed is not None:
                decided.add(key)

    def proven(self, calibration: Calibration) -> Calibration:
        """The record with what its latest proofs say; its uncertainty where it had none and was verified since."""
        found = [self._latest.get((calibration.serial, calibration.id, key)) for key in PROGRAMMES]
        latest = {proof.programme: proof for proof in found if proof is not None}
        verified = latest.get(VERIFICATION.key)
        known = calibration.uncertainty
        if not known and verified is not None and verified.passed and verified.within is not None:
            known = verified.within
        lines = (f"{proof.line}{', due again' if proof.due(self._now) else ''}" for proof in latest.values())
        return replace(calibration, proofs=tuple(lines), uncertainty=known)

    def attached(self, device: Attached) -> Attached:
        """The device, its calibration record saying how it was last proven."""
        return replace(device, calibrate=lambda info: self.proven(device.calibrate(info)))


def with_proofs(attach: Attach, standing: Standing) -> Attach:
    """The same devices, their calibration records saying how they were last proven."""

    @asynccontextmanager
    async def opened(clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        async with attach(clock) as devices:
            yield [standing.attached(device) for device in devices]

    return opened


def zero_drift(proofs: Sequence[Proof]) -> dict[str, tuple[float, float]]:
    """By output: newtons a month by which the zero walks, and its uncertainty (k = 2), from three days on.

    ``proofs`` of one device, newest first.  Only those of the newest one's calibration record count: a zero is told
    against that of its record, so that another record makes it jump.
    """
    drift = {}
    proofs = [proof for proof in proofs if proof.calibration_id == proofs[0].calibration_id]
    for output in sorted({f.check for proof in proofs for f in proof.report.findings if f.check.startswith("zero.")}):
        days, zeros = [], []
        for proof in proofs:
            for finding in proof.report.findings:
                if finding.check == output and isinstance(finding.value, float):
                    days.append(proof.at.timestamp() / 86400.0)
                    zeros.append(finding.value)
        if len({round(day) for day in days}) >= 3:
            drift[output.removeprefix("zero.")] = _slope(np.array(days) / 30.4, np.array(zeros))
    return drift


def _slope(months: np.ndarray[Any, Any], zeros_n: np.ndarray[Any, Any]) -> tuple[float, float]:
    centred = months - months.mean()
    power = float(centred @ centred)
    slope = float(centred @ zeros_n) / power
    left = zeros_n - zeros_n.mean() - slope * centred
    return slope, 2.0 * float(np.sqrt(left @ left / max(1, months.size - 2) / power))


def _programme(key: str) -> Programme:
    return PROGRAMMES.get(key, VERIFICATION)


def _as_record(report: Report) -> dict[str, Any]:
    """The report as plain data; what its pictures show of the empty device is left out."""
    return {
        "device": report.device,
        "reached": report.reached,
        "firmware": report.firmware,
        "calibration": report.calibration,
        "seconds": report.seconds,
        "simulated": report.simulated,
        "unasked": list(report.unasked),
        "findings": [asdict(finding) for finding in report.findings],
        "pictures": {
            output: {"title": p.title, "loads_n": p.loads_n, "errors_n": p.errors_n, "cells": p.cells}
            for output, p in report.pictures.items()
        },
    }


def _proof(row: ProofRow) -> Proof:
    record = row.report
    at = on_the_wall(row.made_at, row.utc_offset_minutes)
    report = Report(
        device=record["device"],
        kind=row.kind,
        reached=record["reached"],
        serial=row.serial,
        firmware=record["firmware"],
        calibration=record["calibration"],
        started=row.made_at,
        seconds=record["seconds"],
        simulated=record["simulated"],
        programme=_programme(row.programme).title,
        unasked=tuple(record["unasked"]),
        findings=msgspec.convert(record["findings"], list[Finding]),
        pictures={output: msgspec.convert(entry, _Kept).picture() for output, entry in record["pictures"].items()},
    )
    return Proof(
        row.id, row.programme, row.kind, row.serial, row.calibration_id, at, row.who, row.passed, row.within, report,
        row.software,
    )  # fmt: skip


class _Kept(msgspec.Struct, frozen=True):
    """What is kept of a picture."""

    title: str
    loads_n: tuple[float, ...]
    errors_n: tuple[float, ...]
    cells: tuple[tuple[str, float], ...]

    def picture(self) -> Pictures:
        return Pictures(self.title, self.loads_n, self.errors_n, self.cells)
