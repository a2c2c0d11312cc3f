"""The words of a report, one TOML file a language; texts that the station made are told by whoever speaks it."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from station.errors import BadInput

FOLDER: Final = Path(__file__).parent / "languages"
ENGLISH: Final = "en"
Told = Callable[[str], str]
"""What the station said in English, in another language."""
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NOT_NUMBERS = re.compile(r"10\.\d{4,}/\S+|\b\d+\.\d+\.\d+\b|\b[0-9a-f]{8,}\b")
"""DOIs, versions and ids keep their points."""


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def _catalogue(language: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def _as_it_is(text: str) -> str:
    return text


class Wording:
    """One language.  Raises BadInput for one that there is not."""

    def __init__(self, language: str, told: Told = _as_it_is) -> None:
        if language not in languages():
            raise BadInput(f"A report speaks {', '.join(languages())}, not {language[:20]!r}.")
        self.language = language
        self._words = _catalogue(language)
        self._told = _as_it_is if language == ENGLISH else told

    def say(self, key: str, **fields: object) -> str:
        """The words under ``section.key`` with their fields filled."""
        section, _, name = key.partition(".")
        return str(self._words[section][name]).format(**fields)

    def told(self, text: str) -> str:
        """What the station said, in this language as far as it is known, with this language's decimal sign."""
        return self.number(self._told(text))

    def number(self, text: str) -> str:
        """The text with the decimal sign of this language; ids, versions and DOIs stay as they are."""
        sign = str(self._words["decimal"])
        if sign == ".":
            return text
        parts, at = [], 0
        for kept in _NOT_NUMBERS.finditer(text):
            parts += [_POINT.sub(sign, text[at : kept.start()]), kept.group()]
            at = kept.end()
        return "".join([*parts, _POINT.sub(sign, text[at:])])

    def date(self, moment: datetime.datetime) -> str:
        """A day by the clock of the place where it was."""
        return self.day(moment.date())

    def day(self, day: datetime.date) -> str:
        """``7 Sep 2026``."""
        month = self._words["months"][day.month - 1]
        return str(self._words["date"]).format(day=day.day, month=month, year=day.year)
