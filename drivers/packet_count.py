"""Whether a byte of a protocol that nobody documented numbers its packets, learned from the packets themselves."""

from __future__ import annotations

SURE = 3
"""So many steps of one in a row, and the byte is a count: by chance once in 16 million packets."""

LOOK_BACK = 8
"""A packet so far behind the newest one came late; further back, and the count began anew."""


class PacketCount:
    """A one-byte count, up or down, that tells nothing until it was seen to number the packets with samples.

    Packets of other kinds may take numbers as well; that shows at the first one between two with samples.
    """

    def __init__(self) -> None:
        self._last: int | None = None
        self._way = 0
        self._run = 0
        self._others = 0
        """Packets of other kinds since then, which may have taken numbers too ..."""
        self._shared: bool | None = None
        """... or not; None until one was seen between two measurements."""

    @property
    def sure(self) -> bool:
        """Whether a missing packet would show."""
        return self._run >= SURE

    def other(self) -> None:
        """A packet without samples came."""
        self._others += 1

    def step(self, counter: int) -> int | None:
        """How many packets of samples further this one is: 1 the next, 0 the same again; None: nobody knows."""
        last, others = self._last, self._others
        if last is None or not self.sure:
            self._last, self._others = counter, 0
            self._learn(counter, last, others)
            return None
        step = (self._way * (counter - last) + 128) % 256 - 128
        if -LOOK_BACK <= step <= 0:
            return step
        self._last, self._others = counter, 0
        if step < 0:
            self._run = 0
            return None
        return step - self._taken_by_others(step, others)

    def _learn(self, counter: int, last: int | None, others: int) -> None:
        if last is None:
            return
        up, down = (counter - last) % 256, (last - counter) % 256
        way = 1 if up in (1, 1 + others) else -1 if down in (1, 1 + others) else 0
        self._run = self._run + 1 if way == self._way and way else abs(way)
        self._way = way

    def _taken_by_others(self, step: int, others: int) -> int:
        """How many of the numbers up to this packet were other packets'."""
        if others and self._shared is None and step in (1, 1 + others):
            self._shared = step > 1
        taken = 0 if self._shared is False else others
        return min(taken, step - 1)
