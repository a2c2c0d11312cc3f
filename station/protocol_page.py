"""Every key of a protocol file as tables in Markdown, made from what files are checked with (``docs/protocols.md``)."""

from __future__ import annotations

from typing import Any

import msgspec

from station.errors import BadInput
from station.gates import GATES
from station.key_rules import Key
from station.kind_rules import RULES
from station.protocol import Protocol
from station.protocol_keys import KEYS
from station.toml_shape import choices, inner_struct, kind_in_words, open_struct

BEGIN = "<!-- keys: written by `station protocols keys` -->"
END = "<!-- end of keys -->"

_TABLES = {
    "": "At the top of the file, before any table.",
    "detect": "`[detect]` is needed: levels that are watched live.",
    "finish": "`[finish]` is needed: when the recording of an effort ends.",
    "weigh": "`[weigh]`: when somebody stands still enough to be weighed.",
    "target": "`[target]`: the band to stay in.",
    "tempo": "`[tempo]`: the beat of repetitions.",
    "path": "`[path]`: what the force is to follow; needed for kind tracking, and for it alone.",
    "words": "`[words]` is needed: what stands on the therapist's screen.",
    "client": "`[client]`: what the client is told where that differs, and the cues to call out.",
    "setup": "`[setup]`: `position` as data; needed for `norms` and `[detectable...]`.",
    "practice": "`[practice]`: trials at less than full effort before those that count; for kind isometric.",
    "gates": "`[gates.NAME]`: what a test has differently of a gate, by its name in the table of gates below.",
    "detectable": "`[detectable.METRIC]`: the smallest change between visits that a study of this very test can tell.",
}
_HEADINGS = {"": "The top", "gates": "[gates.NAME]", "detectable": "[detectable.METRIC]"}


def key_tables() -> str:
    """A table for the top of the file and for each of its tables, then one of the kinds."""
    lines: list[str] = []
    for table, says in _TABLES.items():
        lines += [f"### {_HEADINGS.get(table, f'[{table}]')}", "", says, ""]
        lines += ["| key | unit | allowed | default | what it says |", "|---|---|---|---|---|"]
        lines += [_row(name, field) for name, field in _fields(table)]
        lines.append("")
    lines += ["### Kinds", "", "What each kind of test can do. Numbers by their families in `station metrics`.", ""]
    lines += [
        "| kind | devices | weighing | bands | tempo | reps | sides | numbers |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind, rule in RULES.items():
        numbers = "those of box lifts, or without weighing of bridges; else " if kind == "movement" else ""
        cells = (
            f"`{kind}`",
            ", ".join(rule.devices),
            rule.weighing,
            ", ".join(rule.targets) + (" (needed)" if rule.target_needed else ""),
            "possible" if rule.tempo else "none",
            "1" if rule.one_rep else "1 to 50",
            "both, or one" if rule.one_side else "both",
            numbers + ", ".join(rule.families),
        )
        lines.append(_cells(cells))
    return "\n".join([*lines, *_gate_table()]) + "\n"


def _gate_table() -> list[str]:
    lines = ["", "### Gates", "", "What trials are looked at for, and what is said where one fails. The words may hold"]
    lines[-1] += " `{found}` and `{limit}`, written in the gate's unit, and what else stands in braces here."
    lines += ["", "| gate | looks at | tests | limit | may be | what happened | what it means | what to do |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for gate in GATES.values():
        limit = "-" if gate.limit is None else f"{gate.limit:g} {gate.unit}"
        between = "-" if gate.limit is None else f"{gate.least:g} to {gate.most:g} {gate.unit}"
        between = "the same for all tests" if gate.fixed else between
        tests = ", ".join(gate.kinds) or "all"
        tests += f" on {gate.device}" if gate.device else ""
        words = (gate.happened, gate.means, gate.do or "-")
        lines.append(_cells((f"`{gate.key}`", gate.looks_at, tests, limit, between, *words)))
    return lines


def with_tables(page: str) -> str:
    """The page with the tables of today between its two marks.  Raises BadInput where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BadInput(f"The page has no place for the keys: it needs the lines {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{key_tables()}\n{END}{after}"


def _fields(table: str) -> list[tuple[str, msgspec.structs.FieldInfo]]:
    """The leaves of one table, by their dotted names."""
    top = msgspec.structs.fields(Protocol)
    if not table:
        return [(field.encode_name, field) for field in top if inner_struct(field.type) is None]
    of, inner = next(
        (field, struct) for field in top if field.encode_name == table and (struct := inner_struct(field.type))
    )
    above = f"{table}.*" if open_struct(of.type) else table
    return [(f"{above}.{field.encode_name}", field) for field in msgspec.structs.fields(inner)]


def _row(name: str, field: msgspec.structs.FieldInfo) -> str:
    key = next(each for each in KEYS if each.name == name)
    default = "needed" if field.required else _default(field.default)
    return _cells((f"`{field.encode_name}`", key.unit or "-", _allowed(key, field.type), default, key.means))


def _allowed(key: Key, kind: Any) -> str:
    closed = choices(kind)
    if closed:
        return ", ".join(f"`{each}`" for each in closed) + (f": {key.allowed}" if key.allowed else "")
    if key.name == "headline":
        return "one of `metrics`"
    return key.allowed or kind_in_words(kind)


def _default(value: object) -> str:
    if value in (None, "", ()):
        return "none"
    return "all" if isinstance(value, tuple) else f"`{str(value).lower()}`"


def _cells(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
