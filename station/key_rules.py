"""Keys of TOML files that people write: what each means and may hold, in words and as a test of one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from station.toml_shape import Shaped, shown

TITLE_LETTERS: Final = 60
SENTENCE_LETTERS: Final = 300
MOST_CUES: Final = 6

WORDS: Final = f"a few words on one line, at most {TITLE_LETTERS} letters"
SENTENCE: Final = (
    f"one or more sentences on one line, at most {SENTENCE_LETTERS} letters, the last one a full stop, ! or ?"
)
PART: Final = f"words on one line, at most {SENTENCE_LETTERS} letters"
NAME: Final = "lower-case letters, digits and underscores, a letter first, at most 60"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its unit, what it means, and which values it may have.  A star stands for a free name of a table."""

    name: str
    unit: str
    means: str
    allowed: str = ""
    holds: Callable[[Any], bool] = lambda _: True

    def named(self, names: Iterable[str]) -> list[str]:
        """Which of these keys it is: itself, or with a star for a free name all that fit."""
        if "*" not in self.name:
            return [self.name] if self.name in names else []
        table, _, leaf = self.name.partition(".*.")
        return [name for name in names if name.startswith(f"{table}.") and name.endswith(f".{leaf}")]


def checked(shaped: Shaped, keys: Iterable[Key]) -> dict[str, Any]:
    """The values that are allowed, each by itself; what is wrong with the others is added to the problems."""
    good = dict(shaped.values)
    for key in keys:
        for name in key.named(shaped.values):
            if good[name] is not None and not key.holds(good[name]):
                shaped.add(name, f"must be {key.allowed}", shown(good.pop(name)))
    return good


def between(low: float, high: float) -> Callable[[Any], bool]:
    """From one to the other."""
    return lambda value: low <= value <= high


def above(high: float) -> Callable[[Any], bool]:
    """Above 0 and at most so much."""
    return lambda value: 0 < value <= high


def is_words(text: str) -> bool:
    """Whether it is a title or a label."""
    return bool(text.strip()) and len(text) <= TITLE_LETTERS and text.isprintable()


def is_sentence(text: str) -> bool:
    """Whether it is one or more sentences."""
    return text.strip().endswith((".", "!", "?")) and len(text) <= SENTENCE_LETTERS and text.isprintable()


def is_part(text: str) -> bool:
    """Whether it is a part of a sentence."""
    return bool(text.strip()) and len(text) <= SENTENCE_LETTERS and text.isprintable()


def is_name(text: str) -> bool:
    """Whether it can be the name of a file and of what is in it."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,59}", text) is not None


def are_different(items: tuple[str, ...]) -> bool:
    """Whether there is at least one, and none twice."""
    return bool(items) and len(set(items)) == len(items)


def are_cues(texts: tuple[str, ...]) -> bool:
    """Whether they are short and few enough to be called out."""
    return len(texts) <= MOST_CUES and all(is_words(text) for text in texts)


def are_names(names: tuple[str, ...]) -> bool:
    """Whether they are names, none twice."""
    return len(set(names)) == len(names) and all(is_name(name) for name in names)
