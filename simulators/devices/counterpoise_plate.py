"""Counterpoise plate: the open protocol for plates that people build themselves, version 1 (docs/plate-protocol.md).

    c9 50   length u16   type u8   check u8   sequence u16   payload   CRC-16/CCITT-FALSE u16

Samples (type 01) carry the time of the first one, the time from it to the last, a bit for every plate that measures,
and the values of all cells, sample after sample.  On a line as many go into a packet as were asked for; over BLE as
many as fit, always a number that shares no factor with usual connection intervals.
"""

from __future__ import annotations

import math
import struct
from binascii import crc_hqx
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile
from simulators.firmware import Floats, SamplePacket
from simulators.plate_wire import LONGEST, next_command, packed, packet, whole

ReadCounts = Callable[[Floats], npt.NDArray[Any]]
"""True times ``(n,)`` to what the converters of all cells read then, ``(cells, n)``."""

SAMPLES, EDGE, STATUS, REPLY = 0x01, 0x02, 0x03, 0x04
IDENTIFY, ASK_STATUS, START, STOP, KEEP_ALIVE, TARE, CLEAR_TARE = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07
READ_CALIBRATION, WRITE_CALIBRATION, STORE_CALIBRATION = 0x10, 0x11, 0x12
OK, UNKNOWN, BAD_ARGUMENT, NOT_NOW, NOT_STILL, LOADED, MTU_TOO_SMALL, DAMAGED, MISSING = 0, 1, 2, 4, 5, 6, 8, 10, 12
FEATURES = 1 | 2 | 4 | 8
STREAMING, TARED, CALIBRATED, BATTERY_LOW = 1, 2, 4, 8
LONGEST_RECORD = 4096

COUNTS = (1, 7, 11, 17, 19, 23, 29, 31)
"""Samples in a packet that share no factor with connection intervals (multiples of 1.25 ms: 2, 3, 5 and 13)."""
FORMS = {"i24": 0, "i32": 1}

GATT = GattProfile(
    name_prefix="Counterpoise",
    service="d9c30001-819b-4de7-8a2b-09dc2c73023d",
    notify="d9c30002-819b-4de7-8a2b-09dc2c73023d",
    write="d9c30003-819b-4de7-8a2b-09dc2c73023d",
    smallest_mtu=100,
)
TARE_SAMPLES = 500
STILL_COUNTS = 20.0
LOADED_COUNTS = 1000.0
"""An empty cell is no further than this from the zero of its calibration."""
EMPTY_MV, FULL_MV, LOW_MV = 3300, 4200, 3500


@dataclass(slots=True)
class CounterpoisePlate:
    """The program of plates on a line.  ``valid`` has a bit for each plate that measures and may change any time."""

    read_counts: ReadCounts
    serial_number: str = "CP-0417"
    cells: tuple[int, ...] = (4, 4)
    record: bytes = b""
    """The calibration that it keeps; empty where it has none."""
    zero_counts: tuple[float, ...] = (0.0,) * 8
    ppm: float = 0.0
    rate_hz: float = 1000.0
    count: int = 17
    form: int = 0
    limits: tuple[int, int] = (-32768, 32767)
    battery_mv: int = 4000
    sync_every_s: float = 0.0
    valid: int = 3
    version: str = "1.0"
    powered: bool = field(default=True, init=False)
    streaming: bool = field(default=False, init=False)
    _base: int = field(default=0, init=False)
    """A sample from which the others are counted: its number, its true time, its time on the device's clock."""
    _base_s: float = field(default=0.0, init=False)
    _base_us: float = field(default=0.0, init=False)
    _slowness: float = field(default=0.0, init=False)
    _next: int = field(default=0, init=False)
    """Number of the next sample to be sent."""
    _sequence: int = field(default=0, init=False)
    _edges: int = field(default=0, init=False)
    _heard_s: float = field(default=0.0, init=False)
    _keep_alive_s: float = field(default=0.0, init=False)
    _offsets: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64), init=False)
    _taring: tuple[int, int] | None = field(default=None, init=False)
    """Request and plates of a tare that runs."""
    _collected: list[npt.NDArray[Any]] = field(default_factory=list, init=False)
    _told: tuple[int, bool] | None = field(default=None, init=False)
    """Which plates measure and whether the battery is low, as its last status said."""
    _staged: bytearray = field(default_factory=bytearray, init=False)
    _pending: bytearray = field(default_factory=bytearray, init=False)

    def __post_init__(self) -> None:
        self._offsets = np.zeros(sum(self.cells), np.int64)
        if not 1 <= self.count <= 255 or 16 + self.count * self._sample_bytes > LONGEST:
            raise ValueError(f"{self.count} samples do not fit into a packet of {LONGEST} bytes")

    @property
    def _sample_bytes(self) -> int:
        return sum(self.cells) * (4 if self.form else 3)

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def name(self) -> str:
        return f"Counterpoise {self.serial_number}"

    @property
    def grid_s(self) -> float:
        """Spacing of the true times at which samples are taken; they are whole multiples of it."""
        return self._step_us * 1e-6 / (1.0 + self.ppm * 1e-6)

    @property
    def next_due_s(self) -> float | None:
        if not self.streaming and self._taring is None:
            return None
        return self.sample_s(self._next + (self.count if self.streaming else TARE_SAMPLES) - 1)

    def attach(self, now_s: float) -> None:
        self._pending.clear()
        self._heard_s = now_s

    def detach(self, now_s: float) -> None:
        self._pending.clear()
        self.streaming, self._taring = False, None

    def switch_off(self) -> None:
        self.powered = self.streaming = False
        self._taring, self._offsets = None, np.zeros(sum(self.cells), np.int64)

    def press_button(self, now_s: float) -> None:
        """Switch on: the clock begins at 0."""
        if not self.powered:
            self.powered = True
            self.restart(now_s)

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        if not self.powered:
            return out
        self._pending += data
        while (command := next_command(self._pending)) is not None:
            self._heard_s = now_s
            out += self._answer(command, now_s)
        return out

    def advance(self, now_s: float) -> list[bytes]:
        if self.streaming and self._keep_alive_s and now_s > self._heard_s + self._keep_alive_s:
            self.streaming = False
        out: list[bytes] = []
        while self.streaming or self._taring is not None:
            due = math.floor((now_s - self._base_s) / self.grid_s + 1e-6) + self._base - self._next + 1
            wanted = self.count if self.streaming else TARE_SAMPLES
            if due < wanted:
                break
            out += self._measured(np.arange(self._next, self._next + wanted))
        return out

    def _measured(self, numbers: npt.NDArray[np.int64]) -> list[bytes]:
        """Take these samples, and say what there is to say of them."""
        times: Floats = self._base_s + (numbers - self._base).astype(np.float64) * self.grid_s
        counts = self.read_counts(times).astype(np.int64)
        self._next = int(numbers[-1]) + 1
        out = self._tare(counts) if self._taring is not None else []
        if not self.streaming:
            return out
        if self._told != (now := (self.valid, self.battery_mv < LOW_MV)):
            self._told = now
            out.append(packet(STATUS, self.status()))
        full = (counts <= self.limits[0]) | (counts >= self.limits[1])
        shown = np.where(full, counts, np.clip(counts + self._offsets[:, np.newaxis], *self.limits))
        times_us = np.rint(self._base_us + (numbers[[0, -1]] - self._base) * self._step_us).astype(np.int64)
        first_us, span_us = int(times_us[0]), int(times_us[1] - times_us[0])
        head = struct.pack("<QIBBBB", first_us, span_us, self.valid, self.form, numbers.size, sum(self.cells))
        raw = packet(SAMPLES, head + packed(shown, self.form), self._sequence)
        self._sequence += 1
        return [*out, *self._edges_before(first_us + span_us), SamplePacket(raw, int(numbers[0]), numbers.size)]

    def _edges_before(self, until_us: int) -> list[bytes]:
        """What happened at the synchronisation input while these samples were taken."""
        out: list[bytes] = []
        while self.sync_every_s and (self._edges + 1) * self.sync_every_s * 1e6 <= until_us:
            self._edges += 1
            at_us = round(self._edges * self.sync_every_s * 1e6)
            out.append(packet(EDGE, struct.pack("<QBB", at_us, 0, self._edges % 2)))
        return out

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._base_s + (number - self._base) * self.grid_s

    def reads(self, raw: bytes) -> bool:
        return len(raw) > 26 and raw[4] == SAMPLES and whole(raw)

    def restart(self, now_s: float) -> None:
        self._skip_to(now_s)
        self._base, self._base_s, self._base_us = self._next, now_s, 0.0
        self._sequence = self._edges = 0

    def set_clock(self, ppm: float, now_s: float) -> None:
        self._rebase()
        self.ppm = ppm

    def set_slowness(self, share: float, now_s: float) -> None:
        self._rebase()
        self._slowness = share

    def set_version(self, version: str) -> str:
        major, _, minor = version.partition(".")
        if not (major.isdecimal() and minor.isdecimal() and int(major) < 256 and int(minor) < 256):
            raise ValueError(f"plates say their version as two numbers below 256, like 1.0, not {version!r}")
        before, self.version = self.version, version
        return before

    def _rebase(self) -> None:
        """Let a new rate hold from the first sample on that was not sent yet."""
        ahead = self._next - self._base
        self._base_s += ahead * self.grid_s
        self._base_us += ahead * self._step_us
        self._base = self._next

    @property
    def _step_us(self) -> float:
        return 1e6 / self.rate_hz / (1.0 - self._slowness)

    def _now_us(self, now_s: float) -> int:
        return round(self._base_us + (now_s - self._base_s) * (1e6 + self.ppm))

    def _skip_to(self, now_s: float) -> None:
        """The next sample is the first from now on."""
        elapsed = math.ceil((now_s - self._base_s) / self.grid_s - 1e-6)
        self._next = max(self._next, self._base + elapsed)

    # Its commands --------------------------------------------------------------------------------------------------

    def _answer(self, command: bytes, now_s: float) -> list[bytes]:
        number, what, arguments, code, data = command[0], command[1], command[2:], OK, b""
        if what == TARE:
            return self._begin_tare(number, arguments, now_s)
        match what:
            case 0x01:
                data = self._identity()
            case 0x02:
                data, self._told = self.status(), (self.valid, self.battery_mv < LOW_MV)
            case 0x03:
                code, data = self._start(arguments, now_s)
            case 0x04:
                self.streaming = False
            case 0x05:
                pass
            case 0x07:
                self._offsets[:] = 0
            case 0x10 if len(arguments) == 3:
                at = int.from_bytes(arguments[:2], "little")
                data = struct.pack("<HH", at, len(self.record)) + self.record[at : at + min(arguments[2], 64)]
            case 0x11 if len(arguments) > 2:
                code = self._stage(int.from_bytes(arguments[:2], "little"), arguments[2:])
            case 0x12 if len(arguments) == 4:
                code = self._store(*struct.unpack("<HH", arguments))
            case 0x10 | 0x11 | 0x12:
                code = BAD_ARGUMENT
            case _:
                code = UNKNOWN
        return [self._reply(number, what, code, data)]

    def _reply(self, number: int, what: int, code: int, data: bytes = b"") -> bytes:
        return packet(REPLY, bytes((number, what, code)) + data)

    def _identity(self) -> bytes:
        major, _, minor = self.version.partition(".")
        return struct.pack(
            "<5B3B8sIiiHBB16s24s",
            *(int(major), int(minor), 0, 4, 2),
            *(FEATURES, len(self.cells), self.form, bytes(self.cells)),
            *(round(self.rate_hz * 1000), *self.limits),
            *(26 + self.count * self._sample_bytes, self.count, 1),
            *(self.serial_number.encode()[:16], b"Two plates of four cells"),
        )

    def status(self) -> bytes:
        """The block that says how it is."""
        flags = STREAMING * self.streaming | TARED * bool(self._offsets.any()) | CALIBRATED * bool(self.record)
        flags |= BATTERY_LOW * (self.battery_mv < LOW_MV)
        return struct.pack("<BBHHhI", self.valid, self.battery_percent, self.battery_mv, flags, 2310, 0)

    @property
    def battery_percent(self) -> int:
        return round(100.0 * min(1.0, max(0.0, (self.battery_mv - EMPTY_MV) / (FULL_MV - EMPTY_MV))))

    def _start(self, arguments: bytes, now_s: float) -> tuple[int, bytes]:
        if len(arguments) != 2:
            return BAD_ARGUMENT, b""
        if not self.valid:
            return MISSING, b""
        if not self.streaming:
            self._skip_to(now_s)
            self._sequence = 0
        self._keep_alive_s = float(int.from_bytes(arguments, "little"))
        self.streaming = True
        self._edges = math.floor(self._now_us(now_s) * 1e-6 / self.sync_every_s) if self.sync_every_s else 0
        return OK, struct.pack("<Q", max(0, self._now_us(now_s)))

    # Tare and calibration ------------------------------------------------------------------------------------------

    def _begin_tare(self, number: int, arguments: bytes, now_s: float) -> list[bytes]:
        if len(arguments) != 1 or self._taring is not None:
            return [self._reply(number, TARE, BAD_ARGUMENT if len(arguments) != 1 else NOT_NOW)]
        if not self.streaming:
            self._skip_to(now_s)
        self._taring = number, arguments[0]
        self._collected = []
        return []

    def _tare(self, counts: npt.NDArray[np.int64]) -> list[bytes]:
        """Collect samples; when there are enough, take the tare or say why not."""
        if self._taring is None:
            return []
        self._collected.append(counts)
        gathered = np.concatenate(self._collected, axis=1)
        if gathered.shape[1] < TARE_SAMPLES:
            return []
        (number, plates), self._taring = self._taring, None
        chosen = np.repeat([bool(plates >> plate & 1) for plate in range(len(self.cells))], self.cells)
        away = np.array(self.zero_counts) - gathered.mean(axis=1)
        if (np.abs(away[chosen]) > LOADED_COUNTS).any():
            return [self._reply(number, TARE, LOADED)]
        if (gathered.std(axis=1)[chosen] > STILL_COUNTS).any():
            return [self._reply(number, TARE, NOT_STILL)]
        self._offsets = np.where(chosen, np.rint(away).astype(np.int64), self._offsets)
        return [self._reply(number, TARE, OK)]

    def _stage(self, at: int, piece: bytes) -> int:
        if at > len(self._staged) or at + len(piece) > LONGEST_RECORD:
            return BAD_ARGUMENT
        del self._staged[at:]
        self._staged += piece
        return OK

    def _store(self, size: int, seal: int) -> int:
        raw = bytes(self._staged[:size])
        whole = len(raw) == size > 2 and int.from_bytes(raw[-2:], "little") == seal
        if not whole or crc_hqx(raw[:-2], 0xFFFF) != seal:
            return DAMAGED
        self.record = raw
        self._staged.clear()
        return OK


@dataclass(slots=True)
class CounterpoisePlateBle(CounterpoisePlate):
    """The same program over BLE: a notification is one packet, and no longer than the connection carries."""

    _mtu: int = field(default=247, init=False)
    _most: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        CounterpoisePlate.__post_init__(self)
        self._most = self.count
        self.agree(self.att_mtu)

    @property
    def gatt(self) -> GattProfile:
        return GATT

    @property
    def att_mtu(self) -> int:
        return 247

    def about(self) -> dict[str, dict[str, bytes]]:
        """What can be read beside its own service: services, characteristics, their values now."""
        return {
            "180A": {"2A25": self.serial_number.encode(), "2A26": self.version.encode()},
            "180F": {"2A19": bytes((self.battery_percent,))},
        }

    def agree(self, att_mtu: int) -> None:
        """The host takes attribute messages of this size."""
        self._mtu = att_mtu
        fits = (n for n in COUNTS if n <= self._most and 29 + n * self._sample_bytes <= att_mtu)
        self.count = max(fits, default=1)

    def _start(self, arguments: bytes, now_s: float) -> tuple[int, bytes]:
        if 29 + self.count * self._sample_bytes > self._mtu:
            return MTU_TOO_SMALL, b""
        return CounterpoisePlate._start(self, arguments, now_s)
