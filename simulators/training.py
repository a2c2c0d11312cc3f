"""What training changes over weeks: the table [course] of a scenario, and the person of any week.

[course]
visits = [0, 3, 6]                                 weeks in which the person comes
bridge_drift = -0.008                              where training leads: any entry of [person], in its own place
[course.strength_n]
hip_abduction = { left = 162.0, right = 166.0 }
[course.weeks]
pain = 2.0                                         time constant of a quantity or a table of them, instead of the usual

Strength comes in two parts: better use of the muscle (early, ``NEURAL`` of the gain) and more muscle (later, beginning
without a slope).  Everything else goes exponentially from where it is to where it leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from simulators.body import NONE, Person, Skill
from simulators.people import NUMBERS, TABLES, BadPerson, number, person_from
from simulators.strength import MUSCLES, Both

NEURAL = 0.6
"""Part of a gain in strength that is better use of the muscle; most of the gain of the first weeks (Moritani 1979)."""
WEEKS: Mapping[str, float] = MappingProxyType(
    {"neural": 3.0, "hypertrophy": 6.0, "pain": 2.5, "endurance_s": 3.0, "skill": 2.0, "other": 3.0}
)
"""Usual time constants."""
FIXED = ("seed",)


@dataclass(frozen=True, slots=True)
class Course:
    """Where training leads a person, and how fast."""

    person: Person
    """At week 0."""
    goal: Person
    """After a very long time."""
    visits: tuple[float, ...] = (0.0,)
    weeks: Mapping[str, float] = field(default_factory=dict)
    """Time constants that differ from ``WEEKS``, by the name of a quantity or of a table."""

    def person_at(self, week: float) -> Person:
        """The person of this week; its chances (sway, tremor, differences of efforts) are those of another day."""
        if not 0.0 <= week <= 520.0:
            raise ValueError(f"weeks 0 to 520 can be played, not {week:g}")
        if week == 0:
            return self.person
        now, goal = self.person, self.goal
        plain: dict[str, Any] = {
            name: _between(getattr(now, name), getattr(goal, name), self._gone(name, "other", week))
            for name in NUMBERS
            if name not in FIXED
        }
        part = self._gone("skill", "skill", week)
        skill = Skill(
            *(_between(getattr(now.skill, one.name), getattr(goal.skill, one.name), part) for one in fields(Skill))
        )
        groups: dict[str, Any] = {name: self._groups(name, week) for name in TABLES}
        return replace(now, skill=skill, seed=now.seed + round(1000 * week), **plain, **groups)

    def _groups(self, table: str, week: float) -> dict[str, Both]:
        first: Mapping[str, Both] = getattr(self.person, table)
        last: Mapping[str, Both] = getattr(self.goal, table)
        result: dict[str, Both] = {}
        for key in dict.fromkeys((*first, *last)):
            part = (
                self._strengthened(key, week) if table in ("strength_n", "deficit") else self._gone(table, table, week)
            )
            usual = _norm(self.person, table, key)
            now, goal = first.get(key, usual), last.get(key, usual)
            result[key] = Both(_between(now.left, goal.left, part), _between(now.right, goal.right, part))
        return result

    def _gone(self, name: str, usual: str, week: float) -> float:
        """Part of the way after so many weeks."""
        return 1.0 - float(np.exp(-week / self.weeks.get(name, WEEKS[usual])))

    def _strengthened(self, key: str, week: float) -> float:
        early = self._gone("neural", "neural", week)
        grown = week / self.weeks.get("hypertrophy", WEEKS["hypertrophy"])
        late = 1.0 - (1.0 + grown) * float(np.exp(-grown))
        return NEURAL * early + (1.0 - NEURAL) * late


def course_from(
    key: str, person: Mapping[str, object], course: Mapping[str, object], seed: int | None = None
) -> Course:
    """The course of a scenario's [person] and [course] tables.  Raises BadPerson."""
    visits, weeks = _visits(key, course.get("visits", [0])), _weeks(key, course.get("weeks", {}))
    goal: dict[str, object] = dict(person)
    for name, value in course.items():
        if name in ("visits", "weeks"):
            continue
        if name in FIXED or name == "name":
            raise BadPerson(f"scenario {key}: training does not change {name}")
        old = goal.get(name)
        goal[name] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return Course(person_from(key, person, seed), person_from(key, goal, seed), visits, weeks)


def _visits(key: str, value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or not value:
        raise BadPerson(f"scenario {key}: visits is a list of weeks, for example [0, 3, 6], not {value!r}")
    weeks = tuple(number(key, "visits", week) for week in value)
    if weeks[0] < 0 or list(weeks) != sorted(set(weeks)):
        raise BadPerson(f"scenario {key}: visits = {value!r} are not weeks from 0 on, each later than the one before")
    return weeks


def _weeks(key: str, value: object) -> dict[str, float]:
    allowed = tuple(dict.fromkeys((*(name for name in WEEKS if name != "other"), *NUMBERS)))
    if not isinstance(value, dict):
        raise BadPerson(f"scenario {key}: weeks is a table with time constants, not {value!r}")
    for name, weeks in value.items():
        if name not in allowed:
            raise BadPerson(f"scenario {key}: weeks has no {name!r}; there are: {', '.join(allowed)}")
        if not 0.1 <= number(key, f"weeks.{name}", weeks) <= 100.0:
            raise BadPerson(f"scenario {key}: weeks.{name} can be from 0.1 to 100, not {weeks!r}")
    return dict(value)


def _norm(person: Person, table: str, key: str) -> Both:
    """What a group has that a person says nothing about."""
    if table == "strength_n":
        return Both.same(MUSCLES[key].part * person.weight_n)
    return Both.same(MUSCLES[key].endurance_s) if table == "endurance_s" else NONE


def _between(now: float, goal: float, part: float) -> float:
    return now + (goal - now) * part
