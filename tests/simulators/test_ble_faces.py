"""The real bleak against simulated Progressors: scripted, and over Bumble's ATT.  All on virtual time."""

import asyncio
import struct

import numpy as np
import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakError

from drivers.clock import SystemClock
from simulators.clock import run
from simulators.devices.progressor import CRIMPDEQ_OLD, GATT, HANGMAN, Profile, Progressor
from simulators.transports.bumble_ble import BumbleAir
from simulators.transports.bumble_link import Radio
from simulators.transports.scripted_bleak import ScriptedAir

FAST = Profile("fast", samples_per_packet=1)


def unit(unit_id=0x2B, **options):
    return Progressor(lambda times: np.asarray(times), unit_id=unit_id, **options)


def scripted_air():
    return ScriptedAir(SystemClock())


def bumble_air(radio=None):
    return BumbleAir(SystemClock(), radio)


AIRS = pytest.mark.parametrize("make_air", [scripted_air, bumble_air], ids=["scripted", "bumble"])


def connect_to(air, address, lost=None, timeout=5.0):
    return BleakClient(address, lost, backend=air.client, timeout=timeout)


async def streaming(air, address, arrived, lost=None):
    client = connect_to(air, address, lost)
    await client.connect()
    await client.start_notify(GATT.notify, lambda _, data: arrived.append(bytes(data)))
    await client.write_gatt_char(GATT.write, b"\x65", response=True)
    return client


def stamps(packets):
    return [row[1] for raw in packets for row in struct.iter_unpack("<fI", raw[2 : 2 + raw[1]])]


@AIRS
def test_two_units_are_found_by_their_names(make_air):
    async def main():
        async with make_air() as air:
            addresses = [await air.add(unit(1001)), await air.add(unit(1002))]
            found = await BleakScanner.discover(1.0, return_adv=True, backend=air.scanner)
            return addresses, {address: adv.local_name for address, (_, adv) in found.items()}

    addresses, names = run(main())
    assert names == dict(zip(addresses, ["Progressor_1001", "Progressor_1002"], strict=True))


@AIRS
def test_a_question_is_answered_by_a_notification(make_air):
    async def main():
        async with make_air() as air:
            address = await air.add(unit())
            answers = asyncio.Queue()
            async with connect_to(air, address) as client:
                await client.start_notify(GATT.notify, lambda _, data: answers.put_nowait(bytes(data)))
                for command in (b"\x6f", b"\x70"):
                    await client.write_gatt_char(GATT.write, command, response=command == b"\x70")
                return client.mtu_size, [await answers.get(), await answers.get()]

    assert run(main()) == (247, [bytes.fromhex("0004a40f0000"), bytes.fromhex("00012b")])


@AIRS
def test_notifications_arrive_complete_and_in_order(make_air):
    async def main():
        async with make_air() as air:
            arrived = []
            client = await streaming(air, await air.add(unit(profile=FAST)), arrived)
            await asyncio.sleep(30.0)
            await client.write_gatt_char(GATT.write, b"\x66")
            await asyncio.sleep(0.1)
            await client.disconnect()
            return stamps(arrived)

    seen = run(main())
    assert len(seen) >= 2400
    assert seen == [12500 * k for k in range(len(seen))]


@AIRS
def test_a_dropped_connection_calls_back_once_and_a_new_client_connects(make_air):
    async def main():
        async with make_air() as air:
            address, arrived, lost = await air.add(unit()), [], []
            client = await streaming(air, address, arrived, lambda _: lost.append("lost"))
            await asyncio.sleep(1.0)
            await air.drop(address)
            await asyncio.sleep(0.5)
            connected, before = client.is_connected, len(arrived)
            with pytest.raises(BleakError):
                await client.write_gatt_char(GATT.write, b"\x66")
            await client.disconnect()
            again = await streaming(air, address, arrived)
            await asyncio.sleep(1.0)
            await again.disconnect()
            return connected, lost, before, stamps(arrived[before:])[:2]

    connected, lost, before, restarted = run(main())
    assert not connected
    assert lost == ["lost"]
    assert before >= 9
    assert restarted == [0, 12500]


@AIRS
def test_a_device_that_is_out_of_range_is_a_timeout_and_connects_when_it_is_back(make_air):
    async def main():
        async with make_air() as air:
            address = await air.add(unit())
            await air.vanish(address, told=False)
            began = asyncio.get_running_loop().time()
            with pytest.raises(TimeoutError):
                await connect_to(air, address, timeout=2.0).connect()
            took = asyncio.get_running_loop().time() - began
            air.reappear(address)
            async with connect_to(air, address) as client:
                return took, client.is_connected

    took, connected = run(main())
    assert took == pytest.approx(2.0, abs=0.1)
    assert connected


@AIRS
def test_a_device_that_is_put_to_sleep_is_gone(make_air):
    async def main():
        async with make_air() as air:
            lost = asyncio.Event()
            client = await streaming(air, await air.add(unit()), [], lambda _: lost.set())
            await client.write_gatt_char(GATT.write, b"\x6e")
            async with asyncio.timeout(2.0):
                await lost.wait()
            await client.disconnect()
            return await BleakScanner.discover(1.0, backend=air.scanner)

    assert run(main()) == []


def test_the_host_is_told_of_a_vanished_device_after_the_supervision_time():
    async def main():
        async with bumble_air() as air:
            address, arrived, lost = await air.add(unit(profile=FAST)), [], []
            loop = asyncio.get_running_loop()
            client = await streaming(air, address, arrived, lambda _: lost.append(loop.time()))
            await asyncio.sleep(1.0)
            await air.vanish(address)
            gone, before = loop.time(), len(arrived)
            await asyncio.sleep(2.0)
            await client.disconnect()
            return [at - gone for at in lost], len(arrived) - before

    delays, late = run(main())
    assert delays == [pytest.approx(0.72, abs=0.05)]
    assert late <= 1


def test_a_host_that_is_never_told_keeps_a_silent_connection_until_it_gives_up():
    async def main():
        async with bumble_air() as air:
            address, arrived, lost = await air.add(unit()), [], []
            client = await streaming(air, address, arrived, lambda _: lost.append("lost"))
            await air.vanish(address, told=False)
            await asyncio.sleep(5.0)
            silent = client.is_connected and not lost
            await client.disconnect()
            air.reappear(address)
            async with connect_to(air, address) as again:
                return silent, again.is_connected

    assert run(main()) == (True, True)


def test_the_device_limits_the_mtu():
    async def main():
        async with bumble_air() as air:
            arrived = []
            client = await streaming(air, await air.add(unit(profile=HANGMAN)), arrived)
            mtu = client.mtu_size
            await asyncio.sleep(1.0)
            await client.disconnect()
            return mtu, {len(raw) for raw in arrived}

    assert run(main()) == (48, {42})


def test_a_padded_notification_crosses_the_air_with_its_padding():
    async def main():
        async with bumble_air() as air:
            arrived = []
            client = await streaming(air, await air.add(unit(profile=CRIMPDEQ_OLD)), arrived)
            await asyncio.sleep(1.0)
            await client.disconnect()
            return {(raw[1], len(raw)) for raw in arrived}

    assert run(main()) == {(8, 14)}


def test_a_paced_air_with_packet_errors_delays_and_loses_nothing():
    async def main():
        radio = Radio(interval_s=0.030, pdus_per_event=6, packet_error=0.2, seed=7)
        async with bumble_air(radio) as air:
            arrived, loop = [], asyncio.get_running_loop()
            client = connect_to(air, await air.add(unit(profile=FAST)))
            await client.connect()
            await client.start_notify(GATT.notify, lambda _, data: arrived.append((loop.time(), bytes(data))))
            await client.write_gatt_char(GATT.write, b"\x65", response=False)
            await asyncio.sleep(20.0)
            await client.disconnect()
            return arrived, air.link.retransmissions

    arrived, retransmissions = run(main())
    seen = stamps([raw for _, raw in arrived])
    assert seen == [12500 * k for k in range(len(seen))]
    assert len(seen) > 1550
    assert retransmissions > 50
    assert {round(at / 0.030 % 1, 3) % 1 for at, _ in arrived} == {0.0}, "they come in bursts at connection events"


def test_an_interval_that_is_too_long_builds_a_backlog():
    async def main():
        radio = Radio(interval_s=0.1, pdus_per_event=2)
        async with bumble_air(radio) as air:
            arrived = []
            client = await streaming(air, await air.add(unit(profile=FAST)), arrived)
            before = len(arrived)
            await asyncio.sleep(10.0)
            count = len(arrived) - before
            await client.disconnect()
            return count

    assert run(main()) == pytest.approx(200, abs=4)


def test_ten_connections_leave_nothing_behind_on_the_air():
    async def main():
        async with bumble_air() as air:
            address = await air.add(unit())
            for _ in range(10):
                await (await streaming(air, address, [])).disconnect()
            return len(air.link.controllers)

    assert run(main()) == 1
