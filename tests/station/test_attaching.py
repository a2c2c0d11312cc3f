"""Real devices as the station attaches them: chosen by name, calibrated by the record that belongs to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from bleak.backends.device import BLEDevice

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo
from drivers.devices.harp_loadcells import SIGNAL as PLATES_SIGNAL
from drivers.devices.progressor import SIGNAL as GRIP_SIGNAL
from drivers.errors import WrongDevice
from drivers.transports.ble import FoundBle
from station.attaching import choose_found, dynamometer, makers_calibration, plates, read_calibration
from station.errors import BadInput, Missing
from station.model import Side

PLATES = Calibration(
    id="plates-417-2026",
    serial="417",
    outputs=("left", "right"),
    gain=((0.05,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.05,) * 4),
    zero_native=(10.0,) * 8,
    capacity_n=2000.0,
    noise_sd_n=(0.5, 0.5),
    uncertainty=0.005,
    dated="2026-09-01",
)


def found(name: str, address: str) -> FoundBle:
    return FoundBle(name, address, -60, BLEDevice(address, name, None))


IN_REACH = (found("Progressor_2639", "C0:00:00:00:00:01"), found("Progressor_1180", "C0:00:00:00:00:02"))


@pytest.mark.parametrize("wanted", ["Progressor_1180", "progressor_1180", "c0:00:00:00:00:02"])
def test_a_dynamometer_is_chosen_by_its_name_or_its_address(wanted: str) -> None:
    assert choose_found(IN_REACH, wanted) is IN_REACH[1]


def test_a_dynamometer_that_is_not_in_reach_is_said_with_those_that_are() -> None:
    with pytest.raises(Missing, match=r"no dynamometer Nobody in reach.*Progressor_2639"):
        choose_found(IN_REACH, "Nobody")


def test_two_of_one_name_are_not_guessed_between() -> None:
    twins = (IN_REACH[0], found("Progressor_2639", "C0:00:00:00:00:09"))
    with pytest.raises(Missing, match="Give the address"):
        choose_found(twins, "Progressor_2639")


def test_a_progressors_kilograms_become_newtons_and_count_as_not_verified() -> None:
    info = DeviceInfo("Tindeq Progressor", "2639", "1.2.3", GRIP_SIGNAL)
    calibration = makers_calibration(info, Side.LEFT)
    assert calibration.newtons(np.array([[10.0]], np.float32))[0, 0] == pytest.approx(98.0665)
    assert calibration.uncertainty == 0.0
    attached = dynamometer(IN_REACH[0], Side.LEFT)
    assert (attached.sides, attached.simulated) == ((Side.LEFT,), False)
    assert attached.calibrate(info) == calibration


def test_a_calibration_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "plates.json"
    file.write_bytes(msgspec.json.encode(PLATES))
    assert read_calibration(file) == PLATES


@pytest.mark.parametrize(
    ("text", "why"), [("{", "not a calibration record"), ('{"id": "x"}', "missing required field"), ("[]", "Expected")]
)
def test_a_file_that_is_no_calibration_is_refused_by_name(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(text)
    with pytest.raises(BadInput, match=rf"broken\.json.*{why}"):
        read_calibration(file)
    with pytest.raises(BadInput, match="cannot be read"):
        read_calibration(tmp_path / "not-there.json")


def test_plates_are_not_measured_with_the_calibration_of_others() -> None:
    attached = plates("/dev/ttyUSB0", PLATES)
    right = DeviceInfo("LoadCells", "417", "1.2", PLATES_SIGNAL)
    assert attached.calibrate(right) is PLATES
    with pytest.raises(WrongDevice, match="of device 417, and device 418"):
        attached.calibrate(replace(right, serial="418"))
