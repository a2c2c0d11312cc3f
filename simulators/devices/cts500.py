"""CTS500 and CTS-300: a climbing scale behind a serial line, which its BLE module passes through.

    command   05 op p1 p2 p3 sum          echoed       aa start, ab stop, a6 tare, 86 zero, c1 rate, ca peak mode
    weight    05 01 u32 sum               0.01 kg      a9 once, aa again and again
    value     05 80 op u24 sum                         c4 battery in 0.01 V, c5 temperature in degrees

Numbers are big endian, ``sum`` is that of all bytes before it modulo 256.  The echo of a start may follow the first
weight, and a command for the rate may be obeyed without a word.  How a weight below zero is written is not published:
here it is one of three guesses.  Source: an open client for it, with the maker's list of commands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile
from simulators.firmware import Floats, SamplePacket

ReadKg = Callable[[Floats], npt.NDArray[np.float32]]
"""True times ``(n,)`` to what the cell carries then in kilograms, pull positive, ``(n,)``."""

GATT = GattProfile(
    name_prefix="CTS",
    service="0000ffe0-0000-1000-8000-00805f9b34fb",
    notify="0000ffe1-0000-1000-8000-00805f9b34fb",
    write="0000ffe2-0000-1000-8000-00805f9b34fb",
)
ABOUT = {"180A": {"2A24": b"MY-BT102", "2A26": b"109a", "2A28": b"2.1.3", "2A29": b"DX"}}
"""What its BLE module tells of itself; nothing of the scale, and no serial number."""

LEAD, WEIGHT, VALUE = 0x05, 0x01, 0x80
RATES_HZ = (10.0, 20.0, 40.0, 80.0, 160.0, 320.0)
ECHOED = frozenset((*range(0x81, 0x87), 0xA1, 0xA2, 0xA7, 0xC0, 0xC3, 0xC6, 0xC7, *range(0xD1, 0xD5)))
"""What is told to be done, and changes nothing here that a host could see."""
COMMAND_BYTES = 6

NEGATIVE: Mapping[str, Callable[[int], int]] = {
    "complement": lambda count: count % 2**32,
    "sign bit": lambda count: 2**31 - count,
    "flag": lambda count: (0x80 << 16) - count,
}
"""How a weight below zero may be written."""


def packet(*octets: int) -> bytes:
    """These bytes and their sum."""
    return bytes(octets) + bytes((sum(octets) & 0xFF,))


@dataclass(slots=True)
class Cts500:
    """The scale's program."""

    read_kg: ReadKg
    serial_number: str = "CTS-1"
    """On its label; it does not tell it."""
    name: str = "CTS500"
    ppm: float = 0.0
    battery_mv: int = 3550
    temperature_c: int = 23
    late_echo: bool = False
    silent_rate: bool = False
    negative: str = "complement"
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command."""
    rate_hz: float = field(default=10.0, init=False)
    peak_mode: bool = field(default=True, init=False)
    _powered: bool = field(default=True, init=False)
    _streaming: bool = field(default=False, init=False)
    _started_s: float = field(default=0.0, init=False)
    _taken: int = field(default=0, init=False)
    _before: int = field(default=0, init=False)
    """Samples of all streams before this one."""
    _tare_kg: float = field(default=0.0, init=False)
    _peak_count: int = field(default=0, init=False)
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _owed: bytes = field(default=b"", init=False)
    """The echo of a start that comes behind the first weight."""

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def gatt(self) -> GattProfile:
        return GATT

    @property
    def att_mtu(self) -> int:
        return 23

    @property
    def powered(self) -> bool:
        return self._powered

    @property
    def streaming(self) -> bool:
        return self._streaming

    @property
    def next_due_s(self) -> float | None:
        return self._sample_s(self._taken) if self._streaming else None

    def about(self) -> dict[str, dict[str, bytes]]:
        return ABOUT

    def switch_off(self) -> None:
        self._powered = self._streaming = False

    def press_button(self, now_s: float) -> None:
        """Switch on."""
        self._powered = True

    def attach(self, now_s: float) -> None:
        self._pending.clear()

    def detach(self, now_s: float) -> None:
        """A serial line tells it nothing: it goes on, as long as it was told to."""
        self._pending.clear()

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        if not self._powered:
            return out
        self._pending += data
        while len(self._pending) >= COMMAND_BYTES:
            asked = bytes(self._pending[:COMMAND_BYTES])
            if asked[0] != LEAD or packet(*asked[:-1]) != asked:
                del self._pending[0]
                self.rejected += 1
                continue
            del self._pending[:COMMAND_BYTES]
            out += self._obey(asked, now_s)
        return out

    def advance(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        while self._streaming and self._sample_s(self._taken) <= now_s + 1e-9:
            number = self._before + self._taken
            out.append(SamplePacket(self._weight(self._sample_s(self._taken)), number, 1))
            self._taken += 1
            if self._owed:
                out.append(self._owed)
                self._owed = b""
        return out

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._sample_s(number - self._before)

    def reads(self, raw: bytes) -> bool:
        return len(raw) == 7 and raw[:2] == bytes((LEAD, WEIGHT)) and packet(*raw[:-1]) == raw

    # Commands ----------------------------------------------------------------------------------------------------

    def _obey(self, asked: bytes, now_s: float) -> list[bytes]:
        op, value = asked[1], asked[4]
        if op == 0xA9:
            return [self._weight(now_s)]
        if op in (0xC4, 0xC5):
            return [self._value(op)]
        if op == 0xAA:
            self._begin(now_s)
            self._owed = asked if self.late_echo else b""
            return [] if self.late_echo else [asked]
        if op == 0xAB:
            self._streaming, self._owed = False, b""
        elif op in (0x86, 0xA6):
            self._tare_kg = float(np.asarray(self.read_kg(np.array([now_s])))[0])
        elif op == 0xC1 and value < len(RATES_HZ):
            self.rate_hz = RATES_HZ[value]
            if self._streaming:
                self._begin(now_s)
            return [] if self.silent_rate else [asked]
        elif op == 0xCA:
            self.peak_mode, self._peak_count = bool(value), 0
        elif op not in ECHOED:
            self.rejected += COMMAND_BYTES
            return []
        return [asked]

    def _begin(self, now_s: float) -> None:
        self._before += self._taken
        self._streaming, self._started_s, self._taken = True, now_s, 0

    def _value(self, op: int) -> bytes:
        if op == 0xC4:
            return packet(LEAD, VALUE, op, 0, *divmod(self.battery_mv // 10, 256))
        return packet(LEAD, VALUE, op, 0, 0, abs(self.temperature_c) + (VALUE if self.temperature_c < 0 else 0))

    # The stream --------------------------------------------------------------------------------------------------

    def _sample_s(self, number: int) -> float:
        return self._started_s + (number + 1) / (self.rate_hz * (1.0 + self.ppm * 1e-6))

    def _weight(self, at_s: float) -> bytes:
        kilograms = float(np.asarray(self.read_kg(np.array([at_s])), np.float64)[0]) - self._tare_kg
        count = math.floor(kilograms * 100.0 + 0.5)
        if self.peak_mode:
            count = self._peak_count = max(self._peak_count, count)
        written = count if count >= 0 else NEGATIVE[self.negative](count)
        return packet(LEAD, WEIGHT, *written.to_bytes(4, "big"))
