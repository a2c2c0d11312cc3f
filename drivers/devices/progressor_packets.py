"""The bytes of a Progressor: commands as they are written, notifications as they are read.

Every notification is one packet, sometimes padded behind its end:

    +------+-----+---------------------+
    | kind | len | value (len bytes)   |       all numbers little endian
    +------+-----+---------------------+
      00   reply to the last command; does not say to which
      01   n samples of (f32 kg, u32 us since the stream was started), len = 8 n
      02   answer to 67: peak of the rate of force development      the layout of both values is not published:
      03   answer to 68: one of a series of them                    handed on as bytes, never read as numbers
      04   battery nearly empty, the device will switch itself off
      05   Crimpdeq only, answer to 72: factor of its calibration, f32
      06   Crimpdeq only, behind it: each point that it was calibrated with, f32 raw, f32 kg

Commands are one byte.  Only these are followed by more:

    69 [f32 kg]                            add a calibration point (the genuine device ignores the mass)
    71 00 [f32 slope, intercept, trim]     set the calibration
    73 [u32 low, u32 high, f32 slope, f32 intercept]     add a row to the calibration table
    75 00 01                               start anew

    72 is answered by 12 bytes            74 by 15 packets of 16 bytes each, a row as in 73, empty ones all zero

73 and 74 must never be said to a Crimpdeq: there 74 forgets the calibration, and in some of its firmwares 73 adds a
point to it.

What the 12 bytes mean is disputed: firmware that calls its calibration version 2 sends slope, intercept and trim as
f32, a genuine unit with firmware 2.0.4 sent ``241d002087050100 16db15a9``, which is no such thing.  They are kept as
bytes, with the numbers beside them only where they can be some.  Nothing of it is ever applied here: samples come in
kilograms, as the device made them.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drivers.contracts import CodecEvent, Corrupt, Frame, Notice, NoticeKind, Reply

TARE = b"\x64"
START = b"\x65"
STOP = b"\x66"
START_PEAK_RFD = b"\x67"
START_PEAK_RFD_SERIES = b"\x68"
ADD_CALIBRATION_POINT = b"\x69"
SAVE_CALIBRATION = b"\x6a"
FIRMWARE_VERSION = b"\x6b"
ERROR_INFORMATION = b"\x6c"
CLEAR_ERROR_INFORMATION = b"\x6d"
SLEEP = b"\x6e"
BATTERY_VOLTAGE = b"\x6f"
UNIT_ID = b"\x70"
SET_CALIBRATION = b"\x71"
GET_CALIBRATION = b"\x72"
ADD_CALIBRATION_ROW = b"\x73"
READ_CALIBRATION_TABLE = b"\x74"
REBOOT = b"\x75"
CLEAR_CALIBRATION_TABLE = b"\x76"

TABLE_ROWS = 15
"""As many packets answer the question for the table, whatever is in it."""

REPLY, SAMPLES, PEAK_RFD, RFD_SERIES, LOW_POWER, FACTOR, POINT = range(7)

ANSWERS = {
    REPLY: None,
    PEAK_RFD: START_PEAK_RFD[0],
    RFD_SERIES: START_PEAK_RFD_SERIES[0],
    FACTOR: GET_CALIBRATION[0],
    POINT: GET_CALIBRATION[0],
}
"""Which command a packet answers; most do not say it."""

SAMPLE = np.dtype([("kg", "<f4"), ("us", "<u4")])


# Notifications ---------------------------------------------------------------------------------------------------


class ProgressorCodec:
    """Notifications to events, one notification a call; keeps nothing between them."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        """Decode one notification.  Never raises; what cannot be read is ``Corrupt``."""
        if not data:
            return []
        if len(data) < 2:
            return [Corrupt(data, "shorter than a packet's header")]
        kind, length = data[0], data[1]
        value = data[2 : 2 + length]
        if len(value) < length:
            return [Corrupt(data, f"cut short: {len(value)} of {length} bytes")]
        if kind == SAMPLES:
            return _samples(data, value)
        if kind in ANSWERS:
            return [Reply(ANSWERS[kind], value)]
        if kind == LOW_POWER:
            return [Notice(NoticeKind.LOW_BATTERY, "The battery is nearly empty; the dynamometer will switch off.")]
        return [Notice(NoticeKind.UNKNOWN_PACKET, f"packet of kind {kind:02x}")]


def _samples(data: bytes, value: bytes) -> list[CodecEvent]:
    if not value or len(value) % SAMPLE.itemsize:
        return [Corrupt(data, f"{len(value)} bytes are not a whole number of samples")]
    rows = np.frombuffer(value, SAMPLE)
    real = np.isfinite(rows["kg"])
    events: list[CodecEvent] = []
    if real.any():
        good = rows[real]
        events.append(Frame(good["us"].astype(np.int64), good["kg"].reshape(1, -1).astype(np.float32)))
    # the samples beside it are sound; the hole becomes a gap by its missing tick
    events += [Corrupt(row.tobytes(), "force is not a number") for row in rows[~real]]
    return events


# Commands that are more than a byte ------------------------------------------------------------------------------


def add_point_command(kg: float) -> bytes:
    """The packet that says how much hangs on it now."""
    return ADD_CALIBRATION_POINT + struct.pack("<f", kg)


def set_calibration_command(slope: float, intercept: float, trim: float) -> bytes:
    """The packet that sets the calibration of version 2."""
    return SET_CALIBRATION + b"\0" + struct.pack("<3f", slope, intercept, trim)


def add_row_command(row: TableRow) -> bytes:
    """The packet that adds one row to the calibration table."""
    return ADD_CALIBRATION_ROW + row.packed()


REBOOT_COMMAND = REBOOT + b"\x00\x01"


# What it says of its calibration ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredCalibration:
    """The answer to 72, as it came."""

    raw: bytes
    numbers: tuple[float, float, float] | None
    """Slope, intercept and trim, where these bytes can be some; None where their meaning is anybody's guess."""
    factor: float | None = None
    """A Crimpdeq answers with this instead ..."""
    points: tuple[tuple[float, float], ...] = ()
    """... and with raw readings and the kilograms that they were made of."""


def stored_calibration(raw: bytes) -> StoredCalibration:
    """Keep the bytes; read numbers out of them only where every one of them can be one."""
    if len(raw) != 12:
        return StoredCalibration(raw, None)
    slope, intercept, trim = struct.unpack("<3f", raw)
    credible = 1e-9 < abs(slope) < 1e3 and all(
        value == 0.0 or (math.isfinite(value) and 1e-9 < abs(value) < 1e9) for value in (intercept, trim)
    )
    return StoredCalibration(raw, (slope, intercept, trim) if credible else None)


def calibration_of_crimpdeq(values: Sequence[bytes]) -> StoredCalibration:
    """What a Crimpdeq tells: a factor of four bytes, points of eight."""
    told = [value for value in values if len(value) in (4, 8)]
    factors = [struct.unpack("<f", value)[0] for value in told if len(value) == 4]
    points = tuple(struct.unpack("<2f", value) for value in told if len(value) == 8)
    factor = factors[0] if factors and math.isfinite(factors[0]) else None
    return StoredCalibration(b"".join(told), None, factor, points)


@dataclass(frozen=True, slots=True)
class TableRow:
    """Slope and intercept for raw readings from ``low`` to ``high``; how the device uses them is not published."""

    low: int
    high: int
    slope: float
    intercept: float

    def packed(self) -> bytes:
        """Its 16 bytes on the wire."""
        return struct.pack("<IIff", self.low, self.high, self.slope, self.intercept)


def table_row(raw: bytes) -> TableRow | None:
    """The row in these 16 bytes; None where it is an empty one.  Raises ValueError where it is none."""
    if len(raw) != 16:
        raise ValueError(f"{len(raw)} bytes instead of 16")
    if not any(raw):
        return None
    low, high, slope, intercept = struct.unpack("<IIff", raw)
    if low > high or not math.isfinite(slope) or not math.isfinite(intercept):
        raise ValueError(f"no row of a calibration: {raw.hex()}")
    return TableRow(low, high, slope, intercept)


def plain_text(raw: bytes, limit: int = 40) -> str:
    """Text from a peer, made safe to show: printable ASCII, at most ``limit`` characters."""
    return "".join(chr(byte) for byte in raw if 32 <= byte < 127)[:limit]
