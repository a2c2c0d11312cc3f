"""Text that somebody typed or a file brought: one form of every letter, nothing invisible, nothing that turns round.

What is kept is shown as it stands: it is never read as markup, as a formula or as a path.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from station.errors import BadInput

_REFUSED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, format (which turn the reading direction or show nothing), lone surrogates, private, unassigned, lines."""
_JOINERS: Final = "\u200c\u200d"
"""Format characters that some scripts cannot be written without: allowed between two letters."""
_MOST_MARKS: Final = 4
"""Combining marks on one letter; more of them cover the lines above and below."""


def plain_text(text: str, what: str, longest: int) -> str:
    """The text in NFC without spaces around it.  Raises BadInput that names ``what`` and what is wrong with it."""
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        raise BadInput(f"The {what} holds half a character (a lone surrogate). Type it again.")
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        raise BadInput(f"The {what} is empty. It needs 1 to {longest} visible characters.")
    if len(text) > longest:
        raise BadInput(f"The {what} has {len(text)} characters; at most {longest} can be kept.")
    marks = 0
    for place, letter in enumerate(text):
        category = unicodedata.category(letter)
        if category in _REFUSED and not _joins(text, place):
            raise BadInput(
                f"The {what} holds a character that cannot be seen (U+{ord(letter):04X}, at place {place + 1}). Such "
                "characters can make a text read as another one. Type it again instead of pasting it."
            )
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            raise BadInput(f"The {what} has more than {_MOST_MARKS} marks on one letter (at place {place + 1}).")
    if all(unicodedata.category(letter)[0] in "MZ" for letter in text):
        raise BadInput(f"The {what} has no visible character.")
    return text


def _joins(text: str, place: int) -> bool:
    if text[place] not in _JOINERS or not 0 < place < len(text) - 1:
        return False
    return all(unicodedata.category(text[beside])[0] in "LM" for beside in (place - 1, place + 1))
