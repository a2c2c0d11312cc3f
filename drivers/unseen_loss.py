"""Samples that are lost without a trace, seen by the host's clock, for a device whose samples are only counted.

Nothing is on the wire that would leave a hole, so a lost packet makes every later sample seem older than it is: from
then on all delays are larger by whole packets.  A stall makes delays larger too, but they come back to the lower edge.

    delay |              . : .  . :      the smallest delay of each second stands above the line through
          |     :    .  ._____________   the seconds before, by most of a packet or more, PERSIST_S long:
          |  ._._._____.                 lost, and as many samples as fit into the step
          +---------------------------->
"""

from __future__ import annotations

from collections import deque

import numpy as np

STEP_S = 1.0
BEFORE_S = 8
BEFORE_FROM_S = 4
"""Seconds that a line is drawn through: not before so many, and through at most BEFORE_S of them."""

PERSIST_S = 4

PART = 0.6
"""Of a packet: a smaller step is no loss.  What is lost is never less than one."""

SCATTERS = 4.0
"""And it must stand out from the scatter of the seconds before by so many times."""


class UnseenLoss:
    """Watches the lower edge of the delays for steps that stay."""

    def __init__(self) -> None:
        self._seconds: deque[tuple[float, float]] = deque(maxlen=BEFORE_S + PERSIST_S + 1)
        self._number: int | None = None

    def observe(self, device_s: float, host_s: float, packet_s: float) -> float:
        """Note an arrival; returns the step in seconds once one is certain, otherwise 0."""
        number = int(host_s // STEP_S)
        delay_s = host_s - device_s
        if number == self._number:
            if delay_s < self._seconds[-1][1]:
                self._seconds[-1] = (host_s, delay_s)
            return 0.0
        self._number = number
        step_s = self._step_s(packet_s)
        if step_s:
            self._seconds.clear()
        self._seconds.append((host_s, delay_s))
        return step_s

    def _step_s(self, packet_s: float) -> float:
        """By how much the newest whole seconds stand above the line through those before."""
        if len(self._seconds) < BEFORE_FROM_S + PERSIST_S:
            return 0.0
        at_s, delays = np.array(self._seconds).T
        before, edge = at_s[:-PERSIST_S], delays[:-PERSIST_S]
        one, other = np.triu_indices(before.size, 1)
        slope = float(np.median((edge[other] - edge[one]) / (before[other] - before[one])))
        level = float(np.median(edge - slope * before))
        scatter_s = float(np.median(np.abs(edge - slope * before - level)))
        above = delays[-PERSIST_S:] - slope * at_s[-PERSIST_S:] - level
        least_s = max(PART * packet_s, SCATTERS * scatter_s)
        return float(np.median(above)) if (above >= least_s).all() else 0.0
