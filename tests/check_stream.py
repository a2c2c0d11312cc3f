"""What becomes of a device's stream when the wire is clean, cut, lossy, damaged, doubled, disordered, stalled or slow.

Part of the battery of ``check_device``; everything here is drawn from a device's ``Script`` alone: packet ``n`` of its
stream, how many samples it holds and how far apart packets are.  What the samples truly are is what a fresh codec makes
of whole packets one after the other, and literal packets of each device pin that down in its own tests.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from check_chunking import check_chunking
from fake_transports import Cupboard, FakeTransport, Script

from drivers.clock import SystemClock
from drivers.contracts import (
    Codec,
    CodecEvent,
    Corrupt,
    DeviceInfo,
    Frame,
    Gap,
    LinkChange,
    LinkEvent,
    LinkState,
    Notice,
    Port,
    SampleBlock,
    SampleClock,
    Segment,
    Signal,
)
from drivers.link import Link
from drivers.registry import DEVICES
from drivers.timebase import Timebase
from simulators.clock import run

Make = Callable[[], Script]
Sample = tuple[int, tuple[float, ...]]

DAMAGE = (0x01, 0x80, 0xFF)
"""What is done to the bits of one byte."""

BEFORE = 2
"""Whole packets in front of the damaged one."""

MANY_BYTES, TOO_MANY_BYTES = 100, 1000
"""Of a packet: in a longer one each byte is damaged in one way instead of three, and in one that is longer still every
fifth byte, which meets every field of rows whose length is no multiple of five."""


# On bytes ----------------------------------------------------------------------------------------------------------


def begin(script: Script) -> Codec:
    """A codec that has heard what it must know."""
    codec = script.device.codec()
    codec.feed(script.told)
    return codec


def one_by_one(events: Iterable[CodecEvent]) -> list[Sample]:
    return [
        (int(tick), tuple(column))
        for event in events
        if isinstance(event, Frame)
        for tick, column in zip(event.ticks, event.values.T.tolist(), strict=True)
    ]


def heard(script: Script, packets: Iterable[bytes]) -> list[CodecEvent]:
    codec = begin(script)
    return [event for packet in packets for event in codec.feed(packet)]


def packets_of(script: Script, numbers: Iterable[int]) -> list[bytes]:
    return [script.packet(number) for number in numbers]


def signal_of(make: Make) -> Signal:
    """As the device tells it when it is identified."""

    async def main() -> Signal:
        async with Link(make().device, Cupboard([FakeTransport(make())]), SystemClock()) as link:
            return link.info.signal

    return run(main())


def numbered(signal: Signal, script: Script, packets: Iterable[bytes]) -> tuple[Timebase, list]:
    timebase = Timebase(signal)
    events = [each for event in heard(script, packets) if isinstance(event, Frame) for each in timebase.push(event)]
    return timebase, [*events, *timebase.finish()]


def indices(events: Sequence[object]) -> list[int]:
    return [
        index
        for block in events
        if isinstance(block, SampleBlock)
        for index in range(block.index, block.index + block.ticks.size)
    ]


def gaps(events: Sequence[object]) -> list[Gap]:
    return [event for event in events if isinstance(event, Gap)]


def check_a_clean_stream_is_samples_and_nothing_else(key: str, make: Make) -> None:
    script = make()
    events = heard(script, packets_of(script, range(60)))
    assert not [event for event in events if isinstance(event, Corrupt | Notice)]
    ticks = [tick for tick, _ in one_by_one(events)]
    assert len(ticks) > 59 * script.per_packet - script.per_packet
    assert all(isinstance(event, Frame) or event.__class__.__name__ in ("Send", "Reply") for event in events)
    timebase, told = numbered(signal_of(make), script, packets_of(script, range(60)))
    assert indices(told) == list(range(len(ticks)))
    assert (timebase.lost, timebase.duplicates, timebase.late, timebase.strays) == (0, 0, 0, 0)
    assert not gaps(told)


def check_cutting_the_bytes_anywhere_changes_nothing(key: str, make: Make) -> None:
    script = make()

    def joined(events: list[CodecEvent]) -> list:
        told = [event for event in events if isinstance(event, Corrupt | Notice)]
        return [one_by_one(events), b"".join(each.data for each in told if isinstance(each, Corrupt))]

    clean = b"".join(packets_of(script, range(6)))
    hurt = clean[: len(clean) // 3] + b"\x00\x07" + clean[len(clean) // 3 + 5 :]
    for data in (clean, hurt):
        assert check_chunking(lambda: begin(make()).feed, data, joined, seeds=4)[0]


def check_each_loss_is_one_gap_of_its_size(key: str, make: Make) -> None:
    script, signal = make(), signal_of(make)
    each = script.per_packet
    for lost in (1, 2, 5):
        kept = [number for number in range(60) if not 30 <= number < 30 + lost]
        timebase, events = numbered(signal, script, packets_of(script, kept))
        assert gaps(events) == [Gap(30 * each, lost * each)]
        assert timebase.lost == lost * each
        expected = [index for index in range(60 * each) if not 30 * each <= index < (30 + lost) * each]
        assert indices(events) == expected[: len(indices(events))]


def _damaged(script: Script, at: int, how: int) -> list[CodecEvent]:
    packets = packets_of(script, range(BEFORE + 4))
    hurt = bytearray(packets[BEFORE])
    hurt[at] ^= how
    packets[BEFORE] = bytes(hurt)
    return heard(script, packets)


def _ways(script: Script) -> Iterable[tuple[int, int]]:
    size = len(script.packet(BEFORE))
    places = range(0, size, 5 if size > TOO_MANY_BYTES else 1)
    return ((at, how) for at in places for how in (DAMAGE if size <= MANY_BYTES else DAMAGE[at % 3 : at % 3 + 1]))


def _others(script: Script, samples: list[Sample], counted: bool) -> list:
    """The samples outside the damaged packet, by what they are."""
    each = script.per_packet
    outside = samples[: BEFORE * each] + samples[(BEFORE + 1) * each :]
    return [values if counted else (tick, values) for tick, values in outside]


def check_damage_at_any_byte_costs_its_packet_only(key: str, make: Make) -> None:
    """Every sample outside the damaged packet arrives, in order, wherever the damage is."""
    script = make()
    counted = signal_of(make).clock is not SampleClock.DEVICE
    whole = one_by_one(heard(script, packets_of(script, range(BEFORE + 4))))
    others = _others(script, whole, counted)
    for at, how in _ways(script):
        got = one_by_one(_damaged(script, at, how))
        plain = [values if counted else (tick, values) for tick, values in got]
        left = iter(plain)
        assert all(sample in left for sample in others), f"byte {at} ^ {how:02x} cost a sample of another packet"


def check_damage_at_any_byte_is_never_a_number(key: str, make: Make) -> None:
    """No sample that was not sent comes out, and what is missing is told as bytes that make no sense."""
    script = make()
    counted = signal_of(make).clock is not SampleClock.DEVICE
    whole = one_by_one(heard(script, packets_of(script, range(BEFORE + 4))))
    true = {values if counted else (tick, values) for tick, values in whole}
    for at, how in _ways(script):
        events = _damaged(script, at, how)
        got = one_by_one(events)
        wrong = [sample for sample in got if (sample[1] if counted else sample) not in true]
        assert not wrong, f"byte {at} ^ {how:02x} made {wrong[:2]}"
        if len(got) < len(whole):
            assert any(isinstance(event, Corrupt | Notice) for event in events)


def check_the_counter_wraps_unseen(key: str, make: Make) -> None:
    script, signal = make(), signal_of(make)
    first, second = (one_by_one(heard(script, packets_of(script, range(n, n + 4))))[0][0] for n in (0, 1))
    assert signal.tick_modulus is not None
    turn = (signal.tick_modulus - first) // (second - first)
    numbers = range(turn - 20, turn + 20)
    raw = [tick for tick, _ in one_by_one(heard(script, packets_of(script, numbers)))]
    assert max(raw) - min(raw) > signal.tick_modulus / 2
    timebase, events = numbered(signal, script, packets_of(script, numbers))
    assert indices(events) == list(range(len(raw)))
    assert (timebase.lost, timebase.strays, gaps(events)) == (0, 0, [])


def check_what_comes_twice_is_dropped_and_counted(key: str, make: Make) -> None:
    script, signal = make(), signal_of(make)
    numbers = [*range(30), 28, 29, *range(30, 60), 59]
    timebase, events = numbered(signal, script, packets_of(script, numbers))
    got = indices(events)
    assert got == list(range(len(got)))
    assert timebase.received == len(got) > 59 * script.per_packet - script.per_packet
    assert timebase.lost == 0
    assert timebase.duplicates >= 2 * script.per_packet


def check_what_overtakes_is_put_in_its_place(key: str, make: Make) -> None:
    script, signal = make(), signal_of(make)
    numbers = [*range(30), 31, 30, *range(32, 60)]
    timebase, events = numbered(signal, script, packets_of(script, numbers))
    straight = numbered(signal, script, packets_of(script, range(60)))[1]
    assert indices(events) == indices(straight)
    values = [
        np.concatenate([e.values for e in told if isinstance(e, SampleBlock)], axis=1) for told in (events, straight)
    ]
    assert (values[0] == values[1]).all()
    assert (timebase.lost, timebase.duplicates) == (0, 0)


# On a link ---------------------------------------------------------------------------------------------------------


class Heard:
    """Everything that a link says, with its time."""

    def __init__(self, link: Link) -> None:
        self.events: list[tuple[float, LinkEvent]] = []
        self._task = asyncio.create_task(self._listen(link))

    async def _listen(self, link: Link) -> None:
        with suppress(Exception):
            async for event in link:
                self.events.append((asyncio.get_running_loop().time(), event))

    @property
    def states(self) -> list[LinkState]:
        return [event.state for _, event in self.events if isinstance(event, LinkChange)]

    @property
    def segments(self) -> list[int]:
        return [event.number for _, event in self.events if isinstance(event, Segment)]

    @property
    def all(self) -> list[LinkEvent]:
        return [event for _, event in self.events]

    def first(self, state: LinkState) -> float:
        return next(at for at, event in self.events if isinstance(event, LinkChange) and event.state is state)


def check_a_clean_link_raises_no_eyebrow(key: str, make: Make) -> None:
    async def main() -> None:
        unit = FakeTransport(make())
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()) as link:
            heard = Heard(link)
            await asyncio.sleep(20.0)
            health = link.health()
        assert {type(event) for event in heard.all} == {Segment, LinkChange, SampleBlock}
        assert heard.states[:1] == [LinkState.STREAMING]
        assert heard.segments == [1]
        assert (health.lost, health.duplicates, health.corrupt, health.unknown, health.unseen) == (0, 0, 0, 0, 0)
        share = health.rate_share
        assert share is None or share == pytest.approx(1.0, abs=0.02)
        assert indices(heard.all) == list(range(len(indices(heard.all))))

    run(main())


def check_a_device_that_begins_to_count_anew_begins_a_new_segment(key: str, make: Make) -> None:
    async def main() -> None:
        script = make()
        steady = script.packet
        again = round(6.0 / script.period_s)
        script.packet = lambda n: steady(n if n < again else n - again)
        unit = FakeTransport(script)
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()) as link:
            heard = Heard(link)
            await asyncio.sleep(12.0)
        health = link.health()
        assert heard.segments == [1, 2]
        begun = next(i for i, event in enumerate(heard.all) if isinstance(event, Segment) and event.number == 2)
        before, after = indices(heard.all[:begun]), indices(heard.all[begun:])
        assert (before, after) == (list(range(len(before))), list(range(len(after))))
        assert len(before) + len(after) == health.received
        assert (health.lost, health.reconnects) == (0, 0)
        assert len(before) == again * script.per_packet

    run(main())


def check_a_burst_after_a_stall_is_late_and_not_lost(key: str, make: Make) -> None:
    """The host stands still for three seconds while the device goes on; then everything is there at once."""

    async def main() -> None:
        script = make()
        unit = FakeTransport(script, paced=False)
        async with Link(DEVICES[key], Cupboard([unit]), SystemClock()) as link:
            heard = Heard(link)
            number = 0
            for _ in range(2):
                for _ in range(round(3.0 / script.period_s)):
                    await asyncio.sleep(script.period_s)
                    unit.say(script.packet(number))
                    number += 1
                asyncio.get_running_loop().advance(3.0)
                for _ in range(round(3.0 / script.period_s)):
                    unit.say(script.packet(number))
                    number += 1
            await asyncio.sleep(0.2)
            health = link.health()
        got = indices(heard.all)
        assert got == list(range(len(got)))
        assert len(got) > (number - 2) * script.per_packet
        assert (health.lost, health.reconnects, health.unseen) == (0, 0, 0)
        assert heard.states[:1] == [LinkState.STREAMING]
        assert not {LinkState.STALE, LinkState.LOST} & set(heard.states)

    run(main())


def check_silence_is_stale_then_lost_and_the_port_is_closed(key: str, make: Make) -> None:
    async def main() -> None:
        silent = FakeTransport(make(), silent_from=round(3.0 / make().period_s))
        back = FakeTransport(make())
        async with Link(DEVICES[key], Cupboard([silent, back]), SystemClock()) as link:
            heard = Heard(link)
            await asyncio.sleep(10.0)
            last_s = max(
                at for at, e in heard.events if isinstance(e, SampleBlock) and at < heard.first(LinkState.LOST)
            )
            assert heard.first(LinkState.STALE) - last_s == pytest.approx(0.5, abs=0.06)
            assert heard.first(LinkState.LOST) - last_s == pytest.approx(1.0, abs=0.06)
            assert silent.closed == 1
            assert heard.segments == [1, 2]
            assert heard.states[:4] == [LinkState.STREAMING, LinkState.STALE, LinkState.LOST, LinkState.STREAMING]
        assert back.closed == 1

    run(main())


def check_it_comes_back_as_a_new_segment_with_everything_asked_anew(key: str, make: Make) -> None:
    async def main() -> None:
        first, second = FakeTransport(make()), FakeTransport(make())
        async with Link(DEVICES[key], Cupboard([first, second]), SystemClock()) as link:
            heard = Heard(link)
            await asyncio.sleep(3.0)
            first.lose()
            lost_s = asyncio.get_running_loop().time()
            await asyncio.sleep(4.0)
            again_s = next(at for at, e in heard.events if at > lost_s and isinstance(e, SampleBlock))
            assert again_s - lost_s < 2.0
            assert heard.segments == [1, 2]
            assert (first.closed, link.health().reconnects) == (1, 1)
            # what was asked of the first one before it was started is asked of the second one too
            asked = [(*unit.asked, *unit.written[: unit.written.index(unit.script.starts)]) for unit in (first, second)]
            assert len(asked[0]) == len(asked[1])
        assert second.closed == 1

    run(main())


class Slower:
    """A codec whose ticks are further apart from some tick on: the device measures less often and says so."""

    def __init__(self, codec: Codec, after: int, by: float) -> None:
        self._codec, self._after, self._by = codec, after, by

    def feed(self, data: bytes) -> list[CodecEvent]:
        return [
            Frame(self._stretched(event.ticks), event.values) if isinstance(event, Frame) else event
            for event in self._codec.feed(data)
        ]

    def _stretched(self, ticks: np.ndarray) -> np.ndarray:
        late = np.maximum(ticks - self._after, 0)
        return np.minimum(ticks, self._after) + np.round(late * self._by).astype(np.int64)


def check_a_rate_that_falls_is_seen(key: str, make: Make) -> None:
    """Ten seconds as promised, then a fifth fewer samples."""
    signal = signal_of(make)
    start = one_by_one(heard(make(), packets_of(make(), range(3))))[0][0]
    after = start + round(10.0 / signal.tick_s)

    class Tiring(type(DEVICES[key])):
        def codec(self) -> Codec:
            made = super().codec()
            return Slower(made, after, 1.25) if signal.clock is SampleClock.DEVICE else made

    async def main() -> None:
        script = make()
        script.device = Tiring()
        unit = FakeTransport(script, paced=False)
        async with Link(script.device, Cupboard([unit]), SystemClock()) as link:
            heard = Heard(link)
            number, seen = 0, []
            for period_s, seconds in ((script.period_s, 10.0), (1.25 * script.period_s, 20.0)):
                for _ in range(round(seconds / period_s)):
                    await asyncio.sleep(period_s)
                    unit.say(script.packet(number))
                    number += 1
                seen.append(link.health().rate_share)
            assert seen == [pytest.approx(1.0, abs=0.02), pytest.approx(0.8, abs=0.02)]
            assert link.health().lost == 0
            # whose samples are only counted cannot tell a slow converter from losses, and begins anew
            assert heard.segments == [1] or signal.clock is not SampleClock.DEVICE

    run(main())


def check_a_low_battery_is_told_before_and_while_it_streams(key: str, make: Make) -> None:
    def low(health_or_info, info: DeviceInfo) -> bool:
        volts, charge = health_or_info.battery_v, health_or_info.battery
        below = volts is not None and info.battery_low_v is not None and volts < info.battery_low_v
        return below or (charge is not None and charge < 0.2)

    async def main() -> None:
        script = make()
        assert script.low_battery
        full, flat = FakeTransport(script), FakeTransport(make())
        flat.script.battery_is_low()
        async with Link(DEVICES[key], Cupboard([full]), SystemClock()) as link:
            if DEVICES[key].battery_every_s is not None:
                full.script.battery_is_low()
                Heard(link)
                await asyncio.sleep(2.5 * DEVICES[key].battery_every_s)
                assert low(link.health(), link.info)
        async with Link(DEVICES[key], Cupboard([flat]), SystemClock()) as link:
            assert low(link.info, link.info)

    run(main())


def check_a_newer_firmware_on_the_way_back_is_refused_too(key: str, make: Make) -> None:
    """Somebody updates the device between two connections."""
    device = DEVICES[key]
    times = iter(range(10))

    class Updated(type(device)):
        async def identify(self, port: Port) -> DeviceInfo:
            info = await super().identify(port)
            return info if next(times) == 0 else replace(info, firmware=f"{self.known_firmware + 1}.0")

    async def main() -> None:
        first, second = FakeTransport(make()), FakeTransport(make())
        async with Link(Updated(), Cupboard([first, second]), SystemClock()) as link:
            heard = Heard(link)
            await asyncio.sleep(1.0)
            first.lose()
            await asyncio.sleep(3.0)
            assert heard.states[-1] is LinkState.CLOSED
            assert f"up to {device.known_firmware}.x" in link.health().why
            assert second.script.starts not in second.written
            assert (first.closed, second.closed) == (1, 1)

    run(main())


STREAM = [
    check_a_clean_stream_is_samples_and_nothing_else,
    check_cutting_the_bytes_anywhere_changes_nothing,
    check_each_loss_is_one_gap_of_its_size,
    check_damage_at_any_byte_costs_its_packet_only,
    check_damage_at_any_byte_is_never_a_number,
    check_the_counter_wraps_unseen,
    check_what_comes_twice_is_dropped_and_counted,
    check_what_overtakes_is_put_in_its_place,
    check_a_clean_link_raises_no_eyebrow,
    check_a_device_that_begins_to_count_anew_begins_a_new_segment,
    check_a_burst_after_a_stall_is_late_and_not_lost,
    check_silence_is_stale_then_lost_and_the_port_is_closed,
    check_it_comes_back_as_a_new_segment_with_everything_asked_anew,
    check_a_rate_that_falls_is_seen,
    check_a_low_battery_is_told_before_and_while_it_streams,
    check_a_newer_firmware_on_the_way_back_is_refused_too,
]
