"""Harp LoadCells: eight load-cell channels at 1 kHz on one clock, behind a register file.

    type  len  addr  port  ptype  [u32 second, u16 tick of 32 us]  payload  checksum
      1 read, 2 write, 3 event, +8 error        ptype | 0x10: stamped         sum of all bytes before it, modulo 256

``len`` counts the bytes after itself, the port is 255 for the device itself, all numbers are little endian.  Data
events (register 33) flow while the device is Active (register 10), acquisition is on (register 32) and they are
enabled (register 90).  Sources: harp-tech protocol texts and the MIT firmware of device.loadcells.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats, SamplePacket

Counts = npt.NDArray[np.int16]
ReadCounts = Callable[[Floats], npt.NDArray[Any]]
"""True times ``(n,)`` to what the eight converters read then, ``(8, n)``."""

WHO_AM_I = 1232
CHANNELS = 8
PORT = 0xFF
READ, WRITE, EVENT, ERROR = 1, 2, 3, 8
U8, U16, U32, S16 = 0x01, 0x02, 0x04, 0x82
STAMPED = 0x10
TICK_US = 32
SAMPLE_US = 1000

R_SECOND, R_MICRO, R_OPERATION, R_RESET = 8, 9, 10, 11
R_ACQUISITION, R_DATA, R_DO0, R_DO0_SYNC, R_OFFSET, R_EVENTS = 32, 33, 35, 40, 48, 90
MODE_BITS, DUMP_BIT, MUTE_BIT, ALIVE_BIT = 0x03, 0x08, 0x10, 0x80
DATA_EVENTS, SYNC_EVENTS = 0x01, 0x04
HEARTBEAT = 1

OFFSET_STEP_COUNTS = 16
"""What one step of the tare potentiometer moves a reading.  The maker publishes no figure; this is the model's."""

LONGEST_COMMAND = 64

_FORMAT = {U8: "B", U16: "H", U32: "I", S16: "h"}
_DATA_EVENT = np.dtype(
    [
        ("head", "S5"), ("second", "<u4"), ("tick", "<u2"), ("channels", "<i2", (CHANNELS,)), ("checksum", "u1"),
    ]
)  # fmt: skip
_DATA_HEAD = bytes((EVENT, _DATA_EVENT.itemsize - 2, R_DATA, PORT, S16 | STAMPED))


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
    """All registers as they are after power-up."""
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
        R_RESET: Register(U8, [0], True),
        12: Register(U8, list(name.encode("ascii")[:25].ljust(25, b"\0")), True),
        13: Register(U16, [serial_number]),
        14: Register(U8, [0], True),
        15: Register(U8, [0], True),
        R_ACQUISITION: Register(U8, [0], True, 0, 1),
        R_DATA: Register(S16, [0] * CHANNELS),
        34: Register(U8, [0]),
        R_DO0: Register(U8, [0], True, 0, 1),
        39: Register(U8, [0], True, 0, 2),
        R_DO0_SYNC: Register(U8, [HEARTBEAT], True, 0, 2),
        41: Register(U8, [10], True, 1),
        R_EVENTS: Register(U8, [0x0F], True, 0, 0x0F),
    }
    file |= {address: Register(U16, [0], True) for address in range(42, 46)}
    file |= {address: Register(S16, [0], True, -255, 255) for address in range(R_OFFSET, R_OFFSET + CHANNELS)}
    file |= {address: Register(U8, [8], True, 0, 8) for address in range(58, 66)}
    file |= {address: Register(S16, [20000], True) for address in range(66, 74)}
    file |= {address: Register(U16, [0], True) for address in range(74, 90)}
    return file


def packet(kind: int, address: int, ptype: int, values: list[int], stamp_us: int | None = None) -> bytes:
    """One message; with ``stamp_us`` (device time in us) it carries second and tick."""
    stamp = b"" if stamp_us is None else struct.pack("<IH", *_second_and_tick(stamp_us))
    payload = struct.pack(f"<{len(values)}{_FORMAT.get(ptype, 'B')}", *values)
    head = bytes((kind, 4 + len(stamp) + len(payload), address, PORT, ptype | (STAMPED if stamp else 0)))
    body = head + stamp + payload
    return body + bytes((sum(body) & 0xFF,))


def data_packets(stamps_us: npt.NDArray[np.int64], counts: Counts) -> bytes:
    """Events of register 33, end to end, for samples ``(8, n)`` taken at device times ``(n,)``."""
    events = np.empty(stamps_us.size, _DATA_EVENT)
    events["head"] = _DATA_HEAD
    seconds, micros = np.divmod(stamps_us, 1_000_000)
    events["second"] = seconds
    events["tick"] = micros // TICK_US
    events["channels"] = counts.T
    octets = events.view(np.uint8).reshape(stamps_us.size, _DATA_EVENT.itemsize)
    octets[:, -1] = np.add.reduce(octets[:, :-1], axis=1, dtype=np.uint8)
    return events.tobytes()


def _woven(data: bytes, stamps_us: npt.NDArray[np.int64], first: int, beats: list[tuple[int, bytes]]) -> list[bytes]:
    """Data events in as few pieces as the heartbeats allow; a heartbeat goes before the sample of its second."""
    out: list[bytes] = []
    done = 0
    for stamp_us, raw in beats:
        before = int(np.searchsorted(stamps_us, stamp_us))
        out += _run(data, first, done, before)
        out.append(raw)
        done = before
    return out + _run(data, first, done, stamps_us.size)


def _run(data: bytes, first: int, begin: int, end: int) -> list[bytes]:
    if begin == end:
        return []
    size = _DATA_EVENT.itemsize
    return [SamplePacket(data[begin * size : end * size], first + begin, end - begin, end - begin)]


def _second_and_tick(stamp_us: int) -> tuple[int, int]:
    return stamp_us // 1_000_000, stamp_us % 1_000_000 // TICK_US


@dataclass(slots=True)
class HarpLoadCells:
    """The board's program.  ``second_at_zero`` is its clock when the face's clock reads 0; ``ppm`` how fast it runs."""

    read_counts: ReadCounts
    serial_number: int = 1
    name: str = "LoadCells"
    ppm: float = 0.0
    second_at_zero: int = 3_800_000_000
    registers: dict[int, Register] = field(init=False)
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command."""
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _next_sample: int = field(default=0, init=False)
    """Number of the next sample on the device's own 1 ms grid."""
    _base: int = field(default=0, init=False)
    """A sample from which the others are counted: its number, its true time, and its time on the device's clock."""
    _base_s: float = field(default=0.0, init=False)
    _base_us: float = field(default=0.0, init=False)
    _slowness: float = field(default=0.0, init=False)
    _next_second: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.registers = register_file(self.serial_number, self.name)

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return str(self.serial_number)

    @property
    def powered(self) -> bool:
        return True

    @property
    def active(self) -> bool:
        return self._value(R_OPERATION) & MODE_BITS == 1

    @property
    def streaming(self) -> bool:
        return self.active and self._value(R_ACQUISITION) == 1 and bool(self._value(R_EVENTS) & DATA_EVENTS)

    @property
    def grid_s(self) -> float:
        """Spacing of the true times at which samples are taken; they are whole multiples of it."""
        return self._step_us * 1e-6 / self._speed

    @property
    def next_due_s(self) -> float | None:
        if self.streaming:
            return self.sample_s(self._next_sample)
        return self._base_s + (self._next_second - self._base_us * 1e-6) / self._speed if self.active else None

    def attach(self, now_s: float) -> None:
        self._pending.clear()
        self._skip_to(now_s)

    def detach(self, now_s: float) -> None:
        self._pending.clear()
        self._set(R_OPERATION, self._value(R_OPERATION) & ~MODE_BITS)

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        self._pending += data
        while (command := self._next_command()) is not None:
            was_streaming, was_active = self.streaming, self.active
            out += self._answer(command, now_s)
            if (self.streaming and not was_streaming) or (self.active and not was_active):
                self._skip_to(now_s)
        return out

    def advance(self, now_s: float) -> list[bytes]:
        beats = self._seconds_due(now_s)
        if not self.streaming:
            return [raw for _, raw in beats]
        last = math.floor((now_s - self._base_s) / self.grid_s + 1e-6) + self._base
        numbers = np.arange(self._next_sample, last + 1)
        if not numbers.size:
            return [raw for _, raw in beats]
        self._next_sample = last + 1
        ticks_us = np.rint(self._base_us + (numbers - self._base) * self._step_us).astype(np.int64)
        stamps_us = ticks_us + self.second_at_zero * 1_000_000
        return _woven(data_packets(stamps_us, self._sample(numbers)), stamps_us, int(numbers[0]), beats)

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._base_s + (number - self._base) * self.grid_s

    def reads(self, raw: bytes) -> bool:
        return len(raw) == _DATA_EVENT.itemsize and raw[:5] == _DATA_HEAD and sum(raw[:-1]) & 0xFF == raw[-1]

    def restart(self, now_s: float) -> None:
        self._skip_to(now_s)
        self._base, self._base_s, self._base_us = self._next_sample, now_s, 0.0
        self.second_at_zero, self._next_second = 0, 1

    def set_clock(self, ppm: float, now_s: float) -> None:
        self._rebase()
        self.ppm = ppm

    def set_slowness(self, share: float, now_s: float) -> None:
        self._rebase()
        self._slowness = share

    def set_version(self, version: str) -> str:
        major, _, minor = version.partition(".")
        if not (major.isdecimal() and minor.isdecimal() and int(major) < 256 and int(minor) < 256):
            raise ValueError(f"a board says its version as two numbers below 256, like 1.2, not {version!r}")
        before = f"{self._value(6)}.{self._value(7)}"
        self.registers[6].values, self.registers[7].values = [int(major)], [int(minor)]
        return before

    def _rebase(self) -> None:
        """Let a new rate hold from the first sample on that was not sent yet."""
        ahead = self._next_sample - self._base
        self._base_s += ahead * self.grid_s
        self._base_us += ahead * self._step_us
        self._base = self._next_sample

    # Its own clock -------------------------------------------------------------------------------------------------

    @property
    def _speed(self) -> float:
        return 1.0 + self.ppm * 1e-6

    @property
    def _step_us(self) -> float:
        """Microseconds of its own clock between samples."""
        return SAMPLE_US / (1.0 - self._slowness)

    def _local_us(self, now_s: float) -> float:
        return self._base_us + (now_s - self._base_s) * self._speed * 1e6

    def _stamp_us(self, now_s: float) -> int:
        return math.floor(self._local_us(now_s)) + self.second_at_zero * 1_000_000

    def _skip_to(self, now_s: float) -> None:
        """The next sample and the next whole second are those from now on; what passed is not made up for."""
        local_us = self._local_us(now_s)
        elapsed = math.ceil((now_s - self._base_s) / self.grid_s - 1e-6)
        self._next_sample = max(self._next_sample, self._base + elapsed)
        self._next_second = max(self._next_second, math.ceil(local_us * 1e-6 - 1e-9))

    def _sample(self, numbers: npt.NDArray[np.int64]) -> Counts:
        counts = self.read_counts(self._base_s + (numbers - self._base).astype(np.float64) * self.grid_s)
        offsets = [self._value(R_OFFSET + channel) * OFFSET_STEP_COUNTS for channel in range(CHANNELS)]
        if not any(offsets):
            return counts
        shifted = counts.astype(np.int32) + np.array(offsets, np.int32)[:, np.newaxis]
        sampled: Counts = np.clip(shifted, -32768, 32767).astype(np.int16)
        return sampled

    def _seconds_due(self, now_s: float) -> list[tuple[int, bytes]]:
        """Heartbeats: the alive event, and the toggling output while acquiring."""
        packets: list[tuple[int, bytes]] = []
        last = math.floor(self._local_us(now_s) * 1e-6 + 1e-9)
        for second in range(self._next_second, last + 1) if self.active else ():
            stamp_us = (second + self.second_at_zero) * 1_000_000
            if self._value(R_OPERATION) & ALIVE_BIT:
                packets.append((stamp_us, packet(EVENT, R_SECOND, U32, [second + self.second_at_zero], stamp_us)))
            if self._value(R_ACQUISITION) and self._value(R_DO0_SYNC) == HEARTBEAT:
                self._set(R_DO0, self._value(R_DO0) ^ 1)
                if self._value(R_EVENTS) & SYNC_EVENTS:
                    packets.append((stamp_us, packet(EVENT, R_DO0, U8, [self._value(R_DO0)], stamp_us)))
        self._next_second = max(self._next_second, last + 1)
        return packets

    # Its registers ---------------------------------------------------------------------------------------------------

    def _value(self, address: int) -> int:
        return self.registers[address].values[0]

    def _set(self, address: int, value: int) -> None:
        self.registers[address].values[0] = value

    def _next_command(self) -> bytes | None:
        """One whole, undamaged command, or None; bytes that begin none are dropped one by one."""
        pending = self._pending
        while len(pending) >= 2:
            size = pending[1] + 2
            plausible = pending[0] in (READ, WRITE) and 6 <= size <= LONGEST_COMMAND
            if plausible and len(pending) < size:
                return None
            if plausible and sum(pending[: size - 1]) & 0xFF == pending[size - 1]:
                command = bytes(pending[:size])
                del pending[:size]
                return command
            del pending[0]
            self.rejected += 1
        return None

    def _answer(self, command: bytes, now_s: float) -> list[bytes]:
        kind, address, ptype = command[0], command[2], command[4] & ~STAMPED
        payload = command[11 if command[4] & STAMPED else 5 : -1]
        register = self.registers.get(address)
        stamp_us = self._stamp_us(now_s)
        if register is None or register.ptype != ptype or len(payload) % struct.calcsize(_FORMAT[ptype]):
            return [packet(kind | ERROR, address, ptype, [], stamp_us)]
        if kind == WRITE:
            values = list(struct.unpack(f"<{len(payload) // struct.calcsize(_FORMAT[ptype])}{_FORMAT[ptype]}", payload))
            if not register.accepts(values):
                return [packet(WRITE | ERROR, address, ptype, values, stamp_us)]
            return self._store(address, values, now_s)
        self._refresh(now_s)
        return self._reply(packet(READ, address, ptype, register.values, stamp_us))

    def _store(self, address: int, values: list[int], now_s: float) -> list[bytes]:
        if address == R_RESET:
            self.registers = register_file(self.serial_number, self.name)
        elif address == R_SECOND:
            self.second_at_zero = values[0] - math.floor(self._local_us(now_s) * 1e-6)
        elif address == R_OPERATION:
            self._set(address, values[0] & ~DUMP_BIT)
        else:
            self.registers[address].values = values
        self._refresh(now_s)
        register = self.registers[address]
        out = self._reply(packet(WRITE, address, register.ptype, register.values, self._stamp_us(now_s)))
        if address == R_OPERATION and values[0] & DUMP_BIT:
            stamp_us = self._stamp_us(now_s)
            out += [packet(READ, at, each.ptype, each.values, stamp_us) for at, each in sorted(self.registers.items())]
        return out

    def _reply(self, raw: bytes) -> list[bytes]:
        return [] if self._value(R_OPERATION) & MUTE_BIT else [raw]

    def _refresh(self, now_s: float) -> None:
        """Registers that show something living get their value of this moment."""
        second, tick = _second_and_tick(self._stamp_us(now_s))
        self._set(R_SECOND, second)
        self._set(R_MICRO, tick)
        if self._value(R_ACQUISITION):
            number = math.floor((now_s - self._base_s) / self.grid_s) + self._base
            self.registers[R_DATA].values = [int(count) for count in self._sample(np.array([number]))[:, 0]]
