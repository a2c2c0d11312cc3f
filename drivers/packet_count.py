"""Whether a byte of a protocol that nobody documented numbers its packets, learned from the packets themselves."""

from __future__ import annotations

SURE = 3
"""So many steps of one in a row, and the byte is a count: by chance once in 16 million packets."""

MOST_OTHERS = 64
"""Packets of other kinds that are remembered between two with samples."""

LOOK_BACK = 8
"""A packet so far behind the newest one came late; further back, and the count began anew."""


class PacketCount:
    """A one-byte count, up or down, that tells nothing until it was seen to number the packets with samples.

    Packets of other kinds may take numbers as well.  Those whose own byte stands in the sequence do; of others it shows
    by the steps across them, and one that could be a loss as well is no proof alone.
    """

    def __init__(self) -> None:
        self._last: int | None = None
        self._way = 0
        self._run = 0
        self._others: list[int | None] = []
        """What stands in the same place of packets of other kinds since then, which may have taken numbers too."""
        self._votes = 0
        """How often they were seen to take numbers, less how often not to; the newest few count."""

    @property
    def sure(self) -> bool:
        """Whether a missing packet would show."""
        return self._run >= SURE

    @property
    def shared(self) -> bool:
        """Whether packets of other kinds were seen to take numbers."""
        return self._votes > 0

    def other(self, counter: int | None = None) -> None:
        """A packet without samples came; ``counter`` is what stands in the place of the count in it."""
        del self._others[: -MOST_OTHERS + 1]
        self._others.append(counter)

    def step(self, counter: int) -> int | None:
        """How many packets of samples further this one is: 1 the next, 0 the same again; None: nobody knows."""
        last, others = self._last, self._others
        if last is None or not self.sure:
            self._last, self._others = counter, []
            self._learn(counter, last, len(others))
            return None
        step = (self._way * (counter - last) + 128) % 256 - 128
        if -LOOK_BACK <= step <= 0:
            return step
        self._last, self._others = counter, []
        if step < 0:
            self._run = 0
            return None
        return step - self._taken_by_others(step, last, others)

    def _learn(self, counter: int, last: int | None, others: int) -> None:
        if last is None:
            return
        up, down = (counter - last) % 256, (last - counter) % 256
        way = 1 if up in (1, 1 + others) else -1 if down in (1, 1 + others) else 0
        self._run = self._run + 1 if way == self._way and way else abs(way)
        self._way = way

    def _taken_by_others(self, step: int, last: int, others: list[int | None]) -> int:
        """How many of the numbers up to this packet were other packets'."""
        if not others:
            return 0
        between = [each for each in others if each is not None and 0 < self._way * (each - last) % 256 < step]
        in_sequence = len(between) == len(others) and self._votes >= 0
        if in_sequence or step in (1, 1 + len(others)):
            vote = 1 if step > 1 else -1
            self._votes = max(-SURE, min(SURE, self._votes + vote))
        taken = len(others) if in_sequence or self._votes >= 0 else 0
        return min(taken, step - 1)
