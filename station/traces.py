"""Force traces from text files: CSV, semicolons, tabs or blanks, with or without header, decimal point or comma.

Nothing is guessed silently: columns are known by their names or told with ``--columns``, time by a column or ``--fs``,
and what was assumed stands in ``Trace.source``.  Whatever is wrong is refused with the number of the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from station.errors import BadInput
from station.model import Floats, Side, Trace, TrialData

MOST_BYTES = 50_000_000
MOST_ROWS = 10_000_000
LONGEST_LINE = 65_536
LONGEST_HEADER = 200
ROLES = ("time", "left", "right", "force")

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NUMBER_COMMA = re.compile(r"[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?")
_WORDS = {
    "time": ["time", "times", "t", "seconds", "timems"],
    "left": [
        "left",
        "leftn",
        "leftfz",
        "leftfzn",
        "leftforce",
        "leftforcen",
        "fzleft",
        "fzleftn",
        "forceleft",
        "zleft",
        "fzl",
        "fzln",
    ],
    "right": [
        "right",
        "rightn",
        "rightfz",
        "rightfzn",
        "rightforce",
        "rightforcen",
        "fzright",
        "fzrightn",
        "forceright",
        "zright",
        "fzr",
        "fzrn",
    ],
    "force": ["force", "forcen", "fz", "fzn", "total", "totaln", "totalforce", "totalforcen", "fztotal", "fzsum"],
}
"""Names of columns, small letters and digits only."""
_PAIRS = (
    ("fp1", "fp2", "FP1 taken as the left and FP2 as the right plate"),
    ("groundforce2vy", "groundforce1vy", "plate 1 taken as right and plate 2 as left"),
)
"""Names of left and right in files that number their plates, and the assumption that this makes."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines are cut: ``delimiter`` None means blanks; ``first`` is the index of the first line with numbers."""

    delimiter: str | None
    decimal_comma: bool
    first: int
    names: tuple[str, ...]
    width: int


def parse_columns(text: str) -> dict[str, int]:
    """Read ``left=3,right=9`` into roles and 1-based column numbers.  Raises BadInput."""
    found: dict[str, int] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\w+)\s*=\s*(\d{1,5})\s*", part)
        if match is None or match[1] not in ROLES or int(match[2]) < 1 or match[1] in found:
            raise BadInput(
                f"--columns {text!r}: expected pairs like left=3,right=9 or time=1,force=2; names are "
                f"{', '.join(ROLES)}, each once; columns count from 1."
            )
        found[match[1]] = int(match[2])
    return found


def read_traces(path: Path, *, fs: float | None = None, columns: Mapping[str, int] | None = None) -> TrialData:
    """Read a text file of forces in newtons.

    ``fs`` is the sample rate in Hz where there is no time column, ``columns`` the 1-based column of each role where the
    header does not say.  Raises BadInput with the line number.
    """
    if fs is not None and not 1.0 <= fs <= 100_000.0:
        raise BadInput(f"--fs {fs:g}: a sample rate is between 1 and 100000 Hz.")
    lines = _lines(path)
    layout = _layout(path.name, lines)
    roles, assumed, milliseconds = _roles(path.name, layout, columns)
    table = _numbers(path.name, lines, layout, roles)
    at = dict(zip(roles, table, strict=True))
    count = table.shape[1]
    if "time" in at:
        time_s = at["time"] * (0.001 if milliseconds else 1.0)
        rate, gaps = _clock(path.name, time_s, layout.first, fs)
    elif fs is None:
        raise BadInput(f"{path.name}: there is no time column; give the sample rate with --fs, for example --fs 1000.")
    else:
        rate, gaps, time_s = fs, (), np.arange(count) / fs
    sides = (Side.BOTH,) if "force" in at else (Side.LEFT, Side.RIGHT)
    force = np.stack([at["force"]] if "force" in at else [at["left"], at["right"]])
    source = f"{path.name}, calibration not verified"
    trace = Trace(
        sides=sides,
        time_s=time_s - time_s[0],
        force_n=force,
        fs_hz=rate,
        gaps=gaps,
        saturated=_clipped(force, rate),
        resolution_n=max(resolution(row) for row in force),
        source=f"{source}; {assumed}" if assumed else source,
    )
    return TrialData(traces=(trace,))


def resolution(values: Floats) -> float:
    """The step of the device in a recording ``(n,)``: the smallest change between samples, rounding noise left out."""
    steps = np.abs(np.diff(values))
    steps = steps[steps > 0]
    return float(np.quantile(steps, 0.02)) if len(steps) else 0.0


def _lines(path: Path) -> list[str]:
    """The file's lines, without the empty ones at its end."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadInput(f"{path.name}: {size / 1e6:.0f} MB; files up to {MOST_BYTES / 1e6:.0f} MB are read. Cut it.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror or error}).") from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # only the header can hold such letters; numbers are the same
    if "\0" in text:
        raise BadInput(f"{path.name}: this is not a text file.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    if lines == [""]:
        raise BadInput(f"{path.name}: the file is empty.")
    if len(lines) > MOST_ROWS:
        raise BadInput(f"{path.name}: more than {MOST_ROWS} lines.")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise BadInput(f"{path.name}: line {number} is longer than {LONGEST_LINE} characters.")
    return lines


def _split(line: str, delimiter: str | None) -> list[str]:
    return [part.strip().strip('"') for part in line.split(delimiter)]


def _layout(name: str, lines: Sequence[str]) -> _Layout:
    """Find the first line of numbers, how it is cut, and the names above it."""
    for index, line in enumerate(lines[:LONGEST_HEADER]):
        if not line.strip():
            continue
        above = next((text for text in reversed(lines[:index]) if text.strip()), "")
        cut = _cut(line, above)
        if cut is None:
            continue
        delimiter, comma = cut
        width = len(_split(line, delimiter))
        names = _split(above, delimiter) if above else []
        if len(names) < 2 and width > 1 and above:
            names = above.split()
        if names and len(names) != width and not _is_remark(above):
            raise BadInput(
                f"{name}: line {index + 1} has {width} values under {len(names)} names. With decimal commas the values "
                "must be separated by semicolons, tabs or blanks."
            )
        return _Layout(delimiter, comma, index, tuple(names) if len(names) == width else (), width)
    raise BadInput(f"{name}: line 1 to {min(len(lines), LONGEST_HEADER)} hold no line of numbers.")


def _is_remark(line: str) -> bool:
    """Whether a header line is a remark or a setting and not a row of names."""
    return line.lstrip().startswith(("#", "%", "/")) or "=" in line


def _cut(line: str, above: str) -> tuple[str | None, bool] | None:
    """Delimiter and decimal comma with which every field of ``line`` is a number or empty; None if there is none."""
    if "\t" in line:
        order: tuple[str | None, ...] = ("\t",)
    elif ";" in line:
        order = (";",)
    elif "," in line and "," not in above and (above and len(above.split()) == len(line.split())):
        order = (None, ",")
    else:
        order = (",", None) if "," in line else (None,)
    for delimiter in order:
        fields = _split(line, delimiter)
        filled = [field for field in fields if field]
        if filled and all(_NUMBER.fullmatch(field) for field in filled):
            return delimiter, False
        if delimiter != "," and filled and all(_NUMBER_COMMA.fullmatch(field) for field in filled):
            return delimiter, True
    return None


def _roles(name: str, layout: _Layout, columns: Mapping[str, int] | None) -> tuple[dict[str, int], str, bool]:
    """Which column (from 0) is what, what was assumed for it, and whether time is in milliseconds."""
    if columns is not None:
        roles = {role: number - 1 for role, number in columns.items()}
        beyond = [number for number in columns.values() if number > layout.width]
        if beyond:
            raise BadInput(
                f"{name}: --columns names column {beyond[0]}, and line {layout.first + 1} has {layout.width}."
            )
        _check_roles(name, roles, layout)
        return roles, "columns as told: " + ", ".join(f"{role}={number}" for role, number in columns.items()), False
    if not layout.names and layout.width == 1:
        return {"force": 0}, "one column without a name taken as the total force in newtons", False
    plain = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in layout.names]
    roles = {}
    milliseconds = "timems" in plain
    for role, words in _WORDS.items():
        matches = [i for i, part in enumerate(plain) if part in words]
        if len(matches) > 1:
            shown = " and ".join(layout.names[i] for i in matches)
            raise BadInput(f"{name}: line {layout.first}: {shown} both look like `{role}`; say which with --columns.")
        if matches:
            roles[role] = matches[0]
    assumed = ""
    for left, right, remark in _PAIRS:
        if left in plain and right in plain and "left" not in roles and "right" not in roles:
            roles |= {"left": plain.index(left), "right": plain.index(right)}
            assumed = remark
    if "left" in roles and "right" in roles:
        roles.pop("force", None)
    _check_roles(name, roles, layout)
    return roles, assumed, milliseconds


def _check_roles(name: str, roles: Mapping[str, int], layout: _Layout) -> None:
    if "force" in roles and not {"left", "right"} & roles.keys():
        return
    if {"left", "right"} <= roles.keys() and "force" not in roles:
        return
    shown = ", ".join(f"{i}: {text[:24]}" for i, text in enumerate(layout.names[:20], 1))
    there = f"columns are {shown}" if shown else f"{layout.width} columns without names"
    alone = sorted({"left", "right"} & roles.keys())
    lacks = f"there is `{alone[0]}` and not the other side" if len(alone) == 1 else "no force column is recognised"
    raise BadInput(
        f"{name}: line {max(layout.first, 1)}: {lacks} ({there}). Name them left_n and right_n, or force_n, or say "
        "which they are, for example --columns left=3,right=9 or --columns time=1,force=2."
    )


def _numbers(name: str, lines: Sequence[str], layout: _Layout, roles: Mapping[str, int]) -> Floats:
    """The wanted columns as ``(roles, rows)``."""
    rows = lines[layout.first :]
    for number, line in enumerate(rows, layout.first + 1):
        width = len(line.split()) if layout.delimiter is None else line.count(layout.delimiter) + 1
        if width != layout.width or not line.strip():
            what = f"has {width} values where {layout.width} are expected" if line.strip() else "is empty"
            raise BadInput(f"{name}: line {number} {what}.")
    if layout.decimal_comma:
        rows = [line.replace(",", ".") for line in rows]
    try:
        table = np.loadtxt(
            rows, delimiter=layout.delimiter, usecols=list(roles.values()), ndmin=2, comments=None, quotechar='"'
        ).T
    except ValueError as error:
        raise BadInput(f"{name}: {_first_bad(rows, layout, roles)}") from error
    bad = np.argwhere(~np.isfinite(table.T))
    if len(bad):
        row, column = bad[0]
        raise BadInput(f"{name}: line {layout.first + 1 + row}: `{list(roles)[column]}` is not a number.")
    if table.shape[1] < 2:
        raise BadInput(f"{name}: line {layout.first + 1} is the only line of numbers.")
    return np.ascontiguousarray(table, dtype=np.float64)


def _first_bad(rows: Sequence[str], layout: _Layout, roles: Mapping[str, int]) -> str:
    for number, line in enumerate(rows, layout.first + 1):
        fields = _split(line, layout.delimiter)
        for role, column in roles.items():
            if not _NUMBER.fullmatch(fields[column]):
                shown = f"{fields[column][:40]!r} is not a number" if fields[column] else "the value is missing"
                return f"line {number}, column {column + 1} (`{role}`): {shown}."
    return "the numbers cannot be read."


def _clock(name: str, time_s: Floats, first: int, fs: float | None) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Measured rate and gaps of a time column."""
    steps = np.diff(time_s)
    back = np.flatnonzero(steps <= 0)
    if len(back):
        raise BadInput(
            f"{name}: line {first + 2 + int(back[0])}: time does not increase. If the times have too few decimals, "
            "leave them out: --columns without time, and --fs."
        )
    usual = float(np.median(steps))
    regular = steps < 1.5 * usual
    rate = float(np.count_nonzero(regular) / steps[regular].sum())
    if rate < 1.5:
        raise BadInput(
            f"{name}: line {first + 2}: time goes in steps of {usual:g}; seconds are expected. Name a column in "
            "milliseconds time_ms; leave out sample numbers (--columns without time, and --fs)."
        )
    if fs is not None and abs(rate / fs - 1.0) > 0.01:
        raise BadInput(f"{name}: the time column says {rate:.5g} Hz and --fs says {fs:g} Hz. Leave out --fs.")
    gaps = [(int(i) + 1, max(1, round(float(steps[i]) * rate) - 1)) for i in np.flatnonzero(~regular)]
    return rate, tuple(gaps)


def _clipped(force: Floats, fs: float) -> npt.NDArray[np.bool_]:
    """Where a channel stays exactly at its greatest value for 5 ms between steep edges: the sensor's limit."""
    flags = np.zeros(force.shape, dtype=np.bool_)
    for row, flag in zip(force, flags, strict=True):
        step = max(resolution(row), 1e-9)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], (row == row.max()).astype(np.int8), [0]))))
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            # the samples next to the limit may lie just below it: look three samples away
            inside = start >= 3 and stop + 3 <= len(row)
            steep = inside and row[start] - max(row[start - 3], row[stop + 2]) > 10 * step
            if steep and stop - start >= max(4, round(0.005 * fs)):
                flag[start:stop] = True
    return flags
