"""Sit-to-stands from a chair beside the plates: what the feet carry while the seat takes the rest.

The feet carry weight + mass times acceleration minus what the seat carries.  Sitting, the seat has most of the weight;
it loses it while the trunk comes forward, and takes it again at the end of the way down.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from simulators.body import Person
from simulators.firmware import Floats
from simulators.jump import GRAVITY
from simulators.movement import blend, grid, legs_of, sway, upright
from simulators.performance import SIDES, Performance
from simulators.strength import MUSCLES


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of one repetition: trunk forward until seat-off, up, standing, down, sitting."""

    lean_s: float = 0.45
    raise_s: float = 1.0
    stand_s: float = 0.6
    lower_s: float = 1.1
    sit_s: float = 0.6

    @property
    def period_s(self) -> float:
        return self.rising_s + self.stand_s + self.lower_s + self.sit_s

    @property
    def rising_s(self) -> float:
        """From the first sign to standing: the body begins to go up while the seat still carries a part."""
        return self.lean_s * _LEANING + self.raise_s


BRISK = Pace(0.35, 0.8, 0.25, 0.8, 0.35)
"""Healthy adults who are asked to hurry: five rises in 10.7 s (slower than average beyond 11.4 s at 60 to 69, S78)."""
SLOWEST, FASTEST = 2.4, 0.75


def pace_of(person: Person) -> Pace:
    """How fast this person rises: as the knee extensors of both legs, pain included, compare with their norm."""
    able_n = sum(person.voluntary("knee_extension", side) for side in SIDES)
    norm_n = len(SIDES) * MUSCLES["knee_extension"].part * person.weight_n
    slower = min(SLOWEST, max(FASTEST, (norm_n / able_n) ** 0.8))
    return Pace(*(slower * seconds for seconds in astuple(BRISK)))


FEET_SITTING = 0.18
"""Part of the weight that the feet carry in sitting."""
_LEANING = 0.6
_CONTACT = 0.8
"""Part of the way down, by time, after which the seat is felt."""


def _lift(part: Floats, length_s: float, height_m: float) -> Floats:
    """Acceleration of a way up of the fifth degree between rest and rest; 0 outside 0..1."""
    inside = np.where((part > 0) & (part < 1), 60 * part - 180 * part**2 + 120 * part**3, 0.0)
    lift: Floats = height_m * inside / length_s**2
    return lift


def sit_to_stand(
    person: Person,
    reps: int = 5,
    pace: Pace | None = None,
    *,
    height_m: float = 0.32,
    left: float | None = None,
    before_s: float = 1.5,
    wait_s: float = 2.0,
    after_s: float = 2.5,
    sit_last: bool = False,
) -> Performance:
    """Quiet stance, sitting down, a wait, then ``reps`` times up (and down); at last standing, unless ``sit_last``."""
    pace = pace or Pace()
    first_s = before_s + pace.lower_s + wait_s
    times = grid(first_s + reps * pace.period_s + after_s)
    lift, seat = np.zeros(times.size), np.zeros(times.size)
    events: dict[str, float] = {}
    downs = [before_s]
    for number in range(1, reps + 1):
        start_s = first_s + (number - 1) * pace.period_s
        off_s, up_s = start_s + pace.lean_s, start_s + pace.lean_s * _LEANING
        lift = lift + _lift((times - up_s) / pace.raise_s, pace.raise_s, height_m)
        seat = seat - blend(times, start_s, off_s)
        stood_s = start_s + pace.rising_s
        events |= {f"rep{number}_start": start_s, f"rep{number}_seat_off": off_s, f"rep{number}_up": stood_s}
        if number < reps or sit_last:
            downs.append(stood_s + pace.stand_s)
            events[f"rep{number}_sit"] = downs[-1]
    for down_s in downs:
        lift = lift - _lift((times - down_s) / pace.lower_s, pace.lower_s, height_m)
        contact_s = down_s + _CONTACT * pace.lower_s
        seat = seat + blend(times, contact_s, down_s + 1.1 * pace.lower_s)
    carried = person.weight_n * (1.0 - FEET_SITTING) * seat
    force = person.weight_n + person.mass_kg * lift - carried
    on_feet = 1.0 - (1.0 - FEET_SITTING) * seat
    total = np.maximum(force + sway(person, times) * on_feet, 0.0)
    share = legs_of(person).raised if left is None else left
    figures = {
        "weight_n": person.weight_n,
        "mass_kg": person.mass_kg,
        "height_m": height_m,
        "reps": float(reps),
        "peak_force_n": float(force[times > first_s].max()),
        "gravity": GRAVITY,
    }
    forces = np.stack([total * share, total * (1.0 - share)])
    return upright(person, times, forces, events, figures, "sit to stand")
