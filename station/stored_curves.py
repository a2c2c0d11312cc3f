"""The curves of a stored trial for drawing, and those of others laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from station.model import Curve, Floats, Mark, Side, Trace
from station.playback import bare_traces
from station.recorded import Recording
from station.records import StoredTrial
from station.side_correction import exchanged

LEAD_S: Final = 1.0
"""So much before the moment at which they are laid over each other belongs to the same effort."""
GO: Final = "GO"
_FOLLOWING: Final = frozenset({"peak", "dip", "path", "end", "release"})
"""Marks that are no beginning."""


def traces_of(stored: StoredTrial, recording: Recording) -> tuple[tuple[Trace, ...], float | None]:
    """The forces of a stored trial, with left and right as people say they are, and its GO.  Raises StationError."""
    read = exchanged(recording) if stored.sides_swapped else recording
    return bare_traces(read, stored.trial.range_start_host_s, stored.trial.range_end_host_s)


def curves_of(trace: Trace) -> list[Curve]:
    """One curve a side, broken at gaps."""
    time_s, force_n = _with_breaks(trace)
    return [Curve(side, time_s, force_n[row]) for row, side in enumerate(trace.sides)]


def _with_breaks(trace: Trace) -> tuple[Floats, Floats]:
    at = [first for first, _ in trace.gaps]
    if not at:
        return trace.time_s, trace.force_n
    # one value that is not a number between the last sample before a gap and the first after it
    middle_s = [(trace.time_s[first - 1] + trace.time_s[first]) / 2 if first else trace.time_s[0] for first in at]
    return np.insert(trace.time_s, at, middle_s), np.insert(trace.force_n, at, np.nan, axis=1)


# One trial over another ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Where the efforts of a trial begin: by mark, side and number of the effort, from 1."""

    name: str
    at_s: dict[tuple[Side, int], float]

    def of(self, side: Side) -> dict[int, float]:
        """Those of one side; of both where its own have no mark."""
        own = {number: at_s for (of, number), at_s in self.at_s.items() if of is side}
        return own or {number: at_s for (of, number), at_s in self.at_s.items() if of is Side.BOTH}


def beginnings(marks: Iterable[Mark], go_s: float | None) -> Beginnings:
    """The onsets of a trial, else its first kind of mark that is a beginning, else GO; nothing where none is known."""
    inside = sorted((mark for mark in marks if _kind(mark) not in _FOLLOWING), key=lambda mark: mark.time_s)
    kinds = [_kind(mark) for mark in inside]
    if not kinds:
        return Beginnings(GO, {} if go_s is None else {(Side.BOTH, 1): go_s})
    kind = "onset" if "onset" in kinds else kinds[0]
    return Beginnings(kind, {(mark.side, _number(mark)): mark.time_s for mark in inside if _kind(mark) == kind})


def _kind(mark: Mark) -> str:
    return mark.name.split(" ")[0]


def _number(mark: Mark) -> int:
    _, _, number = mark.name.partition(" ")
    return int(number) if number.isdecimal() else 1


def laid_over(curve: Curve, own: dict[int, float], under: dict[int, float]) -> Curve | None:
    """A curve moved so that each of its efforts begins where that of the same number does in the trial ``under`` it.

    Between two efforts it is broken: how long somebody rested is not compared.  None where no effort is in both.
    """
    shared = sorted(set(own) & set(under), key=lambda number: under[number])
    if not shared or any(own[a] >= own[b] for a, b in pairwise(shared)):
        return None
    from_own = _borders([own[number] for number in shared])
    from_under = _borders([under[number] for number in shared])
    times: list[Floats] = []
    forces: list[Floats] = []
    for place, number in enumerate(shared):
        shift_s = under[number] - own[number]
        first_s = max(from_own[place], from_under[place] - shift_s)
        last_s = min(from_own[place + 1], from_under[place + 1] - shift_s)
        start, stop = np.searchsorted(curve.time_s, (first_s, last_s))
        if stop > start:
            moved = curve.time_s[start:stop] + shift_s
            if times:
                times.append(np.array([(times[-1][-1] + moved[0]) / 2]))
                forces.append(np.array([np.nan]))
            times.append(moved)
            forces.append(curve.force_n[start:stop])
    return Curve(curve.side, np.concatenate(times), np.concatenate(forces)) if times else None


def _borders(at_s: Sequence[float]) -> list[float]:
    """Where the time of each effort begins, and after them the end of the last."""
    between = [later - min(LEAD_S, (later - earlier) / 2) for earlier, later in pairwise(at_s)]
    return [-np.inf, *between, np.inf]
