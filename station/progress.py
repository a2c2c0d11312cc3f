"""How far an effort has come, sample by sample: repetitions, a hold, a jump.

This decides when to stop recording and what the screen says meanwhile.  The numbers of the result are computed
afterwards from what was recorded, by other rules and with all samples at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol as Interface

import numpy as np

from dsp.onset import HISTORY_S, LOWEST_FS, OnsetDetector
from dsp.reps import RepCounter
from dsp.ring import Ring
from station.merging import Merged
from station.model import Floats, Side
from station.one_side import force_of, stream_of
from station.protocol import Protocol

REST_S = 0.2
"""At the start of an effort, the level of rest is the mean of this long."""
BEGIN_S = 0.15
"""Force above the threshold for this long begins an effort."""
RELEASED_S = 1.0
"""A hold is over when force stays below half of its own level for this long (a wobble is not the end)."""
LIFTED_TIMES = 2.0
"""A load that rises to this many times that of a hold shows that it was none: feet were put down, then lifted from."""
LEVEL_FROM_S, LEVEL_TO_S = 0.5, 1.5
"""The level of a hold is the mean of this part after its begin."""
FLIGHT_S, LANDED_S = 0.05, 0.015
"""Nobody on the plates for FLIGHT_S is a flight; somebody for LANDED_S ends it."""
FLIGHT_WEIGHT = 0.05
"""A plate may rest off zero: below this part of the standing weight counts as empty too."""


@dataclass(frozen=True, slots=True)
class Happening:
    """``name`` is a mark (``onset``, ``release``, ``hold``, ``takeoff``, ``landing``), or what comes of time:
    ``rest``, ``rested``, ``push`` (the next effort after a rest), ``finished``.
    """

    name: str
    at_s: float
    side: Side = Side.BOTH


class Progress(Interface):
    """One effort of a protocol.  ``feed`` may be called with any cutting of the samples."""

    longest_s: float
    """After this long the effort ends by itself."""

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> list[Happening]: ...


def follow(
    protocol: Protocol,
    streams: Mapping[int, Sequence[Side]],
    rates_hz: Mapping[int, float],
    *,
    practice: bool = False,
) -> Progress:
    """The progress that belongs to a protocol's kind; ``practice`` has as many repetitions as that has."""
    if protocol.kind == "isometric":
        reps = protocol.practice.count if practice and protocol.practice is not None else protocol.reps
        return Repetitions(protocol, streams, rates_hz, reps=reps)
    number = min(streams)
    if protocol.kind in ("hold", "limb_hold"):
        held_by = stream_of(protocol, streams)
        return Hold(protocol, held_by, force_of(protocol, streams[held_by]))
    return Jump(protocol, number) if protocol.kind in ("jump", "squat_jump") else Timed(protocol, number)


class _Sustained:
    """A condition that must hold for a while; tells once, with the time when it began."""

    def __init__(self, for_s: float) -> None:
        self._for_s = for_s
        self._since_s: float | None = None

    def step(self, at_s: float, holds: bool) -> float | None:
        if not holds:
            self._since_s = None
            return None
        if self._since_s is None:
            self._since_s = at_s
        # a hair of tolerance: sample times are sums of floating-point steps
        return self._since_s if at_s - self._since_s >= self._for_s - 1e-9 else None


class _Rest:
    """The mean of the first REST_S of an effort."""

    def __init__(self) -> None:
        self._first_s: float | None = None
        self._sum_n = 0.0
        self._count = 0
        self.level_n: float | None = None

    def take(self, host_s: Floats, force_n: Floats) -> int:
        """Take what belongs to the rest and return how many samples that were."""
        for taken, (at_s, value_n) in enumerate(zip(host_s.tolist(), force_n.tolist(), strict=True)):
            if self.level_n is not None:
                return taken
            self.step(at_s, value_n)
        return int(host_s.size)

    def step(self, at_s: float, force_n: float) -> float | None:
        """Take one sample; returns the level once it is known."""
        if self.level_n is None:
            self._first_s = at_s if self._first_s is None else self._first_s
            self._sum_n += force_n
            self._count += 1
            if at_s - self._first_s >= REST_S:
                self.level_n = self._sum_n / self._count
        return self.level_n


class _Pusher:
    """One side's repetitions above its own rest, counted by ``RepCounter`` and dated by ``OnsetDetector``."""

    def __init__(self, side: Side, above_n: float, fs_hz: float) -> None:
        self.side = side
        self.peaks_n: list[float] = []
        self.released_s: float | None = None
        self._fs_hz = fs_hz
        self._rest = _Rest()
        self._counter = RepCounter(fs_hz, above_n, hysteresis=0.5)
        self._detector = OnsetDetector(fs_hz) if fs_hz >= LOWEST_FS else None
        self._times = Ring(1, round((HISTORY_S + 2.0) * fs_hz) + 1)
        self._fed = 0

    @property
    def pushing(self) -> bool:
        return self._counter.begun

    @property
    def working(self) -> bool:
        """Pushing for so long already that it will count."""
        return self._counter.working

    def feed(self, host_s: Floats, force_n: Floats) -> list[Happening]:
        resting = self._rest.take(host_s, force_n)
        host_s, force_n = host_s[resting:], force_n[resting:]
        if self._rest.level_n is None or not host_s.size:
            return []
        over_n = force_n - self._rest.level_n
        happenings: list[Happening] = []
        step = max(1, round(self._fs_hz))
        for at in range(0, host_s.size, step):
            self._times.push(host_s[None, at : at + step])
            onsets = self._detector.feed(over_n[at : at + step]) if self._detector is not None else []
            happenings += [Happening("onset", self._time_of(onset.index), self.side) for onset in onsets]
        for rep in self._counter.feed(over_n):
            self.released_s = float(host_s[rep.end_index - self._fed])
            self.peaks_n.append(rep.peak_n + self._rest.level_n)
            happenings.append(Happening("release", self.released_s, self.side))
        self._fed += host_s.size
        return happenings

    def _time_of(self, index: int) -> float:
        """When the sample with this number came, as long as it is remembered."""
        back = min(self._times.end - index, self._times.capacity, self._times.end)
        return float(self._times.last(back)[0, 0])


class Repetitions:
    """Isometric pushes, counted per side, with a rest after each; over when every side has its own and has relaxed.

    All streams are taken in steps of ``CELL_S`` of their common time: what happens on one cannot come before or after
    what happens on another just because its samples were sent sooner.
    """

    def __init__(
        self,
        protocol: Protocol,
        streams: Mapping[int, Sequence[Side]],
        rates_hz: Mapping[int, float],
        *,
        reps: int | None = None,
    ) -> None:
        self.wanted = protocol.reps if reps is None else reps
        self.order = tuple(Side(side) for side in protocol.sides)
        self.longest_s = len(self.order) * self.wanted * (protocol.finish.max_s + protocol.rest_s)
        self.pushers: dict[Side, _Pusher] = {}
        self.rest_until_s: float | None = None
        """When the rest is over that the client has now; None while nobody rests."""
        self._rest_s = protocol.rest_s
        self._settle_s = protocol.finish.settle_s
        self._by_stream = {
            number: [_Pusher(side, protocol.detect.contraction_above_n, rates_hz[number]) for side in sides]
            for number, sides in streams.items()
        }
        for pushers in self._by_stream.values():
            self.pushers.update({pusher.side: pusher for pusher in pushers})
        self._merged = Merged(self._by_stream)

    @property
    def turn(self) -> Side | None:
        """The side that pushes next (or now); None when all are done."""
        for side in self.order:
            pusher = self.pushers.get(side)
            if pusher is not None and len(pusher.peaks_n) < self.wanted:
                return side
        return None

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> list[Happening]:
        happenings: list[Happening] = []
        for cell_end_s, parts in self._merged.feed(number, host_s, force_n):
            released = False
            for stream, (times_s, forces_n) in parts.items():
                for row, pusher in enumerate(self._by_stream[stream]):
                    found = pusher.feed(times_s, forces_n[row])
                    released = released or any(each.name == "release" for each in found)
                    happenings += found
            happenings += self._resting(cell_end_s, released=released)
            over_s = self._over_s()
            if over_s is not None and cell_end_s >= over_s:
                happenings.append(Happening("finished", over_s))
                break
        return happenings

    def _resting(self, now_s: float, *, released: bool) -> list[Happening]:
        """Whether a rest begins, ends, or is cut short by the next push."""
        working = any(pusher.working for pusher in self.pushers.values())
        if self.rest_until_s is not None:
            over_s = self.rest_until_s
            if working:
                self.rest_until_s = None
                return [Happening("push", now_s)]
            if now_s >= over_s:
                self.rest_until_s = None
                return [Happening("rested", over_s)]
            return []
        if not released or working or self.turn is None or self._rest_s <= 0:
            return []
        began_s = max(pusher.released_s for pusher in self.pushers.values() if pusher.released_s is not None)
        self.rest_until_s = began_s + self._rest_s
        return [Happening("rest", began_s)]

    def _over_s(self) -> float | None:
        if self.turn is not None or any(pusher.pushing for pusher in self.pushers.values()):
            return None
        released = [pusher.released_s for pusher in self.pushers.values() if pusher.released_s is not None]
        return max(released) + self._settle_s if released else None


def _step_through(step: Callable[[float, float], Happening | None], host_s: Floats, force_n: Floats) -> list[Happening]:
    """Feed the total force sample by sample until the effort is over."""
    happenings: list[Happening] = []
    for at_s, total_n in zip(host_s.tolist(), force_n.sum(axis=0).tolist(), strict=True):
        happening = step(at_s, total_n)
        if happening is not None:
            happenings.append(happening)
            if happening.name == "finished":
                break
    return happenings


class Hold:
    """One long effort on the plates; over when it was released for good."""

    def __init__(self, protocol: Protocol, number: int, force_of: Callable[[Floats], Floats] | None = None) -> None:
        """``force_of`` makes the one force ``(1, n)`` that is held of the device's ``(sides, n)``; without it all."""
        self.longest_s = protocol.finish.max_s
        self.begun_s: float | None = None
        self.now_s: float | None = None
        self.released_s: float | None = None
        self._number, self._force_of = number, force_of
        self._above_n = protocol.detect.contraction_above_n
        self._settle_s = max(protocol.finish.settle_s, RELEASED_S)
        self._rest = _Rest()
        self._begin = _Sustained(BEGIN_S)
        self._below, self._higher = _Sustained(RELEASED_S), _Sustained(RELEASED_S)
        self._level_sum_n = 0.0
        self._level_count = 0

    @property
    def level_n(self) -> float | None:
        """The force at which the hold began, rest included; None until it is known."""
        if self.begun_s is None or self.now_s is None or self.now_s - self.begun_s < LEVEL_TO_S:
            return None
        return (self._rest.level_n or 0.0) + self._level_sum_n / max(1, self._level_count)

    def held_s(self) -> float | None:
        """Seconds from the begin to now or to the release; None before it began."""
        if self.begun_s is None or self.now_s is None:
            return None
        return (self.now_s if self.released_s is None else self.released_s) - self.begun_s

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> list[Happening]:
        if number != self._number:
            return []
        held_n = force_n if self._force_of is None else self._force_of(force_n)
        return _step_through(self._step, host_s, held_n)

    def _step(self, at_s: float, total_n: float) -> Happening | None:
        self.now_s = at_s
        rest_n = self._rest.step(at_s, total_n)
        if rest_n is None:
            return None
        over_n = total_n - rest_n
        if self.begun_s is None:
            self.begun_s = self._begin.step(at_s, over_n > self._above_n)
            return None if self.begun_s is None else Happening("hold", self.begun_s)
        if self.released_s is not None:
            return Happening("finished", at_s) if at_s - self.released_s >= self._settle_s else None
        since_s = at_s - self.begun_s
        if since_s < LEVEL_FROM_S:
            return None
        if since_s < LEVEL_TO_S:
            self._level_sum_n += over_n
            self._level_count += 1
        level_n = self._level_sum_n / max(1, self._level_count)
        lifted_s = self._higher.step(at_s, since_s >= LEVEL_TO_S and over_n >= LIFTED_TIMES * level_n)
        if lifted_s is not None:
            return self._begin_again(lifted_s, rest_n + level_n)
        self.released_s = self._below.step(at_s, over_n < level_n / 2)
        return None if self.released_s is None else Happening("release", self.released_s)

    def _begin_again(self, at_s: float, rest_n: float) -> Happening:
        """What began before was the feet being put down; the hold is what rises above them."""
        self.begun_s, self._rest.level_n = at_s, rest_n
        self._level_sum_n, self._level_count = 0.0, 0
        self._below, self._higher = _Sustained(RELEASED_S), _Sustained(RELEASED_S)
        return Happening("hold", at_s)


class Jump:
    """Take-off and landing on the plates; over when the client has stood again for a moment."""

    def __init__(self, protocol: Protocol, number: int) -> None:
        self.longest_s = protocol.finish.max_s
        self.takeoff_s: float | None = None
        self.landing_s: float | None = None
        self._number = number
        self._settle_s = protocol.finish.settle_s
        self._floor_n = protocol.detect.flight_below_n
        self._rest = _Rest()
        self._away, self._back = _Sustained(FLIGHT_S), _Sustained(LANDED_S)

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> list[Happening]:
        return _step_through(self._step, host_s, force_n) if number == self._number else []

    def _step(self, at_s: float, total_n: float) -> Happening | None:
        weight_n = self._rest.step(at_s, total_n)
        if weight_n is None:
            return None
        empty = total_n < max(self._floor_n, FLIGHT_WEIGHT * weight_n)
        if self.takeoff_s is None:
            self.takeoff_s = self._away.step(at_s, empty and weight_n > 2 * self._floor_n)
            return None if self.takeoff_s is None else Happening("takeoff", self.takeoff_s)
        if self.landing_s is None:
            self.landing_s = self._back.step(at_s, not empty)
            return None if self.landing_s is None else Happening("landing", self.landing_s)
        return Happening("finished", at_s) if at_s - self.landing_s >= self._settle_s else None


class Timed:
    """An effort of a fixed length: stance, squats to a beat, hops; over when its time is."""

    def __init__(self, protocol: Protocol, number: int) -> None:
        self.longest_s = protocol.finish.max_s
        self.wanted_s = protocol.effort_s
        self.begun_s: float | None = None
        self.now_s: float | None = None
        self._number = number

    @property
    def elapsed_s(self) -> float | None:
        """Seconds since GO, at most the wanted ones; None before the first sample."""
        if self.begun_s is None or self.now_s is None:
            return None
        return min(self.now_s - self.begun_s, self.wanted_s)

    def feed(self, number: int, host_s: Floats, force_n: Floats) -> list[Happening]:
        if number != self._number or not host_s.size:
            return []
        if self.begun_s is None:
            self.begun_s = float(host_s[0])
        self.now_s = float(host_s[-1])
        over_s = self.begun_s + self.wanted_s
        return [Happening("finished", over_s)] if self.now_s >= over_s else []


def best_n(progress: Repetitions) -> dict[Side, float]:
    """The best peak so far of each side that has pushed."""
    return {side: float(np.max(pusher.peaks_n)) for side, pusher in progress.pushers.items() if pusher.peaks_n}
