"""A limb held in the air while the trunk keeps still: bird dog and dead bug on two plates.

What the plate of the limb loses (or gains) the other plate takes over, as far as nothing else does.  Half of the
difference between the plates is the load that moved, and it is held as a force is: its rise is the lift, its fall is
the limb coming back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.endurance import Hold

Floats = npt.NDArray[np.float64]

REST_S = 2.0
"""So long before the lift the load at rest is looked at ..."""
BEFORE_S = 0.5
"""... up to so long before it: the lift begins before half of the load has moved."""
LEAST_REST_S = 0.3


def moved_load(own_n: Floats, other_n: Floats, *, unloads: bool) -> Floats:
    """Half of the difference between two plates, which rises as the limb moves.

    Parameters
    ----------
    own_n, other_n : ndarray, shape (n,)
        Force in N of the plate of the limb's side and of the other one.
    unloads : bool
        Whether the limb takes load off its plate (a leg lifted from it) or puts load onto it (a leg lowered over it).

    Returns
    -------
    ndarray, shape (n,)
        In N; where the plates carry everything, just what went from one to the other.

    Examples
    --------
    >>> moved_load(np.array([200.0, 0.0]), np.array([200.0, 380.0]), unloads=True).tolist()
    [0.0, 190.0]
    """
    moved: Floats = (other_n - own_n) / 2.0 if unloads else (own_n - other_n) / 2.0
    return moved


@dataclass(frozen=True, slots=True, eq=False)
class LimbHold:
    """One limb held: in ``hold`` the total force is that of both plates and ``foot_n`` that of the limb's own plate.

    ``rest`` are the samples before the lift; ``unloads`` as in ``moved_load``.
    """

    hold: Hold
    rest: slice
    unloads: bool

    @property
    def other_n(self) -> Floats:
        """Force of the plate on the other side ``(n,)``."""
        other: Floats = self.hold.force_n - self.hold.foot_n
        return other

    @property
    def moved_n(self) -> Floats:
        """The load that moved ``(n,)``, N."""
        return moved_load(self.hold.foot_n, self.other_n, unloads=self.unloads)

    def variants(self) -> Iterator[LimbHold]:
        """Yield the same hold with one input moved by its expanded uncertainty (k = 2) at a time."""
        for hold in self.hold.variants():
            yield replace(self, hold=hold)


def rest_before(time_s: Floats, onset: int) -> slice:
    """Samples of the rest before a lift: from 2 s to 0.5 s before its onset, as far as they were recorded.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Times in s.
    onset : int
        Sample at which half of the load has moved, or earlier.

    Returns
    -------
    slice
        Empty where less than 0.3 s were recorded.
    """
    first, stop = np.searchsorted(time_s, (time_s[onset] - REST_S, time_s[onset] - BEFORE_S))
    if stop - first < 2 or time_s[stop - 1] - time_s[first] < LEAST_REST_S:
        return slice(0, 0)
    return slice(int(first), int(stop))
