"""What each key of a protocol file means and may hold, and how the keys must fit each other.

One table: the check of a file and the page ``docs/protocols.md`` are both made from it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

from dsp.catalog import CATALOG
from station.kind_rules import RULES, families_of, metrics_of
from station.toml_shape import Shaped, meant, shown

if TYPE_CHECKING:
    from station.protocol import Protocol

TITLE_LETTERS: Final = 60
SENTENCE_LETTERS: Final = 300


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its unit, what it means, and which values it may have, in words and as a test of one value."""

    name: str
    unit: str
    means: str
    allowed: str = ""
    holds: Callable[[Any], bool] = lambda _: True


def _between(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: low <= value <= high


def _above(high: float) -> Callable[[Any], bool]:
    return lambda value: 0 < value <= high


def _some_words(text: str) -> bool:
    return bool(text.strip()) and len(text) <= TITLE_LETTERS and text.isprintable()


def _sentence(text: str) -> bool:
    return text.strip().endswith((".", "!", "?")) and len(text) <= SENTENCE_LETTERS and text.isprintable()


def _name(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9_]{0,59}", text) is not None


def _different(items: tuple[str, ...]) -> bool:
    return bool(items) and len(set(items)) == len(items)


_WORDS = f"a few words on one line, at most {TITLE_LETTERS} letters"
_SENTENCE = f"one or more sentences on one line, at most {SENTENCE_LETTERS} letters, the last one a full stop, ! or ?"
_NAME = "lower-case letters, digits and underscores, a letter first, at most 60"

KEYS: tuple[Key, ...] = (
    Key("key", "", "The name of the test in results, exports and on the command line.", _NAME, _name),
    Key("title", "", "What the test is called on the screen.", _WORDS, _some_words),
    Key("summary", "", "What it measures, and how.", _SENTENCE, _sentence),
    Key("group", "", "Under which heading it is found."),
    Key("place", "", "Its place in that group; steps of ten leave room.", "1 to 999", _between(1, 999)),
    Key("kind", "", "Which analysis makes its marks and numbers."),
    Key("device", "", "What measures."),
    Key("position", "", "How the client lies, sits or stands, and where the device is.", _SENTENCE, _sentence),
    Key("sides", "", "Which sides are tested, in this order.", '["left", "right"] in the order of testing', _different),
    Key("reps", "", "Repetitions, for each side where sides are tested one by one.", "1 to 50", _between(1, 50)),
    Key(
        "effort_s",
        "s",
        "How long an effort takes, a hold aims for, or a movement is recorded.",
        "above 0 and at most 3600 seconds",
        _above(3600),
    ),
    Key("rest_s", "s", "Rest between efforts.", "0 to 3600 seconds", _between(0, 3600)),
    Key("countdown_s", "s", "From the button to GO.", "0 to 60 seconds", _between(0, 60)),
    Key(
        "full_scale_n",
        "N",
        "Top of the force axis before anybody has pushed.",
        "above 0 and at most 50000 newtons",
        _above(50_000),
    ),
    Key("headline", "", "The one number of the big display."),
    Key(
        "metrics",
        "",
        "The numbers of the test, in this order; `station metrics` lists all.",
        "one metric or more, each once",
        _different,
    ),
    Key("replaces", "", "The built-in test whose place this one takes.", _NAME, _name),
    Key(
        "plate_distance_m",
        "m",
        "From the middle of one plate to that of the other, as `position` has them put; for kind balance only.",
        "0.05 to 2 metres",
        _between(0.05, 2.0),
    ),
    Key("one_leg", "", "A jump from one leg, landed on the same; its numbers are that leg's."),
    Key(
        "lever_m",
        "m",
        "From the joint to the device, where a frame fixes it for everybody; for kind isometric only.",
        "0.02 to 1.5 metres",
        _between(0.02, 1.5),
    ),
    Key(
        "detectable_percent",
        "%",
        "Smallest difference between the sides that the method is published to tell; for kind isometric only.",
        "above 0 and below 100",
        lambda value: 0 < value < 100,
    ),
    Key(
        "detect.contraction_above_n",
        "N",
        "Force above it, over the level of rest, is an effort.",
        "above 0 and at most 50000 newtons",
        _above(50_000),
    ),
    Key(
        "detect.flight_below_n",
        "N",
        "Force below it means that nobody stands there.",
        "above 0 and at most 50000 newtons",
        _above(50_000),
    ),
    Key("finish.max_s", "s", "The recording of an effort ends then at the latest.", "above 0 and at most 3600 seconds",
        _above(3600)),
    Key("finish.settle_s", "s", "How long it goes on after the last event.", "0 to 3600 seconds", _between(0, 3600)),
    Key("weigh.seconds", "s", "How long somebody must stand still to be weighed.", "0.5 to 30 seconds",
        _between(0.5, 30)),
    Key("weigh.sd_below_n", "N", "Greatest standard deviation of standing still.", "above 0 and at most 200 newtons",
        _above(200)),
    Key("weigh.mean_above_n", "N", "Below it nobody stands there.", "above 0 and at most 2000 newtons", _above(2000)),
    Key("target.kind", "", "What the band is a part of, or newtons."),
    Key("target.low", "parts or N", "Lower edge of the band.", "0 or more, and below target.high",
        lambda value: 0 <= value < math.inf),
    Key("target.high", "parts or N", "Upper edge of the band.", "above target.low",
        lambda value: 0 < value < math.inf),
    Key("target.label", "", "What is written at the band.", _WORDS, _some_words),
    Key("tempo.lower_s", "s", "On the way down.", "above 0 and at most 60 seconds", _above(60)),
    Key("tempo.pause_s", "s", "At the bottom.", "0 to 60 seconds", _between(0, 60)),
    Key("tempo.raise_s", "s", "On the way up.", "above 0 and at most 60 seconds", _above(60)),
    Key("tempo.stand_s", "s", "At the top, until the next.", "0 to 60 seconds", _between(0, 60)),
    *(
        Key(f"words.{state}", "", f"What is said {when}.", _SENTENCE, _sentence)
        for state, when in (
            ("zero", "while the devices are zeroed"),
            ("weigh", "while somebody is weighed; where nobody is, that there is no weighing"),
            ("ready", "before the countdown"),
            ("go", "at GO"),
            ("hold", "while the effort goes on"),
            ("done", "after it"),
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """How keys must fit each other; ``key`` is the one that is named when they do not."""

    key: str
    holds: Callable[[Protocol], bool]
    allowed: Callable[[Protocol], str]


def _says(text: str) -> Callable[[Protocol], str]:
    return lambda _: text


def _of_kind(protocol: Protocol) -> str:
    return f"for kind {protocol.kind}"


_LARGEST: Final = {"body_weight_share": 5.0, "own_maximum": 1.5, "own_level": 2.0}

RELATIONS: tuple[Relation, ...] = (
    Relation(
        "device",
        lambda p: p.device in RULES[p.kind].devices,
        lambda p: f"{' or '.join(RULES[p.kind].devices)} {_of_kind(p)}",
    ),
    Relation(
        "sides",
        lambda p: len(p.sides) == 2 or RULES[p.kind].one_side,
        lambda p: f"both sides {_of_kind(p)}: they are recorded together",
    ),
    Relation("reps", lambda p: p.reps == 1 or not RULES[p.kind].one_rep, _says("1 for a hold, a jump or a stance")),
    Relation(
        "finish.max_s",
        lambda p: p.effort_s <= p.finish.max_s,
        _says("at least effort_s and at most 3600 seconds"),
    ),
    Relation("finish.settle_s", lambda p: p.finish.settle_s <= p.finish.max_s, _says("0 to finish.max_s seconds")),
    Relation(
        "detect.contraction_above_n",
        lambda p: p.detect.contraction_above_n < p.full_scale_n,
        _says("above 0 and below full_scale_n"),
    ),
    Relation(
        "detect.flight_below_n",
        lambda p: p.detect.flight_below_n < p.full_scale_n,
        _says("above 0 and below full_scale_n"),
    ),
    Relation(
        "weigh",
        lambda p: p.weigh is not None or RULES[p.kind].weighing != "needed",
        lambda p: f"given {_of_kind(p)}: it needs the body weight",
    ),
    Relation(
        "weigh",
        lambda p: p.weigh is None or (p.device == "plates" and RULES[p.kind].weighing != "never"),
        _says("left out: nobody is weighed on dynamometers"),
    ),
    Relation(
        "target",
        lambda p: p.target is not None or not RULES[p.kind].target_needed,
        lambda p: f"given {_of_kind(p)}: the band is what is shifted into",
    ),
    Relation(
        "target.kind",
        lambda p: p.target is None or p.target.kind in RULES[p.kind].targets,
        lambda p: f"{', '.join(RULES[p.kind].targets)} {_of_kind(p)}",
    ),
    Relation(
        "target.kind",
        lambda p: p.target is None or p.target.kind != "body_weight_share" or p.weigh is not None,
        _says("a part of the body weight only in a test with [weigh]"),
    ),
    Relation(
        "target.high",
        lambda p: p.target is None or p.target.low < p.target.high,
        _says("above target.low: a band with 0 <= low < high"),
    ),
    Relation(
        "target.high",
        lambda p: p.target is None or p.target.high <= _LARGEST.get(p.target.kind, p.full_scale_n),
        lambda p: f"at most {_LARGEST.get(p.target.kind if p.target else '', p.full_scale_n):g} for this target.kind",
    ),
    Relation(
        "target.low",
        lambda p: p.target is None or p.kind != "weight_shift" or (p.target.low > 0.5 and p.target.high <= 1.0),
        _says("above 0.5, and target.high at most 1, for kind weight_shift: more than half of the weight on one foot"),
    ),
    Relation(
        "tempo",
        lambda p: p.tempo is None or RULES[p.kind].tempo,
        lambda p: f"left out {_of_kind(p)}; kinds with a tempo: {', '.join(_with_tempo())}",
    ),
    Relation(
        "tempo",
        lambda p: p.tempo is None or p.reps * p.tempo.period_s <= p.finish.max_s,
        _says("such that all reps fit into finish.max_s"),
    ),
    Relation(
        "plate_distance_m",
        lambda p: p.plate_distance_m is None or p.kind == "balance",
        _says("left out: only kind balance uses it"),
    ),
    Relation(
        "one_leg",
        lambda p: not p.one_leg or (p.kind, p.device) == ("jump", "plates"),
        _says("for a jump on plates only"),
    ),
    Relation(
        "lever_m",
        lambda p: p.lever_m is None or (p.kind, p.device) == ("isometric", "dynamometers"),
        _says("left out: only kind isometric on dynamometers uses it"),
    ),
    Relation(
        "detectable_percent",
        lambda p: p.detectable_percent is None or p.kind == "isometric",
        _says("left out: only kind isometric uses it"),
    ),
    Relation("headline", lambda p: p.headline in p.metrics, _says("one of `metrics`")),
    Relation("replaces", lambda p: p.replaces != p.key, _says("another key than the test's own")),
)


def _with_tempo() -> list[str]:
    return [kind for kind, rule in RULES.items() if rule.tempo]


def check_rules(shaped: Shaped, defaults: Mapping[str, Any]) -> None:
    """Add every breach of the rules to what is wrong already; what could not be read is not judged twice."""
    good = dict(shaped.values)
    for key in KEYS:
        if key.name in good and good[key.name] is not None and not key.holds(good[key.name]):
            shaped.add(key.name, f"must be {key.allowed}", shown(good.pop(key.name)))
    protocol = _stand_in(good, shaped, defaults)
    told: set[str] = set()
    for relation in RELATIONS:
        try:
            broken = relation.key not in told and not relation.holds(protocol)
        except AttributeError:  # it needs a key that is wrong itself
            continue
        if broken:
            told.add(relation.key)
            found = shown(good[relation.key]) if relation.key in good else None
            shaped.add(relation.key, f"must be {relation.allowed(protocol)}", found)
    _check_metrics(good, protocol, shaped)


def _check_metrics(good: Mapping[str, Any], protocol: Protocol, shaped: Shaped) -> None:
    asked = dict.fromkeys((*good.get("metrics", ()), *([good["headline"]] if "headline" in good else [])))
    unknown = [name for name in asked if name not in CATALOG]
    for name in unknown:
        where = "metrics" if name in good.get("metrics", ()) else "headline"
        near = meant(name, CATALOG)
        shaped.add(where, f"there is no metric {shown(name)}{near}; `station metrics` lists them all")
    try:
        possible, families = metrics_of(protocol), families_of(protocol)
    except AttributeError:
        return
    alien = [name for name in good.get("metrics", ()) if name in CATALOG and name not in possible]
    if alien:
        shaped.add(
            "metrics",
            f"a test of kind {protocol.kind} with these keys does not give {', '.join(alien[:8])}"
            f"{' and others' if len(alien) > 8 else ''}; it gives those of {', '.join(families)} in `station metrics`",
        )


def _stand_in(good: Mapping[str, Any], shaped: Shaped, defaults: Mapping[str, Any]) -> Protocol:
    """The protocol as far as it is right: a key that is wrong or missing is no attribute."""
    top: dict[str, Any] = {}
    for name, value in defaults.items():
        wrong = any(problem.key == name for problem in shaped.problems)
        if name not in shaped.tables and name not in shaped.values and not wrong:
            top[name] = value
    tables: dict[str, SimpleNamespace] = {table: SimpleNamespace() for table in shaped.tables}
    for key, value in good.items():
        table, _, leaf = key.rpartition(".")
        if table:
            setattr(tables[table], leaf, value)
        else:
            top[key] = value
    tempo = tables.get("tempo")
    if tempo is not None and len(vars(tempo)) == 4:
        tempo.period_s = sum(vars(tempo).values())
    return cast("Protocol", SimpleNamespace(**top, **tables))
