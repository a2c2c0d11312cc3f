"""What a test aims at in newtons: the band of each side at each moment, what it is made of, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from station.feedback.lane import Band, LaneMeter, Now
from station.feedback.own_maximum import Maxima
from station.feedback.state import Point
from station.force_path import ForcePath, Turn, path_of, turns_of
from station.model import Floats, Side
from station.protocol import Protocol

PATH_STEP_S = 0.1
BEHIND_S = 1.0
"""So much of the path that is past is shown."""
_SLACK_S = 1e-6


class Aims:
    """The bands of one trial.  ``weight_n`` and ``level_n`` become known while it goes on."""

    def __init__(self, protocol: Protocol, maxima: Maxima) -> None:
        self._protocol = protocol
        self._target = protocol.target
        self._maxima = maxima
        self._path: ForcePath | None = None if protocol.path is None else path_of(protocol.path.pieces)
        self.turns: Sequence[Turn] = turns_of(protocol)
        self.go_s: float | None = None
        self.weight_n: float | None = None
        self.level_n: float | None = None

    def whole_n(self, lane: LaneMeter) -> float | None:
        """What the levels of a side are parts of; for the own maximum the better of what was and of what is."""
        if self._protocol.path is not None:
            known = self._maxima.get(lane.side)
            return None if known is None else known.force_n
        if self._target is None:
            return None
        if self._target.kind == "newtons":
            return 1.0
        if self._target.kind == "body_weight_share":
            return self.weight_n
        if self._target.kind == "own_level":
            return self.level_n
        known = self._maxima.get(lane.side)
        if self._target.maximum_of is not None:
            return None if known is None else known.force_n
        best_n = max(0.0 if known is None else known.force_n, lane.best_n)
        return best_n if best_n > 0 else None

    def now(self, lane: LaneMeter, now_s: float) -> Now | None:
        """The band of this moment; None where there is none."""
        whole_n = self.whole_n(lane)
        if whole_n is None:
            return None
        if self._protocol.path is not None and self._path is not None:
            level = float(self._levels(lane.side, np.array([now_s]))[0])
            reach_n = self._protocol.path.reach * whole_n
            return Now(level * whole_n - reach_n, level * whole_n + reach_n, level * whole_n)
        if self._target is None:
            return None
        low_n, high_n = self._target.low * whole_n, self._target.high * whole_n
        return Now(low_n, high_n, 0.5 * (low_n + high_n))

    def band(self, lane: LaneMeter, time_s: Floats, counts: bool) -> Band | None:
        """The band of a block; ``counts`` says whether a band of one level counts in it."""
        whole_n = self.whole_n(lane)
        if whole_n is None:
            return None
        if self._protocol.path is None:
            if self._target is None:
                return None
            return Band.level(self._target.low * whole_n, self._target.high * whole_n, time_s.size, counts)
        if self._path is None or self.go_s is None:
            return None
        first_s, last_s = float(time_s[0]) - self.go_s, float(time_s[-1]) - self.go_s
        for turn in self.turns:
            if turn.side is lane.side and last_s >= turn.start_s - _SLACK_S and first_s <= turn.stop_s + _SLACK_S:
                since_s = time_s - (self.go_s + turn.start_s)
                target_n, reach_n = whole_n * self._path.at(since_s), self._protocol.path.reach * whole_n
                inside = (since_s >= -_SLACK_S) & (since_s <= turn.stop_s - turn.start_s + _SLACK_S)
                return Band(target_n - reach_n, target_n + reach_n, target_n, inside)
        return None

    def ahead(self, lane: LaneMeter, now_s: float) -> tuple[Point, ...]:
        """The path of a side from a second ago to as far ahead as the test shows it."""
        whole_n, asked = self.whole_n(lane), self._protocol.path
        if whole_n is None or asked is None:
            return ()
        count = round((BEHIND_S + asked.ahead_s) / PATH_STEP_S) + 1
        ahead_s = PATH_STEP_S * np.arange(count, dtype=np.float64) - BEHIND_S
        levels = whole_n * self._levels(lane.side, np.add(ahead_s, now_s, dtype=np.float64))
        return tuple(Point(s, n) for s, n in zip(ahead_s.tolist(), levels.tolist(), strict=True))

    def turn(self, now_s: float) -> Turn | None:
        """Who follows the path now, or next; None when all is over."""
        since_s = -1.0 if self.go_s is None else now_s - self.go_s
        return next((turn for turn in self.turns if since_s <= turn.stop_s), None)

    def source(self, lane: LaneMeter) -> str:
        """What the band is made of."""
        known = self._maxima.get(lane.side)
        if self._protocol.path is not None:
            return "" if known is None else known.said
        if self._target is None:
            return ""
        if self._target.kind != "own_maximum":
            return self._target.label
        if self._target.maximum_of is None and lane.best_n > (0.0 if known is None else known.force_n):
            return f"own best {lane.best_n:.0f} N, just now"
        return "" if known is None else known.said

    def refusal(self, lane: LaneMeter) -> str:
        """Why a side has no band yet, or none at all."""
        if self.whole_n(lane) is not None or (self._target is None and self._protocol.path is None):
            return ""
        if self._protocol.path is not None:
            return "No valid peak of this side is stored, so the path cannot be shown in newtons."
        kind = "" if self._target is None else self._target.kind
        if self._target is not None and self._target.maximum_of is not None:
            return "No valid peak of this side is stored, so the band cannot be shown in newtons."
        return {
            "own_maximum": "No earlier peak of this side in this position: the band comes with the first push.",
            "body_weight_share": "The band comes with the weight.",
            "own_level": "The band comes when the hold has begun.",
        }.get(kind, "")

    def _levels(self, side: Side, at_s: Floats) -> Floats:
        """Levels of the path of a side at host seconds; before GO the beginning waits as far ahead as it will."""
        if self._path is None:
            return np.zeros(at_s.size)
        own = [turn for turn in self.turns if turn.side is side]
        if self.go_s is None or not own:
            return np.full(at_s.size, float(self._path.at(np.zeros(1))[0]))
        since_s = at_s - self.go_s
        levels = self._path.at(since_s - own[0].start_s)
        for turn in own[1:]:
            here = since_s >= turn.start_s - turn.lead_in_s
            levels[here] = self._path.at(since_s[here] - turn.start_s)
        return levels
