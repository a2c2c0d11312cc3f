"""Named cases as data: who is tested, with what, what goes wrong, and what the station must then say.

One TOML file each in ``simulators/scenarios``; those in ``scenarios/faults`` are one row of the promises each.

title = "..."            what a demo shows
summary = "..."          what is the matter
row = "L1"               which row of the promises it is there for
plan = ["cmj"]           which tests are done, in this order
devices = ["harp"]       see ``simulators.units``; without it what a bench has
[[fault]]                see ``simulators.faults``
[expect]                 see ``simulators.expectation``
[person]                 see ``simulators.people``
[course]                 what training changes over weeks, see ``simulators.training``
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from simulators.bench import DEVICES
from simulators.body import Person
from simulators.expectation import BadExpectation, Expectation, expectation_of
from simulators.faults import BadFault, Fault, fault_of
from simulators.people import BadPerson
from simulators.training import Course, course_from

DEFAULT = "left_weak_low_back_pain"
PLAN = ("hip_abduction_iso", "glute_bridge_hold", "cmj")
"""What is done unless a scenario says otherwise: a pull, a hold, a jump."""


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
    row: str = ""
    plan: tuple[str, ...] = PLAN
    devices: tuple[str, ...] = DEVICES
    faults: tuple[Fault, ...] = ()
    expect: Expectation = field(default_factory=Expectation)

    @property
    def person(self) -> Person:
        """At the first visit."""
        return self.course.person


def scenario_keys() -> tuple[str, ...]:
    """All people and demonstrations that exist, in alphabetical order."""
    return _keys(_FOLDER)


def fault_keys() -> tuple[str, ...]:
    """All faults that exist as scenarios of their own, in alphabetical order."""
    return _keys(_FOLDER / "faults")


def load_scenario(key: str = DEFAULT, seed: int | None = None) -> Scenario:
    """The scenario of this name, with another seed for its randomness where one is given.

    Raises UnknownScenario, BadScenario.
    """
    return _load(key, seed, _FOLDER, scenario_keys(), "scenario")


def load_fault(key: str, seed: int | None = None) -> Scenario:
    """The scenario of one row of the promises.  Raises UnknownScenario, BadScenario."""
    return _load(key, seed, _FOLDER / "faults", fault_keys(), "fault")


_FOLDER = resources.files("simulators") / "scenarios"


def _keys(folder: Traversable) -> tuple[str, ...]:
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def _load(key: str, seed: int | None, folder: Traversable, known: tuple[str, ...], what: str) -> Scenario:
    if key not in known:
        raise UnknownScenario(f"there is no {what} {key!r}; there are: {', '.join(known)}")
    return parse_scenario(key, (folder / f"{key}.toml").read_text("utf-8"), seed)


def parse_scenario(key: str, text: str, seed: int | None = None) -> Scenario:
    """A scenario from the text of its file.  Raises BadScenario."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        raise BadScenario(f"scenario {key}: {error}") from error
    title, summary, row = data.pop("title", None), data.pop("summary", ""), data.pop("row", "")
    if not isinstance(title, str) or not isinstance(summary, str) or not isinstance(row, str):
        raise BadScenario(f"scenario {key}: it needs a title, and may have a summary and a row")
    person, course, expect = (_table(key, data, name) for name in ("person", "course", "expect"))
    plan, devices = _list(key, data, "plan", PLAN), _list(key, data, "devices", DEVICES)
    faults = data.pop("fault", [])
    if not isinstance(faults, list) or not all(isinstance(each, dict) for each in faults):
        raise BadScenario(f"scenario {key}: faults are tables [[fault]]")
    if data:
        raise BadScenario(f"scenario {key}: unknown key {', '.join(sorted(data))}")
    try:
        happening = tuple(
            fault_of(each, f"scenario {key}, fault {number}") for number, each in enumerate(faults, start=1)
        )
        verdict = expectation_of(expect, f"scenario {key}")
    except (BadFault, BadExpectation) as error:
        raise BadScenario(str(error)) from error
    return Scenario(key, title, summary, _course(key, person, course, seed), row, plan, devices, happening, verdict)


def _table(key: str, data: dict[str, Any], name: str) -> dict[str, Any]:
    table = data.pop(name, {})
    if not isinstance(table, dict):
        raise BadScenario(f"scenario {key}: {name} is a table, not {table!r}")
    return table


def _list(key: str, data: dict[str, Any], name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    texts = data.pop(name, list(default))
    if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
        raise BadScenario(f"scenario {key}: {name} is a list of texts, not {texts!r}")
    return tuple(texts)


def _course(key: str, person: dict[str, Any], course: dict[str, Any], seed: int | None) -> Course:
    try:
        return course_from(key, person, course, seed)
    except BadPerson as error:
        raise BadScenario(str(error)) from error
