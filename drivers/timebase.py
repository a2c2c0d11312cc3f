"""From the device's wrapping ticks to numbered samples on one straight time line; the first place that knows time.

    Frame (raw ticks) -> SampleBlock | Gap | Restart

The sample period is learned from the ticks themselves, never from a nominal rate: parts that are named 10 Hz run at
9.67 Hz, and ticks of 32 us make a period of 31.25 ticks.  What a step of ticks means:

    step < -LATE_S          the clock jumped back: the device was reset           -> Restart
    -LATE_S <= step <= 0    came twice: dropped and counted as a duplicate;
                            fills a hole: put in its place;
                            its hole was given up: dropped and counted as late;
                            contradicts what was there: the clock was turned back -> Restart
    0 < step < 1.5 periods  the next sample
    ... <= GAP_S            round(step / period) - 1 samples are missing          -> a hole, and then a Gap
    GAP_S < step            no link survives such a silence: the clock was set    -> Restart

Behind a hole everything waits until the hole is filled, or until a sample REORDER_S behind its far edge shows that
nothing will fill it: then it becomes a ``Gap`` of what is still missing.  While nothing is missing nothing waits.  A
Restart is believed when a second sample goes on from the first one of the new clock; one that stands alone is a stray.

Whoever knows the host's clock may say what the device's clock cannot be past (``now_s``): a step beyond that is a clock
that was set ahead, and a counter that is silent for half a turn or more is counted on by it.

The outcome depends on the samples alone, not on how they were cut into frames: the period is renewed at fixed sample
counts.  Where frames are cut only decides where blocks are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from drivers.clock_face import ClockFace
from drivers.contracts import Frame, Gap, Native, SampleBlock, SampleClock, Signal, Ticks
from drivers.first_samples import FirstSamples
from drivers.reordering import Passed, Past, Waiting
from drivers.sample_blocks import Blocks
from drivers.sample_period import SamplePeriod

REORDER_S = 0.25
"""How long a hole is waited for, in device seconds; at most a quarter turn of the counter."""

LEARN = 9
"""Samples that are held back at the start until the period is known (0.1 s at 80 Hz)."""

AT_ONCE = 1000
"""Samples that are numbered together; more would be looked at again after each of many gaps."""


@dataclass(frozen=True, slots=True)
class Restart:
    """The device's clock began anew: what follows has index 0 and tick 0 again and belongs to a new segment."""

    why: str


TimeEvent = SampleBlock | Gap | Restart


@dataclass(frozen=True, slots=True, eq=False)
class _Suspect:
    """A sample of which only the next one can tell whether a new clock began with it."""

    raw: int
    value: Native
    why: str


class Timebase:
    """Numbers the samples of one connection; counts what is lost, late, and what came twice."""

    def __init__(self, signal: Signal) -> None:
        self._tick_s = signal.tick_s
        self._face = ClockFace(signal)
        self._patience = min(REORDER_S / signal.tick_s, (signal.tick_modulus or math.inf) / 4)
        if signal.clock is SampleClock.COUNT:
            self._patience = 0.0  # whoever counts as they come has nothing to fill a hole with
        self.received = 0
        self.lost = 0
        self.late = 0
        """Of the lost ones: came when their place had been given up."""
        self.estimated = 0
        """Of the lost ones: counted by the host's clock."""
        self.duplicates = 0
        self.strays = 0
        """Samples whose ticks fit neither the running clock nor a new one."""
        self._blocks = Blocks()
        self._begin()

    def _begin(self) -> None:
        self._period: SamplePeriod | None = None
        self._first = FirstSamples()
        self._waiting = Waiting()
        self._passed = Passed(self._face.late)
        self._suspect: _Suspect | None = None
        self._now: float | None = None
        self._tick = 0
        self._index = 0

    @property
    def rate_hz(self) -> float | None:
        """Samples per device second over the last seconds, lost ones counted; None until the period is known."""
        return None if self._period is None else self._period.rate_hz

    @property
    def recent_rate_hz(self) -> float | None:
        """The same over the last two seconds; None until there is that much."""
        return None if self._period is None else self._period.recent_rate_hz

    @property
    def last_s(self) -> float | None:
        """Device seconds of the newest sample since the segment's first; None until there is one."""
        return self._newest * self._tick_s if self._index else None

    @property
    def _newest(self) -> int:
        return self._waiting.newest if self._waiting else self._tick

    @property
    def _quiet(self) -> float | None:
        """How many ticks may have passed since the newest sample, by the host's clock."""
        return None if self._now is None else self._now - self._newest

    def tick_of(self, raw: int) -> int | None:
        """Ticks since the segment's first sample of something else that the same clock stamped; None before it."""
        return None if self._period is None else self._newest + self._face.step(raw)

    def push(self, frame: Frame, now_s: float | None = None) -> list[TimeEvent]:
        """Take the samples of one frame; returns what they are in order, blocks as long as possible.

        ``now_s`` is what the segment's device seconds cannot be past, when somebody knows.
        """
        events: list[TimeEvent] = []
        self._now = None if now_s is None else now_s / self._tick_s
        at, size = 0, frame.ticks.size
        raw, values = frame.ticks, frame.values
        while at < size:
            if at or size > AT_ONCE:
                raw, values = frame.ticks[at : at + AT_ONCE], frame.values[:, at : at + AT_ONCE]
            if self._period is None:
                at += self._hold(int(raw[0]), values[:, :1], events)
            elif self._suspect is not None:
                at += self._resolve(self._suspect, int(raw[0]), events)
            elif self._waiting:
                at += self._wait(raw, values, events)
            else:
                at += self._number(raw, values, events)
        events += self._blocks.cut()
        return events

    def begin_anew(self, why: str) -> list[TimeEvent]:
        """End the numbering here: what comes next begins at 0 again, for a reason that the ticks do not show."""
        events: list[TimeEvent] = []
        self._release(events)
        self._give_out(events)
        self._restart(why, events)
        return events

    def let_go(self) -> list[TimeEvent]:
        """Wait for stragglers no longer: nothing has come for a while."""
        events: list[TimeEvent] = []
        self._give_out(events)
        return events + self._blocks.cut()

    def finish(self) -> list[TimeEvent]:
        """Let go of samples that are still held back because the stream ended before their place was known."""
        events: list[TimeEvent] = []
        if self._period is None:
            self._release(events)
        self._give_out(events)
        self._drop_suspect()
        return events + self._blocks.cut()

    # Until the period is known

    def _hold(self, raw: int, value: Native, events: list[TimeEvent]) -> int:
        """Hold one sample back; returns how many were used up."""
        step = self._face.step(raw) if self._first else 0
        if why := self._face.restarted(step, None):
            self._release(events)
            self._give_out(events)
            self._restart(why, events)
            return 0
        if not self._first or step > 0:
            self._face.raw = raw
        if not self._first.add(step, value):
            self.duplicates += 1
        elif len(self._first) == LEARN:
            self._release(events)
        return 1

    def _release(self, events: list[TimeEvent]) -> None:
        if not self._first:
            return
        ticks, values, period = self._first.taken()
        self._first = FirstSamples()
        self._period = SamplePeriod(self._tick_s, period, LEARN)
        self._take(ticks[:1], values[:, :1])
        if ticks.size > 1:
            holes = np.flatnonzero(np.diff(ticks) >= 1.5 * self._period_so_far()) + 1
            for first, end in zip([1, *holes], [*holes, ticks.size], strict=True):
                if first < end:
                    self._waiting.append(ticks[first:end], values[:, first:end])
            self._settle(events)

    # Afterwards

    def _number(self, raw: Ticks, values: Native, events: list[TimeEvent]) -> int:
        """Number samples up to the first odd one, or that one; returns how many were used up."""
        steps = self._face.steps(raw)
        if count := self._go_straight(steps, self._face.unwrapped(raw, steps, self._tick), values):
            self._face.raw = raw.item(count - 1)
            return count
        step = self._face.counted_on(int(steps[0]), self._quiet)
        if why := self._face.restarted(step, self._quiet):
            self._suspect = _Suspect(int(raw[0]), values[:, :1], why)
        elif step <= 0:
            self._look_back(int(raw[0]), self._tick + step, values[:, :1])
        else:
            self._face.raw = int(raw[0])
            tick = np.array([self._tick + step], dtype=np.int64)
            if self._missing(step):
                self._waiting.append(tick, values[:, :1], estimated=step != int(steps[0]))
            else:
                self._take(tick, values[:, :1])
        return 1

    def _go_straight(self, steps: Ticks, ticks: Ticks, values: Native) -> int:
        """Take samples for as long as each is simply the next one; returns how many.

        The least and the largest step settle almost every frame; the period may still be renewed on the way.
        """
        # where the least one is takes numpy a quarter of the time that what it is does
        shortest, longest = steps.item(steps.argmin()), steps.item(steps.argmax())
        first, at, period = self._index, 0, self._period
        while period is not None and at < steps.size:
            limit = 1.5 * (period.ticks or 0.0)
            count = min(period.to_mark, steps.size - at)
            if odd := shortest <= 0 or longest >= limit:
                piece = steps[at : at + count]
                steady = (piece > 0) & (piece < limit)
                odd = not steady.all()
                count = int(steady.argmin()) if odd else count
            at += count
            if count:
                self._count(count, ticks.item(at - 1))
            if odd:
                break
        if at:
            if at < steps.size:
                ticks, values = ticks[:at], values[:, :at]
            self._blocks.add(first, ticks, values)
            self._passed.give(ticks, values, self._tick)
        return at

    def _take(self, tick: Ticks, value: Native) -> None:
        """Number one sample, whatever its step."""
        self._blocks.add(self._index, tick, value)
        self._count(1, int(tick[0]))
        self._passed.give(tick, value, self._tick)

    # Behind a hole

    def _wait(self, raw: Ticks, values: Native, events: list[TimeEvent]) -> int:
        """Take samples while something is missing in front of them; returns how many were used up."""
        steps = self._face.steps(raw)
        limit = 1.5 * self._period_so_far()
        steady = (steps > 0) & (steps < limit)
        count = steps.size if steady.all() else int(steady.argmin())
        newest = self._waiting.newest
        if count:
            ticks = newest + steps[:count].cumsum()
            count = min(count, 1 + int(np.searchsorted(ticks, self._waiting.runs[0].first + self._patience)))
            self._waiting.extend(ticks[:count], values[:, :count])
            self._face.raw = int(raw[count - 1])
        else:
            count = 1
            step = self._face.counted_on(int(steps[0]), self._quiet)
            if why := self._face.restarted(step, self._quiet):
                self._suspect = _Suspect(int(raw[0]), values[:, :1], why)
            elif step > 0:
                tick = np.array([newest + step], dtype=np.int64)
                self._waiting.append(tick, values[:, :1], estimated=step != int(steps[0]))
                self._face.raw = int(raw[0])
            else:
                self._look_back(int(raw[0]), newest + step, values[:, :1])
        self._settle(events)
        return count

    def _settle(self, events: list[TimeEvent]) -> None:
        """Give out what waits no longer: its hole is filled, or nothing will fill it."""
        while self._waiting:
            first = self._waiting.runs[0].first
            if self._missing(first - self._tick) and self._waiting.newest < first + self._patience:
                return
            self._give_first(events)

    def _give_out(self, events: list[TimeEvent]) -> None:
        while self._waiting:
            self._give_first(events)

    def _give_first(self, events: list[TimeEvent]) -> None:
        run = self._waiting.runs.popleft()
        ticks, values = run.joined()
        estimated, at = run.estimated, 0
        while at < ticks.size:
            piece = ticks[at : at + AT_ONCE]
            steps = np.diff(piece, prepend=self._tick)
            count = self._go_straight(steps, piece, values[:, at : at + AT_ONCE])
            if not count:
                if missing := self._missing(int(steps[0])):
                    self._lose(missing, int(ticks[at]), estimated, events)
                self._take(ticks[at : at + 1], values[:, at : at + 1])
                count = 1
            estimated = False
            at += count

    def _lose(self, missing: int, behind: int, estimated: bool, events: list[TimeEvent]) -> None:
        events += self._blocks.cut()
        events.append(Gap(self._index, missing, estimated))
        self._passed.give_up(self._tick, behind)
        self._index += missing
        self.lost += missing
        self.estimated += missing if estimated else 0

    def _look_back(self, raw: int, tick: int, value: Native) -> None:
        """Take a sample from the past: put it in its place, count it, or suspect a clock that was turned back."""
        period = self._period_so_far()
        if self._waiting and tick > self._tick:
            if self._waiting.insert(tick, value, self._tick, period):
                return
            known = self._waiting.value_at(tick)
            past = Past.TWICE if known is not None and np.array_equal(known, value) else Past.CONTRADICTED
        else:
            past = self._passed.judge(tick, value, period)
        if past is Past.LATE:
            self.late += 1
        elif past is Past.CONTRADICTED and self._newest - tick >= 1.5 * period:
            self._suspect = _Suspect(raw, value, self._face.turned_back(self._newest - tick))
        else:
            self.duplicates += 1

    # A new clock

    def _resolve(self, suspect: _Suspect, raw: int, events: list[TimeEvent]) -> int:
        """Decide by the sample behind a suspect one whether a new clock began there; uses none up."""
        onwards = self._face.step(raw, suspect.raw)
        if not 0 < self._face.step(raw) < 1.5 * self._period_so_far() and 0 < onwards <= self._face.late:
            self._give_out(events)
            self._restart(suspect.why, events)
            self._hold(suspect.raw, suspect.value, events)
        else:
            self._drop_suspect()
        return 0

    def _drop_suspect(self) -> None:
        if self._suspect is not None:
            self._suspect = None
            self.strays += 1

    def _restart(self, why: str, events: list[TimeEvent]) -> None:
        events += self._blocks.cut()
        events.append(Restart(why))
        self._begin()

    # Counting

    def _missing(self, step: int) -> int:
        """How many samples are missing before one that is this many ticks further."""
        return int(step / self._period_so_far() + 0.5) - 1

    def _count(self, count: int, tick: int) -> None:
        """So many samples were numbered, the last of them at ``tick``."""
        self._index += count
        self.received += count
        self._tick = tick
        if self._period is not None:
            self._period.counted(count, self._index - 1, tick)

    def _period_so_far(self) -> float:
        return 0.0 if self._period is None else self._period.so_far(self._index - 1, self._tick)
