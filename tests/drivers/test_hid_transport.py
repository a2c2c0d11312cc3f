"""USB devices behind reports: what is written and read, who is there, and what is said when it cannot be used."""

import asyncio
import inspect
import sys
import threading
import types

import numpy as np
import pytest
import wire_go_direct as wire
from fake_hid import Device, FakeHid, Plugged

from drivers.clock import SystemClock
from drivers.contracts import LinkChange, LinkState, SampleBlock
from drivers.devices.go_direct import GO_DIRECT, HID
from drivers.errors import LinkLost, LinkUnavailable
from drivers.link import Link
from drivers.transports.hid import FoundHid, HidFinder, HidTransport, hidapi, scan_hid
from simulators.devices.go_direct import GoDirect

SERIAL = "151000C1"


class Parrot:
    """A firmware that says what it was told to say, one packet a command."""

    def __init__(self, *packets: bytes) -> None:
        self.packets = list(packets)
        self.heard = b""
        self.attached = False

    def attach(self, now_s: float) -> None:
        self.attached = True

    def detach(self, now_s: float) -> None:
        self.attached = False

    def advance(self, now_s: float) -> list[bytes]:
        return []

    def write(self, data: bytes, now_s: float) -> list[bytes]:
        self.heard += bytes(data)
        return [self.packets.pop(0)] if self.packets else []


def transport(plugged: Plugged) -> HidTransport:
    return HidTransport(plugged.path.decode(), HID, lambda: FakeHid(plugged))


def test_a_command_is_one_report_of_65_bytes_with_its_length_before_it() -> None:
    plugged = Plugged(Parrot())

    async def main() -> None:
        port = transport(plugged)
        await port.open()
        await port.write(bytes.fromhex(wire.INIT))
        await port.close()

    asyncio.run(main())
    (report,) = plugged.reports
    assert len(report) == 65
    assert report[:2] == b"\x00\x19"
    assert report[2:27].hex() == wire.INIT
    assert not any(report[27:])


def test_what_is_longer_than_a_report_takes_several_both_ways() -> None:
    long = wire.answer(0x50, wire.sensor_info())
    parrot = Parrot(long)
    plugged = Plugged(parrot)

    async def main() -> bytes:
        port = transport(plugged)
        await port.open()
        await port.write(bytes(range(100)))
        told = b"".join([await port.read() for _ in range(3)])
        await port.close()
        return told

    assert asyncio.run(main()) == long
    assert parrot.heard == bytes(range(100))
    assert [report[1] for report in plugged.reports] == [63, 37]


def test_close_gives_the_device_back_and_can_be_called_twice_and_before_open() -> None:
    plugged = Plugged(Parrot())

    async def main() -> None:
        port = transport(plugged)
        await port.close()
        port = transport(plugged)
        await port.open()
        assert plugged.opened == 1
        await port.close()
        await port.close()
        with pytest.raises(LinkLost):
            await port.read()
        with pytest.raises(LinkLost):
            await port.write(b"\x01")

    asyncio.run(main())
    assert plugged.opened == 0
    assert not [each for each in threading.enumerate() if each.name.startswith("hid ")]


def test_a_cancelled_open_leaves_the_device_closed() -> None:
    plugged = Plugged(Parrot())

    async def main() -> None:
        port = transport(plugged)
        opening = asyncio.create_task(port.open())
        await asyncio.sleep(0)
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await port.close()

    asyncio.run(main())
    assert plugged.opened == 0


def test_a_pulled_cable_is_a_lost_link_for_who_reads_and_who_writes() -> None:
    plugged = Plugged(Parrot())

    async def main() -> None:
        port = transport(plugged)
        await port.open()
        plugged.pulled.set()
        with pytest.raises(LinkLost, match="Check the cable"):
            await port.write(b"\x01")
        with pytest.raises(LinkLost, match="Check the cable; it is looked for again"):
            await port.read()
        await port.close()

    asyncio.run(main())


@pytest.mark.parametrize("why", ["not allowed", "in use"])
def test_a_device_that_cannot_be_opened_says_what_may_be_the_reason(why: str) -> None:
    plugged = Plugged(Parrot(), allowed=why != "not allowed", opened=int(why == "in use"))

    async def main() -> None:
        port = transport(plugged)
        with pytest.raises(LinkUnavailable, match=r'another program uses it.*udev.*ATTRS\{idVendor\}=="08f7"'):
            await port.open()
        await port.close()

    asyncio.run(main())


def test_without_the_package_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hid", None)
    with pytest.raises(LinkUnavailable, match=r'pip install "counterpoise\[hid\]"'):
        hidapi()
    with pytest.raises(LinkUnavailable, match="counterpoise"):
        scan_hid([HID])

    async def main() -> None:
        port = HidTransport("1-2:1.0", HID)
        with pytest.raises(LinkUnavailable, match="counterpoise"):
            await port.open()
        await port.close()

    asyncio.run(main())


def test_another_package_of_the_same_name_is_told_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hid", types.ModuleType("hid"))
    with pytest.raises(LinkUnavailable, match="Another package is installed under the name 'hid'"):
        hidapi()


# Who is there


def test_devices_are_listed_by_vendor_and_product_with_text_that_can_be_shown() -> None:
    one = Plugged(Parrot(), b"1-3:1.0", None)
    two = Plugged(Parrot(), b"1-2:1.0", "77\x1b[2J", product_string="Go Direct\n")
    other = Plugged(Parrot(), b"1-9:1.0", vendor_id=0x1234)
    assert scan_hid([HID, HID], lambda: FakeHid(one, two, other)) == (
        FoundHid("1-2:1.0", "08f7:0010", "77[2J", "Go Direct"),
        FoundHid("1-3:1.0", "08f7:0010", "", "Go Direct"),
    )


def found(*rows: tuple[str, str]) -> tuple[FoundHid, ...]:
    return tuple(FoundHid(path, "08f7:0010", serial, "Go Direct") for path, serial in rows)


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ([("a", "77")], [("b", "77")], "b"),
        ([("a", "77")], [("a", "88"), ("b", "77")], "b"),
        ([("a", "")], [("b", "")], "b"),
        ([("a", ""), ("b", "")], [("a", ""), ("b", "")], "a"),
        ([("a", "77")], [("b", "88")], None),
        ([("a", "")], [("b", ""), ("c", "")], None),
        ([("a", "77")], [], None),
    ],
)
def test_after_a_replug_it_is_found_by_its_number_or_by_being_the_only_one(before, after, path) -> None:
    here = found(*before)
    finder = HidFinder("a", HID, lambda: here)
    assert finder() == "a"
    here = found(*after)
    if path is None:
        with pytest.raises(LinkUnavailable, match="a is not plugged in"):
            finder()
    else:
        assert finder() == path


# The real library, where it is installed


def test_the_real_library_has_what_is_used_of_it_and_fails_as_the_fake_one_does() -> None:
    hid = pytest.importorskip("hid")
    port = hid.device()
    for name in ("open_path", "read", "write", "close"):
        assert callable(getattr(port, name))
        assert callable(getattr(Device, name))
    for call in (lambda each: each.read(64, 1), lambda each: each.write(bytes(65))):
        for each in (port, FakeHid().device()):
            with pytest.raises(ValueError, match="not open"):
                call(each)
    for each in (port, FakeHid().device()):
        with pytest.raises(OSError, match="open failed"):
            each.open_path(b"no such path")
        each.close()
    assert isinstance(hid.enumerate(0x08F7, 0x0010), list)
    parameters = inspect.signature(Device.read).parameters
    assert list(parameters)[1:] == ["max_length", "timeout_ms"]
    assert "max_length" in hid.device.read.__doc__
    assert "timeout_ms" in hid.device.read.__doc__
    with pytest.raises(TypeError):
        port.open_path("text and not bytes")


def test_the_real_library_says_what_to_do_about_a_device_that_is_not_there() -> None:
    pytest.importorskip("hid")

    async def main() -> None:
        port = HidTransport("no such path", HID)
        with pytest.raises(LinkUnavailable, match="cannot be opened"):
            await port.open()
        await port.close()

    asyncio.run(main())


# A dynamometer at a cable


@pytest.mark.wire
def test_a_hand_dynamometer_at_a_cable_streams_every_sample_and_comes_back_after_a_replug() -> None:
    taken: list[float] = []

    def read_n(times: np.ndarray) -> np.ndarray:
        values = np.float32(100.0 + 50.0 * np.sin(7.0 * times))
        taken.extend(values.tolist())
        return values

    plugged = Plugged(GoDirect(read_n), serial_number="77")
    library = FakeHid(plugged)
    finder = HidFinder("1-2:1.0", HID, lambda: scan_hid([HID], lambda: library))

    async def samples(link: Link, count: int) -> list[float]:
        values: list[float] = []
        async for event in link:
            if isinstance(event, SampleBlock):
                values += event.values[0].tolist()
            if len(values) >= count:
                return values
        raise AssertionError

    async def main() -> None:
        async with Link(GO_DIRECT, lambda: HidTransport(finder, HID, lambda: library), SystemClock()) as link:
            assert (link.info.serial, link.info.signal.nominal_rate_hz) == (SERIAL, 100.0)
            first = await samples(link, 60)
            assert first == taken[: len(first)]
            plugged.pulled.set()
            async for event in link:
                if isinstance(event, LinkChange) and event.state is LinkState.LOST:
                    assert "Check the cable" in event.why
                    break
            plugged.path = b"1-7:1.0"
            plugged.pulled.clear()
            before = len(taken)
            again = await samples(link, 20)
            assert again == taken[before : before + len(again)]
            health = link.health()
            assert (health.lost, health.corrupt, health.reconnects) == (0, 0, 1)
        assert plugged.opened == 0

    asyncio.run(main())
