"""A squat jump by the laws of motion: sink, stay, push straight up to a stated height, land.

The push in units of body weight is  1 + c drive - release;  c and its duration are solved so that the equation of
motion, integrated twice from rest in the squat, has the take-off velocity of the height where the legs are straight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, Person, stance
from simulators.countermovement import rolled
from simulators.firmware import Floats
from simulators.jump import GRAVITY, QUADRATURE, TAKEOFF_ABOVE_STANCE_M, Jump, own_style, solve_jump
from simulators.movement import upright
from simulators.performance import Performance

DEPTHS_M = (0.22, 0.36)
"""How far the centre of mass sinks into the squat, from person to person."""
SINK_S = 0.9


@dataclass(frozen=True, slots=True)
class Push:
    """A push from rest; times in seconds from its onset."""

    takeoff_s: float
    drive: float

    def weights(self, times: Floats) -> Floats:
        """Vertical force in body weights from onset to take-off."""
        drive, release = _shapes(times / self.takeoff_s)
        force: Floats = 1.0 + self.drive * drive - release
        return force


def solve_push(height_m: float, depth_m: float) -> Push:
    """The push out of a squat of this depth into a jump of this height."""
    velocity = math.sqrt(2.0 * GRAVITY * height_m)
    rise_m = depth_m + TAKEOFF_ABOVE_STANCE_M
    part = np.linspace(0.0, 1.0, QUADRATURE)
    drive, release = _shapes(part)
    ends = [float(_integral(shape)[-1]) for shape in (drive, release)]
    rises = [float(_integral(_integral(shape))[-1]) for shape in (drive, release)]
    short_s, long_s = 0.1, 2.0
    while long_s - short_s > 1e-5:
        middle_s = 0.5 * (short_s + long_s)
        factor = (velocity / (GRAVITY * middle_s) + ends[1]) / ends[0]
        if GRAVITY * middle_s**2 * (factor * rises[0] - rises[1]) < rise_m:
            short_s = middle_s
        else:
            long_s = middle_s
    takeoff_s = long_s
    return Push(takeoff_s, (velocity / (GRAVITY * takeoff_s) + ends[1]) / ends[0])


def squat_jump(person: Person, quiet_s: float = 1.5, hold_s: float = 2.0, after_s: float = 1.0) -> Performance:
    """Quiet stance, sinking into the squat, stillness there, a push straight up, flight, landing, stance again."""
    depth_m = round(float(person.dice(23).uniform(*DEPTHS_M)), 3)
    push = solve_push(person.jump_height_m, depth_m)
    flight = solve_jump(person.jump_height_m, own_style(person.dice(21)))
    onset_s = quiet_s + SINK_S + hold_s
    takeoff_s = onset_s + push.takeoff_s
    shift_s = takeoff_s - flight.takeoff_s
    times = np.arange(round((shift_s + flight.rest_s + after_s) * FINE_HZ) + 1) / FINE_HZ
    total = person.weight_n * _weights(times, quiet_s, onset_s, depth_m, push, flight)
    still = 1.0 - _smooth(times, onset_s - 0.05, onset_s)
    still = still + _smooth(times, shift_s + flight.rest_s, shift_s + flight.rest_s + 0.3)
    total = total + (stance(person)(times).sum(axis=0) - person.weight_n) * still
    landing_s = shift_s + flight.landing_s
    left = person.stance_left + (person.jump_left - person.stance_left) * _smooth(times, quiet_s, quiet_s + SINK_S)
    left = left + (person.landing_left - left) * (times > 0.5 * (takeoff_s + landing_s))
    left = left + (person.stance_left - left) * _smooth(times, landing_s + 0.5, shift_s + flight.rest_s)
    events = {"sink": quiet_s, "hold": quiet_s + SINK_S, "onset": onset_s, "takeoff": takeoff_s, "landing": landing_s}
    figures = {
        "mass_kg": person.mass_kg,
        "weight_n": person.weight_n,
        "height_m": person.jump_height_m,
        "depth_m": depth_m,
        "flight_s": landing_s - takeoff_s,
    }
    forces = np.stack([total * left, total * (1.0 - left)])
    along_m = rolled(times - onset_s, push.takeoff_s, landing_s - onset_s)
    return upright(person, times, forces, events, figures, "squat jump", along_m)


def _weights(times: Floats, quiet_s: float, onset_s: float, depth_m: float, push: Push, flight: Jump) -> Floats:
    takeoff_s = onset_s + push.takeoff_s
    force = flight.weights(times - takeoff_s + flight.takeoff_s)
    force[times < takeoff_s] = 1.0
    part = np.clip((times - quiet_s) / SINK_S, 0.0, 1.0)
    # the second derivative of  10 p^3 - 15 p^4 + 6 p^5,  which sinks without a jerk
    force -= depth_m / (GRAVITY * SINK_S**2) * (60.0 * part - 180.0 * part**2 + 120.0 * part**3)
    pushing = (times > onset_s) & (times < takeoff_s)
    force[pushing] = push.weights(times[pushing] - onset_s)
    return force


def _smooth(times: Floats, start_s: float, end_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def _shapes(part: Floats) -> tuple[Floats, Floats]:
    drive: Floats = np.sin(np.pi * np.clip(part, 0.0, 1.0) ** 1.4)
    release: Floats = np.clip((part - 0.9) / 0.1, 0.0, 1.0) ** 2
    return drive, release


def _integral(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(0.5 * (values[1:] + values[:-1]))]) / (len(values) - 1)
