"""Force traces from text files: CSV, semicolons, tabs or blanks, with or without header, decimal point or comma.

Nothing is guessed silently: columns are known by their names or told with ``--columns``, time by a column or ``--fs``,
and what was assumed stands in ``Trace.source``.  Whatever is wrong is refused with the number of the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from station.errors import BadInput
from station.model import Floats, Side, Trace, TrialData
from station.sampling import Sampling, sampling
from station.text_table import Layout, find_layout, numbers, read_lines, split
from station.trace_centre import added, centre_of, check_added, too_far
from station.trace_names import ADDED, MOMENTS, PAIRS, PLACES, ROLES, factor, is_unit, known, spelled

MOST_NEWTONS: Final = 1e5
"""Ten tonnes: beyond any plate or dynamometer, so a number above it is not a force in newtons."""
MOST_SECONDS: Final = 1e10
"""Three hundred years: clock times count from 1970."""


_TAKES: Final = (
    {"time": "times in s or ms"}
    | dict.fromkeys(PLACES, "centres of pressure in m, cm or mm")
    | dict.fromkeys(MOMENTS, "moments in Nm or Nmm")
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Column of each role (from 0), what makes newtons or seconds of it, and what was assumed for that."""

    at: Mapping[str, int]
    factors: Mapping[str, float]
    assumed: str


def parse_columns(text: str) -> dict[str, int]:
    """Read ``left=3,right=9`` into roles and 1-based column numbers.  Raises BadInput."""
    found: dict[str, int] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\w+)\s*=\s*(\d{1,5})\s*", part)
        usable = match is not None and match[1] in ROLES and match[1] not in found
        if match is None or not usable or int(match[2]) < 1 or int(match[2]) in found.values():
            raise BadInput(
                f"--columns {text!r}: expected pairs like left=3,right=9 or time=1,force=2; names are "
                f"{', '.join(ROLES)}, each once; columns count from 1 and differ."
            )
        found[match[1]] = int(match[2])
    return found


def read_traces(path: Path, *, fs: float | None = None, columns: Mapping[str, int] | None = None) -> TrialData:
    """Read a text file of forces in newtons (or kN, where a name or a row of units says so).

    ``fs`` is the sample rate in Hz where there is no time column, ``columns`` the 1-based column of each role where the
    header does not say.  Raises BadInput with the line number.
    """
    if fs is not None and not 1.0 <= fs <= 100_000.0:
        raise BadInput(f"--fs {fs:g}: a sample rate is between 1 and 100000 Hz.")
    lines = read_lines(path)
    layout = find_layout(path.name, lines)
    chosen = _told(path.name, layout, columns) if columns is not None else _by_names(path.name, layout)
    table = numbers(path.name, lines, layout, chosen.at)
    table *= np.array([chosen.factors[role] for role in chosen.at])[:, np.newaxis]
    _check_sizes(path.name, lines, layout, chosen, table)
    at = dict(zip(chosen.at, table, strict=True))
    if "time" in at:
        time_s = at["time"] - at["time"][0]
        clock = _clock(path.name, time_s, layout.first, fs)
    elif fs is None:
        lacks = "there is no time column" if columns is None else "--columns names no time"
        raise BadInput(f"{path.name}: {lacks}; give the sample rate with --fs, for example --fs 1000.")
    else:
        time_s = np.arange(table.shape[1]) / fs
        clock = Sampling(fs, (), 0.0)
    sides = (Side.BOTH,) if "force" in at else (Side.LEFT, Side.RIGHT)
    force = np.stack([at["force"]] if "force" in at else [at["left"], at["right"]])
    centre, remark = centre_of(at)
    trace = Trace(
        sides=sides,
        time_s=time_s,
        force_n=force,
        fs_hz=clock.rate_hz,
        gaps=clock.gaps,
        saturated=_clipped(force, clock.rate_hz),
        resolution_n=max(resolution(row) for row in force),
        source="; ".join(part for part in (f"{path.name}, calibration not verified", chosen.assumed, remark) if part),
        doubts=(clock.doubt,) if clock.doubt else (),
        centre=centre,
    )
    return TrialData(traces=(trace,))


def resolution(values: Floats) -> float:
    """The step of the device in a recording ``(n,)``: the smallest change between samples, rounding noise left out."""
    steps = np.abs(np.diff(values))
    steps = steps[steps > 0]
    return float(np.quantile(steps, 0.02)) if len(steps) else 0.0


# Which column is what ------------------------------------------------------------------------------------------------


def _told(name: str, layout: Layout, columns: Mapping[str, int]) -> _Columns:
    """The columns that ``--columns`` names; their units are those of the header all the same."""
    beyond = [number for number in columns.values() if number > layout.width]
    if beyond:
        raise BadInput(f"{name}: --columns names column {beyond[0]}, and line {layout.first + 1} has {layout.width}.")
    at = {role: number - 1 for role, number in columns.items()}
    _check_roles(name, at, layout)
    check_added(name, at)
    factors, converted = _factors(name, layout, at)
    told = "columns as told: " + ", ".join(f"{role}={number}" for role, number in columns.items())
    return _Columns(at, factors, "; ".join(part for part in (told, converted) if part))


def _by_names(name: str, layout: Layout) -> _Columns:
    if not layout.names and layout.width == 1:
        return _Columns({"force": 0}, {"force": 1.0}, "one column without a name taken as the total force in newtons")
    at: dict[str, int] = {}
    for role in (role for role in ROLES if role not in ADDED):
        matches = [i for i, text in enumerate(layout.names) if known(text).role == role]
        # the same in newtons and in kilograms: the newtons
        matches = [i for i in matches if factor(role, known(layout.names[i]).unit) is not None] or matches
        if len(matches) > 1:
            shown = " and ".join(layout.names[i] for i in matches)
            raise BadInput(
                f"{name}: line {_header_line(layout)}: {shown} both look like `{role}`; say which with --columns."
            )
        if matches:
            at[role] = matches[0]
    assumed = ""
    plain = [spelled(text) for text in layout.names]
    for left, right, remark in PAIRS:
        if left in plain and right in plain and "left" not in at and "right" not in at:
            at |= {"left": plain.index(left), "right": plain.index(right)}
            assumed = remark
    if "left" in at and "right" in at:
        at.pop("force", None)
    at |= added(layout, at)
    _check_roles(name, at, layout)
    factors, converted = _factors(name, layout, at)
    return _Columns(at, factors, "; ".join(part for part in (assumed, converted) if part))


def _header_line(layout: Layout) -> int:
    return max(layout.first - (1 if layout.units else 0), 1)


def _check_roles(name: str, roles: Mapping[str, int], layout: Layout) -> None:
    if "force" in roles and not {"left", "right"} & roles.keys():
        return
    if {"left", "right"} <= roles.keys() and "force" not in roles:
        return
    shown = ", ".join(f"{i}: {text[:24]}" for i, text in enumerate(layout.names[:20], 1))
    there = f"columns are {shown}" if shown else f"{layout.width} columns without names"
    alone = sorted({"left", "right"} & roles.keys())
    lacks = f"there is `{alone[0]}` and not the other side" if len(alone) == 1 else "no force column is recognised"
    if "force" in roles:
        lacks = f"both `force` and `{alone[0]}` are named: either the total, or left and right"
    raise BadInput(
        f"{name}: line {_header_line(layout)}: {lacks} ({there}). Name them left_n and right_n, or force_n, or say "
        "which they are, for example --columns left=3,right=9 or --columns time=1,force=2."
    )


def _factors(name: str, layout: Layout, at: Mapping[str, int]) -> tuple[dict[str, float], str]:
    """What makes newtons and seconds of the columns, and a remark where that is not 1.  Raises BadInput."""
    factors: dict[str, float] = {}
    converted = []
    for role, column in at.items():
        called = layout.names[column] if column < len(layout.names) else ""
        in_name = known(called).unit
        in_row = layout.units[column] if column < len(layout.units) and is_unit(layout.units[column]) else ""
        found = [factor(role, unit) for unit in (in_name, in_row) if unit]
        wrong = next((unit for unit in (in_name, in_row) if unit and factor(role, unit) is None), None)
        where = f"{name}: line {_header_line(layout)}, column {column + 1} ({called or role})"
        if wrong is not None:
            takes = _TAKES.get(role, "forces in N or kN; kg, lbf and mV are not converted")
            raise BadInput(
                f"{where} is in {wrong.strip('[]() ')}; this reads {takes}. Convert the column and name its unit."
            )
        if len(set(found)) > 1:
            raise BadInput(f"{where}: its name says {in_name} and the units below say {in_row}. Correct one of them.")
        if not found and role in ADDED:
            raise BadInput(f"{where} has no unit; this reads {_TAKES[role]}. Name it, for example {role} [cm].")
        factors[role] = found[0] if found and found[0] is not None else 1.0
        if factors[role] != 1.0 and role != "time" and role not in ADDED:
            converted.append(f"{called or role} converted from kN")
    return factors, ", ".join(converted)


# Whether the numbers can be true -------------------------------------------------------------------------------------


def _check_sizes(name: str, lines: Sequence[str], layout: Layout, chosen: _Columns, table: Floats) -> None:
    for (role, column), values in zip(chosen.at.items(), table, strict=True):
        if role in PLACES:
            too_far(name, layout, lines, role, column, values)
            continue
        most, unit = (MOST_SECONDS, "s") if role == "time" else (MOST_NEWTONS, "Nm" if role in MOMENTS else "N")
        beyond = np.flatnonzero(np.abs(values) > most)
        if len(beyond):
            row = layout.first + int(beyond[0])
            shown = split(lines[row], layout.delimiter)[column]
            what = "no time in seconds" if role == "time" else "more than any plate carries"
            raise BadInput(
                f"{name}: line {row + 1}, column {column + 1} (`{role}`): {shown[:40]} is {what} (at most {most:g} "
                f"{unit}). Check the unit and the decimal mark."
            )


def _clock(name: str, time_s: Floats, first: int, fs: float | None) -> Sampling:
    """Measured rate and gaps of a time column.  Raises BadInput."""
    steps = np.diff(time_s)
    back = np.flatnonzero(steps <= 0)
    if len(back):
        raise BadInput(
            f"{name}: line {first + 2 + int(back[0])}: time does not increase. If the times have too few decimals, "
            "leave them out: --columns without time, and --fs."
        )
    clock = sampling(time_s)
    if clock.rate_hz < 1.5:
        raise BadInput(
            f"{name}: line {first + 2}: time goes in steps of {1 / clock.rate_hz:g}; seconds are expected. Name a "
            "column in milliseconds time_ms; leave out sample numbers (--columns without time, and --fs)."
        )
    if fs is not None and abs(clock.rate_hz / fs - 1.0) > 0.01:
        raise BadInput(
            f"{name}: the time column says {clock.rate_hz:.5g} Hz and --fs says {fs:g} Hz. Leave out --fs, or leave "
            "the time out: --columns without time."
        )
    return clock


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
