"""One force and its band while it comes in: what is counted of it, block by block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from station.feedback.meter import Exits, Meter, Steadiness
from station.feedback.repetitions import Counter, Effort
from station.feedback.state import SHAPES, Lane, Place, Point, RepNow, pitch_of, place_of
from station.model import Floats, Side

Flags = npt.NDArray[np.bool_]
Force = Callable[[Floats], Floats]
"""Forces of a stream ``(sides, n)`` to the one ``(n,)`` that is looked at."""

STALE_S = 0.5
"""A value that is older than this is not shown as one of now."""


@dataclass(frozen=True, slots=True)
class Band:
    """Limits and target over the samples of a block, each ``(n,)``; ``counts`` are those to be judged by them."""

    low_n: Floats
    high_n: Floats
    target_n: Floats
    counts: Flags

    @classmethod
    def level(cls, low_n: float, high_n: float, size: int, counts: bool) -> Band:
        """The same band for a whole block."""
        low, high = np.full(size, low_n), np.full(size, high_n)
        return cls(low, high, 0.5 * (low + high), np.full(size, counts, np.bool_))


@dataclass(frozen=True, slots=True)
class Now:
    """The band at one moment, for showing."""

    low_n: float
    high_n: float
    target_n: float


class LaneMeter:
    """What one side (or both together) does."""

    def __init__(self, side: Side, force: Force, step_s: float) -> None:
        """``force`` makes its own force of the stream's."""
        self.side, self.force = side, force
        self.meter = Meter(step_s)
        self.exits, self.steadiness = Exits(), Steadiness()
        self.counter: Counter | None = None
        self.reps: list[RepNow] = []
        self.best_n = 0.0
        """The greatest sample of all efforts that are over."""
        self.value_n: float | None = None
        self.at_s = -np.inf
        self._before_n: float | None = None
        self._begun = (0.0, 0.0)
        self._was_on = False
        self._paused = True

    @property
    def on(self) -> bool:
        """Whether an effort is being made."""
        return self.counter is not None and self.counter.on

    def take(self, time_s: Floats, force_n: Floats, band: Band | None) -> Effort | None:
        """Take a block of its own force; returns the effort that ended in it."""
        mean_n = float(force_n.sum()) / force_n.size
        self.value_n = mean_n if self._before_n is None else 0.5 * (self._before_n + mean_n)
        self._before_n, self.at_s = mean_n, float(time_s[-1])
        # every sample stands for the step up to it
        start_s = float(time_s[0]) - self.meter.step_s
        if band is None:
            self.pause()
        else:
            self._judge(time_s, force_n, band, mean_n)
        if self.counter is None:
            return None
        effort = self.counter.feed(start_s, self.at_s, mean_n, float(force_n.max()))
        if self.counter.on and not self._was_on:
            self._begun = self.meter.seconds_in, self.meter.seconds_measured
        self._was_on = self.counter.on
        return effort

    def _judge(self, time_s: Floats, force_n: Floats, band: Band, mean_n: float) -> None:
        counts = band.counts
        if not counts.all():
            if not counts.any():
                self.pause()
                return
            time_s, force_n = time_s[counts], force_n[counts]
            band = replace(band, low_n=band.low_n[counts], high_n=band.high_n[counts], target_n=band.target_n[counts])
        self._paused = False
        self.meter.feed(time_s, force_n, band.low_n, band.high_n, band.target_n)
        low_n, high_n = float(band.low_n[-1]), float(band.high_n[-1])
        self.exits.feed(float(time_s[0]) - self.meter.step_s, float(time_s[-1]), mean_n, low_n, high_n)
        self.steadiness.feed(time_s, force_n)

    def pause(self) -> None:
        """What comes next does not follow what was before."""
        if self._paused:
            return
        self._paused = True
        self.meter.pause()
        self.exits.pause()
        self.steadiness.pause()

    def done(self, effort: Effort, low_n: float | None, high_n: float | None, late_s: float | None) -> RepNow:
        """Note a repetition that is over, against the band of its time."""
        inside, measured = (
            a - b for a, b in zip((self.meter.seconds_in, self.meter.seconds_measured), self._begun, strict=True)
        )
        rep = RepNow(
            self.side,
            len(self.reps) + 1,
            effort.start_s,
            effort.stop_s - effort.start_s,
            effort.peak_n,
            place_of(effort.peak_n, low_n, high_n),
            inside / measured if measured > 0 else None,
            late_s,
        )
        self.reps.append(rep)
        self.best_n = max(self.best_n, effort.peak_n)
        return rep

    def shown(
        self,
        now_s: float,
        band: Now | None,
        *,
        active: bool,
        scored: bool,
        path: tuple[Point, ...],
        whole_n: float | None,
        source: str,
        refusal: str,
    ) -> Lane:
        """The lane as it stands now."""
        value_n = self.value_n if now_s - self.at_s <= STALE_S else None
        low_n, high_n = (None, None) if band is None else (band.low_n, band.high_n)
        place = place_of(value_n, low_n, high_n)
        return Lane(
            side=self.side,
            value_n=value_n,
            low_n=low_n,
            high_n=high_n,
            target_n=None if band is None else band.target_n,
            place=place,
            shape=SHAPES[place],
            pitch=pitch_of(value_n, low_n, high_n),
            active=active,
            seconds_in=self.meter.seconds_in,
            seconds_measured=self.meter.seconds_measured,
            mean_n=self.meter.mean_n,
            exits=self.exits.count,
            reps=len(self.reps),
            reps_in_band=sum(rep.place is Place.IN for rep in self.reps),
            path=path,
            score=self.meter.score if scored else None,
            unsteadiness=self.steadiness.cv,
            whole_n=whole_n,
            source=source,
            refusal=refusal,
        )
