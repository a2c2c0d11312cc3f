"""Decides what a person's page says of the visits: their trials, and what was done in them.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from station.desks.people import PersonRecord
from station.errors import BadInput
from station.model import TrialSummary
from station.visits import TrialLine, of_today
from ui.dates import clock, local, read_time, short_date
from ui.words import say


@dataclass(frozen=True, slots=True)
class DoneLine:
    """What was done in a visit between two measurements."""

    treatment_id: str
    text: str


@dataclass(frozen=True, slots=True)
class VisitBlock:
    """One visit with its trials, oldest trial first."""

    visit_id: str
    title: str
    detail: str
    done: tuple[DoneLine, ...]
    trials: tuple[TrialSummary, ...]
    today: bool
    """What is done in it can still be noted."""


def visit_blocks(record: PersonRecord, trials: Sequence[TrialLine], now: datetime, most: int) -> tuple[VisitBlock, ...]:
    """The newest visits, newest first; ``now`` has its offset."""
    by_visit: dict[str, list[TrialLine]] = {}
    for trial in trials:
        by_visit.setdefault(trial.visit_id, []).append(trial)
    some = record.visits[:most]
    return tuple(_visit(record, place, by_visit.get(visit.id, []), now) for place, visit in enumerate(some))


def _visit(record: PersonRecord, place: int, own: Sequence[TrialLine], now: datetime) -> VisitBlock:
    visit = record.visits[place]
    day = local(visit.started_at).date()
    trials = sorted(own, key=lambda each: each.started_at)
    done = tuple(
        DoneLine(each.id, say("{time} {what}", time=clock(each.at), what=each.what))
        for each in record.treatments
        if each.session_id == visit.id
    )
    title = say("Visit {number}, {day}", number=len(record.visits) - place, day=short_date(day, now.date()))
    count = say("1 trial") if len(trials) == 1 else say("{count} trials", count=len(trials))
    detail = " · ".join([clock(visit.started_at), count])
    last = max([visit.started_at, *(each.started_at for each in trials)])
    today = place == 0 and of_today(visit.started_at, last, now)
    return VisitBlock(visit.id, title, detail, done, tuple(each.summary for each in trials), today)


def read_treated_at(text: str) -> time | None:
    """When something was done; None for now.  Raises BadInput."""
    found = read_time(text) if text.strip() else None
    if text.strip() and found is None:
        raise BadInput(say("“{typed}” is no time. Write it as 9:30, or leave it empty for now.", typed=text))
    return found
