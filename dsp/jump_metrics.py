"""What is measured of a vertical jump: pure functions of a ``Jump``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.jump import LANDING_S, Jump
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.weighing import GRAVITY


def takeoff_velocity(jump: Jump) -> float:
    """Upward speed at take-off, m/s: net impulse over mass [S1]."""
    return float(jump.speed[-1])


def height_impulse(jump: Jump) -> float:
    """Height by impulse and momentum, m: ``v^2 / 2g`` with the speed at take-off [S1, S5]."""
    return float(jump.speed[-1]) ** 2 / (2.0 * GRAVITY)


def flight_time(jump: Jump) -> float:
    """Time in the air, s."""
    return jump.seconds(jump.takeoff, jump.landing)


def height_flight(jump: Jump) -> float:
    """Height by flight time, m: ``g t^2 / 8``, as if landing posture equalled take-off posture [S1]."""
    return GRAVITY * flight_time(jump) ** 2 / 8.0


def height_difference(jump: Jump) -> float:
    """Flight-time height minus impulse height, m; far from zero, one of them is wrong."""
    return height_flight(jump) - height_impulse(jump)


def contraction_time(jump: Jump) -> float:
    """Time from onset to take-off, s [S1, S5]."""
    return jump.seconds(jump.onset, jump.takeoff)


def rsi_modified(jump: Jump) -> float:
    """Impulse height over time to take-off, m/s (not VALD's RSI_MODIFIED, which takes flight-time height) [S1, S5]."""
    return height_impulse(jump) / contraction_time(jump)


def countermovement_depth(jump: Jump) -> float:
    """How far the centre of mass went down, m, >= 0 [S1, S5]."""
    return -float(jump.position.min())


def unweighting_time(jump: Jump) -> float:
    """Onset to greatest downward speed, s [S16]."""
    return jump.seconds(jump.onset, jump.fastest_down)


def braking_time(jump: Jump) -> float:
    """Greatest downward speed to lowest point, s [S16] (VALD calls this deceleration and starts braking earlier)."""
    return jump.seconds(jump.fastest_down, jump.lowest)


def propulsion_time(jump: Jump) -> float:
    """Lowest point to take-off, s [S16]."""
    return jump.seconds(jump.lowest, jump.takeoff)


def peak_propulsive_force(jump: Jump) -> float:
    """Greatest total force between lowest point and take-off, N."""
    return float(jump.force_n[jump.lowest : jump.takeoff + 1].max())


def propulsive_impulse(jump: Jump) -> float:
    """Impulse of one foot (or both) from lowest point to take-off, N s, weight included, so never near zero."""
    part = slice(jump.lowest, jump.takeoff + 1)
    return float(np.trapezoid(jump.foot_n[part], jump.time_s[part]))


def landing_peak(jump: Jump) -> float:
    """Greatest force under one foot (or both) in the 0.5 s after landing, N [S5]."""
    stop = int(np.searchsorted(jump.time_s, jump.time_s[jump.landing] + LANDING_S))
    return float(jump.foot_n[jump.landing : max(stop, jump.landing + 1)].max())


def net_propulsive_impulse(jump: Jump) -> float:
    """Impulse above body weight from lowest point to take-off, N s: mass times take-off speed [S16]."""
    part = slice(jump.lowest, jump.takeoff + 1)
    return float(np.trapezoid(jump.force_n[part] - jump.weight_n, jump.time_s[part]))


# The table ---

_JUMP_TIME = Needs(500.0, Kind.TIME, one_clock=True)
_JUMP_PEAK = Needs(500.0, Kind.PEAK, one_clock=True)
_JUMP_SUM = Needs(500.0, Kind.AVERAGE, one_clock=True)
_UP = Direction.HIGHER
_PLAIN = Direction.NEITHER


def _pushing(j: Jump) -> tuple[int, int]:
    return j.start, j.takeoff


def _airborne(j: Jump) -> tuple[int, int]:
    return j.takeoff, j.landing


def _all(j: Jump) -> tuple[int, int]:
    return j.start, j.landing


def _landing(j: Jump) -> tuple[int, int]:
    return j.landing, min(int(np.searchsorted(j.time_s, j.time_s[j.landing] + LANDING_S)), len(j.time_s) - 1)


# fmt: off
JUMP: tuple[Formula[Jump], ...] = (
    Formula("jump_height_im", "Jump height, impulse-momentum", "m", _UP, _JUMP_SUM,
            "v(take-off)^2 / 2g, trapezoid of F - W from rest", "[S1, S5]", height_impulse, _pushing),
    Formula("jump_height_ft", "Jump height, flight time", "m", _UP, _JUMP_TIME,
            "g t^2 / 8", "[S1]", height_flight, _airborne),
    Formula("jump_height_difference", "Flight-time minus impulse height", "m", _PLAIN, _JUMP_TIME,
            "g t^2 / 8 - v^2 / 2g", "[S3]", height_difference, _all),
    Formula("rsi_modified", "RSI-modified", "m/s", _UP, _JUMP_TIME,
            "impulse height / time to take-off", "[S1, S5]", rsi_modified, _pushing),
    Formula("contraction_time", "Time to take-off", "s", _PLAIN, _JUMP_TIME,
            "onset to take-off", "[S1, S5]", contraction_time, _pushing),
    Formula("countermovement_depth", "Countermovement depth", "m", _PLAIN, _JUMP_SUM,
            "double integral of (F - W) / m from rest", "[S1, S5]", countermovement_depth, _pushing),
    Formula("unweighting_time", "Unweighting time", "s", _PLAIN, _JUMP_TIME,
            "onset to greatest downward speed", "[S16]", unweighting_time, _pushing),
    Formula("braking_time", "Braking time", "s", _PLAIN, _JUMP_TIME,
            "greatest downward speed to lowest point", "[S16]", braking_time, _pushing),
    Formula("propulsion_time", "Propulsion time", "s", _PLAIN, _JUMP_TIME,
            "lowest point to take-off", "[S16]", propulsion_time, _pushing),
    Formula("flight_time", "Flight time", "s", _UP, _JUMP_TIME,
            "take-off to landing", "[S1]", flight_time, _airborne),
    Formula("takeoff_velocity", "Take-off velocity", "m/s", _UP, _JUMP_SUM,
            "integral of (F - W) / m from rest", "[S1]", takeoff_velocity, _pushing),
    Formula("peak_propulsive_force", "Peak propulsive force", "N", _UP, _JUMP_PEAK,
            "greatest force, lowest point to take-off", "[S1, S5]", peak_propulsive_force, _pushing),
    Formula("net_impulse", "Net propulsive impulse", "N s", _UP, _JUMP_SUM,
            "integral of F - W, lowest point to take-off", "[S16]", net_propulsive_impulse, _pushing),
    Formula("propulsive_impulse", "Propulsive impulse", "N s", _UP, _JUMP_SUM,
            "integral of F, lowest point to take-off", "[S1]", propulsive_impulse, _pushing, sided=True),
    Formula("landing_peak", "Landing peak force", "N", _PLAIN, _JUMP_PEAK,
            "greatest force in 0.5 s after landing", "[S5]", landing_peak, _landing, sided=True),
)

JUMP_SUMMARY: tuple[Metric, ...] = (
    Metric("system_weight", "System weight", "N", _PLAIN, Needs(8.0, Kind.AVERAGE, one_clock=True),
           "mean of the stillest second", "[S3]"),
    Metric("propulsive_impulse_asymmetry", "Difference of propulsive impulse", "%", _PLAIN, _JUMP_SUM,
           "100 (R - L) / max(L, R)", "[S1, S3]"),
)
# fmt: on
