"""Taking out of a text whatever tells who somebody is, before the text goes to somebody who need not know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

BLOTTED: Final = "(person)"
_PIECE: Final = re.compile(r"[^\W_]+")
_SHORT: Final = 3
"""Parts of a name that are no longer are looked for as they are written: *An* is somebody, *an* is a word."""
_DIGITS: Final = 5
"""A part of a contact with so many is a number that reaches somebody."""


class Blot:
    """Replaces codes, names and the like by ``(person)`` wherever they stand as words; shows none of them itself.

    Thousands of them cost little: a text is gone through once, and compared with what begins with the same two pieces.
    """

    __slots__ = ("_by_pieces", "_signs")

    def __init__(self, words: Iterable[str]) -> None:
        """``words`` may hold spaces and signs; empty ones are left out."""
        self._by_pieces: dict[tuple[str, ...], list[str]] = defaultdict(list)
        """Those that begin with these pieces, letters and digits only; the longest first."""
        self._signs: list[str] = []
        """Those that have neither letters nor digits."""
        for word in sorted({" ".join(each.split()) for each in words} - {""}, key=len, reverse=True):
            pieces = tuple(_PIECE.findall(word.lower())[:2])
            (self._by_pieces[pieces] if pieces else self._signs).append(word)

    def __repr__(self) -> str:
        return "Blot(...)"

    def __call__(self, text: str) -> str:
        """The text without them."""
        pieces, kept, done = list(_PIECE.finditer(text)), list[str](), 0
        for place, piece in enumerate(pieces):
            begin, end = self._span(text, piece, pieces[place + 1][0] if place + 1 < len(pieces) else "")
            if end > begin >= done:
                kept += [text[done:begin], BLOTTED]
                done = end
        blotted = "".join([*kept, text[done:]])
        for sign in self._signs:
            blotted = blotted.replace(sign, BLOTTED)
        return blotted

    def _span(self, text: str, piece: re.Match[str], then: str) -> tuple[int, int]:
        """Where the longest of them lies whose pieces begin with this one and ``then``; 0, 0 for none."""
        first, second = piece[0].lower(), then.lower()
        for word in (*self._by_pieces.get((first, second), ()), *self._by_pieces.get((first,), ())):
            before = _before(word)
            pattern = r"\s+".join(re.escape(part) for part in word.split(" "))
            exactly = len(word) <= _SHORT and word.isalpha()
            found = re.compile(pattern, 0 if exactly else re.IGNORECASE).match(text, max(0, piece.start() - before))
            if found is not None and found.start() + before == piece.start() and not _goes_on(text, found.end()):
                return found.span()
        return 0, 0


def _before(word: str) -> int:
    """How many signs stand before its first letter or digit."""
    first = _PIECE.search(word)
    return 0 if first is None else first.start()


def _goes_on(text: str, end: int) -> bool:
    """Whether the word before ``end`` goes on there."""
    return text[end - 1 : end].isalnum() and text[end : end + 1].isalnum()


def parts_of_name(name: str) -> Iterator[str]:
    """A name as it may stand in a text: whole, and each of its parts."""
    yield name
    yield from (part for part in _PIECE.findall(name) if len(part) > 1)


def parts_of_contact(contact: str) -> Iterator[str]:
    """A contact whole, and each part of it that reaches somebody by itself."""
    yield contact
    for part in re.split(r"[\s,;]+", contact):
        if "@" in part or sum(letter.isdigit() for letter in part) >= _DIGITS:
            yield part


def ways_to_write(day: date) -> Iterator[str]:
    """A birth date as it may stand in a text."""
    yield from (f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%d.%m.%y}")
    yield f"{day.day}.{day.month}.{day.year}"
