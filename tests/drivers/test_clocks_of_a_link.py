"""Devices without a clock on the wire: counted samples whose loss only the host sees, and readings on request."""

import asyncio
import math
import struct
from contextlib import suppress

import numpy as np
import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport

from drivers.clock import SystemClock
from drivers.contracts import (
    Codec,
    CodecEvent,
    DeviceInfo,
    Frame,
    Gap,
    LinkEvent,
    LinkState,
    Port,
    SampleBlock,
    SampleClock,
    Segment,
    Send,
    Signal,
)
from drivers.link import Link
from drivers.segment_time import SegmentTime
from drivers.unseen_loss import UnseenLoss
from simulators.clock import run

MORE = b"next?"


def signal(clock: SampleClock, rate_hz: float, tick_s: float, tolerance: float = 0.01) -> Signal:
    return Signal(("force",), "N", tick_s, None, rate_hz, -1000.0, 1000.0, rate_tolerance=tolerance, clock=clock)


COUNTED = signal(SampleClock.COUNT, 100.0, 0.01)


class Counting:
    """Packets of ``n`` f32; the codec numbers them, and jumps over what the packet's first byte says was lost."""

    def __init__(self) -> None:
        self._count = 0

    def feed(self, data: bytes) -> list[CodecEvent]:
        self._count += data[0]
        values = np.frombuffer(data[1:], "<f4").reshape(1, -1)
        ticks = np.arange(self._count, self._count + values.size, dtype=np.int64)
        self._count += values.size
        return [Frame(ticks, values)]


class Asked:
    """One f32 for each question; the next one is asked for at once."""

    def feed(self, data: bytes) -> list[CodecEvent]:
        return [Frame(np.zeros(1, np.int64), np.frombuffer(data, "<f4").reshape(1, 1)), Send(MORE)]


class Plain(type(SCRIPTS["progressor"]().device)):
    """A Progressor's manners with another stream."""

    def __init__(self, spoken: Signal, codec: type[Codec]) -> None:
        self.spoken, self.made = spoken, codec

    def codec(self) -> "Mixed":
        return Mixed(super().codec(), self.made())

    async def identify(self, port: Port) -> DeviceInfo:
        said = await super().identify(port)
        return DeviceInfo(said.model, said.serial, said.firmware, self.spoken)


class Mixed:
    """Replies as the Progressor gives them, and behind ``!`` the other stream."""

    def __init__(self, replies: Codec, stream: Codec) -> None:
        self._replies, self._stream = replies, stream

    def feed(self, data: bytes) -> list[CodecEvent]:
        return self._stream.feed(data[1:]) if data[:1] == b"!" else self._replies.feed(data)


def counted_unit(**faults) -> FakeTransport:
    script = SCRIPTS["progressor"]()
    script.device = Plain(COUNTED, Counting)
    script.packet = lambda n: b"!\x00" + np.arange(n * 10, n * 10 + 10, dtype="<f4").tobytes()
    script.period_s = 0.1
    return FakeTransport(script, **faults)


async def collect(open_link: Link, seconds: float) -> list[LinkEvent]:
    events: list[LinkEvent] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for event in open_link:
                events.append(event)
    return events


def blocks(events: list[LinkEvent]) -> list[SampleBlock]:
    return [event for event in events if isinstance(event, SampleBlock)]


def segments(events: list[LinkEvent]) -> list[int]:
    return [event.number for event in events if isinstance(event, Segment)]


# Counted samples


def test_counted_samples_are_numbered_and_the_device_is_known_not_to_show_its_losses() -> None:
    async def main() -> None:
        unit = counted_unit()
        async with Link(unit.script.device, Cupboard([unit]), SystemClock()) as link:
            events = await collect(link, 30.0)
            health = link.health()
        values = np.concatenate([block.values[0] for block in blocks(events)])
        assert values.tolist() == list(range(values.size))
        assert (np.concatenate([block.ticks for block in blocks(events)]) == values).all()
        assert segments(events) == [1]
        assert (health.counts_losses, health.unseen, health.lost) == (False, 0, 0)
        assert health.host_rate_hz == pytest.approx(100.0, rel=0.01)

    run(main())


@pytest.mark.parametrize("lost", [1, 3])
def test_a_packet_that_is_lost_unseen_begins_a_new_segment_some_seconds_later(lost: int) -> None:
    async def main() -> None:
        unit = counted_unit(skip=frozenset(range(300, 300 + lost)))
        async with Link(unit.script.device, Cupboard([unit]), SystemClock()) as link:
            events = await collect(link, 60.0)
            health = link.health()
        assert segments(events) == [1, 2]
        assert health.unseen == pytest.approx(10 * lost, abs=2)
        begun = next(i for i, event in enumerate(events) if isinstance(event, Segment) and event.number == 2)
        first = blocks(events[begun:])[0]
        assert first.index == 0
        assert 300 * 10 < first.values[0, 0] < 3000 + 10 * lost + 700
        # from there on device time and host time agree again
        assert health.offset_spread_s < 0.002
        assert health.state is LinkState.STREAMING

    run(main())


def test_a_loss_that_the_device_reports_is_a_gap_at_its_place_at_once() -> None:
    async def main() -> None:
        unit = counted_unit()
        packet = unit.script.packet
        unit.script.packet = lambda n: (
            packet(n) if n < 50 else packet(n + 2)[:1] + bytes([20 * (n == 50)]) + packet(n + 2)[2:]
        )
        async with Link(unit.script.device, Cupboard([unit]), SystemClock()) as link:
            events = await collect(link, 7.0)
            health = link.health()
        assert [event for event in events if isinstance(event, Gap)] == [Gap(500, 20)]
        behind = next(block for block in blocks(events) if block.index >= 520)
        assert (behind.index, behind.values[0, 0]) == (520, 520.0)
        assert (health.lost, health.unseen, segments(events)) == (20, 0, [1])

    run(main())


def arrivals(period_s: float, count: int, seed: int, jitter_s: float) -> np.ndarray:
    """When ten samples at a time arrive: never early, sometimes held up for seconds."""
    drawn = np.random.default_rng(seed)
    sent = (np.arange(count) + 1) * 10 * period_s
    delay = drawn.exponential(jitter_s, count)
    for at in drawn.integers(0, count, count // 200):
        held_s = drawn.uniform(0.1, 3.0)
        late = (sent >= sent[at]) & (sent < sent[at] + held_s)
        delay[late] = np.maximum(delay[late], sent[at] + held_s - sent[late])
    return np.maximum.accumulate(sent + delay)


def times(spoken: Signal, when: np.ndarray, skip: frozenset[int] = frozenset()) -> tuple[SegmentTime, int]:
    """Ten counted samples at each of these times; returns the clock and how often a new segment began."""
    time, count, restarts = SegmentTime(spoken, 0.0), 0, 0
    for number, at_s in enumerate(when):
        if number in skip:
            continue
        ticks = np.arange(count, count + 10, dtype=np.int64)
        count += 10
        events = time.push(Frame(ticks, np.zeros((1, 10), np.float32)), float(at_s), None)
        restarts += sum(not isinstance(event, SampleBlock | Gap) for event in events)
    return time, restarts


@pytest.mark.parametrize("ppm", [-200.0, 0.0, 60.0])
def test_an_hour_of_stalls_is_never_taken_for_a_loss(ppm: float) -> None:
    for seed in range(3):
        losses = UnseenLoss()
        when = arrivals(0.01 * (1.0 + ppm * 1e-6), 36000, seed, 0.008)
        assert not any(losses.observe(n * 0.1, at_s, 0.1) for n, at_s in enumerate(when.tolist()))


def test_each_of_many_unseen_losses_is_found_behind_jitter_and_stalls() -> None:
    skip = frozenset(range(400, 6000, 400))
    when = arrivals(0.01, 6000, 5, 0.008)
    time, restarts = times(COUNTED, when, skip)
    assert restarts == len(skip)
    assert time.unseen == pytest.approx(10 * len(skip), rel=0.1)


def test_a_rough_converters_rate_is_followed_and_no_loss() -> None:
    rough = signal(SampleClock.COUNT, 10.0, 0.1, tolerance=0.1)
    when = arrivals(0.1 / 0.967, 600, 3, 0.008)
    time, restarts = times(rough, when)
    assert (time.unseen, restarts) == (0, 0)
    assert time.host_rate_hz == pytest.approx(9.67, rel=0.01)
    offset_s, spread_s = time.estimate()
    assert offset_s + time.numbers.last_s == pytest.approx(when[-1], abs=0.1)
    assert spread_s < 0.1


# Readings on request


def asked_unit(answer_s: float, *, deaf_from: int | None = None) -> FakeTransport:
    """Answers a question after ``answer_s`` of its own."""
    script = SCRIPTS["progressor"]()
    spoken = signal(SampleClock.HOST, 50.0, 1e-6, tolerance=0.5)
    script.device = Plain(spoken, Asked)
    script.period_s = math.inf

    class Pulled(FakeTransport):
        questions = 0

        async def write(self, data: bytes) -> None:
            if data in (MORE, script.starts):
                self.questions += 1
                if deaf_from is None or self.questions < deaf_from:
                    answer = b"!" + struct.pack("<f", self.questions)
                    asyncio.get_running_loop().call_later(answer_s, self.say, answer)
                self.written.append(data)
                return
            await super().write(data)

    return Pulled(script)


def test_each_reading_is_stamped_by_the_computers_clock_and_told_how_late_that_can_be() -> None:
    async def main() -> None:
        unit = asked_unit(0.02)
        async with Link(unit.script.device, Cupboard([unit]), SystemClock()) as link:
            began_s = asyncio.get_running_loop().time()
            events = await collect(link, 10.0)
            health = link.health()
        readings = blocks(events)
        assert [block.index for block in readings] == list(range(len(readings)))
        assert [block.values[0, 0] for block in readings] == list(range(1, len(readings) + 1))
        ticks = np.concatenate([block.ticks for block in readings])
        assert ticks[0] == 0
        assert np.diff(ticks) * 1e-6 == pytest.approx(0.02, abs=1e-4)
        assert health.offset_s == pytest.approx(began_s + 0.02, abs=1e-3)
        assert health.offset_spread_s == pytest.approx(0.02, abs=1e-3)
        assert health.rate_hz == pytest.approx(50.0, rel=0.01)
        assert (health.counts_losses, health.lost, health.drift_ppm) == (False, 0, None)

    run(main())


def test_a_question_without_an_answer_is_silence_and_no_gap() -> None:
    async def main() -> None:
        unit, again = asked_unit(0.02, deaf_from=30), asked_unit(0.02)
        async with Link(unit.script.device, Cupboard([unit, again]), SystemClock()) as link:
            events = await collect(link, 4.0)
        assert not [event for event in events if isinstance(event, Gap)]
        assert segments(events) == [1, 2]
        assert len(blocks(events)) > 100

    run(main())


def test_readings_that_come_together_still_have_times_of_their_own() -> None:
    time = SegmentTime(signal(SampleClock.HOST, 10.0, 1e-3), 0.0)
    ticks: list[int] = []
    for at_s in (5.0, 5.0, 5.0002, 5.1):
        for event in time.push(Frame(np.zeros(2, np.int64), np.zeros((1, 2), np.float32)), at_s, None):
            ticks += event.ticks.tolist()
    assert ticks == [0, 1, 2, 3, 4, 5, 100, 101]
    assert time.numbers.received == 8
