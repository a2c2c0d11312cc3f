"""A countermovement jump of a person: quiet stance, the jump, landing, and stance again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulators.firmware import Floats
from simulators.jump import Jump, own_style, solve_jump
from simulators.performance import FINE_HZ, Performance
from simulators.standing import JOIN_S, TOES_M, grid, places, shared, shifting, smooth, sway

if TYPE_CHECKING:
    from simulators.body import Person

BACK_M = 0.02
"""How far the pressure goes towards the heels while the body sinks."""
SHARE_SD = (0.022, 0.050)
"""How much the share of the left foot comes and goes while pushing off, one standard deviation, from person to person;
real jumps: 0.024 to 0.057."""
LANDED_SD = (0.04, 0.10)
"""The same in the first part of the landing; real jumps: 0.046 to 0.198."""
LANDED_S = 0.45
UNEVEN_WAVES = 6


def countermovement_jump(person: Person, quiet_s: float = 1.5, after_s: float = 1.0) -> Performance:
    """Quiet stance, a jump whose equation of motion gives the person's height, landing, and stance again.

    How it is done is the person's own: tempo, one or two summits of force, how stiff the landing is, and how the load
    goes from foot to foot meanwhile, which leaves the impulses of both feet as they are.
    """
    jump = solve_jump(person.jump_height_m, own_style(person.dice(21)))
    times = grid(quiet_s + jump.rest_s + after_s)
    since = times - quiet_s
    onset_s, rest_s = quiet_s, quiet_s + jump.rest_s
    still = 1.0 - smooth(times, onset_s - 0.05, onset_s) + smooth(times, rest_s, rest_s + 0.3)
    total = person.weight_n * jump.weights(since) + sway(person, times) * still
    left = _left(person, jump, since, total) + shifting(person, times) * still
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
    cop = places(person, times, left, rolled(since, jump.takeoff_s, jump.landing_s))
    return Performance(FINE_HZ, forces, events, figures, name="countermovement jump", cop_m=cop, join_s=JOIN_S)


def rolled(since: Floats, takeoff_s: float, landing_s: float) -> Floats:
    """How far forward under the feet the pressure goes: back in the descent, over the toes, toes first in landing."""
    low_s, air_s = 0.45 * takeoff_s, 0.5 * (takeoff_s + landing_s)
    back = -BACK_M * (smooth(since, 0.0, 0.3 * takeoff_s) - smooth(since, low_s, 0.8 * takeoff_s))
    off = TOES_M * smooth(since, 0.72 * takeoff_s, takeoff_s + 0.02)
    # flat on the ground within 0.13 s
    down = TOES_M * (1.0 - smooth(since, landing_s, landing_s + 0.13))
    sunk = -BACK_M * (
        smooth(since, landing_s + 0.08, landing_s + 0.2) - smooth(since, landing_s + 0.3, landing_s + 0.7)
    )
    return np.where(since < air_s, back + off, down + sunk)


def _left(person: Person, jump: Jump, since: Floats, total_n: Floats) -> Floats:
    """The share of the left foot from the stance through push-off and landing to the stance."""
    to_push = smooth(since, 0.0, 0.25)
    to_landing = (since > 0.5 * (jump.takeoff_s + jump.landing_s)).astype(np.float64)
    to_stance = smooth(since, jump.landing_s + 0.5, jump.rest_s)
    left = person.stance_left + (person.jump_left - person.stance_left) * to_push
    left = left + (person.landing_left - left) * to_landing
    left = left + (person.stance_left - left) * to_stance
    dice = person.dice(22)
    for start_s, lasting_s, sizes in ((0.0, jump.takeoff_s, SHARE_SD), (jump.landing_s, LANDED_S, LANDED_SD)):
        here = (since >= start_s) & (since <= start_s + lasting_s)
        uneven = _uneven(dice, (since[here] - start_s) / lasting_s, total_n[here], dice.uniform(*sizes))
        room = 0.9 * np.minimum(left[here], 1.0 - left[here])
        left[here] += uneven * min(1.0, float((room / np.maximum(np.abs(uneven), 1e-12)).min()))
    return left


def _uneven(dice: np.random.Generator, part: Floats, total_n: Floats, size: float) -> Floats:
    """A coming and going of the share with this standard deviation that gives neither foot more impulse."""
    orders = np.arange(1, UNEVEN_WAVES + 1)[:, np.newaxis]
    strengths = dice.standard_normal((UNEVEN_WAVES, 1)) / orders**0.7
    wave = (strengths * np.sin(np.pi * orders * part)).sum(axis=0)
    middle = np.sin(np.pi * part) ** 2
    wave = wave - middle * np.dot(wave, total_n) / np.dot(middle, total_n)
    spread = np.sqrt(np.dot(wave**2, total_n) / total_n.sum())
    uneven: Floats = size / spread * wave
    return uneven
