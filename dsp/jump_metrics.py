"""What is measured of a vertical jump: pure functions of a ``Jump``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.jump import Floats, Jump
from dsp.landing_metrics import LANDING
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


def flight_contraction_ratio(jump: Jump) -> float:
    """Flight time over time to take-off, 1 (Hawkin calls this RSI) [S5]."""
    return flight_time(jump) / contraction_time(jump)


def rsi_modified_flight(jump: Jump) -> float:
    """Flight-time height over time to take-off, m/s: VALD's RSI_MODIFIED [S1]."""
    return height_flight(jump) / contraction_time(jump)


def vald_braking_time(jump: Jump) -> float:
    """Least force before the lowest point to the lowest point, s: what VALD calls braking [S1]."""
    return jump.seconds(jump.lightest, jump.lowest)


def peak_downward_velocity(jump: Jump) -> float:
    """Greatest downward speed, m/s, >= 0 [S1]."""
    return -float(jump.speed.min())


def peak_velocity(jump: Jump) -> float:
    """Greatest upward speed before take-off, m/s; a little more than at take-off [S1]."""
    return float(jump.speed.max())


def peak_braking_force(jump: Jump) -> float:
    """Greatest total force from greatest downward speed to the lowest point, N [S1, S5]."""
    return float(jump.force_n[jump.fastest_down : jump.lowest + 1].max())


def mean_braking_force(jump: Jump) -> float:
    """Mean total force from greatest downward speed to the lowest point, N [S1, S5]."""
    return jump.mean_force(jump.fastest_down, jump.lowest)


def braking_rfd(jump: Jump) -> float:
    """Rise of force per time from greatest downward speed to the lowest point, N/s [S1, S5]."""
    lasted = braking_time(jump)
    if lasted <= 0:
        return float("nan")
    return float(jump.force_n[jump.lowest] - jump.force_n[jump.fastest_down]) / lasted


def force_at_zero_velocity(jump: Jump) -> float:
    """Total force at the lowest point, N [S1]."""
    return float(jump.force_n[jump.lowest])


def force_at_zero_velocity_kg(jump: Jump) -> float:
    """Total force at the lowest point over mass, N/kg [S1]."""
    return force_at_zero_velocity(jump) / jump.mass_kg


def stiffness(jump: Jump) -> float:
    """Force at the lowest point over depth, N/m [S5]."""
    depth = countermovement_depth(jump)
    return force_at_zero_velocity(jump) / depth if depth > 0 else float("nan")


def peak_propulsive_force(jump: Jump) -> float:
    """Greatest total force between lowest point and take-off, N."""
    return float(jump.force_n[jump.lowest : jump.takeoff + 1].max())


def mean_propulsive_force(jump: Jump) -> float:
    """Mean total force from the lowest point to take-off, N [S1, S5]."""
    return jump.mean_force(jump.lowest, jump.takeoff)


def peak_power(jump: Jump) -> float:
    """Greatest force times speed from the lowest point to take-off, W [S1, S5]."""
    return float(_power(jump).max())


def peak_power_kg(jump: Jump) -> float:
    """Peak propulsive power over mass, W/kg [S1, S5]."""
    return peak_power(jump) / jump.mass_kg


def mean_power(jump: Jump) -> float:
    """Mean force times speed from the lowest point to take-off, W [S1, S5]."""
    power, time_s = _power(jump), jump.time_s[jump.lowest : jump.takeoff + 1]
    if len(power) < 2:
        return float("nan")
    work = float(np.dot(power[1:] + power[:-1], time_s[1:] - time_s[:-1])) / 2.0
    return work / float(time_s[-1] - time_s[0])


def mean_power_kg(jump: Jump) -> float:
    """Mean propulsive power over mass, W/kg [S1, S5]."""
    return mean_power(jump) / jump.mass_kg


def net_propulsive_impulse(jump: Jump) -> float:
    """Impulse above body weight from lowest point to take-off, N s: mass times take-off speed [S16]."""
    return jump.net_impulse(jump.lowest, jump.takeoff)


def net_impulse_first_half(jump: Jump) -> float:
    """Impulse above body weight in the first half of the propulsion by time, N s: VALD's P1 [S1]."""
    return jump.net_impulse(jump.lowest, _middle(jump))


def net_impulse_second_half(jump: Jump) -> float:
    """Impulse above body weight in the second half of the propulsion by time, N s: VALD's P2 [S1]."""
    return jump.net_impulse(_middle(jump), jump.takeoff)


def unweighting_impulse(jump: Jump) -> float:
    """Impulse of one foot (or both) from onset to greatest downward speed, N s, weight included [S1]."""
    return jump.impulse(jump.onset, jump.fastest_down)


def braking_impulse(jump: Jump) -> float:
    """Impulse of one foot (or both) from greatest downward speed to lowest point, N s, weight included [S1]."""
    return jump.impulse(jump.fastest_down, jump.lowest)


def propulsive_impulse(jump: Jump) -> float:
    """Impulse of one foot (or both) from lowest point to take-off, N s, weight included, so never near zero [S1]."""
    return jump.impulse(jump.lowest, jump.takeoff)


def unweighting_share(jump: Jump) -> float:
    """Part of one foot in the impulse from onset to greatest downward speed, %."""
    return jump.share(jump.onset, jump.fastest_down)


def braking_share(jump: Jump) -> float:
    """Part of one foot in the impulse from greatest downward speed to lowest point, %."""
    return jump.share(jump.fastest_down, jump.lowest)


def propulsive_share(jump: Jump) -> float:
    """Part of one foot in the impulse from lowest point to take-off, %."""
    return jump.share(jump.lowest, jump.takeoff)


def _power(jump: Jump) -> Floats:
    return jump.force_n[jump.lowest : jump.takeoff + 1] * jump.speed[jump.lowest - jump.start :]


def _middle(jump: Jump) -> int:
    half = (jump.time_s[jump.lowest] + jump.time_s[jump.takeoff]) / 2.0
    return int(np.searchsorted(jump.time_s[jump.lowest : jump.takeoff], half)) + jump.lowest


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


# fmt: off
FLOWN: tuple[Formula[Jump], ...] = (
    Formula("jump_height_im", "Jump height, impulse-momentum", "m", _UP, _JUMP_SUM,
            "v(take-off)^2 / 2g, trapezoid of F - W from rest", "[S1, S5]", height_impulse, _pushing),
    Formula("jump_height_ft", "Jump height, flight time", "m", _UP, _JUMP_TIME,
            "g t^2 / 8", "[S1]", height_flight, _airborne),
    Formula("jump_height_difference", "Flight-time minus impulse height", "m", _PLAIN, _JUMP_TIME,
            "g t^2 / 8 - v^2 / 2g", "[S3]", height_difference, _all),
    Formula("flight_time", "Flight time", "s", _UP, _JUMP_TIME,
            "take-off to landing", "[S1]", flight_time, _airborne),
    Formula("takeoff_velocity", "Take-off velocity", "m/s", _UP, _JUMP_SUM,
            "integral of (F - W) / m from rest", "[S1]", takeoff_velocity, _pushing),
    Formula("peak_velocity", "Peak velocity", "m/s", _UP, _JUMP_SUM,
            "greatest upward speed before take-off", "[S1]", peak_velocity, _pushing),
    Formula("peak_propulsive_force", "Peak propulsive force", "N", _UP, _JUMP_PEAK,
            "greatest force, lowest point to take-off", "[S1, S5]", peak_propulsive_force, _pushing),
    Formula("mean_propulsive_force", "Mean propulsive force", "N", _UP, _JUMP_SUM,
            "mean force, lowest point to take-off", "[S1, S5]", mean_propulsive_force, _pushing),
    Formula("peak_power", "Peak power", "W", _UP, _JUMP_SUM,
            "greatest F v, lowest point to take-off", "[S1, S5]", peak_power, _pushing),
    Formula("peak_power_kg", "Peak power per mass", "W/kg", _UP, _JUMP_SUM,
            "greatest F v / m, lowest point to take-off", "[S1, S5]", peak_power_kg, _pushing),
    Formula("mean_power", "Mean power", "W", _UP, _JUMP_SUM,
            "mean F v, lowest point to take-off", "[S1, S5]", mean_power, _pushing),
    Formula("mean_power_kg", "Mean power per mass", "W/kg", _UP, _JUMP_SUM,
            "mean F v / m, lowest point to take-off", "[S1, S5]", mean_power_kg, _pushing),
    Formula("net_impulse", "Net propulsive impulse", "N s", _UP, _JUMP_SUM,
            "integral of F - W, lowest point to take-off (VALD: concentric impulse)", "[S1, S16]",
            net_propulsive_impulse, _pushing),
    Formula("net_impulse_p1", "Net impulse, first half of propulsion", "N s", _UP, _JUMP_SUM,
            "integral of F - W, first half by time of lowest point to take-off (P1)", "[S1]",
            net_impulse_first_half, _pushing),
    Formula("net_impulse_p2", "Net impulse, second half of propulsion", "N s", _UP, _JUMP_SUM,
            "integral of F - W, second half by time of lowest point to take-off (P2)", "[S1]",
            net_impulse_second_half, _pushing),
    Formula("propulsive_impulse", "Propulsive impulse", "N s", _UP, _JUMP_SUM,
            "integral of F, lowest point to take-off", "[S1]", propulsive_impulse, _pushing, sided=True),
    Formula("propulsive_share", "Load share, propulsion", "%", _PLAIN, _JUMP_SUM,
            "100 integral of foot / integral of both, lowest point to take-off", "[S1]", propulsive_share, _pushing,
            sided=True),
    *LANDING,
)

COUNTERMOVEMENT: tuple[Formula[Jump], ...] = (
    Formula("contraction_time", "Time to take-off", "s", _PLAIN, _JUMP_TIME,
            "onset to take-off", "[S1, S5]", contraction_time, _pushing),
    Formula("rsi_modified", "RSI-modified", "m/s", _UP, _JUMP_TIME,
            "impulse height / time to take-off", "[S1, S5]", rsi_modified, _pushing),
    Formula("rsi_modified_ft", "RSI-modified, flight-time height", "m/s", _UP, _JUMP_TIME,
            "flight-time height / time to take-off (VALD RSI_MODIFIED)", "[S1]", rsi_modified_flight, _all),
    Formula("flight_contraction_ratio", "Flight time : time to take-off", "1", _UP, _JUMP_TIME,
            "flight time / time to take-off (Hawkin RSI)", "[S5]", flight_contraction_ratio, _all),
    Formula("countermovement_depth", "Countermovement depth", "m", _PLAIN, _JUMP_SUM,
            "double integral of (F - W) / m from rest", "[S1, S5]", countermovement_depth, _pushing),
    Formula("unweighting_time", "Unweighting time", "s", _PLAIN, _JUMP_TIME,
            "onset to greatest downward speed", "[S16]", unweighting_time, _pushing),
    Formula("braking_time", "Braking time", "s", _PLAIN, _JUMP_TIME,
            "greatest downward speed to lowest point (VALD: deceleration)", "[S16]", braking_time, _pushing),
    Formula("vald_braking_time", "Braking time, VALD", "s", _PLAIN, _JUMP_TIME,
            "least force to lowest point", "[S1]", vald_braking_time, _pushing),
    Formula("propulsion_time", "Propulsion time", "s", _PLAIN, _JUMP_TIME,
            "lowest point to take-off", "[S16]", propulsion_time, _pushing),
    Formula("peak_downward_velocity", "Peak downward velocity", "m/s", _PLAIN, _JUMP_SUM,
            "greatest downward speed", "[S1]", peak_downward_velocity, _pushing),
    Formula("peak_braking_force", "Peak braking force", "N", _UP, _JUMP_PEAK,
            "greatest force, greatest downward speed to lowest point", "[S1, S5]", peak_braking_force, _pushing),
    Formula("mean_braking_force", "Mean braking force", "N", _UP, _JUMP_SUM,
            "mean force, greatest downward speed to lowest point", "[S1, S5]", mean_braking_force, _pushing),
    Formula("braking_rfd", "Braking RFD", "N/s", _UP, _JUMP_TIME,
            "rise of force / time, greatest downward speed to lowest point", "[S1, S5]", braking_rfd, _pushing),
    Formula("force_at_zero_velocity", "Force at zero velocity", "N", _UP, _JUMP_TIME,
            "force at the lowest point", "[S1]", force_at_zero_velocity, _pushing),
    Formula("force_at_zero_velocity_kg", "Force at zero velocity per mass", "N/kg", _UP, _JUMP_TIME,
            "force at the lowest point / m", "[S1]", force_at_zero_velocity_kg, _pushing),
    Formula("stiffness", "Stiffness", "N/m", _PLAIN, _JUMP_TIME,
            "force at the lowest point / depth", "[S5]", stiffness, _pushing),
    Formula("unweighting_impulse", "Unweighting impulse", "N s", _PLAIN, _JUMP_SUM,
            "integral of F, onset to greatest downward speed", "[S1]", unweighting_impulse, _pushing, sided=True),
    Formula("unweighting_share", "Load share, unweighting", "%", _PLAIN, _JUMP_SUM,
            "100 integral of foot / integral of both, onset to greatest downward speed", "[S1]", unweighting_share,
            _pushing, sided=True),
    Formula("braking_impulse", "Braking impulse", "N s", _UP, _JUMP_SUM,
            "integral of F, greatest downward speed to lowest point", "[S1]", braking_impulse, _pushing, sided=True),
    Formula("braking_share", "Load share, braking", "%", _PLAIN, _JUMP_SUM,
            "100 integral of foot / integral of both, greatest downward speed to lowest point", "[S1]", braking_share,
            _pushing, sided=True),
)
"""What only a jump with a countermovement has."""

JUMP: tuple[Formula[Jump], ...] = (*FLOWN, *COUNTERMOVEMENT)

JUMP_SUMMARY: tuple[Metric, ...] = (
    Metric("system_weight", "System weight", "N", _PLAIN, Needs(8.0, Kind.AVERAGE, one_clock=True),
           "mean of the stillest second", "[S3]"),
    Metric("propulsive_impulse_asymmetry", "Difference of propulsive impulse", "%", _PLAIN, _JUMP_SUM,
           "100 (R - L) / max(L, R)", "[S1, S3]"),
)
# fmt: on
