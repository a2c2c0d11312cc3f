"""Decides how somebody's change is drawn: curves over visits, the band of what is no change, round axes.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dsp.measurement import State
from station.change.verdicts import Point, Series
from station.model import Side
from station.readings import short
from ui import change_texts
from ui.dates import local, short_date
from ui.numbers import shown_unit
from ui.words import number, say, told

FLATTEST = 0.2
"""An axis spans at least this part of the largest number on it."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One visit on a curve, in the unit that is shown; ``spread`` is the half width of the 95 % band."""

    day: float
    value: float
    spread: float
    limited: bool
    latest: bool
    """Of the last visit that the curve is about."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One side; between ``low`` and ``high`` nothing is more than measurement error."""

    side: Side
    dots: tuple[Dot, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves with their axes: ticks are places and what stands there."""

    curves: tuple[Curve, ...]
    unit: str
    visits: tuple[float, ...]
    """Days of the visits since the first, each once."""
    ticks: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    says: str


def chart(own: Sequence[Series], today: date) -> Chart | None:
    """Curves of one number; None where nothing can be drawn."""
    factor, unit = shown_unit(own[0].metric, own[0].unit)
    usable = [point.at for series in own for point in series.points if _drawn(point.value.state, point.value.value)]
    if not usable:
        return None
    first = min(usable)
    curves = tuple(curve_of(series, series.points, factor, first) for series in own)
    curves = tuple(curve for curve in curves if curve.dots)
    reach = [dot.value + sign * dot.spread for curve in curves for dot in curve.dots for sign in (-1, 1)]
    reach += [edge for curve in curves for edge in (curve.low, curve.high) if edge is not None]
    visits = sorted({at.timestamp() for at in usable})
    places = tuple((each - first.timestamp()) / 86400.0 for each in visits)
    days = _days(places, [local(at).date() for at in sorted(set(usable))], today)
    says = "; ".join(_curve_says(series, factor, unit) for series in own)
    return Chart(curves, told(unit), places, ticks(*not_magnified(min(reach), max(reach))), days, says)


def _days(places: Sequence[float], on: Sequence[date], today: date) -> tuple[tuple[float, str], ...]:
    """A label for each day, in the middle of its visits."""
    found = []
    for day in dict.fromkeys(on):
        own = [place for place, each in zip(places, on, strict=True) if each == day]
        label = short_date(day, today)
        if len(own) > 1:
            label = say("{day}, {count} visits", day=label, count=len(own))
        found.append((sum(own) / len(own), label))
    return tuple(found)


def spaced(days: Sequence[float], wide: float, gap: float) -> tuple[float, ...]:
    """Where visits stand in so many pixels: by their time, but never so near that one hides another."""
    if len(days) < 2 or days[-1] <= days[0]:
        return tuple(wide / 2 for _ in days)
    gap = min(gap, wide / (len(days) - 1))
    places = [(day - days[0]) / (days[-1] - days[0]) * wide for day in days]
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + gap)
    places[-1] = min(places[-1], wide)
    for place in range(len(places) - 2, -1, -1):
        places[place] = min(places[place], places[place + 1] - gap)
    return tuple(places)


def between(day: float, days: Sequence[float], places: Sequence[float]) -> float:
    """Where a day stands between the visits."""
    after = next((each for each in range(1, len(days)) if days[each] >= day), len(days) - 1)
    if after < 1 or days[after] <= days[after - 1]:
        return places[max(after, 0)]
    part = (day - days[after - 1]) / (days[after] - days[after - 1])
    return places[after - 1] + part * (places[after] - places[after - 1])


def not_magnified(low: float, high: float) -> tuple[float, float]:
    """At least so much of the number that what hardly moved looks like it."""
    lacking = FLATTEST * max(abs(low), abs(high)) - (high - low)
    if lacking <= 0:
        return low, high
    below = low - lacking / 2
    # a number that cannot be negative gets no axis that says so
    return (0.0, high + lacking - low) if low >= 0 > below else (below, high + lacking / 2)


def _drawn(state: State, value: float | None) -> bool:
    return value is not None and state is not State.INVALID


def curve_of(series: Series, points: Sequence[Point], factor: float, first: datetime) -> Curve:
    """One side over these visits of it, in days since ``first``; around its first value what is no change yet."""
    dots = tuple(
        Dot(
            (point.at - first).total_seconds() / 86400.0,
            point.value.value * factor,
            (point.value.uncertainty or 0.0) * factor,
            point.value.state is State.LIMITED,
            point is points[-1],
        )
        for point in points
        if point.value.value is not None and point.value.state is not State.INVALID
    )
    change = points[-1].change
    base = next((point for point in points if point.visit_id == change.against_visit), None)
    if change.detectable is None or base is None or base.value.value is None:
        return Curve(series.side, dots, None, None)
    middle, limit = base.value.value * factor, change.detectable.value * factor
    return Curve(series.side, dots, middle - limit, middle + limit)


def _curve_says(series: Series, factor: float, unit: str) -> str:
    drawn = [point.value.value for point in series.points if _drawn(point.value.state, point.value.value)]
    told_of = ", ".join(number(short(value * factor)) for value in drawn if value is not None)
    return say("{side}: {values} {unit}", side=say(change_texts.SIDES[series.side]), values=told_of, unit=told(unit))


def ticks(low: float, high: float, most: int = 5) -> tuple[tuple[float, str], ...]:
    """Round places from below ``low`` to above ``high``."""
    span = (high - low) or abs(high) or 1.0
    rough = span / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1.0, 2.0, 2.5, 5.0, 10.0) if power * part >= rough * 0.999)
    begin = math.floor(low / step + 1e-9)
    end = math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step)) + (1 if f"{step:e}"[2] == "5" and f"{step:e}"[0] == "2" else 0))
    return tuple(
        (index * step, number(f"{index * step:.{decimals}f}")) for index in range(begin, max(end, begin + 1) + 1)
    )
