"""The scripted client of a demo: steps on when asked to, moves on GO, steps off when the test is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol as Interface

import numpy as np

from drivers.contracts import Clock
from simulators.body import Person, countermovement_jump, stance, step_off, step_on
from simulators.effort import isometric_effort
from simulators.holding import glute_bridge, prone_plank
from simulators.intermittent import bilateral_bouts
from simulators.movement import Tempo, box_lift, bridges, hip_hinge, squat
from simulators.performance import SIDES, Performance, Surface, empty, quiet_lead_in
from simulators.pull import isometric_pull
from simulators.rebound import drop_jump, hop_set
from simulators.single_leg_jump import single_leg_jump
from simulators.sit_to_stand import sit_to_stand
from simulators.squat_jump import squat_jump
from simulators.stage import Stage
from simulators.standing import quiet_stance, single_leg_stance
from simulators.stepping import step_down, weight_shifts
from station.console import Console
from station.events import Event, StateChanged
from station.model import TrialState
from station.protocol import Protocol, built_in

REACTION_S = 0.3
"""From GO to the beginning of what a person does."""


class Repertoire(Interface):
    """What the client can do: per protocol the waiting before GO and the movement."""

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        """Take the position that the protocol starts from."""
        ...

    def move(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        """Do what the protocol asks for."""
        ...

    def leave(self, stage: Stage, now_s: float) -> None:
        """Leave the devices."""
        ...


@dataclass(frozen=True, slots=True)
class Body:
    """The parametric person."""

    person: Person
    hold_s: float = 20.0
    push_s: float = 5.0
    rest_s: float = 3.0

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        at_s = now_s + REACTION_S
        lying = protocol.kind == "hold" or (protocol.kind == "movement" and protocol.weigh is None)
        if lying or protocol.kind == "step_down":  # that one waits on the box, on one leg
            stage.idle(quiet_lead_in(self._movements(protocol)[0]), from_s=at_s)
        elif protocol.device == "plates" and protocol.kind != "drop_jump":  # that one waits on a box
            stage.idle(stance(self.person), from_s=stage.perform(step_on(self.person), at_s))

    def move(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        at_s = now_s + REACTION_S
        for movement in self._movements(protocol):
            at_s = stage.perform(movement, at_s) + movement.duration_s

    def _movements(self, protocol: Protocol) -> tuple[Performance, ...]:
        """What the protocol asks for, one after the other."""
        match protocol.kind:
            case "hold":
                plank = protocol.key == "prone_plank_hold"
                return (prone_plank(self.person, self.hold_s) if plank else glute_bridge(self.person, self.hold_s),)
            case "intermittent":
                return (bilateral_bouts(self.person, protocol.reps),)
            case "jump" if protocol.one_leg:
                return (single_leg_jump(self.person),)
            case "jump":
                return (countermovement_jump(self.person),)
            case "squat_jump":
                return (squat_jump(self.person),)
            case "drop_jump":
                return (drop_jump(self.person, after_s=protocol.effort_s),)
            case "hops":
                return (hop_set(self.person, quiet_s=0.5),)
            case "movement" if protocol.key == "box_lift":
                return (box_lift(self.person, protocol.reps),)
            case "movement":
                beat = protocol.tempo
                tempo = None if beat is None else Tempo(beat.lower_s, beat.pause_s, beat.raise_s, beat.stand_s)
                moves = {"hip_hinge": hip_hinge, "glute_bridge_reps": bridges}.get(protocol.key, squat)
                return (moves(self.person, protocol.reps, tempo),)
            case "step_down":
                beat = protocol.tempo
                tempo = None if beat is None else Tempo(beat.lower_s, beat.pause_s, beat.raise_s, beat.stand_s)
                return (step_down(self.person, protocol.reps, tempo),)
            case "weight_shift":
                return (weight_shifts(self.person, protocol.reps),)
            case "sit_to_stand":
                return (sit_to_stand(self.person, protocol.reps if protocol.reps > 1 else 9),)
            case "isometric" if protocol.device == "plates":
                return (isometric_pull(self.person, protocol.reps, self.push_s, self.rest_s),)
            case "isometric":
                sides = [side for side in SIDES if side in protocol.sides]
                reps = protocol.reps, self.push_s, self.rest_s
                return tuple(isometric_effort(self.person, "hip_abduction", side, *reps) for side in sides)
            case "balance" if "balance_duration" in protocol.metrics:
                return (single_leg_stance(self.person, seconds=protocol.effort_s + 1.0),)
            case "balance":
                closed = "eyes_closed" in protocol.key
                return (quiet_stance(self.person, protocol.effort_s + 1.0, eyes_closed=closed),)
            case other:
                raise NotImplementedError(f"this client has not learned {other!r}")

    def leave(self, stage: Stage, now_s: float) -> None:
        gone_s = now_s + REACTION_S
        stands = stage.both(Surface.PLATES, np.array([now_s])).sum() > 0.7 * self.person.weight_n
        stage.break_off(gone_s)
        stage.idle(empty, from_s=stage.perform(step_off(self.person), gone_s) if stands else gone_s)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person from a recording: waits as the recording begins, and is played from its first sample on GO."""

    performance: Performance

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        stage.idle(quiet_lead_in(self.performance), self.performance.surface, from_s=now_s + REACTION_S)

    def move(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        stage.perform(self.performance, now_s + REACTION_S)

    def leave(self, stage: Stage, now_s: float) -> None:
        stage.break_off(now_s)
        stage.idle(empty, self.performance.surface, from_s=now_s)


class Client:
    """Follows the states of a console; its events come on the acquisition thread, where the clock can be read."""

    def __init__(self, console: Console, stage: Stage, repertoire: Repertoire, clock: Clock) -> None:
        self._stage = stage
        self._repertoire = repertoire
        self._clock = clock
        self._protocols = built_in()
        self._on_plates = False
        console.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        if not isinstance(event, StateChanged):
            return
        now_s = self._clock.now()
        match event.state:
            case TrialState.WEIGH:
                self._repertoire.enter(self._stage, self._protocols[event.protocol], now_s)
                self._on_plates = True
            case TrialState.GO:
                self._repertoire.move(self._stage, self._protocols[event.protocol], now_s)
            case TrialState.REVIEW | TrialState.ZERO | TrialState.DONE if self._on_plates:
                self._repertoire.leave(self._stage, now_s)
                self._on_plates = False
            case _:
                pass
