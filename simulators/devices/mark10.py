"""Mark-10 force gauge: it is asked for a reading in a line of text and answers with one.

    ?  current reading    ?PT  ?PC  peaks of tension and compression    CLR  clear them    Z  zero    LB KG N ...  unit

Commands end in CR or CR LF, answers in CR LF: ``4.285 N``, ``-18.78 lbF``.  Tension is negative.  Anything else is
answered with ``*10``.  Sources: the makers' manuals of Series 4, 5 and 7i, and an open client for the same gauges.
"""

from __future__ import annotations

import math
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
    "KN": ("kN", 1000.0, 6),
}
"""By command: how it is written, newtons in one of it, decimals."""

ILLEGAL = "*10"
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
    rejected: int = field(default=0, init=False)
    """Bytes of the host that belonged to no command."""
    _pending: bytearray = field(default_factory=bytearray, init=False)
    _zero_n: float = field(default=0.0, init=False)
    _tension_n: float = field(default=0.0, init=False)
    _compression_n: float = field(default=0.0, init=False)
    _looked: int = field(default=0, init=False)
    """Number of the next look for a peak, on a grid of true time."""
    _told: int = field(default=0, init=False)

    @property
    def serial(self) -> str:
        return self.serial_number

    @property
    def powered(self) -> bool:
        return True

    @property
    def next_due_s(self) -> float | None:
        return None

    def attach(self, now_s: float) -> None:
        self._pending.clear()

    def detach(self, now_s: float) -> None:
        self._pending.clear()

    def advance(self, now_s: float) -> list[bytes]:
        return []

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        self._pending += data.replace(b"\n", b"")
        out: list[bytes] = []
        while (end := self._pending.find(b"\r")) >= 0:
            command = bytes(self._pending[:end]).decode("ascii", "replace").strip().upper()
            del self._pending[: end + 1]
            out += self._obey(command, now_s)
        if len(self._pending) > LONGEST_COMMAND:
            self.rejected += len(self._pending)
            self._pending.clear()
        return out

    def reads(self, raw: bytes) -> bool:
        value, space, unit = raw.removesuffix(b"\r\n").partition(b" ")
        try:
            known = unit.decode("ascii") in [written for written, _, _ in UNITS.values()]
            return raw.endswith(b"\r\n") and bool(space) and known and math.isfinite(float(value))
        except ValueError:
            return False

    def _obey(self, command: str, now_s: float) -> list[bytes]:
        self._look(now_s)
        if command in ("?", "?C"):
            value = float(np.asarray(self.read_n(np.array([now_s])), np.float64)[0]) - self._zero_n
            self._told += 1
            return [SamplePacket(self._reading(value), self._told - 1, 1)]
        if command in ("?PT", "?PC"):
            return [self._reading(-self._tension_n if command == "?PT" else self._compression_n)]
        if command in UNITS:
            self.unit = command
        elif command == "Z":
            self._zero_n = float(np.asarray(self.read_n(np.array([now_s])), np.float64)[0])
            self._clear()
        elif command == "CLR":
            self._clear()
        elif command not in ("CUR", "PT", "PC"):
            return [(ILLEGAL + "\r\n").encode("ascii")]
        return []

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
