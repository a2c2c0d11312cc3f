"""The feedback of one trial: fed samples and moments, asked for what to show; the same live, in replay and offline.

It reads no clock and knows no screen.  Samples are taken in blocks of 50 ms of each device, so that any cutting of them
gives the same states; what is shown is at most a block old.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from station.feedback.aims import Aims
from station.feedback.blocks import BLOCK_S, Blocks
from station.feedback.forces import forces_of_test
from station.feedback.lane import LaneMeter
from station.feedback.metronome import Metronome
from station.feedback.own_maximum import NO_MAXIMA, Maxima
from station.feedback.repetitions import Counter, Lifts, Pushes, Rises, Squats, Stays
from station.feedback.state import Feedback, HoldNow, Lane, PhaseShare, Place, RepNow, Share, TempoNow, place_of
from station.kind_rules import families_of
from station.model import Floats, Side
from station.one_side import compares_sides
from station.progress import Hold, follow
from station.protocol import Protocol

EVEN: Final = 0.1
"""Left and right count as even up to this part of the larger one, the stricter of two usual limits [S82]."""
SHARE_LOW, SHARE_HIGH = (1.0 - EVEN) / (2.0 - EVEN), 1.0 / (2.0 - EVEN)
SHARED = frozenset({"hold", "movement", "sit_to_stand", "isometric"})
"""Kinds of test in which both feet are to carry alike, on plates."""
ALL_OUT = frozenset({"isometric", "intermittent"})
"""Kinds of test that ask for all somebody has."""
SHARE_S = 0.5
"""A share is that of so long."""
KEPT_REPS = 6
STAY_S = 1.0
"""A shift of weight counts when the band was kept so long."""
SAYS: Final[Mapping[Place, str]] = {
    Place.BELOW: "A little more.",
    Place.IN: "Good, stay there.",
    Place.ABOVE: "A little less.",
}
PUSH_SAYS: Final[Mapping[Place, str]] = {
    Place.BELOW: "Push harder!",
    Place.IN: "That is your best, keep pushing!",
    Place.ABOVE: "More than ever, keep pushing!",
}


_OF_THE_WEIGHT: Final[Mapping[tuple[str, ...], Callable[[float], Counter]]] = {
    ("Squat, hinge",): Squats,
    ("Step-down",): Squats,
    ("Sit-to-stand",): Rises,
    ("Box lift",): Lifts,
}
"""What finds the repetitions of a movement of the whole body, by what the test measures."""


class Coach:
    """What one trial's client is shown.  Times are host seconds; forces are newtons ``(sides, n)``, zero applied."""

    def __init__(self, protocol: Protocol, streams: Mapping[int, Sequence[Side]], maxima: Maxima = NO_MAXIMA) -> None:
        """``streams`` name the sides of each device; ``maxima`` what is known of the own maximum."""
        self.protocol = protocol
        self.maxima = maxima
        self.lanes: dict[int, list[LaneMeter]] = {}
        self._streams = {number: tuple(sides) for number, sides in streams.items()}
        self._aims = Aims(protocol, maxima)
        self._blocks: dict[int, Blocks] = {}
        self._rates_hz: Mapping[int, float] = {}
        self._hold: Hold | None = None
        self._hold_stream = -1
        self._metronome: Metronome | None = None
        self._loads: deque[tuple[float, float]] = deque(maxlen=round(SHARE_S / BLOCK_S))
        self._left = 0.5
        self._even_s = self._shared_s = 0.0
        self._by_phase: dict[str, tuple[float, float]] = {}
        """Newton seconds of left and right in each phase of the tempo."""

    def connected(self, rates_hz: Mapping[int, float]) -> None:
        """All devices stream, at these rates."""
        self._rates_hz = {number: rates_hz[number] for number in self._streams}
        for number, forces in forces_of_test(self.protocol, self._streams).items():
            step_s = 1.0 / self._rates_hz[number]
            self.lanes[number] = [LaneMeter(side, force, step_s) for side, force in forces.items()]

    def go(self, at_s: float, weight_n: float | None) -> None:
        """GO was said; ``weight_n`` is what the client weighs, where somebody weighed."""
        self._aims.go_s, self._aims.weight_n = at_s, weight_n
        for number, lanes in self.lanes.items():
            self._blocks[number] = Blocks(self._rates_hz[number])
            for lane in lanes:
                lane.counter = self._counter(weight_n)
        progress = follow(self.protocol, self._streams, self._rates_hz) if "hold" in self.protocol.kind else None
        if isinstance(progress, Hold):
            self._hold = progress
        if self.protocol.tempo is not None:
            seconds = self.protocol.metronome == "seconds"
            self._metronome = Metronome(self.protocol.tempo, at_s, self.protocol.reps, every_second=seconds)

    def _counter(self, weight_n: float | None) -> Counter | None:
        """What finds the repetitions of a test; None where they are not counted live."""
        protocol = self.protocol
        if protocol.kind == "weight_shift":
            if weight_n is None or protocol.target is None:
                return None
            return Stays(protocol.target.low * weight_n, protocol.target.high * weight_n, STAY_S)
        families = families_of(protocol)
        of_the_weight = _OF_THE_WEIGHT.get(families)
        if of_the_weight is not None:
            return None if weight_n is None else of_the_weight(weight_n)
        if protocol.kind in ("isometric", "intermittent") or "reps" in protocol.kind or families == ("Bridges",):
            return Pushes(protocol.detect.contraction_above_n)
        return None

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> None:
        """Take the next samples of one stream, none of them before GO."""
        blocks = self._blocks.get(number)
        if blocks is None:
            return
        for time_s, block_n in blocks.feed(host_s, force_n):
            self._block(number, time_s, block_n)

    def _block(self, number: int, time_s: Floats, force_n: Floats) -> None:
        hold = self._hold
        if hold is not None:
            hold.feed(number, time_s, force_n)
            self._aims.level_n = hold.level_n
        for lane in self.lanes.get(number, ()):
            own_n = lane.force(force_n)
            band = self._aims.band(lane, time_s, self._counts(lane, float(own_n.mean())))
            effort = lane.take(time_s, own_n, band)
            if effort is not None:
                now = self._aims.now(lane, effort.stop_s)
                late_s = None if self._metronome is None else self._metronome.late_s(effort.start_s)
                low_n, high_n = (None, None) if now is None else (now.low_n, now.high_n)
                lane.done(effort, low_n, high_n, late_s)
        if len(force_n) == 2 and self._shares:
            self._share_block(force_n, time_s.size / self._rates_hz[number])
            self._phase_block(force_n, time_s)

    def _counts(self, lane: LaneMeter, mean_n: float) -> bool:
        """Whether a band of one level is to be kept at this moment, with this force."""
        if self._hold is not None:
            # below half of its level a hold may be over, which is known a second later
            level_n = self._hold.level_n
            return level_n is not None and self._hold.released_s is None and mean_n > 0.5 * level_n
        if self.protocol.kind == "weight_shift":
            return self._on_the_way(mean_n)
        return lane.on if lane.counter is not None else True

    def _on_the_way(self, mean_n: float) -> bool:
        """From half way between even and the band on somebody shifts their weight."""
        target, weight_n = self.protocol.target, self._aims.weight_n
        return target is not None and weight_n is not None and mean_n > 0.5 * (0.5 + target.low) * weight_n

    @property
    def _shares(self) -> bool:
        if self.protocol.kind not in SHARED or len(self.protocol.sides) != 2 or self.protocol.one_leg:
            return False
        return compares_sides(self.protocol)

    def _share_block(self, force_n: Floats, seconds: float) -> None:
        left_n, right_n = (float(row.sum()) / row.size for row in force_n)
        if left_n + right_n < 2.0 * self.protocol.detect.flight_below_n:
            self._loads.clear()
            return
        self._loads.append((left_n, right_n))
        left, right = (sum(each) for each in zip(*self._loads, strict=True))
        self._left = min(1.0, max(0.0, left / (left + right)))
        busy = self._hold is None or (self._hold.begun_s is not None and self._hold.released_s is None)
        if busy:
            self._shared_s += seconds
            if SHARE_LOW <= self._left <= SHARE_HIGH:
                self._even_s += seconds

    def _phase_block(self, force_n: Floats, time_s: Floats) -> None:
        if self._metronome is None:
            return
        phase, _, rep = self._metronome.phase(float(time_s[-1]))
        if rep < 1 or rep > self.protocol.reps:
            return  # while counting in, and after the last one, nobody moves to the beat
        before = self._by_phase.get(phase, (0.0, 0.0))
        left, right = force_n.sum(axis=1).tolist()
        self._by_phase[phase] = before[0] + left, before[1] + right

    def _phases(self) -> tuple[PhaseShare, ...]:
        return tuple(
            PhaseShare(phase, left / (left + right))
            for phase, (left, right) in self._by_phase.items()
            if left + right > 0
        )

    # What is asked ----------------------------------------------------------------------------------------------------

    def state(self, now_s: float) -> Feedback:
        """Everything that can be shown at this moment."""
        active = self._active(now_s)
        lanes = tuple(self._lane(lane, now_s, lane is active) for lanes in self.lanes.values() for lane in lanes)
        lanes = tuple(sorted(lanes, key=lambda lane: lane.side is Side.RIGHT))
        hold = self._hold
        held_s = None if hold is None else hold.held_s()
        goal_s = self.protocol.effort_s
        return Feedback(
            lanes=lanes,
            share=self._share(),
            tempo=self._tempo(now_s),
            hold=None if hold is None or held_s is None else HoldNow(held_s, goal_s, hold.released_s is not None),
            reps=self._newest_reps(),
            wanted_reps=self._wanted_reps,
            phases=self._phases(),
            words=self._words(next((lane for lane in lanes if lane.active), None), now_s),
            all_out=self.protocol.kind in ALL_OUT,
            shifts=self.protocol.kind == "weight_shift",
        )

    @property
    def _wanted_reps(self) -> int:
        counted = any(lane.counter for lanes in self.lanes.values() for lane in lanes)
        # as many rises as somebody can in a time: no number is asked for
        as_many = self.protocol.kind == "sit_to_stand" and self.protocol.reps == 1
        return self.protocol.reps if counted and not as_many else 0

    def _newest_reps(self) -> tuple[RepNow, ...]:
        """By when they began, so that it does not matter which device sent first."""
        reps = (rep for lanes in self.lanes.values() for lane in lanes for rep in lane.reps[-KEPT_REPS:])
        return tuple(sorted(reps, key=lambda rep: (rep.start_s, rep.side))[-KEPT_REPS:])

    def set_weight(self, weight_n: float | None) -> None:
        """The client was weighed: bands of the body weight can be shown before GO."""
        self._aims.weight_n = weight_n

    def _lane(self, lane: LaneMeter, now_s: float, active: bool) -> Lane:
        return lane.shown(
            now_s,
            self._aims.now(lane, now_s),
            active=active,
            scored=self.protocol.path is not None,
            path=self._aims.ahead(lane, now_s) if active else (),
            whole_n=self._aims.whole_n(lane),
            source=self._aims.source(lane),
            refusal=self._aims.refusal(lane),
        )

    def _active(self, now_s: float) -> LaneMeter | None:
        """The side to work with: whose turn it is, who pushes, or who carries more."""
        lanes = [lane for lanes in self.lanes.values() for lane in lanes]
        if len(lanes) < 2:
            return lanes[0] if lanes else None
        if self.protocol.path is not None:
            turn = self._aims.turn(now_s)
            return next((lane for lane in lanes if turn is not None and lane.side is turn.side), None)
        if self.protocol.kind == "weight_shift":
            return max(lanes, key=lambda lane: lane.value_n or 0.0)
        pushing = [lane for lane in lanes if lane.on]
        if pushing:
            return pushing[0]
        order = [Side(side) for side in self.protocol.sides]
        waiting = [lane for lane in lanes if lane.side in order and len(lane.reps) < self.protocol.reps]
        return min(waiting, key=lambda lane: order.index(lane.side), default=None)

    def _share(self) -> Share | None:
        if not self._loads:
            return None
        place = place_of(self._left, SHARE_LOW, SHARE_HIGH)
        return Share(self._left, SHARE_LOW, SHARE_HIGH, place, self._even_s, self._shared_s)

    def _tempo(self, now_s: float) -> TempoNow | None:
        beats = self._metronome
        if beats is None:
            return None
        phase, part, rep = beats.phase(now_s)
        sounds = self.protocol.metronome != "off"
        reps = self._newest_reps()
        late_s = reps[-1].late_s if reps else None
        due, coming = (beats.due(now_s), beats.next(now_s)) if sounds else (None, None)
        next_in_s = None if coming is None else coming.at_s - now_s
        return TempoNow(phase, part, rep, due, coming, late_s, next_in_s)

    def _words(self, lane: Lane | None, now_s: float) -> str:
        if lane is None or self._aims.go_s is None:
            return self.protocol.told("done" if self._aims.go_s is not None else "ready")
        turn = self._aims.turn(now_s)
        if turn is not None and now_s - self._aims.go_s < turn.start_s:
            whose = "" if turn.side is Side.BOTH else f"{turn.side.value.capitalize()}: "
            left_s = turn.start_s - (now_s - self._aims.go_s)
            return f"{whose}the path begins in {math.ceil(left_s - 1e-9)} s."
        if self.protocol.kind == "isometric":
            on = any(own.on and own.side is lane.side for each in self.lanes.values() for own in each)
            return PUSH_SAYS.get(lane.place, self.protocol.told("hold")) if on else self.protocol.told("go")
        if self._hold is not None and self._hold.begun_s is None:
            return self.protocol.told("go")
        if self.protocol.kind == "weight_shift" and not self._on_the_way(lane.value_n or 0.0):
            return self.protocol.told("go")
        if self._hold is not None and self._hold.released_s is not None:
            return self.protocol.told("done")
        return SAYS.get(lane.place, self.protocol.told("hold"))
