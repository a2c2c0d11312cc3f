"""A device's own commands on an open link: while it streams, while it sleeps, and never in between."""

import asyncio

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport

from drivers.clock import SystemClock
from drivers.contracts import LinkState, Port
from drivers.errors import LinkLost, ReplyTimeout
from drivers.link import Link
from simulators.clock import run

VERSION = b"\x6b"
KINDS = ("progressor", "harp-loadcells")


def transport(kind: str = "progressor", **faults) -> FakeTransport:
    return FakeTransport(SCRIPTS[kind](), **faults)


def link(*units: FakeTransport) -> Link:
    return Link(units[0].script.device, Cupboard(units), SystemClock())


async def version(port: Port) -> bytes:
    return (await port.ask(VERSION, VERSION[0])).payload


def test_a_command_is_answered_while_samples_flow_and_none_is_lost() -> None:
    async def main() -> None:
        async with link(transport()) as open_link:
            await asyncio.sleep(1.0)
            assert await open_link.use(version) == b"2.0.4"
            await asyncio.sleep(1.0)
            health = open_link.health()
            assert (health.state, health.lost, health.reconnects) == (LinkState.STREAMING, 0, 0)

    run(main())


def test_a_sleeping_device_takes_commands_and_goes_on_sleeping() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            await asyncio.sleep(1.0)
            open_link.pause()
            await asyncio.sleep(100.0)
            assert await open_link.use(version) == b"2.0.4"
            assert open_link.health().state is LinkState.ASLEEP
            assert unit.written[-1] == VERSION

    run(main())


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_asked_for_before_is_done_first(kind: str) -> None:
    """A pause, then an action at once, then on again: the action runs while the device is still."""

    async def main() -> None:
        unit = transport(kind)
        script = unit.script
        seen: list[list[bytes]] = []

        async def look(_: Port) -> None:
            seen.append(list(unit.written))
            await asyncio.sleep(3.0)
            seen.append(list(unit.written))

        async with link(unit) as open_link:
            await asyncio.sleep(1.0)
            open_link.pause()
            looking = asyncio.ensure_future(open_link.use(look))
            await asyncio.sleep(0.5)
            open_link.resume()
            await looking
            before, after = seen
            assert before[-1] == script.stops or before[-2] == script.stops
            assert before.count(script.starts) == after.count(script.starts) == 1
            await asyncio.sleep(1.0)
            assert unit.written.count(script.starts) == 2
            assert open_link.health().state is LinkState.STREAMING
            assert open_link.health().reconnects == 0

    run(main())


def test_two_actions_do_not_mix() -> None:
    async def main() -> None:
        order: list[str] = []

        def action(name: str):
            async def act(port: Port) -> str:
                for _ in range(3):
                    order.append(name)
                    await version(port)
                return name

            return act

        async with link(transport()) as open_link:
            done = await asyncio.gather(*(open_link.use(action(name)) for name in "abc"))
        assert done == ["a", "b", "c"]
        assert order == [*"aaabbbccc"]

    run(main())


def test_without_a_connection_there_is_nobody_to_tell() -> None:
    async def main() -> None:
        first, second = transport(), transport(hangs=frozenset({"open"}))
        open_link = link(first, second)
        with pytest.raises(LinkLost, match="is not connected"):
            await open_link.use(version)
        async with open_link:
            first.lose()
            await asyncio.sleep(0.5)
            assert open_link.health().state is LinkState.LOST
            with pytest.raises(LinkLost, match="is not connected"):
                await open_link.use(version)
        with pytest.raises(LinkLost, match="is not connected"):
            await open_link.use(version)

    run(main())


def test_a_device_that_goes_away_ends_the_action_and_what_waits_behind_it() -> None:
    async def main() -> None:
        gone, back = transport(), transport()
        async with link(gone, back) as open_link:
            await asyncio.sleep(0.3)
            gone.script.answers[VERSION] = b""
            waiting = [asyncio.ensure_future(open_link.use(version)) for _ in range(2)]
            await asyncio.sleep(0.1)
            gone.lose()
            for each in waiting:
                with pytest.raises(LinkLost):
                    await each

    run(main())


def test_an_answer_that_does_not_come_is_the_callers_business() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            await asyncio.sleep(1.0)
            unit.script.answers[VERSION] = b""
            with pytest.raises(ReplyTimeout):
                await open_link.use(version)
            await asyncio.sleep(1.0)
            assert open_link.health().state is LinkState.STREAMING
            assert open_link.health().reconnects == 0

    run(main())


def test_cancelling_an_action_leaves_the_link_as_it_was() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            await asyncio.sleep(0.5)
            unit.script.answers[VERSION] = b""
            waiting = asyncio.ensure_future(open_link.use(version))
            await asyncio.sleep(0.2)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            unit.script.answers[VERSION] = b"\x00\x032.1"
            assert await open_link.use(version) == b"2.1"
            assert open_link.health().state is LinkState.STREAMING

    run(main())
