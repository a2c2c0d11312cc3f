"""The trials of a person as a comparison needs them, read from the store in a few queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from station.model import NamedMeasurement, Outcome, Side
from station.records import NewTrial, Run, Source, StoredTrial
from station.rows import run_of, trial_of
from station.tables import RunRow, SessionRow, Transaction, TrialRow, on_the_wall


@dataclass(frozen=True, slots=True)
class TrialNumbers:
    """A stored trial with the numbers that count now, and what made them."""

    id: str
    visit_id: str
    visit_at: datetime
    started_at: datetime
    protocol: str
    protocol_text: str
    title: str
    outcome: Outcome
    complete: bool
    kept: bool | None
    practice: bool
    retest_of: str | None
    refusal: str | None
    software: str
    code_sha256: str
    """Checksum of the code that computed it; empty where an earlier version did not say."""
    methods: Mapping[str, Mapping[str, Any]]
    sources: tuple[Source, ...]
    measurements: tuple[NamedMeasurement, ...]

    def find(self, metric: str, side: Side) -> NamedMeasurement | None:
        return next((line for line in self.measurements if (line.key, line.side) == (metric, side)), None)


class ChangeBook:
    """What a comparison over visits reads; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, reading: Transaction) -> None:
        self._reading = reading

    def trials(self, person_id: str, protocol: str | None = None) -> tuple[TrialNumbers, ...]:
        """All trials of a person, or those of one test, oldest first, each with the run that is shown."""
        current = TrialRow.runs.and_(RunRow.current)
        query = (
            select(TrialRow, SessionRow)
            .join(SessionRow, SessionRow.id == TrialRow.session_id)
            .where(SessionRow.person_id == person_id)
            .order_by(TrialRow.started_at, TrialRow.id)
            .options(selectinload(current).selectinload(RunRow.sources))
            .options(selectinload(current).selectinload(RunRow.results))
            .options(selectinload(current).selectinload(RunRow.marks))
        )
        if protocol is not None:
            query = query.where(TrialRow.protocol == protocol)
        with self._reading() as session:
            return tuple(_of_row(trial, visit) for trial, visit in session.execute(query) if trial.runs)


def numbers_of(stored: StoredTrial, visit_at: datetime) -> TrialNumbers:
    """The same of a trial that was read whole."""
    return _numbers(stored.id, stored.trial, stored.current, stored.kept, visit_at)


def _of_row(row: TrialRow, visit: SessionRow) -> TrialNumbers:
    visit_at = on_the_wall(visit.started_at, visit.utc_offset_minutes)
    return _numbers(row.id, trial_of(row), run_of(row.runs[-1]), row.kept, visit_at)


def _numbers(trial_id: str, trial: NewTrial, run: Run, kept: bool | None, visit_at: datetime) -> TrialNumbers:
    return TrialNumbers(
        id=trial_id,
        visit_id=trial.session_id,
        visit_at=visit_at,
        started_at=trial.started_at,
        protocol=trial.protocol,
        protocol_text=trial.protocol_text,
        title=trial.title,
        outcome=trial.outcome,
        complete=trial.complete,
        kept=kept,
        practice=trial.practice,
        retest_of=trial.retest_of,
        refusal=run.refusal,
        software=run.provenance.software,
        code_sha256=run.provenance.code_sha256,
        methods=run.provenance.methods,
        sources=run.provenance.sources,
        measurements=run.measurements,
    )
