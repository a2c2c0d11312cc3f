"""The bytes of a CTS500 scale: literal packets, weights that nobody can read, holes; and its manners on a link."""

import asyncio
import random

import numpy as np
import pytest
from check_chunking import check_chunking
from fake_transports import SCRIPTS, Cupboard, FakeTransport
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_cts500 import (
    ASK_BATTERY,
    ASK_TEMPERATURE,
    BATTERY_355,
    COLD_5,
    NO_PEAKS,
    RATE_80,
    START,
    STOP,
    UNKNOWN_WEIGHT,
    WARM_23,
    WEIGHT_1234,
    of_stream,
    weight,
)
from wire_packets import corrupt, flat, frames, replies, samples

from drivers.clock import SystemClock
from drivers.contracts import Corrupt, Notice, NoticeKind, Reply, SampleBlock, SampleClock, Segment
from drivers.devices.cts500 import AUTO_OFF, CTS500, JUMP, RATES_HZ, SIGNAL, TARE, Cts500Codec, command
from drivers.errors import ReplyTimeout
from drivers.link import Link
from simulators.clock import run
from simulators.devices.cts500 import NEGATIVE
from simulators.devices.cts500 import Cts500 as Firmware
from simulators.transports.memory import MemorySocket


def decode(data: bytes) -> list:
    return Cts500Codec().feed(data)


def stream(count: int, first: int = 0) -> list[bytes]:
    return [of_stream(number) for number in range(first, first + count)]


def counts(events: list) -> list[int]:
    return [tick for tick, _ in samples(events)]


# Literal


@pytest.mark.parametrize(
    ("packet", "literal"),
    [
        (command(0x86), "05860000008b"),
        (command(TARE), "05a6000000ab"),
        (command(0xA7), "05a7000000ac"),
        (command(0xAA), "05aa000000af"),
        (command(0xAB), "05ab000000b0"),
        (command(0xC4), "05c4000000c9"),
        (command(0xC5), "05c5000000ca"),
        (command(0xC1, RATES_HZ.index(80)), RATE_80.hex()),
        (command(AUTO_OFF, 30), "05c300001ee6"),
    ],
)
def test_commands_are_the_literal_bytes(packet: bytes, literal: str) -> None:
    assert packet.hex() == literal
    assert decode(packet) == [Reply(packet[1], packet[2:5])]


def test_the_literal_weight_is_read_as_stated() -> None:
    (frame,) = frames(decode(WEIGHT_1234 * 2 + STOP))
    assert frame.values.dtype == np.float32
    assert frame.values.tolist() == [[np.float32(12.34)] * 2]
    assert frame.ticks.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("packet", "command_number", "payload"),
    [(BATTERY_355, 0xC4, "000163"), (WARM_23, 0xC5, "000017"), (COLD_5, 0xC5, "000085")],
)
def test_the_literal_values_are_replies(packet: bytes, command_number: int, payload: str) -> None:
    assert decode(packet) == [Reply(command_number, bytes.fromhex(payload))]


# Weights that nobody can read


@pytest.mark.parametrize(
    "written", [UNKNOWN_WEIGHT, *(weight(NEGATIVE[way](-100)) for way in NEGATIVE), weight(300_001)]
)
def test_a_weight_below_zero_is_never_a_number_and_leaves_a_hole(written: bytes) -> None:
    events = decode(b"".join([*stream(3), written, *stream(3, 4)]) + STOP)
    assert counts(events) == [0, 1, 2, 4, 5, 6]
    assert [event.data for event in corrupt(events)] == [written]
    assert "how it is written is not published" in corrupt(events)[0].why


def test_it_is_said_once_in_words_until_a_weight_can_be_read_again() -> None:
    codec = Cts500Codec()
    events = codec.feed(UNKNOWN_WEIGHT * 50 + of_stream(0) + UNKNOWN_WEIGHT * 3 + STOP)
    notices = [event for event in events if isinstance(event, Notice)]
    assert [notice.kind for notice in notices] == [NoticeKind.TROUBLE] * 2
    assert "Unload it, set its zero" in notices[0].text
    assert len(corrupt(events)) == 53
    assert counts(events) == [50]


# Holes


def _without(packet: bytes, at: int) -> bytes:
    return packet[:at] + packet[at + 1 :]


def _with(packet: bytes, at: int) -> bytes:
    return packet[:at] + b"\x77" + packet[at:]


@pytest.mark.parametrize(("change", "at"), [*((_without, at) for at in range(7)), *((_with, at) for at in range(1, 7))])
def test_a_byte_lost_or_added_leaves_one_hole(change, at: int) -> None:
    packets = stream(12)
    packets[6] = change(packets[6], at)
    clean = decode(b"".join(stream(12)) + STOP)
    events = decode(b"".join(packets) + STOP)
    values = dict(samples(clean))
    got = dict(samples(events))
    assert corrupt(events)
    missing = set(values) - set(got)
    assert missing <= {5, 6}
    assert all(values[tick] == got[tick] for tick in got), "what comes behind it keeps its number"


@pytest.mark.parametrize(
    "between", [_with(stream(12)[6], 0), stream(12)[6][:1]], ids=["a byte of noise", "all but one byte lost"]
)
def test_a_single_byte_between_weights_may_be_noise_or_a_weight_so_the_numbering_ends(between: bytes) -> None:
    packets = stream(12)
    packets[6] = between
    got = samples(decode(b"".join(packets) + STOP))
    assert [tick for tick, _ in got[:5]] == list(range(5))
    assert all(tick >= JUMP for tick, _ in got[5:])
    assert len(got) >= 10


def test_a_damaged_answer_is_not_counted_as_a_weight() -> None:
    packets = stream(12)
    packets.insert(6, bytes.fromhex("0580c400016300"))
    got = samples(decode(b"".join(packets) + STOP))
    assert len(got) >= 11
    assert all(tick >= JUMP for tick, _ in got[6:])


def test_a_weight_that_was_damaged_into_an_answer_is_one_hole() -> None:
    packets = stream(12)
    packets[6] = packets[6][:1] + b"\x80" + packets[6][2:]
    assert [tick for tick, _ in samples(decode(b"".join(packets) + STOP))] == [*range(6), *range(7, 12)]


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_weights_that_are_damaged_leave_as_many_holes(lost: int) -> None:
    packets = stream(12)
    for number in range(6, 6 + lost):
        packets[number] = packets[number][:-1] + bytes((packets[number][-1] ^ 0x40,))
    assert counts(decode(b"".join(packets) + STOP)) == [*range(6), *range(6 + lost, 12)]


def test_a_stretch_whose_weights_nobody_can_count_begins_a_new_segment() -> None:
    async def main() -> list:
        unit = FakeTransport(SCRIPTS["cts500"](), paced=False)
        found = []
        async with Link(CTS500, Cupboard([unit]), SystemClock()) as link:
            for packet in [*stream(40), b"\x00" * 40, *stream(40, 60)]:
                unit.say(packet)
                await asyncio.sleep(0.0125)
            async for event in link:
                found.append(event)
                if sum(each.ticks.size for each in found if isinstance(each, SampleBlock)) >= 70:
                    return found
        return found

    found = run(main())
    assert [event.number for event in found if isinstance(event, Segment)] == [1, 2]


def messy(seed: int) -> bytes:
    drawn = random.Random(seed)
    parts = []
    for number in range(60):
        packet = of_stream(number)
        match drawn.randrange(7):
            case 0:
                packet = drawn.randbytes(drawn.randrange(30)) + packet
            case 1:
                at = drawn.randrange(7)
                packet = packet[:at] + packet[at + drawn.randrange(1, 4) :]
            case 2:
                packet += BATTERY_355
            case 3:
                packet += UNKNOWN_WEIGHT
        parts.append(packet)
    return b"".join(parts) + STOP


@pytest.mark.parametrize("seed", range(3))
def test_any_chunking_gives_identical_events(seed: int) -> None:
    check_chunking(lambda: Cts500Codec().feed, messy(seed), flat, seeds=5)


@given(st.binary(max_size=1000))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_bytes_are_taken_and_memory_stays_bounded(data: bytes) -> None:
    codec = Cts500Codec()
    codec.feed(data)
    assert len(codec._framer._bytes) + len(codec._framer._garbage) <= 600


# On a link


def pulled(times) -> np.ndarray:
    return (20.0 + 0.5 * np.asarray(times)).astype(np.float32)


def link_to(unit: Firmware, *, messages: bool = True) -> Link:
    return Link(CTS500, MemorySocket(unit, SystemClock(), messages=messages).transport, SystemClock())


@pytest.mark.parametrize("messages", [True, False])
@pytest.mark.parametrize("options", [{}, {"late_echo": True}, {"silent_rate": True, "late_echo": True}])
def test_it_is_set_to_its_rate_and_streams_whatever_it_leaves_unanswered(options: dict, messages: bool) -> None:
    async def main() -> None:
        unit = Firmware(pulled, **options)
        async with link_to(unit, messages=messages) as link:
            assert (unit.rate_hz, unit.peak_mode) == (80.0, False), "from the shop: 10 Hz, and it may show peaks"
            assert link.info.battery_v == 3.55
            assert (link.info.serial, link.info.firmware) == ("CTS-", "not told")
            assert link.info.signal == SIGNAL
            assert SIGNAL.clock is SampleClock.COUNT
            await asyncio.sleep(20.0)
            health = link.health()
            assert (health.lost, health.corrupt, health.reconnects, health.unseen) == (0, 0, 0, 0)
            assert health.received == pytest.approx(1600, abs=20)

    run(main())


def test_its_commands_run_on_the_open_link() -> None:
    async def main() -> None:
        unit = Firmware(pulled, temperature_c=-5)
        async with link_to(unit) as link:
            assert await link.use(CTS500.temperature_c) == -5
            await link.use(CTS500.tare)
            await link.use(lambda port: CTS500.auto_off(port, 0))
            with pytest.raises(ValueError, match="0 to 255 seconds, not 256"):
                await link.use(lambda port: CTS500.auto_off(port, 256))
            await asyncio.sleep(1.0)
            assert link.health().state.value == "streaming"
            await link.use(CTS500.zero)
            first = None
            async for event in link:
                if isinstance(event, SampleBlock):
                    first = event
                    if event.values[0, -1] < 5.0:
                        break
            assert first is not None
            assert link.health().reconnects == 0

    run(main())


def test_a_rate_that_was_not_obeyed_is_seen_by_the_hosts_clock() -> None:
    """It says nothing to the command for the rate, and goes on with ten weights a second."""

    class Stubborn(Firmware):
        def _obey(self, asked: bytes, now_s: float) -> list[bytes]:
            return [] if asked[1] == 0xC1 else super()._obey(asked, now_s)

    async def main() -> None:
        async with link_to(Stubborn(pulled)) as link:
            await asyncio.sleep(60.0)
            health = link.health()
            assert health.host_rate_hz is None or health.host_rate_hz < 20.0
            assert health.rate_share is not None
            assert health.rate_share < 0.5

    run(main())


def test_a_scale_that_says_nothing_is_a_time_out() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["cts500"](), mute=True)
        with pytest.raises(ReplyTimeout):
            await Link(CTS500, Cupboard([unit]), SystemClock()).__aenter__()
        assert unit.written == [STOP]

    run(main())


def test_what_is_asked_before_it_starts_are_the_literal_commands() -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["cts500"]())
        async with Link(CTS500, Cupboard([unit]), SystemClock()):
            assert unit.written == [STOP, NO_PEAKS, RATE_80, ASK_BATTERY, START]

    run(main())


# Its firmware, by the same documents


def said(unit: Firmware, asked: bytes, now_s: float = 0.0) -> bytes:
    return b"".join(unit.write(asked, now_s))


def test_the_firmware_says_the_literal_packets() -> None:
    unit = Firmware(lambda times: np.full(np.size(times), 12.34, np.float32))
    assert said(unit, ASK_BATTERY) == BATTERY_355
    assert said(unit, ASK_TEMPERATURE) == WARM_23
    unit.temperature_c = -5
    assert said(unit, ASK_TEMPERATURE) == COLD_5
    assert said(unit, bytes.fromhex("05a9000000ae")) == WEIGHT_1234
    assert said(unit, START) == START
    assert unit.advance(0.1) == [WEIGHT_1234], "ten a second, as from the shop"


def test_the_firmware_echoes_a_start_behind_the_first_weight_and_finds_commands_behind_noise() -> None:
    unit = Firmware(pulled, late_echo=True)
    assert said(unit, b"\x05\x00\x77" + START[:3]) == b""
    assert said(unit, START[3:]) == b""
    assert unit.rejected == 3
    assert unit.advance(0.25)[1] == START
    assert said(unit, b"\x05\xee\x00\x00\x00\xf3", 0.25) == b""
    assert unit.rejected == 9


@pytest.mark.parametrize("way", NEGATIVE)
def test_the_firmware_writes_a_weight_below_zero_in_a_way_that_is_no_weight(way: str) -> None:
    unit = Firmware(lambda times: np.full(np.size(times), -1.0, np.float32), negative=way)
    unit.peak_mode = False
    (written,) = unit.write(bytes.fromhex("05a9000000ae"), 0.0)
    assert isinstance(decode(written * 2 + STOP)[0], Corrupt)
    if way == "complement":
        assert written == UNKNOWN_WEIGHT
    assert replies(decode(written + STOP))[-1].command == 0xAB
