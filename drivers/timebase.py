"""From the device's wrapping ticks to numbered samples on one straight time line; the first place that knows time.

    Frame (raw ticks) -> SampleBlock | Gap | Restart

The sample period is learned from the ticks themselves, never from a nominal rate: parts that are named 10 Hz run at
9.67 Hz, and ticks of 32 us make a period of 31.25 ticks.  What a step of ticks means:

    step < -LATE_S          the clock jumped back: the device was reset           -> Restart
    -LATE_S <= step <= 0    seen before, or too late to be put in its place       -> dropped and counted
    0 < step < 1.5 periods  the next sample
    ... <= GAP_S            round(step / period) - 1 samples are missing          -> Gap
    GAP_S < step            no link survives such a silence: the clock was set    -> Restart

The outcome depends on the samples alone, not on how they were cut into frames: the period is renewed at fixed sample
counts.  Where frames are cut only decides where blocks are.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import cast

import numpy as np

from drivers.contracts import Frame, Gap, Native, SampleBlock, Signal, Ticks

LATE_S = 2.0
"""Longer than the largest packet of any device, so that a repeated packet is never taken for a reset."""

GAP_S = 60.0
LEARN = 9
"""Samples that are held back at the start until the period is known (0.1 s at 80 Hz)."""

MARK_S = 0.1
"""How often the period is renewed, in device seconds."""

AT_ONCE = 1000
"""Samples that are numbered together; more would be looked at again after each of many gaps."""

WINDOW_S = 5.0
"""How far back period and rate look."""


@dataclass(frozen=True, slots=True)
class Restart:
    """The device's clock began anew: what follows has index 0 and tick 0 again and belongs to a new segment."""

    why: str


TimeEvent = SampleBlock | Gap | Restart


class Timebase:
    """Numbers the samples of one connection; counts what is lost and what came twice."""

    def __init__(self, signal: Signal) -> None:
        self._tick_s = signal.tick_s
        self._modulus = signal.tick_modulus
        self._late = LATE_S / signal.tick_s
        self._longest_gap = GAP_S / signal.tick_s
        self.received = 0
        self.lost = 0
        self.duplicates = 0
        self._blocks = _Blocks()
        self._begin()

    def _begin(self) -> None:
        self._period: float | None = None
        self._held: list[Native] = []
        self._held_ticks: list[int] = []
        self._raw = 0
        self._tick = 0
        self._index = 0
        self._marks: deque[tuple[int, int]] = deque()
        self._to_mark = 0

    @property
    def rate_hz(self) -> float | None:
        """Samples per device second over the last WINDOW_S, lost ones counted; None until the period is known."""
        return None if self._period is None else 1.0 / (self._period * self._tick_s)

    @property
    def last_s(self) -> float | None:
        """Device seconds of the newest sample since the segment's first; None until there is one."""
        return self._tick * self._tick_s if self._index else None

    def push(self, frame: Frame) -> list[TimeEvent]:
        """Take the samples of one frame; returns what they are in order, blocks as long as possible."""
        events: list[TimeEvent] = []
        at = 0
        while at < frame.ticks.size:
            if self._period is None:
                at += self._hold(int(frame.ticks[at]), frame.values[:, at : at + 1], events)
            else:
                at += self._number(frame.ticks[at:], frame.values[:, at:], events)
        self._blocks.cut(events)
        return events

    def finish(self) -> list[TimeEvent]:
        """Let go of samples that are still held back because the stream ended before its period was known."""
        events: list[TimeEvent] = []
        if self._period is None:
            self._release(events)
        self._blocks.cut(events)
        return events

    # Until the period is known

    def _hold(self, raw: int, value: Native, events: list[TimeEvent]) -> int:
        """Hold one sample back; returns how many were used up."""
        if self._held_ticks:
            step = self._step(raw)
            if why := self._restarted(step):
                self._release(events)
                self._restart(why, events)
                return 0
            if step <= 0:
                self.duplicates += 1
                return 1
            self._held_ticks.append(self._held_ticks[-1] + step)
        else:
            self._held_ticks.append(0)
        self._held.append(value)
        self._raw = raw
        if len(self._held) == LEARN:
            self._release(events)
        return 1

    def _release(self, events: list[TimeEvent]) -> None:
        if not self._held:
            return
        ticks = np.array(self._held_ticks, dtype=np.int64)
        values = _side_by_side(self._held)
        steps = np.diff(ticks)
        if steps.size:
            # a lost sample lengthens a step and nothing shortens one, so the short steps are single periods
            single = steps[steps < 1.5 * steps.min()].mean()
            self._period = float(steps.sum() / np.round(steps / single).sum())
        self._held, self._held_ticks = [], []
        first_raw = self._raw - int(ticks[-1])
        self._raw, self._tick = first_raw, 0
        self._marks.append((0, 0))
        self._to_mark = self._mark_every() + 1
        self._blocks.add(0, ticks[:1], values[:, :1])
        self._count(1, 0)
        at = 1
        while at < ticks.size:
            at += self._number(first_raw + ticks[at:], values[:, at:], events)

    # Afterwards

    def _number(self, raw: Ticks, values: Native, events: list[TimeEvent]) -> int:
        """Number samples up to the first odd one, or that one; returns how many were used up."""
        raw = raw[:AT_ONCE]
        steps = self._steps(raw)
        if count := self._go_straight(steps, values):
            self._raw = int(raw[count - 1])
            return count
        step = int(steps[0])
        if why := self._restarted(step):
            self._restart(why, events)
            return 0
        if step <= 0:
            self.duplicates += 1
            return 1
        missing = int(step / self._period_so_far() + 0.5) - 1
        if missing > 0:
            self._blocks.cut(events)
            events.append(Gap(self._index, missing))
            self._index += missing
            self.lost += missing
        self._blocks.add(self._index, np.array([self._tick + step], dtype=np.int64), values[:, :1])
        self._count(1, self._tick + step)
        self._raw = int(raw[0])
        return 1

    def _go_straight(self, steps: Ticks, values: Native) -> int:
        """Take samples for as long as each is simply the next one; returns how many.

        The least and the largest step settle almost every frame; the period may still be renewed on the way.
        """
        shortest, longest = steps.min(), steps.max()
        ticks = self._tick + steps.cumsum()
        first, at = self._index, 0
        while at < steps.size:
            limit = 1.5 * (self._period or 0.0)
            count = min(self._to_mark, steps.size - at)
            if odd := shortest <= 0 or longest >= limit:
                piece = steps[at : at + count]
                steady = (piece > 0) & (piece < limit)
                odd = not steady.all()
                count = int(steady.argmin()) if odd else count
            at += count
            if count:
                self._count(count, int(ticks[at - 1]))
            if odd:
                break
        if at:
            self._blocks.add(first, ticks[:at], values[:, :at])
        return at

    def _count(self, count: int, tick: int) -> None:
        """So many samples were numbered, the last of them at ``tick``."""
        self._index += count
        self.received += count
        self._tick = tick
        self._to_mark -= count
        if self._to_mark <= 0 and self._period is not None:
            self._mark()

    def _mark(self) -> None:
        """Renew the period from the oldest mark within the window to here."""
        here = (self._index - 1, self._tick)
        self._marks.append(here)
        while len(self._marks) > 2 and here[1] - self._marks[0][1] > WINDOW_S / self._tick_s:
            self._marks.popleft()
        self._period = self._period_so_far()
        self._to_mark = self._mark_every()

    def _period_so_far(self) -> float:
        """The period over everything from the oldest mark to here: a long gap needs all the precision there is."""
        index, tick = self._marks[0]
        count = self._index - 1 - index
        return (self._tick - tick) / count if count >= LEARN - 1 else self._period or 0.0

    def _mark_every(self) -> int:
        return max(1, round(MARK_S / (self._tick_s * self._period))) if self._period else 1

    def _restart(self, why: str, events: list[TimeEvent]) -> None:
        self._blocks.cut(events)
        events.append(Restart(why))
        self._begin()

    def _restarted(self, step: int) -> str:
        """Why a step of this many ticks means a new clock; empty when it does not."""
        if step < -self._late:
            return f"The device's clock jumped back by {-step * self._tick_s:.1f} s: it was reset."
        if step > self._longest_gap:
            return f"The device's clock jumped ahead by {step * self._tick_s:.0f} s: it was set or reset."
        return ""

    def _step(self, raw: int) -> int:
        return int(self._steps(np.array([raw], dtype=np.int64))[0])

    def _steps(self, raw: Ticks) -> Ticks:
        """From each sample to the next, the first from the last one known, as signed distances on the clock face."""
        steps = np.empty_like(raw)
        steps[0] = raw[0] - self._raw
        np.subtract(raw[1:], raw[:-1], out=steps[1:])
        if self._modulus is None:
            return steps
        half = self._modulus // 2
        return (steps + half) % self._modulus - half


class _Blocks:
    """Pieces of consecutive samples, joined when a gap or the end of a frame cuts them."""

    def __init__(self) -> None:
        self._index = 0
        self._ticks: list[Ticks] = []
        self._values: list[Native] = []

    def add(self, index: int, ticks: Ticks, values: Native) -> None:
        if not self._ticks:
            self._index = index
        self._ticks.append(ticks)
        self._values.append(values)

    def cut(self, events: list[TimeEvent]) -> None:
        if not self._ticks:
            return
        ticks = self._ticks[0] if len(self._ticks) == 1 else np.concatenate(self._ticks)
        values = _side_by_side(self._values)
        events.append(SampleBlock(self._index, ticks, values))
        self._ticks, self._values = [], []


def _side_by_side(pieces: list[Native]) -> Native:
    if len(pieces) == 1:
        return pieces[0] if pieces[0].flags.c_contiguous else pieces[0].copy()
    return cast(Native, np.concatenate(pieces, axis=1))


# Where the device's clock stands against the host's -------------------------------------------------------------------

BIN_S = 5.0
BINS = 12
"""The line looks back over one minute: the smallest delay in each of twelve windows."""

FIT_FROM_BINS = 6
"""Below half a minute a slope would be noise: 1 ms over 10 s are 100 ppm."""

STEEPEST = 500e-6
"""No crystal is further off than this; a steeper line follows stalls."""

ARRIVALS = 256
LOWEST_OF = 16
"""How well the lower edge is known shows in how far the smallest of this many neighbouring delays scatter above it."""


class ClockOffset:
    """Host seconds minus device seconds, along the lower edge of the arrivals: whatever delays them only adds."""

    def __init__(self) -> None:
        self._bins: deque[tuple[int, float, float]] = deque(maxlen=BINS)
        self._recent: deque[tuple[float, float]] = deque(maxlen=ARRIVALS)

    def observe(self, device_s: float, host_s: float) -> None:
        """Note that the sample of ``device_s`` was here at ``host_s``."""
        delay = host_s - device_s
        number = int(device_s // BIN_S)
        self._recent.append((device_s, delay))
        if not self._bins or self._bins[-1][0] != number:
            self._bins.append((number, device_s, delay))
        elif delay < self._bins[-1][2]:
            self._bins[-1] = (number, device_s, delay)

    def estimate(self) -> tuple[float | None, float | None]:
        """``(offset_s, spread_s)`` at the newest arrival, as in ``LinkHealth``; None before any."""
        if not self._recent:
            return None, None
        now_s = self._recent[-1][0]
        times, delays = np.array([(at, delay) for _, at, delay in self._bins]).T
        slope = 0.0
        if times.size >= FIT_FROM_BINS:
            centred = times - times.mean()
            slope = float(np.clip((centred @ delays) / (centred @ centred), -STEEPEST, STEEPEST))
        offset_s = float((delays + slope * (now_s - times)).min())
        seen, seen_delays = np.array(self._recent).T
        above = seen_delays + slope * (now_s - seen) - offset_s
        groups = above.size // LOWEST_OF
        if groups >= 2:
            above = above[-groups * LOWEST_OF :].reshape(groups, LOWEST_OF).min(axis=1)
        return offset_s, max(0.0, float(np.percentile(above, 95.0)))
