"""Squats, hinges and other repetitions on two plates: where each begins, turns and ends, and how the body moves in it.

The centre of mass follows from force alone where the whole body is on the plates: speed is the integral of ``F - W``
over mass.  A weight that is wrong by a thousandth makes half a metre of drift in ten seconds, so every repetition is
integrated by itself, between two moments at which the body stands at its full height: there its speed is zero and its
height the same, which gives the weight and the speed at the beginning anew (the correction is kept, and bounded).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RETURNED_M = 0.01
"""People stand up again to the height they had, within this (k = 2)."""


class NoMovement(ValueError):
    """A record without repetitions, or one that cannot be integrated; the message says why, for the therapist."""


@dataclass(frozen=True, slots=True, eq=False)
class Repetition:
    """One repetition down and up; all places are samples of the record.

    The body stands at ``before`` and ``after``, between which ``speed`` (m/s, upwards) and ``position`` (m, 0 standing)
    are integrated: ``(after - before + 1,)``.  ``start`` and ``end`` are where the force leaves the weight and is back
    at it, ``fastest_down`` is the beginning of braking, ``turn`` the lowest point; ``pause_start`` to ``pause_end`` is
    the stillness around it, both ``turn`` when there is none.  ``weight_n`` is what closes the repetition.
    """

    before: int
    start: int
    fastest_down: int
    pause_start: int
    turn: int
    pause_end: int
    fastest_up: int
    end: int
    after: int
    weight_n: float
    closing_speed: float
    speed: Floats
    position: Floats


Change = Callable[[Repetition, Floats], tuple[Repetition, Floats]]
"""How a repetition is moved, and what is added to its speed at these times."""


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """A set of repetitions, everything that its metrics are computed from.

    ``force_n`` ``(n,)`` is the total, ``foot_n`` ``(n,)`` one side of it (the total, until ``under`` puts a plate
    there).  Uncertainties are expanded (k = 2): ``rest_speed`` m/s where the body is taken to stand, ``noise_n`` of a
    single sample, ``force_uncertainty_n`` of zero and steps, ``gain_uncertainty`` relative.  ``period_s`` is the
    metronome's, when there is one.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    repetitions: tuple[Repetition, ...]
    weight_n: float
    rest_speed: float = 0.0
    noise_n: float = 0.0
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0
    period_s: float | None = None

    def under(self, foot_n: Floats) -> Movement:
        """Return the same movement seen by one plate whose force ``(n,)`` is given."""
        return replace(self, foot_n=foot_n)

    def seconds(self, first: int, last: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[last] - self.time_s[first])

    def variants(self) -> Iterator[Movement]:
        """Yield the same movement with one input moved by its expanded uncertainty (k = 2) at a time."""
        yield self._loaded(self.foot_n * self.gain_uncertainty)
        yield self._loaded(np.full(len(self.foot_n), self.force_uncertainty_n))
        yield replace(self, force_n=self.force_n + self.noise_n, foot_n=self.foot_n + self.noise_n)
        # nobody stands perfectly still where a repetition is closed, nor at the same height
        open_speed = self.rest_speed
        yield self._each(lambda rep, time_s: (rep, np.full(len(time_s), open_speed)))
        yield self._each(lambda rep, time_s: (rep, open_speed * (2.0 * _part(time_s) - 1.0)))
        yield self._each(lambda rep, time_s: (rep, np.full(len(time_s), RETURNED_M / float(time_s[-1] - time_s[0]))))
        yield self._each(lambda rep, time_s: (self._later(rep, "start"), np.zeros(len(time_s))))
        yield self._each(lambda rep, time_s: (self._later(rep, "end"), np.zeros(len(time_s))))
        yield self._each(lambda rep, time_s: (self._turning(rep), np.zeros(len(time_s))))

    def _loaded(self, more_n: Floats) -> Movement:
        """With another force on the foot that is looked at; what is added to the weight moves nobody."""
        repetitions = tuple(
            replace(rep, weight_n=rep.weight_n + float(more_n[rep.before : rep.after + 1].mean()))
            for rep in self.repetitions
        )
        return replace(self, force_n=self.force_n + more_n, foot_n=self.foot_n + more_n, repetitions=repetitions)

    def _each(self, change: Change) -> Movement:
        repetitions = []
        for rep in self.repetitions:
            time_s = self.time_s[rep.before : rep.after + 1]
            moved, more = change(rep, time_s)
            speed = rep.speed + more
            position = rep.position + integral(more, time_s)
            repetitions.append(replace(moved, speed=speed, position=position))
        return replace(self, repetitions=tuple(repetitions))

    def _later(self, rep: Repetition, name: str) -> Repetition:
        """With its start or its end later by what the restlessness of standing leaves open."""
        first, last = (rep.start, rep.fastest_down) if name == "start" else (rep.fastest_up, rep.end)
        shift = self._shift(self.edge_uncertainty_s(first, last))
        if name == "start":
            return replace(rep, start=min(rep.start + shift, rep.fastest_down - 1))
        return replace(rep, end=min(rep.end + shift, len(self.time_s) - 1))

    def _turning(self, rep: Repetition) -> Repetition:
        shift = self._shift(self.turn_uncertainty_s(rep))
        room = max(0, rep.fastest_up - rep.pause_end - 1)
        step = min(shift, room)
        paused = rep.pause_end > rep.pause_start
        if paused:
            return replace(rep, pause_end=rep.pause_end + step)
        turn = rep.turn + step
        return replace(rep, pause_start=turn, turn=turn, pause_end=turn)

    def edge_uncertainty_s(self, first: int, last: int) -> float:
        """Expanded uncertainty (k = 2) of the end of a movement whose force changes from ``first`` to ``last``, s."""
        part = np.abs(self.force_n[first : last + 1] - self.weight_n)
        steep = float(part.max()) / max(self.seconds(first, last) / 2.0, 1e-3)
        step = self._step()
        return float(np.hypot(2.0 * step, 2.0 * self.noise_n / steep)) if steep > 0 else self.seconds(first, last)

    def turn_uncertainty_s(self, rep: Repetition) -> float:
        """Expanded uncertainty (k = 2) of the turning point, s: the open speed over the acceleration there."""
        down, up = self.seconds(rep.fastest_down, rep.pause_start), self.seconds(rep.pause_end, rep.fastest_up)
        speeds = rep.speed[rep.fastest_down - rep.before], rep.speed[rep.fastest_up - rep.before]
        lift = min(abs(float(speeds[0])) / max(down, 1e-3), abs(float(speeds[1])) / max(up, 1e-3))
        return float(np.hypot(self._step(), self.rest_speed / max(lift, 1e-3)))

    def _shift(self, seconds: float) -> int:
        return max(1, round(seconds / self._step()))

    def _step(self) -> float:
        return self.seconds(0, len(self.time_s) - 1) / (len(self.time_s) - 1)


def integral(values: Floats, time_s: Floats) -> Floats:
    """Cumulative integral by trapezoids, 0 at the first sample; both ``(n,)``."""
    steps = 0.5 * (values[1:] + values[:-1]) * np.diff(time_s)
    return np.concatenate(([0.0], np.cumsum(steps)))


def _part(time_s: Floats) -> Floats:
    """How much of the time has passed, 0..1."""
    part: Floats = (time_s - time_s[0]) / float(time_s[-1] - time_s[0])
    return part
