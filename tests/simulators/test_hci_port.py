"""A virtual radio that other programs reach over TCP, and devices on a controller that is reached the same way."""

import asyncio
import os
import struct

import numpy as np
import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakError
from bumble import hci
from bumble.device import Device, DeviceConfiguration
from bumble.host import Host
from bumble.transport import open_transport
from bumble.transport.common import StreamPacketSource

from drivers.clock import SystemClock
from simulators.devices.go_direct import GoDirect
from simulators.devices.progressor import GATT, Progressor
from simulators.transports.bumble_adapter import HciAdapter
from simulators.transports.bumble_ble import BumbleAir, advertisement, scan_response
from simulators.transports.bumble_controller import FixedController
from simulators.transports.bumble_hci_air import ControllerMissing, HciAir
from simulators.transports.bumble_link import Radio
from simulators.transports.bumble_port import LARGEST_RUBBISH, HciPort
from simulators.transports.pty_port import HAS_PTY

pytestmark = pytest.mark.wire
DFU = "0000fe59-0000-1000-8000-00805f9b34fb"


def unit(unit_id=0x2B, **options):
    return Progressor(lambda times: np.asarray(times), unit_id=unit_id, **options)


def room(interval_s=0.0):
    return BumbleAir(SystemClock(), Radio(interval_s))


def port_of(air, number=0):
    return HciPort(air.link, SystemClock(), number)


def stamps(packets):
    return [row[1] for raw in packets if raw[0] == 1 for row in struct.iter_unpack("<fI", raw[2 : 2 + raw[1]])]


async def streaming(adapter, device, arrived):
    client = BleakClient(device, backend=adapter.client, timeout=5.0)
    await client.connect()
    await client.start_notify(GATT.notify, lambda _, data: arrived.append(bytes(data)))
    await client.write_gatt_char(GATT.write, b"\x65", response=False)
    return client


async def until(condition, seconds=5.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.005)


def test_an_advertisement_and_its_scan_response_are_the_published_bytes():
    assert advertisement("Progressor_2639").hex() == "020106" + "1009" + b"Progressor_2639".hex()
    assert scan_response(unit()).hex() == "110757adfe4fd313cc9dc940a61e01174e7e"


def test_devices_are_found_by_name_and_by_service_and_offer_what_real_ones_offer():
    async def main():
        async with room() as air, port_of(air) as port:
            await air.add(unit(0x2639))
            await air.add(GoDirect(lambda times: times))
            adapter = HciAdapter("tcp-client:" + port.place)
            every = await BleakScanner.discover(0.5, return_adv=True, backend=adapter.scanner)
            ours = await BleakScanner.discover(0.5, service_uuids=[GATT.service], backend=adapter.scanner)
            passive = await BleakScanner.discover(
                0.5, return_adv=True, scanning_mode="passive", backend=adapter.scanner
            )
            async with BleakClient(ours[0], backend=adapter.client) as client:
                offered = {service.uuid for service in client.services}
                control = client.services.get_characteristic(GATT.write).properties
            return every.values(), ours, passive.values(), offered, set(control)

    every, ours, passive, offered, control = asyncio.run(main())
    assert {adv.local_name for _, adv in every} == {"Progressor_9785", "GDX-HD 151000C1"}
    assert [device.name for device in ours] == ["Progressor_9785"]
    assert all(adv.service_uuids == [] for _, adv in passive), "the service stands in the scan response only"
    assert {GATT.service, DFU} <= offered
    assert control == {"write", "write-without-response"}


def test_one_adapter_holds_two_streams_without_a_lost_sample():
    async def main():
        async with room(0.015) as air, port_of(air) as port:
            for number in (1001, 1002):
                await air.add(unit(number))
            adapter = HciAdapter("tcp-client:" + port.place)
            found = await BleakScanner.discover(0.5, backend=adapter.scanner)
            arrived = {device.name: [] for device in found}
            clients = await asyncio.gather(*(streaming(adapter, device, arrived[device.name]) for device in found))
            await asyncio.sleep(1.5)
            for client in clients:
                await client.disconnect()
            await until(lambda: not port.hosts)
            return arrived, len(air.link.controllers)

    arrived, controllers = asyncio.run(main())
    assert len(arrived) == 2
    for packets in arrived.values():
        seen = stamps(packets)
        assert seen == [12500 * k for k in range(len(seen))]
        assert len(seen) >= 96
    assert controllers == 2, "the adapter took its controller with it"


def test_when_the_radio_goes_away_the_host_is_told_and_finds_it_again():
    async def main():
        lost, arrived = asyncio.Event(), []
        async with room() as air, port_of(air) as port:
            address = await air.add(unit())
            number = int(port.place.rpartition(":")[2])
            adapter = HciAdapter("tcp-client:" + port.place)
            client = await streaming(adapter, address, arrived)
            client_lost = BleakClient(address, lambda _: lost.set(), backend=adapter.client)
            await client.disconnect()
            await client_lost.connect()
        async with asyncio.timeout(2.0):
            await lost.wait()
        with pytest.raises(BleakBluetoothNotAvailableError, match="cannot be used"):
            await BleakScanner.discover(0.1, backend=adapter.scanner)
        await client_lost.disconnect()
        async with room() as air, port_of(air, number):
            await air.add(unit())
            before = len(arrived)
            again = await streaming(adapter, address, arrived)
            await until(lambda: len(arrived) > before + 2)
            await again.disconnect()

    asyncio.run(main())


def test_when_a_host_goes_away_without_a_word_its_device_is_free_again():
    async def main():
        async with room() as air, port_of(air) as port:
            address = await air.add(unit())
            adapter = HciAdapter("tcp-client:" + port.place)
            client = await streaming(adapter, address, [])
            (host,) = port.hosts
            host.abort()
            await until(lambda: not air.devices[address].connected)
            await client.disconnect()
            again = await streaming(adapter, address, [])
            connected = again.is_connected
            await again.disconnect()
            return connected

    assert asyncio.run(main())


def test_a_device_that_is_not_there_does_not_keep_another_one_waiting():
    async def main():
        async with room() as air, port_of(air) as port:
            address = await air.add(unit())
            adapter = HciAdapter("tcp-client:" + port.place)
            loop = asyncio.get_running_loop()

            async def absent():
                with pytest.raises(TimeoutError):
                    await BleakClient("C0:00:00:00:7F:7F", backend=adapter.client, timeout=5.0).connect()

            waiting = asyncio.create_task(absent())
            await asyncio.sleep(0.1)
            began = loop.time()
            client = await streaming(adapter, address, [])
            took = loop.time() - began
            await client.disconnect()
            await waiting
            return took

    assert asyncio.run(main()) < 4.0


@pytest.mark.parametrize(
    "name", ["tcp-client:127.0.0.1:1", "nonsense", "serial:not-there", "tcp-client:here", "usb:97"]
)
def test_a_controller_that_cannot_be_opened_is_said_in_words(name):
    async def main():
        with pytest.raises(BleakBluetoothNotAvailableError, match=r"cannot be used: ."):
            await BleakScanner.discover(0.1, backend=HciAdapter(name).scanner)
        with pytest.raises(ControllerMissing, match=r"cannot be used: .*Check its name"):
            async with HciAir(SystemClock(), [name]):
                pass

    asyncio.run(main())


def test_rubbish_is_cut_off_and_harms_nobody_else():
    async def main():
        async with room() as air, port_of(air) as port:
            address = await air.add(unit())
            host, number = port.place.split(":")
            reader, writer = await asyncio.open_connection(host, int(number))
            # a command that exists with a body that does not fit, and bytes that begin no packet
            for _ in range(LARGEST_RUBBISH + 2):
                writer.write(bytes.fromhex("01422001ff") + b"\xee" * 50)
                await asyncio.sleep(0)
            gone = await asyncio.wait_for(_ended(reader), 5.0)
            adapter = HciAdapter("tcp-client:" + port.place)
            client = await streaming(adapter, address, [])
            connected = client.is_connected
            await client.disconnect()
            writer.close()
            return gone, connected

    assert asyncio.run(main()) == (True, True)


async def _ended(reader):
    try:
        while await reader.read(65536):
            pass
    except ConnectionError:
        pass
    return True


def test_several_devices_share_one_controller_with_addresses_and_tables_of_their_own():
    async def main():
        async with room() as nobody, port_of(nobody) as port:
            place = "tcp-client:" + port.place
            async with HciAir(SystemClock(), [place]) as air:
                for firmware in (unit(1001), unit(1002), GoDirect(lambda times: times)):
                    await air.add(firmware)
                adapter = HciAdapter(place)
                found = await BleakScanner.discover(0.5, backend=adapter.scanner)
                grips = [device for device in found if device.name.startswith("Progressor")]
                arrived = {device.name: [] for device in grips}
                clients = await asyncio.gather(*(streaming(adapter, device, arrived[device.name]) for device in grips))
                services = [{service.uuid for service in client.services} for client in clients]
                for client in clients:
                    await client.write_gatt_char(GATT.write, b"\x70")
                await asyncio.sleep(0.6)
                for client in clients:
                    await client.disconnect()
                return {device.name for device in found}, arrived, services

    names, arrived, services = asyncio.run(main())
    assert names == {"Progressor_1001", "Progressor_1002", "GDX-HD 151000C1"}
    assert all(sum(uuid == GATT.service for uuid in each) == 1 for each in services)
    replies = {name: next(raw for raw in packets if raw[0] == 0).hex() for name, packets in arrived.items()}
    assert replies == {"Progressor_1001": "0002e903", "Progressor_1002": "0002ea03"}
    assert all(len(stamps(packets)) >= 24 for packets in arrived.values())


def test_a_controller_without_advertising_sets_takes_one_device_and_says_so(monkeypatch):
    monkeypatch.setattr(
        FixedController, "le_features", FixedController.le_features & ~hci.LeFeatureMask.LE_EXTENDED_ADVERTISING
    )

    async def main():
        async with room() as nobody, port_of(nobody) as port:
            place = "tcp-client:" + port.place
            async with HciAir(SystemClock(), [place]) as air:
                await air.add(unit(1001))
                with pytest.raises(ControllerMissing, match=r"1 device at a time.*further --ble"):
                    await air.add(unit(1002))
                adapter = HciAdapter(place)
                found = await BleakScanner.discover(0.5, return_adv=True, backend=adapter.scanner)
                async with BleakClient(next(iter(found)), backend=adapter.client) as client:
                    name = await client.read_gatt_char("2a00")
            async with HciAir(SystemClock(), [place, place]) as air:
                for number in (1001, 1002):
                    await air.add(unit(number))
                both = await BleakScanner.discover(0.5, backend=HciAdapter(place).scanner)
            told = [(adv.local_name, adv.service_uuids) for _, adv in found.values()]
            return told, bytes(name), {each.name for each in both}

    found, name, both = asyncio.run(main())
    assert name == b"Progressor_1001"
    assert found == [("Progressor_1001", [GATT.service])]
    assert both == {"Progressor_1001", "Progressor_1002"}


def test_devices_come_back_when_their_controller_does():
    async def main():
        async with room() as nobody:
            async with port_of(nobody) as port:
                number = int(port.place.rpartition(":")[2])
                place = "tcp-client:" + port.place
                air = HciAir(SystemClock(), [place])
                await air.__aenter__()
                address = await air.add(unit())
            await until(lambda: bool(air.trouble))
            async with port_of(nobody, number):
                await until(lambda: not air.trouble)
                client = await streaming(HciAdapter(place), address, [])
                connected = client.is_connected
                await client.disconnect()
                await air.__aexit__(None, None, None)
            return connected

    assert asyncio.run(main())


def test_what_falls_silent_on_a_real_controller_is_heard_again():
    async def main():
        async with room() as nobody, port_of(nobody) as port:
            place = "tcp-client:" + port.place
            async with HciAir(SystemClock(), [place]) as air:
                address, arrived, adapter = await air.add(unit()), [], HciAdapter(place)
                client = await streaming(adapter, address, arrived)
                await until(lambda: len(arrived) > 1)
                await air.vanish(address, told=False)
                await asyncio.sleep(0.05)
                before = len(arrived)
                await asyncio.sleep(0.4)
                silent = len(arrived) - before
                air.reappear(address)
                await until(lambda: len(arrived) > before)
                await air.drop(address)
                await until(lambda: not client.is_connected)
                return silent

    assert asyncio.run(main()) == 0


@pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")
def test_devices_on_a_controller_behind_a_serial_line():
    """A dongle with HCI-UART firmware is a controller behind a serial port; here the port is a pty."""

    async def main():
        import pty
        import tty

        async with room() as air:
            master, slave = pty.openpty()
            tty.setraw(slave)
            loop = asyncio.get_running_loop()
            source = StreamPacketSource()
            controller = FixedController("dongle", link=air.link, host_sink=_Descriptor(master))
            source.set_packet_sink(controller)
            loop.add_reader(master, lambda: source.data_received(os.read(master, 65536)))
            try:
                async with HciAir(SystemClock(), [f"serial:{os.ttyname(slave)}"]) as devices, port_of(air) as port:
                    address, arrived = await devices.add(unit()), []
                    client = await streaming(HciAdapter("tcp-client:" + port.place), address, arrived)
                    await asyncio.sleep(1.0)
                    await client.disconnect()
            finally:
                loop.remove_reader(master)
                os.close(master)
                os.close(slave)
            return stamps(arrived)

    seen = asyncio.run(main())
    assert seen == [12500 * k for k in range(len(seen))]
    assert len(seen) >= 64


class _Descriptor:
    """The other end of the serial line."""

    def __init__(self, descriptor):
        self._descriptor = descriptor

    def on_packet(self, packet):
        os.write(self._descriptor, packet)


def test_any_bumble_host_can_use_the_radio_by_a_public_address_too():
    async def main():
        async with room(0.015) as air, port_of(air) as port:
            address, arrived = await air.add(unit()), []
            transport = await open_transport("tcp-client:" + port.place)
            host = Device(config=DeviceConfiguration(name="host"), host=Host(transport.source, transport.sink))
            await host.power_on()
            connection = await host.connect(hci.Address(address), own_address_type=hci.OwnAddressType.PUBLIC)
            peer = await connection.gatt_client.discover_services()
            (service,) = (each for each in peer if each.uuid.to_hex_str("-").lower() == GATT.service)
            await service.discover_characteristics()
            data, control = (
                next(each for each in service.characteristics if each.uuid.to_hex_str("-").lower() == uuid)
                for uuid in (GATT.notify, GATT.write)
            )
            await data.subscribe(lambda value: arrived.append(bytes(value)))
            await control.write_value(b"\x6b\x00", with_response=False)
            await control.write_value(b"\x65\x00", with_response=False)
            await until(lambda: len(stamps(arrived)) > 20)
            await connection.disconnect()
            await transport.close()
            return connection.att_mtu, arrived

    mtu, arrived = asyncio.run(main())
    assert mtu == 23
    assert arrived[0] == b"\x00\x05" + b"2.0.4"
    assert {len(raw) for raw in arrived[1:]} == {18}, "two samples fit into a message of this host"
    assert stamps(arrived) == [12500 * k for k in range(len(stamps(arrived)))]


def test_everything_listens_on_the_loopback_address_only():
    async def main():
        async with room() as air, port_of(air) as port:
            return port.place

    assert asyncio.run(main()).startswith("127.0.0.1:")


def test_too_many_hosts_are_turned_away(monkeypatch):
    monkeypatch.setattr("simulators.transports.bumble_port.MOST_HOSTS", 2)

    async def main():
        async with room() as air, port_of(air) as port:
            host, number = port.place.split(":")
            pairs = [await asyncio.open_connection(host, int(number)) for _ in range(3)]
            ended = await asyncio.wait_for(pairs[2][0].read(), 2.0)
            for _, writer in pairs:
                writer.close()
            return ended

    assert asyncio.run(main()) == b""


def test_a_device_that_is_asked_without_a_connection_is_an_error_of_bleak():
    async def main():
        async with (
            room() as nobody,
            port_of(nobody) as port,
            HciAir(SystemClock(), ["tcp-client:" + port.place]) as air,
        ):
            with pytest.raises(BleakError, match="another adapter"):
                await BleakScanner.discover(0.1, backend=air.scanner)

    asyncio.run(main())
