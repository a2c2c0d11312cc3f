"""What a row of the audit says beside who, when and what: in words, numbers rounded and with their units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_UNITS: Final = {"kg": ("kg", 1), "m": ("m", 2), "s": ("s", 3), "n": ("N", 0), "cm": ("cm", 0)}
"""By the end of a name: the unit, and the digits after the point that mean something."""
_ID_LENGTH: Final = 36
_NAMED: Final = {"row": "entry", "of": "instead of", "body_mass_struck": "struck out", "body_mass_again": "holds again"}


def detail_words(detail: Mapping[str, Any]) -> str:
    """``body mass 74.5 kg, how weighed, entry 1a2b3c4d``; of a change to a trial, what was changed."""
    if "amendment" in detail:
        return _amended(detail)
    return ", ".join(_said(name, value) for name, value in detail.items() if value not in ("", None, [], {}))


def _amended(detail: Mapping[str, Any]) -> str:
    from station.amendments import AmendmentKind, NewAmendment

    try:
        kind = AmendmentKind(detail["kind"])
        words = NewAmendment(kind, detail["about"], detail["before"], detail["after"]).words
    except (KeyError, TypeError, ValueError):
        return ", ".join(_said(name, value) for name, value in detail.items())
    step = detail.get("step", "done")
    return words if step == "done" else f"{step}: {words}"


def _said(name: str, value: Any) -> str:
    if name == "facts" and isinstance(value, Mapping):
        return ", ".join(_changed(each, *pair) for each, pair in value.items())
    stem, _, end = name.rpartition("_")
    known = stem if stem and end in _UNITS else name
    return f"{_NAMED.get(known, known.replace('_', ' '))} {_value(name, value)}"


def _changed(name: str, before: Any, after: Any) -> str:
    return f"{_said(name, after)} instead of {_value(name, before)}"


def _value(name: str, value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        unit, digits = _UNITS.get(name.rpartition("_")[2], ("", 0))
        return f"{value:.{digits}f} {unit}" if unit else f"{value:.4g}" if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return ", ".join(_said(each, inner) for each, inner in value.items())
    if isinstance(value, list | tuple):
        return " and ".join(_value(name, each) for each in value)
    text = str(value)
    return text[:8] if len(text) == _ID_LENGTH and text.count("-") == 4 else text
