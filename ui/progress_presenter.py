"""Decides what is said and drawn of somebody's change over the visits: words, values, bands, axes.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dsp.measurement import State
from dsp.metric import Direction
from station.change.verdicts import (
    Change,
    HoldRatios,
    PersonProgress,
    Point,
    Retest,
    Series,
    SidesOverTime,
    TestProgress,
    Word,
)
from station.model import Side
from ui import change_texts
from ui.dates import local, short_date
from ui.numbers import Reading, in_words, reading
from ui.progress_curves import Chart, chart
from ui.words import later, number, say, told

MCGILL = "mcgill"
"""In the place of a test: the ratios of the four holds."""
DIRECTIONS = {
    Direction.HIGHER: later("more is better"),
    Direction.LOWER: later("less is better"),
    Direction.NEITHER: later("neither more nor less is better"),
}


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test of the list, with the word for its main number."""

    __test__ = False  # pytest would take the name for a test of its own

    key: str
    title: str
    chip: str
    tone: str
    when: str


@dataclass(frozen=True, slots=True)
class SideValue:
    """The newest number of one side and what became of it."""

    side: Side
    value: str
    spread: str
    unit: str
    why_not: str
    chip: str
    tone: str
    since: str
    why: str
    when: str
    basis: str = ""
    """Of how many trials or repetitions it is, which its band takes in."""


@dataclass(frozen=True, slots=True)
class MetricLine:
    """Another number of the test."""

    metric: str
    title: str
    values: tuple[tuple[Side, str, str, str], ...]
    """Side, value, chip, tone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what, value, chip, tone, and why."""

    what: str
    value: str
    chip: str = ""
    tone: str = "neutral"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows under a title."""

    title: str
    says: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class TestPage:
    """Everything of one test, with one number of it in front."""

    __test__ = False

    title: str
    measure: str
    direction: str
    values: tuple[SideValue, ...]
    chart: Chart | None
    band: str
    blocks: tuple[Block, ...]
    others: tuple[MetricLine, ...]


def test_lines(progress: PersonProgress, today: date) -> tuple[TestLine, ...]:
    """The tests, those with most visits first, then the newest."""
    tests = sorted(progress.tests, key=lambda test: (-_visits(test), -_newest(test)))
    newest = max((_day(test) for test in tests), default=None)
    lines = [_test_line(test, today, newest) for test in tests]
    if progress.hold_ratios:
        when = short_date(local(progress.hold_ratios[-1].at).date(), today)
        lines.append(TestLine(MCGILL, say("McGill ratios"), "", "neutral", when))
    return tuple(lines)


def _visits(test: TestProgress) -> int:
    return max((len(series.points) for series in test.series), default=0)


def _newest(test: TestProgress) -> float:
    return max((series.latest.at.timestamp() for series in test.series), default=0.0)


def _day(test: TestProgress) -> date:
    return max((local(series.latest.at).date() for series in test.series), default=date.min)


def _test_line(test: TestProgress, today: date, newest: date | None) -> TestLine:
    own = _headline(test)
    words = [series.latest.change for series in own]
    said = min(words, key=_weight, default=None)
    chip, tone = change_texts.chip(said) if said is not None else ("", "neutral")
    visits = _visits(test)
    count = say("1 visit") if visits == 1 else say("{count} visits", count=visits)
    if not test.series or _day(test) == newest:
        # all that was done in the newest visit needs no day
        return TestLine(test.test, told(test.title), chip, tone, count)
    when = say("{visits} · {day}", visits=count, day=short_date(_day(test), today))
    return TestLine(test.test, told(test.title), chip, tone, when)


def _weight(change: Change) -> int:
    """What got worse on one side must not hide behind the other."""
    order = (Word.WORSE, Word.IMPROVED, Word.HIGHER, Word.LOWER, Word.UNCHANGED, Word.FIRST, Word.NOT_JUDGED)
    return order.index(change.word) if change.word in order else len(order)


def _headline(test: TestProgress) -> tuple[Series, ...]:
    return tuple(series for series in test.series if series.metric == test.headline) or test.series[:1]


def test_page(progress: PersonProgress, key: str, metric: str, today: date) -> TestPage | None:
    """One test with one number in front; its main one for no ``metric``.  None for a test that is not there."""
    if key == MCGILL:
        return _mcgill(progress.hold_ratios, today)
    test = next((each for each in progress.tests if each.test == key), None)
    if test is None or not test.series:
        return None
    own = tuple(series for series in test.series if series.metric == metric) or _headline(test)
    chosen = own[0].metric
    blocks = [_sides(test.sides, today), *_norms(own), _retests(test.retests, chosen, today), _recomputed(test)]
    return TestPage(
        title=told(test.title),
        measure=told(in_words(own[0].title)),
        direction=say(DIRECTIONS[own[0].direction]),
        values=tuple(_side_value(series, today) for series in own),
        chart=chart(own, today),
        band=_band(own),
        blocks=tuple(block for block in blocks if block is not None),
        others=_others(test, chosen),
    )


def _side_value(series: Series, today: date) -> SideValue:
    point = series.latest
    shown = reading(series.metric, point.value)
    withheld = point.value.state is State.INVALID
    chip, tone = change_texts.chip(point.change)
    limited = point.value.state is State.LIMITED
    reason = told(in_words(point.value.reasons[0])) if point.value.reasons else ""
    return SideValue(
        side=series.side,
        value="" if withheld else number(shown.value),
        spread="" if withheld or not shown.plus_minus else _spread(shown),
        unit=told(shown.unit),
        why_not=reason if withheld or limited else "",
        chip=chip,
        tone=tone,
        since=change_texts.since(series, point.change, today, point.value.uncertainty),
        # what a detectable change rests on stands under the curves, once for both sides
        why="" if point.change.detectable is not None else told(in_words(point.change.reason)),
        when=short_date(local(point.at).date(), today),
        basis="" if withheld else _basis(point),
    )


def _basis(point: Point) -> str:
    """``mean of 3 trials``, ``one trial, 3 repetitions``."""
    if len(point.trials) > 1:
        return say("mean of {count} trials", count=len(point.trials))
    if point.count > 1:
        return say("one trial, {count} repetitions", count=point.count)
    return say("one trial")


def _spread(shown: Reading) -> str:
    unit = told(shown.unit)
    return f"± {number(shown.plus_minus)} {unit}".strip()


def _band(own: Sequence[Series]) -> str:
    found = next((series.latest.change.detectable for series in own if series.latest.change.detectable), None)
    if found is None:
        return ""
    return say(
        "Bars: the visit's value, ± 95 %. Shaded: what is not more than measurement error, around the first value. "
        "{source}.",
        source=told(found.source[:1].upper() + found.source[1:]),
    )


# What stands under it ---------------------------------------------------------------------------------------------


def _sides(sides: SidesOverTime | None, today: date) -> Block | None:
    if sides is None:
        return None
    rows = tuple(
        Row(
            short_date(local(point.at).date(), today),
            number(reading(sides.metric, point.difference).text()),
            told(str(point.verdict)) if point.verdict is not None else say("not compared"),
            "neutral",
            told(in_words(point.reason)),
        )
        for point in reversed(sides.points)
    )
    return Block(say("Left against right"), told(sides.words), rows)


def _norms(own: Sequence[Series]) -> list[Block]:
    applied: list[Row] = []
    refused: list[Row] = []
    for series in own:
        side = "" if series.side is Side.BOTH else say(change_texts.SIDES[series.side])
        if series.norms is None:
            continue
        applied += [
            Row(told(each.card.title), side, "", "neutral", f"{told(each.says)} ({each.card.citation})")
            for each in series.norms.applied
        ]
        refused += [
            Row(told(each.title), "", say("not compared"), "neutral", told(each.reasons[0]))
            for each in series.norms.refused
        ]
    if not applied and not refused:
        return []
    kept = tuple(dict.fromkeys([*applied, *refused]))
    says = (
        say("Where the newest value stands among others") if applied else say("None of them fits, so nothing is said")
    )
    return [Block(say("Reference values"), says, kept)]


def _retests(retests: Sequence[Retest], metric: str, today: date) -> Block | None:
    rows = tuple(_retest(each, today) for each in reversed(retests) if each.metric == metric)
    return Block(say("Before and after, within a visit"), "", rows) if rows else None


def _retest(retest: Retest, today: date) -> Row:
    chip, tone = change_texts.chip(retest.change)
    before, after = (number(reading(retest.metric, each).text()) for each in (retest.before, retest.after))
    done = "; ".join(retest.done) or say("what was done was not written down")
    side = "" if retest.side is Side.BOTH else say(change_texts.SIDES[retest.side])
    what = " · ".join(part for part in (short_date(local(retest.at).date(), today), side) if part)
    return Row(what, f"{before} → {after}", chip, tone, f"{done}; {told(in_words(retest.change.reason))}")


def _recomputed(test: TestProgress) -> Block | None:
    if not test.recomputed:
        return None
    return Block(say("By one method"), " ".join(told(each) for each in test.recomputed))


def _others(test: TestProgress, chosen: str) -> tuple[MetricLine, ...]:
    metrics = dict.fromkeys(series.metric for series in test.series if series.metric != chosen)
    lines = []
    for metric in metrics:
        own = [series for series in test.series if series.metric == metric]
        values = tuple(
            (series.side, change_texts.value(series, series.latest.value), *change_texts.chip(series.latest.change))
            for series in own
        )
        lines.append(MetricLine(metric, told(in_words(own[0].title)), values))
    return tuple(lines)


def _mcgill(visits: Sequence[HoldRatios], today: date) -> TestPage | None:
    if not visits:
        return None
    blocks = []
    for visit in reversed(visits):
        rows = tuple(
            Row(
                told(ratio.title[:1].upper() + ratio.title[1:]),
                number(reading(ratio.key, ratio.value).text()),
                "",
                "neutral",
                "; ".join(told(part) for part in (ratio.beside, *ratio.value.reasons)),
            )
            for ratio in visit.ratios
        )
        blocks.append(Block(short_date(local(visit.at).date(), today), "", rows))
    says = say("Ratios of hold times of one visit; no ratio is called good or bad")
    return TestPage(say("McGill ratios"), says, "", (), None, "", tuple(blocks), ())
