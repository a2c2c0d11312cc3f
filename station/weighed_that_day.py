"""The body mass that a kept jump weighed, once a day: it follows what people decide about the jumps of that day.

Made in the transaction of the decision, from the stored numbers alone, so that no recording is needed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from dsp.measurement import State
from dsp.weighing import GRAVITY
from station.audit import Action, AuditBook
from station.people import HEAVIEST_KG, LIGHTEST_KG, WEIGHED
from station.people_tables import BodyMassRow
from station.tables import ResultRow, RunRow, SessionRow, TrialRow, on_the_wall

WEIGHING: Final = frozenset({"jump", "squat_jump", "hops"})
"""Kinds of test that weigh the person and nothing else."""
_KEY: Final = "system_weight"
_A_DAY: Final = timedelta(days=1)


class _Kind(msgspec.Struct):
    """All that has to be known of a stored test."""

    kind: str = ""


def follow_weighing(session: Session, trial: TrialRow, new_id: Callable[[], str], audit: AuditBook) -> None:
    """Let the body mass of the day of this jump be that of a jump that counts; nothing for a test of another kind.

    One that holds already stays; a wrong one is struck out and stays stored.
    """
    if not _weighs(trial):
        return
    session.flush()
    person_id = session.get_one(SessionRow, trial.session_id).person_id
    found = {each.started_at: _mass_of(session, each) for each in _jumps_of_the_day(session, person_id, trial)}
    weighed = {at: mass for at, mass in found.items() if mass is not None}
    rows = _rows_of_the_day(session, person_id, trial)
    fitting = [row for row in rows if weighed.get(row.at) == (row.mass_kg, row.uncertainty_kg)]
    stands = next((row for row in fitting if not row.struck_out), next(iter(fitting), None))
    for row in rows:
        if row.struck_out is (row is stands):
            row.struck_out = row is not stands
            why = "the jump that weighed it " + ("does not count, or not so" if row.struck_out else "counts again")
            said = {"body_mass_struck" if row.struck_out else "body_mass_again": row.id, "why": why}
            audit.note_in(session, Action.CORRECTION, "person", person_id, body_mass_kg=row.mass_kg, **said)
    if stands is None and weighed:
        at = min(weighed)
        jump = next(each for each in _jumps_of_the_day(session, person_id, trial) if each.started_at == at)
        _add(session, person_id, jump, weighed[at], new_id, audit)


def _add(
    session: Session,
    person_id: str,
    jump: TrialRow,
    mass: tuple[float, float],
    new_id: Callable[[], str],
    audit: AuditBook,
) -> None:
    mass_kg, known_kg = mass
    row = BodyMassRow(
        id=new_id(),
        person_id=person_id,
        at=jump.started_at,
        utc_offset_minutes=jump.utc_offset_minutes,
        mass_kg=mass_kg,
        uncertainty_kg=known_kg,
        how=WEIGHED,
        struck_out=False,
    )
    session.add(row)
    audit.note_in(session, Action.ADD, "person", person_id, body_mass_kg=mass_kg, how=WEIGHED, row=row.id)


def _weighs(trial: TrialRow) -> bool:
    try:
        return msgspec.toml.decode(trial.protocol_text, type=_Kind).kind in WEIGHING
    except msgspec.DecodeError:
        return False


def _jumps_of_the_day(session: Session, person_id: str, trial: TrialRow) -> Sequence[TrialRow]:
    """The jumps of this person that count, of the day of this one, oldest first."""
    day = _day(trial.started_at, trial.utc_offset_minutes)
    query = (
        select(TrialRow)
        .join(SessionRow, SessionRow.id == TrialRow.session_id)
        .where(
            SessionRow.person_id == person_id,
            TrialRow.kept.is_(True),
            ~TrialRow.practice,
            TrialRow.started_at.between(trial.started_at - _A_DAY, trial.started_at + _A_DAY),
        )
        .order_by(TrialRow.started_at, TrialRow.id)
    )
    return [
        each
        for each in session.scalars(query)
        if _day(each.started_at, each.utc_offset_minutes) == day and _weighs(each)
    ]


def _rows_of_the_day(session: Session, person_id: str, trial: TrialRow) -> Sequence[BodyMassRow]:
    day = _day(trial.started_at, trial.utc_offset_minutes)
    query = (
        select(BodyMassRow)
        .where(
            BodyMassRow.person_id == person_id,
            BodyMassRow.how == WEIGHED,
            BodyMassRow.at.between(trial.started_at - _A_DAY, trial.started_at + _A_DAY),
        )
        .order_by(BodyMassRow.at, BodyMassRow.id)
    )
    return [row for row in session.scalars(query) if _day(row.at, row.utc_offset_minutes) == day]


def _mass_of(session: Session, trial: TrialRow) -> tuple[float, float] | None:
    """Mass and its uncertainty (k = 2) in kg, from the run that is shown; None where it did not weigh soundly."""
    query = (
        select(ResultRow.value, ResultRow.uncertainty)
        .join(RunRow, RunRow.id == ResultRow.run_id)
        .where(RunRow.trial_id == trial.id, RunRow.current, RunRow.refusal.is_(None))
        .where(ResultRow.key == _KEY, ResultRow.state == State.VALID.value)
        .order_by(ResultRow.position)
        .limit(1)
    )
    found = session.execute(query).first()
    if found is None or not found.value or not found.uncertainty:
        return None
    mass_kg, known_kg = found.value / GRAVITY, found.uncertainty / GRAVITY
    return (mass_kg, known_kg) if LIGHTEST_KG <= mass_kg <= HEAVIEST_KG and 0 < known_kg < mass_kg else None


def _day(moment: datetime, offset_minutes: int) -> date:
    return on_the_wall(moment, offset_minutes).date()
