"""Holds on two plates: bridges, planks, side planks, the trunk's own; how the load wanders, drifts, trembles and ends.

The share of the left plate wanders by itself as it does in people (a value that forgets itself within seconds), so that
whoever looks for a loss of form has something to mistake for one.  A hold ends when the person's endurance is used up,
or earlier when told; before its end the tremor has grown and the form is lost.  What is true stands in ``events`` and
``figures``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from simulators.body import FINE_HZ, PAIN_UNSETTLES, Person
from simulators.firmware import Floats
from simulators.performance import SIDES, Performance, Side

_WANDER_HZ = 20.0
_LOWER_S = 0.7
_TREMOR_HZ = (8.3, 9.7)
_BREATH_HZ = 0.27
FORM_LOST_AT = 0.85
"""Part of what can be kept up after which the form is lost."""
FORM_SHIFTS = (0.015, 0.08)
"""Least and largest change of the left share at the loss of form, towards the side that can do more."""
FORM_SINKS = 0.04
"""Part of the load that is lost with the form where the floor can take it."""
FORM_SHAKES = 1.8
TREMOR_GROWS = 1.5
"""How much the tremor grows until nothing can be kept up any more, as a part of itself."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a hold goes.  ``lost_at_s`` counts from the raised position; None keeps the form to the end."""

    wander: float = 0.006
    """Standard deviation of the left share by itself."""
    forgets_s: float = 2.0
    lost_at_s: float | None = None
    shift: float = 0.0
    """Change of the left share at the loss of form ..."""
    takes_s: float = 0.0
    """... and how long it takes."""
    shakes: float = 1.0
    """How many times stronger the tremor is after the loss of form."""
    grows: float = 0.0
    """How much the tremor grows until the end by tiring, as a part of itself, with the square of the time."""
    sinks: float = 0.0
    """Part of the load that is lost with the form."""


KEPT = Course()


@dataclass(frozen=True, slots=True)
class Posture:
    """What the plates carry at rest and in the raised position, as parts of body weight."""

    name: str
    rest: float
    raised: float
    rise_s: float
    tremor: float
    """Tremor of each side, as part of the raised load (SD), of somebody whose bridge trembles by a newton."""
    muscle: str = "hip_extension"
    """Whose endurance ends it, ..."""
    lasts: float = 1.0
    """... and how long, as a part of that group's endurance."""
    left_rest: float = 0.5
    """The left plate's part at rest."""
    left: float | None = None
    """The left plate's part in the position; None is the person's own share and drift (``bridge_left``)."""
    floor: bool = True
    """Whether something else than the plates carries the rest, so that the load can sag."""
    wanders: float = 1.0
    """How much the share can wander, relative to a bridge."""
    sided: bool = False
    """Whether it is done on one side; ``left`` is then the plate of that side."""
    chance: tuple[int, ...] = ()


BRIDGE = Posture("bridge hold", rest=0.16, raised=0.46, rise_s=0.9, tremor=0.003, lasts=2.5)
PLANK = Posture("prone plank hold", 0.14, 0.55, 0.7, 0.006, "trunk_flexion", 0.86)
"""Forearms on the plates and toes on the floor: a little more than half of the weight is on the forearms."""

# Hands carry 69 % of the weight in the upper position of a push-up and 54 % from the knees (Suprak and others 2011).
# In side planks a body with its centre at 55 % of its height lies on shoulder (82 %) and feet (3 %): about 60 % on the
# forearm, since the free arm and the pelvis lie below the line.  The bench of the Biering-Sorensen stands with its head
# end on the left plate and its foot end on the right one; before the start the hands on the floor carry the trunk.  In
# the flexor hold the seat is on the left plate, the feet on the right one, and the wedge behind carries the trunk.
POSTURES = MappingProxyType(
    {
        "glute_bridge_hold": BRIDGE,
        "prone_plank_hold": PLANK,
        "plank_on_hands_hold": Posture("plank on the hands", 0.30, 0.69, 0.7, 0.006, "trunk_flexion", 0.8, chance=(1,)),
        "plank_on_knees_hold": Posture("plank on the knees", 0.25, 0.54, 0.6, 0.004, "trunk_flexion", 1.4, chance=(2,)),
        "side_plank_hold": Posture(
            "side plank hold", 0.52, 1.0, 0.8, 0.006, "trunk_lateral_flexion", 1.0, 0.55, 0.60, False, 1.2, True, (3,)
        ),
        "single_leg_bridge_hold": Posture(
            "single-leg bridge hold", 0.16, 0.45, 0.9, 0.006, "hip_extension", 1.0, 0.5, 1.0, True, 0.0, True, (4,)
        ),
        "biering_sorensen_hold": Posture(
            "Biering-Sorensen hold", 0.72, 1.0, 0.8, 0.004, "trunk_extension", 1.0, 0.62, 0.86, False, 0.8, chance=(5,)
        ),
        "trunk_flexor_hold": Posture(
            "trunk flexor hold", 0.80, 1.0, 0.6, 0.004, "trunk_flexion", 1.0, 0.72, 0.84, False, 0.8, chance=(6,)
        ),
    }
)
"""Every hold on two plates by its key."""


def hold_time(person: Person, posture: Posture, side: Side = "left") -> float:
    """How long this person keeps a posture up, in s; where both sides work the weaker one ends it."""
    if posture.sided:
        return posture.lasts * person.endurance(posture.muscle, side)
    return posture.lasts * min(person.endurance(posture.muscle, each) for each in SIDES)


def hold(key: str, person: Person, side: Side = "left", hold_s: float | None = None) -> Performance:
    """A hold of ``POSTURES`` until the person can no more, or until ``hold_s`` if that is earlier."""
    posture = POSTURES[key]
    able_s = hold_time(person, posture, side)
    lasting_s = able_s if hold_s is None else min(hold_s, able_s)
    if key == "glute_bridge_hold":
        posture = replace(posture, raised=person.bridge_load)
    hurts = max(person.hurts(posture.muscle, each) for each in ((side,) if posture.sided else SIDES))
    lost_s = FORM_LOST_AT * able_s * (1.0 - 0.2 * hurts)
    lost = lost_s < lasting_s - 1.0
    course = Course(
        wander=person.skill.wander * posture.wanders * (1.0 + PAIN_UNSETTLES * hurts),
        lost_at_s=lost_s if lost else None,
        shift=posture.wanders * _form_shift(person, posture),
        takes_s=2.0,
        shakes=FORM_SHAKES,
        grows=TREMOR_GROWS * (lasting_s / able_s) ** 2,
        sinks=FORM_SINKS if posture.floor else 0.0,
    )
    done = held(person, posture, lasting_s, course)
    figures = {**done.figures, "able_s": able_s, "ended_by_fatigue": float(lasting_s >= able_s)}
    forces = done.force_n[::-1] if posture.sided and side == "right" else done.force_n
    name = f"{posture.name}, {side}" if posture.sided else posture.name
    return replace(done, force_n=forces, figures=figures, name=name)


def _form_shift(person: Person, posture: Posture) -> float:
    """Towards the side that can do more and has more already; on one side, towards the other support."""
    if posture.sided:
        return -0.5 * sum(FORM_SHIFTS)
    more = person.left_part(posture.muscle) + person.bridge_left - 1.0
    return float(np.copysign(min(FORM_SHIFTS[1], max(FORM_SHIFTS[0], abs(more))), more))


def held(person: Person, posture: Posture, hold_s: float, course: Course = KEPT, rest_s: float = 2.0) -> Performance:
    """Lying or sitting with a support on each plate, rising, holding, lowering; shares are those of the left plate."""
    times = np.arange(round((2.0 * rest_s + posture.rise_s + hold_s + _LOWER_S) * FINE_HZ) + 1) / FINE_HZ
    start_s = rest_s + posture.rise_s
    end_s = start_s + hold_s
    raised = _ramp(times, rest_s, start_s) * (1.0 - _ramp(times, end_s, end_s + _LOWER_S))
    since = times - start_s
    sags = person.bridge_fatigue_per_s if posture.floor else 0.0
    lost_s = np.inf if course.lost_at_s is None else course.lost_at_s
    shifted = np.clip((since - lost_s) / course.takes_s, 0, 1) if course.takes_s > 0 else 1.0 * (since >= lost_s)
    left_load = (1.0 - sags * np.clip(since, 0.0, hold_s)) * (1.0 - course.sinks * shifted)
    load = person.weight_n * (posture.rest + (posture.raised * left_load - posture.rest) * raised)
    dice = person.dice(7, *posture.chance)
    held_part = np.clip(since / hold_s, 0.0, 1.0)
    shaking = (1.0 + (course.shakes - 1.0) * (since >= lost_s)) * (1.0 + course.grows * held_part**2)
    tremor = np.stack([_tremor(times, dice) for _ in range(2)])
    tremor *= person.tremor_n * posture.tremor * posture.raised * person.weight_n * shaking * raised
    breath = (0.008 if posture.floor else 0.0015) * np.sin(2 * np.pi * _BREATH_HZ * times + dice.uniform(0, 2 * np.pi))
    start, drift = (person.bridge_left, person.bridge_drift) if posture.left is None else (posture.left, 0.0)
    own = start + drift * held_part + course.shift * shifted
    wandering = course.wander * _wander(times, course.forgets_s, dice)
    left = np.clip(posture.left_rest + (own - posture.left_rest + wandering) * raised, 0.0, 1.0)
    total = load * (1.0 + breath * raised)
    share = np.stack([left, 1.0 - left])
    # where the plates carry everything, what trembles goes from one to the other
    shaken = tremor if posture.floor else np.stack([tremor[0], -tremor[0]])
    forces = total * share + shaken * (share > 0.02)
    events = {"rise": rest_s, "hold_start": start_s, "hold_end": end_s, "lowered": end_s + _LOWER_S}
    kept = 1.0
    if course.lost_at_s is not None:
        events["form_lost"] = start_s + course.lost_at_s
        kept = 1.0 - course.sinks * float(shifted[np.searchsorted(since, hold_s) - 1])
    figures = {
        "weight_n": person.weight_n,
        "hold_s": hold_s,
        "load_start_n": person.weight_n * posture.raised,
        "load_end_n": person.weight_n * posture.raised * (1.0 - sags * hold_s) * kept,
        "left_share_start": start,
        "left_share_end": start + drift + course.shift * float(lost_s < hold_s),
        "shakes": course.shakes,
    }
    return Performance(FINE_HZ, np.maximum(forces, 0.0), events, figures, name=posture.name)


def glute_bridge(person: Person, hold_s: float | None = None) -> Performance:
    """A double-leg bridge of this person, until it can no more or ``hold_s``."""
    return hold("glute_bridge_hold", person, hold_s=hold_s)


def bridge(person: Person, hold_s: float = 60.0, course: Course = KEPT) -> Performance:
    """A double-leg bridge, one foot on each plate, that goes as it is told."""
    return held(person, BRIDGE, hold_s, course)


def prone_plank(person: Person, hold_s: float = 30.0, course: Course = KEPT) -> Performance:
    """A plank on the forearms, one on each plate, that goes as it is told."""
    return held(person, PLANK, hold_s, course)


def _ramp(times: Floats, start_s: float, end_s: float) -> Floats:
    part = np.clip((times - start_s) / (end_s - start_s), 0.0, 1.0)
    smooth: Floats = part * part * (3.0 - 2.0 * part)
    return smooth


def _tremor(times: Floats, dice: np.random.Generator) -> Floats:
    """Two tremors near 9 Hz, of strengths that come and go; standard deviation about 1."""
    total = np.zeros(times.size)
    for hz in _TREMOR_HZ:
        strength = 1.0 + 0.3 * _wander(times, 3.0, dice)
        total += strength * np.sin(2 * np.pi * hz * times + dice.uniform(0.0, 2 * np.pi))
    return total


def _wander(times: Floats, forgets_s: float, dice: np.random.Generator) -> Floats:
    """A random course with standard deviation 1 that forgets itself within ``forgets_s``."""
    count = int(times[-1] * _WANDER_HZ) + 2
    keep = float(np.exp(-1.0 / (forgets_s * _WANDER_HZ)))
    pushes = dice.normal(0.0, np.sqrt(1.0 - keep**2), count)
    course = np.empty(count)
    course[0] = dice.normal()
    for at in range(1, count):
        course[at] = keep * course[at - 1] + pushes[at]
    wandering: Floats = np.interp(times, np.arange(count) / _WANDER_HZ, course)
    return wandering
