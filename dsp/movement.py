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

from dsp.integrals import cumulative
from dsp.noise_effect import DRAWS, Noisier, with_noise

Floats = npt.NDArray[np.float64]

RETURNED_M = 0.01
"""People stand up again to the height they had, within this (k = 2)."""
EDGE_S, EDGE_NOISE = 0.04, 2.0
"""How a beginning or an end is known: to what smoothing leaves, and so many times the noise over the steepness."""
TOUCHING_S = 0.05
"""Repetitions without a stand between them are parted at speed zero, which is known to about this."""
_NOISE_SEED = 101


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
    sample_noise_n: float = 0.0
    """Of a single sample, k = 2, without sway."""
    less_rise_n: float = 0.0
    """By how much a rise from the mean of some samples to that of others is moved in a variant."""
    side_noise_n: float = 0.0
    """Standard deviation of the noise of a single sample of either side; 0 where it does not matter."""

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
        yield self._driven(lambda time_s: np.full(len(time_s), open_speed))
        yield self._driven(lambda time_s: open_speed * (2.0 * _part(time_s) - 1.0))
        yield self._driven(lambda time_s: np.full(len(time_s), RETURNED_M / float(time_s[-1] - time_s[0])))
        yield replace(self, repetitions=tuple(self._started_later(rep) for rep in self.repetitions))
        # what all starts have in common is not seen in the time between them
        first, *rest = self.repetitions
        yield replace(self, repetitions=(self._started_later(first), *rest))
        *rest, last = self.repetitions
        yield replace(self, repetitions=(*rest, self._started_later(last)))
        yield replace(self, repetitions=tuple(self._ended_later(rep) for rep in self.repetitions))
        yield replace(self, repetitions=tuple(self._stopped_earlier(rep) for rep in self.repetitions))
        yield replace(self, repetitions=tuple(self._turned_later(rep) for rep in self.repetitions))
        yield replace(self, repetitions=tuple(self._braked_later(rep) for rep in self.repetitions))
        # on a flat course noise decides where the greatest force is, and raises it
        yield replace(self, less_rise_n=float(np.sqrt(2.0)) * self.sample_noise_n)

    def noisier(self) -> Noisier[Movement] | None:
        """Return the same movement with more noise on both sides, always the same draws; None where none is known."""
        if not self.side_noise_n > 0:
            return None
        dice = np.random.default_rng(_NOISE_SEED)
        draws = [self.side_noise_n * dice.standard_normal((2, len(self.foot_n))) for _ in range(DRAWS)]
        return with_noise(self, draws, self._shaken)

    def _shaken(self, noise_n: Floats) -> Movement:
        """With noise ``(2, n)`` on the side that is looked at and on the other one."""
        return replace(self, foot_n=self.foot_n + noise_n[0], force_n=self.force_n + noise_n.sum(axis=0))

    def _loaded(self, more_n: Floats) -> Movement:
        """With another force on the foot that is looked at; what is added to the weight moves nobody."""
        repetitions = tuple(
            replace(rep, weight_n=rep.weight_n + float(more_n[rep.before : rep.after + 1].mean()))
            for rep in self.repetitions
        )
        return replace(self, force_n=self.force_n + more_n, foot_n=self.foot_n + more_n, repetitions=repetitions)

    def _driven(self, more: Callable[[Floats], Floats]) -> Movement:
        """With more speed at the times of each repetition."""
        repetitions = []
        for rep in self.repetitions:
            time_s = self.time_s[rep.before : rep.after + 1]
            added = more(time_s)
            position = rep.position + cumulative(added, time_s)
            repetitions.append(replace(rep, speed=rep.speed + added, position=position))
        return replace(self, repetitions=tuple(repetitions))

    def _started_later(self, rep: Repetition) -> Repetition:
        shift = self._shift(self.start_uncertainty_s(rep))
        return replace(rep, start=min(rep.start + shift, max(rep.start, rep.fastest_down - 1)))

    def _ended_later(self, rep: Repetition) -> Repetition:
        shift = self._shift(self.end_uncertainty_s(rep))
        end = rep.end + shift if rep.end + shift <= rep.after else max(rep.end - shift, rep.fastest_up + 1)
        return replace(rep, end=min(end, rep.after))

    def _stopped_earlier(self, rep: Repetition) -> Repetition:
        """With an earlier beginning of the pause."""
        if rep.pause_end == rep.pause_start:
            return rep
        shift = self._shift(self.edge_uncertainty_s(rep.fastest_down, rep.pause_start))
        return replace(rep, pause_start=max(rep.pause_start - shift, min(rep.fastest_down + 1, rep.pause_start)))

    def _turned_later(self, rep: Repetition) -> Repetition:
        """With a later end of the pause, or a later turning point where there is none."""
        paused = rep.pause_end > rep.pause_start
        seconds = self.edge_uncertainty_s(rep.pause_end, rep.fastest_up) if paused else self.turn_uncertainty_s(rep)
        later = min(rep.pause_end + self._shift(seconds), max(rep.pause_end, rep.fastest_up - 1))
        return replace(rep, pause_end=later) if paused else replace(rep, pause_start=later, turn=later, pause_end=later)

    def _braked_later(self, rep: Repetition) -> Repetition:
        """With a later greatest downward speed: it is where a steady force passes the weight."""
        later = rep.fastest_down + self._shift(self.edge_uncertainty_s(rep.fastest_down, rep.pause_start))
        return replace(rep, fastest_down=min(later, max(rep.fastest_down, rep.pause_start - 1)))

    def start_uncertainty_s(self, rep: Repetition) -> float:
        """Expanded uncertainty (k = 2) of the start, s."""
        alone = self.seconds(rep.before, rep.start) > TOUCHING_S
        return float(np.hypot(self.edge_uncertainty_s(rep.start, rep.fastest_down), 0.0 if alone else TOUCHING_S))

    def end_uncertainty_s(self, rep: Repetition) -> float:
        """Expanded uncertainty (k = 2) of the end, s."""
        alone = self.seconds(rep.end, rep.after) > TOUCHING_S
        return float(np.hypot(self.edge_uncertainty_s(rep.fastest_up, rep.end), 0.0 if alone else TOUCHING_S))

    def edge_uncertainty_s(self, first: int, last: int) -> float:
        """Expanded uncertainty (k = 2) of the end of a movement whose force changes from ``first`` to ``last``, s."""
        part = np.abs(self.force_n[first : last + 1] - self.weight_n)
        steep = float(part.max()) / max(self.seconds(first, last) / 2.0, 1e-3)
        if steep <= 0:
            return self.seconds(first, last)
        return float(np.sqrt((2.0 * self._step()) ** 2 + EDGE_S**2 + (EDGE_NOISE * self.noise_n / steep) ** 2))

    def turn_uncertainty_s(self, rep: Repetition) -> float:
        """Expanded uncertainty (k = 2) of the turning point, s: the open speed over the acceleration there.

        Who waits at the bottom is at the lowest point all the while.
        """
        if rep.pause_end > rep.pause_start:
            # any moment of a stillness is a lowest one: the mark may stand as far from another one as it is long
            since = self.seconds(rep.pause_start, rep.turn) + self.edge_uncertainty_s(rep.fastest_down, rep.pause_start)
            until = self.seconds(rep.turn, rep.pause_end) + self.edge_uncertainty_s(rep.pause_end, rep.fastest_up)
            return max(since, until)
        down, up = self.seconds(rep.fastest_down, rep.pause_start), self.seconds(rep.pause_end, rep.fastest_up)
        speeds = rep.speed[rep.fastest_down - rep.before], rep.speed[rep.fastest_up - rep.before]
        lift = min(abs(float(speeds[0])) / max(down, 1e-3), abs(float(speeds[1])) / max(up, 1e-3))
        return float(np.hypot(self._step(), self.rest_speed / max(lift, 1e-3)))

    def _shift(self, seconds: float) -> int:
        return max(1, round(seconds / self._step()))

    def _step(self) -> float:
        return self.seconds(0, len(self.time_s) - 1) / (len(self.time_s) - 1)


def _part(time_s: Floats) -> Floats:
    """How much of the time has passed, 0..1."""
    part: Floats = (time_s - time_s[0]) / float(time_s[-1] - time_s[0])
    return part
