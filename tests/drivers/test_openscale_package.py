"""The example of a device in a package of its own: found by its metadata, read over a pty, named by the doctor."""

import asyncio
import os
import subprocess
import sys
import threading
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers import registry
from drivers.clock import SystemClock
from drivers.contracts import Gap, SampleBlock
from drivers.errors import WrongDevice
from drivers.link import Link
from drivers.opening import open_device
from drivers.transports.serial import SerialTransport
from station.doctor import check_plugins

PACKAGE = Path(__file__).parents[2] / "examples" / "counterpoise_openscale"
PERIOD_MS = 20


def metadata(folder: Path) -> Path:
    """What an installer would write of the package's pyproject: who it is, and its entry points."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    lines = [
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The package on the path, with its metadata, as after an installation."""
    monkeypatch.syspath_prepend(str(PACKAGE))
    monkeypatch.syspath_prepend(str(metadata(tmp_path)))
    registry.plugins.cache_clear()
    yield
    registry.plugins.cache_clear()
    for name in [name for name in sys.modules if name.startswith("counterpoise_openscale")]:
        del sys.modules[name]


def test_it_stands_in_the_registry_as_soon_as_it_is_installed(installed):
    found = registry.plugins()
    assert found.skipped == ()
    assert list(registry.devices())[-1] == "sparkfun-openscale"
    assert found.devices["sparkfun-openscale"].package == "counterpoise-openscale 0.1.0"
    assert registry.devices()["sparkfun-openscale"].title == "SparkFun OpenScale"
    assert "sparkfun-openscale (counterpoise-openscale 0.1.0)" in check_plugins(registry.plugins).what


def test_installed_and_broken_it_is_named_and_our_own_devices_stay(installed, tmp_path):
    (points,) = tmp_path.glob("*.dist-info/entry_points.txt")
    points.write_text(points.read_text().replace(".openscale:OPENSCALE", ".no_such_module:OPENSCALE"))
    registry.plugins.cache_clear()
    assert list(registry.devices()) == list(registry.DEVICES)
    (skipped,) = registry.plugins().skipped
    assert "no_such_module" in str(skipped)
    assert str(skipped) in check_plugins(registry.plugins).what


def test_without_it_the_registry_holds_our_own_devices():
    assert "sparkfun-openscale" not in registry.devices()


def test_its_own_tests_pass(tmp_path):
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(PACKAGE), str(Path(__file__).parents[2])])}
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(PACKAGE)]
    done = subprocess.run(
        [*asked, "-c", os.devnull, "tests"], cwd=PACKAGE, env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


class Board(threading.Thread):
    """An OpenScale at the other end of a pty, written from what its firmware prints."""

    def __init__(self, descriptor: int, **menu: str) -> None:
        super().__init__(daemon=True)
        self.descriptor, self.over = descriptor, threading.Event()
        self.menu = {"stamps": "On", "trigger": "Off"} | menu

    def run(self) -> None:
        os.set_blocking(self.descriptor, False)
        number, in_menu, begun = 0, False, time.monotonic()
        self.say("\r\nSerial Load Cell Converter version 1.2\r\nBy SparkFun Electronics\r\nReadings:\r\n")
        while not self.over.wait(0.004):
            if b"x" in self.heard():
                in_menu = not in_menu
                self.say(self.text() if in_menu else "Exiting\r\n")
            while not in_menu and time.monotonic() - begun > number * PERIOD_MS / 1000:
                self.say(f"{number * PERIOD_MS},{number % 1000 / 100:.2f},kg,24.75,\r\n")
                number += 1

    def text(self) -> str:
        return (
            "\r\nSerial Load Cell Converter version 1.2\r\nBy SparkFun Electronics\r\nNo remote sensor found\r\n"
            "System Configuration\r\n1) Tare scale to zero [8647409]\r\n2) Calibrate scale [7050]\r\n"
            f"3) Timestamp [{self.menu['stamps']}]\r\n4) Set report rate [{PERIOD_MS}]\r\n"
            "5) Set baud rate [9600 bps]\r\n6) Change units of measure [kg]\r\n"
            f"t) Serial trigger [{self.menu['trigger']}]\r\nx) Exit\r\n>"
        )

    def heard(self) -> bytes:
        try:
            return os.read(self.descriptor, 64)
        except (BlockingIOError, OSError):
            return b""

    def say(self, text: str) -> None:
        try:
            os.write(self.descriptor, text.encode())
        except (BlockingIOError, OSError):
            self.over.set()


@pytest.fixture
def board():
    """Starts boards; each at a pty of its own."""
    pty, tty = pytest.importorskip("pty"), pytest.importorskip("tty")
    begun: list[tuple[Board, int]] = []

    def begin(**menu: str) -> str:
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        begun.append((Board(ours, **menu), theirs))
        begun[-1][0].start()
        return os.ttyname(theirs)

    yield begin
    for each, theirs in begun:
        each.over.set()
        each.join(2.0)
        os.close(each.descriptor)
        os.close(theirs)


def found_device():
    device = registry.devices()["sparkfun-openscale"]
    device.serial = replace(device.serial, settle_s=0.0)  # a pty does not restart
    return device


@pytest.mark.wire
def test_it_is_read_over_a_line_like_our_own_devices(installed, board):
    device, url = found_device(), board()

    async def listen():
        async with Link(device, lambda: SerialTransport(url, device.serial), SystemClock()) as link:
            assert (link.info.model, link.info.firmware) == ("SparkFun OpenScale", "1.2")
            assert link.info.signal.nominal_rate_hz == 50.0
            assert ("factor", "7050") in link.info.settings
            ticks, values = [], []
            async for event in link:
                assert not isinstance(event, Gap)
                if isinstance(event, SampleBlock):
                    ticks += event.ticks.tolist()
                    values += event.values[0].tolist()
                if len(ticks) >= 40:
                    break
        assert ticks == [PERIOD_MS * number for number in range(len(ticks))]
        assert np.diff(values) % 10 == pytest.approx(0.01, abs=1e-5)

    asyncio.run(listen())


@pytest.mark.wire
def test_a_program_opens_it_by_its_kind(installed, board):
    found_device()
    where = f"serial:{board()}?kind=sparkfun-openscale"

    async def listen():
        async with open_device(where) as device:
            assert device.info.model == "SparkFun OpenScale"
            async for event in device.stream():
                if isinstance(event, SampleBlock):
                    return event.values.shape[0]
        return 0

    assert asyncio.run(listen()) == 1


@pytest.mark.wire
@pytest.mark.parametrize(
    ("menu", "told"), [({"stamps": "Off"}, "time stamps on"), ({"trigger": "On"}, "serial trigger")]
)
def test_a_board_whose_readings_could_not_be_trusted_is_refused_in_words(installed, board, menu, told):
    device, url = found_device(), board(**menu)

    async def fail():
        with pytest.raises(WrongDevice, match=told):
            await Link(device, lambda: SerialTransport(url, device.serial), SystemClock()).__aenter__()

    asyncio.run(fail())
