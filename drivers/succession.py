"""Samples without any checksum, told apart from damaged ones by their times: each must go on from its neighbour.

A sample counts when its time is a whole period behind the one before it, or else when the next one is a whole period
behind it, for which it then waits.  The period is learned from the first samples.  What cannot be read in between is
counted, so that the sample behind it is expected so much later; what was lost unseen makes one sample wait for the
next.  A time that is wrong by less than TOLERANCE of a period goes unnoticed, and so does every wrong value.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from drivers.contracts import Corrupt, SyncEdge


@dataclass(frozen=True, slots=True)
class Edge:
    """The level at a synchronisation input changed."""

    tick: int
    rising: bool
    raw: bytes


@dataclass(slots=True)
class Row:
    """One sample as it stood on the wire."""

    tick: int
    values: tuple[float, ...]
    raw: bytes
    apart: int
    """Periods since the last good row, by what is known to lie between them."""
    edges: list[Edge]
    """Edges that were told before it."""


Told = Row | Corrupt | SyncEdge


class Succession:
    """Lets samples through whose time goes on from the one before, or to the one behind."""

    LEARN = 4
    TOLERANCE = 0.2
    """Part of a period by which a step may differ from a whole one."""
    GIVE_UP = 8
    """Samples refused in a row: the period was learned from damaged ones, or has changed."""
    EDGES = 64
    """Edges that are kept while no sample says when they were."""

    def __init__(self, modulus: int, line: str) -> None:
        """``modulus`` of the times, ``line`` as in ``SyncEdge``."""
        self._modulus = modulus
        self._line = line
        self._held: list[Row] = []
        self._edges: list[Edge] = []
        self._damaged = 0
        self._forget()

    def _forget(self) -> None:
        self._period: float | None = None
        self._last: int | None = None
        self._refused = 0

    def begin(self) -> None:
        """The device's clock begins anew; what was held back belongs to no stream any more."""
        self._held.clear()
        self._edges.clear()
        self._damaged = 0
        self._forget()

    def damaged(self) -> None:
        """What may have been one sample could not be read."""
        self._damaged += 1

    def edge(self, edge: Edge) -> list[Told]:
        """Keep an edge until the next sample."""
        self._edges.append(edge)
        if len(self._edges) <= self.EDGES:
            return []
        return [Corrupt(self._edges.pop(0).raw, "edges without any sample between them")]

    def add(self, tick: int, values: tuple[float, ...], raw: bytes) -> list[Told]:
        """Take the next sample; returns what can be told by now, in order."""
        row = Row(tick, values, raw, self._damaged + 1, self._edges)
        self._edges, self._damaged = [], 0
        out: list[Told] = []
        if self._period is not None:
            self._judge(row, out)
            return out
        self._held.append(row)
        if len(self._held) == self.LEARN:
            pairs = zip(self._held, self._held[1:], strict=False)
            self._period = float(median(self._step(a.tick, b.tick) / b.apart for a, b in pairs))
            held, self._held = self._held, []
            for each in held:
                self._judge(each, out)
        return out

    def end(self) -> list[Told]:
        """The stream was stopped: nothing more will vouch for what is held back."""
        out: list[Told] = []
        for row in self._held:
            self._refuse(row, out)
        out += [self._judged(edge, self._last) for edge in self._edges]
        self.begin()
        return out

    def _judge(self, row: Row, out: list[Told]) -> None:
        """Decide on the sample that waits for this one, and on this one if it need not wait."""
        if self._held:
            waiting = self._held.pop()
            if self._fits(waiting.tick, row):
                self._accept(waiting, out)
            else:
                self._refuse(waiting, out)
                row.apart += waiting.apart
                row.edges = waiting.edges + row.edges
        if self._period is not None and self._last is not None and self._fits(self._last, row):
            self._period += (self._step(self._last, row.tick) / row.apart - self._period) / 16.0
            self._accept(row, out)
        else:
            self._held.append(row)

    def _accept(self, row: Row, out: list[Told]) -> None:
        out += [self._judged(edge, row.tick) for edge in row.edges]
        out.append(row)
        self._last, self._refused = row.tick, 0

    def _refuse(self, row: Row, out: list[Told]) -> None:
        out.append(Corrupt(row.raw, "its time does not go on from its neighbours'"))
        self._refused += 1
        if self._refused >= self.GIVE_UP:
            self._forget()

    def _fits(self, since: int, row: Row) -> bool:
        """Whether ``row`` is as many periods behind ``since`` as it should be."""
        step, period = self._step(since, row.tick), self._period or 0.0
        return step > 0 and bool(abs(step - row.apart * period) <= self.TOLERANCE * period)

    def _step(self, since: int, tick: int) -> int:
        """The signed distance on the face of the clock."""
        half = self._modulus // 2
        return (tick - since + half) % self._modulus - half

    def _judged(self, edge: Edge, tick: int | None) -> SyncEdge | Corrupt:
        """An edge lies within two periods of the sample that was told behind it."""
        apart = self._modulus if tick is None else abs(self._step(edge.tick, tick))
        if apart <= 2.0 * (self._period or 0.0):
            return SyncEdge(self._line, edge.rising, edge.tick)
        return Corrupt(edge.raw, "an edge with a time that is not that of the samples around it")
