"""Everything that is read on the screen, in the language of the window.  No Qt: whoever starts it says how.

``say`` is for texts of the window itself: a literal sentence with named fields.  ``told`` is for texts that the station
made and that come here finished.
"""

from __future__ import annotations

from collections.abc import Callable

Translation = Callable[[str], str]


def _as_it_is(text: str) -> str:
    return text


_sentence: Translation = _as_it_is
_finished: Translation = _as_it_is


def speak(sentence: Translation = _as_it_is, finished: Translation = _as_it_is) -> None:
    """From now on texts are turned by these: sentences with their fields still open, and finished ones."""
    global _sentence, _finished
    _sentence, _finished = sentence, finished


def say(text: str, **fields: object) -> str:
    """This sentence in the window's language, with its fields filled."""
    return _sentence(text).format(**fields)


def told(text: str) -> str:
    """What the station said, in the window's language."""
    return _finished(text)
