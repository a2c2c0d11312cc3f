"""Time for programs that run: the event loop's own monotonic clock, at natural speed or faster."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from drivers.computer_sleep import computer_slept_s


class SystemClock:
    """The running loop's clock, ``speed`` times faster than the loop's; every wait shrinks by the same factor.

    Reading the loop rather than the machine lets one piece of code run on real time and on a loop with virtual time.
    """

    def __init__(self, speed: float = 1.0, *, slept_s: Callable[[], float] = computer_slept_s) -> None:
        """``slept_s``: how long the computer has slept; on virtual time it sleeps when a test says so."""
        if speed <= 0:
            raise ValueError("speed must be greater than 0")
        self.speed = speed
        self._slept_s = slept_s
        self._loop: asyncio.AbstractEventLoop | None = None

    def now(self) -> float:
        """Seconds; from another thread than the loop's, the clock of the loop that last asked."""
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            if self._loop is None:
                raise
        return self._loop.time() * self.speed

    def slept_s(self) -> float:
        """How long the computer has slept since it was switched on."""
        return self._slept_s()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)

    def timeout(self, seconds: float) -> AbstractAsyncContextManager[object]:
        return asyncio.timeout(seconds / self.speed)

    def call_later(self, seconds: float, action: Callable[[], object]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds / self.speed, action)
