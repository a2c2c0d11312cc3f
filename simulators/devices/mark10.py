"""Mark-10 force gauge: it is asked for a reading in a line of text and answers with one.

    ?  current reading    ?PT  ?PC  peaks of tension and compression    CLR  clear them    Z  zero    LB KG N ...  unit

    RN RM RV RS  product, model, firmware, serial number      FLTCn FLTPn  average 2**n readings      LIST  settings

Commands end in CR or CR LF, answers in CR LF: ``4.285 N``, ``-18.78 lbF``.  Tension is negative.  Anything else is
answered with ``*10``, and a filter that there is none of with ``*12``.  Series 4 knows ``?`` alone, which is what its
display shows.  Sources: the makers' manuals of Series 4, 5 and 7i, and an open client for the same gauges.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats, SamplePacket

ReadNewtons = Callable[[Floats], npt.NDArray[np.float64] | npt.NDArray[np.float32]]
"""True times ``(n,)`` to what the cell carries then in newtons, compression positive, ``(n,)``."""

UNITS: dict[str, tuple[str, float, int]] = {
    "LB": ("lbF", 4.4482216152605, 2),
    "OZ": ("ozF", 0.27801385095378, 1),
    "KG": ("kgF", 9.80665, 3),
    "G": ("gF", 0.00980665, 0),
    "N": ("N", 1.0, 3),
    "MN": ("mN", 0.001, 0),
    "KN": ("kN", 1000.0, 6),
}
"""By command: how it is written, newtons in one of it, decimals."""

ILLEGAL, NO_SUCH = "*10", "*12"
MODES = ("CUR", "PT", "PC")
SERIES = ("4", "5")
PEAK_HZ = 1000.0
"""How often it looks for peaks by itself."""

LOOKS_BACK_S = 600.0
LONGEST_COMMAND = 32


@dataclass(slots=True)
class Mark10:
    """The gauge's program."""

    read_n: ReadNewtons
    serial_number: str = "M10-1"
    name: str = "Mark-10 force gauge"
    unit: str = "N"
    series: str = "5"
    answer_s: float = 0.0
    """How long it thinks about a question; no manual tells."""
    polarity: str = "POL"
    """How its list calls that it sends signs."""
    mode: str = field(default="CUR", init=False)
    """What its display shows: the current reading, or a peak."""
    filters: dict[str, int] = field(default_factory=lambda: {"FLTC": 3, "FLTP": 0}, init=False)
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command."""
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _zero_n: float = field(default=0.0, init=False)
    _tension_n: float = field(default=0.0, init=False)
    _compression_n: float = field(default=0.0, init=False)
    _looked: int = field(default=0, init=False)
    """Number of the next look for a peak, on a grid of true time."""
    _told: int = field(default=0, init=False)
    _answers: deque[tuple[float, bytes]] = field(default_factory=deque, init=False)
    """What it is about to say, and when."""

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def powered(self) -> bool:
        return True

    @property
    def next_due_s(self) -> float | None:
        return self._answers[0][0] if self._answers else None

    def attach(self, now_s: float) -> None:
        self._pending.clear()
        self._answers.clear()

    def detach(self, now_s: float) -> None:
        self._pending.clear()
        self._answers.clear()

    def advance(self, now_s: float) -> list[bytes]:
        out: list[bytes] = []
        while self._answers and self._answers[0][0] <= now_s + 1e-9:
            out.append(self._answers.popleft()[1])
        return out

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        self._pending += data.replace(b"\n", b"")
        while (end := self._pending.find(b"\r")) >= 0:
            command = bytes(self._pending[:end]).decode("ascii", "replace").strip().upper()
            del self._pending[: end + 1]
            free_s = max(now_s, self._answers[-1][0]) if self._answers else now_s
            self._answers.extend((free_s + self.answer_s, line) for line in self._obey(command, now_s))
        if len(self._pending) > LONGEST_COMMAND:
            self.rejected += len(self._pending)
            self._pending.clear()
        return self.advance(now_s)

    def reads(self, raw: bytes) -> bool:
        value, space, unit = raw.removesuffix(b"\r\n").partition(b" ")
        try:
            known = unit.decode("ascii") in [written for written, _, _ in UNITS.values()]
            return raw.endswith(b"\r\n") and bool(space) and known and math.isfinite(float(value))
        except ValueError:
            return False

    def _obey(self, command: str, now_s: float) -> list[bytes]:
        self._look(now_s)
        if (command == "?" and self.mode == "CUR") or (command == "?C" and self.series != "4"):
            value = self._now_n(now_s) - self._zero_n
            self._told += 1
            return [SamplePacket(self._reading(value), self._told - 1, 1)]
        if command == "?":
            return [self._peak(self.mode)]
        if self.series == "4":
            return [_line(ILLEGAL)]
        if command in ("?PT", "?PC"):
            return [self._peak(command[1:])]
        if command[:4] in self.filters:
            return self._filter(command[:4], command[4:])
        about = self._about().get(command)
        if about is not None:
            return [_line(about)]
        if command in UNITS:
            self.unit = command
        elif command == "Z":
            self._zero_n = self._now_n(now_s)
            self._clear()
        elif command == "CLR":
            self._clear()
        elif command in MODES:
            self.mode = command
        else:
            return [_line(ILLEGAL)]
        return []

    def _about(self) -> dict[str, str]:
        """What it says of itself."""
        filters = ";".join(f"{name}{2**power}" for name, power in self.filters.items())
        return {
            "RN": "Series 5",
            "RM": "M5-200",
            "RV": "V1.00",
            "RS": self.serial_number,
            "LIST": f"V1.00;{self.unit}F;{self.mode};{filters};AOUT00;AOFF5;FULL;MIT;{self.polarity};B0",
        }

    def _filter(self, name: str, power: str) -> list[bytes]:
        if not power.isdigit() or int(power) > 10:
            return [_line(NO_SUCH)]
        self.filters[name] = int(power)
        return []

    def _peak(self, mode: str) -> bytes:
        return self._reading(-self._tension_n if mode == "PT" else self._compression_n)

    def _now_n(self, now_s: float) -> float:
        return float(np.asarray(self.read_n(np.array([now_s])), np.float64)[0])

    def _reading(self, newtons: float) -> bytes:
        written, in_newtons, decimals = UNITS[self.unit]
        text = f"{newtons / in_newtons:.{decimals}f}"
        return f"{text.removeprefix('-') if float(text) == 0.0 else text} {written}\r\n".encode("ascii")

    def _clear(self) -> None:
        self._tension_n = self._compression_n = 0.0

    def _look(self, now_s: float) -> None:
        """Take the peaks since the last time; what is longer ago than ten minutes it has missed."""
        last = math.floor(now_s * PEAK_HZ)
        first = max(self._looked, last - round(LOOKS_BACK_S * PEAK_HZ))
        self._looked = last + 1
        if last >= first:
            times = np.arange(first, last + 1, dtype=np.float64) / PEAK_HZ
            newtons = np.asarray(self.read_n(times), np.float64) - self._zero_n
            self._compression_n = max(self._compression_n, float(newtons.max()))
            self._tension_n = max(self._tension_n, float(-newtons.min()))


def _line(text: str) -> bytes:
    return (text + "\r\n").encode("ascii")
