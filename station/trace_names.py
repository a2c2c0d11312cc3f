"""What columns of force traces are called, and in which units: nothing here guesses, unknown words stay unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DIRECTED: Final = ("cop_ml", "cop_ap")
"""Centre of pressure, medio-lateral and antero-posterior."""
BY_AXES: Final = ("cop_x", "cop_y")
"""Centre of pressure along axes of which nothing says where they point."""
MOMENTS: Final = ("mx", "my")
PLACES: Final = frozenset({*DIRECTED, *BY_AXES})
ADDED: Final = (*DIRECTED, *BY_AXES, *MOMENTS)
"""What a file may have besides its forces; without a unit it is not read."""
ROLES: Final = ("time", "left", "right", "force", *ADDED)

_STEMS: Final = {
    "time": ("time", "times", "t", "seconds"),
    "left": ("left", "leftfz", "leftforce", "fzleft", "forceleft", "zleft", "fzl"),
    "right": ("right", "rightfz", "rightforce", "fzright", "forceright", "zright", "fzr"),
    "force": ("force", "fz", "total", "totalforce", "fztotal", "fzsum"),
    "cop_ml": ("copml", "mlcop", "copmediolateral"),
    "cop_ap": ("copap", "apcop", "copanteroposterior", "copanteriorposterior"),
    "cop_x": ("copx", "xcop"),
    "cop_y": ("copy", "ycop"),
    "mx": ("mx",),
    "my": ("my",),
}
"""Small letters and digits only, without the unit."""
PAIRS: Final = (
    ("fp1", "fp2", "FP1 taken as the left and FP2 as the right plate"),
    ("groundforce2vy", "groundforce1vy", "plate 1 taken as right and plate 2 as left"),
)
"""Names of left and right in files that number their plates, and the assumption that this makes."""

_FORCE_FACTORS: Final = {"n": 1.0, "newton": 1.0, "newtons": 1.0, "kn": 1000.0}
_SECONDS: Final = ("s", "sec", "secs", "second", "seconds")
_MILLISECONDS: Final = ("ms", "msec", "millisecond", "milliseconds")
_TIME_FACTORS: Final = dict.fromkeys(_SECONDS, 1.0) | dict.fromkeys(_MILLISECONDS, 0.001)
_LENGTH_FACTORS: Final = {"m": 1.0, "cm": 0.01, "mm": 0.001}
_MOMENT_FACTORS: Final = {"nm": 1.0, "n·m": 1.0, "n*m": 1.0, "nmm": 0.001}
_SAID_PLAINLY: Final = frozenset({"kg", "kgf", "lb", "lbs", "lbf", "mv", "us", "counts"}) | {*_FORCE_FACTORS, "s", "ms"}
"""Units that may end a name without brackets; shorter ones (g, V, m) are parts of names too often."""
# fmt: off
_OTHER: Final = frozenset({
    "kg", "kgf", "g", "lb", "lbs", "lbf", "mv", "v", "uv", "µv", "volt", "volts", "count", "counts", "adu", "us",
    "µs", "min", "h", "hz", "%", "bw", "%bw", "n/kg", "nm", "n·m", "n*m", "nmm", "m", "cm", "mm", "m/s", "m/s²",
    "m/s^2", "m/s2", "deg", "°", "°/s", "rad", "rad/s", "w", "-", "#",
})
# fmt: on
_AS_TOLD: Final = re.compile(r"(.*?)[\s_/]*[\[(]\s*([^\[\]()]*?)\s*[\])]\s*|(.+?)[\s_/]+(\S+)")
_LENGTH_LAST: Final = re.compile(r"(.+)[\s_/]+([cm]?m)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a column taken apart: what it stands for, if that is known, and the unit that it ends with."""

    role: str | None
    unit: str


def known(text: str) -> Name:
    """What the name of a column says."""
    plain = spelled(text)
    for role, stems in _STEMS.items():
        suffix = "ms" if role == "time" else "n"
        if plain in stems:
            return Name(role, _unit_in(text))
        if plain.endswith(suffix) and plain.removesuffix(suffix) in stems:
            return Name(role, suffix)
    match = _AS_TOLD.fullmatch(text)
    unit = _unit_in(text)
    length = _LENGTH_LAST.fullmatch(text)
    if length is not None:
        place = next((role for role in PLACES if spelled(length[1]) in _STEMS[role]), None)
        if place is not None:
            return Name(place, length[2].lower())
    if match is None or not unit:
        return Name(None, unit)
    stem = spelled(match[1] if match[1] is not None else match[3])
    return Name(next((role for role, stems in _STEMS.items() if stem in stems), None), unit)


def spelled(text: str) -> str:
    """Small letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _unit_in(text: str) -> str:
    match = _AS_TOLD.fullmatch(text)
    if match is None:
        return ""
    if match[2] is not None:
        return _bare(match[2]) if is_unit(match[2]) else ""
    unit = _bare(match[4])
    return unit if unit in _SAID_PLAINLY else ""


def _bare(text: str) -> str:
    return text.strip().strip("[]()").strip().lower()


def is_unit(text: str) -> bool:
    """Whether a word is one that stands for a unit."""
    unit = _bare(text)
    return unit in _FORCE_FACTORS or unit in _TIME_FACTORS or unit in _OTHER


def is_units_row(fields: Iterable[str]) -> bool:
    """Whether a row holds units and nothing else, as many programs write below the names."""
    filled = [field for field in fields if _bare(field)]
    return bool(filled) and all(is_unit(field) for field in filled)


def factor(role: str, unit: str) -> float | None:
    """What makes newtons or seconds of this unit; 1 where none is said, None for one that is not taken.

    Of places and moments it makes metres and newton metres; there, none said is None too.
    """
    unit = _bare(unit)
    if role in PLACES:
        return _LENGTH_FACTORS.get(unit)
    if role in MOMENTS:
        return _MOMENT_FACTORS.get(unit)
    return 1.0 if unit in ("", "-") else (_TIME_FACTORS if role == "time" else _FORCE_FACTORS).get(unit)
