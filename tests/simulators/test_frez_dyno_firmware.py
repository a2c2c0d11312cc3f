"""The Frez Dyno firmware: its one packet literally, its commands, and what can be read beside its service."""

import asyncio

import numpy as np
import pytest
from bleak import BleakClient

from drivers.clock import SystemClock
from simulators.clock import run
from simulators.devices.frez_dyno import GATT, FrezDyno, notification
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.transports.bumble_ble import BumbleAir
from simulators.units import make_unit

PUBLISHED = """
    0100 c0e0ffff8c010000 c0e0ffff90010000 e02e000094010000 007d000098010000 c0e0ffff9c010000
    20cb0000a0010000 00000000a4010000 01000000a8010000 02000000ac010000
"""
START, STOP, POWER_OFF = bytes.fromhex("0100"), bytes.fromhex("0200"), bytes.fromhex("ff00")


def rows(packets):
    return [row for raw in packets for row in np.frombuffer(raw[2:], "<i4,<u4").tolist()]


def unit(**options):
    device = FrezDyno(lambda times: np.rint(np.asarray(times) * 1000).astype(np.int32), **options)
    device.attach(0.0)
    return device


def test_a_notification_is_the_published_packet():
    counts = [-8000, -8000, 12000, 32000, -8000, 52000, 0, 1, 2]
    raw = notification(counts, np.arange(396, 432, 4))
    assert raw == bytes.fromhex(PUBLISHED)
    assert len(raw) == 74
    assert unit().reads(raw)
    assert not unit().reads(raw[:-1])
    assert not unit().reads(notification(counts, [0] * 9)), "a clock that stands still"


def test_250_samples_a_second_come_in_packets_of_nine_and_a_stop_sends_no_part_of_one():
    device = unit()
    device.write(START, 0.0)
    packets = device.advance(0.9999)
    assert {len(raw) for raw in packets} == {74}
    assert rows(packets) == [(4 * k, 4 * k) for k in range(243)]
    assert device.write(STOP, 1.0) == []
    assert device.advance(9.0) == []
    device.write(START, 10.0)
    (first, *_) = device.advance(10.1)
    assert rows([first])[0] == (10_000, 0)
    assert first.first == 243
    assert device.sample_s(244) == pytest.approx(10.004)


@pytest.mark.parametrize("step_s", [0.005, 0.27])
def test_looking_more_or_less_often_changes_no_byte(step_s):
    device, whole = unit(ppm=-80.0), unit(ppm=-80.0)
    for each in (device, whole):
        each.write(START, 0.0)
    pieces = [raw for k in range(1, round(4 / step_s) + 2) for raw in device.advance(min(4.0, k * step_s))]
    assert pieces == whole.advance(4.0)


@pytest.mark.parametrize("command", [b"\x01", b"\x01\x00\x00", b"\x07\x00", b""])
def test_other_commands_change_nothing(command):
    device = unit()
    assert device.write(command, 0.0) == []
    assert not device.streaming


def test_it_can_be_switched_off_and_on():
    device = unit()
    device.write(START, 0.0)
    device.write(POWER_OFF, 0.1)
    assert not device.powered
    assert device.write(START, 0.2) == []
    assert not device.streaming
    device.press_button(0.3)
    device.write(START, 0.3)
    assert device.streaming


def test_a_host_with_short_messages_gets_none_that_are_cut():
    device = unit()
    device.agree(76)
    device.write(START, 0.0)
    assert device.advance(1.0) == []
    device.agree(77)
    assert len(rows(device.advance(2.0))) > 200


def test_serial_number_version_and_battery_are_read_over_the_air_and_the_stream_is_whole():
    async def main():
        async with BumbleAir(SystemClock()) as air:
            device = unit(serial_number="2639", battery_mv=3750)
            address, arrived = await air.add(device), []
            async with BleakClient(address, backend=air.client) as client:
                told = [bytes(await client.read_gatt_char(each)) for each in ("2a25", "2a28", "2a19")]
                device.battery_mv = 3300
                told.append(bytes(await client.read_gatt_char("2a19")))
                await client.start_notify(GATT.notify, lambda _, data: arrived.append(bytes(data)))
                await client.write_gatt_char(GATT.write, START, response=True)
                await asyncio.sleep(2.0)
                await client.write_gatt_char(GATT.write, STOP, response=True)
            return device.name, told, arrived

    name, told, arrived = run(main())
    assert name == "FrezDyno-2639"
    assert told == [b"2639", b"1.0.0", b"\x32", b"\x00"]
    assert [ms for _, ms in rows(arrived)] == [4 * k for k in range(len(rows(arrived)))]
    assert len(arrived) >= 54


def test_it_can_be_asked_for_by_name_and_its_certificate_leads_back_to_newtons():
    stage = Stage()
    stage.idle(lambda times: np.stack([np.full(times.size, 120.0), np.full(times.size, 90.0)]), Surface.GRIPS)
    right = make_unit("frez-dyno?side=right&seed=4", stage)
    assert (right.title, right.firmware.name) == ("right grip", "FrezDyno-2640")
    counts = right.firmware.read_counts(np.arange(200.0))
    newtons = (counts - right.facts.zero_native[0]) * right.facts.gain[0][0]
    assert newtons.mean() == pytest.approx(90.0, abs=0.1)
