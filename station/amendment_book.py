"""What people changed about stored trials, in the database: each with the run that follows from it, both or neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station.amendments import Amendment, AmendmentKind, NewAmendment, State, Step
from station.audit import Action
from station.doses import Dose, put_doses
from station.errors import StationError
from station.ledger import Ledger
from station.model import RejectReason
from station.records import NewRun
from station.tables import AmendmentRow, TrialRow, offset_minutes, on_the_wall
from station.weighed_that_day import follow_weighing

AddRun = Callable[[Session, str, NewRun], int]
"""Adds a run that is the current one from now on, in a transaction that is open."""
_DECIDES = frozenset({AmendmentKind.DECISION, AmendmentKind.PRACTICE})


class AmendmentBook:
    """What people changed about trials.  Made by ``Store``; each call is a transaction of its own."""

    def __init__(self, ledger: Ledger, add_run: AddRun) -> None:
        """``add_run`` writes a further run of a trial, in the transaction that it is given."""
        self._ledger, self._add_run = ledger, add_run

    def of(self, trial_id: str) -> tuple[Amendment, ...]:
        """The history of one trial, oldest first."""
        with self._ledger.reading() as session:
            query = select(AmendmentRow).where(AmendmentRow.trial_id == trial_id)
            ordered = query.order_by(AmendmentRow.number, AmendmentRow.made_at, AmendmentRow.id)
            return tuple(_amendment(row) for row in session.scalars(ordered))

    def add(
        self,
        trial_id: str,
        amendment: NewAmendment,
        run: NewRun | None = None,
        doses: Sequence[Dose] | None = None,
    ) -> Amendment:
        """Store an amendment with the run that was computed with it; the trial stands as it says from now on.

        ``doses`` take the place of those that the trial had; None leaves them.  What a jump weighed follows too.

        Raises StationError when there is no such trial, or when it was changed meanwhile from elsewhere.
        """
        with self._ledger.writing() as session:
            return self._add(session, _trial(session, trial_id), amendment, run, doses)

    def decide(
        self,
        trial_id: str,
        kept: bool | None,
        rejected_for: RejectReason | None = None,
        note: str = "",
        doses: Sequence[Dose] | None = None,
    ) -> Amendment | None:
        """Keep or reject a trial, or leave it open again, with its ``doses``; None when it stood so already."""
        with self._ledger.writing() as session:
            trial = _trial(session, trial_id)
            after = {
                "kept": kept,
                "rejected_for": rejected_for.value if kept is False and rejected_for is not None else None,
                "note": note if kept is False else "",
            }
            before = state_of(trial, AmendmentKind.DECISION)
            if before == after:
                return None
            return self._add(session, trial, NewAmendment(AmendmentKind.DECISION, {}, before, after), None, doses)

    def _add(
        self,
        session: Session,
        trial: TrialRow,
        amendment: NewAmendment,
        run: NewRun | None,
        doses: Sequence[Dose] | None,
    ) -> Amendment:
        made_at = self._ledger.now().astimezone()
        latest = session.scalar(select(func.max(AmendmentRow.number)).where(AmendmentRow.trial_id == trial.id))
        number = (latest or 0) + 1
        _apply(trial, amendment, made_at)
        row = AmendmentRow(
            id=self._ledger.new_id(),
            trial_id=trial.id,
            number=number,
            made_at=made_at,
            utc_offset_minutes=offset_minutes(made_at),
            who=self._ledger.audit.who,
            kind=amendment.kind.value,
            subject=dict(amendment.subject),
            before=dict(amendment.before),
            after=dict(amendment.after),
            step=amendment.step.value,
            of=number if amendment.of is None else amendment.of,
        )
        session.add(row)
        action = Action.CHANGE if amendment.kind in _DECIDES else Action.CORRECTION
        # without what somebody wrote in words of their own: names never go into the audit
        said: dict[str, Any] = {"amendment": number, "kind": row.kind, "step": row.step, "of": row.of}
        said |= {"about": row.subject, "before": _without_words(row.before), "after": _without_words(row.after)}
        self._ledger.audit.note_in(session, action, "trial", trial.id, **said)
        if run is not None:
            self._add_run(session, trial.id, run)
        if doses is not None:
            put_doses(session, trial.id, doses, self._ledger.new_id, self._ledger.audit)
        follow_weighing(session, trial, self._ledger.new_id, self._ledger.audit)
        return _amendment(row)


def _trial(session: Session, trial_id: str) -> TrialRow:
    trial = session.get(TrialRow, trial_id)
    if trial is None:
        raise StationError(f"No trial {trial_id} is stored here. `station recordings list` shows what there is.")
    return trial


def _without_words(state: State) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name != "note"}


def state_of(trial: TrialRow, kind: AmendmentKind) -> State:
    """What of a trial an amendment of this kind is about, as it stands."""
    states: dict[AmendmentKind, dict[str, Any]] = {
        AmendmentKind.OUTCOME: {"outcome": trial.outcome},
        AmendmentKind.SIDES: {"swapped": trial.sides_swapped},
        AmendmentKind.PRACTICE: {"practice": trial.practice},
        AmendmentKind.DECISION: {
            "kept": trial.kept,
            "rejected_for": trial.rejected_for,
            "note": trial.rejected_note or "",
        },
    }
    return states[kind]


def _apply(trial: TrialRow, amendment: NewAmendment, made_at: datetime) -> None:
    """Let the trial's row say what the amendment says.  Raises StationError when it starts from something else."""
    if amendment.kind is AmendmentKind.MARK:
        return  # marks stand in the runs
    if state_of(trial, amendment.kind) != dict(amendment.before):
        raise StationError("This trial was changed meanwhile from elsewhere, so nothing was done. Open it again.")
    after = amendment.after
    if amendment.kind is AmendmentKind.OUTCOME:
        trial.outcome = after["outcome"]
    elif amendment.kind is AmendmentKind.SIDES:
        trial.sides_swapped = after["swapped"]
    elif amendment.kind is AmendmentKind.PRACTICE:
        trial.practice = after["practice"]
    else:
        trial.kept, trial.rejected_for, trial.rejected_note = (
            after["kept"],
            after["rejected_for"],
            after["note"] or None,
        )
        trial.decided_at = None if after["kept"] is None else made_at


def _amendment(row: AmendmentRow) -> Amendment:
    return Amendment(
        number=row.number,
        made_at=on_the_wall(row.made_at, row.utc_offset_minutes),
        who=row.who,
        kind=AmendmentKind(row.kind),
        subject=row.subject,
        before=row.before,
        after=row.after,
        step=Step(row.step),
        of=row.of,
    )
