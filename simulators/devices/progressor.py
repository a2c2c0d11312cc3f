"""Tindeq Progressor and the open devices that imitate it: one byte in, tagged packets out.

    command       one byte (some take a payload after it)
    notification  kind u8, length u8, value:  00 reply   01 n x (f32 kg, u32 us since start)   04 low battery

A reply does not say which command it answers.  How the makes differ is data: a ``Profile`` of ``progressor_makes``.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile
from simulators.firmware import Floats, SamplePacket
from simulators.progressor_makes import (
    ADD_POINT,
    ADD_ROW,
    BATTERY,
    CLEAR_ERROR,
    CLEAR_TABLE,
    GET_CALIBRATION,
    GET_ERROR,
    READ_TABLE,
    REBOOT,
    SAVE_CALIBRATION,
    SET_CALIBRATION,
    SLEEP,
    START,
    START_PEAK_RFD,
    START_RFD_SERIES,
    STOP,
    TARE,
    UNIT_ID,
    VERSION,
)
from simulators.progressor_makes import BIGBANGER as BIGBANGER
from simulators.progressor_makes import CALIBRATION_V2 as CALIBRATION_V2
from simulators.progressor_makes import CRIMPDEQ_OLD as CRIMPDEQ_OLD
from simulators.progressor_makes import GENUINE as GENUINE
from simulators.progressor_makes import HANGMAN as HANGMAN
from simulators.progressor_makes import PROFILES as PROFILES
from simulators.progressor_makes import Profile as Profile

ReadKg = Callable[[Floats], npt.NDArray[Any]]
"""True times ``(n,)`` to what the cell reads then in kilograms, ``(n,)``."""

GATT = GattProfile(
    name_prefix="Progressor",
    service="7e4e1701-1ea6-40c9-9dcc-13d34ffead57",
    notify="7e4e1702-1ea6-40c9-9dcc-13d34ffead57",
    write="7e4e1703-1ea6-40c9-9dcc-13d34ffead57",
)

REPLY, WEIGHT, PEAK_RFD, RFD_SERIES, LOW_BATTERY, FACTOR, POINT = range(7)
TABLE_ROWS = 15
NO_CRASH = "No crash"
LONGEST_TEXT = 200
WARNED_OFF_S = 10.0
"""How long a device lives on after its low-battery warning."""

RFD_WINDOW_S = 1.0


def tagged(kind: int, value: bytes) -> bytes:
    """One notification."""
    return bytes((kind, len(value))) + value


def weight_packet(kg: npt.ArrayLike, stamps_us: npt.ArrayLike, padded_to: int = 0) -> bytes:
    """Samples as one notification of kind 01."""
    rows = np.zeros(np.size(stamps_us), np.dtype([("kg", "<f4"), ("us", "<u4")]))
    rows["kg"], rows["us"] = kg, stamps_us
    return tagged(WEIGHT, rows.tobytes()).ljust(padded_to, b"\0")


@dataclass(slots=True)
class Progressor:
    """The device's program.  ``first_stamp_us`` is what its microsecond counter shows at each start of a stream."""

    read_kg: ReadKg
    unit_id: int = 1
    profile: Profile = GENUINE
    ppm: float = 0.0
    first_stamp_us: int = 0
    battery_mv: int = 4004
    error_info: str = NO_CRASH
    calibration: tuple[float, float, float] = (4.57e-5, -3.25, 0.125)
    points: list[tuple[float, float]] = field(default_factory=list)
    """What was said to hang on it, and what it read then, both in kilograms."""
    table: list[tuple[int, int, float, float]] = field(default_factory=list)
    _powered: bool = field(default=True, init=False)
    _off_at_s: float | None = field(default=None, init=False)
    _warned: bool = field(default=False, init=False)
    _attached: bool = field(default=False, init=False)
    _mode: int = field(default=STOP, init=False)
    _started_s: float = field(default=0.0, init=False)
    """True time of sample ``_base`` of this stream."""
    _base: int = field(default=0, init=False)
    _base_us: float = field(default=0.0, init=False)
    """What the counter shows at sample ``_base``, without ``first_stamp_us``."""
    _slowness: float = field(default=0.0, init=False)
    _taken: int = field(default=0, init=False)
    """Samples of this stream that were sent (or, for a rise of force, looked at)."""
    _room: int = field(default=31, init=False)
    """Samples that fit into a notification."""
    _before: int = field(default=0, init=False)
    """Samples of all streams before this one."""
    _line: tuple[float, float] = field(default=(1.0, 0.0), init=False)
    """What its own calibration makes of a reading: gain, and kilograms added."""
    _tare_kg: float = field(default=0.0, init=False)
    _tare_done_s: float | None = field(default=None, init=False)

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return f"{self.unit_id:X}"

    @property
    def name(self) -> str:
        """What it advertises."""
        return f"{GATT.name_prefix}_{self.unit_id % 10000:04d}"

    @property
    def gatt(self) -> GattProfile:
        return GATT

    @property
    def att_mtu(self) -> int:
        return self.profile.att_mtu

    @property
    def powered(self) -> bool:
        return self._powered

    @property
    def streaming(self) -> bool:
        return self._mode != STOP

    @property
    def next_due_s(self) -> float | None:
        due = [self._off_at_s, self._tare_done_s]
        if self.streaming:
            due.append(self._sample_s(self._taken + self._packet_samples - 1))
        if not self._powered:
            return None
        return min((at for at in due if at is not None), default=None)

    def agree(self, att_mtu: int) -> None:
        """The host takes attribute messages of this size: a notification may not be longer, or it would be cut."""
        self._room = max(1, (att_mtu - 3 - 2) // 8)

    def switch_off(self) -> None:
        self._powered, self._mode, self._off_at_s, self._tare_done_s = False, STOP, None, None

    def press_button(self, now_s: float) -> None:
        """Switch on."""
        self._powered, self._warned = True, False
        self._off_at_s = now_s + self.profile.auto_off_s

    def attach(self, now_s: float) -> None:
        self._attached, self._warned, self._off_at_s = True, False, None

    def detach(self, now_s: float) -> None:
        self._attached, self._mode, self._tare_done_s = False, STOP, None
        self._off_at_s = now_s + self.profile.auto_off_s
        if self.profile.off_on_disconnect:
            self.switch_off()

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        if not data or not self._powered or (self.profile.one_byte_only and len(data) > 1):
            return out
        return out + self._obey(data[0], data[1:], now_s)

    def advance(self, now_s: float) -> list[bytes]:
        if not self._powered:
            return []
        out = self._weights(now_s)
        if self._tare_done_s is not None and now_s >= self._tare_done_s:
            self._tare(self._tare_done_s)
        if self._attached and not self._warned and self.battery_mv < self.profile.low_battery_mv:
            self._warned, self._off_at_s = True, now_s + WARNED_OFF_S
            out.append(tagged(LOW_BATTERY, b""))
        if self._off_at_s is not None and now_s >= self._off_at_s:
            self.switch_off()
        return out

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._sample_s(number - self._before)

    def reads(self, raw: bytes) -> bool:
        return len(raw) > 2 and raw[0] == WEIGHT and 0 < raw[1] <= len(raw) - 2 and raw[1] % 8 == 0

    def spoil(self, raw: bytes, which: list[int], value: float) -> bytes:
        spoilt = bytearray(raw)
        for at in which:
            struct.pack_into("<f", spoilt, 2 + 8 * at, value)
        return bytes(spoilt)

    def restart(self, now_s: float) -> None:
        self._begin(now_s)
        self.first_stamp_us = 0

    def wrap_after(self, seconds: float) -> None:
        self.first_stamp_us = 2**32 - round(seconds * 1e6)

    def set_clock(self, ppm: float, now_s: float) -> None:
        self._rebase()
        self.ppm = ppm

    def set_slowness(self, share: float, now_s: float) -> None:
        self._rebase()
        self._slowness = share

    def set_version(self, version: str) -> str:
        before = self.profile.version
        self.profile = replace(self.profile, version=version)
        return before

    def _rebase(self) -> None:
        """Let a new rate hold from the first sample on that was not sent yet."""
        ahead = self._taken - self._base
        self._started_s += ahead * self._period_s
        self._base_us += ahead * self._step_us
        self._base = self._taken

    # Commands ------------------------------------------------------------------------------------------------------

    def _obey(self, op: int, payload: bytes, now_s: float) -> list[bytes]:
        if op not in self.profile.knows:
            return self._stop(now_s) if self.profile.unknown_stops else []
        if op in (START, START_PEAK_RFD, START_RFD_SERIES):
            self._begin(now_s)
            self._mode = op
            return self.advance(now_s)
        if op == STOP:
            return self._stop(now_s)
        if op == SLEEP:
            self.switch_off()
        elif op == TARE:
            out = self._stop(now_s) if self.profile.tare_ends_stream else []
            self._begin_tare(now_s)
            return out
        elif op in (ADD_POINT, SAVE_CALIBRATION, CLEAR_ERROR, SET_CALIBRATION, ADD_ROW, CLEAR_TABLE, REBOOT):
            self._settle(op, payload, now_s)
        else:
            return self._tell(op, now_s)
        return []

    def _tell(self, op: int, now_s: float) -> list[bytes]:
        """Answers to questions."""
        if op == VERSION:
            return [tagged(REPLY, self.profile.version.encode("ascii"))]
        if op == GET_ERROR:
            return [tagged(REPLY, self.error_info.encode("ascii", "replace")[:LONGEST_TEXT])]
        if op == BATTERY:
            return [tagged(REPLY, struct.pack("<I", self.battery_mv))]
        if op == UNIT_ID:
            raw = struct.pack("<Q", self.unit_id)
            return [tagged(REPLY, (raw.rstrip(b"\0") or b"\0") if self.profile.trimmed_id else raw)]
        if op in (GET_CALIBRATION, READ_TABLE) and self.profile.tells_factor:
            if op == READ_TABLE:
                self.points, self._line = [], (1.0, 0.0)
            factor = [tagged(FACTOR, struct.pack("<f", self._line[0]))]
            return factor + [tagged(POINT, struct.pack("<2f", read, kg)) for kg, read in self.points]
        if op == GET_CALIBRATION:
            return [tagged(REPLY, self.profile.calibration or struct.pack("<3f", *self.calibration))]
        if op == READ_TABLE:
            rows = (self.table + [(0, 0, 0.0, 0.0)] * TABLE_ROWS)[:TABLE_ROWS]
            return [tagged(REPLY, struct.pack("<IIff", *row)) for row in rows]
        return []

    def _settle(self, op: int, payload: bytes, now_s: float) -> None:
        """Commands that change something and answer nothing; one with the wrong payload changes nothing."""
        if op == ADD_POINT and len(payload) == 4:
            if not self.streaming:
                self.points.append((struct.unpack("<f", payload)[0], float(self.read_kg(np.array([now_s]))[0])))
                if self.profile.tells_factor:
                    self._calibrate()
        elif op == SAVE_CALIBRATION:
            self._calibrate()
        elif op == CLEAR_ERROR:
            self.error_info = NO_CRASH
        elif op == SET_CALIBRATION and len(payload) == 13:
            self.calibration = struct.unpack("<3f", payload[1:])
        elif op == ADD_ROW and len(payload) == 16 and len(self.table) < TABLE_ROWS:
            self.table.append(struct.unpack("<IIff", payload))
        elif op == CLEAR_TABLE:
            self.table.clear()
        elif op == REBOOT:
            self._mode, self._tare_kg, self._tare_done_s = STOP, 0.0, None

    def _calibrate(self) -> None:
        """A line through the last two points that differ; the genuine firmware does with them nobody knows what."""
        if self.profile.two_points and len(self.points) >= 2:
            (kg, read), (other_kg, other_read) = self.points[-2:]
            if read != other_read:
                gain = (other_kg - kg) / (other_read - read)
                self._line = (gain, kg - gain * read)

    def _kg(self, times: Floats) -> npt.NDArray[np.float64]:
        gain, added = self._line
        return np.asarray(self.read_kg(times), np.float64) * gain + added

    # Tare ------------------------------------------------------------------------------------------------------------

    def _begin_tare(self, now_s: float) -> None:
        if self.streaming and not self.profile.tare_while_streaming:
            return
        wait_s = self.profile.tare_settle_s
        if wait_s == 0.0:
            self._tare(now_s)
        else:
            self._tare_done_s = now_s + wait_s + self.profile.tare_mean_s

    def _tare(self, end_s: float) -> None:
        self._tare_done_s = None
        count = max(1, round(self.profile.tare_mean_s * self.profile.rate_hz))
        self._tare_kg = float(np.mean(self._kg(end_s - np.arange(count, dtype=np.float64) * self._period_s)))

    # The stream ------------------------------------------------------------------------------------------------------

    def _begin(self, now_s: float) -> None:
        self._before += self._taken
        self._started_s, self._taken, self._base, self._base_us = now_s, 0, 0, 0.0

    @property
    def _step_us(self) -> float:
        """Microseconds of its own clock between samples."""
        return 1e6 / (self.profile.rate_hz * (1.0 - self._slowness))

    @property
    def _period_s(self) -> float:
        """True seconds between samples."""
        return self._step_us * 1e-6 / (1.0 + self.ppm * 1e-6)

    @property
    def _packet_samples(self) -> int:
        if self._mode == START:
            return min(self.profile.samples_per_packet, self._room)
        return round(RFD_WINDOW_S * self.profile.rate_hz)

    def _sample_s(self, number: int) -> float:
        return self._started_s + (number - self._base) * self._period_s

    def _complete(self, now_s: float) -> int:
        """Samples of this stream that were measured by now."""
        return math.floor((now_s - self._started_s) / self._period_s + 1e-6) + 1 + self._base

    def _weights(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        if not self.streaming:
            return out
        complete = self._complete(now_s)
        while complete - self._taken >= self._packet_samples:
            out += self._packet(self._packet_samples)
        return out

    def _stop(self, now_s: float) -> list[bytes]:
        """What was measured and not yet sent goes out before the stream ends."""
        if not self.streaming:
            return []
        complete = self._complete(now_s)
        out = self._packet(complete - self._taken) if complete > self._taken else []
        self._mode = STOP
        return out

    def _packet(self, count: int) -> list[bytes]:
        since = np.arange(self._taken - self._base, self._taken - self._base + count, dtype=np.float64)
        kg = self._kg(self._started_s + since * self._period_s) - self._tare_kg
        ticks_us = np.rint(self._base_us + since * self._step_us).astype(np.int64)
        stamps_us = (ticks_us + self.first_stamp_us) % 2**32
        first = self._before + self._taken
        self._taken += count
        if self._mode == START:
            return [SamplePacket(weight_packet(kg, stamps_us, self.profile.padded_to), first, count)]
        return self._steepest(kg, stamps_us)

    def _steepest(self, kg: npt.NDArray[np.float64], stamps_us: npt.NDArray[np.int64]) -> list[bytes]:
        """Rate of force development.  The value's layout is not published: here f32 kg/s and u32 us of one window."""
        if kg.size < 2:
            return []
        rise = np.diff(kg) * self.profile.rate_hz
        at = int(np.argmax(rise))
        kind = PEAK_RFD if self._mode == START_PEAK_RFD else RFD_SERIES
        return [tagged(kind, struct.pack("<fI", rise[at], int(stamps_us[at])))]
