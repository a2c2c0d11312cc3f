"""The client's version: what the numbers of a test say, in whole sentences."""

from __future__ import annotations

from dsp.symmetry import Verdict
from station.change.verdicts import Change, SidesPoint, Word
from station.model import Side
from station.report.amounts import amount_text, detectable_text, difference_text, rounds_to_nothing
from station.report.content import Figure, TestReport
from station.report.wording import Wording

KEYS = {
    Word.IMPROVED: "improved",
    Word.WORSE: "worse",
    Word.HIGHER: "higher",
    Word.LOWER: "lower",
    Word.UNCHANGED: "unchanged",
    Word.NOT_COMPARABLE: "not_comparable",
    Word.NOT_JUDGED: "not_judged",
}


def plain_lines(test: TestReport, words: Wording) -> list[str]:
    """Left against right, then what changed since the first visit, a side each."""
    lines = [] if test.sides is None else [_sides(test.sides, words)]
    lines += [_change(figure, words) for figure in test.headline]
    return [line for line in lines if line]


def _change(figure: Figure, words: Wording) -> str:
    """Since the first visit, and in the same sentence since the one before where that can be judged."""
    change = figure.since_first
    key = KEYS.get(change.word)
    if key is None or change.against_at is None:
        return ""
    side = "" if figure.side is Side.BOTH else words.say(f"page.{figure.side.value}").capitalize() + ": "
    return words.say(
        f"plain.{key}",
        side=side,
        amount=_amount(figure, change, words),
        date=words.date(change.against_at),
        detectable=detectable_text(figure.metric, figure.value.unit, change, words),
        reason=words.told(change.reason),
        last=_last(figure, words),
    )


def _last(figure: Figure, words: Wording) -> str:
    change = figure.since_last
    if change is None or change.detectable is None or change.against_at is None:
        return ""
    word = words.say(f"change.{KEYS[change.word]}")
    return words.say("plain.last", amount=_amount(figure, change, words), date=words.date(change.against_at), word=word)


def _amount(figure: Figure, change: Change, words: Wording) -> str:
    return amount_text(figure.metric, figure.value.unit, change, figure.value.uncertainty, words)


def _sides(point: SidesPoint, words: Wording) -> str:
    difference = point.difference
    if difference.value is None:
        return words.say("plain.not_compared", reason=words.told(difference.reasons[0]))
    size, band = difference_text(point, words)
    if point.verdict is None:
        return words.say("plain.untold", size=size)
    if point.verdict is not Verdict.NOT_DISTINGUISHABLE:
        return words.say("plain.right_higher" if difference.value > 0 else "plain.left_higher", size=size)
    if rounds_to_nothing(point):
        return words.say("plain.even", band=band)
    return words.say("plain.not_distinguishable", size=size)
