"""Standing quietly on both feet, the load going to and fro; on one leg with touches of the other; stepping on and off.

Each foot has its share of the weight and its own centre of pressure; together they are the body's, which wanders as
``sway`` says.  Side to side it is the weight that goes from foot to foot, forward and back the pressure under both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulators.firmware import Floats
from simulators.performance import FINE_HZ, SIDES, Performance, Side
from simulators.sway import Wander, read, wander

if TYPE_CHECKING:
    from simulators.body import Person

FEET_M = (0.02, 0.03)
"""Where the pressure under a foot lies in quiet stance: inside and in front of the middle of its plate."""
PLATES_APART_M = 0.42
"""Between the middles of the plates."""
HEEL_M, BALL_M, TOES_M = -0.09, 0.09, 0.14
"""How far behind and in front of that the pressure can go: heel, ball of the foot, toes."""
HEART_N = 0.42
"""Standard deviation of the vertical force that the heart alone makes in a body of ordinary size."""
ON_ONE_LEG = 2.0
"""How much more the vertical force flickers on one leg."""
JOIN_S = 0.25
"""In this time what is performed passes from and to standing still."""
LIFT_S = 0.8
"""Shifting the weight and lifting the foot."""
TOUCH_LOAD = 0.12
"""Part of the weight on a foot that touches down."""
ELLIPSE = 5.991
"""Chi square of two degrees of freedom at 95 %."""


def grid(duration_s: float) -> Floats:
    """Seconds at which a performance of this length is drawn."""
    return np.arange(round(duration_s * FINE_HZ) + 1) / FINE_HZ


def smooth(times: Floats, start_s: float, end_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def shared(total_n: Floats, left: Floats | float) -> Floats:
    """Left and right."""
    return np.stack([total_n * left, total_n * (1.0 - np.asarray(left))])


def sway(person: Person, times: Floats, how: Wander | None = None) -> Floats:
    """Restlessness of the total force in newtons; its mean over a second is not zero, as it is not in people."""
    heart_n = min(HEART_N, 0.7 * person.sway_n)
    if not person.sway_n:
        return np.zeros(np.shape(times))
    heart, restless, shake = read(person.seed, how or wander(), times, ("heart", "restless", "shake"))
    swaying: Floats = heart_n * heart + np.sqrt(person.sway_n**2 - heart_n**2) * restless + shake
    return swaying


def shifting(person: Person, times: Floats, how: Wander | None = None) -> Floats:
    """How much more than ``person.stance_left`` the left foot carries, as a part of the weight."""
    (sideways,) = read(person.seed, how or wander(), times, ("sideways",))
    share: Floats = -person.unsteady / (PLATES_APART_M - 2.0 * FEET_M[0]) * sideways
    return share


def places(
    person: Person, times: Floats, left: Floats | float, along_m: Floats | float = 0.0, how: Wander | None = None
) -> Floats:
    """Centres of pressure ``(2, 2, n)`` of somebody who stands with this share on the left foot.

    Both feet press ``along_m`` further forward than in quiet stance.
    """
    rows = ("forward", "apart_forward", "apart_sideways")
    forward, apart, aside = person.unsteady * read(person.seed, how or wander(), times, rows)
    middle = np.clip(FEET_M[1] + forward + along_m, FEET_M[1] + HEEL_M, FEET_M[1] + TOES_M)
    # what one foot has more and the other less, weighted so that the body's own centre stays
    right = 1.0 - np.asarray(left)
    feet = [[FEET_M[0] + right * aside, middle + right * apart], [-FEET_M[0] - left * aside, middle - left * apart]]
    return np.array(feet)


def whole(force_n: Floats, cop_m: Floats) -> Floats:
    """The body's centre of pressure ``(2, n)``, from the middle between both plates, while somebody is on them."""
    left = force_n[0] / force_n.sum(axis=0)
    apart = np.array([[0.5 * PLATES_APART_M], [0.0]])
    centre: Floats = left * (cop_m[0] - apart) + (1.0 - left) * (cop_m[1] + apart)
    return centre


def wandered(centre_m: Floats) -> dict[str, float]:
    """True length (m), speed (m/s) and 95 % ellipse (m^2) of a path ``(2, n)`` of the centre of pressure."""
    path_m = float(np.hypot(*np.diff(centre_m, axis=1)).sum())
    area_m2 = float(np.pi * ELLIPSE * np.sqrt(np.linalg.det(np.cov(centre_m))))
    seconds = (centre_m.shape[1] - 1) / FINE_HZ
    return {"cop_path_m": path_m, "cop_velocity": path_m / seconds, "cop_area_m2": area_m2}


@dataclass(frozen=True, slots=True)
class Stance:
    """Standing still on both plates for as long as wanted."""

    person: Person
    how: Wander

    def __call__(self, times: Floats) -> Floats:
        return shared(self.person.weight_n + sway(self.person, times, self.how), self._left(times))

    def centres(self, times: Floats) -> Floats:
        """Where each foot presses."""
        return places(self.person, times, self._left(times), how=self.how)

    def _left(self, times: Floats) -> Floats:
        return np.clip(self.person.stance_left + shifting(self.person, times, self.how), 0.0, 1.0)


def stance(person: Person) -> Stance:
    """Standing still on both plates for as long as wanted."""
    return Stance(person, wander())


def step_on(person: Person, quiet_s: float = 3.0) -> Performance:
    """From beside the plates onto them, one foot after the other, then standing still."""
    times = grid(1.2 + quiet_s)
    loaded = smooth(times, 0.1, 0.5)
    settling = 0.12 * np.sin(2.0 * np.pi * 2.2 * (times - 0.1)) * np.exp(-(times - 0.1) / 0.22) * (times > 0.1)
    standing = smooth(times, 0.45, 0.9)
    left = 1.0 - (1.0 - person.stance_left) * standing + shifting(person, times) * smooth(times, 0.9, 1.2)
    total = person.weight_n * loaded * (1.0 + settling) + sway(person, times) * loaded
    # heel first, the leading foot and then the other
    cop = places(person, times, left)
    for row, (first_s, flat_s) in enumerate(((0.1, 0.45), (0.45, 0.8))):
        cop[row, 1] += HEEL_M * (1.0 - smooth(times, first_s, flat_s))
    events = {"step_on": 0.1, "both_feet": 0.9, "quiet": 1.2}
    figures = {"weight_n": person.weight_n, "mass_kg": person.mass_kg}
    return Performance(FINE_HZ, shared(total, left), events, figures, name="step on", cop_m=cop, join_s=JOIN_S)


def step_off(person: Person) -> Performance:
    """From standing on both plates to none."""
    times = grid(1.0)
    left = person.stance_left + shifting(person, times) * (1.0 - smooth(times, 0.1, 0.4))
    left = left + (1.0 - person.stance_left) * smooth(times, 0.1, 0.4)
    total = (person.weight_n + sway(person, times)) * (1.0 - smooth(times, 0.4, 0.8))
    cop = places(person, times, left)
    for row, (heel_s, off_s) in enumerate(((0.4, 0.75), (0.1, 0.4))):
        cop[row, 1] += BALL_M * smooth(times, heel_s, off_s)
    events = {"step_off": 0.1, "empty": 0.8}
    return Performance(FINE_HZ, shared(total, left), events, name="step off", cop_m=cop, join_s=JOIN_S)


def quiet_stance(
    person: Person, seconds: float = 31.0, *, eyes_closed: bool = False, foam: bool = False
) -> Performance:
    """Standing on both feet, the load swaying between them; in the figures what is true of this time."""
    times = grid(seconds)
    standing = Stance(person, wander(eyes_closed, foam))
    forces, cop = standing(times), standing.centres(times)
    left = forces[0] / forces.sum(axis=0)
    figures = {"weight_n": person.weight_n, "left_share": float(left.mean()), "share_sd": float(left.std())}
    figures |= wandered(whole(forces, cop))
    return Performance(FINE_HZ, forces, {}, figures, name="quiet stance", cop_m=cop, join_s=JOIN_S)


def single_leg_stance(
    person: Person, side: Side = "left", seconds: float = 31.0, touches: Sequence[tuple[float, float]] = ()
) -> Performance:
    """Lifting one foot and standing on ``side``; each touch of the other foot has a time and a length in seconds."""
    times = grid(seconds)
    alone = smooth(times, 0.0, LIFT_S)
    total = person.weight_n + sway(person, times) * (1.0 + (ON_ONE_LEG - 1.0) * alone)
    before = person.stance_left if side == "right" else 1.0 - person.stance_left
    other = before * (1.0 - alone)
    touching = np.zeros(times.shape, np.bool_)
    for at_s, lasting_s in touches:
        touching |= (times >= at_s) & (times < at_s + lasting_s)
    other = np.where(touching, TOUCH_LOAD, other)
    shares = {side: 1.0 - other, SIDES[1 - SIDES.index(side)]: other}
    forces = np.stack([total * shares[each] for each in SIDES])
    cop = places(person, times, shares["left"])
    row = SIDES.index(side)
    forward, sideways = person.unsteady * read(person.seed, wander(one_foot=True), times, ("forward", "sideways"))
    inside = FEET_M[0] if side == "left" else -FEET_M[0]
    cop[row, 0] += alone * (inside + sideways - cop[row, 0])
    cop[row, 1] += alone * (FEET_M[1] + np.clip(forward, HEEL_M, TOES_M) - cop[row, 1])
    cop[1 - row, 1] += np.where(touching, BALL_M, BALL_M * alone)
    events = {"lifted": LIFT_S} | {f"touch{number}": at_s for number, (at_s, _) in enumerate(touches, 1)}
    figures = {"weight_n": person.weight_n, "touches": float(len(touches))} | wandered(cop[row][:, times >= LIFT_S])
    name = f"single-leg stance, {side}"
    return Performance(FINE_HZ, forces, events, figures, name=name, cop_m=cop, join_s=JOIN_S)
