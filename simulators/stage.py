"""What the plates and dynamometers feel, as a function of time: performances one after the other, and what is between.

The devices ask for the past and the present; whoever directs adds to the future.  May be directed from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from simulators.firmware import Floats
from simulators.performance import SIDES, Filler, Performance, Placed, Side, Surface, empty

SAME_WEIGHT = 0.1
"""A performance joins what is outside it where the weights differ by less than this part."""
SLACK_S = 1e-3
"""More than a performance reaches beyond its first and last sample."""


@dataclass(frozen=True, slots=True)
class _Act:
    start_s: float
    performance: Performance
    until_s: float = np.inf
    """When it was broken off, if it was."""

    @property
    def end_s(self) -> float:
        return min(self.start_s + self.performance.duration_s, self.until_s)

    def part(self, times: Floats) -> Floats:
        """How much of what is felt is the performance's, 0..1; less than 1 only where it passes from and to others."""
        join_s = self.performance.join_s
        if not join_s:
            return np.ones(times.size)
        since = times - self.start_s
        part = np.clip(np.minimum(since, self.performance.duration_s - since) / join_s, 0.0, 1.0)
        smooth: Floats = part * part * (3.0 - 2.0 * part)
        return smooth


@dataclass(frozen=True, slots=True)
class _Idle:
    from_s: float
    filler: Filler


Change = Callable[[Floats, Floats], Floats]
"""What becomes of forces: true times ``(n,)`` and newtons ``(2, n)`` to newtons ``(2, n)``."""


@dataclass(frozen=True, slots=True)
class _Mishap:
    surface: Surface
    change: Change
    from_s: float
    until_s: float


class Stage:
    """The floor.  ``grid_s`` is the spacing of the plates' sample times; performances there begin on one of them."""

    def __init__(self, grid_s: float | None = None) -> None:
        self.grid_s = grid_s
        self.version = 0
        """Counts on whenever what will be felt has changed."""
        self._acts: tuple[_Act, ...] = ()
        self._mishaps: tuple[_Mishap, ...] = ()
        self._idles: dict[Surface, tuple[_Idle, ...]] = {surface: (_Idle(-np.inf, empty),) for surface in Surface}

    def perform(self, performance: Performance, at_s: float) -> float:
        """Let this happen from ``at_s`` on and return when it really begins: on the next sample of the plates.

        It replaces from then on what would still be running on the same surface.
        """
        start_s = at_s
        if self.grid_s is not None and performance.surface is Surface.PLATES:
            start_s = float(np.ceil(at_s / self.grid_s - 1e-6)) * self.grid_s
        self._acts = tuple(sorted((*self._acts, _Act(start_s, performance)), key=lambda act: act.start_s))
        self.version += 1
        return start_s

    def idle(self, filler: Filler, surface: Surface = Surface.PLATES, from_s: float | None = None) -> None:
        """What is felt outside performances from ``from_s`` on; without a time, always and already before.

        It takes the place of what was planned for later: who comes back at once is not taken away by having left.
        """
        if from_s is None:
            self._idles[surface] = (_Idle(-np.inf, filler),)
        else:
            earlier = (entry for entry in self._idles[surface] if entry.from_s < from_s)
            self._idles[surface] = (*earlier, _Idle(from_s, filler))
        self.version += 1

    def clear(self, from_s: float) -> None:
        """Cancel what has not begun by then."""
        self._acts = tuple(act for act in self._acts if act.start_s < from_s)
        self.version += 1

    def break_off(self, at_s: float) -> None:
        """End what runs then and cancel what has not begun."""
        self.clear(at_s)
        self._acts = tuple(replace(act, until_s=min(act.until_s, at_s)) for act in self._acts)
        self.version += 1

    def spoil(self, change: Change, from_s: float, until_s: float = np.inf, surface: Surface = Surface.PLATES) -> None:
        """Let something happen to what is felt there, whoever is on it: a slip, a bag on the plates."""
        self._mishaps = (*self._mishaps, _Mishap(surface, change, from_s, until_s))
        self.version += 1

    def recover(self, at_s: float) -> None:
        """End everything that ``spoil`` began."""
        self._mishaps = tuple(replace(each, until_s=min(each.until_s, at_s)) for each in self._mishaps)
        self.version += 1

    def busy_until_s(self) -> float | None:
        """When the last performance ends; None when none is planned."""
        return max((act.end_s for act in self._acts), default=None)

    def nobody(self, surface: Surface, times: Floats) -> bool:
        """Whether there is nobody and nothing on a surface at all of these times: most of a clinic's day."""
        if not times.size:
            return True
        first_s, last_s = float(times.min()), float(times.max())
        idles = self._idles[surface]
        return (
            all(
                entry.filler is empty
                for entry, later in zip(idles, (*idles[1:], None), strict=True)
                if entry.from_s <= last_s and (later is None or later.from_s > first_s)
            )
            and not any(
                act.performance.surface is surface
                and act.start_s - SLACK_S <= last_s
                and act.end_s + SLACK_S >= first_s
                for act in self._acts
            )
            and not any(
                each.surface is surface and each.from_s <= last_s and each.until_s > first_s for each in self._mishaps
            )
        )

    def forget(self, before_s: float) -> None:
        """Drop what nobody will ask for any more: everything that was over by then."""
        self._acts = tuple(act for act in self._acts if act.end_s >= before_s)
        self._mishaps = tuple(each for each in self._mishaps if each.until_s >= before_s)
        for surface, idles in self._idles.items():
            past = sum(entry.from_s <= before_s for entry in idles)
            self._idles[surface] = idles[max(0, past - 1) :]

    def forces(self, surface: Surface, side: Side, times: Floats) -> Floats:
        """Newtons ``(n,)`` on one side of a surface at these times."""
        forces: Floats = self.both(surface, times)[SIDES.index(side)]
        return forces

    def both(self, surface: Surface, times: Floats) -> Floats:
        """Newtons ``(2, n)`` on left and right of a surface at these times."""
        times = np.asarray(times, np.float64)
        forces = np.zeros((len(SIDES), times.size))
        for filler, here in self._between(surface, times):
            forces[:, here] = filler(times[here])
        for act, here in self._during(surface, times):
            played = act.performance.at(times[here] - act.start_s)
            part = act.part(times[here])
            if part.min() < 1.0:
                part = _where_alike(part, played, forces[:, here])
                played = np.where(part < 1.0, part * played + (1.0 - part) * forces[:, here], played)
            forces[:, here] = played
        for mishap in self._mishaps:
            if mishap.surface is surface:
                here = (times >= mishap.from_s) & (times < mishap.until_s)
                if here.any():
                    forces[:, here] = mishap.change(times[here], forces[:, here])
        return forces

    def centres(self, times: Floats) -> Floats:
        """Where on each plate the force acts: ``(2, 2, n)``, plate left and right, metres to the right and forward.

        NaN where neither the performance nor the filler of that time says so: the plates then have their own place.
        """
        times = np.asarray(times, np.float64)
        places = np.full((len(SIDES), 2, times.size), np.nan)
        for filler, here in self._between(Surface.PLATES, times):
            known: object = filler
            if isinstance(known, Placed):
                places[:, :, here] = known.centres(times[here])
        for act, here in self._during(Surface.PLATES, times):
            since = times[here] - act.start_s
            played = act.performance.centres(since)
            part = act.part(times[here])
            if part.min() < 1.0:
                part = _where_alike(part, act.performance.at(since), self._outside(times[here]))
                mixed = part * played + (1.0 - part) * places[:, :, here]
                played = np.where((part < 1.0) & ~np.isnan(mixed), mixed, played)
            places[:, :, here] = played
        return places

    def _outside(self, times: Floats) -> Floats:
        """Newtons ``(2, n)`` on the plates without any performance."""
        forces = np.zeros((len(SIDES), times.size))
        for filler, here in self._between(Surface.PLATES, times):
            forces[:, here] = filler(times[here])
        return forces

    def _between(self, surface: Surface, times: Floats) -> Iterator[tuple[Filler, npt.NDArray[np.bool_]]]:
        idles = self._idles[surface]
        for entry, later in zip(idles, (*idles[1:], None), strict=True):
            here = (times >= entry.from_s) & (times < (np.inf if later is None else later.from_s))
            if here.any():
                yield entry.filler, here

    def _during(self, surface: Surface, times: Floats) -> Iterator[tuple[_Act, npt.NDArray[np.bool_]]]:
        for act in self._acts:
            if act.performance.surface is surface:
                slack_s = 1e-6 / act.performance.fs_hz + 1e-9
                here = (times >= act.start_s - slack_s) & (times <= act.end_s + slack_s)
                if here.any():
                    yield act, here


def _where_alike(part: Floats, played: Floats, outside: Floats) -> Floats:
    """``part`` where about the same weight is felt outside the performance, else 1."""
    weight = played.sum(axis=0)
    return np.where(np.abs(outside.sum(axis=0) - weight) <= SAME_WEIGHT * weight, part, 1.0)
