"""The bytes of Counterpoise plates: literal packets, damage anywhere, any cutting, plates that are not valid."""

import random
import struct

import numpy as np
import pytest
from check_chunking import check_chunking
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_counterpoise_plate import (
    CHECK_OF_DIGITS,
    LITERAL,
    crc16,
    identity,
    plate,
    plate_samples,
    reply,
    status,
    stream_packet,
)
from wire_packets import corrupt, flat, frames, samples

from drivers.contracts import Corrupt, Notice, NoticeKind, Reply, SyncEdge
from drivers.devices.counterpoise_plate.packets import START, STOP, packet, request
from drivers.devices.counterpoise_plate.plate import CounterpoisePlateCodec


def decode(data: bytes) -> list:
    return CounterpoisePlateCodec().feed(data)


def literal(name: str) -> bytes:
    return bytes.fromhex(LITERAL[name])


def stream(count: int) -> list[bytes]:
    return [stream_packet(number) for number in range(count)]


# Literal packets of the document


def test_the_checksum_is_the_one_that_its_name_says():
    assert crc16(b"123456789") == CHECK_OF_DIGITS
    whole = packet(0x04, b"123456789", 7)
    assert int.from_bytes(whole[-2:], "little") == crc16(whole[:-2])


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (request(1), "identify"),
        (request(2), "status"),
        (request(START, b"\xb4\x00"), "start, keep-alive 180 s"),
        (request(STOP), "stop"),
    ],
)
def test_commands_are_the_literal_bytes(made, name):
    assert made == literal(name)


def test_the_literal_samples_are_decoded_as_stated():
    (frame,) = frames(decode(literal("samples")))
    assert frame.ticks.tolist() == [1_000_000, 1_001_000]
    assert frame.ticks.dtype == np.int64
    assert frame.values.tolist() == [[1, 8_388_607], [-1, -8_388_608]]
    assert frame.values.dtype == np.int32
    assert frame.values.flags.c_contiguous


def test_values_of_four_bytes_are_decoded_as_stated():
    (frame,) = frames(decode(literal("samples of 32 bits")))
    assert frame.ticks.tolist() == [10_000_000_000]
    assert frame.values.tolist() == [[162_144], [100_000]]


def test_the_literal_edge_reply_and_refusal_are_decoded_as_stated():
    assert decode(literal("edge")) == [SyncEdge("sync1", True, 2_000_000)]
    assert decode(literal("reply to stop")) == [Reply(4, b"\0")]
    assert decode(literal("refusal")) == [Reply(3, b"\x08", error=True)]
    assert decode(literal("status of its own")) == []


def test_a_reply_is_told_apart_by_the_number_of_its_request_too():
    assert decode(reply(0x10, b"abc", number=3)) == [Reply(0x0310, b"\0abc")]


# Time


def test_samples_between_the_first_and_the_last_are_evenly_spaced():
    (frame,) = frames(decode(plate_samples([[k] for k in range(4)], 100, 1000)))
    assert frame.ticks.tolist() == [100, 433, 767, 1100]


def test_a_clock_that_ran_for_ten_thousand_years_is_still_exact():
    first = 2**62 - 100_000
    (frame,) = frames(decode(plate_samples([[0], [1], [2]], first, 2000)))
    assert frame.ticks.tolist() == [first, first + 1000, first + 2000]


@pytest.mark.parametrize(("first_us", "span_us", "count"), [(2**62, 0, 1), (2**64 - 1, 1, 2), (5, 1, 3), (5, 7, 1)])
def test_times_that_cannot_be_are_no_samples(first_us, span_us, count):
    raw = plate_samples([[0]] * count, first_us, span_us)
    assert decode(raw) == [Corrupt(raw, "its times are impossible")]


# Plates that do not measure


def identified(*cells: int) -> CounterpoisePlateCodec:
    codec = CounterpoisePlateCodec()
    codec.feed(reply(1, identity(cells=cells)))
    return codec


def test_of_a_packet_with_one_invalid_plate_nothing_is_handed_out_and_that_is_said_once():
    codec = identified(4, 4)
    rows = [[7] * 8] * 3
    events = [
        event
        for number, valid in enumerate([3, 1, 1, 3, 1])
        for event in codec.feed(plate_samples(rows, 3000 * number, 2000, number, valid))
    ]
    assert [frame.ticks[0] for frame in frames(events)] == [0, 9000]
    notices = [event for event in events if isinstance(event, Notice)]
    assert [notice.kind for notice in notices] == [NoticeKind.TROUBLE] * 2
    assert notices[0].text.startswith("Plate 2 does not measure")
    assert [type(event).__name__ for event in events] == ["Frame", "Notice", "Frame", "Notice"]


def test_two_invalid_plates_are_both_named():
    (notice,) = identified(4, 4).feed(plate_samples([[0] * 8], 0, 0, valid=0))
    assert "Plates 1, 2 do not measure" in notice.text


def test_bits_of_plates_that_are_not_there_mean_nothing():
    assert len(frames(identified(4).feed(plate_samples([[0] * 4], 0, 0, valid=1)))) == 1
    assert len(frames(identified(4).feed(plate_samples([[0] * 4], 0, 0, valid=0xFF)))) == 1


def test_a_device_that_has_not_said_how_many_plates_it_has_must_mark_one_at_least():
    assert frames(decode(plate_samples([[1]], 0, 0, valid=2)))
    assert not frames(decode(plate_samples([[1]], 0, 0, valid=0)))


# Status


def test_what_a_status_says_is_said_once_until_it_is_over():
    codec = identified(4, 4)
    low = plate(3, status(flags=8, charge=12))
    events = [*codec.feed(low), *codec.feed(low), *codec.feed(plate(3, status())), *codec.feed(low)]
    assert [event.kind for event in events] == [NoticeKind.LOW_BATTERY] * 2
    assert "(12 %)" in events[0].text


def test_a_status_that_was_asked_for_says_the_same():
    codec = identified(4, 4)
    events = codec.feed(reply(2, status(flags=8, charge=12)))
    assert isinstance(events[0], Reply)
    assert [event.kind for event in events[1:]] == [NoticeKind.LOW_BATTERY]
    assert codec.feed(plate(3, status(flags=8, charge=12))) == []


def test_a_broken_converter_and_an_overload_are_told_in_words():
    texts = [event.text for event in identified(4, 4).feed(plate(3, status(flags=48, left_out=170)))]
    assert any("converter" in text for text in texts)
    assert any("170 samples were left out" in text for text in texts)
    assert len(texts) == 2


# What is not known


def test_a_type_that_is_not_known_is_skipped_by_name_and_what_follows_is_read():
    events = decode(plate(0x42, b"to come") + literal("samples"))
    assert events[0] == Notice(NoticeKind.UNKNOWN_PACKET, "packet of type 42")
    assert len(frames(events)) == 1


def test_a_form_of_values_that_is_not_known_is_no_number():
    assert decode(plate(1, struct.pack("<QIBBBB", 0, 0, 1, 7, 1, 1) + bytes(3))) == [
        Notice(NoticeKind.UNKNOWN_PACKET, "samples of form 7")
    ]


@pytest.mark.parametrize(
    "raw",
    [
        plate(1, b""),
        plate(1, bytes(15)),
        plate(1, struct.pack("<QIBBBB", 0, 0, 1, 0, 0, 4)),
        plate(1, struct.pack("<QIBBBB", 0, 0, 1, 0, 2, 4) + bytes(23)),
        plate(1, struct.pack("<QIBBBB", 0, 0, 1, 0, 1, 0)),
        plate(2, bytes(9)),
        plate(2, struct.pack("<QBB", 5, 0, 2)),
        plate(3, bytes(11)),
        plate(4, bytes(2)),
    ],
)
def test_a_sound_checksum_around_nonsense_is_still_nonsense(raw):
    events = decode(raw)
    assert [type(event) for event in events] == [Corrupt]
    assert events[0].data == raw


def test_a_packet_with_other_cells_than_the_device_has_is_no_samples():
    codec = identified(4, 4)
    events = codec.feed(plate_samples([[1] * 7], 0, 0))
    assert "7 cells from a device with 8" in events[0].why
    assert len(frames(codec.feed(plate_samples([[1] * 8], 0, 0)))) == 1


def test_a_status_or_reply_that_has_grown_by_a_later_version_is_read_as_far_as_it_is_known():
    assert decode(plate(3, status() + b"more")) == []
    codec = CounterpoisePlateCodec()
    codec.feed(reply(1, identity(cells=(2,)) + b"more"))
    assert frames(codec.feed(plate_samples([[1, 2]], 0, 0)))
    assert not frames(codec.feed(plate_samples([[1, 2, 3]], 0, 0)))


# Damage


def test_damage_at_every_byte_costs_that_packet_only():
    whole = [stream_packet(number, count=7, cells=4) for number in range(3)]
    sound = [samples(decode(raw)) for raw in whole]
    middle = whole[1]
    for at in range(len(middle)):
        for flip in (0x01, 0x80, 0xFF):
            damaged = middle[:at] + bytes((middle[at] ^ flip,)) + middle[at + 1 :]
            events = decode(whole[0] + damaged + whole[2])
            assert samples(events) == sound[0] + sound[2], (at, flip)
            assert b"".join(event.data for event in corrupt(events)) == damaged


def test_bytes_that_go_missing_or_come_in_cost_the_packets_that_they_touch():
    whole = [stream_packet(number, count=7, cells=4) for number in range(3)]
    sound = [samples(decode(raw)) for raw in whole]
    for at in range(0, len(whole[1]), 3):
        for damaged in (whole[1][:at] + whole[1][at + 1 :], whole[1][:at] + b"\xc9\x50" + whole[1][at:]):
            events = decode(whole[0] + damaged + whole[2] + literal("reply to stop"))
            untouched = sound[1] if damaged.endswith(whole[1]) else []
            assert samples(events) == sound[0] + untouched + sound[2], at


def test_a_damaged_length_holds_nothing_back():
    """The check beside it finds it out at once: the next packet is there as soon as its last byte is."""
    codec = CounterpoisePlateCodec()
    damaged = bytearray(stream_packet(0))
    damaged[3] ^= 0x02
    assert not frames(codec.feed(bytes(damaged)))
    assert len(frames(codec.feed(stream_packet(1)))) == 1


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_are_never_samples(seed):
    garbage = random.Random(seed).randbytes(200_000)
    events = decode(garbage)
    assert not frames(events)
    assert all(isinstance(event, Corrupt) for event in events)
    assert sum(len(event.data) for event in events) >= len(garbage) - 1100


def test_text_of_a_boot_loader_in_front_is_passed_over():
    events = decode(b"ets Jun  8 2016 00:22:57\r\nrst:0x1 (POWERON_RESET)\r\n\xc9\xc9\x50" + stream_packet(0))
    assert len(samples(events)) == 17


def test_the_outcome_does_not_depend_on_the_cutting():
    data = b"".join([*stream(3), b"\xc9\x50\x00", literal("edge"), stream_packet(3)[:200], *stream(2)])
    check_chunking(lambda: CounterpoisePlateCodec().feed, data, flat)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_packets_give_whole_packets_or_nothing(data):
    raw = bytearray(b"".join(stream(2)))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    sound = [samples(decode(each)) for each in stream(2)]
    assert samples(decode(bytes(raw))) in ([], sound[0], sound[1], sound[0] + sound[1])
