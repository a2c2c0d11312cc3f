"""docs/devices.md is in step with the registry: every device, and what it says of itself when it is asked."""

import re
from pathlib import Path

import pytest
from fake_transports import SCRIPTS, Cupboard, FakeTransport

from drivers.calibration import NOMINAL_GAIN
from drivers.clock import SystemClock
from drivers.contracts import Device, DeviceInfo, SampleClock
from drivers.link import Link
from drivers.registry import DEVICES
from simulators.clock import run

PAGE = (Path(__file__).parents[2] / "docs" / "devices.md").read_text("utf-8")


def identified(key: str) -> DeviceInfo:
    async def main() -> DeviceInfo:
        async with Link(DEVICES[key], Cupboard([FakeTransport(SCRIPTS[key]())]), SystemClock()) as link:
            return link.info

    return run(main())


def reached(device: Device) -> str:
    ways = []
    if device.gatt is not None:
        narrow = f", MTU {device.gatt.smallest_mtu} or more" if device.gatt.smallest_mtu > 23 else ""
        ways.append(f"BLE, `{device.gatt.name_prefix}...`{narrow}")
    if device.serial is not None:
        ways.append(f"serial, {device.serial.baud:,} baud")
    if device.hid is not None:
        ways.append(f"USB `{device.hid.usb_id}`")
    return "; ".join(ways)


def clock(info: DeviceInfo) -> str:
    if info.signal.clock is not SampleClock.DEVICE:
        return info.signal.clock.value
    us = info.signal.tick_s * 1e6
    return f"{info.signal.clock.value}, {us:g} µs" if us < 1000 else f"{info.signal.clock.value}, {us / 1000:g} ms"


def battery(device: Device, info: DeviceInfo) -> str:
    if device.battery_every_s is not None:
        return f"every {device.battery_every_s:g} s"
    return "when connected" if (info.battery, info.battery_v) != (None, None) else "none"


def newtons(info: DeviceInfo) -> str:
    if info.signal.unit in NOMINAL_GAIN:
        return "its unit"
    return "itself" if info.scale is not None else "a record"


def row(key: str) -> str:
    """The line of the table that is true."""
    device, info = DEVICES[key], identified(key)
    rate = f"{info.signal.nominal_rate_hz:g} Hz" + (" at most" if info.signal.clock is SampleClock.HOST else "")
    cells = [
        f"`{key}`",
        device.title,
        reached(device),
        rate,
        f"{len(info.signal.channels)} x {info.signal.unit}",
        clock(info),
        battery(device, info),
        newtons(info),
    ]
    return f"| {' | '.join(cells)} |"


@pytest.mark.parametrize("key", DEVICES)
def test_the_table_says_of_each_device_what_it_says_of_itself(key):
    line = next((line for line in PAGE.splitlines() if line.startswith(f"| `{key}` |")), "there is no line for it")
    assert line == row(key)


def test_the_table_has_no_device_that_does_not_exist():
    assert re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE) == list(DEVICES)


@pytest.mark.parametrize("key", DEVICES)
def test_of_each_device_it_is_said_what_is_not_known(key):
    section = PAGE[PAGE.index("## What is not known of them") :]
    assert f"**{DEVICES[key].title}**" in section
