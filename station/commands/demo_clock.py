"""Time of a demo: the machine's, faster or slower as somebody wishes, and a calendar that can be put back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from drivers.clock import SystemClock


class DemoClock(SystemClock):
    """A clock whose speed may change while it runs; it never jumps.  What already sleeps wakes as it was told."""

    def __init__(self, speed: float = 1.0) -> None:
        super().__init__(speed)
        self._line = (0.0, 0.0, speed)
        """Real second since which, the clock's second then, and how fast since."""

    def now(self) -> float:
        since_s, base_s, speed = self._line
        return base_s + (self._real_s() - since_s) * speed

    def set_speed(self, speed: float) -> None:
        """From now on so many times faster than life; on the loop's thread."""
        if speed <= 0:
            raise ValueError("speed must be greater than 0")
        real_s = self._real_s()
        since_s, base_s, before = self._line
        self._line = (real_s, base_s + (real_s - since_s) * before, speed)
        self.speed = speed

    def _real_s(self) -> float:
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            if self._loop is None:
                raise
        return self._loop.time()


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
