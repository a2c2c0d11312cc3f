"""Wherever a caller gives up, the stream is stopped if it can be, the transport is given back, and no task stays.

Every await of a connection is made to hang in turn, and the caller is cancelled there.
"""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport

from drivers.clock import SystemClock
from drivers.contracts import LinkState, Port, Segment
from drivers.errors import LinkLost
from drivers.link import CLOSE_S, STOP_S, Link
from drivers.link_port import OWING_S
from simulators.clock import run

KINDS = list(SCRIPTS)


def steps(kind: str) -> list[str]:
    script = SCRIPTS[kind]()
    beside = ["attribute"] if script.attributes else []
    return [
        "open",
        *beside,
        "write",
        *(f"write {command.hex()}" for command in script.answers if command != script.stops),
    ]


def link(unit: FakeTransport, *more: FakeTransport) -> Link:
    return Link(unit.script.device, Cupboard([unit, *more]), SystemClock())


def no_task_is_left() -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"still running: {left}"


async def cancelled_after(seconds: float, work: Callable[[], Awaitable[object]]) -> float:
    """Cancel ``work`` after so long; returns how long it took to end."""
    task = asyncio.ensure_future(work())
    await asyncio.sleep(seconds)
    assert not task.done(), "nothing to cancel"
    task.cancel()
    began = asyncio.get_running_loop().time()
    with pytest.raises(asyncio.CancelledError):
        await task
    return asyncio.get_running_loop().time() - began


async def listen(open_link: Link) -> None:
    async with open_link:
        async for _ in open_link:
            pass


@pytest.mark.parametrize(("kind", "step"), [(kind, step) for kind in KINDS for step in steps(kind)])
def test_cancelling_while_connecting_gives_the_transport_back(kind: str, step: str) -> None:
    """A caller that gives up while any step of connecting hangs leaves nothing open."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS[kind](), hangs=frozenset({step}))
        await cancelled_after(0.2, lambda: listen(link(unit)))
        assert unit.closed == 1
        no_task_is_left()

    run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_cancelling_at_any_moment_leaves_nothing_open(kind: str) -> None:
    """The same at moments 0.5 ms apart, from the first step of opening to the middle of the stream."""

    async def main() -> None:
        for number in range(1, 60):
            unit = FakeTransport(SCRIPTS[kind]())
            await cancelled_after(number * 0.0005, lambda unit=unit: listen(link(unit)))
            assert unit.closed == 1
            if unit.script.starts in unit.written:
                assert unit.script.stops in unit.written[unit.written.index(unit.script.starts) :]
            no_task_is_left()

    run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_cancelling_while_listening_stops_the_stream(kind: str) -> None:
    """A listener that is cancelled between two samples still stops the device."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS[kind]())
        await cancelled_after(1.0, lambda: listen(link(unit)))
        assert unit.script.stops in unit.written[-2:]
        assert unit.closed == 1
        no_task_is_left()

    run(main())


def test_cancelling_one_wait_for_an_event_loses_no_event() -> None:
    """A listener with a time-out of its own goes on where it was."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"]())
        count = 0
        async with link(unit) as open_link:
            for _ in range(400):
                try:
                    async with asyncio.timeout(0.007):
                        event = await anext(open_link)
                except TimeoutError:
                    continue
                count += event.ticks.size if hasattr(event, "ticks") else 0
            health = open_link.health()
        assert count == health.received > 100

    run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_that_hangs_is_given_up_and_the_transport_still_closed(kind: str) -> None:
    """The device does not take its stop command: the close waits for STOP_S and no longer."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS[kind]())
        asyncio.get_running_loop().call_later(0.5, setattr, unit, "hangs", frozenset({"write"}))
        took_s = await cancelled_after(1.0, lambda: listen(link(unit)))
        assert took_s == pytest.approx(STOP_S, abs=0.05)
        assert unit.closed == 1
        no_task_is_left()

    run(main())


def test_a_close_that_hangs_is_given_up() -> None:
    """The library never returns from its disconnect: the caller waits for CLOSE_S and no longer."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"](), hangs=frozenset({"close"}))
        took_s = await cancelled_after(1.0, lambda: listen(link(unit)))
        assert took_s == pytest.approx(CLOSE_S, abs=0.1)
        no_task_is_left()

    run(main())


@pytest.mark.parametrize("again_after_s", [0.0, 0.0005, 0.0015, 0.3])
def test_cancelling_twice_does_not_leave_the_transport_open(again_after_s: float) -> None:
    """An impatient caller cancels again while the close is under way."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"](), hangs=frozenset({"write 66"}))
        task = asyncio.create_task(listen(link(unit)))
        await asyncio.sleep(1.0)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(again_after_s)
        with pytest.raises(asyncio.CancelledError):
            await task
        assert unit.closed == 1
        no_task_is_left()

    run(main())


@pytest.mark.parametrize("step", ["open", "write", "write 6b", "write 65"])
def test_cancelling_while_reconnecting_gives_both_transports_back(step: str) -> None:
    """The link was lost, the second connection hangs, and now the caller gives up."""

    async def main() -> None:
        first = FakeTransport(SCRIPTS["progressor"](), lost_at=3)
        second = FakeTransport(SCRIPTS["progressor"](), hangs=frozenset({step}))
        await cancelled_after(1.0, lambda: listen(link(first, second)))
        assert (first.closed, second.closed) == (1, 1)
        no_task_is_left()

    run(main())


def test_cancelling_during_the_pause_between_attempts_ends_at_once() -> None:
    async def main() -> None:
        gone = [FakeTransport(SCRIPTS["progressor"](), fails={"open": LinkLost("gone")}) for _ in range(9)]
        first = FakeTransport(SCRIPTS["progressor"](), lost_at=3)
        took_s = await cancelled_after(1.5, lambda: listen(link(first, *gone)))
        assert took_s < 0.01
        no_task_is_left()

    run(main())


def test_a_device_that_vanishes_while_it_is_being_stopped_is_closed_quietly() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"](), fails={"write 66": LinkLost("gone")})
        async with link(unit) as open_link:
            assert isinstance(await anext(open_link), Segment)
        assert open_link.health().state is LinkState.CLOSED
        assert unit.closed == 1
        no_task_is_left()

    run(main())


def test_an_error_in_the_callers_body_comes_out_and_the_device_is_stopped() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"]())
        with pytest.raises(ZeroDivisionError):
            async with link(unit):
                raise ZeroDivisionError("in the caller")
        assert unit.written[-1] == unit.script.stops
        assert unit.closed == 1
        no_task_is_left()

    run(main())


def test_a_time_out_around_the_whole_link_is_a_time_out() -> None:
    """Swallowing and raising cancellation anew must not confuse ``asyncio.timeout``."""

    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"]())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.0):
                await listen(link(unit))
        assert unit.closed == 1

    run(main())


# Whoever uses the link


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_that_is_left_while_it_is_used_ends_the_use_and_gives_the_transport_back(kind: str) -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS[kind]())
        began = asyncio.Event()

        async def act(port: Port) -> None:
            began.set()
            await port.ask(b"a question that nobody answers", 999, timeout_s=60.0)

        async with link(unit) as open_link:
            await asyncio.sleep(0.5)
            acting = asyncio.create_task(open_link.use(act))
            waiting = asyncio.create_task(open_link.use(act))
            await began.wait()
            await asyncio.sleep(0.1)
        for task in (acting, waiting):
            with pytest.raises(LinkLost):
                await task
        assert unit.script.stops in unit.written
        assert unit.closed == 1
        no_task_is_left()

    run(main())


@pytest.mark.parametrize("moment_s", [0.0005, 0.0015, 0.01, 0.3])
def test_cancelling_an_action_at_any_moment_leaves_the_link_free_for_the_next(moment_s: float) -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["progressor"]())

        async def unanswered(port: Port) -> None:
            await port.ask(b"?", 999, timeout_s=60.0)

        async with link(unit) as open_link:
            await asyncio.sleep(0.2)
            await cancelled_after(moment_s, lambda: open_link.use(unanswered))
            # an answer to what was given up could still come, and does not say what it answers
            async with asyncio.timeout(OWING_S + 0.5):
                reply = await open_link.use(lambda port: port.ask(b"\x6b", 0x6B))
            assert reply.payload == b"2.0.4"
            open_link.pause()
            async with asyncio.timeout(1.0):
                await open_link.use(lambda port: port.send(b"\x64"))
            assert unit.written[-2:] == [unit.script.stops, b"\x64"]
        assert unit.closed == 1
        no_task_is_left()

    run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_cancelling_while_a_device_is_sent_to_sleep_gives_the_transport_back(kind: str) -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS[kind]())

        async def rest() -> None:
            async with link(unit) as open_link:
                await asyncio.sleep(1.0)
                unit.hangs = frozenset({"write"})
                open_link.pause()
                await open_link.use(lambda port: port.send(b"x"))

        await cancelled_after(1.5, rest)
        assert unit.closed == 1
        no_task_is_left()

    run(main())
