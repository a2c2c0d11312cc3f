"""The simulated client of a demo, who can be somebody else, weaker on one side, or tired, from the next effort on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from simulators.body import Person
from simulators.performance import SIDES
from simulators.stage import Stage
from simulators.strength import MUSCLES, Both
from station.commands.client import NONE_SHOWN, Body, Repertoire
from station.desks.demo import Deficit
from station.model import Side
from station.protocol import Protocol

MOST_DEFICIT: Final = 0.95
SPARED: Final = 0.5
"""Of a side that is weaker by a part, so much of that part is not loaded either: assumed, for the demo alone."""
TIRED_STRENGTH, TIRED_ENDURANCE, TIRED_TREMOR = 0.25, 0.6, 1.5
"""What the greatest fatigue takes of force and of holding time, and adds to the tremor: assumed likewise."""
TIRED_HOLD_PER_S: Final = 0.006


class Patient:
    """Whoever is the client now; the body is exchanged between two efforts."""

    def __init__(self, repertoire: Repertoire) -> None:
        self.repertoire = repertoire

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        self.repertoire.enter(stage, protocol, now_s)

    def move(self, stage: Stage, protocol: Protocol, now_s: float, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> None:
        self.repertoire.move(stage, protocol, now_s, maxima_n)

    def leave(self, stage: Stage, now_s: float) -> None:
        self.repertoire.leave(stage, now_s)

    def become(self, person: Person, deficit: Deficit, fatigue: float, *, brief: bool = False) -> None:
        """From the next effort on this person; ``brief`` ones hold and push no longer than a story has time for."""
        changed = tired(weakened(person, deficit), fatigue)
        self.repertoire = Body(changed, hold_s=12.0, push_s=2.0, rest_s=1.0) if brief else Body(changed)


def weakened(person: Person, deficit: Deficit) -> Person:
    """The person with one side weaker by a part of its own strength, and spared accordingly."""
    if deficit.side not in (Side.LEFT, Side.RIGHT) or deficit.part <= 0:
        return person
    missing = dict(person.deficit)
    for name, muscle in MUSCLES.items():
        if not muscle.sided:
            continue
        before = person.deficit.get(name, Both(0.0, 0.0))
        both = {side: before.of(side) for side in SIDES}
        weak = SIDES[deficit.side is Side.RIGHT]
        both[weak] = min(MOST_DEFICIT, 1.0 - (1.0 - both[weak]) * (1.0 - deficit.part))
        missing[name] = Both(both["left"], both["right"])
    weaker = 1.0 - SPARED * deficit.part

    def shared(left: float) -> float:
        parts = (left * weaker, 1.0 - left) if deficit.side is Side.LEFT else (left, (1.0 - left) * weaker)
        return parts[0] / sum(parts)

    return replace(
        person,
        deficit=missing,
        stance_left=shared(person.stance_left),
        jump_left=shared(person.jump_left),
        landing_left=shared(person.landing_left),
        bridge_left=shared(person.bridge_left),
    )


def tired(person: Person, fatigue: float) -> Person:
    """The person after work: less force, holds that end sooner, more tremor."""
    if fatigue <= 0:
        return person
    missing, lasts = dict(person.deficit), {}
    for name, muscle in MUSCLES.items():
        before = person.deficit.get(name, Both(0.0, 0.0))
        left, right = (
            min(MOST_DEFICIT, 1.0 - (1.0 - before.of(side)) * (1.0 - TIRED_STRENGTH * fatigue)) for side in SIDES
        )
        missing[name] = Both(left, right)
        held = person.endurance_s.get(name, Both.same(muscle.endurance_s))
        lasts[name] = Both(*(max(2.0, held.of(side) * (1.0 - TIRED_ENDURANCE * fatigue)) for side in SIDES))
    return replace(
        person,
        deficit=missing,
        endurance_s=lasts,
        bridge_fatigue_per_s=min(0.1, person.bridge_fatigue_per_s + TIRED_HOLD_PER_S * fatigue),
        tremor_n=person.tremor_n * (1.0 + TIRED_TREMOR * fatigue),
    )
