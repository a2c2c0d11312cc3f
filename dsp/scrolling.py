"""The envelope of a curve that grows at its end: only what can still change is computed again."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from dsp.minmax import polyline_envelope

Array = npt.NDArray[np.float64]

_SURE = 1e-6
"""A column is settled once a sample lies behind its end by this part of its width: more than a time is rounded by."""


class ScrollingEnvelope:
    """The newest ``columns`` of several curves on one clock, and of their sum, without losing a peak.

    Column ``j`` covers the time from ``lag_s + j column_s`` on, so the same column of time always has the same
    envelope.  Samples only ever come at the end; a column behind the newest one never changes again and is kept.

    Parameters
    ----------
    columns : int
        How many are looked at, >= 1.
    column_s : float, s
        Width of one, > 0.
    max_step_s : float, s
        Neighbouring samples further apart are not connected.
    lag_s : float, s
        Time of the left edge of column 0.

    Examples
    --------
    >>> import numpy as np
    >>> curve = ScrollingEnvelope(3, 1.5, 1.1)
    >>> low, high = curve.look(np.array([0.0, 1.0, 2.0]), np.array([[0.0, 8.0, 2.0]]), 2)
    >>> low, high = curve.look(np.array([0.0, 1.0, 2.0, 3.0]), np.array([[0.0, 8.0, 2.0, 4.0]]), 2)
    >>> high[0].tolist(), high[1].tolist()
    ([nan, 8.0, 5.0], [nan, 8.0, 5.0])
    """

    def __init__(self, columns: int, column_s: float, max_step_s: float, lag_s: float = 0.0) -> None:
        self.columns, self.column_s, self.max_step_s, self.lag_s = columns, column_s, max_step_s, lag_s
        self.settled = 0
        """The first column that may still change; meaningless before the first look."""
        self._first: int | None = None
        self._low: Array
        self._high: Array

    def look(self, time_s: Array, values: Array, end: int) -> tuple[Array, Array]:
        """Lowest and highest points, ``(channels + 1, columns)``, of the columns before ``end``; the sum is last.

        ``time_s`` ``(n,)`` and ``values`` ``(channels, n)`` are the newest samples, at least those of these columns and
        one before them.  What was returned before stays as it is.
        """
        first = end - self.columns
        start = first
        if self._first is not None and self._first <= first < self.settled:
            start = min(self.settled, end)
        shape = (len(values) + 1, self.columns)
        low, high = np.empty(shape), np.empty(shape)
        if self._first is not None and start > first:
            kept = slice(first - self._first, start - self._first)
            low[:, : start - first], high[:, : start - first] = self._low[:, kept], self._high[:, kept]
        if start < end:
            edge_s = self.lag_s + start * self.column_s
            before = max(0, int(np.searchsorted(time_s, edge_s)) - 1)
            newest = np.empty((shape[0], len(time_s) - before))
            newest[:-1] = values[:, before:]
            values[:, before:].sum(axis=0, out=newest[-1])
            low[:, start - first :], high[:, start - first :] = polyline_envelope(
                time_s[before:], newest, edge_s, self.column_s, end - start, self.max_step_s
            )
        newest_s = float(time_s[-1]) if len(time_s) else -math.inf
        self.settled = min(end, math.floor(max(first, (newest_s - self.lag_s) / self.column_s - _SURE)))
        self._first, self._low, self._high = first, low, high
        return low, high
