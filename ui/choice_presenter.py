"""Decides how the tests are offered: their groups and columns, what a search finds, what was done today.  No Qt."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from station.model import ProtocolCard, TrialSummary
from ui.results_presenter import local, value_text

DEVICES = {"plates": "Plates", "dynamometers": "Dynamometers"}
HEADING_WEIGHT = 0.6
"""Height of a heading, in cards."""


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
    done: bool = False

    @property
    def device(self) -> str:
        """What it is measured with."""
        return DEVICES.get(self.card.device, "")

    @property
    def line(self) -> str:
        """The one thing to know about it now: what it lacks, what was done today, else how the client is placed."""
        if not self.card.ready:
            return self.card.why_not
        if self.done:
            return " · ".join(part for part in (self.today, self.latest) if part)
        return self.card.position or self.card.summary


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Tests that belong together, under a heading."""

    title: str
    cards: tuple[ChoiceCard, ...]

    @property
    def weight(self) -> float:
        """How tall it is, in cards."""
        return len(self.cards) + (HEADING_WEIGHT if self.title else 0.0)


AGAIN = 5
"""Tests that the page of the day offers once more."""


def choice_cards(cards: Sequence[ProtocolCard], trials: Sequence[TrialSummary], today: date) -> tuple[ChoiceCard, ...]:
    """The tests with their day; ``trials`` newest first."""
    done = [trial for trial in trials if local(trial.started_at).date() == today]
    return tuple(
        _card(card, number, [trial for trial in done if trial.protocol == card.key])
        for number, card in enumerate(cards, start=1)
    )


def again(cards: Sequence[ProtocolCard], trials: Sequence[TrialSummary]) -> tuple[ProtocolCard, ...]:
    """The tests that were done last, the newest first; ``trials`` newest first."""
    known = {card.key: card for card in cards}
    keys = dict.fromkeys(trial.protocol for trial in trials if trial.protocol in known)
    return tuple(known[key] for key in list(keys)[:AGAIN])


def found(cards: Sequence[ChoiceCard], search: str) -> tuple[ChoiceCard, ...]:
    """The tests whose titles have words that begin as each word of ``search`` does; else those that mention them all.

    ``ab`` finds the abduction; ``chair`` finds no title and so what needs a chair.
    """
    words = search.lower().split()
    titled = tuple(card for card in cards if all(_begins(word, card.card.title) for word in words))
    if titled:
        return titled
    return tuple(card for card in cards if all(_begins(word, _everything(card)) for word in words))


def groups(cards: Sequence[ChoiceCard]) -> tuple[ChoiceGroup, ...]:
    """The tests under their headings, in the order they come in."""
    return tuple(
        ChoiceGroup(title, tuple(members)) for title, members in itertools.groupby(cards, lambda card: card.card.group)
    )


def columns(parts: Sequence[ChoiceGroup], count: int) -> tuple[tuple[ChoiceGroup, ...], ...]:
    """The groups in ``count`` columns, read downwards one after the other: the tallest as low as can be, then the first
    ones as full as can be.
    """
    cuts = itertools.combinations_with_replacement(range(len(parts), -1, -1), count - 1)
    ways = ([0, *reversed(cut), len(parts)] for cut in cuts)
    best = min(ways, key=lambda way: max(_tall(parts[a:b]) for a, b in itertools.pairwise(way)))
    return tuple(tuple(parts[a:b]) for a, b in itertools.pairwise(best))


def _tall(parts: Sequence[ChoiceGroup]) -> float:
    return sum(part.weight for part in parts)


def _begins(word: str, content: str) -> bool:
    return any(each.startswith(word) for each in content.lower().replace("-", " ").replace(",", " ").split()) or (
        "-" in word and word in content.lower()
    )


def _everything(shown: ChoiceCard) -> str:
    card = shown.card
    return f"{card.title} {card.group} {shown.device} {card.summary} {card.position}"


def _card(card: ProtocolCard, number: int, done: list[TrialSummary]) -> ChoiceCard:
    if not card.ready:
        word, tone = "not now", "caution"
    elif any(trial.kept for trial in done):
        word, tone = "kept today", "good"
    else:
        word, tone = "ready", "neutral"
    return ChoiceCard(card, number, word, tone, _today(done), _latest(done), bool(done))


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
