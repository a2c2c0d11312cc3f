"""When a rise begins to look like a contraction, judged causally: by level, by persistence and by still rising.

The rest is not what the record began with: it is learned anew twenty times a second from the second before (with a
guard of 0.15 s, so that a rise does not become its own rest), and again after every contraction and every plateau.

    REST ----rise----> EFFORT ----release----> SETTLING ----0.3 s steady----> REST
                         |  ^
             steady 1 s  +--+  a further rise by half of what is held: pre-tension first, contraction now

Thresholds move only on a grid of hops counted from the first sample, and everything between is compared sample by
sample, so cutting the input differently gives exactly the same crossings.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

HOP_S = 0.05
"""Two hops average out 50 Hz and 60 Hz alike."""
FIRST_REST_S = 0.5
SETTLED_S = 0.3
REST_S = 1.2
GUARD_S = 0.15
MEMORY_S = 3.0
PLATEAU_S = 1.0

LEAST_RISE_N = 2.0
FAST_RISE_N = 40.0
FAST_WITHIN_S = 0.008
PERSIST_S = 0.05
LONG_PERSIST_S = 0.1
"""Above the threshold this long and still at 0.8 of the highest value, or longer and at 0.5: a knock of a table or of
a strap falls again within tens of milliseconds, a muscle does not."""
RELEASE = 0.25
"""A contraction has ended when this share of its rise is left."""

UNSETTLED_RISE, UNSETTLED_SHARE = 3.0, 0.3
"""Before the rest is steady again only a rise of three thresholds and three tenths of the last effort counts: quick
pulses are that, the swaying of somebody who has just lost balance is not."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A rise that was declared: first sample above the threshold, the sample that decided, and the rest before it."""

    index: int
    declared_index: int
    rest_from: int
    """First sample of the rest that the rise was compared with."""
    rest_n: float
    threshold_n: float
    """Above the rest."""
    on_plateau: bool
    """The force before was itself held above an earlier rest."""


class _State(Enum):
    REST = auto()
    EFFORT = auto()
    SETTLING = auto()


class RiseTrigger:
    """Causal detector of rises above the current rest in one force channel, sampled at ``fs`` Hz."""

    def __init__(self, fs: float) -> None:
        self.fs = fs
        self._hop = max(2, round(HOP_S * fs))
        per_s = fs / self._hop
        self._blocks_rest = round(REST_S * per_s)
        self._blocks_guard = max(1, round(GUARD_S * per_s))
        self._blocks_settled = max(3, round(SETTLED_S * per_s))
        self._blocks_first = max(4, round(FIRST_REST_S * per_s))
        self._blocks_plateau = round((PLATEAU_S + GUARD_S) * per_s)
        self._persist = max(2, round(PERSIST_S * fs))
        self._persist_long = max(3, round(LONG_PERSIST_S * fs))
        self._persist_fast = max(3, round(FAST_WITHIN_S * fs))

        self._end = 0
        self._tail: Array = np.empty(0)
        self._hop_samples: list[Array] = []
        self._hop_filled = 0
        self._means: deque[float] = deque(maxlen=self._blocks_rest + 1)
        self._scatter: deque[float] = deque(maxlen=round(MEMORY_S * per_s))
        self._wander: deque[float] = deque(maxlen=round(MEMORY_S * per_s))

        self._state = _State.REST
        self._rest_from = 0
        self._rest_n = 0.0
        self._threshold_n = np.inf
        self._armed_from = 0
        self._armed_n = 0.0
        self._armed_threshold_n = np.inf
        self._effort_rest_n = 0.0
        self._effort_peak_n = -np.inf
        self._run = 0
        self._run_fast = 0
        self._run_peak_n = -np.inf
        self._below = 0

    def feed(self, samples: Array) -> list[Crossing]:
        """Take the next samples and return the rises that they decide."""
        found: list[Crossing] = []
        at = 0
        while at < len(samples):
            n = min(len(samples) - at, self._hop - self._hop_filled)
            self._piece(samples[at : at + n], found)
            at += n
            if self._hop_filled == self._hop:
                self._renew()
        return found

    def _piece(self, samples: Array, found: list[Crossing]) -> None:
        if self._end == 0:
            self._tail = np.repeat(samples[:1], 2)
        x = np.concatenate((self._tail, samples))
        a, b, c = x[:-2], x[1:-1], x[2:]
        # median of three: one wild sample is not a rise
        middle = np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))
        self._tail = x[-2:].copy()
        self._hop_samples.append(middle)
        self._hop_filled += len(middle)
        start = self._end
        self._end += len(middle)

        level = self._armed_n + self._armed_threshold_n
        highest = float(middle.max())
        watched = self._state is _State.EFFORT and float(middle.min()) < self._release_level(highest)
        if self._run == 0 and self._below == 0 and highest <= level and not watched:
            self._effort_peak_n = max(self._effort_peak_n, highest)
            return
        for i, value in enumerate(middle.tolist()):
            self._sample(start + i, value, found)

    def _release_level(self, highest: float) -> float:
        peak = max(self._effort_peak_n, highest)
        return self._effort_rest_n + max(0.5 * self._threshold_n, RELEASE * (peak - self._effort_rest_n))

    def _sample(self, index: int, value: float, found: list[Crossing]) -> None:
        self._effort_peak_n = max(self._effort_peak_n, value)
        if self._state is _State.EFFORT:
            self._below = self._below + 1 if value < self._release_level(value) else 0
            if self._below >= self._persist:
                self._settle()
        rise = value - self._armed_n
        if not rise > self._armed_threshold_n:
            self._run = self._run_fast = 0
            self._run_peak_n = -np.inf
            return
        self._run += 1
        self._run_fast = self._run_fast + 1 if rise > max(FAST_RISE_N, 2 * self._armed_threshold_n) else 0
        self._run_peak_n = max(self._run_peak_n, rise)
        rising = rise >= 0.8 * self._run_peak_n
        if (rising and (self._run >= self._persist or self._run_fast >= self._persist_fast)) or (
            self._run >= self._persist_long and rise >= 0.5 * self._run_peak_n
        ):
            found.append(
                Crossing(
                    # the median of three lags by one sample
                    max(0, index - self._run),
                    index,
                    self._armed_from,
                    self._armed_n,
                    self._armed_threshold_n,
                    self._state is _State.EFFORT,
                )
            )
            self._begin_effort()

    def _begin_effort(self) -> None:
        self._state = _State.EFFORT
        self._effort_rest_n = self._armed_n
        self._effort_peak_n = self._armed_n + self._run_peak_n
        self._means.clear()
        self._disarm()

    def _settle(self) -> None:
        self._state = _State.SETTLING
        self._means.clear()
        self._disarm()

    def _disarm(self) -> None:
        self._armed_threshold_n = np.inf
        self._run = self._run_fast = self._below = 0
        self._run_peak_n = -np.inf

    def _renew(self) -> None:
        """Learn the rest and set the threshold for the next hop."""
        hop = np.concatenate(self._hop_samples)
        self._hop_samples.clear()
        self._hop_filled = 0
        mean = float(hop.mean())
        self._means.append(mean)
        if self._state is _State.REST:
            self._renew_rest(hop, mean)
        elif self._state is _State.SETTLING:
            self._renew_settling()
        else:
            self._renew_effort()

    def _renew_rest(self, hop: Array, mean: float) -> None:
        if self._run:
            return
        self._scatter.append(float(hop.std()))
        means = list(self._means)
        if len(means) < (self._blocks_settled if self._scatter.maxlen == len(self._scatter) else self._blocks_first):
            return
        if self._armed_threshold_n < np.inf:
            self._wander.append(abs(mean - self._armed_n))
        rest = means[: -self._blocks_guard] if len(means) > 2 * self._blocks_guard else means
        self._arm(rest, self._threshold(means))

    def _threshold(self, means: list[float]) -> float:
        scatter = _median(self._scatter) if self._scatter else 0.0
        if len(self._wander) >= self._blocks_settled:
            wander = 1.4826 * _median(self._wander)
        else:
            wander = 0.5 * (max(means) - min(means))
        self._threshold_n = max(LEAST_RISE_N, 4.0 * scatter + 4.0 * wander)
        return self._threshold_n

    def _arm(self, rest: list[float], threshold_n: float) -> None:
        self._armed_n = _median(rest)
        self._armed_threshold_n = threshold_n
        self._armed_from = max(0, self._end - len(self._means) * self._hop)

    def _renew_settling(self) -> None:
        means = list(self._means)
        rise = self._effort_peak_n - self._effort_rest_n
        last = means[-self._blocks_settled :]
        if len(last) == self._blocks_settled and max(last) - min(last) <= max(self._threshold_n, 0.03 * rise):
            self._rest_again(last)
        elif not self._run:
            self._armed_n = min(means)
            self._armed_threshold_n = max(UNSETTLED_RISE * self._threshold_n, UNSETTLED_SHARE * rise)
            self._armed_from = max(0, self._end - len(means) * self._hop)

    def _rest_again(self, means: list[float]) -> None:
        self._state = _State.REST
        self._means.clear()
        self._means.extend(means)
        if not self._run:
            self._arm(means, self._threshold_n)

    def _renew_effort(self) -> None:
        held = list(self._means)[: -self._blocks_guard]
        if self._run or len(self._means) < self._blocks_plateau:
            return
        held = held[-self._blocks_plateau :]
        plateau = _median(held) - self._effort_rest_n
        if max(held) - min(held) > max(4.0, self._threshold_n, 0.15 * abs(plateau)):
            self._armed_threshold_n = np.inf
        elif plateau < 0.5 * (self._effort_peak_n - self._effort_rest_n):
            self._rest_again(list(self._means))
        else:
            self._arm(held, max(self._threshold_n, 0.5 * plateau))


def _median(values: Iterable[float]) -> float:
    """For some dozens of numbers sorting them is ten times faster than asking numpy."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else 0.5 * (ordered[middle - 1] + ordered[middle])
