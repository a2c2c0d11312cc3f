"""The batteries of one clinic: those that ship, and its own from ``<data folder>/batteries/*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from station.errors import BadInput
from station.folders import Folders
from station.plan import Battery, Plan, check_battery, plan_of
from station.protocol import Protocol, built_in
from station.protocol_library import Library, built_in_texts
from station.toml_folder import BadFile, Examined, collect, examine, named_as_its_file
from station.toml_shape import meant, shown

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
    own = folders.batteries if folders is not None else None
    files = collect(FOLDER, own, lambda path: examine_battery(path, tests))
    ordered = dict(sorted(files.found.items(), key=lambda item: (item[1].place, item[1].title)))
    return PlanLibrary(ordered, files.texts, files.own, tests, files.bad)


def examine_battery(path: Path, tests: AtHand) -> Examined[Battery]:
    """One file: its battery, its text, and everything that is wrong with it.  Never raises."""
    return examine(
        path,
        lambda text: check_battery(text, tests.protocols, tests.texts, tests.today),
        lambda battery, path: named_as_its_file(battery, path, FOLDER, "battery"),
    )
