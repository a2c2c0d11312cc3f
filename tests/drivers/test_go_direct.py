"""The bytes and manners of Vernier Go Direct devices."""

import asyncio
import struct
from collections.abc import Iterable

import numpy as np
import pytest
import wire_go_direct as wire
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_go_direct import answer, measured, packet, sensor_info, status
from wire_packets import corrupt, frames, replies, samples

from drivers.contracts import Corrupt, Notice, NoticeKind, Reply, SampleClock
from drivers.devices.go_direct import BREAK, GO_DIRECT, GoDirectCodec, command
from drivers.errors import WrongDevice
from drivers.segment_time import SegmentTime
from drivers.signals import Signal
from drivers.timebase import Restart


def pieces(raw: bytes, size: int = 20) -> list[bytes]:
    return [raw[at : at + size] for at in range(0, len(raw), size)]


def decode(*messages: bytes | str) -> list:
    codec = GoDirectCodec()
    raws = (bytes.fromhex(each) if isinstance(each, str) else each for each in messages)
    return [event for raw in raws for event in codec.feed(raw)]


def stream(count: int, per_packet: int = 2, first: int = 0) -> list[bytes]:
    """Packets whose samples are their own numbers."""
    return [
        measured([float(n * per_packet + k) for k in range(per_packet)], counter=n) for n in range(first, first + count)
    ]


def numbered(events: Iterable) -> list[tuple[int, float]]:
    return [(tick, value) for tick, (value,) in samples(list(events))]


# Literal packets of protocols.md


@pytest.mark.parametrize(
    ("raw", "newtons"),
    [
        ("200d014106020001000000c842", [100.0]),
        ("2015036306020003000000c8421e24cb427047ce42", [100.0, 101.5705, 103.1395]),
        ("200c01c00800010100004841", [12.5]),
    ],
)
def test_the_literal_measurements_are_decoded_as_stated(raw: str, newtons: list[float]) -> None:
    (frame,) = frames(decode(*pieces(bytes.fromhex(raw))))
    assert frame.values.dtype == np.float32
    np.testing.assert_allclose(frame.values, [newtons], atol=5e-5)
    assert frame.ticks.tolist() == list(range(len(newtons)))


@pytest.mark.parametrize(
    ("literal", "op", "counter", "payload"),
    [
        (wire.INIT, 0x1A, 0xFE, "a54a06490748084709460a450b440c430d420e41"),
        (wire.STATUS, 0x10, 0xFD, ""),
        (wire.DEVICE_INFO, 0x55, 0xFC, ""),
        (wire.SENSORS, 0x51, 0xFB, ""),
        (wire.SENSOR_INFO, 0x50, 0xFA, "01"),
        (wire.SET_PERIOD, 0x1B, 0xF3, "ff001027000000000000"),
        ("5813f27b18ff0106000000" + "00" * 8, 0x18, 0xF2, "ff0106000000" + "00" * 8),
        (wire.STOP, 0x19, 0xF1, "ff00ffffffff"),
        ("5805f0a154", 0x54, 0xF0, ""),
    ],
)
def test_commands_are_the_literal_ones(literal: str, op: int, counter: int, payload: str) -> None:
    assert command(op, counter, bytes.fromhex(payload)).hex() == literal


# Layouts


@pytest.mark.parametrize("kind", [6, 7, 8, 9])
@pytest.mark.parametrize("sensor", [1, 7])
def test_every_layout_of_one_sensor_carries_the_same_newtons(kind: int, sensor: int) -> None:
    assert numbered(decode(*pieces(measured([12, -3, 850], 1, kind, sensor)))) == [(0, 12.0), (1, -3.0), (2, 850.0)]


@pytest.mark.parametrize("kind", [10, 11])
def test_values_that_come_when_something_happens_have_no_time_and_are_no_samples(kind: int) -> None:
    assert decode(measured([1], 1, kind)) == [Notice(NoticeKind.UNKNOWN_PACKET, f"measurement of type {kind:02x}")]


def test_values_of_several_sensors_are_not_taken_for_those_of_one() -> None:
    both = packet(b"\x06", struct.pack("<HBB2f", 0b110, 1, 0, 1.0, 2.0))
    (notice,) = decode(both)
    assert isinstance(notice, Notice)
    assert "2 sensors" in notice.text


@pytest.mark.parametrize("first", [0x58, 0x98, 0x01])
def test_a_response_may_begin_with_anything_but_a_measurements_byte(first: int) -> None:
    assert decode(answer(0x51, b"\x02\0\0\0", first=first)) == [Reply(0x51, b"\x02\0\0\0")]


def test_a_long_answer_comes_in_pieces() -> None:
    assert decode(*pieces(answer(0x50, sensor_info()))) == [Reply(0x50, sensor_info())]


@pytest.mark.parametrize("kind", [0x0C, 0x0E])
def test_start_and_period_are_passed_over_since_nobody_says_how_they_are_laid_out(kind: int) -> None:
    assert decode(packet(bytes((kind,)), b"\x10\x27\0\0")) == []


def test_a_number_that_is_none_is_a_hole_and_its_neighbours_are_sound() -> None:
    events = decode(measured([1.0, float("nan"), 3.0], 1))
    assert numbered(frames(events)) == [(0, 1.0), (2, 3.0)]
    assert [event.why for event in corrupt(events)] == ["force is not a number"]


# Pieces


@pytest.mark.parametrize("size", [1, 7, 20, 63, 200])
def test_packets_cut_into_pieces_of_any_size_are_the_same_packets(size: int) -> None:
    packets = [answer(0x10, status()), *stream(20, per_packet=9), answer(0x50, sensor_info())]
    whole = decode(*packets)
    cut = decode(*(piece for raw in packets for piece in pieces(raw, size)))
    assert samples(cut) == samples(whole)
    assert replies(cut) == replies(whole)
    assert len(samples(whole)) == 180


def test_what_fills_up_a_report_is_no_part_of_a_packet() -> None:
    padded = decode(*(raw + bytes(63 - len(raw)) for raw in stream(5)))
    assert numbered(padded) == [(n, float(n)) for n in range(10)]


def test_two_packets_in_one_message_are_two_packets() -> None:
    assert numbered(decode(b"".join(stream(3)))) == [(n, float(n)) for n in range(6)]


@pytest.mark.parametrize("gone", [0, 1])
def test_a_lost_piece_costs_its_packet_only(gone: int) -> None:
    packets = [pieces(raw) for raw in stream(12, per_packet=7)]
    assert {len(each) for each in packets} == {2}
    del packets[6][gone]
    events = decode(*(piece for each in packets for piece in each))
    kept = [n for n in range(84) if not 42 <= n < 49]
    assert numbered(frames(events)) == [(n, float(n)) for n in kept]
    assert len(corrupt(events)) == 1


@pytest.mark.parametrize("per_packet", [2, 7])
def test_damage_at_any_byte_costs_that_packet_only(per_packet: int) -> None:
    clean = stream(12, per_packet)
    for at in range(len(clean[6])):
        for flip in (0x01, 0x80, 0xFF):
            packets = list(clean)
            packets[6] = bytes(byte ^ flip if k == at else byte for k, byte in enumerate(clean[6]))
            events = decode(*(piece for raw in packets for piece in pieces(raw)))
            got = numbered(frames(events))
            sound = [(n, float(n)) for n in range(12 * per_packet) if not 6 <= n // per_packet < 7]
            assert [row for row in got if row[1] == row[0]] == got, (at, flip)
            assert set(sound) <= set(got), (at, flip)
            assert len(got) == len(sound), (at, flip)
            assert corrupt(events), (at, flip)


# What is missing


def lost(packets: Iterable[int], count: int = 30, per_packet: int = 2) -> list:
    gone = set(packets)
    return decode(*(raw for n, raw in enumerate(stream(count, per_packet)) if n not in gone))


@pytest.mark.parametrize("gone", [[5], [5, 6, 7], [5, 9, 20], list(range(6, 20))])
def test_lost_packets_leave_holes_of_their_size_once_the_count_showed_itself(gone: list[int]) -> None:
    assert numbered(lost(gone)) == [(n, float(n)) for n in range(60) if n // 2 not in gone]


def test_a_device_that_numbers_nothing_is_numbered_as_its_samples_come() -> None:
    constant = [measured([float(n)], counter=9) for n in range(30) if n != 12]
    assert [tick for tick, _ in numbered(decode(*constant))] == list(range(29))


def ends_numbering(events: list, at: float) -> None:
    """The sample of this value begins a new segment, whatever comes before it."""
    time = SegmentTime(Signal(("force",), "N", 0.01, None, 100.0, -850.0, 850.0, clock=SampleClock.COUNT), 0.0)
    told = [event for k, frame in enumerate(frames(events)) for event in time.push(frame, k * 0.02, None)]
    (cut,) = [k for k, event in enumerate(told) if isinstance(event, Restart)]
    after = [event for event in [*told[cut + 1 :], *time.finish()] if not isinstance(event, Restart)]
    assert after[0].index == 0
    assert after[0].values[0, 0] == at


def test_a_damaged_packet_of_a_device_that_numbers_nothing_ends_the_numbering() -> None:
    packets = [measured([float(2 * n), 2.0 * n + 1], counter=9) for n in range(30)]
    packets[12] = packets[12][:-1]
    events = decode(*packets)
    assert next(tick for tick, value in numbered(frames(events)) if value >= 26) == 24 + BREAK
    ends_numbering(events, 26.0)


def test_a_hole_before_a_packet_of_another_size_ends_the_numbering() -> None:
    ends_numbering(decode(*stream(10), measured([100.0, 101.0, 102.0], counter=12), *stream(30, first=13)), 100.0)


def test_a_count_that_jumps_back_ends_the_numbering() -> None:
    ends_numbering(decode(*stream(30), *(measured([500.0 + n], counter=n - 128) for n in range(20))), 500.0)


@pytest.mark.parametrize("payload", ["02000000", "", "01", "ffffffff"])
def test_a_device_that_says_it_dropped_something_ends_the_numbering_since_it_does_not_say_how_much(
    payload: str,
) -> None:
    dropped = packet(b"\x0d", bytes.fromhex(payload), counter=12)
    events = decode(*stream(12), dropped, *stream(12, first=13))
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert (notice.kind, "does not say how many" in notice.text) == (NoticeKind.TROUBLE, True)
    ends_numbering(events, 26.0)


def test_a_packet_that_comes_twice_has_the_same_numbers_twice() -> None:
    packets = stream(10)
    packets.insert(7, packets[6])
    assert numbered(decode(*packets))[12:16] == [(12, 12.0), (13, 13.0), (12, 12.0), (13, 13.0)]


def test_an_answer_between_two_packets_is_no_loss() -> None:
    for taken in (0, 1):
        packets = [*stream(10), answer(0x10, status(), counter=10), *stream(10, first=10 + taken)]
        assert [tick for tick, _ in numbered(decode(*packets))] == list(range(40))


@given(st.lists(st.binary(max_size=70), max_size=20))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_bytes_are_taken_and_what_is_held_back_is_bounded(messages: list[bytes]) -> None:
    codec = GoDirectCodec()
    for data in messages:
        for event in codec.feed(data):
            assert isinstance(event, Corrupt | Reply | Notice) or np.isfinite(event.values).all()
        assert len(codec._pieces.joined) <= 255 + 70


@pytest.mark.parametrize("kind", range(0x06, 0x0F))
@pytest.mark.parametrize("size", range(13))
def test_a_packet_too_short_for_its_kind_with_a_good_sum_is_taken_too(kind: int, size: int) -> None:
    events = decode(packet(bytes((kind,)), bytes(max(0, size - 5))), *stream(5))
    assert [value for _, value in numbered(frames(events))] == [float(n) for n in range(10)]


@given(st.sampled_from((0x20, 0x58)), st.binary(min_size=1, max_size=60))
@settings(deadline=None, derandomize=True, max_examples=500)
def test_any_body_with_a_good_length_and_sum_is_taken_and_no_sample_is_not_a_number(first: int, body: bytes) -> None:
    for kind in range(16):
        for event in decode(packet(bytes((kind,)), body, first=first), packet(body, first=first)):
            assert not hasattr(event, "values") or np.isfinite(event.values).all()


def test_bytes_between_packets_cost_only_themselves() -> None:
    clean = stream(200)
    junk = b"\x20\xc8\x01\x02\x06\xff\xff\x31"
    events = decode(*clean[:10], *(raw for each in clean[10:] for raw in (junk, each)))
    assert numbered(frames(events)) == [(n, float(n)) for n in range(400)]
    assert corrupt(events) == [Corrupt(junk, corrupt(events)[0].why)] * 190


# Manners


class Desk:
    """A port that answers from a table and writes down what was asked."""

    def __init__(self, **changed: bytes) -> None:
        self.answers = wire.answers(**changed)
        self.written: list[bytes] = []

    async def send(self, data: bytes) -> None:
        self.written.append(data)

    async def ask(self, data: bytes, op: int, *, timeout_s: float = 1.0) -> Reply:
        self.written.append(data)
        if data[4] == 0x50 and data[5] != 1:
            return Reply(op, self.others.get(data[5], bytes(148)))
        (reply,) = replies(decode(*pieces(self.answers[data])))
        assert reply.command == op
        return reply

    others: dict[int, bytes] = {}  # noqa: RUF012


def identify(**changed: bytes):
    return asyncio.run(GO_DIRECT.identify(Desk(**changed)))


def test_it_says_who_it_is_and_how_it_measures() -> None:
    info = identify()
    assert (info.model, info.serial, info.firmware) == ("Vernier Go Direct GDX-HD", "151000C1", "1.7.0")
    assert (info.battery, info.battery_v, info.notices) == (0.64, None, ())
    signal = info.signal
    assert (signal.unit, signal.clock, signal.channels) == ("N", SampleClock.COUNT, ("force",))
    assert (signal.nominal_rate_hz, signal.tick_s) == (100.0, 0.01)
    assert (signal.native_min, signal.native_max) == (-850.0, 850.0), "an unloaded handle is not at its end"
    assert info.scale is not None
    assert (info.scale.gain, info.scale.capacity_n, info.scale.noise_sd_n) == (((1.0,),), 850.0, 0.6)


def test_commands_count_down_from_fe_over_the_whole_connection() -> None:
    desk = Desk()

    async def main() -> None:
        await GO_DIRECT.identify(desk)
        await GO_DIRECT.start(desk)
        await GO_DIRECT.read_battery(desk)
        await GO_DIRECT.stop(desk)

    asyncio.run(main())
    assert [raw[2] for raw in desk.written] == list(range(0xFE, 0xFE - len(desk.written), -1))
    assert [raw.hex() for raw in desk.written[:4]] == [wire.INIT, wire.STATUS, wire.DEVICE_INFO, wire.SENSORS]
    assert [raw[4] for raw in desk.written[4:]] == [0x56, 0x50, 0x1B, 0x18, 0x10, 0x19]
    for raw, literal in zip(desk.written[6:8], (wire.SET_PERIOD, wire.START), strict=True):
        assert wire.said(raw) == wire.said(bytes.fromhex(literal))


def test_the_counter_wraps_and_two_connections_do_not_share_it() -> None:
    one, other = Desk(), Desk()

    async def main() -> None:
        await GO_DIRECT.identify(one)
        for _ in range(300):
            await GO_DIRECT.read_battery(one)
        await GO_DIRECT.identify(other)

    asyncio.run(main())
    assert {(earlier[2] - later[2]) % 256 for earlier, later in zip(one.written, one.written[1:], strict=False)} == {1}
    assert other.written[0].hex() == wire.INIT


@pytest.mark.parametrize(
    ("told", "period_us"),
    [
        ({"shortest_us": 1_000}, 10_000),
        ({"shortest_us": 10_000}, 10_000),
        ({"shortest_us": 20_000}, 20_000),
        ({"shortest_us": 15_500, "grain_us": 1_000}, 16_000),
        ({"shortest_us": 0, "grain_us": 0}, 10_000),
    ],
)
def test_it_is_asked_for_100_hz_or_the_fastest_that_it_can(told: dict[str, int], period_us: int) -> None:
    desk = Desk(SENSOR_INFO=sensor_info(**told))
    desk.answers[command(0x1B, 0, b"\xff\x00" + struct.pack("<II", period_us, 0))] = answer(0x1B)

    async def main() -> Signal:
        info = await GO_DIRECT.identify(desk)
        await GO_DIRECT.start(desk)
        return info.signal

    signal = asyncio.run(main())
    assert signal.tick_s == pytest.approx(period_us * 1e-6)
    assert int.from_bytes(desk.written[-2][7:11], "little") == period_us


def test_a_plates_range_has_a_lower_end() -> None:
    info = identify(SENSOR_INFO=sensor_info(low=-850.0, high=3500.0, uncertainty=2.0))
    assert (info.signal.native_min, info.signal.native_max) == (-850.0, 3500.0)


def test_a_sensor_of_whole_numbers_says_how_coarse_it_is() -> None:
    assert identify(SENSOR_INFO=sensor_info(whole=1)).scale.native_step == 1.0


def test_an_exact_sensor_still_scatters_in_what_a_zero_allows() -> None:
    assert identify(SENSOR_INFO=sensor_info(uncertainty=0.0)).scale.noise_sd_n == pytest.approx(0.085)


def test_force_is_found_among_other_sensors_and_started_alone() -> None:
    desk = Desk(
        SENSORS=struct.pack("<I", 0b11100),
        DEFAULT_SENSORS=struct.pack("<I", 0b00100),
    )
    desk.others = {
        2: sensor_info(2, name=b"X-axis acceleration", unit=b"m/s\xc2\xb2"),
        3: sensor_info(3, name=b"Force", unit=b"lbf"),
        4: sensor_info(4, name=b"Force", unit=b"N"),
    }
    desk.answers[command(0x18, 0, b"\xff\x01" + struct.pack("<IQ", 1 << 4, 0))] = answer(0x18)

    async def main() -> None:
        await GO_DIRECT.identify(desk)
        await GO_DIRECT.start(desk)

    asyncio.run(main())
    assert desk.written[-1][7:11] == b"\x10\0\0\0"


def test_a_device_that_measures_something_else_is_refused_by_what_it_measures() -> None:
    told = sensor_info(name=b"Temperature", unit="°C".encode(), low=-40.0, high=125.0)
    with pytest.raises(WrongDevice, match=r"GDX-TMP measures no force in newtons \(Temperature in C"):
        identify(DEVICE_INFO=wire.device_info(b"GDX-TMP"), SENSOR_INFO=told, SENSORS=struct.pack("<I", 2))


@pytest.mark.parametrize(
    "told",
    [
        {"low": float("nan")},
        {"low": 900.0},
        {"high": float("inf")},
        {"uncertainty": float("nan")},
        {"mode": 1},
    ],
)
def test_a_sensor_that_says_the_impossible_is_not_used(told: dict[str, float]) -> None:
    with pytest.raises(WrongDevice, match="cannot be"):
        identify(SENSOR_INFO=sensor_info(**told))


@pytest.mark.parametrize("told", [{"shortest_us": 2_000_000}, {"longest_us": 5_000}])
def test_a_sensor_that_is_too_slow_is_not_used(told: dict[str, int]) -> None:
    with pytest.raises(WrongDevice, match="too slow"):
        identify(SENSOR_INFO=sensor_info(**told))


@pytest.mark.parametrize("what", ["STATUS", "DEVICE_INFO", "SENSORS", "DEFAULT_SENSORS", "SENSOR_INFO"])
def test_answers_that_are_too_short_are_a_wrong_device(what: str) -> None:
    with pytest.raises(WrongDevice, match="Update this program"):
        identify(**{what: b"\x01"})


def test_a_broken_charger_is_said_and_an_impossible_charge_is_not() -> None:
    info = identify(STATUS=status(percent=255, charger=3))
    assert info.battery is None
    assert [(each.kind, "charger has a fault" in each.text) for each in info.notices] == [(NoticeKind.TROUBLE, True)]


def test_text_from_the_peer_is_cut_and_cleaned() -> None:
    info = identify(DEVICE_INFO=wire.device_info(b"GDX-\x1b[31mHD", b"7\x07\x08C1"))
    assert (info.model, info.serial) == ("Vernier Go Direct GDX-[31mHD", "7C1")
