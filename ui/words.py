"""Everything that is read on the screen, in the language of the window.  No Qt: whoever starts it says how.

``say`` is for texts of the window itself: a literal sentence with named fields.  ``later`` marks one that stands in a
table and is said when it is shown.  ``told`` is for texts that the station made and that come here finished.
``python3 run.py words`` collects all of them from the source (``ui/languages/collecting.py``).
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

Translation = Callable[[str], str]

_GROUPED = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?(?![\d,])")
_DATED = re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: (\d{4}))?\b(\.?)")
_POINTED = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d]|\.\d)")


def _as_it_is(text: str) -> str:
    return text


_sentence: Translation = _as_it_is
_finished: Translation = _as_it_is
_comma = False
_large_nouns = False


def speak(
    sentence: Translation = _as_it_is,
    finished: Translation = _as_it_is,
    *,
    decimal_comma: bool = False,
    large_nouns: bool = False,
) -> None:
    """From now on texts are turned by these: sentences with their fields still open, and finished ones."""
    global _sentence, _finished, _comma, _large_nouns
    _sentence, _finished, _comma, _large_nouns = sentence, finished, decimal_comma, large_nouns


class _Filling(string.Formatter):
    """Numbers that a field formats are written as the language writes them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        filled = format(value, format_spec)
        return grouped(filled) if isinstance(value, int | float) else filled

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[str(key)]


_filling = _Filling()


def say(text: str, **fields: object) -> str:
    """This sentence in the window's language, with its fields filled."""
    sentence = _sentence(text)
    parts = _parts(sentence)
    if parts is None:
        return _filling.vformat(sentence, (), fields)
    return "".join(
        literal if name is None else literal + _filling.format_field(fields[name], form)
        for literal, name, form in parts
    )


@lru_cache(4096)
def _parts(sentence: str) -> tuple[tuple[str, str | None, str], ...] | None:
    """What stands between the fields, their names and forms; None where a field is more than its name and a form.

    The same sentences are said many times a second.
    """
    parts = tuple((literal, name, form or "") for literal, name, form, _ in _filling.parse(sentence))
    plain = all(name is None or (name.isidentifier() and "{" not in form) for _, name, form in parts)
    return parts if plain and not any(turned for _, _, _, turned in _filling.parse(sentence)) else None


def later(text: str) -> str:
    """The sentence as it stands; whoever shows it will ``say`` it."""
    return text


def told(text: str) -> str:
    """What the station said, in the window's language."""
    return _DATED.sub(_dated, _finished(text))


def _dated(found: re.Match[str]) -> str:
    """``23 Nov 2026`` as the language writes it; a month cut short with a point ends a sentence with that one."""
    day, month, year, stop = found.groups()
    if year is None:
        said = say("{day} {month}", day=day, month=say(month))
    else:
        said = say("{day} {month} {year}", day=day, month=say(month), year=year)
    return said.removesuffix(stop) + stop if stop else said


def inside(text: str) -> str:
    """A label that stands within a sentence: begun small, but not where a language writes its nouns large."""
    return text if _large_nouns else text[:1].lower() + text[1:]


def number(text: str) -> str:
    """A text that holds numbers, with the language's decimal sign; one that has it already stays as it is."""
    return _POINTED.sub(r"\1,\2", text) if _comma else text


def grouped(text: str) -> str:
    """Like ``number``, for what surely was written in English: marks between thousands become thin spaces.

    Never for what may have a decimal comma already: 1,234 would become a thousand times as much.
    """
    if not _comma:
        return text
    parts, end = [], 0
    for found in _GROUPED.finditer(text):
        whole, rest = found[1].replace(",", "\u2009"), (found[2] or "").replace(".", ",")
        parts += [_POINTED.sub(r"\1,\2", text[end : found.start()]), whole + rest]
        end = found.end()
    return "".join(parts) + _POINTED.sub(r"\1,\2", text[end:])
