"""Changes and differences as people read them: the digits that their limit supports, a sign, never a bare percent."""

from __future__ import annotations

from dsp.measurement import Measurement, State
from station.change.verdicts import Change, SidesPoint
from station.readings import fixed, reading, signed
from station.report.wording import Wording


def amount_text(metric: str, unit: str, change: Change, known: float | None, words: Wording) -> str:
    """``+18 N (+14 %)`` with the digits that the detectable change supports, else those of the value (``known``)."""
    if change.amount is None:
        return ""
    shown = _plain(metric, unit, abs(change.amount), known if change.detectable is None else change.detectable.value)
    if shown.endswith("%"):  # a part of a part in per cent would be taken for the one or the other
        return words.number(signed(change.amount, shown.replace("%", words.say("change.points"))))
    part = "" if change.percent is None else f" ({signed(change.percent, f'{abs(change.percent):.0f} %')})"
    return words.number(signed(change.amount, shown) + part)


def detectable_text(metric: str, unit: str, change: Change, words: Wording) -> str:
    """The smallest change that is one, or nothing where nobody knows it."""
    found = change.detectable
    return "" if found is None else words.number(_plain(metric, unit, found.value, found.value))


def value_text(metric: str, value: Measurement, words: Wording) -> str:
    """``234 ± 4 N``, or a dash where the number is withheld."""
    return words.number(reading(metric, value).text())


def difference_text(point: SidesPoint, words: Wording) -> tuple[str, str]:
    """Size of a difference of the sides with its band, and the band alone, without a sign: ``7 ± 6 %``, ``6``."""
    value, band = point.difference.value, point.difference.uncertainty
    if value is None:
        return "", ""
    if band is None:
        return f"{abs(value):.0f} %", ""
    whole = band >= 0.95
    decimals = 0 if whole else 1
    shown = f"{fixed(abs(value), decimals)} ± {fixed(max(band, 10.0**-decimals), decimals)} %"
    most = max(0.1, abs(value) + band)
    return words.number(shown), words.number(fixed(most, 0 if most >= 2 else 1))


def rounds_to_nothing(point: SidesPoint) -> bool:
    """Whether a difference is zero at the digits that its band supports."""
    value, band = point.difference.value, point.difference.uncertainty
    return value is not None and band is not None and round(abs(value), 0 if band >= 0.95 else 1) == 0


def _plain(metric: str, unit: str, value: float, spread: float | None) -> str:
    shown = reading(metric, Measurement(value, unit, State.VALID, uncertainty=spread))
    return f"{shown.value} {shown.unit}".strip()
