"""Every key of a protocol file as tables in Markdown, made from what files are checked with (``docs/protocols.md``)."""

from __future__ import annotations

from typing import Any

import msgspec

from station.errors import BadInput
from station.kind_rules import RULES
from station.protocol import Protocol
from station.protocol_rules import KEYS, Key
from station.toml_shape import choices, inner_struct, kind_in_words

BEGIN = "<!-- keys: written by `station protocols keys` -->"
END = "<!-- end of keys -->"

_TABLES = {
    "": "At the top of the file, before any table.",
    "detect": "`[detect]` is needed: levels that are watched live.",
    "finish": "`[finish]` is needed: when the recording of an effort ends.",
    "weigh": "`[weigh]`: when somebody stands still enough to be weighed.",
    "target": "`[target]`: the band to stay in.",
    "tempo": "`[tempo]`: the beat of repetitions.",
    "words": "`[words]` is needed: what client and therapist are told.",
}


def key_tables() -> str:
    """A table for the top of the file and for each of its tables, then one of the kinds."""
    lines: list[str] = []
    for table, says in _TABLES.items():
        lines += [f"### {f'[{table}]' if table else 'The top'}", "", says, ""]
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
    return "\n".join(lines) + "\n"


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
    inner = next(struct for field in top if field.encode_name == table and (struct := inner_struct(field.type)))
    return [(f"{table}.{field.encode_name}", field) for field in msgspec.structs.fields(inner)]


def _row(name: str, field: msgspec.structs.FieldInfo) -> str:
    key = next(each for each in KEYS if each.name == name)
    default = "needed" if field.required else "none" if field.default is None else _toml(field.default)
    return _cells((f"`{field.encode_name}`", key.unit or "-", _allowed(key, field.type), default, key.means))


def _allowed(key: Key, kind: Any) -> str:
    closed = choices(kind)
    if closed:
        return ", ".join(f"`{each}`" for each in closed) + (f": {key.allowed}" if key.allowed else "")
    if key.name == "headline":
        return "one of `metrics`"
    return key.allowed or kind_in_words(kind)


def _toml(value: object) -> str:
    return f"`{str(value).lower()}`"


def _cells(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
