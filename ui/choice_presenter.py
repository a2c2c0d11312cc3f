"""Decides how the tests are offered: their groups and columns, what a search finds, what was done today.  No Qt."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from station.model import ProtocolCard, TrialSummary
from station.visit_now import BatteryCard
from ui.trial_texts import local, value_text
from ui.words import later, say, told

DEVICES = {"plates": later("Plates"), "dynamometers": later("Dynamometers")}
TESTS = "  ·  "
"""Between the tests of a battery."""
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
    last_trial: str = ""
    """The newest trial of today that was kept and is no practice: what a re-test is compared with."""

    @property
    def device(self) -> str:
        """What it is measured with."""
        known = DEVICES.get(self.card.device, "")
        return say(known) if known else ""

    @property
    def line(self) -> str:
        """The one thing to know about it now: what it lacks, what was done today, else how the client is placed."""
        if not self.card.ready:
            return told(self.card.why_not)
        if self.done:
            return " · ".join(part for part in (self.today, self.latest) if part)
        return told(self.card.position or self.card.summary)


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Tests that belong together, under a heading."""

    title: str
    cards: tuple[ChoiceCard, ...]

    @property
    def weight(self) -> float:
        """How tall it is, in cards."""
        return len(self.cards) + (HEADING_WEIGHT if self.title else 0.0)


@dataclass(frozen=True, slots=True)
class BatteryChoice:
    """One battery as it is offered."""

    card: BatteryCard
    number: int
    line: str
    tests: str
    """Its tests in their order."""
    walked: bool
    """It is the one that the visit walks."""
    ready: bool
    """At least one of its tests can be done now."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that can be chosen, the batteries first."""

    batteries: tuple[BatteryChoice, ...] = ()
    favourites: tuple[ChoiceCard, ...] = ()
    cards: tuple[ChoiceCard, ...] = ()
    again: bool = False
    """The tests of the last visit can be gone through once more."""


AGAIN = 5
"""Tests that the page of the day offers once more."""


def choice_cards(
    cards: Sequence[ProtocolCard], trials: Sequence[TrialSummary], today: date, *, after: int = 0
) -> tuple[ChoiceCard, ...]:
    """The tests with their day; ``trials`` newest first.  The keys go on ``after`` what is offered before them."""
    done = [trial for trial in trials if local(trial.started_at).date() == today]
    return tuple(
        _card(card, number, [trial for trial in done if trial.protocol == card.key])
        for number, card in enumerate(cards, start=after + 1)
    )


def battery_choices(
    batteries: Sequence[BatteryCard], cards: Sequence[ProtocolCard], walked: Sequence[str]
) -> tuple[BatteryChoice, ...]:
    """The batteries; ``walked`` are the keys of the tests of the one that the visit walks."""
    known = {card.key: card for card in cards}
    found = []
    for number, battery in enumerate(batteries, start=1):
        missing = sum(not known[key].ready for key in battery.tests if key in known)
        count = say("{count} tests", count=len(battery.tests))
        parts = [count, say("about {minutes} min", minutes=f"{battery.minutes:.0f}")]
        if missing:
            parts.append(say("{count} need other devices", count=missing))
        titles = TESTS.join(told(known[key].title) for key in battery.tests if key in known)
        ready = any(known[key].ready for key in battery.tests if key in known)
        here = sorted(walked) == sorted(battery.tests)
        found.append(BatteryChoice(battery, number, " · ".join(parts), titles, here, ready))
    return tuple(found)


def found_batteries(batteries: Sequence[BatteryChoice], search: str) -> tuple[BatteryChoice, ...]:
    """The batteries whose titles have words that begin as each word of ``search`` does; all without one."""
    words = search.lower().split()
    return tuple(each for each in batteries if all(_begins(word, told(each.card.title)) for word in words))


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
        word, tone = say("not now"), "caution"
    elif any(trial.kept for trial in done):
        word, tone = say("kept today"), "good"
    else:
        word, tone = "", "neutral"
    last = next((trial.trial_id for trial in done if trial.kept and not trial.practice), "")
    return ChoiceCard(card, number, word, tone, _today(done), _latest(done), bool(done), last)


def _today(done: list[TrialSummary]) -> str:
    if not done:
        return say("Not done today")
    parts = [say("1 trial today") if len(done) == 1 else say("{count} trials today", count=len(done))]
    words = ((say("kept"), True), (say("rejected"), False), (say("not decided"), None))
    for word, wanted in words:
        count = sum(trial.kept is wanted for trial in done)
        if count:
            parts.append(word if count == len(done) else say("{count} {word}", count=count, word=word))
    return " · ".join(parts)


def _latest(done: list[TrialSummary]) -> str:
    newest = next((trial for trial in done if trial.kept is not False and trial.headline), None)
    if newest is None:
        return ""
    both = len(newest.headline) > 1
    sides = (f"{told(named.side.value)} " if both else "" for named in newest.headline)
    values = " · ".join(side + value_text(named) for side, named in zip(sides, newest.headline, strict=True))
    at, title = f"{local(newest.started_at):%H:%M}", told(newest.headline[0].title)
    return say("{at} · {title}: {values}", at=at, title=title, values=values)
