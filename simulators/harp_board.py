"""What every Harp board is made of: registers, messages, and the bus that sets its clock.

    type  len  addr  port  ptype  [u32 second, u16 tick of 32 us]  payload  checksum
      1 read, 2 write, 3 event, +8 error        ptype | 0x10: stamped         sum of all bytes before it, modulo 256

``len`` counts the bytes after itself, the port is 255 for the device itself, all numbers are little endian.

    clock bus, 100 kbit/s:   AA AF  u32 current second        the last byte starts 672 us before that second is over

Sources: harp-tech protocol texts and the MIT firmware of device.loadcells.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulators.firmware import SamplePacket

Counts = npt.NDArray[np.int16]

WHO_AM_I = 1232
CHANNELS = 8
PORT = 0xFF
READ, WRITE, EVENT, ERROR = 1, 2, 3, 8
U8, U16, U32, S16 = 0x01, 0x02, 0x04, 0x82
STAMPED = 0x10
TICK_US = 32
LONGEST_COMMAND = 64

R_SECOND, R_MICRO, R_OPERATION, R_RESET, R_NAME, R_SERIAL, R_CLOCK = 8, 9, 10, 11, 12, 13, 14
R_ACQUISITION, R_DATA, R_DI0, R_DO0, R_DI0_TRIGGER, R_DO0_SYNC, R_DO0_PULSE = 32, 33, 34, 35, 39, 40, 41
R_OUT_SET, R_OUT_CLEAR, R_OUT_TOGGLE, R_OUT_STATE = 42, 43, 44, 45
R_OFFSET, R_TARGET, R_THRESHOLD, R_ABOVE_MS, R_BELOW_MS, R_EVENTS = 48, 58, 66, 74, 82, 90

MODE_BITS, DUMP_BIT, MUTE_BIT, ALIVE_BIT = 0x03, 0x08, 0x10, 0x80
DATA_EVENTS, INPUT_EVENTS, SYNC_EVENTS, THRESHOLD_EVENTS = 0x01, 0x02, 0x04, 0x08
HEARTBEAT, PULSE = 1, 2
NO_CELL = 8
RESET_DEFAULT, RESET_SAVED, RESET_SAVE, RESET_NAME = 0x01, 0x02, 0x08, 0x10
BOOTED_DEFAULT, BOOTED_SAVED = 0x40, 0x80
CLOCK_OPEN, CLOCK_LOCKED = 0x40, 0x80
RENUMBER = 0xFFFF
"""Written to the serial number, it says that the next one written is meant."""

VOLATILE = {R_SECOND, R_MICRO, R_OPERATION, R_RESET, R_ACQUISITION, R_DATA, R_DI0, R_DO0}

_FORMAT = {U8: "B", U16: "H", U32: "I", S16: "h"}


# Registers ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Register:
    """One register: its wire type, its values, whether a host may write it, and the range that it takes."""

    ptype: int
    values: list[int]
    writable: bool = False
    low: int | None = None
    high: int | None = None

    def accepts(self, values: list[int]) -> bool:
        return (
            self.writable
            and len(values) == len(self.values)
            and all((self.low is None or v >= self.low) and (self.high is None or v <= self.high) for v in values)
        )


def register_file(serial_number: int, name: str) -> dict[int, Register]:
    """All registers of a LoadCells board as they are after power-up."""
    file = {
        0: Register(U16, [WHO_AM_I]),
        1: Register(U8, [1]),
        2: Register(U8, [0]),
        3: Register(U8, [0]),
        4: Register(U8, [1]),
        5: Register(U8, [6]),
        6: Register(U8, [1]),
        7: Register(U8, [2]),
        R_SECOND: Register(U32, [0], True),
        R_MICRO: Register(U16, [0]),
        R_OPERATION: Register(U8, [0x60], True),
        R_RESET: Register(U8, [BOOTED_DEFAULT], True),
        R_NAME: Register(U8, list(name.encode("ascii")[:25].ljust(25, b"\0")), True),
        R_SERIAL: Register(U16, [serial_number], True),
        R_CLOCK: Register(U8, [CLOCK_OPEN], True),
        15: Register(U8, [0], True),
        R_ACQUISITION: Register(U8, [0], True, 0, 1),
        R_DATA: Register(S16, [0] * CHANNELS),
        R_DI0: Register(U8, [0]),
        R_DO0: Register(U8, [0]),
        R_DI0_TRIGGER: Register(U8, [0], True, 0, 2),
        R_DO0_SYNC: Register(U8, [HEARTBEAT], True, 0, 2),
        R_DO0_PULSE: Register(U8, [10], True, 1),
        R_EVENTS: Register(U8, [0x0F], True, 0, 0x0F),
    }
    file |= {address: Register(U8, [0]) for address in (36, 37, 38, 46, 47, 56, 57)}
    file |= {address: Register(U16, [0], True, 0, 0x1FF) for address in range(R_OUT_SET, R_OUT_STATE + 1)}
    file |= {address: Register(S16, [0], True, -255, 255) for address in range(R_OFFSET, R_OFFSET + CHANNELS)}
    file |= {address: Register(U8, [NO_CELL], True, 0, NO_CELL) for address in range(R_TARGET, R_TARGET + 8)}
    file |= {address: Register(S16, [20000], True) for address in range(R_THRESHOLD, R_THRESHOLD + 8)}
    file |= {address: Register(U16, [0], True) for address in range(R_ABOVE_MS, R_ABOVE_MS + 16)}
    return file


# Messages ----------------------------------------------------------------------------------------------------------


def packet(kind: int, address: int, ptype: int, values: list[int], stamp_us: int | None = None) -> bytes:
    """One message; with ``stamp_us`` (device time in us) it carries second and tick."""
    stamp = b"" if stamp_us is None else struct.pack("<IH", *second_and_tick(stamp_us))
    payload = struct.pack(f"<{len(values)}{_FORMAT.get(ptype, 'B')}", *values)
    head = bytes((kind, 4 + len(stamp) + len(payload), address, PORT, ptype | (STAMPED if stamp else 0)))
    body = head + stamp + payload
    return body + bytes((sum(body) & 0xFF,))


OFFSET_STEP_COUNTS = 16
"""What one step of the tare potentiometer moves a reading.  The maker publishes no figure; this is the model's."""


def offsets_of(registers: Mapping[int, Register]) -> npt.NDArray[np.int32] | None:
    """What the tare potentiometers add to each channel's reading, ``(8, 1)``; None where they add nothing."""
    steps = np.array([registers[R_OFFSET + channel].values[:1] for channel in range(CHANNELS)], np.int32)
    return steps * OFFSET_STEP_COUNTS if steps.any() else None


def second_and_tick(stamp_us: int) -> tuple[int, int]:
    return stamp_us // 1_000_000, stamp_us % 1_000_000 // TICK_US


def values_in(command: bytes, ptype: int) -> list[int] | None:
    """What a command carries; None when it is no whole number of values of this type."""
    payload = command[11 if command[4] & STAMPED else 5 : -1]
    size = struct.calcsize(_FORMAT[ptype])
    if len(payload) % size:
        return None
    return list(struct.unpack(f"<{len(payload) // size}{_FORMAT[ptype]}", payload))


def next_command(pending: bytearray) -> tuple[bytes | None, int]:
    """One whole, undamaged command, or None, and how many bytes that begin none were dropped before it."""
    dropped = 0
    while len(pending) >= 2:
        size = pending[1] + 2
        plausible = pending[0] in (READ, WRITE) and 6 <= size <= LONGEST_COMMAND
        if plausible and len(pending) < size:
            break
        if plausible and sum(pending[: size - 1]) & 0xFF == pending[size - 1]:
            command = bytes(pending[:size])
            del pending[:size]
            return command, dropped
        del pending[0]
        dropped += 1
    return None, dropped


_DATA_EVENT = np.dtype(
    [
        ("head", "S5"), ("second", "<u4"), ("tick", "<u2"), ("channels", "<i2", (CHANNELS,)), ("checksum", "u1"),
    ]
)  # fmt: skip
_DATA_HEAD = bytes((EVENT, _DATA_EVENT.itemsize - 2, R_DATA, PORT, S16 | STAMPED))


def data_packets(stamps_us: npt.NDArray[np.int64], counts: Counts) -> bytes:
    """Events of register 33, end to end, for samples ``(8, n)`` taken at device times ``(n,)``."""
    octets = np.empty((stamps_us.size, _DATA_EVENT.itemsize), np.uint8)
    # an array over the same memory: numpy takes ten times as long to see that a view of records is allowed
    events = np.ndarray(stamps_us.size, _DATA_EVENT, octets)
    events["head"] = _DATA_HEAD
    seconds, micros = np.divmod(stamps_us, 1_000_000)
    events["second"] = seconds
    events["tick"] = micros // TICK_US
    events["channels"] = counts.T
    octets[:, -1] = np.add.reduce(octets[:, :-1], axis=1, dtype=np.uint8)
    return octets.tobytes()


def samples_of(data: bytes, first: int, begin: int, end: int) -> list[bytes]:
    """The data events ``begin`` to ``end`` of those that begin with sample ``first``, as one piece or none."""
    if begin == end:
        return []
    size = _DATA_EVENT.itemsize
    return [SamplePacket(data[begin * size : end * size], first + begin, end - begin, end - begin)]


def is_data(raw: bytes) -> bool:
    """Whether these bytes are one whole data event."""
    return len(raw) == _DATA_EVENT.itemsize and raw[:5] == _DATA_HEAD and sum(raw[:-1]) & 0xFF == raw[-1]


# The clock bus --------------------------------------------------------------------------------------------------


LAST_BYTE_S = 672e-6


@dataclass(frozen=True, slots=True)
class ClockBus:
    """A generator of the Harp clock: the boards that hang on it count the same seconds."""

    second_at_zero: int = 3_800_000_000
    """What it counts when the clock of the simulation reads 0."""

    def over_s(self, after_s: float) -> float:
        """True time at which the next second is over."""
        return math.floor(after_s + 1e-9) + 1.0

    def message(self, over_s: float) -> bytes:
        """What is on the bus for the second that is over then."""
        return b"\xaa\xaf" + struct.pack("<I", round(over_s) - 1 + self.second_at_zero)


def second_told(message: bytes) -> int | None:
    """The second that begins when the one in a message is over; None when this is no message of the bus."""
    if len(message) != 6 or message[:2] != b"\xaa\xaf":
        return None
    return int(struct.unpack("<I", message[2:])[0]) + 1
