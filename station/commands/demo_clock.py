"""Time of a demo: the machine's, faster or slower as somebody wishes, and a calendar that can be put back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from drivers.clock import SystemClock

BEAT_S, AT_MOST_S, _HAIR_S = 0.02, 0.1, 1e-6
"""Real seconds between two looks at the loop, and how many of them count at most where the next look comes late."""

BEHIND_S, CAUGHT_UP_S = 0.8, 0.15
"""From when on devices that fall behind slow a demo down, and when it goes at its pace again."""
SLOWEST, SLOWER_AFTER_S, FASTER_AFTER_S = 0.25, 1.0, 3.0


class DemoClock(SystemClock):
    """A clock whose speed may change while it runs; it never jumps.

    While the loop is held up the clock stands.  Simulated devices have to make up for all the time that has passed: on
    a computer that takes longer for a second of theirs than the clock does, each time they caught up more would have
    passed than the time before, and soon nothing else would happen any more.  So a demo that is too fast for its
    computer takes longer instead; who sleeps, and who is given so much time, is told by this clock.
    """

    def __init__(self, speed: float = 1.0) -> None:
        super().__init__(speed)
        self._line = (0.0, 0.0, speed)
        """The real second of the last look at the loop, the clock's second then, and how fast since."""

    def now(self) -> float:
        real_s = self._real_s()
        since_s, base_s, speed = self._line
        return base_s + min(real_s - since_s, AT_MOST_S) * speed

    def set_speed(self, speed: float) -> None:
        """From now on so many times faster than life; on the loop's thread."""
        if speed <= 0:
            raise ValueError("speed must be greater than 0")
        self._line = (self._real_s(), self.now(), speed)
        self.speed = speed

    async def sleep(self, seconds: float) -> None:
        until_s = self.now() + seconds
        await super().sleep(seconds)
        while (left_s := until_s - self.now()) > _HAIR_S:
            await super().sleep(left_s)

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[object]:
        async with asyncio.timeout(None) as limit:
            waiting = asyncio.create_task(self._end(limit, seconds))
            try:
                yield limit
            finally:
                waiting.cancel()

    async def _end(self, limit: asyncio.Timeout, seconds: float) -> None:
        await self.sleep(seconds)
        limit.reschedule(asyncio.get_running_loop().time())

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if loop is self._loop:
            self._line = (loop.time(), self.now(), self.speed)
            loop.call_later(BEAT_S, self._look, loop)

    def _real_s(self) -> float:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            if self._loop is None:
                raise
            return self._loop.time()
        if loop is not self._loop:
            self._loop, self._line = loop, (loop.time(), loop.time() * self.speed, self.speed)
            loop.call_later(BEAT_S, self._look, loop)
        return loop.time()


class Pace:
    """The speed that the simulated devices keep up with: what was wanted, or less while they fall behind."""

    def __init__(self, wanted: float) -> None:
        self.wanted = self.now = wanted
        self._since_s = float("-inf")

    def want(self, speed: float) -> None:
        """Somebody chose another one: at once, and slower again only where it turns out to be too fast."""
        self.wanted = self.now = speed
        self._since_s = float("-inf")

    def seen(self, behind_s: float, real_s: float) -> float | None:
        """How far the newest samples are behind, at this real second; the speed from now on where it changes."""
        wait_s = real_s - self._since_s
        if behind_s > BEHIND_S and wait_s >= SLOWER_AFTER_S:
            changed = max(min(SLOWEST, self.wanted), self.now / 2.0)
        elif behind_s < CAUGHT_UP_S and wait_s >= FASTER_AFTER_S:
            changed = min(self.wanted, self.now * 1.5)
        else:
            return None
        if changed == self.now:
            return None
        self.now, self._since_s = changed, real_s
        return changed


class Calendar:
    """The wall clock of a demo's visits."""

    def __init__(self, real: Callable[[], datetime] = lambda: datetime.now().astimezone()) -> None:
        self._real = real
        self._back = timedelta()

    def now(self) -> datetime:
        """What the visits take for the present."""
        return self._real() - self._back

    def put_back(self, weeks: float) -> None:
        """Visits from now on are so many weeks ago."""
        self._back = timedelta(weeks=weeks)
