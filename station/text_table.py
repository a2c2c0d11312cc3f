"""Tables of numbers in text files: where they begin, how their lines are cut, and which line is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from station.errors import BadInput
from station.model import Floats
from station.number_style import Ambiguous, Style, could_be_number, plain, style_of
from station.trace_names import is_units_row, known

MOST_BYTES = 50_000_000
MOST_ROWS = 10_000_000
LONGEST_LINE = 65_536
LONGEST_HEADER = 200
LEAST_SAMPLES = 10

_CUTS: tuple[str | None, ...] = ("\t", ";", ",", None)
_WIDTH_HINT = "With decimal commas or commas between thousands, values need semicolons, tabs or quotes."


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines are cut: ``delimiter`` None means blanks; ``first`` is the index of the first line with numbers.

    ``names`` and ``units`` are those above the numbers, empty where there are none.
    """

    delimiter: str | None
    first: int
    names: tuple[str, ...]
    units: tuple[str, ...]
    width: int


def read_lines(path: Path) -> list[str]:
    """The file's lines, without the empty ones at its end.  Raises BadInput."""
    if path.is_dir():
        raise BadInput(f"{path} cannot be read: it is a folder. Name the text file in it.")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error}).") from error
    if len(data) > MOST_BYTES:
        raise BadInput(f"{path.name}: larger than {MOST_BYTES / 1e6:g} MB, which is the most that is read. Cut it.")
    lines = _text(path.name, data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip(" \t,;"):
        lines.pop()
    if not lines:
        raise BadInput(f"{path.name}: the file is empty.")
    if len(lines) > MOST_ROWS:
        raise BadInput(f"{path.name}: more than {MOST_ROWS} lines.")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise BadInput(f"{path.name}: line {number} is longer than {LONGEST_LINE} characters.")
    return lines


def _text(name: str, data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # only the header can hold such letters; numbers are the same
    if "\0" in text:
        raise BadInput(f"{name}: this is not a text file.")
    return text


def split(line: str, delimiter: str | None) -> list[str]:
    """The fields of one line, without blanks and quotes around them."""
    if delimiter is None:
        return [part.strip('"') for part in line.split()]
    if '"' not in line:
        return [part.strip() for part in line.split(delimiter)]
    return [part.strip() for part in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])]


def find_layout(name: str, lines: Sequence[str]) -> Layout:
    """Find the first line of numbers, how it is cut, and the names and units above it.  Raises BadInput."""
    above: list[str] = []
    for index, line in enumerate(lines[:LONGEST_HEADER]):
        if not line.strip():
            continue
        delimiter = _cut(line, above[-1] if above else "")
        if delimiter == "":
            above.append(line)
            continue
        return _layout(name, index, split(line, delimiter), delimiter, above)
    if len(lines) <= LONGEST_HEADER and any(known(part).role for cut in _CUTS for part in split(above[-1], cut)):
        raise BadInput(f"{name}: has no samples: nothing follows the names of the columns in line {len(lines)}.")
    if len(lines) <= LONGEST_HEADER and any(is_units_row(split(above[-1], cut)) for cut in _CUTS):
        raise BadInput(f"{name}: has no samples: nothing follows the units in line {len(lines)}.")
    raise BadInput(f"{name}: line 1 to {min(len(lines), LONGEST_HEADER)} hold no line of numbers.")


def _layout(name: str, index: int, values: list[str], delimiter: str | None, above: Sequence[str]) -> Layout:
    rows = [_header(line, delimiter, len(values)) for line in above[-2:]]
    units = rows.pop() if len(rows) > 1 and is_units_row(rows[-1]) and len(rows[-1]) <= len(values) else []
    names = rows[-1] if rows else []
    width = len(values)
    if len(names) > 1 and len(names) < width and not any(values[len(names) :]):
        width = len(names)  # a separator at the end of each line is no column
    if names and len(names) != width:
        if not _is_remark(above[-2] if units else above[-1]):
            raise BadInput(f"{name}: line {index + 1} has {len(values)} values under {len(names)} names. {_WIDTH_HINT}")
        names = []
    return Layout(delimiter, index, tuple(names), tuple(units), width)


def _header(line: str, delimiter: str | None, width: int) -> list[str]:
    fields = split(line, delimiter)
    while len(fields) > width and not fields[-1]:
        fields.pop()
    return line.split() if len(fields) < 2 and width > 1 else fields


def _is_remark(line: str) -> bool:
    """Whether a header line is a remark or a setting and not a row of names."""
    return line.lstrip().startswith(("#", "%", "/")) or "=" in line


def _cut(line: str, above: str) -> str | None:
    """The delimiter with which every field of ``line`` is a number or empty; an empty one if there is none."""
    if "\t" in line:
        order: tuple[str | None, ...] = ("\t",)
    elif ";" in line:
        order = (";",)
    elif "," in line and '"' not in line and "," not in above and above and len(above.split()) == len(line.split()):
        order = (None, ",")
    else:
        order = (",", None) if "," in line else (None,)
    for delimiter in order:
        filled = [field for field in split(line, delimiter) if field]
        if any(re.search(r"\d", field) for field in filled) and all(could_be_number(field) for field in filled):
            return delimiter
    return ""


def numbers(name: str, lines: Sequence[str], layout: Layout, columns: Mapping[str, int]) -> Floats:
    """The columns (from 0, by what they are called in errors) as ``(columns, rows)``.  Raises BadInput."""
    rows = lines[layout.first :]
    if len(rows) < LEAST_SAMPLES:
        count = f"{len(rows)} sample{'s' * (len(rows) != 1)}"
        raise BadInput(f"{name}: too short: {count}; at least {LEAST_SAMPLES} are needed, and seconds for any test.")
    _check_widths(name, rows, layout)
    # a comma that does not cut, or quotes: the fields need a closer look than numpy takes
    if any('"' in row or ("," in row and layout.delimiter != ",") for row in rows):
        rows, layout, columns = _plain_rows(name, rows, layout, columns)
    try:
        table = np.loadtxt(rows, delimiter=layout.delimiter, usecols=list(columns.values()), ndmin=2, comments=None).T
    except ValueError as error:
        raise BadInput(f"{name}: {_first_bad(rows, layout, columns)}") from error
    if not np.isfinite(table).all():
        row, column = np.argwhere(~np.isfinite(table.T))[0]
        raise BadInput(f"{name}: {_wrong(rows, layout, columns, int(row), int(column))}")
    return np.ascontiguousarray(table, dtype=np.float64)


def _check_widths(name: str, rows: Sequence[str], layout: Layout) -> None:
    delimiter, width = layout.delimiter, layout.width
    for number, line in enumerate(rows, layout.first + 1):
        quick = len(line.split()) if delimiter is None else line.count(delimiter) + 1
        if quick == width and '"' not in line and line:
            continue
        if not line.strip():
            raise BadInput(f"{name}: line {number} is empty.")
        fields = split(line, delimiter)
        if len(fields) < width or any(fields[width:]):
            hint = f" {_WIDTH_HINT}" if len(fields) > width and delimiter == "," else ""
            raise BadInput(f"{name}: line {number} has {len(fields)} values where {width} are expected.{hint}")


def _plain_rows(
    name: str, rows: Sequence[str], layout: Layout, columns: Mapping[str, int]
) -> tuple[list[str], Layout, dict[str, int]]:
    """The wanted columns alone, with decimal points and cut by tabs."""
    wanted = ([split(row, layout.delimiter)[column] for column in columns.values()] for row in rows)
    try:
        style = style_of((field for row in wanted for field in row), comma_is_usual=layout.delimiter == ";")
    except Ambiguous as error:
        told = str(error)
        line = layout.first + 1 + next(at for at, row in enumerate(rows) if told in split(row, layout.delimiter))
        raise BadInput(
            f"{name}: line {line}: {told!r} can be {told.replace(',', '.')} or {told.replace(',', '')}, and nothing in "
            "the file says which. Save it with decimal points and without marks between thousands."
        ) from error
    if style is Style.COMMA and not any("." in row or '"' in row for row in rows):
        return [row.replace(",", ".") for row in rows], layout, dict(columns)  # the usual case, ten times as fast
    made = []
    for number, text in enumerate(rows, layout.first + 1):
        fields = split(text, layout.delimiter)
        row = [fields[column] for column in columns.values()]
        values = [plain(field, style) for field in row]
        if None in values:
            at = values.index(None)
            role, column = list(columns.items())[at]
            raise BadInput(f"{name}: {_bad_field(number, column, role, row[at], style)}")
        made.append("\t".join(value or "" for value in values))
    return (
        made,
        Layout("\t", layout.first, (), (), len(columns)),
        {role: at for at, role in enumerate(columns)},
    )


def _first_bad(rows: Sequence[str], layout: Layout, columns: Mapping[str, int]) -> str:
    for number, line in enumerate(rows, layout.first + 1):
        fields = split(line, layout.delimiter)
        for role, column in columns.items():
            if plain(fields[column], Style.POINT) is None:
                return _bad_field(number, column, role, fields[column], Style.POINT)
    return "the numbers cannot be read."


def _wrong(rows: Sequence[str], layout: Layout, columns: Mapping[str, int], row: int, place: int) -> str:
    role, column = list(columns.items())[place]
    field = split(rows[row], layout.delimiter)[column]
    return _bad_field(layout.first + 1 + row, column, role, field, Style.POINT)


def _bad_field(line: int, column: int, role: str, field: str, style: Style) -> str:
    where = f"line {line}, column {column + 1} (`{role}`): "
    if not field:
        return f"{where}the value is missing."
    other = could_be_number(field) and style is not Style.POINT
    return f"{where}{field[:40]!r} is not a number{f' with a {style.value}, as others here are' if other else ''}."
