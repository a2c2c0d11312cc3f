"""One device, opened by its name or place and read: what a program sees that uses the drivers alone."""

from __future__ import annotations

import asyncio
import csv
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.commands import Argument, BadCommand, DeviceCommand
from drivers.contracts import LinkState, Port, SampleBlock, Segment
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.progressor import PROGRESSOR, Progressor
from drivers.discovery import Found, Search, find_devices
from drivers.errors import BadAddress, LinkUnavailable, PortBusy, ReplyTimeout, WrongDevice
from drivers.opening import open_device
from simulators.clock import run
from simulators.devices.harp_loadcells import HarpLoadCells as Board
from simulators.devices.progressor import Progressor as Unit
from simulators.transports.pty_port import HAS_PTY, PtyPort
from simulators.transports.scripted_bleak import ScriptedAir
from simulators.transports.tcp_port import TcpPort

README = Path(__file__).parents[2] / "README.md"
KINDS = {"progressor": PROGRESSOR, "harp-loadcells": HARP_LOADCELLS}

needs_pty = pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals")


TWIN = 0x2639 + 10000
"""The name of a unit has only four digits of its number."""


def unit(unit_id: int = 0x2639) -> Unit:
    return Unit(lambda times: np.asarray(times), unit_id=unit_id)


def board(serial: int = 417) -> Board:
    return Board(lambda times: np.zeros((8, times.size), np.int16), serial)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Progressor_2639", "names no device"),
        ("usb:1", "names no device"),
        ("ble:", "names no device"),
        ("tcp:somewhere", "give a host and a port"),
        ("tcp:127.0.0.1:99999", "give a host and a port"),
        ("ble:X?kind=nothing", "there is no kind 'nothing'; there are progressor, harp-loadcells"),
        ("ble:X?colour=red", "nothing is known of colour"),
        ("serial:COM3?kind=progressor", r"Tindeq Progressor is not reached by serial:. Give ble:"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(text: str, why: str) -> None:
    with pytest.raises(BadAddress, match=why):
        open_device(text, kinds=KINDS)


@pytest.mark.parametrize("where", ["ble:Progressor_9785", "ble:progressor_9785", "ble:c0:00:00:00:01:00"])
def test_a_radio_device_is_opened_by_its_name_or_its_address(where: str) -> None:
    async def main() -> None:
        air = ScriptedAir(SystemClock())
        firmware = unit()
        await air.add(firmware)
        async with open_device(where, adapter=air, kinds=KINDS) as device:
            assert (device.info.serial, device.info.model) == ("2639", "Tindeq Progressor")
            events = [event async for event in device.stream(3.0)]
            assert isinstance(events[0], Segment)
            blocks = [event for event in events if isinstance(event, SampleBlock)]
            times = np.concatenate([device.times(block) for block in blocks])
            np.testing.assert_allclose(np.diff(times), 0.0125)
            assert times.size > 150
            assert device.health().state is LinkState.STREAMING
        assert not firmware.streaming

    run(main())


def test_of_two_with_one_name_neither_is_opened() -> None:
    async def main() -> None:
        air = ScriptedAir(SystemClock())
        for number in (0x2639, TWIN):
            await air.add(unit(number))
        with pytest.raises(LinkUnavailable, match=r"2 devices are called.*ble:C0:00:00:00:01:00 or ble:C0"):
            async with open_device("ble:Progressor_9785", adapter=air, kinds=KINDS):
                raise AssertionError("it was opened")
        async with open_device("ble:C0:00:00:00:01:01", adapter=air, kinds=KINDS) as device:
            assert device.info.serial == f"{TWIN:X}"

    run(main())


def test_a_device_that_is_not_there_is_said_with_those_that_are() -> None:
    async def main() -> None:
        air = ScriptedAir(SystemClock())
        await air.add(unit())
        with pytest.raises(LinkUnavailable, match=r"no device Nobody in reach.*Progressor_9785"):
            async with open_device("ble:Nobody", adapter=air, kinds=KINDS):
                raise AssertionError("it was opened")

    run(main())


def test_another_device_than_the_one_that_is_wanted_is_refused() -> None:
    async def main() -> None:
        air = ScriptedAir(SystemClock())
        await air.add(unit(0x2A01))
        with pytest.raises(WrongDevice, match="serial number 2A01 instead of 2639"):
            async with open_device("ble:C0:00:00:00:01:00?serial=2639", adapter=air, kinds=KINDS):
                raise AssertionError("it was opened")

    run(main())


class Talkative(Progressor):
    """A Progressor that can be told one thing."""

    def __init__(self) -> None:
        async def count(port: Port, words: Sequence[str]) -> str:
            volts, _ = await self.read_battery(port)
            return f"{words[0]} {volts}"

        self.commands = {"say": DeviceCommand("Say a word and the battery.", count, (Argument("word", "any"),))}


def test_a_device_is_told_something_while_it_rests_and_streams_again_afterwards() -> None:
    async def main() -> None:
        air = ScriptedAir(SystemClock())
        firmware = unit()
        await air.add(firmware)
        kinds = {"progressor": Talkative()}
        async with open_device("ble:Progressor_9785", adapter=air, kinds=kinds) as device:
            await anext(device.stream())
            assert list(device.commands) == ["say"]
            assert await device.command("say", "hello") == "hello 4.004"
            with pytest.raises(BadCommand, match="has no command 'explode'; there are: say"):
                await device.command("explode")
            with pytest.raises(BadCommand, match="typed as: say WORD"):
                await device.command("say")
            later = [event async for event in device.stream(2.0)]
            assert any(isinstance(event, Segment) and event.number > 1 for event in later)
            assert isinstance(later[-1], SampleBlock)

    run(main())


def test_a_port_that_was_found_without_a_device_is_not_opened() -> None:
    with pytest.raises(BadAddress, match="the program minicom"):
        open_device(Found("", "serial port", "serial:COM3", problem="Not asked: the program minicom has it."))


@pytest.mark.wire
@needs_pty
def test_what_was_found_is_opened_and_streams() -> None:
    async def main() -> None:
        async with PtyPort(board(), SystemClock()) as cable:
            search = Search(ble=False, serial=False, ports=(cable.url,), kinds=KINDS)
            (found,) = await find_devices(search)
            async with open_device(found) as device:
                blocks = [event async for event in device.stream(0.5) if isinstance(event, SampleBlock)]
                assert sum(block.ticks.size for block in blocks) > 300
                assert device.info.serial == "417"
            impostor = Found(found.kind, found.title, found.how, serial="9")
            with pytest.raises(WrongDevice, match="417 instead of 9"):
                async with open_device(impostor):
                    raise AssertionError("it was opened")

    asyncio.run(main())


@pytest.mark.wire
@needs_pty
def test_a_port_that_somebody_has_is_busy_and_one_that_is_not_there_is_said() -> None:
    async def main() -> None:
        async with PtyPort(board(), SystemClock()) as cable, open_device(f"serial:{cable.url}?kind=harp-loadcells"):
            with pytest.raises(PortBusy, match="Another program uses the port"):
                async with open_device(f"serial:{cable.url}", kinds=KINDS):
                    raise AssertionError("it was opened twice")
        with pytest.raises(LinkUnavailable, match="There is no port"):
            async with open_device("serial:/dev/no-such-port", kinds=KINDS):
                raise AssertionError("it was opened")

    asyncio.run(main())


@pytest.mark.wire
def test_where_nothing_answers_that_is_said_and_the_port_given_back() -> None:
    async def main() -> None:
        async with TcpPort(board(), SystemClock()) as cable:
            cable.vanish()
            place = cable.url.removeprefix("socket://")
            with pytest.raises(ReplyTimeout, match=r"Nothing answered at socket://.*Harp LoadCells"):
                async with open_device(f"tcp:{place}", kinds=KINDS):
                    raise AssertionError("it was opened")

    asyncio.run(main())


# The README


def recorder() -> str:
    (code,) = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return code


def test_the_recorder_of_the_readme_has_ten_lines() -> None:
    assert len([line for line in recorder().splitlines() if line.strip()]) == 10


def recorded(tmp_path: Path, where: str) -> tuple[np.ndarray, str]:
    """What the README's program writes, run as it stands there in a process of its own."""
    program = tmp_path / "recorder.py"
    program.write_text(recorder(), "utf-8")
    done = subprocess.run(
        [sys.executable, str(program), where, "1.5"], cwd=README.parent, env=environment(), capture_output=True,
        text=True, check=True, timeout=60,
    )  # fmt: skip
    return np.array([[float(cell) for cell in row] for row in csv.reader(done.stdout.splitlines())]), done.stderr


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(README.parent)}


@pytest.mark.wire
@pytest.mark.parametrize("way", ["pty", "tcp"])
def test_the_recorder_of_the_readme_records_a_device_of_another_process(tmp_path: Path, way: str) -> None:
    if way == "pty" and not HAS_PTY:
        pytest.skip("this system has no pseudo-terminals")
    words = ["--device", "harp?exact=1", "--idle", *(["--pty"] if way == "pty" else ["--tcp", "0"])]
    simulation = subprocess.Popen(
        [sys.executable, "-m", "station", "simulate", *words, "--seconds", "60"],
        cwd=README.parent, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        place = ""
        assert simulation.stdout is not None
        for line in simulation.stdout:
            if line.startswith("plates: "):
                place = line.removeprefix("plates: ").strip()
            if "type help" in line:
                break
        where = f"tcp:{place.removeprefix('socket://')}" if way == "tcp" else f"serial:{place}"
        rows, told = recorded(tmp_path, where)
    finally:
        simulation.kill()
        simulation.communicate()
    assert rows.shape[1] == 9
    assert rows.shape[0] > 1000
    np.testing.assert_allclose(np.diff(rows[:, 0]), 0.001, atol=4e-5)
    assert told.count("Segment(") == 1
    assert "Gap(" not in told
