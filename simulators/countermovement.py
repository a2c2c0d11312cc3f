"""A countermovement jump of a person: quiet stance, the jump, landing, and stance again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulators.jump import solve_jump
from simulators.performance import FINE_HZ, Performance
from simulators.standing import grid, shared, smooth, sway

if TYPE_CHECKING:
    from simulators.body import Person


def countermovement_jump(person: Person, quiet_s: float = 1.5, after_s: float = 1.0) -> Performance:
    """Quiet stance, a jump whose equation of motion gives the person's height, landing, and stance again."""
    jump = solve_jump(person.jump_height_m)
    times = grid(quiet_s + jump.rest_s + after_s)
    since = times - quiet_s
    onset_s, rest_s = quiet_s, quiet_s + jump.rest_s
    still = 1.0 - smooth(times, onset_s - 0.05, onset_s) + smooth(times, rest_s, rest_s + 0.3)
    total = person.weight_n * jump.weights(since) + sway(person, times) * still
    to_push = smooth(since, 0.0, 0.25)
    to_landing = (since > 0.5 * (jump.takeoff_s + jump.landing_s)).astype(np.float64)
    to_stance = smooth(since, jump.landing_s + 0.5, jump.rest_s)
    left = person.stance_left + (person.jump_left - person.stance_left) * to_push
    left = left + (person.landing_left - left) * to_landing
    left = left + (person.stance_left - left) * to_stance
    forces = shared(total, left)
    pushing = (since >= 0.0) & (since <= jump.takeoff_s)
    left_ns, right_ns = (float(np.trapezoid(side[pushing], dx=1.0 / FINE_HZ)) for side in forces)
    events = {
        "onset": onset_s,
        "lowest": onset_s + jump.lowest_s,
        "takeoff": onset_s + jump.takeoff_s,
        "landing": onset_s + jump.landing_s,
        "rest": rest_s,
    }
    figures = {
        "mass_kg": person.mass_kg,
        "weight_n": person.weight_n,
        "height_m": jump.height_m,
        "depth_m": jump.depth_m,
        "flight_s": jump.landing_s - jump.takeoff_s,
        "left_impulse_ns": left_ns,
        "right_impulse_ns": right_ns,
    }
    return Performance(FINE_HZ, forces, events, figures, name="countermovement jump")
