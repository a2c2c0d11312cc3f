"""Holds that change: a bridge or a prone plank whose load wanders, shifts to one side, or begins to shake.

The share of the left side wanders by itself as it does in people (a value that forgets itself within seconds), so that
whoever looks for a loss of form has something to mistake for one.  What is true stands in ``events`` and ``figures``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulators.body import FINE_HZ, Person
from simulators.firmware import Floats
from simulators.performance import Performance

_WANDER_HZ = 20.0
_LOWER_S = 0.7
_TREMOR_HZ = (8.3, 9.7)
_BREATH_HZ = 0.27


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


BRIDGE = Posture("bridge hold", rest=0.16, raised=0.46, rise_s=0.9, tremor=0.003)
PLANK = Posture("prone plank hold", rest=0.14, raised=0.55, rise_s=0.7, tremor=0.006)
"""Forearms on the plates and toes on the floor: a little more than half of the weight is on the forearms."""


def held(person: Person, posture: Posture, hold_s: float, course: Course = KEPT, rest_s: float = 2.0) -> Performance:
    """Lying with one limb on each plate, rising, holding, lowering."""
    times = np.arange(round((2.0 * rest_s + posture.rise_s + hold_s + _LOWER_S) * FINE_HZ) + 1) / FINE_HZ
    start_s = rest_s + posture.rise_s
    end_s = start_s + hold_s
    raised = _ramp(times, rest_s, start_s) * (1.0 - _ramp(times, end_s, end_s + _LOWER_S))
    since = times - start_s
    sagging = 1.0 - person.bridge_fatigue_per_s * np.clip(since, 0.0, hold_s)
    load = person.weight_n * (posture.rest + (posture.raised * sagging - posture.rest) * raised)
    dice = person.dice(7)
    lost_s = np.inf if course.lost_at_s is None else course.lost_at_s
    shaking = 1.0 + (course.shakes - 1.0) * (since >= lost_s)
    tremor = np.stack([_tremor(times, dice) for _ in range(2)])
    tremor *= person.tremor_n * posture.tremor * posture.raised * person.weight_n * shaking * raised
    breath = 0.008 * np.sin(2 * np.pi * _BREATH_HZ * times + dice.uniform(0, 2 * np.pi)) * raised
    held_part = np.clip(since / hold_s, 0.0, 1.0)
    shifted = np.clip((since - lost_s) / course.takes_s, 0, 1) if course.takes_s > 0 else 1.0 * (since >= lost_s)
    own = person.bridge_left + person.bridge_drift * held_part + course.shift * shifted
    left = 0.5 + (own - 0.5 + course.wander * _wander(times, course.forgets_s, dice)) * raised
    total = load * (1.0 + breath)
    forces = np.stack([total * left, total * (1.0 - left)]) + tremor
    events = {"rise": rest_s, "hold_start": start_s, "hold_end": end_s, "lowered": end_s + _LOWER_S}
    if course.lost_at_s is not None:
        events["form_lost"] = start_s + course.lost_at_s
    figures = {
        "weight_n": person.weight_n,
        "hold_s": hold_s,
        "load_start_n": person.weight_n * posture.raised,
        "load_end_n": person.weight_n * posture.raised * (1.0 - person.bridge_fatigue_per_s * hold_s),
        "left_share_start": person.bridge_left,
        "left_share_end": person.bridge_left + person.bridge_drift + course.shift * float(lost_s < hold_s),
        "shakes": course.shakes,
    }
    return Performance(FINE_HZ, np.maximum(forces, 0.0), events, figures, name=posture.name)


def glute_bridge(person: Person, hold_s: float = 20.0) -> Performance:
    """A double-leg bridge with this person's own load and restlessness of the share."""
    posture = replace(BRIDGE, raised=person.bridge_load)
    return held(person, posture, hold_s, Course(wander=person.skill.wander))


def bridge(person: Person, hold_s: float = 60.0, course: Course = KEPT) -> Performance:
    """A double-leg bridge, one foot on each plate."""
    return held(person, BRIDGE, hold_s, course)


def prone_plank(person: Person, hold_s: float = 30.0, course: Course = KEPT) -> Performance:
    """A plank on the forearms, one on each plate."""
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
