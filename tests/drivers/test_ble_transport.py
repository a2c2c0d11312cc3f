"""The real bleak driver against simulated radios, on virtual time; and what it makes of bleak's errors."""

import asyncio
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import BaseBleakScanner
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
)
from wire_packets import samples

from drivers.clock import SystemClock
from drivers.contracts import LinkChange, LinkState, SampleBlock, Segment
from drivers.devices.progressor import PROFILE, PROGRESSOR
from drivers.errors import LinkLost, LinkUnavailable, WrongDevice
from drivers.link import Link
from drivers.transports.ble import BleTransport, scan
from simulators.clock import run
from simulators.devices.progressor import BIGBANGER, CRIMPDEQ_OLD, GENUINE, HANGMAN, Progressor
from simulators.transports.bumble_ble import BumbleAir
from simulators.transports.scripted_bleak import ScriptedAir


def unit(unit_id: int = 0x2B, **options) -> Progressor:
    """Its force counts seconds, so that a sample says when it was taken."""
    return Progressor(lambda times: np.asarray(times), unit_id=unit_id, **options)


class Scripted(ScriptedAir):
    """The scripted air with an end, like the one over Bumble."""

    def __init__(self) -> None:
        super().__init__(SystemClock())

    async def __aenter__(self) -> "Scripted":
        return self

    async def __aexit__(self, *_: object) -> None:
        for peripheral in self.devices.values():
            await peripheral.disconnect()


class OverBumble(BumbleAir):
    def __init__(self) -> None:
        super().__init__(SystemClock())

    async def __aexit__(self, *error) -> None:
        # a unit that has just been left begins to advertise; Bumble hangs when it is switched off amid that command
        await asyncio.sleep(0.5)
        await super().__aexit__(*error)


AIRS = pytest.mark.parametrize("make_air", [Scripted, OverBumble], ids=["scripted", "bumble"])


async def place(air, firmware: Progressor) -> str:
    added = air.add(firmware)
    return added if isinstance(added, str) else await added


def link_to(air, address) -> Link:
    return Link(PROGRESSOR, lambda: BleTransport(address, PROFILE, air.client), SystemClock())


async def listen(link: Link, seconds: float) -> list:
    events: list = []
    try:
        async with asyncio.timeout(seconds):
            async for event in link:
                events.append(event)
    except TimeoutError:
        return events
    raise AssertionError("the link ended")


@AIRS
def test_a_scan_finds_the_units_by_name_and_connects_to_what_it_found(make_air) -> None:
    async def main() -> None:
        async with make_air() as air:
            for number in (1001, 1002):
                await place(air, unit(number))
            found = await scan([PROFILE], 1.0, clock=SystemClock(), scanner_backend=air.scanner)
            assert sorted(device.name for device in found) == ["Progressor_1001", "Progressor_1002"]
            async with link_to(air, found[0].handle) as link:
                assert link.info.serial in (f"{1001:X}", f"{1002:X}")

    run(main())


@AIRS
@pytest.mark.parametrize("profile", [GENUINE, HANGMAN, CRIMPDEQ_OLD, BIGBANGER], ids=lambda profile: profile.key)
def test_every_imitation_streams_without_a_loss(make_air, profile) -> None:
    async def main() -> None:
        async with make_air() as air:
            address = await place(air, unit(profile=profile))
            async with link_to(air, address) as link:
                events = await listen(link, 4.0)
                health = link.health()
            assert isinstance(events[0], Segment)
            indices = [index for index, _, _ in samples(events)]
            assert indices == list(range(len(indices)))
            assert (health.lost, health.corrupt, health.unknown) == (0, 0, 0)
            assert health.rate_hz == pytest.approx(profile.rate_hz, rel=0.02)
            assert len(indices) >= 2.5 * profile.rate_hz
            assert link.info.battery_v == pytest.approx(4.004)

    run(main())


@AIRS
def test_two_units_stream_side_by_side(make_air) -> None:
    async def main() -> None:
        async with make_air() as air:
            addresses = [await place(air, unit(number)) for number in (1, 2)]
            async with link_to(air, addresses[0]) as left, link_to(air, addresses[1]) as right:
                both = await asyncio.gather(listen(left, 3.0), listen(right, 3.0))
                assert (left.info.serial, right.info.serial) == ("1", "2")
            assert min(len(samples(events)) for events in both) > 200

    run(main())


@AIRS
def test_a_dropped_connection_comes_back_as_a_new_segment(make_air) -> None:
    async def main() -> None:
        async with make_air() as air:
            address = await place(air, unit())
            async with link_to(air, address) as link:
                await listen(link, 2.0)
                await air.devices[address].drop()
                events = await listen(link, 6.0)
                assert [event.number for event in events if isinstance(event, Segment)] == [2]
                assert LinkState.LOST in [event.state for event in events if isinstance(event, LinkChange)]
                assert link.health().reconnects == 1
                assert len(samples(events)) > 80

    run(main())


@AIRS
def test_a_unit_that_is_switched_off_cannot_be_reached(make_air) -> None:
    async def main() -> None:
        async with make_air() as air:
            await place(air, unit())
            transport = BleTransport("C0:00:00:00:09:99", PROFILE, air.client, connect_s=3.0)
            with pytest.raises(LinkUnavailable, match="Switch it on and bring it near"):
                await transport.open()
            await transport.close()

    run(main())


@AIRS
def test_closing_stops_the_stream_and_frees_the_unit(make_air) -> None:
    async def main() -> None:
        async with make_air() as air:
            firmware = unit()
            address = await place(air, firmware)
            async with link_to(air, address) as link:
                await listen(link, 1.0)
                assert firmware.streaming
            await asyncio.sleep(0.5)
            assert not firmware.streaming
            async with link_to(air, address) as link:
                assert len(samples(await listen(link, 2.0))) > 100

    run(main())


# What bleak may raise


def failing(error: BaseException) -> tuple[type[BaseBleakClient], type[BaseBleakScanner]]:
    class Client:
        def __init__(self, *_: object, **__: object) -> None:
            self.services = None

        async def connect(self, pair: bool, **_: object) -> None:
            raise error

        async def disconnect(self) -> None:
            raise BleakError("was never connected")

    class Scanner:
        def __init__(self, *_: object, **__: object) -> None: ...

        async def start(self) -> None:
            raise error

        async def stop(self) -> None: ...

    return Client, Scanner  # type: ignore[return-value]


NO_RADIO = BleakBluetoothNotAvailableError("no radio", BleakBluetoothNotAvailableReason.NO_BLUETOOTH)
NO_SOCKET = FileNotFoundError(2, "No such file or directory")


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (NO_RADIO, LinkUnavailable, "Bluetooth is not available on this computer"),
        (NO_SOCKET, LinkUnavailable, "plug in an adapter"),
        (BleakDeviceNotFoundError("C0"), LinkUnavailable, "cannot be reached"),
        (TimeoutError(), LinkUnavailable, "did not answer in time"),
        (BleakError("le-connection-abort-by-local"), LinkUnavailable, "le-connection-abort-by-local"),
        (OSError(5, "I/O"), LinkUnavailable, "cannot be reached"),
        (EOFError(), LinkUnavailable, "cannot be reached"),
        (BleakGATTProtocolError(0x05), WrongDevice, "refused"),
        (asyncio.CancelledError(), LinkUnavailable, "the device went away"),
    ],
)
def test_errors_of_the_library_become_ours(error: BaseException, kind: type[Exception], text: str) -> None:
    async def main() -> None:
        client, scanner = failing(error)
        transport = BleTransport("C0:00", PROFILE, client)
        with pytest.raises(kind, match=text) as caught:
            await transport.open()
        assert caught.value.__cause__ is error
        await transport.close()
        await transport.close()
        with pytest.raises(LinkLost):
            await transport.read()
        with pytest.raises(LinkLost):
            await transport.write(b"\x65")
        if kind is LinkUnavailable:
            with pytest.raises(LinkUnavailable):
                await scan([PROFILE], 0.1, scanner_backend=scanner)

    run(main())


def test_our_own_cancellation_passes_through() -> None:
    async def main() -> None:
        class Slow(failing(NO_RADIO)[0]):
            async def connect(self, pair: bool, **_: object) -> None:
                await asyncio.Event().wait()

        transport = BleTransport("C0:00", PROFILE, Slow)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.0):
                await transport.open()
        task = asyncio.create_task(BleTransport("C0:00", PROFILE, Slow).open())
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(main())


def test_a_device_without_the_characteristics_is_a_wrong_device() -> None:
    async def main() -> None:
        async with Scripted() as air:
            address = await place(air, unit())
            other = type(PROFILE)("Progressor", PROFILE.service, PROFILE.notify, PROFILE.service)
            transport = BleTransport(address, other, air.client)
            with pytest.raises(WrongDevice, match="another set of Bluetooth services"):
                await transport.open()
            await transport.close()

    run(main())


def test_a_transport_is_opened_once() -> None:
    async def main() -> None:
        async with Scripted() as air:
            transport = BleTransport(await place(air, unit()), PROFILE, air.client)
            await transport.open()
            with pytest.raises(RuntimeError, match="opened once"):
                await transport.open()
            await transport.close()

    run(main())


def test_importing_the_transports_does_not_import_the_libraries() -> None:
    code = (
        "import sys, drivers.transports.ble, drivers.transports.serial, drivers.link, drivers.registry;"
        "print({'bleak', 'serial'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


# Messages that would be cut off, and the strength of the signal


@AIRS
def test_a_connection_whose_messages_are_too_short_is_refused_with_what_helps(make_air) -> None:
    async def main() -> None:
        async with make_air() as air:
            address = await place(air, unit())
            needy = replace(PROFILE, smallest_mtu=GENUINE.att_mtu + 1)
            transport = BleTransport(address, needy, air.client)
            with pytest.raises(LinkUnavailable, match=r"would arrive cut off\. Use another Bluetooth") as refused:
                await transport.open()
            assert f"of {GENUINE.att_mtu - 3} bytes" in str(refused.value)
            assert f"up to {GENUINE.att_mtu - 2}" in str(refused.value)
            await transport.close()
            await asyncio.sleep(0.5)
            fitting = BleTransport(address, replace(PROFILE, smallest_mtu=GENUINE.att_mtu), air.client)
            await fitting.open()
            await fitting.close()

    run(main())


def agreeing_later(air: ScriptedAir, after_s: float) -> type[BaseBleakClient]:
    """A radio that first tells the shortest size, as BlueZ does until both ends have agreed."""

    class Later(air.client):
        async def connect(self, pair: bool, **options) -> None:
            await super().connect(pair, **options)
            there_s = asyncio.get_running_loop().time() + after_s
            for each in self.services.characteristics.values():
                late = each.max_write_without_response_size
                each._max_write_without_response_size = lambda late=late: (
                    late if asyncio.get_running_loop().time() >= there_s else 20
                )

    return Later


def test_what_both_ends_agree_on_is_waited_for_but_not_for_long() -> None:
    async def main() -> None:
        needy = replace(PROFILE, smallest_mtu=40)
        async with Scripted() as air:
            address = await place(air, unit())
            began_s = asyncio.get_running_loop().time()
            transport = BleTransport(address, needy, agreeing_later(air, 0.7))
            await transport.open()
            assert asyncio.get_running_loop().time() - began_s == pytest.approx(0.7, abs=0.1)
            await transport.close()
            await asyncio.sleep(0.5)
            began_s = asyncio.get_running_loop().time()
            with pytest.raises(LinkUnavailable, match="of 20 bytes"):
                await BleTransport(address, needy, agreeing_later(air, 60.0)).open()
            assert asyncio.get_running_loop().time() - began_s == pytest.approx(2.0, abs=0.1)

    run(main())


def test_the_signal_is_as_strong_as_when_it_was_found_or_as_the_system_tells() -> None:
    async def main() -> None:
        async with Scripted() as air:
            address = await place(air, unit())
            told = iter([-51, -62, -73])

            class Telling(air.client):
                async def get_rssi(self) -> int:
                    return next(told)

            for client, heard in ((air.client, [-58, -58]), (Telling, [-51, -62])):
                made = lambda client=client: BleTransport(address, PROFILE, client, rssi_dbm=-58)  # noqa: E731
                async with Link(PROGRESSOR, made, SystemClock()) as link:
                    seen = []
                    for wait_s in (2.0, 5.0):
                        await asyncio.sleep(wait_s)
                        seen.append(link.health().rssi_dbm)
                assert seen == heard
                await asyncio.sleep(0.5)
            async with link_to(air, address) as link:
                await asyncio.sleep(1.0)
                assert link.health().rssi_dbm is None

    run(main())


# Coming back


@AIRS
@pytest.mark.parametrize("away_s", [0.5, 3.0, 30.0])
@pytest.mark.parametrize("told", [True, False], ids=["told", "untold"])
def test_a_unit_that_is_reachable_again_streams_within_five_seconds(make_air, away_s: float, told: bool) -> None:
    async def main() -> None:
        async with make_air() as air:
            address = await place(air, unit())
            async with link_to(air, address) as link:
                await listen(link, 2.0)
                await air.vanish(address, told=told)
                before = await listen(link, away_s)
                air.reappear(address)
                reachable_s = asyncio.get_running_loop().time()
                async with asyncio.timeout(5.0):
                    async for event in link:
                        if isinstance(event, SampleBlock):
                            break
                states = [event.state for event in before if isinstance(event, LinkChange)]
                assert away_s <= 1.0 or LinkState.LOST in states
                assert asyncio.get_running_loop().time() - reachable_s <= 5.0
                assert event.ticks[0] == 0 or link.health().reconnects == 0

    run(main())


def test_a_unit_that_the_system_has_forgotten_is_looked_for_by_its_address() -> None:
    async def main() -> None:
        async with Scripted() as air:
            await place(air, unit())
            (found,) = await scan([PROFILE], 1.0, clock=SystemClock(), scanner_backend=air.scanner)
            asked: list[object] = []

            class Forgetful(air.client):
                def __init__(self, address_or_ble_device, **options) -> None:
                    super().__init__(address_or_ble_device, **options)
                    asked.append(address_or_ble_device)

                async def connect(self, pair: bool, **options) -> None:
                    if not isinstance(asked[-1], str):
                        raise BleakDeviceNotFoundError(self.address, "it was removed")
                    await super().connect(pair, **options)

            async with link_to_handle(found.handle, Forgetful) as link:
                assert len(samples(await listen(link, 2.0))) > 100
            assert asked == [found.handle, found.address]

    run(main())


def link_to_handle(handle, client) -> Link:
    return Link(PROGRESSOR, lambda: BleTransport(handle, PROFILE, client), SystemClock())
