"""The station's own texts in the language of a report, by the translations of the window."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from functools import cache

from station.folders import Folders
from station.report.wording import ENGLISH, Told, Wording, languages
from station.settings import settle


def _as_it_is(text: str) -> str:
    return text


@cache
def told_in(language: str) -> Told:
    """What turns a text of the station into this language; as it is where the window's libraries are missing."""
    try:
        from ui.languages.files import file_of
        from ui.languages.speaking import LANGUAGES, Finished, templates
    except ImportError:
        return _as_it_is
    if language == "en" or language not in LANGUAGES:
        return _as_it_is
    try:
        contexts = ElementTree.parse(file_of(language)).getroot().findall("context")
    except (OSError, ElementTree.ParseError):
        return _as_it_is
    known = {
        (context.findtext("name") or "", message.findtext("source") or ""): message.findtext("translation") or ""
        for context in contexts
        for message in context.findall("message")
    }
    return Finished(lambda context, text: known.get((context, text), ""), lambda: templates(language)).told


def wording_of(folders: Folders) -> Wording:
    """The words of what is printed here: in the language of the settings, or else in English."""
    language = settle(folders).settings.language
    chosen = language if language in languages() else ENGLISH
    return Wording(chosen, told_in(chosen))
