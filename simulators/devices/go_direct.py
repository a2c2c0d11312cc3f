"""Vernier Go Direct: hand dynamometer GDX-HD and force plate GDX-FP, newtons over BLE.

    command      58 len counter check command ...        in pieces of 20 bytes; the counter runs down from FE
    response     98 len counter check command its-counter ...
    measurement  20 len counter check type ...           06: mask u16, count, 00, f32 x count, sample by sample
                                                         07: mask u32, count, 00   08, 09: 00, channel, count; f32, i32

``check`` is the sum of all other bytes modulo 256.  There are no time stamps: a sample's time is its number times the
period.  Sources: both of the maker's client libraries.  What they do not tell is the model's own and said so: the
first byte of a response, and what stands in the packets that both of them ignore (0c start, 0d dropped, 0e period).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile
from simulators.firmware import Floats, SamplePacket

ReadNewtons = Callable[[Floats], npt.NDArray[np.float64] | npt.NDArray[np.float32]]
"""True times ``(n,)`` to what the cell reads then in newtons, ``(n,)``."""

GATT = GattProfile(
    name_prefix="GDX",
    service="d91714ef-28b9-4f91-ba16-f0d9a604f112",
    notify="b41e6675-a329-40e0-aa01-44d2f444babe",
    write="f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb",
)

STATUS, START, STOP, INIT, SET_PERIOD = 0x10, 0x18, 0x19, 0x1A, 0x1B
SENSOR_INFO, SENSORS, DISCONNECT, DEVICE_INFO, DEFAULT_SENSORS = 0x50, 0x51, 0x54, 0x55, 0x56
COMMAND, RESPONSE, MEASUREMENT = 0x58, 0x98, 0x20
NORMAL, WIDE, ONE_FLOAT, ONE_INT = 0x06, 0x07, 0x08, 0x09
START_TIME, DROPPED, PERIOD = 0x0C, 0x0D, 0x0E
DONE, REFUSED = 0, 1

PIECE = 20
"""Bytes that cross the air at a time, both ways."""

LONGEST_COMMAND = 64
FORCE_CHANNEL = 1
LAYOUTS = {"normal": NORMAL, "wide": WIDE, "single": ONE_FLOAT, "whole": ONE_INT}
EMPTY_MV, FULL_MV = 3400, 4150
WARNED_OFF_S = 10.0
"""How long a device with an empty battery lives on."""


@dataclass(frozen=True, slots=True)
class Model:
    """One order code: what it says of itself and of its force sensor."""

    order: str
    description: str
    sensor_id: int
    low_n: float
    high_n: float
    uncertainty_n: float
    shortest_us: int
    """Shortest period.  The makers' pages do not tell it: the model's own."""
    typical_us: int


HAND = Model("GDX-HD", "Go Direct Hand Dynamometer", 103, 0.0, 850.0, 0.6, 5_000, 50_000)
PLATE = Model("GDX-FP", "Go Direct Force Plate", 104, -850.0, 3500.0, 2.0, 1_000, 10_000)
MODELS = {"hand": HAND, "plate": PLATE}


def checked(packet: bytes) -> bytes:
    """The packet with its length and its check byte in their places."""
    raw = bytearray(packet)
    raw[1], raw[3] = len(raw), 0
    raw[3] = sum(raw) & 0xFF
    return bytes(raw)


def measurement(kind: int, values: npt.NDArray[np.float32], counter: int, channel: int = FORCE_CHANNEL) -> bytes:
    """Samples of one channel as one packet of this type."""
    count = values.size
    head = {
        NORMAL: struct.pack("<HBB", 1 << channel, count, 0),
        WIDE: struct.pack("<IBB", 1 << channel, count, 0),
    }.get(kind, bytes((0, channel, count)))
    body = np.rint(values).astype("<i4") if kind == ONE_INT else values.astype("<f4")
    return checked(bytes((MEASUREMENT, 0, counter & 0xFF, 0, kind)) + head + body.tobytes())


@dataclass(slots=True)
class GoDirect:
    """The device's program.  ``drops_every``: each so many samples one is lost and the host told of it."""

    read_n: ReadNewtons
    serial_number: str = "151000C1"
    model: Model = HAND
    ppm: float = 0.0
    battery_mv: int = 3900
    layout: int = NORMAL
    per_packet: int = 0
    """Samples in a packet; 0: as many as come in 20 ms, two at most, so that one piece holds it."""
    drops_every: int = 0
    version: tuple[int, int, int] = (1, 7, 0)
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command."""
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _said: int = field(default=0, init=False)
    _period_us: int = field(default=0, init=False)
    _streaming: bool = field(default=False, init=False)
    _powered: bool = field(default=True, init=False)
    _attached: bool = field(default=False, init=False)
    _off_at_s: float | None = field(default=None, init=False)
    _started_s: float = field(default=0.0, init=False)
    _taken: int = field(default=0, init=False)
    """Samples of this stream that were sent or dropped."""
    _before: int = field(default=0, init=False)
    """Samples of all streams before this one."""

    def __post_init__(self) -> None:
        self._period_us = self.model.typical_us

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def name(self) -> str:
        """What it advertises: order code and serial number."""
        return f"{self.model.order} {self.serial_number}"

    @property
    def gatt(self) -> GattProfile:
        return GATT

    @property
    def att_mtu(self) -> int:
        return PIECE + 3

    @property
    def powered(self) -> bool:
        return self._powered

    @property
    def streaming(self) -> bool:
        return self._streaming

    @property
    def battery_percent(self) -> int:
        return round(100.0 * min(1.0, max(0.0, (self.battery_mv - EMPTY_MV) / (FULL_MV - EMPTY_MV))))

    @property
    def next_due_s(self) -> float | None:
        if not self._powered:
            return None
        due = [self._off_at_s, self._sample_s(self._taken + self._packet_samples - 1) if self._streaming else None]
        return min((at for at in due if at is not None), default=None)

    def press_button(self, now_s: float) -> None:
        """Switch on."""
        self._powered, self._off_at_s = True, None

    def switch_off(self) -> None:
        self._powered, self._streaming, self._off_at_s = False, False, None

    def attach(self, now_s: float) -> None:
        self._attached = True
        self._pending.clear()

    def detach(self, now_s: float) -> None:
        self._attached, self._streaming = False, False
        self._pending.clear()

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        if not self._powered:
            return out
        self._pending += data
        while (command := self._next_command()) is not None:
            out += self._obey(command, now_s)
        return out

    def advance(self, now_s: float) -> list[bytes]:
        if not self._powered:
            return []
        out: list[bytes] = []
        while self._streaming and self._complete(now_s) - self._taken >= self._packet_samples:
            out += self._packet(self._packet_samples)
        if self._attached and self._off_at_s is None and self.battery_mv < EMPTY_MV:
            self._off_at_s = now_s + WARNED_OFF_S
        if self._off_at_s is not None and now_s >= self._off_at_s:
            self.switch_off()
        return out

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._sample_s(number - self._before)

    def reads(self, raw: bytes) -> bool:
        return len(raw) >= 8 and raw[0] == MEASUREMENT and raw[1] == len(raw) and checked(raw) == raw

    # Commands ----------------------------------------------------------------------------------------------------

    def _next_command(self) -> bytes | None:
        """One whole, undamaged command, or None; bytes that begin none are dropped one by one."""
        pending = self._pending
        while len(pending) >= 2:
            size = pending[1]
            plausible = pending[0] == COMMAND and 5 <= size <= LONGEST_COMMAND
            if plausible and len(pending) < size:
                return None
            if plausible and checked(bytes(pending[:size])) == pending[:size]:
                command = bytes(pending[:size])
                del pending[:size]
                return command
            del pending[0]
            self.rejected += 1
        return None

    def _obey(self, command: bytes, now_s: float) -> list[bytes]:
        op, payload, sent = command[4], command[5:], []
        if op in (STOP, DISCONNECT):
            sent = self._stop(now_s)
        answers: dict[int, Callable[[], bytes]] = {
            INIT: self._initialise,
            STATUS: self._status,
            DEVICE_INFO: self._device_info,
            SENSORS: lambda: struct.pack("<I", 1 << FORCE_CHANNEL),
            DEFAULT_SENSORS: lambda: struct.pack("<I", 1 << FORCE_CHANNEL),
            SENSOR_INFO: lambda: self._sensor_info(payload),
            SET_PERIOD: lambda: self._set_period(payload),
            START: lambda: self._start(payload, now_s),
            STOP: lambda: bytes((DONE,)),
            DISCONNECT: lambda: bytes((DONE,)),
        }
        told = answers.get(op, lambda: bytes((REFUSED,)))()
        sent += pieces(checked(bytes((RESPONSE, 0, self._number(), 0, op, command[2])) + told))
        return sent + self._notes() if op == START and self._streaming else sent

    def _initialise(self) -> bytes:
        self._streaming, self._said = False, 0
        return bytes((DONE,))

    def _status(self) -> bytes:
        return struct.pack("<BBBBHBBHBB", 0, 0, *self.version, 1, 4, 0, self.battery_percent, 0)

    def _set_period(self, payload: bytes) -> bytes:
        if len(payload) < 6:
            return bytes((REFUSED,))
        self._period_us = max(self.model.shortest_us, int.from_bytes(payload[2:6], "little"))
        return bytes((DONE,))

    def _start(self, payload: bytes, now_s: float) -> bytes:
        """Start the sensors of the mask that it has."""
        if not int.from_bytes(payload[2:6], "little") & 1 << FORCE_CHANNEL:
            return bytes((REFUSED,))
        self._before += self._taken
        self._streaming, self._started_s, self._taken = True, now_s, 0
        return bytes((DONE,))

    def _stop(self, now_s: float) -> list[bytes]:
        """What was measured and not yet sent goes out before the stream ends."""
        if not self._streaming:
            return []
        left = self._complete(now_s) - self._taken
        out = self._packet(left) if left > 0 else []
        self._streaming = False
        return out

    def _notes(self) -> list[bytes]:
        """Two packets that hosts ignore: when the stream began (by its own clock), and its period."""
        notes = ((START_TIME, round(self._started_s * 1e6)), (PERIOD, self._period_us))
        return [raw for kind, value in notes for raw in self._note(kind, value)]

    def _note(self, kind: int, value: int) -> list[bytes]:
        head = bytes((MEASUREMENT, 0, self._number(), 0, kind))
        return pieces(checked(head + struct.pack("<I", value & 0xFFFFFFFF)))

    def _device_info(self) -> bytes:
        version = self.version
        return struct.pack(
            "<16s16s32sHHBBBBHBBH6sI64s",
            self.model.order.encode(),
            self.serial_number.encode(),
            self.name.encode(),
            1, 2026, 3, 15, version[0], version[1], version[2], 1, 4, 0,
            bytes.fromhex("0102030405c0"),
            0,
            self.model.description.encode(),
        )  # fmt: skip

    def _sensor_info(self, payload: bytes) -> bytes:
        """About one sensor; for one that it does not have, nothing but zeros."""
        if payload[:1] != bytes((FORCE_CHANNEL,)):
            return bytes(148)
        model = self.model
        kind = 1 if self.layout == ONE_INT else 0
        return struct.pack(
            "<bBIBB60s32sdddIQIII",
            FORCE_CHANNEL, 0, model.sensor_id, kind, 0, b"Force", b"N",
            model.uncertainty_n, model.low_n, model.high_n,
            model.shortest_us, 3_600_000_000, model.typical_us, 1_000, 0,
        )  # fmt: skip

    def _number(self) -> int:
        self._said = (self._said + 1) & 0xFF
        return self._said

    # The stream --------------------------------------------------------------------------------------------------

    @property
    def _period_s(self) -> float:
        """True seconds between samples."""
        return self._period_us * 1e-6 / (1.0 + self.ppm * 1e-6)

    @property
    def _packet_samples(self) -> int:
        return self.per_packet or min(2, max(1, 20_000 // self._period_us))

    def _sample_s(self, number: int) -> float:
        return self._started_s + (number + 1) * self._period_s

    def _complete(self, now_s: float) -> int:
        """Samples of this stream that were measured by now."""
        return math.floor((now_s - self._started_s) / self._period_s + 1e-6)

    def _packet(self, count: int) -> list[bytes]:
        numbers = np.arange(self._taken, self._taken + count, dtype=np.float64)
        newtons = np.asarray(self.read_n(self._started_s + (numbers + 1.0) * self._period_s), np.float32)
        first = self._taken
        self._taken += count
        if self.drops_every and self._taken // self.drops_every > first // self.drops_every:
            return self._note(DROPPED, count)
        whole = pieces(measurement(self.layout, newtons, self._number()))
        # a host has the samples when it has the last piece
        return [*whole[:-1], SamplePacket(whole[-1], self._before + first, count)]


def pieces(packet: bytes) -> list[bytes]:
    """The packet as it crosses the air."""
    return [packet[at : at + PIECE] for at in range(0, len(packet), PIECE)]
