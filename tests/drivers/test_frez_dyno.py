"""The bytes and manners of the Frez Dyno."""

import asyncio

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_frez_dyno import PUBLISHED, frez_dyno
from wire_packets import frames

from drivers.commands import run_command
from drivers.contracts import Corrupt
from drivers.devices.frez_dyno import FREZ_DYNO, FrezDynoCodec
from drivers.errors import WrongDevice

ROWS = [(n - 8000, 4 * n) for n in range(9)]


def decode(raw: bytes) -> list:
    return FrezDynoCodec().feed(raw)


def test_the_literal_notification_is_decoded_as_stated() -> None:
    (frame,) = decode(PUBLISHED)
    assert frame.values.tolist() == [[-8000, -8000, 12000, 32000, -8000, 52000, 0, 1, 2]]
    assert frame.values.dtype == np.int32
    assert frame.ticks.tolist() == list(range(396, 432, 4))
    # by the document's factor and tare these are its kilograms
    np.testing.assert_allclose(0.0005 * (frame.values[0, 1:] + 8000), [0, 10, 20, 0, 30, 4, 4.0005, 4.001])


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (PUBLISHED[:-1], "73 bytes instead of 74"),
        (PUBLISHED + b"\0", "75 bytes instead of 74"),
        (PUBLISHED[:20], "20 bytes instead of 74"),
        (b"\x02" + PUBLISHED[1:], "no packet begins like this"),
        (PUBLISHED[:1] + b"\x01" + PUBLISHED[2:], "no packet begins like this"),
        (frez_dyno([(1, 4 * n) for n in (0, 1, 2, 3, 3, 5, 6, 7, 8)]), "its clock does not go on"),
        (frez_dyno([(1, 4 * n) for n in (0, 1, 2, 3, 2, 5, 6, 7, 8)]), "its clock does not go on"),
        (frez_dyno([(1, 100)] * 9), "its clock does not go on"),
    ],
)
def test_what_the_document_rejects_is_rejected_whole(raw: bytes, why: str) -> None:
    assert decode(raw) == [Corrupt(raw, why)]


def test_the_clock_may_wrap_within_a_notification() -> None:
    (frame,) = decode(frez_dyno([(1, 2**32 - 16 + 4 * n) for n in range(9)]))
    assert frame.ticks.tolist() == [(2**32 - 16 + 4 * n) % 2**32 for n in range(9)]


@given(st.one_of(st.binary(max_size=90), st.binary(min_size=72, max_size=72).map(lambda raw: b"\x01\x00" + raw)))
@settings(deadline=None, derandomize=True)
def test_any_bytes_are_taken_and_a_clock_that_comes_out_goes_on(data: bytes) -> None:
    for frame in frames(decode(data)):
        steps = np.diff(frame.ticks) % 2**32
        assert frame.values.shape == (1, 9)
        assert ((steps > 0) & (steps < 2**31)).all()


class Desk:
    """A port whose attributes stand in a table."""

    def __init__(self, **attributes: bytes) -> None:
        self.attributes = {"2a25": b"2639", "2a28": b"1.0.0", "2a19": b"\x32"} | attributes
        self.written: list[bytes] = []

    async def send(self, data: bytes) -> None:
        self.written.append(data)

    async def attribute(self, uuid: str) -> bytes:
        return self.attributes[uuid]


def test_it_is_known_by_what_stands_beside_its_stream() -> None:
    desk = Desk()
    info = asyncio.run(FREZ_DYNO.identify(desk))
    assert (info.serial, info.firmware, info.battery, info.battery_v) == ("2639", "1.0.0", 0.5, None)
    assert (info.signal.unit, info.scale) == ("count", None), "nobody may take its counts for newtons"
    assert desk.written == []


@pytest.mark.parametrize("level", [b"", b"\xff", b"\x65", b"\x32\x00"])
def test_a_charge_that_cannot_be_is_not_shown(level: bytes) -> None:
    assert asyncio.run(FREZ_DYNO.read_battery(Desk(**{"2a19": level}))) == (None, None)


@pytest.mark.parametrize("missing", ["2a25", "2a28"])
def test_a_device_that_does_not_say_who_it_is_is_another_one(missing: str) -> None:
    with pytest.raises(WrongDevice, match="does not tell its serial number"):
        asyncio.run(FREZ_DYNO.identify(Desk(**{missing: b""})))


def test_text_from_the_peer_is_cut_and_cleaned() -> None:
    info = asyncio.run(FREZ_DYNO.identify(Desk(**{"2a25": b"\x1b[2J" + b"9" * 90 + b"\0junk"})))
    assert info.serial == "[2J" + "9" * 37


def test_its_commands_are_two_bytes_each() -> None:
    desk = Desk()

    async def main() -> str:
        await FREZ_DYNO.start(desk)
        await FREZ_DYNO.stop(desk)
        return await run_command(FREZ_DYNO, "sleep", [], desk)

    assert "switched off" in asyncio.run(main())
    assert [raw.hex() for raw in desk.written] == ["0100", "0200", "ff00"]


def test_it_asks_for_messages_that_hold_a_notification() -> None:
    assert FREZ_DYNO.gatt is not None
    assert FREZ_DYNO.gatt.smallest_mtu == 77
