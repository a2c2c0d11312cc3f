"""What a link counts and measures over its life, and how it is told."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from drivers.clock_fit import ClockFit
from drivers.contracts import LinkHealth, LinkState, Signal
from drivers.timebase import Timebase

SHARES_S = 10.0
LEARN_RATE_S = 5.0
ROUGH = 0.02
"""A converter whose rate is only known to more than this is held to its own rate, not to its name."""


@dataclass(slots=True)
class Counts:
    """Samples, as a timebase counts them."""

    received: int = 0
    lost: int = 0
    late: int = 0
    estimated: int = 0
    duplicates: int = 0
    strays: int = 0

    def plus(self, timebase: Timebase | None) -> Counts:
        """These and the running segment's."""
        if timebase is None:
            return self
        return Counts(
            self.received + timebase.received,
            self.lost + timebase.lost,
            self.late + timebase.late,
            self.estimated + timebase.estimated,
            self.duplicates + timebase.duplicates,
            self.strays + timebase.strays,
        )


class RatePromise:
    """The rate that one device must keep."""

    def __init__(self) -> None:
        self._hz: float | None = None

    def learn(self, signal: Signal, timebase: Timebase) -> None:
        """Take the rate of the first seconds for a rough converter's own, when it is near one of its names."""
        rate_hz = timebase.rate_hz
        if self._hz is None and rate_hz is not None and (timebase.last_s or 0.0) >= LEARN_RATE_S:
            named_hz = _named(signal, rate_hz)
            sound = abs(rate_hz / named_hz - 1.0) <= signal.rate_tolerance
            self._hz = rate_hz if sound and signal.rate_tolerance > ROUGH else named_hz

    def share(self, signal: Signal, timebase: Timebase, speed: float | None) -> float | None:
        """The kept part of the promise, as in ``LinkHealth.rate_share``; ``speed``: device seconds a host second."""
        rate_hz, recent_hz = timebase.rate_hz, timebase.recent_rate_hz
        if rate_hz is None or recent_hz is None or self._hz is None:
            return None
        shares = [recent_hz / self._hz]
        if speed is not None:
            shares.append(rate_hz * speed / self._hz)
        return max(shares, key=lambda share: abs(share - 1.0))


def _named(signal: Signal, rate_hz: float) -> float:
    names = (signal.nominal_rate_hz, *signal.other_rates_hz)
    return min(names, key=lambda name_hz: abs(math.log(rate_hz / name_hz)))


class LinkTally:
    """Counters over the life of a link, rate, clock and shares of the running segment."""

    def __init__(self) -> None:
        self.timebase: Timebase | None = None
        self.fit = ClockFit()
        self.reconnects = 0
        self.corrupt = 0
        self.unknown = 0
        self.battery_v: float | None = None
        self.battery: float | None = None
        self._ended = Counts()
        self._promise = RatePromise()
        self._signal: Signal | None = None
        self.bytes = 0
        self._damaged = 0
        self._marks: deque[tuple[float, int, int, int, int]] = deque()

    def begin(self, signal: Signal) -> None:
        """A new segment on a fresh clock, of which the old one's drift is known."""
        self.end()
        self._signal = signal
        self.timebase = Timebase(signal)
        self.restart()

    def restart(self) -> None:
        """The device's clock began anew."""
        self.fit = ClockFit(self.fit.slope)

    def end(self) -> None:
        self._ended = self._ended.plus(self.timebase)
        self.timebase = None

    def read(self, size: int, now_s: float) -> None:
        """So many bytes were read."""
        if not self._marks or now_s - self._marks[-1][0] >= 1.0:
            self._marks.append(self._mark(now_s))
            while now_s - self._marks[0][0] > SHARES_S and len(self._marks) > 1:
                self._marks.popleft()
            if self.timebase is not None and self._signal is not None:
                self._promise.learn(self._signal, self.timebase)
        self.bytes += size

    def damaged(self, size: int) -> None:
        """So many of the bytes made no sense."""
        self.corrupt += 1
        self._damaged += size

    def health(self, state: LinkState, why: str, dropped: int) -> LinkHealth:
        """``dropped``: samples that were received and that the listener was too slow for."""
        timebase, speed = self.timebase, self.fit.speed
        counts = self._ended.plus(timebase)
        offset_s, spread_s = self.fit.estimate()
        drift_ppm, uncertainty_ppm = self.fit.drift_ppm
        rate_hz = None if timebase is None else timebase.rate_hz
        lost_share, damaged_share = self._shares(counts)
        share = None
        if timebase is not None and self._signal is not None:
            share = self._promise.share(self._signal, timebase, speed)
        return LinkHealth(
            state=state,
            why=why,
            rate_hz=rate_hz,
            received=counts.received - dropped,
            lost=counts.lost + dropped,
            duplicates=counts.duplicates,
            corrupt=self.corrupt + counts.strays,
            reconnects=self.reconnects,
            unknown=self.unknown,
            offset_s=offset_s,
            offset_spread_s=spread_s,
            late=counts.late,
            estimated=counts.estimated,
            drift_ppm=drift_ppm,
            drift_uncertainty_ppm=uncertainty_ppm,
            host_rate_hz=None if rate_hz is None or speed is None else rate_hz * speed,
            rate_share=share,
            lost_share=lost_share,
            damaged_share=damaged_share,
            battery_v=self.battery_v,
            battery=self.battery,
        )

    def _mark(self, now_s: float) -> tuple[float, int, int, int, int]:
        counts = self._ended.plus(self.timebase)
        return now_s, self.bytes, self._damaged, counts.received, counts.lost

    def _shares(self, counts: Counts) -> tuple[float, float]:
        """The lost part of the samples and the damaged part of the bytes since the oldest mark."""
        if not self._marks:
            return 0.0, 0.0
        _, size, damaged, received, lost = self._marks[0]
        lost, received = counts.lost - lost, counts.received - received
        damaged, size = self._damaged - damaged, self.bytes - size
        return lost / max(1, lost + received), min(1.0, damaged / max(1, size))
