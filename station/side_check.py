"""Whether left is left: who is asked to begin with the left and loads the right first may stand on swapped plates.

No screen and no click: the client steps on with the left foot, or taps the left plate, and that is seen.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from station.model import Floats, Side
from station.protocol import Protocol

EMPTY_N, LOADED_N = 20.0, 60.0
"""Below the first a plate is empty, above the second a foot is on it."""
SURE_S = 0.03
"""So long the one must be loaded while the other is empty: no knock and no wild sample decides."""

LEFT_FIRST = "LEFT foot first."
TAP_LEFT = "Step off, tap the LEFT plate once, then LEFT foot first."
DOUBTED = (
    "The right plate was loaded first: left and right may be swapped. Step off and tap the LEFT plate once, or step "
    "on again with the LEFT foot first."
)
DOUBTED_GRIPS = (
    "The right dynamometer was pushed first although it was the left one's turn: left and right may be swapped. "
    "Repeat with the left side first, or give each dynamometer the other side."
)


class Sides(StrEnum):
    """What is known about left and right in this visit."""

    OPEN = "not looked at yet"
    CONFIRMED = "the left was loaded first"
    DOUBTED = "the right was loaded first"


def steps_on(protocol: Protocol) -> bool:
    """Whether somebody steps on two plates with both feet while this test waits to weigh."""
    two_feet = protocol.device == "plates" and protocol.weigh is not None and not protocol.one_leg
    return two_feet and protocol.kind != "step_down"


class SideCheck:
    """Feed it the forces of two plates while somebody is to step on; ``known`` stays for the visit.

    Once the left was first nobody is asked any more, so whoever steps on later may do it with either foot.
    """

    def __init__(self) -> None:
        self.known = Sides.OPEN
        self._armed = False
        self._since_s: float | None = None
        self._alone: int | None = None

    def emptied(self) -> None:
        """A zero was taken, so nobody is on the plates."""
        self._armed, self._since_s = True, None

    def feed(self, time_s: Floats, force_n: Floats) -> bool:
        """Take forces ``(2, n)``, left and right; whether something new is known.  Any cutting gives the same."""
        if self.known is Sides.CONFIRMED:
            return False
        if not self._armed and force_n.min() > EMPTY_N:
            return False
        if self._armed and self._since_s is None and force_n.max() < LOADED_N and (force_n < EMPTY_N).all():
            return False
        before = self.known
        for at_s, left, right in zip(time_s.tolist(), *np.abs(force_n).tolist(), strict=True):
            self._step(at_s, (left, right))
        return self.known is not before

    def pushed(self, side: Side, first: Side) -> bool:
        """The first effort on a pair of dynamometers was on ``side`` when it was the turn of ``first``."""
        before = self.known
        if first is Side.LEFT:
            self.known = Sides.CONFIRMED if side is Side.LEFT else Sides.DOUBTED
        return self.known is not before

    def _step(self, at_s: float, force_n: tuple[float, float]) -> None:
        if max(force_n) < EMPTY_N:
            self._armed, self._since_s, self._alone = True, None, None
            return
        if not self._armed or max(force_n) < LOADED_N:
            self._since_s = None
            return
        if self.known is Sides.CONFIRMED:
            return
        row = int(force_n[1] > force_n[0])
        if force_n[1 - row] >= EMPTY_N:  # both at once: nothing can be told before they are empty again
            self._armed, self._since_s = False, None
            return
        if self._since_s is None or row != self._alone:
            self._since_s, self._alone = at_s, row
        if at_s - self._since_s >= SURE_S - 1e-9:
            self.known = Sides.DOUBTED if row else Sides.CONFIRMED
            self._armed, self._since_s = False, None
