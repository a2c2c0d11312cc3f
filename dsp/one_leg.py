"""A stance on one leg on two plates: when the other foot left its plate, when it came back, when contact was lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from dsp.runs import first_run, runs

Floats = npt.NDArray[np.float64]
Side = Literal["left", "right"]

EMPTY_N = 20.0
"""Less than this on a plate: the foot is off it."""
LIFTED_S = 0.5
"""The foot must be off for this long before the stance counts as one on one leg."""
TOUCH_S = 0.02
"""Load on the lifted foot's plate for this long is a touch, less is a knock on the floor."""
APART_S = 0.1
"""Touches closer to each other than this are one."""
EDGE_S = 0.02
"""What the threshold leaves open: a foot is lifted at some 500 N/s, and plates rest within 10 N of zero."""
STANDING_N = 50.0
"""Nobody stands on less than this."""
LONGEST_S = 30.0
"""Clinics stop the watch then, and norms by age have no more [S84]."""
LOST_S = 0.05
"""The standing leg's plate empty for this long: contact is lost."""


class NoOneLeg(ValueError):
    """A record without a stance on one leg; the message says what there is instead, for the therapist."""


@dataclass(frozen=True, slots=True, eq=False)
class OneLeg:
    """A stance on one leg, in samples of ``time_s`` ``(n,)``: it lasts from ``start`` to ``end``.

    ``side`` is the leg that stands.  ``touches`` are (first, last) samples of the lifted foot on its plate, as far as
    ``last``, where the record ends or the standing foot left its plate (``lost``).  ``exited`` is False when the
    record ended first, ``seen`` when the foot was up before it began.  ``edge_s`` is what start and end are known to
    (k = 2).
    """

    time_s: Floats
    side: Side
    start: int
    end: int
    last: int
    touches: tuple[tuple[int, int], ...]
    lost: bool
    exited: bool
    edge_s: float = 0.0
    seen: bool = True
    reached: bool = False
    """The stance was ended by the watch, not by the person."""

    def timed(self) -> OneLeg:
        """Return the stance as a watch takes it that is stopped 30 s after the foot was lifted."""
        over_s = float(self.time_s[self.start]) + LONGEST_S
        if float(self.time_s[self.end]) < over_s:
            over = int(np.searchsorted(self.time_s, over_s))
            return replace(self, last=min(self.last, over), touches=_begun_before(self.touches, over))
        over = min(int(np.searchsorted(self.time_s, over_s - 1e-9)), self.end)
        return replace(self, end=over, last=over, touches=(), lost=False, exited=True, reached=True)

    def variants(self) -> Iterator[OneLeg]:
        """Yield the same stance with one edge moved by its expanded uncertainty (k = 2) at a time."""
        yield replace(self, time_s=self.time_s - self.edge_s * (np.arange(len(self.time_s)) <= self.start))
        yield replace(self, time_s=self.time_s + self.edge_s * (np.arange(len(self.time_s)) >= self.end))


def find_one_leg(time_s: Floats, left_n: Floats, right_n: Floats, fs: float) -> OneLeg:
    """Find the first stance on one leg of a record.

    Parameters
    ----------
    time_s, left_n, right_n : ndarray, shape (n,)
        Times in s and the force on each plate in N, zeroed, on one clock.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    OneLeg
        From the first sample at which one plate is empty (below 20 N, for half a second) under a person on the other,
        to the first touch of the lifted foot (20 N for 20 ms) or to the loss of contact.

    Raises
    ------
    NoOneLeg
        When both feet stayed on their plates, or nobody stood there.
    ValueError
        When the rate is not positive or the shapes differ.

    Notes
    -----
    A foot that touches the floor beside its plate is not seen.
    """
    if fs <= 0 or not time_s.shape == left_n.shape == right_n.shape or left_n.ndim != 1:
        raise ValueError("a rate above 0 and times and forces of one length are needed")
    lifted = max(1, round(LIFTED_S * fs))
    found: list[tuple[int, Side]] = []
    sides: tuple[tuple[Side, Floats, Floats], ...] = (("left", left_n, right_n), ("right", right_n, left_n))
    for side, standing, other in sides:
        begun = first_run((other < EMPTY_N) & (standing >= STANDING_N), lifted)
        if begun is not None:
            found.append((begun, side))
    if not found:
        stood = bool(np.any(left_n + right_n >= STANDING_N))
        raise NoOneLeg(
            "both feet stayed on their plates; lift one foot clear of its plate"
            if stood
            else "nobody stood on the plates"
        )
    start, side = min(found)
    standing, other = (left_n, right_n) if side == "left" else (right_n, left_n)
    lost = first_run(standing[start:] < STANDING_N, max(1, round(LOST_S * fs)))
    last = len(time_s) - 1 if lost is None else start + lost
    touches = _touches(other[start:last] >= EMPTY_N, start, fs)
    ended = [touches[0][0]] if touches else []
    end = min([*ended, last])
    exited, edge_s = end < len(time_s) - 1, max(EDGE_S, 1.0 / fs)
    return OneLeg(time_s, side, start, end, last, touches, lost is not None, exited, edge_s, seen=start > 0)


def _begun_before(touches: tuple[tuple[int, int], ...], over: int) -> tuple[tuple[int, int], ...]:
    return tuple(touch for touch in touches if touch[0] < over)


def _touches(loaded: npt.NDArray[np.bool_], start: int, fs: float) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for first, stop in runs(loaded, max(1, round(TOUCH_S * fs))):
        if found and first + start - found[-1][1] <= APART_S * fs:
            found[-1] = (found[-1][0], stop - 1 + start)
        else:
            found.append((first + start, stop - 1 + start))
    return tuple(found)
