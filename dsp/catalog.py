"""CATALOG: every metric by its key, with what it needs before its number may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Direction(StrEnum):
    """Which way is better; NEITHER where more and less mean nothing by themselves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Kind(StrEnum):
    """How a metric uses the samples of its window, which decides what lost and saturated samples do to it."""

    MOMENT = "moment"
    """One instant decides (peak, rate of force development, times)."""
    AVERAGE = "average"
    """All samples count alike (mean, impulse, share, steadiness)."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What the recording must offer: a measured rate of at least ``rate_hz``."""

    rate_hz: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of the catalog."""

    key: str
    title: str
    unit: str
    direction: Direction
    needs: Needs


_JUMP = Needs(500.0, Kind.MOMENT)
_JUMP_AVERAGE = Needs(500.0, Kind.AVERAGE)
_SLOW_PEAK = Needs(8.0, Kind.MOMENT)
_SLOW = Needs(8.0, Kind.AVERAGE)
_REP = Needs(40.0, Kind.MOMENT)
_UP, _DOWN, _PLAIN = Direction.HIGHER, Direction.LOWER, Direction.NEITHER

_ROWS = (
    Metric("system_weight", "System weight", "N", _PLAIN, _SLOW),
    Metric("jump_height_im", "Jump height, impulse-momentum", "m", _UP, _JUMP_AVERAGE),
    Metric("jump_height_ft", "Jump height, flight time", "m", _UP, _JUMP),
    Metric("jump_height_difference", "Flight-time minus impulse-momentum height", "m", _PLAIN, _JUMP),
    Metric("takeoff_velocity", "Take-off velocity", "m/s", _UP, _JUMP_AVERAGE),
    Metric("flight_time", "Flight time", "s", _UP, _JUMP),
    Metric("contraction_time", "Time to take-off", "s", _PLAIN, _JUMP),
    Metric("rsi_modified", "RSI-modified (impulse-momentum height / time to take-off)", "m/s", _UP, _JUMP),
    Metric("countermovement_depth", "Countermovement depth", "m", _PLAIN, _JUMP_AVERAGE),
    Metric("unweighting_time", "Unweighting time", "s", _PLAIN, _JUMP),
    Metric("braking_time", "Braking time (minimum velocity to lowest point)", "s", _PLAIN, _JUMP),
    Metric("propulsion_time", "Propulsion time", "s", _PLAIN, _JUMP),
    Metric("peak_propulsive_force", "Peak propulsive force", "N", _UP, _JUMP),
    Metric("propulsive_impulse", "Net propulsive impulse", "N s", _UP, _JUMP_AVERAGE),
    Metric("propulsive_impulse_asymmetry", "Difference of propulsive impulse, (R-L)/max", "%", _PLAIN, _JUMP_AVERAGE),
    Metric("peak_force", "Peak force, mean of the repetitions", "N", _UP, _SLOW_PEAK),
    Metric("peak_force_best", "Peak force, best repetition", "N", _UP, _SLOW_PEAK),
    Metric("peak_force_cv", "Variation between repetitions (CV of peak force)", "%", _DOWN, _SLOW_PEAK),
    Metric("stable_peak_force", "Stable peak force (best 0.5 s mean)", "N", _UP, _SLOW),
    Metric("time_to_peak", "Time to peak force", "s", _PLAIN, _REP),
    Metric("rfd_0_100", "Rate of force development, 0-100 ms", "N/s", _UP, Needs(250.0, Kind.MOMENT)),
    Metric("rfd_0_200", "Rate of force development, 0-200 ms", "N/s", _UP, Needs(80.0, Kind.MOMENT)),
    Metric("peak_force_asymmetry", "Difference of peak force, (R-L)/max", "%", _PLAIN, _SLOW_PEAK),
    Metric("hold_time", "Hold time", "s", _UP, Needs(8.0, Kind.MOMENT)),
    Metric("mean_force", "Mean force during the hold", "N", _PLAIN, _SLOW),
    Metric("load_share", "Load share", "%", _PLAIN, _SLOW),
    Metric("load_share_drift", "Drift of the load share (last 5 s minus first 5 s)", "%", _PLAIN, _SLOW),
    Metric("steadiness_cv", "Steadiness (CV of the detrended force)", "%", _DOWN, _SLOW),
    Metric("fatigue_slope", "Slope of the force during the hold", "%/s", _PLAIN, _SLOW),
    Metric("fatigue_index", "Fatigue index (first 5 s against last 5 s)", "%", _DOWN, _SLOW),
)

CATALOG: Mapping[str, Metric] = MappingProxyType({row.key: row for row in _ROWS})
