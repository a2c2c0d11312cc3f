"""What goes wrong with load cells, put between what they read and the firmware that asks them.

Everything happens at the true times of samples: cut the asking differently and every reading is the same.  Where the
readings no longer show the force, ``false`` says so, and ``full`` where they stand at the end of the range.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simulators.faults import Fault
from simulators.firmware import Floats
from simulators.loadcell import CalibrationFacts

Flags = npt.NDArray[np.bool_]
Native = npt.NDArray[Any]
"""Counts or kilograms, as the converter tells them."""

Read = Callable[[Floats], Native]

LEAST, MOST = np.minimum.reduce, np.maximum.reduce
"""Of few values they are found in half the time that ``min`` and ``max`` take."""


@dataclass(slots=True)
class _When:
    """The times at which something is so, as spans from the first to the last of neighbouring samples."""

    begins_s: list[float] = field(default_factory=list)
    ends_s: list[float] = field(default_factory=list)

    def note(self, times: Floats, flags: Flags, before_s: float) -> None:
        """Add those of these times that have the flag; ``before_s`` is the sample that was read before them."""
        edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
        for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if first == 0 and self.ends_s and self.ends_s[-1] == before_s:
                self.ends_s[-1] = float(times[end - 1])
            else:
                self.begins_s.append(float(times[first]))
                self.ends_s.append(float(times[end - 1]))

    def at(self, times: Floats) -> Flags:
        found = np.zeros(times.size, np.bool_)
        if times.size:
            for span in range(bisect_left(self.ends_s, float(times.min()) - SAME_S), len(self.ends_s)):
                found |= (times >= self.begins_s[span] - SAME_S) & (times <= self.ends_s[span] + SAME_S)
        return found


SAME_S = 1e-9
"""Times of samples that are worked out twice differ by less."""


@dataclass(slots=True)
class _Working:
    fault: Fault
    from_s: float
    until_s: float
    held: npt.NDArray[np.float64] | None = None
    """Where readings stand still: the first one."""
    spent: bool = False


@dataclass(slots=True)
class FaultyCells:
    """Reads cells ``(channels, n)`` or one cell ``(n,)``, with what has gone wrong with them.

    ``low`` and ``high`` are the ends of the converter's range in native units.
    """

    read: Read
    facts: CalibrationFacts
    low: float
    high: float
    _faults: list[_Working] = field(default_factory=list, init=False)
    _false: _When = field(default_factory=_When, init=False)
    _full: _When = field(default_factory=_When, init=False)
    _before_s: float = field(default=-math.inf, init=False)
    """The last sample that was read."""

    def __call__(self, times: Floats) -> Native:
        native = self.read(times)
        if times.size == 0:
            return native
        span = float(LEAST(times)), float(MOST(times))
        working = [each for each in self._faults if each.from_s <= span[1] and span[0] < each.until_s]
        if working:
            rows: Floats = np.atleast_2d(native).astype(np.float64)
            false = np.zeros(times.size, np.bool_)
            for each in working:
                false |= self._spoil(each, times, rows)
            self._false.note(times, false, self._before_s)
            native = self._quantised(rows).reshape(native.shape).astype(native.dtype)
        if MOST(native, None) >= self.high or LEAST(native, None) <= self.low:
            rows = np.atleast_2d(native).astype(np.float64)
            at_end = np.logical_or.reduce((rows >= self.high) | (rows <= self.low), axis=0)
            self._full.note(times, at_end, self._before_s)
        self._before_s = span[1]
        return native

    @property
    def eventful(self) -> bool:
        """Whether there is anything to be told by ``false`` and ``full``."""
        return bool(self._false.ends_s or self._full.ends_s)

    # What is done to them ----------------------------------------------------------------------------------------

    def inject(self, fault: Fault, from_s: float) -> None:
        """Let it happen from then on, as often and as long as it says."""
        lasting_s = math.inf if fault.for_s == 0 or fault.what == "drift" else fault.for_s
        self._faults += [_Working(fault, begin_s, begin_s + lasting_s) for begin_s in fault.starts(from_s)]

    def mend(self, now_s: float) -> None:
        """End everything that is wrong, from then on."""
        for each in self._faults:
            each.until_s = min(each.until_s, now_s)

    def false(self, times: Floats) -> Flags:
        """Whether something was wrong with the readings of these times."""
        return self._false.at(times)

    def full(self, times: Floats) -> Flags:
        """Whether a cell stood at the end of its range at these times."""
        return self._full.at(times)

    # How -------------------------------------------------------------------------------------------------------------

    def _spoil(self, working: _Working, times: Floats, shown: Floats) -> Flags:
        """Change readings ``(channels, n)`` in place where the fault is at work, and return where that was."""
        fault, here = working.fault, (times >= working.from_s) & (times < working.until_s)
        cells = self._cells(fault)
        if not here.any() or not cells:
            return np.zeros(times.size, np.bool_)
        part = np.ix_(np.array(cells), np.flatnonzero(here))
        per_n = self._native_per_n(cells)[:, np.newaxis]
        share = self._shares(cells)[:, np.newaxis]
        match fault.what:
            case "saturate":
                shown[part] += fault.number("blow_n") * per_n
            case "stuck":
                if working.held is None:
                    working.held = shown[cells, int(np.argmax(here))]
                shown[part] = working.held[:, np.newaxis]
            case "spike":
                hits = np.flatnonzero(here)
                if fault.for_s == 0:
                    hits = np.array([], np.intp) if working.spent else hits[:1]
                    working.spent = True
                    here = np.isin(np.arange(times.size), hits)
                shown[np.ix_(np.array(cells), hits)] += fault.number("size_n") * per_n * share
            case "drift":
                gone = np.clip((times[here] - working.from_s) / max(fault.for_s, 1e-9), 0.0, 1.0)
                shown[part] += fault.number("size_n") * per_n * share * gone
            case "zero_step":
                shown[part] += fault.number("size_n") * per_n * share
            case "gain":
                zero = np.array(self.facts.zero_native)[cells][:, np.newaxis]
                shown[part] = zero + (shown[part] - zero) * fault.number("factor")
        return here

    def _cells(self, fault: Fault) -> list[int]:
        """Channels of the side and cell that the fault is about."""
        found: list[int] = []
        for row, output in enumerate(self.facts.outputs):
            if fault.settings["side"] in (output, "both"):
                cells = [channel for channel, gain in enumerate(self.facts.gain[row]) if gain]
                wanted = int(fault.number("cell"))
                found += cells if wanted < 0 else cells[wanted : wanted + 1]
        return found

    def _native_per_n(self, cells: list[int]) -> Floats:
        gains = np.array(self.facts.gain).sum(axis=0)[cells]
        per_n: Floats = 1.0 / gains
        return per_n

    def _shares(self, cells: list[int]) -> Floats:
        """What each of the cells takes of something that happens to its side."""
        side_of = np.argmax(np.array(self.facts.gain)[:, cells] != 0, axis=0)
        shares: Floats = 1.0 / np.bincount(side_of)[side_of]
        return shares

    def _quantised(self, shown: Floats) -> Floats:
        step = self.facts.native_step or 1e-9
        rows: Floats = np.clip(np.rint(shown / step) * step, self.low, self.high)
        return rows


def certificate(facts: CalibrationFacts, fault: Fault) -> CalibrationFacts:
    """The certificate as a fault of it makes it: old, wrong by a factor, wrong in its empty reading."""
    gains = np.array(facts.gain)
    per_side = (gains != 0).sum(axis=1)
    share_n = fault.number("zero_n") / per_side @ (gains != 0)
    per_n = 1.0 / gains.sum(axis=0)
    zeros = np.array(facts.zero_native) + share_n * per_n
    return replace(
        facts,
        dated=str(fault.settings["dated"]),
        gain=tuple(tuple(float(value) for value in row) for row in gains * fault.number("factor")),
        zero_native=tuple(float(value) for value in zeros),
    )
