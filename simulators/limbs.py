"""Limbs lifted while the trunk keeps still: bird dog, dead bug, planks with taps or leg lifts, held or to and fro.

Bird dog: one knee on each plate, the hands on the floor.  The lifted leg empties its plate, the other knee and the
hands take its load.  Dead bug: lying with the spine above the gap between the plates; a leg and the opposite
arm are lowered and pull the load a little to their side, while the whole stays what the trunk weighs.  Shoulder taps:
a hand leaves its plate and the other one carries both their loads.  Plank with leg lifts, forearms on the plates: with
one leg in the air the other foot carries the hips, and the forearms balance that on the side of the lifted leg.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from simulators.body import FINE_HZ, PAIN_UNSETTLES, Person
from simulators.firmware import Floats
from simulators.motor_units import unsteadiness
from simulators.performance import SIDES, Performance, Side


@dataclass(frozen=True, slots=True)
class Lifting:
    """What a lifted leg does to the plates; loads are parts of body weight."""

    title: str
    muscle: str
    """Whose endurance ends a hold ..."""
    lasts: float
    """... and how long, as a part of it."""
    still: float
    """On each plate before."""
    own: float
    """On the plate of the lifted leg then ..."""
    other: float
    """... and on the other one."""
    unsteady: float
    """Standard deviation of the load while held, of somebody of ordinary steadiness."""
    closed: bool
    """Whether the plates carry everything between them, so that what one loses the other gains."""
    hold_s: float = 2.0
    """In repetitions, how long the limb stays out ..."""
    rest_s: float = 1.2
    """... and how long both are down between two of them."""


# On all fours the knees carry about three fifths; with a leg and the opposite arm up, knee and hand on the diagonal
# share the weight.  Supine, head and arms apart, the trunk with the legs raised above it has about nine tenths of it.
# Hands carry 69 % of the weight in a plank on the hands (Suprak and others 2011), however many of them there are.
# No published norm exists for any of them (clinic.md section 4): assumed.
LIFTINGS = MappingProxyType(
    {
        "bird_dog": Lifting("bird dog", "trunk_extension", 0.6, 0.30, 0.0, 0.52, 0.006, False),
        "dead_bug": Lifting("dead bug", "trunk_flexion", 0.5, 0.45, 0.51, 0.39, 0.004, True),
        "shoulder_tap": Lifting(
            "plank with shoulder taps", "trunk_flexion", 0.3, 0.345, 0.0, 0.68, 0.010, False, 0.6, 0.8
        ),
        "plank_leg_lift": Lifting(
            "plank with leg lifts", "trunk_flexion", 0.4, 0.275, 0.33, 0.215, 0.005, False, 1.5, 1.2
        ),
    }
)
MOVE_S = 0.8
BEFORE_S = 2.0
ORDINARY = 0.012
"""Steadiness of an ordinary person, ``Skill.steadiness``."""
BREATH, BREATH_HZ = 0.002, 0.27
GIVES = 0.08
"""Part of the load on the other knee or hand that has gone to hands or floor when nothing can be held any more."""
LEANS = 0.3
"""Part of what it takes over that a side without any strength in the hip would leave to hands or floor."""


def limb_hold(key: str, person: Person, side: Side = "left", hold_s: float | None = None) -> Performance:
    """The leg of ``side`` and the opposite arm lifted (or lowered) and held until the person can no more."""
    lifting = LIFTINGS[key]
    able_s = lifting.lasts * person.endurance(lifting.muscle, side)
    lasting_s = able_s if hold_s is None else min(hold_s, able_s)
    done = _lifted(person, lifting, [side], lasting_s, 0.0, able_s)
    events = {"rise": done.events["rep1_start"], "hold_start": done.events["rep1_reached"]}
    events |= {"hold_end": done.events["rep1_leave"], "lowered": done.events["rep1_end"]}
    figures = {**done.figures, "hold_s": lasting_s, "able_s": able_s, "ended_by_fatigue": float(lasting_s >= able_s)}
    return Performance(FINE_HZ, done.force_n, events, figures, name=f"{lifting.title} hold, {side}")


def limb_reps(
    key: str,
    person: Person,
    reps: int = 8,
    hold_s: float | None = None,
    rest_s: float | None = None,
    move_s: float = MOVE_S,
) -> Performance:
    """Left and right limb in turn, ``reps`` in all."""
    lifting = LIFTINGS[key]
    able_s = lifting.lasts * min(person.endurance(lifting.muscle, side) for side in SIDES)
    hold_s, rest_s = lifting.hold_s if hold_s is None else hold_s, lifting.rest_s if rest_s is None else rest_s
    return _lifted(person, lifting, [SIDES[number % 2] for number in range(reps)], hold_s, rest_s, able_s, move_s)


def _lifted(
    person: Person,
    lifting: Lifting,
    sides: Sequence[Side],
    hold_s: float,
    rest_s: float,
    able_s: float,
    move_s: float = MOVE_S,
) -> Performance:
    dice = person.dice(12, list(LIFTINGS.values()).index(lifting), SIDES.index(sides[0]), len(sides))
    period_s = 2.0 * move_s + hold_s + rest_s
    times = np.arange(round((BEFORE_S + len(sides) * period_s + BEFORE_S) * FINE_HZ) + 1) / FINE_HZ
    breath = BREATH * np.sin(2.0 * np.pi * BREATH_HZ * times + dice.uniform(0.0, 2.0 * np.pi))
    loads = np.full((len(SIDES), times.size), lifting.still)
    if not lifting.closed:
        loads += 0.5 * breath
    events: dict[str, float] = {}
    for number, side in enumerate(sides, 1):
        start_s = BEFORE_S + (number - 1) * period_s
        leave_s = start_s + move_s + hold_s
        here = slice(round(start_s * FINE_HZ), round((leave_s + move_s) * FINE_HZ) + 1)
        since = times[here] - start_s
        up = _ramp(since, move_s) - _ramp(since - move_s - hold_s, move_s)
        tired = np.clip(((number - 1) * hold_s + since) / able_s, 0.0, 1.0)
        waver = _unsteady(person, lifting, side) * up * unsteadiness(dice).at(since, tired) * (1.0 + tired)
        own, other = SIDES.index(side), taken_by_other(person, lifting, side)
        gives = 0.0 if lifting.closed else GIVES * tired**2 * lifting.other
        loads[own, here] += (lifting.own - loads[own, here]) * up - (waver if lifting.closed else 0.0)
        loads[1 - own, here] += (other - lifting.still - gives) * up + waver
        names = {"start": start_s, "reached": start_s + move_s, "leave": leave_s, "end": leave_s + move_s}
        events |= {f"rep{number}_{name}": at_s for name, at_s in names.items()}
    figures = {
        "weight_n": person.weight_n,
        "still_n": person.weight_n * 2.0 * lifting.still,
        "held_own_n": person.weight_n * lifting.own,
        "held_other_n": person.weight_n * taken_by_other(person, lifting, sides[0]),
        "reps": float(len(sides)),
    }
    forces = np.maximum(person.weight_n * loads, 0.0)
    return Performance(FINE_HZ, forces, events, figures, name=f"{lifting.title} repetitions")


def taken_by_other(person: Person, lifting: Lifting, side: Side) -> float:
    """Load on the other plate while a limb of ``side`` is up: a weaker hip there leaves more to hands and floor."""
    if lifting.closed or lifting.own > 0:
        return lifting.other
    able = {each: person.voluntary("hip_abduction", each) for each in SIDES}
    other = SIDES[1 - SIDES.index(side)]
    lacking = 1.0 - able[other] / max(able.values())
    return lifting.still + (lifting.other - lifting.still) * (1.0 - LEANS * lacking)


def _unsteady(person: Person, lifting: Lifting, side: Side) -> float:
    """Standard deviation of the held load at the beginning, as a part of body weight."""
    hurts = person.hurts(lifting.muscle, side)
    return lifting.unsteady * person.skill.steadiness / ORDINARY * (1.0 + PAIN_UNSETTLES * hurts)


def _ramp(since: Floats, for_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip(since / for_s, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)
