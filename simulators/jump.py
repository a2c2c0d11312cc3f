"""A countermovement jump by the laws of motion: the force that takes a mass from rest to its height and back to rest.

In units of body weight the vertical force is  1 + c1 unweighting + c2 push - release  until take-off and
1 - contact + c1 impact + c2 recovery  after landing.  The shapes are fixed; c1 and c2 are solved so that the body's
equation of motion, integrated twice, has the take-off velocity of the stated height, and ends still and upright.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulators.firmware import Floats

GRAVITY = 9.80665

HEIGHTS_M = (0.10, 0.50)


def unweighting(height_m: float) -> float:
    """Deepest unweighting in body weights; higher jumps dip harder.  It sets how long the movement takes."""
    return min(0.95, 0.5 + 1.2 * height_m)


TAKEOFF_ABOVE_STANCE_M = 0.09
"""How much higher the centre of mass is on the toes at take-off than in stance."""

LANDING_S = 1.2
QUADRATURE = 8001


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump of known height; times in seconds from the onset."""

    height_m: float
    takeoff_s: float
    landing_s: float
    rest_s: float
    depth_m: float
    """Lowest position of the centre of mass before take-off, below stance."""
    lowest_s: float
    push: tuple[float, float]
    landing: tuple[float, float]

    def weights(self, times: Floats) -> Floats:
        """Vertical force in body weights at times since the onset; 1 before it and after the end."""
        force = np.ones(np.shape(times))
        rising = (times > 0.0) & (times < self.takeoff_s)
        unweight, drive, release = _push_shapes(times[rising], self.takeoff_s)
        force[rising] = 1.0 + self.push[0] * unweight + self.push[1] * drive - release
        force[(times >= self.takeoff_s) & (times <= self.landing_s)] = 0.0
        braking = (times > self.landing_s) & (times < self.rest_s)
        impact, recovery, contact = _landing_shapes(times[braking] - self.landing_s)
        force[braking] = 1.0 - contact + self.landing[0] * impact + self.landing[1] * recovery
        return force


def solve_jump(height_m: float) -> Jump:
    """The jump of this height.  Raises ValueError where no such movement is possible for a person."""
    if not HEIGHTS_M[0] <= height_m <= HEIGHTS_M[1]:
        raise ValueError(f"jump heights from {HEIGHTS_M[0]:g} to {HEIGHTS_M[1]:g} m can be played, not {height_m:g} m")
    velocity = math.sqrt(2.0 * GRAVITY * height_m)
    low_s, high_s = 0.5, 2.5
    while high_s - low_s > 1e-4:
        middle_s = 0.5 * (low_s + high_s)
        if _solve_push(velocity, middle_s)[0][0] < -unweighting(height_m):
            low_s = middle_s
        else:
            high_s = middle_s
    takeoff_s = round(high_s, 3)
    push, depth_m, lowest_s = _solve_push(velocity, takeoff_s)
    landing = _solve_landing(velocity)
    landing_s = takeoff_s + 2.0 * velocity / GRAVITY
    return Jump(height_m, takeoff_s, landing_s, landing_s + LANDING_S, depth_m, lowest_s, push, landing)


def _bump(times: Floats, start: float, end: float, power: float, skew: float = 1.0) -> Floats:
    """A hump from 0 to 1 to 0; ``skew`` below 1 puts its top early."""
    shape: Floats = np.sin(np.pi * np.clip((times - start) / (end - start), 0.0, 1.0) ** skew)
    return np.maximum(shape, 0.0) ** power


def _push_shapes(times: Floats, takeoff_s: float) -> tuple[Floats, Floats, Floats]:
    unweight = _bump(times, 0.0, 0.5 * takeoff_s, 1.5)
    drive = _bump(times, 0.3 * takeoff_s, takeoff_s, 1.0, 1.25)
    release: Floats = np.clip((times / takeoff_s - 0.9) / 0.1, 0.0, 1.0) ** 2
    return unweight, drive, release


def _landing_shapes(times: Floats) -> tuple[Floats, Floats, Floats]:
    impact = _bump(times, 0.0, 0.40, 1.0, 0.62) + 2.2 * _bump(times, 0.005, 0.12, 2.0, 0.8)
    part = np.clip((times - 0.45) / (LANDING_S - 0.45), 0.0, 1.0)
    recovery: Floats = np.sin(2.0 * np.pi * part) * np.sin(np.pi * part)
    contact: Floats = np.clip(1.0 - times / 0.02, 0.0, 1.0) ** 2
    return impact, recovery, contact


def _integral(values: Floats, step_s: float) -> Floats:
    return np.concatenate([[0.0], np.cumsum(0.5 * step_s * (values[1:] + values[:-1]))])


def _solve(shapes: tuple[Floats, Floats, Floats], step_s: float, velocity: float, rise_m: float) -> Floats:
    """c1, c2 such that gravity (c1 a + c2 b - c) integrates to this change of velocity and this rise."""
    velocities = [_integral(shape, step_s) for shape in shapes]
    rises = [float(_integral(each, step_s)[-1]) for each in velocities]
    ends = [float(each[-1]) for each in velocities]
    matrix = GRAVITY * np.array([[ends[0], ends[1]], [rises[0], rises[1]]])
    wanted = np.array([velocity + GRAVITY * ends[2], rise_m + GRAVITY * rises[2]])
    return np.linalg.solve(matrix, wanted)


def _solve_push(velocity: float, takeoff_s: float) -> tuple[tuple[float, float], float, float]:
    times = np.linspace(0.0, takeoff_s, QUADRATURE)
    shapes, step_s = _push_shapes(times, takeoff_s), float(times[1])
    first, second = _solve(shapes, step_s, velocity, TAKEOFF_ABOVE_STANCE_M)
    lift = GRAVITY * (first * shapes[0] + second * shapes[1] - shapes[2])
    position = _integral(_integral(lift, step_s), step_s)
    return (float(first), float(second)), -float(position.min()), float(times[position.argmin()])


def _solve_landing(velocity: float) -> tuple[float, float]:
    """From falling at the height of take-off to rest in stance."""
    times = np.linspace(0.0, LANDING_S, QUADRATURE)
    rise_m = velocity * LANDING_S - TAKEOFF_ABOVE_STANCE_M
    first, second = _solve(_landing_shapes(times), float(times[1]), velocity, rise_m)
    return float(first), float(second)
