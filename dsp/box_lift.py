"""Lifting an object from the floor on two plates: how heavy it is, how the body goes down to it and up with it.

While the hands take hold, part of the object is on the floor and part on the feet: force then says nothing about the
motion.  So the way down is integrated forwards from standing with the weight of the body, the way up backwards from
standing with the weight of both, and what lies between is the time of taking hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.integrals import cumulative
from dsp.movement import NoMovement
from dsp.movement_search import LEAST_DEPTH_M, MOVING
from dsp.sampling import mean_rate
from dsp.smoothing import moving_mean
from dsp.weighing import GRAVITY, Stance, quiet_windows

Floats = npt.NDArray[np.float64]

LEAST_OBJECT_N = 15.0
"""Less than this between two quiet stands is no object: people sway and shift so much."""
HEAVIEST = 1.0
"""An object is not heavier than the body."""
TIME_KNOWN_S = 0.08
_STILL_S, _STILL_N, _STILL_SD = 0.5, 2.0, 2.0
_LEVEL = 0.01
_AGAIN = 0.05
_SMOOTH_S = 0.05


@dataclass(frozen=True, slots=True)
class Lift:
    """One lift; all places are samples.

    Standing at ``before``, going down from ``start`` to ``down``, taking hold until ``up``, standing with the object
    from ``end``, still at ``after``.  ``height_m`` and ``top_speed`` are of body and object together on the way up.
    """

    before: int
    start: int
    down: int
    up: int
    end: int
    after: int
    object_n: float
    height_m: float
    top_speed: float


@dataclass(frozen=True, slots=True, eq=False)
class BoxLifts:
    """All lifts of a trial; ``foot_n`` ``(n,)`` is the total, until ``under`` puts a plate there.

    Uncertainties are expanded, k = 2; ``weight_uncertainty_n`` is of each of the two quiet stands.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    lifts: tuple[Lift, ...]
    weight_n: float
    weight_uncertainty_n: float = 0.0
    noise_n: float = 0.0
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    def under(self, foot_n: Floats) -> BoxLifts:
        """Return the same lifts seen by one plate whose force ``(n,)`` is given."""
        return replace(self, foot_n=foot_n)

    def seconds(self, first: int, last: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[last] - self.time_s[first])

    def variants(self) -> Iterator[BoxLifts]:
        """Yield the same lifts with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = self.gain_uncertainty
        more = self.foot_n * gain
        heavier = tuple(replace(lift, object_n=lift.object_n * (1.0 + gain)) for lift in self.lifts)
        yield replace(self, force_n=self.force_n + more, foot_n=self.foot_n + more, lifts=heavier)
        for added in (self.force_uncertainty_n, self.noise_n):
            yield replace(self, force_n=self.force_n + added, foot_n=self.foot_n + added)
        apart = float(np.sqrt(2.0)) * self.weight_uncertainty_n
        yield replace(self, lifts=tuple(replace(lift, object_n=lift.object_n + apart) for lift in self.lifts))
        yield replace(self, lifts=tuple(self._drifting(lift) for lift in self.lifts))
        for name, least in (("start", "down"), ("down", "up"), ("up", "end"), ("end", "after")):
            yield replace(self, lifts=tuple(self._later(lift, name, least) for lift in self.lifts))

    def _drifting(self, lift: Lift) -> Lift:
        """With a weight that is wrong from the stand with the object back to taking hold."""
        since = self.seconds(lift.up, lift.after)
        speed = GRAVITY * self.weight_uncertainty_n / (self.weight_n + lift.object_n) * since
        return replace(lift, top_speed=lift.top_speed + speed, height_m=lift.height_m + 0.5 * speed * since)

    def _later(self, lift: Lift, name: str, limit: str) -> Lift:
        at = int(getattr(lift, name))
        moved = int(np.searchsorted(self.time_s, self.time_s[at] + TIME_KNOWN_S))
        changed: dict[str, int] = {name: max(at, min(moved, int(getattr(lift, limit))))}
        return replace(lift, **changed)


def find_lifts(time_s: Floats, force_n: Floats, stance: Stance) -> tuple[Lift, ...]:
    """Find every lift of an object between a quiet stand without it and a quiet stand with it.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total vertical force in N; the object stands beside the plates.
    stance : Stance
        Quiet standing without the object.

    Returns
    -------
    tuple of Lift
        In order of time.

    Raises
    ------
    NoMovement
        When the weight in quiet standing never rises by 15 N or more.
    ValueError
        When time and force do not belong together.
    """
    fs = mean_rate(time_s, force_n)
    weight = stance.mean_n
    # as still as the stand that was weighed: somebody who goes up or down slowly is not
    gate = max(_STILL_N, _STILL_SD * stance.sd_n)
    quiet = quiet_windows(force_n, fs, seconds=_STILL_S, sd_below_n=gate, mean_above_n=0.9 * weight)
    still = sorted(quiet, key=lambda one: one.start)
    loaded = [one for one in still if LEAST_OBJECT_N <= one.mean_n - weight <= HEAVIEST * weight]
    empty = [one for one in still if abs(one.mean_n - weight) <= _LEVEL * weight]
    lifts: list[Lift] = []
    smooth = moving_mean(force_n, max(1, round(_SMOOTH_S * fs)))
    for free in empty:
        later = [one for one in loaded if one.start >= free.stop]
        if not later or any(free.start < other.start < later[0].start for other in empty):
            continue
        lift = _lift(time_s, force_n, smooth, stance, free, later)
        if lift is not None:
            lifts.append(lift)
    if not lifts:
        raise NoMovement(
            f"the weight in quiet standing never rises by {LEAST_OBJECT_N:g} N after the body went down and up"
        )
    return tuple(lifts)


def _lift(
    time_s: Floats, force_n: Floats, smooth: Floats, stance: Stance, free: Stance, later: list[Stance]
) -> Lift | None:
    """The lift between a last stand without and the first stand with the object; None where the body did not rise."""
    # the stillest of the first second with the object: right after lifting nobody stands still yet
    held = min((one for one in later if one.start <= later[0].stop), key=lambda one: one.sd_n)
    before, after = (free.start + free.stop) // 2, (held.start + held.stop) // 2
    both = held.mean_n
    part = slice(before, after + 1)
    falling = cumulative((force_n[part] - stance.mean_n) * GRAVITY / stance.mean_n, time_s[part])
    rising = cumulative((force_n[part] - both) * GRAVITY / both, time_s[part])
    rising = rising - rising[-1]
    way = _way_up(rising)
    if way is None:
        return None
    slow, fastest = way
    near = max(1.0, 2.0 * stance.sd_n)
    over = smooth[before : after + 1]
    # from the top of the push backwards to where the feet carry both and no more
    push = slow + int(np.argmax(over[slow : fastest + 1]))
    up = _last(over[: push + 1] <= both + near)
    # at rest where both are lifted from, and in the stand: what is left over is a wrong weight, a straight line
    raising = rising[up:] - rising[up] * np.linspace(1.0, 0.0, len(rising) - up)
    height = float(cumulative(raising, time_s[before + up : after + 1]).max())
    if height < LEAST_DEPTH_M:
        return None
    deepest = int(np.argmin(falling[: up + 1]))
    stopped = np.flatnonzero(falling[deepest : up + 1] >= 0.0)
    down = deepest + (int(stopped[0]) if len(stopped) else up - deepest)
    brake = deepest + int(np.argmax(over[deepest : down + 1]))
    eased = np.flatnonzero(over[brake : up + 1] <= stance.mean_n + near)
    down = brake + int(eased[0]) if len(eased) else down
    lowest = int(np.argmin(smooth[before : before + deepest + 1]))
    start = _last(smooth[before : before + lowest + 1] >= stance.mean_n - near)
    slowing = fastest + int(np.argmin(smooth[before + fastest : after + 1]))
    back = np.flatnonzero(smooth[before + slowing : after + 1] >= both - near)
    end = slowing + (int(back[0]) if len(back) else after - before - slowing)
    start, down, up, end = (before + place for place in (start, down, up, end))
    return Lift(before, start, down, up, end, after, both - stance.mean_n, height, float(raising.max()))


def _way_up(speed: Floats) -> tuple[int, int] | None:
    """The last way up to rest: where it is still slow, and its fastest sample; None without one.

    Before it the object was not on the feet, and a speed that is integrated with its weight means nothing.
    """
    back = speed[::-1]
    halved = np.flatnonzero((back < 0.5 * np.maximum.accumulate(back)) & (np.maximum.accumulate(back) > MOVING))
    if not len(halved):
        return None
    slower = back[halved[0] :]
    again = np.flatnonzero(slower > np.minimum.accumulate(slower) + _AGAIN)
    stop = int(again[0]) if len(again) else len(slower)
    least = int(np.argmin(slower[:stop]))
    if slower[least] > MOVING:
        return None
    first, fastest = int(halved[0]) + least, int(np.argmax(back[: halved[0]]))
    return len(speed) - 1 - first, len(speed) - 1 - fastest


def _last(flags: npt.NDArray[np.bool_]) -> int:
    """Index of the last true value, 0 without one."""
    found = np.flatnonzero(flags)
    return int(found[-1]) if len(found) else 0
