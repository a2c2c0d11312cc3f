"""Staying in a band: a force against a target that stands still or moves, with every time taken from the samples' own.

A lost sample is no time in the band and none out of it: stretches over gaps belong to neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.runs import runs
from dsp.sampling import usual_step, whole_steps
from dsp.smoothing import moving_mean

Floats = npt.NDArray[np.float64]

LEFT_FOR_S = 1.0
"""Below the band for longer than this, a hold has left it; a wobble is no end."""
EXIT_S = 0.2
"""Shorter excursions are tremor and no exits ..."""
BACK_S = 0.2
"""... and a shorter stay inside does not part one exit into two."""
SMOOTH_S = 0.1
"""Excursions are looked for in the mean of this long: tremor of 8-12 Hz at the edge of a band is no exit."""


class NoBand(ValueError):
    """A band that cannot be used, or a force that was never in it; the message says which, for the therapist."""


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Limits and target in N, each constant or ``(n,)`` on the times of the force."""

    low_n: float | Floats
    high_n: float | Floats
    target_n: float | Floats

    @classmethod
    def about(cls, target_n: float | Floats, low: float, high: float) -> Band:
        """A band from ``low`` to ``high`` times its target, such as 0.9 to 1.1 of a curve."""
        return cls(np.multiply(target_n, low), np.multiply(target_n, high), target_n)

    def times(self, gain: float) -> Band:
        """Return the same band with all forces multiplied: that of a level which was measured by the same device."""
        return Band(np.multiply(self.low_n, gain), np.multiply(self.high_n, gain), np.multiply(self.target_n, gain))


@dataclass(frozen=True, slots=True, eq=False)
class Tracking:
    """A force ``(n,)`` that was to stay in a band from sample ``start`` to sample ``end``, both included.

    ``measured_band`` says that the band is made of the same device's readings (its own level), so that a wrong gain
    moves both.  ``force_uncertainty_n`` and ``gain_uncertainty`` (relative) are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    band: Band
    start: int
    end: int
    measured_band: bool = False
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    def __post_init__(self) -> None:
        low, high, target = self.limits()
        if not 0 <= self.start <= self.end < len(self.time_s):
            raise ValueError(f"samples {self.start} to {self.end} are not in a record of {len(self.time_s)}")
        if not (np.all(low < high) and np.all((low <= target) & (target <= high))):
            raise NoBand("the band must lie around its target, its lower limit below its upper one")

    @property
    def part(self) -> slice:
        """The samples that count."""
        return slice(self.start, self.end + 1)

    def limits(self) -> tuple[Floats, Floats, Floats]:
        """Low, high and target at every sample of the record, N."""
        low, high, target = (
            np.broadcast_to(np.asarray(each, np.float64), self.time_s.shape)
            for each in (self.band.low_n, self.band.high_n, self.band.target_n)
        )
        return low, high, target

    def variants(self) -> Iterator[Tracking]:
        """Yield the same tracking with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = 1.0 + self.gain_uncertainty
        band = self.band.times(gain) if self.measured_band else self.band
        yield replace(self, force_n=self.force_n * gain, band=band)
        yield replace(self, force_n=self.force_n + self.force_uncertainty_n)


@dataclass(frozen=True, slots=True)
class Exit:
    """One excursion: seconds on the time axis of the force, and whether it was below the band."""

    start_s: float
    stop_s: float
    below: bool

    @property
    def seconds(self) -> float:
        return self.stop_s - self.start_s


def seconds_inside(tracking: Tracking) -> tuple[float, float]:
    """Seconds in the band and seconds that were measured; crossings between samples on the straight line.

    The straight line between two samples is inside where it is above the low and below the high limit.
    """
    time_s, force = tracking.time_s[tracking.part], tracking.force_n[tracking.part]
    if len(time_s) < 2:
        return 0.0, 0.0
    low, high, _ = (each[tracking.part] for each in tracking.limits())
    steps = np.diff(time_s) * whole_steps(time_s)
    return float(np.sum(parts_inside(force, low, high) * steps)), float(np.sum(steps))


def parts_inside(force_n: Floats, low_n: Floats, high_n: Floats) -> Floats:
    """Find which part of each step between samples a force is in its band.

    Parameters
    ----------
    force_n, low_n, high_n : ndarray, shape (n,)
        The force and its limits, N.

    Returns
    -------
    ndarray, shape (n - 1,)
        Parts 0..1, crossings on the straight line.

    Examples
    --------
    >>> parts_inside(np.array([0.0, 10.0, 10.0]), np.full(3, 5.0), np.full(3, 20.0)).tolist()
    [0.5, 1.0]
    """
    first_up, last_up = _positive(force_n - low_n)
    first_down, last_down = _positive(high_n - force_n)
    part: Floats = np.clip(np.minimum(last_up, last_down) - np.maximum(first_up, first_down), 0.0, 1.0)
    return part


def _positive(margin: Floats) -> tuple[Floats, Floats]:
    """Between which parts (0..1) of each step the straight line through ``margin`` is not negative; 1, 0 for never."""
    before, after = margin[:-1], margin[1:]
    change = np.where(before == after, 1.0, before - after)
    crossing = before / change
    first = np.where(before >= 0, 0.0, np.where(after >= 0, crossing, 1.0))
    last = np.where(after >= 0, 1.0, np.where(before >= 0, crossing, 0.0))
    return first, last


def find_exits(tracking: Tracking) -> list[Exit]:
    """Find every excursion out of the band that lasts ``EXIT_S``, in order of time.

    Notes
    -----
    In the mean of 0.1 s.  A stay inside of less than 0.2 s does not part an excursion.  What comes before the force
    was in the band for the first time is no excursion: nobody leaves where he has not been.
    """
    time_s = tracking.time_s[tracking.part]
    if len(time_s) < 2:
        return []
    step = usual_step(time_s)
    force = _smoothed(tracking.force_n[tracking.part], step)
    low, high, _ = (each[tracking.part] for each in tracking.limits())
    inside = (force >= low) & (force <= high)
    been = np.flatnonzero(inside)
    if not len(been):
        return []
    outside = ~inside
    outside[: been[0]] = False
    away = _merged(runs(outside), time_s, step)
    found = []
    for first, stop in away:
        begin_s = _crossing(time_s, force, low, high, first)
        end_s = float(time_s[stop - 1]) + step if stop == len(time_s) else _crossing(time_s, force, low, high, stop)
        if end_s - begin_s >= EXIT_S - 1e-9:
            part = slice(first, stop)
            found.append(Exit(begin_s, end_s, bool(np.mean(force[part] < low[part]) >= 0.5)))
    return found


def left_at(tracking: Tracking) -> float | None:
    """When the force first went below the band for longer than 1 s, in s on its time axis; None when it never did.

    Raises
    ------
    NoBand
        When the force never was in the band: nobody leaves where he has not been.
    """
    time_s = tracking.time_s[tracking.part]
    step = usual_step(time_s)
    force = _smoothed(tracking.force_n[tracking.part], step)
    low, high, _ = (each[tracking.part] for each in tracking.limits())
    reached = np.flatnonzero((force >= low) & (force <= high))
    if not len(reached):
        raise NoBand("the force never was in the band")
    below = force < low
    below[: reached[0]] = False
    for first, stop in runs(below):
        begin_s = _crossing(time_s, force, low, high, first)
        end_s = float(time_s[stop - 1]) + step if stop == len(time_s) else _crossing(time_s, force, low, high, stop)
        if end_s - begin_s > LEFT_FOR_S:
            return begin_s
    return None


def _merged(found: list[tuple[int, int]], time_s: Floats, step: float) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, stop in found:
        if joined and time_s[first] - time_s[joined[-1][1] - 1] - step < BACK_S - 1e-9:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((first, stop))
    return joined


def _crossing(time_s: Floats, force: Floats, low: Floats, high: Floats, at: int) -> float:
    """Where between samples ``at - 1`` and ``at`` the force crosses the edge of the band that it is at."""
    if at == 0:
        return float(time_s[0])
    for edge in (low, high):
        before, after = float(force[at - 1] - edge[at - 1]), float(force[at] - edge[at])
        if before != after and before * after <= 0:
            return float(time_s[at - 1] + (time_s[at] - time_s[at - 1]) * before / (before - after))
    return float(time_s[at])


def _smoothed(force_n: Floats, step: float) -> Floats:
    """Smooth by a centred mean of 0.1 s; slow devices keep their samples as they are."""
    width = max(1, round(SMOOTH_S / step)) if step > 0 else 1
    width += 1 - width % 2  # an even window would lean to one side
    if width == 1 or width > len(force_n):
        return force_n
    return moving_mean(force_n, width)
