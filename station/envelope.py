"""What a screen draws of a running curve: the least and the greatest force of every pixel column."""

from __future__ import annotations

from dataclasses import dataclass

from station.model import Floats


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which columns of a scrolling curve these are: those of one ``source`` with one number are the same time."""

    source: object
    end: int
    """The number after that of the last column."""
    settled: int
    """The number of the first column that may still change."""


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """What to draw of one side: per pixel column the least and greatest force, NaN where nothing was measured."""

    low_n: Floats
    high_n: Floats
    latest_n: float | None
    numbered: Numbered | None = None
    now_s: float = 0.0
    """The right edge, on the station's clock."""
