"""Replies on an open link: several to one command, and those that come when nobody waits for them any more."""

import asyncio

import pytest

from drivers.clock import SystemClock
from drivers.contracts import Reply
from drivers.errors import LinkLost, ReplyTimeout
from drivers.link_port import OWING_S, LinkPort
from simulators.clock import run


class Wire:
    """A transport that only notes what is written, and when."""

    def __init__(self) -> None:
        self.written: list[tuple[float, bytes]] = []

    async def write(self, data: bytes) -> None:
        self.written.append((asyncio.get_running_loop().time(), data))


def port_on(wire: Wire) -> LinkPort:
    return LinkPort(wire, SystemClock(), "scale")


def unlabelled(text: bytes) -> Reply:
    return Reply(None, text)


def test_replies_that_arrive_in_one_piece_are_all_kept() -> None:
    async def main() -> None:
        port = port_on(Wire())
        asking = asyncio.create_task(port.ask_all(b"\x74", 0x74, at_most=3))
        await asyncio.sleep(0.1)
        for text in (b"a", b"b", b"c", b"d"):
            port.hand_in(unlabelled(text))
        assert [reply.payload for reply in await asking] == [b"a", b"b", b"c"]

    run(main())


def test_fewer_replies_than_asked_for_end_with_silence() -> None:
    async def main() -> None:
        port = port_on(Wire())
        asking = asyncio.create_task(port.ask_all(b"\x74", 0x74, at_most=15, quiet_s=0.5))
        for text in (b"a", b"b"):
            await asyncio.sleep(0.4)
            port.hand_in(unlabelled(text))
        assert [reply.payload for reply in await asking] == [b"a", b"b"]
        assert asyncio.get_running_loop().time() == pytest.approx(1.3)

    run(main())


def test_only_replies_of_the_command_count_unless_any_is_wanted() -> None:
    async def main() -> None:
        port = port_on(Wire())
        one = asyncio.create_task(port.ask_all(b"1", 10, at_most=5))
        await asyncio.sleep(0.1)
        for command in (10, 11, 12):
            port.hand_in(Reply(command, b""))
        assert [reply.command for reply in await one] == [10]
        every = asyncio.create_task(port.ask_all(b"2", None, at_most=5))
        await asyncio.sleep(0.1)
        for command in (10, 11, 12):
            port.hand_in(Reply(command, b""))
        assert [reply.command for reply in await every] == [10, 11, 12]

    run(main())


def test_no_reply_at_all_is_a_time_out_and_a_lost_link_is_told() -> None:
    async def main() -> None:
        port = port_on(Wire())
        with pytest.raises(ReplyTimeout, match=r"within 0\.5 s"):
            await port.ask_all(b"\x74", 0x74, at_most=15)
        asking = asyncio.create_task(port.ask_all(b"\x74", 0x74, at_most=15))
        await asyncio.sleep(0.1)
        port.hand_in(unlabelled(b"a"))
        port.break_off(LinkLost("The cable was pulled."))
        with pytest.raises(LinkLost, match="pulled"):
            await asking

    run(main())


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_commands() -> None:
    """Replies of some devices do not say what they answer: a version that is late must not become a battery."""

    async def main() -> None:
        wire = Wire()
        port = port_on(wire)
        first = asyncio.create_task(port.ask(b"\x70", 0x70))
        await asyncio.sleep(0.1)
        port.hand_in(unlabelled(b"\x2b"))
        await first
        with pytest.raises(ReplyTimeout):
            await port.ask(b"\x6b", 0x6B)
        gave_up_s = asyncio.get_running_loop().time()
        battery = asyncio.create_task(port.ask(b"\x6f", 0x6F))
        await asyncio.sleep(0.4)
        port.hand_in(unlabelled(b"1.2"))
        await asyncio.sleep(OWING_S)
        port.hand_in(unlabelled(b"\xa4\x0f\0\0"))
        assert (await battery).payload == b"\xa4\x0f\0\0"
        assert wire.written[-1] == (pytest.approx(gave_up_s + OWING_S), b"\x6f")

    run(main())


def test_where_replies_say_what_they_answer_nobody_waits_for_a_late_one() -> None:
    async def main() -> None:
        wire = Wire()
        port = port_on(wire)
        with pytest.raises(ReplyTimeout):
            await port.ask(b"1", 1)
        second = asyncio.create_task(port.ask(b"2", 2))
        await asyncio.sleep(0.1)
        port.hand_in(Reply(1, b"late"))
        port.hand_in(Reply(2, b"right"))
        assert (await second).payload == b"right"
        assert asyncio.get_running_loop().time() == pytest.approx(1.1)

    run(main())
