"""What is measured of a drop jump: pure functions of a ``DropJump``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.drop_jump import DropJump
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.weighing import GRAVITY

IMPACT_PART = 0.2
NAN = float("nan")


def contact_time(jump: DropJump) -> float:
    """Touch-down to take-off, s [S1]."""
    return jump.seconds(jump.touchdown, jump.takeoff)


def flight_time(jump: DropJump) -> float:
    """Take-off to landing, s [S1]."""
    return jump.seconds(jump.takeoff, jump.landing)


def height_flight(jump: DropJump) -> float:
    """Height by flight time, m: ``g t^2 / 8``, as if landing posture equalled take-off posture [S1]."""
    return GRAVITY * flight_time(jump) ** 2 / 8.0


def height_impulse(jump: DropJump) -> float:
    """Height by the momentum that the landing took up until the body was still, m: ``v^2 / 2g`` [S3]."""
    return max(jump.rest_speed, 0.0) ** 2 / (2.0 * GRAVITY) if np.isfinite(jump.rest_speed) else NAN


def height_difference(jump: DropJump) -> float:
    """Flight-time height minus impulse height, m; far from zero, one of them is wrong."""
    return height_flight(jump) - height_impulse(jump)


def rsi_flight_time(jump: DropJump) -> float:
    """Flight time over contact time, no unit (VALD REACTIVE_STRENGTH_INDEX) [S1]."""
    return flight_time(jump) / contact_time(jump)


def rsi_jump_height(jump: DropJump) -> float:
    """Flight-time height over contact time, m/s (what VALD exports as "RSI") [S1]."""
    return height_flight(jump) / contact_time(jump)


def rsi_impulse(jump: DropJump) -> float:
    """Impulse height over contact time, m/s; Hawkin's RSI is a quotient of two times, as ``rsi_flight_time`` [S5]."""
    return height_impulse(jump) / contact_time(jump)


def touchdown_speed(jump: DropJump) -> float:
    """Downward speed at touch-down, m/s, from the take-off backwards."""
    return -float(jump.speed[0])


def drop_height(jump: DropJump) -> float:
    """Height of the fall that this speed needs, m: ``v^2 / 2g``; the box is usually higher [S3]."""
    down = touchdown_speed(jump)
    return down**2 / (2.0 * GRAVITY) if down > 0 else NAN


def braking_time(jump: DropJump) -> float:
    """Touch-down to the lowest point, s."""
    return NAN if jump.lowest is None else jump.seconds(jump.touchdown, jump.lowest)


def propulsion_time(jump: DropJump) -> float:
    """Lowest point to take-off, s."""
    return NAN if jump.lowest is None else jump.seconds(jump.lowest, jump.takeoff)


def contact_impulse(jump: DropJump) -> float:
    """Impulse of one leg (or both) in the contact, N s, weight included, so never near zero."""
    return _impulse(jump, jump.touchdown, jump.takeoff)


def braking_impulse(jump: DropJump) -> float:
    """The part of ``contact_impulse`` from touch-down to the lowest point, N s."""
    return NAN if jump.lowest is None else _impulse(jump, jump.touchdown, jump.lowest)


def propulsive_impulse(jump: DropJump) -> float:
    """The part of ``contact_impulse`` from the lowest point to take-off, N s."""
    return NAN if jump.lowest is None else _impulse(jump, jump.lowest, jump.takeoff)


def contact_share(jump: DropJump) -> float:
    """Part of the contact's impulse that one leg gave, %."""
    whole = np.trapezoid(jump.force_n[_contact(jump)], jump.time_s[_contact(jump)])
    return 100.0 * contact_impulse(jump) / float(whole) if whole > 0 else NAN


def impact_peak(jump: DropJump) -> float:
    """Greatest force under one leg (or both) in the first fifth of the contact, N [S5].

    Where the force still rises then, the end of that fifth decides, which lies between two samples.
    """
    until = float(jump.time_s[jump.touchdown]) + IMPACT_PART * contact_time(jump)
    stop = int(np.searchsorted(jump.time_s, until, side="right"))
    at_end = float(np.interp(until, jump.time_s, jump.foot_n))
    return max(float(jump.foot_n[jump.touchdown : max(stop, jump.touchdown + 1)].max()), at_end)


def peak_force(jump: DropJump) -> float:
    """Greatest force under one leg (or both) in the contact, N."""
    return float(jump.foot_n[_contact(jump)].max())


def depth(jump: DropJump) -> float:
    """How far the centre of mass sinks after touch-down, m."""
    return NAN if jump.lowest is None else -float(jump.position[jump.lowest - jump.touchdown])


def vertical_stiffness(jump: DropJump) -> float:
    """Greatest total force over the depth, N/m (McMahon and Cheng 1990)."""
    sunk = depth(jump)
    return float(jump.force_n[_contact(jump)].max()) / sunk if sunk > 0 else NAN


def spring_correlation(jump: DropJump) -> float:
    """Pearson's correlation of total force and height of the centre of mass in the contact [S5]; a spring has -1."""
    force, position = jump.force_n[_contact(jump)], jump.position
    if not np.isfinite(position).all() or force.std() == 0 or position.std() == 0:
        return NAN
    return float(np.corrcoef(force, position)[0, 1])


def _contact(jump: DropJump) -> slice:
    return slice(jump.touchdown, jump.takeoff + 1)


def _impulse(jump: DropJump, first: int, last: int) -> float:
    part = slice(first, last + 1)
    return float(np.trapezoid(jump.foot_n[part], jump.time_s[part]))


# The table ---

_TIME = Needs(500.0, Kind.TIME, one_clock=True)
_PEAK = Needs(500.0, Kind.PEAK, one_clock=True)
_SUM = Needs(500.0, Kind.AVERAGE, one_clock=True)
_UP = Direction.HIGHER
_PLAIN = Direction.NEITHER


def _on_the_ground(j: DropJump) -> tuple[int, int]:
    return j.touchdown, j.takeoff


def _in_the_air(j: DropJump) -> tuple[int, int]:
    return j.takeoff, j.landing


def _both(j: DropJump) -> tuple[int, int]:
    return j.touchdown, j.landing


def _until_still(j: DropJump) -> tuple[int, int]:
    return j.touchdown, j.landing if j.still is None else j.still[1] - 1


# fmt: off
DROP_JUMP: tuple[Formula[DropJump], ...] = (
    Formula("drop_rsi_ft", "RSI, flight time / contact time", "", _UP, _TIME,
            "flight time / contact time", "[S1]", rsi_flight_time, _both),
    Formula("drop_rsi_jh", "RSI, flight-time height / contact time", "m/s", _UP, _TIME,
            "(g t^2 / 8) / contact time", "[S1]", rsi_jump_height, _both),
    Formula("drop_rsi_im", "RSI, impulse height / contact time", "m/s", _UP, _TIME,
            "(v^2 / 2g) / contact time, v by the impulse of the landing; not Hawkin's RSI, a quotient of times",
            "[S3, S5]", rsi_impulse, _until_still),
    Formula("drop_contact_time", "Contact time", "s", _PLAIN, _TIME,
            "touch-down to take-off", "[S1]", contact_time, _on_the_ground),
    Formula("drop_flight_time", "Flight time", "s", _UP, _TIME,
            "take-off to landing", "[S1]", flight_time, _in_the_air),
    Formula("drop_height_ft", "Jump height, flight time", "m", _UP, _TIME,
            "g t^2 / 8", "[S1]", height_flight, _in_the_air),
    Formula("drop_height_im", "Jump height, impulse of the landing", "m", _UP, _SUM,
            "v^2 / 2g, v by the integral of (F - W) / m from landing to the quiet stand", "[S3]",
            height_impulse, _until_still),
    Formula("drop_height_difference", "Flight-time minus impulse height", "m", _PLAIN, _TIME,
            "g t^2 / 8 - v^2 / 2g", "[S3]", height_difference, _until_still),
    Formula("effective_drop_height", "Effective drop height", "m", _PLAIN, _SUM,
            "v(touch-down)^2 / 2g, v from the take-off backwards, not from the box", "[S3]",
            drop_height, _both),
    Formula("touchdown_speed", "Speed at touch-down", "m/s", _PLAIN, _SUM,
            "v(take-off) - integral of (F - W) / m, v(take-off) = g t / 2", "[S3]", touchdown_speed, _both),
    Formula("drop_depth", "Depth in the contact", "m", _PLAIN, _SUM,
            "double integral of (F - W) / m, touch-down to lowest point", "[S5]", depth, _both),
    Formula("drop_braking_time", "Braking time", "s", _PLAIN, _TIME,
            "touch-down to v = 0", "[S16]", braking_time, _both),
    Formula("drop_propulsion_time", "Propulsion time", "s", _PLAIN, _TIME,
            "v = 0 to take-off", "[S16]", propulsion_time, _both),
    Formula("impact_peak", "Impact peak", "N", _PLAIN, _PEAK,
            "greatest force in the first 20 % of the contact, its end between samples", "[S5]",
            impact_peak, _on_the_ground, sided=True),
    Formula("drop_peak_force", "Peak force", "N", _PLAIN, _PEAK,
            "greatest force in the contact", "[S1]", peak_force, _on_the_ground, sided=True),
    Formula("drop_contact_impulse", "Impulse of the contact", "N s", _UP, _SUM,
            "integral of F, touch-down to take-off", "[S1]", contact_impulse, _on_the_ground, sided=True),
    Formula("drop_braking_impulse", "Braking impulse", "N s", _PLAIN, _SUM,
            "integral of F, touch-down to v = 0", "[S16]", braking_impulse, _both, sided=True),
    Formula("drop_propulsive_impulse", "Propulsive impulse", "N s", _UP, _SUM,
            "integral of F, v = 0 to take-off", "[S16]", propulsive_impulse, _both, sided=True),
    Formula("drop_contact_share", "Share of the contact", "%", _PLAIN, _SUM,
            "impulse of the leg / impulse of both", "[S1]", contact_share, _on_the_ground, sided=True),
    Formula("vertical_stiffness", "Vertical stiffness", "N/m", _PLAIN, _SUM,
            "peak force / depth", "McMahon and Cheng 1990", vertical_stiffness, _both),
    Formula("spring_correlation", "Spring-like correlation", "", _PLAIN, _SUM,
            "Pearson(F, height of the centre of mass); a spring has -1", "[S5]", spring_correlation, _both),
)

DROP_JUMP_SUMMARY: tuple[Metric, ...] = (
    Metric("drop_impulse_asymmetry", "Difference of the contact's impulse", "%", _PLAIN, _SUM,
           "100 (R - L) / max(L, R)", "[S1, S3]"),
)
# fmt: on
