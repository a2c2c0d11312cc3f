"""Following a path with a force: how far from it, for how long within reach of it, and how late.

Whoever follows well is near the path at every moment.  Time within reach alone does not tell how far somebody is off
(Kelley 1969), so the score is made of the distance and the time stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.sampling import usual_step, whole_steps
from dsp.tracking import Band, Tracking

Floats = npt.NDArray[np.float64]

EARLIEST_S, LATEST_S = -0.5, 1.0
"""Between these a delay is looked for."""
_GRID_S = 0.02
_SHIFTS = 76
_ALIKE_S = 3.0
_SEARCHED_S = 0.02
LEAST_CHANGE = 0.02
"""A path whose standard deviation is a smaller part of its mean tells no delay."""


@dataclass(frozen=True, slots=True, eq=False)
class Following:
    """A force ``(n,)`` that was to follow ``target_n`` ``(n,)`` in its ``runs`` (first and last sample, both included).

    ``reach_n`` is how far off still counts as on the path; ``plateaus`` are the samples (first, last) where the path
    stayed at one level; ``path_s`` and ``path_n`` ``(m,)`` are the path itself, finely, for each run with its own time.
    ``force_uncertainty_n``, ``gain_uncertainty`` (relative) and ``time_uncertainty_s`` are expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    target_n: Floats
    reach_n: float
    runs: tuple[tuple[int, int], ...]
    plateaus: tuple[tuple[int, int], ...]
    path_s: Floats
    path_n: Floats
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0
    time_uncertainty_s: float = 0.0

    def __post_init__(self) -> None:
        if not self.runs or any(not 0 <= first < last < len(self.time_s) for first, last in self.runs):
            raise ValueError("a path must be followed for two samples or more of the record")
        if not self.reach_n > 0:
            raise ValueError("the reach must be above zero")

    def trackings(self) -> tuple[Tracking, ...]:
        """Each run as a force in its band."""
        band = Band(self.target_n - self.reach_n, self.target_n + self.reach_n, self.target_n)
        return tuple(Tracking(self.time_s, self.force_n, band, first, last) for first, last in self.runs)

    def variants(self) -> Iterator[Following]:
        """Yield the same following with one input moved by its expanded uncertainty (k = 2) at a time."""
        yield replace(self, force_n=self.force_n * (1.0 + self.gain_uncertainty))
        yield replace(self, force_n=self.force_n + self.force_uncertainty_n)
        later_s = self.time_s - self.time_uncertainty_s
        target_n: Floats = np.interp(later_s, self.path_s, self.path_n)
        yield replace(self, target_n=target_n, path_s=self.path_s + self.time_uncertainty_s)

    def errors(self) -> tuple[Floats, Floats, Floats]:
        """Force minus target on all runs, what part of the measured time each sample stands for, and the target."""
        parts = [self._errors(first, last) for first, last in self.runs]
        error, seconds, target = (np.concatenate([part[i] for part in parts]) for i in range(3))
        return error, seconds / seconds.sum() if seconds.sum() > 0 else seconds * np.nan, target

    def _errors(self, first: int, last: int) -> tuple[Floats, Floats, Floats]:
        part = slice(first, last + 1)
        time_s = self.time_s[part]
        steps = np.diff(time_s) * whole_steps(time_s)
        seconds = np.zeros(len(time_s))
        seconds[:-1] += steps / 2.0
        seconds[1:] += steps / 2.0
        return self.force_n[part] - self.target_n[part], seconds, self.target_n[part]


@dataclass(frozen=True, slots=True)
class Delay:
    """How late a force follows, s, and its expanded uncertainty (k = 2)."""

    seconds: float
    uncertainty_s: float


def find_delay(following: Following) -> Delay | None:
    """Find the delay at which force and path are nearest in the mean square; None where the path does not tell one.

    Parameters
    ----------
    following : Following
        A force and its path.

    Returns
    -------
    Delay or None
        Seconds, positive where the force is late.  None for a path that hardly changes, and where the nearest is at
        the end of the -0.5 to 1 s that are searched: then force and path have nothing to do with each other.

    Notes
    -----
    Force at ``t + d`` against the path at ``t``, about every 20 ms of all runs, without their ends; a parabola through
    the least of the squares and its neighbours.  The uncertainty is that of a least-squares shift,
    ``sum(s^2) ** 0.5 / sum(p'^2)`` with ``s`` the sums over 3 s of the path's slope times what is left of the error:
    what is left is alike from one moment to the next, and who misjudges a level does so for seconds.  It is widened
    for the few sums that there are, by Student's t.

    A delay by the best fit of shifted records is one of the usual measures of tracking (Jones 2000).
    """
    every = max(1, round(_GRID_S / usual_step(following.time_s)))
    # whoever came to the end lets go: only what is on the path at every shift is compared
    parts = [_inner(following, first, last, every) for first, last in following.runs]
    grids = [following.time_s[part] for part in parts]
    grid, path = np.concatenate(grids), np.concatenate([following.target_n[part] for part in parts])
    if len(grid) < 4 or not float(path.std()) > LEAST_CHANGE * float(np.abs(path).mean()):
        return None
    shifts = np.linspace(EARLIEST_S, LATEST_S, _SHIFTS)
    last_s = float(following.time_s[-1])
    squares = np.array([_distance(following, grid, path, shift, last_s) for shift in shifts])
    least = int(np.argmin(squares))
    if not 0 < least < len(shifts) - 1:
        return None
    before, at, after = (float(each) for each in squares[least - 1 : least + 2])
    bend = before - 2.0 * at + after
    apart = float(shifts[1] - shifts[0])
    delay_s = float(shifts[least]) + (0.5 * apart * (before - after) / bend if bend > 0 else 0.0)
    force = np.interp(np.minimum(grid + delay_s, last_s), following.time_s, following.force_n)
    slope = (
        np.interp(grid + _GRID_S, following.path_s, following.path_n)
        - np.interp(grid - _GRID_S, following.path_s, following.path_n)
    ) / (2.0 * _GRID_S)
    return Delay(delay_s, 2.0 * _spread(grids, slope, force - path) if slope.any() else np.nan)


def _inner(following: Following, first: int, last: int, every: int) -> slice:
    """The samples of a run whose force is still of that run when it is shifted as far as may be."""
    time_s = following.time_s
    start, stop = np.searchsorted(time_s, (time_s[first] - EARLIEST_S - 1e-9, time_s[last] - LATEST_S + 1e-9))
    return slice(int(start), max(int(start), int(stop)), every)


def _distance(following: Following, grid: Floats, path: Floats, shift: float, last_s: float) -> float:
    there = grid + shift
    inside = there <= last_s
    force = np.interp(there[inside], following.time_s, following.force_n)
    return float(np.mean((force - path[inside]) ** 2))


def _spread(grids: list[Floats], slope: Floats, rest: Floats) -> float:
    """Standard uncertainty of the shift."""
    scores = slope * (rest - rest.mean())
    count = max(1, round(_ALIKE_S / usual_step(grids[0])))
    sums, at = list[float](), 0
    for grid in grids:
        own = scores[at : at + len(grid)]
        sums += [float(own[first : first + count].sum()) for first in range(0, len(own), count)]
        at += len(grid)
    few = 1.0 + 1.5 / max(1, len(sums) - 1)  # t of 95 % over its limit, to 2 % from four sums on
    spread_s = few * float(np.sqrt(np.sum(np.square(sums)) * len(sums) / max(1, len(sums) - 1)) / np.sum(slope**2))
    # steps in a path make corners of the mean square, through which no parabola finds its way
    return float(np.hypot(spread_s, _SEARCHED_S / np.sqrt(12.0)))
