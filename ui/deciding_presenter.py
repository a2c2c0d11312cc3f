"""Decides what is asked about the trial that was just done: keep it, repeat it, why it ended, why it does not count.

No Qt.  The lists are closed and stand in place; a number or a click answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from station.desks.reviewing import TrialChange
from station.model import Live, Outcome, RejectReason, Side, TrialReview, TrialState, TrialSummary
from ui.live_parts import SIDES
from ui.live_presenter import ListLine
from ui.numbers import reading
from ui.trial_texts import local, value_text
from ui.words import later, number, say, told


class Asking(StrEnum):
    """What a list of choices is about."""

    NOTHING = ""
    RETAKE = "retake"
    REJECT = "reject"
    OUTCOME = "outcome"


REASONS: tuple[tuple[RejectReason, str], ...] = (
    (RejectReason.NOT_AS_INSTRUCTED, later("Not done as instructed")),
    (RejectReason.NOT_FULL_EFFORT, later("Not a full effort")),
    (RejectReason.FALSE_START, later("Moved before the signal")),
    (RejectReason.COMPENSATED, later("Moved another part of the body")),
    (RejectReason.SLIPPED, later("Device or foot slipped")),
    (RejectReason.DISTURBED, later("Disturbed")),
    (RejectReason.DEVICE, later("Device or signal in doubt")),
    (RejectReason.OTHER, later("Something else")),
)
"""Why a trial does not count, in the order of their keys; saying none is a choice of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a closed list; ``number`` is its key."""

    number: int
    title: str
    means: str
    value: Outcome | RejectReason
    stands: bool = False
    """It is what was said before."""


@dataclass(frozen=True, slots=True)
class Question:
    """A closed list under its question."""

    title: str
    choices: tuple[Choice, ...]


NO_QUESTION = Question("", ())


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with the trial that is shown: its key, its words, and what it is called here."""

    name: str
    label: str
    key: str


def asked(live: Live, review: TrialReview | None, asking: Asking) -> Question:
    """The list that stands in place now."""
    if asking in (Asking.RETAKE, Asking.REJECT):
        title = say("Why is it repeated?") if asking is Asking.RETAKE else say("Why does it not count?")
        return Question(title, tuple(Choice(n, say(words), "", why) for n, (why, words) in enumerate(REASONS, start=1)))
    offered = live.visit.outcomes if live.state is TrialState.STOPPED else ()
    if asking is Asking.OUTCOME and review is not None:
        offered = review.said.outcomes
    if not offered:
        return NO_QUESTION
    stands = None if review is None else review.outcome
    choices = (
        Choice(number, told(each.title), told(each.means), each.outcome, each.outcome is stands)
        for number, each in enumerate(offered[:9], start=1)
    )
    return Question(say("How did it end?"), tuple(choices))


def acts(live: Live, review: TrialReview | None, asking: Asking, *, reports: bool = False) -> tuple[Act, ...]:
    """What can be done beside the two buttons of the heading; ``reports``: this station writes them."""
    if review is None or asking is not Asking.NOTHING:
        return ()
    found = []
    if live.state is TrialState.DONE:
        if review.trial_id == live.visit.course.trial_id:
            found.append(Act("more", say("One more trial"), "O"))
        found.append(Act("retest", say("Re-test"), "T"))
    if review.kept is not False:
        found.append(Act("reject", say("Reject"), "X"))
    else:
        found.append(Act("keep", say("Keep after all"), "K"))
    if live.state is not TrialState.STOPPED and review.said.outcomes:
        found.append(Act("outcome", say("How it ended"), "E"))
    found.append(Act("look", say("Look closer"), "V"))
    if reports and live.state is TrialState.DONE:
        found.append(Act("report", say("Report"), "P"))
    return tuple(found)


def decision(review: TrialReview) -> str:
    """What was decided about the trial, in a sentence."""
    if review.kept is None:
        return say("Not decided yet.")
    if review.kept and review.said.practice:
        return say("Practice: it is stored, and no part of the result.")
    if review.kept:
        return say("Kept.")
    why = review.said.decision.removeprefix("rejected").strip(" :")
    if why:
        return say("Rejected: {why}. It stays stored and does not count.", why=told(why).rstrip("."))
    return say("Rejected. It stays stored and does not count.")


def retest_words(change: TrialChange, headline: str) -> str:
    """Before and after in this visit, with the word for the change and why; empty where nothing was tested again.

    Where the headline compares the sides, and so has no series of its own, it is the first number that has one.
    """
    again = [] if change.test is None else [each for each in change.test.retests if each.visit_id == change.visit_id]
    if not again:
        return ""
    metric = headline if any(each.metric == headline for each in again) else again[0].metric
    found = [each for each in again if each.metric == metric]
    sides = []
    for each in found:
        before, after = (number(reading(each.metric, value).text()) for value in (each.before, each.after))
        side = "" if each.side is Side.BOTH else say(SIDES[each.side])
        word = told(each.change.word.value)
        said = say("{before} before, {after} now: {word}", before=before, after=after, word=word)
        sides.append(f"{side} {said}".strip())
    title, why = told(found[0].title), told(found[0].change.reason).rstrip(".")
    return say("Re-test, {title}: {sides} ({why}).", title=title, sides="; ".join(sides), why=why)


def trial_lines(
    trials: Sequence[TrialSummary], protocol: str, person: str, today: date, *, shown: str = "", running: str = ""
) -> tuple[ListLine, ...]:
    """The trials of one test that this person did today, in their order, and the one that runs; newest first in."""
    own = [
        each
        for each in reversed(trials)
        if each.protocol == protocol and each.person == person and local(each.started_at).date() == today
    ]
    lines = [_line(place, trial, shown) for place, trial in enumerate(own, start=1)]
    if running:
        lines.append(ListLine(say("{number}", number=len(own) + 1), "", running, "strong"))
    return tuple(lines)


def _line(place: int, trial: TrialSummary, shown: str) -> ListLine:
    label = say("{number}", number=place)
    if trial.practice:
        label = say("{number} practice", number=place)
    values = " : ".join(value_text(named) for named in trial.headline)
    state, tone = say("not decided"), "caution"
    if trial.kept:
        state, tone = say("kept"), "good"
    elif trial.kept is False:
        state, tone = say("rejected"), "trouble"
    why = ""
    if trial.kept is False and trial.rejected_for not in (None, RejectReason.NOT_SAID):
        why = next((say(words) for reason, words in REASONS if reason is trial.rejected_for), "")
    return ListLine(label, values, state, tone, trial.trial_id, why, trial.trial_id == shown)
