"""The convex hull of points in the plane, by Andrew's monotone chain, and the area of a polygon."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_DIRECTIONS = (8, 32)
"""A few lines leave out most points, more of them most of the rest."""


def convex_hull(points: npt.ArrayLike) -> Floats:
    """Corners of the smallest convex polygon around the points, anticlockwise.

    Parameters
    ----------
    points : array_like, shape (2, n)
        Finite coordinates, any unit; n may be 0.

    Returns
    -------
    ndarray, shape (2, corners)
        Without points in the middle of an edge; two corners where all points lie on a line, one where they coincide.

    Raises
    ------
    ValueError
        For another shape, or a coordinate that is not finite.

    Notes
    -----
    Monotone chain (Andrew 1979), n log n.  Points inside a polygon of outermost ones cannot be corners and are left
    out first, which is most of a cloud.

    Examples
    --------
    >>> convex_hull([[0, 2, 2, 0, 1, 1], [0, 0, 2, 2, 1, 0]]).tolist()
    [[0.0, 2.0, 2.0, 0.0], [0.0, 0.0, 2.0, 2.0]]
    """
    xy = np.asarray(points, dtype=np.float64)
    if xy.ndim != 2 or xy.shape[0] != 2:
        raise ValueError(f"points must be (2, n), not {xy.shape}")
    if not np.isfinite(xy).all():
        raise ValueError("points with a coordinate that is not a number have no hull")
    kept = xy
    for directions in _DIRECTIONS:
        kept = kept[:, ~_within_extremes(kept, directions)] if kept.shape[1] > directions else kept
    rows = np.unique(kept.T, axis=0).tolist()
    if len(rows) < 3:
        return np.array(rows, dtype=np.float64).reshape(-1, 2).T
    corners = [*_chain(rows)[:-1], *_chain(rows[::-1])[:-1]]
    return np.array(corners).T


def _within_extremes(xy: Floats, directions: int) -> npt.NDArray[np.bool_]:
    """Points strictly inside the polygon of those that lie furthest out in each of so many directions."""
    angles = 2.0 * np.pi * np.arange(directions) / directions
    around = xy[:, np.argmax(np.stack([np.cos(angles), np.sin(angles)], axis=1) @ xy, axis=1)]
    # points that all coincide span nothing to be inside of
    inside = np.full(xy.shape[1], bool(np.any(around != around[:, :1])))
    x, y = xy
    for (ax, ay), (bx, by) in zip(around.T, np.roll(around, -1, axis=1).T, strict=True):
        if (ax, ay) != (bx, by):
            inside &= (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0
    return inside


def _chain(rows: list[list[float]]) -> list[list[float]]:
    """The half of the hull below the sorted points."""
    chain: list[list[float]] = []
    for x, y in rows:
        while len(chain) >= 2:
            (ax, ay), (bx, by) = chain[-2], chain[-1]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            chain.pop()
        chain.append([x, y])
    return chain


def polygon_area(corners: npt.ArrayLike) -> float:
    """Area of a polygon ``(2, corners)`` in the square of its unit, >= 0 (shoelace formula); 0 with fewer than three.

    Raises ValueError for another shape.

    >>> polygon_area([[0, 2, 2, 0], [0, 0, 1, 1]])
    2.0
    """
    xy = np.asarray(corners, dtype=np.float64)
    if xy.ndim != 2 or xy.shape[0] != 2:
        raise ValueError(f"corners must be (2, n), not {xy.shape}")
    if xy.shape[1] < 3:
        return 0.0
    # about the first corner: far from the origin the products would cancel
    x, y = xy - xy[:, :1]
    return 0.5 * abs(float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)))
