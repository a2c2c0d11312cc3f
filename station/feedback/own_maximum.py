"""The own maximum of a muscle and a side: the best valid peak of the same test and position, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import msgspec

from dsp.measurement import State
from station.model import Side
from station.protocol import Protocol
from station.visits import ResultLine

BEST: Final = "peak_force_best"
"""The metric that is the own maximum."""
OWN_MAXIMUM: Final = "own_maximum"
"""The marker of a recording that says which maxima were used: ``{"left": 161.2, "right": 140.0}``."""


@dataclass(frozen=True, slots=True)
class OwnMaximum:
    """The best peak of one side, and what is said of it: ``own best 161 N, 12 days ago``."""

    side: Side
    force_n: float
    at: datetime | None
    said: str = ""


Maxima = Mapping[Side, OwnMaximum]
NO_MAXIMA: Maxima = {}


class _Where(msgspec.Struct):
    """What of a stored test decides whether two peaks are of the same thing."""

    position: str = ""
    device: str = ""


def best_of(results: Iterable[ResultLine], protocol: Protocol, today: date) -> Maxima:
    """The greatest valid peak of each side that was kept, in today's position of the test and with its device."""
    best: dict[Side, OwnMaximum] = {}
    here = (protocol.position, protocol.device)
    for result in results:
        number = result.line.measurement
        if result.protocol != protocol.key or not result.kept or number.state is not State.VALID:
            continue
        if number.value is None or _where(result.protocol_text) != here:
            continue
        side = result.line.side
        if side not in best or number.value > best[side].force_n:
            words = f"own best {number.value:.0f} N, {aged(result.started_at, today)}"
            best[side] = OwnMaximum(side, number.value, result.started_at, words)
    return best


def _where(text: str) -> tuple[str, str]:
    try:
        found = msgspec.toml.decode(text, type=_Where)
    except msgspec.DecodeError:
        return "", ""
    return found.position, found.device


def missing(protocol: Protocol, of: Protocol | None, maxima: Maxima) -> str:
    """Why a test that follows parts of the own maximum cannot be done, and what to do; empty when it can."""
    if protocol.path is None:
        return ""
    if of is None:
        return (
            f"This test follows a path in parts of the own maximum, which the test {protocol.path.maximum_of} would "
            "measure, and there is no such test here. Correct path.maximum_of in its file."
        )
    sides = [side for side in map(Side, protocol.sides) if side not in maxima]
    if not sides:
        return ""
    which = " and ".join(side.value for side in sides)
    return (
        f"This test follows a path in parts of the own maximum, and there is no valid peak of this client for it "
        f"({which}). Do the test {of.title!r} first, with these devices in this position, and keep it."
    )


def as_marker(maxima: Maxima) -> dict[str, float]:
    """What a recording keeps of the maxima that its levels are parts of."""
    return {side.value: each.force_n for side, each in maxima.items()}


def from_marker(data: Mapping[str, Any]) -> dict[Side, float]:
    """The same, read back; what cannot be read is passed over."""
    found = {side: data.get(side.value) for side in Side}
    return {side: float(force) for side, force in found.items() if isinstance(force, int | float) and force > 0}


def aged(at: datetime, today: date) -> str:
    """``today``, ``yesterday``, ``12 days ago``, ``5 months ago``: as one says it."""
    days = (today - at.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 60:
        return f"{days} days ago"
    return f"{round(days / 30.44)} months ago" if days < 730 else f"{round(days / 365.25)} years ago"
