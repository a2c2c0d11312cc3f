"""The watchdog of a link: silence is decided here, whatever the system below says, and told with what it looks like."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from drivers.contracts import Clock
from drivers.errors import LinkLost

TICK_S = 0.05
"""The watchdog looks this long before a limit and again at it: what arrived meanwhile is read in between."""

FIRST_SAMPLE_S = 2.0
"""Silence that is allowed before the first sample: converters settle for up to 0.4 s, imitations longer."""


class LinkWatch:
    """Knows when samples were last heard, and ends the watch when that is too long ago.

    If the watchdog itself wakes late, the reader was held up too: that time does not count as silence.
    """

    def __init__(self, clock: Clock, title: str, stale_s: float, lost_s: float, stale: Callable[[str], None]) -> None:
        """``stale`` is called once, with a sentence, each time samples stay away for ``stale_s``."""
        self._clock = clock
        self._title = title
        self._stale_s = stale_s
        self._lost_s = lost_s
        self._stale = stale
        self._last_s = clock.now()
        self.heard_s: float | None = None
        """When the device last showed that it is the right one and works; None before the first sample."""
        self._first = True
        self._fresh = False
        self._noise = False
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._given_up: LinkLost | None = None

    def begin(self) -> None:
        """The stream is about to be started: the first sample may take its time."""
        self._first, self._fresh, self._last_s = True, False, self._clock.now()
        self._given_up = None
        self._ended = asyncio.get_running_loop().create_future()

    def end(self) -> None:
        """Nobody waits for samples any more: ``run`` returns."""
        if not self._ended.done():
            self._ended.set_result(None)

    def give_up(self, why: str) -> None:
        """``run`` raises LinkLost with these words; without effect while it does not run."""
        if not self._ended.done():
            self._given_up = LinkLost(why)
            self._ended.set_result(None)

    def answered(self) -> None:
        """The device did what it was told."""
        self.heard_s = self._clock.now()

    def heard(self) -> None:
        """Samples came."""
        self.heard_s = self._last_s = self._clock.now()
        self._first, self._fresh, self._noise = False, True, False

    def noise(self) -> None:
        """Bytes came that make no sense; they are no sign of life."""
        self._noise = True

    async def run(self, reader: asyncio.Task[None]) -> None:
        """Wait until ``end``, or until the reader ends or the device has been silent for too long; these two raise."""
        self._last_s = self._clock.now()
        while True:
            before_s = self._clock.now()
            wait_s = self._look_after_s(before_s - self._last_s)
            with suppress(TimeoutError):
                async with self._clock.timeout(wait_s):
                    await asyncio.wait({reader, self._ended}, return_when=asyncio.FIRST_COMPLETED)
            if reader.done():
                await reader
            if self._given_up is not None:
                raise self._given_up
            if self._ended.done():
                return
            now_s = self._clock.now()
            late_s = max(0.0, now_s - before_s - wait_s)
            self._last_s = min(now_s, self._last_s + late_s)
            self._judge(now_s - self._last_s)

    def _look_after_s(self, silent_s: float) -> float:
        """How long nothing can have to be said of a silence that has lasted this long."""
        limit_s = self._limit_s
        if silent_s < self._stale_s and self._fresh:
            limit_s = min(limit_s, self._stale_s)
        # what comes from now on cannot be stale before then
        left_s = min(limit_s - silent_s, self._stale_s)
        # a little more than nothing, or rounding would make it look twice at the same instant
        return left_s - TICK_S if left_s > 2 * TICK_S else max(left_s, 1e-6)

    @property
    def _limit_s(self) -> float:
        return max(self._lost_s, FIRST_SAMPLE_S) if self._first else self._lost_s

    def _judge(self, silent_s: float) -> None:
        if silent_s >= self._limit_s:
            raise LinkLost(
                f"No valid data from the {self._title} in {silent_s:.1f} s, only bytes that make no sense: the speed "
                "of the port is wrong, the cable is damaged, or it is another device. Check the cable and the port."
                if self._noise
                else f"The {self._title} has sent nothing for {silent_s:.1f} s."
            )
        if silent_s >= self._stale_s and self._fresh:
            self._fresh = False
            self._stale(f"{'Only noise' if self._noise else 'Nothing'} received for {silent_s:.1f} s.")
