"""What a curve covers in each pixel column, without losing a peak or bridging a gap."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def polyline_envelope(
    time_s: npt.ArrayLike,
    values: npt.ArrayLike,
    first_edge_s: float,
    column_s: float,
    columns: int,
    max_step_s: float,
) -> tuple[Array, Array]:
    """Lowest and highest point of a curve in every pixel column.

    The curve is the straight connection of consecutive samples.  Column ``j`` covers the time from
    ``first_edge_s + j column_s`` to the next edge; where the curve crosses an edge it belongs to both columns, so that
    columns join up however few samples there are.

    Parameters
    ----------
    time_s : array_like, shape (n,), s
        Sample times, not decreasing.
    values : array_like, shape (n,) or (channels, n)
        Samples; NaN where there is none.
    first_edge_s, column_s : float, s
        Left edge of column 0 and width of all, > 0.  Keep edges at multiples of the width while scrolling: the same
        column of time then always has the same envelope.
    columns : int
        How many columns, >= 1.
    max_step_s : float, s
        Neighbouring samples further apart are not connected: a gap is shown as a gap.

    Returns
    -------
    low : ndarray, shape (columns,) or (channels, columns)
        Lowest points; NaN where there is no curve.
    high : ndarray, of the same shape
        Highest points.

    Raises
    ------
    ValueError
        When shapes do not fit or the width, number of columns or step is not positive.

    Examples
    --------
    >>> low, high = polyline_envelope([0.0, 1.0, 2.0, 3.0], [0.0, 8.0, 2.0, 4.0], 0.0, 1.5, 2, 1.1)
    >>> low.tolist(), high.tolist()
    ([0.0, 2.0], [8.0, 5.0])
    """
    time = np.asarray(time_s, dtype=np.float64)
    given = np.asarray(values, dtype=np.float64)
    if time.ndim != 1 or given.ndim not in (1, 2) or given.shape[-1] != len(time):
        raise ValueError(f"times of shape {time.shape} and values of shape {given.shape} do not belong together")
    if not column_s > 0.0 or columns < 1 or not max_step_s > 0.0:
        raise ValueError(f"cannot draw {columns} columns of {column_s} s with steps of {max_step_s} s")
    curves = np.atleast_2d(given)
    edges = first_edge_s + column_s * np.arange(columns + 1, dtype=np.float64)
    bounds = np.searchsorted(time, edges)

    crossing = _at_edges(time, curves, edges, bounds, max_step_s)
    low = np.fmin(crossing[:, :-1], crossing[:, 1:])
    high = np.fmax(crossing[:, :-1], crossing[:, 1:])
    filled = np.flatnonzero(bounds[1:] > bounds[:-1])
    if len(filled):
        # only filled columns: reduceat has no notion of an empty stretch
        starts = bounds[filled]
        shown = curves[:, : bounds[-1]]
        low[:, filled] = np.fmin(low[:, filled], np.fmin.reduceat(shown, starts, axis=1))
        high[:, filled] = np.fmax(high[:, filled], np.fmax.reduceat(shown, starts, axis=1))
    shape = (*given.shape[:-1], columns)
    return low.reshape(shape), high.reshape(shape)


def _at_edges(time: Array, curves: Array, edges: Array, bounds: npt.NDArray[np.intp], max_step_s: float) -> Array:
    """Height of every curve where it crosses the edges, ``(channels, edges)``; NaN off the ends and in gaps."""
    crossing = np.full((len(curves), len(edges)), np.nan)
    inside = np.flatnonzero((bounds > 0) & (bounds < len(time)))
    after = bounds[inside]
    before = after - 1
    step = time[after] - time[before]
    joined = step <= max_step_s
    inside, before, after, step = inside[joined], before[joined], after[joined], step[joined]
    share = (edges[inside] - time[before]) / step
    left = curves[:, before]
    crossing[:, inside] = left + (curves[:, after] - left) * share
    return crossing
