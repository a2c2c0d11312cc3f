"""Chronojump force sensor: lines of text over a serial port, from an Arduino that restarts when the port is opened.

    command   name:              or   name:argument;      ended by a line feed
    stream    12500;735.50       microseconds since the start, newtons with two decimals
              1200345;R          an edge at the synchronisation input, r for a falling one

Every line of the device ends in CR LF.  The microseconds are those of 32 bits and wrap after 71.6 minutes.  Sources:
the maker's open firmwares 0.5 and 0.6.

The program reads a command until its line has been silent for a second (``listens_s``).  Meanwhile it takes no sample,
and what was written within that second is one command to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats, SamplePacket

ReadNewtons = Callable[[Floats], npt.NDArray[np.float64] | npt.NDArray[np.float32]]
"""True times ``(n,)`` to what the cell carries then in newtons, ``(n,)``."""

RESTART_S = 2.5
"""From the opening of the port until the program runs; what is sent before is lost.  Clients wait 3 s."""

SCALE, OFFSET = 915.0, 10_000
"""Counts of the converter per newton, and with nothing on the cell: the firmware's defaults."""

TARE_READINGS = 50
GRAVITY = 9.81
"""The firmware's own figure."""

LONGEST_COMMAND = 64
LINE = "\r\n"


@dataclass(slots=True)
class Chronojump:
    """The device's program.  ``sync_every_s``: an edge at its synchronisation input so often; 0: none."""

    read_n: ReadNewtons
    serial_number: str = "CJ-1"
    name: str = "Chronojump force sensor"
    rate_hz: float = 80.0
    ppm: float = 0.0
    version: str = "0.6"
    sync_every_s: float = 0.0
    listens_s: float = 0.0
    kind: str = "Sensor"
    """How it calls itself; a ``Platform`` says nothing to a start."""
    rejected: int = field(default=0, init=False)
    """Bytes of the host that came while it restarted, or belonged to no command."""
    factor: float = field(default=SCALE, init=False)
    tare: int = field(default=OFFSET, init=False)
    _ready_s: float = field(default=math.inf, init=False)
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _heard_s: float = field(default=0.0, init=False)
    """When the last byte of a command came."""
    _capturing: bool = field(default=False, init=False)
    _started_s: float = field(default=0.0, init=False)
    _taken: int = field(default=0, init=False)
    _before: int = field(default=0, init=False)
    """Samples of all captures before this one."""
    _edges: int = field(default=0, init=False)

    # What the face sees ------------------------------------------------------------------------------------------

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def powered(self) -> bool:
        return True

    @property
    def streaming(self) -> bool:
        return self._capturing

    @property
    def boot_s(self) -> float:
        return RESTART_S

    @property
    def next_due_s(self) -> float | None:
        if self._pending and self.listens_s:
            return self._heard_s + self.listens_s
        if not self._capturing:
            return None
        due_s = self._sample_s(self._taken)
        return min(due_s, self._edge_s(self._edges)) if self.sync_every_s else due_s

    def attach(self, now_s: float) -> None:
        self._ready_s = now_s + RESTART_S
        self._capturing = False
        self._pending.clear()

    def detach(self, now_s: float) -> None:
        self._pending.clear()

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        out = self.advance(now_s)
        if now_s + 1e-9 < self._ready_s:
            self.rejected += len(data)
            return out
        self._pending += data
        self._heard_s = now_s
        while not self.listens_s and (end := self._pending.find(b"\n")) >= 0:
            command = bytes(self._pending[:end])
            del self._pending[: end + 1]
            out += self._obey(command.decode("ascii", "replace").strip(), now_s)
        if len(self._pending) > LONGEST_COMMAND:
            self.rejected += len(self._pending)
            self._pending.clear()
        return out

    def advance(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        if self._pending and self.listens_s:
            heard_s = self._heard_s + self.listens_s
            if now_s + 1e-9 < heard_s:
                return out
            command = bytes(self._pending).decode("ascii", "replace").strip()
            self._pending.clear()
            out += self._obey(command, heard_s)
            # it went on converting, and nobody looked
            self._taken = max(self._taken, math.ceil((heard_s - self._started_s) / self._period_s - 1.0))
        while self._capturing:
            sample_s = self._sample_s(self._taken)
            edge_s = self._edge_s(self._edges) if self.sync_every_s else math.inf
            if min(sample_s, edge_s) > now_s + 1e-9:
                break
            if edge_s <= sample_s:
                out.append(self._line(f"{self._stamp_us(edge_s)};{'rR'[self._edges % 2 == 0]}"))
                self._edges += 1
            else:
                out.append(self._sample(sample_s))
        return out

    # What can go wrong with it -----------------------------------------------------------------------------------

    def sample_s(self, number: int) -> float:
        return self._sample_s(number - self._before)

    def reads(self, raw: bytes) -> bool:
        stamp, semicolon, value = raw.removesuffix(LINE.encode()).partition(b";")
        try:
            return raw.endswith(b"\n") and bool(semicolon) and stamp.isdigit() and math.isfinite(float(value))
        except ValueError:
            return False

    # Commands ----------------------------------------------------------------------------------------------------

    def _obey(self, command: str, now_s: float) -> list[bytes]:
        name, _, argument = command.rpartition(":")
        argument = argument.removesuffix(";")
        answers: dict[str, Callable[[], str]] = {
            "get_version": lambda: f"Force_{self.kind}-{self.version}",
            "get_transmission_format": lambda: "text",
            "start_capture": lambda: self._start(now_s),
            "end_capture": self._end,
            "tare": lambda: self._tare(now_s),
            "calibrate": lambda: self._calibrate(argument, now_s),
            "get_calibration_factor": lambda: f"{self.factor:.2f}",
            "set_calibration_factor": lambda: self._set(argument, "factor"),
            "get_tare": lambda: str(self.tare),
            "set_tare": lambda: self._set(argument, "tare"),
        }
        answer = answers.get(name) if ":" in command else None
        if name == "start_capture" and answer is not None and self.kind == "Platform":
            answer()
            return []
        return [self._line(answer() if answer is not None else "Not a valid command")]

    def _start(self, now_s: float) -> str:
        self._before += self._taken
        self._capturing, self._started_s, self._taken, self._edges = True, now_s, 0, 0
        return "Starting capture..."

    def _end(self) -> str:
        self._capturing = False
        return "Capture ended:" + (str(self.tare) if self.version == "0.5" else "")

    def _tare(self, now_s: float) -> str:
        self.tare = round(float(self._counts(self._latest(now_s)).mean()))
        return f"Taring OK:{self.tare}"

    def _calibrate(self, argument: str, now_s: float) -> str:
        kilograms = _number(argument)
        if not kilograms > 0.0:
            return "Not a valid command"
        counts = float(self._counts(self._latest(now_s)).mean()) - self.tare
        self.factor = counts / kilograms / GRAVITY or SCALE
        return f"Calibrating OK:{self.factor:.2f}"

    def _set(self, argument: str, what: str) -> str:
        value = _number(argument)
        if not math.isfinite(value) or (what == "factor" and value == 0.0):
            return "Not a valid command"
        if what == "factor":
            self.factor = value
            return "Calibration factor set"
        updated, self.tare = round(value) != self.tare, round(value)
        return f"updated{LINE}Tare set" if updated else "Tare set"

    # The stream --------------------------------------------------------------------------------------------------

    @property
    def _period_s(self) -> float:
        """True seconds between readings of the converter."""
        return 1.0 / (self.rate_hz * (1.0 + self.ppm * 1e-6))

    def _sample_s(self, number: int) -> float:
        return self._started_s + (number + 1) * self._period_s

    def _edge_s(self, number: int) -> float:
        """True time of an edge; edges come from outside and keep true time."""
        return (math.floor(self._started_s / self.sync_every_s) + 1 + number) * self.sync_every_s

    def _stamp_us(self, at_s: float) -> int:
        return round((at_s - self._started_s) * (1.0 + self.ppm * 1e-6) * 1e6) % 2**32

    def _sample(self, at_s: float) -> bytes:
        newtons = (float(self._counts(np.array([at_s]))[0]) - self.tare) / self.factor
        line = self._line(f"{self._stamp_us(at_s)};{newtons:.2f}")
        self._taken += 1
        return SamplePacket(line, self._before + self._taken - 1, 1)

    def _counts(self, times: Floats) -> npt.NDArray[np.float64]:
        """What the converter reads: whole counts."""
        counts: npt.NDArray[np.float64] = np.rint(np.asarray(self.read_n(times), np.float64) * SCALE + OFFSET)
        return counts

    def _latest(self, now_s: float) -> Floats:
        """Times of the readings that a tare or a calibration takes."""
        return now_s - np.arange(TARE_READINGS, dtype=np.float64)[::-1] * self._period_s

    @staticmethod
    def _line(text: str) -> bytes:
        return (text + LINE).encode("ascii")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
