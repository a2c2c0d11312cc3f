"""``station devices`` and ``station run`` with the devices of another process: over a pty, TCP and Bluetooth."""

from __future__ import annotations

import argparse
import asyncio
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, Signal
from drivers.discovery import Search
from simulators.transports.pty_port import HAS_PTY
from station.__main__ import main
from station.acquisition import Attached
from station.commands import run as run_command
from station.commands.hci import hci_adapter
from station.errors import BadInput, Missing, StationError
from station.folders import make_folders
from station.model import Side
from station.store import Store

pytestmark = [
    pytest.mark.wire,
    pytest.mark.skipif(not HAS_PTY, reason="this system has no pseudo-terminals"),
]

TWIN = 0x2639 + 10000


class Simulation:
    """``station simulate`` in a process of its own, and where its devices are."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "station", "simulate", *words, "--idle", "--control", "0", "--seconds", "170"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.places: dict[str, str] = {}
        assert self.process.stdout is not None
        for line in self.process.stdout:
            what, _, where = line.strip().partition(": ")
            self.places[what] = where
            if what == "control port":
                break
        # a pipe that nobody reads would hold it up
        self.reader = threading.Thread(target=self.process.stdout.read, daemon=True)
        self.reader.start()

    def tell(self, text: str) -> None:
        host, _, port = self.places["control port"].rpartition(":")
        with socket.create_connection((host, int(port)), timeout=5.0) as control:
            control.sendall(f"{text}\n".encode())
            assert control.recv(4096).startswith(b"ok"), text

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join(5.0)
        assert self.process.stdout is not None
        self.process.stdout.close()

    @property
    def hci(self) -> list[str]:
        return ["--hci", self.places["Bluetooth adapter for other programs"].strip(), "--seconds", "1.0"]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulation]:
    folder = tmp_path_factory.mktemp("certificates")
    made = Simulation(
        "--device", "harp", "--device", "progressor", "--device", "progressor?side=right",
        "--pty", "--ble-port", "0", "--calibrations", str(folder),
    )  # fmt: skip
    made.places["certificate"] = str(folder / "harp-loadcells-417.json")
    yield made
    made.end()


def station(*words: str) -> int:
    return main([*words])


def attached(tmp_path: Path, *words: str, hci: list[str]) -> list[Attached]:
    """What ``station run`` attaches when it is called like this."""
    parser = argparse.ArgumentParser()
    run_command.add_arguments(parser)
    args = parser.parse_args([*words, *hci])
    with Store(make_folders(tmp_path)) as store:
        search = Search(args.seconds, adapter=hci_adapter(args.hci))
        wanted = run_command.wanted_devices(args)
        return asyncio.run(run_command.find_wanted(wanted, args.calibration, store.devices, search))


def test_devices_are_remembered_once_and_found_from_then_on(
    clinic: Simulation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, plates = ["--data-dir", str(tmp_path)], f"serial:{clinic.places['plates']}"
    assert station("devices", "list", *data, *clinic.hci, "--at", plates) == 0
    told = capsys.readouterr().out
    assert f"-           Harp LoadCells  LoadCells  {plates}  serial number 417, firmware 1.2" in told
    assert "Progressor_9785" in told

    with pytest.raises(Missing, match=r"Nobody has said yet.*station devices remember \S+ --side left"):
        attached(tmp_path, hci=clinic.hci)

    assert station("devices", "remember", "2639", "--side", "left", *data, *clinic.hci) == 0
    assert station("devices", "remember", "Progressor_9792", "--side", "right", *data, *clinic.hci) == 0
    assert station("devices", "remember", plates, "--side", "left,right", *data) == 1
    assert "--calibration FILE" in capsys.readouterr().err
    certificate = ["--calibration", clinic.places["certificate"]]
    assert station("devices", "remember", plates, *certificate, *data) == 0
    assert "LoadCells (left and right, serial number 417)" in capsys.readouterr().out

    devices = attached(tmp_path, hci=clinic.hci)
    assert sorted((each.serial, each.sides) for each in devices) == [
        ("2639", (Side.LEFT,)),
        ("2640", (Side.RIGHT,)),
        ("417", (Side.LEFT, Side.RIGHT)),
    ]
    # swapped by hand: the side stays with the number
    assert station("devices", "remember", "2640", "--side", "left", *data) == 0
    with pytest.raises(StationError, match="Two devices are known for one side"):
        attached(tmp_path, hci=clinic.hci)
    assert station("devices", "forget", "2639", *data) == 0
    assert station("devices", "forget", "2639", *data) == 2
    assert "No device with the serial number 2639 is known" in capsys.readouterr().err


def test_a_known_device_that_is_away_is_said_and_the_others_are_attached(
    clinic: Simulation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data-dir", str(tmp_path)]
    for serial, side in (("2639", "left"), ("2640", "right")):
        assert station("devices", "remember", serial, "--side", side, *data, *clinic.hci) == 0
    clinic.tell("unplug left grip")
    try:
        capsys.readouterr()
        (device,) = attached(tmp_path, hci=clinic.hci)
        assert device.serial == "2640"
        assert "Missing: Progressor_9785 (left, serial number 2639)" in capsys.readouterr().err
        clinic.tell("unplug right grip")
        with pytest.raises(Missing, match=r"None of the known devices is in reach"):
            attached(tmp_path, hci=clinic.hci)
    finally:
        clinic.tell("mend")


def test_an_unknown_twin_ends_with_the_line_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data-dir", str(tmp_path)]
    room = Simulation("--device", f"progressor?id={TWIN}", "--ble-port", "0")
    try:
        with Store(make_folders(tmp_path)) as store:
            from station.device_book import KnownDevice

            store.devices.remember(KnownDevice("progressor", "2639", (Side.LEFT,), "Progressor_9785", "ble:C0:0F"))
        assert station("run", *data, *room.hci) == 1
        told = capsys.readouterr().err
        assert f"station devices remember {TWIN:X} --side left" in told
        assert station("devices", "remember", f"{TWIN:X}", "--side", "left", *data, *room.hci) == 0
        (device,) = attached(tmp_path, hci=room.hci)
        assert device.serial == f"{TWIN:X}"
    finally:
        room.end()


def test_a_device_named_for_the_other_side_today_keeps_its_record_and_none_measures_both(
    clinic: Simulation, tmp_path: Path
) -> None:
    record = Calibration("c-1", "2639", ("left",), ((9.7,),), (0.0,), 1500.0, (0.3,), native_step=0.0)
    data = ["--data-dir", str(tmp_path)]
    assert station("devices", "remember", "Progressor_9785", "--side", "left", *data, *clinic.hci) == 0
    with Store(make_folders(tmp_path)) as store:
        store.devices.add_calibration(record)
        (known,) = store.devices.find("2639")
        store.devices.remember(replace(known, calibration_id="c-1"))
    (device,) = attached(tmp_path, "--right", "2639", hci=clinic.hci)
    info = DeviceInfo("Progressor", "2639", "1", Signal(("force",), "kg", 1e-6, None, 80.0, -200.0, 200.0))
    used = device.calibrate(info)
    assert (used.id, used.gain, used.outputs) == ("c-1", ((9.7,),), ("right",))
    with pytest.raises(BadInput, match="one device cannot measure both sides"):
        attached(tmp_path, "--left", "2639", "--right", "Progressor_9785", hci=clinic.hci)


def test_devices_are_named_for_a_day_by_name_place_or_number(clinic: Simulation, tmp_path: Path) -> None:
    certificate = ["--calibration", clinic.places["certificate"]]
    devices = attached(
        tmp_path, "--plates", clinic.places["plates"], *certificate, "--left", "Progressor_9785", hci=clinic.hci
    )
    assert [(each.name, each.sides, each.serial) for each in devices] == [
        ("Plates", (Side.LEFT, Side.RIGHT), "417"),
        ("Progressor_9785", (Side.LEFT,), None),
    ]
    with pytest.raises(Missing, match="There is no device Nobody in reach"):
        attached(tmp_path, "--left", "Nobody", hci=clinic.hci)


def test_a_devices_own_commands_are_listed_and_run(
    clinic: Simulation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data-dir", str(tmp_path)]
    assert station("devices", "do", "ble:Progressor_9785", *data, *clinic.hci) == 0
    assert "tare: " in capsys.readouterr().out
    assert station("devices", "do", "ble:Progressor_9785", "battery", *data, *clinic.hci) == 0
    assert "3.98" in capsys.readouterr().out
    assert station("devices", "do", "ble:Progressor_9785", "explode", *data, *clinic.hci) == 1
    assert "has no command 'explode'" in capsys.readouterr().err
    assert station("devices", "do", "ble:Progressor_9785", "clear-errors", *data, *clinic.hci) == 2
    assert "changed for good: add --yes" in capsys.readouterr().err
    assert station("devices", "do", "ble:Progressor_9785", "clear-errors", "--yes", *data, *clinic.hci) == 0
    assert station("devices", "do", "Progressor_9785", *data) == 2
    assert "names no device" in capsys.readouterr().err


def test_whoever_steps_on_the_plates_identifies_them_among_the_dynamometers(
    clinic: Simulation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--at", f"serial:{clinic.places['plates']}", "--data-dir", str(tmp_path), *clinic.hci]
    ended: list[int] = []
    watching = threading.Thread(target=lambda: ended.append(station("devices", "identify", *words)))
    watching.start()
    said = ""
    try:
        for _ in range(300):
            time.sleep(0.1)
            said += capsys.readouterr().out
            if "watching 3: tap or press one" in said:
                break
        clinic.tell("stand")
        watching.join(40.0)
        said += capsys.readouterr().out
    finally:
        clinic.tell("leave")
    assert ended == [0], said
    assert "serial number 417" in said.splitlines()[-1]
    assert " at port" in said.splitlines()[-1]


def test_a_device_behind_a_tcp_port_is_listed_and_told_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Simulation("--device", "harp?serial=4711", "--tcp", "0")
    try:
        where = f"tcp:{room.places['plates'].removeprefix('socket://')}"
        assert station("devices", "list", "--at", where, "--seconds", "0.2", "--data-dir", str(tmp_path)) == 0
        told = capsys.readouterr().out
        assert "serial number 4711" in told
        assert "Bluetooth is not available" in told or "Bluetooth:" not in told
        assert station("devices", "do", f"{where}?kind=harp-loadcells", "offsets", "--data-dir", str(tmp_path)) == 0
        assert capsys.readouterr().out.strip()
    finally:
        room.end()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["remember", "1", "--side", "top", "--kind", "progressor"], "--side top"),
        (["remember", "1", "--side", "left", "--kind", "scales"], "--kind scales"),
        (["remember", "1", "--kind", "progressor"], "Say which side it measures"),
        (["remember", "1", "--side", "left,left", "--kind", "progressor"], "none of them twice"),
        (["list", "--at", "usb:1"], "names no device"),
        (["list", "--at", "ble:X"], "--at names a port"),
        (["do", "nonsense"], "names no device"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_2(
    words: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert station("devices", *words, "--data-dir", str(tmp_path)) == 2
    assert why in capsys.readouterr().err


def test_every_kind_is_listed_with_what_it_can_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert station("devices", "kinds") == 0
    told = capsys.readouterr().out
    assert "progressor           Tindeq Progressor (ble)" in told
    assert "    tare: " in told
