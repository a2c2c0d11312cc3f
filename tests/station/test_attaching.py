"""Real devices as the station attaches them: chosen by name, calibrated by the record that belongs to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, DeviceScale
from drivers.devices.harp_loadcells import SIGNAL as PLATES_SIGNAL
from drivers.devices.progressor import SIGNAL as GRIP_SIGNAL
from drivers.discovery import Found
from drivers.errors import WrongDevice
from station.attaching import (
    attach_found,
    calibrate_with,
    choose_found,
    makers_calibration,
    read_calibration,
    sides_of,
    with_sides,
)
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


def found(name: str, address: str, serial: str = "", **others: str) -> Found:
    plain = {"kind": "progressor", "title": "Tindeq Progressor", "how": f"ble:{address}"}
    return Found(**plain | others, name=name, serial=serial)


IN_REACH = (
    found("Progressor_2639", "C0:00:00:00:00:01"),
    found("Progressor_1180", "C0:00:00:00:00:02", "1180X"),
    Found("", "Bluetooth", "ble:", problem="Bluetooth is off."),
)
GRIP = DeviceInfo("Tindeq Progressor", "2639", "1.2.3", GRIP_SIGNAL)
TWO_FORCES = replace(GRIP_SIGNAL, channels=("one", "two"), unit="N", native_min=-500.0, native_max=500.0)
SCALE = DeviceScale(
    ((0.02, 0.02), (0.0, 0.03)), 2000.0, 0.4, zero_native=(5.0, 6.0), dated="2026-02-03", uncertainty=0.01
)


@pytest.mark.parametrize(
    "wanted", ["Progressor_1180", "progressor_1180", "c0:00:00:00:00:02", "ble:C0:00:00:00:00:02", "1180x"]
)
def test_a_device_is_chosen_by_its_name_its_address_or_its_number(wanted: str) -> None:
    assert choose_found(IN_REACH, wanted) is IN_REACH[1]


def test_a_device_that_is_not_in_reach_is_said_with_those_that_are_and_what_is_wrong() -> None:
    with pytest.raises(Missing, match=r"no device Nobody in reach.*Progressor_2639.*Bluetooth is off"):
        choose_found(IN_REACH, "Nobody")


def test_two_of_one_name_are_not_guessed_between() -> None:
    twins = (IN_REACH[0], found("Progressor_2639", "C0:00:00:00:00:09"))
    with pytest.raises(Missing, match="Give the address"):
        choose_found(twins, "Progressor_2639")


def test_a_progressors_kilograms_become_newtons_and_count_as_not_verified() -> None:
    calibration = makers_calibration(GRIP, ("left",))
    assert calibration.newtons(np.array([[10.0]], np.float32))[0, 0] == pytest.approx(98.0665)
    assert (calibration.uncertainty, calibration.noise_sd_n) == (0.0, (0.3,))
    assert calibration.capacity_n == pytest.approx(1471.0, abs=0.1)
    attached = attach_found(IN_REACH[0], [Side.LEFT])
    assert (attached.sides, attached.simulated, attached.serial) == ((Side.LEFT,), False, None)
    assert attached.calibrate(GRIP) == calibration


def test_newtons_of_several_forces_need_a_side_each() -> None:
    info = replace(GRIP, signal=TWO_FORCES)
    calibration = makers_calibration(info, ("left", "right"))
    np.testing.assert_allclose(calibration.newtons(np.array([[1.0], [2.0]], np.float32)), [[1.0], [2.0]])
    assert calibration.capacity_n == 500.0
    with pytest.raises(WrongDevice, match=r"measures 2 forces.*attached as left.*remember 2639 --side left,right"):
        makers_calibration(info, ("left",))


def test_raw_counts_without_a_record_are_refused_with_the_line_to_type() -> None:
    info = DeviceInfo("LoadCells", "417", "1.2", PLATES_SIGNAL)
    with pytest.raises(WrongDevice, match=r"raw values \(count\).*station devices remember 417 --calibration FILE"):
        calibrate_with([Side.LEFT, Side.RIGHT])(info)


def test_a_devices_own_scale_is_used_where_there_is_no_record_for_it() -> None:
    info = replace(GRIP, signal=replace(TWO_FORCES, unit="count"), scale=SCALE)
    calibration = calibrate_with([Side.LEFT, Side.RIGHT])(info)
    np.testing.assert_allclose(calibration.newtons(np.array([[105.0], [106.0]])), [[4.0], [3.0]])
    assert (calibration.dated, calibration.uncertainty, calibration.noise_sd_n) == ("2026-02-03", 0.01, (0.4, 0.4))
    assert calibration.outputs == ("left", "right")
    record = replace(PLATES, serial="2639")
    assert calibrate_with([Side.LEFT, Side.RIGHT], record)(info) is record
    with pytest.raises(WrongDevice, match="measures 2 forces"):
        calibrate_with([Side.LEFT])(info)


def test_a_device_without_a_number_is_not_measured_with_the_record_of_its_twin() -> None:
    said = replace(GRIP, serial="CJ-")
    sensor = Found("chronojump", "Chronojump force sensor", "serial:/dev/ttyUSB0", serial="CJ-@A50285BI")
    own = replace(PLATES, serial="CJ-@A50285BI")
    attached = attach_found(sensor, [Side.LEFT, Side.RIGHT], record=own)
    assert attached.serial == "CJ-", "what it will say of itself"
    assert attached.calibrate(said) is own
    with pytest.raises(WrongDevice, match="of device CJ-@A50285XX, and device CJ-@A50285BI"):
        attach_found(sensor, [Side.LEFT, Side.RIGHT], record=replace(own, serial="CJ-@A50285XX")).calibrate(said)


def test_what_cannot_be_used_is_not_attached() -> None:
    with pytest.raises(BadInput, match="Bluetooth is off"):
        attach_found(IN_REACH[2], [Side.LEFT])


def test_the_outputs_of_a_record_are_named_after_the_sides_that_belong_to_the_device() -> None:
    assert with_sides(PLATES, [Side.RIGHT, Side.LEFT]).outputs == ("right", "left")
    assert sides_of(PLATES) == (Side.LEFT, Side.RIGHT)
    with pytest.raises(BadInput, match="has 2 outputs"):
        with_sides(PLATES, [Side.LEFT])
    with pytest.raises(BadInput, match="plate 1, plate 2, which are no sides"):
        sides_of(replace(PLATES, outputs=("plate 1", "plate 2")))


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
    board = Found("harp-loadcells", "Harp LoadCells", "serial:/dev/ttyUSB0", serial="417")
    attached = attach_found(board, [Side.LEFT, Side.RIGHT], record=PLATES)
    assert attached.serial == "417"
    right = DeviceInfo("LoadCells", "417", "1.2", PLATES_SIGNAL)
    assert attached.calibrate(right) is PLATES
    with pytest.raises(WrongDevice, match="of device 417, and device 418"):
        attached.calibrate(replace(right, serial="418"))
