"""People as data: the tables [person] and [course] of a scenario, read strictly.

[person]
mass_kg = 74.5                                           any number of ``simulators.body.Person``
[person.strength_n]
hip_abduction = { left = 118.0, right = 158.0 }          of each side; groups are those of ``simulators.strength``
trunk_extension = 310.0                                  the same on both sides, or a group without sides
[person.deficit]                                         parts of the strength that are missing, 0..0.95
[person.endurance_s]                                     how long the reference hold of a group is kept up
[person.pain]                                            0..1
[person.skill]
cv = 0.03                                                any number of ``simulators.body.Skill``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from simulators.body import Person, Skill
from simulators.strength import MUSCLES, Both

TABLES = ("strength_n", "deficit", "endurance_s", "pain")
"""Tables of a person with one entry per muscle group."""
NUMBERS = tuple(field.name for field in fields(Person) if field.name not in (*TABLES, "skill", "name"))
LARGEST = 1e9
"""Beyond every figure of a person, and far from where a number has no square any more."""
SKILLS = tuple(field.name for field in fields(Skill))


class BadPerson(ValueError):
    """A table of a person that cannot be used; the message names scenario, key and what is allowed."""


def person_from(key: str, table: Mapping[str, object], seed: int | None = None) -> Person:
    """The person of a scenario's [person] table, with another seed where one is given.  Raises BadPerson."""
    values: dict[str, Any] = {"name": key}
    for name, value in table.items():
        if name in TABLES:
            values[name] = _groups(key, name, value)
        elif name == "skill":
            values[name] = _skill(key, value)
        elif name == "name":
            values[name] = _text(key, value)
        elif name in NUMBERS:
            values[name] = number(key, name, value)
        else:
            allowed = ", ".join((*NUMBERS, *TABLES, "skill"))
            raise BadPerson(f"scenario {key}: a person has no {name!r}; there are: {allowed}")
    if seed is not None:
        values["seed"] = seed
    values["seed"] = int(values.get("seed", 0))
    try:
        return Person(**values)
    except ValueError as error:
        raise BadPerson(f"scenario {key}: {error}") from error


def number(key: str, name: str, value: object) -> float:
    """A finite number, or BadPerson."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise BadPerson(f"scenario {key}: {name} = {value!r} is not a number")
    return value


def both(key: str, name: str, value: object) -> Both:
    """One number for both sides, or a table with left and right.  Raises BadPerson."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Both.same(number(key, name, value))
    if not isinstance(value, dict) or set(value) != {"left", "right"}:
        raise BadPerson(f"scenario {key}: {name} is one number or {{ left = ..., right = ... }}, not {value!r}")
    return Both(number(key, f"{name}.left", value["left"]), number(key, f"{name}.right", value["right"]))


def _groups(key: str, name: str, value: object) -> dict[str, Both]:
    if not isinstance(value, dict):
        raise BadPerson(f"scenario {key}: {name} is a table with muscle groups, not {value!r}")
    for group in value:
        if group not in MUSCLES:
            raise BadPerson(f"scenario {key}: {name} has no {group!r}; there are: {', '.join(MUSCLES)}")
    return {group: both(key, f"{name}.{group}", sides) for group, sides in value.items()}


def _skill(key: str, value: object) -> Skill:
    if not isinstance(value, dict):
        raise BadPerson(f"scenario {key}: skill is a table, not {value!r}")
    for name in value:
        if name not in SKILLS:
            raise BadPerson(f"scenario {key}: skill has no {name!r}; there are: {', '.join(SKILLS)}")
    try:
        return Skill(**{name: number(key, f"skill.{name}", entry) for name, entry in value.items()})
    except ValueError as error:
        raise BadPerson(f"scenario {key}: {error}") from error


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadPerson(f"scenario {key}: name = {value!r} is not a text")
    return value
