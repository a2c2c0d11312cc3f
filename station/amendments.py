"""What people changed about a stored trial, as values: before, after, who and when; an undo is one more of them.

The history of a trial is only added to.  What stands, what can be undone and what can be done again follow from it
alone, so they are the same after the program was closed and on every screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from station.model import Mark, Outcome, RejectReason, Side


class AmendmentKind(StrEnum):
    """What about a trial a person can change."""

    MARK = "mark"
    OUTCOME = "outcome"
    DECISION = "decision"
    SIDES = "sides"
    PRACTICE = "practice"


class Step(StrEnum):
    """Whether a change was made, taken back, or made again."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewAmendment:
    """A change about to be stored; ``of`` is the number of the change that is taken back or made again."""

    kind: AmendmentKind
    subject: State
    before: State
    after: State
    step: Step = Step.DONE
    of: int | None = None

    @property
    def words(self) -> str:
        """What was changed, for a list and for the button that takes it back."""
        return _words(self.kind, self.subject, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change as it is stored, numbered from 1 within its trial."""

    number: int
    made_at: datetime
    """With the UTC offset of the place."""
    who: str
    kind: AmendmentKind
    subject: State
    before: State
    after: State
    step: Step
    of: int

    @property
    def words(self) -> str:
        """What was changed; of one that was taken back or made again, what that was."""
        said = _words(self.kind, self.subject, self.before, self.after)
        return said if self.step is Step.DONE else f"{self.step.value}: {said}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a history: what can be taken back (the last first) and what can be made again (the next first)."""

    undoable: tuple[Amendment, ...]
    redoable: tuple[Amendment, ...]


def standing(history: Sequence[Amendment]) -> Standing:
    """What of a trial's history stands; a new change ends the possibility to make undone ones again."""
    made: list[Amendment] = []
    undone: list[Amendment] = []
    for change in history:
        if change.step is Step.DONE:
            made.append(change)
            undone.clear()
        elif change.step is Step.UNDONE and made and made[-1].number == change.of:
            undone.append(made.pop())
        elif change.step is Step.REDONE and undone and undone[-1].number == change.of:
            made.append(undone.pop())
    return Standing(tuple(reversed(made)), tuple(reversed(undone)))


def taken_back(change: Amendment) -> NewAmendment:
    """The change that undoes one."""
    return NewAmendment(change.kind, change.subject, change.after, change.before, Step.UNDONE, change.number)


def made_again(change: Amendment) -> NewAmendment:
    """The change that redoes one."""
    return NewAmendment(change.kind, change.subject, change.before, change.after, Step.REDONE, change.number)


# Marks ---------------------------------------------------------------------------------------------------------------


def opposite(side: Side) -> Side:
    """The other side; both stay both."""
    return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side, side)


def placed_marks(runs: Sequence[MarkedRun], history: Sequence[Amendment | NewAmendment]) -> list[Mark]:
    """The marks that a person put somewhere and that stay there, with the sides as the history leaves them.

    Each is taken from the newest run that had it, so that a run that was refused takes nothing away, unless an
    amendment says otherwise: that it was moved since, or is where it was computed again.
    """
    # by the sides as they were recorded: those never change
    marks: dict[tuple[str, Side], Mark | None] = {
        (mark.name, opposite(mark.side) if run.swapped else mark.side): mark for run in runs for mark in run.marks
    }
    swapped = False
    for amendment in history:
        if amendment.kind is AmendmentKind.SIDES:
            swapped = bool(amendment.after["swapped"])
        elif amendment.kind is AmendmentKind.MARK:
            name, side = str(amendment.subject["name"]), Side(amendment.subject["side"])
            free = bool(amendment.after["automatic"])
            mark = None if free else Mark(name, side, float(amendment.after["time_s"]), automatic=False)
            marks[name, opposite(side) if swapped else side] = mark
    return [
        replace(mark, side=opposite(side) if swapped else side)
        for (_, side), mark in marks.items()
        if mark is not None and mark.movable and not mark.automatic
    ]


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """The marks of one run of analysis, and whether it was computed with left and right exchanged."""

    marks: tuple[Mark, ...]
    swapped: bool = False


# In words ------------------------------------------------------------------------------------------------------------


def _words(kind: AmendmentKind, subject: State, before: State, after: State) -> str:
    if kind is AmendmentKind.MARK:
        side = Side(subject["side"])
        where = f"{subject['name']}{'' if side is Side.BOTH else f' ({side.value})'}"
        if after["automatic"]:
            return f"{where} put back to where it was computed"
        return f"{where} moved from {_seconds(before['time_s'])} to {_seconds(after['time_s'])}"
    if kind is AmendmentKind.OUTCOME:
        return f"outcome: {Outcome(after['outcome']).value} instead of {Outcome(before['outcome']).value}"
    if kind is AmendmentKind.SIDES:
        return "left and right exchanged" if after["swapped"] else "left and right as they were recorded"
    if kind is AmendmentKind.PRACTICE:
        return "counts as practice" if after["practice"] else "counts as a trial, not as practice"
    return decision_words(after)


def decision_words(state: State) -> str:
    """``kept``, ``not decided``, or ``rejected: disturbed, the phone rang``."""
    if state["kept"] is None:
        return "not decided"
    if state["kept"]:
        return "kept"
    reason = state.get("rejected_for")
    said = ", ".join(part for part in (RejectReason(reason).value if reason else "", state.get("note") or "") if part)
    return f"rejected: {said}" if said else "rejected"


def _seconds(time_s: float | None) -> str:
    return "its place" if time_s is None else f"{time_s:.3f} s"
