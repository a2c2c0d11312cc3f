"""The path of a test as the simulated client sees it: newtons over time, one course for each following."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulators.body import Person
from simulators.performance import SIDES
from simulators.strength import MUSCLES
from simulators.tracking import Course
from station.force_path import path_of, turns_of
from station.model import Side
from station.protocol import Protocol

_HZ = 100.0


def courses_of(
    protocol: Protocol, person: Person, maxima_n: Mapping[Side, float], late_s: float = 0.0
) -> tuple[Course, ...]:
    """What is to be followed, in seconds from ``late_s`` after GO.

    A side that ``maxima_n`` (as shown on the screen) does not name follows parts of what the person can.
    """
    if protocol.path is None:
        return ()
    path = path_of(protocol.path.pieces)
    levels = path.at(np.arange(0.0, path.seconds + 0.5 / _HZ, 1.0 / _HZ))
    courses = []
    for turn in turns_of(protocol):
        side = SIDES[1] if turn.side is Side.RIGHT else SIDES[0]
        able_n = person.voluntary(muscle_of(protocol.path.maximum_of), side)
        whole_n = maxima_n.get(turn.side, able_n)
        reach_n = protocol.path.reach * whole_n
        courses.append(Course(side, turn.start_s - late_s, turn.lead_in_s, _HZ, whole_n * levels, reach_n))
    return tuple(courses)


def muscle_of(key: str) -> str:
    """The group that a test's name begins with; the hip's abductors where it says none."""
    return next((muscle for muscle in MUSCLES if key.startswith(muscle)), "hip_abduction")
