"""What goes wrong with load cells, put between what they read and the firmware that asks them.

Everything happens at the true times of samples: cut the asking differently and every reading is the same.  Where the
readings no longer show the force, ``false`` says so, and ``full`` where they stand at the end of the range.
"""

from __future__ import annotations

import math
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

SHOWS_IT_N = 0.5
"""A reading further than this from what the cell would have shown does not show the force; less is noise."""


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
    _false: list[tuple[float, float]] = field(default_factory=list, init=False)
    _full: list[tuple[float, float]] = field(default_factory=list, init=False)

    def __call__(self, times: Floats) -> Native:
        native = self.read(times)
        if times.size == 0:
            return native
        span = float(times.min()), float(times.max())
        working = [each for each in self._faults if each.from_s <= span[1] and span[0] < each.until_s]
        if working:
            true: Floats = np.atleast_2d(native).astype(np.float64)
            rows = true.copy()
            for each in working:
                self._spoil(each, times, rows)
            rows = self._quantised(rows)
            _note(self._false, times, self._differs(rows, true))
            native = rows.reshape(native.shape).astype(native.dtype)
        if native.max() >= self.high or native.min() <= self.low:
            rows = np.atleast_2d(native).astype(np.float64)
            _note(self._full, times, np.logical_or.reduce((rows >= self.high) | (rows <= self.low), axis=0))
        return native

    @property
    def eventful(self) -> bool:
        """Whether there is anything to be told by ``false`` and ``full``."""
        return bool(self._false or self._full)

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
        """Whether the readings of these times did not show the force."""
        return _inside(self._false, times)

    def full(self, times: Floats) -> Flags:
        """Whether a cell stood at the end of its range at these times."""
        return _inside(self._full, times)

    # How -------------------------------------------------------------------------------------------------------------

    def _spoil(self, working: _Working, times: Floats, shown: Floats) -> None:
        """Change readings ``(channels, n)`` in place where the fault is at work."""
        fault, here = working.fault, (times >= working.from_s) & (times < working.until_s)
        cells = self._cells(fault)
        if not here.any() or not cells:
            return
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
                shown[np.ix_(np.array(cells), hits)] += fault.number("size_n") * per_n * share
            case "drift":
                gone = np.clip((times[here] - working.from_s) / max(fault.for_s, 1e-9), 0.0, 1.0)
                shown[part] += fault.number("size_n") * per_n * share * gone
            case "zero_step":
                shown[part] += fault.number("size_n") * per_n * share
            case "gain":
                zero = np.array(self.facts.zero_native)[cells][:, np.newaxis]
                shown[part] = zero + (shown[part] - zero) * fault.number("factor")

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

    def _differs(self, rows: Floats, true: Floats) -> Flags:
        gains = np.array(self.facts.gain).sum(axis=0)[:, np.newaxis]
        off_n: Flags = (np.abs((rows - true) * gains) > SHOWS_IT_N).any(axis=0)
        return off_n


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


def _note(spans: list[tuple[float, float]], times: Floats, flags: Flags) -> None:
    """Add the times at which something is so, as spans from the first to the last of neighbours."""
    if not flags.any():
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        begin_s, end_s = float(times[first]), float(times[end - 1])
        if spans and first == 0 and spans[-1][1] < begin_s and len(times) > 1:
            step_s = float(times[1] - times[0])
            if begin_s - spans[-1][1] < 1.5 * step_s:
                begin_s = spans.pop()[0]
        spans.append((begin_s, end_s))


def _inside(spans: list[tuple[float, float]], times: Floats) -> Flags:
    found = np.zeros(times.size, np.bool_)
    for begin_s, end_s in spans:
        found |= (times >= begin_s - 1e-9) & (times <= end_s + 1e-9)
    return found
