"""Which languages the window speaks, and how one is put in place: Qt's translator for the compiled file."""

from __future__ import annotations

import contextlib
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ui import words
from ui.languages.files import FILES, STATION, WINDOW, file_of

ENGLISH: Final = "en"
LANGUAGES: Final = {ENGLISH: "English", "de": "Deutsch"}
"""Each by its own name, so that whoever does not read the other one finds back."""
SYSTEM: Final = "system"
_installed: list[QTranslator] = []
_now = [ENGLISH]
_PROSE = re.compile(r"(?<![\w/.:-])[a-z]{3,}(?![\w/:-]|\.\w)")
"""A word of a language, not a name, a code, a path or a unit."""
_LETTERS = re.compile(r"[A-Za-z]")


def language_of_system() -> str:
    """The language of this computer where the window speaks it, otherwise English."""
    code = QLocale.system().name().partition("_")[0]
    return code if code in LANGUAGES else ENGLISH


def spoken() -> str:
    """The language that is spoken now."""
    return _now[0]


def speak(language: str) -> str:
    """Turn all texts into ``language`` from now on (``system``: this computer's); returns which one it became."""
    chosen = language_of_system() if language == SYSTEM else language if language in LANGUAGES else ENGLISH
    app = QCoreApplication.instance()
    if chosen == _now[0] and (chosen == ENGLISH or _installed):
        return chosen
    while _installed:
        old = _installed.pop()
        if app is not None:
            app.removeTranslator(old)
    translator = QTranslator()
    if chosen == ENGLISH or not translator.load(str(file_of(chosen, "qm"))):
        words.speak()
        _now[0] = ENGLISH
        return ENGLISH
    of_qt = QTranslator()
    of_qt.load(f"qtbase_{chosen}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _installed[:] = [translator, of_qt]
    if app is not None:
        for each in _installed:
            app.installTranslator(each)

    def turned(context: str, text: str) -> str:
        return str(translator.translate(context, text) or "") if text else ""

    def sentence(text: str) -> str:
        return turned(WINDOW, text) or text

    _now[0] = chosen
    finished = Finished(turned, lambda: templates(chosen))
    words.speak(sentence, finished.told, decimal_comma=chosen == "de", large_nouns=chosen == "de")
    return chosen


def templates(language: str) -> list[str]:
    """The texts of the station with open fields that this language has a translation for."""
    found = []
    with contextlib.suppress(OSError, ElementTree.ParseError):
        for context in ElementTree.parse(file_of(language)).getroot().iter("context"):
            if context.findtext("name") == STATION:
                found = [
                    message.findtext("source") or ""
                    for message in context.iter("message")
                    if message.findtext("translation") and "{}" in (message.findtext("source") or "")
                ]
    return found


@dataclass(frozen=True, slots=True)
class Template:
    """A text with fields as a pattern; ``anchor`` is its longest literal piece, which any match contains."""

    source: str
    pattern: re.Pattern[str]
    anchor: str
    letters: int

    @classmethod
    def of(cls, source: str) -> Template:
        """Make the pattern of a source with ``{}`` fields."""
        pieces = source.split("{}")
        pattern = "(.+?)".join(re.escape(piece) for piece in pieces)
        return cls(
            source,
            re.compile(pattern, re.DOTALL),
            max(pieces, key=len),
            sum(len(_LETTERS.findall(piece)) for piece in pieces),
        )


class Finished:
    """Finds the template that a finished English text was made from, and fills the translated one.

    A field with words that have no translation says that the template was another one.
    """

    def __init__(self, turned: Callable[[str, str], str], sources: Callable[[], Sequence[str]]) -> None:
        self._turned, self._sources = turned, sources
        self._templates: list[Template] | None = None
        # the screen asks for the same few texts ten times a second
        self.told = lru_cache(maxsize=4096)(self._told)

    def _told(self, text: str) -> str:
        return self._whole(text, 0) or self._by_sentences(text) or words.number(text)

    def _whole(self, text: str, depth: int) -> str:
        """The translation of exactly this text, or empty."""
        # within a sentence a single word is the station's: Back there is no button
        contexts = (STATION, FILES, WINDOW) if depth == 0 else (STATION, FILES) if " " in text else (STATION,)
        for context in contexts:
            if found := self._turned(context, text):
                return found
        if depth > 3 or not _LETTERS.search(text):
            return ""
        if self._templates is None:
            made = (Template.of(source) for source in self._sources())
            # who says most of the text itself is its origin
            self._templates = sorted((each for each in made if each.letters >= 3), key=lambda each: -each.letters)
        for template in self._templates:
            match = template.pattern.fullmatch(text) if template.anchor in text else None
            if match and (filled := self._filled(template, match.groups(), depth)):
                return filled
        return self._capitalised(text, depth)

    def _filled(self, template: Template, fields: Sequence[str], depth: int) -> str:
        told = [self._part(field, depth + 1) for field in fields]
        if any(one == field and _PROSE.search(field) for one, field in zip(told, fields, strict=True)):
            return ""
        translation = self._turned(STATION, template.source)
        if "{}" in translation:
            pieces = translation.split("{}")
            ends = [*told, *[""] * len(pieces)]
            return "".join(piece + ends[k] for k, piece in enumerate(pieces[:-1])) + pieces[-1]
        # where the order of the fields changes they are numbered: {0}, {1}
        return re.sub(r"\{(\d)\}", lambda found: told[int(found[1])] if int(found[1]) < len(told) else "", translation)

    def _part(self, field: str, depth: int) -> str:
        return self._whole(field, depth) or self._by_sentences(field, depth) or words.grouped(field)

    def _capitalised(self, text: str, depth: int) -> str:
        """What begins a sentence is written large; the station makes it so with words that it knows small."""
        small = text[:1].lower() + text[1:]
        found = self._whole(small, depth + 1) if small != text and depth < 3 else ""
        return found[:1].upper() + found[1:]

    def _by_sentences(self, text: str, depth: int = 0) -> str:
        """Piece by piece: sentences, then what colons, semicolons, dots and commas divide."""
        for divider in ("\n", r"(?<=[.!?]) ", " · ", "; ", ": ", ", "):
            pieces = re.split(divider, text)
            if len(pieces) > 1:
                between = " " if divider.startswith("(") else divider
                return between.join(self._runs(pieces, between, depth))
        return ""

    def _runs(self, pieces: list[str], between: str, depth: int) -> list[str]:
        """Each piece told; of several sentences that belong to one text, the longest run first."""
        told, at = [], 0
        while at < len(pieces):
            for end in range(min(len(pieces), at + 5), at, -1):
                found = self._whole(between.join(pieces[at:end]), depth + 1)
                if found or end == at + 1:
                    piece = pieces[at]
                    told.append(found or self._by_sentences(piece, depth + 1) or words.number(piece))
                    at = end
                    break
        return told
