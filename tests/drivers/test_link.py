"""The life of a link on virtual time: start, samples, silence, loss, return, giving up, close."""

import asyncio
from contextlib import suppress
from itertools import pairwise

import numpy as np
import pytest
from fake_transports import SCRIPTS, WHO, Cupboard, FakeTransport
from wire_packets import gaps, harp, harp_sample, samples

from drivers.clock import SystemClock
from drivers.contracts import (
    Corrupt,
    Gap,
    LinkChange,
    LinkEvent,
    LinkState,
    Notice,
    NoticeKind,
    Reply,
    SampleBlock,
    Segment,
)
from drivers.devices.progressor import PROGRESSOR
from drivers.errors import LinkLost, LinkUnavailable, ReplyTimeout, WrongDevice
from drivers.link import CLOSE_S, Link
from drivers.link_port import LinkPort
from drivers.link_queue import LinkQueue
from drivers.link_watch import TICK_S
from drivers.retrying import RetryPolicy
from simulators.clock import run

HARP = "harp-loadcells"


def transport(kind: str = "progressor", **faults) -> FakeTransport:
    return FakeTransport(SCRIPTS[kind](), **faults)


def link(cupboard: Cupboard, **options) -> Link:
    return Link(cupboard._left[0].script.device, cupboard, SystemClock(), **options)


async def collect(open_link: Link, until_s: float) -> list[LinkEvent]:
    """Everything that the link says until this virtual time."""
    events: list[LinkEvent] = []
    with suppress(TimeoutError):
        async with asyncio.timeout_at(until_s):
            async for event in open_link:
                events.append(event)
    return events


async def drain(open_link: Link, events: list[LinkEvent]) -> None:
    async for event in open_link:
        events.append(event)


def changes(events: list[LinkEvent]) -> list[LinkState]:
    return [event.state for event in events if isinstance(event, LinkChange)]


def segments(events: list[LinkEvent]) -> list[int]:
    return [event.number for event in events if isinstance(event, Segment)]


# Streaming


@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_segment_comes_first_and_then_every_sample(kind: str) -> None:
    async def main() -> None:
        cupboard = Cupboard([transport(kind)])
        async with link(cupboard) as open_link:
            events = await collect(open_link, 3.0)
            health = open_link.health()
        assert isinstance(events[0], Segment)
        assert events[0].info == open_link.info
        assert changes(events) == [LinkState.STREAMING]
        indices = [index for index, _, _ in samples(events)]
        assert indices == list(range(len(indices)))
        script = cupboard.used[0].script
        assert len(indices) >= 2.5 / script.period_s * script.per_packet - 1
        assert (health.state, health.received, health.lost) == (LinkState.STREAMING, len(indices), 0)
        assert health.rate_hz == pytest.approx(script.per_packet / script.period_s, rel=1e-3)
        assert cupboard.used[0].written[-1] != script.starts
        assert cupboard.used[0].closed == 1

    run(main())


def test_lost_packets_are_gaps_and_are_counted() -> None:
    async def main() -> None:
        async with link(Cupboard([transport(HARP, skip=frozenset({20, 21, 40}))])) as open_link:
            events = await collect(open_link, 2.0)
            assert gaps(events) == [Gap(400, 40), Gap(800, 20)]
            assert open_link.health().lost == 60

    run(main())


def test_the_offset_maps_device_time_to_host_time() -> None:
    async def main() -> None:
        async with link(Cupboard([transport()])) as open_link:
            events = await collect(open_link, 5.0)
            health = open_link.health()
        started_s = next(event.host_s for event in events if isinstance(event, Segment))
        # the first packet is sent 0.1 s after the start and its eighth sample is 87.5 ms old by the device's clock
        assert health.offset_s == pytest.approx(started_s + 0.1 - 0.0875, abs=0.005)
        assert health.offset_spread_s == pytest.approx(0.0, abs=0.001)

    run(main())


def test_corrupt_and_unknown_packets_are_events_and_counted() -> None:
    async def main() -> None:
        odd = transport()
        async with link(Cupboard([odd])) as open_link:
            odd.say(bytes.fromhex("010800004842"))
            odd.say(bytes.fromhex("0900"))
            odd.say(bytes.fromhex("0400"))
            events = await collect(open_link, 1.0)
            assert any(isinstance(event, Corrupt) for event in events)
            assert [event.kind for event in events if isinstance(event, Notice)] == [
                NoticeKind.UNKNOWN_PACKET,
                NoticeKind.LOW_BATTERY,
            ]
            assert (open_link.health().corrupt, open_link.health().unknown) == (1, 1)

    run(main())


def test_what_the_device_says_before_it_is_identified_comes_after_the_segment() -> None:
    async def main() -> None:
        async with link(Cupboard([transport(greeting=(bytes.fromhex("0400"),))])) as open_link:
            events = await collect(open_link, 0.5)
        assert isinstance(events[0], Segment)
        assert isinstance(events[1], Notice)

    run(main())


def test_samples_left_over_from_an_earlier_run_are_not_part_of_this_one() -> None:
    async def main() -> None:
        left = b"".join(harp_sample(number, start_s=5) for number in range(50))
        async with link(Cupboard([transport(HARP, greeting=(left[7:],))])) as open_link:
            events = await collect(open_link, 0.5)
        assert segments(events) == [1]
        assert samples(events)[0][2][0] == -1000

    run(main())


def test_a_device_reset_is_a_new_segment_on_the_same_connection() -> None:
    async def main() -> None:
        device = transport()
        async with link(Cupboard([device])) as open_link:
            events = await collect(open_link, 4.0)
            device._stream.cancel()
            device.written.clear()
            device._stream = asyncio.create_task(device._run())
            events = await collect(open_link, 6.0)
            assert segments(events) == [2]
            assert samples(events)[0][:2] == (0, 0)
            assert open_link.health().reconnects == 0

    run(main())


# Silence


def test_silence_is_stale_after_half_a_second_and_lost_after_one() -> None:
    async def main() -> None:
        silent, back = transport(silent_from=20), transport()
        async with link(Cupboard([silent, back])) as open_link:
            started_s = asyncio.get_running_loop().time()
            seen: list[tuple[LinkState, float]] = []
            async for event in open_link:
                if isinstance(event, LinkChange):
                    seen.append((event.state, asyncio.get_running_loop().time() - started_s))
                if isinstance(event, Segment) and event.number == 2:
                    break
            assert "nothing for 1.0 s" in open_link.health().why
            (_, _), (stale, stale_s), (lost, lost_s) = seen
            assert (stale, lost) == (LinkState.STALE, LinkState.LOST)
            assert stale_s - 2.0 == pytest.approx(0.5, abs=0.06)
            assert lost_s - 2.0 == pytest.approx(1.0, abs=0.06)
        assert silent.closed == 1

    run(main())


@pytest.mark.parametrize("farewell", ["write", "close"])
@pytest.mark.parametrize("kind", SCRIPTS)
def test_silence_is_announced_before_the_farewell_that_nobody_hears(kind: str, farewell: str) -> None:
    """P3: lost no later than 1.0 s and one step of the watchdog after the last packet, whatever cleaning up takes."""

    async def main() -> None:
        silent, back = transport(kind, silent_from=20), transport(kind)
        async with link(Cupboard([silent, back])) as open_link:
            loop = asyncio.get_running_loop()
            heard_s = 0.0
            async for event in open_link:
                if isinstance(event, SampleBlock):
                    heard_s = loop.time()
                    silent.hangs = frozenset({farewell})
                if isinstance(event, LinkChange) and event.state is LinkState.LOST:
                    break
            assert 1.0 <= loop.time() - heard_s <= 1.0 + TICK_S + 1e-6
            assert "nothing for 1.0 s" in event.why
            assert silent.closed == 0
            events = await collect(open_link, loop.time() + CLOSE_S + 3.0)
        assert segments(events) == [2]
        assert changes(events) == [LinkState.STREAMING]
        assert (silent.closed, back.closed) == (1, 1)

    run(main())


def test_a_device_that_speaks_again_after_it_was_called_lost_is_not_part_of_that_segment() -> None:
    async def main() -> None:
        silent = transport(silent_from=20)
        asyncio.get_running_loop().call_later(2.5, setattr, silent, "hangs", frozenset({"write"}))
        asyncio.get_running_loop().call_later(3.2, silent.say, silent.script.packet(32))
        async with link(Cupboard([silent, transport()])) as open_link:
            events = await collect(open_link, 6.0)
            health = open_link.health()
        lost = [change.state for change in events if isinstance(change, LinkChange)]
        assert lost == [LinkState.STREAMING, LinkState.STALE, LinkState.LOST, LinkState.STREAMING]
        second = [isinstance(event, Segment) for event in events].index(True, 1)
        assert len(samples(events[:second])) == 160
        assert health.received == len(samples(events))

    run(main())


def test_samples_that_were_held_back_come_before_the_loss() -> None:
    async def main() -> None:
        async with link(Cupboard([transport(silent_from=1), transport()])) as open_link:
            events = await collect(open_link, 3.0)
        kinds = [event.state if isinstance(event, LinkChange) else type(event) for event in events]
        assert len(samples(events[: kinds.index(LinkState.LOST)])) == 8
        assert kinds[kinds.index(LinkState.LOST) + 1] is Segment

    run(main())


def test_a_pause_shorter_than_a_second_recovers_without_a_new_segment() -> None:
    async def main() -> None:
        async with link(Cupboard([transport(skip=frozenset(range(10, 17)))])) as open_link:
            events = await collect(open_link, 4.0)
        assert changes(events) == [LinkState.STREAMING, LinkState.STALE, LinkState.STREAMING]
        assert segments(events) == [1]
        assert gaps(events) == [Gap(80, 56)]

    run(main())


@pytest.mark.parametrize("stall_s", [1.5, 30.0])
def test_a_link_is_not_called_dead_when_we_were_asleep_ourselves(stall_s: float) -> None:
    async def main() -> None:
        device = transport()
        async with link(Cupboard([device])) as open_link:
            await collect(open_link, 2.0)
            loop = asyncio.get_running_loop()
            loop.advance(stall_s)
            events = await collect(open_link, loop.time() + 2.0)
        assert changes(events) == []
        assert segments(events) == []

    run(main())


def test_after_a_stall_of_ours_silence_is_still_noticed() -> None:
    async def main() -> None:
        device = transport(silent_from=25)
        async with link(Cupboard([device, transport()])) as open_link:
            await collect(open_link, 2.0)
            loop = asyncio.get_running_loop()
            loop.advance(30.0)
            events = await collect(open_link, loop.time() + 2.5)
        assert LinkState.LOST in changes(events)

    run(main())


def test_a_device_that_never_sends_is_lost_after_two_seconds() -> None:
    async def main() -> None:
        policy = RetryPolicy(give_up_s=5.0)
        async with link(Cupboard([transport(silent_from=0) for _ in range(9)]), retry=policy) as open_link:
            with pytest.raises(LinkLost, match="did not come back within 5 s"):
                async for _ in open_link:
                    pass

    run(main())


# Loss and return


def test_a_lost_link_comes_back_as_a_new_segment_on_a_new_transport() -> None:
    async def main() -> None:
        cupboard = Cupboard([transport(lost_at=20), transport()])
        async with link(cupboard) as open_link:
            events = await collect(open_link, 5.0)
            health = open_link.health()
        assert segments(events) == [1, 2]
        assert changes(events) == [LinkState.STREAMING, LinkState.LOST, LinkState.STREAMING]
        assert health.reconnects == 1
        assert [unit.closed for unit in cupboard.used] == [1, 1]
        second = events[[isinstance(e, Segment) and e.number == 2 for e in events].index(True) :]
        assert samples(second)[0][:2] == (0, 0)
        assert health.received == len(samples(events))

    run(main())


def test_attempts_that_find_nothing_are_spaced_by_the_policy() -> None:
    async def main() -> None:
        gone = [transport(fails={"open": LinkUnavailable("not there")}) for _ in range(5)]
        cupboard = Cupboard([transport(lost_at=20), *gone, transport()])
        times: list[float] = []

        def timed() -> FakeTransport:
            times.append(asyncio.get_running_loop().time())
            return cupboard()

        async with Link(PROGRESSOR, timed, SystemClock()) as open_link:
            events = await collect(open_link, 12.0)
        assert segments(events) == [1, 2]
        waits = [later - earlier for earlier, later in pairwise(times[1:])]
        assert waits == pytest.approx([0.25, 0.5, 1.0, 1.0, 1.0], abs=0.02)

    run(main())


def test_it_gives_up_loudly_at_the_limit() -> None:
    async def main() -> None:
        gone = [transport(fails={"open": LinkUnavailable("not there")}) for _ in range(99)]
        async with link(Cupboard([transport(lost_at=20), *gone])) as open_link:
            events: list[LinkEvent] = []
            with pytest.raises(LinkLost, match=r"did not come back within 60 s \(not there\)") as caught:
                await drain(open_link, events)
            assert isinstance(caught.value.__cause__, LinkUnavailable)
            assert changes(events) == [LinkState.STREAMING, LinkState.LOST, LinkState.CLOSED]
            assert asyncio.get_running_loop().time() == pytest.approx(62.1, abs=1.5)

    run(main())


def test_another_device_that_comes_back_is_refused() -> None:
    async def main() -> None:
        other = transport()
        other.script.answers[b"\x70"] = b"\x00\x01\x2c"
        async with link(Cupboard([transport(lost_at=20), other])) as open_link:
            with pytest.raises(WrongDevice, match="serial number 2C instead of 2B"):
                async for _ in open_link:
                    pass
        assert other.closed == 1

    run(main())


def test_a_wanted_serial_number_is_checked_at_once() -> None:
    async def main() -> None:
        with pytest.raises(WrongDevice, match="2B instead of 77"):
            await link(Cupboard([transport()]), serial="77").__aenter__()

    run(main())


# The first connection


@pytest.mark.parametrize("error", [LinkUnavailable("not there"), WrongDevice("other"), ReplyTimeout("dumb")])
def test_only_a_lost_link_is_retried_at_first(error: Exception) -> None:
    async def main() -> None:
        cupboard = Cupboard([transport(fails={"open": error}), transport()])
        with pytest.raises(type(error)):
            await link(cupboard).__aenter__()
        assert len(cupboard.used) == 1
        assert cupboard.used[0].closed == 1

    run(main())


def test_a_connection_that_breaks_while_it_is_made_is_tried_four_times() -> None:
    async def main() -> None:
        broken = [transport(fails={"open": LinkLost("dropped")}) for _ in range(5)]
        cupboard = Cupboard(broken)
        with pytest.raises(LinkLost):
            await link(cupboard).__aenter__()
        assert len(cupboard.used) == 4

        cupboard = Cupboard([transport(fails={"open": LinkLost("dropped")}), transport()])
        async with link(cupboard) as open_link:
            events = await collect(open_link, asyncio.get_running_loop().time() + 1.0)
        assert isinstance(events[0], Segment)
        assert changes(events) == [LinkState.STREAMING]

    run(main())


def test_an_open_that_hangs_is_given_up() -> None:
    async def main() -> None:
        with pytest.raises(LinkUnavailable, match="took longer than 40 s"):
            await link(Cupboard([transport(hangs=frozenset({"open"}))])).__aenter__()

    run(main())


def test_garbage_instead_of_answers_is_a_wrong_device_and_says_so() -> None:
    async def main() -> None:
        noisy = transport(HARP, mute=True, greeting=(bytes(range(256)) * 8,))
        with pytest.raises(WrongDevice, match="not from a Harp LoadCells"):
            await link(Cupboard([noisy])).__aenter__()
        assert noisy.written[0] == WHO
        assert noisy.script.starts not in noisy.written

    run(main())


def test_noise_while_a_known_device_is_identified_again_does_not_make_it_another_one() -> None:
    async def main() -> None:
        noisy = transport(HARP, mute=True, greeting=(bytes(range(256)) * 8,))
        async with link(Cupboard([transport(HARP, lost_at=20), noisy, transport(HARP)])) as open_link:
            await collect(open_link, 10.0)
            health = open_link.health()
            assert (health.state, health.reconnects) == (LinkState.STREAMING, 1)

    run(main())


def test_another_harp_board_is_named() -> None:
    async def main() -> None:
        other = transport(HARP)
        other.script.answers[WHO] = harp(1, 0, 2, (1216).to_bytes(2, "little"), (1, 1))
        with pytest.raises(WrongDevice, match="it says 1216, a LoadCells says 1232"):
            await link(Cupboard([other])).__aenter__()

    run(main())


# Close


@pytest.mark.parametrize("kind", SCRIPTS)
def test_closing_says_stop_and_gives_the_transport_back_once(kind: str) -> None:
    async def main() -> None:
        unit = transport(kind)
        async with link(Cupboard([unit])) as open_link:
            await collect(open_link, 1.0)
        assert unit.script.stops in unit.written[-2:]
        assert unit.closed == 1
        assert open_link.health().state is LinkState.CLOSED

    run(main())


def test_after_the_close_the_iterator_ends() -> None:
    async def main() -> None:
        async with link(Cupboard([transport()])) as open_link:
            await collect(open_link, 1.0)
        left = [event async for event in open_link]
        assert changes(left) == [LinkState.CLOSED]

    run(main())


def test_a_bug_in_a_codec_is_not_taken_for_a_lost_link() -> None:
    class Broken:
        def feed(self, data: bytes) -> list:
            raise ZeroDivisionError("a bug")

    async def main() -> None:
        class Device(type(PROGRESSOR)):
            def codec(self) -> Broken:
                return Broken()

        unit = transport()
        with pytest.raises(ZeroDivisionError):
            await Link(Device(), Cupboard([unit]), SystemClock()).__aenter__()
        assert unit.closed == 1

    run(main())


# The parts


def test_one_command_is_in_flight_and_a_late_reply_is_nobodys() -> None:
    async def main() -> None:
        unit = transport()
        unit.script.answers.clear()
        port = LinkPort(unit, SystemClock(), "Progressor")
        port.hand_in(Reply(None, b"nobody asked"))
        first = asyncio.create_task(port.ask(b"\x6b", 0x6B))
        second = asyncio.create_task(port.ask(b"\x6f", 0x6F))
        await asyncio.sleep(0.1)
        assert unit.written == [b"\x6b"]
        port.hand_in(Reply(0x6F, b"for the other"))
        port.hand_in(Reply(None, b"one"))
        await asyncio.sleep(0.1)
        port.hand_in(Reply(0x6F, b"two"))
        assert ((await first).payload, (await second).payload) == (b"one", b"two")
        with pytest.raises(ReplyTimeout, match=r"did not answer a command within 0\.2 s"):
            await port.ask(b"\x70", 0x70, timeout_s=0.2)

    run(main())


def block(index: int, count: int) -> SampleBlock:
    return SampleBlock(index, np.arange(index, index + count), np.zeros((1, count), np.int16))


def test_a_slow_listener_gets_one_gap_of_the_right_size() -> None:
    async def main() -> None:
        queue = LinkQueue(limit=3)
        for number in range(3):
            queue.put(block(number * 10, 10))
        queue.put(block(30, 10))
        queue.put(Gap(40, 5))
        queue.put(Corrupt(b"x", "y"))
        queue.put(block(45, 10))
        await queue.get()
        queue.put(block(55, 10))
        queue.close()
        taken = []
        while (event := await queue.get()) is not None:
            taken.append(event)
        assert [event.index for event in taken] == [10, 20, 30, 55]
        assert taken[2] == Gap(30, 25)
        assert queue.dropped == 20

    run(main())


def test_news_of_the_link_fits_into_a_full_queue() -> None:
    async def main() -> None:
        queue = LinkQueue(limit=1)
        queue.put(block(0, 1))
        queue.put(block(1, 1))
        queue.put(LinkChange(LinkState.LOST))
        queue.close()
        await queue.get()
        assert await queue.get() == Gap(1, 1)
        assert await queue.get() == LinkChange(LinkState.LOST)

    run(main())
