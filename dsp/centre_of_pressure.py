"""Where the ground pushes back: the centre of pressure from the cells of a plate, from its channels, from two plates.

Coordinates are ``(2, n)`` metres: row 0 to the right (medio-lateral), row 1 forward (antero-posterior), as the person
stands.  Under too little load a quotient of two small numbers is no place: there it is NaN, which is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LOADED_ABOVE_N = 50.0
"""Less than this on a plate is no stance: with 1 N of noise at 0.3 m the centre would be known to 6 mm only."""


@dataclass(frozen=True, slots=True, eq=False)
class Pressure:
    """Centre of pressure ``cop_m`` ``(2, n)`` under the vertical force ``force_n`` ``(n,)``; NaN where unloaded.

    ``moment_nm`` ``(2, n)`` is force times place, which exists under any load.  ``error_m`` ``(2,)`` is the standard
    deviation that the noise of the sensors leaves on one sample of each axis, NaN where it is not known.
    """

    cop_m: Floats
    force_n: Floats
    moment_nm: Floats
    error_m: Floats
    force_error_n: float = float("nan")
    """The same of the force."""

    @property
    def unloaded(self) -> int:
        """Samples without a centre of pressure."""
        return int(np.count_nonzero(~np.isfinite(self.cop_m).all(axis=0)))


def of_cells(
    force_n: npt.ArrayLike,
    position_m: npt.ArrayLike,
    *,
    above_n: float = LOADED_ABOVE_N,
    noise_n: float = float("nan"),
) -> Pressure:
    """Centre of pressure of one plate from its cells: the mean of their places, weighted by what they carry [S17].

    Parameters
    ----------
    force_n : array_like, shape (cells, n)
        Vertical force of each cell in N, compression positive; three cells or more.
    position_m : array_like, shape (2, cells)
        Where each cell stands, m to the right and forward; not all on one line.
    above_n : float
        Least force on the whole plate for which there is a centre, N, > 0.
    noise_n : float
        Standard deviation of the noise of one cell, N; NaN when it is not known.

    Returns
    -------
    Pressure
        With its error from the cells' noise: under the load's mean, at the mean place.

    Raises
    ------
    ValueError
        For fewer than three cells, cells on one line, shapes that do not fit, or a least force that is not positive.

    Examples
    --------
    Twice as much on the two right cells as on the left ones:

    >>> corners = [[-0.2, 0.2, -0.2, 0.2], [-0.3, -0.3, 0.3, 0.3]]
    >>> of_cells([[100.0], [200.0], [100.0], [200.0]], corners).cop_m.round(4).tolist()
    [[0.0667], [0.0]]
    """
    force, place = np.asarray(force_n, dtype=np.float64), np.asarray(position_m, dtype=np.float64)
    if force.ndim != 2 or place.shape != (2, len(force)) or not np.isfinite(place).all():
        raise ValueError(f"cells of shape {force.shape} do not fit places of shape {place.shape}")
    spread = np.linalg.svd(place - place.mean(axis=1, keepdims=True), compute_uv=False) if len(force) >= 3 else [0.0]
    if len(force) < 3 or spread[-1] < 1e-6:
        raise ValueError("a centre of pressure needs three cells or more that do not stand on one line")
    total = force.sum(axis=0)
    moment = place @ force
    cop = _quotient(moment, total, above_n)
    middle = np.nanmean(cop, axis=1) if np.isfinite(cop).any() else np.full(2, np.nan)
    carried = total[total >= above_n]
    arms = np.sqrt(np.sum((place - middle[:, np.newaxis]) ** 2, axis=1))
    error = noise_n * arms / (carried.mean() if len(carried) else np.nan)
    return Pressure(cop, total, moment, error, noise_n * float(np.sqrt(len(force))))


def of_moments(
    fz_n: npt.ArrayLike,
    mx_nm: npt.ArrayLike,
    my_nm: npt.ArrayLike,
    *,
    fx_n: npt.ArrayLike = 0.0,
    fy_n: npt.ArrayLike = 0.0,
    surface_m: float = 0.0,
    above_n: float = LOADED_ABOVE_N,
    noise_nm: float = float("nan"),
) -> Pressure:
    """Centre of pressure in the plate's own axes: ``x = (h Fx - My) / Fz`` and ``y = (h Fy + Mx) / Fz``.

    Parameters
    ----------
    fz_n, mx_nm, my_nm : array_like, shape (n,)
        Force on the plate along z in N, pressing down positive, and moments about the plate's origin in Nm.
    fx_n, fy_n : array_like, shape (n,)
        Horizontal forces, N; they matter only when the origin does not lie in the surface.
    surface_m : float
        ``h``: z of the surface above the plate's origin, m (0 where the channels refer to the surface already).
    above_n : float
        Least ``fz_n`` for which there is a centre, N, > 0.
    noise_nm : float
        Standard deviation of the noise of one moment, Nm; NaN when it is not known.

    Returns
    -------
    Pressure
        Row 0 is along the plate's x and row 1 along its y: which of them is to the side is for the caller to know.

    Raises
    ------
    ValueError
        When the least force is not positive or the shapes differ.

    Notes
    -----
    Moments of a force F at (x, y, h): ``Mx = y Fz - h Fy`` and ``My = h Fx - x Fz``, all of the force that the plate
    feels with z up; makers who let z point down change two signs, which cancel here.
    """
    fz, mx, my = (np.atleast_1d(np.asarray(values, dtype=np.float64)) for values in (fz_n, mx_nm, my_nm))
    if fz.ndim != 1 or mx.shape != fz.shape or my.shape != fz.shape:
        raise ValueError(f"force and moments must be (n,) each, not {fz.shape}, {mx.shape} and {my.shape}")
    fx, fy = (np.broadcast_to(np.asarray(values, dtype=np.float64), fz.shape) for values in (fx_n, fy_n))
    turned = np.stack([surface_m * fx - my, surface_m * fy + mx])
    carried = fz[fz >= above_n]
    error = noise_nm / float(carried.mean()) if carried.size else np.nan
    return Pressure(_quotient(turned, fz, above_n), fz, turned, np.full(2, error))


def joined(
    plates: Sequence[Pressure], offset_m: Sequence[Sequence[float]], *, above_n: float = LOADED_ABOVE_N
) -> Pressure:
    """One centre of pressure of several plates that stand on one clock [S17].

    Parameters
    ----------
    plates : sequence of Pressure
        Each in its own coordinates, all of ``n`` samples; one counts with what it carries, be it too little for a
        centre of its own.
    offset_m : sequence of (float, float)
        Where the origin of each lies, m to the right and forward.
    above_n : float
        Least total force for which there is a centre, N, > 0.

    Returns
    -------
    Pressure
        In the coordinates of the offsets; NaN where the total is below ``above_n``.

    Raises
    ------
    ValueError
        Without plates, for offsets that are not as many, plates of different lengths, or a least force that is not
        positive.

    Examples
    --------
    300 N at the middle of a left plate and 500 N of a right one, 0.4 m apart:

    >>> at = lambda force_n: Pressure(np.zeros((2, 1)), np.array([force_n]), np.zeros((2, 1)), np.zeros(2))
    >>> joined([at(300.0), at(500.0)], [(-0.2, 0.0), (0.2, 0.0)]).cop_m.round(6).tolist()
    [[0.05], [0.0]]
    """
    if not plates or len(plates) != len(offset_m) or len({plate.force_n.shape for plate in plates}) != 1:
        raise ValueError("plates and offsets must be as many, and all plates of one length")
    offsets = [np.asarray(at, np.float64)[:, np.newaxis] for at in offset_m]
    total: Floats = np.sum([plate.force_n for plate in plates], axis=0)
    moments = [plate.moment_nm + at * plate.force_n for plate, at in zip(plates, offsets, strict=True)]
    moment: Floats = np.sum(moments, axis=0)
    cop = _quotient(moment, total, above_n)
    places = [plate.cop_m + at for plate, at in zip(plates, offsets, strict=True)]
    return Pressure(cop, total, moment, _joined_error(plates, places, cop, total))


def _joined_error(plates: Sequence[Pressure], places: Sequence[Floats], cop: Floats, total: Floats) -> Floats:
    """The centre of each plate moves the common one by its share, its load by the way that it lies off."""
    squares = np.zeros(2)
    for plate, place in zip(plates, places, strict=True):
        both = np.isfinite(place).all(axis=0) & np.isfinite(cop).all(axis=0)
        if not both.any():
            continue  # an empty plate
        weight = float(total[both].mean())
        share = float(plate.force_n[both].mean()) / weight
        off = (place[:, both] - cop[:, both]).mean(axis=1)
        squares += np.square(share * plate.error_m) + np.square(off * plate.force_error_n / weight)
    error: Floats = np.where(squares > 0, np.sqrt(squares), np.nan)
    return error


def between(
    left_n: npt.ArrayLike, right_n: npt.ArrayLike, distance_m: float, *, above_n: float = LOADED_ABOVE_N
) -> Pressure:
    """Side to side alone, from two plates of one cell: ``x = (d/2) (R - L) / (R + L)``; the row forward is NaN.

    Parameters
    ----------
    left_n, right_n : array_like, shape (n,)
        Force on each plate, N.
    distance_m : float
        ``d``: distance of the middles of both plates, m, > 0.
    above_n : float
        Least total force for which there is a centre, N, > 0.

    Returns
    -------
    Pressure
        Row 0 from the middle between the plates; the error of the noise is not known.

    Raises
    ------
    ValueError
        When the distance or the least force is not positive, or the shapes differ.

    Notes
    -----
    Takes the pressure of each foot as standing at the middle of its plate: shifts under one foot are not
    seen, so this is what the load between the feet says, not the whole sway.

    Examples
    --------
    >>> between([300.0], [500.0], 0.4).cop_m.round(6).tolist()
    [[0.05], [nan]]
    """
    left, right = np.asarray(left_n, dtype=np.float64), np.asarray(right_n, dtype=np.float64)
    if left.ndim != 1 or left.shape != right.shape:
        raise ValueError(f"left and right must be (n,) each, not {left.shape} and {right.shape}")
    if not distance_m > 0:
        raise ValueError("the distance between the plates must be positive")
    total = left + right
    across = _quotient((0.5 * distance_m * (right - left))[np.newaxis], total, above_n)[0]
    cop = np.stack([across, np.full(len(total), np.nan)])
    return Pressure(cop, total, cop * total, np.full(2, np.nan))


def _quotient(moment: Floats, force: Floats, above_n: float) -> Floats:
    if not above_n > 0:
        raise ValueError("the least force for a centre of pressure must be positive")
    with np.errstate(invalid="ignore"):
        loaded = (force >= above_n) & np.isfinite(force) & np.isfinite(moment).all(axis=0)
    cop: Floats = np.full(moment.shape, np.nan)
    np.divide(moment, force, out=cop, where=loaded)
    return cop
