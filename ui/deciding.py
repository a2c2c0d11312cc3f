"""The trial that was just done, or another of today that is looked at: what is asked and decided about it.  No Qt."""

from __future__ import annotations

from collections.abc import Callable

from station.console import Console
from station.errors import StationError
from station.events import Event, PersonReceived, TrialChanged
from station.model import Live, Mark, Outcome, RejectReason, TrialReview, TrialState
from ui.deciding_presenter import Act, Asking, Question, acts, asked, decision
from ui.live_presenter import OVER
from ui.words import say, told


class Deciding:
    """One trial at a time, read when it is stored and again when something about it changed."""

    def __init__(self, console: Console, may: Callable[[], bool], *, reports: bool = False) -> None:
        """``may``: whether something can be decided now; not while somebody holds a mark in the hand."""
        self._console, self._may, self._reports = console, may, reports
        self.asking = Asking.NOTHING
        self.opened = ""
        """A trial of the list that somebody looks at instead of the one that was just done."""
        self.review: TrialReview | None = None
        self.problem = ""
        self._said: Outcome | None = None
        """How the trial ended, said before it was stored."""
        self._live: Live | None = None

    @property
    def trial_id(self) -> str:
        """The trial that is shown; empty while it is being saved."""
        return "" if self.review is None else self.review.trial_id

    @property
    def open(self) -> bool:
        """Whether the trial that is shown waits for a decision."""
        live, review = self._live, self.review
        if live is None or review is None or review.kept is not None:
            return False
        return live.state in OVER or bool(self.opened)

    def see(self, live: Live) -> None:
        """Keep up with the running test."""
        self._live = live
        if live.state not in (*OVER, TrialState.DONE):
            self.opened, self._said, self.asking = "", None, Asking.NOTHING
        wanted = self.opened or live.visit.course.trial_id
        if not wanted or live.state not in (*OVER, TrialState.DONE):
            self.review, self.problem = None, ""
            return
        if self.trial_id == wanted:
            return
        try:
            self.review, self.problem = self._console.review(wanted), ""
        except StationError as error:
            self.review, self.problem = None, str(error)
        if self._said is not None and self.review is not None and not self.opened:
            said, self._said = self._said, None
            self._console.say_outcome(wanted, said)

    def hear(self, event: Event) -> None:
        """What was changed is read again; whoever comes in begins with nothing."""
        if isinstance(event, TrialChanged) and event.trial_id == self.trial_id:
            self.review = None
        if isinstance(event, PersonReceived):
            self.review, self.opened, self._said, self.asking = None, "", None, Asking.NOTHING

    # what is shown -----------------------------------------------------------------------------------------------

    @property
    def question(self) -> Question:
        """The list that stands in place."""
        return Question("", ()) if self._live is None else asked(self._live, self.review, self.asking)

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be done beside the two buttons of the heading."""
        return () if self._live is None else acts(self._live, self.review, self.asking, reports=self._reports)

    def words(self) -> tuple[str, str]:
        """What was decided and what to do now, or what is wrong with the trial."""
        live, review = self._live, self.review
        if live is None or self.problem:
            return "", told(self.problem)
        if review is None:
            return (say("Thank you. It is saved when the trial is.") if self._said else told(live.prompt)), ""
        if review.refusal and review.kept is None:
            return "", say("Do not use this trial. {why}", why=told(review.refusal))
        if live.trouble and review.kept is None:
            return "", told(live.trouble)
        if review.kept is None and live.state in OVER and not self.opened:
            return told(live.prompt), ""
        words = decision(review)
        if live.visit.course.one_more and review.kept and not self.opened:
            words = say("{words} The trials vary by more than 10 %: one more?", words=words)
        return words, ""

    # what is decided ---------------------------------------------------------------------------------------------

    def ask(self, asking: Asking) -> None:
        """Show a list, or none."""
        self.asking = asking

    def look_at(self, trial_id: str) -> None:
        """Look at another trial of today; at the one that was just done without one."""
        live = self._live
        if live is not None and live.state is TrialState.DONE:
            self.opened = "" if trial_id == live.visit.course.trial_id else trial_id
            self.asking = Asking.NOTHING

    def keep(self) -> None:
        """It counts."""
        if self.trial_id and self._may():
            self._console.keep(self.trial_id)
            self.asking = Asking.NOTHING

    def retake(self, why: RejectReason = RejectReason.NOT_SAID) -> None:
        """It does not count, and is done again."""
        if self.trial_id and self._may():
            self._console.retake(self.trial_id, why)
            self.asking = Asking.NOTHING

    def reject(self, why: RejectReason = RejectReason.NOT_SAID) -> None:
        """It does not count."""
        if self.trial_id and self._may():
            self._console.reject(self.trial_id, why)
            self.asking = Asking.NOTHING

    def answer(self, number: int) -> None:
        """A line of the list was chosen."""
        choice = next((each for each in self.question.choices if each.number == number), None)
        if choice is None:
            return
        if isinstance(choice.value, Outcome):
            self.asking = Asking.NOTHING
            if self.trial_id:
                self._console.say_outcome(self.trial_id, choice.value)
            else:
                self._said = choice.value
        elif self.asking is Asking.RETAKE:
            self.retake(choice.value)
        else:
            self.reject(choice.value)

    def move_mark(self, mark: Mark, time_s: float) -> None:
        """Put a mark of its curve elsewhere."""
        self._console.move_mark(self.trial_id, mark.name, mark.side, time_s)
