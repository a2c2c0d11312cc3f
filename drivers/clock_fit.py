"""Where the device's clock stands against the host's, and how much faster it runs; from arrivals alone.

Whatever delays an arrival only adds: radio retransmissions, latency timers, a host that was busy.  So the truth lies
along the lower edge of the delays.  The smallest delay of every few seconds is kept, and lines are drawn through those;
a line through all arrivals would follow the stalls.

    offset  along the line over the last minute, at the newest arrival
    drift   the line's slope over the last ten minutes
    speed   the slope over the last ten seconds: too rough for a drift, enough to see a device that falls behind

No estimate can beat the grid on which arrivals are seen: a radio that speaks every 30 ms about packets of 20 ms shows
every third packet 10 ms later, and hides 10 ms.  What the grid leaves open is told with the drift.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BIN_S = 5.0
OFFSET_BINS = 12
DRIFT_BINS = 120

FIT_FROM_BINS = 6
"""Below half a minute a slope would be noise: 1 ms over 10 s are 100 ppm."""

STEEPEST = 500e-6
"""No crystal is further off than this; a steeper line follows stalls."""

STEP_S = 1.0
STEPS = 10
SPEED_FROM_STEPS = 5

ARRIVALS = 256
LOWEST_OF = 16
"""How well the lower edge is known shows in how far the smallest of this many neighbouring delays scatter above it."""

ONE_GRID_S = 1e-3
"""Most delays are within this of the edge: then all arrivals stand at one place of a grid as wide as a packet."""

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

    ``slope`` is what is known of this device from an earlier segment: how fast the delay grows, per device second.
    """

    def __init__(self, slope: float = 0.0) -> None:
        self.slope = slope
        self._bins: deque[_Least] = deque(maxlen=DRIFT_BINS + 1)
        self._steps: deque[_Least] = deque(maxlen=STEPS + 1)
        self._recent: deque[tuple[float, float]] = deque(maxlen=ARRIVALS)
        self._groups: deque[tuple[float, float]] = deque(maxlen=ARRIVALS // LOWEST_OF)
        self._unit_s = BIN_S
        """What the device's packets are multiples of, in device seconds, as far as was seen."""
        self._arrived = 0
        self._offset: float | None = None
        self._estimate: tuple[float | None, float | None] | None = None
        self._speed: float | None = None
        self._drift: tuple[float | None, float | None] = (None, None)

    def observe(self, device_s: float, host_s: float) -> None:
        """Note that the sample of ``device_s`` was here at ``host_s``."""
        delay_s = host_s - device_s
        self._offset = self._estimate = None
        if self._arrived % LOWEST_OF == 0:
            self._groups.append((device_s, delay_s))
        elif delay_s < self._groups[-1][1]:
            self._groups[-1] = (device_s, delay_s)
        self._arrived += 1
        self._recent.append((device_s, delay_s))
        if _note(self._bins, int(device_s // BIN_S), device_s, delay_s):
            self._fit()
        if _note(self._steps, int(device_s // STEP_S), device_s, delay_s):
            self._speed = self._fit_speed()

    @property
    def speed(self) -> float | None:
        """Device seconds in a host second over the last ten; None before there are five."""
        return self._speed

    @property
    def drift_ppm(self) -> tuple[float | None, float | None]:
        """How much faster the device's clock is than the host's, and what that is known to (95 %); None at first."""
        return self._drift

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
        if self._offset is None and self._recent:
            now_s, slope = self._recent[-1][0], self.slope
            lately = islice(reversed(self._bins), OFFSET_BINS)
            self._offset = min(each.delay_s + slope * (now_s - each.at_s) for each in lately)
        return self._offset

    def _fit(self) -> None:
        """Draw the lines anew from the bins that are complete."""
        if len(self._bins) <= FIT_FROM_BINS:
            return
        done = list(self._bins)[:-1]
        times, delays = np.array([(each.at_s, each.delay_s) for each in done]).T
        self.slope = float(np.clip(_line(times[-OFFSET_BINS:], delays[-OFFSET_BINS:]), -STEEPEST, STEEPEST))
        slope = _line(times, delays)
        rest = delays - slope * times
        rest -= np.median(rest)
        sound = rest <= 4.0 * np.median(np.abs(rest)) + ONE_GRID_S
        if sound.sum() >= FIT_FROM_BINS and not sound.all():
            # a stretch that is late as a whole was a stall of its own
            times, delays, rest = times[sound], delays[sound], rest[sound]
            slope = _line(times, delays)
        open_s = self._grid_s(slope) + float(np.abs(rest).max())
        drift_ppm = -slope / (1.0 + slope) * 1e6
        self._drift = drift_ppm, open_s * CAUTION / float(times[-1] - times[0]) * 1e6

    def _grid_s(self, slope: float) -> float:
        """How coarse the grid is on which arrivals were seen lately: where the truth can hide between two of them."""
        seen, delays = np.array(self._recent).T
        above = np.sort(delays - slope * seen)
        above -= above[0]
        most = above[: max(3, round(0.6 * above.size))]
        packets = np.unique(np.round(np.diff(seen), 4))
        packets = packets[packets > 0]
        self._unit_s = float(min(self._unit_s, packets.min(initial=BIN_S), np.diff(packets).min(initial=BIN_S)))
        return self._unit_s if most[-1] < ONE_GRID_S else min(self._unit_s, float(np.diff(most).max()))

    def _fit_speed(self) -> float | None:
        """By the median of all slopes between complete steps: three late ones of ten do not bend it."""
        if len(self._steps) <= SPEED_FROM_STEPS:
            return None
        times, delays = np.array([(each.at_s, each.delay_s) for each in list(self._steps)[:-1]]).T
        one, other = np.triu_indices(times.size, 1)
        apart_s = times[other] - times[one]
        slope = float(np.median((delays[other] - delays[one])[apart_s > 0] / apart_s[apart_s > 0]))
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


def _percentile(ordered: list[float], part: float) -> float:
    """As numpy's, of a short sorted list."""
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])
