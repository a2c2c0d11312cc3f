"""Samples in blocks of one length, however they arrive: what is computed block by block is the same for any cutting."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from station.model import Floats

BLOCK_S = 0.05


class Blocks:
    """Joins and cuts the samples of one stream: times ``(n,)`` and forces ``(rows, n)``."""

    def __init__(self, rate_hz: float) -> None:
        self.size = max(1, round(BLOCK_S * rate_hz))
        self._rows = np.empty((0, self.size))
        self._filled = 0

    def feed(self, time_s: Floats, force_n: Floats) -> Iterator[tuple[Floats, Floats]]:
        """Take the next samples and yield every block that became full."""
        at, count = 0, time_s.size
        if not self._rows.size:
            self._rows = np.empty((1 + len(force_n), self.size))
        while at < count:
            taken = min(self.size - self._filled, count - at)
            here, there = slice(self._filled, self._filled + taken), slice(at, at + taken)
            self._rows[0, here] = time_s[there]
            self._rows[1:, here] = force_n[:, there]
            self._filled += taken
            at += taken
            if self._filled == self.size:
                self._filled = 0
                full = self._rows.copy()
                yield full[0], full[1:]
