"""One adapter's port under whatever name it has now."""

import asyncio
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import SampleBlock, Segment
from drivers.devices.harp_loadcells import HARP_LOADCELLS, PROFILE
from drivers.link import Link
from drivers.transports.serial import FoundPort, PortFinder, SerialTransport
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.transports.pty_port import HAS_PTY, PtyPort

PLATES, OTHER = ("A50285BI", "0403:6001"), ("A1", "0403:6001")


def port(url: str, adapter: tuple[str, str] = PLATES) -> FoundPort:
    return FoundPort(url, "USB serial", *adapter)


def finder(url: str, *listings: list[FoundPort]) -> PortFinder:
    left = list(listings)
    return PortFinder(url, lambda: left.pop(0))


def test_an_adapter_is_found_again_by_its_serial_number() -> None:
    find = finder("COM3", [port("COM3")], [], [port("COM7"), port("COM3", OTHER)], [port("COM7")], [port("COM3")])
    assert [find() for _ in range(5)] == ["COM3", "COM3", "COM7", "COM7", "COM3"]


def test_an_adapter_that_is_plugged_in_later_is_known_from_then_on() -> None:
    find = finder("COM3", [], [port("COM3")], [port("COM5")])
    assert [find() for _ in range(3)] == ["COM3", "COM3", "COM5"]


def test_an_adapter_without_a_serial_number_is_found_when_it_is_the_only_one_of_its_kind() -> None:
    bare, twin = ("", "1a86:7523"), ("", "1a86:7523")
    find = finder("COM3", [port("COM3", bare)], [port("COM4", bare)], [port("COM8", bare), port("COM9", twin)])
    assert [find() for _ in range(3)] == ["COM3", "COM4", "COM4"]


def test_a_port_that_is_no_usb_adapter_keeps_its_name() -> None:
    find = finder("socket://127.0.0.1:5000", [port("COM3")], [port("COM4")])
    assert {find() for _ in range(2)} == {"socket://127.0.0.1:5000"}


def test_a_name_that_leads_to_the_port_is_kept_for_as_long_as_it_does(tmp_path: Path) -> None:
    link = tmp_path / "plates"
    link.symlink_to(tmp_path / "ttyUSB0")
    first, second = port(str(tmp_path / "ttyUSB0")), port(str(tmp_path / "ttyUSB1"))
    find = finder(str(link), [first], [first], [second])
    assert [find() for _ in range(3)] == [str(link), str(link), second.url]


@pytest.mark.wire
@pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")
def test_a_cable_that_comes_back_under_another_name_streams_within_two_seconds() -> None:
    def board(serial: int) -> HarpLoadCells:
        return HarpLoadCells(lambda times: np.zeros((8, times.size), np.int16), serial)

    async def main() -> None:
        async with PtyPort(board(77), SystemClock()) as cable:
            names = [cable.url]
            find = PortFinder(cable.url, lambda: (port(cable.url),))
            async with Link(HARP_LOADCELLS, lambda: SerialTransport(find, PROFILE), SystemClock()) as link:
                await until_samples(link, 1)
                await cable.unplug()
                await asyncio.sleep(0.3)
                # somebody else is plugged in first and may get the old name
                async with PtyPort(board(9), SystemClock()) as other:
                    await cable.plug()
                    names.append(cable.url)
                    begun_s = asyncio.get_running_loop().time()
                    await until_samples(link, 2)
                    assert asyncio.get_running_loop().time() - begun_s <= 2.0
                    assert link.info.serial == "77"
                    assert other.url not in names or names[0] != names[1]

    async def until_samples(link: Link, segment: int) -> None:
        seen = 0
        with suppress(StopAsyncIteration):
            async with asyncio.timeout(5.0):
                while True:
                    event = await anext(link)
                    seen = event.number if isinstance(event, Segment) else seen
                    if isinstance(event, SampleBlock) and seen == segment:
                        return

    asyncio.run(main())
