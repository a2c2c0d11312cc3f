"""The lever arms of ``station test --lever-m``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from station.errors import BadInput

if TYPE_CHECKING:
    from station.protocol import Protocol


def levers_of(given: Sequence[str], protocols: Sequence[Protocol]) -> dict[str, float]:
    """Metres by the test's key; a number alone is of the only test.  Raises BadInput for what cannot be."""
    from station.body_facts import LONGEST_LEVER_M, SHORTEST_LEVER_M, takes_lever

    known, found = {protocol.key: protocol for protocol in protocols}, dict[str, float]()
    for text in given:
        key, equals, number = text.rpartition("=")
        if not equals and len(known) > 1:
            raise BadInput(f"--lever-m {text[:64]}: say for which test, as {next(iter(known))}=0.31.")
        key = key if equals else next(iter(known))
        if key not in known:
            raise BadInput(f"--lever-m {text[:64]}: {key[:64]!r} is none of the tests that are to be done.")
        if not takes_lever(known[key]):
            raise BadInput(f"--lever-m is for tests with dynamometers that push; {key} makes no torque of its forces.")
        lever_m = _metres(number)
        if not SHORTEST_LEVER_M <= lever_m <= LONGEST_LEVER_M:
            raise BadInput(f"--lever-m can be from {SHORTEST_LEVER_M:g} to {LONGEST_LEVER_M:g} m, not {number[:40]!r}.")
        found[key] = lever_m
    return found


def _metres(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
