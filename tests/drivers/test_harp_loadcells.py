"""The bytes of Harp LoadCells: literal packets, damage anywhere, any chunking, garbage."""

import random
import struct
from collections.abc import Callable

import numpy as np
import pytest
from check_chunking import check_chunking, check_cuts, cuts
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_packets import HARP_COUNTS, HARP_EVENT, corrupt, flat, frames, harp, harp_sample, replies, samples

from drivers.contracts import Corrupt, Notice, NoticeKind, Reply, SyncEdge
from drivers.devices.harp_loadcells import SIGNAL
from drivers.devices.harp_loadcells_commands import ACTIVE
from drivers.devices.harp_loadcells_packets import S16, U16, HarpLoadCellsCodec, read_request, write_request

END = harp(2, 32, 0x01, b"\0", (5000, 0))
"""The reply to "acquisition stop": what ends every stream, and vouches for its last sample."""


def decode(data: bytes) -> list:
    return HarpLoadCellsCodec().feed(data)


def stream(count: int) -> list[bytes]:
    return [harp_sample(number) for number in range(count)]


# Literal packets of protocols.md


@pytest.mark.parametrize(
    ("packet", "literal"),
    [
        (read_request(0, U16), "010400ff0206"),
        (write_request(10, ACTIVE), "02050aff01e1f2"),
        (write_request(32, 1), "020520ff010128"),
        (write_request(32, 0), "020520ff010027"),
        (write_request(90, 1), "02055aff010162"),
        (write_request(48, -12, S16), "020630ff82f4ffac"),
    ],
)
def test_commands_are_the_literal_bytes(packet: bytes, literal: str) -> None:
    assert packet.hex() == literal


def test_the_literal_event_is_decoded_as_stated() -> None:
    (frame,) = frames(decode(HARP_EVENT + HARP_EVENT + END))
    assert frame.values.shape == (8, 2)
    assert frame.values.dtype == np.int16
    assert frame.values[:, 0].tolist() == HARP_COUNTS
    assert frame.ticks.dtype == np.int64
    assert frame.ticks[0] * SIGNAL.tick_s == 3_800_000_000.5


@pytest.mark.parametrize(
    ("literal", "command", "payload"),
    [
        ("010400ff0206", 0, ""),
        ("02050aff01e1f2", 10, "e1"),
        ("020520ff010128", 32, "01"),
        ("020520ff010027", 32, "00"),
        ("02055aff010162", 90, "01"),
        ("020630ff82f4ffac", 48, "f4ff"),
    ],
)
def test_the_literal_commands_read_back_as_what_they_say(literal: str, command: int, payload: str) -> None:
    assert decode(bytes.fromhex(literal)) == [Reply(command, bytes.fromhex(payload))]


def test_the_clock_bus_packet_is_not_a_packet_of_the_serial_line() -> None:
    packet = bytes.fromhex("aaaf00667fe2")
    events = decode(packet + END)
    assert events == [Corrupt(packet, "no packet begins like this"), Reply(32, b"\0")]


# Replies and other events


def test_a_refusal_is_a_reply_with_the_error_bit() -> None:
    assert decode(harp(9, 80, 0x01, b"\0", (1, 2))) == [Reply(80, b"\0", error=True)]


@pytest.mark.parametrize(("address", "line"), [(34, "DI0"), (35, "DO0")])
def test_an_edge_is_an_event_on_the_clock_of_the_samples(address: int, line: str) -> None:
    up, down = harp(3, address, 0x01, b"\1", (1000, 10)), harp(3, address, 0x01, b"\0", (1000, 73))
    events = decode(harp_sample(0) + up + harp_sample(1) + down + harp_sample(4) + END)
    assert len(samples(events)) == 3
    assert [event for event in events if isinstance(event, SyncEdge)] == [
        SyncEdge(line, True, 1000 * 31250 + 10),
        SyncEdge(line, False, 1000 * 31250 + 73),
    ]


def test_the_literal_edge_of_an_input() -> None:
    raw = bytes.fromhex("030b22ff1100667fe2093d014e")
    assert raw == harp(3, 34, 0x01, b"\1", (3_800_000_000, 15625))
    assert decode(raw + raw + END)[:2] == [SyncEdge("DI0", True, 3_800_000_000 * 31250 + 15625)] * 2


def test_the_beat_of_the_clock_names_the_second_that_begins() -> None:
    beat = harp(3, 8, 0x04, struct.pack("<I", 1001), (1001, 2))
    events = decode(harp_sample(999) + beat + harp_sample(1001) + END)
    assert [event for event in events if isinstance(event, SyncEdge)] == [
        SyncEdge("second", True, 1001 * 31250, number=1001)
    ]


def test_a_beat_that_its_stamp_contradicts_is_not_believed_and_a_newer_heartbeat_is_skipped() -> None:
    odd = harp(3, 8, 0x04, struct.pack("<I", 1002), (1001, 2))
    newer = harp(3, 18, 0x02, b"\1\0", (1001, 3))
    events = decode(harp_sample(999) + odd + newer + harp_sample(1001) + END)
    assert [event for event in events if not hasattr(event, "values")] == [
        Notice(NoticeKind.UNKNOWN_PACKET, "beat of the clock with another time beside it"),
        Reply(32, b"\0"),
    ]


def test_other_events_are_counted_as_unknown() -> None:
    outputs = harp(3, 45, 0x02, b"\1\0", (1000, 10))
    events = decode(harp_sample(0) + outputs + outputs + END)
    assert [event for event in events if isinstance(event, Notice)] == [
        Notice(NoticeKind.UNKNOWN_PACKET, "event of register 45")
    ] * 2


def test_samples_between_two_replies_keep_their_place() -> None:
    reply = harp(1, 13, 0x02, b"\x07\0", (1000, 40))
    events = flat(decode(harp_sample(0) + harp_sample(1) + reply + harp_sample(2) + harp_sample(3) + END))
    assert [type(event) for event in events] == [tuple, tuple, Reply, tuple, tuple, Reply]


def test_a_frame_is_channel_major_and_contiguous() -> None:
    (frame,) = frames(decode(b"".join(stream(50)) + END))
    assert frame.values.shape == (8, 50)
    assert frame.values.flags.c_contiguous
    assert frame.ticks[:5].tolist() == [31250000, 31250031, 31250062, 31250093, 31250125]


# Lock: one good checksum alone is not a sample


def test_a_single_sample_counts_only_when_a_second_one_follows() -> None:
    assert decode(harp_sample(0)) == []
    assert len(samples(decode(harp_sample(0) + harp_sample(1) + END))) == 2


def test_two_good_checksums_with_impossible_times_do_not_lock() -> None:
    after = [harp_sample(number, start_s=90_000) for number in (1, 2)]
    events = decode(harp_sample(0) + after[0] + after[1] + END)
    assert samples(events) == samples(decode(after[0] + after[1] + END))
    assert corrupt(events)[0].data == harp_sample(0)


# Damage


DAMAGE: dict[str, Callable[[bytes, int], bytes]] = {
    "flip one bit": lambda data, at: data[:at] + bytes((data[at] ^ 0x10,)) + data[at + 1 :],
    "overwrite": lambda data, at: data[:at] + bytes((255 if data[at] < 255 else 0,)) + data[at + 1 :],
    "delete": lambda data, at: data[:at] + data[at + 1 :],
    "delete three": lambda data, at: data[:at] + data[at + 3 :],
    "insert": lambda data, at: data[:at] + b"\x5a" + data[at:],
    "insert what begins a packet": lambda data, at: data[:at] + b"\x03" + data[at:],
    "insert the head of a sample": lambda data, at: data[:at] + HARP_EVENT[:5] + data[at:],
}


def touched(data: bytes, damaged: bytes, size: int) -> set[int]:
    """Numbers of the packets that the damage may be in; what goes missing or comes in between two touches both."""
    same = next(at for at in range(len(data)) if data[at] != damaged[at])
    ends = next(at for at in range(len(data)) if data[-1 - at] != damaged[-1 - at])
    first, last = sorted((same, len(data) - ends))
    # a packet is doubted when another one seems to begin within the next five bytes of where it ends
    margin = 0 if len(data) == len(damaged) else 5 if HARP_EVENT[:5] in damaged[same - 5 : same + 5] else 1
    return set(range((first - margin) // size, (last - 1 + bool(margin)) // size + 1))


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_at_any_byte_costs_only_the_packet_it_touches(damage: Callable[[bytes, int], bytes]) -> None:
    packets = stream(10)
    data = b"".join(packets) + END
    clean = samples(decode(data))
    assert len(clean) == 10
    size = len(packets[0])
    for at in range(2 * size, 8 * size):
        damaged = damage(data, at)
        events = decode(damaged)
        got = samples(events)
        assert set(got) <= set(clean), f"a wrong value at {at}"
        assert got == sorted(got)
        lost = {number for number in range(10) if clean[number] not in got}
        assert lost <= touched(data, damaged, size), f"an intact packet was lost at {at}"
        assert len(lost) <= 2
        assert corrupt(events), f"damage at {at} was not reported"


@pytest.mark.parametrize("kind", ["flip one bit", "overwrite"])
def test_a_changed_byte_costs_exactly_one_packet(kind: str) -> None:
    packets = stream(8)
    data = b"".join(packets) + END
    clean = samples(decode(data))
    for at in range(2 * 28, 7 * 28):
        got = samples(decode(DAMAGE[kind](data, at)))
        assert [item for item in clean if item not in got] == [clean[at // 28]]


def test_a_lost_byte_that_leaves_a_matching_checksum_yields_no_wrong_value() -> None:
    """One loss in 256 does: the next packet's first byte takes the place of the checksum."""
    caught = 0
    for value in range(256):
        middle = harp_sample(3, [value, 1, 2, 3, 4, 5, 6, 7])
        packets = [*stream(3), middle, *stream(8)[4:]]
        clean = set(samples(decode(b"".join(packets) + END)))
        for at in range(11, 27):
            short = middle[:at] + middle[at + 1 :] + packets[4][:1]
            if sum(short[:-1]) % 256 == short[-1]:
                caught += 1
                data = b"".join(packets[:3]) + middle[:at] + middle[at + 1 :] + b"".join(packets[4:]) + END
                assert set(samples(decode(data))) == clean - {samples(decode(middle + packets[4] + END))[0]}
    assert caught >= 4


def test_every_second_packet_damaged_leaves_the_others() -> None:
    packets = stream(40)
    clean = samples(decode(b"".join(packets) + END))
    for number in range(3, 40, 2):
        packets[number] = (
            packets[number][:12] + b"\x77" + packets[number][13:] if packets[number][12] != 0x77 else b"x" * 28
        )
    got = samples(decode(b"".join(packets) + END))
    assert got == clean[:3] + clean[4::2]


def test_the_right_garbage_is_reported_with_its_reason() -> None:
    packets = stream(4)
    events = decode(packets[0] + packets[1] + b"garbage" + packets[2] + packets[3] + END)
    assert corrupt(events) == [Corrupt(b"garbage", "no packet begins like this")]
    assert len(samples(events)) == 4
    # so little in between may as well have come into the packet before it and left its sum alone: it is not believed
    events = decode(packets[0] + packets[1] + b"few" + packets[2] + packets[3] + END)
    assert corrupt(events) == [Corrupt(packets[1] + b"few", "it is not followed by a packet")]
    flipped = packets[2][:-1] + bytes((packets[2][-1] ^ 1,))
    (found,) = corrupt(decode(packets[0] + packets[1] + flipped + packets[3] + END))
    assert found == Corrupt(flipped, "checksum does not match")


# Chunking, fuzz


def messy(seed: int = 1) -> bytes:
    """A stream with replies, garbage, cuts and flips in it."""
    drawn = random.Random(seed)
    parts = []
    for number in range(30):
        packet = harp_sample(number)
        match drawn.randrange(8):
            case 0:
                packet = drawn.randbytes(drawn.randrange(40)) + packet
            case 1:
                at = drawn.randrange(28)
                packet = packet[:at] + packet[at + drawn.randrange(1, 5) :]
            case 2:
                at = drawn.randrange(28)
                packet = packet[:at] + drawn.randbytes(1) + packet[at + 1 :]
            case 3:
                packet += harp(2, 32, 1, b"\1", (1000, 5))
        parts.append(packet)
    return b"".join(parts) + END


@pytest.mark.parametrize("seed", range(5))
def test_any_chunking_gives_identical_events(seed: int) -> None:
    check_chunking(lambda: HarpLoadCellsCodec().feed, messy(seed), flat)


@given(cuts(len(messy())))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_any_split_gives_identical_events(at: list[int]) -> None:
    check_cuts(lambda: HarpLoadCellsCodec().feed, messy(), flat, at)


@given(st.binary(max_size=2000))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_bytes_are_taken_and_none_are_lost(data: bytes) -> None:
    codec = HarpLoadCellsCodec()
    events = codec.feed(data) + codec.feed(bytes(700))
    assert not frames(events)
    assert sum(len(event.data) for event in corrupt(events)) <= len(data) + 700


def test_garbage_never_becomes_a_sample_and_memory_stays_bounded() -> None:
    drawn = random.Random(7)
    codec = HarpLoadCellsCodec()
    count = 0
    for _ in range(60):
        events = codec.feed(drawn.randbytes(4096))
        assert not frames(events)
        count += len(corrupt(events))
    assert count >= 60 * 4096 // 512 - 5
    assert len(codec._framer._bytes) + len(codec._framer._garbage) < 4 * 64 + 512


def test_mutated_streams_never_raise_and_never_yield_a_sample_that_was_not_sent() -> None:
    drawn = random.Random(3)
    clean = b"".join(stream(20)) + END
    sent = set(samples(decode(clean)))
    for _ in range(400):
        data = bytearray(clean)
        for _ in range(drawn.randrange(1, 6)):
            # one change a packet: the one-byte sum finds every single one
            data[drawn.randrange(20) * 28 + drawn.randrange(28)] ^= 1 << drawn.randrange(8)
        got = samples(decode(bytes(data)))
        wrong = set(got) - sent
        flips = [sum(data[at] != clean[at] for at in range(k * 28, k * 28 + 28)) for k in range(20)]
        assert not wrong or max(flips) > 1
        assert len(set(got)) >= 20 - 2 * sum(map(bool, flips)) - 1


def test_the_lock_is_lost_after_long_garbage_and_found_again() -> None:
    codec = HarpLoadCellsCodec()
    codec.feed(b"".join(stream(3)))
    assert codec._framer.locked
    codec.feed(bytes(300))
    assert not codec._framer.locked
    assert len(samples(codec.feed(b"".join(stream(6)) + END))) == 6


def test_a_reply_is_not_held_back_by_silence_behind_it() -> None:
    assert replies(decode(harp(1, 0, 0x02, b"\xd0\x04", (9, 9)))) == [Reply(0, b"\xd0\x04")]
