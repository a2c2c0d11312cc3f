"""Lines of an OpenScale as its firmware prints them."""
# ruff: noqa: S101

import pytest
from counterpoise_openscale.openscale import OPENSCALE, OpenScaleCodec

from drivers.contracts import Corrupt, Frame, Reply


def decode(data: bytes) -> list:
    return OpenScaleCodec().feed(data)


@pytest.mark.parametrize(
    ("line", "ms", "kg"),
    [
        (b"51588595,12.5765,kg,\r\n", 51588595, 12.5765),
        (b"200,-0.05,kg,24.75,\r\n", 200, -0.05),
        (b"400,10.0000,lbs,8355808,24.75,0,\r\n", 400, 4.5359237),
        (b"-1,7,kg,\r\n", 2**32 - 1, 7.0),
    ],
)
def test_a_reading_has_its_time_and_is_in_kilograms(line, ms, kg):
    (frame,) = decode(line)
    assert isinstance(frame, Frame)
    assert frame.ticks.tolist() == [ms]
    assert frame.values[0, 0] == pytest.approx(kg, rel=1e-6)


@pytest.mark.parametrize(
    "line",
    [
        b"12.50,kg,\r\n",
        b"200,1.5,kg\r\n",
        b"200,1.5,stone,\r\n",
        b"2x0,1.5,kg,\r\n",
        b"200,1.5\x80,kg,\r\n",
        b"9" * 500,
    ],
)
def test_what_is_not_a_whole_reading_is_no_number(line):
    events = decode(line)
    assert events
    assert all(isinstance(event, Corrupt) for event in events)


def test_lines_of_the_menu_are_replies():
    said = b"\r\nSerial Load Cell Converter version 1.2\r\n3) Timestamp [On]\r\nx) Exit\r\n>"
    assert [event.payload for event in decode(said) if isinstance(event, Reply)] == [
        b"Serial Load Cell Converter version 1.2", b"3) Timestamp [On]", b"x) Exit",
    ]  # fmt: skip


def test_cutting_the_bytes_differently_changes_nothing():
    data = b"200,1.5,kg,\r\n400,1.6,kg,\r\n\x00\x01\r\n600,1.7,kg,\r\n"
    codec = OpenScaleCodec()
    pieces = [event for at in range(len(data)) for event in codec.feed(data[at : at + 1])]
    assert (
        [type(event) for event in pieces] == [type(event) for event in decode(data)] == [Frame, Frame, Corrupt, Frame]
    )


def test_it_is_found_at_its_converter():
    assert OPENSCALE.serial is not None
    assert OPENSCALE.serial.usb_ids == ("0403:6015",)
