"""What a person changes about a stored trial, and how it is taken back: one way for all of it, on stored history.

A mark, the outcome, left and right, keep or reject, practice: each becomes an amendment with before and after, and a
new run of analysis where numbers follow from it, stored in one step with the doses and the body mass that follow.  The
raw recording is never touched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from station.amendments import (
    Amendment,
    AmendmentKind,
    NewAmendment,
    made_again,
    standing,
    taken_back,
)
from station.doses import Dose
from station.errors import StationError
from station.feedback.dosing import doses_of, has_doses
from station.filing import Analyse, computed_with, stored_recording
from station.folders import Folders
from station.model import Outcome, RejectReason, Side
from station.outcome_meaning import refused_outcome
from station.plain_text import plain_text
from station.records import StoredTrial
from station.store import Store

LONGEST_NOTE: Final = 300
_RECOMPUTED: Final = frozenset({AmendmentKind.MARK, AmendmentKind.OUTCOME, AmendmentKind.SIDES})
"""What numbers follow from."""


class Amending:
    """Changes to the trials of one data folder.  Every method raises StationError when nothing was changed."""

    def __init__(self, store: Store, folders: Folders, analyse: Analyse | None = None) -> None:
        self._store, self._folders, self._analyse = store, folders, analyse

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> Amendment | None:
        """Put one mark elsewhere, in seconds from the first analysed sample; None where it is there already."""
        stored = self._store.trial(trial_id)
        marks = {(item.mark.name, item.mark.side): item.mark for run in stored.runs for item in run.marks}
        mark = marks.get((name, side))
        if mark is None:
            names = ", ".join(sorted({f"{each} ({of.value})" for each, of in marks})) or "none"
            raise StationError(f"This trial has no mark {name} ({side.value}); it has: {names}.")
        if not mark.movable:
            raise StationError(
                f"The mark {name} ({side.value}) follows from others, or from the clock, and cannot be moved. "
                "Where it is a peak, move the onset or the end of that effort."
            )
        before = {"time_s": mark.time_s, "automatic": mark.automatic}
        after = {"time_s": time_s, "automatic": False}
        if before == after:
            return None
        return self._amend(stored, NewAmendment(AmendmentKind.MARK, {"name": name, "side": side.value}, before, after))

    def say_outcome(self, trial_id: str, outcome: Outcome) -> Amendment | None:
        """Say how a trial ended, or say it otherwise; the numbers follow.

        What a device ended is never scored as the client's: then only what was wrong about the test can be said.
        """
        stored = self._store.trial(trial_id)
        if stored.trial.outcome is outcome:
            return None
        recorded = stored_recording(self._store, self._folders, trial_id)[1].outcome or Outcome.INTERRUPTED
        if why_not := refused_outcome(recorded, outcome):
            raise StationError(why_not)
        before, after = {"outcome": stored.trial.outcome.value}, {"outcome": outcome.value}
        return self._amend(stored, NewAmendment(AmendmentKind.OUTCOME, {}, before, after))

    def exchange_sides(self, trial_id: str) -> Amendment:
        """Left was right and right was left: read the recording so from now on."""
        stored = self._store.trial(trial_id)
        before, after = {"swapped": stored.sides_swapped}, {"swapped": not stored.sides_swapped}
        return self._amend(stored, NewAmendment(AmendmentKind.SIDES, {}, before, after))

    def decide(
        self, trial_id: str, kept: bool | None, reason: RejectReason | None = None, note: str = ""
    ) -> Amendment | None:
        """Keep or reject a trial, with the reason, or leave it open again; None when it stands so already."""
        if note:
            note = plain_text(note, "the words about a rejected trial", LONGEST_NOTE)
        doses = self._doses(self._store.trial(trial_id)) if kept else None
        return self._store.amendments.decide(trial_id, kept, reason, note, doses)

    def say_practice(self, trial_id: str, practice: bool) -> Amendment | None:
        """Count a trial as practice, or as one that counts; None when it is so already."""
        stored = self._store.trial(trial_id)
        if stored.trial.practice is practice:
            return None
        before, after = {"practice": stored.trial.practice}, {"practice": practice}
        return self._amend(stored, NewAmendment(AmendmentKind.PRACTICE, {}, before, after))

    def undo(self, trial_id: str) -> Amendment:
        """Take back what was changed last and not taken back yet."""
        return self._again(trial_id, "undo", lambda found: found.undoable, taken_back)

    def redo(self, trial_id: str) -> Amendment:
        """Make again what was taken back last, while nothing was changed since."""
        return self._again(trial_id, "redo", lambda found: found.redoable, made_again)

    def _again(
        self,
        trial_id: str,
        verb: str,
        which: Callable[..., tuple[Amendment, ...]],
        how: Callable[[Amendment], NewAmendment],
    ) -> Amendment:
        stored = self._store.trial(trial_id)
        found = which(standing(self._store.amendments.of(trial_id)))
        if not found:
            raise StationError(f"There is nothing to {verb} about this trial.")
        return self._amend(stored, how(found[0]))

    def _amend(self, stored: StoredTrial, amendment: NewAmendment) -> Amendment:
        run = None
        if amendment.kind in _RECOMPUTED:
            run = computed_with(self._store, self._folders, stored, amendment, analyse=self._analyse)
        return self._store.amendments.add(stored.id, amendment, run, self._doses(_as_amended(stored, amendment)))

    def _doses(self, stored: StoredTrial) -> tuple[Dose, ...] | None:
        """What the person did in a trial that stands like this; None where its recording is not at hand."""
        if not has_doses(stored):
            return None
        try:
            return doses_of(stored, stored_recording(self._store, self._folders, stored.id)[1])
        except StationError:
            logging.getLogger(__name__).warning("the doses of trial %s stay as they are", stored.id, exc_info=True)
            return None


def _as_amended(stored: StoredTrial, amendment: NewAmendment) -> StoredTrial:
    after = amendment.after
    if amendment.kind is AmendmentKind.OUTCOME:
        return replace(stored, trial=replace(stored.trial, outcome=Outcome(after["outcome"])))
    if amendment.kind is AmendmentKind.SIDES:
        return replace(stored, sides_swapped=bool(after["swapped"]))
    return stored
