"""What a link counts and measures over its life, and how it is told."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from drivers.contracts import ClockRate, LinkHealth, LinkState, SampleClock, Signal
from drivers.segment_time import SegmentTime

SHARES_S = 10.0
LEARN_RATE_S = 5.0
ROUGH = 0.02
"""A converter whose rate is only known to more than this is held to its own rate, not to its name."""


@dataclass(slots=True)
class Counts:
    """Samples, as segments count them."""

    received: int = 0
    lost: int = 0
    late: int = 0
    estimated: int = 0
    duplicates: int = 0
    strays: int = 0
    unseen: int = 0

    def plus(self, time: SegmentTime | None) -> Counts:
        """These and the running segment's."""
        if time is None:
            return self
        numbers = time.numbers
        return Counts(
            self.received + numbers.received,
            self.lost + numbers.lost,
            self.late + numbers.late,
            self.estimated + numbers.estimated,
            self.duplicates + numbers.duplicates,
            self.strays + numbers.strays,
            self.unseen + time.unseen,
        )


class RatePromise:
    """The rate that one device must keep."""

    def __init__(self) -> None:
        self._hz: float | None = None

    def learn(self, time: SegmentTime) -> None:
        """Take the rate of the first seconds for a rough converter's own, when it is near one of its names."""
        signal = time.signal
        rate_hz = time.host_rate_hz if signal.clock is SampleClock.COUNT else time.numbers.rate_hz
        if self._hz is None and rate_hz is not None and (time.numbers.last_s or 0.0) >= LEARN_RATE_S:
            named_hz = _named(signal, rate_hz)
            sound = abs(rate_hz / named_hz - 1.0) <= signal.rate_tolerance
            self._hz = rate_hz if sound and signal.rate_tolerance > ROUGH else named_hz

    def share(self, time: SegmentTime) -> float | None:
        """The kept part of the promise, as in ``LinkHealth.rate_share``."""
        recent_hz, host_hz = time.numbers.recent_rate_hz, time.host_rate_hz
        if recent_hz is None or self._hz is None:
            return None
        # a count goes on as it should whatever the rate: only the host's clock can tell there
        told = [host_hz] if time.signal.clock is SampleClock.COUNT else [recent_hz, host_hz]
        shares = [rate_hz / self._hz for rate_hz in told if rate_hz is not None]
        return max(shares, key=lambda share: abs(share - 1.0), default=None)


def _named(signal: Signal, rate_hz: float) -> float:
    names = (signal.nominal_rate_hz, *signal.other_rates_hz)
    return min(names, key=lambda name_hz: abs(math.log(rate_hz / name_hz)))


class LinkTally:
    """Counters over the life of a link, rate, clock and shares of the running segment."""

    def __init__(self) -> None:
        self.time: SegmentTime | None = None
        """Of the running segment; None between two."""
        self.reconnects = 0
        self.corrupt = 0
        self.unknown = 0
        self.battery_v: float | None = None
        self.battery: float | None = None
        self._ended = Counts()
        self._promise = RatePromise()
        self._newest: SegmentTime | None = None
        self.rssi_dbm: int | None = None
        self.bytes = 0
        self._damaged = 0
        self._marks: deque[tuple[float, int, int, int, int]] = deque()

    def begin(self, signal: Signal, known: ClockRate | None = None) -> None:
        """A new segment on a fresh clock, of which the rate of the one before is known, or else ``known``."""
        self.end()
        before = None if self._newest is None else self._newest.rate
        self.time = self._newest = SegmentTime(signal, before or known)

    def end(self) -> None:
        self._ended = self._ended.plus(self.time)
        self.time = None

    def read(self, size: int, now_s: float) -> None:
        """So many bytes were read."""
        if not self._marks or now_s - self._marks[-1][0] >= 1.0:
            self._marks.append(self._mark(now_s))
            while now_s - self._marks[0][0] > SHARES_S and len(self._marks) > 1:
                self._marks.popleft()
            if self.time is not None:
                self._promise.learn(self.time)
        self.bytes += size

    def damaged(self, size: int) -> None:
        """So many of the bytes made no sense."""
        self.corrupt += 1
        self._damaged += size

    def health(self, state: LinkState, why: str, dropped: int) -> LinkHealth:
        """``dropped``: samples that were received and that the listener was too slow for."""
        time, newest = self.time, self._newest
        counts = self._ended.plus(time)
        offset_s, spread_s = (None, None) if newest is None else newest.estimate()
        drift_ppm, uncertainty_ppm = (None, None) if newest is None else newest.drift_ppm
        lost_share, damaged_share = self._shares(counts)
        return LinkHealth(
            state=state,
            why=why,
            rate_hz=None if time is None else time.numbers.rate_hz,
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
            host_rate_hz=None if time is None else time.host_rate_hz,
            rate_share=None if time is None else self._promise.share(time),
            lost_share=lost_share,
            damaged_share=damaged_share,
            battery_v=self.battery_v,
            battery=self.battery,
            counts_losses=newest is None or newest.counts_losses,
            unseen=counts.unseen,
            rssi_dbm=self.rssi_dbm,
            offset_uncertainty_s=None if newest is None else newest.offset_uncertainty_s,
            offset_at_s=None if newest is None else newest.numbers.last_s,
            rate=None if newest is None else newest.rate,
        )

    def _mark(self, now_s: float) -> tuple[float, int, int, int, int]:
        counts = self._ended.plus(self.time)
        return now_s, self.bytes, self._damaged, counts.received, counts.lost

    def _shares(self, counts: Counts) -> tuple[float, float]:
        """The lost part of the samples and the damaged part of the bytes since the oldest mark."""
        if not self._marks:
            return 0.0, 0.0
        _, size, damaged, received, lost = self._marks[0]
        lost, received = counts.lost - lost, counts.received - received
        damaged, size = self._damaged - damaged, self.bytes - size
        return lost / max(1, lost + received), min(1.0, damaged / max(1, size))
