"""Packets that come in pieces: a packet begins where a piece begins, and all its pieces but the last are whole ones.

A piece that was lost or cut short must not be made up for with the beginning of the next packet: one byte of a sum
would take that for a packet once in 256 times.
"""

from __future__ import annotations


class Pieces:
    """The pieces of the packet that is being put together, and those behind it."""

    def __init__(self, usual: int) -> None:
        """``usual``: bytes of a whole piece; a link that was seen with none so long has shorter ones."""
        self._usual = usual
        self._whole = 0
        """Bytes of a whole piece, as far as this link has shown them."""
        self._pieces: list[bytes] = []
        self._rest = False
        """The first one is what stood behind a packet, not a piece as it came."""

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def add(self, data: bytes) -> None:
        """One more piece came."""
        self._whole = min(self._usual, max(self._whole, len(data)))
        self._pieces.append(data)

    @property
    def first(self) -> bytes:
        return self._pieces[0]

    @property
    def joined(self) -> bytes:
        return b"".join(self._pieces)

    def cut_off(self, size: int) -> bool:
        """Whether a packet of this size cannot go on behind one of its pieces, since that is no whole one."""
        for number, piece in enumerate(self._pieces):
            size -= len(piece)
            if size > 0 and len(piece) < self._whole and not (self._rest and number == 0):
                return True
        return False

    def give_up(self) -> bytes:
        """Take the first piece away; no packet begins with it."""
        self._rest = False
        return self._pieces.pop(0)

    def take(self, size: int) -> bytes:
        """Take a packet of this size away; zeros behind it fill up its last piece, anything else begins the next."""
        packet = self.joined[:size]
        left = size
        while self._pieces and left >= len(self._pieces[0]):
            left -= len(self._pieces.pop(0))
        self._rest = bool(self._pieces and left)
        if self._rest:
            rest = self._pieces[0][left:]
            self._rest = bool(rest.strip(b"\0"))
            self._pieces[:1] = [rest] if self._rest else []
        return packet
