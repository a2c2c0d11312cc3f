"""How a file writes its numbers: decimal point or comma, with or without marks between the thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

_POINT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?", re.ASCII)
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?", re.ASCII)
_NO_VALUE = frozenset({"nan", "inf", "infinity"})


class Style(Enum):
    """``301.5``; ``301,5`` (thousands may have points); ``1,301.5``."""

    POINT = "decimal point"
    COMMA = "decimal comma"
    GROUPED = "decimal point and commas between thousands"


class Ambiguous(ValueError):
    """A number that means two things, and nothing in the file says which; the message is the number."""


def could_be_number(field: str) -> bool:
    """Whether a field is a number in any style, or the word for one that is missing."""
    return any(form.fullmatch(field) for form in (_POINT, _COMMA, _BY_COMMAS, _BY_POINTS)) or says_no_value(field)


def says_no_value(field: str) -> bool:
    """Whether a field is a word like ``NaN`` or ``-inf``."""
    return field.lstrip("+-").lower() in _NO_VALUE


def style_of(fields: Iterable[str], *, comma_is_usual: bool) -> Style:
    """The style that the fields prove.

    ``1,301`` proves nothing: it is a decimal comma where ``comma_is_usual``, otherwise Ambiguous is raised unless
    another field decides.
    """
    doubtful = ""
    for field in fields:
        if "," not in field:
            continue
        if _BY_COMMAS.fullmatch(field):
            if "." in field or field.count(",") > 1:
                return Style.GROUPED
            doubtful = doubtful or field
        elif _COMMA.fullmatch(field) or _BY_POINTS.fullmatch(field):
            return Style.COMMA
    if doubtful and not comma_is_usual:
        raise Ambiguous(doubtful)
    return Style.COMMA if doubtful else Style.POINT


def plain(field: str, style: Style) -> str | None:
    """The number with a decimal point and nothing between its thousands; None when it is not of this style."""
    if style is Style.POINT:
        return field if _POINT.fullmatch(field) else None
    if style is Style.GROUPED:
        return field.replace(",", "") if _BY_COMMAS.fullmatch(field) or _POINT.fullmatch(field) else None
    if _COMMA.fullmatch(field):
        return field.replace(",", ".")
    if "," in field and _BY_POINTS.fullmatch(field):
        return field.replace(".", "").replace(",", ".")
    return None
