"""TEC Gihan force-plate controller: lines of text, and blocks of samples that are asked for one by one.

    command   STOP  STATE  WAKE  SERIAL  VER  SPS  SPS_1K  RANGE  RANGE_6kN  FPCOUNT  FPSERIAL_0
              FP_0106_GET_AZ0  FP_0106_GETFS  ZERO  START  EXT  LEVEL  DT         each ended by a line feed
    block     i16 little endian, plate by plate, sample by sample, Fx Fy Fz Mx My Mz

START lets it measure and pushes the first block when it is full; ``DT`` asks for the next one, which comes when it is
full.  Settings and START are for the idle controller only.  Sources: the maker's open client.  Not in it, and the
model's own: how many blocks wait for a late ``DT``, how long waking and zeroing take, what it does with what it does
not know (nothing), and that it goes on measuring when its host is gone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats, SamplePacket

ReadCounts = Callable[[Floats], npt.NDArray[Any]]
"""True times ``(n,)`` to what all axes of all plates read, ``(6 plates, n)``."""

AXES = 6
MOST_PLATES = 20
RATES: dict[str, tuple[float, int]] = {
    "10K": (10000.0, 100),
    "5K": (5000.0, 100),
    "2.5K": (2500.0, 100),
    "1K": (1000.0, 100),
    "500": (500.0, 100),
    "250": (250.0, 100),
    "240": (240.0, 24),
    "120": (120.0, 12),
}
"""Samples a second, and in a block."""
RANGES = ("3kN", "6kN", "10kN")

WAKES_S = 4.0
ZEROES_S = 2.5
ZERO_SAMPLES = 100
KEEPS_BLOCKS = 20
"""So many full blocks wait to be asked for; older ones are gone."""
LEVEL_N = 20.0
LOOKS_EVERY_S = 0.01
LONGEST_COMMAND = 64
ROUNDED_S = 1e-9


class PlateMade(Protocol):
    """One plate as it left the factory."""

    @property
    def serial(self) -> int: ...

    @property
    def surface_m(self) -> float: ...

    @property
    def full_scale(self) -> tuple[tuple[float, ...], ...]: ...


@dataclass(slots=True)
class TecGihan:
    """The controller's program.  ``set_range`` is told which of the three ranges the plates shall have."""

    read_counts: ReadCounts
    plates: Sequence[PlateMade]
    serial_number: str = "1021"
    name: str = "FORCEPLATE CONTROLLER"
    set_range: Callable[[int], None] = field(default=lambda which: None)
    rate: str = "1K"
    range: str = "3kN"
    version: str = "1.02"
    ppm: float = 0.0
    asleep: bool = False
    trigger_after_s: float = 1.0
    """From EXT until its input sees a pulse."""
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command, or to one that is not obeyed in this state."""
    dropped_blocks: int = field(default=0, init=False)
    _state: str = field(default="IDLE", init=False)
    _until_s: float = field(default=0.0, init=False)
    """When waking or zeroing is done, or when the trigger comes."""
    _looked_s: float = field(default=0.0, init=False)
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _zero: Floats = field(init=False)
    _owed: bool = field(default=False, init=False)
    """A block was asked for that was not sent yet."""
    _begun_s: float = field(default=0.0, init=False)
    _block: int = field(default=0, init=False)
    """Number of the next block since the start."""
    _before: int = field(default=0, init=False)
    """Samples of all runs before this one."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.plates) <= MOST_PLATES:
            raise ValueError(f"1 to {MOST_PLATES} plates, not {len(self.plates)}")
        self._zero = np.zeros(AXES * len(self.plates))
        self._state = "SLEEP" if self.asleep else "IDLE"
        self.set_range(RANGES.index(self.range))

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def powered(self) -> bool:
        return True

    @property
    def streaming(self) -> bool:
        return self._state == "MEASURE"

    @property
    def block_bytes(self) -> int:
        return 2 * AXES * len(self.plates) * self._matome

    @property
    def next_due_s(self) -> float | None:
        if self._state == "MEASURE" and self._owed:
            return self._full_s(self._block)
        if self._state == "EXT":
            return self._until_s
        return self._looked_s + LOOKS_EVERY_S if self._state == "LEVEL" else None

    def attach(self, now_s: float) -> None:
        self._pending.clear()

    def detach(self, now_s: float) -> None:
        self._pending.clear()

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        self._pending += data
        while (end := self._pending.find(b"\n")) >= 0:
            command = bytes(self._pending[:end]).decode("ascii", "replace").strip()
            del self._pending[: end + 1]
            out += self._obey(command, now_s)
        if len(self._pending) > LONGEST_COMMAND:
            self.rejected += len(self._pending)
            self._pending.clear()
        return out

    def advance(self, now_s: float) -> list[bytes]:
        if self._state in ("SLEEP", "ZERO") and 0.0 < self._until_s <= now_s:
            self._state, self._until_s = "IDLE", 0.0
        elif self._state == "EXT" and self._until_s <= now_s + ROUNDED_S:
            self._begin(self._until_s)
        elif self._state == "LEVEL":
            self._look(now_s)
        if self._state != "MEASURE" or not self._owed:
            return []
        full = math.floor((now_s - self._begun_s + ROUNDED_S) / (self._matome * self._period_s))
        if full - self._block > KEEPS_BLOCKS:
            self.dropped_blocks += full - self._block - KEEPS_BLOCKS
            self._block = full - KEEPS_BLOCKS
        if full <= self._block:
            return []
        self._owed = False
        self._block += 1
        return [self._packet(self._block - 1)]

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._begun_s + (number - self._before + 1) * self._period_s

    def reads(self, raw: bytes) -> bool:
        return len(raw) == self.block_bytes

    # Commands ----------------------------------------------------------------------------------------------------

    def _obey(self, command: str, now_s: float) -> list[bytes]:
        if command == "STATE":
            return [_line(self._state)]
        if command == "STOP":
            if self._state not in ("SLEEP", "ZERO"):
                self._end()
        elif command == "WAKE":
            self._until_s = now_s + WAKES_S if self._state == "SLEEP" else self._until_s
        elif command == "DT" and self._state == "MEASURE":
            self._owed = True
            return self.advance(now_s)
        elif command and self._state == "IDLE":
            return self._obey_idle(command, now_s)
        elif command:
            self.rejected += len(command) + 1
        return []

    def _obey_idle(self, command: str, now_s: float) -> list[bytes]:
        asked = {
            "SERIAL": f"SERIAL_{self.serial_number}",
            "VER": f"VER_{self.version}",
            "SPS": f"SPS_{self.rate}",
            "RANGE": f"RANGE_{self.range}",
            "FPCOUNT": f"FPCOUNT_{len(self.plates)}",
        }
        if command in asked:
            return [_line(asked[command])]
        if command in ("START", "EXT", "LEVEL"):
            self._start(command, now_s)
        elif command == "ZERO":
            self._state, self._until_s = "ZERO", now_s + ZEROES_S
            times = now_s - np.arange(ZERO_SAMPLES, dtype=np.float64)[::-1] * self._period_s
            self._zero = np.asarray(self.read_counts(times), np.float64).mean(axis=1)
        elif command.removeprefix("SPS_") in RATES:
            self.rate = command.removeprefix("SPS_")
            return [_line("SPS_OK")]
        elif command.removeprefix("RANGE_") in RANGES:
            self.range = command.removeprefix("RANGE_")
            self.set_range(RANGES.index(self.range))
        else:
            return self._of_a_plate(command)
        return []

    def _of_a_plate(self, command: str) -> list[bytes]:
        for number, plate in enumerate(self.plates):
            answers = {
                f"FPSERIAL_{number}": f"FPSERIAL_{number}_{plate.serial}",
                f"FP_{plate.serial:04d}_GET_AZ0": f"AZ0_{plate.surface_m:.4f}",
                f"FP_{plate.serial:04d}_GETFS": "FS_"
                + ",".join(f"{value:.2f}" for scale in plate.full_scale for value in scale),
            }
            if command in answers:
                return [_line(answers[command])]
        self.rejected += len(command) + 1
        return []

    # The stream --------------------------------------------------------------------------------------------------

    @property
    def _matome(self) -> int:
        return RATES[self.rate][1]

    @property
    def _period_s(self) -> float:
        """True seconds between samples."""
        return 1.0 / (RATES[self.rate][0] * (1.0 + self.ppm * 1e-6))

    def _full_s(self, block: int) -> float:
        return self._begun_s + (block + 1) * self._matome * self._period_s

    def _start(self, command: str, now_s: float) -> None:
        if command == "START":
            self._begin(now_s)
        else:
            self._state, self._until_s, self._looked_s = command, now_s + self.trigger_after_s, now_s

    def _begin(self, at_s: float) -> None:
        self._before += self._block * self._matome
        self._state, self._owed, self._begun_s, self._block = "MEASURE", True, at_s, 0

    def _end(self) -> None:
        self._state, self._owed = "IDLE", False

    def _look(self, now_s: float) -> None:
        """Wait for somebody to step on a plate."""
        times = np.arange(self._looked_s, now_s, LOOKS_EVERY_S) + LOOKS_EVERY_S
        self._looked_s = now_s
        if times.size:
            counts = np.asarray(self.read_counts(times), np.float64) - self._zero[:, np.newaxis]
            per_count = np.array([plate.full_scale[RANGES.index(self.range)][2] / 30000.0 for plate in self.plates])
            felt = np.flatnonzero((counts[2::AXES] * per_count[:, np.newaxis] >= LEVEL_N).any(axis=0))
            if felt.size:
                self._begin(float(times[felt[0]]))

    def _packet(self, block: int) -> SamplePacket:
        first = self._before + block * self._matome
        times = self._begun_s + (block * self._matome + 1 + np.arange(self._matome, dtype=np.float64)) * self._period_s
        counts = np.asarray(self.read_counts(times), np.float64) - np.rint(self._zero)[:, np.newaxis]
        rows = np.clip(counts, -32768, 32767).astype("<i2").reshape(len(self.plates), AXES, -1).transpose(0, 2, 1)
        return SamplePacket(rows.tobytes(), first, self._matome)


def _line(text: str) -> bytes:
    return (text + "\r\n").encode("ascii")
