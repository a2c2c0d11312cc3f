"""Decides what an examination of a device says: what to do now, how far it is, what was found.  No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from station.desks.examining import Ask, Asked, Exam, Examinable, Part, PartState
from station.model import Side
from station.qa.findings import Finding, Report, Verdict, limits_of, measured
from station.qa.hands import MIDDLE
from ui.force_axis import force_step
from ui.numbers import DASH
from ui.words import later, number, say, told

LARGEST_KG = 500.0
MASSES_AT_MOST = 8
WHO_AT_MOST = 60
STATES = {
    PartState.TO_COME: (later("to come"), "muted"),
    PartState.NOW: (later("now"), "strong"),
    PartState.PASSED: (later("passed"), "good"),
    PartState.FAILED: (later("failed"), "trouble"),
    PartState.LEFT_OUT: (later("left out"), "caution"),
}
VERDICTS = {
    Verdict.PASSED: (later("passed"), "good"),
    Verdict.FAILED: (later("failed"), "trouble"),
    Verdict.NOT_DONE: (later("not done"), "caution"),
}
WIDE = 6.0
"""While a value is measured the axis shows so many times its limits."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of the list of parts."""

    title: str
    word: str
    tone: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One line of the table of what was found."""

    title: str
    measured: str
    limits: str
    word: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The force axis: round levels from ``lower_n`` to ``upper_n``."""

    lower_n: float
    upper_n: float
    levels: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the picture of the device shows: plates or a handle, where the mass belongs, where it was already."""

    plates: bool
    ask: Ask | None = None
    side: Side | None = None
    place: str = ""
    label: str = ""
    done: tuple[tuple[Side, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExamScreen:
    """Everything that is read while an examination runs."""

    prompt: str
    hint: str
    tone: str
    progress: float | None
    progress_words: str
    parts: tuple[PartLine, ...]
    findings: tuple[FindingLine, ...]
    scene: Scene
    axis: Axis
    summary: str


class ExamPresenter:
    """Turns the pulled examination into a screen; remembers where the mass has been in this part."""

    def __init__(self) -> None:
        self._part = ""
        self._done: list[tuple[Side, str]] = []
        self._on: Asked | None = None
        self._axis = Axis(0.0, 100.0, (0.0, 50.0, 100.0))

    def screen(self, exam: Exam) -> ExamScreen:
        """What is read now."""
        self._follow(exam)
        shown = exam.asked or self._on
        prompt, hint, tone = _prompt(exam, shown)
        seconds = max(0.0, exam.measuring_s * (1.0 - (exam.measuring or 0.0)))
        self._axis = axis_of(exam, shown, self._axis)
        return ExamScreen(
            prompt,
            hint,
            tone,
            exam.measuring if exam.asked is None else None,
            say("{seconds:.0f} s left", seconds=seconds) if exam.measuring is not None and exam.asked is None else "",
            tuple(part_line(part) for part in exam.parts),
            tuple(finding_line(each) for part in exam.parts for each in part.findings),
            self._scene(exam, shown),
            self._axis,
            summary_of(exam),
        )

    def _follow(self, exam: Exam) -> None:
        now = next((part.key for part in exam.parts if part.state is PartState.NOW), "")
        if now != self._part:
            self._part, self._done, self._on = now, [], None
        asked, before = exam.asked, self._on
        if asked is None:
            return
        if before is not None and before.load is not None and (before.ask, before.load) != (asked.ask, asked.load):
            self._done.append((before.load.side, before.load.place))
        self._on = asked

    def _scene(self, exam: Exam, shown: Asked | None) -> Scene:
        plates = len(exam.sides) > 1
        if shown is None:
            return Scene(plates, Ask.EMPTY)
        load = shown.load
        if load is None:
            return Scene(plates, shown.ask, done=tuple(self._done))
        label = say("{mass:g} kg", mass=load.mass_kg)
        return Scene(plates, shown.ask, load.side, load.place or MIDDLE, label, tuple(self._done))


def _prompt(exam: Exam, shown: Asked | None) -> tuple[str, str, str]:
    """What to do now, what the device feels of it, and the tone."""
    if not exam.running:
        return summary_of(exam), "", "neutral"
    asked = exam.asked
    if asked is not None and asked.by_itself:
        return told(asked.text), say("The simulated hands do it by themselves."), "neutral"
    if asked is not None:
        hint = told(asked.felt) if asked.felt else ""
        if asked.goes_on:
            goes_on = say("It goes on by itself as soon as it is felt and rests.")
            hint = f"{hint} {goes_on}".strip()
        return told(asked.text), hint, "caution"
    if exam.measuring is None:
        return say("One moment …"), "", "neutral"
    if shown is None or shown.ask is Ask.EMPTY:
        return say("Measuring. Keep everything off, and touch nothing."), "", "good"
    if shown.ask in (Ask.STAND, Ask.TURN):
        return say("Measuring. Stand still, arms hanging."), "", "good"
    if shown.ask is Ask.RELEASE:
        return say("Now lift the mass off in one quick movement."), "", "good"
    return say("Measuring. Let it rest, and touch nothing."), "", "good"


def primary_words(exam: Exam) -> str:
    """What Space does; empty while there is nothing to do but wait."""
    asked = exam.asked
    return "" if asked is None or asked.by_itself else told(asked.button)


def part_line(part: Part) -> PartLine:
    """One check and how far it is."""
    word, tone = STATES[part.state]
    if part.state is PartState.LEFT_OUT and not part.findings:
        return PartLine(told(part.title), say("not for this device"), "muted")
    failed = next((each for each in part.findings if each.verdict is Verdict.FAILED), None)
    undone = next((each for each in part.findings if each.verdict is Verdict.NOT_DONE), None)
    why = failed or (undone if part.state is PartState.LEFT_OUT else None)
    return PartLine(told(part.title), say(word), tone, "" if why is None else _sentence(why.words))


def finding_line(finding: Finding) -> FindingLine:
    """One line of the table: value with uncertainty, limits, verdict, and what is wrong."""
    word, tone = VERDICTS[finding.verdict]
    parts = [_sentence(text) for text in (finding.words, finding.do) if text]
    value = told(measured(finding)) if finding.value is not None else DASH
    return FindingLine(
        told(finding.title),
        number(value).replace("-", "−") if isinstance(finding.value, float) else value,
        number(limits_of(finding)).replace("-", "−"),
        say(word),
        tone,
        " ".join(parts),
    )


def _sentence(words: str) -> str:
    """What the station says, beginning with a capital."""
    said = told(words)
    return said[:1].upper() + said[1:]


def summary_of(exam: Exam) -> str:
    """The whole in one sentence."""
    if exam.stopped:
        return told(exam.stopped)
    if exam.report is None:
        return ""
    return verdict_words(exam.report)


def verdict_words(report: Report) -> str:
    """What became of all checks, in a sentence."""
    failed, undone = len(report.failed), len(report.left_out)
    done = len(report.findings) - undone
    if failed == 1:
        return say("One of {all} results is outside its limits.", all=len(report.findings))
    if failed:
        return say("{failed} of {all} results are outside their limits.", failed=failed, all=len(report.findings))
    if not done:
        return say("Nothing was checked.")
    if undone:
        return say("{done} results within their limits, {undone} not done.", done=done, undone=undone)
    return say("All {done} results are within their limits.", done=done)


FIRST = {Verdict.FAILED: 0, Verdict.NOT_DONE: 1, Verdict.PASSED: 2}
TO_DO_AT_MOST = 3


def result_lines(exam: Exam) -> tuple[FindingLine, ...]:
    """Everything that was found: what failed comes first, then what was not done."""
    found = [each for part in exam.parts for each in part.findings]
    return tuple(finding_line(each) for each in sorted(found, key=lambda each: FIRST[each.verdict]))


def to_do(exam: Exam) -> str:
    """What is to be done about what failed, one sentence for each; empty where nothing failed."""
    failed = [each for part in exam.parts for each in part.findings if each.verdict is Verdict.FAILED]
    if not failed:
        return ""
    steps = list(dict.fromkeys(_sentence(each.do) for each in failed if each.do))
    if not steps:
        return say("Measure nobody with it until that is put right; what is wrong stands below.")
    return "\n".join([say("Before anybody is measured with it:"), *steps[:TO_DO_AT_MOST]])


def outcome(exam: Exam) -> tuple[str, str]:
    """The state word of the heading, and its tone."""
    if exam.running:
        asked = exam.asked is not None and not exam.asked.by_itself
        return (say("YOUR TURN"), "caution") if asked else (say("MEASURING"), "good")
    if exam.stopped:
        return say("STOPPED"), "caution"
    if exam.report is not None and exam.report.failed:
        return say("FAILED"), "trouble"
    if exam.report is not None and exam.report.left_out:
        return say("NOT COMPLETE"), "caution"
    return say("PASSED"), "good"


def axis_of(exam: Exam, shown: Asked | None, before: Axis) -> Axis:
    """From nothing to the load while hands move it; around its limits while it is measured."""
    expected = exam.expected
    if not exam.running:
        return before
    if expected is not None and exam.asked is None and exam.measuring is not None:
        middle, half = (expected.low_n + expected.high_n) / 2.0, (expected.high_n - expected.low_n) / 2.0
        return around(middle, max(2.0, WIDE * half))
    load = None if shown is None else shown.load
    most_n = 100.0
    if load is not None:
        most_n = 1.3 * load.mass_kg * 9.81
    elif shown is not None and shown.ask in (Ask.STAND, Ask.TURN):
        most_n = 800.0
    step = force_step(most_n, 5)
    upper = step * math.ceil(most_n / step - 1e-9)
    return Axis(-0.05 * upper, upper, tuple(step * each for each in range(int(upper / step + 1e-9) + 1)))


def around(middle_n: float, half_n: float) -> Axis:
    """Round forces on both sides of a value, a newton apart at least."""
    step = max(force_step(1.0, 1), force_step(2.0 * half_n, 6))
    low, high = math.floor((middle_n - half_n) / step), math.ceil((middle_n + half_n) / step)
    return Axis(step * low, step * high, tuple(step * each for each in range(low, high + 1)))


def masses_of(text: str) -> tuple[float, ...] | None:
    """Known masses as somebody typed them, ``5, 10, 20``; None for what cannot be meant, empty for nothing."""
    parts = [part for part in text.replace(";", " ").replace(", ", " ").split() if part.strip(",") != "kg"]
    if len(parts) == 1 and parts[0].count(",") > 1:
        parts = parts[0].split(",")
    try:
        masses = tuple(sorted(float(part.removesuffix("kg").rstrip(",").replace(",", ".")) for part in parts if part))
    except ValueError:
        return None
    sound = len(masses) <= MASSES_AT_MOST and all(0 < mass <= LARGEST_KG for mass in masses)
    return masses if sound else None


def masses_text(masses_kg: Sequence[float]) -> str:
    """As they stand in the field."""
    return "  ".join(number(f"{mass:g}") for mass in masses_kg)


def named(device: Examinable) -> str:
    """``Plates · Harp LoadCells · serial number LC-0117``."""
    parts = [told(device.name), told(device.kind)]
    if device.serial:
        parts.append(say("serial number {serial}", serial=device.serial))
    return " · ".join(dict.fromkeys(parts))
