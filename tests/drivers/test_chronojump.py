"""The bytes of a Chronojump sensor: literal lines, damage anywhere, any chunking; and its manners on a link."""

import asyncio
import random

import numpy as np
import pytest
from check_chunking import check_chunking, check_cuts, cuts
from fake_transports import SCRIPTS, Cupboard, FakeTransport
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_chronojump import BINARY_ROW, EDGE_LINE, ENDED, SAMPLE_LINE, STARTED, line, newtons, row
from wire_packets import corrupt, flat, frames, replies, samples

from drivers.clock import SystemClock
from drivers.contracts import Capability, Reply, SampleBlock, SyncEdge
from drivers.devices.chronojump import CHRONOJUMP, PLATFORM_SIGNAL, SIGNAL, ChronojumpCodec
from drivers.devices.chronojump import STARTED as START_ANSWER
from drivers.errors import ReplyTimeout, WrongDevice
from drivers.link import Link
from simulators.clock import run
from simulators.devices.chronojump import Chronojump as Firmware
from simulators.transports.memory import MemorySocket

PLATFORM = b"Force_Platform-0.1\r\n"


def decode(data: bytes) -> list:
    return ChronojumpCodec().feed(data)


def stream(count: int, first: int = 0) -> list[bytes]:
    return [line(number) for number in range(first, first + count)]


def times(events: list) -> list[int]:
    return [sample[0] for sample in samples(events)]


# Literal


def test_the_literal_lines_are_read_as_stated() -> None:
    lines = [SAMPLE_LINE, *(b"%d;-0.50\r\n" % (12500 * k) for k in range(2, 97))]
    events = decode(b"".join(lines) + EDGE_LINE + b"1212500;1.00\r\n")
    (first, *_, last) = samples(events)
    assert first == (12500, (735.5,))
    assert last == (1212500, (1.0,))
    assert [event for event in events if isinstance(event, SyncEdge)] == [SyncEdge("sync", True, 1200345)]
    assert corrupt(events) == []


def test_the_literal_row_is_read_as_stated_once_a_platform_has_said_what_it_is() -> None:
    rows = [row(number) for number in range(3)]
    later = [one[:4] + (12500 + 6000 * k).to_bytes(4, "little") + one[8:] for k, one in enumerate(rows, 1)]
    data = b"".join([BINARY_ROW, *later])
    (frame,) = frames(decode(PLATFORM + data))
    assert frame.values.dtype == np.int16
    assert frame.values.shape == (4, 4)
    assert frame.values.flags.c_contiguous
    assert frame.ticks[0] == 12500
    assert frame.values[:, 0].tolist() == [100, -5, 0, 32]
    assert frames(decode(data)) == [], "a sensor sends no rows"


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (b"Force_Sensor-0.6", Reply(0, b"Force_Sensor-0.6")),
        (b"Starting capture...", Reply(1, b"Starting capture...")),
        (b"Capture ended:", Reply(2, b"")),
        (b"Capture ended:10000", Reply(2, b"10000")),
        (b"Capture ended", Reply(2, b"")),
        (b"Taring OK:-10023", Reply(3, b"-10023")),
        (b"Calibrating OK:915.00", Reply(4, b"915.00")),
        (b"915.00", Reply(5, b"915.00")),
        (b"-10000", Reply(6, b"-10000")),
        (b"text", Reply(7, b"text")),
        (b"Not a valid command", Reply(None, b"Not a valid command", error=True)),
        (b"updated\r\nTare set", Reply(9, b"")),
    ],
)
def test_each_answer_is_a_reply_to_what_it_answers(text: bytes, reply: Reply) -> None:
    assert decode(text + b"\r\n") == [reply]


# What a line may look like


@pytest.mark.parametrize(
    "text",
    [
        b"12500;735.5",
        b"12500;735.500",
        b"12500;735",
        b"012500;735.50",
        b"12500;0735.50",
        b"12500;;735.50",
        b"12500;735.50;1.00",
        b"12500;nan",
        b"12500;inf",
        b"12500;ovf",
        b"12500,735.50",
        b"12500; 735.50",
        b"-12500;735.50",
        b"4294967296;735.50",
        b"12500;--1.00",
        b"12500;735.50 ",
        b"",
        b"\xff\xff;1.00",
    ],
)
def test_what_the_firmware_would_not_print_is_no_sample(text: bytes) -> None:
    lines = stream(4)
    events = decode(b"".join(lines[:2]) + text + b"\r\n" + b"".join(stream(4, 3)))
    assert times(events) == [12500 * k for k in (1, 2, 4, 5, 6, 7)]
    assert [event.why for event in corrupt(events)] == ["a line that the firmware does not print"]


def test_an_endless_line_is_given_up_in_pieces_and_memory_stays_bounded() -> None:
    codec = ChronojumpCodec()
    found = codec.feed(b"x" * 100_000)
    assert {len(event.data) for event in corrupt(found)} == {64}
    assert len(codec._bytes) < 64
    events = codec.feed(b";735.50\r\n" + b"".join(stream(6)))
    assert len(samples(events)) == 6
    assert len(corrupt(events)) == 1


# Time vouches for a line


def test_a_line_is_told_at_once_where_its_time_goes_on() -> None:
    codec = ChronojumpCodec()
    codec.feed(STARTED + b"".join(stream(4)))
    assert times(codec.feed(line(4))) == [62500]
    assert codec.feed(line(9)) == [], "behind a loss it waits for the next"
    assert times(codec.feed(line(10))) == [125000, 137500]


def test_a_single_line_between_two_losses_is_not_believed() -> None:
    data = b"".join([*stream(6), line(20), *stream(6, 40)])
    events = decode(data)
    assert times(events) == [12500 * (k + 1) for k in [*range(6), *range(40, 46)]]
    assert [event.data for event in corrupt(events)] == [line(20)[:-2]]


@pytest.mark.parametrize("period_us", [12500, 100_000, 12931])
def test_a_digit_of_the_time_that_is_wrong_by_more_than_a_fifth_of_the_period_is_found(period_us: int) -> None:
    lines = [line(number, period_us) for number in range(20)]
    clean = samples(decode(b"".join(lines)))
    assert len(clean) == 20
    for number in range(6, 16):
        text = lines[number]
        for at in range(text.index(b";")):
            for digit in b"0123456789":
                if digit == text[at]:
                    continue
                damaged = text[:at] + bytes((digit,)) + text[at + 1 :]
                got = samples(decode(b"".join([*lines[:number], damaged, *lines[number + 1 :]])))
                wrong = set(got) - set(clean)
                off = abs(int(damaged.split(b";")[0]) - int(text.split(b";")[0]))
                assert not wrong or off <= 0.2 * period_us
                assert set(clean) - set(got) <= {clean[number]}


def test_a_period_that_was_learned_from_damage_is_learned_again() -> None:
    bad = [b"%d;1.00\r\n" % us for us in (1, 900_000, 900_001, 30_000_000)]
    events = decode(b"".join(bad) + b"".join(stream(40)))
    got = samples(events)
    assert len(got) >= 25
    assert got[-20:] == [((k + 1) * 12500, (pytest.approx(newtons(k), abs=1e-3),)) for k in range(20, 40)]


def test_the_clock_wraps_without_a_doubt() -> None:
    last = 2**32 // 12500
    events = decode(b"".join(stream(12, last - 6)))
    assert len(samples(events)) == 12
    assert corrupt(events) == []


def test_a_new_capture_begins_anew() -> None:
    codec = ChronojumpCodec()
    assert len(samples(codec.feed(b"".join(stream(9))))) == 9
    assert replies(codec.feed(ENDED)) == [Reply(2, b"")]
    assert codec.feed(STARTED) == [Reply(START_ANSWER, b"Starting capture...")]
    assert times(codec.feed(b"".join(stream(4)))) == [12500, 25000, 37500, 50000]


# Edges


def test_edges_keep_their_place_between_the_samples() -> None:
    data = b"".join(stream(6)) + b"80000;R\r\n" + line(6) + b"92000;r\r\n" + b"".join(stream(3, 7))
    edges = [event for event in flat(decode(data)) if not isinstance(event, tuple)]
    assert edges == [SyncEdge("sync", True, 80000), SyncEdge("sync", False, 92000)]


@pytest.mark.parametrize("stale", [b"12500;R", b"4000000;r", b"800000;R"])
def test_an_edge_with_the_time_of_another_one_is_not_believed(stale: bytes) -> None:
    events = decode(b"".join(stream(9)) + stale + b"\r\n" + b"".join(stream(3, 9)))
    assert [event.data for event in corrupt(events)] == [stale]
    assert not [event for event in events if isinstance(event, SyncEdge)]
    assert len(samples(events)) == 12


def test_an_edge_before_a_damaged_line_waits_for_the_next_good_one() -> None:
    data = b"".join(stream(6)) + b"80000;R\r\n" + b"87500;1.0\r\n" + b"".join(stream(3, 7))
    assert SyncEdge("sync", True, 80000) in decode(data)


def test_edges_without_samples_are_bounded() -> None:
    codec = ChronojumpCodec()
    found = [event for k in range(1000) for event in codec.feed(b"%d;R\r\n" % k)]
    assert len(corrupt(found)) == 1000 - 64


# Damage and chunking


DAMAGE = {
    "delete": lambda data, at: data[:at] + data[at + 1 :],
    "insert": lambda data, at: data[:at] + b"\x5a" + data[at:],
    "insert a line feed": lambda data, at: data[:at] + b"\n" + data[at:],
    "overwrite": lambda data, at: data[:at] + b"\xff" + data[at + 1 :],
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_at_any_byte_costs_that_line_only_and_is_reported(kind: str) -> None:
    lines = stream(16)
    data = b"".join(lines)
    clean = samples(decode(data))
    ends = np.cumsum([len(each) for each in lines])
    for at in range(int(ends[5]), int(ends[10])):
        damaged = DAMAGE[kind](data, at)
        events = decode(damaged)
        got = samples(events)
        number = int(np.searchsorted(ends, at, side="right"))
        lost = set(clean) - set(got)
        assert lost <= {clean[number - 1], clean[number]}, at
        # what nobody can know: that a digit before the point is missing, or a minus sign
        text, place = lines[number], at - int(ends[number - 1])
        unknowable = kind == "delete" and text.index(b";") < place < text.index(b".")
        near = kind == "delete" and place < text.index(b";")
        wrong = set(got) - set(clean)
        assert not wrong or unknowable or near, at
        if near:
            assert all(abs(tick - clean[number][0]) <= 2500 for tick, _ in wrong)
        if not wrong and damaged != data:
            assert corrupt(events) or lost == set(), at


def test_rows_around_damage_are_found_again() -> None:
    rows = [row(number) for number in range(30)]
    clean = samples(decode(PLATFORM + b"".join(rows)))
    assert len(clean) == 30
    for at in range(16 * 8, 16 * 10):
        data = b"".join(rows)
        got = samples(decode(PLATFORM + data[:at] + data[at + 1 :]))
        assert len(set(clean) - set(got)) <= 2, at
        assert len(set(got) - set(clean)) <= 1, at  # a count that was changed looks like any other


def messy(seed: int, platform: bool) -> bytes:
    drawn = random.Random(seed)
    parts = [PLATFORM] if platform else []
    for number in range(60):
        packet = row(number) if platform else line(number)
        match drawn.randrange(9):
            case 0:
                packet = drawn.randbytes(drawn.randrange(90)) + packet
            case 1:
                at = drawn.randrange(len(packet))
                packet = packet[:at] + packet[at + drawn.randrange(1, 5) :]
            case 2:
                packet += b"%d;R\r\n" % (number * 12500)
            case 3:
                packet += b"Not a valid command\r\n"
        parts.append(packet)
    return b"".join(parts) + ENDED


@pytest.mark.parametrize("platform", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_any_chunking_gives_identical_events(seed: int, platform: bool) -> None:
    check_chunking(lambda: ChronojumpCodec().feed, messy(seed, platform), flat, seeds=4)


@given(cuts(len(messy(1, True))))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_any_split_gives_identical_events(at: list[int]) -> None:
    check_cuts(lambda: ChronojumpCodec().feed, messy(1, True), flat, at)


@given(st.binary(max_size=1500), st.booleans())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_garbage_never_raises_and_never_becomes_a_sample(data: bytes, platform: bool) -> None:
    codec = ChronojumpCodec()
    assert not frames(codec.feed((PLATFORM if platform else b"") + data))
    assert len(codec._bytes) <= 64


# On a link, as its firmware really listens


def link_to(unit: Firmware) -> Link:
    return Link(CHRONOJUMP, MemorySocket(unit, SystemClock(), messages=False).transport, SystemClock())


def pulling(times):
    return 100.0 + np.asarray(times, np.float64)


def test_it_is_streamed_put_to_sleep_tared_and_streamed_again_with_a_firmware_that_listens_for_a_second() -> None:
    async def main() -> None:
        unit = Firmware(pulling, listens_s=1.0)
        async with link_to(unit) as link:
            info = link.info
            assert (info.serial, info.firmware, info.signal) == ("CJ-", "0.6", SIGNAL)
            assert info.capabilities == {Capability.TARE, Capability.CALIBRATION, Capability.SYNC_INPUT}
            await asyncio.sleep(5.0)
            link.pause()
            offset = await link.use(CHRONOJUMP.tare)
            assert offset == unit.tare > 100 * 915
            assert await link.use(CHRONOJUMP.offset) == offset
            await link.use(lambda port: CHRONOJUMP.set_offset(port, -77))
            assert unit.tare == -77
            assert await link.use(CHRONOJUMP.factor) == 915.0
            await link.use(lambda port: CHRONOJUMP.set_factor(port, -1000.5))
            assert unit.factor == -1000.5
            assert await link.use(lambda port: CHRONOJUMP.calibrate(port, 10.0)) == round(unit.factor, 2)
            assert await link.use(CHRONOJUMP.transmission_format) == "text"
            received = link.health().received
            assert received > 300
            link.resume()
            await asyncio.sleep(5.0)
            health = link.health()
            assert (health.lost, health.corrupt, health.reconnects) == (0, 0, 0)
            assert health.received - received > 250

    run(main())


def test_edges_come_out_of_a_link_at_their_time() -> None:
    async def main() -> list:
        found = []
        async with link_to(Firmware(pulling, listens_s=1.0, sync_every_s=0.5)) as link:
            async for event in link:
                found.append(event)
                if sum(isinstance(each, SyncEdge) for each in found) >= 4:
                    return found
        return found

    found = run(main())
    edges = [event for event in found if isinstance(event, SyncEdge)]
    assert np.diff([edge.tick for edge in edges]).tolist() == [500_000] * 3
    assert [edge.rising for edge in edges] in ([True, False] * 2, [False, True] * 2)
    assert not corrupt(found)
    assert any(isinstance(event, SampleBlock) for event in found)


def test_a_command_that_ran_into_another_is_given_again() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["chronojump"]())
        unit.script.answers[b"get_tare:\n"] = b"Not a valid command\r\n"
        async with Link(CHRONOJUMP, Cupboard([unit]), SystemClock()) as link:
            with pytest.raises(WrongDevice, match="does not know the command get_tare"):
                await link.use(CHRONOJUMP.offset)
            assert unit.written.count(b"get_tare:\n") == 2

    run(main())


def test_a_platform_is_known_by_its_version_and_starts_without_a_word() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["chronojump"]())
        unit.script.answers = {b"get_version:\n": PLATFORM, b"end_capture:\n": b"Capture ended\r\n"}
        unit.script.packet = lambda n: b"".join(row(n * 16 + k) for k in range(16))
        async with Link(CHRONOJUMP, Cupboard([unit]), SystemClock()) as link:
            assert link.info.signal is PLATFORM_SIGNAL
            assert link.info.model == "Chronojump force platform"
            assert link.info.capabilities == {Capability.TARE}
            async for event in link:
                if isinstance(event, SampleBlock):
                    assert event.values.shape[0] == 4
                    break
            assert link.health().corrupt == 0

    run(main())


def test_figures_that_make_no_sense_are_refused_before_they_are_sent() -> None:
    async def refused(action) -> None:
        with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
            await action

    async def main() -> None:
        await refused(CHRONOJUMP.calibrate(None, 0.0))
        await refused(CHRONOJUMP.set_factor(None, float("nan")))
        await refused(CHRONOJUMP.set_offset(None, 2**30))

    run(main())


def test_whoever_listens_too_early_hears_nothing() -> None:
    """The same device without the time that its port needs: the question is lost while it restarts."""

    async def main() -> None:
        unit = Firmware(pulling)
        unit.attach(0.0)
        assert unit.write(b"get_version:\n", 1.0) == []
        port = FakeTransport(SCRIPTS["chronojump"](), mute=True)
        with pytest.raises(ReplyTimeout):
            await Link(CHRONOJUMP, Cupboard([port]), SystemClock()).__aenter__()

    run(main())
