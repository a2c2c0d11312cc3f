"""What people decide about stored trials: into the store first, then to the running test, then to whoever listens.

One set of hands for the window's visit and for the clinic on virtual time; every method may take long and is called on
the thread for that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from station.amending import Amending
from station.amendments import Amendment
from station.archive import Archive
from station.events import Event, TrialChanged
from station.model import Outcome, RejectReason, Side
from station.runner import Runner


class Decisions:
    """Decisions about the trials of one visit.  Methods raise StationError when nothing was decided."""

    def __init__(
        self,
        archive: Callable[[], Archive],
        runner: Runner,
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[Event], None],
    ) -> None:
        """``post`` runs something on the runner's thread."""
        self._archive, self._runner, self._post, self._tell = archive, runner, post, tell

    def keep(self, trial_id: str) -> None:
        """This trial counts."""
        self._archive().decide(trial_id, True)
        self._decided(trial_id)

    def reject(self, trial_id: str, reason: RejectReason, note: str, *, again: bool) -> None:
        """This trial does not count; ``again`` prepares the same test anew."""
        self._archive().decide(trial_id, False, reason, note)
        self._decided(trial_id, again=again)

    def say_outcome(self, trial_id: str, outcome: Outcome) -> None:
        """This is how the trial ended."""
        self._archive().amend(lambda amending: amending.say_outcome(trial_id, outcome))
        self._post(partial(self._runner.said, trial_id, outcome))
        self._tell(TrialChanged(trial_id))

    def amend(self, trial_id: str, change: Callable[[Amending], Amendment | None]) -> None:
        """Change something else about the trial, or take a change back."""
        self._archive().amend(change)
        told = self._archive().told(trial_id)
        self._post(lambda: self._runner.course.changed(told))
        self._tell(TrialChanged(trial_id))

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> None:
        """Put a mark elsewhere."""
        self.amend(trial_id, lambda amending: amending.move_mark(trial_id, name, side, time_s))

    def _decided(self, trial_id: str, *, again: bool = False) -> None:
        self._post(partial(self._runner.decided, self._archive().told(trial_id), again=again))
        self._tell(TrialChanged(trial_id))
