"""Packets out of a stream of bytes: cut anywhere, damaged anywhere, with garbage in between.

A protocol describes its packets with a ``FrameRule``; the ``Framer`` finds them.  What every rule can rely on:

1. The outcome depends on the bytes alone, never on how they were cut.
2. A packet that does not fit moves the search on by one byte only, so damage never swallows an intact packet behind it.
3. Bytes that belong to no packet come out as ``Corrupt``, one run each, cut at ``CORRUPT_LIMIT`` bytes.
4. Memory is bounded: less than three packets and one run of garbage.

A one-byte sum lets one damaged packet in 256 pass.  A rule calls such packets ``weak``: they count only with a
neighbour to vouch for them.  Before the stream is locked that is a whole good packet right behind them; once locked it
is enough that the next packet begins right where this one ends, or that none begins near it (then the next one is the
damaged one).

What remains of that weakness: a packet in which two or more bytes are changed, with its neighbour's beginning intact,
passes once in 256 times with wrong values; and so does a cut that takes whole packet lengths and leaves a matching
sum.  Such a packet looks like any other; only what its values mean could give it away, and nobody here judges that.

Most of a stream is one shape of packet, again and again.  A rule may say how to judge many of those at once (``Bulk``).
It only ever judges what the careful way, packet by packet, would accept too: the outcome is the same with and without.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from drivers.contracts import Corrupt

CORRUPT_LIMIT = 512
"""Bytes of garbage that are reported at once; a wrong speed shows within 5 ms at 1 Mbaud."""

UNLOCK_PACKETS = 4
"""Garbage as long as this many of the longest packets ends the lock."""


BEGINS_NOTHING = "no packet begins like this"

BULK_FROM = 6
"""Fewer packets than this are judged faster one by one."""

BULK_TO = 256
"""Packets that are looked at together; more would be looked at again and again in a stream with much damage."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """The shape of packet that a stream mostly consists of, to be judged many at once."""

    size: int
    """Whole length of every packet of this shape."""
    clean: Callable[[bytes], int]
    """How many of these packets (whole ones, end to end) are of this shape and without fault, from the first on."""


@dataclass(frozen=True, slots=True)
class FrameRule:
    """What a packet of one protocol looks like; every function is pure."""

    head: int
    """Bytes that ``length`` needs to see."""
    shortest: int
    longest: int
    length: Callable[[bytes], int]
    """Whole length of the packet that begins with these ``head`` bytes; 0 when no packet begins like this."""
    fault: Callable[[bytes], str]
    """Why these bytes, of the right length, are not a packet (checksum, impossible field); empty when they are."""
    weak: Callable[[bytes], bool]
    """Whether a good checksum alone is too little for this packet."""
    follows: Callable[[bytes, bytes], bool]
    """Whether the second packet can come right after the first, a weak one (counters, time stamps)."""
    begins: bytes = b""
    """First bytes that packets can have, to look for in garbage; ``length`` is 0 for any other.  Empty: all of them."""
    bulk: Bulk | None = None
    """``clean`` must count only packets of which ``length`` is ``size`` and ``fault`` is empty."""


class Framer:
    """Cuts a byte stream into packets by one rule; see the module for what it promises."""

    def __init__(self, rule: FrameRule) -> None:
        self._rule = rule
        self._bulk = rule.bulk
        self._begins = re.compile(b"[" + re.escape(rule.begins) + b"]") if rule.begins else None
        self._many_from = BULK_FROM * (rule.bulk.size if rule.bulk else rule.longest)
        self._bytes = b""
        self._at = 0
        self._undecided = False
        """What is left is one good packet, and nothing behind it yet that could vouch for it."""
        self._garbage = bytearray()
        self._why = ""
        self._run = 0
        self._locked = False

    @property
    def locked(self) -> bool:
        """Whether weak packets are being vouched for by a stream that made sense so far."""
        return self._locked

    def feed(self, data: bytes) -> list[bytes | Corrupt]:
        """Take the next bytes; returns whole packets and what lay between them, in the order of the wire.

        Packets of the rule's ``bulk`` shape may come several in one piece, end to end.
        """
        self._bytes = self._bytes + data if self._bytes else bytes(data)
        self._undecided = False
        found: list[bytes | Corrupt] = []
        while (verdict := self._many() or self._judge()) is not None:
            if isinstance(verdict, bytes):
                self._end_run(found)
                found.append(verdict)
                self._at += len(verdict)
                if self._undecided:
                    break
            else:
                self._discard(verdict, found)
        self._bytes = self._bytes[self._at :]
        self._at = 0
        return found

    def _many(self) -> bytes | None:
        """Packets of the bulk shape that each have the next one's head behind them; None for the rest."""
        left = len(self._bytes) - self._at
        bulk = self._bulk
        if left < self._many_from or self._run or not self._locked or bulk is None:
            return None
        whole = min(left // bulk.size, BULK_TO)
        packets = self._bytes[self._at : self._at + whole * bulk.size]
        clean = bulk.clean(packets)
        behind = self._size(clean * bulk.size)
        vouched = clean if behind else clean - 1
        if vouched <= 0:
            return None
        self._undecided = behind is None
        return packets if vouched == whole else packets[: vouched * bulk.size]

    def _judge(self) -> bytes | str | None:
        """Judge what begins at the cursor: a packet, the reason why it is none, or None when more bytes must decide."""
        size = self._size(0)
        if not size:
            return None if size is None else BEGINS_NOTHING
        frame = self._slice(size)
        if frame is None:
            return None
        if why := self._rule.fault(frame):
            return why
        if not self._rule.weak(frame):
            return frame
        vouched = self._vouched(size) if self._locked else self._confirmed(frame)
        if vouched is None:
            return None
        if not vouched:
            return "it is not followed by a packet"
        self._locked = True
        return frame

    def _confirmed(self, frame: bytes) -> bool | None:
        """Whether a whole good packet that can follow ``frame`` stands right behind it; None when not yet known."""
        size = self._size(len(frame))
        if not size:
            return None if size is None else False
        both = self._slice(len(frame) + size)
        if both is None:
            return None
        second = both[len(frame) :]
        return not self._rule.fault(second) and self._rule.follows(frame, second)

    def _vouched(self, size: int) -> bool | None:
        """Whether the stream goes on behind ``size`` bytes as it would behind an intact packet; None: not yet known.

        Bytes lost or added inside a packet move the next beginning by as many; damage further on moves none nearby.
        """
        behind = self._size(size)
        if behind is None or behind:
            return None if behind is None else True
        last = size + self._rule.shortest
        if self._size(last - 1) is None:
            return None
        return not any(self._size(at) for at in range(1, last))

    def _size(self, offset: int) -> int | None:
        """Length of the packet that begins ``offset`` bytes on; 0 when none does, None without its whole head."""
        start = self._at + offset
        end = start + self._rule.head
        return self._rule.length(self._bytes[start:end]) if end <= len(self._bytes) else None

    def _slice(self, size: int) -> bytes | None:
        end = self._at + size
        return self._bytes[self._at : end] if end <= len(self._bytes) else None

    def _discard(self, why: str, found: list[bytes | Corrupt]) -> None:
        """Give up one byte, and those behind it that begin nothing; a run is told by its first reason."""
        end = self._at + 1
        if self._begins is not None:
            beginning = self._begins.search(self._bytes, end)
            end = beginning.start() if beginning else len(self._bytes)
        self._run += end - self._at
        if self._run >= UNLOCK_PACKETS * self._rule.longest:
            self._locked = False
        while self._at < end:
            self._why = self._why or why
            upto = min(end, self._at + CORRUPT_LIMIT - len(self._garbage))
            self._garbage += self._bytes[self._at : upto]
            self._at = upto
            why = BEGINS_NOTHING
            if len(self._garbage) == CORRUPT_LIMIT:
                self._report(found)

    def _end_run(self, found: list[bytes | Corrupt]) -> None:
        if self._garbage:
            self._report(found)
        self._run = 0

    def _report(self, found: list[bytes | Corrupt]) -> None:
        found.append(Corrupt(bytes(self._garbage), self._why))
        self._garbage.clear()
        self._why = ""
