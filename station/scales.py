"""Weighing: how still somebody stands, against the gate of the protocol."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dsp.ring import Ring
from station.gates import GATES, Gate
from station.model import Floats, WeighBadge
from station.protocol import Weigh


class Scales:
    """The newest window of total force, per stream.  One stream carries both plates in the usual case."""

    def __init__(self, gate: Weigh | None, rates_hz: Mapping[int, float], still: Gate = GATES["weigh_still"]) -> None:
        """``still`` has the words for somebody who moves."""
        self._gate, self._still = gate, still
        self._needed = {} if gate is None else {number: round(gate.seconds * hz) for number, hz in rates_hz.items()}
        self._rings = {number: Ring(2, count) for number, count in self._needed.items()}
        self._badge: tuple[int, WeighBadge | None] = (-1, None)
        """As it was last found, and how many samples there had been."""
        self._samples = 0
        self.accepted_n: float | None = None
        self.accepted_sd_n: float | None = None

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> None:
        """Add unfiltered newtons ``(sides, n)`` of one stream."""
        if number in self._rings:
            rows = np.empty((2, host_s.size))
            rows[0] = host_s
            np.add.reduce(force_n, axis=0, out=rows[1])
            self._rings[number].push(rows)
            self._samples += host_s.size

    def badge(self) -> WeighBadge | None:
        """Mean and SD of the newest window against the gate, with what would help; None before a full window."""
        if self._badge[0] != self._samples:
            self._badge = self._samples, self._look()
        return self._badge[1]

    def _look(self) -> WeighBadge | None:
        if self._gate is None or not self._full():
            return None
        totals = [self._window(number)[1] for number in self._rings]
        mean_n = sum(float(total.mean()) for total in totals)
        sd_n = float(np.sqrt(sum(float(total.var()) for total in totals)))
        limit_n = self._gate.sd_below_n
        if mean_n < self._gate.mean_above_n:
            return WeighBadge(mean_n, sd_n, limit_n, False, "Nobody stands on the plates. Step on, one foot on each.")
        if sd_n > limit_n:
            return WeighBadge(mean_n, sd_n, limit_n, False, self._still.sentences(sd_n, limit_n))
        return WeighBadge(mean_n, sd_n, limit_n, True, "Still. Take the weight.")

    @property
    def since_s(self) -> float:
        """Host time of the first sample in the newest window."""
        return min(float(self._window(number)[0, 0]) for number in self._rings)

    def accept(self) -> None:
        """Keep the weight of the newest window."""
        badge = self.badge()
        self.accepted_n = None if badge is None else badge.mean_n
        self.accepted_sd_n = None if badge is None else badge.sd_n

    def clear(self) -> None:
        """Forget everything: the plates are zeroed again."""
        self._rings = {number: Ring(2, count) for number, count in self._needed.items()}
        self._badge, self.accepted_n, self.accepted_sd_n = (-1, None), None, None

    def _window(self, number: int) -> Floats:
        return self._rings[number].last(self._needed[number])

    def _full(self) -> bool:
        return all(self._rings[number].end >= count for number, count in self._needed.items())
