"""Published reference values, and which of them a number may be put beside.

A card is a TOML file (``station/norms``, a clinic's own in its data folder).  It holds for one test, position, place of
the device, class of device, metric and unit, and for the people who were studied.  Where anything differs it is
refused: devices and positions alone make differences of 16 to 30 %.  A limited or invalid number is compared with none,
nor is one whose band is wider than what the card tells apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from dsp.catalog import CATALOG
from dsp.measurement import State
from station.key_rules import NAME, PART, WORDS, Key, are_different, between, checked, is_name, is_part, is_words
from station.kind_rules import device_class
from station.model import NamedMeasurement, Side
from station.protocol import Protocol
from station.setups import DeviceAt, DeviceClass, Posture
from station.toml_shape import Problem, Shaped, meant, read_shape, shown

MOST_TESTS: Final = 10


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some of those who were studied, and their values, in the card's unit."""

    who: str
    sex: Literal["female", "male", "any"] = "any"
    age_from: float | None = None
    age_to: float | None = None
    """Both needed to be compared with; a publication that does not say ages is of use to readers only."""
    sport: str = ""
    side: Literal["each", "dominant", "other"] = "each"
    n: int | None = None
    mean: float | None = None
    sd: float | None = None
    quartiles: tuple[float, ...] = ()
    worse_above: float | None = None
    """What is above it is worse than the average of this group."""


class NormCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one publication says of one test."""

    key: str
    title: str
    tests: tuple[str, ...]
    metric: str
    unit: str
    device: DeviceClass
    citation: str
    posture: Posture | None = None
    """None: the publication, as far as it was read, does not say; then it is compared with nothing."""
    device_at: DeviceAt | None = None
    """What the device touched; None where a clock measured."""
    contraction: Literal["make", "break"] = "make"
    note: str = ""
    group: dict[str, Group] = {}


KEYS: tuple[Key, ...] = (
    Key("key", "", "The name of the card; that of its file.", NAME, is_name),
    Key("title", "", "What and whose it is.", WORDS, is_words),
    Key("tests", "", "The tests that it was made with, by their keys.", f"1 to {MOST_TESTS} tests, each once",
        lambda tests: are_different(tests) and len(tests) <= MOST_TESTS),
    Key("metric", "", "Which number, by its key; `station metrics` lists all."),
    Key("unit", "", "The unit of the values, as published.", WORDS, is_words),
    Key("citation", "", "Where it is published: authors, journal, year, DOI.", PART, is_part),
    Key("note", "", "What a reader must know of it.", PART, lambda text: not text or is_part(text)),
    Key("group.*.who", "", "Who was studied.", PART, is_part),
    Key("group.*.age_from", "years", "From this age on.", "0 to 120", between(0, 120)),
    Key("group.*.age_to", "years", "Up to and with this age.", "0 to 120", between(0, 120)),
    Key("group.*.sport", "", "Their sport, where they were chosen for it.", WORDS,
        lambda text: not text or is_words(text)),
    Key("group.*.n", "", "How many.", "1 or more", lambda n: n >= 1),
    Key("group.*.sd", "the unit's", "Standard deviation.", "above 0", lambda sd: sd > 0),
    Key("group.*.quartiles", "the unit's", "25th, 50th and 75th percentile.", "three numbers that rise, or none",
        lambda q: not q or (len(q) == 3 and q[0] < q[1] < q[2])),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a person decides which cards apply; None where nobody knows."""

    sex: str | None = None
    age: tuple[int, int] | None = None
    """The youngest and the oldest that the person can be at the trial: only the birth year is known."""
    dominant: Side | None = None
    sport: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A card's group that a number may be put beside, and where the number stands in it."""

    card: NormCard
    group: Group
    says: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A card that a number must not be put beside, and every reason."""

    key: str
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the cards of a test say of one number."""

    applied: tuple[Applied, ...]
    refused: tuple[Refused, ...]


def compare_with_norms(
    protocol: Protocol, line: NamedMeasurement, subject: Subject, cards: Mapping[str, NormCard]
) -> Compared:
    """Which cards apply to one number of a trial of this test, and which are refused and why.

    Looked at are the cards that the test names and those that name the test, as far as they are of this metric.
    """
    applied: list[Applied] = []
    refused: list[Refused] = []
    for key in _candidates(protocol, line.key, cards):
        card = cards.get(key)
        if card is None:
            refused.append(Refused(key, key, ("there is no norm card of this name",)))
            continue
        reasons = [*_number_reasons(line), *_test_reasons(protocol, line, card)]
        people = [(group, _people_reasons(group, line.side, subject)) for group in card.group.values()]
        fitting = [group for group, wrong in people if not wrong]
        if reasons or not fitting:
            if not fitting:
                reasons += list(dict.fromkeys(reason for _, wrong in people for reason in wrong))
            refused.append(Refused(card.key, card.title, tuple(reasons)))
            continue
        value, known = float(line.measurement.value or 0.0), line.measurement.uncertainty or 0.0
        blurred = [_too_wide(group, value, known, card.unit) for group in fitting]
        if any(blurred):
            refused.append(Refused(card.key, card.title, tuple(dict.fromkeys(why for why in blurred if why))))
        told = [group for group, why in zip(fitting, blurred, strict=True) if not why]
        applied += [Applied(card, group, standing(group, value, card.unit)) for group in told]
    return Compared(tuple(applied), tuple(refused))


def standing(group: Group, value: float, unit: str) -> str:
    """Where a value stands among a group, in words."""
    count = "" if group.n is None else f" (n = {group.n})"
    of = f"{group.who}{count}"
    if group.quartiles:
        low, middle, high = group.quartiles
        place = (
            "in the lowest quarter" if value < low else
            "in the second quarter" if value < middle else
            "in the third quarter" if value <= high else
            "in the highest quarter"
        )  # fmt: skip
        return f"{place} of {of}: quartiles {low:g}, {middle:g}, {high:g} {unit}"
    if group.worse_above is not None:
        place = "worse than" if value > group.worse_above else "not worse than"
        return f"{place} the average of {of}: {group.worse_above:g} {unit}"
    if group.mean is None:
        return f"no value given for {of}"
    if group.sd is None:
        return f"{100.0 * value / group.mean:.0f} % of the mean of {of}: {group.mean:g} {unit}, no spread published"
    away = (value - group.mean) / group.sd
    way = "above" if away >= 0 else "below"
    return f"{abs(away):.1f} SD {way} the mean of {of}: {group.mean:g} {unit}, SD {group.sd:g}"


def check_card(text: str, tests: Collection[str] | None = None) -> tuple[NormCard | None, tuple[Problem, ...]]:
    """The card that a file's text holds, or everything that is wrong with it; ``tests`` are those that there are."""
    shaped = read_shape(text, NormCard)
    good = checked(shaped, KEYS)
    if shaped.values or shaped.tables:
        _check_unit(good, shaped)
        _check_groups(good, shaped)
        known = good.get("tests", ()) if tests is None else tests
        for key in good.get("tests", ()):
            if key not in known:
                shaped.add("tests", f"there is no test {shown(key)}{meant(key, known)}; `station protocols list`")
    if shaped.problems:
        return None, shaped.in_order()
    return msgspec.toml.decode(text, type=NormCard), ()


# Behind it ------------------------------------------------------------------------------------------------------------


def _candidates(protocol: Protocol, metric: str, cards: Mapping[str, NormCard]) -> list[str]:
    named = [key for key in protocol.norms if key not in cards or cards[key].metric == metric]
    naming = [key for key, card in cards.items() if protocol.key in card.tests and card.metric == metric]
    return list(dict.fromkeys((*named, *naming)))


def _number_reasons(line: NamedMeasurement) -> list[str]:
    measured = line.measurement
    if measured.state is State.VALID and measured.value is not None:
        return []
    why = f" ({measured.reasons[0]})" if measured.reasons else ""
    return [f"the number is {measured.state.value}{why}, and only a valid one is compared"]


def _too_wide(group: Group, value: float, known: float, unit: str) -> str:
    """Why a value known to ± ``known`` (k = 2) has no place in a group; empty where it has one."""
    is_known = f"the number is known to ± {known:.2g} {unit} only, and"
    if group.quartiles:
        within = [limit for limit in group.quartiles if value - known < limit < value + known]
        many = f"{is_known} {len(within)} of the quartiles of {group.who} lie within that"
        return many if len(within) > 1 else ""
    if group.sd is not None and 2.0 * known > group.sd:
        return f"{is_known} that band is wider than the SD of {group.who}, {group.sd:g} {unit}"
    if group.worse_above is not None and abs(value - group.worse_above) < known:
        return f"{is_known} the average of {group.who}, {group.worse_above:g} {unit}, lies within that"
    return ""


def _test_reasons(protocol: Protocol, line: NamedMeasurement, card: NormCard) -> list[str]:
    wrong: list[str] = []
    if protocol.planned:
        wrong.append("the test was done as a planned dose, to its goal and not as far as can be")
    if protocol.key not in card.tests:
        wrong.append(f"it was made with another test: {', '.join(card.tests)}")
    unit = line.measurement.unit
    if card.unit != unit:
        wrong.append(f"its unit is {card.unit}, and the number's {unit}")
    setup = protocol.setup
    if setup is None:
        return [*wrong, "the test does not say position and place of the device as data ([setup])"]
    if card.posture is None:
        wrong.append("the position in which it was measured is not known here")
    elif card.posture != setup.posture:
        wrong.append(f"measured {_plain(card.posture)}, and this test is done {_plain(setup.posture)}")
    if card.contraction != setup.contraction:
        wrong.append(f"a {card.contraction} test, and this is a {setup.contraction} test")
    own = device_class(protocol.device, setup.fixing, line.key)
    if card.device != own:
        wrong.append(f"measured with {_DEVICES[card.device]}, and this test with {_DEVICES[own]}")
    if card.device != "clock" and card.device_at != setup.device_at:
        there = "a place that is not known here" if card.device_at is None else _plain(card.device_at)
        wrong.append(f"the device was at {there}, and here at {_plain(setup.device_at)}: another lever")
    return wrong


def _people_reasons(group: Group, side: Side, subject: Subject) -> list[str]:
    wrong: list[str] = []
    if group.sex != "any" and subject.sex != group.sex:
        known = "not known" if subject.sex is None else subject.sex
        wrong.append(f"of {_SEXES[group.sex]}, and the person's sex is {known}")
    if group.age_from is None or group.age_to is None:
        wrong.append("the ages of those who were studied are not known here")
    elif subject.age is None:
        wrong.append(
            f"of people of {group.age_from:g} to {group.age_to:g} years, and the person's birth year is not known"
        )
    elif not (group.age_from <= subject.age[0] and subject.age[1] <= group.age_to):
        youngest, oldest = subject.age
        age = f"{youngest} or {oldest}" if youngest != oldest else f"{youngest}"
        wrong.append(f"of people of {group.age_from:g} to {group.age_to:g} years, and the person is {age}")
    if group.sport and group.sport.casefold() != subject.sport.casefold():
        wrong.append(f"of people who do {group.sport}")
    if group.side != "each":
        if subject.dominant is None:
            wrong.append(f"of the {_LEGS[group.side]} leg, and which one that is of this person is not known")
        elif (subject.dominant is side) != (group.side == "dominant"):
            wrong.append(f"of the {_LEGS[group.side]} leg")
    return wrong


def _check_unit(good: Mapping[str, Any], shaped: Shaped) -> None:
    if "metric" in good and "metric" in shaped.values and good["metric"] not in CATALOG:
        near = meant(good["metric"], CATALOG)
        shaped.add("metric", f"there is no such metric{near}; `station metrics` lists them all", shown(good["metric"]))


def _check_groups(good: Mapping[str, Any], shaped: Shaped) -> None:
    names = sorted(table.removeprefix("group.") for table in shaped.tables if table.startswith("group."))
    if not names:
        shaped.add("group", "must be given: [group.NAME] for each group of people, with who they are and their values")
    for name in names:
        at = f"group.{name}"
        if not any(f"{at}.{value}" in good for value in ("mean", "quartiles", "worse_above")):
            shaped.add(at, "must have a value: mean, quartiles or worse_above")
        low, high = good.get(f"{at}.age_from"), good.get(f"{at}.age_to")
        if low is not None and high is not None and low > high:
            shaped.add(f"{at}.age_to", "must be at least age_from", shown(high))
        if f"{at}.sd" in good and f"{at}.mean" not in good:
            shaped.add(f"{at}.sd", "must be left out without a mean")


def _plain(word: str) -> str:
    return word.replace("_", " ")


_DEVICES: Final[Mapping[str, str]] = {
    "plates": "force plates",
    "strapped_dynamometer": "a dynamometer that a strap holds",
    "held_dynamometer": "a dynamometer that the tester or the client holds",
    "force_frame": "a frame",
    "isokinetic": "an isokinetic dynamometer",
    "clock": "a clock",
}
_SEXES: Final[Mapping[str, str]] = {"female": "women", "male": "men"}
_LEGS: Final[Mapping[str, str]] = {"dominant": "dominant", "other": "other"}
