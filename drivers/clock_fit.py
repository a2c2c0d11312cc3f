"""Where the device's clock stands against the host's, and how much faster it runs; from arrivals alone.

Whatever delays an arrival only adds: radio retransmissions, latency timers, a host that was busy.  So the truth lies
along the lower edge of the delays.  The smallest delay of every few seconds is kept, and lines are drawn through those;
a line through all arrivals would follow the stalls.

    offset  along the line over the last minute, at the newest arrival
    drift   the line's slope over the last ten minutes
    rate    the drift, joined with what was remembered of this device (``ClockRate``); from the first second on
    speed   the slope over the last ten seconds: too rough for a drift, enough to see a device that falls behind

No estimate can beat the grid on which arrivals are seen: a radio that speaks every 30 ms about packets of 20 ms shows
every third packet 10 ms later, and hides 10 ms.  What the grid leaves open is told with the drift and the offset.

A remembered rate counts by what it is known to.  When the measured one contradicts it, it is forgotten: the device may
have been cold, or another one may carry its number.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from drivers.contracts import ClockRate

Floats = npt.NDArray[np.float64]

BIN_S = 5.0
OFFSET_BINS = 12
DRIFT_BINS = 120

FIT_FROM_BINS = 6
"""Below half a minute a slope would be noise: 1 ms over 10 s are 100 ppm."""

STEEPEST = 500e-6
"""No quartz is further off than this."""

QUARTZ_PPM = 200.0
"""What a quartz may be off of which nothing is known."""

AGED_PPM = 5.0
"""What a quartz may have changed by since it was known: another temperature, another day."""

HIDDEN_S = 0.05
"""No radio or converter that is in use hands over less often, so that no more than this can hide between arrivals."""

SPEED_TO = 0.003
"""What the speed of ten seconds is known to."""

STEP_S = 1.0
STEPS = 10
SPEED_FROM_STEPS = 5

ARRIVALS = 256
LOWEST_OF = 16
"""How well the lower edge is known shows in how far the smallest of this many neighbouring delays scatter above it."""

ONE_GRID_S = 1e-3
"""Most delays are within this of the edge: then all arrivals stand at one place of a grid as wide as a packet."""

JITTER = 1.2
"""What is hidden is widened by so much for the delays of all arrivals at the best place of the grid."""

APART = 8.0
"""Neighbouring delays that are so many times further apart than most belong to two places of the grid."""

CAUTION = 1.5
"""By so much the drift's uncertainty is widened: without it it covers 70-100 % of simulated links, depending on the
radio's interval, with it more than 95 %."""


@dataclass(slots=True)
class _Least:
    """The smallest delay of one stretch of device time, and when it was."""

    number: int
    at_s: float
    delay_s: float


class ClockFit:
    """Host seconds minus device seconds along the lower edge of the arrivals.

    ``known`` is what is remembered of this device from an earlier segment or day.  Where nothing is, the clock is
    taken to be off by what a quartz may be, or by ``steepest`` where that is more.
    """

    def __init__(self, known: ClockRate | None = None, steepest: float = STEEPEST) -> None:
        self._rough = steepest > STEEPEST
        self._told = known
        self._new = known is None
        self._known = aged(known) if known else ClockRate(0.0, steepest * 1e6 if self._rough else QUARTZ_PPM)
        self._rate = self._known
        self.slope = _slope(self._rate.ppm)
        """How fast the delay grows, per device second."""
        self._slope_to = self._rate.uncertainty_ppm * 1e-6
        self._bins: deque[_Least] = deque(maxlen=DRIFT_BINS + 1)
        self._steps: deque[_Least] = deque(maxlen=STEPS + 1)
        self._recent: deque[tuple[float, float]] = deque(maxlen=ARRIVALS)
        self._groups: deque[tuple[float, float]] = deque(maxlen=ARRIVALS // LOWEST_OF)
        self._unit_s = BIN_S
        """What the device's packets are multiples of, in device seconds, as far as was seen."""
        self._hidden_s: float | None = None
        self._arrived = 0
        self._lowest: tuple[float, float] | None = None
        """The offset at the newest arrival, and how long ago the delay was that it follows from."""
        self._before: _Least | None = None
        """Of the stretches before the newest one, that of which the delay is the smallest by the slope."""
        self._before_known = False
        self._estimate: tuple[float | None, float | None] | None = None
        self._speed: float | None = None
        self._drift: tuple[float | None, float | None] = (None, None)

    def observe(self, device_s: float, host_s: float) -> None:
        """Note that the sample of ``device_s`` was here at ``host_s``."""
        delay_s = host_s - device_s
        self._lowest = self._estimate = None
        if self._arrived % LOWEST_OF == 0:
            self._groups.append((device_s, delay_s))
        elif delay_s < self._groups[-1][1]:
            self._groups[-1] = (device_s, delay_s)
        self._arrived += 1
        self._recent.append((device_s, delay_s))
        if _note(self._bins, int(device_s // BIN_S), device_s, delay_s):
            self._before_known = False
            self._fit()
        if _note(self._steps, int(device_s // STEP_S), device_s, delay_s):
            self._speed = self._fit_speed()
            self._hidden_s = None
            if self._rough and self._speed is not None and len(self._bins) <= FIT_FROM_BINS:
                # per cents cannot wait for half a minute
                self._follow(joined(self._known, ClockRate((self._speed - 1.0) * 1e6, SPEED_TO * 1e6)))

    @property
    def speed(self) -> float | None:
        """Device seconds in a host second over the last ten; None before there are five."""
        return self._speed

    @property
    def drift_ppm(self) -> tuple[float | None, float | None]:
        """How much faster the device's clock is than the host's, and what that is known to (95 %); None at first."""
        return self._drift

    @property
    def rate(self) -> ClockRate | None:
        """The best that is known of the clock now, remembered and measured; None when that is nothing."""
        return self._told

    @property
    def offset_uncertainty_s(self) -> float | None:
        """What the offset is known to (95 %): what the grid hides, and the rate since the delay it follows from."""
        lowest = self._lowest_now()
        if lowest is None:
            return None
        if self._hidden_s is None:
            self._hidden_s = min(HIDDEN_S, self._grid_s(self.slope)) if len(self._recent) > 1 else HIDDEN_S
        return JITTER * self._hidden_s + self._slope_to * lowest[1]

    def now_s(self, host_s: float) -> float | None:
        """What the device's clock says when the host's says ``host_s``; no sample can be later.  None at first."""
        offset_s = self._offset_s()
        return None if offset_s is None else host_s - offset_s

    def estimate(self) -> tuple[float | None, float | None]:
        """``(offset_s, spread_s)`` at the newest arrival, as in ``LinkHealth``; None before any."""
        if self._estimate is None:
            self._estimate = self._estimated()
        return self._estimate

    def _estimated(self) -> tuple[float | None, float | None]:
        offset_s = self._offset_s()
        if offset_s is None:
            return None, None
        # fewer than two whole groups tell nothing about the edge: then every arrival counts
        whole = list(self._groups)
        if self._arrived % LOWEST_OF:
            whole.pop()
        whole = whole if len(whole) >= 2 else list(self._recent)
        now_s, slope = self._recent[-1][0], self.slope
        above = sorted(delay_s + slope * (now_s - at_s) - offset_s for at_s, delay_s in whole)
        return offset_s, max(0.0, _percentile(above, 0.95))

    def _offset_s(self) -> float | None:
        lowest = self._lowest_now()
        return None if lowest is None else lowest[0]

    def _lowest_now(self) -> tuple[float, float] | None:
        if self._lowest is None and self._recent:
            now_s, slope = self._recent[-1][0], self.slope
            if not self._before_known:
                before = islice(reversed(self._bins), 1, OFFSET_BINS)
                self._before = min(before, key=lambda each: each.delay_s - slope * each.at_s, default=None)
                self._before_known = True
            newest, least = self._bins[-1], self._before
            self._lowest = newest.delay_s + slope * (now_s - newest.at_s), now_s - newest.at_s
            if least is not None:
                self._lowest = min(self._lowest, (least.delay_s + slope * (now_s - least.at_s), now_s - least.at_s))
        return self._lowest

    def _fit(self) -> None:
        """Draw the lines anew from the bins that are complete."""
        if len(self._bins) <= FIT_FROM_BINS:
            return
        done = list(self._bins)[:-1]
        times, delays = np.array([(each.at_s, each.delay_s) for each in done]).T
        measured = self._line_through(times, delays)
        self._drift = measured.ppm, measured.uncertainty_ppm
        self._told = self._rate = within(self._known, measured) if self._new else joined(self._known, measured)
        lately = (
            measured if len(done) <= OFFSET_BINS else self._line_through(times[-OFFSET_BINS:], delays[-OFFSET_BINS:])
        )
        # a clock that went otherwise for the last minute is followed
        self._follow(lately if contradict(self._rate, lately, 0.5) else self._rate)

    def _line_through(self, times: Floats, delays: Floats) -> ClockRate:
        """The clock's rate by a line through the smallest delays, those of a stall left out."""
        slope = _line(times, delays)
        rest = delays - slope * times
        rest -= _median(rest)
        sound = rest <= 4.0 * _median(np.abs(rest)) + ONE_GRID_S
        if sound.sum() >= FIT_FROM_BINS and not sound.all():
            # a stretch that is late as a whole was a stall of its own
            times, delays, rest = times[sound], delays[sound], rest[sound]
            slope = _line(times, delays)
        open_s = self._grid_s(slope) + float(np.abs(rest).max())
        return ClockRate(_ppm(slope), open_s * CAUTION / float(times[-1] - times[0]) * 1e6)

    def _follow(self, rate: ClockRate) -> None:
        self.slope, self._slope_to = _slope(rate.ppm), rate.uncertainty_ppm * 1e-6
        self._before_known = False

    def _grid_s(self, slope: float) -> float:
        """How coarse the grid is on which arrivals were seen lately: where the truth can hide between two of them."""
        seen, delays = np.array(self._recent).T
        above = np.sort(delays - slope * seen)
        above -= above[0]
        most = above[: max(3, round(0.6 * above.size))]
        packets = np.sort(np.round(np.diff(seen), 4))
        between = np.diff(packets, prepend=0.0)
        self._unit_s = float(between[between > 0].min(initial=self._unit_s))
        if most[-1] < ONE_GRID_S or self._in_one_place(seen, delays, slope):
            return self._unit_s
        steps = np.diff(most)
        if steps.max() > APART * steps.mean():
            # places of the grid are groups, as wide as what else delays: from where one begins to where the next does
            steps = np.diff(most[np.concatenate(([True], steps >= 0.5 * steps.max()))])
        return min(self._unit_s, float(steps.max()))

    def _in_one_place(self, seen: Floats, delays: Floats, slope: float) -> bool:
        """Whether the lower edge is one line, steeper or flatter by what the rate is not known to."""
        half = seen.size // 2
        if half < LOWEST_OF // 2:
            return False
        one, other = delays[:half].argmin(), half + delays[half:].argmin()
        apart_s = float(seen[other] - seen[one])
        if apart_s <= 0.0:  # one sample may be the newest of several packets: what came with it came before
            return False
        bent = float(delays[other] - delays[one]) / apart_s - slope
        if abs(bent) > self._slope_to:
            return False
        rest = np.sort(delays - (slope + bent) * seen)
        return bool(rest[max(2, round(0.6 * rest.size) - 1)] - rest[0] < ONE_GRID_S)

    def _fit_speed(self) -> float | None:
        """By the median of all slopes between complete steps: three late ones of ten do not bend it."""
        if len(self._steps) <= SPEED_FROM_STEPS:
            return None
        times, delays = np.array([(each.at_s, each.delay_s) for each in list(self._steps)[:-1]]).T
        one, other = np.triu_indices(times.size, 1)
        apart_s = times[other] - times[one]
        slope = _median((delays[other] - delays[one])[apart_s > 0] / apart_s[apart_s > 0])
        return 1.0 / (1.0 + slope) if slope > -0.9 else None


def _note(stretches: deque[_Least], number: int, at_s: float, delay_s: float) -> bool:
    """Keep the smallest delay of this stretch; whether a new stretch began."""
    if not stretches or stretches[-1].number != number:
        stretches.append(_Least(number, at_s, delay_s))
        return True
    last = stretches[-1]
    if delay_s < last.delay_s:
        last.at_s, last.delay_s = at_s, delay_s
    return False


def _line(times: Floats, delays: Floats) -> float:
    centred = times - times.mean()
    return float((centred @ delays) / (centred @ centred))


def _median(values: Floats) -> float:
    """As numpy's, which would import the masked arrays first: a twentieth of a second in which no device is heard."""
    ordered, half = np.sort(values), values.size // 2
    return float(ordered[half] if values.size % 2 else 0.5 * (ordered[half - 1] + ordered[half]))


def _percentile(ordered: list[float], part: float) -> float:
    """As numpy's, of a short sorted list."""
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def aged(known: ClockRate) -> ClockRate:
    """What is still known of a clock some days later."""
    return ClockRate(known.ppm, math.hypot(known.uncertainty_ppm, AGED_PPM))


def contradict(one: ClockRate, other: ClockRate, part: float = 1.0) -> bool:
    """Whether two figures of one clock cannot both be true; with a smaller ``part``, whether that is unlikely."""
    return abs(one.ppm - other.ppm) > part * (one.uncertainty_ppm + other.uncertainty_ppm)


def within(possible: ClockRate, measured: ClockRate) -> ClockRate:
    """What was measured, held to what is possible where it could be that; it is not taken for likely, only for so."""
    if contradict(possible, measured):
        return measured
    low, high = possible.ppm - possible.uncertainty_ppm, possible.ppm + possible.uncertainty_ppm
    ppm = min(max(measured.ppm, low), high)
    return ClockRate(ppm, min(measured.uncertainty_ppm, max(high - ppm, ppm - low)))


def joined(known: ClockRate, measured: ClockRate) -> ClockRate:
    """What was known and what was measured, each by what it is known to; where they contradict, what was measured."""
    if contradict(known, measured):
        return measured
    one, other = known.uncertainty_ppm**-2, measured.uncertainty_ppm**-2
    return ClockRate((known.ppm * one + measured.ppm * other) / (one + other), 1.0 / math.sqrt(one + other))


def _slope(ppm: float) -> float:
    return -ppm * 1e-6 / (1.0 + ppm * 1e-6)


def _ppm(slope: float) -> float:
    return -slope / (1.0 + slope) * 1e6
