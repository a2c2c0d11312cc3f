"""The last seconds of a stream as one contiguous view per read.

    |<------------------------ 4 x capacity ------------------------>|
    [ ......... older, already read ......... | newest capacity | free ]
                                                                ^ written linearly; at the right edge the
                                                                  newest capacity moves to the front, once

One writer, any number of readers, no lock: a write touches only columns to the right of what readers may hold, and the
pair (storage column, samples ever written) is published last, in one assignment.  A view stays intact until three
more capacities have been written.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_LAPS = 4


class Ring:
    """Sliding channel-major ring of float64; row 0 holds the time of each sample by convention.

    Parameters
    ----------
    channels : int
        Rows including time, >= 1.
    capacity : int, samples
        How many of the newest samples a window can hold, >= 1.

    Raises
    ------
    ValueError
        When either is less than one.

    Examples
    --------
    >>> ring = Ring(2, 3)
    >>> ring.push([[0.0, 1.0, 2.0, 3.0], [10.0, 11.0, 12.0, 13.0]])
    >>> ring.last(2).tolist()
    [[2.0, 3.0], [12.0, 13.0]]
    """

    def __init__(self, channels: int, capacity: int) -> None:
        if channels < 1 or capacity < 1:
            raise ValueError(f"a ring needs at least one row and one sample, not {channels} x {capacity}")
        self.channels = channels
        self.capacity = capacity
        self._storage: Array = np.empty((channels, _LAPS * capacity))
        # touch every page now: page faults would make the first lap several times slower than all others
        self._storage.fill(0.0)
        self._readable: Array = self._storage.view()
        self._readable.flags.writeable = False
        self._mark = (0, 0)

    @property
    def end(self) -> int:
        """Samples ever written: the index that the next sample will have."""
        return self._mark[1]

    def push(self, chunk: npt.ArrayLike) -> None:
        """Append ``(channels, n)`` samples, or ``(n,)`` of a single channel.

        Of more than ``capacity`` at once only the newest are kept.

        Raises ValueError when the chunk has another number of rows.
        """
        samples = np.asarray(chunk, dtype=np.float64)
        if samples.ndim == 1 and self.channels == 1:
            samples = samples[None, :]
        if samples.ndim != 2 or samples.shape[0] != self.channels:
            raise ValueError(f"expected ({self.channels}, n) samples, got an array of shape {samples.shape}")
        n = samples.shape[1]
        at, end = self._mark
        capacity = self.capacity
        if n > capacity:
            samples = samples[:, n - capacity :]
            end += n - capacity
            n = capacity
        if at + n > _LAPS * capacity:
            keep = min(capacity, at)
            self._storage[:, :keep] = self._storage[:, at - keep : at]
            at = keep
        self._storage[:, at : at + n] = samples
        self._mark = (at + n, end + n)

    def last(self, n: int) -> Array:
        """Read-only view of the newest ``min(n, capacity, end)`` samples, ``(channels, <= n)``, oldest first.

        It stays intact until three more capacities have been pushed; copy what is kept longer.
        """
        return self.latest(n)[1]

    def latest(self, n: int) -> tuple[int, Array]:
        """``last(n)`` and, read at the same instant, the index of the sample after its last one."""
        at, end = self._mark
        held = end if end < self.capacity else self.capacity
        first = at - (n if n < held else held)
        return end, self._readable[:, first:at]
