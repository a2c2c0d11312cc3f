"""The numbering and the clock of one segment, whatever its device offers for it (``SampleClock``).

DEVICE  ticks on the wire          -> Timebase, and the line of ClockFit
COUNT   the codec's own count      -> the same; a step of the line is a loss that nobody saw, and ends the segment
HOST    nothing, read when asked   -> HostTime
"""

from __future__ import annotations

from drivers.clock_fit import STEEPEST, ClockFit
from drivers.contracts import ClockRate, Frame, SampleClock, Signal
from drivers.host_time import HostTime
from drivers.timebase import Restart, Timebase, TimeEvent
from drivers.unseen_loss import UnseenLoss


class SegmentTime:
    """Numbers samples and knows where their clock stands against the host's."""

    def __init__(self, signal: Signal, known: ClockRate | None = None) -> None:
        """``known``: how fast this device's clock ran before."""
        self.signal = signal
        self.fit = self._fit(known)
        self.numbers: Timebase | HostTime
        self.numbers = HostTime(signal) if signal.clock is SampleClock.HOST else Timebase(signal)
        self._losses = UnseenLoss() if signal.clock is SampleClock.COUNT else None
        self.unseen = 0
        """Samples that the host's clock misses, as far as it can tell."""

    def push(self, frame: Frame, now_s: float, asked_s: float | None) -> list[TimeEvent]:
        """Number the samples of a frame that arrived at ``now_s``; ``asked_s``: when the last command was written."""
        events: list[TimeEvent]
        if isinstance(self.numbers, HostTime):
            events = [*self.numbers.push(frame, now_s, asked_s)]
        else:
            events = self.numbers.push(frame, self.fit.now_s(now_s))
            if self._losses is not None:
                events += self._lost_unseen(frame, now_s)
        for event in events:
            if isinstance(event, Restart):
                self.fit = self._fit(self.fit.rate)
                self._losses = UnseenLoss() if self._losses is not None else None
                break
        last_s = self.numbers.last_s
        if last_s is not None:
            self.fit.observe(last_s, now_s)
        return events

    def let_go(self) -> list[TimeEvent]:
        """Wait for stragglers no longer."""
        return [*self.numbers.let_go()]

    def finish(self) -> list[TimeEvent]:
        """The stream ended."""
        return [*self.numbers.finish()]

    def tick_of(self, raw: int) -> int | None:
        """Ticks since the first sample of something else that the same clock stamped."""
        return self.numbers.tick_of(raw)

    @property
    def counts_losses(self) -> bool:
        """Whether a lost sample leaves a hole that can be counted."""
        return self.signal.clock is SampleClock.DEVICE

    @property
    def host_rate_hz(self) -> float | None:
        """Samples per second of the host's clock, lost ones counted, as in ``LinkHealth``."""
        rate_hz, speed = self.numbers.rate_hz, self.fit.speed
        return None if rate_hz is None or speed is None else rate_hz * speed

    @property
    def drift_ppm(self) -> tuple[float | None, float | None]:
        """As ``ClockFit`` tells it; None where the host's own clock stamps."""
        return (None, None) if isinstance(self.numbers, HostTime) else self.fit.drift_ppm

    def estimate(self) -> tuple[float | None, float | None]:
        """``(offset_s, spread_s)``, as in ``LinkHealth``."""
        offset_s, spread_s = self.fit.estimate()
        if isinstance(self.numbers, HostTime) and offset_s is not None:
            return offset_s, self.numbers.late_s
        return offset_s, spread_s

    @property
    def rate(self) -> ClockRate | None:
        """As in ``LinkHealth``; None where the host's own clock stamps."""
        return None if isinstance(self.numbers, HostTime) else self.fit.rate

    @property
    def offset_uncertainty_s(self) -> float | None:
        """As in ``LinkHealth``: a reading is at most as late as its answer."""
        return self.numbers.late_s if isinstance(self.numbers, HostTime) else self.fit.offset_uncertainty_s

    def _fit(self, known: ClockRate | None) -> ClockFit:
        rough = self.signal.clock is SampleClock.COUNT
        return ClockFit(known, max(STEEPEST, self.signal.rate_tolerance) if rough else STEEPEST)

    def _lost_unseen(self, frame: Frame, now_s: float) -> list[TimeEvent]:
        """A new segment where samples are missing and nothing but the host's clock shows it."""
        if self._losses is None or self.numbers.last_s is None or isinstance(self.numbers, HostTime):
            return []
        step_s = self._losses.observe(self.numbers.last_s, now_s, frame.ticks.size * self.signal.tick_s)
        if not step_s:
            return []
        missing = max(1, round(step_s / self.signal.tick_s))
        self.unseen += missing
        return self.numbers.begin_anew(f"About {missing} samples were lost, and the device does not say which.")
