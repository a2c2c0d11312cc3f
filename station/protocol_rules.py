"""How the keys of a protocol file must fit each other, and the check of a whole file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

from dsp.catalog import CATALOG
from dsp.isometric_metrics import TORQUE
from station.force_path import turns_of
from station.gates import GATES, unknown_places
from station.key_rules import checked
from station.kind_rules import RULES, device_class, families_of, metrics_of
from station.protocol_keys import KEYS
from station.toml_shape import Shaped, meant, shown

if TYPE_CHECKING:
    from station.protocol import Protocol

_OPEN: Final = ("gates", "detectable")
"""Tables whose tables are named by whoever writes the file."""
_TORQUES: Final = frozenset((*(row.key for row in TORQUE), "peak_torque_per_mass"))


@dataclass(frozen=True, slots=True)
class Relation:
    """How keys must fit each other; ``key`` is the one that is named when they do not."""

    key: str
    holds: Callable[[Protocol], bool]
    allowed: Callable[[Protocol], str]


def _says(text: str) -> Callable[[Protocol], str]:
    return lambda _: text


def _on_one_side(protocol: Protocol) -> bool:
    """Whether a test can be done on one side at a time only."""
    alone = protocol.device == "dynamometers" and protocol.kind in ("hold", "limb_reps")
    return alone or protocol.kind == "limb_hold"


def _of_another(protocol: Protocol) -> bool:
    """Whether the band is a part of an own maximum that another test measures."""
    held = (protocol.kind, protocol.device) == ("hold", "dynamometers")
    return held and protocol.target is not None and protocol.target.kind == "own_maximum"


def _of_kind(protocol: Protocol) -> str:
    return f"for kind {protocol.kind}"


_LIMBS: Final = ("limb_hold", "limb_reps")
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
    Relation(
        "sides",
        lambda p: p.sides != ("both",) or (p.kind, p.device) == ("isometric", "dynamometers"),
        _says('left, right or the two of them: ["both"], a force of no side, is for kind isometric on dynamometers'),
    ),
    Relation(
        "sides",
        lambda p: len(p.sides) == 1 or not _on_one_side(p),
        lambda p: f'["left"] or ["right"] {_of_kind(p)}: a file for each side',
    ),
    Relation(
        "standing_n",
        lambda p: p.standing_n is None or p.device == "plates",
        _says("left out: only plates carry a thing while they are zeroed"),
    ),
    Relation(
        "limb_plate",
        lambda p: (p.limb_plate is not None) == (p.kind in _LIMBS and p.device == "plates"),
        lambda p: "unloads or loads" if p.kind in _LIMBS and p.device == "plates" else "left out for this kind",
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
        lambda p: p.target is None or p.target.kind != "own_maximum" or (p.kind, p.device) != ("hold", "plates"),
        _says("own_level, body_weight_share, newtons for a hold on plates: no push is the maximum of it"),
    ),
    Relation(
        "target.maximum_of",
        lambda p: p.target is None or (getattr(p.target, "maximum_of", None) is not None) == _of_another(p),
        lambda p: "the test that measures the own maximum" if _of_another(p) else "left out for this target",
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
        "path",
        lambda p: (p.path is not None) == (p.kind == "tracking"),
        lambda p: "a table: a test of kind tracking follows one" if p.kind == "tracking" else f"left out {_of_kind(p)}",
    ),
    Relation(
        "effort_s",
        lambda p: p.path is None or p.effort_s >= _followed_s(p),
        lambda p: f"at least {_followed_s(p):g} seconds: every following of the path with its lead-in and its rest",
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
    Relation(
        "lever",
        lambda p: p.lever is not None or not _TORQUES & set(p.metrics),
        lambda p: f"given, since {', '.join(sorted(_TORQUES & set(p.metrics)))} needs it: say from where to where",
    ),
    Relation(
        "practice",
        lambda p: p.practice is None or p.kind == "isometric",
        _says("left out: only kind isometric has practice trials"),
    ),
    Relation(
        "metronome",
        lambda p: p.metronome == "off" or p.tempo is not None,
        _says("off in a test without [tempo]: there is nothing to beat"),
    ),
    Relation(
        "norms",
        lambda p: not p.norms or p.setup is not None,
        _says("left out without [setup]: a norm holds for one position and device only"),
    ),
    Relation("headline", lambda p: p.headline in p.metrics, _says("one of `metrics`")),
    Relation("replaces", lambda p: p.replaces != p.key, _says("another key than the test's own")),
)


def _followed_s(protocol: Protocol) -> float:
    """When the last following of the path is over, in seconds since GO."""
    return max((turn.stop_s for turn in turns_of(protocol)), default=0.0)


def _with_tempo() -> list[str]:
    return [kind for kind, rule in RULES.items() if rule.tempo]


def check_rules(shaped: Shaped, defaults: Mapping[str, Any]) -> None:
    """Add every breach of the rules to what is wrong already; what could not be read is not judged twice."""
    good = checked(shaped, KEYS)
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
    _check_shown(good, shaped)
    _check_gates(good, protocol, shaped)
    _check_detectable(good, protocol, shaped)


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


def _check_shown(good: Mapping[str, Any], shaped: Shaped) -> None:
    wrong = [name for name in good.get("shown", ()) if name not in good.get("metrics", (name,))]
    if wrong:
        near = meant(wrong[0], good["metrics"])
        shaped.add("shown", f"must be at most four of `metrics`; {shown(wrong[0])} is none of them{near}")
    elif good.get("headline") in good.get("shown", ()):
        shaped.add("shown", f"must be without the headline, {shown(good['headline'])}: that is shown anyway")


def _check_gates(good: Mapping[str, Any], protocol: Protocol, shaped: Shaped) -> None:
    for name in _entries(shaped, "gates"):
        key = f"gates.{name}"
        gate = GATES.get(name)
        if gate is None:
            known = [each for each, row in GATES.items() if not row.fixed]
            shaped.add(key, f"there is no such gate{meant(name, known)}; those that can be tuned: {', '.join(known)}")
            continue
        if gate.fixed:
            shaped.add(key, "must be left out: this gate belongs to the devices and is the same for all tests")
            continue
        try:
            if not gate.applies(protocol.kind, protocol.device):
                shaped.add(key, f"must be left out: this gate does not look at {protocol.kind} on {protocol.device}")
        except AttributeError:
            pass  # kind or device is wrong itself
        limit = good.get(f"{key}.limit")
        if limit is not None and gate.limit is None:
            shaped.add(f"{key}.limit", f"must be left out: {gate.looks_at}", shown(limit))
        elif limit is not None and not gate.least <= limit <= gate.most:
            shaped.add(f"{key}.limit", f"must be {gate.least:g} to {gate.most:g} {gate.unit}", shown(limit))
        for part in ("happened", "means", "do"):
            alien = unknown_places(gate, good.get(f"{key}.{part}") or "")
            if alien:
                places = ", ".join(f"{{{place}}}" for place in sorted(gate.places))
                shaped.add(f"{key}.{part}", f"has {shown('{' + alien[0] + '}')}; in braces may stand: {places}")


def _check_detectable(good: Mapping[str, Any], protocol: Protocol, shaped: Shaped) -> None:
    for name in _entries(shaped, "detectable"):
        key = f"detectable.{name}"
        if name not in good.get("metrics", (name,)):
            near = meant(name, good["metrics"])
            shaped.add(key, f"must be named after one of `metrics`{near}")
            continue
        metric, unit = CATALOG.get(name), good.get(f"{key}.unit")
        if metric is not None and unit is not None and unit not in ("%", metric.unit):
            shaped.add(f"{key}.unit", f'must be "%" or {shown(metric.unit)}, the unit of {name}', shown(unit))
        posture = good.get("setup.posture")
        if posture is None and "setup" not in shaped.tables:
            shaped.add(key, "needs [setup]: a detectable change holds for one position and device only")
        elif posture is not None and good.get(f"{key}.posture", posture) != posture:
            found = good[f"{key}.posture"]
            shaped.add(f"{key}.posture", f"must be that of `setup.posture`, {posture}", shown(found))
        try:
            own = device_class(protocol.device, good["setup.fixing"], name)
        except (AttributeError, KeyError):
            continue
        if good.get(f"{key}.device", own) != own:
            found = good[f"{key}.device"]
            shaped.add(f"{key}.device", f"must be {own}, with which this test measures {name}", shown(found))


def _entries(shaped: Shaped, table: str) -> list[str]:
    """The names in an open table."""
    return sorted(name.partition(".")[2] for name in shaped.tables if name.startswith(f"{table}."))


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
    for table in _OPEN:
        top[table] = {name: tables[f"{table}.{name}"] for name in _entries(shaped, table)}
        tables.pop(table, None)
    path = tables.get("path")
    if path is not None:
        path.lead_in_s, path.ahead_s = good.get("path.lead_in_s", 3.0), good.get("path.ahead_s", 4.0)
    tempo = tables.get("tempo")
    if tempo is not None and len(vars(tempo)) == 4:
        tempo.period_s = sum(vars(tempo).values())
    return cast("Protocol", SimpleNamespace(**top, **tables))
