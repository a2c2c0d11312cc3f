"""station doctor: each thing that can be missing, what is said and the line that mends it."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

import pytest

from drivers.plugins import Skipped, ThirdParty
from station import doctor
from station.commands import doctor as command
from station.doctor import Finding, Probe, Verdict
from station.folders import folders_at
from station.system_libraries import QT_LIBRARIES, X11_LIBRARIES, loads, missing_qt_libraries

OK, WRONG, NOT_NEEDED = Verdict.OK, Verdict.WRONG, Verdict.NOT_NEEDED


def says(output: object = "", trouble: str = "") -> doctor.RunProbe:
    text = output if isinstance(output, str) else json.dumps(output)
    return lambda script, environ: Probe(text, trouble)


def installed(**versions: str | None) -> Callable[[str], str | None]:
    return lambda name: versions.get(name.replace("-", "_"), "6.11.3")


def no_probe(script: str, environ: Mapping[str, str]) -> Probe:
    raise AssertionError("nothing was to be tried")


def bluez(adapters: dict[str, bool] | None, *hardware: str) -> doctor.RunProbe:
    return says({"bluez": adapters, "hardware": list(hardware)})


BROKEN = Skipped("odd-scale", "odd-package 1.0", "its codec has no feed.")


def without_numpy() -> ThirdParty:
    raise ImportError("No module named numpy")


def window(
    versions: Callable[[str], str | None] | None = None, probe: doctor.RunProbe = no_probe, **missing: str
) -> Finding:
    return doctor.check_window({}, versions or installed(), probe, lambda environ: missing)


@pytest.mark.parametrize(
    ("finding", "verdict", "what", "mend"),
    [
        (doctor.check_python((3, 12, 1), installed()), OK, "3.12.1", ""),
        (doctor.check_python((3, 14, 0), installed()), WRONG, "made for 3.11", "python3.12 run.py"),
        (doctor.check_packages(installed()), OK, "numpy 6.11.3", ""),
        (doctor.check_packages(installed(bleak=None)), WRONG, "Not installed: bleak.", "pip install"),
        (doctor.check_simulators(installed(bumble=None)), NOT_NEEDED, "demo", "[sim]"),
        (window(probe=says("")), OK, "PySide6 6.11.3", ""),
        (window(installed(PySide6_Essentials=None)), WRONG, "no window", "[ui]"),
        (window(installed(PySide6_Essentials="6.12.0")), WRONG, "makes Python end", "PySide6-Essentials>=6.10,<6.12"),
        (
            window(**{"libEGL.so.1": "libegl1"}),
            WRONG,
            "libEGL.so.1",
            "sudo apt-get install --no-install-recommends libegl1",
        ),
        (window(probe=says(trouble="ImportError: GLIBC_2.38")), WRONG, "GLIBC_2.38", "--force-reinstall"),
        (doctor.check_display({}, installed(), no_probe, "linux"), NOT_NEEDED, "no display", "--headless"),
        (doctor.check_display({"DISPLAY": ":0"}, installed(), says("xcb"), "linux"), OK, "xcb; DISPLAY=:0", ""),
        (doctor.check_display({}, installed(), says("cocoa"), "darwin"), OK, "cocoa", ""),
        (
            doctor.check_display({"DISPLAY": ":9"}, installed(), says(trouble="could not connect"), "linux"),
            WRONG,
            "DISPLAY=:9: could not connect",
            "--headless",
        ),
        (doctor.check_bluetooth({}, bluez({"AA": True}, "hci0"), "linux"), OK, "AA is on", ""),
        (
            doctor.check_bluetooth({}, bluez({"AA": False}, "hci0"), "linux"),
            WRONG,
            "switched off",
            "bluetoothctl power on",
        ),
        (doctor.check_bluetooth({}, bluez(None, "hci0"), "linux"), WRONG, "hci0", "systemctl start bluetooth"),
        (doctor.check_bluetooth({}, bluez(None), "linux"), NOT_NEEDED, "no Bluetooth adapter", "Plug in"),
        (doctor.check_bluetooth({}, bluez({}), "linux"), NOT_NEEDED, "no Bluetooth adapter", "Plug in"),
        (
            doctor.check_bluetooth({}, says(trouble="No module named bleak"), "linux"),
            WRONG,
            "bleak",
            "--force-reinstall",
        ),
        (
            doctor.check_bluetooth({}, says(trouble="No module named bleak"), "win32"),
            WRONG,
            "bleak",
            "--force-reinstall",
        ),
        (doctor.check_bluetooth({}, says(""), "win32"), OK, "during a search", ""),
        (doctor.check_serial({}, says([])), NOT_NEEDED, "No USB serial device", "Connect"),
        (doctor.check_serial({}, says([["/dev/ttyACM0", "Harp", True]])), OK, "/dev/ttyACM0 (Harp)", ""),
        (
            doctor.check_serial({}, says([["/dev/ttyACM0", "Harp", False]]), lambda device: "uucp"),
            WRONG,
            "may not open /dev/ttyACM0",
            "sudo usermod -aG uucp $USER",
        ),
        (doctor.check_serial({}, says(trouble="no answer within 15 s")), WRONG, "no answer", "pyserial"),
        (doctor.check_plugins(lambda: ThirdParty({}, ())), OK, "No other package brings devices", ""),
        (doctor.check_plugins(lambda: ThirdParty({}, (BROKEN,))), NOT_NEEDED, f"{BROKEN}", "Update or remove"),
        (doctor.check_plugins(without_numpy), NOT_NEEDED, "Not looked for: No module named numpy", "missing above"),
    ],
)
def test_each_finding_says_what_it_means_and_what_mends_it(finding, verdict, what, mend):
    assert finding.verdict is verdict
    assert what in finding.what
    assert mend in finding.mend
    assert bool(finding.mend) is (verdict is not OK)


def test_a_port_without_a_known_group_suggests_the_usual_one(tmp_path):
    finding = doctor.check_serial({}, says([[str(tmp_path / "gone"), "Harp", False]]))
    assert "-aG dialout" in finding.mend


# Libraries of the system ----------------------------------------------------------------------------------------------


def test_only_what_does_not_load_is_missing(monkeypatch):
    monkeypatch.setattr("station.system_libraries.PLATFORM", "linux")
    missing = missing_qt_libraries({}, lambda soname: soname != "libEGL.so.1")
    assert missing == {"libEGL.so.1": "libegl1"}


@pytest.mark.parametrize(
    ("environ", "x11"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_an_x11_window_needs_more_libraries(monkeypatch, environ, x11):
    monkeypatch.setattr("station.system_libraries.PLATFORM", "linux")
    wanted = {**QT_LIBRARIES, **(X11_LIBRARIES if x11 else {})}
    assert missing_qt_libraries(environ, lambda soname: False) == wanted


def test_other_systems_need_no_libraries(monkeypatch):
    monkeypatch.setattr("station.system_libraries.PLATFORM", "darwin")
    assert missing_qt_libraries({"DISPLAY": ":0"}, lambda soname: False) == {}


def test_a_library_that_does_not_exist_does_not_load():
    assert not loads("libnosuch.so.9")


# Data folder ----------------------------------------------------------------------------------------------------------


def test_a_data_folder_that_is_not_there_yet_is_fine_and_stays_away(tmp_path):
    finding = doctor.check_data_folder(folders_at(tmp_path / "a" / "b"))
    assert finding.verdict is OK
    assert "made at the first start" in finding.what
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    for wrong in (tmp_path / "file", tmp_path / "file" / "data"):
        finding = doctor.check_data_folder(folders_at(wrong))
        assert finding.verdict is WRONG
        assert f"a file is in the place of the folder {tmp_path / 'file'}" in finding.what
        assert "--data-dir" in finding.mend


def test_a_data_folder_with_an_impossible_name_is_wrong(tmp_path):
    finding = doctor.check_data_folder(folders_at(tmp_path / ("x" * 300)))
    assert finding.verdict is WRONG
    assert "too long" in finding.what


@pytest.mark.parametrize(
    ("free", "verdict", "text"), [(100e6, WRONG, "200 MB"), (1e9, OK, "Free space soon"), (9e9, OK, "9 GB")]
)
def test_free_space_is_judged_before_a_trial_needs_it(tmp_path, monkeypatch, free, verdict, text):
    monkeypatch.setattr("station.folders._free_bytes", lambda folder: int(free))
    finding = doctor.check_data_folder(folders_at(tmp_path))
    assert finding.verdict is verdict
    assert text in finding.what


# Probes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "output", "trouble"),
    [
        ("print('here')", "here", ""),
        ("raise ImportError('libEGL.so.1: cannot open')", "", "ImportError: libEGL.so.1: cannot open"),
        ("raise SystemExit(4)", "", "it ended with code 4"),
        ("import sys; sys.stdin.read(); print('no terminal')", "no terminal", ""),
    ],
)
def test_a_probe_reports_what_a_program_of_its_own_said(script, output, trouble):
    assert doctor.run_probe(script, os.environ) == Probe(output, trouble)


def test_a_probe_that_hangs_is_given_up():
    probe = doctor.run_probe("import threading; threading.Event().wait()", os.environ, timeout_s=0.3)
    assert probe == Probe("", "no answer within 0.3 s")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_probe_that_aborts_tells_its_first_words():
    script = "import os, sys; print('could not connect\\nmore', file=sys.stderr, flush=True); os.abort()"
    assert doctor.run_probe(script, os.environ) == Probe("", "could not connect")


_FAKE_BLUEZ = """
import asyncio, sys
from dbus_fast import BusType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_property
from dbus_fast import PropertyAccess

class Adapter(ServiceInterface):
    def __init__(self):
        super().__init__("org.bluez.Adapter1")
    @dbus_property(access=PropertyAccess.READ)
    def Address(self) -> "s":
        return "00:11:22:33:44:55"
    @dbus_property(access=PropertyAccess.READ)
    def Powered(self) -> "b":
        return sys.argv[1] == "on"

async def main():
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    bus.export("/org/bluez/hci0", Adapter())
    await bus.request_name("org.bluez")
    print("ready", flush=True)
    await bus.wait_for_disconnect()

asyncio.run(main())
"""


@pytest.fixture
def system_bus() -> Iterator[dict[str, str]]:
    """A D-Bus of our own in the system's place."""
    program = shutil.which("dbus-daemon")
    if not program:
        pytest.skip("there is no dbus-daemon here to be the system's bus")
    arguments = [program, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": daemon.stdout.readline().strip()}
        daemon.terminate()


@pytest.mark.wire
@pytest.mark.parametrize(("power", "verdict"), [("on", OK), ("off", WRONG)])
def test_the_adapter_is_found_on_a_real_d_bus(system_bus, power, verdict):
    fake = [sys.executable, "-c", _FAKE_BLUEZ, power]
    with subprocess.Popen(fake, stdout=subprocess.PIPE, text=True, env=system_bus) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "ready\n"
        finding = doctor.check_bluetooth(system_bus, doctor.run_probe, "linux")
        service.terminate()
    assert finding.verdict is verdict
    assert "00:11:22:33:44:55" in finding.what


@pytest.mark.wire
def test_a_bus_without_bluez_has_no_adapter(system_bus):
    finding = doctor.check_bluetooth(system_bus, doctor.run_probe, "linux")
    assert finding.verdict in (NOT_NEEDED, WRONG), "WRONG where this computer has an adapter that the bus hides"


# The command ----------------------------------------------------------------------------------------------------------


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize(("verdict", "code"), [(OK, 0), (NOT_NEEDED, 0), (WRONG, 3)])
def test_only_what_is_required_fails_the_command(monkeypatch, capsys, verdict, code):
    finding = Finding("window", verdict, "Qt is not here.", "apt-get install it")
    monkeypatch.setattr(command, "examine", lambda data_dir, environ: (finding,))
    assert command.run(parsed()) == code
    told = capsys.readouterr().out
    assert told.startswith(verdict.value)
    assert "-> apt-get install it" in told


def test_this_computer_is_examined_as_one_json_object(capsys, tmp_path):
    code = command.run(parsed("--json", "--data-dir", str(tmp_path)))
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is (code == 0)
    assert [finding["topic"] for finding in report["findings"]] == [
        "python",
        "packages",
        "window",
        "display",
        "bluetooth",
        "serial ports",
        "plug-ins",
        "data folder",
        "simulators",
        "database",
        "backup",
        "own tests",
    ]
    found = {finding["topic"]: finding["verdict"] for finding in report["findings"]}
    assert found["python"] == found["packages"] == found["data folder"] == "ok"
