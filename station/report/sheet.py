"""What stands on the page, in words of one language for one reader: texts and points, nothing about looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from dsp.measurement import State
from dsp.symmetry import Verdict
from station.change.verdicts import Change, Retest, SidesPoint, Word
from station.model import Side
from station.readings import reading, unbroken
from station.report.amounts import (
    amount_text,
    detectable_text,
    difference_text,
    rounds_to_nothing,
    value_text,
)
from station.report.below import below, section_ratios
from station.report.content import Audience, Figure, TestReport, VisitReport
from station.report.plain_sentences import plain_lines
from station.report.plotting import plot
from station.report.wording import Wording

Sheet = dict[str, Any]
WORDS: Final = {
    Word.FIRST: "first",
    Word.IMPROVED: "improved",
    Word.UNCHANGED: "unchanged",
    Word.WORSE: "worse",
    Word.HIGHER: "higher",
    Word.LOWER: "lower",
    Word.NOT_COMPARABLE: "not_comparable",
    Word.NOT_JUDGED: "not_judged",
}
TONES: Final = {Word.IMPROVED: "good", Word.WORSE: "trouble"}


class Notes:
    """Reasons at the end of the page, each once, with its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        return str(self._numbers.setdefault(text, len(self._numbers) + 1)) if text else ""

    def lines(self) -> list[list[str]]:
        return [[str(number), text] for text, number in self._numbers.items()]


def sheet(report: VisitReport, audience: Audience, words: Wording, *, clinic: str = "") -> Sheet:
    """Everything that the page shows, top to bottom."""
    notes = Notes()
    client = audience is Audience.CLIENT
    tests = [_test(test, report, words, notes, client=client) for test in report.tests]
    page: Sheet = _tied(_page(report, words, tests, notes, clinic, client=client))
    return page


def _tied(value: Any) -> Any:
    """The same with every number tied to its unit, so that no line ends between them."""
    if isinstance(value, str):
        return unbroken(value)
    if isinstance(value, list):
        return [_tied(each) for each in value]
    return {key: _tied(each) for key, each in value.items()} if isinstance(value, dict) else value


def _page(report: VisitReport, words: Wording, tests: list[Sheet], notes: Notes, clinic: str, *, client: bool) -> Sheet:
    first = report.number == 1
    visit = "page.first_visit" if first else "page.visit"
    return {
        "language": words.language,
        "client": client,
        "clinic": clinic,
        "title": words.say("page.client" if client else "page.therapist"),
        "visit": words.say(visit, number=report.number, date=words.date(report.started_at)),
        "time": f"{report.started_at:%H:%M}",
        "code": report.person,
        "code_label": words.say("facts.code"),
        "name": report.name,
        "facts": [] if client else _facts(report, words),
        "letters": {"left": words.say("page.left_letter"), "right": words.say("page.right_letter")},
        "heads": [
            words.say("page.measured"),
            "" if first else words.say("page.since_first", date=words.date(report.first_at)),
            _since_last_head(report, words),
        ],
        "warning": words.say("page.simulated") if report.simulated else "",
        "tests": tests,
        "nothing": words.say("page.nothing"),
        "ratios": None if client else section_ratios(report, words),
        **below(report, words, client=client),
        "notes": {"title": words.say("sections.notes"), "lines": [] if client else notes.lines()},
        "page": words.say("page.page", page="{page}", pages="{pages}"),
    }


def _since_last_head(report: VisitReport, words: Wording) -> str:
    if report.before_at is None or report.before_at == report.first_at:
        return ""
    return words.say("page.since_last", date=words.date(report.before_at))


def _facts(report: VisitReport, words: Wording) -> list[list[str]]:
    facts = []
    if report.involved_side:
        facts.append([words.say("facts.involved"), words.say(f"involved.{report.involved_side}")])
    if report.body_mass_kg is not None:
        facts.append([words.say("facts.mass"), words.number(f"{report.body_mass_kg:.1f} kg")])
    if report.treatments:
        facts.append([words.say("facts.treatment"), "; ".join(report.treatments)])
    return facts


# One test -----------------------------------------------------------------------------------------------------------


def _test(test: TestReport, report: VisitReport, words: Wording, notes: Notes, *, client: bool) -> Sheet:
    drawing = plot(test.curves, words)
    reason = words.told(test.curves.why_not)
    return {
        "title": words.told(test.title),
        "headline": words.told(test.headline[0].title if test.headline else test.sides_title),
        "rows": [_row(figure, report, words, notes) for figure in test.headline] or _difference_row(test.sides, words),
        "verdict": "" if test.sides is None or client else sides_text(test.sides, words),
        "different": test.sides is not None and test.sides.verdict in (Verdict.LEFT_HIGHER, Verdict.RIGHT_HIGHER),
        "states": _states(test.headline, words),
        "supporting": [] if client else _supporting(test.supporting, words),
        "norms": [] if client else _norms(test.headline + test.supporting, words),
        "retests": [_retest(each, words, notes) for each in test.retests],
        "sentences": plain_lines(test, words) if client else [],
        "plot": drawing,
        "no_plot": "" if drawing else words.say("page.no_curve", reason=reason) if reason else "",
    }


def _row(figure: Figure, report: VisitReport, words: Wording, notes: Notes) -> Sheet:
    shown = reading(figure.metric, figure.value)
    return {
        "side": figure.side.value,
        "letter": letter(figure.side, words),
        "value": words.number(shown.value),
        "spread": words.number(shown.plus_minus),
        "unit": words.told(shown.unit) if shown.unit else "",
        "state": figure.value.state.value,
        "state_word": words.say(f"state.{figure.value.state.value}_word"),
        "said": "",
        "first": _change(figure, figure.since_first, report.first_at, words, notes),
        "last": _change(figure, figure.since_last, report.before_at, words, notes),
    }


def _difference_row(point: SidesPoint | None, words: Wording) -> list[Sheet]:
    """The main number of a test whose main number is the difference of its sides; it has no change of its own."""
    if point is None:
        return []
    value, (size, _) = point.difference.value, difference_text(point, words)
    number, _, spread = size.removesuffix(" %").partition(" ± ")
    higher = "" if value is None else words.say(f"sides.word_{'right' if value > 0 else 'left'}")
    state = point.difference.state.value
    return [
        {"side": "both", "letter": "", "value": number, "spread": spread, "unit": "%", "state": state,
         "state_word": words.say(f"state.{state}_word"), "said": higher, "first": None, "last": None}
    ]  # fmt: skip


def letter(side: Side, words: Wording) -> str:
    return words.say(f"page.{side.value}_letter") if side is not Side.BOTH else ""


def _change(
    figure: Figure, change: Change | None, usual: datetime | None, words: Wording, notes: Notes
) -> Sheet | None:
    """One cell: the amount, the word, the smallest detectable change; None where there is nothing to compare with."""
    if change is None or change.word is Word.FIRST:
        return None
    limit = detectable_text(figure.metric, figure.value.unit, change, words)
    other = change.against_at is not None and usual is not None and change.against_at.date() != usual.date()
    return {
        "amount": amount_text(figure.metric, figure.value.unit, change, figure.value.uncertainty, words),
        "word": words.say(f"change.{WORDS[change.word]}"),
        "tone": TONES.get(change.word, "plain"),
        "detectable": words.say("change.detectable", amount=limit) if limit else "",
        "note": _note(change, words, notes),
        "against": words.say("change.against", date=words.date(change.against_at))
        if other and change.against_at is not None
        else "",
    }


def _note(change: Change, words: Wording, notes: Notes) -> str:
    """The number of the note that says why: who says what is detectable, or what is in the way of a comparison."""
    told = change.reason if change.detectable is None else change.detectable.source
    known = change.detectable is not None
    return notes.mark(words.say("change.limit_from" if known else "change.because", reason=words.told(told)))


def sides_text(point: SidesPoint, words: Wording) -> str:
    """Left against right in one sentence that can say that nobody can tell."""
    difference = point.difference
    if difference.value is None:
        return words.say("sides.not_compared", reason=words.told(difference.reasons[0]))
    size, band = difference_text(point, words)
    higher = "right" if difference.value > 0 else "left"
    if point.verdict is Verdict.RIGHT_HIGHER or point.verdict is Verdict.LEFT_HIGHER:
        said = words.say(f"sides.{higher}_higher", size=size)
    elif point.verdict is None:
        said = words.say(f"sides.untold_{higher}", size=size)
    elif rounds_to_nothing(point):
        said = words.say("sides.even", band=band)
    else:
        said = words.say(f"sides.not_distinguishable_{higher}", size=size)
    if difference.state is State.LIMITED:
        said += "; " + words.say("sides.limited", reason=words.told(difference.reasons[0]))
    return said


def _states(figures: Sequence[Figure], words: Wording) -> list[str]:
    """Why numbers are limited or withheld; once where both sides have the same reasons."""
    found: dict[tuple[State, tuple[str, ...]], list[Side]] = {}
    for figure in figures:
        if figure.value.state is not State.VALID:
            found.setdefault((figure.value.state, figure.value.reasons), []).append(figure.side)
    lines = []
    for (state, reasons), sides in found.items():
        key = "limited" if state is State.LIMITED else "withheld"
        reason = "; ".join(words.told(each) for each in reasons)
        if len(sides) == 1 and len(figures) > 1:
            lines.append(words.say(f"state.{key}_side", side=letter(sides[0], words), reason=reason))
        else:
            lines.append(words.say(f"state.{key}", reason=reason))
    return lines


def _supporting(figures: Sequence[Figure], words: Wording) -> list[Sheet]:
    """Each number that stands beside the headline, with all its sides in one line."""
    metrics: dict[str, list[Figure]] = {}
    for figure in figures:
        metrics.setdefault(figure.metric, []).append(figure)
    return [
        {
            "title": words.told(its_own[0].title),
            "values": [
                {
                    "side": figure.side.value,
                    "letter": letter(figure.side, words),
                    "text": value_text(figure.metric, figure.value, words),
                    "state": figure.value.state.value,
                }
                for figure in its_own
            ],
            "states": _states(its_own, words),
        }
        for its_own in metrics.values()
    ]


def _norms(figures: Sequence[Figure], words: Wording) -> list[str]:
    found = [
        (f"{letter(figure.side, words)}: " if figure.side is not Side.BOTH else "")
        + f"{words.told(norm.says)} ({norm.citation})"
        for figure in figures
        for norm in figure.norms
    ]
    return list(dict.fromkeys(found))


def _retest(retest: Retest, words: Wording, notes: Notes) -> Sheet:
    change = retest.change
    unit = retest.before.unit
    limit = detectable_text(retest.metric, unit, change, words)
    done = words.say("change.retest_done", done="; ".join(retest.done)) if retest.done else ""
    return {
        "title": words.say("change.retest", done=done),
        "what": words.told(retest.title),
        "side": retest.side.value,
        "letter": letter(retest.side, words),
        "before": value_text(retest.metric, retest.before, words),
        "after": value_text(retest.metric, retest.after, words),
        "amount": amount_text(retest.metric, unit, change, retest.after.uncertainty, words),
        "word": words.say(f"change.{WORDS[change.word]}"),
        "tone": TONES.get(change.word, "plain"),
        "detectable": words.say("change.detectable", amount=limit) if limit else "",
        "note": _note(change, words, notes),
    }
