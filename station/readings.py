"""Measurements as people read them: no more digits than the uncertainty carries, units of the clinic."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dsp.measurement import Measurement, State

MINUS, DASH = "−", "—"
AT_LEAST = "≥\u00a0"

_PLAIN_DECIMALS = {"N": 0, "N/s": 0, "s": 2, "cm": 1, "%": 0, "N·s": 1, "ms": 0, "kg": 1, "m/s": 2}
"""Digits after the point where no uncertainty says better."""
_COUNTED = ("", "reps", "hops", "bouts")
_SMALL = {"m": (1e3, "mm"), "m/s": (1e3, "mm/s"), "m^2": (1e4, "cm²"), "m^2/s": (1e6, "mm²/s"), "deg": (1.0, "°")}
"""Units of sway, which is of millimetres."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measurement ready to print: ``value`` and ``plus_minus`` share their decimals; both empty when withheld."""

    value: str
    plus_minus: str
    unit: str

    def text(self) -> str:
        """``234 ± 4 N``, or a dash when the number is withheld."""
        if not self.value:
            return DASH
        middle = f" ± {self.plus_minus}" if self.plus_minus else ""
        return f"{self.value}{middle} {self.unit}".strip()


def fixed(value: float, decimals: int) -> str:
    """``value`` with a real minus sign; negative ``decimals`` round to tens or hundreds; never ``−0``."""
    rounded = round(value, decimals)
    text = f"{abs(rounded):.{max(decimals, 0)}f}"
    return MINUS + text if rounded < 0 else text


def supported_decimals(uncertainty: float) -> int:
    """Decimals to print: the uncertainty keeps one digit, two when that digit is 1."""
    exponent = math.floor(math.log10(uncertainty))
    leading = round(uncertainty / 10**exponent, 1)
    if leading >= 9.5:
        exponent, leading = exponent + 1, 1.0
    return -exponent + (1 if leading < 1.95 else 0)


def shown_unit(key: str, unit: str) -> tuple[float, str]:
    """Factor and unit for the screen: heights in cm, parts of one in %, the rest as it is."""
    if unit == "m" and ("height" in key or "depth" in key):
        return 100.0, "cm"
    if unit == "1" and any(word in key for word in ("share", "asymmetry", "ratio_percent", "cv")):
        return 100.0, "%"
    if key.startswith("sway_") and unit in _SMALL:
        return _SMALL[unit]
    plain = {"1": "", "%/s": "%/s", "N*s": "N·s", "N s": "N·s", "N·m/kg": "N·m/kg"}
    return 1.0, plain.get(unit, unit)


def reading(key: str, measurement: Measurement) -> Reading:
    """Round a measurement to what its uncertainty supports; a withheld one has no digits at all.

    A lower bound is written as one, ``≥ 2000``, and without a spread: how far above it the truth lies is not known.
    """
    factor, unit = shown_unit(key, measurement.unit)
    if measurement.state is State.INVALID or measurement.value is None:
        return Reading("", "", unit)
    value = measurement.value * factor
    spread = (measurement.uncertainty or 0.0) * factor
    if math.isfinite(spread) and spread > 0:
        decimals = supported_decimals(spread)
        if abs(value) > spread and round(abs(value), decimals) <= round(spread, decimals):
            decimals += 1  # 24 ± 22 is more than nothing, which 20 ± 20 would not say
        if measurement.at_least:
            return Reading(AT_LEAST + fixed(value, decimals), "", unit)
        return Reading(fixed(value, decimals), fixed(spread, decimals), unit)
    least = AT_LEAST if measurement.at_least else ""
    return Reading(least + fixed(value, _plain_decimals(value, unit)), "", unit)


def _plain_decimals(value: float, unit: str) -> int:
    if unit in _PLAIN_DECIMALS:
        return _PLAIN_DECIMALS[unit]
    if unit in _COUNTED and value == round(value):
        return 0
    if value == 0 or not math.isfinite(value):
        return 2
    return min(3, max(0, 2 - math.floor(math.log10(abs(value)))))


def short(value: float) -> str:
    """Three digits, and all of them before the point, never a power of ten: ``62.5``, ``1204``."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def signed(value: float, shown: str) -> str:
    """What is shown of a number, its sign before it, unless nothing is left of it after rounding."""
    nothing = not any(digit in "123456789" for digit in shown.split(" ")[0])
    return shown if nothing else ("+" if value > 0 else MINUS) + shown


def unbroken(sentence: str) -> str:
    """The sentence with its numbers tied to their signs and units, so that no line ends between them."""
    sentence = sentence.replace(">=", "≥").replace("<=", "≤")
    return re.sub(r"(?<=[\d±≥≤]) (?=[\d±≥≤]|%|(?:N|kgf|lbf|cm|ms|s|Hz|kg|m)\b)", "\u00a0", sentence)
