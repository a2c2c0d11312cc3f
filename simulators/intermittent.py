"""All-out work in bouts: each leg pushes on its dynamometer and rests, until what is left is what can be kept up.

The force falls towards the critical force with the seconds of work, ``critical + surplus exp(-work / tau)``.
So the impulse above it is known, ``surplus * tau`` for work without end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulators.body import FINE_HZ, Person
from simulators.firmware import Floats
from simulators.performance import SIDES, Performance, Surface

_RISE_S, _FALL_S = 0.35, 0.25
_PRELOAD_N = 4.0
_TREMOR_HZ = (1.3, 7.9)


@dataclass(frozen=True, slots=True)
class Stamina:
    """What is left of the strength, and after how many seconds of work."""

    critical: float = 0.45
    """Critical force as a part of the strength."""
    tau_s: float = 30.0
    paced: bool = False
    """Keeps to a little more than the critical force from the beginning, which is not what the test asks for."""
    cv: float = 0.015
    """How much bouts differ by themselves."""


def bilateral_bouts(
    person: Person,
    bouts: int = 24,
    work_s: float = 7.0,
    rest_s: float = 3.0,
    stamina: Stamina = Stamina(),
    wait_s: float = 0.5,
) -> Performance:
    """Both legs push out against their dynamometers at the same time, ``bouts`` times."""
    times = np.arange(round((wait_s + bouts * (work_s + rest_s)) * FINE_HZ) + 1) / FINE_HZ
    events: dict[str, float] = {}
    figures: dict[str, float] = {}
    forces = np.full((len(SIDES), times.size), _PRELOAD_N)
    for row, side in enumerate(SIDES):
        strength_n = person.voluntary("hip_abduction", side)
        dice = person.dice(8, row)
        phases = dice.uniform(0.0, 2.0 * np.pi, 2)
        for number in range(bouts):
            start_s = wait_s + number * (work_s + rest_s)
            part = (times >= start_s) & (times <= start_s + work_s + _FALL_S)
            since = times[part] - start_s
            height = _height(strength_n, stamina, number * work_s + np.minimum(since, work_s))
            height = height * (1.0 + stamina.cv * float(np.clip(dice.normal(), -2.0, 2.0)))
            forces[row, part] += height * _pushing(since, work_s) * (1.0 + _tremor(times[part], phases))
            events[f"bout{number + 1}_start"], events[f"bout{number + 1}_stop"] = start_s, start_s + work_s
        figures[f"{side}_critical_n"] = _PRELOAD_N + stamina.critical * strength_n
        figures[f"{side}_above_critical_ns"] = (1.0 - stamina.critical) * strength_n * stamina.tau_s
    return Performance(FINE_HZ, forces, events, figures, Surface.GRIPS, "bouts of hip abduction, both legs")


def _height(strength_n: float, stamina: Stamina, worked_s: Floats) -> Floats:
    """Force above the preload after so many seconds of work."""
    if stamina.paced:
        return np.full(worked_s.shape, 1.05 * stamina.critical * strength_n)
    left: Floats = stamina.critical + (1.0 - stamina.critical) * np.exp(-worked_s / stamina.tau_s)
    return strength_n * left


def _pushing(since: Floats, work_s: float) -> Floats:
    """0 at rest, 1 at work: the rise begins with the bout, the release when it is over."""
    rise = np.clip(since / _RISE_S, 0.0, 1.0)
    fall = np.clip((since - work_s) / _FALL_S, 0.0, 1.0)
    pushing: Floats = (rise * rise * (3.0 - 2.0 * rise)) * (1.0 - fall * fall * (3.0 - 2.0 * fall))
    return pushing


def _tremor(times: Floats, phases: Floats) -> Floats:
    waves = [np.sin(2.0 * np.pi * hz * times + phase) for hz, phase in zip(_TREMOR_HZ, phases, strict=True)]
    trembling: Floats = 0.01 * np.sum(waves, axis=0)
    return trembling
