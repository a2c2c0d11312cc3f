"""The framer on a protocol with two sync bytes and a CRC, as other serial devices have: no neighbour is needed."""

import random
import struct
import zlib

import pytest
from check_chunking import check_chunking

from drivers.contracts import Corrupt
from drivers.framing import CORRUPT_LIMIT, Framer, FrameRule

SYNC = b"\xaa\x55"


def packet(payload: bytes) -> bytes:
    body = SYNC + bytes((len(payload),)) + payload
    return body + struct.pack("<I", zlib.crc32(body))


RULE = FrameRule(
    head=3,
    shortest=7,
    longest=3 + 255 + 4,
    length=lambda head: 7 + head[2] if head[:2] == SYNC else 0,
    fault=lambda frame: "" if zlib.crc32(frame[:-4]).to_bytes(4, "little") == frame[-4:] else "CRC does not match",
    weak=lambda frame: False,
    follows=lambda first, second: True,
)


def plain(found: list) -> list:
    return found


def test_a_strong_packet_counts_at_once_and_alone() -> None:
    assert Framer(RULE).feed(packet(b"hello")) == [packet(b"hello")]


def test_packets_and_garbage_come_in_the_order_of_the_wire() -> None:
    data = b"??" + packet(b"one") + packet(b"") + b"!" + packet(b"two")
    assert Framer(RULE).feed(data) == [
        Corrupt(b"??", "no packet begins like this"),
        packet(b"one"),
        packet(b""),
        Corrupt(b"!", "no packet begins like this"),
        packet(b"two"),
    ]


def test_a_false_beginning_does_not_swallow_the_packet_inside_it() -> None:
    inner = packet(b"inside")
    data = SYNC + bytes((len(inner),)) + inner + b"junk" + packet(b"after")
    found = [item for item in Framer(RULE).feed(data) if isinstance(item, bytes)]
    assert found == [inner, packet(b"after")]


def test_a_run_of_garbage_is_cut_at_the_limit_whatever_the_chunking() -> None:
    data = bytes(3 * CORRUPT_LIMIT + 100) + packet(b"x")
    found = check_chunking(lambda: Framer(RULE).feed, data, plain, seeds=4)
    assert [len(item.data) for item in found[:-1]] == [CORRUPT_LIMIT] * 3 + [100]


@pytest.mark.parametrize("kind", ["flip", "delete", "insert"])
def test_damage_at_any_byte_costs_exactly_the_packet_it_is_in(kind: str) -> None:
    packets = [packet(bytes((number,)) * 9) for number in range(5)]
    data = b"".join(packets)
    for at in range(len(data)):
        middle = {"flip": bytes((data[at] ^ 4,)), "delete": b"", "insert": b"\x00" + data[at : at + 1]}[kind]
        found = Framer(RULE).feed(data[:at] + middle + data[at + 1 :] + packet(b"end") * 4)
        kept = [item for item in found if isinstance(item, bytes)]
        touched = at // len(packets[0])
        whole = [one for number, one in enumerate(packets) if number != touched or one in kept]
        assert kept == [*whole, *[packet(b"end")] * 4]


def test_random_bytes_never_raise_and_memory_stays_bounded() -> None:
    drawn = random.Random(1)
    framer = Framer(RULE)
    for _ in range(50):
        framer.feed(drawn.randbytes(2000))
        assert len(framer._bytes) <= RULE.longest
