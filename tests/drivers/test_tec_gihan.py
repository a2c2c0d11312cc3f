"""TEC Gihan blocks and lines: literal bytes, any cut, lost and surplus bytes, text where blocks can be."""

import random
import struct

import numpy as np
import pytest
from check_chunking import pieces
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_packets import corrupt, flat, frames, replies, samples
from wire_tec_gihan import ANSWERS, FULL_SCALES, TOLD, VECTOR, block, counts

from drivers.calibration import calibration_of
from drivers.contracts import Corrupt, DeviceInfo, Frame, Reply, Send
from drivers.devices.tec_gihan.plates import Plate, scale_of, signal_of
from drivers.devices.tec_gihan.stream import Said, TecGihanCodec

DT = Send(b"DT\n")
FULL = tuple(float(text) for text in FULL_SCALES.split(","))
PLATES = [Plate("106", 0.05, FULL), Plate("107", 0.05, FULL)]


def told(lines: bytes = TOLD) -> TecGihanCodec:
    codec = TecGihanCodec()
    codec.feed(lines)
    return codec


def fed(codec: TecGihanCodec, *parts: bytes) -> list:
    return [event for part in parts for event in codec.feed(part)]


def joined(events: list) -> list:
    """Events with neighbouring garbage in one piece: where it is cut says nothing."""
    plain: list = []
    for event in flat(events):
        if isinstance(event, Corrupt):
            if plain and isinstance(plain[-1], bytes):
                plain[-1] += event.data
            else:
                plain.append(event.data)
        else:
            plain.append(event)
    return plain


def expected(number: int, plates: int = 2, matome: int = 100) -> list:
    first = number * matome
    return [
        (first + at, tuple(counts(first + at, plate, axis) for plate in range(plates) for axis in range(6)))
        for at in range(matome)
    ]


# The literal block


def test_the_literal_block_is_two_plates_of_two_samples() -> None:
    codec = told()
    codec._plates, codec._rate = 2, "120"
    events = codec.feed(VECTOR + bytes(240))
    (frame,) = frames(events)
    assert frame.values.dtype == np.int16
    assert frame.values.flags.c_contiguous
    # a block of 12 samples; the literal one is cut out of the same order by hand
    rows = np.frombuffer(VECTOR, "<i2").reshape(2, 2, 6)
    assert rows[0, 0].tolist() == [150, -300, 7000, 300, -600, 10]
    assert frame.values[:6, 0].tolist() == rows[0, 0].tolist()
    assert frame.values[:6, 1].tolist() == [0, 0, 30000, 0, 0, 0]


def test_the_literal_block_has_the_forces_and_the_centre_of_pressure_of_the_makers_formulas() -> None:
    values = np.frombuffer(VECTOR, "<i2").reshape(2, 2, 6).transpose(0, 2, 1).reshape(12, 2).astype(np.int16)
    signal = signal_of(2, 1000.0)
    info = DeviceInfo("plates", "1021", "1.02", signal, scale=scale_of(PLATES, 3))
    calibration = calibration_of(info, ("left", "right"))
    assert calibration.newtons(values) == pytest.approx(np.array([[700.0, 3000.0], [680.0, 0.0]]))
    moments = calibration.moments(values)
    assert moments[0, :, 0] == pytest.approx([3.75, -5.625])
    places = calibration.centre_of_pressure(values)
    assert 1000 * places[0, :, 0] == pytest.approx([8.0357, 5.3571], abs=5e-5)
    assert places[1, :, 0] == pytest.approx([0.0, 0.0])
    assert np.isnan(places[1, :, 1]).all(), "less than 10 N presses nowhere"
    # 30000 counts are the end of the range: nobody knows what the force was
    assert calibration.saturated(values, signal).tolist() == [[False, True], [False, False]]
    assert np.isnan(calibration.centre_of_pressure(values, signal=signal)[0, :, 1]).all()


@pytest.mark.parametrize(("range_kn", "newtons"), [(3, 700.0), (6, 1400.0), (10, 7000 / 3.0)])
def test_a_range_means_its_own_full_scale(range_kn: int, newtons: float) -> None:
    scale = scale_of(PLATES, range_kn)
    assert scale.gain[0][2] * 7000 == pytest.approx(newtons)
    assert scale.capacity_n == range_kn * 1000
    assert scale.plates == ("106", "107")


def test_a_pad_raises_the_surface_on_which_horizontal_forces_act() -> None:
    bare, padded = scale_of(PLATES, 3), scale_of(PLATES, 3, pad_m=0.01)
    values = np.array([150, -300, 7000, 300, -600, 10] + 6 * [0])
    assert np.array(bare.moment_x) @ values == pytest.approx([3.75, 0.0])
    assert np.array(padded.moment_x) @ values == pytest.approx([3.0 + 15.0 * 0.06, 0.0])
    assert np.array(padded.moment_y) @ values == pytest.approx([-6.0 + 7.5 * 0.06, 0.0])


# Blocks


def test_each_block_is_handed_out_once_and_the_next_one_asked_for() -> None:
    codec = told()
    for number in range(3):
        events = codec.feed(block(number))
        assert samples(events) == expected(number)
        assert events.count(DT) == 1
    assert codec.feed(b"") == []


@pytest.mark.parametrize(
    ("rate", "plates", "matome"), [("1K", 1, 100), ("10K", 3, 100), ("240", 2, 24), ("120", 20, 12), ("2.5K", 20, 100)]
)
def test_a_block_is_as_long_as_rate_and_plates_make_it(rate: str, plates: int, matome: int) -> None:
    codec = told(f"SPS_{rate}\r\nFPCOUNT_{plates}\r\nIDLE\r\n".encode())
    data = block(0, plates, matome)
    assert samples(codec.feed(data[:-1])) == []
    assert samples(codec.feed(data[-1:])) == expected(0, plates, matome)


@pytest.mark.parametrize(
    "lines", [b"IDLE\r\n", b"SPS_1K\r\nIDLE\r\n", b"FPCOUNT_2\r\nIDLE\r\n", b"SPS_1K\r\nFPCOUNT_2\r\n"]
)
def test_no_block_is_understood_before_its_shape_is_known_and_the_controller_idle(lines: bytes) -> None:
    codec = told(lines)
    events = fed(codec, block(0), block(1))
    assert not frames(events)
    assert DT not in events


@pytest.mark.parametrize("count", ["0", "21", "-1", "2.0", "two", "99999999999999999999"])
def test_an_impossible_number_of_plates_is_none(count: str) -> None:
    codec = told(f"SPS_1K\nFPCOUNT_{count}\nIDLE\n".encode())
    assert not frames(codec.feed(block(0)))


@pytest.mark.parametrize("seed", range(6))
def test_any_cut_of_what_was_asked_for_gives_the_same(seed: int) -> None:
    """What the controller says between two questions may be cut anywhere; it says nothing unasked."""
    drawn = random.Random(seed)
    said = [TOLD, block(0), block(1), block(2), b"IDLE\r\nIDLE\r\n", block(3), block(4)[:700] + b"IDLE\r\n"]
    whole = joined(fed(TecGihanCodec(), *said))
    assert len([item for item in whole if isinstance(item, tuple)]) == 400
    for each in (1, 7):
        cut = [part for data in said for part in pieces(data, sorted(range(each, len(data), each)))]
        assert joined(fed(TecGihanCodec(), *cut)) == whole
    cut = [part for data in said for part in pieces(data, sorted(drawn.sample(range(len(data)), 5)))]
    assert joined(fed(TecGihanCodec(), *cut)) == whole


# Bytes that are lost


@pytest.mark.parametrize("lost", [1, 2, 12, 1200])
def test_a_block_that_bytes_are_missing_of_is_never_handed_out_nor_another_asked_for(lost: int) -> None:
    data = block(1)
    for at in range(0, len(data) - lost + 1, 13):
        codec = told()
        assert len(samples(codec.feed(block(0)))) == 100
        assert codec.feed(data[:at] + data[at + lost :]) == []
        # the controller waits; the link's watchdog ends the silence with STOP and STATE
        events = codec.feed(b"IDLE\r\n")
        assert replies(events) == [Reply(Said.STATE, b"IDLE")]
        assert not frames(events)
        assert sum(len(event.data) for event in corrupt(events)) == len(data) - lost
        assert [values for _, values in samples(codec.feed(block(5)))] == [values for _, values in expected(5)]


@pytest.mark.parametrize("text", [b"IDLE\r\n", b"IDLE\n"])
def test_the_answer_that_fills_up_a_short_block_is_no_part_of_it(text: bytes) -> None:
    data = block(0)
    for missing in range(1, len(text) + 1):
        for cut in range(len(text) + 1):
            codec = told()
            spoilt = data[: len(data) - missing] + text
            end = len(spoilt) - len(text) + cut
            events = fed(codec, spoilt[:end], spoilt[end:])
            assert not frames(events), (missing, cut)
            assert replies(events)[-1] == Reply(Said.STATE, b"IDLE")


def test_a_block_that_ends_like_the_answer_is_handed_out_with_the_next_one() -> None:
    first = block(0)[:-2] + b"ID"
    events = fed(told(), first, block(1))
    assert len(samples(events)) == 200
    assert samples(events)[99][1][-1] == struct.unpack("<h", b"ID")[0]
    assert events.count(DT) == 2


# Bytes that are too many


@pytest.mark.parametrize("more", [1, 2, 5, 12, 2400])
def test_a_block_with_bytes_behind_it_that_nobody_asked_for_is_in_doubt(more: int) -> None:
    for at in (0, 1, 700, 2399, 2400):
        data = block(0)
        codec = told()
        events = codec.feed(data[:at] + bytes(more) + data[at:])
        assert not frames(events)
        assert DT not in events
        assert corrupt(events)
        # nothing more is believed, whatever comes
        assert not frames(codec.feed(block(1)))
        assert samples(fed(codec, b"IDLE\r\n", block(2)))


@pytest.mark.parametrize("at", [0, 1, 500, 1501, 2000])
def test_a_block_that_is_shifted_by_one_byte_is_found_out_when_the_surplus_comes_later(at: int) -> None:
    data = block(0)
    shifted = data[:at] + b"\x5a" + data[at:]
    codec = told()
    events = fed(codec, shifted[: len(data)], shifted[len(data) :])
    assert not frames(events)
    assert "one byte further on" in corrupt(events)[0].why


def test_no_sound_block_looks_shifted_however_wild_it_is() -> None:
    drawn = np.random.default_rng(5)
    codec = told(b"SPS_1K\nFPCOUNT_1\nIDLE\n")
    for size in (1, 30, 300, 3000, 29000):
        for _ in range(40):
            values = drawn.integers(-size, size + 1, (100, 6)).astype("<i2")
            assert frames(codec.feed(values.tobytes())), size
    steps = np.zeros((100, 6), "<i2")
    steps[95:, 2] = 29000  # a landing in the last samples
    assert frames(codec.feed(steps.tobytes()))


# Lines


@pytest.mark.parametrize("line", ANSWERS.values())
def test_every_answer_is_a_reply_that_says_what_it_answers(line: bytes) -> None:
    (reply,) = TecGihanCodec().feed(line)
    assert isinstance(reply, Reply)
    assert isinstance(reply.command, Said)
    assert not reply.error


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (b"SERIAL_1021\n", Reply(Said.SERIAL, b"1021")),
        (b"FPSERIAL_12_0106\r\n", Reply(Said.FPSERIAL, b"0106")),
        (b"SPS_OK\r\n", Reply(Said.SPS, b"OK")),
        (b"idle\r\n", Reply(Said.STATE, b"IDLE")),
        (b"12AX\r\n", Reply(Said.STATE, b"12AX")),
        (b"106\r\n", Reply(None, b"106")),
        (b"ERR03\r\n", Reply(None, b"ERR03", error=True)),
    ],
)
def test_lines_are_read_as_they_are(line: bytes, reply: Reply) -> None:
    assert TecGihanCodec().feed(b"\r\n" + line) == [reply]


def test_what_is_no_line_is_garbage_and_bounded() -> None:
    assert TecGihanCodec().feed(b"\x00\xffIDLE\r\n") == [Corrupt(b"\x00\xffIDLE\r\n", "not a line of the controller")]
    codec = TecGihanCodec()
    events = fed(codec, *(bytes(100) for _ in range(1000)))
    assert sum(len(event.data) for event in corrupt(events)) >= 100_000 - 600
    assert len(codec._bytes) <= 600


@pytest.mark.parametrize("beginning", [b"ID", b"IDL", b"SERI", b"EXT", b"FS_\x00", b"SPS_1K\x01", b"ERR", b"8AX\x80"])
def test_a_block_may_begin_like_a_line(beginning: bytes) -> None:
    data = beginning + block(0)[len(beginning) :]
    (found,) = frames(fed(told(), data[: len(beginning)], data[len(beginning) :]))
    assert found.values[0, 0] == struct.unpack_from("<h", data)[0]


def test_a_state_between_blocks_is_an_answer_and_the_stream_goes_on() -> None:
    events = fed(told(), block(0), b"MEASURE\r\n", block(1))
    assert Reply(Said.STATE, b"MEASURE") in events
    assert samples(events) == expected(0) + expected(1)


@pytest.mark.parametrize("line", [b"RANGE_6kN\r\n", b"SPS_500\r\n", b"SPS_OK\r\n"])
def test_blocks_mean_nothing_once_range_or_rate_are_others_than_the_listener_knows(line: bytes) -> None:
    whole = b"".join(ANSWERS.values())
    codec = told(whole + b"IDLE\r\n")
    assert frames(codec.feed(block(0)))
    same = told(whole + b"RANGE_3kN\r\nSPS_1K\r\nIDLE\r\n")
    assert frames(same.feed(block(0)))
    changed = told(whole + line + b"IDLE\r\n")
    events = fed(changed, block(0), block(1))
    assert not frames(events)
    assert DT not in events


# Anything


@given(st.lists(st.binary(max_size=400), max_size=20), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_bytes_are_taken(parts: list[bytes], shaped: bool) -> None:
    codec = told() if shaped else TecGihanCodec()
    events = fed(codec, *parts)
    given_out = sum(len(event.data) for event in corrupt(events)) + 2400 * len(frames(events))
    assert given_out <= sum(map(len, parts)) + 10
    assert len(codec._bytes) <= 2400 + 600


def test_damage_anywhere_in_a_pulled_stream_yields_no_sample_that_was_not_sent() -> None:
    """Bytes lost or doubled at random, the rest as the controller would send it; a wrong byte is not to be known."""
    drawn = random.Random(9)
    for _ in range(60):
        codec, sent, got = told(), set(), []
        number = 0
        ask = True
        while ask and number < 12:
            data = block(number)
            sent |= {values for _, values in expected(number)}
            if drawn.random() < 0.2:
                at, size = drawn.randrange(len(data)), drawn.choice([1, 1, 2, 3, 12, 40])
                data = data[:at] + data[at + size :] if drawn.random() < 0.5 else data[: at + size] + data[at:]
            events = fed(codec, *pieces(data, sorted(drawn.sample(range(len(data)), 2))))
            got += [event for event in events if isinstance(event, Frame)]
            ask = DT in events
            number += 1
        values = {tuple(column) for frame in got for column in frame.values.T.tolist()}
        assert values <= sent
