"""Which devices this clinic uses: their serial numbers, the side each measures, their calibration and their clock.

The side belongs to the serial number, neither to the name that a device shows nor to the place where it is plugged in:
names are not unique, and cables are swapped.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select

from drivers.calibration import Calibration
from drivers.contracts import ClockRate
from drivers.discovery import Known
from station.errors import BadInput, StationError
from station.ledger import Ledger
from station.model import Side
from station.tables import CalibrationRow, KnownDeviceRow


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that the clinic uses."""

    kind: str
    """Key of the drivers' registry."""
    serial: str
    sides: tuple[Side, ...]
    """What its outputs measure, in their order."""
    name: str = ""
    """As it called itself when it was last seen."""
    how: str = ""
    """Where it was last seen: ``ble:ADDRESS``, ``serial:PORT``."""
    calibration_id: str | None = None
    """The record to use; None where the device's own scale is used."""
    remembered_at: datetime | None = None
    seen_at: datetime | None = None
    clock: ClockRate | None = None
    """What was learned of its clock the last time."""
    clock_at: datetime | None = None

    @property
    def as_known(self) -> Known:
        """What a search needs of it."""
        return Known(self.serial, self.kind, self.how, self.name)


class DeviceBook:
    """The devices of one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def known(self) -> tuple[KnownDevice, ...]:
        """All of them, by kind and serial number."""
        with self._ledger.reading() as session:
            rows = session.scalars(select(KnownDeviceRow).order_by(KnownDeviceRow.kind, KnownDeviceRow.serial))
            return tuple(_known(row) for row in rows)

    def find(self, serial: str) -> tuple[KnownDevice, ...]:
        """Those with this serial number, which is unique for one maker only."""
        return tuple(device for device in self.known() if device.serial.lower() == serial.lower())

    def remember(self, device: KnownDevice) -> KnownDevice:
        """Write it down, or its side, place and calibration anew; what was learned of its clock stays.

        Raises BadInput for a side that cannot be.
        """
        if not device.serial or not device.kind:
            raise BadInput("A device without a serial number cannot be told from another one, so it is not remembered.")
        if not device.sides or len(set(device.sides)) != len(device.sides):
            raise BadInput(f"The device {device.serial} needs a side for each of its outputs, and none of them twice.")
        with self._ledger.writing() as session:
            row = session.get(KnownDeviceRow, (device.kind, device.serial))
            if row is None:
                row = KnownDeviceRow(kind=device.kind, serial=device.serial, remembered_at=self._ledger.now())
                session.add(row)
            row.name, row.how = device.name, device.how
            row.sides = [side.value for side in device.sides]
            row.calibration_id = device.calibration_id
            row.seen_at = device.seen_at or row.seen_at
            session.flush()
            return _known(row)

    def forget(self, kind: str, serial: str) -> bool:
        """Whether it was there.  Its calibration records stay."""
        with self._ledger.writing() as session:
            row = session.get(KnownDeviceRow, (kind, serial))
            if row is not None:
                session.delete(row)
            return row is not None

    def seen(self, kind: str, serial: str, how: str = "", name: str = "") -> None:
        """It answered just now, in this place and under this name; nothing for a device that is not known."""
        with self._ledger.writing() as session:
            row = session.get(KnownDeviceRow, (kind, serial))
            if row is not None:
                row.seen_at, row.how, row.name = self._ledger.now(), how or row.how, name or row.name

    def learn_clock(self, kind: str, serial: str, rate: ClockRate) -> None:
        """Keep how fast its clock runs; nothing for a device that is not known."""
        with self._ledger.writing() as session:
            row = session.get(KnownDeviceRow, (kind, serial))
            if row is not None:
                row.clock_ppm, row.clock_uncertainty_ppm = rate.ppm, rate.uncertainty_ppm
                row.clock_at = self._ledger.now()

    def add_calibration(self, calibration: Calibration) -> str:
        """Keep a record, and return its id.  Raises BadInput when another record has that id: records never change."""
        record = asdict(calibration)
        with self._ledger.writing() as session:
            row = session.get(CalibrationRow, calibration.id)
            if row is None:
                session.add(
                    CalibrationRow(
                        id=calibration.id, serial=calibration.serial, record=record, added_at=self._ledger.now()
                    )
                )
            elif _calibration(row) != calibration:
                raise BadInput(
                    f"Another calibration is kept under the id {calibration.id}, and a record is never changed: "
                    "results refer to it. Give the new one an id of its own."
                )
        return calibration.id

    def calibration(self, calibration_id: str) -> Calibration:
        """A record as it was given.  Raises StationError when there is none of this id."""
        with self._ledger.reading() as session:
            row = session.get(CalibrationRow, calibration_id)
            if row is None:
                raise StationError(f"No calibration {calibration_id} is kept here.")
            return _calibration(row)

    def calibrations(self, serial: str) -> tuple[Calibration, ...]:
        """All records of one device, oldest first."""
        with self._ledger.reading() as session:
            rows = session.scalars(
                select(CalibrationRow).where(CalibrationRow.serial == serial).order_by(CalibrationRow.added_at)
            )
            return tuple(_calibration(row) for row in rows)


def _known(row: KnownDeviceRow) -> KnownDevice:
    learned = row.clock_ppm is not None and row.clock_uncertainty_ppm is not None
    return KnownDevice(
        kind=row.kind,
        serial=row.serial,
        sides=tuple(Side(side) for side in row.sides),
        name=row.name,
        how=row.how,
        calibration_id=row.calibration_id,
        remembered_at=row.remembered_at,
        seen_at=row.seen_at,
        clock=ClockRate(row.clock_ppm or 0.0, row.clock_uncertainty_ppm or 0.0) if learned else None,
        clock_at=row.clock_at,
    )


def _calibration(row: CalibrationRow) -> Calibration:
    return msgspec.convert(row.record, Calibration)
