"""Decides what the table of numbers says: one row a measure, states and reasons a side.  No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dsp.catalog import CATALOG
from dsp.measurement import Measurement, State
from station.model import NamedMeasurement, Side
from ui.explained import explained
from ui.numbers import in_words, reading
from ui.words import later, number, say, told

STATE_CHIPS = {
    State.VALID: (later("valid"), "good"),
    State.LIMITED: (later("limited"), "caution"),
    State.INVALID: (later("not shown"), "trouble"),
}
FIRST, ALL_OF = 5, 8
"""Rows that are read at once, and up to how many all of them are."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Column(StrEnum):
    """A column of values; ``BOTH`` only where a measure has a side and the whole, ``WHOLE`` where none has a side."""

    LEFT = later("Left")
    RIGHT = later("Right")
    BOTH = later("Both")
    WHOLE = later("Value")


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
    made: str = ""
    """The formula, and where it is published."""
    means: str = ""
    """What the reason means, where it names something that not everybody knows."""
    sides_say: str = ""
    """Which side has more, where its one number compares them."""

    @property
    def whole_body(self) -> bool:
        """Its one number belongs to no side."""
        return {side for side, _ in self.values} == {Side.BOTH}


def table(measurements: Sequence[NamedMeasurement], refusal: str | None = None) -> list[TableRow]:
    """One row per measure, sides side by side.  What ``refusal`` says of the whole trial is not said again."""
    grouped: dict[str, list[NamedMeasurement]] = {}
    for named in measurements:
        grouped.setdefault(named.key, []).append(named)
    for group in grouped.values():
        group.sort(key=lambda named: list(Side).index(named.side))
    said = _told(measurements, refusal)
    return [
        TableRow(
            key=key,
            title=told(in_words(group[0].title)),
            values=tuple((named.side, number(reading(key, named.measurement).text())) for named in group),
            states=_states(group, said),
            why=_why(group, said),
            made=formula(key, group[0].measurement.method),
            means=" ".join(dict.fromkeys(filter(None, (explained(each) for each in _reasons(group))))),
            sides_say=sides_say(key, group[0].measurement),
        )
        for key, group in grouped.items()
    ]


def sides_say(key: str, measured: Measurement) -> str:
    """Which side a number that compares left and right speaks for: its sign alone tells nobody.  Empty for others."""
    row = CATALOG.get(key)
    if row is None or "(R - L)" not in row.method:
        return ""
    if measured.value is None or measured.state is State.INVALID:
        return say("left against right")
    if abs(measured.value) <= (measured.uncertainty or 0.0):
        return say("no side clearly higher")
    return say("right higher") if measured.value > 0 else say("left higher")


def formula(key: str, method: str) -> str:
    """How a number is made, and where that is published."""
    row = CATALOG.get(key)
    made = method or (row.method if row else "")
    if not made:
        return ""
    if row is None or not row.source:
        return say("How it is made: {formula}", formula=told(made))
    return say("How it is made: {formula} · source: {source}", formula=told(made), source=told(row.source.strip("[]")))


def _reasons(group: Sequence[NamedMeasurement]) -> list[str]:
    return [reason for named in group for reason in named.measurement.reasons]


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
        return say("Show the main numbers only")
    limited = sum(any(state is State.LIMITED for _, state in row.states) for row in rest)
    if limited:
        return say("Show {count} more numbers, {limited} of them limited", count=len(rest), limited=limited)
    return say("Show {count} more numbers", count=len(rest))


def columns_shown(rows: Sequence[TableRow]) -> tuple[Column, ...]:
    """The columns of values that have something in them; a number of the whole body lies across left and right."""
    sides = {side for row in rows for side, _ in row.values}
    if sides & {Side.LEFT, Side.RIGHT}:
        sides = {side for row in rows if not row.whole_body for side, _ in row.values}
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


def _states(group: list[NamedMeasurement], said: set[str]) -> tuple[tuple[Side | None, State], ...]:
    if all(
        named.measurement.state is State.INVALID and said and set(named.measurement.reasons) <= said for named in group
    ):
        return ()
    if len({named.measurement.state for named in group}) == 1:
        return ((None, group[0].measurement.state),)
    return tuple((named.side, named.measurement.state) for named in group)


def _why(group: list[NamedMeasurement], said: set[str]) -> str:
    """Reasons of a row, each once; named by side only where the sides differ."""
    found: dict[str, list[Side]] = {}
    for named in group:
        for reason in named.measurement.reasons:
            if reason not in said and named.side not in found.setdefault(reason, []):
                found[reason].append(named.side)
    found = {reason: sides for reason, sides in found.items() if sides}
    everywhere = len({named.side for named in group})
    parts: list[str] = []
    alone = {reason: sides[0] for reason, sides in found.items() if len(sides) == 1 and everywhere > 1}
    merged: set[str] = set()
    for reason, sides in found.items():
        twin = next((other for other in alone if reason in alone and _twins(reason, alone[reason], other, alone)), "")
        if reason in merged:
            continue
        if twin:
            merged.add(twin)
            parts.append(told(_both_numbers(reason, twin)))
        elif len(sides) == everywhere:
            parts.append(told(reason))
        else:
            whose = say(" and ").join(told(side.value) for side in sides)
            parts.append(say("{sides}: {reason}", sides=whose, reason=told(reason)))
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
