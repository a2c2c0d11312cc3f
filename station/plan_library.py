"""The batteries of one clinic: those that ship, and its own from ``<data folder>/batteries/*.toml``.

A file that is wrong is left out and said, with its name; the others are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from station.errors import BadInput
from station.folders import Folders
from station.plan import Battery, Plan, check_battery, plan_of
from station.protocol import Protocol, built_in, read_text
from station.protocol_library import BadFile, Library, built_in_texts, own_files
from station.toml_shape import Problem, line_of, meant, printable, shown

FOLDER = Path(__file__).parent / "batteries"


@dataclass(frozen=True, slots=True)
class AtHand:
    """What batteries are made of: the tests by key, their texts, and which stands in the place of which."""

    protocols: Mapping[str, Protocol]
    texts: Mapping[str, str]
    today: Mapping[str, str]

    @classmethod
    def of(cls, found: Library) -> AtHand:
        """The tests of a clinic."""
        return cls(found.protocols, found.texts, found.replaced)

    @classmethod
    def that_ship(cls) -> AtHand:
        """Those that ship."""
        return cls(built_in(), built_in_texts(), {})


@dataclass(frozen=True, slots=True)
class PlanLibrary:
    """``batteries`` by key, in the order of their places; the clinic's own among them."""

    batteries: Mapping[str, Battery]
    texts: Mapping[str, str]
    own: Mapping[str, Path]
    tests: AtHand
    bad: tuple[BadFile, ...] = ()

    def plan(self, key: str, seed: int | None = None) -> Plan:
        """The plan of a battery for a visit; ``seed`` shuffles one of random order.  Raises BadInput."""
        if key not in self.batteries:
            known = ", ".join(self.batteries)
            raise BadInput(f"There is no battery {shown(key)}{meant(key, self.batteries) or '.'} There are: {known}.")
        tests = self.tests
        return plan_of(self.batteries[key], tests.protocols, tests.texts, today=tests.today, seed=seed)


def plan_library(folders: Folders | None, found: Library) -> PlanLibrary:
    """All batteries of a data folder whose tests are ``found``.  Never raises: what cannot be used is ``bad``."""
    tests = AtHand.of(found)
    batteries, texts, bad = dict[str, Battery](), dict[str, str](), list[BadFile]()
    for path in sorted(FOLDER.glob("*.toml")):
        battery, text, problems = examine_battery(path, tests)
        if battery is None:
            bad.append(BadFile(printable(path.name), problems))
        else:
            batteries[battery.key], texts[battery.key] = battery, text
    own: dict[str, Path] = {}
    for path in own_files(folders.batteries, bad) if folders is not None else ():
        battery, text, problems = examine_battery(path, tests)
        if battery is not None and battery.key in own:
            problems = (Problem("key", "must be a name of its own: another file has it", shown(battery.key)),)
        if battery is None or problems:
            bad.append(BadFile(printable(path.name), problems))
            continue
        batteries[battery.key], texts[battery.key], own[battery.key] = battery, text, path
    ordered = dict(sorted(batteries.items(), key=lambda item: (item[1].place, item[1].title)))
    return PlanLibrary(ordered, texts, own, tests, tuple(bad))


def examine_battery(path: Path, tests: AtHand) -> tuple[Battery | None, str, tuple[Problem, ...]]:
    """One file: its battery, its text, and everything that is wrong with it.  Never raises."""
    try:
        text = read_text(path)
    except BadInput as error:
        return None, "", (Problem("", str(error).removeprefix(f"{printable(path.name)}: ").rstrip(".")),)
    battery, problems = check_battery(text, tests.protocols, tests.texts, tests.today)
    if battery is None:
        return None, text, problems
    wrong = tuple(Problem(each.key, each.says, each.found, line_of(text, each.key)) for each in _place(battery, path))
    return (None if wrong else battery), text, wrong


def _place(battery: Battery, path: Path) -> Iterable[Problem]:
    """What is wrong about the name of a sound battery."""
    if battery.key != path.stem:
        yield Problem("key", f"must be the file's name without .toml, {shown(path.stem)}", shown(battery.key))
    elif path.resolve().parent != FOLDER.resolve() and (FOLDER / path.name).exists():
        yield Problem("key", "must be a name of its own: a built-in battery has this one", shown(battery.key))
