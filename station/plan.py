"""A battery: which tests a visit does, in which order, with which rests; what it takes; and which test comes next.

A battery is a TOML file like a test: those that ship lie in ``station/batteries``, a clinic's own in its data folder.
``station.plan_library`` finds and checks them; a visit walks a ``Plan``.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import msgspec

from station.key_rules import NAME, SENTENCE, WORDS, Key, between, checked, is_name, is_sentence, is_words
from station.protocol import Protocol
from station.protocol_variation import VARIABLE, varied
from station.toml_shape import Problem, Shaped, meant, read_shape, shown

MOST_TESTS: Final = 40
PREPARE_S: Final = 30.0
"""Choosing a test, lying down for it, what is said before it; it passes while somebody rests from the one before."""
ZERO_S: Final = 5.0
WEIGH_S: Final = 5.0
KEEP_S: Final = 5.0
"""Looking at a trial and keeping it."""
OTHER_SIDE_S: Final = 20.0
"""To turn over and put the device on the other side."""
TOLERANCE: Final = 0.15
"""The minutes that a battery states may differ from the estimate by this part, or by one minute."""


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a battery has differently of one of its tests."""

    reps: int | None = None
    rest_s: float | None = None
    sides: tuple[Literal["left", "right", "both"], ...] | None = None
    rest_after_s: float | None = None
    """Rest before the next test, where it differs from the battery's."""


class Battery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tests in their order; a test may come several times."""

    key: str
    title: str
    summary: str
    place: int
    minutes: float
    tests: tuple[str, ...]
    rest_s: float = 60.0
    order: Literal["as_written", "random"] = "as_written"
    change: dict[str, Change] = {}
    """By test."""


KEYS: tuple[Key, ...] = (
    Key("key", "", "The name of the battery on the command line; that of its file.", NAME, is_name),
    Key("title", "", "What the battery is called on the screen.", WORDS, is_words),
    Key("summary", "", "For whom it is, and what it tells.", SENTENCE, is_sentence),
    Key("place", "", "Its place in the list; steps of ten leave room.", "1 to 999", between(1, 999)),
    Key(
        "minutes",
        "min",
        "How long it takes, preparing and resting included; within 15 % or a minute of the estimate.",
        "1 to 240 minutes",
        between(1, 240),
    ),
    Key(
        "tests",
        "",
        "The keys of the tests in their order; `station protocols list` names them. A test may come several times.",
        f"1 to {MOST_TESTS} tests",
        lambda tests: 1 <= len(tests) <= MOST_TESTS,
    ),
    Key("rest_s", "s", "Rest between two tests.", "0 to 3600 seconds", between(0, 3600)),
    Key("order", "", "As written, or another order at each visit."),
    Key("change.*.reps", "", "Repetitions in this battery.", "what the test allows"),
    Key("change.*.rest_s", "s", "Rest between its efforts in this battery.", "0 to 3600 seconds", between(0, 3600)),
    Key("change.*.sides", "", "Sides in this battery, in their order.", "what the test allows"),
    Key("change.*.rest_after_s", "s", "Rest after it in this battery.", "0 to 3600 seconds", between(0, 3600)),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One test of a plan, as the battery wants it; ``number`` from 1."""

    number: int
    protocol: Protocol
    rest_after_s: float

    @property
    def seconds(self) -> float:
        """What it takes from its zero until its trial is kept."""
        return seconds_of(self.protocol)


@dataclass(frozen=True, slots=True)
class Plan:
    """A battery for one visit."""

    battery: Battery
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> float:
        """What all of it takes; preparing a test and resting from the one before happen at the same time."""
        between_s = (max(PREPARE_S, step.rest_after_s) for step in self.steps[:-1])
        return PREPARE_S + sum(step.seconds for step in self.steps) + sum(between_s)

    def left(self, done: Sequence[str]) -> tuple[Step, ...]:
        """What is still to do after the tests of these keys were done, whatever else was done between."""
        counts, open_steps = Counter(done), []
        for step in self.steps:
            if counts[step.protocol.key] > 0:
                counts[step.protocol.key] -= 1
            else:
                open_steps.append(step)
        return tuple(open_steps)

    def following(self, done: Sequence[str], can: Callable[[Protocol], bool] = lambda _: True) -> Step | None:
        """The next test that ``can`` be done; None when none is left."""
        return next((step for step in self.left(done) if can(step.protocol)), None)

    def rest_s(self, last: str) -> float:
        """How long to rest after the test of this key; 0 for one that is not of the plan."""
        return next((step.rest_after_s for step in self.steps if step.protocol.key == last), 0.0)


def seconds_of(protocol: Protocol) -> float:
    """What a test takes from its zero until its trial is kept: efforts, rests, the change of sides."""
    effort_s = protocol.effort_s
    if protocol.kind == "isometric":
        count = protocol.reps + (0 if protocol.practice is None else protocol.practice.count)
        turns = len(protocol.sides) if protocol.device == "dynamometers" else 1
        effort_s = turns * (count * effort_s + (count - 1) * protocol.rest_s) + (turns - 1) * OTHER_SIDE_S
    once_s = WEIGH_S * (protocol.weigh is not None) + protocol.countdown_s + effort_s + KEEP_S
    # while somebody rests between two trials the trial before is looked at
    return ZERO_S + protocol.trials * once_s + (protocol.trials - 1) * max(0.0, protocol.rest_s - KEEP_S)


def plan_of(
    battery: Battery,
    protocols: Mapping[str, Protocol],
    texts: Mapping[str, str],
    *,
    today: Mapping[str, str] | None = None,
    seed: int | None = None,
) -> Plan:
    """The plan of a battery whose tests are all there, as ``check_battery`` says.

    ``today``: which test stands in the place of another.  With a ``seed`` a battery of random order is shuffled by it.
    """
    keys = [(today or {}).get(key, key) for key in battery.tests]
    steps = [
        Step(number, _changed(protocols[key], texts[key], battery.change.get(asked)), _after(battery, asked))
        for number, (asked, key) in enumerate(zip(battery.tests, keys, strict=True), 1)
    ]
    if battery.order == "random" and seed is not None:
        random.Random(seed).shuffle(steps)
        steps = [replace(step, number=number) for number, step in enumerate(steps, 1)]
    return Plan(battery, tuple(steps))


def check_battery(
    text: str, protocols: Mapping[str, Protocol], texts: Mapping[str, str], today: Mapping[str, str] | None = None
) -> tuple[Battery | None, tuple[Problem, ...]]:
    """The battery that a file's text holds, or everything that is wrong with it.  Never raises."""
    shaped = read_shape(text, Battery)
    good = checked(shaped, KEYS)
    if shaped.values or shaped.tables:
        _check_tests(good, shaped, {*protocols, *(today or {})})
    if shaped.problems:
        return None, shaped.in_order()
    battery = msgspec.toml.decode(text, type=Battery)
    _check_changes(battery, protocols, texts, today or {}, shaped)
    if not shaped.problems:
        estimate = plan_of(battery, protocols, texts, today=today).seconds / 60.0
        if abs(battery.minutes - estimate) > max(1.0, TOLERANCE * estimate):
            near = f"about {round(estimate)}: so long its tests, their preparation and the rests take"
            shaped.add("minutes", f"must be {near}", shown(battery.minutes))
    return (None, shaped.in_order()) if shaped.problems else (battery, ())


def _check_tests(good: Mapping[str, Any], shaped: Shaped, known: set[str]) -> None:
    unknown = [key for key in dict.fromkeys(good.get("tests", ())) if key not in known]
    for key in unknown:
        near = meant(key, known)
        shaped.add("tests", f"there is no test {shown(key)}{near}; there are: {', '.join(sorted(known))}")
    for table in sorted(shaped.tables):
        name = table.removeprefix("change.")
        if table != name and "tests" in good and name not in good["tests"]:
            near = meant(name, good["tests"])
            shaped.add(table, f"must be named after one of `tests`{near}; they are: {', '.join(good['tests'])}")


def _check_changes(
    battery: Battery,
    protocols: Mapping[str, Protocol],
    texts: Mapping[str, str],
    today: Mapping[str, str],
    shaped: Shaped,
) -> None:
    for asked, change in battery.change.items():
        key = today.get(asked, asked)
        if key not in protocols:
            continue
        _, _, problems = varied(texts[key], _changes(change))
        for problem in problems:
            where = f"change.{asked}" + (f".{problem.key}" if problem.key in VARIABLE else "")
            shaped.add(where, problem.says, problem.found)


def _changes(change: Change) -> dict[str, Any]:
    return {key: value for key in VARIABLE if (value := getattr(change, key)) is not None}


def _changed(protocol: Protocol, text: str, change: Change | None) -> Protocol:
    if change is None:
        return protocol
    found, _, _ = varied(text, _changes(change))
    return protocol if found is None else found


def _after(battery: Battery, key: str) -> float:
    change = battery.change.get(key)
    return battery.rest_s if change is None or change.rest_after_s is None else change.rest_after_s
