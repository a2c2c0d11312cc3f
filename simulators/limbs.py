"""Limbs lifted while the trunk keeps still: bird dog and dead bug, held or to and fro, on two plates.

Bird dog: one knee on each plate, the hands on the floor.  The lifted leg empties its plate, the other knee and the
hands take its load.  Dead bug: lying with the spine above the gap between the plates; a leg and the opposite
arm are lowered and pull the load a little to their side, while the whole stays what the trunk weighs.
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


# On all fours the knees carry about three fifths; with a leg and the opposite arm up, knee and hand on the diagonal
# share the weight.  Supine, head and arms apart, the trunk with the legs raised above it has about nine tenths of it.
# No published norm exists for either (clinic.md section 4): assumed.
LIFTINGS = MappingProxyType(
    {
        "bird_dog": Lifting("bird dog", "trunk_extension", 0.6, 0.30, 0.0, 0.52, 0.006, False),
        "dead_bug": Lifting("dead bug", "trunk_flexion", 0.5, 0.45, 0.51, 0.39, 0.004, True),
    }
)
MOVE_S = 0.8
BEFORE_S = 2.0
ORDINARY = 0.012
"""Steadiness of an ordinary person, ``Skill.steadiness``."""
BREATH, BREATH_HZ = 0.002, 0.27


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


def limb_reps(key: str, person: Person, reps: int = 8, hold_s: float = 2.0, rest_s: float = 1.2) -> Performance:
    """Left and right leg in turn, ``reps`` in all."""
    lifting = LIFTINGS[key]
    able_s = lifting.lasts * min(person.endurance(lifting.muscle, side) for side in SIDES)
    return _lifted(person, lifting, [SIDES[number % 2] for number in range(reps)], hold_s, rest_s, able_s)


def _lifted(
    person: Person, lifting: Lifting, sides: Sequence[Side], hold_s: float, rest_s: float, able_s: float
) -> Performance:
    dice = person.dice(12, list(LIFTINGS.values()).index(lifting), SIDES.index(sides[0]), len(sides))
    period_s = 2.0 * MOVE_S + hold_s + rest_s
    times = np.arange(round((BEFORE_S + len(sides) * period_s + BEFORE_S) * FINE_HZ) + 1) / FINE_HZ
    breath = BREATH * np.sin(2.0 * np.pi * BREATH_HZ * times + dice.uniform(0.0, 2.0 * np.pi))
    loads = np.full((len(SIDES), times.size), lifting.still)
    if not lifting.closed:
        loads += 0.5 * breath
    events: dict[str, float] = {}
    for number, side in enumerate(sides, 1):
        start_s = BEFORE_S + (number - 1) * period_s
        leave_s = start_s + MOVE_S + hold_s
        here = slice(round(start_s * FINE_HZ), round((leave_s + MOVE_S) * FINE_HZ) + 1)
        since = times[here] - start_s
        up = _ramp(since, MOVE_S) - _ramp(since - MOVE_S - hold_s, MOVE_S)
        tired = np.clip(((number - 1) * hold_s + since) / able_s, 0.0, 1.0)
        waver = _unsteady(person, lifting, side) * up * unsteadiness(dice).at(since, tired) * (1.0 + tired)
        own = SIDES.index(side)
        loads[own, here] += (lifting.own - loads[own, here]) * up - (waver if lifting.closed else 0.0)
        loads[1 - own, here] += (lifting.other - lifting.still) * up + waver
        names = {"start": start_s, "reached": start_s + MOVE_S, "leave": leave_s, "end": leave_s + MOVE_S}
        events |= {f"rep{number}_{name}": at_s for name, at_s in names.items()}
    figures = {
        "weight_n": person.weight_n,
        "still_n": person.weight_n * 2.0 * lifting.still,
        "held_own_n": person.weight_n * lifting.own,
        "held_other_n": person.weight_n * lifting.other,
        "reps": float(len(sides)),
    }
    forces = np.maximum(person.weight_n * loads, 0.0)
    return Performance(FINE_HZ, forces, events, figures, name=f"{lifting.title} repetitions")


def _unsteady(person: Person, lifting: Lifting, side: Side) -> float:
    """Standard deviation of the held load at the beginning, as a part of body weight."""
    hurts = person.hurts(lifting.muscle, side)
    return lifting.unsteady * person.skill.steadiness / ORDINARY * (1.0 + PAIN_UNSETTLES * hurts)


def _ramp(since: Floats, for_s: float) -> Floats:
    """0 before, 1 after, without a corner."""
    part = np.clip(since / for_s, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)
