"""One line of the table, and the only way times are taken: all candidates in turn, medians."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Row:
    """Ours beside a peer's on the same work.

    ``note`` says why there is no ``peer_value``, or why the peer is better.
    """

    area: str
    case: str
    ours: float | None
    unit: str = "us"
    peer: str = ""
    peer_value: float | None = None
    higher_is_better: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better ours is than the peer's."""
        if self.ours is None or self.peer_value is None or not self.ours or not self.peer_value:
            return None
        return self.ours / self.peer_value if self.higher_is_better else self.peer_value / self.ours


def explained(row: Row, why: str) -> Row:
    """The row with ``why`` as its note where the peer is better; as it is where ours is."""
    return replace(row, note=why) if row.ratio is not None and row.ratio < 1.0 else row


def medians(candidates: Mapping[str, Callable[[], object]], *, rounds: int, calls: int) -> dict[str, float]:
    """Median seconds per call of every candidate.

    Each round times ``calls`` calls of every candidate, one candidate after the other, so that a noisy machine troubles
    all of them alike.
    """
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for call in candidates.values():
        call()
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in candidates.items():
                begun = time.perf_counter()
                for _ in range(calls):
                    call()
                times[name].append((time.perf_counter() - begun) / calls)
    finally:
        if collecting:
            gc.enable()
    return {name: sorted(taken)[len(taken) // 2] for name, taken in times.items()}


def compared(area: str, case: str, ours: str, taken: Mapping[str, float], *, unit: str = "us") -> list[Row]:
    """A row for each candidate that is not ``ours``."""
    scale = {"us": 1e6, "ms": 1e3}[unit]
    return [
        Row(area, case, taken[ours] * scale, unit, name, seconds * scale)
        for name, seconds in taken.items()
        if name != ours
    ]
