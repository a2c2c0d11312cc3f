"""A TOML file held against its shape: every problem at once, with the line, what was found and what is allowed.

msgspec stops at the first problem; whoever writes a file by hand wants to know them all.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import msgspec

MOST_ENTRIES: Final = 30
"""Of an open table; nobody tunes or cites more of one test."""
MOST_PROBLEMS: Final = 30
"""Of one file; whoever has mended them sees the others."""
_MOST_PLACES: Final = 10
"""A line is looked for in so many places: each costs reading the file up to there."""
_SHOWN: Final = 60
_HERE: Final = "where_this_line_is"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``key`` is dotted, empty where the file as a whole is meant; ``line`` from 1."""

    key: str
    says: str
    found: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        where = "" if self.line is None else f"line {self.line}: "
        end = "" if self.says.endswith(("?", "!")) else "."
        if not self.key:
            return f"{where}{self.says}{end}"
        found = ":" if self.found is None else f" is {self.found},"
        return f"{where}`{self.key}`{found} {self.says}{end}"


@dataclass(slots=True)
class Shaped:
    """``values`` are all leaves that have the right type, by their dotted keys; ``tables`` what tables are there."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    more: bool = False
    """Whether there are more problems than are kept."""

    def in_order(self) -> tuple[Problem, ...]:
        """The problems as they stand in the file, those of no line first."""
        found = sorted(self.problems, key=lambda problem: problem.line or 0)
        return (*found, Problem("", "there are more problems; mend these first")) if self.more else tuple(found)

    def add(self, key: str, says: str, found: str | None = None) -> None:
        """Note a problem at the line of ``key``, or of the table that it would stand in."""
        if len(self.problems) >= MOST_PROBLEMS:
            self.more = True
            return
        self.problems.append(Problem(key, says, found, line_of(self.text, key)))


def read_shape(text: str, shape: type[msgspec.Struct]) -> Shaped:
    """Hold ``text`` against ``shape``, a struct whose fields are leaves or tables of leaves.  Never raises."""
    shaped = Shaped(text)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in thousands of brackets
        shaped.problems.append(_not_toml(error, text))
        return shaped
    _table(document, shape, "", shaped)
    return shaped


def shown(value: object) -> str:
    """A value as it may stand in a message: short, and in printable ASCII."""
    try:
        text = json.dumps(value, ensure_ascii=True, default=str)
    except RecursionError:
        text = "tables in tables, many deep"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def printable(text: str) -> str:
    """A name from outside without what could move a terminal's cursor."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:100]


def meant(word: str, known: Iterable[str]) -> str:
    """``; did you mean x?`` for the nearest known word, else empty."""
    near = get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def choices(kind: Any) -> tuple[str, ...]:
    """What may stand in a leaf (or in each item of a list); empty where that is no closed list."""
    if get_origin(kind) is Literal:
        return tuple(str(each) for each in get_args(kind))
    return next((found for each in get_args(kind) if (found := choices(each))), ())


def kind_in_words(kind: Any) -> str:
    """The type of a leaf as one writes it."""
    if get_origin(kind) in (Union, UnionType):
        return kind_in_words(next(each for each in get_args(kind) if each is not type(None)))
    if get_origin(kind) is tuple:
        return "a list of texts in quotes"
    if get_origin(kind) is Literal:
        return "a text in quotes"
    return {float: "a number", int: "a whole number", bool: "true or false"}.get(kind, "a text in quotes")


def open_struct(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of each table in a table whose names are free, as in ``[gates.plateau]``; None for anything else."""
    return inner_struct(get_args(kind)[1]) if get_origin(kind) is dict else None


def inner_struct(kind: Any) -> type[msgspec.Struct] | None:
    """The struct of a table, given or optional, or of each table in an open one; None for a leaf."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    return next((each for part in get_args(kind) if (each := inner_struct(part)) is not None), None)


def line_of(text: str, key: str) -> int | None:
    """The line where a dotted key is written, else that of the table it belongs to; None where neither is."""
    parts = key.split(".")
    for length in range(len(parts), 0, -1):
        found = _line(text, parts[:length])
        if found is not None:
            return found
    return None


# Behind it ------------------------------------------------------------------------------------------------------------


def _table(document: Mapping[str, Any], shape: type[msgspec.Struct], above: str, into: Shaped) -> None:
    fields = {each.encode_name: each for each in msgspec.structs.fields(shape)}
    place = f"in [{above[:-1]}]" if above else "at the top"
    for name in document:
        if name not in fields:
            near = meant(name, fields)
            tables = "" if near else _of_a_table(name, fields)
            into.add(
                above + printable(name),
                f"there is no such key {place}{near or tables}; the keys there are: {_list(fields)}",
            )
    for name, wanted in fields.items():
        key, inner = above + name, inner_struct(wanted.type)
        if name not in document:
            if wanted.required:
                what = f"a table with the keys {_names(inner)}" if inner else _allowed(wanted.type)
                into.add(key, f"missing {place}; it must be {what}")
        elif open_struct(wanted.type) is not None and inner is not None:
            _entries(key, document[name], inner, into)
        elif inner is None:
            _leaf(key, document[name], wanted.type, into)
        elif isinstance(document[name], dict):
            into.tables.add(key)
            _table(document[name], inner, f"{key}.", into)
        else:
            into.add(key, f"must be a table: [{key}] with the keys {_names(inner)}", shown(document[name]))


def _entries(key: str, found: object, shape: type[msgspec.Struct], into: Shaped) -> None:
    """A table of tables that are named by whoever wrote the file."""
    if not isinstance(found, dict):
        into.add(key, f"must be tables: [{key}.NAME] with the keys {_names(shape)}", shown(found))
        return
    if len(found) > MOST_ENTRIES:
        into.add(key, f"must have at most {MOST_ENTRIES} tables, and has {len(found)}")
        return
    into.tables.add(key)
    for name, entry in found.items():
        inside = f"{key}.{printable(name)}"
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            into.add(inside, "must be a name of letters, digits and underscores")
        elif not isinstance(entry, dict):
            into.add(inside, f"must be a table: [{inside}] with the keys {_names(shape)}", shown(entry))
        else:
            into.tables.add(inside)
            _table(entry, shape, f"{inside}.", into)


def _of_a_table(name: str, fields: Mapping[str, Any]) -> str:
    """What to say of a key that belongs into another table."""
    for table, wanted in fields.items():
        inner = inner_struct(wanted.type)
        if inner is not None and name in {each.encode_name for each in msgspec.structs.fields(inner)}:
            return f"; it belongs into [{table}]"
    return ""


def _leaf(key: str, value: Any, kind: Any, into: Shaped) -> None:
    try:
        into.values[key] = msgspec.convert(value, kind)
    except (msgspec.ValidationError, OverflowError):
        near = meant(value, choices(kind)) if isinstance(value, str) else ""
        into.add(key, f"must be {_allowed(kind)}{near}", shown(value))


def _allowed(kind: Any) -> str:
    closed = choices(kind)
    if not closed:
        return kind_in_words(kind)
    several = "a list of texts in quotes, each " if kind_in_words(kind).startswith("a list") else ""
    return f"{several}one of: {', '.join(closed)}"


def _names(shape: type[msgspec.Struct]) -> str:
    return _list(each.encode_name for each in msgspec.structs.fields(shape))


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _not_toml(error: Exception, text: str) -> Problem:
    said = re.match(r"(.*?) \(at line (\d+), column (\d+)\)$", str(error), re.DOTALL)
    if said is None:
        what = "brackets are nested too deep" if isinstance(error, RecursionError) else printable(str(error))
        last = len(text.rstrip().split("\n")) if what.endswith("(at end of document)") else None
        return Problem("", f"this is not valid TOML: {what}", None, last)
    return Problem("", f"this is not valid TOML: {printable(said[1])} (column {said[3]})", None, int(said[2]))


def _line(text: str, path: list[str]) -> int | None:
    """Where a key or the header of a table stands; what stands inside of a text of several lines is not mistaken."""
    rows = text.split("\n")
    dotted, last = r"\s*\.\s*".join(_quotable(part) for part in path), _quotable(path[-1])
    header = re.compile(rf"\s*\[\s*{dotted}\s*\]")
    written = re.compile(rf"\s*(?:{last}|{dotted})\s*[.=]")
    places = [number for number, row in enumerate(rows) if written.match(row) or header.match(row)]
    for number in places[:_MOST_PLACES]:
        row = rows[number]
        table = _table_at("\n".join(rows[:number]))
        if table is None:
            continue
        if header.match(row) or [*table, *_parts(row)][: len(path)] == path:
            return number + 1
    return None


def _quotable(part: str) -> str:
    word = re.escape(part)
    return rf"(?:{word}|\"{word}\"|'{word}')"


def _parts(row: str) -> list[str]:
    """The key of a line, in its parts."""
    return [part.strip().strip("\"'") for part in row.split("=")[0].split(".")]


def _table_at(before: str) -> list[str] | None:
    """In which table a new line would stand; None inside of a text or a list."""
    try:
        return _way_to_here(tomllib.loads(f"{before}\n{_HERE} = 1"))
    except (ValueError, RecursionError):
        return None


def _way_to_here(document: Mapping[str, Any]) -> list[str] | None:
    path: list[str] = []
    while _HERE not in document:
        inner = next(((name, each) for name, each in document.items() if isinstance(each, dict) and _holds(each)), None)
        if inner is None:
            return None
        path.append(inner[0])
        document = inner[1]
    return path


def _holds(table: Mapping[str, Any]) -> bool:
    return _HERE in table or any(isinstance(each, dict) and _holds(each) for each in table.values())
