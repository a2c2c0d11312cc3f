"""Decides what the day's list says.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dsp.measurement import State
from station.model import Interrupted, NamedMeasurement, Outcome, Side, TrialSummary
from ui.numbers import reading
from ui.review_presenter import decided, outcome_text

MOST = 200
"""Trials on the page; older ones stay stored."""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One trial of the list."""

    trial_id: str
    time: str
    title: str
    detail: str
    measure: str
    values: tuple[tuple[Side, str], ...]
    limited: bool
    word: str
    tone: str
    rejected: bool = False
    """Shown struck out and muted: nobody must take its number for a result."""


@dataclass(frozen=True, slots=True)
class Day:
    """The trials of one day, newest first."""

    title: str
    lines: tuple[ResultLine, ...]


def long_date(day: date) -> str:
    """``Monday, 23 November``."""
    return f"{day:%A}, {day.day} {day:%B}"


def days(trials: Sequence[TrialSummary], today: date) -> list[Day]:
    """The newest trials grouped by day."""
    grouped: dict[date, list[TrialSummary]] = {}
    for trial in trials[:MOST]:
        grouped.setdefault(local(trial.started_at).date(), []).append(trial)
    return [
        Day(day_title(day, today), tuple(line(trial) for trial in group))
        for day, group in sorted(grouped.items(), reverse=True)
    ]


def day_title(day: date, today: date) -> str:
    """``Today``, ``Yesterday`` or the date, with the year where it is another."""
    if (today - day).days in (0, 1):
        return ("Today", "Yesterday")[(today - day).days]
    return long_date(day) + ("" if day.year == today.year else f" {day.year}")


def local(moment: datetime) -> datetime:
    """A stored time on this computer's clock."""
    return moment.astimezone() if moment.tzinfo else moment


def line(trial: TrialSummary) -> ResultLine:
    """One trial as a line: what was tested, the headline, and where it stands."""
    word, tone = decided(trial.kept)
    if trial.outcome is not Outcome.COMPLETED and trial.kept is not False:
        word, tone = outcome_text(trial.outcome).lower(), "caution"
    states = {named.measurement.state for named in trial.headline}
    return ResultLine(
        trial_id=trial.trial_id,
        time=f"{local(trial.started_at):%H:%M}",
        title=trial.title,
        detail=trial.person,
        measure=trial.headline[0].title if trial.headline else "no numbers",
        values=tuple((named.side, value_text(named)) for named in trial.headline),
        limited=State.LIMITED in states,
        word=word,
        tone=tone,
        rejected=trial.kept is False,
    )


def value_text(named: NamedMeasurement) -> str:
    """The headline of one side, or that it is withheld."""
    if named.measurement.state is State.INVALID:
        return "not shown"
    return reading(named.key, named.measurement).text()


def recover_text(items: Sequence[Interrupted]) -> tuple[str, list[str]]:
    """Title and one sentence for each recording that was cut short."""
    count = {1: "One trial", 2: "Two trials", 3: "Three trials"}.get(len(items), f"{len(items)} trials")
    sentences = [
        f"The program ended on {local(item.started_at):%A %H:%M} during “{item.title}”. "
        f"{item.seconds:.1f} s were saved."
        for item in items
    ]
    return f"{count} to recover", sentences


def day_summary(trials: Sequence[TrialSummary], today: date) -> str:
    """How much was done today, in words."""
    done = [trial for trial in trials if local(trial.started_at).date() == today]
    open_ones = sum(trial.kept is None for trial in done)
    if not done:
        return "No trials yet today · everything is saved on this computer"
    count = "1 trial" if len(done) == 1 else f"{len(done)} trials"
    waiting = f" · {open_ones} not decided" if open_ones else ""
    return f"{count} today{waiting} · everything is saved on this computer"
