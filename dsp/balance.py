"""How large and how fast the sway of a stance is: numbers of one centre of pressure ``(2, n)``, in metres and seconds.

Row 0 is to the right (medio-lateral, ML), row 1 forward (antero-posterior, AP).  A sample that is not a number makes
the result NaN: nothing is left out silently.

Excursions grow with the length of the recording and with what the filter lets through: numbers of different lengths or
filters are not compared (``dsp.sway.comparable``).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dsp.hull import convex_hull, polygon_area

Floats = npt.NDArray[np.float64]

INSIDE = 0.95
"""Part of further samples that an ellipse or circle shall contain."""
CHI2_95 = float(-2.0 * np.log(1.0 - INSIDE))
"""95 % quantile of chi-square with 2 degrees of freedom, 5.991."""
NORMAL_95 = 1.645
"""One-sided 95 % quantile of the normal distribution, as in the 95 % circle [S17]."""


def path_length(cop: npt.ArrayLike) -> float:
    """Length of the way of the centre of pressure ``(2, n)``, m (total excursion) [S17]; NaN with a single sample.

    >>> path_length([[0.0, 0.03, 0.03], [0.0, 0.0, 0.04]])
    0.07
    """
    xy = _checked(cop)
    return float(np.hypot(*np.diff(xy, axis=1)).sum()) if xy.shape[1] > 1 else float("nan")


def mean_velocity(cop: npt.ArrayLike, fs: float) -> float:
    """Mean velocity of the centre of pressure.

    Parameters
    ----------
    cop : array_like, shape (2, n)
        Centre of pressure in m.
    fs : float
        Rate in Hz, > 0.

    Returns
    -------
    float
        Path over duration in m/s, >= 0; NaN when a sample is not a number or there is only one.

    Raises
    ------
    ValueError
        For another shape or a rate that is not positive.

    Notes
    -----
    The duration is ``n / fs``, as in the human balance data set (Santos & Duarte 2016, PeerJ 4:e2648), whose published
    velocities this reproduces to rounding; others divide by ``(n - 1) / fs``.

    Examples
    --------
    One metre to the side and back in four samples of 1 s:

    >>> mean_velocity([[0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0]], 1.0)
    0.5
    """
    if not fs > 0:
        raise ValueError("the rate must be positive")
    xy = _checked(cop)
    return path_length(xy) * fs / xy.shape[1] if xy.shape[1] else float("nan")


def axis_velocity(values: npt.ArrayLike, fs: float) -> float:
    """Mean absolute velocity along one axis [S1].

    Parameters
    ----------
    values : array_like, shape (n,)
        One coordinate of the centre of pressure in m.
    fs : float
        Rate in Hz, > 0.

    Returns
    -------
    float
        Path along the axis over ``n / fs``, m/s; NaN when a sample is not a number or there is only one.

    Raises
    ------
    ValueError
        For a rate that is not positive.

    Examples
    --------
    >>> axis_velocity([0.0, 1.0, 0.0, 0.0], 2.0)
    1.0
    """
    x = _numbers(values)
    if not fs > 0:
        raise ValueError("the rate must be positive")
    return float(np.abs(np.diff(x)).sum()) * fs / len(x) if len(x) > 1 else float("nan")


def central_range(values: npt.ArrayLike, part: float = 1.0) -> float:
    """Width of the middle part of samples: the whole range, or less of it without the outermost ones [S1].

    Parameters
    ----------
    values : array_like, shape (n,)
        Samples of any unit.
    part : float
        0 to 1: 1 is the range, 0.9 is P95 - P5; percentiles are linear between samples.

    Returns
    -------
    float
        In the unit of ``values``, >= 0; NaN without samples or when one is not a number.

    Raises
    ------
    ValueError
        For a part that is not between 0 and 1.

    Examples
    --------
    >>> central_range([0.0, 1.0, 2.0, 3.0, 10.0]), central_range([0.0, 1.0, 2.0, 3.0, 10.0], 0.5)
    (10.0, 2.0)
    """
    x = np.asarray(values, dtype=np.float64)
    if not 0.0 <= part <= 1.0:
        raise ValueError(f"a part of the samples lies between 0 and 1, not {part}")
    if not len(x) or not np.isfinite(x).all():
        return float("nan")
    low, high = np.quantile(x, [0.5 - 0.5 * part, 0.5 + 0.5 * part])
    return float(high - low)


def rms(values: npt.ArrayLike) -> float:
    """Root mean square of samples ``(n,)`` about their mean, same unit (divided by n) (Prieto 1996)."""
    x = _numbers(values)
    return float(x.std()) if len(x) else float("nan")


def distances(cop: npt.ArrayLike) -> Floats:
    """Distance ``(n,)`` of each sample of ``(2, n)`` from the mean position, m (Prieto 1996)."""
    xy = _checked(cop)
    away: Floats = np.hypot(*(xy - xy.mean(axis=1, keepdims=True))) if xy.shape[1] else np.zeros(0)
    return away


def f_quantile(freedom: int) -> float:
    """95 % quantile of the F distribution with 2 and ``freedom`` degrees of freedom, in closed form.

    ``d / 2 (0.05^(-2 / d) - 1)``.  Raises ValueError for fewer than one.

    >>> round(f_quantile(10), 4)
    4.1028
    """
    if freedom < 1:
        raise ValueError("at least one degree of freedom is needed")
    # expm1 keeps the digits that the difference of two numbers near 1 would lose in long recordings
    return 0.5 * freedom * float(np.expm1(-2.0 / freedom * np.log(1.0 - INSIDE)))


def prediction_ellipse_area(cop: npt.ArrayLike) -> float:
    """Area of the 95 % prediction ellipse: the one in which the next sample lies with 95 % probability.

    Parameters
    ----------
    cop : array_like, shape (2, n)
        Centre of pressure in m.

    Returns
    -------
    float
        m^2, >= 0; NaN when a sample is not a number or there are fewer than three.

    Raises
    ------
    ValueError
        For another shape.

    Notes
    -----
    ``pi (n - 1) p (n + 1) / (n (n - p)) F(.95; p, n - p) sqrt(det S)`` with ``p = 2`` and the covariance S of the
    samples (divided by n - 1); the quantile of F is closed form.  Reproduces the published areas of the human balance
    data set (Santos & Duarte 2016) to rounding.  Not the confidence ellipse of the mean, not the chi-square ellipse
    (0.08 % smaller at n = 6000), and not VALD's smallest ellipse that contains 95 % of the samples [S1].

    Examples
    --------
    >>> square = [[0.01, -0.01, -0.01, 0.01], [0.01, 0.01, -0.01, -0.01]]
    >>> round(prediction_ellipse_area(square), 6)
    0.029845
    """
    xy = _checked(cop)
    return float(np.pi * _prediction_scale(xy.shape[1]) * np.sqrt(np.prod(_variances(xy)))) if _enough(xy) else np.nan


def chi_square_ellipse_area(cop: npt.ArrayLike) -> float:
    """Area of the ellipse ``pi 5.991 sqrt(l1 l2)``, m^2, l1 and l2 the principal variances (PEA95 of [S17]).

    >>> square = [[0.01, -0.01, -0.01, 0.01], [0.01, 0.01, -0.01, -0.01]]
    >>> round(chi_square_ellipse_area(square) / (np.pi * CHI2_95), 8)  # both variances are 4/3 cm^2
    0.00013333
    """
    xy = _checked(cop)
    return float(np.pi * CHI2_95 * np.sqrt(np.prod(_variances(xy)))) if _enough(xy) else np.nan


def prediction_ellipse_axes(cop: npt.ArrayLike) -> tuple[float, float]:
    """Half axes of the 95 % prediction ellipse, the longer one first, m; NaN as ``prediction_ellipse_area``."""
    xy = _checked(cop)
    if not _enough(xy):
        return float("nan"), float("nan")
    short, long = np.sqrt(_prediction_scale(xy.shape[1]) * _variances(xy))
    return float(long), float(short)


def sway_direction(cop: npt.ArrayLike) -> float:
    """Direction of the longer axis of the ellipse in degrees from the right, -90 < angle <= 90 (90 is forward).

    NaN where both axes are equally long.

    >>> round(sway_direction([[-0.01, 0.0, 0.01], [0.01, 0.0, -0.01]]), 6)
    -45.0
    """
    xy = _checked(cop)
    if not _enough(xy):
        return float("nan")
    covariance = np.cov(xy)
    across, along = 2.0 * covariance[0, 1], covariance[0, 0] - covariance[1, 1]
    if np.hypot(across, along) <= 1e-12 * np.trace(covariance):
        return float("nan")
    return float(np.degrees(0.5 * np.arctan2(across, along))) or 0.0


def circle_area(cop: npt.ArrayLike) -> float:
    """Area of the 95 % circle, m^2: ``pi (mean + 1.645 SD)^2`` of the distances from the mean position [S17]."""
    away = distances(cop)
    return float(np.pi * (away.mean() + NORMAL_95 * away.std()) ** 2) if len(away) > 1 else float("nan")


def hull_area(cop: npt.ArrayLike) -> float:
    """Area of the convex hull of all samples ``(2, n)``, m^2 [S17]; single outermost samples decide it."""
    xy = _checked(cop)
    return polygon_area(convex_hull(xy)) if _enough(xy) else float("nan")


def swept_area_rate(cop: npt.ArrayLike, fs: float) -> float:
    """Sway area per second: triangles between the mean position and each two neighbouring samples (Prieto 1996).

    Parameters
    ----------
    cop : array_like, shape (2, n)
        Centre of pressure in m.
    fs : float
        Rate in Hz, > 0.

    Returns
    -------
    float
        m^2/s, >= 0, over ``n / fs`` as ``mean_velocity``; NaN when a sample is not a number or there is only one.

    Raises
    ------
    ValueError
        For another shape or a rate that is not positive.

    Examples
    --------
    Three sides of a square of 2 cm, which sweep three quarters of its 4 cm^2 in four samples of 1 s:

    >>> round(swept_area_rate([[0.01, -0.01, -0.01, 0.01], [0.01, 0.01, -0.01, -0.01]], 1.0), 9)
    7.5e-05
    """
    if not fs > 0:
        raise ValueError("the rate must be positive")
    xy = _checked(cop)
    if xy.shape[1] < 2:
        return float("nan")
    x, y = xy - xy.mean(axis=1, keepdims=True)
    return float(0.5 * np.abs(x[1:] * y[:-1] - x[:-1] * y[1:]).sum()) * fs / len(x)


def turning_frequency(cop: npt.ArrayLike, fs: float) -> float:
    """Mean frequency of (Prieto 1996): that of a circle of the mean distance, run round at the mean velocity.

    Parameters
    ----------
    cop : array_like, shape (2, n)
        Centre of pressure in m.
    fs : float
        Rate in Hz, > 0.

    Returns
    -------
    float
        ``mean_velocity / (2 pi mean distance)``, Hz; NaN when nothing moves.  Not the mean frequency of the power
        spectrum.

    Raises
    ------
    ValueError
        For another shape or a rate that is not positive.

    Examples
    --------
    Round a circle every 2 s, for 20 s:

    >>> angle = np.pi * np.arange(2000) / 100.0
    >>> round(turning_frequency([np.cos(angle), np.sin(angle)], 100.0), 3)
    0.5
    """
    mean = float(distances(cop).mean()) if np.size(cop) else float("nan")
    return mean_velocity(cop, fs) / (2.0 * np.pi * mean) if mean > 0 else float("nan")


def weight_distribution_index(quarters_n: npt.ArrayLike) -> float:
    """How unevenly heel and forefoot of both feet are loaded: ``sqrt(sum((q - 25)^2) / 4)``, percentage points [S17].

    Parameters
    ----------
    quarters_n : array_like, shape (4,) or (4, n)
        Load on the four quarters, N, >= 0; of several samples the mean load of each quarter counts.

    Returns
    -------
    float
        0 (all alike) to 43.3 (all on one); NaN when nothing is loaded.

    Raises
    ------
    ValueError
        For another shape.

    >>> weight_distribution_index([300.0, 100.0, 300.0, 100.0])
    12.5
    """
    loads = np.asarray(quarters_n, dtype=np.float64)
    if loads.ndim not in (1, 2) or loads.shape[0] != 4:
        raise ValueError(f"four quarters are needed, not loads of shape {loads.shape}")
    mean = loads.reshape(4, -1).mean(axis=1)
    if not mean.sum() > 0:
        return float("nan")
    return float(np.sqrt(np.mean((100.0 * mean / mean.sum() - 25.0) ** 2)))


def _checked(cop: npt.ArrayLike) -> Floats:
    xy = np.asarray(cop, dtype=np.float64)
    if xy.ndim != 2 or xy.shape[0] != 2:
        raise ValueError(f"a centre of pressure has the shape (2, n), not {xy.shape}")
    return _numbers(xy)


def _numbers(values: npt.ArrayLike) -> Floats:
    """What is not finite is no number: differences of two infinities would only warn on their way to NaN."""
    x = np.asarray(values, dtype=np.float64)
    return x if np.isfinite(x).all() else np.where(np.isfinite(x), x, np.nan)


def _enough(xy: Floats) -> bool:
    return xy.shape[1] >= 3 and bool(np.isfinite(xy).all())


def _prediction_scale(n: int) -> float:
    """What makes squared half axes of the prediction ellipse from the principal variances."""
    return 2.0 * (n - 1) * (n + 1) / (n * (n - 2)) * f_quantile(n - 2)


def _variances(xy: Floats) -> Floats:
    """Principal variances, ascending, never negative."""
    variances: Floats = np.maximum(np.linalg.eigvalsh(np.cov(xy)), 0.0)
    return variances
