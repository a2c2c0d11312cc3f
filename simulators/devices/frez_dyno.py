"""Frez Dyno, protocol v1: raw counts of a hand-held dynamometer over BLE, nine samples a notification.

    command        01 00 start    02 00 stop    ff 00 power off
    notification   01 00, then nine times i32 counts, u32 ms since the start: exactly 74 bytes

Kilograms are (counts - tare) times a factor that belongs to the unit and is not told by it.  Serial number, software
version and battery stand in the usual services.  Source: the documents of an open client, which print the protocol.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from drivers.profiles import GattProfile
from simulators.firmware import Floats, SamplePacket

ReadCounts = Callable[[Floats], npt.NDArray[np.int32]]
"""True times ``(n,)`` to what the converter reads then, ``(n,)``."""

GATT = GattProfile(
    name_prefix="FrezDyno-",
    service="da8a6c41-154b-4b9a-9b00-2f84dfcebfe9",
    notify="da8a6c42-154b-4b9a-9b00-2f84dfcebfe9",
    write="da8a6c43-154b-4b9a-9b00-2f84dfcebfe9",
)
DEVICE_INFORMATION, SERIAL_NUMBER, SOFTWARE = "180A", "2A25", "2A28"
BATTERY, BATTERY_LEVEL = "180F", "2A19"

START, STOP, POWER_OFF = b"\x01\x00", b"\x02\x00", b"\xff\x00"
RATE_HZ = 250.0
STEP_MS = 4
SAMPLES = 9
SMALLEST_MTU = 77
"""A notification does not fit into less; the device then sends none."""

FACTOR_KG, TARE = 0.0005, -8000
"""Of a unit as in the published example."""

EMPTY_MV, FULL_MV = 3300, 4200
ROW = np.dtype([("counts", "<i4"), ("ms", "<u4")])


def notification(counts: npt.ArrayLike, ms: npt.ArrayLike) -> bytes:
    """Nine samples as they cross the air."""
    rows = np.zeros(SAMPLES, ROW)
    rows["counts"], rows["ms"] = counts, ms
    return START + rows.tobytes()


@dataclass(slots=True)
class FrezDyno:
    """The device's program."""

    read_counts: ReadCounts
    serial_number: str = "0001"
    ppm: float = 0.0
    battery_mv: int = 3900
    version: str = "1.0.0"
    _powered: bool = field(default=True, init=False)
    _streaming: bool = field(default=False, init=False)
    _fits: bool = field(default=True, init=False)
    _started_s: float = field(default=0.0, init=False)
    _taken: int = field(default=0, init=False)
    _before: int = field(default=0, init=False)
    """Samples of all streams before this one."""

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def name(self) -> str:
        """What it advertises."""
        return GATT.name_prefix + self.serial_number

    @property
    def gatt(self) -> GattProfile:
        return GATT

    @property
    def att_mtu(self) -> int:
        return 247

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
        return self._sample_s(self._taken + SAMPLES - 1) if self._streaming else None

    def about(self) -> dict[str, dict[str, bytes]]:
        """What can be read beside its own service: services, characteristics, their values now."""
        return {
            DEVICE_INFORMATION: {SERIAL_NUMBER: self.serial_number.encode(), SOFTWARE: self.version.encode()},
            BATTERY: {BATTERY_LEVEL: bytes((self.battery_percent,))},
        }

    def agree(self, att_mtu: int) -> None:
        """The host takes attribute messages of this size."""
        self._fits = att_mtu >= SMALLEST_MTU

    def press_button(self, now_s: float) -> None:
        """Switch on."""
        self._powered = True

    def switch_off(self) -> None:
        self._powered = self._streaming = False

    def attach(self, now_s: float) -> None:
        self._fits = True

    def detach(self, now_s: float) -> None:
        self._streaming = False

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        if not self._powered:
            return out
        if data == START:
            self._before += self._taken
            self._streaming, self._started_s, self._taken = True, now_s, 0
        elif data == STOP:
            self._streaming = False
        elif data == POWER_OFF:
            self.switch_off()
        return out

    def advance(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        while self._streaming and self._complete(now_s) - self._taken >= SAMPLES:
            numbers = np.arange(self._taken, self._taken + SAMPLES, dtype=np.int64)
            counts = self.read_counts(self._started_s + numbers.astype(np.float64) * self._period_s)
            first, self._taken = self._before + self._taken, self._taken + SAMPLES
            if self._fits:
                out.append(SamplePacket(notification(counts, (numbers * STEP_MS) % 2**32), first, SAMPLES))
        return out

    def sample_s(self, number: int) -> float:
        return self._sample_s(number - self._before)

    def reads(self, raw: bytes) -> bool:
        if len(raw) != 2 + SAMPLES * ROW.itemsize or raw[:2] != START:
            return False
        return bool((np.diff(np.frombuffer(raw[2:], ROW)["ms"].astype(np.int64)) > 0).all())

    @property
    def _period_s(self) -> float:
        """True seconds between samples."""
        return 1.0 / (RATE_HZ * (1.0 + self.ppm * 1e-6))

    def _sample_s(self, number: int) -> float:
        return self._started_s + number * self._period_s

    def _complete(self, now_s: float) -> int:
        """Samples of this stream that were measured by now."""
        return math.floor((now_s - self._started_s) / self._period_s + 1e-6) + 1


def counts_of(read_kg: Callable[[Floats], npt.NDArray[np.float32]]) -> ReadCounts:
    """A cell that tells kilograms as the converter of such a unit."""

    def read_counts(times: Floats) -> npt.NDArray[np.int32]:
        return np.rint(read_kg(times).astype(np.float64) / FACTOR_KG + TARE).astype(np.int32)

    return read_counts
