"""Which languages the window speaks, and how one is put in place: Qt's translator for the compiled file."""

from __future__ import annotations

import contextlib
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
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
_PROSE = re.compile(r"(?<![\w/.:-])(?!min\b)[a-z]{3,}(?![\w/:-]|\.\w)")
"""A word of a language, not a name, a code, a path or a unit."""
_SHORT, _LONG = 16, 12
"""Letters of a template: with fewer it may fit by chance; with so many it surely does not where nothing else fits."""
_LONGEST = 2000
"""Letters of a text that somebody reads; what is longer is no sentence, and looking for its origin takes seconds."""
_PARTED = re.compile(r"[,:;.] ")
_ENDED = re.compile(r"[a-z)][.!?] [A-Z]")
_SENTENCES = re.compile(r"\. (\{\})+ \{\}")
"""Whole sentences in fields that follow each other: nobody can tell where one ends, but each is told by itself."""
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
    """A text with fields as patterns; ``anchor`` is its longest literal piece, which any match contains."""

    source: str
    patterns: tuple[re.Pattern[str], ...]
    """Where fields follow each other, the first takes as much as it can, or else as little."""
    anchor: str
    letters: int

    @classmethod
    def of(cls, source: str) -> Template:
        """Make the patterns of a source with ``{}`` fields."""
        pieces = source.split("{}")
        escaped = [re.escape(piece) for piece in pieces]
        close = any(not piece.strip() for piece in pieces[1:-1])
        fields = ("(.*)", "(.*?)")[not close :]
        return cls(
            source,
            () if _SENTENCES.search(source) else tuple(re.compile(field.join(escaped), re.DOTALL) for field in fields),
            max(pieces, key=len),
            sum(len(_LETTERS.findall(piece)) for piece in pieces),
        )

    @property
    def says_much(self) -> bool:
        """Whether it has more than a word or two, or parts of its own."""
        return self.letters >= _SHORT or _PARTED.search(self.source) is not None

    def fields_of(self, text: str) -> Iterator[tuple[str, ...]]:
        """What would stand in the fields if the text was made from this template."""
        if self.anchor not in text:
            return
        for pattern in self.patterns:
            match = pattern.fullmatch(text)
            # a template of one or two words is not the origin of a text with commas
            if match and (self.says_much or not any(_PARTED.search(each) for each in match.groups())):
                yield match.groups()


class Finished:
    """Finds the template that a finished English text was made from, and fills the translated one.

    A field with words that have no translation says that the template was another one; only in a long one, where
    nothing else fits, it stays as it is: the words of an operating system or of a file.
    """

    def __init__(self, turned: Callable[[str, str], str], sources: Callable[[], Sequence[str]]) -> None:
        self._turned, self._sources = turned, sources
        self._templates: list[Template] | None = None
        # the screen asks for the same few texts ten times a second
        self.told = lru_cache(maxsize=4096)(self._told)

    def _told(self, text: str) -> str:
        if len(text) > _LONGEST:
            return text
        return self._whole(text, 0) or self._by_sentences(text) or words.number(text)

    def _whole(self, text: str, depth: int) -> str:
        """The translation of exactly this text, or empty."""
        # within a sentence a single word is the station's: Back there is no button
        contexts = (STATION, FILES, WINDOW) if depth == 0 else (STATION, FILES) if " " in text else (STATION,)
        for context in contexts:
            if found := self._turned(context, text):
                return found
        if depth > 5 or not _LETTERS.search(text):
            return ""
        if self._templates is None:
            made = (Template.of(source) for source in self._sources())
            # who says most of the text itself is its origin
            self._templates = sorted((each for each in made if each.letters >= 3), key=lambda each: -each.letters)
        for strict in (True, False) if depth < 2 else (True,):
            for template in self._templates:
                if not strict and template.letters < _LONG:
                    break
                for fields in template.fields_of(text):
                    if filled := self._filled(template, fields, depth, strict=strict):
                        return filled
            if found := self._otherwise(text, depth):
                return found
        return ""

    def _filled(self, template: Template, fields: Sequence[str], depth: int, *, strict: bool) -> str:
        last = fields[-1:] if template.source.rstrip(".").endswith("{}") else ()
        if any(_ENDED.search(field) for field in fields[: len(fields) - len(last)]):
            return ""  # two sentences are not one
        parts = [self._part(field, depth + 1) for field in fields]
        told = [text for text, _ in parts]
        unknown = "".join(text for text, known in parts if not known)
        if unknown and (strict or len(unknown) > template.letters):
            return ""
        translation = self._turned(STATION, template.source)
        if "{}" in translation:
            pieces = translation.split("{}")
            ends = [*told, *[""] * len(pieces)]
            return "".join(piece + ends[k] for k, piece in enumerate(pieces[:-1])) + pieces[-1]
        # where the order of the fields changes they are numbered: {0}, {1}
        return re.sub(r"\{(\d)\}", lambda found: told[int(found[1])] if int(found[1]) < len(told) else "", translation)

    def _part(self, field: str, depth: int) -> tuple[str, bool]:
        """A field told, and whether its words are known."""
        if whole := self._whole(field, depth):
            return whole, True
        told = self._by_sentences(field, depth) or words.grouped(field)
        return told, told != field or not _PROSE.search(field)

    def _otherwise(self, text: str, depth: int) -> str:
        """As the station changes words: large at the beginning of a sentence, small within one, with a full stop."""
        if depth >= 5:
            return ""
        first, rest = text[:1], text[1:]
        if first != first.lower() and (found := self._whole(first.lower() + rest, depth + 1)):
            return found[:1].upper() + found[1:]
        if first != first.upper() and " " in rest and (found := self._turned(STATION, first.upper() + rest)):
            return found
        if text.endswith(".") and not text.endswith("..") and (found := self._whole(text[:-1], depth + 1)):
            return found + "."
        return ""

    def _by_sentences(self, text: str, depth: int = 0) -> str:
        """Piece by piece: sentences, then what colons, semicolons, dots and commas divide."""
        # of several labelled things each is one
        small = (", ", ": ") if text.count(": ") > 1 else (": ", ", ")
        for divider in ("\n", " · ", r"(?<=[.!?]) ", "; ", *small):
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
                run = between.join(pieces[at:end])
                found = self._whole(run, depth + 1) or self._added(run, between)
                if found or end == at + 1:
                    piece = pieces[at]
                    told.append(found or self._by_sentences(piece, depth + 1) or words.number(piece))
                    at = end
                    break
        return told

    def _added(self, text: str, between: str) -> str:
        """Of a piece that is always put behind another one: ``, not verified``."""
        if between.strip() not in (",", ";"):
            return ""
        return self._whole(between + text, 2).removeprefix(between)
