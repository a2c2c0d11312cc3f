"""Measurements and sentences as people read them on the screen.  No Qt."""

from __future__ import annotations

import math
import re

from station.readings import AT_LEAST as AT_LEAST
from station.readings import DASH as DASH
from station.readings import MINUS as MINUS
from station.readings import Reading as Reading
from station.readings import fixed as fixed
from station.readings import reading as reading
from station.readings import shown_unit as shown_unit
from station.readings import supported_decimals as supported_decimals


def split_big(value: float | None, decimals: int) -> tuple[str, str]:
    """The part that is drawn huge and the part that follows it: ``23`` and ``.4``."""
    if value is None or not math.isfinite(value):
        return DASH, ""
    text = fixed(value, decimals)
    whole, point, rest = text.partition(".")
    return whole, point + rest


def mark_name(name: str) -> str:
    """The name of a mark as people write it."""
    return re.sub(r"take[ -]?off", "take-off", name.replace("_", " "))


def in_words(sentence: str) -> str:
    """The sentence with the coefficient of variation said in words."""
    return re.sub(r"(?:own trial )?\bCV\b", "variation of repetitions", sentence.replace(" (CV)", ""))


def unbroken(sentence: str) -> str:
    """The sentence with its numbers tied to their signs and units, so that no line ends between them."""
    sentence = sentence.replace(">=", "≥").replace("<=", "≤")
    return re.sub(r"(?<=[\d±≥≤]) (?=[\d±≥≤]|%|(?:N|cm|ms|s|Hz|kg|m)\b)", "\u00a0", sentence)


def ago(seconds: float | None) -> str:
    """``zeroed 40 s ago`` in steps that do not flicker."""
    if seconds is None:
        return "not zeroed yet"
    if seconds < 3:
        return "zeroed just now"
    if seconds < 10:
        return "zeroed a few seconds ago"
    if seconds < 120:
        return f"zeroed {int(seconds // 10) * 10} s ago"
    return f"zeroed {int(seconds // 60)} min ago"
