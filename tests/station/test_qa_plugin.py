"""The plug-in for pytest: built-in checks as items, the fixture for own checks, and silence for everybody else."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

PROJECT = Path(__file__).parent.parent.parent

OWN = """
def test_my_plates_are_quiet_and_right(device_under_test):
    take = device_under_test.stream(3.0)
    assert take.newtons.std(axis=1).max() < 0.8
    assert abs(take.fs_hz - 1000.0) < 0.1
    assert device_under_test.outputs == ("left", "right")
    device_under_test.check("tare")
    assert abs(device_under_test.load(10.0, "right", "front left").error_n) < 1.0
    assert device_under_test.health.lost == 0
    assert device_under_test.info.serial == "417"
"""


def pytest_run(folder, *words):
    """pytest in a process and a folder of its own, with this plug-in and no other."""
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "pytest", "-p", "station.commands.qa_pytest", "-q", "-rs", *words]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.timeout(120)
def test_every_check_is_an_item_and_what_was_measured_is_in_the_junit_file(tmp_path):
    device = ["--device", "sim:harp?seed=1&cell3_gain=1.02", "--device-seconds", "10"]
    (tmp_path / "test_own.py").write_text(OWN)
    code, said = pytest_run(
        tmp_path, *device, "--pyargs", "station.qa.device_checks", "test_own.py", "--junit-xml", "r.xml"
    )
    assert code == 1, said
    assert "1 failed, 15 passed, 1 skipped" in said
    assert "left plate, front right cell reads 2.0 % high." in said
    assert "Not asked for" in said
    listed = {each.get("name"): each.get("value") for each in ElementTree.parse(tmp_path / "r.xml").iter("property")}
    assert float(listed["corners.left.measured"]) == pytest.approx(2.0, abs=0.1)
    assert listed["rate.serial"] == "417"


def test_without_a_device_tests_that_ask_for_one_are_skipped(tmp_path):
    (tmp_path / "test_own.py").write_text(OWN)
    code, said = pytest_run(tmp_path, "test_own.py")
    assert code == 0, said
    assert "no device: name one with --device" in said


def test_a_device_that_is_not_there_ends_the_run_in_a_sentence(tmp_path):
    (tmp_path / "test_own.py").write_text(OWN)
    code, said = pytest_run(tmp_path, "test_own.py", "--device", "sim:scales")
    assert code == 4
    assert "there is no simulated device 'scales'" in said
    assert "Traceback" not in said


def test_the_plug_in_leaves_other_options_and_imports_alone(tmp_path):
    (tmp_path / "other_options.py").write_text(
        "def pytest_addoption(parser):\n    parser.addoption('--device', default='mine')\n"
    )
    (tmp_path / "test_other.py").write_text(
        "import sys\n"
        "def test_other(pytestconfig):\n"
        "    assert pytestconfig.getoption('--device') == 'mine'\n"
        "    heavy = {'numpy', 'PySide6', 'bleak', 'serial', 'sqlalchemy', 'simulators', 'drivers', 'station.qa'}\n"
        "    assert not heavy & set(sys.modules)\n"
    )
    code, said = pytest_run(tmp_path, "-p", "other_options", "test_other.py", "-o", "pythonpath=.")
    assert code == 0, said
