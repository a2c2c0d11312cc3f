"""The calibration record that a Counterpoise plate keeps: who found which factors, when, and with which masses.

      0  u8  version = 1      u8 plates P    u8 cells C (of all plates)    u8 parts (1 moments, 2 places)
      4  u16 year   u8 month   u8 day
      8  f32 rated force of a plate, N    f32 scatter of an empty plate, N    f32 uncertainty, relative, k = 2
     20  i16 temperature, 0.01 degrees    u8 masses M    u8 zero
     24  24 bytes who (ASCII)             48  P x 12 bytes serial number of a plate (ASCII)
         f32 masses [M], kg    i32 zero [C]    f32 force factors [P][C]
         f32 moment factors about x [P][C], about y [P][C]     where parts has 1
         f32 places [C][2], m to the right and forward         where parts has 2
         u16 CRC-16/CCITT-FALSE of all before it

All numbers are little endian.  Newtons of plate p are the sum over the cells c of ``factor[p][c] * (value - zero[c])``;
its moments, in Nm about the axes that point to the right and forward, likewise.
"""

from __future__ import annotations

import json
import math
import struct
from binascii import crc_hqx
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from drivers.contracts import DeviceScale

VERSION = 1
HEAD = struct.Struct("<4BHBB3fhBx24s")
SERIAL_BYTES = 12
MOMENTS, PLACES = 1, 2
NO_TEMPERATURE = -32768
MOST_PLATES, MOST_CELLS, MOST_MASSES = 8, 32, 12
LONGEST = 4096

Rows = tuple[tuple[float, ...], ...]


class BadRecord(ValueError):
    """Bytes that are no calibration record, or a record that cannot be stored.  Example: a factor that is NaN."""


@dataclass(frozen=True, slots=True)
class PlateRecord:
    """A calibration as the device keeps it; rows are plates, columns the cells of all plates."""

    plates: tuple[str, ...]
    """The plates' own serial numbers, at most 12 letters each; empty where one has none."""
    force: Rows
    zero: tuple[int, ...]
    capacity_n: float
    noise_sd_n: float
    uncertainty: float = 0.0
    dated: date | None = None
    by: str = ""
    temperature_c: float | None = None
    masses_kg: tuple[float, ...] = ()
    moment_x: Rows = ()
    moment_y: Rows = ()
    cells_m: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        plates, cells = len(self.plates), len(self.zero)
        if not (1 <= plates <= MOST_PLATES and 1 <= cells <= MOST_CELLS and len(self.masses_kg) <= MOST_MASSES):
            raise BadRecord(f"a record holds 1 to {MOST_PLATES} plates, {MOST_CELLS} cells and {MOST_MASSES} masses")
        matrices = [self.force] + [rows for rows in (self.moment_x, self.moment_y) if rows]
        if len(matrices) == 2 or any(len(rows) != plates or {len(row) for row in rows} != {cells} for rows in matrices):
            raise BadRecord(f"its factors are not {plates} rows (plates) of {cells} (cells)")
        if self.cells_m and len(self.cells_m) != cells:
            raise BadRecord(f"it has places of {len(self.cells_m)} cells and factors of {cells}")
        factors = [factor for rows in matrices for row in rows for factor in row]
        figures = [self.capacity_n, self.noise_sd_n, self.uncertainty, *self.masses_kg]
        places = [value for place in self.cells_m for value in place]
        if not all(math.isfinite(value) for value in (*factors, *figures, *places)):
            raise BadRecord("a value is not a finite number")
        if self.capacity_n <= 0 or min(figures) < 0 or not all(any(row) for row in self.force):
            raise BadRecord("a rated force or a plate's factors are zero, or a figure is negative")

    def scale(self, native_step: float = 1.0) -> DeviceScale:
        """What it means for the values that the plates send."""
        masses = " ".join(f"{mass:g}" for mass in self.masses_kg)
        temperature = "" if self.temperature_c is None else f"{self.temperature_c:.1f} degrees"
        said = (f"by {self.by}" if self.by else "", f"with {masses} kg" if masses else "", temperature)
        return DeviceScale(
            gain=self.force,
            capacity_n=self.capacity_n,
            noise_sd_n=self.noise_sd_n,
            native_step=native_step,
            plates=self.plates,
            moment_x=self.moment_x,
            moment_y=self.moment_y,
            zero_native=tuple(float(value) for value in self.zero),
            # told once: what six axes measured is better than where cells were put
            cells_m=() if self.moment_x else self.cells_m,
            dated="" if self.dated is None else self.dated.isoformat(),
            uncertainty=self.uncertainty,
            note=", ".join(part for part in said if part),
        )


def pack(record: PlateRecord) -> bytes:
    """The record as it is stored.  Raises BadRecord where a figure is too large for its field."""
    plates, cells = len(record.plates), len(record.zero)
    parts = (MOMENTS if record.moment_x else 0) | (PLACES if record.cells_m else 0)
    day = record.dated
    warm = NO_TEMPERATURE if record.temperature_c is None else round(record.temperature_c * 100.0)
    matrices = [record.force, record.moment_x, record.moment_y]
    reals = [factor for rows in matrices for row in rows for factor in row]
    reals += [value for place in record.cells_m for value in place]
    figures = record.capacity_n, record.noise_sd_n, record.uncertainty
    try:
        head = HEAD.pack(
            *(VERSION, plates, cells, parts),
            *((0, 0, 0) if day is None else (day.year, day.month, day.day)),
            *figures,
            *(warm, len(record.masses_kg), _text(record.by, 24)),
        )
        body = b"".join(_text(serial, SERIAL_BYTES) for serial in record.plates)
        body += struct.pack(f"<{len(record.masses_kg)}f{cells}i", *record.masses_kg, *record.zero)
        body += struct.pack(f"<{len(reals)}f", *reals)
    except (struct.error, OverflowError) as error:
        raise BadRecord(f"a figure does not fit into its field ({error})") from error
    return _sealed(head + body)


def unpack(raw: bytes) -> PlateRecord:
    """The record in these bytes.  Raises BadRecord when there is none, whatever they are."""
    if len(raw) < HEAD.size + 2 or len(raw) > LONGEST or _sealed(raw[:-2]) != raw:
        raise BadRecord("it is cut short or damaged: its checksum does not match")
    (version, plates, cells, parts, year, month, day, capacity_n, noise_sd_n, uncertainty, warm, masses, by) = (
        HEAD.unpack_from(raw)
    )
    if version != VERSION:
        raise BadRecord(f"it is of version {version}, and this program knows version {VERSION}")
    matrices = 3 if parts & MOMENTS else 1
    reals = masses + matrices * plates * cells + (2 * cells if parts & PLACES else 0)
    if len(raw) != HEAD.size + plates * SERIAL_BYTES + 4 * cells + 4 * reals + 2:
        raise BadRecord("its length is not that of what it says it holds")
    at = HEAD.size + plates * SERIAL_BYTES
    names = tuple(_plain(raw[at - (plates - p) * SERIAL_BYTES :][:SERIAL_BYTES]) for p in range(plates))
    masses_kg = struct.unpack_from(f"<{masses}f", raw, at)
    zero = struct.unpack_from(f"<{cells}i", raw, at + 4 * masses)
    rest = tuple(
        _shortest(value) for value in struct.unpack_from(f"<{reals - masses}f", raw, at + 4 * (masses + cells))
    )
    rows = [rest[first : first + cells] for first in range(0, matrices * plates * cells, cells)]
    spots = rest[matrices * plates * cells :]
    return PlateRecord(
        plates=names,
        force=tuple(rows[:plates]),
        zero=zero,
        capacity_n=_shortest(capacity_n),
        noise_sd_n=_shortest(noise_sd_n),
        uncertainty=_shortest(uncertainty),
        dated=_day(year, month, day),
        by=_plain(by),
        temperature_c=None if warm == NO_TEMPERATURE else warm / 100.0,
        masses_kg=tuple(_shortest(mass) for mass in masses_kg),
        moment_x=tuple(rows[plates : 2 * plates]),
        moment_y=tuple(rows[2 * plates :]),
        cells_m=tuple(zip(spots[::2], spots[1::2], strict=True)),
    )


def as_json(record: PlateRecord) -> str:
    """The record for a person to read, and to write back when it was changed."""
    said = {field.name: getattr(record, field.name) for field in fields(record)}
    said["dated"] = None if record.dated is None else record.dated.isoformat()
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in said.items())
    return "{\n" + rows + "\n}"


def from_json(text: str) -> PlateRecord:
    """What ``as_json`` wrote, or a person did.  Raises BadRecord."""
    try:
        said = json.loads(text)
        if not isinstance(said, dict):
            raise BadRecord("it is not an object with the fields of a record")
        known = {field.name for field in fields(PlateRecord)}
        if unknown := sorted(said.keys() - known):
            raise BadRecord(f"it has fields that a record has not: {', '.join(unknown)[:60]}")
        day = said.pop("dated", None)
        return PlateRecord(
            **{name: _tuples(value) for name, value in said.items()},
            dated=None if day is None else date.fromisoformat(day),
        )
    except BadRecord:
        raise
    except (ValueError, TypeError) as error:
        raise BadRecord(f"it cannot be read: {str(error)[:80]}") from error


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _shortest(value: float) -> float:
    """The shortest number that single precision cannot tell from this one: what somebody wrote, most likely."""
    return float(str(np.float32(value)))


def _sealed(raw: bytes) -> bytes:
    return raw + crc_hqx(raw, 0xFFFF).to_bytes(2, "little")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _text(text: str, size: int) -> bytes:
    return _plain(text.encode("ascii", "ignore")).encode()[:size].ljust(size, b"\0")


def _plain(raw: bytes) -> str:
    """Text from a peer, made safe to show: printable ASCII up to the first zero."""
    return "".join(chr(byte) for byte in raw.split(b"\0")[0] if 32 <= byte < 127)
