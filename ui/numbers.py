"""Measurements and sentences as people read them on the screen: units of the clinic, the language's decimal sign.

What is computed and stored stays in newtons.  No Qt.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Final

from dsp.measurement import Measurement
from station import readings
from station.model import Side
from station.readings import AT_LEAST as AT_LEAST
from station.readings import DASH as DASH
from station.readings import MINUS as MINUS
from station.readings import Reading as Reading
from station.readings import supported_decimals as supported_decimals
from ui.words import number, say

NEWTON: Final = "N"
PER_NEWTON: Final = {NEWTON: 1.0, "kgf": 1 / 9.80665, "lbf": 1 / 4.4482216152605}
"""Units that forces can be shown in."""
_OF_FORCE: Final = {"N": "{}", "N/s": "{}/s", "N·s": "{}·s", "N*s": "{}·s", "N s": "{}·s", "N/kg": "{}/kg"}
_force_unit = NEWTON


def show_forces_in(unit: str) -> None:
    """From now on forces are shown in ``N``, ``kgf`` or ``lbf``.  Raises KeyError for others."""
    global _force_unit
    PER_NEWTON[unit]
    _force_unit = unit


def force_unit() -> str:
    """What forces are shown in."""
    return _force_unit


def force_name() -> str:
    """The same, spelled out."""
    return {NEWTON: say("newtons"), "kgf": say("kilogram-force"), "lbf": say("pound-force")}[_force_unit]


def shown_force(newtons: float) -> float:
    """A force in the unit that it is shown in."""
    return newtons * PER_NEWTON[_force_unit]


def force_decimals(decimals: int = 0) -> int:
    """A kilogram or a pound is some newtons: as fine a step takes one more digit."""
    return decimals if _force_unit == NEWTON else decimals + 1


def force_text(newtons: float, decimals: int = 0) -> str:
    """``234 N`` or ``23,9 kgf``."""
    return f"{fixed(shown_force(newtons), force_decimals(decimals))} {_force_unit}"


def shown_unit(key: str, unit: str) -> tuple[float, str]:
    """Factor and unit for the screen: heights in cm, parts of one in %, forces in the clinic's unit."""
    if _force_unit != NEWTON and unit in _OF_FORCE:
        return PER_NEWTON[_force_unit], _OF_FORCE[unit].format(_force_unit)
    return readings.shown_unit(key, unit)


def fixed(value: float, decimals: int) -> str:
    """``value`` with a real minus sign and the language's decimal sign; never ``−0``."""
    return number(readings.fixed(value, decimals))


def reading(key: str, measurement: Measurement) -> Reading:
    """A measurement rounded to what its uncertainty supports, in the clinic's unit; a withheld one has no digits."""
    if _force_unit != NEWTON and measurement.unit in _OF_FORCE:
        factor = PER_NEWTON[_force_unit]
        measurement = replace(
            measurement,
            value=None if measurement.value is None else measurement.value * factor,
            uncertainty=None if measurement.uncertainty is None else measurement.uncertainty * factor,
            unit=_OF_FORCE[measurement.unit].format(_force_unit),
        )
    read = readings.reading(key, measurement)
    return Reading(number(read.value), number(read.plus_minus), read.unit)


def split_big(value: float | None, decimals: int) -> tuple[str, str]:
    """The part that is drawn huge and the part that follows it: ``23`` and ``.4``."""
    if value is None or not math.isfinite(value):
        return DASH, ""
    whole, point, rest = readings.fixed(value, decimals).partition(".")
    return whole, number(f"0{point}{rest}")[1:] if rest else ""


def side_letter(side: Side) -> str:
    """What stands at the curve, on the plate and at the bar of a side; both together are ``L+R``."""
    return {Side.LEFT: say("L"), Side.RIGHT: say("R"), Side.BOTH: say("L+R")}[side]


_DAY = re.compile(r"(?:(?<=\d)|(?<=\d\.)) (?=[A-Z][a-zä]{2,3}\b)")
"""Between a day and a short month, in the languages of the window."""


def unbroken(sentence: str) -> str:
    """The sentence with numbers tied to their signs and units and days to months: no line ends between them."""
    return _DAY.sub("\u00a0", readings.unbroken(sentence)).replace("(R-L)", "(R\u00a0\u2212\u00a0L)")


def mark_name(name: str) -> str:
    """The name of a mark as people write it."""
    return re.sub(r"take[ -]?off", "take-off", name.replace("_", " "))


def in_words(sentence: str) -> str:
    """The sentence with the coefficient of variation said in words."""
    return re.sub(r"(?:own trial )?\bCV\b", "variation of repetitions", sentence.replace(" (CV)", ""))


def ago(seconds: float | None) -> str:
    """``zeroed 40 s ago`` in steps that do not flicker."""
    if seconds is None:
        return say("not zeroed yet")
    if seconds < 3:
        return say("zeroed just now")
    if seconds < 10:
        return say("zeroed a few seconds ago")
    if seconds < 120:
        return say("zeroed {seconds} s ago", seconds=int(seconds // 10) * 10)
    return say("zeroed {minutes} min ago", minutes=int(seconds // 60))
