"""What is doubtful about a whole trial, beside its samples: a zero that moved, sides that may be swapped, an old date.

A doubt touches a family of numbers and does one of three things to them.  ``doubting`` applies it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Touches(StrEnum):
    """Which numbers a doubt is about."""

    FORCES = "forces"
    """Everything that newtons are in; not times, counts and what follows from the time in the air."""
    MOTION = "motion"
    """What is integrated from force: speed, height by impulse, depth, power."""
    SIDES = "sides"
    """What belongs to left or right, or compares them."""
    RATES = "rates"
    """Instants and rates of change."""


class Effect(StrEnum):
    """What a doubt does to a number."""

    NOTE = "said with it"
    LIMIT = "limits it"
    REFUSE = "withholds it"


@dataclass(frozen=True, slots=True)
class TrialDoubt:
    """A reason, the numbers that it touches, and what it does to them."""

    reason: str
    touches: Touches
    effect: Effect
