"""Named cases as data: who is tested.  One TOML file each in ``simulators/scenarios``.

title = "..."            what a demo shows
summary = "..."          what is the matter with this person
[person]                 see ``simulators.people``
[course]                 what training changes over weeks, see ``simulators.training``
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from simulators.body import Person, countermovement_jump, step_off, step_on
from simulators.effort import isometric_effort
from simulators.holding import glute_bridge
from simulators.people import BadPerson
from simulators.performance import Performance, Side
from simulators.training import Course, course_from

DEFAULT = "left_weak_low_back_pain"


class UnknownScenario(LookupError):
    """A scenario that does not exist.  Example: a misspelt ``--scenario``."""


class BadScenario(ValueError):
    """A scenario file that cannot be used; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Scenario:
    key: str
    title: str
    summary: str
    course: Course

    @property
    def person(self) -> Person:
        """At the first visit."""
        return self.course.person

    def cmj(self) -> Performance:
        return countermovement_jump(self.person)

    def bridge(self, hold_s: float = 20.0) -> Performance:
        return glute_bridge(self.person, hold_s)

    def abduction(self, side: Side, reps: int = 3) -> Performance:
        return isometric_effort(self.person, "hip_abduction", side, reps)

    def step_on(self) -> Performance:
        return step_on(self.person)

    def step_off(self) -> Performance:
        return step_off(self.person)


def scenario_keys() -> tuple[str, ...]:
    """All that exist, in alphabetical order."""
    folder = resources.files("simulators") / "scenarios"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def load_scenario(key: str = DEFAULT, seed: int | None = None) -> Scenario:
    """The scenario of this name, with another seed for its randomness where one is given.

    Raises UnknownScenario, BadScenario.
    """
    known = scenario_keys()
    if key not in known:
        raise UnknownScenario(f"there is no scenario {key!r}; there are: {', '.join(known)}")
    text = (resources.files("simulators") / "scenarios" / f"{key}.toml").read_text("utf-8")
    return parse_scenario(key, text, seed)


def parse_scenario(key: str, text: str, seed: int | None = None) -> Scenario:
    """A scenario from the text of its file.  Raises BadScenario."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadScenario(f"scenario {key}: {error}") from error
    title, summary, person = data.pop("title", None), data.pop("summary", ""), data.pop("person", {})
    course = data.pop("course", {})
    if not isinstance(title, str) or not isinstance(summary, str) or not isinstance(person, dict):
        raise BadScenario(f"scenario {key}: it needs a title, may have a summary, and a table [person]")
    if not isinstance(course, dict):
        raise BadScenario(f"scenario {key}: course is a table, not {course!r}")
    if data:
        raise BadScenario(f"scenario {key}: unknown key {', '.join(sorted(data))}")
    return Scenario(key, title, summary, _course(key, person, course, seed))


def _course(key: str, person: dict[str, Any], course: dict[str, Any], seed: int | None) -> Course:
    try:
        return course_from(key, person, course, seed)
    except BadPerson as error:
        raise BadScenario(str(error)) from error
