"""What a link tells of itself on virtual time: shares of loss and damage, noise, rates, drift, battery, firmware."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport
from wire_packets import gaps, harp_sample, progressor, samples

from drivers.clock import SystemClock
from drivers.contracts import Gap, LinkChange, LinkEvent, LinkHealth, LinkState, SampleBlock, Segment
from drivers.errors import ReplyTimeout, UnknownFirmware, WrongDevice
from drivers.link import Link
from simulators.clock import run

HARP = "harp-loadcells"
BATTERY = b"\x6f"
VOLTS = "0004{:08x}"


def transport(kind: str = "progressor", **faults) -> FakeTransport:
    return FakeTransport(SCRIPTS[kind](), **faults)


def link(*units: FakeTransport, **options) -> Link:
    return Link(units[0].script.device, Cupboard(units), SystemClock(), **options)


async def collect(open_link: Link, until_s: float) -> list[LinkEvent]:
    events: list[LinkEvent] = []
    with suppress(TimeoutError):
        async with asyncio.timeout_at(until_s):
            async for event in open_link:
                events.append(event)
    return events


def after(seconds: float, unit: FakeTransport, **options) -> tuple[list[LinkEvent], LinkHealth]:
    """What a link to this unit has said, and its health, at this time."""

    async def main() -> tuple[list[LinkEvent], LinkHealth]:
        async with link(unit, **options) as open_link:
            return await collect(open_link, seconds), open_link.health()

    return run(main())


def whys(events: list[LinkEvent]) -> list[tuple[LinkState, str]]:
    return [(event.state, event.why) for event in events if isinstance(event, LinkChange)]


# Quality


def test_the_share_of_lost_samples_is_that_of_the_last_ten_seconds() -> None:
    # one packet of ten between 5 and 15 s
    unit = transport(HARP, skip=frozenset(range(250, 750, 10)))
    assert after(4.9, unit)[1].lost_share == 0.0
    unit = transport(HARP, skip=frozenset(range(250, 750, 10)))
    assert after(15.5, unit)[1].lost_share == pytest.approx(0.1, abs=0.01)
    unit = transport(HARP, skip=frozenset(range(250, 750, 10)))
    _, health = after(27.0, unit)
    assert (health.lost_share, health.lost) == (0.0, 1000)


def test_the_share_of_damaged_bytes_is_told_and_only_touched_packets_are_lost() -> None:
    drawn = random.Random(3)
    unit = transport(HARP)
    whole = unit.script.packet
    hit: set[int] = set()

    def flipped(number: int) -> bytes:
        data = bytearray(whole(number))
        if number > 50 and number % 5 == 0:
            at = drawn.randrange(len(data))
            data[at] ^= 1 << drawn.randrange(8)
            hit.add(number * 20 + at // 28)
        return bytes(data)

    unit.script.packet = flipped
    events, health = after(12.0, unit)
    first = samples(events)[0][0]
    missing = {n + first for gap in gaps(events) for n in range(gap.index, gap.index + gap.missing)}
    # one flipped bit is always seen; now and then its neighbour in front goes with it for want of a witness
    assert {n for n in hit if n < 11_300} <= missing
    assert len(missing) <= len(hit) + 3
    # one packet of a hundred
    assert health.damaged_share == pytest.approx(0.01, abs=0.003)


def test_a_late_burst_after_a_stall_of_ours_is_no_loss() -> None:
    async def main() -> None:
        unit = transport(HARP)
        async with link(unit) as open_link:
            await collect(open_link, 3.0)
            asyncio.get_running_loop().advance(0.4)
            for number in range(unit.number, unit.number + 20):
                unit.say(unit.script.packet(number))
            unit.script.packet = (lambda packet: lambda number: packet(number + 20))(unit.script.packet)
            events = await collect(open_link, 6.0)
            health = open_link.health()
        assert (gaps(events), health.lost, health.duplicates) == ([], 0, 0)
        assert whys(events) == []
        ticks = [tick for _, tick, _ in samples(events)]
        assert {later - tick for tick, later in pairwise(ticks)} <= {31, 32}

    run(main())


# Noise


def noise(drawn: random.Random, size: int = 300) -> bytes:
    return drawn.randbytes(size)


def test_noise_instead_of_samples_is_lost_after_a_second_and_says_what_it_looks_like() -> None:
    drawn = random.Random(5)
    unit = transport(HARP)
    whole = unit.script.packet
    unit.script.packet = lambda number: whole(number) if number < 100 else noise(drawn)

    async def main() -> None:
        async with link(unit, transport(HARP)) as open_link:
            events = await collect(open_link, 5.0)
            numbers = samples(events)
        lost = [why for state, why in whys(events) if state is LinkState.LOST]
        assert lost[0].startswith("No valid data from the Harp LoadCells in 1.0 s")
        assert "the speed of the port is wrong" in lost[0]
        # never a number: all that was taken before the second segment is what was sent before the noise
        second = [isinstance(event, Segment) for event in events].index(True, 1)
        first_run = samples(events[:second])
        assert len(first_run) in (1999, 2000)
        assert len(numbers) > len(first_run)

    run(main())


def test_a_port_at_the_wrong_speed_is_said_so_even_when_little_arrives() -> None:
    async def main() -> None:
        unit = transport(HARP, mute=True, greeting=(bytes(range(90)),))
        with pytest.raises(WrongDevice, match="speed of the port is wrong"):
            await link(unit).__aenter__()
        silent = transport(HARP, mute=True)
        with pytest.raises(ReplyTimeout, match="did not answer"):
            await link(silent).__aenter__()

    run(main())


def test_what_waits_behind_a_hole_comes_out_when_the_link_goes_stale() -> None:
    async def main() -> None:
        unit = transport(skip=frozenset({20}), silent_from=22)
        async with link(unit, transport()) as open_link:
            events = await collect(open_link, 3.0)
        stale = next(k for k, event in enumerate(events) if whys([event]) and event.state is LinkState.STALE)
        assert gaps(events[:stale]) == [Gap(160, 8)]
        assert isinstance(events[stale - 1], SampleBlock)
        assert samples(events[:stale])[-1][0] == 175

    run(main())


# Rates


def at_rate(rate_hz: Callable[[float], float], stamps_true: bool = True, seconds: float = 40.0):
    """Harp packets whose sample n is taken when it is taken; ``stamps_true``: the stamps say so too."""
    times, now_s = [], 0.0
    while now_s < seconds:
        times.append(now_s)
        now_s += 1.0 / rate_hz(now_s)

    async def stream(unit: FakeTransport) -> None:
        begun_s, sent = asyncio.get_running_loop().time(), 0
        while sent < len(times):
            await asyncio.sleep(0.02)
            passed_s = asyncio.get_running_loop().time() - begun_s
            data = b""
            while sent < len(times) and times[sent] <= passed_s:
                data += harp_sample(round(times[sent] * 1000) if stamps_true else sent)
                sent += 1
            unit.say(data)

    return stream


def rated(seconds: float, rate_hz: Callable[[float], float], stamps_true: bool) -> LinkHealth:
    async def main() -> LinkHealth:
        unit = transport(HARP)
        unit._run = lambda: at_rate(rate_hz, stamps_true)(unit)
        async with link(unit) as open_link:
            await collect(open_link, seconds)
            return open_link.health()

    return run(main())


def test_a_rate_that_is_kept_is_told_as_one() -> None:
    health = rated(14.0, lambda _: 1000.0, True)
    assert health.rate_share == pytest.approx(1.0, abs=1e-3)
    assert health.host_rate_hz == pytest.approx(1000.0, abs=1.0)


@pytest.mark.parametrize("part", [0.98, 0.94])
def test_a_device_that_skips_conversions_under_a_counter_that_does_not_is_seen_by_the_hosts_clock(part: float) -> None:
    health = rated(20.0, lambda now_s: 1000.0 * (part if now_s > 8.0 else 1.0), False)
    assert health.rate_hz == pytest.approx(1000.0, abs=0.5)
    assert (health.lost, health.rate_share) == (0, pytest.approx(part, abs=2e-3))
    assert health.host_rate_hz == pytest.approx(1000.0 * part, abs=2.0)


def test_a_device_that_slows_down_is_seen_by_its_own_stamps_within_two_seconds() -> None:
    unit = transport()
    unit.script.packet = lambda n: progressor(
        [(1.0, (n * 8 + k) * 12500 + max(0, n * 8 + k - 800) * 800) for k in range(8)]
    )
    _, health = after(13.5, unit)
    assert health.rate_share == pytest.approx(12500 / 13300, rel=2e-3)
    assert health.lost == 0


@pytest.mark.parametrize("rate_hz", [9.67, 10.3, 77.0, 86.0])
def test_a_converter_that_is_rough_by_nature_is_no_fault(rate_hz: float) -> None:
    unit = transport()
    unit.script.packet = lambda n: progressor([(1.0, round((n * 8 + k) * 1e6 / rate_hz)) for k in range(8)])
    unit.script.period_s = 8 / rate_hz
    _, health = after(30.0, unit)
    assert health.rate_hz == pytest.approx(rate_hz, rel=1e-3)
    assert health.rate_share == pytest.approx(1.0, abs=0.01)


def test_a_converter_far_from_every_rate_of_its_kind_is_a_fault() -> None:
    unit = transport()
    unit.script.packet = lambda n: progressor([(1.0, round((n * 8 + k) * 1e6 / 40.0)) for k in range(8)])
    unit.script.period_s = 0.2
    assert after(12.0, unit)[1].rate_share == pytest.approx(0.5, abs=0.01)


def test_the_drift_of_the_devices_clock_is_told_after_half_a_minute() -> None:
    def drifting(seconds: float) -> LinkHealth:
        async def main() -> LinkHealth:
            unit = transport(HARP)
            # a clock 120 ppm fast: 20 of its milliseconds pass in a little less
            unit.script.period_s = 0.02 / (1.0 + 120e-6)
            async with link(unit) as open_link:
                await collect(open_link, seconds)
                return open_link.health()

        return run(main())

    assert drifting(20.0).drift_ppm is None
    health = drifting(64.0)
    assert health.drift_ppm == pytest.approx(120.0, abs=5.0)
    assert health.drift_uncertainty_ppm is not None


# Battery


def volts(millivolts: int) -> bytes:
    return b"\x00\x04" + millivolts.to_bytes(4, "little")


def test_the_battery_is_read_every_minute_and_no_sample_is_disturbed() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            assert open_link.health().battery_v == pytest.approx(3.224)
            unit.script.answers[BATTERY] = volts(3050)
            events = await collect(open_link, 59.0)
            assert open_link.health().battery_v == pytest.approx(3.224)
            events += await collect(open_link, 62.0)
            assert open_link.health().battery_v == pytest.approx(3.05)
            unit.script.answers[BATTERY] = volts(2900)
            events += await collect(open_link, 125.0)
            health = open_link.health()
        assert health.battery_v == pytest.approx(2.9)
        assert unit.written.count(BATTERY) == 3
        assert (health.lost, health.duplicates, health.reconnects, health.unknown) == (0, 0, 0, 0)
        assert [index for index, _, _ in samples(events)] == list(range(health.received))
        assert whys(events) == [(LinkState.STREAMING, "")]

    run(main())


def test_a_device_that_does_not_answer_while_it_streams_is_left_alone() -> None:
    async def main() -> None:
        unit = transport()
        async with link(unit) as open_link:
            del unit.script.answers[BATTERY]
            events = await collect(open_link, 400.0)
            health = open_link.health()
        assert unit.written.count(BATTERY) == 3
        assert (health.state, health.lost, health.battery_v) == (LinkState.STREAMING, 0, pytest.approx(3.224))
        assert whys(events) == [(LinkState.STREAMING, "")]

    run(main())


def test_a_device_that_falls_silent_when_it_is_asked_is_not_asked_again() -> None:
    class Touchy(FakeTransport):
        async def write(self, data: bytes) -> None:
            if data == BATTERY and self._stream is not None:
                self._stream.cancel()
            await super().write(data)

    async def main() -> None:
        units = [Touchy(SCRIPTS["progressor"]()), Touchy(SCRIPTS["progressor"]())]
        async with link(*units) as open_link:
            events = await collect(open_link, 300.0)
        assert [event.number for event in events if isinstance(event, Segment)] == [1, 2]
        assert [unit.written.count(BATTERY) for unit in units] == [2, 1]

    run(main())


def test_plates_on_a_cable_are_not_asked_for_a_battery() -> None:
    unit = transport(HARP)
    before = 13
    _, health = after(130.0, unit)
    assert health.battery_v is None
    assert len(unit.written) <= before


# Firmware


@pytest.mark.parametrize("version", [b"0.4.0", b"1.0.0", b"1.2.3.4", b"2.0.4", b"2.9", b"dev"])
def test_every_firmware_that_is_known_streams(version: bytes) -> None:
    unit = transport()
    unit.script.answers[b"\x6b"] = bytes((0, len(version))) + version
    events, health = after(1.0, unit)
    assert health.state is LinkState.STREAMING
    assert events[0].info.firmware == version.decode()


@pytest.mark.parametrize(
    ("kind", "asked", "answer", "said"),
    [
        (
            "progressor",
            b"\x6b",
            b"\x00\x05" + b"3.0.0",
            r"firmware 3\.0\.0, and this program knows versions up to 2\.x",
        ),
        (HARP, bytes.fromhex("010406ff010b"), None, r"firmware 2\.2, and this program knows versions up to 1\.x"),
    ],
)
def test_a_newer_firmware_is_not_streamed_and_the_known_ones_are_named(kind, asked, answer, said) -> None:
    async def main() -> None:
        unit = transport(kind)
        assert asked in unit.script.answers
        before = unit.script.answers[asked]
        if answer is None:
            reply = bytearray(before)
            reply[-2] += 1
            reply[-1] = sum(reply[:-1]) % 256
        now = bytes(reply) if answer is None else answer
        # a board tells it alone and among all that it knows
        for command, told in unit.script.answers.items():
            unit.script.answers[command] = told.replace(before, now)
        with pytest.raises(UnknownFirmware, match=said):
            await link(unit).__aenter__()
        assert unit.script.starts not in unit.written
        assert unit.closed == 1

    run(main())
