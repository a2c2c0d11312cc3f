"""Shifting the weight from foot to foot on two plates: when a shift begins, arrives and is given up, by load share.

A shift is told by the share of the foot that takes the load: it leaves its level (a tenth of the way), enters the band
that was asked for, is held, and goes back.  The total is not needed for that; it tells whether something else than the
feet carried a part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from dsp.runs import runs
from dsp.sampling import mean_rate
from dsp.smoothing import moving_mean

Floats = npt.NDArray[np.float64]
Side = Literal["left", "right"]

LOW, HIGH = 0.1, 0.9
"""Parts of the way between which the load is moving."""
LEAST_S = 0.8
"""A load that is over for a shorter time is a sway."""
TIME_KNOWN_S = 0.05
_EVEN = 50.0
_SMOOTH_S = 0.1
_BEFORE_S = 2.0
_STANDING = 0.5


class NoShift(ValueError):
    """A record in which nobody shifts the weight; the message says what there is, for the therapist."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift to ``side``; all places are samples.

    The load leaves its level at ``start``, is at nine tenths of its way from ``arrived`` to ``left`` and back at
    ``end``; ``reached`` is where its share entered the band, None when it never did.  ``before`` and ``held`` are the
    levels in %.
    """

    side: Side
    start: int
    reached: int | None
    arrived: int
    left: int
    end: int
    before: float
    held: float


@dataclass(frozen=True, slots=True, eq=False)
class WeightShifts:
    """All shifts of a trial, everything that its metrics are computed from.

    ``left_n`` and ``right_n`` ``(n,)`` are the plates, ``band`` the lowest and highest share in % that was asked for,
    ``side`` the one whose shifts are looked at (both, until ``to`` chooses one).  Uncertainties are expanded, k = 2:
    ``zero_n`` and ``gain_uncertainty`` (relative) of one plate.  ``wander`` is the SD of the share of somebody who
    holds it and ``noise`` that of a mean of 0.1 s from the plates alone, %.  The last three are what a variant adds to
    a greatest share or a way and to a spread (%), and to the time of a hold (s).
    """

    time_s: Floats
    left_n: Floats
    right_n: Floats
    shifts: tuple[Shift, ...]
    band: tuple[float, float]
    weight_n: float
    side: Side | None = None
    time_uncertainty_s: float = TIME_KNOWN_S
    zero_n: float = 0.0
    gain_uncertainty: float = 0.0
    weight_uncertainty_n: float = 0.0
    wander: float = 0.0
    noise: float = 0.0
    peak_more: float = 0.0
    spread_more: float = 0.0
    unseen_s: float = 0.0

    def to(self, side: Side) -> WeightShifts:
        """Return the same trial looking at the shifts to one side."""
        return replace(self, side=side)

    @property
    def chosen(self) -> tuple[Shift, ...]:
        """The shifts that are looked at."""
        return tuple(shift for shift in self.shifts if self.side in (None, shift.side))

    def seconds(self, first: int, last: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[last] - self.time_s[first])

    def share(self, side: Side, part: slice) -> Floats:
        """Share of one foot at every sample of a part, %."""
        return share_of(self.left_n[part], self.right_n[part], side)

    def variants(self) -> Iterator[WeightShifts]:
        """Yield the same trial with one input moved by its expanded uncertainty (k = 2) at a time."""
        gain = 1.0 + self.gain_uncertainty
        yield replace(self, left_n=self.left_n * gain)
        yield replace(self, right_n=self.right_n * gain)
        yield replace(self, left_n=self.left_n + self.zero_n)
        yield replace(self, right_n=self.right_n + self.zero_n)
        yield replace(self, weight_n=self.weight_n + self.weight_uncertainty_n)
        yield replace(self, peak_more=2.0 * self.wander)
        yield replace(self, spread_more=2.0 * self.noise)
        yield replace(self, unseen_s=self.time_uncertainty_s)
        for name in ("start", "reached", "arrived", "left"):
            yield replace(self, shifts=tuple(self._later(shift, name) for shift in self.shifts))

    def known_s(self, shift: Shift) -> float:
        """Expanded uncertainty (k = 2) of a moment of a shift, s: what wanders takes its time to be told from a way."""
        way = HIGH - LOW, max(self.seconds(shift.start, shift.arrived), self.time_uncertainty_s)
        steep = way[0] * (shift.held - shift.before) / way[1]
        return float(np.hypot(self.time_uncertainty_s, 2.0 * self.wander / steep))

    def _later(self, shift: Shift, name: str) -> Shift:
        at = getattr(shift, name)
        if at is None:
            return shift
        limit = {"start": shift.arrived, "reached": shift.left, "arrived": shift.left, "left": shift.end}[name]
        moved = int(np.searchsorted(self.time_s, self.time_s[at] + self.known_s(shift)))
        place = max(int(at), min(moved, limit))
        match name:
            case "start":
                return replace(shift, start=place)
            case "reached":
                return replace(shift, reached=place)
            case "arrived":
                return replace(shift, arrived=place)
            case _:
                return replace(shift, left=place)


def share_of(left_n: Floats, right_n: Floats, side: Side) -> Floats:
    """Share of one foot.

    Parameters
    ----------
    left_n, right_n : ndarray, shape (n,)
        Force on each plate, N.
    side : {"left", "right"}
        Whose share.

    Returns
    -------
    ndarray, shape (n,)
        ``100 side / (left + right)`` in %, NaN where nobody stands [S1].

    Examples
    --------
    >>> share_of(np.array([300.0]), np.array([100.0]), "left")
    array([75.])
    """
    total = left_n + right_n
    foot = left_n if side == "left" else right_n
    share: Floats = 100.0 * foot / np.where(total > 0, total, np.nan)
    return share


def find_shifts(time_s: Floats, left_n: Floats, right_n: Floats, *, band: tuple[float, float]) -> tuple[Shift, ...]:
    """Find every shift of the weight to one foot and back.

    Parameters
    ----------
    time_s, left_n, right_n : ndarray, shape (n,)
        Seconds and the force on each plate in N, on one clock.
    band : (float, float)
        Lowest and highest share in % that was asked of the foot, above 50.

    Returns
    -------
    tuple of Shift
        In order of time; one that is still held at the end of the record, or was at its beginning, is left out.

    Raises
    ------
    NoShift
        When there is none, or the feet leave the plates meanwhile.
    ValueError
        When arrays and band make no sense.

    Notes
    -----
    Of the share, mean of 0.1 s.  A shift lasts 0.8 s or more beyond half the way from an even share to the band; each
    has its own levels: the median while it is over, and what was before.
    """
    if not (len(time_s) == len(left_n) == len(right_n) >= 2) or not _EVEN < band[0] < band[1] <= 100.0:
        raise ValueError("times and forces of one length and a band above 50 % are needed")
    fs = mean_rate(time_s, left_n)
    width = max(1, round(_SMOOTH_S * fs))
    # an even window would lean to one side
    left, right = (moving_mean(force, width + 1 - width % 2) for force in (left_n, right_n))
    total = left + right
    if not total.min() > _STANDING * float(np.median(total)):
        raise NoShift("the feet left the plates")
    found: list[Shift] = []
    sides: tuple[Side, Side] = ("left", "right")
    for side in sides:
        share = share_of(left, right, side)
        before = 0
        for first, stop in runs(share > 0.5 * (_EVEN + band[0]), max(1, round(LEAST_S * fs))):
            if first > 0 and stop < len(share):
                found.append(_shift(share, max(before, first - round(_BEFORE_S * fs)), (first, stop), side, band[0]))
            before = stop
    if not found:
        raise NoShift(
            f"the load never goes to one foot by {0.5 * (_EVEN + band[0]):.0f} % for {LEAST_S:g} s and back again"
        )
    return tuple(sorted(found, key=lambda shift: shift.start))


def _shift(share: Floats, before: int, over: tuple[int, int], side: Side, target: float) -> Shift:
    first, stop = over
    low, high = float(np.percentile(share[before : first + 1], 20.0)), float(np.median(share[first:stop]))
    nearly_low, nearly_high = (low + part * (high - low) for part in (LOW, HIGH))
    at_rest = np.flatnonzero(share[before:first] <= nearly_low)
    arrived = np.flatnonzero(share[first:stop] >= nearly_high)
    inside = np.flatnonzero(share[first:stop] >= target)
    back = np.flatnonzero(share[stop:] <= nearly_low)
    return Shift(
        side,
        before + (int(at_rest[-1]) if len(at_rest) else 0),
        first + int(inside[0]) if len(inside) else None,
        first + int(arrived[0]),
        first + int(arrived[-1]),
        stop + (int(back[0]) if len(back) else len(share) - stop - 1),
        low,
        high,
    )
