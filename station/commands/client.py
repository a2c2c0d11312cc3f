"""The scripted client of a demo: steps on when asked to, moves on GO, steps off when the test is over."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol as Interface

from drivers.contracts import Clock
from simulators.body import Person
from simulators.movement import Tempo
from simulators.movements import MOVEMENTS, Ask, Movement, leave
from simulators.performance import SIDES, Performance, empty, quiet_lead_in
from simulators.stage import Stage
from simulators.strength import MUSCLES
from station.commands.seen_paths import courses_of
from station.console import Console
from station.events import Event, StateChanged
from station.model import Side, TrialState
from station.protocol import Kind, Protocol, built_in

REACTION_S = 0.3
"""From GO to the beginning of what a person does."""

USUAL: Mapping[Kind, str] = {
    "hold": "glute_bridge_hold",
    "limb_hold": "bird_dog_left_hold",
    "limb_reps": "bird_dog_reps",
    "intermittent": "hip_abduction_critical_force",
    "jump": "cmj",
    "squat_jump": "squat_jump",
    "drop_jump": "drop_jump",
    "hops": "hop_set",
    "movement": "squat",
    "step_down": "step_down_left",
    "weight_shift": "weight_shift",
    "sit_to_stand": "sit_to_stand_5x",
    "balance": "quiet_stance_eyes_open",
    "tracking": "hip_abduction_tracking",
}
"""What is done for a test of this kind that has no movement of its own name."""

ON_ONE_SIDE: Mapping[Kind, str] = {"hold": "clamshell_{}_hold", "limb_reps": "clamshell_{}_reps"}
"""The same on a dynamometer."""


class UnknownMovement(LookupError):
    """Nothing tells which movement a test asks for."""


def movement_for(protocol: Protocol) -> Movement:
    """What a test asks for: the movement of its name, on the left where it leaves the side open, else of its kind.

    A test that replaces another asks for what that one does, where its own name says nothing.

    Raises UnknownMovement for an isometric test whose name has no muscle group: a wrong group would give wrong numbers.
    """
    names = [name for name in (protocol.key, protocol.replaces) if name is not None]
    for name in names:
        for key in (name, f"{name}_left", name.replace("_hold", "_left_hold")):
            if key in MOVEMENTS:
                return MOVEMENTS[key]
    if protocol.one_leg:
        return MOVEMENTS["single_leg_jump_left"]
    if protocol.device == "dynamometers" and protocol.kind in ON_ONE_SIDE:
        return MOVEMENTS[ON_ONE_SIDE[protocol.kind].format(protocol.sides[0])]
    if protocol.kind != "isometric":
        return MOVEMENTS[USUAL[protocol.kind]]
    if protocol.device == "plates":
        return MOVEMENTS["isometric_pull"]
    for muscle in MUSCLES:
        if any(name.startswith(muscle) for name in names):
            return MOVEMENTS[f"{muscle}_iso"]
    raise UnknownMovement(f"test {protocol.key}: its name begins with no muscle group; there are: {', '.join(MUSCLES)}")


NONE_SHOWN: Mapping[Side, float] = {}


class Repertoire(Interface):
    """What the client can do: per protocol the waiting before GO and the movement."""

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        """Take the position that the protocol starts from."""
        ...

    def move(self, stage: Stage, protocol: Protocol, now_s: float, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> None:
        """Do what the protocol asks for; ``maxima_n`` are the own maxima that its levels are shown as parts of."""
        ...

    def leave(self, stage: Stage, now_s: float) -> None:
        """Leave the devices."""
        ...


@dataclass(frozen=True, slots=True)
class Body:
    """The parametric person.  Holds end when the person can no more, or after ``hold_s`` if that is earlier."""

    person: Person
    hold_s: float | None = None
    push_s: float = 5.0
    rest_s: float = 3.0

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        movement_for(protocol).enter(stage, self.person, self.asked(protocol), now_s + REACTION_S)

    def move(self, stage: Stage, protocol: Protocol, now_s: float, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> None:
        movement_for(protocol).begin(stage, self.person, self.asked(protocol, maxima_n), now_s + REACTION_S)

    def performances(self, protocol: Protocol) -> tuple[Performance, ...]:
        """What the protocol asks for, one after the other."""
        return movement_for(protocol).play(self.person, self.asked(protocol))

    def asked(self, protocol: Protocol, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> Ask:
        """What the protocol says about how much, how long and how fast."""
        beat = protocol.tempo
        balance, drop = protocol.kind == "balance", protocol.kind == "drop_jump"
        return Ask(
            reps=protocol.reps,
            push_s=self.push_s,
            rest_s=self.rest_s,
            hold_s=self.hold_s,
            seconds=protocol.effort_s + 1.0 if balance else protocol.effort_s if drop else None,
            courses=courses_of(protocol, self.person, maxima_n, REACTION_S),
            tempo=None if beat is None else Tempo(beat.lower_s, beat.pause_s, beat.raise_s, beat.stand_s),
            sides=tuple(side for side in SIDES if side in protocol.sides or protocol.unsided),
        )

    def leave(self, stage: Stage, now_s: float) -> None:
        leave(stage, self.person, now_s + REACTION_S)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person from a recording: waits as the recording begins, and is played from its first sample on GO."""

    performance: Performance

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        stage.idle(quiet_lead_in(self.performance), self.performance.surface, from_s=now_s + REACTION_S)

    def move(self, stage: Stage, protocol: Protocol, now_s: float, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> None:
        stage.perform(self.performance, now_s + REACTION_S)

    def leave(self, stage: Stage, now_s: float) -> None:
        stage.break_off(now_s)
        stage.idle(empty, self.performance.surface, from_s=now_s)


class Client:
    """Follows the states of a console; its events come on the acquisition thread, where the clock can be read."""

    def __init__(
        self,
        console: Console,
        stage: Stage,
        repertoire: Repertoire,
        clock: Clock,
        protocols: Mapping[str, Protocol] | None = None,
    ) -> None:
        """``protocols`` are those of the clinic; without them those that ship."""
        self._stage = stage
        self._repertoire = repertoire
        self._clock = clock
        self._protocols = built_in() if protocols is None else protocols
        self._on_plates = False
        self._console = console
        console.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        if not isinstance(event, StateChanged):
            return
        # a clinic's own test that nothing tells the movement of: better stand still than do the wrong thing
        with suppress(UnknownMovement):
            self._follow(event, self._clock.now())

    def _follow(self, event: StateChanged, now_s: float) -> None:
        match event.state:
            case TrialState.WEIGH:
                self._repertoire.enter(self._stage, self._protocols[event.protocol], now_s)
                self._on_plates = True
            case TrialState.GO if not event.again:
                follows = self._protocols[event.protocol].path is not None
                shown = self._console.live().feedback if follows else None
                whole_n = {} if shown is None else {lane.side: lane.whole_n for lane in shown.lanes if lane.whole_n}
                self._repertoire.move(self._stage, self._protocols[event.protocol], now_s, whole_n)
            case TrialState.REVIEW | TrialState.STOPPED | TrialState.ZERO | TrialState.DONE if self._on_plates:
                self._repertoire.leave(self._stage, now_s)
                self._on_plates = False
            case _:
                pass
