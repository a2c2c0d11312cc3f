"""Walking onto two plates and off them, and turning round on them.

The centre of mass goes up by the height of the plates and a little over each step, on a path that begins and ends at
rest; both feet together press with weight + mass times its acceleration.  A part of that, and at last all of it, is on
the plates: the other foot still pushes off the floor, or is there already.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, Person
from simulators.firmware import Floats
from simulators.jump import GRAVITY
from simulators.performance import SIDES, Performance, Side
from simulators.standing import BALL_M, HEEL_M, JOIN_S, Stance, places, stance, sway

PLATE_M = 0.045
"""How high the plates are above the floor."""
VAULT_M = 0.018
"""How much the centre of mass rises over the leg that it passes."""
DOUBLE_S, SWING_S, DOWN_S = 0.16, 0.46, 0.24
"""From the first contact to the other foot's leaving the floor; its way through the air; taking up its load."""
STEP_S = DOUBLE_S + SWING_S + DOWN_S
SETTLE_S = 0.6
HEEL = 0.10
"""Impact of the heel in body weights; it is over after a twentieth of a second."""
TURN_STEP_S = 0.7


def walk_on(person: Person, quiet_s: float = 3.0, first: Side = "left") -> Performance:
    """From the floor onto the plates, the foot of ``first`` leading, and standing still."""
    at_s = 0.1
    both_s = at_s + STEP_S
    still_s = both_s + SETTLE_S
    times = np.arange(round((still_s + quiet_s) * FINE_HZ) + 1) / FINE_HZ
    since = times - at_s
    whole = _pressing(person, since, PLATE_M)
    on_plates = _ramp(since, DOUBLE_S)
    leading = _leading(person, first, since)
    calm = _ramp(times - both_s, SETTLE_S)
    heel = HEEL * person.weight_n * _heel(since)
    landing = 0.6 * HEEL * person.weight_n * _heel(since - DOUBLE_S - SWING_S)
    total = whole * on_plates + sway(person, times) * calm
    loads = {first: total * leading + heel, _other(first): total * (1.0 - leading) + landing}
    events = {"step_on": at_s, "floor_left": at_s + DOUBLE_S, "both_feet": both_s, "quiet": still_s}
    figures = {"weight_n": person.weight_n, "mass_kg": person.mass_kg, "climbed_m": PLATE_M}
    return _walked(person, times, loads, HEEL_M, events, figures, "walking on")


def walk_off(person: Person, last: Side = "left") -> Performance:
    """From standing on the plates to the floor; the foot of ``last`` leaves them at last."""
    at_s = SETTLE_S  # the weight goes a little to the other foot before that one is lifted
    lifted_s = at_s + DOWN_S
    empty_s = at_s + STEP_S
    times = np.arange(round((empty_s + 0.3) * FINE_HZ) + 1) / FINE_HZ
    since = empty_s - times  # the way on, backwards
    whole = _pressing(person, since, PLATE_M)
    calm = 1.0 - _ramp(times, at_s)
    total = whole * _ramp(since, DOUBLE_S) + sway(person, times) * calm
    staying = _leading(person, last, since)
    loads = {last: total * staying, _other(last): total * (1.0 - staying)}
    events = {"step_off": 0.0, "lifted": lifted_s, "floor": empty_s - DOUBLE_S, "empty": empty_s}
    figures = {"weight_n": person.weight_n}
    return _walked(person, times, loads, BALL_M, events, figures, "walking off")


@dataclass(frozen=True, slots=True)
class Turned:
    """Standing still, turned round: the left foot on the right plate."""

    standing: Stance

    def __call__(self, times: Floats) -> Floats:
        return self.standing(times)[::-1]

    def centres(self, times: Floats) -> Floats:
        """Where each foot presses: forward is backward and right is left."""
        centres: Floats = -self.standing.centres(times)[::-1]
        return centres


def turned(person: Person) -> Turned:
    """Standing still, turned round, for as long as wanted."""
    return Turned(stance(person))


def swap_feet(person: Person, stand_s: float = 6.0) -> Performance:
    """Standing still, turning round by two steps, standing still again: what was left must be right.

    The right foot steps beside the left one, whose plate then carries everything; the left one turns onto the right
    plate.  Sound plates measure ``left_before`` and ``left_after``, which add up to 1.
    """
    turn_s, turned_s = stand_s, stand_s + 3.0 * TURN_STEP_S
    times = np.arange(round((turned_s + SETTLE_S + stand_s) * FINE_HZ) + 1) / FINE_HZ
    gathered = _ramp(times - turn_s, TURN_STEP_S)
    spread = _ramp(times - turn_s - 2.0 * TURN_STEP_S, TURN_STEP_S)
    before, after = stance(person), turned(person)
    first, last = before(times), after(times)
    bobbing = person.mass_kg * sum(_vault(times - turn_s - step * 1.5 * TURN_STEP_S, TURN_STEP_S) for step in (0, 1))
    total = first.sum(axis=0) + bobbing
    left = np.where(times < turn_s + 1.5 * TURN_STEP_S, first[0] / first.sum(axis=0), last[0] / last.sum(axis=0))
    left = left + (1.0 - left) * gathered * (1.0 - spread)
    half = _ramp(times - turn_s - TURN_STEP_S, TURN_STEP_S)
    centres = before.centres(times) * (1.0 - half) + after.centres(times) * half
    events = {"turn": turn_s, "gathered": turn_s + TURN_STEP_S, "turned": turned_s, "quiet": turned_s + SETTLE_S}
    figures = {
        "weight_n": person.weight_n,
        "left_before": person.stance_left,
        "left_after": 1.0 - person.stance_left,
    }
    forces = np.stack([total * left, total * (1.0 - left)])
    return Performance(FINE_HZ, forces, events, figures, name="swapping feet", cop_m=centres, join_s=JOIN_S)


def _walked(
    person: Person,
    times: Floats,
    loads: dict[Side, Floats],
    roll_m: float,
    events: dict[str, float],
    figures: dict[str, float],
    name: str,
) -> Performance:
    forces = np.maximum(np.stack([loads[side] for side in SIDES]), 0.0)
    total = forces.sum(axis=0)
    left = np.divide(forces[0], total, out=np.full(total.size, 0.5), where=total > 1.0)
    cop = places(person, times, left)
    # a foot that carries little is still on its heel, or already on its toes
    for row in range(len(SIDES)):
        carried = np.clip(forces[row] / (0.4 * person.weight_n), 0.0, 1.0)
        cop[row, 1] += roll_m * (1.0 - carried)
    return Performance(FINE_HZ, forces, events, figures, name=name, cop_m=cop, join_s=JOIN_S)


def _pressing(person: Person, since: Floats, climb_m: float) -> Floats:
    """Both feet together: weight, the way up, and the bob over the leading leg."""
    up = climb_m * _lift(since / STEP_S) / STEP_S**2
    return person.mass_kg * (GRAVITY + up + _vault(since, STEP_S))


def _leading(person: Person, first: Side, since: Floats) -> Floats:
    """The leading foot's part of what is on the plates: all of it until the other foot is down."""
    share = person.stance_left if first == "left" else 1.0 - person.stance_left
    down = since - DOUBLE_S - SWING_S
    beyond = 0.05 * np.sin(np.pi * np.clip(down / (DOWN_S + SETTLE_S), 0.0, 1.0)) ** 2
    leading: Floats = 1.0 - (1.0 - share) * _ramp(down, DOWN_S) - beyond
    return leading


def _lift(part: Floats) -> Floats:
    """Second derivative of a way of the fifth degree from 0 to 1; 0 outside."""
    inside = np.where((part > 0) & (part < 1), part, 0.0)
    lift: Floats = 60 * inside - 180 * inside**2 + 120 * inside**3
    return lift


def _vault(since: Floats, for_s: float) -> Floats:
    """Acceleration of a rise and fall by ``VAULT_M``, the way 64 p^3 (1 - p)^3; it begins and ends at rest."""
    part = since / for_s
    p = np.where((part > 0) & (part < 1), part, 0.0)
    bend: Floats = 64.0 * (6 * p * (1 - p) ** 3 - 18 * p**2 * (1 - p) ** 2 + 6 * p**3 * (1 - p))
    return VAULT_M * bend / for_s**2


def _heel(since: Floats) -> Floats:
    """A hump of height 1 of a twentieth of a second."""
    hump: Floats = np.sin(np.pi * np.clip(since / 0.05, 0.0, 1.0)) ** 2
    return hump


def _ramp(since: Floats, for_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip(since / for_s, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def _other(side: Side) -> Side:
    return SIDES[1 - SIDES.index(side)]
