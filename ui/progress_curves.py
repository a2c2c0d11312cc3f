"""Decides how somebody's change is drawn: curves over visits, the band of what is no change, round axes.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dsp.measurement import State
from station.change.verdicts import Series
from station.model import Side
from station.readings import short
from ui import change_texts
from ui.dates import local, short_date
from ui.numbers import shown_unit
from ui.words import number, say, told

FLATTEST = 0.2
"""An axis spans at least this part of the largest number on it."""


@dataclass(frozen=True, slots=True)
class ProgressDot:
    """One visit on a curve, in the unit that is shown; ``spread`` is the half width of the 95 % band."""

    day: float
    value: float
    spread: float
    limited: bool


@dataclass(frozen=True, slots=True)
class ProgressCurve:
    """One side; between ``low`` and ``high`` nothing is more than measurement error."""

    side: Side
    dots: tuple[ProgressDot, ...]
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves with their axes: ticks are places and what stands there."""

    curves: tuple[ProgressCurve, ...]
    unit: str
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
    curves = tuple(_curve(series, factor, first.timestamp()) for series in own)
    curves = tuple(curve for curve in curves if curve.dots)
    reach = [dot.value + sign * dot.spread for curve in curves for dot in curve.dots for sign in (-1, 1)]
    reach += [edge for curve in curves for edge in (curve.low, curve.high) if edge is not None]
    visits = sorted({local(at).date() for at in usable})
    days = tuple(((day - local(first).date()).days * 1.0, short_date(day, today)) for day in visits)
    says = "; ".join(_curve_says(series, factor, unit) for series in own)
    return Chart(curves, told(unit), ticks(*_not_magnified(min(reach), max(reach))), days, says)


def _not_magnified(low: float, high: float) -> tuple[float, float]:
    """At least so much of the number that what hardly moved looks like it."""
    lacking = FLATTEST * max(abs(low), abs(high)) - (high - low)
    if lacking <= 0:
        return low, high
    below = low - lacking / 2
    # a number that cannot be negative gets no axis that says so
    return (0.0, high + lacking - low) if low >= 0 > below else (below, high + lacking / 2)


def _drawn(state: State, value: float | None) -> bool:
    return value is not None and state is not State.INVALID


def _curve(series: Series, factor: float, first_s: float) -> ProgressCurve:
    dots = tuple(
        ProgressDot(
            (point.at.timestamp() - first_s) / 86400.0,
            point.value.value * factor,
            (point.value.uncertainty or 0.0) * factor,
            point.value.state is State.LIMITED,
        )
        for point in series.points
        if point.value.value is not None and point.value.state is not State.INVALID
    )
    change = series.latest.change
    base = next((point for point in series.points if point.visit_id == change.against_visit), None)
    if change.detectable is None or base is None or base.value.value is None:
        return ProgressCurve(series.side, dots, None, None)
    middle, limit = base.value.value * factor, change.detectable.value * factor
    return ProgressCurve(series.side, dots, middle - limit, middle + limit)


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
