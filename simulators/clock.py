"""Virtual time: an event loop whose clock jumps to the next timer as soon as nothing else can run.

A test that sleeps for an hour takes a millisecond.  File descriptors are still polled, so ``call_soon_threadsafe``
works, and while a job of ``run_in_executor`` or ``asyncio.to_thread`` runs, time stands still.  Threads that the loop
does not know of (a serial reader) get no such grace: use real time with them.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")

GRACE_S = 0.25
"""Real seconds given to a thread that may still wake a loop which has nothing left to wait for."""
OWN_FILES = 1
"""An asyncio loop watches one file of its own: the pipe that other threads wake it through."""


class NothingScheduled(RuntimeError):
    """Every task waits for what nobody will do.  Example: a reader of a device that was never started."""


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop on virtual time, starting at 0 s.  Raises NothingScheduled instead of hanging."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self._jobs = 0
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        return self._now_s

    def advance(self, seconds: float) -> None:
        """Move the clock on; due timers run in the next round of the loop."""
        self._now_s += seconds

    @property
    def job_running(self) -> bool:
        """Whether a thread works for this loop, so that time must stand still."""
        return self._jobs > 0

    def run_in_executor(self, executor: Executor | None, func: Callable[[*_Ts], _T], *args: *_Ts) -> asyncio.Future[_T]:
        future = super().run_in_executor(executor, func, *args)
        self._jobs += 1
        future.add_done_callback(self._job_done)
        return future

    def _job_done(self, _: asyncio.Future[Any]) -> None:
        self._jobs -= 1


class _JumpingSelector(selectors.BaseSelector):
    """Polls without waiting and moves the loop's clock by the time it was asked to wait."""

    def __init__(self, loop: VirtualTimeLoop) -> None:
        self._loop = loop
        self._real = selectors.DefaultSelector()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0 and len(self._real.get_map()) <= OWN_FILES:
            return []  # what other threads hand in is ready already; their wake-up is read before time moves on
        ready = self._real.select(0)
        if ready or timeout == 0:
            return ready
        if self._loop.job_running:
            return self._real.select(0.05)
        if timeout is not None:
            self._loop.advance(max(timeout, 0.0))
            return ready
        return self._last_chance()

    def _last_chance(self) -> list[tuple[selectors.SelectorKey, int]]:
        end_s = time.monotonic() + GRACE_S
        while (left_s := end_s - time.monotonic()) > 0:
            ready = self._real.select(left_s)
            if ready:
                return ready
        raise NothingScheduled(
            f"at {self._loop.time():.6f} s of virtual time every task waits and no timer is set: "
            "something that should wake one of them was never started, or has already ended"
        )

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.get_key(fileobj)

    def close(self) -> None:
        self._real.close()


def run(main: Coroutine[Any, Any, _T]) -> _T:
    """Run ``main`` to its end on virtual time, like ``asyncio.run``, and return what it returns."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(main)
