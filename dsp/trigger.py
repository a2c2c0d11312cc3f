"""When a rise begins to look like a contraction, judged causally: by level, by shape and by persistence.

The rest is not what the record began with: it is learned anew twenty times a second from the second before
(``resting.py``), and again after every contraction and every plateau.  A rise above it is a contraction as soon as its
shape rules out a knock (``knock.py``), and at the latest when it has lasted longer than any knock.

    REST ----rise----> EFFORT ----release----> SETTLING ----0.3 s steady----> REST
                         |  ^
             steady 1 s  +--+  a further rise by half of what is held: pre-tension first, contraction now

Thresholds move only on a grid of hops counted from the first sample, and everything between is compared sample by
sample, so cutting the input differently gives exactly the same crossings.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain
from math import inf

import numpy as np
import numpy.typing as npt

from dsp.knock import KnockTest
from dsp.resting import Resting, median, spread

Array = npt.NDArray[np.float64]

HOP_S = 0.05
"""Two hops average out 50 Hz and 60 Hz alike."""
FIRST_REST_S = 0.3
SETTLED_S = 0.3
PLATEAU_S = 1.0

EVIDENCE, EVIDENCE_A_POINT = 3.0, 0.18
"""Chance alone gives the first; what no shape of the bank explains adds up with the points that it is judged by."""
SOONEST_S = 0.008
EVERY_S = 0.002
"""The shape of a rise is looked at from so soon after its crossing, and so often."""
STILL_RISING = 0.8
LONG_PERSIST_S = 0.12
STILL_UP = 0.5
"""Above the threshold this long and still at half of the highest value: no knock, whatever the shape."""
SHORT_PERSIST_S = 0.05
SINGLE_STEP_N = 6.0
"""A smaller rise takes more than one step: coarse converters have steps of 3 N."""
RELEASE = 0.25
"""A contraction has ended when no more than this share of its rise is left for a moment."""

UNSETTLED_RISE, UNSETTLED_SHARE = 3.0, 0.3
"""Before the rest is steady again only a rise of three thresholds and three tenths of the last effort counts: quick
pulses are that, the swaying of somebody who has just lost balance is not."""
WILD = 1.5
"""A hop that scatters so many times as much as the rest is freed of single wild samples before it is averaged."""


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
        self._rest = Resting(per_s)
        self._blocks_settled = max(3, round(SETTLED_S * per_s))
        self._blocks_first = max(4, round(FIRST_REST_S * per_s))
        self._blocks_plateau = round(PLATEAU_S * per_s) + self._rest.guard
        self._soonest = max(1, round(SOONEST_S * fs))
        self._every = max(1, round(EVERY_S * fs))
        self._persist = max(2, round(SHORT_PERSIST_S * fs))
        self._persist_long = max(3, round(LONG_PERSIST_S * fs))
        self._knock = KnockTest(fs)
        self._evident = EVIDENCE + EVIDENCE_A_POINT * self._knock.points

        self._end = 0
        self._hop_values: list[float] = []
        self._past: deque[list[float]] = deque(maxlen=-(-(self._knock.samples + 2) // self._hop))
        """The raw samples of the hops before the running one, as many as the shape needs."""
        self._state = _State.REST
        self._threshold_n = inf
        self._known = False
        self._armed_from = 0
        self._armed_n = 0.0
        self._armed_threshold_n = inf
        self._effort_rest_n = 0.0
        self._effort_peak_n = -inf
        self._run = 0
        self._run_peak_n = -inf
        self._below = 0

    def feed(self, samples: Array) -> list[Crossing]:
        """Take the next samples and return the rises that they decide."""
        return self.take(samples.tolist())

    def take(self, values: list[float]) -> list[Crossing]:
        """The same for samples that are plain numbers already."""
        found: list[Crossing] = []
        at = 0
        while at < len(values):
            piece = values[at : at + self._hop - len(self._hop_values)]
            at += len(piece)
            self._piece(piece, found)
            if len(self._hop_values) == self._hop:
                self._renew()
        return found

    def _piece(self, piece: list[float], found: list[Crossing]) -> None:
        if not self._past:
            self._past.extend([[piece[0]] * self._hop] * (self._past.maxlen or 1))
        hop = self._hop_values
        hop += piece
        start = self._end
        self._end += len(piece)
        if not self._run and self._state is not _State.EFFORT:
            level = self._armed_n + self._armed_threshold_n
            # nothing above the level, the two samples before included: no median of three is
            if max(piece) <= level and max(self._before(len(piece))) <= level:
                return
        a, b = self._before(len(piece))
        for i, c in enumerate(piece):
            # median of three: one wild sample is not a rise
            middle = (a if a > c else min(b, c)) if b > a else (a if a < c else max(b, c))
            self._sample(start + i, middle, found)
            a, b = b, c

    def _before(self, n: int) -> list[float]:
        """The two samples before the newest ``n``."""
        hop = self._hop_values
        at = len(hop) - n
        return hop[at - 2 : at] if at >= 2 else self._past[-1][at - 2 :] + hop[:at]

    def _release_level(self) -> float:
        rise = self._effort_peak_n - self._effort_rest_n
        return self._effort_rest_n + max(0.5 * self._threshold_n, RELEASE * rise)

    def _sample(self, index: int, value: float, found: list[Crossing]) -> None:
        self._effort_peak_n = max(self._effort_peak_n, value)
        if self._state is _State.EFFORT:
            self._below = self._below + 1 if value < self._release_level() else 0
            if self._below >= self._persist:
                self._settle()
        rise = value - self._armed_n
        if not rise > self._armed_threshold_n:
            self._run = 0
            self._run_peak_n = -inf
            return
        self._run += 1
        self._run_peak_n = max(self._run_peak_n, rise)
        if self._is_contraction(index, rise):
            on_plateau = self._state is _State.EFFORT
            first = max(0, index - self._run)  # the median of three lags by one sample
            found.append(Crossing(first, index, self._armed_from, self._armed_n, self._armed_threshold_n, on_plateau))
            self._begin_effort()

    def _is_contraction(self, index: int, rise: float) -> bool:
        run = self._run
        lasting = run >= self._persist_long and rise >= STILL_UP * self._run_peak_n
        rising = run >= self._soonest and run % self._every == 0 and rise >= STILL_RISING * self._run_peak_n
        if not lasting and not (rising and self._evidence(index) > self._evident):
            return False
        # the first step that a converter takes in a quiet rest is no rise
        return rise > SINGLE_STEP_N or len(set(self._recent(index))) > 2

    def _evidence(self, index: int) -> float:
        """For a contraction, against a knock, in the samples up to this one."""
        x = np.array(self._recent(index)) - self._armed_n
        a, b, c = x[:-2], x[1:-1], x[2:]
        # the newest stays as it is: a wild sample is one of the knocks that it is compared with
        x[1:-1] = np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))
        return self._knock.evidence(x[1:], self._rest.scatter_n, max(0.3, 0.25 * self._armed_threshold_n))

    def _recent(self, index: int) -> list[float]:
        """The raw samples that the shape needs, up to this one."""
        hop = self._hop_values
        end = len(hop) - (self._end - 1 - index)
        needed = self._knock.samples + 1
        return [*chain.from_iterable(self._past), *hop[:end]][-needed:]

    def _begin_effort(self) -> None:
        self._state = _State.EFFORT
        self._effort_rest_n = self._armed_n
        self._effort_peak_n = self._armed_n + self._run_peak_n
        self._rest.ended()
        self._disarm()

    def _settle(self) -> None:
        self._state = _State.SETTLING
        self._rest.ended()
        self._disarm()

    def _disarm(self) -> None:
        self._armed_threshold_n = inf
        self._run = self._below = 0
        self._run_peak_n = -inf

    def _renew(self) -> None:
        """Learn the rest and set the threshold for the next hop."""
        hop = self._hop_values
        self._hop_values = []
        before = self._past[-1][-2:]
        self._past.append(hop)
        mean, scatter = spread(hop)
        if not self._known or scatter > WILD * self._rest.scatter_n:
            triples = zip(before + hop[:-2], before[1:] + hop[:-1], hop, strict=True)
            hop = [sorted(three)[1] for three in triples]
            mean, scatter = spread(hop)
        self._rest.means.append(mean)
        if self._state is _State.REST:
            self._renew_rest(hop, mean, scatter)
        elif self._state is _State.SETTLING:
            self._renew_settling()
        else:
            self._renew_effort()

    def _renew_rest(self, hop: list[float], mean: float, scatter: float) -> None:
        if self._run:
            return
        self._rest.scattered(hop, scatter)
        if len(self._rest.means) < (self._blocks_settled if self._known else self._blocks_first):
            return
        self._known = True
        if self._armed_threshold_n < inf:
            self._rest.wandered(mean, self._armed_n)
        held = self._rest.guarded()
        self._threshold_n = self._rest.threshold_n(held)
        self._arm(held, self._threshold_n)

    def _arm(self, held: list[float], threshold_n: float) -> None:
        self._armed_n = median(held)
        self._armed_threshold_n = threshold_n
        self._armed_from = max(0, self._end - len(self._rest.means) * self._hop)

    def _renew_settling(self) -> None:
        means = list(self._rest.means)
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
        self._rest.means.clear()
        self._rest.means.extend(means)
        if not self._run:
            self._arm(means, self._threshold_n)

    def _renew_effort(self) -> None:
        means = list(self._rest.means)
        if self._run or len(means) < self._blocks_plateau:
            return
        held = means[: -self._rest.guard][-self._blocks_plateau :]
        plateau = median(held) - self._effort_rest_n
        if max(held) - min(held) > max(4.0, self._threshold_n, 0.15 * abs(plateau)):
            self._armed_threshold_n = inf
        elif plateau < 0.5 * (self._effort_peak_n - self._effort_rest_n):
            self._rest_again(means)
        else:
            self._arm(held, max(self._threshold_n, 0.5 * plateau))
