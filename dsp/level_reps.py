"""Repetitions between two levels of load, where only a part of the body is on the plates: bridges.

The floor carries the rest of the body, so force says nothing about its motion and nothing is integrated.  What can be
told is when the load goes up, how long it stays there and when it comes down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.movement import NoMovement
from dsp.runs import runs
from dsp.sampling import mean_rate
from dsp.smoothing import moving_mean

Floats = npt.NDArray[np.float64]

LOW, HIGH = 0.1, 0.9
"""Parts of the rise between which the load is on its way."""
LEAST_S = 0.4
"""A load that is up for a shorter time is a foot being put right."""
_SMOOTH_S = 0.1
_MIDDLE = 0.5
_BEFORE_S = 2.0
TIME_KNOWN_S = 0.05


@dataclass(frozen=True, slots=True)
class LevelRep:
    """One repetition: the load leaves ``low_n`` at ``start``, is up from ``reached`` to ``left``, down at ``end``."""

    start: int
    reached: int
    left: int
    end: int
    low_n: float
    high_n: float


@dataclass(frozen=True, slots=True, eq=False)
class LevelReps:
    """A set of repetitions between levels.

    ``force_n`` ``(n,)`` is the total, ``foot_n`` ``(n,)`` one side of it (the total, until ``under`` puts a plate
    there).  ``time_uncertainty_s``, ``force_uncertainty_n`` and ``gain_uncertainty`` (relative) are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    repetitions: tuple[LevelRep, ...]
    time_uncertainty_s: float = TIME_KNOWN_S
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    def under(self, foot_n: Floats) -> LevelReps:
        """Return the same repetitions seen by one plate whose force ``(n,)`` is given."""
        return replace(self, foot_n=foot_n)

    def seconds(self, first: int, last: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[last] - self.time_s[first])

    def variants(self) -> Iterator[LevelReps]:
        """Yield the same repetitions with one input moved by its expanded uncertainty (k = 2) at a time."""
        more = self.foot_n * self.gain_uncertainty
        yield replace(self, force_n=self.force_n + more, foot_n=self.foot_n + more)
        zero = self.force_uncertainty_n
        yield replace(self, force_n=self.force_n + zero, foot_n=self.foot_n + zero)
        for name in ("start", "reached", "left", "end"):
            yield replace(self, repetitions=tuple(self._later(rep, name) for rep in self.repetitions))
        first, *rest = self.repetitions
        yield replace(self, repetitions=(self._later(first, "start"), *rest))
        *rest, last = self.repetitions
        yield replace(self, repetitions=(*rest, self._later(last, "start")))

    def _later(self, rep: LevelRep, name: str) -> LevelRep:
        later = {"start": rep.reached, "reached": rep.left, "left": rep.end, "end": len(self.time_s) - 1}
        at = int(getattr(rep, name))
        moved = int(np.searchsorted(self.time_s, self.time_s[at] + self.time_uncertainty_s))
        changed: dict[str, int] = {name: min(max(moved, at), later[name])}
        return replace(rep, **changed)


def find_level_reps(time_s: Floats, force_n: Floats, *, least_rise_n: float) -> tuple[LevelRep, ...]:
    """Find every time that the load goes up to a level and comes down again.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total force in N.
    least_rise_n : float
        What a repetition adds at least, > 0.

    Returns
    -------
    tuple of LevelRep
        In order of time; one that is still up at the end of the record, or was at its beginning, is left out.

    Raises
    ------
    NoMovement
        When there is none.
    ValueError
        When the arrays or the rise make no sense.

    Notes
    -----
    Of the force, mean of 0.1 s.  Up and down are told apart half way between the ends of what was measured (5 % and
    95 % of the samples; where these do not differ, the upper end is what the load exceeds for 0.4 s in all); each
    repetition then has its own levels: the median while it is up, and the load before it.
    """
    if least_rise_n <= 0:
        raise ValueError("the least rise must be above zero")
    fs = mean_rate(time_s, force_n)
    smooth = moving_mean(force_n, max(1, round(_SMOOTH_S * fs)))
    lowest, highest = (float(level) for level in np.percentile(smooth, (5.0, 95.0)))
    if highest - lowest < least_rise_n:
        # few repetitions in a long record: what the load exceeds for as long as one of them lasts
        seldom = max(1, round(LEAST_S * fs))
        highest = float(np.partition(smooth, -seldom)[-seldom]) if seldom <= len(smooth) else highest
    if highest - lowest < least_rise_n:
        raise NoMovement(f"the load changes by {highest - lowest:.0f} N, less than {least_rise_n:g} N")
    up = smooth > lowest + _MIDDLE * (highest - lowest)
    found: list[LevelRep] = []
    before = 0
    for first, stop in runs(up):
        if stop - first >= LEAST_S * fs and first > 0 and stop < len(smooth):
            found.append(_levels(smooth, max(before, first - round(_BEFORE_S * fs)), first, stop))
        before = stop
    if not found:
        raise NoMovement(f"the load never goes up by {least_rise_n:g} N for {LEAST_S:g} s and down again")
    return tuple(found)


def _levels(smooth: Floats, before: int, first: int, stop: int) -> LevelRep:
    low, high = float(np.percentile(smooth[before : first + 1], 20.0)), float(np.median(smooth[first:stop]))
    nearly_low, nearly_high = (low + part * (high - low) for part in (LOW, HIGH))
    at_rest = np.flatnonzero(smooth[before:first] <= nearly_low)
    arrived = np.flatnonzero(smooth[first:stop] >= nearly_high)
    down = np.flatnonzero(smooth[stop:] <= nearly_low)
    return LevelRep(
        before + (int(at_rest[-1]) if len(at_rest) else 0),
        first + int(arrived[0]),
        first + int(arrived[-1]),
        stop + (int(down[0]) if len(down) else len(smooth) - stop - 1),
        low,
        high,
    )
