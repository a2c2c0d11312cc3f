"""Judging many packets at once gives what judging them one by one gives, whatever arrives and however it is cut."""

import random
import struct
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wire_packets import harp, harp_sample

from drivers.contracts import Frame
from drivers.devices.harp_loadcells_packets import DATA_HEAD, RULE, HarpLoadCellsCodec
from drivers.framing import BULK_FROM, BULK_TO, Bulk, Framer

SIZE = 28


def resummed(packet: bytes) -> bytes:
    return packet[:-1] + bytes((sum(packet[:-1]) % 256,))


def changed(drawn: random.Random, packet: bytes) -> bytes:
    at = drawn.randrange(len(packet))
    return packet[:at] + drawn.randbytes(1) + packet[at + 1 :]


def cut(drawn: random.Random, packet: bytes) -> bytes:
    at = drawn.randrange(len(packet))
    return packet[:at] + packet[at + drawn.randrange(1, SIZE) :]


def other(drawn: random.Random, packet: bytes) -> bytes:
    """Whole packets of other shapes, one of them as long as a sample, and samples that cannot be."""
    return drawn.choice(
        [
            harp(1, 13, 0x02, b"\x07\0", (1000, 40)),
            harp(3, 8, 0x04, b"\x10\0\0\0", (1000, 1)),
            harp(3, 34, 0x82, bytes(16), (1000, 9)),
            harp(1, 33, 0x82, bytes(16), (1000, 9)),
            harp(3, 33, 0x82, bytes(14), (1000, 9)),
            harp(3, 33, 0x82, bytes(16), (1000, 31250)),
            harp(3, 33, 0x82, bytes(16), (1000, 65535)),
            resummed(changed(drawn, packet)),
        ]
    )


DAMAGE: list[Callable[[random.Random, bytes], bytes]] = [
    changed,
    cut,
    other,
    lambda drawn, packet: packet + drawn.randbytes(drawn.randrange(1, 60)),
    lambda drawn, packet: drawn.randbytes(drawn.randrange(250, 700)) + packet,
    lambda drawn, packet: packet[: drawn.randrange(SIZE)] + packet,
    lambda drawn, packet: changed(drawn, changed(drawn, packet)),
    lambda drawn, packet: packet + other(drawn, packet),
    lambda drawn, packet: DATA_HEAD + packet,
    lambda drawn, packet: b"",
]


def stream(drawn: random.Random, share: float) -> bytes:
    """Some hundred samples, of which this share is damaged, now and then in bursts."""
    parts = []
    for number in range(drawn.randrange(1, 3 * BULK_TO)):
        packet = harp_sample(number)
        while packet and drawn.random() < share:
            packet = drawn.choice(DAMAGE)(drawn, packet)
        parts.append(packet)
    return b"".join(parts)


def pieces(drawn: random.Random, data: bytes) -> list[bytes]:
    longest = drawn.choice([1, SIZE, 10 * SIZE, 20 * SIZE + 3, 4096, len(data) + 1])
    found = []
    while data:
        size = longest if drawn.random() < 0.3 else drawn.randint(1, longest)
        found.append(data[:size])
        data = data[size:]
    return found


def one_by_one() -> HarpLoadCellsCodec:
    codec = HarpLoadCellsCodec()
    codec._framer = Framer(replace(RULE, bulk=None))
    return codec


def plain(events: list) -> list:
    """Events with their arrays as lists: where frames end counts too."""
    return [(each.ticks.tolist(), each.values.tolist()) if isinstance(each, Frame) else each for each in events]


@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.005, 0.03, 0.2, 0.6]))
@settings(max_examples=60, deadline=None, derandomize=True)
@example(0, 0.0)
def test_every_feed_says_the_same_and_leaves_the_same(seed: int, share: float) -> None:
    drawn = random.Random(seed)
    many, single = HarpLoadCellsCodec(), one_by_one()
    for piece in pieces(drawn, stream(drawn, share)):
        assert plain(many.feed(piece)) == plain(single.feed(piece))
        for name in ("_bytes", "_at", "_garbage", "_why", "_run", "_locked"):
            assert getattr(many._framer, name) == getattr(single._framer, name)


@given(st.integers(0, 2**32), st.integers(1, BULK_TO))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_clean_counts_what_length_and_fault_accept(seed: int, count: int) -> None:
    drawn = random.Random(seed)
    packets = [harp_sample(number) for number in range(count)]
    for _ in range(drawn.randrange(3)):
        at = drawn.randrange(count)
        packets[at] = drawn.choice([changed, other])(drawn, packets[at])[:SIZE].ljust(SIZE, b"\0")
    good = [
        RULE.length(each[: RULE.head]) == SIZE and each[:5] == DATA_HEAD and not RULE.fault(each) for each in packets
    ]
    assert RULE.bulk.clean(b"".join(packets)) == (good.index(False) if False in good else count)


@pytest.mark.parametrize("field", range(SIZE))
@pytest.mark.parametrize("sum_matches", [True, False])
def test_a_change_of_any_byte_ends_a_clean_run_exactly_when_it_is_a_fault(field: int, sum_matches: bool) -> None:
    packets = [harp_sample(number) for number in range(9)]
    for bit in range(8):
        odd = packets[4][:field] + bytes((packets[4][field] ^ 1 << bit,)) + packets[4][field + 1 :]
        odd = resummed(odd) if sum_matches else odd
        fine = RULE.length(odd[:5]) == SIZE and not RULE.fault(odd) and odd[:5] == DATA_HEAD
        assert RULE.bulk.clean(b"".join([*packets[:4], odd, *packets[5:]])) == (9 if fine else 4)


def counting() -> tuple[Framer, list[int]]:
    """A framer that notes how many packets it was shown at once."""
    seen: list[int] = []

    def clean(packets: bytes) -> int:
        seen.append(len(packets) // SIZE)
        return RULE.bulk.clean(packets)

    return Framer(replace(RULE, bulk=Bulk(SIZE, clean))), seen


def test_a_long_read_is_judged_in_a_few_goes_and_the_last_packet_waits_for_its_neighbour() -> None:
    framer, seen = counting()
    data = b"".join(harp_sample(number) for number in range(300))
    found = framer.feed(data)
    assert b"".join(found) == data[:-SIZE]
    assert len(found) <= 6
    assert max(seen) == BULK_TO
    assert framer.feed(harp(2, 32, 0x01, b"\0", (5000, 0)))[0] == data[-SIZE:]


def test_nothing_is_judged_at_once_before_the_stream_is_locked() -> None:
    framer, seen = counting()
    assert framer.feed(harp_sample(0)) == []
    assert seen == []
    apart = b"".join(harp_sample(0, start_s=9000 * number) for number in range(1, 40))
    assert not [item for item in framer.feed(apart) if isinstance(item, bytes)]
    assert seen == []


def test_a_few_packets_are_not_worth_it() -> None:
    framer, seen = counting()
    for number in range(50):
        framer.feed(harp_sample(number))
    assert seen == []
    framer.feed(b"".join(harp_sample(number) for number in range(50, 50 + BULK_FROM)))
    assert seen


def test_damage_in_every_second_packet_does_not_make_each_look_at_all_the_rest() -> None:
    framer, seen = counting()
    packets = [harp_sample(number) for number in range(1000)]
    packets[3::2] = [packet[:12] + struct.pack("<B", packet[12] ^ 1) + packet[13:] for packet in packets[3::2]]
    kept = [item for item in framer.feed(b"".join(packets)) if isinstance(item, bytes)]
    assert len(kept) >= 499
    assert max(seen) <= BULK_TO
    assert len(seen) <= 1000
