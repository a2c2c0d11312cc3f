"""The loop that jumps: what it promises to tests that never sleep."""

import asyncio
import threading
import time

import pytest

from drivers.clock import SystemClock
from simulators.clock import NothingScheduled, VirtualTimeLoop, run


def test_an_hour_of_sleep_costs_no_real_time():
    async def main() -> float:
        await asyncio.sleep(3600)
        return asyncio.get_running_loop().time()

    began = time.monotonic()
    assert run(main()) == pytest.approx(3600, abs=1e-9)
    assert time.monotonic() - began < 60.0


def test_timers_fire_in_the_order_of_their_times():
    async def main() -> list[tuple[str, float]]:
        seen: list[tuple[str, float]] = []

        async def note(name: str, after_s: float) -> None:
            await asyncio.sleep(after_s)
            seen.append((name, asyncio.get_running_loop().time()))

        await asyncio.gather(note("late", 2.0), note("early", 0.5), note("middle", 1.25))
        return seen

    assert run(main()) == [("early", 0.5), ("middle", 1.25), ("late", 2.0)]


def test_a_timeout_of_the_clock_ends_a_wait_at_exactly_its_time():
    async def main() -> float:
        clock = SystemClock()
        with pytest.raises(TimeoutError):
            async with clock.timeout(1.0):
                await asyncio.Event().wait()
        return clock.now()

    assert run(main()) == pytest.approx(1.0, abs=1e-9)


def test_a_clock_at_four_times_the_speed_reads_and_waits_in_its_own_seconds():
    async def main() -> tuple[float, float]:
        clock = SystemClock(speed=4)
        await clock.sleep(8)
        return clock.now(), asyncio.get_running_loop().time()

    assert run(main()) == (8.0, 2.0)


def test_time_stands_still_while_a_thread_works_for_the_loop():
    async def main() -> float:
        loop = asyncio.get_running_loop()
        ticking = asyncio.ensure_future(asyncio.sleep(1000))
        await asyncio.to_thread(time.sleep, 0.02)
        at_s = loop.time()
        ticking.cancel()
        return at_s

    assert run(main()) == 0.0


def test_a_foreign_thread_can_wake_a_loop_that_has_nothing_scheduled():
    async def main() -> bool:
        loop = asyncio.get_running_loop()
        woken = asyncio.Event()
        thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(woken.set))
        thread.start()
        await woken.wait()
        thread.join()
        return woken.is_set()

    assert run(main())


def test_waiting_for_what_never_comes_is_an_error_and_no_hang(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("simulators.clock.GRACE_S", 0.01)

    async def main() -> None:
        await asyncio.sleep(2.5)
        await asyncio.Event().wait()

    with pytest.raises(NothingScheduled, match=r"at 2\.5\d* s .* no timer is set"):
        run(main())


def test_the_loop_starts_at_zero():
    loop = VirtualTimeLoop()
    try:
        assert loop.time() == 0.0
    finally:
        loop.close()
