"""The beat of a tempo, as moments in time: every one computed from the first, so nothing drifts.

Nobody waits here.  Whoever makes the sound asks which beat is due, or when the next one is; one that came too late,
after a stall, is left out, and those after it come at their own times.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from station.feedback.state import Beat
from station.protocol import Tempo

COUNT_IN = 2
"""Beats of a second before the first repetition."""
LATE_S = 0.15
"""A beat that is later than this is not sounded any more; who looks ten times a second misses none."""


@dataclass(frozen=True, slots=True)
class Metronome:
    """The beats of ``reps`` repetitions whose counting in begins at ``from_s``."""

    tempo: Tempo
    from_s: float
    reps: int
    every_second: bool = False

    @property
    def first_s(self) -> float:
        """When the first repetition begins."""
        return self.from_s + COUNT_IN

    @property
    def stop_s(self) -> float:
        """When the last repetition is over."""
        return self.first_s + self.reps * self.tempo.period_s

    @property
    def _in_rep(self) -> tuple[tuple[float, str], ...]:
        """The beats of one repetition: offsets from its start, with the phase that begins there, if any."""
        phases = self.tempo.beats
        if not self.every_second:
            return phases
        starts = dict(phases)
        ends = (*(at_s for at_s, _ in phases[1:]), self.tempo.period_s)
        for (at_s, _), end_s in zip(phases, ends, strict=True):
            for second in range(1, math.ceil(end_s - at_s - 1e-9)):
                starts.setdefault(at_s + second, "")
        return tuple(sorted(starts.items()))

    def beat(self, number: int) -> Beat | None:
        """The beat of this number, from 0; None after the last one."""
        if number < 0:
            return None
        if number < COUNT_IN:
            return Beat(number, self.from_s + number, "ready", accent=False)
        inside = self._in_rep
        rep, place = divmod(number - COUNT_IN, len(inside))
        if rep >= self.reps:
            return None
        at_s, phase = inside[place]
        return Beat(number, self.first_s + rep * self.tempo.period_s + at_s, phase, accent=place == 0)

    def newest(self, now_s: float) -> Beat | None:
        """The beat that came last; None before the first one."""
        number = self._number(now_s)
        return None if number < 0 else self.beat(min(number, self._last))

    def due(self, now_s: float) -> Beat | None:
        """The beat that is to sound now; None between beats, and where it is too late."""
        newest = self.newest(now_s)
        return newest if newest is not None and now_s - newest.at_s <= LATE_S else None

    def next(self, now_s: float) -> Beat | None:
        """The beat after now; None after the last one."""
        return self.beat(self._number(now_s) + 1)

    def phase(self, now_s: float) -> tuple[str, float, int]:
        """Name, part that is over (0..1) and number of the repetition; empty before and after all of it."""
        if now_s < self.from_s or now_s >= self.stop_s:
            return "", 0.0, 0
        if now_s < self.first_s:
            return "ready", (now_s - self.from_s) / COUNT_IN, 0
        rep, since_s = divmod(now_s - self.first_s, self.tempo.period_s)
        phases = self.tempo.beats
        at = max(number for number, (at_s, _) in enumerate(phases) if at_s <= since_s + 1e-9)
        end_s = phases[at + 1][0] if at + 1 < len(phases) else self.tempo.period_s
        start_s, name = phases[at]
        return name, min(1.0, max(0.0, (since_s - start_s) / (end_s - start_s))), int(rep) + 1

    def late_s(self, at_s: float) -> float | None:
        """How long after the nearest beginning of a repetition something began; None outside of all of them."""
        period_s = self.tempo.period_s
        rep = min(max(round((at_s - self.first_s) / period_s), 0), self.reps - 1)
        late_s = at_s - (self.first_s + rep * period_s)
        return late_s if abs(late_s) <= 0.5 * period_s + 1e-9 else None

    @property
    def _last(self) -> int:
        return COUNT_IN + self.reps * len(self._in_rep) - 1

    def _number(self, now_s: float) -> int:
        """Of the beat that came last, which may be beyond the last one; -1 before the first."""
        if now_s < self.first_s - 1e-9:
            return min(COUNT_IN - 1, math.floor(now_s - self.from_s + 1e-9))
        inside = self._in_rep
        rep, since_s = divmod(now_s - self.first_s + 1e-9, self.tempo.period_s)
        if rep >= self.reps:
            return self._last
        place = max(number for number, (at_s, _) in enumerate(inside) if at_s <= since_s + 1e-9)
        return COUNT_IN + int(rep) * len(inside) + place
