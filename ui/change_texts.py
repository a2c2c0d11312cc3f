"""How a change of somebody is said: the word on its chip, by how much since when, and why that word.  No Qt."""

from __future__ import annotations

from datetime import date

from dsp.measurement import Measurement, State
from station.change.verdicts import Change, Series, Word
from station.model import Side
from station.readings import signed
from ui.dates import local, short_date
from ui.numbers import in_words, reading
from ui.words import later, number, say, told

CHIPS = {
    Word.FIRST: (later("first visit"), "neutral"),
    Word.IMPROVED: (later("improved"), "good"),
    Word.UNCHANGED: (later("within error"), "neutral"),
    Word.WORSE: (later("worse"), "caution"),
    Word.HIGHER: (later("higher"), "neutral"),
    Word.LOWER: (later("lower"), "neutral"),
    Word.NOT_COMPARABLE: (later("not comparable"), "caution"),
    Word.NOT_JUDGED: (later("not judged"), "neutral"),
}
SIDES = {Side.LEFT: later("left"), Side.RIGHT: later("right"), Side.BOTH: later("both sides together")}
POINTS = "%"
"""A change of a number in per cent is in percentage points."""


def chip(change: Change) -> tuple[str, str]:
    """The word for a change, with the direction in front where it moved, and its tone."""
    words, tone = CHIPS[change.word]
    return arrow(change) + say(words), tone


def arrow(change: Change) -> str:
    """Up or down for a change that is more than measurement error."""
    if change.amount is None or change.word not in (Word.IMPROVED, Word.WORSE, Word.HIGHER, Word.LOWER):
        return ""
    return "▲ " if change.amount > 0 else "▼ "


def amount(series: Series, change: Change, known: float | None = None) -> str:
    """``+52 N`` with the digits that the detectable change supports, else those of the value's band ``known``."""
    if change.amount is None:
        return ""
    spread = known if change.detectable is None else change.detectable.value
    return signed(change.amount, plain(series.metric, series.unit, abs(change.amount), spread))


def plain(metric: str, unit: str, value: float, spread: float | None) -> str:
    """A number of this unit with the digits that ``spread`` supports; one in per cent is in points."""
    shown = reading(metric, Measurement(value, unit, State.VALID, uncertainty=spread))
    if shown.unit == POINTS:
        return say("{value} points", value=number(shown.value))
    return f"{number(shown.value)} {told(shown.unit)}".strip()


def since(series: Series, change: Change, today: date, known: float | None = None) -> str:
    """``+52 N since 12 Oct, more than the detectable 19 N``; the reason where there is no amount."""
    if change.amount is None or change.against_at is None:
        return told(in_words(change.reason))
    fields = {
        "amount": amount(series, change, known),
        "day": short_date(local(change.against_at).date(), today),
    }
    if change.detectable is None:
        return say("{amount} since {day}; nobody knows how much would be a change", **fields)
    limit = plain(series.metric, series.unit, change.detectable.value, change.detectable.value)
    if change.word is Word.UNCHANGED:
        return say("{amount} since {day}, within the detectable {limit}", limit=limit, **fields)
    return say("{amount} since {day}, more than the detectable {limit}", limit=limit, **fields)


def value(series: Series, measured: Measurement) -> str:
    """``234 ± 4 N``, or that it is withheld."""
    if measured.state is State.INVALID:
        return say("not shown")
    return number(reading(series.metric, measured).text())
