"""Whether a device feels what was asked for: a load lifted and put, somebody who stands, nothing at all.

Pure: fed with what the device shows over the newest moment, it says when that is what was asked for and rests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.desks.examining import Ask, Asked
from station.model import Floats

EMPTY_N = 20.0
"""Below this nothing stands on it; beyond it the station itself refuses a zero (``drivers.calibration``)."""
PERSON_N, NOBODY_N = 200.0, 100.0
"""Somebody stands on it; nobody does."""
LIFTED = 0.4
"""Who turns round lifts each foot: its plate shows less than this part of what it showed."""
NEAR = 0.25
"""A load is felt when the device shows it to this part; one that is further off is said by a key."""
REST_N, REST_OF_LOAD = 1.5, 0.01
SWAY_N = 12.0
"""What rests scatters by less; people sway."""
RESTS_S, STANDS_S = 0.8, 1.5
"""And for so long."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """What the newest moment shows of every output: ``mean_n`` and ``sd_n`` ``(outputs,)``."""

    mean_n: Floats
    sd_n: Floats


class Felt:
    """Watches for one thing that was asked for."""

    def __init__(self, asked: Asked, gravity: float) -> None:
        self._ask = asked.ask
        self._load_n = 0.0 if asked.load is None else asked.load.mass_kg * gravity
        self._away = False
        self._first: Floats | None = None
        self._since_s: float | None = None
        self.words = ""

    def look(self, level: Level | None, now_s: float) -> bool:
        """Whether it is done, by what is shown now."""
        if level is None or not np.isfinite(level.mean_n).all():
            self.words, self._since_s = "", None
            return False
        there, rests_s = self._there(level)
        if not there:
            self._since_s = None
            return False
        self._since_s = now_s if self._since_s is None else self._since_s
        return now_s - self._since_s >= rests_s

    def _there(self, level: Level) -> tuple[bool, float]:
        total_n = float(level.mean_n.sum())
        if self._ask is Ask.EMPTY:
            most_n = float(np.abs(level.mean_n).max())
            self.words = "" if most_n < EMPTY_N else f"It still shows {total_n:.0f} N."
            return most_n < EMPTY_N and float(level.sd_n.max()) < REST_N, RESTS_S
        if self._ask is Ask.PUT:
            return self._loaded(level), RESTS_S
        if self._first is None:
            self._first = level.mean_n
        stands = total_n > PERSON_N
        self._away |= total_n < NOBODY_N
        if self._ask is Ask.TURN:
            self._away |= bool((level.mean_n < LIFTED * self._first).any())
        still = stands and float(level.sd_n.max()) < SWAY_N
        self.words = "" if not stands else f"{total_n:.0f} N, {'still' if still else 'not still yet'}."
        return still and (self._away or self._ask is Ask.STAND), STANDS_S

    def _loaded(self, level: Level) -> bool:
        # exchanged plugs are found by a check of their own: whatever answers counts here
        most_n = float(level.mean_n[int(np.abs(level.mean_n).argmax())])
        near = abs(abs(most_n) - self._load_n) < NEAR * self._load_n
        self._away |= not near
        still = float(level.sd_n.max()) < max(REST_N, REST_OF_LOAD * self._load_n)
        self.words = f"It shows {most_n:.0f} N of {self._load_n:.0f} N{'' if still else ', not still yet'}."
        return near and still and self._away
