"""CATALOG: every metric by its key, with what it needs before its number may be shown.

A new metric is one pure function in its family's module and one row here.  ``measure`` computes it, finds its
uncertainty by moving each input by its own, and passes it through ``judge``, the only place that hands out numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, Protocol, Self, TypeVar

import numpy as np

from dsp import endurance, isometric, jump
from dsp.measurement import Measurement, State, invalid


class Direction(StrEnum):
    """Which way is better; NEITHER where more and less mean nothing by themselves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Kind(StrEnum):
    """How a metric uses the samples of its window, which decides what lost and saturated samples do to it."""

    PEAK = "peak"
    """The greatest sample counts: one that hit the sensor's limit gives a lower bound."""
    TIME = "time"
    """Instants and rates count."""
    AVERAGE = "average"
    """All samples count alike: mean, impulse, share, steadiness."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the recording must offer: a measured rate, and an onset known to ``onset_s`` (k = 2) to be unrestricted."""

    rate_hz: float
    kind: Kind
    onset_s: float | None = None
    one_clock: bool = False
    """The metric adds or compares two sides sample by sample, so their clocks must agree."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of the catalog; ``method`` says in a line how the number is made, ``sided`` that each side has one."""

    key: str
    title: str
    unit: str
    direction: Direction
    needs: Needs
    method: str
    sided: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the samples in a metric's window, and about the device that sent them."""

    rate_hz: float
    missing_s: float = 0.0
    """Time lost in the window."""
    saturated: bool = False
    onset_uncertainty_s: float = 0.0
    alignment_s: float | None = 0.0
    """How well the clocks of two devices agree (k = 2); 0 with one clock, None when it is unknown."""


class Varied(Protocol):
    """A subject of metrics that can be computed again with one input moved by its uncertainty at a time."""

    def variants(self) -> Iterable[Self]: ...


S = TypeVar("S", bound=Varied)


@dataclass(frozen=True, slots=True)
class Formula(Metric, Generic[S]):
    """A metric that is computed from one subject; ``window`` are the samples (first, last) that decide it."""

    compute: Callable[[S], float]
    window: Callable[[S], tuple[int, int]]


GAP_LIMITED_S = 0.002
GAP_AVERAGE_S = 0.010
CLOCK_LIMITED_S = 0.002
CLOCK_INVALID_S = 0.005
_RATE_TOLERANCE = 0.99


def judge(
    metric: Metric,
    value: float,
    facts: Facts,
    *,
    uncertainty: float | None = None,
    limits: Iterable[str] = (),
    refusals: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Measurement:
    """Decide whether a number may be shown, and with which reservation.

    Parameters
    ----------
    metric : Metric
        Its row in the catalog.
    value : float
        What was computed, in the metric's unit; not finite when it could not be.
    facts : Facts
        About the samples in the metric's window.
    uncertainty : float or None
        Expanded, k = 2, same unit.
    limits, refusals, notes : iterable of str
        Further reasons, from the protocol, to limit or to withhold it; notes go with it and change nothing.

    Returns
    -------
    Measurement
        Invalid below the metric's rate (1 % tolerance), over more than 2 ms (averages: 10 ms) of lost samples, over
        saturated samples (a peak is limited: at least this), over clocks that disagree by more than 5 ms.
    """
    withheld = [*refusals, *_refusals(metric, facts)]
    if not withheld and not np.isfinite(value):
        withheld.append("this part of the recording is too short to compute it")
    if withheld:
        return invalid(metric.unit, *dict.fromkeys(withheld), method=metric.method)
    reserved = [*limits, *_limits(metric, value, facts)]
    state = State.LIMITED if reserved else State.VALID
    reasons = tuple(dict.fromkeys([*reserved, *notes]))
    known = None if uncertainty is None or not np.isfinite(uncertainty) else float(uncertainty)
    return Measurement(float(value), metric.unit, state, reasons, known, metric.method)


def measure(
    formula: Formula[S],
    subject: S,
    facts: Callable[[int, int], Facts],
    *,
    limits: Iterable[str] = (),
    refusals: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Measurement:
    """Compute a metric of ``subject``, with ``facts`` about a range of samples, and judge it."""
    value = formula.compute(subject)
    moved = [formula.compute(variant) - value for variant in subject.variants()]
    uncertainty = float(np.sqrt(np.sum(np.square(moved))))
    return judge(
        formula,
        value,
        facts(*formula.window(subject)),
        uncertainty=uncertainty,
        limits=limits,
        refusals=refusals,
        notes=notes,
    )


def _refusals(metric: Metric, facts: Facts) -> list[str]:
    needs, found = metric.needs, []
    if facts.rate_hz < needs.rate_hz * _RATE_TOLERANCE:
        found.append(f"needs >= {needs.rate_hz:g} Hz; this device sends {facts.rate_hz:.3g} Hz")
    allowed = GAP_AVERAGE_S if needs.kind is Kind.AVERAGE else GAP_LIMITED_S
    if facts.missing_s > allowed + 1e-9:
        found.append(f"{1000 * facts.missing_s:.3g} ms are missing where it is measured; repeat the trial")
    if facts.saturated and needs.kind is not Kind.PEAK:
        found.append("the sensor reached its limit where it is measured; use a stronger sensor or less force")
    if needs.one_clock and facts.alignment_s is None:
        found.append("how well the clocks of left and right agree is unknown")
    elif needs.one_clock and facts.alignment_s is not None and facts.alignment_s > CLOCK_INVALID_S:
        found.append(f"left and right clocks agree within {1000 * facts.alignment_s:.2g} ms; 5 ms or better is needed")
    return found


def _limits(metric: Metric, value: float, facts: Facts) -> list[str]:
    needs, found = metric.needs, []
    if facts.missing_s > 0:
        found.append(f"{1000 * facts.missing_s:.3g} ms are missing where it is measured")
    if facts.saturated:
        found.append(f"the sensor reached its limit: the true value is >= {value:.4g} {metric.unit}")
    if needs.onset_s is not None and facts.onset_uncertainty_s > needs.onset_s:
        found.append(f"{facts.rate_hz:.0f} Hz device: onset known to ± {1000 * facts.onset_uncertainty_s:.0f} ms")
    if needs.one_clock and facts.alignment_s is not None and facts.alignment_s > CLOCK_LIMITED_S:
        found.append(f"left and right clocks agree within {1000 * facts.alignment_s:.2g} ms")
    return found


# The table -----------------------------------------------------------------------------------------------------------

_JUMP_TIME = Needs(500.0, Kind.TIME, one_clock=True)
_JUMP_PEAK = Needs(500.0, Kind.PEAK, one_clock=True)
_JUMP_SUM = Needs(500.0, Kind.AVERAGE, one_clock=True)
_SLOW_PEAK, _SLOW, _SHARED = Needs(8.0, Kind.PEAK), Needs(8.0, Kind.AVERAGE), Needs(8.0, Kind.AVERAGE, one_clock=True)
_UP, _DOWN, _PLAIN = Direction.HIGHER, Direction.LOWER, Direction.NEITHER


def _pushing(j: jump.Jump) -> tuple[int, int]:
    return j.start, j.takeoff


def _airborne(j: jump.Jump) -> tuple[int, int]:
    return j.takeoff, j.landing


def _all(j: jump.Jump) -> tuple[int, int]:
    return j.start, j.landing


def _landing(j: jump.Jump) -> tuple[int, int]:
    return j.landing, min(int(np.searchsorted(j.time_s, j.time_s[j.landing] + jump.LANDING_S)), len(j.time_s) - 1)


def _effort(e: isometric.Effort) -> tuple[int, int]:
    return e.start, e.stop


def _rise(seconds: float) -> Callable[[isometric.Effort], tuple[int, int]]:
    return lambda e: (max(e.start - 1, 0), min(int(np.searchsorted(e.time_s, e.onset_s + seconds)), len(e.time_s) - 1))


def _to_peak(e: isometric.Effort) -> tuple[int, int]:
    return max(e.start - 1, 0), isometric.peak_index(e)


def _steady(h: endurance.Hold) -> tuple[int, int]:
    return h.steady.start, max(h.steady.start, h.steady.stop - 1)


def _held(h: endurance.Hold) -> tuple[int, int]:
    """From the first to the last sample at which the hold may have begun and ended."""
    first, last = h.time_s[h.onset] - h.onset_uncertainty_s, h.time_s[h.end] + h.end_uncertainty_s
    return int(np.searchsorted(h.time_s, first)), min(int(np.searchsorted(h.time_s, last)), len(h.time_s) - 1)


# fmt: off
JUMP: tuple[Formula[jump.Jump], ...] = (
    Formula("jump_height_im", "Jump height, impulse-momentum", "m", _UP, _JUMP_SUM,
            "v(take-off)^2 / 2g, trapezoid of F - W from rest", jump.height_impulse, _pushing),
    Formula("jump_height_ft", "Jump height, flight time", "m", _UP, _JUMP_TIME,
            "g t^2 / 8", jump.height_flight, _airborne),
    Formula("jump_height_difference", "Flight-time minus impulse height", "m", _PLAIN, _JUMP_TIME,
            "g t^2 / 8 - v^2 / 2g", jump.height_difference, _all),
    Formula("rsi_modified", "RSI-modified", "m/s", _UP, _JUMP_TIME,
            "impulse height / time to take-off", jump.rsi_modified, _pushing),
    Formula("contraction_time", "Time to take-off", "s", _PLAIN, _JUMP_TIME,
            "onset to take-off", jump.contraction_time, _pushing),
    Formula("countermovement_depth", "Countermovement depth", "m", _PLAIN, _JUMP_SUM,
            "double integral of (F - W) / m from rest", jump.countermovement_depth, _pushing),
    Formula("unweighting_time", "Unweighting time", "s", _PLAIN, _JUMP_TIME,
            "onset to greatest downward speed", jump.unweighting_time, _pushing),
    Formula("braking_time", "Braking time", "s", _PLAIN, _JUMP_TIME,
            "greatest downward speed to lowest point", jump.braking_time, _pushing),
    Formula("propulsion_time", "Propulsion time", "s", _PLAIN, _JUMP_TIME,
            "lowest point to take-off", jump.propulsion_time, _pushing),
    Formula("flight_time", "Flight time", "s", _UP, _JUMP_TIME,
            "take-off to landing", jump.flight_time, _airborne),
    Formula("takeoff_velocity", "Take-off velocity", "m/s", _UP, _JUMP_SUM,
            "integral of (F - W) / m from rest", jump.takeoff_velocity, _pushing),
    Formula("peak_propulsive_force", "Peak propulsive force", "N", _UP, _JUMP_PEAK,
            "greatest force, lowest point to take-off", jump.peak_propulsive_force, _pushing),
    Formula("net_impulse", "Net propulsive impulse", "N s", _UP, _JUMP_SUM,
            "integral of F - W, lowest point to take-off", jump.net_propulsive_impulse, _pushing),
    Formula("propulsive_impulse", "Propulsive impulse", "N s", _UP, _JUMP_SUM,
            "integral of F, lowest point to take-off", jump.propulsive_impulse, _pushing, sided=True),
    Formula("landing_peak", "Landing peak force", "N", _PLAIN, _JUMP_PEAK,
            "greatest force in 0.5 s after landing", jump.landing_peak, _landing, sided=True),
)

EFFORT: tuple[Formula[isometric.Effort], ...] = (
    Formula("peak_force", "Peak force", "N", _UP, _SLOW_PEAK,
            "greatest sample; mean of the repetitions",
            isometric.peak_force, _effort, sided=True),
    Formula("stable_peak_force", "Stable peak force", "N", _UP, _SLOW,
            "best 0.5 s mean; mean of the repetitions",
            isometric.stable_peak_force, _effort, sided=True),
    Formula("time_to_peak", "Time to peak", "s", _PLAIN, Needs(40.0, Kind.TIME),
            "onset to greatest sample; mean of the repetitions",
            isometric.time_to_peak, _to_peak, sided=True),
    Formula("rfd_0_100", "RFD 0-100 ms", "N/s", _UP, Needs(250.0, Kind.TIME, onset_s=0.005),
            "(F(onset + 100 ms) - rest) / 100 ms; mean of the repetitions",
            isometric.rfd_0_100, _rise(0.1), sided=True),
    Formula("rfd_0_200", "RFD 0-200 ms", "N/s", _UP, Needs(80.0, Kind.TIME, onset_s=0.005),
            "(F(onset + 200 ms) - rest) / 200 ms; mean of the repetitions",
            isometric.rfd_0_200, _rise(0.2), sided=True),
)

HOLD: tuple[Formula[endurance.Hold], ...] = (
    Formula("hold_time", "Hold time", "s", _UP, Needs(8.0, Kind.TIME),
            "onset to the first loss below half the rise for 1 s", endurance.hold_time, _held),
    Formula("mean_force", "Mean force", "N", _PLAIN, _SLOW,
            "mean from 1 s after the onset", endurance.mean_force, _steady, sided=True),
    Formula("steadiness_cv", "Unsteadiness (CV)", "%", _DOWN, _SHARED,
            "SD about a straight line / mean", endurance.steadiness_cv, _steady),
    Formula("fatigue_slope", "Fatigue slope", "%/s", _PLAIN, _SHARED,
            "slope of the straight line / mean", endurance.fatigue_slope, _steady),
    Formula("fatigue_index", "Fatigue index", "%", _DOWN, _SHARED,
            "loss from first to last 5 s", endurance.fatigue_index, _steady),
)

SHARE: tuple[Formula[endurance.Hold], ...] = (
    Formula("load_share", "Load share", "%", _PLAIN, _SHARED,
            "mean of side / total", endurance.load_share, _steady, sided=True),
    Formula("load_share_drift", "Drift of load share", "%", _PLAIN, _SHARED,
            "share in the last 5 s minus the first 5 s", endurance.load_share_drift, _steady, sided=True),
)

SUMMARY: tuple[Metric, ...] = (
    Metric("system_weight", "System weight", "N", _PLAIN, _SHARED, "mean of the stillest second"),
    Metric("peak_force_best", "Peak force, best", "N", _UP, _SLOW_PEAK, "greatest of the valid repetitions",
           sided=True),
    Metric("peak_force_cv", "Variation of peak force (CV)", "%", _DOWN, _SLOW_PEAK, "SD / mean of the repetitions",
           sided=True),
    Metric("peak_force_asymmetry", "Difference of peak force", "%", _PLAIN, _SLOW_PEAK,
           "100 (R - L) / max(L, R) of the means of the repetitions"),
    Metric("propulsive_impulse_asymmetry", "Difference of propulsive impulse", "%", _PLAIN, _JUMP_SUM,
           "100 (R - L) / max(L, R)"),
    Metric("load_asymmetry", "Difference of load", "%", _PLAIN, _SHARED,
           "100 (R - L) / max(L, R) of the mean forces"),
)
# fmt: on

CATALOG: Mapping[str, Metric] = MappingProxyType(
    {row.key: row for family in (JUMP, EFFORT, HOLD, SHARE, SUMMARY) for row in family}
)
