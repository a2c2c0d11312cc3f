"""Decides what is said about a trial beside its numbers, and what can be said: kept, ended how, practice.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station.desks.reviewing import RunLine, TrialStep
from station.model import Outcome, RejectReason, Side, TrialReview
from ui.measures_presenter import sides_say
from ui.numbers import DASH, mark_name, reading
from ui.review_presenter import mark_words
from ui.words import number, say, told

MOST_NOTE = 300
"""As many characters as the store takes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a list to choose from; the digit of its place chooses it."""

    key: str
    title: str
    means: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SaidChip:
    """One thing that stands about the trial."""

    words: str
    tone: str


def said_chips(review: TrialReview) -> tuple[SaidChip, ...]:
    """What stands, most important first."""
    chips = [_decision(review)]
    ended = told(review.outcome.value)
    chips.append(SaidChip(ended, "neutral" if review.outcome is Outcome.COMPLETED else "caution"))
    if review.said.practice:
        chips.append(SaidChip(say("practice, does not count"), "caution"))
    if review.said.sides_exchanged:
        chips.append(SaidChip(say("left and right exchanged"), "caution"))
    return tuple(chips)


def _decision(review: TrialReview) -> SaidChip:
    if review.kept is None:
        return SaidChip(say("not decided"), "caution")
    if review.kept:
        return SaidChip(say("kept"), "good")
    return SaidChip(told(review.said.decision or "rejected"), "trouble")


def reasons(review: TrialReview) -> tuple[Choice, ...]:
    """Why a trial does not count, the closed list."""
    now = review.said.decision if review.kept is False else ""
    return tuple(
        Choice(reason.name, _capital(told(reason.value)), chosen=reason.value in now and bool(now))
        for reason in (*(each for each in RejectReason if each is not RejectReason.NOT_SAID), RejectReason.NOT_SAID)
    )


def outcomes(review: TrialReview) -> tuple[Choice, ...]:
    """How it may be said to have ended, and what that means for the numbers."""
    return tuple(
        Choice(each.outcome.name, told(each.title), told(each.means), each.outcome is review.outcome)
        for each in review.said.outcomes
    )


# The trials of the visit ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepScreen:
    """One trial of the visit as it is stepped to."""

    trial_id: str
    title: str
    numbers: tuple[tuple[Side, str], ...]
    mark: str
    """Icon of its state, or empty."""
    tone: str
    state: str
    here: bool


def step_screens(steps: Sequence[TrialStep], trial_id: str) -> tuple[StepScreen, ...]:
    """The trials of the visit, oldest first."""
    return tuple(_step(step, step.trial_id == trial_id) for step in steps)


def neighbour(steps: Sequence[TrialStep], trial_id: str, by: int) -> str:
    """The trial so many steps away; empty where there is none."""
    places = {step.trial_id: place for place, step in enumerate(steps)}
    place = places.get(trial_id, -1)
    wanted = place + by
    return steps[wanted].trial_id if place >= 0 and 0 <= wanted < len(steps) else ""


def _step(step: TrialStep, here: bool) -> StepScreen:
    title = told(step.title)
    if step.of > 1:
        title = say("{test}, trial {number} of {count}", test=title, number=step.number, count=step.of)
    values = []
    for line in step.headline:
        shown = reading(line.key, line.measurement)
        value = number(f"{shown.value} {shown.unit}".strip()) if shown.value else DASH
        more = sides_say(line.key, line.measurement) if shown.value else ""
        values.append((line.side, f"{value}{', ' if more else ''}{more}"))
    mark, tone, state = _state(step)
    return StepScreen(step.trial_id, title, tuple(values), mark, tone, state, here)


def _state(step: TrialStep) -> tuple[str, str, str]:
    if step.kept is False:
        why = told(step.rejected_for.value) if step.rejected_for else ""
        return "cross", "neutral", say("rejected: {why}", why=why) if why else say("rejected")
    if step.refused:
        return "warn", "trouble", say("not to be used")
    if step.practice:
        return "dot", "neutral", say("practice")
    if step.kept is None:
        return "dot", "caution", say("not decided")
    return "check", "good", say("kept")


# Earlier runs --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RunScreen:
    """One pass of analysis: why it was made, and its main numbers."""

    number: str
    when: str
    cause: str
    numbers: str
    shown: bool


def run_screens(runs: Sequence[RunLine]) -> tuple[RunScreen, ...]:
    """Every pass, newest first, each with its numbers: before and after of whatever was changed."""
    return tuple(
        RunScreen(
            number=say("run {number}", number=run.number),
            when=told(f"{run.made_at.astimezone():%H:%M, {run.made_at.astimezone().day} %b %Y}"),
            cause=_cause(run),
            numbers=_numbers(run),
            shown=run.shown,
        )
        for run in runs
    )


def _cause(run: RunLine) -> str:
    moves = [
        say(
            "{mark} from {before:.3f} to {after:.3f} s",
            mark=mark_words(move.name) + ("" if move.side is Side.BOTH else f" ({told(move.side.value)})"),
            before=move.before_s,
            after=move.after_s,
        )
        for move in run.moved
    ]
    cause = told(run.cause)
    # what was moved by hand is in the cause already; what followed from it is not
    followed = [move for move, moved in zip(moves, run.moved, strict=True) if mark_name(moved.name) not in run.cause]
    return cause if not followed else say("{cause}; with it {others}", cause=cause, others=", ".join(followed))


def _numbers(run: RunLine) -> str:
    if run.refusal:
        return say("no number: {why}", why=told(run.refusal))
    return " · ".join(
        f"{'' if line.side is Side.BOTH else told(line.side.value[0].upper()) + ' '}"
        f"{number(reading(line.key, line.measurement).text())}"
        for line in run.headline
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
