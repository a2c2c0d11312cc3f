"""Decides what the review says of change: since the first visit and since the last, with what is detectable.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from station.change.verdicts import Change, Point, Series
from station.desks.reviewing import TrialChange
from station.model import Side
from ui import change_texts
from ui.drawing_presenter import short_day
from ui.numbers import in_words, shown_unit
from ui.progress_curves import Curve, curve_of
from ui.words import say, told


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One side: the word for its change, by how much since when, and why that word."""

    side: Side
    chip: str
    tone: str
    amount: str
    """By how much since when; empty where the two must not be compared."""
    words: str
    """Which change can be detected, and what it was since the visit before; why, where there is no amount."""
    why: str


@dataclass(frozen=True, slots=True)
class ChangeScreen:
    """Everything that is said of change; without lines ``note`` says why."""

    title: str
    lines: tuple[ChangeLine, ...] = ()
    curves: tuple[Curve, ...] = ()
    first: str = ""
    last: str = ""
    note: str = ""


def change_screen(found: TrialChange | None) -> ChangeScreen:
    """The change of a trial's main number up to its visit; None while it is being worked out."""
    title = say("What changed")
    if found is None:
        return ChangeScreen(title, note=say("working it out …"))
    if found.test is None:
        return ChangeScreen(title, note=say("No trial of this test counts yet, so there is no change to speak of."))
    own = [series for series in found.test.series if series.metric == found.test.headline] or found.test.series[:1]
    upto = [(series, _until(series, found.visit_id)) for series in own]
    told_of = [(series, points) for series, points in upto if points]
    if not told_of:
        return ChangeScreen(title, note=say("No trial of this visit counts, so it is not compared."))
    days = sorted({point.at for _, points in told_of for point in points})
    if len(days) == 1:
        return ChangeScreen(title, note=say("First visit with this test: nothing earlier to compare with."))
    return ChangeScreen(
        title=say("Change: {measure}", measure=in_words(told(told_of[0][0].title))),
        lines=tuple(_line(series, points) for series, points in told_of),
        curves=tuple(_curve(series, points, days[0]) for series, points in told_of),
        first=short_day(days[0]),
        last=short_day(days[-1]),
        note=" ".join(told(sentence) for sentence in found.test.recomputed),
    )


def _until(series: Series, visit_id: str) -> tuple[Point, ...]:
    """The visits of a series up to this one; nothing where it is not among them."""
    places = [place for place, point in enumerate(series.points) if point.visit_id == visit_id]
    return series.points[: places[0] + 1] if places else ()


def _line(series: Series, points: Sequence[Point]) -> ChangeLine:
    here, change = points[-1], points[-1].change
    chip, tone = change_texts.chip(change)
    parts = [_detectable(series, change)]
    last = here.since_last
    if last.against_visit != change.against_visit and last.amount is not None:
        word = say(change_texts.CHIPS[last.word][0])
        parts.append(say("{amount}: {word}", amount=_amount(series, last, here), word=word))
    return ChangeLine(
        side=series.side,
        chip=chip,
        tone=tone,
        amount=_amount(series, change, here),
        words=" · ".join(parts),
        why=told(in_words(change.reason)),
    )


def _amount(series: Series, change: Change, here: Point) -> str:
    """``+52 N since 12 Oct``; nothing where the two must not be compared."""
    if change.amount is None or change.against_at is None:
        return ""
    amount = change_texts.amount(series, change, here.value.uncertainty)
    return say("{amount} since {day}", amount=amount, day=short_day(change.against_at))


def _detectable(series: Series, change: Change) -> str:
    """The least change that is one, or why nobody knows."""
    if change.detectable is None:
        return told(in_words(change.reason))
    limit = change.detectable.value
    least = change_texts.plain(series.metric, series.unit, limit, limit)
    return say("detectable from {least} on", least=least)


def _curve(series: Series, points: Sequence[Point], first: datetime) -> Curve:
    factor, _ = shown_unit(series.metric, series.unit)
    return curve_of(series, points, factor, first)
