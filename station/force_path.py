"""A path that a force is to follow, as the lines of a protocol file say it: ramps, steps, plateaus and waves.

A level is a part of the own maximum, or of the body weight.  The path runs from 0 s; before it, for the lead-in, its
first level is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from station.model import Floats, Side

if TYPE_CHECKING:
    from station.protocol import Protocol

GRAMMAR: Final = (
    '"start at 10 %", "ramp to 30 % in 4 s", "hold 8 s", "step to 20 %, hold 5 s" or "wave by 10 % for 12 s, 4 s each"'
)
HIGHEST: Final = 1.5
LONGEST_S: Final = 600.0
_NUMBER = r"(\d+(?:\.\d+)?)"
_START = re.compile(rf"start at {_NUMBER} %")
_RAMP = re.compile(rf"ramp to {_NUMBER} % in {_NUMBER} s")
_HOLD = re.compile(rf"hold {_NUMBER} s")
_STEP = re.compile(rf"step to {_NUMBER} %, hold {_NUMBER} s")
_WAVE = re.compile(rf"wave by {_NUMBER} % for {_NUMBER} s, {_NUMBER} s each")
SETTLED_S: Final = 1.0
"""A level counts as held from this long after the path came to it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a path: from ``from_level`` at ``start_s`` to ``to_level`` at ``stop_s``, around it in a wave."""

    start_s: float
    stop_s: float
    from_level: float
    to_level: float
    swing: float = 0.0
    period_s: float = 1.0

    @property
    def flat(self) -> bool:
        """Whether one level is held all the time."""
        return self.from_level == self.to_level and not self.swing

    def at(self, since_s: Floats) -> Floats:
        """Levels at these seconds of the path, which lie in this piece."""
        part = (since_s - self.start_s) / (self.stop_s - self.start_s)
        level = self.from_level + (self.to_level - self.from_level) * part
        if not self.swing:
            return level
        around: Floats = level + self.swing * np.sin(2.0 * np.pi * (since_s - self.start_s) / self.period_s)
        return around


@dataclass(frozen=True, slots=True)
class ForcePath:
    """The pieces of a path in order; its levels are parts of what the path is a part of."""

    pieces: tuple[Piece, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.pieces[-1].stop_s

    @property
    def highest(self) -> float:
        """The greatest level that it reaches."""
        return max(max(piece.from_level, piece.to_level) + piece.swing for piece in self.pieces)

    @property
    def lowest(self) -> float:
        """The smallest level that it reaches."""
        return min(min(piece.from_level, piece.to_level) - piece.swing for piece in self.pieces)

    def at(self, since_s: Floats) -> Floats:
        """Levels at these seconds of the path, in order; before and after it the first and the last level stand."""
        for piece in self.pieces:
            # most often a few samples in one piece
            if since_s.size and since_s[0] >= piece.start_s and since_s[-1] < piece.stop_s:
                return piece.at(since_s)
        levels: Floats = np.full(since_s.shape, self.pieces[0].from_level)
        for piece in self.pieces:
            here = since_s >= piece.start_s
            if here.any():
                levels[here] = piece.at(np.minimum(since_s[here], piece.stop_s))
        return levels

    @property
    def plateaus(self) -> tuple[tuple[float, float], ...]:
        """Where one level is held: from when it has been there for ``SETTLED_S``, to its end."""
        flat = [(piece.start_s + SETTLED_S, piece.stop_s) for piece in self.pieces if piece.flat]
        return tuple((start_s, stop_s) for start_s, stop_s in flat if stop_s > start_s)


@lru_cache(maxsize=64)
def path_of(lines: tuple[str, ...]) -> ForcePath:
    """Read the lines of a path.  Raises ValueError with what is wrong, in words."""
    at_s, level, pieces = 0.0, 0.0, list[Piece]()
    for number, line in enumerate(lines):
        if (start := _START.fullmatch(line)) is not None:
            if number:
                raise ValueError('"start at" can only be the first line')
            level = float(start[1]) / 100.0
            continue
        piece = _piece(line, at_s, level)
        if not piece.stop_s > piece.start_s or (piece.swing and not piece.period_s > 0.0):
            raise ValueError(f'"{line}" takes no time')
        pieces.append(piece)
        at_s, level = piece.stop_s, piece.to_level
    if not pieces:
        raise ValueError("there is no path in it")
    path = ForcePath(tuple(pieces))
    if path.seconds > LONGEST_S:
        raise ValueError(f"it takes {path.seconds:g} s; at most {LONGEST_S:g} s can be followed")
    if path.lowest < 0.0 or path.highest > HIGHEST:
        raise ValueError(f"its levels must lie between 0 and {100.0 * HIGHEST:g} %")
    return path


def _piece(line: str, at_s: float, level: float) -> Piece:
    if (ramp := _RAMP.fullmatch(line)) is not None:
        return Piece(at_s, at_s + float(ramp[2]), level, float(ramp[1]) / 100.0)
    if (hold := _HOLD.fullmatch(line)) is not None:
        return Piece(at_s, at_s + float(hold[1]), level, level)
    if (step := _STEP.fullmatch(line)) is not None:
        to = float(step[1]) / 100.0
        return Piece(at_s, at_s + float(step[2]), to, to)
    if (wave := _WAVE.fullmatch(line)) is not None:
        return Piece(at_s, at_s + float(wave[2]), level, level, float(wave[1]) / 100.0, float(wave[3]))
    raise ValueError(f'"{line}" is no piece of a path')


def readable(lines: Sequence[str]) -> bool:
    """Whether these lines are a path."""
    try:
        path_of(tuple(lines))
    except ValueError:
        return False
    return True


# When it is followed --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """One following of the path by one side: times in seconds since GO; the lead-in is before ``start_s``."""

    side: Side
    number: int
    lead_in_s: float
    start_s: float
    stop_s: float


def turns_of(protocol: Protocol) -> tuple[Turn, ...]:
    """Every following that a test asks for, in order; on plates both feet follow it together."""
    if protocol.path is None:
        return ()
    path, rest_s = path_of(protocol.path.pieces), protocol.rest_s
    sides = (Side.BOTH,) if protocol.device == "plates" else tuple(Side(side) for side in protocol.sides)
    turns, at_s = list[Turn](), 0.0
    for side in sides:
        for number in range(1, protocol.reps + 1):
            start_s = at_s + protocol.path.lead_in_s
            turns.append(Turn(side, number, protocol.path.lead_in_s, start_s, start_s + path.seconds))
            at_s = start_s + path.seconds + rest_s
    return tuple(turns)
