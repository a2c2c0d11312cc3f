"""What is measured of a stance: pure functions of a ``Sway`` or a ``Loading``, and their rows in the catalog.

Rates that are needed, from twelve stances of the human balance data set (60 s, 100 Hz) of which every q-th sample was
kept; change of the value (greatest of twelve, %):

======  ========  =======  =====  =====  ==========  ==============  =============
rate    velocity  ellipse  hull   range  swept area  mean frequency  95 % frequency
======  ========  =======  =====  =====  ==========  ==============  =============
50 Hz   0.3       0.2      0.1    0.2    0.5         0.1             0.1
25 Hz   1.8       0.5      0.5    0.6    2.5         0.3             0.2
20 Hz   2.6       0.6      0.8    0.9    3.5         0.5             0.2
10 Hz   11        1.4      4.5    4.7    16          0.4             0.4
======  ========  =======  =====  =====  ==========  ==============  =============

So paths need 40 Hz, extents and frequencies 20 Hz, to stay within 1 %.  Recordings of 100 Hz are the advice [S49].
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dsp.balance import (
    axis_velocity,
    central_range,
    chi_square_ellipse_area,
    circle_area,
    distances,
    hull_area,
    mean_velocity,
    path_length,
    prediction_ellipse_area,
    prediction_ellipse_axes,
    rms,
    sway_direction,
    swept_area_rate,
    turning_frequency,
    weight_distribution_index,
)
from dsp.loading import Loading
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.one_leg import OneLeg
from dsp.sway import FULL_S, LEAST_RATE_HZ, SHORTEST_S, SPECTRUM_S, Sway, noise_inflation
from dsp.sway_spectrum import (
    Spectrum,
    centroidal_frequency,
    frequency_dispersion,
    mean_power_frequency,
    power_quantile,
)

INFLATED = 0.10
"""A path that noise makes longer by more than this part is said to be."""
EDGES = frozenset(
    {
        *("sway_range_ml", "sway_range_ap", "sway_area_hull", "sway_hull_ratio", "sway_f95"),
        *("sway_mean_frequency", "sway_centroidal_frequency", "sway_frequency_dispersion"),
    }
)
"""What single excursions and high frequencies decide: as much noise again tells too little of what noise did to it."""


def outer_hull_ratio(sway: Sway) -> float:
    """Convex hull over the chi-square ellipse (OER): how far single excursions go beyond the usual sway [S17]."""
    ellipse = chi_square_ellipse_area(sway.cop_m)
    return hull_area(sway.cop_m) / ellipse if ellipse > 0 else float("nan")


def ratio_of_axes(sway: Sway) -> float:
    """Longer over shorter axis of the ellipse, >= 1; NaN when the sway has one direction only."""
    long, short = prediction_ellipse_axes(sway.cop_m)
    return long / short if short > 0 else float("nan")


def load_on_side(loading: Loading) -> float:
    """Mean share of one foot in the weight, % [S1]."""
    total = loading.force_n
    return 100.0 * float(np.mean(loading.foot_n / total)) if len(total) and total.min() > 0 else float("nan")


def weight_shift(loading: Loading) -> float:
    """How much the load goes to and fro between the feet: SD of the share of one foot, % of the weight."""
    total = loading.force_n
    return 100.0 * float(np.std(loading.foot_n / total)) if len(total) and total.min() > 0 else float("nan")


def distribution_index(loading: Loading) -> float:
    """Weight distribution index of heels and forefeet, % of the weight [S17]; NaN without quarters."""
    return float("nan") if loading.quarters_n is None else weight_distribution_index(loading.quarters_n)


def reserves(metric: Metric, sway: Sway) -> tuple[list[str], list[str]]:
    """Reasons to limit and to withhold a sway metric: the length of the recording and the sensors' noise.

    Parameters
    ----------
    metric : Metric
        A row of ``SWAY``.
    sway : Sway
        What it is computed from.

    Returns
    -------
    limits : list of str
        Sentences for ``judge``: shorter than 30 s, not filtered, or noise that makes the path more than 10 % longer.
    refusals : list of str
        Too short for the metric, or nothing but noise.
    """
    limits, refusals = [], []
    seconds = sway.seconds
    least = SPECTRUM_S if metric.key in SPECTRAL else SHORTEST_S
    if seconds < 0.99 * least:
        refusals.append(f"needs {least:g} s of standing; these are {seconds:.3g} s")
    elif seconds < 0.99 * FULL_S:
        limits.append(f"{seconds:.3g} s of standing, 30 s or more are the rule: sway grows with the length")
    inflation = noise_inflation(sway)
    if metric.key in (PATHS | EDGES) and np.isfinite(inflation) and inflation > INFLATED:
        limits.append(f"the sensors' noise makes the path about {100 * inflation:.0f} % longer")
    elif metric.key in PATHS and inflation == np.inf:
        refusals.append("the sensors' noise is as large as the sway")
    if sway.cutoff_hz is None:
        limits.append(f"not filtered: {sway.fs:.3g} samples a second leave no room for the 10 Hz low-pass")
    return limits, refusals


def balance_duration(stance: OneLeg) -> float:
    """From lifting the foot to its first touch or the loss of contact, s; a lower bound when neither came [S1, S84]."""
    return float(stance.time_s[stance.end] - stance.time_s[stance.start])


def touches(stance: OneLeg) -> float:
    """How often the lifted foot came down again (unbalanced count) [S1]."""
    return float(len(stance.touches))


# The table ---

_FAST = Needs(LEAST_RATE_HZ, Kind.AVERAGE, one_clock=True)
_SLOW = Needs(20.0, Kind.AVERAGE, one_clock=True)
_EXTENT = Needs(20.0, Kind.TIME, one_clock=True)
_DOWN = Direction.LOWER
_UP = Direction.HIGHER
_PLAIN = Direction.NEITHER


def _whole(s: Sway) -> tuple[int, int]:
    return s.first, s.first + s.cop_m.shape[1] - 1


def _loaded(s: Loading) -> tuple[int, int]:
    return s.first, s.first + len(s.force_n) - 1


def _stood(s: OneLeg) -> tuple[int, int]:
    return s.start, s.end


def _watched(s: OneLeg) -> tuple[int, int]:
    return s.start, s.last


def _of(measure: Callable[[np.ndarray], float], row: int | None = None) -> Callable[[Sway], float]:
    """A measure of the whole centre of pressure, or of one axis, as a function of the sway."""
    return lambda s: measure(s.cop_m if row is None else s.cop_m[row])


def _at(measure: Callable[[np.ndarray, float], float], row: int | None = None) -> Callable[[Sway], float]:
    """The same for a measure that needs the rate."""
    return lambda s: measure(s.cop_m if row is None else s.cop_m[row], s.fs)


def _seen(measure: Callable[[Spectrum], float]) -> Callable[[Sway], float]:
    def of(sway: Sway) -> float:
        spectrum = sway.spectrum
        return float("nan") if spectrum is None else measure(spectrum)

    return of


_FILTERED = "; 10 Hz low-pass"
_WELCH = "; Welch, Hann, halves of the record"
# fmt: off
SWAY: tuple[Formula[Sway], ...] = (
    Formula("sway_velocity", "Sway velocity", "m/s", _DOWN, _FAST,
            "path / (n / fs)" + _FILTERED, "[S49]; Santos & Duarte 2016", _at(mean_velocity), _whole),
    Formula("sway_velocity_ml", "Sway velocity, side to side", "m/s", _DOWN, _FAST,
            "sum |dx| / (n / fs)" + _FILTERED, "[S1, S49]", _at(axis_velocity, 0), _whole),
    Formula("sway_velocity_ap", "Sway velocity, forward and back", "m/s", _DOWN, _FAST,
            "sum |dy| / (n / fs)" + _FILTERED, "[S1, S49]", _at(axis_velocity, 1), _whole),
    Formula("sway_path", "Sway path", "m", _DOWN, _FAST,
            "sum of the steps" + _FILTERED, "[S17, S49]", _of(path_length), _whole),
    Formula("sway_range_ml", "Sway range, side to side", "m", _DOWN, _EXTENT,
            "greatest - least x" + _FILTERED, "[S1]", _of(central_range, 0), _whole, extreme=True),
    Formula("sway_range_ap", "Sway range, forward and back", "m", _DOWN, _EXTENT,
            "greatest - least y" + _FILTERED, "[S1]", _of(central_range, 1), _whole, extreme=True),
    Formula("sway_range90_ml", "Sway range of 90 %, side to side", "m", _DOWN, _SLOW,
            "P95 - P5 of x" + _FILTERED, "own definition", _of(lambda x: central_range(x, 0.9), 0), _whole),
    Formula("sway_range90_ap", "Sway range of 90 %, forward and back", "m", _DOWN, _SLOW,
            "P95 - P5 of y" + _FILTERED, "own definition", _of(lambda x: central_range(x, 0.9), 1), _whole),
    Formula("sway_rms_ml", "Sway RMS, side to side", "m", _DOWN, _SLOW,
            "root mean square of x about its mean" + _FILTERED, "Prieto 1996", _of(rms, 0), _whole),
    Formula("sway_rms_ap", "Sway RMS, forward and back", "m", _DOWN, _SLOW,
            "root mean square of y about its mean" + _FILTERED, "Prieto 1996", _of(rms, 1), _whole),
    Formula("sway_rms", "Sway RMS", "m", _DOWN, _SLOW,
            "root mean square distance from the mean position" + _FILTERED, "Prieto 1996",
            _of(lambda c: float(np.sqrt(np.mean(np.square(distances(c)))))), _whole),
    Formula("sway_distance", "Mean distance of sway", "m", _DOWN, _SLOW,
            "mean distance from the mean position" + _FILTERED, "Prieto 1996",
            _of(lambda c: float(distances(c).mean())), _whole),
    Formula("sway_area", "Sway area (95 % prediction ellipse)", "m^2", _DOWN, _SLOW,
            "pi 2 (n-1)(n+1) / (n (n-2)) F(.95; 2, n-2) sqrt(det S)" + _FILTERED, "Santos & Duarte 2016",
            _of(prediction_ellipse_area), _whole),
    Formula("sway_area_chi2", "Sway area (95 % chi-square ellipse)", "m^2", _DOWN, _SLOW,
            "pi 5.991 sqrt(l1 l2)" + _FILTERED, "[S17]", _of(chi_square_ellipse_area), _whole),
    Formula("sway_area_circle", "Sway area (95 % circle)", "m^2", _DOWN, _SLOW,
            "pi (mean r + 1.645 SD r)^2" + _FILTERED, "[S17]", _of(circle_area), _whole),
    Formula("sway_area_hull", "Sway area (convex hull)", "m^2", _DOWN, _EXTENT,
            "area of the convex hull" + _FILTERED, "[S17]", _of(hull_area), _whole, extreme=True),
    Formula("sway_hull_ratio", "Hull over ellipse (OER)", "", _PLAIN, _EXTENT,
            "convex hull / chi-square ellipse" + _FILTERED, "[S17]", outer_hull_ratio, _whole, extreme=True),
    Formula("sway_axis_ratio", "Ratio of the ellipse's axes", "", _PLAIN, _SLOW,
            "sqrt(l1 / l2)" + _FILTERED, "own definition", ratio_of_axes, _whole),
    Formula("sway_direction", "Direction of sway", "deg", _PLAIN, _SLOW,
            "longer axis of the ellipse from the right, 90 is forward" + _FILTERED, "own definition",
            _of(sway_direction), _whole),
    Formula("sway_swept_area", "Sway area per second", "m^2/s", _DOWN, _FAST,
            "triangles from the mean position, / (n / fs)" + _FILTERED, "Prieto 1996", _at(swept_area_rate), _whole),
    Formula("sway_turning_frequency", "Mean frequency (path)", "Hz", _PLAIN, _FAST,
            "velocity / (2 pi mean distance)" + _FILTERED, "Prieto 1996", _at(turning_frequency), _whole),
    Formula("sway_mean_frequency", "Mean frequency (spectrum)", "Hz", _PLAIN, _SLOW,
            "int f P / int P of each axis, weighted by power" + _WELCH, "Santos & Duarte 2016",
            _seen(mean_power_frequency), _whole),
    Formula("sway_median_frequency", "Median frequency", "Hz", _PLAIN, _SLOW,
            "half of the power of both axes" + _WELCH, "Prieto 1996",
            _seen(lambda p: power_quantile(p, 0.5)), _whole),
    Formula("sway_f95", "95 % power frequency", "Hz", _PLAIN, _SLOW,
            "95 % of the power of both axes" + _WELCH, "Prieto 1996",
            _seen(lambda p: power_quantile(p, 0.95)), _whole),
    Formula("sway_centroidal_frequency", "Centroidal frequency", "Hz", _PLAIN, _SLOW,
            "sqrt(m2 / m0)" + _WELCH, "Prieto 1996", _seen(centroidal_frequency), _whole),
    Formula("sway_frequency_dispersion", "Frequency dispersion", "", _PLAIN, _SLOW,
            "sqrt(1 - m1^2 / (m0 m2))" + _WELCH, "Prieto 1996", _seen(frequency_dispersion), _whole),
)

LOADING: tuple[Formula[Loading], ...] = (
    Formula("stance_share", "Weight on this side", "%", _PLAIN, _SLOW,
            "mean of side / total", "[S1]", load_on_side, _loaded, sided=True),
    Formula("weight_shift", "Shifting of weight", "%", _DOWN, _SLOW,
            "SD of the share of one side", "own definition", weight_shift, _loaded),
    Formula("weight_distribution_index", "Weight distribution index", "%", _DOWN, _SLOW,
            "sqrt(sum (q - 25)^2 / 4) of heels and forefeet", "[S17]", distribution_index, _loaded),
)

ONE_LEG: tuple[Formula[OneLeg], ...] = (
    Formula("balance_duration", "Time on one leg", "s", _UP, Needs(8.0, Kind.TIME),
            "foot lifted to its first touch or loss of contact, 30 s at most", "[S1, S84]",
            balance_duration, _stood, sided=True),
    Formula("balance_touches", "Touches of the other foot", "", _DOWN, Needs(40.0, Kind.TIME),
            "times that the lifted foot carries load again", "[S1]", touches, _watched, sided=True),
)

ROMBERG: tuple[Metric, ...] = (
    Metric("romberg_velocity", "Romberg ratio of sway velocity", "", _PLAIN, _FAST,
           "eyes closed / eyes open, equal lengths and filters", "[S1]"),
    Metric("romberg_area", "Romberg ratio of sway area", "", _PLAIN, _SLOW,
           "eyes closed / eyes open, equal lengths and filters", "[S1]"),
    Metric("romberg_path", "Romberg ratio of sway path", "", _PLAIN, _FAST,
           "eyes closed / eyes open, equal lengths and filters", "[S1]"),
)
# fmt: on
PATHS = frozenset(row.key for row in SWAY if row.needs is _FAST)
"""What noise makes longer: sums of steps."""
SPECTRAL = frozenset(row.key for row in SWAY if row.method.endswith(_WELCH))
DIRECTED = frozenset(row.key for row in SWAY if row.key.endswith(("_ml", "_ap"))) | {"sway_direction"}
"""What needs to know which axis is to the side."""
SIDE_TO_SIDE = frozenset(row.key for row in SWAY if row.key.endswith("_ml"))
"""What the load of two plates of one cell tells."""
