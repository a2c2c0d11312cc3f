"""USB devices without a port: found beside the others, named in one line of text, opened by it."""

import asyncio
import sys

import numpy as np
import pytest
from fake_hid import FakeHid, Plugged

from drivers.contracts import SampleBlock
from drivers.devices.go_direct import GO_DIRECT, HID
from drivers.discovery import Found, Known, Search, find_devices, usb_kind
from drivers.errors import BadAddress, LinkUnavailable
from drivers.opening import open_device
from drivers.transports.hid import FoundHid, HidMissing, scan_hid
from drivers.ways import Way, parse_way
from simulators.devices.go_direct import GoDirect

WINDOWS = r"\\?\hid#vid_08f7&pid_0010#7&2a1&0&0000#{4d1e55b2-f16f-11cf-88cb-001111000030}"
KINDS = {"go-direct": GO_DIRECT}


def search(*plugged: Plugged, **options) -> Search:
    return Search(
        ble=False,
        serial=False,
        kinds=KINDS,
        find_usb=lambda profiles: scan_hid(profiles, lambda: FakeHid(*plugged)),
        **options,
    )


def find(of: Search) -> tuple[Found, ...]:
    return asyncio.run(find_devices(of))


def test_what_is_plugged_in_is_found_and_known_by_its_place() -> None:
    found = find(
        search(
            Plugged(None, b"1-2:1.0"),
            Plugged(None, b"1-3:1.0"),
            Plugged(None, b"1-9:1.0", vendor_id=0x1234),
            known=(Known("151000C1", "go-direct", "hid:1-3:1.0"),),
        )
    )
    assert [(each.how, each.kind, each.serial, each.known) for each in found] == [
        ("hid:1-3:1.0", "go-direct", "151000C1", True),
        ("hid:1-2:1.0", "go-direct", "", False),
    ]
    assert not any(each.problem for each in found)


def test_whoever_has_not_installed_the_package_is_not_bothered_with_it() -> None:
    def missing(_: object) -> tuple[FoundHid, ...]:
        raise HidMissing("not installed")

    def broken(_: object) -> tuple[FoundHid, ...]:
        raise LinkUnavailable("Looking for USB devices failed.")

    assert find(Search(ble=False, serial=False, kinds=KINDS, find_usb=missing)) == ()
    (found,) = find(Search(ble=False, serial=False, kinds=KINDS, find_usb=broken))
    assert (found.kind, found.problem) == ("", "Looking for USB devices failed.")


@pytest.mark.parametrize("path", [WINDOWS, "1-2:1.0", "/dev/hidraw3", "a?b%c d"])
def test_a_path_survives_being_written_in_one_line(path: str) -> None:
    text = str(Way("hid", path))
    way = parse_way(f"{text}?kind=go-direct", KINDS)
    assert (way.by, way.place, way.kind) == ("hid", path, "go-direct")
    assert parse_way(text, KINDS).place == path


def test_the_kind_is_that_of_the_path_or_of_the_only_one() -> None:
    one, two = Plugged(None, b"1-2:1.0"), Plugged(None, b"1-3:1.0")
    assert asyncio.run(usb_kind("1-3:1.0", search(one, two))) is GO_DIRECT
    assert asyncio.run(usb_kind("any", search(one))) is GO_DIRECT
    with pytest.raises(LinkUnavailable, match=r"no USB device any.*hid:1-2:1\.0, hid:1-3:1\.0"):
        asyncio.run(usb_kind("any", search(one, two)))
    with pytest.raises(LinkUnavailable, match="Plugged in are: none"):
        asyncio.run(usb_kind("any", search()))


def test_a_kind_without_usb_is_not_reached_by_it() -> None:
    with pytest.raises(BadAddress, match="A Tindeq Progressor is not reached by hid:"):
        open_device("hid:1-2:1.0?kind=progressor")


@pytest.mark.wire
def test_a_device_at_a_cable_is_opened_by_its_line_of_text(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = GoDirect(lambda times: np.full(np.size(times), 75.0))
    monkeypatch.setitem(sys.modules, "hid", FakeHid(Plugged(unit, WINDOWS.encode())))

    async def main() -> list[float]:
        values: list[float] = []
        async with open_device(str(Way("hid", WINDOWS))) as device:
            assert (device.info.serial, device.info.model) == ("151000C1", "Vernier Go Direct GDX-HD")
            async for event in device.stream(seconds=0.4):
                if isinstance(event, SampleBlock):
                    values += event.values[0].tolist()
        return values

    values = asyncio.run(main())
    assert len(values) > 20
    assert set(values) == {75.0}


def test_the_profile_is_the_makers_vendor_and_product() -> None:
    assert HID.usb_id == "08f7:0010"
