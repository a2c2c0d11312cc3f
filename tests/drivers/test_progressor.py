"""The bytes and manners of the Tindeq Progressor and its imitations."""

import asyncio
import random
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_packets import corrupt, frames, progressor, replies

from drivers.contracts import Capability, Corrupt, Notice, NoticeKind, Reply
from drivers.devices import progressor_packets as wire
from drivers.devices.progressor import PROGRESSOR
from drivers.devices.progressor_packets import ProgressorCodec
from drivers.errors import ReplyTimeout, WrongDevice


def decode(data: bytes | str) -> list:
    return ProgressorCodec().feed(bytes.fromhex(data) if isinstance(data, str) else data)


# Literal packets of protocols.md


def test_the_literal_samples_are_decoded_as_stated() -> None:
    (frame,) = decode("0118 00000000 00000000 00004841 d4300000 000080be a8610000")
    assert frame.values.tolist() == [[0.0, 12.5, -0.25]]
    assert frame.values.dtype == np.float32
    assert frame.ticks.tolist() == [0, 12500, 25000]
    assert frame.ticks.dtype == np.int64


def test_a_truncated_packet_is_corrupt() -> None:
    assert decode("010800004842") == [Corrupt(bytes.fromhex("010800004842"), "cut short: 4 of 8 bytes")]


def test_a_length_that_is_not_a_multiple_of_eight_is_corrupt() -> None:
    (found,) = decode("010700004842e8030000")
    assert isinstance(found, Corrupt)
    assert "not a whole number of samples" in found.why


def test_a_sample_that_is_not_a_number_is_corrupt() -> None:
    assert decode("01080000c07fe8030000") == [Corrupt(bytes.fromhex("0000c07fe8030000"), "force is not a number")]


@pytest.mark.parametrize(
    ("packet", "payload"),
    [
        ("0004a40f0000", "a40f0000"),
        ("0007312e322e332e34", "312e322e332e34"),
        ("00084e6f206372617368", "4e6f206372617368"),
        ("00012b", "2b"),
        ("00082b00000000000000", "2b00000000000000"),
        ("000c00ae3f38000050c00000003e", "00ae3f38000050c00000003e"),
        ("00100000000040420f0000ae3f38000050c0", "0000000040420f0000ae3f38000050c0"),
    ],
)
def test_literal_replies_carry_their_payload_and_no_command(packet: str, payload: str) -> None:
    assert decode(packet) == [Reply(None, bytes.fromhex(payload))]


def test_the_literal_calibration_row_has_the_stated_numbers() -> None:
    (reply,) = replies(decode("000c00ae3f38000050c00000003e"))
    slope, intercept, trim = struct.unpack("<3f", reply.payload)
    assert (round(slope, 7), intercept, trim) == (4.57e-5, -3.25, 0.125)


def test_low_power_is_a_notice() -> None:
    (notice,) = decode("0400")
    assert isinstance(notice, Notice)
    assert notice.kind is NoticeKind.LOW_BATTERY


@pytest.mark.parametrize(("kind", "command"), [("02", 0x67), ("03", 0x68)])
def test_what_it_measured_by_itself_answers_the_command_for_it_as_bytes(kind: str, command: int) -> None:
    assert decode(kind + "08 0000803f 40420f00") == [Reply(command, bytes.fromhex("0000803f40420f00"))]


def test_an_empty_packet_of_a_crimpdeq_is_an_answer_without_a_value() -> None:
    assert decode("0500") == [Reply(0x72, b"")]


@pytest.mark.parametrize("kind", ["07", "08", "ff"])
def test_kinds_that_this_driver_does_not_use_are_counted_not_fatal(kind: str) -> None:
    assert decode(kind + "00") == [Notice(NoticeKind.UNKNOWN_PACKET, f"packet of kind {kind}")]


# Quirks


def test_padding_behind_the_length_byte_is_ignored() -> None:
    (frame,) = decode(progressor([(3.5, 99)]) + bytes(4))
    assert (frame.values.tolist(), frame.ticks.tolist()) == ([[3.5]], [99])


def test_one_bad_sample_does_not_cost_its_neighbours() -> None:
    events = decode(progressor([(1.0, 10), (float("inf"), 20), (2.0, 30)]))
    assert frames(events)[0].ticks.tolist() == [10, 30]
    assert corrupt(events) == [Corrupt(struct.pack("<fI", float("inf"), 20), "force is not a number")]


def test_a_clock_beyond_two_billion_is_not_negative() -> None:
    (frame,) = decode(progressor([(1.0, 2**32 - 1)]))
    assert frame.ticks.tolist() == [2**32 - 1]


@pytest.mark.parametrize("count", [1, 15, 31])
def test_any_number_of_samples_fits(count: int) -> None:
    (frame,) = decode(progressor([(k * 0.5, k * 12500) for k in range(count)]))
    assert frame.values.tolist() == [[k * 0.5 for k in range(count)]]


def test_commands_are_exactly_one_byte() -> None:
    commands = [
        value
        for name, value in vars(wire).items()
        if name.isupper() and isinstance(value, bytes) and name != "REBOOT_COMMAND"
    ]
    assert sorted(commands) == [bytes((code,)) for code in range(0x64, 0x77)]


@given(st.binary(max_size=300))
@settings(deadline=None, derandomize=True)
def test_any_bytes_are_taken_and_no_sample_is_not_a_number(data: bytes) -> None:
    for event in decode(data):
        if hasattr(event, "values"):
            assert data[0] == 1
            assert np.isfinite(event.values).all()
            assert event.values.shape == (1, event.ticks.size)


def test_a_thousand_mutations_never_raise_and_never_add_a_sample() -> None:
    drawn = random.Random(5)
    clean = progressor([(k * 0.25, k * 12500) for k in range(15)])
    for _ in range(1000):
        data = bytearray(clean)
        data[drawn.randrange(len(data))] = drawn.randrange(256)
        del data[drawn.randrange(len(data) // 2, len(data)) :]
        assert sum(frame.ticks.size for frame in frames(decode(bytes(data)))) <= 15


# Manners


class Desk:
    """A port that answers from a table and writes down what was asked."""

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self.answers = answers
        self.written: list[bytes] = []

    async def send(self, data: bytes) -> None:
        self.written.append(data)

    async def ask(self, data: bytes, command: int, *, timeout_s: float = 1.0) -> Reply:
        self.written.append(data)
        if data not in self.answers:
            raise ReplyTimeout("It did not answer.")
        return Reply(None, self.answers[data])


GENUINE = {
    b"\x6b": b"2.0.4",
    b"\x6f": bytes.fromhex("980c0000"),
    b"\x70": bytes.fromhex("2b"),
    b"\x6c": b"No crash",
}


def test_it_identifies_itself_by_firmware_battery_and_id() -> None:
    desk = Desk(GENUINE)
    info = asyncio.run(PROGRESSOR.identify(desk))
    assert (info.firmware, info.battery_v, info.serial, info.battery) == ("2.0.4", 3.224, "2B", None)
    assert desk.written == [b"\x6b", b"\x6f", b"\x70", b"\x6c"]
    assert info.notices == ()
    assert info.scale is None, "its kilograms are its own; what it stores of its calibration is not applied again"
    assert info.capabilities == {Capability.TARE, Capability.SLEEP, Capability.CALIBRATION}


def test_a_crash_that_it_remembers_is_told() -> None:
    info = asyncio.run(PROGRESSOR.identify(Desk(GENUINE | {b"\x6c": b"Hard fault\x00 at 0x1f" + b"!" * 200})))
    (notice,) = info.notices
    assert notice.kind is NoticeKind.TROUBLE
    assert '"Hard fault at 0x1f!!!!' in notice.text
    assert len(notice.text) < 280


@pytest.mark.parametrize("report", [b"No crash", b"no crash.", b"", b"  ", b"\x00\xff"])
def test_no_crash_is_not_told(report: bytes) -> None:
    assert asyncio.run(PROGRESSOR.identify(Desk(GENUINE | {b"\x6c": report}))).notices == ()


def test_one_that_keeps_no_error_report_is_as_welcome() -> None:
    mute = {command: answer for command, answer in GENUINE.items() if command != b"\x6c"}
    info = asyncio.run(PROGRESSOR.identify(Desk(mute)))
    assert (info.serial, info.notices) == ("2B", ())


@pytest.mark.parametrize("unit", ["2b", "2b00", "2b00000000000000"])
def test_an_id_is_the_same_with_or_without_its_trailing_zeros(unit: str) -> None:
    info = asyncio.run(PROGRESSOR.identify(Desk(GENUINE | {b"\x70": bytes.fromhex(unit)})))
    assert info.serial == "2B"


@pytest.mark.parametrize("answers", [{b"\x6f": b""}, {b"\x6f": bytes(8)}, {b"\x70": bytes(9)}])
def test_answers_of_impossible_size_are_a_wrong_device(answers: dict[bytes, bytes]) -> None:
    with pytest.raises(WrongDevice, match="update the program"):
        asyncio.run(PROGRESSOR.identify(Desk(GENUINE | answers)))


def test_text_from_the_peer_is_cut_and_cleaned() -> None:
    info = asyncio.run(PROGRESSOR.identify(Desk(GENUINE | {b"\x6b": b"\x1b[31m\x00" + b"9" * 200})))
    assert info.firmware == "[31m" + "9" * 36


def test_start_and_stop_are_one_byte_each() -> None:
    desk = Desk({})
    asyncio.run(PROGRESSOR.start(desk))
    asyncio.run(PROGRESSOR.stop(desk))
    assert desk.written == [b"\x65", b"\x66"]
