"""Decides what the cards of the tests say: what a test needs, and what was done of it today.  No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from station.model import ProtocolCard, TrialSummary
from ui.results_presenter import local, value_text


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """One test as it is offered."""

    card: ProtocolCard
    number: int
    word: str
    tone: str
    today: str
    """How often it was done today, and what was decided."""
    latest: str
    """The newest number of today that was not rejected; empty without one."""


def choice_cards(cards: Sequence[ProtocolCard], trials: Sequence[TrialSummary], today: date) -> tuple[ChoiceCard, ...]:
    """The tests with their day; ``trials`` newest first."""
    done = [trial for trial in trials if local(trial.started_at).date() == today]
    return tuple(
        _card(card, number, [trial for trial in done if trial.protocol == card.key])
        for number, card in enumerate(cards, start=1)
    )


def _card(card: ProtocolCard, number: int, done: list[TrialSummary]) -> ChoiceCard:
    if not card.ready:
        word, tone = "not now", "caution"
    elif any(trial.kept for trial in done):
        word, tone = "kept today", "good"
    else:
        word, tone = "ready", "neutral"
    return ChoiceCard(card, number, word, tone, _today(done), _latest(done))


def _today(done: list[TrialSummary]) -> str:
    if not done:
        return "Not done today"
    parts = ["1 trial today" if len(done) == 1 else f"{len(done)} trials today"]
    for word, wanted in (("kept", True), ("rejected", False), ("not decided", None)):
        count = sum(trial.kept is wanted for trial in done)
        if count:
            parts.append(word if count == len(done) else f"{count} {word}")
    return " · ".join(parts)


def _latest(done: list[TrialSummary]) -> str:
    newest = next((trial for trial in done if trial.kept is not False and trial.headline), None)
    if newest is None:
        return ""
    values = " · ".join(
        f"{named.side.value} {value_text(named)}" if len(newest.headline) > 1 else value_text(named)
        for named in newest.headline
    )
    return f"{local(newest.started_at):%H:%M} · {newest.headline[0].title}: {values}"
