"""Critical force: all-out work in bouts with short rests, until what is left is what can be kept up.

Bouts are found in the force itself (or given), and everything after that is by seconds of work: a number that counts
samples changes with the device that took them [S19].
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.runs import runs
from dsp.sampling import usual_step, whole_steps
from dsp.wander import line

Floats = npt.NDArray[np.float64]

LEAST_BOUTS = 3
LAST_BOUTS = 3
"""Critical force is the mean of the work of this many bouts at the end."""
PLATEAU_BOUTS = 6
"""The end is flat when the line through the means of this many bouts ..."""
PLATEAU_FALL = 0.05
"""... does not fall by more than this part of the critical force from the first to the last of them."""
ALL_OUT = 1.15
"""The first three bouts of an all-out test are at least so many times the critical force."""
STRONGEST_IN = 1.0 / 3.0
"""... and its strongest bout is in this first part of them."""
LEAST_BOUT_S = 1.0
PAUSE_S = 0.5
"""A shorter dip is part of its bout."""
_HALF = 0.5
_AROUND_S = 10.0
_GRID_HZ = 20.0
_DECLINES = np.geomspace(0.5, 60.0, 240)
_FINENESS = float(_DECLINES[1] / _DECLINES[0])


class NoBouts(ValueError):
    """A record without enough bouts of work; the message says how many there are, for the therapist."""


@dataclass(frozen=True, slots=True)
class Bout:
    """One stretch of work in s on the time axis of the force, from half of its rise to half of its fall."""

    start_s: float
    stop_s: float

    @property
    def seconds(self) -> float:
        return self.stop_s - self.start_s


@dataclass(frozen=True, slots=True)
class Decline:
    """``level_n + loss_n exp(-seconds / tau_s)`` of work, and the SD ``residual_n`` of the means of bouts about it.

    ``tau_uncertainty_s`` is expanded (k = 2).
    """

    level_n: float
    loss_n: float
    tau_s: float
    residual_n: float
    tau_uncertainty_s: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Intermittent:
    """Bouts of work against one dynamometer.

    ``time_s`` and ``force_n`` are the whole record ``(n,)``, lost samples absent.  ``last_s`` are the seconds of work
    at the end that the critical force is the mean of.  ``force_uncertainty_n`` and ``gain_uncertainty`` (relative) are
    expanded, k = 2.
    """

    time_s: Floats
    force_n: Floats
    bouts: tuple[Bout, ...]
    last_s: float
    force_uncertainty_n: float = 0.0
    gain_uncertainty: float = 0.0

    def __post_init__(self) -> None:
        if len(self.bouts) < LEAST_BOUTS:
            raise NoBouts(f"{len(self.bouts)} bouts of work found; at least {LEAST_BOUTS} are needed")
        if not self.last_s > 0:
            raise ValueError(f"the mean of {self.last_s} s of work means nothing")

    def impulse(self, start_s: float, stop_s: float) -> tuple[float, float]:
        """Force summed between two times in N s, and the seconds of them that were measured.

        By trapezoids, the edges on the straight line between samples; stretches over lost samples count for neither.
        """
        inside = slice(
            int(np.searchsorted(self.time_s, start_s, side="right")), int(np.searchsorted(self.time_s, stop_s))
        )
        first = max(0, inside.start - 1)
        whole = whole_steps(self.time_s[first : inside.stop + 1])
        times = np.concatenate(([start_s], self.time_s[inside], [stop_s]))
        edges = np.interp([start_s, stop_s], self.time_s, self.force_n)
        force = np.concatenate((edges[:1], self.force_n[inside], edges[1:]))
        steps = np.diff(times)
        kept = np.ones(len(steps), np.bool_)
        count = min(len(whole), len(kept))
        kept[:count] = whole[:count]
        area = 0.5 * (force[1:] + force[:-1]) * steps
        return float(area[kept].sum()), float(steps[kept].sum())

    def means(self) -> tuple[Floats, Floats]:
        """Mean force of each bout in N, and the seconds of work before its middle."""
        sums = np.array([self.impulse(bout.start_s, bout.stop_s) for bout in self.bouts])
        before = np.cumsum([bout.seconds for bout in self.bouts]) - 0.5 * np.array([b.seconds for b in self.bouts])
        return sums[:, 0] / np.where(sums[:, 1] > 0, sums[:, 1], np.nan), before

    def last_work(self) -> tuple[Bout, ...]:
        """The last ``last_s`` seconds of work, as stretches in order of time; all work when there is less."""
        found: list[Bout] = []
        wanted = self.last_s
        for bout in reversed(self.bouts):
            if wanted <= 1e-9:
                break
            taken = min(wanted, bout.seconds)
            found.append(Bout(bout.stop_s - taken, bout.stop_s))
            wanted -= taken
        return tuple(reversed(found))

    def variants(self) -> Iterator[Intermittent]:
        """Yield the same work with one input moved by its expanded uncertainty (k = 2) at a time."""
        yield replace(self, force_n=self.force_n * (1.0 + self.gain_uncertainty))
        yield replace(self, force_n=self.force_n + self.force_uncertainty_n)


def find_bouts(time_s: Floats, force_n: Floats, *, rise_above_n: float) -> tuple[Bout, ...]:
    """Find bouts of work in a force.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Increasing times in s (lost samples are absent) and force in N.
    rise_above_n : float
        A bout lifts the force by at least this much above the rest around it.

    Returns
    -------
    tuple of Bout
        Of at least 1 s, in order of time, from half of the rise to half of the fall; dips shorter than 0.5 s do not
        part one.  One that the record begins or ends in begins or ends with the record.

    Raises
    ------
    ValueError
        When ``rise_above_n`` is not positive.

    Notes
    -----
    Half of the rise is half-way between the lowest and the highest tenth within 10 s on each side: bouts at the end
    of an all-out test are weaker than half of the first.
    """
    if not rise_above_n > 0:
        raise ValueError("the least rise must be positive")
    if len(time_s) < 4:
        return ()
    level = _half_levels(time_s, force_n, rise_above_n)
    step = usual_step(time_s)
    working = force_n > level
    joined: list[list[int]] = []
    for first, stop in runs(working):
        if joined and time_s[first] - time_s[joined[-1][1] - 1] - step < PAUSE_S:
            joined[-1][1] = stop
        else:
            joined.append([first, stop])
    found = [Bout(_edge(time_s, force_n, level, a), _edge(time_s, force_n, level, b)) for a, b in joined]
    return tuple(bout for bout in found if bout.seconds >= LEAST_BOUT_S)


def _half_levels(time_s: Floats, force_n: Floats, rise_above_n: float) -> Floats:
    """Half-way between rest and work around each sample; beyond all forces where nothing rises high enough."""
    even = np.arange(time_s[0], time_s[-1], 1.0 / _GRID_HZ)
    force = np.interp(even, time_s, force_n)
    places = np.arange(even[0], even[-1] + 1.0, 1.0)
    levels = []
    for place in places:
        near = force[(even >= place - _AROUND_S) & (even <= place + _AROUND_S)]
        low, high = np.quantile(near, (0.1, 0.9))
        levels.append(0.5 * (low + high) if high - low >= rise_above_n else np.inf)
    known = np.array(levels)
    finite = np.isfinite(known)
    if not finite.any():
        return np.full(time_s.shape, np.inf)
    # where nobody works the nearest half-way level stands: the rest beside a bout is below it
    half: Floats = np.interp(time_s, places[finite], known[finite])
    return half


def _edge(time_s: Floats, force_n: Floats, level: Floats, at: int) -> float:
    """Where the straight line between samples ``at - 1`` and ``at`` crosses the level."""
    if at == 0 or at == len(time_s):
        return float(time_s[min(at, len(time_s) - 1)])
    before, after = float(force_n[at - 1] - level[at - 1]), float(force_n[at] - level[at])
    part = before / (before - after) if before != after else 0.0
    return float(time_s[at - 1] + part * (time_s[at] - time_s[at - 1]))


def fit_decline(work: Intermittent) -> Decline | None:
    """Fit an exponential decline to the mean forces of the bouts by least squares; None with fewer than five.

    Notes
    -----
    The time constant is searched between half a bout and far beyond the test; level and loss follow in closed form.
    Its uncertainty is half of the range in which the sum of squares stays below ``1 + 4 / (n - 3)`` times the least.
    """
    means, seconds = work.means()
    known = np.isfinite(means)
    means, seconds = means[known], seconds[known]
    if len(means) < 5:
        return None
    taus = _DECLINES * float(np.median([bout.seconds for bout in work.bouts]))
    shapes = np.exp(-seconds[None, :] / taus[:, None])
    centred = shapes - shapes.mean(axis=1, keepdims=True)
    losses = centred @ (means - means.mean()) / np.sum(centred**2, axis=1)
    levels = means.mean() - losses * shapes.mean(axis=1)
    squares = np.sum((means - levels[:, None] - losses[:, None] * shapes) ** 2, axis=1)
    freedom = len(means) - 3
    best = int(np.argmin(squares))
    likely = taus[squares <= squares[best] * (1.0 + 4.0 / freedom) + 1e-12]
    return Decline(
        float(levels[best]),
        float(losses[best]),
        float(taus[best]),
        float(np.sqrt(squares[best] / freedom)),
        0.5 * float(likely[-1] - likely[0]) + 0.5 * float(taus[best]) * (_FINENESS - 1.0),
    )


def reservations(work: Intermittent, critical_n: float, expected: int | None = None) -> list[str]:
    """Why the mean of the last work may not be the critical force: the number of bouts, not all-out, still falling.

    Parameters
    ----------
    work : Intermittent
        The bouts.
    critical_n : float, N
        What the mean of the last seconds of work is.
    expected : int or None
        How many bouts the test has.

    Returns
    -------
    list of str
        Empty when nothing speaks against it.
    """
    found = []
    means, _ = work.means()
    count = len(means)
    if expected is not None and count < expected:
        found.append(f"{count} of {expected} bouts")
    elif expected is not None and count > expected:
        found.append(f"{count} bouts were found, {expected} were asked for: one of them may be a pull to warm up")
    first = float(np.nanmean(means[:3]))
    strongest = int(np.nanargmax(means))
    if first < ALL_OUT * critical_n or strongest >= max(1, round(STRONGEST_IN * count)):
        found.append(
            f"the bouts were not all-out: the first three are {100.0 * first / critical_n:.0f} % of the last work and "
            f"bout {strongest + 1} is the strongest; all-out bouts start high and fall"
        )
    falling = _falling(means, critical_n)
    if falling is not None:
        found.append(
            f"the force was still falling at the end, by {falling:.0f} % over the last {min(PLATEAU_BOUTS, count)} "
            "bouts: the critical force is this or less"
        )
    return found


def _falling(means: Floats, critical_n: float) -> float | None:
    """Fall over the last bouts in % of the critical force, where it is more than a plateau may and chance would."""
    last = means[-PLATEAU_BOUTS:]
    last = last[np.isfinite(last)]
    if len(last) < LEAST_BOUTS or critical_n <= 0:
        return None
    number = np.arange(len(last), dtype=np.float64)
    slope, offset = line(number, last)
    rest = last - (slope * number + offset)
    error = float(np.sqrt(rest @ rest / (len(last) - 2) / np.sum((number - number.mean()) ** 2)))
    fall = -slope * (len(last) - 1)
    return 100.0 * fall / critical_n if fall > PLATEAU_FALL * critical_n and -slope > 2.0 * error else None
