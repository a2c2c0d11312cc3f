"""What a scenario promises of the station, as plain data: nothing here knows the station.

[expect]
trial = "device failed"               how the trial ends
says = ["kept as incomplete"]         texts that must stand on the screen at some time, or among the reasons
counts = "exact"                      every sample that was lost lies in a gap, and nothing else does
link = ["stale", "lost"]              states of the link that must be seen
[expect.states]                       numbers by their key, "*" for all others
hold_time = "invalid"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TRIALS = ("complete", "incomplete", "refused", "not started", "device failed")
STATES = ("valid", "limited", "invalid")
COUNTS = ("", "exact")
LINKS = ("connecting", "streaming", "stale", "asleep", "lost", "closed")


class BadExpectation(ValueError):
    """An [expect] table that says something that cannot be; the message names the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """The verdict that was promised."""

    trial: str = "complete"
    says: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    counts: str = ""
    link: tuple[str, ...] = ()


def expectation_of(table: Mapping[str, object], where: str) -> Expectation:
    """The promise in a table of a scenario; ``where`` says which in messages.  Raises BadExpectation."""
    known = ("trial", "says", "states", "counts", "link")
    for key in table:
        if key not in known:
            raise BadExpectation(f"{where}: [expect] has no {key!r}; there are: {', '.join(known)}")
    states = table.get("states", {})
    if not isinstance(states, dict):
        raise BadExpectation(f"{where}: [expect.states] is a table of numbers and their states")
    return Expectation(
        _one_of(table.get("trial", "complete"), TRIALS, "trial", where),
        _texts(table.get("says", []), "says", where),
        {str(key): _one_of(state, STATES, f"states.{key}", where) for key, state in states.items()},
        _one_of(table.get("counts", ""), COUNTS, "counts", where),
        tuple(_one_of(each, LINKS, "link", where) for each in _texts(table.get("link", []), "link", where)),
    )


def _one_of(value: object, allowed: tuple[str, ...], key: str, where: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise BadExpectation(f"{where}: expect.{key} = {value!r}; it is one of {', '.join(filter(None, allowed))}")
    return value


def _texts(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadExpectation(f"{where}: expect.{key} = {value!r} is not a list of texts")
    return tuple(value)
