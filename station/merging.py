"""Samples of several streams in steps of their common time, whatever the order in which they were sent."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from station.model import Floats

CELL_S: Final = 0.05
"""One step.  Steps lie on multiples of this in host seconds, so they are the same for any cutting of the samples."""
LATEST_S: Final = 0.5
"""A stream that is further behind the newest one is not waited for: it has stalled."""

Cell = tuple[float, Mapping[int, tuple[Floats, Floats]]]
"""Its end, and of each stream that has samples in it their times ``(n,)`` and forces ``(sides, n)``."""


class Merged:
    """Holds samples back until every stream has come so far; in each step streams come in the order of their number."""

    def __init__(self, streams: Iterable[int]) -> None:
        self._waiting: dict[int, tuple[Floats, Floats] | None] = dict.fromkeys(sorted(streams))
        self._newest_s = dict.fromkeys(self._waiting, -math.inf)
        self._done = -math.inf

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> Iterator[Cell]:
        """Take samples of one stream, in order of time, and give out the steps that are whole now."""
        if number not in self._waiting or not host_s.size:
            return
        before = self._waiting[number]
        if before is not None:
            host_s = np.concatenate((before[0], host_s))
            force_n = np.concatenate((before[1], force_n), axis=1)
        self._waiting[number] = host_s, force_n
        self._newest_s[number] = float(host_s[-1])
        newest_s = max(self._newest_s.values())
        until = math.floor(max(min(self._newest_s.values()), newest_s - LATEST_S) / CELL_S)
        yield from self._cells(until)

    def _cells(self, until: int) -> Iterator[Cell]:
        """Everything before the step of this number, step by step."""
        ready: dict[int, tuple[Floats, Floats, Floats]] = {}
        for number, waiting in self._waiting.items():
            if waiting is None:
                continue
            host_s, force_n = waiting
            cells = np.maximum(np.floor(host_s / CELL_S), self._done)  # late samples join the step that is next
            stop = int(np.searchsorted(cells, until))
            ready[number] = cells[:stop], host_s[:stop], force_n[:, :stop]
            self._waiting[number] = None if stop == host_s.size else (host_s[stop:], force_n[:, stop:])
        occupied = np.unique(np.concatenate([np.zeros(0), *(cells for cells, _, _ in ready.values())]))
        self._done = max(self._done, until)
        for cell in occupied:
            parts = {}
            for number, (cells, host_s, force_n) in ready.items():
                first, stop = np.searchsorted(cells, (cell, cell + 1))
                if stop > first:
                    parts[number] = host_s[first:stop], force_n[:, first:stop]
            yield (float(cell) + 1) * CELL_S, parts
