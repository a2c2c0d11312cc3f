"""Decides what the table of numbers says: one row a measure, states and reasons a side.  No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dsp.measurement import State
from station.model import NamedMeasurement, Side
from ui.numbers import in_words, reading

STATE_CHIPS = {
    State.VALID: ("valid", "good"),
    State.LIMITED: ("limited", "caution"),
    State.INVALID: ("not shown", "trouble"),
}
FIRST, ALL_OF = 5, 8
"""Rows that are read at once, and up to how many all of them are."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Column(StrEnum):
    """A column of values; ``WHOLE`` where no number belongs to a side."""

    LEFT = "Left"
    RIGHT = "Right"
    BOTH = "Both"
    WHOLE = "Value"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One measure over its sides.  ``states`` has one entry without a side where all sides agree, none after a refusal
    that the banner has told already.
    """

    key: str
    title: str
    values: tuple[tuple[Side, str], ...]
    states: tuple[tuple[Side | None, State], ...]
    why: str


def table(measurements: Sequence[NamedMeasurement], refusal: str | None = None) -> list[TableRow]:
    """One row per measure, sides side by side.  What ``refusal`` says of the whole trial is not said again."""
    grouped: dict[str, list[NamedMeasurement]] = {}
    for named in measurements:
        grouped.setdefault(named.key, []).append(named)
    for group in grouped.values():
        group.sort(key=lambda named: list(Side).index(named.side))
    told = _told(measurements, refusal)
    return [
        TableRow(
            key=key,
            title=in_words(group[0].title),
            values=tuple((named.side, reading(key, named.measurement).text()) for named in group),
            states=_states(group, told),
            why=_why(group, told),
        )
        for key, group in grouped.items()
    ]


def first_rows(rows: Sequence[TableRow], headline: str) -> tuple[TableRow, ...]:
    """What is read at once: the headline, what the test names next, and left against right.

    The others wait behind a button, unless they are so few that the button would only be in the way.
    """
    if len(rows) <= ALL_OF:
        return tuple(rows)
    ahead = sorted(rows, key=lambda row: row.key != headline)
    compared = next((row for row in ahead if row.key.endswith("asymmetry")), None)
    first = ahead[:FIRST]
    if compared is not None and compared not in first:
        first[-1] = compared
    return tuple(first)


def fold_label(rows: Sequence[TableRow], first: Sequence[TableRow], *, unfolded: bool) -> str:
    """What the button below the rows says; empty where there is nothing to unfold."""
    rest = [row for row in rows if row not in first]
    if not rest:
        return ""
    if unfolded:
        return "Show the main numbers only"
    limited = sum(any(state is State.LIMITED for _, state in row.states) for row in rest)
    return f"Show {len(rest)} more numbers" + (f", {limited} of them limited" if limited else "")


def columns_shown(rows: Sequence[TableRow]) -> tuple[Column, ...]:
    """The columns of values that have something in them."""
    sides = {side for row in rows for side, _ in row.values}
    if not sides & {Side.LEFT, Side.RIGHT}:
        return (Column.WHOLE,) if rows else ()
    places = ((Column.LEFT, Side.LEFT), (Column.RIGHT, Side.RIGHT), (Column.BOTH, Side.BOTH))
    return tuple(column for column, side in places if side in sides)


def same_sentence(reason: str, refusal: str | None) -> bool:
    """Whether the refusal of the whole trial says this already."""
    return bool(refusal) and (reason in (refusal or "") or (refusal or "") in reason)


def _told(measurements: Sequence[NamedMeasurement], refusal: str | None) -> set[str]:
    """Reasons that the banner says, or that every number of a refused trial shares."""
    if not refusal:
        return set()
    reasons = [set(named.measurement.reasons) for named in measurements]
    everywhere = set.intersection(*reasons) if reasons else set()
    return everywhere | {reason for each in reasons for reason in each if same_sentence(reason, refusal)}


def _states(group: list[NamedMeasurement], told: set[str]) -> tuple[tuple[Side | None, State], ...]:
    if all(
        named.measurement.state is State.INVALID and told and set(named.measurement.reasons) <= told for named in group
    ):
        return ()
    if len({named.measurement.state for named in group}) == 1:
        return ((None, group[0].measurement.state),)
    return tuple((named.side, named.measurement.state) for named in group)


def _why(group: list[NamedMeasurement], told: set[str]) -> str:
    """Reasons of a row, each once; named by side only where the sides differ."""
    said: dict[str, list[Side]] = {}
    for named in group:
        for reason in named.measurement.reasons:
            if reason not in told and named.side not in said.setdefault(reason, []):
                said[reason].append(named.side)
    said = {reason: sides for reason, sides in said.items() if sides}
    everywhere = len({named.side for named in group})
    parts: list[str] = []
    alone = {reason: sides[0] for reason, sides in said.items() if len(sides) == 1 and everywhere > 1}
    merged: set[str] = set()
    for reason, sides in said.items():
        twin = next((other for other in alone if reason in alone and _twins(reason, alone[reason], other, alone)), "")
        if reason in merged:
            continue
        if twin:
            merged.add(twin)
            parts.append(_both_numbers(reason, twin))
        elif len(sides) == everywhere:
            parts.append(reason)
        else:
            parts.append(f"{' and '.join(side.value for side in sides)}: {reason}")
    return "; ".join(parts)


def _twins(reason: str, side: Side, other: str, alone: dict[str, Side]) -> bool:
    """Whether the left and the right reason are one sentence with one different number."""
    if (side, alone[other]) != (Side.LEFT, Side.RIGHT) or _NUMBER.sub("#", reason) != _NUMBER.sub("#", other):
        return False
    pairs = zip(_NUMBER.findall(reason), _NUMBER.findall(other), strict=True)
    return [one != another for one, another in pairs].count(True) == 1


def _both_numbers(left: str, right: str) -> str:
    """``onset known to ± 13 (left) and 11 (right) ms`` from two sentences that differ in that number."""
    others = iter(_NUMBER.findall(right))

    def both(found: re.Match[str]) -> str:
        other = next(others)
        return found.group() if found.group() == other else f"{found.group()} (left) and {other} (right)"

    return _NUMBER.sub(both, left)
