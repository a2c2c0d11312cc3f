"""What is found in reach: over the radio and at ports at once, and which ports are left alone."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bleak.backends.device import BLEDevice
from bleak.exc import BleakBluetoothNotAvailableError, BleakBluetoothNotAvailableReason
from serial.tools.list_ports_common import ListPortInfo

from drivers.clock import SystemClock
from drivers.devices.harp_loadcells import HARP_LOADCELLS, HarpLoadCells
from drivers.devices.progressor import PROFILE, PROGRESSOR, Progressor
from drivers.discovery import Found, Known, Search, ask, discover, find_devices, kind_of
from drivers.identity import has_number, identity, on_the_wire
from drivers.port_guessing import candidates, is_converter
from drivers.profiles import GattProfile, SerialProfile
from drivers.registry import DEVICES
from drivers.transports.ble import FoundBle, fits
from drivers.transports.port_holders import holder_of
from drivers.transports.serial import FoundPort, scan_ports
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells as Board
from simulators.devices.progressor import Progressor as Unit
from simulators.stage import Stage
from simulators.transports.memory import MemorySocket
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.scripted_bleak import ScriptedAir
from simulators.transports.tcp_port import TcpPort
from simulators.units import KINDS as SIMULATED
from simulators.units import Unit as Simulated
from simulators.units import make_unit

NONE_FREE = Search(ble=False, hid=False, find_ports=lambda: (), held_by=lambda _: "")
KINDS = {"progressor": PROGRESSOR, "harp-loadcells": HARP_LOADCELLS}
FTDI, MODEM = "0403:6001", "2c7c:0125"

needs_pty = pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")


def made(key: str) -> Simulated:
    return make_unit(key, Stage())


def unit(unit_id: int) -> Unit:
    return Unit(lambda times: np.asarray(times), unit_id=unit_id)


def board(serial: int = 417) -> Board:
    return Board(lambda times: np.zeros((8, times.size), np.int16), serial)


def kind(key: str, profile: SerialProfile) -> HarpLoadCells:
    """A kind of serial device with this profile."""
    made = HarpLoadCells()
    made.key, made.serial = key, profile  # type: ignore[misc]
    return made


def port(usb_id: str, product: str = "", url: str = "/dev/ttyUSB0") -> FoundPort:
    return FoundPort(url, "n/a", "", usb_id, product)


# Which port can be what


def test_an_adapter_that_calls_itself_like_a_device_is_that_device() -> None:
    plain, own = kind("plain", SerialProfile(9600, False)), kind("own", SerialProfile(9600, False, product="Plate 3"))
    assert candidates(port(FTDI, "PLATE 3 (rev b)"), [plain, own]) == (own,)
    assert candidates(port(FTDI, "FT232R USB UART"), [plain, own]) == (plain, own)


def test_a_kind_with_adapters_of_its_own_is_not_looked_for_behind_others() -> None:
    own = kind("own", SerialProfile(9600, False, usb_ids=("0483:A1AD",)))
    anywhere = kind("anywhere", SerialProfile(9600, False))
    assert candidates(port("0483:a1ad"), [anywhere, own]) == (own,)
    assert candidates(port(FTDI), [anywhere, own]) == (anywhere,)


def test_the_kind_that_was_there_before_is_asked_first_and_slow_ones_last() -> None:
    slow, quick = kind("slow", SerialProfile(9600, False, settle_s=3.0)), kind("quick", SerialProfile(9600, False))
    assert [each.key for each in candidates(port(FTDI), [slow, quick])] == ["quick", "slow"]
    assert [each.key for each in candidates(port(FTDI), [slow, quick], "slow")] == ["slow", "quick"]


@pytest.mark.parametrize("usb_id", [MODEM, "0483:374b", "1546:01a8", "0403:9e90", ""])
def test_what_says_that_it_is_something_else_or_nothing_is_never_a_candidate(usb_id: str) -> None:
    assert candidates(port(usb_id), KINDS.values()) == ()


@pytest.mark.parametrize("usb_id", [FTDI, "10C4:EA60", "2341:0043", "303a:1001"])
def test_converters_and_boards_can_have_anything_behind_them(usb_id: str) -> None:
    assert is_converter(usb_id)
    assert candidates(port(usb_id), KINDS.values()) == (HARP_LOADCELLS,)


def test_what_an_adapter_says_of_itself_is_made_safe_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ListPortInfo("/dev/ttyACM0")
    listed.vid, listed.pid, listed.product, listed.serial_number = 0x2341, 0x43, "Uno\x1b[2J" + "x" * 99, "7\n5"
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: [listed])
    (found,) = scan_ports()
    assert (found.usb_id, found.serial) == ("2341:0043", "75")
    assert found.product == "Uno[2J" + "x" * 34


# Which advertisement is what


def advertised(name: str, *services: str) -> FoundBle:
    return FoundBle(name, "C0", -50, BLEDevice("C0", name, None), frozenset(services))


def test_the_longest_name_that_fits_decides_and_then_the_service() -> None:
    longer = Progressor()
    longer.key, longer.gatt = "longer", replace(PROFILE, name_prefix="Progressor_X", service="x")
    kinds = {"progressor": PROGRESSOR, "longer": longer}
    assert kind_of(advertised("Progressor_X1"), kinds) is longer
    assert kind_of(advertised("Progressor_11"), kinds) is PROGRESSOR
    assert kind_of(advertised("", PROFILE.service), kinds) is PROGRESSOR
    assert kind_of(advertised("Thermometer"), kinds) is None


def test_a_service_that_many_makers_use_says_nothing_by_itself() -> None:
    scale = GattProfile("CTS500", "0000ffe0-0000-1000-8000-00805f9b34fb", "", "")
    assert fits(scale, "CTS500", ())
    assert not fits(scale, "Lamp", (scale.service,))
    assert not fits(replace(scale, name_prefix=""), "Lamp", ())


# Searching


def test_devices_of_a_radio_come_once_each_with_the_known_one_first() -> None:
    async def main() -> tuple[list[Found], tuple[Found, ...]]:
        air = ScriptedAir(SystemClock())
        for number in (0x2639, 0x2640):
            await air.add(unit(number))
        places = list(air.devices)
        known = (Known("2640", "progressor", f"ble:{places[1]}"),)
        search = Search(2.0, serial=False, known=known, adapter=air, kinds=KINDS)
        return [each async for each in discover(search)], await find_devices(search)

    news, listed = run(main())
    assert [each.name for each in news] == ["Progressor_9785", "Progressor_9792"]
    assert [(each.name, each.serial, each.known) for each in listed] == [
        ("Progressor_9792", "2640", True),
        ("Progressor_9785", "", False),
    ]
    assert all(each.rssi is not None and each.how.startswith("ble:") for each in listed)


def test_a_radio_device_that_is_asked_tells_its_serial_number_and_is_left_alone_again() -> None:
    async def main() -> tuple[Found, bool]:
        air = ScriptedAir(SystemClock())
        firmware = unit(0x2639)
        await air.add(firmware)
        search = Search(1.0, serial=False, adapter=air, kinds=KINDS)
        (found,) = await find_devices(search)
        asked = await ask(found, replace(search, known=(Known("2639", "progressor"),)))
        (device,) = air.devices.values()
        return asked, device.connected or firmware.streaming

    asked, busy = run(main())
    assert (asked.serial, asked.firmware, asked.known, asked.problem) == ("2639", asked.info.firmware, True, "")
    assert asked.firmware
    assert not busy


class NoRadio:
    def __init__(self, *_: object, **__: object) -> None: ...

    async def start(self) -> None:
        raise BleakBluetoothNotAvailableError("no radio", BleakBluetoothNotAvailableReason.NO_BLUETOOTH)

    async def stop(self) -> None: ...


class NoAdapter:
    scanner = NoRadio
    client = NoRadio


@pytest.mark.wire
def test_without_bluetooth_the_ports_are_searched_and_that_is_said() -> None:
    async def main() -> tuple[Found, ...]:
        async with TcpPort(board(), SystemClock()) as cable:
            search = replace(NONE_FREE, ble=True, adapter=NoAdapter(), ports=(cable.url,), kinds=KINDS)  # type: ignore[arg-type]
            return await find_devices(search)

    plates, bluetooth = asyncio.run(main())
    assert (plates.kind, plates.serial, plates.problem) == ("harp-loadcells", "417", "")
    assert "Bluetooth is not available on this computer" in bluetooth.problem


@pytest.mark.wire
@needs_pty
def test_a_port_of_a_converter_is_asked_and_closed_and_its_device_known_by_its_serial_number() -> None:
    async def main() -> tuple[tuple[Found, ...], bool, bool]:
        firmware = board()
        async with PtyPort(firmware, SystemClock()) as cable:
            search = replace(
                NONE_FREE,
                find_ports=lambda: (port(FTDI, "FT232R USB UART", cable.url),),
                known=(Known("417", "harp-loadcells", "serial:/dev/other"),),
                kinds=KINDS,
            )
            listed = await find_devices(search)
            async with asyncio.timeout(2.0):
                while cable.face.attached:  # noqa: ASYNC110 - the hang-up is seen when it is seen
                    await asyncio.sleep(0.01)
            return listed, firmware.streaming, cable.face.attached

    (found,), streaming, attached = asyncio.run(main())
    assert (found.kind, found.serial, found.known, found.name) == ("harp-loadcells", "417", True, "FT232R USB UART")
    assert found.firmware == found.info.firmware != ""
    assert not streaming
    assert not attached


class Refused:
    """Ports that must not be opened."""

    def __init__(self, *ports: FoundPort) -> None:
        self.ports = ports

    def __call__(self) -> Sequence[FoundPort]:
        return self.ports


def test_ports_of_something_else_and_of_other_programs_are_named_and_never_opened() -> None:
    ports = (port(MODEM, url="/dev/m"), port(FTDI, url="/dev/held"), port("", url="/dev/ttyS0"))
    search = replace(
        NONE_FREE, find_ports=Refused(*ports), held_by=lambda url: "minicom" if url == "/dev/held" else "", kinds=KINDS
    )
    told = {each.how: each.problem for each in asyncio.run(find_devices(search))}
    assert "belongs to something else" in told["serial:/dev/m"]
    assert "the program minicom has the port" in told["serial:/dev/held"]
    assert "it is no USB port" in told["serial:/dev/ttyS0"]


@pytest.mark.wire
@needs_pty
def test_a_port_where_nothing_answers_is_closed_again_and_says_what_was_asked() -> None:
    async def main() -> tuple[Found, ...]:
        async with PtyPort(board(), SystemClock()) as cable:
            cable.vanish()
            return await find_devices(replace(NONE_FREE, ports=(cable.url,), kinds=KINDS))

    (nothing,) = asyncio.run(main())
    assert nothing.kind == ""
    assert "asked for: Harp LoadCells" in nothing.problem


@pytest.mark.wire
@needs_pty
def test_a_search_that_is_cancelled_or_left_gives_the_port_back() -> None:
    async def main() -> None:
        async with PtyPort(board(), SystemClock()) as cable:
            cable.vanish()
            search = replace(NONE_FREE, ports=(cable.url,), kinds=KINDS)
            task = asyncio.create_task(find_devices(search))
            await until(lambda: cable.face.attached)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await until(lambda: not cable.face.attached)
            async with aclosing(discover(replace(search, ports=(cable.url, "socket://127.0.0.1:9")))) as news:
                async for _ in news:
                    break
            await until(lambda: not cable.face.attached)

    async def until(condition: object) -> None:
        async with asyncio.timeout(3.0):
            while not condition():  # type: ignore[operator]  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    asyncio.run(main())


# Who holds a port


def test_a_program_that_has_a_port_open_is_seen_by_its_name(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    process = tmp_path / "proc" / "4711"
    (process / "fd").mkdir(parents=True)
    (process / "comm").write_text("minicom\n")
    assert holder_of(str(device), tmp_path / "proc", ()) == ""
    (process / "fd" / "3").symlink_to(device)
    assert holder_of(str(device), tmp_path / "proc", ()) == "minicom"
    ours = tmp_path / "proc" / str(os.getpid())
    process.rename(ours)
    assert holder_of(str(device), tmp_path / "proc", ()) == ""


def test_a_lock_file_counts_while_its_program_lives(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    (tmp_path / "LCK..ttyUSB0").write_text("      4712\n")
    assert holder_of(str(device), tmp_path / "proc", (tmp_path,)) == ""
    (tmp_path / "proc" / "4712").mkdir(parents=True)
    assert holder_of(str(device), tmp_path / "proc", (tmp_path,)) == "process 4712"


@pytest.mark.wire
@needs_pty
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not show whose files are open")
def test_a_program_that_locks_nothing_is_seen_at_its_port_and_not_disturbed() -> None:
    """Many programs open a port without locking it: an exclusive opening would succeed, and take half their bytes."""
    holds = (
        "import os, sys, time; os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); print('open', flush=True); time.sleep(60)"
    )

    async def main() -> tuple[Found, ...]:
        firmware = board()
        async with PtyPort(firmware, SystemClock()) as cable:
            program = await asyncio.create_subprocess_exec(
                sys.executable, "-c", holds, cable.url, stdout=asyncio.subprocess.PIPE
            )
            try:
                assert program.stdout is not None
                assert await program.stdout.readline() == b"open\n"
                listed = lambda: (port(FTDI, "FT232R USB UART", cable.url),)  # noqa: E731
                return await find_devices(Search(ble=False, hid=False, find_ports=listed, kinds=KINDS))
            finally:
                program.kill()
                await program.communicate()

    (found,) = asyncio.run(main())
    assert found.kind == ""
    assert "Not asked: the program python" in found.problem


# Every kind of the registry among all the others


SERIAL_KINDS = [key for key, kind in SIMULATED.items() if kind.wire == "serial" and DEVICES[made(key).key].serial]
BLE_KINDS = [key for key, kind in SIMULATED.items() if kind.wire == "ble"]


@pytest.mark.parametrize("key", SERIAL_KINDS)
def test_what_is_at_a_port_is_told_among_all_kinds(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> tuple[Found, ...]:
        device = made(key)
        socket = MemorySocket(device.firmware, SystemClock(), messages=False, latency_s=0.004)
        monkeypatch.setattr("drivers.discovery.transport_to", lambda *_, **__: socket.transport)
        return await find_devices(replace(NONE_FREE, ports=("memory",), kinds=DEVICES))

    (found,) = run(main())
    assert (found.kind, found.problem) == (made(key).key, "")
    assert bool(found.serial) == has_number(found.info.serial)


def test_devices_without_numbers_are_told_apart_by_their_adapters_and_not_at_all_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two that call themselves alike must never be taken for each other: their sides would be swapped unseen."""
    adapters = (
        FoundPort("/dev/a", "", "A50285BI", FTDI),
        FoundPort("/dev/b", "", "A50285XX", FTDI),
        FoundPort("/dev/c", "", "", "1a86:7523"),
    )

    async def main() -> tuple[Found, ...]:
        def socket() -> MemorySocket:
            return MemorySocket(made("chronojump").firmware, SystemClock(), messages=False, latency_s=0.004)

        sockets = {adapter.url: socket() for adapter in adapters}
        monkeypatch.setattr("drivers.discovery.transport_to", lambda _, way, **__: sockets[way.place].transport)
        known = (Known("CJ-@A50285BI", "chronojump"),)
        return await find_devices(replace(NONE_FREE, find_ports=Refused(*adapters), known=known, kinds=DEVICES))

    found = {each.how: each for each in run(main())}
    assert {how: (each.serial, each.known) for how, each in found.items()} == {
        "serial:/dev/a": ("CJ-@A50285BI", True),
        "serial:/dev/b": ("CJ-@A50285XX", False),
        "serial:/dev/c": ("", False),
    }


@pytest.mark.parametrize(
    ("serial", "place", "known_by"),
    [
        ("2639", "A5", "2639"),
        ("CP-0417", "A5", "CP-0417"),
        ("CJ-", "A5", "CJ-@A5"),
        ("CJ-", "", ""),
        ("0", "A5", "0@A5"),
        ("000", "", ""),
        ("a@b", "A5", "a@b"),
    ],
)
def test_what_a_device_is_known_by_leads_back_to_what_it_says(serial: str, place: str, known_by: str) -> None:
    assert identity(serial, place) == known_by
    if known_by:
        assert on_the_wire(known_by) == serial


@pytest.mark.parametrize("key", BLE_KINDS)
def test_what_advertises_is_told_among_all_kinds_and_says_its_number_when_asked(key: str) -> None:
    async def main() -> Found:
        air = ScriptedAir(SystemClock())
        await air.add(made(key).firmware)
        search = Search(1.0, serial=False, hid=False, adapter=air, kinds=DEVICES)
        (found,) = await find_devices(search)
        return await ask(found, search)

    found = run(main())
    assert (found.kind, found.problem) == (made(key).key, "")
    assert found.serial
